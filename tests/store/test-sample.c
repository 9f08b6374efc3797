/* The sample store: that it is the same twice, whole or not there at all, and
 * as uneven as real data. Read through plain SQLite, as any program would. */

#include "store/ff-sample.h"
#include "db/ff-sqlite.h"

#include <glib/gstdio.h>
#include <string.h>

/* 2025-11-23T00:00:00Z */
#define AS_OF_USEC G_GINT64_CONSTANT (1763856000000000)
#define AS_OF_TEXT "1763856000000000"
#define DAY_TEXT   "86400000000"

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = g_dir_make_tmp ("fanfare-sample-XXXXXX", NULL);
  g_assert_nonnull (fixture->folder);
  fixture->path = g_build_filename (fixture->folder, "store.sqlite", NULL);
}

static GPtrArray *
list_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));

  return names;
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GPtrArray) names = list_folder (fixture->folder);

  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, names->pdata[i], NULL);

      g_unlink (path);
    }

  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static void
write_sample (const char *path,
              gint64      n_people,
              guint64     seed)
{
  const FfSampleOptions options = { .n_people = n_people, .seed = seed, .as_of_usec = AS_OF_USEC };
  g_autoptr (GError) error = NULL;

  ff_sample_write (path, &options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static gint64
ask (sqlite3    *db,
     const char *sql)
{
  g_autoptr (sqlite3_stmt) row = NULL;

  if (sqlite3_prepare_v2 (db, sql, -1, &row, NULL) != SQLITE_OK || sqlite3_step (row) != SQLITE_ROW)
    g_error ("%s: %s", sql, sqlite3_errmsg (db));

  return sqlite3_column_int64 (row, 0);
}

static sqlite3 *
open_store (const char *path)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);

  return db;
}

static char *
hash_file (const char *path)
{
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));

  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) bytes, length);
}

static void
test_same_bytes (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autofree char *again = g_build_filename (fixture->folder, "again.sqlite", NULL);
  g_autofree char *other = g_build_filename (fixture->folder, "other.sqlite", NULL);
  g_autofree char *hash = NULL;
  g_autofree char *hash_again = NULL;
  g_autofree char *hash_other = NULL;

  write_sample (fixture->path, 300, 7);
  write_sample (again, 300, 7);
  write_sample (other, 300, 8);

  hash = hash_file (fixture->path);
  hash_again = hash_file (again);
  hash_other = hash_file (other);

  g_assert_cmpstr (hash, ==, hash_again);
  g_assert_cmpstr (hash, !=, hash_other);
}

/* Each must hold of a store of 3,000 people, whatever the seed. */
typedef struct
{
  const char *what;
  const char *sql;
  gint64      min;
  gint64      max;
} Fact;

