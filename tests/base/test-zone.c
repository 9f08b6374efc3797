/* Offsets of zones, before and after what GLib knows of them, against what
 * PostgreSQL answers. */

#include "base/ff-zone.h"

typedef struct
{
  const char *what;
  const char *zone;
  const char *utc;
  gint        offset;
} Case;

static const Case cases[] = {
  { "summer-2026", "Europe/Amsterdam", "2026-07-21T12:00:00Z", 7200 },
  { "before-1970", "Europe/Amsterdam", "1969-12-31T23:00:00Z", 3600 },
  { "summer-2038", "Europe/Amsterdam", "2038-07-01T12:00:00Z", 7200 },
  { "winter-2038", "Europe/Amsterdam", "2038-01-15T12:00:00Z", 3600 },
  { "before-change-2040", "Europe/Amsterdam", "2040-03-25T00:59:59Z", 3600 },
  { "change-2040", "Europe/Amsterdam", "2040-03-25T01:00:00Z", 7200 },
  { "before-back-2040", "Europe/Amsterdam", "2040-10-28T00:59:59Z", 7200 },
  { "back-2040", "Europe/Amsterdam", "2040-10-28T01:00:00Z", 3600 },
  { "second-sunday-2096", "America/New_York", "2096-03-11T07:00:00Z", -14400 },
  { "second-sunday-2097", "America/New_York", "2097-03-10T06:59:59Z", -18000 },
  { "second-sunday-2097-after", "America/New_York", "2097-03-10T07:00:00Z", -14400 },
  { "new-year-2100", "Australia/Lord_Howe", "2099-12-31T23:59:59Z", 39600 },
  { "southern-2100", "Australia/Lord_Howe", "2100-02-28T12:00:00Z", 39600 },
  { "southern-winter-2100", "Australia/Lord_Howe", "2100-07-01T12:00:00Z", 37800 },
  { "southern-9999", "Australia/Lord_Howe", "9999-12-31T01:00:00Z", 39600 },
  { "southern-9999-winter", "Australia/Lord_Howe", "9999-06-01T01:00:00Z", 37800 },
  { "santiago-2050-before", "America/Santiago", "2050-09-04T03:59:59Z", -14400 },
  { "santiago-2050-after", "America/Santiago", "2050-09-04T04:00:00Z", -10800 },
  { "no-change", "Asia/Seoul", "5000-07-01T00:00:00Z", 32400 },
  { "no-more-change", "America/Sao_Paulo", "2040-01-01T00:00:00Z", -10800 },
  { "listed-beyond", "Africa/Casablanca", "2050-08-01T00:00:00Z", 3600 },
  { "listed-to-its-end", "Africa/Casablanca", "2095-08-01T00:00:00Z", 3600 },
  { "before-change-3000", "Europe/Amsterdam", "3000-03-30T00:59:59Z", 3600 },
  { "change-3000", "Europe/Amsterdam", "3000-03-30T01:00:00Z", 7200 },
  { "constant-by-then", "Africa/Casablanca", "3000-08-01T00:00:00Z", 3600 },
  { "last-of-known", "America/New_York", "2997-12-31T23:59:59Z", -18000 },
  { "first-of-others", "America/New_York", "2998-07-01T12:00:00Z", -14400 },
  { "first-year", "Asia/Seoul", "0001-01-02T00:00:00Z", 30472 },
};

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (c->zone);
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (c->utc, NULL);

  g_assert_nonnull (zone);
  g_assert_cmpint (ff_zone_get_offset (zone, g_date_time_to_unix (time)), ==, c->offset);
}

static void
test_utc (void)
{
  g_assert_cmpint (ff_zone_get_offset (NULL, G_GINT64_CONSTANT (253402214400)), ==, 0);
}

/* Up to where GLib knows, what it says. */
static void
test_known (void)
{
  static const char *const names[] = { "Europe/Amsterdam", "America/New_York", "Australia/Lord_Howe", "Asia/Seoul", "Africa/Casablanca", "America/Sao_Paulo" };

  for (guint n = 0; n < G_N_ELEMENTS (names); n++)
    {
      g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (names[n]);

      for (gint64 second = -2208988800; second < 4102444800; second += 86400 * 11 + 1799)
        g_assert_cmpint (ff_zone_get_offset (zone, second), ==,
                         g_time_zone_get_offset (zone, g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, second)));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/base/zone/", cases[i].what, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/base/zone/utc", test_utc);
  g_test_add_func ("/base/zone/known", test_known);

  return g_test_run ();
}
