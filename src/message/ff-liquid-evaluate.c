/* What expressions and filter chains are worth in a render. */

#include "message/ff-liquid-filter-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* ---- properties */

static FfLiquidValue
get_loop_property (const FfLiquidLoop *loop,
                   const char         *name)
{
  static const char *const names[] = {
    "length", "index", "index0", "rindex", "rindex0", "first", "last", "parentloop", "name",
    "col", "col0", "col_first", "col_last", "row", NULL
  };
  guint which = 0;

  while (names[which] != NULL && !g_str_equal (names[which], name))
    which++;
  if (which >= 9 ? !loop->is_table : which >= 7 && loop->is_table)
    return FF_LIQUID_VALUE_NIL;

  switch (which)
    {
    case 0:
      return ff_liquid_integer (loop->length);
    case 1:
      return ff_liquid_integer (loop->index0 + 1);
    case 2:
      return ff_liquid_integer (loop->index0);
    case 3:
      return ff_liquid_integer (loop->length - loop->index0);
    case 4:
      return ff_liquid_integer (loop->length - loop->index0 - 1);
    case 5:
      return ff_liquid_flag (loop->index0 == 0);
    case 6:
      return ff_liquid_flag (loop->index0 == loop->length - 1);
    case 7:
      return loop->parent != NULL ? (FfLiquidValue) { .kind = FF_LIQUID_LOOP, .loop = loop->parent }
                                  : FF_LIQUID_VALUE_NIL;
    case 8:
      return loop->name != NULL ? ff_liquid_text (loop->name, strlen (loop->name)) : FF_LIQUID_VALUE_NIL;
    case 9:
      return ff_liquid_integer (loop->column);
    case 10:
      return ff_liquid_integer (loop->column - 1);
    case 11:
      return ff_liquid_flag (loop->column == 1);
    case 12:
      return ff_liquid_flag (loop->column == loop->n_columns);
    case 13:
      return ff_liquid_integer (loop->row);
    default:
      return FF_LIQUID_VALUE_NIL;
    }
}

/* .size, .first and .last of what has no member of that name. */
static FfLiquidValue
get_command (FfLiquidRun   *run,
             FfLiquidValue  value,
             const char    *name)
{
  gboolean is_sequence = ff_liquid_is_list (value) || value.kind == FF_LIQUID_RANGE;
  gint64 length = ff_liquid_get_length (value);

  switch (*name)
    {
    case 's':
      if (value.kind == FF_LIQUID_TEXT)
        return ff_liquid_integer (g_utf8_strlen (value.text, value.n));
      return is_sequence || ff_liquid_is_map (value) ? ff_liquid_integer (length) : FF_LIQUID_VALUE_NIL;

    case 'f':
      return is_sequence || ff_liquid_is_map (value) ? ff_liquid_get_element (&run->arena, value, 0)
                                                     : FF_LIQUID_VALUE_NIL;

    case 'l':
    default:
      return is_sequence ? ff_liquid_get_element (&run->arena, value, length - 1) : FF_LIQUID_VALUE_NIL;
    }
}

static FfLiquidValue
get_indexed (FfLiquidRun   *run,
             FfLiquidValue  value,
             FfLiquidValue  index)
{
  FfLiquidValue member;

  if (index.kind == FF_LIQUID_INTEGER && ff_liquid_is_list (value))
    return ff_liquid_get_element (&run->arena, value,
                                  index.integer < 0 ? index.integer + ff_liquid_get_length (value) : index.integer);

  if (index.kind == FF_LIQUID_TEXT && ff_liquid_get_member (value, index.text, index.n, &member))
    return member;

  return FF_LIQUID_VALUE_NIL;
}

