#pragma once

#include <adwaita.h>

#include "ui/ff-draft.h"

G_BEGIN_DECLS

#define FF_TYPE_PEOPLE_PANEL (ff_people_panel_get_type ())
G_DECLARE_FINAL_TYPE (FfPeoplePanel, ff_people_panel, FF, PEOPLE_PANEL, AdwBin)

GtkWidget *ff_people_panel_new (FfDraft *draft);

G_END_DECLS
