/* Rows and their lines: quotes, newlines inside them, what is broken, what is
 * too large. */

#include "store/ff-import-private.h"

#include <string.h>

typedef struct
{
  const char *what;
  const char *text;
  const char *rows;      /* "line:field|field\n…"; ~ is nothing between two delimiters, ! a row that was given up; NULL: @error */
  const char *error;     /* what the error says */
} Case;

static const Case cases[] = {
  { "plain", "a,b\n1,2\n", "1:a|b\n2:1|2\n" },
  { "no-end", "a,b\n1,2", "1:a|b\n2:1|2\n" },
  { "crlf", "a,b\r\n1,2\r\n", "1:a|b\n2:1|2\n" },
  { "cr", "a,b\r1,2\r", "1:a|b\n2:1|2\n" },
  { "cr-and-newline", "a\rb\n\rc\n", "1:a\n2:b\n4:c\n" },
  { "quoted-cr", "\"x\ry\"\nb\n", "1:x\ry\n3:b\n" },
  { "empty-fields", "a,,\"\"\n", "1:a|~|\n" },
  { "only-delimiters", ",\n", "1:~|~\n" },
  { "blank-lines", "\n\na\n\n\nb\n", "3:a\n6:b\n" },
  { "quoted-newline", "a\n\"x\ny\nz\",1\nb\n", "1:a\n2:x/y/z|1\n5:b\n" },
  { "quoted-crlf", "\"x\r\ny\"\r\nb\r\n", "1:x\r/y\n3:b\n" },
  { "quoted-blank-lines", "\"\n\n\"\nb\n", "1://\n4:b\n" },
  { "doubled-quote", "\"a\"\"b\",c\n", "1:a\"b|c\n" },
  { "quoted-delimiter", "\"a,b\",c\n", "1:a,b|c\n" },
  { "spaces-stay", " a , b \n\" c \",d\n", "1: a | b \n2: c |d\n" },
  { "tab-stays", "\ta\t,b\n", "1:\ta\t|b\n" },
  { "space-alone", " \n", "1: \n" },
  { "lone-quote-inside", "3.5\" disk,b\nc,d\n", "1:3.5\" disk|b\n2:c|d\n" },
  { "quote-closed-early", "1,\"abc\"def,x\n2,\"ghi\",y\n", "1:!\n2:2|ghi|y\n" },
  { "quote-never-closed-there", "1,\"abc,x\n2,\"ghi\",y\n3,z,z\n", "1:!\n3:3|z|z\n" },
  { "quote-never-closed", "a\n\"b\nc\n", NULL, "Line 2" },
  { "ragged", "a,b\n1\n1,2,3\n", "1:a|b\n2:1\n3:1|2|3\n" },
  { "empty-file", "", "" },
  { "nul", "a,b\n1,\0002\n", NULL, "Line 2: there is a NUL" },
  { "long-field", "a\n0123456789012345678901234567890123456789\n", "1:a\n2:0123456789012345678901234567890123456789\n" },
  { "field-too-long", "a\n012345678901234567890123456789012345678901234567890123456789\n", NULL, "Line 2: A field" },
  { "field-too-long-over-lines", "a\nb\n\"0123456789\n01234567890123456789\n01234567890123456789\n0123456789\n", NULL, "Line 3: A field" },
  { "row-too-long", "a\n012345678901234567890123456789,012345678901234567890123456789,012345678901234567890123456789,0123456789\n", NULL, "Line 2: The row is larger" },
  { "columns", "1,2,3,4,5,6,7,8\n", "1:1|2|3|4|5|6|7|8\n" },
  { "too-many-columns", "a\n1,2,3,4,5,6,7,8,9\n", NULL, "Line 2: The row has more than 8 columns" },
};

static const FfImportLimits small = { .max_field_bytes = 50, .max_row_bytes = 100, .max_columns = 8 };

static gboolean
print_rows (const FfImportRow  *rows,
            guint               n_rows,
            gpointer            data,
            GError            **error)
{
  GString *text = data;

  for (guint r = 0; r < n_rows; r++)
    {
      g_string_append_printf (text, "%" G_GINT64_FORMAT ":", rows[r].line);
      for (guint f = 0; rows[r].problem == NULL && f < rows[r].n_fields; f++)
        {
          const FfImportField *field = &rows[r].fields[f];
          g_autofree char *shown = field->text != NULL ? g_strdelimit (g_strdup (field->text), "\n", '/') : g_strdup ("~");

          g_assert_cmpuint (field->text != NULL ? strlen (field->text) : 0, ==, field->length);
          g_string_append_printf (text, "%s%s", f > 0 ? "|" : "", shown);
        }
      g_string_append (text, rows[r].problem != NULL ? "!\n" : "\n");
    }

  return TRUE;
}

static void
read_text (const char    *text,
           gsize          length,
           FfFileFormat  *format,
           GString       *rows,
           GError       **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, length);
  g_autoptr (FfImportSource) source = ff_import_source_new_for_bytes (bytes, FALSE);
  gboolean done;

  g_assert_true (ff_import_source_set_encoding (source, "utf-8", error));
  done = ff_import_read_rows (source, format, &small, print_rows, rows, NULL, NULL, NULL, error);
  g_assert_cmpint (done, ==, *error == NULL);
}

