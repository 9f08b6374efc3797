#pragma once

#include "model/ff-campaign.h"

G_BEGIN_DECLS

/* Names of outputs as people read them. Caller frees. */

/* “Split by tier, Gold” where there are several outputs, else the activity's title. */
char *ff_port_words_dup_output     (const FfActivity *activity,
                                    const char       *port);
/* The same with “→ Gold preview” where exactly one transition leaves it. */
char *ff_port_words_dup_transition (FfCampaign       *campaign,
                                    const FfActivity *activity,
                                    const char       *port);

G_END_DECLS
