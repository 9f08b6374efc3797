/* A template with the fragments it names, compiled into one arena. Called by
 * ff_template_compile (); immutable afterwards. */

#include "message/ff-liquid-parse-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* All texts of a program together; a mail of 1 MB is large. */
#define MAX_TEXT (4 * 1024 * 1024)

const char *
ff_liquid_program_find_name (FfLiquidProgram *self,
                             const char      *text,
                             gsize            length)
{
  g_autofree char *copy = g_strndup (text, length);

  return g_hash_table_lookup (self->names, copy);
}

const char *
ff_liquid_program_intern (FfLiquidProgram *self,
                          const char      *text,
                          gsize            length)
{
  const char *known = ff_liquid_program_find_name (self, text, length);
  char *copy;

  if (known != NULL)
    return known;

  copy = ff_liquid_arena_strndup (&self->arena, text, length);
  g_hash_table_add (self->names, copy);

  return copy;
}

static const char *
intern_last_part (FfLiquidProgram *self,
                  const char      *name)
{
  const char *slash = strrchr (name, '/');

  return ff_liquid_program_intern (self, slash != NULL ? slash + 1 : name, strlen (slash != NULL ? slash + 1 : name));
}

/* Every fragment of the library gets its place; only those that are named are
 * compiled. */
static void
add_fragments (FfLiquidProgram *self,
               FfJson          *fragments)
{
  for (guint i = 0; i < ff_json_get_length (fragments); i++)
    {
      FfLiquidFragment *fragment = ff_liquid_arena_alloc0 (&self->arena, sizeof *fragment);
      const char *name = ff_json_get_name (fragments, i);
      const char *text = ff_json_get_string (ff_json_get_value (fragments, i));

      if (name == NULL || text == NULL)
        continue;

      fragment->name = ff_liquid_program_intern (self, name, strlen (name));
      fragment->variable = intern_last_part (self, name);
      fragment->text = text;
      g_hash_table_insert (self->fragments, (gpointer) fragment->name, fragment);
    }
}

static gboolean
compile_text (FfLiquidProgram   *self,
              FfLiquidFragment  *fragment,
              GPtrArray         *named,
              gboolean          *has_computed,
              GError           **error)
{
  FfLiquidSource source = { self, fragment->name };
  FfLiquidToken stop;
  gsize length = strlen (fragment->text);

  fragment->is_compiled = TRUE;
  if (length > MAX_TEXT || self->arena.n_used > 16 * MAX_TEXT)
    {
      g_set_error (error, FF_MESSAGE_ERROR, FF_MESSAGE_ERROR_LIMIT,
                   _("The template is larger than %d MiB."), MAX_TEXT / 1024 / 1024);
      return FALSE;
    }

  source.text = ff_liquid_arena_strndup (&self->arena, fragment->text, length);
  source.end = source.text + length;
  source.next = source.text;
  source.fragments = named;
  source.has_computed = has_computed;
  if (!g_utf8_validate_len (source.text, length, &source.next))
    return ff_liquid_source_fail (&source, source.next, error, _("The text is not valid UTF-8 from here on."));

  source.next = source.text;
  if (!ff_liquid_parse_body (&source, &stop, &fragment->body, error))
    return FALSE;
  if (stop.kind == FF_LIQUID_TOKEN_END)
    return TRUE;

  fragment->body = NULL;
  return ff_liquid_fail_unexpected (&source, NULL, &stop, error);
}

/* Those that a tag names must be right; those that only a computed name can
 * reach keep their error until it does. */
static gboolean
compile_fragments (FfLiquidProgram  *self,
                   GPtrArray        *named,
                   gboolean         *has_computed,
                   GError          **error)
{
  GHashTableIter iter;
  FfLiquidFragment *fragment;

  for (guint i = 0; i < named->len; i++)
    {
      fragment = g_ptr_array_index (named, i);
      if (!fragment->is_compiled && !compile_text (self, fragment, named, has_computed, error))
        return FALSE;
    }

  if (!*has_computed)
    return TRUE;

  g_hash_table_iter_init (&iter, self->fragments);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &fragment))
    if (!fragment->is_compiled)
      compile_text (self, fragment, named, has_computed, &fragment->error);

  return TRUE;
}

gboolean
ff_liquid_program_compile (FfLiquidProgram  *self,
                           const char       *text,
                           FfJson           *fragments,
                           GError          **error)
{
  g_autoptr (GPtrArray) named = g_ptr_array_new ();
  gboolean has_computed = FALSE;

  self->names = g_hash_table_new (g_str_hash, g_str_equal);
  self->fragments = g_hash_table_new (g_str_hash, g_str_equal);
  self->forloop = ff_liquid_program_intern (self, "forloop", 7);
  self->tablerowloop = ff_liquid_program_intern (self, "tablerowloop", 12);
  self->main.text = text;
  add_fragments (self, fragments);

  return compile_text (self, &self->main, named, &has_computed, error) &&
         compile_fragments (self, named, &has_computed, error);
}

void
ff_liquid_program_clear (FfLiquidProgram *self)
{
  GHashTableIter iter;
  FfLiquidFragment *fragment;

  if (self->fragments != NULL)
    {
      g_hash_table_iter_init (&iter, self->fragments);
      while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &fragment))
        g_clear_error (&fragment->error);
    }

  g_clear_pointer (&self->fragments, g_hash_table_unref);
  g_clear_pointer (&self->names, g_hash_table_unref);
  ff_liquid_arena_clear (&self->arena);
}
