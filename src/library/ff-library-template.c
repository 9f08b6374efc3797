/* The campaigns that ship with Fanfare, from resources. Any thread. */

#include "library/ff-library-private.h"

#include <glib/gi18n-lib.h>

#include "ff-library-resources.h"
#include "model/ff-document.h"

#define FOLDER "/app/fanfare/Fanfare/templates/"
#define SUFFIX ".fanfare"

/* In the order of showing. */
static const char *const template_ids[] = {
  "win-back",
  "booking-reminder",
  "product-launch",
  "reference-graph",
};

/* A static library's constructors run only where something refers to them; so by hand. */
static void
ensure_resources (void)
{
  static gsize registered;

  if (g_once_init_enter (&registered))
    {
      ff_library_register_resource ();
      g_once_init_leave (&registered, 1);
    }
}

char *
ff_library_template_dup_text (const char  *template_id,
                              GError     **error)
{
  g_autofree char *path = g_strconcat (FOLDER, template_id, SUFFIX, NULL);
  g_autoptr (GBytes) bytes = NULL;

  ensure_resources ();
  bytes = g_resources_lookup_data (path, 0, NULL);
  if (bytes == NULL)
    {
      /* Translators: %s is the id of a template. */
      g_set_error (error, FF_LIBRARY_ERROR, FF_LIBRARY_ERROR_NOT_FOUND, _("There is no template “%s”."), template_id);
      return NULL;
    }

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/**
 * ff_library_load_template:
 * @template_id: of a template
 * @error: return location for %FF_LIBRARY_ERROR_NOT_FOUND
 *
 * Returns: (transfer full): the template itself, to look at
 */
FfCampaign *
ff_library_load_template (const char  *template_id,
                          GError     **error)
{
  g_autofree char *text = ff_library_template_dup_text (template_id, error);

  return text != NULL ? ff_document_parse (text, -1, error) : NULL;
}

/**
 * ff_library_list_templates:
 *
 * Returns: (transfer full): of #FfLibraryEntry, whose path is one of resources
 */
GPtrArray *
ff_library_list_templates (void)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_library_entry_free);

  for (guint i = 0; i < G_N_ELEMENTS (template_ids); i++)
    {
      g_autoptr (FfCampaign) campaign = ff_library_load_template (template_ids[i], NULL);
      FfLibraryEntry *entry;

      g_assert (campaign != NULL);

      entry = g_new0 (FfLibraryEntry, 1);
      entry->id = g_strdup (template_ids[i]);
      entry->name = g_strdup (ff_campaign_get_name (campaign));
      entry->state = g_strdup ("template");
      entry->template_id = g_strdup (template_ids[i]);
      entry->n_people = -1;
      entry->description = g_strdup (ff_json_get_member_string (ff_campaign_get_members (campaign), "description", ""));
      entry->path = g_strconcat (FOLDER, template_ids[i], SUFFIX, NULL);
      g_ptr_array_add (entries, entry);
    }

  return entries;
}
