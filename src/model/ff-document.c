/* The file format: a campaign as one JSON object, checked on its way in, in stable order on its way out, and written so
 * that a crash leaves the old file or the new one. Reading and writing values may happen on any thread; a campaign
 * belongs to the main thread. */

#include "model/ff-document.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/ff-id.h"
#include "model/ff-campaign-private.h"

#define FORMAT 1

/* The order in which the lists stand in the file. */
static const FfElementKind list_order[] = {
  FF_ELEMENT_VARIABLE, FF_ELEMENT_ACTIVITY, FF_ELEMENT_TRANSITION, FF_ELEMENT_NOTE, FF_ELEMENT_FRAME,
};

static gboolean
check_format (FfJson  *document,
              GError **error)
{
  FfJson *member = ff_json_get_member (document, "fanfare");
  gint64 format;

  if (member == NULL)
    {
      g_set_error_literal (error, FF_MODEL_ERROR, FF_MODEL_ERROR_NOT_A_CAMPAIGN,
                           _("This is no campaign: the member “fanfare” is missing."));
      return FALSE;
    }

  if (!ff_json_get_integer (member, &format) || format < 1)
    {
      ff_element_set_error (error, FF_MODEL_ERROR_BAD_DOCUMENT, "/fanfare", _("The number of the format must stand here."));
      return FALSE;
    }

  if (format > FORMAT)
    {
      /* Translators: the first is the number of the document's format, the second that of this version. */
      ff_element_set_error (error, FF_MODEL_ERROR_NEWER, "/fanfare",
                            _("The document has format %s; this version of Fanfare reads format %d. "
                              "Open it with a newer version."),
                            ff_json_get_number_text (member), FORMAT);
      return FALSE;
    }

  return TRUE;
}

static gboolean
check_needs (FfJson  *needs,
             GError **error)
{
  if (needs == NULL)
    return TRUE;

  for (guint i = 0; ff_json_is_array (needs) && i < ff_json_get_length (needs); i++)
    if (!ff_json_is_string (ff_json_get_element (needs, i)))
      needs = NULL;

  if (!ff_json_is_array (needs))
    {
      ff_element_set_error (error, FF_MODEL_ERROR_BAD_DOCUMENT, "/needs", _("A list of texts must stand here."));
      return FALSE;
    }

  return TRUE;
}

static gboolean
check_id (FfJson  *document,
          GError **error)
{
  const char *id = ff_json_get_member_string (document, "id", NULL);

  if (id != NULL && ff_id_is_valid (id))
    return TRUE;

  ff_element_set_error (error, FF_MODEL_ERROR_BAD_DOCUMENT, "/id",
                        _("An id must stand here: 1 to 64 letters, digits, “_”, “-” or “.”."));
  return FALSE;
}

static gboolean
read_list (FfState        *state,
           FfElementKind   kind,
           FfJson         *list,
           GError        **error)
{
  if (list != NULL && !ff_json_is_array (list))
    {
      g_autofree char *place = g_strconcat ("/", ff_element_kind_get_list (kind), NULL);

      ff_element_set_error (error, FF_MODEL_ERROR_BAD_DOCUMENT, place, _("A list must stand here."));
      return FALSE;
    }

  for (guint i = 0; i < ff_json_get_length (list); i++)
    g_ptr_array_add (state->lists[kind], ff_json_ref (ff_json_get_element (list, i)));

  return TRUE;
}

static FfJson *
dup_members (FfJson *document)
{
  FfJson *members = ff_json_new_object ();

  for (guint i = 0; i < ff_json_get_length (document); i++)
    if (!ff_element_is_reserved (ff_json_get_name (document, i)))
      ff_json_take_member (members, ff_json_get_name (document, i), ff_json_ref (ff_json_get_value (document, i)));

  return members;
}

static FfState *
read_state (FfJson  *document,
            GError **error)
{
  g_autoptr (FfState) state = ff_state_new ();

  g_ptr_array_add (state->lists[FF_ELEMENT_CAMPAIGN], dup_members (document));
  for (guint i = 0; i < G_N_ELEMENTS (list_order); i++)
    {
      FfElementKind kind = list_order[i];

      if (!read_list (state, kind, ff_json_get_member (document, ff_element_kind_get_list (kind)), error))
        return NULL;
    }

  if (!ff_state_check (state, error))
    return NULL;

  return g_steal_pointer (&state);
}

