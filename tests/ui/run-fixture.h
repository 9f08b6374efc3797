#pragma once

/* What the tests of people, review and results share: a small sample store, a template campaign as a draft, a library,
 * and a window to show pages in. All of it in a folder that is removed again. */

#include <adwaita.h>

#include "ui/ff-draft.h"
#include "ui/ff-keeper.h"
#include "ui/people/ff-record-list.h"

G_BEGIN_DECLS

typedef struct
{
  char      *folder;
  FfKeeper  *keeper;
  FfDraft   *draft;
  GtkWindow *window;
} RunFixture;

/* FALSE, and the test skipped, without a display. */
gboolean   run_fixture_init       (int          *argc,
                                   char       ***argv);
void       run_fixture_set_up     (RunFixture   *self,
                                   const char   *template_id);
void       run_fixture_tear_down  (RunFixture   *self);
void       run_fixture_show       (RunFixture   *self,
                                   GtkWidget    *child,
                                   int           width,
                                   int           height);

/* Runs the main loop until @func says TRUE; fails the test after 20 s. */
typedef gboolean (*RunCondition) (gpointer data);
void       run_until              (RunCondition  func,
                                   gpointer      data);
/* All counts are there. */
void       run_fixture_count      (RunFixture   *self);
/* A picture of the window into $FF_SHOTS, if that is set. */
void       run_fixture_shoot      (RunFixture   *self,
                                   const char   *name);
/* Depth first: the first mapped or unmapped descendant for which all given hold; NULL: any. */
GtkWidget *run_find               (GtkWidget    *root,
                                   GType         type,
                                   const char   *css_class,
                                   const char   *text);     /* of a label, or of the label of a button */
/* A row that is there with its texts, read if it was not. */
FfRecord  *run_read_row           (FfRecordList *list,
                                   guint         position);
guint      run_count_text         (GtkWidget    *root,
                                   const char   *text);     /* visible labels with exactly this text */

G_END_DECLS
