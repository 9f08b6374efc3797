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

  if (!ff_liquid_filter_read (run, first, &first) || !ff_liquid_filter_read (run, second, &second))
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

  if (!ff_liquid_filter_read (run, input, &text))
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

  if (!ff_liquid_filter_read (run, input, &text))
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

  if (!ff_liquid_filter_read (run, input, &text))
    return FALSE;

  for (guint i = 0; i < text.n; i++)
    if (text.text[i] != '\n' && !(text.text[i] == '\r' && i + 1 < text.n && text.text[i + 1] == '\n'))
      ff_liquid_builder_add_c (&out, text.text[i]);

  *result = ff_liquid_filter_done (&out);
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
  { "rstrip",         0, 0, run_rstrip         },
  { "size",           0, 0, run_size           },
  { "squish",         0, 0, run_squish         },
  { "strip",          0, 0, run_strip          },
  { "strip_newlines", 0, 0, run_strip_newlines },
  { "upcase",         0, 0, run_upcase         },
  { NULL },
};
