#pragma once

#include "plan/ff-step.h"

G_BEGIN_DECLS

/* A campaign compiled to what must be computed, free of how it was drawn: steps in dependency order, and which step's
 * output leaves through which port of which activity. Immutable once built; shared between threads. */

/* The port of the campaign itself, whose activity is "": everyone whom a channel activity reaches, each once. */
#define FF_PLAN_PEOPLE "people"

/* What leaves one port. */
typedef struct
{
  char     *activity;    /* id */
  char     *port;        /* id */
  FfFlow    flow;        /* step NULL: no table, and @reason says why */
  char     *reason;      /* translated: "not counted: connect an audience"; nullable */
  gboolean  if_taken;    /* passes here only if the run takes this port */
} FfPlanOutput;

typedef struct _FfPlan        FfPlan;
typedef struct _FfPlanBuilder FfPlanBuilder;

FfPlan             *ff_plan_ref            (FfPlan     *self);
void                ff_plan_unref          (FfPlan     *self);
FfSchema           *ff_plan_get_schema     (FfPlan     *self);
guint               ff_plan_get_n_steps    (FfPlan     *self);
FfStep             *ff_plan_get_step       (FfPlan     *self,
                                            guint       index);
guint               ff_plan_get_n_outputs  (FfPlan     *self);
const FfPlanOutput *ff_plan_get_output     (FfPlan     *self,
                                            guint       index);
const FfPlanOutput *ff_plan_find_output    (FfPlan     *self,
                                            const char *activity,
                                            const char *port);

/* The builder that activities write to. Each add copies or refs what it is given, returns output 0 of the new step and
 * computes its hash, tables and carried columns. */
FfPlanBuilder *ff_plan_builder_new          (FfSchema        *schema);
void           ff_plan_builder_free         (FfPlanBuilder   *self);
/* Where the following steps come from. */
void           ff_plan_builder_set_origin   (FfPlanBuilder   *self,
                                             const char      *activity,
                                             const char      *pointer);
/* Why the next step drops rows, in words, as its operation counts them: a column of its dropped rows. Copied. */
void           ff_plan_builder_set_reasons  (FfPlanBuilder   *self,
                                             const char *const *reasons);
FfFlow         ff_plan_builder_add_select   (FfPlanBuilder   *self,
                                             const FfEntity  *entity,
                                             FfRule          *rule);        /* nullable: all */
FfFlow         ff_plan_builder_add_members  (FfPlanBuilder   *self,
                                             const FfEntity  *entity,
                                             const char      *audience);
FfFlow         ff_plan_builder_add_load     (FfPlanBuilder   *self,
                                             const char      *name,
                                             const char      *path,
                                             const FfFileFormat *format);
FfFlow         ff_plan_builder_add_filter   (FfPlanBuilder   *self,
                                             FfFlow           input,
                                             FfRule          *rule);
FfFlow         ff_plan_builder_add_combine  (FfPlanBuilder   *self,
                                             FfCombineHow     how,
                                             const FfFlow    *inputs,       /* primary first; one dimension */
                                             guint            n_inputs);
typedef struct
{
  FfCombineHow    how;
  FfColumnPolicy  policy;   /* union */
  gint64          limit;    /* union: at most so many; -1: no limit */
  GPtrArray      *keys;     /* nullable: by key. Of FfOperand, what is compared: as many for each input, input by input */
} FfCombineOptions;
FfFlow         ff_plan_builder_add_combine_with (FfPlanBuilder *self,
                                             const FfCombineOptions *options,
                                             const FfFlow    *inputs,
                                             guint            n_inputs);
/* A value of a row that several became. */
typedef struct
{
  FfMergeHow     how;
  FfOperand     *operand;
  const char    *replaces;   /* name of a carried column that it stands for; nullable: a new column … */
  const char    *name;       /* … of this name; made unique */
  const char    *label;
} FfMergeOptions;
typedef struct
{
  GPtrArray     *keys;       /* of FfOperand */
  const guint   *key_flags;  /* of FfKeyFlags, as many; nullable: exact */
  gboolean       empty_equal;
  gint64         keep;       /* of each group; 0: all, with the number of their group as a column */
  const FfOrder *order;      /* nullable: by key */
  const FfMergeOptions *merges;   /* only when one is kept */
  guint          n_merges;
} FfDedupeOptions;
FfFlow         ff_plan_builder_add_dedupe   (FfPlanBuilder   *self,
                                             FfFlow           input,
                                             const FfDedupeOptions *options);