static void
test_case (gconstpointer user_data)
{
  const Case *c = user_data;
  g_autoptr (FfFileFormat) format = ff_file_format_new ();
  g_autoptr (GString) rows = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  gsize length = g_str_equal (c->what, "nul") ? 9 : strlen (c->text);

  format->delimiter = ',';
  read_text (c->text, length, format, rows, &error);
  if (c->error != NULL)
    {
      g_assert_nonnull (error);
      g_assert_nonnull (strstr (error->message, c->error));
      return;
    }

  g_assert_no_error (error);
  g_assert_cmpstr (rows->str, ==, c->rows);
}

static void
test_fixed_width (void)
{
  g_autoptr (FfFileFormat) format = ff_file_format_new ();
  g_autoptr (GString) rows = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  const guint widths[] = { 4, 3, 0 };
  const char *text = "1   abcrest of it\r\nJosé김이박x\n12\n\n1   abc\n";

  format->fixed_width = TRUE;
  for (guint w = 0; w < G_N_ELEMENTS (widths); w++)
    {
      FfFileColumn *column = ff_file_column_new ("c");

      column->width = widths[w];
      g_ptr_array_add (format->columns, column);
    }

  read_text (text, strlen (text), format, rows, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (rows->str, ==, "1:1|abc|rest of it\n2:José|김이박|x\n3:12|~|~\n5:1|abc|~\n");

  /* Without a last column that takes the rest, what is over makes the row ragged. */
  g_ptr_array_set_size (format->columns, 2);
  g_string_truncate (rows, 0);
  read_text ("1   abc  \n1   abcd\n", 19, format, rows, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (rows->str, ==, "1:1|abc\n2:1|abc|d\n");
}

/* Rows over the borders of pieces and batches, against what made them. */
static void
test_large (gconstpointer user_data)
{
  const char *end = user_data;
  g_autoptr (FfFileFormat) format = ff_file_format_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) wanted = g_string_new (NULL);
  g_autoptr (GString) rows = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  gint64 line = 1;

  g_test_message ("seed %u", seed);
  format->delimiter = ';';
  for (guint r = 0; r < 60000; r++)
    {
      guint n = (guint) g_rand_int_range (random, 1, 5);
      gint64 begins = line;

      g_string_append_printf (wanted, "%" G_GINT64_FORMAT ":", begins);
      for (guint f = 0; f < n; f++)
        {
          guint length = (guint) g_rand_int_range (random, 1, 12);

          g_string_append (text, f > 0 ? ";\"" : "\"");
          g_string_append (wanted, f > 0 ? "|" : "");
          for (guint i = 0; i < length; i++)
            {
              static const char signs[] = "a;\n 0";
              char sign = signs[g_rand_int_range (random, 0, 5)];

              line += sign == '\n';
              if (sign == '\n')
                g_string_append (text, end);
              else
                g_string_append_c (text, sign);
              if (sign != '\n')
                g_string_append_c (wanted, sign);
              else
                for (const char *c = end; *c != '\0'; c++)
                  g_string_append_c (wanted, *c == '\n' ? '/' : *c);
            }
          g_string_append_c (text, '"');
        }
      g_string_append (text, end);
      g_string_append_c (wanted, '\n');
      line++;
    }

  g_assert_cmpuint (text->len, >, 3 * 256 * 1024);
  read_text (text->str, text->len, format, rows, &error);
  g_assert_no_error (error);
  g_assert_true (g_string_equal (rows, wanted));
}

typedef struct
{
  GCancellable *cancellable;
  guint         n_rows;
} Stopper;

static gboolean
cancel_soon (const FfImportRow  *rows,
             guint               n_rows,
             gpointer            data,
             GError            **error)
{
  Stopper *self = data;

  self->n_rows += n_rows;
  g_cancellable_cancel (self->cancellable);

  return TRUE;
}

static void
test_cancel (void)
{
  g_autoptr (FfFileFormat) format = ff_file_format_new ();
  g_autofree char *text = g_strnfill (4 * 1024 * 1024, '\n');
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (FfImportSource) source = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  Stopper stopper = { cancellable };

  for (gsize i = 0; i < 4 * 1024 * 1024; i += 2)
    text[i] = 'a';
  bytes = g_bytes_new_take (g_steal_pointer (&text), 4 * 1024 * 1024);
  source = ff_import_source_new_for_bytes (bytes, FALSE);
  format->delimiter = ',';
  g_assert_true (ff_import_source_set_encoding (source, "utf-8", &error));
  g_assert_false (ff_import_read_rows (source, format, &ff_import_limits, cancel_soon, &stopper, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (stopper.n_rows, <, 1024 * 1024);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/import-rows/", cases[i].what, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/import-rows/fixed-width", test_fixed_width);
  g_test_add_data_func ("/import-rows/large/newline", "\n", test_large);
  g_test_add_data_func ("/import-rows/large/crlf", "\r\n", test_large);
  g_test_add_data_func ("/import-rows/large/cr", "\r", test_large);
  g_test_add_func ("/import-rows/cancel", test_cancel);

  return g_test_run ();
}
