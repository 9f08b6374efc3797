#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Days and instants in a zone, and how relative dates and waits move in it.
 * A day is counted from 1970-01-01; an instant is µs UTC; a nullable zone is UTC. */

typedef enum
{
  FF_UNIT_MINUTE,
  FF_UNIT_HOUR,
  FF_UNIT_DAY,
  FF_UNIT_WEEK,
  FF_UNIT_MONTH,
  FF_UNIT_QUARTER,
  FF_UNIT_YEAR,
} FfUnit;

gboolean  ff_unit_from_id        (const char *id,
                                  FfUnit     *out_unit);
const char *ff_unit_get_id       (FfUnit      unit);

#define FF_TIME_FIRST_DAY G_GINT64_CONSTANT (-719162) /* 0001-01-01 */
#define FF_TIME_LAST_DAY  G_GINT64_CONSTANT (2932896) /* 9999-12-31 */

static inline gboolean
ff_time_is_day (gint64 day)
{
  return day >= FF_TIME_FIRST_DAY && day <= FF_TIME_LAST_DAY;
}

/* The day of a year from 1 to 9999; FALSE when there is none. */
gboolean  ff_time_join_day       (gint64      year,
                                  gint64      month,
                                  gint64      day_of_month,
                                  gint64     *out_day);
void      ff_time_split_day      (gint64      day,
                                  gint64     *out_year,
                                  gint64     *out_month,
                                  gint64     *out_day_of_month);
gboolean  ff_time_parse_day      (const char *text,         /* YYYY-MM-DD, a day that exists */
                                  gint64     *out_day);
char     *ff_time_day_to_text    (gint64      day);
gboolean  ff_time_parse_instant  (const char *text,         /* 2026-07-21T10:00[:00[.000000]][Z|+09:00] */
                                  GTimeZone  *zone,         /* where none is written */
                                  gint64     *out_usec);

/* Wall-clock time in the zone, as µs since 1970 on that clock, and back. */
gint64    ff_time_to_local       (gint64      usec,
                                  GTimeZone  *zone);
gint64    ff_time_from_local     (gint64      local_usec,
                                  GTimeZone  *zone);
gint64    ff_time_get_day        (gint64      usec,
                                  GTimeZone  *zone);
gint64    ff_time_get_day_start  (gint64      day,
                                  GTimeZone  *zone);

/* The first day of the week, month, quarter or year that @day lies in. @week_start: 0 Monday to 6 Sunday. */
gint64    ff_time_get_period_start (gint64     day,
                                    FfUnit     unit,         /* week or longer */
                                    guint      week_start);

/* FALSE when the answer lies outside the years 1 to 9999. */
gboolean  ff_time_add_to_day     (gint64      day,
                                  gint64      amount,
                                  FfUnit      unit,         /* day or longer */
                                  gint64     *out_day);
gboolean  ff_time_add            (gint64      usec,
                                  gint64      amount,
                                  FfUnit      unit,
                                  GTimeZone  *zone,
                                  gint64     *out_usec);

G_END_DECLS
