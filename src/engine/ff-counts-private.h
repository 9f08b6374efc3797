#pragma once

/* Inside of the room: how an evaluation fills its answer. */

#include "engine/ff-counts.h"

G_BEGIN_DECLS

FfCounts   *ff_counts_new              (gint64      taken_at,
                                        const char *data_version,
                                        gboolean    interrupted);
/* Takes over the texts inside of @count. */
void        ff_counts_take             (FfCounts   *self,
                                        const char *activity,
                                        const char *port,
                                        FfCount    *count);
/* Which working table holds what a step of this hash left. */
void        ff_counts_set_fingerprint  (FfCounts   *self,
                                        const char *step_hash,
                                        const char *fingerprint);
const char *ff_counts_get_fingerprint  (FfCounts   *self,
                                        const char *step_hash);

G_END_DECLS
