#pragma once

#include "ui/ff-application.h"
#include "ui/ff-window.h"

G_BEGIN_DECLS

/* What tests of the window share: a library of their own, the real application, and waiting. One per program. */

/* Sets the environment up: temporary library, preferences in memory. With @n_people above 0 a sample store of so many
 * stands there already. Ends the program as skipped when there is no display. */
void           ff_ui_fixture_start     (gint64      n_people);
/* Closes windows and library, and removes the folder. */
void           ff_ui_fixture_end       (void);
const char    *ff_ui_fixture_get_path  (void);
/* Registered once, without a window. */
FfApplication *ff_ui_fixture_get_app   (void);
/* Waits for the main loop; fails the test after a minute. */
#define ff_ui_wait_until(condition)                                            \
  G_STMT_START                                                                 \
  {                                                                            \
    for (guint wait_i_ = 0; !(condition); wait_i_++)                           \
      {                                                                        \
        if (wait_i_ > 6000)                                                    \
          g_error ("%s:%d: waited in vain for: %s", __FILE__, __LINE__, #condition); \
        ff_ui_rest (10);                                                       \
      }                                                                        \
  }                                                                            \
  G_STMT_END
void           ff_ui_rest              (guint       msec);
void           ff_ui_remove_tree       (const char *path);
/* The first widget below @root of @type whose text, label or name is @text (NULL: any). */
GtkWidget     *ff_ui_find              (GtkWidget  *root,
                                        GType       type,
                                        const char *text);
/* The first widget below @root that runs @action. */
GtkWidget     *ff_ui_find_action       (GtkWidget  *root,
                                        const char *action);

G_END_DECLS
