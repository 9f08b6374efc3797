#pragma once

#include "activities/ff-planner.h"
#include "engine/ff-engine.h"
#include "model/ff-edit.h"
#include "ui/ff-aside.h"
#include "ui/ff-count-view.h"

G_BEGIN_DECLS

/* An open campaign as every pane of its tab sees it: document, history, plan,
 * problems, counts and selection. Panes change the campaign only through it,
 * watch it, and never know each other. Main thread.
 *
 * Every applied edit plans anew at once, marks what lies downstream as out of
 * date, and recounts after 300 ms of rest; a superseded count is cancelled.
 *
 * Signals:
 *   "changed"           the document changed (after each applied, undone or redone edit)
 *   "planned"           plan and problems are new
 *   "counted"           counts are new, or their state is
 *   "selection-changed" selection, the active transition, or what is lit, is new
 * Properties: "title", "read-only", "counting" (flag), "store-error" (nullable text, for the banner) */

#define FF_TYPE_DRAFT (ff_draft_get_type ())
G_DECLARE_FINAL_TYPE (FfDraft, ff_draft, FF, DRAFT, GObject)

FfDraft        *ff_draft_new              (FfCampaign  *campaign,
                                           const char  *store_url);   /* opens its engine at once, on a worker */
void            ff_draft_reopen           (FfDraft     *self);         /* tries a store again that could not be opened */
void            ff_draft_set_store        (FfDraft     *self,
                                           const char  *store_url);   /* another one: nothing that was counted holds */
/* The store cannot be opened for want of a password, or with another one. */
gboolean        ff_draft_needs_password   (FfDraft     *self);
void            ff_draft_set_gateways     (FfDraft     *self,
                                           FfJson      *gateways);    /* object: id → {"name", "channels", "live"} */
FfCampaign     *ff_draft_get_campaign     (FfDraft     *self);
FfHistory      *ff_draft_get_history      (FfDraft     *self);
FfEngine       *ff_draft_get_engine       (FfDraft     *self);
const char     *ff_draft_get_store_url    (FfDraft     *self);
FfSchema       *ff_draft_get_schema       (FfDraft     *self);   /* NULL until the store is open */
FfPlanContext  *ff_draft_get_context      (FfDraft     *self);   /* NULL until then */
FfPlan         *ff_draft_get_plan         (FfDraft     *self);   /* NULL until then */
GPtrArray      *ff_draft_get_problems     (FfDraft     *self);   /* of FfProblem, lent */
FfCounts       *ff_draft_get_counts       (FfDraft     *self);   /* the last complete or partial answer; NULL before the first */

/* The only ways to change the document. Takes no reference of @edit. */
gboolean        ff_draft_apply            (FfDraft     *self,
                                           FfEdit      *edit,
                                           const char  *merge_key);
void            ff_draft_undo             (FfDraft     *self);
void            ff_draft_redo             (FfDraft     *self);

/* What to show for an output port now. */
void            ff_draft_get_count        (FfDraft     *self,
                                           const char  *activity,
                                           const char  *port,
                                           FfCountView *out_view);
/* The same for the whole canvas, as a value; a new reference. */
FfCountLabels  *ff_draft_dup_count_labels (FfDraft     *self);

void            ff_draft_recount          (FfDraft     *self);          /* all, at once */
void            ff_draft_cancel           (FfDraft     *self);          /* the count; the earlier value stays */

/* Selection: ids of activities, notes, frames and transitions. */
void            ff_draft_select           (FfDraft     *self,
                                           const char *const *ids,       /* NULL-terminated; nullable: nothing */
                                           gboolean     add);
gboolean        ff_draft_is_selected      (FfDraft     *self,
                                           const char  *id);
const char *const *ff_draft_get_selection (FfDraft     *self);          /* NULL-terminated, in order of selecting */
/* The output port whose people the people panel shows; "" when none. */
void            ff_draft_set_active       (FfDraft     *self,
                                           const char  *activity,
                                           const char  *port);
const char     *ff_draft_get_active_activity (FfDraft  *self);
const char     *ff_draft_get_active_port  (FfDraft     *self);
/* A plan beside the campaign's: what is counted there is told by ff_draft_get_count () too. Nullable; without it, none of
 * its outputs is active. */
void            ff_draft_set_aside        (FfDraft     *self,
                                           FfAside     *aside);
FfAside        *ff_draft_get_aside        (FfDraft     *self);
/* The earlier version that counts are compared with: as opened, or as it was when this was set last. */
void            ff_draft_set_baseline     (FfDraft     *self);
FfJson         *ff_draft_get_baseline     (FfDraft     *self,
                                           gint64      *out_at);          /* µs UTC; nullable */
/* Ids of activities and transitions that stand out from the rest; nullable: none does. */
void            ff_draft_set_lit          (FfDraft     *self,
                                           GHashTable  *ids);            /* set of char*; not changed afterwards */
GHashTable     *ff_draft_get_lit          (FfDraft     *self);

G_END_DECLS
