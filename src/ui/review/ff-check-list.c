/* What the checks of a campaign say. Main thread. */

#include "ui/review/ff-check-list.h"

#include <glib/gi18n-lib.h>

#include "picture/ff-count-labels.h"

struct _FfCheckList
{
  GtkWidget    parent_instance;

  GtkWidget   *box;
  GtkWidget   *pills;
  GtkListBox  *list;
  GHashTable  *accepted;     /* of char*: identities of warnings */
  GPtrArray   *warnings;     /* of FfProblem, copied */
  guint        n_problems;
  guint        n_warnings;
  guint        n_passed;
};

enum
{
  SHOW_SETTING,
  ACCEPTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FfCheckList, ff_check_list, GTK_TYPE_WIDGET)

static char *
dup_identity (const FfProblem *problem)
{
  return g_strdup_printf ("%s\n%s\n%s", problem->activity, problem->pointer, problem->message);
}

/* ---- Rows. */

static GtkWidget *
create_label (const char *text,
              const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);

  return label;
}

/* An icon, a sentence and where it holds; more is appended to the box that is given back. */
static GtkWidget *
add_row (FfCheckList *self,
         const char  *icon,
         const char  *icon_class,
         const char  *title,
         const char  *subtitle)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *image = gtk_image_new_from_icon_name (icon);
  GtkWidget *label;

  if (icon_class != NULL)
    gtk_widget_add_css_class (image, icon_class);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (words), create_label (title, "ff-strong"));
  label = create_label (subtitle, "ff-dim");
  gtk_widget_add_css_class (label, "ff-small");
  gtk_box_append (GTK_BOX (words), label);
  gtk_box_append (GTK_BOX (box), image);
  gtk_box_append (GTK_BOX (box), words);

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_append (self->list, row);

  return box;
}

static void
show_clicked_cb (GtkButton   *button,
                 FfCheckList *self)
{
  g_autofree char *activity = g_strdup (g_object_get_data (G_OBJECT (button), "activity"));
  g_autofree char *pointer = g_strdup (g_object_get_data (G_OBJECT (button), "pointer"));

  g_signal_emit (self, signals[SHOW_SETTING], 0, activity, pointer);
}

static void
append_show (FfCheckList     *self,
             GtkWidget       *box,
             const FfProblem *problem,
             const char      *label,
             const char      *title)
{
  GtkWidget *button;
  g_autofree char *name = NULL;

  if (*problem->activity == '\0')
    return;

  button = gtk_button_new_with_label (label);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (button), "activity", g_strdup (problem->activity), g_free);
  g_object_set_data_full (G_OBJECT (button), "pointer", g_strdup (problem->pointer), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (show_clicked_cb), self);
  /* Translators: what a button does, and the activity it does it to: “Fix, Come back”. */
  name = g_strdup_printf (_("%s, %s"), label, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_box_append (GTK_BOX (box), button);
}

static void
accepted_cb (GtkCheckButton *check,
             FfCheckList    *self)
{
  const char *identity = g_object_get_data (G_OBJECT (check), "identity");

  if (gtk_check_button_get_active (check))
    g_hash_table_add (self->accepted, g_strdup (identity));
  else
    g_hash_table_remove (self->accepted, identity);

  g_signal_emit (self, signals[ACCEPTED], 0);
}

static void
append_accept (FfCheckList     *self,
               GtkWidget       *box,
               const FfProblem *problem)
{
  GtkWidget *check = gtk_check_button_new_with_label (_("Accepted"));
  char *identity = dup_identity (problem);

  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), g_hash_table_contains (self->accepted, identity));
  g_object_set_data_full (G_OBJECT (check), "identity", identity, g_free);
  g_signal_connect (check, "toggled", G_CALLBACK (accepted_cb), self);
  gtk_box_append (GTK_BOX (box), check);
}

