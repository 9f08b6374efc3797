/* The reference: deduplication. */

#include "ff-reference-private.h"

#include <string.h>

#include "base/ff-fold.h"

/* A row with what it is compared by. */
typedef struct
{
  FfRefRow  *row;
  GPtrArray *values;   /* of FfRefCell */
  gboolean   is_own;   /* equal to no other */
} Compared;

static void
compared_free (gpointer data)
{
  Compared *self = data;

  g_ptr_array_unref (self->values);
  g_free (self);
}

static char *
dup_trimmed (const char *text)
{
  static const char white[] = " \t\n\v\f\r";
  const char *first = text + strspn (text, white);
  gsize length = strlen (first);

  while (length > 0 && strchr (white, first[length - 1]) != NULL)
    length--;

  return g_strndup (first, length);
}

/* One for all keys, or a list for each. */
static gboolean
get_flag (FfJson     *step,
          const char *name,
          guint       k)
{
  FfJson *flag = ff_json_get_member (step, name);

  return ff_json_get_boolean (ff_json_is_array (flag) ? ff_json_get_element (flag, k) : flag, FALSE);
}

static void
fold (FfJson    *step,
      guint      k,
      FfRefCell *cell)
{
  g_autofree char *trimmed = NULL;
  char *folded;

  if (cell->type.kind != FF_KIND_TEXT || cell->value.kind != FF_VALUE_TEXT)
    return;

  trimmed = get_flag (step, "trim", k) ? dup_trimmed (cell->value.text) : g_strdup (cell->value.text);
  folded = get_flag (step, "ignore-case", k) ? ff_fold_lower (trimmed, -1) : g_strdup (trimmed);
  g_free (cell->value.text);
  cell->value.text = folded;
}

static Compared *
compare_row (FfRefRun  *run,
             FfJson    *step,
             FfRefFlow *in,
             FfRefRow  *row)
{
  FfJson *keys = ff_json_get_member (step, "keys");
  gboolean empty_equal = ff_json_get_member_boolean (step, "empty-equal", FALSE);
  Compared *self = g_new0 (Compared, 1);

  self->row = row;
  self->values = g_ptr_array_new_with_free_func (ff_ref_cell_free);
  for (guint k = 0; k < ff_json_get_length (keys); k++)
    {
      FfRefCell *cell = g_new0 (FfRefCell, 1);
      gboolean is_text;

      *cell = ff_ref_rank_of (run, ff_json_get_element (keys, k), in, row);
      is_text = cell->type.kind == FF_KIND_TEXT;
      fold (step, k, cell);
      if (cell->value.kind == FF_VALUE_NULL || (is_text && cell->value.text[0] == '\0'))
        {
          self->is_own = !empty_equal;
          /* Missing and empty are two values, unless they count as equal. */
          if (empty_equal && is_text && cell->value.kind == FF_VALUE_NULL)
            cell->value = (FfValue) { .kind = FF_VALUE_TEXT, .text = g_strdup ("") };
        }
      g_ptr_array_add (self->values, cell);
    }

  return self;
}

/* Missing values last, then those that are their own by key. */
static gint
compare_groups (const FfEntity *entity,
                const Compared *a,
                const Compared *b)
{
  for (guint v = 0; v < a->values->len; v++)
    {
      const FfValue *p = &((FfRefCell *) g_ptr_array_index (a->values, v))->value;
      const FfValue *q = &((FfRefCell *) g_ptr_array_index (b->values, v))->value;
      gint order;

      if (p->kind == FF_VALUE_NULL || q->kind == FF_VALUE_NULL)
        order = (p->kind == FF_VALUE_NULL) - (q->kind == FF_VALUE_NULL);
      else
        order = ff_ref_compare_values (p, q);
      if (order != 0)
        return order;
    }

  return a->is_own && b->is_own ? ff_ref_compare_keys (entity, a->row->row, b->row->row) : 0;
}

