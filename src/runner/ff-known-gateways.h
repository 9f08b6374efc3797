#pragma once

#include "base/ff-json.h"

G_BEGIN_DECLS

/* The gateways that a campaign may name, as checks, review and launch want to know them. One function for every
 * program, so that what a check lets pass can be run. */

/* Object: id → {"type", "name", "channels": […], "live": flag, "settings"}. */
FfJson *ff_known_gateways_new      (void);
/* The same, where @id is the rehearsal gateway too: what is sent through it reaches nobody. */
FfJson *ff_known_gateways_rehearse (FfJson     *gateways,
                                    const char *id);

G_END_DECLS
