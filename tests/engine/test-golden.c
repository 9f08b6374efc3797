/* The cases of tests/golden: a rule, its sentence, the statement that a store
 * gets, and the people it takes, which the reference evaluator must take too.
 * FF_GOLDEN=write writes sentences, statements and people anew, for a person
 * to compare with what stood there. */

#include "engine/ff-engine.h"

#include <string.h>

#include "../support/ff-reference.h"
#include "../support/ff-test-plan.h"
#include "../support/ff-test-store.h"

#ifdef FF_TEST_POSTGRES
#define STATEMENT "postgres.sql"
#else
#define STATEMENT "sqlite.sql"
#endif

static FfTestFile file;
static FfStore *store;
static FfReference *reference;
static FfJson *audiences;

static char *
dup_content (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);

  return text;
}

static void
compare (const char *folder,
         const char *name,
         const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *expected = NULL;

  if (g_strcmp0 (g_getenv ("FF_GOLDEN"), "write") == 0)
    g_assert_true (g_file_set_contents (path, text, -1, NULL));

  expected = dup_content (path);
  g_assert_cmpstr (text, ==, expected);
}

/* The rule of a case as a plan of one step. */
static FfJson *
read_plan (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "rule.json", NULL);
  g_autofree char *text = dup_content (path);
  g_autoptr (GError) error = NULL;
  FfJson *plan = ff_json_new_array ();
  FfJson *step = ff_json_parse (text, -1, &ff_json_document_limits, &error);

  g_assert_no_error (error);
  ff_json_set_string (step, "op", "select");
  ff_json_take_element (plan, step);

  return plan;
}

static char *
dup_lines (const char *rows)
{
  g_auto (GStrv) keys = g_strsplit (rows, " ", -1);
  g_autofree char *lines = g_strjoinv ("\n", keys);

  return *lines != '\0' ? g_strconcat (lines, "\n", NULL) : g_strdup ("");
}

static void
test_case (gconstpointer data)
{
  const char *folder = data;
  g_autoptr (FfJson) json = read_plan (folder);
  g_autoptr (FfPlan) plan = ff_test_plan (ff_store_get_schema (store), json, audiences);
  g_autoptr (FfCounts) counts = NULL;
  g_autoptr (GPtrArray) steps = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  g_autofree char *line = NULL;
  g_autofree char *statement = NULL;
  g_autofree char *fingerprint = NULL;
  g_autofree char *rows = NULL;
  g_autofree char *in_reference = NULL;
  g_autofree char *people = NULL;
  FfFlow flow;

  g_assert_nonnull (plan);
  flow = ff_plan_find_output (plan, "0", "0")->flow;
  counts = ff_evaluate (store, plan, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  fingerprint = ff_evaluate_dup_fingerprint (store, flow, counts);
  rows = ff_test_dup_rows (store, flow, fingerprint);

  ff_reference_begin (reference);
  steps = ff_reference_evaluate (reference, json, FF_TEST_NOW);
  in_reference = ff_ref_flow_dup_rows (g_ptr_array_index ((GPtrArray *) g_ptr_array_index (steps, 0), 0));
  g_assert_cmpstr (rows, ==, in_reference);

  sentence = ff_rule_to_sentence (flow.step->rule);
  line = g_strconcat (sentence, "\n", NULL);
  statement = ff_store_dup_sql (store, flow.step, 0);
  people = dup_lines (rows);
  compare (folder, "sentence.txt", line);
  compare (folder, STATEMENT, statement);
  compare (folder, "people.txt", people);
}

/* Three people are saved as “Fans”. */
static void
save_fans (void)
{
  static const char *const keys[] = { "1", "2", "3", NULL };
  g_autoptr (FfJson) json = ff_test_json ("[{'op':'select','entity':'person','rule':{'all':[{'left':{'attribute':['person_id']},'op':'at-most','right':{'value':3}}]}}]");
  g_autoptr (FfPlan) plan = ff_test_plan (ff_store_get_schema (store), json, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FfCounts) counts = ff_evaluate (store, plan, NULL, NULL, NULL, &error);
  FfFlow flow = ff_plan_find_output (plan, "0", "0")->flow;
  g_autofree char *fingerprint = NULL;
  gint64 n = 0;

  g_assert_no_error (error);
  fingerprint = ff_evaluate_dup_fingerprint (store, flow, counts);
  ff_store_write_audience (store, flow, fingerprint, "Fans", TRUE, &n, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (n, ==, 3);
  ff_reference_set_audience (reference, "Fans", "person", keys);
  audiences = ff_test_json ("{'Fans':'person'}");
}

static gint
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static GPtrArray *
list_folders (const char *golden)
{
  GPtrArray *folders = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (golden, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (golden, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        g_ptr_array_add (folders, g_steal_pointer (&path));
    }
  g_ptr_array_sort (folders, compare_names);

  return folders;
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *golden = NULL;
  g_autofree char *path = NULL;
  g_autofree char *sql = NULL;
  g_autoptr (GPtrArray) folders = NULL;
  g_autoptr (FfStore) rows = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  if (!ff_test_store_is_there ())
    return 0;

  golden = g_test_build_filename (G_TEST_DIST, "tests", "golden", NULL);
  path = g_build_filename (golden, "data.sql", NULL);
  sql = dup_content (path);
  ff_test_file_init (&file, sql);
  store = ff_test_file_open (&file);
  rows = ff_store_open (file.path, NULL);
  reference = ff_reference_new (file.path, ff_store_get_schema (rows));
  save_fans ();

  folders = list_folders (golden);
  g_assert_cmpuint (folders->len, >, 0);
  for (guint i = 0; i < folders->len; i++)
    {
      g_autofree char *name = g_path_get_basename (folders->pdata[i]);
      g_autofree char *test = g_strconcat ("/engine/golden/", name, NULL);

      g_test_add_data_func (test, folders->pdata[i], test_case);
    }

  status = g_test_run ();
  ff_json_unref (audiences);
  ff_reference_free (reference);
  g_clear_object (&store);
  ff_test_file_clear (&file);

  return status;
}
