/* Cuts a template into text, outputs and tags, the way Liquid's own tokenizer
 * does, odd cases included. Used by the parser of bodies. */

#include "message/ff-liquid-parse-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/**
 * ff_liquid_source_get_place:
 * @self: a source
 * @at: a pointer into its text
 *
 * Cheap when asked from front to back.
 *
 * Returns: line and column of @at
 */
FfLiquidPlace
ff_liquid_source_get_place (FfLiquidSource *self,
                            const char     *at)
{
  if (self->place_at == NULL || at < self->place_at)
    {
      self->place_at = self->text;
      self->place = (FfLiquidPlace) { 1, 1 };
    }

  for (const char *c = self->place_at; c < at; c++)
    {
      if (*c == '\n')
        {
          self->place.line++;
          self->place.column = 1;
        }
      else if ((*c & 0xc0) != 0x80)
        {
          self->place.column++;
        }
    }
  self->place_at = at;

  return self->place;
}

gboolean
ff_liquid_source_fail (FfLiquidSource  *self,
                       const char      *at,
                       GError         **error,
                       const char      *format,
                       ...)
{
  FfLiquidPlace place = ff_liquid_source_get_place (self, at);
  g_autofree char *sentence = NULL;
  va_list arguments;

  va_start (arguments, format);
  sentence = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  ff_message_error_set_place (error, FF_MESSAGE_ERROR_TEMPLATE, self->fragment, place.line, place.column,
                              "%s", sentence);
  return FALSE;
}

static gboolean
is_word (char c)
{
  return g_ascii_isalnum (c) || c == '_';
}

/* As Ruby's \s, and \v. */
static gboolean
is_space (char c)
{
  return g_ascii_isspace (c) || c == '\v';
}

/* The name after @at, or “#”; NULL when there is none. */
static const char *
read_name (const char  *at,
           const char  *end,
           const char **out_end)
{
  const char *name;

  while (at < end && is_space (*at))
    at++;

  name = at;
  if (at < end && *at == '#')
    at++;
  else
    while (at < end && is_word (*at))
      at++;

  *out_end = at;
  return at > name ? name : NULL;
}

static void
set_markup (FfLiquidToken *token,
            const char    *start,
            const char    *end)
{
  token->markup = start;
  token->markup_end = MAX (start, end);
}

static void
read_tag (FfLiquidSource *self,
          FfLiquidToken  *token)
{
  const char *close = g_strstr_len (token->start + 2, self->end - token->start - 2, "%}");
  const char *name_end;
  const char *last;

  token->kind = FF_LIQUID_TOKEN_TAG;
  token->end = close != NULL ? close + 2 : token->start + 2;
  if (close == NULL)
    return;

  token->trims_before = token->start[2] == '-';
  token->trims_after = token->end - token->start >= 5 && token->end[-3] == '-';
  last = close - token->trims_after;
  token->name = read_name (token->start + 2 + token->trims_before, last, &name_end);
  if (token->name == NULL)
    return;

  token->is_whole = TRUE;
  token->name_length = (gsize) (name_end - token->name);
  while (name_end < last && is_space (*name_end))
    name_end++;
  set_markup (token, name_end, last);
}

/* Where an output that starts at @start ends. A lone brace ends it too, and a
 * tag inside swallows it; both are refused later. */
static const char *
find_output_end (FfLiquidSource *self,
                 const char     *start)
{
  for (const char *c = start + 2; c < self->end; c++)
    {
      if (*c == '}')
        return c + 1 < self->end && c[1] == '}' ? c + 2 : c + 1;

      if (*c == '{' && c + 1 < self->end && c[1] == '%')
        {
          const char *close = g_strstr_len (c + 2, self->end - c - 2, "%}");

          return close != NULL ? close + 2 : start + 2;
        }
    }

  return start + 2;
}

static void
read_output (FfLiquidSource *self,
             FfLiquidToken  *token)
{
  gsize length;

  token->kind = FF_LIQUID_TOKEN_OUTPUT;
  token->end = find_output_end (self, token->start);
  length = (gsize) (token->end - token->start);
  token->is_whole = length >= 4 && token->end[-1] == '}' && token->end[-2] == '}';
  if (!token->is_whole)
    return;

  token->trims_before = token->start[2] == '-';
  token->trims_after = token->end[-3] == '-';
  set_markup (token, token->start + 2 + token->trims_before, token->end - 2 - token->trims_after);
}

static void
read_text (FfLiquidSource *self,
           FfLiquidToken  *token)
{
  const char *c = token->start + 1;

  token->kind = FF_LIQUID_TOKEN_TEXT;
  while (c < self->end)
    {
      c = memchr (c, '{', (gsize) (self->end - c));
      if (c == NULL)
        c = self->end;
      else if (c + 1 < self->end && (c[1] == '{' || c[1] == '%'))
        break;
      else
        c++;
    }

  token->end = MIN (c, self->end);
}

/* Inside {% liquid %}: the next line that is not empty. */
static void
read_line (FfLiquidSource *self,
           FfLiquidToken  *token)
{
  while (self->next < self->end)
    {
      const char *newline = memchr (self->next, '\n', (gsize) (self->end - self->next));
      const char *end = newline != NULL ? newline : self->end;
      const char *start = self->next;
      const char *name_end;

      self->next = newline != NULL ? newline + 1 : self->end;
      while (start < end && is_space (*start))
        start++;
      if (start == end)
        continue;

      token->kind = FF_LIQUID_TOKEN_TAG;
      token->start = start;
      token->end = end;
      token->name = read_name (start, end, &name_end);
      token->is_whole = token->name != NULL;
      token->name_length = (gsize) (name_end - start);
      while (name_end < end && is_space (*name_end))
        name_end++;
      set_markup (token, name_end, end);
      return;
    }
}

void
ff_liquid_source_read_token (FfLiquidSource *self,
                             FfLiquidToken  *token)
{
  *token = (FfLiquidToken) { .kind = FF_LIQUID_TOKEN_END, .start = self->next, .end = self->next };

  if (self->is_lines)
    {
      read_line (self, token);
      return;
    }
  if (self->next >= self->end)
    return;

  if (g_str_has_prefix (self->next, "{%"))
    read_tag (self, token);
  else if (g_str_has_prefix (self->next, "{{"))
    read_output (self, token);
  else
    read_text (self, token);

  self->next = token->end;
}

gboolean
ff_liquid_token_is (const FfLiquidToken *token,
                    const char          *name)
{
  return token->kind == FF_LIQUID_TOKEN_TAG && token->is_whole && strlen (name) == token->name_length &&
         memcmp (token->name, name, token->name_length) == 0;
}

gboolean
ff_liquid_token_ends_with_tag (const FfLiquidToken  *token,
                               const char           *name,
                               const char          **out_before)
{
  const char *start;
  const char *word;
  const char *word_end;

  if (token->end - token->start < 4 || token->end[-1] != '}' || token->end[-2] != '%')
    return FALSE;

  for (start = token->end - 4; start >= token->start; start--)
    {
      if (start[0] != '{' || start[1] != '%')
        continue;

      word = read_name (start + 2 + (start[2] == '-'), token->end - 2, &word_end);
      if (word == NULL || *word == '#')
        continue;

      *out_before = start;
      return strlen (name) == (gsize) (word_end - word) && memcmp (name, word, strlen (name)) == 0;
    }

  return FALSE;
}
