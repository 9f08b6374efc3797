/* Fields: defaults, visibility, and each problem at its place. */

#include "base/ff-field.h"

#include <glib/gi18n-lib.h>

static const FfChoice choices[] = {
  { "none", N_("No limit") },
  { "count", N_("Number") },
  { "share", N_("Percent") },
  { NULL },
};

static const FfField subset_fields[] = {
  { .key = "label", .kind = FF_FIELD_TEXT, .label = N_("Label"), .required = TRUE },
  { .key = "limit", .kind = FF_FIELD_CHOICE, .label = N_("Limit"), .choices = choices, .default_json = "\"none\"" },
  { .key = "count", .kind = FF_FIELD_INTEGER, .label = N_("Number"), .required = TRUE, .max = 1000,
    .visible_key = "limit", .visible_value = "count" },
  { NULL },
};

static const FfField fields[] = {
  { .key = "subsets", .kind = FF_FIELD_LIST, .label = N_("Subsets"), .required = TRUE, .fields = subset_fields,
    .item_label = N_("Subset") },
  { .key = "overlap", .kind = FF_FIELD_FLAG, .label = N_("Overlapping"), .default_json = "false" },
  { .key = "overlap-name", .kind = FF_FIELD_TEXT, .label = N_("Name"), .required = TRUE,
    .visible_key = "overlap", .visible_value = "true" },
  { .key = "overlap-size", .kind = FF_FIELD_REAL, .label = N_("Size"), .min = -1, .max = 1,
    .visible_key = "overlap-name", .visible_value = "sized|scaled" },
  { .key = "every", .kind = FF_FIELD_DURATION, .label = N_("Every"), .min = 1, .max = 100 },
  { .key = "order", .kind = FF_FIELD_ORDER, .label = N_("Order") },
  { .key = "rule", .kind = FF_FIELD_RULE, .label = N_("Rule") },
  { .key = "share", .kind = FF_FIELD_REAL, .label = N_("Share"), .default_json = "2.50", .min = 0, .max = 100 },
  { .key = "size", .kind = FF_FIELD_INTEGER, .label = N_("Size"), .min = 1, .max = 10 },
  { .key = "offset", .kind = FF_FIELD_INTEGER, .label = N_("Offset") },
  { .key = "password", .kind = FF_FIELD_SECRET, .label = N_("Password"), .required = TRUE },
  { NULL },
};

static FfJson *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  FfJson *value = ff_json_parse (text, -1, NULL, &error);

  g_assert_no_error (error);

  return value;
}

static const FfField *
field (const char *key)
{
  for (const FfField *f = fields; f->key != NULL; f++)
    if (g_str_equal (f->key, key))
      return f;

  g_assert_not_reached ();
}

static void
test_new_settings (void)
{
  g_autoptr (FfJson) settings = ff_fields_new_settings (fields);
  g_autofree char *printed = ff_json_print (settings);

  g_assert_cmpstr (printed, ==, "{\"overlap\":false,\"share\":2.50}");
}

