/* Words that several views need. Any thread. */

#include "ui/ff-words.h"

#include <glib/gi18n-lib.h>

#include "picture/ff-count-labels.h"

/**
 * ff_words_dup_noun:
 * @n_rows: how many
 * @entity: (nullable): what they are; people without one
 *
 * Returns: the name of so many, for the middle of a sentence
 */
char *
ff_words_dup_noun (gint64          n_rows,
                   const FfEntity *entity)
{
  if (entity == NULL)
    /* Translators: after a number in a label of its own: 9,114 “people”. */
    return g_strdup (ngettext ("person", "people", (gulong) n_rows));

  return g_utf8_strdown (n_rows == 1 ? entity->label : entity->label_plural, -1);
}

/**
 * ff_words_dup_rows:
 * @n_rows: an exact number
 * @entity: (nullable): what they are; people without one
 *
 * Returns: “1 person”, “9,114 people” or “456 bookings”
 */
char *
ff_words_dup_rows (gint64          n_rows,
                   const FfEntity *entity)
{
  g_autofree char *noun = NULL;
  g_autofree char *number = NULL;

  if (entity == NULL)
    return ff_words_dup_people (n_rows);

  noun = ff_words_dup_noun (n_rows, entity);
  number = ff_count_format (n_rows);
  /* Translators: a number with separators, and what is counted: “456 bookings”. */
  return g_strdup_printf (C_("rows", "%s %s"), number, noun);
}

/**
 * ff_words_dup_people:
 * @n_people: an exact number
 *
 * Returns: “1 person” or “9,114 people”
 */
char *
ff_words_dup_people (gint64 n_people)
{
  g_autofree char *number = ff_count_format (n_people);

  /* Translators: %s is a number of people, with separators. */
  return g_strdup_printf (ngettext ("%s person", "%s people", (gulong) n_people), number);
}

static int
get_day (gint64 at_usec)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (at_usec / G_USEC_PER_SEC);
  int year, month, day;
  GDate date;

  g_date_time_get_ymd (time, &year, &month, &day);
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, day, month, year);
  return (int) g_date_get_julian (&date);
}

/* Midnights between, here. */
static int
count_days (gint64 at_usec,
            gint64 now_usec)
{
  return get_day (now_usec) - get_day (at_usec);
}

/**
 * ff_words_dup_time:
 * @at_usec: when
 * @now_usec: now
 *
 * Returns: the time of a day that is today, else the day, with its year when it is another
 */
char *
ff_words_dup_time (gint64 at_usec,
                   gint64 now_usec)
{
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_local (at_usec / G_USEC_PER_SEC);
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (now_usec / G_USEC_PER_SEC);
  int n_days = count_days (at_usec, now_usec);

  if (n_days == 0)
    /* Translators: a time of today. */
    return g_date_time_format (then, _("%H:%M"));

  if (n_days == 1)
    /* Translators: a day, inside a sentence: “as of yesterday”. */
    return g_strdup (_("yesterday"));

  if (g_date_time_get_year (then) == g_date_time_get_year (now))
    /* Translators: a day of this year. */
    return g_date_time_format (then, _("%-d %B"));

  /* Translators: a day of another year. */
  return g_date_time_format (then, _("%-d %B %Y"));
}

/**
 * ff_words_dup_ago:
 * @at_usec: when
 * @now_usec: now
 *
 * Returns: how long ago within the last hour, else as ff_words_dup_time ()
 */
char *
ff_words_dup_ago (gint64 at_usec,
                  gint64 now_usec)
{
  gint64 n_minutes = (now_usec - at_usec) / (60 * G_USEC_PER_SEC);

  if (n_minutes < 1)
    return g_strdup (_("Just now"));

  if (n_minutes < 60)
    return g_strdup_printf (ngettext ("%d minute ago", "%d minutes ago", (gulong) n_minutes), (int) n_minutes);

  if (count_days (at_usec, now_usec) == 1)
    /* Translators: a day, alone on a card. */
    return g_strdup (_("Yesterday"));

  return ff_words_dup_time (at_usec, now_usec);
}
