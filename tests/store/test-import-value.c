/* Text → value of a kind: what fits, what does not and why, policies; and the
 * kind that texts are guessed to have. */

#include "store/ff-import-private.h"

#include <string.h>

typedef struct
{
  const char *what;
  FfKind      kind;
  guint       scale;
  FfDateOrder order;
  gboolean    comma;
  const char *text;
  FfFit       fit;
  gint64      integer;   /* or the real's thousandths */
  const char *written;   /* dates and texts; nullable */
} Case;

#define INSTANT FF_KIND_INSTANT, 0, FF_DATE_YMD, FALSE
#define DAY(order) FF_KIND_DATE, 0, order, FALSE
#define USEC G_GINT64_CONSTANT (1000000)

static const Case cases[] = {
  { "integer", FF_KIND_INTEGER, 0, 0, 0, "-42", FF_FIT_GOOD, -42 },
  { "integer/spaces", FF_KIND_INTEGER, 0, 0, 0, " +7 ", FF_FIT_GOOD, 7 },
  { "integer/zeros", FF_KIND_INTEGER, 0, 0, 0, "007", FF_FIT_GOOD, 7 },
  { "integer/least", FF_KIND_INTEGER, 0, 0, 0, "-9223372036854775808", FF_FIT_GOOD, G_MININT64 },
  { "integer/most", FF_KIND_INTEGER, 0, 0, 0, "9223372036854775807", FF_FIT_GOOD, G_MAXINT64 },
  { "integer/beyond", FF_KIND_INTEGER, 0, 0, 0, "9223372036854775808", FF_FIT_RANGE },
  { "integer/far-beyond", FF_KIND_INTEGER, 0, 0, 0, "99999999999999999999999", FF_FIT_RANGE },
  { "integer/point", FF_KIND_INTEGER, 0, 0, 0, "1.0", FF_FIT_KIND },
  { "integer/word", FF_KIND_INTEGER, 0, 0, 0, "N/A", FF_FIT_KIND },
  { "integer/sign", FF_KIND_INTEGER, 0, 0, 0, "-", FF_FIT_KIND },
  { "decimal", FF_KIND_DECIMAL, 2, 0, 0, "12.5", FF_FIT_GOOD, 1250 },
  { "decimal/whole", FF_KIND_DECIMAL, 2, 0, 0, "-12", FF_FIT_GOOD, -1200 },
  { "decimal/zeros-after", FF_KIND_DECIMAL, 2, 0, 0, "1.50000", FF_FIT_GOOD, 150 },
  { "decimal/too-fine", FF_KIND_DECIMAL, 2, 0, 0, "1.501", FF_FIT_SCALE },
  { "decimal/comma", FF_KIND_DECIMAL, 2, 0, TRUE, "1,50", FF_FIT_GOOD, 150 },
  { "decimal/other-mark", FF_KIND_DECIMAL, 2, 0, FALSE, "1,50", FF_FIT_KIND },
  { "decimal/two-points", FF_KIND_DECIMAL, 2, 0, FALSE, "1.5.0", FF_FIT_KIND },
  { "decimal/range", FF_KIND_DECIMAL, 18, 0, FALSE, "10", FF_FIT_RANGE },
  { "decimal/point-only", FF_KIND_DECIMAL, 2, 0, FALSE, ".", FF_FIT_KIND },
  { "real", FF_KIND_REAL, 0, 0, 0, "-1.5e3", FF_FIT_GOOD, -1500000 },
  { "real/infinite", FF_KIND_REAL, 0, 0, 0, "1e999", FF_FIT_RANGE },
  { "real/nan", FF_KIND_REAL, 0, 0, 0, "nan", FF_FIT_KIND },
  { "real/hexadecimal", FF_KIND_REAL, 0, 0, 0, "0x10", FF_FIT_KIND },
  { "real/rest", FF_KIND_REAL, 0, 0, 0, "1.5.", FF_FIT_KIND },
  { "flag/yes", FF_KIND_FLAG, 0, 0, 0, "Yes", FF_FIT_GOOD, 1 },
  { "flag/0", FF_KIND_FLAG, 0, 0, 0, "0", FF_FIT_GOOD, 0 },
  { "flag/2", FF_KIND_FLAG, 0, 0, 0, "2", FF_FIT_KIND },
  { "date", DAY (FF_DATE_YMD), "2024-02-29", FF_FIT_GOOD, 0, "2024-02-29" },
  { "date/no-leap-day", DAY (FF_DATE_YMD), "2023-02-29", FF_FIT_KIND },
  { "date/slashes", DAY (FF_DATE_YMD), "2024/02/29", FF_FIT_GOOD, 0, "2024-02-29" },
  { "date/dmy", DAY (FF_DATE_DMY), "9.2.2024", FF_FIT_GOOD, 0, "2024-02-09" },
  { "date/mdy", DAY (FF_DATE_MDY), "12/31/1899", FF_FIT_GOOD, 0, "1899-12-31" },
  { "date/other-order", DAY (FF_DATE_DMY), "12/31/1999", FF_FIT_KIND },
  { "date/mixed-signs", DAY (FF_DATE_YMD), "2024-02/09", FF_FIT_KIND },
  { "date/time-after", DAY (FF_DATE_YMD), "2024-02-09 10:00", FF_FIT_KIND },
  { "date/month", DAY (FF_DATE_YMD), "2024-13-01", FF_FIT_KIND },
  { "instant/utc", INSTANT, "1970-01-02T00:00:01Z", FF_FIT_GOOD, 86401 * USEC },
  { "instant/space", INSTANT, "1970-01-01 00:00:01.5", FF_FIT_GOOD, 1500000 },
  { "instant/offset", INSTANT, "1970-01-01T02:00:00+02:00", FF_FIT_GOOD, 0 },
  { "instant/short-offset", INSTANT, "1970-01-01T00:00:00-0130", FF_FIT_GOOD, 5400 * USEC },
  { "instant/before-1970", INSTANT, "1969-12-31T23:59:59.999999Z", FF_FIT_GOOD, -1 },
  { "instant/minutes", INSTANT, "1970-01-01 01:02", FF_FIT_GOOD, 3720 * USEC },
  { "instant/bare-date", INSTANT, "1970-01-02", FF_FIT_GOOD, 86400 * USEC },
  { "instant/25-hours", INSTANT, "1970-01-01 25:00", FF_FIT_KIND },
  { "instant/rest", INSTANT, "1970-01-01 10:00 pm", FF_FIT_KIND },
  { "text", FF_KIND_TEXT, 0, 0, 0, " Zoë ", FF_FIT_GOOD, 0, " Zoë " },
  { "text/bytes", FF_KIND_TEXT, 0, 0, 0, "caf\xe9", FF_FIT_ENCODING },
  { "text/bytes-late", FF_KIND_TEXT, 0, 0, 0, "0123456789\xff", FF_FIT_ENCODING },
};

