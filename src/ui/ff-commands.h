#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Every command that a key or a menu can run: one table drives keys, menus and the shortcuts window. */

typedef enum
{
  FF_COMMAND_ANYWHERE,   /* its key works in the whole window */
  FF_COMMAND_ON_CANVAS,  /* only while the canvas has the focus, so that entries keep their own keys */
} FfCommandScope;

typedef struct
{
  const char     *action;   /* detailed: "win.show-view::design" */
  const char     *group;    /* N_(), title in the shortcuts window */
  const char     *label;    /* N_("_Delete"), for menus; its title elsewhere is the same without underscore */
  const char     *keys;     /* triggers, separated by spaces; "" for none. The first is shown. */
  FfCommandScope  scope;
} FfCommand;

const FfCommand *ff_commands_get            (guint          *out_n);
const FfCommand *ff_commands_find           (const char     *action);   /* NULL: no such command */
char            *ff_command_dup_title       (const FfCommand *self);
/* Keys of @scope, for the window or for the canvas. */
GtkEventController *ff_commands_new_keys    (FfCommandScope  scope);
/* A menu of sections: actions separated by "" start a new section; ends with NULL. */
GMenuModel      *ff_commands_new_menu       (const char *const *actions);
/* “Undo (Ctrl+Z)”. */
char            *ff_command_dup_tooltip     (const FfCommand *self);
/* A window with every command that has a key. */
GtkWidget       *ff_commands_new_shortcuts_window (void);

G_END_DECLS
