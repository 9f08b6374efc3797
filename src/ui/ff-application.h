#pragma once

#include <adwaita.h>

#include "ui/ff-keeper.h"

G_BEGIN_DECLS

/* The running program: its windows, its library, the sample store and the sends that go on.
 *
 * Properties: "sample-progress" (double: 0 to 1 while the sample store is being written, else -1),
 * "sample-error" (nullable text: why the last writing failed) */

#define FF_TYPE_APPLICATION (ff_application_get_type ())
G_DECLARE_FINAL_TYPE (FfApplication, ff_application, FF, APPLICATION, AdwApplication)

FfApplication *ff_application_new                 (void);
FfKeeper      *ff_application_get_keeper          (FfApplication  *self);

/* Of the sample store. One that is not there yet is begun; until it stands, opening it fails. */
char          *ff_application_dup_sample_url      (FfApplication  *self);
/* Writes the sample store in the background unless it is there. */
void           ff_application_ensure_sample       (FfApplication  *self);
gboolean       ff_application_has_sample          (FfApplication  *self);
double         ff_application_get_sample_progress (FfApplication  *self);
const char    *ff_application_get_sample_error    (FfApplication  *self);

/* Remembers which campaigns are open, for the next start. */
void           ff_application_save_session        (FfApplication  *self);

G_END_DECLS
