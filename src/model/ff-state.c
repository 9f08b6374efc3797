/* A document's elements without signals: changes are tried here before a campaign sees them, and here is checked what
 * the elements have to do with each other. Private to the room; one owner, one thread. */

#include "model/ff-state-private.h"

#include <glib/gi18n-lib.h>

#include "model/ff-document.h"
#include "model/ff-order-private.h"

FfChange *
ff_change_new (FfElementKind  kind,
               guint          index,
               const char    *id,
               FfJson        *before,
               FfJson        *after)
{
  FfChange *self = g_new0 (FfChange, 1);

  self->kind = kind;
  self->index = index;
  self->id = g_strdup (id);
  self->before = before != NULL ? ff_json_ref (before) : NULL;
  self->after = after != NULL ? ff_json_ref (after) : NULL;

  return self;
}

FfChange *
ff_change_copy (const FfChange *self)
{
  return ff_change_new (self->kind, self->index, self->id, self->before, self->after);
}

void
ff_change_free (FfChange *self)
{
  g_clear_pointer (&self->before, ff_json_unref);
  g_clear_pointer (&self->after, ff_json_unref);
  g_free (self->id);
  g_free (self);
}

/* Whether the change can touch what ff_state_check_structure () checks: ids, ends, circles, names of variables. */
gboolean
ff_change_is_structural (const FfChange *self)
{
  return self->before == NULL || self->after == NULL ||
         self->kind == FF_ELEMENT_TRANSITION || self->kind == FF_ELEMENT_VARIABLE;
}

FfState *
ff_state_new (void)
{
  FfState *self = g_new0 (FfState, 1);

  for (guint kind = 0; kind < FF_N_ELEMENT_KINDS; kind++)
    self->lists[kind] = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_json_unref);

  return self;
}

void
ff_state_free (FfState *self)
{
  for (guint kind = 0; kind < FF_N_ELEMENT_KINDS; kind++)
    {
      g_clear_pointer (&self->lists[kind], g_ptr_array_unref);
      g_clear_pointer (&self->hints[kind], g_hash_table_unref);
    }

  g_free (self);
}

static GHashTable *
ensure_hints (FfState       *self,
              FfElementKind  kind)
{
  GPtrArray *list = self->lists[kind];

  if (self->hints[kind] == NULL)
    {
      self->hints[kind] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      for (guint i = 0; i < list->len; i++)
        g_hash_table_insert (self->hints[kind], g_strdup (ff_element_get_id (list->pdata[i])), GUINT_TO_POINTER (i));
    }

  return self->hints[kind];
}

static gboolean
stands_at (GPtrArray  *list,
           guint       index,
           const char *id)
{
  return index < list->len && g_str_equal (ff_element_get_id (list->pdata[index]), id);
}

/**
 * ff_state_find:
 * @out_index: (out) (optional): its place in the list, untouched if absent
 *
 * Returns: (transfer none) (nullable): the element
 */
FfJson *
ff_state_find (FfState       *self,
               FfElementKind  kind,
               const char    *id,
               guint         *out_index)
{
  GPtrArray *list = self->lists[kind];
  gpointer hint;

  if (!g_hash_table_lookup_extended (ensure_hints (self, kind), id, NULL, &hint))
    return NULL;

  /* Insertions and removals before it moved it by a few places since the hint was written: look ever further around. */
  for (guint distance = 0; distance <= list->len + GPOINTER_TO_UINT (hint); distance++)
    {
      guint above = GPOINTER_TO_UINT (hint) + distance;
      guint below = GPOINTER_TO_UINT (hint) - distance;   /* wraps past 0, and then stands nowhere */

      if (stands_at (list, above, id) || stands_at (list, below, id))
        {
          guint index = stands_at (list, above, id) ? above : below;

          if (out_index != NULL)
            *out_index = index;
          return list->pdata[index];
        }
    }

  return NULL;
}

/**
 * ff_state_apply:
 * @change: the change to make
 * @reverse: whether to take it back instead
 *
 * Returns: %FALSE, changing nothing, if @change was made for another state
 */
gboolean
ff_state_apply (FfState        *self,
                const FfChange *change,
                gboolean        reverse)
{
  GPtrArray *list = self->lists[change->kind];
  FfJson *before = reverse ? change->after : change->before;
  FfJson *after = reverse ? change->before : change->after;

  if (before == NULL)
    {
      if (after == NULL || change->index > list->len)
        return FALSE;
      g_hash_table_insert (ensure_hints (self, change->kind), g_strdup (change->id), GUINT_TO_POINTER (change->index));
      g_ptr_array_insert (list, (int) change->index, ff_json_ref (after));
      return TRUE;
    }

  if (!stands_at (list, change->index, change->id) ||
      (list->pdata[change->index] != before && !ff_json_equal (list->pdata[change->index], before)))
    return FALSE;

  if (after == NULL)
    {
      g_hash_table_remove (ensure_hints (self, change->kind), change->id);
      g_ptr_array_remove_index (list, change->index);
    }
  else
    {
      ff_json_unref (list->pdata[change->index]);
      list->pdata[change->index] = ff_json_ref (after);
    }

  return TRUE;
}

