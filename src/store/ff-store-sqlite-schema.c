/* The data model of any SQLite file: tables, keys and links as they are
 * declared, kinds from declared types and a look at the data. The file's own
 * model, where it has one, corrects them (ff-store-sqlite-model.c). Called by
 * ff-store-sqlite.c when a store is opened. */

#include "store/ff-store-sqlite-private.h"

#include <string.h>

/* One declared foreign key. */
typedef struct
{
  FfEntity   *child;
  char       *parent;          /* as declared */
  GPtrArray  *columns;         /* of char* */
  GPtrArray  *parent_columns;  /* of char*; empty: the parent's key */
  guint       place;           /* of its first column in the table: links come in that order */
} ForeignKey;

typedef struct
{
  FfSqlite    *db;
  GHashTable  *tables;
  GPtrArray   *entities;       /* of FfEntity */
  GPtrArray   *foreign_keys;   /* of ForeignKey */
  GHashTable  *uniques;        /* entity's name → GPtrArray of GStrv: columns that are unique together */
} Introspection;

static void
foreign_key_free (gpointer data)
{
  ForeignKey *self = data;

  g_free (self->parent);
  g_ptr_array_unref (self->columns);
  g_ptr_array_unref (self->parent_columns);
  g_free (self);
}

FfSqliteTable *
ff_sqlite_table_new (void)
{
  FfSqliteTable *self = g_new0 (FfSqliteTable, 1);

  self->indexes = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  self->n_rows = -1;

  return self;
}

void
ff_sqlite_table_free (FfSqliteTable *self)
{
  g_ptr_array_unref (self->indexes);
  g_free (self);
}

static gboolean
begins_with (char **index,
             char **columns)
{
  guint n = g_strv_length (columns);

  if (g_strv_length (index) < n)
    return FALSE;

  for (guint i = 0; i < n; i++)
    if (!g_strv_contains ((const char *const *) columns, index[i]))
      return FALSE;

  return TRUE;
}

/**
 * ff_sqlite_table_is_indexed:
 *
 * Returns: %TRUE if an index of the table begins with @columns, in any order
 */
gboolean
ff_sqlite_table_is_indexed (FfSqliteTable  *self,
                            char          **columns)
{
  for (guint i = 0; i < self->indexes->len; i++)
    if (begins_with (g_ptr_array_index (self->indexes, i), columns))
      return TRUE;

  return FALSE;
}

/* A PRAGMA with a table's name, as a query. */
static sqlite3_stmt *
ask_about (FfSqlite    *db,
           const char  *sql,
           const char  *name,
           GError     **error)
{
  sqlite3_stmt *statement = ff_sqlite_prepare (db, sql, error);

  if (statement != NULL)
    sqlite3_bind_text (statement, 1, name, -1, SQLITE_TRANSIENT);

  return statement;
}

static const char *
get_text (sqlite3_stmt *statement,
          int           column)
{
  return (const char *) sqlite3_column_text (statement, column);
}

/* A column whose text compares otherwise than by code point is not held to be plain text. */
static gboolean
is_folded (FfSqlite   *db,
           const char *table,
           const char *column)
{
  const char *collation = NULL;

  return sqlite3_table_column_metadata (ff_sqlite_get_handle (db), "main", table, column,
                                        NULL, &collation, NULL, NULL, NULL) == SQLITE_OK &&
         g_strcmp0 (collation, "BINARY") != 0;
}

typedef struct
{
  char     *name;
  char     *declared;
  gboolean  not_null;
  gint      key_place;   /* 1 …; 0: not of the key */
} DeclaredColumn;

static void
declared_column_clear (gpointer data)
{
  DeclaredColumn *self = data;

  g_free (self->name);
  g_free (self->declared);
}

