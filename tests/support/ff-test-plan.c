/* Plans written as JSON in a test, and what they give. For the tests of engine
 * and store. */

#include "ff-test-plan.h"

#include <stdlib.h>
#include <string.h>

typedef struct
{
  FfSchema      *schema;
  FfJson        *audiences;
  FfPlanBuilder *builder;
  GArray        *flows;     /* of FfFlow: output 0 of each step */
} Making;

/* Rules that their parser refused since the plan was begun. */
static guint n_refused;
static char *refusal;
static GTimeZone *zone;
static guint week_start;

void
ff_test_plan_set_calendar (const char *zone_name,
                           guint       first_day)
{
  g_clear_pointer (&zone, g_time_zone_unref);
  zone = g_time_zone_new_identifier (zone_name);
  week_start = first_day;
}

FfJson *
ff_test_json (const char *text)
{
  g_autofree char *quoted = g_strdelimit (g_strdup (text), "'", '"');
  g_autoptr (GError) error = NULL;
  FfJson *json = ff_json_parse (quoted, -1, &ff_json_document_limits, &error);

  g_assert_no_error (error);

  return json;
}

guint
ff_test_flow_step (FfJson *flow)
{
  gint64 place = -1;

  ff_json_get_integer (ff_json_is_array (flow) ? ff_json_get_element (flow, 0) : flow, &place);

  return (guint) place;
}

guint
ff_test_flow_output (FfJson *flow)
{
  gint64 output = 0;

  if (ff_json_is_array (flow))
    ff_json_get_integer (ff_json_get_element (flow, 1), &output);

  return (guint) output;
}

static FfFlow
get_flow (Making *self,
          FfJson *json)
{
  guint place = ff_test_flow_step (json);

  g_assert_cmpuint (place, <, self->flows->len);

  return ff_flow_output (g_array_index (self->flows, FfFlow, place), ff_test_flow_output (json));
}

static FfLeaving *
find_leaving (const char *activity,
              const char *port,
              gpointer    data)
{
  Making *self = data;
  guint step = (guint) atoi (activity);

  if (step >= self->flows->len)
    return NULL;

  return ff_flow_new_leaving (ff_flow_output (g_array_index (self->flows, FfFlow, step), (guint) atoi (port)), activity, port, activity);
}

/* Any activity is there. */
static char *
find_title (const char *activity,
            gpointer    data)
{
  return g_strdup (activity);
}

static FfScope
get_scope (Making *self,
           FfFlow  in)
{
  FfScope scope = { .schema = self->schema, .audiences = self->audiences, .now_usec = FF_TEST_NOW,
                    .campaign_id = FF_TEST_CAMPAIGN_ID, .campaign_name = FF_TEST_CAMPAIGN_NAME,
                    .zone = zone, .week_start = week_start,
                    .find_title = find_title, .find_leaving = find_leaving, .find_data = self };

  if (in.step != NULL)
    {
      scope.entity = ff_flow_get_entity (in);
      scope.carried = ff_flow_get_columns (in);
    }

  return scope;
}

const char *
ff_test_plan_get_refusal (void)
{
  return refusal;
}

static void
look_for_problems (GPtrArray *problems,
                   FfJson    *json)
{
  for (guint p = 0; p < problems->len; p++)
    {
      FfRuleProblem *problem = g_ptr_array_index (problems, p);
      g_autofree char *text = ff_json_print (json);

      if (problem->warning)
        continue;
      g_test_message ("%s: %s in %s", problem->pointer, problem->message, text);
      g_free (refusal);
      refusal = g_strdup (problem->message);
      n_refused += 1;
    }
}

static FfRule *
make_rule (FfJson        *json,
           const FfScope *scope)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_rule_problem_free);
  FfRule *rule;

  if (json == NULL)
    return NULL;

  rule = ff_rule_parse (json, scope, "", problems);
  look_for_problems (problems, json);
  if (rule == NULL)
    {
      g_autoptr (FfJson) all = ff_json_new_object ();

      rule = ff_rule_parse (all, scope, "", problems);
    }

  return rule;
}

