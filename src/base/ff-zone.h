#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How far the clocks of a zone are from UTC, in every year of the calendar. */
gint32 ff_zone_get_offset (GTimeZone *zone,     /* nullable: UTC */
                           gint64     second);  /* since 1970, UTC */

G_END_DECLS
