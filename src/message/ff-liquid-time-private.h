#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Reads the ways in which people and machines write a moment: ISO 8601,
 * “March 14, 2016 3:30 pm”, “14.3.2016”, RFC 2822. What is not said comes from
 * @now; @zone counts where the text names none. NULL when it is no moment. */
GDateTime *ff_liquid_time_read  (const char *text,
                                 GTimeZone  *zone,
                                 GDateTime  *now);
/* As Ruby's strftime, in English whatever the locale. */
void       ff_liquid_time_print (GString    *out,
                                 GDateTime  *time,
                                 const char *format,
                                 gsize       length,
                                 gsize       max_length);

extern const char *const ff_liquid_month_names[12];
extern const char *const ff_liquid_day_names[7];  /* Sunday first */

G_END_DECLS
