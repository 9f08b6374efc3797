/* Filters that pick items of a list by a property: where, reject, find, has. */

#include "message/ff-liquid-filter-private.h"

typedef struct
{
  FfLiquidValue *items;
  guint          n;
  gboolean      *matches;  /* NULL: an item has no properties, and the result is nil */
} Selection;

/* Equal to a value when one is given, else having one. */
static gboolean
judge (FfLiquidRun         *run,
       FfLiquidValue        item,
       const FfLiquidValue *arguments,
       guint                n_arguments,
       FfLiquidProperty    *out_property)
{
  FfLiquidValue value;

  *out_property = ff_liquid_filter_get (run, item, arguments[0], &value);
  if (n_arguments < 2 || arguments[1].kind == FF_LIQUID_NIL)
    return ff_liquid_is_true (value);

  return ff_liquid_equal (value, arguments[1]);
}

/* Judges items up to the first match, or all. @out_last is how many were. */
static gboolean
select_items (FfLiquidRun         *run,
              FfLiquidValue        input,
              const FfLiquidValue *arguments,
              guint                n_arguments,
              gboolean             only_first,
              Selection           *selection,
              guint               *out_last)
{
  gboolean *matches;

  if (!ff_liquid_filter_items (run, input, &selection->items, &selection->n))
    return FALSE;
  matches = ff_liquid_run_alloc (run, selection->n * sizeof *matches);
  if (matches == NULL)
    return FALSE;

  selection->matches = matches;
  for (*out_last = 0; *out_last < selection->n; ++*out_last)
    {
      FfLiquidProperty property;

      matches[*out_last] = judge (run, selection->items[*out_last], arguments, n_arguments, &property);
      if (property == FF_LIQUID_PROPERTY_FAILED)
        return FALSE;
      if (property == FF_LIQUID_PROPERTY_NO_KEYS)
        {
          selection->matches = NULL;
          return TRUE;
        }
      if (matches[*out_last] && only_first)
        return TRUE;
    }

  return TRUE;
}

static gboolean
keep (FfLiquidRun         *run,
      FfLiquidValue        input,
      const FfLiquidValue *arguments,
      guint                n_arguments,
      gboolean             matching,
      FfLiquidValue       *result)
{
  Selection selection;
  guint n_kept = 0;
  guint last;

  if (!select_items (run, input, arguments, n_arguments, FALSE, &selection, &last))
    return FALSE;
  if (selection.matches == NULL)
    return TRUE;

  for (guint i = 0; i < selection.n; i++)
    if (!selection.matches[i] == !matching)
      selection.items[n_kept++] = selection.items[i];

  *result = ff_liquid_list (selection.items, n_kept);
  return TRUE;
}

static gboolean
run_where (FfLiquidRun         *run,
           FfLiquidValue        input,
           const FfLiquidValue *arguments,
           guint                n_arguments,
           FfLiquidValue       *result)
{
  return keep (run, input, arguments, n_arguments, TRUE, result);
}

static gboolean
run_reject (FfLiquidRun         *run,
            FfLiquidValue        input,
            const FfLiquidValue *arguments,
            guint                n_arguments,
            FfLiquidValue       *result)
{
  return keep (run, input, arguments, n_arguments, FALSE, result);
}

static gboolean
run_find (FfLiquidRun         *run,
          FfLiquidValue        input,
          const FfLiquidValue *arguments,
          guint                n_arguments,
          FfLiquidValue       *result)
{
  Selection selection;
  guint last;

  if (!select_items (run, input, arguments, n_arguments, TRUE, &selection, &last))
    return FALSE;

  if (selection.matches != NULL && last < selection.n)
    *result = selection.items[last];
  return TRUE;
}

static gboolean
run_find_index (FfLiquidRun         *run,
                FfLiquidValue        input,
                const FfLiquidValue *arguments,
                guint                n_arguments,
                FfLiquidValue       *result)
{
  Selection selection;
  guint last;

  if (!select_items (run, input, arguments, n_arguments, TRUE, &selection, &last))
    return FALSE;

  if (selection.matches != NULL && last < selection.n)
    *result = ff_liquid_integer (last);
  return TRUE;
}

static gboolean
run_has (FfLiquidRun         *run,
         FfLiquidValue        input,
         const FfLiquidValue *arguments,
         guint                n_arguments,
         FfLiquidValue       *result)
{
  Selection selection;
  guint last;

  if (!select_items (run, input, arguments, n_arguments, TRUE, &selection, &last))
    return FALSE;

  if (selection.matches != NULL)
    *result = ff_liquid_flag (last < selection.n);
  return TRUE;
}

const FfLiquidFilter ff_liquid_select_filters[] = {
  { "find",       1, 2, run_find       },
  { "find_index", 1, 2, run_find_index },
  { "has",        1, 2, run_has        },
  { "reject",     1, 2, run_reject     },
  { "where",      1, 2, run_where      },
  { NULL },
};
