/* The reference: orders and groups. */

#include "ff-reference-private.h"

#include <string.h>

#include "base/ff-hash.h"

/* A row on its way into its place. */
typedef struct
{
  FfRefRow  *row;
  GPtrArray *values;    /* of FfRefCell */
  gboolean   is_random;
  gint64     hash;
} Candidate;

/* Of the one sort that is going on. */
static const FfEntity *sorting;
static FfJson *ordering;   /* the list of what is ordered by */

static void
candidate_free (gpointer data)
{
  Candidate *candidate = data;

  g_ptr_array_unref (candidate->values);
  g_free (candidate);
}

static gint
compare_candidates (gconstpointer a,
                    gconstpointer b)
{
  const Candidate *x = *(Candidate *const *) a;
  const Candidate *y = *(Candidate *const *) b;

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

  if (x->is_random && x->hash != y->hash)
    return x->hash < y->hash ? -1 : 1;

  return ff_ref_compare_keys (sorting, x->row->row, y->row->row);
}

gint64
ff_ref_hash_key (const FfEntity *entity,
                 FfRefRow       *row,
                 guint64         seed)
{
  g_autofree char *key = ff_ref_dup_key (entity, row->row);
  const FfValue *first = row->row[ff_ref_column_place (entity, entity->key[0])];

  if (entity->key[1] == NULL && first->kind == FF_VALUE_INTEGER)
    return (gint64) ff_hash_integer (first->integer, seed);

  return (gint64) ff_hash_text (key, -1, seed);
}

gboolean
ff_ref_is_value (FfJson          *json,
                 const FfRefCell *cell)
{
  const char *text = ff_json_get_string (json);

  if (text == NULL || cell->value.kind == FF_VALUE_NULL)
    return text == NULL && cell->value.kind == FF_VALUE_NULL;
  if (cell->value.kind == FF_VALUE_TEXT)
    return strcmp (cell->value.text, text) == 0;

  return cell->value.integer == g_ascii_strtoll (text, NULL, 10);
}

/* What of the value counts: itself, its place in a list, whether it is there. */
static void
take_rank (FfJson    *item,
           FfRefCell *cell)
{
  FfJson *values = ff_json_get_member (item, "values");
  guint place = 0;

  if (values != NULL)
    {
      while (place < ff_json_get_length (values) && !ff_ref_is_value (ff_json_get_element (values, place), cell))
        place++;
    }
  else if (ff_json_get_member_boolean (item, "filled", FALSE))
    place = cell->value.kind == FF_VALUE_NULL || (cell->value.kind == FF_VALUE_TEXT && cell->value.text[0] == '\0');
  else
    return;

  ff_value_clear (&cell->value);
  cell->value = (FfValue) { .kind = FF_VALUE_INTEGER, .integer = place };
}

void
ff_ref_sort_by (FfRefRun  *run,
                FfJson    *order,
                FfRefFlow *flow,
                GPtrArray *rows)
{
  g_autoptr (GPtrArray) candidates = g_ptr_array_new_with_free_func (candidate_free);
  FfJson *by = ff_json_is_object (order) ? ff_json_get_member (order, "by") : order;
  gboolean is_random = ff_json_get_member (order, "seed") != NULL;

  for (guint r = 0; r < rows->len; r++)
    {
      Candidate *candidate = g_new0 (Candidate, 1);

      candidate->row = g_ptr_array_index (rows, r);
      candidate->values = g_ptr_array_new_with_free_func (ff_ref_cell_free);
      candidate->is_random = is_random;
      if (is_random)
        candidate->hash = ff_ref_hash_key (flow->entity, candidate->row, (guint64) ff_json_get_member_integer (order, "seed", 0));
      for (guint o = 0; o < ff_json_get_length (by); o++)
        {
          FfRefCell *cell = g_new0 (FfRefCell, 1);

          *cell = ff_ref_rank_of (run, ff_json_get_member (ff_json_get_element (by, o), "by"), flow, candidate->row);
          take_rank (ff_json_get_element (by, o), cell);
          g_ptr_array_add (candidate->values, cell);
        }
      g_ptr_array_add (candidates, candidate);
    }

  sorting = flow->entity;
  ordering = by;
  g_ptr_array_sort (candidates, compare_candidates);
  for (guint r = 0; r < rows->len; r++)
    rows->pdata[r] = ((Candidate *) g_ptr_array_index (candidates, r))->row;
}

/* A missing value is a value like any other, and '' another. */
char *
ff_ref_dup_group (FfRefRun  *run,
                  FfJson    *operands,
                  FfRefFlow *flow,
                  FfRefRow  *row)
{
  g_autoptr (GString) name = g_string_new ("g");

  for (guint k = 0; k < ff_json_get_length (operands); k++)
    {
      FfRefCell cell = ff_ref_rank_of (run, ff_json_get_element (operands, k), flow, row);

      if (cell.value.kind == FF_VALUE_TEXT)
        g_string_append_printf (name, "t%" G_GSIZE_FORMAT ":%s;", strlen (cell.value.text), cell.value.text);
      else if (cell.value.kind == FF_VALUE_INTEGER)
        g_string_append_printf (name, "i%" G_GINT64_FORMAT ";", cell.value.integer);
      else if (cell.value.kind == FF_VALUE_REAL)
        g_string_append_printf (name, "r%.17g;", cell.value.real);
      else
        g_string_append (name, "-;");
      ff_value_clear (&cell.value);
    }

  return g_strdup (name->str);
}

/* How many rows are in each group; owned names. */
GHashTable *
ff_ref_count_groups (FfRefRun  *run,
                     FfJson    *operands,
                     FfRefFlow *flow,
                     GPtrArray *rows)
{
  GHashTable *sizes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint r = 0; r < rows->len; r++)
    {
      char *name = ff_ref_dup_group (run, operands, flow, g_ptr_array_index (rows, r));
      gint n = GPOINTER_TO_INT (g_hash_table_lookup (sizes, name));

      g_hash_table_insert (sizes, name, GINT_TO_POINTER (n + 1));
    }

  return sizes;
}
