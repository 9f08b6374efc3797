/* The reference: steps, straight from the JSON of a test plan
 * (ff-test-plan.h says how that looks). */

#include "ff-reference.h"

#include <string.h>

#include "base/ff-fold.h"
#include "base/ff-hash.h"

typedef struct
{
  FfReference *reference;
  GPtrArray   *steps;   /* of GPtrArray of FfRefFlow */
  gint64       now;
} Run;

/* A row on its way into a cell. */
typedef struct
{
  FfRefRow  *row;
  gboolean   is_random;
  gint64     hash;
  GPtrArray *values;    /* of FfRefCell */
} Candidate;

static void
row_free (gpointer data)
{
  FfRefRow *row = data;

  g_ptr_array_unref (row->carried);
  g_free (row);
}

static void
flow_free (gpointer data)
{
  FfRefFlow *flow = data;

  g_ptr_array_unref (flow->names);
  g_ptr_array_unref (flow->types);
  g_ptr_array_unref (flow->rows);
  g_free (flow);
}

static FfRefFlow *
flow_new (const FfEntity *entity,
          FfRefFlow      *like)
{
  FfRefFlow *flow = g_new0 (FfRefFlow, 1);

  flow->entity = entity;
  flow->names = g_ptr_array_new_with_free_func (g_free);
  flow->types = g_ptr_array_new_with_free_func (g_free);
  flow->rows = g_ptr_array_new_with_free_func (row_free);
  flow->n_rows = -1;
  for (guint c = 0; like != NULL && c < like->names->len; c++)
    {
      g_ptr_array_add (flow->names, g_strdup (g_ptr_array_index (like->names, c)));
      g_ptr_array_add (flow->types, g_memdup2 (g_ptr_array_index (like->types, c), sizeof (FfType)));
    }

  return flow;
}

static void
add_cell (FfRefRow        *row,
          const FfRefCell *cell)
{
  FfRefCell *copy = g_new0 (FfRefCell, 1);

  copy->type = cell->type;
  ff_value_copy (&cell->value, &copy->value);
  g_ptr_array_add (row->carried, copy);
}

static FfRefRow *
row_new (FfValue **values)
{
  FfRefRow *row = g_new0 (FfRefRow, 1);

  row->row = values;
  row->carried = g_ptr_array_new_with_free_func (ff_ref_cell_free);

  return row;
}

/* The row with the columns of @to, by name; one that @from lacks is missing. */
static FfRefRow *
row_copy (FfRefRow  *row,
          FfValue  **values,
          FfRefFlow *from,
          FfRefFlow *to)
{
  FfRefRow *copy = row_new (values);

  for (guint c = 0; c < to->names->len; c++)
    {
      guint place;
      FfRefCell none = { *(FfType *) g_ptr_array_index (to->types, c), { FF_VALUE_NULL } };

      if (g_ptr_array_find_with_equal_func (from->names, g_ptr_array_index (to->names, c), g_str_equal, &place))
        add_cell (copy, g_ptr_array_index (row->carried, place));
      else
        add_cell (copy, &none);
    }

  return copy;
}

static FfRefRow *
find_row (FfRefFlow *flow,
          FfValue  **values)
{
  for (guint r = 0; r < flow->rows->len; r++)
    {
      FfRefRow *row = g_ptr_array_index (flow->rows, r);

      if (ff_ref_compare_keys (flow->entity, row->row, values) == 0)
        return row;
    }

  return NULL;
}

/* Of the one sort that is going on. */
static const FfEntity *sorting;

static gint
compare_rows (gconstpointer a,
              gconstpointer b)
{
  return ff_ref_compare_keys (sorting, (*(FfRefRow *const *) a)->row, (*(FfRefRow *const *) b)->row);
}

static void
sort_flow (FfRefFlow *flow)
{
  sorting = flow->entity;
  g_ptr_array_sort (flow->rows, compare_rows);
}

static gboolean
takes (Run       *run,
       FfJson    *rule,
       FfRefFlow *flow,
       FfRefRow  *row)
{
  return ff_reference_judge (run->reference, rule, flow->entity, flow, row, run->now) == 1;
}

