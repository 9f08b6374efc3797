/* The one table of commands: keys, menus and the shortcuts window come from it. Main thread. */

#include "ui/ff-commands.h"

#include <glib/gi18n-lib.h>

/* One pointer each, so that a change of group can be seen. */
static const char GENERAL[] = N_("General");
static const char CAMPAIGN[] = N_("Campaign");
static const char EDITING[] = N_("Editing on the Canvas");
static const char MOVING[] = N_("Moving on the Canvas");
static const char VIEW[] = N_("View");

static const FfCommand commands[] = {
  { "win.new-campaign",             GENERAL,  N_("_New Campaign"),            "<Control>n",                     FF_COMMAND_ANYWHERE },
  { "win.open",                     GENERAL,  N_("_Open a File…"),            "<Control>o",                     FF_COMMAND_ANYWHERE },
  { "win.connect-data",             GENERAL,  N_("Connect _Data…"),           "",                               FF_COMMAND_ANYWHERE },
  { "win.import-data",              GENERAL,  N_("_Import Data…"),            "<Control>i",                     FF_COMMAND_ANYWHERE },
  { "win.show-data-model",          GENERAL,  N_("Show Data Mode_l"),         "",                               FF_COMMAND_ANYWHERE },
  { "win.search",                   GENERAL,  N_("_Search"),                  "<Control>f",                     FF_COMMAND_ANYWHERE },
  { "win.close-tab",                GENERAL,  N_("_Close Tab"),               "<Control>w",                     FF_COMMAND_ANYWHERE },
  { "win.show-library",             GENERAL,  N_("Show _Library"),            "<Alt>Home",                      FF_COMMAND_ANYWHERE },
  { "win.menu",                     GENERAL,  N_("_Menu"),                    "F10",                            FF_COMMAND_ANYWHERE },
  { "app.preferences",              GENERAL,  N_("_Preferences"),             "<Control>comma",                 FF_COMMAND_ANYWHERE },
  { "win.shortcuts",                GENERAL,  N_("_Keyboard Shortcuts"),      "<Control>question",              FF_COMMAND_ANYWHERE },
  { "app.about",                    GENERAL,  N_("_About Fanfare"),           "",                               FF_COMMAND_ANYWHERE },
  { "app.quit",                     GENERAL,  N_("_Quit"),                    "<Control>q",                     FF_COMMAND_ANYWHERE },

  { "win.undo",                     CAMPAIGN, N_("_Undo"),                    "<Control>z",                     FF_COMMAND_ANYWHERE },
  { "win.redo",                     CAMPAIGN, N_("_Redo"),                    "<Control><Shift>z <Control>y",   FF_COMMAND_ANYWHERE },
  { "win.rename",                   CAMPAIGN, N_("_Rename Campaign…"),        "",                               FF_COMMAND_ANYWHERE },
  { "win.duplicate-campaign",       CAMPAIGN, N_("_Duplicate Campaign"),      "",                               FF_COMMAND_ANYWHERE },
  { "win.remove-campaign",          CAMPAIGN, N_("Move to _Bin"),             "",                               FF_COMMAND_ANYWHERE },
  { "win.recount",                  CAMPAIGN, N_("_Recount"),                 "F5 <Shift>F5",                   FF_COMMAND_ANYWHERE },
  { "canvas.changes",               CAMPAIGN, N_("Show _Changes in Counts"),  "<Control><Shift>d",              FF_COMMAND_ANYWHERE },

  { "canvas.add-activity",          EDITING,  N_("_Add Activity…"),           "<Control>Return <Control>KP_Enter Insert", FF_COMMAND_ON_CANVAS },
  { "canvas.connect",               EDITING,  N_("Connect _to…"),             "<Control>l",                     FF_COMMAND_ON_CANVAS },
  { "canvas.disconnect",            EDITING,  N_("D_isconnect…"),             "<Control><Shift>l",              FF_COMMAND_ON_CANVAS },
  { "canvas.show-people",           EDITING,  N_("Show _People"),             "space",                          FF_COMMAND_ON_CANVAS },
  { "canvas.overlap",               EDITING,  N_("Show _Overlap"),            "<Control><Shift>o",              FF_COMMAND_ON_CANVAS },
  { "canvas.edit",                  EDITING,  N_("_Edit in Inspector"),       "Return KP_Enter",                FF_COMMAND_ON_CANVAS },
  { "canvas.rename",                EDITING,  N_("Re_name"),                  "F2",                             FF_COMMAND_ON_CANVAS },
  { "canvas.bypass",                EDITING,  N_("_Bypass or Include"),       "<Control>e",                     FF_COMMAND_ON_CANVAS },
  { "canvas.cut",                   EDITING,  N_("Cu_t"),                     "<Control>x <Shift>Delete",       FF_COMMAND_ON_CANVAS },
  { "canvas.copy",                  EDITING,  N_("_Copy"),                    "<Control>c <Control>Insert",     FF_COMMAND_ON_CANVAS },
  { "canvas.paste",                 EDITING,  N_("_Paste"),                   "<Control>v <Shift>Insert",       FF_COMMAND_ON_CANVAS },
  { "canvas.duplicate",             EDITING,  N_("_Duplicate"),               "<Control>d",                     FF_COMMAND_ON_CANVAS },
  { "canvas.delete",                EDITING,  N_("_Delete"),                  "Delete KP_Delete",               FF_COMMAND_ON_CANVAS },
  { "canvas.delete-and-reconnect",  EDITING,  N_("Delete and Reconnect"),     "<Control>Delete",                FF_COMMAND_ON_CANVAS },
  { "canvas.select-all",            EDITING,  N_("Select _All"),              "<Control>a",                     FF_COMMAND_ON_CANVAS },
  { "canvas.select-none",           EDITING,  N_("Select N_one"),             "<Control><Shift>a",              FF_COMMAND_ON_CANVAS },
  { "canvas.menu",                  EDITING,  N_("Context Menu"),             "Menu <Shift>F10",                FF_COMMAND_ON_CANVAS },
  { "canvas.cancel",                EDITING,  N_("Cancel"),                   "Escape",                         FF_COMMAND_ON_CANVAS },

  { "canvas.go::left",              MOVING,   N_("Go Left"),                  "Left KP_Left",                   FF_COMMAND_ON_CANVAS },
  { "canvas.go::right",             MOVING,   N_("Go Right"),                 "Right KP_Right",                 FF_COMMAND_ON_CANVAS },
  { "canvas.go::up",                MOVING,   N_("Go Up"),                    "Up KP_Up",                       FF_COMMAND_ON_CANVAS },
  { "canvas.go::down",              MOVING,   N_("Go Down"),                  "Down KP_Down",                   FF_COMMAND_ON_CANVAS },
  { "canvas.extend::left",          MOVING,   N_("Extend Selection Left"),    "<Shift>Left <Shift>KP_Left",     FF_COMMAND_ON_CANVAS },
  { "canvas.extend::right",         MOVING,   N_("Extend Selection Right"),   "<Shift>Right <Shift>KP_Right",   FF_COMMAND_ON_CANVAS },
  { "canvas.extend::up",            MOVING,   N_("Extend Selection Up"),      "<Shift>Up <Shift>KP_Up",         FF_COMMAND_ON_CANVAS },
  { "canvas.extend::down",          MOVING,   N_("Extend Selection Down"),    "<Shift>Down <Shift>KP_Down",     FF_COMMAND_ON_CANVAS },
  { "canvas.nudge::left",           MOVING,   N_("Move Selection Left"),      "<Control>Left <Control>KP_Left", FF_COMMAND_ON_CANVAS },
  { "canvas.nudge::right",          MOVING,   N_("Move Selection Right"),     "<Control>Right <Control>KP_Right", FF_COMMAND_ON_CANVAS },
  { "canvas.nudge::up",             MOVING,   N_("Move Selection Up"),        "<Control>Up <Control>KP_Up",     FF_COMMAND_ON_CANVAS },
  { "canvas.nudge::down",           MOVING,   N_("Move Selection Down"),      "<Control>Down <Control>KP_Down", FF_COMMAND_ON_CANVAS },
  { "canvas.nudge-far::left",       MOVING,   N_("Move Selection Far Left"),  "<Control><Shift>Left <Control><Shift>KP_Left", FF_COMMAND_ON_CANVAS },
  { "canvas.nudge-far::right",      MOVING,   N_("Move Selection Far Right"), "<Control><Shift>Right <Control><Shift>KP_Right", FF_COMMAND_ON_CANVAS },
  { "canvas.nudge-far::up",         MOVING,   N_("Move Selection Far Up"),    "<Control><Shift>Up <Control><Shift>KP_Up", FF_COMMAND_ON_CANVAS },
  { "canvas.nudge-far::down",       MOVING,   N_("Move Selection Far Down"),  "<Control><Shift>Down <Control><Shift>KP_Down", FF_COMMAND_ON_CANVAS },
  { "canvas.first",                 MOVING,   N_("First Activity"),           "Home KP_Home",                   FF_COMMAND_ON_CANVAS },
  { "canvas.last",                  MOVING,   N_("Last Activity"),            "End KP_End",                     FF_COMMAND_ON_CANVAS },

  { "win.show-view::design",        VIEW,     N_("_Design"),                  "<Control>1",                     FF_COMMAND_ANYWHERE },
  { "win.show-view::review",        VIEW,     N_("_Review"),                  "<Control>2",                     FF_COMMAND_ANYWHERE },
  { "win.show-view::results",       VIEW,     N_("Re_sults"),                 "<Control>3",                     FF_COMMAND_ANYWHERE },
  { "view.show-palette",            VIEW,     N_("_Palette"),                 "F9",                             FF_COMMAND_ANYWHERE },
  { "view.show-inspector",          VIEW,     N_("_Inspector"),               "<Shift>F9",                      FF_COMMAND_ANYWHERE },
  { "view.show-people",             VIEW,     N_("P_eople Panel"),            "F4",                             FF_COMMAND_ANYWHERE },
  { "canvas.zoom-in",               VIEW,     N_("Zoom _In"),                 "<Control>plus <Control>equal <Control>KP_Add", FF_COMMAND_ANYWHERE },
  { "canvas.zoom-out",              VIEW,     N_("Zoom _Out"),                "<Control>minus <Control>KP_Subtract", FF_COMMAND_ANYWHERE },
  { "canvas.zoom-100",              VIEW,     N_("Zoom to _100 %"),           "<Control>0 <Control>KP_0",       FF_COMMAND_ANYWHERE },
  { "canvas.zoom-fit",              VIEW,     N_("Zoom to _Fit"),             "<Control>9 <Control>KP_9",       FF_COMMAND_ANYWHERE },
  { "canvas.tidy",                  VIEW,     N_("_Tidy Up"),                 "<Control>r",                     FF_COMMAND_ANYWHERE },
};

