/* Looking into a rule from outside of the room: its conditions one by one,
 * for explaining what each said about a person. Any thread. */

#include "query/ff-rule-private.h"

#include <glib/gi18n-lib.h>

/**
 * ff_rule_get_n_items:
 *
 * Returns: how many conditions and groups a group holds; 0 for a condition
 */
guint
ff_rule_get_n_items (FfRule *self)
{
  return self->items->len;
}

/**
 * ff_rule_get_item:
 *
 * Returns: (transfer none): a condition or a group
 */
FfRule *
ff_rule_get_item (FfRule *self,
                  guint   index)
{
  g_return_val_if_fail (index < self->items->len, NULL);

  return g_ptr_array_index (self->items, index);
}

/**
 * ff_rule_is_except:
 *
 * Returns: whether it takes away from what stands before it in its group
 */
gboolean
ff_rule_is_except (FfRule *self)
{
  return self->except;
}

/**
 * ff_rule_get_left:
 *
 * Returns: (transfer none) (nullable): the left side of a comparison
 */
FfOperand *
ff_rule_get_left (FfRule *self)
{
  return self->left;
}

/**
 * ff_rule_dup_words:
 *
 * Returns: (transfer full): a condition as the sentence says it; of a group
 *   only how it joins its items
 */
char *
ff_rule_dup_words (FfRule *self)
{
  if (self->said != NULL)
    return g_strdup (self->said);

  switch (self->kind)
    {
    case FF_RULE_ALL:
      return g_strdup (_("All of"));
    case FF_RULE_ANY:
      return g_strdup (_("Any of"));
    case FF_RULE_NONE:
      return g_strdup (_("None of"));
    default:
      return ff_rule_say (self);
    }
}

/**
 * ff_rule_new_none_of:
 * @item: a condition or a group
 *
 * Returns: (transfer full): a rule that is true where @item is false, and
 *   unknown where it is unknown
 */
FfRule *
ff_rule_new_none_of (FfRule *item)
{
  FfRule *self = ff_rule_new (FF_RULE_NONE, item->schema, item->entity);
  FfRule *whole = ff_rule_new (FF_RULE_ALL, item->schema, item->entity);

  /* In a group of its own an exception takes nothing away and is the condition that it holds. */
  g_ptr_array_add (whole->items, ff_rule_ref (item));
  g_ptr_array_add (self->items, whole);

  return self;
}
