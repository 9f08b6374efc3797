#pragma once

#include "picture/ff-count-labels.h"
#include "plan/ff-plan.h"

G_BEGIN_DECLS

/* What to show where a count stands. */
typedef struct
{
  FfCountState    state;
  gboolean        has_value;
  gint64          n_rows;
  const FfEntity *rows_of;    /* NULL: people. Lent by the plan */
  gint64          taken_at;
  gboolean        if_taken;
  const char     *reason;     /* lent; nullable */
} FfCountView;

/* What the rows of @output of @plan are, as @rows_of tells it. */
const FfEntity *ff_count_view_find_rows   (FfPlan             *plan,
                                           const FfPlanOutput *output);

/* “12,408”, in the locale; "—" without a value. */
char           *ff_count_view_dup_text    (const FfCountView *self);
/* “9,114 people, out of date, as of 14:02”: for assistive tools and tooltips. */
char           *ff_count_view_dup_description (const FfCountView *self);

G_END_DECLS
