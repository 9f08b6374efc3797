/* Operands → SQL. What comes out is in FfValue's form, whatever the columns
 * store: decimals scaled, instants in µs. Called by the store, on any thread. */

#include "query/ff-expression-private.h"

void
ff_sql_add_columns (FfSql       *sql,
                    const char  *alias,
                    char       **columns)
{
  gboolean several = columns[1] != NULL;

  ff_sql_add (sql, several ? "(" : "");
  for (guint i = 0; columns[i] != NULL; i++)
    {
      ff_sql_addf (sql, "%s%s.", i > 0 ? ", " : "", alias);
      ff_sql_name (sql, columns[i]);
    }
  ff_sql_add (sql, several ? ")" : "");
}

void
ff_sql_add_table (FfSql          *sql,
                  const FfEntity *entity,
                  const char     *alias)
{
  if (entity->schema_name != NULL)
    {
      ff_sql_name (sql, entity->schema_name);
      ff_sql_add (sql, ".");
    }
  ff_sql_name (sql, entity->table_name != NULL ? entity->table_name : entity->name);
  ff_sql_addf (sql, " AS %s", alias);
}

void
ff_sql_add_equality (FfSql       *sql,
                     const char  *alias,
                     char       **columns,
                     const char  *other_alias,
                     char       **other_columns)
{
  for (guint i = 0; columns[i] != NULL; i++)
    {
      ff_sql_addf (sql, "%s%s.", i > 0 ? " AND " : "", alias);
      ff_sql_name (sql, columns[i]);
      ff_sql_addf (sql, " = %s.", other_alias);
      ff_sql_name (sql, other_columns[i]);
    }
}

void
ff_sql_add_and (FfSql *sql,
                guint *n_parts)
{
  ff_sql_add (sql, *n_parts == 0 ? " WHERE " : " AND ");
  (*n_parts)++;
}

char *
ff_sql_dup_column (FfSql      *sql,
                   const char *alias,
                   const char *name)
{
  GString *text = g_string_new (alias);

  g_string_append_c (text, '.');
  sql->dialect->quote_name (text, name);

  return g_string_free (text, FALSE);
}

void
ff_sql_add_not_null (FfSql           *sql,
                     const char      *alias,
                     const FfEntity  *entity,
                     char           **columns,
                     guint           *n_parts)
{
  for (guint i = 0; columns[i] != NULL; i++)
    if (ff_entity_may_be_null (entity, columns[i]))
      {
        g_autofree char *column = ff_sql_dup_column (sql, alias, columns[i]);

        ff_sql_add_and (sql, n_parts);
        sql->dialect->scan (sql->text, column);
        ff_sql_add (sql, " IS NOT NULL");
      }
}

void
ff_sql_add_power_of_ten (FfSql *sql,
                         guint  scale)
{
  ff_sql_add (sql, "1");
  for (guint i = 0; i < scale; i++)
    ff_sql_add (sql, "0");
}

/* A column as FfValue would hold it. */
static void
add_stored (FfSql          *sql,
            const char     *alias,
            const FfColumn *column)
{
  const FfType *type = &column->type;
  g_autofree char *plain = ff_sql_dup_column (sql, alias, column->name);
  g_autoptr (GString) fitting = g_string_new (NULL);

  if (type->own)
    {
      sql->dialect->own (sql->text, plain, type);
      return;
    }

  if (type->loose)
    {
      sql->dialect->fit (fitting, plain, type);
      g_string_prepend_c (fitting, '(');
      g_string_append_c (fitting, ')');
    }
  else
    g_string_append (fitting, plain);

  if (type->kind == FF_KIND_DECIMAL && !type->scaled_storage)
    {
      ff_sql_addf (sql, "CAST (ROUND (%s * ", fitting->str);
      ff_sql_add_power_of_ten (sql, type->scale);
      ff_sql_add (sql, ") AS BIGINT)");
    }
  else if (type->kind == FF_KIND_INSTANT && type->form == FF_INSTANT_TEXT)
    sql->dialect->instant (sql->text, fitting->str, type->zone);
  else if (type->kind == FF_KIND_INSTANT && type->form == FF_INSTANT_MSEC)
    ff_sql_addf (sql, "(%s * 1000)", fitting->str);
  else if (type->kind == FF_KIND_INSTANT && type->form == FF_INSTANT_SEC)
    ff_sql_addf (sql, "(%s * 1000000)", fitting->str);
  else
    ff_sql_add (sql, fitting->str);
}