static const Fact facts[] = {
  { "integrity", "SELECT count(*) FROM pragma_integrity_check () WHERE integrity_check = 'ok'", 1, 1 },
  { "links-hold", "SELECT count(*) FROM pragma_foreign_key_check ()", 0, 0 },
  { "page-size", "PRAGMA page_size", 4096, 4096 },
  { "analyzed", "SELECT count(*) FROM sqlite_stat1 WHERE idx = 'orders_profile'", 1, 1 },
  { "strict", "SELECT count(*) FROM pragma_table_list () WHERE schema = 'main' AND name NOT LIKE 'sqlite%'"
              " AND NOT strict", 0, 0 },

  { "people", "SELECT count(*) FROM profiles", 3000, 3000 },
  { "orders", "SELECT count(*) FROM orders", 29000, 30000 },
  { "order-items", "SELECT count(*) FROM order_items", 55000, 65000 },
  { "bookings", "SELECT count(*) FROM bookings", 5800, 6000 },
  { "messages", "SELECT count(*) FROM messages", 29000, 30000 },
  { "products", "SELECT count(*) FROM products", 300, 300 },

  { "without-orders", "SELECT count(*) FROM profiles AS p WHERE NOT EXISTS"
                      " (SELECT 1 FROM orders AS o WHERE o.profile_id = p.profile_id)", 700, 1400 },
  { "heavy-buyers", "SELECT count(*) FROM (SELECT 1 FROM orders GROUP BY profile_id HAVING count(*) >= 100)", 5, 150 },
  { "heaviest-buyer", "SELECT max(n) FROM (SELECT count(*) AS n FROM orders GROUP BY profile_id)", 150, 900 },
  { "light-buyers", "SELECT count(*) FROM (SELECT 1 FROM orders GROUP BY profile_id HAVING count(*) <= 5)", 500, 1500 },
  { "one-moment", "SELECT count(*) FROM orders AS a JOIN orders AS b ON b.order_id = a.order_id + 1"
                  " WHERE a.profile_id = b.profile_id AND a.placed_at = b.placed_at", 50, 400 },
  { "lapsed", "SELECT count(*) FROM (SELECT 1 FROM orders GROUP BY profile_id"
              " HAVING max(placed_at) < " AS_OF_TEXT " - 365 * " DAY_TEXT ")", 200, 1200 },

  { "no-email", "SELECT count(*) FROM profiles WHERE email IS NULL OR email = ''", 120, 240 },
  { "empty-email", "SELECT count(*) FROM profiles WHERE email = ''", 5, 70 },
  { "invalid-email", "SELECT count(*) FROM profiles WHERE email <> '' AND email NOT LIKE '_%@%_.%_'", 1, 40 },
  { "no-phone", "SELECT count(*) FROM profiles WHERE phone IS NULL OR phone = ''", 600, 900 },
  { "empty-phone", "SELECT count(*) FROM profiles WHERE phone = ''", 5, 70 },
  { "shared-email", "SELECT count(*) FROM (SELECT 1 FROM profiles WHERE email <> '' GROUP BY email"
                    " HAVING count(*) > 1)", 40, 300 },
  { "email-by-case", "SELECT count(*) FROM (SELECT 1 FROM profiles WHERE email <> '' GROUP BY lower(email)"
                     " HAVING count(DISTINCT email) > 1)", 20, 200 },
  { "email-outside", "SELECT count(*) FROM profiles WHERE email LIKE '%@%._%' AND trim(email) NOT LIKE '%.example'"
                     " AND trim(email) NOT LIKE '%@example.com' AND trim(email) NOT LIKE '%@example.org'"
                     " AND trim(email) NOT LIKE '%@example.net' AND email NOT LIKE '%@example..com'", 0, 0 },
  { "phone-shape", "SELECT count(*) FROM profiles WHERE phone LIKE '+%' AND length(phone) NOT BETWEEN 9 AND 16", 0, 0 },
  { "opt-outs", "SELECT count(*) FROM consents WHERE NOT given", 1000, 3000 },
  { "one-answer", "SELECT count(*) FROM (SELECT 1 FROM consents GROUP BY profile_id, channel, topic"
                  " HAVING count(*) > 1)", 0, 0 },

  { "languages", "SELECT count(DISTINCT language) FROM profiles", 7, 7 },
  { "no-language", "SELECT count(*) FROM profiles WHERE language IS NULL", 30, 200 },
  { "time-zones", "SELECT count(DISTINCT time_zone) FROM profiles", 10, 30 },
  { "countries", "SELECT count(DISTINCT country) FROM profiles", 10, 10 },
  { "hangul", "SELECT count(*) FROM profiles WHERE unicode(last_name) BETWEEN 0xac00 AND 0xd7a3", 50, 400 },
  { "han", "SELECT count(*) FROM profiles WHERE unicode(last_name) BETWEEN 0x4e00 AND 0x9fff", 40, 400 },
  { "tiers", "SELECT count(DISTINCT tier) FROM profiles WHERE tier IN ('platinum', 'gold', 'silver', 'bronze')", 4, 4 },
  { "no-tier", "SELECT count(*) FROM profiles WHERE tier IS NULL", 900, 2000 },
  { "both-sides-of-1995", "SELECT count(*) FROM profiles WHERE birth_date < '1995-01-01'", 1200, 2200 },
  { "date-shape", "SELECT count(*) FROM profiles WHERE birth_date IS NOT date(birth_date)", 0, 0 },

  { "orders-in-time-order", "SELECT count(*) FROM orders AS a JOIN orders AS b ON b.order_id = a.order_id + 1"
                            " WHERE b.placed_at < a.placed_at", 0, 0 },
  { "messages-in-time-order", "SELECT count(*) FROM messages AS a JOIN messages AS b ON b.message_id = a.message_id + 1"
                              " WHERE b.sent_at < a.sent_at", 0, 0 },
  { "totals-close", "SELECT count(*) FROM orders AS o WHERE total <>"
                    " (SELECT sum(quantity * unit_price) FROM order_items AS i WHERE i.order_id = o.order_id)", 0, 0 },
  { "nothing-ahead", "SELECT count(*) FROM orders WHERE placed_at > " AS_OF_TEXT, 0, 0 },
  { "no-message-ahead", "SELECT count(*) FROM messages WHERE max(sent_at, coalesce(opened_at, 0),"
                        " coalesce(clicked_at, 0)) > " AS_OF_TEXT, 0, 0 },
  { "no-order-before-customer", "SELECT count(*) FROM orders JOIN profiles USING (profile_id)"
                                " WHERE placed_at < created_at", 0, 0 },
  { "no-consent-before-customer", "SELECT count(*) FROM consents JOIN profiles USING (profile_id)"
                                  " WHERE changed_at < created_at", 0, 0 },
  { "one-of-a-campaign", "SELECT count(*) FROM (SELECT 1 FROM messages GROUP BY profile_id, campaign"
                         " HAVING count(*) > 1)", 0, 0 },
  { "sent-with-consent-only", "SELECT count(*) FROM messages AS m WHERE NOT EXISTS (SELECT 1 FROM consents AS c"
                              " WHERE c.profile_id = m.profile_id AND c.channel = m.channel AND given)", 0, 0 },
  { "two-emails-in-30-days", "SELECT count(*) FROM (SELECT 1 FROM messages WHERE channel = 'email'"
                             " AND sent_at > " AS_OF_TEXT " - 30 * " DAY_TEXT " GROUP BY profile_id"
                             " HAVING count(*) >= 2)", 50, 600 },
  { "confirmed-ahead", "SELECT count(*) FROM bookings WHERE status = 'confirmed'"
                       " AND starts_at >= " AS_OF_TEXT, 80, 500 },
  { "recent-large", "SELECT count(DISTINCT profile_id) FROM orders WHERE placed_at > " AS_OF_TEXT " - 90 * " DAY_TEXT
                    " AND total > 10000", 150, 900 },
  { "categories", "SELECT count(DISTINCT category) FROM products", 12, 12 },

  { "model-knows-columns", "SELECT count(*) FROM pragma_table_list () AS t, pragma_table_info (t.name) AS c"
                           " WHERE t.schema = 'main' AND t.name NOT LIKE 'sqlite%' AND t.name <> 'fanfare_model'"
                           " AND 1 <> (SELECT count(*) FROM fanfare_model AS m"
                           "  WHERE m.entity = t.name AND m.name = c.name AND m.role = 'kind')", 0, 0 },
  { "columns-know-labels", "SELECT count(*) FROM fanfare_model AS k WHERE role = 'kind' AND 1 <>"
                           " (SELECT count(*) FROM fanfare_model AS m"
                           "  WHERE m.entity = k.entity AND m.name = k.name AND m.role = 'label')", 0, 0 },
  { "model-names-exist", "SELECT count(*) FROM fanfare_model AS m WHERE m.name <> '' AND NOT EXISTS"
                         " (SELECT 1 FROM pragma_table_info (m.entity) AS c WHERE c.name = m.name)", 0, 0 },
  { "links-are-named", "SELECT count(*) FROM pragma_table_list () AS t, pragma_foreign_key_list (t.name) AS f"
                       " WHERE t.schema = 'main' AND 2 <> (SELECT count(*) FROM fanfare_model AS m"
                       "  WHERE m.entity = t.name AND m.name = f.\"from\" AND m.role IN ('link', 'link-back'))", 0, 0 },
  { "choices-hold", "SELECT count(*) FROM orders WHERE status NOT IN (SELECT value FROM fanfare_model"
                    " WHERE entity = 'orders' AND name = 'status' AND role = 'choice')", 0, 0 },
  { "booking-choices-hold", "SELECT count(*) FROM bookings WHERE service NOT IN (SELECT value FROM fanfare_model"
                            " WHERE entity = 'bookings' AND name = 'service' AND role = 'choice')", 0, 0 },
  { "category-choices-hold", "SELECT count(*) FROM products WHERE category NOT IN (SELECT value FROM fanfare_model"
                             " WHERE entity = 'products' AND name = 'category' AND role = 'choice')", 0, 0 },
  { "as-of", "SELECT value = '2025-11-23' FROM fanfare_model WHERE role = 'sample-as-of'", 1, 1 },
};

