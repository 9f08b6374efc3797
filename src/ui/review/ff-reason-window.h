#pragma once

#include <adwaita.h>

#include "runner/ff-launch.h"
#include "ui/ff-draft.h"
#include "ui/people/ff-record-list.h"

G_BEGIN_DECLS

/* The people behind a number of the ladder: whom a reason leaves out, or who gets a message. */

#define FF_TYPE_REASON_WINDOW (ff_reason_window_get_type ())
G_DECLARE_FINAL_TYPE (FfReasonWindow, ff_reason_window, FF, REASON_WINDOW, AdwWindow)

GtkWidget    *ff_reason_window_new      (GtkWindow      *parent,
                                         FfDraft        *draft,
                                         FfLaunch       *launch,
                                         const char     *outbox_path,
                                         guint           channel,    /* as ff_launch_get_channel () counts */
                                         FfReason        reason);    /* FF_REASON_NONE: who gets a message */
FfRecordList *ff_reason_window_get_list (FfReasonWindow *self);

G_END_DECLS
