/* What PostgreSQL must compute as base does: the keyed hash, and the fold of
 * every code point; and what its spelling makes of values that do not fit. */

#include "../support/ff-test-postgres.h"
#include "base/ff-fold.h"
#include "base/ff-hash.h"
#include "query/ff-function.h"
#include "query/ff-sql.h"

#include <string.h>

static FfTestDatabase database;

static FfPostgres *
open_database (void)
{
  FfPostgres *db;

  if (database.name == NULL && !ff_test_database_init (&database))
    return NULL;

  db = ff_test_database_open (&database);
  ff_postgres_exec (db, "SET TimeZone = 'UTC'; SET DateStyle = 'ISO, YMD'; SET jit = off", NULL);

  return db;
}

static void
test_hash (void)
{
  static const char *const texts[] = { "", "a", "Ada", "여보세요", "1\x1f" "2", "a longer text that fills more than one block of twelve bytes" };
  static const gint64 numbers[] = { 0, 1, -1, 42, G_MAXINT32, G_MININT32, G_MAXINT64, G_MININT64, G_GINT64_CONSTANT (1784628000000000) };
  static const guint64 seeds[] = { 0, 1, 7, G_MAXINT64, G_MAXUINT64, G_GUINT64_CONSTANT (0x8000000000000000) };
  g_autoptr (FfPostgres) db = open_database ();
  g_autoptr (GError) error = NULL;
  gint64 got = 0;

  if (db == NULL)
    return;

  for (guint s = 0; s < G_N_ELEMENTS (seeds); s++)
    {
      g_autoptr (GString) of_number = g_string_new ("SELECT ");
      g_autoptr (GString) of_text = g_string_new ("SELECT ");

      ff_dialect_postgres.hash (of_number, "$1", seeds[s], FALSE);
      ff_dialect_postgres.hash (of_text, "$1", seeds[s], TRUE);
      for (guint n = 0; n < G_N_ELEMENTS (numbers); n++)
        {
          g_assert_true (ff_postgres_get_integer (db, &got, NULL, &error, of_number->str, "i", numbers[n]));
          g_assert_cmpint (got, ==, (gint64) ff_hash_integer (numbers[n], seeds[s]));
        }
      for (guint t = 0; t < G_N_ELEMENTS (texts); t++)
        {
          g_assert_true (ff_postgres_get_integer (db, &got, NULL, &error, of_text->str, "t", texts[t]));
          g_assert_cmpint (got, ==, (gint64) ff_hash_text (texts[t], strlen (texts[t]), seeds[s]));
        }
    }
}

typedef struct
{
  guint n;
  guint n_wrong;
} Folds;

static gboolean
compare_fold (PGresult  *result,
              gpointer   user_data,
              GError   **error)
{
  Folds *folds = user_data;
  gunichar c = (gunichar) g_ascii_strtoull (PQgetvalue (result, 0, 0), NULL, 10);
  char text[8] = "";
  g_autofree char *expected = NULL;

  text[g_unichar_to_utf8 (c, text)] = '\0';
  expected = ff_fold_lower (text, -1);
  folds->n += 1;

  /* What was assigned after Unicode 14 is neither's business. */
  if (g_unichar_isdefined (c) && !g_str_equal (expected, PQgetvalue (result, 0, 1)))
    {
      g_test_message ("U+%04X: “%s” here, “%s” in the server", c, expected, PQgetvalue (result, 0, 1));
      folds->n_wrong += 1;
    }

  return TRUE;
}

