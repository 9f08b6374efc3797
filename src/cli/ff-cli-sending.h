#pragma once

#include "cli/ff-cli.h"
#include "library/ff-library.h"
#include "send/ff-rehearsal.h"
#include "send/ff-sender.h"

G_BEGIN_DECLS

/* What run and send share: the rehearsal gateway in this process, draining a
 * run, and its report. */

/* The options of run and send. */
typedef struct
{
  char   *gateway_url;  /* nullable: of a rehearsal gateway that runs elsewhere */
  double  rate;         /* messages per second; 0: no limit */
  int     deadline;     /* of one request, in seconds */
  int     failures;     /* in a row, before it gives up */
} FfCliPace;

#define FF_CLI_PACE_DEFAULT { .deadline = 30, .failures = 8 }

#define FF_CLI_PACE_ENTRIES(pace) \
  { "gateway", 0, 0, G_OPTION_ARG_STRING, &(pace).gateway_url, N_("A rehearsal gateway that runs already"), "URL" }, \
  { "rate", 0, 0, G_OPTION_ARG_DOUBLE, &(pace).rate, N_("At most so many messages a second"), "N" }, \
  { "deadline", 0, 0, G_OPTION_ARG_INT, &(pace).deadline, N_("How long one request may take (30)"), "SECONDS" }, \
  { "failures", 0, 0, G_OPTION_ARG_INT, &(pace).failures, N_("Failures in a row before it gives up, with a longer pause after each (8)"), "N" }

const char *ff_cli_pace_check (const FfCliPace *self);   /* what is wrong with it, or NULL */
void        ff_cli_pace_clear (FfCliPace       *self);

typedef struct
{
  FfLibrary   *library;
  FfRehearsal *rehearsal;
  char        *outbox_path;
  char        *gateway_url;
  gboolean     is_asked;       /* @repeat_class is that of the gateway; of the sender's thread */
  FfRepeatClass repeat_class;
} FfCliSending;

gboolean ff_cli_sending_open   (FfCliSending  *self,
                                const char    *gateway_url,  /* nullable: one is started here */
                                GError       **error);
void     ff_cli_sending_close  (FfCliSending  *self);
/* Sends until nothing waits; prints the report; answers the exit code. */
int      ff_cli_sending_drain  (FfCliSending     *self,
                                const char       *run_id,
                                const FfCliPace  *pace,
                                gboolean          json);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FfCliPace, ff_cli_pace_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FfCliSending, ff_cli_sending_close)

G_END_DECLS
