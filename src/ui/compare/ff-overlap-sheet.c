/* The overlap of transitions beside the canvas. Main thread. */

#include "ui/compare/ff-overlap-sheet.h"

#include <glib/gi18n-lib.h>

#include "activities/ff-activity-type.h"
#include "base/ff-count.h"
#include "engine/ff-overlap.h"
#include "store/ff-store.h"
#include "ui/compare/ff-comparison.h"
#include "ui/ff-side-sheet.h"
#include "ui/ff-words.h"
#include "ui/inspector/ff-count-card.h"

/* A region of one person is still seen. */
#define LEAST_SHARE 0.02

typedef struct
{
  char *activity;
  char *port;
  char *title;
} Set;

struct _FfOverlapSheet
{
  AdwBin        parent_instance;

  FfDraft      *draft;
  FfComparison *comparison;
  GArray       *sets;      /* of Set: A, B, C … */
  GArray       *masks;     /* of guint: of the rows of @list */
  GtkWidget    *total;
  GtkWidget    *names;     /* a list of @sets with their counts */
  GtkWidget    *list;
  GtkWidget    *note;
};

G_DEFINE_FINAL_TYPE (FfOverlapSheet, ff_overlap_sheet, ADW_TYPE_BIN)

static void
set_clear (Set *self)
{
  g_free (self->activity);
  g_free (self->port);
  g_free (self->title);
}

/* ---- What is compared. */

static void
add_set (GArray     *sets,
         FfCampaign *campaign,
         const char *activity,
         const char *port)
{
  const FfActivity *found = ff_campaign_find_activity (campaign, activity);
  Set set = { g_strdup (activity), g_strdup (port), NULL };

  for (guint i = 0; i < sets->len; i++)
    if (g_str_equal (g_array_index (sets, Set, i).activity, activity) && g_str_equal (g_array_index (sets, Set, i).port, port))
      {
        set_clear (&set);
        return;
      }

  set.title = ff_activity_dup_port_title (found, port);
  g_array_append_val (sets, set);
}

/* Of a transition what it carries, of an activity its first output. */
static GArray *
dup_sets (FfDraft *draft)
{
  FfCampaign *campaign = ff_draft_get_campaign (draft);
  const char *const *ids = ff_draft_get_selection (draft);
  GArray *sets = g_array_new (FALSE, TRUE, sizeof (Set));

  g_array_set_clear_func (sets, (GDestroyNotify) set_clear);
  for (guint i = 0; ids[i] != NULL; i++)
    {
      const FfTransition *transition = ff_campaign_find_transition (campaign, ids[i]);
      const FfActivity *activity = ff_campaign_find_activity (campaign, ids[i]);
      g_autoptr (GPtrArray) outputs = activity != NULL ? ff_activity_dup_outputs (activity, FALSE) : NULL;

      if (transition != NULL)
        add_set (sets, campaign, transition->from, transition->from_port);
      else if (outputs != NULL && outputs->len > 0)
        add_set (sets, campaign, activity->id, ((const FfOutput *) outputs->pdata[0])->id);
    }

  return sets;
}

gboolean
ff_overlap_sheet_can_new (FfDraft *draft)
{
  g_autoptr (GArray) sets = dup_sets (draft);

  return sets->len >= 2 && sets->len <= FF_OVERLAP_MAX;
}

static char *
dup_letter (guint index)
{
  return g_strdup_printf ("%c", 'A' + index);
}

static char *
dup_region_title (FfOverlapSheet *self,
                  guint           mask)
{
  g_autoptr (GString) names = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < self->sets->len; i++)
    if (mask & (1u << i))
      /* Translators: parts names in an enumeration. */
      g_string_append_printf (names, "%s%s", n++ > 0 ? _(", ") : "", g_array_index (self->sets, Set, i).title);

  if (n == self->sets->len)
    /* Translators: %s are names of transitions: the people in every one of them. */
    return g_strdup_printf (_("In all of %s"), names->str);
  if (n == 1)
    /* Translators: %s is the name of a transition: the people in none of the others. */
    return g_strdup_printf (_("Only in %s"), names->str);

  /* Translators: %s are names of transitions: the people in each of these and in none of the others. */
  return g_strdup_printf (_("Only in all of %s"), names->str);
}

