/* The filter “date”. */

#include "message/ff-liquid-filter-private.h"
#include "message/ff-liquid-time-private.h"

#include <string.h>

static gboolean
is_all_digits (const char *text)
{
  return *text != '\0' && text[strspn (text, "0123456789")] == '\0';
}

static GDateTime *
new_from_unix (gint64     seconds,
               GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (seconds);

  return utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
}

static GDateTime *
get_now (FfLiquidRun *run,
         GTimeZone   *zone)
{
  gint64 now_at = ff_liquid_run_get_now (run);
  g_autoptr (GDateTime) whole = new_from_unix (now_at / G_USEC_PER_SEC, zone);

  return whole != NULL ? g_date_time_add (whole, now_at % G_USEC_PER_SEC) : NULL;
}

/* “now”, seconds since 1970, or a written moment; NULL for anything else. */
static GDateTime *
read_time (FfLiquidRun   *run,
           FfLiquidValue  input,
           GTimeZone     *zone)
{
  g_autofree char *text = NULL;
  g_autoptr (GDateTime) now = NULL;

  if (input.kind == FF_LIQUID_INTEGER)
    return new_from_unix (input.integer, zone);
  if (input.kind != FF_LIQUID_TEXT || input.n == 0)
    return NULL;

  text = g_strndup (input.text, input.n);
  if (is_all_digits (text))
    return new_from_unix (g_ascii_strtoll (text, NULL, 10), zone);

  now = get_now (run, zone);
  if (now == NULL || g_ascii_strcasecmp (text, "now") == 0 || g_ascii_strcasecmp (text, "today") == 0)
    return g_steal_pointer (&now);

  return ff_liquid_time_read (text, zone, now);
}

static gboolean
run_date (FfLiquidRun         *run,
          FfLiquidValue        input,
          const FfLiquidValue *arguments,
          guint                n_arguments,
          FfLiquidValue       *result)
{
  g_autoptr (GTimeZone) zone = run->zone != NULL ? g_time_zone_ref (run->zone) : g_time_zone_new_utc ();
  FfLiquidValue format = ff_liquid_filter_text (run, arguments[0]);
  g_autoptr (GDateTime) time = NULL;
  g_autoptr (GString) printed = NULL;
  FfLiquidBuilder out = { &run->arena };

  *result = input;
  if (!ff_liquid_run_check (run) || !ff_liquid_run_spend (run, 8 + format.n / 8))
    return FALSE;
  if (format.n == 0)
    return TRUE;

  time = read_time (run, input, zone);
  if (time == NULL)
    return TRUE;

  printed = g_string_new (NULL);
  ff_liquid_time_print (printed, time, format.text, format.n, run->limits->max_output);
  ff_liquid_builder_add (&out, printed->str, printed->len);
  *result = ff_liquid_filter_done (&out);
  return TRUE;
}

const FfLiquidFilter ff_liquid_date_filters[] = {
  { "date", 1, 1, run_date },
  { NULL },
};
