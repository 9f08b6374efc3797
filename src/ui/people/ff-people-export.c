/* The rows of the people panel as a file: the place is asked on the main
 * thread, the rows are written on the engine's worker. The file appears, or
 * replaces an older one, only when it is whole. */

#include "ui/people/ff-people-export.h"

#include <glib/gi18n-lib.h>

#include "base/ff-count.h"

/* What the worker needs of it. */
typedef struct
{
  FfPeopleExport *export;
  GFile          *file;
  GWeakRef        widget;
  FfEngine       *engine;
  GCancellable   *cancellable;
  GDestroyNotify  done;
  gpointer        user_data;
} Job;

void
ff_people_export_free (FfPeopleExport *self)
{
  ff_plan_unref (self->plan);
  ff_people_request_free (self->request);
  g_array_unref (self->columns);
  g_time_zone_unref (self->zone);
  g_free (self->name);
  g_free (self);
}

static void
end (Job *self)
{
  self->done (self->user_data);
  ff_people_export_free (self->export);
  g_clear_object (&self->file);
  g_weak_ref_clear (&self->widget);
  g_object_unref (self->engine);
  g_object_unref (self->cancellable);
  g_free (self);
}

/* On the worker. */
static void
write_file (FfStore  *store,
            GTask    *task,
            gpointer  data)
{
  Job *job = data;
  FfPeopleExport *self = job->export;
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GCancellable) giving_up = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileOutputStream) stream = g_file_replace (job->file, NULL, FALSE, G_FILE_CREATE_PRIVATE, cancellable, &error);
  g_autoptr (GOutputStream) out = NULL;
  gint64 n_rows = 0;

  if (stream == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  out = g_buffered_output_stream_new (G_OUTPUT_STREAM (stream));
  if (ff_evaluate_people_csv (store, self->plan, self->request, self->columns, self->zone, out, &n_rows, cancellable, &error) &&
      g_output_stream_close (out, cancellable, &error))
    {
      g_task_return_int (task, n_rows);
      return;
    }

  /* Closed by a cancelled close, an older file stays as it was. */
  g_cancellable_cancel (giving_up);
  g_output_stream_close (G_OUTPUT_STREAM (stream), giving_up, NULL);
  g_task_return_error (task, g_steal_pointer (&error));
}

static void
tell (Job        *job,
      const char *text)
{
  g_autoptr (GtkWidget) widget = g_weak_ref_get (&job->widget);

  if (widget != NULL)
    gtk_widget_activate_action (widget, "win.tell", "s", text);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Job *job = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_file_get_basename (job->file);
  gint64 n_rows = g_task_propagate_int (G_TASK (result), &error);
  g_autofree char *number = ff_count_format (n_rows);
  g_autofree char *text = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    /* Translators: the name of a file. */
    text = g_strdup_printf (_("“%s” was not written"), name);
  else if (error != NULL)
    /* Translators: the name of a file, and what went wrong. */
    text = g_strdup_printf (_("“%s” was not written: %s"), name, error->message);
  else if (job->export->is_personal)
    /* Translators: a number with separators, and the name of a file. */
    text = g_strdup_printf (ngettext ("%s row is in “%s”, which holds personal data", "%s rows are in “%s”, which holds personal data", n_rows),
                            number, name);
  else
    /* Translators: a number with separators, and the name of a file. */
    text = g_strdup_printf (ngettext ("%s row is in “%s”", "%s rows are in “%s”", n_rows), number, name);

  tell (job, text);
  end (job);
}

static void
chosen_cb (GtkNativeDialog *dialog,
           int              response,
           Job             *job)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      job->file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
      ff_engine_work_async (job->engine, write_file, job, NULL, job->cancellable, written_cb, job);
    }
  else
    {
      end (job);
    }

  g_object_unref (dialog);
}

/**
 * ff_people_export:
 * @self: (transfer full): what is written
 * @widget: that was asked
 * @engine: whose worker writes
 * @cancellable: stops the writing; an older file stays as it was
 * @done: (scope async): called once, when all is written, stopped or not wanted
 */
void
ff_people_export (FfPeopleExport *self,
                  GtkWidget      *widget,
                  FfEngine       *engine,
                  GCancellable   *cancellable,
                  GDestroyNotify  done,
                  gpointer        user_data)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (self->is_personal ? _("Export Personal Data") : _("Export"),
                                                              GTK_WINDOW (gtk_widget_get_root (widget)),
                                                              GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  g_autofree char *name = g_strconcat (self->name, ".csv", NULL);
  Job *job = g_new0 (Job, 1);

  g_strdelimit (name, "/\\", '-');
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);

  job->export = self;
  job->engine = g_object_ref (engine);
  job->cancellable = g_object_ref (cancellable);
  job->done = done;
  job->user_data = user_data;
  g_weak_ref_init (&job->widget, widget);
  g_signal_connect (dialog, "response", G_CALLBACK (chosen_cb), job);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}
