/* One comparison → SQL over some left side. Exact for numbers of any number
 * of digits, three-valued for missing values, and blind to what LIKE or a
 * column's collation would make of a text. */

#include "query/ff-rule-private.h"

/* How one value is compared; in the order of FF_OP_EQUALS to FF_OP_AT_MOST. */
static const char *const signs[] = { "=", "<>", ">", "<", ">=", "<=" };

static FfLiteral *
get_literal (FfRule *rule,
             guint   index)
{
  return &g_array_index (rule->right.literals, FfLiteral, index);
}

/* True, or false, for whatever value there is; unknown where there is none. */
static void
add_constant (FfSql           *sql,
              const FfSqlLeft *left,
              gboolean         truth)
{
  ff_sql_add_left (sql, left, FALSE);
  ff_sql_add (sql, truth ? " = " : " <> ");
  ff_sql_add_left (sql, left, FALSE);
}

static void
add_sign (FfSql           *sql,
          const FfSqlLeft *left,
          FfOp             op,
          const FfValue   *value,
          gboolean         fold)
{
  ff_sql_add_left (sql, left, fold);
  ff_sql_addf (sql, " %s ", signs[op]);
  ff_sql_value (sql, value);
}

static void
add_between (FfSql           *sql,
             const FfSqlLeft *left,
             const char      *words,
             const FfValue   *from,
             const FfValue   *to,
             gboolean         fold)
{
  ff_sql_add_left (sql, left, fold);
  ff_sql_add (sql, words);
  ff_sql_value (sql, from);
  ff_sql_add (sql, " AND ");
  ff_sql_value (sql, to);
}

/* A bare date against instants: the day from its first to its last µs. */
static void
add_day (FfSql           *sql,
         const FfSqlLeft *left,
         FfOp             op,
         const FfLiteral *day)
{
  if (op == FF_OP_EQUALS)
    add_between (sql, left, " BETWEEN ", &day->value, &day->day_last, FALSE);
  else if (op == FF_OP_NOT_EQUALS)
    add_between (sql, left, " NOT BETWEEN ", &day->value, &day->day_last, FALSE);
  else if (op == FF_OP_GREATER || op == FF_OP_AT_MOST)
    add_sign (sql, left, op, &day->day_last, FALSE);
  else
    add_sign (sql, left, op, &day->value, FALSE);
}

/* One of the six comparisons with one literal. A number that the column cannot hold is never rounded: it lies between
 * two that it can, or beyond them all. */
static void
add_simple (FfSql           *sql,
            const FfSqlLeft *left,
            FfOp             op,
            const FfLiteral *literal,
            gboolean         fold)
{
  gboolean upward = op == FF_OP_GREATER || op == FF_OP_AT_LEAST;

  if (literal->day_last.kind != FF_VALUE_NULL)
    add_day (sql, left, op, literal);
  else if (literal->saturated != 0)
    add_constant (sql, left, op == FF_OP_NOT_EQUALS || (op != FF_OP_EQUALS && upward == (literal->saturated < 0)));
  else if (literal->exact)
    add_sign (sql, left, op, &literal->value, fold);
  else if (op == FF_OP_EQUALS || op == FF_OP_NOT_EQUALS)
    add_constant (sql, left, op == FF_OP_NOT_EQUALS);
  else
    add_sign (sql, left, upward ? FF_OP_GREATER : FF_OP_AT_MOST, &literal->value, FALSE);
}

static void
add_range (FfSql           *sql,
           const FfSqlLeft *left,
           const FfLiteral *from,
           const FfLiteral *to,
           gboolean         fold)
{
  gboolean plain = from->exact && to->exact && from->saturated == 0 && to->saturated == 0;

  if (plain)
    {
      add_between (sql, left, " BETWEEN ", &from->value,
                   to->day_last.kind != FF_VALUE_NULL ? &to->day_last : &to->value, fold);
      return;
    }

  ff_sql_add (sql, "(");
  add_simple (sql, left, FF_OP_AT_LEAST, from, fold);
  ff_sql_add (sql, " AND ");
  add_simple (sql, left, FF_OP_AT_MOST, to, fold);
  ff_sql_add (sql, ")");
}

