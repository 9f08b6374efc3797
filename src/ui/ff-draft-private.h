#pragma once

/* Inside of FfDraft: what its files share. */

#include "ui/ff-draft.h"

G_BEGIN_DECLS

struct _FfDraft
{
  GObject        parent_instance;

  FfCampaign    *campaign;
  FfHistory     *history;
  FfEngine      *engine;
  char          *store_url;
  char          *store_error;
  gboolean       needs_password;
  FfJson        *audiences;
  FfJson        *filters;
  FfJson        *gateways;
  FfPlanContext *context;

  FfPlan        *plan;          /* of the document as it is */
  GPtrArray     *problems;
  FfPlan        *counted_plan;  /* that @counts answers */
  FfCounts      *counts;        /* the last complete answer */
  FfPlan        *running_plan;  /* being evaluated */
  FfCounts      *partial;       /* what is known of it so far */
  GCancellable  *cancellable;   /* of the evaluation */
  GCancellable  *closing;       /* of everything, when the draft goes */
  guint          rest_source;

  GPtrArray     *selection;     /* of char*, NULL-terminated */
  char          *active_activity;
  char          *active_port;
  GHashTable    *lit;           /* set of ids; nullable */
  FfAside       *aside;         /* nullable */
  FfJson        *baseline;      /* a document */
  gint64         baseline_at;
};

typedef enum
{
  FF_DRAFT_CHANGED,
  FF_DRAFT_PLANNED,
  FF_DRAFT_COUNTED,
  FF_DRAFT_SELECTION_CHANGED,
  FF_DRAFT_N_SIGNALS
} FfDraftSignal;

void     ff_draft_emit  (FfDraft             *self,
                         FfDraftSignal        signal);
/* Whether @counts, which answers @plan, still holds for what leaves @output now (ff-draft-counts.c). */
gboolean ff_draft_holds (FfPlan              *plan,       /* nullable */
                         FfCounts            *counts,     /* nullable */
                         const FfPlanOutput  *output,
                         const FfCount      **out_count);

G_END_DECLS
