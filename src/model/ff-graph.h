#pragma once

#include "model/ff-campaign.h"

G_BEGIN_DECLS

/* Questions about the drawn graph. Lists are NULL-terminated arrays of ids or arrays of lent elements. */

GPtrArray *ff_graph_dup_order       (FfCampaign *campaign);                    /* of const FfActivity*: every activity, after all it depends on; ties by document order */
GPtrArray *ff_graph_dup_inbound     (FfCampaign *campaign, const char *activity, const char *port);  /* of const FfTransition*, port NULL = all */
GPtrArray *ff_graph_dup_outbound    (FfCampaign *campaign, const char *activity, const char *port);
gboolean   ff_graph_reaches         (FfCampaign *campaign, const char *from, const char *to);  /* along transitions; a new one to→from would close a cycle */
GHashTable *ff_graph_dup_downstream (FfCampaign *campaign, const char *activity); /* set of ids, itself excluded */

G_END_DECLS
