/* The strict door: what is refused, with which code and at which place; and
 * that what comes through is printed as it was. */

#include "base/ff-json.h"

#include <string.h>

typedef struct
{
  const char  *what;
  const char  *text;
  FfJsonError  code;
  guint        line;
  guint        column;
} Refused;

static const Refused refused[] = {
  { "empty",                  "",                          FF_JSON_ERROR_TRUNCATED, 1, 1 },
  { "only-space",             " \n ",                      FF_JSON_ERROR_TRUNCATED, 2, 2 },
  { "open-object",            "{",                         FF_JSON_ERROR_TRUNCATED, 1, 2 },
  { "open-array",             "[1,\n 2",                   FF_JSON_ERROR_TRUNCATED, 2, 3 },
  { "open-text",              "{\"a\": \"bc",              FF_JSON_ERROR_TRUNCATED, 1, 10 },
  { "open-escape",            "\"\\",                      FF_JSON_ERROR_TRUNCATED, 1, 3 },
  { "open-unicode",           "\"\\u12",                   FF_JSON_ERROR_TRUNCATED, 1, 6 },
  { "open-pair",              "\"\\ud83d\\",               FF_JSON_ERROR_TRUNCATED, 1, 9 },
  { "open-word",              "tru",                       FF_JSON_ERROR_TRUNCATED, 1, 4 },
  { "only-minus",             "-",                         FF_JSON_ERROR_TRUNCATED, 1, 2 },
  { "open-fraction",          "1.",                        FF_JSON_ERROR_TRUNCATED, 1, 3 },
  { "open-exponent",          "1e+",                       FF_JSON_ERROR_TRUNCATED, 1, 4 },
  { "cut-character",          "\"\xe2\x82",                FF_JSON_ERROR_TRUNCATED, 1, 2 },
  { "after-name",             "{\"a\"",                    FF_JSON_ERROR_TRUNCATED, 1, 5 },

  { "two-values",             "1 2",                       FF_JSON_ERROR_SYNTAX, 1, 3 },
  { "comma-at-end-of-array",  "[1,]",                      FF_JSON_ERROR_SYNTAX, 1, 4 },
  { "comma-at-end-of-object", "{\"a\": 1,}",               FF_JSON_ERROR_SYNTAX, 1, 9 },
  { "two-commas",             "[1,,2]",                    FF_JSON_ERROR_SYNTAX, 1, 4 },
  { "no-comma",               "[1\n\n  2]",                FF_JSON_ERROR_SYNTAX, 3, 3 },
  { "no-colon",               "{\"a\" 1}",                 FF_JSON_ERROR_SYNTAX, 1, 6 },
  { "wrong-close",            "[1}",                       FF_JSON_ERROR_SYNTAX, 1, 3 },
  { "close-first",            "]",                         FF_JSON_ERROR_SYNTAX, 1, 1 },
  { "single-quotes",          "{'a': 1}",                  FF_JSON_ERROR_SYNTAX, 1, 2 },
  { "bare-name",              "{a: 1}",                    FF_JSON_ERROR_SYNTAX, 1, 2 },
  { "number-as-name",         "{1: 1}",                    FF_JSON_ERROR_SYNTAX, 1, 2 },
  { "comment",                "[1 // one\n]",              FF_JSON_ERROR_SYNTAX, 1, 4 },
  { "wrong-word",             "[true, falsch]",            FF_JSON_ERROR_SYNTAX, 1, 12 },
  { "long-word",              "nulls",                     FF_JSON_ERROR_SYNTAX, 1, 5 },
  { "capital-word",           "True",                      FF_JSON_ERROR_SYNTAX, 1, 1 },
  { "nan",                    "NaN",                       FF_JSON_ERROR_SYNTAX, 1, 1 },
  { "infinity",               "-Infinity",                 FF_JSON_ERROR_SYNTAX, 1, 2 },
  { "plus",                   "+1",                        FF_JSON_ERROR_SYNTAX, 1, 1 },
  { "leading-zero",           "01",                        FF_JSON_ERROR_SYNTAX, 1, 2 },
  { "negative-leading-zero",  "-012",                      FF_JSON_ERROR_SYNTAX, 1, 3 },
  { "no-integer-part",        ".5",                        FF_JSON_ERROR_SYNTAX, 1, 1 },
  { "no-fraction",            "[1.]",                      FF_JSON_ERROR_SYNTAX, 1, 4 },
  { "no-exponent",            "[1ex]",                     FF_JSON_ERROR_SYNTAX, 1, 4 },
  { "two-signs",              "[1e+-1]",                   FF_JSON_ERROR_SYNTAX, 1, 5 },
  { "hexadecimal",            "0x10",                      FF_JSON_ERROR_SYNTAX, 1, 2 },
  { "newline-in-text",        "\"a\nb\"",                  FF_JSON_ERROR_SYNTAX, 1, 3 },
  { "tab-in-text",            "\"\t\"",                    FF_JSON_ERROR_SYNTAX, 1, 2 },
  { "wrong-escape",           "\"\\x41\"",                 FF_JSON_ERROR_SYNTAX, 1, 3 },
  { "wrong-digit",            "\"\\u12g4\"",               FF_JSON_ERROR_SYNTAX, 1, 6 },
  { "byte-order-mark",        "\xef\xbb\xbf{}",            FF_JSON_ERROR_SYNTAX, 1, 1 },
  { "column-in-characters",   "[\"é漢😀\" x]",             FF_JSON_ERROR_SYNTAX, 1, 8 },
  { "line-feed-after-return", "[\r\n1\r\nx]",              FF_JSON_ERROR_SYNTAX, 3, 1 },

  { "member-twice",           "{\"a\": 1,\n \"a\": 2}",    FF_JSON_ERROR_DUPLICATE, 2, 2 },
  { "member-twice-escaped",   "{\"a\": 1, \"\\u0061\": 2}", FF_JSON_ERROR_DUPLICATE, 1, 10 },
  { "member-twice-inside",    "[{\"b\": {\"\": 1, \"\": 1}}]", FF_JSON_ERROR_DUPLICATE, 1, 16 },

  { "not-utf-8",              "\"\xff\"",                  FF_JSON_ERROR_UTF8, 1, 2 },
  { "overlong",               "\"\xc0\x80\"",              FF_JSON_ERROR_UTF8, 1, 2 },
  { "surrogate-in-utf-8",     "\"\xed\xa0\x80\"",          FF_JSON_ERROR_UTF8, 1, 2 },
  { "latin-1",                "{\n\"a\": \"caf\xe9\"}",    FF_JSON_ERROR_UTF8, 2, 10 },
  { "high-surrogate-alone",   "\"\\ud83d\"",               FF_JSON_ERROR_UTF8, 1, 2 },
  { "high-surrogate-text",    "\"\\ud83dxx\"",             FF_JSON_ERROR_UTF8, 1, 2 },
  { "high-surrogate-escape",  "\"\\ud83d\\n\"",            FF_JSON_ERROR_UTF8, 1, 2 },
  { "two-high-surrogates",    "\"\\ud83d\\ud83d\"",        FF_JSON_ERROR_UTF8, 1, 2 },
  { "low-surrogate-alone",    "\"a\\ude00\"",              FF_JSON_ERROR_UTF8, 1, 3 },
  { "zero-character",         "\"\\u0000\"",               FF_JSON_ERROR_UTF8, 1, 2 },

  { "too-large",              "[1e999]",                   FF_JSON_ERROR_NUMBER, 1, 2 },
  { "too-small",              "-1e309",                    FF_JSON_ERROR_NUMBER, 1, 1 },
  { "long-exponent",          "1e99999999999999999999",    FF_JSON_ERROR_NUMBER, 1, 1 },
};

