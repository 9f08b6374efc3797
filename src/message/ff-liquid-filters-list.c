/* Filters that make another list of a list. */

#include "message/ff-liquid-filter-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
run_join (FfLiquidRun         *run,
          FfLiquidValue        input,
          const FfLiquidValue *arguments,
          guint                n_arguments,
          FfLiquidValue       *result)
{
  FfLiquidValue glue = n_arguments > 0 ? ff_liquid_filter_text (run, arguments[0]) : ff_liquid_text (" ", 1);
  FfLiquidBuilder out = { &run->arena };
  FfLiquidValue *items;
  guint n;

  if (!ff_liquid_filter_items (run, input, &items, &n))
    return FALSE;

  for (guint i = 0; i < n && !run->arena.is_over; i++)
    {
      FfLiquidValue text = ff_liquid_filter_text (run, items[i]);

      if (i > 0)
        ff_liquid_builder_add (&out, glue.text, glue.n);
      ff_liquid_builder_add (&out, text.text, text.n);
    }

  *result = ff_liquid_filter_done (&out);
  return TRUE;
}

static gboolean
run_first (FfLiquidRun         *run,
           FfLiquidValue        input,
           const FfLiquidValue *arguments,
           guint                n_arguments,
           FfLiquidValue       *result)
{
  *result = ff_liquid_get_element (&run->arena, input, 0);
  return TRUE;
}

static gboolean
run_last (FfLiquidRun         *run,
          FfLiquidValue        input,
          const FfLiquidValue *arguments,
          guint                n_arguments,
          FfLiquidValue       *result)
{
  if (!ff_liquid_is_map (input))
    *result = ff_liquid_get_element (&run->arena, input, ff_liquid_get_length (input) - 1);
  return TRUE;
}

static gboolean
run_reverse (FfLiquidRun         *run,
             FfLiquidValue        input,
             const FfLiquidValue *arguments,
             guint                n_arguments,
             FfLiquidValue       *result)
{
  FfLiquidValue *items;
  guint n;

  if (!ff_liquid_filter_items (run, input, &items, &n))
    return FALSE;

  for (guint i = 0; i < n / 2; i++)
    {
      FfLiquidValue kept = items[i];

      items[i] = items[n - 1 - i];
      items[n - 1 - i] = kept;
    }

  *result = ff_liquid_list (items, n);
  return TRUE;
}

/* The added list keeps the lists in it. */
static gboolean
run_concat (FfLiquidRun         *run,
            FfLiquidValue        input,
            const FfLiquidValue *arguments,
            guint                n_arguments,
            FfLiquidValue       *result)
{
  FfLiquidValue *items;
  FfLiquidValue *all;
  gint64 n_added = ff_liquid_get_length (arguments[0]);
  guint n;

  if (!ff_liquid_is_list (arguments[0]))
    return ff_liquid_run_fail (run, _("“concat” needs a list after its name."));
  if (!ff_liquid_filter_items (run, input, &items, &n) || !ff_liquid_run_spend (run, n_added))
    return FALSE;

  all = ff_liquid_run_alloc (run, (n + (gsize) n_added) * sizeof *all);
  if (all == NULL)
    return FALSE;
  if (n > 0)
    memcpy (all, items, n * sizeof *all);
  for (gint64 i = 0; i < n_added; i++)
    all[n + i] = ff_liquid_get_element (&run->arena, arguments[0], i);

  *result = ff_liquid_list (all, n + (gsize) n_added);
  return TRUE;
}

static gboolean
run_map (FfLiquidRun         *run,
         FfLiquidValue        input,
         const FfLiquidValue *arguments,
         guint                n_arguments,
         FfLiquidValue       *result)
{
  FfLiquidValue *items;
  guint n;

  if (!ff_liquid_filter_items (run, input, &items, &n))
    return FALSE;

  for (guint i = 0; i < n; i++)
    if (ff_liquid_filter_get (run, items[i], arguments[0], &items[i]) == FF_LIQUID_PROPERTY_FAILED)
      return FALSE;

  *result = ff_liquid_list (items, n);
  return TRUE;
}

/* What each item is judged by: itself, or a property. An item without
 * properties makes the whole result nil: @out_keys is NULL then. */
