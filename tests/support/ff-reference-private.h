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
/* Two outputs: the rows of @in that are in @kept, and the others. */
void       ff_ref_part_rows   (FfRefFlow      *in,
                               GPtrArray      *outputs,
                               GPtrArray      *kept);
/* The words of one of the step's reasons, if it has any. */
void       ff_ref_tell_reason (FfRefRow       *row,
                               FfJson         *step,
                               guint           reason);

/* Operations: each adds its outputs. */
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
