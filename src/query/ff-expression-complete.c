/* What may be written where the cursor stands in the text of an expression.
 * Called by editors while a person types; any thread. */

#include "query/ff-expression-private.h"

#include <string.h>

typedef struct
{
  const FfScope *scope;
  const char    *typed;     /* of the name at the cursor */
  GPtrArray     *choices[3];  /* by rank: of FfExpressionChoice */
} Search;

void
ff_expression_choice_free (FfExpressionChoice *self)
{
  if (self == NULL)
    return;

  g_free (self->text);
  g_free (self->label);
  g_free (self->detail);
  g_free (self);
}

/* 0 when @words begin with what was typed, 2 when they have it inside, -1 when they do not. */
static gint
rank_words (const char *words,
            const char *typed)
{
  g_autofree char *folded = g_utf8_casefold (words, -1);
  g_autofree char *wanted = g_utf8_casefold (typed, -1);

  if (g_str_has_prefix (folded, wanted))
    return 0;

  return strstr (folded, wanted) != NULL ? 2 : -1;
}

/* Takes @text and @label; found by its name and by its title. */
static void
add_choice (Search     *self,
            char       *text,
            const char *name,
            const char *title,
            char       *label,
            const char *detail)
{
  const gint by_name = rank_words (name, self->typed);
  const gint by_title = rank_words (title, self->typed);
  FfExpressionChoice *choice = g_new0 (FfExpressionChoice, 1);

  *choice = (FfExpressionChoice) { text, label, g_strdup (detail) };
  if (by_name == 0)
    g_ptr_array_add (self->choices[0], choice);
  else if (by_title == 0)
    g_ptr_array_add (self->choices[1], choice);
  else if (by_name > 0 || by_title > 0)
    g_ptr_array_add (self->choices[2], choice);
  else
    ff_expression_choice_free (choice);
}

static void
add_columns (Search     *self,
             GPtrArray  *columns,
             const char *prefix)
{
  for (guint i = 0; columns != NULL && i < columns->len; i++)
    {
      const FfColumn *column = g_ptr_array_index (columns, i);
      g_autofree char *name = ff_expression_dup_name (column->name);

      add_choice (self, g_strconcat (prefix, name, NULL), column->name, column->label, g_strdup (column->label), ff_kind_get_name (column->type.kind));
    }
}

static void
add_links (Search         *self,
           const FfEntity *entity)
{
  for (guint i = 0; i < entity->links->len; i++)
    {
      const FfLink *link = g_ptr_array_index (entity->links, i);
      const FfEntity *target = ff_schema_find_entity (self->scope->schema, link->target);
      g_autofree char *name = ff_expression_dup_name (link->name);

      if (link->cardinality == FF_LINK_ONE && target != NULL)
        add_choice (self, g_strconcat (name, ".", NULL), link->name, link->label, g_strconcat (link->label, " ›", NULL), target->label);
    }
}

static void
add_variables (Search *self)
{
  for (guint i = 0; i < ff_json_get_length (self->scope->variables); i++)
    {
      const char *name = ff_json_get_name (self->scope->variables, i);
      g_autofree char *written = ff_expression_dup_name (name);
      g_autofree char *value = ff_json_print (ff_json_get_value (self->scope->variables, i));

      add_choice (self, g_strconcat ("@", written, NULL), name, name, g_strdup (name), value);
    }
}

static void
add_functions (Search *self)
{
  const FfExpressionFunction *function;

  for (guint i = 0; (function = ff_expression_function_get (i)) != NULL; i++)
    add_choice (self, g_strconcat (function->help.name, ff_expression_help_is_word (&function->help) ? " " : " (", NULL),
                function->help.name, function->help.name, g_strdup (g_dgettext (GETTEXT_PACKAGE, function->help.usage)), g_dgettext (GETTEXT_PACKAGE, function->help.meaning));
}

/* The entity that the names before the last point lead to. */
static const FfEntity *
follow (const FfScope *scope,
        const FfToken *names,
        guint          n_tokens)
{
  const FfEntity *entity = scope->entity;

  for (guint i = 0; entity != NULL && i < n_tokens; i += 2)
    {
      const FfLink *link = ff_entity_find_link (entity, names[i].text);

      entity = link != NULL && link->cardinality == FF_LINK_ONE ? ff_schema_find_entity (scope->schema, link->target) : NULL;
    }

  return entity;
}

