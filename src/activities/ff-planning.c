/* What an activity type sees while its settings become steps: inputs, outputs,
 * problems, rules and operands of its settings. Called by the types; main
 * thread. */

#include "activities/ff-planning-private.h"

#include <glib/gi18n-lib.h>

#include "model/ff-graph.h"

char *
ff_planning_port_key (const char *activity,
                      const char *port)
{
  return g_strconcat (activity, "\037", port, NULL);
}

void
ff_problems_add (GPtrArray  *problems,
                 FfSeverity  severity,
                 const char *activity,
                 const char *pointer,
                 const char *message)
{
  FfProblem *problem;

  /* Two steps may be made from one setting. */
  for (guint i = 0; i < problems->len; i++)
    {
      problem = problems->pdata[i];
      if (g_str_equal (problem->activity, activity) && g_str_equal (problem->pointer, pointer) &&
          g_str_equal (problem->message, message))
        return;
    }

  problem = g_new0 (FfProblem, 1);
  problem->severity = severity;
  problem->activity = g_strdup (activity);
  problem->pointer = g_strdup (pointer);
  problem->message = g_strdup (message);
  g_ptr_array_add (problems, problem);
}

/**
 * ff_planning_problem:
 * @self: the activity being planned
 * @severity: a problem keeps the activity from being counted, the others do not
 * @pointer: JSON pointer into its settings; "" for the activity itself
 * @format: translated sentence, then its values
 *
 * Records what is wrong, where, and what to do about it.
 */
void
ff_planning_problem (FfPlanning *self,
                     FfSeverity  severity,
                     const char *pointer,
                     const char *format,
                     ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);

  ff_problems_add (self->problems, severity, self->activity->id, pointer, message);
  if (severity == FF_SEVERITY_PROBLEM)
    self->failed = TRUE;
}

/**
 * ff_planning_dup_inputs:
 * @self: the activity being planned
 * @port: one of its input ports
 *
 * Returns: (element-type FfFlow): what arrives there, in the order of the
 *   transitions in the document; empty when nothing is joined or when one of
 *   them carries no table
 */
GArray *
ff_planning_dup_inputs (FfPlanning *self,
                        const char *port)
{
  GArray *flows = g_array_new (FALSE, FALSE, sizeof (FfFlow));
  g_autoptr (GPtrArray) inbound = ff_graph_dup_inbound (self->campaign, self->activity->id, port);

  for (guint i = 0; i < inbound->len; i++)
    {
      const FfTransition *transition = inbound->pdata[i];
      g_autofree char *key = ff_planning_port_key (transition->from, transition->from_port);
      const FfFlow *leaving = g_hash_table_lookup (self->flows, key);

      if (leaving == NULL || leaving->step == NULL)
        {
          g_array_set_size (flows, 0);
          return flows;
        }

      g_array_append_val (flows, *leaving);
    }

  return flows;
}

/**
 * ff_planning_get_input:
 * @self: the activity being planned
 * @port: an input port that takes one transition
 * @out_flow: (out): what arrives
 *
 * Returns: %FALSE when nothing does; the caller then just returns
 */
gboolean
ff_planning_get_input (FfPlanning *self,
                       const char *port,
                       FfFlow     *out_flow)
{
  g_autoptr (GArray) flows = ff_planning_dup_inputs (self, port);

  if (flows->len == 0)
    return FALSE;

  *out_flow = g_array_index (flows, FfFlow, 0);
  return TRUE;
}

void
ff_planning_leave (FfPlanning *self,
                   const char *port,
                   FfFlow      flow,
                   const char *reason,
                   gboolean    if_taken)
{
  g_hash_table_insert (self->flows, ff_planning_port_key (self->activity->id, port), g_memdup2 (&flow, sizeof flow));
  ff_plan_builder_set_output (self->builder, self->activity->id, port, flow, reason, if_taken);
}

/**
 * ff_planning_set_output:
 * @self: the activity being planned
 * @port: one of its output ports
 * @flow: what leaves there
 */
void
ff_planning_set_output (FfPlanning *self,
                        const char *port,
                        FfFlow      flow)
{
  ff_planning_leave (self, port, flow, NULL, FALSE);
}

/**
 * ff_planning_set_if_taken:
 * @self: the activity being planned
 * @port: one of its output ports
 * @flow: what leaves there if a run takes this port
 */
void
ff_planning_set_if_taken (FfPlanning *self,
                          const char *port,
                          FfFlow      flow)
{
  ff_planning_leave (self, port, flow, NULL, TRUE);
}

gboolean
ff_planning_is_planned (FfPlanning *self,
                        const char *activity)
{
  return g_hash_table_contains (self->planned, activity);
}

