/* What may be written where the cursor stands, and the table of functions. */

#include "shop.h"

#include "query/ff-expression.h"

#include "expression-cases.h"

static FfSchema *schema;

typedef struct
{
  const char *what;
  const char *text;       /* the cursor stands at the | */
  const char *choices;    /* the first few, as text=label, or "-" */
  guint       start;
} Case;

static const Case cases[] = {
  { "column",         "ag|",                  "age=Age;age (=age (date [, on])", 0 },
  { "label",          "ba|",                  "balance=Balance", 0 },
  { "case",           "BAL|",                 "balance=Balance", 0 },
  { "inside",         "lance|",               "balance=Balance", 0 },
  { "middle",         "age + ba| - 1",        "balance=Balance", 6 },
  { "function",       "rou|",                 "round (=round (number [, digits])", 0 },
  { "word",           "case w|",              "week (=week (date [, zone])", 5 },
  { "grammar",        "cas|",                 "case =case when condition then value [else otherwise] end", 0 },
  { "link",           "cit|",                 "city_id=City id;city.=City ›", 0 },
  { "led",            "city.na|",             "name=Name", 5 },
  { "led-start",      "1 + city.|",           "*", 9 },
  { "led-twice",      "city.country.co|",     "code=Code", 13 },
  { "led-quoted",     "\"city\".na|",         "name=Name", 7 },
  { "led-nowhere",    "town.na|",             "-", 5 },
  { "led-many",       "orders.to|",           "-", 7 },
  { "led-no-function", "city.rou|",           "-", 5 },
  { "variable",       "age > @li|",           "@limit=limit", 6 },
  { "variable-start", "age > @|",             "@limit=limit;@\"odd name\"=odd name", 6 },
  { "carried",        "carried.sp|",          "\"my spend\"=My Spend", 8 },
  { "carried-name",   "spend|",               "carried.\"my spend\"=My Spend", 0 },
  { "in-text",        "tier = 'ag|",          "-", 10 },
  { "after-text",     "tier = 'ag'|",         "-", 11 },
  { "after-name",     "tier |",               "-", 5 },
  { "after-bracket",  "abs (age)|",           "-", 9 },
  { "after-word",     "not vi|",              "vip=Vip", 4 },
  { "in-name",        "\"ag|",                "-", 3 },
  { "number",         "12|",                  "-", 2 },
  { "number-point",   "12.|",                 "-", 3 },
  { "open",           "abs (|",               "*", 5 },
  { "empty",          "|",                    "*", 0 },
  { "unknown",        "zzz|",                 "-", 0 },
};

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  const char *cursor = strchr (c->text, '|');
  g_autofree char *text = g_strdelimit (g_strdup (c->text), "|", ' ');
  g_autoptr (FfJson) variables = shop_json ("{'limit': 12.50, 'odd name': 'gold'}");
  g_autoptr (GPtrArray) carried = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_column_free);
  FfColumn column = { (char *) "my spend", (char *) "My Spend", { FF_KIND_DECIMAL, 2, TRUE } };
  FfScope scope = { .schema = schema, .entity = ff_schema_find_entity (schema, "profile"), .variables = variables, .carried = carried, .now_usec = SHOP_NOW };
  g_autoptr (GPtrArray) choices = NULL;
  g_autoptr (GString) got = g_string_new (NULL);
  gsize start = 0;

  g_ptr_array_add (carried, ff_column_copy (&column));
  choices = ff_expression_complete (text, cursor - c->text, &scope, &start);

  for (guint i = 0; i < choices->len; i++)
    {
      const FfExpressionChoice *choice = g_ptr_array_index (choices, i);

      g_string_append_printf (got, "%s%s=%s", i > 0 ? ";" : "", choice->text, choice->label);
      g_assert_cmpuint (strlen (choice->detail), >, 0);
    }

  g_assert_cmpuint (start, ==, c->start);
  if (g_str_equal (c->choices, "*"))
    g_assert_cmpuint (choices->len, >, 2);
  else if (g_str_equal (c->choices, "-"))
    g_assert_cmpstr (got->str, ==, "");
  else if (!g_str_has_prefix (got->str, c->choices))
    g_error ("%s: %s", c->text, got->str);
}

/* Every choice, put where it belongs, is read at least as far as it goes. */
static void
test_good (void)
{
  FfScope scope = { .schema = schema, .entity = ff_schema_find_entity (schema, "profile"), .now_usec = SHOP_NOW };
  gsize start = 0;
  g_autoptr (GPtrArray) choices = ff_expression_complete ("", 0, &scope, &start);
  guint n_columns = 0;

  for (guint i = 0; i < choices->len; i++)
    {
      const FfExpressionChoice *choice = g_ptr_array_index (choices, i);
      g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_rule_problem_free);
      g_autoptr (FfJson) json = ff_json_new_object ();
      g_autoptr (FfOperand) operand = NULL;

      if (strchr (" (.", choice->text[strlen (choice->text) - 1]) != NULL)
        continue;
      ff_json_set_string (json, "expression", choice->text);
      operand = ff_operand_parse (json, &scope, "", problems);
      g_assert_nonnull (operand);
      n_columns++;
    }

  g_assert_cmpuint (n_columns, ==, scope.entity->columns->len);
}

static gboolean
is_called (const char *name)
{
  g_autofree char *call = g_strdup_printf ("%s (", name);

  for (guint i = 0; i < G_N_ELEMENTS (expression_cases); i++)
    if (strstr (expression_cases[i].text, call) != NULL)
      return TRUE;

  return FALSE;
}

/* Each function is told in full, once, and has its cases. */
static void
test_table (void)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  const FfExpressionHelp *help;
  guint group = 0;

  for (guint i = 0; (help = ff_expression_help_get (i)) != NULL; i++)
    {
      g_autofree char *call = g_strdup_printf ("%s (", help->name);

      g_assert_true (g_hash_table_add (names, (gpointer) help->name));
      g_assert_cmpuint (help->group, >=, group);
      group = help->group;
      g_assert_cmpuint (strlen (help->meaning), >, 0);
      g_assert_false (g_str_has_suffix (help->meaning, "."));
      if (ff_expression_help_is_word (help))
        continue;

      g_assert_true (g_str_has_prefix (help->usage, call));
      if (!is_called (help->name))
        g_error ("No case calls %s", help->name);
    }
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  schema = shop_schema_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/query/expression-complete/%s", cases[i].what);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/query/expression-complete/good", test_good);
  g_test_add_func ("/query/expression-complete/table", test_table);

  status = g_test_run ();
  ff_schema_unref (schema);

  return status;
}
