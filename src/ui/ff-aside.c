/* A plan beside the campaign's own. Main thread. */

#include "ui/ff-aside.h"

static char *
dup_place (const char *activity,
           const char *port)
{
  return g_strconcat (activity, "\n", port, NULL);
}

/**
 * ff_aside_new:
 * @plan: what it counts
 *
 * Returns: (transfer full): without counts and titles
 */
FfAside *
ff_aside_new (FfPlan *plan)
{
  FfAside *self = g_rc_box_new0 (FfAside);

  self->plan = ff_plan_ref (plan);
  self->titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  return self;
}

FfAside *
ff_aside_ref (FfAside *self)
{
  return g_rc_box_acquire (self);
}

static void
clear (FfAside *self)
{
  ff_plan_unref (self->plan);
  g_clear_pointer (&self->counts, ff_counts_unref);
  g_hash_table_unref (self->titles);
}

void
ff_aside_unref (FfAside *self)
{
  g_rc_box_release_full (self, (GDestroyNotify) clear);
}

void
ff_aside_set_title (FfAside    *self,
                    const char *activity,
                    const char *port,
                    const char *title)
{
  g_hash_table_insert (self->titles, dup_place (activity, port), g_strdup (title));
}

const char *
ff_aside_get_title (FfAside    *self,
                    const char *activity,
                    const char *port)
{
  g_autofree char *place = dup_place (activity, port);

  return g_hash_table_lookup (self->titles, place);
}
