#pragma once

#include "engine/ff-counts.h"

G_BEGIN_DECLS

/* A plan beside the campaign's own, made of it: the regions of an overlap, who joined and who left. While a draft has
 * one, its outputs can be opened like those of the campaign. Filled by whoever makes it, then not changed. */

typedef struct
{
  FfPlan     *plan;
  FfCounts   *counts;   /* nullable: not counted yet */
  GHashTable *titles;   /* “ACTIVITY\nPORT” → what the output is called */
} FfAside;

FfAside    *ff_aside_new       (FfPlan     *plan);
FfAside    *ff_aside_ref       (FfAside    *self);
void        ff_aside_unref     (FfAside    *self);
void        ff_aside_set_title (FfAside    *self,
                                const char *activity,
                                const char *port,
                                const char *title);
const char *ff_aside_get_title (FfAside    *self,
                                const char *activity,
                                const char *port);   /* NULL: no such output */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FfAside, ff_aside_unref)

G_END_DECLS
