/* A rule's document form as a tree that is edited. Called by the rule card,
 * the segment editor and their tests; pure, main thread. */

#include "ui/segment/ff-rule-tree.h"

#include <stdlib.h>
#include <string.h>

static const char *const hows[] = { "all", "any", "none" };

/* ---- Looking. */

gboolean
ff_rule_item_is_except (FfJson *item)
{
  return ff_json_get_member (item, "except") != NULL;
}

FfJson *
ff_rule_item_get_bare (FfJson *item)
{
  FfJson *inner = ff_json_get_member (item, "except");

  return inner != NULL ? inner : item;
}

char *
ff_rule_item_dup_bare_place (FfJson     *item,
                             const char *place)
{
  return ff_rule_item_is_except (item) ? ff_json_pointer_join (place, "except") : g_strdup (place);
}

FfRuleItemKind
ff_rule_item_get_kind (FfJson *bare)
{
  if (ff_json_get_length (bare) == 0)
    return FF_RULE_ITEM_GROUP;

  for (guint i = 0; i < G_N_ELEMENTS (hows); i++)
    if (ff_json_get_member (bare, hows[i]) != NULL)
      return FF_RULE_ITEM_GROUP;

  if (ff_json_get_member (bare, "exists") != NULL || ff_json_get_member (bare, "not-exists") != NULL)
    return FF_RULE_ITEM_EXISTS;
  if (ff_json_get_member (bare, "in-audience") != NULL || ff_json_get_member (bare, "not-in-audience") != NULL)
    return FF_RULE_ITEM_AUDIENCE;
  if (ff_json_get_member (bare, "left") == NULL && ff_json_get_member (bare, "op") == NULL)
    return FF_RULE_ITEM_OTHER;

  return FF_RULE_ITEM_COMPARISON;
}

gboolean
ff_rule_item_has_effect (FfJson *item)
{
  FfJson *bare = ff_rule_item_get_bare (item);
  FfJson *items = ff_rule_group_get_items (bare);

  if (ff_rule_item_get_kind (bare) != FF_RULE_ITEM_GROUP)
    return TRUE;

  for (guint i = 0; i < ff_json_get_length (items); i++)
    if (ff_rule_item_has_effect (ff_json_get_element (items, i)))
      return TRUE;

  return FALSE;
}

/**
 * ff_rule_item_dup_inner_place:
 * @bare: an item without its exception
 * @place: where it stands
 *
 * Returns: (nullable) (transfer full): where its rule over linked rows stands
 *   or would stand; %NULL for what has none
 */
char *
ff_rule_item_dup_inner_place (FfJson     *bare,
                              const char *place)
{
  if (ff_rule_item_get_kind (bare) == FF_RULE_ITEM_EXISTS)
    return g_strconcat (place, "/where", NULL);
  if (ff_json_get_member (ff_json_get_member (bare, "left"), "aggregate") != NULL)
    return g_strconcat (place, "/left/where", NULL);

  return NULL;
}

static const FfEntity *
follow (FfSchema        *schema,
        const FfEntity  *entity,
        FfJson          *names,
        const FfLink   **out_link)
{
  guint n = ff_json_is_array (names) ? ff_json_get_length (names) : names != NULL;

  if (n == 0)
    return NULL;

  for (guint i = 0; entity != NULL && i < n; i++)
    {
      const char *name = ff_json_get_string (ff_json_is_array (names) ? ff_json_get_element (names, i) : names);
      const FfLink *link = name != NULL ? ff_entity_find_link (entity, name) : NULL;

      if (out_link != NULL)
        *out_link = link;
      entity = link != NULL ? ff_schema_find_entity (schema, link->target) : NULL;
    }

  return entity;
}

static FfJson *
get_links (FfJson *holder)
{
  static const char *const members[] = { "exists", "not-exists", "link" };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if (ff_json_get_member (holder, members[i]) != NULL)
      return ff_json_get_member (holder, members[i]);

  return NULL;
}

