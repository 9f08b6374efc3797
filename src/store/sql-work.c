/* The pieces that the printers of steps share: keys, carried columns, orders.
 * The working table of the input stands at alias i, the entity's row at e.
 * Called by sql-*.c on the store's thread. */

#include "store/ff-step-sql.h"

guint
ff_work_get_n_keys (const FfWork *self)
{
  return g_strv_length (self->entity->key);
}

/**
 * ff_work_add_keys:
 * @alias: (nullable): of a working table
 *
 * Appends "i.k1, i.k2".
 */
void
ff_work_add_keys (FfSql      *sql,
                 const char *alias,
                 guint       n_keys)
{
  for (guint k = 0; k < n_keys; k++)
    ff_sql_addf (sql, "%s%s%sk%u", k > 0 ? ", " : "", alias != NULL ? alias : "", alias != NULL ? "." : "", k + 1);
}

/**
 * ff_work_add_entity_keys:
 *
 * Appends the key columns of the entity's row at @alias.
 */
void
ff_work_add_entity_keys (FfSql          *sql,
                        const char     *alias,
                        const FfEntity *entity)
{
  for (guint k = 0; entity->key[k] != NULL; k++)
    {
      ff_sql_addf (sql, "%s%s.", k > 0 ? ", " : "", alias);
      ff_sql_name (sql, entity->key[k]);
    }
}

/**
 * ff_work_add_carried:
 * @alias: (nullable): of a working table
 *
 * Appends the carried columns, each after a comma.
 */
void
ff_work_add_carried (FfSql      *sql,
                    const char *alias,
                    GPtrArray  *columns)
{
  for (guint c = 0; c < columns->len; c++)
    {
      const FfColumn *column = g_ptr_array_index (columns, c);

      ff_sql_add (sql, ", ");
      if (alias != NULL)
        ff_sql_addf (sql, "%s.", alias);
      ff_sql_name (sql, column->name);
    }
}

void
ff_work_add_carried_numbered (FfSql      *sql,
                              const char *alias,
                              GPtrArray  *columns)
{
  for (guint c = 0; c < columns->len; c++)
    {
      ff_sql_addf (sql, ", %s.", alias);
      ff_sql_name (sql, ((FfColumn *) g_ptr_array_index (columns, c))->name);
      ff_sql_addf (sql, " AS c%u", c + 1);
    }
}

void
ff_work_add_numbered (FfSql      *sql,
                      const char *alias,
                      GPtrArray  *columns)
{
  for (guint c = 0; c < columns->len; c++)
    ff_sql_addf (sql, ", %s.c%u", alias, c + 1);
}

static void
add_key_order (FfSql          *sql,
               const char     *alias,
               const FfEntity *entity,
               const char     *direction)
{
  for (guint k = 0; entity->key[k] != NULL; k++)
    {
      g_autofree char *key = g_strdup_printf ("%s.k%u", alias, k + 1);

      ff_sql_add (sql, k > 0 ? ", " : "");
      sql->dialect->key (sql->text, key, ff_entity_find_column (entity, entity->key[k]));
      ff_sql_add (sql, direction);
    }
}

/**
 * ff_work_add_key_order:
 *
 * Appends the key at @alias as it is ordered: text by code point.
 */
void
ff_work_add_key_order (FfSql          *sql,
                       const char     *alias,
                       const FfEntity *entity)
{
  add_key_order (sql, alias, entity, "");
}

void
ff_work_add_key_order_back (FfSql          *sql,
                            const char     *alias,
                            const FfEntity *entity)
{
  add_key_order (sql, alias, entity, " DESC");
}

void
ff_work_add_insert (FfSql        *sql,
                   const FfWork *work)
{
  ff_sql_addf (sql, "INSERT INTO %s (", work->name);
  ff_work_add_keys (sql, NULL, ff_work_get_n_keys (work));
  ff_work_add_carried (sql, NULL, work->columns);
  ff_sql_add (sql, ")\n");
}

void
ff_work_add_table (FfSql          *sql,
                  const FfEntity *entity)
{
  if (entity->schema_name != NULL)
    {
      ff_sql_name (sql, entity->schema_name);
      ff_sql_add (sql, ".");
    }
  ff_sql_name (sql, entity->table_name != NULL ? entity->table_name : entity->name);
}

void
ff_work_add_same_key (FfSql      *sql,
                     const char *a,
                     const char *b,
                     guint       n_keys)
{
  for (guint k = 0; k < n_keys; k++)
    ff_sql_addf (sql, "%s%s.k%u = %s.k%u", k > 0 ? " AND " : "", a, k + 1, b, k + 1);
}

