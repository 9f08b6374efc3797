#pragma once

/* Inside of the room: rules and operands as trees, and what their parser,
 * compiler, sentence and fingerprint share. */

#include "query/ff-rule-time.h"
#include "query/ff-sql.h"

G_BEGIN_DECLS

/* In the order of the table of ff-operators.c. */
typedef enum
{
  FF_OP_EQUALS,
  FF_OP_NOT_EQUALS,
  FF_OP_GREATER,
  FF_OP_LESS,
  FF_OP_AT_LEAST,
  FF_OP_AT_MOST,
  FF_OP_BETWEEN,
  FF_OP_IN_LIST,
  FF_OP_NOT_IN_LIST,
  FF_OP_IS_EMPTY,
  FF_OP_IS_NOT_EMPTY,
  FF_OP_STARTS_WITH,
  FF_OP_NOT_STARTS_WITH,
  FF_OP_CONTAINS,
  FF_OP_NOT_CONTAINS,
  FF_OP_ENDS_WITH,
  FF_OP_NOT_ENDS_WITH,
  FF_OP_LIKE,
  FF_OP_NOT_LIKE,
  FF_OP_MATCHES,
  FF_OP_IS_TRUE,
  FF_OP_IS_FALSE,
  FF_OP_IS_UNKNOWN,
  FF_OP_IN_LAST,
  FF_OP_IN_NEXT,
  FF_OP_MORE_THAN_AGO,
  FF_OP_ON_DAY,
  FF_OP_THIS_WEEK,
  FF_OP_LAST_WEEK,
  FF_OP_THIS_MONTH,
  FF_OP_LAST_MONTH,
  FF_OP_THIS_QUARTER,
  FF_OP_LAST_QUARTER,
  FF_OP_THIS_YEAR,
  FF_OP_LAST_YEAR,
  FF_OP_ANNIVERSARY,
} FfOp;

gboolean ff_op_is_negative (FfOp op);

typedef enum
{
  FF_AGGREGATE_COUNT,
  FF_AGGREGATE_COUNT_DISTINCT,
  FF_AGGREGATE_SUM,
  FF_AGGREGATE_AVERAGE,
  FF_AGGREGATE_MIN,
  FF_AGGREGATE_MAX,
  FF_AGGREGATE_DEVIATION, /* of a sample */
  FF_AGGREGATE_TEXT_JOIN, /* in order of @by, or of the key */
  FF_AGGREGATE_LATEST,    /* of the row that comes last by @by; ties: the lowest key */
  FF_AGGREGATE_EARLIEST,
} FfAggregate;

/* A number against a column of some scale: see ff_number_scale(). */
typedef struct
{
  gint64   floor;
  gboolean exact;      /* @floor is the number itself */
  gint     saturated;  /* -1 or 1: beyond 64 bits on that side */
} FfScaledNumber;

gboolean  ff_number_scale      (const char     *text,
                                guint           scale,
                                FfScaledNumber *out);
char     *ff_number_canonical  (const char     *text);

/* One value of the right side, made for the left side's type. All ends are inclusive: exclusive ones were moved by
 * one when it was made. */
typedef struct
{
  FfValue   value;      /* or the first instant of a day */
  FfValue   day_last;   /* of a bare date against instants: its last µs; else NULL */
  gboolean  exact;      /* numbers: else the true one lies just above @value */
  gint      saturated;  /* numbers: beyond what the column can hold, on that side */
  char     *pattern;    /* matches: as PostgreSQL spells it */
  char     *spoken;     /* as the sentence says it */
  char     *canonical;
} FfLiteral;

typedef struct
{
  gint64 amount;
  FfUnit unit;
} FfDuration;

typedef struct
{
  FfOperand  *operand;   /* another operand; else */
  GArray     *literals;  /* of FfLiteral: one, a list, or from and to */
  FfDuration  duration;  /* of in-last, in-next, more-than-ago and anniversary-within, whose literals are resolved */
  char       *zone;      /* anniversary-within an instant: the name of the zone whose days count */
} FfRight;

typedef enum
{
  FF_OPERAND_ATTRIBUTE,
  FF_OPERAND_CARRIED,
  FF_OPERAND_AGGREGATE,
  FF_OPERAND_EXPRESSION,
} FfOperandKind;

/* One step along a link. */
typedef struct
{
  const FfLink   *link;
  const FfEntity *target;
} FfHop;

struct _FfOperand
{
  gatomicrefcount  ref_count;
  FfOperandKind    kind;
  FfSchema        *schema;
  const FfEntity  *entity;     /* where it starts; nullable for carried columns */
  FfType           type;       /* of its values, which are in FfValue's form whatever the column's */

  GArray          *hops;       /* of FfHop: attribute; aggregate: what leads to @many */
  const FfColumn  *column;     /* attribute: of the last hop's entity */
  FfColumn        *carried;    /* carried: a copy */

  FfAggregate      aggregate;
  FfHop            many;       /* aggregate: the link it runs over */
  FfOperand       *of;         /* aggregate: nullable */
  FfOperand       *by;         /* latest, earliest and text join: what they are in order of; nullable for the last */
  gboolean         descending; /* text join */
  char            *separator;  /* text join */
  FfRule          *where;      /* aggregate: nullable */

