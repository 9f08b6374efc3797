#pragma once

#include <adwaita.h>

#include "ui/segment/ff-rule-counter.h"

G_BEGIN_DECLS

/* The two numbers beside an item of a rule: how many it matches alone, and how
 * many it alone removes or adds. They have the same width on every level. */

#define FF_TYPE_COUNT_CELLS (ff_count_cells_get_type ())
G_DECLARE_FINAL_TYPE (FfCountCells, ff_count_cells, FF, COUNT_CELLS, GtkBox)

#define FF_COUNT_CELL_WIDE   84
#define FF_COUNT_CELL_NARROW 62

GtkWidget *ff_count_cells_new       (FfRuleCounter *counter,      /* nullable: empty cells */
                                     int            width_px);    /* of each */
void       ff_count_cells_set_bold  (FfCountCells  *self,
                                     gboolean       is_bold);
/* Shows the numbers of the item at @place; over linked rows only the first, and what is counted. */
void       ff_count_cells_update    (FfCountCells  *self,
                                     const char    *place);

G_END_DECLS