static void
test_fold (void)
{
  static const char *const words[] = { "ΣΑΣ", "ΑΣ ΣΑΣ.", "Straße", "STRASSE", "İstanbul", "I", "ǅ", "ẞ", "Éé\xcc\x81", "ÀÈ", "ÇA VA ?" };
  g_autoptr (FfPostgres) db = open_database ();
  g_autoptr (GString) sql = g_string_new ("SELECT i, ");
  g_autoptr (GString) of_word = g_string_new ("SELECT ");
  g_autoptr (GError) error = NULL;
  Folds folds = { 0, 0 };

  if (db == NULL)
    return;

  ff_dialect_postgres.fold (sql, "chr (i)");
  g_string_append (sql, " FROM generate_series (1, 1114111) AS i WHERE i NOT BETWEEN 55296 AND 57343");
  g_assert_true (ff_postgres_stream (db, sql->str, NULL, 0, compare_fold, &folds, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (folds.n, ==, 1114111 - 2048);
  g_assert_cmpuint (folds.n_wrong, ==, 0);

  ff_dialect_postgres.fold (of_word, "$1");
  for (guint w = 0; w < G_N_ELEMENTS (words); w++)
    {
      g_autoptr (PGresult) result = ff_postgres_ask (db, &error, of_word->str, "t", words[w]);
      g_autofree char *expected = ff_fold_lower (words[w], -1);

      g_assert_no_error (error);
      g_assert_cmpstr (PQgetvalue (result, 0, 0), ==, expected);
    }
}

typedef struct
{
  const char *what;
  FfType      type;
  const char *stored;      /* SQL of the column's value */
  const char *value;       /* NULL: none */
} Own;

#define OWN(...) { __VA_ARGS__, .own = TRUE }

static const Own owns[] = {
  { "flag",               OWN (FF_KIND_FLAG),                          "true",                                      "1" },
  { "flag/none",          OWN (FF_KIND_FLAG),                          "NULL::boolean",                             NULL },
  { "decimal",            OWN (FF_KIND_DECIMAL, .scale = 2),           "12.30::numeric(10,2)",                      "1230" },
  { "decimal/negative",   OWN (FF_KIND_DECIMAL, .scale = 2),           "-0.01::numeric(10,2)",                      "-1" },
  { "decimal/nan",        OWN (FF_KIND_DECIMAL, .scale = 2),           "'NaN'::numeric(10,2)",                      NULL },
  { "decimal/infinite",   OWN (FF_KIND_DECIMAL, .scale = 2),           "'Infinity'::numeric",                       NULL },
  { "decimal/greatest",   OWN (FF_KIND_DECIMAL, .scale = 2),           "92233720368547758.07::numeric",             "9223372036854775807" },
  { "decimal/too-great",  OWN (FF_KIND_DECIMAL, .scale = 2),           "92233720368547758.08::numeric",             NULL },
  { "decimal/too-small",  OWN (FF_KIND_DECIMAL, .scale = 2),           "-1e30::numeric",                            NULL },
  { "decimal/finer",      OWN (FF_KIND_DECIMAL, .scale = 2, .loose = TRUE), "1.005::numeric",                       NULL },
  { "decimal/money",      OWN (FF_KIND_DECIMAL, .scale = 2),           "'12.34'::money",                            "1234" },
  { "integer",            OWN (FF_KIND_INTEGER),                       "12::numeric(10,0)",                         "12" },
  { "integer/half",       OWN (FF_KIND_INTEGER, .loose = TRUE),        "12.5::numeric",                             NULL },
  { "real",               OWN (FF_KIND_REAL),                          "0.5::real",                                 "0.5" },
  { "real/nan",           OWN (FF_KIND_REAL),                          "'NaN'::double precision",                   NULL },
  { "real/infinite",      OWN (FF_KIND_REAL),                          "'-Infinity'::double precision",             NULL },
  { "date",               OWN (FF_KIND_DATE),                          "'2024-02-29'::date",                        "2024-02-29" },
  { "date/infinite",      OWN (FF_KIND_DATE),                          "'infinity'::date",                          NULL },
  { "date/before-christ", OWN (FF_KIND_DATE),                          "'0044-03-15 BC'::date",                     NULL },
  { "date/far",           OWN (FF_KIND_DATE),                          "'12024-01-01'::date",                       NULL },
  { "instant",            OWN (FF_KIND_INSTANT, .form = FF_INSTANT_OWN), "'2026-07-21 10:00:00.000001+00'::timestamptz", "1784628000000001" },
  { "instant/zone",       OWN (FF_KIND_INSTANT, .form = FF_INSTANT_OWN), "'2026-07-21 19:00:00+09'::timestamptz",   "1784628000000000" },
  { "instant/old",        OWN (FF_KIND_INSTANT, .form = FF_INSTANT_OWN), "'1969-12-31 23:59:59.999999+00'::timestamptz", "-1" },
  { "instant/infinite",   OWN (FF_KIND_INSTANT, .form = FF_INSTANT_OWN), "'infinity'::timestamptz",                 NULL },
  { "instant/local",      OWN (FF_KIND_INSTANT, .form = FF_INSTANT_LOCAL), "'2026-07-21 10:00:00'::timestamp",      "1784628000000000" },
  { "instant/local-zone", OWN (FF_KIND_INSTANT, .form = FF_INSTANT_LOCAL, .zone = "Asia/Seoul"), "'2026-07-21 19:00:00'::timestamp", "1784628000000000" },
  { "instant/local-infinite", OWN (FF_KIND_INSTANT, .form = FF_INSTANT_LOCAL, .zone = "Asia/Seoul"), "'infinity'::timestamp", NULL },
  { "text/uuid",          OWN (FF_KIND_TEXT, .loose = TRUE),           "'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11'::uuid", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11" },
  { "text/padded",        OWN (FF_KIND_TEXT, .loose = TRUE),           "'ab'::char(5)",                             "ab" },
};

static void
test_own (gconstpointer data)
{
  const Own *c = data;
  g_autoptr (FfPostgres) db = open_database ();
  g_autoptr (GString) sql = g_string_new ("SELECT ");
  g_autofree char *rest = g_strdup_printf (" FROM (SELECT %s AS v) AS x", c->stored);
  g_autoptr (GError) error = NULL;
  g_autoptr (PGresult) result = NULL;

  if (db == NULL)
    return;

  ff_dialect_postgres.own (sql, "x.v", &c->type);
  g_string_append (sql, rest);
  result = ff_postgres_ask (db, &error, sql->str, NULL);
  g_assert_no_error (error);
  g_assert_cmpstr (PQgetisnull (result, 0, 0) ? NULL : PQgetvalue (result, 0, 0), ==, c->value);
}

typedef struct
{
  const char *what;
  FfKind      kind;
  const char *text;
  const char *value;
  const char *zone;
} Written;

/* Texts that a person says are dates or instants: what is none is NULL, and never an error. */
static const Written written[] = {
  { "date",               FF_KIND_DATE,    "2026-07-21",                     "2026-07-21" },
  { "date/leap",          FF_KIND_DATE,    "2024-02-29",                     "2024-02-29" },
  { "date/century",       FF_KIND_DATE,    "1900-02-29",                     NULL },
  { "date/400",           FF_KIND_DATE,    "2000-02-29",                     "2000-02-29" },
  { "date/no-leap",       FF_KIND_DATE,    "2025-02-29",                     NULL },
  { "date/31-april",      FF_KIND_DATE,    "2026-04-31",                     NULL },
  { "date/month-13",      FF_KIND_DATE,    "2026-13-01",                     NULL },
  { "date/word",          FF_KIND_DATE,    "today",                          NULL },
  { "date/time",          FF_KIND_DATE,    "2026-07-21 10:00",               NULL },
  { "instant",            FF_KIND_INSTANT, "2026-07-21 10:00:00.5",          "1784628000500000" },
  { "instant/t",          FF_KIND_INSTANT, "2026-07-21T10:00Z",              "1784628000000000" },
  { "instant/zone",       FF_KIND_INSTANT, "2026-07-21T19:00:00+09:00",      "1784628000000000" },
  { "instant/day",        FF_KIND_INSTANT, "2026-07-21",                     "1784592000000000" },
  { "instant/hour-25",    FF_KIND_INSTANT, "2026-07-21 25:00",               NULL },
  { "instant/word",       FF_KIND_INSTANT, "now",                            NULL },
  { "instant/wrong-day",  FF_KIND_INSTANT, "2026-02-30 10:00",               NULL },
  { "zoned",              FF_KIND_INSTANT, "2026-07-21 12:00:00.5",          "1784628000500000", "Europe/Amsterdam" },
  { "zoned/written",      FF_KIND_INSTANT, "2026-07-21T19:00:00+09:00",      "1784628000000000", "Europe/Amsterdam" },
  { "zoned/utc",          FF_KIND_INSTANT, "2026-07-21T10:00Z",              "1784628000000000", "Europe/Amsterdam" },
  { "zoned/day",          FF_KIND_INSTANT, "2026-07-21",                     "1784584800000000", "Europe/Amsterdam" },
  { "zoned/word",         FF_KIND_INSTANT, "now",                            NULL, "Europe/Amsterdam" },
  /* Shown twice: the first. Skipped: the first instant after. */
  { "zoned/twice",        FF_KIND_INSTANT, "2026-10-25 02:30:00",            "1792888200000000", "Europe/Amsterdam" },
  { "zoned/skipped",      FF_KIND_INSTANT, "2026-03-29 02:30:00",            "1774746000000000", "Europe/Amsterdam" },
  { "zoned/half-hour",    FF_KIND_INSTANT, "2026-10-04 02:10:00",            "1791041400000000", "Australia/Lord_Howe" },
  { "zoned/no-midnight",  FF_KIND_INSTANT, "2018-11-04",                     "1541300400000000", "America/Sao_Paulo" },
  { "zoned/no-day",       FF_KIND_INSTANT, "2011-12-30 12:00",               "1325239200000000", "Pacific/Apia" },
};

/* What an expression on the server makes of a time is what the program makes of it. */
static void
assert_same_as_ours (const Written *c)
{
  const FfFunction *function = NULL;
  const FfValue arguments[] = { { .kind = FF_VALUE_TEXT, .text = (char *) c->text }, { .kind = FF_VALUE_TEXT, .text = (char *) c->zone } };
  FfValue ours;

  for (guint i = 0; function == NULL || !g_str_equal (function->name, "ff_instant_iso"); i++)
    function = ff_function_get (i);

  ff_function_call (function, arguments, 2, &ours);
  if (c->value == NULL)
    g_assert_cmpint (ours.kind, ==, FF_VALUE_NULL);
  else
    g_assert_cmpint (ours.integer, ==, g_ascii_strtoll (c->value, NULL, 10));
}

static void
test_written (gconstpointer data)
{
  const Written *c = data;
  FfType type = { .kind = c->kind, .form = FF_INSTANT_TEXT, .loose = TRUE };
  g_autoptr (FfPostgres) db = open_database ();
  g_autoptr (GString) fitting = g_string_new ("(");
  g_autoptr (GString) sql = g_string_new ("SELECT ");
  g_autoptr (GError) error = NULL;
  g_autoptr (PGresult) result = NULL;

  if (db == NULL)
    return;

  ff_dialect_postgres.fit (fitting, "x.v", &type);
  g_string_append (fitting, ")");
  if (c->kind == FF_KIND_INSTANT)
    ff_dialect_postgres.instant (sql, fitting->str, c->zone);
  else
    g_string_append (sql, fitting->str);
  g_string_append (sql, " FROM (SELECT $1 AS v) AS x");
  result = ff_postgres_ask (db, &error, sql->str, "t", c->text);
  g_assert_no_error (error);
  g_assert_cmpstr (PQgetisnull (result, 0, 0) ? NULL : PQgetvalue (result, 0, 0), ==, c->value);
  if (c->zone != NULL)
    assert_same_as_ours (c);
}

/* Names that the server would cut, or that every table has, become others; all others stay. */
static void
test_names (void)
{
  g_autofree char *sixty_three = g_strnfill (63, 'n');
  g_autofree char *long_a = g_strnfill (80, 'n');
  g_autofree char *long_b = g_strconcat (long_a, "b", NULL);
  const char *names[] = { "plain", "a\"b", sixty_three, long_a, long_b, "xmin", "여보세요여보세요여보세요여보세요여보세요여보세요" };
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint n = 0; n < G_N_ELEMENTS (names); n++)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      ff_dialect_postgres.quote_name (text, names[n]);
      g_assert_true (g_utf8_validate (text->str, -1, NULL));
      g_assert_cmpuint (text->len, <=, 63 + 2);
      if (n < 3)
        {
          g_autoptr (GString) plain = g_string_new (NULL);

          ff_sql_quote_name (plain, names[n]);
          g_assert_cmpstr (text->str, ==, plain->str);
        }
      g_assert_true (g_hash_table_add (seen, g_strdup (text->str)));
    }
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/query/dialect-postgres/hash", test_hash);
  g_test_add_func ("/query/dialect-postgres/fold", test_fold);
  g_test_add_func ("/query/dialect-postgres/names", test_names);
  for (guint i = 0; i < G_N_ELEMENTS (owns); i++)
    {
      g_autofree char *path = g_strconcat ("/query/dialect-postgres/own/", owns[i].what, NULL);

      g_test_add_data_func (path, &owns[i], test_own);
    }
  for (guint i = 0; i < G_N_ELEMENTS (written); i++)
    {
      g_autofree char *path = g_strconcat ("/query/dialect-postgres/written/", written[i].what, NULL);

      g_test_add_data_func (path, &written[i], test_written);
    }

  status = g_test_run ();
  ff_test_database_clear (&database);

  return status;
}
