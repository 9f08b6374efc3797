#pragma once

#include <adwaita.h>

#include "engine/ff-explain.h"
#include "model/ff-campaign.h"

G_BEGIN_DECLS

/* Why each activity let one person through or not, as rows below each other. Main thread. */

GtkWidget  *ff_person_path_new     (FfCampaign          *campaign,
                                    const FfExplanation *explanation);
/* Set of ids: the activities and transitions that the person is on. */
GHashTable *ff_person_path_dup_lit (FfCampaign          *campaign,
                                    const FfExplanation *explanation);

G_END_DECLS