static void
assert_refused (const char         *text,
                gssize              length,
                const FfJsonLimits *limits,
                FfJsonError         code,
                guint               line,
                guint               column)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FfJson) value = ff_json_parse (text, length, limits, &error);
  g_autofree char *place = g_strdup_printf ("Line %u, column %u: ", line, column);

  g_assert_null (value);
  g_assert_error (error, FF_JSON_ERROR, (gint) code);
  g_test_message ("%s", error->message);
  g_assert_true (g_str_has_prefix (error->message, place));
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
}

static void
test_refused (gconstpointer data)
{
  const Refused *c = data;
  /* Without a NUL behind it, so that a sanitizer sees every step too far. */
  g_autofree char *bytes = g_memdup2 (c->text, strlen (c->text));

  assert_refused (c->text, -1, NULL, c->code, c->line, c->column);
  assert_refused (bytes, (gssize) strlen (c->text), NULL, c->code, c->line, c->column);
}

/* Text in, and the same text out unless printed otherwise. */
typedef struct
{
  const char *what;
  const char *text;
  const char *printed;
} Accepted;

static const Accepted accepted[] = {
  { "null",              "null",                           NULL },
  { "words",             "[true,false,null]",              NULL },
  { "space",             " \t\r\n[ 1 , { \"a\" : 2 } ] \n", "[1,{\"a\":2}]" },
  { "empty-array",       "[]",                             NULL },
  { "empty-object",      "{ }",                            "{}" },
  { "number-as-written", "[1.0,1e2,1E+2,-0,-0.0,0.10,1e-400]", NULL },
  { "beyond-64-bit",     "12345678901234567890",           NULL },
  { "largest-integers",  "[9223372036854775807,-9223372036854775808]", NULL },
  { "largest-real",      "1.7976931348623157e308",         NULL },
  { "order-of-members",  "{\"z\":1,\"a\":2,\"m\":{}}",     NULL },
  { "empty-name",        "{\"\":0}",                       NULL },
  { "escapes",           "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\"", "\"\\\"\\\\/\\u0008\\u000c\\n\\r\\tA\"" },
  { "pair",              "\"\\ud83d\\uDE00\"",             "\"😀\"" },
  { "last-pair",         "\"\\udbff\\udfff\"",             "\"\xf4\x8f\xbf\xbf\"" },
  { "delete",            "\"\x7f\"",                       NULL },
  { "scripts",           "[\"안녕\",\"你好\",\"São\",\"één\"]", NULL },
};

