#pragma once

#include "query/ff-rule.h"

G_BEGIN_DECLS

/* A statement under construction: its text and the values to bind, in order.
 * Names go in by ff_sql_name (), values by ff_sql_value (): no text from a
 * person is ever part of a statement. */

typedef struct _FfDialect FfDialect;

struct _FfDialect
{
  const char *id;                       /* "sqlite", "postgresql" */
  /* What differs between databases, one function each; append to @sql. */
  void (*parameter)   (GString *text, guint number);                     /* ? or $1 */
  void (*quote_name)  (GString *text, const char *name);
  void (*fold)        (GString *text, const char *inner);                /* ignore case */
  void (*hash)        (GString *text, const char *inner, guint64 seed, gboolean is_text); /* signed 64 bit */
};

extern const FfDialect ff_dialect_sqlite;

typedef struct
{
  const FfDialect *dialect;
  GString         *text;
  GArray          *values;   /* of FfValue */
  guint            n_aliases;
} FfSql;

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
/* For people to read: values in the text. Never executed. */
char    *ff_sql_to_readable (FfSql           *self);

/* Where a rule or operand stands: alias of the entity's row, alias of the
 * working table's row that carries columns (nullable), and how a carried
 * column is named there. */
typedef struct
{
  const char *entity_alias;
  const char *carried_alias;
} FfSqlPlace;

/* A condition that is true, false or NULL for the row; caller puts it into WHERE. Aggregates and links become
 * grouped, parent-joined or EXISTS forms as performance.md section 2 and sql-shapes.md section 9 say. */
void     ff_rule_compile    (FfRule           *self,
                             FfSql            *sql,
                             const FfSqlPlace *place);
void     ff_operand_compile (FfOperand        *self,
                             FfSql            *sql,
                             const FfSqlPlace *place);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FfSql, ff_sql_free)

G_END_DECLS
