#pragma once

#include <gtk/gtk.h>

#include "model/ff-campaign.h"
#include "runner/ff-run-report.h"

G_BEGIN_DECLS

/* Each send activity of a run: planned, accepted, to go. */

#define FF_TYPE_ACTIVITY_TABLE (ff_activity_table_get_type ())
G_DECLARE_FINAL_TYPE (FfActivityTable, ff_activity_table, FF, ACTIVITY_TABLE, GtkWidget)

GtkWidget *ff_activity_table_new (void);
void       ff_activity_table_set (FfActivityTable *self,
                                  FfRunReport     *report);

G_END_DECLS