FfFlow         ff_plan_builder_add_take     (FfPlanBuilder   *self,
                                             FfFlow           input,
                                             const FfQuota   *quota,
                                             const FfOrder   *order,
                                             GPtrArray       *groups,       /* nullable */
                                             GArray          *cells);       /* nullable: of FfCell */
FfFlow         ff_plan_builder_add_split    (FfPlanBuilder   *self,
                                             FfFlow           input,
                                             FfSplitHow       how,
                                             const FfSubset  *subsets,
                                             guint            n_subsets);
/* All subsets in one table, with a column that says which. */
FfFlow         ff_plan_builder_add_split_in_one (FfPlanBuilder *self,
                                             FfFlow           input,
                                             FfSplitHow       how,
                                             const FfSubset  *subsets,
                                             guint            n_subsets,
                                             const char      *name,         /* wished; made unique */
                                             const char      *label);
FfFlow         ff_plan_builder_add_relate   (FfPlanBuilder   *self,
                                             FfFlow           input,
                                             const FfLink    *link);
/* The same where several rows may lead to one: to one row. */
FfFlow         ff_plan_builder_add_relate_with (FfPlanBuilder *self,
                                             FfFlow           input,
                                             const FfLink    *link,
                                             const FfMergeOptions *merges,
                                             guint            n_merges);
typedef struct
{
  const FfLink  *link;       /* nullable: of @other, by equal @keys */
  FfRule        *rule;       /* nullable: the linked rows that count */
  FfFlow         other;
  GPtrArray     *keys;       /* of FfOperand: what must be equal, of the input and then of @other */
  const FfOrder *order;      /* nullable: by key */
  guint          n_first;    /* of the rows found */
  const char    *list;       /* nullable: what templates call them all */
  GPtrArray     *operands;   /* of FfOperand, over the rows found */
  const char   **names;      /* wished; made unique, of several rows with their place */
  const char   **labels;     /* also what a list's rows call them */
} FfLookUpOptions;
FfFlow         ff_plan_builder_add_look_up  (FfPlanBuilder   *self,
                                             FfFlow           input,
                                             const FfLookUpOptions *options);
typedef struct
{
  const FfEntity *entity;    /* whose rows are looked for */
  GPtrArray      *keys;      /* of FfOperand: what must be equal, of the input and then of @entity */
  const FfOrder  *order;     /* nullable: by key */
  FfManyPolicy    many;
} FfMatchOptions;
FfFlow         ff_plan_builder_add_match    (FfPlanBuilder   *self,
                                             FfFlow           input,
                                             const FfMatchOptions *options);
FfFlow         ff_plan_builder_add_enrich   (FfPlanBuilder   *self,
                                             FfFlow           input,
                                             GPtrArray       *operands,     /* of FfOperand */
                                             const char     **names,        /* wished column names; made unique */
                                             const char     **labels);
FfFlow         ff_plan_builder_add_mark     (FfPlanBuilder   *self,
                                             FfFlow           input,
                                             const char      *name,
                                             const char      *label,
                                             const FfType    *type,
                                             const FfValue   *value);
/* Another output of the same step. */
FfFlow         ff_flow_output               (FfFlow           flow,
                                             guint            output);
const FfEntity *ff_flow_get_entity          (FfFlow           flow);
GPtrArray     *ff_flow_get_columns          (FfFlow           flow);        /* of FfColumn, lent */
/* Whether one of them has the name and the type of @column. */
gboolean       ff_columns_have              (GPtrArray       *columns,
                                             const FfColumn  *column);

/* A flow of a finished plan of the same schema, with every step it comes from: for a plan that goes on from there. */
FfFlow         ff_plan_builder_include      (FfPlanBuilder   *self,
                                             FfFlow           flow);

/* What leaves @port of @activity. A flow without a step needs a reason. */
void           ff_plan_builder_set_output   (FfPlanBuilder   *self,
                                             const char      *activity,
                                             const char      *port,
                                             FfFlow           flow,
                                             const char      *reason,
                                             gboolean         if_taken);
FfPlan        *ff_plan_builder_finish       (FfPlanBuilder   *self);        /* frees the builder */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FfPlan, ff_plan_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FfPlanBuilder, ff_plan_builder_free)

G_END_DECLS
