/* What stands where a count stands, in digits and in words: the same for
 * chips, panes and lists. Main thread. */

#include "ui/ff-count-view.h"

#include <glib/gi18n-lib.h>

#include "ui/ff-words.h"

const FfEntity *
ff_count_view_find_rows (FfPlan             *plan,
                         const FfPlanOutput *output)
{
  const FfEntity *entity = output != NULL && output->flow.step != NULL ? ff_flow_get_entity (output->flow) : NULL;

  return entity == ff_schema_get_profile (ff_plan_get_schema (plan)) ? NULL : entity;
}

/**
 * ff_count_view_dup_text:
 * @self: a count
 *
 * Returns: its value with the locale's separators, never rounded; "—" without one
 */
char *
ff_count_view_dup_text (const FfCountView *self)
{
  return self->has_value ? ff_count_format (self->n_rows) : g_strdup ("—");
}

static char *
dup_time (gint64 taken_at)
{
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_local (taken_at / G_USEC_PER_SEC);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  if (g_date_time_get_year (then) == g_date_time_get_year (now) &&
      g_date_time_get_day_of_year (then) == g_date_time_get_day_of_year (now))
    return g_date_time_format (then, "%H:%M");

  return g_date_time_format (then, "%-d %b %Y, %H:%M");
}

/**
 * ff_count_view_dup_description:
 * @self: a count
 *
 * Returns: the whole of it in words, for assistive tools and tooltips
 */
char *
ff_count_view_dup_description (const FfCountView *self)
{
  g_autofree char *rows = NULL;
  g_autofree char *time = NULL;

  if (!self->has_value)
    {
      if (self->state == FF_COUNT_WORKING)
        return g_strdup (_("counting"));
      if (self->state == FF_COUNT_FAILED)
        /* Translators: %s is why a count failed. */
        return g_strdup_printf (_("count failed: %s"), self->reason != NULL ? self->reason : "");
      if (self->reason == NULL)
        return g_strdup (_("not counted"));
      /* Translators: %s is why there is no count, such as “connect an audience”. */
      return g_strdup_printf (_("not counted: %s"), self->reason);
    }

  rows = ff_words_dup_rows (self->n_rows, self->rows_of);
  time = dup_time (self->taken_at);

  switch (self->state)
    {
    case FF_COUNT_WORKING:
      /* Translators: the first %s is “9,114 people”, the second a time. */
      return g_strdup_printf (_("counting; before %s, as of %s"), rows, time);
    case FF_COUNT_OUT_OF_DATE:
      /* Translators: the first %s is “9,114 people”, the second a time. */
      return g_strdup_printf (_("%s, out of date, as of %s"), rows, time);
    case FF_COUNT_OFFLINE:
      /* Translators: the first %s is “9,114 people”, the second a time. */
      return g_strdup_printf (_("%s, as of %s, data source offline"), rows, time);
    default:
      break;
    }

  if (self->if_taken)
    /* Translators: the first %s is “9,114 people”, the second a time. */
    return g_strdup_printf (_("%s if taken, as of %s"), rows, time);

  /* Translators: the first %s is “9,114 people”, the second a time. */
  return g_strdup_printf (_("%s, as of %s"), rows, time);
}
