#pragma once

/* One activity on a small shop: settings and inputs as text, and the rows that
 * leave each port. */

#include "activities/ff-planner.h"

G_BEGIN_DECLS

typedef struct
{
  const char *what;
  const char *settings;      /* JSON with ' for " and ` for ', without its braces */
  const char *inputs;        /* "gold>primary some>others": sources are named in ff-test-activity.c */
  const char *results[8];    /* "port=1 2 3", rows as ff_test_dup_rows (); "port?" for no table, "port~1 2" if taken */
  const char *problem;       /* part of the only one; NULL: there is none */
  const char *pointer;       /* where */
  const char *file;          /* nullable: what stands in “people.csv”, which settings may name */
  const char *saved;         /* nullable: a saved audience of this name has the people of tier gold */
  const char *more;          /* nullable: further activities; an input of one is "gold>other.in" */
} FfTestActivity;

/* Adds a test for each of @cases, all of one type; then g_test_run (). */
void ff_test_activity_add (const char           *type,
                           const FfTestActivity *cases,
                           guint                 n_cases);

G_END_DECLS
