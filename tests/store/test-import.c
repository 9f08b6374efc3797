/* Files into a store: what stands there afterwards, what was rejected and
 * why, and that nothing is ever half-done. */

#include "store/ff-import.h"

#include <glib/gstdio.h>
#include <string.h>

#include "../support/ff-test-store.h"

/* A store and a file beside it, in a folder of their own. */
typedef struct
{
  FfTestFile  test;    /* whose path is the store */
  char       *file;
  char       *rejects;
} Place;

static void
place_init (Place      *self,
            gboolean    has_store,
            const char *bytes,
            gssize      n)
{
  g_autoptr (GError) error = NULL;

  ff_test_file_init (&self->test, "");
  if (!has_store)
    g_unlink (self->test.path);
  self->file = g_build_filename (self->test.folder, "People.csv", NULL);
  self->rejects = g_build_filename (self->test.folder, "rejects.csv", NULL);
  g_file_set_contents (self->file, bytes, n, &error);
  g_assert_no_error (error);
}

static void
place_clear (Place *self)
{
  ff_test_file_clear (&self->test);
  g_free (self->file);
  g_free (self->rejects);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Place, place_clear)

static void
put_file (Place      *self,
          const char *text)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (self->file, text, -1, &error);
  g_assert_no_error (error);
}

static FfImportReport *
run_as (Place                  *self,
        const FfImportOptions  *options,
        const FfFileFormat     *wanted,
        GCancellable           *cancellable,
        GError                **error)
{
  g_autoptr (FfImportPreview) preview = ff_import_preview (self->file, wanted, NULL, error);

  g_assert_no_error (*error);

  return ff_import_run (self->test.path, self->file, preview->format, options, NULL, NULL, cancellable, error);
}

static FfImportReport *
run (Place                 *self,
     const FfImportOptions *options)
{
  g_autoptr (GError) error = NULL;
  FfImportReport *report = run_as (self, options, NULL, NULL, &error);

  g_assert_no_error (error);

  return report;
}

static char *
dup_reasons (const FfImportReport *report)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < report->rejects->len; i++)
    {
      const FfImportReject *reject = g_ptr_array_index (report->rejects, i);

      g_string_append_printf (text, "%" G_GINT64_FORMAT ": %s\n", reject->line, reject->reason);
    }

  return g_strdup (text->str);
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

#define PEOPLE \
  "id,name,born,joined,paid,staff,score\n" \
  "1,Ann,1980-01-31,2026-01-31T10:00:00Z,12.50,yes,1.5e-1\n" \
  "3,\"de Vries, Jan\",,2026-02-01 00:00:00.25,-0.05,no,\n" \
  "2,김민수,2001-12-24,2026-03-01T00:00:00+09:00,,,2.5e2\n"

/* A new store of its own: kinds, values, labels, and what the data model says of them. */
static void
test_new (void)
{
  g_auto (Place) place = { 0 };
  const char *const key[] = { "id", NULL };
  const FfImportOptions options = { .key = key };
  g_autoptr (FfImportReport) report = NULL;
  g_autoptr (FfStore) store = NULL;
  const FfEntity *entity;

  place_init (&place, FALSE, PEOPLE, -1);
  report = run (&place, &options);
  g_assert_cmpstr (report->table, ==, "People");
  g_assert_cmpint (report->n_rows, ==, 3);
  g_assert_cmpint (report->n_rejected, ==, 0);

  g_assert_cmpint (ff_test_file_ask (&place.test, "SELECT count (*) FROM People WHERE id = 3 AND name = 'de Vries, Jan' AND born IS NULL"
                                                  " AND joined = 1769904000250000 AND paid = -5 AND staff = 0 AND score IS NULL"), ==, 1);
  g_assert_cmpint (ff_test_file_ask (&place.test, "SELECT count (*) FROM People WHERE id = 2 AND name = '김민수' AND born = '2001-12-24'"
                                                  " AND joined = 1772290800000000 AND paid IS NULL AND score = 250.0"), ==, 1);
  g_assert_cmpint (ff_test_file_ask (&place.test, "SELECT strict FROM pragma_table_list WHERE name = 'People'"), ==, 1);
  g_assert_cmpint (ff_test_file_ask (&place.test, "SELECT generation FROM fanfare_generation WHERE entity = 'People' AND source = 'People.csv'"), ==, 1);

  store = ff_test_file_open (&place.test);
  entity = ff_schema_find_entity (ff_store_get_schema (store), "People");
  g_assert_nonnull (entity);
  g_assert_cmpstr (entity->key[0], ==, "id");
  g_assert_cmpstr (entity->label, ==, "People");
  g_assert_cmpint (ff_entity_find_column (entity, "paid")->type.kind, ==, FF_KIND_DECIMAL);
  g_assert_cmpuint (ff_entity_find_column (entity, "paid")->type.scale, ==, 2);
  g_assert_cmpint (ff_entity_find_column (entity, "born")->type.kind, ==, FF_KIND_DATE);
  g_assert_cmpint (ff_entity_find_column (entity, "joined")->type.kind, ==, FF_KIND_INSTANT);
  g_assert_cmpint (ff_entity_find_column (entity, "staff")->type.kind, ==, FF_KIND_FLAG);
  g_assert_cmpint (ff_entity_find_column (entity, "score")->type.kind, ==, FF_KIND_REAL);
}

