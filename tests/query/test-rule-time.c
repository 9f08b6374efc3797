/* Days and instants: parsing, zones with their gaps and doubled hours, and
 * calendar arithmetic that clamps. */

#include "query/ff-rule-time.h"

/* An instant in its strict form, for reading tables of cases. */
static gint64
at (const char *text)
{
  gint64 usec;

  g_assert_true (ff_time_parse_instant (text, NULL, &usec));

  return usec;
}

static char *
show (gint64 usec)
{
  g_autoptr (GDateTime) epoch = g_date_time_new_from_unix_utc (0);
  g_autoptr (GDateTime) time = g_date_time_add (epoch, usec);

  return g_date_time_format (time, usec % G_USEC_PER_SEC == 0 ? "%Y-%m-%dT%H:%M:%SZ" : "%Y-%m-%dT%H:%M:%S.%fZ");
}

typedef struct
{
  const char *what;
  const char *from;
  gint64      amount;
  FfUnit      unit;
  const char *zone;
  const char *to;     /* NULL: refused */
} Add;

static const Add adds[] = {
  { "minutes",          "2026-07-21T10:00:00Z", -90,   FF_UNIT_MINUTE, NULL,               "2026-07-21T08:30:00Z" },
  { "hours-elapse",     "2026-03-29T00:30:00Z", 24,    FF_UNIT_HOUR,   "Europe/Amsterdam", "2026-03-30T00:30:00Z" },
  { "day-keeps-clock",  "2026-03-28T11:00:00Z", 1,     FF_UNIT_DAY,    "Europe/Amsterdam", "2026-03-29T10:00:00Z" },
  { "day-into-gap",     "2026-03-28T01:30:00Z", 1,     FF_UNIT_DAY,    "Europe/Amsterdam", "2026-03-29T01:00:00Z" },
  { "day-into-double",  "2026-10-24T00:30:00Z", 1,     FF_UNIT_DAY,    "Europe/Amsterdam", "2026-10-25T00:30:00Z" },
  { "day-after-double", "2026-10-24T10:00:00Z", 1,     FF_UNIT_DAY,    "Europe/Amsterdam", "2026-10-25T11:00:00Z" },
  { "back-over-gap",    "2026-03-29T10:00:00Z", -1,    FF_UNIT_DAY,    "Europe/Amsterdam", "2026-03-28T11:00:00Z" },
  { "week",             "2026-07-21T10:00:00Z", -1,    FF_UNIT_WEEK,   NULL,               "2026-07-14T10:00:00Z" },
  { "month-clamps",     "2026-03-31T10:00:00Z", -1,    FF_UNIT_MONTH,  NULL,               "2026-02-28T10:00:00Z" },
  { "month-leap",       "2024-01-31T10:00:00Z", 1,     FF_UNIT_MONTH,  NULL,               "2024-02-29T10:00:00Z" },
  { "months-over-year", "2026-01-15T10:00:00Z", -13,   FF_UNIT_MONTH,  NULL,               "2024-12-15T10:00:00Z" },
  { "month-of-zone",    "2026-07-31T20:00:00Z", 1,     FF_UNIT_MONTH,  "Asia/Seoul",       "2026-08-31T20:00:00Z" },
  { "month-not-utc",    "2026-03-30T20:00:00Z", -1,    FF_UNIT_MONTH,  "Asia/Seoul",       "2026-02-27T20:00:00Z" },
  { "year-clamps",      "2024-02-29T10:00:00Z", 1,     FF_UNIT_YEAR,   NULL,               "2025-02-28T10:00:00Z" },
  { "quarter-clamps",   "2026-11-30T10:00:00Z", 1,     FF_UNIT_QUARTER, NULL,              "2027-02-28T10:00:00Z" },
  { "years-before-1970", "1970-01-01T00:00:00Z", -70,  FF_UNIT_YEAR,   NULL,               "1900-01-01T00:00:00Z" },
  { "microseconds",     "2026-07-21T10:00:00.000001Z", -1, FF_UNIT_DAY, NULL,              "2026-07-20T10:00:00.000001Z" },
  { "too-late",         "2026-07-21T10:00:00Z", 8000,  FF_UNIT_YEAR,   NULL,               NULL },
  { "too-early",        "2026-07-21T10:00:00Z", -2026, FF_UNIT_YEAR,   NULL,               NULL },
  { "huge",             "2026-07-21T10:00:00Z", G_MAXINT64, FF_UNIT_MONTH, NULL,           NULL },
  { "huge-minutes",     "2026-07-21T10:00:00Z", G_MININT64, FF_UNIT_MINUTE, NULL,          NULL },
  { "many-minutes",     "2026-07-21T10:00:00Z", 5000000000, FF_UNIT_MINUTE, NULL,          NULL },
};

