/* Columns that are added: the settings that name them and say their values.
 * Called by the types; main thread. */

#include "activities/ff-activities-private.h"

#include <glib/gi18n-lib.h>

const FfField ff_column_fields[] = {
  { .key = "label", .kind = FF_FIELD_TEXT, .label = N_("Column Name"), .required = TRUE },
  { .key = "value", .kind = FF_FIELD_OPERAND, .label = N_("Value"), .required = TRUE },
  { NULL }
};

void
ff_column_list_clear (FfColumnList *self)
{
  g_clear_pointer (&self->operands, g_ptr_array_unref);
  g_clear_pointer (&self->labels, g_free);
}

/**
 * ff_planning_parse_columns:
 * @pointer: of a list of {"label", "value"} in the settings
 * @entity: what the values are over
 * @flow: whose carried columns they may name; its step may be %NULL
 * @columns: filled; the labels are lent by the settings
 *
 * Returns: %FALSE with the problems recorded
 */
gboolean
ff_planning_parse_columns (FfPlanning     *self,
                           const char     *pointer,
                           const FfEntity *entity,
                           FfFlow          flow,
                           FfColumnList   *columns)
{
  FfJson *list = ff_json_get_at (self->settings, pointer);
  guint n = ff_json_get_length (list);
  gboolean good = TRUE;

  columns->operands = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_operand_unref);
  columns->labels = g_new0 (const char *, n + 1);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *place = g_strdup_printf ("%s/%u/value", pointer, i);
      FfOperand *operand = ff_planning_parse_operand (self, place, entity, flow);

      good = good && operand != NULL;
      if (operand != NULL)
        g_ptr_array_add (columns->operands, operand);
      columns->labels[i] = ff_json_get_member_string (ff_json_get_element (list, i), "label", "");
    }

  return good;
}

/**
 * ff_planning_add_columns:
 * @pointer: of a list of {"label", "value"} in the settings
 * @flow: (inout): the rows; then with the columns, if there are any
 *
 * Returns: %FALSE with the problems recorded
 */
gboolean
ff_planning_add_columns (FfPlanning *self,
                         const char *pointer,
                         FfFlow     *flow)
{
  g_auto (FfColumnList) columns = { NULL };

  if (!ff_planning_parse_columns (self, pointer, ff_flow_get_entity (*flow), *flow, &columns))
    return FALSE;

  if (columns.operands->len > 0)
    *flow = ff_plan_builder_add_enrich (self->builder, *flow, columns.operands, columns.labels, columns.labels);

  return TRUE;
}