static GArray *
read_columns (Introspection  *self,
              const char     *table,
              GError        **error)
{
  g_autoptr (GArray) columns = g_array_new (FALSE, TRUE, sizeof (DeclaredColumn));
  sqlite3_stmt *statement;
  gboolean has_row = FALSE;

  g_array_set_clear_func (columns, declared_column_clear);
  statement = ask_about (self->db, "SELECT name, type, \"notnull\", pk FROM pragma_table_xinfo (?, 'main') WHERE hidden <> 1 ORDER BY cid",
                         table, error);
  if (statement == NULL)
    return NULL;

  while (ff_sqlite_step (self->db, statement, &has_row, error))
    {
      DeclaredColumn column;

      if (!has_row)
        return g_steal_pointer (&columns);

      column.name = g_strdup (get_text (statement, 0));
      column.declared = g_ascii_strup (get_text (statement, 1) != NULL ? get_text (statement, 1) : "", -1);
      column.not_null = sqlite3_column_int (statement, 2) != 0;
      column.key_place = sqlite3_column_int (statement, 3);
      g_array_append_val (columns, column);
    }

  return NULL;
}

/* Whole indexes only: one on a part of the rows or on an expression promises nothing here. */
static gboolean
read_indexes (Introspection  *self,
              FfEntity       *entity,
              FfSqliteTable  *table,
              GPtrArray      *uniques,
              GError        **error)
{
  g_autoptr (GPtrArray) columns = g_ptr_array_new_with_free_func (g_free);
  sqlite3_stmt *statement;
  gboolean has_row = FALSE;
  gboolean is_plain = TRUE;
  g_autofree char *index = NULL;
  gboolean is_unique = FALSE;

  statement = ask_about (self->db,
                         "SELECT l.name, l.\"unique\", i.name FROM pragma_index_list (?, 'main') AS l, pragma_index_info (l.name, 'main') AS i"
                         " WHERE l.partial = 0 ORDER BY l.seq, i.seqno", entity->name, error);
  if (statement == NULL)
    return FALSE;

  do
    {
      if (!ff_sqlite_step (self->db, statement, &has_row, error))
        return FALSE;

      if (index != NULL && (!has_row || !g_str_equal (index, get_text (statement, 0))))
        {
          g_ptr_array_add (columns, NULL);
          if (is_plain && is_unique)
            g_ptr_array_add (uniques, g_strdupv ((char **) columns->pdata));
          if (is_plain)
            g_ptr_array_add (table->indexes, g_strdupv ((char **) columns->pdata));
          g_ptr_array_set_size (columns, 0);
          g_clear_pointer (&index, g_free);
          is_plain = TRUE;
        }

      if (has_row)
        {
          if (index == NULL)
            index = g_strdup (get_text (statement, 0));
          is_unique = sqlite3_column_int (statement, 1) != 0;
          is_plain = is_plain && get_text (statement, 2) != NULL;
          g_ptr_array_add (columns, g_strdup (get_text (statement, 2)));
        }
    }
  while (has_row);

  return TRUE;
}

/* SQLite lets a declared key be NULL outside of STRICT tables; a row without key makes the key none. */
static gboolean
has_empty_keys (Introspection  *self,
                FfEntity       *entity,
                gboolean       *out_has,
                GError        **error)
{
  g_autoptr (GString) sql = g_string_new ("SELECT EXISTS (SELECT 1 FROM main.");
  g_autofree char *table = ff_sqlite_quote_name (entity->name);
  gint64 value = 0;

  g_string_append_printf (sql, "%s WHERE ", table);
  for (guint k = 0; entity->key[k] != NULL; k++)
    {
      g_autofree char *column = ff_sqlite_quote_name (entity->key[k]);

      g_string_append_printf (sql, "%s%s IS NULL", k > 0 ? " OR " : "", column);
    }
  g_string_append (sql, ")");

  if (!ff_sqlite_get_integer (self->db, &value, NULL, error, sql->str, NULL))
    return FALSE;

  *out_has = value != 0;

  return TRUE;
}

