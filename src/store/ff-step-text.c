/* A step's statements for people to read: the printers run against nothing
 * and what they would have run is written down. Any thread. */

#include "store/ff-step-sql.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  FfStepRun  run;
  GPtrArray *works;   /* of FfWork */
  GPtrArray *into;    /* of FfWork, lent: what the text of the same place fills */
  GPtrArray *texts;   /* of char* */
} Writing;

static void
work_free (gpointer data)
{
  FfWork *work = data;

  g_free (work->name);
  g_ptr_array_unref (work->columns);
  g_free (work);
}

static void
write_down (Writing      *self,
            const FfWork *into,
            char         *text)
{
  g_ptr_array_add (self->into, (gpointer) into);
  g_ptr_array_add (self->texts, text);
}

static gboolean
create (FfStepRun     *run,
        const FfWork  *work,
        FfWorkForm     form,
        GError       **error)
{
  return TRUE;
}

static gboolean
define (FfStepRun     *run,
        const FfWork  *work,
        FfSql         *select,
        GError       **error)
{
  ff_step_run_name_leaving (run, select);
  write_down ((Writing *) run, work, ff_sql_to_readable (select));

  return TRUE;
}

static gboolean
execute (FfStepRun     *run,
         const FfWork  *into,
         FfSql         *sql,
         gint64        *out_changed,
         GError       **error)
{
  ff_step_run_name_leaving (run, sql);
  write_down ((Writing *) run, into, ff_sql_to_readable (sql));
  if (out_changed != NULL)
    *out_changed = -1;

  return TRUE;
}

static gboolean
ask (FfStepRun  *run,
     FfSql      *sql,
     gint64     *out_value,
     GError    **error)
{
  *out_value = -1;

  return TRUE;
}

static gboolean
is_selective (FfStepRun       *run,
              const FfEntity  *entity,
              char           **columns,
              gint64           n_parents)
{
  return FALSE;
}

static gboolean
has_few (FfStepRun *run,
         gint64     n_rows)
{
  return FALSE;
}

static FfWork *
add_named (Writing        *self,
           char           *name,
           const FfEntity *entity,
           GPtrArray      *columns)
{
  FfWork *work = g_new0 (FfWork, 1);

  work->name = name;
  work->entity = entity;
  work->columns = columns != NULL ? g_ptr_array_ref (columns) : g_ptr_array_new ();
  work->n_keys = -1;
  work->n_rows = -1;
  g_ptr_array_add (self->works, work);

  return work;
}

static FfWork *
add_work (FfStepRun      *run,
          const FfEntity *entity,
          GPtrArray      *columns)
{
  Writing *self = (Writing *) run;

  return add_named (self, g_strdup_printf ("between_%u", self->works->len + 1 - run->step->n_reads - run->step->n_outputs),
                    entity, columns);
}

static char *
keep_value (FfStepRun      *run,
            const FfValue  *value,
            GError        **error)
{
  g_autoptr (FfSql) sql = ff_sql_new (run->dialect);

  ff_sql_value (sql, value);

  return ff_sql_to_readable (sql);
}

/* What fills the output, after what it reads of the other tables of the step. */
static char *
join_texts (Writing *self,
            guint    output)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const FfWork *wanted = self->run.outputs[output];
  guint n = self->texts->len;

  while (n > 0 && g_ptr_array_index (self->into, n - 1) != wanted)
    n--;

  for (guint t = 0; t < n; t++)
    {
      const FfWork *into = g_ptr_array_index (self->into, t);
      gboolean is_other = FALSE;

      for (guint o = 0; o < self->run.step->n_outputs; o++)
        is_other = is_other || (into == self->run.outputs[o] && into != wanted);

      if (!is_other)
        g_string_append_printf (text, "%s%s;\n", text->len > 0 ? "\n" : "", (char *) g_ptr_array_index (self->texts, t));
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * ff_step_to_text:
 * @output: one of the step's
 *
 * Returns: (transfer full): the statements that fill @output, values in their
 *   places; inputs are input_1 …, outputs output_1 …
 */
char *
ff_step_to_text (const FfDialect *dialect,
                 FfSchema        *schema,
                 FfStep          *step,
                 guint            output)
{
  g_autoptr (GPtrArray) works = g_ptr_array_new_with_free_func (work_free);
  g_autoptr (GPtrArray) into = g_ptr_array_new ();
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autofree FfWork **inputs = g_new0 (FfWork *, step->n_reads + 1);
  g_autofree FfWork **outputs = g_new0 (FfWork *, step->n_outputs + 1);
  Writing self = { .works = works, .into = into, .texts = texts };

  g_return_val_if_fail (output < step->n_outputs, NULL);

  if (step->op == FF_STEP_LOAD)
    return g_strdup_printf (output == 0 ? _("-- the rows of the file “%s”, by their lines\n")
                                        : _("-- the rows of the file “%s” that do not fit, by their lines\n"), step->file);

  self.run = (FfStepRun) {
    .dialect = dialect,
    .schema = schema,
    .step = step,
    .inputs = inputs,
    .outputs = outputs,
    .create = create,
    .define = define,
    .execute = execute,
    .ask = ask,
    .is_selective = is_selective,
    .has_few = has_few,
    .add_work = add_work,
    .keep_value = keep_value,
  };

  for (guint i = 0; i < step->n_reads; i++)
    inputs[i] = add_named (&self, g_strdup_printf ("input_%u", i + 1),
                           ff_flow_get_entity (step->inputs[i]), ff_flow_get_columns (step->inputs[i]));
  for (guint o = 0; o < step->n_outputs; o++)
    {
      FfFlow flow = { step, o };

      outputs[o] = add_named (&self, g_strdup_printf ("output_%u", o + 1), ff_flow_get_entity (flow), ff_flow_get_columns (flow));
    }

  if (!ff_step_run_print (&self.run, NULL))
    return g_strdup ("");

  return join_texts (&self, output);
}
