#pragma once

/* Inside of the reference: what its operations share. */

#include "ff-reference.h"

G_BEGIN_DECLS

typedef struct
{
  FfReference *reference;
  GPtrArray   *steps;   /* of GPtrArray of FfRefFlow */
  gint64       now;
} FfRefRun;

/* With the columns of @like (nullable). */
FfRefFlow *ff_ref_flow_new    (const FfEntity *entity,
                               FfRefFlow      *like);
void       ff_ref_flow_free   (gpointer        flow);
FfRefRow  *ff_ref_row_new     (FfValue       **values);
/* The row with the columns of @to, by name; one that @from lacks is missing. */
FfRefRow  *ff_ref_row_copy    (FfRefRow       *row,
                               FfValue       **values,
                               FfRefFlow      *from,
                               FfRefFlow      *to);
void       ff_ref_add_cell    (FfRefRow       *row,
                               const FfRefCell *cell);
FfRefRow  *ff_ref_find_row    (FfRefFlow      *flow,
                               FfValue       **values);
/* Into key order; @rows may be those of another array. */
void       ff_ref_sort        (const FfEntity *entity,
                               GPtrArray      *rows);
gboolean   ff_ref_takes       (FfRefRun       *run,
                               FfJson         *rule,
                               FfRefFlow      *flow,
                               FfRefRow       *row);
FfRefCell  ff_ref_value_of    (FfRefRun       *run,
                               FfJson         *operand,
                               FfRefFlow      *flow,
                               FfRefRow       *row);
/* To order and group by: a real that was computed tells nothing beyond twelve digits. */
FfRefCell  ff_ref_rank_of     (FfRefRun       *run,
                               FfJson         *operand,
                               FfRefFlow      *flow,
                               FfRefRow       *row);
/* Rows (lent) into an order of the plan. */
void       ff_ref_sort_by     (FfRefRun       *run,
                               FfJson         *order,
                               FfRefFlow      *flow,
                               GPtrArray      *rows);
gint64     ff_ref_hash_key    (const FfEntity *entity,
                               FfRefRow       *row,
                               guint64         seed);
/* Whether a text or null of a plan is the value. */
gboolean   ff_ref_is_value    (FfJson          *json,
                               const FfRefCell *cell);
/* Equal texts, equal groups. */
char      *ff_ref_dup_group   (FfRefRun       *run,
                               FfJson         *operands,
                               FfRefFlow      *flow,
                               FfRefRow       *row);
GHashTable *ff_ref_count_groups (FfRefRun     *run,
                               FfJson         *operands,
                               FfRefFlow      *flow,
                               GPtrArray      *rows);
void       ff_ref_get_share   (FfJson         *share,
                               gint64         *out_numerator,
                               gint64         *out_denominator);
/* A quota alone: a share goes against its rest. */
gint64     ff_ref_size_of_two (FfJson         *quota,
                               gint64          base);
/* Gives @out, the copy of one of @rows, what all of them become; and its flow the columns of it, once all rows have. */
void       ff_ref_merge_row   (FfRefRun       *run,
                               FfJson         *merges,
                               FfRefFlow      *in,
                               GPtrArray      *rows,
                               FfRefRow       *out);
void       ff_ref_merge_columns (FfJson       *merges,
                               FfRefFlow      *in,
                               FfRefFlow      *out);
/* Two outputs: the rows of @in that are in @kept, and the others. */
void       ff_ref_part_rows   (FfRefFlow      *in,
                               GPtrArray      *outputs,
                               GPtrArray      *kept);
/* The words of one of the step's reasons, if it has any. */
void       ff_ref_tell_reason (FfRefRow       *row,
                               FfJson         *step,
                               guint           reason);

gboolean   ff_ref_is_linked   (const FfLink   *link,
                               const FfEntity *entity,
                               FfValue       **row,
                               const FfEntity *target,
                               FfValue       **target_row);

/* Operations: each adds its outputs. */
void       ff_ref_look_up     (FfRefRun       *run,
                               FfJson         *step,
                               GPtrArray      *inputs,
                               GPtrArray      *outputs);
void       ff_ref_match       (FfRefRun       *run,
                               FfJson         *step,
                               FfRefFlow      *in,
                               GPtrArray      *outputs);
void       ff_ref_combine     (FfRefRun       *run,
                               FfJson         *step,
                               GPtrArray      *inputs,
                               GPtrArray      *outputs);
void       ff_ref_dedupe      (FfRefRun       *run,
                               FfJson         *step,
                               FfRefFlow      *in,
                               GPtrArray      *outputs);
void       ff_ref_take        (FfRefRun       *run,
                               FfJson         *step,
                               FfRefFlow      *in,
                               GPtrArray      *outputs);
void       ff_ref_split       (FfRefRun       *run,
                               FfJson         *step,
                               FfRefFlow      *in,
                               GPtrArray      *outputs);

G_END_DECLS
