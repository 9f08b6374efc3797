#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Writing CSV (RFC 4180) that spreadsheets read as it was meant. */

/* Appends one cell. @text NULL is a cell without a value. A text that a spreadsheet would run as a formula is quoted as
 * text; @is_text FALSE: a number or a date of ours, written as it is. */
void ff_csv_add_cell (GString    *line,
                      const char *text,
                      gboolean    is_text);
/* Ends the line with CR LF. */
void ff_csv_end_line (GString    *line);

G_END_DECLS
