/* What a person keeps: a folder of campaigns with an index beside. On one thread; windows, runner and fanfarectl may have
 * the same folder open. */

#include "library/ff-library-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "base/ff-clock.h"
#include "base/ff-id.h"
#include "model/ff-document.h"

/* How long the bin keeps. */
#define BIN_USEC (G_GINT64_CONSTANT (30) * 24 * 60 * 60 * G_USEC_PER_SEC)

G_DEFINE_QUARK (ff-library-error-quark, ff_library_error)

static gint64
now_usec (void)
{
  return ff_clock_get_now (ff_clock_get_wall ());
}

/* ---- Where things stand. */

/**
 * ff_library_dup_default_path:
 *
 * Returns: (transfer full): the absolute path of the person's library: what
 *   $FANFARE_LIBRARY says, or the folder in the user's data; it need not exist
 */
char *
ff_library_dup_default_path (void)
{
  const char *chosen = g_getenv ("FANFARE_LIBRARY");

  if (chosen != NULL && *chosen != '\0')
    return g_canonicalize_filename (chosen, NULL);

  return g_build_filename (g_get_user_data_dir (), "fanfare", NULL);
}

/**
 * ff_library_dup_outbox_path_in:
 * @path: the folder of a library, open or not
 *
 * Returns: (transfer full): the path of the outbox in it, which need not exist
 */
char *
ff_library_dup_outbox_path_in (const char *path)
{
  return g_build_filename (path, "outbox.db", NULL);
}

/**
 * ff_library_dup_rehearsal_path_in:
 * @path: the folder of a library, open or not
 *
 * Returns: (transfer full): the path of the rehearsal gateway's log in it,
 *   which need not exist
 */
char *
ff_library_dup_rehearsal_path_in (const char *path)
{
  return g_build_filename (path, "rehearsal.log", NULL);
}

/**
 * ff_library_dup_files_path_in:
 * @path: of a library
 *
 * Returns: (transfer full): the folder of the files that campaigns name; it need not be there
 */
char *
ff_library_dup_files_path_in (const char *path)
{
  return g_build_filename (path, "files", NULL);
}

/**
 * ff_library_dup_sample_path_in:
 * @path: the folder of a library, open or not
 *
 * Returns: (transfer full): the path of the sample store in it, which may have
 *   to be written first
 */
char *
ff_library_dup_sample_path_in (const char *path)
{
  return g_build_filename (path, "sample.sqlite", NULL);
}

/**
 * ff_library_dup_outbox_path:
 * @self: a library
 *
 * Returns: (transfer full): the path of its outbox, which need not exist
 */
char *
ff_library_dup_outbox_path (FfLibrary *self)
{
  return ff_library_dup_outbox_path_in (self->path);
}

/**
 * ff_library_dup_rehearsal_path:
 * @self: a library
 *
 * Returns: (transfer full): the path of the log of its rehearsal gateway,
 *   which need not exist
 */
char *
ff_library_dup_rehearsal_path (FfLibrary *self)
{
  return ff_library_dup_rehearsal_path_in (self->path);
}

/**
 * ff_library_dup_sample_path:
 * @self: a library
 *
 * Returns: (transfer full): the path of its sample store, which may have to be
 *   written first
 */
char *
ff_library_dup_sample_path (FfLibrary *self)
{
  return ff_library_dup_sample_path_in (self->path);
}

/* ---- Opening. */

static gboolean
make_folder (const char  *path,
             const char  *name,
             GError     **error)
{
  g_autofree char *folder = g_build_filename (path, name, NULL);

  if (g_mkdir_with_parents (folder, 0700) == 0)
    return TRUE;

  /* Translators: the first %s is a folder, the second why it cannot be made. */
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), _("The folder “%s” cannot be made: %s"), folder,
               g_strerror (errno));
  return FALSE;
}

