/* Prints values into the output, harmless for the place they stand in. */

#include "message/ff-liquid-run-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
check_output (FfLiquidRun *run,
              gsize        n_more)
{
  if (n_more <= run->limits->max_output && run->out->len <= run->limits->max_output - n_more)
    return TRUE;

  return ff_liquid_run_fail_limit (run, _("The message is larger than allowed."));
}

gboolean
ff_liquid_run_print_raw (FfLiquidRun *run,
                         const char  *text,
                         gsize        length)
{
  if (!check_output (run, length))
    return FALSE;

  g_string_append_len (run->out, text, (gssize) length);
  return TRUE;
}

/* Takes back what the filter “escape” and captured text have escaped, exactly. */
static void
append_unescaped (GString    *out,
                  const char *text,
                  gsize       length)
{
  static const struct
  {
    const char *entity;
    char        c;
  } entities[] = {
    { "&amp;", '&' }, { "&lt;", '<' }, { "&gt;", '>' }, { "&quot;", '"' }, { "&#39;", '\'' },
  };

  for (gsize i = 0; i < length;)
    {
      guint which = 0;

      while (which < G_N_ELEMENTS (entities) &&
             (length - i < strlen (entities[which].entity) ||
              memcmp (text + i, entities[which].entity, strlen (entities[which].entity)) != 0))
        which++;

      if (which == G_N_ELEMENTS (entities))
        {
          g_string_append_c (out, text[i++]);
          continue;
        }
      g_string_append_c (out, entities[which].c);
      i += strlen (entities[which].entity);
    }
}

/* A value that is encoded for a URL already keeps its percent signs. */
static FfEscape
get_inside (FfLiquidValue       text,
            const FfLiquidSpot *spot)
{
  if (spot->inside == FF_ESCAPE_URL_PART && (text.flags & FF_LIQUID_IS_URL) != 0)
    return FF_ESCAPE_URL_REST;

  return spot->inside;
}

static void
print_text (FfLiquidRun        *run,
            FfLiquidValue       text,
            const FfLiquidSpot *spot)
{
  gboolean is_html = (text.flags & FF_LIQUID_IS_HTML) != 0;
  FfEscape inside = get_inside (text, spot);

  if (is_html && spot->takes_html)
    {
      g_string_append_len (run->out, text.text, text.n);
      return;
    }
  if (!is_html && inside == FF_ESCAPE_NONE)
    {
      ff_escape_append (run->out, spot->outside, text.text, text.n);
      return;
    }

  if (run->scratch == NULL)
    run->scratch = g_string_new (NULL);
  g_string_truncate (run->scratch, 0);

  if (is_html)
    {
      g_autoptr (GString) plain = g_string_sized_new (text.n);

      append_unescaped (plain, text.text, text.n);
      ff_escape_append (run->scratch, inside, plain->str, plain->len);
    }
  else
    {
      ff_escape_append (run->scratch, inside, text.text, text.n);
    }

  ff_escape_append (run->out, spot->outside, run->scratch->str, run->scratch->len);
}

static gboolean
print_json (FfLiquidRun   *run,
            FfLiquidValue  value)
{
  g_autofree char *printed = NULL;
  FfLiquidValue text;

  if (value.kind == FF_LIQUID_NIL)
    return ff_liquid_run_print_raw (run, "null", 4);
  if (value.kind == FF_LIQUID_JSON)
    {
      printed = ff_json_print (value.json);
      return ff_liquid_run_print_raw (run, printed, strlen (printed));
    }
  if (value.kind == FF_LIQUID_LIST)
    {
      for (guint i = 0; i < value.n; i++)
        if (!ff_liquid_run_print_raw (run, i == 0 ? "[" : ",", 1) || !print_json (run, value.items[i]))
          return FALSE;
      return ff_liquid_run_print_raw (run, value.n == 0 ? "[]" : "]", value.n == 0 ? 2 : 1);
    }

  text = ff_liquid_to_text (&run->arena, value);
  if (value.kind == FF_LIQUID_INTEGER || value.kind == FF_LIQUID_REAL || value.kind == FF_LIQUID_FLAG)
    return ff_liquid_run_print_raw (run, text.text, text.n);

  if (!check_output (run, text.n + 2))
    return FALSE;
  g_string_append_c (run->out, '"');
  ff_escape_append (run->out, FF_ESCAPE_JSON, text.text, text.n);
  g_string_append_c (run->out, '"');

  return check_output (run, 0);
}

gboolean
ff_liquid_run_print (FfLiquidRun        *run,
                     FfLiquidValue       value,
                     const FfLiquidSpot *spot)
{
  if (spot->is_json)
    return print_json (run, value);

  if (ff_liquid_is_list (value))
    {
      for (gint64 i = 0; i < ff_liquid_get_length (value); i++)
        if (!ff_liquid_run_spend (run, 1) ||
            !ff_liquid_run_print (run, ff_liquid_get_element (&run->arena, value, i), spot))
          return FALSE;
      return TRUE;
    }

  value = ff_liquid_to_text (&run->arena, value);
  if (!ff_liquid_run_check (run) || !check_output (run, value.n))
    return FALSE;

  print_text (run, value, spot);
  return check_output (run, 0);
}
