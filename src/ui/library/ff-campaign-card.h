#pragma once

#include <gtk/gtk.h>

#include "library/ff-library.h"
#include "picture/ff-thumbnail.h"

G_BEGIN_DECLS

/* One campaign, template or removed campaign of the library: picture, name, state, people, problems, last change. */

#define FF_TYPE_CAMPAIGN_CARD (ff_campaign_card_get_type ())
G_DECLARE_FINAL_TYPE (FfCampaignCard, ff_campaign_card, FF, CAMPAIGN_CARD, GtkFlowBoxChild)

GtkWidget   *ff_campaign_card_new           (const FfLibraryEntry *entry);
/* What it says is new; @entry is copied. */
void         ff_campaign_card_set_entry     (FfCampaignCard       *self,
                                             const FfLibraryEntry *entry);
void         ff_campaign_card_set_thumbnail (FfCampaignCard       *self,
                                             FfThumbnail          *thumbnail);
/* “2 minutes ago” is an hour later something else. */
void         ff_campaign_card_update_time   (FfCampaignCard       *self);

const char  *ff_campaign_card_get_id        (FfCampaignCard       *self);
const char  *ff_campaign_card_get_name      (FfCampaignCard       *self);
const char  *ff_campaign_card_get_state     (FfCampaignCard       *self);   /* "draft", …, "template", "damaged" */
gint64       ff_campaign_card_get_changed_at (FfCampaignCard      *self);
gboolean     ff_campaign_card_is_removed    (FfCampaignCard       *self);
/* "library.open" and its like, for what the card is. */
const char  *ff_campaign_card_get_action    (FfCampaignCard       *self);

G_END_DECLS
