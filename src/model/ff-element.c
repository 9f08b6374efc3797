/* The elements of a campaign document as JSON: one table says which members each kind has, in which order they are
 * written and what they may hold. Members that are not in the table are kept and never looked at. Called by the
 * document, by edits and by the clipboard. */

#include "model/ff-element-private.h"

#include <glib/gi18n-lib.h>
#include <stdarg.h>

#include "base/ff-id.h"
#include "model/ff-document.h"

typedef enum
{
  MEMBER_TEXT,
  MEMBER_NAME,       /* a text that is not empty */
  MEMBER_ID,
  MEMBER_POSITION,
  MEMBER_SIZE,
  MEMBER_FLAG,
  MEMBER_OBJECT,
  MEMBER_TEXTS,
  MEMBER_MODE,
  MEMBER_WEEKDAY,
  MEMBER_ANY,
} MemberKind;

typedef struct
{
  const char *name;
  MemberKind  kind;
  gboolean    required;
} Member;

typedef struct
{
  const char   *name;
  const char   *list;
  const Member *members;
} Description;

static const Member campaign_members[] = {
  { "name", MEMBER_TEXT, TRUE },
  { "description", MEMBER_TEXT },
  { "zone", MEMBER_TEXT },
  { "data_source", MEMBER_TEXT },
  { "week_start", MEMBER_WEEKDAY },
  { NULL },
};

static const Member activity_members[] = {
  { "id", MEMBER_ID, TRUE },
  { "type", MEMBER_NAME, TRUE },
  { "label", MEMBER_TEXT },
  { "x", MEMBER_POSITION },
  { "y", MEMBER_POSITION },
  { "mode", MEMBER_MODE },
  { "paused", MEMBER_FLAG },
  { "goes_on_empty", MEMBER_FLAG },
  { "shown_ports", MEMBER_TEXTS },
  { "settings", MEMBER_OBJECT },
  { NULL },
};

static const Member transition_members[] = {
  { "id", MEMBER_ID, TRUE },
  { "from", MEMBER_ID, TRUE },
  { "from_port", MEMBER_NAME, TRUE },
  { "to", MEMBER_ID, TRUE },
  { "to_port", MEMBER_NAME, TRUE },
  { "label", MEMBER_TEXT },
  { NULL },
};

static const Member variable_members[] = {
  { "id", MEMBER_ID, TRUE },
  { "name", MEMBER_NAME, TRUE },
  { "type", MEMBER_NAME, TRUE },
  { "value", MEMBER_ANY },
  { NULL },
};

static const Member note_members[] = {
  { "id", MEMBER_ID, TRUE },
  { "text", MEMBER_TEXT },
  { "x", MEMBER_POSITION },
  { "y", MEMBER_POSITION },
  { "width", MEMBER_SIZE },
  { "height", MEMBER_SIZE },
  { NULL },
};

static const Member frame_members[] = {
  { "id", MEMBER_ID, TRUE },
  { "title", MEMBER_TEXT },
  { "x", MEMBER_POSITION },
  { "y", MEMBER_POSITION },
  { "width", MEMBER_SIZE },
  { "height", MEMBER_SIZE },
  { "collapsed", MEMBER_FLAG },
  { NULL },
};

static const Description descriptions[FF_N_ELEMENT_KINDS] = {
  [FF_ELEMENT_CAMPAIGN]   = { "campaign", NULL, campaign_members },
  [FF_ELEMENT_ACTIVITY]   = { "activity", "activities", activity_members },
  [FF_ELEMENT_TRANSITION] = { "transition", "transitions", transition_members },
  [FF_ELEMENT_VARIABLE]   = { "variable", "variables", variable_members },
  [FF_ELEMENT_NOTE]       = { "note", "notes", note_members },
  [FF_ELEMENT_FRAME]      = { "frame", "frames", frame_members },
};

static const char *const modes[] = { "normal", "bypassed", "disabled", NULL };

static const char *const weekdays[] = {
  "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", NULL,
};

G_DEFINE_QUARK (ff-model-error-quark, ff_model_error)

