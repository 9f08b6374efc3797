/* Explaining one person: the plan's own steps asked about a table of one row.
 * What each condition says is what a filter with that condition alone keeps,
 * so that no second evaluator can disagree with the counts. On the thread of
 * the store. */

#include "engine/ff-explain.h"

#include <glib/gi18n-lib.h>

#include "engine/ff-evaluate-private.h"
#include "engine/ff-key-rule.h"

typedef struct
{
  FfStore         *store;
  FfPlan          *plan;
  FfPlanBuilder   *builder;      /* of the questions; its plan stands until the end */
  const FfEntity  *entity;
  FfRule          *is_key;       /* over @entity */
  GTimeZone       *zone;
  GCancellable    *cancellable;
  GPtrArray       *asked;        /* of char*: the questions' working tables, which nobody needs afterwards */
} Explain;

static void
verdict_free (gpointer data)
{
  FfVerdict *self = data;

  g_free (self->words);
  g_free (self->value);
  g_ptr_array_unref (self->items);
  g_free (self);
}

static void
rule_free (gpointer data)
{
  FfExplainedRule *self = data;

  g_free (self->activity);
  g_free (self->pointer);
  g_ptr_array_unref (self->verdicts);
  g_free (self);
}

static void
port_free (gpointer data)
{
  FfExplainedPort *self = data;

  g_free (self->activity);
  g_free (self->port);
  g_free (self->reason);
  g_free (self);
}

void
ff_explanation_free (FfExplanation *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->ports);
  g_ptr_array_unref (self->rules);
  g_free (self);
}

static FfRule *
parse_key (FfPlan          *plan,
           const FfEntity  *entity,
           const char      *key,
           GError         **error)
{
  g_auto (GStrv) parts = ff_key_split (entity, key, error);

  if (parts == NULL)
    return NULL;

  return ff_key_rule_new (ff_plan_get_schema (plan), entity, (const char *const *) entity->key,
                          (const char *const *) parts, error);
}

/* ---- Asking. */

/* How many rows the answer to @question has: 1 or none. */
static gboolean
ask_n (Explain  *self,
       FfFlow    question,
       gint64   *out_n,
       GError  **error)
{
  g_autofree char *fingerprint = ff_evaluate_dup_name (self->store, question.step);
  g_auto (GStrv) inputs = g_new0 (char *, question.step->n_reads + 1);
  g_autoptr (GArray) counts = g_array_new (FALSE, TRUE, sizeof (FfStepCount));

  if (!ff_store_has_step (self->store, fingerprint, counts))
    {
      for (guint i = 0; i < question.step->n_reads; i++)
        {
          if (!ff_evaluate_step (self->store, question.step->inputs[i].step, self->cancellable, error))
            return FALSE;
          inputs[i] = ff_evaluate_dup_name (self->store, question.step->inputs[i].step);
        }

      if (!ff_store_run_step (self->store, question.step, fingerprint, (const char *const *) inputs, counts, self->cancellable, error))
        return FALSE;
      g_ptr_array_add (self->asked, g_strdup (fingerprint));
    }

  *out_n = g_array_index (counts, FfStepCount, question.output).n_keys;

  return TRUE;
}

/* The one row of @from, with what it carries; empty when the person is not there. */
static FfFlow
pick (Explain *self,
      FfFlow   from)
{
  return ff_plan_builder_add_filter (self->builder, ff_plan_builder_include (self->builder, from), self->is_key);
}

static gboolean
ask_truth (Explain  *self,
           FfFlow    row,
           FfRule   *rule,
           FfTruth  *out_truth,
           GError  **error)
{
  g_autoptr (FfRule) opposite = ff_rule_new_none_of (rule);
  gint64 n = 0;

  if (!ask_n (self, ff_plan_builder_add_filter (self->builder, row, rule), &n, error))
    return FALSE;
  if (n > 0)
    {
      *out_truth = FF_TRUTH_TRUE;
      return TRUE;
    }

  if (!ask_n (self, ff_plan_builder_add_filter (self->builder, row, opposite), &n, error))
    return FALSE;
  *out_truth = n > 0 ? FF_TRUTH_FALSE : FF_TRUTH_UNKNOWN;

  return TRUE;
}

