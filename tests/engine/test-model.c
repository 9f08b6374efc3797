/* What a person says of a data source is what rules see: kinds, zones, links
 * and keys, each checked against the data before a row is counted. */

#include "engine/ff-engine.h"

#include <string.h>

#include "../support/ff-test-plan.h"
#include "../support/ff-test-store.h"

/* Times as text in a zone's clock and as seconds, money in cents; two cards of person 2, and one of nobody known. */
static const char data[] =
  "CREATE TABLE person (person_id INTEGER PRIMARY KEY, name TEXT, seen TEXT, born INTEGER, paid INTEGER, email TEXT) STRICT;"
  "CREATE TABLE card (number TEXT, person_id INTEGER, email TEXT) STRICT;"
  "CREATE TABLE visit (person_id INTEGER, day TEXT, n INTEGER) STRICT;"
  "INSERT INTO person VALUES (1, 'Ann', '2026-07-21 00:30:00', 1784628000, 1050, 'a@x.org'), (2, 'Bob', '2026-10-25 02:30', -1, 5, 'b@x.org'),"
  "  (3, 'Cy', '2026-07-20T22:30:00Z', 9223372036854775807, NULL, 'c@x.org'), (4, 'Dan', 'yesterday', NULL, -250, NULL);"
  "INSERT INTO card VALUES ('A', 1, 'a@x.org'), ('B', 2, 'b@x.org'), ('C', 2, 'c@x.org'), ('D', 99, NULL);"
  "INSERT INTO visit VALUES (1, '2026-01-01', 1), (1, '2026-01-02', 2), (2, '2026-01-01', 3);";

#define PERSON(columns) "{'fanfare-data-model':1,'entities':{'person':{'columns':{" columns "}}}}"
#define SHOW(column) "[{'op':'select','entity':'person'},{'op':'enrich','in':[0],'columns':[{'name':'x','operand':{'attribute':[" column "]}}]}]"
#define CARD(text) "{'fanfare-data-model':1,'entities':{'card':{" text "}}}"
#define CARDS "[{'op':'select','entity':'card'}]"

typedef struct
{
  const char *what;
  const char *model;
  const char *plan;
  const char *rows;    /* of the last step */
  const char *error;   /* nullable: part of why there are none */
} Case;

static const Case cases[] = {
  { "text", PERSON ("'seen':{'kind':'instant'}"), SHOW ("'seen'"), "1|1784593800000000 2|1792895400000000 3|1784586600000000 4|-" },
  { "zone", PERSON ("'seen':{'kind':'instant','zone':'Europe/Amsterdam'}"), SHOW ("'seen'"),
    "1|1784586600000000 2|1792888200000000 3|1784586600000000 4|-" },
  { "zone/rule", PERSON ("'seen':{'kind':'instant','zone':'Europe/Amsterdam'}"),
    "[{'op':'select','entity':'person','rule':{'all':[{'left':{'attribute':['seen']},'op':'equals','right':{'value':'2026-07-20'}}]}}]", "1 3" },
  { "seconds", PERSON ("'born':{'kind':'instant','encoding':'seconds'}"), SHOW ("'born'"), "1|1784628000000000 2|-1000000 3|- 4|-" },
  { "milliseconds", PERSON ("'born':{'kind':'instant','encoding':'milliseconds'}"), SHOW ("'born'"), "1|1784628000000 2|-1000 3|- 4|-" },
  { "cents", PERSON ("'paid':{'kind':'decimal(2)'}"),
    "[{'op':'select','entity':'person','rule':{'all':[{'left':{'attribute':['paid']},'op':'greater','right':{'value':10.49}}]}}]", "1" },
  { "link", "{'fanfare-data-model':1,'entities':{'visit':{'key':['person_id','day'],'links':{'who':{'to':'person','on':{'person_id':'person_id'},'cardinality':'N-1'}}}}}",
    "[{'op':'select','entity':'visit'},{'op':'enrich','in':[0],'columns':[{'name':'x','operand':{'attribute':['who','name']}}]}]",
    "1/2026-01-01|Ann 1/2026-01-02|Ann 2/2026-01-01|Bob" },
  { "link/not-unique", "{'fanfare-data-model':1,'entities':{'person':{'links':{'card':{'label':'His card','to':'card','on':{'person_id':'person_id'},'cardinality':'N-1'}}}}}",
    SHOW ("'card','number'"), NULL, "His card" },
  { "link/many", "{'fanfare-data-model':1,'entities':{'person':{'links':{'cards':{'to':'card','on':{'person_id':'person_id'},'cardinality':'1-N'}}}}}",
    "[{'op':'select','entity':'person','rule':{'all':[{'left':{'aggregate':'count','link':['cards']},'op':'equals','right':{'value':2}}]}}]", "2" },
  { "key", CARD ("'key':['number']"), CARDS, "A B C D" },
  { "key/of-two", CARD ("'key':['person_id','number']"), CARDS, "1/A 2/B 2/C 99/D" },
  { "key/not-unique", CARD ("'key':['person_id']"), CARDS, NULL, "same key (person_id)" },
  { "key/missing", CARD ("'key':['email']"), CARDS, NULL, "without a value in their key (email)" },
  { "key/another", "{'fanfare-data-model':1,'entities':{'person':{'key':['name']}}}", "[{'op':'select','entity':'person'}]", "Ann Bob Cy Dan" },
};

