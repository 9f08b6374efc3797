/* Pages and streams of rows: every page follows the last in a total order,
 * whatever is sorted, found or missing. */

#include "engine/ff-engine.h"


#include "../support/ff-test-plan.h"
#include "../support/ff-test-store.h"

static const char data[] =
  "CREATE TABLE city (city_id INTEGER PRIMARY KEY, name TEXT) STRICT;"
  "INSERT INTO city VALUES (1, 'Gent'), (2, 'Mons');"
  "CREATE TABLE person (person_id INTEGER PRIMARY KEY, first_name TEXT, last_name TEXT, score INTEGER, height REAL, paid INTEGER,"
  "  city_id INTEGER REFERENCES city) STRICT;"
  "INSERT INTO person WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 97)"
  "  SELECT i, CASE WHEN i % 10 <> 0 THEN 'Ada' || (i % 7) END, CASE i % 3 WHEN 0 THEN 'ΣΑΣ' ELSE 'de Vries' END,"
  "  CASE WHEN i % 4 <> 0 THEN i % 5 END, CASE WHEN i % 6 <> 0 THEN (i % 9) / 3.0 END, i * 100 + 5, i % 4 FROM n;"
  "CREATE TABLE visit (person_id INTEGER NOT NULL REFERENCES person, day TEXT NOT NULL, PRIMARY KEY (person_id, day)) STRICT, WITHOUT ROWID;"
  "INSERT INTO visit SELECT person_id, '2026-01-0' || (1 + person_id % 3) FROM person UNION SELECT person_id, '2026-02-01' FROM person;"
  "CREATE TABLE coupon (coupon_id INTEGER PRIMARY KEY, worth INTEGER) STRICT; INSERT INTO coupon VALUES (4, 42), (42, 1), (421, 3);"
  "CREATE TABLE fanfare_model (entity TEXT, name TEXT, role TEXT, value TEXT) STRICT;"
  "INSERT INTO fanfare_model VALUES ('person', 'paid', 'kind', 'decimal(2)'), ('person', 'first_name', 'display', '1'),"
  "  ('person', 'last_name', 'display', '1');";

typedef struct
{
  FfTestFile  file;
  FfStore    *store;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  user_data)
{
  ff_test_file_init (&fixture->file, data);
  fixture->store = ff_test_file_open (&fixture->file);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  user_data)
{
  g_clear_object (&fixture->store);
  ff_test_file_clear (&fixture->file);
}

