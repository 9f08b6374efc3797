#pragma once

/* Inside of the room: an evaluation of some or all steps of a plan inside of
 * one snapshot. */

#include "engine/ff-counts-private.h"
#include "engine/ff-engine.h"

G_BEGIN_DECLS

/* Called between two steps, on the worker: others may read what is there. */
typedef void (*FfEvaluatePause) (FfStore  *store,
                                 gpointer  user_data);

/* An engine whose store rests after @rest_usec without a question. */
FfEngine   *ff_engine_new_resting     (const char           *store_url,
                                       gint64                rest_usec);
FfCounts   *ff_evaluate_with_pauses   (FfStore              *store,
                                       FfPlan               *plan,
                                       FfEngineProgress      progress,
                                       gpointer              progress_data,
                                       FfEvaluatePause       pause,          /* nullable */
                                       gpointer              pause_data,
                                       GCancellable         *cancellable,
                                       GError              **error);
/* The name of what @step leaves in the current snapshot. */
char       *ff_evaluate_dup_name      (FfStore              *store,
                                       FfStep               *step);
/* Counts @step and all before it, as far as they do not stand. Between begin and end. */
gboolean    ff_evaluate_step          (FfStore              *store,
                                       FfStep               *step,
                                       GCancellable         *cancellable,
                                       GError              **error);
FfPage     *ff_evaluate_people_held   (FfStore              *store,
                                       FfPlan               *plan,
                                       const FfPeopleRequest *request,
                                       GCancellable         *cancellable,
                                       GError              **error);

/* What the pages and the file of people read (ff-people.c). NULL with the reason. */
const FfPlanOutput *ff_people_find_output (FfPlan               *plan,
                                           const FfPeopleRequest *request,
                                           GError              **error);
FfOperand  *ff_people_parse           (FfJson               *json,
                                       const FfScope        *scope,
                                       GError              **error);
GPtrArray  *ff_people_parse_all       (FfJson               *json,           /* array */
                                       const FfScope        *scope,
                                       GError              **error);
GPtrArray  *ff_people_parse_operands  (FfPlan               *plan,
                                       const FfPlanOutput   *output,
                                       FfJson               *json,
                                       GError              **error);

/* Which working tables of a store are kept for an undo (ff-kept.c). */
void        ff_kept_touch             (FfStore              *store,
                                       const char           *fingerprint,
                                       gint64                n_keys);
void        ff_kept_drop_oldest       (FfStore              *store,
                                       GHashTable           *needed);        /* fingerprints that stay */

G_END_DECLS
