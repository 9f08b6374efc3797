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

/**
 * ff_quota_apportion:
 * @base: the inbound
 * @out_sizes: (array length=n_subsets): set for the shares of the inbound only
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
  __int128 common = 1;
  __int128 rest;
  gint64 left = base;

  for (guint s = 0; s < n_subsets; s++)
    if (subsets[s].quota.kind == FF_QUOTA_SHARE)
      common = common / greatest_divisor (common, subsets[s].quota.denominator) * subsets[s].quota.denominator;

  rest = common;
  for (guint s = 0; s < n_subsets; s++)
    {
      __int128 part;

      fractions[s] = -1;
      if (subsets[s].quota.kind != FF_QUOTA_SHARE)
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