static FfRefCell
value_of (Run       *run,
          FfJson    *operand,
          FfRefFlow *flow,
          FfRefRow  *row)
{
  return ff_reference_value (run->reference, operand, flow->entity, flow, row, run->now);
}

static void
select_rows (Run       *run,
             FfJson    *step,
             GPtrArray *outputs)
{
  const FfEntity *entity = ff_reference_find_entity (run->reference, ff_json_get_member_string (step, "entity", ""));
  const char *audience = ff_json_get_member_string (step, "audience", NULL);
  GPtrArray *rows = ff_reference_get_rows (run->reference, entity->name);
  FfRefFlow *out = flow_new (entity, NULL);

  for (guint r = 0; r < rows->len; r++)
    {
      FfRefRow *row = row_new (g_ptr_array_index (rows, r));

      if (audience != NULL ? ff_reference_is_member (run->reference, audience, entity, row->row)
                           : takes (run, ff_json_get_member (step, "rule"), out, row))
        g_ptr_array_add (out->rows, row);
      else
        row_free (row);
    }
  g_ptr_array_add (outputs, out);
}

static void
part_rows (FfRefFlow *in,
           GPtrArray *outputs,
           GPtrArray *kept)
{
  FfRefFlow *yes = flow_new (in->entity, in);
  FfRefFlow *no = flow_new (in->entity, in);

  for (guint r = 0; r < in->rows->len; r++)
    {
      FfRefRow *row = g_ptr_array_index (in->rows, r);

      g_ptr_array_add (g_ptr_array_find (kept, row, NULL) ? yes->rows : no->rows, row_copy (row, row->row, in, in));
    }
  g_ptr_array_add (outputs, yes);
  g_ptr_array_add (outputs, no);
}

static void
filter_rows (Run       *run,
             FfJson    *step,
             FfRefFlow *in,
             GPtrArray *outputs)
{
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();

  for (guint r = 0; r < in->rows->len; r++)
    if (takes (run, ff_json_get_member (step, "rule"), in, g_ptr_array_index (in->rows, r)))
      g_ptr_array_add (kept, g_ptr_array_index (in->rows, r));
  part_rows (in, outputs, kept);
}

