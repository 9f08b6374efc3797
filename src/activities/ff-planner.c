/* Campaign → plan and problems: walks the activities in flow order and lets
 * each write its steps. Main thread; reads settings and schema, never data. */

#include "activities/ff-planning-private.h"

#include <glib/gi18n-lib.h>

#include "model/ff-graph.h"

void
ff_problem_free (FfProblem *self)
{
  g_free (self->activity);
  g_free (self->pointer);
  g_free (self->message);
  g_free (self);
}

static void
field_problem_cb (const char *pointer,
                  const char *message,
                  gpointer    user_data)
{
  ff_planning_problem (user_data, FF_SEVERITY_PROBLEM, pointer, "%s", message);
}

/* Every output that has no flow gets @reason. */
static void
close_outputs (FfPlanning *self,
               const char *reason)
{
  g_autoptr (GPtrArray) outputs = ff_activity_dup_outputs (self->activity, TRUE);
  g_autoptr (GPtrArray) outbound = ff_graph_dup_outbound (self->campaign, self->activity->id, NULL);

  for (guint i = 0; i < outputs->len; i++)
    {
      FfOutput *output = outputs->pdata[i];
      g_autofree char *key = ff_planning_port_key (self->activity->id, output->id);

      if (!g_hash_table_contains (self->flows, key))
        ff_planning_leave (self, output->id, (FfFlow) { NULL, 0 }, reason, FALSE);
    }

  /* Ports that this version does not know, or that settings no longer have. */
  for (guint i = 0; i < outbound->len; i++)
    {
      const FfTransition *transition = outbound->pdata[i];
      g_autofree char *key = ff_planning_port_key (self->activity->id, transition->from_port);

      if (!g_hash_table_contains (self->flows, key))
        ff_planning_leave (self, transition->from_port, (FfFlow) { NULL, 0 }, reason, FALSE);
    }
}

typedef enum
{
  INPUTS_READY,
  INPUTS_OPEN,      /* a needed port is not joined */
  INPUTS_UNKNOWN,   /* joined, but what comes has no table */
  INPUTS_DISABLED,  /* the same, because an activity before it is disabled */
} Inputs;

/* Whether what a transition brings comes, or would, from a disabled activity. */
static gboolean
is_behind_disabled (FfPlanning *self,
                    GPtrArray  *inbound)
{
  for (guint i = 0; i < inbound->len; i++)
    {
      const FfTransition *transition = inbound->pdata[i];
      g_autofree char *key = ff_planning_port_key (transition->from, transition->from_port);

      if (g_hash_table_contains (self->disabled, key))
        return TRUE;
    }

  return FALSE;
}

static void
close_disabled (FfPlanning *self)
{
  g_autoptr (GPtrArray) outputs = ff_activity_dup_outputs (self->activity, TRUE);

  for (guint i = 0; i < outputs->len; i++)
    g_hash_table_add (self->disabled, ff_planning_port_key (self->activity->id, ((FfOutput *) outputs->pdata[i])->id));

  close_outputs (self, _("disabled"));
}

static Inputs
look_at_inputs (FfPlanning           *self,
                const FfActivityType *type)
{
  Inputs state = INPUTS_READY;

  for (const FfPort *port = type->inputs; port != NULL && port->id != NULL; port++)
    {
      g_autoptr (GPtrArray) inbound = ff_graph_dup_inbound (self->campaign, self->activity->id, port->id);
      g_autoptr (GArray) flows = NULL;

      if (port->optional)
        continue;

      if (inbound->len == 0)
        return INPUTS_OPEN;

      if (port->ended)
        continue;

      flows = ff_planning_dup_inputs (self, port->id);
      if (flows->len == 0 && state != INPUTS_DISABLED)
        state = is_behind_disabled (self, inbound) ? INPUTS_DISABLED : INPUTS_UNKNOWN;
    }

  return state;
}

/* The input goes unchanged to the first output, the others are empty. */
static void
bypass (FfPlanning           *self,
        const FfActivityType *type)
{
  g_autoptr (GPtrArray) outputs = ff_activity_dup_outputs (self->activity, TRUE);
  FfFlow input;

  if (type->inputs[0].id == NULL || type->inputs[0].optional)
    {
      ff_planning_problem (self, FF_SEVERITY_PROBLEM, "", "%s",
                           _("An activity that starts a branch cannot be bypassed: disable it instead"));
      return;
    }

  if (!ff_planning_get_input (self, type->inputs[0].id, &input))
    return;

  for (guint i = 0; i < outputs->len; i++)
    {
      FfOutput *output = outputs->pdata[i];
      FfFlow twice[2] = { input, input };

      ff_planning_set_output (self, output->id,
                              i == 0 ? input : ff_plan_builder_add_combine (self->builder, FF_COMBINE_EXCLUSION, twice, 2));
    }
}

