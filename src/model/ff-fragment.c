/* The clipboard: a few elements as JSON text that other programs can carry, and back as one edit. The text of a whole
 * campaign can be pasted as well. Main thread. */

#include "model/ff-fragment.h"

#include <glib/gi18n-lib.h>

#include "base/ff-id.h"
#include "model/ff-campaign-private.h"
#include "model/ff-edit-private.h"

/* Kinds that have a place on the canvas. */
static const FfElementKind placed_kinds[] = { FF_ELEMENT_ACTIVITY, FF_ELEMENT_NOTE, FF_ELEMENT_FRAME };

static void
copy_list (FfJson            *fragment,
           FfElementKind      kind,
           FfState           *state,
           const char *const *ids)
{
  FfJson *list = ff_json_new_array ();

  for (guint i = 0; i < state->lists[kind]->len; i++)
    {
      FfJson *element = state->lists[kind]->pdata[i];
      gboolean wanted;

      if (kind == FF_ELEMENT_TRANSITION)
        wanted = g_strv_contains (ids, ff_json_get_member_string (element, "from", "")) &&
                 g_strv_contains (ids, ff_json_get_member_string (element, "to", ""));
      else
        wanted = g_strv_contains (ids, ff_element_get_id (element));

      if (wanted)
        ff_json_take_element (list, ff_element_dup_ordered (kind, element));
    }

  ff_json_take_member (fragment, ff_element_kind_get_list (kind), list);
}

/**
 * ff_fragment_copy:
 * @ids: activities, notes and frames; transitions go with their activities
 *
 * Returns: (transfer full): the text for the clipboard
 */
char *
ff_fragment_copy (FfCampaign        *campaign,
                  const char *const *ids)
{
  g_autoptr (FfState) state = NULL;
  g_autoptr (FfJson) fragment = ff_json_new_object ();

  g_return_val_if_fail (FF_IS_CAMPAIGN (campaign), NULL);
  g_return_val_if_fail (ids != NULL, NULL);

  state = ff_campaign_dup_state (campaign);
  ff_json_set_integer (fragment, "fanfare-fragment", 1);
  ff_json_take_member (fragment, "needs", ff_json_ref (ff_campaign_get_needs (campaign)));
  copy_list (fragment, FF_ELEMENT_ACTIVITY, state, ids);
  copy_list (fragment, FF_ELEMENT_TRANSITION, state, ids);
  copy_list (fragment, FF_ELEMENT_NOTE, state, ids);
  copy_list (fragment, FF_ELEMENT_FRAME, state, ids);

  return ff_json_print_pretty (fragment);
}

static gboolean
check_version (FfJson  *fragment,
               GError **error)
{
  FfJson *needs = ff_json_get_member (fragment, "needs");
  FfJson *version = ff_json_get_member (fragment, "fanfare-fragment");
  gboolean known = TRUE;
  gint64 number;

  if (version == NULL)
    version = ff_json_get_member (fragment, "fanfare");

  if (!ff_json_get_integer (version, &number) || number < 1)
    {
      g_set_error_literal (error, FF_MODEL_ERROR, FF_MODEL_ERROR_NOT_A_CAMPAIGN,
                           _("The clipboard holds a text, but no activities."));
      return FALSE;
    }

  for (guint i = 0; i < ff_json_get_length (needs); i++)
    if (!ff_campaign_knows_feature (ff_json_get_string (ff_json_get_element (needs, i))))
      known = FALSE;

  if (number > 1 || !known)
    {
      g_set_error_literal (error, FF_MODEL_ERROR, FF_MODEL_ERROR_NEWER,
                           _("The clipboard holds activities of a newer version of Fanfare."));
      return FALSE;
    }

  return TRUE;
}

static void
take_elements (FfState       *state,
               FfElementKind  kind,
               FfJson        *fragment)
{
  FfJson *list = ff_json_get_member (fragment, ff_element_kind_get_list (kind));

  for (guint i = 0; ff_json_is_array (list) && i < ff_json_get_length (list); i++)
    g_ptr_array_add (state->lists[kind], ff_json_ref (ff_json_get_element (list, i)));
}

/* A text that someone cut by hand may hold transitions whose activities stayed behind. */
static void
drop_loose_transitions (FfState *state)
{
  GPtrArray *transitions = state->lists[FF_ELEMENT_TRANSITION];

  for (guint i = transitions->len; i > 0; i--)
    {
      const char *from = ff_json_get_member_string (transitions->pdata[i - 1], "from", NULL);
      const char *to = ff_json_get_member_string (transitions->pdata[i - 1], "to", NULL);

      if (from != NULL && to != NULL &&
          (ff_state_find (state, FF_ELEMENT_ACTIVITY, from, NULL) == NULL ||
           ff_state_find (state, FF_ELEMENT_ACTIVITY, to, NULL) == NULL))
        g_ptr_array_remove_index (transitions, i - 1);
    }
}

