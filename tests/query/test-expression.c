/* Expressions: what each is and gives on SQLite, what is refused and where, and
 * how they take part in rules. */

#include "shop.h"

#include "expression-cases.h"

static FfSchema *schema;
static ShopDatabase *database;

static FfScope
make_scope (const char *entity,
            FfJson     *variables)
{
  return (FfScope) {
    .schema = schema,
    .entity = ff_schema_find_entity (schema, entity),
    .variables = variables,
    .now_usec = SHOP_NOW,
  };
}

static FfJson *
make_variables (void)
{
  return shop_json ("{'limit': 12.50, 'odd name': 'gold', 'on': true, 'none': null}");
}

static FfOperand *
parse (const char    *text,
       const FfScope *scope,
       GPtrArray     *problems)
{
  g_autoptr (FfJson) json = ff_json_new_object ();

  ff_json_set_string (json, "expression", text);

  return ff_operand_parse (json, scope, "/left", problems);
}

static char *
dup_kind (const FfType *type)
{
  if (type->kind == FF_KIND_DECIMAL)
    return g_strdup_printf ("decimal.%u", type->scale);

  return g_strdup (ff_kind_get_id (type->kind));
}

/* A cell as a person reads it. */
static char *
dup_cell (const char   *cell,
          const FfType *type)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (g_str_equal (cell, "-"))
    return g_strdup (cell);
  if (type->kind == FF_KIND_DECIMAL)
    return ff_decimal_to_text (g_ascii_strtoll (cell, NULL, 10), type->scale);
  if (type->kind == FF_KIND_REAL)
    return g_strdup (g_ascii_formatd (buffer, sizeof buffer, "%.15g", g_ascii_strtod (cell, NULL)));

  return g_strdup (cell);
}

static char *
evaluate (FfOperand *operand,
          gint       profile)
{
  g_autoptr (FfSql) sql = ff_sql_new (SHOP_DIALECT);
  const FfSqlPlace place = { "p", NULL, TRUE };
  g_autofree char *cell = NULL;

  ff_sql_add (sql, "SELECT ");
  ff_operand_compile (operand, sql, &place);
  ff_sql_addf (sql, " FROM profile AS p WHERE p.id = %d", profile);
  cell = shop_run (database, sql);

  return dup_cell (cell, ff_operand_get_type (operand));
}

static void
test_case (gconstpointer data)
{
  const ExpressionCase *c = data;
  const char *profile = strrchr (c->what, '/');
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_rule_problem_free);
  g_autoptr (FfJson) variables = make_variables ();
  FfScope scope = make_scope ("profile", variables);
  g_autoptr (FfOperand) operand = parse (c->text, &scope, problems);
  g_autofree char *kind = NULL;
  g_autofree char *value = NULL;

  if (operand == NULL)
    g_error ("%s: %s", c->text, ((FfRuleProblem *) g_ptr_array_index (problems, 0))->message);

  kind = dup_kind (ff_operand_get_type (operand));
  value = evaluate (operand, profile[2] == '\0' && g_ascii_isdigit (profile[1]) ? profile[1] - '0' : 1);
  g_assert_cmpstr (kind, ==, c->kind);
  g_assert_cmpstr (value, ==, c->value);
}

typedef struct
{
  const char *what;
  const char *text;
  guint       position;
  const char *message;   /* a part of it */
} ProblemCase;

