/* What a file looks like: encodings by their bytes, delimiters, headers,
 * names, and what no table of text is. */

#include "store/ff-import-private.h"

#include <glib/gstdio.h>
#include <string.h>

#define KOREAN "이름,도시\n김민수,서울특별시\n이영희,부산광역시\n박지훈,대구광역시\n"
#define CHINESE "姓名,城市\n王小明,臺北市\n陳美麗,高雄市\n林志豪,臺中市\n"
#define WESTERN "Name;Stadt;Größe\nJürgen Müller;Köln;1,85\nÉlodie Lefèvre;Besançon;1,70\nZoë;'s-Hertogenbosch;1,62\n"

typedef struct
{
  const char *what;
  const char *text;       /* UTF-8 */
  const char *in;         /* iconv's name of what it is written in */
  const char *mark;       /* before it */
  const char *found;
} Encoded;

static const Encoded encoded[] = {
  { "ascii", "a,b\n1,2\n", "UTF-8", "", "utf-8" },
  { "utf-8", KOREAN, "UTF-8", "", "utf-8" },
  { "utf-8-mark", WESTERN, "UTF-8", "\xef\xbb\xbf", "utf-8" },
  { "utf-16le-mark", KOREAN, "UTF-16LE", "\xff\xfe", "utf-16le" },
  { "utf-16be-mark", CHINESE, "UTF-16BE", "\xfe\xff", "utf-16be" },
  { "utf-16le", WESTERN, "UTF-16LE", "", "utf-16le" },
  { "utf-16be", WESTERN, "UTF-16BE", "", "utf-16be" },
  { "windows-1252", WESTERN, "WINDOWS-1252", "", "windows-1252" },
  { "windows-1252-one-letter", "a,b\ncafé,1\n", "WINDOWS-1252", "", "windows-1252" },
  { "windows-1252-euro", "a,b\n€ 5,1\n", "WINDOWS-1252", "", "windows-1252" },
  { "cp949", KOREAN, "CP949", "", "cp949" },
  { "cp949-rare", "이름\n똠방각하\n김철수\n이영희\n박민수\n최지우\n", "CP949", "", "cp949" },
  { "big5", CHINESE, "BIG5", "", "big5" },
};

static char *
write_file (const char *bytes,
            gsize       n)
{
  g_autoptr (GError) error = NULL;
  char *path = NULL;
  int fd = g_file_open_tmp ("fanfare-test-XXXXXX.csv", &path, &error);

  g_assert_no_error (error);
  g_close (fd, NULL);
  g_file_set_contents (path, bytes, (gssize) n, &error);
  g_assert_no_error (error);

  return path;
}

static FfImportPreview *
preview_of (const char          *bytes,
            gsize                n,
            const FfFileFormat  *wanted,
            GError             **error)
{
  g_autofree char *path = write_file (bytes, n);
  FfImportPreview *preview = ff_import_preview (path, wanted, NULL, error);

  g_unlink (path);

  return preview;
}