/* The declared key; without one, columns that are unique together and never NULL. */
static char **
dup_key (GArray    *columns,
         FfEntity  *entity,
         GPtrArray *uniques)
{
  g_autoptr (GPtrArray) key = g_ptr_array_new_with_free_func (g_free);

  for (gint place = 1; place <= (gint) columns->len; place++)
    for (guint c = 0; c < columns->len; c++)
      if (g_array_index (columns, DeclaredColumn, c).key_place == place)
        g_ptr_array_add (key, g_strdup (g_array_index (columns, DeclaredColumn, c).name));

  for (guint u = 0; u < uniques->len && key->len == 0; u++)
    {
      char **unique = g_ptr_array_index (uniques, u);
      gboolean usable = TRUE;

      for (guint c = 0; unique[c] != NULL; c++)
        {
          const FfColumn *column = ff_entity_find_column (entity, unique[c]);

          usable = usable && column != NULL && !column->nullable;
        }

      for (guint c = 0; usable && unique[c] != NULL; c++)
        g_ptr_array_add (key, g_strdup (unique[c]));
    }

  if (key->len == 0 || key->len > FF_WORK_MAX_KEYS)
    return NULL;

  /* A key that cannot be shown, such as a blob, is none. */
  for (guint k = 0; k < key->len; k++)
    if (ff_entity_find_column (entity, g_ptr_array_index (key, k)) == NULL)
      return NULL;

  g_ptr_array_add (key, NULL);

  return (char **) g_ptr_array_free (g_steal_pointer (&key), FALSE);
}

static gboolean
read_table (Introspection  *self,
            const char     *name,
            gboolean        without_rowid,
            gboolean        strict,
            GError        **error)
{
  FfEntity *entity = ff_entity_new (name);
  FfSqliteTable *table = ff_sqlite_table_new ();
  GPtrArray *uniques = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autoptr (GArray) columns = NULL;
  g_autofree char *label = ff_label_from_name (name);
  gboolean has_empty = FALSE;
  gboolean asks_empty = FALSE;
  guint n_keys = 0;

  g_ptr_array_add (self->entities, entity);
  g_hash_table_insert (self->tables, g_strdup (name), table);
  g_hash_table_insert (self->uniques, g_strdup (name), uniques);
  table->has_rowid = !without_rowid;

  columns = read_columns (self, name, error);
  if (columns == NULL || !read_indexes (self, entity, table, uniques, error))
    return FALSE;

  for (guint c = 0; c < columns->len; c++)
    n_keys += g_array_index (columns, DeclaredColumn, c).key_place > 0;

  for (guint c = 0; c < columns->len; c++)
    {
      DeclaredColumn *declared = &g_array_index (columns, DeclaredColumn, c);
      gboolean is_rowid = n_keys == 1 && declared->key_place == 1 && !without_rowid && g_str_equal (declared->declared, "INTEGER");
      gboolean is_key = declared->key_place > 0;
      FfType type = { FF_KIND_INTEGER };
      FfColumn *column;
      gboolean usable = TRUE;

      if (!is_rowid && !ff_sqlite_guess_type (self->db, name, declared->name, declared->declared, strict, &type, &usable, error))
        return FALSE;
      if (!usable)
        continue;

      type.loose = !is_rowid && (!strict || is_folded (self->db, name, declared->name));
      column = ff_entity_add_column (entity, declared->name, &type);
      column->nullable = !is_rowid && !declared->not_null && !(is_key && (strict || without_rowid));
      g_free (column->label);
      column->label = ff_label_from_name (declared->name);
      asks_empty = asks_empty || (is_key && column->nullable);

      if (is_rowid || (is_key && n_keys == 1 && strict && type.kind == FF_KIND_INTEGER))
        {
          char *own[] = { declared->name, NULL };

          table->integer_key = TRUE;
          g_ptr_array_add (uniques, g_strdupv (own));
          g_ptr_array_add (table->indexes, g_strdupv (own));
        }
    }

  g_free (entity->label);
  g_free (entity->label_plural);
  entity->label = ff_label_singular (label);
  entity->label_plural = ff_label_plural (entity->label);
  entity->key = dup_key (columns, entity, uniques);

  if (entity->key != NULL && asks_empty && !has_empty_keys (self, entity, &has_empty, error))
    return FALSE;
  if (has_empty)
    g_clear_pointer (&entity->key, g_strfreev);

  return TRUE;
}

