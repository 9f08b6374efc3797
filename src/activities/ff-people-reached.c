/* Everyone whom the channel activities of a campaign reach, each once: one more number of a plan, for who draws the
 * campaign as a whole. Main thread. */

#include "activities/ff-planning-private.h"

#include "model/ff-graph.h"

static gboolean
is_channel (const FfActivity *activity)
{
  const FfActivityType *type = ff_activity_type_find (activity->type);

  return type != NULL && type->channel != NULL && activity->mode == FF_MODE_NORMAL;
}

/* Whether whoever comes to @activity has come through a channel activity, and is reached already. @known remembers the
 * answers, because branches meet again. */
static gboolean
is_behind_channel (FfPlanning *self,
                   const char *activity,
                   GHashTable *known)
{
  g_autoptr (GPtrArray) inbound = NULL;
  gpointer answer;
  gboolean behind;

  if (g_hash_table_lookup_extended (known, activity, NULL, &answer))
    return GPOINTER_TO_INT (answer);

  inbound = ff_graph_dup_inbound (self->campaign, activity, NULL);
  behind = inbound->len > 0;
  for (guint i = 0; i < inbound->len && behind; i++)
    {
      const FfTransition *transition = inbound->pdata[i];

      behind = is_channel (ff_campaign_find_activity (self->campaign, transition->from)) ||
               is_behind_channel (self, transition->from, known);
    }

  g_hash_table_insert (known, (gpointer) activity, GINT_TO_POINTER (behind));
  return behind;
}

/* From rows of any dimension to the people they belong to. */
static gboolean
relate_to_profile (FfPlanning *self,
                   FfFlow     *flow)
{
  g_auto (GStrv) path = ff_schema_dup_path_to_profile (self->context->schema, ff_flow_get_entity (*flow));

  if (path == NULL)
    return FALSE;

  for (guint i = 0; path[i] != NULL; i++)
    *flow = ff_plan_builder_add_relate (self->builder, *flow,
                                        ff_entity_find_link (ff_flow_get_entity (*flow), path[i]));
  return TRUE;
}

/* Adds what comes to @activity to @flows; FALSE when nobody can say who that is. */
static gboolean
add_reached (FfPlanning       *self,
             const FfActivity *activity,
             GHashTable       *known,
             GArray           *flows)
{
  FfFlow flow;

  self->activity = activity;
  if (!ff_planning_get_input (self, "in", &flow))
    return is_behind_channel (self, activity->id, known);

  if (!relate_to_profile (self, &flow))
    return FALSE;

  g_array_append_val (flows, flow);
  return TRUE;
}

/**
 * ff_people_reached_plan:
 * @self: a planning whose activities are all planned
 *
 * Adds the output %FF_PLAN_PEOPLE, unless there is no channel activity or
 * the table of one is not known.
 */
void
ff_people_reached_plan (FfPlanning *self)
{
  g_autoptr (GArray) flows = g_array_new (FALSE, FALSE, sizeof (FfFlow));
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  FfFlow all;

  ff_plan_builder_set_origin (self->builder, "", "");
  for (guint i = 0; i < ff_campaign_get_n_activities (self->campaign); i++)
    {
      const FfActivity *activity = ff_campaign_get_activity (self->campaign, i);

      if (is_channel (activity) && !add_reached (self, activity, known, flows))
        return;
    }

  if (flows->len == 0)
    return;

  all = g_array_index (flows, FfFlow, 0);
  if (flows->len > 1)
    all = ff_plan_builder_add_combine (self->builder, FF_COMBINE_UNION, (FfFlow *) flows->data, flows->len);
  ff_plan_builder_set_output (self->builder, "", FF_PLAN_PEOPLE, all, NULL, FALSE);
}
