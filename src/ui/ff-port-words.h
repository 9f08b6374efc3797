#pragma once

#include "model/ff-campaign.h"

G_BEGIN_DECLS

/* Names of outputs as people read them. Caller frees. */

/* “Split by tier · Gold → Gold preview” where exactly one transition leaves the output, else the output alone. */
char *ff_port_words_dup_transition (FfCampaign       *campaign,
                                    const FfActivity *activity,
                                    const char       *port);

G_END_DECLS
