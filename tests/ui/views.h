#pragma once

#include "ui/ff-window.h"

G_BEGIN_DECLS

/* The views of the program, for pictures and for tests of what is seen. A new view is one row of the table. */

typedef struct
{
  const char *name;
  void      (*show)     (FfWindow *window);
  gboolean  (*is_ready) (FfWindow *window);   /* nullable */
  gboolean    at_all_sizes;                   /* else at the first one */
  gboolean    in_dialog;                      /* drawn from a window over the main one, which is closed then */
} FfTestView;

/* Ends with one without a name. */
extern const FfTestView ff_test_views[];

/* Before the first: the library has a counted campaign then, and the tab bar a tab. */
void       ff_test_views_open (FfWindow         *window,
                               double            messages_a_second);
/* Returns the window to look at. */
GtkWindow *ff_test_view_show  (const FfTestView *view,
                               FfWindow         *window,
                               gboolean          dark,
                               int               width,
                               int               height);
void       ff_test_view_leave (const FfTestView *view);

G_END_DECLS
