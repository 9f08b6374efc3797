#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where a data source is, as a form asks for it and as a store is opened by it. Pure; any thread. */

typedef enum
{
  FF_SOURCE_FILE,
  FF_SOURCE_SERVER,
  FF_SOURCE_ADDRESS,   /* whatever the two cannot say */
  FF_N_SOURCE_KINDS
} FfSourceKind;

typedef struct
{
  FfSourceKind  kind;
  char         *file;       /* path; "" as all of them when it is not of that kind */
  char         *host;
  char         *port;       /* digits, or "" for the usual one */
  char         *database;
  char         *user;
  char         *address;
} FfSourceAddress;

void  ff_source_address_init    (FfSourceAddress       *self,
                                 const char            *url);    /* nullable: nothing yet */
void  ff_source_address_clear   (FfSourceAddress       *self);
/* NULL while something is missing or not as it must be; *out_problem says what, translated. */
char *ff_source_address_dup_url (const FfSourceAddress *self,
                                 const char           **out_problem);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FfSourceAddress, ff_source_address_clear)

G_END_DECLS
