/* Links that a person declared to lead to one row, and that no index of the
 * database holds to it, are looked at before a step follows them: one that
 * leads to several would multiply people or lose them, so it is never joined. */

#include "store/ff-step-sql.h"

#include <glib/gi18n-lib.h>

/* Whether two rows of the target have the same columns of the link. */
static gboolean
has_doubles (FfStepRun       *self,
             const FfEntity  *target,
             char           **columns,
             gboolean        *out_has,
             GError         **error)
{
  g_autoptr (FfSql) sql = ff_sql_new (self->dialect);
  gint64 n = 0;

  ff_sql_add (sql, "SELECT count (*) FROM (SELECT 1 AS double FROM ");
  ff_work_add_table (sql, target);
  for (guint i = 0; columns[i] != NULL; i++)
    {
      ff_sql_add (sql, i == 0 ? " WHERE " : " AND ");
      ff_sql_name (sql, columns[i]);
      ff_sql_add (sql, " IS NOT NULL");
    }
  for (guint i = 0; columns[i] != NULL; i++)
    {
      ff_sql_add (sql, i == 0 ? " GROUP BY " : ", ");
      ff_sql_name (sql, columns[i]);
    }
  ff_sql_add (sql, " HAVING count (*) > 1 LIMIT 1) AS doubles");

  if (!self->ask (self, sql, &n, error))
    return FALSE;

  *out_has = n > 0;

  return TRUE;
}

static char *
dup_check_name (const FfLink *link)
{
  g_autofree char *columns = g_strjoinv ("\037", link->target_columns);

  return g_strdup_printf ("%s\036%s", link->target, columns);
}

static gboolean
check_link (FfStepRun     *self,
            const FfLink  *link,
            GError       **error)
{
  const FfEntity *target = ff_schema_find_entity (self->schema, link->target);
  g_autofree char *name = dup_check_name (link);
  gboolean has = FALSE;

  if (link->assured || target == NULL || (self->checked_links != NULL && g_hash_table_contains (self->checked_links, name)))
    return TRUE;

  if (!has_doubles (self, target, link->target_columns, &has, error))
    return FALSE;

  if (has)
    {
      g_set_error (error, FF_STORE_ERROR, FF_STORE_ERROR_DATA,
                   /* Translators: first a link, then the rows it leads to in the plural. */
                   _("The link “%s” is to lead to one row, and the data has several “%s” for one key. Correct the link in the data model."),
                   link->label, target->label_plural);
      return FALSE;
    }

  if (self->checked_links != NULL)
    g_hash_table_add (self->checked_links, g_steal_pointer (&name));

  return TRUE;
}

/**
 * ff_step_run_check_links:
 * @error: return location for a #FfStoreError
 *
 * Returns: %TRUE if every link that the step follows to one row leads to at most one
 */
gboolean
ff_step_run_check_links (FfStepRun  *self,
                         GError    **error)
{
  g_autoptr (GPtrArray) links = g_ptr_array_new ();
  const FfVisit visit = ff_visit_followed (links);

  ff_step_visit (self->step, &visit);
  if (self->step->link != NULL && self->step->link->cardinality == FF_LINK_ONE)
    g_ptr_array_add (links, (gpointer) self->step->link);

  for (guint i = 0; i < links->len; i++)
    if (!check_link (self, g_ptr_array_index (links, i), error))
      return FALSE;

  return TRUE;
}