/* Settings as a document has them, and with their defaults. */
static void
test_fill_settings (void)
{
  const char *const pairs[][2] = {
    { "{}", "{\"overlap\":false,\"share\":2.50}" },
    { "{\"later\":1,\"share\":null,\"overlap\":true}", "{\"later\":1,\"share\":2.50,\"overlap\":true}" },
    { "[1]", "[1]" },
    { "7", "7" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autoptr (FfJson) settings = parse (pairs[i][0]);
      g_autoptr (FfJson) filled = ff_fields_fill_settings (fields, settings);
      g_autoptr (FfJson) untouched = ff_fields_fill_settings (NULL, settings);
      g_autofree char *printed = ff_json_print (filled);

      g_assert_cmpstr (printed, ==, pairs[i][1]);
      g_assert_true (untouched == settings);
    }
}

static void
test_dup_value (void)
{
  g_autoptr (FfJson) settings = parse ("{\"share\": 7, \"overlap\": null}");
  g_autoptr (FfJson) own = ff_field_dup_value (field ("share"), settings);
  g_autoptr (FfJson) by_default = ff_field_dup_value (field ("overlap"), settings);
  g_autoptr (FfJson) none = ff_field_dup_value (field ("size"), settings);
  g_autoptr (FfJson) without_settings = ff_field_dup_value (field ("share"), NULL);

  g_assert_cmpstr (ff_json_get_number_text (own), ==, "7");
  g_assert_cmpint (ff_json_get_kind (by_default), ==, FF_JSON_BOOLEAN);
  g_assert_null (none);
  g_assert_cmpstr (ff_json_get_number_text (without_settings), ==, "2.50");
}

typedef struct
{
  const char *settings;
  const char *key;
  gboolean    is_visible;
} Visibility;

static const Visibility visibilities[] = {
  { "{}", "overlap", TRUE },
  { "{}", "overlap-name", FALSE },
  { "{\"overlap\": true}", "overlap-name", TRUE },
  { "{\"overlap\": \"true\"}", "overlap-name", FALSE },
  { "{\"overlap\": true, \"overlap-name\": \"sized\"}", "overlap-size", TRUE },
  { "{\"overlap\": true, \"overlap-name\": \"other\"}", "overlap-size", FALSE },
  { "{\"overlap\": false, \"overlap-name\": \"sized\"}", "overlap-size", FALSE },
  { "{\"overlap\": true, \"overlap-name\": \"scaled\"}", "overlap-size", TRUE },
  { "{\"overlap\": true, \"overlap-name\": \"sized|scaled\"}", "overlap-size", FALSE },
  { "{\"overlap\": true}", "overlap-size", FALSE },
};

static void
test_is_visible (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (visibilities); i++)
    {
      const Visibility *c = &visibilities[i];
      g_autoptr (FfJson) settings = parse (c->settings);

      g_test_message ("%s in %s", c->key, c->settings);
      g_assert_cmpint (ff_field_is_visible (fields, field (c->key), settings), ==, c->is_visible);
    }
}

typedef struct
{
  const char *what;
  const char *settings;
  const char *problems; /* a line each */
} Check;

#define SUBSETS "\"subsets\": [{\"label\": \"Gold\"}]"

