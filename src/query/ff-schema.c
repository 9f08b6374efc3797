/* The data model: entities, columns, links and what they stand for. A store
 * fills one, then shares it between threads and never changes it. */

#include "query/ff-schema.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

struct _FfSchema
{
  gatomicrefcount   ref_count;
  GPtrArray        *entities;  /* of FfEntity */
  GHashTable       *by_name;   /* lent name → lent FfEntity */
  GHashTable       *roles;     /* name → name */
  FfConsentMapping *consent;   /* nullable; its strings are interned */
  FfHistoryMapping *history;   /* the same */
  FfLink           *history_link;
};

/* "order_items" reads as "Order items". */
static char *
dup_readable (const char *name)
{
  g_autofree char *spaced = g_strdelimit (g_strdup (name), "_", ' ');
  g_autofree char *first = NULL;

  if (spaced[0] == '\0' || !g_utf8_validate (spaced, -1, NULL))
    return g_steal_pointer (&spaced);

  first = g_utf8_strup (spaced, g_utf8_next_char (spaced) - spaced);

  return g_strconcat (first, g_utf8_next_char (spaced), NULL);
}

/**
 * ff_column_copy:
 *
 * Returns: (transfer full): a column of its own
 */
FfColumn *
ff_column_copy (const FfColumn *self)
{
  FfColumn *copy = g_new0 (FfColumn, 1);

  copy->name = g_strdup (self->name);
  copy->label = g_strdup (self->label);
  copy->type = self->type;
  copy->list = g_strdup (self->list);
  copy->list_row = self->list_row;
  copy->list_member = g_strdup (self->list_member);
  copy->sql_type = g_strdup (self->sql_type);
  copy->personal = g_strdup (self->personal);
  copy->nullable = self->nullable;
  copy->choices = g_strdupv (self->choices);

  return copy;
}

/**
 * ff_column_free:
 * @self: (nullable): a column nobody else holds
 */
void
ff_column_free (FfColumn *self)
{
  if (self == NULL)
    return;

  g_free (self->list);
  g_free (self->list_member);
  g_free (self->name);
  g_free (self->label);
  g_free (self->sql_type);
  g_free (self->personal);
  g_strfreev (self->choices);
  g_free (self);
}

static void
link_free (FfLink *self)
{
  g_free (self->name);
  g_free (self->label);
  g_free (self->target);
  g_strfreev (self->columns);
  g_strfreev (self->target_columns);
  g_free (self);
}

/**
 * ff_entity_new:
 * @name: the table, as the database spells it
 *
 * Makes an entity without columns, key or links, labelled after its name.
 *
 * Returns: (transfer full): to be filled and given to ff_schema_take_entity()
 */
FfEntity *
ff_entity_new (const char *name)
{
  FfEntity *self = g_new0 (FfEntity, 1);

  self->name = g_strdup (name);
  self->label = dup_readable (name);
  self->label_plural = g_strdup (self->label);
  self->columns = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_column_free);
  self->links = g_ptr_array_new_with_free_func ((GDestroyNotify) link_free);

  return self;
}

static FfLink *
link_copy (const FfLink *self)
{
  FfLink *copy = g_memdup2 (self, sizeof *self);

  copy->name = g_strdup (self->name);
  copy->label = g_strdup (self->label);
  copy->target = g_strdup (self->target);
  copy->columns = g_strdupv (self->columns);
  copy->target_columns = g_strdupv (self->target_columns);

  return copy;
}

/**
 * ff_entity_copy:
 *
 * Returns: (transfer full): an entity of its own, for another schema
 */
FfEntity *
ff_entity_copy (const FfEntity *self)
{
  FfEntity *copy = g_memdup2 (self, sizeof *self);

  copy->name = g_strdup (self->name);
  copy->schema_name = g_strdup (self->schema_name);
  copy->table_name = g_strdup (self->table_name);
  copy->label = g_strdup (self->label);
  copy->label_plural = g_strdup (self->label_plural);
  copy->key = g_strdupv (self->key);
  copy->display = g_strdupv (self->display);
  copy->columns = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_column_free);
  copy->links = g_ptr_array_new_with_free_func ((GDestroyNotify) link_free);
  for (guint c = 0; c < self->columns->len; c++)
    g_ptr_array_add (copy->columns, ff_column_copy (g_ptr_array_index (self->columns, c)));
  for (guint l = 0; l < self->links->len; l++)
    g_ptr_array_add (copy->links, link_copy (g_ptr_array_index (self->links, l)));

  return copy;
}

void
ff_entity_free (FfEntity *self)
{
  g_free (self->name);
  g_free (self->schema_name);
  g_free (self->table_name);
  g_free (self->label);
  g_free (self->label_plural);
  g_strfreev (self->key);
  g_ptr_array_unref (self->columns);
  g_ptr_array_unref (self->links);
  g_strfreev (self->display);
  g_free (self);
}

