/* Cells of CSV: what is quoted, and that no text becomes a formula. */

#include "base/ff-csv.h"

typedef struct
{
  const char *what;
  const char *text;
  gboolean    is_text;
  const char *cell;
} Case;

static const Case cases[] = {
  { "plain",            "Ada",          TRUE,  "Ada" },
  { "none",             NULL,           TRUE,  "" },
  { "empty",            "",             TRUE,  "\"\"" },
  { "comma",            "a,b",          TRUE,  "\"a,b\"" },
  { "quote",            "a\"b",         TRUE,  "\"a\"\"b\"" },
  { "new-line",         "a\nb",         TRUE,  "\"a\nb\"" },
  { "korean",           "\xea\xb9\x80",  TRUE,  "\xea\xb9\x80" },
  { "equals",           "=1+1",         TRUE,  "\"'=1+1\"" },
  { "plus",             "+1",           TRUE,  "\"'+1\"" },
  { "minus",            "-1",           TRUE,  "\"'-1\"" },
  { "at",               "@SUM(A1)",     TRUE,  "\"'@SUM(A1)\"" },
  { "tab",              "\t=1",         TRUE,  "\"'\t=1\"" },
  { "formula-quoted",   "=\"a\"",       TRUE,  "\"'=\"\"a\"\"\"" },
  { "inside-is-plain",  "a=1",          TRUE,  "a=1" },
  { "number-is-number", "-12.50",       FALSE, "-12.50" },
};

static void
test_cell (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (GString) line = g_string_new (NULL);
  g_autofree char *expected = g_strdup_printf ("%s,1\r\n", c->cell);

  ff_csv_add_cell (line, c->text, c->is_text);
  ff_csv_add_cell (line, "1", FALSE);
  ff_csv_end_line (line);

  g_assert_cmpstr (line->str, ==, expected);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/csv/%s", cases[i].what);

      g_test_add_data_func (path, &cases[i], test_cell);
    }

  return g_test_run ();
}
