/* Plans and their builder: order, hashes, tables, columns, outputs. */

#include "plan/ff-plan.h"

#include <string.h>

typedef struct
{
  FfSchema       *schema;
  const FfEntity *profile;
  FfPlanBuilder  *builder;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  static const char *const key[] = { "id", NULL };
  const char *id[] = { "id", NULL };
  const char *owner[] = { "profile_id", NULL };
  FfEntity *profile = ff_entity_new ("profile");
  FfEntity *order = ff_entity_new ("order");
  FfType whole = { .kind = FF_KIND_INTEGER };
  FfType text = { .kind = FF_KIND_TEXT };
  FfType instant = { .kind = FF_KIND_INSTANT };
  FfType money = { .kind = FF_KIND_DECIMAL, .scale = 2, .scaled_storage = TRUE };

  profile->key = g_strdupv ((char **) key);
  ff_entity_add_column (profile, "id", &whole);
  ff_entity_add_column (profile, "tier", &text);
  ff_entity_add_link (profile, "orders", "order", FF_LINK_MANY, id, owner);

  order->key = g_strdupv ((char **) key);
  ff_entity_add_column (order, "id", &whole);
  ff_entity_add_column (order, "profile_id", &whole);
  ff_entity_add_column (order, "total", &money);
  ff_entity_add_column (order, "at", &instant);
  ff_entity_add_link (order, "profile", "profile", FF_LINK_ONE, owner, id);

  fixture->schema = ff_schema_new ();
  ff_schema_take_entity (fixture->schema, profile);
  ff_schema_take_entity (fixture->schema, order);
  fixture->profile = profile;
  fixture->builder = ff_plan_builder_new (fixture->schema);
  ff_plan_builder_set_origin (fixture->builder, "first", "/rule");
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_pointer (&fixture->builder, ff_plan_builder_free);
  ff_schema_unref (fixture->schema);
}

static FfRule *
parse_rule (Fixture    *fixture,
            const char *text,
            gint64      now_usec)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_rule_problem_free);
  g_autofree char *quoted = g_strdelimit (g_strdup (text), "'", '"');
  g_autoptr (FfJson) json = ff_json_parse (quoted, -1, &ff_json_document_limits, NULL);
  FfScope scope = { fixture->schema, fixture->profile, NULL, NULL, now_usec, NULL, NULL };
  FfRule *rule = ff_rule_parse (json, &scope, "", problems);

  g_assert_nonnull (rule);

  return rule;
}

static FfOperand *
parse_operand (Fixture    *fixture,
               const char *text,
               GPtrArray  *carried)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_rule_problem_free);
  g_autofree char *quoted = g_strdelimit (g_strdup (text), "'", '"');
  g_autoptr (FfJson) json = ff_json_parse (quoted, -1, &ff_json_document_limits, NULL);
  FfScope scope = { fixture->schema, fixture->profile, carried, NULL, 0, NULL, NULL };
  FfOperand *operand = ff_operand_parse (json, &scope, "", problems);

  g_assert_nonnull (operand);

  return operand;
}

static char *
join_tables (FfFlow flow)
{
  return g_strjoinv (" ", flow.step->tables);
}

#define GOLD "{'left': {'attribute': ['tier']}, 'op': 'equals', 'right': {'value': 'gold'}}"
#define RECENT "{'exists': 'orders', 'where': {'left': {'attribute': ['at']}, 'op': 'in-last', 'right': {'duration': {'amount': 1, 'unit': 'day'}}}}"