void
ff_work_add_from_work (FfSql        *sql,
                      const FfWork *work)
{
  ff_sql_addf (sql, "FROM %s AS i%s", work->name, sql->dialect->join);

  /* A row of a file is in no table but this. */
  if (ff_entity_is_file (work->entity))
    {
      ff_sql_add (sql, "(SELECT k1 AS ");
      ff_sql_name (sql, work->entity->key[0]);
      ff_sql_addf (sql, " FROM %s AS f)", work->name);
    }
  else
    {
      ff_work_add_table (sql, work->entity);
    }
  ff_sql_add (sql, " AS e ON ");
  for (guint k = 0; work->entity->key[k] != NULL; k++)
    {
      ff_sql_addf (sql, "%se.", k > 0 ? " AND " : "");
      ff_sql_name (sql, work->entity->key[k]);
      ff_sql_addf (sql, " = i.k%u", k + 1);
    }
}

void
ff_work_add_from_keys (FfSql        *sql,
                      const FfWork *work)
{
  ff_sql_addf (sql, "FROM %s AS i", work->name);
}

void
ff_work_add_from_order (FfSql         *sql,
                       const FfWork  *work,
                       const FfOrder *order)
{
  if (order->operands != NULL && order->operands->len > 0)
    ff_work_add_from_work (sql, work);
  else
    ff_work_add_from_keys (sql, work);
}

/**
 * ff_work_add_is_in:
 * @alias: of a working table of the same dimension
 *
 * Appends whether the row at @alias has its key in @work: two-valued, never
 * NOT IN.
 */
void
ff_work_add_is_in (FfSql        *sql,
                  const FfWork *work,
                  const char   *alias,
                  gboolean      negated)
{
  ff_sql_addf (sql, "%sEXISTS (SELECT 1 FROM %s AS x WHERE ", negated ? "NOT " : "", work->name);
  ff_work_add_same_key (sql, "x", alias, ff_work_get_n_keys (work));
  ff_sql_add (sql, ")");
}

/**
 * ff_work_add_not_yet:
 * @into: what the statement inserts into
 *
 * Appends a last condition that keeps out the keys that @into has already.
 */
void
ff_work_add_not_yet (FfSql        *sql,
                     const FfWork *into,
                     const char   *alias)
{
  if (sql->dialect->has_distinct_on)
    ff_work_add_is_in (sql, into, alias, TRUE);
  else
    ff_sql_add (sql, "true ON CONFLICT DO NOTHING");
}

/**
 * ff_work_add_value_of:
 * @operand: over the dimension and its carried columns
 *
 * Appends the operand's value for the row at e and i, fit for grouping and
 * ordering: text by code point, whatever its column was declared with.
 */
void
ff_work_add_value_of (FfSql     *sql,
                     FfOperand *operand)
{
  static const FfSqlPlace place = { "e", "i", TRUE };

  ff_operand_compile (operand, sql, &place);
  if (ff_operand_get_type (operand)->kind == FF_KIND_TEXT)
    ff_sql_add (sql, sql->dialect->by_code_point);
}

/**
 * ff_work_add_rank_of:
 *
 * The same to order and group by, as ff_operand_compile_rank().
 */
void
ff_work_add_rank_of (FfSql     *sql,
                     FfOperand *operand)
{
  static const FfSqlPlace place = { "e", "i", TRUE };

  ff_operand_compile_rank (operand, sql, &place);
}

/**
 * ff_work_add_key_hash:
 *
 * Appends the keyed hash of the canonical key of the row at i.
 */
void
ff_work_add_key_hash (FfSql          *sql,
                     const FfEntity *entity,
                     guint64         seed)
{
  guint n_keys = g_strv_length (entity->key);
  const FfColumn *column = ff_entity_find_column (entity, entity->key[0]);
  gboolean is_text = n_keys > 1 || column->type.kind != FF_KIND_INTEGER;
  g_autoptr (GString) inner = g_string_new (NULL);

  if (n_keys == 1)
    g_string_append (inner, is_text ? "CAST(i.k1 AS TEXT)" : "i.k1");
  else
    for (guint k = 0; k < n_keys; k++)
      {
        if (k > 0)
          g_string_append_printf (inner, " || %s || ", sql->dialect->unit_separator);
        g_string_append_printf (inner, "CAST(i.k%u AS TEXT)", k + 1);
      }

  sql->dialect->hash (sql->text, inner->str, seed, is_text);
}

void
ff_work_add_is_empty (FfSql     *sql,
                      FfOperand *operand)
{
  gboolean is_text = ff_operand_get_type (operand)->kind == FF_KIND_TEXT;

  ff_sql_add (sql, is_text ? "coalesce (" : "");
  ff_work_add_value_of (sql, operand);
  ff_sql_add (sql, is_text ? ", '') = ''" : " IS NULL");
}