const FfCommand *
ff_commands_get (guint *out_n)
{
  *out_n = G_N_ELEMENTS (commands);
  return commands;
}

const FfCommand *
ff_commands_find (const char *action)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i].action, action))
      return &commands[i];

  return NULL;
}

/**
 * ff_command_dup_title:
 * @self: a command
 *
 * Returns: its translated name without mnemonic, as tooltips and the shortcuts window want it
 */
char *
ff_command_dup_title (const FfCommand *self)
{
  g_auto (GStrv) parts = g_strsplit (_(self->label), "_", -1);

  return g_strjoinv ("", parts);
}

static char *
dup_first_key (const FfCommand *self)
{
  g_auto (GStrv) keys = g_strsplit (self->keys, " ", 2);

  return g_strdup (keys[0] != NULL ? keys[0] : "");
}

/**
 * ff_command_dup_tooltip:
 * @self: a command
 *
 * Returns: its name with its first key: “Undo (Ctrl+Z)”
 */
char *
ff_command_dup_tooltip (const FfCommand *self)
{
  g_autofree char *title = ff_command_dup_title (self);
  g_autofree char *key = dup_first_key (self);
  g_autofree char *shown = NULL;
  GdkModifierType modifiers;
  guint value;

  if (*key == '\0' || !gtk_accelerator_parse (key, &value, &modifiers))
    return g_steal_pointer (&title);

  shown = gtk_accelerator_get_label (value, modifiers);
  /* Translators: the name of a command and its key: “Undo (Ctrl+Z)”. */
  return g_strdup_printf (_("%s (%s)"), title, shown);
}

