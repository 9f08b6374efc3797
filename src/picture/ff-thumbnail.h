#pragma once

#include <cairo.h>

#include "model/ff-campaign.h"
#include "picture/ff-geometry.h"
#include "picture/ff-palette.h"

G_BEGIN_DECLS

/* A campaign at a glance: blocks in the colours of their category, joined by
 * lines. Immutable; drawn at any size. */
typedef struct _FfThumbnail FfThumbnail;

FfThumbnail *ff_thumbnail_new   (FfCampaign        *campaign);
FfThumbnail *ff_thumbnail_ref   (FfThumbnail       *self);
void         ff_thumbnail_unref (FfThumbnail       *self);
guint        ff_thumbnail_get_n_blocks (FfThumbnail *self);
FfRect       ff_thumbnail_get_block (FfThumbnail   *self,
                                     guint          index,
                                     FfTint        *out_tint);
void         ff_thumbnail_draw  (FfThumbnail       *self,
                                 cairo_t           *cr,
                                 double             width,
                                 double             height,
                                 const FfPalette   *palette);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FfThumbnail, ff_thumbnail_unref)

G_END_DECLS
