/* What leaves a port of the campaign, as rules refer to it: an immutable value
 * that holds what the maker of the scope needs to find the rows again. */

#include "query/ff-rule.h"

/**
 * ff_leaving_new:
 * @activity: id
 * @port: id
 * @label: for sentences and problems
 *
 * Returns: (transfer full): one without a table; ff_leaving_set_table() gives it one
 */
FfLeaving *
ff_leaving_new (const char *activity,
                const char *port,
                const char *label)
{
  FfLeaving *self = g_new0 (FfLeaving, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->activity = g_strdup (activity);
  self->port = g_strdup (port);
  self->label = g_strdup (label);

  return self;
}

/**
 * ff_leaving_set_table:
 * @id: names the rows: equal names, equal rows on the same data
 * @entity: the rows' dimension
 * @data: (transfer full): what finds them, freed with @data_free
 *
 * Before anyone else sees @self.
 */
void
ff_leaving_set_table (FfLeaving      *self,
                      const char     *id,
                      const FfEntity *entity,
                      gpointer        data,
                      GDestroyNotify  data_free,
                      guint           output)
{
  self->id = g_strdup (id);
  self->entity = entity;
  self->data = data;
  self->data_free = data_free;
  self->output = output;
}

FfLeaving *
ff_leaving_ref (FfLeaving *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
ff_leaving_unref (FfLeaving *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->activity);
  g_free (self->port);
  g_free (self->label);
  g_free (self->id);
  g_free (self->reason);
  if (self->data_free != NULL)
    self->data_free (self->data);
  g_free (self);
}
