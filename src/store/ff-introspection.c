/* What backends share when they find out a data model: keys and links from what
 * is declared, their names, and what names a row. Called by the backends'
 * schema files when a store is opened. */

#include "store/ff-introspection.h"

#include <string.h>

#include "store/ff-step-sql.h"

static void
foreign_key_free (gpointer data)
{
  FfForeignKey *self = data;

  g_free (self->parent);
  g_ptr_array_unref (self->columns);
  g_ptr_array_unref (self->parent_columns);
  g_free (self);
}

void
ff_introspection_init (FfIntrospection *self)
{
  self->entities = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_entity_free);
  self->foreign_keys = g_ptr_array_new_with_free_func (foreign_key_free);
  self->uniques = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
}

void
ff_introspection_clear (FfIntrospection *self)
{
  g_clear_pointer (&self->entities, g_ptr_array_unref);
  g_clear_pointer (&self->foreign_keys, g_ptr_array_unref);
  g_clear_pointer (&self->uniques, g_hash_table_unref);
}

GPtrArray *
ff_introspection_add_entity (FfIntrospection *self,
                             FfEntity        *entity)
{
  GPtrArray *uniques = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  g_ptr_array_add (self->entities, entity);
  g_hash_table_insert (self->uniques, g_strdup (entity->name), uniques);

  return uniques;
}

gboolean
ff_columns_begin_with (char **index,
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

/* A foreign key may spell a table or column otherwise than it is called. Where names differ in nothing else, the very
 * one is meant. */
static gboolean
is_called (const char *name,
           const char *wanted,
           gboolean    exactly)
{
  return exactly ? strcmp (name, wanted) == 0 : g_ascii_strcasecmp (name, wanted) == 0;
}

static FfEntity *
find_entity (FfIntrospection *self,
             const char      *name)
{
  for (guint pass = 0; pass < 2; pass++)
    for (guint e = 0; e < self->entities->len; e++)
      {
        FfEntity *entity = g_ptr_array_index (self->entities, e);

        if (is_called (entity->name, name, pass == 0))
          return entity;
      }

  return NULL;
}

static const FfColumn *
find_column (const FfEntity *entity,
             const char     *name,
             guint          *out_place)
{
  for (guint pass = 0; pass < 2; pass++)
    for (guint c = 0; c < entity->columns->len; c++)
      {
        const FfColumn *column = g_ptr_array_index (entity->columns, c);

        if (!is_called (column->name, name, pass == 0))
          continue;
        if (out_place != NULL)
          *out_place = c;
        return column;
      }

  return NULL;
}

FfForeignKey *
ff_introspection_add_foreign_key (FfIntrospection *self,
                                  FfEntity        *child,
                                  const char      *parent)
{
  FfForeignKey *key = g_new0 (FfForeignKey, 1);

  key->child = child;
  key->parent = g_strdup (parent);
  key->columns = g_ptr_array_new_with_free_func (g_free);
  key->parent_columns = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->foreign_keys, key);

  return key;
}

void
ff_foreign_key_add_column (FfForeignKey *self,
                           const char   *column,
                           const char   *parent_column)
{
  if (self->columns->len == 0)
    find_column (self->child, column, &self->place);
  g_ptr_array_add (self->columns, g_strdup (column));
  if (parent_column != NULL)
    g_ptr_array_add (self->parent_columns, g_strdup (parent_column));
}

char **
ff_introspection_dup_key (FfIntrospection *self,
                          FfEntity        *entity,
                          GPtrArray       *declared)
{
  GPtrArray *uniques = g_hash_table_lookup (self->uniques, entity->name);
  g_autoptr (GPtrArray) key = g_ptr_array_new_with_free_func (g_free);

  for (guint k = 0; k < declared->len; k++)
    g_ptr_array_add (key, g_strdup (g_ptr_array_index (declared, k)));

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

static gint
compare_places (gconstpointer a,
                gconstpointer b)
{
  const FfForeignKey *key_a = *(FfForeignKey *const *) a;
  const FfForeignKey *key_b = *(FfForeignKey *const *) b;

  if (key_a->child != key_b->child)
    return strcmp (key_a->child->name, key_b->child->name);

  return (gint) key_a->place - (gint) key_b->place;
}

/* Both lists as the tables spell them, NULL-terminated; FALSE when a column is not there or the parent's are not unique. */
static gboolean
resolve (FfIntrospection *self,
         FfForeignKey    *key,
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
                                ff_columns_begin_with (unique, (char **) key->parent_columns->pdata));
    }

  return is_unique;
}

static gboolean
is_unique_in_child (FfIntrospection *self,
                    FfForeignKey    *key)
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
dup_link_name (FfForeignKey *key,
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
          gboolean       exclusive,
          GPtrArray     *columns,
          GPtrArray     *target_columns,
          char          *label)
{
  g_autofree char *name = dup_unique_link_name (entity, wished);
  FfLink *link = ff_entity_add_link (entity, name, target->name, cardinality,
                                     (const char **) columns->pdata, (const char **) target_columns->pdata);

  g_free (link->label);
  link->label = label;
  link->assured = cardinality == FF_LINK_ONE;
  link->exclusive = exclusive;
}

void
ff_introspection_add_links (FfIntrospection *self)
{
  g_autoptr (GPtrArray) resolved = g_ptr_array_new ();

  for (guint e = 0; e < self->entities->len; e++)
    {
      FfEntity *entity = g_ptr_array_index (self->entities, e);

      entity->key_assured = entity->key != NULL;
      entity->is_offered = entity->key != NULL;
    }

  g_ptr_array_sort (self->foreign_keys, compare_places);

  for (guint f = 0; f < self->foreign_keys->len; f++)
    {
      FfForeignKey *key = g_ptr_array_index (self->foreign_keys, f);
      FfEntity *parent = find_entity (self, key->parent);
      g_autofree char *name = NULL;

      if (parent == NULL || !resolve (self, key, parent))
        {
          g_debug ("“%s” has a foreign key to “%s” that is no link", key->child->name, key->parent);
          continue;
        }

      name = dup_link_name (key, parent);
      add_link (key->child, parent, name, FF_LINK_ONE, is_unique_in_child (self, key), key->columns, key->parent_columns, ff_label_from_name (name));
      g_ptr_array_add (resolved, key);
    }

  for (guint f = 0; f < resolved->len; f++)
    {
      FfForeignKey *key = g_ptr_array_index (resolved, f);
      FfEntity *parent = find_entity (self, key->parent);
      gboolean is_one = is_unique_in_child (self, key);
      g_autofree char *wished = g_strdup (key->child->name);

      if (ff_entity_find_link (parent, wished) != NULL)
        {
          g_autofree char *own = dup_link_name (key, parent);

          g_free (wished);
          wished = g_strdup_printf ("%s_%s", key->child->name, own);
        }

      add_link (parent, key->child, wished, is_one ? FF_LINK_ONE : FF_LINK_MANY, is_one, key->parent_columns, key->columns,
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

void
ff_introspection_finish (FfIntrospection *self,
                         FfSchema        *schema,
                         FfModel         *model)
{
  for (guint e = 0; e < self->entities->len; e++)
    if (((FfEntity *) g_ptr_array_index (self->entities, e))->display == NULL)
      guess_display (g_ptr_array_index (self->entities, e));

  if (ff_schema_get_role (schema, "profile") == NULL)
    ff_model_guess_roles (self->entities, schema);

  g_ptr_array_set_free_func (self->entities, NULL);
  for (guint e = 0; e < self->entities->len; e++)
    ff_schema_take_entity (schema, g_ptr_array_index (self->entities, e));
  ff_model_finish (model);
}
