/* Data models as values: in through the strict door, out as text, and the one
 * that tells all of a schema. Any thread. */

#include "query/ff-data-model-private.h"

#include <string.h>

G_DEFINE_QUARK (ff-data-model-error-quark, ff_data_model_error)

/**
 * ff_data_model_new:
 * @json: borrowed
 * @error: return location for a #FfDataModelError
 *
 * Returns: (transfer full): the model, or %NULL if @json is none
 */
FfDataModel *
ff_data_model_new (FfJson  *json,
                   GError **error)
{
  FfDataModel *self;

  if (!ff_data_model_check (json, error))
    return NULL;

  self = g_new0 (FfDataModel, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->json = ff_json_ref (json);

  return self;
}

/**
 * ff_data_model_parse:
 * @length: of @text in bytes; -1: to its NUL
 * @error: return location for a #FfDataModelError or #FfJsonError
 *
 * Returns: (transfer full): the model that @text is
 */
FfDataModel *
ff_data_model_parse (const char  *text,
                     gssize       length,
                     GError     **error)
{
  g_autoptr (FfJson) json = ff_json_parse (text, length, &ff_json_document_limits, error);

  return json != NULL ? ff_data_model_new (json, error) : NULL;
}

/**
 * ff_data_model_load:
 * @path: a file
 * @error: as of ff_data_model_parse(), or %G_IO_ERROR
 *
 * Blocks.
 *
 * Returns: (transfer full): the model in the file
 */
FfDataModel *
ff_data_model_load (const char  *path,
                    GError     **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  g_autofree char *text = NULL;
  gsize room = ff_json_document_limits.max_bytes + 1;
  gsize length = 0;
  FfDataModel *self = NULL;

  /* One byte more than is allowed, for the door to refuse it. */
  text = g_malloc (room);
  if (stream != NULL && g_input_stream_read_all (G_INPUT_STREAM (stream), text, room, &length, NULL, error))
    self = ff_data_model_parse (text, (gssize) length, error);
  if (self == NULL)
    g_prefix_error (error, "%s: ", path);

  return self;
}

FfDataModel *
ff_data_model_ref (FfDataModel *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
ff_data_model_unref (FfDataModel *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  ff_json_unref (self->json);
  g_free (self);
}

FfJson *
ff_data_model_get_json (FfDataModel *self)
{
  return self->json;
}

/**
 * ff_data_model_print:
 *
 * Returns: (transfer full): the text of the model's file
 */
char *
ff_data_model_print (FfDataModel *self)
{
  return ff_json_print_pretty (self->json);
}

static FfJson *
names_to_json (char **names)
{
  FfJson *list = ff_json_new_array ();

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    ff_json_take_element (list, ff_json_new_string (names[i]));

  return list;
}

static FfJson *
describe_column (const FfColumn *column,
                 const FfColumn *found)
{
  FfJson *json = ff_json_new_object ();
  g_autofree char *kind = ff_type_dup_kind (&column->type);

  ff_json_set_string (json, "label", column->label);
  ff_json_set_string (json, "kind", kind);
  ff_json_set_string (json, "encoding", ff_type_get_encoding (&column->type));
  ff_json_set_string (json, "zone", column->type.zone);
  if (column->choices != NULL)
    ff_json_take_member (json, "choices", names_to_json (column->choices));
  ff_json_set_string (json, "personal", column->personal);
  if (found != NULL)
    {
      g_autofree char *was = ff_type_to_text (&found->type);

      ff_json_set_string (json, "found", was);
    }

  return json;
}

static FfJson *
describe_link (const FfLink *link,
               gboolean      is_found)
{
  FfJson *json = ff_json_new_object ();
  FfJson *on = ff_json_new_object ();

  for (guint c = 0; link->columns[c] != NULL; c++)
    ff_json_set_string (on, link->columns[c], link->target_columns[c]);

  ff_json_set_string (json, "label", link->label);
  ff_json_set_string (json, "to", link->target);
  ff_json_take_member (json, "on", on);
  ff_json_set_string (json, "cardinality", ff_link_get_cardinality_id (link));
  if (is_found)
    ff_json_set_boolean (json, "found", TRUE);

  return json;
}

/* With those that a person took away. */
static FfJson *
describe_links (const FfEntity *entity,
                const FfEntity *found)
{
  FfJson *links = ff_json_new_object ();

  for (guint l = 0; l < entity->links->len; l++)
    {
      const FfLink *link = g_ptr_array_index (entity->links, l);

      ff_json_take_member (links, link->name,
                           describe_link (link, found != NULL && ff_entity_find_link (found, link->name) != NULL));
    }

  for (guint l = 0; found != NULL && l < found->links->len; l++)
    {
      const FfLink *link = g_ptr_array_index (found->links, l);
      FfJson *json;

      if (ff_entity_find_link (entity, link->name) != NULL)
        continue;

      json = describe_link (link, TRUE);
      ff_json_set_boolean (json, "removed", TRUE);
      ff_json_take_member (links, link->name, json);
    }

  return links;
}

static FfJson *
describe_entity (const FfEntity *entity,
                 const FfEntity *found)
{
  FfJson *json = ff_json_new_object ();
  FfJson *columns = ff_json_new_object ();

  for (guint c = 0; c < entity->columns->len; c++)
    {
      const FfColumn *column = g_ptr_array_index (entity->columns, c);

      ff_json_take_member (columns, column->name,
                           describe_column (column, found != NULL ? ff_entity_find_column (found, column->name) : NULL));
    }

  ff_json_set_string (json, "label", entity->label);
  ff_json_set_string (json, "label-plural", entity->label_plural);
  ff_json_set_boolean (json, "dimension", entity->is_offered);
  if (entity->key != NULL || (found != NULL && found->key != NULL))
    ff_json_take_member (json, "key", names_to_json (entity->key));
  if (entity->display != NULL)
    ff_json_take_member (json, "display", names_to_json (entity->display));
  ff_json_take_member (json, "columns", columns);
  ff_json_take_member (json, "links", describe_links (entity, found));

  return json;
}

static FfJson *
describe_profile (FfSchema *schema)
{
  g_autofree const char **roles = ff_schema_dup_roles (schema);
  FfJson *json, *addresses;

  if (ff_schema_get_role (schema, "profile") == NULL)
    return ff_json_new_null ();

  json = ff_json_new_object ();
  addresses = ff_json_new_object ();
  ff_json_set_string (json, "entity", ff_schema_get_role (schema, "profile"));

  for (guint r = 0; roles[r] != NULL; r++)
    if (g_str_has_prefix (roles[r], FF_ADDRESS_PREFIX))
      ff_json_set_string (addresses, roles[r] + strlen (FF_ADDRESS_PREFIX), ff_schema_get_role (schema, roles[r]));
  ff_json_take_member (json, "addresses", addresses);

  for (guint r = 0; ff_data_model_roles[r] != NULL; r++)
    ff_json_set_string (json, ff_data_model_roles[r], ff_schema_get_role (schema, ff_data_model_roles[r]));

  return json;
}

static FfJson *
describe_consent (FfSchema *schema)
{
  const FfConsentMapping *consent = ff_schema_get_consent (schema);
  FfJson *json;

  if (consent == NULL)
    return ff_json_new_null ();

  json = ff_json_new_object ();
  ff_json_set_string (json, "entity", consent->entity);
  ff_json_set_string (json, "profile", consent->profile);
  ff_json_set_string (json, "channel", consent->channel);
  ff_json_set_string (json, "topic", consent->topic);
  ff_json_set_string (json, "given", consent->given);
  ff_json_set_string (json, "changed-at", consent->changed_at);
  ff_json_set_string (json, "default", consent->opt_out ? "opt-out" : "opt-in");

  return json;
}

static FfJson *
describe_history (FfSchema *schema)
{
  const FfHistoryMapping *history = ff_schema_get_history (schema);
  FfHistoryMapping copy;
  FfJson *json;

  if (history == NULL)
    return ff_json_new_null ();

  copy = *history;
  json = ff_json_new_object ();
  ff_json_set_string (json, "entity", history->entity);
  for (guint c = 0; ff_history_columns[c] != NULL; c++)
    ff_json_set_string (json, ff_history_columns[c], *ff_history_find_column (&copy, ff_history_columns[c]));

  return json;
}

/**
 * ff_data_model_describe:
 * @used: what is to be told
 * @found: what introspection found, for drift to be told later
 *
 * Returns: (transfer full): a model that makes @used of @found
 */
FfDataModel *
ff_data_model_describe (FfSchema *used,
                        FfSchema *found)
{
  g_autoptr (FfJson) json = ff_json_new_object ();
  g_autoptr (GError) error = NULL;
  FfJson *entities = ff_json_new_object ();
  FfDataModel *self;

  for (guint e = 0; e < ff_schema_get_n_entities (used); e++)
    {
      const FfEntity *entity = ff_schema_get_entity (used, e);

      ff_json_take_member (entities, entity->name, describe_entity (entity, ff_schema_find_entity (found, entity->name)));
    }

  ff_json_set_integer (json, FF_DATA_MODEL_MEMBER, FF_DATA_MODEL_FORMAT);
  ff_json_take_member (json, "entities", entities);
  ff_json_take_member (json, "profile", describe_profile (used));
  ff_json_take_member (json, "consent", describe_consent (used));
  ff_json_take_member (json, "history", describe_history (used));

  self = ff_data_model_new (json, &error);
  if (self == NULL)
    g_error ("A data model of ours is none: %s", error->message);

  return self;
}