static char *
dup_place (FfElementKind  kind,
           guint          index,
           const char    *member)
{
  const char *list = ff_element_kind_get_list (kind);

  if (list == NULL)
    return g_strdup ("");

  return g_strdup_printf ("/%s/%u%s%s", list, index, member != NULL ? "/" : "", member != NULL ? member : "");
}

static gboolean
check_ids (FfState  *self,
           GError  **error)
{
  g_autoptr (GHashTable) places = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  for (guint kind = FF_ELEMENT_ACTIVITY; kind < FF_N_ELEMENT_KINDS; kind++)
    for (guint i = 0; i < self->lists[kind]->len; i++)
      {
        const char *id = ff_element_get_id (self->lists[kind]->pdata[i]);
        const char *first = g_hash_table_lookup (places, id);

        if (first != NULL)
          {
            g_autofree char *place = dup_place (kind, i, "id");

            ff_element_set_error (error, FF_MODEL_ERROR_BAD_DOCUMENT, place,
                                  _("The id “%s” is already that of %s."), id, first);
            return FALSE;
          }

        g_hash_table_insert (places, (char *) id, dup_place (kind, i, NULL));
      }

  return TRUE;
}

static gboolean
check_variable_names (FfState  *self,
                      GError  **error)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *variables = self->lists[FF_ELEMENT_VARIABLE];

  for (guint i = 0; i < variables->len; i++)
    {
      const char *name = ff_json_get_member_string (variables->pdata[i], "name", "");

      if (!g_hash_table_add (names, (char *) name))
        {
          g_autofree char *place = dup_place (FF_ELEMENT_VARIABLE, i, "name");

          ff_element_set_error (error, FF_MODEL_ERROR_BAD_DOCUMENT, place,
                                _("Another variable is already named “%s”."), name);
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
find_end (FfState     *self,
          guint        transition,
          const char  *member,
          guint       *out_activity,
          GError     **error)
{
  const char *id = ff_json_get_member_string (self->lists[FF_ELEMENT_TRANSITION]->pdata[transition], member, "");
  g_autofree char *place = NULL;

  if (ff_state_find (self, FF_ELEMENT_ACTIVITY, id, out_activity) != NULL)
    return TRUE;

  place = dup_place (FF_ELEMENT_TRANSITION, transition, member);
  ff_element_set_error (error, FF_MODEL_ERROR_BAD_DOCUMENT, place,
                        _("There is no activity with the id “%s”."), id);
  return FALSE;
}

static void
set_circle_error (FfState  *self,
                  GArray   *circle,
                  GError  **error)
{
  GString *path = g_string_new (NULL);
  g_autofree char *text = NULL;
  g_autofree char *place = dup_place (FF_ELEMENT_ACTIVITY, g_array_index (circle, guint, 0), NULL);
  guint n_named = MIN (circle->len, 8);

  for (guint i = 0; i < n_named; i++)
    g_string_append_printf (path, "%s → ",
                            ff_element_get_id (self->lists[FF_ELEMENT_ACTIVITY]->pdata[g_array_index (circle, guint, i)]));
  if (n_named < circle->len)
    g_string_append (path, "… → ");
  g_string_append (path, ff_element_get_id (self->lists[FF_ELEMENT_ACTIVITY]->pdata[g_array_index (circle, guint, 0)]));
  text = g_string_free (path, FALSE);

  /* Translators: %s is a chain of ids: a → b → a. */
  ff_element_set_error (error, FF_MODEL_ERROR_BAD_DOCUMENT, place, _("The transitions close a circle: %s."), text);
}

static gboolean
check_transitions (FfState  *self,
                   GError  **error)
{
  guint n_activities = self->lists[FF_ELEMENT_ACTIVITY]->len;
  guint n_transitions = self->lists[FF_ELEMENT_TRANSITION]->len;
  g_autofree FfArrow *arrows = g_new (FfArrow, n_transitions + 1);
  g_autofree guint *order = g_new (guint, n_activities + 1);
  g_autoptr (GArray) circle = NULL;

  for (guint i = 0; i < n_transitions; i++)
    if (!find_end (self, i, "from", &arrows[i].from, error) || !find_end (self, i, "to", &arrows[i].to, error))
      return FALSE;

  if (ff_order_sort (n_activities, arrows, n_transitions, order, &circle))
    return TRUE;

  set_circle_error (self, circle, error);
  return FALSE;
}

/**
 * ff_state_check_structure:
 * @self: elements that are each well by themselves
 * @error: return location for FF_MODEL_ERROR_BAD_DOCUMENT
 *
 * Checks that ids and names of variables are unique, that transitions have
 * both ends, and that they close no circle.
 */
gboolean
ff_state_check_structure (FfState  *self,
                          GError  **error)
{
  return check_ids (self, error) && check_variable_names (self, error) && check_transitions (self, error);
}

/**
 * ff_state_check:
 * @self: any elements
 * @error: return location for FF_MODEL_ERROR_BAD_DOCUMENT
 *
 * Checks every element, then the structure.
 */
gboolean
ff_state_check (FfState  *self,
                GError  **error)
{
  for (guint kind = 0; kind < FF_N_ELEMENT_KINDS; kind++)
    for (guint i = 0; i < self->lists[kind]->len; i++)
      {
        g_autofree char *place = dup_place (kind, i, NULL);

        if (!ff_element_check (kind, self->lists[kind]->pdata[i], place, error))
          return FALSE;
      }

  return ff_state_check_structure (self, error);
}
