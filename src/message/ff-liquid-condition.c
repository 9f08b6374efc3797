/* Whether the conditions of if, unless and case hold. */

#include "message/ff-liquid-run-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
is_special (FfLiquidValue value)
{
  return value.kind == FF_LIQUID_EMPTY || value.kind == FF_LIQUID_BLANK;
}

static gboolean
matches_special (FfLiquidValue special,
                 FfLiquidValue value)
{
  if (is_special (value))
    return FALSE;

  return special.kind == FF_LIQUID_EMPTY ? ff_liquid_is_empty (value) : ff_liquid_is_blank (value);
}

static gboolean
is_equal (FfLiquidValue left,
          FfLiquidValue right)
{
  if (is_special (left))
    return matches_special (left, right);
  if (is_special (right))
    return matches_special (right, left);

  return ff_liquid_equal (left, right);
}

static gboolean
contains (FfLiquidRun   *run,
          FfLiquidValue  left,
          FfLiquidValue  right,
          gboolean      *out_is_true)
{
  FfLiquidValue member;

  *out_is_true = FALSE;
  if (!ff_liquid_is_true (left) || !ff_liquid_is_true (right))
    return TRUE;

  if (left.kind == FF_LIQUID_TEXT)
    {
      right = ff_liquid_to_text (&run->arena, right);
      *out_is_true = right.n == 0 || ff_liquid_find (left.text, left.n, right.text, right.n) != NULL;
      return ff_liquid_run_spend (run, left.n / 64);
    }

  if (ff_liquid_is_list (left))
    {
      for (gint64 i = 0; i < ff_liquid_get_length (left) && !*out_is_true; i++)
        {
          if (!ff_liquid_run_spend (run, 1))
            return FALSE;
          *out_is_true = ff_liquid_equal (ff_liquid_get_element (&run->arena, left, i), right);
        }
    }
  else if (left.kind == FF_LIQUID_RANGE)
    {
      double number = right.kind == FF_LIQUID_INTEGER ? (double) right.integer : right.real;

      *out_is_true = (right.kind == FF_LIQUID_INTEGER || right.kind == FF_LIQUID_REAL) &&
                     number >= (double) left.range->start && number <= (double) left.range->end;
    }
  else if (right.kind == FF_LIQUID_TEXT)
    {
      *out_is_true = ff_liquid_get_member (left, right.text, right.n, &member);
    }

  return TRUE;
}

/* Below 0, 0 or above, for two numbers or two texts. */
static int
compare (FfLiquidValue left,
         FfLiquidValue right)
{
  double a;
  double b;
  int order;

  if (left.kind == FF_LIQUID_TEXT)
    {
      order = memcmp (left.text, right.text, MIN (left.n, right.n));
      return order != 0 ? order : (left.n > right.n) - (left.n < right.n);
    }
  if (left.kind == FF_LIQUID_INTEGER && right.kind == FF_LIQUID_INTEGER)
    return (left.integer > right.integer) - (left.integer < right.integer);

  a = left.kind == FF_LIQUID_INTEGER ? (double) left.integer : left.real;
  b = right.kind == FF_LIQUID_INTEGER ? (double) right.integer : right.real;
  return (a > b) - (a < b);
}

static gboolean
is_number (FfLiquidValue value)
{
  return value.kind == FF_LIQUID_INTEGER || value.kind == FF_LIQUID_REAL;
}

static gboolean
run_order (FfLiquidRun        *run,
           FfLiquidComparison  comparison,
           FfLiquidValue       left,
           FfLiquidValue       right,
           gboolean           *out_is_true)
{
  gboolean has_text = left.kind == FF_LIQUID_TEXT || right.kind == FF_LIQUID_TEXT;
  int order;

  *out_is_true = FALSE;
  if ((!is_number (left) && left.kind != FF_LIQUID_TEXT) || (!is_number (right) && right.kind != FF_LIQUID_TEXT))
    return TRUE;
  if (has_text && left.kind != right.kind)
    return ff_liquid_run_fail (run, _("A text and a number cannot be compared."));

  order = compare (left, right);
  *out_is_true = comparison == FF_LIQUID_LESS      ? order < 0
                 : comparison == FF_LIQUID_GREATER ? order > 0
                 : comparison == FF_LIQUID_AT_MOST ? order <= 0
                                                   : order >= 0;
  return TRUE;
}

static gboolean
run_condition (FfLiquidRun             *run,
               const FfLiquidCondition *condition,
               gboolean                *out_is_true)
{
  FfLiquidValue left;
  FfLiquidValue right;

  if (!ff_liquid_run_spend (run, 1) || !ff_liquid_run_evaluate (run, condition->left, &left))
    return FALSE;

  if (condition->comparison == FF_LIQUID_TRUTH)
    {
      *out_is_true = ff_liquid_is_true (left);
      return TRUE;
    }

  if (!ff_liquid_run_evaluate (run, condition->right, &right))
    return FALSE;
  if (condition->place.line > 0)
    run->place = condition->place;

  switch (condition->comparison)
    {
    case FF_LIQUID_EQUAL:
      *out_is_true = is_equal (left, right);
      return TRUE;
    case FF_LIQUID_UNEQUAL:
      *out_is_true = !is_equal (left, right);
      return TRUE;
    case FF_LIQUID_CONTAINS:
      return contains (run, left, right, out_is_true);
    case FF_LIQUID_TRUTH:
    case FF_LIQUID_LESS:
    case FF_LIQUID_GREATER:
    case FF_LIQUID_AT_MOST:
    case FF_LIQUID_AT_LEAST:
    default:
      return run_order (run, condition->comparison, left, right, out_is_true);
    }
}

/**
 * ff_liquid_run_conditions:
 * @run: a render
 * @branch: of an if, unless or case
 * @out_is_true: (out): whether its body is to be rendered
 *
 * Conditions bind from the right: “a and b or c” is a and (b or c), and what
 * cannot change the answer any more is not looked at.
 */
gboolean
ff_liquid_run_conditions (FfLiquidRun          *run,
                          const FfLiquidBranch *branch,
                          gboolean             *out_is_true)
{
  for (guint i = 0; i < branch->n_conditions; i++)
    {
      FfLiquidRelation relation = branch->conditions[i].relation;

      if (!run_condition (run, &branch->conditions[i], out_is_true))
        return FALSE;
      if (relation == FF_LIQUID_AND ? !*out_is_true : relation == FF_LIQUID_OR && *out_is_true)
        break;
    }

  if (branch->is_negated)
    *out_is_true = !*out_is_true;
  return TRUE;
}