/* An #FfComparisonMake. */
static FfAside *
make (FfDraft   *draft,
      gpointer   user_data,
      GError   **error)
{
  FfOverlapSheet *self = user_data;
  FfPlan *plan = ff_draft_get_plan (draft);
  const FfPlanOutput *outputs[FF_OVERLAP_MAX];
  g_autoptr (FfPlan) overlap = NULL;
  FfAside *aside;

  for (guint i = 0; i < self->sets->len; i++)
    {
      const Set *set = &g_array_index (self->sets, Set, i);

      outputs[i] = ff_plan_find_output (plan, set->activity, set->port);
      if (outputs[i] != NULL)
        continue;
      /* Translators: %s is the name of a transition. */
      g_set_error (error, FF_STORE_ERROR, FF_STORE_ERROR_FAILED, _("“%s” is not in the campaign any more."), set->title);
      return NULL;
    }

  overlap = ff_overlap_plan_new (plan, outputs, self->sets->len, error);
  if (overlap == NULL)
    return NULL;

  aside = ff_aside_new (overlap);
  for (guint mask = 1; mask < 1u << self->sets->len; mask++)
    {
      g_autofree char *port = ff_overlap_dup_port (mask);
      g_autofree char *title = dup_region_title (self, mask);

      ff_aside_set_title (aside, FF_OVERLAP_ACTIVITY, port, title);
    }

  return aside;
}

/* ---- Showing. */

typedef struct
{
  guint  mask;
  gint64 n;
} Region;

static int
compare_regions (gconstpointer a,
                 gconstpointer b)
{
  const Region *first = a;
  const Region *second = b;

  return first->n != second->n ? (first->n < second->n ? 1 : -1) : (int) first->mask - (int) second->mask;
}

/* The people outside of every set are nobody's question, so the regions make up the whole. */
static GArray *
dup_regions (FfOverlapSheet *self,
             FfCounts       *counts,
             const char    **out_reason)
{
  GArray *regions = g_array_new (FALSE, FALSE, sizeof (Region));

  for (guint mask = 1; mask < 1u << self->sets->len; mask++)
    {
      g_autofree char *port = ff_overlap_dup_port (mask);
      const FfCount *count = ff_counts_find (counts, FF_OVERLAP_ACTIVITY, port);
      Region region = { mask, count->n_keys };

      if (!count->known)
        *out_reason = count->reason;
      g_array_append_val (regions, region);
    }
  g_array_sort (regions, compare_regions);

  return regions;
}

static GtkWidget *
new_badge (guint    index,
           gboolean is_in)
{
  g_autofree char *letter = dup_letter (index);
  GtkWidget *badge = gtk_label_new (is_in ? letter : "·");

  gtk_widget_add_css_class (badge, "ff-set");
  if (is_in)
    gtk_widget_add_css_class (badge, "ff-set-in");

  return badge;
}

static GtkWidget *
new_count (gint64 n)
{
  g_autofree char *number = ff_count_format (n);
  GtkWidget *label = gtk_label_new (number);

  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_add_css_class (label, "ff-bold");

  return label;
}

static GtkWidget *
new_region_row (FfOverlapSheet *self,
                const Region   *region,
                gint64          most)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *badges = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);
  GtkWidget *bar = gtk_progress_bar_new ();
  GtkWidget *row = gtk_list_box_row_new ();
  g_autofree char *title = dup_region_title (self, region->mask);

  for (guint i = 0; i < self->sets->len; i++)
    gtk_box_append (GTK_BOX (badges), new_badge (i, (region->mask & (1u << i)) != 0));
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (bar), MAX ((double) region->n / most, LEAST_SHARE));
  gtk_widget_set_valign (bar, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (bar, TRUE);
  gtk_widget_add_css_class (bar, "ff-miss");
  gtk_box_append (GTK_BOX (box), badges);
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), new_count (region->n));
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_tooltip_text (row, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);

  return row;
}

