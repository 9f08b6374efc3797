#pragma once

#include "model/ff-document.h"
#include "model/ff-edit.h"

G_BEGIN_DECLS

/* Clipboard: some elements as JSON text, and back as an edit that gives fresh ids, keeps relative layout, drops
 * transitions to activities that were not copied and renames clashes. */
char       *ff_fragment_copy   (FfCampaign         *campaign,
                                const char *const  *ids);
gboolean    ff_fragment_paste  (FfCampaign         *campaign,
                                const char         *text,
                                int                 x,
                                int                 y,
                                FfEdit             *edit,       /* recorded into */
                                char             ***out_ids,    /* (nullable): of what is to be selected */
                                GError            **error);

G_END_DECLS
