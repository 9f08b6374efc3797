/* Functions of texts, by code point, and hashes of them. Texts come checked as
 * UTF-8. Pure; any thread. */

#include "query/ff-function-private.h"

#include <string.h>

#include "base/ff-case.h"

/* Longer ones do not fit, whatever asks for them. */
#define MAX_PADDED 10000
#define MAX_BYTES  (16 * 1024 * 1024)

static void
take_fitting (FfValue *out,
              GString *text)
{
  if (text->len > MAX_BYTES)
    g_string_free (text, TRUE);
  else
    ff_value_take_text (out, g_string_free (text, FALSE));
}

static void
lower (const FfValue *arguments,
       guint          n_arguments,
       FfValue       *out)
{
  ff_value_take_text (out, ff_case_lower (arguments[0].text));
}

static void
upper (const FfValue *arguments,
       guint          n_arguments,
       FfValue       *out)
{
  ff_value_take_text (out, ff_case_upper (arguments[0].text));
}

static void
title (const FfValue *arguments,
       guint          n_arguments,
       FfValue       *out)
{
  ff_value_take_text (out, ff_case_title (arguments[0].text));
}

/* ASCII white space at both ends. */
static void
trim (const FfValue *arguments,
      guint          n_arguments,
      FfValue       *out)
{
  ff_value_take_text (out, g_strstrip (g_strdup (arguments[0].text)));
}

static void
length (const FfValue *arguments,
        guint          n_arguments,
        FfValue       *out)
{
  ff_value_set_integer (out, g_utf8_strlen (arguments[0].text, -1));
}

/* @n code points on from @text, or its end. */
static const char *
skip (const char *text,
      gint64      n)
{
  for (; n > 0 && *text != '\0'; n--)
    text = g_utf8_next_char (text);

  return text;
}

/* From a place on, 1 being the first and what lies before it too; so many as the third says. */
static void
substring (const FfValue *arguments,
           guint          n_arguments,
           FfValue       *out)
{
  const char *from = skip (arguments[0].text, MAX (arguments[1].integer, 1) - 1);

  ff_value_take_text (out, g_strndup (from, skip (from, arguments[2].integer) - from));
}

static void
left (const FfValue *arguments,
      guint          n_arguments,
      FfValue       *out)
{
  const char *text = arguments[0].text;

  ff_value_take_text (out, g_strndup (text, skip (text, arguments[1].integer) - text));
}

static void
right (const FfValue *arguments,
       guint          n_arguments,
       FfValue       *out)
{
  const glong n = g_utf8_strlen (arguments[0].text, -1);

  ff_value_take_text (out, g_strdup (skip (arguments[0].text, n - CLAMP (arguments[1].integer, 0, n))));
}

/* Each occurrence, from the left; none of the empty text. */
static void
replace (const FfValue *arguments,
         guint          n_arguments,
         FfValue       *out)
{
  const char *text = arguments[0].text;
  const char *wanted = arguments[1].text;
  GString *replaced = g_string_new (NULL);
  const char *found;

  while (*wanted != '\0' && replaced->len <= MAX_BYTES && (found = strstr (text, wanted)) != NULL)
    {
      g_string_append_len (replaced, text, found - text);
      g_string_append (replaced, arguments[2].text);
      text = found + strlen (wanted);
    }
  g_string_append (replaced, text);
  take_fitting (out, replaced);
}

/* What lacks to so many code points, made of repetitions of the third. */
static char *
dup_padding (const FfValue *arguments)
{
  GString *padding = g_string_new (NULL);
  const char *with = arguments[2].text;
  glong n = CLAMP (arguments[1].integer, 0, MAX_PADDED) - g_utf8_strlen (arguments[0].text, -1);

  for (const char *c = with; n > 0 && *with != '\0'; n--)
    {
      g_string_append_len (padding, c, g_utf8_next_char (c) - c);
      c = g_utf8_next_char (c);
      c = *c == '\0' ? with : c;
    }

  return g_string_free (padding, FALSE);
}

static void
pad_left (const FfValue *arguments,
          guint          n_arguments,
          FfValue       *out)
{
  g_autofree char *padding = NULL;

  if (arguments[1].integer > MAX_PADDED)
    return;

  padding = dup_padding (arguments);
  ff_value_take_text (out, g_strconcat (padding, arguments[0].text, NULL));
}

static void
pad_right (const FfValue *arguments,
           guint          n_arguments,
           FfValue       *out)
{
  g_autofree char *padding = NULL;

  if (arguments[1].integer > MAX_PADDED)
    return;

  padding = dup_padding (arguments);
  ff_value_take_text (out, g_strconcat (arguments[0].text, padding, NULL));
}

/* The part of a text between separators: 1 is the first, -1 the last. An empty separator separates nothing. */
static void
split_part (const FfValue *arguments,
            guint          n_arguments,
            FfValue       *out)
{
  const char *separator = arguments[1].text;
  g_auto (GStrv) parts = NULL;
  gint64 n_parts, place;

  if (*separator == '\0' || *arguments[0].text == '\0')
    {
      parts = g_new0 (char *, 2);
      parts[0] = g_strdup (arguments[0].text);
    }
  else
    parts = g_strsplit (arguments[0].text, separator, -1);

  n_parts = g_strv_length (parts);
  place = arguments[2].integer;
  if (place >= 1 && place <= n_parts)
    ff_value_take_text (out, g_strdup (parts[place - 1]));
  else if (place <= -1 && place >= -n_parts)
    ff_value_take_text (out, g_strdup (parts[n_parts + place]));
}

/* What follows the last “@”, trimmed and in lower case; nothing where either side of it is empty. */
static void
email_domain (const FfValue *arguments,
              guint          n_arguments,
              FfValue       *out)
{
  g_autofree char *address = g_strstrip (g_strdup (arguments[0].text));
  const char *at = strrchr (address, '@');

  if (at != NULL && at > address && at[1] != '\0')
    ff_value_take_text (out, ff_case_lower (at + 1));
}

/* One after the other; those that are missing are left out. */
static void
concat (const FfValue *arguments,
        guint          n_arguments,
        FfValue       *out)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n_arguments; i++)
    if (arguments[i].kind == FF_VALUE_TEXT)
      g_string_append (text, arguments[i].text);
  take_fitting (out, text);
}

static void
md5 (const FfValue *arguments,
     guint          n_arguments,
     FfValue       *out)
{
  ff_value_take_text (out, g_compute_checksum_for_string (G_CHECKSUM_MD5, arguments[0].text, -1));
}

static void
sha256 (const FfValue *arguments,
        guint          n_arguments,
        FfValue       *out)
{
  ff_value_take_text (out, g_compute_checksum_for_string (G_CHECKSUM_SHA256, arguments[0].text, -1));
}

static const FfFunction functions[] = {
  { "ff_concat",       "a*",  concat },
  { "ff_email_domain", "t",   email_domain },
  { "ff_left",         "ti",  left },
  { "ff_length",       "t",   length },
  { "ff_lower_case",   "t",   lower },
  { "ff_md5",          "t",   md5 },
  { "ff_pad_left",     "tit", pad_left },
  { "ff_pad_right",    "tit", pad_right },
  { "ff_replace",      "ttt", replace },
  { "ff_right",        "ti",  right },
  { "ff_sha256",       "t",   sha256 },
  { "ff_split_part",   "tti", split_part },
  { "ff_substring",    "tii", substring },
  { "ff_title_case",   "t",   title },
  { "ff_trim",         "t",   trim },
  { "ff_upper_case",   "t",   upper },
};

const FfFunctionGroup ff_function_texts = { functions, G_N_ELEMENTS (functions) };
