/* The people behind a flow: pages by keyset, so that page 10,000 costs what
 * the first does, and streams of all rows. Called through the interface, on
 * the store's thread.
 *
 * The order is total: the sort's value, empty ones last in both directions,
 * then the key. A place in it is the sort's value and the key of the last row
 * of a page, as JSON. */

#include "store/ff-store-sqlite-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/ff-fold.h"

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

/* {"i": integer} | {"r": hexadecimal real} | {"t": text} | null */
static FfJson *
value_to_json (const FfValue *value)
{
  FfJson *json;
  g_autofree char *hex = NULL;

  switch (value->kind)
    {
    case FF_VALUE_INTEGER:
      json = ff_json_new_object ();
      ff_json_set_integer (json, "i", value->integer);
      return json;
    case FF_VALUE_REAL:
      json = ff_json_new_object ();
      hex = g_strdup_printf ("%016" G_GINT64_MODIFIER "x", ((union { double real; guint64 bits; }) { value->real }).bits);
      ff_json_set_string (json, "r", hex);
      return json;
    case FF_VALUE_TEXT:
      json = ff_json_new_object ();
      ff_json_set_string (json, "t", value->text);
      return json;
    case FF_VALUE_NULL:
    default:
      return ff_json_new_null ();
    }
}

static void
value_from_json (FfJson  *json,
                 FfValue *out_value)
{
  const char *text = ff_json_get_string (ff_json_get_member (json, "t"));
  const char *hex = ff_json_get_string (ff_json_get_member (json, "r"));

  *out_value = (FfValue) { .kind = FF_VALUE_NULL };
  if (text != NULL)
    {
      out_value->kind = FF_VALUE_TEXT;
      out_value->text = g_strdup (text);
    }
  else if (hex != NULL)
    {
      out_value->kind = FF_VALUE_REAL;
      out_value->real = ((union { guint64 bits; double real; }) { g_ascii_strtoull (hex, NULL, 16) }).real;
    }
  else if (ff_json_get_integer (ff_json_get_member (json, "i"), &out_value->integer))
    {
      out_value->kind = FF_VALUE_INTEGER;
    }
}

/* Whether a place is one of ours: its keys first, none of them empty, then the sort's value. */
static gboolean
is_place (FfJson   *place,
          guint     n_keys,
          gboolean  sorted)
{
  if (!ff_json_is_array (place) || ff_json_get_length (place) != n_keys + (sorted ? 1 : 0))
    return FALSE;

  for (guint k = 0; k < n_keys; k++)
    {
      FfValue value;
      gboolean empty;

      value_from_json (ff_json_get_element (place, k), &value);
      empty = value.kind == FF_VALUE_NULL;
      ff_value_clear (&value);
      if (empty)
        return FALSE;
    }

  return TRUE;
}

static char *
dup_place (sqlite3_stmt *statement,
           guint         n_keys,
           gboolean      sorted)
{
  g_autoptr (FfJson) place = ff_json_new_array ();

  for (guint c = 0; c < n_keys + (sorted ? 1 : 0); c++)
    {
      FfValue value;

      ff_sqlite_read_value (statement, (int) c, &value);
      ff_json_take_element (place, value_to_json (&value));
      ff_value_clear (&value);
    }

  return ff_json_print (place);
}

static void
add_key_after (FfSql  *sql,
               FfJson *place,
               guint   n_keys)
{
  ff_sql_add (sql, "(");
  ff_work_add_keys (sql, "i", n_keys);
  ff_sql_add (sql, ") > (");
  for (guint k = 0; k < n_keys; k++)
    {
      FfValue value;

      value_from_json (ff_json_get_element (place, k), &value);
      ff_sql_add (sql, k > 0 ? ", " : "");
      ff_sql_value (sql, &value);
      ff_value_clear (&value);
    }
  ff_sql_add (sql, ")");
}

/* What lies after @place in the order. */
static void
add_after (FfSql     *sql,
           FfJson    *place,
           guint      n_keys,
           FfOperand *sort,
           gboolean   descending)
{
  FfValue last;

  if (sort == NULL)
    {
      add_key_after (sql, place, n_keys);
      return;
    }

  value_from_json (ff_json_get_element (place, n_keys), &last);
  ff_sql_add (sql, "(");
  if (last.kind != FF_VALUE_NULL)
    {
      ff_work_add_value_of (sql, sort);
      ff_sql_add (sql, descending ? " < " : " > ");
      ff_sql_value (sql, &last);
      ff_sql_add (sql, " OR ");
      ff_work_add_value_of (sql, sort);
      ff_sql_add (sql, " IS NULL OR (");
      ff_work_add_value_of (sql, sort);
      ff_sql_add (sql, " = ");
      ff_sql_value (sql, &last);
    }
  else
    {
      ff_sql_add (sql, "(");
      ff_work_add_value_of (sql, sort);
      ff_sql_add (sql, " IS NULL");
    }
  ff_sql_add (sql, " AND ");
  add_key_after (sql, place, n_keys);
  ff_sql_add (sql, "))");
  ff_value_clear (&last);
}