/**
 * ff_entity_add_column:
 *
 * Adds a nullable column, labelled after its name.
 *
 * Returns: (transfer none): the column, for its other members to be set
 */
FfColumn *
ff_entity_add_column (FfEntity     *self,
                      const char   *name,
                      const FfType *type)
{
  FfColumn *column = g_new0 (FfColumn, 1);

  column->name = g_strdup (name);
  column->label = dup_readable (name);
  column->type = *type;
  column->nullable = TRUE;
  g_ptr_array_add (self->columns, column);

  return column;
}

/**
 * ff_entity_add_link:
 * @columns: columns of this entity, %NULL-terminated
 * @target_columns: columns of @target that equal them, as many
 *
 * Returns: (transfer none): the link, labelled after its name
 */
FfLink *
ff_entity_add_link (FfEntity       *self,
                    const char     *name,
                    const char     *target,
                    FfCardinality   cardinality,
                    const char    **columns,
                    const char    **target_columns)
{
  FfLink *link;

  g_return_val_if_fail (columns != NULL && columns[0] != NULL, NULL);
  g_return_val_if_fail (g_strv_length ((char **) columns) == g_strv_length ((char **) target_columns), NULL);

  link = g_new0 (FfLink, 1);
  link->name = g_strdup (name);
  link->label = dup_readable (name);
  link->target = g_strdup (target);
  link->cardinality = cardinality;
  link->columns = g_strdupv ((char **) columns);
  link->target_columns = g_strdupv ((char **) target_columns);
  g_ptr_array_add (self->links, link);

  return link;
}

FfSchema *
ff_schema_new (void)
{
  FfSchema *self = g_new0 (FfSchema, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->entities = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_entity_free);
  self->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  self->roles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  return self;
}

FfSchema *
ff_schema_ref (FfSchema *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
ff_schema_unref (FfSchema *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_hash_table_unref (self->by_name);
  g_ptr_array_unref (self->entities);
  g_hash_table_unref (self->roles);
  g_free (self->consent);
  g_free (self->history);
  g_clear_pointer (&self->history_link, link_free);
  g_free (self);
}

/**
 * ff_schema_take_entity:
 * @entity: (transfer full): its name is not in the schema yet
 */
void
ff_schema_take_entity (FfSchema *self,
                       FfEntity *entity)
{
  g_return_if_fail (!g_hash_table_contains (self->by_name, entity->name));

  g_ptr_array_add (self->entities, entity);
  g_hash_table_insert (self->by_name, entity->name, entity);
}

void
ff_schema_set_role (FfSchema   *self,
                    const char *role,
                    const char *name)
{
  g_hash_table_replace (self->roles, g_strdup (role), g_strdup (name));
}

const char *
ff_schema_get_role (FfSchema   *self,
                    const char *role)
{
  return g_hash_table_lookup (self->roles, role);
}

static gint
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/**
 * ff_schema_dup_roles:
 *
 * Returns: (transfer container): the roles that are mapped, %NULL-terminated
 */
const char **
ff_schema_dup_roles (FfSchema *self)
{
  guint n;
  const char **roles = (const char **) g_hash_table_get_keys_as_array (self->roles, &n);

  qsort (roles, n, sizeof *roles, compare_names);

  return roles;
}

/**
 * ff_schema_get_profile:
 *
 * Returns: (nullable) (transfer none): the entity that stands for a person
 */
const FfEntity *
ff_schema_get_profile (FfSchema *self)
{
  const char *name = ff_schema_get_role (self, "profile");

  return name != NULL ? ff_schema_find_entity (self, name) : NULL;
}

/**
 * ff_schema_is_address:
 * @column: of the schema
 *
 * Returns: whether a role makes it an address of the profile
 */
gboolean
ff_schema_is_address (FfSchema       *self,
                      const FfColumn *column)
{
  const FfEntity *profile = ff_schema_get_profile (self);
  GHashTableIter iter;
  gpointer role, name;

  g_hash_table_iter_init (&iter, self->roles);
  while (profile != NULL && g_hash_table_iter_next (&iter, &role, &name))
    if (g_str_has_prefix (role, "address:") && ff_entity_find_column (profile, name) == column)
      return TRUE;

  return FALSE;
}

guint
ff_schema_get_n_entities (FfSchema *self)
{
  return self->entities->len;
}

const FfEntity *
ff_schema_get_entity (FfSchema *self,
                      guint     index)
{
  g_return_val_if_fail (index < self->entities->len, NULL);

  return g_ptr_array_index (self->entities, index);
}

/**
 * ff_schema_get_file_entity:
 *
 * Returns: (transfer none): the dimension of what a load step reads; its key
 *   is the line that a row begins in. It lives as long as the program
 */
const FfEntity *
ff_schema_get_file_entity (void)
{
  static gsize entity = 0;

  if (g_once_init_enter (&entity))
    {
      static const FfType integer = { .kind = FF_KIND_INTEGER };
      FfEntity *made = ff_entity_new (FF_ENTITY_FILE);
      const char *const key[] = { "line", NULL };
      FfColumn *line = ff_entity_add_column (made, key[0], &integer);

      g_free (line->label);
      line->label = g_strdup (_("Line"));
      line->nullable = FALSE;
      g_free (made->label);
      g_free (made->label_plural);
      made->label = g_strdup (_("File row"));
      made->label_plural = g_strdup (_("File rows"));
      made->key = g_strdupv ((char **) key);
      made->key_assured = TRUE;
      g_once_init_leave (&entity, (gsize) made);
    }

  return (const FfEntity *) entity;
}

gboolean
ff_entity_is_file (const FfEntity *self)
{
  return self == ff_schema_get_file_entity ();
}

const FfEntity *
ff_schema_find_entity (FfSchema   *self,
                       const char *name)
{
  if (strcmp (name, FF_ENTITY_FILE) == 0)
    return ff_schema_get_file_entity ();

  return g_hash_table_lookup (self->by_name, name);
}

const FfColumn *
ff_entity_find_column (const FfEntity *self,
                       const char     *name)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      const FfColumn *column = g_ptr_array_index (self->columns, i);

      if (strcmp (column->name, name) == 0)
        return column;
    }

  return NULL;
}

