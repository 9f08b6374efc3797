/* What the data says of its model, with counts, and the values of columns. */

#include "store/ff-data-report.h"
#include "store/ff-value-counts.h"

#include "../support/ff-test-plan.h"
#include "../support/ff-test-store.h"

/* Ann has two orders, Bob one, Cy and Dan none; an order leads nowhere and one to nobody. Two cards have one number. */
static const char data[] =
  "CREATE TABLE person (person_id INTEGER PRIMARY KEY, name TEXT, city TEXT, seen TEXT, score INTEGER) STRICT;"
  "CREATE TABLE purchase (purchase_id INTEGER PRIMARY KEY, person_id INTEGER, total INTEGER) STRICT;"
  "CREATE TABLE card (number TEXT, owner TEXT) STRICT;"
  "INSERT INTO person VALUES (1, 'Ann', 'Gent', '2026-07-21', 3), (2, 'Bob', 'gent', 'soon', 3), (3, 'Cy', 'Mons', NULL, NULL), (4, 'Dan', NULL, '2026-02-30', -7);"
  "INSERT INTO purchase VALUES (10, 1, 5), (11, 1, 6), (12, 2, 7), (13, 77, 8), (14, NULL, 9);"
  "INSERT INTO card VALUES ('A', 'Ann'), ('B', 'Bob'), ('B', 'Cy'), (NULL, 'Dan'), ('C', NULL);";

static const char model_text[] =
  "{'fanfare-data-model':1,'entities':{"
  "'person':{'columns':{'seen':{'kind':'date'}},'links':{'purchases':{'to':'purchase','on':{'person_id':'person_id'},'cardinality':'1-N'},"
  "  'purchase':{'to':'purchase','on':{'person_id':'person_id'},'cardinality':'1-1'}}},"
  "'purchase':{'links':{'buyer':{'to':'person','on':{'person_id':'person_id'},'cardinality':'N-1'},"
  "  'only':{'to':'person','on':{'person_id':'person_id'},'cardinality':'1-1'}}},"
  "'card':{'key':['number']}}}";

static FfStore *
open_with_model (FfTestFile *file)
{
  g_autoptr (FfJson) json = ff_test_json (model_text);
  g_autoptr (GError) error = NULL;
  g_autoptr (FfDataModel) model = ff_data_model_new (json, &error);
  FfStore *store;

  g_assert_no_error (error);
  ff_test_file_init (file, data);
  store = ff_test_file_open (file);
  ff_store_use_model (store, model);

  return store;
}

static const FfTableReport *
find_table (FfDataReport *report,
            const char   *entity)
{
  for (guint t = 0; t < report->tables->len; t++)
    if (g_str_equal (((FfTableReport *) report->tables->pdata[t])->entity, entity))
      return report->tables->pdata[t];

  g_assert_not_reached ();
}

static void
assert_link (FfDataReport *report,
             const char   *entity,
             const char   *name,
             const gint64  expected[8])   /* pairs, least, most, without, dangling, several, shared, holds */
{
  const FfTableReport *table = find_table (report, entity);

  for (guint l = 0; l < table->links->len; l++)
    {
      const FfLinkReport *link = table->links->pdata[l];

      if (!g_str_equal (link->link, name))
        continue;

      g_assert_cmpint (link->n_pairs, ==, expected[0]);
      g_assert_cmpint (link->least, ==, expected[1]);
      g_assert_cmpint (link->most, ==, expected[2]);
      g_assert_cmpint (link->n_without, ==, expected[3]);
      g_assert_cmpint (link->n_dangling, ==, expected[4]);
      g_assert_cmpint (link->n_several, ==, expected[5]);
      g_assert_cmpint (link->n_shared, ==, expected[6]);
      g_assert_cmpint (link->holds, ==, expected[7]);
      return;
    }

  g_error ("There is no link %s.%s", entity, name);
}

