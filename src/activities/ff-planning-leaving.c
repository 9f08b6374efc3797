/* What of the campaign a rule refers to: found in the settings before anything
 * is planned, so that it comes first, and looked up while rules are parsed.
 * Main thread. */

#include "activities/ff-planning-private.h"

#include <glib/gi18n-lib.h>

#include "model/ff-graph.h"

/* Members whose value names a port of another activity: {"activity": ID, "port": ID}. */
static const char *const referring[] = { "in-transition", "not-in-transition", NULL };

typedef struct
{
  FfCampaign *campaign;
  const char *activity;
  GArray     *references;
} Gathering;

static void
gather (Gathering *self,
        FfJson    *json)
{
  for (guint i = 0; i < ff_json_get_length (json); i++)
    {
      const char *name = ff_json_is_object (json) ? ff_json_get_name (json, i) : "";
      FfJson *value = ff_json_is_object (json) ? ff_json_get_value (json, i) : ff_json_get_element (json, i);
      const char *from = ff_json_get_member_string (value, "activity", "");

      if (g_strv_contains (referring, name) && ff_campaign_find_activity (self->campaign, from) != NULL)
        {
          FfGraphReference reference = { from, self->activity };

          g_array_append_val (self->references, reference);
        }
      else if (ff_json_is_object (value) || ff_json_is_array (value))
        gather (self, value);
    }
}

/* The activities whose rows it takes without a transition. */
static void
gather_sources (Gathering        *self,
                const FfActivity *activity)
{
  const FfActivityType *type = ff_activity_type_find (activity->type);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  if (type != NULL && type->list_sources != NULL)
    type->list_sources (self->campaign, activity, ids);

  for (guint i = 0; i < ids->len; i++)
    {
      FfGraphReference reference = { ids->pdata[i], activity->id };

      g_array_append_val (self->references, reference);
    }
}

/**
 * ff_planning_dup_references:
 *
 * Returns: (transfer full) (element-type FfGraphReference): who refers to
 *   whom in its settings; lent until the campaign changes
 */
GArray *
ff_planning_dup_references (FfCampaign *campaign)
{
  GArray *references = g_array_new (FALSE, FALSE, sizeof (FfGraphReference));

  for (guint i = 0; i < ff_campaign_get_n_activities (campaign); i++)
    {
      const FfActivity *activity = ff_campaign_get_activity (campaign, i);
      Gathering gathering = { campaign, activity->id, references };

      gather (&gathering, activity->settings);
      gather_sources (&gathering, activity);
    }

  return references;
}

static FfLeaving *
new_leaving (const FfActivity *activity,
             const char       *port,
             FfFlow            flow,
             const char       *reason)
{
  g_autofree char *label = ff_activity_dup_port_title (activity, port);
  FfLeaving *leaving;

  if (flow.step != NULL)
    return ff_flow_new_leaving (flow, activity->id, port, label);

  leaving = ff_leaving_new (activity->id, port, label);
  leaving->reason = g_strdup (reason);

  return leaving;
}

/* @data is the FfPlanning. */
FfLeaving *
ff_planning_find_leaving (const char *id,
                          const char *port,
                          gpointer    data)
{
  FfPlanning *self = data;
  const FfActivity *activity = ff_campaign_find_activity (self->campaign, id);
  g_autofree char *key = ff_planning_port_key (id, port);
  const FfFlow *flow = g_hash_table_lookup (self->flows, key);
  const FfFlow none = { NULL, 0 };

  if (activity == NULL)
    return NULL;

  /* Whatever could be planned before was. */
  if (!g_hash_table_contains (self->planned, id))
    return new_leaving (activity, port, none, _("it depends on this activity"));

  if (flow == NULL)
    return NULL;

  return new_leaving (activity, port, *flow, _("nothing is counted there"));
}

static char *
dup_title (FfCampaign *campaign,
           const char *id)
{
  const FfActivity *activity = ff_campaign_find_activity (campaign, id);

  return activity != NULL ? ff_activity_dup_title (activity) : NULL;
}

char *
ff_planning_find_title (const char *id,
                        gpointer    data)
{
  return dup_title (((FfPlanning *) data)->campaign, id);
}

static char *
find_title (const char *id,
            gpointer    data)
{
  return dup_title (((FfPlanned *) data)->campaign, id);
}

/* Without a table when the plan has none. */
static FfLeaving *
find_leaving (const char *id,
              const char *port,
              gpointer    data)
{
  const FfPlanned *planned = data;
  const FfActivity *activity = ff_campaign_find_activity (planned->campaign, id);
  const FfPlanOutput *output = planned->plan != NULL ? ff_plan_find_output (planned->plan, id, port) : NULL;

  if (activity == NULL || output == NULL)
    return NULL;

  return new_leaving (activity, port, output->flow, output->reason);
}

/**
 * ff_planned_fill_scope:
 * @self: lent as long as @scope is
 * @scope: of a rule in an editor
 *
 * Lets rules speak of the campaign: of its own messages, and of what leaves
 * its ports as it was planned.
 */
void
ff_planned_fill_scope (FfPlanned *self,
                       FfScope   *scope)
{
  scope->campaign_id = ff_campaign_get_id (self->campaign);
  scope->campaign_name = ff_campaign_get_name (self->campaign);
  scope->find_title = find_title;
  scope->find_leaving = find_leaving;
  scope->find_data = self;
}
