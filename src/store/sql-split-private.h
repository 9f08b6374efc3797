#pragma once

/* What the ways to split share. */

#include "store/ff-step-sql.h"

G_BEGIN_DECLS

typedef struct
{
  FfStepRun      *run;
  const FfSubset *subsets;
  guint           n_subsets;
  const FfWork   *in;
  FfWork         *cells;   /* cell, k…, carried: one cell for each subset, the last for the rest */
  FfSqlPlace      place;
  gint64         *sizes;   /* quotas of the shares of all the inbound; NULL when it is not counted */
  gint64         *missing; /* how many each subset took less than its quota; -1: not known */
} FfSplit;

void     ff_split_add_insert      (FfSplit *self, FfSql *sql);
/* The keys and carried columns at alias i. */
void     ff_split_add_row         (FfSplit *self, FfSql *sql);

/* Subsets that draw, one after the other or each from all. */
gboolean ff_split_print_draws       (FfSplit *self, GError **error);
gboolean ff_split_print_overlapping (FfSplit *self, GError **error);
/* Shares of the keyed hash. */
gboolean ff_split_print_hashed      (FfSplit *self, GError **error);

G_END_DECLS
