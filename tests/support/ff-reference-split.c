/* The reference: shares and splits. */

#include "ff-reference-private.h"

void
ff_ref_get_share (FfJson *share,
                  gint64 *out_numerator,
                  gint64 *out_denominator)
{
  ff_json_get_integer (ff_json_get_element (share, 0), out_numerator);
  ff_json_get_integer (ff_json_get_element (share, 1), out_denominator);
}

/* A share against its rest: the floor, and the one left over to the larger fraction, ties to the share. */
gint64
ff_ref_size_of_two (FfJson *quota,
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

  ff_ref_get_share (share, &numerator, &denominator);
  {
    gint64 own = base * numerator / denominator;
    gint64 other = base * (denominator - numerator) / denominator;
    gint64 own_fraction = base * numerator % denominator;
    gint64 other_fraction = base * (denominator - numerator) % denominator;

    return own + other < base && own_fraction >= other_fraction ? own + 1 : own;
  }
}

static FfJson *
get_quota (FfJson *subset)
{
  return ff_json_get_member (subset, "quota");
}

/* A share of the inbound in the groups that @like has. */
static FfJson *
get_share_with (FfJson *subset,
                FfJson *like)
{
  FfJson *own = ff_json_get_member (subset, "groups");
  FfJson *other = ff_json_get_member (like, "groups");
  g_autofree char *own_text = own != NULL ? ff_json_print (own) : NULL;
  g_autofree char *other_text = other != NULL ? ff_json_print (other) : NULL;

  return g_strcmp0 (own_text, other_text) == 0 ? ff_json_get_member (get_quota (subset), "share") : NULL;
}

/* Subset @own's share of @base, together with its like and the rest's: floors, then largest fractions, ties to the earlier. */
static gint64
size_share (FfJson *subsets,
            guint   own,
            gint64  base)
{
  guint n = ff_json_get_length (subsets);
  g_autofree gint64 *sizes = g_new0 (gint64, n + 1);
  g_autofree gint64 *fractions = g_new0 (gint64, n + 1);
  FfJson *like = ff_json_get_element (subsets, own);
  gint64 common = 1;
  gint64 rest, left = base;

  for (guint s = 0; s < n; s++)
    {
      FfJson *share = get_share_with (ff_json_get_element (subsets, s), like);
      gint64 numerator = 0, denominator = 1;

      if (share != NULL)
        ff_ref_get_share (share, &numerator, &denominator);
      common *= denominator;
    }

  rest = common;
  for (guint s = 0; s < n; s++)
    {
      FfJson *share = get_share_with (ff_json_get_element (subsets, s), like);
      gint64 numerator = 0, denominator = 1;

      fractions[s] = -1;
      if (share == NULL)
        continue;
      ff_ref_get_share (share, &numerator, &denominator);
      numerator = common / denominator * numerator;
      rest -= numerator;
      sizes[s] = base * numerator / common;
      fractions[s] = base * numerator % common;
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

  return sizes[own];
}

/* How many of a group, or of all, subset @s takes at most. */
static gint64
size_subset (FfJson   *subsets,
             guint     s,
             gboolean  in_turn,
             gint64    n_inbound,
             gint64    n_left)
{
  FfJson *quota = get_quota (ff_json_get_element (subsets, s));

  if (ff_json_get_member (quota, "share") == NULL)
    return ff_ref_size_of_two (quota, n_left);

  return in_turn ? size_share (subsets, s, n_inbound) : ff_ref_size_of_two (quota, n_inbound);
}

/* Which of @left subset @s takes, and how many it lacks. */
static GPtrArray *
draw (FfRefRun  *run,
      FfJson    *subsets,
      guint      s,
      gboolean   in_turn,
      FfRefFlow *in,
      GPtrArray *left,
      gint64    *out_missing)
{
  FfJson *subset = ff_json_get_element (subsets, s);
  FfJson *groups = ff_json_get_member (subset, "groups");
  gboolean is_of_left = ff_json_get_member (get_quota (subset), "share-left") != NULL;
  g_autoptr (GHashTable) of_inbound = ff_ref_count_groups (run, groups, in, in->rows);
  g_autoptr (GHashTable) of_left = ff_ref_count_groups (run, groups, in, left);
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) passing = g_ptr_array_new ();
  GPtrArray *drawn = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer name, value;
  gint64 wanted = 0;

  for (guint r = 0; r < left->len; r++)
    if (ff_ref_takes (run, ff_json_get_member (subset, "rule"), in, g_ptr_array_index (left, r)))
      g_ptr_array_add (passing, g_ptr_array_index (left, r));
  ff_ref_sort_by (run, ff_json_get_member (subset, "order"), in, passing);

  for (guint r = 0; r < passing->len; r++)
    {
      FfRefRow *row = g_ptr_array_index (passing, r);
      char *group = ff_ref_dup_group (run, groups, in, row);
      gint64 n = GPOINTER_TO_INT (g_hash_table_lookup (taken, group));

      if (get_quota (subset) == NULL ||
          n < size_subset (subsets, s, in_turn, GPOINTER_TO_INT (g_hash_table_lookup (of_inbound, group)),
                           GPOINTER_TO_INT (g_hash_table_lookup (of_left, group))))
        g_ptr_array_add (drawn, row);
      g_hash_table_insert (taken, group, GINT_TO_POINTER (n + 1));
    }

  /* Without groups there is one, even of nobody. */
  if (ff_json_get_length (groups) == 0)
    wanted = size_subset (subsets, s, in_turn, in->rows->len, left->len);
  g_hash_table_iter_init (&iter, is_of_left ? of_left : of_inbound);
  while (ff_json_get_length (groups) > 0 && g_hash_table_iter_next (&iter, &name, &value))
    wanted += size_subset (subsets, s, in_turn, GPOINTER_TO_INT (value), GPOINTER_TO_INT (value));
  *out_missing = get_quota (subset) != NULL ? MAX (wanted - drawn->len, 0) : 0;

  return drawn;
}