/* Without a key the line is the key, the first one of rows over several lines. */
static void
test_line_key (void)
{
  g_auto (Place) place = { 0 };
  const FfImportOptions options = { .table = "Order \"Details\"" };
  g_autoptr (FfImportReport) report = NULL;
  g_autoptr (FfStore) store = NULL;

  place_init (&place, FALSE, "line,note\n5,\"a\nb\"\n6,c\n", -1);
  report = run (&place, &options);
  g_assert_cmpint (report->n_rows, ==, 2);
  g_assert_cmpint (ff_test_file_ask (&place.test, "SELECT line_2 FROM \"Order \"\"Details\"\"\" WHERE line = 6"), ==, 4);

  store = ff_test_file_open (&place.test);
  g_assert_cmpstr (ff_schema_find_entity (ff_store_get_schema (store), "Order \"Details\"")->key[0], ==, "line_2");
}

/* A text key, and one of two columns: unique, never empty, the first line of each stays. */
static void
test_other_keys (void)
{
  g_auto (Place) place = { 0 };
  const char *const key[] = { "email", NULL };
  const char *const both[] = { "email", "shop", NULL };
  const char *const indexes[] = { "shop", NULL };
  FfImportOptions options = { .key = key, .indexes = indexes };
  g_autoptr (FfImportReport) report = NULL;
  g_autoptr (FfStore) store = NULL;
  g_autofree char *reasons = NULL;

  place_init (&place, TRUE, "email,shop\na@example.org,1\nb@example.org,1\na@example.org,2\n,3\n\"\",4\nB@example.org,1\na@example.org,1\n", -1);
  options.rejects = place.rejects;
  report = run (&place, &options);
  reasons = dup_reasons (report);
  g_assert_cmpint (report->n_rows, ==, 3);
  g_assert_cmpint (report->n_rejected, ==, 4);
  g_assert_cmpstr (reasons, ==, "5: email: the key is empty\n6: email: the key is empty\n"
                                "4: The key stands in an earlier line already\n8: The key stands in an earlier line already\n");
  g_assert_cmpint (ff_test_file_ask (&place.test, "SELECT shop FROM People WHERE email = 'a@example.org'"), ==, 1);
  g_assert_cmpint (ff_test_file_ask (&place.test, "SELECT count (*) FROM pragma_index_list ('People')"), ==, 2);

  store = ff_test_file_open (&place.test);
  g_assert_cmpstr (ff_schema_find_entity (ff_store_get_schema (store), "People")->key[0], ==, "email");
  g_clear_object (&store);
  g_clear_pointer (&report, ff_import_report_free);

  options = (FfImportOptions) { .table = "both", .key = both };
  report = run (&place, &options);
  g_assert_cmpint (report->n_rows, ==, 4);
  g_assert_cmpint (report->n_rejected, ==, 3);
  store = ff_test_file_open (&place.test);
  g_assert_cmpuint (g_strv_length (ff_schema_find_entity (ff_store_get_schema (store), "both")->key), ==, 2);
}

