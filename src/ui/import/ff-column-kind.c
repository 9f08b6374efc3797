/* Kinds of columns as a person chooses them: with the order of a date, with the
 * sign of a decimal. Called by the import window. */

#include "ui/import/ff-column-kind.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char  *id;
  const char  *label;
  FfKind       kind;
  FfDateOrder  order;
  gboolean     comma;
} kinds[] = {
  { "text",          N_("Text"),                       FF_KIND_TEXT,    FF_DATE_YMD, FALSE },
  { "integer",       N_("Whole Number"),               FF_KIND_INTEGER, FF_DATE_YMD, FALSE },
  { "decimal",       N_("Decimal Number"),             FF_KIND_DECIMAL, FF_DATE_YMD, FALSE },
  { "decimal-comma", N_("Decimal Number With Comma"),  FF_KIND_DECIMAL, FF_DATE_YMD, TRUE },
  { "real",          N_("Approximate Number"),         FF_KIND_REAL,    FF_DATE_YMD, FALSE },
  { "real-comma",    N_("Approximate Number With Comma"), FF_KIND_REAL, FF_DATE_YMD, TRUE },
  { "flag",          N_("Yes or No"),                  FF_KIND_FLAG,    FF_DATE_YMD, FALSE },
  { "date",          N_("Date, Year First"),           FF_KIND_DATE,    FF_DATE_YMD, FALSE },
  { "date-dmy",      N_("Date, Day First"),            FF_KIND_DATE,    FF_DATE_DMY, FALSE },
  { "date-mdy",      N_("Date, Month First"),          FF_KIND_DATE,    FF_DATE_MDY, FALSE },
  { "instant",       N_("Date and Time, Year First"),  FF_KIND_INSTANT, FF_DATE_YMD, FALSE },
  { "instant-dmy",   N_("Date and Time, Day First"),   FF_KIND_INSTANT, FF_DATE_DMY, FALSE },
  { "instant-mdy",   N_("Date and Time, Month First"), FF_KIND_INSTANT, FF_DATE_MDY, FALSE },
};

#define N_KINDS     G_N_ELEMENTS (kinds)
#define MONEY_SCALE 2

const char *const *
ff_column_kinds_get_ids (void)
{
  static const char *ids[N_KINDS + 2];

  for (guint i = 0; i < N_KINDS; i++)
    ids[i] = kinds[i].id;
  ids[N_KINDS] = FF_COLUMN_LEFT_OUT;

  return ids;
}

const char *const *
ff_column_kinds_get_labels (void)
{
  static const char *labels[N_KINDS + 2];

  for (guint i = 0; i < N_KINDS; i++)
    labels[i] = _(kinds[i].label);
  /* Translators: instead of a kind: the column is not imported. */
  labels[N_KINDS] = _("Leave Out");

  return labels;
}

static gboolean
has_order (FfKind kind)
{
  return kind == FF_KIND_DATE || kind == FF_KIND_INSTANT;
}

static gboolean
has_sign (FfKind kind)
{
  return kind == FF_KIND_DECIMAL || kind == FF_KIND_REAL;
}

const char *
ff_column_kind_get (const FfFileColumn *column)
{
  if (column->ignored)
    return FF_COLUMN_LEFT_OUT;

  for (guint i = 0; i < N_KINDS; i++)
    if (kinds[i].kind == column->type.kind &&
        (!has_order (kinds[i].kind) || kinds[i].order == column->date_order) &&
        (!has_sign (kinds[i].kind) || kinds[i].comma == column->decimal_comma))
      return kinds[i].id;

  g_return_val_if_reached (kinds[0].id);
}

/**
 * ff_column_kind_set:
 * @column: of a format that nobody else sees yet
 * @id: one of ff_column_kinds_get_ids()
 *
 * A decimal keeps the digits that were found; where none were, it has two.
 */
void
ff_column_kind_set (FfFileColumn *column,
                    const char   *id)
{
  column->ignored = g_str_equal (id, FF_COLUMN_LEFT_OUT);

  for (guint i = 0; i < N_KINDS; i++)
    if (g_str_equal (kinds[i].id, id))
      {
        const guint scale = column->type.kind == FF_KIND_DECIMAL ? column->type.scale : MONEY_SCALE;

        column->type = (FfType) { .kind = kinds[i].kind };
        if (kinds[i].kind == FF_KIND_DECIMAL)
          {
            column->type.scale = scale;
            column->type.scaled_storage = TRUE;
          }
        column->date_order = kinds[i].order;
        column->decimal_comma = kinds[i].comma;
      }
}