static FfState *
read_fragment (const char  *text,
               GError     **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (FfJson) fragment = ff_json_parse (text, -1, &ff_json_document_limits, &local_error);
  g_autoptr (FfState) state = ff_state_new ();

  if (fragment == NULL)
    {
      g_set_error (error, FF_MODEL_ERROR, FF_MODEL_ERROR_NOT_A_CAMPAIGN,
                   _("The clipboard holds a text, but no activities. %s"), local_error->message);
      return NULL;
    }

  if (!check_version (fragment, error))
    return NULL;

  take_elements (state, FF_ELEMENT_ACTIVITY, fragment);
  take_elements (state, FF_ELEMENT_TRANSITION, fragment);
  take_elements (state, FF_ELEMENT_NOTE, fragment);
  take_elements (state, FF_ELEMENT_FRAME, fragment);
  drop_loose_transitions (state);

  if (!ff_state_check (state, &local_error))
    {
      g_set_error (error, FF_MODEL_ERROR, FF_MODEL_ERROR_BAD_DOCUMENT,
                   _("The clipboard holds activities that cannot be pasted. %s"), local_error->message);
      return NULL;
    }

  return g_steal_pointer (&state);
}

static GHashTable *
make_new_ids (FfState *state)
{
  GHashTable *ids = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  for (guint kind = FF_ELEMENT_ACTIVITY; kind < FF_N_ELEMENT_KINDS; kind++)
    for (guint i = 0; i < state->lists[kind]->len; i++)
      g_hash_table_insert (ids, (char *) ff_element_get_id (state->lists[kind]->pdata[i]), ff_id_new ());

  return ids;
}

static void
replace_integer (FfJson     **json,
                 const char  *member,
                 gint64       value)
{
  g_autoptr (FfJson) old = *json;
  g_autoptr (FfJson) number = ff_json_new_integer (CLAMP (value, -FF_POSITION_MAX, FF_POSITION_MAX));

  *json = ff_json_with_member (old, member, number);
}

static void
replace_text (FfJson     **json,
              const char  *member,
              const char  *value)
{
  g_autoptr (FfJson) old = *json;
  g_autoptr (FfJson) text = ff_json_new_string (value);

  *json = ff_json_with_member (old, member, text);
}

static void
replace_id (FfJson     **json,
            const char  *member,
            GHashTable  *new_ids)
{
  const char *new_id = g_hash_table_lookup (new_ids, ff_json_get_member_string (*json, member, ""));

  if (new_id != NULL)
    replace_text (json, member, new_id);
}

/* Settings that speak of another activity or transition do so in a member of that name; what was copied along is meant. */
static FfJson *
dup_with_new_references (FfJson     *value,
                         GHashTable *new_ids)
{
  FfJson *copy;

  if (ff_json_is_array (value))
    {
      copy = ff_json_new_array ();
      for (guint i = 0; i < ff_json_get_length (value); i++)
        ff_json_take_element (copy, dup_with_new_references (ff_json_get_element (value, i), new_ids));
      return copy;
    }

  if (!ff_json_is_object (value))
    return ff_json_ref (value);

  copy = ff_json_new_object ();
  for (guint i = 0; i < ff_json_get_length (value); i++)
    {
      const char *name = ff_json_get_name (value, i);

      ff_json_take_member (copy, name, dup_with_new_references (ff_json_get_value (value, i), new_ids));
    }
  replace_id (&copy, "activity", new_ids);
  replace_id (&copy, "transition", new_ids);

  return copy;
}

/* What an element is called on the canvas, as far as names may clash. */
static const char *
get_title (FfElementKind  kind,
           FfJson        *element)
{
  switch (kind)
    {
    case FF_ELEMENT_ACTIVITY:
      return ff_json_get_member_string (element, "label", "");
    case FF_ELEMENT_FRAME:
      return ff_json_get_member_string (element, "title", "");
    default:
      return "";
    }
}

static void
add_titles (GHashTable *titles,
            FfState    *state)
{
  for (guint k = 0; k < G_N_ELEMENTS (placed_kinds); k++)
    for (guint i = 0; i < state->lists[placed_kinds[k]]->len; i++)
      g_hash_table_add (titles, g_strdup (get_title (placed_kinds[k], state->lists[placed_kinds[k]]->pdata[i])));
}

static char *
dup_free_title (const char *title,
                GHashTable *avoided)
{
  for (guint number = 2;; number++)
    {
      /* Translators: the name of a pasted activity whose own name is taken: "Loyal customers 2". */
      g_autofree char *candidate = g_strdup_printf (_("%s %u"), title, number);

      if (g_hash_table_add (avoided, g_strdup (candidate)))
        return g_steal_pointer (&candidate);
    }
}

