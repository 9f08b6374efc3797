/* Offsets of zones in every year: GLib ends its rules before the calendar does,
 * and databases do not. Called by rules in memory, SQLite's functions, import
 * and what is shown; pure, any thread. */

#include "base/ff-zone.h"

/* After so many years days of the week come again on the same dates, and with them the rules of zones. */
#define CYCLE (G_GINT64_CONSTANT (146097) * 86400)

/* 2998-01-01: GLib knows every change before. */
#define KNOWN_END G_GINT64_CONSTANT (32440608000)

/**
 * ff_zone_get_offset:
 * @zone: (nullable): a zone; %NULL is UTC
 * @second: a moment, counted from 1970 in UTC
 *
 * Returns: what the clocks there show more than UTC, in seconds
 */
gint32
ff_zone_get_offset (GTimeZone *zone,
                    gint64     second)
{
  if (zone == NULL)
    return 0;

  if (second >= KNOWN_END)
    second -= ((second - KNOWN_END) / CYCLE + 1) * CYCLE;

  return g_time_zone_get_offset (zone, g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, second));
}
