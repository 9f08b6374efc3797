/* What an edit changed in the counts, beside the canvas. Main thread. */

#include "ui/compare/ff-changes-sheet.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "activities/ff-activity-type.h"
#include "base/ff-clock.h"
#include "base/ff-count.h"
#include "engine/ff-difference.h"
#include "model/ff-document.h"
#include "ui/compare/ff-comparison.h"
#include "ui/ff-side-sheet.h"
#include "ui/ff-words.h"

struct _FfChangesSheet
{
  AdwBin        parent_instance;

  FfDraft      *draft;
  FfComparison *comparison;
  FfCampaign   *before;      /* of the last question; nullable */
  GtkWidget    *since;
  GtkWidget    *list;
  GtkWidget    *note;
};

G_DEFINE_FINAL_TYPE (FfChangesSheet, ff_changes_sheet, ADW_TYPE_BIN)

/* ---- What is compared. */

static const FfActivity *
find_activity (FfChangesSheet *self,
               const char     *id)
{
  const FfActivity *now = ff_campaign_find_activity (ff_draft_get_campaign (self->draft), id);

  return now != NULL ? now : ff_campaign_find_activity (self->before, id);
}

static char *
dup_number_title (FfDifference  difference,
                  const char   *output)
{
  switch (difference)
    {
    case FF_DIFFERENCE_BEFORE:
      /* Translators: %s is the name of an output: its people in the earlier version. */
      return g_strdup_printf (_("Before in %s"), output);
    case FF_DIFFERENCE_JOINED:
      /* Translators: %s is the name of an output: its people who were not there in the earlier version. */
      return g_strdup_printf (_("Joined %s"), output);
    case FF_DIFFERENCE_LEFT:
      /* Translators: %s is the name of an output: the people of the earlier version who are not there now. */
      return g_strdup_printf (_("Left %s"), output);
    case FF_DIFFERENCE_AFTER:
    case FF_N_DIFFERENCES:
    default:
      /* Translators: %s is the name of an output: its people now. */
      return g_strdup_printf (_("Now in %s"), output);
    }
}

static void
add_titles (FfChangesSheet *self,
            FfAside        *aside,
            FfPlan         *plan)
{
  for (guint i = 0; i < ff_plan_get_n_outputs (plan); i++)
    {
      const FfPlanOutput *output = ff_plan_get_output (plan, i);
      const FfActivity *activity = find_activity (self, output->activity);
      g_autofree char *words = activity != NULL ? ff_activity_dup_port_title (activity, output->port) : g_strdup (output->activity);

      for (guint d = 0; d < FF_N_DIFFERENCES; d++)
        {
          g_autofree char *port = ff_difference_dup_port (output->port, d);
          g_autofree char *title = dup_number_title (d, words);

          ff_aside_set_title (aside, output->activity, port, title);
        }
    }
}

/* An #FfComparisonMake. */
static FfAside *
make (FfDraft   *draft,
      gpointer   user_data,
      GError   **error)
{
  FfChangesSheet *self = user_data;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (FfPlan) before = NULL;
  g_autoptr (FfPlan) difference = NULL;
  FfAside *aside;

  g_clear_object (&self->before);
  self->before = ff_document_from_json (ff_draft_get_baseline (draft, NULL), error);
  if (self->before == NULL)
    return NULL;

  before = ff_planner_compile (self->before, ff_draft_get_context (draft), &problems);
  difference = ff_difference_plan_new (before, ff_draft_get_plan (draft));
  aside = ff_aside_new (difference);
  add_titles (self, aside, before);
  add_titles (self, aside, ff_draft_get_plan (draft));

  return aside;
}

/* ---- Showing. */

static void
open_cb (GtkWidget      *button,
         FfChangesSheet *self)
{
  ff_draft_set_active (self->draft, g_object_get_data (G_OBJECT (button), "activity"),
                       g_object_get_data (G_OBJECT (button), "port"));
}

