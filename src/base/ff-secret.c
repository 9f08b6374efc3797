/* Secrets, by libsecret and in memory. Called by whoever opens what asks for
 * one; on any thread but the main one. */

#include "base/ff-secret.h"

#include <libsecret/secret.h>
#include <string.h>

static const SecretSchema schema = {
  "app.fanfare.Fanfare", SECRET_SCHEMA_NONE, { { "place", SECRET_SCHEMA_ATTRIBUTE_STRING } },
};

G_LOCK_DEFINE_STATIC (kept);
static GHashTable *kept;   /* place → secret */

/**
 * ff_secret_free:
 * @secret: (nullable): a secret
 *
 * Wipes it out of the memory, and frees it.
 */
void
ff_secret_free (char *secret)
{
  if (secret != NULL)
    explicit_bzero (secret, strlen (secret));
  g_free (secret);
}

static char *
read_kept (const char *place)
{
  char *secret = NULL;

  G_LOCK (kept);
  if (kept != NULL)
    secret = g_strdup (g_hash_table_lookup (kept, place));
  G_UNLOCK (kept);

  return secret;
}

/**
 * ff_secret_read:
 * @place: what it opens
 * @cancellable: (nullable): stops the waiting for the keyring
 * @error: return location for %G_IO_ERROR_CANCELLED; a keyring that is not there or stays locked is none
 *
 * Returns: (transfer full) (nullable): what was kept for @place, for
 *   ff_secret_free()
 */
char *
ff_secret_read (const char    *place,
                GCancellable  *cancellable,
                GError       **error)
{
  g_autoptr (GError) local = NULL;
  char *secret = read_kept (place);
  char *found;

  if (secret != NULL)
    return secret;

  found = secret_password_lookup_sync (&schema, cancellable, &local, "place", place, NULL);
  if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&local));
  else if (local != NULL)
    g_debug ("The keyring does not answer: %s", local->message);

  secret = g_strdup (found);
  secret_password_free (found);

  return secret;
}

/**
 * ff_secret_keep:
 * @place: what it opens
 * @label: what a person reads in the keyring's own program
 * @secret: it
 * @in_keyring: whether it is to outlive this process
 * @cancellable: (nullable): stops the waiting for the keyring
 * @error: return location for a #SecretError, #GDBusError or #GIOErrorEnum
 *
 * Keeps it in memory, and in the keyring when asked to.
 *
 * Returns: %FALSE if the keyring did not take it
 */
gboolean
ff_secret_keep (const char    *place,
                const char    *label,
                const char    *secret,
                gboolean       in_keyring,
                GCancellable  *cancellable,
                GError       **error)
{
  G_LOCK (kept);
  if (kept == NULL)
    kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) ff_secret_free);
  g_hash_table_replace (kept, g_strdup (place), g_strdup (secret));
  G_UNLOCK (kept);

  return !in_keyring ||
         secret_password_store_sync (&schema, SECRET_COLLECTION_DEFAULT, label, secret, cancellable, error, "place", place, NULL);
}
