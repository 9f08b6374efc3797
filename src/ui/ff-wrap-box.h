#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Children after each other as words of a text: who finds no room begins the next line. */

#define FF_TYPE_WRAP_BOX (ff_wrap_box_get_type ())
G_DECLARE_FINAL_TYPE (FfWrapBox, ff_wrap_box, FF, WRAP_BOX, GtkWidget)

GtkWidget *ff_wrap_box_new    (int        spacing_px);   /* between children; lines stand close */
void       ff_wrap_box_append (FfWrapBox *self,
                               GtkWidget *child);

G_END_DECLS
