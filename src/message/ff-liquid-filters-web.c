/* Filters between text, HTML, URLs and Base64. */

#include "message/ff-escape.h"
#include "message/ff-liquid-filter-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static FfLiquidValue
take_string (FfLiquidRun *run,
             GString     *text)
{
  FfLiquidBuilder out = { &run->arena };

  ff_liquid_builder_add (&out, text->str, text->len);
  return ff_liquid_filter_done (&out);
}

/* Only in a template that makes HTML does escaped text count as HTML. */
static void
mark (FfLiquidRun   *run,
      FfLiquidValue *result,
      FfLiquidFlags  flag)
{
  if (run->format == FF_TEMPLATE_HTML || flag == FF_LIQUID_IS_URL)
    result->flags = (guint8) flag;
}

/* ---- HTML */

static gboolean
run_escape (FfLiquidRun         *run,
            FfLiquidValue        input,
            const FfLiquidValue *arguments,
            guint                n_arguments,
            FfLiquidValue       *result)
{
  g_autoptr (GString) escaped = NULL;
  FfLiquidValue text;

  if (input.kind == FF_LIQUID_NIL)
    return TRUE;
  if (!ff_liquid_filter_read (run, input, &text))
    return FALSE;

  escaped = g_string_sized_new (text.n);
  ff_escape_append (escaped, FF_ESCAPE_HTML, text.text, text.n);
  *result = take_string (run, escaped);
  mark (run, result, FF_LIQUID_IS_HTML);
  return TRUE;
}

/* Length of “&name;” or “&#123;” at @at; 0 when there is none. */
static gsize
measure_entity (const char *at,
                const char *end)
{
  const char *c = at + 1;
  gboolean is_number = c < end && *c == '#';
  const char *first;

  c += is_number;
  first = c;
  while (c < end && (is_number ? g_ascii_isdigit (*c) : g_ascii_isalpha (*c)))
    c++;

  return c > first && c < end && *c == ';' ? (gsize) (c + 1 - at) : 0;
}

static gboolean
run_escape_once (FfLiquidRun         *run,
                 FfLiquidValue        input,
                 const FfLiquidValue *arguments,
                 guint                n_arguments,
                 FfLiquidValue       *result)
{
  g_autoptr (GString) escaped = NULL;
  FfLiquidValue text;
  const char *end;

  if (!ff_liquid_filter_read (run, input, &text))
    return FALSE;

  escaped = g_string_sized_new (text.n);
  end = text.text + text.n;
  for (const char *c = text.text; c < end;)
    {
      gsize n_entity = *c == '&' ? measure_entity (c, end) : 0;

      if (n_entity > 0)
        g_string_append_len (escaped, c, (gssize) n_entity);
      else
        ff_escape_append (escaped, FF_ESCAPE_HTML, c, 1);
      c += MAX (n_entity, 1);
    }

  *result = take_string (run, escaped);
  mark (run, result, FF_LIQUID_IS_HTML);
  return TRUE;
}

static gboolean
run_newline_to_br (FfLiquidRun         *run,
                   FfLiquidValue        input,
                   const FfLiquidValue *arguments,
                   guint                n_arguments,
                   FfLiquidValue       *result)
{
  FfLiquidBuilder out = { &run->arena };
  FfLiquidValue text;

  if (!ff_liquid_filter_read (run, input, &text))
    return FALSE;
  if (run->format == FF_TEMPLATE_HTML && (text.flags & FF_LIQUID_IS_HTML) == 0 &&
      !run_escape (run, text, NULL, 0, &text))
    return FALSE;

  for (guint i = 0; i < text.n; i++)
    {
      if (text.text[i] == '\n')
        ff_liquid_builder_add (&out, "<br />\n", 7);
      else if (text.text[i] != '\r' || i + 1 == text.n || text.text[i + 1] != '\n')
        ff_liquid_builder_add_c (&out, text.text[i]);
    }

  *result = ff_liquid_filter_done (&out);
  mark (run, result, FF_LIQUID_IS_HTML);
  return TRUE;
}

static const char *
find (const char *at,
      const char *end,
      const char *wanted)
{
  return ff_liquid_find (at, (gsize) (end - at), wanted, strlen (wanted));
}

static gboolean
starts_with (const char *at,
             const char *end,
             const char *wanted)
{
  return (gsize) (end - at) >= strlen (wanted) && memcmp (at, wanted, strlen (wanted)) == 0;
}

/* Copies @text without what stands between @open and @close. What is never
 * closed stays, and is not looked for again. */
