/* Patterns of dates and times: "DD.MM.YYYY HH:MI". Called by the functions of
 * time, by the checks of expressions and by dialects. Pure; any thread. */

#include "query/ff-function-private.h"

#include <string.h>

static const struct
{
  const char *text;
  FfTimePatternPart part;
} parts[] = {
  /* The longer of two that begin alike first. */
  { "YYYY", FF_TIME_PATTERN_YEAR },
  { "MM",   FF_TIME_PATTERN_MONTH },
  { "MI",   FF_TIME_PATTERN_MINUTE },
  { "M",    FF_TIME_PATTERN_SHORT_MONTH },
  { "DD",   FF_TIME_PATTERN_DAY },
  { "D",    FF_TIME_PATTERN_SHORT_DAY },
  { "HH",   FF_TIME_PATTERN_HOUR },
  { "SS",   FF_TIME_PATTERN_SECOND },
};

/**
 * ff_time_pattern_next:
 * @c: (inout): where the pattern is read; moves on
 *
 * Returns: what stands there; %FF_TIME_PATTERN_LITERAL for one character that
 *   stands for itself, and at the end
 */
FfTimePatternPart
ff_time_pattern_next (const char **c)
{
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (g_str_has_prefix (*c, parts[i].text))
      {
        *c += strlen (parts[i].text);
        return parts[i].part;
      }

  if (**c != '\0')
    *c = g_utf8_next_char (*c);

  return FF_TIME_PATTERN_LITERAL;
}

static FfTimePatternField
get_field (FfTimePatternPart part)
{
  if (part == FF_TIME_PATTERN_SHORT_MONTH)
    return FF_TIME_PATTERN_FIELD_MONTH;
  if (part == FF_TIME_PATTERN_SHORT_DAY)
    return FF_TIME_PATTERN_FIELD_DAY;

  return (FfTimePatternField) (part - FF_TIME_PATTERN_YEAR);
}

FfTimePatternField
ff_time_pattern_get_field (FfTimePatternPart part)
{
  return get_field (part);
}

/**
 * ff_time_pattern_is_good:
 * @pattern: as a person wrote it
 * @has_clock: whether it may have hours, minutes and seconds
 * @reads: whether a text shall be read by it: then year, month and day stand
 *   in it once each, the clock at most once, and no digit may follow a number
 *   of one or two
 *
 * Returns: %TRUE if it can be used
 */
gboolean
ff_time_pattern_is_good (const char *pattern,
                    gboolean    has_clock,
                    gboolean    reads)
{
  guint n_seen[FF_TIME_PATTERN_N_FIELDS] = { 0 };
  gboolean after_short = FALSE;

  for (const char *c = pattern; *c != '\0';)
    {
      const char letter = *c;
      const FfTimePatternPart part = ff_time_pattern_next (&c);

      if (part == FF_TIME_PATTERN_LITERAL)
        {
          if ((g_ascii_isalpha (letter) && letter != 'T' && letter != 'Z') || (after_short && g_ascii_isdigit (letter)))
            return FALSE;
          after_short = FALSE;
          continue;
        }

      if ((after_short && reads) || (!has_clock && get_field (part) >= FF_TIME_PATTERN_FIELD_HOUR))
        return FALSE;
      after_short = reads && (part == FF_TIME_PATTERN_SHORT_MONTH || part == FF_TIME_PATTERN_SHORT_DAY);
      n_seen[get_field (part)]++;
    }

  if (!reads)
    return *pattern != '\0';

  for (guint i = 0; i < FF_TIME_PATTERN_N_FIELDS; i++)
    if (i < FF_TIME_PATTERN_FIELD_HOUR ? n_seen[i] != 1 : n_seen[i] > 1)
      return FALSE;

  return TRUE;
}

static guint
get_width (FfTimePatternPart part)
{
  return part == FF_TIME_PATTERN_YEAR ? 4 : part == FF_TIME_PATTERN_SHORT_MONTH || part == FF_TIME_PATTERN_SHORT_DAY ? 1 : 2;
}

/* The numbers that @text has where @pattern says; FALSE unless it is nothing else. */
gboolean
ff_time_pattern_read (const char *pattern,
                 const char *text,
                 gint64     *out_fields)
{
  memset (out_fields, 0, sizeof (gint64) * FF_TIME_PATTERN_N_FIELDS);

  while (*pattern != '\0')
    {
      const char *start = pattern;
      const FfTimePatternPart part = ff_time_pattern_next (&pattern);
      gint64 *field;
      guint n = 0;

      if (part == FF_TIME_PATTERN_LITERAL)
        {
          if (strncmp (text, start, pattern - start) != 0)
            return FALSE;
          text += pattern - start;
          continue;
        }

      field = &out_fields[get_field (part)];
      for (; n < MAX (get_width (part), 2) && g_ascii_isdigit (*text); n++)
        *field = *field * 10 + (*text++ - '0');
      if (n < get_width (part))
        return FALSE;
    }

  return *text == '\0';
}

char *
ff_time_pattern_format (const char   *pattern,
                   const gint64 *fields)
{
  GString *text = g_string_new (NULL);

  while (*pattern != '\0')
    {
      const char *start = pattern;
      const FfTimePatternPart part = ff_time_pattern_next (&pattern);

      if (part == FF_TIME_PATTERN_LITERAL)
        g_string_append_len (text, start, pattern - start);
      else
        g_string_append_printf (text, "%0*" G_GINT64_FORMAT, (int) get_width (part), fields[get_field (part)]);
    }

  return g_string_free (text, FALSE);
}
