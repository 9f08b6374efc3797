/* The builder that activities write to: one function for each operation, and
 * what leaves which port. On the thread that plans. */

#include "plan/ff-plan-private.h"

#include <glib/gi18n-lib.h>

struct _FfPlanBuilder
{
  FfPlan *plan;
  char   *activity;  /* where the following steps come from */
  char   *pointer;
  char  **reasons;   /* of the next step */
};

FfPlanBuilder *
ff_plan_builder_new (FfSchema *schema)
{
  FfPlanBuilder *self = g_new0 (FfPlanBuilder, 1);

  self->plan = g_new0 (FfPlan, 1);
  g_atomic_ref_count_init (&self->plan->ref_count);
  self->plan->schema = ff_schema_ref (schema);
  self->plan->steps = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_step_unref);
  self->plan->outputs = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_plan_output_free);

  return self;
}

void
ff_plan_builder_free (FfPlanBuilder *self)
{
  g_clear_pointer (&self->plan, ff_plan_unref);
  g_free (self->activity);
  g_free (self->pointer);
  g_strfreev (self->reasons);
  g_free (self);
}

void
ff_plan_builder_set_origin (FfPlanBuilder *self,
                            const char    *activity,
                            const char    *pointer)
{
  g_free (self->activity);
  g_free (self->pointer);
  self->activity = g_strdup (activity);
  self->pointer = g_strdup (pointer);
}

/**
 * ff_plan_builder_set_reasons:
 * @reasons: (array zero-terminated=1): translated; what they are of is said at each function that adds a step
 *
 * The dropped rows of the next step get a column that says why.
 */
void
ff_plan_builder_set_reasons (FfPlanBuilder     *self,
                             const char *const *reasons)
{
  g_strfreev (self->reasons);
  self->reasons = g_strdupv ((char **) reasons);
}

/* Databases compare names of columns without case and have some of their own, and so has the store. */
static gboolean
is_name_taken (GPtrArray  *columns,
               const char *name)
{
  static const char *const reserved[] = { "k1", "k2", "k3", "k4", "cell", "rowid", "oid", "_rowid_",
                                          "tableoid", "xmin", "cmin", "xmax", "cmax", "ctid", NULL };
  g_autofree char *wished = g_ascii_strdown (name, -1);

  if (g_strv_contains (reserved, wished))
    return TRUE;

  for (guint i = 0; i < columns->len; i++)
    if (g_ascii_strcasecmp (((FfColumn *) g_ptr_array_index (columns, i))->name, name) == 0)
      return TRUE;

  return FALSE;
}

static char *
dup_unique_name (GPtrArray  *columns,
                 const char *wished)
{
  g_autofree char *name = g_strdup (wished);

  for (guint n = 2; is_name_taken (columns, name); n++)
    {
      g_free (name);
      name = g_strdup_printf ("%s_%u", wished, n);
    }

  return g_steal_pointer (&name);
}

static FfColumn *
add_column (GPtrArray    *columns,
            const char   *name,
            const char   *label,
            const FfType *type,
            gboolean      nullable)
{
  FfColumn *column = g_new0 (FfColumn, 1);

  column->name = dup_unique_name (columns, name);
  column->label = g_strdup (label);
  column->type = *type;
  column->nullable = nullable;
  g_ptr_array_add (columns, column);

  return column;
}

/* What the dropped rows carry: some are still those of the input, load's had no values. */
static void
add_dropped_columns (FfStep *step)
{
  static const FfType text = { .kind = FF_KIND_TEXT };
  gboolean of_input = step->op == FF_STEP_RELATE || step->op == FF_STEP_MATCH || step->op == FF_STEP_DEDUPE || step->one_table;
  GPtrArray *columns = of_input ? ff_flow_get_columns (step->inputs[0]) : step->columns;

  for (guint i = 0; i < columns->len && step->op != FF_STEP_LOAD; i++)
    g_ptr_array_add (step->dropped, ff_column_copy (g_ptr_array_index (columns, i)));
  if (step->reasons != NULL || step->op == FF_STEP_LOAD)
    add_column (step->dropped, "reason", _("Reason"), &text, FALSE);
}