/* Shares of the hash: the first whose end lies beyond the row's. */
static guint
find_cell (FfJson         *subsets,
           const FfEntity *entity,
           FfRefRow       *row)
{
  FfJson *order = ff_json_get_member (ff_json_get_element (subsets, 0), "order");
  gint64 hash = ff_ref_hash_key (entity, row, (guint64) ff_json_get_member_integer (order, "seed", 0));
  unsigned __int128 place = (guint64) hash ^ (G_GUINT64_CONSTANT (1) << 63);
  __int128 numerator = 0, denominator = 1;
  guint s;

  for (s = 0; s < ff_json_get_length (subsets); s++)
    {
      gint64 n = 0, d = 1;

      ff_ref_get_share (ff_json_get_member (get_quota (ff_json_get_element (subsets, s)), "share"), &n, &d);
      numerator = numerator * d + n * denominator;
      denominator *= d;
      if (place * (unsigned __int128) denominator < (unsigned __int128) numerator << 64)
        break;
    }

  return s;
}

static gboolean
is_among (GPtrArray *rows,
          FfRefRow  *row)
{
  return g_ptr_array_find (rows, row, NULL);
}

/* For each subset the rows it has (lent), the last the rest's. */
static GPtrArray *
fill_cells (FfRefRun  *run,
            FfJson    *step,
            FfRefFlow *in,
            gint64    *missing)
{
  FfJson *subsets = ff_json_get_member (step, "subsets");
  guint n = ff_json_get_length (subsets);
  gboolean overlapping = ff_json_get_member_boolean (step, "overlapping", FALSE);
  GPtrArray *cells = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GPtrArray) left = g_ptr_array_copy (in->rows, NULL, NULL);
  GPtrArray *rest = g_ptr_array_new ();

  g_ptr_array_set_free_func (left, NULL);
  for (guint s = 0; s < n && !ff_json_get_member_boolean (step, "hashed", FALSE); s++)
    {
      GPtrArray *drawn = draw (run, subsets, s, !overlapping, in, left, &missing[s]);

      g_ptr_array_add (cells, drawn);
      for (guint r = 0; r < drawn->len && !overlapping; r++)
        g_ptr_array_remove (left, g_ptr_array_index (drawn, r));
      ff_ref_sort (in->entity, left);
    }

  while (cells->len < n)
    g_ptr_array_add (cells, g_ptr_array_new ());

  for (guint r = 0; r < in->rows->len; r++)
    {
      FfRefRow *row = g_ptr_array_index (in->rows, r);
      guint cell = ff_json_get_member_boolean (step, "hashed", FALSE) ? find_cell (subsets, in->entity, row) : n;
      gboolean anywhere = cell < n;

      if (cell < n)
        g_ptr_array_add (g_ptr_array_index (cells, cell), row);
      for (guint s = 0; s < n; s++)
        anywhere = anywhere || is_among (g_ptr_array_index (cells, s), row);
      if (!anywhere)
        g_ptr_array_add (rest, row);
    }
  g_ptr_array_add (cells, rest);

  return cells;
}