static gboolean
ask_value (Explain    *self,
           FfFlow      row,
           FfOperand  *operand,
           char      **out_value,
           GError    **error)
{
  g_autoptr (GPtrArray) operands = g_ptr_array_new ();
  g_autofree char *fingerprint = ff_evaluate_dup_name (self->store, row.step);
  FfPageRequest request = { .operands = operands, .limit = 1 };
  g_autoptr (FfPage) page = NULL;

  g_ptr_array_add (operands, operand);
  page = ff_store_read_page (self->store, row, fingerprint, &request, self->cancellable, error);
  if (page == NULL)
    return FALSE;

  if (page->n_rows == 1 && g_array_index (page->cells, FfValue, 0).kind != FF_VALUE_NULL)
    *out_value = ff_value_to_text (&g_array_index (page->cells, FfValue, 0), ff_operand_get_type (operand), self->zone);

  return TRUE;
}

/* Pages are read from one table, so they cannot ask who leaves other activities. */
static gboolean
refers_to_plan (FfOperand *operand)
{
  g_autoptr (GPtrArray) leaving = g_ptr_array_new ();
  const FfVisit visit = ff_visit_leaving (leaving);

  ff_operand_visit (operand, &visit);

  return leaving->len > 0;
}

/* @came: there is a row to ask. */
static FfVerdict *
judge (Explain   *self,
       FfFlow     row,
       gboolean   came,
       FfRule    *rule,
       GError   **error)
{
  FfVerdict *verdict = g_new0 (FfVerdict, 1);
  FfOperand *left = ff_rule_get_left (rule);
  gboolean good = TRUE;

  verdict->words = ff_rule_dup_words (rule);
  verdict->except = ff_rule_is_except (rule);
  verdict->truth = FF_TRUTH_UNKNOWN;
  verdict->items = g_ptr_array_new_with_free_func (verdict_free);

  if (came)
    good = ask_truth (self, row, rule, &verdict->truth, error) &&
           (left == NULL || refers_to_plan (left) || ask_value (self, row, left, &verdict->value, error));

  for (guint i = 0; good && i < ff_rule_get_n_items (rule); i++)
    {
      FfVerdict *item = judge (self, row, came, ff_rule_get_item (rule, i), error);

      good = item != NULL;
      if (good)
        g_ptr_array_add (verdict->items, item);
    }

  if (!good)
    g_clear_pointer (&verdict, verdict_free);

  return verdict;
}

static gboolean
has_rules (FfStep *step)
{
  if (step->op == FF_STEP_SELECT || step->op == FF_STEP_FILTER)
    return step->rule != NULL;

  for (guint i = 0; step->op == FF_STEP_SPLIT && i < step->subsets->len; i++)
    if (g_array_index (step->subsets, FfSubset, i).rule != NULL)
      return TRUE;

  return FALSE;
}

static gboolean
explain_rule (Explain        *self,
              FfStep         *step,
              FfFlow          everyone,
              FfExplanation  *explanation,
              GError        **error)
{
  FfFlow row = pick (self, step->n_inputs > 0 ? step->inputs[0] : everyone);
  FfExplainedRule *explained;
  gint64 n = 0;

  if (!ask_n (self, row, &n, error))
    return FALSE;

  explained = g_new0 (FfExplainedRule, 1);
  explained->activity = g_strdup (step->origin.activity);
  explained->pointer = g_strdup (step->origin.pointer);
  explained->came = n > 0;
  explained->verdicts = g_ptr_array_new_with_free_func (verdict_free);
  g_ptr_array_add (explanation->rules, explained);

  for (guint i = 0; i < MAX (step->subsets->len, 1); i++)
    {
      FfRule *rule = step->op == FF_STEP_SPLIT ? g_array_index (step->subsets, FfSubset, i).rule : step->rule;
      FfVerdict *verdict;

      if (rule == NULL)
        continue;

      verdict = judge (self, row, explained->came, rule, error);
      if (verdict == NULL)
        return FALSE;
      g_ptr_array_add (explained->verdicts, verdict);
    }

  return TRUE;
}