static const Check checks[] = {
  { "good",          "{" SUBSETS "}", "" },
  { "complete",      "{" SUBSETS ", \"overlap\": true, \"overlap-name\": \"sized\", \"overlap-size\": -0.5,"
                     " \"every\": {\"amount\": 2, \"unit\": \"week\"}, \"rule\": {\"all\": []}, \"size\": 1e1,"
                     " \"order\": [{\"by\": {\"attribute\": \"id\"}, \"descending\": true}, {\"by\": {\"a\": 1}}]}", "" },
  { "unknown",       "{" SUBSETS ", \"later\": 1}", "" },
  { "no-object",     "[]", ": The settings here must be an object.\n" },
  { "required",      "{}", "/subsets: “Subsets” is not set.\n" },
  { "required-null", "{\"subsets\": null}", "/subsets: “Subsets” is not set.\n" },
  { "required-none", "{\"subsets\": []}", "/subsets: “Subsets” is not set.\n" },
  { "required-space", "{\"subsets\": [{\"label\": \" \\t\"}]}", "/subsets/0/label: “Label” is not set.\n" },
  { "required-shown", "{" SUBSETS ", \"overlap\": true}", "/overlap-name: “Name” is not set.\n" },
  { "hidden",        "{" SUBSETS ", \"overlap-size\": \"wrong but hidden\"}", "" },
  { "no-list",       "{\"subsets\": {\"label\": 1}}", "/subsets: “Subsets” must be a list.\n" },
  { "item-no-object", "{\"subsets\": [{\"label\": \"a\"}, 7]}", "/subsets/1: The settings here must be an object.\n" },
  { "item-choice",   "{\"subsets\": [{\"label\": \"a\"}, {\"label\": \"b\", \"limit\": \"some\"}]}",
                     "/subsets/1/limit: “Limit” has no choice “some”.\n" },
  { "item-shown",    "{\"subsets\": [{\"label\": \"a\", \"limit\": \"count\"}]}",
                     "/subsets/0/count: “Number” is not set.\n" },
  { "item-range",    "{\"subsets\": [{\"label\": \"a\", \"limit\": \"count\", \"count\": 1001}]}",
                     "/subsets/0/count: “Number” must be from 0 to 1000.\n" },
  { "choice-kind",   "{\"subsets\": [{\"label\": \"a\", \"limit\": 3}]}",
                     "/subsets/0/limit: “Limit” must be one of its choices.\n" },
  { "text-kind",     "{\"subsets\": [{\"label\": 3}]}", "/subsets/0/label: “Label” must be a text.\n" },
  { "flag-kind",     "{" SUBSETS ", \"overlap\": 1}", "/overlap: “Overlapping” must be yes or no.\n" },
  { "real-kind",     "{" SUBSETS ", \"share\": \"10\"}", "/share: “Share” must be a number.\n" },
  { "real-range",    "{" SUBSETS ", \"share\": 100.5}", "/share: “Share” must be from 0 to 100.\n" },
  { "integer-kind",  "{" SUBSETS ", \"size\": 1.5}", "/size: “Size” must be a whole number.\n" },
  { "integer-large", "{" SUBSETS ", \"offset\": 9223372036854775808}", "/offset: “Offset” must be a whole number.\n" },
  { "integer-free",  "{" SUBSETS ", \"offset\": -9223372036854775808}", "" },
  { "integer-range", "{" SUBSETS ", \"size\": 0}", "/size: “Size” must be from 1 to 10.\n" },
  { "rule-kind",     "{" SUBSETS ", \"rule\": [1]}", "/rule: “Rule” must be an object.\n" },
  { "duration-kind", "{" SUBSETS ", \"every\": 3}", "/every: “Every” must be an amount with a unit.\n" },
  { "duration-range", "{" SUBSETS ", \"every\": {\"amount\": 0, \"unit\": \"day\"}}",
                     "/every/amount: “Every” must be from 1 to 100.\n" },
  { "duration-parts", "{" SUBSETS ", \"every\": {\"amount\": -1, \"unit\": \"moon\"}}",
                     "/every/amount: The amount of “Every” must be a whole number, 0 or more.\n"
                     "/every/unit: The unit of “Every” must be minutes, hours, days, weeks, months or years.\n" },
  { "order-kind",    "{" SUBSETS ", \"order\": \"id\"}", "/order: “Order” must be a list.\n" },
  { "order-item",    "{" SUBSETS ", \"order\": [{\"by\": {\"a\": 1}}, {\"descending\": true}, {\"by\": {}, \"descending\": 1}]}",
                     "/order/1: “Order” must say what to order by and in which direction.\n"
                     "/order/2: “Order” must say what to order by and in which direction.\n" },
  { "two",           "{\"overlap\": 0, \"size\": 11}",
                     "/subsets: “Subsets” is not set.\n"
                     "/overlap: “Overlapping” must be yes or no.\n"
                     "/size: “Size” must be from 1 to 10.\n" },
};

static void
problem_cb (const char *pointer,
            const char *message,
            gpointer    user_data)
{
  g_string_append_printf (user_data, "%s: %s\n", pointer, message);
}

static void
test_check (gconstpointer data)
{
  const Check *c = data;
  g_autoptr (FfJson) settings = parse (c->settings);
  g_autoptr (GString) problems = g_string_new (NULL);

  ff_fields_check (fields, settings, problem_cb, problems);
  g_assert_cmpstr (problems->str, ==, c->problems);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/field/new-settings", test_new_settings);
  g_test_add_func ("/base/field/fill-settings", test_fill_settings);
  g_test_add_func ("/base/field/dup-value", test_dup_value);
  g_test_add_func ("/base/field/is-visible", test_is_visible);

  for (gsize i = 0; i < G_N_ELEMENTS (checks); i++)
    {
      g_autofree char *path = g_strdup_printf ("/base/field/check/%s", checks[i].what);

      g_test_add_data_func (path, &checks[i], test_check);
    }

  return g_test_run ();
}
