/* A page of the rows behind a flow, as a query by keyset, so that page 10,000
 * costs what the first does. Called by the backends, on the store's thread.
 *
 * The order is total: the sort's value, empty ones last in both directions,
 * then the key. A place in it is the sort's value and the key of the last row
 * of a page, as JSON. */

#include "store/ff-step-sql.h"

#include <glib/gi18n-lib.h>

#include "base/ff-fold.h"

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

/**
 * ff_page_dup_place:
 * @values: (array length=n_values): the keys of a page's last row, then the sort's value if there is one
 *
 * Returns: (transfer full): where the next page begins
 */
char *
ff_page_dup_place (const FfValue *values,
                   guint          n_values)
{
  g_autoptr (FfJson) place = ff_json_new_array ();

  for (guint v = 0; v < n_values; v++)
    ff_json_take_element (place, value_to_json (&values[v]));

  return ff_json_print (place);
}

/**
 * ff_page_read_place:
 * @request: whose @after is read
 * @out_place: (out) (nullable): where it goes on; %NULL for the first page
 *
 * Returns: %TRUE if the page can be read
 */
gboolean
ff_page_read_place (const FfPageRequest  *request,
                    guint                 n_keys,
                    FfJson              **out_place,
                    GError              **error)
{
  g_autoptr (FfJson) after = NULL;

  *out_place = NULL;
  if (request->after == NULL)
    return TRUE;

  after = ff_json_parse (request->after, -1, &ff_json_document_limits, NULL);
  if (!is_place (after, n_keys, request->sort != NULL))
    {
      g_set_error_literal (error, FF_STORE_ERROR, FF_STORE_ERROR_FAILED, _("The page does not go on from there. Begin with the first page."));
      return FALSE;
    }

  *out_place = g_steal_pointer (&after);

  return TRUE;
}

static char *
dup_parameter (FfSql         *sql,
               const FfValue *value)
{
  gsize start = sql->text->len;
  char *parameter;

  ff_sql_value (sql, value);
  parameter = g_strdup (sql->text->str + start);
  g_string_truncate (sql->text, start);

  return parameter;
}

static void
add_key_after (FfSql          *sql,
               FfJson         *place,
               const FfEntity *entity)
{
  ff_sql_add (sql, "(");
  ff_work_add_key_order (sql, "i", entity);
  ff_sql_add (sql, ") > (");
  for (guint k = 0; entity->key[k] != NULL; k++)
    {
      g_autofree char *parameter = NULL;
      FfValue value;

      value_from_json (ff_json_get_element (place, k), &value);
      parameter = dup_parameter (sql, &value);
      ff_sql_add (sql, k > 0 ? ", " : "");
      sql->dialect->key_value (sql->text, parameter, ff_entity_find_column (entity, entity->key[k]));
      ff_value_clear (&value);
    }
  ff_sql_add (sql, ")");
}

/* What lies after @place in the order. */
static void
add_after (FfSql          *sql,
           FfJson         *place,
           const FfEntity *entity,
           FfOperand      *sort,
           gboolean        descending)
{
  FfValue last;

  if (sort == NULL)
    {
      add_key_after (sql, place, entity);
      return;
    }

  value_from_json (ff_json_get_element (place, g_strv_length (entity->key)), &last);
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
  add_key_after (sql, place, entity);
  ff_sql_add (sql, "))");
  ff_value_clear (&last);
}

