/* The steps that begin a plan: keys of an entity for which a rule holds, and
 * keys of a saved audience. */

#include "store/ff-step-sql.h"

static const FfSqlPlace place = { "e", NULL, FALSE };

gboolean
ff_sql_print_select (FfStepRun  *self,
                     GError    **error)
{
  FfWork *out = self->outputs[0];
  const FfEntity *entity = out->entity;
  g_autoptr (FfSql) sql = ff_sql_new (self->dialect);
  const char *before = "\nWHERE ";

  ff_work_add_insert (sql, out);
  ff_sql_add (sql, "SELECT ");
  ff_work_add_entity_keys (sql, "e", entity);
  ff_sql_add (sql, "\nFROM ");
  ff_work_add_table (sql, entity);
  ff_sql_add (sql, " AS e");

  if (self->step->rule != NULL)
    {
      ff_sql_add (sql, before);
      ff_rule_compile (self->step->rule, sql, &place);
      before = "\nAND ";
    }

  /* A key that its table does not hold to be there is nobody's. */
  for (guint k = 0; entity->key[k] != NULL; k++)
    if (ff_entity_find_column (entity, entity->key[k])->nullable)
      {
        ff_sql_addf (sql, "%se.", before);
        ff_sql_name (sql, entity->key[k]);
        ff_sql_add (sql, " IS NOT NULL");
        before = "\nAND ";
      }

  return ff_step_run_fill (self, out, sql, error);
}

/* Members whose row is gone are nobody any more. */
gboolean
ff_sql_print_members (FfStepRun  *self,
                      GError    **error)
{
  FfWork *out = self->outputs[0];
  const FfEntity *entity = out->entity;
  g_autoptr (FfSql) sql = ff_sql_new (self->dialect);

  ff_work_add_insert (sql, out);
  ff_sql_add (sql, "SELECT ");
  ff_work_add_entity_keys (sql, "e", entity);
  ff_sql_addf (sql, "\nFROM %s AS m%s", sql->dialect->members, sql->dialect->join);
  ff_work_add_table (sql, entity);
  ff_sql_add (sql, " AS e ON ");
  for (guint k = 0; entity->key[k] != NULL; k++)
    {
      g_autoptr (GString) key = g_string_new ("e.");

      sql->dialect->quote_name (key, entity->key[k]);
      ff_sql_add (sql, k > 0 ? " AND " : "");
      sql->dialect->member (sql->text, "m", k + 1, key->str, ff_entity_find_column (entity, entity->key[k]));
    }
  ff_sql_add (sql, "\nWHERE m.audience = ");
  ff_sql_text (sql, self->step->audience);

  return ff_step_run_fill (self, out, sql, error);
}
