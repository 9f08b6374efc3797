/* Liquid: any text compiles or is told where it is wrong; what compiles
 * renders within its limits, in each format, and no value escapes its place. */

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "message/ff-template.h"

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

static const char data_text[] =
  "{\"profile\": {\"first_name\": \"<script>\\\"'&Ada\", \"last_name\": \"김민지\", \"empty\": \"\", \"nothing\": null, \"born\": \"1984-02-29\","
  " \"since\": \"2026-07-01T12:00:00Z\", \"points\": 1234, \"spend\": 19.90, \"staff\": false, \"url\": \"javascript:alert(1)\"},"
  " \"row\": {\"total\": -0.5, \"big\": 9223372036854775807, \"items\": [{\"name\": \"Tent\", \"price\": 10.5}, {\"name\": \"Rope\","
  " \"price\": 3}, {\"name\": null}], \"tags\": [\"b\", \"a\", \"B\"], \"nested\": [[1, 2], [3, []]]}, \"a\": 1, \"b\": [1, 2, 3], \"s\": \"x\"}";

static void
render (const char       *text,
        FfTemplateFormat  format,
        FfJson           *values)
{
  static const FfTemplateLimits limits = { .max_steps = 20000, .max_depth = 8, .max_output = 1 << 16, .max_memory = 1 << 20 };
  FfTemplateOptions options = { .format = format };
  FfRenderOptions render_options = { .limits = &limits, .now_at = G_GINT64_CONSTANT (1782907200000000) };
  g_autoptr (FfJson) fragments = ff_json_new_object ();
  g_autoptr (FfTemplate) template = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) fields = NULL;
  g_auto (GStrv) bare = NULL;
  g_autofree char *out = NULL;

  /* A fragment that may include itself. */
  ff_json_set_string (fragments, "f", text);
  options.fragments = fragments;
  template = ff_template_compile (text, &options, &error);
  g_assert ((template == NULL) == (error != NULL));
  if (template == NULL)
    return;

  fields = ff_template_dup_fields (template);
  bare = ff_template_dup_fields_without_default (template);
  g_assert (g_strv_length (bare) <= g_strv_length (fields));

  out = ff_template_render (template, values, &render_options, &error);
  g_assert ((out == NULL) == (error != NULL));
  if (out == NULL)
    return;

  g_assert (strlen (out) <= limits.max_output);
  g_assert (g_utf8_validate (out, -1, NULL));
  if (format == FF_TEMPLATE_HTML && strstr (text, "raw") == NULL && strstr (text, "script") == NULL)
    g_assert (strstr (out, "<script>") == NULL);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  static FfJson *values = NULL;
  g_autofree char *text = g_strndup ((const char *) data, size);

  if (values == NULL)
    values = ff_json_parse (data_text, -1, &ff_json_document_limits, NULL);

  g_assert_nonnull (values);
  for (FfTemplateFormat format = FF_TEMPLATE_TEXT; format <= FF_TEMPLATE_JSON; format++)
    render (text, format, values);
  return 0;
}