const FfEntity *
ff_rule_item_find_linked (FfJson          *bare,
                          FfSchema        *schema,
                          const FfEntity  *entity,
                          const FfLink   **out_link)
{
  FfJson *left = ff_json_get_member (bare, "left");

  if (out_link != NULL)
    *out_link = NULL;

  return follow (schema, entity, get_links (left != NULL ? left : bare), out_link);
}

const char *
ff_rule_group_get_how (FfJson *group)
{
  for (guint i = 0; i < G_N_ELEMENTS (hows); i++)
    if (ff_json_get_member (group, hows[i]) != NULL)
      return hows[i];

  return "all";
}

FfJson *
ff_rule_group_get_items (FfJson *group)
{
  return ff_json_get_member (group, ff_rule_group_get_how (group));
}

char *
ff_rule_group_dup_place (FfJson     *group,
                         const char *place,
                         guint       index)
{
  return g_strdup_printf ("%s/%s/%u", place, ff_rule_group_get_how (group), index);
}

static FfJson *
new_group (const char *how)
{
  FfJson *group = ff_json_new_object ();

  ff_json_take_member (group, how, ff_json_new_array ());
  return group;
}

/**
 * ff_rule_tree_normalize:
 * @rule: (nullable): a rule's document form
 *
 * Returns: (transfer full): a rule of the same meaning whose root is a group
 */
FfJson *
ff_rule_tree_normalize (FfJson *rule)
{
  g_autoptr (FfJson) group = NULL;

  if (ff_json_get_length (rule) == 0 || !ff_json_is_object (rule))
    return new_group ("all");
  if (!ff_rule_item_is_except (rule) && ff_rule_item_get_kind (rule) == FF_RULE_ITEM_GROUP)
    return ff_json_ref (rule);

  group = new_group ("all");
  return ff_json_with_at (group, "/all/0", rule);
}

/* An absent inner rule, or one without members, is an empty group. */
FfJson *
ff_rule_tree_dup_at (FfJson     *rule,
                     const char *place)
{
  FfJson *found = ff_json_get_at (rule, place);

  if (found == NULL)
    return g_str_has_suffix (place, "/where") ? new_group ("all") : NULL;

  return ff_json_get_length (found) == 0 || g_str_has_suffix (place, "/where")
           ? ff_rule_tree_normalize (found) : ff_json_ref (found);
}

/* Calls for each piece of the pointer, from the root on. */
typedef void (*StepFunc) (FfJson     *before,
                          const char *name,
                          gpointer    data);

static void
walk (FfJson     *rule,
      const char *place,
      StepFunc    func,
      gpointer    data)
{
  g_auto (GStrv) names = g_strsplit (place, "/", -1);
  g_autoptr (GString) pointer = g_string_new (NULL);

  for (guint i = 1; names[0] != NULL && names[i] != NULL; i++)
    {
      func (ff_json_get_at (rule, pointer->str), names[i], data);
      g_string_append_printf (pointer, "/%s", names[i]);
    }
}

static void
count_step (FfJson     *before,
            const char *name,
            gpointer    data)
{
  guint *depth = data;

  if (g_str_equal (name, "all") || g_str_equal (name, "any") || g_str_equal (name, "none"))
    *depth += 1;
}

guint
ff_rule_tree_get_depth (FfJson     *rule,
                        const char *place)
{
  guint depth = 1;

  walk (rule, place, count_step, &depth);
  return depth;
}

typedef struct
{
  FfSchema       *schema;
  const FfEntity *entity;
} Over;

static void
follow_step (FfJson     *before,
             const char *name,
             gpointer    data)
{
  Over *over = data;

  if (g_str_equal (name, "where") && over->entity != NULL)
    over->entity = follow (over->schema, over->entity, get_links (before), NULL);
}

/**
 * ff_rule_tree_find_entity:
 * @rule: a rule
 * @place: in it
 * @schema: the data model
 * @entity: what the root is over
 *
 * Returns: (nullable) (transfer none): what an item at @place is over
 */
const FfEntity *
ff_rule_tree_find_entity (FfJson         *rule,
                          const char     *place,
                          FfSchema       *schema,
                          const FfEntity *entity)
{
  Over over = { schema, entity };

  walk (rule, place, follow_step, &over);
  return over.entity;
}

