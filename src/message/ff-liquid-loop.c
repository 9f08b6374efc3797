/* Renders for and tablerow. */

#include "message/ff-liquid-run-private.h"

#include <glib/gi18n-lib.h>

/* The part of a list that is walked through, without copying it. */
typedef struct
{
  FfLiquidValue value;
  gint64        first;
  gint64        length;
} Segment;

static gint64
get_leading_integer (FfLiquidValue text)
{
  g_autofree char *copy = g_strndup (text.text, text.n);

  return g_ascii_strtoll (copy, NULL, 10);
}

/* A loose option takes the number that a text begins with. */
static gboolean
evaluate_option (FfLiquidRun              *run,
                 const FfLiquidExpression *expression,
                 gboolean                  is_loose,
                 gint64                    fallback,
                 gint64                   *out_number)
{
  FfLiquidValue value;

  *out_number = fallback;
  if (expression == NULL)
    return TRUE;
  if (!ff_liquid_run_evaluate (run, expression, &value))
    return FALSE;
  if (value.kind == FF_LIQUID_NIL)
    {
      *out_number = is_loose ? 0 : fallback;
      return TRUE;
    }
  if (is_loose && value.kind == FF_LIQUID_REAL)
    value = ff_liquid_integer ((gint64) CLAMP (value.real, -9e18, 9e18));
  if (is_loose && value.kind == FF_LIQUID_TEXT)
    value = ff_liquid_integer (get_leading_integer (value));

  return ff_liquid_run_to_integer (run, value, out_number);
}

/* A text that is not empty is one item, whatever the options say. */
static void
set_segment (FfLiquidRun   *run,
             Segment       *segment,
             FfLiquidValue  list,
             gint64         offset,
             gint64         limit)
{
  gint64 length = ff_liquid_get_length (list);

  segment->value = list;
  segment->first = 0;

  if (list.kind == FF_LIQUID_TEXT)
    {
      segment->length = list.n > 0;
      return;
    }

  /* A limit counts from the offset, even from one before the beginning. */
  segment->first = CLAMP (offset, 0, length);
  if (limit < 0)
    segment->length = 0;
  else if (offset < 0)
    segment->length = limit == G_MAXINT64 ? length : CLAMP (limit + offset, 0, length);
  else
    segment->length = MIN (limit, length - segment->first);
}

static FfLiquidValue
get_item (FfLiquidRun   *run,
          const Segment *segment,
          gint64         index)
{
  if (segment->value.kind == FF_LIQUID_TEXT)
    return segment->value;

  return ff_liquid_get_element (&run->arena, segment->value, segment->first + index);
}

static GHashTable *
get_offsets (FfLiquidScope *scope)
{
  if (scope->offsets == NULL)
    scope->offsets = scope->parent != NULL && scope->parent->offsets != NULL
                       ? g_hash_table_ref (scope->parent->offsets)
                       : g_hash_table_new (g_direct_hash, g_direct_equal);

  return scope->offsets;
}

static gboolean
find_segment (FfLiquidRun             *run,
              const FfLiquidIteration *iteration,
              Segment                 *segment)
{
  GHashTable *offsets = get_offsets (run->scope);
  FfLiquidValue list;
  gint64 offset;
  gint64 limit;

  if (!evaluate_option (run, iteration->offset, FALSE, 0, &offset) ||
      !ff_liquid_run_evaluate (run, iteration->list, &list) ||
      !evaluate_option (run, iteration->limit, FALSE, G_MAXINT64, &limit))
    return FALSE;

  if (iteration->is_continued)
    offset = GPOINTER_TO_SIZE (g_hash_table_lookup (offsets, iteration->key));

  set_segment (run, segment, list, offset, limit);
  g_hash_table_insert (offsets, (gpointer) iteration->key, GSIZE_TO_POINTER (offset + segment->length));
  return TRUE;
}

/* TRUE when the loop ends here. */
static gboolean
take_interrupt (FfLiquidRun *run)
{
  FfLiquidInterrupt interrupt = run->interrupt;

  run->interrupt = FF_LIQUID_GOES_ON;
  return interrupt == FF_LIQUID_BREAKS;
}

static gboolean
run_items (FfLiquidRun             *run,
           const FfLiquidIteration *iteration,
           const Segment           *segment,
           FfLiquidLoop            *loop)
{
  guint slot = run->slots->len;

  ff_liquid_run_push (run, run->program->forloop, (FfLiquidValue) { .kind = FF_LIQUID_LOOP, .loop = loop });
  ff_liquid_run_push (run, iteration->name, FF_LIQUID_VALUE_NIL);

  for (; loop->index0 < loop->length; loop->index0++)
    {
      gint64 index = iteration->is_reversed ? loop->length - loop->index0 - 1 : loop->index0;

      g_array_index (run->slots, FfLiquidSlot, slot + 1).value = get_item (run, segment, index);
      if (!ff_liquid_run_spend (run, 1) || !ff_liquid_run_check (run) || !ff_liquid_run_body (run, iteration->body))
        return FALSE;
      if (take_interrupt (run))
        break;
    }

  g_array_set_size (run->slots, slot);
  return TRUE;
}

