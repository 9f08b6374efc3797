#pragma once

/* Inside of the room: expressions, from their text to typed trees and on to
 * SQL. A text is read into tokens (-lexer), by its grammar (-parse) into calls
 * whose types are worked out as they are built (-build, -functions), and a tree
 * is said to a database by the dialect (-sql, -sqlite, -postgres).
 *
 * A tree speaks of less than a text: rounding a decimal is a change of scale,
 * an age a difference of dates. What the calls below are is what a backend
 * must know. */

#include "query/ff-expression.h"
#include "query/ff-rule-private.h"

G_BEGIN_DECLS

/* What a backend must know. Where numbers of several kinds meet, they were made one kind and scale first, except in
 * comparisons, which hold two exact numbers of any scales against each other. */
typedef enum
{
  FF_CALL_AND,            /* any number of flags */
  FF_CALL_OR,
  FF_CALL_NOT,
  FF_CALL_EQUALS,         /* two of one kind */
  FF_CALL_NOT_EQUALS,
  FF_CALL_LESS,
  FF_CALL_AT_MOST,
  FF_CALL_GREATER,
  FF_CALL_AT_LEAST,
  FF_CALL_CASE,           /* condition, value, condition, value …, value */
  FF_CALL_COALESCE,
  FF_CALL_IS_EMPTY,       /* missing, or an empty text */

  FF_CALL_ADD,
  FF_CALL_SUBTRACT,
  FF_CALL_MULTIPLY,       /* …, digits that go */
  FF_CALL_DIVIDE,         /* …, digits that come */
  FF_CALL_MOD,
  FF_CALL_ABS,
  FF_CALL_SIGN,
  FF_CALL_FLOOR,          /* number, scale */
  FF_CALL_CEIL,
  FF_CALL_LEAST,
  FF_CALL_GREATEST,
  FF_CALL_SCALE,          /* exact number, digits that come; negative: digits that go */
  FF_CALL_REAL,           /* exact number, scale */
  FF_CALL_EXACT,          /* approximate number, scale */
  FF_CALL_NUMBER,         /* text, scale */
  FF_CALL_NUMBER_TEXT,    /* number, scale */
  FF_CALL_FLAG_NUMBER,
  FF_CALL_FLAG_TEXT,

  FF_CALL_CONCAT,
  FF_CALL_LOWER_CASE,
  FF_CALL_UPPER_CASE,
  FF_CALL_TITLE_CASE,
  FF_CALL_TRIM,
  FF_CALL_LEFT,
  FF_CALL_RIGHT,
  FF_CALL_SUBSTRING,      /* text, from, count */
  FF_CALL_LENGTH,
  FF_CALL_REPLACE,
  FF_CALL_PAD_LEFT,       /* text, length, with */
  FF_CALL_PAD_RIGHT,
  FF_CALL_SPLIT_PART,     /* text, separator, place */
  FF_CALL_EMAIL_DOMAIN,
  FF_CALL_MD5,
  FF_CALL_SHA256,

  FF_CALL_DATE_ADD,             /* date, amount, unit */
  FF_CALL_DATE_DIFFERENCE,      /* from, to, unit */
  FF_CALL_DATE_FORMAT,          /* date, pattern */
  FF_CALL_DATE_PART,            /* date, part */
  FF_CALL_DATE_READ,            /* text, pattern */
  FF_CALL_DATE_TRUNCATE,        /* date, unit, first day of a week */
  FF_CALL_DAY,                  /* instant, zone: a date */
  FF_CALL_DAY_START,            /* date, zone: an instant */
  FF_CALL_INSTANT_ADD,          /* instant, amount, unit, zone */
  FF_CALL_INSTANT_DIFFERENCE,   /* from, to, unit, zone */
  FF_CALL_INSTANT_FORMAT,       /* instant, pattern, zone */
  FF_CALL_INSTANT_ISO,          /* text, zone */
  FF_CALL_INSTANT_PART,         /* instant, part, zone */
  FF_CALL_INSTANT_READ,         /* text, pattern, zone */
  FF_CALL_INSTANT_TRUNCATE,     /* instant, unit, zone, first day of a week */

  FF_CALL_DISTANCE,             /* latitude, longitude, latitude, longitude: approximate kilometres */
  FF_N_CALLS,
} FfCall;

/* The word for it in fingerprints, and SQLite's function "ff_" + it where there is one. */
const char *ff_call_get_name (FfCall call);

typedef enum
{
  FF_EXPRESSION_LITERAL,
  FF_EXPRESSION_OPERAND,   /* an attribute or a carried column */
  FF_EXPRESSION_CALL,
} FfExpressionKind;

