/* One campaign of the library as a card. It says what the index knows and names actions; the page runs them.
 * Main thread. */

#include "ui/library/ff-campaign-card.h"

#include <glib/gi18n-lib.h>

#include "base/ff-clock.h"
#include "picture/ff-count-labels.h"
#include "ui/ff-words.h"
#include "ui/library/ff-thumbnail-view.h"

struct _FfCampaignCard
{
  GtkFlowBoxChild  parent_instance;

  char            *id;
  char            *name;
  char            *state;
  gint64           changed_at;
  gint64           counted_at;
  gint64           removed_at;
  gboolean         has_people;

  GtkWidget       *box;
  FfThumbnailView *picture;
  GtkLabel        *name_label;
  GtkLabel        *description_label;
  GtkWidget       *state_row;
  GtkWidget       *problem_row;
  GtkBox          *pill;
  GtkImage        *pill_icon;
  GtkLabel        *pill_label;
  GtkLabel        *people_label;
  GtkImage        *problem_icon;
  GtkLabel        *problem_label;
  GtkLabel        *time_label;
  GtkWidget       *menu;         /* the last one shown */
};

G_DEFINE_FINAL_TYPE (FfCampaignCard, ff_campaign_card, GTK_TYPE_FLOW_BOX_CHILD)

/* States as the index knows them, and what the card makes of them. */
static const struct
{
  const char *state;
  const char *label;
  const char *icon;
  const char *style;
} states[] = {
  { "draft",    N_("Draft"),    "ff-draft-symbolic",             "plain" },
  { "running",  N_("Running"),  "media-playback-start-symbolic", "good" },
  { "finished", N_("Finished"), "ff-results-symbolic",           "plain" },
  { "stopped",  N_("Stopped"),  "media-playback-stop-symbolic",  "plain" },
  { "failed",   N_("Failed"),   "ff-problem-symbolic",           "problem" },
  { "template", N_("Template"), "ff-template-symbolic",          "plain" },
  { "damaged",  N_("Damaged"),  "ff-problem-symbolic",           "problem" },
};

static guint
find_state (const char *state)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_str_equal (states[i].state, state))
      return i;

  return 0;
}

static gint64
now_usec (void)
{
  return ff_clock_get_now (ff_clock_get_wall ());
}

/* ---- The menu. */

typedef struct
{
  const char *label;
  const char *action;
} Item;

static const Item campaign_items[] = {
  { N_("_Open"), "library.open" },
  { N_("Re_name…"), "library.rename" },
  { N_("_Duplicate"), "library.duplicate" },
  { N_("Move to _Bin"), "library.remove" },
  { NULL }
};

static const Item template_items[] = {
  { N_("_New From This Template"), "library.use-template" },
  { NULL }
};

static const Item damaged_items[] = {
  { N_("Move to _Bin"), "library.remove" },
  { NULL }
};

static const Item removed_items[] = {
  { N_("_Restore"), "library.restore" },
  { NULL }
};

static const Item *
get_items (FfCampaignCard *self)
{
  if (self->removed_at != 0)
    return removed_items;
  if (g_str_equal (self->state, "template"))
    return template_items;
  if (g_str_equal (self->state, "damaged"))
    return damaged_items;
  return campaign_items;
}

/**
 * ff_campaign_card_get_action:
 * @self: a card
 *
 * Returns: the action that activating it runs, with its id as target; %NULL when there is none
 */
const char *
ff_campaign_card_get_action (FfCampaignCard *self)
{
  if (self->removed_at != 0)
    return "library.restore";
  if (g_str_equal (self->state, "template"))
    return "library.use-template";
  return "library.open";
}

static void
show_menu (FfCampaignCard     *self,
           const GdkRectangle *at)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  const Item *items = get_items (self);

  for (guint i = 0; items[i].label != NULL; i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (_(items[i].label), NULL);

      g_menu_item_set_action_and_target (item, items[i].action, "s", self->id);
      g_menu_append_item (menu, item);
    }

  g_clear_pointer (&self->menu, gtk_widget_unparent);
  self->menu = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
  gtk_widget_set_parent (self->menu, self->box);
  gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  gtk_popover_set_position (GTK_POPOVER (self->menu), GTK_POS_BOTTOM);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), at);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