static void
add_keys (GtkShortcutController *controller,
          const FfCommand       *command)
{
  g_auto (GStrv) keys = g_strsplit (command->keys, " ", -1);
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;

  if (!g_action_parse_detailed_name (command->action, &name, &target, NULL))
    g_assert_not_reached ();

  for (guint i = 0; keys[i] != NULL; i++)
    {
      GtkShortcutTrigger *trigger = *keys[i] != '\0' ? gtk_shortcut_trigger_parse_string (keys[i]) : NULL;
      GtkShortcut *shortcut;

      if (trigger == NULL)
        continue;

      shortcut = gtk_shortcut_new (trigger, gtk_named_action_new (name));
      gtk_shortcut_set_arguments (shortcut, target);
      gtk_shortcut_controller_add_shortcut (controller, shortcut);
    }
}

/**
 * ff_commands_new_keys:
 * @scope: which keys
 *
 * They are asked after the focused widget, so that typing stays typing.
 *
 * Returns: (transfer full): a controller for the window or for the canvas
 */
GtkEventController *
ff_commands_new_keys (FfCommandScope scope)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_BUBBLE);
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (commands[i].scope == scope)
      add_keys (GTK_SHORTCUT_CONTROLLER (controller), &commands[i]);

  return controller;
}

static void
add_item (GMenu      *section,
          const char *action)
{
  const FfCommand *command = ff_commands_find (action);
  g_autoptr (GMenuItem) item = NULL;
  g_autofree char *key = NULL;

  g_return_if_fail (command != NULL);

  item = g_menu_item_new (_(command->label), command->action);
  key = dup_first_key (command);
  if (*key != '\0')
    g_menu_item_set_attribute (item, "accel", "s", key);
  g_menu_append_item (section, item);
}

