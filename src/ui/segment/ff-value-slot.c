/* One value of the right side of a condition. Its small menu offers the known
 * values, a calendar, and what may stand instead of a typed value. */

#include "ui/segment/ff-value-slot.h"

#include <glib/gi18n-lib.h>

#include "query/ff-rule-time.h"
#include "ui/ff-focus.h"
#include "ui/inspector/ff-number-entry.h"
#include "ui/segment/ff-duration-entry.h"
#include "ui/segment/ff-operand-button.h"
#include "ui/segment/ff-value-matches.h"

#define MENU_HEIGHT 400

typedef enum
{
  FORM_NONE,
  FORM_TEXT,
  FORM_NUMBER,
  FORM_DATE,
  FORM_AGO,
  FORM_FROM_NOW,
  FORM_VARIABLE,
  FORM_OPERAND,
} Form;

struct _FfValueSlot
{
  AdwBin       parent_instance;

  char          *label;
  FfValueFinder *finder;
  FfScopeFunc    func;
  gpointer       user_data;

  FfValueWants wants;
  GStrv        choices;    /* own copy of the wanted ones; nullable */
  FfJson      *value;      /* nullable */
  Form         form;
  gboolean     is_updating;

  GtkWidget   *box;
  GtkWidget   *editor;     /* of the form */
  GtkWidget   *matches;    /* below the editor of a text */
  GtkWidget   *menu;
  GtkWidget   *popover;
  GtkWidget   *known;      /* in the popover, while it is shown: the known values */
};

enum
{
  EDITED,
  REFUSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FfValueSlot, ff_value_slot, ADW_TYPE_BIN)

static gboolean
is_time (FfKind kind)
{
  return kind == FF_KIND_DATE || kind == FF_KIND_INSTANT;
}

static Form
get_form (FfJson *value,
          FfKind  kind)
{
  if (ff_json_get_member (value, "ago") != NULL)
    return FORM_AGO;
  if (ff_json_get_member (value, "from-now") != NULL)
    return FORM_FROM_NOW;
  if (ff_json_get_member (value, "variable") != NULL)
    return FORM_VARIABLE;
  if (ff_json_is_object (value))
    return FORM_OPERAND;

  return is_time (kind) ? FORM_DATE : ff_kind_is_number (kind) ? FORM_NUMBER : FORM_TEXT;
}

/* The old value goes first: the widget that showed it hears of the new one. */
static void
write_value (FfValueSlot *self,
             FfJson      *take_value)
{
  g_autoptr (FfJson) value = take_value;

  if (!self->is_updating)
    g_signal_emit (self, signals[EDITED], 0, value);
}

static void
entry_cb (FfValueSlot *self)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->editor)));

  write_value (self, ff_json_new_string (text));
  if (!self->is_updating && self->form == FORM_TEXT)
    ff_value_matches_typed (FF_VALUE_MATCHES (self->matches), text);
}

static void
picked_cb (FfValueSlot        *self,
           const FfFoundValue *found)
{
  write_value (self, ff_json_ref (found->value));
  gtk_editable_set_position (GTK_EDITABLE (self->editor), -1);
}

static void
number_cb (FfValueSlot *self,
           FfJson      *value)
{
  write_value (self, ff_json_ref (value));
}

static void
refused_cb (FfValueSlot *self,
            const char  *message)
{
  g_signal_emit (self, signals[REFUSED], 0, message);
}

static void
relative_cb (FfValueSlot *self,
             FfJson      *duration)
{
  FfJson *value = ff_json_new_object ();

  ff_json_take_member (value, self->form == FORM_AGO ? "ago" : "from-now", ff_json_ref (duration));
  write_value (self, value);
}

static void
operand_cb (FfValueSlot *self,
            FfJson      *item)
{
  write_value (self, ff_json_ref (ff_json_get_member (item, "left")));
}

static GtkWidget *
new_entry (FfValueSlot *self)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_editable_set_width_chars (GTK_EDITABLE (entry), self->form == FORM_DATE ? 11 : 12);
  if (self->form == FORM_DATE)
    /* Translators: an example of how a date is typed; keep the form. */
    gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _("2026-07-21"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, self->label, -1);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (entry_cb), self);
  if (self->form == FORM_TEXT)
    ff_value_matches_attach (FF_VALUE_MATCHES (self->matches), entry);

  return entry;
}

