/* The public face of Liquid: compile once, render many. The work is done by
 * the ff-liquid files of this room. Any thread. */

#include "message/ff-template.h"

#include "message/ff-liquid-fields-private.h"
#include "message/ff-liquid-parse-private.h"
#include "message/ff-liquid-run-private.h"
#include "message/ff-liquid-spot-private.h"

const FfTemplateLimits ff_template_default_limits = {
  .max_steps = 1000 * 1000,
  .max_depth = 32,
  .max_output = 1024 * 1024,
  .max_memory = 16 * 1024 * 1024,
};

struct _FfTemplate
{
  gatomicrefcount    refs;
  FfTemplateFormat   format;
  FfJson            *fragments;
  FfLiquidProgram    program;
  char             **fields;
  char             **bare_fields;
};

/**
 * ff_template_compile:
 * @text: Liquid; copied
 * @options: (nullable): plain text without fragments when %NULL
 * @error: return location for an #FfMessageError with line and column
 *
 * Fragments that a tag names in quotes are compiled too, and must be right.
 *
 * Returns: (transfer full): a template that never changes, or %NULL
 */
FfTemplate *
ff_template_compile (const char               *text,
                     const FfTemplateOptions  *options,
                     GError                  **error)
{
  g_autoptr (FfTemplate) self = g_new0 (FfTemplate, 1);

  g_return_val_if_fail (text != NULL, NULL);

  g_atomic_ref_count_init (&self->refs);
  self->format = options != NULL ? options->format : FF_TEMPLATE_TEXT;
  if (options != NULL && options->fragments != NULL)
    self->fragments = ff_json_ref (options->fragments);

  if (!ff_liquid_program_compile (&self->program, text, self->fragments, error) ||
      !ff_liquid_program_place (&self->program, self->format, error))
    return NULL;

  ff_liquid_program_dup_fields (&self->program, &self->fields, &self->bare_fields);

  return g_steal_pointer (&self);
}

/**
 * ff_template_ref:
 * @self: a template; from any thread
 *
 * Returns: @self
 */
FfTemplate *
ff_template_ref (FfTemplate *self)
{
  g_atomic_ref_count_inc (&self->refs);

  return self;
}

/**
 * ff_template_unref:
 * @self: a template; from any thread
 *
 * Frees it with its last reference.
 */
void
ff_template_unref (FfTemplate *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;

  ff_liquid_program_clear (&self->program);
  g_clear_pointer (&self->fragments, ff_json_unref);
  g_strfreev (self->fields);
  g_strfreev (self->bare_fields);
  g_free (self);
}

/**
 * ff_template_render:
 * @self: a template
 * @data: (nullable): an object, the values that names stand for; borrowed
 * @options: (nullable): limits, clock and zone
 * @error: return location for an #FfMessageError
 *
 * Blocks no longer than the limits allow. Several threads may render the same
 * template at once.
 *
 * Returns: (transfer full): the text, or %NULL
 */
char *
ff_template_render (FfTemplate             *self,
                    FfJson                 *data,
                    const FfRenderOptions  *options,
                    GError                **error)
{
  FfLiquidRun run = { .program = &self->program, .format = self->format, .limits = &ff_template_default_limits };

  if (options != NULL)
    {
      run.limits = options->limits != NULL ? options->limits : &ff_template_default_limits;
      run.now_at = options->now_at;
      run.zone = options->zone;
    }

  if (ff_liquid_run (&run, data))
    return g_string_free (run.out, FALSE);

  g_string_free (run.out, TRUE);
  g_propagate_error (error, run.error);
  return NULL;
}

/**
 * ff_template_dup_fields:
 * @self: a template
 *
 * What a computed name reaches is given as far as it is known: "orders" for
 * orders[i].total.
 *
 * Returns: (transfer full): paths in order of appearance, each once
 */
char **
ff_template_dup_fields (FfTemplate *self)
{
  return g_strdupv (self->fields);
}

/**
 * ff_template_dup_fields_without_default:
 * @self: a template
 *
 * A field that is printed only where a condition says that it has a value
 * needs no default.
 *
 * Returns: (transfer full): paths in order of appearance, each once
 */
char **
ff_template_dup_fields_without_default (FfTemplate *self)
{
  return g_strdupv (self->bare_fields);
}
