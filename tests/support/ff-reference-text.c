/* The reference: functions of texts, each code point for itself. */

#include "ff-reference-expression-private.h"

#include <string.h>

static gunichar *
dup_points (const char *text,
            glong      *out_n)
{
  return g_utf8_to_ucs4 (text, -1, NULL, out_n, NULL);
}

static char *
dup_slice (const char *text,
           gint64      from,   /* 0 is the first */
           gint64      to)     /* the one behind */
{
  GString *slice = g_string_new (NULL);
  glong n;
  g_autofree gunichar *points = dup_points (text, &n);

  for (gint64 i = MAX (from, 0); i < to && i < n; i++)
    g_string_append_unichar (slice, points[i]);

  return g_string_free (slice, FALSE);
}

/* What one character becomes. */
static char *
dup_lower (gunichar c)
{
  char text[7] = { 0 };

  /* GLib leaves numerals and letters in circles as they are. */
  if (c >= 0x2160 && c <= 0x216f)
    c += 0x10;
  else if (c >= 0x24b6 && c <= 0x24cf)
    c += 0x1a;

  g_unichar_to_utf8 (c, text);
  if (c == 0x3a3)
    return g_strdup ("σ");

  return g_utf8_strdown (text, -1);
}

static char *
dup_upper (gunichar c)
{
  char text[7] = { 0 };

  if (c >= 0x2170 && c <= 0x217f)
    c -= 0x10;
  else if (c >= 0x24d0 && c <= 0x24e9)
    c -= 0x1a;
  g_unichar_to_utf8 (c, text);

  return g_utf8_strup (text, -1);
}

/* A character that becomes several begins with a capital alone. */
static char *
dup_title (gunichar c)
{
  g_autofree char *upper = dup_upper (c);
  char title[7] = { 0 };
  g_autofree char *rest = NULL;

  if (g_utf8_strlen (upper, -1) == 1)
    {
      g_unichar_to_utf8 (g_unichar_totitle (c), title);
      return g_strdup (title);
    }

  rest = g_utf8_strdown (g_utf8_next_char (upper), -1);
  g_unichar_to_utf8 (g_utf8_get_char (upper), title);

  return g_strconcat (title, rest, NULL);
}

static char *
dup_mapped (const char *text,
            const char *how)
{
  GString *mapped = g_string_new (NULL);
  gboolean begins = TRUE;

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      const gunichar point = g_utf8_get_char (c);
      g_autofree char *piece = g_str_equal (how, "upper") ? dup_upper (point)
                               : g_str_equal (how, "title") && begins ? dup_title (point)
                               : dup_lower (point);

      g_string_append (mapped, piece);
      begins = strchr (" \t\n\v\f\r-", *c) != NULL;
    }

  return g_string_free (mapped, FALSE);
}

static char *
dup_trimmed (const char *text)
{
  gsize from = strspn (text, " \t\n\v\f\r");
  gsize to = strlen (text);

  while (to > from && strchr (" \t\n\v\f\r", text[to - 1]) != NULL)
    to--;

  return g_strndup (text + from, to - from);
}

static char *
dup_replaced (const char *text,
              const char *what,
              const char *with)
{
  GString *replaced = g_string_new (NULL);

  while (*text != '\0')
    if (*what != '\0' && g_str_has_prefix (text, what))
      {
        g_string_append (replaced, with);
        text += strlen (what);
      }
    else
      g_string_append_c (replaced, *text++);

  return g_string_free (replaced, FALSE);
}

static char *
dup_padding (const char *text,
             gint64      length,
             const char *with)
{
  GString *padding = g_string_new (NULL);
  gint64 n = length - g_utf8_strlen (text, -1);
  glong n_with = g_utf8_strlen (with, -1);

  for (gint64 i = 0; i < n && n_with > 0; i++)
    g_string_append_unichar (padding, g_utf8_get_char (g_utf8_offset_to_pointer (with, i % n_with)));

  return g_string_free (padding, FALSE);
}

