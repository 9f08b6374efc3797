/* Filters that replace one text by another. */

#include "message/ff-liquid-filter-private.h"

#include <string.h>

typedef enum
{
  EVERY,
  FIRST,
  LAST,
} Which;

static const char *
find_last (FfLiquidValue text,
           FfLiquidValue wanted)
{
  if (wanted.n > text.n)
    return NULL;

  for (const char *at = text.text + text.n - wanted.n; at >= text.text; at--)
    if (memcmp (at, wanted.text, wanted.n) == 0)
      return at;

  return NULL;
}

/* An empty text is found before every character and at the end. */
static void
replace_every (FfLiquidRun     *run,
               FfLiquidBuilder *out,
               FfLiquidValue    text,
               FfLiquidValue    wanted,
               FfLiquidValue    replacement)
{
  const char *at = text.text;
  const char *end = text.text + text.n;
  const char *found;

  if (wanted.n == 0)
    {
      for (; at < end && !run->arena.is_over; at = g_utf8_next_char (at))
        {
          ff_liquid_builder_add (out, replacement.text, replacement.n);
          ff_liquid_builder_add (out, at, (gsize) (g_utf8_next_char (at) - at));
        }
      ff_liquid_builder_add (out, replacement.text, replacement.n);
      return;
    }

  while (!run->arena.is_over && (found = ff_liquid_find (at, (gsize) (end - at), wanted.text, wanted.n)) != NULL)
    {
      ff_liquid_builder_add (out, at, (gsize) (found - at));
      ff_liquid_builder_add (out, replacement.text, replacement.n);
      at = found + wanted.n;
    }
  ff_liquid_builder_add (out, at, (gsize) (end - at));
}

static gboolean
replace (FfLiquidRun   *run,
         FfLiquidValue  input,
         FfLiquidValue  wanted,
         FfLiquidValue  replacement,
         Which          which,
         FfLiquidValue *result)
{
  FfLiquidBuilder out = { &run->arena };
  FfLiquidValue text;
  const char *found;

  if (!ff_liquid_filter_read (run, input, &text) || !ff_liquid_filter_read (run, wanted, &wanted) ||
      !ff_liquid_filter_read (run, replacement, &replacement) || !ff_liquid_run_spend (run, text.n / 16))
    return FALSE;

  if (which == EVERY)
    {
      replace_every (run, &out, text, wanted, replacement);
      *result = ff_liquid_filter_done (&out);
      return TRUE;
    }

  *result = text;
  if (which == FIRST)
    found = wanted.n == 0 ? text.text : ff_liquid_find (text.text, text.n, wanted.text, wanted.n);
  else
    found = find_last (text, wanted);
  if (found == NULL)
    return TRUE;

  ff_liquid_builder_add (&out, text.text, (gsize) (found - text.text));
  ff_liquid_builder_add (&out, replacement.text, replacement.n);
  ff_liquid_builder_add (&out, found + wanted.n, (gsize) (text.text + text.n - found) - wanted.n);
  *result = ff_liquid_filter_done (&out);
  return TRUE;
}

static gboolean
run_replace (FfLiquidRun         *run,
             FfLiquidValue        input,
             const FfLiquidValue *arguments,
             guint                n_arguments,
             FfLiquidValue       *result)
{
  return replace (run, input, arguments[0], n_arguments > 1 ? arguments[1] : FF_LIQUID_VALUE_NIL, EVERY, result);
}

static gboolean
run_replace_first (FfLiquidRun         *run,
                   FfLiquidValue        input,
                   const FfLiquidValue *arguments,
                   guint                n_arguments,
                   FfLiquidValue       *result)
{
  return replace (run, input, arguments[0], n_arguments > 1 ? arguments[1] : FF_LIQUID_VALUE_NIL, FIRST, result);
}

static gboolean
run_replace_last (FfLiquidRun         *run,
                  FfLiquidValue        input,
                  const FfLiquidValue *arguments,
                  guint                n_arguments,
                  FfLiquidValue       *result)
{
  return replace (run, input, arguments[0], arguments[1], LAST, result);
}

static gboolean
run_remove (FfLiquidRun         *run,
            FfLiquidValue        input,
            const FfLiquidValue *arguments,
            guint                n_arguments,
            FfLiquidValue       *result)
{
  return replace (run, input, arguments[0], FF_LIQUID_VALUE_NIL, EVERY, result);
}

static gboolean
run_remove_first (FfLiquidRun         *run,
                  FfLiquidValue        input,
                  const FfLiquidValue *arguments,
                  guint                n_arguments,
                  FfLiquidValue       *result)
{
  return replace (run, input, arguments[0], FF_LIQUID_VALUE_NIL, FIRST, result);
}

static gboolean
run_remove_last (FfLiquidRun         *run,
                 FfLiquidValue        input,
                 const FfLiquidValue *arguments,
                 guint                n_arguments,
                 FfLiquidValue       *result)
{
  return replace (run, input, arguments[0], FF_LIQUID_VALUE_NIL, LAST, result);
}

const FfLiquidFilter ff_liquid_replace_filters[] = {
  { "remove",         1, 1, run_remove         },
  { "remove_first",   1, 1, run_remove_first   },
  { "remove_last",    1, 1, run_remove_last    },
  { "replace",        1, 2, run_replace        },
  { "replace_first",  1, 2, run_replace_first  },
  { "replace_last",   2, 2, run_replace_last   },
  { NULL },
};