/* The hash is of what is computed, not of where it was drawn. */
static void
test_hash (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (FfRule) gold = parse_rule (fixture, GOLD, 0);
  g_autoptr (FfRule) same = parse_rule (fixture, GOLD, 5);
  g_autoptr (FfRule) recent = parse_rule (fixture, RECENT, 0);
  g_autoptr (FfRule) later = parse_rule (fixture, RECENT, 1);
  FfFlow a = ff_plan_builder_add_select (fixture->builder, fixture->profile, gold);
  FfFlow b, c, d, all, kept, both, turned;
  FfFlow inputs[2];

  ff_plan_builder_set_origin (fixture->builder, "second", "");
  b = ff_plan_builder_add_select (fixture->builder, fixture->profile, same);
  c = ff_plan_builder_add_select (fixture->builder, fixture->profile, recent);
  d = ff_plan_builder_add_select (fixture->builder, fixture->profile, later);
  all = ff_plan_builder_add_select (fixture->builder, fixture->profile, NULL);
  kept = ff_plan_builder_add_filter (fixture->builder, a, recent);

  g_assert_cmpuint (strlen (a.step->hash), ==, 64);
  g_assert_cmpstr (a.step->hash, ==, b.step->hash);
  g_assert_cmpstr (a.step->origin.activity, ==, "first");
  g_assert_cmpstr (a.step->origin.pointer, ==, "/rule");
  g_assert_cmpstr (b.step->origin.activity, ==, "second");
  g_assert_cmpstr (c.step->hash, !=, d.step->hash);
  g_assert_cmpstr (all.step->hash, !=, a.step->hash);
  g_assert_cmpstr (kept.step->hash, !=, a.step->hash);

  inputs[0] = a;
  inputs[1] = ff_flow_output (kept, 1);
  both = ff_plan_builder_add_combine (fixture->builder, FF_COMBINE_EXCLUSION, inputs, 2);
  inputs[1] = kept;
  turned = ff_plan_builder_add_combine (fixture->builder, FF_COMBINE_EXCLUSION, inputs, 2);
  g_assert_cmpstr (both.step->hash, !=, turned.step->hash);
}

static void
test_tables (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (FfRule) recent = parse_rule (fixture, RECENT, 0);
  g_autoptr (FfRule) gold = parse_rule (fixture, GOLD, 0);
  FfFlow all = ff_plan_builder_add_select (fixture->builder, fixture->profile, NULL);
  FfFlow members = ff_plan_builder_add_members (fixture->builder, fixture->profile, "VIPs");
  FfFlow select = ff_plan_builder_add_select (fixture->builder, fixture->profile, recent);
  FfFlow filter = ff_plan_builder_add_filter (fixture->builder, members, gold);
  FfFlow inputs[] = { all, members };
  FfFlow both = ff_plan_builder_add_combine (fixture->builder, FF_COMBINE_UNION, inputs, 2);
  FfFlow orders = ff_plan_builder_add_relate (fixture->builder, all, ff_entity_find_link (fixture->profile, "orders"));
  g_autofree char *all_tables = join_tables (all);
  g_autofree char *member_tables = join_tables (members);
  g_autofree char *select_tables = join_tables (select);
  g_autofree char *filter_tables = join_tables (filter);
  g_autofree char *both_tables = join_tables (both);
  g_autofree char *order_tables = join_tables (orders);

  g_assert_cmpstr (all_tables, ==, "profile");
  g_assert_cmpstr (member_tables, ==, FF_TABLE_AUDIENCE_MEMBER);
  g_assert_cmpstr (select_tables, ==, "order profile");
  g_assert_cmpstr (filter_tables, ==, "profile");
  g_assert_cmpstr (both_tables, ==, "");
  g_assert_cmpstr (order_tables, ==, "order profile");
}

