#pragma once

#include "model/ff-campaign.h"

G_BEGIN_DECLS

/* Questions about the drawn graph. Lists are NULL-terminated arrays of ids or arrays of lent elements. */

/* That @to depends on @from beside what is drawn: ids of activities, lent. */
typedef struct
{
  const char *from;
  const char *to;
} FfGraphReference;

/* The same after what else they refer to (of FfGraphReference); a reference that would close a circle is left out. */
GPtrArray *ff_graph_dup_order_referring (FfCampaign *campaign, GArray *references);
GPtrArray *ff_graph_dup_order       (FfCampaign *campaign);                    /* of const FfActivity*: every activity, after all it depends on; ties by document order */
GPtrArray *ff_graph_dup_inbound     (FfCampaign *campaign, const char *activity, const char *port);  /* of const FfTransition*, port NULL = all */
GPtrArray *ff_graph_dup_outbound    (FfCampaign *campaign, const char *activity, const char *port);
gboolean   ff_graph_reaches         (FfCampaign *campaign, const char *from, const char *to);  /* along transitions; a new one to→from would close a cycle */
GHashTable *ff_graph_dup_downstream (FfCampaign *campaign, const char *activity); /* set of ids, itself excluded */

G_END_DECLS