static void
test_accepted (gconstpointer data)
{
  const Accepted *c = data;
  g_autofree char *bytes = g_memdup2 (c->text, strlen (c->text));
  g_autoptr (GError) error = NULL;
  g_autoptr (FfJson) value = ff_json_parse (bytes, (gssize) strlen (c->text), NULL, &error);
  g_autoptr (FfJson) again = NULL;
  g_autofree char *printed = NULL;
  g_autofree char *pretty = NULL;

  g_assert_no_error (error);
  printed = ff_json_print (value);
  g_assert_cmpstr (printed, ==, c->printed != NULL ? c->printed : c->text);

  pretty = ff_json_print_pretty (value);
  again = ff_json_parse (pretty, -1, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (ff_json_equal (value, again));
}

static void
test_zero_byte (void)
{
  assert_refused ("[1,\0002]", 6, NULL, FF_JSON_ERROR_SYNTAX, 1, 4);
}

static void
test_no_bytes (void)
{
  assert_refused (NULL, 0, NULL, FF_JSON_ERROR_TRUNCATED, 1, 1);
}

/* Every beginning of a document is refused, and none as anything but cut off. */
static void
test_every_cut (void)
{
  const char *text = "{\"a\":[1.5e+3,-0,\"é\\u00e9\\ud83d\\ude00\",true,null],\"b\":{\"c\":false}}";

  for (gsize length = 0; length < strlen (text); length++)
    {
      g_autofree char *bytes = g_memdup2 (text, length);
      g_autoptr (GError) error = NULL;
      g_autoptr (FfJson) value = ff_json_parse (bytes, (gssize) length, NULL, &error);

      g_assert_null (value);
      g_assert_error (error, FF_JSON_ERROR, FF_JSON_ERROR_TRUNCATED);
    }
}

static char *
nested (const char *open,
        const char *close,
        guint       n_levels)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n_levels; i++)
    g_string_append (text, open);
  for (guint i = 0; i < n_levels; i++)
    g_string_append (text, close);

  return g_string_free (text, FALSE);
}

