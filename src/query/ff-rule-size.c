/* How deep a rule is, against what a document may be, and how large it becomes
 * in SQL, against what databases accept: SQLite's parser holds 100 open parts
 * and its expressions are 1,000 high. A rule that is too large is a problem
 * when it is checked, not an error when it is saved or run. Checked at the door
 * of the parser. */

#include "query/ff-expression-private.h"

#include <glib/gi18n-lib.h>

/* What remains of the limits is for the statement around the rule. */
#define MAX_OPEN   80
#define MAX_HEIGHT 900

/* Brackets of JSON inside one another: with the lists of a campaign, an activity's settings and a list in them around it,
 * a document stays within the door's 64. */
#define MAX_LEVELS 52

/* Open parts of one level of each form, as the grammar counts them: "expr IN ( SELECT distinct columns from WHERE expr
 * AND" and the like. */
#define OPEN_GROUP     4
#define OPEN_EXCEPT    4
#define OPEN_HOP       8
#define OPEN_EXISTS    10
#define OPEN_NEGATED   2
#define OPEN_TAKEN     16
#define OPEN_AGGREGATE 13
#define OPEN_VALUE     19
#define OPEN_ORDERED   26
#define OPEN_CASE      5
#define OPEN_CALL      5
#define OPEN_LEAF      7
/* What makes a value of a column that may hold anything, or of a text that is an instant. */
#define OPEN_LOOSE     10
#define OPEN_INSTANT   10

typedef struct
{
  guint n_open;
  guint height;
} Size;

static Size measure_rule (FfRule *rule);
static Size measure_operand (FfOperand *operand);

static Size
max_of (Size a,
        Size b)
{
  return (Size) { MAX (a.n_open, b.n_open), MAX (a.height, b.height) };
}

static Size
measure_expression (const FfExpression *expression)
{
  Size size = { OPEN_LEAF, 4 };

  if (expression->kind == FF_EXPRESSION_OPERAND)
    return measure_operand (expression->operand);

  for (guint i = 0; i < expression->arguments->len; i++)
    {
      Size inner = measure_expression (g_ptr_array_index (expression->arguments, i));

      size = max_of (size, (Size) { inner.n_open + OPEN_CALL, inner.height + 2 });
    }
  if (expression->kind == FF_EXPRESSION_CALL && (expression->call == FF_CALL_AND || expression->call == FF_CALL_OR))
    size.height += expression->arguments->len;

  return size;
}

static Size
measure_column (const FfColumn *column)
{
  Size size = { OPEN_LEAF, 4 };

  if (column == NULL)
    return size;

  size.n_open += column->type.loose ? OPEN_LOOSE : 0;
  size.n_open += column->type.kind == FF_KIND_INSTANT && column->type.form == FF_INSTANT_TEXT ? OPEN_INSTANT : 0;

  return size;
}

static Size
measure_operand (FfOperand *operand)
{
  Size size = measure_column (operand->kind == FF_OPERAND_CARRIED ? operand->carried : operand->column);

  if (operand->kind == FF_OPERAND_EXPRESSION)
    return measure_expression (operand->expression);

  if (operand->kind == FF_OPERAND_AGGREGATE)
    {
      Size of = operand->of != NULL ? measure_operand (operand->of) : size;
      Size where = operand->where != NULL ? measure_rule (operand->where) : size;

      Size by = operand->by != NULL ? measure_operand (operand->by) : size;
      guint n_around = ff_operand_is_ordered (operand) ? OPEN_ORDERED : OPEN_AGGREGATE;

      size.n_open = MAX (MAX (of.n_open, by.n_open) + OPEN_VALUE, where.n_open + n_around);
      size.height = MAX (MAX (of.height, where.height), by.height) + 4;
    }

  size.n_open += operand->hops->len * OPEN_HOP;
  size.height += operand->hops->len * 2;

  return size;
}

static Size
measure_comparison (FfRule *rule)
{
  Size size = measure_operand (rule->left);

  if (rule->right.operand != NULL)
    size = max_of (size, measure_operand (rule->right.operand));

  /* A list of days is one range after the other. */
  if (rule->left->type.kind == FF_KIND_INSTANT)
    size.height += rule->right.literals->len;
  if (rule->empty_differs)
    size.n_open += OPEN_CASE;

  return size;
}

