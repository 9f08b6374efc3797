/* The strict door of data models: every member is known and of its kind, or the
 * file is refused with the place of what is wrong. What it has to do with a
 * data source is told when it is applied (ff-data-model-apply.c). Any thread. */

#include "query/ff-data-model-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "query/ff-personal.h"

#define MAX_KEYS 4

const char *const ff_data_model_roles[] = { "language", "time-zone", "first-name", "last-name", NULL };

typedef gboolean (*CheckFunc) (FfJson      *value,
                               const char  *place,
                               GError     **error);

typedef struct
{
  const char *name;
  CheckFunc   check;
  gboolean    is_needed;
} Member;

G_GNUC_PRINTF (3, 4)
static gboolean
refuse (GError    **error,
        const char *place,
        const char *format,
        ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  g_set_error (error, FF_DATA_MODEL_ERROR, FF_DATA_MODEL_ERROR_BAD, "%s: %s", *place != '\0' ? place : "/", message);

  return FALSE;
}

static gboolean
check_object (FfJson      *value,
              const char  *place,
              GError     **error)
{
  return ff_json_is_object (value) || refuse (error, place, _("An object must stand here."));
}

/* Each member of @object is one of @members. */
static gboolean
check_members (FfJson        *object,
               const char    *place,
               const Member  *members,
               GError       **error)
{
  if (!check_object (object, place, error))
    return FALSE;

  for (guint i = 0; i < ff_json_get_length (object); i++)
    {
      const char *name = ff_json_get_name (object, i);
      g_autofree char *at = ff_json_pointer_join (place, name);
      const Member *member = members;

      while (member->name != NULL && !g_str_equal (member->name, name))
        member++;
      if (member->name == NULL)
        return refuse (error, at, _("A data model has no such member."));
      if (!member->check (ff_json_get_value (object, i), at, error))
        return FALSE;
    }

  for (const Member *member = members; member->name != NULL; member++)
    if (member->is_needed && ff_json_get_member (object, member->name) == NULL)
      return refuse (error, place, _("The member “%s” is missing."), member->name);

  return TRUE;
}