static void
test_depth (void)
{
  const FfJsonLimits unlimited = { G_MAXSIZE, G_MAXUINT, G_MAXUINT };
  g_autofree char *arrays = nested ("[", "]", 100000);
  g_autofree char *open = nested ("{\"a\":", "", 100000);
  g_autofree char *deepest = nested ("[", "]", 64);
  g_autofree char *too_deep = nested ("[", "]", 65);
  g_autofree char *deepest_ever = nested ("[", "]", 1000);
  g_autofree char *printed = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (FfJson) value = NULL;
  g_autoptr (FfJson) deep = NULL;

  assert_refused (arrays, -1, NULL, FF_JSON_ERROR_LIMIT, 1, 65);
  assert_refused (open, -1, NULL, FF_JSON_ERROR_LIMIT, 1, 64 * 5 + 1);
  assert_refused (too_deep, -1, NULL, FF_JSON_ERROR_LIMIT, 1, 65);
  assert_refused (arrays, -1, &unlimited, FF_JSON_ERROR_LIMIT, 1, 1001);
  assert_refused (open, -1, &unlimited, FF_JSON_ERROR_LIMIT, 1, 5001);

  value = ff_json_parse (deepest, -1, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (value);

  deep = ff_json_parse (deepest_ever, -1, &unlimited, &error);
  g_assert_no_error (error);
  printed = ff_json_print (deep);
  g_assert_cmpstr (printed, ==, deepest_ever);
}

static void
test_size (void)
{
  const FfJsonLimits limits = { .max_bytes = 10, .max_depth = 9, .max_elements = 9 };
  g_autoptr (GError) error = NULL;
  g_autoptr (FfJson) value = ff_json_parse ("\"12345678\"", -1, &limits, &error);

  g_assert_no_error (error);
  g_clear_pointer (&value, ff_json_unref);

  value = ff_json_parse ("\"123456789\"", -1, &limits, &error);
  g_assert_null (value);
  g_assert_error (error, FF_JSON_ERROR, FF_JSON_ERROR_LIMIT);
}

static void
test_elements (void)
{
  const FfJsonLimits limits = { .max_bytes = 1000, .max_depth = 9, .max_elements = 3 };
  g_autoptr (GError) error = NULL;
  g_autoptr (FfJson) value = ff_json_parse ("[1, {\"a\": 2}]", -1, &limits, &error);

  g_assert_no_error (error);
  g_assert_nonnull (value);
  assert_refused ("[1, {\"a\": 2},\n  3]", -1, &limits, FF_JSON_ERROR_LIMIT, 2, 3);
  assert_refused ("[[], [], {\"a\": 2}]", -1, &limits, FF_JSON_ERROR_LIMIT, 1, 11);
}

/* Large objects are indexed: the last of many is refused as the first would be. */
static void
test_large_object (void)
{
  g_autoptr (GString) text = g_string_new ("{");
  g_autoptr (GError) error = NULL;
  g_autoptr (FfJson) value = NULL;

  for (guint i = 0; i < 50000; i++)
    g_string_append_printf (text, "\"m%u\":%u,\n", i, i);

  g_string_append (text, "\"last\":0}");
  value = ff_json_parse (text->str, -1, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ff_json_get_length (value), ==, 50001);
  g_assert_cmpint (ff_json_get_member_integer (value, "m49999", -1), ==, 49999);
  g_assert_cmpint (ff_json_get_member_integer (value, "m50000", -1), ==, -1);

  g_string_truncate (text, text->len - strlen ("\"last\":0}"));
  g_string_append (text, " \"m7\":0}");
  assert_refused (text->str, -1, NULL, FF_JSON_ERROR_DUPLICATE, 50001, 2);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *path = g_strdup_printf ("/base/json-parse/refused/%s", refused[i].what);

      g_test_add_data_func (path, &refused[i], test_refused);
    }

  for (gsize i = 0; i < G_N_ELEMENTS (accepted); i++)
    {
      g_autofree char *path = g_strdup_printf ("/base/json-parse/accepted/%s", accepted[i].what);

      g_test_add_data_func (path, &accepted[i], test_accepted);
    }

  g_test_add_func ("/base/json-parse/zero-byte", test_zero_byte);
  g_test_add_func ("/base/json-parse/no-bytes", test_no_bytes);
  g_test_add_func ("/base/json-parse/every-cut", test_every_cut);
  g_test_add_func ("/base/json-parse/depth", test_depth);
  g_test_add_func ("/base/json-parse/size", test_size);
  g_test_add_func ("/base/json-parse/elements", test_elements);
  g_test_add_func ("/base/json-parse/large-object", test_large_object);

  return g_test_run ();
}