pressed_cb (GtkGestureClick *gesture,
            int              n_presses,
            double           x,
            double           y,
            FfCampaignCard  *self)
{
  if (!gdk_event_triggers_context_menu (gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (gesture))))
    return;

  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  show_menu (self, &(GdkRectangle) { (int) x, (int) y, 1, 1 });
}

static gboolean
menu_key_cb (GtkWidget *widget,
             GVariant  *arguments,
             gpointer   user_data)
{
  FfCampaignCard *self = FF_CAMPAIGN_CARD (widget);

  show_menu (self, &(GdkRectangle) { 24, 24, 1, 1 });
  return TRUE;
}

static gboolean
run_cb (GtkWidget *widget,
        GVariant  *arguments,
        gpointer   action)
{
  FfCampaignCard *self = FF_CAMPAIGN_CARD (widget);
  const Item *items = get_items (self);

  for (guint i = 0; items[i].label != NULL; i++)
    if (g_str_equal (items[i].action, action))
      return gtk_widget_activate_action (widget, action, "s", self->id);

  return FALSE;
}

static void
add_key (GtkWidgetClass *widget_class,
         const char     *trigger,
         GtkShortcutFunc func,
         const char     *action)
{
  GtkShortcut *shortcut = gtk_shortcut_new (gtk_shortcut_trigger_parse_string (trigger),
                                            gtk_callback_action_new (func, (gpointer) action, NULL));

  gtk_widget_class_add_shortcut (widget_class, shortcut);
  g_object_unref (shortcut);
}

/* ---- Life. */

static void
ff_campaign_card_dispose (GObject *object)
{
  FfCampaignCard *self = FF_CAMPAIGN_CARD (object);

  g_clear_pointer (&self->menu, gtk_widget_unparent);
  /* The flow box child frees it a second time otherwise. */
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), FF_TYPE_CAMPAIGN_CARD);

  G_OBJECT_CLASS (ff_campaign_card_parent_class)->dispose (object);
}

static void
ff_campaign_card_finalize (GObject *object)
{
  FfCampaignCard *self = FF_CAMPAIGN_CARD (object);

  g_free (self->id);
  g_free (self->name);
  g_free (self->state);

  G_OBJECT_CLASS (ff_campaign_card_parent_class)->finalize (object);
}

static void
ff_campaign_card_class_init (FfCampaignCardClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = ff_campaign_card_dispose;
  G_OBJECT_CLASS (class)->finalize = ff_campaign_card_finalize;

  g_type_ensure (FF_TYPE_THUMBNAIL_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, FF_UI "campaign-card.ui");
  gtk_widget_class_bind_template_child (widget_class, FfCampaignCard, box);
  gtk_widget_class_bind_template_child (widget_class, FfCampaignCard, picture);
  gtk_widget_class_bind_template_child (widget_class, FfCampaignCard, name_label);
  gtk_widget_class_bind_template_child (widget_class, FfCampaignCard, description_label);
  gtk_widget_class_bind_template_child (widget_class, FfCampaignCard, state_row);
  gtk_widget_class_bind_template_child (widget_class, FfCampaignCard, problem_row);
  gtk_widget_class_bind_template_child (widget_class, FfCampaignCard, pill);
  gtk_widget_class_bind_template_child (widget_class, FfCampaignCard, pill_icon);
  gtk_widget_class_bind_template_child (widget_class, FfCampaignCard, pill_label);
  gtk_widget_class_bind_template_child (widget_class, FfCampaignCard, people_label);
  gtk_widget_class_bind_template_child (widget_class, FfCampaignCard, problem_icon);
  gtk_widget_class_bind_template_child (widget_class, FfCampaignCard, problem_label);
  gtk_widget_class_bind_template_child (widget_class, FfCampaignCard, time_label);
  gtk_widget_class_bind_template_callback (widget_class, pressed_cb);

  add_key (widget_class, "Menu", menu_key_cb, NULL);
  add_key (widget_class, "<Shift>F10", menu_key_cb, NULL);
  add_key (widget_class, "F2", run_cb, "library.rename");
  add_key (widget_class, "<Control>d", run_cb, "library.duplicate");
  add_key (widget_class, "Delete", run_cb, "library.remove");
}

