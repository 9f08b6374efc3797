/* Takes a count again from nothing. The main thread shows; the engine's worker counts. */

#include "ui/inspector/ff-verify-box.h"

#include <glib/gi18n-lib.h>

#include "base/ff-count.h"
#include "engine/ff-verify.h"

struct _FfVerifyBox
{
  GtkBox        parent_instance;

  FfDraft      *draft;
  FfPlan       *plan;         /* of the output; nullable */
  char         *table;        /* what the answer is about: the step's hash and its output */
  FfFlow        flow;         /* of @plan */
  GCancellable *cancellable;  /* of the running question; nullable */
  GtkWidget    *button;
  GtkWidget    *spinner;
  GtkWidget    *answer;
  GtkWidget    *details;      /* an expander */
  GtkWidget    *facts;
};

G_DEFINE_FINAL_TYPE (FfVerifyBox, ff_verify_box, GTK_TYPE_BOX)

typedef struct
{
  FfPlan *plan;   /* keeps @flow */
  FfFlow  flow;
} Question;

static void
question_free (gpointer data)
{
  Question *self = data;

  ff_plan_unref (self->plan);
  g_free (self);
}

static void
verification_free (gpointer data)
{
  ff_verification_clear (data);
  g_free (data);
}

/* On the worker. */
static void
verify (FfStore  *store,
        GTask    *task,
        gpointer  data)
{
  const Question *question = data;
  FfVerification *verification = g_new0 (FfVerification, 1);
  GError *error = NULL;

  if (ff_verify (store, question->flow, verification, g_task_get_cancellable (task), &error))
    {
      g_task_return_pointer (task, verification, verification_free);
      return;
    }

  g_free (verification);
  g_task_return_error (task, error);
}

/* ---- Showing. */

static void
show_working (FfVerifyBox *self)
{
  gboolean is_working = self->cancellable != NULL;

  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), is_working);
  gtk_widget_set_visible (self->spinner, is_working);
  gtk_button_set_label (GTK_BUTTON (self->button), is_working ? _("Stop Verifying") : _("Verify Count"));
}

static void
say (FfVerifyBox *self,
     const char  *text,
     const char  *css_class)
{
  gtk_label_set_text (GTK_LABEL (self->answer), text);
  gtk_widget_set_visible (self->answer, *text != '\0');
  gtk_widget_set_css_classes (self->answer, (const char *[]) { css_class, NULL });
  gtk_widget_set_visible (self->details, FALSE);
}

static char *
dup_answer (const FfVerification *verification)
{
  g_autofree char *now = ff_count_format (verification->n_keys);
  g_autofree char *standing = ff_count_format (verification->n_standing);

  if (!verification->has_standing)
    /* Translators: %s is a number of people. */
    return g_strdup_printf (_("Counted again from nothing: %s. The data has changed since the count that is shown."), now);
  if (verification->n_keys == verification->n_standing)
    /* Translators: %s is a number of people. */
    return g_strdup_printf (_("Counted again from nothing: %s, the same."), now);

  /* Translators: %1$s is the number of people just counted, %2$s the number that was shown. */
  return g_strdup_printf (_("Counted again from nothing: %1$s, and not %2$s. Recount, and report this as a bug."), now, standing);
}

static void
show_answer (FfVerifyBox          *self,
             const FfVerification *verification)
{
  g_autofree char *answer = dup_answer (verification);
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_local (verification->taken_at / G_USEC_PER_SEC);
  g_autofree char *time = g_date_time_format (then, "%Y-%m-%d %H:%M:%S %Z");
  g_autofree char *tables = g_strdup_printf (ngettext ("%u table", "%u tables", verification->n_steps), verification->n_steps);
  /* Translators: %1$s is a time; %2$s is “12 tables”; %3$.3f is a number of seconds; %4$s and %5$s are codes. */
  g_autofree char *facts = g_strdup_printf (_("Snapshot of %1$s\n%2$s in %3$.3f s\nData version %4$s\nQuery SHA-256 %5$s"),
                                            time, tables, verification->duration_usec / 1e6,
                                            verification->data_version, verification->query_hash);
  gboolean is_wrong = verification->has_standing && verification->n_keys != verification->n_standing;

  say (self, answer, is_wrong ? "ff-warning" : "ff-note");
  gtk_label_set_text (GTK_LABEL (self->facts), facts);
  gtk_widget_set_visible (self->details, TRUE);
}

