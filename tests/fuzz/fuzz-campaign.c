/* Campaign documents: broken ones are told, whole ones print and read as
 * themselves, and can be planned whatever their settings hold. */

#include <stddef.h>
#include <stdint.h>

#include "fuzz-store.h"
#include "model/ff-document.h"
#include "model/ff-graph.h"

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FfCampaign) campaign = ff_document_parse ((const char *) data, (gssize) size, &error);
  g_autoptr (FfCampaign) again = NULL;
  g_autoptr (GPtrArray) order = NULL;
  g_autofree char *text = NULL;
  g_autofree char *second = NULL;

  g_assert ((campaign == NULL) == (error != NULL));
  if (campaign == NULL)
    return 0;

  text = ff_document_print (campaign);
  again = ff_document_parse (text, -1, &error);
  g_assert_no_error (error);
  second = ff_document_print (again);
  g_assert_cmpstr (text, ==, second);

  order = ff_graph_dup_order (campaign);
  g_assert_cmpuint (order->len, ==, ff_campaign_get_n_activities (campaign));
  fuzz_store_try (campaign, FALSE);
  return 0;
}
