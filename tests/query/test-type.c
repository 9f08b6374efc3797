/* Values and kinds. */

#include "query/ff-type.h"

typedef struct
{
  const char *what;
  FfType      type;
  FfValue     value;
  const char *zone;
  const char *text;
} Case;

static const Case cases[] = {
  { "null",             { FF_KIND_TEXT },       { FF_VALUE_NULL },                               NULL, "" },
  { "integer",          { FF_KIND_INTEGER },    { FF_VALUE_INTEGER, G_MININT64 },                NULL, "-9223372036854775808" },
  { "decimal",          { FF_KIND_DECIMAL, 2 }, { FF_VALUE_INTEGER, 1050 },                      NULL, "10.50" },
  { "decimal-small",    { FF_KIND_DECIMAL, 2 }, { FF_VALUE_INTEGER, -5 },                        NULL, "-0.05" },
  { "decimal-whole",    { FF_KIND_DECIMAL, 0 }, { FF_VALUE_INTEGER, 7 },                         NULL, "7" },
  { "decimal-least",    { FF_KIND_DECIMAL, 18 }, { FF_VALUE_INTEGER, G_MININT64 },               NULL, "-9.223372036854775808" },
  { "real",             { FF_KIND_REAL },       { FF_VALUE_REAL, 0, 0.1 },                       NULL, "0.1" },
  { "flag",             { FF_KIND_FLAG },       { FF_VALUE_INTEGER, 1 },                         NULL, "yes" },
  { "flag-off",         { FF_KIND_FLAG },       { FF_VALUE_INTEGER, 0 },                         NULL, "no" },
  { "date",             { FF_KIND_DATE },       { FF_VALUE_TEXT, 0, 0, (char *) "2026-07-21" },  NULL, "2026-07-21" },
  { "instant",          { FF_KIND_INSTANT },    { FF_VALUE_INTEGER, 1784628000000000 },          NULL, "2026-07-21 10:00:00" },
  { "instant-in-zone",  { FF_KIND_INSTANT },    { FF_VALUE_INTEGER, 1784628000000000 },          "Asia/Seoul", "2026-07-21 19:00:00" },
  { "instant-early",    { FF_KIND_INSTANT },    { FF_VALUE_INTEGER, -62135509987000001 },        NULL, "0001-01-02 00:06:52" },
  { "instant-late",     { FF_KIND_INSTANT },    { FF_VALUE_INTEGER, 2477858400000000 },          "Europe/Amsterdam", "2048-07-09 00:00:00" },
  { "instant-far",      { FF_KIND_INSTANT },    { FF_VALUE_INTEGER, G_MAXINT64 },                NULL, "9223372036854775807" },
};

static void
test_text (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (GTimeZone) zone = c->zone != NULL ? g_time_zone_new_identifier (c->zone) : NULL;
  g_autofree char *text = ff_value_to_text (&c->value, &c->type, zone);

  g_assert_cmpstr (text, ==, c->text);
}

typedef struct
{
  const char *what;
  FfType      type;
  const char *text;
  gboolean    good;
  FfValue     value;
} Parsing;

static const Parsing parsings[] = {
  { "text",          { FF_KIND_TEXT },       "12",                   TRUE, { FF_VALUE_TEXT, 0, 0, (char *) "12" } },
  { "integer",       { FF_KIND_INTEGER },    "-12",                  TRUE, { FF_VALUE_INTEGER, -12 } },
  { "not-whole",     { FF_KIND_INTEGER },    "1.5" },
  { "too-large",     { FF_KIND_INTEGER },    "9223372036854775808" },
  { "decimal",       { FF_KIND_DECIMAL, 2 }, "10.5",                 TRUE, { FF_VALUE_INTEGER, 1050 } },
  { "decimal-finer", { FF_KIND_DECIMAL, 2 }, "10.505" },
  { "real",          { FF_KIND_REAL },       "0.1",                  TRUE, { FF_VALUE_REAL, 0, 0.1 } },
  { "no-number",     { FF_KIND_REAL },       "much" },
  { "flag",          { FF_KIND_FLAG },       "true",                 TRUE, { FF_VALUE_INTEGER, 1 } },
  { "flag-off",      { FF_KIND_FLAG },       "0",                    TRUE, { FF_VALUE_INTEGER, 0 } },
  { "no-flag",       { FF_KIND_FLAG },       "gold" },
  { "date",          { FF_KIND_DATE },       "2026-07-21",           TRUE, { FF_VALUE_TEXT, 0, 0, (char *) "2026-07-21" } },
  { "no-date",       { FF_KIND_DATE },       "2026-02-30" },
  { "instant",       { FF_KIND_INSTANT },    "2026-07-21T10:00:00Z", TRUE, { FF_VALUE_INTEGER, 1784628000000000 } },
  { "no-instant",    { FF_KIND_INSTANT },    "soon" },
};

static void
test_parse (gconstpointer data)
{
  const Parsing *c = data;
  FfValue value = { FF_VALUE_NULL };

  g_assert_cmpint (ff_value_parse (c->text, &c->type, NULL, &value), ==, c->good);
  g_assert_cmpint (value.kind, ==, c->value.kind);
  g_assert_cmpint (value.integer, ==, c->value.integer);
  g_assert_cmpfloat (value.real, ==, c->value.real);
  g_assert_cmpstr (value.text, ==, c->value.text);
  ff_value_clear (&value);
}

static void
test_copy (void)
{
  FfValue value = { FF_VALUE_TEXT, 0, 0, g_strdup ("a") };
  FfValue copy;

  ff_value_copy (&value, &copy);
  ff_value_clear (&value);
  g_assert_cmpint (value.kind, ==, FF_VALUE_NULL);
  g_assert_null (value.text);
  g_assert_cmpstr (copy.text, ==, "a");
  ff_value_clear (&copy);
}

static void
test_kinds (void)
{
  g_assert_cmpstr (ff_kind_get_id (FF_KIND_INSTANT), ==, "instant");
  g_assert_cmpstr (ff_kind_get_name (FF_KIND_FLAG), ==, "yes or no");
  g_assert_true (ff_kind_is_number (FF_KIND_DECIMAL));
  g_assert_false (ff_kind_is_number (FF_KIND_DATE));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/query/type/text/%s", cases[i].what);

      g_test_add_data_func (path, &cases[i], test_text);
    }
  for (guint i = 0; i < G_N_ELEMENTS (parsings); i++)
    {
      g_autofree char *path = g_strconcat ("/query/type/parse/", parsings[i].what, NULL);

      g_test_add_data_func (path, &parsings[i], test_parse);
    }
  g_test_add_func ("/query/type/copy", test_copy);
  g_test_add_func ("/query/type/kinds", test_kinds);

  return g_test_run ();
}
