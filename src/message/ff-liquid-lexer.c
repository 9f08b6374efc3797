/* Cuts what stands between the braces into words, strictly: a character that
 * belongs to no word is an error. Used by the parsers of expressions and tags. */

#include "message/ff-liquid-parse-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
is_name_start (char c)
{
  return g_ascii_isalpha (c) || c == '_';
}

static gboolean
is_name_part (char c)
{
  return g_ascii_isalnum (c) || c == '_' || c == '-';
}

static const char *
skip_digits (const char *at,
             const char *end)
{
  while (at < end && g_ascii_isdigit (*at))
    at++;

  return at;
}

static gboolean
is_number_at (const char *at,
              const char *end)
{
  if (*at == '-')
    at++;

  return at < end && g_ascii_isdigit (*at);
}

static const char *
read_number (const char *at,
             const char *end)
{
  at = skip_digits (at + (*at == '-'), end);
  if (at + 1 < end && *at == '.' && g_ascii_isdigit (at[1]))
    at = skip_digits (at + 1, end);

  return at;
}

/* Length of the comparison at @at; 0 when there is none. */
static gsize
measure_comparison (const char *at,
                    const char *end)
{
  static const char *const words[] = { "==", "!=", "<>", "<=", ">=", "<", ">" };
  gsize n_left = (gsize) (end - at);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (n_left >= strlen (words[i]) && memcmp (at, words[i], strlen (words[i])) == 0)
      return strlen (words[i]);

  if (n_left > 8 && memcmp (at, "contains", 8) == 0 && g_ascii_isspace (at[8]))
    return 8;

  return 0;
}

static gboolean
read_word (FfLiquidLexer  *self,
           FfLiquidWord   *word,
           GError        **error)
{
  const char *at = self->next;
  gsize length;

  while (at < self->end && (g_ascii_isspace (*at) || *at == '\v'))
    at++;

  word->start = at;
  word->end = at;
  word->kind = FF_LIQUID_WORD_END;
  if (at == self->end)
    return TRUE;

  length = measure_comparison (at, self->end);
  if (length > 0)
    {
      word->kind = FF_LIQUID_WORD_COMPARISON;
      word->end = at + length;
    }
  else if (*at == '"' || *at == '\'')
    {
      const char *close = memchr (at + 1, *at, (gsize) (self->end - at - 1));

      if (close == NULL)
        return ff_liquid_source_fail (self->source, at, error, _("This text has no closing quote."));
      word->kind = FF_LIQUID_WORD_STRING;
      word->end = close + 1;
    }
  else if (is_number_at (at, self->end))
    {
      word->kind = FF_LIQUID_WORD_NUMBER;
      word->end = read_number (at, self->end);
    }
  else if (is_name_start (*at))
    {
      word->kind = FF_LIQUID_WORD_NAME;
      while (at < self->end && is_name_part (*at))
        at++;
      word->end = at + (at < self->end && *at == '?');
    }
  else if (*at == '.' && at + 1 < self->end && at[1] == '.')
    {
      word->kind = FF_LIQUID_WORD_DOTS;
      word->end = at + 2;
    }
  else if (strchr ("|.:,[]()?-", *at) != NULL && *at != '\0')
    {
      word->kind = FF_LIQUID_WORD_SIGN;
      word->end = at + 1;
    }
  else
    {
      g_autofree char *found = g_utf8_substring (at, 0, 1);

      return ff_liquid_source_fail (self->source, at, error, _("“%s” cannot stand here."), found);
    }

  return TRUE;
}

gboolean
ff_liquid_lexer_init (FfLiquidLexer   *self,
                      FfLiquidSource  *source,
                      const char      *markup,
                      const char      *end,
                      GError         **error)
{
  *self = (FfLiquidLexer) { .source = source, .next = markup, .end = end };

  return ff_liquid_lexer_advance (self, error);
}

gboolean
ff_liquid_lexer_advance (FfLiquidLexer  *self,
                         GError        **error)
{
  if (!read_word (self, &self->word, error))
    return FALSE;

  self->next = self->word.end;
  return TRUE;
}

gboolean
ff_liquid_lexer_is_sign (FfLiquidLexer *self,
                         char           sign)
{
  return self->word.kind == FF_LIQUID_WORD_SIGN && *self->word.start == sign;
}

gboolean
ff_liquid_lexer_is_name (FfLiquidLexer *self,
                         const char    *name)
{
  gsize length = (gsize) (self->word.end - self->word.start);

  return self->word.kind == FF_LIQUID_WORD_NAME && strlen (name) == length &&
         memcmp (self->word.start, name, length) == 0;
}

gboolean
ff_liquid_lexer_expect (FfLiquidLexer  *self,
                        char            sign,
                        GError        **error)
{
  if (!ff_liquid_lexer_is_sign (self, sign))
    return ff_liquid_source_fail (self->source, self->word.start, error, _("“%c” is missing here."), sign);

  return ff_liquid_lexer_advance (self, error);
}

gboolean
ff_liquid_lexer_expect_end (FfLiquidLexer  *self,
                            GError        **error)
{
  if (self->word.kind == FF_LIQUID_WORD_END)
    return TRUE;

  return ff_liquid_lexer_fail (self, error);
}

gboolean
ff_liquid_lexer_fail (FfLiquidLexer  *self,
                      GError        **error)
{
  g_autofree char *found = NULL;

  if (self->word.kind == FF_LIQUID_WORD_END)
    return ff_liquid_source_fail (self->source, self->word.start, error, _("Something is missing here."));

  found = g_strndup (self->word.start, (gsize) (self->word.end - self->word.start));
  return ff_liquid_source_fail (self->source, self->word.start, error, _("“%s” cannot stand here."), found);
}

gboolean
ff_liquid_lexer_peek_sign (FfLiquidLexer *self,
                           char           sign)
{
  FfLiquidWord word;

  return read_word (self, &word, NULL) && word.kind == FF_LIQUID_WORD_SIGN && *word.start == sign;
}