static FfState *
check_document (FfJson  *document,
                GError **error)
{
  if (!check_format (document, error) || !check_needs (ff_json_get_member (document, "needs"), error) ||
      !check_id (document, error))
    return NULL;

  return read_state (document, error);
}

/**
 * ff_document_from_json:
 * @document: any JSON value
 * @error: return location for a #FfModelError
 *
 * Returns: (transfer full): the campaign it holds
 */
FfCampaign *
ff_document_from_json (FfJson  *document,
                       GError **error)
{
  g_autoptr (FfState) state = check_document (document, error);
  g_autoptr (FfJson) needs = NULL;

  if (state == NULL)
    return NULL;

  if (ff_json_get_member (document, "needs") != NULL)
    needs = ff_json_ref (ff_json_get_member (document, "needs"));
  else
    needs = ff_json_new_array ();

  return ff_campaign_new_from_state (ff_json_get_member_string (document, "id", NULL), needs, state);
}

/**
 * ff_document_parse:
 * @text: bytes from anywhere
 * @length: their number, or -1 if they end with a zero
 * @error: return location for a #FfJsonError or a #FfModelError; both name the
 *   place
 *
 * Returns: (transfer full): the campaign
 */
FfCampaign *
ff_document_parse (const char  *text,
                   gssize       length,
                   GError     **error)
{
  g_autoptr (FfJson) document = ff_json_parse (text, length, &ff_json_document_limits, error);

  return document != NULL ? ff_document_from_json (document, error) : NULL;
}

static gboolean
read_bytes (const char  *path,
            GByteArray  *bytes,
            GError     **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  gsize limit = ff_json_document_limits.max_bytes;
  gsize n_read = 0;

  if (stream == NULL)
    return FALSE;

  /* One byte more than allowed is enough to know, whatever a device or a growing file would still give. */
  do
    {
      gsize old = bytes->len;
      gsize room = MIN (limit + 1 - old, 1 << 16);

      g_byte_array_set_size (bytes, (guint) (old + room));
      if (!g_input_stream_read_all (G_INPUT_STREAM (stream), bytes->data + old, room, &n_read, NULL, error))
        return FALSE;
      g_byte_array_set_size (bytes, (guint) (old + n_read));
    }
  while (n_read > 0 && bytes->len <= limit);

  return TRUE;
}

/* A document is an object; what begins otherwise was meant for another program. */
static gboolean
looks_like_json (GByteArray *bytes)
{
  guint i = 0;

  if (bytes->len >= 3 && memcmp (bytes->data, "\xef\xbb\xbf", 3) == 0)
    i = 3;
  while (i < bytes->len && g_ascii_isspace (bytes->data[i]))
    i++;

  return i == bytes->len || strchr ("{[\"", bytes->data[i]) != NULL;
}

/**
 * ff_document_read:
 * @path: a file
 * @error: return location for a #GIOErrorEnum, a #FfJsonError or a
 *   #FfModelError
 *
 * Reads and checks a file without making a campaign of it. Blocks, and may be
 * called on any thread.
 *
 * Returns: (transfer full): what ff_document_from_json () takes without error
 */
FfJson *
ff_document_read (const char  *path,
                  GError     **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (FfJson) document = NULL;
  g_autoptr (FfState) state = NULL;
  g_autofree char *name = g_filename_display_basename (path);

  if (!read_bytes (path, bytes, error))
    return NULL;

  document = ff_json_parse ((const char *) bytes->data, bytes->len, &ff_json_document_limits, error);
  if (document != NULL)
    state = check_document (document, error);

  if (document == NULL && !looks_like_json (bytes))
    {
      g_clear_error (error);
      /* Translators: the name of a file. */
      g_set_error (error, FF_MODEL_ERROR, FF_MODEL_ERROR_NOT_A_CAMPAIGN,
                   _("%s: Line 1: This is no campaign. Choose a file that Fanfare wrote (*.fanfare)."), name);
      return NULL;
    }

  if (state == NULL)
    {
      g_prefix_error (error, "%s: ", name);
      return NULL;
    }

  return g_steal_pointer (&document);
}