static void
verified_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (FfVerifyBox) self = user_data;
  g_autoptr (GError) error = NULL;
  FfVerification *verification = g_task_propagate_pointer (G_TASK (result), &error);

  /* Of another table, or stopped. */
  if (g_task_get_cancellable (G_TASK (result)) == self->cancellable)
    {
      g_clear_object (&self->cancellable);
      show_working (self);
      if (verification != NULL)
        show_answer (self, verification);
      else
        say (self, error->message, "ff-warning");
    }

  g_clear_pointer (&verification, verification_free);
}

/* ---- Asking. */

static void
stop (FfVerifyBox *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  show_working (self);
}

static void
clicked_cb (FfVerifyBox *self)
{
  Question *question;

  if (self->cancellable != NULL)
    {
      stop (self);
      return;
    }

  question = g_new0 (Question, 1);
  question->plan = ff_plan_ref (self->plan);
  question->flow = self->flow;
  self->cancellable = g_cancellable_new ();
  say (self, "", "ff-note");
  show_working (self);
  ff_engine_work_async (ff_draft_get_engine (self->draft), verify, question, question_free, self->cancellable, verified_cb,
                        g_object_ref (self));
}

static void
ff_verify_box_dispose (GObject *object)
{
  FfVerifyBox *self = FF_VERIFY_BOX (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->plan, ff_plan_unref);
  g_clear_object (&self->draft);

  G_OBJECT_CLASS (ff_verify_box_parent_class)->dispose (object);
}

static void
ff_verify_box_finalize (GObject *object)
{
  g_free (FF_VERIFY_BOX (object)->table);

  G_OBJECT_CLASS (ff_verify_box_parent_class)->finalize (object);
}

static void
ff_verify_box_class_init (FfVerifyBoxClass *class)
{
  G_OBJECT_CLASS (class)->dispose = ff_verify_box_dispose;
  G_OBJECT_CLASS (class)->finalize = ff_verify_box_finalize;
}

static void
ff_verify_box_init (FfVerifyBox *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->button = gtk_button_new ();
  gtk_widget_set_hexpand (self->button, TRUE);
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (clicked_cb), self);
  self->spinner = gtk_spinner_new ();
  gtk_box_append (GTK_BOX (line), self->button);
  gtk_box_append (GTK_BOX (line), self->spinner);

  self->answer = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->answer), 0);
  gtk_label_set_wrap (GTK_LABEL (self->answer), TRUE);
  self->facts = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->facts), 0);
  gtk_label_set_wrap (GTK_LABEL (self->facts), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->facts), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (self->facts), TRUE);
  gtk_widget_add_css_class (self->facts, "ff-note");
  self->details = gtk_expander_new (_("Details"));
  gtk_widget_add_css_class (self->details, "ff-note");
  gtk_expander_set_child (GTK_EXPANDER (self->details), self->facts);

  gtk_box_append (GTK_BOX (self), line);
  gtk_box_append (GTK_BOX (self), self->answer);
  gtk_box_append (GTK_BOX (self), self->details);
  say (self, "", "ff-note");
  show_working (self);
}

/**
 * ff_verify_box_new:
 * @draft: the open campaign
 *
 * Returns: a box that cannot verify anything before ff_verify_box_update()
 */
GtkWidget *
ff_verify_box_new (FfDraft *draft)
{
  FfVerifyBox *self = g_object_new (FF_TYPE_VERIFY_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 6, NULL);

  self->draft = g_object_ref (draft);
  gtk_widget_set_sensitive (self->button, FALSE);

  return GTK_WIDGET (self);
}

void
ff_verify_box_update (FfVerifyBox *self,
                      const char  *activity,
                      const char  *port)
{
  FfPlan *plan = ff_draft_get_plan (self->draft);
  const FfPlanOutput *output = plan != NULL ? ff_plan_find_output (plan, activity, port) : NULL;
  gboolean has_table = output != NULL && output->flow.step != NULL;
  g_autofree char *table = has_table ? g_strdup_printf ("%s %u", output->flow.step->hash, output->flow.output) : NULL;

  gtk_widget_set_sensitive (self->button, has_table);
  if (g_strcmp0 (table, self->table) == 0)
    return;

  stop (self);
  say (self, "", "ff-note");
  g_free (self->table);
  self->table = g_steal_pointer (&table);
  g_clear_pointer (&self->plan, ff_plan_unref);
  if (!has_table)
    return;

  self->plan = ff_plan_ref (plan);
  self->flow = output->flow;
}