static GtkWidget *
new_relative (FfValueSlot *self)
{
  GtkWidget *duration = ff_duration_entry_new (self->label);

  g_signal_connect_swapped (duration, "edited", G_CALLBACK (relative_cb), self);
  g_signal_connect_swapped (duration, "refused", G_CALLBACK (refused_cb), self);
  return duration;
}

static GtkWidget *
new_editor (FfValueSlot *self)
{
  GtkWidget *widget;

  switch (self->form)
    {
    case FORM_NUMBER:
      widget = ff_number_entry_new (self->label, FALSE);
      g_signal_connect_swapped (widget, "edited", G_CALLBACK (number_cb), self);
      g_signal_connect_swapped (widget, "refused", G_CALLBACK (refused_cb), self);
      return widget;

    case FORM_AGO:
    case FORM_FROM_NOW:
      return new_relative (self);

    case FORM_OPERAND:
      widget = ff_operand_button_new (self->label, FF_OPERAND_MENU_NONE, self->func, self->user_data);
      g_signal_connect_swapped (widget, "picked", G_CALLBACK (operand_cb), self);
      return widget;

    case FORM_VARIABLE:
      widget = gtk_label_new (NULL);
      gtk_label_set_ellipsize (GTK_LABEL (widget), PANGO_ELLIPSIZE_END);
      gtk_widget_add_css_class (widget, "ff-variable");
      return widget;

    case FORM_TEXT:
    case FORM_DATE:
    case FORM_NONE:
    default:
      return new_entry (self);
    }
}

static void
show_value (FfValueSlot *self)
{
  const char *text = ff_json_get_string (self->value);
  g_autofree char *label = NULL;
  FfScope scope;

  switch (self->form)
    {
    case FORM_NUMBER:
      ff_number_entry_set_value (FF_NUMBER_ENTRY (self->editor), self->value);
      break;

    case FORM_AGO:
    case FORM_FROM_NOW:
      ff_duration_entry_update (FF_DURATION_ENTRY (self->editor),
                                ff_json_get_member (self->value, self->form == FORM_AGO ? "ago" : "from-now"),
                                self->wants.kind == FF_KIND_DATE);
      break;

    case FORM_OPERAND:
      self->func (&scope, self->user_data);
      label = ff_operand_menu_dup_label (ff_json_get_length (self->value) > 0 ? self->value : NULL, &scope);
      ff_operand_button_set_label (FF_OPERAND_BUTTON (self->editor), label);
      ff_operand_button_set_expression (FF_OPERAND_BUTTON (self->editor), ff_operand_menu_get_expression (self->value));
      break;

    case FORM_VARIABLE:
      gtk_label_set_text (GTK_LABEL (self->editor), ff_json_get_member_string (self->value, "variable", ""));
      break;

    case FORM_TEXT:
    case FORM_DATE:
    case FORM_NONE:
    default:
      if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->editor)), text != NULL ? text : "") != 0)
        gtk_editable_set_text (GTK_EDITABLE (self->editor), text != NULL ? text : "");
      break;
    }
}

/* ---- The small menu. */

typedef struct
{
  FfValueSlot *slot;
  FfJson      *value;
} Choice;

static void
choice_free (gpointer  data,
             GClosure *closure)
{
  Choice *choice = data;

  ff_json_unref (choice->value);
  g_free (choice);
}

/* Once the small menu is gone: what to compare with is chosen next. */
static gboolean
popup_operand_cb (gpointer data)
{
  if (gtk_widget_get_mapped (data))
    ff_operand_button_popup (data);
  return G_SOURCE_REMOVE;
}

static void
chosen_cb (GtkButton *button,
           Choice    *choice)
{
  FfValueSlot *slot = choice->slot;
  g_autoptr (FfJson) value = ff_json_ref (choice->value);

  gtk_popover_popdown (GTK_POPOVER (slot->popover));
  gtk_widget_grab_focus (slot->editor);
  write_value (slot, g_steal_pointer (&value));
  if (slot->form == FORM_OPERAND)
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, popup_operand_cb, g_object_ref (slot->editor), g_object_unref);
}