static void
test_facts (Fixture       *fixture,
            gconstpointer  data)
{
  sqlite3 *db;

  write_sample (fixture->path, 3000, 3);
  db = open_store (fixture->path);

  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    {
      const gint64 n = ask (db, facts[i].sql);

      g_test_message ("%s: %" G_GINT64_FORMAT, facts[i].what, n);
      if (n < facts[i].min || n > facts[i].max)
        {
          g_test_message ("%s: expected %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT,
                          facts[i].what, facts[i].min, facts[i].max);
          g_test_fail ();
        }
    }

  sqlite3_close (db);
}

static void
test_size (Fixture       *fixture,
           gconstpointer  data)
{
  const gint64 n_people = GPOINTER_TO_INT (data);
  sqlite3 *db;

  write_sample (fixture->path, n_people, 5);
  db = open_store (fixture->path);

  g_assert_cmpint (ask (db, "SELECT count(*) FROM profiles"), ==, n_people);
  g_assert_cmpint (ask (db, "SELECT count(*) FROM orders"), <=, 10 * n_people);
  g_assert_cmpint (ask (db, "SELECT count(*) FROM products"), ==, 40);
  g_assert_cmpint (ask (db, "SELECT count(*) FROM pragma_foreign_key_check ()"), ==, 0);

  sqlite3_close (db);
}