static void
combine_rows (FfJson     *step,
              GPtrArray  *inputs,
              GPtrArray  *outputs)
{
  const char *how = ff_json_get_member_string (step, "how", "");
  FfRefFlow *primary = g_ptr_array_index (inputs, 0);
  FfRefFlow *all = flow_new (primary->entity, primary);
  FfRefFlow *out = flow_new (primary->entity, primary);
  FfRefFlow *rest = flow_new (primary->entity, primary);

  for (guint i = 0; i < inputs->len; i++)
    {
      FfRefFlow *in = g_ptr_array_index (inputs, i);

      for (guint r = 0; r < in->rows->len; r++)
        {
          FfRefRow *row = g_ptr_array_index (in->rows, r);

          if (find_row (all, row->row) == NULL)
            g_ptr_array_add (all->rows, row_copy (row, row->row, in, all));
        }
    }

  for (guint r = 0; r < all->rows->len; r++)
    {
      FfRefRow *row = g_ptr_array_index (all->rows, r);
      gboolean in_primary = find_row (primary, row->row) != NULL;
      gboolean in_all = in_primary;
      gboolean in_others = FALSE;

      for (guint i = 1; i < inputs->len; i++)
        {
          gboolean in = find_row (g_ptr_array_index (inputs, i), row->row) != NULL;

          in_all = in_all && in;
          in_others = in_others || in;
        }

      if (g_str_equal (how, "union") || (g_str_equal (how, "intersection") ? in_all : in_primary && !in_others))
        g_ptr_array_add (out->rows, row_copy (row, row->row, all, out));
      else if (!g_str_equal (how, "exclusion") || in_primary)
        g_ptr_array_add (rest->rows, row_copy (row, row->row, all, rest));
    }

  flow_free (all);
  g_ptr_array_add (outputs, out);
  g_ptr_array_add (outputs, rest);
}

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
sort_rows (Run       *run,
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

          *cell = value_of (run, ff_json_get_member (ff_json_get_element (order, o), "by"), flow, candidate->row);
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
dup_group (Run       *run,
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
      FfRefCell cell = value_of (run, ff_json_get_element (operands, k), flow, row);

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

static void
dedupe_rows (Run       *run,
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
  part_rows (in, outputs, kept);
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

static void
take_rows (Run       *run,
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
            FfRefCell cell = value_of (run, ff_json_get_element (groups, k), in, row);

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
  part_rows (in, outputs, kept);
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

static void
split_rows (Run       *run,
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
  FfRefFlow *rest = flow_new (in->entity, in);

  for (guint r = 0; r < in->rows->len; r++)
    g_ptr_array_add (left, g_ptr_array_index (in->rows, r));
  size_shares (subsets, in->rows->len, sizes);

  for (guint s = 0; s < n; s++)
    {
      FfJson *subset = ff_json_get_element (subsets, s);
      FfJson *quota = ff_json_get_member (subset, "quota");
      FfRefFlow *out = flow_new (in->entity, in);
      g_autoptr (GPtrArray) passing = g_ptr_array_new ();
      gint64 size = sizes[s] >= 0 && !overlapping ? sizes[s] : size_of_two (quota, left->len);

      for (guint r = 0; r < left->len; r++)
        if (takes (run, ff_json_get_member (subset, "rule"), in, g_ptr_array_index (left, r)))
          g_ptr_array_add (passing, g_ptr_array_index (left, r));
      sort_rows (run, ff_json_get_member (subset, "order"), in, passing);

      for (guint r = 0; r < passing->len && r < size; r++)
        {
          FfRefRow *row = g_ptr_array_index (passing, r);

          g_ptr_array_add (out->rows, row_copy (row, row->row, in, in));
          g_ptr_array_add (anywhere, row);
          if (!overlapping)
            g_ptr_array_remove (left, row);
        }
      sort_flow (out);
      g_ptr_array_add (outputs, out);

      /* What is left keeps key order. */
      sorting = in->entity;
      g_ptr_array_sort (left, compare_rows);
    }

  for (guint r = 0; r < in->rows->len; r++)
    {
      FfRefRow *row = g_ptr_array_index (in->rows, r);

      if (!g_ptr_array_find (anywhere, row, NULL))
        g_ptr_array_add (rest->rows, row_copy (row, row->row, in, in));
    }
  g_ptr_array_add (outputs, rest);
}

static gboolean
is_linked (const FfLink   *link,
           const FfEntity *entity,
           FfValue       **row,
           const FfEntity *target,
           FfValue       **target_row)
{
  for (guint c = 0; link->columns[c] != NULL; c++)
    {
      const FfValue *a = row[ff_ref_column_place (entity, link->columns[c])];
      const FfValue *b = target_row[ff_ref_column_place (target, link->target_columns[c])];

      if (a->kind == FF_VALUE_NULL || b->kind == FF_VALUE_NULL || ff_ref_compare_values (a, b) != 0)
        return FALSE;
    }

  return TRUE;
}

static void
relate_rows (Run       *run,
             FfJson    *step,
             FfRefFlow *in,
             GPtrArray *outputs)
{
  const FfLink *link = ff_entity_find_link (in->entity, ff_json_get_member_string (step, "link", ""));
  const FfEntity *target = ff_reference_find_entity (run->reference, link->target);
  GPtrArray *rows = ff_reference_get_rows (run->reference, link->target);
  FfRefFlow *out = flow_new (target, in);
  FfRefFlow *unreachable = flow_new (in->entity, in);

  /* The input stands in key order, so that the lowest source key comes first. */
  out->n_rows = 0;
  for (guint r = 0; r < in->rows->len; r++)
    {
      FfRefRow *row = g_ptr_array_index (in->rows, r);
      gboolean reached = FALSE;

      for (guint t = 0; t < rows->len; t++)
        {
          FfValue **found = g_ptr_array_index (rows, t);

          if (!is_linked (link, in->entity, row->row, target, found))
            continue;
          reached = TRUE;
          out->n_rows += 1;
          if (find_row (out, found) == NULL)
            g_ptr_array_add (out->rows, row_copy (row, found, in, out));
        }
      if (!reached)
        g_ptr_array_add (unreachable->rows, row_copy (row, row->row, in, in));
    }
  g_ptr_array_add (outputs, out);
  g_ptr_array_add (outputs, unreachable);
}

static void
enrich_rows (Run       *run,
             FfJson    *step,
             FfRefFlow *in,
             GPtrArray *outputs)
{
  FfJson *columns = ff_json_get_member (step, "columns");
  const char *mark = ff_json_get_member_string (step, "value", NULL);
  FfRefFlow *out = flow_new (in->entity, in);
  guint n_before = in->names->len;

  for (guint r = 0; r < in->rows->len; r++)
    {
      FfRefRow *row = g_ptr_array_index (in->rows, r);
      FfRefRow *copy = row_copy (row, row->row, in, in);

      for (guint c = 0; c < ff_json_get_length (columns); c++)
        {
          FfRefCell cell = value_of (run, ff_json_get_member (ff_json_get_element (columns, c), "operand"), in, row);

          add_cell (copy, &cell);
          ff_value_clear (&cell.value);
        }
      if (mark != NULL)
        {
          FfRefCell cell = { { FF_KIND_TEXT }, { .kind = FF_VALUE_TEXT, .text = (char *) mark } };

          add_cell (copy, &cell);
        }
      g_ptr_array_add (out->rows, copy);
    }

  for (guint c = 0; c < ff_json_get_length (columns) + (mark != NULL); c++)
    {
      FfRefRow *first = out->rows->len > 0 ? g_ptr_array_index (out->rows, 0) : NULL;
      FfType type = first != NULL ? ((FfRefCell *) g_ptr_array_index (first->carried, n_before + c))->type : (FfType) { FF_KIND_TEXT };

      g_ptr_array_add (out->names, g_strdup (mark != NULL ? ff_json_get_member_string (step, "name", "code")
                                                          : ff_json_get_member_string (ff_json_get_element (columns, c), "name", "")));
      g_ptr_array_add (out->types, g_memdup2 (&type, sizeof type));
    }
  g_ptr_array_add (outputs, out);
}

/* Of a row of the primary: the first other that has it, or has it not. */
static guint
find_other (GPtrArray *inputs,
            FfRefRow  *row,
            gboolean   has)
{
  for (guint i = 1; i < inputs->len; i++)
    if ((find_row (g_ptr_array_index (inputs, i), row->row) != NULL) == has)
      return i;

  return 0;
}

/* Which of the step's reasons a dropped row has. */
static guint
find_reason (FfJson    *step,
             GPtrArray *inputs,
             FfRefRow  *row)
{
  const char *how = ff_json_get_member_string (step, "how", "");

  if (g_str_equal (how, "exclusion"))
    return find_other (inputs, row, TRUE);
  if (g_str_equal (how, "intersection") && find_row (g_ptr_array_index (inputs, 0), row->row) != NULL)
    return find_other (inputs, row, FALSE);

  return 0;
}

static void
tell_reasons (FfJson    *step,
              GPtrArray *inputs,
              GPtrArray *outputs)
{
  FfJson *reasons = ff_json_get_member (step, "reasons");
  FfRefFlow *dropped = g_ptr_array_index (outputs, outputs->len - 1);
  guint n = ff_json_get_length (reasons);
  char *name;
  FfType type = { FF_KIND_TEXT };

  if (n == 0)
    return;

  for (guint r = 0; r < dropped->rows->len; r++)
    {
      FfRefRow *row = g_ptr_array_index (dropped->rows, r);
      const char *words = ff_json_get_string (ff_json_get_element (reasons, MIN (find_reason (step, inputs, row), n - 1)));
      FfRefCell cell = { type, { .kind = FF_VALUE_TEXT, .text = (char *) words } };

      add_cell (row, &cell);
    }

  name = g_strdup ("reason");
  for (guint i = 2; g_ptr_array_find_with_equal_func (dropped->names, name, g_str_equal, NULL); i++)
    {
      g_free (name);
      name = g_strdup_printf ("reason_%u", i);
    }
  g_ptr_array_add (dropped->names, name);
  g_ptr_array_add (dropped->types, g_memdup2 (&type, sizeof type));
}

static FfRefFlow *
get_input (Run    *run,
           FfJson *flow)
{
  gint64 place = 0, output = 0;
  GPtrArray *outputs;

  if (ff_json_is_array (flow))
    ff_json_get_integer (ff_json_get_element (flow, 1), &output);
  ff_json_get_integer (ff_json_is_array (flow) ? ff_json_get_element (flow, 0) : flow, &place);

  outputs = g_ptr_array_index (run->steps, (guint) place);

  return g_ptr_array_index (outputs, (guint) output);
}

GPtrArray *
ff_reference_evaluate (FfReference *self,
                       FfJson      *plan,
                       gint64       now_usec)
{
  Run run = { self, g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref), now_usec };

  for (guint s = 0; s < ff_json_get_length (plan); s++)
    {
      FfJson *step = ff_json_get_element (plan, s);
      FfJson *in = ff_json_get_member (step, "in");
      const char *op = ff_json_get_member_string (step, "op", "");
      GPtrArray *outputs = g_ptr_array_new_with_free_func (flow_free);
      g_autoptr (GPtrArray) inputs = g_ptr_array_new ();
      FfRefFlow *first;

      for (guint i = 0; i < ff_json_get_length (in); i++)
        g_ptr_array_add (inputs, get_input (&run, ff_json_get_element (in, i)));
      first = inputs->len > 0 ? g_ptr_array_index (inputs, 0) : NULL;

      if (first == NULL)
        select_rows (&run, step, outputs);
      else if (g_str_equal (op, "filter"))
        filter_rows (&run, step, first, outputs);
      else if (g_str_equal (op, "combine"))
        combine_rows (step, inputs, outputs);
      else if (g_str_equal (op, "dedupe"))
        dedupe_rows (&run, step, first, outputs);
      else if (g_str_equal (op, "take"))
        take_rows (&run, step, first, outputs);
      else if (g_str_equal (op, "split"))
        split_rows (&run, step, first, outputs);
      else if (g_str_equal (op, "relate"))
        relate_rows (&run, step, first, outputs);
      else
        enrich_rows (&run, step, first, outputs);
      tell_reasons (step, inputs, outputs);

      for (guint o = 0; o < outputs->len; o++)
        sort_flow (g_ptr_array_index (outputs, o));
      g_ptr_array_add (run.steps, outputs);
    }

  return run.steps;
}

char *
ff_ref_flow_dup_rows (FfRefFlow *flow)
{
  GString *rows = g_string_new (NULL);

  for (guint r = 0; r < flow->rows->len; r++)
    {
      FfRefRow *row = g_ptr_array_index (flow->rows, r);
      g_autofree char *key = ff_ref_dup_key (flow->entity, row->row);

      g_strdelimit (key, "\x1f", '/');
      g_string_append_printf (rows, "%s%s", r > 0 ? " " : "", key);
      for (guint c = 0; c < row->carried->len; c++)
        {
          const FfValue *value = &((FfRefCell *) g_ptr_array_index (row->carried, c))->value;

          if (value->kind == FF_VALUE_INTEGER)
            g_string_append_printf (rows, "|%" G_GINT64_FORMAT, value->integer);
          else if (value->kind == FF_VALUE_REAL)
            g_string_append_printf (rows, "|%.12g", value->real);
          else
            g_string_append_printf (rows, "|%s", value->kind == FF_VALUE_TEXT ? value->text : "-");
        }
    }

  return g_string_free (rows, FALSE);
}