static FfOperand *
make_operand (FfJson        *json,
              const FfScope *scope)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_rule_problem_free);
  FfOperand *operand = ff_operand_parse (json, scope, "", problems);

  look_for_problems (problems, json);
  if (operand == NULL)
    {
      /* Something to go on with; the plan is not used. */
      g_autoptr (FfJson) key = ff_json_new_object ();
      FfJson *path = ff_json_new_array ();

      ff_json_take_element (path, ff_json_new_string (scope->entity->key[0]));
      ff_json_take_member (key, "attribute", path);
      operand = ff_operand_parse (key, scope, "", problems);
    }

  return operand;
}

static GPtrArray *
make_operands (FfJson        *json,
               const FfScope *scope)
{
  GPtrArray *operands = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_operand_unref);

  for (guint i = 0; i < ff_json_get_length (json); i++)
    g_ptr_array_add (operands, make_operand (ff_json_get_element (json, i), scope));

  return operands;
}

/* A text or null. */
static FfValue
make_value (FfJson    *json,
            FfOperand *operand)
{
  FfValue value = { .kind = FF_VALUE_NULL };

  /* An operand that was refused has none of its values. */
  if (ff_json_get_string (json) != NULL && n_refused == 0)
    g_assert_true (ff_value_parse (ff_json_get_string (json), ff_operand_get_type (operand), NULL, &value));

  return value;
}

static void
make_rank (FfJson    *json,
           FfOperand *operand,
           FfRank    *out_rank)
{
  FfJson *values = ff_json_get_member (json, "values");

  *out_rank = (FfRank) { .descending = ff_json_get_member_boolean (json, "descending", FALSE) };
  if (ff_json_get_member_boolean (json, "filled", FALSE))
    out_rank->kind = FF_RANK_FILLED;
  if (values == NULL)
    return;

  out_rank->kind = FF_RANK_LIST;
  out_rank->values = g_array_new (FALSE, TRUE, sizeof (FfValue));
  g_array_set_clear_func (out_rank->values, (GDestroyNotify) ff_value_clear);
  for (guint v = 0; v < ff_json_get_length (values); v++)
    {
      FfValue value = make_value (ff_json_get_element (values, v), operand);

      g_array_append_val (out_rank->values, value);
    }
}

static void
make_order (FfJson        *json,
            const FfScope *scope,
            FfOrder       *out_order)
{
  FfJson *by = ff_json_is_object (json) ? ff_json_get_member (json, "by") : json;
  guint n = ff_json_get_length (by);

  *out_order = (FfOrder) { 0 };
  out_order->random = ff_json_get_member (json, "seed") != NULL;
  out_order->seed = (guint64) ff_json_get_member_integer (json, "seed", 0);
  out_order->operands = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_operand_unref);
  out_order->ranks = g_new0 (FfRank, n + 1);
  for (guint i = 0; i < n; i++)
    {
      FfJson *item = ff_json_get_element (by, i);
      FfOperand *operand = make_operand (ff_json_get_member (item, "by"), scope);

      g_ptr_array_add (out_order->operands, operand);
      make_rank (item, operand, &out_order->ranks[i]);
    }
}

static FfQuota
make_quota (FfJson *json)
{
  FfQuota quota = { .kind = FF_QUOTA_ALL };
  FfJson *share = ff_json_get_member (json, "share");

  if (ff_json_get_integer (ff_json_get_member (json, "count"), &quota.count))
    {
      quota.kind = FF_QUOTA_COUNT;
      return quota;
    }

  if (share == NULL)
    share = ff_json_get_member (json, "share-left");
  if (share == NULL)
    return quota;

  quota.kind = ff_json_get_member (json, "share") != NULL ? FF_QUOTA_SHARE : FF_QUOTA_SHARE_LEFT;
  ff_json_get_integer (ff_json_get_element (share, 0), &quota.numerator);
  ff_json_get_integer (ff_json_get_element (share, 1), &quota.denominator);

  return quota;
}

static guint
find_word (const char        *word,
           const char *const *words)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (g_str_equal (words[i], word))
      return i;

  g_assert_not_reached ();
}

