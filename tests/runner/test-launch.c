/* One pass of a campaign: what Review says is what is frozen, every row's
 * verdict is the one that a naive recount gives, and what fails leaves nothing
 * behind. On a sample store, with the shipped templates. */

#include "runner-support.h"

#include <string.h>

#include "send/ff-rehearsal.h"
#include "send/ff-sender.h"

#define ADD(path, data, func) g_test_add (path, Fixture, data, support_set_up, func, support_tear_down)

static char *
prepare_at (Fixture  *f,
            gint64    nominal_at,
            gint64    confirmed,
            GError  **error)
{
  g_autoptr (FfLaunch) launch = support_launch (f);

  return ff_launch_prepare (launch, f->store, f->outbox_path, nominal_at, confirmed, NULL, NULL, error);
}

static char *
prepare (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  char *run_id = prepare_at (f, SUPPORT_NOW, -1, &error);

  g_assert_no_error (error);
  return run_id;
}

static FfOutbox *
open_outbox (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  FfOutbox *outbox = ff_outbox_open (f->outbox_path, FALSE, &error);

  g_assert_no_error (error);
  return outbox;
}

static guint
count_runs (Fixture *f)
{
  g_autoptr (FfOutbox) outbox = open_outbox (f);
  g_autoptr (GPtrArray) runs = ff_outbox_list_runs (outbox, NULL, 0, 1000, NULL);

  return runs->len;
}

static void
assert_same_ladder (const FfBooks *books,
                    const FfBooks *other)
{
  g_assert_cmpint (books->audience, ==, other->audience);
  g_assert_cmpint (books->planned, ==, other->planned);
  for (guint i = 0; i < FF_N_REASONS; i++)
    g_assert_cmpint (books->excluded[i], ==, other->excluded[i]);
}

/* ---- Every row's verdict, naively. */

/* A column of the profile that @profile_key names. */
static char *
ask_profile (Fixture    *f,
             const char *column,
             const char *profile_key)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM profiles WHERE profile_id = CAST (?1 AS INTEGER)", column);

  return support_ask_text (f, sql, profile_key, NULL);
}

static gboolean
has_consent (Fixture    *f,
             FfChannel  *channel,
             const char *profile_key)
{
  return support_ask (f, "WITH c AS (SELECT given, changed_at FROM consents WHERE profile_id = CAST (?1 AS INTEGER)"
                         " AND channel = ?2 AND topic = ?3)"
                         " SELECT coalesce (min (given), 0) FROM c WHERE changed_at = (SELECT max (changed_at) FROM c)",
                      profile_key, channel->channel, channel->topic, NULL) == 1;
}

static gboolean
looks_valid (const char *channel,
             const char *address)
{
  return g_regex_match_simple (g_str_equal (channel, "sms") ? "^\\+[0-9 ]{7,}$" : "^[^@ ]+@[^@ .]+(\\.[^@ .]+)+$", address, 0, 0);
}

static FfReason
judge (Fixture    *f,
       FfChannel  *channel,
       const char *profile_key,
       const char *secondary_key,
       GHashTable *holders)
{
  g_autofree char *address = ask_profile (f, g_str_equal (channel->channel, "sms") ? "phone" : "email", profile_key);
  g_autofree char *holder = NULL;

  if (address == NULL || *g_strstrip (address) == '\0')
    return FF_REASON_NO_ADDRESS;
  if (!looks_valid (channel->channel, address))
    return FF_REASON_INVALID_ADDRESS;
  if (!channel->is_transactional && !has_consent (f, channel, profile_key))
    return FF_REASON_NO_CONSENT;

  holder = g_strdup_printf ("%s %s", address, secondary_key != NULL ? secondary_key : "");
  for (char *p = holder; *p != '\0'; p++)
    *p = g_ascii_tolower (*p);

  return g_hash_table_add (holders, g_steal_pointer (&holder)) ? FF_REASON_NONE : FF_REASON_DUPLICATE;
}

typedef struct
{
  char     *profile_key;
  char     *secondary_key;  /* nullable */
  FfReason  reason;
} Verdict;

static void
verdict_free (gpointer data)
{
  Verdict *verdict = data;

  g_free (verdict->profile_key);
  g_free (verdict->secondary_key);
  g_free (verdict);
}

static void
add_verdict (GPtrArray  *verdicts,
             const char *profile_key,
             const char *secondary_key,
             FfReason    reason)
{
  Verdict *verdict = g_new0 (Verdict, 1);

  verdict->profile_key = g_strdup (profile_key);
  verdict->secondary_key = g_strdup (secondary_key);
  verdict->reason = reason;
  g_ptr_array_add (verdicts, verdict);
}

static gint
compare_verdicts (gconstpointer a,
                  gconstpointer b)
{
  const Verdict *first = *(const Verdict *const *) a;
  const Verdict *second = *(const Verdict *const *) b;
  gint64 difference = g_ascii_strtoll (first->profile_key, NULL, 10) - g_ascii_strtoll (second->profile_key, NULL, 10);

  if (difference != 0)
    return difference < 0 ? -1 : 1;

  return g_strcmp0 (first->secondary_key, second->secondary_key);
}

/* What became of every row of the channel, in key order. */
static GPtrArray *
list_verdicts (FfOutbox   *outbox,
               const char *run_id,
               FfChannel  *channel)
{
  g_autoptr (GPtrArray) verdicts = g_ptr_array_new_with_free_func (verdict_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) deliveries = NULL;
  g_autoptr (GPtrArray) excluded = NULL;

  deliveries = ff_outbox_list_deliveries (outbox, run_id, channel->activity, -1, 0, 10000, &error);
  g_assert_no_error (error);
  excluded = ff_outbox_list_excluded (outbox, run_id, channel->activity, FF_REASON_NONE, 0, 10000, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < deliveries->len; i++)
    {
      const FfDelivery *delivery = deliveries->pdata[i];

      add_verdict (verdicts, delivery->profile_key, delivery->secondary_key, FF_REASON_NONE);
    }
  for (guint i = 0; i < excluded->len; i++)
    {
      const FfExcluded *row = excluded->pdata[i];

      add_verdict (verdicts, row->profile_key, row->secondary_key, row->reason);
    }

  g_ptr_array_sort (verdicts, compare_verdicts);
  return g_steal_pointer (&verdicts);
}

