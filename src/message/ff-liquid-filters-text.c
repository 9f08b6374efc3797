/* Filters that work on text, character by character (Unicode, not bytes). */

#include "message/ff-escape.h"
#include "message/ff-liquid-filter-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
is_space (char c)
{
  return c == ' ' || (c >= '\t' && c <= '\r') || c == '\0';
}

static FfLiquidValue
sub_text (FfLiquidValue text,
          gsize         start,
          gsize         end)
{
  return ff_liquid_text (text.text + start, end - start);
}

/* Texts cost by length, so that long ones in a loop end too. */
static gboolean
read_text (FfLiquidRun   *run,
           FfLiquidValue  value,
           FfLiquidValue *out_text)
{
  *out_text = ff_liquid_filter_text (run, value);

  return ff_liquid_run_check (run) && ff_liquid_run_spend (run, out_text->n / 64);
}

/* ---- joining */

/* Joined to text that is HTML already, other text becomes HTML. */
static void
add_piece (FfLiquidBuilder *out,
           FfLiquidValue    piece,
           gboolean         is_html)
{
  g_autoptr (GString) escaped = NULL;

  if (!is_html || (piece.flags & FF_LIQUID_IS_HTML) != 0)
    {
      ff_liquid_builder_add (out, piece.text, piece.n);
      return;
    }

  escaped = g_string_sized_new (piece.n);
  ff_escape_append (escaped, FF_ESCAPE_HTML, piece.text, piece.n);
  ff_liquid_builder_add (out, escaped->str, escaped->len);
}

static gboolean
join (FfLiquidRun   *run,
      FfLiquidValue  first,
      FfLiquidValue  second,
      FfLiquidValue *result)
{
  FfLiquidBuilder out = { &run->arena };
  gboolean is_html;

  if (!read_text (run, first, &first) || !read_text (run, second, &second))
    return FALSE;

  is_html = run->format == FF_TEMPLATE_HTML && ((first.flags | second.flags) & FF_LIQUID_IS_HTML) != 0;
  add_piece (&out, first, is_html);
  add_piece (&out, second, is_html);
  *result = ff_liquid_filter_done (&out);
  if (is_html)
    result->flags = FF_LIQUID_IS_HTML;

  return TRUE;
}

static gboolean
run_append (FfLiquidRun         *run,
            FfLiquidValue        input,
            const FfLiquidValue *arguments,
            guint                n_arguments,
            FfLiquidValue       *result)
{
  return join (run, input, arguments[0], result);
}

static gboolean
run_prepend (FfLiquidRun         *run,
             FfLiquidValue        input,
             const FfLiquidValue *arguments,
             guint                n_arguments,
             FfLiquidValue       *result)
{
  return join (run, arguments[0], input, result);
}

/* ---- case: the root locale's, the same for everybody */

static void
add_char (FfLiquidBuilder *out,
          gunichar         c)
{
  char buffer[6];

  ff_liquid_builder_add (out, buffer, (gsize) g_unichar_to_utf8 (c, buffer));
}

static void
add_upper (FfLiquidBuilder *out,
           gunichar         c)
{
  if (c == 0xdf)
    ff_liquid_builder_add (out, "SS", 2);
  else
    add_char (out, g_unichar_toupper (c));
}

static gboolean
change_case (FfLiquidRun   *run,
             FfLiquidValue  input,
             gboolean       first_up,
             gboolean       rest_up,
             FfLiquidValue *result)
{
  FfLiquidBuilder out = { &run->arena };
  FfLiquidValue text;

  if (!read_text (run, input, &text))
    return FALSE;

  for (const char *c = text.text; c < text.text + text.n; c = g_utf8_next_char (c))
    if (c == text.text ? first_up : rest_up)
      add_upper (&out, g_utf8_get_char (c));
    else
      add_char (&out, g_unichar_tolower (g_utf8_get_char (c)));

  *result = ff_liquid_filter_done (&out);
  return TRUE;
}

static gboolean
run_capitalize (FfLiquidRun         *run,
                FfLiquidValue        input,
                const FfLiquidValue *arguments,
                guint                n_arguments,
                FfLiquidValue       *result)
{
  return change_case (run, input, TRUE, FALSE, result);
}

static gboolean
run_downcase (FfLiquidRun         *run,
              FfLiquidValue        input,
              const FfLiquidValue *arguments,
              guint                n_arguments,
              FfLiquidValue       *result)
{
  return change_case (run, input, FALSE, FALSE, result);
}

