/* Plans: steps in dependency order and what leaves each port. Immutable,
 * shared between threads. */

#include "plan/ff-plan-private.h"

#include <string.h>

FfPlan *
ff_plan_ref (FfPlan *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
ff_plan_unref (FfPlan *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_ptr_array_unref (self->outputs);
  g_ptr_array_unref (self->steps);
  ff_schema_unref (self->schema);
  g_free (self);
}

void
ff_plan_output_free (FfPlanOutput *self)
{
  g_free (self->activity);
  g_free (self->port);
  g_free (self->reason);
  g_free (self);
}

FfSchema *
ff_plan_get_schema (FfPlan *self)
{
  return self->schema;
}

guint
ff_plan_get_n_steps (FfPlan *self)
{
  return self->steps->len;
}

FfStep *
ff_plan_get_step (FfPlan *self,
                  guint   index)
{
  g_return_val_if_fail (index < self->steps->len, NULL);

  return g_ptr_array_index (self->steps, index);
}

guint
ff_plan_get_n_outputs (FfPlan *self)
{
  return self->outputs->len;
}

const FfPlanOutput *
ff_plan_get_output (FfPlan *self,
                    guint   index)
{
  g_return_val_if_fail (index < self->outputs->len, NULL);

  return g_ptr_array_index (self->outputs, index);
}

/**
 * ff_plan_find_output:
 *
 * Returns: (nullable) (transfer none): what leaves @port of @activity
 */
const FfPlanOutput *
ff_plan_find_output (FfPlan     *self,
                     const char *activity,
                     const char *port)
{
  for (guint i = 0; i < self->outputs->len; i++)
    {
      const FfPlanOutput *output = g_ptr_array_index (self->outputs, i);

      if (strcmp (output->activity, activity) == 0 && strcmp (output->port, port) == 0)
        return output;
    }

  return NULL;
}
