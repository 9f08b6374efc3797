/* The reference: what takes some rows by an order: deduplication, take, split. */

#include "ff-reference-private.h"

#include <string.h>

#include "base/ff-fold.h"
#include "base/ff-hash.h"

/* A row on its way into a cell. */
typedef struct
{
  FfRefRow  *row;
  gboolean   is_random;
  gint64     hash;
  GPtrArray *values;    /* of FfRefCell */
} Candidate;

/* Of the one sort that is going on. */
static const FfEntity *sorting;

static void
candidate_free (gpointer data)
{
  Candidate *candidate = data;

  g_ptr_array_unref (candidate->values);
  g_free (candidate);
}

/* Of the same sort. */
static FfJson *ordering;

static gint
compare_candidates (gconstpointer a,
                    gconstpointer b)
{
  const Candidate *x = *(Candidate *const *) a;
  const Candidate *y = *(Candidate *const *) b;

  if (x->is_random && x->hash != y->hash)
    return x->hash < y->hash ? -1 : 1;

  for (guint v = 0; v < x->values->len; v++)
    {
      const FfValue *p = &((FfRefCell *) g_ptr_array_index (x->values, v))->value;
      const FfValue *q = &((FfRefCell *) g_ptr_array_index (y->values, v))->value;
      gint order;

      if (p->kind == FF_VALUE_NULL && q->kind == FF_VALUE_NULL)
        continue;
      if (p->kind == FF_VALUE_NULL || q->kind == FF_VALUE_NULL)
        return p->kind == FF_VALUE_NULL ? 1 : -1;

      order = ff_ref_compare_values (p, q);
      if (order != 0)
        return ff_json_get_member_boolean (ff_json_get_element (ordering, v), "descending", FALSE) ? -order : order;
    }

  return ff_ref_compare_keys (sorting, x->row->row, y->row->row);
}

static gint64
hash_key (const FfEntity *entity,
          FfRefRow       *row,
          guint64         seed)
{
  g_autofree char *key = ff_ref_dup_key (entity, row->row);
  const FfValue *first = row->row[ff_ref_column_place (entity, entity->key[0])];

  if (entity->key[1] == NULL && first->kind == FF_VALUE_INTEGER)
    return (gint64) ff_hash_integer (first->integer, seed);

  return (gint64) ff_hash_text (key, -1, seed);
}

/* Sorts rows (lent) by an order of the plan. */
static void
sort_rows (FfRefRun  *run,
           FfJson    *order,
           FfRefFlow *flow,
           GPtrArray *rows)
{
  g_autoptr (GPtrArray) candidates = g_ptr_array_new_with_free_func (candidate_free);

  for (guint r = 0; r < rows->len; r++)
    {
      Candidate *candidate = g_new0 (Candidate, 1);

      candidate->row = g_ptr_array_index (rows, r);
      candidate->values = g_ptr_array_new_with_free_func (ff_ref_cell_free);
      candidate->is_random = ff_json_is_object (order);
      if (candidate->is_random)
        candidate->hash = hash_key (flow->entity, candidate->row, (guint64) ff_json_get_member_integer (order, "seed", 0));
      for (guint o = 0; !candidate->is_random && o < ff_json_get_length (order); o++)
        {
          FfRefCell *cell = g_new0 (FfRefCell, 1);

          *cell = ff_ref_rank_of (run, ff_json_get_member (ff_json_get_element (order, o), "by"), flow, candidate->row);
          g_ptr_array_add (candidate->values, cell);
        }
      g_ptr_array_add (candidates, candidate);
    }

  sorting = flow->entity;
  ordering = order;
  g_ptr_array_sort (candidates, compare_candidates);
  for (guint r = 0; r < rows->len; r++)
    rows->pdata[r] = ((Candidate *) g_ptr_array_index (candidates, r))->row;
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

/* Equal texts, equal groups; NULL when the row is its own. @counts_empty: every missing value is one value. */
static char *
dup_group (FfRefRun  *run,
           FfJson    *step,
           FfJson    *operands,
           FfRefFlow *flow,
           FfRefRow  *row,
           gboolean   counts_empty)
{
  g_autoptr (GString) group = g_string_new (NULL);
  gboolean is_own = FALSE;

  for (guint k = 0; k < ff_json_get_length (operands); k++)
    {
      FfRefCell cell = ff_ref_rank_of (run, ff_json_get_element (operands, k), flow, row);

      if (cell.value.kind == FF_VALUE_TEXT)
        {
          gboolean is_text = cell.type.kind == FF_KIND_TEXT;
          g_autofree char *trimmed = is_text && ff_json_get_member_boolean (step, "trim", FALSE) ? dup_trimmed (cell.value.text)
                                                                                                  : g_strdup (cell.value.text);
          g_autofree char *folded = is_text && ff_json_get_member_boolean (step, "ignore-case", FALSE) ? ff_fold_lower (trimmed, -1)
                                                                                                        : g_strdup (trimmed);

          is_own = is_own || *folded == '\0';
          g_string_append_printf (group, "%" G_GSIZE_FORMAT ":%s;", strlen (folded), folded);
        }
      else if (cell.value.kind == FF_VALUE_NULL)
        {
          is_own = TRUE;
          /* Empty equals missing only where a text can be empty, and only when empty values count as equal. */
          g_string_append (group, counts_empty && cell.type.kind == FF_KIND_TEXT ? "0:;" : "-;");
        }
      else if (cell.value.kind == FF_VALUE_INTEGER)
        {
          g_string_append_printf (group, "%" G_GINT64_FORMAT ";", cell.value.integer);
        }
      else
        {
          g_string_append_printf (group, "%.17g;", cell.value.real);
        }
      ff_value_clear (&cell.value);
    }

  return is_own && !counts_empty ? NULL : g_strdup (group->str);
}

void
ff_ref_dedupe (FfRefRun  *run,
               FfJson    *step,
               FfRefFlow *in,
               GPtrArray *outputs)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_copy (in->rows, NULL, NULL);
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gboolean empty_equal = ff_json_get_member_boolean (step, "empty-equal", FALSE);
  gint64 keep = ff_json_get_member_integer (step, "keep", 1);

  g_ptr_array_set_free_func (sorted, NULL);
  sort_rows (run, ff_json_get_member (step, "order"), in, sorted);
  for (guint r = 0; r < sorted->len; r++)
    {
      FfRefRow *row = g_ptr_array_index (sorted, r);
      char *group = dup_group (run, step, ff_json_get_member (step, "keys"), in, row, empty_equal);
      guint n;

      if (group == NULL)
        {
          g_ptr_array_add (kept, row);
          continue;
        }

      n = GPOINTER_TO_UINT (g_hash_table_lookup (seen, group));
      if (n < keep)
        g_ptr_array_add (kept, row);
      g_hash_table_insert (seen, group, GUINT_TO_POINTER (n + 1));
    }
  ff_ref_part_rows (in, outputs, kept);
}