static const ProblemCase problem_cases[] = {
  { "empty",            "",                          1,  "ends too early" },
  { "space",            "  ",                        3,  "ends too early" },
  { "end",              "1 +",                       4,  "ends too early" },
  { "bracket",          "(1 + 2",                    7,  "write “)”" },
  { "closing",          "1 + 2)",                    6,  "“)” does not belong here" },
  { "two",              "1 2",                       3,  "Write an operator" },
  { "symbol",           "1 ; 2",                     3,  "“;” means nothing" },
  { "text-end",         "age = 'x",                  7,  "has no end" },
  { "name-end",         "\"age",                     1,  "has no end" },
  { "number",           "1 + 12ab",                  5,  "no number" },
  { "number-point",     "12.",                       1,  "no number" },
  { "number-long",      "9223372036854775808",       1,  "too many digits" },
  { "number-scale",     "0.1234567890123456789",     1,  "too many digits" },
  { "number-real",      "1e999",                     1,  "too many digits" },
  { "variable-name",    "@ + 1",                     1,  "after @" },
  { "variable",         "1 + @no",                   5,  "no variable “no”" },
  { "variable-value",   "@none",                     1,  "has no value" },
  { "column",           "age + totl",                7,  "no attribute “totl”" },
  { "column-after",     "concat ('안녕', nam)",      15, "no attribute “nam”" },
  { "link",             "city.nam",                  6,  "no attribute “nam”" },
  { "link-many",        "orders.total",              1,  "leads to many rows" },
  { "link-none",        "town.name",                 1,  "no link “town”" },
  { "link-itself",      "city",                      1,  "is a link" },
  { "path-end",         "city.",                     6,  "ends too early" },
  { "carried",          "carried.code",              9,  "No column “code” arrives" },
  { "function",         "rond (age)",                1,  "no function “rond”" },
  { "function-few",     "left (tier)",               1,  "left (text, count)" },
  { "function-many",    "abs (1, 2)",                1,  "abs (number)" },
  { "function-none",    "coalesce ()",               1,  "coalesce (value" },
  { "function-comma",   "abs (1,)",                  8,  "“)” does not belong here" },
  { "kind-text",        "lower (age)",               8,  "takes a text here" },
  { "kind-number",      "abs (tier)",                6,  "takes a number here" },
  { "kind-whole",       "left (tier, 1.5)",          13, "takes a whole number" },
  { "kind-exact",       "mod (score, 2)",            6,  "whole or decimal number" },
  { "kind-flag",        "iif (age, 1, 2)",           6,  "takes a yes or no" },
  { "digits",           "round (1.5, age)",          13, "written out" },
  { "digits-many",      "round (1.5, 19)",           13, "written out" },
  { "add-text",         "tier + 'x'",                1,  "concat" },
  { "add-date",         "born + 1",                  1,  "add (…)" },
  { "multiply-flag",    "vip * 2",                   1,  "takes a number" },
  { "compare-kinds",    "age = 'x'",                 7,  "This is a text" },
  { "compare-null",     "age = null",                7,  "is_empty" },
  { "compare-chain",    "1 < 2 < 3",                 7,  "Join two comparisons" },
  { "compare-flags",    "vip < true",                5,  "neither greater nor less" },
  { "compare-date",     "born < '1990-02-31'",       8,  "no date" },
  { "logic",            "vip and age",               9,  "true or false" },
  { "logic-left",       "age or vip",                1,  "true or false" },
  { "not",              "not age",                   5,  "true or false" },
  { "case-word",        "case age",                  6,  "Write “when”" },
  { "case-then",        "case when vip 1",           15, "Write “then”" },
  { "case-end",         "case when vip then 1",      21, "Write “end”" },
  { "case-kinds",       "case when vip then 1 else 'x' end", 27, "This is a text" },
  { "case-condition",   "case when age then 1 end",  11, "true or false" },
  { "reserved",         "end + 1",                   1,  "between \" and \"" },
  { "unify",            "coalesce (age, tier)",      16, "This is a text" },
  { "least-flags",      "least (vip, true)",         8,  "no smallest" },
  { "missing",          "null",                      1,  "always missing" },
  { "missing-case",     "case when vip then null end", 1, "always missing" },
  { "second-line",      "age +\n  totl",             9,  "Line 2, character 3" },
  { "unit",             "add (born, 1, 'days')",     15, "The unit is written out" },
  { "unit-computed",    "add (born, 1, tier)",       15, "The unit is written out" },
  { "unit-of-date",     "add (born, 1, 'hour')",     15, "no time of day" },
  { "clock-of-date",    "hour (born)",               7,  "no time of day" },
  { "zone",             "hour (seen, 'Mars/North')", 13, "The zone is written out" },
  { "zone-rule",        "hour (seen, 'CET-1CEST')",  13, "The zone is written out" },
  { "zone-of-date",     "year (born, 'Asia/Seoul')", 13, "same in every zone" },
  { "zone-of-instant",  "to_instant (seen, 'UTC')",  19, "same in every zone" },
  { "time",             "year (tier)",               7,  "takes a date here" },
  { "time-words",       "year ('soon')",             7,  "takes a date here" },
  { "pattern",          "format (born, 'DD.MM.YY')", 15, "pattern of YYYY" },
  { "pattern-clock",    "format (born, 'HH:MI')",    15, "pattern of YYYY" },
  { "pattern-twice",    "parse_date (tier, 'DDDDMMYYYY')", 19, "pattern of YYYY" },
  { "pattern-short",    "parse_date (tier, 'DMYYYY')", 19, "pattern of YYYY" },
  { "pattern-computed", "format (born, tier)",       15, "The pattern is written out" },
  { "difference-kinds", "difference (born, seen, 'day')", 19, "a date and the other" },
  { "date-of-flag",     "to_date (vip)",             10, "no date" },
  { "distance-text",    "distance (tier, 1, 2, 3)",  11, "takes a number" },
  { "date-number",      "to_number (born)",          12, "no number" },
};