/* ---- Changing. */

/* "/all/2" is the item 2 of the list "/all" of the group "". */
static gboolean
split_place (const char  *place,
             char       **out_group,
             char       **out_list,
             guint       *out_index)
{
  const char *last = strrchr (place, '/');
  const char *how;

  if (last == NULL || !g_ascii_isdigit (last[1]))
    return FALSE;

  *out_index = (guint) strtoul (last + 1, NULL, 10);
  *out_list = g_strndup (place, last - place);
  how = strrchr (*out_list, '/');
  *out_group = g_strndup (*out_list, how - *out_list);
  return TRUE;
}

static guint
get_height (FfJson *item)
{
  FfJson *bare = ff_rule_item_get_bare (item);
  FfJson *items = ff_rule_group_get_items (bare);
  guint height = 0;

  if (ff_rule_item_get_kind (bare) != FF_RULE_ITEM_GROUP)
    return 0;

  for (guint i = 0; i < ff_json_get_length (items); i++)
    height = MAX (height, get_height (ff_json_get_element (items, i)));

  return height + 1;
}

/* Nothing stands in front of an exception that could be taken away from. */
static gboolean
is_in_order (FfJson *items)
{
  return ff_json_get_length (items) == 0 || !ff_rule_item_is_except (ff_json_get_element (items, 0));
}

/* The group at @place with its items changed; an inner rule comes to be with its first item. */
static FfJson *
with_items (FfJson     *rule,
            const char *group_place,
            const char *how,
            FfJson     *items)
{
  g_autoptr (FfJson) group = ff_json_new_object ();

  if (!is_in_order (items))
    return NULL;

  ff_json_take_member (group, how, ff_json_ref (items));
  if (*group_place == '\0')
    return g_steal_pointer (&group);

  return ff_json_with_at (rule, group_place, group);
}

/**
 * ff_rule_tree_insert:
 * @rule: a rule
 * @group: place of a group in it; of an inner rule also when there is none yet
 * @index: before which item, or -1
 * @item: what to add; borrowed
 *
 * Returns: (nullable) (transfer full): the new rule; %NULL when it would be
 *   too deep, or an exception would stand first
 */
FfJson *
ff_rule_tree_insert (FfJson     *rule,
                     const char *group,
                     gint        index,
                     FfJson     *item)
{
  g_autoptr (FfJson) old = ff_rule_tree_dup_at (rule, group);
  g_autoptr (FfJson) items = NULL;
  const char *how;

  if (old == NULL || ff_rule_item_get_kind (old) != FF_RULE_ITEM_GROUP)
    return NULL;
  if (ff_rule_tree_get_depth (rule, group) + get_height (item) > FF_RULE_MAX_DEPTH)
    return NULL;

  how = ff_rule_group_get_how (old);
  if (ff_rule_group_get_items (old) != NULL)
    items = ff_json_with_element (ff_rule_group_get_items (old), index, item, TRUE);
  else
    {
      items = ff_json_new_array ();
      ff_json_take_element (items, ff_json_ref (item));
    }

  return items != NULL ? with_items (rule, group, how, items) : NULL;
}

FfJson *
ff_rule_tree_replace (FfJson     *rule,
                      const char *place,
                      FfJson     *item)
{
  return *place == '\0' ? ff_json_ref (item) : ff_json_with_at (rule, place, item);
}

/**
 * ff_rule_tree_remove:
 * @rule: a rule
 * @place: of an item of a group
 *
 * An exception that would then stand first has nothing left to take away
 * from, so it goes too.
 *
 * Returns: (nullable) (transfer full): the new rule
 */
FfJson *
ff_rule_tree_remove (FfJson     *rule,
                     const char *place)
{
  g_autofree char *group = NULL;
  g_autofree char *list = NULL;
  g_autoptr (FfJson) items = NULL;
  guint index;

  if (!split_place (place, &group, &list, &index) || ff_json_get_at (rule, place) == NULL)
    return NULL;

  items = ff_json_without_element (ff_json_get_at (rule, list), index);
  while (items != NULL && !is_in_order (items))
    {
      FfJson *without = ff_json_without_element (items, 0);

      ff_json_unref (items);
      items = without;
    }

  return items != NULL ? with_items (rule, group, strrchr (list, '/') + 1, items) : NULL;
}

