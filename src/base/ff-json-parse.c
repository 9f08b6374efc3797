/* The strict door: bytes from outside become an FfJson or an error that names
 * line and column. Called for files, clipboard, gateway answers and feedback,
 * on any thread. RFC 8259 without leniency; what FfJson cannot hold (U+0000 in
 * a text, numbers beyond a double) is refused too. */

#include "base/ff-json-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* Characters of a name that an error repeats. */
#define LONGEST_SHOWN 80

const FfJsonLimits ff_json_document_limits = {
  .max_bytes = 16 * 1024 * 1024,
  .max_depth = 64,
  .max_elements = 100000,
};

typedef struct
{
  const char         *start;
  const char         *end;
  const char         *at;
  const FfJsonLimits *limits;
  guint               depth;
  guint               n_elements;
  GError            **error;
} Parser;

static FfJson *parse_value (Parser *p);

/* Returns NULL, for the caller to return. @message is a whole sentence. */
static gpointer
fail (Parser      *p,
      FfJsonError  code,
      const char  *at,
      const char  *message)
{
  guint line = 1;
  guint column = 1;

  for (const char *c = p->start; c < at; c++)
    {
      if (*c == '\n')
        {
          line++;
          column = 1;
        }
      else if ((*c & 0xc0) != 0x80)
        {
          column++;
        }
    }

  /* Translators: the last placeholder is a whole sentence. */
  g_set_error (p->error, FF_JSON_ERROR, code, _("Line %u, column %u: %s"), line, column, message);

  return NULL;
}

static gpointer
fail_truncated (Parser *p)
{
  return fail (p, FF_JSON_ERROR_TRUNCATED, p->end, _("The text ends in the middle of a value."));
}

/* What stands at p->at is not what may stand there. */
static gpointer
fail_unexpected (Parser     *p,
                 const char *expected)
{
  g_autofree char *found = NULL;
  g_autofree char *message = NULL;
  gunichar c;

  if (p->at >= p->end)
    return fail_truncated (p);

  c = g_utf8_get_char (p->at);
  if (g_unichar_isprint (c))
    found = g_strndup (p->at, g_utf8_next_char (p->at) - p->at);
  else
    found = g_strdup_printf ("U+%04X", c);

  /* Translators: what was expected, such as “,” or “]”, then the character found. */
  message = g_strdup_printf (_("Expected %s, found “%s”."), expected, found);

  return fail (p, FF_JSON_ERROR_SYNTAX, p->at, message);
}

static void
skip_space (Parser *p)
{
  while (p->at < p->end && (*p->at == ' ' || *p->at == '\t' || *p->at == '\n' || *p->at == '\r'))
    p->at++;
}

static gboolean
accept (Parser *p,
        char    c)
{
  if (p->at >= p->end || *p->at != c)
    return FALSE;

  p->at++;

  return TRUE;
}

static gboolean
read_hex4 (Parser  *p,
           guint32 *out_unit)
{
  guint32 unit = 0;

  for (int i = 0; i < 4; i++, p->at++)
    {
      if (p->at >= p->end || !g_ascii_isxdigit (*p->at))
        {
          fail_unexpected (p, _("four hexadecimal digits"));
          return FALSE;
        }
      unit = unit << 4 | (guint32) g_ascii_xdigit_value (*p->at);
    }

  *out_unit = unit;

  return TRUE;
}

/* After “\u”; @escape is where the backslash stands. */
static gboolean
read_unicode_escape (Parser     *p,
                     const char *escape,
                     GString    *text)
{
  guint32 unit, low;

  if (!read_hex4 (p, &unit))
    return FALSE;

  if (unit == 0)
    {
      fail (p, FF_JSON_ERROR_UTF8, escape, _("A text may not hold the character U+0000."));
      return FALSE;
    }

  if (unit >= 0xd800 && unit <= 0xdbff)
    {
      if (p->at >= p->end || (*p->at == '\\' && p->at + 1 >= p->end))
        {
          fail_truncated (p);
          return FALSE;
        }
      if (p->at[0] != '\\' || p->at[1] != 'u')
        {
          fail (p, FF_JSON_ERROR_UTF8, escape, _("Half of a surrogate pair stands alone."));
          return FALSE;
        }
      p->at += 2;
      if (!read_hex4 (p, &low))
        return FALSE;
      if (low < 0xdc00 || low > 0xdfff)
        {
          fail (p, FF_JSON_ERROR_UTF8, escape, _("Half of a surrogate pair stands alone."));
          return FALSE;
        }
      unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
    }
  else if (unit >= 0xdc00 && unit <= 0xdfff)
    {
      fail (p, FF_JSON_ERROR_UTF8, escape, _("Half of a surrogate pair stands alone."));
      return FALSE;
    }

  g_string_append_unichar (text, unit);

  return TRUE;
}