static void
include_step (FfPlanBuilder *self,
              FfStep        *step)
{
  if (g_ptr_array_find (self->plan->steps, step, NULL))
    return;

  for (guint i = 0; i < step->n_reads; i++)
    include_step (self, step->inputs[i].step);
  g_ptr_array_add (self->plan->steps, ff_step_ref (step));
}

/* Takes over the filled step. */
static FfFlow
take_step (FfPlanBuilder *self,
           FfStep        *step)
{
  step->origin.activity = g_strdup (self->activity);
  step->origin.pointer = g_strdup (self->pointer);
  step->reasons = g_steal_pointer (&self->reasons);
  add_dropped_columns (step);
  ff_step_seal (step);
  for (guint i = step->n_inputs; i < step->n_reads; i++)
    include_step (self, step->inputs[i].step);
  g_ptr_array_add (self->plan->steps, step);

  return (FfFlow) { step, 0 };
}

static FfStep *
new_after (FfStepOp op,
           FfFlow   input,
           guint    n_outputs)
{
  FfStep *step = ff_step_new (op, ff_flow_get_entity (input));

  ff_step_set_inputs (step, &input, 1);
  step->n_outputs = n_outputs;

  return step;
}

static void
add_operands (GPtrArray *to,
              GPtrArray *from)
{
  for (guint i = 0; from != NULL && i < from->len; i++)
    g_ptr_array_add (to, ff_operand_ref (g_ptr_array_index (from, i)));
}

/**
 * ff_plan_builder_add_select:
 * @rule: (nullable): over @entity; %NULL takes all
 */
FfFlow
ff_plan_builder_add_select (FfPlanBuilder  *self,
                            const FfEntity *entity,
                            FfRule         *rule)
{
  FfStep *step = ff_step_new (FF_STEP_SELECT, entity);

  step->rule = rule != NULL ? ff_rule_ref (rule) : NULL;

  return take_step (self, step);
}

FfFlow
ff_plan_builder_add_members (FfPlanBuilder  *self,
                             const FfEntity *entity,
                             const char     *audience)
{
  FfStep *step = ff_step_new (FF_STEP_MEMBERS, entity);

  step->audience = g_strdup (audience);

  return take_step (self, step);
}

/**
 * ff_plan_builder_add_load:
 * @name: of the file, as the document has it
 * @path: where it stands here
 * @format: copied; at least its columns are decided
 *
 * Returns: the rows that fit, with the columns that are not ignored; output 1
 *   is the rejected rows, which always say why
 */
FfFlow
ff_plan_builder_add_load (FfPlanBuilder      *self,
                          const char         *name,
                          const char         *path,
                          const FfFileFormat *format)
{
  FfStep *step = ff_step_new (FF_STEP_LOAD, ff_schema_get_file_entity ());

  step->n_outputs = 2;
  step->file = g_strdup (name);
  step->path = g_strdup (path);
  step->format = ff_file_format_copy (format);

  for (guint c = 0; c < format->columns->len; c++)
    {
      const FfFileColumn *column = g_ptr_array_index (format->columns, c);

      if (!column->ignored)
        add_column (step->columns, column->name, column->label, &column->type, TRUE);
    }

  return take_step (self, step);
}

/**
 * ff_plan_builder_add_filter:
 * @rule: over the dimension of @input and what its rows carry
 *
 * Returns: the rows kept; output 1 is those dropped
 */
FfFlow
ff_plan_builder_add_filter (FfPlanBuilder *self,
                            FfFlow         input,
                            FfRule        *rule)
{
  FfStep *step = new_after (FF_STEP_FILTER, input, 2);

  step->rule = ff_rule_ref (rule);

  return take_step (self, step);
}

/**
 * ff_plan_builder_add_combine:
 * @inputs: at least one, the primary first, all of one dimension
 *
 * Returns: the rows combined by key, with the primary's columns; output 1 is those dropped
 */
FfFlow
ff_plan_builder_add_combine (FfPlanBuilder *self,
                             FfCombineHow   how,
                             const FfFlow  *inputs,
                             guint          n_inputs)
{
  FfCombineOptions options = { how, FF_COLUMNS_PRIMARY, -1, NULL };

  return ff_plan_builder_add_combine_with (self, &options, inputs, n_inputs);
}

