/* All rows behind an output as CSV, in constant memory and safe to open in a
 * spreadsheet. On the thread of the store. */

#include "engine/ff-people-csv.h"

#include <glib/gi18n-lib.h>

#include "base/ff-csv.h"
#include "engine/ff-evaluate-private.h"

typedef struct
{
  GPtrArray     *operands;   /* of FfOperand */
  GArray        *columns;    /* of FfCsvColumn */
  GTimeZone     *zone;
  GOutputStream *out;
  GCancellable  *cancellable;
} Writing;

void
ff_csv_column_clear (FfCsvColumn *self)
{
  g_clear_pointer (&self->title, g_free);
}

static gboolean
write_line (Writing  *self,
            GString  *line,
            GError  **error)
{
  ff_csv_end_line (line);
  if (!g_output_stream_write_all (self->out, line->str, line->len, NULL, self->cancellable, error))
    return FALSE;
  g_string_truncate (line, 0);

  return TRUE;
}

static gboolean
write_titles (Writing  *self,
              GString  *line,
              GError  **error)
{
  ff_csv_add_cell (line, _("Key"), TRUE);
  for (guint c = 0; c < self->columns->len; c++)
    ff_csv_add_cell (line, g_array_index (self->columns, FfCsvColumn, c).title, TRUE);

  return write_line (self, line, error);
}

/* A cell of one operand keeps its kind; what is put together is text. */
static void
add_cell (Writing *self,
          GString *line,
          GArray  *cells,
          guint    first,
          guint    n)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean has_value = FALSE;
  gboolean is_text = n != 1;

  for (guint i = first; i < first + n; i++)
    {
      const FfValue *value = &g_array_index (cells, FfValue, i);
      const FfType *type = ff_operand_get_type (g_ptr_array_index (self->operands, i));
      g_autofree char *part = value->kind != FF_VALUE_NULL ? ff_value_to_text (value, type, self->zone) : NULL;

      is_text = is_text || type->kind == FF_KIND_TEXT;
      if (part == NULL)
        continue;
      g_string_append_printf (text, "%s%s", has_value ? " " : "", part);
      has_value = TRUE;
    }

  ff_csv_add_cell (line, has_value ? text->str : NULL, is_text);
}

static gboolean
write_rows (Writing        *self,
            FfStore        *store,
            FfStoreReader  *reader,
            GString        *line,
            gint64         *n_rows,
            GError        **error)
{
  g_autoptr (GArray) cells = g_array_new (FALSE, TRUE, sizeof (FfValue));

  g_array_set_clear_func (cells, (GDestroyNotify) ff_value_clear);
  for (*n_rows = 0; TRUE; ++*n_rows)
    {
      g_autofree char *key = NULL;
      gboolean is_row = FALSE;
      guint place = 0;

      if (g_cancellable_set_error_if_cancelled (self->cancellable, error) ||
          !ff_store_read_row (store, reader, &key, cells, &is_row, error))
        return FALSE;
      if (!is_row)
        return TRUE;

      ff_csv_add_cell (line, key, TRUE);
      for (guint c = 0; c < self->columns->len; c++)
        {
          guint n = g_array_index (self->columns, FfCsvColumn, c).n_operands;

          add_cell (self, line, cells, place, n);
          place += n;
        }
      if (!write_line (self, line, error))
        return FALSE;
    }
}

/* The name of the counted working table; NULL with the reason. */
static char *
count (FfStore             *store,
       FfPlan              *plan,
       const FfPlanOutput  *output,
       GCancellable        *cancellable,
       GError             **error)
{
  g_autoptr (FfCounts) counts = ff_evaluate (store, plan, NULL, NULL, cancellable, error);
  char *fingerprint;

  if (counts == NULL)
    return NULL;

  fingerprint = ff_evaluate_dup_fingerprint (store, output->flow, counts);
  if (fingerprint == NULL)
    {
      const FfCount *found = ff_counts_find (counts, output->activity, output->port);

      g_set_error_literal (error, FF_STORE_ERROR, FF_STORE_ERROR_FAILED,
                           found != NULL && found->reason != NULL ? found->reason : _("It could not be counted."));
    }

  return fingerprint;
}

/**
 * ff_evaluate_people_csv:
 * @store: an open store, on its thread
 * @request: whose output and operands are read
 * @columns: (element-type FfCsvColumn)
 * @zone: in which instants are told
 * @out: what is written; not closed
 * @out_n_rows: (out) (optional): how many rows were written
 * @cancellable: (nullable): stops between two rows, and the counting in the database
 * @error: an #FfStoreError or what writing said
 *
 * A key can look like a formula too, so it is written as text.
 *
 * Returns: %TRUE when every row was written
 */
gboolean
ff_evaluate_people_csv (FfStore                *store,
                        FfPlan                 *plan,
                        const FfPeopleRequest  *request,
                        GArray                 *columns,
                        GTimeZone              *zone,
                        GOutputStream          *out,
                        gint64                 *out_n_rows,
                        GCancellable           *cancellable,
                        GError                **error)
{
  const FfPlanOutput *output = ff_people_find_output (plan, request, error);
  g_autoptr (GPtrArray) operands = output != NULL ? ff_people_parse_operands (plan, output, request->operands, error) : NULL;
  g_autofree char *fingerprint = operands != NULL ? count (store, plan, output, cancellable, error) : NULL;
  g_autoptr (GString) line = g_string_new (NULL);
  Writing writing = { operands, columns, zone, out, cancellable };
  FfStoreReader *reader;
  gint64 n_rows = 0;
  gboolean good;

  if (fingerprint == NULL)
    return FALSE;

  reader = ff_store_open_reader (store, output->flow, fingerprint, operands, cancellable, error);
  if (reader == NULL)
    return FALSE;

  good = write_titles (&writing, line, error) &&
         write_rows (&writing, store, reader, line, &n_rows, error);
  ff_store_close_reader (store, reader);
  if (out_n_rows != NULL)
    *out_n_rows = n_rows;

  return good;
}