static gboolean
read_escape (Parser  *p,
             GString *text)
{
  static const char escapes[] = "\"\\/bfnrt";
  static const char meant[] = "\"\\/\b\f\n\r\t";
  const char *escape = p->at++;
  const char *found;

  if (p->at >= p->end)
    {
      fail_truncated (p);
      return FALSE;
    }

  if (accept (p, 'u'))
    return read_unicode_escape (p, escape, text);

  found = strchr (escapes, *p->at);
  if (found == NULL)
    {
      fail_unexpected (p, _("one of the letters that may follow “\\”"));
      return FALSE;
    }

  g_string_append_c (text, meant[found - escapes]);
  p->at++;

  return TRUE;
}

/* p->at is after the opening quote. */
static char *
parse_text (Parser *p)
{
  g_autoptr (GString) text = g_string_new (NULL);

  while (p->at < p->end)
    {
      const char *plain = p->at;

      while (p->at < p->end && *p->at != '"' && *p->at != '\\' && (guchar) *p->at >= 0x20)
        p->at++;
      g_string_append_len (text, plain, p->at - plain);

      if (accept (p, '"'))
        return g_string_free (g_steal_pointer (&text), FALSE);
      if (p->at >= p->end)
        break;
      if (*p->at != '\\')
        return fail_unexpected (p, _("an escape such as “\\n” for a control character"));
      if (!read_escape (p, text))
        return NULL;
    }

  return fail_truncated (p);
}

static gboolean
skip_digits (Parser *p)
{
  if (p->at >= p->end || !g_ascii_isdigit (*p->at))
    {
      fail_unexpected (p, _("a digit"));
      return FALSE;
    }

  while (p->at < p->end && g_ascii_isdigit (*p->at))
    p->at++;

  return TRUE;
}

static FfJson *
parse_number (Parser *p)
{
  const char *first = p->at;
  g_autofree char *text = NULL;

  accept (p, '-');
  if (accept (p, '0'))
    {
      if (p->at < p->end && g_ascii_isdigit (*p->at))
        return fail_unexpected (p, _("no digit after a leading zero"));
    }
  else if (!skip_digits (p))
    {
      return NULL;
    }

  if (accept (p, '.') && !skip_digits (p))
    return NULL;

  if (accept (p, 'e') || accept (p, 'E'))
    {
      if (!accept (p, '+'))
        accept (p, '-');
      if (!skip_digits (p))
        return NULL;
    }

  text = g_strndup (first, p->at - first);
  if (!isfinite (g_ascii_strtod (text, NULL)))
    return fail (p, FF_JSON_ERROR_NUMBER, first, _("The number is too large."));

  return ff_json_new_take_text (FF_JSON_NUMBER, g_steal_pointer (&text));
}

static FfJson *
parse_word (Parser     *p,
            const char *word,
            FfJson     *value)
{
  g_autoptr (FfJson) owned = value;

  for (; *word != '\0'; word++)
    if (!accept (p, *word))
      return fail_unexpected (p, _("a value"));

  return g_steal_pointer (&owned);
}

static gboolean
enter (Parser *p)
{
  const guint deepest = MIN (p->limits->max_depth, FF_JSON_DEEPEST);

  if (p->depth >= deepest)
    {
      /* Translators: %u is a number of brackets inside one another. */
      g_autofree char *message = g_strdup_printf (ngettext ("More than %u level of brackets.",
                                                            "More than %u levels of brackets.", deepest),
                                                  deepest);

      fail (p, FF_JSON_ERROR_LIMIT, p->at, message);
      return FALSE;
    }

  p->depth++;
  p->at++;
  skip_space (p);

  return TRUE;
}

static gboolean
count_element (Parser *p)
{
  if (p->n_elements >= p->limits->max_elements)
    {
      const guint most = p->limits->max_elements;
      g_autofree char *message = g_strdup_printf (ngettext ("More than %u element.", "More than %u elements.", most),
                                                  most);

      fail (p, FF_JSON_ERROR_LIMIT, p->at, message);
      return FALSE;
    }

  p->n_elements++;

  return TRUE;
}

static FfJson *
parse_array (Parser *p)
{
  g_autoptr (FfJson) array = ff_json_new_array ();

  if (!enter (p))
    return NULL;

  if (!accept (p, ']'))
    for (;;)
      {
        FfJson *value = NULL;

        skip_space (p);
        if (count_element (p))
          value = parse_value (p);
        if (value == NULL)
          return NULL;

        ff_json_take_element (array, value);
        skip_space (p);
        if (accept (p, ']'))
          break;
        if (!accept (p, ','))
          return fail_unexpected (p, _("“,” or “]”"));
      }

  p->depth--;

  return g_steal_pointer (&array);
}

