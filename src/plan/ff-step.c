/* Steps: immutable once the builder has sealed them, shared between threads.
 * A step holds references to the steps it reads from. */

#include "plan/ff-plan-private.h"

/**
 * ff_step_op_get_name:
 *
 * Returns: the word for @op in machine output
 */
const char *
ff_step_op_get_name (FfStepOp op)
{
  static const char *const names[] = {
    [FF_STEP_SELECT] = "select",
    [FF_STEP_MEMBERS] = "members",
    [FF_STEP_LOAD] = "load",
    [FF_STEP_FILTER] = "filter",
    [FF_STEP_COMBINE] = "combine",
    [FF_STEP_DEDUPE] = "dedupe",
    [FF_STEP_TAKE] = "take",
    [FF_STEP_SPLIT] = "split",
    [FF_STEP_RELATE] = "relate",
    [FF_STEP_ENRICH] = "enrich",
    [FF_STEP_MARK] = "mark",
    [FF_STEP_LOOK_UP] = "look-up",
    [FF_STEP_MATCH] = "match",
  };

  g_return_val_if_fail ((guint) op < G_N_ELEMENTS (names), "");

  return names[op];
}

static void
clear_value (gpointer data)
{
  ff_value_clear (data);
}

void
ff_order_clear (FfOrder *self)
{
  for (guint i = 0; self->operands != NULL && self->ranks != NULL && i < self->operands->len; i++)
    g_clear_pointer (&self->ranks[i].values, g_array_unref);
  g_clear_pointer (&self->ranks, g_free);
  g_clear_pointer (&self->operands, g_ptr_array_unref);
}

static void
copy_rank (const FfRank *self,
           FfRank       *out_copy)
{
  *out_copy = (FfRank) { self->kind, self->descending, NULL };
  if (self->kind != FF_RANK_LIST)
    return;

  out_copy->values = g_array_new (FALSE, TRUE, sizeof (FfValue));
  g_array_set_clear_func (out_copy->values, clear_value);
  for (guint i = 0; self->values != NULL && i < self->values->len; i++)
    {
      FfValue value;

      ff_value_copy (&g_array_index (self->values, FfValue, i), &value);
      g_array_append_val (out_copy->values, value);
    }
}

void
ff_order_copy (const FfOrder *self,
               FfOrder       *out_copy)
{
  *out_copy = (FfOrder) { 0 };
  out_copy->operands = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_operand_unref);
  if (self == NULL)
    return;

  out_copy->random = self->random;
  out_copy->seed = self->seed;
  if (self->operands == NULL)
    return;

  out_copy->ranks = g_new0 (FfRank, self->operands->len + 1);
  for (guint i = 0; i < self->operands->len; i++)
    {
      g_ptr_array_add (out_copy->operands, ff_operand_ref (g_ptr_array_index (self->operands, i)));
      if (self->ranks != NULL)
        copy_rank (&self->ranks[i], &out_copy->ranks[i]);
    }
}

void
ff_cell_clear (FfCell *self)
{
  for (guint v = 0; v < self->n_values; v++)
    ff_value_clear (&self->values[v]);
  g_clear_pointer (&self->values, g_free);
}

static void
clear_subset (FfSubset *self)
{
  g_clear_pointer (&self->code, g_free);
  g_clear_pointer (&self->rule, ff_rule_unref);
  g_clear_pointer (&self->groups, g_ptr_array_unref);
  ff_order_clear (&self->order);
}

static void
clear_merge (FfMerge *self)
{
  g_clear_pointer (&self->operand, ff_operand_unref);
}

static void
free_added (FfStepColumn *self)
{
  ff_column_free (self->column);
  ff_operand_unref (self->operand);
  g_free (self);
}

FfStep *
ff_step_new (FfStepOp        op,
             const FfEntity *entity)
{
  FfStep *self = g_new0 (FfStep, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->op = op;
  self->entity = entity;
  self->source_entity = entity;
  self->n_outputs = 1;
  self->limit = -1;
  self->columns = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_column_free);
  self->dropped = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_column_free);
  self->keys = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_operand_unref);
  self->cells = g_array_new (FALSE, TRUE, sizeof (FfCell));
  g_array_set_clear_func (self->cells, (GDestroyNotify) ff_cell_clear);
  self->subsets = g_array_new (FALSE, TRUE, sizeof (FfSubset));
  g_array_set_clear_func (self->subsets, (GDestroyNotify) clear_subset);
  self->merges = g_array_new (FALSE, TRUE, sizeof (FfMerge));
  g_array_set_clear_func (self->merges, (GDestroyNotify) clear_merge);
  self->added = g_ptr_array_new_with_free_func ((GDestroyNotify) free_added);
  ff_order_copy (NULL, &self->order);

  return self;
}

/* The columns of the first input go on. */
void
ff_step_set_inputs (FfStep       *self,
                    const FfFlow *inputs,
                    guint         n_inputs)
{
  GPtrArray *columns = ff_flow_get_columns (inputs[0]);

  self->inputs = g_new0 (FfFlow, n_inputs);
  self->n_inputs = n_inputs;
  self->n_reads = n_inputs;
  for (guint i = 0; i < n_inputs; i++)
    {
      self->inputs[i] = inputs[i];
      ff_step_ref (inputs[i].step);
    }

  for (guint i = 0; i < columns->len; i++)
    g_ptr_array_add (self->columns, ff_column_copy (g_ptr_array_index (columns, i)));
}

