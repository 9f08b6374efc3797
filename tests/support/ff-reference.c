/* The reference: data in memory. Rules are in ff-reference-rule.c, steps in
 * ff-reference-step.c. */

#include "ff-reference.h"

#include <math.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct
{
  char  *entity;
  char **keys;
} Audience;

struct _FfReference
{
  FfSchema   *schema;
  GHashTable *tables;      /* entity → GPtrArray of FfValue** */
  GHashTable *audiences;   /* name → Audience */
  GPtrArray  *outputs;     /* lent: of the steps so far */
  gboolean    overflowed;
};

static void
audience_free (gpointer data)
{
  Audience *audience = data;

  g_free (audience->entity);
  g_strfreev (audience->keys);
  g_free (audience);
}

static void
row_free (gpointer data)
{
  FfValue **row = data;

  for (guint c = 0; row[c] != NULL; c++)
    {
      ff_value_clear (row[c]);
      g_free (row[c]);
    }
  g_free (row);
}

void
ff_ref_cell_free (gpointer data)
{
  FfRefCell *cell = data;

  ff_value_clear (&cell->value);
  g_free (cell);
}

/* "2026-01-02 03:04:05", "2026-01-02T03:04:05.678", "2026-01-02" → µs UTC */
static gboolean
parse_instant (const char *text,
               gint64     *out_usec)
{
  int year, month, day, hour = 0, minute = 0, n = 0;
  double second = 0;
  g_autoptr (GDateTime) time = NULL;

  if (sscanf (text, "%4d-%2d-%2d%n", &year, &month, &day, &n) != 3 || n != 10)
    return FALSE;
  if (text[10] != '\0' && sscanf (text + 11, "%2d:%2d:%lf", &hour, &minute, &second) < 2)
    return FALSE;

  time = g_date_time_new_utc (year, month, day, hour, minute, 0);
  if (time == NULL)
    return FALSE;

  *out_usec = g_date_time_to_unix (time) * G_USEC_PER_SEC + (gint64) llround (second * 1000) * 1000;

  return TRUE;
}

static gboolean
is_date (const char *text)
{
  int year, month, day, n = 0;

  return strlen (text) == 10 && sscanf (text, "%4d-%2d-%2d%n", &year, &month, &day, &n) == 3 && n == 10 &&
         g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year);
}

/* What stands in the file, in the form of FfValue; what does not fit its kind is missing. */
static FfValue *
read_value (sqlite3_stmt *statement,
            int           place,
            const FfType *type)
{
  FfValue *value = g_new0 (FfValue, 1);
  int stored = sqlite3_column_type (statement, place);
  gint64 whole = sqlite3_column_int64 (statement, place);
  double real = sqlite3_column_double (statement, place);
  const char *text = (const char *) sqlite3_column_text (statement, place);
  gboolean is_number = stored == SQLITE_INTEGER || stored == SQLITE_FLOAT;

  value->kind = FF_VALUE_NULL;
  switch (type->kind)
    {
    case FF_KIND_INTEGER:
      if (stored == SQLITE_INTEGER)
        *value = (FfValue) { .kind = FF_VALUE_INTEGER, .integer = whole };
      break;

    case FF_KIND_FLAG:
      if (stored == SQLITE_INTEGER && (whole == 0 || whole == 1))
        *value = (FfValue) { .kind = FF_VALUE_INTEGER, .integer = whole };
      break;

    case FF_KIND_DECIMAL:
      if (type->scaled_storage && stored == SQLITE_INTEGER)
        *value = (FfValue) { .kind = FF_VALUE_INTEGER, .integer = whole };
      else if (!type->scaled_storage && is_number)
        *value = (FfValue) { .kind = FF_VALUE_INTEGER, .integer = (gint64) llround (real * pow (10, type->scale)) };
      break;

    case FF_KIND_REAL:
      if (is_number)
        *value = (FfValue) { .kind = FF_VALUE_REAL, .real = real };
      break;

    case FF_KIND_DATE:
      if (stored == SQLITE_TEXT && is_date (text))
        *value = (FfValue) { .kind = FF_VALUE_TEXT, .text = g_strdup (text) };
      break;

    case FF_KIND_INSTANT:
      if (type->form != FF_INSTANT_TEXT && stored == SQLITE_INTEGER)
        *value = (FfValue) { .kind = FF_VALUE_INTEGER,
                             .integer = whole * (type->form == FF_INSTANT_SEC ? 1000000 : type->form == FF_INSTANT_MSEC ? 1000 : 1) };
      else if (type->form == FF_INSTANT_TEXT && stored == SQLITE_TEXT && parse_instant (text, &value->integer))
        value->kind = FF_VALUE_INTEGER;
      break;

    case FF_KIND_TEXT:
    default:
      if (stored == SQLITE_TEXT)
        *value = (FfValue) { .kind = FF_VALUE_TEXT, .text = g_strdup (text) };
      break;
    }

  return value;
}

static void
add_name (GString    *sql,
          const char *before,
          const char *name)
{
  g_autoptr (GString) quoted = g_string_new (name);

  g_string_replace (quoted, "\"", "\"\"", 0);
  g_string_append_printf (sql, "%s\"%s\"", before, quoted->str);
}

static GPtrArray *
load_table (sqlite3        *db,
            const FfEntity *entity)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (row_free);
  g_autoptr (GString) sql = g_string_new ("SELECT ");
  sqlite3_stmt *statement = NULL;
  guint n = entity->columns->len;

  for (guint c = 0; c < n; c++)
    add_name (sql, c > 0 ? ", " : "", ((FfColumn *) g_ptr_array_index (entity->columns, c))->name);
  add_name (sql, " FROM ", entity->name);

  g_assert_cmpint (sqlite3_prepare_v2 (db, sql->str, -1, &statement, NULL), ==, SQLITE_OK);
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      FfValue **row = g_new0 (FfValue *, n + 1);

      for (guint c = 0; c < n; c++)
        row[c] = read_value (statement, (int) c, &((FfColumn *) g_ptr_array_index (entity->columns, c))->type);
      g_ptr_array_add (rows, row);
    }
  sqlite3_finalize (statement);

  return rows;
}

