#pragma once

#include "model/ff-campaign.h"
#include "model/ff-state-private.h"

G_BEGIN_DECLS

/* For the document, the history and the clipboard only: everyone else changes a campaign with an edit. */

FfCampaign *ff_campaign_new_from_state (const char     *id,
                                        FfJson         *needs,
                                        FfState        *state);
FfState    *ff_campaign_dup_state      (FfCampaign     *self);
FfJson     *ff_campaign_get_needs      (FfCampaign     *self);

/* One change that fits (ff_state_apply () said so); emits "changed". */
void        ff_campaign_apply          (FfCampaign     *self,
                                        const FfChange *change,
                                        gboolean        reverse);
void        ff_campaign_settle         (FfCampaign     *self);

/* Features of the format that this version knows: names in "needs". */
gboolean    ff_campaign_knows_feature  (const char     *feature);

G_END_DECLS
