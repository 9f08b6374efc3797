/* What the panes of an open campaign have chosen together: selection, the output whose people are shown, what is lit,
 * and what stands beside the campaign. Main thread. */

#include "ui/ff-draft-private.h"

#include "base/ff-clock.h"
#include "model/ff-document.h"

/**
 * ff_draft_select:
 * @self: the draft
 * @ids: (nullable): ids of elements; %NULL or empty: nothing
 * @add: whether what was selected stays
 */
void
ff_draft_select (FfDraft           *self,
                 const char *const *ids,
                 gboolean           add)
{
  g_autoptr (GPtrArray) selection = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; add && self->selection->pdata[i] != NULL; i++)
    g_ptr_array_add (selection, g_strdup (self->selection->pdata[i]));

  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    if (!add || !ff_draft_is_selected (self, ids[i]))
      g_ptr_array_add (selection, g_strdup (ids[i]));

  g_ptr_array_add (selection, NULL);
  if (g_strv_equal ((const char *const *) selection->pdata, (const char *const *) self->selection->pdata))
    return;

  g_ptr_array_unref (self->selection);
  self->selection = g_steal_pointer (&selection);
  ff_draft_emit (self, FF_DRAFT_SELECTION_CHANGED);
}

gboolean
ff_draft_is_selected (FfDraft    *self,
                      const char *id)
{
  return g_strv_contains ((const char *const *) self->selection->pdata, id);
}

const char *const *
ff_draft_get_selection (FfDraft *self)
{
  return (const char *const *) self->selection->pdata;
}

/**
 * ff_draft_set_active:
 * @self: the draft
 * @activity: id, or ""
 * @port: one of its output ports, or ""
 *
 * Chooses the output whose people are shown.
 */
void
ff_draft_set_active (FfDraft    *self,
                     const char *activity,
                     const char *port)
{
  if (g_str_equal (self->active_activity, activity) && g_str_equal (self->active_port, port))
    return;

  g_free (self->active_activity);
  g_free (self->active_port);
  self->active_activity = g_strdup (activity);
  self->active_port = g_strdup (port);
  ff_draft_emit (self, FF_DRAFT_SELECTION_CHANGED);
}

/**
 * ff_draft_set_aside:
 * @self: the draft
 * @aside: (nullable): what stands beside the campaign from now on
 *
 * When an output of the last one is active and @aside has none such, no output is.
 */
void
ff_draft_set_aside (FfDraft *self,
                    FfAside *aside)
{
  g_autoptr (FfAside) before = self->aside;

  if (before == aside)
    {
      g_steal_pointer (&before);
      return;
    }

  self->aside = aside != NULL ? ff_aside_ref (aside) : NULL;
  if (before != NULL && ff_aside_get_title (before, self->active_activity, self->active_port) != NULL &&
      (aside == NULL || ff_aside_get_title (aside, self->active_activity, self->active_port) == NULL))
    ff_draft_set_active (self, "", "");
  ff_draft_emit (self, FF_DRAFT_SELECTION_CHANGED);
}

FfAside *
ff_draft_get_aside (FfDraft *self)
{
  return self->aside;
}

void
ff_draft_set_baseline (FfDraft *self)
{
  g_clear_pointer (&self->baseline, ff_json_unref);
  self->baseline = ff_document_to_json (self->campaign);
  self->baseline_at = ff_clock_get_now (ff_clock_get_wall ());
}

FfJson *
ff_draft_get_baseline (FfDraft *self,
                       gint64  *out_at)
{
  if (out_at != NULL)
    *out_at = self->baseline_at;

  return self->baseline;
}

/**
 * ff_draft_set_lit:
 * @self: the draft
 * @ids: (nullable) (element-type utf8): a set of activities and transitions
 *
 * Lets them stand out on the canvas: the path of a person.
 */
void
ff_draft_set_lit (FfDraft    *self,
                  GHashTable *ids)
{
  if (self->lit == ids)
    return;

  g_clear_pointer (&self->lit, g_hash_table_unref);
  self->lit = ids != NULL ? g_hash_table_ref (ids) : NULL;
  ff_draft_emit (self, FF_DRAFT_SELECTION_CHANGED);
}

GHashTable *
ff_draft_get_lit (FfDraft *self)
{
  return self->lit;
}

const char *
ff_draft_get_active_activity (FfDraft *self)
{
  return self->active_activity;
}

const char *
ff_draft_get_active_port (FfDraft *self)
{
  return self->active_port;
}
