/* Split by shares of a keyed hash: a row's hash alone says where it goes, so
 * that whoever comes or goes moves nobody else. Sizes then only come near
 * their shares. */

#include "store/sql-split-private.h"

/* Where in the whole numbers of 64 bits the first @numerator of @denominator parts end; FALSE: nowhere, they are all. */
static gboolean
find_end (__int128  numerator,
          __int128  denominator,
          gint64   *out_end)
{
  __int128 parts = numerator << 64;
  __int128 end = parts / denominator + (parts % denominator != 0) + G_MININT64;

  if (numerator >= denominator)
    return FALSE;

  *out_end = (gint64) end;

  return TRUE;
}

gboolean
ff_split_print_hashed (FfSplit  *self,
                       GError  **error)
{
  FfStepRun *run = self->run;
  g_autoptr (FfSql) sql = ff_sql_new (run->dialect);
  __int128 numerator = 0;
  __int128 denominator = 1;

  ff_split_add_insert (self, sql);
  ff_sql_add (sql, "SELECT CASE");
  for (guint s = 0; s < self->n_subsets; s++)
    {
      const FfQuota *quota = &self->subsets[s].quota;
      gint64 end;

      numerator = numerator * quota->denominator + quota->numerator * denominator;
      denominator *= quota->denominator;
      ff_quota_reduce (&numerator, &denominator);
      if (find_end (numerator, denominator, &end))
        {
          ff_sql_add (sql, " WHEN n.h < ");
          ff_sql_integer (sql, end);
        }
      else
        ff_sql_add (sql, " WHEN true");
      ff_sql_addf (sql, " THEN %u", s);
    }
  ff_sql_addf (sql, " ELSE %u END, ", self->n_subsets);
  ff_work_add_keys (sql, "n", ff_work_get_n_keys (self->in));
  ff_work_add_numbered (sql, "n", self->cells->columns);
  ff_sql_add (sql, "\nFROM (\n  SELECT ");
  ff_work_add_keys (sql, "i", ff_work_get_n_keys (self->in));
  ff_work_add_carried_numbered (sql, "i", self->cells->columns);
  ff_sql_add (sql, ", ");
  ff_work_add_key_hash (sql, self->in->entity, self->subsets[0].order.seed);
  ff_sql_add (sql, " AS h ");
  ff_work_add_from_keys (sql, self->in);
  ff_sql_add (sql, "\n) AS n");

  return run->execute (run, self->cells, sql, &self->cells->n_keys, error);
}
