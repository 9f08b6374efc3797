/* Seeded random rules: grouped queries, look-ups row by row and the form that
 * tells unknown from false must take the same keys, and the opposite the rest. */

#include "shop.h"

#define N_RULES 600

static FfSchema *schema;
static ShopDatabase *database;

static const char *
pick (GRand             *random,
      const char *const *choices,
      guint              n)
{
  return choices[g_rand_int_range (random, 0, n)];
}

static const char *const profile_leaves[] = {
  "{'left': {'attribute': ['tier']}, 'op': 'equals', 'right': {'value': 'gold'}}",
  "{'left': {'attribute': ['tier']}, 'op': 'not-in-list', 'right': {'values': ['gold', 'silver']}}",
  "{'left': {'attribute': ['tier']}, 'op': 'not-equals', 'right': {'value': 'gold'}, 'empty-differs': true, 'ignore-case': true}",
  "{'left': {'attribute': ['tier']}, 'op': 'is-empty'}",
  "{'left': {'attribute': ['age']}, 'op': 'greater', 'right': {'value': 29.5}}",
  "{'left': {'attribute': ['balance']}, 'op': 'at-most', 'right': {'attribute': ['credit']}}",
  "{'left': {'attribute': ['vip']}, 'op': 'is-false'}",
  "{'left': {'attribute': ['seen']}, 'op': 'in-last', 'right': {'duration': {'amount': 1, 'unit': 'day'}}}",
  "{'left': {'attribute': ['city', 'name']}, 'op': 'contains', 'right': {'value': 'e'}}",
  "{'left': {'attribute': ['city', 'country', 'code']}, 'op': 'not-equals', 'right': {'value': 'KR'}}",
  "{'left': {'attribute': ['city', 'country', 'code']}, 'op': 'is-empty'}",
  "{'left': {'aggregate': 'count', 'link': ['orders']}, 'op': 'less', 'right': {'value': 2}}",
  "{'left': {'aggregate': 'sum', 'link': ['orders'], 'of': {'attribute': ['total']}}, 'op': 'between', 'right': {'from': -2, 'to': 80}}",
  "{'left': {'aggregate': 'average', 'link': ['orders'], 'of': {'attribute': ['total']}}, 'op': 'greater', 'right': {'value': 30}}",
  "{'left': {'aggregate': 'min', 'link': ['orders'], 'of': {'attribute': ['shop']}}, 'op': 'not-equals', 'right': {'value': 'web'}, 'empty-differs': true}",
  "{'left': {'aggregate': 'max', 'link': ['bookings'], 'of': {'attribute': ['seat', 'price']}}, 'op': 'is-empty'}",
  "{'latest': 'orders', 'take': 2, 'by': {'attribute': ['at']}, 'satisfy': {'left': {'attribute': ['shop']}, 'op': 'equals', 'right': {'value': 'web'}}}",
  "{'earliest': 'bookings', 'by': {'attribute': ['seat', 'price']}, 'where': {'left': {'attribute': ['paid']}, 'op': 'is-true'}, 'satisfy': {'left': {'attribute': ['seat', 'price']}, 'op': 'greater', 'right': {'value': 5}}}",
  "{'left': {'aggregate': 'standard-deviation', 'link': ['orders'], 'of': {'attribute': ['total']}}, 'op': 'less', 'right': {'value': 20}}",
  "{'left': {'aggregate': 'text-join', 'link': ['orders'], 'of': {'attribute': ['shop']}, 'by': {'attribute': ['at']}}, 'op': 'not-contains', 'right': {'value': 'city'}, 'empty-differs': true}",
  "{'left': {'aggregate': 'latest', 'link': ['orders'], 'of': {'attribute': ['total']}, 'by': {'attribute': ['at']}}, 'op': 'at-most', 'right': {'value': 30}}",
  "{'in-audience': 'VIPs'}",
  "{'not-in-audience': 'VIPs'}",
  "{'was': 'sent', 'by': 'this-campaign'}",
  "{'was-not': 'bounced'}",
  "{'was-not': 'opened', 'within': {'amount': 1, 'unit': 'month'}}",
  "{'in-transition': {'activity': 'split', 'port': 'gold'}}",
  "{'not-in-transition': {'activity': 'split', 'port': 'gold'}}",
};

static const char *const order_leaves[] = {
  "{'left': {'attribute': ['total']}, 'op': 'greater', 'right': {'value': 25.005}}",
  "{'left': {'attribute': ['shop']}, 'op': 'not-equals', 'right': {'value': 'web'}}",
  "{'left': {'attribute': ['at']}, 'op': 'on-day', 'right': {'value': '2026-07-21'}}",
  "{'left': {'attribute': ['profile', 'tier']}, 'op': 'not-contains', 'right': {'value': 'l'}}",
};

