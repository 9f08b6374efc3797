#pragma once

#include "cli/ff-cli.h"
#include "library/ff-library.h"
#include "send/ff-rehearsal.h"
#include "send/ff-sender.h"

G_BEGIN_DECLS

/* What run and send share: the gateways there are, the rehearsal gateway in
 * this process, draining a run, and its report. */

typedef struct
{
  FfLibrary   *library;
  FfRehearsal *rehearsal;
  char        *outbox_path;
  char        *gateway_url;  /* nullable: a rehearsal gateway elsewhere */
} FfCliSending;

gboolean ff_cli_sending_open   (FfCliSending  *self,
                                const char    *gateway_url,  /* nullable: one is started here */
                                GError       **error);
void     ff_cli_sending_close  (FfCliSending  *self);
/* Object: id → {"type", "name", "live", "channels", "settings"}. */
FfJson  *ff_cli_sending_dup_gateways (FfCliSending *self);
/* Sends until nothing waits; prints the report; answers the exit code. */
int      ff_cli_sending_drain  (FfCliSending  *self,
                                const char    *run_id,
                                double         rate,
                                gboolean       json);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FfCliSending, ff_cli_sending_close)

G_END_DECLS
