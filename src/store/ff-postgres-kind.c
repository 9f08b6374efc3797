/* What kind a column is, from its type in the server's catalogue. Called by
 * ff-store-postgres-schema.c. */

#include "store/ff-store-postgres-private.h"

/* Types by their names there. What is read as text is “loose”: held as something else. */
static const struct
{
  const char *name;
  FfType      type;
} kinds[] = {
  { "int2",        { .kind = FF_KIND_INTEGER } },
  { "int4",        { .kind = FF_KIND_INTEGER } },
  { "int8",        { .kind = FF_KIND_INTEGER } },
  { "float4",      { .kind = FF_KIND_REAL, .own = TRUE } },
  { "float8",      { .kind = FF_KIND_REAL, .own = TRUE } },
  { "money",       { .kind = FF_KIND_DECIMAL, .scale = 2, .own = TRUE } },
  { "bool",        { .kind = FF_KIND_FLAG, .own = TRUE } },
  { "date",        { .kind = FF_KIND_DATE, .own = TRUE } },
  { "timestamptz", { .kind = FF_KIND_INSTANT, .form = FF_INSTANT_OWN, .own = TRUE } },
  { "timestamp",   { .kind = FF_KIND_INSTANT, .form = FF_INSTANT_LOCAL, .own = TRUE } },
  { "text",        { .kind = FF_KIND_TEXT, .own = TRUE } },
  { "varchar",     { .kind = FF_KIND_TEXT, .own = TRUE } },
  { "uuid",        { .kind = FF_KIND_TEXT, .own = TRUE, .loose = TRUE } },
  { "inet",        { .kind = FF_KIND_TEXT, .own = TRUE, .loose = TRUE } },
  { "cidr",        { .kind = FF_KIND_TEXT, .own = TRUE, .loose = TRUE } },
  { "macaddr",     { .kind = FF_KIND_TEXT, .own = TRUE, .loose = TRUE } },
  { "time",        { .kind = FF_KIND_TEXT, .own = TRUE, .loose = TRUE } },
  { "timetz",      { .kind = FF_KIND_TEXT, .own = TRUE, .loose = TRUE } },
  { "interval",    { .kind = FF_KIND_TEXT, .own = TRUE, .loose = TRUE } },
  { "oid",         { .kind = FF_KIND_TEXT, .own = TRUE, .loose = TRUE } },
};

/* numeric (p, s): the scale has eleven bits and a sign. */
static void
take_numeric (gint    modifier,
              FfType *out_type)
{
  gint scale = modifier >= 4 ? (((modifier - 4) & 0x7ff) ^ 1024) - 1024 : 0;
  gint precision = modifier >= 4 ? ((modifier - 4) >> 16) & 0xffff : 0;

  *out_type = (FfType) { .kind = FF_KIND_DECIMAL, .own = TRUE, .loose = modifier < 4 };
  if (modifier < 4)
    return;

  if (scale > 18)
    out_type->kind = FF_KIND_REAL;
  else if (scale <= 0)
    out_type->kind = precision - scale > 19 ? FF_KIND_REAL : FF_KIND_INTEGER;
  else
    out_type->scale = (guint) scale;
}

/**
 * ff_postgres_guess_type:
 * @name: of the type, a domain's base
 * @category: the letter of its category
 * @modifier: what stands in brackets behind it; -1: nothing
 *
 * Returns: %TRUE if rules and pages can show it
 */
gboolean
ff_postgres_guess_type (const char *name,
                        const char *category,
                        gint        modifier,
                        FfType     *out_type)
{
  if (g_str_equal (name, "numeric"))
    {
      take_numeric (modifier, out_type);
      return TRUE;
    }

  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    if (g_str_equal (name, kinds[k].name))
      {
        *out_type = kinds[k].type;
        return TRUE;
      }

  /* Strings and enumerations of any other name. */
  *out_type = (FfType) { .kind = FF_KIND_TEXT, .own = TRUE, .loose = TRUE };

  return *category == 'S' || *category == 'E';
}
