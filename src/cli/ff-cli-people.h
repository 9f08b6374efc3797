#pragma once

#include "cli/ff-cli.h"
#include "engine/ff-engine.h"

G_BEGIN_DECLS

/* The rows behind a number, for the verbs that show some: people, overlap, diff. */

typedef struct
{
  char     *columns;   /* names, joined by commas; NULL: what names a row to a person */
  char     *after;
  char     *find;
  gint      limit;
  gboolean  csv;
} FfCliPeople;

#define FF_CLI_PEOPLE_INIT { .limit = 50 }

/* The entries of their options, for ff_cli_parse (). */
#define FF_CLI_PEOPLE_ENTRIES(people) \
    { "columns", 'c', 0, G_OPTION_ARG_STRING, &(people).columns, N_("Attributes, through links with a dot"), "A,B,…" }, \
    { "limit", 'n', 0, G_OPTION_ARG_INT, &(people).limit, N_("Rows of a page (50)"), "N" }, \
    { "after", 0, 0, G_OPTION_ARG_STRING, &(people).after, N_("Where the last page ended"), "PLACE" }, \
    { "find", 0, 0, G_OPTION_ARG_STRING, &(people).find, N_("Only rows whose name contains it"), "TEXT" }, \
    { "csv", 0, 0, G_OPTION_ARG_NONE, &(people).csv, N_("Print every row as CSV, safe for spreadsheets"), NULL }

void ff_cli_people_clear (FfCliPeople        *self);
/* Prints a page, or with --csv every row, of @output of @plan; answers the exit code. */
int  ff_cli_print_people (FfCliCampaign      *opened,
                          FfCliOptions       *options,
                          FfPlan             *plan,
                          const FfPlanOutput *output,
                          const FfCliPeople  *people);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FfCliPeople, ff_cli_people_clear)

G_END_DECLS
