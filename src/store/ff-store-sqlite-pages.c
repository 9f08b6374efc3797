/* The people behind a flow: pages (printed by sql-page.c) and streams of all
 * rows. Called through the interface, on the store's thread. */

#include "store/ff-store-sqlite-private.h"

#define KEY_JOINT "\x1f"

struct _FfStoreReader
{
  sqlite3_stmt *statement;
  GCancellable *cancellable;   /* nullable */
  guint         n_keys;
  guint         n_cells;
};

void
ff_sqlite_read_value (sqlite3_stmt *statement,
                      int           column,
                      FfValue      *out_value)
{
  *out_value = (FfValue) { .kind = FF_VALUE_NULL };

  switch (sqlite3_column_type (statement, column))
    {
    case SQLITE_INTEGER:
      out_value->kind = FF_VALUE_INTEGER;
      out_value->integer = sqlite3_column_int64 (statement, column);
      break;

    case SQLITE_FLOAT:
      out_value->kind = FF_VALUE_REAL;
      out_value->real = sqlite3_column_double (statement, column);
      break;

    case SQLITE_TEXT:
      out_value->text = g_strndup ((const char *) sqlite3_column_text (statement, column),
                                   (gsize) sqlite3_column_bytes (statement, column));
      if (g_utf8_validate (out_value->text, -1, NULL))
        out_value->kind = FF_VALUE_TEXT;
      else
        g_clear_pointer (&out_value->text, g_free);
      break;

    default:
      break;
    }
}

/* Canonical: parts in their own text, joined by U+001F. */
static char *
dup_key (sqlite3_stmt *statement,
         guint         n_keys)
{
  g_autoptr (GString) key = g_string_new (NULL);

  for (guint k = 0; k < n_keys; k++)
    {
      const char *part = (const char *) sqlite3_column_text (statement, (int) k);

      g_string_append_printf (key, "%s%s", k > 0 ? KEY_JOINT : "", part != NULL ? part : "");
    }

  return g_string_free (g_steal_pointer (&key), FALSE);
}

static char *
dup_place (sqlite3_stmt *statement,
           guint         n_values)
{
  g_autofree FfValue *values = g_new0 (FfValue, n_values);
  char *place;

  for (guint v = 0; v < n_values; v++)
    ff_sqlite_read_value (statement, (int) v, &values[v]);
  place = ff_page_dup_place (values, n_values);
  for (guint v = 0; v < n_values; v++)
    ff_value_clear (&values[v]);

  return place;
}

static gboolean
read_rows (FfStoreSqlite        *self,
           sqlite3_stmt         *statement,
           const FfPageRequest  *request,
           guint                 n_keys,
           FfPage               *page,
           GError              **error)
{
  guint first = n_keys + (request->sort != NULL ? 1 : 0);
  gboolean has_row = FALSE;
  g_autofree char *place = NULL;

  while (ff_sqlite_step (self->db, statement, &has_row, error))
    {
      if (!has_row)
        return TRUE;

      /* One row more than asked for tells that there is a next page. */
      if (page->n_rows == request->limit)
        {
          page->next = g_steal_pointer (&place);
          sqlite3_reset (statement);
          return TRUE;
        }

      g_ptr_array_add (page->keys, dup_key (statement, n_keys));
      for (guint c = 0; c < page->n_columns; c++)
        {
          FfValue value;

          ff_sqlite_read_value (statement, (int) (first + c), &value);
          g_array_append_val (page->cells, value);
        }
      page->n_rows += 1;

      if (page->n_rows == request->limit)
        place = dup_place (statement, first);
    }

  return FALSE;
}

