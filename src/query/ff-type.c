/* Kinds of columns and the values that cross rooms. Plain data: any thread. */

#include "query/ff-type.h"

#include <glib/gi18n-lib.h>

#include "base/ff-zone.h"

#define N_KINDS (FF_KIND_INSTANT + 1)

static const struct
{
  const char *id;
  const char *name;
} kinds[N_KINDS] = {
  [FF_KIND_INTEGER] = { "integer", N_("whole number") },
  [FF_KIND_DECIMAL] = { "decimal", N_("decimal number") },
  [FF_KIND_REAL]    = { "real",    N_("approximate number") },
  [FF_KIND_TEXT]    = { "text",    N_("text") },
  [FF_KIND_FLAG]    = { "flag",    N_("yes or no") },
  [FF_KIND_DATE]    = { "date",    N_("date") },
  [FF_KIND_INSTANT] = { "instant", N_("date and time") },
};

/**
 * ff_kind_get_id:
 *
 * Returns: the word for @kind in documents and machine output
 */
const char *
ff_kind_get_id (FfKind kind)
{
  g_return_val_if_fail ((guint) kind < N_KINDS, "");

  return kinds[kind].id;
}

/**
 * ff_kind_get_name:
 *
 * Returns: the translated word for @kind
 */
const char *
ff_kind_get_name (FfKind kind)
{
  g_return_val_if_fail ((guint) kind < N_KINDS, "");

  return _(kinds[kind].name);
}

/**
 * ff_kind_is_number:
 *
 * Returns: %TRUE for the kinds that are compared and summed as numbers
 */
gboolean
ff_kind_is_number (FfKind kind)
{
  return kind == FF_KIND_INTEGER || kind == FF_KIND_DECIMAL || kind == FF_KIND_REAL;
}

/**
 * ff_value_clear:
 *
 * Frees what @self holds and makes it NULL, ready to be filled again.
 */
void
ff_value_clear (FfValue *self)
{
  g_clear_pointer (&self->text, g_free);
  *self = (FfValue) { .kind = FF_VALUE_NULL };
}

/**
 * ff_value_copy:
 * @out_copy: (out caller-allocates): overwritten, not freed first
 */
void
ff_value_copy (const FfValue *self,
               FfValue       *out_copy)
{
  *out_copy = *self;
  out_copy->text = g_strdup (self->text);
}

/**
 * ff_decimal_to_text:
 * @scaled: a decimal as a scaled integer
 * @scale: digits after the point
 *
 * Returns: (transfer full): @scaled with its point, every digit kept
 */
char *
ff_decimal_to_text (gint64 scaled,
                    guint  scale)
{
  guint64 size = scaled < 0 ? -(guint64) scaled : (guint64) scaled;
  guint64 unit = 1;

  if (scale == 0)
    return g_strdup_printf ("%" G_GINT64_FORMAT, scaled);

  for (guint i = 0; i < scale; i++)
    unit *= 10;

  return g_strdup_printf ("%s%" G_GUINT64_FORMAT ".%0*" G_GUINT64_FORMAT,
                          scaled < 0 ? "-" : "",
                          size / unit, (int) scale, size % unit);
}

static char *
instant_to_text (gint64     usec,
                 GTimeZone *zone)
{
  gint64 second = usec / G_USEC_PER_SEC - (usec % G_USEC_PER_SEC < 0 ? 1 : 0);
  g_autoptr (GDateTime) local = g_date_time_new_from_unix_utc (second + ff_zone_get_offset (zone, second));

  if (local == NULL)
    return g_strdup_printf ("%" G_GINT64_FORMAT, usec);

  return g_date_time_format (local, "%C%y-%m-%d %H:%M:%S");
}

/**
 * ff_value_to_text:
 * @type: what the value is
 * @zone: (nullable): the zone instants are shown in; UTC when %NULL
 *
 * Returns: (transfer full): what a person reads; empty for NULL
 */
char *
ff_value_to_text (const FfValue *self,
                  const FfType  *type,
                  GTimeZone     *zone)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  switch (self->kind)
    {
    case FF_VALUE_INTEGER:
      if (type->kind == FF_KIND_DECIMAL)
        return ff_decimal_to_text (self->integer, type->scale);
      if (type->kind == FF_KIND_FLAG)
        return g_strdup (self->integer != 0 ? _("yes") : _("no"));
      if (type->kind == FF_KIND_INSTANT)
        return instant_to_text (self->integer, zone);
      return g_strdup_printf ("%" G_GINT64_FORMAT, self->integer);

    case FF_VALUE_REAL:
      return g_strdup (g_ascii_formatd (buffer, sizeof buffer, "%.15g", self->real));

    case FF_VALUE_TEXT:
      return g_strdup (self->text);

    case FF_VALUE_NULL:
    default:
      return g_strdup ("");
    }
}
