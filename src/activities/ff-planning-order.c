/* Which rows come first and how many of them: the settings that every activity
 * which takes some has. Called by the types; main thread. */

#include "activities/ff-activities-private.h"

#include <glib/gi18n-lib.h>

static void
clear_value (gpointer data)
{
  ff_value_clear (data);
}

/* The values of a list, the first of which come first. */
static GArray *
dup_values (FfPlanning *self,
            const char *pointer,
            FfOperand  *operand)
{
  g_autofree char *list = g_strconcat (pointer, "/values", NULL);
  guint n = ff_json_get_length (ff_json_get_at (self->settings, list));
  g_autoptr (GArray) values = g_array_new (FALSE, TRUE, sizeof (FfValue));

  g_array_set_clear_func (values, clear_value);
  if (n == 0)
    ff_planning_problem (self, FF_SEVERITY_PROBLEM, list, "%s", _("No value comes first: add one"));

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *place = g_strdup_printf ("%s/%u/value", list, i);
      FfValue value;

      if (!ff_planning_parse_value (self, place, operand, &value))
        return NULL;
      g_array_append_val (values, value);
    }

  return n > 0 ? g_steal_pointer (&values) : NULL;
}

/* What comes before the rest of the order: listed values, or that there is one. */
static gboolean
add_first_rank (FfPlanning     *self,
                const char     *pointer,
                gboolean        listed,
                const FfEntity *entity,
                FfFlow          flow,
                FfOrder        *order)
{
  g_autofree char *place = g_strconcat (pointer, "/first", NULL);
  FfOperand *operand = ff_planning_parse_operand (self, place, entity, flow);
  FfRank *rank = &order->ranks[0];

  if (operand == NULL)
    return FALSE;

  g_ptr_array_add (order->operands, operand);
  rank->kind = listed ? FF_RANK_LIST : FF_RANK_FILLED;
  if (listed)
    rank->values = dup_values (self, pointer, operand);

  return !listed || rank->values != NULL;
}

static gboolean
add_by (FfPlanning     *self,
        const char     *pointer,
        const FfEntity *entity,
        FfFlow          flow,
        FfOrder        *order)
{
  FfJson *by = ff_json_get_at (self->settings, pointer);
  gboolean good = TRUE;

  for (guint i = 0; i < ff_json_get_length (by); i++)
    {
      g_autofree char *place = g_strdup_printf ("%s/%u/by", pointer, i);
      FfOperand *operand = ff_planning_parse_operand (self, place, entity, flow);

      if (operand == NULL)
        {
          good = FALSE;
          continue;
        }

      order->ranks[order->operands->len].descending = ff_json_get_member_boolean (ff_json_get_element (by, i), "descending", FALSE);
      g_ptr_array_add (order->operands, operand);
    }

  return good;
}

/**
 * ff_planning_parse_order_by:
 * @self: the activity being planned
 * @pointer: of a list of what is ordered by; an absent one is the order by key
 * @entity: what is ordered
 * @flow: whose carried columns it may name; its step may be %NULL
 * @out_order: (out): with its own arrays
 *
 * Returns: %FALSE with the problems recorded
 */
gboolean
ff_planning_parse_order_by (FfPlanning     *self,
                            const char     *pointer,
                            const FfEntity *entity,
                            FfFlow          flow,
                            FfOrder        *out_order)
{
  *out_order = (FfOrder) { 0 };
  out_order->operands = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_operand_unref);
  out_order->ranks = g_new0 (FfRank, ff_json_get_length (ff_json_get_at (self->settings, pointer)) + 1);

  return add_by (self, pointer, entity, flow, out_order);
}

/**
 * ff_planning_parse_order:
 * @self: the activity being planned
 * @pointer: of the object that holds "order", "by" and "seed", "first" and "values"; "" for the settings
 * @otherwise: the order where the object has none
 * @entity: what is ordered
 * @flow: whose carried columns it may name
 * @out_order: (out): with its own arrays; ff_order_clear() frees them
 *
 * Returns: %FALSE with the problems recorded
 */
