/* The people behind a flow on PostgreSQL: pages (printed by sql-page.c) and
 * streams of all rows. Called through the interface, on the store's thread.
 *
 * A stream is a cursor that is read some thousand rows at a time: constant
 * memory, and between two of its rows the connection can do something else. */

#include "store/ff-store-postgres-private.h"

#include <string.h>

#define FETCH 5000

/* Types as the server numbers them. */
#define TYPE_BOOL 16
#define TYPE_INT8 20
#define TYPE_INT2 21
#define TYPE_INT4 23
#define TYPE_FLOAT4 700
#define TYPE_FLOAT8 701

struct _FfStoreReader
{
  char         *cursor;
  GCancellable *cancellable;   /* nullable */
  gint64        began_usec;    /* of the transaction that the cursor is in */
  guint         n_keys;
  guint         n_cells;
  PGresult     *rows;          /* nullable: the last ones that were fetched */
  int           place;         /* the next of them */
  gboolean      at_end;
};

/**
 * ff_store_postgres_query:
 *
 * Returns: (transfer full): the answer to @sql with its values bound, or %NULL
 */
PGresult *
ff_store_postgres_query (FfPostgres  *db,
                         FfSql       *sql,
                         GError     **error)
{
  g_autofree FfPostgresValue *values = g_new0 (FfPostgresValue, sql->values->len + 1);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (guint v = 0; v < sql->values->len; v++)
    {
      const FfValue *value = &g_array_index (sql->values, FfValue, v);
      char buffer[G_ASCII_DTOSTR_BUF_SIZE];
      char *text = NULL;

      switch (value->kind)
        {
        case FF_VALUE_INTEGER:
          values[v].type = FF_POSTGRES_INTEGER;
          text = g_strdup_printf ("%" G_GINT64_FORMAT, value->integer);
          break;
        case FF_VALUE_REAL:
          values[v].type = FF_POSTGRES_REAL;
          text = g_strdup (g_ascii_dtostr (buffer, sizeof buffer, value->real));
          break;
        case FF_VALUE_TEXT:
          values[v].type = FF_POSTGRES_TEXT;
          text = g_strdup (value->text);
          break;
        case FF_VALUE_NULL:
        default:
          values[v].type = FF_POSTGRES_ANY;
          break;
        }

      values[v].text = text;
      g_ptr_array_add (texts, text);
    }

  return ff_postgres_query (db, sql->text->str, values, sql->values->len, error);
}

void
ff_postgres_read_value (PGresult *result,
                        int       row,
                        int       column,
                        FfValue  *out_value)
{
  const char *text = PQgetvalue (result, row, column);

  *out_value = (FfValue) { .kind = FF_VALUE_NULL };
  if (PQgetisnull (result, row, column))
    return;

  switch (PQftype (result, column))
    {
    case TYPE_INT2:
    case TYPE_INT4:
    case TYPE_INT8:
      out_value->kind = FF_VALUE_INTEGER;
      out_value->integer = g_ascii_strtoll (text, NULL, 10);
      break;

    case TYPE_BOOL:
      out_value->kind = FF_VALUE_INTEGER;
      out_value->integer = *text == 't';
      break;

    case TYPE_FLOAT4:
    case TYPE_FLOAT8:
      out_value->kind = FF_VALUE_REAL;
      out_value->real = g_ascii_strtod (text, NULL);
      break;

    default:
      out_value->kind = FF_VALUE_TEXT;
      out_value->text = g_strdup (text);
      break;
    }
}

/* Canonical: parts in their own text, joined by U+001F. */
static char *
dup_key (PGresult *result,
         int       row,
         guint     n_keys)
{
  g_autoptr (GString) key = g_string_new (NULL);

  for (guint k = 0; k < n_keys; k++)
    g_string_append_printf (key, "%s%s", k > 0 ? FF_POSTGRES_KEY_JOINT : "", PQgetvalue (result, row, (int) k));

  return g_string_free (g_steal_pointer (&key), FALSE);
}