FfPage *
ff_store_sqlite_read_page (FfStore              *store,
                           FfFlow                flow,
                           const char           *fingerprint,
                           const FfPageRequest  *request,
                           GCancellable         *cancellable,
                           GError              **error)
{
  FfStoreSqlite *self = FF_STORE_SQLITE (store);
  FfWork *work = ff_store_sqlite_find_work (self, flow, fingerprint, error);
  g_autoptr (FfPage) page = NULL;
  g_autoptr (FfJson) after = NULL;
  g_autoptr (FfSql) sql = NULL;
  g_autoptr (GError) db_error = NULL;
  sqlite3_stmt *statement;
  guint n_keys;
  gboolean read;

  if (work == NULL)
    return NULL;

  n_keys = ff_work_get_n_keys (work);
  if (!ff_page_read_place (request, n_keys, &after, error))
    return NULL;

  page = ff_page_new (request->operands != NULL ? request->operands->len : 0);
  sql = ff_sql_print_page (&ff_dialect_sqlite, work, request, after);

  ff_sqlite_set_cancellable (self->db, cancellable);
  statement = ff_store_sqlite_prepare (self, sql, &db_error);
  read = statement != NULL && read_rows (self, statement, request, n_keys, page, &db_error);
  ff_sqlite_set_cancellable (self->db, NULL);

  if (!read)
    {
      ff_store_sqlite_fail (g_steal_pointer (&db_error), error);
      return NULL;
    }

  return g_steal_pointer (&page);
}

FfStoreReader *
ff_store_sqlite_open_reader (FfStore       *store,
                             FfFlow         flow,
                             const char    *fingerprint,
                             GPtrArray     *operands,
                             GCancellable  *cancellable,
                             GError       **error)
{
  FfStoreSqlite *self = FF_STORE_SQLITE (store);
  FfWork *work = ff_store_sqlite_find_work (self, flow, fingerprint, error);
  g_autoptr (GError) db_error = NULL;
  g_autoptr (FfSql) sql = NULL;
  FfStoreReader *reader;
  g_autoptr (sqlite3_stmt) own = NULL;

  if (work == NULL)
    return NULL;

  sql = ff_sql_print_rows (&ff_dialect_sqlite, work, operands, NULL);
  ff_sql_add (sql, "\nORDER BY ");
  ff_work_add_keys (sql, "i", ff_work_get_n_keys (work));

  /* Not from the connection's cache: another reader may ask for the same text. */
  if (sqlite3_prepare_v2 (ff_sqlite_get_handle (self->db), sql->text->str, -1, &own, NULL) != SQLITE_OK)
    {
      ff_sqlite_fail (self->db, &db_error);
      ff_store_sqlite_fail (g_steal_pointer (&db_error), error);
      return NULL;
    }
  ff_sqlite_bind_sql (own, sql);

  reader = g_new0 (FfStoreReader, 1);
  reader->statement = g_steal_pointer (&own);
  reader->n_keys = ff_work_get_n_keys (work);
  reader->n_cells = operands != NULL ? operands->len : 0;
  g_set_object (&reader->cancellable, cancellable);

  return reader;
}

gboolean
ff_store_sqlite_read_row (FfStore        *store,
                          FfStoreReader  *reader,
                          char          **out_key,
                          GArray         *cells,
                          gboolean       *out_row,
                          GError        **error)
{
  FfStoreSqlite *self = FF_STORE_SQLITE (store);
  GError *db_error = NULL;

  /* A write between two rows must not be taken for this reader's cancel, nor the other way round. */
  if (g_cancellable_set_error_if_cancelled (reader->cancellable, error))
    return FALSE;

  if (!ff_sqlite_step (self->db, reader->statement, out_row, &db_error))
    return ff_store_sqlite_fail (db_error, error);

  if (cells != NULL)
    {
      for (guint c = 0; c < cells->len; c++)
        ff_value_clear (&g_array_index (cells, FfValue, c));
      g_array_set_size (cells, *out_row ? reader->n_cells : 0);
    }

  if (!*out_row)
    return TRUE;

  *out_key = dup_key (reader->statement, reader->n_keys);
  for (guint c = 0; cells != NULL && c < reader->n_cells; c++)
    ff_sqlite_read_value (reader->statement, (int) (reader->n_keys + c), &g_array_index (cells, FfValue, c));

  return TRUE;
}

void
ff_store_sqlite_close_reader (FfStore       *store,
                              FfStoreReader *reader)
{
  sqlite3_finalize (reader->statement);
  g_clear_object (&reader->cancellable);
  g_free (reader);
  ff_store_sqlite_sweep (FF_STORE_SQLITE (store));
}
