/* An explanation as rows, and as what is lit on the canvas. */

#include "ui/people/ff-person-path.h"

#include <glib/gi18n-lib.h>

#include "activities/ff-activity-type.h"
#include "ui/ff-side-sheet.h"

#define INDENT_PX 16

/* A shape and a word, never colour alone. */
typedef struct
{
  const char *icon;
  const char *css_class;
  const char *word;
} Look;

static const Look looks[] = {
  [FF_TRUTH_FALSE] = { "window-close-symbolic", "ff-dim", NC_("of a condition", "No") },
  [FF_TRUTH_TRUE] = { "object-select-symbolic", "ff-good", NC_("of a condition", "Yes") },
  [FF_TRUTH_UNKNOWN] = { "dialog-question-symbolic", "ff-dim", NC_("of a condition", "Unknown") },
};

static GtkWidget *
add_label (GtkWidget  *box,
           const char *text,
           const char *css_class)
{
  GtkWidget *label = ff_side_sheet_new_label (text, css_class);

  gtk_box_append (GTK_BOX (box), label);

  return label;
}

static void
add_row (GtkWidget  *box,
         const char *text,
         const char *note,
         FfTruth     truth,
         guint       depth)
{
  const Look *look = &looks[truth];
  const char *word = g_dpgettext2 (GETTEXT_PACKAGE, "of a condition", look->word);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *icon = gtk_image_new_from_icon_name (look->icon);
  GtkWidget *title;

  gtk_widget_set_margin_start (row, (int) depth * INDENT_PX);
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_add_css_class (icon, look->css_class);
  gtk_widget_set_tooltip_text (icon, word);
  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL, word, -1);
  gtk_widget_set_hexpand (texts, TRUE);

  title = add_label (texts, text, depth == 0 ? "ff-strong" : NULL);
  if (truth != FF_TRUTH_TRUE)
    gtk_widget_add_css_class (title, "ff-dim");
  if (note != NULL)
    gtk_widget_add_css_class (add_label (texts, note, "ff-dim"), "ff-small");

  gtk_box_append (GTK_BOX (row), icon);
  gtk_box_append (GTK_BOX (row), texts);
  gtk_box_append (GTK_BOX (box), row);
}

static void
add_verdict (GtkWidget       *box,
             const FfVerdict *verdict,
             guint            depth)
{
  /* Translators: %s is a condition whose people are taken away again. */
  g_autofree char *words = verdict->except ? g_strdup_printf (_("Except: %s"), verdict->words) : g_strdup (verdict->words);
  /* Translators: %s is the value that a condition saw. */
  g_autofree char *value = verdict->value != NULL ? g_strdup_printf (_("It is “%s”"), verdict->value) : NULL;

  /* A group of one says nothing that the one does not. */
  if (verdict->items->len == 1 && !verdict->except)
    {
      add_verdict (box, verdict->items->pdata[0], depth);
      return;
    }

  add_row (box, words, value, verdict->truth, depth);
  for (guint i = 0; i < verdict->items->len; i++)
    add_verdict (box, verdict->items->pdata[i], depth + 1);
}

static void
add_rules (GtkWidget           *box,
           const FfExplanation *explanation,
           const char          *activity)
{
  for (guint i = 0; i < explanation->rules->len; i++)
    {
      const FfExplainedRule *rule = explanation->rules->pdata[i];

      for (guint v = 0; rule->came && g_str_equal (rule->activity, activity) && v < rule->verdicts->len; v++)
        add_verdict (box, rule->verdicts->pdata[v], 1);
    }
}

static gboolean
is_source (FfCampaign *campaign,
           const char *activity)
{
  for (guint t = 0; t < ff_campaign_get_n_transitions (campaign); t++)
    if (g_str_equal (ff_campaign_get_transition (campaign, t)->to, activity))
      return FALSE;

  return TRUE;
}

/* The outputs that tell how the person went on from @activity: those that hold them, or else the first. */
static void
add_activity (GtkWidget           *box,
              const FfExplanation *explanation,
              const FfActivity    *activity)
{
  const FfExplainedPort *first = NULL;
  gboolean goes_on = FALSE;

  for (guint i = 0; i < explanation->ports->len; i++)
    {
      const FfExplainedPort *port = explanation->ports->pdata[i];
      g_autofree char *title = NULL;

      if (!g_str_equal (port->activity, activity->id))
        continue;
      if (first == NULL)
        first = port;
      if (port->here != FF_TRUTH_TRUE)
        continue;

      title = ff_activity_dup_port_title (activity, port->port);
      add_row (box, title, port->reason, port->here, 0);
      goes_on = TRUE;
    }

  if (!goes_on && first != NULL)
    {
      g_autofree char *title = ff_activity_dup_title (activity);

      add_row (box, title, first->reason, first->here, 0);
    }
  add_rules (box, explanation, activity->id);
}

/**
 * ff_person_path_new:
 * @campaign: that was explained
 * @explanation: of one person
 *
 * The activities that the person came to and those that begin without them, in flow order, and below each what its rules said.
 *
 * Returns: a box of rows
 */
GtkWidget *
ff_person_path_new (FfCampaign          *campaign,
                    const FfExplanation *explanation)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  g_autoptr (GHashTable) lit = ff_person_path_dup_lit (campaign, explanation);
  const char *last = "";

  for (guint i = 0; i < explanation->ports->len; i++)
    {
      const FfExplainedPort *port = explanation->ports->pdata[i];
      const FfActivity *activity = ff_campaign_find_activity (campaign, port->activity);

      if (activity != NULL && !g_str_equal (port->activity, last) &&
          (g_hash_table_contains (lit, port->activity) || is_source (campaign, port->activity)))
        add_activity (box, explanation, activity);
      last = port->activity;
    }

  return box;
}

GHashTable *
ff_person_path_dup_lit (FfCampaign          *campaign,
                        const FfExplanation *explanation)
{
  GHashTable *lit = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < explanation->ports->len; i++)
    {
      const FfExplainedPort *port = explanation->ports->pdata[i];

      if (port->here != FF_TRUTH_TRUE)
        continue;

      g_hash_table_add (lit, g_strdup (port->activity));
      for (guint t = 0; t < ff_campaign_get_n_transitions (campaign); t++)
        {
          const FfTransition *transition = ff_campaign_get_transition (campaign, t);

          if (!g_str_equal (transition->from, port->activity) || !g_str_equal (transition->from_port, port->port))
            continue;
          g_hash_table_add (lit, g_strdup (transition->id));
          g_hash_table_add (lit, g_strdup (transition->to));
        }
    }

  return lit;
}