/**
 * ff_planning_get_output:
 * @self: the activity being planned
 * @activity: id of another, planned before it
 * @port: one of the other's outputs
 * @out_flow: (out): what leaves there
 *
 * Returns: %FALSE when nothing does
 */
gboolean
ff_planning_get_output (FfPlanning *self,
                        const char *activity,
                        const char *port,
                        FfFlow     *out_flow)
{
  g_autofree char *key = ff_planning_port_key (activity, port);
  const FfFlow *flow = g_hash_table_lookup (self->flows, key);

  if (flow == NULL || flow->step == NULL)
    return FALSE;

  *out_flow = *flow;
  return TRUE;
}

/**
 * ff_planning_set_unknown:
 * @self: the activity being planned
 * @port: one of its output ports
 * @reason: translated, why no table leaves there in a draft
 */
void
ff_planning_set_unknown (FfPlanning *self,
                         const char *port,
                         const char *reason)
{
  ff_planning_leave (self, port, (FfFlow) { NULL, 0 }, reason, FALSE);
}

void
ff_planning_set_reason (FfPlanning *self,
                        const char *reason)
{
  const char *reasons[] = { reason, NULL };

  ff_plan_builder_set_reasons (self->builder, reasons);
}

static char *
dup_source (FfCampaign         *campaign,
            const FfTransition *transition)
{
  const FfActivity *activity = ff_campaign_find_activity (campaign, transition->from);
  g_autoptr (GPtrArray) outputs = ff_activity_dup_outputs (activity, TRUE);
  g_autofree char *title = ff_activity_dup_title (activity);

  for (guint i = 0; outputs->len > 1 && i < outputs->len; i++)
    {
      const FfOutput *output = outputs->pdata[i];

      if (g_str_equal (output->id, transition->from_port) && output->label[0] != '\0')
        return g_strdup_printf ("%s · %s", title, output->label);
    }

  return g_steal_pointer (&title);
}

/**
 * ff_planning_dup_sources:
 * @self: the activity being planned
 * @port: one of its input ports
 *
 * Returns: (element-type utf8): what people call that which arrives there, in
 *   the order of ff_planning_dup_inputs()
 */
GPtrArray *
ff_planning_dup_sources (FfPlanning *self,
                         const char *port)
{
  g_autoptr (GPtrArray) inbound = ff_graph_dup_inbound (self->campaign, self->activity->id, port);
  GPtrArray *sources = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < inbound->len; i++)
    g_ptr_array_add (sources, dup_source (self->campaign, inbound->pdata[i]));

  return sources;
}

static FfScope
make_scope (FfPlanning     *self,
            const FfEntity *entity,
            FfFlow          flow,
            FfJson         *variables)
{
  return (FfScope) {
    .schema = self->context->schema,
    .entity = entity,
    .carried = flow.step != NULL ? ff_flow_get_columns (flow) : NULL,
    .variables = variables,
    .now_usec = self->context->now_usec,
    .zone = self->context->zone,
    .audiences = self->context->audiences,
    .filters = self->context->filters,
    .week_start = ff_campaign_get_week_start (self->campaign),
    .campaign_id = ff_campaign_get_id (self->campaign),
    .campaign_name = ff_campaign_get_name (self->campaign),
    .find_title = ff_planning_find_title,
    .find_leaving = ff_planning_find_leaving,
    .find_data = self,
  };
}

static void
take_over_problems (FfPlanning *self,
                    GPtrArray  *found)
{
  for (guint i = 0; i < found->len; i++)
    {
      FfRuleProblem *problem = found->pdata[i];

      ff_problems_add (self->problems, problem->warning ? FF_SEVERITY_WARNING : FF_SEVERITY_PROBLEM,
                   self->activity->id, problem->pointer, problem->message);
      if (!problem->warning)
        self->failed = TRUE;
    }
}

/**
 * ff_planning_parse_rule_json:
 * @self: the activity being planned
 * @json: document form of a rule
 * @pointer: where problems are said to stand in the settings
 * @entity: what it is over
 * @flow: whose carried columns it may name; its step may be %NULL
 *
 * Returns: (nullable): the rule, or %NULL with its problems recorded
 */
FfRule *
ff_planning_parse_rule_json (FfPlanning     *self,
                             FfJson         *json,
                             const char     *pointer,
                             const FfEntity *entity,
                             FfFlow          flow)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_rule_problem_free);
  g_autoptr (FfJson) variables = ff_plan_context_dup_variables (self->context, self->campaign);
  FfScope scope = make_scope (self, entity, flow, variables);
  FfRule *rule = ff_rule_parse (json, &scope, pointer, found);

  take_over_problems (self, found);
  return rule;
}