/* A column that names a row, as text. */
static char *
dup_display (FfSql          *sql,
             const FfEntity *entity,
             guint           d)
{
  const FfColumn *column = ff_entity_find_column (entity, entity->display[d]);
  g_autoptr (GString) name = g_string_new ("e.");
  g_autoptr (GString) text = g_string_new (NULL);

  sql->dialect->quote_name (name, entity->display[d]);
  if (column == NULL || !column->type.own)
    return g_string_free (g_steal_pointer (&name), FALSE);

  if (column->type.kind == FF_KIND_TEXT)
    sql->dialect->own (text, name->str, &column->type);
  else
    g_string_append_printf (text, "CAST (%s AS TEXT)", name->str);

  return g_string_free (g_steal_pointer (&text), FALSE);
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
      g_autofree char *column = dup_display (sql, entity, d);

      ff_sql_addf (sql, "%s%s (", d > 0 ? " OR " : "", sql->dialect->position);
      sql->dialect->fold (sql->text, column);
      ff_sql_add (sql, ", ");
      ff_sql_text (sql, folded);
      ff_sql_add (sql, ") > 0");
    }

  /* Several columns name a row together: “Ada Lovelace”. */
  if (n > 1)
    {
      g_autoptr (GString) joined = g_string_new ("(");

      for (guint d = 0; d < n; d++)
        {
          g_autofree char *column = dup_display (sql, entity, d);

          g_string_append_printf (joined, "%scoalesce (%s, '')", d > 0 ? " || ' ' || " : "", column);
        }
      g_string_append_c (joined, ')');
      ff_sql_addf (sql, " OR %s (", sql->dialect->position);
      sql->dialect->fold (sql->text, joined->str);
      ff_sql_add (sql, ", ");
      ff_sql_text (sql, folded);
      ff_sql_add (sql, ") > 0");
    }

  /* Without a name there is still the key. */
  for (guint k = 0; n == 0 && entity->key[k] != NULL; k++)
    {
      ff_sql_add (sql, k > 0 ? " OR " : "");
      if (!sql->dialect->is_typed)
        {
          ff_sql_addf (sql, "i.k%u = ", k + 1);
          ff_sql_text (sql, text);
          ff_sql_add (sql, " OR ");
        }
      ff_sql_addf (sql, "CAST (i.k%u AS TEXT) = ", k + 1);
      ff_sql_text (sql, text);
    }
  ff_sql_add (sql, ")");
}

/**
 * ff_sql_print_rows:
 * @operands: (nullable) (element-type FfOperand): the cells
 * @sort: (nullable): what the rows will be ordered by
 *
 * Returns: (transfer full): the query of k…, the sort's value if any, then
 *   the cells, without an order
 */
FfSql *
ff_sql_print_rows (const FfDialect *dialect,
                   const FfWork    *work,
                   GPtrArray       *operands,
                   FfOperand       *sort)
{
  FfSql *sql = ff_sql_new (dialect);

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

static void
add_order (FfSql               *sql,
           const FfWork        *work,
           const FfPageRequest *request)
{
  if (request->sort != NULL)
    {
      ff_work_add_value_of (sql, request->sort);
      ff_sql_add (sql, request->descending ? " DESC NULLS LAST, " : " NULLS LAST, ");
    }
  ff_work_add_key_order (sql, "i", work->entity);
}

/* The same order from its end. */
static void
add_order_back (FfSql               *sql,
                const FfWork        *work,
                const FfPageRequest *request)
{
  if (request->sort != NULL)
    {
      ff_work_add_value_of (sql, request->sort);
      ff_sql_add (sql, request->descending ? " NULLS FIRST, " : " DESC NULLS FIRST, ");
    }
  ff_work_add_key_order_back (sql, "i", work->entity);
}

FfSql *
ff_sql_print_page (const FfDialect     *dialect,
                   const FfWork        *work,
                   const FfPageRequest *request,
                   FfJson              *after)
{
  FfSql *sql = ff_sql_print_rows (dialect, work, request->operands, request->sort);
  gboolean finds = request->find != NULL && *request->find != '\0';

  if (finds)
    {
      ff_sql_add (sql, "\nWHERE ");
      add_find (sql, work->entity, request->find);
    }
  if (after != NULL)
    {
      ff_sql_add (sql, finds ? "\nAND " : "\nWHERE ");
      add_after (sql, after, work->entity, request->sort, request->descending);
    }

  ff_sql_add (sql, "\nORDER BY ");
  if (request->from_end)
    add_order_back (sql, work, request);
  else
    add_order (sql, work, request);
  ff_sql_add (sql, "\nLIMIT ");
  ff_sql_integer (sql, (gint64) request->limit + 1);
  if (request->skip > 0)
    {
      ff_sql_add (sql, " OFFSET ");
      ff_sql_integer (sql, (gint64) request->skip);
    }

  return sql;
}