static void
ff_campaign_card_init (FfCampaignCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
ff_campaign_card_new (const FfLibraryEntry *entry)
{
  FfCampaignCard *self = g_object_new (FF_TYPE_CAMPAIGN_CARD, NULL);

  ff_campaign_card_set_entry (self, entry);
  return GTK_WIDGET (self);
}

/* ---- What it says. */

/* “2 problems”, or NULL. */
static char *
dup_problems (const FfLibraryEntry *entry)
{
  if (entry->n_problems > 0)
    return g_strdup_printf (ngettext ("%d problem", "%d problems", entry->n_problems), entry->n_problems);

  if (entry->n_warnings > 0)
    return g_strdup_printf (ngettext ("%d warning", "%d warnings", entry->n_warnings), entry->n_warnings);

  return NULL;
}

static void
show_people (FfCampaignCard       *self,
             const FfLibraryEntry *entry)
{
  g_autofree char *number = NULL;
  g_autofree char *strong = NULL;
  g_autofree char *text = NULL;

  self->has_people = entry->n_people >= 0;
  gtk_widget_set_visible (GTK_WIDGET (self->people_label), !g_str_equal (entry->state, "template") &&
                                                             !g_str_equal (entry->state, "damaged"));
  if (!self->has_people)
    {
      gtk_label_set_markup (self->people_label, _("<b>—</b> people"));
      return;
    }

  number = ff_count_format (entry->n_people);
  strong = g_markup_printf_escaped ("<b>%s</b>", number);
  /* Translators: %s is a number of people, with separators. */
  text = g_strdup_printf (ngettext ("%s person", "%s people", (gulong) entry->n_people), strong);
  gtk_label_set_markup (self->people_label, text);
}

static void
show_problems (FfCampaignCard       *self,
               const FfLibraryEntry *entry)
{
  g_autofree char *problems = dup_problems (entry);
  gboolean bad = entry->n_problems > 0;
  gboolean has_place = !g_str_equal (entry->state, "template") && !g_str_equal (entry->state, "damaged");

  gtk_widget_set_visible (GTK_WIDGET (self->problem_icon), problems != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), has_place);
  gtk_widget_remove_css_class (GTK_WIDGET (self->problem_label), "ff-problem");
  gtk_widget_remove_css_class (GTK_WIDGET (self->problem_label), "ff-warning");
  gtk_widget_remove_css_class (GTK_WIDGET (self->problem_label), "dim-label");
  gtk_widget_remove_css_class (GTK_WIDGET (self->problem_icon), "ff-problem");
  gtk_widget_remove_css_class (GTK_WIDGET (self->problem_icon), "ff-warning");

  if (problems == NULL)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->problem_label), "dim-label");
      return;
    }

  gtk_image_set_from_icon_name (self->problem_icon, bad ? "ff-problem-symbolic" : "ff-warning-symbolic");
  gtk_widget_add_css_class (GTK_WIDGET (self->problem_icon), bad ? "ff-problem" : "ff-warning");
  gtk_widget_add_css_class (GTK_WIDGET (self->problem_label), bad ? "ff-problem" : "ff-warning");
  gtk_label_set_label (self->problem_label, problems);
}

/* A template says what it is for, where a campaign says how it stands. */
static void
show_description (FfCampaignCard       *self,
                  const FfLibraryEntry *entry)
{
  gboolean has_description = entry->description != NULL;

  gtk_label_set_label (self->description_label, has_description ? entry->description : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->description_label), entry->description);
  gtk_widget_set_visible (GTK_WIDGET (self->description_label), has_description);
  gtk_widget_set_visible (self->state_row, !has_description);
  gtk_widget_set_visible (self->problem_row, !has_description);
}