static void
add_button (FfValueSlot *self,
            GtkWidget   *box,
            GtkWidget   *button,
            FfJson      *take_value)
{
  Choice *choice = g_new0 (Choice, 1);

  choice->slot = self;
  choice->value = take_value;
  gtk_widget_add_css_class (button, "ff-menu-item");
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_data (button, "clicked", G_CALLBACK (chosen_cb), choice, choice_free, 0);
  gtk_box_append (GTK_BOX (box), button);
}

static void
add_choice (FfValueSlot *self,
            GtkWidget   *box,
            const char  *label,
            FfJson      *take_value)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_label_set_xalign (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), 0);
  add_button (self, box, button, take_value);
}

/* @n_rows of the data have it; negative: nobody knows. */
static void
add_value (FfValueSlot *self,
           const char  *text,
           gint64       n_rows,
           FfJson      *take_value)
{
  GtkWidget *button = gtk_button_new ();

  gtk_button_set_child (GTK_BUTTON (button), ff_value_line_new (text, n_rows));
  ff_value_line_name (button, text, n_rows);
  add_button (self, self->known, button, take_value);
}

static void
add_section (GtkWidget  *box,
             const char *title)
{
  GtkWidget *label = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "ff-menu-section");
  gtk_box_append (GTK_BOX (box), label);
}

static void
day_cb (GtkCalendar *calendar,
        FfValueSlot *self)
{
  g_autoptr (GDateTime) date = gtk_calendar_get_date (calendar);
  g_autofree char *text = g_date_time_format (date, "%C%y-%m-%d");

  gtk_popover_popdown (GTK_POPOVER (self->popover));
  gtk_widget_grab_focus (self->editor);
  write_value (self, ff_json_new_string (text));
}

/* A calendar tells only of another day than the one it shows, which is today at first. */
static gboolean
same_day_cb (gpointer data)
{
  GtkCalendar *calendar = data;
  GtkWidget *slot = gtk_widget_get_ancestor (GTK_WIDGET (calendar), FF_TYPE_VALUE_SLOT);

  if (slot != NULL && gtk_widget_get_visible (FF_VALUE_SLOT (slot)->popover) && gtk_widget_get_mapped (GTK_WIDGET (calendar)))
    day_cb (calendar, FF_VALUE_SLOT (slot));
  return G_SOURCE_REMOVE;
}

static void
pressed_cb (GtkGestureClick *gesture,
            int              n_press,
            double           x,
            double           y,
            GtkWidget       *calendar)
{
  GtkWidget *picked = gtk_widget_pick (calendar, x, y, GTK_PICK_DEFAULT);

  if (picked != NULL && gtk_widget_has_css_class (picked, "day-number"))
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, same_day_cb, g_object_ref (calendar), g_object_unref);
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint                  key,
        guint                  code,
        GdkModifierType        state,
        GtkWidget             *calendar)
{
  if (gtk_widget_is_focus (calendar) && (key == GDK_KEY_space || key == GDK_KEY_KP_Space))
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, same_day_cb, g_object_ref (calendar), g_object_unref);
  return GDK_EVENT_PROPAGATE;
}

static void
add_calendar (FfValueSlot *self,
              GtkWidget   *box)
{
  GtkWidget *calendar = gtk_calendar_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  const char *text = ff_json_get_string (self->value);
  gint64 day;

  if (text != NULL && ff_time_parse_day (text, &day))
    {
      g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (day * 24 * 60 * 60);

      gtk_calendar_select_day (GTK_CALENDAR (calendar), date);
    }
  g_signal_connect (calendar, "day-selected", G_CALLBACK (day_cb), self);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), calendar);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), calendar);
  gtk_widget_add_controller (calendar, GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (calendar, keys);
  gtk_box_append (GTK_BOX (box), calendar);
}

static FfJson *
new_relative_value (const char *member,
                    FfKind      kind)
{
  FfJson *value = ff_json_new_object ();
  FfJson *duration = ff_json_new_object ();

  ff_json_set_integer (duration, "amount", 30);
  ff_json_set_string (duration, "unit", "day");
  ff_json_take_member (value, member, duration);
  return value;
}

static FfJson *
new_literal (FfKind kind)
{
  return ff_kind_is_number (kind) ? ff_json_new_integer (0) : ff_json_new_string ("");
}

