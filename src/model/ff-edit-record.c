/* What a person does, as changes of elements: moving, connecting, deleting with reconnection, setting one value. Each
 * function reads the campaign as the edit's earlier changes leave it. The elementary change is in ff-edit.c. */

#include "model/ff-edit-private.h"

#include "base/ff-id.h"

static FfJson *
find (FfEdit        *self,
      FfCampaign    *campaign,
      FfElementKind  kind,
      const char    *id)
{
  return ff_state_find (ff_edit_ensure_state (self, campaign), kind, id, NULL);
}

static int
clamp_position (int position)
{
  return CLAMP (position, -FF_POSITION_MAX, FF_POSITION_MAX);
}

static void
set_box (FfJson *element,
         int     x,
         int     y,
         int     width,
         int     height)
{
  ff_json_set_integer (element, "x", clamp_position (x));
  ff_json_set_integer (element, "y", clamp_position (y));
  ff_json_set_integer (element, "width", CLAMP (width, 1, FF_POSITION_MAX));
  ff_json_set_integer (element, "height", CLAMP (height, 1, FF_POSITION_MAX));
}

/**
 * ff_edit_add_activity:
 * @type: id of the activity type
 * @label: (nullable): empty when the type's name is to be shown
 * @settings: (nullable): object, borrowed; %NULL for none
 * @x: px, held within the document's range
 * @y: px
 *
 * Returns: (transfer full): the new activity's id
 */
char *
ff_edit_add_activity (FfEdit     *self,
                      FfCampaign *campaign,
                      const char *type,
                      const char *label,
                      FfJson     *settings,
                      int         x,
                      int         y)
{
  g_autofree char *id = ff_id_new ();
  g_autoptr (FfJson) activity = ff_json_new_object ();

  ff_json_set_string (activity, "id", id);
  ff_json_set_string (activity, "type", type);
  if (label != NULL && *label != '\0')
    ff_json_set_string (activity, "label", label);
  ff_json_set_integer (activity, "x", clamp_position (x));
  ff_json_set_integer (activity, "y", clamp_position (y));
  ff_json_take_member (activity, "settings", settings != NULL ? ff_json_ref (settings) : ff_json_new_object ());
  ff_edit_set_element (self, campaign, FF_ELEMENT_ACTIVITY, id, activity);

  return g_steal_pointer (&id);
}

/**
 * ff_edit_set_activity:
 * @id: of an activity; does nothing if there is none
 * @member: a member of its element other than its id: "label", "mode", …
 * @value: (nullable): borrowed; %NULL removes the member
 *
 * Sets one member of the activity beside its settings.
 */
void
ff_edit_set_activity (FfEdit     *self,
                      FfCampaign *campaign,
                      const char *id,
                      const char *member,
                      FfJson     *value)
{
  g_autoptr (FfJson) after = NULL;
  FfJson *before;

  g_return_if_fail (!g_str_equal (member, "id"));

  before = find (self, campaign, FF_ELEMENT_ACTIVITY, id);
  if (before == NULL)
    return;

  after = value != NULL ? ff_json_with_member (before, member, value) : ff_json_without_member (before, member);
  ff_edit_set_element (self, campaign, FF_ELEMENT_ACTIVITY, id, after);
}

/**
 * ff_edit_set_setting:
 * @id: of an activity; does nothing if there is none
 * @pointer: JSON pointer into its settings, whose parents exist; "" is the
 *   settings as a whole
 * @value: (nullable): borrowed; %NULL removes what stands there
 */
void
ff_edit_set_setting (FfEdit     *self,
                     FfCampaign *campaign,
                     const char *id,
                     const char *pointer,
                     FfJson     *value)
{
  FfJson *activity = find (self, campaign, FF_ELEMENT_ACTIVITY, id);
  g_autoptr (FfJson) settings = NULL;
  g_autoptr (FfJson) changed = NULL;

  if (activity == NULL)
    return;

  if (ff_json_get_member (activity, "settings") != NULL)
    settings = ff_json_ref (ff_json_get_member (activity, "settings"));
  else
    settings = ff_json_new_object ();

  if (*pointer == '\0')
    changed = value != NULL ? ff_json_ref (value) : ff_json_new_object ();
  else if (value != NULL)
    changed = ff_json_with_at (settings, pointer, value);
  else
    changed = ff_json_without_at (settings, pointer);

  if (changed != NULL)
    ff_edit_set_activity (self, campaign, id, "settings", changed);
}

/**
 * ff_edit_move:
 * @id: of an activity, a note or a frame; does nothing if there is none
 * @x: px, held within the document's range
 * @y: px
 */
