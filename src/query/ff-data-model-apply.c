/* A data model over what introspection found: a schema of its own, and what of
 * the model no longer holds. Called by the store when it is opened, and by
 * whoever tells drift. Any thread. */

#include "query/ff-data-model-private.h"

#include <string.h>

typedef struct
{
  FfSchema  *found;
  gboolean   restores;   /* what is gone is there again */
  GPtrArray *entities;   /* of FfEntity, being made */
  GPtrArray *drifts;     /* nullable */
} Applying;

static FfDrift *
tell (Applying    *self,
      FfDriftKind  kind,
      const char  *pointer,
      const char  *entity,
      const char  *name)
{
  FfDrift *drift;

  /* What is restored has not drifted. */
  if (self->drifts == NULL || self->restores)
    return NULL;

  drift = g_new0 (FfDrift, 1);
  drift->kind = kind;
  drift->pointer = g_strdup (pointer);
  drift->entity = g_strdup (entity);
  drift->name = g_strdup (name);
  g_ptr_array_add (self->drifts, drift);

  return drift;
}

static FfEntity *
find_entity (Applying   *self,
             const char *name)
{
  for (guint e = 0; e < self->entities->len; e++)
    {
      FfEntity *entity = g_ptr_array_index (self->entities, e);

      if (g_str_equal (entity->name, name))
        return entity;
    }

  return NULL;
}

static void
set_text (char   **place,
          FfJson  *object,
          const char *name)
{
  const char *text = ff_json_get_member_string (object, name, NULL);

  if (text == NULL)
    return;

  g_free (*place);
  *place = g_strdup (text);
}

static char **
dup_names (FfJson *list)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < ff_json_get_length (list); i++)
    g_strv_builder_add (builder, ff_json_get_string (ff_json_get_element (list, i)));

  return g_strv_builder_end (builder);
}

/* ---- Columns. */

/* Where a person names no encoding: as it is found, and for integers as our own store writes it. */
static void
take_default_encoding (FfType       *wanted,
                       const FfType *found)
{
  if (wanted->kind == FF_KIND_DECIMAL)
    wanted->scaled_storage = found->scaled_storage || (found->kind == FF_KIND_INTEGER && !found->own);
  else if (wanted->kind == FF_KIND_INSTANT && found->kind == FF_KIND_INSTANT)
    wanted->form = found->form;
  else if (wanted->kind == FF_KIND_INSTANT && (found->kind == FF_KIND_TEXT || found->kind == FF_KIND_DATE))
    wanted->form = FF_INSTANT_TEXT;
}

static gboolean
read_type (FfJson       *json,
           const FfType *found,
           FfType       *out_type)
{
  const char *kind = ff_json_get_member_string (json, "kind", NULL);
  const char *encoding = ff_json_get_member_string (json, "encoding", NULL);
  const char *zone = ff_json_get_member_string (json, "zone", NULL);

  if (kind == NULL || !ff_type_set_kind (out_type, kind))
    return FALSE;

  if (encoding != NULL)
    ff_type_set_encoding (out_type, encoding);
  else
    take_default_encoding (out_type, found);
  out_type->zone = g_intern_string (zone);

  return TRUE;
}

/* A kind that no person corrected follows what is found now. */
static void
apply_kind (Applying   *self,
            FfEntity   *entity,
            FfColumn   *column,
            FfJson     *json,
            const char *pointer)
{
  const char *before = ff_json_get_member_string (json, "found", NULL);
  g_autofree char *now = ff_type_to_text (&column->type);
  g_autofree char *text = NULL;
  gboolean has_changed = before != NULL && !g_str_equal (before, now);
  FfType wanted;
  FfDrift *drift;

  if (has_changed && (drift = tell (self, FF_DRIFT_KIND_CHANGED, pointer, entity->name, column->name)) != NULL)
    {
      drift->before = g_strdup (before);
      drift->now = g_strdup (now);
    }

  if (!read_type (json, &column->type, &wanted))
    return;

  text = ff_type_to_text (&wanted);
  if (self->restores)
    {
      column->type = wanted;
      return;
    }
  if (has_changed && g_str_equal (text, before))
    return;

  if (!ff_type_take_correction (&column->type, &wanted) &&
      (drift = tell (self, FF_DRIFT_KIND_REFUSED, pointer, entity->name, column->name)) != NULL)
    {
      drift->before = g_steal_pointer (&text);
      drift->now = g_strdup (now);
    }
}

