/* Expressions → SQLite: what it means as we do stands as its own SQL, the rest
 * are functions of ours. Called by the dialect while a rule is compiled. */

#include "query/ff-expression-private.h"

static void
add (const FfExpression *self,
     guint               index,
     FfSql              *sql,
     const FfSqlPlace   *place)
{
  ff_expression_compile (g_ptr_array_index (self->arguments, index), sql, place);
}

static const FfType *
get_type (const FfExpression *self,
          guint               index)
{
  return &((FfExpression *) g_ptr_array_index (self->arguments, index))->type;
}

/* The arguments with @joint between them, in brackets. */
static void
add_joined (const FfExpression *self,
            const char         *joint,
            FfSql              *sql,
            const FfSqlPlace   *place)
{
  ff_sql_add (sql, "(");
  for (guint i = 0; i < self->arguments->len; i++)
    {
      ff_sql_add (sql, i > 0 ? joint : "");
      add (self, i, sql, place);
    }
  ff_sql_add (sql, ")");
}

static void
add_comparison (const FfExpression *self,
                FfSql              *sql,
                const FfSqlPlace   *place)
{
  static const char *const signs[] = { "=", "<>", "<", "<=", ">", ">=" };
  const char *sign = signs[self->call - FF_CALL_EQUALS];
  const FfType *left = get_type (self, 0);
  const FfType *right = get_type (self, 1);

  if (left->scale != right->scale)
    {
      ff_sql_add (sql, "(ff_compare (");
      add (self, 0, sql, place);
      ff_sql_addf (sql, ", %u, ", left->scale);
      add (self, 1, sql, place);
      ff_sql_addf (sql, ", %u) %s 0)", right->scale, sign);
      return;
    }

  ff_sql_add (sql, "(");
  add (self, 0, sql, place);
  ff_sql_addf (sql, "%s %s ", left->kind == FF_KIND_TEXT ? " COLLATE BINARY" : "", sign);
  add (self, 1, sql, place);
  ff_sql_add (sql, ")");
}

static void
add_case (const FfExpression *self,
          FfSql              *sql,
          const FfSqlPlace   *place)
{
  guint i;

  ff_sql_add (sql, "CASE");
  for (i = 0; i + 1 < self->arguments->len; i += 2)
    {
      ff_sql_add (sql, " WHEN ");
      add (self, i, sql, place);
      ff_sql_add (sql, " THEN ");
      add (self, i + 1, sql, place);
    }
  if (i < self->arguments->len)
    {
      ff_sql_add (sql, " ELSE ");
      add (self, i, sql, place);
    }
  ff_sql_add (sql, " END");
}

static void
add_is_empty (const FfExpression *self,
              FfSql              *sql,
              const FfSqlPlace   *place)
{
  const gboolean is_text = get_type (self, 0)->kind == FF_KIND_TEXT;

  ff_sql_add (sql, is_text ? "(coalesce (" : "(");
  add (self, 0, sql, place);
  ff_sql_add (sql, is_text ? ", '') = '')" : " IS NULL)");
}

static void
add_function (const FfExpression *self,
              FfSql              *sql,
              const FfSqlPlace   *place)
{
  ff_sql_addf (sql, "ff_%s ", ff_call_get_name (self->call));
  add_joined (self, ", ", sql, place);
}

static void
add_call (const FfExpression *self,
          FfSql              *sql,
          const FfSqlPlace   *place)
{
  switch (self->call)
    {
    case FF_CALL_AND:
      add_joined (self, " AND ", sql, place);
      break;

    case FF_CALL_OR:
      add_joined (self, " OR ", sql, place);
      break;

    case FF_CALL_NOT:
      ff_sql_add (sql, "(NOT ");
      add (self, 0, sql, place);
      ff_sql_add (sql, ")");
      break;

    case FF_CALL_EQUALS:
    case FF_CALL_NOT_EQUALS:
    case FF_CALL_LESS:
    case FF_CALL_AT_MOST:
    case FF_CALL_GREATER:
    case FF_CALL_AT_LEAST:
      add_comparison (self, sql, place);
      break;

    case FF_CALL_CASE:
      add_case (self, sql, place);
      break;

    case FF_CALL_COALESCE:
      ff_sql_add (sql, self->arguments->len > 1 ? "coalesce " : "");
      add_joined (self, ", ", sql, place);
      break;

    case FF_CALL_IS_EMPTY:
      add_is_empty (self, sql, place);
      break;

    case FF_CALL_FLAG_NUMBER:
      add (self, 0, sql, place);
      break;

    default:
      add_function (self, sql, place);
      break;
    }
}

/* The connection needs the functions of ff-function.h. */
void
ff_expression_compile_sqlite (FfSql              *sql,
                              const FfExpression *self,
                              const FfSqlPlace   *place)
{
  switch (self->kind)
    {
    case FF_EXPRESSION_LITERAL:
      ff_sql_value (sql, &self->value);
      break;

    case FF_EXPRESSION_OPERAND:
      /* A whole number in a column of approximate ones is one of them. */
      ff_sql_add (sql, self->type.kind == FF_KIND_REAL ? "(" : "");
      ff_operand_compile (self->operand, sql, place);
      ff_sql_add (sql, self->type.kind == FF_KIND_REAL ? " + 0.0)" : "");
      break;

    case FF_EXPRESSION_CALL:
    default:
      add_call (self, sql, place);
      break;
    }
}
