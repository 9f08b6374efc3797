/* A condition that follows a saved filter becomes the filter's rule of today,
 * with a sentence of its own; what is wrong in the filter is told at the
 * condition. Called by ff-rule-parse.c. */

#include "query/ff-rule-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "query/ff-filter.h"

/* One filter inside of another, from the innermost out. */
struct _FfFilterPath
{
  const char         *id;
  const FfFilterPath *outer;   /* nullable */
};

typedef struct
{
  FfParser   *parser;
  FfJson     *json;
  const char *pointer;
  FfJson     *filter;
  const char *name;
} Following;

static gboolean
is_inside (const FfFilterPath *path,
           const char         *id)
{
  for (; path != NULL; path = path->outer)
    if (g_str_equal (path->id, id))
      return TRUE;

  return FALSE;
}

static const char *
get_label (FfJson *parameter)
{
  return ff_json_get_member_string (parameter, "label", ff_json_get_member_string (parameter, "name", ""));
}

/* A value, or what a variable of the campaign holds. */
static FfJson *
resolve (Following  *self,
         FfJson     *value,
         const char *place)
{
  const char *variable = ff_json_get_member_string (value, "variable", NULL);
  FfJson *held;

  if (variable == NULL)
    return value;

  held = ff_json_get_member (self->parser->scope->variables, variable);
  if (held == NULL)
    ff_parser_problem (self->parser, place, _("This campaign has no variable “%s”. Choose another, or add it."), variable);

  return held;
}

static gboolean
check_names (Following *self,
             FfJson    *with,
             FfJson    *parameters)
{
  gboolean good = TRUE;

  for (guint w = 0; w < ff_json_get_length (with); w++)
    {
      const char *name = ff_json_get_name (with, w);
      g_autofree char *with_place = ff_pointer_member (self->pointer, "with");
      g_autofree char *place = ff_pointer_member (with_place, name);
      gboolean known = FALSE;

      for (guint p = 0; p < ff_json_get_length (parameters); p++)
        known = known || g_strcmp0 (ff_json_get_member_string (ff_json_get_element (parameters, p), "name", NULL), name) == 0;

      if (!known)
        ff_parser_problem (self->parser, place, _("The saved filter “%s” has no parameter “%s”. Remove it."), self->name, name);
      good = good && known;
    }

  return good;
}

/* Every parameter with its value, and what was chosen here in words. */
static FfJson *
dup_values (Following *self,
            GString   *words)
{
  g_autoptr (FfJson) values = ff_json_new_object ();
  FfJson *with = ff_json_get_member (self->json, "with");
  FfJson *parameters = ff_json_get_member (self->filter, "parameters");
  g_autofree char *with_place = ff_pointer_member (self->pointer, "with");
  gboolean good = check_names (self, with, parameters);

  for (guint p = 0; p < ff_json_get_length (parameters); p++)
    {
      FfJson *parameter = ff_json_get_element (parameters, p);
      const char *name = ff_json_get_member_string (parameter, "name", "");
      FfJson *given = ff_json_get_member (with, name);
      g_autofree char *place = ff_pointer_member (with_place, name);
      FfJson *value = given != NULL ? resolve (self, given, place) : ff_json_get_member (parameter, "default");

      if (value == NULL)
        {
          good = FALSE;
          if (given == NULL)
            ff_parser_problem (self->parser, place, _("“%s” of the saved filter “%s” has no value. Give it one."), get_label (parameter), self->name);
          continue;
        }

      if (given != NULL)
        {
          g_autofree char *text = ff_json_get_string (value) != NULL ? g_strdup_printf (_("“%s”"), ff_json_get_string (value)) : ff_json_print (value);
          /* Translators: a parameter of a saved filter, and its value: “Spent at least: 100”. */
          g_autofree char *said = g_strdup_printf (_("%s: %s"), get_label (parameter), text);

          g_string_append_printf (words, "%s%s", words->len > 0 ? ", " : "", said);
        }
      ff_json_take_member (values, name, ff_json_ref (value));
    }

  return good ? g_steal_pointer (&values) : NULL;
}

