/* Renders fragments: include in the scope around it, render apart from it. */

#include "message/ff-liquid-run-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
find_fragment (FfLiquidRun              *run,
               const FfLiquidInclusion  *inclusion,
               const FfLiquidFragment  **out_fragment)
{
  g_autofree char *name = NULL;
  FfLiquidFragment *fragment = inclusion->fragment;
  FfLiquidValue value;

  if (fragment == NULL)
    {
      if (!ff_liquid_run_evaluate (run, inclusion->name, &value))
        return FALSE;
      if (value.kind != FF_LIQUID_TEXT)
        return ff_liquid_run_fail (run, _("The name of the fragment is not a text."));

      name = g_strndup (value.text, value.n);
      fragment = g_hash_table_lookup (run->program->fragments, name);
      if (fragment == NULL)
        return ff_liquid_run_fail (run, _("There is no fragment “%s”."), name);
    }

  if (fragment->error != NULL)
    return ff_liquid_run_fail (run, "%s", fragment->error->message);

  *out_fragment = fragment;
  return TRUE;
}

static gboolean
run_fragment (FfLiquidRun            *run,
              const FfLiquidFragment *fragment)
{
  const char *outer = run->fragment;
  FfLiquidPlace place = run->place;

  if (run->depth >= run->limits->max_depth)
    return ff_liquid_run_fail_limit (run, _("Fragments are nested too deep."));

  run->depth++;
  run->fragment = fragment->name;
  if (!ff_liquid_run_body (run, fragment->body))
    return FALSE;
  run->fragment = outer;
  run->place = place;
  run->depth--;

  return TRUE;
}

/* ---- include */

static gboolean
push_arguments (FfLiquidRun             *run,
                const FfLiquidInclusion *inclusion)
{
  for (guint i = 0; i < inclusion->n_arguments; i++)
    {
      FfLiquidValue value;

      if (!ff_liquid_run_evaluate (run, inclusion->arguments[i].value, &value))
        return FALSE;
      ff_liquid_run_push (run, inclusion->arguments[i].name, value);
    }

  return TRUE;
}

gboolean
ff_liquid_run_include (FfLiquidRun             *run,
                       const FfLiquidInclusion *inclusion)
{
  const FfLiquidFragment *fragment = NULL;
  FfLiquidValue value;
  gboolean is_list;
  gint64 length;
  guint slot = run->slots->len;

  if (run->is_apart)
    return ff_liquid_run_fail (run, _("“include” is not allowed in a fragment that is rendered apart."));
  if (!find_fragment (run, inclusion, &fragment))
    return FALSE;
  if (inclusion->value == NULL)
    value = ff_liquid_run_look_up (run, fragment->name);
  else if (!ff_liquid_run_evaluate (run, inclusion->value, &value))
    return FALSE;

  is_list = ff_liquid_is_list (value);
  length = is_list ? ff_liquid_get_length (value) : 1;
  if (!push_arguments (run, inclusion))
    return FALSE;

  for (gint64 i = 0; i < length; i++)
    {
      ff_liquid_run_push (run, inclusion->alias != NULL ? inclusion->alias : fragment->variable,
                          is_list ? ff_liquid_get_element (&run->arena, value, i) : value);
      if (!ff_liquid_run_spend (run, 1) || !run_fragment (run, fragment))
        return FALSE;
    }

  g_array_set_size (run->slots, slot);
  return TRUE;
}

/* ---- render */

static void
assign (FfLiquidScope *scope,
        const char    *name,
        FfLiquidValue  value)
{
  FfLiquidSlot slot = { name, value };

  g_array_append_val (scope->assigned, slot);
}

static gboolean
fill_scope (FfLiquidRun             *run,
            const FfLiquidInclusion *inclusion,
            FfLiquidScope           *scope)
{
  for (guint i = 0; i < inclusion->n_arguments; i++)
    {
      FfLiquidValue value;

      if (!ff_liquid_run_evaluate (run, inclusion->arguments[i].value, &value))
        return FALSE;
      assign (scope, inclusion->arguments[i].name, value);
    }

  return TRUE;
}

static gboolean
render_once (FfLiquidRun             *run,
             const FfLiquidInclusion *inclusion,
             const FfLiquidFragment  *fragment,
             FfLiquidValue            value,
             const FfLiquidLoop      *loop)
{
  FfLiquidScope *outer = run->scope;
  FfLiquidScope scope = { .parent = outer, .first_slot = run->slots->len };
  gboolean was_apart = run->is_apart;
  gboolean is_good;

  scope.assigned = g_array_new (FALSE, FALSE, sizeof (FfLiquidSlot));
  if (loop != NULL)
    assign (&scope, run->program->forloop, (FfLiquidValue) { .kind = FF_LIQUID_LOOP, .loop = loop });

  is_good = fill_scope (run, inclusion, &scope);
  if (value.kind != FF_LIQUID_NIL)
    assign (&scope, inclusion->alias != NULL ? inclusion->alias : fragment->variable, value);

  run->scope = &scope;
  run->is_apart = TRUE;
  is_good = is_good && ff_liquid_run_spend (run, 1) && run_fragment (run, fragment);
  run->is_apart = was_apart;
  run->scope = outer;
  run->interrupt = FF_LIQUID_GOES_ON;
  ff_liquid_scope_clear (&scope);

  return is_good;
}

gboolean
ff_liquid_run_render (FfLiquidRun             *run,
                      const FfLiquidInclusion *inclusion)
{
  const FfLiquidFragment *fragment = NULL;
  FfLiquidValue value = FF_LIQUID_VALUE_NIL;
  FfLiquidLoop *loop;

  if (!find_fragment (run, inclusion, &fragment) ||
      (inclusion->value != NULL && !ff_liquid_run_evaluate (run, inclusion->value, &value)))
    return FALSE;

  if (!inclusion->is_for ||
      !(ff_liquid_is_list (value) || ff_liquid_is_map (value) || value.kind == FF_LIQUID_RANGE))
    return render_once (run, inclusion, fragment, value, NULL);

  loop = ff_liquid_run_alloc (run, sizeof *loop);
  if (loop == NULL)
    return FALSE;

  *loop = (FfLiquidLoop) { .name = fragment->name, .length = ff_liquid_get_length (value) };
  for (; loop->index0 < loop->length; loop->index0++)
    if (!render_once (run, inclusion, fragment, ff_liquid_get_element (&run->arena, value, loop->index0), loop))
      return FALSE;

  return TRUE;
}