  FfExpression    *expression;
  char            *text;       /* expression: as written */
};

typedef enum
{
  FF_RULE_ALL,
  FF_RULE_ANY,
  FF_RULE_NONE,
  FF_RULE_COMPARE,
  FF_RULE_EXISTS,
  FF_RULE_TAKEN,      /* the latest or earliest linked rows satisfy */
  FF_RULE_AUDIENCE,
  FF_RULE_TRANSITION,
} FfRuleKind;

struct _FfRule
{
  gatomicrefcount  ref_count;
  FfRuleKind       kind;
  FfSchema        *schema;
  const FfEntity  *entity;
  gboolean         except;        /* subtracted from what stands before it in its group */

  GPtrArray       *items;         /* groups: of FfRule, none of them without effect */

  FfOperand       *left;          /* compare */
  FfOp             op;
  FfRight          right;
  gboolean         empty_differs;
  gboolean         ignore_case;

  char            *said;          /* in words of its own; nullable */

  gboolean         negated;       /* exists, audience, transition */
  FfHop            linked;        /* exists, taken */
  FfRule          *where;         /* exists, taken: nullable */
  FfOperand       *by;            /* taken: what the linked rows are in order of */
  gint64           take;          /* taken: so many of them at most */
  gboolean         latest;        /* taken: else the earliest */
  FfRule          *satisfy;       /* taken: nullable */
  char            *audience;      /* audience */
  FfLeaving       *leaving;       /* transition */
};

FfRule     *ff_rule_new            (FfRuleKind      kind,
                                    FfSchema       *schema,
                                    const FfEntity *entity);
/* A group whose every item is without effect has none itself. */
gboolean    ff_rule_has_effect     (FfRule         *self);
void        ff_rule_add_canonical  (FfRule         *self,
                                    GString        *text);

FfOperand  *ff_operand_new         (FfOperandKind   kind,
                                    FfSchema       *schema,
                                    const FfEntity *entity);
void        ff_operand_add_canonical (FfOperand    *self,
                                      GString      *text);
void        ff_canonical_add_text  (GString        *text,
                                    const char     *value);
void        ff_canonical_add_hop   (GString        *text,
                                    const FfHop    *hop);

void        ff_expression_visit     (const FfExpression *self,
                                    const FfVisit   *visit);

/* Parsing. Every function returns NULL or FALSE after it reported why. */
typedef struct
{
  const FfScope *scope;
  GPtrArray     *problems;  /* of FfRuleProblem */
} FfParser;

void        ff_parser_problem      (FfParser       *self,
                                    const char     *pointer,
                                    const char     *format,
                                    ...) G_GNUC_PRINTF (3, 4);
void        ff_parser_warning      (FfParser       *self,
                                    const char     *pointer,
                                    const char     *format,
                                    ...) G_GNUC_PRINTF (3, 4);
/* Reports every member of @json that is not among @known (NULL-terminated). */
gboolean    ff_parser_check_members (FfParser          *self,
                                     FfJson            *json,
                                     const char        *pointer,
                                     const char *const *known);
char       *ff_pointer_member      (const char     *pointer,
                                    const char     *name);
char       *ff_pointer_element     (const char     *pointer,
                                    guint           index);
FfRule     *ff_parser_rule         (FfParser       *self,
                                    FfJson         *json,
                                    const char     *pointer);
FfRule     *ff_parser_taken        (FfParser       *self,
                                    const char     *name,
                                    FfJson         *json,
                                    const char     *pointer);
FfRule     *ff_parser_filter       (FfParser       *self,
                                    FfJson         *json,
                                    const char     *pointer);
FfRule     *ff_parser_history      (FfParser       *self,
                                    const char     *name,
                                    FfJson         *json,
                                    const char     *pointer);
FfOperand  *ff_parser_operand      (FfParser       *self,
                                    FfJson         *json,
                                    const char     *pointer);
gboolean    ff_parser_link         (FfParser       *self,
                                    FfJson         *json,
                                    const char     *pointer,
                                    FfHop          *out_hop);
/* The same parser over a linked entity, where nothing is carried. */
FfScope     ff_scope_over          (const FfScope  *scope,
                                    const FfEntity *entity);
gboolean    ff_operand_is_written  (FfJson         *json);
gboolean    ff_parser_right        (FfParser         *self,
                                    FfJson           *json,
                                    const char       *pointer,
                                    const FfOperator *op,
                                    FfRule           *rule);
void        ff_literal_clear       (FfLiteral      *self);
/* {"amount": N, "unit": UNIT} for a left side of @kind. */
gboolean    ff_parser_duration     (FfParser       *self,
                                    FfJson         *json,
                                    const char     *pointer,
                                    gint64          min,
                                    FfKind          kind,
                                    FfDuration     *out_duration);
/* Says that the duration at @pointer is too long. Returns FALSE. */
gboolean    ff_parser_refuse_far   (FfParser       *self,
                                    const char     *pointer);
