/* Operators of expressions: what they take, and of what type the answer is.
 * Called while a text is parsed, on its thread. */

#include "query/ff-expression-private.h"

#include <glib/gi18n-lib.h>

/* Digits after the point that a product keeps at most and a quotient at least has. */
#define MIDDLE_SCALE 6

static gboolean
check_flag (FfExpressionReader *reader,
            FfExpression       *self)
{
  ff_expression_settle (self, &(FfType) { .kind = FF_KIND_FLAG });
  if (self->type.kind == FF_KIND_FLAG)
    return TRUE;

  ff_expression_problem (reader, self->offset, _("A condition is true or false, and this is a %s. Compare it with something."),
                         ff_kind_get_name (self->type.kind));

  return FALSE;
}

FfExpression *
ff_expression_build_logic (FfExpressionReader *reader,
                           FfCall              call,
                           FfExpression       *left,
                           FfExpression       *right)
{
  g_autoptr (FfExpression) self = NULL;
  const gboolean continues = left->kind == FF_EXPRESSION_CALL && left->call == call;

  if (continues)
    {
      self = left;
      g_ptr_array_add (self->arguments, right);
    }
  else
    self = ff_expression_build_call (call, FF_KIND_FLAG, left->offset, 2, left, right);

  if ((!continues && !check_flag (reader, left)) || !check_flag (reader, right))
    return NULL;

  return g_steal_pointer (&self);
}

FfExpression *
ff_expression_build_not (FfExpressionReader *reader,
                         guint               offset,
                         FfExpression       *inner)
{
  g_autoptr (FfExpression) self = ff_expression_build_call (FF_CALL_NOT, FF_KIND_FLAG, offset, 1, inner);

  return check_flag (reader, inner) ? g_steal_pointer (&self) : NULL;
}

FfExpression *
ff_expression_build_case (FfExpressionReader *reader,
                          guint               offset,
                          GPtrArray          *conditions,
                          GPtrArray          *values)
{
  g_autoptr (FfExpression) self = NULL;
  const FfExpression *value;

  for (guint i = 0; i < conditions->len; i++)
    if (!check_flag (reader, g_ptr_array_index (conditions, i)))
      return NULL;

  if (!ff_expression_unify (reader, values))
    return NULL;

  value = g_ptr_array_index (values, 0);
  self = ff_expression_build_call (FF_CALL_CASE, value->type.kind, offset, 0);
  self->type = value->type;
  self->untyped = value->untyped;
  for (guint i = 0; i < values->len; i++)
    {
      if (i < conditions->len)
        g_ptr_array_add (self->arguments, g_steal_pointer (&conditions->pdata[i]));
      g_ptr_array_add (self->arguments, g_steal_pointer (&values->pdata[i]));
    }

  return g_steal_pointer (&self);
}

static gboolean
are_numbers (const FfExpression *a,
             const FfExpression *b)
{
  return ff_kind_is_number (a->type.kind) && ff_kind_is_number (b->type.kind);
}

static gboolean
is_day_text (const FfExpression *self)
{
  gint64 day;

  return ff_expression_is_text_literal (self) && ff_time_parse_day (self->value.text, &day);
}

/* Against a date an instant is its day. */
static void
meet_in_days (FfExpressionReader *reader,
              GPtrArray          *sides)
{
  for (guint i = 0; i < 2; i++)
    {
      FfExpression *side = g_ptr_array_index (sides, i);
      const FfExpression *other = g_ptr_array_index (sides, 1 - i);

      if (side->type.kind == FF_KIND_INSTANT && (other->type.kind == FF_KIND_DATE || is_day_text (other)))
        sides->pdata[i] = ff_expression_to_day (reader, side);
    }
}

/* Takes both. */
FfExpression *
ff_expression_build_comparison (FfExpressionReader *reader,
                                FfCall              call,
                                guint               offset,
                                FfExpression       *left,
                                FfExpression       *right)
{
  g_autoptr (GPtrArray) sides = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_expression_free);

  g_ptr_array_add (sides, left);
  g_ptr_array_add (sides, right);

  if (left->untyped || right->untyped)
    return ff_expression_problem (reader, (left->untyped ? left : right)->offset, _("Nothing equals null. Ask with is_empty (…) whether a value is missing."));

  if (are_numbers (left, right))
    {
      if (left->type.kind == FF_KIND_REAL || right->type.kind == FF_KIND_REAL)
        for (guint i = 0; i < 2; i++)
          sides->pdata[i] = ff_expression_to_real (sides->pdata[i]);
    }
  else
    {
      meet_in_days (reader, sides);
      if (!ff_expression_unify (reader, sides))
        return NULL;
    }

  if (left->type.kind == FF_KIND_FLAG && call != FF_CALL_EQUALS && call != FF_CALL_NOT_EQUALS)
    return ff_expression_problem (reader, offset, _("A yes or no is neither greater nor less. Compare with = or <>."));

  return ff_expression_build_call (call, FF_KIND_FLAG, offset, 2, g_steal_pointer (&sides->pdata[0]), g_steal_pointer (&sides->pdata[1]));
}

