#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The seconds between confirming and the first message: a visible countdown with Undo. Nothing has left until it ends.
 *
 * Signals: "ended": the time is over; "undone": a person said no */

#define FF_TYPE_HOLD (ff_hold_get_type ())
G_DECLARE_FINAL_TYPE (FfHold, ff_hold, FF, HOLD, GtkWidget)

GtkWidget *ff_hold_new        (void);
/* @seconds 0 ends it on the next turn of the main loop. */
void       ff_hold_start      (FfHold     *self,
                               const char *deed,       /* “Rehearse 11,975 Emails” */
                               int         seconds);
void       ff_hold_undo       (FfHold     *self);      /* nothing happens when it does not run */
gboolean   ff_hold_is_running (FfHold     *self);

G_END_DECLS