static FfFlow
make_combine (Making *self,
              FfJson *step)
{
  static const char *const hows[] = { "union", "intersection", "exclusion", "difference", NULL };
  static const char *const policies[] = { "primary", "common", "all", NULL };
  g_autoptr (GArray) inputs = g_array_new (FALSE, FALSE, sizeof (FfFlow));
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_operand_unref);
  FfJson *in = ff_json_get_member (step, "in");
  FfCombineOptions options = {
    .how = find_word (ff_json_get_member_string (step, "how", ""), hows),
    .policy = find_word (ff_json_get_member_string (step, "policy", "primary"), policies),
    .limit = ff_json_get_member_integer (step, "limit", -1),
    .keys = keys,
  };

  for (guint i = 0; i < ff_json_get_length (in); i++)
    {
      FfFlow flow = get_flow (self, ff_json_get_element (in, i));
      FfScope scope = get_scope (self, flow);
      g_autoptr (GPtrArray) own = make_operands (ff_json_get_element (ff_json_get_member (step, "keys"), i), &scope);

      g_array_append_val (inputs, flow);
      g_ptr_array_extend_and_steal (keys, g_steal_pointer (&own));
    }

  return ff_plan_builder_add_combine_with (self->builder, &options, (const FfFlow *) (gpointer) inputs->data, inputs->len);
}

static void
clear_merge (gpointer data)
{
  ff_operand_unref (((FfMergeOptions *) data)->operand);
}

static GArray *
make_merges (FfJson        *json,
             const FfScope *scope)
{
  static const char *const hows[] = { "first", "filled", "min", "max", "sum", "average", "count", "join", NULL };
  GArray *merges = g_array_new (FALSE, TRUE, sizeof (FfMergeOptions));

  g_array_set_clear_func (merges, clear_merge);
  for (guint m = 0; m < ff_json_get_length (json); m++)
    {
      FfJson *item = ff_json_get_element (json, m);
      FfMergeOptions merge = {
        .how = find_word (ff_json_get_member_string (item, "how", ""), hows),
        .operand = make_operand (ff_json_get_member (item, "of"), scope),
        .replaces = ff_json_get_member_string (item, "replaces", NULL),
        .name = ff_json_get_member_string (item, "name", NULL),
      };

      g_array_append_val (merges, merge);
    }

  return merges;
}

/* One for all keys, or a list for each. */
static gboolean
get_key_flag (FfJson     *step,
              const char *name,
              guint       k)
{
  FfJson *flag = ff_json_get_member (step, name);

  return ff_json_get_boolean (ff_json_is_array (flag) ? ff_json_get_element (flag, k) : flag, FALSE);
}

static FfFlow
make_dedupe (Making        *self,
             FfJson        *step,
             FfFlow         in,
             const FfScope *scope)
{
  g_autoptr (GPtrArray) keys = make_operands (ff_json_get_member (step, "keys"), scope);
  g_autoptr (GArray) merges = make_merges (ff_json_get_member (step, "merge"), scope);
  g_autofree guint *flags = g_new0 (guint, keys->len + 1);
  g_auto (FfOrder) order = { 0 };
  FfDedupeOptions options = {
    .keys = keys,
    .key_flags = flags,
    .empty_equal = ff_json_get_member_boolean (step, "empty-equal", FALSE),
    .keep = ff_json_get_member_integer (step, "keep", 1),
    .order = &order,
    .merges = (const FfMergeOptions *) (gpointer) merges->data,
    .n_merges = merges->len,
  };

  for (guint k = 0; k < keys->len; k++)
    flags[k] = (get_key_flag (step, "ignore-case", k) ? FF_KEY_IGNORE_CASE : FF_KEY_EXACT) |
               (get_key_flag (step, "trim", k) ? FF_KEY_TRIM : FF_KEY_EXACT);
  make_order (ff_json_get_member (step, "order"), scope, &order);

  return ff_plan_builder_add_dedupe (self->builder, in, &options);
}

static GArray *
make_cells (FfJson    *json,
            GPtrArray *groups)
{
  GArray *cells = g_array_new (FALSE, TRUE, sizeof (FfCell));

  g_array_set_clear_func (cells, (GDestroyNotify) ff_cell_clear);
  for (guint c = 0; c < ff_json_get_length (json); c++)
    {
      FfJson *item = ff_json_get_element (json, c);
      FfCell cell = { g_new0 (FfValue, groups->len), groups->len, ff_json_get_member_integer (item, "count", 0) };

      for (guint v = 0; v < groups->len; v++)
        cell.values[v] = make_value (ff_json_get_element (ff_json_get_member (item, "values"), v), g_ptr_array_index (groups, v));
      g_array_append_val (cells, cell);
    }

  return cells;
}