static char *
dup_place (PGresult *result,
           int       row,
           guint     n_values)
{
  g_autofree FfValue *values = g_new0 (FfValue, n_values);
  char *place;

  for (guint v = 0; v < n_values; v++)
    ff_postgres_read_value (result, row, (int) v, &values[v]);
  place = ff_page_dup_place (values, n_values);
  for (guint v = 0; v < n_values; v++)
    ff_value_clear (&values[v]);

  return place;
}

PGresult *
ff_store_postgres_ask_safely (FfStorePostgres  *self,
                              FfSql            *sql,
                              GError          **error)
{
  g_autoptr (PGresult) result = NULL;

  if (!ff_postgres_begin (self->db, NULL, error))
    return NULL;

  result = ff_store_postgres_query (self->db, sql, error);
  if (result != NULL && ff_postgres_commit (self->db, error))
    return g_steal_pointer (&result);

  ff_postgres_rollback (self->db);

  return NULL;
}

static FfPage *
take_page (PGresult            *result,
           const FfPageRequest *request,
           guint                n_keys)
{
  guint n_columns = request->operands != NULL ? request->operands->len : 0;
  guint first = n_keys + (request->sort != NULL ? 1 : 0);
  FfPage *page = ff_page_new (n_columns);

  for (int r = 0; r < PQntuples (result) && page->n_rows < request->limit; r++)
    {
      g_ptr_array_add (page->keys, dup_key (result, r, n_keys));
      for (guint c = 0; c < n_columns; c++)
        {
          FfValue value;

          ff_postgres_read_value (result, r, (int) (first + c), &value);
          g_array_append_val (page->cells, value);
        }
      page->n_rows += 1;
    }

  /* One row more than asked for tells that there is a next page. */
  if (page->n_rows > 0 && (guint) PQntuples (result) > request->limit)
    page->next = dup_place (result, (int) page->n_rows - 1, first);

  return page;
}

FfPage *
ff_store_postgres_read_page (FfStore              *store,
                             FfFlow                flow,
                             const char           *fingerprint,
                             const FfPageRequest  *request,
                             GCancellable         *cancellable,
                             GError              **error)
{
  FfStorePostgres *self = FF_STORE_POSTGRES (store);
  FfWork *work = ff_store_postgres_find_work (self, flow, fingerprint, error);
  g_autoptr (FfJson) after = NULL;
  g_autoptr (FfSql) sql = NULL;
  g_autoptr (PGresult) result = NULL;
  g_autoptr (GError) db_error = NULL;

  if (work == NULL || !ff_page_read_place (request, ff_work_get_n_keys (work), &after, error))
    return NULL;

  ff_postgres_set_cancellable (self->db, cancellable);
  if (ff_store_postgres_make_pageable (self, (FfPostgresWork *) work, &db_error))
    {
      sql = ff_sql_print_page (&self->dialect, work, request, after);
      result = ff_store_postgres_ask_safely (self, sql, &db_error);
    }
  ff_postgres_set_cancellable (self->db, NULL);
  self->used_usec = g_get_monotonic_time ();

  if (result == NULL)
    {
      ff_store_postgres_fail (self, g_steal_pointer (&db_error), error);
      return NULL;
    }

  return take_page (result, request, ff_work_get_n_keys (work));
}

