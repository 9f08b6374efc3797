/* The strict JSON door: whatever comes in is told where it is broken, or is a
 * value that prints and reads as itself. */

#include <stddef.h>
#include <stdint.h>

#include "base/ff-json.h"

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  const FfJsonLimits limits = { 1 << 16, 32, 2000 };
  g_autoptr (GError) error = NULL;
  g_autoptr (FfJson) json = ff_json_parse ((const char *) data, (gssize) size, &limits, &error);
  g_autoptr (FfJson) again = NULL;
  g_autofree char *text = NULL;
  g_autofree char *pretty = NULL;

  g_assert ((json == NULL) == (error != NULL));
  if (json == NULL)
    return 0;

  text = ff_json_print (json);
  again = ff_json_parse (text, -1, &ff_json_document_limits, &error);
  g_assert_no_error (error);
  g_assert (ff_json_equal (json, again));

  ff_json_unref (again);
  pretty = ff_json_print_pretty (json);
  again = ff_json_parse (pretty, -1, &ff_json_document_limits, &error);
  g_assert_no_error (error);
  g_assert (ff_json_equal (json, again));
  return 0;
}