static gboolean
check_number (FfExpressionReader *reader,
              FfCall              call,
              FfExpression       *self)
{
  ff_expression_settle (self, &(FfType) { .kind = FF_KIND_INTEGER });
  if (ff_kind_is_number (self->type.kind))
    return TRUE;

  if (self->type.kind == FF_KIND_TEXT && call == FF_CALL_ADD)
    ff_expression_problem (reader, self->offset, _("Only numbers are added, and this is a text. Join texts with concat (…)."));
  else if (self->type.kind == FF_KIND_DATE || self->type.kind == FF_KIND_INSTANT)
    ff_expression_problem (reader, self->offset, _("A date is no number. Use add (…), subtract (…) or difference (…)."));
  else
    ff_expression_problem (reader, self->offset, _("This takes a number, and this is a %s. Read it with to_number (…)."), ff_kind_get_name (self->type.kind));

  return FALSE;
}

static void
set_scale (FfExpression *self,
           guint         scale)
{
  self->type = (FfType) { .kind = scale > 0 ? FF_KIND_DECIMAL : FF_KIND_INTEGER, .scale = scale, .scaled_storage = scale > 0 };
}

static FfExpression *
build_product (guint         offset,
               FfExpression *left,
               FfExpression *right)
{
  const guint exact = left->type.scale + right->type.scale;
  const guint scale = MIN (exact, MAX (MIDDLE_SCALE, MAX (left->type.scale, right->type.scale)));
  FfExpression *self = ff_expression_build_call (FF_CALL_MULTIPLY, left->type.kind, offset, 3, left, right, ff_expression_build_integer (exact - scale));

  if (left->type.kind != FF_KIND_REAL)
    set_scale (self, scale);

  return self;
}

static FfExpression *
build_quotient (guint         offset,
                FfExpression *left,
                FfExpression *right)
{
  const guint scale = MAX (MIDDLE_SCALE, MAX (left->type.scale, right->type.scale));
  FfExpression *self = ff_expression_build_call (FF_CALL_DIVIDE, left->type.kind, offset, 3, left, right,
                                                 ff_expression_build_integer ((gint64) scale + right->type.scale - left->type.scale));

  if (left->type.kind != FF_KIND_REAL)
    set_scale (self, scale);

  return self;
}

/* Takes both. A sum has the greater scale of its parts; a product as many digits as both, but not more than 6 unless a
 * part has more; a quotient at least 6. One approximate number makes the answer approximate. */
FfExpression *
ff_expression_build_arithmetic (FfExpressionReader *reader,
                                FfCall              call,
                                guint               offset,
                                FfExpression       *left,
                                FfExpression       *right)
{
  g_autoptr (GPtrArray) sides = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_expression_free);
  gboolean is_real;
  FfExpression *self;

  g_ptr_array_add (sides, left);
  g_ptr_array_add (sides, right);
  if (!check_number (reader, call, left) || !check_number (reader, call, right))
    return NULL;

  is_real = left->type.kind == FF_KIND_REAL || right->type.kind == FF_KIND_REAL;
  if (is_real || call == FF_CALL_ADD || call == FF_CALL_SUBTRACT)
    ff_expression_unify (reader, sides);

  left = g_steal_pointer (&sides->pdata[0]);
  right = g_steal_pointer (&sides->pdata[1]);
  if (call == FF_CALL_MULTIPLY)
    return build_product (offset, left, right);
  if (call == FF_CALL_DIVIDE)
    return build_quotient (offset, left, right);

  self = ff_expression_build_call (call, left->type.kind, offset, 2, left, right);
  self->type = left->type;

  return self;
}

FfExpression *
ff_expression_build_negative (FfExpressionReader *reader,
                              guint               offset,
                              FfExpression       *inner)
{
  if (inner->kind == FF_EXPRESSION_LITERAL && !inner->untyped && ff_kind_is_number (inner->type.kind) &&
      inner->value.integer != G_MININT64)
    {
      inner->value.integer = -inner->value.integer;
      /* There is but one zero. */
      inner->value.real = inner->value.real != 0 ? -inner->value.real : 0;
      return inner;
    }

  return ff_expression_build_arithmetic (reader, FF_CALL_SUBTRACT, offset, ff_expression_build_integer (0), inner);
}
