/* The campaign as a drawing that can be changed: the view with its floating
 * controls, minimap and menus, and the commands on it. Main thread. */

#include "ui/canvas/ff-canvas.h"

#include <glib/gi18n-lib.h>

#include "ui/canvas/ff-canvas-controls.h"
#include "ui/canvas/ff-canvas-minimap.h"
#include "ui/canvas/ff-canvas-pointer.h"
#include "ui/canvas/ff-canvas-private.h"
#include "ui/canvas/ff-canvas-words.h"
#include "ui/ff-commands.h"

#define EDGE_PX 12
#define CONTROLS_HEIGHT_PX 36

enum
{
  EDIT_REQUESTED,
  OVERLAP_REQUESTED,
  CHANGES_REQUESTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FfCanvas, ff_canvas, ADW_TYPE_BIN)

char **
ff_canvas_dup_targets (FfCanvas *self)
{
  const char *const *selection = ff_draft_get_selection (self->draft);
  const char *focused = ff_canvas_view_get_focused (self->view);
  GPtrArray *ids = g_ptr_array_new ();

  for (guint i = 0; selection[i] != NULL; i++)
    g_ptr_array_add (ids, g_strdup (selection[i]));
  if (ids->len == 0 && *focused != '\0')
    g_ptr_array_add (ids, g_strdup (focused));
  g_ptr_array_add (ids, NULL);

  return (char **) g_ptr_array_free (ids, FALSE);
}

void
ff_canvas_tell (FfCanvas   *self,
                const char *text)
{
  GtkWidget *toasts = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_TOAST_OVERLAY);
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  if (toasts != NULL)
    adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (toasts), adw_toast_new (escaped));
}

/* The count of what has the focus is said once when it comes in: politely, because nobody asked. */
static void
scene_cb (FfCanvas *self)
{
  const char *focused = ff_canvas_view_get_focused (self->view);
  FfScene *scene = ff_canvas_view_get_scene (self->view);
  g_autofree char *name = *focused != '\0' ? ff_canvas_words_dup_name (self->draft, scene, focused) : NULL;
  gboolean has_focus = gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL;

  gtk_widget_set_visible (self->empty, scene->n_cards + scene->n_notes + scene->n_frames == 0);
  if (has_focus && name != NULL && g_strcmp0 (self->announced_id, focused) == 0 && g_strcmp0 (self->announced, name) != 0)
    gtk_label_set_text (GTK_LABEL (self->status), name);

  g_free (self->announced_id);
  g_free (self->announced);
  self->announced_id = g_strdup (focused);
  self->announced = g_steal_pointer (&name);
  ff_canvas_update_commands (self);
}

static void
focus_cb (FfCanvas *self)
{
  g_clear_pointer (&self->announced_id, g_free);
  ff_canvas_update_commands (self);
}

/* Above the drawing, at the end of the bottom. */
static void
add_floating (FfCanvas  *self,
              GtkWidget *widget,
              int        above)
{
  gtk_widget_set_halign (widget, GTK_ALIGN_END);
  gtk_widget_set_valign (widget, GTK_ALIGN_END);
  gtk_widget_set_margin_end (widget, EDGE_PX);
  gtk_widget_set_margin_bottom (widget, EDGE_PX + above);
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), widget);
}

static GtkWidget *
make_empty (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *title = gtk_label_new (_("An Empty Canvas"));
  GtkWidget *text = gtk_label_new (_("Drag activities here, or double-click to add one."));
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Add Activity…"));

  gtk_widget_add_css_class (title, "ff-section-title");
  gtk_widget_add_css_class (text, "dim-label");
  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_label_set_justify (GTK_LABEL (text), GTK_JUSTIFY_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "canvas.add-activity");
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_top (button, 8);
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), text);
  gtk_box_append (GTK_BOX (box), button);

  return box;
}

/* Assistive tools read what changes here; nobody sees it. */
static GtkWidget *
make_status (void)
{
  GtkWidget *status = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS, NULL);

  gtk_widget_set_opacity (status, 0);
  gtk_widget_set_can_target (status, FALSE);
  gtk_widget_set_halign (status, GTK_ALIGN_START);
  gtk_widget_set_valign (status, GTK_ALIGN_END);
  gtk_label_set_ellipsize (GTK_LABEL (status), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (status), 1);

  return status;
}

