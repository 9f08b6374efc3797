/* Pictures of every view, light and dark: "shots FOLDER [NAME…]". */

#include "stage.h"
#include "views.h"

#define MESSAGES_A_SECOND 240

/* The suffix follows the name of the picture. */
static const struct
{
  int         width;
  int         height;
  const char *suffix;
} sizes[] = {
  { 1280, 800, "" },
  { 1920, 1080, "-1920" },
};

static void
take (FfWindow         *window,
      const FfTestView *view,
      const char       *folder,
      gboolean          dark,
      guint             size)
{
  g_autofree char *name = g_strdup_printf ("%s-%s%s.png", view->name, dark ? "dark" : "light", sizes[size].suffix);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  GtkWindow *shown = ff_test_view_show (view, window, dark, sizes[size].width, sizes[size].height);
  g_autoptr (GdkTexture) texture = ff_stage_draw (shown);

  if (!gdk_texture_save_to_png (texture, path))
    g_error ("“%s” cannot be written.", path);
  ff_test_view_leave (view);
}

static gboolean
is_wanted (const char  *name,
           char       **names)
{
  return names[0] == NULL || g_strv_contains ((const char *const *) names, name);
}

int
main (int    argc,
      char **argv)
{
  FfWindow *window;

  if (argc < 2)
    {
      g_printerr ("usage: shots FOLDER [NAME…]\n");
      return 2;
    }

  g_mkdir_with_parents (argv[1], 0755);
  window = ff_stage_open ();
  ff_test_views_open (window, MESSAGES_A_SECOND);

  for (const FfTestView *view = ff_test_views; view->name != NULL; view++)
    if (is_wanted (view->name, argv + 2))
      for (int dark = 0; dark < 2; dark++)
        for (guint size = 0; size < (view->at_all_sizes ? G_N_ELEMENTS (sizes) : 1); size++)
          take (window, view, argv[1], dark, size);

  ff_stage_close ();
  return 0;
}