static void
test_problem (gconstpointer data)
{
  const ProblemCase *c = data;
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_rule_problem_free);
  g_autoptr (FfJson) variables = make_variables ();
  FfScope scope = make_scope ("profile", variables);
  g_autoptr (FfOperand) operand = parse (c->text, &scope, problems);
  const FfRuleProblem *problem;

  g_assert_null (operand);
  g_assert_cmpint (problems->len, ==, 1);
  problem = g_ptr_array_index (problems, 0);
  g_assert_cmpstr (problem->pointer, ==, "/left/expression");
  if (strstr (problem->message, c->message) == NULL)
    g_error ("%s: %s", c->text, problem->message);
  g_assert_cmpuint (problem->position, ==, c->position);
}

static FfOperand *
parse_good (const char *text)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_rule_problem_free);
  g_autoptr (FfJson) variables = make_variables ();
  FfScope scope = make_scope ("profile", variables);
  FfOperand *operand = parse (text, &scope, problems);

  if (operand == NULL)
    g_error ("%s: %s", text, ((FfRuleProblem *) g_ptr_array_index (problems, 0))->message);

  return operand;
}

/* @open n times, @middle, @close n times: the greatest n that is taken must run. */
static void
check_depth (const char *open,
             const char *middle,
             const char *close)
{
  guint n_taken = 0;

  for (guint n = 1; n <= 100; n++)
    {
      g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_rule_problem_free);
      g_autoptr (GString) text = g_string_new (NULL);
      FfScope scope = make_scope ("profile", NULL);
      g_autoptr (FfOperand) operand = NULL;
      g_autofree char *value = NULL;

      for (guint i = 0; i < n; i++)
        g_string_append (text, open);
      g_string_append (text, middle);
      for (guint i = 0; i < n; i++)
        g_string_append (text, close);

      operand = parse (text->str, &scope, problems);
      if (operand == NULL)
        {
          g_assert_cmpint (problems->len, ==, 1);
          break;
        }
      value = evaluate (operand, 1);
      n_taken = n;
    }

  g_test_message ("“%s” nests %u times", open, n_taken);
  g_assert_cmpuint (n_taken, >=, 7);
  g_assert_cmpuint (n_taken, <, 100);
}

static void
test_depth (void)
{
  check_depth ("abs (", "age", ")");
  check_depth ("1 + (", "age", ")");
  check_depth ("(", "age", ") + 1");
  check_depth ("substring (", "tier", ", 1, 2)");
  check_depth ("coalesce (null, ", "age", ")");
  check_depth ("case when vip then ", "age", " end");
  check_depth ("case when vip then 1 else ", "age", " end");
  check_depth ("not ", "vip", "");
  check_depth ("(true = (", "vip", "))");
  check_depth ("iif (is_empty (", "tier", "), 'a', 'b')");
}