static void
ff_canvas_dispose (GObject *object)
{
  FfCanvas *self = FF_CANVAS (object);
  GtkWidget *child;

  /* Pickers and menus that are open. */
  for (child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (child);

      if (GTK_IS_POPOVER (child))
        gtk_widget_unparent (child);
      child = next;
    }

  if (self->draft != NULL)
    g_signal_handlers_disconnect_by_data (self->draft, self);
  g_clear_object (&self->draft);

  G_OBJECT_CLASS (ff_canvas_parent_class)->dispose (object);
}

static void
ff_canvas_finalize (GObject *object)
{
  FfCanvas *self = FF_CANVAS (object);

  g_object_unref (self->actions);
  g_free (self->announced);
  g_free (self->announced_id);

  G_OBJECT_CLASS (ff_canvas_parent_class)->finalize (object);
}

static gboolean
ff_canvas_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (FF_CANVAS (widget)->view));
}

static void
ff_canvas_class_init (FfCanvasClass *class)
{
  G_OBJECT_CLASS (class)->dispose = ff_canvas_dispose;
  G_OBJECT_CLASS (class)->finalize = ff_canvas_finalize;
  GTK_WIDGET_CLASS (class)->grab_focus = ff_canvas_grab_focus;

  /**
   * FfCanvas::edit-requested:
   *
   * What is selected shall be edited in the inspector.
   */
  signals[EDIT_REQUESTED] =
    g_signal_new ("edit-requested", FF_TYPE_CANVAS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * FfCanvas::overlap-requested:
   *
   * The people of what is selected shall be held against each other.
   */
  signals[OVERLAP_REQUESTED] =
    g_signal_new ("overlap-requested", FF_TYPE_CANVAS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * FfCanvas::changes-requested:
   *
   * The counts shall be held against those of an earlier version.
   */
  signals[CHANGES_REQUESTED] =
    g_signal_new ("changes-requested", FF_TYPE_CANVAS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ff_canvas_init (FfCanvas *self)
{
  self->actions = g_simple_action_group_new ();
  gtk_widget_insert_action_group (GTK_WIDGET (self), "canvas", G_ACTION_GROUP (self->actions));
}

static void
build (FfCanvas *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkEventController *keys = ff_commands_new_keys (FF_COMMAND_ON_CANVAS);

  self->view = FF_CANVAS_VIEW (ff_canvas_view_new (self->draft));
  self->overlay = gtk_overlay_new ();
  self->minimap = ff_canvas_minimap_new (self->view);
  self->empty = make_empty ();
  self->status = make_status ();

  /* The view can be scrolled beyond what it holds; the minimap shows where it is. */
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_EXTERNAL, GTK_POLICY_EXTERNAL);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->view));
  gtk_overlay_set_child (GTK_OVERLAY (self->overlay), scrolled);
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), self->empty);
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), self->status);
  add_floating (self, self->minimap, CONTROLS_HEIGHT_PX + EDGE_PX);
  add_floating (self, ff_canvas_controls_new (self->view), 0);
  adw_bin_set_child (ADW_BIN (self), self->overlay);

  /* On the view, below the scrolled window, which has keys of its own. */
  gtk_widget_add_controller (GTK_WIDGET (self->view), keys);
  ff_canvas_pointer_add (self->view);
}

/**
 * ff_canvas_new:
 * @draft: the open campaign
 *
 * Returns: the canvas of a campaign
 */
GtkWidget *
ff_canvas_new (FfDraft *draft)
{
  FfCanvas *self = g_object_new (FF_TYPE_CANVAS, NULL);

  self->draft = g_object_ref (draft);
  build (self);
  ff_canvas_add_commands (self);
  g_signal_connect_object (self->view, "scene-changed", G_CALLBACK (scene_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "focus-changed", G_CALLBACK (focus_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (draft, "selection-changed", G_CALLBACK (ff_canvas_update_commands), self, G_CONNECT_SWAPPED);
  scene_cb (self);

  return GTK_WIDGET (self);
}

GActionGroup *
ff_canvas_get_actions (FfCanvas *self)
{
  return G_ACTION_GROUP (self->actions);
}

FfCanvasView *
ff_canvas_get_view (FfCanvas *self)
{
  return self->view;
}