FfJson *
ff_rule_tree_set_how (FfJson     *rule,
                      const char *group,
                      const char *how)
{
  g_autoptr (FfJson) old = ff_rule_tree_dup_at (rule, group);
  g_autoptr (FfJson) items = NULL;

  if (old == NULL || ff_rule_item_get_kind (old) != FF_RULE_ITEM_GROUP)
    return NULL;

  items = ff_rule_group_get_items (old) != NULL ? ff_json_ref (ff_rule_group_get_items (old)) : ff_json_new_array ();
  return with_items (rule, group, how, items);
}

static gboolean
is_inside (const char *place,
           const char *of)
{
  gsize length = strlen (of);

  return g_str_has_prefix (place, of) && (place[length] == '/' || place[length] == '\0');
}

/* Where @place is after the item at @removed went. */
static char *
shift_place (const char *place,
             const char *removed)
{
  g_autofree char *group = NULL;
  g_autofree char *list = NULL;
  guint index, own;
  const char *rest;
  char *end;

  split_place (removed, &group, &list, &index);
  if (!is_inside (place, list) || place[strlen (list)] == '\0')
    return g_strdup (place);

  rest = place + strlen (list) + 1;
  own = (guint) strtoul (rest, &end, 10);
  if (own <= index)
    return g_strdup (place);

  return g_strdup_printf ("%s/%u%s", list, own - 1, end);
}

/* How much of @place names the innermost rule over linked rows; what stands in another speaks of something else. */
static gsize
get_inner_length (const char *place)
{
  const char *last = g_strrstr (place, "/where");

  return last != NULL ? last - place + strlen ("/where") : 0;
}

static gboolean
is_in_same_rule (const char *a,
                 const char *b)
{
  gsize length = get_inner_length (a);

  return length == get_inner_length (b) && strncmp (a, b, length) == 0;
}

/**
 * ff_rule_tree_move_to:
 * @rule: a rule
 * @place: of an item
 * @group: place of the group it shall go to, as it is before the move
 * @index: before which of that group's items, as they are before the move
 * @out_place: (out) (optional): where the item stands then
 *
 * An item does not move into itself, nor over the edge of an inner rule,
 * which speaks of something else.
 *
 * Returns: (nullable) (transfer full): the new rule
 */
FfJson *
ff_rule_tree_move_to (FfJson      *rule,
                      const char  *place,
                      const char  *group,
                      guint        index,
                      char       **out_place)
{
  g_autofree char *from_group = NULL;
  g_autofree char *list = NULL;
  g_autofree char *new_group_place = NULL;
  g_autoptr (FfJson) item = NULL;
  g_autoptr (FfJson) items = NULL;
  g_autoptr (FfJson) without = NULL;
  g_autoptr (FfJson) at = NULL;
  FfJson *moved;
  guint from;

  if (!split_place (place, &from_group, &list, &from) || ff_json_get_at (rule, place) == NULL ||
      is_inside (group, place) || !is_in_same_rule (group, place))
    return NULL;

  item = ff_json_ref (ff_json_get_at (rule, place));
  items = ff_json_without_element (ff_json_get_at (rule, list), from);
  if (!is_in_order (items) && !g_str_equal (group, from_group))
    return NULL;
  without = ff_json_with_at (rule, list, items);

  if (g_str_equal (group, from_group) && index > from)
    index--;
  new_group_place = shift_place (group, place);
  moved = ff_rule_tree_insert (without, new_group_place, index, item);
  if (moved == NULL)
    return NULL;

  if (out_place != NULL)
    {
      at = ff_rule_tree_dup_at (moved, new_group_place);
      *out_place = ff_rule_group_dup_place (at, new_group_place, index);
    }
  return moved;
}

static gboolean
is_plain_group (FfJson *item)
{
  return !ff_rule_item_is_except (item) && ff_rule_item_get_kind (item) == FF_RULE_ITEM_GROUP;
}

