/* The people behind an output of a plan. On the thread of the store. */

#include "engine/ff-evaluate-private.h"

#include <glib/gi18n-lib.h>

#include "base/ff-clock.h"

void
ff_people_request_free (FfPeopleRequest *self)
{
  if (self == NULL)
    return;

  g_free (self->activity);
  g_free (self->port);
  g_clear_pointer (&self->operands, ff_json_unref);
  g_clear_pointer (&self->sort, ff_json_unref);
  g_free (self->after);
  g_free (self->find);
  g_free (self);
}

FfOperand *
ff_people_parse (FfJson         *json,
                 const FfScope  *scope,
                 GError        **error)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_rule_problem_free);
  FfOperand *operand = ff_operand_parse (json, scope, "", problems);

  if (operand == NULL)
    g_set_error_literal (error, FF_STORE_ERROR, FF_STORE_ERROR_SCHEMA,
                         problems->len > 0 ? ((FfRuleProblem *) g_ptr_array_index (problems, 0))->message
                                           : _("A column of the list cannot be read."));

  return operand;
}

GPtrArray *
ff_people_parse_all (FfJson         *json,
                     const FfScope  *scope,
                     GError        **error)
{
  g_autoptr (GPtrArray) operands = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_operand_unref);

  for (guint i = 0; i < ff_json_get_length (json); i++)
    {
      FfOperand *operand = ff_people_parse (ff_json_get_element (json, i), scope, error);

      if (operand == NULL)
        return NULL;
      g_ptr_array_add (operands, operand);
    }

  return g_steal_pointer (&operands);
}

/* The output that is asked about; NULL with the reason. */
const FfPlanOutput *
ff_people_find_output (FfPlan                 *plan,
                       const FfPeopleRequest  *request,
                       GError                **error)
{
  const FfPlanOutput *output = ff_plan_find_output (plan, request->activity, request->port);

  if (output != NULL && output->flow.step != NULL)
    return output;

  g_set_error_literal (error, FF_STORE_ERROR, FF_STORE_ERROR_FAILED,
                       output != NULL && output->reason != NULL ? output->reason : _("There is no table here to look into."));

  return NULL;
}

static FfScope
scope_of (FfPlan             *plan,
          const FfPlanOutput *output)
{
  return (FfScope) {
    .schema = ff_plan_get_schema (plan),
    .entity = ff_flow_get_entity (output->flow),
    .carried = ff_flow_get_columns (output->flow),
    .now_usec = ff_clock_get_now (ff_clock_get_wall ()),
  };
}

GPtrArray *
ff_people_parse_operands (FfPlan              *plan,
                          const FfPlanOutput  *output,
                          FfJson              *json,
                          GError             **error)
{
  FfScope scope = scope_of (plan, output);

  return ff_people_parse_all (json, &scope, error);
}

FfPage *
ff_evaluate_people_held (FfStore                *store,
                         FfPlan                 *plan,
                         const FfPeopleRequest  *request,
                         GCancellable           *cancellable,
                         GError                **error)
{
  const FfPlanOutput *output = ff_people_find_output (plan, request, error);
  g_autoptr (GPtrArray) operands = NULL;
  g_autoptr (FfOperand) sort = NULL;
  g_autofree char *fingerprint = NULL;
  FfPageRequest page;

  if (output == NULL)
    return NULL;

  operands = ff_people_parse_operands (plan, output, request->operands, error);
  if (operands == NULL)
    return NULL;

  if (request->sort != NULL)
    {
      FfScope scope = scope_of (plan, output);

      sort = ff_people_parse (request->sort, &scope, error);
      if (sort == NULL)
        return NULL;
    }

  if (!ff_evaluate_step (store, output->flow.step, cancellable, error))
    return NULL;

  fingerprint = ff_evaluate_dup_name (store, output->flow.step);
  page = (FfPageRequest) {
    .operands = operands,
    .sort = sort,
    .descending = request->descending,
    .after = request->after,
    .skip = request->skip,
    .from_end = request->from_end,
    .find = request->find,
    .limit = request->limit,
  };

  return ff_store_read_page (store, output->flow, fingerprint, &page, cancellable, error);
}

static FfPage *
read_once (FfStore                *store,
           FfPlan                 *plan,
           const FfPeopleRequest  *request,
           GCancellable           *cancellable,
           GError                **error)
{
  g_auto (FfSnapshot) snapshot = { 0 };
  FfPage *page;

  if (!ff_store_begin (store, cancellable, &snapshot, error))
    return NULL;

  page = ff_evaluate_people_held (store, plan, request, cancellable, error);
  ff_store_end (store);

  return page;
}

/**
 * ff_evaluate_people:
 *
 * A page of the rows behind an output of @plan; counts first what it needs.
 * When the server goes away on the way, it is asked once more.
 *
 * Returns: (transfer full): the page, or %NULL
 */
FfPage *
ff_evaluate_people (FfStore                *store,
                    FfPlan                 *plan,
                    const FfPeopleRequest  *request,
                    GCancellable           *cancellable,
                    GError                **error)
{
  g_autoptr (GError) interruption = NULL;
  FfPage *page = read_once (store, plan, request, cancellable, &interruption);

  if (g_error_matches (interruption, FF_STORE_ERROR, FF_STORE_ERROR_INTERRUPTED))
    return read_once (store, plan, request, cancellable, error);

  if (page == NULL)
    g_propagate_error (error, g_steal_pointer (&interruption));

  return page;
}
