/* A note or a frame in the inspector. */

#include "ui/inspector/ff-other-panes.h"

#include <glib/gi18n-lib.h>

#include "ui/inspector/ff-pane-head.h"
#include "ui/inspector/ff-row.h"

struct _FfRemarkPane
{
  GtkBox         parent_instance;

  FfDraft       *draft;
  FfElementKind  kind;
  char          *id;
  GtkWidget     *head;
  GtkWidget     *text;        /* of a note; else NULL */
  GtkWidget     *collapsed;   /* of a frame; else NULL */
  gboolean       is_updating;
};

G_DEFINE_FINAL_TYPE (FfRemarkPane, ff_remark_pane, GTK_TYPE_BOX)

static FfJson *
get_element (FfRemarkPane *self)
{
  return ff_campaign_get_element (ff_draft_get_campaign (self->draft), self->kind, self->id);
}

static void
set_member (FfRemarkPane *self,
            const char   *name,
            const char   *member,
            FfJson       *value,
            gboolean      merges)
{
  g_autoptr (FfEdit) edit = ff_edit_new (name);
  g_autofree char *key = merges ? g_strconcat ("remark:", self->id, NULL) : NULL;
  g_autoptr (FfJson) changed = NULL;

  if (self->is_updating || get_element (self) == NULL)
    return;

  changed = ff_json_with_member (get_element (self), member, value);
  ff_edit_set_element (edit, ff_draft_get_campaign (self->draft), self->kind, self->id, changed);
  ff_draft_apply (self->draft, edit, key);
}

static char *
dup_text (GtkTextBuffer *buffer)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static void
text_cb (FfRemarkPane *self)
{
  g_autofree char *text = dup_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text)));
  g_autoptr (FfJson) value = ff_json_new_string (text);

  set_member (self, _("Change Note"), "text", value, TRUE);
}

static void
title_cb (FfRemarkPane *self,
          const char   *title)
{
  g_autoptr (FfJson) value = ff_json_new_string (title);

  set_member (self, _("Rename Frame"), "title", value, TRUE);
}

static void
collapsed_cb (FfRemarkPane *self)
{
  g_autoptr (FfJson) value = ff_json_new_boolean (gtk_switch_get_active (GTK_SWITCH (self->collapsed)));

  set_member (self, _("Collapse Frame"), "collapsed", value, FALSE);
}

static void
left_cb (FfRemarkPane *self)
{
  if (self->draft != NULL)
    ff_history_end_merge (ff_draft_get_history (self->draft));
}

static void
ff_remark_pane_dispose (GObject *object)
{
  g_clear_object (&FF_REMARK_PANE (object)->draft);

  G_OBJECT_CLASS (ff_remark_pane_parent_class)->dispose (object);
}

static void
ff_remark_pane_finalize (GObject *object)
{
  g_free (FF_REMARK_PANE (object)->id);

  G_OBJECT_CLASS (ff_remark_pane_parent_class)->finalize (object);
}

static void
ff_remark_pane_class_init (FfRemarkPaneClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = ff_remark_pane_dispose;
  object_class->finalize = ff_remark_pane_finalize;
}

static void
ff_remark_pane_init (FfRemarkPane *self)
{
}

static GtkWidget *
new_text (FfRemarkPane *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->text = gtk_text_view_new ();
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self->text), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (self->text), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Text"), -1);
  g_signal_connect_swapped (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text)), "changed", G_CALLBACK (text_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (left_cb), self);
  gtk_widget_add_controller (self->text, focus);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), 180);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->text);
  gtk_widget_add_css_class (scroller, "ff-text");

  return scroller;
}

GtkWidget *
ff_remark_pane_new (FfDraft       *draft,
                    FfElementKind  kind,
                    const char    *id)
{
  FfRemarkPane *self = g_object_new (FF_TYPE_REMARK_PANE, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 12, NULL);
  gboolean is_note = kind == FF_ELEMENT_NOTE;
  GtkWidget *rows = ff_rows_new ();

  self->draft = g_object_ref (draft);
  self->kind = kind;
  self->id = g_strdup (id);
  self->head = ff_pane_head_new (is_note ? _("Note") : _("Title of the Frame"));
  ff_pane_head_set_tile (FF_PANE_HEAD (self->head), ff_glyph_find (is_note ? "note" : "frame"), FF_TINT_NOTES);
  g_signal_connect_swapped (self->head, "edited", G_CALLBACK (title_cb), self);
  g_signal_connect_swapped (self->head, "left", G_CALLBACK (left_cb), self);

  if (is_note)
    ff_rows_add (rows, ff_row_new (_("Text"), new_text (self), TRUE));
  else
    {
      self->collapsed = gtk_switch_new ();
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->collapsed), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Collapsed"), -1);
      g_signal_connect_swapped (self->collapsed, "notify::active", G_CALLBACK (collapsed_cb), self);
      ff_rows_add (rows, ff_row_new (_("Collapsed"), self->collapsed, FALSE));
    }

  gtk_box_append (GTK_BOX (self), self->head);
  gtk_box_append (GTK_BOX (self), rows);
  ff_remark_pane_update (self);

  return GTK_WIDGET (self);
}

void
ff_remark_pane_update (FfRemarkPane *self)
{
  FfJson *element = get_element (self);
  gboolean is_editable = !ff_campaign_is_read_only (ff_draft_get_campaign (self->draft));

  if (element == NULL)
    return;

  self->is_updating = TRUE;
  if (self->text != NULL)
    {
      GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text));
      const char *text = ff_json_get_member_string (element, "text", "");
      g_autofree char *shown = dup_text (buffer);

      if (!g_str_equal (shown, text))
        gtk_text_buffer_set_text (buffer, text, -1);
      gtk_text_view_set_editable (GTK_TEXT_VIEW (self->text), is_editable);
      ff_pane_head_set_title (FF_PANE_HEAD (self->head), _("Note"), NULL, FALSE);
    }
  else
    {
      ff_pane_head_set_title (FF_PANE_HEAD (self->head), ff_json_get_member_string (element, "title", ""), _("Frame"),
                              is_editable);
      gtk_switch_set_active (GTK_SWITCH (self->collapsed), ff_json_get_member_boolean (element, "collapsed", FALSE));
      gtk_widget_set_sensitive (self->collapsed, is_editable);
    }
  ff_pane_head_set_subtitle (FF_PANE_HEAD (self->head), self->text != NULL ? _("Seen on the canvas, never sent")
                                                                            : _("Frame"));
  self->is_updating = FALSE;
}

void
ff_remark_pane_focus (FfRemarkPane *self)
{
  if (self->text != NULL)
    gtk_widget_grab_focus (self->text);
  else
    ff_pane_head_focus (FF_PANE_HEAD (self->head));
}
