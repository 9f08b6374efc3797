#pragma once

#include <adwaita.h>

#include "ui/ff-draft.h"
#include "ui/people/ff-record-list.h"

G_BEGIN_DECLS

/* The people of the active transition.
 *
 * Signals:
 *   "person-opened" (const char *entity, const char *key): a row was activated */

#define FF_TYPE_PEOPLE_PANEL (ff_people_panel_get_type ())
G_DECLARE_FINAL_TYPE (FfPeoplePanel, ff_people_panel, FF, PEOPLE_PANEL, AdwBin)

GtkWidget    *ff_people_panel_new      (FfDraft       *draft);
FfRecordList *ff_people_panel_get_list (FfPeoplePanel *self);   /* lent */

G_END_DECLS
