/* The reference: rows that belong to others: through a link, or equal. */

#include "ff-reference-private.h"

/* Whether all pairs are equal; what is missing equals nothing. */
static gboolean
is_equal (FfRefRun  *run,
          FfJson    *keys,
          FfRefFlow *a_flow,
          FfRefRow  *a,
          FfRefFlow *b_flow,
          FfRefRow  *b)
{
  FfJson *of_a = ff_json_get_element (keys, 0);
  FfJson *of_b = ff_json_get_element (keys, 1);
  gboolean equal = TRUE;

  for (guint k = 0; k < ff_json_get_length (of_a) && equal; k++)
    {
      FfRefCell x = ff_ref_value_of (run, ff_json_get_element (of_a, k), a_flow, a);
      FfRefCell y = ff_ref_value_of (run, ff_json_get_element (of_b, k), b_flow, b);

      equal = x.value.kind != FF_VALUE_NULL && y.value.kind != FF_VALUE_NULL && ff_ref_compare_values (&x.value, &y.value) == 0;
      ff_value_clear (&x.value);
      ff_value_clear (&y.value);
    }

  return equal;
}

/* All rows of an entity, as those of a flow are. */
static FfRefFlow *
flow_of_entity (FfRefRun   *run,
                const char *name)
{
  GPtrArray *rows = ff_reference_get_rows (run->reference, name);
  FfRefFlow *flow = ff_ref_flow_new (ff_reference_find_entity (run->reference, name), NULL);

  for (guint r = 0; r < rows->len; r++)
    g_ptr_array_add (flow->rows, ff_ref_row_new (g_ptr_array_index (rows, r)));

  return flow;
}

/* The columns of row @found, or missing ones, after those of @out. */
static void
add_values (FfRefRun  *run,
            FfJson    *columns,
            FfRefFlow *flow,
            FfRefRow  *found,
            FfRefRow  *out)
{
  for (guint c = 0; c < ff_json_get_length (columns); c++)
    {
      FfRefCell cell = { { FF_KIND_TEXT }, { FF_VALUE_NULL } };

      if (found != NULL)
        cell = ff_ref_value_of (run, ff_json_get_member (ff_json_get_element (columns, c), "operand"), flow, found);
      ff_ref_add_cell (out, &cell);
      ff_value_clear (&cell.value);
    }
}

static void
name_columns (FfJson    *step,
              FfRefFlow *out,
              guint      n_first)
{
  FfJson *columns = ff_json_get_member (step, "columns");

  for (guint place = 1; place <= n_first; place++)
    for (guint c = 0; c < ff_json_get_length (columns); c++)
      {
        const char *name = ff_json_get_member_string (ff_json_get_element (columns, c), "name", "");
        guint n_before = out->names->len;
        FfType type = { FF_KIND_TEXT };

        /* Every row that has a value knows its type. */
        for (guint r = 0; r < out->rows->len; r++)
          {
            const FfRefCell *cell = g_ptr_array_index (((FfRefRow *) g_ptr_array_index (out->rows, r))->carried, n_before);

            if (cell->value.kind != FF_VALUE_NULL)
              type = cell->type;
          }
        g_ptr_array_add (out->names, n_first > 1 ? g_strdup_printf ("%s %u", name, place) : g_strdup (name));
        g_ptr_array_add (out->types, g_memdup2 (&type, sizeof type));
      }
}