struct _FfExpression
{
  FfExpressionKind  kind;
  FfType            type;
  gboolean          untyped;    /* null, before it is known of what */
  guint             offset;     /* in the text, in bytes: where to point at */

  FfValue           value;      /* literal; flags are 0 or 1 */
  FfOperand        *operand;
  FfCall            call;
  GPtrArray        *arguments;  /* of FfExpression */
};

FfExpression *ff_expression_new          (FfExpressionKind    kind,
                                          FfKind              type,
                                          guint               offset);
void          ff_expression_free         (FfExpression       *self);
/* What is null becomes null of @type. */
void          ff_expression_settle       (FfExpression       *self,
                                          const FfType       *type);
gboolean      ff_expression_is_text_literal (const FfExpression *self);
void          ff_expression_add_canonical (const FfExpression *self,
                                          GString            *text);

void          ff_expression_compile      (const FfExpression *self,
                                          FfSql              *sql,
                                          const FfSqlPlace   *place);

/* The dialects' sides. */
void          ff_expression_compile_sqlite (FfSql              *sql,
                                            const FfExpression *self,
                                            const FfSqlPlace   *place);
void          ff_expression_compile_postgres (FfSql              *sql,
                                            const FfExpression *self,
                                            const FfSqlPlace   *place);
char         *ff_expression_dup_postgres_time (const FfExpression *self,
                                            char              **said);
char         *ff_expression_dup_postgres_pattern (const FfExpression *self,
                                            guint               index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FfExpression, ff_expression_free)

/* Tokens. */
typedef enum
{
  FF_TOKEN_NUMBER,
  FF_TOKEN_TEXT,       /* 'it''s' → it's */
  FF_TOKEN_NAME,       /* a word, as written */
  FF_TOKEN_QUOTED,     /* "odd ""name""" → odd "name" */
  FF_TOKEN_VARIABLE,   /* @name or @"odd name" → the name */
  FF_TOKEN_SYMBOL,
  FF_TOKEN_END,
} FfTokenKind;

typedef struct
{
  FfTokenKind  kind;
  guint        offset;
  char        *text;     /* what it says; of a symbol its spelling */
} FfToken;

/* One text being read. A problem ends the reading: the first one is told. */
typedef struct
{
  FfParser   *parser;
  const char *pointer;
  const char *text;
  GArray     *tokens;    /* of FfToken; the last is the end */
  guint       at;
  guint       depth;
  guint       n_nodes;
} FfExpressionReader;

/* Reports what is wrong at @offset. Returns NULL. */
gpointer      ff_expression_problem      (FfExpressionReader *reader,
                                          guint               offset,
                                          const char         *format,
                                          ...) G_GNUC_PRINTF (3, 4);
gboolean      ff_expression_read_tokens  (FfExpressionReader *reader);
gboolean      ff_expression_is_reserved  (const char         *name);
char         *ff_expression_dup_name     (const char         *name);
FfExpression *ff_expression_parse        (FfParser           *parser,
                                          const char         *text,
                                          const char         *pointer);

/* Building. What takes expressions owns them, also when it returns NULL after a problem. */
FfExpression *ff_expression_build_number   (FfExpressionReader *reader,
                                            const FfToken      *token);
FfExpression *ff_expression_build_text     (const FfToken      *token);
FfExpression *ff_expression_build_variable (FfExpressionReader *reader,
                                            const FfToken      *token);
FfExpression *ff_expression_build_name     (FfExpressionReader *reader,
                                            const FfToken      *tokens,
                                            guint               n_tokens);
FfExpression *ff_expression_build_call     (FfCall              call,
                                            FfKind              type,
                                            guint               offset,
                                            guint               n_arguments,
                                            ...);
FfExpression *ff_expression_build_integer  (gint64              number);
FfExpression *ff_expression_build_logic    (FfExpressionReader *reader,
                                            FfCall              call,
                                            FfExpression       *left,
                                            FfExpression       *right);
FfExpression *ff_expression_build_not      (FfExpressionReader *reader,
                                            guint               offset,
                                            FfExpression       *inner);
FfExpression *ff_expression_build_comparison (FfExpressionReader *reader,
                                            FfCall              call,
                                            guint               offset,
                                            FfExpression       *left,
                                            FfExpression       *right);
FfExpression *ff_expression_build_arithmetic (FfExpressionReader *reader,
                                            FfCall              call,
                                            guint               offset,
                                            FfExpression       *left,
                                            FfExpression       *right);