static gboolean
run_upcase (FfLiquidRun         *run,
            FfLiquidValue        input,
            const FfLiquidValue *arguments,
            guint                n_arguments,
            FfLiquidValue       *result)
{
  return change_case (run, input, TRUE, TRUE, result);
}

/* ---- white space */

static gboolean
trim (FfLiquidRun   *run,
      FfLiquidValue  input,
      gboolean       at_start,
      gboolean       at_end,
      FfLiquidValue *result)
{
  FfLiquidValue text;
  gsize start = 0;
  gsize end;

  if (!read_text (run, input, &text))
    return FALSE;

  end = text.n;
  while (at_start && start < end && is_space (text.text[start]))
    start++;
  while (at_end && end > start && is_space (text.text[end - 1]))
    end--;

  *result = sub_text (text, start, end);
  return TRUE;
}

static gboolean
run_strip (FfLiquidRun         *run,
           FfLiquidValue        input,
           const FfLiquidValue *arguments,
           guint                n_arguments,
           FfLiquidValue       *result)
{
  return trim (run, input, TRUE, TRUE, result);
}

static gboolean
run_lstrip (FfLiquidRun         *run,
            FfLiquidValue        input,
            const FfLiquidValue *arguments,
            guint                n_arguments,
            FfLiquidValue       *result)
{
  return trim (run, input, TRUE, FALSE, result);
}

static gboolean
run_rstrip (FfLiquidRun         *run,
            FfLiquidValue        input,
            const FfLiquidValue *arguments,
            guint                n_arguments,
            FfLiquidValue       *result)
{
  return trim (run, input, FALSE, TRUE, result);
}

/* White space at the ends goes, any other run of it becomes one space. */
static gboolean
run_squish (FfLiquidRun         *run,
            FfLiquidValue        input,
            const FfLiquidValue *arguments,
            guint                n_arguments,
            FfLiquidValue       *result)
{
  FfLiquidBuilder out = { &run->arena };
  FfLiquidValue text;

  if (!trim (run, input, TRUE, TRUE, &text))
    return FALSE;

  for (guint i = 0; i < text.n; i++)
    if (!is_space (text.text[i]))
      ff_liquid_builder_add_c (&out, text.text[i]);
    else if (!is_space (text.text[i - 1]))
      ff_liquid_builder_add_c (&out, ' ');

  *result = ff_liquid_filter_done (&out);
  return TRUE;
}

static gboolean
run_strip_newlines (FfLiquidRun         *run,
                    FfLiquidValue        input,
                    const FfLiquidValue *arguments,
                    guint                n_arguments,
                    FfLiquidValue       *result)
{
  FfLiquidBuilder out = { &run->arena };
  FfLiquidValue text;

  if (!read_text (run, input, &text))
    return FALSE;

  for (guint i = 0; i < text.n; i++)
    if (text.text[i] != '\n' && !(text.text[i] == '\r' && i + 1 < text.n && text.text[i + 1] == '\n'))
      ff_liquid_builder_add_c (&out, text.text[i]);

  *result = ff_liquid_filter_done (&out);
  return TRUE;
}

/* ---- replacing */

typedef enum
{
  EVERY,
  FIRST,
  LAST,
} Which;

static const char *
find_last (FfLiquidValue text,
           FfLiquidValue wanted)
{
  if (wanted.n > text.n)
    return NULL;

  for (const char *at = text.text + text.n - wanted.n; at >= text.text; at--)
    if (memcmp (at, wanted.text, wanted.n) == 0)
      return at;

  return NULL;
}

/* An empty text is found before every character and at the end. */
static void
replace_every (FfLiquidRun     *run,
               FfLiquidBuilder *out,
               FfLiquidValue    text,
               FfLiquidValue    wanted,
               FfLiquidValue    replacement)
{
  const char *at = text.text;
  const char *end = text.text + text.n;
  const char *found;

  if (wanted.n == 0)
    {
      for (; at < end && !run->arena.is_over; at = g_utf8_next_char (at))
        {
          ff_liquid_builder_add (out, replacement.text, replacement.n);
          ff_liquid_builder_add (out, at, (gsize) (g_utf8_next_char (at) - at));
        }
      ff_liquid_builder_add (out, replacement.text, replacement.n);
      return;
    }

  while (!run->arena.is_over && (found = ff_liquid_find (at, (gsize) (end - at), wanted.text, wanted.n)) != NULL)
    {
      ff_liquid_builder_add (out, at, (gsize) (found - at));
      ff_liquid_builder_add (out, replacement.text, replacement.n);
      at = found + wanted.n;
    }
  ff_liquid_builder_add (out, at, (gsize) (end - at));
}

