/* The public conformance cases of Liquid. They are read where they lie and not
 * copied: FF_SHARED names the folder. */

#include "message/ff-template.h"

#include <string.h>

static FfJson *cases;

static char *
render (FfJson  *c,
        GError **error)
{
  FfTemplateOptions options = { FF_TEMPLATE_TEXT, ff_json_get_member (c, "templates") };
  g_autoptr (FfTemplate) template = ff_template_compile (ff_json_get_member_string (c, "template", ""), &options, error);

  return template != NULL ? ff_template_render (template, ff_json_get_member (c, "data"), NULL, error) : NULL;
}

static gboolean
is_expected (FfJson     *c,
             const char *text)
{
  FfJson *results = ff_json_get_member (c, "results");

  for (guint i = 0; i < ff_json_get_length (results); i++)
    if (g_strcmp0 (ff_json_get_string (ff_json_get_element (results, i)), text) == 0)
      return TRUE;

  return results == NULL && g_strcmp0 (ff_json_get_member_string (c, "result", NULL), text) == 0;
}

static gboolean
run_case (FfJson *c)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = render (c, &error);
  g_autofree char *printed = NULL;

  if (ff_json_get_member_boolean (c, "invalid", FALSE) ? text == NULL : text != NULL && is_expected (c, text))
    return TRUE;

  printed = ff_json_print (c);
  g_test_message ("%s\n  gave: %s", printed, text != NULL ? text : error->message);
  return FALSE;
}

static void
test_all (void)
{
  FfJson *list = ff_json_get_member (cases, "tests");
  guint n_passed = 0;

  for (guint i = 0; i < ff_json_get_length (list); i++)
    n_passed += run_case (ff_json_get_element (list, i));

  g_test_message ("%u of %u cases pass", n_passed, ff_json_get_length (list));
  g_assert_cmpuint (n_passed, ==, ff_json_get_length (list));
  g_assert_cmpuint (n_passed, >, 0);
}

static void
test_absent (void)
{
  g_test_skip ("the shared folder with liquid/cases.json is not here; FF_SHARED names it");
}

int
main (int    argc,
      char **argv)
{
  const char *shared = g_getenv ("FF_SHARED");
  g_autofree char *path = g_build_filename (shared != NULL ? shared : "", "liquid", "cases.json", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  int status;
  gsize length;

  g_test_init (&argc, &argv, NULL);

  if (shared == NULL || *shared == '\0' || !g_file_get_contents (path, &text, &length, NULL))
    {
      g_test_add_func ("/liquid/conformance/absent", test_absent);
      return g_test_run ();
    }

  cases = ff_json_parse (text, (gssize) length, &ff_json_document_limits, &error);
  g_assert_no_error (error);
  g_test_add_func ("/liquid/conformance/all", test_all);
  status = g_test_run ();
  ff_json_unref (cases);

  return status;
}
