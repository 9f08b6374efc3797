/* One activity on a small shop, from its settings to the rows that leave it.
 * For the tests of activity types. */

#include "ff-test-activity.h"

#include <string.h>

#include "engine/ff-engine.h"
#include "ff-test-plan.h"
#include "ff-test-store.h"
#include "model/ff-document.h"

#define SOURCE(id, entity, rule) \
  "{'id': '" id "', 'type': 'build-audience', 'label': '" id "', 'x': 0, 'y': 0, 'settings': {'entity': '" entity "', 'rule': {" rule "}}}, "
#define WHERE(attribute, op, right) "'all': [{'left': {'attribute': ['" attribute "']}, 'op': '" op "', 'right': {" right "}}]"

/* Where rows come from. */
static const char sources[] =
  SOURCE ("all", "person", "")
  SOURCE ("gold", "person", WHERE ("tier", "equals", "'value': 'gold'"))
  SOURCE ("some", "person", WHERE ("person_id", "in-list", "'values': [2, 3, 4]"))
  SOURCE ("nobody", "person", WHERE ("person_id", "less", "'value': 0"))
  SOURCE ("purchases", "purchase", "")
  SOURCE ("paid", "purchase", WHERE ("status", "equals", "'value': 'paid'"))
  SOURCE ("cities", "city", "")
  SOURCE ("lines", "line", "")
  "{'id': 'off', 'type': 'build-audience', 'mode': 'disabled', 'x': 0, 'y': 0, 'settings': {'entity': 'person'}}, "
  "{'id': 'tagged', 'type': 'enrich', 'label': 'tagged', 'x': 0, 'y': 0, 'settings': {'columns': ["
  "{'id': 'a', 'label': 'tier', 'value': {'attribute': ['tier']}}, {'id': 'b', 'label': 'score', 'value': {'attribute': ['score']}}]}}, ";

typedef struct
{
  const char           *type;
  const FfTestActivity *test;
} Case;

static char *
dup_transitions (const char *inputs)
{
  g_auto (GStrv) pairs = g_strsplit (inputs, " ", -1);
  GString *text = g_string_new ("{'id': 't', 'from': 'all', 'from_port': 'out', 'to': 'tagged', 'to_port': 'in'}");

  for (guint i = 0; pairs[i] != NULL && *pairs[i] != '\0'; i++)
    {
      const char *to = strchr (pairs[i], '>');
      const char *port;

      g_assert_nonnull (to);
      port = strchr (to, '.');
      g_string_append_printf (text, ", {'id': 't%u', 'from': '%.*s', 'from_port': 'out', 'to': '%.*s', 'to_port': '%s'}",
                              i, (int) (to - pairs[i]), pairs[i], port != NULL ? (int) (port - to) - 1 : 1, port != NULL ? to + 1 : "b",
                              (port != NULL ? port : to) + 1);
    }

  return g_string_free (text, FALSE);
}

static FfCampaign *
make_campaign (const Case *c)
{
  g_autofree char *transitions = dup_transitions (c->test->inputs);
  g_autofree char *text =
    g_strdup_printf ("{'fanfare': 1, 'needs': [], 'id': 'c', 'name': 'Test', 'activities': [%s%s%s"
                     "{'id': 'b', 'type': '%s', 'x': 0, 'y': 0, 'settings': {%s}}], 'transitions': [%s]}",
                     sources, c->test->more != NULL ? c->test->more : "", c->test->more != NULL ? ", " : "", c->type, c->test->settings, transitions);
  g_autoptr (GError) error = NULL;
  FfCampaign *campaign;

  g_strdelimit (text, "'", '"');
  g_strdelimit (text, "`", '\'');
  campaign = ff_document_parse (text, -1, &error);
  g_assert_no_error (error);

  return campaign;
}

static void
look_at_problems (const Case *c,
                  GPtrArray  *problems)
{
  guint n_found = 0;

  for (guint i = 0; i < problems->len; i++)
    {
      const FfProblem *problem = problems->pdata[i];

      if (!g_str_equal (problem->activity, "b"))
        continue;

      g_test_message ("%s: %s", problem->pointer, problem->message);
      if (problem->severity == FF_SEVERITY_NOTE)
        continue;

      n_found++;
      g_assert_nonnull (c->test->problem);
      g_assert_nonnull (strstr (problem->message, c->test->problem));
      g_assert_cmpstr (problem->pointer, ==, c->test->pointer);
    }

  g_assert_cmpuint (n_found, ==, c->test->problem != NULL ? 1 : 0);
}

