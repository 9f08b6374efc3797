/* Everything outside the document that a plan depends on, as an immutable
 * value. Filled by library, cli and ui before anyone else sees it. */

#include "activities/ff-planner.h"

/**
 * ff_plan_context_new:
 * @schema: of the opened store
 * @now_usec: the evaluation's one clock reading, µs UTC
 *
 * Returns: a context of @schema in UTC, without audiences, variables and
 *   gateways; its maker may fill these in before sharing it
 */
FfPlanContext *
ff_plan_context_new (FfSchema *schema,
                     gint64    now_usec)
{
  FfPlanContext *self = g_new0 (FfPlanContext, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->schema = ff_schema_ref (schema);
  self->now_usec = now_usec;
  self->zone = g_time_zone_new_utc ();
  return self;
}

FfPlanContext *
ff_plan_context_ref (FfPlanContext *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
ff_plan_context_unref (FfPlanContext *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  ff_schema_unref (self->schema);
  g_clear_pointer (&self->audiences, ff_json_unref);
  g_clear_pointer (&self->filters, ff_json_unref);
  g_clear_pointer (&self->variables, ff_json_unref);
  g_clear_pointer (&self->gateways, ff_json_unref);
  g_strfreev (self->file_folders);
  g_time_zone_unref (self->zone);
  g_free (self);
}

/**
 * ff_plan_context_dup_file:
 * @name: without a folder
 *
 * Returns: (transfer full) (nullable): where it stands, in the first of the folders that has it
 */
char *
ff_plan_context_dup_file (FfPlanContext *self,
                          const char    *name)
{
  for (guint f = 0; self->file_folders != NULL && self->file_folders[f] != NULL; f++)
    {
      g_autofree char *path = g_build_filename (self->file_folders[f], name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
        return g_steal_pointer (&path);
    }

  return NULL;
}

/**
 * ff_plan_context_dup_variables:
 * @campaign: whose defaults stand under the context's values
 *
 * Returns: (transfer full): object: name → value
 */
FfJson *
ff_plan_context_dup_variables (FfPlanContext *self,
                               FfCampaign    *campaign)
{
  FfJson *variables = ff_campaign_dup_variables (campaign);

  for (guint i = 0; i < ff_json_get_length (self->variables); i++)
    {
      FfJson *with = ff_json_with_member (variables, ff_json_get_name (self->variables, i), ff_json_get_value (self->variables, i));

      ff_json_unref (variables);
      variables = with;
    }

  return variables;
}
