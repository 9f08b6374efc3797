/* Renders a tree: one switch over nodes. Expressions, printing, loops and
 * fragments have files of their own. Runs on any thread; all that changes is
 * in the FfLiquidRun on the caller's stack. */

#include "message/ff-liquid-run-private.h"

#include "base/ff-clock.h"

#include <glib/gi18n-lib.h>

static gboolean
fail (FfLiquidRun    *run,
      FfMessageError  code,
      const char     *sentence)
{
  if (run->error == NULL)
    ff_message_error_set_place (&run->error, code, run->fragment, run->place.line, run->place.column, "%s", sentence);

  return FALSE;
}

gboolean
ff_liquid_run_fail (FfLiquidRun *run,
                    const char  *format,
                    ...)
{
  g_autofree char *sentence = NULL;
  va_list arguments;

  va_start (arguments, format);
  sentence = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  return fail (run, FF_MESSAGE_ERROR_VALUE, sentence);
}

gboolean
ff_liquid_run_fail_limit (FfLiquidRun *run,
                          const char  *sentence)
{
  return fail (run, FF_MESSAGE_ERROR_LIMIT, sentence);
}

gboolean
ff_liquid_run_spend (FfLiquidRun *run,
                     gint64       n_steps)
{
  if (n_steps <= run->n_steps_left)
    {
      run->n_steps_left -= n_steps;
      return TRUE;
    }

  run->n_steps_left = 0;
  return ff_liquid_run_fail_limit (run, _("The template takes more steps than allowed."));
}

gboolean
ff_liquid_run_check (FfLiquidRun *run)
{
  if (!run->arena.is_over)
    return TRUE;

  return ff_liquid_run_fail_limit (run, _("The values of the template take more memory than allowed."));
}

gpointer
ff_liquid_run_alloc (FfLiquidRun *run,
                     gsize        n_bytes)
{
  if (!ff_liquid_arena_can (&run->arena, n_bytes))
    {
      ff_liquid_run_check (run);
      return NULL;
    }

  return ff_liquid_arena_alloc (&run->arena, n_bytes);
}

gint64
ff_liquid_run_get_now (FfLiquidRun *run)
{
  if (run->now_at == 0)
    run->now_at = ff_clock_get_now (ff_clock_get_wall ());

  return run->now_at;
}

/* ---- names */

static FfLiquidSlot *
find_slot (GArray     *slots,
           const char *name)
{
  for (guint i = slots != NULL ? slots->len : 0; i-- > 0;)
    if (g_array_index (slots, FfLiquidSlot, i).name == name)
      return &g_array_index (slots, FfLiquidSlot, i);

  return NULL;
}

static void
set_slot (GArray        **slots,
          const char     *name,
          FfLiquidValue   value)
{
  FfLiquidSlot *slot = find_slot (*slots, name);
  FfLiquidSlot added = { name, value };

  if (slot != NULL)
    {
      slot->value = value;
      return;
    }

  if (*slots == NULL)
    *slots = g_array_new (FALSE, FALSE, sizeof (FfLiquidSlot));
  g_array_append_val (*slots, added);
}

void
ff_liquid_run_push (FfLiquidRun   *run,
                    const char    *name,
                    FfLiquidValue  value)
{
  FfLiquidSlot slot = { name, value };

  g_array_append_val (run->slots, slot);
}

FfLiquidValue
ff_liquid_run_look_up (FfLiquidRun *run,
                       const char  *name)
{
  FfLiquidScope *scope = run->scope;
  FfLiquidSlot *slot;

  for (guint i = run->slots->len; i-- > scope->first_slot;)
    if (g_array_index (run->slots, FfLiquidSlot, i).name == name)
      return g_array_index (run->slots, FfLiquidSlot, i).value;

  slot = find_slot (scope->assigned, name);
  if (slot == NULL)
    slot = find_slot (scope->counters, name);
  if (slot != NULL)
    return slot->value;

  return ff_liquid_from_json (ff_json_get_member (scope->data, name));
}

void
ff_liquid_scope_clear (FfLiquidScope *scope)
{
  g_clear_pointer (&scope->assigned, g_array_unref);
  g_clear_pointer (&scope->counters, g_array_unref);
  g_clear_pointer (&scope->offsets, g_hash_table_unref);
  g_clear_pointer (&scope->cycles, g_hash_table_unref);
}

/* ---- nodes */

static gboolean
run_output (FfLiquidRun        *run,
            const FfLiquidNode *node)
{
  FfLiquidValue value;

  return ff_liquid_run_chain (run, &node->chain, &value) && ff_liquid_run_print (run, value, &node->spot);
}

