/* How many a quota is: exact fractions, what is left over to the largest
 * ones. Pure functions, and their SQL where the base is not known before. */

#include "store/ff-step-sql.h"

/**
 * ff_quota_share:
 * @quota: any kind
 * @base: the number it is a share of
 *
 * A share against its own rest: the floor, and what is left over goes to the
 * larger fraction, a tie to the share.
 *
 * Returns: how many of @base the quota takes at most
 */
gint64
ff_quota_share (const FfQuota *quota,
                gint64         base)
{
  __int128 product, whole;

  switch (quota->kind)
    {
    case FF_QUOTA_COUNT:
      return CLAMP (quota->count, 0, base);

    case FF_QUOTA_SHARE:
    case FF_QUOTA_SHARE_LEFT:
      product = (__int128) base * quota->numerator;
      whole = product / quota->denominator;
      if ((product % quota->denominator) * 2 >= quota->denominator)
        whole += 1;
      return CLAMP ((gint64) whole, 0, base);

    case FF_QUOTA_ALL:
    default:
      return base;
    }
}

static __int128
greatest_divisor (__int128 a,
                  __int128 b)
{
  while (b != 0)
    {
      __int128 rest = a % b;

      a = b;
      b = rest;
    }

  return a;
}

void
ff_quota_reduce (__int128 *numerator,
                 __int128 *denominator)
{
  __int128 divisor = greatest_divisor (*denominator, *numerator);

  *numerator /= divisor;
  *denominator /= divisor;
}

/* A share of all, or of the same groups. */
static gboolean
shares_with (const FfSubset *subset,
             GPtrArray      *groups)
{
  return subset->quota.kind == FF_QUOTA_SHARE && ff_operands_are_same (subset->groups, groups);
}

/* What the shares of @groups are parts of. */
static __int128
get_common (const FfSubset *subsets,
            guint           n_subsets,
            GPtrArray      *groups)
{
  __int128 common = 1;

  for (guint s = 0; s < n_subsets; s++)
    if (shares_with (&subsets[s], groups))
      common = common / greatest_divisor (common, subsets[s].quota.denominator) * subsets[s].quota.denominator;

  return common;
}

/**
 * ff_quota_apportion:
 * @base: the inbound
 * @out_sizes: (array length=n_subsets): set for the shares of all the inbound only
 *
 * Every share of the inbound gets its floor; what is left over goes one each
 * to the largest fractions, ties to the earlier. What the shares leave of the
 * whole is the last share, the rest's.
 */
void
ff_quota_apportion (const FfSubset *subsets,
                    guint           n_subsets,
                    gint64          base,
                    gint64         *out_sizes)
{
  g_autofree __int128 *fractions = g_new0 (__int128, n_subsets + 1);
  __int128 common = get_common (subsets, n_subsets, NULL);
  __int128 rest = common;
  gint64 left = base;

  for (guint s = 0; s < n_subsets; s++)
    {
      __int128 part;

      fractions[s] = -1;
      if (!shares_with (&subsets[s], NULL))
        continue;

      part = subsets[s].quota.numerator * (common / subsets[s].quota.denominator);
      rest -= part;
      out_sizes[s] = (gint64) (base * part / common);
      fractions[s] = base * part % common;
      left -= out_sizes[s];
    }

  rest = MAX (rest, 0);
  fractions[n_subsets] = base * rest % common;
  left -= (gint64) (base * rest / common);

  for (; left > 0; left--)
    {
      guint best = n_subsets;

      for (guint s = n_subsets + 1; s-- > 0;)
        if (fractions[s] >= fractions[best])
          best = s;

      if (best < n_subsets)
        out_sizes[best] += 1;
      fractions[best] = -1;
    }
}

/**
 * ff_work_add_quota:
 * @base: what a share is of
 *
 * Appends the number, or the query for it where @base was not counted.
 */
