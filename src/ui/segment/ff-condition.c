/* Conditions as they come to be and change. Called by rows of the editors and
 * their tests; pure. */

#include "ui/segment/ff-condition.h"

#include <string.h>

#include "ui/segment/ff-operand-menu.h"

GPtrArray *
ff_condition_list_operators (FfKind kind)
{
  GPtrArray *list = g_ptr_array_new ();
  const FfOperator *operators;
  guint n;

  operators = ff_operators_get (&n);
  for (guint i = 0; i < n; i++)
    if ((operators[i].kinds & (1u << kind)) != 0)
      g_ptr_array_add (list, (gpointer) &operators[i]);

  return list;
}

static const char *
get_first_operator (FfJson        *operand,
                    FfKind         kind,
                    const FfScope *scope)
{
  const FfColumn *column = ff_operand_menu_find_column (operand, scope);

  switch (kind)
    {
    case FF_KIND_INTEGER:
    case FF_KIND_DECIMAL:
    case FF_KIND_REAL:
      return "at-least";
    case FF_KIND_FLAG:
      return "is-true";
    case FF_KIND_DATE:
    case FF_KIND_INSTANT:
      return "in-last";
    case FF_KIND_TEXT:
    default:
      return column != NULL && column->choices != NULL ? "in-list" : "equals";
    }
}

/* A right side to begin with; NULL where a person must type one. */
static FfJson *
new_right (FfRightShape shape)
{
  FfJson *right;
  FfJson *duration;

  switch (shape)
    {
    case FF_RIGHT_DURATION:
      right = ff_json_new_object ();
      duration = ff_json_new_object ();
      ff_json_set_integer (duration, "amount", 30);
      ff_json_set_string (duration, "unit", "day");
      ff_json_take_member (right, "duration", duration);
      return right;

    case FF_RIGHT_LIST:
      right = ff_json_new_object ();
      ff_json_take_member (right, "values", ff_json_new_array ());
      return right;

    case FF_RIGHT_NONE:
    case FF_RIGHT_VALUE:
    case FF_RIGHT_RANGE:
    default:
      return NULL;
    }
}

/* From one value to a list and back, where that keeps what was typed. */
static FfJson *
convert_right (FfJson       *right,
               FfRightShape  from,
               FfRightShape  to)
{
  FfJson *converted = ff_json_new_object ();
  FfJson *values;

  if (right != NULL && from == FF_RIGHT_VALUE && to == FF_RIGHT_LIST && ff_json_get_member (right, "value") != NULL)
    {
      values = ff_json_new_array ();
      ff_json_take_element (values, ff_json_ref (ff_json_get_member (right, "value")));
      ff_json_take_member (converted, "values", values);
      return converted;
    }

  values = ff_json_get_member (right, "values");
  if (from == FF_RIGHT_LIST && to == FF_RIGHT_VALUE && ff_json_get_length (values) > 0)
    {
      ff_json_take_member (converted, "value", ff_json_ref (ff_json_get_element (values, 0)));
      return converted;
    }

  ff_json_unref (converted);
  return new_right (to);
}

static FfJson *
with_right (FfJson *condition,
            FfJson *take_right)
{
  g_autoptr (FfJson) right = take_right;

  return right != NULL ? ff_json_with_member (condition, "right", right) : ff_json_without_member (condition, "right");
}

FfJson *
ff_condition_with_operator (FfJson     *condition,
                            const char *id)
{
  const FfOperator *op = ff_operator_find (id);
  const char *old_id = ff_json_get_member_string (condition, "op", "");
  const FfOperator *old = ff_operator_find (old_id);
  g_autoptr (FfJson) value = ff_json_new_string (id);
  gboolean folds = op == NULL || (op->flags & FF_OPERATOR_FOLDS) != 0;
  g_autoptr (FfJson) kept = folds ? ff_json_ref (condition) : ff_json_without_member (condition, "ignore-case");
  g_autoptr (FfJson) changed = ff_json_with_member (kept, "op", value);
  g_autoptr (FfJson) bare = NULL;
  FfJson *right = ff_json_get_member (condition, "right");

  if (op == NULL || (old != NULL && old->right == op->right))
    return g_steal_pointer (&changed);

  bare = with_right (changed, convert_right (right, old != NULL ? old->right : FF_RIGHT_NONE, op->right));
  return g_steal_pointer (&bare);
}

/**
 * ff_condition_new:
 * @picked: {"left": operand}, {"exists": …} or {"in-audience": …}
 * @old: (nullable): what it replaces
 * @scope: what it may speak of
 *
 * Returns: (transfer full): a condition with an operator that fits; a value
 *   that a person must type is missing and a problem
 */
FfJson *
ff_condition_new (FfJson        *picked,
                  FfJson        *old,
                  const FfScope *scope)
{
  FfJson *left = ff_json_get_member (picked, "left");
  const char *id = ff_json_get_member_string (old, "op", NULL);
  const FfOperator *op = id != NULL ? ff_operator_find (id) : NULL;
  const gboolean is_computed = ff_operand_menu_get_expression (left) != NULL;
  FfType type, old_type;
  gboolean same;
  g_autoptr (FfJson) condition = NULL;

  if (left == NULL || !ff_operand_menu_get_type (left, scope, &type))
    return ff_json_ref (picked);

  same = ff_operand_menu_get_type (ff_json_get_member (old, "left"), scope, &old_type) &&
         (old_type.kind == type.kind || (is_computed && ff_kind_is_number (old_type.kind) && ff_kind_is_number (type.kind)));
  if (same && op != NULL)
    return ff_json_with_member (old, "left", left);

  if (op == NULL || (op->kinds & (1u << type.kind)) == 0 || !same)
    id = get_first_operator (left, type.kind, scope);

  condition = ff_json_new_object ();
  ff_json_take_member (condition, "left", ff_json_ref (left));
  ff_json_set_string (condition, "op", id);
  if (ff_json_get_member_string (left, "aggregate", NULL) != NULL && ff_kind_is_number (type.kind))
    {
      FfJson *right = ff_json_new_object ();

      ff_json_set_integer (right, "value", 1);
      ff_json_take_member (condition, "right", right);
      return g_steal_pointer (&condition);
    }

  return with_right (condition, new_right (ff_operator_find (id)->right));
}

gboolean
ff_condition_takes_empty (FfJson *condition)
{
  const FfOperator *op = ff_operator_find (ff_json_get_member_string (condition, "op", ""));

  return op != NULL && (op->flags & FF_OPERATOR_NEGATIVE) != 0;
}

gboolean
ff_condition_takes_case (FfJson        *condition,
                         const FfScope *scope)
{
  const char *id = ff_json_get_member_string (condition, "op", NULL);
  const FfOperator *op = id != NULL ? ff_operator_find (id) : NULL;
  FfType type;

  return op != NULL && (op->flags & FF_OPERATOR_FOLDS) != 0 &&
         ff_operand_menu_get_type (ff_json_get_member (condition, "left"), scope, &type) && type.kind == FF_KIND_TEXT;
}