/* Enough rows for many batches, with some that do not fit in between: each is told, none of the others is lost. */
static void
test_rejects (void)
{
  g_auto (Place) place = { 0 };
  const char *const key[] = { "id", NULL };
  FfImportOptions options = { .key = key };
  g_autoptr (GString) text = g_string_new ("id,amount\n");
  g_autoptr (FfImportReport) report = NULL;
  g_autoptr (FfImportPreview) preview = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *written = NULL;
  g_autofree char *reasons = NULL;

  for (guint i = 1; i <= 5000; i++)
    if (i == 2000)
      g_string_append (text, "2000,12.345\n");
    else if (i == 2001)
      g_string_append (text, "2001,\"a, \"\"b\"\"\"\n");
    else if (i == 3000)
      g_string_append (text, "3000\n");
    else if (i == 4000)
      g_string_append (text, "7,1.00\n");
    else if (i == 4500)
      g_string_append (text, "4500,\"1\"x\n");
    else
      g_string_append_printf (text, "%u,%u.%02u\n", i, i, i % 100);

  place_init (&place, FALSE, text->str, -1);
  options.rejects = place.rejects;
  preview = ff_import_preview (place.file, NULL, NULL, &error);
  g_assert_no_error (error);
  ((FfFileColumn *) g_ptr_array_index (preview->format->columns, 1))->type =
    (FfType) { .kind = FF_KIND_DECIMAL, .scale = 2, .scaled_storage = TRUE };
  report = ff_import_run (place.test.path, place.file, preview->format, &options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  reasons = dup_reasons (report);
  g_assert_cmpint (report->n_rows, ==, 4995);
  g_assert_cmpint (report->n_rejected, ==, 5);
  g_assert_cmpint (ff_test_file_ask (&place.test, "SELECT count (*) FROM People"), ==, 4995);
  g_assert_cmpint (ff_test_file_ask (&place.test, "SELECT amount FROM People WHERE id = 7"), ==, 707);
  g_assert_cmpstr (reasons, ==,
                   "2001: amount: “12.345” has more than 2 digits after the point\n"
                   "2002: amount: “a, \"b\"” is no decimal number\n"
                   "3001: 1 field instead of 2\n"
                   "4001: A row with this key is there already\n"
                   "4501: A quote is closed in the middle of a field, or was never closed.\n");

  g_assert_true (g_file_get_contents (place.rejects, &written, NULL, NULL));
  g_assert_nonnull (strstr (written, "line,reason,\"id\",\"amount\"\n"));
  g_assert_nonnull (strstr (written, "2002,\"amount: “a, \"\"b\"\"” is no decimal number\",\"2001\",\"a, \"\"b\"\"\"\n"));
  g_assert_nonnull (strstr (written, "3001,\"1 field instead of 2\",\"3000\"\n"));
}

static void
test_append (void)
{
  g_auto (Place) place = { 0 };
  const char *const key[] = { "id", NULL };
  const FfImportOptions first = { .key = key };
  const FfImportOptions more = { .table = "people", .mode = FF_IMPORT_APPEND };
  g_autoptr (FfImportReport) report = NULL;
  g_autofree char *reasons = NULL;

  place_init (&place, FALSE, PEOPLE, -1);
  ff_import_report_free (run (&place, &first));

  /* Another order of columns, some of them missing, kinds as the table has them. */
  put_file (&place, "PAID,id,name\n5,4,Bob\n1.5,1,Twice\n1.999,6,Fine\n");
  report = run (&place, &more);
  reasons = dup_reasons (report);
  g_assert_cmpstr (report->table, ==, "People");
  g_assert_cmpint (report->n_rows, ==, 1);
  g_assert_cmpstr (reasons, ==, "3: A row with this key is there already\n4: PAID: “1.999” has more than 2 digits after the point\n");
  g_assert_cmpint (ff_test_file_ask (&place.test, "SELECT paid FROM People WHERE id = 4 AND name = 'Bob'"), ==, 500);
  g_assert_cmpint (ff_test_file_ask (&place.test, "SELECT generation FROM fanfare_generation WHERE entity = 'People'"), ==, 2);
}

/* The rows are others, the table with its model and those who refer to it stay. */
static void
test_replace (void)
{
  g_auto (Place) place = { 0 };
  const char *const key[] = { "id", NULL };
  const FfImportOptions first = { .key = key };
  const FfImportOptions again = { .mode = FF_IMPORT_REPLACE };
  g_autoptr (FfImportReport) report = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (FfStore) store = NULL;
  g_auto (FfSnapshot) before = { 0 };
  g_auto (FfSnapshot) after = { 0 };

  place_init (&place, FALSE, PEOPLE, -1);
  ff_import_report_free (run (&place, &first));
  ff_test_file_exec (&place.test, "CREATE TABLE visit (visit INTEGER PRIMARY KEY, id INTEGER REFERENCES People (id)) STRICT;"
                                  "INSERT INTO visit VALUES (1, 3)");

  /* Whoever counts sees that the data moved. */
  store = ff_test_file_open (&place.test);
  g_assert_true (ff_store_begin (store, NULL, &before, &error));
  ff_store_end (store);

  put_file (&place, "id,name,born,joined,paid,staff,score\n3,Jan,,,,,\n9,Eve,,,1.00,,\n");
  report = run (&place, &again);
  g_assert_cmpint (report->n_rows, ==, 2);
  g_assert_cmpint (ff_test_file_ask (&place.test, "SELECT group_concat (id) FROM (SELECT id FROM People ORDER BY id)"), ==, 3);
  g_assert_cmpint (ff_test_file_ask (&place.test, "SELECT sum (paid) FROM People"), ==, 100);
  g_assert_false (ff_store_is_current (store, &before));
  g_assert_true (ff_store_begin (store, NULL, &after, &error));
  ff_store_end (store);
  g_assert_cmpstr (before.data_version, !=, after.data_version);
  g_clear_object (&store);

  /* The visit would lead nowhere. */
  put_file (&place, "id,name,born,joined,paid,staff,score\n9,Eve,,,1.00,,\n");
  g_assert_null (run_as (&place, &again, NULL, NULL, &error));
  g_assert_error (error, FF_IMPORT_ERROR, FF_IMPORT_ERROR_TARGET);
  g_assert_cmpint (ff_test_file_ask (&place.test, "SELECT count (*) FROM People"), ==, 2);
}

/* A reference to a row that is not there makes only its own row a reject. */
static void
test_foreign_key (void)
{
  g_auto (Place) place = { 0 };
  const FfImportOptions options = { .table = "visit", .mode = FF_IMPORT_APPEND };
  g_autoptr (FfImportReport) report = NULL;
  g_autofree char *reasons = NULL;

  place_init (&place, TRUE, "visit,id\n1,1\n2,7\n3,\n", -1);
  ff_test_file_exec (&place.test, "CREATE TABLE fanfare_model (entity TEXT, name TEXT, role TEXT, value TEXT) STRICT;"
                                  "CREATE TABLE person (id INTEGER PRIMARY KEY) STRICT; INSERT INTO person VALUES (1);"
                                  "CREATE TABLE visit (visit INTEGER PRIMARY KEY, id INTEGER REFERENCES person (id)) STRICT");
  report = run (&place, &options);
  reasons = dup_reasons (report);
  g_assert_cmpint (report->n_rows, ==, 2);
  g_assert_cmpstr (reasons, ==, "3: The row refers to one that is not there\n");
}

typedef struct
{
  const char   *what;
  const char   *store;     /* SQL; NULL: not there */
  const char   *text;
  const char   *table;
  const char   *key;
  FfImportMode  mode;
  FfImportError code;
  const char   *says;
} Refusal;

#define OURS "CREATE TABLE fanfare_model (entity TEXT, name TEXT, role TEXT, value TEXT) STRICT;" \
             "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT NOT NULL, m TEXT) STRICT; INSERT INTO t VALUES (1, 'x', 'y');" \
             "INSERT INTO fanfare_model VALUES ('t', 'm', 'kind', 'text');"

static const Refusal refusals[] = {
  { "foreign-store", "CREATE TABLE theirs (x)", "a\n1\n", "t", NULL, FF_IMPORT_NEW, FF_IMPORT_ERROR_TARGET, "not made by Fanfare" },
  { "table-there", OURS, "id,a\n1,b\n", "T", NULL, FF_IMPORT_NEW, FF_IMPORT_ERROR_TARGET, "already" },
  { "nothing-to-append-to", OURS, "id,a\n1,b\n", "u", NULL, FF_IMPORT_APPEND, FF_IMPORT_ERROR_TARGET, "no table “u”" },
  { "no-such-column", OURS, "id,a,b\n1,b,c\n", "t", NULL, FF_IMPORT_APPEND, FF_IMPORT_ERROR_TARGET, "no column “b”" },
  { "column-missing", OURS, "id,m\n1,b\n", "t", NULL, FF_IMPORT_REPLACE, FF_IMPORT_ERROR_TARGET, "needs a value for “a”" },
  { "key-of-table-there", OURS, "id,a\n1,b\n", "t", "id", FF_IMPORT_REPLACE, FF_IMPORT_ERROR_TARGET, "key" },
  { "no-such-key", NULL, "id,a\n1,b\n", "t", "code", FF_IMPORT_NEW, FF_IMPORT_ERROR_TARGET, "no column “code”" },
  { "our-name", NULL, "id,a\n1,b\n", "fanfare_x", NULL, FF_IMPORT_NEW, FF_IMPORT_ERROR_TARGET, "cannot be called" },
  { "sqlite-name", NULL, "id,a\n1,b\n", "sqlite_x", NULL, FF_IMPORT_NEW, FF_IMPORT_ERROR_TARGET, "cannot be called" },
  { "quote-at-the-end", OURS, "id,a\n1,b\n2,c\n3,\"d\n", "u", NULL, FF_IMPORT_NEW, FF_IMPORT_ERROR_FORMAT, "Line 4" },
  { "field-too-large", NULL, "id,a\n1,b\n2,0123456789012345678901234567890123456789\n", "t", NULL, FF_IMPORT_NEW, FF_IMPORT_ERROR_LIMIT, "Line 3" },
  { "field-without-end", OURS, "id,a\n1,b\n2,\"0123456789\n0123456789\n0123456789\n0123456789\n\"\n", "t", NULL, FF_IMPORT_REPLACE, FF_IMPORT_ERROR_LIMIT, "Line 3" },
  { "too-many-columns", NULL, "a,b,c,d,e\n1,2,3,4,5\n", "t", NULL, FF_IMPORT_NEW, FF_IMPORT_ERROR_LIMIT, "more than 4 columns" },
};

/* Nothing of it stays: neither in the store, nor as a store, nor as a file of rejects. */
static void
test_refusal (gconstpointer user_data)
{
  static const FfImportLimits small = { .max_field_bytes = 30, .max_row_bytes = 60, .max_columns = 4 };
  const Refusal *r = user_data;
  const char *const key[] = { r->key, NULL };
  g_auto (Place) place = { 0 };
  g_autoptr (FfFileFormat) wanted = ff_file_format_new ();
  g_autoptr (GError) error = NULL;
  guint n_files;
  FfImportOptions options = { .table = r->table, .key = key, .mode = r->mode, .limits = &small };

  place_init (&place, r->store != NULL, r->text, -1);
  options.rejects = place.rejects;
  if (r->store != NULL)
    ff_test_file_exec (&place.test, r->store);
  n_files = count_files (place.test.folder);

  /* Described by hand, since what is broken cannot be looked at. */
  wanted->encoding = g_strdup ("utf-8");
  wanted->delimiter = ',';
  wanted->header = FF_HEADER_THERE;
  {
    g_auto (GStrv) lines = g_strsplit (r->text, "\n", 2);
    g_auto (GStrv) names = g_strsplit (lines[0], ",", -1);

    for (guint c = 0; names[c] != NULL; c++)
      g_ptr_array_add (wanted->columns, ff_file_column_new (names[c]));
  }

  g_assert_null (ff_import_run (place.test.path, place.file, wanted, &options, NULL, NULL, NULL, &error));
  g_assert_error (error, FF_IMPORT_ERROR, (gint) r->code);
  g_assert_nonnull (strstr (error->message, r->says));

  g_assert_cmpuint (count_files (place.test.folder), ==, n_files);
  g_assert_cmpint (g_file_test (place.test.path, G_FILE_TEST_EXISTS), ==, r->store != NULL);
  if (r->store != NULL && strstr (r->store, "fanfare_model") != NULL)
    {
      g_assert_cmpint (ff_test_file_ask (&place.test, "SELECT count (*) FROM t WHERE id = 1 AND a = 'x'"), ==, 1);
      g_assert_cmpint (ff_test_file_ask (&place.test, "SELECT count (*) FROM sqlite_schema WHERE name IN ('u', 'fanfare_generation')"), ==, 0);
    }
  else if (r->store != NULL)
    g_assert_cmpint (ff_test_file_ask (&place.test, "SELECT count (*) FROM sqlite_schema"), ==, 1);
}

/* Half a character at the end, and one that is none, make a reject of their rows and nothing else. */
static void
test_truncated_utf16 (void)
{
  static const char text[] = "\xff\xfe" "a\0,\0b\0\n\0" "1\0,\0x\0\n\0" "2\0,\0\x00\xd8\n\0" "3\0,\0y\0\n\0" "4\0,\0z\0z";
  g_auto (Place) place = { 0 };
  const FfImportOptions options = { 0 };
  g_autoptr (FfImportReport) report = NULL;
  g_autofree char *reasons = NULL;

  place_init (&place, FALSE, text, sizeof text - 1);
  report = run (&place, &options);
  reasons = dup_reasons (report);
  g_assert_cmpint (report->n_rows, ==, 2);
  g_assert_cmpint (report->n_rejected, ==, 2);
  g_assert_true (g_str_has_prefix (reasons, "3: b: “�” has bytes"));
  g_assert_nonnull (strstr (reasons, "\n5: b: “z�” has bytes"));
}

static void
cancel_cb (gint64   n_bytes_read,
           gint64   n_bytes,
           gpointer cancellable)
{
  g_assert_cmpint (n_bytes_read, <=, n_bytes);
  if (n_bytes_read > n_bytes / 2)
    g_cancellable_cancel (cancellable);
}

/* Into a store that is there, and into a new one. */
static void
test_cancel (gconstpointer user_data)
{
  gboolean has_store = GPOINTER_TO_INT (user_data);
  g_auto (Place) place = { 0 };
  g_autoptr (GString) text = g_string_new ("id,a\n");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (FfImportPreview) preview = NULL;
  g_autoptr (GError) error = NULL;
  FfImportOptions options = { .table = "t", .mode = FF_IMPORT_REPLACE };
  guint n_files;

  for (guint i = 0; i < 200000; i++)
    g_string_append_printf (text, "%u,text\n", i);
  place_init (&place, has_store, text->str, -1);
  options.rejects = place.rejects;
  if (has_store)
    ff_test_file_exec (&place.test, OURS);
  n_files = count_files (place.test.folder);

  preview = ff_import_preview (place.file, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (ff_import_run (place.test.path, place.file, preview->format, &options, cancel_cb, cancellable, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (count_files (place.test.folder), ==, n_files);
  if (has_store)
    g_assert_cmpint (ff_test_file_ask (&place.test, "SELECT count (*) FROM t WHERE a = 'x'"), ==, 1);
}

static void
touch_cb (gint64   n_bytes_read,
          gint64   n_bytes,
          gpointer file)
{
  FILE *more = fopen (file, "a");

  fputs ("9,z\n", more);
  fclose (more);
}

/* A file that grows while it is read was not complete. */
static void
test_changed (void)
{
  g_auto (Place) place = { 0 };
  const FfImportOptions options = { 0 };
  g_autoptr (FfImportPreview) preview = NULL;
  g_autoptr (GError) error = NULL;

  place_init (&place, FALSE, "id,a\n1,b\n", -1);
  preview = ff_import_preview (place.file, NULL, NULL, &error);
  g_assert_null (ff_import_run (place.test.path, place.file, preview->format, &options, touch_cb, place.file, NULL, &error));
  g_assert_error (error, FF_IMPORT_ERROR, FF_IMPORT_ERROR_FILE);
  g_assert_false (g_file_test (place.test.path, G_FILE_TEST_EXISTS));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/import/new", test_new);
  g_test_add_func ("/import/line-key", test_line_key);
  g_test_add_func ("/import/other-keys", test_other_keys);
  g_test_add_func ("/import/rejects", test_rejects);
  g_test_add_func ("/import/append", test_append);
  g_test_add_func ("/import/replace", test_replace);
  g_test_add_func ("/import/foreign-key", test_foreign_key);
  g_test_add_func ("/import/truncated-utf16", test_truncated_utf16);
  g_test_add_func ("/import/changed", test_changed);
  g_test_add_data_func ("/import/cancel/new-store", GINT_TO_POINTER (FALSE), test_cancel);
  g_test_add_data_func ("/import/cancel/store-there", GINT_TO_POINTER (TRUE), test_cancel);
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autofree char *path = g_strconcat ("/import/refusal/", refusals[i].what, NULL);

      g_test_add_data_func (path, &refusals[i], test_refusal);
    }

  return g_test_run ();
}