static void
tell_change (Following *self)
{
  const char *seen = ff_json_get_member_string (self->json, "seen", NULL);
  g_autofree char *hash = ff_filter_dup_hash (self->filter);

  if (seen != NULL && !g_str_equal (seen, hash))
    ff_parser_warning (self->parser, self->pointer, _("The saved filter “%s” was changed after it was put here. Look at what it asks for now."), self->name);
}

static void
tell_problems (Following *self,
               GPtrArray *problems)
{
  for (guint i = 0; i < problems->len; i++)
    {
      const FfRuleProblem *problem = g_ptr_array_index (problems, i);

      if (problem->warning)
        ff_parser_warning (self->parser, self->pointer, _("In the saved filter “%s”: %s"), self->name, problem->message);
      else
        /* Translators: the name of a saved filter, then what is wrong in it. */
        ff_parser_problem (self->parser, self->pointer, _("In the saved filter “%s”: %s"), self->name, problem->message);
    }
}

/* Over the same entity, where nothing is carried, with no variables but the parameters, and without the campaign's ports. */
static FfRule *
parse_filter (Following  *self,
              FfJson     *values,
              const char *id)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_rule_problem_free);
  FfScope scope = ff_scope_over (self->parser->scope, self->parser->scope->entity);
  FfFilterPath path = { id, scope.inside };
  FfParser inner = { &scope, problems };
  FfRule *rule;

  scope.variables = values;
  scope.find_leaving = NULL;
  scope.inside = &path;
  rule = ff_parser_rule (&inner, ff_json_get_member (self->filter, "rule"), "");
  tell_problems (self, problems);

  return rule;
}

FfRule *
ff_parser_filter (FfParser   *self,
                  FfJson     *json,
                  const char *pointer)
{
  static const char *const members[] = { "filter", "with", "seen", NULL };
  const char *id = ff_json_get_member_string (json, "filter", "");
  Following following = { self, json, pointer, ff_json_get_member (self->scope->filters, id), NULL };
  g_autofree char *place = ff_pointer_member (pointer, "filter");
  g_autoptr (GString) words = g_string_new (NULL);
  g_autoptr (FfJson) values = NULL;
  const char *entity;
  FfRule *rule;

  if (!ff_parser_check_members (self, json, pointer, members))
    return NULL;

  if (following.filter == NULL)
    {
      ff_parser_problem (self, place, _("The saved filter is missing, or no longer there. Choose another one."));
      return NULL;
    }

  following.name = ff_json_get_member_string (following.filter, "name", "");
  entity = ff_json_get_member_string (following.filter, "entity", "");
  if (!g_str_equal (entity, self->scope->entity->name))
    {
      ff_parser_problem (self, place, _("The saved filter “%s” asks about “%s”, but this rule about “%s”. Choose a filter of the same kind."),
                         following.name, entity, self->scope->entity->label);
      return NULL;
    }

  if (is_inside (self->scope->inside, id))
    {
      ff_parser_problem (self, place, _("The saved filter “%s” asks for itself. Remove the condition from it."), following.name);
      return NULL;
    }

  values = dup_values (&following, words);
  if (values == NULL)
    return NULL;

  tell_change (&following);
  rule = parse_filter (&following, values, id);
  if (rule == NULL)
    return NULL;

  g_free (rule->said);
  if (words->len == 0)
    /* Translators: %s is the name of a saved filter. */
    rule->said = g_strdup_printf (_("the filter “%s” takes them"), following.name);
  else
    /* Translators: the name of a saved filter, then its values: “the filter “Big spenders” (Spent at least: 100) takes them”. */
    rule->said = g_strdup_printf (_("the filter “%s” (%s) takes them"), following.name, words->str);

  return rule;
}