static gboolean
replace (FfLiquidRun   *run,
         FfLiquidValue  input,
         FfLiquidValue  wanted,
         FfLiquidValue  replacement,
         Which          which,
         FfLiquidValue *result)
{
  FfLiquidBuilder out = { &run->arena };
  FfLiquidValue text;
  const char *found;

  if (!read_text (run, input, &text) || !read_text (run, wanted, &wanted) ||
      !read_text (run, replacement, &replacement) || !ff_liquid_run_spend (run, text.n / 16))
    return FALSE;

  if (which == EVERY)
    {
      replace_every (run, &out, text, wanted, replacement);
      *result = ff_liquid_filter_done (&out);
      return TRUE;
    }

  *result = text;
  if (which == FIRST)
    found = wanted.n == 0 ? text.text : ff_liquid_find (text.text, text.n, wanted.text, wanted.n);
  else
    found = find_last (text, wanted);
  if (found == NULL)
    return TRUE;

  ff_liquid_builder_add (&out, text.text, (gsize) (found - text.text));
  ff_liquid_builder_add (&out, replacement.text, replacement.n);
  ff_liquid_builder_add (&out, found + wanted.n, (gsize) (text.text + text.n - found) - wanted.n);
  *result = ff_liquid_filter_done (&out);
  return TRUE;
}

static gboolean
run_replace (FfLiquidRun         *run,
             FfLiquidValue        input,
             const FfLiquidValue *arguments,
             guint                n_arguments,
             FfLiquidValue       *result)
{
  return replace (run, input, arguments[0], n_arguments > 1 ? arguments[1] : FF_LIQUID_VALUE_NIL, EVERY, result);
}

static gboolean
run_replace_first (FfLiquidRun         *run,
                   FfLiquidValue        input,
                   const FfLiquidValue *arguments,
                   guint                n_arguments,
                   FfLiquidValue       *result)
{
  return replace (run, input, arguments[0], n_arguments > 1 ? arguments[1] : FF_LIQUID_VALUE_NIL, FIRST, result);
}

static gboolean
run_replace_last (FfLiquidRun         *run,
                  FfLiquidValue        input,
                  const FfLiquidValue *arguments,
                  guint                n_arguments,
                  FfLiquidValue       *result)
{
  return replace (run, input, arguments[0], arguments[1], LAST, result);
}

static gboolean
run_remove (FfLiquidRun         *run,
            FfLiquidValue        input,
            const FfLiquidValue *arguments,
            guint                n_arguments,
            FfLiquidValue       *result)
{
  return replace (run, input, arguments[0], FF_LIQUID_VALUE_NIL, EVERY, result);
}

static gboolean
run_remove_first (FfLiquidRun         *run,
                  FfLiquidValue        input,
                  const FfLiquidValue *arguments,
                  guint                n_arguments,
                  FfLiquidValue       *result)
{
  return replace (run, input, arguments[0], FF_LIQUID_VALUE_NIL, FIRST, result);
}

static gboolean
run_remove_last (FfLiquidRun         *run,
                 FfLiquidValue        input,
                 const FfLiquidValue *arguments,
                 guint                n_arguments,
                 FfLiquidValue       *result)
{
  return replace (run, input, arguments[0], FF_LIQUID_VALUE_NIL, LAST, result);
}

/* ---- cutting */

static const char *
skip_chars (FfLiquidValue text,
            gint64        n_chars)
{
  const char *at = text.text;

  for (; n_chars > 0 && at < text.text + text.n; n_chars--)
    at = g_utf8_next_char (at);

  return at;
}