static void
add_rows (FfRefFlow *in,
          FfRefFlow *out,
          GPtrArray *rows)
{
  for (guint r = 0; r < rows->len; r++)
    {
      FfRefRow *row = g_ptr_array_index (rows, r);

      g_ptr_array_add (out->rows, ff_ref_row_copy (row, row->row, in, in));
    }
}

/* All subsets in one, each row with the codes of those that have it. */
static FfRefFlow *
gather (FfJson    *step,
        FfRefFlow *in,
        GPtrArray *cells)
{
  static const FfType text = { FF_KIND_TEXT };
  FfJson *subsets = ff_json_get_member (step, "subsets");
  FfRefFlow *out = ff_ref_flow_new (in->entity, in);

  for (guint r = 0; r < in->rows->len; r++)
    {
      FfRefRow *row = g_ptr_array_index (in->rows, r);
      g_autoptr (GString) codes = g_string_new (NULL);
      FfRefCell cell = { text, { .kind = FF_VALUE_TEXT } };
      gboolean anywhere = FALSE;

      for (guint s = 0; s + 1 < cells->len; s++)
        {
          if (!is_among (g_ptr_array_index (cells, s), row))
            continue;
          g_string_append_printf (codes, "%s%s", anywhere ? ", " : "",
                                  ff_json_get_member_string (ff_json_get_element (subsets, s), "code", ""));
          anywhere = TRUE;
        }
      if (!anywhere)
        continue;

      row = ff_ref_row_copy (row, row->row, in, in);
      cell.value.text = codes->str;
      ff_ref_add_cell (row, &cell);
      g_ptr_array_add (out->rows, row);
    }

  g_ptr_array_add (out->names, g_strdup (ff_json_get_member_string (step, "column", "")));
  g_ptr_array_add (out->types, g_memdup2 (&text, sizeof text));

  return out;
}

void
ff_ref_split (FfRefRun  *run,
              FfJson    *step,
              FfRefFlow *in,
              GPtrArray *outputs)
{
  guint n = ff_json_get_length (ff_json_get_member (step, "subsets"));
  g_autofree gint64 *missing = g_new0 (gint64, n + 1);
  g_autoptr (GPtrArray) cells = fill_cells (run, step, in, missing);
  FfRefFlow *rest = ff_ref_flow_new (in->entity, in);

  if (ff_json_get_member (step, "column") != NULL)
    {
      FfRefFlow *all = gather (step, in, cells);

      for (guint s = 0; s < n; s++)
        all->n_missing += missing[s];
      g_ptr_array_add (outputs, all);
    }
  else
    for (guint s = 0; s < n; s++)
      {
        FfRefFlow *out = ff_ref_flow_new (in->entity, in);

        add_rows (in, out, g_ptr_array_index (cells, s));
        out->n_missing = missing[s];
        g_ptr_array_add (outputs, out);
      }

  add_rows (in, rest, g_ptr_array_index (cells, n));
  g_ptr_array_add (outputs, rest);
}