const FfLink *
ff_entity_find_link (const FfEntity *self,
                     const char     *name)
{
  for (guint i = 0; i < self->links->len; i++)
    {
      const FfLink *link = g_ptr_array_index (self->links, i);

      if (strcmp (link->name, name) == 0)
        return link;
    }

  return NULL;
}

/**
 * ff_link_get_cardinality_id:
 *
 * Returns: how many rows of one side belong to how many of the other, as data models write it
 */
const char *
ff_link_get_cardinality_id (const FfLink *self)
{
  if (self->cardinality == FF_LINK_MANY)
    return "1-N";

  return self->exclusive ? "1-1" : "N-1";
}

/**
 * ff_entity_may_be_null:
 * @name: a column of @self
 *
 * Returns: whether @name can hold NULL; a part of the key never does, whatever the database declares
 */
gboolean
ff_entity_may_be_null (const FfEntity *self,
                       const char     *name)
{
  const FfColumn *column = ff_entity_find_column (self, name);

  if (self->key != NULL && g_strv_contains ((const char *const *) self->key, name))
    return FALSE;

  return column == NULL || column->nullable;
}

/* How an entity was reached on the way to the profile. */
typedef struct
{
  const FfEntity *entity;
  guint           from;   /* index of the step before */
  const FfLink   *link;   /* nullable: the start */
} Visit;

static gboolean
was_visited (GArray         *visits,
             const FfEntity *entity)
{
  for (guint i = 0; i < visits->len; i++)
    if (g_array_index (visits, Visit, i).entity == entity)
      return TRUE;

  return FALSE;
}

static char **
dup_way (GArray *visits,
         guint   index)
{
  g_autoptr (GPtrArray) way = g_ptr_array_new ();
  const Visit *visit = &g_array_index (visits, Visit, index);

  g_ptr_array_add (way, NULL);
  while (visit->link != NULL)
    {
      g_ptr_array_insert (way, 0, g_strdup (visit->link->name));
      visit = &g_array_index (visits, Visit, visit->from);
    }

  return (char **) g_ptr_array_free (g_steal_pointer (&way), FALSE);
}

/**
 * ff_schema_dup_path_to_profile:
 *
 * Finds the shortest way along links to at most one row; of equally short
 * ones the first in the order of the links.
 *
 * Returns: (nullable) (transfer full): names of links; empty for the profile
 *   itself, %NULL if there is no way
 */
char **
ff_schema_dup_path_to_profile (FfSchema       *self,
                               const FfEntity *entity)
{
  const FfEntity *profile = ff_schema_get_profile (self);
  g_autoptr (GArray) visits = g_array_new (FALSE, FALSE, sizeof (Visit));
  Visit start = { entity, 0, NULL };

  if (profile == NULL)
    return NULL;

  g_array_append_val (visits, start);
  for (guint i = 0; i < visits->len; i++)
    {
      const FfEntity *here = g_array_index (visits, Visit, i).entity;

      if (here == profile)
        return dup_way (visits, i);

      for (guint j = 0; j < here->links->len; j++)
        {
          const FfLink *link = g_ptr_array_index (here->links, j);
          const FfEntity *target = ff_schema_find_entity (self, link->target);
          Visit next = { target, i, link };

          if (link->cardinality == FF_LINK_ONE && target != NULL && !was_visited (visits, target))
            g_array_append_val (visits, next);
        }
    }

  return NULL;
}

