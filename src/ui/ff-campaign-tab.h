#pragma once

#include <adwaita.h>

#include "ui/canvas/ff-canvas.h"
#include "ui/ff-draft.h"
#include "ui/ff-keeper.h"

G_BEGIN_DECLS

/* An open campaign: its three views. */

#define FF_TYPE_CAMPAIGN_TAB (ff_campaign_tab_get_type ())
G_DECLARE_FINAL_TYPE (FfCampaignTab, ff_campaign_tab, FF, CAMPAIGN_TAB, AdwBin)

GtkWidget    *ff_campaign_tab_new        (FfDraft       *draft,
                                          FfKeeper      *keeper);
FfDraft      *ff_campaign_tab_get_draft  (FfCampaignTab *self);
const char   *ff_campaign_tab_get_id     (FfCampaignTab *self);   /* of its campaign */
FfCanvas     *ff_campaign_tab_get_canvas (FfCampaignTab *self);
AdwViewStack *ff_campaign_tab_get_stack  (FfCampaignTab *self);   /* "design", "review", "results" */
void          ff_campaign_tab_focus_search (FfCampaignTab *self);
/* Puts the keyboard where one goes on: onto the canvas, or into the view that is shown. */
void          ff_campaign_tab_focus_view (FfCampaignTab *self);
/* When what is shown was last changed, after a crash; 0 else, or once it is dismissed. */
gint64        ff_campaign_tab_get_restored_at (FfCampaignTab *self);
void          ff_campaign_tab_set_restored_at (FfCampaignTab *self,
                                               gint64         restored_at);

G_END_DECLS