static void
plan_activity (FfPlanning *self)
{
  const FfActivityType *type = ff_activity_type_find (self->activity->type);
  g_autoptr (FfJson) settings = NULL;
  Inputs inputs;

  self->failed = FALSE;
  ff_plan_builder_set_origin (self->builder, self->activity->id, "");

  if (type == NULL)
    {
      g_autofree char *message = g_strdup_printf (_("This version does not know the activity type “%s”: "
                                                    "it is kept as it is, but the campaign cannot run"),
                                                  self->activity->type);

      ff_problems_add (self->problems, FF_SEVERITY_PROBLEM, self->activity->id, "", message);
      close_outputs (self, _("activity type unknown"));
      return;
    }

  if (self->activity->mode == FF_MODE_DISABLED)
    {
      close_disabled (self);
      return;
    }

  settings = ff_fields_fill_settings (type->fields, self->activity->settings);
  self->settings = settings;

  ff_planning_check_transitions (self, type);
  inputs = look_at_inputs (self, type);

  if (self->activity->mode == FF_MODE_BYPASSED)
    {
      if (!self->failed && inputs == INPUTS_READY)
        bypass (self, type);
    }
  else
    {
      if (type->fields != NULL)
        ff_fields_check (type->fields, settings, field_problem_cb, self);
      if (type->validate != NULL)
        type->validate (self);
      if (!self->failed && inputs == INPUTS_READY)
        type->compile (self);
    }

  if (inputs == INPUTS_OPEN)
    {
      ff_problems_add (self->problems, FF_SEVERITY_PROBLEM, self->activity->id, "",
                   _("Nothing comes in: join a transition to its input"));
      close_outputs (self, _("connect an audience"));
    }
  else if (inputs == INPUTS_DISABLED)
    close_disabled (self);
  else if (inputs == INPUTS_UNKNOWN)
    close_outputs (self, _("an activity before it is not counted"));
  else
    close_outputs (self, _("the activity has a problem"));

  self->settings = NULL;
}

/* A newer version means something by them that this one would leave out. */
static void
tell_missing_needs (FfCampaign *campaign,
                    GPtrArray  *problems)
{
  const char *const *missing = ff_campaign_get_missing_needs (campaign);

  for (guint i = 0; missing[i] != NULL; i++)
    {
      /* Translators: %s is the id of a feature of the file format. */
      g_autofree char *message = g_strdup_printf (_("This version does not know the feature “%s” that the campaign needs: "
                                                    "it can be looked at, but not run"), missing[i]);

      ff_problems_add (problems, FF_SEVERITY_PROBLEM, "", "/needs", message);
    }
}

/**
 * ff_planner_compile:
 * @campaign: any document, finished or not
 * @context: everything outside it that the plan depends on
 * @out_problems: (out) (optional) (element-type FfProblem): what is wrong: with the document, then in flow order
 *
 * The plan always comes: an activity with problems has outputs without a
 * table and with the reason, and what lies beside it is counted all the same.
 *
 * Returns: (transfer full): the plan
 */
FfPlan *
ff_planner_compile (FfCampaign     *campaign,
                    FfPlanContext  *context,
                    GPtrArray     **out_problems)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_problem_free);
  g_autoptr (GHashTable) flows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GHashTable) planned = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) disabled = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GArray) references = ff_planning_dup_references (campaign);
  g_autoptr (GPtrArray) order = ff_graph_dup_order_referring (campaign, references);
  FfPlanBuilder *builder = ff_plan_builder_new (context->schema);
  FfPlanning planning = {
    .campaign = campaign,
    .context = context,
    .builder = builder,
    .problems = problems,
    .flows = flows,
    .planned = planned,
    .disabled = disabled,
  };

  tell_missing_needs (campaign, problems);

  for (guint i = 0; i < order->len; i++)
    {
      planning.activity = order->pdata[i];
      plan_activity (&planning);
      g_hash_table_add (planned, (char *) planning.activity->id);
    }

  if (context->with_people)
    ff_people_reached_plan (&planning);

  if (order->len == 0)
    ff_problems_add (problems, FF_SEVERITY_NOTE, "", "", _("The campaign is empty: drag an activity onto the canvas"));

  if (out_problems != NULL)
    *out_problems = g_steal_pointer (&problems);

  return ff_plan_builder_finish (builder);
}
