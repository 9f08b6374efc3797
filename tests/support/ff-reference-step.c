/* The reference: steps, straight from the JSON of a test plan
 * (ff-test-plan.h says how that looks). */

#include "ff-reference-private.h"

static void
row_free (gpointer data)
{
  FfRefRow *row = data;

  g_ptr_array_unref (row->carried);
  g_free (row);
}

void
ff_ref_flow_free (gpointer data)
{
  FfRefFlow *flow = data;

  g_ptr_array_unref (flow->names);
  g_ptr_array_unref (flow->types);
  g_ptr_array_unref (flow->rows);
  g_free (flow);
}

FfRefFlow *
ff_ref_flow_new (const FfEntity *entity,
                 FfRefFlow      *like)
{
  FfRefFlow *flow = g_new0 (FfRefFlow, 1);

  flow->entity = entity;
  flow->names = g_ptr_array_new_with_free_func (g_free);
  flow->types = g_ptr_array_new_with_free_func (g_free);
  flow->rows = g_ptr_array_new_with_free_func (row_free);
  flow->n_rows = -1;
  for (guint c = 0; like != NULL && c < like->names->len; c++)
    {
      g_ptr_array_add (flow->names, g_strdup (g_ptr_array_index (like->names, c)));
      g_ptr_array_add (flow->types, g_memdup2 (g_ptr_array_index (like->types, c), sizeof (FfType)));
    }

  return flow;
}

void
ff_ref_add_cell (FfRefRow        *row,
                 const FfRefCell *cell)
{
  FfRefCell *copy = g_new0 (FfRefCell, 1);

  copy->type = cell->type;
  ff_value_copy (&cell->value, &copy->value);
  g_ptr_array_add (row->carried, copy);
}

FfRefRow *
ff_ref_row_new (FfValue **values)
{
  FfRefRow *row = g_new0 (FfRefRow, 1);

  row->row = values;
  row->carried = g_ptr_array_new_with_free_func (ff_ref_cell_free);

  return row;
}

/* The row with the columns of @to, by name; one that @from lacks is missing. */
FfRefRow *
ff_ref_row_copy (FfRefRow   *row,
                 FfValue   **values,
                 FfRefFlow  *from,
                 FfRefFlow  *to)
{
  FfRefRow *copy = ff_ref_row_new (values);

  for (guint c = 0; c < to->names->len; c++)
    {
      guint place;
      FfRefCell none = { *(FfType *) g_ptr_array_index (to->types, c), { FF_VALUE_NULL } };

      if (g_ptr_array_find_with_equal_func (from->names, g_ptr_array_index (to->names, c), g_str_equal, &place))
        ff_ref_add_cell (copy, g_ptr_array_index (row->carried, place));
      else
        ff_ref_add_cell (copy, &none);
    }

  return copy;
}

FfRefRow *
ff_ref_find_row (FfRefFlow  *flow,
                 FfValue   **values)
{
  for (guint r = 0; r < flow->rows->len; r++)
    {
      FfRefRow *row = g_ptr_array_index (flow->rows, r);

      if (ff_ref_compare_keys (flow->entity, row->row, values) == 0)
        return row;
    }

  return NULL;
}

/* Of the one sort that is going on. */
static const FfEntity *sorting;

static gint
compare_rows (gconstpointer a,
              gconstpointer b)
{
  return ff_ref_compare_keys (sorting, (*(FfRefRow *const *) a)->row, (*(FfRefRow *const *) b)->row);
}

void
ff_ref_sort (const FfEntity *entity,
             GPtrArray      *rows)
{
  sorting = entity;
  g_ptr_array_sort (rows, compare_rows);
}

gboolean
ff_ref_takes (FfRefRun  *run,
              FfJson    *rule,
              FfRefFlow *flow,
              FfRefRow  *row)
{
  return ff_reference_judge (run->reference, rule, flow->entity, flow, row, run->now) == 1;
}

FfRefCell
ff_ref_value_of (FfRefRun  *run,
                 FfJson    *operand,
                 FfRefFlow *flow,
                 FfRefRow  *row)
{
  return ff_reference_value (run->reference, operand, flow->entity, flow, row, run->now);
}