static FfFlow
make_take (Making        *self,
           FfJson        *step,
           FfFlow         in,
           const FfScope *scope)
{
  g_autoptr (GPtrArray) groups = make_operands (ff_json_get_member (step, "groups"), scope);
  g_autoptr (GArray) cells = make_cells (ff_json_get_member (step, "cells"), groups);
  FfQuota quota = make_quota (ff_json_get_member (step, "quota"));
  g_auto (FfOrder) order = { 0 };

  make_order (ff_json_get_member (step, "order"), scope, &order);

  return ff_plan_builder_add_take (self->builder, in, &quota, &order, groups, cells);
}

static void
subset_clear (gpointer data)
{
  FfSubset *subset = data;

  g_free (subset->code);
  g_clear_pointer (&subset->rule, ff_rule_unref);
  g_clear_pointer (&subset->groups, g_ptr_array_unref);
  ff_order_clear (&subset->order);
}

static FfFlow
make_split (Making        *self,
            FfJson        *step,
            FfFlow         in,
            const FfScope *scope)
{
  FfJson *list = ff_json_get_member (step, "subsets");
  const char *column = ff_json_get_member_string (step, "column", NULL);
  guint n = ff_json_get_length (list);
  g_autoptr (GArray) subsets = g_array_new (FALSE, TRUE, sizeof (FfSubset));
  FfSplitHow how = ff_json_get_member_boolean (step, "overlapping", FALSE) ? FF_SPLIT_OVERLAPPING
                   : ff_json_get_member_boolean (step, "hashed", FALSE) ? FF_SPLIT_HASHED : FF_SPLIT_IN_TURN;
  const FfSubset *first;

  g_array_set_clear_func (subsets, subset_clear);
  g_array_set_size (subsets, n);
  for (guint s = 0; s < n; s++)
    {
      FfJson *json = ff_json_get_element (list, s);
      FfSubset *subset = &g_array_index (subsets, FfSubset, s);

      subset->code = g_strdup (ff_json_get_member_string (json, "code", NULL));
      subset->rule = make_rule (ff_json_get_member (json, "rule"), scope);
      subset->quota = make_quota (ff_json_get_member (json, "quota"));
      subset->groups = make_operands (ff_json_get_member (json, "groups"), scope);
      make_order (ff_json_get_member (json, "order"), scope, &subset->order);
    }

  first = &g_array_index (subsets, FfSubset, 0);
  if (column != NULL)
    return ff_plan_builder_add_split_in_one (self->builder, in, how, first, n, column, column);

  return ff_plan_builder_add_split (self->builder, in, how, first, n);
}

static FfFlow
make_enrich (Making        *self,
             FfJson        *step,
             FfFlow         in,
             const FfScope *scope)
{
  FfJson *columns = ff_json_get_member (step, "columns");
  guint n = ff_json_get_length (columns);
  g_autoptr (GPtrArray) operands = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_operand_unref);
  g_autofree const char **names = g_new0 (const char *, n + 1);

  for (guint c = 0; c < n; c++)
    {
      FfJson *column = ff_json_get_element (columns, c);

      g_ptr_array_add (operands, make_operand (ff_json_get_member (column, "operand"), scope));
      names[c] = ff_json_get_member_string (column, "name", "");
    }

  return ff_plan_builder_add_enrich (self->builder, in, operands, names, names);
}

/* What is compared of @in and of @other. */
static GPtrArray *
make_pairs (Making        *self,
            FfJson        *keys,
            const FfScope *scope,
            const FfScope *other)
{
  GPtrArray *operands = make_operands (ff_json_get_element (keys, 0), scope);
  g_autoptr (GPtrArray) others = make_operands (ff_json_get_element (keys, 1), other);

  g_ptr_array_extend_and_steal (operands, g_steal_pointer (&others));

  return operands;
}