/* A column of a wider table that another input would bring. */
static void
add_column_of (FfStep         *step,
               const FfColumn *column)
{
  if (!is_name_taken (step->columns, column->name))
    g_ptr_array_add (step->columns, ff_column_copy (column));
}

static void
set_combined_columns (FfStep *step)
{
  for (guint n = 1; n < step->n_inputs && step->policy != FF_COLUMNS_PRIMARY; n++)
    {
      GPtrArray *columns = ff_flow_get_columns (step->inputs[n]);

      for (guint c = 0; step->policy == FF_COLUMNS_ALL && c < columns->len; c++)
        add_column_of (step, g_ptr_array_index (columns, c));

      for (guint c = step->columns->len; step->policy == FF_COLUMNS_COMMON && c-- > 0;)
        if (!ff_columns_have (columns, g_ptr_array_index (step->columns, c)))
          g_ptr_array_remove_index (step->columns, c);
    }
}

/**
 * ff_plan_builder_add_combine_with:
 * @inputs: at least one, the primary first; of one dimension, but that what an
 *   intersection or exclusion compares by columns may be of another
 *
 * Compared by columns, two rows are the same when all of the columns are
 * equal; an empty value equals nothing. A union then keeps the first row of
 * the same: by input, then by key.
 *
 * The reasons of an intersection and an exclusion are counted as the inputs
 * are: the first that lacks the row, or has it. Those of a union: the same as
 * a row before it, over the limit. A difference has one.
 *
 * Returns: the rows combined; output 1 is those dropped
 */
FfFlow
ff_plan_builder_add_combine_with (FfPlanBuilder          *self,
                                  const FfCombineOptions *options,
                                  const FfFlow           *inputs,
                                  guint                   n_inputs)
{
  gboolean mixes = options->keys != NULL &&
                   (options->how == FF_COMBINE_INTERSECTION || options->how == FF_COMBINE_EXCLUSION);
  FfFlow none = { NULL };
  FfStep *step;

  g_return_val_if_fail (n_inputs >= 1, none);
  g_return_val_if_fail (options->how != FF_COMBINE_DIFFERENCE || n_inputs == 2, none);
  for (guint i = 1; i < n_inputs && !mixes; i++)
    g_return_val_if_fail (ff_flow_get_entity (inputs[i]) == ff_flow_get_entity (inputs[0]), none);

  step = ff_step_new (FF_STEP_COMBINE, ff_flow_get_entity (inputs[0]));
  ff_step_set_inputs (step, inputs, n_inputs);
  step->n_outputs = 2;
  step->how = options->how;
  step->policy = options->policy;
  step->limit = options->limit;
  add_operands (step->keys, options->keys);
  set_combined_columns (step);

  return take_step (self, step);
}

static gboolean
is_given (const char *text)
{
  return text != NULL && text[0] != '\0';
}

static FfType
get_merged_type (const FfMergeOptions *merge)
{
  static const FfType whole = { .kind = FF_KIND_INTEGER };
  static const FfType real = { .kind = FF_KIND_REAL };

  if (merge->how == FF_MERGE_COUNT)
    return whole;

  return merge->how == FF_MERGE_AVERAGE ? real : *ff_operand_get_type (merge->operand);
}

static guint
find_column (GPtrArray  *columns,
             const char *name)
{
  guint c = 0;

  while (c < columns->len && (name == NULL || !g_str_equal (((FfColumn *) g_ptr_array_index (columns, c))->name, name)))
    c++;

  return c;
}

static void
add_merges (FfStep               *step,
            const FfMergeOptions *merges,
            guint                 n_merges)
{
  for (guint m = 0; m < n_merges; m++)
    {
      FfMerge merge = { merges[m].how, ff_operand_ref (merges[m].operand), find_column (step->columns, merges[m].replaces) };
      FfType type = get_merged_type (&merges[m]);
      g_autofree char *own_label = ff_operand_dup_label (merge.operand);
      const char *label = is_given (merges[m].label) ? merges[m].label : own_label;

      if (merge.place < step->columns->len)
        ((FfColumn *) g_ptr_array_index (step->columns, merge.place))->type = type;
      else
        add_column (step->columns, is_given (merges[m].name) ? merges[m].name : label, label, &type, TRUE);
      g_array_append_val (step->merges, merge);
    }
}