static void
check_channel (Fixture    *f,
               FfOutbox   *outbox,
               const char *run_id,
               FfChannel  *channel,
               FfBooks    *reviewed)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FfBooks) books = ff_outbox_get_books (outbox, run_id, channel->activity, &error);
  g_autoptr (GPtrArray) verdicts = NULL;
  g_autoptr (GHashTable) holders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_assert_no_error (error);
  g_assert_true (ff_books_check (books, &error));
  assert_same_ladder (books, reviewed);
  g_assert_cmpint (books->audience, ==, books->planned + ff_books_get_excluded (books));

  verdicts = list_verdicts (outbox, run_id, channel);
  g_assert_cmpint (verdicts->len, ==, books->audience);
  for (guint i = 0; i < verdicts->len; i++)
    {
      const Verdict *verdict = verdicts->pdata[i];
      FfReason naive = judge (f, channel, verdict->profile_key, verdict->secondary_key, holders);

      if (verdict->reason != naive)
        g_test_message ("%s %s %s", channel->activity, verdict->profile_key, verdict->secondary_key);
      g_assert_cmpstr (ff_reason_get_id (verdict->reason), ==, ff_reason_get_id (naive));
    }
}

/* Spoils some people, so that every reason is met. */
static void
spoil (Fixture *f)
{
  support_exec (f, "UPDATE profiles SET email = NULL, phone = NULL WHERE profile_id % 17 = 0;"
                   "UPDATE profiles SET email = 'not an address', phone = 'none' WHERE profile_id % 19 = 0;"
                   "UPDATE profiles SET email = '  ' WHERE profile_id % 23 = 0;"
                   "UPDATE profiles SET email = upper (email) || ' ' WHERE profile_id % 5 = 0;"
                   "UPDATE profiles SET email = (SELECT p.email FROM profiles AS p WHERE p.profile_id = profiles.profile_id - 1)"
                   " WHERE profile_id % 7 = 0;"
                   "INSERT INTO bookings (profile_id, store_id, service, status, starts_at, created_at)"
                   " SELECT profile_id, 1, 'Fitting', 'confirmed', 1782907200000000 + 86400000000, 1 FROM profiles"
                   " WHERE profile_id BETWEEN 15 AND 24;"
                   "INSERT INTO consents (profile_id, channel, topic, given, source, changed_at)"
                   " SELECT profile_id, channel, topic, 1 - given, 'test', changed_at FROM consents WHERE profile_id % 6 = 0;"
                   "INSERT INTO consents (profile_id, channel, topic, given, source, changed_at)"
                   " SELECT profile_id, channel, topic, 1 - given, 'test', changed_at + 1 FROM consents WHERE profile_id % 11 = 0");
}

static void
test_ladder (Fixture       *f,
             gconstpointer  name)
{
  g_autoptr (FfLaunch) launch = NULL;
  g_autoptr (FfReview) review = NULL;
  g_autoptr (FfBooks) total = NULL;
  g_autoptr (FfOutbox) outbox = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *run_id = NULL;

  spoil (f);
  support_open_template (f, name);
  launch = support_launch (f);
  review = ff_launch_review (launch, f->store, f->outbox_path, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ff_review_get_taken_at (review), >, SUPPORT_NOW);

  run_id = ff_launch_prepare (launch, f->store, f->outbox_path, SUPPORT_NOW, ff_review_get_total (review)->planned, &total,
                              NULL, &error);
  g_assert_no_error (error);
  assert_same_ladder (total, ff_review_get_total (review));
  g_assert_cmpint (total->planned, >, 0);
  g_assert_cmpint (ff_books_get_excluded (total), >, 0);

  outbox = open_outbox (f);
  for (guint i = 0; i < ff_launch_get_n_channels (launch); i++)
    check_channel (f, outbox, run_id, ff_launch_get_channel (launch, i), ff_review_get_books (review, i));
}

/* Everyone, so that doubled addresses meet in one activity. */
static void
test_everyone (Fixture       *f,
               gconstpointer  data)
{
  g_autoptr (FfLaunch) launch = NULL;
  g_autoptr (FfReview) review = NULL;
  g_autoptr (FfOutbox) outbox = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *run_id = NULL;

  spoil (f);
  support_open (f, ALL_PROFILES "," EMAIL, JOIN ("t", "who", "mail"));
  launch = support_launch (f);
  review = ff_launch_review (launch, f->store, f->outbox_path, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ff_review_get_total (review)->audience, ==, 300);
  for (FfReason reason = FF_REASON_NO_ADDRESS; reason <= FF_REASON_NO_CONSENT; reason++)
    g_assert_cmpint (ff_review_get_total (review)->excluded[reason], >, 0);
  g_assert_cmpint (ff_review_get_total (review)->excluded[FF_REASON_DUPLICATE], >, 0);

  run_id = prepare (f);
  outbox = open_outbox (f);
  check_channel (f, outbox, run_id, ff_launch_get_channel (launch, 0), ff_review_get_books (review, 0));
}

/* ---- Consent: rows of one person, and what they mean. */

typedef struct
{
  const char *what;
  const char *rows;     /* VALUES of channel, topic, given, changed_at; NULL: none */
  FfReason    reason;   /* where no word means no */
  FfReason    opt_out;  /* where no word means yes */
} ConsentCase;