/* A number that opens its people. */
static GtkWidget *
new_number (FfChangesSheet *self,
            FfAside        *aside,
            const char     *activity,
            const char     *port,
            FfDifference    difference)
{
  static const char *const signs[] = { "", "", "+", "−" };
  g_autofree char *place = ff_difference_dup_port (port, difference);
  const FfCount *count = ff_counts_find (aside->counts, activity, place);
  const char *title = ff_aside_get_title (aside, activity, place);
  g_autofree char *number = count->known ? ff_count_format (count->n_keys) : g_strdup ("—");
  g_autofree char *text = g_strconcat (count->known && count->n_keys > 0 ? signs[difference] : "", number, NULL);
  GtkWidget *button = gtk_button_new_with_label (text);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "numeric");
  gtk_widget_add_css_class (button, "ff-number-button");
  if (difference == FF_DIFFERENCE_AFTER)
    gtk_widget_add_css_class (button, "ff-bold");
  gtk_widget_set_sensitive (button, count->known);
  gtk_widget_set_tooltip_text (button, count->known ? title : count->reason);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_object_set_data_full (G_OBJECT (button), "activity", g_strdup (activity), g_free);
  g_object_set_data_full (G_OBJECT (button), "port", g_strdup (place), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (open_cb), self);

  return button;
}

static GtkWidget *
new_row (FfChangesSheet *self,
         FfAside        *aside,
         const char     *activity,
         const char     *port)
{
  static const char *const heads[] = { N_("Before"), N_("Now"), N_("Joined"), N_("Left") };
  const FfActivity *found = find_activity (self, activity);
  g_autofree char *title = found != NULL ? ff_activity_dup_port_title (found, port) : g_strdup (activity);
  GtkWidget *grid = gtk_grid_new ();
  GtkWidget *name = ff_side_sheet_new_label (title, "ff-bold");

  gtk_grid_set_column_homogeneous (GTK_GRID (grid), TRUE);
  gtk_grid_attach (GTK_GRID (grid), name, 0, 0, FF_N_DIFFERENCES, 1);
  for (guint d = 0; d < FF_N_DIFFERENCES; d++)
    {
      GtkWidget *head = gtk_label_new (_(heads[d]));

      gtk_widget_add_css_class (head, "ff-note");
      gtk_grid_attach (GTK_GRID (grid), head, (int) d, 1, 1, 1);
      gtk_grid_attach (GTK_GRID (grid), new_number (self, aside, activity, port, d), (int) d, 2, 1, 1);
    }

  return grid;
}

/* Whether it holds others than before, or could not be held against them. */
static gboolean
is_changed (FfAside    *aside,
            const char *activity,
            const char *port)
{
  g_autofree char *before = ff_difference_dup_port (port, FF_DIFFERENCE_BEFORE);
  g_autofree char *after = ff_difference_dup_port (port, FF_DIFFERENCE_AFTER);
  g_autofree char *joined = ff_difference_dup_port (port, FF_DIFFERENCE_JOINED);
  g_autofree char *left = ff_difference_dup_port (port, FF_DIFFERENCE_LEFT);
  const FfCount *in = ff_counts_find (aside->counts, activity, joined);
  const FfCount *out = ff_counts_find (aside->counts, activity, left);

  if (!ff_counts_find (aside->counts, activity, before)->known && !ff_counts_find (aside->counts, activity, after)->known)
    return FALSE;

  return !in->known || !out->known || in->n_keys > 0 || out->n_keys > 0;
}

static void
clear_list (FfChangesSheet *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), row);
}

/* The outputs of both versions, each once: those with something to be before. */
static guint
show_changes (FfChangesSheet *self,
              FfAside        *aside)
{
  g_autofree char *suffix = ff_difference_dup_port ("", FF_DIFFERENCE_BEFORE);
  guint n = 0;

  for (guint i = 0; i < ff_plan_get_n_outputs (aside->plan); i++)
    {
      const FfPlanOutput *output = ff_plan_get_output (aside->plan, i);
      g_autofree char *port = g_strdup (output->port);
      GtkWidget *row;

      if (!g_str_has_suffix (port, suffix))
        continue;

      port[strlen (port) - strlen (suffix)] = '\0';
      if (!is_changed (aside, output->activity, port))
        continue;

      row = gtk_list_box_row_new ();
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
      gtk_widget_set_focusable (row, FALSE);
      gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), new_row (self, aside, output->activity, port));
      gtk_list_box_append (GTK_LIST_BOX (self->list), row);
      n++;
    }

  return n;
}

