#pragma once

#include <adwaita.h>

#include "ui/ff-draft.h"

G_BEGIN_DECLS

/* The outputs of an activity that has several, each with its count; activating
 * one shows its people. */

#define FF_TYPE_PORT_LIST (ff_port_list_get_type ())
G_DECLARE_FINAL_TYPE (FfPortList, ff_port_list, FF, PORT_LIST, AdwBin)

GtkWidget *ff_port_list_new    (FfDraft    *draft,
                                const char *activity);
void       ff_port_list_update (FfPortList *self);

G_END_DECLS
