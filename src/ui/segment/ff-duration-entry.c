/* A number and its unit of time. Used by conditions and by forms. */

#include "ui/segment/ff-duration-entry.h"

#include <glib/gi18n-lib.h>

#include "query/ff-rule-time.h"
#include "ui/ff-focus.h"
#include "ui/inspector/ff-drop-down.h"
#include "ui/inspector/ff-number-entry.h"
#include "ui/segment/ff-rule-words.h"

struct _FfDurationEntry
{
  AdwBin     parent_instance;

  GtkWidget *amount;
  GtkWidget *unit;
  FfJson    *duration;
};

enum
{
  EDITED,
  REFUSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FfDurationEntry, ff_duration_entry, ADW_TYPE_BIN)

static void
write_member (FfDurationEntry *self,
              const char      *member,
              FfJson          *value)
{
  g_autoptr (FfJson) duration = ff_json_with_member (self->duration, member, value);

  g_clear_pointer (&self->duration, ff_json_unref);
  self->duration = ff_json_ref (duration);
  g_signal_emit (self, signals[EDITED], 0, duration);
}

static void
amount_cb (FfDurationEntry *self,
           FfJson          *value)
{
  write_member (self, "amount", value);
}

static void
refused_cb (FfDurationEntry *self,
            const char      *message)
{
  g_signal_emit (self, signals[REFUSED], 0, message);
}

static void
unit_cb (FfDurationEntry *self,
         const char      *id)
{
  g_autoptr (FfJson) value = ff_json_new_string (id);

  write_member (self, "unit", value);
}

static gboolean
grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (FF_DURATION_ENTRY (widget)->amount);
}

static void
ff_duration_entry_finalize (GObject *object)
{
  g_clear_pointer (&FF_DURATION_ENTRY (object)->duration, ff_json_unref);

  G_OBJECT_CLASS (ff_duration_entry_parent_class)->finalize (object);
}

static void
ff_duration_entry_class_init (FfDurationEntryClass *class)
{
  G_OBJECT_CLASS (class)->finalize = ff_duration_entry_finalize;
  ff_focus_class_pass (GTK_WIDGET_CLASS (class), grab_focus);

  signals[EDITED] = g_signal_new ("edited", FF_TYPE_DURATION_ENTRY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[REFUSED] = g_signal_new ("refused", FF_TYPE_DURATION_ENTRY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
ff_duration_entry_init (FfDurationEntry *self)
{
  self->duration = ff_json_new_object ();
}

GtkWidget *
ff_duration_entry_new (const char *accessible_label)
{
  FfDurationEntry *self = g_object_new (FF_TYPE_DURATION_ENTRY, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);

  self->amount = ff_number_entry_new (accessible_label, TRUE);
  gtk_editable_set_width_chars (GTK_EDITABLE (ff_number_entry_get_entry (FF_NUMBER_ENTRY (self->amount))), 4);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (ff_number_entry_get_entry (FF_NUMBER_ENTRY (self->amount))), 4);
  g_signal_connect_swapped (self->amount, "edited", G_CALLBACK (amount_cb), self);
  g_signal_connect_swapped (self->amount, "refused", G_CALLBACK (refused_cb), self);

  self->unit = ff_drop_down_new (_("Unit of Time"));
  ff_drop_down_set_whole (FF_DROP_DOWN (self->unit));
  g_signal_connect_swapped (self->unit, "picked", G_CALLBACK (unit_cb), self);

  gtk_box_append (GTK_BOX (box), self->amount);
  gtk_box_append (GTK_BOX (box), self->unit);
  adw_bin_set_child (ADW_BIN (self), box);

  return GTK_WIDGET (self);
}

void
ff_duration_entry_update (FfDurationEntry *self,
                          FfJson          *duration,
                          gboolean         days_only)
{
  gint64 amount = ff_json_get_member_integer (duration, "amount", 2);
  FfUnit first = days_only ? FF_UNIT_DAY : FF_UNIT_MINUTE;
  const char *ids[FF_UNIT_YEAR + 2] = { NULL };
  const char *labels[FF_UNIT_YEAR + 2] = { NULL };

  for (guint unit = first; unit <= FF_UNIT_YEAR; unit++)
    {
      ids[unit - first] = ff_unit_get_id (unit);
      labels[unit - first] = ff_rule_words_get_unit (unit, (gulong) CLAMP (amount, 0, G_MAXINT));
    }

  g_clear_pointer (&self->duration, ff_json_unref);
  self->duration = ff_json_is_object (duration) ? ff_json_ref (duration) : ff_json_new_object ();
  ff_number_entry_set_value (FF_NUMBER_ENTRY (self->amount), ff_json_get_member (duration, "amount"));
  ff_drop_down_set_choices (FF_DROP_DOWN (self->unit), ids, labels);
  ff_drop_down_set_selected (FF_DROP_DOWN (self->unit), ff_json_get_member_string (duration, "unit", NULL));
}