static void
show_since (FfChangesSheet *self)
{
  gint64 at;
  g_autofree char *time = NULL;
  g_autofree char *text = NULL;

  ff_draft_get_baseline (self->draft, &at);
  time = ff_words_dup_time (at, ff_clock_get_now (ff_clock_get_wall ()));
  /* Translators: %s is a time: the campaign as it was then is compared with the campaign now. */
  text = g_strdup_printf (_("Compared with the campaign as it was at %s"), time);
  gtk_label_set_text (GTK_LABEL (self->since), text);
}

static void
answered_cb (FfChangesSheet *self)
{
  FfAside *aside = ff_comparison_get_aside (self->comparison);
  guint n = 0;

  clear_list (self);
  show_since (self);
  if (aside != NULL)
    n = show_changes (self, aside);

  gtk_widget_set_visible (self->list, n > 0);
  gtk_widget_set_visible (self->note, n == 0);
  gtk_label_set_text (GTK_LABEL (self->note),
                      aside != NULL ? _("Every count holds the same people as before.")
                                    : ff_comparison_get_error (self->comparison)->message);
}

static void
from_now_cb (FfChangesSheet *self)
{
  ff_draft_set_baseline (self->draft);
  ff_comparison_restart (self->comparison);
}

/* ---- The widget. */

static void
ff_changes_sheet_dispose (GObject *object)
{
  FfChangesSheet *self = FF_CHANGES_SHEET (object);

  if (self->comparison != NULL)
    g_signal_handlers_disconnect_by_data (self->comparison, self);
  g_clear_object (&self->comparison);
  g_clear_object (&self->before);
  g_clear_object (&self->draft);

  G_OBJECT_CLASS (ff_changes_sheet_parent_class)->dispose (object);
}

static void
ff_changes_sheet_class_init (FfChangesSheetClass *class)
{
  G_OBJECT_CLASS (class)->dispose = ff_changes_sheet_dispose;
}

static void
ff_changes_sheet_init (FfChangesSheet *self)
{
}

/**
 * ff_changes_sheet_new:
 * @draft: an open campaign
 *
 * Follows edits: the baseline stays, “now” moves.
 *
 * Returns: what stands in the inspector's place
 */
GtkWidget *
ff_changes_sheet_new (FfDraft *draft)
{
  FfChangesSheet *self = g_object_new (FF_TYPE_CHANGES_SHEET, NULL);
  GtkWidget *sheet = ff_side_sheet_new (_("Changes in Counts"), _("Changes in Counts"));
  GtkWidget *from_now = gtk_button_new_with_label (_("Compare from Now On"));

  self->draft = g_object_ref (draft);
  self->since = ff_side_sheet_new_label (NULL, "ff-note");
  self->note = ff_side_sheet_new_label (_("Counting both versions…"), "ff-dim");
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "ff-box");
  gtk_widget_add_css_class (self->list, "ff-rows");
  gtk_widget_set_visible (self->list, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Changed outputs"), -1);
  gtk_widget_set_halign (from_now, GTK_ALIGN_START);
  g_signal_connect_swapped (from_now, "clicked", G_CALLBACK (from_now_cb), self);

  show_since (self);
  ff_side_sheet_append (FF_SIDE_SHEET (sheet), self->since);
  ff_side_sheet_append (FF_SIDE_SHEET (sheet), from_now);
  ff_side_sheet_append (FF_SIDE_SHEET (sheet), self->note);
  ff_side_sheet_append (FF_SIDE_SHEET (sheet), self->list);
  adw_bin_set_child (ADW_BIN (self), sheet);

  self->comparison = ff_comparison_new (draft, make, self);
  g_signal_connect_swapped (self->comparison, "answered", G_CALLBACK (answered_cb), self);

  return GTK_WIDGET (self);
}