static GString *
remove_between (const char *text,
                gsize       length,
                const char *open,
                const char *close)
{
  GString *out = g_string_sized_new (length);
  const char *end = text + length;
  const char *at = text;

  while (at < end)
    {
      const char *start = find (at, end, open);
      const char *stop = start != NULL ? find (start + strlen (open), end, close) : NULL;

      if (stop == NULL)
        break;
      g_string_append_len (out, at, (gssize) (start - at));
      at = stop + strlen (close);
    }

  g_string_append_len (out, at, (gssize) (end - at));
  return out;
}

/* Scripts, styles and comments go with what they hold, whichever begins first. */
static GString *
remove_blocks (FfLiquidValue text)
{
  static const struct
  {
    const char *open;
    const char *close;
  } blocks[] = {
    { "<script", "</script>" },
    { "<!--",    "-->"       },
    { "<style",  "</style>"  },
  };
  GString *out = g_string_sized_new (text.n);
  gboolean is_open[G_N_ELEMENTS (blocks)] = { FALSE };
  const char *end = text.text + text.n;

  for (const char *at = text.text; at < end;)
    {
      const char *stop = NULL;

      for (guint i = 0; *at == '<' && i < G_N_ELEMENTS (blocks) && stop == NULL; i++)
        {
          if (is_open[i] || !starts_with (at, end, blocks[i].open))
            continue;
          stop = find (at + strlen (blocks[i].open), end, blocks[i].close);
          is_open[i] = stop == NULL;
          if (stop != NULL)
            stop += strlen (blocks[i].close);
        }

      if (stop == NULL)
        g_string_append_c (out, *at);
      at = stop != NULL ? stop : at + 1;
    }

  return out;
}

static gboolean
run_strip_html (FfLiquidRun         *run,
                FfLiquidValue        input,
                const FfLiquidValue *arguments,
                guint                n_arguments,
                FfLiquidValue       *result)
{
  g_autoptr (GString) without_blocks = NULL;
  g_autoptr (GString) without_tags = NULL;
  FfLiquidValue text;

  if (!ff_liquid_filter_read (run, input, &text))
    return FALSE;

  without_blocks = remove_blocks (text);
  without_tags = remove_between (without_blocks->str, without_blocks->len, "<", ">");
  *result = take_string (run, without_tags);
  return TRUE;
}

/* ---- URLs */

/* As a form does: a space is a plus. */
static gboolean
run_url_encode (FfLiquidRun         *run,
                FfLiquidValue        input,
                const FfLiquidValue *arguments,
                guint                n_arguments,
                FfLiquidValue       *result)
{
  g_autoptr (GString) encoded = NULL;
  FfLiquidValue text;

  if (input.kind == FF_LIQUID_NIL)
    return TRUE;
  if (!ff_liquid_filter_read (run, input, &text))
    return FALSE;

  encoded = g_string_sized_new (text.n);
  for (guint i = 0; i < text.n; i++)
    if (text.text[i] == ' ')
      g_string_append_c (encoded, '+');
    else
      ff_escape_append (encoded, FF_ESCAPE_URL_PART, text.text + i, 1);

  *result = take_string (run, encoded);
  mark (run, result, FF_LIQUID_IS_URL);
  return TRUE;
}

static gboolean
run_url_decode (FfLiquidRun         *run,
                FfLiquidValue        input,
                const FfLiquidValue *arguments,
                guint                n_arguments,
                FfLiquidValue       *result)
{
  g_autoptr (GString) decoded = NULL;
  FfLiquidValue text;

  if (input.kind == FF_LIQUID_NIL)
    return TRUE;
  if (!ff_liquid_filter_read (run, input, &text))
    return FALSE;

  decoded = g_string_sized_new (text.n);
  for (guint i = 0; i < text.n; i++)
    if (text.text[i] == '%' && i + 2 < text.n && g_ascii_isxdigit (text.text[i + 1]) &&
        g_ascii_isxdigit (text.text[i + 2]))
      {
        g_string_append_c (decoded, (char) (g_ascii_xdigit_value (text.text[i + 1]) * 16 +
                                            g_ascii_xdigit_value (text.text[i + 2])));
        i += 2;
      }
    else
      {
        g_string_append_c (decoded, text.text[i] == '+' ? ' ' : text.text[i]);
      }

  if (!g_utf8_validate_len (decoded->str, decoded->len, NULL))
    return ff_liquid_run_fail (run, _("The decoded text is not valid UTF-8."));

  *result = take_string (run, decoded);
  return TRUE;
}

