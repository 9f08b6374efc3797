#pragma once

#include <adwaita.h>

#include "ui/ff-draft.h"

G_BEGIN_DECLS

/* What the inspector shows beside a single activity: the campaign when nothing
 * is selected, a transition, a note or frame, several things. Each has an
 * update function; what they show comes from the draft. */

/* The campaign. Signal "fix" (activity, pointer): a problem there is to be shown. */
#define FF_TYPE_CAMPAIGN_PANE (ff_campaign_pane_get_type ())
G_DECLARE_FINAL_TYPE (FfCampaignPane, ff_campaign_pane, FF, CAMPAIGN_PANE, GtkBox)
GtkWidget *ff_campaign_pane_new      (FfDraft          *draft);
void       ff_campaign_pane_update   (FfCampaignPane   *self);
void       ff_campaign_pane_focus    (FfCampaignPane   *self);

#define FF_TYPE_TRANSITION_PANE (ff_transition_pane_get_type ())
G_DECLARE_FINAL_TYPE (FfTransitionPane, ff_transition_pane, FF, TRANSITION_PANE, GtkBox)
GtkWidget *ff_transition_pane_new    (FfDraft          *draft,
                                      const char       *transition);
void       ff_transition_pane_update (FfTransitionPane *self);

#define FF_TYPE_REMARK_PANE (ff_remark_pane_get_type ())
G_DECLARE_FINAL_TYPE (FfRemarkPane, ff_remark_pane, FF, REMARK_PANE, GtkBox)
GtkWidget *ff_remark_pane_new        (FfDraft          *draft,
                                      FfElementKind     kind,     /* note or frame */
                                      const char       *id);
void       ff_remark_pane_update     (FfRemarkPane     *self);
void       ff_remark_pane_focus      (FfRemarkPane     *self);

#define FF_TYPE_SEVERAL_PANE (ff_several_pane_get_type ())
G_DECLARE_FINAL_TYPE (FfSeveralPane, ff_several_pane, FF, SEVERAL_PANE, GtkBox)
GtkWidget *ff_several_pane_new       (FfDraft          *draft);
void       ff_several_pane_update    (FfSeveralPane    *self);

G_END_DECLS
