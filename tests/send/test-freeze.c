/* What is frozen of a person's data. */

#include "send/ff-freeze.h"

typedef struct
{
  const char *what;
  const char *data;
  const char *fields;  /* separated by spaces */
  const char *frozen;
} Case;

static const Case cases[] = {
  { "one",     "{\"profile\": {\"a\": 1, \"b\": 2}, \"row\": {}}", "profile.a",         "{\"profile\": {\"a\": 1}}" },
  { "nothing", "{\"profile\": {\"a\": 1}}",                        "",                  "{}" },
  { "missing", "{\"profile\": {\"a\": 1}}",                        "profile.z",         "{\"profile\": {}}" },
  { "whole",   "{\"row\": {\"a\": 1, \"b\": {\"c\": 2}}}",         "row",               "{\"row\": {\"a\": 1, \"b\": {\"c\": 2}}}" },
  { "both",    "{\"row\": {\"a\": 1, \"b\": 2}}",                  "row.a row",         "{\"row\": {\"a\": 1, \"b\": 2}}" },
  { "list",    "{\"row\": {\"items\": [{\"x\": 1}], \"b\": 2}}",   "row.items.x",       "{\"row\": {\"items\": [{\"x\": 1}]}}" },
  { "index",   "{\"row\": {\"items\": {\"x\": 1}, \"b\": 2}}",     "row.items[0].y",    "{\"row\": {\"items\": {\"x\": 1}}}" },
  { "prefix",  "{\"row\": {\"name\": 1, \"name2\": 2}}",           "row.name2",         "{\"row\": {\"name2\": 2}}" },
  { "number",  "{\"row\": {\"n\": 1.50}}",                         "row.n",             "{\"row\": {\"n\": 1.50}}" },
};

static void
test_freeze (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (FfJson) json = ff_json_parse (c->data, -1, &ff_json_document_limits, NULL);
  g_autoptr (FfJson) expected = ff_json_parse (c->frozen, -1, &ff_json_document_limits, NULL);
  g_auto (GStrv) fields = *c->fields != '\0' ? g_strsplit (c->fields, " ", -1) : g_new0 (char *, 1);
  g_autoptr (FfJson) frozen = ff_freeze_values (json, (const char *const *) fields);
  g_autofree char *text = ff_json_print (frozen);
  g_autofree char *expected_text = ff_json_print (expected);

  g_assert_cmpstr (text, ==, expected_text);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/freeze/", cases[i].what, NULL);

      g_test_add_data_func (path, &cases[i], test_freeze);
    }
  return g_test_run ();
}