/* What the @o-th operand gives a row to be ordered by. */
static void
add_rank (FfSql         *sql,
          const FfOrder *order,
          guint          o)
{
  FfOperand *operand = g_ptr_array_index (order->operands, o);
  const FfRank *rank = &order->ranks[o];

  switch (rank->kind)
    {
    case FF_RANK_LIST:
      if (rank->values->len == 0)
        {
          ff_sql_add (sql, "0");
          break;
        }
      ff_sql_add (sql, "CASE ");
      ff_work_add_rank_of (sql, operand);
      for (guint v = 0; v < rank->values->len; v++)
        {
          ff_sql_add (sql, " WHEN ");
          ff_sql_value (sql, &g_array_index (rank->values, FfValue, v));
          ff_sql_addf (sql, " THEN %u", v);
        }
      ff_sql_addf (sql, " ELSE %u END", rank->values->len);
      break;

    case FF_RANK_FILLED:
      ff_sql_add (sql, "CASE WHEN ");
      ff_work_add_is_empty (sql, operand);
      ff_sql_add (sql, " THEN 1 ELSE 0 END");
      break;

    case FF_RANK_VALUE:
    default:
      ff_work_add_rank_of (sql, operand);
      break;
    }
}

static guint
get_n_ranks (const FfOrder *order)
{
  return order->operands != NULL ? order->operands->len : 0;
}

static void
add_direction (FfSql         *sql,
               const FfOrder *order,
               guint          o)
{
  ff_sql_add (sql, order->ranks[o].descending ? " DESC NULLS LAST, " : " NULLS LAST, ");
}

/**
 * ff_work_add_order:
 *
 * Appends a total order: what @order says, NULLs last in both directions,
 * then the key ascending.
 */
void
ff_work_add_order (FfSql          *sql,
                  const FfOrder  *order,
                  const FfEntity *entity)
{
  for (guint o = 0; o < get_n_ranks (order); o++)
    {
      add_rank (sql, order, o);
      add_direction (sql, order, o);
    }

  if (order->random)
    {
      ff_work_add_key_hash (sql, entity, order->seed);
      ff_sql_add (sql, ", ");
    }

  ff_work_add_key_order (sql, "i", entity);
}

void
ff_work_add_order_values (FfSql          *sql,
                          const FfOrder  *order,
                          const FfEntity *entity)
{
  for (guint o = 0; o < get_n_ranks (order); o++)
    {
      ff_sql_add (sql, ",\n      ");
      add_rank (sql, order, o);
      ff_sql_addf (sql, " AS o%u", o + 1);
    }

  if (order->random)
    {
      ff_sql_add (sql, ",\n      ");
      ff_work_add_key_hash (sql, entity, order->seed);
      ff_sql_addf (sql, " AS o%u", get_n_ranks (order) + 1);
    }
}

void
ff_work_add_order_by (FfSql          *sql,
                      const FfOrder  *order,
                      const FfEntity *entity,
                      const char     *alias)
{
  for (guint o = 0; o < get_n_ranks (order); o++)
    {
      ff_sql_addf (sql, "%s.o%u", alias, o + 1);
      add_direction (sql, order, o);
    }

  if (order->random)
    ff_sql_addf (sql, "%s.o%u, ", alias, get_n_ranks (order) + 1);

  ff_work_add_key_order (sql, alias, entity);
}

/**
 * ff_operands_are_same:
 * @a: (nullable) (element-type FfOperand): a list
 * @b: (nullable) (element-type FfOperand): another; %NULL is the empty one
 *
 * Returns: whether both give every row the same values
 */
gboolean
ff_operands_are_same (GPtrArray *a,
                      GPtrArray *b)
{
  guint n = a != NULL ? a->len : 0;

  if (n != (b != NULL ? b->len : 0))
    return FALSE;

  for (guint o = 0; o < n; o++)
    {
      g_autofree char *text_a = ff_operand_dup_canonical (g_ptr_array_index (a, o));
      g_autofree char *text_b = ff_operand_dup_canonical (g_ptr_array_index (b, o));

      if (!g_str_equal (text_a, text_b))
        return FALSE;
    }

  return TRUE;
}

/**
 * ff_order_is_same:
 *
 * Returns: whether both put all rows into the same order; two that list values are not looked into
 */
