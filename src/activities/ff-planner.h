#pragma once

#include "activities/ff-activity-type.h"
#include "base/ff-hash.h"

G_BEGIN_DECLS

/* Campaign → plan and problems. Runs on the main thread: it only reads settings and schema, never data. */

/* Everything outside the document that a plan depends on; an immutable value. */
struct _FfPlanContext
{
  gatomicrefcount ref_count;
  FfSchema  *schema;
  FfJson    *audiences;    /* object: name → {"entity": …} */
  FfJson    *filters;      /* object: id → saved filter; nullable */
  FfJson    *variables;    /* object: name → value, over the document's defaults; nullable */
  GTimeZone *zone;
  gint64     now_usec;     /* the evaluation's one clock reading */
  FfJson    *gateways;     /* object: id → {"name", "channels": […], "live": flag}; nullable */
  char     **file_folders; /* where a file that a document names may stand, in order; nullable */
  gboolean   with_people;  /* the plan also has the output FF_PLAN_PEOPLE: everyone who is reached, each once */
};

FfPlanContext *ff_plan_context_new   (FfSchema *schema, gint64 now_usec);
FfPlanContext *ff_plan_context_ref   (FfPlanContext *self);
void           ff_plan_context_unref (FfPlanContext *self);
FfJson        *ff_plan_context_dup_variables (FfPlanContext *self, FfCampaign *campaign);
/* Where the file of that name stands; NULL when it is in none of the folders. */
char          *ff_plan_context_dup_file (FfPlanContext *self, const char *name);

typedef enum
{
  FF_SEVERITY_NOTE,
  FF_SEVERITY_WARNING,
  FF_SEVERITY_PROBLEM,
} FfSeverity;

typedef struct
{
  FfSeverity  severity;
  char       *activity;   /* id; "" = the campaign */
  char       *pointer;    /* JSON pointer into its settings; "" = the activity itself */
  char       *message;    /* translated: what, where, what to do */
} FfProblem;

void ff_problem_free (FfProblem *self);

/* The plan always comes; activities with problems have outputs without a table and with the reason. */
FfPlan *ff_planner_compile (FfCampaign     *campaign,
                            FfPlanContext  *context,
                            GPtrArray     **out_problems);   /* (nullable) of FfProblem, most severe first per activity in flow order */

/* A campaign and its plan, for editors of rules; both lent. */
typedef struct
{
  FfCampaign *campaign;
  FfPlan     *plan;      /* nullable */
} FfPlanned;

/* Fills what scopes say of the campaign. @planned is lent as long as @scope is. */
void       ff_planned_fill_scope   (FfPlanned  *planned,
                                    FfScope    *scope);

/* Seen by compile and validate of a type. All lent. */
struct _FfPlanning
{
  FfCampaign       *campaign;
  FfPlanContext    *context;
  const FfActivity *activity;
  FfJson           *settings;   /* with defaults filled in */
  FfPlanBuilder    *builder;
  GPtrArray        *problems;
  /* private to ff-planner.c */
  GHashTable       *flows;
  GHashTable       *planned;    /* ids of activities that were */
  GHashTable       *disabled;   /* keys of ports behind a disabled activity */
  gboolean          failed;
};

/* Flows that arrive at an input port, in document order of transitions. An input whose source has no table leaves the
 * array empty and marks this activity's outputs with the reason. Array of FfFlow. */
