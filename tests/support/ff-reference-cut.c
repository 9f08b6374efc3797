/* The reference: what takes some rows by an order: deduplication and take. */

#include "ff-reference-private.h"

#include <string.h>

#include "base/ff-fold.h"

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
  ff_ref_sort_by (run, ff_json_get_member (step, "order"), in, sorted);
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