/**
 * ff_plan_builder_add_dedupe:
 *
 * Returns: the rows kept; output 1 is the duplicates
 */
FfFlow
ff_plan_builder_add_dedupe (FfPlanBuilder         *self,
                            FfFlow                 input,
                            const FfDedupeOptions *options)
{
  static const FfType whole = { .kind = FF_KIND_INTEGER };
  FfStep *step = new_after (FF_STEP_DEDUPE, input, 2);

  g_return_val_if_fail (options->n_merges == 0 || options->keep == 1, (FfFlow) { NULL });

  add_operands (step->keys, options->keys);
  step->key_flags = g_new0 (guint, step->keys->len + 1);
  for (guint k = 0; options->key_flags != NULL && k < step->keys->len; k++)
    step->key_flags[k] = options->key_flags[k];
  step->empty_equal = options->empty_equal;
  step->keep = MAX (options->keep, 0);
  ff_order_clear (&step->order);
  ff_order_copy (options->order, &step->order);
  add_merges (step, options->merges, options->n_merges);
  if (step->keep == 0)
    add_column (step->columns, "group", _("Group"), &whole, FALSE);

  return take_step (self, step);
}

/**
 * ff_plan_builder_add_take:
 * @order: (nullable): which rows come first; by key when %NULL
 * @groups: (nullable) (element-type FfOperand): the quota holds for each group
 * @cells: (nullable) (element-type FfCell): groups that have another
 *
 * Returns: the rows taken; output 1 is the rest
 */
FfFlow
ff_plan_builder_add_take (FfPlanBuilder *self,
                          FfFlow         input,
                          const FfQuota *quota,
                          const FfOrder *order,
                          GPtrArray     *groups,
                          GArray        *cells)
{
  FfStep *step = new_after (FF_STEP_TAKE, input, 2);

  step->quota = *quota;
  ff_order_clear (&step->order);
  ff_order_copy (order, &step->order);
  add_operands (step->keys, groups);
  for (guint i = 0; cells != NULL && i < cells->len; i++)
    {
      const FfCell *cell = &g_array_index (cells, FfCell, i);
      FfCell copy = { g_new0 (FfValue, cell->n_values), cell->n_values, cell->count };

      g_return_val_if_fail (cell->n_values == step->keys->len, (FfFlow) { NULL });
      for (guint v = 0; v < cell->n_values; v++)
        ff_value_copy (&cell->values[v], &copy.values[v]);
      g_array_append_val (step->cells, copy);
    }

  return take_step (self, step);
}

static FfStep *
new_split (FfFlow          input,
           FfSplitHow      how,
           const FfSubset *subsets,
           guint           n_subsets,
           guint           n_outputs)
{
  FfStep *step = new_after (FF_STEP_SPLIT, input, n_outputs);

  step->split = how;
  for (guint i = 0; i < n_subsets; i++)
    {
      FfSubset copy = { .quota = subsets[i].quota };

      copy.code = g_strdup (subsets[i].code);
      copy.rule = subsets[i].rule != NULL ? ff_rule_ref (subsets[i].rule) : NULL;
      copy.groups = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_operand_unref);
      add_operands (copy.groups, subsets[i].groups);
      ff_order_copy (&subsets[i].order, &copy.order);
      g_array_append_val (step->subsets, copy);
    }

  return step;
}

/**
 * ff_plan_builder_add_split:
 * @how: hashed subsets have no rules, and shares of the inbound
 *
 * Returns: the first subset; outputs 1 to @n_subsets − 1 are the others, @n_subsets the rest
 */
FfFlow
ff_plan_builder_add_split (FfPlanBuilder  *self,
                           FfFlow          input,
                           FfSplitHow      how,
                           const FfSubset *subsets,
                           guint           n_subsets)
{
  return take_step (self, new_split (input, how, subsets, n_subsets, n_subsets + 1));
}

/**
 * ff_plan_builder_add_split_in_one:
 * @subsets: each with its code
 *
 * Returns: the rows of all subsets, with a column of the code, or of the codes
 *   in the order of the subsets with ", " between them where they overlap;
 *   output 1 is the rest
 */