static const ConsentCase consent_cases[] = {
  { "none",            NULL,                                                               FF_REASON_NO_CONSENT, FF_REASON_NONE },
  { "yes",             "('email', 'offers', 1, 10)",                                       FF_REASON_NONE, FF_REASON_NONE },
  { "no",              "('email', 'offers', 0, 10)",                                       FF_REASON_NO_CONSENT, FF_REASON_NO_CONSENT },
  { "yes-then-no",     "('email', 'offers', 1, 10), ('email', 'offers', 0, 11)",           FF_REASON_NO_CONSENT, FF_REASON_NO_CONSENT },
  { "no-then-yes",     "('email', 'offers', 0, 10), ('email', 'offers', 1, 11)",           FF_REASON_NONE, FF_REASON_NONE },
  { "written-later",   "('email', 'offers', 1, 11), ('email', 'offers', 0, 10)",           FF_REASON_NONE, FF_REASON_NONE },
  { "tie-is-no",       "('email', 'offers', 1, 10), ('email', 'offers', 0, 10)",           FF_REASON_NO_CONSENT, FF_REASON_NO_CONSENT },
  { "three-changes",   "('email', 'offers', 1, 10), ('email', 'offers', 0, 20), ('email', 'offers', 1, 30)", FF_REASON_NONE, FF_REASON_NONE },
  { "other-topic",     "('email', 'news', 1, 10)",                                         FF_REASON_NO_CONSENT, FF_REASON_NONE },
  { "other-topic-no",  "('email', 'offers', 1, 10), ('email', 'news', 0, 20)",             FF_REASON_NONE, FF_REASON_NONE },
  { "other-channel",   "('sms', 'offers', 1, 10)",                                         FF_REASON_NO_CONSENT, FF_REASON_NONE },
};

/* Gives the one person that the campaign writes to these rows and no others. */
static void
set_consent (Fixture    *f,
             const char *rows)
{
  support_exec (f, "DELETE FROM consents WHERE profile_id = 1; UPDATE profiles SET email = 'one@example.com' WHERE profile_id = 1");
  if (rows != NULL)
    {
      g_autofree char *sql = g_strdup_printf ("INSERT INTO consents (profile_id, channel, topic, given, source, changed_at)"
                                              " SELECT 1, column1, column2, column3, 'test', column4 FROM (VALUES %s)", rows);

      support_exec (f, sql);
    }
}

static void
let_silence_mean_yes (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  support_exec (f, "UPDATE fanfare_model SET value = 'opt-out' WHERE entity = 'consents' AND role = 'default'");
  g_clear_object (&f->store);
  f->store = ff_store_open (f->store_path, &error);
  g_assert_no_error (error);
}

static void
check_consent (Fixture    *f,
               const char *rows,
               FfReason    reason)
{
  g_autoptr (FfLaunch) launch = NULL;
  g_autoptr (FfReview) review = NULL;
  g_autoptr (GError) error = NULL;

  set_consent (f, rows);
  support_open (f, PROFILE ("1") "," EMAIL, JOIN ("t", "who", "mail"));
  launch = support_launch (f);
  review = ff_launch_review (launch, f->store, f->outbox_path, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ff_review_get_total (review)->audience, ==, 1);
  if (reason == FF_REASON_NONE)
    g_assert_cmpint (ff_review_get_total (review)->planned, ==, 1);
  else
    g_assert_cmpint (ff_review_get_total (review)->excluded[reason], ==, 1);
}

static void
test_consent (Fixture       *f,
              gconstpointer  data)
{
  const ConsentCase *c = data;

  check_consent (f, c->rows, c->reason);
  let_silence_mean_yes (f);
  check_consent (f, c->rows, c->opt_out);
}

/* ---- A launch is one. */

