/* The immutable JSON value: making, filling, reading, changed copies, pointers,
 * equality. */

#include "base/ff-json.h"

#include <math.h>

static FfJson *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  FfJson *value = ff_json_parse (text, -1, NULL, &error);

  g_assert_no_error (error);

  return value;
}

static void
assert_printed (FfJson     *value,
                const char *expected)
{
  g_autofree char *printed = ff_json_print (value);

  g_assert_cmpstr (printed, ==, expected);
}

/* How a number's text reads. */
typedef struct
{
  const char *text;
  gboolean    is_integer;
  gint64      integer;
  double      real;
} Number;

static const Number numbers[] = {
  { "0",                          TRUE,  0,                  0 },
  { "-0",                         TRUE,  0,                  0 },
  { "0e5",                        TRUE,  0,                  0 },
  { "0.000e-99999999999999999999", TRUE, 0,                  0 },
  { "1.0",                        TRUE,  1,                  1 },
  { "1e2",                        TRUE,  100,                100 },
  { "-1.5e1",                     TRUE,  -15,                -15 },
  { "1200E-2",                    TRUE,  12,                 12 },
  { "1.5",                        FALSE, 0,                  1.5 },
  { "1e-1",                       FALSE, 0,                  0.1 },
  { "9223372036854775807",        TRUE,  G_MAXINT64,         9223372036854775807.0 },
  { "-9223372036854775808",       TRUE,  G_MININT64,         -9223372036854775808.0 },
  { "9223372036854775807.0",      TRUE,  G_MAXINT64,         9223372036854775807.0 },
  { "922337203685477580.8e1",     FALSE, 0,                  9223372036854775808.0 },
  { "9223372036854775808",        FALSE, 0,                  9223372036854775808.0 },
  { "12345678901234567890",       FALSE, 0,                  12345678901234567890.0 },
  { "1e300",                      FALSE, 0,                  1e300 },
  { "1e-400",                     FALSE, 0,                  0 },
};

static void
test_number (gconstpointer data)
{
  const Number *c = data;
  g_autoptr (FfJson) value = parse (c->text);
  gint64 integer = 4711;
  double real = NAN;

  g_assert_cmpstr (ff_json_get_number_text (value), ==, c->text);
  g_assert_cmpint (ff_json_get_integer (value, &integer), ==, c->is_integer);
  g_assert_cmpint (integer, ==, c->is_integer ? c->integer : 4711);
  g_assert_true (ff_json_get_real (value, &real));
  g_assert_true (real == c->real);
}

static void
test_new_real (void)
{
  const double reals[] = { 0, 1, -1, 0.1, 1.0 / 3, 1e22, 1e-7, 5e-324, 1.7976931348623157e308, 123456789.125 };
  const char *texts[] = { "0", "1", "-1", "0.1", "0.3333333333333333", "1e+22", "1e-07", "5e-324",
                          "1.7976931348623157e+308", "123456789.125" };

  for (gsize i = 0; i < G_N_ELEMENTS (reals); i++)
    {
      g_autoptr (FfJson) value = ff_json_new_real (reals[i]);
      g_autoptr (FfJson) again = parse (ff_json_get_number_text (value));
      double real;

      g_assert_cmpstr (ff_json_get_number_text (value), ==, texts[i]);
      g_assert_true (ff_json_get_real (again, &real));
      g_assert_true (real == reals[i]);
    }
}

static void
test_filling (void)
{
  g_autoptr (FfJson) value = ff_json_new_object ();
  FfJson *array = ff_json_new_array ();

  ff_json_set_string (value, "text", "a “quoted”\n\"line\"");
  ff_json_set_string (value, "left-out", NULL);
  ff_json_set_integer (value, "integer", G_MININT64);
  ff_json_set_boolean (value, "flag", TRUE);
  ff_json_take_element (array, ff_json_new_null ());
  ff_json_take_element (array, ff_json_new_real (2.5));
  ff_json_take_member (value, "array", array);
  ff_json_set_boolean (value, "flag", FALSE);

  assert_printed (value, "{\"text\":\"a “quoted”\\n\\\"line\\\"\",\"integer\":-9223372036854775808,"
                         "\"flag\":false,\"array\":[null,2.5]}");
}

static void
test_bad_bytes (void)
{
  g_autoptr (FfJson) value = ff_json_new_string ("caf\xe9");

  g_assert_cmpstr (ff_json_get_string (value), ==, "caf\xef\xbf\xbd");
}