FfFlow
ff_plan_builder_add_split_in_one (FfPlanBuilder  *self,
                                  FfFlow          input,
                                  FfSplitHow      how,
                                  const FfSubset *subsets,
                                  guint           n_subsets,
                                  const char     *name,
                                  const char     *label)
{
  static const FfType text = { .kind = FF_KIND_TEXT };
  FfStep *step = new_split (input, how, subsets, n_subsets, 2);

  step->one_table = TRUE;
  add_column (step->columns, name, label, &text, FALSE);

  return take_step (self, step);
}

/**
 * ff_plan_builder_add_relate:
 * @link: of the dimension of @input
 *
 * Returns: the linked rows, with the columns of the rows they come from, where
 *   there are several those of the lowest key; output 1 is the rows without one
 */
FfFlow
ff_plan_builder_add_relate (FfPlanBuilder *self,
                            FfFlow         input,
                            const FfLink  *link)
{
  return ff_plan_builder_add_relate_with (self, input, link, NULL, 0);
}

/**
 * ff_plan_builder_add_relate_with:
 * @link: of the dimension of @input; to one row when there are @merges
 * @merges: (array length=n_merges): over the rows of @input; the first is that of the lowest key
 *
 * Returns: as ff_plan_builder_add_relate()
 */
FfFlow
ff_plan_builder_add_relate_with (FfPlanBuilder        *self,
                                 FfFlow                input,
                                 const FfLink         *link,
                                 const FfMergeOptions *merges,
                                 guint                 n_merges)
{
  FfStep *step = new_after (FF_STEP_RELATE, input, 2);

  g_return_val_if_fail (n_merges == 0 || link->cardinality == FF_LINK_ONE, (FfFlow) { NULL });

  step->link = link;
  step->entity = ff_schema_find_entity (self->plan->schema, link->target);
  add_merges (step, merges, n_merges);

  return take_step (self, step);
}

/**
 * ff_plan_builder_add_enrich:
 * @operands: (element-type FfOperand): over the dimension of @input and what its rows carry
 * @names: wished names of the new columns; made unique; the label when empty
 * @labels: the operand's own when empty
 */
FfFlow
ff_plan_builder_add_enrich (FfPlanBuilder  *self,
                            FfFlow          input,
                            GPtrArray      *operands,
                            const char    **names,
                            const char    **labels)
{
  FfStep *step = new_after (FF_STEP_ENRICH, input, 1);

  for (guint i = 0; i < operands->len; i++)
    {
      FfStepColumn *added = g_new0 (FfStepColumn, 1);
      FfOperand *operand = g_ptr_array_index (operands, i);
      g_autofree char *own_label = ff_operand_dup_label (operand);
      const char *label = is_given (labels[i]) ? labels[i] : own_label;

      added->operand = ff_operand_ref (operand);
      added->column = ff_column_copy (add_column (step->columns, is_given (names[i]) ? names[i] : label, label,
                                                  ff_operand_get_type (operand), TRUE));
      g_ptr_array_add (step->added, added);
    }

  return take_step (self, step);
}

/* The columns of one of the rows found. */
static void
add_found_columns (FfStep                *step,
                   const FfLookUpOptions *options,
                   guint                  place)
{
  for (guint m = 0; m < options->operands->len; m++)
    {
      FfOperand *operand = g_ptr_array_index (options->operands, m);
      g_autofree char *own_label = ff_operand_dup_label (operand);
      const char *label = is_given (options->labels[m]) ? options->labels[m] : own_label;
      const char *name = is_given (options->names[m]) ? options->names[m] : label;
      g_autofree char *placed_name = options->n_first > 1 ? g_strdup_printf ("%s %u", name, place + 1) : g_strdup (name);
      g_autofree char *placed_label = options->n_first > 1 ? g_strdup_printf ("%s %u", label, place + 1) : g_strdup (label);
      FfColumn *column = add_column (step->columns, placed_name, placed_label, ff_operand_get_type (operand), TRUE);

      column->list = g_strdup (options->list);
      column->list_row = place;
      column->list_member = options->list != NULL ? g_strdup (label) : NULL;
      if (place == 0)
        {
          FfStepColumn *added = g_new0 (FfStepColumn, 1);

          added->operand = ff_operand_ref (operand);
          added->column = ff_column_copy (column);
          g_ptr_array_add (step->added, added);
        }
    }
}