static void
test_same_launch (Fixture       *f,
                  gconstpointer  data)
{
  g_autofree char *first = NULL;
  g_autofree char *again = NULL;
  g_autofree char *other = NULL;
  g_autoptr (FfBooks) books = NULL;
  g_autoptr (FfLaunch) launch = NULL;
  g_autoptr (GError) error = NULL;

  support_open_template (f, "win-back");
  first = prepare (f);

  /* Also when the data are others by now: what was prepared stands. */
  support_exec (f, "DELETE FROM consents");
  launch = support_launch (f);
  again = ff_launch_prepare (launch, f->store, f->outbox_path, SUPPORT_NOW, -1, &books, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (again, ==, first);
  g_assert_cmpint (books->planned, >, 0);
  g_assert_cmpint (count_runs (f), ==, 1);

  other = prepare_at (f, SUPPORT_NOW + 1, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (other, !=, first);
  g_assert_cmpint (count_runs (f), ==, 2);
}

/* Two programs launch the same at the same moment. */
typedef struct
{
  Fixture  *fixture;
  FfLaunch *launch;
  char     *run_id;
} Racer;

static gpointer
race (gpointer data)
{
  Racer *racer = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FfStore) store = ff_store_open (racer->fixture->store_path, &error);

  g_assert_no_error (error);
  racer->run_id = ff_launch_prepare (racer->launch, store, racer->fixture->outbox_path, SUPPORT_NOW, -1, NULL, NULL, &error);
  g_assert_no_error (error);
  return NULL;
}

static void
test_at_once (Fixture       *f,
              gconstpointer  data)
{
  g_autoptr (FfLaunch) launch = NULL;
  Racer racers[4];
  GThread *threads[4];

  support_open (f, ALL_PROFILES "," EMAIL, JOIN ("t", "who", "mail"));
  launch = support_launch (f);
  for (guint i = 0; i < G_N_ELEMENTS (racers); i++)
    {
      racers[i] = (Racer) { .fixture = f, .launch = launch };
      threads[i] = g_thread_new ("racer", race, &racers[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (racers); i++)
    {
      g_thread_join (threads[i]);
      g_assert_cmpstr (racers[i].run_id, ==, racers[0].run_id);
    }
  g_assert_cmpint (count_runs (f), ==, 1);
  for (guint i = 0; i < G_N_ELEMENTS (racers); i++)
    g_free (racers[i].run_id);
}

static void
test_confirmed (Fixture       *f,
                gconstpointer  data)
{
  g_autoptr (FfLaunch) launch = NULL;
  g_autoptr (FfReview) review = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *run_id = NULL;
  gint64 planned;

  support_open_template (f, "product-launch");
  launch = support_launch (f);
  review = ff_launch_review (launch, f->store, f->outbox_path, NULL, &error);
  g_assert_no_error (error);
  planned = ff_review_get_total (review)->planned;

  for (gint64 wrong = planned - 1; wrong <= planned + 1; wrong += 2)
    {
      g_assert_null (prepare_at (f, SUPPORT_NOW, wrong, &error));
      g_assert_error (error, FF_RUNNER_ERROR, FF_RUNNER_ERROR_CHANGED);
      g_clear_error (&error);
      g_assert_cmpint (count_runs (f), ==, 0);
      g_assert_cmpint (support_ask (f, "SELECT count (*) FROM sqlite_schema WHERE name = 'fanfare_audience'", NULL), ==, 0);
    }

  /* Somebody objected between the review and the confirmation. */
  support_exec (f, "DELETE FROM consents WHERE channel = 'email'");
  g_assert_null (prepare_at (f, SUPPORT_NOW, planned, &error));
  g_assert_error (error, FF_RUNNER_ERROR, FF_RUNNER_ERROR_CHANGED);
  g_clear_error (&error);
  g_assert_cmpint (count_runs (f), ==, 0);

  run_id = prepare_at (f, SUPPORT_NOW, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count_runs (f), ==, 1);

  /* Going on with it needs the number that was frozen, and no number goes on too. */
  g_assert_null (prepare_at (f, SUPPORT_NOW, 1, &error));
  g_assert_error (error, FF_RUNNER_ERROR, FF_RUNNER_ERROR_CHANGED);
  g_clear_error (&error);
  for (gint64 right = -1; right <= 0; right++)
    {
      g_autofree char *again = prepare_at (f, SUPPORT_NOW, right, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (again, ==, run_id);
    }
  g_assert_cmpint (count_runs (f), ==, 1);
}

static void
test_review_writes_nothing (Fixture       *f,
                            gconstpointer  data)
{
  g_autoptr (FfLaunch) launch = NULL;
  g_autoptr (GError) error = NULL;

  support_open_template (f, "product-launch");
  launch = support_launch (f);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (FfReview) review = ff_launch_review (launch, f->store, f->outbox_path, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpint (ff_review_get_total (review)->planned, >, 0);
    }

  g_assert_cmpint (count_runs (f), ==, 0);
  g_assert_cmpint (support_ask (f, "SELECT count (*) FROM sqlite_schema WHERE name = 'fanfare_audience'", NULL), ==, 0);
}

/* ---- Guards. */

typedef struct
{
  const char *what;
  const char *settings;
  int         before;     /* people of an earlier run; 0: there was none */
  const char *reason;     /* NULL: it goes on */
} GuardCase;

/* Of the 300 people. */
static const GuardCase guard_cases[] = {
  { "between", "\"min\": 300, \"max\": 300", 0, NULL },
  { "too-few", "\"min\": 301", 0, "300 came, and at least 301" },
  { "too-many", "\"min\": 0, \"max\": 299", 0, "300 came, and at most 299" },
  { "first-run", "\"percent\": 0", 0, NULL },
  { "as-before", "\"percent\": 0", 300, NULL },
  { "just-near", "\"percent\": 20", 250, NULL },
  { "too-far", "\"percent\": 19.9", 250, "more than 19.9\302\240% away from the 250" },
};

static void
add_earlier_run (Fixture *f,
                 gint64   n)
{
  g_autoptr (FfOutbox) outbox = open_outbox (f);
  g_autoptr (FfRun) run = ff_run_new ("earlier", ff_campaign_get_id (f->campaign), "", 1, 1, 1, "UTC");
  g_autoptr (GError) error = NULL;

  ff_outbox_add_run (outbox, run, &error);
  g_assert_no_error (error);
  ff_outbox_set_journal (outbox, "earlier", "guard", "passed", n, NULL, 1, &error);
  g_assert_no_error (error);
}

static void
test_guard (Fixture       *f,
            gconstpointer  data)
{
  const GuardCase *c = data;
  g_autofree char *activities = g_strdup_printf (ALL_PROFILES "," EMAIL ", {\"id\": \"guard\", \"label\": \"Enough\", \"type\": \"guard\","
                                                 " \"settings\": {%s}}", c->settings);
  g_autoptr (FfLaunch) launch = NULL;
  g_autoptr (FfReview) review = NULL;
  g_autofree char *run_id = NULL;
  g_autoptr (GError) error = NULL;
  guint n_runs = c->before > 0 ? 1 : 0;

  support_open (f, activities, JOIN ("t", "who", "guard") "," JOIN ("u", "guard", "mail"));
  if (c->before > 0)
    add_earlier_run (f, c->before);
  launch = support_launch (f);
  review = ff_launch_review (launch, f->store, f->outbox_path, NULL, &error);
  if (c->reason == NULL)
    {
      g_autoptr (FfOutbox) outbox = NULL;
      gint64 n = 0;

      g_assert_no_error (error);
      run_id = prepare (f);
      outbox = open_outbox (f);
      ff_outbox_find_rows (outbox, ff_campaign_get_id (f->campaign), "guard", &n, &error);
      g_assert_no_error (error);
      g_assert_cmpint (n, ==, 300);
      return;
    }

  g_assert_null (review);
  g_assert_error (error, FF_RUNNER_ERROR, FF_RUNNER_ERROR_GUARD);
  g_assert_nonnull (strstr (error->message, "“Enough”"));
  g_assert_nonnull (strstr (error->message, c->reason));
  g_clear_error (&error);
  g_assert_null (prepare_at (f, SUPPORT_NOW, -1, &error));
  g_assert_error (error, FF_RUNNER_ERROR, FF_RUNNER_ERROR_GUARD);
  g_assert_cmpint (count_runs (f), ==, n_runs);
}

/* ---- What else a pass does. */

static void
test_audience (Fixture       *f,
               gconstpointer  data)
{
  g_autoptr (FfOutbox) outbox = NULL;
  g_autoptr (FfCounts) counts = NULL;
  g_autoptr (FfJson) journal = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *run_id = NULL;
  gint64 n_control;
  gboolean told = FALSE;

  support_open_template (f, "product-launch");
  counts = ff_evaluate (f->store, f->plan, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  n_control = ff_counts_find (counts, "groups", "control")->n_keys;
  g_assert_cmpint (n_control, >, 0);

  run_id = prepare (f);
  g_assert_cmpint (support_ask (f, "SELECT people FROM fanfare_audience WHERE name = 'Launch control'", NULL), ==, n_control);
  g_assert_cmpint (support_ask (f, "SELECT count (*) FROM fanfare_audience_member", NULL), ==, n_control);

  /* The control group hears nothing. */
  outbox = open_outbox (f);
  journal = ff_outbox_dup_journal (outbox, run_id, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < ff_json_get_length (journal); i++)
    {
      FfJson *entry = ff_json_get_element (journal, i);

      if (g_str_equal (ff_json_get_member_string (entry, "activity", ""), "control"))
        {
          told = TRUE;
          g_assert_cmpstr (ff_json_get_member_string (entry, "state", ""), ==, "done");
          g_assert_cmpint (ff_json_get_member_integer (entry, "rows", 0), ==, n_control);
        }
    }
  g_assert_true (told);
}

static void
test_bookings (Fixture       *f,
               gconstpointer  data)
{
  g_autoptr (FfOutbox) outbox = NULL;
  g_autoptr (GPtrArray) deliveries = NULL;
  g_autoptr (GHashTable) bookings = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) people = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GError) error = NULL;
  g_autofree char *run_id = NULL;

  /* Two bookings of one person in the coming week. */
  support_exec (f, "UPDATE profiles SET phone = '+31 6 55512345' WHERE profile_id = 1;"
                   "INSERT INTO bookings (profile_id, store_id, service, status, starts_at, created_at) VALUES"
                   " (1, 1, 'Fitting', 'confirmed', 1782907200000000 + 86400000000, 1),"
                   " (1, 1, 'Repair', 'confirmed', 1782907200000000 + 172800000000, 1)");
  support_open_template (f, "booking-reminder");
  run_id = prepare (f);

  outbox = open_outbox (f);
  deliveries = ff_outbox_list_deliveries (outbox, run_id, NULL, -1, 0, 10000, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < deliveries->len; i++)
    {
      const FfDelivery *delivery = deliveries->pdata[i];
      g_autofree char *profile = NULL;

      g_assert_nonnull (delivery->secondary_key);
      g_assert_true (g_hash_table_add (bookings, delivery->secondary_key));
      g_hash_table_add (people, delivery->profile_key);
      profile = support_ask_text (f, "SELECT profile_id FROM bookings WHERE booking_id = CAST (? AS INTEGER)",
                                  delivery->secondary_key, NULL);
      g_assert_cmpstr (profile, ==, delivery->profile_key);
    }

  g_assert_cmpint (g_hash_table_size (people), <, g_hash_table_size (bookings));
}

static void
test_notes (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr (FfLaunch) launch = NULL;

  support_open_template (f, "product-launch");
  launch = support_launch (f);
  g_assert_cmpint (g_strv_length ((char **) ff_launch_get_notes (launch)), ==, 1);
  g_assert_nonnull (strstr (ff_launch_get_notes (launch)[0], "wait"));
}

/* Where only its first answer leads on, an approval is passed by and told. */
static void
test_approval (Fixture       *f,
               gconstpointer  data)
{
  g_autoptr (FfLaunch) launch = NULL;
  g_autoptr (FfReview) review = NULL;
  g_autoptr (GError) error = NULL;

  support_open (f, ALL_PROFILES "," EMAIL ", {\"id\": \"ask\", \"type\": \"approval\", \"settings\": {\"question\": \"Send?\", \"answers\": ["
                "{\"id\": \"out\", \"label\": \"Yes\"}, {\"id\": \"no\", \"label\": \"No\"}]}}",
                JOIN ("t", "who", "ask") "," JOIN ("u", "ask", "mail"));
  launch = support_launch (f);
  g_assert_cmpint (g_strv_length ((char **) ff_launch_get_notes (launch)), ==, 1);
  g_assert_nonnull (strstr (ff_launch_get_notes (launch)[0], "approval"));
  review = ff_launch_review (launch, f->store, f->outbox_path, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ff_review_get_total (review)->audience, ==, 300);
}

static void
test_live (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr (FfLaunch) rehearsed = NULL;
  g_autoptr (FfLaunch) live = NULL;

  support_open (f, ALL_PROFILES "," EMAIL, JOIN ("t", "who", "mail"));
  rehearsed = support_launch (f);
  g_assert_false (ff_launch_is_live (rehearsed));

  ff_json_unref (f->gateways);
  f->gateways = ff_json_parse ("{\"rehearsal\": {\"type\": \"rehearsal\", \"live\": true, \"settings\": {}}}", -1,
                               &ff_json_document_limits, NULL);
  live = support_launch (f);
  g_assert_true (ff_launch_is_live (live));
}

/* ---- What is frozen. */

static FfJson *
resolve_cb (const FfTask  *task,
            gpointer       user_data,
            GError       **error)
{
  g_autoptr (FfJson) url = ff_json_new_string (user_data);

  return ff_json_with_member (task->gateway_settings, "url", url);
}

static gint
compare_lines (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* "address\tsubject" of each message, sorted. */
static char *
send_all (Fixture    *f,
          const char *run_id)
{
  g_autofree char *log = g_strconcat (f->folder, "/", run_id, ".log", NULL);
  g_autoptr (FfRehearsal) gateway = ff_rehearsal_new (log, FF_REPEAT_KEYED);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (FfJson) got = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *url = NULL;

  ff_rehearsal_start (gateway, 0, &error);
  g_assert_no_error (error);
  url = ff_rehearsal_dup_url (gateway);
  ff_sender_run_blocking (f->outbox_path, run_id, NULL, resolve_cb, url, NULL, NULL, &error);
  g_assert_no_error (error);

  got = ff_rehearsal_dup_messages (gateway, 0, 10000, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < ff_json_get_length (ff_json_get_member (got, "messages")); i++)
    {
      FfJson *message = ff_json_get_member (ff_json_get_element (ff_json_get_member (got, "messages"), i), "message");

      g_ptr_array_add (lines, g_strdup_printf ("%s\t%s", ff_json_get_member_string (message, "to", ""),
                                               ff_json_get_string (ff_json_get_at (message, "/message/subject"))));
    }
  ff_rehearsal_stop (gateway);

  g_ptr_array_sort (lines, compare_lines);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}

/* Two runs prepared from the same data: one is sent before everything changes, one after. */
static void
test_frozen (Fixture       *f,
             gconstpointer  data)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  support_open (f, ALL_PROFILES "," EMAIL, JOIN ("t", "who", "mail"));
  first = prepare_at (f, SUPPORT_NOW, -1, &error);
  g_assert_no_error (error);
  second = prepare_at (f, SUPPORT_NOW + 1, -1, &error);
  g_assert_no_error (error);
  before = send_all (f, first);
  g_assert_cmpint (strlen (before), >, 1000);

  support_exec (f, "UPDATE profiles SET first_name = 'Changed', email = profile_id || '@changed.example';"
                   "DELETE FROM orders");
  after = send_all (f, second);
  g_assert_cmpstr (after, ==, before);
}

/* ---- At the door: what became of consents after the run was prepared is judged as preparation would. */

static void
check_door (Fixture    *f,
            gint64      nominal_at,
            const char *rows,
            FfReason    reason)
{
  g_autofree char *run_id = NULL;
  g_autofree char *sent = NULL;
  g_autoptr (FfOutbox) outbox = NULL;
  g_autoptr (FfBooks) books = NULL;
  g_autoptr (GError) error = NULL;

  set_consent (f, "('email', 'offers', 1, 5)");
  support_open (f, PROFILE ("1") "," EMAIL, JOIN ("t", "who", "mail"));
  run_id = prepare_at (f, nominal_at, 1, &error);
  g_assert_no_error (error);
  set_consent (f, rows);
  sent = send_all (f, run_id);
  g_assert_cmpint (*sent != '\0', ==, reason == FF_REASON_NONE);

  outbox = open_outbox (f);
  books = ff_outbox_get_books (outbox, run_id, NULL, &error);
  g_assert_no_error (error);
  if (reason == FF_REASON_NONE)
    g_assert_cmpint (books->states[FF_DELIVERY_ACCEPTED], ==, 1);
  else
    g_assert_cmpint (books->not_sent[reason], ==, 1);
}

static void
test_door (Fixture       *f,
           gconstpointer  data)
{
  const ConsentCase *c = data;

  check_door (f, SUPPORT_NOW, c->rows, c->reason);
  let_silence_mean_yes (f);
  check_door (f, SUPPORT_NOW + 1, c->rows, c->opt_out);
}

/* Suppressions are judged before, as the ladder shows, and at the door; also for what is transactional, which passes
 * every opt-out. */
static void
test_suppressed (Fixture       *f,
                 gconstpointer  data)
{
  const gboolean is_transactional = GPOINTER_TO_INT (data);
  const char *purpose = is_transactional ? "\"purpose\": \"transactional\", \"reason\": \"test\"" : "\"purpose\": \"marketing\"";
  g_autofree char *mail = g_strdup_printf ("{\"id\": \"mail\", \"type\": \"email\", \"settings\": {\"subject\": \"Hello\", "
                                           "\"html\": \"<p>Hello</p>\", \"text\": \"Hello\", \"gateway\": \"rehearsal\", "
                                           "\"per\": \"profile\", %s, \"topic\": \"offers\"}}", purpose);
  g_autofree char *activities = g_strconcat (ALL_PROFILES, ",", mail, NULL);
  g_autofree char *run_id = NULL;
  g_autofree char *sent = NULL;
  g_autoptr (FfLaunch) launch = NULL;
  g_autoptr (FfReview) review = NULL;
  g_autoptr (FfOutbox) outbox = NULL;
  g_autoptr (FfBooks) books = NULL;
  g_autoptr (GError) error = NULL;

  support_exec (f, "UPDATE profiles SET email = 'p' || profile_id || '@example.com'; DELETE FROM consents;"
                   "INSERT INTO consents (profile_id, channel, topic, given, source, changed_at)"
                   " SELECT profile_id, 'email', 'offers', 1, 'test', 10 FROM profiles;"
                   "CREATE TABLE fanfare_suppression (address TEXT, channel TEXT, expires_at INTEGER);"
                   "INSERT INTO fanfare_suppression VALUES ('P1@EXAMPLE.COM', '', NULL), ('p2@example.com', 'sms', NULL)");
  support_open (f, activities, JOIN ("t", "who", "mail"));
  launch = support_launch (f);
  review = ff_launch_review (launch, f->store, f->outbox_path, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ff_review_get_total (review)->excluded[FF_REASON_SUPPRESSED], ==, 1);
  run_id = prepare_at (f, SUPPORT_NOW, 299, &error);
  g_assert_no_error (error);

  support_exec (f, "INSERT INTO fanfare_suppression VALUES ('p3@example.com', '', NULL), ('p4@example.com', 'email', NULL),"
                   " ('p5@example.com', 'sms', NULL);"
                   "UPDATE consents SET given = 0 WHERE profile_id > 290");
  sent = send_all (f, run_id);
  outbox = open_outbox (f);
  books = ff_outbox_get_books (outbox, run_id, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (books->excluded[FF_REASON_SUPPRESSED], ==, 1);
  g_assert_cmpint (books->not_sent[FF_REASON_SUPPRESSED], ==, 2);
  g_assert_cmpint (books->not_sent[FF_REASON_NO_CONSENT], ==, is_transactional ? 0 : 10);
  g_assert_cmpint (books->states[FF_DELIVERY_ACCEPTED], ==, is_transactional ? 297 : 287);
}

/* Nobody changed anything: the door agrees with preparation about everybody. */
static void
test_door_agrees (Fixture       *f,
                  gconstpointer  data)
{
  g_autofree char *run_id = NULL;
  g_autofree char *sent = NULL;
  g_autoptr (FfOutbox) outbox = NULL;
  g_autoptr (FfBooks) books = NULL;
  g_autoptr (FfRun) run = NULL;

  support_open_template (f, data);
  run_id = prepare (f);
  sent = send_all (f, run_id);
  outbox = open_outbox (f);
  books = ff_outbox_get_books (outbox, run_id, NULL, NULL);
  g_assert_cmpint (books->states[FF_DELIVERY_ACCEPTED], ==, books->planned);
  g_assert_cmpint (books->planned, >, 0);
  run = ff_outbox_dup_run (outbox, run_id, NULL);
  g_assert_cmpint (run->gate_at, >, 0);
}

/* ---- What an incremental query remembers. */

#define INCREMENTAL(most, settings) \
  "{\"id\": \"who\", \"type\": \"incremental-query\", \"settings\": {\"entity\": \"profiles\", \"rule\": {\"all\": [" \
  "{\"left\": {\"attribute\": [\"profile_id\"]}, \"op\": \"at-most\", \"right\": {\"value\": " most "}}]}" settings "}}"
#define BY_CREATED ", \"by\": \"moment\", \"moment\": {\"attribute\": [\"created_at\"]}"

/* How many come in when the campaign is prepared once more. */
static gint64
count_new (Fixture    *f,
           const char *who,
           guint       launch)
{
  g_autofree char *activities = g_strconcat (who, ",", EMAIL, NULL);
  g_autoptr (FfOutbox) outbox = NULL;
  g_autoptr (FfBooks) books = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *run_id = NULL;

  support_open (f, activities, JOIN ("t", "who", "mail"));
  run_id = prepare_at (f, SUPPORT_NOW + launch, -1, &error);
  g_assert_no_error (error);
  outbox = open_outbox (f);
  books = ff_outbox_get_books (outbox, run_id, NULL, NULL);

  return books->audience;
}

static void
test_keys_remembered (Fixture       *f,
                      gconstpointer  data)
{
  g_assert_cmpint (count_new (f, INCREMENTAL ("3", ""), 1), ==, 3);
  g_assert_cmpint (count_new (f, INCREMENTAL ("3", ""), 2), ==, 0);
  g_assert_cmpint (count_new (f, INCREMENTAL ("5", ""), 3), ==, 2);
  g_assert_cmpint (count_new (f, INCREMENTAL ("5", ""), 4), ==, 0);
  /* Another way of remembering has its own memory. */
  g_assert_cmpint (count_new (f, INCREMENTAL ("5", ", \"days\": 3"), 5), ==, 5);
  g_assert_cmpint (count_new (f, INCREMENTAL ("6", ", \"days\": 3"), 6), ==, 1);
}

/* Ties with the mark are neither lost nor doubled, and the future waits. */
static void
test_mark_remembered (Fixture       *f,
                      gconstpointer  data)
{
  support_exec (f, "UPDATE profiles SET created_at = 1000000 * profile_id WHERE profile_id < 3;"
                   "UPDATE profiles SET created_at = 2000001 WHERE profile_id IN (3, 4);"
                   "UPDATE profiles SET created_at = 1500000 WHERE profile_id = 5;"
                   "UPDATE profiles SET created_at = 3000000 WHERE profile_id = 6;"
                   "UPDATE profiles SET created_at = 1782907200000001 WHERE profile_id = 7");
  g_assert_cmpint (count_new (f, INCREMENTAL ("3", BY_CREATED), 1), ==, 3);
  g_assert_cmpint (count_new (f, INCREMENTAL ("3", BY_CREATED), 2), ==, 0);
  g_assert_cmpint (count_new (f, INCREMENTAL ("4", BY_CREATED), 3), ==, 1);
  g_assert_cmpint (count_new (f, INCREMENTAL ("4", BY_CREATED), 4), ==, 0);
  g_assert_cmpint (count_new (f, INCREMENTAL ("7", BY_CREATED), 5), ==, 1);
  g_assert_cmpint (count_new (f, INCREMENTAL ("7", BY_CREATED), 6), ==, 0);

  /* Whoever changes to the mark was not taken with it. */
  support_exec (f, "UPDATE profiles SET created_at = 3000000 WHERE profile_id = 1");
  g_assert_cmpint (count_new (f, INCREMENTAL ("7", BY_CREATED), 7), ==, 1);
  g_assert_cmpint (ff_json_get_length (f->context->audiences), ==, 1);
}

/* A review reads it and leaves it. */
static void
test_review_remembers_nothing (Fixture       *f,
                               gconstpointer  data)
{
  g_autoptr (FfLaunch) launch = NULL;
  g_autoptr (FfReview) review = NULL;
  g_autoptr (GError) error = NULL;

  support_open (f, INCREMENTAL ("3", "") "," EMAIL, JOIN ("t", "who", "mail"));
  launch = support_launch (f);
  review = ff_launch_review (launch, f->store, f->outbox_path, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ff_review_get_total (review)->audience, ==, 3);
  g_assert_cmpint (count_new (f, INCREMENTAL ("3", ""), 1), ==, 3);
}

/* ---- What fails leaves nothing. */

typedef struct
{
  const char *what;
  const char *activities;
  const char *transitions;
  int         code;
  const char *words;
} BadCase;

static const BadCase bad_cases[] = {
  { "problem", ALL_PROFILES "," EMAIL ", {\"id\": \"odd\", \"label\": \"Shoes\", \"type\": \"build-audience\", \"settings\": "
    "{\"entity\": \"profiles\", \"rule\": {\"all\": [{\"left\": {\"attribute\": [\"shoe_size\"]}, \"op\": \"is-empty\"}]}}}, "
    "{\"id\": \"end\", \"type\": \"end\", \"settings\": {}}",
    JOIN ("t", "who", "mail") "," JOIN ("u", "odd", "end"), FF_RUNNER_ERROR_PROBLEMS, "Shoes" },
  { "nothing-to-send", ALL_PROFILES ", {\"id\": \"end\", \"type\": \"end\", \"settings\": {}}", JOIN ("t", "who", "end"),
    FF_RUNNER_ERROR_NOTHING, "sends nothing" },
  { "unknown-gateway", ALL_PROFILES ", {\"id\": \"mail\", \"type\": \"email\", \"settings\": {\"subject\": \"x\", \"html\": \"x\", "
    "\"gateway\": \"pigeons\", \"per\": \"profile\", \"purpose\": \"marketing\", \"topic\": \"offers\"}}",
    JOIN ("t", "who", "mail"), FF_RUNNER_ERROR_GATEWAY, "pigeons" },
  { "decides", ALL_PROFILES "," EMAIL ", {\"id\": \"ask\", \"label\": \"Boss\", \"type\": \"approval\", \"settings\": "
    "{\"question\": \"Send?\", \"answers\": [{\"id\": \"yes\", \"label\": \"Yes\"}, {\"id\": \"out\", \"label\": \"No\"}]}}",
    JOIN ("t", "who", "ask") "," JOIN ("u", "ask", "mail"), FF_RUNNER_ERROR_DECIDES, "Boss" },
};

static void
test_bad (Fixture       *f,
          gconstpointer  data)
{
  const BadCase *c = data;
  g_autoptr (GError) error = NULL;

  support_open (f, c->activities, c->transitions);
  g_assert_null (ff_launch_new (f->campaign, f->context, f->plan, f->problems, f->gateways, &error));
  g_assert_error (error, FF_RUNNER_ERROR, c->code);
  g_assert_nonnull (strstr (error->message, c->words));
}

static void
test_cancelled (Fixture       *f,
                gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (FfLaunch) launch = NULL;
  g_autoptr (GError) error = NULL;

  support_open_template (f, "win-back");
  launch = support_launch (f);
  g_cancellable_cancel (cancellable);
  g_assert_null (ff_launch_review (launch, f->store, f->outbox_path, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_null (ff_launch_prepare (launch, f->store, f->outbox_path, SUPPORT_NOW, -1, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (count_runs (f), ==, 0);
}

/* The store loses what the plan reads between planning and launch. */
static void
test_column_gone (Fixture       *f,
                  gconstpointer  data)
{
  g_autoptr (FfLaunch) launch = NULL;
  g_autoptr (GError) error = NULL;

  support_open_template (f, "win-back");
  launch = support_launch (f);
  support_exec (f, "ALTER TABLE profiles RENAME COLUMN tier TO level");
  g_assert_null (ff_launch_prepare (launch, f->store, f->outbox_path, SUPPORT_NOW, -1, NULL, NULL, &error));
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, "tier"));
  g_assert_cmpint (count_runs (f), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/launch/template/win-back", "win-back", test_ladder);
  ADD ("/launch/template/booking-reminder", "booking-reminder", test_ladder);
  ADD ("/launch/template/product-launch", "product-launch", test_ladder);
  ADD ("/launch/everyone", NULL, test_everyone);
  for (guint i = 0; i < G_N_ELEMENTS (consent_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/launch/consent/", consent_cases[i].what, NULL);

      ADD (path, &consent_cases[i], test_consent);
    }
  for (guint i = 0; i < G_N_ELEMENTS (consent_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/launch/door/", consent_cases[i].what, NULL);

      ADD (path, &consent_cases[i], test_door);
    }
  ADD ("/launch/door-agrees/win-back", "win-back", test_door_agrees);
  ADD ("/launch/door-agrees/booking-reminder", "booking-reminder", test_door_agrees);
  ADD ("/launch/door-agrees/product-launch", "product-launch", test_door_agrees);
  ADD ("/launch/suppressed/marketing", GINT_TO_POINTER (FALSE), test_suppressed);
  ADD ("/launch/suppressed/transactional", GINT_TO_POINTER (TRUE), test_suppressed);
  ADD ("/launch/same-launch", NULL, test_same_launch);
  ADD ("/launch/at-once", NULL, test_at_once);
  ADD ("/launch/confirmed", NULL, test_confirmed);
  ADD ("/launch/review-writes-nothing", NULL, test_review_writes_nothing);
  for (guint i = 0; i < G_N_ELEMENTS (guard_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/launch/guard/", guard_cases[i].what, NULL);

      ADD (path, &guard_cases[i], test_guard);
    }
  ADD ("/launch/audience", NULL, test_audience);
  ADD ("/launch/bookings", NULL, test_bookings);
  ADD ("/launch/notes", NULL, test_notes);
  ADD ("/launch/approval", NULL, test_approval);
  ADD ("/launch/live", NULL, test_live);
  ADD ("/launch/frozen", NULL, test_frozen);
  for (guint i = 0; i < G_N_ELEMENTS (bad_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/launch/bad/", bad_cases[i].what, NULL);

      ADD (path, &bad_cases[i], test_bad);
    }
  ADD ("/launch/cancelled", NULL, test_cancelled);
  ADD ("/launch/remembers/keys", NULL, test_keys_remembered);
  ADD ("/launch/remembers/mark", NULL, test_mark_remembered);
  ADD ("/launch/remembers/review", NULL, test_review_remembers_nothing);
  ADD ("/launch/column-gone", NULL, test_column_gone);

  return g_test_run ();
}