static gboolean
get_keys (FfLiquidRun          *run,
          const FfLiquidValue  *items,
          guint                 n,
          const FfLiquidValue  *arguments,
          guint                 n_arguments,
          const FfLiquidValue **out_keys)
{
  FfLiquidValue *keys;

  *out_keys = items;
  if (n_arguments == 0 || arguments[0].kind == FF_LIQUID_NIL)
    return TRUE;

  keys = ff_liquid_run_alloc (run, n * sizeof *keys);
  if (keys == NULL)
    return FALSE;

  *out_keys = keys;
  for (guint i = 0; i < n; i++)
    switch (ff_liquid_filter_get (run, items[i], arguments[0], &keys[i]))
      {
      case FF_LIQUID_PROPERTY_FAILED:
        return FALSE;
      case FF_LIQUID_PROPERTY_NO_KEYS:
        *out_keys = NULL;
        return TRUE;
      case FF_LIQUID_PROPERTY_FOUND:
      default:
        break;
      }

  return TRUE;
}

static gboolean
run_compact (FfLiquidRun         *run,
             FfLiquidValue        input,
             const FfLiquidValue *arguments,
             guint                n_arguments,
             FfLiquidValue       *result)
{
  const FfLiquidValue *keys;
  FfLiquidValue *items;
  guint n;
  guint n_kept = 0;

  if (!ff_liquid_filter_items (run, input, &items, &n) ||
      !get_keys (run, items, n, arguments, n_arguments, &keys))
    return FALSE;
  if (keys == NULL)
    return TRUE;

  for (guint i = 0; i < n; i++)
    if (keys[i].kind != FF_LIQUID_NIL)
      items[n_kept++] = items[i];

  *result = ff_liquid_list (items, n_kept);
  return TRUE;
}

/* As Ruby's eql?: 1 and 1.0 are two. */
static gboolean
is_same (FfLiquidValue a,
         FfLiquidValue b)
{
  gboolean are_numbers = (a.kind == FF_LIQUID_INTEGER || a.kind == FF_LIQUID_REAL) && a.kind != b.kind;

  return !are_numbers && ff_liquid_equal (a, b);
}

static gboolean
run_uniq (FfLiquidRun         *run,
          FfLiquidValue        input,
          const FfLiquidValue *arguments,
          guint                n_arguments,
          FfLiquidValue       *result)
{
  const FfLiquidValue *keys;
  FfLiquidValue *items;
  FfLiquidValue *kept;
  FfLiquidValue *kept_keys;
  guint n;
  guint n_kept = 0;

  if (!ff_liquid_filter_items (run, input, &items, &n) ||
      !get_keys (run, items, n, arguments, n_arguments, &keys))
    return FALSE;
  if (keys == NULL)
    return TRUE;

  kept = ff_liquid_run_alloc (run, 2 * n * sizeof *kept);
  if (kept == NULL)
    return FALSE;
  kept_keys = kept + n;

  for (guint i = 0; i < n; i++)
    {
      guint j = 0;

      while (j < n_kept && !is_same (kept_keys[j], keys[i]))
        j++;
      if (!ff_liquid_run_spend (run, j / 8))
        return FALSE;
      if (j < n_kept)
        continue;
      kept_keys[n_kept] = keys[i];
      kept[n_kept++] = items[i];
    }

  *result = ff_liquid_list (kept, n_kept);
  return TRUE;
}

/* ---- sorting: stable, nil last */

typedef struct
{
  FfLiquidRun *run;
  gboolean     is_natural;
} Sorting;

typedef struct
{
  FfLiquidValue item;
  FfLiquidValue key;
} Entry;

static int
compare_texts (FfLiquidValue a,
               FfLiquidValue b,
               gboolean      fold)
{
  guint n = MIN (a.n, b.n);

  for (guint i = 0; i < n; i++)
    {
      int left = (guchar) (fold ? g_ascii_tolower (a.text[i]) : a.text[i]);
      int right = (guchar) (fold ? g_ascii_tolower (b.text[i]) : b.text[i]);

      if (left != right)
        return left - right;
    }

  return (a.n > b.n) - (a.n < b.n);
}

static int
compare_numbers (FfLiquidValue a,
                 FfLiquidValue b)
{
  double left = a.kind == FF_LIQUID_INTEGER ? (double) a.integer : a.real;
  double right = b.kind == FF_LIQUID_INTEGER ? (double) b.integer : b.real;

  if (a.kind == FF_LIQUID_INTEGER && b.kind == FF_LIQUID_INTEGER)
    return (a.integer > b.integer) - (a.integer < b.integer);

  return (left > right) - (left < right);
}