static gboolean
is_name (const FfToken *token)
{
  return token->kind == FF_TOKEN_NAME || token->kind == FF_TOKEN_QUOTED;
}

/* How many of the tokens before @n are names, each with a point after it: they lead to what stands at @n. */
static guint
count_led (const FfToken *tokens,
           guint          n)
{
  guint first = n;

  while (first >= 2 && strcmp (tokens[first - 1].text, ".") == 0 && tokens[first - 1].kind == FF_TOKEN_SYMBOL && is_name (&tokens[first - 2]))
    first -= 2;

  return n - first;
}

/* Only an operator may follow. */
static gboolean
ends_value (const FfToken *token)
{
  if (token->kind == FF_TOKEN_NAME)
    return !ff_expression_is_reserved (token->text);

  return token->kind != FF_TOKEN_SYMBOL || strcmp (token->text, ")") == 0;
}

/* @n: of the tokens before the one that is typed. */
static void
search (Search        *self,
        const FfToken *tokens,
        guint          n)
{
  const guint n_led = count_led (tokens, n);
  const FfToken *names = tokens + n - n_led;
  const FfEntity *entity;

  if (n_led == 2 && names->kind == FF_TOKEN_NAME && strcmp (names->text, "carried") == 0)
    {
      add_columns (self, self->scope->carried, "");
      return;
    }

  entity = follow (self->scope, names, n_led);
  if (entity == NULL)
    return;

  add_columns (self, entity->columns, "");
  add_links (self, entity);
  if (n_led > 0)
    return;

  add_columns (self, self->scope->carried, "carried.");
  add_variables (self);
  add_functions (self);
}

/* The name or variable that ends at @end, or NULL. */
static const FfToken *
find_typed (GArray *tokens,
            gsize   end)
{
  const FfToken *last = tokens->len > 1 ? &g_array_index (tokens, FfToken, tokens->len - 2) : NULL;
  const gsize n_marks = last != NULL && last->kind == FF_TOKEN_VARIABLE ? 1 : 0;

  if (last == NULL || (last->kind != FF_TOKEN_NAME && n_marks == 0) || last->offset + strlen (last->text) + n_marks != end)
    return NULL;

  return last;
}

/* @start: (inout): the end of the text; where the choices go */
static void
search_end (Search   *self,
            GArray   *tokens,
            gboolean  is_variable,
            gsize    *start)
{
  const FfToken *typed = is_variable ? NULL : find_typed (tokens, *start);
  const guint n = tokens->len - (typed != NULL ? 2 : 1);

  if (typed != NULL)
    {
      self->typed = typed->text;
      *start = typed->offset;
    }

  if (is_variable || (typed != NULL && typed->kind == FF_TOKEN_VARIABLE))
    add_variables (self);
  else if (n == 0 || !ends_value (&g_array_index (tokens, FfToken, n - 1)))
    search (self, (const FfToken *) (gpointer) tokens->data, n);
}

/**
 * ff_expression_complete:
 * @text: as far as it is written; good or not
 * @cursor: where in it, in bytes
 *
 * Inside of a text or a number, and after a link that there is not, nothing
 * may be chosen.
 */
GPtrArray *
ff_expression_complete (const char    *text,
                        gsize          cursor,
                        const FfScope *scope,
                        gsize         *out_start)
{
  g_autofree char *before = g_strndup (text, cursor);
  const gboolean is_variable = g_str_has_suffix (before, "@");
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_rule_problem_free);
  FfParser parser = { scope, problems };
  FfExpressionReader reader = { &parser, "", before };
  Search self = { scope, "", { NULL } };

  for (guint i = 0; i < G_N_ELEMENTS (self.choices); i++)
    self.choices[i] = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_expression_choice_free);

  if (is_variable)
    before[strlen (before) - 1] = '\0';
  *out_start = strlen (before);

  if (ff_expression_read_tokens (&reader))
    search_end (&self, reader.tokens, is_variable, out_start);
  g_array_unref (reader.tokens);

  for (guint i = 1; i < G_N_ELEMENTS (self.choices); i++)
    g_ptr_array_extend_and_steal (self.choices[0], self.choices[i]);

  return self.choices[0];
}
