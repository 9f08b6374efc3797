/* A number of people as a person reads it. Any thread. */

#include "base/ff-count.h"

#include <locale.h>
#include <string.h>

/**
 * ff_count_format:
 * @n: a number of people
 *
 * A count is never rounded nor shortened. Groups of three are parted as the
 * locale does; in the C locale by a comma, because pictures are drawn there
 * too.
 *
 * Returns: (transfer full): "12,408"
 */
char *
ff_count_format (gint64 n)
{
  const char *separator = localeconv ()->thousands_sep;
  g_autofree char *digits = g_strdup_printf ("%" G_GINT64_FORMAT, n);
  const char *at = digits;
  gsize length;
  GString *text = g_string_new (NULL);

  if (separator == NULL || *separator == '\0' || !g_utf8_validate (separator, -1, NULL))
    separator = ",";

  if (*at == '-')
    g_string_append (text, "−"), at++;

  length = strlen (at);
  for (gsize i = 0; i < length; i++)
    {
      if (i > 0 && (length - i) % 3 == 0)
        g_string_append (text, separator);
      g_string_append_c (text, at[i]);
    }

  return g_string_free (text, FALSE);
}
