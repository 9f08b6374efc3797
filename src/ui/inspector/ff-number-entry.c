/* An entry for one number. Used by forms and by the rule editor. */

#include "ui/inspector/ff-number-entry.h"

#include <glib/gi18n-lib.h>

#include "ui/ff-focus.h"

struct _FfNumberEntry
{
  AdwBin     parent_instance;

  GtkWidget *entry;
  FfJson    *value;        /* last set or typed; nullable */
  gboolean   is_whole;
  gboolean   is_updating;
};

enum
{
  EDITED,
  REFUSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FfNumberEntry, ff_number_entry, ADW_TYPE_BIN)

/* "1,5" is 1.5: the decimal comma of those who write one. Spaces between digits are for the eye. */
static FfJson *
parse (FfNumberEntry *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autoptr (GString) plain = g_string_new (NULL);
  g_autoptr (FfJson) value = NULL;
  gint64 whole;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c))
        continue;
      g_string_append_unichar (plain, c == 0x2212 ? '-' : c == ',' && !self->is_whole ? '.' : c);
    }

  if (plain->len == 0)
    return NULL;

  value = ff_json_parse (plain->str, plain->len, NULL, NULL);
  if (!ff_json_is_number (value) || (self->is_whole && !ff_json_get_integer (value, &whole)))
    return NULL;

  return g_steal_pointer (&value);
}

/* What is no number was never written: the one before it still holds. */
static char *
dup_message (FfNumberEntry *self)
{
  const char *kept = ff_json_get_number_text (self->value);

  if (kept == NULL)
    return g_strdup (self->is_whole ? _("Type a whole number") : _("Type a number"));

  /* Translators: %s is a number. */
  return g_strdup_printf (self->is_whole ? _("Type a whole number. Until then it stays %s.")
                                         : _("Type a number. Until then it stays %s."), kept);
}

static void
set_refused (FfNumberEntry *self,
             gboolean       is_refused)
{
  g_autofree char *message = is_refused ? dup_message (self) : NULL;

  if (is_refused == gtk_widget_has_css_class (self->entry, "error"))
    return;

  if (is_refused)
    gtk_widget_add_css_class (self->entry, "error");
  else
    gtk_widget_remove_css_class (self->entry, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
                               is_refused ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  is_refused ? message : "", -1);
  g_signal_emit (self, signals[REFUSED], 0, message);
}

static void
changed_cb (FfNumberEntry *self)
{
  g_autoptr (FfJson) value = NULL;

  if (self->is_updating)
    return;

  value = parse (self);
  set_refused (self, value == NULL);
  if (value == NULL)
    return;

  g_clear_pointer (&self->value, ff_json_unref);
  self->value = ff_json_ref (value);
  g_signal_emit (self, signals[EDITED], 0, value);
}

/* What is no number was never written, so it goes when the person does. */
static void
leave_cb (FfNumberEntry *self)
{
  g_autoptr (FfJson) value = self->value != NULL ? ff_json_ref (self->value) : NULL;

  if (!gtk_widget_has_css_class (self->entry, "error"))
    return;

  set_refused (self, FALSE);
  ff_number_entry_set_value (self, value);
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint                  key,
        guint                  code,
        GdkModifierType        state,
        FfNumberEntry         *self)
{
  g_autoptr (FfJson) value = NULL;
  g_autofree char *text = NULL;
  gint64 number;

  if (key != GDK_KEY_Up && key != GDK_KEY_KP_Up && key != GDK_KEY_Down && key != GDK_KEY_KP_Down)
    return GDK_EVENT_PROPAGATE;

  value = parse (self);
  if (!ff_json_get_integer (value, &number))
    return GDK_EVENT_PROPAGATE;

  text = g_strdup_printf ("%" G_GINT64_FORMAT, number + (key == GDK_KEY_Up || key == GDK_KEY_KP_Up ? 1 : -1));
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  return GDK_EVENT_STOP;
}

static gboolean
grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (FF_NUMBER_ENTRY (widget)->entry);
}

static void
ff_number_entry_finalize (GObject *object)
{
  g_clear_pointer (&FF_NUMBER_ENTRY (object)->value, ff_json_unref);

  G_OBJECT_CLASS (ff_number_entry_parent_class)->finalize (object);
}

static void
ff_number_entry_class_init (FfNumberEntryClass *class)
{
  G_OBJECT_CLASS (class)->finalize = ff_number_entry_finalize;
  ff_focus_class_pass (GTK_WIDGET_CLASS (class), grab_focus);

  signals[EDITED] = g_signal_new ("edited", FF_TYPE_NUMBER_ENTRY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[REFUSED] = g_signal_new ("refused", FF_TYPE_NUMBER_ENTRY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
ff_number_entry_init (FfNumberEntry *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus;

  self->entry = gtk_entry_new ();
  gtk_entry_set_alignment (GTK_ENTRY (self->entry), 1);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 6);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->entry), 9);
  gtk_widget_add_css_class (self->entry, "numeric");
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (self->entry, keys);
  focus = gtk_event_controller_focus_new ();
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (self->entry, focus);
  adw_bin_set_child (ADW_BIN (self), self->entry);
}

/**
 * ff_number_entry_new:
 * @accessible_label: what is counted or measured
 * @is_whole: whether only whole numbers are taken
 *
 * Returns: an empty entry
 */
GtkWidget *
ff_number_entry_new (const char *accessible_label,
                     gboolean    is_whole)
{
  FfNumberEntry *self = g_object_new (FF_TYPE_NUMBER_ENTRY, NULL);

  self->is_whole = is_whole;
  gtk_entry_set_input_purpose (GTK_ENTRY (self->entry), is_whole ? GTK_INPUT_PURPOSE_DIGITS : GTK_INPUT_PURPOSE_NUMBER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, accessible_label, -1);

  return GTK_WIDGET (self);
}

void
ff_number_entry_set_value (FfNumberEntry *self,
                           FfJson        *value)
{
  const char *text = ff_json_get_number_text (value);
  g_autoptr (FfJson) typed = parse (self);
  gboolean is_new = value == NULL || self->value == NULL || !ff_json_equal (value, self->value);

  /* Half a number stays while it is typed. */
  if (!is_new && gtk_widget_has_css_class (self->entry, "error"))
    return;

  if (value != self->value)
    {
      g_clear_pointer (&self->value, ff_json_unref);
      self->value = ff_json_is_number (value) ? ff_json_ref (value) : NULL;
    }
  if (typed != NULL && text != NULL && ff_json_equal (typed, value))
    return;

  self->is_updating = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text != NULL ? text : "");
  self->is_updating = FALSE;
  set_refused (self, FALSE);
}

GtkWidget *
ff_number_entry_get_entry (FfNumberEntry *self)
{
  return self->entry;
}