static void
test_long (void)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_rule_problem_free);
  FfScope scope = make_scope ("profile", NULL);
  g_autoptr (GString) text = g_string_new ("vip");
  g_autoptr (FfOperand) operand = NULL;
  g_autofree char *value = NULL;

  for (guint i = 0; i < 300; i++)
    g_string_append (text, " or vip");
  operand = parse (text->str, &scope, problems);
  g_assert_nonnull (operand);
  value = evaluate (operand, 1);
  g_assert_cmpstr (value, ==, "1");

  for (guint i = 0; i < 230; i++)
    g_string_append (text, " or vip");
  g_assert_null (parse (text->str, &scope, problems));
  g_assert_nonnull (strstr (((FfRuleProblem *) g_ptr_array_index (problems, 0))->message, "too many parts"));

  g_string_truncate (text, 0);
  for (guint i = 0; i < 4001; i++)
    g_string_append_c (text, ' ');
  g_assert_null (parse (text->str, &scope, problems));
  g_assert_cmpuint (((FfRuleProblem *) g_ptr_array_index (problems, 1))->position, ==, 4001);
}

static void
test_words (void)
{
  g_autoptr (FfOperand) a = parse_good ("round(age /\n   3)");
  g_autoptr (FfOperand) b = parse_good ("round (age/3)");
  g_autoptr (FfOperand) c = parse_good ("round (age / 4)");
  g_autoptr (FfOperand) d = parse_good ("city.name");
  g_autoptr (FfOperand) e = parse_good ("@limit + age");
  g_autoptr (FfOperand) f = parse_good ("12.50 + age");
  FfVisit visit;
  g_autoptr (GHashTable) tables = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *label = ff_operand_dup_label (a);
  g_autofree char *a_text = ff_operand_dup_canonical (a);
  g_autofree char *b_text = ff_operand_dup_canonical (b);
  g_autofree char *c_text = ff_operand_dup_canonical (c);
  g_autofree char *e_text = ff_operand_dup_canonical (e);
  g_autofree char *f_text = ff_operand_dup_canonical (f);

  g_assert_cmpstr (label, ==, "= round(age / 3)");
  g_assert_cmpstr (a_text, ==, b_text);
  g_assert_cmpstr (a_text, !=, c_text);
  g_assert_cmpstr (e_text, ==, f_text);
  g_assert_false (ff_operand_is_aggregate (a));

  visit = ff_visit_tables (tables);
  ff_operand_visit (d, &visit);
  g_assert_cmpint (g_hash_table_size (tables), ==, 2);
  g_assert_true (g_hash_table_contains (tables, "profile"));
  g_assert_true (g_hash_table_contains (tables, "city"));
}

typedef struct
{
  const char *what;
  const char *rule;
  const char *keys;
  const char *sentence;
} RuleCase;

static const RuleCase rule_cases[] = {
  { "left",      "{'left': {'expression': 'age / 2'}, 'op': 'greater', 'right': {'value': 14.99}}", "1 4 5",
    "Profiles where = age / 2 is greater than 14.99" },
  { "right",     "{'left': {'attribute': ['credit']}, 'op': 'at-most', 'right': {'expression': 'balance - 0.01'}}", "1",
    "Profiles where Credit is at most = balance - 0.01" },
  { "flag",      "{'left': {'expression': 'vip and age > 20'}, 'op': 'is-true'}", "1 5",
    "Profiles where = vip and age > 20 is true" },
  { "unknown",   "{'left': {'expression': 'vip and age > 20'}, 'op': 'is-unknown'}", "", NULL },
  { "list",      "{'left': {'expression': 'left (lower (tier), 2)'}, 'op': 'in-list', 'right': {'values': ['go', 'br']}}", "1 3 5 6", NULL },
  { "between",   "{'left': {'expression': 'coalesce (balance, 0)'}, 'op': 'between', 'right': {'from': 0, 'to': 1}}", "2 4 5", NULL },
  { "none",      "{'none': [{'left': {'expression': 'age + 1'}, 'op': 'equals', 'right': {'value': 31}}]}", "3 4 6", NULL },
  { "empty",     "{'left': {'expression': 'concat (tier)'}, 'op': 'is-empty'}", "4", NULL },
  { "differs",   "{'left': {'expression': 'age + 0'}, 'op': 'not-equals', 'right': {'value': 30}, 'empty-differs': true}", "2 3 4 6", NULL },
  { "ignore-case", "{'left': {'expression': 'upper (tier)'}, 'op': 'equals', 'right': {'value': 'gold'}, 'ignore-case': true}", "1 3 6", NULL },
  { "inner",     "{'exists': 'orders', 'where': {'left': {'expression': 'total * 2'}, 'op': 'greater', 'right': {'expression': 'profile.balance'}}}", "2", NULL },
  { "aggregate", "{'left': {'aggregate': 'sum', 'link': ['orders'], 'of': {'expression': 'round (total)'}}, 'op': 'greater', 'right': {'value': 74}}", "1 2",
    "Profiles where the sum of = round (total) in Orders is greater than 74" },
  { "latest",    "{'left': {'aggregate': 'latest', 'link': ['orders'], 'of': {'expression': 'upper (shop)'}, 'by': {'expression': 'coalesce (total, 0)'}}, 'op': 'equals', 'right': {'value': 'CITY'}}", "2", NULL },
  { "through",   "{'left': {'expression': 'length (city.country.code)'}, 'op': 'equals', 'right': {'value': 2}}", "1 2", NULL },
  { "both",      "{'left': {'expression': 'age * 1'}, 'op': 'equals', 'right': {'expression': '30.00'}}", "1 5", NULL },
};