void
ff_work_add_quota (FfSql         *sql,
                  const FfQuota *quota,
                  const FfWork  *base)
{
  if (base->n_keys >= 0)
    {
      ff_sql_integer (sql, ff_quota_share (quota, base->n_keys));
      return;
    }

  if (quota->kind == FF_QUOTA_COUNT)
    ff_sql_integer (sql, quota->count);
  else
    ff_sql_addf (sql, "(SELECT (count(*) * %" G_GINT64_FORMAT " * 2 + %" G_GINT64_FORMAT ") / (%" G_GINT64_FORMAT " * 2) FROM %s)",
                 quota->numerator, quota->denominator, quota->denominator, base->name);
}

/* A share against its own rest, as ff_quota_share (): the floor, one more from half a row on. */
static void
add_share_of (FfSql         *sql,
              const FfQuota *quota,
              const char    *size)
{
  ff_sql_addf (sql, "(%s * %" G_GINT64_FORMAT " + %" G_GINT64_FORMAT ") / %" G_GINT64_FORMAT,
               size, quota->numerator * 2, quota->denominator, quota->denominator * 2);
}

/* As ff_quota_apportion (): the floor, and one more if fewer are before it in line than are left over. */
static void
add_apportioned (FfSql          *sql,
                 const FfSubset *subsets,
                 guint           n_subsets,
                 guint           s,
                 const char     *size)
{
  GPtrArray *groups = subsets[s].groups;
  gint64 common = (gint64) get_common (subsets, n_subsets, groups);
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 rest = common;
  guint own = 0;
  gint64 part;

  for (guint t = 0; t < n_subsets; t++)
    if (shares_with (&subsets[t], groups))
      {
        if (t == s)
          own = parts->len;
        part = subsets[t].quota.numerator * (common / subsets[t].quota.denominator);
        rest -= part;
        g_array_append_val (parts, part);
      }
  rest = MAX (rest, 0);
  g_array_append_val (parts, rest);

  part = g_array_index (parts, gint64, own);
  ff_sql_addf (sql, "%s * %" G_GINT64_FORMAT " / %" G_GINT64_FORMAT " + CASE WHEN 0", size, part, common);
  for (guint t = 0; t < parts->len; t++)
    if (t != own)
      ff_sql_addf (sql, " + CASE WHEN %s * %" G_GINT64_FORMAT " %% %" G_GINT64_FORMAT " %s %s * %" G_GINT64_FORMAT " %% %" G_GINT64_FORMAT " THEN 1 ELSE 0 END",
                   size, g_array_index (parts, gint64, t), common, t < own ? ">=" : ">", size, part, common);
  ff_sql_addf (sql, " < %s", size);
  for (guint t = 0; t < parts->len; t++)
    ff_sql_addf (sql, " - %s * %" G_GINT64_FORMAT " / %" G_GINT64_FORMAT, size, g_array_index (parts, gint64, t), common);
  ff_sql_add (sql, " THEN 1 ELSE 0 END");
}

void
ff_work_add_group_quota (FfSql          *sql,
                         const FfSubset *subsets,
                         guint           n_subsets,
                         guint           s,
                         gboolean        in_turn,
                         const char     *size)
{
  const FfQuota *quota = &subsets[s].quota;

  if (quota->kind == FF_QUOTA_COUNT)
    ff_sql_integer (sql, quota->count);
  else if (quota->kind == FF_QUOTA_SHARE && in_turn)
    add_apportioned (sql, subsets, n_subsets, s, size);
  else
    add_share_of (sql, quota, size);
}

void
ff_work_wrap_sum (FfSql *sql,
                  gsize  start)
{
  static const FfType whole = { .kind = FF_KIND_INTEGER };
  g_autofree char *inner = g_strdup (sql->text->str + start);

  g_string_truncate (sql->text, start);
  ff_sql_add (sql, "coalesce (");
  sql->dialect->sum (sql->text, inner, &whole);
  ff_sql_add (sql, ", 0)");
}
