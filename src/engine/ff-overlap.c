/* The overlap of transitions as a plan: the union is cut by one transition
 * after the other, so that every person is looked at once for each transition
 * and not once for each region. Any thread. */

#include "engine/ff-overlap.h"

#include <glib/gi18n-lib.h>

#include "store/ff-store.h"

/* A part of the union and the transitions that it is in. */
typedef struct
{
  FfFlow flow;
  guint  mask;
} Region;

static gboolean
check (const FfPlanOutput *const  *outputs,
       guint                       n_outputs,
       GError                    **error)
{
  if (n_outputs < 2 || n_outputs > FF_OVERLAP_MAX)
    {
      g_set_error (error, FF_STORE_ERROR, FF_STORE_ERROR_FAILED,
                   _("An overlap is of two to %d transitions."), FF_OVERLAP_MAX);
      return FALSE;
    }

  for (guint i = 0; i < n_outputs; i++)
    {
      const FfEntity *first = outputs[0]->flow.step != NULL ? ff_flow_get_entity (outputs[0]->flow) : NULL;

      if (outputs[i]->flow.step == NULL)
        {
          g_set_error_literal (error, FF_STORE_ERROR, FF_STORE_ERROR_FAILED,
                               outputs[i]->reason != NULL ? outputs[i]->reason : _("There is no table here to look into."));
          return FALSE;
        }

      if (ff_flow_get_entity (outputs[i]->flow) != first)
        {
          /* Translators: both %s are entities in the plural. */
          g_set_error (error, FF_STORE_ERROR, FF_STORE_ERROR_FAILED,
                       _("One transition holds %s, another %s: only transitions of one dimension can overlap."),
                       first->label_plural, ff_flow_get_entity (outputs[i]->flow)->label_plural);
          return FALSE;
        }
    }

  return TRUE;
}

/* Those of @from that @other has not; its output 1 is those that it has. */
static FfFlow
cut (FfPlanBuilder *builder,
     FfFlow         from,
     FfFlow         other)
{
  const FfFlow inputs[] = { from, other };

  return ff_plan_builder_add_combine (builder, FF_COMBINE_EXCLUSION, inputs, G_N_ELEMENTS (inputs));
}

static void
cut_regions (FfPlanBuilder *builder,
             GArray        *regions,
             FfFlow         everybody,
             FfFlow         next,
             guint          bit)
{
  Region alone = { cut (builder, next, everybody), bit };
  guint n_before = regions->len;

  for (guint r = 0; r < n_before; r++)
    {
      Region *region = &g_array_index (regions, Region, r);
      FfFlow without = cut (builder, region->flow, next);
      Region with = { ff_flow_output (without, 1), region->mask | bit };

      region->flow = without;
      g_array_append_val (regions, with);
    }

  g_array_append_val (regions, alone);
}

/**
 * ff_overlap_dup_port:
 * @mask: at least 1
 *
 * Returns: (transfer full): the port
 */
char *
ff_overlap_dup_port (guint mask)
{
  return g_strdup_printf ("%u", mask);
}

/**
 * ff_overlap_plan_new:
 * @plan: of the campaign
 * @outputs: of @plan, of one dimension
 * @n_outputs: 2 to %FF_OVERLAP_MAX
 *
 * The plan has the output %FF_OVERLAP_ACTIVITY with a port for each of the
 * 2^n − 1 regions. It shares the steps of @plan, so that what is counted
 * already is not counted again.
 *
 * Returns: (transfer full): the plan, or %NULL with the reason as a #FfStoreError
 */
FfPlan *
ff_overlap_plan_new (FfPlan                     *plan,
                     const FfPlanOutput *const  *outputs,
                     guint                       n_outputs,
                     GError                    **error)
{
  g_autoptr (FfPlanBuilder) builder = NULL;
  g_autoptr (GArray) regions = g_array_new (FALSE, FALSE, sizeof (Region));
  FfFlow everybody;

  if (!check (outputs, n_outputs, error))
    return NULL;

  builder = ff_plan_builder_new (ff_plan_get_schema (plan));
  ff_plan_builder_set_origin (builder, FF_OVERLAP_ACTIVITY, "");

  for (guint i = 0; i < n_outputs; i++)
    {
      FfFlow next = ff_plan_builder_include (builder, outputs[i]->flow);

      if (i == 0)
        {
          Region first = { next, 1 };

          g_array_append_val (regions, first);
          everybody = next;
          continue;
        }

      cut_regions (builder, regions, everybody, next, 1u << i);
      if (i + 1 < n_outputs)
        {
          const FfFlow both[] = { everybody, next };

          everybody = ff_plan_builder_add_combine (builder, FF_COMBINE_UNION, both, G_N_ELEMENTS (both));
        }
    }

  for (guint r = 0; r < regions->len; r++)
    {
      Region *region = &g_array_index (regions, Region, r);
      g_autofree char *port = ff_overlap_dup_port (region->mask);

      ff_plan_builder_set_output (builder, FF_OVERLAP_ACTIVITY, port, region->flow, NULL, FALSE);
    }

  return ff_plan_builder_finish (g_steal_pointer (&builder));
}
