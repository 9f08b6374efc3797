/* The gateways that a campaign may name. Values, made on any thread, for the
 * context of a plan and for a launch. */

#include "runner/ff-known-gateways.h"

#include <glib/gi18n-lib.h>

#include "send/ff-gateway.h"

static FfJson *
describe (const FfGatewayType *type,
          const char          *name)
{
  FfJson *gateway = ff_json_new_object ();
  FfJson *channels = ff_json_new_array ();

  for (guint i = 0; type->channels[i] != NULL; i++)
    ff_json_take_element (channels, ff_json_new_string (type->channels[i]));

  ff_json_set_string (gateway, "type", type->id);
  ff_json_set_string (gateway, "name", name);
  ff_json_take_member (gateway, "channels", channels);
  ff_json_set_boolean (gateway, "live", !type->is_rehearsal);
  ff_json_take_member (gateway, "settings", ff_json_new_object ());
  return gateway;
}

/**
 * ff_known_gateways_new:
 *
 * The rehearsal gateway is always there. Its address is none of its settings:
 * whoever sends puts in where it listens then.
 *
 * Returns: (transfer full): an object: id → {"type", "name", "channels", "live", "settings"}
 */
FfJson *
ff_known_gateways_new (void)
{
  FfJson *gateways = ff_json_new_object ();

  ff_json_take_member (gateways, "rehearsal", describe (ff_gateways_find ("rehearsal"), _("Rehearsal")));
  return gateways;
}

/**
 * ff_known_gateways_rehearse:
 * @gateways: what ff_known_gateways_new () gave
 * @id: a gateway that an activity names, whether it is there or not
 *
 * Lets the rehearsal gateway stand in for @id.
 *
 * Returns: (transfer full): the gateways from then on
 */
FfJson *
ff_known_gateways_rehearse (FfJson     *gateways,
                            const char *id)
{
  return ff_json_with_member (gateways, id, ff_json_get_member (gateways, "rehearsal"));
}