gboolean
ff_planning_parse_order (FfPlanning     *self,
                         const char     *pointer,
                         const char     *otherwise,
                         const FfEntity *entity,
                         FfFlow          flow,
                         FfOrder        *out_order)
{
  FfJson *holder = ff_json_get_at (self->settings, pointer);
  const char *order = ff_json_get_member_string (holder, "order", otherwise);
  g_autofree char *by_pointer = g_strconcat (pointer, "/by", NULL);
  guint n = ff_json_get_length (ff_json_get_member (holder, "by"));
  gboolean good = TRUE;

  *out_order = (FfOrder) { 0 };
  out_order->random = g_str_equal (order, "random") || g_str_equal (order, "by-random");
  out_order->seed = ff_hash_seed (ff_json_get_member_string (holder, "seed", "1"));
  out_order->operands = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_operand_unref);

  if (g_str_equal (order, "random"))
    return TRUE;

  out_order->ranks = g_new0 (FfRank, n + 2);
  if (g_str_equal (order, "priority") || g_str_equal (order, "filled"))
    good = add_first_rank (self, pointer, g_str_equal (order, "priority"), entity, flow, out_order);

  return add_by (self, by_pointer, entity, flow, out_order) && good;
}

/**
 * ff_planning_parse_quota:
 * @self: the activity being planned
 * @pointer: of the object that holds "limit", "count" and "percent"; "" for the settings
 * @out_quota: (out): everyone where there is no limit
 *
 * Returns: %FALSE with the problem recorded
 */
gboolean
ff_planning_parse_quota (FfPlanning *self,
                         const char *pointer,
                         FfQuota    *out_quota)
{
  FfJson *holder = ff_json_get_at (self->settings, pointer);
  const char *limit = ff_json_get_member_string (holder, "limit", "none");
  FfJson *percent = ff_json_get_member (holder, "percent");
  g_autofree char *place = g_strconcat (pointer, "/percent", NULL);
  g_autoptr (FfJson) half = ff_json_new_integer (50);

  *out_quota = (FfQuota) { .kind = FF_QUOTA_ALL };
  if (g_str_equal (limit, "none"))
    return TRUE;

  if (g_str_equal (limit, "count"))
    {
      out_quota->kind = FF_QUOTA_COUNT;
      out_quota->count = ff_json_get_member_integer (holder, "count", 1000);
      return TRUE;
    }

  out_quota->kind = g_str_equal (limit, "share") ? FF_QUOTA_SHARE : FF_QUOTA_SHARE_LEFT;
  if (ff_share_parse (percent != NULL ? percent : half, &out_quota->numerator, &out_quota->denominator))
    return TRUE;

  ff_planning_problem (self, FF_SEVERITY_PROBLEM, place, "%s",
                       _("A share is a number from 0 to 100 with at most six decimals"));
  return FALSE;
}

/**
 * ff_planning_parse_value:
 * @self: the activity being planned
 * @pointer: of a text in the settings; an absent or empty one is no value
 * @operand: what it is a value of
 * @out_value: (out): to be cleared
 *
 * Returns: %FALSE with the problem recorded
 */
gboolean
ff_planning_parse_value (FfPlanning *self,
                         const char *pointer,
                         FfOperand  *operand,
                         FfValue    *out_value)
{
  const char *text = ff_json_get_string (ff_json_get_at (self->settings, pointer));
  const FfType *type = ff_operand_get_type (operand);
  g_autofree char *label = NULL;

  *out_value = (FfValue) { .kind = FF_VALUE_NULL };
  if (text == NULL || *text == '\0' || ff_value_parse (text, type, self->context->zone, out_value))
    return TRUE;

  label = ff_operand_dup_label (operand);
  /* Translators: a value, an attribute such as Last order, and its kind, such as whole number. */
  ff_planning_problem (self, FF_SEVERITY_PROBLEM, pointer, _("“%s” is no value of “%s”: type a %s"),
                       text, label, ff_kind_get_name (type->kind));
  return FALSE;
}
