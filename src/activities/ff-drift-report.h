#pragma once

#include "activities/ff-planner.h"
#include "query/ff-data-model.h"

G_BEGIN_DECLS

/* What a drift of the data breaks: the activities of a campaign that read what is gone or another than before. */
typedef struct
{
  char      *activity;   /* id */
  char      *title;
  GPtrArray *drifts;     /* of FfDrift, lent: what it reads of them */
  char      *problem;    /* what the planner says now and did not before; nullable */
} FfDriftedActivity;

/* @context: of the schema as it is now; borrowed. @drifts: of FfDrift, from ff_data_model_apply (). In the order of the document. */
GPtrArray *ff_drift_report_new   (FfCampaign        *campaign,
                                  FfPlanContext     *context,
                                  FfDataModel       *model,
                                  FfSchema          *found,
                                  GPtrArray         *drifts);    /* of FfDriftedActivity */
void       ff_drifted_activity_free (FfDriftedActivity *self);

G_END_DECLS
