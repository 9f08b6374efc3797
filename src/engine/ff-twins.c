/* Saved filters that give the same set: each is counted, and of those with one
 * number the sets are compared. On the thread of the store. */

#include "engine/ff-twins.h"

#include "engine/ff-engine.h"

typedef struct
{
  const char *id;
  FfFlow      flow;
  gint64      n_keys;
  guint       twin_of;   /* place of the first with the same set; its own when there is none before it */
} Candidate;

/* As a condition that follows it with its defaults. */
static FfRule *
parse_filter (const FfScope   *scope,
              const char      *id,
              FfJson          *filter,
              const FfEntity **out_entity)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_rule_problem_free);
  g_autoptr (FfJson) condition = ff_json_new_object ();
  FfScope over = *scope;

  over.entity = ff_schema_find_entity (scope->schema, ff_json_get_member_string (filter, "entity", ""));
  if (over.entity == NULL || over.entity->key == NULL)
    return NULL;

  *out_entity = over.entity;
  ff_json_set_string (condition, "filter", id);

  return ff_rule_parse (condition, &over, "", problems);
}

static GArray *
dup_candidates (const FfScope *scope,
                FfPlanBuilder *builder)
{
  GArray *candidates = g_array_new (FALSE, TRUE, sizeof (Candidate));

  for (guint f = 0; f < ff_json_get_length (scope->filters); f++)
    {
      const char *id = ff_json_get_name (scope->filters, f);
      const FfEntity *entity = NULL;
      g_autoptr (FfRule) rule = parse_filter (scope, id, ff_json_get_value (scope->filters, f), &entity);
      Candidate candidate = { .id = id, .twin_of = candidates->len };

      if (rule == NULL)
        continue;

      ff_plan_builder_set_origin (builder, id, "");
      candidate.flow = ff_plan_builder_add_select (builder, entity, rule);
      ff_plan_builder_set_output (builder, id, "out", candidate.flow, NULL, FALSE);
      g_array_append_val (candidates, candidate);
    }

  return candidates;
}

/* Whether nobody is in one of both alone. */
static gboolean
is_same (FfStore       *store,
         FfSchema      *schema,
         FfFlow         a,
         FfFlow         b,
         gboolean      *out_same,
         GCancellable  *cancellable,
         GError       **error)
{
  g_autoptr (FfPlanBuilder) builder = ff_plan_builder_new (schema);
  FfFlow inputs[] = { ff_plan_builder_include (builder, a), ff_plan_builder_include (builder, b) };
  g_autoptr (FfPlan) plan = NULL;
  g_autoptr (FfCounts) counts = NULL;

  *out_same = a.step == b.step || g_str_equal (a.step->hash, b.step->hash);
  if (*out_same)
    return TRUE;

  ff_plan_builder_set_output (builder, "", "out", ff_plan_builder_add_combine (builder, FF_COMBINE_DIFFERENCE, inputs, 2), NULL, FALSE);
  plan = ff_plan_builder_finish (g_steal_pointer (&builder));
  counts = ff_evaluate (store, plan, NULL, NULL, cancellable, error);
  if (counts == NULL)
    return FALSE;

  *out_same = ff_counts_find (counts, "", "out")->known && ff_counts_find (counts, "", "out")->n_keys == 0;

  return TRUE;
}

static gboolean
find_twin (FfStore       *store,
           FfSchema      *schema,
           GArray        *candidates,
           guint          place,
           GCancellable  *cancellable,
           GError       **error)
{
  Candidate *candidate = &g_array_index (candidates, Candidate, place);

  for (guint o = 0; o < place; o++)
    {
      const Candidate *other = &g_array_index (candidates, Candidate, o);
      gboolean same = FALSE;

      if (other->twin_of != o || other->n_keys != candidate->n_keys || ff_flow_get_entity (other->flow) != ff_flow_get_entity (candidate->flow))
        continue;
      if (!is_same (store, schema, other->flow, candidate->flow, &same, cancellable, error))
        return FALSE;
      if (same)
        {
          candidate->twin_of = o;
          return TRUE;
        }
    }

  return TRUE;
}

static GPtrArray *
dup_lists (GArray *candidates)
{
  GPtrArray *lists = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  for (guint first = 0; first < candidates->len; first++)
    {
      g_autoptr (GStrvBuilder) list = g_strv_builder_new ();
      guint n = 0;

      for (guint c = first; c < candidates->len; c++)
        if (g_array_index (candidates, Candidate, c).twin_of == first)
          {
            g_strv_builder_add (list, g_array_index (candidates, Candidate, c).id);
            n++;
          }
      if (n > 1)
        g_ptr_array_add (lists, g_strv_builder_end (list));
    }

  return lists;
}

/**
 * ff_twins_find:
 * @store: an open store, on its thread
 * @scope: with the filters, audiences and the clock reading
 * @cancellable: (nullable): stops in the database
 * @error: an #FfStoreError
 *
 * Returns: (transfer full) (element-type GStrv): lists of ids, in the filters' order
 */
GPtrArray *
ff_twins_find (FfStore        *store,
               const FfScope  *scope,
               GCancellable   *cancellable,
               GError        **error)
{
  FfPlanBuilder *builder = ff_plan_builder_new (scope->schema);
  g_autoptr (GArray) candidates = dup_candidates (scope, builder);
  g_autoptr (FfPlan) plan = ff_plan_builder_finish (builder);
  g_autoptr (FfCounts) counts = ff_evaluate (store, plan, NULL, NULL, cancellable, error);

  if (counts == NULL)
    return NULL;

  for (guint c = 0; c < candidates->len; c++)
    {
      Candidate *candidate = &g_array_index (candidates, Candidate, c);
      const FfCount *count = ff_counts_find (counts, candidate->id, "out");

      /* What could not be counted has no twin. */
      candidate->n_keys = count->known ? count->n_keys : -1 - (gint64) c;
      if (count->known && !find_twin (store, scope->schema, candidates, c, cancellable, error))
        return NULL;
    }

  return dup_lists (candidates);
}
