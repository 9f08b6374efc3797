/* What a file looks like, from its beginning: encoding, delimiter, header,
 * kinds of columns, first rows. What is known already is not guessed. Called
 * by cli and window before an import, on a worker. */

#include "store/ff-import-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The sample grows until a whole row is in it. */
#define SAMPLE_BYTES (1024 * 1024)
#define LARGEST_SAMPLE_BYTES (128 * 1024 * 1024)

#define SHOWN_ROWS 20

static const char delimiters[] = { ',', ';', '\t', '|' };

/* Rows of the sample, copied. */
typedef struct
{
  GPtrArray *rows;      /* of GPtrArray of FfImportField, owning their texts */
} Sample;

static void
field_free (gpointer data)
{
  FfImportField *field = data;

  g_free ((char *) field->text);
  g_free (field);
}

static void
keep_row (Sample            *self,
          const FfImportRow *row)
{
  GPtrArray *kept = g_ptr_array_new_with_free_func (field_free);

  for (guint f = 0; f < row->n_fields; f++)
    {
      FfImportField *field = g_new0 (FfImportField, 1);

      field->length = row->fields[f].length;
      field->text = row->fields[f].text != NULL ? g_memdup2 (row->fields[f].text, field->length + 1) : NULL;
      g_ptr_array_add (kept, field);
    }
  g_ptr_array_add (self->rows, kept);
}

static gboolean
keep_rows (const FfImportRow  *rows,
           guint               n_rows,
           gpointer            data,
           GError            **error)
{
  for (guint r = 0; r < n_rows; r++)
    keep_row (data, &rows[r]);

  return TRUE;
}

/* The whole rows of the sample; NULL with @error when it cannot be taken apart so. */
static GPtrArray *
read_sample (GBytes              *bytes,
             gboolean             is_cut,
             const FfFileFormat  *format,
             GCancellable        *cancellable,
             GError             **error)
{
  g_autoptr (FfImportSource) source = ff_import_source_new_for_bytes (bytes, is_cut);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  Sample sample = { rows };

  if (!ff_import_source_set_encoding (source, format->encoding, error) ||
      !ff_import_read_rows (source, format, &ff_import_limits, keep_rows, &sample, NULL, NULL, cancellable, error))
    return NULL;

  return g_steal_pointer (&rows);
}

/* How well a delimiter fits: most rows have the same number of columns, and more is better. */
static double
rate (GPtrArray *rows)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  guint best_columns = 1;
  guint best_rows = 0;

  for (guint r = 0; r < rows->len; r++)
    {
      guint n = ((GPtrArray *) g_ptr_array_index (rows, r))->len;
      guint n_rows = GPOINTER_TO_UINT (g_hash_table_lookup (seen, GUINT_TO_POINTER (n))) + 1;

      g_hash_table_insert (seen, GUINT_TO_POINTER (n), GUINT_TO_POINTER (n_rows));
      if (n_rows > best_rows)
        {
          best_rows = n_rows;
          best_columns = n;
        }
    }

  if (best_columns == 1)
    return 0;

  return (double) best_rows / rows->len * (1 + MIN (best_columns, 100) / 1000.0);
}

/* Sets the delimiter that fits best, and answers its rows. */
static GPtrArray *
find_delimiter (GBytes        *bytes,
                gboolean       is_cut,
                FfFileFormat  *format,
                GCancellable  *cancellable,
                GError       **error)
{
  g_autoptr (GError) first_error = NULL;
  g_autoptr (GPtrArray) best = NULL;
  char best_delimiter = ',';
  double best_rating = -1;

  if (format->fixed_width || format->delimiter != '\0')
    return read_sample (bytes, is_cut, format, cancellable, error);

  for (guint d = 0; d < G_N_ELEMENTS (delimiters); d++)
    {
      g_autoptr (GError) local = NULL;
      g_autoptr (GPtrArray) rows = NULL;
      double rating;

      format->delimiter = delimiters[d];
      rows = read_sample (bytes, is_cut, format, cancellable, &local);
      if (rows == NULL)
        {
          if (first_error == NULL)
            first_error = g_steal_pointer (&local);
          continue;
        }

      rating = rows->len > 0 ? rate (rows) : 0;
      if (rating > best_rating)
        {
          best_rating = rating;
          best_delimiter = delimiters[d];
          g_clear_pointer (&best, g_ptr_array_unref);
          best = g_steal_pointer (&rows);
        }
    }

  format->delimiter = best_delimiter;

  /* What is broken with one delimiter and has a single column with the others is broken. */
  if (first_error != NULL && best_rating <= 0)
    {
      g_propagate_error (error, g_steal_pointer (&first_error));
      return NULL;
    }

  return g_steal_pointer (&best);
}

