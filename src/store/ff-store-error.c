/* What the databases of the room below say, in the store's words. */

#include "store/ff-store-private.h"

#include "db/ff-db-error.h"

static FfStoreError
code_of (const GError *error)
{
  switch ((FfDbError) error->code)
    {
    case FF_DB_ERROR_MISSING:
      return FF_STORE_ERROR_MISSING;
    case FF_DB_ERROR_LOCKED:
    case FF_DB_ERROR_UNREACHABLE:
      return FF_STORE_ERROR_UNREACHABLE;
    case FF_DB_ERROR_PASSWORD:
      return FF_STORE_ERROR_PASSWORD;
    case FF_DB_ERROR_REFUSED:
      return FF_STORE_ERROR_REFUSED;
    case FF_DB_ERROR_CORRUPT:
      return FF_STORE_ERROR_CORRUPT;
    case FF_DB_ERROR_GONE:
      return FF_STORE_ERROR_SCHEMA;
    case FF_DB_ERROR_BAD_SQL:
      return FF_STORE_ERROR_BAD_QUERY;
    case FF_DB_ERROR_CONSTRAINT:
    case FF_DB_ERROR_DATA:
      return FF_STORE_ERROR_DATA;
    case FF_DB_ERROR_FULL:
    case FF_DB_ERROR_NEWER:
    case FF_DB_ERROR_TIMEOUT:
    case FF_DB_ERROR_FAILED:
    default:
      return FF_STORE_ERROR_FAILED;
    }
}

/**
 * ff_store_fail:
 * @db_error: (transfer full): what a database said; of another domain it is passed on
 *
 * Says the same in the domain of stores.
 *
 * Returns: %FALSE
 */
gboolean
ff_store_fail (GError  *db_error,
               GError **error)
{
  g_autoptr (GError) owned = db_error;

  if (owned->domain == FF_DB_ERROR)
    g_set_error_literal (error, FF_STORE_ERROR, (gint) code_of (owned), owned->message);
  else
    g_propagate_error (error, g_steal_pointer (&owned));

  return FALSE;
}
