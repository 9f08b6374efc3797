/* Output ports that the items of a list in the settings make: subsets, arms,
 * answers, conditions. Called by the types; main thread. */

#include <glib/gi18n-lib.h>

#include "activities/ff-activities-private.h"

/**
 * ff_outputs_add_items:
 * @list: (element-type FfOutput): appended to
 * @items: (nullable): a list of {"id", "label"}; one without an id makes none
 */
void
ff_outputs_add_items (GPtrArray *list,
                      FfJson    *items)
{
  for (guint i = 0; i < ff_json_get_length (items); i++)
    {
      FfJson *item = ff_json_get_element (items, i);
      const char *id = ff_json_get_member_string (item, "id", NULL);

      if (id != NULL)
        g_ptr_array_add (list, ff_output_new (id, ff_json_get_member_string (item, "label", id), FALSE));
    }
}

/**
 * ff_planning_check_item_ids:
 * @pointer: of such a list in the settings
 * @taken: (nullable): the id of a port besides them
 *
 * Records a problem for each item whose id another one has, or none.
 */
void
ff_planning_check_item_ids (FfPlanning *self,
                            const char *pointer,
                            const char *taken)
{
  FfJson *items = ff_json_get_at (self->settings, pointer);
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < ff_json_get_length (items); i++)
    {
      const char *id = ff_json_get_member_string (ff_json_get_element (items, i), "id", "");
      g_autofree char *place = g_strdup_printf ("%s/%u", pointer, i);

      if (*id == '\0' || g_strcmp0 (id, taken) == 0 || !g_hash_table_add (ids, (gpointer) id))
        ff_planning_problem (self, FF_SEVERITY_PROBLEM, place,
                             _("The item at place %u has no id of its own: remove it and add it again"), i + 1);
    }
}

/**
 * ff_planning_pass_to_all:
 *
 * Hands the input on unchanged to every output: a run may take each of them.
 */
void
ff_planning_pass_to_all (FfPlanning *self)
{
  g_autoptr (GPtrArray) outputs = ff_activity_dup_outputs (self->activity, TRUE);
  FfFlow input;

  if (!ff_planning_get_input (self, "in", &input))
    return;

  for (guint i = 0; i < outputs->len; i++)
    ff_planning_set_if_taken (self, ((FfOutput *) outputs->pdata[i])->id, input);
}