static void
add_problem (FfCheckList     *self,
             FfCampaign      *campaign,
             const FfProblem *problem)
{
  const FfActivity *activity = ff_campaign_find_activity (campaign, problem->activity);
  g_autofree char *title = activity != NULL ? ff_activity_dup_title (activity) : g_strdup (_("The whole campaign"));
  GtkWidget *box;

  switch (problem->severity)
    {
    case FF_SEVERITY_PROBLEM:
      box = add_row (self, "ff-problem-symbolic", "ff-problem", problem->message, title);
      append_show (self, box, problem, _("Fix"), title);
      self->n_problems++;
      break;

    case FF_SEVERITY_WARNING:
      box = add_row (self, "ff-warning-symbolic", "ff-warning", problem->message, title);
      append_accept (self, box, problem);
      append_show (self, box, problem, _("Show"), title);
      self->n_warnings++;
      break;

    case FF_SEVERITY_NOTE:
    default:
      box = add_row (self, "dialog-information-symbolic", "ff-dim", problem->message, title);
      append_show (self, box, problem, _("Show"), title);
      break;
    }
}

static gboolean
has_problem (GPtrArray  *problems,
             const char *activity)
{
  for (guint i = 0; i < problems->len; i++)
    {
      const FfProblem *problem = problems->pdata[i];

      if (problem->severity != FF_SEVERITY_NOTE && g_str_equal (problem->activity, activity))
        return TRUE;
    }

  return FALSE;
}

static void
add_passed (FfCheckList *self,
            FfCampaign  *campaign,
            GPtrArray   *problems)
{
  g_autofree char *number = NULL;
  g_autofree char *title = NULL;

  self->n_passed = 0;
  for (guint i = 0; i < ff_campaign_get_n_activities (campaign); i++)
    if (!has_problem (problems, ff_campaign_get_activity (campaign, i)->id))
      self->n_passed++;

  if (self->n_passed == 0)
    return;

  number = ff_count_format (self->n_passed);
  /* Translators: %s is the number of activities in which the checks found nothing. */
  title = g_strdup_printf (ngettext ("%s activity passed", "%s activities passed", self->n_passed), number);
  add_row (self, "object-select-symbolic", "ff-good", title,
           _("connections, settings, rules, content, merge fields, consent, gateway"));
}

/* ---- Pills. */

static void
add_pill (FfCheckList *self,
          guint        n,
          const char  *icon,
          const char  *css_class,
          const char  *text)
{
  GtkWidget *pill = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *image = gtk_image_new_from_icon_name (icon);

  gtk_image_set_pixel_size (GTK_IMAGE (image), 12);
  gtk_box_append (GTK_BOX (pill), image);
  gtk_box_append (GTK_BOX (pill), gtk_label_new (text));
  gtk_widget_add_css_class (pill, "ff-pill");
  gtk_widget_add_css_class (pill, css_class);
  gtk_widget_set_valign (pill, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (self->pills), pill);
}

static void
add_pills (FfCheckList *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->pills)) != NULL)
    gtk_box_remove (GTK_BOX (self->pills), child);

  if (self->n_problems > 0)
    {
      g_autofree char *text = g_strdup_printf (ngettext ("%u problem", "%u problems", self->n_problems), self->n_problems);

      add_pill (self, self->n_problems, "ff-problem-symbolic", "problem", text);
    }
  if (self->n_warnings > 0)
    {
      g_autofree char *text = g_strdup_printf (ngettext ("%u warning", "%u warnings", self->n_warnings), self->n_warnings);

      add_pill (self, self->n_warnings, "ff-warning-symbolic", "warning", text);
    }
  if (self->n_passed > 0)
    {
      g_autofree char *text = g_strdup_printf (ngettext ("%u passed", "%u passed", self->n_passed), self->n_passed);

      add_pill (self, self->n_passed, "object-select-symbolic", "good", text);
    }
}

/**
 * ff_check_list_set:
 * @self: the list
 * @draft: the open campaign
 *
 * Shows what the checks say now.
 */