/**
 * ff_schema_set_consent:
 * @mapping: copied; replaces an earlier one
 */
void
ff_schema_set_consent (FfSchema               *self,
                       const FfConsentMapping *mapping)
{
  g_free (self->consent);
  self->consent = g_new0 (FfConsentMapping, 1);
  self->consent->entity = g_intern_string (mapping->entity);
  self->consent->profile = g_intern_string (mapping->profile);
  self->consent->channel = g_intern_string (mapping->channel);
  self->consent->topic = g_intern_string (mapping->topic);
  self->consent->given = g_intern_string (mapping->given);
  self->consent->changed_at = g_intern_string (mapping->changed_at);
  self->consent->opt_out = mapping->opt_out;
}

const FfConsentMapping *
ff_schema_get_consent (FfSchema *self)
{
  return self->consent;
}

const char *const ff_history_columns[] = {
  "profile", "sent-at", "opened-at", "clicked-at", "bounced", "channel", "campaign", "activity", NULL
};

/**
 * ff_history_find_column:
 * @name: one of %ff_history_columns, or anything
 *
 * Returns: (transfer none) (nullable): where the name of that column stands in @self
 */
const char **
ff_history_find_column (FfHistoryMapping *self,
                        const char       *name)
{
  const char **places[] = {
    &self->profile, &self->sent_at, &self->opened_at, &self->clicked_at,
    &self->bounced, &self->channel, &self->campaign, &self->activity,
  };

  for (guint c = 0; ff_history_columns[c] != NULL; c++)
    if (g_str_equal (ff_history_columns[c], name))
      return places[c];

  return NULL;
}

/* The column if it is of one of the kinds, interned. */
static const char *
find_column_of (const FfEntity *entity,
                const char     *name,
                guint           kinds)
{
  const FfColumn *column = name != NULL ? ff_entity_find_column (entity, name) : NULL;

  return column != NULL && (kinds & (1u << column->type.kind)) != 0 ? g_intern_string (name) : NULL;
}

/**
 * ff_schema_set_history:
 * @mapping: copied; replaces an earlier one
 *
 * After the profile is known. Without a column of the profile's key, which
 * must be one column, or one that says when a message was sent, nothing is
 * mapped.
 */
void
ff_schema_set_history (FfSchema               *self,
                       const FfHistoryMapping *mapping)
{
  const guint when = 1u << FF_KIND_DATE | 1u << FF_KIND_INSTANT;
  const FfEntity *messages = ff_schema_find_entity (self, mapping->entity);
  const FfEntity *profile = ff_schema_get_profile (self);
  FfHistoryMapping *history;

  g_clear_pointer (&self->history, g_free);
  g_clear_pointer (&self->history_link, link_free);
  if (messages == NULL || profile == NULL || profile->key == NULL || profile->key[1] != NULL ||
      mapping->profile == NULL || ff_entity_find_column (messages, mapping->profile) == NULL ||
      find_column_of (messages, mapping->sent_at, when) == NULL)
    return;

  self->history_link = g_new0 (FfLink, 1);
  self->history_link->name = g_strdup ("fanfare:history");
  self->history_link->label = g_strdup (messages->label_plural);
  self->history_link->target = g_strdup (messages->name);
  self->history_link->cardinality = FF_LINK_MANY;
  self->history_link->columns = g_strdupv (profile->key);
  self->history_link->target_columns = g_new0 (char *, 2);
  self->history_link->target_columns[0] = g_strdup (mapping->profile);

  history = self->history = g_new0 (FfHistoryMapping, 1);
  history->entity = g_intern_string (messages->name);
  history->profile = g_intern_string (mapping->profile);
  history->sent_at = find_column_of (messages, mapping->sent_at, when);
  history->opened_at = find_column_of (messages, mapping->opened_at, when);
  history->clicked_at = find_column_of (messages, mapping->clicked_at, when);
  history->bounced = find_column_of (messages, mapping->bounced, when | 1u << FF_KIND_FLAG);
  history->channel = find_column_of (messages, mapping->channel, 1u << FF_KIND_TEXT);
  history->campaign = find_column_of (messages, mapping->campaign, 1u << FF_KIND_TEXT);
  history->activity = find_column_of (messages, mapping->activity, 1u << FF_KIND_TEXT);
  history->link = self->history_link;
}

const FfHistoryMapping *
ff_schema_get_history (FfSchema *self)
{
  return self->history;
}