static void
show_pill (FfCampaignCard *self,
           guint           state)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self->pill), states[i].style);

  gtk_widget_add_css_class (GTK_WIDGET (self->pill), states[state].style);
  gtk_image_set_from_icon_name (self->pill_icon, states[state].icon);
  gtk_label_set_label (self->pill_label, _(states[state].label));
}

/* “Win Back, Draft, 29,152 people, 2 warnings”. */
static void
name_for_tools (FfCampaignCard       *self,
                const FfLibraryEntry *entry)
{
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  g_autofree char *problems = dup_problems (entry);
  g_autofree char *people = entry->n_people >= 0 ? ff_words_dup_people (entry->n_people) : g_strdup (_("not counted"));
  g_auto (GStrv) parts = NULL;
  g_autofree char *name = NULL;

  g_strv_builder_add (words, entry->name);
  g_strv_builder_add (words, _(states[find_state (entry->state)].label));
  if (!g_str_equal (entry->state, "template") && !g_str_equal (entry->state, "damaged"))
    g_strv_builder_add (words, people);
  if (problems != NULL)
    g_strv_builder_add (words, problems);
  if (entry->description != NULL)
    g_strv_builder_add (words, entry->description);

  parts = g_strv_builder_end (words);
  /* Translators: joins facts about a campaign for screen readers. */
  name = g_strjoinv (_(", "), parts);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

void
ff_campaign_card_set_entry (FfCampaignCard       *self,
                            const FfLibraryEntry *entry)
{
  g_free (self->id);
  g_free (self->name);
  g_free (self->state);
  self->id = g_strdup (entry->id);
  self->name = g_strdup (entry->name);
  self->state = g_strdup (entry->state);
  self->changed_at = entry->changed_at;
  self->counted_at = entry->counted_at;
  self->removed_at = entry->removed_at;

  gtk_label_set_label (self->name_label, self->name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->name_label), self->name);
  show_description (self, entry);
  show_pill (self, find_state (self->state));
  show_people (self, entry);
  show_problems (self, entry);
  name_for_tools (self, entry);
  ff_campaign_card_update_time (self);
}

void
ff_campaign_card_update_time (FfCampaignCard *self)
{
  g_autofree char *changed = NULL;
  g_autofree char *counted = NULL;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->time_label), self->changed_at != 0);
  if (self->removed_at != 0)
    {
      g_autofree char *removed = ff_words_dup_time (self->removed_at, now_usec ());

      /* Translators: %s is a time or a day. */
      text = g_strdup_printf (_("removed %s"), removed);
      gtk_label_set_label (self->time_label, text);
      return;
    }

  if (self->changed_at != 0)
    {
      changed = ff_words_dup_ago (self->changed_at, now_usec ());
      gtk_label_set_label (self->time_label, changed);
    }

  if (gtk_widget_get_visible (GTK_WIDGET (self->problem_icon)))
    return;

  if (!self->has_people)
    {
      gtk_label_set_label (self->problem_label, _("not counted"));
      return;
    }

  counted = ff_words_dup_time (self->counted_at, now_usec ());
  /* Translators: %s is the time or the day of a count. */
  text = g_strdup_printf (_("as of %s"), counted);
  gtk_label_set_label (self->problem_label, text);
}

void
ff_campaign_card_set_thumbnail (FfCampaignCard *self,
                                FfThumbnail    *thumbnail)
{
  ff_thumbnail_view_set_thumbnail (self->picture, thumbnail);
}

const char *
ff_campaign_card_get_id (FfCampaignCard *self)
{
  return self->id;
}

const char *
ff_campaign_card_get_name (FfCampaignCard *self)
{
  return self->name;
}

const char *
ff_campaign_card_get_state (FfCampaignCard *self)
{
  return self->state;
}

gint64
ff_campaign_card_get_changed_at (FfCampaignCard *self)
{
  return self->changed_at;
}

gboolean
ff_campaign_card_is_removed (FfCampaignCard *self)
{
  return self->removed_at != 0;
}
