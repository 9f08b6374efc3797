/* The running program: its windows, its library, the sample store and the sends that go on. Main thread; the sample
 * store is written on a worker. */

#include "ui/ff-application.h"

#include <glib/gi18n-lib.h>

#include "store/ff-sample.h"
#include "ui/ff-commands.h"
#include "ui/ff-preferences.h"
#include "ui/ff-settings.h"
#include "ui/ff-window.h"
#include "ui/results/ff-dispatch.h"

/* How often the progress of the sample store is looked at. */
#define LOOK_MSEC 60

/* Progress crosses the thread as an integer. */
#define WHOLE 10000

struct _FfApplication
{
  AdwApplication  parent_instance;

  FfKeeper       *keeper;

  GCancellable   *sample_cancellable;   /* while the sample store is being written */
  int             sample_part;          /* of WHOLE; atomic, set by the writing thread */
  guint           look_source;
  char           *sample_error;
};

enum
{
  PROP_SAMPLE_PROGRESS = 1,
  PROP_SAMPLE_ERROR,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (FfApplication, ff_application, ADW_TYPE_APPLICATION)

/* ---- The sample store. */

static void
progress_cb (double   fraction,
             gpointer user_data)
{
  g_atomic_int_set ((int *) user_data, (int) (fraction * WHOLE));
}

static void
write_sample (GTask        *task,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  FfApplication *self = source;
  FfSampleOptions options = { .n_people = FF_SAMPLE_DEFAULT_PEOPLE, .seed = FF_SAMPLE_DEFAULT_SEED };
  GError *error = NULL;

  if (ff_sample_write (data, &options, progress_cb, &self->sample_part, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
set_sample_error (FfApplication *self,
                  const char    *error)
{
  if (g_strcmp0 (self->sample_error, error) == 0)
    return;

  g_free (self->sample_error);
  self->sample_error = g_strdup (error);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SAMPLE_ERROR]);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  FfApplication *self = FF_APPLICATION (source);
  g_autoptr (GError) error = NULL;

  g_clear_handle_id (&self->look_source, g_source_remove);
  g_clear_object (&self->sample_cancellable);
  if (!g_task_propagate_boolean (G_TASK (result), &error) && !ff_application_has_sample (self))
    set_sample_error (self, error->message);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SAMPLE_PROGRESS]);
}

static gboolean
look_cb (gpointer user_data)
{
  g_object_notify_by_pspec (G_OBJECT (user_data), properties[PROP_SAMPLE_PROGRESS]);
  return G_SOURCE_CONTINUE;
}

gboolean
ff_application_has_sample (FfApplication *self)
{
  g_autofree char *path = ff_keeper_dup_sample_path (self->keeper);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/**
 * ff_application_ensure_sample:
 * @self: the running program
 *
 * Writes the sample store in the background, unless it is there or being
 * written. #FfApplication:sample-progress tells how far it is.
 */
void
ff_application_ensure_sample (FfApplication *self)
{
  g_autoptr (GTask) task = NULL;
  g_autofree char *path = ff_keeper_dup_sample_path (self->keeper);
  g_autofree char *folder = g_path_get_dirname (path);

  if (self->sample_cancellable != NULL || ff_application_has_sample (self))
    return;

  g_mkdir_with_parents (folder, 0700);
  set_sample_error (self, NULL);
  self->sample_cancellable = g_cancellable_new ();
  g_atomic_int_set (&self->sample_part, 0);
  self->look_source = g_timeout_add (LOOK_MSEC, look_cb, self);

  task = g_task_new (self, self->sample_cancellable, written_cb, NULL);
  g_task_set_task_data (task, g_steal_pointer (&path), g_free);
  g_task_run_in_thread (task, write_sample);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SAMPLE_PROGRESS]);
}

double
ff_application_get_sample_progress (FfApplication *self)
{
  return self->sample_cancellable != NULL ? (double) g_atomic_int_get (&self->sample_part) / WHOLE : -1;
}

const char *
ff_application_get_sample_error (FfApplication *self)
{
  return self->sample_error;
}

/**
 * ff_application_dup_sample_url:
 * @self: the running program
 *
 * Returns: (transfer full): where the sample store is, or will be soon
 */
