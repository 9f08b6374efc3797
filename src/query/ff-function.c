/* The table of functions and how one is called: what does not fit an argument
 * is missing. Pure; any thread. */

#include "query/ff-function-private.h"

#include <string.h>

static const FfFunctionGroup *const groups[] = { &ff_function_numbers, &ff_function_texts, &ff_function_times };

/**
 * ff_function_get:
 *
 * Returns: (nullable) (transfer none): the @index-th function, %NULL after the last
 */
const FfFunction *
ff_function_get (guint index)
{
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      if (index < groups[i]->n)
        return &groups[i]->functions[index];
      index -= groups[i]->n;
    }

  return NULL;
}

static gboolean
takes_any_number (const FfFunction *self)
{
  return g_str_has_suffix (self->arguments, "*");
}

gint
ff_function_get_n_arguments (const FfFunction *self)
{
  return takes_any_number (self) ? -1 : (gint) strlen (self->arguments);
}

static gboolean
fits (const FfValue *value,
      char           letter)
{
  if (value->kind == FF_VALUE_TEXT)
    return (letter == 't' || letter == 'a') && g_utf8_validate (value->text, -1, NULL);

  return letter == 'a' || (letter == 'i' && value->kind == FF_VALUE_INTEGER) ||
         (letter == 'n' && value->kind != FF_VALUE_NULL);
}

/**
 * ff_function_call:
 * @arguments: lent
 * @out: (out caller-allocates): overwritten, not freed first
 *
 * Calls the function unless an argument is missing or of another kind: then
 * the answer is NULL. Where any number is taken, what does not fit is missing.
 */
void
ff_function_call (const FfFunction *self,
                  const FfValue    *arguments,
                  guint             n_arguments,
                  FfValue          *out)
{
  const gboolean any_number = takes_any_number (self);
  FfValue *fitting = g_newa (FfValue, n_arguments + 1);

  *out = (FfValue) { .kind = FF_VALUE_NULL };

  for (guint i = 0; i < n_arguments; i++)
    {
      fitting[i] = arguments[i];
      if (fits (&arguments[i], self->arguments[any_number ? 0 : i]))
        continue;
      if (!any_number)
        return;
      fitting[i].kind = FF_VALUE_NULL;
    }

  self->call (fitting, n_arguments, out);
}