static void
test_pretty (void)
{
  g_autoptr (FfJson) value = parse ("{\"fanfare\":1,\"needs\":[],\"o\":{},\"at\":{\"x\":1,\"y\":-2},\"l\":[1,[true]]}");
  g_autofree char *printed = ff_json_print_pretty (value);

  g_assert_cmpstr (printed, ==,
                   "{\n"
                   "  \"fanfare\": 1,\n"
                   "  \"needs\": [],\n"
                   "  \"o\": {},\n"
                   "  \"at\": {\n"
                   "    \"x\": 1,\n"
                   "    \"y\": -2\n"
                   "  },\n"
                   "  \"l\": [\n"
                   "    1,\n"
                   "    [\n"
                   "      true\n"
                   "    ]\n"
                   "  ]\n"
                   "}\n");
}

static void
test_reading (void)
{
  g_autoptr (FfJson) value = parse ("{\"s\":\"x\",\"i\":7,\"r\":0.5,\"b\":true,\"n\":null,\"a\":[1,2]}");
  gint64 integer;
  double real;

  g_assert_cmpint (ff_json_get_length (value), ==, 6);
  g_assert_cmpstr (ff_json_get_name (value, 1), ==, "i");
  g_assert_true (ff_json_get_value (value, 1) == ff_json_get_member (value, "i"));
  g_assert_null (ff_json_get_name (value, 6));
  g_assert_null (ff_json_get_value (value, 6));
  g_assert_null (ff_json_get_member (value, "absent"));
  g_assert_null (ff_json_get_element (value, 0));
  g_assert_null (ff_json_get_element (ff_json_get_member (value, "a"), 2));
  g_assert_cmpint (ff_json_get_kind (ff_json_get_member (value, "n")), ==, FF_JSON_NULL);

  g_assert_cmpstr (ff_json_get_member_string (value, "s", "-"), ==, "x");
  g_assert_cmpstr (ff_json_get_member_string (value, "i", "-"), ==, "-");
  g_assert_cmpint (ff_json_get_member_integer (value, "i", -1), ==, 7);
  g_assert_cmpint (ff_json_get_member_integer (value, "r", -1), ==, -1);
  g_assert_cmpint (ff_json_get_member_integer (value, "s", -1), ==, -1);
  g_assert_cmpfloat (ff_json_get_member_real (value, "r", -1), ==, 0.5);
  g_assert_cmpfloat (ff_json_get_member_real (value, "i", -1), ==, 7);
  g_assert_cmpfloat (ff_json_get_member_real (value, "b", -1), ==, -1);
  g_assert_true (ff_json_get_member_boolean (value, "b", FALSE));
  g_assert_true (ff_json_get_member_boolean (value, "i", TRUE));
  g_assert_false (ff_json_get_member_boolean (value, "i", FALSE));

  g_assert_cmpint (ff_json_get_kind (NULL), ==, FF_JSON_NULL);
  g_assert_cmpint (ff_json_get_length (NULL), ==, 0);
  g_assert_null (ff_json_get_string (NULL));
  g_assert_null (ff_json_get_number_text (NULL));
  g_assert_null (ff_json_get_member (NULL, "a"));
  g_assert_null (ff_json_get_element (NULL, 0));
  g_assert_null (ff_json_get_name (NULL, 0));
  g_assert_false (ff_json_get_integer (NULL, &integer));
  g_assert_false (ff_json_get_real (NULL, &real));
  g_assert_false (ff_json_is_object (NULL));
}

static void
test_changed_copies (void)
{
  g_autoptr (FfJson) object = parse ("{\"a\":1,\"b\":[2],\"c\":3}");
  g_autoptr (FfJson) array = parse ("[1,2,3]");
  g_autoptr (FfJson) value = ff_json_new_string ("new");
  g_autoptr (FfJson) replaced = ff_json_with_member (object, "b", value);
  g_autoptr (FfJson) added = ff_json_with_member (object, "d", value);
  g_autoptr (FfJson) removed = ff_json_without_member (object, "b");
  g_autoptr (FfJson) same = ff_json_without_member (object, "absent");
  g_autoptr (FfJson) inserted = ff_json_with_element (array, 0, value, TRUE);
  g_autoptr (FfJson) element = ff_json_with_element (array, 1, value, FALSE);
  g_autoptr (FfJson) appended = ff_json_with_element (array, -1, value, FALSE);
  g_autoptr (FfJson) at_end = ff_json_with_element (array, 3, value, TRUE);
  g_autoptr (FfJson) without = ff_json_without_element (array, 2);

  assert_printed (object, "{\"a\":1,\"b\":[2],\"c\":3}");
  assert_printed (replaced, "{\"a\":1,\"b\":\"new\",\"c\":3}");
  assert_printed (added, "{\"a\":1,\"b\":[2],\"c\":3,\"d\":\"new\"}");
  assert_printed (removed, "{\"a\":1,\"c\":3}");
  g_assert_true (same == object);
  assert_printed (array, "[1,2,3]");
  assert_printed (inserted, "[\"new\",1,2,3]");
  assert_printed (element, "[1,\"new\",3]");
  assert_printed (appended, "[1,2,3,\"new\"]");
  assert_printed (at_end, "[1,2,3,\"new\"]");
  assert_printed (without, "[1,2]");
}