void
ff_ref_look_up (FfRefRun  *run,
                FfJson    *step,
                GPtrArray *inputs,
                GPtrArray *outputs)
{
  FfRefFlow *in = g_ptr_array_index (inputs, 0);
  const FfLink *link = inputs->len == 1 ? ff_entity_find_link (in->entity, ff_json_get_member_string (step, "link", "")) : NULL;
  FfRefFlow *other = link != NULL ? flow_of_entity (run, link->target) : g_ptr_array_index (inputs, 1);
  guint n_first = (guint) ff_json_get_member_integer (step, "first", 1);
  FfRefFlow *out = ff_ref_flow_new (in->entity, in);

  for (guint r = 0; r < in->rows->len; r++)
    {
      FfRefRow *row = g_ptr_array_index (in->rows, r);
      FfRefRow *copy = ff_ref_row_copy (row, row->row, in, in);
      g_autoptr (GPtrArray) found = g_ptr_array_new ();

      for (guint o = 0; o < other->rows->len; o++)
        {
          FfRefRow *one = g_ptr_array_index (other->rows, o);

          if (link != NULL ? ff_ref_is_linked (link, in->entity, row->row, other->entity, one->row) &&
                             ff_ref_takes (run, ff_json_get_member (step, "rule"), other, one)
                           : is_equal (run, ff_json_get_member (step, "keys"), in, row, other, one))
            g_ptr_array_add (found, one);
        }
      ff_ref_sort_by (run, ff_json_get_member (step, "order"), other, found);
      for (guint place = 0; place < n_first; place++)
        add_values (run, ff_json_get_member (step, "columns"), other, place < found->len ? g_ptr_array_index (found, place) : NULL, copy);
      g_ptr_array_add (out->rows, copy);
    }

  name_columns (step, out, n_first);
  if (link != NULL)
    ff_ref_flow_free (other);
  g_ptr_array_add (outputs, out);
}

void
ff_ref_match (FfRefRun  *run,
              FfJson    *step,
              FfRefFlow *in,
              GPtrArray *outputs)
{
  static const FfType whole = { FF_KIND_INTEGER };
  const char *many = ff_json_get_member_string (step, "many", "first");
  FfRefFlow *all = flow_of_entity (run, ff_json_get_member_string (step, "entity", ""));
  FfRefFlow *out = ff_ref_flow_new (all->entity, in);
  FfRefFlow *unmatched = ff_ref_flow_new (in->entity, in);

  for (guint r = 0; r < in->rows->len; r++)
    {
      FfRefRow *row = g_ptr_array_index (in->rows, r);
      g_autoptr (GPtrArray) found = g_ptr_array_new ();
      FfRefCell n = { whole, { .kind = FF_VALUE_INTEGER } };
      guint n_taken;

      for (guint a = 0; a < all->rows->len; a++)
        if (is_equal (run, ff_json_get_member (step, "keys"), in, row, all, g_ptr_array_index (all->rows, a)))
          g_ptr_array_add (found, g_ptr_array_index (all->rows, a));
      ff_ref_sort_by (run, ff_json_get_member (step, "order"), all, found);
      n.value.integer = found->len;

      n_taken = g_str_equal (many, "all") ? found->len : MIN (found->len, 1);
      if (found->len == 0 || (found->len > 1 && g_str_equal (many, "unmatched")))
        {
          FfRefRow *copy = ff_ref_row_copy (row, row->row, in, in);

          n_taken = 0;
          ff_ref_tell_reason (copy, step, found->len == 0 ? 0 : 1);
          g_ptr_array_add (unmatched->rows, copy);
        }

      /* The input stands in key order, so that the lowest source key comes first. */
      for (guint f = 0; f < n_taken; f++)
        {
          FfRefRow *one = g_ptr_array_index (found, f);
          FfRefRow *copy;

          if (ff_ref_find_row (out, one->row) != NULL)
            continue;
          copy = ff_ref_row_copy (row, one->row, in, in);
          ff_ref_add_cell (copy, &n);
          g_ptr_array_add (out->rows, copy);
        }
    }

  {
    char *name = g_strdup ("matches");

    for (guint i = 2; g_ptr_array_find_with_equal_func (out->names, name, g_str_equal, NULL); i++)
      {
        g_free (name);
        name = g_strdup_printf ("matches_%u", i);
      }
    g_ptr_array_add (out->names, name);
    g_ptr_array_add (out->types, g_memdup2 (&whole, sizeof whole));
  }
  ff_ref_flow_free (all);
  g_ptr_array_add (outputs, out);
  g_ptr_array_add (outputs, unmatched);
}
