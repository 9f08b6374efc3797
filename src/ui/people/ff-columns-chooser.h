#pragma once

#include <gtk/gtk.h>

#include "ui/people/ff-people-columns.h"

G_BEGIN_DECLS

/* A popover that chooses columns and what the rows are sorted by.
 *
 * Signals:
 *   "changed": another set of columns; ff_columns_chooser_dup_ids ()
 *   "sorted" (char *id, nullable; gboolean descending) */

#define FF_TYPE_COLUMNS_CHOOSER (ff_columns_chooser_get_type ())
G_DECLARE_FINAL_TYPE (FfColumnsChooser, ff_columns_chooser, FF, COLUMNS_CHOOSER, GtkPopover)

GtkWidget *ff_columns_chooser_new     (void);
/* @columns: of FfPeopleColumn; a reference is kept. Tells nobody. */
void       ff_columns_chooser_fill    (FfColumnsChooser   *self,
                                       GPtrArray          *columns,
                                       const char *const  *ids,
                                       const char         *sort_id,     /* nullable */
                                       gboolean            descending);
char     **ff_columns_chooser_dup_ids (FfColumnsChooser   *self);

G_END_DECLS