/* An attribute from hop @n_done on: the column itself, or the one value behind the links. */
static void
add_attribute (FfOperand        *self,
               FfSql            *sql,
               const FfSqlPlace *place,
               guint             n_done)
{
  g_autoptr (GPtrArray) aliases = g_ptr_array_new_with_free_func (g_free);
  guint n_hops = self->hops->len - n_done;
  const FfHop *hops;

  if (n_hops == 0)
    {
      add_stored (sql, place->entity_alias, self->column);
      return;
    }

  hops = &g_array_index (self->hops, FfHop, n_done);

  for (guint i = 0; i < n_hops; i++)
    g_ptr_array_add (aliases, ff_sql_new_alias (sql));

  ff_sql_add (sql, "(SELECT ");
  add_stored (sql, g_ptr_array_index (aliases, n_hops - 1), self->column);
  for (guint i = 0; i < n_hops; i++)
    {
      ff_sql_add (sql, i == 0 ? " FROM " : " JOIN ");
      ff_sql_add_table (sql, hops[i].target, g_ptr_array_index (aliases, i));
      if (i > 0)
        {
          ff_sql_add (sql, " ON ");
          ff_sql_add_equality (sql, g_ptr_array_index (aliases, i), hops[i].link->target_columns,
                               g_ptr_array_index (aliases, i - 1), hops[i].link->columns);
        }
    }
  ff_sql_add (sql, " WHERE ");
  ff_sql_add_equality (sql, g_ptr_array_index (aliases, 0), hops[0].link->target_columns,
                       place->entity_alias, hops[0].link->columns);
  ff_sql_add (sql, ")");
}

void
ff_sql_add_left (FfSql           *sql,
                 const FfSqlLeft *left,
                 gboolean         fold)
{
  g_autoptr (GString) outer = NULL;

  if (fold)
    outer = g_steal_pointer (&sql->text);
  if (fold)
    sql->text = g_string_new (NULL);

  if (left->value != NULL)
    ff_sql_add (sql, left->value);
  else if (left->grouped)
    ff_operand_add_function (left->operand, sql, left->place);
  else if (left->operand->kind == FF_OPERAND_ATTRIBUTE)
    add_attribute (left->operand, sql, left->place, left->n_hops_done);
  else
    ff_operand_compile (left->operand, sql, left->place);

  if (fold)
    {
      g_autoptr (GString) inner = g_steal_pointer (&sql->text);

      sql->text = g_steal_pointer (&outer);
      sql->dialect->fold (sql->text, inner->str);
    }
}

/**
 * ff_operand_compile_rank:
 * @place: where the operand's row stands in the statement
 *
 * Appends the operand's value as rows are ordered and grouped by it: text by
 * code point whatever its column was declared with, and a real that was
 * computed to 12 digits, since its last ones depend on how.
 */
void
ff_operand_compile_rank (FfOperand        *self,
                         FfSql            *sql,
                         const FfSqlPlace *place)
{
  GString *outer = sql->text;
  g_autoptr (GString) inner = g_string_new (NULL);

  sql->text = inner;
  ff_operand_compile (self, sql, place);
  sql->text = outer;

  if (self->type.kind == FF_KIND_REAL && self->kind != FF_OPERAND_ATTRIBUTE)
    sql->dialect->steady (sql->text, inner->str);
  else
    ff_sql_add (sql, inner->str);
  if (self->type.kind == FF_KIND_TEXT)
    ff_sql_add (sql, sql->dialect->by_code_point);
}

/**
 * ff_operand_compile:
 * @place: where the operand's row stands in the statement
 *
 * Appends the operand's value. An aggregate becomes a query for each row; for
 * many rows join ff_operand_compile_grouped() instead.
 */
void
ff_operand_compile (FfOperand        *self,
                    FfSql            *sql,
                    const FfSqlPlace *place)
{
  switch (self->kind)
    {
    case FF_OPERAND_ATTRIBUTE:
      add_attribute (self, sql, place, 0);
      break;

    case FF_OPERAND_CARRIED:
      g_return_if_fail (place->carried_alias != NULL);
      ff_sql_addf (sql, "%s.", place->carried_alias);
      ff_sql_name (sql, self->carried->name);
      break;

    case FF_OPERAND_EXPRESSION:
      ff_expression_compile (self->expression, sql, place);
      break;

    case FF_OPERAND_AGGREGATE:
    default:
      ff_operand_compile_aggregate (self, sql, place);
      break;
    }
}
