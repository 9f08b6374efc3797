/* What stands where a count stands, in digits and in words: the same for
 * chips, panes and lists. Main thread. */

#include "ui/ff-count-view.h"

#include <glib/gi18n-lib.h>

/**
 * ff_count_view_dup_text:
 * @self: a count
 *
 * Returns: its value with the locale's separators, never rounded; "—" without one
 */
char *
ff_count_view_dup_text (const FfCountView *self)
{
  return self->has_value ? ff_count_format (self->n_people) : g_strdup ("—");
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
  g_autofree char *number = ff_count_view_dup_text (self);
  g_autofree char *people = NULL;
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

  /* Translators: %s is a number of people, with separators. */
  people = g_strdup_printf (ngettext ("%s person", "%s people", (gulong) self->n_people), number);
  time = dup_time (self->taken_at);

  switch (self->state)
    {
    case FF_COUNT_WORKING:
      /* Translators: the first %s is “9,114 people”, the second a time. */
      return g_strdup_printf (_("counting; before %s, as of %s"), people, time);
    case FF_COUNT_OUT_OF_DATE:
      /* Translators: the first %s is “9,114 people”, the second a time. */
      return g_strdup_printf (_("%s, out of date, as of %s"), people, time);
    case FF_COUNT_OFFLINE:
      /* Translators: the first %s is “9,114 people”, the second a time. */
      return g_strdup_printf (_("%s, as of %s, data source offline"), people, time);
    default:
      break;
    }

  if (self->if_taken)
    /* Translators: the first %s is “9,114 people”, the second a time. */
    return g_strdup_printf (_("%s if taken, as of %s"), people, time);

  /* Translators: the first %s is “9,114 people”, the second a time. */
  return g_strdup_printf (_("%s, as of %s"), people, time);
}