void
ff_edit_move (FfEdit     *self,
              FfCampaign *campaign,
              const char *id,
              int         x,
              int         y)
{
  static const FfElementKind kinds[] = { FF_ELEMENT_ACTIVITY, FF_ELEMENT_NOTE, FF_ELEMENT_FRAME };
  g_autoptr (FfJson) new_x = ff_json_new_integer (clamp_position (x));
  g_autoptr (FfJson) new_y = ff_json_new_integer (clamp_position (y));

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      FfJson *before = find (self, campaign, kinds[i], id);
      g_autoptr (FfJson) moved = NULL;
      g_autoptr (FfJson) after = NULL;

      if (before == NULL)
        continue;

      moved = ff_json_with_member (before, "x", new_x);
      after = ff_json_with_member (moved, "y", new_y);
      ff_edit_set_element (self, campaign, kinds[i], id, after);
      return;
    }
}

static const char *
get_text (FfJson     *element,
          const char *member)
{
  return ff_json_get_member_string (element, member, "");
}

/* Transitions whose @end ("from" or "to") is @activity, in document order, each with a reference of its own. */
static GPtrArray *
dup_transitions (FfEdit     *self,
                 FfCampaign *campaign,
                 const char *end,
                 const char *activity)
{
  GPtrArray *all = ff_edit_ensure_state (self, campaign)->lists[FF_ELEMENT_TRANSITION];
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_json_unref);

  for (guint i = 0; i < all->len; i++)
    if (g_str_equal (get_text (all->pdata[i], end), activity))
      g_ptr_array_add (found, ff_json_ref (all->pdata[i]));

  return found;
}

static gboolean
is_connected (FfEdit     *self,
              FfCampaign *campaign,
              const char *from,
              const char *from_port,
              const char *to,
              const char *to_port)
{
  g_autoptr (GPtrArray) outbound = dup_transitions (self, campaign, "from", from);

  for (guint i = 0; i < outbound->len; i++)
    if (g_str_equal (get_text (outbound->pdata[i], "from_port"), from_port) &&
        g_str_equal (get_text (outbound->pdata[i], "to"), to) &&
        g_str_equal (get_text (outbound->pdata[i], "to_port"), to_port))
      return TRUE;

  return FALSE;
}

/* Lets @transition start where @source starts; it keeps its id, label and end. */
static void
move_start (FfEdit     *self,
            FfCampaign *campaign,
            FfJson     *transition,
            FfJson     *source)
{
  g_autoptr (FfJson) from = ff_json_with_member (transition, "from", ff_json_get_member (source, "from"));
  g_autoptr (FfJson) after = ff_json_with_member (from, "from_port", ff_json_get_member (source, "from_port"));

  ff_edit_set_element (self, campaign, FF_ELEMENT_TRANSITION, ff_element_get_id (transition), after);
}

/* What left the first connected output now leaves the place where the first input came from. */
static void
reconnect_around (FfEdit     *self,
                  FfCampaign *campaign,
                  GPtrArray  *inbound,
                  GPtrArray  *outbound)
{
  FfJson *source = inbound->pdata[0];
  FfJson *first = outbound->pdata[0];

  for (guint i = 0; i < outbound->len; i++)
    {
      FfJson *transition = outbound->pdata[i];

      if (!g_str_equal (get_text (transition, "from_port"), get_text (first, "from_port")) ||
          is_connected (self, campaign, get_text (source, "from"), get_text (source, "from_port"),
                        get_text (transition, "to"), get_text (transition, "to_port")))
        continue;

      move_start (self, campaign, transition, source);
    }
}

static void
remove_transitions (FfEdit     *self,
                    FfCampaign *campaign,
                    const char *end,
                    const char *activity)
{
  g_autoptr (GPtrArray) transitions = dup_transitions (self, campaign, end, activity);

  for (guint i = 0; i < transitions->len; i++)
    ff_edit_disconnect (self, campaign, ff_element_get_id (transitions->pdata[i]));
}

/**
 * ff_edit_remove_activity:
 * @id: of an activity; does nothing if there is none
 * @reconnect: whether what left its first connected output shall leave the
 *   place where its first input came from; those transitions keep their ids
 *
 * Removes the activity and its transitions.
 */
void
ff_edit_remove_activity (FfEdit     *self,
                         FfCampaign *campaign,
                         const char *id,
                         gboolean    reconnect)
{
  g_autoptr (GPtrArray) inbound = dup_transitions (self, campaign, "to", id);
  g_autoptr (GPtrArray) outbound = dup_transitions (self, campaign, "from", id);

  if (reconnect && inbound->len > 0 && outbound->len > 0)
    reconnect_around (self, campaign, inbound, outbound);

  remove_transitions (self, campaign, "to", id);
  remove_transitions (self, campaign, "from", id);
  ff_edit_set_element (self, campaign, FF_ELEMENT_ACTIVITY, id, NULL);
}

/* Activity id → GPtrArray of the ids that transitions lead to from it. */
static GHashTable *
list_targets (GPtrArray *transitions)
{
  GHashTable *targets = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < transitions->len; i++)
    {
      const char *from = get_text (transitions->pdata[i], "from");
      GPtrArray *list = g_hash_table_lookup (targets, from);

      if (list == NULL)
        {
          list = g_ptr_array_new ();
          g_hash_table_insert (targets, (char *) from, list);
        }
      g_ptr_array_add (list, (char *) get_text (transitions->pdata[i], "to"));
    }

  return targets;
}

