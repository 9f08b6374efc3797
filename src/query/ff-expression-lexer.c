/* The text of an expression → tokens, each with its place. Called by the
 * parser of expressions, on its thread. */

#include "query/ff-expression-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_CHARACTERS 4000

static void
token_clear (FfToken *self)
{
  g_free (self->text);
}

static gboolean
begins_name (gunichar c)
{
  return c == '_' || g_unichar_isalpha (c);
}

static gboolean
continues_name (gunichar c)
{
  return begins_name (c) || g_unichar_isdigit (c) || g_unichar_ismark (c);
}

static const char *
skip_name (const char *c)
{
  while (continues_name (g_utf8_get_char (c)))
    c = g_utf8_next_char (c);

  return c;
}

/* The words of the grammar; a column of such a name is written between quotes. */
gboolean
ff_expression_is_reserved (const char *name)
{
  static const char *const words[] = { "and", "or", "not", "case", "when", "then", "else", "end", "true", "false", "null" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strcasecmp (name, words[i]) == 0)
      return TRUE;

  return FALSE;
}

/**
 * ff_expression_dup_name:
 * @name: of a column, a link or a variable
 *
 * Returns: (transfer full): it as it is written in an expression, between quotes where it must be
 */
char *
ff_expression_dup_name (const char *name)
{
  g_auto (GStrv) parts = NULL;
  g_autofree char *doubled = NULL;

  if (begins_name (g_utf8_get_char (name)) && *skip_name (name) == '\0' && !ff_expression_is_reserved (name))
    return g_strdup (name);

  parts = g_strsplit (name, "\"", -1);
  doubled = g_strjoinv ("\"\"", parts);

  return g_strconcat ("\"", doubled, "\"", NULL);
}

static void
add_token (FfExpressionReader *reader,
           FfTokenKind         kind,
           const char         *start,
           char               *text)
{
  FfToken token = { kind, (guint) (start - reader->text), text };

  g_array_append_val (reader->tokens, token);
}

/* From quote to quote; a doubled one stands for itself. */
static const char *
read_quoted (FfExpressionReader *reader,
             FfTokenKind         kind,
             const char         *start,
             const char         *c)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const char quote = *c;

  for (c++; *c != '\0'; c++)
    {
      if (*c == quote && c[1] != quote)
        {
          add_token (reader, kind, start, g_string_free (g_steal_pointer (&text), FALSE));
          return c + 1;
        }
      c += *c == quote;
      g_string_append_c (text, *c);
    }

  if (quote == '\'')
    return ff_expression_problem (reader, start - reader->text, _("This text has no end. Write ' after it."));

  return ff_expression_problem (reader, start - reader->text, _("This name has no end. Write \" after it."));
}

/* 12, 12.50 or 1.5e3; the minus is an operator. */
static const char *
read_number (FfExpressionReader *reader,
             const char         *start)
{
  const char *c = start;

  while (g_ascii_isdigit (*c))
    c++;
  if (*c == '.' && g_ascii_isdigit (c[1]))
    for (c++; g_ascii_isdigit (*c); c++)
      ;
  if ((*c == 'e' || *c == 'E') && (g_ascii_isdigit (c[1]) || (strchr ("+-", c[1]) != NULL && g_ascii_isdigit (c[2]))))
    for (c += 2; g_ascii_isdigit (*c); c++)
      ;

  if (*c == '.' || continues_name (g_utf8_get_char (c)))
    return ff_expression_problem (reader, start - reader->text, _("This is no number. Write one such as 12 or 12.50."));

  add_token (reader, FF_TOKEN_NUMBER, start, g_strndup (start, c - start));

  return c;
}

static const char *
read_variable (FfExpressionReader *reader,
               const char         *start)
{
  const char *end;

  if (start[1] == '"')
    return read_quoted (reader, FF_TOKEN_VARIABLE, start, start + 1);

  end = skip_name (start + 1);
  if (end == start + 1)
    return ff_expression_problem (reader, start - reader->text, _("The variable is missing. Write its name after @."));

  add_token (reader, FF_TOKEN_VARIABLE, start, g_strndup (start + 1, end - start - 1));

  return end;
}

static const char *
read_symbol (FfExpressionReader *reader,
             const char         *start)
{
  static const char *const symbols[] = { "<>", "!=", "<=", ">=", "<", ">", "=", "+", "-", "*", "/", "(", ")", ",", "." };
  g_autofree char *found = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (symbols); i++)
    if (g_str_has_prefix (start, symbols[i]))
      {
        add_token (reader, FF_TOKEN_SYMBOL, start, g_strdup (symbols[i]));
        return start + strlen (symbols[i]);
      }

  found = g_strndup (start, g_utf8_next_char (start) - start);

  return ff_expression_problem (reader, start - reader->text, _("“%s” means nothing here. Remove it; a text stands between ' and '."), found);
}

static const char *
read_token (FfExpressionReader *reader,
            const char         *c)
{
  const char *end;

  if (*c == '\'')
    return read_quoted (reader, FF_TOKEN_TEXT, c, c);
  if (*c == '"')
    return read_quoted (reader, FF_TOKEN_QUOTED, c, c);
  if (*c == '@')
    return read_variable (reader, c);
  if (g_ascii_isdigit (*c))
    return read_number (reader, c);

  if (!begins_name (g_utf8_get_char (c)))
    return read_symbol (reader, c);

  end = skip_name (c);
  add_token (reader, FF_TOKEN_NAME, c, g_strndup (c, end - c));

  return end;
}

/* Fills @reader's tokens; FALSE after a problem. */
gboolean
ff_expression_read_tokens (FfExpressionReader *reader)
{
  const char *c = reader->text;

  reader->tokens = g_array_new (FALSE, TRUE, sizeof (FfToken));
  g_array_set_clear_func (reader->tokens, (GDestroyNotify) token_clear);

  if (g_utf8_strlen (c, -1) > MAX_CHARACTERS)
    {
      ff_expression_problem (reader, g_utf8_offset_to_pointer (c, MAX_CHARACTERS) - c,
                             _("This expression is longer than %d characters. Enrich with a part of it in an earlier activity."), MAX_CHARACTERS);
      return FALSE;
    }

  while (c != NULL && *c != '\0')
    {
      if (g_unichar_isspace (g_utf8_get_char (c)))
        c = g_utf8_next_char (c);
      else
        c = read_token (reader, c);
    }

  if (c == NULL)
    return FALSE;

  add_token (reader, FF_TOKEN_END, c, g_strdup (""));

  return TRUE;
}
