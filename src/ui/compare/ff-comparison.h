#pragma once

#include "ui/ff-draft.h"

G_BEGIN_DECLS

/* Keeps an aside of a draft up to date for as long as it lives: made of each plan that the draft has counted, counted
 * in one snapshot, and set beside it. Main thread; the engine's worker counts.
 *
 * Signals:
 *   "answered": counts, or the error, are new */

#define FF_TYPE_COMPARISON (ff_comparison_get_type ())
G_DECLARE_FINAL_TYPE (FfComparison, ff_comparison, FF, COMPARISON, GObject)

/* Makes the aside, with its titles, of the draft's present plan; NULL with the reason. */
typedef FfAside *(*FfComparisonMake) (FfDraft   *draft,
                                      gpointer   user_data,
                                      GError   **error);

FfComparison *ff_comparison_new       (FfDraft          *draft,
                                       FfComparisonMake  make,
                                       gpointer          user_data);
/* Asks again although the plan is the same: what else it is made of is new. */
void          ff_comparison_restart   (FfComparison     *self);
FfAside      *ff_comparison_get_aside (FfComparison     *self);   /* lent; NULL until the first answer, and on an error */
const GError *ff_comparison_get_error (FfComparison     *self);   /* nullable */

G_END_DECLS