static void
add_instead (FfValueSlot *self,
             GtkWidget   *box)
{
  FfScope scope = { NULL };

  self->func (&scope, self->user_data);
  add_section (box, _("Compare With"));
  if (self->form != FORM_TEXT && self->form != FORM_NUMBER && self->form != FORM_DATE)
    add_choice (self, box, is_time (self->wants.kind) ? _("A Date") : _("A Value"), new_literal (self->wants.kind));
  if (is_time (self->wants.kind))
    {
      add_choice (self, box, _("Some Time Ago"), new_relative_value ("ago", self->wants.kind));
      add_choice (self, box, _("Some Time From Now"), new_relative_value ("from-now", self->wants.kind));
    }
  if (self->wants.takes_operand)
    {
      FfJson *expression = ff_json_new_object ();

      ff_json_set_string (expression, "expression", "");
      add_choice (self, box, _("Another Attribute"), ff_json_new_object ());
      add_choice (self, box, _("An Expression"), expression);
    }

  for (guint i = 0; i < ff_json_get_length (scope.variables); i++)
    {
      const char *name = ff_json_get_name (scope.variables, i);
      FfJson *value = ff_json_new_object ();

      ff_json_set_string (value, "variable", name);
      add_choice (self, box, name, value);
    }
}

/* ---- Known values: those that the data model lists, then what else is in the data. */

static const FfFoundValue *
find_found (FfValueSlot *self,
            const char  *text)
{
  GPtrArray *found = ff_value_finder_get_found (self->finder);

  for (guint i = 0; i < found->len; i++)
    if (g_str_equal (((FfFoundValue *) found->pdata[i])->text, text))
      return found->pdata[i];

  return NULL;
}

static void
add_known (FfValueSlot *self)
{
  GPtrArray *found = ff_value_finder_get_found (self->finder);
  g_autofree char *as_of = ff_value_finder_dup_as_of (self->finder);

  if ((self->choices != NULL && self->choices[0] != NULL) || found->len > 0)
    add_section (self->known, _("Known Values"));
  gtk_widget_set_tooltip_text (self->known, as_of);
  for (guint i = 0; self->choices != NULL && self->choices[i] != NULL; i++)
    {
      const FfFoundValue *value = find_found (self, self->choices[i]);

      add_value (self, self->choices[i], value != NULL ? value->n_rows : -1, ff_json_new_string (self->choices[i]));
    }

  for (guint i = 0; i < found->len; i++)
    {
      const FfFoundValue *value = g_ptr_array_index (found, i);

      if (self->choices == NULL || !g_strv_contains ((const char *const *) self->choices, value->text))
        add_value (self, value->text, value->n_rows, ff_json_ref (value->value));
    }
}

/* The focus stays on the value that it was on. */
static void
found_cb (FfValueSlot *self)
{
  GtkWidget *focus, *child;
  gint place = -1;

  if (self->known == NULL || !gtk_widget_get_visible (self->popover) || self->form != FORM_TEXT)
    return;

  focus = gtk_widget_get_focus_child (self->known);
  for (child = gtk_widget_get_first_child (self->known); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      place += focus != NULL ? 1 : 0;
      if (child == focus)
        break;
    }

  while ((child = gtk_widget_get_first_child (self->known)) != NULL)
    gtk_box_remove (GTK_BOX (self->known), child);
  add_known (self);

  child = gtk_widget_get_first_child (self->known);
  for (; place > 0 && child != NULL; place--)
    child = gtk_widget_get_next_sibling (child);
  if (focus != NULL && child != NULL)
    gtk_widget_grab_focus (child);
}

static void
popup_cb (FfValueSlot *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  if (is_time (self->wants.kind))
    add_calendar (self, box);
  self->known = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (box), self->known);
  ff_value_finder_renew (self->finder);
  add_known (self);
  add_instead (self, box);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), MENU_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  gtk_popover_set_child (GTK_POPOVER (self->popover), scroller);
  if (self->form == FORM_TEXT)
    ff_value_finder_find (self->finder, "");
}

/* ---- The slot. */

static gboolean
grab_focus (GtkWidget *widget)
{
  FfValueSlot *self = FF_VALUE_SLOT (widget);

  return self->editor != NULL && gtk_widget_grab_focus (self->editor);
}