/**
 * ff_rule_tree_move:
 * @rule: a rule
 * @place: of an item
 * @down: towards the end
 * @out_place: (out) (optional): where the item stands then; untouched on failure
 *
 * One step by key: past a neighbour, into a neighbouring group, out of the
 * own group at its end.
 *
 * Returns: (nullable) (transfer full): the new rule; %NULL when there is nowhere to go
 */
FfJson *
ff_rule_tree_move (FfJson      *rule,
                   const char  *place,
                   gboolean     down,
                   char       **out_place)
{
  g_autofree char *group = NULL;
  g_autofree char *list = NULL;
  g_autofree char *outer = NULL;
  g_autofree char *outer_list = NULL;
  guint index, outer_index, n_items;
  FfJson *items, *next = NULL;

  if (!split_place (place, &group, &list, &index))
    return NULL;

  items = ff_json_get_at (rule, list);
  n_items = ff_json_get_length (items);
  if (down ? index + 1 < n_items : index > 0)
    next = ff_json_get_element (items, down ? index + 1 : index - 1);

  if (next != NULL && is_plain_group (next))
    {
      g_autofree char *into = g_strdup_printf ("%s/%u", list, down ? index + 1 : index - 1);
      FfJson *entered = ff_rule_tree_move_to (rule, place, into, down ? 0 : ff_json_get_length (ff_rule_group_get_items (next)),
                                              out_place);

      if (entered != NULL)
        return entered;
    }

  if (next != NULL)
    return ff_rule_tree_move_to (rule, place, group, down ? index + 2 : index - 1, out_place);

  if (g_str_has_suffix (group, "/except"))
    group[strlen (group) - strlen ("/except")] = '\0';
  if (!split_place (group, &outer, &outer_list, &outer_index))
    return NULL;
  return ff_rule_tree_move_to (rule, place, outer, down ? outer_index + 1 : outer_index, out_place);
}

/**
 * ff_rule_tree_wrap:
 * @rule: a rule
 * @place: of an item of a group
 * @how: of the new group
 *
 * Returns: (nullable) (transfer full): the rule with the item in a group of
 *   its own, from which it may be an exception as before
 */
FfJson *
ff_rule_tree_wrap (FfJson     *rule,
                   const char *place,
                   const char *how)
{
  FfJson *item = ff_json_get_at (rule, place);
  FfJson *bare = ff_rule_item_get_bare (item);
  g_autofree char *bare_place = NULL;
  g_autoptr (FfJson) group = NULL;

  if (item == NULL || ff_rule_tree_get_depth (rule, place) + get_height (item) > FF_RULE_MAX_DEPTH)
    return NULL;

  bare_place = ff_rule_item_dup_bare_place (item, place);
  group = new_group (how);
  ff_json_take_element (ff_json_get_member (group, how), ff_json_ref (bare));

  return ff_json_with_at (rule, bare_place, group);
}

FfJson *
ff_rule_tree_set_except (FfJson     *rule,
                         const char *place,
                         gboolean    is_except)
{
  FfJson *item = ff_json_get_at (rule, place);
  g_autofree char *group = NULL;
  g_autofree char *list = NULL;
  g_autoptr (FfJson) changed = NULL;
  guint index;

  if (item == NULL || !split_place (place, &group, &list, &index) || (is_except && index == 0))
    return NULL;
  if (ff_rule_item_is_except (item) == is_except)
    return ff_json_ref (rule);

  if (!is_except)
    return ff_json_with_at (rule, place, ff_rule_item_get_bare (item));

  changed = ff_json_new_object ();
  ff_json_take_member (changed, "except", ff_json_ref (item));
  return ff_json_with_at (rule, place, changed);
}

FfJson *
ff_rule_tree_duplicate (FfJson     *rule,
                        const char *place)
{
  g_autofree char *group = NULL;
  g_autofree char *list = NULL;
  guint index;

  if (!split_place (place, &group, &list, &index) || ff_json_get_at (rule, place) == NULL)
    return NULL;

  return ff_rule_tree_insert (rule, group, (gint) index + 1, ff_json_get_at (rule, place));
}