static Size
measure_group (FfRule *rule)
{
  Size size = { 0, 0 };
  guint n_excepts = 0;

  for (guint i = 0; i < rule->items->len; i++)
    {
      FfRule *item = g_ptr_array_index (rule->items, i);

      size = max_of (size, measure_rule (item));
      n_excepts += item->except ? 1 : 0;
    }

  if (rule->items->len > 1 || rule->kind == FF_RULE_NONE)
    size.n_open += OPEN_GROUP + n_excepts * OPEN_EXCEPT;
  size.height += rule->items->len + 1;

  return size;
}

static Size
measure_rule (FfRule *rule)
{
  Size size = { OPEN_LEAF, 4 };

  switch (rule->kind)
    {
    case FF_RULE_COMPARE:
      return measure_comparison (rule);

    case FF_RULE_EXISTS:
      if (rule->where != NULL)
        size = measure_rule (rule->where);
      size.n_open += OPEN_EXISTS + (rule->negated ? OPEN_NEGATED : 0);
      size.height += 4;
      return size;

    case FF_RULE_TAKEN:
      if (rule->where != NULL)
        size = measure_rule (rule->where);
      if (rule->satisfy != NULL)
        size = max_of (size, measure_rule (rule->satisfy));
      size = max_of (size, measure_operand (rule->by));
      size.n_open += OPEN_TAKEN;
      size.height += 6;
      return size;

    case FF_RULE_AUDIENCE:
    case FF_RULE_TRANSITION:
      size.n_open += OPEN_EXISTS + OPEN_NEGATED;
      return size;

    case FF_RULE_ALL:
    case FF_RULE_ANY:
    case FF_RULE_NONE:
    default:
      return measure_group (rule);
    }
}

/* The innermost place that may be: @out_place. FALSE when there is more in it. */
static gboolean
fits_levels (FfJson  *json,
             guint    n_left,
             char   **out_place)
{
  const gboolean is_object = ff_json_is_object (json);

  if (!is_object && !ff_json_is_array (json))
    return TRUE;
  if (n_left == 0)
    {
      *out_place = g_strdup ("");
      return FALSE;
    }

  for (guint i = 0; i < ff_json_get_length (json); i++)
    {
      g_autofree char *inner = NULL;
      g_autofree char *place = NULL;

      if (fits_levels (is_object ? ff_json_get_value (json, i) : ff_json_get_element (json, i), n_left - 1, &inner))
        continue;

      place = is_object ? ff_pointer_member ("", ff_json_get_name (json, i)) : ff_pointer_element ("", i);
      *out_place = g_strconcat (place, inner, NULL);
      return FALSE;
    }

  return TRUE;
}

/* Groups within groups, links within links. */
gboolean
ff_parser_check_levels (FfParser   *self,
                        FfJson     *json,
                        const char *pointer)
{
  g_autofree char *inner = NULL;
  g_autofree char *place = NULL;

  if (fits_levels (json, MAX_LEVELS, &inner))
    return TRUE;

  place = g_strconcat (pointer, inner, NULL);
  ff_parser_problem (self, place, _("Here the rule is nested too deeply to be saved. Take away a group around it, or make this part a saved filter."));

  return FALSE;
}

static gboolean
check_size (FfParser   *self,
            Size        size,
            const char *pointer)
{
  if (size.n_open > MAX_OPEN)
    ff_parser_problem (self, pointer, _("This rule is nested too deeply for a database. Save an inner part as an audience and ask for that."));
  else if (size.height > MAX_HEIGHT)
    ff_parser_problem (self, pointer, _("This rule has too many conditions side by side for a database. Use a list of values, or save a part as an audience."));
  else
    return TRUE;

  return FALSE;
}

gboolean
ff_parser_check_rule_size (FfParser   *self,
                           FfRule     *rule,
                           const char *pointer)
{
  return check_size (self, measure_rule (rule), pointer);
}

gboolean
ff_parser_check_operand_size (FfParser   *self,
                              FfOperand  *operand,
                              const char *pointer)
{
  return check_size (self, measure_operand (operand), pointer);
}