static void
test_add (gconstpointer data)
{
  const Add *c = data;
  g_autoptr (GTimeZone) zone = c->zone != NULL ? g_time_zone_new_identifier (c->zone) : NULL;
  g_autofree char *shown = NULL;
  gint64 usec;

  g_assert_cmpint (ff_time_add (at (c->from), c->amount, c->unit, zone, &usec), ==, c->to != NULL);
  if (c->to == NULL)
    return;

  shown = show (usec);
  g_assert_cmpstr (shown, ==, c->to);
}

typedef struct
{
  const char *day;
  const char *zone;
  const char *start;
} Start;

static const Start starts[] = {
  { "2026-07-21", NULL,                "2026-07-21T00:00:00Z" },
  { "2026-07-21", "Asia/Seoul",        "2026-07-20T15:00:00Z" },
  { "2026-07-21", "America/New_York",  "2026-07-21T04:00:00Z" },
  { "2018-11-04", "America/Sao_Paulo", "2018-11-04T03:00:00Z" }, /* the clock went from 00:00 to 01:00 */
  { "2018-02-18", "America/Sao_Paulo", "2018-02-18T03:00:00Z" }, /* 23:00 to 24:00 came twice the day before */
  { "2011-12-30", "Pacific/Apia",      "2011-12-30T10:00:00Z" }, /* a day that was skipped */
  { "2026-10-25", "Europe/Amsterdam",  "2026-10-24T22:00:00Z" },
  { "1900-01-01", NULL,                "1900-01-01T00:00:00Z" },
};

static void
test_day_start (gconstpointer data)
{
  const Start *c = data;
  g_autoptr (GTimeZone) zone = c->zone != NULL ? g_time_zone_new_identifier (c->zone) : NULL;
  g_autofree char *shown = NULL;
  gint64 day;

  g_assert_true (ff_time_parse_day (c->day, &day));
  shown = show (ff_time_get_day_start (day, zone));
  g_assert_cmpstr (shown, ==, c->start);
}

typedef struct
{
  const char *text;
  const char *zone;
  const char *instant;   /* NULL: refused */
} Parse;

static const Parse parses[] = {
  { "2026-07-21T10:00:00Z",         NULL,               "2026-07-21T10:00:00Z" },
  { "2026-07-21t10:00z",            NULL,               "2026-07-21T10:00:00Z" },
  { "2026-07-21 10:00",             "Asia/Seoul",       "2026-07-21T01:00:00Z" },
  { "2026-07-21T10:00:00+0900",     NULL,               "2026-07-21T01:00:00Z" },
  { "2026-07-21T10:00:00+09",       "Europe/Amsterdam", "2026-07-21T01:00:00Z" },
  { "2026-07-21T10:00:00-03:30",    NULL,               "2026-07-21T13:30:00Z" },
  { "2026-07-21T10:00:00.5Z",       NULL,               "2026-07-21T10:00:00.500000Z" },
  { "2026-07-21T10:00:00.1234567Z", NULL,               "2026-07-21T10:00:00.123456Z" },
  { "2026-10-25T02:30:00",          "Europe/Amsterdam", "2026-10-25T00:30:00Z" },
  { "2026-03-29T02:30:00",          "Europe/Amsterdam", "2026-03-29T01:00:00Z" },
  { "2026-07-21",                   NULL,               NULL },
  { "2026-02-30T10:00:00Z",         NULL,               NULL },
  { "2026-07-21T24:00:00Z",         NULL,               NULL },
  { "2026-07-21T10:00:60Z",         NULL,               NULL },
  { "2026-07-21T10:00:00.Z",        NULL,               NULL },
  { "2026-07-21T10:00:00Zx",        NULL,               NULL },
  { "2026-07-21T10:00:00+9",        NULL,               NULL },
  { "2026-7-21T10:00:00Z",          NULL,               NULL },
  { "",                             NULL,               NULL },
};