static FfColumn *
ensure_column (Applying   *self,
               FfEntity   *entity,
               const char *name,
               FfJson     *json,
               const char *pointer)
{
  static const FfType text = { .kind = FF_KIND_TEXT };
  FfColumn *column = (FfColumn *) ff_entity_find_column (entity, name);

  if (column == NULL && self->restores)
    column = ff_entity_add_column (entity, name, &text);
  if (column == NULL)
    tell (self, FF_DRIFT_COLUMN_GONE, pointer, entity->name, name);

  return column;
}

static void
apply_column (Applying   *self,
              FfEntity   *entity,
              const char *name,
              FfJson     *json,
              const char *pointer)
{
  FfColumn *column = ensure_column (self, entity, name, json, pointer);
  FfJson *choices = ff_json_get_member (json, "choices");
  FfJson *personal = ff_json_get_member (json, "personal");

  if (column == NULL)
    return;

  set_text (&column->label, json, "label");
  apply_kind (self, entity, column, json, pointer);
  if (choices != NULL)
    {
      g_strfreev (column->choices);
      column->choices = ff_json_get_length (choices) > 0 ? dup_names (choices) : NULL;
    }
  if (personal != NULL)
    {
      g_free (column->personal);
      column->personal = g_strdup (ff_json_get_string (personal));
    }
}

static void
apply_columns (Applying   *self,
               FfEntity   *entity,
               FfJson     *json,
               const char *pointer)
{
  FfJson *columns = ff_json_get_member (json, "columns");
  g_autofree char *list = ff_json_pointer_join (pointer, "columns");

  set_text (&entity->label, json, "label");
  set_text (&entity->label_plural, json, "label-plural");

  for (guint c = 0; c < ff_json_get_length (columns); c++)
    {
      g_autofree char *place = ff_json_pointer_join (list, ff_json_get_name (columns, c));

      apply_column (self, entity, ff_json_get_name (columns, c), ff_json_get_value (columns, c), place);
    }
}

/* ---- Keys and what names a row. */

static void
apply_key (Applying   *self,
           FfEntity   *entity,
           FfJson     *json,
           const char *pointer)
{
  FfJson *list = ff_json_get_member (json, "key");
  g_autofree char *place = ff_json_pointer_join (pointer, "key");
  g_auto (GStrv) key = NULL;

  if (list == NULL)
    return;

  key = dup_names (list);
  for (guint k = 0; key[k] != NULL; k++)
    if (ff_entity_find_column (entity, key[k]) == NULL)
      {
        tell (self, FF_DRIFT_KEY_GONE, place, entity->name, key[k]);
        return;
      }

  if (entity->key != NULL && g_strv_equal ((const char *const *) entity->key, (const char *const *) key))
    return;

  g_strfreev (entity->key);
  entity->key = key[0] != NULL ? g_steal_pointer (&key) : NULL;
  entity->key_assured = FALSE;
  entity->is_offered = entity->key != NULL;
}

static void
apply_display (FfEntity *entity,
               FfJson   *list)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (list == NULL)
    return;

  for (guint i = 0; i < ff_json_get_length (list); i++)
    {
      const char *name = ff_json_get_string (ff_json_get_element (list, i));

      if (ff_entity_find_column (entity, name) != NULL)
        g_strv_builder_add (builder, name);
    }

  g_strfreev (entity->display);
  entity->display = g_strv_builder_end (builder);
  if (entity->display[0] == NULL)
    g_clear_pointer (&entity->display, g_strfreev);
}

/* ---- Links. */

static gboolean
is_same_link (const FfLink *link,
              FfJson       *json)
{
  FfJson *on = ff_json_get_member (json, "on");

  if (on == NULL)
    return TRUE;
  if (!g_str_equal (link->target, ff_json_get_member_string (json, "to", "")) ||
      g_strv_length (link->columns) != ff_json_get_length (on))
    return FALSE;

  for (guint c = 0; link->columns[c] != NULL; c++)
    if (g_strcmp0 (ff_json_get_member_string (on, link->columns[c], NULL), link->target_columns[c]) != 0)
      return FALSE;

  return TRUE;
}

