/* Filters that cut a text, or a list, into smaller ones. Lengths are in
 * characters, not bytes. */

#include "message/ff-liquid-filter-private.h"

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
      (!is_list && !ff_liquid_filter_read (run, input, &text)))
    return FALSE;

  total = is_list ? ff_liquid_get_length (input) : g_utf8_strlen (text.text, text.n);
  offset = offset < 0 ? MAX (offset, -total - 1) + total : offset;
  length = offset < 0 || offset > total || length < 0 ? 0 : MIN (length, total - offset);

  if (!is_list)
    {
      gsize start = length > 0 ? (gsize) (skip_chars (text, offset) - text.text) : 0;
      FfLiquidValue rest = sub_text (text, start, text.n);

      *result = ff_liquid_text (rest.text, (gsize) (skip_chars (rest, length) - rest.text));
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
      !ff_liquid_filter_read (run, input, &text) || !ff_liquid_filter_read (run, ending, &ending))
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
      !ff_liquid_filter_read (run, input, &text) || !ff_liquid_filter_read (run, ending, &ending))
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
  if (!ff_liquid_filter_read (run, input, &text) || !ff_liquid_filter_read (run, arguments[0], &pattern) ||
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

const FfLiquidFilter ff_liquid_cut_filters[] = {
  { "slice",          1, 2, run_slice          },
  { "split",          1, 1, run_split          },
  { "truncate",       0, 2, run_truncate       },
  { "truncatewords",  0, 2, run_truncatewords  },
  { NULL },
};