/* A store as of another day is as far from that day as this one from its own. */
static void
test_as_of (Fixture       *fixture,
            gconstpointer  data)
{
  const FfSampleOptions options = { .n_people = 200, .seed = 1, .as_of_usec = AS_OF_USEC / 2 };
  g_autoptr (GError) error = NULL;
  sqlite3 *db;

  ff_sample_write (fixture->path, &options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);

  db = open_store (fixture->path);
  g_assert_cmpint (ask (db, "SELECT max(placed_at) FROM orders"), <=, AS_OF_USEC / 2);
  g_assert_cmpint (ask (db, "SELECT max(placed_at) FROM orders"), >, AS_OF_USEC / 2 - 30 * G_TIME_SPAN_DAY);
  sqlite3_close (db);
}

typedef struct
{
  GCancellable *cancellable;
  double        cancel_at;
  double        last;
  guint         n_calls;
} Progress;

static void
progress_cb (double   fraction,
             gpointer user_data)
{
  Progress *progress = user_data;

  g_assert_cmpfloat (fraction, >=, progress->last);
  g_assert_cmpfloat (fraction, <=, 1.0);
  progress->last = fraction;
  progress->n_calls++;

  if (fraction >= progress->cancel_at)
    g_cancellable_cancel (progress->cancellable);
}