static void add_rule (GString *text,
                      GRand   *random,
                      gboolean over_orders,
                      guint    depth);

static void
add_group (GString  *text,
           GRand    *random,
           gboolean  over_orders,
           guint     depth)
{
  static const char *const names[] = { "all", "any", "none" };
  guint n = g_rand_int_range (random, 1, 4);

  g_string_append_printf (text, "{'%s': [", pick (random, names, G_N_ELEMENTS (names)));
  for (guint i = 0; i < n; i++)
    {
      gboolean except = i > 0 && g_rand_int_range (random, 0, 4) == 0;

      g_string_append (text, i > 0 ? ", " : "");
      g_string_append (text, except ? "{'except': " : "");
      add_rule (text, random, over_orders, depth - 1);
      g_string_append (text, except ? "}" : "");
    }
  g_string_append (text, "]}");
}

static void
add_exists (GString  *text,
            GRand    *random,
            gboolean  over_orders,
            guint     depth)
{
  g_string_append_printf (text, "{'%s': '%s', 'where': ", g_rand_boolean (random) ? "exists" : "not-exists",
                          over_orders ? "profile" : "orders");
  add_rule (text, random, !over_orders, depth - 1);
  g_string_append (text, "}");
}

static void
add_rule (GString  *text,
          GRand    *random,
          gboolean  over_orders,
          guint     depth)
{
  guint choice = depth > 0 ? g_rand_int_range (random, 0, 4) : 3;

  if (choice < 2)
    add_group (text, random, over_orders, depth);
  else if (choice == 2)
    add_exists (text, random, over_orders, depth);
  else if (over_orders)
    g_string_append (text, pick (random, order_leaves, G_N_ELEMENTS (order_leaves)));
  else
    g_string_append (text, pick (random, profile_leaves, G_N_ELEMENTS (profile_leaves)));
}

/* NULL when the rule is too deep for a database. */
static char *
ask (const char *text,
     gboolean    few_rows,
     gboolean    opposite)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_rule_problem_free);
  g_autoptr (FfJson) json = shop_json (text);
  g_autoptr (FfJson) audiences = shop_json ("{'VIPs': 'profile'}");
  FfScope scope = shop_scope (schema, ff_schema_get_profile (schema));
  g_autoptr (FfRule) rule = NULL;
  g_autoptr (FfSql) sql = ff_sql_new (SHOP_DIALECT);
  FfSqlPlace place = { "p", NULL, few_rows };

  scope.audiences = audiences;
  rule = ff_rule_parse (json, &scope, "", problems);
  if (rule == NULL && problems->len == 1 && strstr (((FfRuleProblem *) g_ptr_array_index (problems, 0))->message, "too deeply") != NULL)
    return NULL;
  g_assert_nonnull (rule);
  ff_sql_add (sql, opposite ? "SELECT id FROM profile AS p WHERE (" : "SELECT id FROM profile AS p WHERE ");
  ff_rule_compile (rule, sql, &place);
  ff_sql_add (sql, opposite ? ") IS NOT TRUE ORDER BY id" : " ORDER BY id");

  return shop_run (database, sql);
}

static void
test_random (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20260721);
  guint n_some = 0;
  guint n_deep = 0;

  for (guint i = 0; i < N_RULES + n_deep; i++)
    {
      g_autoptr (GString) rule = g_string_new (NULL);
      g_autofree char *twice = NULL, *grouped = NULL, *by_row = NULL, *exact = NULL, *rest = NULL;

      add_rule (rule, random, FALSE, 3);
      twice = g_strdup_printf ("{'none': [{'none': [%s]}]}", rule->str);
      exact = ask (twice, FALSE, FALSE);
      if (exact == NULL)
        {
          n_deep++;
          continue;
        }

      grouped = ask (rule->str, FALSE, FALSE);
      by_row = ask (rule->str, TRUE, FALSE);
      rest = ask (rule->str, FALSE, TRUE);

      if (strcmp (grouped, by_row) != 0 || strcmp (grouped, exact) != 0 ||
          strlen (grouped) + strlen (rest) != (grouped[0] == '\0' || rest[0] == '\0' ? 11 : 10))
        {
          g_test_message ("%s: grouped %s, by row %s, exact %s, rest %s", rule->str, grouped, by_row, exact, rest);
          g_test_fail ();
        }
      n_some += grouped[0] != '\0' && rest[0] != '\0';
    }

  g_assert_cmpuint (n_some, >, N_RULES / 2);
  g_assert_cmpuint (n_deep, <, N_RULES / 20);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  schema = shop_schema_new ();
  database = shop_database_new ();
  if (database == NULL)
    return shop_skip ();

  g_test_add_func ("/query/rule-agreement/random", test_random);

  status = g_test_run ();
  shop_database_free (database);
  ff_schema_unref (schema);

  return status;
}