char *
ff_application_dup_sample_url (FfApplication *self)
{
  g_autofree char *path = NULL;

  ff_application_ensure_sample (self);
  path = ff_keeper_dup_sample_path (self->keeper);
  return g_strconcat ("sqlite:", path, NULL);
}

/* ---- Windows. */

static FfWindow *
find_window (FfApplication *self)
{
  for (GList *each = gtk_application_get_windows (GTK_APPLICATION (self)); each != NULL; each = each->next)
    if (FF_IS_WINDOW (each->data))
      return each->data;

  return NULL;
}

static FfWindow *
ensure_window (FfApplication *self)
{
  FfWindow *window = find_window (self);

  return window != NULL ? window : ff_window_new (self);
}

void
ff_application_save_session (FfApplication *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) ids = NULL;

  for (GList *each = gtk_application_get_windows (GTK_APPLICATION (self)); each != NULL; each = each->next)
    if (FF_IS_WINDOW (each->data))
      {
        g_auto (GStrv) open = ff_window_dup_open (each->data);

        g_strv_builder_addv (builder, (const char **) open);
      }

  ids = g_strv_builder_end (builder);
  g_settings_set_strv (ff_settings_get (), "open-campaigns", (const char *const *) ids);
}

static void
restore_session (FfApplication *self)
{
  g_auto (GStrv) ids = g_settings_get_strv (ff_settings_get (), "open-campaigns");
  FfWindow *window = ff_window_new (self);

  for (guint i = 0; ids[i] != NULL; i++)
    ff_window_open_campaign (window, ids[i]);
}

static void
ff_application_activate (GApplication *application)
{
  FfApplication *self = FF_APPLICATION (application);

  if (find_window (self) == NULL)
    restore_session (self);
  gtk_window_present (GTK_WINDOW (find_window (self)));
}

static int
ff_application_command_line (GApplication            *application,
                             GApplicationCommandLine *line)
{
  FfApplication *self = FF_APPLICATION (application);
  GVariantDict *options = g_application_command_line_get_options_dict (line);
  g_autofree const char **paths = NULL;
  FfWindow *window;

  g_variant_dict_lookup (options, G_OPTION_REMAINING, "^a&ay", &paths);
  if (paths == NULL && !g_variant_dict_contains (options, "sample"))
    {
      g_application_activate (application);
      return 0;
    }

  window = ensure_window (self);
  if (g_variant_dict_contains (options, "sample"))
    ff_window_open_sample (window);

  for (guint i = 0; paths != NULL && paths[i] != NULL; i++)
    {
      g_autoptr (GFile) file = g_application_command_line_create_file_for_arg (line, paths[i]);

      ff_window_open_file (window, file);
    }

  gtk_window_present (GTK_WINDOW (window));
  return 0;
}

static int
ff_application_handle_local_options (GApplication *application,
                                     GVariantDict *options)
{
  if (!g_variant_dict_contains (options, "version"))
    return -1;

  g_print ("Fanfare %s\n", FF_VERSION);
  return 0;
}

static void
ff_application_open (GApplication  *application,
                     GFile        **files,
                     int            n_files,
                     const char    *hint)
{
  FfWindow *window = ensure_window (FF_APPLICATION (application));

  for (int i = 0; i < n_files; i++)
    ff_window_open_file (window, files[i]);
  gtk_window_present (GTK_WINDOW (window));
}

/* ---- Commands of the whole program. */

static void
preferences_action (GSimpleAction *action,
                    GVariant      *target,
                    gpointer       user_data)
{
  FfApplication *self = user_data;
  GtkWidget *window = ff_preferences_new (gtk_application_get_active_window (GTK_APPLICATION (self)));

  gtk_window_present (GTK_WINDOW (window));
}

static void
about_action (GSimpleAction *action,
              GVariant      *target,
              gpointer       user_data)
{
  FfApplication *self = user_data;

  adw_show_about_window (gtk_application_get_active_window (GTK_APPLICATION (self)),
                         "application-name", "Fanfare",
                         "application-icon", FF_APP_ID,
                         "version", FF_VERSION,
                         "comments", _("Design marketing campaigns with exact counts, and send them."),
                         "developer-name", _("The Fanfare developers"),
                         "license-type", GTK_LICENSE_GPL_3_0,
                         NULL);
}

static void
quit_action (GSimpleAction *action,
             GVariant      *target,
             gpointer       user_data)
{
  ff_application_save_session (user_data);
  g_application_quit (user_data);
}