static void
set_cardinality (FfLink *link,
                 FfJson *json)
{
  const char *text = ff_json_get_member_string (json, "cardinality", NULL);
  FfCardinality cardinality;

  if (text == NULL)
    return;

  cardinality = g_str_equal (text, "1-N") ? FF_LINK_MANY : FF_LINK_ONE;
  link->assured = link->assured && cardinality == link->cardinality;
  link->cardinality = cardinality;
  link->exclusive = g_str_equal (text, "1-1");
}

/* Texts of a type of their own are equal to that type only. */
static gboolean
can_be_equal (const FfColumn *a,
              const FfColumn *b)
{
  if (a->type.kind != b->type.kind)
    return FALSE;

  return !(a->type.own && (a->type.loose || b->type.loose)) || g_strcmp0 (a->sql_type, b->sql_type) == 0;
}

static gboolean
leads_to_key (const FfEntity *target,
              const FfLink   *link)
{
  if (target->key == NULL || !target->key_assured || g_strv_length (target->key) != g_strv_length (link->target_columns))
    return FALSE;

  for (guint c = 0; link->target_columns[c] != NULL; c++)
    if (!g_strv_contains ((const char *const *) target->key, link->target_columns[c]))
      return FALSE;

  return TRUE;
}

static void
add_link (Applying   *self,
          FfEntity   *entity,
          const char *name,
          FfJson     *json,
          const char *pointer)
{
  FfEntity *target = find_entity (self, ff_json_get_member_string (json, "to", ""));
  FfJson *on = ff_json_get_member (json, "on");
  g_autoptr (GPtrArray) columns = g_ptr_array_new ();
  g_autoptr (GPtrArray) theirs = g_ptr_array_new ();
  FfLink *link;

  for (guint c = 0; target != NULL && c < ff_json_get_length (on); c++)
    {
      const FfColumn *own = ff_entity_find_column (entity, ff_json_get_name (on, c));
      const FfColumn *other = ff_entity_find_column (target, ff_json_get_string (ff_json_get_value (on, c)));

      if (own == NULL || other == NULL)
        {
          target = NULL;
          break;
        }
      if (!can_be_equal (own, other))
        {
          tell (self, FF_DRIFT_LINK_REFUSED, pointer, entity->name, name);
          return;
        }

      g_ptr_array_add (columns, own->name);
      g_ptr_array_add (theirs, other->name);
    }

  if (target == NULL || columns->len == 0)
    {
      tell (self, FF_DRIFT_LINK_GONE, pointer, entity->name, name);
      return;
    }

  g_ptr_array_add (columns, NULL);
  g_ptr_array_add (theirs, NULL);
  link = ff_entity_add_link (entity, name, target->name, FF_LINK_ONE, (const char **) columns->pdata, (const char **) theirs->pdata);
  link->assured = leads_to_key (target, link);
  set_text (&link->label, json, "label");
  set_cardinality (link, json);
}

static void
apply_link (Applying   *self,
            FfEntity   *entity,
            const char *name,
            FfJson     *json,
            const char *pointer)
{
  FfLink *link = (FfLink *) ff_entity_find_link (entity, name);
  gboolean was_found = ff_json_get_member_boolean (json, "found", ff_json_get_member (json, "on") == NULL);

  if (ff_json_get_member_boolean (json, "removed", FALSE))
    {
      if (link != NULL)
        g_ptr_array_remove (entity->links, link);
      return;
    }

  if (link != NULL && is_same_link (link, json))
    {
      set_text (&link->label, json, "label");
      set_cardinality (link, json);
      return;
    }

  if (link == NULL && was_found && !self->restores)
    {
      tell (self, FF_DRIFT_LINK_GONE, pointer, entity->name, name);
      return;
    }

  if (link != NULL)
    g_ptr_array_remove (entity->links, link);
  add_link (self, entity, name, json, pointer);
}

static void
apply_rest (Applying   *self,
            FfEntity   *entity,
            FfJson     *json,
            const char *pointer)
{
  FfJson *links = ff_json_get_member (json, "links");
  g_autofree char *list = ff_json_pointer_join (pointer, "links");

  apply_key (self, entity, json, pointer);
  apply_display (entity, ff_json_get_member (json, "display"));
  entity->is_offered = ff_json_get_member_boolean (json, "dimension", entity->is_offered) && entity->key != NULL;

  for (guint l = 0; l < ff_json_get_length (links); l++)
    {
      g_autofree char *place = ff_json_pointer_join (list, ff_json_get_name (links, l));

      apply_link (self, entity, ff_json_get_name (links, l), ff_json_get_value (links, l), place);
    }
}

