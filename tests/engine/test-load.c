/* Rows of a file through steps and evaluations: what follows them, what a
 * changed file does to counts, and what a file that cannot be read says. */

#include "engine/ff-engine.h"

#include <glib/gstdio.h>
#include <string.h>

#include "../support/ff-test-plan.h"
#include "../support/ff-test-store.h"

typedef struct
{
  FfTestFile  file;
  char       *path;     /* of the rows */
  FfStore    *store;
} Place;

static void
place_init (Place      *self,
            const char *text)
{
  ff_test_file_init (&self->file, ff_test_shop);
  self->path = g_build_filename (self->file.folder, "rows.csv", NULL);
  if (text != NULL)
    g_assert_true (g_file_set_contents (self->path, text, -1, NULL));
  self->store = ff_test_file_open (&self->file);
}

static void
place_clear (Place *self)
{
  g_clear_object (&self->store);
  ff_test_file_clear (&self->file);
  g_free (self->path);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Place, place_clear)

static FfFileFormat *
new_format (void)
{
  FfFileFormat *format = ff_file_format_new ();

  format->header = FF_HEADER_THERE;
  g_ptr_array_add (format->columns, ff_file_column_new ("name"));
  g_ptr_array_add (format->columns, ff_file_column_new ("n"));
  ((FfFileColumn *) g_ptr_array_index (format->columns, 1))->type.kind = FF_KIND_INTEGER;

  return format;
}

static FfOperand *
parse_operand (Place      *place,
               const char *text,
               FfFlow      flow)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_rule_problem_free);
  g_autoptr (FfJson) json = ff_test_json (text);
  FfScope scope = { .schema = ff_store_get_schema (place->store), .entity = ff_flow_get_entity (flow), .carried = ff_flow_get_columns (flow) };
  FfOperand *operand = ff_operand_parse (json, &scope, "", problems);

  g_assert_nonnull (operand);
  return operand;
}

static FfRule *
parse_rule (Place      *place,
            const char *text,
            FfFlow      flow)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_rule_problem_free);
  g_autoptr (FfJson) json = ff_test_json (text);
  FfScope scope = { .schema = ff_store_get_schema (place->store), .entity = ff_flow_get_entity (flow), .carried = ff_flow_get_columns (flow) };
  FfRule *rule = ff_rule_parse (json, &scope, "", problems);

  g_assert_nonnull (rule);
  return rule;
}

static char *
dup_rows (Place      *place,
          FfPlan     *plan,
          FfCounts   *counts,
          const char *activity,
          const char *port)
{
  FfFlow flow = ff_plan_find_output (plan, activity, port)->flow;
  g_autofree char *fingerprint = ff_evaluate_dup_fingerprint (place->store, flow, counts);

  g_assert_cmpstr (ff_counts_find (counts, activity, port)->reason, ==, NULL);
  return ff_test_dup_rows (place->store, flow, fingerprint);
}

static void
check_rows (Place      *place,
            FfPlan     *plan,
            FfCounts   *counts,
            const char *activity,
            const char *port,
            const char *expected)
{
  g_autofree char *rows = dup_rows (place, plan, counts, activity, port);

  g_assert_cmpstr (rows, ==, expected);
}

