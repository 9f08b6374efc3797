/* The difference of two versions as a plan: both compiled plans and, between
 * the same ports, who joined and who left. Any thread. */

#include "engine/ff-difference.h"

#include <glib/gi18n-lib.h>

/**
 * ff_difference_get_name:
 *
 * Returns: the word in machine output
 */
const char *
ff_difference_get_name (FfDifference difference)
{
  static const char *const names[] = { "before", "after", "joined", "left" };

  g_return_val_if_fail ((guint) difference < G_N_ELEMENTS (names), "");

  return names[difference];
}

/**
 * ff_difference_dup_port:
 * @port: of either version
 *
 * Returns: (transfer full): its name in the plan of the difference
 */
char *
ff_difference_dup_port (const char   *port,
                        FfDifference  difference)
{
  return g_strdup_printf ("%s/%s", port, ff_difference_get_name (difference));
}

static void
set_output (FfPlanBuilder      *builder,
            const FfPlanOutput *output,
            FfDifference        difference,
            FfFlow              flow,
            const char         *reason)
{
  g_autofree char *port = ff_difference_dup_port (output->port, difference);

  ff_plan_builder_set_output (builder, output->activity, port, flow, flow.step == NULL ? reason : NULL, output->if_taken);
}

/* Those of @from who are not in @other; everyone of @from where the other version has no such port at all. */
static FfFlow
minus (FfPlanBuilder *builder,
       FfFlow         from,
       FfFlow         other,
       gboolean       has_other)
{
  const FfFlow inputs[] = { from, other };
  const FfFlow none = { NULL, 0 };

  if (from.step == NULL)
    return none;
  if (!has_other)
    return from;
  if (other.step == NULL || ff_flow_get_entity (from) != ff_flow_get_entity (other))
    return none;

  return ff_plan_builder_add_combine (builder, FF_COMBINE_EXCLUSION, inputs, G_N_ELEMENTS (inputs));
}

static void
add_port (FfPlanBuilder      *builder,
          const FfPlanOutput *before,
          const FfPlanOutput *after)
{
  const FfPlanOutput *either = after != NULL ? after : before;
  const FfFlow none = { NULL, 0 };
  FfFlow old = before != NULL ? before->flow : none;
  FfFlow new = after != NULL ? after->flow : none;
  const char *why_old = before == NULL ? _("Not in the version before.") : before->reason;
  const char *why_new = after == NULL ? _("Not in the version after.") : after->reason;
  const char *why = old.step == NULL ? why_old : new.step == NULL ? why_new
                                                                   : _("The two versions hold rows of different dimensions here.");

  if (old.step != NULL)
    old = ff_plan_builder_include (builder, old);
  if (new.step != NULL)
    new = ff_plan_builder_include (builder, new);

  ff_plan_builder_set_origin (builder, either->activity, "");
  set_output (builder, either, FF_DIFFERENCE_BEFORE, old, why_old);
  set_output (builder, either, FF_DIFFERENCE_AFTER, new, why_new);
  set_output (builder, either, FF_DIFFERENCE_JOINED, minus (builder, new, old, before != NULL), why);
  set_output (builder, either, FF_DIFFERENCE_LEFT, minus (builder, old, new, after != NULL), why);
}

/**
 * ff_difference_plan_new:
 * @before: the earlier version, compiled
 * @after: the later version, compiled with the same schema and the same clock reading
 *
 * A port is the same in both when its activity's id and its own are. One that
 * a version lacks has no table there; everybody then joined, or left.
 *
 * Returns: (transfer full): the plan
 */
FfPlan *
ff_difference_plan_new (FfPlan *before,
                        FfPlan *after)
{
  g_autoptr (FfPlanBuilder) builder = NULL;

  g_return_val_if_fail (ff_plan_get_schema (before) == ff_plan_get_schema (after), NULL);

  builder = ff_plan_builder_new (ff_plan_get_schema (after));

  for (guint i = 0; i < ff_plan_get_n_outputs (after); i++)
    {
      const FfPlanOutput *output = ff_plan_get_output (after, i);

      add_port (builder, ff_plan_find_output (before, output->activity, output->port), output);
    }

  for (guint i = 0; i < ff_plan_get_n_outputs (before); i++)
    {
      const FfPlanOutput *output = ff_plan_get_output (before, i);

      if (ff_plan_find_output (after, output->activity, output->port) == NULL)
        add_port (builder, output, NULL);
    }

  return ff_plan_builder_finish (g_steal_pointer (&builder));
}