gboolean
ff_liquid_run_for (FfLiquidRun             *run,
                   const FfLiquidIteration *iteration)
{
  const FfLiquidLoop *outer = run->scope->loop;
  FfLiquidLoop *loop;
  Segment segment;

  if (!find_segment (run, iteration, &segment))
    return FALSE;
  if (segment.length == 0)
    return iteration->otherwise == NULL || ff_liquid_run_body (run, iteration->otherwise);

  /* Not on the stack: “assign” may keep it beyond the loop. */
  loop = ff_liquid_run_alloc (run, sizeof *loop);
  if (loop == NULL)
    return FALSE;
  *loop = (FfLiquidLoop) { .name = iteration->key, .parent = outer, .length = segment.length };

  run->scope->loop = loop;
  if (!run_items (run, iteration, &segment, loop))
    return FALSE;
  run->scope->loop = outer;

  return TRUE;
}

/* ---- tablerow */

static gboolean print_tag (FfLiquidRun *run,
                           const char  *format,
                           ...) G_GNUC_PRINTF (2, 3);

static gboolean
print_tag (FfLiquidRun *run,
           const char  *format,
           ...)
{
  char text[64];
  va_list arguments;
  int length;

  va_start (arguments, format);
  length = g_vsnprintf (text, sizeof text, format, arguments);
  va_end (arguments);

  return ff_liquid_run_print_raw (run, text, (gsize) length);
}

static gboolean
run_cell (FfLiquidRun             *run,
          const FfLiquidIteration *iteration,
          FfLiquidLoop            *loop)
{
  return ff_liquid_run_spend (run, 1) && ff_liquid_run_check (run) &&
         print_tag (run, "<td class=\"col%" G_GINT64_FORMAT "\">", loop->column) &&
         ff_liquid_run_body (run, iteration->body) && ff_liquid_run_print_raw (run, "</td>", 5);
}

static gboolean
run_rows (FfLiquidRun             *run,
          const FfLiquidIteration *iteration,
          const Segment           *segment,
          FfLiquidLoop            *loop)
{
  guint slot = run->slots->len;

  ff_liquid_run_push (run, run->program->tablerowloop, (FfLiquidValue) { .kind = FF_LIQUID_LOOP, .loop = loop });
  ff_liquid_run_push (run, iteration->name, FF_LIQUID_VALUE_NIL);

  for (; loop->index0 < loop->length; loop->index0++)
    {
      gboolean is_last = loop->column == loop->n_columns;

      g_array_index (run->slots, FfLiquidSlot, slot + 1).value = get_item (run, segment, loop->index0);
      if (!run_cell (run, iteration, loop))
        return FALSE;
      if (take_interrupt (run))
        break;
      if (is_last && loop->index0 + 1 < loop->length &&
          !print_tag (run, "</tr>\n<tr class=\"row%" G_GINT64_FORMAT "\">", loop->row + 1))
        return FALSE;

      loop->column = is_last ? 1 : loop->column + 1;
      loop->row += is_last;
    }

  g_array_set_size (run->slots, slot);
  return TRUE;
}

gboolean
ff_liquid_run_table (FfLiquidRun             *run,
                     const FfLiquidIteration *iteration)
{
  FfLiquidLoop *loop = ff_liquid_run_alloc (run, sizeof *loop);
  FfLiquidValue list;
  Segment segment;
  gint64 offset;
  gint64 limit;

  if (loop == NULL || !ff_liquid_run_evaluate (run, iteration->list, &list))
    return FALSE;
  if (!ff_liquid_is_true (list))
    return TRUE;
  if (!evaluate_option (run, iteration->offset, TRUE, 0, &offset) ||
      !evaluate_option (run, iteration->limit, TRUE, G_MAXINT64, &limit))
    return FALSE;

  set_segment (run, &segment, list, offset, limit);
  *loop = (FfLiquidLoop) { .length = segment.length, .is_table = TRUE, .column = 1, .row = 1 };
  if (!evaluate_option (run, iteration->n_columns, TRUE, segment.length, &loop->n_columns))
    return FALSE;

  return print_tag (run, "<tr class=\"row1\">\n") && run_rows (run, iteration, &segment, loop) &&
         ff_liquid_run_print_raw (run, "</tr>\n", 6);
}
