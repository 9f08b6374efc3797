#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef void (*FfRename) (const char *name,
                          gpointer    user_data);

/* Asks for a name; @func is called only with a new one that is not empty. @data_free runs in any case. */
void ff_rename_dialog_show (GtkWidget      *parent,
                            const char     *name,
                            FfRename        func,
                            gpointer        user_data,
                            GDestroyNotify  data_free);

G_END_DECLS
