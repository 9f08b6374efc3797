/* What a step is, as text and as hash: its content with resolved values and
 * its inputs' hashes, not where it was drawn and not the data. Two steps with
 * the same hash leave the same rows behind, on the same data. */

#include "plan/ff-plan-private.h"

#include <string.h>

/* Lengths before texts keep any text apart from what follows it. */
static void
add_text (GString    *content,
          const char *text)
{
  g_string_append_printf (content, "%" G_GSIZE_FORMAT ":%s;", text != NULL ? strlen (text) : 0, text != NULL ? text : "");
}

static void
add_names (GString *content,
           char   **names)
{
  g_string_append_printf (content, "names %u ", names != NULL ? g_strv_length (names) : 0);
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    add_text (content, names[i]);
}

static void
add_entity (GString        *content,
            const FfEntity *entity)
{
  add_text (content, entity->schema_name);
  add_text (content, entity->name);
  add_names (content, entity->key);
}

static void
add_rule (GString *content,
          FfRule  *rule)
{
  g_autofree char *canonical = rule != NULL ? ff_rule_dup_canonical (rule) : NULL;

  g_string_append (content, rule != NULL ? "rule " : "all ");
  add_text (content, canonical);
}

static void
add_operands (GString   *content,
              GPtrArray *operands)
{
  g_string_append_printf (content, "operands %u ", operands->len);
  for (guint i = 0; i < operands->len; i++)
    {
      g_autofree char *canonical = ff_operand_dup_canonical (g_ptr_array_index (operands, i));

      add_text (content, canonical);
    }
}

static void
add_value (GString       *content,
           const FfValue *value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (content, "%d %" G_GINT64_FORMAT " %s;", value->kind, value->integer,
                          g_ascii_dtostr (buffer, sizeof buffer, value->real));
  add_text (content, value->text);
}

static void
add_order (GString       *content,
           const FfOrder *order)
{
  add_operands (content, order->operands);
  for (guint i = 0; i < order->operands->len; i++)
    {
      const FfRank *rank = &order->ranks[i];

      g_string_append_printf (content, "rank %d %d;", rank->kind, rank->descending);
      for (guint v = 0; rank->values != NULL && v < rank->values->len; v++)
        add_value (content, &g_array_index (rank->values, FfValue, v));
    }
  if (order->random)
    g_string_append_printf (content, "random %" G_GUINT64_FORMAT ";", order->seed);
}

static void
add_quota (GString       *content,
           const FfQuota *quota)
{
  g_string_append_printf (content, "quota %d %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT ";",
                          quota->kind, quota->count, quota->numerator, quota->denominator);
}

static void
add_cells (GString *content,
           GArray  *cells)
{
  for (guint i = 0; i < cells->len; i++)
    {
      const FfCell *cell = &g_array_index (cells, FfCell, i);

      g_string_append_printf (content, "cell %" G_GINT64_FORMAT ";", cell->count);
      for (guint v = 0; v < cell->n_values; v++)
        add_value (content, &cell->values[v]);
    }
}

static void
add_subsets (GString *content,
             FfStep  *step)
{
  for (guint i = 0; i < step->subsets->len; i++)
    {
      const FfSubset *subset = &g_array_index (step->subsets, FfSubset, i);

      g_string_append (content, "subset ");
      add_rule (content, subset->rule);
      add_quota (content, &subset->quota);
      add_order (content, &subset->order);
      add_operands (content, subset->groups);
      add_text (content, step->one_table ? subset->code : "");
    }
}

static void
add_merges (GString *content,
            FfStep  *step)
{
  for (guint i = 0; i < step->merges->len; i++)
    {
      const FfMerge *merge = &g_array_index (step->merges, FfMerge, i);
      const FfColumn *column = g_ptr_array_index (step->columns, merge->place);
      g_autofree char *canonical = ff_operand_dup_canonical (merge->operand);

      g_string_append_printf (content, "merge %d %u;", merge->how, merge->place);
      add_text (content, column->name);
      add_text (content, canonical);
    }
}

/* How keys are compared. */
static void
add_comparison (GString *content,
                FfStep  *step)
{
  add_operands (content, step->keys);
  for (guint k = 0; k < step->keys->len; k++)
    g_string_append_printf (content, "%u;", step->key_flags[k]);
  g_string_append_printf (content, "%d %" G_GINT64_FORMAT ";", step->empty_equal, step->keep);
  if (step->keep == 0)
    add_text (content, ((FfColumn *) g_ptr_array_index (step->columns, step->columns->len - 1))->name);
}

static void
add_added (GString   *content,
           GPtrArray *added)
{
  for (guint i = 0; i < added->len; i++)
    {
      const FfStepColumn *column = g_ptr_array_index (added, i);
      g_autofree char *canonical = ff_operand_dup_canonical (column->operand);

      add_text (content, column->column->name);
      add_text (content, canonical);
    }
}

static void
add_link (GString      *content,
          const FfLink *link)
{
  add_text (content, link->target);
  add_names (content, link->columns);
  add_names (content, link->target_columns);
  g_string_append_printf (content, "%d;", link->cardinality);
}