GArray  *ff_planning_dup_inputs   (FfPlanning *self, const char *port);
/* The only one; FALSE when there is none or it has no table: the caller just returns. */
gboolean ff_planning_get_input    (FfPlanning *self, const char *port, FfFlow *out_flow);
void     ff_planning_set_output   (FfPlanning *self, const char *port, FfFlow flow);
void     ff_planning_set_if_taken (FfPlanning *self, const char *port, FfFlow flow);
/* What leaves a port of an activity that was planned before; FALSE when nothing does. */
gboolean ff_planning_get_output   (FfPlanning *self, const char *activity, const char *port, FfFlow *out_flow);
gboolean ff_planning_is_planned   (FfPlanning *self, const char *activity);
/* No table leaves here in a draft, and why. */
void     ff_planning_set_unknown  (FfPlanning *self, const char *port, const char *reason);
void     ff_planning_problem      (FfPlanning *self, FfSeverity severity, const char *pointer, const char *format, ...) G_GNUC_PRINTF (4, 5);
/* Why the next step drops rows, translated, when there is one reason. More: ff_plan_builder_set_reasons (). */
void     ff_planning_set_reason   (FfPlanning *self, const char *reason);
/* Texts at @pointer (ff-planning-time.c): "2026-03-01 09:00", "09:00", a zone by name or an empty one. Problems are recorded. */
void     ff_planning_check_moment (FfPlanning *self, const char *pointer);
void     ff_planning_check_time   (FfPlanning *self, const char *pointer);
void     ff_planning_check_zone   (FfPlanning *self, const char *pointer);
/* Where the transitions to an input port come from, as people call it: "Recent buyers · Gold". Array of char*. */
GPtrArray *ff_planning_dup_sources (FfPlanning *self, const char *port);
/* Rule or operand at a settings' pointer, over @entity with the carried columns of @flow (nullable step). Problems are recorded; NULL then. */
FfRule    *ff_planning_parse_rule    (FfPlanning *self, const char *pointer, const FfEntity *entity, FfFlow flow);
/* A rule that the type writes itself; its problems stand at @pointer. */
FfRule    *ff_planning_parse_rule_json (FfPlanning *self, FfJson *json, const char *pointer, const FfEntity *entity, FfFlow flow);
FfOperand *ff_planning_parse_operand (FfPlanning *self, const char *pointer, const FfEntity *entity, FfFlow flow);
FfOperand *ff_planning_parse_operand_json (FfPlanning *self, FfJson *json, const char *pointer, const FfEntity *entity, FfFlow flow);
/* {"order": "random"|"by"|"by-random"|"priority"|"filled", "seed": text, "by": [{"by": operand, "descending": flag}],
 * "first": operand, "values": [{"value": text}]} at @pointer. by-random leaves ties to chance; priority puts rows with the
 * values first, filled those where "first" has any, "by" the rest. FALSE with problems recorded. */
gboolean   ff_planning_parse_order   (FfPlanning *self, const char *pointer, const char *otherwise, const FfEntity *entity, FfFlow flow, FfOrder *out_order);
/* A list of {"by", "descending"} at @pointer itself. */
gboolean   ff_planning_parse_order_by (FfPlanning *self, const char *pointer, const FfEntity *entity, FfFlow flow, FfOrder *out_order);
/* {"limit": "none"|"count"|"share"|"share-left", "count": N, "percent": N} at @pointer. */
gboolean   ff_planning_parse_quota   (FfPlanning *self, const char *pointer, FfQuota *out_quota);
/* A text at @pointer that is to be a value of the operand; an empty one is none. */
gboolean   ff_planning_parse_value   (FfPlanning *self, const char *pointer, FfOperand *operand, FfValue *out_value);
/* [{"label": text, "value": operand, "how": …}] at @pointer, over the flow's rows that become one; appends FfMergeOptions.
 * A carried column stands for itself. FALSE with problems recorded. */
gboolean   ff_planning_parse_merges  (FfPlanning *self, const char *pointer, FfFlow flow, GArray *merges);
GArray    *ff_merges_new             (void);
/* What must be equal of two kinds of rows. FALSE with problems recorded. */
gboolean   ff_planning_parse_pairs   (FfPlanning *self, const char *pointer, FfFlow flow, const FfEntity *entity, FfFlow other, GPtrArray *keys);
gboolean   ff_planning_check_comparable (FfPlanning *self, const char *pointer, FfOperand *a, FfOperand *b);
/* The entity that the setting names; the profile when it names none. NULL with the problem recorded. */
const FfEntity *ff_planning_find_entity (FfPlanning *self, const char *pointer);
/* The @member of every item of the list at @pointer, over the flow's dimension. FALSE with problems recorded. */
gboolean   ff_planning_parse_operands (FfPlanning *self, const char *pointer, const char *member, FfFlow flow, GPtrArray *operands);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FfPlanContext, ff_plan_context_unref)

G_END_DECLS