static gboolean
list_has_days (FfRule *rule)
{
  for (guint i = 0; i < rule->right.literals->len; i++)
    if (get_literal (rule, i)->day_last.kind != FF_VALUE_NULL)
      return TRUE;

  return FALSE;
}

static void
add_list_of_days (FfSql           *sql,
                  const FfSqlLeft *left,
                  FfRule          *rule)
{
  ff_sql_add (sql, rule->op == FF_OP_NOT_IN_LIST ? "NOT (" : "(");
  for (guint i = 0; i < rule->right.literals->len; i++)
    {
      ff_sql_add (sql, i > 0 ? " OR " : "");
      add_simple (sql, left, FF_OP_EQUALS, get_literal (rule, i), FALSE);
    }
  ff_sql_add (sql, ")");
}

static void
add_list (FfSql           *sql,
          const FfSqlLeft *left,
          FfRule          *rule)
{
  guint n = 0;

  if (list_has_days (rule))
    {
      add_list_of_days (sql, left, rule);
      return;
    }

  for (guint i = 0; i < rule->right.literals->len; i++)
    {
      const FfLiteral *literal = get_literal (rule, i);

      if (!literal->exact || literal->saturated != 0)
        continue;

      if (n++ == 0)
        {
          ff_sql_add_left (sql, left, rule->ignore_case);
          ff_sql_add (sql, rule->op == FF_OP_NOT_IN_LIST ? " NOT IN (" : " IN (");
        }
      else
        ff_sql_add (sql, ", ");
      ff_sql_value (sql, &literal->value);
    }

  if (n > 0)
    ff_sql_add (sql, ")");
  else
    add_constant (sql, left, rule->op == FF_OP_NOT_IN_LIST);
}

/* A part of the statement apart, for a function of the dialect to put together: what binds a value must go in next and
 * once. */
static char *
dup_left (FfSql           *sql,
          const FfSqlLeft *left,
          gboolean         fold)
{
  GString *outer = g_steal_pointer (&sql->text);
  GString *inner = sql->text = g_string_new (NULL);

  ff_sql_add_left (sql, left, fold);
  sql->text = outer;

  return g_string_free (inner, FALSE);
}

static char *
dup_text (FfSql      *sql,
          const char *value)
{
  GString *outer = g_steal_pointer (&sql->text);
  GString *inner = sql->text = g_string_new (NULL);

  ff_sql_text (sql, value);
  sql->text = outer;

  return g_string_free (inner, FALSE);
}

/* Not LIKE: that would read % and _ in the text, and ignore the case of ASCII. */
static void
add_search (FfSql           *sql,
            const FfSqlLeft *left,
            FfRule          *rule)
{
  const FfValue *value = &get_literal (rule, 0)->value;
  glong length = g_utf8_strlen (value->text, -1);

  switch (rule->op)
    {
    case FF_OP_STARTS_WITH:
    case FF_OP_NOT_STARTS_WITH:
      ff_sql_add (sql, "substr (");
      ff_sql_add_left (sql, left, rule->ignore_case);
      ff_sql_addf (sql, ", 1, %ld) %s ", length, rule->op == FF_OP_STARTS_WITH ? "=" : "<>");
      ff_sql_value (sql, value);
      break;

    case FF_OP_ENDS_WITH:
    case FF_OP_NOT_ENDS_WITH:
      {
        g_autofree char *inner = dup_left (sql, left, rule->ignore_case);

        sql->dialect->last (sql->text, inner, length);
      }
      ff_sql_add (sql, rule->op == FF_OP_ENDS_WITH ? " = " : " <> ");
      ff_sql_value (sql, value);
      break;

    default:
      ff_sql_addf (sql, "%s (", sql->dialect->position);
      ff_sql_add_left (sql, left, rule->ignore_case);
      ff_sql_add (sql, ", ");
      ff_sql_value (sql, value);
      ff_sql_add (sql, rule->op == FF_OP_CONTAINS ? ") > 0" : ") = 0");
      break;
    }
}