guint
ff_element_find_weekday (const char *name)
{
  for (guint i = 0; weekdays[i] != NULL; i++)
    if (strcmp (weekdays[i], name) == 0)
      return i;

  return 0;
}

const char *
ff_element_kind_get_name (FfElementKind kind)
{
  return descriptions[kind].name;
}

const char *
ff_element_kind_get_list (FfElementKind kind)
{
  return descriptions[kind].list;
}

gboolean
ff_element_kind_find (const char    *name,
                      FfElementKind *out_kind)
{
  for (guint i = 0; i < FF_N_ELEMENT_KINDS; i++)
    if (g_strcmp0 (descriptions[i].name, name) == 0)
      {
        *out_kind = i;
        return TRUE;
      }

  return FALSE;
}

/**
 * ff_element_get_id:
 * @element: an element
 *
 * Returns: its id; "" for the document's own members, which have none
 */
const char *
ff_element_get_id (FfJson *element)
{
  return ff_json_get_member_string (element, "id", "");
}

FfMode
ff_element_get_mode (FfJson *element)
{
  const char *mode = ff_json_get_member_string (element, "mode", NULL);

  for (guint i = 0; mode != NULL && modes[i] != NULL; i++)
    if (g_str_equal (modes[i], mode))
      return i;

  return FF_MODE_NORMAL;
}

void
ff_element_set_error (GError    **error,
                      int         code,
                      const char *place,
                      const char *format,
                      ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  g_set_error (error, FF_MODEL_ERROR, code, "%s: %s", *place != '\0' ? place : "/", message);
}

static gboolean
is_integer_within (FfJson *value,
                   gint64  min,
                   gint64  max)
{
  gint64 integer;

  return ff_json_get_integer (value, &integer) && integer >= min && integer <= max;
}

static gboolean
is_array_of_texts (FfJson *value)
{
  if (!ff_json_is_array (value))
    return FALSE;

  for (guint i = 0; i < ff_json_get_length (value); i++)
    if (!ff_json_is_string (ff_json_get_element (value, i)))
      return FALSE;

  return TRUE;
}

static gboolean
is_one_of (FfJson            *value,
           const char *const *words)
{
  const char *text = ff_json_get_string (value);

  return text != NULL && g_strv_contains (words, text);
}

static gboolean
is_name (FfJson *value)
{
  const char *text = ff_json_get_string (value);

  return text != NULL && *text != '\0';
}

static gboolean
member_fits (const Member *member,
             FfJson       *value)
{
  switch (member->kind)
    {
    case MEMBER_TEXT:
      return ff_json_is_string (value);
    case MEMBER_NAME:
      return is_name (value);
    case MEMBER_ID:
      return ff_json_is_string (value) && ff_id_is_valid (ff_json_get_string (value));
    case MEMBER_POSITION:
      return is_integer_within (value, -FF_POSITION_MAX, FF_POSITION_MAX);
    case MEMBER_SIZE:
      return is_integer_within (value, 1, FF_POSITION_MAX);
    case MEMBER_FLAG:
      return ff_json_get_kind (value) == FF_JSON_BOOLEAN;
    case MEMBER_OBJECT:
      return ff_json_is_object (value);
    case MEMBER_TEXTS:
      return is_array_of_texts (value);
    case MEMBER_MODE:
      return is_one_of (value, modes);
    case MEMBER_WEEKDAY:
      return is_one_of (value, weekdays);
    case MEMBER_ANY:
      return TRUE;
    }

  g_assert_not_reached ();
}

static const char *
get_expectation (const Member *member)
{
  switch (member->kind)
    {
    case MEMBER_TEXT:
      return _("A text must stand here.");
    case MEMBER_NAME:
      return _("A text that is not empty must stand here.");
    case MEMBER_ID:
      return _("An id must stand here: 1 to 64 letters, digits, “_”, “-” or “.”.");
    case MEMBER_POSITION:
      return _("A whole number from −1,000,000 to 1,000,000 must stand here.");
    case MEMBER_SIZE:
      return _("A whole number from 1 to 1,000,000 must stand here.");
    case MEMBER_FLAG:
      return _("Here must stand true or false.");
    case MEMBER_OBJECT:
      return _("An object must stand here.");
    case MEMBER_TEXTS:
      return _("A list of texts must stand here.");
    case MEMBER_MODE:
      return _("Here must stand “normal”, “bypassed” or “disabled”.");
    case MEMBER_WEEKDAY:
      return _("Here must stand a day from “monday” to “sunday”.");
    case MEMBER_ANY:
      return "";
    }

  g_assert_not_reached ();
}