FfExpression *ff_expression_build_negative (FfExpressionReader *reader,
                                            guint               offset,
                                            FfExpression       *inner);
/* As many conditions as values, or one value more, which is what holds otherwise. Takes what is in the arrays. */
FfExpression *ff_expression_build_case     (FfExpressionReader *reader,
                                            guint               offset,
                                            GPtrArray          *conditions,
                                            GPtrArray          *values);
/* The function that texts call @name, with what stands in its brackets. */
FfExpression *ff_expression_build_function (FfExpressionReader *reader,
                                            const FfToken      *name,
                                            GPtrArray          *arguments);
/* Makes all of one type, which the untyped among them take; FALSE after a problem. */
gboolean      ff_expression_unify          (FfExpressionReader *reader,
                                            GPtrArray          *values);
FfExpression *ff_expression_to_real        (FfExpression       *self);
/* An instant's day in the campaign's zone; a date as it is. */
FfExpression *ff_expression_to_day         (FfExpressionReader *reader,
                                            FfExpression       *self);
FfExpression *ff_expression_build_zone     (FfExpressionReader *reader);
FfExpression *ff_expression_build_words    (const char         *text);
FfExpression *ff_expression_build_time_text (FfExpressionReader *reader,
                                            guint               offset,
                                            FfExpression       *value);
/* A text that is written out becomes a date or an instant; FALSE, with no problem reported, when it is neither. */
gboolean      ff_expression_read_time      (FfExpressionReader *reader,
                                            FfExpression       *literal,
                                            FfKind              kind);
FfExpression *ff_expression_to_scale       (FfExpression       *self,
                                            guint               scale);

/* Functions, as texts call them: the rows of ff-expression-table.c. */
typedef struct _FfExpressionFunction FfExpressionFunction;

/* Gets arguments that are checked, and all that must be there; what is taken out of them is the builder's. */
typedef FfExpression *FfExpressionBuilder (FfExpressionReader         *reader,
                                           const FfExpressionFunction *self,
                                           guint                       offset,
                                           GPtrArray                  *arguments);

struct _FfExpressionFunction
{
  FfExpressionHelp     help;
  /* One letter for each argument: n number, e exact number, i whole number, t text, f flag, a anything, and D number of
   * digits, T date or instant, w instant, U unit of time, Z zone and P pattern, all written out. What follows a ? may be
   * absent; a star repeats the last. */
  const char          *arguments;
  FfExpressionBuilder *build;
  FfCall               call;      /* of the plain ones */
  FfKind               result;
};

/* The @index-th; NULL after the last. Those that are known by no more than their help have no builder. */
const FfExpressionFunction *ff_expression_function_get (guint index);

/* Takes one argument out, or NULL where it is absent. */
FfExpression *ff_expression_take           (GPtrArray           *arguments,
                                            guint                index);
/* The call itself, with every argument. */
FfExpressionBuilder ff_expression_build_plain;

/* Of numbers and of values of any kind. */
FfExpressionBuilder ff_expression_build_abs;
FfExpressionBuilder ff_expression_build_common;
FfExpressionBuilder ff_expression_build_distance;
FfExpressionBuilder ff_expression_build_iif;
FfExpressionBuilder ff_expression_build_is_empty;
FfExpressionBuilder ff_expression_build_percent;
FfExpressionBuilder ff_expression_build_round;
FfExpressionBuilder ff_expression_build_to_integer;
FfExpressionBuilder ff_expression_build_to_number;
FfExpressionBuilder ff_expression_build_whole;

/* Of texts. */
FfExpressionBuilder ff_expression_build_pad;
FfExpressionBuilder ff_expression_build_substring;
FfExpressionBuilder ff_expression_build_to_text;

/* Of dates and instants. */
FfExpressionBuilder ff_expression_build_add;
FfExpressionBuilder ff_expression_build_age;
FfExpressionBuilder ff_expression_build_clock_part;
FfExpressionBuilder ff_expression_build_difference;
FfExpressionBuilder ff_expression_build_format;
FfExpressionBuilder ff_expression_build_now;
FfExpressionBuilder ff_expression_build_parse_date;
FfExpressionBuilder ff_expression_build_parse_instant;
FfExpressionBuilder ff_expression_build_part;
FfExpressionBuilder ff_expression_build_to_date;
FfExpressionBuilder ff_expression_build_to_instant;
FfExpressionBuilder ff_expression_build_to_zone;
FfExpressionBuilder ff_expression_build_today;
FfExpressionBuilder ff_expression_build_truncate;

G_END_DECLS