static void
test_encoding (gconstpointer user_data)
{
  const Encoded *e = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (FfImportPreview) preview = NULL;
  g_autoptr (FfImportPreview) again = NULL;
  g_auto (GStrv) lines = g_strsplit (e->text, "\n", -1);
  g_autofree char *joined = NULL;
  gsize n = 0;
  g_autofree char *written = g_convert (e->text, -1, e->in, "UTF-8", NULL, &n, &error);

  g_assert_no_error (error);
  g_byte_array_append (bytes, (const guint8 *) e->mark, (guint) strlen (e->mark));
  g_byte_array_append (bytes, (const guint8 *) written, (guint) n);

  preview = preview_of ((const char *) bytes->data, bytes->len, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (preview->format->encoding, ==, e->found);
  g_assert_cmpint (preview->has_bom, ==, *e->mark != '\0');
  g_assert_true (preview->is_whole);

  /* The last row reads as it was written. */
  joined = g_strjoinv (preview->format->delimiter == ';' ? ";" : ",", g_ptr_array_index (preview->rows, preview->rows->len - 1));
  g_assert_cmpstr (joined, ==, lines[g_strv_length (lines) - 2]);

  /* Told, it is the same. */
  again = preview_of ((const char *) bytes->data, bytes->len, preview->format, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (((FfFileColumn *) g_ptr_array_index (again->format->columns, 0))->name, ==,
                   ((FfFileColumn *) g_ptr_array_index (preview->format->columns, 0))->name);
}

typedef struct
{
  const char *what;
  const char *text;
  char        delimiter;
  FfHeader    header;
  const char *columns;    /* "name:kind name:kind" */
  guint       n_rows;
} Shape;

static const Shape shapes[] = {
  { "comma", "id,name\n1,Ann\n2,Bob\n", ',', FF_HEADER_THERE, "id:integer name:text", 2 },
  { "semicolon", "id;total\n1;2,50\n2;3,75\n", ';', FF_HEADER_THERE, "id:integer total:decimal(2)", 2 },
  { "tab", "id\tname\n1\ta,b\n2\tc,d\n", '\t', FF_HEADER_THERE, "id:integer name:text", 2 },
  { "pipe", "id|name\n1|a,b\n2|c\n", '|', FF_HEADER_THERE, "id:integer name:text", 2 },
  { "one-column", "email\nann@example.org\nbob@example.org\n", ',', FF_HEADER_THERE, "email:text", 2 },
  { "delimiter-in-quotes", "a;b\n\"x,y,z\";1\n\"x,y\";2\n", ';', FF_HEADER_THERE, "a:text b:integer", 2 },
  { "no-header", "1,Ann\n2,Bob\n", ',', FF_HEADER_NONE, "column_1:integer column_2:text", 2 },
  { "texts-only", "name,city\nAnn,Delft\nBob,Leiden\n", ',', FF_HEADER_THERE, "name:text city:text", 2 },
  { "texts-that-repeat", "Ann,Delft\nBob,Delft\nAnn,Leiden\n", ',', FF_HEADER_NONE, "column_1:text column_2:text", 3 },
  { "empty-name", "id,\n1,2\n", ',', FF_HEADER_NONE, "column_1:text column_2:integer", 2 },
  { "names-twice", "id,ID\n1,2\n", ',', FF_HEADER_NONE, "column_1:text column_2:text", 2 },
  { "only-header", "id,name\n", ',', FF_HEADER_THERE, "id:text name:text", 0 },
  { "spaces-in-names", " Order ID ,Total amount\n1,2.5\n", ',', FF_HEADER_THERE, "Order ID:integer Total amount:decimal(1)", 1 },
  { "reserved-name", "rowid,b\n1,2\n", ',', FF_HEADER_THERE, "rowid_2:integer b:integer", 1 },
  { "ragged", "a,b,c\n1,2,3\n4,5\n6,7,8\n", ',', FF_HEADER_THERE, "a:integer b:integer c:integer", 3 },
  { "dates", "d,t\n2026-01-31,2026-01-31T10:00:00Z\n", ',', FF_HEADER_THERE, "d:date t:instant", 1 },
};

static char *
dup_columns (const FfFileFormat *format)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint c = 0; c < format->columns->len; c++)
    {
      const FfFileColumn *column = g_ptr_array_index (format->columns, c);

      g_string_append_printf (text, "%s%s:%s", c > 0 ? " " : "", column->name, ff_kind_get_id (column->type.kind));
      if (column->type.kind == FF_KIND_DECIMAL)
        g_string_append_printf (text, "(%u)", column->type.scale);
    }

  return g_strdup (text->str);
}

static void
test_shape (gconstpointer user_data)
{
  const Shape *s = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FfImportPreview) preview = preview_of (s->text, strlen (s->text), NULL, &error);
  g_autofree char *columns = NULL;

  g_assert_no_error (error);
  columns = dup_columns (preview->format);
  g_assert_cmpint (preview->format->delimiter, ==, s->delimiter);
  g_assert_cmpint (preview->format->header, ==, s->header);
  g_assert_cmpstr (columns, ==, s->columns);
  g_assert_cmpuint (preview->n_sampled, ==, s->n_rows);
}

/* Names that a person insists on although they are no good ones. */
static void
test_told_header (void)
{
  const char *text = "id,,ID\n1,2,3\n";
  g_autoptr (FfFileFormat) wanted = ff_file_format_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (FfImportPreview) preview = NULL;
  g_autofree char *columns = NULL;

  wanted->header = FF_HEADER_THERE;
  preview = preview_of (text, strlen (text), wanted, &error);
  g_assert_no_error (error);
  columns = dup_columns (preview->format);
  g_assert_cmpstr (columns, ==, "id:integer column_2:integer ID_2:integer");
}

