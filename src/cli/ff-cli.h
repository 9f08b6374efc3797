#pragma once

#include "activities/ff-planner.h"
#include "cli/ff-verb.h"
#include "engine/ff-counts.h"
#include "store/ff-store.h"

G_BEGIN_DECLS

/* What the verbs share: words, a campaign opened on a store, errors as exit
 * codes, and tables of numbers for people. One thread. */

/* Parses @entries and the options of every verb: --store, --model, --json. Leaves the words in @argv. */
typedef struct
{
  char     *store;    /* nullable */
  char     *model;    /* path of a data model; nullable */
  gboolean  password; /* of the store: to be asked for and kept */
  gboolean  json;
  gint64    now_usec; /* --now, else the clock */
  gboolean  rehearse; /* --rehearse of run: whatever gateway an activity names, ours stands in for it */
} FfCliOptions;

/* FALSE: usage was printed to stderr, exit with FF_EXIT_USAGE; or --help was asked. */
gboolean      ff_cli_parse          (const FfVerb   *verb,
                                     GOptionEntry   *entries,      /* nullable, ends with {NULL} */
                                     FfCliOptions   *options,
                                     int            *argc,
                                     char         ***argv,
                                     int            *out_exit);
int           ff_cli_usage          (const FfVerb   *verb,
                                     const char     *message);
void          ff_cli_options_clear  (FfCliOptions   *self);

/* Cancelled by SIGINT and SIGTERM. */
GCancellable *ff_cli_get_cancellable (void);

/* Prints @error as one sentence and answers the exit code that it means. */
int           ff_cli_fail           (const GError   *error);
int           ff_cli_tell_failures  (FfCounts       *counts);

/* A campaign file opened on a store. */
typedef struct
{
  FfCampaign    *campaign;
  FfStore       *store;
  FfPlanContext *context;
  FfPlan        *plan;
  GPtrArray     *problems;
} FfCliCampaign;

/* Opens both and plans; on failure the error was printed and *out_exit says which. */
gboolean      ff_cli_open           (FfCliCampaign  *self,
                                     const char     *path,
                                     FfCliOptions   *options,
                                     int            *out_exit);
/* Another campaign file on the same store. */
gboolean      ff_cli_open_beside    (FfCliCampaign  *self,
                                     FfCliCampaign  *other,
                                     const char     *path,
                                     FfCliOptions   *options,
                                     int            *out_exit);
void          ff_cli_close          (FfCliCampaign  *self);
/* The store that --store names, $FANFARE_STORE, or the library's sample store. */
FfStore      *ff_cli_open_store     (FfCliOptions   *options,
                                     GError        **error);
/* Problems to stderr; whether one of them is severe. */
gboolean      ff_cli_print_problems (FfCliCampaign  *self);
/* "ACTIVITY" or "ACTIVITY:PORT" to an output of the plan; NULL when the error was printed. */
const FfPlanOutput *ff_cli_find_output (FfCliCampaign *self,
                                        const char    *name);

/* “Split · Gold”, for people to read. */
char         *ff_cli_dup_port_title (FfCampaign     *campaign,
                                     const char     *id,
                                     const char     *port);       /* nullable */

/* Rows of cells aligned in columns; a number aligns at its end. @cells: n_columns a row, owned by the caller. */
void          ff_cli_print_table    (GPtrArray      *cells,
                                     guint           n_columns);
void          ff_cli_print_json     (FfJson         *json);
char         *ff_cli_dup_time       (gint64          at_usec);   /* RFC 3339, UTC */

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FfCliOptions, ff_cli_options_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FfCliCampaign, ff_cli_close)

G_END_DECLS