static guint
count_columns (GPtrArray *rows)
{
  return rows->len > 0 ? ((GPtrArray *) g_ptr_array_index (rows, 0))->len : 0;
}

static const FfImportField *
get_field (GPtrArray *rows,
           guint      row,
           guint      column)
{
  GPtrArray *fields = g_ptr_array_index (rows, row);

  return column < fields->len ? g_ptr_array_index (fields, column) : NULL;
}

static void
guess_column (GPtrArray    *rows,
              guint         column,
              guint         first_row,
              guint         last_row,
              FfFileColumn *out_column)
{
  FfImportGuess guess;

  ff_import_guess_init (&guess);
  for (guint r = first_row; r < last_row; r++)
    {
      const FfImportField *field = get_field (rows, r, column);

      if (field != NULL)
        ff_import_guess_add (&guess, field);
    }
  ff_import_guess_decide (&guess, out_column);
}

static FfKind
guess_kind (GPtrArray *rows,
            guint      column,
            guint      first_row,
            guint      last_row)
{
  FfFileColumn found = { 0 };

  guess_column (rows, column, first_row, last_row, &found);

  return found.type.kind;
}

static gboolean
occurs_below (GPtrArray           *rows,
              guint                column,
              const FfImportField *name)
{
  for (guint r = 1; r < rows->len; r++)
    {
      const FfImportField *field = get_field (rows, r, column);

      if (field != NULL && field->text != NULL && strcmp (field->text, name->text) == 0)
        return TRUE;
    }

  return FALSE;
}

/* Names are texts, all different, and look unlike what stands below them. */
static gboolean
has_header (GPtrArray *rows)
{
  guint n = count_columns (rows);
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gboolean differs = FALSE;
  gboolean repeats = FALSE;

  for (guint c = 0; c < n; c++)
    {
      const FfImportField *name = get_field (rows, 0, c);
      FfKind kind = guess_kind (rows, c, 0, 1);
      FfKind below = guess_kind (rows, c, 1, rows->len);
      g_autofree char *folded = NULL;

      /* A column may be called “on” or “n”, but not where such words stand below. */
      if (name->length == 0 || (kind != FF_KIND_TEXT && (kind != FF_KIND_FLAG || below == FF_KIND_FLAG)) ||
          !g_utf8_validate_len (name->text, name->length, NULL))
        return FALSE;

      folded = g_utf8_casefold (name->text, -1);
      if (!g_hash_table_add (names, g_steal_pointer (&folded)))
        return FALSE;

      differs = differs || below != FF_KIND_TEXT;
      repeats = repeats || occurs_below (rows, c, name);
    }

  return n > 0 && (differs || !repeats);
}

static gboolean
is_taken (GPtrArray  *columns,
          const char *name)
{
  static const char *const reserved[] = { "rowid", "oid", "_rowid_", NULL };
  g_autofree char *lower = g_ascii_strdown (name, -1);

  if (g_strv_contains (reserved, lower))
    return TRUE;

  for (guint c = 0; c < columns->len; c++)
    if (g_ascii_strcasecmp (((FfFileColumn *) g_ptr_array_index (columns, c))->name, name) == 0)
      return TRUE;

  return FALSE;
}

/* A name of its own for column @place: what the header says, as far as it can be one. */
static char *
dup_name (GPtrArray           *columns,
          guint                place,
          const FfImportField *header)
{
  g_autofree char *wished = NULL;
  g_autofree char *name = NULL;

  if (header != NULL && header->text != NULL)
    {
      wished = g_utf8_make_valid (header->text, (gssize) header->length);
      g_strdelimit (wished, "\r\n\t", ' ');
      g_strstrip (wished);
    }
  if (wished == NULL || *wished == '\0')
    {
      g_free (wished);
      wished = g_strdup_printf ("column_%u", place + 1);
    }

  name = g_strdup (wished);
  for (guint n = 2; is_taken (columns, name); n++)
    {
      g_free (name);
      name = g_strdup_printf ("%s_%u", wished, n);
    }

  return g_steal_pointer (&name);
}

/* Columns of a fixed width were told; the others are found. */
static void
find_columns (GPtrArray    *rows,
              FfFileFormat *format)
{
  g_autoptr (GPtrArray) columns = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_file_column_free);
  gboolean header = format->header == FF_HEADER_THERE;
  guint n = count_columns (rows);

  for (guint c = 0; c < n; c++)
    {
      g_autofree char *name = dup_name (columns, c, header ? get_field (rows, 0, c) : NULL);
      FfFileColumn *column = ff_file_column_new (name);

      if (c < format->columns->len)
        column->width = ((FfFileColumn *) g_ptr_array_index (format->columns, c))->width;
      guess_column (rows, c, header ? 1 : 0, rows->len, column);
      g_ptr_array_add (columns, column);
    }

  g_ptr_array_unref (format->columns);
  format->columns = g_steal_pointer (&columns);
}