static gboolean
read_tables (Introspection  *self,
             GError        **error)
{
  sqlite3_stmt *statement;
  gboolean has_row = FALSE;
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) facts = g_array_new (FALSE, FALSE, sizeof (int));

  statement = ff_sqlite_prepare (self->db,
                                 "SELECT name, wr, strict FROM pragma_table_list"
                                 " WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
                                 " AND name NOT LIKE 'fanfare\\_%' ESCAPE '\\' ORDER BY name", error);
  if (statement == NULL)
    return FALSE;

  do
    {
      if (!ff_sqlite_step (self->db, statement, &has_row, error))
        return FALSE;
      if (has_row)
        {
          int fact = (sqlite3_column_int (statement, 1) != 0) | (sqlite3_column_int (statement, 2) != 0) << 1;

          g_ptr_array_add (names, g_strdup (get_text (statement, 0)));
          g_array_append_val (facts, fact);
        }
    }
  while (has_row);

  for (guint t = 0; t < names->len; t++)
    {
      int fact = g_array_index (facts, int, t);

      if (!read_table (self, g_ptr_array_index (names, t), (fact & 1) != 0, (fact & 2) != 0, error))
        return FALSE;
    }

  return TRUE;
}

static FfEntity *
find_entity (Introspection *self,
             const char    *name)
{
  for (guint e = 0; e < self->entities->len; e++)
    {
      FfEntity *entity = g_ptr_array_index (self->entities, e);

      if (g_ascii_strcasecmp (entity->name, name) == 0)
        return entity;
    }

  return NULL;
}

/* A foreign key may spell a column otherwise than its table does. */
static const FfColumn *
find_column (const FfEntity *entity,
             const char     *name,
             guint          *out_place)
{
  for (guint c = 0; c < entity->columns->len; c++)
    {
      const FfColumn *column = g_ptr_array_index (entity->columns, c);

      if (g_ascii_strcasecmp (column->name, name) != 0)
        continue;
      if (out_place != NULL)
        *out_place = c;
      return column;
    }

  return NULL;
}

static gboolean
read_foreign_keys (Introspection  *self,
                   FfEntity       *entity,
                   GError        **error)
{
  sqlite3_stmt *statement;
  ForeignKey *key = NULL;
  gboolean has_row = FALSE;
  int last = -1;

  statement = ask_about (self->db,
                         "SELECT id, \"table\", \"from\", \"to\" FROM pragma_foreign_key_list (?, 'main') ORDER BY id, seq",
                         entity->name, error);
  if (statement == NULL)
    return FALSE;

  do
    {
      if (!ff_sqlite_step (self->db, statement, &has_row, error))
        return FALSE;
      if (!has_row)
        break;

      if (key == NULL || sqlite3_column_int (statement, 0) != last)
        {
          last = sqlite3_column_int (statement, 0);
          key = g_new0 (ForeignKey, 1);
          key->child = entity;
          key->parent = g_strdup (get_text (statement, 1));
          key->columns = g_ptr_array_new_with_free_func (g_free);
          key->parent_columns = g_ptr_array_new_with_free_func (g_free);
          find_column (entity, get_text (statement, 2), &key->place);
          g_ptr_array_add (self->foreign_keys, key);
        }

      g_ptr_array_add (key->columns, g_strdup (get_text (statement, 2)));
      if (get_text (statement, 3) != NULL)
        g_ptr_array_add (key->parent_columns, g_strdup (get_text (statement, 3)));
    }
  while (has_row);

  return TRUE;
}

static gint
compare_places (gconstpointer a,
                gconstpointer b)
{
  const ForeignKey *key_a = *(ForeignKey *const *) a;
  const ForeignKey *key_b = *(ForeignKey *const *) b;

  if (key_a->child != key_b->child)
    return strcmp (key_a->child->name, key_b->child->name);

  return (gint) key_a->place - (gint) key_b->place;
}

