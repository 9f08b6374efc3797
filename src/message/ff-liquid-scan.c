/* Reads markup as loosely as Liquid's own patterns do: some of its older tags
 * are defined by what a pattern finds, not by a grammar. Used by their parsers. */

#include "message/ff-liquid-parse-private.h"

#include <string.h>

static gboolean
is_space (char c)
{
  return g_ascii_isspace (c) || c == '\v';
}

static gboolean
is_word (char c)
{
  return g_ascii_isalnum (c) || c == '_';
}

static gboolean
is_plain (char c)
{
  return !is_space (c) && strchr (",|'\"", c) == NULL;
}

/* The end of the quoted text at @at; NULL when it is none. */
static const char *
find_quoted_end (const char *at,
                 const char *end)
{
  const char *close = NULL;

  if (at < end && (*at == '"' || *at == '\''))
    close = memchr (at + 1, *at, (gsize) (end - at - 1));

  return close != NULL ? close + 1 : NULL;
}

/* The fragment that begins exactly at @at; NULL when none does. */
static const char *
match_fragment (const char *at,
                const char *end)
{
  const char *start = at;
  const char *quoted_end = find_quoted_end (at, end);

  if (quoted_end != NULL)
    return quoted_end;

  while (at < end)
    {
      if (is_plain (*at))
        at++;
      else if ((quoted_end = find_quoted_end (at, end)) != NULL)
        at = quoted_end;
      else
        break;
    }

  return at > start ? at : NULL;
}

const char *
ff_liquid_scan_fragment (const char  *start,
                         const char  *end,
                         const char **out_end)
{
  for (const char *at = start; at < end; at++)
    {
      *out_end = match_fragment (at, end);
      if (*out_end != NULL)
        return at;
    }

  return NULL;
}

static gboolean
is_target (char c)
{
  return is_word (c) || (c != '\0' && strchr ("-.[]()", c) != NULL);
}

const char *
ff_liquid_scan_target (const char  *start,
                       const char  *end,
                       const char **out_end)
{
  while (start < end && !is_target (*start))
    start++;

  *out_end = start;
  while (*out_end < end && is_target (**out_end))
    (*out_end)++;

  return start < *out_end ? start : NULL;
}

static const char *
skip_space (const char *at,
            const char *end)
{
  while (at < end && is_space (*at))
    at++;

  return at;
}

/* “name: value” at @at; NULL when it is something else. */
static const char *
match_argument (const char  *at,
                const char  *end,
                const char **out_name_end,
                const char **out_value)
{
  const char *name_end = at;
  const char *colon;

  if (!is_word (*at))
    return NULL;

  while (name_end < end && (is_word (*name_end) || *name_end == '-'))
    name_end++;
  colon = skip_space (name_end, end);
  if (colon == end || *colon != ':')
    return NULL;

  *out_name_end = name_end;
  *out_value = skip_space (colon + 1, end);

  return match_fragment (*out_value, end);
}

gboolean
ff_liquid_scan_arguments (FfLiquidSource  *source,
                          const char      *start,
                          const char      *end,
                          GArray          *arguments,
                          GError         **error)
{
  const char *at = start;

  while (at < end)
    {
      FfLiquidArgument argument;
      const char *name_end;
      const char *value;
      const char *value_end = match_argument (at, end, &name_end, &value);

      if (value_end == NULL)
        {
          /* Behind the whole word: a name never begins in the middle of one. */
          do
            at++;
          while (at < end && is_word (at[-1]) && is_word (*at));
          continue;
        }

      argument.name = ff_liquid_program_intern (source->program, at, (gsize) (name_end - at));
      argument.value = ff_liquid_parse_whole (source, value, value_end, FALSE, error);
      if (argument.value == NULL)
        return FALSE;
      g_array_append_val (arguments, argument);
      at = value_end;
    }

  return TRUE;
}
