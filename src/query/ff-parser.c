/* What the parsers of rules, operands and right sides share: places,
 * problems, members nobody knows, links. On the caller's thread. */

#include "query/ff-rule-private.h"

#include <glib/gi18n-lib.h>

static void G_GNUC_PRINTF (3, 0)
add_problem (FfParser   *self,
             const char *pointer,
             const char *format,
             va_list     arguments,
             gboolean    warning)
{
  FfRuleProblem *problem = g_new0 (FfRuleProblem, 1);

  problem->pointer = g_strdup (pointer);
  problem->message = g_strdup_vprintf (format, arguments);
  problem->warning = warning;
  g_ptr_array_add (self->problems, problem);
}

void
ff_parser_problem (FfParser   *self,
                   const char *pointer,
                   const char *format,
                   ...)
{
  va_list arguments;

  va_start (arguments, format);
  add_problem (self, pointer, format, arguments, FALSE);
  va_end (arguments);
}

void
ff_parser_warning (FfParser   *self,
                   const char *pointer,
                   const char *format,
                   ...)
{
  va_list arguments;

  va_start (arguments, format);
  add_problem (self, pointer, format, arguments, TRUE);
  va_end (arguments);
}

char *
ff_pointer_member (const char *pointer,
                   const char *name)
{
  g_autoptr (GString) escaped = g_string_new (name);

  g_string_replace (escaped, "~", "~0", 0);
  g_string_replace (escaped, "/", "~1", 0);

  return g_strdup_printf ("%s/%s", pointer, escaped->str);
}

char *
ff_pointer_element (const char *pointer,
                    guint       index)
{
  return g_strdup_printf ("%s/%u", pointer, index);
}

/* A member we do not know may change the meaning: better a problem than a wrong count. */
gboolean
ff_parser_check_members (FfParser          *self,
                         FfJson            *json,
                         const char        *pointer,
                         const char *const *known)
{
  gboolean good = TRUE;

  for (guint i = 0; i < ff_json_get_length (json); i++)
    {
      const char *name = ff_json_get_name (json, i);
      g_autofree char *place = NULL;

      if (g_strv_contains (known, name))
        continue;

      place = ff_pointer_member (pointer, name);
      ff_parser_problem (self, place, _("This version does not know “%s” in a rule. Remove it, or open the campaign with a newer version."), name);
      good = FALSE;
    }

  return good;
}

FfScope
ff_scope_over (const FfScope  *scope,
               const FfEntity *entity)
{
  FfScope inner = *scope;

  inner.entity = entity;
  inner.carried = NULL;

  return inner;
}

/* Finds the link that @json names at the scope's entity. */
gboolean
ff_parser_link (FfParser   *self,
                FfJson     *json,
                const char *pointer,
                FfHop      *out_hop)
{
  const FfEntity *entity = self->scope->entity;
  const char *name = ff_json_get_string (json);

  if (name == NULL)
    {
      ff_parser_problem (self, pointer, _("The link is missing. Choose a link of “%s”."), entity->label);
      return FALSE;
    }

  out_hop->link = ff_entity_find_link (entity, name);
  if (out_hop->link == NULL)
    {
      ff_parser_problem (self, pointer, _("“%s” has no link “%s”. Choose another link, or refresh the data model."),
                         entity->label, name);
      return FALSE;
    }

  out_hop->target = ff_schema_find_entity (self->scope->schema, out_hop->link->target);
  if (out_hop->target == NULL)
    {
      ff_parser_problem (self, pointer, _("The link “%s” leads to “%s”, which the data model does not have. Choose another link."),
                         out_hop->link->label, out_hop->link->target);
      return FALSE;
    }

  return TRUE;
}
