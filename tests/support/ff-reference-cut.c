/* The reference: take. */

#include "ff-reference-private.h"

/* The count of the listed cell that the row is in; -1: none lists it. */
static gint64
get_listed (FfRefRun  *run,
            FfJson    *step,
            FfRefFlow *in,
            FfRefRow  *row)
{
  FfJson *groups = ff_json_get_member (step, "groups");
  FfJson *cells = ff_json_get_member (step, "cells");

  for (guint c = 0; c < ff_json_get_length (cells); c++)
    {
      FfJson *values = ff_json_get_member (ff_json_get_element (cells, c), "values");
      gboolean is_it = TRUE;

      for (guint g = 0; g < ff_json_get_length (groups); g++)
        {
          FfRefCell cell = ff_ref_rank_of (run, ff_json_get_element (groups, g), in, row);

          is_it = is_it && ff_ref_is_value (ff_json_get_element (values, g), &cell);
          ff_value_clear (&cell.value);
        }
      if (is_it)
        return ff_json_get_member_integer (ff_json_get_element (cells, c), "count", 0);
    }

  return -1;
}

void
ff_ref_take (FfRefRun  *run,
             FfJson    *step,
             FfRefFlow *in,
             GPtrArray *outputs)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_copy (in->rows, NULL, NULL);
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();
  FfJson *groups = ff_json_get_member (step, "groups");
  FfJson *cells = ff_json_get_member (step, "cells");
  FfJson *quota = ff_json_get_member (step, "quota");
  g_autoptr (GHashTable) sizes = ff_ref_count_groups (run, groups, in, in->rows);
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gint64 wanted = 0;

  g_ptr_array_set_free_func (sorted, NULL);
  ff_ref_sort_by (run, ff_json_get_member (step, "order"), in, sorted);
  for (guint r = 0; r < sorted->len; r++)
    {
      FfRefRow *row = g_ptr_array_index (sorted, r);
      char *name = ff_ref_dup_group (run, groups, in, row);
      gint64 listed = get_listed (run, step, in, row);
      gint64 n = GPOINTER_TO_INT (g_hash_table_lookup (taken, name));
      gint64 most = quota == NULL ? G_MAXINT64 : listed >= 0 ? listed
                    : ff_ref_size_of_two (quota, GPOINTER_TO_INT (g_hash_table_lookup (sizes, name)));

      if (n == 0 && listed < 0)
        wanted += most;
      if (n < most)
        g_ptr_array_add (kept, row);
      g_hash_table_insert (taken, name, GINT_TO_POINTER (n + 1));
    }

  /* Nobody is no group, but a number that is asked for is. */
  if (ff_json_get_length (groups) == 0 && sorted->len == 0)
    wanted = ff_json_get_member_integer (quota, "count", 0);
  for (guint c = 0; c < ff_json_get_length (cells); c++)
    wanted += ff_json_get_member_integer (ff_json_get_element (cells, c), "count", 0);

  ff_ref_part_rows (in, outputs, kept);
  if (quota != NULL)
    ((FfRefFlow *) g_ptr_array_index (outputs, 0))->n_missing = MAX (wanted - kept->len, 0);
}