static gboolean
run_slice (FfLiquidRun         *run,
           FfLiquidValue        input,
           const FfLiquidValue *arguments,
           guint                n_arguments,
           FfLiquidValue       *result)
{
  FfLiquidValue text = input;
  FfLiquidValue *items = NULL;
  gboolean is_list = ff_liquid_is_list (input);
  gint64 offset;
  gint64 length = 1;
  gint64 total;

  if (!ff_liquid_run_to_integer (run, arguments[0], &offset) ||
      (n_arguments > 1 && ff_liquid_is_true (arguments[1]) && !ff_liquid_run_to_integer (run, arguments[1], &length)) ||
      (!is_list && !read_text (run, input, &text)))
    return FALSE;

  total = is_list ? ff_liquid_get_length (input) : g_utf8_strlen (text.text, text.n);
  offset = offset < 0 ? MAX (offset, -total - 1) + total : offset;
  length = offset < 0 || offset > total || length < 0 ? 0 : MIN (length, total - offset);

  if (!is_list)
    {
      const char *start = length > 0 ? skip_chars (text, offset) : text.text;

      *result = ff_liquid_text (start, (gsize) (skip_chars (sub_text (text, (gsize) (start - text.text), text.n), length) - start));
      return TRUE;
    }

  items = ff_liquid_run_alloc (run, (gsize) length * sizeof *items);
  if (items == NULL || !ff_liquid_run_spend (run, length))
    return FALSE;
  for (gint64 i = 0; i < length; i++)
    items[i] = ff_liquid_get_element (&run->arena, input, offset + i);

  *result = ff_liquid_list (items, (gsize) length);
  return TRUE;
}

static gboolean
run_truncate (FfLiquidRun         *run,
              FfLiquidValue        input,
              const FfLiquidValue *arguments,
              guint                n_arguments,
              FfLiquidValue       *result)
{
  FfLiquidBuilder out = { &run->arena };
  FfLiquidValue ending = n_arguments > 1 ? arguments[1] : ff_liquid_text ("...", 3);
  FfLiquidValue text;
  gint64 length = 50;
  gint64 n_kept;

  if (input.kind == FF_LIQUID_NIL)
    return TRUE;
  if ((n_arguments > 0 && !ff_liquid_run_to_integer (run, arguments[0], &length)) ||
      !read_text (run, input, &text) || !read_text (run, ending, &ending))
    return FALSE;

  *result = text;
  if (g_utf8_strlen (text.text, text.n) <= length)
    return TRUE;

  n_kept = MAX (0, MAX (length, -G_MAXINT32) - g_utf8_strlen (ending.text, ending.n));
  ff_liquid_builder_add (&out, text.text, (gsize) (skip_chars (text, n_kept) - text.text));
  ff_liquid_builder_add (&out, ending.text, ending.n);
  *result = ff_liquid_filter_done (&out);
  return TRUE;
}

static gboolean
run_truncatewords (FfLiquidRun         *run,
                   FfLiquidValue        input,
                   const FfLiquidValue *arguments,
                   guint                n_arguments,
                   FfLiquidValue       *result)
{
  FfLiquidBuilder out = { &run->arena };
  FfLiquidValue ending = n_arguments > 1 ? arguments[1] : ff_liquid_text ("...", 3);
  FfLiquidValue text;
  gint64 n_words = 15;
  gint64 n = 0;

  if (input.kind == FF_LIQUID_NIL)
    return TRUE;
  if ((n_arguments > 0 && !ff_liquid_run_to_integer (run, arguments[0], &n_words)) ||
      !read_text (run, input, &text) || !read_text (run, ending, &ending))
    return FALSE;

  *result = text;
  n_words = MAX (1, n_words);
  for (guint i = 0; i < text.n; i++)
    {
      if (is_space (text.text[i]))
        continue;

      if (i == 0 || is_space (text.text[i - 1]))
        {
          if (n++ == n_words)
            {
              ff_liquid_builder_add (&out, ending.text, ending.n);
              *result = ff_liquid_filter_done (&out);
              return TRUE;
            }
          if (n > 1)
            ff_liquid_builder_add_c (&out, ' ');
        }
      ff_liquid_builder_add_c (&out, text.text[i]);
    }

  return TRUE;
}

/* ---- splitting */

static gboolean
is_at_split (FfLiquidValue  text,
             gsize          at,
             FfLiquidValue  pattern)
{
  return text.n - at >= pattern.n && memcmp (text.text + at, pattern.text, pattern.n) == 0;
}