static void
get_share (FfJson *share,
           gint64 *out_numerator,
           gint64 *out_denominator)
{
  ff_json_get_integer (ff_json_get_element (share, 0), out_numerator);
  ff_json_get_integer (ff_json_get_element (share, 1), out_denominator);
}

/* A share against its rest: the floor, and the one left over to the larger fraction, ties to the share. */
static gint64
size_of_two (FfJson *quota,
             gint64  base)
{
  FfJson *share = ff_json_get_member (quota, "share");
  gint64 numerator = 0, denominator = 1, count = 0;

  if (ff_json_get_integer (ff_json_get_member (quota, "count"), &count))
    return count;
  if (share == NULL)
    share = ff_json_get_member (quota, "share-left");
  if (share == NULL)
    return base;

  get_share (share, &numerator, &denominator);
  {
    gint64 own = base * numerator / denominator;
    gint64 other = base * (denominator - numerator) / denominator;
    gint64 own_fraction = base * numerator % denominator;
    gint64 other_fraction = base * (denominator - numerator) % denominator;

    return own + other < base && own_fraction >= other_fraction ? own + 1 : own;
  }
}

void
ff_ref_take (FfRefRun  *run,
             FfJson    *step,
             FfRefFlow *in,
             GPtrArray *outputs)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_copy (in->rows, NULL, NULL);
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();
  g_autoptr (GHashTable) sizes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  FfJson *groups = ff_json_get_member (step, "groups");

  /* No group ever ends up as its own here: missing is a value like any other, and '' another. */
  g_ptr_array_set_free_func (sorted, NULL);
  sort_rows (run, ff_json_get_member (step, "order"), in, sorted);
  for (guint pass = 0; pass < 2; pass++)
    for (guint r = 0; r < sorted->len; r++)
      {
        FfRefRow *row = g_ptr_array_index (sorted, r);
        g_autoptr (GString) name = g_string_new ("g");
        gint64 n, size;

        for (guint k = 0; k < ff_json_get_length (groups); k++)
          {
            FfRefCell cell = ff_ref_rank_of (run, ff_json_get_element (groups, k), in, row);

            if (cell.value.kind == FF_VALUE_TEXT)
              g_string_append_printf (name, "t%s;", cell.value.text);
            else if (cell.value.kind == FF_VALUE_INTEGER)
              g_string_append_printf (name, "i%" G_GINT64_FORMAT ";", cell.value.integer);
            else if (cell.value.kind == FF_VALUE_REAL)
              g_string_append_printf (name, "r%.17g;", cell.value.real);
            else
              g_string_append (name, "-;");
            ff_value_clear (&cell.value);
          }

        if (pass == 0)
          {
            n = GPOINTER_TO_INT (g_hash_table_lookup (sizes, name->str));
            g_hash_table_insert (sizes, g_strdup (name->str), GINT_TO_POINTER (n + 1));
            continue;
          }

        size = GPOINTER_TO_INT (g_hash_table_lookup (sizes, name->str));
        n = GPOINTER_TO_INT (g_hash_table_lookup (taken, name->str));
        if (n < size_of_two (ff_json_get_member (step, "quota"), size))
          g_ptr_array_add (kept, row);
        g_hash_table_insert (taken, g_strdup (name->str), GINT_TO_POINTER (n + 1));
      }
  ff_ref_part_rows (in, outputs, kept);
}

