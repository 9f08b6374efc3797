#pragma once

#include <adwaita.h>

#include "ui/ff-keeper.h"

G_BEGIN_DECLS

/* The running program: its windows, its library, the sample store and the rehearsal gateway. */

#define FF_TYPE_APPLICATION (ff_application_get_type ())
G_DECLARE_FINAL_TYPE (FfApplication, ff_application, FF, APPLICATION, AdwApplication)

FfApplication *ff_application_new              (void);
FfKeeper      *ff_application_get_keeper       (FfApplication  *self);
/* Starts the rehearsal gateway when it does not run yet, and answers the URL that takes messages. */
char          *ff_application_ensure_rehearsal (FfApplication  *self,
                                                GError        **error);

G_END_DECLS