/* Both lists as the tables spell them, NULL-terminated; FALSE when a column is not there or the parent's are not unique. */
static gboolean
resolve (Introspection *self,
         ForeignKey    *key,
         FfEntity      *parent)
{
  GPtrArray *uniques = g_hash_table_lookup (self->uniques, parent->name);
  gboolean is_unique = FALSE;

  if (key->parent_columns->len == 0)
    for (guint k = 0; parent->key != NULL && parent->key[k] != NULL; k++)
      g_ptr_array_add (key->parent_columns, g_strdup (parent->key[k]));

  if (key->columns->len == 0 || key->columns->len != key->parent_columns->len || key->columns->len > FF_WORK_MAX_KEYS)
    return FALSE;

  for (guint c = 0; c < key->columns->len; c++)
    {
      const FfColumn *own = find_column (key->child, g_ptr_array_index (key->columns, c), NULL);
      const FfColumn *theirs = find_column (parent, g_ptr_array_index (key->parent_columns, c), NULL);

      if (own == NULL || theirs == NULL)
        return FALSE;

      g_free (key->columns->pdata[c]);
      key->columns->pdata[c] = g_strdup (own->name);
      g_free (key->parent_columns->pdata[c]);
      key->parent_columns->pdata[c] = g_strdup (theirs->name);
    }

  g_ptr_array_add (key->columns, NULL);
  g_ptr_array_add (key->parent_columns, NULL);

  for (guint u = 0; u < uniques->len; u++)
    {
      char **unique = g_ptr_array_index (uniques, u);

      is_unique = is_unique || (g_strv_length (unique) == key->parent_columns->len - 1 &&
                                begins_with (unique, (char **) key->parent_columns->pdata));
    }

  return is_unique;
}

static gboolean
is_unique_in_child (Introspection *self,
                    ForeignKey    *key)
{
  GPtrArray *uniques = g_hash_table_lookup (self->uniques, key->child->name);

  for (guint u = 0; u < uniques->len; u++)
    {
      char **unique = g_ptr_array_index (uniques, u);

      /* Any unique set within the link's columns makes them unique. */
      gboolean within = TRUE;

      for (guint c = 0; unique[c] != NULL; c++)
        within = within && g_strv_contains ((const char *const *) key->columns->pdata, unique[c]);
      if (within)
        return TRUE;
    }

  return FALSE;
}

/* "customer_id", "CustomerID" and "customerId" lead to a customer. */
static char *
dup_link_name (ForeignKey *key,
               FfEntity   *parent)
{
  const char *column = g_ptr_array_index (key->columns, 0);
  gsize length = strlen (column);

  if (key->columns->len > 2)
    return g_strdup (parent->name);

  if (length > 3 && g_ascii_strcasecmp (column + length - 3, "_id") == 0)
    return g_strndup (column, length - 3);

  if (length > 2 && (g_str_has_suffix (column, "ID") || g_str_has_suffix (column, "Id")))
    return g_strndup (column, length - 2);

  return g_strdup (column);
}

static char *
dup_unique_link_name (FfEntity   *entity,
                      const char *wished)
{
  char *name = g_strdup (wished);

  for (guint n = 2; ff_entity_find_link (entity, name) != NULL; n++)
    {
      g_free (name);
      name = g_strdup_printf ("%s_%u", wished, n);
    }

  return name;
}

static void
add_link (FfEntity      *entity,
          FfEntity      *target,
          const char    *wished,
          FfCardinality  cardinality,
          GPtrArray     *columns,
          GPtrArray     *target_columns,
          char          *label)
{
  g_autofree char *name = dup_unique_link_name (entity, wished);
  FfLink *link = ff_entity_add_link (entity, name, target->name, cardinality,
                                     (const char **) columns->pdata, (const char **) target_columns->pdata);

  g_free (link->label);
  link->label = label;
}

static void
add_links (Introspection *self)
{
  g_autoptr (GPtrArray) resolved = g_ptr_array_new ();

  g_ptr_array_sort (self->foreign_keys, compare_places);

  for (guint f = 0; f < self->foreign_keys->len; f++)
    {
      ForeignKey *key = g_ptr_array_index (self->foreign_keys, f);
      FfEntity *parent = find_entity (self, key->parent);
      g_autofree char *name = NULL;

      if (parent == NULL || !resolve (self, key, parent))
        {
          g_debug ("“%s” has a foreign key to “%s” that is no link", key->child->name, key->parent);
          continue;
        }

      name = dup_link_name (key, parent);
      add_link (key->child, parent, name, FF_LINK_ONE, key->columns, key->parent_columns, ff_label_from_name (name));
      g_ptr_array_add (resolved, key);
    }

  for (guint f = 0; f < resolved->len; f++)
    {
      ForeignKey *key = g_ptr_array_index (resolved, f);
      FfEntity *parent = find_entity (self, key->parent);
      gboolean is_one = is_unique_in_child (self, key);
      g_autofree char *wished = g_strdup (key->child->name);

      if (ff_entity_find_link (parent, wished) != NULL)
        {
          g_autofree char *own = dup_link_name (key, parent);

          g_free (wished);
          wished = g_strdup_printf ("%s_%s", key->child->name, own);
        }

      add_link (parent, key->child, wished, is_one ? FF_LINK_ONE : FF_LINK_MANY, key->parent_columns, key->columns,
                g_strdup (is_one ? key->child->label : key->child->label_plural));
    }
}