FfRefCell
ff_ref_rank_of (FfRefRun  *run,
                FfJson    *operand,
                FfRefFlow *flow,
                FfRefRow  *row)
{
  FfRefCell cell = ff_ref_value_of (run, operand, flow, row);

  if (cell.value.kind == FF_VALUE_REAL && ff_json_get_member (operand, "attribute") == NULL)
    {
      g_autofree char *text = g_strdup_printf ("%.12g", cell.value.real);

      cell.value.real = g_ascii_strtod (text, NULL);
    }

  return cell;
}

static void
select_rows (FfRefRun  *run,
             FfJson    *step,
             GPtrArray *outputs)
{
  const FfEntity *entity = ff_reference_find_entity (run->reference, ff_json_get_member_string (step, "entity", ""));
  const char *audience = ff_json_get_member_string (step, "audience", NULL);
  GPtrArray *rows = ff_reference_get_rows (run->reference, entity->name);
  FfRefFlow *out = ff_ref_flow_new (entity, NULL);

  for (guint r = 0; r < rows->len; r++)
    {
      FfRefRow *row = ff_ref_row_new (g_ptr_array_index (rows, r));

      if (audience != NULL ? ff_reference_is_member (run->reference, audience, entity, row->row)
                           : ff_ref_takes (run, ff_json_get_member (step, "rule"), out, row))
        g_ptr_array_add (out->rows, row);
      else
        row_free (row);
    }
  g_ptr_array_add (outputs, out);
}

void
ff_ref_part_rows (FfRefFlow *in,
                  GPtrArray *outputs,
                  GPtrArray *kept)
{
  FfRefFlow *yes = ff_ref_flow_new (in->entity, in);
  FfRefFlow *no = ff_ref_flow_new (in->entity, in);

  for (guint r = 0; r < in->rows->len; r++)
    {
      FfRefRow *row = g_ptr_array_index (in->rows, r);

      g_ptr_array_add (g_ptr_array_find (kept, row, NULL) ? yes->rows : no->rows, ff_ref_row_copy (row, row->row, in, in));
    }
  g_ptr_array_add (outputs, yes);
  g_ptr_array_add (outputs, no);
}

static void
filter_rows (FfRefRun  *run,
             FfJson    *step,
             FfRefFlow *in,
             GPtrArray *outputs)
{
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();

  for (guint r = 0; r < in->rows->len; r++)
    if (ff_ref_takes (run, ff_json_get_member (step, "rule"), in, g_ptr_array_index (in->rows, r)))
      g_ptr_array_add (kept, g_ptr_array_index (in->rows, r));
  ff_ref_part_rows (in, outputs, kept);
}

void
ff_ref_tell_reason (FfRefRow *row,
                    FfJson   *step,
                    guint     reason)
{
  FfJson *reasons = ff_json_get_member (step, "reasons");
  guint n = ff_json_get_length (reasons);
  FfRefCell cell = { { FF_KIND_TEXT }, { .kind = FF_VALUE_TEXT } };

  if (n == 0)
    return;

  cell.value.text = (char *) ff_json_get_string (ff_json_get_element (reasons, MIN (reason, n - 1)));
  ff_ref_add_cell (row, &cell);
}

gboolean
ff_ref_is_linked (const FfLink    *link,
                  const FfEntity  *entity,
                  FfValue        **row,
                  const FfEntity  *target,
                  FfValue        **target_row)
{
  for (guint c = 0; link->columns[c] != NULL; c++)
    {
      const FfValue *a = row[ff_ref_column_place (entity, link->columns[c])];
      const FfValue *b = target_row[ff_ref_column_place (target, link->target_columns[c])];

      if (a->kind == FF_VALUE_NULL || b->kind == FF_VALUE_NULL || ff_ref_compare_values (a, b) != 0)
        return FALSE;
    }

  return TRUE;
}

/* The source rows (lent) that lead to @found, in key order. */
static GPtrArray *
gather_sources (const FfLink   *link,
                FfRefFlow      *in,
                const FfEntity *target,
                FfValue       **found)
{
  GPtrArray *sources = g_ptr_array_new ();

  for (guint r = 0; r < in->rows->len; r++)
    if (ff_ref_is_linked (link, in->entity, ((FfRefRow *) g_ptr_array_index (in->rows, r))->row, target, found))
      g_ptr_array_add (sources, g_ptr_array_index (in->rows, r));

  return sources;
}

