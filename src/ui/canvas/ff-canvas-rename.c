/* Renaming in place. The editor is a child of the overlay, not of the view, so
 * that the canvas's keys stay out of typing. Main thread. */

#include "ui/canvas/ff-canvas-rename.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "ui/canvas/ff-canvas-edits.h"

#define LEAST_WIDTH_PX 120

typedef struct
{
  FfCanvasView *view;
  GtkWidget    *editor;   /* in the overlay */
  GtkWidget    *text;     /* GtkEntry or GtkTextView */
  char         *id;
  char         *before;
  gboolean      is_done;
} Rename;

static char *
dup_text (Rename *self)
{
  GtkTextIter start, end;
  GtkTextBuffer *buffer;

  if (GTK_IS_ENTRY (self->text))
    return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->text))));

  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text));
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static gboolean
remove_cb (gpointer user_data)
{
  GtkWidget *editor = user_data;

  if (gtk_widget_get_parent (editor) != NULL)
    gtk_overlay_remove_overlay (GTK_OVERLAY (gtk_widget_get_parent (editor)), editor);

  return G_SOURCE_REMOVE;
}

static void
finish (Rename   *self,
        gboolean  keep,
        gboolean  go_back)
{
  g_autofree char *text = NULL;
  g_autofree char *id = NULL;
  FfCanvasView *view = self->view;

  if (self->is_done)
    return;

  self->is_done = TRUE;
  text = dup_text (self);
  id = g_strdup (self->id);
  gtk_widget_set_visible (self->editor, FALSE);
  g_idle_add_full (G_PRIORITY_DEFAULT, remove_cb, g_object_ref (self->editor), g_object_unref);

  /* A card without a label of its own shows its type's name: that is no label to keep. */
  if (keep && !g_str_equal (text, self->before))
    ff_canvas_edits_rename (ff_canvas_view_get_draft (view), id, text);
  if (go_back)
    ff_canvas_view_focus (view, id);
}

static void
activate_cb (Rename *self)
{
  finish (self, TRUE, TRUE);
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint                  value,
        guint                  code,
        GdkModifierType        state,
        Rename                *self)
{
  if (value == GDK_KEY_Escape)
    {
      finish (self, FALSE, TRUE);
      return GDK_EVENT_STOP;
    }

  if ((value == GDK_KEY_Return || value == GDK_KEY_KP_Enter) && (state & GDK_CONTROL_MASK))
    {
      finish (self, TRUE, TRUE);
      return GDK_EVENT_STOP;
    }

  return GDK_EVENT_PROPAGATE;
}

static void
leave_cb (GtkEventControllerFocus *controller,
          Rename                  *self)
{
  finish (self, TRUE, FALSE);
}

static void
free_rename (Rename *self)
{
  g_free (self->id);
  g_free (self->before);
  g_free (self);
}

/* The room for the name, on the canvas, and what stands there now. */
static gboolean
find_name (FfCanvasView *view,
           const char   *id,
           FfRect       *out_place,
           char        **out_text,
           gboolean     *out_is_long)
{
  FfScene *scene = ff_canvas_view_get_scene (view);
  const FfSceneCard *card = ff_scene_find_card (scene, id);

  *out_is_long = FALSE;
  if (card != NULL)
    {
      double start = ff_card_form_get_text_start (&card->form) - 8;

      *out_place = (FfRect) { card->rect.x + (scene->is_rtl ? 0 : start), card->rect.y, card->rect.width - start, card->head };
      *out_text = g_strdup (card->title);
      return TRUE;
    }

  for (guint i = 0; i < scene->n_frames; i++)
    if (g_str_equal (scene->frames[i]->id, id))
      {
        *out_place = scene->frames[i]->rect;
        out_place->height = FF_FRAME_HEAD_PX + 4;
        out_place->width = MIN (out_place->width, 2 * FF_CARD_WIDTH_PX);
        *out_text = g_strdup (scene->frames[i]->title);
        return TRUE;
      }

  for (guint i = 0; i < scene->n_notes; i++)
    if (g_str_equal (scene->notes[i]->id, id))
      {
        *out_place = scene->notes[i]->rect;
        *out_text = g_strdup (scene->notes[i]->text);
        *out_is_long = TRUE;
        return TRUE;
      }

  return FALSE;
}

static GtkWidget *
make_editor (Rename       *self,
             const char   *text,
             gboolean      is_long,
             const FfRect *area)
{
  GtkWidget *scrolled;

  if (!is_long)
    {
      self->text = gtk_entry_new ();
      gtk_editable_set_text (GTK_EDITABLE (self->text), text);
      g_signal_connect_swapped (self->text, "activate", G_CALLBACK (activate_cb), self);
      return self->text;
    }

  scrolled = gtk_scrolled_window_new ();
  self->text = gtk_text_view_new ();
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text)), text, -1);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self->text), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (self->text), 8);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (self->text), 8);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (self->text), 8);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (self->text), FALSE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->text);
  gtk_scrolled_window_set_has_frame (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_widget_set_size_request (scrolled, -1, MAX (72, area->height));

  return scrolled;
}

gboolean
ff_canvas_rename (GtkOverlay   *overlay,
                  FfCanvasView *view,
                  const char   *id)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  g_autofree char *text = NULL;
  FfRect place, area;
  gboolean is_long;
  Rename *self;

  if (!find_name (view, id, &place, &text, &is_long))
    return FALSE;

  ff_canvas_view_reveal (view, &place);
  area = ff_canvas_view_from_canvas (view, &place);

  self = g_new0 (Rename, 1);
  self->view = view;
  self->id = g_strdup (id);
  self->before = g_steal_pointer (&text);
  self->editor = make_editor (self, self->before, is_long, &area);
  g_object_set_data_full (G_OBJECT (self->editor), "ff-canvas-rename", self, (GDestroyNotify) free_rename);

  gtk_widget_add_css_class (self->editor, "ff-canvas-rename");
  gtk_widget_set_halign (self->editor, GTK_ALIGN_START);
  gtk_widget_set_valign (self->editor, GTK_ALIGN_START);
  gtk_widget_set_margin_start (self->editor, MAX (0, round (ff_canvas_view_get_painter (view)->is_rtl
                                                               ? gtk_widget_get_width (GTK_WIDGET (view)) - area.x - area.width
                                                               : area.x)));
  gtk_widget_set_margin_top (self->editor, MAX (0, round (is_long ? area.y : area.y + area.height / 2 - 17)));
  gtk_widget_set_size_request (self->editor, MAX (LEAST_WIDTH_PX, round (area.width)),
                               is_long ? MAX (72, round (area.height)) : 34);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  is_long ? _("Text of the note") : _("Name"), -1);

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  g_signal_connect (focus, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (self->editor, keys);
  gtk_widget_add_controller (self->editor, focus);

  gtk_overlay_add_overlay (overlay, self->editor);
  gtk_widget_grab_focus (self->text);
  if (GTK_IS_ENTRY (self->text))
    gtk_editable_select_region (GTK_EDITABLE (self->text), 0, -1);

  return TRUE;
}
