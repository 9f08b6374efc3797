/* An edit as a value: a named list of changes, each of which swaps one element for another, so that it can be taken
 * back, joined with the next one and written into the undo log. The shorthands that record common gestures are in
 * ff-edit-record.c. Main thread. */

#include "model/ff-edit-private.h"

#include <glib/gi18n-lib.h>

#include "base/ff-id.h"
#include "model/ff-campaign-private.h"
#include "model/ff-document.h"

struct _FfEdit
{
  grefcount   refs;
  char       *name;
  GPtrArray  *changes;   /* of FfChange */
  GHashTable *last;      /* id → the last FfChange of that element */
  FfState    *state;     /* while recording */
  gboolean    sealed;
};

/**
 * ff_edit_new:
 * @name: translated, for the menu: "Move Activity"
 *
 * Returns: (transfer full): an edit that changes nothing yet
 */
FfEdit *
ff_edit_new (const char *name)
{
  FfEdit *self = g_new0 (FfEdit, 1);

  g_ref_count_init (&self->refs);
  self->name = g_strdup (name != NULL ? name : "");
  self->changes = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_change_free);
  self->last = g_hash_table_new (g_str_hash, g_str_equal);

  return self;
}

/**
 * ff_edit_ref:
 * @self: an edit, on the main thread
 *
 * Returns: @self
 */
FfEdit *
ff_edit_ref (FfEdit *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_ref_count_inc (&self->refs);

  return self;
}

/**
 * ff_edit_unref:
 * @self: (nullable): an edit, on the main thread
 *
 * Frees it with its last reference.
 */
void
ff_edit_unref (FfEdit *self)
{
  if (self == NULL || !g_ref_count_dec (&self->refs))
    return;

  g_clear_pointer (&self->state, ff_state_free);
  g_hash_table_unref (self->last);
  g_ptr_array_unref (self->changes);
  g_free (self->name);
  g_free (self);
}

/**
 * ff_edit_get_name:
 * @self: an edit
 *
 * Returns: (transfer none): what the menu calls it, translated
 */
const char *
ff_edit_get_name (FfEdit *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->name;
}

/**
 * ff_edit_is_empty:
 *
 * Returns: whether the edit leaves every element as it was
 */
gboolean
ff_edit_is_empty (FfEdit *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  for (guint i = 0; i < self->changes->len; i++)
    if (ff_edit_get_change (self, i)->before != ff_edit_get_change (self, i)->after)
      return FALSE;

  return TRUE;
}

guint
ff_edit_get_n_changes (FfEdit *self)
{
  return self->changes->len;
}

const FfChange *
ff_edit_get_change (FfEdit *self,
                    guint   index)
{
  return self->changes->pdata[index];
}

/* Whether what ff_state_check_structure () checks must be checked again. */
gboolean
ff_edit_is_structural (FfEdit *self)
{
  for (guint i = 0; i < self->changes->len; i++)
    if (ff_change_is_structural (self->changes->pdata[i]))
      return TRUE;

  return FALSE;
}

void
ff_edit_seal (FfEdit *self)
{
  self->sealed = TRUE;
  g_clear_pointer (&self->state, ff_state_free);
}

/* A transition's ends may have come after it: only if nothing happened in between may it be rewritten where it stands. */
static gboolean
may_amend (FfEdit         *self,
           const FfChange *earlier,
           const FfChange *change)
{
  if (earlier == NULL || earlier->kind != change->kind || earlier->after == NULL ||
      change->before == NULL || change->after == NULL)
    return FALSE;

  return change->kind != FF_ELEMENT_TRANSITION || earlier == self->changes->pdata[self->changes->len - 1];
}

