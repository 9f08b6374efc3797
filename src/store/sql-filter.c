/* Filter: the rows for which a rule over the dimension and the carried
 * columns holds, and the dropped rest. */

#include "store/ff-step-sql.h"

gboolean
ff_sql_print_filter (FfStepRun  *self,
                     GError    **error)
{
  const FfWork *in = self->inputs[0];
  FfWork *kept = self->outputs[0];
  const FfSqlPlace place = { "e", "i", self->has_few (self, in->n_keys) };
  g_autoptr (FfSql) sql = ff_sql_new (self->dialect);

  ff_work_add_insert (sql, kept);
  ff_sql_add (sql, "SELECT ");
  ff_work_add_keys (sql, "i", ff_work_get_n_keys (in));
  ff_work_add_carried (sql, "i", kept->columns);
  ff_sql_add (sql, "\n");
  ff_work_add_from_work (sql, in);
  if (self->step->rule != NULL)
    {
      ff_sql_add (sql, "\nWHERE ");
      ff_rule_compile (self->step->rule, sql, &place);
    }

  return ff_step_run_fill (self, kept, sql, error) &&
         ff_step_run_define_rest (self, self->outputs[1], in, kept, error);
}
