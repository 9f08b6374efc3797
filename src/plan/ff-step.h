#pragma once

#include "plan/ff-file-format.h"
#include "query/ff-rule.h"

G_BEGIN_DECLS

/* A step names one of the operations below and holds rules and columns as trees. Immutable once made; shared
 * between threads. Every step knows where it came from: an opaque origin that comes back with counts and problems. */

typedef enum
{
  FF_STEP_SELECT,   /* 0 in → 1: keys of an entity for which a rule holds */
  FF_STEP_MEMBERS,  /* 0 in → 1: keys of a saved audience */
  FF_STEP_LOAD,     /* 0 in → rows of a file, rejected rows; the key is the line */
  FF_STEP_FILTER,   /* 1 in → kept, dropped */
  FF_STEP_COMBINE,  /* N in → 1, dropped; input 0 is the primary */
  FF_STEP_DEDUPE,   /* 1 in → kept, dropped */
  FF_STEP_TAKE,     /* 1 in → taken, rest */
  FF_STEP_SPLIT,    /* 1 in → one per subset, or one of all with a column that says which; rest (last) */
  FF_STEP_RELATE,   /* 1 in → linked rows, unreachable rows (of the source dimension) */
  FF_STEP_ENRICH,   /* 1 in → 1: more columns */
  FF_STEP_MARK,     /* 1 in → 1: a constant column */
  FF_STEP_LOOK_UP,  /* 1 or 2 in → 1: columns of the first rows that a link leads to, or of the second input that belong to it */
  FF_STEP_MATCH,    /* 1 in → rows of another entity that are equal to it, unmatched rows (of the source dimension) */
} FfStepOp;

typedef enum
{
  FF_COMBINE_UNION,
  FF_COMBINE_INTERSECTION,
  FF_COMBINE_EXCLUSION,
  FF_COMBINE_DIFFERENCE,  /* of two inputs: what is in exactly one */
} FfCombineHow;

/* Which columns a union carries. */
typedef enum
{
  FF_COLUMNS_PRIMARY,  /* the primary's; a row of another input has those that it carries too */
  FF_COLUMNS_COMMON,   /* those of every input */
  FF_COLUMNS_ALL,      /* those of any input, each value of the first that has the row and carries the column */
} FfColumnPolicy;

/* What becomes of a row that several rows of the entity are equal to. */
typedef enum
{
  FF_MANY_FIRST,      /* the first by order */
  FF_MANY_ALL,        /* each of them */
  FF_MANY_UNMATCHED,
} FfManyPolicy;

typedef struct _FfStep FfStep;

/* What leaves one output of a step. Lends the step. */
typedef struct
{
  FfStep *step;
  guint   output;
} FfFlow;

typedef struct
{
  char *activity;   /* id */
  char *pointer;    /* JSON pointer into its settings */
} FfOrigin;

/* What of a value a row's place comes from. NULLs come last in both directions. */
typedef enum
{
  FF_RANK_VALUE,    /* the value itself */
  FF_RANK_LIST,     /* its place among @values; what is not there comes last */
  FF_RANK_FILLED,   /* whether there is one: neither NULL nor an empty text */
} FfRankKind;

typedef struct
{
  FfRankKind  kind;
  gboolean    descending;   /* by the value */
  GArray     *values;       /* of FfValue: the list's; nullable */
} FfRank;

/* Which rows come first: by @operands in turn, then, with @random, by the keyed hash of (seed, canonical key). Every
 * order ends with the key ascending. */
typedef struct
{
  gboolean    random;
  guint64     seed;
  GPtrArray  *operands;     /* of FfOperand; nullable */
  FfRank     *ranks;        /* as many */
} FfOrder;

typedef enum
{
  FF_QUOTA_ALL,
  FF_QUOTA_COUNT,        /* at most @count */
  FF_QUOTA_SHARE,        /* share of the inbound */
  FF_QUOTA_SHARE_LEFT,   /* share of what is left */
} FfQuotaKind;

/* A share is the exact fraction @numerator / @denominator. */
typedef struct
{
  FfQuotaKind kind;
  gint64      count;
  gint64      numerator;
  gint64      denominator;
} FfQuota;

typedef struct
{
  char      *code;     /* what the column of a split into one table says; nullable */
  FfRule    *rule;     /* nullable: everyone left */
  FfQuota    quota;
  FfOrder    order;    /* read when the quota cuts */
  GPtrArray *groups;   /* of FfOperand: the quota holds for each group of equal values; nullable */
} FfSubset;

/* A quota of its own for one group: a value for each of the operands that group, NULL for a missing one. */
typedef struct
{
  FfValue *values;   /* owned */
  guint    n_values;
  gint64   count;
} FfCell;

typedef enum
{
  FF_SPLIT_IN_TURN,      /* each subset on what those before it leave */
  FF_SPLIT_OVERLAPPING,  /* each on all */
  FF_SPLIT_HASHED,       /* shares of the keyed hash of the first subset's seed: whoever comes or goes moves nobody else */
} FfSplitHow;

