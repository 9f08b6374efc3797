/* From rows to deliveries: every reason, their order, duplicates, what is
 * frozen, and books that close or are refused. */

#include "send/ff-preparation.h"

#include "send-prepared.h"

typedef struct
{
  char      *folder;
  FfOutbox  *outbox;
  FfContent *content;
  FfJson    *settings;
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  f->folder = support_make_folder ();
  path = g_build_filename (f->folder, "outbox.db", NULL);
  f->outbox = ff_outbox_open (path, FALSE, &error);
  g_assert_no_error (error);
  f->content = support_new_content ("Hello {{ profile.first_name }}", "Dear {{ profile.first_name }}");
  f->settings = ff_json_new_object ();
  support_add_run (f->outbox, "run-1");
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  g_clear_pointer (&f->outbox, ff_outbox_free);
  g_clear_pointer (&f->content, ff_content_unref);
  g_clear_pointer (&f->settings, ff_json_unref);
  support_remove_folder (f->folder);
}

static FfPreparation
describe (Fixture *f)
{
  return (FfPreparation) {
    .run_id = "run-1", .activity_id = "mail", .label = "Mail", .channel = "email", .gateway_id = "rehearsal",
    .gateway_type = "rehearsal", .gateway_settings = f->settings, .content = f->content, .now_at = 1000,
  };
}

/* Whoever is listed for a reason is who was excluded for it, and nobody else. */
static void
check_lists (Fixture             *f,
             const FfPreparation *preparation,
             const SupportRow    *rows,
             guint                n_rows,
             const FfBooks       *books)
{
  for (guint reason = FF_REASON_NONE; reason <= FF_LAST_PREPARED_REASON; reason++)
    {
      g_autoptr (FfRowSource) again = support_rows_new (rows, n_rows);
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) list = ff_preparation_list (preparation, again, f->outbox, (FfReason) reason, NULL, &error);
      g_autoptr (GPtrArray) excluded = NULL;

      g_assert_no_error (error);
      if (reason == FF_REASON_NONE)
        {
          g_assert_cmpint (list->len, ==, books->planned);
          continue;
        }

      g_assert_cmpint (list->len, ==, books->excluded[reason]);
      excluded = ff_outbox_list_excluded (f->outbox, preparation->run_id, preparation->activity_id, (FfReason) reason, 0, 1000, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (excluded->len, ==, list->len);
      for (guint i = 0; i < list->len; i++)
        {
          const FfExcluded *listed = list->pdata[i];
          gboolean found = FALSE;

          for (guint e = 0; e < excluded->len; e++)
            {
              const FfExcluded *there = excluded->pdata[e];

              found = found || (g_str_equal (there->profile_key, listed->profile_key) &&
                                g_strcmp0 (there->secondary_key, listed->secondary_key) == 0 && g_strcmp0 (there->detail, listed->detail) == 0);
            }
          g_assert_true (found);
        }
    }
}

