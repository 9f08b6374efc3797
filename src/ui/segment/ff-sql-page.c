/* The rule as SQL. The text is made on the engine's worker, where the store
 * is, each time the page is looked at or the rule changes while it is. */

#include "ui/segment/ff-sql-page.h"

#include <glib/gi18n-lib.h>

#include "store/ff-store.h"

struct _FfSqlPage
{
  AdwBin         parent_instance;

  FfRuleCounter *counter;
  GCancellable  *cancellable;
  GtkWidget     *text;
  char          *shown;       /* hash of the step whose text was asked for; nullable */
};

G_DEFINE_FINAL_TYPE (FfSqlPage, ff_sql_page, ADW_TYPE_BIN)

static void
write_sql (FfStore  *store,
           GTask    *task,
           gpointer  data)
{
  const FfPlanOutput *output = ff_plan_find_output (data, "", "alone");
  char *sql = output != NULL && output->flow.step != NULL ? ff_store_dup_sql (store, output->flow.step, output->flow.output)
                                                           : g_strdup ("");

  g_task_return_pointer (task, sql, g_free);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (FfSqlPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sql = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (sql == NULL || *sql == '\0')
    {
      g_free (sql);
      sql = g_strdup (error != NULL ? error->message : _("The rule has a problem. Mend it to see its SQL."));
    }
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text)), sql, -1);
}

static void
show (FfSqlPage *self)
{
  FfPlan *plan = ff_rule_counter_get_plan (self->counter);
  const FfPlanOutput *output = plan != NULL ? ff_plan_find_output (plan, "", "alone") : NULL;
  const char *hash = output != NULL && output->flow.step != NULL ? output->flow.step->hash : "";

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)) || plan == NULL || g_strcmp0 (hash, self->shown) == 0)
    return;

  g_free (self->shown);
  self->shown = g_strdup (hash);
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  ff_engine_work_async (ff_rule_counter_get_engine (self->counter), write_sql, ff_plan_ref (plan),
                        (GDestroyNotify) ff_plan_unref, self->cancellable, written_cb, g_object_ref (self));
}

static void
copy_cb (FfSqlPage *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text));
  g_autofree char *text = NULL;
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
}

static void
ff_sql_page_dispose (GObject *object)
{
  FfSqlPage *self = FF_SQL_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->counter);

  G_OBJECT_CLASS (ff_sql_page_parent_class)->dispose (object);
}

static void
ff_sql_page_finalize (GObject *object)
{
  g_object_unref (FF_SQL_PAGE (object)->cancellable);
  g_free (FF_SQL_PAGE (object)->shown);

  G_OBJECT_CLASS (ff_sql_page_parent_class)->finalize (object);
}

static void
ff_sql_page_class_init (FfSqlPageClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = ff_sql_page_dispose;
  object_class->finalize = ff_sql_page_finalize;
}

static void
ff_sql_page_init (FfSqlPage *self)
{
  self->cancellable = g_cancellable_new ();
}

GtkWidget *
ff_sql_page_new (FfRuleCounter *counter)
{
  FfSqlPage *self = g_object_new (FF_TYPE_SQL_PAGE, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *help = gtk_label_new (_("This is what the data source is asked. It follows the rules and cannot be edited."));
  GtkWidget *copy = gtk_button_new_with_label (_("Copy SQL"));
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->counter = g_object_ref (counter);
  gtk_label_set_xalign (GTK_LABEL (help), 0);
  gtk_label_set_wrap (GTK_LABEL (help), TRUE);
  gtk_widget_set_hexpand (help, TRUE);
  gtk_widget_add_css_class (help, "ff-note");
  g_signal_connect_swapped (copy, "clicked", G_CALLBACK (copy_cb), self);
  gtk_box_append (GTK_BOX (head), help);
  gtk_box_append (GTK_BOX (head), copy);

  self->text = gtk_text_view_new ();
  gtk_text_view_set_editable (GTK_TEXT_VIEW (self->text), FALSE);
  gtk_text_view_set_monospace (GTK_TEXT_VIEW (self->text), TRUE);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self->text), GTK_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (self->text, "ff-sql");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_PROPERTY_LABEL, _("SQL"), -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->text);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_widget_add_css_class (scroller, "ff-box");
  gtk_widget_set_overflow (scroller, GTK_OVERFLOW_HIDDEN);

  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_widget_add_css_class (box, "ff-editor-page");
  adw_bin_set_child (ADW_BIN (self), box);
  g_signal_connect_object (counter, "counted", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "map", G_CALLBACK (show), NULL);

  return GTK_WIDGET (self);
}