/* What was removed long ago goes for good. Not worth failing for: the next opening tries again. */
static void
empty_bin (FfLibrary *self)
{
  g_autoptr (GPtrArray) entries = ff_library_list (self, TRUE, NULL);

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      const FfLibraryEntry *entry = entries->pdata[i];

      if (now_usec () - entry->removed_at < BIN_USEC)
        continue;

      if (g_unlink (entry->path) == 0)
        ff_library_index_forget (self, entry->id, NULL);
    }
}

/**
 * ff_library_open:
 * @path: (nullable): the folder; %NULL is $FANFARE_LIBRARY, else the person's own
 * @error: return location for a #GFileError or #FfDbError
 *
 * Opens the library on this thread and makes what is missing. What has been
 * in the bin for 30 days is deleted.
 *
 * Returns: (transfer full): the library
 */
FfLibrary *
ff_library_open (const char  *path,
                 GError     **error)
{
  g_autoptr (FfLibrary) self = g_new0 (FfLibrary, 1);

  self->path = path != NULL ? g_canonicalize_filename (path, NULL) : ff_library_dup_default_path ();
  if (!make_folder (self->path, "campaigns", error) || !make_folder (self->path, "bin", error))
    return NULL;

  self->index = ff_library_index_open (self->path, error);
  if (self->index == NULL)
    return NULL;

  empty_bin (self);
  return g_steal_pointer (&self);
}

/**
 * ff_library_free:
 * @self: a library, on the thread that opened it
 *
 * Closes the index. Others that are open on the folder stay so.
 */
void
ff_library_free (FfLibrary *self)
{
  g_clear_pointer (&self->index, ff_sqlite_free);
  g_free (self->path);
  g_free (self);
}

/* ---- Listing. */

/**
 * ff_library_entry_free:
 * @self: an entry of a list
 *
 * Frees @self and all it holds.
 */
void
ff_library_entry_free (FfLibraryEntry *self)
{
  g_free (self->id);
  g_free (self->name);
  g_free (self->state);
  g_free (self->template_id);
  g_free (self->path);
  g_free (self->description);
  g_free (self);
}

/* Reads the document of a file that the index does not know, or not as it is now. */
static gboolean
learn (FfLibrary            *self,
       const FfLibraryFile  *file,
       const char           *path,
       GError              **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (FfCampaign) campaign = ff_document_load (path, &local);

  if (campaign == NULL)
    g_debug ("“%s” cannot be read: %s", path, local->message);

  return ff_library_index_put_name (self, file, campaign != NULL ? ff_campaign_get_name (campaign) : file->id,
                                    campaign == NULL, error);
}

static FfLibraryEntry *
find_or_learn (FfLibrary            *self,
               const FfLibraryFile  *file,
               const char           *path,
               GError              **error)
{
  g_autoptr (GError) local = NULL;
  FfLibraryEntry *entry = ff_library_index_find (self, file, &local);

  if (entry == NULL && local == NULL && learn (self, file, path, &local))
    entry = ff_library_index_find (self, file, &local);

  if (entry == NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return entry;
}

/**
 * ff_library_list:
 * @self: a library
 * @removed: the bin instead of the campaigns
 * @error: return location for a #GFileError or #FfDbError
 *
 * Lists what stands in the folder, with what the index knows of it. A file
 * that is no campaign is listed as damaged.
 *
 * Returns: (transfer full): of #FfLibraryEntry, last changed first
 */
GPtrArray *
ff_library_list (FfLibrary  *self,
                 gboolean    removed,
                 GError    **error)
{
  g_autoptr (GPtrArray) files = ff_library_file_list (self, removed, error);
  g_autoptr (GPtrArray) entries = NULL;

  if (files == NULL)
    return NULL;

  entries = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_library_entry_free);
  for (guint i = 0; i < files->len; i++)
    {
      const FfLibraryFile *file = files->pdata[i];
      g_autofree char *path = ff_library_file_dup_path (self, removed, file->id);
      FfLibraryEntry *entry = find_or_learn (self, file, path, error);

      if (entry == NULL)
        return NULL;

      entry->path = g_steal_pointer (&path);
      if (!removed)
        entry->removed_at = 0;
      else if (entry->removed_at == 0)
        entry->removed_at = file->changed_at;
      g_ptr_array_add (entries, entry);
    }

  return g_steal_pointer (&entries);
}

