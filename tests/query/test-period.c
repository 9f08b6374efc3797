/* Calendar periods and anniversaries, at clocks, zones and beginnings of weeks
 * of their own: which of some days and instants a rule takes. */

#include "query/ff-rule-time.h"
#include "shop.h"

typedef struct
{
  const char *what;
  const char *op;        /* with its right side */
  const char *now;
  const char *zone;
  guint       week_start;
  const char *days;      /* offered */
  const char *taken;     /* of them, in order */
} Case;

#define WITHIN(amount, unit) "'anniversary-within', 'right': {'duration': {'amount': " amount ", 'unit': '" unit "'}}"

static const Case days[] = {
  { "week",           "'this-week'",    "2026-07-26T12:00:00Z", NULL, 0, "2026-07-19 2026-07-20 2026-07-26 2026-07-27", "2026-07-20 2026-07-26" },
  { "week-sunday",    "'this-week'",    "2026-07-26T12:00:00Z", NULL, 6, "2026-07-25 2026-07-26 2026-08-01 2026-08-02", "2026-07-26 2026-08-01" },
  { "week-saturday",  "'last-week'",    "2026-07-26T12:00:00Z", NULL, 5, "2026-07-17 2026-07-18 2026-07-24 2026-07-25", "2026-07-18 2026-07-24" },
  { "week-before-1970", "'this-week'",  "1969-12-31T12:00:00Z", NULL, 0, "1969-12-28 1969-12-29 1970-01-04 1970-01-05", "1969-12-29 1970-01-04" },
  { "week-of-zone",   "'this-week'",    "2026-07-26T20:00:00Z", "Asia/Seoul", 0, "2026-07-26 2026-07-27 2026-08-02 2026-08-03", "2026-07-27 2026-08-02" },
  { "month",          "'this-month'",   "2024-02-10T12:00:00Z", NULL, 0, "2024-01-31 2024-02-01 2024-02-29 2024-03-01", "2024-02-01 2024-02-29" },
  { "last-month",     "'last-month'",   "2026-01-31T12:00:00Z", NULL, 0, "2025-11-30 2025-12-01 2025-12-31 2026-01-01", "2025-12-01 2025-12-31" },
  { "quarter",        "'this-quarter'", "2026-12-31T12:00:00Z", NULL, 0, "2026-09-30 2026-10-01 2026-12-31 2027-01-01", "2026-10-01 2026-12-31" },
  { "last-quarter",   "'last-quarter'", "2026-02-28T12:00:00Z", NULL, 0, "2025-09-30 2025-10-01 2025-12-31 2026-01-01", "2025-10-01 2025-12-31" },
  { "year",           "'this-year'",    "2026-07-26T12:00:00Z", NULL, 0, "2025-12-31 2026-01-01 2026-12-31 2027-01-01", "2026-01-01 2026-12-31" },
  { "last-year",      "'last-year'",    "2026-01-01T00:00:00Z", NULL, 0, "2024-12-31 2025-01-01 2025-12-31 2026-01-01", "2025-01-01 2025-12-31" },

  { "today",          WITHIN ("1", "day"),   "2026-07-26T12:00:00Z", NULL, 0, "1990-07-25 1990-07-26 1990-07-27 2026-07-26", "1990-07-26 2026-07-26" },
  { "seven",          WITHIN ("7", "day"),   "2026-07-26T12:00:00Z", NULL, 0, "1990-07-25 1990-07-26 2030-08-01 1990-08-02", "1990-07-26 2030-08-01" },
  { "over-new-year",  WITHIN ("10", "day"),  "2026-12-28T12:00:00Z", NULL, 0, "1990-12-27 1990-12-28 1990-12-31 1990-01-06 1990-01-07", "1990-12-28 1990-12-31 1990-01-06" },
  { "a-month",        WITHIN ("1", "month"), "2026-01-31T12:00:00Z", NULL, 0, "1990-01-30 1990-01-31 1990-02-27 1990-02-28", "1990-01-31 1990-02-27" },
  { "common-28th",    WITHIN ("1", "day"),   "2026-02-28T12:00:00Z", NULL, 0, "1996-02-28 1996-02-29 1996-03-01", "1996-02-28 1996-02-29" },
  { "common-march",   WITHIN ("2", "day"),   "2026-03-01T12:00:00Z", NULL, 0, "1996-02-28 1996-02-29 1996-03-01", "1996-03-01" },
  { "common-reached", WITHIN ("8", "day"),   "2026-02-21T12:00:00Z", NULL, 0, "1996-02-20 1996-02-28 1996-02-29 1996-03-01", "1996-02-28 1996-02-29" },
  { "common-passed",  WITHIN ("10", "day"),  "2026-02-21T12:00:00Z", NULL, 0, "1996-02-28 1996-02-29 1996-03-02 1996-03-03", "1996-02-28 1996-02-29 1996-03-02" },
  { "leap-28th",      WITHIN ("1", "day"),   "2028-02-28T12:00:00Z", NULL, 0, "1996-02-28 1996-02-29 1996-03-01", "1996-02-28" },
  { "leap-29th",      WITHIN ("1", "day"),   "2028-02-29T12:00:00Z", NULL, 0, "1996-02-28 1996-02-29 1996-03-01", "1996-02-29" },
  { "leap-after",     WITHIN ("365", "day"), "2027-03-01T12:00:00Z", NULL, 0, "1996-02-28 1996-02-29 1996-03-01", "1996-02-28 1996-03-01" },
  { "year-long",      WITHIN ("366", "day"), "2027-03-01T12:00:00Z", NULL, 0, "1996-02-28 1996-02-29 1996-03-01", "1996-02-28 1996-02-29 1996-03-01" },
  { "of-zone",        WITHIN ("1", "day"),   "2026-07-26T20:00:00Z", "Asia/Seoul", 0, "1990-07-26 1990-07-27", "1990-07-27" },
};