/* ---- Base64 */

static gboolean
encode (FfLiquidRun   *run,
        FfLiquidValue  input,
        gboolean       is_url_safe,
        FfLiquidValue *result)
{
  g_autofree char *encoded = NULL;
  FfLiquidBuilder out = { &run->arena };
  FfLiquidValue text;

  if (!ff_liquid_filter_read (run, input, &text))
    return FALSE;

  encoded = g_base64_encode ((const guchar *) text.text, text.n);
  if (is_url_safe)
    g_strdelimit (g_strdelimit (encoded, "+", '-'), "/", '_');

  ff_liquid_builder_add (&out, encoded, strlen (encoded));
  *result = ff_liquid_filter_done (&out);
  return TRUE;
}

static gboolean
run_base64_encode (FfLiquidRun         *run,
                   FfLiquidValue        input,
                   const FfLiquidValue *arguments,
                   guint                n_arguments,
                   FfLiquidValue       *result)
{
  return encode (run, input, FALSE, result);
}

static gboolean
run_base64_url_safe_encode (FfLiquidRun         *run,
                            FfLiquidValue        input,
                            const FfLiquidValue *arguments,
                            guint                n_arguments,
                            FfLiquidValue       *result)
{
  return encode (run, input, TRUE, result);
}

/* Whole groups of four, padded only at the end. */
static gboolean
is_base64 (const char *text,
           gsize       length)
{
  gsize n_padding = 0;

  for (gsize i = 0; i < length; i++)
    {
      if (text[i] == '=')
        n_padding++;
      else if (n_padding > 0 || !(g_ascii_isalnum (text[i]) || text[i] == '+' || text[i] == '/'))
        return FALSE;
    }

  return length % 4 == 0 && n_padding <= 2;
}

static gboolean
decode (FfLiquidRun   *run,
        FfLiquidValue  input,
        gboolean       is_url_safe,
        FfLiquidValue *result)
{
  g_autoptr (GString) encoded = NULL;
  g_autofree guchar *decoded = NULL;
  FfLiquidBuilder out = { &run->arena };
  FfLiquidValue text;
  gsize length = 0;

  if (!ff_liquid_filter_read (run, input, &text))
    return FALSE;

  encoded = g_string_new_len (text.text != NULL ? text.text : "", text.n);
  if (is_url_safe)
    {
      g_strdelimit (g_strdelimit (encoded->str, "-", '+'), "_", '/');
      while (encoded->len % 4 != 0 && encoded->len % 4 != 1)
        g_string_append_c (encoded, '=');
    }
  if (!is_base64 (encoded->str, encoded->len))
    return ff_liquid_run_fail (run, _("The text is not valid Base64."));

  decoded = g_base64_decode (encoded->str, &length);
  if (!g_utf8_validate_len ((const char *) decoded, length, NULL))
    return ff_liquid_run_fail (run, _("The decoded text is not valid UTF-8."));

  ff_liquid_builder_add (&out, (const char *) decoded, length);
  *result = ff_liquid_filter_done (&out);
  return TRUE;
}

static gboolean
run_base64_decode (FfLiquidRun         *run,
                   FfLiquidValue        input,
                   const FfLiquidValue *arguments,
                   guint                n_arguments,
                   FfLiquidValue       *result)
{
  return decode (run, input, FALSE, result);
}

static gboolean
run_base64_url_safe_decode (FfLiquidRun         *run,
                            FfLiquidValue        input,
                            const FfLiquidValue *arguments,
                            guint                n_arguments,
                            FfLiquidValue       *result)
{
  return decode (run, input, TRUE, result);
}

const FfLiquidFilter ff_liquid_web_filters[] = {
  { "base64_decode",          0, 0, run_base64_decode          },
  { "base64_encode",          0, 0, run_base64_encode          },
  { "base64_url_safe_decode", 0, 0, run_base64_url_safe_decode },
  { "base64_url_safe_encode", 0, 0, run_base64_url_safe_encode },
  { "escape",                 0, 0, run_escape                 },
  { "escape_once",            0, 0, run_escape_once            },
  { "h",                      0, 0, run_escape                 },
  { "newline_to_br",          0, 0, run_newline_to_br          },
  { "strip_html",             0, 0, run_strip_html             },
  { "url_decode",             0, 0, run_url_decode             },
  { "url_encode",             0, 0, run_url_encode             },
  { NULL },
};