static FfLiquidValue
get_named (FfLiquidRun       *run,
           FfLiquidValue      value,
           const FfLiquidHop *hop)
{
  FfLiquidValue member;

  /* The common case first: a member of the data, by a name that ends with NUL. */
  if (value.kind == FF_LIQUID_JSON && ff_json_is_object (value.json))
    {
      FfJson *json = ff_json_get_member (value.json, hop->name);

      if (json != NULL)
        return ff_liquid_from_json (json);
    }
  else if (value.kind == FF_LIQUID_LOOP)
    {
      return get_loop_property (value.loop, hop->name);
    }
  else if (ff_liquid_get_member (value, hop->name, hop->length, &member))
    {
      return member;
    }

  return hop->is_command ? get_command (run, value, hop->name) : FF_LIQUID_VALUE_NIL;
}

static gboolean
evaluate_root (FfLiquidRun              *run,
               const FfLiquidExpression *expression,
               FfLiquidValue            *out_value)
{
  g_autofree char *name = NULL;
  const char *interned;
  FfLiquidValue index;

  if (expression->name != NULL)
    {
      *out_value = ff_liquid_run_look_up (run, expression->name);
      return TRUE;
    }

  if (!ff_liquid_run_evaluate (run, expression->hops[0].index, &index))
    return FALSE;

  *out_value = FF_LIQUID_VALUE_NIL;
  if (index.kind != FF_LIQUID_TEXT)
    return TRUE;

  /* A name that no template has written can only be one of the data. */
  name = g_strndup (index.text, index.n);
  interned = ff_liquid_program_find_name ((FfLiquidProgram *) run->program, name, strlen (name));
  *out_value = ff_liquid_run_look_up (run, interned != NULL ? interned : name);
  return TRUE;
}

static gboolean
evaluate_lookup (FfLiquidRun              *run,
                 const FfLiquidExpression *expression,
                 FfLiquidValue            *out_value)
{
  if (!ff_liquid_run_spend (run, expression->n_hops) || !evaluate_root (run, expression, out_value))
    return FALSE;

  for (guint i = expression->name == NULL; i < expression->n_hops; i++)
    {
      const FfLiquidHop *hop = &expression->hops[i];
      FfLiquidValue index;

      if (hop->name != NULL)
        *out_value = get_named (run, *out_value, hop);
      else if (ff_liquid_run_evaluate (run, hop->index, &index))
        *out_value = get_indexed (run, *out_value, index);
      else
        return FALSE;
    }

  return ff_liquid_run_check (run);
}

/* As Ruby's Integer (): the whole text must be a number. */
static gboolean
parse_integer (FfLiquidValue  text,
               gint64        *out_integer)
{
  g_autofree char *copy = g_strndup (text.text, text.n);
  const char *digits = g_strstrip (copy);
  guint base = 10;
  gboolean is_negative = *digits == '-';
  g_autoptr (GString) plain = g_string_new (is_negative ? "-" : NULL);

  digits += is_negative || *digits == '+';
  if (digits[0] == '0' && digits[1] != '\0')
    {
      char mark = g_ascii_tolower (digits[1]);

      base = mark == 'x' ? 16 : mark == 'b' ? 2 : mark == 'd' ? 10 : 8;
      digits += mark == 'x' || mark == 'b' || mark == 'o' || mark == 'd' ? 2 : 1;
    }

  for (; *digits != '\0'; digits++)
    if (*digits != '_')
      g_string_append_c (plain, *digits);
    else if (!g_ascii_isxdigit (digits[1]) || digits == copy || !g_ascii_isxdigit (digits[-1]))
      return FALSE;

  return g_ascii_string_to_signed (plain->str, base, G_MININT64, G_MAXINT64, out_integer, NULL);
}

gboolean
ff_liquid_run_to_integer (FfLiquidRun   *run,
                          FfLiquidValue  value,
                          gint64        *out_integer)
{
  FfLiquidValue text;

  if (value.kind == FF_LIQUID_INTEGER)
    {
      *out_integer = value.integer;
      return TRUE;
    }

  text = ff_liquid_to_text (&run->arena, value);
  if (!ff_liquid_run_check (run))
    return FALSE;

  return parse_integer (text, out_integer) || ff_liquid_run_fail (run, _("A whole number is needed here."));
}

/* As Ruby's to_i: what the text begins with. */
static gint64
get_leading_integer (FfLiquidValue text)
{
  g_autofree char *copy = g_strndup (text.text, text.n);

  return g_ascii_strtoll (copy, NULL, 10);
}

