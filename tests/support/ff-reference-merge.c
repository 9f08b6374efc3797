/* The reference: rows that become one. */

#include "ff-reference-private.h"

#include <string.h>

static gboolean
has_value (const FfRefCell *cell)
{
  return cell->value.kind != FF_VALUE_NULL && !(cell->value.kind == FF_VALUE_TEXT && cell->value.text[0] == '\0');
}

typedef struct
{
  guint       n;       /* of values */
  __int128    whole;   /* exact */
  long double real;
} Sum;

static Sum
add_up (GPtrArray *cells)
{
  Sum sum = { 0 };

  for (guint c = 0; c < cells->len; c++)
    {
      const FfValue *value = &((FfRefCell *) g_ptr_array_index (cells, c))->value;

      if (value->kind == FF_VALUE_NULL)
        continue;
      sum.n += 1;
      sum.whole += value->kind == FF_VALUE_INTEGER ? value->integer : 0;
      sum.real += value->kind == FF_VALUE_REAL ? value->real : 0;
    }

  return sum;
}

static void
set_sum (FfRefRun  *run,
         GPtrArray *cells,
         FfRefCell *out)
{
  Sum sum = add_up (cells);

  if (sum.whole < G_MININT64 || sum.whole > G_MAXINT64)
    ff_reference_overflow (run->reference);
  if (out->type.kind == FF_KIND_REAL)
    out->value = (FfValue) { .kind = FF_VALUE_REAL, .real = (double) sum.real };
  else
    out->value = (FfValue) { .kind = FF_VALUE_INTEGER, .integer = (gint64) sum.whole };
}

static void
set_average (GPtrArray *cells,
             FfRefCell *out)
{
  Sum sum = add_up (cells);
  long double average = out->type.kind == FF_KIND_REAL ? sum.real : (long double) sum.whole;

  for (guint d = 0; out->type.kind == FF_KIND_DECIMAL && d < out->type.scale; d++)
    average /= 10;

  out->type = (FfType) { FF_KIND_REAL };
  if (sum.n > 0)
    out->value = (FfValue) { .kind = FF_VALUE_REAL, .real = (double) (average / sum.n) };
}

static void
find_extreme (GPtrArray *cells,
              gint       sign,
              FfRefCell *out)
{
  const FfRefCell *best = NULL;

  for (guint c = 0; c < cells->len; c++)
    {
      const FfRefCell *cell = g_ptr_array_index (cells, c);

      if (cell->value.kind != FF_VALUE_NULL && (best == NULL || ff_ref_compare_values (&cell->value, &best->value) * sign > 0))
        best = cell;
    }

  if (best != NULL)
    ff_value_copy (&best->value, &out->value);
}

static void
join (GPtrArray *cells,
      FfRefCell *out)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();

  for (guint c = 0; c < cells->len; c++)
    if (((FfRefCell *) g_ptr_array_index (cells, c))->value.kind == FF_VALUE_TEXT)
      g_ptr_array_add (texts, ((FfRefCell *) g_ptr_array_index (cells, c))->value.text);

  if (texts->len == 0)
    return;
  g_ptr_array_add (texts, NULL);
  out->value = (FfValue) { .kind = FF_VALUE_TEXT, .text = g_strjoinv (", ", (char **) texts->pdata) };
}

static void
merge_cells (FfRefRun   *run,
             const char *how,
             GPtrArray  *cells,
             FfRefCell  *out)
{
  guint first = 0;

  *out = (FfRefCell) { ((FfRefCell *) g_ptr_array_index (cells, 0))->type, { FF_VALUE_NULL } };
  if (g_str_equal (how, "min") || g_str_equal (how, "max"))
    find_extreme (cells, g_str_equal (how, "max") ? 1 : -1, out);
  else if (g_str_equal (how, "sum"))
    set_sum (run, cells, out);
  else if (g_str_equal (how, "average"))
    set_average (cells, out);
  else if (g_str_equal (how, "join"))
    join (cells, out);
  else if (g_str_equal (how, "count"))
    *out = (FfRefCell) { { FF_KIND_INTEGER }, { .kind = FF_VALUE_INTEGER, .integer = add_up (cells).n } };
  else
    {
      while (g_str_equal (how, "filled") && first < cells->len && !has_value (g_ptr_array_index (cells, first)))
        first++;
      ff_value_copy (&((FfRefCell *) g_ptr_array_index (cells, first < cells->len ? first : 0))->value, &out->value);
    }
}

/* Where the carried column is in @flow; its length when nothing is replaced. */
static guint
find_place (FfJson    *merge,
            FfRefFlow *flow)
{
  const char *name = ff_json_get_member_string (merge, "replaces", NULL);
  guint place;

  return name != NULL && g_ptr_array_find_with_equal_func (flow->names, name, g_str_equal, &place) ? place : flow->names->len;
}

void
ff_ref_merge_row (FfRefRun  *run,
                  FfJson    *merges,
                  FfRefFlow *in,
                  GPtrArray *rows,
                  FfRefRow  *out)
{
  for (guint m = 0; m < ff_json_get_length (merges); m++)
    {
      FfJson *merge = ff_json_get_element (merges, m);
      guint place = find_place (merge, in);
      g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (ff_ref_cell_free);
      FfRefCell merged;

      for (guint r = 0; r < rows->len; r++)
        {
          FfRefCell *cell = g_new0 (FfRefCell, 1);

          *cell = ff_ref_value_of (run, ff_json_get_member (merge, "of"), in, g_ptr_array_index (rows, r));
          g_ptr_array_add (cells, cell);
        }

      merge_cells (run, ff_json_get_member_string (merge, "how", ""), cells, &merged);
      if (place < in->names->len)
        {
          ff_ref_cell_free (g_ptr_array_index (out->carried, place));
          g_ptr_array_index (out->carried, place) = g_memdup2 (&merged, sizeof merged);
        }
      else
        {
          ff_ref_add_cell (out, &merged);
          ff_value_clear (&merged.value);
        }
    }
}

void
ff_ref_merge_columns (FfJson    *merges,
                      FfRefFlow *in,
                      FfRefFlow *out)
{
  FfRefRow *first = out->rows->len > 0 ? g_ptr_array_index (out->rows, 0) : NULL;

  for (guint m = 0; m < ff_json_get_length (merges); m++)
    {
      FfJson *merge = ff_json_get_element (merges, m);
      guint place = find_place (merge, in);
      static const FfType text = { FF_KIND_TEXT };

      if (place == in->names->len)
        {
          place = out->names->len;
          g_ptr_array_add (out->names, g_strdup (ff_json_get_member_string (merge, "name", "")));
          g_ptr_array_add (out->types, g_memdup2 (&text, sizeof text));
        }
      if (first != NULL)
        *(FfType *) g_ptr_array_index (out->types, place) = ((FfRefCell *) g_ptr_array_index (first->carried, place))->type;
    }
}
