#pragma once

#include <gtk/gtk.h>

#include "send/ff-outbox.h"

G_BEGIN_DECLS

/* Messages over time: how many were handled by when, and where that leads. Its numbers stand in a table beside it. */

#define FF_TYPE_PROGRESS_CHART (ff_progress_chart_get_type ())
G_DECLARE_FINAL_TYPE (FfProgressChart, ff_progress_chart, FF, PROGRESS_CHART, GtkWidget)

GtkWidget *ff_progress_chart_new (void);
/* @points (of FfProgress) is kept. @ends_at: when the rest would be done at the present pace; 0 when nothing goes on. */
void       ff_progress_chart_set (FfProgressChart *self,
                                  GArray          *points,
                                  gint64           started_at,
                                  gint64           planned,
                                  gint64           ends_at);

G_END_DECLS