gboolean
ff_order_is_same (const FfOrder *a,
                  const FfOrder *b)
{
  if (a->random != b->random || (a->random && a->seed != b->seed) || !ff_operands_are_same (a->operands, b->operands))
    return FALSE;

  for (guint o = 0; o < get_n_ranks (a); o++)
    if (a->ranks[o].kind != b->ranks[o].kind || a->ranks[o].descending != b->ranks[o].descending ||
        a->ranks[o].kind == FF_RANK_LIST)
      return FALSE;

  return TRUE;
}

/**
 * ff_step_run_keep_reason:
 * @reason: counted as the step's operation does
 *
 * Returns: (transfer full) (nullable): the words as an expression that binds
 *   nothing, or "" when the step tells no reasons
 */
char *
ff_step_run_keep_reason (FfStepRun  *self,
                         guint       reason,
                         GError    **error)
{
  char **reasons = self->step->reasons;
  FfValue words = { .kind = FF_VALUE_TEXT };

  if (reasons == NULL)
    return g_strdup ("");

  words.text = reasons[MIN (reason, g_strv_length (reasons) - 1)];

  return self->keep_value (self, &words, error);
}

void
ff_work_add_reason (FfSql      *sql,
                    const char *reason)
{
  if (reason[0] == '\0')
    return;

  ff_sql_add (sql, ", ");
  ff_sql_add (sql, reason);
}

/**
 * ff_step_run_define_rest:
 *
 * Makes @rest what @whole has and @part has not. @part is a part of @whole,
 * so its number is known without counting.
 */
gboolean
ff_step_run_define_rest (FfStepRun     *self,
                         FfWork        *rest,
                         const FfWork  *whole,
                         const FfWork  *part,
                         GError       **error)
{
  g_autofree char *reason = ff_step_run_keep_reason (self, 0, error);
  g_autoptr (FfSql) sql = ff_sql_new (self->dialect);

  if (reason == NULL)
    return FALSE;

  ff_sql_add (sql, "SELECT ");
  ff_work_add_keys (sql, "i", ff_work_get_n_keys (whole));
  ff_work_add_carried (sql, "i", whole->columns);
  ff_work_add_reason (sql, reason);
  ff_sql_add (sql, "\n");
  ff_work_add_from_keys (sql, whole);
  ff_sql_add (sql, "\nWHERE ");
  ff_work_add_is_in (sql, part, "i", TRUE);

  rest->n_keys = whole->n_keys >= 0 && part->n_keys >= 0 ? whole->n_keys - part->n_keys : -1;

  return self->define (self, rest, sql, error);
}

gboolean
ff_step_run_fill (FfStepRun  *self,
                  FfWork     *work,
                  FfSql      *sql,
                  GError    **error)
{
  return self->create (self, work, FF_WORK_KEYED, error) &&
         self->execute (self, work, sql, &work->n_keys, error);
}

void
ff_step_run_name_leaving (FfStepRun *self,
                          FfSql     *sql)
{
  for (guint i = self->step->n_inputs; i < self->step->n_reads; i++)
    {
      g_autofree char *id = ff_flow_dup_leaving_id (self->step->inputs[i]);
      g_autoptr (GString) quoted = g_string_new (NULL);

      self->dialect->quote_name (quoted, id);
      g_string_replace (sql->text, quoted->str, self->inputs[i]->name, 0);
    }
}

/**
 * ff_step_run_print:
 *
 * Fills or defines every output of the step, and sets their counts.
 *
 * Returns: %TRUE if all stand
 */
gboolean
ff_step_run_print (FfStepRun  *self,
                   GError    **error)
{
  if (!ff_step_run_check_links (self, error))
    return FALSE;

  switch (self->step->op)
    {
    case FF_STEP_SELECT:
      return ff_sql_print_select (self, error);
    case FF_STEP_MEMBERS:
      return ff_sql_print_members (self, error);
    case FF_STEP_LOAD:
      return ff_sql_print_load (self, error);
    case FF_STEP_FILTER:
      return ff_sql_print_filter (self, error);
    case FF_STEP_COMBINE:
      return ff_sql_print_combine (self, error);
    case FF_STEP_DEDUPE:
      return ff_sql_print_dedupe (self, error);
    case FF_STEP_TAKE:
      return ff_sql_print_take (self, error);
    case FF_STEP_SPLIT:
      return ff_sql_print_split (self, error);
    case FF_STEP_RELATE:
      return ff_sql_print_relate (self, error);
    case FF_STEP_ENRICH:
      return ff_sql_print_enrich (self, error);
    case FF_STEP_MARK:
      return ff_sql_print_mark (self, error);
    case FF_STEP_LOOK_UP:
      return ff_sql_print_look_up (self, error);
    case FF_STEP_MATCH:
      return ff_sql_print_match (self, error);
    default:
      g_assert_not_reached ();
    }
}