/**
 * ff_element_is_reserved:
 * @member: a member of a document
 *
 * Returns: whether it is the document's frame, rather than one of the members
 *   that FF_ELEMENT_CAMPAIGN holds
 */
gboolean
ff_element_is_reserved (const char *member)
{
  static const char *const frame[] = { "fanfare", "needs", "id", NULL };

  for (guint kind = 0; kind < FF_N_ELEMENT_KINDS; kind++)
    if (g_strcmp0 (descriptions[kind].list, member) == 0)
      return TRUE;

  return g_strv_contains (frame, member);
}

static gboolean
check_reserved (FfJson      *members,
                const char  *place,
                GError     **error)
{
  for (guint i = 0; i < ff_json_get_length (members); i++)
    if (ff_element_is_reserved (ff_json_get_name (members, i)))
      {
        ff_element_set_error (error, FF_MODEL_ERROR_BAD_DOCUMENT, place,
                              _("The member “%s” is no setting of a campaign."), ff_json_get_name (members, i));
        return FALSE;
      }

  return TRUE;
}

/**
 * ff_element_check:
 * @kind: what @element should be
 * @element: (nullable): anything
 * @place: JSON pointer to it, for the error
 * @error: return location for FF_MODEL_ERROR_BAD_DOCUMENT
 *
 * Checks an element by itself. What it has to do with others, such as a
 * transition's ends, is ff_state_check_structure ()'s.
 */
gboolean
ff_element_check (FfElementKind  kind,
                  FfJson        *element,
                  const char    *place,
                  GError       **error)
{
  if (!ff_json_is_object (element))
    {
      ff_element_set_error (error, FF_MODEL_ERROR_BAD_DOCUMENT, place, _("An object must stand here."));
      return FALSE;
    }

  for (const Member *member = descriptions[kind].members; member->name != NULL; member++)
    {
      FfJson *value = ff_json_get_member (element, member->name);

      if (value == NULL && member->required)
        {
          ff_element_set_error (error, FF_MODEL_ERROR_BAD_DOCUMENT, place, _("The member “%s” is missing."), member->name);
          return FALSE;
        }

      if (value != NULL && !member_fits (member, value))
        {
          g_autofree char *member_place = g_strconcat (place, "/", member->name, NULL);

          ff_element_set_error (error, FF_MODEL_ERROR_BAD_DOCUMENT, member_place, "%s", get_expectation (member));
          return FALSE;
        }
    }

  return kind != FF_ELEMENT_CAMPAIGN || check_reserved (element, place, error);
}

static gboolean
is_known_member (FfElementKind  kind,
                 const char    *name)
{
  for (const Member *member = descriptions[kind].members; member->name != NULL; member++)
    if (g_str_equal (member->name, name))
      return TRUE;

  return FALSE;
}

/**
 * ff_element_dup_ordered:
 *
 * Returns: (transfer full): @element with the members we know first, in the
 *   order of the table, then the others as they stood, so that equal
 *   documents are written alike whatever way they were edited
 */
FfJson *
ff_element_dup_ordered (FfElementKind  kind,
                        FfJson        *element)
{
  FfJson *ordered = ff_json_new_object ();

  for (const Member *member = descriptions[kind].members; member->name != NULL; member++)
    {
      FfJson *value = ff_json_get_member (element, member->name);

      if (value != NULL)
        ff_json_take_member (ordered, member->name, ff_json_ref (value));
    }

  for (guint i = 0; i < ff_json_get_length (element); i++)
    if (!is_known_member (kind, ff_json_get_name (element, i)))
      ff_json_take_member (ordered, ff_json_get_name (element, i), ff_json_ref (ff_json_get_value (element, i)));

  return ordered;
}