/* ---- What stands for what. */

static void
set_role (Applying       *self,
          FfSchema       *schema,
          const FfEntity *profile,
          const char     *role,
          const char     *column,
          const char     *pointer)
{
  if (column == NULL)
    return;

  if (ff_entity_find_column (profile, column) != NULL)
    ff_schema_set_role (schema, role, column);
  else
    tell (self, FF_DRIFT_ROLE_GONE, pointer, profile->name, role);
}

static void
apply_profile (Applying *self,
               FfSchema *schema,
               FfJson   *json)
{
  const char *name = ff_json_get_member_string (json, "entity", NULL);
  const FfEntity *profile = name != NULL ? ff_schema_find_entity (schema, name) : NULL;
  FfJson *addresses = ff_json_get_member (json, "addresses");

  if (name == NULL)
    return;
  if (profile == NULL)
    {
      tell (self, FF_DRIFT_ROLE_GONE, "/profile/entity", name, "profile");
      return;
    }

  ff_schema_set_role (schema, "profile", name);
  for (guint a = 0; a < ff_json_get_length (addresses); a++)
    {
      g_autofree char *role = g_strconcat (FF_ADDRESS_PREFIX, ff_json_get_name (addresses, a), NULL);
      g_autofree char *place = ff_json_pointer_join ("/profile/addresses", ff_json_get_name (addresses, a));

      set_role (self, schema, profile, role, ff_json_get_string (ff_json_get_value (addresses, a)), place);
    }

  for (guint r = 0; ff_data_model_roles[r] != NULL; r++)
    {
      g_autofree char *place = ff_json_pointer_join ("/profile", ff_data_model_roles[r]);

      set_role (self, schema, profile, ff_data_model_roles[r], ff_json_get_member_string (json, ff_data_model_roles[r], NULL), place);
    }
}

static void
keep_roles (Applying *self,
            FfSchema *schema)
{
  g_autofree const char **roles = ff_schema_dup_roles (self->found);

  for (guint r = 0; roles[r] != NULL; r++)
    ff_schema_set_role (schema, roles[r], ff_schema_get_role (self->found, roles[r]));
}

/* Half a mapping would let somebody be written to who said no: all of it is there, or none. */
static void
apply_consent (Applying *self,
               FfSchema *schema,
               FfJson   *json)
{
  static const char *const columns[] = { "profile", "channel", "given", "topic", "changed-at" };
  FfConsentMapping mapping = {
    .entity = ff_json_get_member_string (json, "entity", NULL),
    .profile = ff_json_get_member_string (json, "profile", NULL),
    .channel = ff_json_get_member_string (json, "channel", NULL),
    .topic = ff_json_get_member_string (json, "topic", NULL),
    .given = ff_json_get_member_string (json, "given", NULL),
    .changed_at = ff_json_get_member_string (json, "changed-at", NULL),
    .opt_out = g_str_equal (ff_json_get_member_string (json, "default", "opt-in"), "opt-out"),
  };
  const FfEntity *entity = mapping.entity != NULL ? ff_schema_find_entity (schema, mapping.entity) : NULL;

  if (mapping.entity == NULL)
    return;
  if (entity == NULL)
    {
      tell (self, FF_DRIFT_ROLE_GONE, "/consent/entity", mapping.entity, "consent");
      return;
    }

  for (guint c = 0; c < G_N_ELEMENTS (columns); c++)
    {
      const char *column = ff_json_get_member_string (json, columns[c], NULL);
      g_autofree char *place = ff_json_pointer_join ("/consent", columns[c]);

      if (column == NULL || ff_entity_find_column (entity, column) != NULL)
        continue;

      tell (self, FF_DRIFT_ROLE_GONE, place, entity->name, "consent");
      return;
    }

  ff_schema_set_consent (schema, &mapping);
}

