/* Who fails exactly one part of a rule: beside the rules in the segment editor. */

#include "ui/segment/ff-near-misses.h"

#include <glib/gi18n-lib.h>

#include "ui/segment/ff-rule-tree.h"
#include "ui/segment/ff-rule-words.h"

/* Few are still to be seen. */
#define LEAST_SHARE 0.04

struct _FfNearMisses
{
  GtkBox         parent_instance;

  FfRuleCounter *counter;
  GtkWidget     *list;
};

enum
{
  GO_TO,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FfNearMisses, ff_near_misses, GTK_TYPE_BOX)

/* A group is told by what it asks about: “Orders or Country”. */
static char *
dup_title (FfNearMisses *self,
           FfJson       *item,
           const char   *place)
{
  FfJson *bare = ff_rule_item_get_bare (item);
  FfJson *items = ff_rule_group_get_items (bare);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  FfScope scope;

  ff_rule_model_get_scope (ff_rule_counter_get_model (self->counter), place, &scope);
  if (ff_rule_item_get_kind (bare) != FF_RULE_ITEM_GROUP || ff_json_get_length (items) == 0)
    return ff_rule_words_dup_title (bare, &scope);

  first = ff_rule_words_dup_title (ff_rule_item_get_bare (ff_json_get_element (items, 0)), &scope);
  if (ff_json_get_length (items) == 1)
    return g_steal_pointer (&first);
  if (ff_json_get_length (items) > 2)
    /* Translators: the first of several rules of a group. */
    return g_strdup_printf (_("%s and others"), first);

  second = ff_rule_words_dup_title (ff_rule_item_get_bare (ff_json_get_element (items, 1)), &scope);
  /* Translators: the two rules of a group. */
  return g_strdup_printf (_("%s or %s"), first, second);
}

static GtkWidget *
new_row (const char        *title,
         const FfCountView *view,
         double             share)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = gtk_label_new (title);
  GtkWidget *bar = gtk_progress_bar_new ();
  g_autofree char *number = ff_count_view_dup_text (view);
  GtkWidget *count = gtk_label_new (number);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_lines (GTK_LABEL (label), 2);
  gtk_widget_set_tooltip_text (label, title);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (bar), share > 0 ? MAX (share, LEAST_SHARE) : 0);
  gtk_widget_set_valign (bar, GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (bar, 76, -1);
  gtk_widget_add_css_class (bar, "ff-miss");
  gtk_label_set_xalign (GTK_LABEL (count), 1);
  gtk_label_set_width_chars (GTK_LABEL (count), 6);
  gtk_widget_add_css_class (count, "numeric");
  gtk_widget_add_css_class (count, view->state == FF_COUNT_FRESH ? "ff-bold" : "ff-old");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), count);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("go-next-symbolic"));

  return box;
}

static guint
count_effective (FfJson *items)
{
  guint n = 0;

  for (guint i = 0; i < ff_json_get_length (items); i++)
    n += ff_rule_item_has_effect (ff_json_get_element (items, i));

  return n;
}

static void
show (FfNearMisses *self)
{
  FfJson *rule = ff_rule_model_get_rule (ff_rule_counter_get_model (self->counter));
  FfJson *items = ff_rule_group_get_items (rule);
  guint n = g_str_equal (ff_rule_group_get_how (rule), "all") ? count_effective (items) : 0;
  gint64 most = 1;
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), row);

  gtk_widget_set_visible (GTK_WIDGET (self), n >= 2);
  for (guint pass = 0; n >= 2 && pass < 2; pass++)
    for (guint i = 0; i < ff_json_get_length (items); i++)
      {
        g_autofree char *place = ff_rule_group_dup_place (rule, "", i);
        g_autofree char *title = dup_title (self, ff_json_get_element (items, i), place);
        FfCountView view;

        if (!ff_rule_item_has_effect (ff_json_get_element (items, i)))
          continue;

        ff_rule_counter_get (self->counter, place, FF_RULE_COUNT_REMOVES, &view);
        if (pass == 0)
          most = MAX (most, view.has_value ? view.n_rows : 0);
        else
          gtk_list_box_append (GTK_LIST_BOX (self->list),
                               new_row (title, &view, view.has_value ? (double) view.n_rows / most : 0));
      }
}

static void
activated_cb (FfNearMisses  *self,
              GtkListBoxRow *row)
{
  FfJson *rule = ff_rule_model_get_rule (ff_rule_counter_get_model (self->counter));
  g_autofree char *place = ff_rule_group_dup_place (rule, "", gtk_list_box_row_get_index (row));

  g_signal_emit (self, signals[GO_TO], 0, place);
}

static void
ff_near_misses_dispose (GObject *object)
{
  g_clear_object (&FF_NEAR_MISSES (object)->counter);

  G_OBJECT_CLASS (ff_near_misses_parent_class)->dispose (object);
}

static void
ff_near_misses_class_init (FfNearMissesClass *class)
{
  G_OBJECT_CLASS (class)->dispose = ff_near_misses_dispose;

  signals[GO_TO] = g_signal_new ("go-to", FF_TYPE_NEAR_MISSES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
ff_near_misses_init (FfNearMisses *self)
{
}

GtkWidget *
ff_near_misses_new (FfRuleCounter *counter)
{
  FfNearMisses *self = g_object_new (FF_TYPE_NEAR_MISSES, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 8, NULL);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *title = gtk_label_new (_("Near Misses"));
  GtkWidget *help = gtk_label_new (_("fail exactly one"));

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (title, "ff-section-title");
  gtk_widget_add_css_class (help, "ff-note");
  gtk_box_append (GTK_BOX (head), title);
  gtk_box_append (GTK_BOX (head), help);

  self->counter = g_object_ref (counter);
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "ff-box");
  gtk_widget_add_css_class (self->list, "ff-rows");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Near Misses"), -1);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (activated_cb), self);

  gtk_box_append (GTK_BOX (self), head);
  gtk_box_append (GTK_BOX (self), self->list);
  g_signal_connect_object (counter, "counted", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (ff_rule_counter_get_model (counter), "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);

  return GTK_WIDGET (self);
}
