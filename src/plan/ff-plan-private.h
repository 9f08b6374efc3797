#pragma once

/* Inside of the room: how steps are filled, hashed and held by a plan. */

#include "plan/ff-plan.h"

G_BEGIN_DECLS

struct _FfPlan
{
  gatomicrefcount  ref_count;
  FfSchema        *schema;
  GPtrArray       *steps;    /* of FfStep, in dependency order */
  GPtrArray       *outputs;  /* of FfPlanOutput */
};

FfStep  *ff_step_new            (FfStepOp        op,
                                 const FfEntity *entity);
void     ff_step_set_inputs     (FfStep         *self,
                                 const FfFlow   *inputs,
                                 guint           n_inputs);
void     ff_step_add_leaving    (FfStep         *self);
/* Once the content is there: what it reads, and the hash of it all. */
void     ff_step_seal           (FfStep         *self);
void     ff_order_copy          (const FfOrder  *self,    /* nullable: by key */
                                 FfOrder        *out_copy);
void     ff_plan_output_free    (FfPlanOutput   *self);

G_END_DECLS