/* The day of an instant is the zone's; Amsterdam is two hours ahead in July, one in winter. */
static const Case instants[] = {
  { "day-of-zone",  WITHIN ("1", "day"), "2026-07-26T12:00:00Z", "Europe/Amsterdam", 0,
    "2020-07-25T21:59:59Z 2020-07-25T22:00:00Z 2020-07-26T21:59:59Z 2020-07-26T22:00:00Z", "2020-07-25T22:00:00Z 2020-07-26T21:59:59Z" },
  { "before-1970",  WITHIN ("1", "day"), "2026-01-01T12:00:00Z", NULL, 0,
    "1969-12-31T23:59:59.999999Z 1960-01-01T00:00:00Z 1960-01-02T00:00:00Z", "1960-01-01T00:00:00Z" },
  { "month-of-zone", "'last-month'",     "2026-04-10T12:00:00Z", "Europe/Amsterdam", 0,
    "2026-02-28T22:59:59Z 2026-02-28T23:00:00Z 2026-03-31T21:59:59.999999Z 2026-03-31T22:00:00Z", "2026-02-28T23:00:00Z 2026-03-31T21:59:59.999999Z" },
};

static FfSchema *schema;

static gint64
read_instant (const char *text)
{
  gint64 usec;

  g_assert_true (ff_time_parse_instant (text, NULL, &usec));

  return usec;
}

static char *
ask (const Case *c,
     gboolean    of_instants)
{
  g_autoptr (FfSqlite) database = shop_database_new ();
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_rule_problem_free);
  g_autofree char *text = g_strdup_printf ("{'left': {'attribute': ['%s']}, 'op': %s}", of_instants ? "seen" : "born", c->op);
  g_autoptr (FfJson) json = shop_json (text);
  g_autoptr (GTimeZone) zone = c->zone != NULL ? g_time_zone_new_identifier (c->zone) : NULL;
  FfScope scope = { .schema = schema, .entity = ff_schema_get_profile (schema), .now_usec = read_instant (c->now),
                    .zone = zone, .week_start = c->week_start };
  g_autoptr (FfRule) rule = ff_rule_parse (json, &scope, "", problems);
  g_autoptr (FfSql) sql = ff_sql_new (&ff_dialect_sqlite);
  FfSqlPlace place = { "d" };
  g_auto (GStrv) offered = g_strsplit (c->days, " ", -1);

  g_assert_nonnull (rule);
  ff_sqlite_exec (database, "CREATE TABLE offered (place INTEGER PRIMARY KEY, shown TEXT, born TEXT, seen INTEGER) STRICT", NULL);
  for (guint i = 0; offered[i] != NULL; i++)
    {
      if (of_instants)
        ff_sqlite_run (database, NULL, "INSERT INTO offered (shown, seen) VALUES (?, ?)", "ti", offered[i], read_instant (offered[i]));
      else
        ff_sqlite_run (database, NULL, "INSERT INTO offered (shown, born) VALUES (?, ?)", "tt", offered[i], offered[i]);
    }

  ff_sql_add (sql, "SELECT shown FROM offered AS d WHERE ");
  ff_rule_compile (rule, sql, &place);
  ff_sql_add (sql, " ORDER BY place");

  return shop_run (database, sql);
}

static void
test_days (gconstpointer data)
{
  const Case *c = data;
  g_autofree char *taken = ask (c, FALSE);

  g_assert_cmpstr (taken, ==, c->taken);
}

static void
test_instants (gconstpointer data)
{
  const Case *c = data;
  g_autofree char *taken = ask (c, TRUE);

  g_assert_cmpstr (taken, ==, c->taken);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  schema = shop_schema_new ();

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autofree char *path = g_strdup_printf ("/query/period/days/%s", days[i].what);

      g_test_add_data_func (path, &days[i], test_days);
    }

  for (guint i = 0; i < G_N_ELEMENTS (instants); i++)
    {
      g_autofree char *path = g_strdup_printf ("/query/period/instants/%s", instants[i].what);

      g_test_add_data_func (path, &instants[i], test_instants);
    }

  status = g_test_run ();
  ff_schema_unref (schema);

  return status;
}