/* One space splits at any white space, an empty text between characters. */
static void
split (FfLiquidRun   *run,
       FfLiquidValue  text,
       FfLiquidValue  pattern,
       GArray        *pieces)
{
  gboolean at_space = ff_liquid_text_equal (pattern, " ");
  gsize start = 0;
  gsize at = 0;

  while (at < text.n && ff_liquid_arena_can (&run->arena, pieces->len * sizeof (FfLiquidValue)))
    {
      FfLiquidValue piece;
      gsize n_skipped = 0;

      if (pattern.n == 0)
        at += (gsize) (g_utf8_next_char (text.text + at) - (text.text + at));
      else if (at_space ? is_space (text.text[at]) : is_at_split (text, at, pattern))
        n_skipped = pattern.n;
      else
        {
          at++;
          continue;
        }

      piece = sub_text (text, start, at);
      if (!at_space || piece.n > 0)
        g_array_append_val (pieces, piece);
      at += n_skipped;
      start = at;
    }

  if (start < text.n)
    {
      FfLiquidValue piece = sub_text (text, start, text.n);

      g_array_append_val (pieces, piece);
    }
}

static gboolean
run_split (FfLiquidRun         *run,
           FfLiquidValue        input,
           const FfLiquidValue *arguments,
           guint                n_arguments,
           FfLiquidValue       *result)
{
  g_autoptr (GArray) pieces = g_array_new (FALSE, FALSE, sizeof (FfLiquidValue));
  FfLiquidValue text;
  FfLiquidValue pattern;

  /* A piece is larger than the shortest text that it stands for. */
  if (!read_text (run, input, &text) || !read_text (run, arguments[0], &pattern) ||
      !ff_liquid_run_spend (run, text.n / 4))
    return FALSE;

  split (run, text, pattern, pieces);
  while (pieces->len > 0 && g_array_index (pieces, FfLiquidValue, pieces->len - 1).n == 0)
    g_array_set_size (pieces, pieces->len - 1);

  if (!ff_liquid_arena_can (&run->arena, pieces->len * sizeof (FfLiquidValue)))
    return ff_liquid_run_check (run);

  *result = ff_liquid_list (ff_liquid_arena_memdup (&run->arena, pieces->data, pieces->len * sizeof (FfLiquidValue)),
                            pieces->len);
  return TRUE;
}

/* ---- any value */

static gboolean
run_size (FfLiquidRun         *run,
          FfLiquidValue        input,
          const FfLiquidValue *arguments,
          guint                n_arguments,
          FfLiquidValue       *result)
{
  *result = ff_liquid_integer (input.kind == FF_LIQUID_TEXT ? g_utf8_strlen (input.text, input.n)
                                                            : ff_liquid_get_length (input));
  return TRUE;
}

static gboolean
run_default (FfLiquidRun         *run,
             FfLiquidValue        input,
             const FfLiquidValue *arguments,
             guint                n_arguments,
             FfLiquidValue       *result)
{
  FfLiquidValue allow_false = FF_LIQUID_VALUE_NIL;
  gboolean has_options = n_arguments > 0 && arguments[n_arguments - 1].kind == FF_LIQUID_PAIRS;
  guint n_values = n_arguments - has_options;

  if (has_options)
    ff_liquid_get_member (arguments[n_arguments - 1], "allow_false", strlen ("allow_false"), &allow_false);

  *result = input;
  if (ff_liquid_is_empty (input) ||
      (ff_liquid_is_true (allow_false) ? input.kind == FF_LIQUID_NIL : !ff_liquid_is_true (input)))
    *result = n_values > 0 ? arguments[0] : ff_liquid_text ("", 0);

  return TRUE;
}

const FfLiquidFilter ff_liquid_text_filters[] = {
  { "append",         1, 1, run_append         },
  { "capitalize",     0, 0, run_capitalize     },
  { "default",        0, 2, run_default        },
  { "downcase",       0, 0, run_downcase       },
  { "lstrip",         0, 0, run_lstrip         },
  { "prepend",        1, 1, run_prepend        },
  { "remove",         1, 1, run_remove         },
  { "remove_first",   1, 1, run_remove_first   },
  { "remove_last",    1, 1, run_remove_last    },
  { "replace",        1, 2, run_replace        },
  { "replace_first",  1, 2, run_replace_first  },
  { "replace_last",   2, 2, run_replace_last   },
  { "rstrip",         0, 0, run_rstrip         },
  { "size",           0, 0, run_size           },
  { "slice",          1, 2, run_slice          },
  { "split",          1, 1, run_split          },
  { "squish",         0, 0, run_squish         },
  { "strip",          0, 0, run_strip          },
  { "strip_newlines", 0, 0, run_strip_newlines },
  { "truncate",       0, 2, run_truncate       },
  { "truncatewords",  0, 2, run_truncatewords  },
  { "upcase",         0, 0, run_upcase         },
  { NULL },
};