static void
split (const char *text,
       const char *separator,
       gint64      place,
       FfRefTerm  *out)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  const char *begin = text;

  for (const char *c = text; *c != '\0' && *separator != '\0';)
    if (g_str_has_prefix (c, separator))
      {
        g_ptr_array_add (parts, g_strndup (begin, c - begin));
        c += strlen (separator);
        begin = c;
      }
    else
      c++;
  g_ptr_array_add (parts, g_strdup (begin));

  if (place < 0)
    place += parts->len + 1;
  if (place >= 1 && place <= parts->len)
    *out = ff_ref_term_text (FF_KIND_TEXT, g_strdup (g_ptr_array_index (parts, place - 1)));
}

static void
find_domain (const char *address,
             FfRefTerm  *out)
{
  g_autofree char *trimmed = dup_trimmed (address);
  const char *at = strrchr (trimmed, '@');

  if (at != NULL && at > trimmed && at[1] != '\0')
    *out = ff_ref_term_text (FF_KIND_TEXT, dup_mapped (at + 1, "lower"));
}

static void
concat (const FfRefTerm *arguments,
        guint            n,
        FfRefTerm       *out)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    if (!ff_ref_term_is_missing (&arguments[i]))
      g_string_append (text, arguments[i].cell.value.text);
  *out = ff_ref_term_text (FF_KIND_TEXT, g_string_free (text, FALSE));
}

/* With every argument there. */
static gboolean
call (const char      *name,
      const FfRefTerm *arguments,
      guint            n,
      FfRefTerm       *out)
{
  const char *text = arguments[0].cell.value.text;
  const char *second = n > 1 ? arguments[1].cell.value.text : NULL;
  const gint64 number = n > 1 ? arguments[1].cell.value.integer : 0;
  char *result = NULL;

  if (g_str_equal (name, "lower") || g_str_equal (name, "upper") || g_str_equal (name, "title"))
    result = dup_mapped (text, name);
  else if (g_str_equal (name, "trim"))
    result = dup_trimmed (text);
  else if (g_str_equal (name, "left"))
    result = dup_slice (text, 0, number);
  else if (g_str_equal (name, "right"))
    result = dup_slice (text, g_utf8_strlen (text, -1) - MAX (number, 0), G_MAXINT64);
  else if (g_str_equal (name, "substring"))
    result = dup_slice (text, MAX (number, 1) - 1, n > 2 ? MAX (number, 1) - 1 + arguments[2].cell.value.integer : G_MAXINT64);
  else if (g_str_equal (name, "replace"))
    result = dup_replaced (text, second, arguments[2].cell.value.text);
  else if (g_str_has_prefix (name, "pad_"))
    {
      g_autofree char *padding = dup_padding (text, number, n > 2 ? arguments[2].cell.value.text : " ");

      result = g_str_equal (name, "pad_left") ? g_strconcat (padding, text, NULL) : g_strconcat (text, padding, NULL);
    }
  else if (g_str_equal (name, "md5") || g_str_equal (name, "sha256"))
    result = g_compute_checksum_for_string (g_str_equal (name, "md5") ? G_CHECKSUM_MD5 : G_CHECKSUM_SHA256, text, -1);
  else if (g_str_equal (name, "length"))
    *out = ff_ref_term_integer (FF_KIND_INTEGER, g_utf8_strlen (text, -1));
  else if (g_str_equal (name, "split_part"))
    split (text, second, arguments[2].cell.value.integer, out);
  else
    find_domain (text, out);

  if (result != NULL)
    *out = ff_ref_term_text (FF_KIND_TEXT, result);

  return TRUE;
}

gboolean
ff_ref_call_text (const char      *name,
                  const FfRefTerm *arguments,
                  guint            n,
                  FfRefTerm       *out)
{
  static const char *const names[] = { "lower", "upper", "title", "trim", "left", "right", "substring", "replace", "pad_left", "pad_right",
                                       "md5", "sha256", "length", "split_part", "email_domain", NULL };

  if (g_str_equal (name, "concat"))
    {
      concat (arguments, n, out);
      return TRUE;
    }
  if (!g_strv_contains (names, name))
    return FALSE;

  *out = ff_ref_term_missing (g_str_equal (name, "length") ? FF_KIND_INTEGER : FF_KIND_TEXT);
  for (guint i = 0; i < n; i++)
    if (ff_ref_term_is_missing (&arguments[i]))
      return TRUE;

  return call (name, arguments, n, out);
}