static void
test_relate (Fixture       *fixture,
             gconstpointer  data)
{
  FfFlow all = ff_plan_builder_add_select (fixture->builder, fixture->profile, NULL);
  FfType text = { .kind = FF_KIND_TEXT };
  FfValue code = { .kind = FF_VALUE_TEXT, .text = (char *) "A" };
  FfFlow marked = ff_plan_builder_add_mark (fixture->builder, all, "arm", "Arm", &text, &code);
  FfFlow orders = ff_plan_builder_add_relate (fixture->builder, marked, ff_entity_find_link (fixture->profile, "orders"));

  g_assert_cmpstr (ff_flow_get_entity (orders)->name, ==, "order");
  g_assert_cmpstr (ff_flow_get_entity (ff_flow_output (orders, 1))->name, ==, "profile");
  g_assert_cmpuint (ff_flow_get_columns (orders)->len, ==, 1);
  g_assert_cmpuint (ff_flow_get_columns (ff_flow_output (orders, 1))->len, ==, marked.step->columns->len);
  g_assert_cmpstr (((FfColumn *) ff_flow_get_columns (ff_flow_output (orders, 1))->pdata[0])->name, ==,
                   ((FfColumn *) marked.step->columns->pdata[0])->name);
  g_assert_cmpstr (marked.step->constant.text, ==, "A");
}

/* Names that differ only in case, and names of the store's own, would clash in a working table. */
static void
test_columns (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GPtrArray) operands = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_operand_unref);
  FfFlow all = ff_plan_builder_add_select (fixture->builder, fixture->profile, NULL);
  const char *names[] = { "Spend", "spend", "k1", "" };
  const char *labels[] = { "Spend", "Again", "", "" };
  const char *expected[] = { "Spend", "spend_2", "k1_2", "Tier" };
  FfFlow enriched;

  for (guint i = 0; i < 3; i++)
    g_ptr_array_add (operands, parse_operand (fixture, "{'aggregate': 'sum', 'link': ['orders'], 'of': {'attribute': ['total']}}", NULL));
  g_ptr_array_add (operands, parse_operand (fixture, "{'attribute': ['tier']}", NULL));
  enriched = ff_plan_builder_add_enrich (fixture->builder, all, operands, names, labels);

  g_assert_cmpuint (ff_flow_get_columns (enriched)->len, ==, 4);
  g_assert_cmpuint (enriched.step->added->len, ==, 4);
  for (guint i = 0; i < 4; i++)
    {
      const FfColumn *column = g_ptr_array_index (ff_flow_get_columns (enriched), i);
      const FfStepColumn *added = g_ptr_array_index (enriched.step->added, i);

      g_assert_cmpstr (column->name, ==, expected[i]);
      g_assert_cmpstr (added->column->name, ==, expected[i]);
    }

  g_assert_cmpint (((FfColumn *) g_ptr_array_index (enriched.step->columns, 0))->type.kind, ==, FF_KIND_DECIMAL);
  g_assert_cmpuint (((FfColumn *) g_ptr_array_index (enriched.step->columns, 0))->type.scale, ==, 2);
  g_assert_cmpstr (((FfColumn *) g_ptr_array_index (enriched.step->columns, 2))->label, ==, "Orders › Sum of Total");
}