static void
test_parse (gconstpointer data)
{
  const Parse *c = data;
  g_autoptr (GTimeZone) zone = c->zone != NULL ? g_time_zone_new_identifier (c->zone) : NULL;
  g_autofree char *shown = NULL;
  gint64 usec;

  g_assert_cmpint (ff_time_parse_instant (c->text, zone, &usec), ==, c->instant != NULL);
  if (c->instant == NULL)
    return;

  shown = show (usec);
  g_assert_cmpstr (shown, ==, c->instant);
}

static void
test_days (void)
{
  static const char *const bad[] = { "2026-00-01", "2026-13-01", "2026-04-31", "2025-02-29", "0000-01-01", "2026-07-21x", "26-07-21", "2026/07/21" };
  gint64 day, other;

  /* Every day of 1,000 years, there and back. */
  g_assert_true (ff_time_parse_day ("1600-01-01", &day));
  g_assert_true (ff_time_parse_day ("2600-01-01", &other));
  g_assert_cmpint (other - day, ==, 365243);
  for (; day < other; day++)
    {
      g_autofree char *text = ff_time_day_to_text (day);
      gint64 again;

      g_assert_true (ff_time_parse_day (text, &again));
      g_assert_cmpint (again, ==, day);
    }

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (ff_time_parse_day (bad[i], &day));
}

static void
test_add_to_day (void)
{
  gint64 day, other;
  g_autofree char *text = NULL;

  g_assert_true (ff_time_parse_day ("2026-03-31", &day));
  g_assert_true (ff_time_add_to_day (day, -13, FF_UNIT_MONTH, &other));
  text = ff_time_day_to_text (other);
  g_assert_cmpstr (text, ==, "2025-02-28");
  g_assert_false (ff_time_add_to_day (day, 7974, FF_UNIT_YEAR, &other));
  g_assert_true (ff_time_add_to_day (day, 7973, FF_UNIT_YEAR, &other));
}

/* Around every change of clocks the wall clock never runs back for the first showing, and comes back as it went. */
static void
test_local_round_trip (void)
{
  static const char *const zones[] = { "Europe/Amsterdam", "America/Sao_Paulo", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Seoul" };

  for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
    {
      g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (zones[i]);
      gint64 step = 15 * 60 * G_USEC_PER_SEC;
      gint64 end = at ("2019-01-01T00:00:00Z");

      g_assert_nonnull (zone);
      for (gint64 usec = at ("2017-01-01T00:00:00Z"); usec < end; usec += step)
        {
          gint64 back = ff_time_from_local (ff_time_to_local (usec, zone), zone);

          g_assert_cmpint (back, <=, usec);
          g_assert_cmpint (ff_time_to_local (back, zone), ==, ff_time_to_local (usec, zone));
        }
    }
}

static void
test_units (void)
{
  FfUnit unit;

  g_assert_true (ff_unit_from_id ("month", &unit));
  g_assert_cmpint (unit, ==, FF_UNIT_MONTH);
  g_assert_cmpstr (ff_unit_get_id (unit), ==, "month");
  g_assert_false (ff_unit_from_id ("fortnight", &unit));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (adds); i++)
    {
      g_autofree char *path = g_strdup_printf ("/query/rule-time/add/%s", adds[i].what);

      g_test_add_data_func (path, &adds[i], test_add);
    }
  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    {
      g_autofree char *path = g_strdup_printf ("/query/rule-time/day-start/%u", i);

      g_test_add_data_func (path, &starts[i], test_day_start);
    }
  for (guint i = 0; i < G_N_ELEMENTS (parses); i++)
    {
      g_autofree char *path = g_strdup_printf ("/query/rule-time/parse/%u", i);

      g_test_add_data_func (path, &parses[i], test_parse);
    }
  g_test_add_func ("/query/rule-time/days", test_days);
  g_test_add_func ("/query/rule-time/add-to-day", test_add_to_day);
  g_test_add_func ("/query/rule-time/local-round-trip", test_local_round_trip);
  g_test_add_func ("/query/rule-time/units", test_units);

  return g_test_run ();
}