static void
ff_value_slot_dispose (GObject *object)
{
  FfValueSlot *self = FF_VALUE_SLOT (object);

  g_clear_pointer (&self->matches, gtk_widget_unparent);
  g_clear_object (&self->finder);

  G_OBJECT_CLASS (ff_value_slot_parent_class)->dispose (object);
}

static void
ff_value_slot_finalize (GObject *object)
{
  FfValueSlot *self = FF_VALUE_SLOT (object);

  g_free (self->label);
  g_strfreev (self->choices);
  g_clear_pointer (&self->value, ff_json_unref);

  G_OBJECT_CLASS (ff_value_slot_parent_class)->finalize (object);
}

static void
ff_value_slot_class_init (FfValueSlotClass *class)
{
  G_OBJECT_CLASS (class)->dispose = ff_value_slot_dispose;
  G_OBJECT_CLASS (class)->finalize = ff_value_slot_finalize;
  ff_focus_class_pass (GTK_WIDGET_CLASS (class), grab_focus);

  signals[EDITED] = g_signal_new ("edited", FF_TYPE_VALUE_SLOT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[REFUSED] = g_signal_new ("refused", FF_TYPE_VALUE_SLOT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
ff_value_slot_init (FfValueSlot *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);
  self->popover = gtk_popover_new ();
  gtk_widget_add_css_class (self->popover, "ff-picker");

  self->menu = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->menu), "pan-down-symbolic");
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->menu), self->popover);
  gtk_widget_add_css_class (self->menu, "flat");
  gtk_widget_add_css_class (self->menu, "ff-slot-menu");
  gtk_widget_set_tooltip_text (self->menu, _("Values"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Values"), -1);
  g_signal_connect_swapped (self->popover, "show", G_CALLBACK (popup_cb), self);

  gtk_box_append (GTK_BOX (self->box), self->menu);
  adw_bin_set_child (ADW_BIN (self), self->box);
}

/**
 * ff_value_slot_new:
 * @accessible_label: which value
 * @finder: of the attribute that it is compared with
 * @func: tells what other attributes and variables there are
 * @user_data: for @func; outlives the slot
 *
 * Returns: a slot without an editor until ff_value_slot_update()
 */
GtkWidget *
ff_value_slot_new (const char    *accessible_label,
                   FfValueFinder *finder,
                   FfScopeFunc    func,
                   gpointer       user_data)
{
  FfValueSlot *self = g_object_new (FF_TYPE_VALUE_SLOT, NULL);

  self->label = g_strdup (accessible_label);
  self->finder = g_object_ref (finder);
  self->matches = ff_value_matches_new (GTK_WIDGET (self), finder);
  g_signal_connect_swapped (self->matches, "picked", G_CALLBACK (picked_cb), self);
  g_signal_connect_object (finder, "found", G_CALLBACK (found_cb), self, G_CONNECT_SWAPPED);
  self->func = func;
  self->user_data = user_data;

  return GTK_WIDGET (self);
}

void
ff_value_slot_update (FfValueSlot        *self,
                      const FfValueWants *wants,
                      FfJson             *value)
{
  g_autoptr (FfJson) kept = value != NULL ? ff_json_ref (value) : NULL;
  Form form = get_form (kept, wants->kind);
  FfScope scope = { NULL };

  self->is_updating = TRUE;
  self->wants = *wants;
  g_strfreev (self->choices);
  self->choices = g_strdupv ((char **) wants->choices);
  self->wants.choices = NULL;
  g_clear_pointer (&self->value, ff_json_unref);
  self->value = g_steal_pointer (&kept);

  if (form != self->form)
    {
      gboolean had_focus = self->editor != NULL && gtk_widget_get_focus_child (self->box) == self->editor;

      if (self->editor != NULL)
        gtk_box_remove (GTK_BOX (self->box), self->editor);
      self->form = form;
      self->editor = new_editor (self);
      gtk_widget_set_hexpand (self->editor, TRUE);
      gtk_box_prepend (GTK_BOX (self->box), self->editor);
      if (had_focus)
        gtk_widget_grab_focus (self->editor);
    }
  show_value (self);

  self->func (&scope, self->user_data);
  gtk_widget_set_visible (self->menu, is_time (wants->kind) || wants->takes_operand || self->choices != NULL ||
                                      ff_json_get_length (scope.variables) > 0);
  self->is_updating = FALSE;
}
