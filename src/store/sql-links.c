/* What a person declared and no index of the database holds is looked at before
 * a step relies on it. A link to one row that leads to several would multiply
 * people or lose them, so it is never joined; a key that is not unique would
 * make two rows one. */

#include "store/ff-step-sql.h"

#include <glib/gi18n-lib.h>

/**
 * ff_sql_print_doubles:
 *
 * Returns: (transfer full): asks whether two rows of @entity have the same values in @columns: 1 or 0
 */
FfSql *
ff_sql_print_doubles (const FfDialect *dialect,
                      const FfEntity  *entity,
                      char           **columns)
{
  FfSql *sql = ff_sql_new (dialect);

  ff_sql_add (sql, "SELECT count (*) FROM (SELECT 1 AS double FROM ");
  ff_work_add_table (sql, entity);
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

  return sql;
}

/**
 * ff_link_fail:
 * @link: said to lead to one row, though it leads to several
 * @error: return location for a #FfStoreError
 *
 * Returns: %FALSE
 */
gboolean
ff_link_fail (const FfLink    *link,
              const FfEntity  *target,
              GError         **error)
{
  g_set_error (error, FF_STORE_ERROR, FF_STORE_ERROR_DATA,
               /* Translators: first a link, then the rows it leads to in the plural. */
               _("The link “%s” is to lead to one row, and the data has several “%s” for one key. Correct the link in the data model."),
               link->label, target->label_plural);

  return FALSE;
}

static gboolean
has_doubles (FfStepRun       *self,
             const FfEntity  *entity,
             char           **columns,
             gboolean        *out_has,
             GError         **error)
{
  g_autoptr (FfSql) sql = ff_sql_print_doubles (self->dialect, entity, columns);
  gint64 n = 0;

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
    return ff_link_fail (link, target, error);

  if (self->checked_links != NULL)
    g_hash_table_add (self->checked_links, g_steal_pointer (&name));

  return TRUE;
}

/* Whether a row of @entity has no key, or two have the same. */
static gboolean
check_key (FfStepRun       *self,
           const FfEntity  *entity,
           GError         **error)
{
  g_autofree char *name = g_strconcat ("\035", entity->name, NULL);
  g_autoptr (FfSql) sql = ff_sql_new (self->dialect);
  gboolean has = FALSE;
  gint64 n = 0;

  if (entity->key_assured || (self->checked_links != NULL && g_hash_table_contains (self->checked_links, name)))
    return TRUE;

  ff_sql_add (sql, "SELECT count (*) FROM (SELECT 1 AS nameless FROM ");
  ff_work_add_table (sql, entity);
  for (guint k = 0; entity->key[k] != NULL; k++)
    {
      ff_sql_add (sql, k == 0 ? " WHERE " : " OR ");
      ff_sql_name (sql, entity->key[k]);
      ff_sql_add (sql, " IS NULL");
    }
  ff_sql_add (sql, " LIMIT 1) AS nameless");

  if (!self->ask (self, sql, &n, error) || (n == 0 && !has_doubles (self, entity, entity->key, &has, error)))
    return FALSE;

  if (n > 0 || has)
    {
      g_autofree char *columns = g_strjoinv (", ", entity->key);

      g_set_error (error, FF_STORE_ERROR, FF_STORE_ERROR_DATA,
                   /* Translators: first rows in the plural, then the columns of their key. */
                   n > 0 ? _("“%s” without a value in their key (%s) cannot be told from each other. Correct the key in the data model.")
                         : _("Several “%s” have the same key (%s). Correct the key in the data model."),
                   entity->label_plural, columns);
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
 * Returns: %TRUE if every link that the step follows to one row leads to at most one, and the rows it gives have keys
 */
gboolean
ff_step_run_check_links (FfStepRun  *self,
                         GError    **error)
{
  g_autoptr (GPtrArray) links = g_ptr_array_new ();
  const FfVisit visit = ff_visit_followed (links);

  ff_step_visit (self->step, &visit);
  if (self->step->link != NULL && self->step->link->cardinality == FF_LINK_ONE && self->step->op == FF_STEP_RELATE)
    g_ptr_array_add (links, (gpointer) self->step->link);

  for (guint i = 0; i < links->len; i++)
    if (!check_link (self, g_ptr_array_index (links, i), error))
      return FALSE;

  return self->step->n_outputs == 0 || check_key (self, self->outputs[0]->entity, error);
}