/* A like or a pattern. */
static void
add_pattern (FfSql           *sql,
             const FfSqlLeft *left,
             FfRule          *rule)
{
  const FfLiteral *literal = get_literal (rule, 0);
  g_autofree char *inner = dup_left (sql, left, rule->ignore_case);
  gboolean printed = rule->op == FF_OP_MATCHES && sql->dialect->prints_patterns;
  g_autofree char *pattern = dup_text (sql, printed ? literal->pattern : literal->value.text);

  ff_sql_add (sql, rule->op == FF_OP_NOT_LIKE ? "NOT " : "");
  if (rule->op == FF_OP_MATCHES)
    sql->dialect->matches (sql->text, inner, pattern);
  else
    sql->dialect->like (sql->text, inner, pattern);
}

/* The left side's month and day, as text. */
static void
add_month_day (FfSql           *sql,
               const FfSqlLeft *left,
               FfRule          *rule)
{
  g_autofree char *day = dup_left (sql, left, FALSE);

  if (rule->right.zone != NULL)
    {
      g_autoptr (GString) local = g_string_new (NULL);
      g_autofree char *zone = dup_text (sql, rule->right.zone);

      sql->dialect->local_date (local, day, zone);
      g_free (day);
      day = g_string_free (g_steal_pointer (&local), FALSE);
    }

  sql->dialect->month_day (sql->text, day);
}

/* The days of a window that may go over the end of the year. */
static void
add_anniversary (FfSql           *sql,
                 const FfSqlLeft *left,
                 FfRule          *rule)
{
  const FfValue *first, *last;
  gboolean wraps;

  if (rule->right.literals->len == 0)
    {
      add_constant (sql, left, TRUE);
      return;
    }

  first = &get_literal (rule, 0)->value;
  last = &get_literal (rule, 1)->value;
  wraps = g_strcmp0 (first->text, last->text) > 0;

  ff_sql_add (sql, "(");
  add_month_day (sql, left, rule);
  ff_sql_add (sql, " >= ");
  ff_sql_value (sql, first);
  ff_sql_add (sql, wraps ? " OR " : " AND ");
  add_month_day (sql, left, rule);
  ff_sql_add (sql, " <= ");
  ff_sql_value (sql, last);
  ff_sql_add (sql, ")");
}

static void
add_scaled (FfSql           *sql,
            const FfSqlLeft *side,
            const FfType    *other)
{
  const FfType *type = &side->operand->type;
  gboolean divide = other->kind == FF_KIND_REAL && type->scale > 0;
  guint n_zeros = divide ? type->scale : other->scale > type->scale && type->kind != FF_KIND_REAL ? other->scale - type->scale : 0;

  if (n_zeros == 0)
    {
      ff_sql_add_left (sql, side, FALSE);
      return;
    }

  ff_sql_add (sql, "(");
  ff_sql_add_left (sql, side, FALSE);
  ff_sql_add (sql, divide ? " / 1" : " * 1");
  for (guint i = 0; i < n_zeros; i++)
    ff_sql_add (sql, "0");
  if (divide)
    ff_sql_addf (sql, ".0%s)", sql->dialect->real);
  else
    ff_sql_addf (sql, "%s)", sql->dialect->wide);
}

