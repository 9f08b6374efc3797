#pragma once

#include <adwaita.h>

#include "ui/ff-draft.h"

G_BEGIN_DECLS

#define FF_TYPE_INSPECTOR (ff_inspector_get_type ())
G_DECLARE_FINAL_TYPE (FfInspector, ff_inspector, FF, INSPECTOR, AdwBin)

GtkWidget *ff_inspector_new (FfDraft *draft);

G_END_DECLS
