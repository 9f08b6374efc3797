#pragma once

#include "model/ff-campaign.h"

G_BEGIN_DECLS

/* What differs between two versions of a campaign document, element by element. */

typedef enum
{
  FF_CHANGE_ADDED,
  FF_CHANGE_REMOVED,
  FF_CHANGE_CHANGED,
} FfChangeHow;

typedef struct
{
  FfChangeHow    how;
  FfElementKind  kind;
  char          *id;         /* "" = the campaign itself */
  char         **pointers;   /* changed: JSON pointers into the element: "/label", "/settings/rule"; else empty */
} FfChange;

/* Array of FfChange: the campaign, then each kind in the order of @after, what was removed last. */
GPtrArray *ff_campaign_list_changes (FfCampaign *before,
                                     FfCampaign *after);

G_END_DECLS