/* Whether transitions lead from @from to @to, or they are the same. */
static gboolean
leads_to (FfEdit     *self,
          FfCampaign *campaign,
          const char *from,
          const char *to)
{
  g_autoptr (GHashTable) targets = list_targets (ff_edit_ensure_state (self, campaign)->lists[FF_ELEMENT_TRANSITION]);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) waiting = g_ptr_array_new ();

  g_hash_table_add (seen, (char *) from);
  g_ptr_array_add (waiting, (char *) from);
  while (waiting->len > 0 && !g_hash_table_contains (seen, to))
    {
      GPtrArray *list = g_hash_table_lookup (targets, g_ptr_array_steal_index_fast (waiting, waiting->len - 1));

      for (guint i = 0; list != NULL && i < list->len; i++)
        if (g_hash_table_add (seen, list->pdata[i]))
          g_ptr_array_add (waiting, list->pdata[i]);
    }

  return g_hash_table_contains (seen, to);
}

/**
 * ff_edit_connect:
 * @from: an activity
 * @from_port: one of its outputs
 * @to: another activity
 * @to_port: one of its inputs
 *
 * Returns: (transfer full) (nullable): the new transition's id; %NULL, with
 *   nothing recorded, if an end is missing, these ports are joined already,
 *   or it would close a circle
 */
char *
ff_edit_connect (FfEdit     *self,
                 FfCampaign *campaign,
                 const char *from,
                 const char *from_port,
                 const char *to,
                 const char *to_port)
{
  g_autofree char *id = NULL;
  g_autoptr (FfJson) transition = NULL;

  if (find (self, campaign, FF_ELEMENT_ACTIVITY, from) == NULL ||
      find (self, campaign, FF_ELEMENT_ACTIVITY, to) == NULL ||
      is_connected (self, campaign, from, from_port, to, to_port) ||
      leads_to (self, campaign, to, from))
    return NULL;

  id = ff_id_new ();
  transition = ff_json_new_object ();
  ff_json_set_string (transition, "id", id);
  ff_json_set_string (transition, "from", from);
  ff_json_set_string (transition, "from_port", from_port);
  ff_json_set_string (transition, "to", to);
  ff_json_set_string (transition, "to_port", to_port);
  ff_edit_set_element (self, campaign, FF_ELEMENT_TRANSITION, id, transition);

  return g_steal_pointer (&id);
}

/**
 * ff_edit_disconnect:
 * @transition: id of a transition; does nothing if there is none
 */
void
ff_edit_disconnect (FfEdit     *self,
                    FfCampaign *campaign,
                    const char *transition)
{
  ff_edit_set_element (self, campaign, FF_ELEMENT_TRANSITION, transition, NULL);
}

/**
 * ff_edit_add_note:
 *
 * Returns: (transfer full): the new note's id
 */
char *
ff_edit_add_note (FfEdit     *self,
                  FfCampaign *campaign,
                  const char *text,
                  int         x,
                  int         y,
                  int         width,
                  int         height)
{
  g_autofree char *id = ff_id_new ();
  g_autoptr (FfJson) note = ff_json_new_object ();

  ff_json_set_string (note, "id", id);
  ff_json_set_string (note, "text", text);
  set_box (note, x, y, width, height);
  ff_edit_set_element (self, campaign, FF_ELEMENT_NOTE, id, note);

  return g_steal_pointer (&id);
}

/**
 * ff_edit_add_frame:
 *
 * Returns: (transfer full): the new frame's id
 */
char *
ff_edit_add_frame (FfEdit     *self,
                   FfCampaign *campaign,
                   const char *title,
                   int         x,
                   int         y,
                   int         width,
                   int         height)
{
  g_autofree char *id = ff_id_new ();
  g_autoptr (FfJson) frame = ff_json_new_object ();

  ff_json_set_string (frame, "id", id);
  ff_json_set_string (frame, "title", title);
  set_box (frame, x, y, width, height);
  ff_edit_set_element (self, campaign, FF_ELEMENT_FRAME, id, frame);

  return g_steal_pointer (&id);
}

/**
 * ff_edit_set_member:
 * @member: a member of the document itself: "name", "zone", …; not its id,
 *   its format or a list of elements
 * @value: (nullable): borrowed; %NULL removes the member
 */
void
ff_edit_set_member (FfEdit     *self,
                    FfCampaign *campaign,
                    const char *member,
                    FfJson     *value)
{
  FfJson *before = find (self, campaign, FF_ELEMENT_CAMPAIGN, "");
  g_autoptr (FfJson) after =
    value != NULL ? ff_json_with_member (before, member, value) : ff_json_without_member (before, member);

  ff_edit_set_element (self, campaign, FF_ELEMENT_CAMPAIGN, "", after);
}