/* One end of a range: a day for dates, else an instant. */
void        ff_rule_add_time       (FfRule         *self,
                                    const FfScope  *scope,
                                    gint64          day_or_usec);
/* The calendar periods and the anniversary (ff-period-parse.c). */
gboolean    ff_parser_period       (FfParser       *self,
                                    FfRule         *rule);
gboolean    ff_parser_anniversary  (FfParser       *self,
                                    FfRule         *rule,
                                    FfJson         *json,
                                    const char     *pointer);
gboolean    ff_parser_check_levels       (FfParser    *self,
                                          FfJson      *json,       /* nullable */
                                          const char  *pointer);
gboolean    ff_parser_check_rule_size    (FfParser    *self,
                                          FfRule      *rule,
                                          const char  *pointer);
gboolean    ff_parser_check_operand_size (FfParser    *self,
                                          FfOperand   *operand,
                                          const char  *pointer);

/* Compiling. */

/* Whether it depends on the order of the linked rows: each of them is numbered or sees all others. */
gboolean    ff_operand_is_ordered  (FfOperand        *self);

/* The left side of a condition while it is compiled: an attribute from some hop on, an aggregate inside its own
 * grouped query, or any operand. */
typedef struct
{
  FfOperand        *operand;
  guint             n_hops_done;
  gboolean          grouped;
  const char       *value;     /* nullable: the column of a query that holds it, instead of the rest */
  const FfSqlPlace *place;
} FfSqlLeft;

void        ff_sql_add_left        (FfSql            *sql,
                                    const FfSqlLeft  *left,
                                    gboolean          fold);
/* t0."a", or a row value of several. */
void        ff_sql_add_columns     (FfSql            *sql,
                                    const char       *alias,
                                    char            **columns);
char       *ff_sql_dup_column      (FfSql            *sql,
                                    const char       *alias,
                                    const char       *name);
void        ff_sql_add_power_of_ten (FfSql           *sql,
                                     guint            scale);
void        ff_sql_add_table       (FfSql            *sql,
                                    const FfEntity   *entity,
                                    const char       *alias);
/* a."x" = b."y" AND … */
void        ff_sql_add_equality    (FfSql            *sql,
                                    const char       *alias,
                                    char            **columns,
                                    const char       *other_alias,
                                    char            **other_columns);
/* WHERE parts of one query: call before each; says WHERE, then AND. */
void        ff_sql_add_and         (FfSql            *sql,
                                    guint            *n_parts);
/* None of @columns is NULL, where the database would allow it. */
void        ff_sql_add_not_null    (FfSql            *sql,
                                    const char       *alias,
                                    const FfEntity   *entity,
                                    char            **columns,
                                    guint            *n_parts);
/* " ORDER BY …": total, NULLs last, ties by the key of @entity. */
void        ff_sql_add_ordering    (FfSql            *sql,
                                    FfOperand        *by,
                                    gboolean          descending,
                                    const FfEntity   *entity,
                                    const FfSqlPlace *place);
/* Opens "columns IN (" of @entity's row, in words that end with @wanted or its opposite also where a column is NULL.
 * Returns what closes it. */
const char *ff_sql_open_membership (FfSql            *sql,
                                    const FfEntity   *entity,
                                    const FfSqlPlace *place,
                                    char            **columns,
                                    gboolean          wanted,
                                    gboolean          exact);
void        ff_rule_compile_taken  (FfRule           *self,
                                    FfSql            *sql,
                                    const FfSqlPlace *place,
                                    gboolean          exact);
/* A compared condition over @left; the left side of @rule itself is not looked at. */
void        ff_sql_add_comparison  (FfSql            *sql,
                                    FfRule           *rule,
                                    const FfSqlLeft  *left);
/* What the comparison says about an aggregate over no rows: 1, 0, or -1 for unknown. */
gint        ff_comparison_of_none  (FfRule           *rule);
/* The rule with unknown told from false only when @exact. */
void        ff_rule_compile_truth  (FfRule           *self,
                                    FfSql            *sql,
                                    const FfSqlPlace *place,
                                    gboolean          exact);
/* FROM the aggregate's link WHERE its filter; only the rows of @parent's row unless that is NULL. */
void        ff_operand_add_source  (FfOperand        *self,
                                    FfSql            *sql,
                                    const char       *alias,
                                    const FfSqlPlace *parent);
void        ff_operand_compile_aggregate (FfOperand  *self,
                                          FfSql      *sql,
                                          const FfSqlPlace *place);
/* The aggregate function over the rows of @place, which is one group. */
void        ff_operand_add_function (FfOperand       *self,
                                     FfSql           *sql,
                                     const FfSqlPlace *place);
void        ff_operand_add_group   (FfOperand        *self,
                                    FfSql            *sql,
                                    const char       *alias);

/* Saying. */
char       *ff_duration_say        (const FfDuration *self);   /* "30 days" */
char       *ff_rule_say            (FfRule           *self);
char       *ff_operand_say         (FfOperand        *self);

G_END_DECLS
