/* Trying a data source, on a thread of its own. */

#include "ui/sources/ff-source-test.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/ff-count.h"
#include "base/ff-secret.h"
#include "query/ff-sql.h"
#include "store/ff-store.h"

typedef struct
{
  char     *url;
  char     *password;
  gboolean  in_keyring;
} Trial;

static void
trial_free (gpointer data)
{
  Trial *self = data;

  g_free (self->url);
  ff_secret_free (self->password);
  g_free (self);
}

static gboolean
take_count (const FfValue *values,
            guint          n_values,
            gpointer       user_data)
{
  gint64 *n = user_data;

  *n = values[0].integer;
  return TRUE;
}

static gboolean
count_rows (FfStore         *store,
            const FfEntity  *entity,
            GCancellable    *cancellable,
            gint64          *out_n,
            GError         **error)
{
  g_autoptr (FfSql) sql = ff_sql_new (ff_store_get_dialect (store));

  ff_sql_add (sql, "SELECT count (*) FROM ");
  if (entity->schema_name != NULL)
    {
      ff_sql_name (sql, entity->schema_name);
      ff_sql_add (sql, ".");
    }
  ff_sql_name (sql, entity->table_name != NULL ? entity->table_name : entity->name);

  return ff_store_ask (store, sql, take_count, out_n, cancellable, error);
}

static char *
dup_facts (FfStore       *store,
           GCancellable  *cancellable,
           GError       **error)
{
  FfSchema *schema = ff_store_get_schema (store);
  const FfEntity *profile = ff_schema_get_profile (schema);
  guint n_tables = ff_schema_get_n_entities (schema);
  g_autofree char *tables = g_strdup_printf (ngettext ("%u table", "%u tables", n_tables), n_tables);
  g_autofree char *number = NULL;
  gint64 n = 0;

  /* Translators: after a number of tables. */
  if (profile == NULL)
    return g_strdup_printf (_("%s · nothing says yet which of them holds people"), tables);

  if (!count_rows (store, profile, cancellable, &n, error))
    return NULL;

  number = ff_count_format (n);
  /* Translators: a number of tables; a number of rows; what they are, such as “Customers”. */
  return g_strdup_printf (_("%s · %s %s"), tables, number, profile->label_plural);
}

static void
try_source (GTask        *task,
            gpointer      source,
            gpointer      data,
            GCancellable *cancellable)
{
  Trial *trial = data;
  g_autoptr (GError) keyring = NULL;
  g_autoptr (FfStore) store = NULL;
  GError *error = NULL;
  char *facts = NULL;

  if (trial->password != NULL && !ff_store_keep_password (trial->url, trial->password, trial->in_keyring, cancellable, &keyring))
    g_debug ("The keyring does not keep the password: %s", keyring->message);

  store = ff_store_open (trial->url, &error);
  if (store != NULL)
    facts = dup_facts (store, cancellable, &error);

  if (facts != NULL && keyring != NULL)
    {
      g_autofree char *bare = facts;

      /* Translators: %s are facts about a data source. */
      facts = g_strdup_printf (_("%s. There is no keyring, so the password is known until Fanfare ends"), bare);
    }

  if (facts != NULL)
    g_task_return_pointer (task, facts, g_free);
  else
    g_task_return_error (task, error);
}

void
ff_source_test_async (const char          *url,
                      const char          *password,
                      gboolean             in_keyring,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Trial *trial = g_new0 (Trial, 1);

  trial->url = g_strdup (url);
  trial->password = g_strdup (password);
  trial->in_keyring = in_keyring;
  g_task_set_task_data (task, trial, trial_free);
  g_task_run_in_thread (task, try_source);
}

char *
ff_source_test_finish (GAsyncResult  *result,
                       GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