/* ---- Reading and writing. */

static gboolean
fail_unknown (const char  *id,
              GError     **error)
{
  /* Translators: %s is the id of a campaign. */
  g_set_error (error, FF_LIBRARY_ERROR, FF_LIBRARY_ERROR_NOT_FOUND, _("There is no campaign “%s” in the library."), id);
  return FALSE;
}

static char *
read_document (FfLibrary   *self,
               const char  *id,
               GError     **error)
{
  g_autofree char *path = NULL;
  gsize length;

  if (!ff_library_file_exists (self, FALSE, id))
    {
      fail_unknown (id, error);
      return NULL;
    }

  path = ff_library_file_dup_path (self, FALSE, id);
  return ff_library_file_read (path, &length, error);
}

/**
 * ff_library_load:
 * @self: a library
 * @id: of a campaign
 * @out_history: (out) (nullable): its undo log; %NULL inside when there is none for the document as it is
 * @error: return location for an error of files, #FfJsonError, #FfModelError or %FF_LIBRARY_ERROR_NOT_FOUND
 *
 * Returns: (transfer full): the campaign, which may be handed to the main thread
 */
FfCampaign *
ff_library_load (FfLibrary   *self,
                 const char  *id,
                 FfJson     **out_history,
                 GError     **error)
{
  g_autofree char *text = read_document (self, id, error);
  g_autofree char *hash = NULL;
  g_autofree char *log = NULL;
  FfCampaign *campaign;

  if (text == NULL)
    return NULL;

  campaign = ff_document_parse (text, -1, error);
  if (campaign == NULL)
    {
      g_prefix_error (error, "%s.fanfare: ", id);
      return NULL;
    }

  if (out_history == NULL)
    return campaign;

  hash = ff_library_file_dup_hash (text, -1);
  log = ff_library_index_dup_history (self, id, hash);
  *out_history = log != NULL ? ff_json_parse (log, -1, &ff_json_document_limits, NULL) : NULL;
  return campaign;
}

/**
 * ff_library_save:
 * @self: a library
 * @id: of the campaign
 * @document: its text
 * @history: (nullable): its undo log
 * @error: return location for a #GFileError or #FfDbError
 *
 * Writes the log, then the document, so that a crash at any moment leaves a
 * document with the log that belongs to it.
 *
 * Returns: %TRUE if both are kept
 */
gboolean
ff_library_save (FfLibrary   *self,
                 const char  *id,
                 const char  *document,
                 FfJson      *history,
                 GError     **error)
{
  if (history != NULL)
    {
      g_autofree char *hash = ff_library_file_dup_hash (document, -1);
      g_autofree char *log = ff_json_print (history);

      if (!ff_library_index_put_history (self, id, hash, log, error))
        return FALSE;
    }

  return ff_library_file_write (self, id, document, error);
}

/* Another id, name, or both, in the document's own text. */
static char *
dup_renamed (const char  *document,
             const char  *id,
             const char  *name,
             GError     **error)
{
  g_autoptr (FfJson) json = ff_json_parse (document, -1, &ff_json_document_limits, error);
  g_autoptr (FfCampaign) campaign = NULL;

  if (json == NULL)
    return NULL;

  if (id != NULL)
    {
      g_autoptr (FfJson) before = g_steal_pointer (&json);
      g_autoptr (FfJson) value = ff_json_new_string (id);

      json = ff_json_with_member (before, "id", value);
    }

  if (name != NULL)
    {
      g_autoptr (FfJson) before = g_steal_pointer (&json);
      g_autoptr (FfJson) value = ff_json_new_string (name);

      json = ff_json_with_member (before, "name", value);
    }

  campaign = ff_document_from_json (json, error);
  return campaign != NULL ? ff_document_print (campaign) : NULL;
}

static gboolean
is_taken (GPtrArray  *entries,
          const char *name)
{
  for (guint i = 0; i < entries->len; i++)
    if (g_str_equal (((const FfLibraryEntry *) entries->pdata[i])->name, name))
      return TRUE;

  return FALSE;
}

