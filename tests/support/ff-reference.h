#pragma once

/* A naive evaluator, written from what the rules are to mean: all rows in memory, plain
 * loops, three-valued logic. It reads the JSON of rules and plans itself and
 * shares no code with the compiler or the store; only the data model and the
 * value type are theirs. */

#include "query/ff-schema.h"

G_BEGIN_DECLS

/* A value with what it is. */
typedef struct
{
  FfType  type;
  FfValue value;
} FfRefCell;

/* One row of a flow. */
typedef struct
{
  FfValue   **row;       /* of the entity: one for each column, lent */
  GPtrArray  *carried;   /* of FfRefCell */
} FfRefRow;

typedef struct
{
  const FfEntity *entity;
  GPtrArray      *names;    /* of char*: the carried columns */
  GPtrArray      *types;    /* of FfType*: theirs */
  GPtrArray      *rows;     /* of FfRefRow, in key order */
  gint64          n_rows;   /* met on the way */
  gint64          n_missing; /* rows that a quota asked for and that were not there */
} FfRefFlow;

typedef struct _FfReference FfReference;

/* Loads everything. */
FfReference *ff_reference_new        (const char  *path,
                                      FfSchema    *schema);
void         ff_reference_free       (FfReference *self);
/* Keys of a saved audience: an array of canonical keys. */
void         ff_reference_set_audience (FfReference       *self,
                                        const char        *name,
                                        const char        *entity,
                                        const char *const *keys);
/* Array of arrays of FfRefFlow: the outputs of each step of the plan. */
GPtrArray   *ff_reference_evaluate   (FfReference *self,
                                      FfJson      *plan,
                                      gint64       now_usec);
/* Whether a sum has left the 64 bits, here or in a part that a database need not look at. */
gboolean     ff_reference_has_overflowed (FfReference *self);
void         ff_reference_overflow   (FfReference *self);
void         ff_reference_begin      (FfReference *self);
/* As ff_test_dup_rows (). */
char        *ff_ref_flow_dup_rows    (FfRefFlow   *flow);

/* Rules, for tests of them alone: 1, 0, or -1 for unknown. */
gint         ff_reference_judge      (FfReference *self,
                                      FfJson      *rule,
                                      const FfEntity *entity,
                                      FfRefFlow   *flow,      /* nullable */
                                      FfRefRow    *row,
                                      gint64       now_usec);
FfRefCell    ff_reference_value      (FfReference *self,
                                      FfJson      *operand,
                                      const FfEntity *entity,
                                      FfRefFlow   *flow,      /* nullable */
                                      FfRefRow    *row,
                                      gint64       now_usec);
FfRefCell    ff_reference_expression (FfReference *self,
                                      const char  *text,
                                      const FfEntity *entity,
                                      FfRefFlow   *flow,      /* nullable */
                                      FfRefRow    *row,       /* one without values: for what kind it is */
                                      gint64       now_usec);
/* What the campaigns that are evaluated from now on count in: UTC and weeks from Monday (0) at first. */
void         ff_reference_set_calendar (const char *zone,
                                      guint        week_start);
/* Inside. */
const FfEntity *ff_reference_find_entity (FfReference *self,
                                      const char  *name);
GPtrArray   *ff_reference_get_rows   (FfReference *self,
                                      const char  *entity);
gboolean     ff_reference_is_member  (FfReference *self,
                                      const char  *audience,
                                      const FfEntity *entity,
                                      FfValue    **row);
/* What was evaluated so far of the plan, as ff_reference_evaluate () gives it; lent. */
void         ff_reference_set_outputs (FfReference *self,
                                      GPtrArray   *outputs);
/* Whether the row is among those of {"activity": place of a step, "port": its output}. */
gboolean     ff_reference_leaves    (FfReference *self,
                                      FfJson      *named,
                                      const FfEntity *entity,
                                      FfValue    **row);
FfSchema    *ff_reference_get_schema (FfReference *self);
char        *ff_ref_dup_key          (const FfEntity *entity,
                                      FfValue    **row);
gint         ff_ref_compare_values   (const FfValue *a,
                                      const FfValue *b);
gint         ff_ref_compare_keys     (const FfEntity *entity,
                                      FfValue    **a,
                                      FfValue    **b);
gint         ff_ref_column_place     (const FfEntity *entity,
                                      const char  *name);
void         ff_ref_cell_free        (gpointer     cell);

G_END_DECLS
