#include "run-fixture.h"

#include <glib/gstdio.h>
#include <stdio.h>

#include "store/ff-sample.h"

#define N_PEOPLE 300

gboolean
run_fixture_init (int    *argc,
                  char ***argv)
{
  g_setenv ("GTK_A11Y", "test", TRUE);
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  g_test_init (argc, argv, NULL);
  if (!gtk_init_check ())
    return FALSE;

  adw_init ();
  return TRUE;
}

static void
load_style (void)
{
  g_autoptr (GtkCssProvider) light = gtk_css_provider_new ();
  g_autoptr (GtkCssProvider) dark = gtk_css_provider_new ();
  static gboolean loaded;

  if (loaded)
    return;

  loaded = TRUE;
  g_object_set (gtk_settings_get_default (), "gtk-font-name",
                g_getenv ("FF_SHOT_FONT") != NULL ? g_getenv ("FF_SHOT_FONT") : "Cantarell 11", NULL);
  gtk_css_provider_load_from_resource (light, "/app/fanfare/Fanfare/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (light),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (gdk_display_get_default ()),
                                    "/app/fanfare/Fanfare/icons");
  if (!adw_style_manager_get_dark (adw_style_manager_get_default ()))
    return;

  gtk_css_provider_load_from_resource (dark, "/app/fanfare/Fanfare/style-dark.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (dark),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 1);
}

void
run_fixture_set_up (RunFixture *self,
                    const char *template_id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FfCampaign) campaign = NULL;
  g_autofree char *store = NULL;
  g_autofree char *library = NULL;
  g_autofree char *url = NULL;
  gint64 n_people = g_getenv ("FF_SHOTS") != NULL ? FF_SAMPLE_DEFAULT_PEOPLE : N_PEOPLE;
  const FfSampleOptions options = { .n_people = n_people, .seed = FF_SAMPLE_DEFAULT_SEED };

  load_style ();
  self->folder = g_dir_make_tmp ("fanfare-run-XXXXXX", &error);
  g_assert_no_error (error);
  store = g_build_filename (self->folder, "sample.sqlite", NULL);
  library = g_build_filename (self->folder, "library", NULL);
  url = g_strconcat ("sqlite:", store, NULL);
  g_mkdir (library, 0700);

  ff_sample_write (store, &options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  campaign = ff_library_load_template (template_id, &error);
  g_assert_no_error (error);
  self->keeper = ff_keeper_new (library);
  self->draft = ff_draft_new (campaign, url);
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_folder (child);
      else
        g_unlink (child);
    }

  g_rmdir (path);
}

void
run_fixture_tear_down (RunFixture *self)
{
  if (self->window != NULL)
    gtk_window_destroy (self->window);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  ff_keeper_close (self->keeper);
  g_clear_object (&self->keeper);
  g_clear_object (&self->draft);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  remove_folder (self->folder);
  g_clear_pointer (&self->folder, g_free);
}

void
run_fixture_show (RunFixture *self,
                  GtkWidget  *child,
                  int         width,
                  int         height)
{
  self->window = GTK_WINDOW (gtk_window_new ());
  if (g_getenv ("FF_SHOT_SIZE") != NULL)
    sscanf (g_getenv ("FF_SHOT_SIZE"), "%dx%d", &width, &height);
  gtk_window_set_default_size (self->window, width, height);
  gtk_window_set_decorated (self->window, FALSE);
  gtk_window_set_child (self->window, child);
  gtk_window_present (self->window);
}

static gboolean
too_late_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_CONTINUE;
}

void
run_until (RunCondition func,
           gpointer     data)
{
  gboolean is_late = FALSE;
  guint timeout = g_timeout_add_seconds (20, too_late_cb, &is_late);

  while (!func (data) && !is_late)
    g_main_context_iteration (NULL, TRUE);

  g_source_remove (timeout);
  g_assert_false (is_late);
}

static gboolean
is_counted (gpointer data)
{
  FfDraft *draft = data;
  gboolean counting;

  g_object_get (draft, "counting", &counting, NULL);
  return !counting && ff_draft_get_counts (draft) != NULL;
}

void
run_fixture_count (RunFixture *self)
{
  run_until (is_counted, self->draft);
}

static gboolean
drawn_cb (gpointer data)
{
  gint64 *until = data;

  return g_get_monotonic_time () > *until;
}

static gboolean
tick_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

void
run_fixture_shoot (RunFixture *self,
                   const char *name)
{
  const char *folder = g_getenv ("FF_SHOTS");
  g_autofree char *command = NULL;
  gint64 until = g_get_monotonic_time () + G_USEC_PER_SEC;
  guint tick;

  if (folder == NULL)
    return;

  tick = g_timeout_add (20, tick_cb, NULL);
  run_until (drawn_cb, &until);
  g_source_remove (tick);
  command = g_strdup_printf ("import -window root %s/%s.png", folder, name);
  g_assert_true (g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL));
}

static const char *
get_text (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    return gtk_label_get_text (GTK_LABEL (widget));
  if (GTK_IS_BUTTON (widget))
    return gtk_button_get_label (GTK_BUTTON (widget));

  return NULL;
}

GtkWidget *
run_find (GtkWidget  *root,
          GType       type,
          const char *css_class,
          const char *text)
{
  if ((type == G_TYPE_INVALID || g_type_is_a (G_OBJECT_TYPE (root), type)) &&
      (css_class == NULL || gtk_widget_has_css_class (root, css_class)) &&
      (text == NULL || g_strcmp0 (get_text (root), text) == 0))
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = run_find (child, type, css_class, text);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static gboolean
is_loaded (gpointer data)
{
  return ff_record_is_loaded (data);
}

FfRecord *
run_read_row (FfRecordList *list,
              guint         position)
{
  g_autoptr (FfRecord) record = g_list_model_get_item (G_LIST_MODEL (list), position);

  g_assert_nonnull (record);
  run_until (is_loaded, record);
  return record;   /* the list keeps it */
}

guint
run_count_text (GtkWidget  *root,
                const char *text)
{
  guint n = GTK_IS_LABEL (root) && gtk_widget_get_mapped (root) && g_str_equal (gtk_label_get_text (GTK_LABEL (root)), text);

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    n += run_count_text (child, text);

  return n;
}
