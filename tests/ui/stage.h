#pragma once

#include "ui/ff-application.h"
#include "ui/ff-window.h"

G_BEGIN_DECLS

/* Where every view can be looked at: the real application and its window, on a library of its own. One per program. */

/* After everything is there, for what moves to end. */
#define FF_STAGE_REST_MSEC 400

/* FF_TEXT, when set, is the size of text in percent. */
FfWindow   *ff_stage_open        (void);
void        ff_stage_close       (void);
/* Lets the main loop run. */
void        ff_stage_rest        (guint        msec);
/* The same until it is so; ends the program when it takes too long. */
void        ff_stage_wait        (gboolean   (*is_ready) (FfWindow *window),
                                  const char  *what);
GtkWidget  *ff_stage_get_content (GtkWindow   *window);
/* Of the content. */
void        ff_stage_resize      (GtkWindow   *window,
                                  int          width,
                                  int          height);
/* The content on the ground of its window. */
GdkTexture *ff_stage_draw        (GtkWindow   *window);

G_END_DECLS