static void
add_find (FfSql          *sql,
          const FfEntity *entity,
          const char     *text)
{
  g_autofree char *folded = ff_fold_lower (text, -1);
  guint n = entity->display != NULL ? g_strv_length (entity->display) : 0;

  ff_sql_add (sql, "(");
  for (guint d = 0; d < n; d++)
    {
      g_autoptr (GString) column = g_string_new ("e.");

      sql->dialect->quote_name (column, entity->display[d]);
      ff_sql_add (sql, d > 0 ? " OR instr (" : "instr (");
      sql->dialect->fold (sql->text, column->str);
      ff_sql_add (sql, ", ");
      ff_sql_text (sql, folded);
      ff_sql_add (sql, ") > 0");
    }

  /* Several columns name a row together: “Ada Lovelace”. */
  if (n > 1)
    {
      g_autoptr (GString) joined = g_string_new (NULL);

      for (guint d = 0; d < n; d++)
        {
          g_string_append (joined, d > 0 ? " || ' ' || coalesce (e." : "coalesce (e.");
          sql->dialect->quote_name (joined, entity->display[d]);
          g_string_append (joined, ", '')");
        }
      ff_sql_add (sql, " OR instr (");
      sql->dialect->fold (sql->text, joined->str);
      ff_sql_add (sql, ", ");
      ff_sql_text (sql, folded);
      ff_sql_add (sql, ") > 0");
    }

  /* Without a name there is still the key. */
  for (guint k = 0; n == 0 && entity->key[k] != NULL; k++)
    {
      ff_sql_addf (sql, "%si.k%u = ", k > 0 ? " OR " : "", k + 1);
      ff_sql_text (sql, text);
      ff_sql_addf (sql, " OR CAST (i.k%u AS TEXT) = ", k + 1);
      ff_sql_text (sql, text);
    }
  ff_sql_add (sql, ")");
}

/* k…, the sort's value if any, then the cells. */
static FfSql *
print_rows (const FfWork *work,
            GPtrArray    *operands,
            FfOperand    *sort)
{
  FfSql *sql = ff_sql_new (&ff_dialect_sqlite);

  ff_sql_add (sql, "SELECT ");
  ff_work_add_keys (sql, "i", ff_work_get_n_keys (work));
  if (sort != NULL)
    {
      ff_sql_add (sql, ", ");
      ff_work_add_value_of (sql, sort);
    }
  for (guint o = 0; operands != NULL && o < operands->len; o++)
    {
      ff_sql_add (sql, ", ");
      ff_work_add_value_of (sql, g_ptr_array_index (operands, o));
    }
  ff_sql_add (sql, "\n");
  ff_work_add_from_work (sql, work);

  return sql;
}

static FfSql *
print_page (const FfWork        *work,
            const FfPageRequest *request,
            FfJson              *after)
{
  FfSql *sql = print_rows (work, request->operands, request->sort);
  guint n_keys = ff_work_get_n_keys (work);
  gboolean finds = request->find != NULL && *request->find != '\0';

  if (finds)
    {
      ff_sql_add (sql, "\nWHERE ");
      add_find (sql, work->entity, request->find);
    }
  if (after != NULL)
    {
      ff_sql_add (sql, finds ? "\nAND " : "\nWHERE ");
      add_after (sql, after, n_keys, request->sort, request->descending);
    }

  ff_sql_add (sql, "\nORDER BY ");
  if (request->sort != NULL)
    {
      ff_work_add_value_of (sql, request->sort);
      ff_sql_add (sql, request->descending ? " DESC NULLS LAST, " : " NULLS LAST, ");
    }
  ff_work_add_keys (sql, "i", n_keys);
  ff_sql_add (sql, "\nLIMIT ");
  ff_sql_integer (sql, (gint64) request->limit + 1);

  return sql;
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
        place = dup_place (statement, n_keys, request->sort != NULL);
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
  if (request->after != NULL)
    after = ff_json_parse (request->after, -1, &ff_json_document_limits, NULL);
  if (request->after != NULL && !is_place (after, n_keys, request->sort != NULL))
    {
      g_set_error_literal (error, FF_STORE_ERROR, FF_STORE_ERROR_FAILED, _("The page does not go on from there. Begin with the first page."));
      return NULL;
    }

  page = ff_page_new (request->operands != NULL ? request->operands->len : 0);
  sql = print_page (work, request, after);

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

  sql = print_rows (work, operands, NULL);
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