/* What names a row to a person, where nobody said: names and titles, else the first text. */
static void
guess_display (FfEntity *entity)
{
  static const char *const names[] = { "firstname", "lastname", "fullname", "name", "companyname", "title", "label" };
  g_autoptr (GPtrArray) display = g_ptr_array_new ();

  for (guint n = 0; n < G_N_ELEMENTS (names); n++)
    for (guint c = 0; c < entity->columns->len && display->len < 2; c++)
      {
        const FfColumn *column = g_ptr_array_index (entity->columns, c);
        g_autofree char *plain = g_ascii_strdown (column->name, -1);
        g_auto (GStrv) parts = g_strsplit (plain, "_", -1);
        g_autofree char *joined = g_strjoinv ("", parts);

        if (column->type.kind == FF_KIND_TEXT && (g_str_equal (joined, names[n]) ||
                                                  (g_str_equal (names[n], "name") && g_str_has_suffix (joined, "name"))) &&
            !g_ptr_array_find (display, column->name, NULL))
          g_ptr_array_add (display, column->name);
      }

  for (guint c = 0; c < entity->columns->len && display->len == 0; c++)
    {
      const FfColumn *column = g_ptr_array_index (entity->columns, c);

      if (column->type.kind == FF_KIND_TEXT)
        g_ptr_array_add (display, column->name);
    }

  if (display->len == 0)
    return;

  g_ptr_array_add (display, NULL);
  entity->display = g_strdupv ((char **) display->pdata);
}

/**
 * ff_store_sqlite_introspect:
 * @tables: filled: entity's name → #FfSqliteTable
 * @error: return location for a #FfDbError
 *
 * Returns: (transfer full): the data model, or %NULL
 */
FfSchema *
ff_store_sqlite_introspect (FfSqlite    *db,
                            GHashTable  *tables,
                            GError     **error)
{
  g_autoptr (GPtrArray) entities = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_entity_free);
  g_autoptr (GPtrArray) foreign_keys = g_ptr_array_new_with_free_func (foreign_key_free);
  g_autoptr (GHashTable) uniques = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  g_autoptr (FfSchema) schema = ff_schema_new ();
  Introspection self = { db, tables, entities, foreign_keys, uniques };
  gboolean has_model = FALSE;

  if (!read_tables (&self, error))
    return NULL;

  for (guint e = 0; e < entities->len; e++)
    {
      guint n_before = foreign_keys->len;

      if (!read_foreign_keys (&self, g_ptr_array_index (entities, e), error))
        return NULL;

      /* The list gives them last declared first. */
      for (guint i = n_before, j = foreign_keys->len; i + 1 < j; i++, j--)
        {
          gpointer kept = foreign_keys->pdata[i];

          foreign_keys->pdata[i] = foreign_keys->pdata[j - 1];
          foreign_keys->pdata[j - 1] = kept;
        }
    }
  add_links (&self);

  if (!ff_store_sqlite_has_model (db, &has_model, error) ||
      (has_model && !ff_store_sqlite_read_model (db, entities, schema, error)))
    return NULL;

  for (guint e = 0; e < entities->len; e++)
    if (((FfEntity *) g_ptr_array_index (entities, e))->display == NULL)
      guess_display (g_ptr_array_index (entities, e));

  if (!has_model)
    ff_store_sqlite_guess_roles (entities, schema);

  g_ptr_array_set_free_func (entities, NULL);
  for (guint e = 0; e < entities->len; e++)
    ff_schema_take_entity (schema, g_ptr_array_index (entities, e));

  return g_steal_pointer (&schema);
}
