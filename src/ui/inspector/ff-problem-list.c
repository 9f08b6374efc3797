/* What is wrong with an activity or with a campaign, at the end of the inspector. */

#include "ui/inspector/ff-problem-list.h"

#include <glib/gi18n-lib.h>

struct _FfProblemList
{
  GtkBox     parent_instance;

  FfDraft   *draft;
  char      *activity;   /* nullable */
  GPtrArray *shown;      /* of char*: activity, pointer, activity, … */
  GtkWidget *title;
  GtkWidget *list;
  GtkWidget *none;
};

enum
{
  FIX,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FfProblemList, ff_problem_list, GTK_TYPE_BOX)

static void
activated_cb (FfProblemList *self,
              GtkListBoxRow *row)
{
  guint index = (guint) gtk_list_box_row_get_index (row) * 2;
  g_autofree char *activity = g_strdup (self->shown->pdata[index]);
  g_autofree char *pointer = g_strdup (self->shown->pdata[index + 1]);

  g_signal_emit (self, signals[FIX], 0, activity, pointer);
}

static void
ff_problem_list_dispose (GObject *object)
{
  g_clear_object (&FF_PROBLEM_LIST (object)->draft);

  G_OBJECT_CLASS (ff_problem_list_parent_class)->dispose (object);
}

static void
ff_problem_list_finalize (GObject *object)
{
  FfProblemList *self = FF_PROBLEM_LIST (object);

  g_free (self->activity);
  g_ptr_array_unref (self->shown);

  G_OBJECT_CLASS (ff_problem_list_parent_class)->finalize (object);
}

static void
ff_problem_list_class_init (FfProblemListClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = ff_problem_list_dispose;
  object_class->finalize = ff_problem_list_finalize;

  signals[FIX] = g_signal_new ("fix", FF_TYPE_PROBLEM_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
ff_problem_list_init (FfProblemList *self)
{
  self->shown = g_ptr_array_new_with_free_func (g_free);
}

static GtkWidget *
new_none (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *icon = gtk_image_new_from_icon_name ("object-select-symbolic");
  GtkWidget *label = gtk_label_new (NULL);

  gtk_widget_add_css_class (icon, "ff-good");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "ff-dim");
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  gtk_widget_add_css_class (box, "ff-no-problems");
  return box;
}

GtkWidget *
ff_problem_list_new (FfDraft    *draft,
                     const char *activity)
{
  FfProblemList *self = g_object_new (FF_TYPE_PROBLEM_LIST, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 8, NULL);

  self->draft = g_object_ref (draft);
  self->activity = g_strdup (activity);
  self->title = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->title), 0);
  gtk_widget_add_css_class (self->title, "ff-section-title");
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "ff-box");
  gtk_widget_add_css_class (self->list, "ff-rows");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Problems"), -1);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (activated_cb), self);
  self->none = new_none ();

  gtk_box_append (GTK_BOX (self), self->title);
  gtk_box_append (GTK_BOX (self), self->list);
  gtk_box_append (GTK_BOX (self), self->none);
  ff_problem_list_update (self);

  return GTK_WIDGET (self);
}

static char *
dup_owner (FfProblemList   *self,
           const FfProblem *problem)
{
  const FfActivity *activity = ff_campaign_find_activity (ff_draft_get_campaign (self->draft), problem->activity);

  return activity != NULL ? ff_activity_dup_title (activity) : g_strdup (_("Campaign"));
}

static const char *
get_icon (FfSeverity severity)
{
  switch (severity)
    {
    case FF_SEVERITY_PROBLEM:
      return "dialog-error-symbolic";
    case FF_SEVERITY_WARNING:
      return "dialog-warning-symbolic";
    case FF_SEVERITY_NOTE:
    default:
      return "dialog-information-symbolic";
    }
}

static GtkWidget *
new_row (FfProblemList   *self,
         const FfProblem *problem)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *icon = gtk_image_new_from_icon_name (get_icon (problem->severity));
  GtkWidget *message = gtk_label_new (problem->message);
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_add_css_class (icon, problem->severity == FF_SEVERITY_PROBLEM ? "ff-problem" :
                                  problem->severity == FF_SEVERITY_WARNING ? "ff-warning" : "ff-dim");
  gtk_label_set_xalign (GTK_LABEL (message), 0);
  gtk_label_set_wrap (GTK_LABEL (message), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (message), PANGO_WRAP_WORD_CHAR);
  if (self->activity == NULL)
    {
      g_autofree char *owner = dup_owner (self, problem);
      GtkWidget *title = gtk_label_new (owner);

      gtk_label_set_xalign (GTK_LABEL (title), 0);
      gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
      gtk_widget_add_css_class (title, "ff-bold");
      gtk_box_append (GTK_BOX (words), title);
    }
  gtk_box_append (GTK_BOX (words), message);
  gtk_widget_set_hexpand (words, TRUE);

  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), words);
  if (*problem->activity != '\0')
    {
      GtkWidget *fix = gtk_label_new (_("Fix"));

      gtk_widget_set_valign (fix, GTK_ALIGN_START);
      gtk_widget_add_css_class (fix, "ff-link");
      gtk_box_append (GTK_BOX (box), fix);
    }

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), *problem->activity != '\0');
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, problem->message, -1);
  return row;
}

void
ff_problem_list_update (FfProblemList *self)
{
  GPtrArray *problems = ff_draft_get_problems (self->draft);
  g_autofree char *title = NULL;
  GtkWidget *row;
  guint n = 0;

  while ((row = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), row);
  g_ptr_array_set_size (self->shown, 0);

  for (guint i = 0; i < problems->len; i++)
    {
      const FfProblem *problem = problems->pdata[i];

      if (self->activity != NULL && !g_str_equal (problem->activity, self->activity))
        continue;

      gtk_list_box_append (GTK_LIST_BOX (self->list), new_row (self, problem));
      g_ptr_array_add (self->shown, g_strdup (problem->activity));
      g_ptr_array_add (self->shown, g_strdup (problem->pointer));
      n++;
    }

  title = g_strdup_printf (ngettext ("%u Problem or Note", "%u Problems and Notes", n), n);
  gtk_label_set_text (GTK_LABEL (self->title), title);
  gtk_widget_set_visible (self->title, n > 0);
  gtk_widget_set_visible (self->list, n > 0);
  gtk_widget_set_visible (self->none, n == 0);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_last_child (self->none)),
                      ff_draft_get_plan (self->draft) == NULL ? _("Checked once the data source is open") :
                      self->activity != NULL ? _("No problems in this activity") : _("No problems in this campaign"));
  gtk_widget_set_visible (gtk_widget_get_first_child (self->none), ff_draft_get_plan (self->draft) != NULL);
}