static FfFit
read_cell (const FfFileColumn *column,
           const char         *text,
           GTimeZone          *zone,
           FfImportCell       *cell)
{
  const FfImportField field = { text, text != NULL ? strlen (text) : 0 };

  return ff_import_read_cell (column, &field, zone, cell);
}

static void
test_case (gconstpointer user_data)
{
  const Case *c = user_data;
  FfFileColumn column = {
    .name = (char *) "c",
    .type = { .kind = c->kind, .scale = c->scale },
    .date_order = c->order,
    .decimal_comma = c->comma,
  };
  FfImportCell cell;

  g_assert_cmpint (read_cell (&column, c->text, NULL, &cell), ==, c->fit);
  if (c->fit != FF_FIT_GOOD)
    {
      const FfImportField field = { c->text, strlen (c->text) };
      g_autofree char *reason = ff_import_fit_to_text (c->fit, &column, &field);

      g_assert_true (g_utf8_validate (reason, -1, NULL));
      g_assert_true (g_str_has_prefix (reason, "c: "));
    }
  else if (c->written != NULL)
    {
      g_assert_cmpint (cell.kind, ==, FF_VALUE_TEXT);
      g_assert_cmpmem (cell.text, cell.length, c->written, strlen (c->written));
    }
  else if (c->kind == FF_KIND_REAL)
    g_assert_cmpint ((gint64) (cell.real * 1000), ==, c->integer);
  else
    g_assert_cmpint (cell.integer, ==, c->integer);
}

