/* One row of the store and what hangs on it. On the thread of the store. */

#include "engine/ff-person.h"

#include "base/ff-clock.h"
#include "engine/ff-evaluate-private.h"
#include "engine/ff-key-rule.h"

static int
find_key_part (const FfEntity *entity,
               const char     *column)
{
  for (int i = 0; entity->key[i] != NULL; i++)
    if (g_str_equal (entity->key[i], column))
      return i;

  return -1;
}

gboolean
ff_person_can_follow (const FfEntity *entity,
                      const FfLink   *link)
{
  for (guint i = 0; link->columns[i] != NULL; i++)
    if (entity->key == NULL || find_key_part (entity, link->columns[i]) < 0)
      return FALSE;

  return link->cardinality == FF_LINK_MANY;
}

/* The rows that are asked for, as a rule over @over. */
static FfRule *
parse_rule (FfSchema               *schema,
            const FfPersonRequest  *request,
            const FfEntity         *over,
            GError                **error)
{
  const FfEntity *entity = request->entity;
  g_auto (GStrv) parts = ff_key_split (entity, request->key, error);
  g_autoptr (GPtrArray) linked = g_ptr_array_new ();

  if (parts == NULL)
    return NULL;

  if (request->link == NULL)
    return ff_key_rule_new (schema, over, (const char *const *) entity->key, (const char *const *) parts, error);

  for (guint i = 0; request->link->columns[i] != NULL; i++)
    g_ptr_array_add (linked, parts[find_key_part (entity, request->link->columns[i])]);
  g_ptr_array_add (linked, NULL);

  return ff_key_rule_new (schema, over, (const char *const *) request->link->target_columns,
                          (const char *const *) linked->pdata, error);
}

static FfPage *
read_held (FfStore             *store,
           FfFlow               rows,
           const FfPageRequest *page,
           GCancellable        *cancellable,
           GError             **error)
{
  g_autofree char *fingerprint = ff_evaluate_dup_name (store, rows.step);
  FfPage *answer = NULL;

  if (ff_evaluate_step (store, rows.step, cancellable, error))
    answer = ff_store_read_page (store, rows, fingerprint, page, cancellable, error);
  ff_store_drop_step (store, fingerprint);

  return answer;
}

/**
 * ff_person_read:
 * @store: an open store, on its thread
 * @schema: its data model
 * @request: what to read
 * @cancellable: (nullable): stops in the database
 * @error: an #FfStoreError
 *
 * In a snapshot of its own.
 *
 * Returns: (transfer full): the rows, none when there is no such key; or %NULL
 */
FfPage *
ff_person_read (FfStore                *store,
                FfSchema               *schema,
                const FfPersonRequest  *request,
                GCancellable           *cancellable,
                GError                **error)
{
  const FfEntity *over = request->link != NULL ? ff_schema_find_entity (schema, request->link->target) : request->entity;
  FfScope scope = { .schema = schema, .entity = over, .now_usec = ff_clock_get_now (ff_clock_get_wall ()) };
  g_autoptr (FfPlanBuilder) builder = ff_plan_builder_new (schema);
  g_autoptr (FfRule) rule = parse_rule (schema, request, over, error);
  g_autoptr (GPtrArray) operands = NULL;
  g_autoptr (FfOperand) sort = NULL;
  g_auto (FfSnapshot) snapshot = { 0 };
  FfPageRequest page;
  FfPage *answer;

  if (rule == NULL)
    return NULL;

  operands = ff_people_parse_all (request->operands, &scope, error);
  if (operands == NULL)
    return NULL;

  if (request->sort != NULL)
    {
      sort = ff_people_parse (request->sort, &scope, error);
      if (sort == NULL)
        return NULL;
    }

  if (!ff_store_begin (store, cancellable, &snapshot, error))
    return NULL;

  page = (FfPageRequest) { .operands = operands, .sort = sort, .descending = TRUE, .limit = request->limit };
  answer = read_held (store, ff_plan_builder_add_select (builder, over, rule), &page, cancellable, error);
  ff_store_end (store);

  return answer;
}