static FfFlow
make_look_up (Making        *self,
              FfJson        *step,
              FfFlow         in,
              const FfScope *scope)
{
  FfJson *inputs = ff_json_get_member (step, "in");
  FfJson *columns = ff_json_get_member (step, "columns");
  guint n = ff_json_get_length (columns);
  const FfLink *link = ff_json_get_length (inputs) == 1 ? ff_entity_find_link (scope->entity, ff_json_get_member_string (step, "link", "")) : NULL;
  FfFlow other = link == NULL ? get_flow (self, ff_json_get_element (inputs, 1)) : (FfFlow) { NULL };
  FfScope found = get_scope (self, other);
  g_autoptr (GPtrArray) operands = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_operand_unref);
  g_autoptr (GPtrArray) keys = NULL;
  g_autoptr (FfRule) rule = NULL;
  g_autofree const char **names = g_new0 (const char *, n + 1);
  g_auto (FfOrder) order = { 0 };

  if (link != NULL)
    found.entity = ff_schema_find_entity (self->schema, link->target);
  rule = make_rule (ff_json_get_member (step, "rule"), &found);
  keys = make_pairs (self, ff_json_get_member (step, "keys"), scope, &found);
  make_order (ff_json_get_member (step, "order"), &found, &order);
  for (guint c = 0; c < n; c++)
    {
      FfJson *column = ff_json_get_element (columns, c);

      g_ptr_array_add (operands, make_operand (ff_json_get_member (column, "operand"), &found));
      names[c] = ff_json_get_member_string (column, "name", "");
    }

  return ff_plan_builder_add_look_up (self->builder, in, &(FfLookUpOptions) {
    .link = link, .rule = rule, .other = other, .keys = keys, .order = &order,
    .n_first = (guint) ff_json_get_member_integer (step, "first", 1), .operands = operands, .names = names, .labels = names,
  });
}

static FfFlow
make_match (Making        *self,
            FfJson        *step,
            FfFlow         in,
            const FfScope *scope)
{
  static const char *const policies[] = { "first", "all", "unmatched", NULL };
  FfScope found = get_scope (self, (FfFlow) { NULL });
  g_autoptr (GPtrArray) keys = NULL;
  g_auto (FfOrder) order = { 0 };

  found.entity = ff_schema_find_entity (self->schema, ff_json_get_member_string (step, "entity", ""));
  keys = make_pairs (self, ff_json_get_member (step, "keys"), scope, &found);
  make_order (ff_json_get_member (step, "order"), &found, &order);

  return ff_plan_builder_add_match (self->builder, in, &(FfMatchOptions) {
    .entity = found.entity, .keys = keys, .order = &order,
    .many = find_word (ff_json_get_member_string (step, "many", "first"), policies),
  });
}

static FfFlow
make_mark (Making *self,
           FfJson *step,
           FfFlow  in)
{
  const char *name = ff_json_get_member_string (step, "name", "code");
  FfType type = { .kind = FF_KIND_TEXT };
  FfValue value = { .kind = FF_VALUE_TEXT, .text = (char *) ff_json_get_member_string (step, "value", "") };

  return ff_plan_builder_add_mark (self->builder, in, name, name, &type, &value);
}

static char **
dup_texts (FfJson *list)
{
  g_autoptr (GStrvBuilder) texts = g_strv_builder_new ();

  for (guint i = 0; i < ff_json_get_length (list); i++)
    g_strv_builder_add (texts, ff_json_get_string (ff_json_get_element (list, i)));

  return g_strv_builder_end (texts);
}

static FfFlow
make_step (Making *self,
           FfJson *step)
{
  const char *op = ff_json_get_member_string (step, "op", "");
  FfJson *inputs = ff_json_get_member (step, "in");
  FfFlow in = inputs != NULL ? get_flow (self, ff_json_get_element (inputs, 0)) : (FfFlow) { NULL, 0 };
  FfScope scope = get_scope (self, in);
  g_autoptr (FfRule) rule = NULL;
  g_autoptr (GArray) merges = NULL;

  if (ff_json_get_member (step, "reasons") != NULL)
    {
      g_auto (GStrv) reasons = dup_texts (ff_json_get_member (step, "reasons"));

      ff_plan_builder_set_reasons (self->builder, (const char *const *) reasons);
    }

  if (inputs == NULL)
    scope.entity = ff_schema_find_entity (self->schema, ff_json_get_member_string (step, "entity", ""));
  g_assert_nonnull (scope.entity);

  if (g_str_equal (op, "members"))
    return ff_plan_builder_add_members (self->builder, scope.entity, ff_json_get_member_string (step, "audience", ""));
  if (g_str_equal (op, "combine"))
    return make_combine (self, step);
  if (g_str_equal (op, "dedupe"))
    return make_dedupe (self, step, in, &scope);
  if (g_str_equal (op, "take"))
    return make_take (self, step, in, &scope);
  if (g_str_equal (op, "split"))
    return make_split (self, step, in, &scope);
  if (g_str_equal (op, "enrich"))
    return make_enrich (self, step, in, &scope);
  if (g_str_equal (op, "look-up"))
    return make_look_up (self, step, in, &scope);
  if (g_str_equal (op, "match"))
    return make_match (self, step, in, &scope);
  if (g_str_equal (op, "mark"))
    return make_mark (self, step, in);
  if (g_str_equal (op, "relate"))
    {
      const FfLink *link = ff_entity_find_link (scope.entity, ff_json_get_member_string (step, "link", ""));

      g_assert_nonnull (link);
      merges = make_merges (ff_json_get_member (step, "merge"), &scope);
      return ff_plan_builder_add_relate_with (self->builder, in, link, (const FfMergeOptions *) (gpointer) merges->data, merges->len);
    }

  rule = make_rule (ff_json_get_member (step, "rule"), &scope);
  if (g_str_equal (op, "select"))
    return ff_plan_builder_add_select (self->builder, scope.entity, rule);

  g_assert_cmpstr (op, ==, "filter");

  return ff_plan_builder_add_filter (self->builder, in, rule);
}