static void
test_report (void)
{
  FfTestFile file;
  g_autoptr (FfStore) store = open_with_model (&file);
  g_autoptr (GError) error = NULL;
  g_autoptr (FfDataReport) report = ff_data_report_new (store, NULL, NULL, &error);
  g_autoptr (FfDataReport) one = NULL;
  const FfTableReport *card, *person;

  g_assert_no_error (error);
  g_assert_cmpuint (report->tables->len, ==, 3);
  g_assert_false (ff_data_report_holds (report));

  person = find_table (report, "person");
  g_assert_cmpint (person->n_rows, ==, 4);
  g_assert_cmpstr (person->key, ==, "person_id");
  g_assert_cmpuint (person->columns->len, ==, 1);
  g_assert_cmpstr (((FfColumnReport *) person->columns->pdata[0])->column, ==, "seen");
  g_assert_cmpint (((FfColumnReport *) person->columns->pdata[0])->n_misfits, ==, 2);

  card = find_table (report, "card");
  g_assert_cmpint (card->n_keyless, ==, 1);
  g_assert_cmpint (card->n_repeated, ==, 2);
  g_assert_false (ff_table_report_holds (card));

  assert_link (report, "person", "purchases", (gint64[8]) { 3, 0, 2, 2, 2, 1, 0, TRUE });
  assert_link (report, "person", "purchase", (gint64[8]) { 3, 0, 2, 2, 2, 1, 0, FALSE });
  assert_link (report, "purchase", "buyer", (gint64[8]) { 3, 0, 1, 2, 1, 0, 2, TRUE });
  assert_link (report, "purchase", "only", (gint64[8]) { 3, 0, 1, 2, 1, 0, 2, FALSE });

  one = ff_data_report_new (store, "card", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (one->tables->len, ==, 1);

  g_clear_object (&store);
  ff_test_file_clear (&file);
}

/* Without rows nothing is wrong. */
static void
test_empty (void)
{
  FfTestFile file;
  g_autoptr (FfStore) store = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (FfDataReport) report = NULL;

  ff_test_file_init (&file, "CREATE TABLE a (id INTEGER PRIMARY KEY) STRICT; CREATE TABLE b (id INTEGER PRIMARY KEY, a INTEGER REFERENCES a) STRICT;");
  store = ff_test_file_open (&file);
  report = ff_data_report_new (store, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (ff_data_report_holds (report));
  assert_link (report, "a", "b", (gint64[8]) { 0, 0, 0, 0, 0, 0, 0, TRUE });

  g_clear_object (&store);
  ff_test_file_clear (&file);
}

static void
test_cancel (void)
{
  FfTestFile file;
  g_autoptr (FfStore) store = open_with_model (&file);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (FfDataReport) again = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (ff_data_report_new (store, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  again = ff_data_report_new (store, "card", NULL, &error);
  g_assert_no_error (error);

  g_clear_object (&store);
  ff_test_file_clear (&file);
}

typedef struct
{
  const char *what;
  const char *entity;
  const char *operand;
  const char *find;
  guint       limit;
  const char *values;    /* value=rows */
  gint64      numbers[3];  /* rows, missing, distinct */
  const char *error;
} Case;

static const Case cases[] = {
  { "text", "person", "{'attribute':['city']}", NULL, 10, "Gent=1 Mons=1 gent=1", { 4, 1, 3 } },
  { "find", "person", "{'attribute':['city']}", "GE", 10, "Gent=1 gent=1", { 4, 1, 3 } },
  { "find-hostile", "person", "{'attribute':['city']}", "%'", 10, "", { 4, 1, 3 } },
  { "limit", "person", "{'attribute':['city']}", NULL, 1, "Gent=1", { 4, 1, 3 } },
  { "integer", "person", "{'attribute':['score']}", NULL, 10, "3=2 -7=1", { 4, 1, 2 } },
  { "misfits-are-missing", "person", "{'attribute':['seen']}", NULL, 10, "2026-07-21=1", { 4, 3, 1 } },
  { "through-a-link", "purchase", "{'attribute':['buyer','name']}", NULL, 10, "Ann=2 Bob=1", { 5, 2, 2 } },
  { "of-an-aggregate", "person", "{'aggregate':'count','link':['purchases']}", NULL, 10, "0=2 1=1 2=1", { 4, 0, 3 } },
  { "not-unique", "person", "{'attribute':['purchase','total']}", NULL, 10, NULL, { 0 }, "several" },
};

static void
test_values (gconstpointer user_data)
{
  const Case *c = user_data;
  FfTestFile file;
  g_autoptr (FfStore) store = open_with_model (&file);
  FfSchema *schema = ff_store_get_schema (store);
  const FfEntity *entity = ff_schema_find_entity (schema, c->entity);
  const FfScope scope = { .schema = schema, .entity = entity };
  g_autoptr (GPtrArray) problems = g_ptr_array_new ();
  g_autoptr (FfJson) json = ff_test_json (c->operand);
  g_autoptr (FfOperand) operand = ff_operand_parse (json, &scope, "", problems);
  g_autoptr (GError) error = NULL;
  g_autoptr (FfValueCounts) list = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_nonnull (operand);
  list = ff_value_counts_read (store, entity, operand, c->find, c->limit, NULL, &error);
  if (c->error != NULL)
    {
      g_assert_error (error, FF_STORE_ERROR, FF_STORE_ERROR_DATA);
    }
  else
    {
      g_assert_no_error (error);
      for (guint v = 0; v < list->values->len; v++)
        {
          const FfValueCount *count = &g_array_index (list->values, FfValueCount, v);
          g_autofree char *value = ff_value_to_text (&count->value, ff_operand_get_type (operand), NULL);

          g_string_append_printf (text, "%s%s=%" G_GINT64_FORMAT, v > 0 ? " " : "", value, count->n_rows);
        }
      g_assert_cmpstr (text->str, ==, c->values);
      g_assert_cmpint (list->n_rows, ==, c->numbers[0]);
      g_assert_cmpint (list->n_missing, ==, c->numbers[1]);
      g_assert_cmpint (list->n_distinct, ==, c->numbers[2]);
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

  g_test_add_func ("/data-report/report", test_report);
  g_test_add_func ("/data-report/empty", test_empty);
  g_test_add_func ("/data-report/cancel", test_cancel);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/data-report/values/", cases[i].what, NULL);

      g_test_add_data_func (path, &cases[i], test_values);
    }

  return g_test_run ();
}