/**
 * ff_document_load:
 * @path: a file
 * @error: as of ff_document_read ()
 *
 * Blocks.
 *
 * Returns: (transfer full): the campaign in the file
 */
FfCampaign *
ff_document_load (const char  *path,
                  GError     **error)
{
  g_autoptr (FfJson) document = ff_document_read (path, error);

  return document != NULL ? ff_document_from_json (document, error) : NULL;
}

static void
take_list (FfJson        *document,
           FfElementKind  kind,
           FfState       *state)
{
  FfJson *list = ff_json_new_array ();

  for (guint i = 0; i < state->lists[kind]->len; i++)
    ff_json_take_element (list, ff_element_dup_ordered (kind, state->lists[kind]->pdata[i]));

  ff_json_take_member (document, ff_element_kind_get_list (kind), list);
}

/**
 * ff_document_to_json:
 *
 * Returns: (transfer full): the document in the order of the file; a value
 *   that a worker can write
 */
FfJson *
ff_document_to_json (FfCampaign *campaign)
{
  g_autoptr (FfState) state = NULL;
  g_autoptr (FfJson) members = NULL;
  FfJson *document = ff_json_new_object ();

  g_return_val_if_fail (FF_IS_CAMPAIGN (campaign), document);

  state = ff_campaign_dup_state (campaign);
  members = ff_element_dup_ordered (FF_ELEMENT_CAMPAIGN, ff_campaign_get_members (campaign));

  ff_json_set_integer (document, "fanfare", FORMAT);
  ff_json_take_member (document, "needs", ff_json_ref (ff_campaign_get_needs (campaign)));
  ff_json_set_string (document, "id", ff_campaign_get_id (campaign));
  for (guint i = 0; i < ff_json_get_length (members); i++)
    ff_json_take_member (document, ff_json_get_name (members, i), ff_json_ref (ff_json_get_value (members, i)));
  for (guint i = 0; i < G_N_ELEMENTS (list_order); i++)
    take_list (document, list_order[i], state);

  return document;
}

/**
 * ff_document_print:
 *
 * Returns: (transfer full): the text of the file
 */
char *
ff_document_print (FfCampaign *campaign)
{
  g_autoptr (FfJson) document = ff_document_to_json (campaign);

  return ff_json_print_pretty (document);
}

/* What cannot be read back must not replace what can. */
static gboolean
can_be_read_back (const char  *text,
                  GError     **error)
{
  g_autoptr (FfJson) document = ff_json_parse (text, -1, &ff_json_document_limits, error);
  g_autoptr (FfState) state = document != NULL ? check_document (document, error) : NULL;

  return state != NULL;
}

/**
 * ff_document_write:
 * @document: what ff_document_to_json () gave
 * @path: the file; if it is a symbolic link, the file it names
 * @error: return location for a #GFileError, or a #FfJsonError if the
 *   document went over a limit
 *
 * Writes beside the file, synchronises, renames and synchronises the folder.
 * Blocks, and may be called on any thread.
 *
 * Returns: %TRUE once the new file is safe; otherwise the old one stands
 */
gboolean
ff_document_write (FfJson      *document,
                   const char  *path,
                   GError     **error)
{
  g_autofree char *text = ff_json_print_pretty (document);
  g_autofree char *name = g_filename_display_basename (path);
  g_autofree char *real_path = NULL;
  char *resolved = realpath (path, NULL);
  GStatBuf old;
  int mode = 0666;

  real_path = g_strdup (resolved != NULL ? resolved : path);
  free (resolved);

  if (!can_be_read_back (text, error))
    {
      g_prefix_error (error, "%s: ", name);
      return FALSE;
    }

  if (g_stat (real_path, &old) == 0)
    mode = old.st_mode & 0777;

  return g_file_set_contents_full (real_path, text, -1,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, mode, error);
}

/**
 * ff_document_save:
 * @path: the file
 * @error: as of ff_document_write ()
 *
 * Blocks: ff_document_write () of ff_document_to_json ().
 */
gboolean
ff_document_save (FfCampaign  *campaign,
                  const char  *path,
                  GError     **error)
{
  g_autoptr (FfJson) document = ff_document_to_json (campaign);

  return ff_document_write (document, path, error);
}
