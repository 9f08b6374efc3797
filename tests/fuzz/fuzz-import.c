/* Files of rows: whatever the bytes are, they are told to be broken or come as
 * rows in the order of their lines, and a field is a value of a kind or is told
 * why not. The first byte chooses the delimiter and whether the encoding is
 * found out. */

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "store/ff-import-private.h"

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

static const FfImportLimits limits = { .max_field_bytes = 2000, .max_row_bytes = 5000, .max_columns = 40 };

static void
check_cell (const FfFileColumn  *column,
            const FfImportField *field)
{
  FfImportCell cell;
  FfFit fit = ff_import_read_cell (column, field, NULL, &cell);
  g_autofree char *again = NULL;
  g_autofree char *reason = NULL;
  FfImportCell second;

  if (fit != FF_FIT_GOOD)
    {
      reason = ff_import_fit_to_text (fit, column, field);
      g_assert (g_utf8_validate (reason, -1, NULL));
      return;
    }

  /* What was read reads as itself. */
  if (cell.kind == FF_VALUE_TEXT)
    {
      g_assert (g_utf8_validate_len (cell.text, cell.length, NULL));
      g_assert (column->type.kind != FF_KIND_DATE || cell.length == 10);
    }
  else if (cell.kind == FF_VALUE_INTEGER && column->type.kind == FF_KIND_DECIMAL && !column->decimal_comma)
    {
      again = ff_decimal_to_text (cell.integer, column->type.scale);
      g_assert (ff_import_read_cell (column, &(FfImportField) { again, strlen (again) }, NULL, &second) == FF_FIT_GOOD);
      g_assert (second.integer == cell.integer);
    }
}

typedef struct
{
  gint64        line;
  FfImportGuess guess;
  GPtrArray    *texts;   /* of the first column */
} Seen;

static void
check_row (Seen              *seen,
           const FfImportRow *row)
{
  g_assert (row->line > seen->line);
  g_assert (row->n_fields <= limits.max_columns);
  seen->line = row->line;

  for (guint f = 0; f < row->n_fields; f++)
    {
      const FfImportField *field = &row->fields[f];

      g_assert (field->length <= limits.max_field_bytes);
      if (field->text != NULL)
        g_assert (strlen (field->text) == field->length);

      for (guint kind = FF_KIND_INTEGER; kind <= FF_KIND_INSTANT; kind++)
        {
          FfFileColumn column = { .name = (char *) "c", .type = { .kind = kind, .scale = f % 19 }, .date_order = f % 3, .decimal_comma = f % 5 == 1 };

          check_cell (&column, field);
        }
    }

  if (row->n_fields > 0)
    {
      ff_import_guess_add (&seen->guess, &row->fields[0]);
      g_ptr_array_add (seen->texts, g_memdup2 (row->fields[0].text != NULL ? row->fields[0].text : "", row->fields[0].length + 1));
    }
}

static gboolean
check_rows (const FfImportRow  *rows,
            guint               n_rows,
            gpointer            data,
            GError            **error)
{
  for (guint r = 0; r < n_rows; r++)
    check_row (data, &rows[r]);

  return TRUE;
}

/* Every text that a kind was told from is a value of it. */
static void
check_guess (Seen *seen)
{
  FfFileColumn column = { .name = (char *) "c" };

  ff_import_guess_decide (&seen->guess, &column);
  for (guint t = 0; t < seen->texts->len && column.type.kind != FF_KIND_TEXT; t++)
    {
      const char *text = g_ptr_array_index (seen->texts, t);
      const FfImportField field = { text, strlen (text) };
      FfImportCell cell;

      g_assert (ff_import_read_cell (&column, &field, NULL, &cell) == FF_FIT_GOOD);
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  static const char delimiters[] = { ',', ';', '\t', '|' };
  guint n_encodings;
  const FfEncoding *encodings = ff_encodings_get (&n_encodings);
  g_autoptr (FfFileFormat) format = ff_file_format_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (FfImportSource) source = NULL;
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  Seen seen = { .texts = texts };
  gboolean done;

  if (size == 0)
    return 0;

  format->delimiter = delimiters[data[0] & 3];
  format->fixed_width = (data[0] & 4) != 0;
  if ((data[0] & 8) != 0)
    format->encoding = g_strdup (encodings[(data[0] >> 4) % n_encodings].id);
  for (guint w = 0; w < 4; w++)
    {
      FfFileColumn *column = ff_file_column_new ("c");

      column->width = w < 3 ? w + 1 : 0;
      g_ptr_array_add (format->columns, column);
    }

  bytes = g_bytes_new (data + 1, size - 1);
  if (format->encoding == NULL)
    format->encoding = g_strdup (ff_import_find_encoding (data + 1, size - 1, (data[0] & 16) != 0, NULL));

  source = ff_import_source_new_for_bytes (bytes, (data[0] & 16) != 0);
  ff_import_guess_init (&seen.guess);
  if (!ff_import_source_set_encoding (source, format->encoding, &error))
    g_error ("%s", error->message);
  done = ff_import_read_rows (source, format, &limits, check_rows, &seen, NULL, NULL, NULL, &error);
  g_assert (done == (error == NULL));
  if (done)
    check_guess (&seen);
  return 0;
}