/* “Name”, or “Name 2” and so on. */
static char *
dup_free_name (FfLibrary   *self,
               const char  *wanted,
               GError     **error)
{
  g_autoptr (GPtrArray) entries = ff_library_list (self, FALSE, error);
  g_autofree char *name = g_strdup (wanted);

  if (entries == NULL)
    return NULL;

  for (guint i = 2; is_taken (entries, name); i++)
    {
      g_free (name);
      /* Translators: the name of a campaign and a number that tells it from others of that name. */
      name = g_strdup_printf (_("%s %u"), wanted, i);
    }

  return g_steal_pointer (&name);
}

/* Writes a copy of @document with a new id and a free name. */
static char *
add_copy (FfLibrary   *self,
          const char  *document,
          const char  *name,
          GError     **error)
{
  g_autofree char *id = ff_id_new ();
  g_autofree char *free_name = dup_free_name (self, name, error);
  g_autofree char *text = NULL;

  if (free_name == NULL)
    return NULL;

  text = dup_renamed (document, id, free_name, error);
  if (text == NULL || !ff_library_file_write (self, id, text, error))
    return NULL;

  return g_steal_pointer (&id);
}

/**
 * ff_library_rename:
 * @self: a library
 * @id: of a campaign that no window has open
 * @name: its new name
 * @error: return location for what ff_library_load () and ff_library_save () can fail with
 *
 * Returns: %TRUE if the document has the name
 */
gboolean
ff_library_rename (FfLibrary   *self,
                   const char  *id,
                   const char  *name,
                   GError     **error)
{
  g_autofree char *text = read_document (self, id, error);
  g_autofree char *renamed = text != NULL ? dup_renamed (text, NULL, name, error) : NULL;

  return renamed != NULL && ff_library_file_write (self, id, renamed, error);
}

/**
 * ff_library_duplicate:
 * @self: a library
 * @id: of a campaign
 * @error: return location for what ff_library_load () and ff_library_save () can fail with
 *
 * Returns: (transfer full): the id of the copy
 */
char *
ff_library_duplicate (FfLibrary   *self,
                      const char  *id,
                      GError     **error)
{
  g_autofree char *text = read_document (self, id, error);
  g_autoptr (FfCampaign) campaign = text != NULL ? ff_document_parse (text, -1, error) : NULL;

  return campaign != NULL ? add_copy (self, text, ff_campaign_get_name (campaign), error) : NULL;
}

/* Whether @text says the same as the campaign that is here. */
static gboolean
is_same (FfLibrary  *self,
         const char *id,
         FfCampaign *campaign)
{
  g_autoptr (FfCampaign) here = ff_library_load (self, id, NULL, NULL);
  g_autofree char *one = NULL;
  g_autofree char *other = NULL;

  if (here == NULL)
    return FALSE;

  one = ff_document_print (here);
  other = ff_document_print (campaign);
  return g_str_equal (one, other);
}

/**
 * ff_library_import:
 * @self: a library
 * @path: a file
 * @known: what to do when the library has another campaign of its id
 * @error: return location for an error of files, #FfJsonError, #FfModelError or %FF_LIBRARY_ERROR_EXISTS
 *
 * Takes a file into the library. The file itself stays as it is.
 *
 * Returns: (transfer full): the id it has here
 */
char *
ff_library_import (FfLibrary        *self,
                   const char       *path,
                   FfLibraryImport   known,
                   GError          **error)
{
  gsize length;
  g_autofree char *text = ff_library_file_read (path, &length, error);
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr (FfCampaign) campaign = text != NULL ? ff_document_parse (text, length, error) : NULL;
  g_autofree char *printed = NULL;
  const char *id;

  if (campaign == NULL)
    {
      if (text != NULL)
        g_prefix_error (error, "%s: ", name);
      return NULL;
    }

  id = ff_campaign_get_id (campaign);
  if (ff_library_file_exists (self, FALSE, id))
    {
      if (known == FF_LIBRARY_IMPORT_COPY)
        return add_copy (self, text, ff_campaign_get_name (campaign), error);

      if (known == FF_LIBRARY_IMPORT_OPEN || is_same (self, id, campaign))
        return g_strdup (id);

      if (known == FF_LIBRARY_IMPORT_ASK)
        {
          /* Translators: %s is the name of a campaign. */
          g_set_error (error, FF_LIBRARY_ERROR, FF_LIBRARY_ERROR_EXISTS,
                       _("The library already has another version of “%s”."), ff_campaign_get_name (campaign));
          return NULL;
        }
    }

  printed = ff_document_print (campaign);
  return ff_library_file_write (self, id, printed, error) ? g_strdup (id) : NULL;
}