static gboolean
is_number (FfLiquidValue value)
{
  return value.kind == FF_LIQUID_INTEGER || value.kind == FF_LIQUID_REAL;
}

static int
compare_entries (gconstpointer left,
                 gconstpointer right,
                 gpointer      user_data)
{
  FfLiquidValue a = ((const Entry *) left)->key;
  FfLiquidValue b = ((const Entry *) right)->key;
  Sorting *sorting = user_data;

  if (a.kind == FF_LIQUID_NIL || b.kind == FF_LIQUID_NIL)
    return (a.kind == FF_LIQUID_NIL) - (b.kind == FF_LIQUID_NIL);
  if (sorting->is_natural)
    return compare_texts (a, b, TRUE);
  if (a.kind == FF_LIQUID_TEXT && b.kind == FF_LIQUID_TEXT)
    return compare_texts (a, b, FALSE);
  if (is_number (a) && is_number (b))
    return compare_numbers (a, b);
  if (ff_liquid_equal (a, b))
    return 0;

  ff_liquid_run_fail (sorting->run, _("The items cannot be sorted: they are of different kinds."));
  return 0;
}

static gboolean
has_no_keys (const FfLiquidValue *items,
             guint                n)
{
  for (guint i = 0; i < n; i++)
    if (items[i].kind == FF_LIQUID_NIL || items[i].kind == FF_LIQUID_FLAG || items[i].kind == FF_LIQUID_REAL ||
        items[i].kind == FF_LIQUID_RANGE)
      return TRUE;

  return FALSE;
}

static gboolean
fill_entries (Sorting             *sorting,
              FfLiquidValue       *items,
              guint                n,
              const FfLiquidValue *property,
              GArray              *entries)
{
  for (guint i = 0; i < n; i++)
    {
      Entry entry = { items[i], items[i] };

      if (property != NULL &&
          ff_liquid_filter_get (sorting->run, items[i], *property, &entry.key) == FF_LIQUID_PROPERTY_FAILED)
        return FALSE;
      if (sorting->is_natural && entry.key.kind != FF_LIQUID_NIL)
        entry.key = ff_liquid_filter_text (sorting->run, entry.key);
      g_array_append_val (entries, entry);
    }

  return ff_liquid_run_check (sorting->run);
}

static gboolean
sort (FfLiquidRun         *run,
      FfLiquidValue        input,
      const FfLiquidValue *property,
      gboolean             is_natural,
      FfLiquidValue       *result)
{
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  Sorting sorting = { run, is_natural };
  FfLiquidValue *items;
  guint n;

  if (property != NULL && property->kind == FF_LIQUID_NIL)
    property = NULL;
  if (!ff_liquid_filter_items (run, input, &items, &n) || !ff_liquid_run_spend (run, (gint64) n * g_bit_storage (n)))
    return FALSE;
  if (property != NULL && has_no_keys (items, n))
    return TRUE;
  if (!fill_entries (&sorting, items, n, property, entries))
    return FALSE;

  if (n > 1)
    g_qsort_with_data (entries->data, (int) n, sizeof (Entry), compare_entries, &sorting);
  for (guint i = 0; i < n; i++)
    items[i] = g_array_index (entries, Entry, i).item;

  *result = ff_liquid_list (items, n);
  return run->error == NULL;
}

static gboolean
run_sort (FfLiquidRun         *run,
          FfLiquidValue        input,
          const FfLiquidValue *arguments,
          guint                n_arguments,
          FfLiquidValue       *result)
{
  return sort (run, input, n_arguments > 0 ? arguments : NULL, FALSE, result);
}

static gboolean
run_sort_natural (FfLiquidRun         *run,
                  FfLiquidValue        input,
                  const FfLiquidValue *arguments,
                  guint                n_arguments,
                  FfLiquidValue       *result)
{
  return sort (run, input, n_arguments > 0 ? arguments : NULL, TRUE, result);
}

const FfLiquidFilter ff_liquid_list_filters[] = {
  { "compact",      0, 1, run_compact      },
  { "concat",       1, 1, run_concat       },
  { "first",        0, 0, run_first        },
  { "join",         0, 1, run_join         },
  { "last",         0, 0, run_last         },
  { "map",          1, 1, run_map          },
  { "reverse",      0, 0, run_reverse      },
  { "sort",         0, 1, run_sort         },
  { "sort_natural", 0, 1, run_sort_natural },
  { "uniq",         0, 1, run_uniq         },
  { NULL },
};
