#pragma once

#include "message/ff-liquid-tree-private.h"
#include "message/ff-template.h"

G_BEGIN_DECLS

/* One render: its values, its limits and where it is. Lives on the stack of
 * ff_template_render (). */

typedef struct
{
  const char    *name;   /* interned */
  FfLiquidValue  value;
} FfLiquidSlot;

/* What the names of a template mean: its own for a template and what it
 * includes, another for each fragment rendered apart. */
typedef struct _FfLiquidScope FfLiquidScope;

struct _FfLiquidScope
{
  FfLiquidScope      *parent;      /* of a fragment rendered apart */
  FfJson             *data;        /* NULL in a fragment rendered apart */
  GArray             *assigned;    /* nullable; of FfLiquidSlot: assign and capture */
  GArray             *counters;    /* nullable; of FfLiquidSlot: increment and decrement */
  GHashTable         *offsets;     /* nullable; key of a loop → where it stopped; keys lent */
  GHashTable         *cycles;      /* nullable; key of a cycle → next value */
  guint               first_slot;
  const FfLiquidLoop *loop;        /* innermost */
};

typedef enum
{
  FF_LIQUID_GOES_ON,
  FF_LIQUID_BREAKS,
  FF_LIQUID_CONTINUES,
} FfLiquidInterrupt;

typedef struct
{
  const FfLiquidProgram  *program;
  const FfTemplateLimits *limits;
  FfTemplateFormat        format;
  gint64                  now_at;   /* 0: not asked yet */
  GTimeZone              *zone;     /* nullable */

  FfLiquidArena           arena;
  GString                *out;
  GString                *scratch;  /* of escaping twice */
  gint64                  n_steps_left;
  guint                   depth;

  FfLiquidScope          *scope;
  GArray                 *slots;    /* of FfLiquidSlot: loops and arguments, innermost last */
  FfLiquidInterrupt       interrupt;
  gboolean                is_apart; /* inside a fragment rendered apart: include is not allowed */
  GString                *changed;  /* nullable; what ifchanged printed last */

  const char             *fragment; /* where we are, for errors */
  FfLiquidPlace           place;
  GError                 *error;
} FfLiquidRun;

gboolean      ff_liquid_run             (FfLiquidRun              *run,
                                         FfJson                   *data);

/* FALSE with run->error: the value cannot be worked with. Always FALSE. */
gboolean      ff_liquid_run_fail        (FfLiquidRun              *run,
                                         const char               *format,
                                         ...) G_GNUC_PRINTF (2, 3);
/* Always FALSE. */
gboolean      ff_liquid_run_fail_limit  (FfLiquidRun              *run,
                                         const char               *sentence);
/* Counts work; FALSE with run->error when it was the last that is allowed. */
gboolean      ff_liquid_run_spend       (FfLiquidRun              *run,
                                         gint64                    n_steps);
/* Room for @n_bytes in the arena; NULL with run->error beyond the limit. */
gpointer      ff_liquid_run_alloc       (FfLiquidRun              *run,
                                         gsize                     n_bytes);
/* FALSE with run->error when the arena is over its limit. */
gboolean      ff_liquid_run_check       (FfLiquidRun              *run);
gint64        ff_liquid_run_get_now     (FfLiquidRun              *run);

gboolean      ff_liquid_run_evaluate    (FfLiquidRun              *run,
                                         const FfLiquidExpression *expression,
                                         FfLiquidValue            *out_value);
gboolean      ff_liquid_run_chain       (FfLiquidRun              *run,
                                         const FfLiquidChain      *chain,
                                         FfLiquidValue            *out_value);
gboolean      ff_liquid_run_conditions  (FfLiquidRun              *run,
                                         const FfLiquidBranch     *branch,
                                         gboolean                 *out_is_true);
FfLiquidValue ff_liquid_run_look_up     (FfLiquidRun              *run,
                                         const char               *name);  /* interned, or of a value */
/* Whole number of an option such as limit; an error for anything else. */
gboolean      ff_liquid_run_to_integer  (FfLiquidRun              *run,
                                         FfLiquidValue             value,
                                         gint64                   *out_integer);

/* Prints a value where it stands. */
gboolean      ff_liquid_run_print       (FfLiquidRun              *run,
                                         FfLiquidValue             value,
                                         const FfLiquidSpot       *spot);
gboolean      ff_liquid_run_print_raw   (FfLiquidRun              *run,
                                         const char               *text,
                                         gsize                     length);

gboolean      ff_liquid_run_body        (FfLiquidRun              *run,
                                         const FfLiquidBody       *body);
gboolean      ff_liquid_run_for         (FfLiquidRun              *run,
                                         const FfLiquidIteration  *iteration);
gboolean      ff_liquid_run_table       (FfLiquidRun              *run,
                                         const FfLiquidIteration  *iteration);
gboolean      ff_liquid_run_include     (FfLiquidRun              *run,
                                         const FfLiquidInclusion  *inclusion);
gboolean      ff_liquid_run_render      (FfLiquidRun              *run,
                                         const FfLiquidInclusion  *inclusion);

void          ff_liquid_run_push        (FfLiquidRun              *run,
                                         const char               *name,
                                         FfLiquidValue             value);
void          ff_liquid_scope_clear     (FfLiquidScope            *scope);

G_END_DECLS