static void
test_rule (gconstpointer data)
{
  const RuleCase *c = data;
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_rule_problem_free);
  g_autoptr (FfJson) json = shop_json (c->rule);
  FfScope scope = make_scope ("profile", NULL);
  g_autoptr (FfRule) rule = ff_rule_parse (json, &scope, "", problems);

  if (rule == NULL)
    g_error ("%s", ((FfRuleProblem *) g_ptr_array_index (problems, 0))->message);

  for (guint few = 0; few < 2; few++)
    {
      const FfSqlPlace place = { "p", NULL, few == 1 };
      g_autoptr (FfSql) sql = ff_sql_new (SHOP_DIALECT);
      g_autofree char *keys = NULL;

      ff_sql_add (sql, "SELECT p.id FROM profile AS p WHERE ");
      ff_rule_compile (rule, sql, &place);
      ff_sql_add (sql, " ORDER BY p.id");
      keys = shop_run (database, sql);
      g_assert_cmpstr (keys, ==, c->keys);
    }

  if (c->sentence != NULL)
    {
      g_autofree char *sentence = ff_rule_to_sentence (rule);

      g_assert_cmpstr (sentence, ==, c->sentence);
    }
}

static void
test_carried (void)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_rule_problem_free);
  g_autoptr (GPtrArray) carried = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_column_free);
  g_autoptr (FfSql) sql = ff_sql_new (SHOP_DIALECT);
  const FfSqlPlace place = { "p", "w", FALSE };
  FfScope scope = make_scope ("profile", NULL);
  g_autoptr (FfOperand) operand = NULL;
  g_autofree char *cells = NULL;
  FfColumn column = { (char *) "my spend", (char *) "My Spend", { FF_KIND_DECIMAL, 2, TRUE } };

  g_ptr_array_add (carried, ff_column_copy (&column));
  scope.carried = carried;
  operand = parse ("round (carried.\"my spend\" / 3, 1)", &scope, problems);
  g_assert_nonnull (operand);

  ff_sql_add (sql, "SELECT ");
  ff_operand_compile (operand, sql, &place);
  ff_sql_add (sql, " FROM profile AS p JOIN (SELECT 1 AS k1, 1000 AS \"my spend\") AS w ON p.id = w.k1");
  cells = shop_run (database, sql);
  g_assert_cmpstr (cells, ==, "33");
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

  for (guint i = 0; i < G_N_ELEMENTS (expression_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/query/expression/%s", expression_cases[i].what);

      g_test_add_data_func (path, &expression_cases[i], test_case);
    }
  for (guint i = 0; i < G_N_ELEMENTS (problem_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/query/expression/problem/%s", problem_cases[i].what);

      g_test_add_data_func (path, &problem_cases[i], test_problem);
    }
  for (guint i = 0; i < G_N_ELEMENTS (rule_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/query/expression/rule/%s", rule_cases[i].what);

      g_test_add_data_func (path, &rule_cases[i], test_rule);
    }
  g_test_add_func ("/query/expression/depth", test_depth);
  g_test_add_func ("/query/expression/long", test_long);
  g_test_add_func ("/query/expression/words", test_words);
  g_test_add_func ("/query/expression/carried", test_carried);

  status = g_test_run ();
  shop_database_free (database);
  ff_schema_unref (schema);

  return status;
}