FfStep *
ff_step_ref (FfStep *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
ff_step_unref (FfStep *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  for (guint i = 0; i < self->n_reads; i++)
    ff_step_unref (self->inputs[i].step);

  g_free (self->inputs);
  g_free (self->origin.activity);
  g_free (self->origin.pointer);
  g_ptr_array_unref (self->columns);
  g_ptr_array_unref (self->dropped);
  g_strfreev (self->reasons);
  g_free (self->hash);
  g_strfreev (self->tables);
  g_clear_pointer (&self->rule, ff_rule_unref);
  g_free (self->audience);
  g_free (self->file);
  g_free (self->path);
  ff_file_format_free (self->format);
  g_ptr_array_unref (self->keys);
  g_free (self->key_flags);
  ff_order_clear (&self->order);
  g_array_unref (self->merges);
  g_array_unref (self->cells);
  g_array_unref (self->subsets);
  g_ptr_array_unref (self->added);
  ff_value_clear (&self->constant);
  g_free (self);
}

/* What the rules of the content refer to comes after the inputs. */
void
ff_step_add_leaving (FfStep *self)
{
  g_autoptr (GPtrArray) leaving = g_ptr_array_new ();
  const FfVisit visit = ff_visit_leaving (leaving);

  ff_step_visit (self, &visit);
  if (leaving->len == 0)
    return;

  self->inputs = g_renew (FfFlow, self->inputs, self->n_inputs + leaving->len);
  for (guint i = 0; i < leaving->len; i++)
    {
      const FfLeaving *named = g_ptr_array_index (leaving, i);

      self->inputs[self->n_inputs + i] = (FfFlow) { ff_step_ref (named->data), named->output };
    }
  self->n_reads = self->n_inputs + leaving->len;
}

/**
 * ff_flow_dup_leaving_id:
 *
 * Returns: (transfer full): the name of @flow in statements until its table is
 *   known; short enough for any database, and like no name of a person
 */
char *
ff_flow_dup_leaving_id (FfFlow flow)
{
  return g_strdup_printf ("%.40s:%u", flow.step->hash, flow.output);
}

/**
 * ff_flow_new_leaving:
 * @activity: id
 * @port: id
 * @label: for sentences and problems
 *
 * Returns: (transfer full): @flow as a rule may refer to it; it holds the step
 */
FfLeaving *
ff_flow_new_leaving (FfFlow      flow,
                     const char *activity,
                     const char *port,
                     const char *label)
{
  FfLeaving *leaving = ff_leaving_new (activity, port, label);
  g_autofree char *id = ff_flow_dup_leaving_id (flow);

  ff_leaving_set_table (leaving, id, ff_flow_get_entity (flow), ff_step_ref (flow.step), (GDestroyNotify) ff_step_unref, flow.output);

  return leaving;
}

/**
 * ff_flow_output:
 *
 * Returns: another output of the step that @flow leaves
 */
FfFlow
ff_flow_output (FfFlow flow,
                guint  output)
{
  g_return_val_if_fail (flow.step != NULL && output < flow.step->n_outputs, flow);

  flow.output = output;

  return flow;
}

/**
 * ff_step_get_dropped_output:
 *
 * Returns: the number of the output that the dropped rows leave through, or
 *   -1 when @self drops nothing
 */
gint
ff_step_get_dropped_output (const FfStep *self)
{
  switch (self->op)
    {
    case FF_STEP_LOAD:
    case FF_STEP_FILTER:
    case FF_STEP_COMBINE:
    case FF_STEP_DEDUPE:
    case FF_STEP_TAKE:
    case FF_STEP_SPLIT:
    case FF_STEP_RELATE:
    case FF_STEP_MATCH:
      return (gint) self->n_outputs - 1;

    default:
      return -1;
    }
}

static gboolean
is_dropped (FfFlow flow)
{
  return (gint) flow.output == ff_step_get_dropped_output (flow.step);
}

/**
 * ff_flow_get_entity:
 *
 * Returns: (transfer none): the dimension of the rows; lives as long as the step's schema
 */
const FfEntity *
ff_flow_get_entity (FfFlow flow)
{
  g_return_val_if_fail (flow.step != NULL, NULL);

  return is_dropped (flow) ? flow.step->source_entity : flow.step->entity;
}

/**
 * ff_flow_get_columns:
 *
 * Returns: (transfer none) (element-type FfColumn): what the rows carry besides their key
 */
GPtrArray *
ff_flow_get_columns (FfFlow flow)
{
  g_return_val_if_fail (flow.step != NULL, NULL);

  return is_dropped (flow) ? flow.step->dropped : flow.step->columns;
}

/**
 * ff_columns_have:
 * @columns: (element-type FfColumn): carried by a flow
 *
 * Returns: whether one of @columns is what @column is: of the same name, kind and storage
 */
gboolean
ff_columns_have (GPtrArray      *columns,
                 const FfColumn *column)
{
  for (guint c = 0; c < columns->len; c++)
    {
      const FfColumn *own = g_ptr_array_index (columns, c);

      if (g_str_equal (own->name, column->name))
        return own->type.kind == column->type.kind && own->type.scale == column->type.scale &&
               own->type.scaled_storage == column->type.scaled_storage && own->type.form == column->type.form;
    }

  return FALSE;
}
