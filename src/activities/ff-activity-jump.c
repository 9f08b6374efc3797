/* Jump: joins two places without a long line. What comes into one leaves the
 * others of the same name. Main thread. */

#include <glib/gi18n-lib.h>

#include "activities/ff-activities-private.h"
#include "model/ff-graph.h"

static const FfField fields[] = {
  { .key = "name", .kind = FF_FIELD_TEXT, .label = N_("Name"), .required = TRUE,
    .help = N_("What comes into one jump leaves all others of its name") },
  { NULL }
};

static const char *
get_name (const FfActivity *activity)
{
  return ff_json_get_member_string (activity->settings, "name", "");
}

static gboolean
has_input (FfCampaign       *campaign,
           const FfActivity *activity)
{
  g_autoptr (GPtrArray) inbound = ff_graph_dup_inbound (campaign, activity->id, NULL);

  return inbound->len > 0;
}

/* The jumps of the same name that something comes into. */
static GPtrArray *
dup_entrances (FfCampaign       *campaign,
               const FfActivity *self)
{
  GPtrArray *entrances = g_ptr_array_new ();

  for (guint i = 0; i < ff_campaign_get_n_activities (campaign); i++)
    {
      const FfActivity *activity = ff_campaign_get_activity (campaign, i);

      if (g_str_equal (activity->type, self->type) && g_str_equal (get_name (activity), get_name (self)) && has_input (campaign, activity))
        g_ptr_array_add (entrances, (gpointer) activity);
    }

  return entrances;
}

static void
list_sources (FfCampaign       *campaign,
              const FfActivity *activity,
              GPtrArray        *ids)
{
  g_autoptr (GPtrArray) entrances = dup_entrances (campaign, activity);

  for (guint i = 0; i < entrances->len && !has_input (campaign, activity); i++)
    g_ptr_array_add (ids, (gpointer) ((const FfActivity *) entrances->pdata[i])->id);
}

static void
compile (FfPlanning *planning)
{
  g_autoptr (GPtrArray) entrances = dup_entrances (planning->campaign, planning->activity);
  gboolean enters = has_input (planning->campaign, planning->activity);
  const char *name = get_name (planning->activity);
  const FfActivity *entrance;
  FfFlow flow;

  if (entrances->len == 0)
    {
      ff_planning_problem (planning, FF_SEVERITY_PROBLEM, "", _("Nothing comes into a jump of the name “%s”: join a transition to one"), name);
      return;
    }

  if (entrances->len > 1)
    {
      ff_planning_problem (planning, FF_SEVERITY_PROBLEM, "/name", _("Several jumps of the name “%s” have an input: rename one of them"), name);
      return;
    }

  entrance = entrances->pdata[0];
  if (!enters && !ff_planning_is_planned (planning, entrance->id))
    {
      ff_planning_problem (planning, FF_SEVERITY_PROBLEM, "", "%s", _("This would lead in a circle: take what comes after it away"));
      return;
    }

  if (enters ? ff_planning_get_input (planning, "in", &flow) : ff_planning_get_output (planning, entrance->id, "out", &flow))
    ff_planning_set_output (planning, "out", flow);
  else
    ff_planning_set_unknown (planning, "out", _("an activity before it is not counted"));
}

static char *
summarize (FfJson *settings)
{
  return g_strdup (ff_json_get_member_string (settings, "name", NULL));
}

const FfActivityType ff_activity_jump = {
  .id = "jump",
  .name = N_("Jump"),
  .description = N_("Joins two places without a long line"),
  .glyph = "jump",
  .category = FF_CATEGORY_FLOW,
  .fields = fields,
  .inputs = ff_ports_order_only,
  .outputs = ff_ports_out,
  .list_sources = list_sources,
  .compile = compile,
  .summarize = summarize,
};