static void
test_large_copies (void)
{
  g_autoptr (FfJson) object = ff_json_new_object ();
  g_autoptr (FfJson) value = ff_json_new_boolean (TRUE);
  g_autoptr (FfJson) changed = NULL;
  g_autoptr (FfJson) without = NULL;

  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *name = g_strdup_printf ("m%u", i);

      ff_json_set_integer (object, name, i);
    }

  changed = ff_json_with_member (object, "m50", value);
  without = ff_json_without_member (changed, "m0");

  g_assert_cmpint (ff_json_get_member_integer (object, "m50", -1), ==, 50);
  g_assert_true (ff_json_get_member_boolean (changed, "m50", FALSE));
  g_assert_cmpstr (ff_json_get_name (changed, 50), ==, "m50");
  g_assert_cmpint (ff_json_get_length (without), ==, 99);
  g_assert_null (ff_json_get_member (without, "m0"));
  g_assert_cmpint (ff_json_get_member_integer (without, "m99", -1), ==, 99);
}

/* RFC 6901, section 5, and places that are none. */
typedef struct
{
  const char *pointer;
  const char *found;  /* NULL: nothing there */
} Place;

static const char places_text[] =
  "{\"foo\":[\"bar\",\"baz\"],\"\":0,\"a/b\":1,\"c%d\":2,\"e^f\":3,\"g|h\":4,\"i\\\\j\":5,\"k\\\"l\":6,\" \":7,\"m~n\":8}";

static const Place places[] = {
  { "",         places_text },
  { "/foo",     "[\"bar\",\"baz\"]" },
  { "/foo/0",   "\"bar\"" },
  { "/foo/1",   "\"baz\"" },
  { "/",        "0" },
  { "/a~1b",    "1" },
  { "/c%d",     "2" },
  { "/i\\j",    "5" },
  { "/k\"l",    "6" },
  { "/ ",       "7" },
  { "/m~0n",    "8" },
  { "foo",      NULL },
  { "/foo/2",   NULL },
  { "/foo/-",   NULL },
  { "/foo/01",  NULL },
  { "/foo/+1",  NULL },
  { "/foo/",    NULL },
  { "/foo/0/x", NULL },
  { "/m~2n",    NULL },
  { "/m~",      NULL },
  { "/absent",  NULL },
};

static void
test_get_at (void)
{
  g_autoptr (FfJson) value = parse (places_text);

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      FfJson *found = ff_json_get_at (value, places[i].pointer);

      g_test_message ("“%s”", places[i].pointer);
      if (places[i].found == NULL)
        g_assert_null (found);
      else
        assert_printed (found, places[i].found);
    }

  g_assert_null (ff_json_get_at (NULL, "/a"));
}

/* What a change at a pointer makes of {"a":[{"b":1},2],"c":{}}. */
typedef struct
{
  const char *pointer;
  const char *with;
  const char *without;
} Change;

static const Change changes[] = {
  { "/a/0/b", "{\"a\":[{\"b\":9},2],\"c\":{}}",           "{\"a\":[{},2],\"c\":{}}" },
  { "/a/0",   "{\"a\":[9,2],\"c\":{}}",                   "{\"a\":[2],\"c\":{}}" },
  { "/a/1",   "{\"a\":[{\"b\":1},9],\"c\":{}}",           "{\"a\":[{\"b\":1}],\"c\":{}}" },
  { "/a/2",   "{\"a\":[{\"b\":1},2,9],\"c\":{}}",         NULL },
  { "/a/-",   "{\"a\":[{\"b\":1},2,9],\"c\":{}}",         NULL },
  { "/a/3",   NULL,                                       NULL },
  { "/c/new", "{\"a\":[{\"b\":1},2],\"c\":{\"new\":9}}",  NULL },
  { "/c/x/y", NULL,                                       NULL },
  { "/a/1/x", NULL,                                       NULL },
  { "/c",     "{\"a\":[{\"b\":1},2],\"c\":9}",            "{\"a\":[{\"b\":1},2]}" },
  { "no",     NULL,                                       NULL },
};

