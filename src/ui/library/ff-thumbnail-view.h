#pragma once

#include <gtk/gtk.h>

#include "picture/ff-thumbnail.h"

G_BEGIN_DECLS

/* A campaign at a glance, as large as it is allowed to be. */

#define FF_TYPE_THUMBNAIL_VIEW (ff_thumbnail_view_get_type ())
G_DECLARE_FINAL_TYPE (FfThumbnailView, ff_thumbnail_view, FF, THUMBNAIL_VIEW, GtkWidget)

GtkWidget *ff_thumbnail_view_new           (void);
void       ff_thumbnail_view_set_thumbnail (FfThumbnailView *self,
                                            FfThumbnail     *thumbnail);   /* nullable: the plain ground */

G_END_DECLS
