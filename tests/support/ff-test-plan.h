#pragma once

/* Plans from JSON, so that tests of steps, the reference evaluator and the
 * engine speak of the same thing:
 *
 *   plan    = [step…]
 *   step    = {"op": "select", "entity": NAME, "rule": rule}
 *           | {"op": "members", "entity": NAME, "audience": NAME}
 *           | {"op": "filter", "in": [flow], "rule": rule}
 *           | {"op": "combine", "how": "union"|"intersection"|"exclusion"|"difference", "in": [flow…],
 *              "policy": "primary"|"common"|"all", "limit": N, "keys": [[operand…]…]}   keys: a list for each input
 *           | {"op": "dedupe", "in": [flow], "keys": [operand…], "ignore-case", "trim": flag or [flag…], "empty-equal": flag,
 *              "keep": N, "order": order, "merge": [merge…]}   0 to keep adds the column "group"
 *           | {"op": "take", "in": [flow], "quota": quota, "order": order, "groups": [operand…],
 *              "cells": [{"values": [value…], "count": N}…]}   values: one for each group
 *           | {"op": "split", "in": [flow], "subsets": [{"rule", "quota", "order", "groups", "code"}…], "overlapping", "hashed": flag,
 *              "column": NAME}   all in one table with it
 *           | {"op": "relate", "in": [flow], "link": NAME, "merge": [merge…]}
 *           | {"op": "enrich", "in": [flow], "columns": [{"name", "operand"}…]}
 *           | {"op": "look-up", "in": [flow], "link": NAME, "rule", "order", "first": N, "columns": [{"name", "operand"}…]}
 *           | {"op": "look-up", "in": [flow, flow], "keys": [[operand…], [operand…]], "order", "first", "columns"}
 *           | {"op": "match", "in": [flow], "entity": NAME, "keys": [[operand…], [operand…]], "order", "many": "first"|"all"|"unmatched"}
 *           | {"op": "mark", "in": [flow], "name": NAME, "value": text}
 *             and, where it drops rows, "reasons": [text…]
 *   merge   = {"how": "first"|"filled"|"min"|"max"|"sum"|"average"|"count"|"join", "of": operand, "replaces": NAME or "name": NAME}
 *   flow    = step's place in the plan, or [place, output]
 *   order   = [rank…] | {"by": [rank…], "seed": N}
 *   rank    = {"by": operand, "descending": flag} and "values": [value…] or "filled": true
 *   value   = text of a value of the operand's type, or null
 *   quota   = {"count": N} | {"share": [N, D]} | {"share-left": [N, D]}; absent: all
 *
 * Output o of step s leaves through the port "o" of the activity "s". */

#include "plan/ff-plan.h"
#include "store/ff-store.h"

G_BEGIN_DECLS

/* 2026-07-21T12:00:00Z: the clock reading of every test's rules. */
/* The campaign that rules of plans stand in. */
#define FF_TEST_CAMPAIGN_ID "c1"
#define FF_TEST_CAMPAIGN_NAME "Spring"

#define FF_TEST_NOW G_GINT64_CONSTANT (1784635200000000)

/* JSON with ' for ". */
FfJson    *ff_test_json           (const char     *text);
/* NULL, with a message, when a rule is refused. @audiences: (nullable): as FfScope */
FfPlan    *ff_test_plan           (FfSchema       *schema,
                                   FfJson         *json,
                                   FfJson         *audiences);
/* For the plans that are made from now on: UTC and weeks from Monday (0) at first. */
void       ff_test_plan_set_calendar (const char *zone,
                                   guint           week_start);
/* Why the last one was. */
const char *ff_test_plan_get_refusal (void);
guint      ff_test_flow_step      (FfJson         *flow);
guint      ff_test_flow_output    (FfJson         *flow);
/* All rows of a flow in key order with its carried columns: "1", "1|gold|3", NULL as "-"; rows joined by " ". */
char      *ff_test_dup_rows       (FfStore        *store,
                                   FfFlow          flow,
                                   const char     *fingerprint);

G_END_DECLS