/* Appends @change, or lets an earlier one end where it ends: a drag of a hundred motions stays one change. */
static void
take_change (FfEdit   *self,
             FfChange *change)
{
  FfChange *earlier = g_hash_table_lookup (self->last, change->id);

  if (!may_amend (self, earlier, change))
    {
      g_ptr_array_add (self->changes, change);
      g_hash_table_replace (self->last, change->id, change);
      return;
    }

  ff_json_unref (earlier->after);
  if (earlier->before != NULL && ff_json_equal (earlier->before, change->after))
    earlier->after = ff_json_ref (earlier->before);
  else
    earlier->after = ff_json_ref (change->after);
  ff_change_free (change);
}

FfEdit *
ff_edit_new_merged (FfEdit *first,
                    FfEdit *second)
{
  FfEdit *self = ff_edit_new (first->name);

  for (guint i = 0; i < first->changes->len; i++)
    take_change (self, ff_change_copy (first->changes->pdata[i]));
  for (guint i = 0; i < second->changes->len; i++)
    take_change (self, ff_change_copy (second->changes->pdata[i]));
  ff_edit_seal (self);

  return self;
}

/**
 * ff_edit_apply_to:
 * @state: what to change
 * @reverse: whether to take the edit back instead
 *
 * Returns: %FALSE, with @state as it was, if the edit does not fit it
 */
gboolean
ff_edit_apply_to (FfEdit   *self,
                  FfState  *state,
                  gboolean  reverse)
{
  guint n = self->changes->len;

  for (guint i = 0; i < n; i++)
    if (!ff_state_apply (state, self->changes->pdata[reverse ? n - 1 - i : i], reverse))
      {
        while (i-- > 0)
          ff_state_apply (state, self->changes->pdata[reverse ? n - 1 - i : i], !reverse);
        return FALSE;
      }

  return TRUE;
}

FfState *
ff_edit_ensure_state (FfEdit     *self,
                      FfCampaign *campaign)
{
  if (self->state == NULL)
    {
      self->state = ff_campaign_dup_state (campaign);
      if (!ff_edit_apply_to (self, self->state, FALSE))
        g_critical ("The edit “%s” was recorded against another state of the campaign.", self->name);
    }

  return self->state;
}

static gboolean
is_recordable (FfElementKind  kind,
               const char    *id,
               FfJson        *after)
{
  g_autoptr (GError) error = NULL;

  if (kind == FF_ELEMENT_CAMPAIGN && after == NULL)
    return FALSE;
  if (after == NULL)
    return TRUE;

  if (!ff_element_check (kind, after, "", &error))
    {
      g_critical ("Refused the %s “%s”: %s", ff_element_kind_get_name (kind), id, error->message);
      return FALSE;
    }

  return g_str_equal (ff_element_get_id (after), id);
}

/**
 * ff_edit_set_element:
 * @self: an edit that no history has yet
 * @campaign: what it is recorded for
 * @kind: the element's kind
 * @id: its id; "" for FF_ELEMENT_CAMPAIGN
 * @after: (nullable): what the element is to be, with that same id; %NULL
 *   removes it; where it does not exist yet it is appended
 *
 * The change that all others are made of.
 */
void
ff_edit_set_element (FfEdit        *self,
                     FfCampaign    *campaign,
                     FfElementKind  kind,
                     const char    *id,
                     FfJson        *after)
{
  FfState *state;
  FfJson *before;
  FfChange *change;
  guint index;

  g_return_if_fail (self != NULL && !self->sealed);
  g_return_if_fail (FF_IS_CAMPAIGN (campaign));
  g_return_if_fail (id != NULL);
  g_return_if_fail (is_recordable (kind, id, after));

  state = ff_edit_ensure_state (self, campaign);
  index = state->lists[kind]->len;
  before = ff_state_find (state, kind, id, &index);

  if (before == after || (before != NULL && after != NULL && ff_json_equal (before, after)))
    return;

  change = ff_change_new (kind, index, id, before, after);
  ff_state_apply (state, change, FALSE);
  take_change (self, change);
}

