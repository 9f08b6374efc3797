#pragma once

#include <gio/gio.h>
#include <stdio.h>

G_BEGIN_DECLS

/* fanfarectl's verbs: one file each, listed in main.c. A verb parses its own
 * words, does its work and answers an exit code. */

typedef enum
{
  FF_EXIT_DONE        = 0,
  FF_EXIT_PROBLEMS    = 1,   /* problems found, an unreadable file included */
  FF_EXIT_USAGE       = 2,
  FF_EXIT_UNREACHABLE = 3,   /* store or gateway */
  FF_EXIT_INCOMPLETE  = 4,   /* ran, but something was refused, unconfirmed or stopped by a guard */
  FF_EXIT_CANCELLED   = 130,
} FfExit;

typedef struct
{
  const char *name;
  const char *usage;     /* after the name: "FILE [--store URL]" */
  const char *summary;   /* N_() */
  gboolean    has_no_store;   /* --store says nothing to it */
  int       (*run) (int argc, char **argv);
} FfVerb;

extern const FfVerb ff_verb_sample;
extern const FfVerb ff_verb_import;
extern const FfVerb ff_verb_schema;
extern const FfVerb ff_verb_check;
extern const FfVerb ff_verb_count;
extern const FfVerb ff_verb_people;
extern const FfVerb ff_verb_explain;
extern const FfVerb ff_verb_filter;
extern const FfVerb ff_verb_overlap;
extern const FfVerb ff_verb_diff;
extern const FfVerb ff_verb_sql;
extern const FfVerb ff_verb_functions;
extern const FfVerb ff_verb_draw;
extern const FfVerb ff_verb_run;
extern const FfVerb ff_verb_send;
extern const FfVerb ff_verb_outbox;
extern const FfVerb ff_verb_gateway;

G_END_DECLS
