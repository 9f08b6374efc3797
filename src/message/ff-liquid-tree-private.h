#pragma once

#include "message/ff-escape.h"
#include "message/ff-liquid-value-private.h"

G_BEGIN_DECLS

/* A compiled template as a tree. All of it stands in the arena of its
 * program and is never changed after compilation. Names are interned in the
 * program: equal names are one pointer. */

typedef struct
{
  guint line;    /* from 1 */
  guint column;  /* from 1, in characters */
} FfLiquidPlace;

typedef struct _FfLiquidExpression FfLiquidExpression;
typedef struct _FfLiquidFilter FfLiquidFilter;
typedef struct _FfLiquidFragment FfLiquidFragment;
typedef struct _FfLiquidNode FfLiquidNode;

/* ".name" or "[index]" */
typedef struct
{
  const char               *name;       /* NULL: look at index */
  gsize                     length;
  gboolean                  is_command; /* .size, .first, .last */
  const FfLiquidExpression *index;
} FfLiquidHop;

typedef enum
{
  FF_LIQUID_EXPRESSION_LITERAL,
  FF_LIQUID_EXPRESSION_LOOKUP,
  FF_LIQUID_EXPRESSION_RANGE,
} FfLiquidExpressionKind;

struct _FfLiquidExpression
{
  FfLiquidExpressionKind    kind;
  FfLiquidPlace             place;
  FfLiquidValue             literal;
  const char               *name;   /* of a look-up; NULL: its first hop is the name */
  const FfLiquidHop        *hops;
  guint                     n_hops;
  const FfLiquidExpression *start;  /* of a range */
  const FfLiquidExpression *end;
};

typedef struct
{
  const char               *name;
  const FfLiquidExpression *value;
} FfLiquidArgument;

typedef struct
{
  const FfLiquidFilter            *filter;
  FfLiquidPlace                    place;
  const FfLiquidExpression *const *arguments;
  guint                            n_arguments;
  const FfLiquidArgument          *keywords;
  guint                            n_keywords;
} FfLiquidCall;

/* An expression and its filters. */
typedef struct
{
  const FfLiquidExpression *value;  /* NULL: nothing */
  const FfLiquidCall       *calls;
  guint                     n_calls;
} FfLiquidChain;

typedef enum
{
  FF_LIQUID_TRUTH,
  FF_LIQUID_EQUAL,
  FF_LIQUID_UNEQUAL,
  FF_LIQUID_LESS,
  FF_LIQUID_GREATER,
  FF_LIQUID_AT_MOST,
  FF_LIQUID_AT_LEAST,
  FF_LIQUID_CONTAINS,
} FfLiquidComparison;

typedef enum
{
  FF_LIQUID_ALONE,
  FF_LIQUID_AND,
  FF_LIQUID_OR,
} FfLiquidRelation;

/* Conditions in a row bind from the right. */
typedef struct
{
  FfLiquidPlace             place;
  const FfLiquidExpression *left;
  FfLiquidComparison        comparison;
  const FfLiquidExpression *right;
  FfLiquidRelation          relation;  /* to the next one */
} FfLiquidCondition;

typedef struct
{
  FfLiquidNode **nodes;
  guint          n_nodes;
  gboolean       is_blank;  /* prints nothing but white space */
} FfLiquidBody;

/* Where a value stands: made harmless first inside, then outside, as a URL inside an attribute. */
typedef struct
{
  FfEscape inside;
  FfEscape outside;
  gboolean takes_html;   /* text that is HTML already stays */
  gboolean is_json;      /* a whole JSON value */
} FfLiquidSpot;

/* if, unless: conditions; case: @when equal to the case's subject. Neither: else. */
typedef struct
{
  const FfLiquidCondition  *conditions;
  guint                     n_conditions;
  gboolean                  is_negated;
  const FfLiquidExpression *when;
  const FfLiquidBody       *body;
} FfLiquidBranch;

typedef enum
{
  FF_LIQUID_NODE_TEXT,
  FF_LIQUID_NODE_OUTPUT,
  FF_LIQUID_NODE_ASSIGN,
  FF_LIQUID_NODE_CAPTURE,
  FF_LIQUID_NODE_IF,
  FF_LIQUID_NODE_CASE,
  FF_LIQUID_NODE_FOR,
  FF_LIQUID_NODE_TABLE,
  FF_LIQUID_NODE_BREAK,
  FF_LIQUID_NODE_CONTINUE,
  FF_LIQUID_NODE_CYCLE,
  FF_LIQUID_NODE_COUNTER,
  FF_LIQUID_NODE_IF_CHANGED,
  FF_LIQUID_NODE_INCLUDE,
  FF_LIQUID_NODE_RENDER,
} FfLiquidNodeKind;

typedef struct
{
  const char               *name;
  const char               *key;          /* of “offset: continue” */
  const FfLiquidExpression *list;
  const FfLiquidExpression *offset;
  const FfLiquidExpression *limit;
  const FfLiquidExpression *n_columns;    /* of tablerow */
  gboolean                  is_continued;
  gboolean                  is_reversed;
  const FfLiquidBody       *body;
  const FfLiquidBody       *otherwise;    /* nullable */
} FfLiquidIteration;

typedef struct
{
  const FfLiquidExpression        *name;   /* nullable */
  const char                      *key;    /* of one without a name */
  const FfLiquidExpression *const *values;
  guint                            n_values;
  FfLiquidSpot                     spot;
} FfLiquidCycle;

typedef struct
{
  const FfLiquidExpression *name;      /* NULL: @fragment */
  FfLiquidFragment         *fragment;
  const FfLiquidExpression *value;     /* with, for */
  gboolean                  is_for;
  const char               *alias;     /* as */
  const FfLiquidArgument   *arguments;
  guint                     n_arguments;
} FfLiquidInclusion;

struct _FfLiquidNode
{
  FfLiquidNodeKind kind;
  FfLiquidPlace    place;
  union
  {
    struct
    {
      const char *text;
      gsize       length;
      gboolean    is_raw;                /* between raw and endraw */
    };
    struct
    {
      const char         *name;          /* of assign, capture, increment, decrement */
      FfLiquidChain       chain;         /* of output and assign */
      FfLiquidSpot        spot;
      const FfLiquidBody *body;          /* of capture and ifchanged */
      gboolean            is_down;       /* decrement */
      gboolean            is_html;       /* what capture holds is HTML */
    };
    struct
    {
      const FfLiquidExpression *subject; /* of case */
      const FfLiquidBranch     *branches;
      guint                     n_branches;
    };
    FfLiquidIteration    iteration;
    FfLiquidCycle        cycle;
    FfLiquidInclusion    inclusion;
  };
};

struct _FfLiquidFragment
{
  const char   *name;
  const char   *variable;  /* the last part of its name */
  const char   *text;
  FfLiquidBody *body;      /* NULL while it is not compiled, or when it could not be */
  gboolean      is_compiled;
  GError       *error;     /* of a fragment that only a computed name could reach */
};

/* A template with all its fragments. */
typedef struct
{
  FfLiquidArena      arena;
  GHashTable        *names;      /* interned; owns nothing */
  GHashTable        *fragments;  /* name → FfLiquidFragment of the arena */
  const char        *forloop;
  const char        *tablerowloop;
  FfLiquidFragment   main;
} FfLiquidProgram;

const char *ff_liquid_program_intern        (FfLiquidProgram *self,
                                             const char      *text,
                                             gsize            length);
/* The interned name, or NULL when no template of the program has it. */
const char *ff_liquid_program_find_name     (FfLiquidProgram *self,
                                             const char      *text,
                                             gsize            length);

G_END_DECLS
