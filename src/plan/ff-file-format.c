/* How the bytes of a file become rows of values, as plain data. Filled by the
 * planner, the importer's preview or a person; any thread. */

#include "plan/ff-file-format.h"

#include <string.h>

/**
 * ff_file_column_new:
 * @name: as the header spells it
 *
 * Returns: (transfer full): a column of text, labelled by its name
 */
FfFileColumn *
ff_file_column_new (const char *name)
{
  FfFileColumn *self = g_new0 (FfFileColumn, 1);

  self->name = g_strdup (name);
  self->label = g_strdup (name);
  self->type = (FfType) { .kind = FF_KIND_TEXT };

  return self;
}

void
ff_file_column_free (FfFileColumn *self)
{
  g_free (self->name);
  g_free (self->label);
  g_free (self->fallback);
  g_clear_pointer (&self->remapping, g_hash_table_unref);
  g_free (self);
}

static FfFileColumn *
copy_column (const FfFileColumn *column)
{
  FfFileColumn *copy = g_memdup2 (column, sizeof *column);

  copy->name = g_strdup (column->name);
  copy->label = g_strdup (column->label);
  copy->fallback = g_strdup (column->fallback);
  if (copy->remapping != NULL)
    g_hash_table_ref (copy->remapping);

  return copy;
}

/**
 * ff_file_format_new:
 *
 * Returns: (transfer full): a format without columns, of which everything is found out
 */
FfFileFormat *
ff_file_format_new (void)
{
  FfFileFormat *self = g_new0 (FfFileFormat, 1);

  self->columns = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_file_column_free);

  return self;
}

FfFileFormat *
ff_file_format_copy (const FfFileFormat *self)
{
  FfFileFormat *copy = g_memdup2 (self, sizeof *self);

  copy->encoding = g_strdup (self->encoding);
  copy->zone = g_strdup (self->zone);
  copy->columns = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_file_column_free);
  for (guint c = 0; c < self->columns->len; c++)
    g_ptr_array_add (copy->columns, copy_column (g_ptr_array_index (self->columns, c)));

  return copy;
}

void
ff_file_format_free (FfFileFormat *self)
{
  if (self == NULL)
    return;

  g_free (self->encoding);
  g_free (self->zone);
  g_ptr_array_unref (self->columns);
  g_free (self);
}

static void
add_text (GString    *text,
          const char *value)
{
  if (value == NULL)
    g_string_append (text, "-;");
  else
    g_string_append_printf (text, "%" G_GSIZE_FORMAT ":%s;", strlen (value), value);
}

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
add_remapping (GString    *text,
               GHashTable *remapping)
{
  g_autofree const char **from = NULL;
  guint n = 0;

  if (remapping == NULL)
    return;

  from = (const char **) g_hash_table_get_keys_as_array (remapping, &n);
  qsort (from, n, sizeof *from, compare_texts);
  for (guint i = 0; i < n; i++)
    {
      add_text (text, from[i]);
      add_text (text, g_hash_table_lookup (remapping, from[i]));
    }
}

static void
add_column (GString            *text,
            const FfFileColumn *column)
{
  add_text (text, column->name);
  g_string_append_printf (text, "%d %d %u %d %d %u %d %d;", column->ignored, column->type.kind, column->type.scale,
                          column->date_order, column->decimal_comma, column->width, column->empty, column->misfit);
  add_text (text, column->fallback);
  add_remapping (text, column->remapping);
}

/**
 * ff_file_format_add_canonical:
 * @text: appended to
 *
 * Labels are left out: they change no value.
 */
void
ff_file_format_add_canonical (const FfFileFormat *self,
                              GString            *text)
{
  add_text (text, self->encoding);
  g_string_append_printf (text, "%d %d %d %u ", self->fixed_width, self->delimiter, self->header, self->columns->len);
  add_text (text, self->zone);
  for (guint c = 0; c < self->columns->len; c++)
    add_column (text, g_ptr_array_index (self->columns, c));
}
