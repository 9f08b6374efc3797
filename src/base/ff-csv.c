/* CSV as RFC 4180 has it, safe to open in a spreadsheet. Pure. */

#include "base/ff-csv.h"

#include <string.h>

/* What makes a spreadsheet take a cell for a formula, or end one early. */
#define FORMULA_STARTS "=+-@\t\r\n"

static void
add_quoted (GString    *line,
            const char *text,
            const char *before)
{
  g_string_append_printf (line, "\"%s", before);
  for (const char *c = text; *c != '\0'; c++)
    {
      if (*c == '"')
        g_string_append_c (line, '"');
      g_string_append_c (line, *c);
    }
  g_string_append_c (line, '"');
}

/**
 * ff_csv_add_cell:
 * @line: what stands of the line
 * @text: (nullable): valid UTF-8
 * @is_text: whether a person or another program may have written it
 *
 * A text that begins with = + - @ or white space that hides one gets an
 * apostrophe before it, which spreadsheets take for "this is text". An empty
 * text is told from none by its quotes.
 */
void
ff_csv_add_cell (GString    *line,
                 const char *text,
                 gboolean    is_text)
{
  gboolean is_formula = is_text && text != NULL && *text != '\0' && strchr (FORMULA_STARTS, *text) != NULL;

  if (is_formula || (text != NULL && (*text == '\0' || strpbrk (text, ",\"\r\n") != NULL)))
    add_quoted (line, text, is_formula ? "'" : "");
  else if (text != NULL)
    g_string_append (line, text);

  g_string_append_c (line, ',');
}

/**
 * ff_csv_end_line:
 * @line: with at least one cell
 */
void
ff_csv_end_line (GString *line)
{
  g_return_if_fail (line->len > 0 && line->str[line->len - 1] == ',');

  g_string_truncate (line, line->len - 1);
  g_string_append (line, "\r\n");
}