static gboolean
run_assign (FfLiquidRun        *run,
            const FfLiquidNode *node)
{
  FfLiquidValue value;

  if (!ff_liquid_run_chain (run, &node->chain, &value))
    return FALSE;

  set_slot (&run->scope->assigned, node->name, value);
  return TRUE;
}

/* Renders @body into @text instead. */
static gboolean
run_apart (FfLiquidRun        *run,
           const FfLiquidBody *body,
           GString            *text)
{
  GString *out = run->out;
  gboolean is_good;

  run->out = text;
  is_good = ff_liquid_run_body (run, body);
  run->out = out;

  return is_good;
}

static gboolean
run_capture (FfLiquidRun        *run,
             const FfLiquidNode *node)
{
  g_autoptr (GString) text = g_string_new (NULL);
  FfLiquidValue value;

  if (!run_apart (run, node->body, text))
    return FALSE;
  if (!ff_liquid_arena_can (&run->arena, text->len))
    return ff_liquid_run_check (run);

  value = ff_liquid_text (ff_liquid_arena_strndup (&run->arena, text->str, text->len), text->len);
  if (run->format == FF_TEMPLATE_HTML)
    value.flags = FF_LIQUID_IS_HTML;
  set_slot (&run->scope->assigned, node->name, value);
  return TRUE;
}

static gboolean
run_if_changed (FfLiquidRun        *run,
                const FfLiquidNode *node)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (!run_apart (run, node->body, text))
    return FALSE;
  if (run->changed != NULL && g_string_equal (run->changed, text))
    return TRUE;

  if (run->changed == NULL)
    run->changed = g_string_new (NULL);
  g_string_assign (run->changed, text->str);

  return ff_liquid_run_print_raw (run, text->str, text->len);
}

static gboolean
run_if (FfLiquidRun        *run,
        const FfLiquidNode *node)
{
  for (guint i = 0; i < node->n_branches; i++)
    {
      const FfLiquidBranch *branch = &node->branches[i];
      gboolean is_true = TRUE;

      if (branch->n_conditions > 0 && !ff_liquid_run_conditions (run, branch, &is_true))
        return FALSE;
      if (is_true)
        return ff_liquid_run_body (run, branch->body);
    }

  return TRUE;
}

/* Every “when” that is equal is rendered; “else” when none before it was. */
static gboolean
run_case (FfLiquidRun        *run,
          const FfLiquidNode *node)
{
  gboolean has_match = FALSE;

  for (guint i = 0; i < node->n_branches && run->interrupt == FF_LIQUID_GOES_ON; i++)
    {
      FfLiquidCondition equal = { .left = node->subject, .comparison = FF_LIQUID_EQUAL,
                                  .right = node->branches[i].when };
      FfLiquidBranch branch = { .conditions = &equal, .n_conditions = 1 };
      gboolean is_true = !has_match;

      if (equal.right != NULL)
        {
          if (!ff_liquid_run_conditions (run, &branch, &is_true))
            return FALSE;
          has_match = has_match || is_true;
        }
      if (is_true && !ff_liquid_run_body (run, node->branches[i].body))
        return FALSE;
    }

  return TRUE;
}

/* The key under which a cycle counts: its name's value, or its values. */
static gboolean
make_cycle_key (FfLiquidRun         *run,
                const FfLiquidCycle *cycle,
                const char         **out_key)
{
  FfLiquidValue name;
  FfLiquidValue text;
  guint kind;

  *out_key = cycle->key;
  if (cycle->name == NULL)
    return TRUE;
  if (!ff_liquid_run_evaluate (run, cycle->name, &name))
    return FALSE;

  text = ff_liquid_to_text (&run->arena, name);
  kind = name.kind;
  if (ff_liquid_run_check (run))
    {
      char *key = ff_liquid_run_alloc (run, text.n + 16);

      if (key == NULL)
        return FALSE;
      g_snprintf (key, text.n + 16, "k%u:%.*s", kind, (int) text.n, text.text != NULL ? text.text : "");
      *out_key = key;
    }

  return run->error == NULL;
}

/* A fragment rendered apart goes on with the cycles that had begun outside. */
static GHashTable *
get_cycles (FfLiquidScope *scope)
{
  if (scope->cycles == NULL)
    scope->cycles = scope->parent != NULL && scope->parent->cycles != NULL
                      ? g_hash_table_ref (scope->parent->cycles)
                      : g_hash_table_new (g_str_hash, g_str_equal);

  return scope->cycles;
}