/* Each operation that makes sense on rows of a file, by what they carry and by their line. */
static void
test_steps (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (FfFileFormat) format = new_format ();
  FfPlanBuilder *builder;
  g_autoptr (FfPlan) plan = NULL;
  g_autoptr (FfCounts) counts = NULL;
  g_autoptr (FfRule) rule = NULL;
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_operand_unref);
  g_autoptr (GPtrArray) by = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_operand_unref);
  g_autoptr (GError) error = NULL;
  FfRank ranks[] = { { .descending = TRUE } };
  FfOrder order = { .operands = by, .ranks = ranks };
  const guint flags[] = { FF_KEY_IGNORE_CASE };
  FfQuota quota = { .kind = FF_QUOTA_COUNT, .count = 2 };
  FfDedupeOptions dedupe = { .keys = keys, .key_flags = flags, .keep = 1 };
  FfFlow load, kept;

  place_init (&place, "name,n\nAnn,3\nBob,1\nann,\nEve,x\nDan,2\n");
  builder = ff_plan_builder_new (ff_store_get_schema (place.store));
  load = ff_plan_builder_add_load (builder, "rows.csv", place.path, format);
  ff_plan_builder_set_output (builder, "load", "out", load, NULL, FALSE);
  ff_plan_builder_set_output (builder, "load", "rejected", ff_flow_output (load, 1), NULL, FALSE);

  rule = parse_rule (&place, "{'all':[{'left':{'column':'n'},'op':'at-least','right':{'value':1}},"
                             "{'left':{'attribute':['line']},'op':'less','right':{'value':6}}]}", load);
  kept = ff_plan_builder_add_filter (builder, load, rule);
  ff_plan_builder_set_output (builder, "filter", "out", kept, NULL, FALSE);
  ff_plan_builder_set_output (builder, "filter", "rest", ff_flow_output (kept, 1), NULL, FALSE);

  g_ptr_array_add (keys, parse_operand (&place, "{'column':'name'}", load));
  ff_plan_builder_set_output (builder, "dedupe", "out", ff_plan_builder_add_dedupe (builder, load, &dedupe), NULL, FALSE);
  g_ptr_array_add (by, parse_operand (&place, "{'column':'n'}", load));
  ff_plan_builder_set_output (builder, "take", "out", ff_plan_builder_add_take (builder, load, &quota, &order, NULL, NULL), NULL, FALSE);
  plan = ff_plan_builder_finish (builder);

  counts = ff_evaluate (place.store, plan, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  check_rows (&place, plan, counts, "load", "out", "2|Ann|3 3|Bob|1 4|ann|- 6|Dan|2");
  check_rows (&place, plan, counts, "load", "rejected", "5|n: “x” is no whole number");
  check_rows (&place, plan, counts, "filter", "out", "2|Ann|3 3|Bob|1");
  check_rows (&place, plan, counts, "filter", "rest", "4|ann|- 6|Dan|2");
  check_rows (&place, plan, counts, "dedupe", "out", "2|Ann|3 3|Bob|1 6|Dan|2");
  check_rows (&place, plan, counts, "take", "out", "2|Ann|3 6|Dan|2");
  g_assert_cmpstr (ff_counts_find (counts, "load", "out")->entity, ==, FF_ENTITY_FILE);
}

static FfPlan *
plan_load (Place *place)
{
  g_autoptr (FfFileFormat) format = new_format ();
  FfPlanBuilder *builder = ff_plan_builder_new (ff_store_get_schema (place->store));
  FfFlow load = ff_plan_builder_add_load (builder, "rows.csv", place->path, format);

  ff_plan_builder_set_output (builder, "load", "out", load, NULL, FALSE);
  ff_plan_builder_set_output (builder, "load", "rejected", ff_flow_output (load, 1), NULL, FALSE);

  return ff_plan_builder_finish (builder);
}

/* The same file is not read again; another under its name is. */
static void
test_changed_file (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (FfPlan) plan = NULL;
  g_autoptr (FfCounts) counts = NULL;
  g_autoptr (GError) error = NULL;

  place_init (&place, "name,n\nAnn,3\n");
  plan = plan_load (&place);
  counts = ff_evaluate (place.store, plan, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ff_counts_find (counts, "load", "out")->n_keys, ==, 1);
  g_assert_false (ff_counts_find (counts, "load", "out")->reused);
  g_clear_pointer (&counts, ff_counts_unref);

  counts = ff_evaluate (place.store, plan, NULL, NULL, NULL, &error);
  g_assert_true (ff_counts_find (counts, "load", "out")->reused);
  g_clear_pointer (&counts, ff_counts_unref);

  g_assert_true (g_file_set_contents (place.path, "name,n\nEve,3\nDan,4\n", -1, NULL));
  counts = ff_evaluate (place.store, plan, NULL, NULL, NULL, &error);
  check_rows (&place, plan, counts, "load", "out", "2|Eve|3 3|Dan|4");
}

/* More rows than any batch, in an order that is not that of their lines when they are read back. */
static void
test_many_rows (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GString) text = g_string_new ("n,name,other\n");
  g_autoptr (FfPlan) plan = NULL;
  g_autoptr (FfCounts) counts = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 2; i <= 20001; i++)
    g_string_append_printf (text, i % 1000 == 0 ? "x%u,name,1\n" : "%u,name,1\n", i);
  place_init (&place, text->str);
  plan = plan_load (&place);
  counts = ff_evaluate (place.store, plan, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ff_counts_find (counts, "load", "out")->n_keys, ==, 19980);
  g_assert_cmpint (ff_counts_find (counts, "load", "rejected")->n_keys, ==, 20);
}