static gboolean
evaluate_end (FfLiquidRun              *run,
              const FfLiquidExpression *expression,
              gint64                   *out_end)
{
  FfLiquidValue value;

  if (!ff_liquid_run_evaluate (run, expression, &value))
    return FALSE;

  *out_end = 0;
  if (value.kind == FF_LIQUID_NIL)
    return TRUE;
  if (value.kind == FF_LIQUID_TEXT)
    {
      *out_end = get_leading_integer (value);
      return TRUE;
    }

  return ff_liquid_run_to_integer (run, value, out_end);
}

static gboolean
evaluate_range (FfLiquidRun              *run,
                const FfLiquidExpression *expression,
                FfLiquidValue            *out_value)
{
  FfLiquidRange *range = ff_liquid_run_alloc (run, sizeof *range);

  if (range == NULL || !evaluate_end (run, expression->start, &range->start) ||
      !evaluate_end (run, expression->end, &range->end))
    return FALSE;

  *out_value = (FfLiquidValue) { .kind = FF_LIQUID_RANGE, .range = range };
  return TRUE;
}

gboolean
ff_liquid_run_evaluate (FfLiquidRun              *run,
                        const FfLiquidExpression *expression,
                        FfLiquidValue            *out_value)
{
  switch (expression->kind)
    {
    case FF_LIQUID_EXPRESSION_LOOKUP:
      return evaluate_lookup (run, expression, out_value);
    case FF_LIQUID_EXPRESSION_RANGE:
      return evaluate_range (run, expression, out_value);
    case FF_LIQUID_EXPRESSION_LITERAL:
    default:
      *out_value = expression->literal;
      return TRUE;
    }
}

/* ---- filters */

/* All keyword arguments become one value, the last. */
static gboolean
evaluate_keywords (FfLiquidRun        *run,
                   const FfLiquidCall *call,
                   FfLiquidValue      *out_pairs)
{
  FfLiquidValue *pairs = ff_liquid_run_alloc (run, 2 * call->n_keywords * sizeof *pairs);

  if (pairs == NULL)
    return FALSE;

  for (guint i = 0; i < call->n_keywords; i++)
    {
      pairs[2 * i] = ff_liquid_text (call->keywords[i].name, strlen (call->keywords[i].name));
      if (!ff_liquid_run_evaluate (run, call->keywords[i].value, &pairs[2 * i + 1]))
        return FALSE;
    }

  *out_pairs = (FfLiquidValue) { .kind = FF_LIQUID_PAIRS, .n = 2 * call->n_keywords, .items = pairs };
  return TRUE;
}

static gboolean
run_call (FfLiquidRun        *run,
          const FfLiquidCall *call,
          FfLiquidValue      *value)
{
  FfLiquidValue arguments[8];
  FfLiquidValue input = *value;
  guint n = 0;

  g_assert (call->filter->max_arguments < G_N_ELEMENTS (arguments));
  if (!ff_liquid_run_spend (run, 1))
    return FALSE;

  for (; n < call->n_arguments; n++)
    if (!ff_liquid_run_evaluate (run, call->arguments[n], &arguments[n]))
      return FALSE;
  if (call->n_keywords > 0 && !evaluate_keywords (run, call, &arguments[n++]))
    return FALSE;

  run->place = call->place;
  *value = FF_LIQUID_VALUE_NIL;

  return call->filter->func (run, input, arguments, n, value) && ff_liquid_run_check (run);
}

gboolean
ff_liquid_run_chain (FfLiquidRun         *run,
                     const FfLiquidChain *chain,
                     FfLiquidValue       *out_value)
{
  *out_value = FF_LIQUID_VALUE_NIL;
  if (chain->value != NULL && !ff_liquid_run_evaluate (run, chain->value, out_value))
    return FALSE;

  for (guint i = 0; i < chain->n_calls; i++)
    if (!run_call (run, &chain->calls[i], out_value))
      return FALSE;

  return TRUE;
}