static void
clear_list (GtkWidget *list)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (list), row);
}

static void
show_names (FfOverlapSheet *self,
            GArray         *regions)
{
  clear_list (self->names);
  for (guint i = 0; i < self->sets->len; i++)
    {
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
      GtkWidget *title = gtk_label_new (g_array_index (self->sets, Set, i).title);
      gint64 n = 0;

      for (guint r = 0; regions != NULL && r < regions->len; r++)
        if (g_array_index (regions, Region, r).mask & (1u << i))
          n += g_array_index (regions, Region, r).n;

      gtk_label_set_xalign (GTK_LABEL (title), 0);
      gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
      gtk_widget_set_tooltip_text (title, g_array_index (self->sets, Set, i).title);
      gtk_widget_set_hexpand (title, TRUE);
      gtk_box_append (GTK_BOX (box), new_badge (i, TRUE));
      gtk_box_append (GTK_BOX (box), title);
      if (regions != NULL)
        gtk_box_append (GTK_BOX (box), new_count (n));
      gtk_list_box_append (GTK_LIST_BOX (self->names), box);
      gtk_list_box_row_set_activatable (gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->names), (int) i), FALSE);
    }
}

/* They all hold rows of one dimension. */
static const FfEntity *
find_rows (FfOverlapSheet *self)
{
  FfPlan *plan = ff_comparison_get_aside (self->comparison)->plan;

  return ff_count_view_find_rows (plan, ff_plan_get_output (plan, 0));
}

static void
show_regions (FfOverlapSheet *self,
              FfCounts       *counts)
{
  const char *reason = NULL;
  g_autoptr (GArray) regions = dup_regions (self, counts, &reason);
  FfCountView view = { .state = FF_COUNT_FRESH, .has_value = TRUE, .taken_at = ff_counts_get_taken_at (counts) };
  g_autofree char *noun = NULL;
  g_autofree char *of = NULL;
  g_autofree char *empty = NULL;
  guint n_empty = 0;

  if (reason != NULL)
    {
      gtk_label_set_text (GTK_LABEL (self->note), reason);
      gtk_widget_set_visible (self->note, TRUE);
      view = (FfCountView) { .state = FF_COUNT_FAILED, .reason = reason };
      ff_count_card_update (FF_COUNT_CARD (self->total), &view, NULL);
      return;
    }

  g_array_set_size (self->masks, 0);
  clear_list (self->list);
  for (guint r = 0; r < regions->len; r++)
    {
      const Region *region = &g_array_index (regions, Region, r);

      view.n_rows += region->n;
      if (region->n == 0)
        {
          n_empty++;
          continue;
        }
      gtk_list_box_append (GTK_LIST_BOX (self->list), new_region_row (self, region, g_array_index (regions, Region, 0).n));
      g_array_append_val (self->masks, region->mask);
    }

  gtk_widget_set_visible (self->list, self->masks->len > 0);
  view.rows_of = find_rows (self);
  noun = ff_words_dup_noun (view.n_rows, view.rows_of);
  /* Translators: %s is what is counted: “people in any of them”. */
  of = g_strdup_printf (_("%s in any of them"), noun);
  ff_count_card_update (FF_COUNT_CARD (self->total), &view, of);
  show_names (self, regions);
  empty = n_empty > 0 ? g_strdup_printf (ngettext ("%u combination holds nobody", "%u combinations hold nobody", n_empty),
                                         n_empty)
                      : g_strdup ("");
  gtk_label_set_text (GTK_LABEL (self->note), empty);
  gtk_widget_set_visible (self->note, n_empty > 0);
}