/* Both the count and the real thing, which must agree. */
static FfBooks *
prepare (Fixture             *f,
         const FfPreparation *preparation,
         const SupportRow    *rows,
         guint                n_rows)
{
  g_autoptr (FfRowSource) dry = support_rows_new (rows, n_rows);
  g_autoptr (FfRowSource) real = support_rows_new (rows, n_rows);
  g_autoptr (GError) error = NULL;
  g_autoptr (FfBooks) counted = ff_preparation_count (preparation, dry, f->outbox, NULL, &error);
  FfBooks *books;

  g_assert_no_error (error);
  books = ff_preparation_run (preparation, real, f->outbox, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (ff_books_equal (counted, books));
  check_lists (f, preparation, rows, n_rows, books);
  return books;
}

/* Who is excluded for @reason, as "profile:detail" in order of the rows. */
static char *
list_excluded (Fixture  *f,
               FfReason  reason)
{
  g_autoptr (GPtrArray) all = ff_outbox_list_excluded (f->outbox, "run-1", "mail", reason, 0, 100, NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < all->len; i++)
    {
      FfExcluded *excluded = all->pdata[i];

      g_string_append_printf (text, "%s%s:%s", i > 0 ? " " : "", excluded->profile_key,
                              excluded->detail != NULL ? excluded->detail : "");
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
list_deliveries (Fixture *f)
{
  g_autoptr (GPtrArray) all = ff_outbox_list_deliveries (f->outbox, "run-1", "mail", -1, 0, 100, NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < all->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", ((FfDelivery *) all->pdata[i])->profile_key);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

#define NAMELESS "{\"profile\": {\"first_name\": \"\"}}"

static const SupportRow one_of_each[] = {
  { "1",  NULL, "one@example.com",      FF_CONSENT_YES,     NULL },
  { "2",  NULL, NULL,                   FF_CONSENT_YES,     NULL },
  { "3",  NULL, "",                     FF_CONSENT_YES,     NULL },
  { "4",  NULL, "nonsense",             FF_CONSENT_YES,     NULL },
  { "5",  NULL, "five@example.com",     FF_CONSENT_NO,      NULL },
  { "6",  NULL, "six@example.com",      FF_CONSENT_UNKNOWN, NULL },
  { "7",  NULL, "blocked@example.com",  FF_CONSENT_YES,     NULL },
  { "8",  NULL, "bounced@example.com",  FF_CONSENT_YES,     NULL },
  { "9",  NULL, " ONE@example.com ",    FF_CONSENT_YES,     NULL },
  { "10", NULL, "ten@example.com",      FF_CONSENT_YES,     NAMELESS },
  { "11", NULL, "eleven@example.com",   FF_CONSENT_YES,     NULL },
  { "12", NULL, "optedout@example.com", FF_CONSENT_YES,     NULL },
  { "13", NULL, "  ",                   FF_CONSENT_YES,     NULL },
};

static void
close_gate (Fixture *f)
{
  support_close_gate (f->outbox, 0, "blocked@example.com", "", FF_REASON_SUPPRESSED);
  support_close_gate (f->outbox, 0, "bounced@example.com", "email", FF_REASON_QUARANTINED);
  support_close_gate (f->outbox, 1, "12", "email", FF_REASON_NO_CONSENT);
}

static void
test_reasons (Fixture       *f,
              gconstpointer  data)
{
  FfPreparation preparation = describe (f);
  g_autoptr (FfBooks) books = NULL;
  g_autofree char *no_address = NULL;
  g_autofree char *missing = NULL;
  g_autofree char *duplicates = NULL;
  g_autofree char *deliveries = NULL;

  close_gate (f);
  books = prepare (f, &preparation, one_of_each, G_N_ELEMENTS (one_of_each));
  g_assert_cmpint (books->audience, ==, 13);
  g_assert_cmpint (books->planned, ==, 2);
  g_assert_cmpint (books->excluded[FF_REASON_NO_ADDRESS], ==, 3);
  g_assert_cmpint (books->excluded[FF_REASON_INVALID_ADDRESS], ==, 1);
  g_assert_cmpint (books->excluded[FF_REASON_NO_CONSENT], ==, 3);
  g_assert_cmpint (books->excluded[FF_REASON_SUPPRESSED], ==, 1);
  g_assert_cmpint (books->excluded[FF_REASON_QUARANTINED], ==, 1);
  g_assert_cmpint (books->excluded[FF_REASON_DUPLICATE], ==, 1);
  g_assert_cmpint (books->excluded[FF_REASON_MISSING_FIELD], ==, 1);

  no_address = list_excluded (f, FF_REASON_NO_ADDRESS);
  g_assert_cmpstr (no_address, ==, "2: 3: 13:");
  missing = list_excluded (f, FF_REASON_MISSING_FIELD);
  g_assert_cmpstr (missing, ==, "10:profile.first_name");
  duplicates = list_excluded (f, FF_REASON_DUPLICATE);
  g_assert_cmpstr (duplicates, ==, "9:1");
  deliveries = list_deliveries (f);
  g_assert_cmpstr (deliveries, ==, "1 11");
}

/* Passes consent and an opt-out, never a suppression or a bad address. */
static void
test_transactional (Fixture       *f,
                    gconstpointer  data)
{
  FfPreparation preparation = describe (f);
  g_autoptr (FfBooks) books = NULL;

  close_gate (f);
  preparation.is_transactional = TRUE;
  books = prepare (f, &preparation, one_of_each, G_N_ELEMENTS (one_of_each));
  g_assert_cmpint (books->excluded[FF_REASON_NO_CONSENT], ==, 0);
  g_assert_cmpint (books->excluded[FF_REASON_SUPPRESSED], ==, 1);
  g_assert_cmpint (books->excluded[FF_REASON_QUARANTINED], ==, 1);
  g_assert_cmpint (books->excluded[FF_REASON_INVALID_ADDRESS], ==, 1);
  g_assert_cmpint (books->planned, ==, 5);
}

typedef struct
{
  const char       *what;
  const SupportRow *rows;
  const char       *deliveries;
  const char       *duplicates;
  const char       *missing;
} DuplicateCase;

#define YES FF_CONSENT_YES

static const SupportRow lowest_last[] = {
  { "30", NULL, "a@example.com", YES }, { "9", NULL, "a@example.com", YES }, { "100", NULL, "a@example.com", YES },
  { "2", NULL, "A@Example.com", YES }, { NULL },
};
static const SupportRow text_keys[] = {
  { "b", NULL, "a@example.com", YES }, { "a", NULL, "a@example.com", YES }, { "c", NULL, "a@example.com", YES },
  { NULL },
};
static const SupportRow secondary[] = {
  { "1", "b1", "a@example.com", YES }, { "1", "b2", "a@example.com", YES }, { "2", "b1", "a@example.com", YES },
  { "3", "b3", "b@example.com", YES }, { NULL },
};
static const SupportRow same_profile[] = {
  { "1", NULL, "a@example.com", YES }, { "1", NULL, "a@example.com", YES }, { NULL },
};
/* The address is judged before the fields: who has it keeps it, and who is deposed says so. */
static const SupportRow missing_holder[] = {
  { "5", NULL, "a@example.com", YES, NAMELESS }, { "7", NULL, "a@example.com", YES },
  { "3", NULL, "a@example.com", YES }, { NULL },
};

static const DuplicateCase duplicates[] = {
  { "lowest-last",    lowest_last,    "2",         "9:2 30:9 100:9",  "" },
  { "text-keys",      text_keys,      "a",         "b:a c:a",        "" },
  { "secondary",      secondary,      "1 1 3",     "2:1",            "" },
  { "same-profile",   same_profile,   "1",         "1:1",            "" },
  { "missing-holder", missing_holder, "3",         "5:3 7:5",        "" },
};

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

static char *
sort_words (const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  qsort (words, g_strv_length (words), sizeof (char *), compare_texts);
  return g_strjoinv (" ", words);
}

static void
test_duplicates (Fixture       *f,
                 gconstpointer  data)
{
  const DuplicateCase *c = data;
  FfPreparation preparation = describe (f);
  g_autoptr (FfBooks) books = NULL;
  g_autofree char *deliveries = NULL;
  g_autofree char *found = NULL;
  g_autofree char *found_sorted = NULL;
  g_autofree char *expected_sorted = sort_words (c->duplicates);
  g_autofree char *missing = NULL;
  guint n_rows = 0;

  while (c->rows[n_rows].profile != NULL)
    n_rows += 1;

  books = prepare (f, &preparation, c->rows, n_rows);
  deliveries = list_deliveries (f);
  g_assert_cmpstr (deliveries, ==, c->deliveries);
  found = list_excluded (f, FF_REASON_DUPLICATE);
  found_sorted = sort_words (found);
  g_assert_cmpstr (found_sorted, ==, expected_sorted);
  missing = list_excluded (f, FF_REASON_MISSING_FIELD);
  g_assert_cmpstr (missing, ==, c->missing);
}

static void
test_limit (Fixture       *f,
            gconstpointer  data)
{
  FfPreparation preparation = describe (f);
  g_autoptr (FfRowSource) people = support_people_new (10);
  g_autoptr (FfBooks) books = NULL;

  preparation.limit = 4;
  books = ff_preparation_run (&preparation, people, f->outbox, NULL, NULL);
  g_assert_cmpint (books->planned, ==, 4);
  g_assert_cmpint (books->excluded[FF_REASON_OVER_LIMIT], ==, 6);
}

static void
test_frozen (Fixture       *f,
             gconstpointer  data)
{
  FfPreparation preparation = describe (f);
  g_autoptr (FfRowSource) people = support_people_new (1);
  g_autoptr (FfBooks) books = ff_preparation_run (&preparation, people, f->outbox, NULL, NULL);
  g_autoptr (GPtrArray) all = ff_outbox_list_deliveries (f->outbox, "run-1", NULL, -1, 0, 10, NULL);
  g_autoptr (GPtrArray) tasks = ff_outbox_list_tasks (f->outbox, "run-1", NULL, NULL);
  FfDelivery *delivery = all->pdata[0];
  FfTask *task = tasks->pdata[0];
  g_autofree char *values = ff_json_print (delivery->values);
  g_autofree char *key = ff_delivery_make_key ("run-1", "mail", "1", NULL, 0, "email");

  g_assert_nonnull (strstr (values, "Person 1"));
  g_assert_null (strstr (values, "not of the template"));
  g_assert_cmpstr (delivery->key, ==, key);
  g_assert_cmpstr (task->content_hash, ==, ff_content_get_hash (f->content));
  g_assert_true (ff_json_equal (task->content, ff_content_get_settings (f->content)));
}

/* Again, also with other rows: nothing changes. */
static void
test_repeated (Fixture       *f,
               gconstpointer  data)
{
  FfPreparation preparation = describe (f);
  g_autoptr (FfRowSource) people = support_people_new (5);
  g_autoptr (FfRowSource) more = support_people_new (50);
  g_autoptr (FfBooks) books = ff_preparation_run (&preparation, people, f->outbox, NULL, NULL);
  g_autoptr (FfBooks) again = ff_preparation_run (&preparation, more, f->outbox, NULL, NULL);

  g_assert_true (ff_books_equal (books, again));
  g_assert_cmpint (again->audience, ==, 5);
}

static void
test_mismatch (Fixture       *f,
               gconstpointer  data)
{
  FfPreparation preparation = describe (f);
  g_autoptr (FfRowSource) people = support_people_new (5);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) tasks = NULL;

  support_rows_set_size (people, 6);
  g_assert_null (ff_preparation_run (&preparation, people, f->outbox, NULL, &error));
  g_assert_error (error, FF_SEND_ERROR, FF_SEND_ERROR_BOOKS);
  tasks = ff_outbox_list_tasks (f->outbox, "run-1", NULL, NULL);
  g_assert_cmpint (tasks->len, ==, 0);
}

static void
test_cancelled (Fixture       *f,
                gconstpointer  data)
{
  FfPreparation preparation = describe (f);
  g_autoptr (FfRowSource) people = support_people_new (5);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (FfBooks) books = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (ff_preparation_run (&preparation, people, f->outbox, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  /* Nothing is left of it, and the same outbox goes on. */
  books = ff_preparation_run (&preparation, people, f->outbox, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (books->planned, ==, 5);
}

static void
test_count_reads_only (Fixture       *f,
                       gconstpointer  data)
{
  FfPreparation preparation = describe (f);
  g_autoptr (FfRowSource) people = support_people_new (1000);
  g_autoptr (GError) error = NULL;
  g_autoptr (FfOutbox) reader = ff_outbox_open (ff_outbox_get_path (f->outbox), TRUE, &error);
  g_autoptr (FfBooks) books = ff_preparation_count (&preparation, people, reader, NULL, &error);
  g_autoptr (GPtrArray) tasks = ff_outbox_list_tasks (f->outbox, "run-1", NULL, NULL);

  g_assert_no_error (error);
  g_assert_cmpint (books->planned, ==, 1000);
  g_assert_cmpint (tasks->len, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, data, func) g_test_add (path, Fixture, data, set_up, func, tear_down)
  ADD ("/preparation/reasons", NULL, test_reasons);
  ADD ("/preparation/transactional", NULL, test_transactional);
  for (guint i = 0; i < G_N_ELEMENTS (duplicates); i++)
    {
      g_autofree char *path = g_strconcat ("/preparation/duplicates/", duplicates[i].what, NULL);

      ADD (path, &duplicates[i], test_duplicates);
    }
  ADD ("/preparation/limit", NULL, test_limit);
  ADD ("/preparation/frozen", NULL, test_frozen);
  ADD ("/preparation/repeated", NULL, test_repeated);
  ADD ("/preparation/mismatch", NULL, test_mismatch);
  ADD ("/preparation/cancelled", NULL, test_cancelled);
  ADD ("/preparation/count-reads-only", NULL, test_count_reads_only);
  return g_test_run ();
}
