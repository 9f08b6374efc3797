#pragma once

#include <gtk/gtk.h>

#include "ui/results/ff-dispatch.h"

G_BEGIN_DECLS

/* What the rehearsal gateway received, newest first, and the message that is selected.
 *
 * Signals: "changed": a page came, or an error */

#define FF_TYPE_INBOX_VIEW (ff_inbox_view_get_type ())
G_DECLARE_FINAL_TYPE (FfInboxView, ff_inbox_view, FF, INBOX_VIEW, GtkWidget)

GtkWidget *ff_inbox_view_new     (FfDispatch  *dispatch);
/* Reads anew; asks nothing before the first refresh, which starts the gateway. */
void       ff_inbox_view_refresh (FfInboxView *self);
gint64     ff_inbox_view_get_n   (FfInboxView *self);    /* received in all; -1 before the first answer */

G_END_DECLS
