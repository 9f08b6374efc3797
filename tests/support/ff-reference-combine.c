/* The reference: combinations of several inputs, by key and by columns. */

#include "ff-reference-private.h"

static gboolean
is_same_type (const FfType *a,
              const FfType *b)
{
  return a->kind == b->kind && a->scale == b->scale && a->scaled_storage == b->scaled_storage && a->form == b->form;
}

/* The value of a carried column; NULL when the flow carries none of that name and type. */
static FfRefCell *
find_cell (FfRefFlow    *flow,
           FfRefRow     *row,
           const char   *name,
           const FfType *type)
{
  guint place;

  if (!g_ptr_array_find_with_equal_func (flow->names, name, g_str_equal, &place) ||
      !is_same_type (g_ptr_array_index (flow->types, place), type))
    return NULL;

  return g_ptr_array_index (row->carried, place);
}

static gboolean
carries (FfRefFlow    *flow,
         const char   *name,
         const FfType *type)
{
  guint place;

  return g_ptr_array_find_with_equal_func (flow->names, name, g_str_equal, &place) &&
         is_same_type (g_ptr_array_index (flow->types, place), type);
}

/* A combination on its way: what is compared of each row of each input. */
typedef struct
{
  FfRefRun       *run;
  FfJson    *keys;     /* one list for each input; NULL: by key */
  GPtrArray *inputs;   /* of FfRefFlow */
} Combining;

/* By columns: all equal, nothing missing. By key: the key. */
static gboolean
is_same (Combining *self,
         guint      a,
         FfRefRow  *row_a,
         guint      b,
         FfRefRow  *row_b)
{
  FfRefFlow *flow_a = g_ptr_array_index (self->inputs, a);
  FfRefFlow *flow_b = g_ptr_array_index (self->inputs, b);
  FfJson *keys_a = ff_json_get_element (self->keys, a);
  FfJson *keys_b = ff_json_get_element (self->keys, b);
  gboolean same = TRUE;

  if (self->keys == NULL)
    return ff_ref_compare_keys (flow_a->entity, row_a->row, row_b->row) == 0;

  for (guint k = 0; k < ff_json_get_length (keys_a) && same; k++)
    {
      FfRefCell x = ff_ref_value_of (self->run, ff_json_get_element (keys_a, k), flow_a, row_a);
      FfRefCell y = ff_ref_value_of (self->run, ff_json_get_element (keys_b, k), flow_b, row_b);

      same = x.value.kind != FF_VALUE_NULL && y.value.kind != FF_VALUE_NULL && ff_ref_compare_values (&x.value, &y.value) == 0;
      ff_value_clear (&x.value);
      ff_value_clear (&y.value);
    }

  return same;
}

/* Whether input @n has a row that is the same. */
static gboolean
has_same (Combining *self,
          guint      own,
          FfRefRow  *row,
          guint      n)
{
  FfRefFlow *flow = g_ptr_array_index (self->inputs, n);

  for (guint r = 0; r < flow->rows->len; r++)
    if (is_same (self, own, row, n, g_ptr_array_index (flow->rows, r)))
      return TRUE;

  return FALSE;
}

/* A row of the result, its columns from its own input, or each from the first that has its key and carries it. */
static FfRefRow *
make_combined (Combining *self,
               guint      own,
               FfRefRow  *row,
               FfRefFlow *out,
               gboolean   from_any)
{
  FfRefRow *made = ff_ref_row_new (row->row);

  for (guint c = 0; c < out->names->len; c++)
    {
      const char *name = g_ptr_array_index (out->names, c);
      const FfType *type = g_ptr_array_index (out->types, c);
      FfRefCell none = { *type, { FF_VALUE_NULL } };
      FfRefCell *cell = find_cell (g_ptr_array_index (self->inputs, own), row, name, type);

      for (guint n = 0; n < self->inputs->len && from_any; n++)
        {
          FfRefFlow *flow = g_ptr_array_index (self->inputs, n);
          FfRefRow *there = ff_ref_find_row (flow, row->row);

          if (there == NULL || !carries (flow, name, type))
            continue;
          cell = find_cell (flow, there, name, type);
          break;
        }
      ff_ref_add_cell (made, cell != NULL ? cell : &none);
    }

  return made;
}

/* The columns of the result. */
static FfRefFlow *
new_combined (GPtrArray  *inputs,
              const char *policy)
{
  FfRefFlow *primary = g_ptr_array_index (inputs, 0);
  FfRefFlow *out = ff_ref_flow_new (primary->entity, NULL);

  for (guint n = 0; n < inputs->len; n++)
    {
      FfRefFlow *flow = g_ptr_array_index (inputs, n);

      for (guint c = 0; c < flow->names->len && (n == 0 || g_str_equal (policy, "all")); c++)
        {
          const char *name = g_ptr_array_index (flow->names, c);
          const FfType *type = g_ptr_array_index (flow->types, c);
          gboolean common = TRUE;

          for (guint other = 0; other < inputs->len; other++)
            common = common && carries (g_ptr_array_index (inputs, other), name, type);

          if (g_ptr_array_find_with_equal_func (out->names, name, g_str_equal, NULL) ||
              (g_str_equal (policy, "common") && !common))
            continue;
          g_ptr_array_add (out->names, g_strdup (name));
          g_ptr_array_add (out->types, g_memdup2 (type, sizeof *type));
        }
    }

  return out;
}