static gboolean
explain_port (Explain             *self,
              const FfPlanOutput  *output,
              FfExplanation       *explanation,
              GError             **error)
{
  FfExplainedPort *explained = g_new0 (FfExplainedPort, 1);
  gint64 n = 0;

  explained->activity = g_strdup (output->activity);
  explained->port = g_strdup (output->port);
  explained->here = FF_TRUTH_UNKNOWN;
  g_ptr_array_add (explanation->ports, explained);

  if (output->flow.step == NULL)
    {
      explained->reason = g_strdup (output->reason);
      return TRUE;
    }

  if (ff_flow_get_entity (output->flow) != self->entity)
    {
      /* Translators: %s is an entity in the plural. */
      explained->reason = g_strdup_printf (_("Its rows are %s."), ff_flow_get_entity (output->flow)->label_plural);
      return TRUE;
    }

  if (!ask_n (self, pick (self, output->flow), &n, error))
    return FALSE;
  explained->here = n > 0 ? FF_TRUTH_TRUE : FF_TRUTH_FALSE;

  return TRUE;
}

static gboolean
explain_all (Explain        *self,
             FfExplanation  *explanation,
             GError        **error)
{
  FfFlow everyone = ff_plan_builder_add_select (self->builder, self->entity, self->is_key);
  gint64 n = 0;

  if (!ask_n (self, everyone, &n, error))
    return FALSE;
  explanation->exists = n > 0;

  for (guint i = 0; i < ff_plan_get_n_outputs (self->plan); i++)
    if (!explain_port (self, ff_plan_get_output (self->plan, i), explanation, error))
      return FALSE;

  for (guint i = 0; i < ff_plan_get_n_steps (self->plan); i++)
    {
      FfStep *step = ff_plan_get_step (self->plan, i);
      const FfEntity *asked = step->n_inputs > 0 ? ff_flow_get_entity (step->inputs[0]) : step->entity;

      if (asked == self->entity && has_rules (step) && !explain_rule (self, step, everyone, explanation, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * ff_explain:
 * @store: an open store, on its thread
 * @plan: of the campaign
 * @entity: of the plan's schema: what @key is a key of
 * @key: canonical text: parts joined by U+001F
 * @zone: (nullable): in which instants are told
 * @cancellable: (nullable): stops in the database
 * @error: an #FfStoreError: also when a step could not be counted
 *
 * In one snapshot. Ports whose rows are of another dimension say so. Counts
 * first what does not stand yet.
 *
 * Returns: (transfer full): the explanation, or %NULL
 */
FfExplanation *
ff_explain (FfStore         *store,
            FfPlan          *plan,
            const FfEntity  *entity,
            const char      *key,
            GTimeZone       *zone,
            GCancellable    *cancellable,
            GError         **error)
{
  g_autoptr (FfExplanation) explanation = g_new0 (FfExplanation, 1);
  g_autoptr (FfPlanBuilder) builder = ff_plan_builder_new (ff_plan_get_schema (plan));
  g_autoptr (FfRule) is_key = parse_key (plan, entity, key, error);
  g_auto (FfSnapshot) snapshot = { 0 };
  g_autoptr (GPtrArray) asked = g_ptr_array_new_with_free_func (g_free);
  Explain self = { store, plan, builder, entity, is_key, zone, cancellable, asked };
  gboolean good;

  explanation->ports = g_ptr_array_new_with_free_func (port_free);
  explanation->rules = g_ptr_array_new_with_free_func (rule_free);

  if (is_key == NULL || !ff_store_begin (store, cancellable, &snapshot, error))
    return NULL;

  good = explain_all (&self, explanation, error);
  for (guint i = asked->len; i > 0; i--)
    ff_store_drop_step (store, g_ptr_array_index (asked, i - 1));
  ff_store_end (store);
  explanation->taken_at = snapshot.taken_at;

  return good ? g_steal_pointer (&explanation) : NULL;
}
