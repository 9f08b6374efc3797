#pragma once

#include "query/ff-rule.h"

G_BEGIN_DECLS

/* A statement under construction: its text and the values to bind, in order.
 * Names go in by ff_sql_name (), values by ff_sql_value (): no text from a
 * person is ever part of a statement. */

typedef struct _FfDialect FfDialect;
typedef struct _FfSql FfSql;
typedef struct _FfExpression FfExpression;

/* Where a rule or operand stands: alias of the entity's row, alias of the
 * working table's row that carries columns (nullable), and how a carried
 * column is named there. */
typedef struct
{
  const char *entity_alias;
  const char *carried_alias;
  gboolean    few_rows;      /* asked of few rows: links are looked up row by row instead of read whole */
} FfSqlPlace;

struct _FfDialect
{
  const char *id;                       /* "sqlite", "postgresql" */
  gboolean    prints_patterns;          /* @matches gets the pattern as an advanced regular expression */
  gboolean    is_typed;                 /* a column holds values of its type only; what is compared must be of one type */
  gboolean    prefers_exists;           /* EXISTS becomes a join; else IN over a query that is read once */
  gboolean    has_distinct_on;          /* DISTINCT ON keeps the first row of each key; else ON CONFLICT DO NOTHING */
  /* What differs between databases in a word. */
  const char *join;                     /* in the order as written, where the planner would think otherwise */
  const char *by_code_point;            /* after a text that is compared, ordered or grouped */
  const char *position;                 /* the function of (text, part): its place, or 0 */
  const char *white_space;              /* the ASCII white space, for trim (text, …) */
  const char *unit_separator;
  const char *wide;                     /* after a whole number: products with it cannot overflow */
  const char *real;                     /* after a number with a point: operations with it are of reals */
  const char *join_texts;               /* the aggregate of (text, separator) */
  const char *members;                  /* the members of saved audiences: a table (audience, k1 … k4) */
  /* What differs between databases, one function each; append to @sql. */
  void (*parameter)   (GString *text, guint number);                     /* ? or $1 */
  void (*quote_name)  (GString *text, const char *name);
  void (*fold)        (GString *text, const char *inner);                /* ignore case */
  void (*hash)        (GString *text, const char *inner, guint64 seed, gboolean is_text); /* signed 64 bit */
  void (*scan)        (GString *text, const char *inner);                /* a column that no index shall serve */
  void (*fit)         (GString *text, const char *inner, const FfType *type); /* NULL unless it fits its kind */
  void (*instant)     (GString *text, const char *inner, const char *zone); /* ISO text → integer µs UTC; as FfType.zone */
  void (*own)         (GString *text, const char *inner, const FfType *type); /* a column of an own type as FfValue has it */
  void (*last)        (GString *text, const char *inner, glong n);       /* the last n characters */
  void (*null)        (GString *text, const FfType *type);               /* of a carried column */
  void (*type)        (GString *text, const FfType *type);               /* of a carried column, to create it */
  void (*key)         (GString *text, const char *inner, const FfColumn *column); /* a key column, to order by */
  void (*key_value)   (GString *text, const char *inner, const FfColumn *column); /* a value that came as text → a key */
  void (*member)      (GString *text, const char *alias, guint k, const char *key, const FfColumn *column); /* @key is key k of a member */
  /* Aggregates of numbers; NULL of nothing. */
  void (*sum)         (GString *text, const char *inner, const FfType *type);    /* exact, or an error */
  void (*average)     (GString *text, const char *inner, const FfType *type);    /* of what decimals mean, as real */
  void (*deviation)   (GString *text, const char *inner, const FfType *type);    /* of a sample; of one value NULL */
  void (*steady)      (GString *text, const char *inner);                /* a real held to 12 digits */
  void (*like)        (GString *text, const char *inner, const char *pattern); /* a parameter with %, _ and \ */
  void (*matches)     (GString *text, const char *inner, const char *pattern); /* a parameter as in base/ff-pattern.h */
  void (*local_date)  (GString *text, const char *inner, const char *zone); /* µs UTC → date in the zone, a parameter */
  void (*month_day)   (GString *text, const char *inner);                /* date → MM-DD as text */
  void (*expression)  (FfSql *sql, const FfExpression *self, const FfSqlPlace *place);
};

extern const FfDialect ff_dialect_sqlite;
extern const FfDialect ff_dialect_postgres;

struct _FfSql
{
  const FfDialect *dialect;
  GString         *text;
  GArray          *values;   /* of FfValue */
  guint            n_aliases;
};

FfSql   *ff_sql_new         (const FfDialect *dialect);
void     ff_sql_free        (FfSql           *self);
void     ff_sql_add         (FfSql           *self,
                             const char      *text);      /* SQL of ours, literally */
void     ff_sql_addf        (FfSql           *self,
                             const char      *format,
                             ...) G_GNUC_PRINTF (2, 3);   /* numbers and aliases of ours only */
void     ff_sql_name        (FfSql           *self,
                             const char      *name);
void     ff_sql_value       (FfSql           *self,
                             const FfValue   *value);     /* copied; appends a parameter */
void     ff_sql_integer     (FfSql           *self,
                             gint64           value);
void     ff_sql_text        (FfSql           *self,
                             const char      *value);
char    *ff_sql_new_alias   (FfSql           *self);      /* unique in the statement: "t3" */
/* "na""me" */
void     ff_sql_quote_name  (GString         *text,
                             const char      *name);
/* The name of a time zone as a text: one of ff_zone_is_known (), which is plain. */
void     ff_sql_add_zone    (GString         *text,
                             const char      *zone);
/* Seconds and milliseconds whose µs have 64 bits. */
#define FF_LEAST_SEC     "-9223372036854"
#define FF_GREATEST_SEC  "9223372036854"
#define FF_LEAST_MSEC    "-9223372036854775"
#define FF_GREATEST_MSEC "9223372036854775"
/* For people to read: values in the text. Never executed. */
char    *ff_sql_to_readable (FfSql           *self);

/* A condition for WHERE: true for the rows that the rule takes, false or NULL for the others; its opposite is
 * "(…) IS NOT TRUE". Links and aggregates become membership in one grouped query each, so that no table is read row by
 * row, unless @place says few rows. */
void     ff_rule_compile    (FfRule           *self,
                             FfSql            *sql,
                             const FfSqlPlace *place);
void     ff_operand_compile (FfOperand        *self,
                             FfSql            *sql,
                             const FfSqlPlace *place);
/* The same to order and group by: text by code point, and a computed real to 12 digits, so that no two backends part
 * what is equal. */
void     ff_operand_compile_rank (FfOperand       *self,
                                  FfSql           *sql,
                                  const FfSqlPlace *place);
/* A whole query of an aggregate operand: k1, k2 … (equal to the columns of ff_operand_get_link () of the row it belongs
 * to) and value, one row for each that has linked rows; the others have ff_operand_get_aggregate_default (). */
void     ff_operand_compile_grouped (FfOperand       *self,
                                     FfSql           *sql);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FfSql, ff_sql_free)

G_END_DECLS