/* What pasting an element needs to know. */
typedef struct
{
  GHashTable *new_ids;   /* by old id */
  GHashTable *taken;     /* titles that the campaign has */
  GHashTable *avoided;   /* those, the fragment's, and those already given */
  int         shift_x;
  int         shift_y;
} Paste;

static FfJson *
dup_pasted (Paste         *paste,
            FfElementKind  kind,
            FfJson        *element)
{
  const char *title = get_title (kind, element);
  FfJson *pasted = ff_json_ref (element);

  replace_id (&pasted, "id", paste->new_ids);

  if (kind == FF_ELEMENT_TRANSITION)
    {
      replace_id (&pasted, "from", paste->new_ids);
      replace_id (&pasted, "to", paste->new_ids);
      return pasted;
    }

  replace_integer (&pasted, "x", ff_json_get_member_integer (element, "x", 0) + paste->shift_x);
  replace_integer (&pasted, "y", ff_json_get_member_integer (element, "y", 0) + paste->shift_y);

  if (*title != '\0' && g_hash_table_contains (paste->taken, title))
    {
      g_autofree char *free_title = dup_free_title (title, paste->avoided);

      replace_text (&pasted, kind == FF_ELEMENT_FRAME ? "title" : "label", free_title);
    }

  if (ff_json_get_member (element, "settings") != NULL)
    {
      g_autoptr (FfJson) old = pasted;
      g_autoptr (FfJson) settings = dup_with_new_references (ff_json_get_member (element, "settings"), paste->new_ids);

      pasted = ff_json_with_member (old, "settings", settings);
    }

  return pasted;
}

/* Brings the top start corner of all that is pasted to @x, @y. */
static void
find_shift (FfState *state,
            int      x,
            int      y,
            Paste   *paste)
{
  int left = G_MAXINT;
  int top = G_MAXINT;

  for (guint k = 0; k < G_N_ELEMENTS (placed_kinds); k++)
    for (guint i = 0; i < state->lists[placed_kinds[k]]->len; i++)
      {
        FfJson *element = state->lists[placed_kinds[k]]->pdata[i];

        left = MIN (left, (int) ff_json_get_member_integer (element, "x", 0));
        top = MIN (top, (int) ff_json_get_member_integer (element, "y", 0));
      }

  paste->shift_x = CLAMP (x, -FF_POSITION_MAX, FF_POSITION_MAX) - left;
  paste->shift_y = CLAMP (y, -FF_POSITION_MAX, FF_POSITION_MAX) - top;
}

/**
 * ff_fragment_paste:
 * @text: (nullable): what the clipboard holds
 * @x: where the top start corner of what is pasted goes
 * @y: where the top start corner of what is pasted goes
 * @edit: the edit to record into
 * @out_ids: (out) (optional): the new activities, notes and frames, to be
 *   selected
 * @error: return location for a #FfModelError whose message a person can read
 *
 * Returns: %FALSE, with nothing recorded, if @text holds no elements
 */
gboolean
ff_fragment_paste (FfCampaign  *campaign,
                   const char  *text,
                   int          x,
                   int          y,
                   FfEdit      *edit,
                   char      ***out_ids,
                   GError     **error)
{
  static const FfElementKind order[] = {
    FF_ELEMENT_ACTIVITY, FF_ELEMENT_TRANSITION, FF_ELEMENT_NOTE, FF_ELEMENT_FRAME,
  };
  g_autoptr (FfState) state = read_fragment (text != NULL ? text : "", error);
  g_autoptr (GHashTable) new_ids = NULL;
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) avoided = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GStrvBuilder) pasted_ids = g_strv_builder_new ();
  Paste paste;

  if (state == NULL)
    return FALSE;

  new_ids = make_new_ids (state);
  add_titles (taken, ff_edit_ensure_state (edit, campaign));
  add_titles (avoided, ff_edit_ensure_state (edit, campaign));
  add_titles (avoided, state);
  paste = (Paste) { new_ids, taken, avoided };
  find_shift (state, x, y, &paste);

  for (guint k = 0; k < G_N_ELEMENTS (order); k++)
    for (guint i = 0; i < state->lists[order[k]]->len; i++)
      {
        g_autoptr (FfJson) pasted = dup_pasted (&paste, order[k], state->lists[order[k]]->pdata[i]);

        ff_edit_set_element (edit, campaign, order[k], ff_element_get_id (pasted), pasted);
        if (order[k] != FF_ELEMENT_TRANSITION)
          g_strv_builder_add (pasted_ids, ff_element_get_id (pasted));
      }

  if (out_ids != NULL)
    *out_ids = g_strv_builder_end (pasted_ids);

  return TRUE;
}