typedef struct
{
  const char *what;
  const char *text;     /* NULL: no file */
  const char *says;
} Failure;

static const Failure failures[] = {
  { "no-file", NULL, "cannot be read" },
  { "no-column", "name,m\na,1\n", "no column “n”" },
  { "quote", "name,n\na,1\n\"b,2\n", "never closed" },
  { "binary", "name,n\na,1\n\x01\xff\xfe", NULL },
  { "empty", "", "is empty" },
};

static void
test_failure (gconstpointer user_data)
{
  const Failure *f = user_data;
  g_auto (Place) place = { 0 };
  g_autoptr (FfPlan) plan = NULL;
  g_autoptr (FfCounts) counts = NULL;
  g_autoptr (GError) error = NULL;
  const FfCount *count;

  place_init (&place, f->text);
  plan = plan_load (&place);
  counts = ff_evaluate (place.store, plan, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  count = ff_counts_find (counts, "load", "out");
  if (f->says == NULL)
    {
      g_assert_cmpint (count->n_keys, ==, 1);
      return;
    }

  g_assert_false (count->known);
  g_assert_true (count->failed);
  g_assert_nonnull (strstr (count->reason, "rows.csv"));
  g_assert_nonnull (strstr (count->reason, f->says));
}

static void
cancel_cb (FfCounts *counts,
           guint     n_done,
           guint     n_steps,
           gpointer  cancellable)
{
  g_cancellable_cancel (cancellable);
}

static gpointer
cancel_soon (gpointer cancellable)
{
  g_usleep (20000);
  g_cancellable_cancel (cancellable);

  return NULL;
}

/* A cancel stops the reading, and nothing of the step remains. */
static void
test_cancel (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GString) text = g_string_new ("name,n\n");
  g_autoptr (FfPlan) plan = NULL;
  g_autoptr (FfCounts) counts = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GThread) thread = NULL;
  gint64 began;

  for (guint i = 0; i < 2000000; i++)
    g_string_append (text, "somebody,1\n");
  place_init (&place, text->str);
  plan = plan_load (&place);
  began = g_get_monotonic_time ();
  thread = g_thread_new ("cancel", cancel_soon, cancellable);
  counts = ff_evaluate (place.store, plan, cancel_cb, cancellable, cancellable, &error);
  g_thread_join (g_steal_pointer (&thread));
  g_assert_null (counts);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_test_message ("cancelled after %" G_GINT64_FORMAT " ms", (g_get_monotonic_time () - began) / 1000);
  g_clear_error (&error);

  g_assert_true (g_file_set_contents (place.path, "name,n\nAnn,3\n", -1, NULL));
  counts = ff_evaluate (place.store, plan, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ff_counts_find (counts, "load", "out")->n_keys, ==, 1);
}

/* For people: which file, and no SQL that could not be run. */
static void
test_sql (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (FfPlan) plan = NULL;
  g_autofree char *sql = NULL;

  place_init (&place, NULL);
  plan = plan_load (&place);
  sql = ff_store_dup_sql (place.store, ff_plan_find_output (plan, "load", "out")->flow.step, 0);
  g_assert_true (g_str_has_prefix (sql, "-- "));
  g_assert_nonnull (strstr (sql, "rows.csv"));
  g_assert_null (strstr (sql, place.file.folder));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!ff_test_store_is_there ())
    return 0;

  g_test_add_func ("/engine/load/steps", test_steps);
  g_test_add_func ("/engine/load/changed-file", test_changed_file);
  g_test_add_func ("/engine/load/many-rows", test_many_rows);
  g_test_add_func ("/engine/load/cancel", test_cancel);
  g_test_add_func ("/engine/load/sql", test_sql);
  for (guint i = 0; i < G_N_ELEMENTS (failures); i++)
    {
      g_autofree char *path = g_strconcat ("/engine/load/failure/", failures[i].what, NULL);

      g_test_add_data_func (path, &failures[i], test_failure);
    }

  return g_test_run ();
}