static void
relate_rows (FfRefRun  *run,
             FfJson    *step,
             FfRefFlow *in,
             GPtrArray *outputs)
{
  const FfLink *link = ff_entity_find_link (in->entity, ff_json_get_member_string (step, "link", ""));
  const FfEntity *target = ff_reference_find_entity (run->reference, link->target);
  GPtrArray *rows = ff_reference_get_rows (run->reference, link->target);
  FfJson *merges = ff_json_get_member (step, "merge");
  FfRefFlow *out = ff_ref_flow_new (target, in);
  FfRefFlow *unreachable = ff_ref_flow_new (in->entity, in);

  /* The input stands in key order, so that the lowest source key comes first. */
  out->n_rows = 0;
  for (guint r = 0; r < in->rows->len; r++)
    {
      FfRefRow *row = g_ptr_array_index (in->rows, r);
      gboolean reached = FALSE;

      for (guint t = 0; t < rows->len; t++)
        {
          FfValue **found = g_ptr_array_index (rows, t);

          if (!ff_ref_is_linked (link, in->entity, row->row, target, found))
            continue;
          reached = TRUE;
          out->n_rows += 1;
          if (ff_ref_find_row (out, found) == NULL)
            g_ptr_array_add (out->rows, ff_ref_row_copy (row, found, in, out));
        }
      if (!reached)
        g_ptr_array_add (unreachable->rows, ff_ref_row_copy (row, row->row, in, in));
    }

  for (guint r = 0; r < out->rows->len && merges != NULL; r++)
    {
      FfRefRow *row = g_ptr_array_index (out->rows, r);
      g_autoptr (GPtrArray) sources = gather_sources (link, in, target, row->row);

      ff_ref_merge_row (run, merges, in, sources, row);
    }
  if (merges != NULL)
    ff_ref_merge_columns (merges, in, out);
  g_ptr_array_add (outputs, out);
  g_ptr_array_add (outputs, unreachable);
}

static void
enrich_rows (FfRefRun  *run,
             FfJson    *step,
             FfRefFlow *in,
             GPtrArray *outputs)
{
  FfJson *columns = ff_json_get_member (step, "columns");
  const char *mark = ff_json_get_member_string (step, "value", NULL);
  FfRefFlow *out = ff_ref_flow_new (in->entity, in);
  guint n_before = in->names->len;

  for (guint r = 0; r < in->rows->len; r++)
    {
      FfRefRow *row = g_ptr_array_index (in->rows, r);
      FfRefRow *copy = ff_ref_row_copy (row, row->row, in, in);

      for (guint c = 0; c < ff_json_get_length (columns); c++)
        {
          FfRefCell cell = ff_ref_value_of (run, ff_json_get_member (ff_json_get_element (columns, c), "operand"), in, row);

          ff_ref_add_cell (copy, &cell);
          ff_value_clear (&cell.value);
        }
      if (mark != NULL)
        {
          FfRefCell cell = { { FF_KIND_TEXT }, { .kind = FF_VALUE_TEXT, .text = (char *) mark } };

          ff_ref_add_cell (copy, &cell);
        }
      g_ptr_array_add (out->rows, copy);
    }

  for (guint c = 0; c < ff_json_get_length (columns) + (mark != NULL); c++)
    {
      FfRefRow *first = out->rows->len > 0 ? g_ptr_array_index (out->rows, 0) : NULL;
      FfType type = first != NULL ? ((FfRefCell *) g_ptr_array_index (first->carried, n_before + c))->type : (FfType) { FF_KIND_TEXT };

      g_ptr_array_add (out->names, g_strdup (mark != NULL ? ff_json_get_member_string (step, "name", "code")
                                                          : ff_json_get_member_string (ff_json_get_element (columns, c), "name", "")));
      g_ptr_array_add (out->types, g_memdup2 (&type, sizeof type));
    }
  g_ptr_array_add (outputs, out);
}

static void
tell_reasons (FfJson    *step,
              GPtrArray *outputs)
{
  FfJson *reasons = ff_json_get_member (step, "reasons");
  FfRefFlow *dropped = g_ptr_array_index (outputs, outputs->len - 1);
  guint n = ff_json_get_length (reasons);
  char *name;
  FfType type = { FF_KIND_TEXT };

  if (n == 0)
    return;

  for (guint r = 0; r < dropped->rows->len; r++)
    {
      FfRefRow *row = g_ptr_array_index (dropped->rows, r);
      /* Unless the operation has told its own. */
      if (row->carried->len == dropped->names->len)
        ff_ref_tell_reason (row, step, 0);
    }

  name = g_strdup ("reason");
  for (guint i = 2; g_ptr_array_find_with_equal_func (dropped->names, name, g_str_equal, NULL); i++)
    {
      g_free (name);
      name = g_strdup_printf ("reason_%u", i);
    }
  g_ptr_array_add (dropped->names, name);
  g_ptr_array_add (dropped->types, g_memdup2 (&type, sizeof type));
}