/**
 * ff_commands_new_menu:
 * @actions: detailed actions of the table; "" starts a section; ends with %NULL
 *
 * Returns: (transfer full): a menu of them, with labels and keys
 */
GMenuModel *
ff_commands_new_menu (const char *const *actions)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) section = g_menu_new ();

  for (guint i = 0; actions[i] != NULL; i++)
    {
      if (*actions[i] != '\0')
        {
          add_item (section, actions[i]);
          continue;
        }

      g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
      g_object_unref (section);
      section = g_menu_new ();
    }

  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
  return G_MENU_MODEL (g_steal_pointer (&menu));
}

/* ---- The shortcuts window. GTK 4.8 fills it only from a description. */

static void
describe_command (GString         *description,
                  const FfCommand *command)
{
  g_autofree char *title = ff_command_dup_title (command);
  g_autofree char *object = NULL;

  if (*command->keys == '\0')
    return;

  object = g_markup_printf_escaped ("<child><object class='GtkShortcutsShortcut'>"
                                    "<property name='title'>%s</property>"
                                    "<property name='accelerator'>%s</property>"
                                    "</object></child>",
                                    title, command->keys);
  g_string_append (description, object);
}

/* A section per group, so that each fits on a page. */
static char *
describe_shortcuts (void)
{
  GString *description = g_string_new ("<interface><object class='GtkShortcutsWindow' id='window'>"
                                       "<property name='modal'>True</property>");

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      gboolean first = i == 0 || commands[i].group != commands[i - 1].group;
      gboolean last = i + 1 == G_N_ELEMENTS (commands) || commands[i].group != commands[i + 1].group;

      if (first)
        {
          g_autofree char *section = g_markup_printf_escaped ("<child><object class='GtkShortcutsSection'>"
                                                              "<property name='section-name'>section-%u</property>"
                                                              "<property name='title'>%s</property>"
                                                              "<property name='max-height'>24</property>"
                                                              "<child><object class='GtkShortcutsGroup'>",
                                                              i, _(commands[i].group));
          g_string_append (description, section);
        }

      describe_command (description, &commands[i]);
      if (last)
        g_string_append (description, "</object></child></object></child>");
    }

  g_string_append (description, "</object></interface>");
  return g_string_free (description, FALSE);
}

/**
 * ff_commands_new_shortcuts_window:
 *
 * Returns: a window with every command that has a key, to be presented
 */
GtkWidget *
ff_commands_new_shortcuts_window (void)
{
  g_autofree char *description = describe_shortcuts ();
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_string (description, -1);

  return GTK_WIDGET (gtk_builder_get_object (builder, "window"));
}