/**
 * ff_planning_parse_rule:
 * @self: the activity being planned
 * @pointer: where the rule stands in the settings; an absent one selects all
 * @entity: what it is over
 * @flow: whose carried columns it may name; its step may be %NULL
 *
 * Returns: (nullable): the rule, or %NULL with its problems recorded
 */
FfRule *
ff_planning_parse_rule (FfPlanning     *self,
                        const char     *pointer,
                        const FfEntity *entity,
                        FfFlow          flow)
{
  g_autoptr (FfJson) all = ff_json_new_object ();
  FfJson *json = ff_json_get_at (self->settings, pointer);

  return ff_planning_parse_rule_json (self, json != NULL ? json : all, pointer, entity, flow);
}

/**
 * ff_planning_parse_operand_json:
 * @self: the activity being planned
 * @json: document form of an operand
 * @pointer: where problems are said to stand in the settings
 * @entity: what it is over
 * @flow: whose carried columns it may name; its step may be %NULL
 *
 * Returns: (nullable): the operand, or %NULL with its problems recorded
 */
FfOperand *
ff_planning_parse_operand_json (FfPlanning     *self,
                                FfJson         *json,
                                const char     *pointer,
                                const FfEntity *entity,
                                FfFlow          flow)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_rule_problem_free);
  g_autoptr (FfJson) variables = ff_plan_context_dup_variables (self->context, self->campaign);
  FfScope scope = make_scope (self, entity, flow, variables);
  FfOperand *operand = ff_operand_parse (json, &scope, pointer, found);

  take_over_problems (self, found);
  return operand;
}

/**
 * ff_planning_parse_operand:
 * @self: the activity being planned
 * @pointer: where the operand stands in the settings
 * @entity: what it is over
 * @flow: whose carried columns it may name; its step may be %NULL
 *
 * Returns: (nullable): the operand, or %NULL with its problems recorded
 */
FfOperand *
ff_planning_parse_operand (FfPlanning     *self,
                           const char     *pointer,
                           const FfEntity *entity,
                           FfFlow          flow)
{
  FfJson *json = ff_json_get_at (self->settings, pointer);

  if (json == NULL)
    {
      ff_planning_problem (self, FF_SEVERITY_PROBLEM, pointer, "%s", _("Nothing is chosen here: choose an attribute"));
      return NULL;
    }

  return ff_planning_parse_operand_json (self, json, pointer, entity, flow);
}

/**
 * ff_planning_find_entity:
 * @self: the activity being planned
 * @pointer: of the setting that names an entity
 *
 * Returns: (nullable): the entity, or the profile when the setting is absent;
 *   %NULL with the problem recorded
 */
const FfEntity *
ff_planning_find_entity (FfPlanning *self,
                         const char *pointer)
{
  const char *name = ff_json_get_string (ff_json_get_at (self->settings, pointer));
  const FfEntity *entity;

  if (name == NULL || *name == '\0')
    {
      entity = ff_schema_get_profile (self->context->schema);
      if (entity == NULL)
        ff_planning_problem (self, FF_SEVERITY_PROBLEM, pointer, "%s",
                             _("Nothing says what a row is: choose a dimension"));
      return entity;
    }

  entity = ff_schema_find_entity (self->context->schema, name);
  if (entity == NULL)
    ff_planning_problem (self, FF_SEVERITY_PROBLEM, pointer,
                         _("The data source has no table “%s”: choose another dimension"), name);
  else if (entity->key == NULL)
    {
      ff_planning_problem (self, FF_SEVERITY_PROBLEM, pointer,
                           _("The table “%s” has no key: name its key in the data model"), entity->label);
      return NULL;
    }

  return entity;
}

/**
 * ff_planning_parse_operands:
 * @self: the activity being planned
 * @pointer: of a list in the settings
 * @member: of each item that holds the operand
 * @flow: over whose dimension and carried columns they are
 * @operands: (element-type FfOperand): appended to
 *
 * Returns: %FALSE with the problems recorded
 */
gboolean
ff_planning_parse_operands (FfPlanning *self,
                            const char *pointer,
                            const char *member,
                            FfFlow      flow,
                            GPtrArray  *operands)
{
  guint n = ff_json_get_length (ff_json_get_at (self->settings, pointer));
  gboolean good = TRUE;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *place = g_strdup_printf ("%s/%u/%s", pointer, i, member);
      FfOperand *operand = ff_planning_parse_operand (self, place, ff_flow_get_entity (flow), flow);

      if (operand != NULL)
        g_ptr_array_add (operands, operand);
      else
        good = FALSE;
    }

  return good;
}
