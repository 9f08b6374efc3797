#pragma once

#include "activities/ff-planner.h"

G_BEGIN_DECLS

/* What the planner and the planning of one activity share. */

void  ff_problems_add       (GPtrArray   *problems,
                             FfSeverity   severity,
                             const char  *activity,
                             const char  *pointer,
                             const char  *message);
/* The key of a port in FfPlanning.flows, whose values are FfFlow. */
char *ff_planning_port_key  (const char  *activity,
                             const char  *port);
/* What leaves a port; without a step, @reason says why. */
void  ff_planning_leave     (FfPlanning  *self,
                             const char  *port,
                             FfFlow       flow,
                             const char  *reason,
                             gboolean     if_taken);
/* Who refers to whom: of FfGraphReference. */
GArray *ff_planning_dup_references (FfCampaign *campaign);
/* The find_title and find_leaving of scopes; @data is the FfPlanning. */
char *ff_planning_find_title (const char *id,
                              gpointer    data);
FfLeaving *ff_planning_find_leaving (const char *id,
                                     const char *port,
                                     gpointer    data);
/* After all activities: the output FF_PLAN_PEOPLE. */
void  ff_people_reached_plan (FfPlanning *self);

/* Problems of the transitions at the activity (ff-planning-joints.c). */
void ff_planning_check_transitions (FfPlanning           *self,
                                    const FfActivityType *type);

G_END_DECLS