static void
test_model (gconstpointer user_data)
{
  const Case *c = user_data;
  FfTestFile file;
  g_autoptr (FfStore) store = NULL;
  g_autoptr (FfJson) model_json = ff_test_json (c->model);
  g_autoptr (FfDataModel) model = NULL;
  g_autoptr (FfJson) json = ff_test_json (c->plan);
  g_autoptr (FfPlan) plan = NULL;
  g_autoptr (FfCounts) counts = NULL;
  const FfPlanOutput *output;
  const FfCount *count;
  g_autoptr (GError) error = NULL;

  model = ff_data_model_new (model_json, &error);
  g_assert_no_error (error);
  ff_test_file_init (&file, data);
  store = ff_test_file_open (&file);
  ff_store_use_model (store, model);
  g_assert_cmpuint (ff_store_get_drifts (store)->len, ==, 0);

  plan = ff_test_plan (ff_store_get_schema (store), json, NULL);
  g_assert_nonnull (plan);
  counts = ff_evaluate (store, plan, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  output = ff_plan_find_output (plan, ff_plan_get_n_steps (plan) > 1 ? "1" : "0", "0");
  count = ff_counts_find (counts, output->activity, output->port);
  if (c->error == NULL)
    {
      g_autofree char *fingerprint = ff_evaluate_dup_fingerprint (store, output->flow, counts);
      g_autofree char *rows = NULL;

      g_assert_cmpstr (count->reason, ==, NULL);
      rows = ff_test_dup_rows (store, output->flow, fingerprint);
      g_assert_cmpstr (rows, ==, c->rows);
    }
  else
    {
      g_assert_false (count->known);
      if (strstr (count->reason, c->error) == NULL)
        g_error ("“%s” does not say “%s”", count->reason, c->error);
    }

  g_clear_object (&store);
  ff_test_file_clear (&file);
}

/* A key is looked at once for the same data, and again when it changed. */
static void
test_again (void)
{
  FfTestFile file;
  g_autoptr (FfStore) store = NULL;
  g_autoptr (FfJson) model_json = ff_test_json (CARD ("'key':['number']"));
  g_autoptr (FfDataModel) model = ff_data_model_new (model_json, NULL);
  g_autoptr (FfJson) json = ff_test_json (CARDS);
  g_autoptr (FfPlan) plan = NULL;

  ff_test_file_init (&file, data);
  store = ff_test_file_open (&file);
  ff_store_use_model (store, model);
  plan = ff_test_plan (ff_store_get_schema (store), json, NULL);

  for (guint round = 0; round < 2; round++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (FfCounts) counts = ff_evaluate (store, plan, NULL, NULL, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpint (ff_counts_find (counts, "0", "0")->known, ==, round == 0);
      ff_test_file_exec (&file, "INSERT INTO card (number, person_id) VALUES ('A', 3)");
    }

  g_clear_object (&store);
  ff_test_file_clear (&file);
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
      g_autofree char *path = g_strconcat ("/model/", cases[i].what, NULL);

      g_test_add_data_func (path, &cases[i], test_model);
    }
  g_test_add_func ("/model/again", test_again);

  return g_test_run ();
}
