/* What must be equal of rows of two kinds. Called by the types; main thread. */

#include "activities/ff-activities-private.h"

#include <glib/gi18n-lib.h>

/**
 * ff_planning_check_comparable:
 * @pointer: of @b in the settings
 *
 * Returns: whether a database can compare @a and @b; %FALSE with the problem recorded
 */
gboolean
ff_planning_check_comparable (FfPlanning *self,
                              const char *pointer,
                              FfOperand  *a,
                              FfOperand  *b)
{
  const FfType *of_a = ff_operand_get_type (a);
  const FfType *of_b = ff_operand_get_type (b);

  if (of_a->kind == of_b->kind && of_a->scale == of_b->scale)
    return TRUE;

  ff_planning_problem (self, FF_SEVERITY_PROBLEM, pointer, _("%s and %s cannot be equal: choose attributes of one kind"),
                       ff_kind_get_name (of_a->kind), ff_kind_get_name (of_b->kind));
  return FALSE;
}

static gboolean
add_side (FfPlanning     *self,
          const char     *pointer,
          const char     *member,
          const FfEntity *entity,
          FfFlow          flow,
          GPtrArray      *keys)
{
  guint n = ff_json_get_length (ff_json_get_at (self->settings, pointer));
  gboolean good = TRUE;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *place = g_strdup_printf ("%s/%u/%s", pointer, i, member);
      FfOperand *operand = ff_planning_parse_operand (self, place, entity, flow);

      good = good && operand != NULL;
      if (operand != NULL)
        g_ptr_array_add (keys, operand);
    }

  return good;
}

/**
 * ff_planning_parse_pairs:
 * @pointer: of a list of {"key": operand, "other": operand}
 * @flow: what "key" is over
 * @entity: what "other" is over, with the columns of @other, whose step may be %NULL
 * @keys: (element-type FfOperand): appended to: every "key", then every "other"
 *
 * Returns: %FALSE with the problems recorded
 */
gboolean
ff_planning_parse_pairs (FfPlanning     *self,
                         const char     *pointer,
                         FfFlow          flow,
                         const FfEntity *entity,
                         FfFlow          other,
                         GPtrArray      *keys)
{
  guint n = ff_json_get_length (ff_json_get_at (self->settings, pointer));

  if (!add_side (self, pointer, "key", ff_flow_get_entity (flow), flow, keys) ||
      !add_side (self, pointer, "other", entity, other, keys))
    return FALSE;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *place = g_strdup_printf ("%s/%u/other", pointer, i);

      if (!ff_planning_check_comparable (self, place, keys->pdata[i], keys->pdata[n + i]))
        return FALSE;
    }

  return TRUE;
}