typedef struct
{
  const char   *what;
  const char   *bytes;
  gsize         n;
  FfImportError code;
  const char   *says;
} Broken;

#define BYTES(text) text, sizeof text - 1

static const Broken broken[] = {
  { "empty", BYTES (""), FF_IMPORT_ERROR_FORMAT, "is empty" },
  { "only-mark", BYTES ("\xef\xbb\xbf"), FF_IMPORT_ERROR_FORMAT, "is empty" },
  { "only-blank-lines", BYTES ("\n\r\n\n"), FF_IMPORT_ERROR_FORMAT, "is empty" },
  { "binary", BYTES ("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0"), FF_IMPORT_ERROR_FORMAT, "NUL" },
  { "quote", BYTES ("\"a,b\n1,2\n"), FF_IMPORT_ERROR_FORMAT, "never closed" },
};

static void
test_broken (gconstpointer user_data)
{
  const Broken *b = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FfImportPreview) preview = preview_of (b->bytes, b->n, NULL, &error);

  g_assert_null (preview);
  g_assert_error (error, FF_IMPORT_ERROR, (gint) b->code);
  g_assert_nonnull (strstr (error->message, b->says));
}

static void
test_no_file (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ff_import_preview ("/nowhere/at/all.csv", NULL, NULL, &error));
  g_assert_error (error, FF_IMPORT_ERROR, FF_IMPORT_ERROR_FILE);
  g_clear_error (&error);
  g_assert_null (ff_import_preview (g_get_tmp_dir (), NULL, NULL, &error));
  g_assert_error (error, FF_IMPORT_ERROR, FF_IMPORT_ERROR_FILE);
  g_clear_error (&error);
  g_assert_null (ff_import_preview ("/dev/null", NULL, NULL, &error));
  g_assert_error (error, FF_IMPORT_ERROR, FF_IMPORT_ERROR_FILE);
}

static void
test_unknown_encoding (void)
{
  g_autoptr (FfFileFormat) wanted = ff_file_format_new ();
  g_autoptr (GError) error = NULL;

  wanted->encoding = g_strdup ("utf-99");
  g_assert_null (preview_of ("a\n", 2, wanted, &error));
  g_assert_error (error, FF_IMPORT_ERROR, FF_IMPORT_ERROR_FORMAT);
  g_assert_nonnull (strstr (error->message, "utf-99"));
}

/* A first row that is longer than the sample makes the sample grow; a file cut in the middle of a character is not broken. */
static void
test_large (void)
{
  g_autoptr (GString) text = g_string_new ("\xef\xbb\xbf" "a,b\n");
  g_autoptr (GError) error = NULL;
  g_autoptr (FfImportPreview) preview = NULL;
  g_autoptr (GString) wide = g_string_new ("\"");

  while (text->len < 3 * 1024 * 1024)
    g_string_append (text, "한국어 텍스트,1\n");
  preview = preview_of (text->str, text->len, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (preview->format->encoding, ==, "utf-8");
  g_assert_false (preview->is_whole);
  g_assert_cmpuint (preview->n_sampled, >, 10000);
  g_clear_pointer (&preview, ff_import_preview_free);

  while (wide->len < 2 * 1024 * 1024)
    g_string_append (wide, "wide ");
  g_string_append (wide, "\",1\nb,2\n");
  preview = preview_of (wide->str, wide->len, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (preview->format->columns->len, ==, 2);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (encoded); i++)
    {
      g_autofree char *path = g_strconcat ("/import-preview/encoding/", encoded[i].what, NULL);

      g_test_add_data_func (path, &encoded[i], test_encoding);
    }
  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      g_autofree char *path = g_strconcat ("/import-preview/shape/", shapes[i].what, NULL);

      g_test_add_data_func (path, &shapes[i], test_shape);
    }
  for (guint i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autofree char *path = g_strconcat ("/import-preview/broken/", broken[i].what, NULL);

      g_test_add_data_func (path, &broken[i], test_broken);
    }
  g_test_add_func ("/import-preview/told-header", test_told_header);
  g_test_add_func ("/import-preview/no-file", test_no_file);
  g_test_add_func ("/import-preview/unknown-encoding", test_unknown_encoding);
  g_test_add_func ("/import-preview/large", test_large);

  return g_test_run ();
}