FfStoreReader *
ff_store_postgres_open_reader (FfStore       *store,
                               FfFlow         flow,
                               const char    *fingerprint,
                               GPtrArray     *operands,
                               GCancellable  *cancellable,
                               GError       **error)
{
  FfStorePostgres *self = FF_STORE_POSTGRES (store);
  FfWork *work = ff_store_postgres_find_work (self, flow, fingerprint, error);
  g_autoptr (FfSql) sql = NULL;
  g_autoptr (PGresult) result = NULL;
  g_autoptr (GError) db_error = NULL;
  g_autofree char *declare = NULL;
  FfStoreReader *reader;

  if (work == NULL)
    return NULL;

  self->n_names += 1;
  declare = g_strdup_printf ("DECLARE %s_%u NO SCROLL CURSOR FOR ", self->tag, self->n_names);
  sql = ff_sql_print_rows (&self->dialect, work, operands, NULL);
  ff_sql_add (sql, "\nORDER BY ");
  ff_work_add_key_order (sql, "i", work->entity);
  g_string_prepend (sql->text, declare);

  ff_postgres_set_cancellable (self->db, cancellable);
  result = ff_store_postgres_ask_safely (self, sql, &db_error);
  ff_postgres_set_cancellable (self->db, NULL);
  if (result == NULL)
    {
      ff_store_postgres_fail (self, g_steal_pointer (&db_error), error);
      return NULL;
    }

  reader = g_new0 (FfStoreReader, 1);
  reader->cursor = g_strdup_printf ("%s_%u", self->tag, self->n_names);
  reader->began_usec = self->began_usec;
  reader->n_keys = ff_work_get_n_keys (work);
  reader->n_cells = operands != NULL ? operands->len : 0;
  g_set_object (&reader->cancellable, cancellable);
  self->n_readers += 1;
  if (self->n_readers == 1)
    ff_store_postgres_let_read (self, TRUE);

  return reader;
}

static gboolean
fetch (FfStorePostgres  *self,
       FfStoreReader    *reader,
       GError          **error)
{
  g_autoptr (FfSql) sql = ff_sql_new (&self->dialect);
  g_autoptr (GError) db_error = NULL;

  g_clear_pointer (&reader->rows, PQclear);
  reader->place = 0;

  ff_sql_addf (sql, "FETCH %d FROM %s", FETCH, reader->cursor);
  ff_postgres_set_cancellable (self->db, reader->cancellable);
  reader->rows = ff_store_postgres_ask_safely (self, sql, &db_error);
  ff_postgres_set_cancellable (self->db, NULL);
  self->used_usec = g_get_monotonic_time ();
  if (reader->rows == NULL)
    return ff_store_postgres_fail (self, g_steal_pointer (&db_error), error);

  reader->at_end = PQntuples (reader->rows) < FETCH;

  return TRUE;
}

gboolean
ff_store_postgres_read_row (FfStore        *store,
                            FfStoreReader  *reader,
                            char          **out_key,
                            GArray         *cells,
                            gboolean       *out_row,
                            GError        **error)
{
  FfStorePostgres *self = FF_STORE_POSTGRES (store);

  if (g_cancellable_set_error_if_cancelled (reader->cancellable, error))
    return FALSE;

  if ((reader->rows == NULL || reader->place >= PQntuples (reader->rows)) && !reader->at_end && !fetch (self, reader, error))
    return FALSE;

  *out_row = reader->place < PQntuples (reader->rows);
  if (cells != NULL)
    {
      for (guint c = 0; c < cells->len; c++)
        ff_value_clear (&g_array_index (cells, FfValue, c));
      g_array_set_size (cells, *out_row ? reader->n_cells : 0);
    }

  if (!*out_row)
    return TRUE;

  *out_key = dup_key (reader->rows, reader->place, reader->n_keys);
  for (guint c = 0; cells != NULL && c < reader->n_cells; c++)
    ff_postgres_read_value (reader->rows, reader->place, (int) (reader->n_keys + c), &g_array_index (cells, FfValue, c));
  reader->place += 1;

  return TRUE;
}

void
ff_store_postgres_close_reader (FfStore       *store,
                                FfStoreReader *reader)
{
  FfStorePostgres *self = FF_STORE_POSTGRES (store);
  g_autoptr (FfSql) sql = ff_sql_new (&self->dialect);
  g_autoptr (PGresult) result = NULL;

  self->n_readers -= 1;
  if (self->n_readers == 0)
    ff_store_postgres_let_read (self, FALSE);
  if (reader->began_usec == self->began_usec && !ff_postgres_is_lost (self->db))
    {
      ff_sql_addf (sql, "CLOSE %s", reader->cursor);
      result = ff_store_postgres_ask_safely (self, sql, NULL);
    }

  g_clear_pointer (&reader->rows, PQclear);
  g_clear_object (&reader->cancellable);
  g_free (reader->cursor);
  g_free (reader);
  ff_store_postgres_sweep (self);
}