/* A column that is gone takes away what it says, and those that messages cannot be without all of it. */
static void
apply_history (Applying *self,
               FfSchema *schema,
               FfJson   *json)
{
  FfHistoryMapping mapping = { .entity = ff_json_get_member_string (json, "entity", NULL) };
  const FfEntity *entity = mapping.entity != NULL ? ff_schema_find_entity (schema, mapping.entity) : NULL;

  if (mapping.entity == NULL)
    return;
  if (entity == NULL)
    {
      tell (self, FF_DRIFT_ROLE_GONE, "/history/entity", mapping.entity, "history");
      return;
    }

  for (guint c = 0; ff_history_columns[c] != NULL; c++)
    {
      const char *column = ff_json_get_member_string (json, ff_history_columns[c], NULL);
      g_autofree char *place = ff_json_pointer_join ("/history", ff_history_columns[c]);

      if (column == NULL)
        continue;
      if (ff_entity_find_column (entity, column) != NULL)
        *ff_history_find_column (&mapping, ff_history_columns[c]) = column;
      else
        tell (self, FF_DRIFT_ROLE_GONE, place, entity->name, "history");
    }

  ff_schema_set_history (schema, &mapping);
}

/* ---- The whole. */

typedef void (*ApplyFunc) (Applying   *self,
                           FfEntity   *entity,
                           FfJson     *json,
                           const char *pointer);

static void
apply_each (Applying  *self,
            FfJson    *entities,
            ApplyFunc  func)
{
  for (guint e = 0; e < ff_json_get_length (entities); e++)
    {
      FfEntity *entity = find_entity (self, ff_json_get_name (entities, e));
      g_autofree char *place = ff_json_pointer_join ("/entities", ff_json_get_name (entities, e));

      if (entity != NULL)
        func (self, entity, ff_json_get_value (entities, e), place);
    }
}

static void
begin_entities (Applying *self,
                FfJson   *entities)
{
  for (guint e = 0; e < ff_schema_get_n_entities (self->found); e++)
    g_ptr_array_add (self->entities, ff_entity_copy (ff_schema_get_entity (self->found, e)));

  for (guint e = 0; e < ff_json_get_length (entities); e++)
    {
      const char *name = ff_json_get_name (entities, e);
      g_autofree char *place = ff_json_pointer_join ("/entities", name);

      if (find_entity (self, name) != NULL)
        continue;
      if (self->restores)
        g_ptr_array_add (self->entities, ff_entity_new (name));
      else
        tell (self, FF_DRIFT_TABLE_GONE, place, name, NULL);
    }
}

static FfSchema *
apply (FfDataModel *self,
       FfSchema    *found,
       gboolean     restores,
       GPtrArray   *drifts)
{
  g_autoptr (FfSchema) schema = ff_schema_new ();
  g_autoptr (GPtrArray) made = g_ptr_array_new ();
  Applying applying = { found, restores, made, drifts };
  FfJson *entities = ff_json_get_member (self->json, "entities");
  FfJson *profile = ff_json_get_member (self->json, "profile");
  FfJson *consent = ff_json_get_member (self->json, "consent");
  FfJson *history = ff_json_get_member (self->json, "history");

  begin_entities (&applying, entities);
  apply_each (&applying, entities, apply_columns);
  apply_each (&applying, entities, apply_rest);

  for (guint e = 0; e < made->len; e++)
    ff_schema_take_entity (schema, g_ptr_array_index (made, e));

  if (profile != NULL)
    apply_profile (&applying, schema, profile);
  else
    keep_roles (&applying, schema);
  if (consent != NULL)
    apply_consent (&applying, schema, consent);
  else if (ff_schema_get_consent (found) != NULL)
    ff_schema_set_consent (schema, ff_schema_get_consent (found));
  if (history != NULL)
    apply_history (&applying, schema, history);
  else if (ff_schema_get_history (found) != NULL)
    ff_schema_set_history (schema, ff_schema_get_history (found));

  return g_steal_pointer (&schema);
}

/**
 * ff_data_model_apply:
 * @found: what introspection found; stays as it is
 * @drifts: (nullable) (element-type FfDrift): what of the model does not hold is added
 *
 * Returns: (transfer full): @found as the model corrects it
 */
FfSchema *
ff_data_model_apply (FfDataModel *self,
                     FfSchema    *found,
                     GPtrArray   *drifts)
{
  return apply (self, found, FALSE, drifts);
}

/**
 * ff_data_model_restore:
 * @found: what introspection found; stays as it is
 *
 * Returns: (transfer full): what @found was, as far as the model tells
 */
FfSchema *
ff_data_model_restore (FfDataModel *self,
                       FfSchema    *found)
{
  return apply (self, found, TRUE, NULL);
}