static const GActionEntry actions[] = {
  { .name = "preferences", .activate = preferences_action },
  { .name = "about", .activate = about_action },
  { .name = "quit", .activate = quit_action },
};

/* ---- Life. */

static void
follow_color_scheme (GSettings  *settings,
                     const char *key)
{
  static const AdwColorScheme schemes[] = {
    ADW_COLOR_SCHEME_DEFAULT, ADW_COLOR_SCHEME_FORCE_LIGHT, ADW_COLOR_SCHEME_FORCE_DARK,
  };

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      schemes[g_settings_get_enum (settings, "color-scheme")]);
}

static void
ff_application_startup (GApplication *application)
{
  GSettings *settings = ff_settings_get ();

  G_APPLICATION_CLASS (ff_application_parent_class)->startup (application);

  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions), application);
  gtk_window_set_default_icon_name (FF_APP_ID);
  g_signal_connect_object (settings, "changed::color-scheme", G_CALLBACK (follow_color_scheme), application, 0);
  follow_color_scheme (settings, "color-scheme");
}

static void
ff_application_shutdown (GApplication *application)
{
  FfApplication *self = FF_APPLICATION (application);

  if (self->sample_cancellable != NULL)
    g_cancellable_cancel (self->sample_cancellable);
  ff_dispatch_close (ff_dispatch_get (self->keeper));
  ff_keeper_close (self->keeper);

  G_APPLICATION_CLASS (ff_application_parent_class)->shutdown (application);
}

static void
ff_application_dispose (GObject *object)
{
  FfApplication *self = FF_APPLICATION (object);

  g_clear_handle_id (&self->look_source, g_source_remove);
  g_clear_object (&self->sample_cancellable);
  g_clear_object (&self->keeper);

  G_OBJECT_CLASS (ff_application_parent_class)->dispose (object);
}

static void
ff_application_finalize (GObject *object)
{
  g_free (FF_APPLICATION (object)->sample_error);

  G_OBJECT_CLASS (ff_application_parent_class)->finalize (object);
}

static void
ff_application_get_property (GObject    *object,
                             guint       id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  FfApplication *self = FF_APPLICATION (object);

  switch (id)
    {
    case PROP_SAMPLE_PROGRESS:
      g_value_set_double (value, ff_application_get_sample_progress (self));
      break;
    case PROP_SAMPLE_ERROR:
      g_value_set_string (value, self->sample_error);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
ff_application_class_init (FfApplicationClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GApplicationClass *application_class = G_APPLICATION_CLASS (class);

  object_class->dispose = ff_application_dispose;
  object_class->finalize = ff_application_finalize;
  object_class->get_property = ff_application_get_property;
  application_class->startup = ff_application_startup;
  application_class->activate = ff_application_activate;
  application_class->command_line = ff_application_command_line;
  application_class->handle_local_options = ff_application_handle_local_options;
  application_class->open = ff_application_open;
  application_class->shutdown = ff_application_shutdown;

  /**
   * FfApplication:sample-progress:
   *
   * How much of the sample store is written, from 0 to 1; -1 while it is not being written.
   */
  properties[PROP_SAMPLE_PROGRESS] =
    g_param_spec_double ("sample-progress", NULL, NULL, -1, 1, -1, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  /**
   * FfApplication:sample-error:
   *
   * Why the sample store could not be written; %NULL when nothing failed.
   */
  properties[PROP_SAMPLE_ERROR] =
    g_param_spec_string ("sample-error", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static const GOptionEntry options[] = {
  { "sample", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, NULL, N_("Open a campaign on the sample store"), NULL },
  { "version", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, NULL, N_("Print the version"), NULL },
  { G_OPTION_REMAINING, 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME_ARRAY, NULL, NULL, N_("FILE…") },
  { NULL }
};

static void
ff_application_init (FfApplication *self)
{
  self->keeper = ff_keeper_new (NULL);
  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

FfApplication *
ff_application_new (void)
{
  return g_object_new (FF_TYPE_APPLICATION,
                       "application-id", FF_APP_ID,
                       "flags", G_APPLICATION_HANDLES_COMMAND_LINE | G_APPLICATION_HANDLES_OPEN,
                       NULL);
}

FfKeeper *
ff_application_get_keeper (FfApplication *self)
{
  return self->keeper;
}
