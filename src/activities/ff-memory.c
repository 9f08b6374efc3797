/* What runs remember of an activity. Called by the types and by the runner; any
 * thread. */

#include "activities/ff-activity-type.h"

#include "activities/ff-activities-private.h"
#include "query/ff-rule-time.h"

void
ff_memory_free (FfMemory *self)
{
  g_free (self->prefix);
  g_clear_pointer (&self->moment, ff_json_unref);
  g_free (self->part);
  g_free (self->first);
  g_free (self);
}

/**
 * ff_memory_dup_instant:
 * @usec: µs UTC
 *
 * Returns: (transfer full): it as rules read it, to the microsecond; later ones compare greater as texts
 */
char *
ff_memory_dup_instant (gint64 usec)
{
  gint64 day = ff_time_get_day (usec, NULL);
  gint64 rest = usec - day * G_TIME_SPAN_DAY;
  g_autofree char *text = ff_time_day_to_text (day);

  return g_strdup_printf ("%sT%02d:%02d:%02d.%06dZ", text, (int) (rest / G_TIME_SPAN_HOUR), (int) (rest / G_TIME_SPAN_MINUTE % 60),
                          (int) (rest / G_USEC_PER_SEC % 60), (int) (rest % G_USEC_PER_SEC));
}
