#pragma once

#include "query/ff-rule.h"

G_BEGIN_DECLS

/* A rule's document form (query/ff-rule.h) as a tree that is edited: every
 * item has a place, a JSON pointer into the rule; every change answers a new
 * rule. Nothing here needs a schema to be open, or a display. */

#define FF_RULE_MAX_DEPTH 5

/**
 * FfRuleItemKind:
 * @FF_RULE_ITEM_GROUP: all, any or none of its items
 * @FF_RULE_ITEM_COMPARISON: left side, operator, right side
 * @FF_RULE_ITEM_EXISTS: linked rows exist, or do not
 * @FF_RULE_ITEM_AUDIENCE: in a saved audience, or not
 * @FF_RULE_ITEM_OTHER: a condition that no editor knows: shown by its sentence and kept as it is
 */
typedef enum
{
  FF_RULE_ITEM_GROUP,
  FF_RULE_ITEM_COMPARISON,
  FF_RULE_ITEM_EXISTS,
  FF_RULE_ITEM_AUDIENCE,
  FF_RULE_ITEM_OTHER,
} FfRuleItemKind;

/* An item of a group; an exception is one that holds another. */
gboolean        ff_rule_item_is_except      (FfJson         *item);
/* Without its exception: the item itself, and where it stands. Lent. */
FfJson         *ff_rule_item_get_bare       (FfJson         *item);
char           *ff_rule_item_dup_bare_place (FfJson         *item,
                                             const char     *place);
FfRuleItemKind  ff_rule_item_get_kind       (FfJson         *bare);
/* Whether it says anything: a group of nothing but such groups does not. */
gboolean        ff_rule_item_has_effect     (FfJson         *item);
/* Where its rule over linked rows stands, there or not yet; NULL when it has none. */
char           *ff_rule_item_dup_inner_place (FfJson        *bare,
                                              const char    *place);
/* What the inner rule is over, and the last link there; NULL when there is none, or a link is gone. */
const FfEntity *ff_rule_item_find_linked    (FfJson         *bare,
                                             FfSchema       *schema,
                                             const FfEntity *entity,
                                             const FfLink  **out_link);  /* nullable */

const char     *ff_rule_group_get_how       (FfJson         *group);   /* "all", "any" or "none"; "all" for an empty object */
FfJson         *ff_rule_group_get_items     (FfJson         *group);   /* lent; NULL when it has none */
char           *ff_rule_group_dup_place     (FfJson         *group,
                                             const char     *place,
                                             guint           index);   /* of its index-th item */

/* A rule whose root is a group; a new reference. */
FfJson         *ff_rule_tree_normalize      (FfJson         *rule);    /* nullable */
/* The item at @place; an absent inner rule is an empty group. A new reference, or NULL. */
FfJson         *ff_rule_tree_dup_at         (FfJson         *rule,
                                             const char     *place);
/* How many groups deep @place stands: 1 for the root. */
guint           ff_rule_tree_get_depth      (FfJson         *rule,
                                             const char     *place);
/* What a rule at @place is over, from the entity of the root; NULL when a link is gone. */
const FfEntity *ff_rule_tree_find_entity    (FfJson         *rule,
                                             const char     *place,
                                             FfSchema       *schema,
                                             const FfEntity *entity);

/* Changes; each answers a new rule, or NULL when it cannot be done. */
FfJson         *ff_rule_tree_insert         (FfJson         *rule,
                                             const char     *group,
                                             gint            index,    /* -1: at the end */
                                             FfJson         *item);
FfJson         *ff_rule_tree_replace        (FfJson         *rule,
                                             const char     *place,
                                             FfJson         *item);
FfJson         *ff_rule_tree_remove         (FfJson         *rule,
                                             const char     *place);
FfJson         *ff_rule_tree_set_how        (FfJson         *rule,
                                             const char     *group,
                                             const char     *how);
/* Among its neighbours; past the end of a group it leaves the group, and next to a group it enters it. */
FfJson         *ff_rule_tree_move           (FfJson         *rule,
                                             const char     *place,
                                             gboolean        down,
                                             char          **out_place);
/* To before the index-th item of @group. */
FfJson         *ff_rule_tree_move_to        (FfJson         *rule,
                                             const char     *place,
                                             const char     *group,
                                             guint           index,
                                             char          **out_place);
FfJson         *ff_rule_tree_wrap           (FfJson         *rule,
                                             const char     *place,
                                             const char     *how);
FfJson         *ff_rule_tree_set_except     (FfJson         *rule,
                                             const char     *place,
                                             gboolean        is_except);
FfJson         *ff_rule_tree_duplicate      (FfJson         *rule,
                                             const char     *place);

G_END_DECLS
