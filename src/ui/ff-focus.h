#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* For bins that stand for what they hold: they are given the focus like one widget, and never keep it from going on. */
void ff_focus_class_pass (GtkWidgetClass *class,
                          gboolean      (*grab) (GtkWidget *widget));

G_END_DECLS