/* Whatever the names of its members are, each value is what @check takes. */
static gboolean
check_each (FfJson      *object,
            const char  *place,
            CheckFunc    check,
            GError     **error)
{
  if (!check_object (object, place, error))
    return FALSE;

  for (guint i = 0; i < ff_json_get_length (object); i++)
    {
      g_autofree char *at = ff_json_pointer_join (place, ff_json_get_name (object, i));

      if (*ff_json_get_name (object, i) == '\0')
        return refuse (error, at, _("A name must stand here."));
      if (!check (ff_json_get_value (object, i), at, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
check_text (FfJson      *value,
            const char  *place,
            GError     **error)
{
  return (ff_json_is_string (value) && *ff_json_get_string (value) != '\0') ||
         refuse (error, place, _("A text must stand here, and not an empty one."));
}

static gboolean
check_flag (FfJson      *value,
            const char  *place,
            GError     **error)
{
  return ff_json_get_kind (value) == FF_JSON_BOOLEAN || refuse (error, place, _("true or false must stand here."));
}

/* Texts, none of them twice. */
static gboolean
check_list (FfJson      *value,
            const char  *place,
            gboolean     may_be_empty,
            GError     **error)
{
  if (!ff_json_is_array (value))
    return refuse (error, place, _("A list of texts must stand here."));

  for (guint i = 0; i < ff_json_get_length (value); i++)
    {
      g_autofree char *index = g_strdup_printf ("%u", i);
      g_autofree char *at = ff_json_pointer_join (place, index);
      const char *text = ff_json_get_string (ff_json_get_element (value, i));

      if (text == NULL || (*text == '\0' && !may_be_empty))
        return refuse (error, at, _("A text must stand here, and not an empty one."));
      for (guint j = 0; j < i; j++)
        if (g_str_equal (text, ff_json_get_string (ff_json_get_element (value, j))))
          return refuse (error, at, _("“%s” stands there twice."), text);
    }

  return TRUE;
}

static gboolean
check_names (FfJson      *value,
             const char  *place,
             GError     **error)
{
  return check_list (value, place, FALSE, error);
}

static gboolean
check_choices (FfJson      *value,
               const char  *place,
               GError     **error)
{
  return check_list (value, place, TRUE, error);
}

static gboolean
check_key (FfJson      *value,
           const char  *place,
           GError     **error)
{
  if (!check_list (value, place, FALSE, error))
    return FALSE;

  return ff_json_get_length (value) <= MAX_KEYS ||
         refuse (error, place, _("A key has at most %d columns."), MAX_KEYS);
}

static gboolean
check_kind (FfJson      *value,
            const char  *place,
            GError     **error)
{
  FfType type;

  return (ff_json_is_string (value) && ff_type_set_kind (&type, ff_json_get_string (value))) ||
         refuse (error, place, _("A kind must stand here: integer, decimal(2), real, text, flag, date or instant."));
}

static gboolean
check_zone (FfJson      *value,
            const char  *place,
            GError     **error)
{
  return (ff_json_is_string (value) && ff_zone_is_known (ff_json_get_string (value))) ||
         refuse (error, place, _("The name of a time zone must stand here, such as Europe/Berlin."));
}

static gboolean
check_personal (FfJson      *value,
                const char  *place,
                GError     **error)
{
  g_autoptr (GString) ids = NULL;

  if (ff_json_get_kind (value) == FF_JSON_NULL ||
      (ff_json_is_string (value) && ff_personal_class_find (ff_json_get_string (value)) != NULL))
    return TRUE;

  ids = g_string_new (NULL);
  for (const FfPersonalClass *each = ff_personal_classes; each->id != NULL; each++)
    g_string_append_printf (ids, "%s%s", ids->len > 0 ? ", " : "", each->id);

  /* Translators: %s are the words that may stand there: name, contact, birth … */
  return refuse (error, place, _("A class of personal data must stand here: %s; or null."), ids->str);
}

static const Member column_members[] = {
  { "label", check_text },
  { "kind", check_kind },
  { "encoding", check_text },
  { "zone", check_zone },
  { "choices", check_choices },
  { "personal", check_personal },
  { "found", check_text },
  { NULL }
};

static gboolean
check_column (FfJson      *column,
              const char  *place,
              GError     **error)
{
  const char *encoding = ff_json_get_member_string (column, "encoding", NULL);
  FfJson *kind = ff_json_get_member (column, "kind");
  FfType type;

  if (!check_members (column, place, column_members, error))
    return FALSE;

  if (kind == NULL)
    {
      if (encoding != NULL || ff_json_get_member (column, "zone") != NULL)
        return refuse (error, place, _("An encoding and a zone need a kind beside them."));
      return TRUE;
    }

  ff_type_set_kind (&type, ff_json_get_string (kind));
  if (encoding != NULL && !ff_type_set_encoding (&type, encoding))
    {
      g_autofree char *at = ff_json_pointer_join (place, "encoding");

      return refuse (error, at, _("The kind %s has no encoding “%s”."), ff_json_get_string (kind), encoding);
    }

  return type.kind == FF_KIND_INSTANT || ff_json_get_member (column, "zone") == NULL ||
         refuse (error, place, _("Only an instant has a zone."));
}

static gboolean
check_columns (FfJson      *value,
               const char  *place,
               GError     **error)
{
  return check_each (value, place, check_column, error);
}

static gboolean
check_cardinality (FfJson      *value,
                   const char  *place,
                   GError     **error)
{
  static const char *const known[] = { "1-1", "N-1", "1-N", NULL };

  return (ff_json_is_string (value) && g_strv_contains (known, ff_json_get_string (value))) ||
         refuse (error, place, _("1-1, N-1 or 1-N must stand here."));
}

static gboolean
check_on (FfJson      *value,
          const char  *place,
          GError     **error)
{
  if (!check_each (value, place, check_text, error))
    return FALSE;

  return (ff_json_get_length (value) > 0 && ff_json_get_length (value) <= MAX_KEYS) ||
         refuse (error, place, _("One to %d pairs of columns must stand here."), MAX_KEYS);
}

static const Member link_members[] = {
  { "label", check_text },
  { "to", check_text },
  { "on", check_on },
  { "cardinality", check_cardinality },
  { "removed", check_flag },
  { "found", check_flag },
  { NULL }
};

static gboolean
check_link (FfJson      *link,
            const char  *place,
            GError     **error)
{
  gboolean has_to, has_on;

  if (!check_members (link, place, link_members, error))
    return FALSE;

  has_to = ff_json_get_member (link, "to") != NULL;
  has_on = ff_json_get_member (link, "on") != NULL;
  if (has_to != has_on)
    return refuse (error, place, _("“to” and “on” belong together."));

  return !has_to || ff_json_get_member (link, "cardinality") != NULL ||
         refuse (error, place, _("The member “%s” is missing."), "cardinality");
}

static gboolean
check_links (FfJson      *value,
             const char  *place,
             GError     **error)
{
  return check_each (value, place, check_link, error);
}

static const Member entity_members[] = {
  { "label", check_text },
  { "label-plural", check_text },
  { "dimension", check_flag },
  { "key", check_key },
  { "display", check_names },
  { "columns", check_columns },
  { "links", check_links },
  { NULL }
};

static gboolean
check_entity (FfJson      *entity,
              const char  *place,
              GError     **error)
{
  return check_members (entity, place, entity_members, error);
}

static gboolean
check_entities (FfJson      *value,
                const char  *place,
                GError     **error)
{
  return check_each (value, place, check_entity, error);
}

static gboolean
check_addresses (FfJson      *value,
                 const char  *place,
                 GError     **error)
{
  return check_each (value, place, check_text, error);
}

static const Member profile_members[] = {
  { "entity", check_text, TRUE },
  { "addresses", check_addresses },
  { "language", check_text },
  { "time-zone", check_text },
  { "first-name", check_text },
  { "last-name", check_text },
  { NULL }
};

static gboolean
check_profile (FfJson      *value,
               const char  *place,
               GError     **error)
{
  return ff_json_get_kind (value) == FF_JSON_NULL || check_members (value, place, profile_members, error);
}

static gboolean
check_default (FfJson      *value,
               const char  *place,
               GError     **error)
{
  static const char *const known[] = { "opt-in", "opt-out", NULL };

  return (ff_json_is_string (value) && g_strv_contains (known, ff_json_get_string (value))) ||
         refuse (error, place, _("opt-in or opt-out must stand here."));
}

static const Member consent_members[] = {
  { "entity", check_text, TRUE },
  { "profile", check_text, TRUE },
  { "channel", check_text, TRUE },
  { "given", check_text, TRUE },
  { "changed-at", check_text, TRUE },
  { "topic", check_text },
  { "default", check_default },
  { NULL }
};

static gboolean
check_consent (FfJson      *value,
               const char  *place,
               GError     **error)
{
  return ff_json_get_kind (value) == FF_JSON_NULL || check_members (value, place, consent_members, error);
}

static const Member history_members[] = {
  { "entity", check_text, TRUE },
  { "profile", check_text, TRUE },
  { "sent-at", check_text, TRUE },
  { "opened-at", check_text },
  { "clicked-at", check_text },
  { "bounced", check_text },
  { "channel", check_text },
  { "campaign", check_text },
  { "activity", check_text },
  { NULL }
};

static gboolean
check_history (FfJson      *value,
               const char  *place,
               GError     **error)
{
  return ff_json_get_kind (value) == FF_JSON_NULL || check_members (value, place, history_members, error);
}

static gboolean
check_format (FfJson      *value,
              const char  *place,
              GError     **error)
{
  gint64 format;

  if (!ff_json_get_integer (value, &format) || format < 1)
    return refuse (error, place, _("The number of the format must stand here."));
  if (format <= FF_DATA_MODEL_FORMAT)
    return TRUE;

  g_set_error (error, FF_DATA_MODEL_ERROR, FF_DATA_MODEL_ERROR_NEWER,
               /* Translators: first the number of the file's format, then that of this program. */
               _("%s: The data model has format %s; this version of Fanfare reads format %d. Open it with a newer version."),
               place, ff_json_get_number_text (value), FF_DATA_MODEL_FORMAT);

  return FALSE;
}

static const Member model_members[] = {
  { FF_DATA_MODEL_MEMBER, check_format, TRUE },
  { "entities", check_entities },
  { "profile", check_profile },
  { "consent", check_consent },
  { "history", check_history },
  { NULL }
};

/**
 * ff_data_model_check:
 * @error: return location for a #FfDataModelError; it names the place as a JSON pointer
 *
 * Returns: %TRUE if @json is a data model
 */
gboolean
ff_data_model_check (FfJson  *json,
                     GError **error)
{
  FfJson *format = ff_json_get_member (json, FF_DATA_MODEL_MEMBER);

  if (!ff_json_is_object (json) || format == NULL)
    return refuse (error, "", _("This is no data model: the member “%s” is missing."), FF_DATA_MODEL_MEMBER);

  /* Before all that only a newer program knows. */
  return check_format (format, "/" FF_DATA_MODEL_MEMBER, error) && check_members (json, "", model_members, error);
}