static void
add_search_of_side (FfSql           *sql,
                    const FfSqlLeft *left,
                    const FfSqlLeft *right,
                    FfOp             op,
                    gboolean         fold)
{
  gboolean negative = ff_op_is_negative (op);

  if (op == FF_OP_CONTAINS || op == FF_OP_NOT_CONTAINS)
    {
      ff_sql_addf (sql, "%s (", sql->dialect->position);
      ff_sql_add_left (sql, left, fold);
      ff_sql_add (sql, ", ");
      ff_sql_add_left (sql, right, fold);
      ff_sql_add (sql, negative ? ") = 0" : ") > 0");
      return;
    }

  ff_sql_add (sql, "substr (");
  ff_sql_add_left (sql, left, fold);
  if (op == FF_OP_STARTS_WITH || op == FF_OP_NOT_STARTS_WITH)
    ff_sql_add (sql, ", 1, length (");
  else
    {
      ff_sql_add (sql, ", length (");
      ff_sql_add_left (sql, left, fold);
      ff_sql_add (sql, ") - length (");
      ff_sql_add_left (sql, right, fold);
      ff_sql_add (sql, ") + 1, length (");
    }
  ff_sql_add_left (sql, right, fold);
  ff_sql_add (sql, negative ? ")) <> " : ")) = ");
  ff_sql_add_left (sql, right, fold);
}

/* Against another operand. */
static void
add_sides (FfSql           *sql,
           const FfSqlLeft *left,
           FfRule          *rule)
{
  FfSqlLeft right = { rule->right.operand, 0, FALSE, NULL, left->place };

  if (rule->op >= FF_OP_STARTS_WITH)
    add_search_of_side (sql, left, &right, rule->op, rule->ignore_case);
  else if (ff_kind_is_number (rule->left->type.kind))
    {
      add_scaled (sql, left, &right.operand->type);
      ff_sql_addf (sql, " %s ", signs[rule->op]);
      add_scaled (sql, &right, &left->operand->type);
    }
  else
    {
      ff_sql_add_left (sql, left, rule->ignore_case);
      ff_sql_addf (sql, " %s ", signs[rule->op]);
      ff_sql_add_left (sql, &right, rule->ignore_case);
    }
}

static void
add_plain (FfSql           *sql,
           const FfSqlLeft *left,
           FfRule          *rule)
{
  gboolean is_text = rule->left->type.kind == FF_KIND_TEXT;

  switch (rule->op)
    {
    case FF_OP_EQUALS:
    case FF_OP_NOT_EQUALS:
    case FF_OP_GREATER:
    case FF_OP_LESS:
    case FF_OP_AT_LEAST:
    case FF_OP_AT_MOST:
      add_simple (sql, left, rule->op, get_literal (rule, 0), rule->ignore_case);
      break;

    case FF_OP_ON_DAY:
      add_simple (sql, left, FF_OP_EQUALS, get_literal (rule, 0), FALSE);
      break;

    case FF_OP_MORE_THAN_AGO:
      add_simple (sql, left, FF_OP_AT_MOST, get_literal (rule, 0), FALSE);
      break;

    case FF_OP_BETWEEN:
    case FF_OP_IN_LAST:
    case FF_OP_IN_NEXT:
    case FF_OP_THIS_WEEK:
    case FF_OP_LAST_WEEK:
    case FF_OP_THIS_MONTH:
    case FF_OP_LAST_MONTH:
    case FF_OP_THIS_QUARTER:
    case FF_OP_LAST_QUARTER:
    case FF_OP_THIS_YEAR:
    case FF_OP_LAST_YEAR:
      add_range (sql, left, get_literal (rule, 0), get_literal (rule, 1), rule->ignore_case);
      break;

    case FF_OP_IN_LIST:
    case FF_OP_NOT_IN_LIST:
      add_list (sql, left, rule);
      break;

    case FF_OP_IS_EMPTY:
    case FF_OP_IS_NOT_EMPTY:
      ff_sql_add (sql, is_text ? "COALESCE (" : "");
      ff_sql_add_left (sql, left, FALSE);
      if (is_text)
        ff_sql_add (sql, rule->op == FF_OP_IS_EMPTY ? ", '') = ''" : ", '') <> ''");
      else
        ff_sql_add (sql, rule->op == FF_OP_IS_EMPTY ? " IS NULL" : " IS NOT NULL");
      break;

    case FF_OP_IS_TRUE:
    case FF_OP_IS_FALSE:
    case FF_OP_IS_UNKNOWN:
      ff_sql_add_left (sql, left, FALSE);
      ff_sql_add (sql, rule->op == FF_OP_IS_TRUE ? " = 1" : rule->op == FF_OP_IS_FALSE ? " = 0" : " IS NULL");
      break;

    case FF_OP_LIKE:
    case FF_OP_NOT_LIKE:
    case FF_OP_MATCHES:
      add_pattern (sql, left, rule);
      break;

    case FF_OP_ANNIVERSARY:
      add_anniversary (sql, left, rule);
      break;

    default:
      add_search (sql, left, rule);
      break;
    }
}