/* How a row of input @own fares: in the result, or dropped for the reason @out_reason. */
static gboolean
stays (Combining  *self,
       const char *how,
       guint       own,
       FfRefRow   *row,
       guint      *out_reason)
{
  *out_reason = 0;
  if (g_str_equal (how, "difference"))
    return !has_same (self, own, row, 1 - own);

  if (own > 0)
    return FALSE;

  for (guint n = 1; n < self->inputs->len; n++)
    if (has_same (self, 0, row, n) == g_str_equal (how, "exclusion"))
      {
        *out_reason = n;
        return FALSE;
      }

  return TRUE;
}

/* Each key once, of the first input that has it; then the same rows once, and only so many. */
static void
unite_rows (Combining *self,
            FfJson    *step,
            FfRefFlow *out,
            FfRefFlow *rest)
{
  gint64 limit = ff_json_get_member_integer (step, "limit", G_MAXINT64);
  gboolean from_any = g_str_equal (ff_json_get_member_string (step, "policy", ""), "all");
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();
  g_autoptr (GArray) of = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint n = 0; n < self->inputs->len; n++)
    {
      FfRefFlow *in = g_ptr_array_index (self->inputs, n);

      for (guint r = 0; r < in->rows->len; r++)
        {
          FfRefRow *row = g_ptr_array_index (in->rows, r);
          gboolean same = FALSE;
          FfRefRow *made;

          if (ff_ref_find_row (out, row->row) != NULL || ff_ref_find_row (rest, row->row) != NULL)
            continue;
          for (guint k = 0; k < kept->len && self->keys != NULL; k++)
            same = same || is_same (self, n, row, g_array_index (of, guint, k), g_ptr_array_index (kept, k));

          made = make_combined (self, n, row, out, from_any);
          if (!same && (gint64) kept->len < limit)
            g_ptr_array_add (out->rows, made);
          else
            {
              g_ptr_array_add (rest->rows, made);
              ff_ref_tell_reason (made, step, same ? 0 : 1);
            }
          if (!same)
            {
              g_ptr_array_add (kept, row);
              g_array_append_val (of, n);
            }
        }
    }
}

void
ff_ref_combine (FfRefRun  *run,
                FfJson    *step,
                GPtrArray *inputs,
                GPtrArray *outputs)
{
  const char *how = ff_json_get_member_string (step, "how", "");
  const char *policy = g_str_equal (how, "union") ? ff_json_get_member_string (step, "policy", "primary") : "primary";
  FfJson *keys = ff_json_get_member (step, "keys");
  Combining self = { run, keys, inputs };
  FfRefFlow *out = new_combined (inputs, policy);
  FfRefFlow *rest = new_combined (inputs, policy);

  g_ptr_array_add (outputs, out);
  g_ptr_array_add (outputs, rest);
  if (g_str_equal (how, "union"))
    {
      unite_rows (&self, step, out, rest);
      return;
    }

  for (guint n = 0; n < inputs->len; n++)
    {
      FfRefFlow *in = g_ptr_array_index (inputs, n);
      guint reason;

      for (guint r = 0; r < in->rows->len && (n == 0 || g_str_equal (how, "difference")); r++)
        {
          FfRefRow *row = g_ptr_array_index (in->rows, r);

          if (ff_ref_find_row (out, row->row) == NULL && stays (&self, how, n, row, &reason))
            g_ptr_array_add (out->rows, make_combined (&self, n, row, out, FALSE));
        }
    }

  for (guint n = 0; n < inputs->len; n++)
    {
      FfRefFlow *in = g_ptr_array_index (inputs, n);
      guint reason;

      if (in->entity != out->entity || (n > 0 && g_str_equal (how, "exclusion")))
        continue;

      for (guint r = 0; r < in->rows->len; r++)
        {
          FfRefRow *row = g_ptr_array_index (in->rows, r);
          FfRefRow *made;

          if (ff_ref_find_row (out, row->row) != NULL || ff_ref_find_row (rest, row->row) != NULL)
            continue;

          /* Of an other, what is the same as a row of the result is in it. */
          if (n > 0 && keys != NULL && g_str_equal (how, "intersection"))
            {
              FfRefFlow *primary = g_ptr_array_index (inputs, 0);
              gboolean in_result = FALSE;

              for (guint p = 0; p < primary->rows->len && !in_result; p++)
                in_result = ff_ref_find_row (out, ((FfRefRow *) g_ptr_array_index (primary->rows, p))->row) != NULL &&
                            is_same (&self, n, row, 0, g_ptr_array_index (primary->rows, p));
              if (in_result)
                continue;
            }

          stays (&self, how, n, row, &reason);
          made = make_combined (&self, n, row, rest, FALSE);
          ff_ref_tell_reason (made, step, g_str_equal (how, "difference") ? 0 : reason);
          g_ptr_array_add (rest->rows, made);
        }
    }
}