static void
test_progress (Fixture       *fixture,
               gconstpointer  data)
{
  const FfSampleOptions options = { .n_people = 1000, .seed = 1, .as_of_usec = AS_OF_USEC };
  Progress progress = { NULL, 2.0, 0.0, 0 };
  g_autoptr (GError) error = NULL;

  ff_sample_write (fixture->path, &options, progress_cb, &progress, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (progress.n_calls, >, 5);
  g_assert_cmpfloat (progress.last, >, 0.9);
}

static void
test_cancel (Fixture       *fixture,
             gconstpointer  data)
{
  const FfSampleOptions options = { .n_people = 2000, .seed = 1, .as_of_usec = AS_OF_USEC };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Progress progress = { cancellable, GPOINTER_TO_INT (data) / 100.0, 0.0, 0 };
  g_autoptr (GPtrArray) names = NULL;
  g_autoptr (GError) error = NULL;

  if (progress.cancel_at == 0)
    g_cancellable_cancel (cancellable);

  g_assert_false (ff_sample_write (fixture->path, &options, progress_cb, &progress, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  names = list_folder (fixture->folder);
  g_assert_cmpuint (names->len, ==, 0);
}

static void
test_no_folder (Fixture       *fixture,
                gconstpointer  data)
{
  const FfSampleOptions options = { .n_people = 10, .as_of_usec = AS_OF_USEC };
  g_autofree char *path = g_build_filename (fixture->folder, "nowhere", "store.sqlite", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (ff_sample_write (path, &options, NULL, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, path));
}

static void
test_folder (Fixture       *fixture,
             gconstpointer  data)
{
  const FfSampleOptions options = { .n_people = 10, .as_of_usec = AS_OF_USEC, .replace = TRUE };
  g_autoptr (GError) error = NULL;

  g_assert_false (ff_sample_write (fixture->folder, &options, NULL, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY);
}

static void
test_bad_options (Fixture       *fixture,
                  gconstpointer  data)
{
  static const FfSampleOptions bad[] = {
    { .n_people = -1, .as_of_usec = AS_OF_USEC },
    { .n_people = FF_SAMPLE_MAX_PEOPLE + 1, .as_of_usec = AS_OF_USEC },
    { .n_people = 10, .as_of_usec = -AS_OF_USEC },
    { .n_people = 10, .as_of_usec = AS_OF_USEC * 10 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (ff_sample_write (fixture->path, &bad[i], NULL, NULL, NULL, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
      g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
    }
}

static void
test_existing (Fixture       *fixture,
               gconstpointer  data)
{
  FfSampleOptions options = { .n_people = 10, .seed = 1, .as_of_usec = AS_OF_USEC };
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);
  g_autofree char *kept = NULL;
  g_autoptr (GError) error = NULL;
  sqlite3 *db;

  g_assert_true (g_file_set_contents (fixture->path, "mine", -1, NULL));
  g_assert_false (ff_sample_write (fixture->path, &options, NULL, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS);
  g_assert_true (g_file_get_contents (fixture->path, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "mine");

  g_clear_error (&error);
  g_assert_true (g_file_set_contents (log, "of the old one", -1, NULL));
  options.replace = TRUE;
  ff_sample_write (fixture->path, &options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));

  db = open_store (fixture->path);
  g_assert_cmpint (ask (db, "SELECT count(*) FROM profiles"), ==, 10);
  sqlite3_close (db);
}

#define add(path, data, func) g_test_add ("/store/sample/" path, Fixture, data, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("same-bytes", NULL, test_same_bytes);
  add ("facts", NULL, test_facts);
  add ("nobody", GINT_TO_POINTER (0), test_size);
  add ("one-person", GINT_TO_POINTER (1), test_size);
  add ("a-few", GINT_TO_POINTER (7), test_size);
  add ("as-of", NULL, test_as_of);
  add ("progress", NULL, test_progress);
  add ("cancel/at-once", GINT_TO_POINTER (0), test_cancel);
  add ("cancel/while-filling", GINT_TO_POINTER (20), test_cancel);
  add ("cancel/while-indexing", GINT_TO_POINTER (75), test_cancel);
  add ("no-folder", NULL, test_no_folder);
  add ("folder", NULL, test_folder);
  add ("bad-options", NULL, test_bad_options);
  add ("existing", NULL, test_existing);

  return g_test_run ();
}