static void
sort_flow (FfRefFlow *flow)
{
  ff_ref_sort (flow->entity, flow->rows);
}

static FfRefFlow *
get_input (FfRefRun *run,
           FfJson   *flow)
{
  gint64 place = 0, output = 0;
  GPtrArray *outputs;

  if (ff_json_is_array (flow))
    ff_json_get_integer (ff_json_get_element (flow, 1), &output);
  ff_json_get_integer (ff_json_is_array (flow) ? ff_json_get_element (flow, 0) : flow, &place);

  outputs = g_ptr_array_index (run->steps, (guint) place);

  return g_ptr_array_index (outputs, (guint) output);
}

GPtrArray *
ff_reference_evaluate (FfReference *self,
                       FfJson      *plan,
                       gint64       now_usec)
{
  FfRefRun run = { self, g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref), now_usec };

  ff_reference_begin (self);
  ff_reference_set_outputs (self, run.steps);
  for (guint s = 0; s < ff_json_get_length (plan); s++)
    {
      FfJson *step = ff_json_get_element (plan, s);
      FfJson *in = ff_json_get_member (step, "in");
      const char *op = ff_json_get_member_string (step, "op", "");
      GPtrArray *outputs = g_ptr_array_new_with_free_func (ff_ref_flow_free);
      g_autoptr (GPtrArray) inputs = g_ptr_array_new ();
      FfRefFlow *first;

      for (guint i = 0; i < ff_json_get_length (in); i++)
        g_ptr_array_add (inputs, get_input (&run, ff_json_get_element (in, i)));
      first = inputs->len > 0 ? g_ptr_array_index (inputs, 0) : NULL;

      if (first == NULL)
        select_rows (&run, step, outputs);
      else if (g_str_equal (op, "filter"))
        filter_rows (&run, step, first, outputs);
      else if (g_str_equal (op, "combine"))
        ff_ref_combine (&run, step, inputs, outputs);
      else if (g_str_equal (op, "dedupe"))
        ff_ref_dedupe (&run, step, first, outputs);
      else if (g_str_equal (op, "take"))
        ff_ref_take (&run, step, first, outputs);
      else if (g_str_equal (op, "split"))
        ff_ref_split (&run, step, first, outputs);
      else if (g_str_equal (op, "look-up"))
        ff_ref_look_up (&run, step, inputs, outputs);
      else if (g_str_equal (op, "match"))
        ff_ref_match (&run, step, first, outputs);
      else if (g_str_equal (op, "relate"))
        relate_rows (&run, step, first, outputs);
      else
        enrich_rows (&run, step, first, outputs);
      tell_reasons (step, outputs);

      for (guint o = 0; o < outputs->len; o++)
        sort_flow (g_ptr_array_index (outputs, o));
      g_ptr_array_add (run.steps, outputs);
    }

  return run.steps;
}

char *
ff_ref_flow_dup_rows (FfRefFlow *flow)
{
  GString *rows = g_string_new (NULL);

  for (guint r = 0; r < flow->rows->len; r++)
    {
      FfRefRow *row = g_ptr_array_index (flow->rows, r);
      g_autofree char *key = ff_ref_dup_key (flow->entity, row->row);

      g_strdelimit (key, "\x1f", '/');
      g_string_append_printf (rows, "%s%s", r > 0 ? " " : "", key);
      for (guint c = 0; c < row->carried->len; c++)
        {
          const FfValue *value = &((FfRefCell *) g_ptr_array_index (row->carried, c))->value;

          if (value->kind == FF_VALUE_INTEGER)
            g_string_append_printf (rows, "|%" G_GINT64_FORMAT, value->integer);
          else if (value->kind == FF_VALUE_REAL)
            g_string_append_printf (rows, "|%.12g", value->real);
          else
            g_string_append_printf (rows, "|%s", value->kind == FF_VALUE_TEXT ? value->text : "-");
        }
    }

  return g_string_free (rows, FALSE);
}