static void
look_at_port (FfStore    *store,
              FfPlan     *plan,
              FfCounts   *counts,
              const char *expected)
{
  gsize length = strcspn (expected, "=?~");
  g_autofree char *port = g_strndup (expected, length);
  const FfPlanOutput *output = ff_plan_find_output (plan, "b", port);
  const FfCount *count = ff_counts_find (counts, "b", port);
  g_autofree char *fingerprint = NULL;
  g_autofree char *rows = NULL;

  g_test_message ("%s", expected);
  g_assert_nonnull (output);
  if (expected[length] == '?')
    {
      g_assert_null (output->flow.step);
      g_assert_nonnull (output->reason);
      g_assert_false (count->known);
      return;
    }

  g_assert_cmpstr (count->reason, ==, NULL);
  g_assert_true (count->known);
  g_assert_cmpint (output->if_taken, ==, expected[length] == '~');
  fingerprint = ff_evaluate_dup_fingerprint (store, output->flow, counts);
  rows = ff_test_dup_rows (store, output->flow, fingerprint);
  g_assert_cmpstr (rows, ==, expected + length + 1);
}

/* The people of tier gold; all audiences then. */
static FfJson *
save_audience (FfStore       *store,
               FfCampaign    *campaign,
               FfPlanContext *context,
               const char    *name)
{
  g_autoptr (FfPlan) plan = ff_planner_compile (campaign, context, NULL);
  FfFlow gold = ff_plan_find_output (plan, "gold", "out")->flow;
  g_autoptr (GError) error = NULL;
  g_autoptr (FfCounts) counts = ff_evaluate (store, plan, NULL, NULL, NULL, &error);
  g_autofree char *fingerprint = NULL;
  FfJson *audiences;
  gint64 n;

  g_assert_no_error (error);
  fingerprint = ff_evaluate_dup_fingerprint (store, gold, counts);
  ff_store_write_audience (store, gold, fingerprint, name, TRUE, &n, NULL, &error);
  g_assert_no_error (error);
  audiences = ff_store_list_audiences (store, &error);
  g_assert_no_error (error);

  return audiences;
}

static void
test_activity (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (FfCampaign) campaign = make_campaign (c);
  g_autoptr (FfPlanContext) context = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (FfPlan) plan = NULL;
  g_autoptr (FfCounts) counts = NULL;
  g_autoptr (FfStore) store = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *summary = ff_activity_dup_summary (ff_campaign_find_activity (campaign, "b"));
  FfTestFile file;

  ff_test_file_init (&file, ff_test_shop);
  store = ff_test_file_open (&file);
  context = ff_plan_context_new (ff_store_get_schema (store), FF_TEST_NOW);
  context->file_folders = g_strsplit (file.folder, "\n", -1);
  if (c->test->file != NULL)
    {
      g_autofree char *path = g_build_filename (file.folder, "people.csv", NULL);

      g_assert_true (g_file_set_contents (path, c->test->file, -1, NULL));
    }
  if (c->test->saved != NULL)
    context->audiences = save_audience (store, campaign, context, c->test->saved);
  plan = ff_planner_compile (campaign, context, &problems);
  look_at_problems (c, problems);
  counts = ff_evaluate (store, plan, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (summary);

  for (guint r = 0; r < G_N_ELEMENTS (c->test->results) && c->test->results[r] != NULL; r++)
    look_at_port (store, plan, counts, c->test->results[r]);

  g_clear_object (&store);
  ff_test_file_clear (&file);
}

void
ff_test_activity_add (const char           *type,
                      const FfTestActivity *cases,
                      guint                 n_cases)
{
  for (guint i = 0; i < n_cases; i++)
    {
      g_autofree char *path = g_strdup_printf ("/activities/%s/%s", type, cases[i].what);
      Case *c = g_new0 (Case, 1);

      *c = (Case) { type, &cases[i] };
      g_test_add_data_func_full (path, c, test_activity, g_free);
    }
}
