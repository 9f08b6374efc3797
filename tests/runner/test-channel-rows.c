/* Rows as preparation wants them: what each column kind becomes, keys,
 * consent, and that the stream ends and stops where it should. */

#include "runner/ff-channel-rows.h"

#include <string.h>

#include "runner-support.h"

#define ADD(path, data, func) g_test_add (path, Fixture, data, support_set_up, func, support_tear_down)

/* The rows of the only channel of the open campaign. */
static FfRowSource *
open_rows (Fixture       *f,
           GCancellable  *cancellable)
{
  g_autoptr (GPtrArray) channels = ff_channels_list (f->campaign, f->context, f->plan);
  g_autoptr (GError) error = NULL;
  g_autoptr (FfCounts) counts = ff_evaluate (f->store, f->plan, NULL, NULL, NULL, &error);
  g_autofree char *fingerprint = NULL;
  FfChannel *channel;
  FfRowSource *rows;

  g_assert_no_error (error);
  g_assert_cmpint (channels->len, ==, 1);
  channel = channels->pdata[0];
  fingerprint = ff_evaluate_dup_fingerprint (f->store, channel->input, counts);
  rows = ff_channel_rows_new (f->store, channel, fingerprint, ff_counts_find (counts, "who", "out")->n_keys, f->context->zone,
                              cancellable, &error);
  g_assert_no_error (error);
  return rows;
}