static void
answered_cb (FfOverlapSheet *self)
{
  FfAside *aside = ff_comparison_get_aside (self->comparison);
  const GError *error = ff_comparison_get_error (self->comparison);
  FfCountView view = { .state = FF_COUNT_UNKNOWN };

  if (aside != NULL)
    {
      show_regions (self, aside->counts);
      return;
    }

  view.reason = error->message;
  ff_count_card_update (FF_COUNT_CARD (self->total), &view, NULL);
  clear_list (self->list);
  gtk_widget_set_visible (self->list, FALSE);
  gtk_label_set_text (GTK_LABEL (self->note), "");
}

static void
activated_cb (FfOverlapSheet *self,
              GtkListBoxRow  *row)
{
  g_autofree char *port = ff_overlap_dup_port (g_array_index (self->masks, guint, gtk_list_box_row_get_index (row)));

  ff_draft_set_active (self->draft, FF_OVERLAP_ACTIVITY, port);
}

static void
recount_cb (FfOverlapSheet *self)
{
  ff_draft_recount (self->draft);
}

/* ---- The widget. */

static void
ff_overlap_sheet_dispose (GObject *object)
{
  FfOverlapSheet *self = FF_OVERLAP_SHEET (object);

  if (self->comparison != NULL)
    g_signal_handlers_disconnect_by_data (self->comparison, self);
  g_clear_object (&self->comparison);
  g_clear_object (&self->draft);

  G_OBJECT_CLASS (ff_overlap_sheet_parent_class)->dispose (object);
}

static void
ff_overlap_sheet_finalize (GObject *object)
{
  FfOverlapSheet *self = FF_OVERLAP_SHEET (object);

  g_array_unref (self->sets);
  g_array_unref (self->masks);

  G_OBJECT_CLASS (ff_overlap_sheet_parent_class)->finalize (object);
}

static void
ff_overlap_sheet_class_init (FfOverlapSheetClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = ff_overlap_sheet_dispose;
  object_class->finalize = ff_overlap_sheet_finalize;
}

static void
ff_overlap_sheet_init (FfOverlapSheet *self)
{
  self->masks = g_array_new (FALSE, FALSE, sizeof (guint));
}

static GtkWidget *
new_list (const char *label)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "ff-box");
  gtk_widget_add_css_class (list, "ff-rows");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);

  return list;
}

/**
 * ff_overlap_sheet_new:
 * @draft: an open campaign of which two to six things with people are selected
 *
 * Returns: what stands in the inspector's place
 */
GtkWidget *
ff_overlap_sheet_new (FfDraft *draft)
{
  FfOverlapSheet *self = g_object_new (FF_TYPE_OVERLAP_SHEET, NULL);
  GtkWidget *sheet = ff_side_sheet_new (_("Overlap"), _("Overlap"));
  FfCountView view = { .state = FF_COUNT_WORKING };
  GtkWidget *section;

  self->draft = g_object_ref (draft);
  self->sets = dup_sets (draft);
  self->total = ff_count_card_new ();
  self->names = new_list (_("Compared"));
  self->list = new_list (_("Who Is Where"));
  self->note = ff_side_sheet_new_label (NULL, "ff-note");
  gtk_widget_set_visible (self->list, FALSE);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (activated_cb), self);
  g_signal_connect_swapped (self->total, "recount", G_CALLBACK (recount_cb), self);

  ff_count_card_update (FF_COUNT_CARD (self->total), &view, NULL);
  show_names (self, NULL);
  ff_side_sheet_append (FF_SIDE_SHEET (sheet), self->total);
  section = ff_side_sheet_add_section (FF_SIDE_SHEET (sheet), _("Compared"));
  gtk_box_append (GTK_BOX (section), self->names);
  section = ff_side_sheet_add_section (FF_SIDE_SHEET (sheet), _("Who Is Where"));
  gtk_box_append (GTK_BOX (section), self->list);
  gtk_box_append (GTK_BOX (section), self->note);
  adw_bin_set_child (ADW_BIN (self), sheet);

  self->comparison = ff_comparison_new (draft, make, self);
  g_signal_connect_swapped (self->comparison, "answered", G_CALLBACK (answered_cb), self);

  return GTK_WIDGET (self);
}
