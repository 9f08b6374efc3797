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

static FfScope
get_scope (Making *self,
           FfFlow  in)
{
  FfScope scope = { .schema = self->schema, .audiences = self->audiences, .now_usec = FF_TEST_NOW,
                    .find_leaving = find_leaving, .find_data = self };

  if (in.step != NULL)
    {
      scope.entity = ff_flow_get_entity (in);
      scope.carried = ff_flow_get_columns (in);
    }

  return scope;
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

static void
make_order (FfJson        *json,
            const FfScope *scope,
            FfOrder       *out_order)
{
  *out_order = (FfOrder) { 0 };
  if (ff_json_is_object (json))
    {
      out_order->random = TRUE;
      out_order->seed = (guint64) ff_json_get_member_integer (json, "seed", 0);
      return;
    }

  out_order->operands = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_operand_unref);
  out_order->descending = g_new0 (gboolean, ff_json_get_length (json) + 1);
  for (guint i = 0; i < ff_json_get_length (json); i++)
    {
      FfJson *item = ff_json_get_element (json, i);

      g_ptr_array_add (out_order->operands, make_operand (ff_json_get_member (item, "by"), scope));
      out_order->descending[i] = ff_json_get_member_boolean (item, "descending", FALSE);
    }
}

static void
clear_order (FfOrder *order)
{
  g_clear_pointer (&order->operands, g_ptr_array_unref);
  g_clear_pointer (&order->descending, g_free);
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

static FfFlow
make_dedupe (Making        *self,
             FfJson        *step,
             FfFlow         in,
             const FfScope *scope)
{
  g_autoptr (GPtrArray) keys = make_operands (ff_json_get_member (step, "keys"), scope);
  FfOrder order;
  FfDedupeOptions options = {
    .keys = keys,
    .ignore_case = ff_json_get_member_boolean (step, "ignore-case", FALSE),
    .trim = ff_json_get_member_boolean (step, "trim", FALSE),
    .empty_equal = ff_json_get_member_boolean (step, "empty-equal", FALSE),
    .keep = ff_json_get_member_integer (step, "keep", 1),
    .order = &order,
  };
  FfFlow flow;

  make_order (ff_json_get_member (step, "order"), scope, &order);
  flow = ff_plan_builder_add_dedupe (self->builder, in, &options);
  clear_order (&order);

  return flow;
}

static FfFlow
make_take (Making        *self,
           FfJson        *step,
           FfFlow         in,
           const FfScope *scope)
{
  g_autoptr (GPtrArray) groups = make_operands (ff_json_get_member (step, "groups"), scope);
  FfQuota quota = make_quota (ff_json_get_member (step, "quota"));
  FfOrder order;
  FfFlow flow;

  make_order (ff_json_get_member (step, "order"), scope, &order);
  flow = ff_plan_builder_add_take (self->builder, in, &quota, &order, groups->len > 0 ? groups : NULL);
  clear_order (&order);

  return flow;
}

static FfFlow
make_split (Making        *self,
            FfJson        *step,
            FfFlow         in,
            const FfScope *scope)
{
  FfJson *list = ff_json_get_member (step, "subsets");
  guint n = ff_json_get_length (list);
  g_autofree FfSubset *subsets = g_new0 (FfSubset, n);
  FfFlow flow;

  for (guint s = 0; s < n; s++)
    {
      FfJson *subset = ff_json_get_element (list, s);

      subsets[s].label = g_strdup_printf ("Subset %u", s);
      subsets[s].rule = make_rule (ff_json_get_member (subset, "rule"), scope);
      subsets[s].quota = make_quota (ff_json_get_member (subset, "quota"));
      make_order (ff_json_get_member (subset, "order"), scope, &subsets[s].order);
    }

  flow = ff_plan_builder_add_split (self->builder, in, subsets, n, ff_json_get_member_boolean (step, "overlapping", FALSE));

  for (guint s = 0; s < n; s++)
    {
      g_free (subsets[s].label);
      g_clear_pointer (&subsets[s].rule, ff_rule_unref);
      clear_order (&subsets[s].order);
    }

  return flow;
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
  if (g_str_equal (op, "mark"))
    return make_mark (self, step, in);
  if (g_str_equal (op, "relate"))
    {
      const FfLink *link = ff_entity_find_link (scope.entity, ff_json_get_member_string (step, "link", ""));

      g_assert_nonnull (link);
      return ff_plan_builder_add_relate (self->builder, in, link);
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