/* Summer time in Amsterdam: 02:30 of 29 March 2026 does not exist, 02:30 of 25 October 2026 does twice. */
static void
test_zone (void)
{
  static const struct
  {
    const char *text;
    const char *utc;
  } times[] = {
    { "2026-01-15 12:00", "2026-01-15T11:00:00Z" },
    { "2026-07-15 12:00", "2026-07-15T10:00:00Z" },
    { "2026-03-29 02:30", "2026-03-29T01:00:00Z" },
    { "2026-10-25 02:30", "2026-10-25T00:30:00Z" },
    { "2026-10-25 03:30", "2026-10-25T02:30:00Z" },
    { "2026-07-15 12:00Z", "2026-07-15T12:00:00Z" },
  };
  FfFileColumn column = { .type = { .kind = FF_KIND_INSTANT } };
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (ff_import_find_zone ("Europe/Amsterdam", &zone, &error));
  for (guint t = 0; t < G_N_ELEMENTS (times); t++)
    {
      g_autoptr (GDateTime) wanted = g_date_time_new_from_iso8601 (times[t].utc, NULL);
      FfImportCell cell;

      g_assert_cmpint (read_cell (&column, times[t].text, zone, &cell), ==, FF_FIT_GOOD);
      g_assert_cmpint (cell.integer / USEC, ==, g_date_time_to_unix (wanted));
    }

  g_assert_false (ff_import_find_zone ("Europe/Nowhere", &zone, &error));
  g_assert_error (error, FF_IMPORT_ERROR, FF_IMPORT_ERROR_FORMAT);
}

static void
test_policies (void)
{
  FfFileColumn column = { .name = (char *) "c", .type = { .kind = FF_KIND_INTEGER }, .fallback = (char *) "5" };
  FfImportCell cell;

  g_assert_cmpint (read_cell (&column, NULL, NULL, &cell), ==, FF_FIT_GOOD);
  g_assert_cmpint (cell.kind, ==, FF_VALUE_NULL);
  g_assert_cmpint (read_cell (&column, "  ", NULL, &cell), ==, FF_FIT_GOOD);
  g_assert_cmpint (cell.kind, ==, FF_VALUE_NULL);

  column.empty = FF_EMPTY_IS_DEFAULT;
  g_assert_cmpint (read_cell (&column, "", NULL, &cell), ==, FF_FIT_GOOD);
  g_assert_cmpint (cell.integer, ==, 5);
  column.empty = FF_EMPTY_IS_REJECTED;
  g_assert_cmpint (read_cell (&column, "", NULL, &cell), ==, FF_FIT_EMPTY);

  g_assert_cmpint (read_cell (&column, "x", NULL, &cell), ==, FF_FIT_KIND);
  column.misfit = FF_MISFIT_IS_NULL;
  g_assert_cmpint (read_cell (&column, "x", NULL, &cell), ==, FF_FIT_GOOD);
  g_assert_cmpint (cell.kind, ==, FF_VALUE_NULL);
  column.misfit = FF_MISFIT_IS_DEFAULT;
  g_assert_cmpint (read_cell (&column, "x", NULL, &cell), ==, FF_FIT_GOOD);
  g_assert_cmpint (cell.integer, ==, 5);

  column.remapping = g_hash_table_new (g_str_hash, g_str_equal);
  g_hash_table_insert (column.remapping, (gpointer) "one", (gpointer) "1");
  g_hash_table_insert (column.remapping, (gpointer) "none", (gpointer) "");
  g_assert_cmpint (read_cell (&column, "one", NULL, &cell), ==, FF_FIT_GOOD);
  g_assert_cmpint (cell.integer, ==, 1);
  g_assert_cmpint (read_cell (&column, "none", NULL, &cell), ==, FF_FIT_EMPTY);
  g_hash_table_unref (column.remapping);
}

