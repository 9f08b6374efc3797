/* What tests of the window share. */

#include "ff-ui-fixture.h"

#include <glib/gstdio.h>

#include "store/ff-sample.h"

static char *folder;
static FfApplication *application;

void
ff_ui_remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        ff_ui_remove_tree (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

static gboolean
wake_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

void
ff_ui_rest (guint msec)
{
  gboolean over = FALSE;

  g_timeout_add (msec, wake_cb, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

const char *
ff_ui_fixture_get_path (void)
{
  return folder;
}

FfApplication *
ff_ui_fixture_get_app (void)
{
  g_autoptr (GError) error = NULL;

  if (application != NULL)
    return application;

  application = ff_application_new ();
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  return application;
}

static void
write_sample (gint64 n_people)
{
  g_autofree char *path = ff_library_dup_sample_path_in (folder);
  FfSampleOptions options = { .n_people = n_people, .seed = 7 };
  g_autoptr (GError) error = NULL;

  ff_sample_write (path, &options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

void
ff_ui_fixture_start (gint64 n_people)
{
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP there is no display\n");
      exit (0);
    }

  folder = g_dir_make_tmp ("fanfare-ui-XXXXXX", NULL);
  g_setenv ("FANFARE_LIBRARY", folder, TRUE);
  if (n_people > 0)
    write_sample (n_people);
}

void
ff_ui_fixture_end (void)
{
  if (application != NULL)
    {
      GList *windows;

      while ((windows = gtk_application_get_windows (GTK_APPLICATION (application))) != NULL)
        gtk_window_destroy (windows->data);
      ff_keeper_close (ff_application_get_keeper (application));
      g_clear_object (&application);
    }

  ff_ui_remove_tree (folder);
  g_clear_pointer (&folder, g_free);
}

static gboolean
says (GtkWidget  *widget,
      const char *text)
{
  if (text == NULL)
    return TRUE;
  if (GTK_IS_LABEL (widget))
    return g_str_equal (gtk_label_get_label (GTK_LABEL (widget)), text);
  if (GTK_IS_BUTTON (widget))
    return g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), text) == 0;

  return g_str_equal (gtk_widget_get_name (widget), text);
}

GtkWidget *
ff_ui_find (GtkWidget  *root,
            GType       type,
            const char *text)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type) && says (root, text))
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = ff_ui_find (child, type, text);

      if (found != NULL)
        return found;
    }

  return NULL;
}

GtkWidget *
ff_ui_find_action (GtkWidget  *root,
                   const char *action)
{
  if (GTK_IS_ACTIONABLE (root) && g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (root)), action) == 0)
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = ff_ui_find_action (child, action);

      if (found != NULL)
        return found;
    }

  return NULL;
}