static void
next (FfRowSource *rows,
      FfRow       *row)
{
  g_autoptr (GError) error = NULL;
  gboolean found = FALSE;

  memset (row, 0, sizeof *row);
  ff_row_source_next (rows, row, &found, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (found);
}

#define TEMPLATE(type, settings, template) \
  "{\"id\": \"mail\", \"type\": \"email\", \"settings\": {\"subject\": \"" template "\", \"html\": \"x\", \"text\": \"x\", " \
  "\"gateway\": \"rehearsal\", \"per\": \"" type "\", \"purpose\": \"marketing\", \"topic\": \"offers\"" settings "}}"

/* A merge field of one person, and the JSON that a template reads. */
typedef struct
{
  const char *what;
  const char *field;
  const char *sql;      /* sets the value; NULL: as the sample has it */
  const char *pointer;
  const char *json;
} FieldCase;

static const FieldCase field_cases[] = {
  { "text",         "profile.first_name", "UPDATE profiles SET first_name = '민지 “M” O''Neil'", "/profile/first_name", "\"민지 “M” O'Neil\"" },
  { "empty-text",   "profile.first_name", "UPDATE profiles SET first_name = ''", "/profile/first_name", "\"\"" },
  { "null",         "profile.city",       "UPDATE profiles SET city = NULL", "/profile/city", "null" },
  { "integer",      "profile.loyalty_points", "UPDATE profiles SET loyalty_points = 1234567", "/profile/loyalty_points", "1234567" },
  { "date",         "profile.birth_date", "UPDATE profiles SET birth_date = '1984-02-29'", "/profile/birth_date", "\"1984-02-29\"" },
  { "flag-yes",     "profile.is_staff",   "UPDATE profiles SET is_staff = 1", "/profile/is_staff", "true" },
  { "flag-no",      "profile.is_staff",   "UPDATE profiles SET is_staff = 0", "/profile/is_staff", "false" },
  { "instant",      "profile.created_at", "UPDATE profiles SET created_at = 1782907200000000", "/profile/created_at", "\"2026-07-01T12:00:00Z\"" },
  { "through-link", "profile.store.city", "UPDATE profiles SET store_id = 1; UPDATE stores SET city = 'Gent'", "/profile/store/city", "\"Gent\"" },
  { "link-to-none", "profile.store.city", "UPDATE profiles SET store_id = NULL", "/profile/store/city", "null" },
  { "row-is-the-profile", "row.first_name", "UPDATE profiles SET first_name = 'Ada'", "/row/first_name", "\"Ada\"" },
};

static void
test_field (Fixture       *f,
            gconstpointer  data)
{
  const FieldCase *c = data;
  g_autofree char *mail = g_strdup_printf (PROFILE ("1") "," TEMPLATE ("profile", "", "{{ %s }}"), c->field);
  g_autoptr (FfRowSource) rows = NULL;
  g_autofree char *json = NULL;
  FfRow row;

  if (c->sql != NULL)
    support_exec (f, c->sql);
  support_open (f, mail, JOIN ("t", "who", "mail"));
  rows = open_rows (f, NULL);
  next (rows, &row);
  json = ff_json_print (ff_json_get_at (row.data, c->pointer));
  g_assert_cmpstr (json, ==, c->json);
}

/* Money keeps its cents and an instant its zone; both from the secondary row. */
static void
test_orders (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr (FfRowSource) rows = NULL;
  g_autofree char *total = NULL;
  g_autofree char *at = NULL;
  g_autofree char *name = NULL;
  g_autofree char *expected = NULL;
  FfRow row;

  support_exec (f, "UPDATE orders SET total = 1999, placed_at = 1782907200000000");
  support_open (f,
                "{\"id\": \"who\", \"type\": \"build-audience\", \"settings\": {\"entity\": \"orders\", \"rule\": {\"all\": []}}},"
                TEMPLATE ("row", "", "{{ row.total }} {{ row.placed_at }} {{ profile.first_name }}"), JOIN ("t", "who", "mail"));
  g_time_zone_unref (f->context->zone);
  f->context->zone = g_time_zone_new_identifier ("Europe/Amsterdam");
  rows = open_rows (f, NULL);
  g_assert_cmpint (ff_row_source_get_size (rows), ==, support_ask (f, "SELECT count (*) FROM orders", NULL));

  next (rows, &row);
  total = ff_json_print (ff_json_get_at (row.data, "/row/total"));
  g_assert_cmpstr (total, ==, "19.99");
  at = ff_json_print (ff_json_get_at (row.data, "/row/placed_at"));
  g_assert_cmpstr (at, ==, "\"2026-07-01T14:00:00+02\"");
  g_assert_cmpstr (row.secondary_key, ==, "1");
  expected = support_ask_text (f, "SELECT p.profile_id || ' ' || p.first_name FROM orders JOIN profiles AS p USING (profile_id)"
                                  " WHERE order_id = 1", NULL);
  name = g_strdup_printf ("%s %s", row.profile_key, ff_json_get_string (ff_json_get_at (row.data, "/profile/first_name")));
  g_assert_cmpstr (name, ==, expected);
}

/* A column added on the way, under the name that a template can write. */
static void
test_carried (Fixture       *f,
              gconstpointer  data)
{
  g_autoptr (FfRowSource) rows = NULL;
  g_autofree char *spend = NULL;
  FfRow row;

  support_exec (f, "DELETE FROM order_items; DELETE FROM orders;"
                   "INSERT INTO orders (profile_id, placed_at, status, channel, total) VALUES"
                   " (1, 1, 'completed', 'web', 1050), (1, 2, 'completed', 'web', 2000)");
  support_open (f,
                "{\"id\": \"all\", \"type\": \"build-audience\", \"settings\": {\"entity\": \"profiles\", \"rule\": {\"all\": ["
                "{\"exists\": \"orders\"}]}}},"
                "{\"id\": \"who\", \"type\": \"enrich\", \"settings\": {\"columns\": [{\"id\": \"c\", \"label\": \"Whole spend\", "
                "\"value\": {\"aggregate\": \"sum\", \"link\": [\"orders\"], \"of\": {\"attribute\": [\"total\"]}}}]}},"
                TEMPLATE ("profile", "", "{{ row.Whole_spend }}"), JOIN ("t", "all", "who") "," JOIN ("u", "who", "mail"));
  rows = open_rows (f, NULL);
  next (rows, &row);
  spend = ff_json_print (ff_json_get_at (row.data, "/row/Whole_spend"));
  g_assert_cmpstr (spend, ==, "30.50");
}

typedef struct
{
  const char *what;
  const char *sql;
  FfConsent   consent;
} ConsentCase;

#define CONSENT(given, at) \
  "INSERT INTO consents (profile_id, channel, topic, given, source, changed_at) VALUES (1, 'email', 'offers', " #given ", 't', " #at ");"

static const ConsentCase consent_cases[] = {
  { "unknown", "",                              FF_CONSENT_UNKNOWN },
  { "yes",     CONSENT (1, 1),                  FF_CONSENT_YES },
  { "no",      CONSENT (0, 1),                  FF_CONSENT_NO },
  { "latest",  CONSENT (0, 1) CONSENT (1, 2),   FF_CONSENT_YES },
  { "tie",     CONSENT (0, 2) CONSENT (1, 2),   FF_CONSENT_NO },
};

static void
test_consent (Fixture       *f,
              gconstpointer  data)
{
  const ConsentCase *c = data;
  g_autofree char *sql = g_strconcat ("DELETE FROM consents;", c->sql, NULL);
  g_autoptr (FfRowSource) rows = NULL;
  FfRow row;

  support_exec (f, sql);
  support_open (f, PROFILE ("1") "," EMAIL, JOIN ("t", "who", "mail"));
  rows = open_rows (f, NULL);
  next (rows, &row);
  g_assert_cmpint (row.consent, ==, c->consent);
}

/* Every row once, in key order, and then the end for ever. */
static void
test_stream (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr (FfRowSource) rows = NULL;
  g_autoptr (GError) error = NULL;
  gboolean found = TRUE;
  FfRow row = { 0 };

  support_open (f, ALL_PROFILES "," EMAIL, JOIN ("t", "who", "mail"));
  rows = open_rows (f, NULL);
  g_assert_cmpint (ff_row_source_get_size (rows), ==, 300);
  for (guint i = 1; i <= 300; i++)
    {
      g_autofree char *key = g_strdup_printf ("%u", i);

      next (rows, &row);
      g_assert_cmpstr (row.profile_key, ==, key);
      g_assert_null (row.secondary_key);
    }
  for (guint i = 0; i < 2; i++)
    {
      g_assert_true (ff_row_source_next (rows, &row, &found, NULL, &error));
      g_assert_false (found);
    }
}

static void
test_cancelled (Fixture       *f,
                gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (FfRowSource) rows = NULL;
  g_autoptr (GError) error = NULL;
  gboolean found = TRUE;
  FfRow row = { 0 };

  support_open (f, ALL_PROFILES "," EMAIL, JOIN ("t", "who", "mail"));
  rows = open_rows (f, cancellable);
  next (rows, &row);
  g_cancellable_cancel (cancellable);
  g_assert_false (ff_row_source_next (rows, &row, &found, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (field_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/channel-rows/field/", field_cases[i].what, NULL);

      ADD (path, &field_cases[i], test_field);
    }
  ADD ("/channel-rows/orders", NULL, test_orders);
  ADD ("/channel-rows/carried", NULL, test_carried);
  for (guint i = 0; i < G_N_ELEMENTS (consent_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/channel-rows/consent/", consent_cases[i].what, NULL);

      ADD (path, &consent_cases[i], test_consent);
    }
  ADD ("/channel-rows/stream", NULL, test_stream);
  ADD ("/channel-rows/cancelled", NULL, test_cancelled);

  return g_test_run ();
}