static char **
dup_texts (GPtrArray *row)
{
  GStrv texts = g_new0 (char *, row->len + 1);

  for (guint f = 0; f < row->len; f++)
    {
      const FfImportField *field = g_ptr_array_index (row, f);

      texts[f] = field->text != NULL ? g_utf8_make_valid (field->text, (gssize) field->length) : g_strdup ("");
    }

  return texts;
}

static void
show_rows (FfImportPreview *self,
           GPtrArray       *rows)
{
  guint first = self->format->header == FF_HEADER_THERE ? 1 : 0;

  for (guint r = first; r < rows->len && r < first + SHOWN_ROWS; r++)
    g_ptr_array_add (self->rows, dup_texts (g_ptr_array_index (rows, r)));

  self->n_sampled = rows->len > first ? rows->len - first : 0;
}

static FfFileFormat *
copy_wanted (const FfFileFormat *wanted)
{
  return wanted != NULL ? ff_file_format_copy (wanted) : ff_file_format_new ();
}

/* A sample with a whole row in it, and its rows. */
static GPtrArray *
take_sample (FfImportPreview      *self,
             FfImportSource       *source,
             const FfFileFormat   *wanted,
             GCancellable         *cancellable,
             GError              **error)
{
  for (gsize size = SAMPLE_BYTES;; size *= 4)
    {
      g_autoptr (GBytes) bytes = ff_import_source_read_sample (source, size, error);
      g_autoptr (GPtrArray) rows = NULL;
      const guint8 *data;
      gsize n = 0;
      gsize bom = 0;

      if (bytes == NULL)
        return NULL;

      data = g_bytes_get_data (bytes, &n);
      self->is_whole = (gint64) n == self->n_bytes;
      g_clear_pointer (&self->format, ff_file_format_free);
      self->format = copy_wanted (wanted);
      if (self->format->encoding == NULL)
        self->format->encoding = g_strdup (ff_import_find_encoding (data, n, !self->is_whole, &bom));
      else
        bom = ff_import_measure_bom (data, n, self->format->encoding);
      self->has_bom = bom > 0;

      rows = find_delimiter (bytes, !self->is_whole, self->format, cancellable, error);
      if (rows == NULL || rows->len > 0 || self->is_whole || size >= LARGEST_SAMPLE_BYTES)
        return g_steal_pointer (&rows);
    }
}

/**
 * ff_import_preview:
 * @path: a file
 * @wanted: (nullable): what is known already: an encoding, a delimiter or widths, whether there is a header
 * @error: return location for a #FfImportError or cancelled
 *
 * Looks at the beginning of a file, a megabyte of it or so. Blocks.
 *
 * Returns: (transfer full): what it looks like, to be shown and corrected
 */
FfImportPreview *
ff_import_preview (const char          *path,
                   const FfFileFormat  *wanted,
                   GCancellable        *cancellable,
                   GError             **error)
{
  g_autoptr (FfImportPreview) self = g_new0 (FfImportPreview, 1);
  g_autoptr (FfImportSource) source = ff_import_source_open (path, error);
  g_autoptr (GPtrArray) rows = NULL;

  if (source == NULL)
    return NULL;

  self->n_bytes = ff_import_source_get_n_bytes (source);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  rows = take_sample (self, source, wanted, cancellable, error);
  if (rows == NULL)
    {
      if (error != NULL && (*error)->domain == FF_IMPORT_ERROR)
        g_prefix_error (error, "%s: ", path);
      return NULL;
    }

  if (rows->len == 0)
    {
      g_set_error (error, FF_IMPORT_ERROR, FF_IMPORT_ERROR_FORMAT,
                   self->is_whole ? _("“%s” is empty.") : _("“%s” has no end of a row in its first 128 MiB: is it a table of text?"), path);
      return NULL;
    }

  if (self->format->header == FF_HEADER_FOUND_OUT)
    self->format->header = has_header (rows) ? FF_HEADER_THERE : FF_HEADER_NONE;
  find_columns (rows, self->format);
  show_rows (self, rows);

  return g_steal_pointer (&self);
}

void
ff_import_preview_free (FfImportPreview *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->format, ff_file_format_free);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_free (self);
}