static void
test_change_at (void)
{
  g_autoptr (FfJson) value = parse ("{\"a\":[{\"b\":1},2],\"c\":{}}");
  g_autoptr (FfJson) nine = ff_json_new_integer (9);
  g_autoptr (FfJson) whole = ff_json_with_at (value, "", nine);

  g_assert_true (whole == nine);

  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autoptr (FfJson) with = ff_json_with_at (value, changes[i].pointer, nine);
      g_autoptr (FfJson) without = ff_json_without_at (value, changes[i].pointer);

      g_test_message ("%s", changes[i].pointer);
      if (changes[i].with == NULL)
        g_assert_null (with);
      else
        assert_printed (with, changes[i].with);

      assert_printed (without, changes[i].without != NULL ? changes[i].without : "{\"a\":[{\"b\":1},2],\"c\":{}}");
    }

  assert_printed (value, "{\"a\":[{\"b\":1},2],\"c\":{}}");
}

static void
test_pointer_join (void)
{
  g_autofree char *first = ff_json_pointer_join ("", "a/b~c");
  g_autofree char *second = ff_json_pointer_join (first, "0");

  g_assert_cmpstr (second, ==, "/a~1b~0c/0");
}

typedef struct
{
  const char *a;
  const char *b;
  gboolean    equal;
} Pair;

static const Pair pairs[] = {
  { "{\"a\":1,\"b\":2}",      "{\"b\":2,\"a\":1}",      TRUE },
  { "{\"a\":1}",              "{\"a\":1,\"b\":2}",      FALSE },
  { "{\"a\":1}",              "{\"b\":1}",              FALSE },
  { "[1,2]",                  "[2,1]",                  FALSE },
  { "[1,2]",                  "[1]",                    FALSE },
  { "1.0",                    "1",                      TRUE },
  { "100",                    "1e2",                    TRUE },
  { "-0",                     "0.00",                   TRUE },
  { "0.1",                    "0.10",                   TRUE },
  { "1",                      "-1",                     FALSE },
  { "9007199254740993",       "9007199254740992",       FALSE },
  { "12345678901234567890.1", "12345678901234567890.2", FALSE },
  { "1",                      "\"1\"",                  FALSE },
  { "null",                   "false",                  FALSE },
  { "true",                   "false",                  FALSE },
  { "\"é\"",                  "\"\\u00e9\"",            TRUE },
  { "{}",                     "[]",                     FALSE },
};

static void
test_equal (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autoptr (FfJson) a = parse (pairs[i].a);
      g_autoptr (FfJson) b = parse (pairs[i].b);

      g_test_message ("%s and %s", pairs[i].a, pairs[i].b);
      g_assert_cmpint (ff_json_equal (a, b), ==, pairs[i].equal);
      g_assert_cmpint (ff_json_equal (b, a), ==, pairs[i].equal);
      g_assert_true (ff_json_equal (a, a));
      g_assert_false (ff_json_equal (a, NULL));
    }

  g_assert_true (ff_json_equal (NULL, NULL));
}

/* A copy may outlive what it was made from. */
static void
test_lifetime (void)
{
  FfJson *object = parse ("{\"a\":{\"b\":[\"deep\"]},\"c\":1}");
  g_autoptr (FfJson) copy = ff_json_without_member (object, "c");

  ff_json_unref (object);
  g_assert_cmpstr (ff_json_get_string (ff_json_get_at (copy, "/a/b/0")), ==, "deep");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autofree char *path = g_strdup_printf ("/base/json/number/%s", numbers[i].text);

      g_test_add_data_func (path, &numbers[i], test_number);
    }

  g_test_add_func ("/base/json/new-real", test_new_real);
  g_test_add_func ("/base/json/filling", test_filling);
  g_test_add_func ("/base/json/bad-bytes", test_bad_bytes);
  g_test_add_func ("/base/json/pretty", test_pretty);
  g_test_add_func ("/base/json/reading", test_reading);
  g_test_add_func ("/base/json/changed-copies", test_changed_copies);
  g_test_add_func ("/base/json/large-copies", test_large_copies);
  g_test_add_func ("/base/json/get-at", test_get_at);
  g_test_add_func ("/base/json/change-at", test_change_at);
  g_test_add_func ("/base/json/pointer-join", test_pointer_join);
  g_test_add_func ("/base/json/equal", test_equal);
  g_test_add_func ("/base/json/lifetime", test_lifetime);

  return g_test_run ();
}