/**
 * ff_plan_builder_add_look_up:
 *
 * Returns: all rows of @input; a row that nothing is found for has no values
 */
FfFlow
ff_plan_builder_add_look_up (FfPlanBuilder         *self,
                             FfFlow                 input,
                             const FfLookUpOptions *options)
{
  FfFlow inputs[2] = { input, options->other };
  FfStep *step = ff_step_new (FF_STEP_LOOK_UP, ff_flow_get_entity (input));

  ff_step_set_inputs (step, inputs, options->link != NULL ? 1 : 2);
  step->link = options->link;
  step->rule = options->rule != NULL ? ff_rule_ref (options->rule) : NULL;
  step->n_first = MAX (options->n_first, 1);
  if (options->link == NULL)
    add_operands (step->keys, options->keys);
  ff_order_clear (&step->order);
  ff_order_copy (options->order, &step->order);
  for (guint place = 0; place < step->n_first; place++)
    add_found_columns (step, options, place);

  return take_step (self, step);
}

/**
 * ff_plan_builder_add_match:
 *
 * Returns: the rows of the entity that were found, with the columns of the row
 *   that found them, of several that of the lowest key, and how many it found;
 *   output 1 is the rows that found none, for the first reason, or too many, for the second
 */
FfFlow
ff_plan_builder_add_match (FfPlanBuilder        *self,
                           FfFlow                input,
                           const FfMatchOptions *options)
{
  static const FfType whole = { .kind = FF_KIND_INTEGER };
  FfStep *step = new_after (FF_STEP_MATCH, input, 2);

  step->entity = options->entity;
  step->many = options->many;
  add_operands (step->keys, options->keys);
  ff_order_clear (&step->order);
  ff_order_copy (options->order, &step->order);
  add_column (step->columns, "matches", _("Matches"), &whole, FALSE);

  return take_step (self, step);
}

/**
 * ff_plan_builder_add_mark:
 * @name: wished name of the new column; made unique
 * @value: the same for every row; copied
 */
FfFlow
ff_plan_builder_add_mark (FfPlanBuilder *self,
                          FfFlow         input,
                          const char    *name,
                          const char    *label,
                          const FfType  *type,
                          const FfValue *value)
{
  FfStep *step = new_after (FF_STEP_MARK, input, 1);

  add_column (step->columns, name, label, type, value->kind == FF_VALUE_NULL);
  ff_value_copy (value, &step->constant);

  return take_step (self, step);
}

/**
 * ff_plan_builder_include:
 * @flow: of a plan that was made with the same schema and still stands
 *
 * Takes over the steps behind @flow as they are, origins too, so that another
 * plan can go on from it and find its working tables again.
 *
 * Returns: @flow
 */
FfFlow
ff_plan_builder_include (FfPlanBuilder *self,
                         FfFlow         flow)
{
  include_step (self, flow.step);

  return flow;
}

/**
 * ff_plan_builder_set_output:
 * @flow: what leaves the port; without a step when there is no table
 * @reason: (nullable): translated; why there is none
 * @if_taken: whether rows pass here only if the run takes this port
 */
void
ff_plan_builder_set_output (FfPlanBuilder *self,
                            const char    *activity,
                            const char    *port,
                            FfFlow         flow,
                            const char    *reason,
                            gboolean       if_taken)
{
  FfPlanOutput *output;

  g_return_if_fail (flow.step != NULL || reason != NULL);

  output = g_new0 (FfPlanOutput, 1);
  output->activity = g_strdup (activity);
  output->port = g_strdup (port);
  output->flow = flow;
  output->reason = g_strdup (reason);
  output->if_taken = if_taken;
  g_ptr_array_add (self->plan->outputs, output);
}

/**
 * ff_plan_builder_finish:
 * @self: (transfer full): spent
 *
 * Returns: (transfer full): the plan
 */
FfPlan *
ff_plan_builder_finish (FfPlanBuilder *self)
{
  FfPlan *plan = g_steal_pointer (&self->plan);

  ff_plan_builder_free (self);

  return plan;
}
