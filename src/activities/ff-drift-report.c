/* What a drift of the data breaks in a campaign. It is planned twice, on the
 * data as it was when the model was made and as it is now: the first plan says
 * which activities read what drifted, the second what they now complain of.
 * Called by cli and ui; reads no data. */

#include "activities/ff-drift-report.h"

/**
 * ff_drifted_activity_free:
 * @self: (nullable): of a report
 */
void
ff_drifted_activity_free (FfDriftedActivity *self)
{
  if (self == NULL)
    return;

  g_free (self->activity);
  g_free (self->title);
  g_free (self->problem);
  g_ptr_array_unref (self->drifts);
  g_free (self);
}

static FfDriftedActivity *
ensure (GPtrArray  *report,
        FfCampaign *campaign,
        const char *id)
{
  const FfActivity *activity = ff_campaign_find_activity (campaign, id);
  FfDriftedActivity *self;

  for (guint i = 0; i < report->len; i++)
    if (g_str_equal (((FfDriftedActivity *) g_ptr_array_index (report, i))->activity, id))
      return g_ptr_array_index (report, i);

  self = g_new0 (FfDriftedActivity, 1);
  self->activity = g_strdup (id);
  self->title = activity != NULL ? ff_activity_dup_title (activity) : g_strdup (ff_campaign_get_name (campaign));
  self->drifts = g_ptr_array_new ();
  g_ptr_array_add (report, self);

  return self;
}

static FfPlanContext *
context_then (FfPlanContext *now,
              FfSchema      *schema)
{
  FfPlanContext *then = ff_plan_context_new (schema, now->now_usec);

  g_time_zone_unref (then->zone);
  then->zone = g_time_zone_ref (now->zone);
  then->audiences = now->audiences != NULL ? ff_json_ref (now->audiences) : NULL;
  then->variables = now->variables != NULL ? ff_json_ref (now->variables) : NULL;
  then->gateways = now->gateways != NULL ? ff_json_ref (now->gateways) : NULL;
  then->file_folders = g_strdupv (now->file_folders);

  return then;
}

/* ---- What steps read. */

static gboolean
reads (FfStep        *step,
       GHashTable    *read,
       const FfDrift *drift)
{
  switch (drift->kind)
    {
    case FF_DRIFT_TABLE_GONE:
      return g_str_equal (step->entity->name, drift->entity) ||
             (step->tables != NULL && g_strv_contains ((const char *const *) step->tables, drift->entity));

    case FF_DRIFT_COLUMN_GONE:
    case FF_DRIFT_KIND_CHANGED:
    case FF_DRIFT_KIND_REFUSED:
      return ff_reads_has_column (read, drift->entity, drift->name);

    case FF_DRIFT_LINK_GONE:
    case FF_DRIFT_LINK_REFUSED:
      return ff_reads_has_link (read, drift->entity, drift->name);

    case FF_DRIFT_KEY_GONE:
      return g_str_equal (step->entity->name, drift->entity);

    case FF_DRIFT_ROLE_GONE:
    default:
      return FALSE;
    }
}

static void
look_at_step (GPtrArray  *report,
              FfCampaign *campaign,
              FfStep     *step,
              GPtrArray  *drifts)
{
  g_autoptr (GHashTable) read = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const FfVisit visit = ff_visit_reads (read);

  ff_step_visit (step, &visit);
  if (step->link != NULL)
    ff_reads_add_link (read, step->source_entity, step->link);

  for (guint d = 0; d < drifts->len; d++)
    {
      FfDrift *drift = g_ptr_array_index (drifts, d);
      FfDriftedActivity *activity;

      if (!reads (step, read, drift))
        continue;

      activity = ensure (report, campaign, step->origin.activity);
      if (!g_ptr_array_find (activity->drifts, drift, NULL))
        g_ptr_array_add (activity->drifts, drift);
    }
}

/* ---- What the planner says. */

static gboolean
was_said (GPtrArray       *problems,
          const FfProblem *problem)
{
  for (guint i = 0; i < problems->len; i++)
    {
      const FfProblem *other = g_ptr_array_index (problems, i);

      if (other->severity >= problem->severity && g_str_equal (other->activity, problem->activity) &&
          g_str_equal (other->pointer, problem->pointer))
        return TRUE;
    }

  return FALSE;
}

static void
look_at_problems (GPtrArray  *report,
                  FfCampaign *campaign,
                  GPtrArray  *then,
                  GPtrArray  *now)
{
  for (guint i = 0; i < now->len; i++)
    {
      const FfProblem *problem = g_ptr_array_index (now, i);
      FfDriftedActivity *activity;

      if (problem->severity == FF_SEVERITY_NOTE || was_said (then, problem))
        continue;

      activity = ensure (report, campaign, problem->activity);
      if (activity->problem == NULL)
        activity->problem = g_strdup (problem->message);
    }
}

static guint
get_place (FfCampaign *campaign,
           const char *id)
{
  for (guint i = 0; i < ff_campaign_get_n_activities (campaign); i++)
    if (g_str_equal (ff_campaign_get_activity (campaign, i)->id, id))
      return i;

  return G_MAXUINT;
}

static gint
compare_places (gconstpointer a,
                gconstpointer b,
                gpointer      campaign)
{
  guint place_a = get_place (campaign, (*(FfDriftedActivity *const *) a)->activity);
  guint place_b = get_place (campaign, (*(FfDriftedActivity *const *) b)->activity);

  return (place_a > place_b) - (place_a < place_b);
}

/**
 * ff_drift_report_new:
 * @context: of the schema as it is now; borrowed
 * @model: what the schema was to be
 * @found: what introspection finds now
 * @drifts: (element-type FfDrift): of @model on @found; lent to the report
 *
 * Finds the activities that read what drifted, and those that have a problem
 * now which they had not before.
 *
 * Returns: (transfer full) (element-type FfDriftedActivity): in the order of the document
 */
GPtrArray *
ff_drift_report_new (FfCampaign    *campaign,
                     FfPlanContext *context,
                     FfDataModel   *model,
                     FfSchema      *found,
                     GPtrArray     *drifts)
{
  GPtrArray *report = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_drifted_activity_free);
  g_autoptr (FfSchema) restored = ff_data_model_restore (model, found);
  g_autoptr (FfPlanContext) then = context_then (context, restored);
  g_autoptr (GPtrArray) problems_then = NULL;
  g_autoptr (GPtrArray) problems_now = NULL;
  g_autoptr (FfPlan) plan_then = ff_planner_compile (campaign, then, &problems_then);
  g_autoptr (FfPlan) plan_now = ff_planner_compile (campaign, context, &problems_now);

  for (guint s = 0; s < ff_plan_get_n_steps (plan_then); s++)
    look_at_step (report, campaign, ff_plan_get_step (plan_then, s), drifts);
  look_at_problems (report, campaign, problems_then, problems_now);
  g_ptr_array_sort_with_data (report, compare_places, campaign);

  return report;
}
