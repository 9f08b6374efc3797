/* Sums that close by definition, asked of a store. */

#include "ff-test-invariants.h"

#include <stdlib.h>

#include "engine/ff-evaluate-private.h"

static gint64
get_n (FfStore *store,
       FfFlow   flow)
{
  g_autoptr (GArray) counts = g_array_new (FALSE, TRUE, sizeof (FfStepCount));
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;

  ff_evaluate_step (store, flow.step, NULL, &error);
  g_assert_no_error (error);
  name = ff_evaluate_dup_name (store, flow.step);
  g_assert_true (ff_store_has_step (store, name, counts));

  return g_array_index (counts, FfStepCount, flow.output).n_keys;
}

static char *
check (gboolean    holds,
       FfStep     *step,
       const char *words)
{
  return holds ? NULL : g_strdup_printf ("step %s (%s): %s", step->origin.activity, ff_step_op_get_name (step->op), words);
}

/* Input = all outputs together. */
static char *
check_parts (FfStore *store,
             FfStep  *step)
{
  gint64 n = 0;

  for (guint o = 0; o < step->n_outputs; o++)
    n += get_n (store, (FfFlow) { step, o });

  return check (n == get_n (store, step->inputs[0]), step, "the outputs do not sum to the input");
}

static char *
check_sets (FfStore *store,
            FfPlan  *plan,
            FfStep  *step)
{
  g_autoptr (FfPlanBuilder) builder = ff_plan_builder_new (ff_plan_get_schema (plan));
  const FfFlow both[] = { ff_plan_builder_include (builder, step->inputs[0]), ff_plan_builder_include (builder, step->inputs[1]) };
  const FfFlow turned[] = { both[1], both[0] };
  gint64 a = get_n (store, both[0]);
  gint64 b = get_n (store, both[1]);
  gint64 in_both = get_n (store, ff_plan_builder_add_combine (builder, FF_COMBINE_INTERSECTION, both, 2));
  gint64 in_any = get_n (store, ff_plan_builder_add_combine (builder, FF_COMBINE_UNION, both, 2));
  gint64 only_a = get_n (store, ff_plan_builder_add_combine (builder, FF_COMBINE_EXCLUSION, both, 2));
  gint64 only_b = get_n (store, ff_plan_builder_add_combine (builder, FF_COMBINE_EXCLUSION, turned, 2));
  gint64 in_one = get_n (store, ff_plan_builder_add_combine (builder, FF_COMBINE_DIFFERENCE, both, 2));

  return check (in_any == a + b - in_both && only_a == a - in_both && only_b == b - in_both && in_one == only_a + only_b,
                step, "its inputs do not obey inclusion and exclusion");
}

/* Each dropped row says why. */
static char *
check_reasons (FfStore *store,
               FfPlan  *plan,
               FfStep  *step)
{
  FfFlow dropped = { step, (guint) ff_step_get_dropped_output (step) };
  const FfColumn *why = step->dropped->pdata[step->dropped->len - 1];
  FfScope scope = { .schema = ff_plan_get_schema (plan), .entity = ff_flow_get_entity (dropped), .carried = step->dropped };
  g_autoptr (FfJson) json = ff_json_new_object ();
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_rule_problem_free);
  g_autoptr (GPtrArray) operands = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_operand_unref);
  g_autofree char *name = ff_evaluate_dup_name (store, step);
  FfPageRequest request = { .operands = operands, .limit = G_MAXINT };
  g_autoptr (GError) error = NULL;
  g_autoptr (FfPage) page = NULL;

  ff_json_set_string (json, "column", why->name);
  g_ptr_array_add (operands, ff_operand_parse (json, &scope, "", problems));
  g_assert_cmpuint (problems->len, ==, 0);
  page = ff_store_read_page (store, dropped, name, &request, NULL, &error);
  g_assert_no_error (error);
  for (guint row = 0; row < page->n_rows; row++)
    if (g_array_index (page->cells, FfValue, row).kind == FF_VALUE_NULL)
      return check (FALSE, step, "a dropped row has no reason");

  return check (page->n_rows == get_n (store, dropped), step, "not every dropped row is there");
}

static char *
check_step (FfStore *store,
            FfPlan  *plan,
            FfStep  *step,
            FfJson  *json)
{
  char *broken = NULL;

  switch (step->op)
    {
    case FF_STEP_FILTER:
    case FF_STEP_TAKE:
      broken = check_parts (store, step);
      break;
    case FF_STEP_DEDUPE:
      broken = step->n_outputs > 1 ? check_parts (store, step) : NULL;
      break;
    case FF_STEP_SPLIT:
      broken = !ff_json_get_member_boolean (json, "overlapping", FALSE) ? check_parts (store, step) : NULL;
      break;
    case FF_STEP_COMBINE:
      if (step->n_inputs >= 2 && ff_flow_get_entity (step->inputs[0]) == ff_flow_get_entity (step->inputs[1]))
        broken = check_sets (store, plan, step);
      break;
    case FF_STEP_SELECT:
    case FF_STEP_MEMBERS:
    case FF_STEP_LOAD:
    case FF_STEP_RELATE:
    case FF_STEP_ENRICH:
    case FF_STEP_MARK:
    default:
      break;
    }

  if (broken == NULL && step->reasons != NULL && ff_step_get_dropped_output (step) >= 0)
    broken = check_reasons (store, plan, step);

  return broken;
}

char *
ff_test_dup_broken_invariant (FfStore *store,
                              FfPlan  *plan,
                              FfJson  *json)
{
  g_auto (FfSnapshot) snapshot = { 0 };
  g_autoptr (GError) error = NULL;
  char *broken = NULL;

  ff_store_begin (store, NULL, &snapshot, &error);
  g_assert_no_error (error);
  for (guint i = 0; broken == NULL && i < ff_plan_get_n_outputs (plan); i++)
    {
      const FfPlanOutput *output = ff_plan_get_output (plan, i);

      if (output->flow.output == 0)
        broken = check_step (store, plan, output->flow.step, ff_json_get_element (json, (guint) atoi (output->activity)));
    }
  ff_store_end (store);

  return broken;
}