typedef struct
{
  FfColumn  *column;     /* name is unique in the working table */
  FfOperand *operand;
} FfStepColumn;

/* What of a key expression does not count when rows are compared. */
typedef enum
{
  FF_KEY_EXACT       = 0,
  FF_KEY_IGNORE_CASE = 1 << 0,
  FF_KEY_TRIM        = 1 << 1,
} FfKeyFlags;

/* How several rows that become one give it a value. */
typedef enum
{
  FF_MERGE_FIRST,    /* that of the first row */
  FF_MERGE_FILLED,   /* of the first row that has one: neither NULL nor an empty text */
  FF_MERGE_MIN,
  FF_MERGE_MAX,
  FF_MERGE_SUM,      /* of none 0 */
  FF_MERGE_AVERAGE,
  FF_MERGE_COUNT,    /* of values */
  FF_MERGE_JOIN,     /* texts in the order of the rows, ", " between them */
} FfMergeHow;

typedef struct
{
  FfMergeHow  how;
  FfOperand  *operand;   /* over the rows that become one */
  guint       place;     /* among the step's columns: a carried one that it stands for, or a new one */
} FfMerge;

struct _FfStep
{
  gatomicrefcount  ref_count;
  FfStepOp         op;
  FfOrigin         origin;
  const FfEntity  *entity;        /* dimension of output 0, of the schema kept by the plan */
  const FfEntity  *source_entity; /* dimension of the dropped rows: relate's is its input's; else as @entity */
  FfFlow          *inputs;
  guint            n_inputs;
  guint            n_reads;       /* of @inputs: after the inputs come what its rules refer to */
  guint            n_outputs;
  GPtrArray       *columns;       /* of FfColumn: carried on every output but the dropped rows' */
  GPtrArray       *dropped;       /* of FfColumn: carried by the dropped rows; the last is why, if there are @reasons */
  char           **reasons;       /* words for why rows are dropped, as each operation counts them; NULL: none are told */
  char            *hash;          /* of content and inputs' hashes; not of data */
  char           **tables;        /* names of the entities' tables it reads itself (not its inputs), sorted */

  /* Content, by operation; the rest is empty. */
  FfRule          *rule;          /* select, filter, look-up through a link */
  char            *audience;      /* members */
  char            *file;          /* load: its name, as the document has it */
  char            *path;          /* load: where it stands here; no content */
  FfFileFormat    *format;        /* load; its columns that are not ignored are the first of @columns */
  FfCombineHow     how;           /* combine */
  FfColumnPolicy   policy;        /* combine */
  gint64           limit;         /* combine: at most so many, the primary's first; -1: no limit */
  GPtrArray       *keys;          /* of FfOperand: dedupe's key expressions, take's groups, what combine, look-up and match compare: as many for each input, or for the entity that is matched */
  guint           *key_flags;     /* dedupe: of FfKeyFlags, one for each of @keys */
  gboolean         empty_equal;   /* dedupe */
  gint64           keep;          /* dedupe: rows kept of each group; 0: all, and the number of the group is the last of @columns */
  GArray          *merges;        /* of FfMerge: dedupe that keeps one, relate to one; other columns are those of the first row */
  FfOrder          order;         /* dedupe, take; look-up, match: of the rows that are found */
  FfQuota          quota;         /* take */
  GArray          *cells;         /* of FfCell: take */
  GArray          *subsets;       /* of FfSubset: split */
  FfSplitHow       split;         /* split */
  gboolean         one_table;     /* split: the column of the codes is the last of @columns */
  const FfLink    *link;          /* relate, look-up */
  GPtrArray       *added;         /* of FfStepColumn: enrich; look-up: once for each of the first rows, its @column being the first of these */
  guint            n_first;       /* look-up: so many rows at most */
  FfManyPolicy     many;          /* match */
  FfValue          constant;      /* mark; its column is the last of @columns */
};

FfStep     *ff_step_ref         (FfStep   *self);
void        ff_step_unref       (FfStep   *self);
/* The flow as a rule may refer to it. */
FfLeaving  *ff_flow_new_leaving (FfFlow        flow,
                                 const char   *activity,
                                 const char   *port,
                                 const char   *label);
char       *ff_flow_dup_leaving_id (FfFlow     flow);
/* Every rule and operand of its content. */
void        ff_step_visit        (FfStep       *self,
                                 const FfVisit *visit);
/* Frees what it holds. */
void        ff_order_clear      (FfOrder  *self);
void        ff_cell_clear       (FfCell   *self);
/* The output of what the others do not take; -1 when the operation drops nothing. */
gint        ff_step_get_dropped_output (const FfStep *self);
const char *ff_step_op_get_name (FfStepOp  op);   /* "select", … as --json prints */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FfStep, ff_step_unref)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FfOrder, ff_order_clear)

G_END_DECLS