/* ---- The bin. */

/**
 * ff_library_remove:
 * @self: a library
 * @id: of a campaign
 * @error: return location for %FF_LIBRARY_ERROR_NOT_FOUND, %FF_LIBRARY_ERROR_BUSY, a #GFileError or #FfDbError
 *
 * Puts it into the bin, where it stays for 30 days.
 *
 * Returns: %TRUE if it is there
 */
gboolean
ff_library_remove (FfLibrary   *self,
                   const char  *id,
                   GError     **error)
{
  g_autoptr (GError) local = NULL;
  gboolean running = FALSE;
  gint64 unused;

  if (!ff_library_file_exists (self, FALSE, id))
    return fail_unknown (id, error);

  if (!ff_sqlite_get_integer (self->index, &unused, &running, &local,
                              "SELECT 1 FROM campaign WHERE id = ?1 AND state = 'running'", "t", id) &&
      local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }

  if (running)
    {
      g_set_error_literal (error, FF_LIBRARY_ERROR, FF_LIBRARY_ERROR_BUSY,
                           _("The campaign is running. Stop it before you remove it."));
      return FALSE;
    }

  return ff_library_index_put_removed (self, id, now_usec (), error) &&
         ff_library_file_move (self, id, TRUE, error);
}

/**
 * ff_library_restore:
 * @self: a library
 * @id: of a campaign in the bin
 * @error: return location for %FF_LIBRARY_ERROR_NOT_FOUND when it is not
 *   there, %FF_LIBRARY_ERROR_EXISTS when the library has that id again, a
 *   #GFileError or a #FfDbError
 *
 * Takes it out of the bin, as it was.
 *
 * Returns: %TRUE if it is among the campaigns again
 */
gboolean
ff_library_restore (FfLibrary   *self,
                    const char  *id,
                    GError     **error)
{
  if (!ff_library_file_exists (self, TRUE, id))
    return fail_unknown (id, error);

  if (ff_library_file_exists (self, FALSE, id))
    {
      g_set_error (error, FF_LIBRARY_ERROR, FF_LIBRARY_ERROR_EXISTS,
                   _("The library already has a campaign “%s”."), id);
      return FALSE;
    }

  return ff_library_file_move (self, id, FALSE, error) && ff_library_index_put_removed (self, id, 0, error);
}

/* ---- From a template. */

/**
 * ff_library_new_from_template:
 * @self: a library
 * @template_id: (nullable): of a template; %NULL for a blank campaign
 * @error: return location for %FF_LIBRARY_ERROR_NOT_FOUND or an error of files
 *
 * Returns: (transfer full): the id of the new draft
 */
char *
ff_library_new_from_template (FfLibrary   *self,
                              const char  *template_id,
                              GError     **error)
{
  g_autoptr (FfCampaign) campaign = NULL;
  g_autofree char *text = NULL;
  g_autofree char *id = NULL;

  if (template_id == NULL)
    campaign = ff_campaign_new (_("Untitled Campaign"));
  else
    campaign = ff_library_load_template (template_id, error);

  if (campaign == NULL)
    return NULL;

  text = ff_document_print (campaign);
  id = add_copy (self, text, ff_campaign_get_name (campaign), error);
  if (id == NULL || (template_id != NULL && !ff_library_index_put_template (self, id, template_id, error)))
    return NULL;

  return g_steal_pointer (&id);
}