void
ff_check_list_set (FfCheckList *self,
                   FfDraft     *draft)
{
  static const FfSeverity order[] = { FF_SEVERITY_PROBLEM, FF_SEVERITY_WARNING, FF_SEVERITY_NOTE };
  FfCampaign *campaign = ff_draft_get_campaign (draft);
  GPtrArray *problems = ff_draft_get_problems (draft);
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  g_ptr_array_set_size (self->warnings, 0);
  self->n_problems = 0;
  self->n_warnings = 0;

  for (guint s = 0; s < G_N_ELEMENTS (order); s++)
    for (guint i = 0; i < problems->len; i++)
      {
        const FfProblem *problem = problems->pdata[i];

        if (problem->severity != order[s])
          continue;

        add_problem (self, campaign, problem);
        if (problem->severity == FF_SEVERITY_WARNING)
          {
            FfProblem *copy = g_new0 (FfProblem, 1);

            copy->severity = problem->severity;
            copy->activity = g_strdup (problem->activity);
            copy->pointer = g_strdup (problem->pointer);
            copy->message = g_strdup (problem->message);
            g_ptr_array_add (self->warnings, copy);
          }
      }

  if (ff_draft_get_plan (draft) != NULL)
    add_passed (self, campaign, problems);
  add_pills (self);
  gtk_widget_set_visible (GTK_WIDGET (self->list), gtk_widget_get_first_child (GTK_WIDGET (self->list)) != NULL);
}

guint
ff_check_list_get_n_problems (FfCheckList *self)
{
  return self->n_problems;
}

guint
ff_check_list_get_n_open (FfCheckList *self)
{
  guint n = 0;

  for (guint i = 0; i < self->warnings->len; i++)
    {
      g_autofree char *identity = dup_identity (self->warnings->pdata[i]);

      if (!g_hash_table_contains (self->accepted, identity))
        n++;
    }

  return n;
}

FfJson *
ff_check_list_dup_accepted (FfCheckList *self)
{
  FfJson *all = ff_json_new_array ();

  for (guint i = 0; i < self->warnings->len; i++)
    {
      const FfProblem *problem = self->warnings->pdata[i];
      g_autofree char *identity = dup_identity (problem);
      FfJson *one;

      if (!g_hash_table_contains (self->accepted, identity))
        continue;

      one = ff_json_new_object ();
      ff_json_set_string (one, "activity", problem->activity);
      ff_json_set_string (one, "message", problem->message);
      ff_json_take_element (all, one);
    }

  return all;
}

static void
ff_check_list_dispose (GObject *object)
{
  g_clear_pointer (&FF_CHECK_LIST (object)->box, gtk_widget_unparent);

  G_OBJECT_CLASS (ff_check_list_parent_class)->dispose (object);
}

static void
ff_check_list_finalize (GObject *object)
{
  FfCheckList *self = FF_CHECK_LIST (object);

  g_hash_table_unref (self->accepted);
  g_ptr_array_unref (self->warnings);

  G_OBJECT_CLASS (ff_check_list_parent_class)->finalize (object);
}

static void
ff_check_list_class_init (FfCheckListClass *class)
{
  G_OBJECT_CLASS (class)->dispose = ff_check_list_dispose;
  G_OBJECT_CLASS (class)->finalize = ff_check_list_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);

  signals[SHOW_SETTING] =
    g_signal_new ("show-setting", FF_TYPE_CHECK_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                  2, G_TYPE_STRING, G_TYPE_STRING);
  signals[ACCEPTED] =
    g_signal_new ("accepted", FF_TYPE_CHECK_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ff_check_list_init (FfCheckList *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *title = gtk_label_new (_("Checks"));

  self->accepted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->warnings = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_problem_free);

  gtk_widget_set_size_request (head, -1, 34);
  gtk_widget_add_css_class (title, "ff-section-title");
  self->pills = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_box_append (GTK_BOX (head), title);
  gtk_box_append (GTK_BOX (head), self->pills);

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "ff-check-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Checks"), -1);

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  gtk_box_append (GTK_BOX (self->box), head);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->list));
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
ff_check_list_new (void)
{
  return g_object_new (FF_TYPE_CHECK_LIST, NULL);
}