static Compared *
find_compared (GPtrArray *compared,
               FfValue  **row)
{
  for (guint c = 0; c < compared->len; c++)
    if (((Compared *) g_ptr_array_index (compared, c))->row->row == row)
      return g_ptr_array_index (compared, c);

  g_assert_not_reached ();
}

/* The rows (lent) of the same group, in the order of @sorted. */
static GPtrArray *
gather_group (const FfEntity *entity,
              GPtrArray      *compared,
              GPtrArray      *sorted,
              const Compared *one)
{
  GPtrArray *group = g_ptr_array_new ();

  for (guint r = 0; r < sorted->len; r++)
    {
      FfRefRow *row = g_ptr_array_index (sorted, r);

      if (compare_groups (entity, find_compared (compared, row->row), one) == 0)
        g_ptr_array_add (group, row);
    }

  return group;
}

/* One more than there are groups before it. */
static gint64
number_group (const FfEntity *entity,
              GPtrArray      *compared,
              const Compared *one)
{
  gint64 number = 1;

  for (guint c = 0; c < compared->len; c++)
    {
      const Compared *other = g_ptr_array_index (compared, c);
      gboolean is_first = compare_groups (entity, other, one) < 0;

      for (guint d = 0; d < c && is_first; d++)
        is_first = compare_groups (entity, g_ptr_array_index (compared, d), other) != 0;
      number += is_first;
    }

  return number;
}

static void
add_numbers (FfRefFlow *out,
             GPtrArray *compared)
{
  static const FfType whole = { FF_KIND_INTEGER };
  char *name = g_strdup ("group");

  for (guint r = 0; r < out->rows->len; r++)
    {
      FfRefRow *row = g_ptr_array_index (out->rows, r);
      FfRefCell cell = { whole, { .kind = FF_VALUE_INTEGER } };

      cell.value.integer = number_group (out->entity, compared, find_compared (compared, row->row));
      ff_ref_add_cell (row, &cell);
    }

  for (guint n = 2; g_ptr_array_find_with_equal_func (out->names, name, g_str_equal, NULL); n++)
    {
      g_free (name);
      name = g_strdup_printf ("group_%u", n);
    }
  g_ptr_array_add (out->names, name);
  g_ptr_array_add (out->types, g_memdup2 (&whole, sizeof whole));
}

void
ff_ref_dedupe (FfRefRun  *run,
               FfJson    *step,
               FfRefFlow *in,
               GPtrArray *outputs)
{
  g_autoptr (GPtrArray) compared = g_ptr_array_new_with_free_func (compared_free);
  g_autoptr (GPtrArray) sorted = g_ptr_array_copy (in->rows, NULL, NULL);
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();
  FfJson *merges = ff_json_get_member (step, "merge");
  guint keep = (guint) ff_json_get_member_integer (step, "keep", 1);
  FfRefFlow *out;

  for (guint r = 0; r < in->rows->len; r++)
    g_ptr_array_add (compared, compare_row (run, step, in, g_ptr_array_index (in->rows, r)));

  g_ptr_array_set_free_func (sorted, NULL);
  ff_ref_sort_by (run, ff_json_get_member (step, "order"), in, sorted);
  for (guint r = 0; r < sorted->len; r++)
    {
      FfRefRow *row = g_ptr_array_index (sorted, r);
      g_autoptr (GPtrArray) group = gather_group (in->entity, compared, sorted, find_compared (compared, row->row));
      guint place;

      if (keep == 0 || (g_ptr_array_find (group, row, &place) && place < keep))
        g_ptr_array_add (kept, row);
    }

  ff_ref_part_rows (in, outputs, kept);
  out = g_ptr_array_index (outputs, 0);
  if (keep == 0)
    add_numbers (out, compared);
  for (guint r = 0; r < out->rows->len && merges != NULL; r++)
    {
      FfRefRow *row = g_ptr_array_index (out->rows, r);
      g_autoptr (GPtrArray) group = gather_group (in->entity, compared, sorted, find_compared (compared, row->row));

      ff_ref_merge_row (run, merges, in, group, row);
    }
  if (merges != NULL)
    ff_ref_merge_columns (merges, in, out);
}