FfReference *
ff_reference_new (const char *path,
                  FfSchema   *schema)
{
  FfReference *self = g_new0 (FfReference, 1);
  sqlite3 *db = NULL;

  self->schema = ff_schema_ref (schema);
  self->tables = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  self->audiences = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, audience_free);

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  for (guint e = 0; e < ff_schema_get_n_entities (schema); e++)
    {
      const FfEntity *entity = ff_schema_get_entity (schema, e);

      g_hash_table_insert (self->tables, g_strdup (entity->name), load_table (db, entity));
    }
  sqlite3_close (db);

  return self;
}

void
ff_reference_free (FfReference *self)
{
  g_hash_table_unref (self->tables);
  g_hash_table_unref (self->audiences);
  ff_schema_unref (self->schema);
  g_free (self);
}

void
ff_reference_set_audience (FfReference        *self,
                           const char         *name,
                           const char         *entity,
                           const char *const  *keys)
{
  Audience *audience = g_new0 (Audience, 1);

  audience->entity = g_strdup (entity);
  audience->keys = g_strdupv ((char **) keys);
  g_hash_table_insert (self->audiences, g_strdup (name), audience);
}

gboolean
ff_reference_is_member (FfReference     *self,
                        const char      *name,
                        const FfEntity  *entity,
                        FfValue        **row)
{
  Audience *audience = g_hash_table_lookup (self->audiences, name);
  g_autofree char *key = ff_ref_dup_key (entity, row);

  g_assert_nonnull (audience);
  g_assert_cmpstr (audience->entity, ==, entity->name);

  return g_strv_contains ((const char *const *) audience->keys, key);
}

void
ff_reference_set_outputs (FfReference *self,
                          GPtrArray   *outputs)
{
  self->outputs = outputs;
}

gboolean
ff_reference_leaves (FfReference     *self,
                     FfJson          *named,
                     const FfEntity  *entity,
                     FfValue        **row)
{
  guint step = (guint) atoi (ff_json_get_member_string (named, "activity", ""));
  guint output = (guint) atoi (ff_json_get_member_string (named, "port", ""));
  FfRefFlow *flow = g_ptr_array_index ((GPtrArray *) g_ptr_array_index (self->outputs, step), output);

  g_assert_true (flow->entity == entity);
  for (guint r = 0; r < flow->rows->len; r++)
    if (ff_ref_compare_keys (entity, ((FfRefRow *) g_ptr_array_index (flow->rows, r))->row, row) == 0)
      return TRUE;

  return FALSE;
}

GPtrArray *
ff_reference_get_rows (FfReference *self,
                       const char  *entity)
{
  return g_hash_table_lookup (self->tables, entity);
}

FfSchema *
ff_reference_get_schema (FfReference *self)
{
  return self->schema;
}

const FfEntity *
ff_reference_find_entity (FfReference *self,
                          const char  *name)
{
  return ff_schema_find_entity (self->schema, name);
}

gint
ff_ref_column_place (const FfEntity *entity,
                     const char     *name)
{
  for (guint c = 0; c < entity->columns->len; c++)
    if (g_str_equal (((FfColumn *) g_ptr_array_index (entity->columns, c))->name, name))
      return (gint) c;

  g_error ("No column “%s” in “%s”", name, entity->name);
}

char *
ff_ref_dup_key (const FfEntity  *entity,
                FfValue        **row)
{
  GString *key = g_string_new (NULL);

  for (guint k = 0; entity->key[k] != NULL; k++)
    {
      const FfValue *part = row[ff_ref_column_place (entity, entity->key[k])];

      if (k > 0)
        g_string_append_c (key, '\x1f');
      if (part->kind == FF_VALUE_INTEGER)
        g_string_append_printf (key, "%" G_GINT64_FORMAT, part->integer);
      else
        g_string_append (key, part->text);
    }

  return g_string_free (key, FALSE);
}

/* Two values of one kind, neither missing. */
gint
ff_ref_compare_values (const FfValue *a,
                       const FfValue *b)
{
  if (a->kind == FF_VALUE_TEXT && b->kind == FF_VALUE_TEXT)
    {
      gint order = strcmp (a->text, b->text);

      return (order > 0) - (order < 0);
    }

  if (a->kind == FF_VALUE_INTEGER && b->kind == FF_VALUE_INTEGER)
    return (a->integer > b->integer) - (a->integer < b->integer);

  {
    double x = a->kind == FF_VALUE_REAL ? a->real : (double) a->integer;
    double y = b->kind == FF_VALUE_REAL ? b->real : (double) b->integer;

    return (x > y) - (x < y);
  }
}

gint
ff_ref_compare_keys (const FfEntity  *entity,
                     FfValue        **a,
                     FfValue        **b)
{
  for (guint k = 0; entity->key[k] != NULL; k++)
    {
      gint place = ff_ref_column_place (entity, entity->key[k]);
      gint order = ff_ref_compare_values (a[place], b[place]);

      if (order != 0)
        return order;
    }

  return 0;
}

gboolean
ff_reference_has_overflowed (FfReference *self)
{
  return self->overflowed;
}

void
ff_reference_overflow (FfReference *self)
{
  self->overflowed = TRUE;
}

void
ff_reference_begin (FfReference *self)
{
  self->overflowed = FALSE;
}