/* What is given is copied or reffed: the caller's may go. */
static void
test_content (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (FfPlan) plan = NULL;
  FfFlow all = ff_plan_builder_add_select (fixture->builder, fixture->profile, NULL);
  FfStep *split, *dedupe, *take;

  {
    g_autoptr (FfRule) gold = parse_rule (fixture, GOLD, 0);
    g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_operand_unref);
    FfRank descending[] = { { FF_RANK_VALUE, TRUE, NULL } };
    FfOrder order = { FALSE, 0, keys, descending };
    FfOrder random = { TRUE, 7, NULL, NULL };
    FfQuota quota = { FF_QUOTA_SHARE, 0, 1, 10 };
    FfSubset subsets[] = { { (char *) "Gold", gold, { FF_QUOTA_COUNT, 5, 0, 0 }, order, NULL }, { (char *) "Any", NULL, { FF_QUOTA_ALL, 0, 0, 0 }, random, NULL } };
    FfDedupeOptions options = { .keys = keys, .keep = 1, .order = &order };
    FfFlow flow;

    g_ptr_array_add (keys, parse_operand (fixture, "{'attribute': ['tier']}", NULL));
    flow = ff_plan_builder_add_split (fixture->builder, all, FF_SPLIT_IN_TURN, subsets, 2);
    split = flow.step;
    flow = ff_plan_builder_add_dedupe (fixture->builder, ff_flow_output (flow, 2), &options);
    dedupe = flow.step;
    flow = ff_plan_builder_add_take (fixture->builder, flow, &quota, &random, NULL, NULL);
    take = flow.step;

    ff_plan_builder_set_output (fixture->builder, "a", "out", flow, NULL, TRUE);
    ff_plan_builder_set_output (fixture->builder, "b", "out", (FfFlow) { NULL }, "not counted: connect an audience", FALSE);
  }

  plan = ff_plan_builder_finish (g_steal_pointer (&fixture->builder));
  g_assert_true (ff_plan_get_schema (plan) == fixture->schema);
  g_assert_cmpuint (ff_plan_get_n_steps (plan), ==, 4);
  g_assert_true (ff_plan_get_step (plan, 1) == split);
  g_assert_cmpuint (split->n_outputs, ==, 3);
  g_assert_cmpstr (g_array_index (split->subsets, FfSubset, 0).code, ==, "Gold");
  g_assert_true (g_array_index (split->subsets, FfSubset, 0).order.ranks[0].descending);
  g_assert_true (g_array_index (split->subsets, FfSubset, 1).order.random);
  g_assert_cmpint (dedupe->keep, ==, 1);
  g_assert_cmpuint (dedupe->inputs[0].output, ==, 2);
  g_assert_cmpuint (take->order.seed, ==, 7);
  g_assert_cmpint (take->quota.denominator, ==, 10);

  g_assert_cmpuint (ff_plan_get_n_outputs (plan), ==, 2);
  g_assert_true (ff_plan_find_output (plan, "a", "out")->flow.step == take);
  g_assert_true (ff_plan_find_output (plan, "a", "out")->if_taken);
  g_assert_cmpstr (ff_plan_find_output (plan, "b", "out")->reason, ==, "not counted: connect an audience");
  g_assert_null (ff_plan_find_output (plan, "a", "rest"));
}

/* A second plan goes on from the middle of a first one, which may go. */
static void
test_include (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (FfRule) gold = parse_rule (fixture, GOLD, 0);
  FfFlow all = ff_plan_builder_add_select (fixture->builder, fixture->profile, NULL);
  FfFlow kept = ff_plan_builder_add_filter (fixture->builder, all, gold);
  FfPlanBuilder *builder = ff_plan_builder_new (fixture->schema);
  FfPlan *first;
  g_autoptr (FfPlan) second = NULL;
  FfFlow after;

  ff_plan_builder_add_filter (fixture->builder, kept, gold);
  first = ff_plan_builder_finish (g_steal_pointer (&fixture->builder));

  after = ff_plan_builder_add_filter (builder, ff_plan_builder_include (builder, ff_flow_output (kept, 1)), gold);
  ff_plan_builder_include (builder, kept);
  ff_plan_builder_set_output (builder, "a", "out", after, NULL, FALSE);
  ff_plan_unref (first);
  second = ff_plan_builder_finish (builder);

  g_assert_cmpuint (ff_plan_get_n_steps (second), ==, 3);
  g_assert_true (ff_plan_get_step (second, 0) == all.step);
  g_assert_true (ff_plan_get_step (second, 1) == kept.step);
  g_assert_cmpuint (after.step->inputs[0].output, ==, 1);
}

static void
test_names (void)
{
  g_assert_cmpstr (ff_step_op_get_name (FF_STEP_SELECT), ==, "select");
  g_assert_cmpstr (ff_step_op_get_name (FF_STEP_MARK), ==, "mark");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, test) g_test_add ("/plan/plan/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("hash", test_hash);
  ADD ("tables", test_tables);
  ADD ("relate", test_relate);
  ADD ("columns", test_columns);
  ADD ("content", test_content);
  ADD ("include", test_include);
#undef ADD
  g_test_add_func ("/plan/plan/names", test_names);

  return g_test_run ();
}