/* Shares of the inbound, all together with the rest's: largest fractions, ties to the earlier. */
static void
size_shares (FfJson *subsets,
             gint64  base,
             gint64 *sizes)
{
  guint n = ff_json_get_length (subsets);
  g_autofree gint64 *numerators = g_new0 (gint64, n + 1);
  g_autofree gint64 *fractions = g_new0 (gint64, n + 1);
  gint64 common = 1;
  gint64 rest, left = base;

  for (guint s = 0; s < n; s++)
    {
      FfJson *share = ff_json_get_member (ff_json_get_member (ff_json_get_element (subsets, s), "quota"), "share");
      gint64 numerator = 0, denominator = 1;

      sizes[s] = -1;
      fractions[s] = -1;
      if (share == NULL)
        continue;
      get_share (share, &numerator, &denominator);
      common *= denominator;
    }

  rest = common;
  for (guint s = 0; s < n; s++)
    {
      FfJson *share = ff_json_get_member (ff_json_get_member (ff_json_get_element (subsets, s), "quota"), "share");
      gint64 numerator = 0, denominator = 1;

      if (share == NULL)
        continue;
      get_share (share, &numerator, &denominator);
      numerators[s] = common / denominator * numerator;
      rest -= numerators[s];
      sizes[s] = base * numerators[s] / common;
      fractions[s] = base * numerators[s] % common;
      left -= sizes[s];
    }
  fractions[n] = base * rest % common;
  left -= base * rest / common;

  while (left-- > 0)
    {
      guint best = 0;

      for (guint s = 1; s <= n; s++)
        if (fractions[s] > fractions[best])
          best = s;
      if (best < n)
        sizes[best] += 1;
      fractions[best] = -1;
    }
}

void
ff_ref_split (FfRefRun  *run,
              FfJson    *step,
              FfRefFlow *in,
              GPtrArray *outputs)
{
  FfJson *subsets = ff_json_get_member (step, "subsets");
  guint n = ff_json_get_length (subsets);
  gboolean overlapping = ff_json_get_member_boolean (step, "overlapping", FALSE);
  g_autofree gint64 *sizes = g_new0 (gint64, n + 1);
  g_autoptr (GPtrArray) left = g_ptr_array_new ();
  g_autoptr (GPtrArray) anywhere = g_ptr_array_new ();
  FfRefFlow *rest = ff_ref_flow_new (in->entity, in);

  for (guint r = 0; r < in->rows->len; r++)
    g_ptr_array_add (left, g_ptr_array_index (in->rows, r));
  size_shares (subsets, in->rows->len, sizes);

  for (guint s = 0; s < n; s++)
    {
      FfJson *subset = ff_json_get_element (subsets, s);
      FfJson *quota = ff_json_get_member (subset, "quota");
      FfRefFlow *out = ff_ref_flow_new (in->entity, in);
      g_autoptr (GPtrArray) passing = g_ptr_array_new ();
      gint64 size = sizes[s] >= 0 && !overlapping ? sizes[s] : size_of_two (quota, left->len);

      for (guint r = 0; r < left->len; r++)
        if (ff_ref_takes (run, ff_json_get_member (subset, "rule"), in, g_ptr_array_index (left, r)))
          g_ptr_array_add (passing, g_ptr_array_index (left, r));
      sort_rows (run, ff_json_get_member (subset, "order"), in, passing);

      for (guint r = 0; r < passing->len && r < size; r++)
        {
          FfRefRow *row = g_ptr_array_index (passing, r);

          g_ptr_array_add (out->rows, ff_ref_row_copy (row, row->row, in, in));
          g_ptr_array_add (anywhere, row);
          if (!overlapping)
            g_ptr_array_remove (left, row);
        }
      ff_ref_sort (in->entity, out->rows);
      g_ptr_array_add (outputs, out);

      /* What is left keeps key order. */
      ff_ref_sort (in->entity, left);
    }

  for (guint r = 0; r < in->rows->len; r++)
    {
      FfRefRow *row = g_ptr_array_index (in->rows, r);

      if (!g_ptr_array_find (anywhere, row, NULL))
        g_ptr_array_add (rest->rows, ff_ref_row_copy (row, row->row, in, in));
    }
  g_ptr_array_add (outputs, rest);
}
