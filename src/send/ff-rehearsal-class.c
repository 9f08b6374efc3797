/* How a rehearsal gateway that runs elsewhere takes repeats: it says so itself. Blocks; on the sender's thread. */

#include "send/ff-rehearsal.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "send/ff-http-private.h"
#include "send/ff-send-error.h"

#define MESSAGES "/messages"

/* It sits on this machine, and its answer is short. */
#define DEADLINE_USEC (5 * G_USEC_PER_SEC)
#define MAX_BYTES 4096

/* "http://127.0.0.1:PORT/v1" of the address of the messages. */
static char *
dup_place (const char *url)
{
  return g_str_has_suffix (url, MESSAGES) ? g_strndup (url, strlen (url) - strlen (MESSAGES)) : g_strdup (url);
}

/**
 * ff_rehearsal_ask_class:
 * @url: of the messages of a rehearsal gateway
 * @out_class: (out): how it takes repeats
 * @error: %FF_SEND_ERROR_UNREACHABLE
 *
 * Returns: %TRUE if it answered
 */
gboolean
ff_rehearsal_ask_class (const char     *url,
                        FfRepeatClass  *out_class,
                        GError        **error)
{
  g_autoptr (SoupSession) session = ff_http_session_new (1, DEADLINE_USEC, TRUE);
  g_autofree char *place = dup_place (url);
  g_autoptr (SoupMessage) message = soup_message_new (SOUP_METHOD_GET, place);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (FfJson) json = NULL;
  g_autoptr (GError) reason = NULL;

  bytes = message != NULL ? soup_session_send_and_read (session, message, NULL, &reason) : NULL;
  if (bytes != NULL && g_bytes_get_size (bytes) <= MAX_BYTES)
    json = ff_json_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL, NULL);
  if (json != NULL && ff_repeat_class_from_id (ff_json_get_member_string (json, "class", ""), out_class))
    return TRUE;

  if (reason != NULL)
    /* Translators: an address, and why nothing answers there. */
    g_set_error (error, FF_SEND_ERROR, FF_SEND_ERROR_UNREACHABLE, _("No rehearsal gateway answers at %s: %s"), place, reason->message);
  else
    /* Translators: an address. */
    g_set_error (error, FF_SEND_ERROR, FF_SEND_ERROR_UNREACHABLE,
                 _("What answers at %s is no rehearsal gateway. Start one with “fanfarectl gateway”."), place);

  return FALSE;
}