static gboolean
run_cycle (FfLiquidRun         *run,
           const FfLiquidCycle *cycle)
{
  GHashTable *cycles = get_cycles (run->scope);
  FfLiquidValue value = FF_LIQUID_VALUE_NIL;
  const char *key;
  guint next;

  if (!make_cycle_key (run, cycle, &key))
    return FALSE;

  next = GPOINTER_TO_UINT (g_hash_table_lookup (cycles, key));
  if (next < cycle->n_values && !ff_liquid_run_evaluate (run, cycle->values[next], &value))
    return FALSE;

  g_hash_table_insert (cycles, (gpointer) key, GUINT_TO_POINTER (next + 1 < cycle->n_values ? next + 1 : 0));
  return ff_liquid_run_print (run, value, &cycle->spot);
}

static gboolean
run_counter (FfLiquidRun        *run,
             const FfLiquidNode *node)
{
  FfLiquidSlot *slot = find_slot (run->scope->counters, node->name);
  FfLiquidValue value = slot != NULL ? slot->value
                                     : ff_liquid_from_json (ff_json_get_member (run->scope->data, node->name));
  gint64 count = value.kind == FF_LIQUID_INTEGER ? value.integer : 0;
  gint64 next;

  if (__builtin_add_overflow (count, node->is_down ? -1 : 1, &next))
    next = count;
  set_slot (&run->scope->counters, node->name, ff_liquid_integer (next));

  return ff_liquid_run_print (run, ff_liquid_integer (node->is_down ? next : count), &node->spot);
}

static gboolean
run_node (FfLiquidRun        *run,
          const FfLiquidNode *node)
{
  run->place = node->place;

  switch (node->kind)
    {
    case FF_LIQUID_NODE_TEXT:
      return ff_liquid_run_print_raw (run, node->text, node->length);
    case FF_LIQUID_NODE_OUTPUT:
      return run_output (run, node);
    case FF_LIQUID_NODE_ASSIGN:
      return run_assign (run, node);
    case FF_LIQUID_NODE_CAPTURE:
      return run_capture (run, node);
    case FF_LIQUID_NODE_IF:
      return run_if (run, node);
    case FF_LIQUID_NODE_CASE:
      return run_case (run, node);
    case FF_LIQUID_NODE_FOR:
      return ff_liquid_run_for (run, &node->iteration);
    case FF_LIQUID_NODE_TABLE:
      return ff_liquid_run_table (run, &node->iteration);
    case FF_LIQUID_NODE_BREAK:
      run->interrupt = FF_LIQUID_BREAKS;
      return TRUE;
    case FF_LIQUID_NODE_CONTINUE:
      run->interrupt = FF_LIQUID_CONTINUES;
      return TRUE;
    case FF_LIQUID_NODE_CYCLE:
      return run_cycle (run, &node->cycle);
    case FF_LIQUID_NODE_COUNTER:
      return run_counter (run, node);
    case FF_LIQUID_NODE_IF_CHANGED:
      return run_if_changed (run, node);
    case FF_LIQUID_NODE_INCLUDE:
      return ff_liquid_run_include (run, &node->inclusion);
    case FF_LIQUID_NODE_RENDER:
      return ff_liquid_run_render (run, &node->inclusion);
    default:
      g_assert_not_reached ();
    }
}

gboolean
ff_liquid_run_body (FfLiquidRun        *run,
                    const FfLiquidBody *body)
{
  for (guint i = 0; i < body->n_nodes && run->interrupt == FF_LIQUID_GOES_ON; i++)
    if (!ff_liquid_run_spend (run, 1) || !run_node (run, body->nodes[i]))
      return FALSE;

  return TRUE;
}

/**
 * ff_liquid_run:
 * @run: with program, limits, format and zone set, the rest zero
 * @data: (nullable): what the names mean
 *
 * Returns: %TRUE with the text in run->out, or %FALSE with run->error; both
 *   are the caller's
 */
gboolean
ff_liquid_run (FfLiquidRun *run,
               FfJson      *data)
{
  gint64 buffer[512];
  FfLiquidScope scope = { .data = data };
  gboolean is_good;

  ff_liquid_arena_lend (&run->arena, buffer, sizeof buffer);
  run->arena.n_max = run->limits->max_memory;
  run->n_steps_left = run->limits->max_steps;
  run->out = g_string_sized_new (1024);
  run->slots = g_array_new (FALSE, FALSE, sizeof (FfLiquidSlot));
  run->scope = &scope;

  is_good = ff_liquid_run_body (run, run->program->main.body);

  ff_liquid_scope_clear (&scope);
  g_clear_pointer (&run->slots, g_array_unref);
  if (run->changed != NULL)
    g_string_free (g_steal_pointer (&run->changed), TRUE);
  if (run->scratch != NULL)
    g_string_free (g_steal_pointer (&run->scratch), TRUE);
  ff_liquid_arena_clear (&run->arena);

  return is_good;
}