/* One “"name": value” of @object. */
static gboolean
parse_member (Parser *p,
              FfJson *object)
{
  const char *first = p->at;
  g_autofree char *name = NULL;
  g_autoptr (FfJson) value = NULL;

  if (!count_element (p))
    return FALSE;

  if (!accept (p, '"'))
    {
      fail_unexpected (p, _("the name of a member in double quotes"));
      return FALSE;
    }

  name = parse_text (p);
  if (name == NULL)
    return FALSE;

  if (ff_json_get_member (object, name) != NULL)
    {
      g_autofree char *shown = g_utf8_substring (name, 0, MIN (g_utf8_strlen (name, -1), LONGEST_SHOWN));
      g_autofree char *message = g_strdup_printf (_("The object has two members named “%s”."), shown);

      fail (p, FF_JSON_ERROR_DUPLICATE, first, message);
      return FALSE;
    }

  skip_space (p);
  if (!accept (p, ':'))
    {
      fail_unexpected (p, _("“:”"));
      return FALSE;
    }

  skip_space (p);
  value = parse_value (p);
  if (value == NULL)
    return FALSE;

  ff_json_take_member (object, name, g_steal_pointer (&value));

  return TRUE;
}

static FfJson *
parse_object (Parser *p)
{
  g_autoptr (FfJson) object = ff_json_new_object ();

  if (!enter (p))
    return NULL;

  if (!accept (p, '}'))
    for (;;)
      {
        skip_space (p);
        if (!parse_member (p, object))
          return NULL;

        skip_space (p);
        if (accept (p, '}'))
          break;
        if (!accept (p, ','))
          return fail_unexpected (p, _("“,” or “}”"));
      }

  p->depth--;

  return g_steal_pointer (&object);
}

static FfJson *
parse_string (Parser *p)
{
  char *text;

  p->at++;
  text = parse_text (p);

  return text != NULL ? ff_json_new_take_text (FF_JSON_STRING, text) : NULL;
}

static FfJson *
parse_value (Parser *p)
{
  switch (p->at < p->end ? *p->at : '\0')
    {
    case '{':
      return parse_object (p);
    case '[':
      return parse_array (p);
    case '"':
      return parse_string (p);
    case 't':
      return parse_word (p, "true", ff_json_new_boolean (TRUE));
    case 'f':
      return parse_word (p, "false", ff_json_new_boolean (FALSE));
    case 'n':
      return parse_word (p, "null", ff_json_new_null ());
    case '-': case '0': case '1': case '2': case '3': case '4':
    case '5': case '6': case '7': case '8': case '9':
      return parse_number (p);
    default:
      return fail_unexpected (p, _("a value"));
    }
}

/* Before anything else, so that the parser may look at whole characters. */
static gboolean
check_bytes (Parser *p)
{
  const gsize n_bytes = p->end - p->start;
  const char *bad;

  if (n_bytes > p->limits->max_bytes)
    {
      g_autofree char *size = g_format_size_full (n_bytes, G_FORMAT_SIZE_IEC_UNITS);
      g_autofree char *limit = g_format_size_full (p->limits->max_bytes, G_FORMAT_SIZE_IEC_UNITS);

      /* Translators: two sizes such as “20.0 MiB”. */
      g_set_error (p->error, FF_JSON_ERROR, FF_JSON_ERROR_LIMIT,
                   _("The text is %s long; at most %s are read."), size, limit);
      return FALSE;
    }

  if (n_bytes == 0)
    {
      fail (p, FF_JSON_ERROR_TRUNCATED, p->start, _("The text is empty."));
      return FALSE;
    }

  if (g_utf8_validate_len (p->start, n_bytes, &bad))
    return TRUE;

  if (*bad == '\0')
    fail (p, FF_JSON_ERROR_SYNTAX, bad, _("A zero byte is no JSON."));
  else if (g_utf8_get_char_validated (bad, p->end - bad) == (gunichar) -2)
    fail (p, FF_JSON_ERROR_TRUNCATED, bad, _("The text ends in the middle of a character."));
  else
    fail (p, FF_JSON_ERROR_UTF8, bad, _("The bytes are not valid UTF-8."));

  return FALSE;
}

/**
 * ff_json_parse:
 * @text: (nullable): bytes from anywhere; need not end in NUL when @length is given
 * @length: their number, or -1 when NUL-terminated
 * @limits: (nullable): what is too much; %NULL for #ff_json_document_limits.
 *   Depth is never more than 1000
 * @error: return location for a #FfJsonError, whose message begins with line
 *   and column (in characters, both from 1)
 *
 * Reads one JSON value with nothing but white space around it. Time and memory
 * are linear in @length, whatever the bytes are.
 *
 * Returns: (transfer full): the value, or %NULL
 */
FfJson *
ff_json_parse (const char          *text,
               gssize               length,
               const FfJsonLimits  *limits,
               GError             **error)
{
  g_autoptr (FfJson) value = NULL;
  Parser p = { 0 };

  g_return_val_if_fail (text != NULL || length == 0, NULL);

  p.start = p.at = text != NULL ? text : "";
  p.end = p.start + (length < 0 ? strlen (p.start) : (gsize) length);
  p.limits = limits != NULL ? limits : &ff_json_document_limits;
  p.error = error;

  if (!check_bytes (&p))
    return NULL;

  skip_space (&p);
  value = parse_value (&p);
  if (value == NULL)
    return NULL;

  skip_space (&p);
  if (p.at < p.end)
    return fail_unexpected (&p, _("nothing after the value"));

  return g_steal_pointer (&value);
}
