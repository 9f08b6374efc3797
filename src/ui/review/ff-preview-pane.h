#pragma once

#include <gtk/gtk.h>

#include "runner/ff-launch.h"
#include "runner/ff-preview.h"

G_BEGIN_DECLS

/* The message of one send activity as real people would get it, person by person.
 *
 * Signals: "channel-changed": previews of another activity are wanted */

#define FF_TYPE_PREVIEW_PANE (ff_preview_pane_get_type ())
G_DECLARE_FINAL_TYPE (FfPreviewPane, ff_preview_pane, FF, PREVIEW_PANE, GtkWidget)

GtkWidget  *ff_preview_pane_new         (void);
/* The activities of @launch become the choice; the same one stays chosen. */
void        ff_preview_pane_set_launch  (FfPreviewPane *self,
                                         FfLaunch      *launch);    /* nullable: nothing can be shown */
/* Lent; NULL when there is none. */
FfChannel  *ff_preview_pane_get_channel (FfPreviewPane *self);
/* @previews (of FfPreview) is kept; NULL: they are being read. @are_all: there are no more of them. */
void        ff_preview_pane_set         (FfPreviewPane *self,
                                         GPtrArray     *previews,
                                         gboolean       are_all);
void        ff_preview_pane_set_error   (FfPreviewPane *self,
                                         const char    *text);
/* The person shown; -1: nobody. */
int         ff_preview_pane_get_index   (FfPreviewPane *self);

G_END_DECLS