static FfJson *
change_to_json (const FfChange *change)
{
  FfJson *json = ff_json_new_object ();

  ff_json_set_string (json, "kind", ff_element_kind_get_name (change->kind));
  ff_json_set_string (json, "id", change->id);
  ff_json_set_integer (json, "index", change->index);
  if (change->before != NULL)
    ff_json_take_member (json, "before", ff_json_ref (change->before));
  if (change->after != NULL)
    ff_json_take_member (json, "after", ff_json_ref (change->after));

  return json;
}

/**
 * ff_edit_to_json:
 *
 * Returns: (transfer full): the edit as the undo log keeps it
 */
FfJson *
ff_edit_to_json (FfEdit *self)
{
  FfJson *json = ff_json_new_object ();
  FfJson *changes = ff_json_new_array ();

  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->changes->len; i++)
    ff_json_take_element (changes, change_to_json (self->changes->pdata[i]));

  ff_json_set_string (json, "name", self->name);
  ff_json_take_member (json, "changes", changes);

  return json;
}

static gboolean
check_side (FfElementKind  kind,
            const char    *id,
            FfJson        *side,
            const char    *place,
            GError       **error)
{
  if (side == NULL)
    return TRUE;

  if (!ff_element_check (kind, side, place, error))
    return FALSE;

  if (!g_str_equal (ff_element_get_id (side), id))
    {
      ff_element_set_error (error, FF_MODEL_ERROR_BAD_DOCUMENT, place, _("The id of the element is not that of its change."));
      return FALSE;
    }

  return TRUE;
}

static FfChange *
change_from_json (FfJson      *json,
                  const char  *place,
                  GError     **error)
{
  FfElementKind kind;
  const char *id = ff_json_get_member_string (json, "id", NULL);
  gint64 index = ff_json_get_member_integer (json, "index", -1);
  FfJson *before = ff_json_get_member (json, "before");
  FfJson *after = ff_json_get_member (json, "after");
  gboolean is_campaign;

  if (!ff_element_kind_find (ff_json_get_member_string (json, "kind", NULL), &kind) || id == NULL ||
      index < 0 || index > G_MAXINT || (before == NULL && after == NULL))
    {
      ff_element_set_error (error, FF_MODEL_ERROR_BAD_DOCUMENT, place, _("This is no change of an element."));
      return NULL;
    }

  is_campaign = kind == FF_ELEMENT_CAMPAIGN;
  if ((is_campaign && (before == NULL || after == NULL)) || (is_campaign ? *id != '\0' : !ff_id_is_valid (id)))
    {
      ff_element_set_error (error, FF_MODEL_ERROR_BAD_DOCUMENT, place, _("This is no change of an element."));
      return NULL;
    }

  if (!check_side (kind, id, before, place, error) || !check_side (kind, id, after, place, error))
    return NULL;

  return ff_change_new (kind, (guint) index, id, before, after);
}

/**
 * ff_edit_from_json:
 * @json: (nullable): what ff_edit_to_json () gave, or anything else
 * @error: return location for FF_MODEL_ERROR_BAD_DOCUMENT
 *
 * Returns: (transfer full): the edit, whose elements are each well by
 *   themselves; whether it fits a campaign is seen when it is applied
 */
FfEdit *
ff_edit_from_json (FfJson  *json,
                   GError **error)
{
  g_autoptr (FfEdit) self = ff_edit_new (ff_json_get_member_string (json, "name", ""));
  FfJson *changes = ff_json_get_member (json, "changes");

  if (!ff_json_is_array (changes))
    {
      ff_element_set_error (error, FF_MODEL_ERROR_BAD_DOCUMENT, "/changes", _("A list of changes must stand here."));
      return NULL;
    }

  for (guint i = 0; i < ff_json_get_length (changes); i++)
    {
      g_autofree char *place = g_strdup_printf ("/changes/%u", i);
      FfChange *change = change_from_json (ff_json_get_element (changes, i), place, error);

      if (change == NULL)
        return NULL;

      take_change (self, change);
    }

  return g_steal_pointer (&self);
}
