/* Makes text harmless for the place it stands in. Pure functions of bytes,
 * called by the renderer on any thread. */

#include "message/ff-escape.h"

#include <string.h>

/* What is to be done with a byte; kept in tables, for this is the inner loop of
 * every message. */
typedef enum
{
  PLAIN,
  SPECIAL,
} ByteKind;

#define CONTROL_BYTES [0 ... 0x1f] = SPECIAL

static const guint8 html_bytes[256] = {
  CONTROL_BYTES, ['&'] = SPECIAL, ['<'] = SPECIAL, ['>'] = SPECIAL, ['"'] = SPECIAL, ['\''] = SPECIAL,
};

static const guint8 json_bytes[256] = {
  CONTROL_BYTES, ['"'] = SPECIAL, ['\\'] = SPECIAL,
};

typedef void (*ReplaceFunc) (GString *out,
                             guchar   c);

/* Appends runs of plain bytes at once, and @replace for the others. */
static void
append_replaced (GString      *out,
                 const char   *text,
                 gsize         length,
                 const guint8 *bytes,
                 ReplaceFunc   replace)
{
  gsize start = 0;

  for (gsize i = 0; i < length; i++)
    {
      if (bytes[(guchar) text[i]] == PLAIN)
        continue;

      g_string_append_len (out, text + start, (gssize) (i - start));
      replace (out, (guchar) text[i]);
      start = i + 1;
    }

  g_string_append_len (out, text + start, (gssize) (length - start));
}

/* ---- HTML */

/* Control characters that HTML does not have disappear. */
static void
replace_html (GString *out,
              guchar   c)
{
  switch (c)
    {
    case '&':
      g_string_append (out, "&amp;");
      break;
    case '<':
      g_string_append (out, "&lt;");
      break;
    case '>':
      g_string_append (out, "&gt;");
      break;
    case '"':
      g_string_append (out, "&quot;");
      break;
    case '\'':
      g_string_append (out, "&#39;");
      break;
    case '\t':
    case '\n':
    case '\r':
      g_string_append_c (out, (char) c);
      break;
    default:
      break;
    }
}

/* ---- URLs */

static void
append_percent (GString *out,
                guchar   c)
{
  static const char digits[] = "0123456789ABCDEF";
  const char encoded[] = { '%', digits[c >> 4], digits[c & 15] };

  g_string_append_len (out, encoded, sizeof encoded);
}

static gboolean
is_encoded_at (const char *text,
               gsize       n_left)
{
  return n_left >= 3 && text[0] == '%' && g_ascii_isxdigit (text[1]) && g_ascii_isxdigit (text[2]);
}

static gboolean
is_one_of (char        c,
           const char *list)
{
  return c != '\0' && strchr (list, c) != NULL;
}

/* Keeps what has a meaning in a URL, and what is percent-encoded already. */
static void
append_url (GString    *out,
            const char *text,
            gsize       length,
            const char *kept)
{
  gsize start = 0;

  for (gsize i = 0; i < length; i++)
    {
      if (g_ascii_isalnum (text[i]) || is_one_of (text[i], "-._~") || is_one_of (text[i], kept) ||
          (*kept != '\0' && is_encoded_at (text + i, length - i)))
        continue;

      g_string_append_len (out, text + start, (gssize) (i - start));
      append_percent (out, (guchar) text[i]);
      start = i + 1;
    }

  g_string_append_len (out, text + start, (gssize) (length - start));
}

/* The scheme before the first colon is known, or there is none. White space
 * and control characters in it, which browsers skip, make it unknown. */
static gboolean
has_good_scheme (const char *text,
                 gsize       length)
{
  static const char *const schemes[] = { "http", "https", "mailto", "tel", "sms", "cid", "geo" };
  gsize end = 0;

  while (end < length && strchr (":/?#", text[end]) == NULL)
    end++;
  if (end == length || text[end] != ':')
    return TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (strlen (schemes[i]) == end && g_ascii_strncasecmp (text, schemes[i], end) == 0)
      return TRUE;

  return FALSE;
}

/* ---- CSS and JSON */

/* No parentheses, quotes, colons, slashes: one value cannot become two, a
 * comment or a function. */
static void
append_style (GString    *out,
              const char *text,
              gsize       length)
{
  for (gsize i = 0; i < length; i++)
    if (g_ascii_isalnum (text[i]) || (guchar) text[i] >= 0x80 || is_one_of (text[i], " #%.,_-"))
      g_string_append_c (out, text[i]);
}

static void
replace_json (GString *out,
              guchar   c)
{
  static const char from[] = "\"\\\b\f\n\r\t";
  static const char to[] = "\"\\bfnrt";
  const char *found = is_one_of ((char) c, from) ? strchr (from, c) : NULL;

  if (found != NULL)
    g_string_append_printf (out, "\\%c", to[found - from]);
  else
    g_string_append_printf (out, "\\u%04x", c);
}

/**
 * ff_escape_append:
 * @out: where to append
 * @escape: the place it stands in
 * @text: UTF-8, need not end with NUL
 * @length: in bytes
 *
 * Appends @text so that it can be nothing but text there. The result is never
 * longer than six times the text.
 */
void
ff_escape_append (GString    *out,
                  FfEscape    escape,
                  const char *text,
                  gsize       length)
{
  switch (escape)
    {
    case FF_ESCAPE_NONE:
      g_string_append_len (out, text, (gssize) length);
      break;

    case FF_ESCAPE_HTML:
      append_replaced (out, text, length, html_bytes, replace_html);
      break;

    case FF_ESCAPE_URL:
      if (has_good_scheme (text, length))
        append_url (out, text, length, ":/?#@!$&*+,;=[]");
      else
        g_string_append_c (out, '#');
      break;

    case FF_ESCAPE_URL_REST:
      append_url (out, text, length, "/?#@!$&*+,;=[]");
      break;

    case FF_ESCAPE_URL_PART:
      append_url (out, text, length, "");
      break;

    case FF_ESCAPE_STYLE:
      append_style (out, text, length);
      break;

    case FF_ESCAPE_JSON:
      append_replaced (out, text, length, json_bytes, replace_json);
      break;

    default:
      g_assert_not_reached ();
    }
}
