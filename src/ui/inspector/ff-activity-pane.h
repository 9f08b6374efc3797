#pragma once

#include <adwaita.h>

#include "ui/ff-draft.h"

G_BEGIN_DECLS

/* One activity in the inspector: head, counts, rule, settings, problems. */

#define FF_TYPE_ACTIVITY_PANE (ff_activity_pane_get_type ())
G_DECLARE_FINAL_TYPE (FfActivityPane, ff_activity_pane, FF, ACTIVITY_PANE, GtkBox)

/* @engine: beside the draft's, for the parts of rules; NULL until the data source is open. */
GtkWidget *ff_activity_pane_new         (FfDraft        *draft,
                                         FfEngine       *engine,
                                         const char     *activity);
void       ff_activity_pane_update      (FfActivityPane *self);
/* The numbers alone. */
void       ff_activity_pane_update_counts (FfActivityPane *self);
void       ff_activity_pane_set_engine  (FfActivityPane *self,
                                         FfEngine       *engine);
/* To what stands at @pointer in the settings; "" the title. */
void       ff_activity_pane_focus       (FfActivityPane *self,
                                         const char     *pointer);
/* Whether the numbers of its rule stand for the rule as it is; TRUE where it has none. */
gboolean   ff_activity_pane_is_counted  (FfActivityPane *self);
/* The window for the rule at @pointer; @place in it may be NULL, and so may @begun, the rule with a first step done. */
GtkWidget *ff_activity_pane_open_editor (FfActivityPane *self,
                                         const char     *pointer,
                                         const char     *place,
                                         FfJson         *begun);

G_END_DECLS