/* All keys, page after page. */
static char *
dup_keys (Fixture    *fixture,
          const char *entity,
          const char *sort,
          gboolean    descending,
          const char *find,
          guint       limit)
{
  g_autofree char *text = g_strdup_printf ("[{'op':'select','entity':'%s'}]", entity);
  g_autoptr (FfJson) json = ff_test_json (text);
  g_autoptr (FfPlan) plan = ff_test_plan (ff_store_get_schema (fixture->store), json, NULL);
  g_autoptr (FfJson) operands = ff_json_new_array ();
  g_autoptr (FfJson) sort_json = sort != NULL ? ff_test_json (sort) : NULL;
  g_autoptr (GString) keys = g_string_new (NULL);
  g_autofree char *after = NULL;
  guint n_pages = 0;

  do
    {
      FfPeopleRequest request = { (char *) "0", (char *) "0", operands, sort_json, descending, after, (char *) find, limit };
      g_autoptr (GError) error = NULL;
      g_autoptr (FfPage) page = ff_evaluate_people (fixture->store, plan, &request, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (page->n_rows, <=, limit);
      g_assert_true (page->next == NULL || page->n_rows == limit);
      for (guint r = 0; r < page->n_rows; r++)
        g_string_append_printf (keys, "%s%s", keys->len > 0 ? " " : "", (char *) g_ptr_array_index (page->keys, r));
      g_free (after);
      after = g_strdup (page->next);
      g_assert_cmpuint (++n_pages, <, 200);
    }
  while (after != NULL);

  g_strdelimit (keys->str, "\x1f", '/');

  return g_string_free (g_steal_pointer (&keys), FALSE);
}

typedef struct
{
  const char *what;
  const char *entity;
  const char *sort;
  gboolean    descending;
  const char *find;
  const char *expected;
} Case;

static const Case cases[] = {
  { "by-key", "person", NULL, FALSE, NULL, "SELECT person_id AS k FROM person ORDER BY 1" },
  { "by-two-keys", "visit", NULL, FALSE, NULL, "SELECT person_id || '/' || day AS k FROM visit ORDER BY person_id, day" },
  { "integer", "person", "{'attribute':['score']}", FALSE, NULL, "SELECT person_id AS k FROM person ORDER BY score NULLS LAST, 1" },
  { "integer-descending", "person", "{'attribute':['score']}", TRUE, NULL, "SELECT person_id AS k FROM person ORDER BY score DESC NULLS LAST, 1" },
  { "real", "person", "{'attribute':['height']}", FALSE, NULL, "SELECT person_id AS k FROM person ORDER BY height NULLS LAST, 1" },
  { "real-descending", "person", "{'attribute':['height']}", TRUE, NULL, "SELECT person_id AS k FROM person ORDER BY height DESC NULLS LAST, 1" },
  { "text", "person", "{'attribute':['first_name']}", TRUE, NULL, "SELECT person_id AS k FROM person ORDER BY first_name DESC NULLS LAST, 1" },
  { "through-link", "person", "{'attribute':['city','name']}", FALSE, NULL,
    "SELECT person_id AS k FROM person LEFT JOIN city USING (city_id) ORDER BY name NULLS LAST, 1" },
  { "aggregate", "person", "{'aggregate':'count','link':['visit']}", TRUE, NULL,
    "SELECT person_id AS k FROM person ORDER BY (SELECT count(*) FROM visit v WHERE v.person_id = person.person_id) DESC, 1" },
  { "two-keys-sorted", "visit", "{'attribute':['day']}", TRUE, NULL, "SELECT person_id || '/' || day AS k FROM visit ORDER BY day DESC, person_id" },
  { "find", "person", NULL, FALSE, "ada3", "SELECT person_id AS k FROM person WHERE first_name = 'Ada3' ORDER BY 1" },
  { "find-folded", "person", "{'attribute':['score']}", FALSE, "σας", "SELECT person_id AS k FROM person WHERE last_name = 'ΣΑΣ' ORDER BY score NULLS LAST, 1" },
  { "find-both-names", "person", NULL, FALSE, "a1 DE", "SELECT person_id AS k FROM person WHERE first_name = 'Ada1' AND last_name = 'de Vries' ORDER BY 1" },
  { "find-by-first-text", "visit", NULL, FALSE, "02-01", "SELECT person_id || '/' || day AS k FROM visit WHERE day = '2026-02-01' ORDER BY person_id" },
  { "find-key-without-name", "coupon", NULL, FALSE, "42", "SELECT 42 AS k" },
  { "find-nobody", "person", NULL, FALSE, "%", "SELECT 1 AS k WHERE false" },
};

/* A page anywhere, from either end, is the same slice of the order. */
static void
check_slices (Fixture    *fixture,
              const Case *c,
              const char *expected)
{
  g_autofree char *text = g_strdup_printf ("[{'op':'select','entity':'%s'}]", c->entity);
  g_autoptr (FfJson) json = ff_test_json (text);
  g_autoptr (FfPlan) plan = ff_test_plan (ff_store_get_schema (fixture->store), json, NULL);
  g_autoptr (FfJson) none = ff_json_new_array ();
  g_autoptr (FfJson) sort = c->sort != NULL ? ff_test_json (c->sort) : NULL;
  g_auto (GStrv) keys = *expected != '\0' ? g_strsplit (expected, " ", -1) : g_new0 (char *, 1);
  guint n = g_strv_length (keys);

  for (guint round = 0; round < 40; round++)
    {
      guint skip = (guint) g_test_rand_int_range (0, (int) n + 2);
      guint limit = (guint) g_test_rand_int_range (1, 30);
      gboolean from_end = round % 2 == 1;
      FfPeopleRequest request = {
        (char *) "0", (char *) "0", none, sort, c->descending, NULL, (char *) c->find, limit, skip, from_end
      };
      guint left = n > skip ? n - skip : 0;
      guint n_rows = MIN (left, limit);
      guint first = from_end ? left - n_rows : skip;
      g_autoptr (GError) error = NULL;
      g_autoptr (FfPage) page = ff_evaluate_people (fixture->store, plan, &request, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (page->n_rows, ==, n_rows);
      for (guint r = 0; r < n_rows; r++)
        g_assert_cmpstr (g_strdelimit (page->keys->pdata[r], "\x1f", '/'), ==, keys[first + r]);
      g_assert_true (!from_end || page->next == NULL);
    }
}

static void
test_case (gconstpointer user_data)
{
  static const guint limits[] = { 1, 7, 97, 500 };
  const Case *c = user_data;
  Fixture fixture;
  g_autofree char *expected = NULL;

  set_up (&fixture, NULL);
  /* The same order, asked of the database in one go. */
  expected = ff_test_file_dup_column (&fixture.file, c->expected);
  for (guint l = 0; l < G_N_ELEMENTS (limits); l++)
    {
      g_autofree char *got = NULL;

      if (limits[l] == 1 && g_str_equal (c->entity, "visit"))
        continue;
      got = dup_keys (&fixture, c->entity, c->sort, c->descending, c->find, limits[l]);
      g_assert_cmpstr (got, ==, expected);
    }
  check_slices (&fixture, c, expected);
  tear_down (&fixture, NULL);
}

/* What a cell holds, and that two readers and a dropped table do not meet. */
static void
test_reader (Fixture       *fixture,
             gconstpointer  user_data)
{
  g_autoptr (FfJson) json = ff_test_json ("[{'op':'select','entity':'person'},{'op':'enrich','in':[0],'columns':[{'name':'c','operand':{'attribute':['city','name']}}]},"
                                          "{'op':'take','in':[1],'quota':{'count':2},'order':[]}]");
  g_autoptr (FfPlan) plan = ff_test_plan (ff_store_get_schema (fixture->store), json, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FfCounts) counts = ff_evaluate (fixture->store, plan, NULL, NULL, NULL, &error);
  FfFlow flow = ff_plan_find_output (plan, "2", "0")->flow;
  FfFlow rest = ff_plan_find_output (plan, "2", "1")->flow;
  g_autofree char *fingerprint = ff_evaluate_dup_fingerprint (fixture->store, flow, counts);
  FfStoreReader *one = ff_store_open_reader (fixture->store, flow, fingerprint, NULL, NULL, &error);
  FfStoreReader *two = ff_store_open_reader (fixture->store, rest, fingerprint, NULL, NULL, &error);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *other = NULL;
  g_autofree char *rows = NULL;
  gboolean has_row = FALSE;

  g_assert_true (ff_store_read_row (fixture->store, one, &first, NULL, &has_row, &error));
  g_assert_true (ff_store_read_row (fixture->store, two, &other, NULL, &has_row, &error));
  ff_store_drop_step (fixture->store, fingerprint);
  g_assert_false (ff_store_has_step (fixture->store, fingerprint, NULL));
  g_assert_true (ff_store_read_row (fixture->store, one, &second, NULL, &has_row, &error));
  g_assert_cmpstr (first, ==, "1");
  g_assert_cmpstr (second, ==, "2");
  g_assert_cmpstr (other, ==, "3");
  ff_store_close_reader (fixture->store, two);
  ff_store_close_reader (fixture->store, one);

  g_assert_null (ff_store_open_reader (fixture->store, flow, fingerprint, NULL, NULL, &error));
  g_assert_error (error, FF_STORE_ERROR, FF_STORE_ERROR_FAILED);
}

static void
test_bad_place (Fixture       *fixture,
                gconstpointer  user_data)
{
  g_autoptr (FfJson) json = ff_test_json ("[{'op':'select','entity':'person'}]");
  g_autoptr (FfPlan) plan = ff_test_plan (ff_store_get_schema (fixture->store), json, NULL);
  g_autoptr (FfJson) operands = ff_json_new_array ();
  static const char *const places[] = { "", "[]", "{}", "[1, 2]", "nonsense" };

  for (guint p = 0; p < G_N_ELEMENTS (places); p++)
    {
      FfPeopleRequest request = { (char *) "0", (char *) "0", operands, NULL, FALSE, (char *) places[p], NULL, 10 };
      g_autoptr (GError) error = NULL;

      g_assert_null (ff_evaluate_people (fixture->store, plan, &request, NULL, &error));
      g_assert_error (error, FF_STORE_ERROR, FF_STORE_ERROR_FAILED);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!ff_test_store_is_there ())
    return 0;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/engine/pages/", cases[i].what, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add ("/engine/pages/reader", Fixture, NULL, set_up, test_reader, tear_down);
  g_test_add ("/engine/pages/bad-place", Fixture, NULL, set_up, test_bad_place, tear_down);

  return g_test_run ();
}
