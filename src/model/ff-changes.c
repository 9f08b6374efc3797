/* Comparing two versions of a document by the ids of their elements, which
 * never change. Pure; on the thread of the campaigns. */

#include "model/ff-changes.h"

#include <string.h>

static void
change_free (gpointer data)
{
  FfChange *self = data;

  g_free (self->id);
  g_strfreev (self->pointers);
  g_free (self);
}

static void
add_change (GPtrArray     *changes,
            FfChangeHow    how,
            FfElementKind  kind,
            const char    *id,
            GPtrArray     *pointers)
{
  FfChange *change = g_new0 (FfChange, 1);

  change->how = how;
  change->kind = kind;
  change->id = g_strdup (id);
  if (pointers != NULL)
    {
      g_ptr_array_add (pointers, NULL);
      change->pointers = g_strdupv ((char **) pointers->pdata);
    }
  else
    {
      change->pointers = g_new0 (char *, 1);
    }
  g_ptr_array_add (changes, change);
}

/* Members that only one has, or that differ; a setting is told by its own name. */
static void
add_pointers (GPtrArray  *pointers,
              FfJson     *before,
              FfJson     *after,
              const char *pointer)
{
  for (guint i = 0; i < ff_json_get_length (after); i++)
    {
      const char *name = ff_json_get_name (after, i);
      FfJson *new = ff_json_get_value (after, i);
      FfJson *old = ff_json_get_member (before, name);
      g_autofree char *place = ff_json_pointer_join (pointer, name);

      if (old != NULL && ff_json_equal (old, new))
        continue;
      if (old != NULL && g_str_equal (place, "/settings") && ff_json_is_object (old) && ff_json_is_object (new))
        add_pointers (pointers, old, new, place);
      else
        g_ptr_array_add (pointers, g_steal_pointer (&place));
    }

  for (guint i = 0; i < ff_json_get_length (before); i++)
    if (ff_json_get_member (after, ff_json_get_name (before, i)) == NULL)
      g_ptr_array_add (pointers, ff_json_pointer_join (pointer, ff_json_get_name (before, i)));
}

static void
compare_element (GPtrArray     *changes,
                 FfElementKind  kind,
                 const char    *id,
                 FfJson        *before,
                 FfJson        *after)
{
  g_autoptr (GPtrArray) pointers = NULL;

  if (before == NULL || after == NULL)
    {
      add_change (changes, before == NULL ? FF_CHANGE_ADDED : FF_CHANGE_REMOVED, kind, id, NULL);
      return;
    }

  pointers = g_ptr_array_new_with_free_func (g_free);
  add_pointers (pointers, before, after, "");
  if (pointers->len > 0)
    add_change (changes, FF_CHANGE_CHANGED, kind, id, pointers);
}

static guint
get_n (FfCampaign    *campaign,
       FfElementKind  kind)
{
  switch (kind)
    {
    case FF_ELEMENT_ACTIVITY:
      return ff_campaign_get_n_activities (campaign);
    case FF_ELEMENT_TRANSITION:
      return ff_campaign_get_n_transitions (campaign);
    case FF_ELEMENT_VARIABLE:
      return ff_campaign_get_n_variables (campaign);
    case FF_ELEMENT_NOTE:
      return ff_campaign_get_n_notes (campaign);
    case FF_ELEMENT_FRAME:
      return ff_campaign_get_n_frames (campaign);
    case FF_ELEMENT_CAMPAIGN:
    default:
      return 0;
    }
}

static const char *
get_id (FfCampaign    *campaign,
        FfElementKind  kind,
        guint          index)
{
  switch (kind)
    {
    case FF_ELEMENT_ACTIVITY:
      return ff_campaign_get_activity (campaign, index)->id;
    case FF_ELEMENT_TRANSITION:
      return ff_campaign_get_transition (campaign, index)->id;
    case FF_ELEMENT_VARIABLE:
      return ff_campaign_get_variable (campaign, index)->id;
    case FF_ELEMENT_NOTE:
      return ff_campaign_get_note (campaign, index)->id;
    case FF_ELEMENT_FRAME:
      return ff_campaign_get_frame (campaign, index)->id;
    case FF_ELEMENT_CAMPAIGN:
    default:
      return "";
    }
}

/**
 * ff_campaign_list_changes:
 * @before: the earlier version
 * @after: the later one
 *
 * Returns: (transfer full) (element-type FfChange): empty when both say the same
 */
GPtrArray *
ff_campaign_list_changes (FfCampaign *before,
                          FfCampaign *after)
{
  GPtrArray *changes = g_ptr_array_new_with_free_func (change_free);

  compare_element (changes, FF_ELEMENT_CAMPAIGN, "", ff_campaign_get_members (before), ff_campaign_get_members (after));

  for (FfElementKind kind = FF_ELEMENT_ACTIVITY; kind <= FF_ELEMENT_FRAME; kind++)
    {
      for (guint i = 0; i < get_n (after, kind); i++)
        {
          const char *id = get_id (after, kind, i);

          compare_element (changes, kind, id, ff_campaign_get_element (before, kind, id), ff_campaign_get_element (after, kind, id));
        }

      for (guint i = 0; i < get_n (before, kind); i++)
        {
          const char *id = get_id (before, kind, i);

          if (ff_campaign_get_element (after, kind, id) == NULL)
            add_change (changes, FF_CHANGE_REMOVED, kind, id, NULL);
        }
    }

  return changes;
}