static void
add_constant (GString *content,
              FfStep  *step)
{
  const FfColumn *column = g_ptr_array_index (step->columns, step->columns->len - 1);

  add_text (content, column->name);
  g_string_append_printf (content, "%d %u;", column->type.kind, column->type.scale);
  add_value (content, &step->constant);
}

static void
add_content (GString *content,
             FfStep  *step)
{
  switch (step->op)
    {
    case FF_STEP_SELECT:
    case FF_STEP_FILTER:
      add_rule (content, step->rule);
      break;

    case FF_STEP_MEMBERS:
      add_text (content, step->audience);
      break;

    case FF_STEP_LOAD:
      add_text (content, step->file);
      ff_file_format_add_canonical (step->format, content);
      break;

    case FF_STEP_COMBINE:
      g_string_append_printf (content, "%d %d %" G_GINT64_FORMAT ";", step->how, step->policy, step->limit);
      add_operands (content, step->keys);
      break;

    case FF_STEP_DEDUPE:
      add_comparison (content, step);
      add_order (content, &step->order);
      add_merges (content, step);
      break;

    case FF_STEP_TAKE:
      add_quota (content, &step->quota);
      add_order (content, &step->order);
      add_operands (content, step->keys);
      add_cells (content, step->cells);
      break;

    case FF_STEP_SPLIT:
      g_string_append_printf (content, "%d %d;", step->split, step->one_table);
      if (step->one_table)
        add_text (content, ((FfColumn *) g_ptr_array_index (step->columns, step->columns->len - 1))->name);
      add_subsets (content, step);
      break;

    case FF_STEP_RELATE:
      add_entity (content, step->source_entity);
      add_link (content, step->link);
      add_merges (content, step);
      break;

    case FF_STEP_ENRICH:
      add_added (content, step->added);
      break;

    case FF_STEP_LOOK_UP:
      if (step->link != NULL)
        add_link (content, step->link);
      add_operands (content, step->keys);
      add_rule (content, step->rule);
      add_order (content, &step->order);
      add_added (content, step->added);
      g_string_append_printf (content, "%u;", step->n_first);
      break;

    case FF_STEP_MATCH:
      add_entity (content, step->source_entity);
      add_operands (content, step->keys);
      add_order (content, &step->order);
      g_string_append_printf (content, "%d;", step->many);
      break;

    case FF_STEP_MARK:
    default:
      add_constant (content, step);
      break;
    }
}

static char *
dup_hash (FfStep *step)
{
  g_autoptr (GString) content = g_string_new (ff_step_op_get_name (step->op));

  g_string_append_c (content, ' ');
  add_entity (content, step->entity);
  add_content (content, step);
  add_names (content, step->reasons);

  for (guint i = 0; i < step->n_reads; i++)
    {
      add_text (content, step->inputs[i].step->hash);
      g_string_append_printf (content, "%u;", step->inputs[i].output);
    }

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, content->str, content->len);
}

static void
visit_operands (GPtrArray    *operands,
               const FfVisit *visit)
{
  for (guint i = 0; i < operands->len; i++)
    ff_operand_visit (g_ptr_array_index (operands, i), visit);
}

/**
 * ff_step_visit:
 * @visit: (scope call): what to do with each rule and operand of the step's content
 */
void
ff_step_visit (FfStep       *self,
              const FfVisit *visit)
{
  if (self->rule != NULL)
    ff_rule_visit (self->rule, visit);
  visit_operands (self->keys, visit);
  visit_operands (self->order.operands, visit);
  for (guint i = 0; i < self->merges->len; i++)
    ff_operand_visit (g_array_index (self->merges, FfMerge, i).operand, visit);
  for (guint i = 0; i < self->added->len; i++)
    ff_operand_visit (((FfStepColumn *) g_ptr_array_index (self->added, i))->operand, visit);

  for (guint i = 0; i < self->subsets->len; i++)
    {
      const FfSubset *subset = &g_array_index (self->subsets, FfSubset, i);

      if (subset->rule != NULL)
        ff_rule_visit (subset->rule, visit);
      visit_operands (subset->order.operands, visit);
      visit_operands (subset->groups, visit);
    }
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static char **
dup_tables (FfStep *step)
{
  g_autoptr (GHashTable) tables = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  const FfVisit visit = ff_visit_tables (tables);
  GHashTableIter iter;
  gpointer name;

  if (step->op == FF_STEP_SELECT)
    g_hash_table_add (tables, g_strdup (step->entity->name));
  if (step->op == FF_STEP_MEMBERS)
    g_hash_table_add (tables, g_strdup (FF_TABLE_AUDIENCE_MEMBER));
  if (step->op == FF_STEP_LOOK_UP && step->link != NULL)
    g_hash_table_add (tables, g_strdup (step->link->target));
  if (step->op == FF_STEP_RELATE || step->op == FF_STEP_MATCH)
    {
      g_hash_table_add (tables, g_strdup (step->entity->name));
      g_hash_table_add (tables, g_strdup (step->source_entity->name));
    }

  ff_step_visit (step, &visit);

  g_hash_table_iter_init (&iter, tables);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);

  return (char **) g_ptr_array_free (g_steal_pointer (&names), FALSE);
}

void
ff_step_seal (FfStep *self)
{
  ff_step_add_leaving (self);
  self->tables = dup_tables (self);
  self->hash = dup_hash (self);
}
