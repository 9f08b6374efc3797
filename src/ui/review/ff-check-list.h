#pragma once

#include <gtk/gtk.h>

#include "ui/ff-draft.h"

G_BEGIN_DECLS

/* What the checks of a campaign say: problems, warnings that a person may accept, remarks, and what passed.
 *
 * Signals:
 *   "show-setting" (char *activity, char *pointer): its place in the design is wanted
 *   "accepted": another warning is accepted, or is not any more */

#define FF_TYPE_CHECK_LIST (ff_check_list_get_type ())
G_DECLARE_FINAL_TYPE (FfCheckList, ff_check_list, FF, CHECK_LIST, GtkWidget)

GtkWidget *ff_check_list_new              (void);
/* Warnings accepted before stay accepted as long as they say the same. */
void       ff_check_list_set              (FfCheckList *self,
                                           FfDraft     *draft);
guint      ff_check_list_get_n_problems   (FfCheckList *self);
guint      ff_check_list_get_n_open       (FfCheckList *self);   /* warnings not accepted yet */
/* The warnings that were accepted, to be kept with the run: [{"activity", "message"}]. */
FfJson    *ff_check_list_dup_accepted     (FfCheckList *self);

G_END_DECLS