/* With "empty counts as different": missing against a value is true, missing against missing false. */
static void
add_empty_differs (FfSql           *sql,
                   const FfSqlLeft *left,
                   FfRule          *rule)
{
  FfSqlLeft right = { rule->right.operand, 0, FALSE, NULL, left->place };

  ff_sql_add (sql, "CASE WHEN ");
  ff_sql_add_left (sql, left, FALSE);
  ff_sql_add (sql, " IS NULL THEN ");
  if (rule->right.operand != NULL)
    {
      ff_sql_add_left (sql, &right, FALSE);
      ff_sql_add (sql, " IS NOT NULL WHEN ");
      ff_sql_add_left (sql, &right, FALSE);
      ff_sql_add (sql, " IS NULL THEN TRUE ELSE ");
      add_sides (sql, left, rule);
    }
  else
    {
      ff_sql_add (sql, "TRUE ELSE ");
      add_plain (sql, left, rule);
    }
  ff_sql_add (sql, " END");
}

void
ff_sql_add_comparison (FfSql           *sql,
                       FfRule          *rule,
                       const FfSqlLeft *left)
{
  if (rule->empty_differs)
    add_empty_differs (sql, left, rule);
  else if (rule->right.operand != NULL)
    add_sides (sql, left, rule);
  else
    add_plain (sql, left, rule);
}

/* How 0 compares with a number: less, equal or greater. */
static gint
compare_zero (const FfLiteral *literal)
{
  if (literal->saturated != 0)
    return -literal->saturated;

  if (literal->value.kind == FF_VALUE_REAL)
    return (literal->value.real < 0) - (literal->value.real > 0);

  if (literal->value.integer == 0)
    return literal->exact ? 0 : -1;

  return literal->value.integer > 0 ? -1 : 1;
}

static gboolean
is_zero_listed (FfRule *rule)
{
  for (guint i = 0; i < rule->right.literals->len; i++)
    if (compare_zero (get_literal (rule, i)) == 0)
      return TRUE;

  return FALSE;
}

gint
ff_comparison_of_none (FfRule *rule)
{
  FfValue none;
  gint order;

  ff_operand_get_aggregate_default (rule->left, &none);
  if (rule->op == FF_OP_IS_UNKNOWN)
    return none.kind == FF_VALUE_NULL;
  if (rule->op == FF_OP_IS_EMPTY || rule->op == FF_OP_IS_NOT_EMPTY)
    return (none.kind == FF_VALUE_NULL) == (rule->op == FF_OP_IS_EMPTY);
  if (rule->op == FF_OP_IS_UNKNOWN)
    return none.kind == FF_VALUE_NULL;
  if (none.kind == FF_VALUE_NULL)
    return rule->empty_differs ? 1 : -1;
  if (rule->op == FF_OP_IN_LIST || rule->op == FF_OP_NOT_IN_LIST)
    return is_zero_listed (rule) == (rule->op == FF_OP_IN_LIST);

  order = compare_zero (get_literal (rule, 0));
  switch (rule->op)
    {
    case FF_OP_EQUALS:
      return order == 0;
    case FF_OP_NOT_EQUALS:
      return order != 0;
    case FF_OP_GREATER:
      return order > 0;
    case FF_OP_LESS:
      return order < 0;
    case FF_OP_AT_LEAST:
      return order >= 0;
    case FF_OP_AT_MOST:
      return order <= 0;
    case FF_OP_BETWEEN:
    default:
      return order >= 0 && compare_zero (get_literal (rule, 1)) <= 0;
    }
}