/* Texts, what kind they are told to have, its scale, and how it is spelt. */
typedef struct
{
  const char *what;
  const char *texts;    /* "a|b|c" */
  FfKind      kind;
  guint       scale;
  FfDateOrder order;
  gboolean    comma;
} Guess;

static const Guess guesses[] = {
  { "integers", "1|-20|300", FF_KIND_INTEGER },
  { "large-integers", "123456789012345678", FF_KIND_INTEGER },
  { "larger", "1234567890123456789012", FF_KIND_TEXT },
  { "codes", "007|123", FF_KIND_TEXT },
  { "telephone", "+31612345678|+31687654321", FF_KIND_TEXT },
  { "amounts", "1.50|20|3.5", FF_KIND_DECIMAL, 2 },
  { "zero-point", "0.5|0.25", FF_KIND_DECIMAL, 2 },
  { "amounts-with-comma", "1,50|20|3,5", FF_KIND_DECIMAL, 2, 0, TRUE },
  { "thousands", "1,234|12,345", FF_KIND_TEXT },
  { "both-marks", "1.50|1,50", FF_KIND_TEXT },
  { "places", "52.3702157|4.89516", FF_KIND_REAL },
  { "weights", "1.125|2.500", FF_KIND_DECIMAL, 3 },
  { "exponents", "1e5|2.5e-3", FF_KIND_REAL },
  { "flags", "true|FALSE|true", FF_KIND_FLAG },
  { "flags-as-digits", "0|1", FF_KIND_INTEGER },
  { "dates", "2026-01-31|2026-12-01", FF_KIND_DATE },
  { "dates-dmy", "01.02.2026|31.01.2026", FF_KIND_DATE, 0, FF_DATE_DMY },
  { "dates-mdy", "1/2/2026|1/31/2026", FF_KIND_DATE, 0, FF_DATE_MDY },
  { "dates-of-either", "1/2/2026|3/4/2026", FF_KIND_TEXT },
  { "dates-of-neither", "31/1/2026|1/31/2026", FF_KIND_TEXT },
  { "instants", "2026-01-31T10:00:00Z|2026-01-31 10:00:00", FF_KIND_INSTANT },
  { "instants-and-dates", "2026-01-31|2026-01-31 10:00:00", FF_KIND_INSTANT },
  { "instants-dmy", "31/01/2026 9:30", FF_KIND_INSTANT, 0, FF_DATE_DMY },
  { "empty", "||", FF_KIND_TEXT },
  { "some-empty", "|1|", FF_KIND_INTEGER },
  { "words", "1|two", FF_KIND_TEXT },
};

static void
test_guess (gconstpointer user_data)
{
  const Guess *g = user_data;
  g_auto (GStrv) texts = g_strsplit (g->texts, "|", -1);
  FfFileColumn column = { 0 };
  FfImportGuess guess;

  ff_import_guess_init (&guess);
  for (guint t = 0; texts[t] != NULL; t++)
    {
      const FfImportField field = { texts[t], strlen (texts[t]) };

      ff_import_guess_add (&guess, &field);
    }
  ff_import_guess_decide (&guess, &column);

  g_assert_cmpstr (ff_kind_get_id (column.type.kind), ==, ff_kind_get_id (g->kind));
  g_assert_cmpuint (column.type.scale, ==, g->scale);
  g_assert_cmpint (column.decimal_comma, ==, g->comma);
  if (g->kind == FF_KIND_DATE || g->kind == FF_KIND_INSTANT)
    g_assert_cmpint (column.date_order, ==, g->order);

  /* What a kind was told from fits it. */
  for (guint t = 0; texts[t] != NULL; t++)
    {
      FfImportCell cell;

      g_assert_cmpint (read_cell (&column, texts[t], NULL, &cell), ==, FF_FIT_GOOD);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/import-value/read/", cases[i].what, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  for (guint i = 0; i < G_N_ELEMENTS (guesses); i++)
    {
      g_autofree char *path = g_strconcat ("/import-value/guess/", guesses[i].what, NULL);

      g_test_add_data_func (path, &guesses[i], test_guess);
    }
  g_test_add_func ("/import-value/zone", test_zone);
  g_test_add_func ("/import-value/policies", test_policies);

  return g_test_run ();
}
