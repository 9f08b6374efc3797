/* The running program: its windows, its library, the sample store and the rehearsal gateway. */

#include "ui/ff-application.h"

#include <glib/gi18n-lib.h>

#include "send/ff-rehearsal.h"
#include "ui/ff-window.h"

struct _FfApplication
{
  AdwApplication  parent_instance;

  FfKeeper       *keeper;
  FfRehearsal    *rehearsal;
};

G_DEFINE_FINAL_TYPE (FfApplication, ff_application, ADW_TYPE_APPLICATION)

static FfWindow *
ensure_window (FfApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  return FF_IS_WINDOW (window) ? FF_WINDOW (window) : ff_window_new (self);
}

static void
ff_application_activate (GApplication *application)
{
  gtk_window_present (GTK_WINDOW (ensure_window (FF_APPLICATION (application))));
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

static void
ff_application_shutdown (GApplication *application)
{
  FfApplication *self = FF_APPLICATION (application);

  ff_keeper_close (self->keeper);
  if (self->rehearsal != NULL)
    ff_rehearsal_stop (self->rehearsal);

  G_APPLICATION_CLASS (ff_application_parent_class)->shutdown (application);
}

static void
ff_application_dispose (GObject *object)
{
  FfApplication *self = FF_APPLICATION (object);

  g_clear_object (&self->keeper);
  g_clear_object (&self->rehearsal);

  G_OBJECT_CLASS (ff_application_parent_class)->dispose (object);
}

static void
ff_application_class_init (FfApplicationClass *class)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = ff_application_dispose;
  application_class->activate = ff_application_activate;
  application_class->open = ff_application_open;
  application_class->shutdown = ff_application_shutdown;
}

static void
ff_application_init (FfApplication *self)
{
  self->keeper = ff_keeper_new (NULL);
}

FfApplication *
ff_application_new (void)
{
  return g_object_new (FF_TYPE_APPLICATION,
                       "application-id", FF_APP_ID,
                       "flags", G_APPLICATION_HANDLES_OPEN,
                       NULL);
}

FfKeeper *
ff_application_get_keeper (FfApplication *self)
{
  return self->keeper;
}

/**
 * ff_application_ensure_rehearsal:
 * @self: the running program
 * @error: return location for why it cannot listen
 *
 * Starts the rehearsal gateway when it does not run yet. It contacts nobody
 * and ends with the program.
 *
 * Returns: (transfer full): the URL that takes messages
 */
char *
ff_application_ensure_rehearsal (FfApplication  *self,
                                 GError        **error)
{
  if (self->rehearsal == NULL)
    {
      g_autofree char *path = ff_keeper_dup_rehearsal_path (self->keeper);
      g_autoptr (FfRehearsal) rehearsal = ff_rehearsal_new (path, FF_REPEAT_KEYED);

      if (!ff_rehearsal_start (rehearsal, 0, error))
        return NULL;
      self->rehearsal = g_steal_pointer (&rehearsal);
    }

  return ff_rehearsal_dup_url (self->rehearsal);
}
