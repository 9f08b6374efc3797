/* Preferences live in GSettings. The schema is installed with the program, or stands in the build folder that the
 * program runs from. Main thread. */

#include "ui/ff-settings.h"

/* From src/ui/ and tests/ui/ of a build folder. */
#define IN_BUILD_FOLDER "../../data"

static GSettingsSchema *
find_in_build_folder (GSettingsSchemaSource *installed)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = program != NULL ? g_path_get_dirname (program) : g_strdup (".");
  g_autofree char *path = g_build_filename (folder, IN_BUILD_FOLDER, NULL);
  g_autoptr (GSettingsSchemaSource) source = g_settings_schema_source_new_from_directory (path, installed, TRUE, NULL);

  return source != NULL ? g_settings_schema_source_lookup (source, FF_APP_ID, FALSE) : NULL;
}

/**
 * ff_settings_get:
 *
 * Returns: (transfer none): the settings; a program without its schema is not whole, and ends
 */
GSettings *
ff_settings_get (void)
{
  static GSettings *settings;
  GSettingsSchemaSource *installed;
  g_autoptr (GSettingsSchema) schema = NULL;

  if (settings != NULL)
    return settings;

  installed = g_settings_schema_source_get_default ();
  schema = find_in_build_folder (installed);
  if (schema == NULL && installed != NULL)
    schema = g_settings_schema_source_lookup (installed, FF_APP_ID, TRUE);
  if (schema == NULL)
    g_error ("The settings schema %s is not installed.", FF_APP_ID);

  settings = g_settings_new_full (schema, NULL, NULL);
  return settings;
}