FfPlan *
ff_test_plan (FfSchema *schema,
              FfJson   *json,
              FfJson   *audiences)
{
  g_autoptr (GArray) flows = g_array_new (FALSE, FALSE, sizeof (FfFlow));
  Making self = { schema, audiences, ff_plan_builder_new (schema), flows };
  g_autoptr (FfPlan) plan = NULL;

  n_refused = 0;
  for (guint s = 0; s < ff_json_get_length (json) && n_refused == 0; s++)
    {
      g_autofree char *activity = g_strdup_printf ("%u", s);
      FfFlow flow;

      ff_plan_builder_set_origin (self.builder, activity, "");
      flow = make_step (&self, ff_json_get_element (json, s));
      g_array_append_val (flows, flow);

      for (guint o = 0; o < flow.step->n_outputs; o++)
        {
          g_autofree char *port = g_strdup_printf ("%u", o);

          ff_plan_builder_set_output (self.builder, activity, port, ff_flow_output (flow, o), NULL, FALSE);
        }
    }

  plan = ff_plan_builder_finish (self.builder);

  return n_refused == 0 ? g_steal_pointer (&plan) : NULL;
}

static void
clear_cell (gpointer data)
{
  ff_value_clear (data);
}

char *
ff_test_dup_rows (FfStore    *store,
                  FfFlow      flow,
                  const char *fingerprint)
{
  g_autoptr (GPtrArray) operands = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_operand_unref);
  g_autoptr (GString) rows = g_string_new (NULL);
  g_autoptr (GArray) cells = g_array_new (FALSE, TRUE, sizeof (FfValue));
  g_autoptr (GError) error = NULL;
  GPtrArray *columns = ff_flow_get_columns (flow);
  FfScope scope = { .schema = ff_store_get_schema (store), .entity = ff_flow_get_entity (flow), .carried = columns };
  FfStoreReader *reader;
  gboolean has_row = TRUE;

  g_array_set_clear_func (cells, clear_cell);
  for (guint c = 0; c < columns->len; c++)
    {
      g_autoptr (FfJson) json = ff_json_new_object ();

      ff_json_set_string (json, "column", ((FfColumn *) g_ptr_array_index (columns, c))->name);
      g_ptr_array_add (operands, make_operand (json, &scope));
    }

  reader = ff_store_open_reader (store, flow, fingerprint, operands, NULL, &error);
  g_assert_no_error (error);

  for (;;)
    {
      g_autofree char *key = NULL;

      ff_store_read_row (store, reader, &key, cells, &has_row, &error);
      g_assert_no_error (error);
      if (!has_row)
        break;

      g_strdelimit (key, "\x1f", '/');
      g_string_append_printf (rows, "%s%s", rows->len > 0 ? " " : "", key);
      for (guint c = 0; c < cells->len; c++)
        {
          const FfValue *value = &g_array_index (cells, FfValue, c);

          if (value->kind == FF_VALUE_INTEGER)
            g_string_append_printf (rows, "|%" G_GINT64_FORMAT, value->integer);
          else if (value->kind == FF_VALUE_REAL)
            g_string_append_printf (rows, "|%.12g", value->real);
          else
            g_string_append_printf (rows, "|%s", value->kind == FF_VALUE_TEXT ? value->text : "-");
        }
    }
  ff_store_close_reader (store, reader);

  return g_string_free (g_steal_pointer (&rows), FALSE);
}
