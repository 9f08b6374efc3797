/* How a type is written in data models, and what of it a person can correct.
 * Plain data: any thread. */

#include "query/ff-type.h"

#include <stdlib.h>
#include <string.h>

#define MAX_SCALE 18

/* By FfInstantForm. */
static const char *const forms[] = {
  [FF_INSTANT_USEC]  = "microseconds",
  [FF_INSTANT_MSEC]  = "milliseconds",
  [FF_INSTANT_SEC]   = "seconds",
  [FF_INSTANT_TEXT]  = "text",
  [FF_INSTANT_OWN]   = "own",
  [FF_INSTANT_LOCAL] = "local",
};

#define SCALED "scaled"

/**
 * ff_kind_from_id:
 * @id: a word of ff_kind_get_id()
 *
 * Returns: %FALSE if there is no such kind
 */
gboolean
ff_kind_from_id (const char *id,
                 FfKind     *out_kind)
{
  for (guint k = FF_KIND_INTEGER; k <= FF_KIND_INSTANT; k++)
    if (g_str_equal (id, ff_kind_get_id (k)))
      {
        *out_kind = k;
        return TRUE;
      }

  return FALSE;
}

/**
 * ff_type_dup_kind:
 *
 * Returns: (transfer full): the kind's word, a decimal's with its digits: "decimal(2)"
 */
char *
ff_type_dup_kind (const FfType *self)
{
  if (self->kind == FF_KIND_DECIMAL)
    return g_strdup_printf ("%s(%u)", ff_kind_get_id (self->kind), self->scale);

  return g_strdup (ff_kind_get_id (self->kind));
}

/**
 * ff_type_set_kind:
 * @text: as ff_type_dup_kind() writes it
 *
 * Returns: %FALSE if @text is no kind; then @self is as it was
 */
gboolean
ff_type_set_kind (FfType     *self,
                  const char *text)
{
  static const char decimal[] = "decimal(";
  guint64 scale;
  g_autofree char *digits = NULL;
  FfKind kind;

  if (!g_str_has_prefix (text, decimal))
    {
      if (!ff_kind_from_id (text, &kind) || kind == FF_KIND_DECIMAL)
        return FALSE;

      *self = (FfType) { .kind = kind };
      return TRUE;
    }

  if (!g_str_has_suffix (text, ")"))
    return FALSE;

  digits = g_strndup (text + strlen (decimal), strlen (text) - strlen (decimal) - 1);
  if (!g_ascii_string_to_unsigned (digits, 10, 0, MAX_SCALE, &scale, NULL))
    return FALSE;

  *self = (FfType) { .kind = FF_KIND_DECIMAL, .scale = (guint) scale };

  return TRUE;
}

/**
 * ff_type_get_encoding:
 *
 * Returns: (nullable): how a value is stored, where a kind has several ways
 */
const char *
ff_type_get_encoding (const FfType *self)
{
  if (self->kind == FF_KIND_INSTANT)
    return forms[self->form];

  return self->kind == FF_KIND_DECIMAL && self->scaled_storage ? SCALED : NULL;
}

/**
 * ff_type_set_encoding:
 * @encoding: a word of ff_type_get_encoding()
 *
 * Returns: %FALSE if the kind of @self has no such encoding
 */
gboolean
ff_type_set_encoding (FfType     *self,
                      const char *encoding)
{
  if (self->kind == FF_KIND_DECIMAL && g_str_equal (encoding, SCALED))
    {
      self->scaled_storage = TRUE;
      return TRUE;
    }

  for (guint f = 0; self->kind == FF_KIND_INSTANT && f < G_N_ELEMENTS (forms); f++)
    if (g_str_equal (encoding, forms[f]))
      {
        self->form = f;
        return TRUE;
      }

  return FALSE;
}

/**
 * ff_type_to_text:
 *
 * Returns: (transfer full): kind and encoding: "decimal(2) scaled", "text"
 */
char *
ff_type_to_text (const FfType *self)
{
  g_autofree char *kind = ff_type_dup_kind (self);
  const char *encoding = ff_type_get_encoding (self);

  return encoding != NULL ? g_strconcat (kind, " ", encoding, NULL) : g_steal_pointer (&kind);
}

/* What the values are, whatever they mean. */
typedef enum
{
  STORED_INTEGER,
  STORED_NUMBER,
  STORED_TEXT,
  STORED_OWN,
} Storage;

static Storage
get_storage (const FfType *type)
{
  if (type->own || (type->kind == FF_KIND_INSTANT && (type->form == FF_INSTANT_OWN || type->form == FF_INSTANT_LOCAL)))
    return STORED_OWN;
  if (type->kind == FF_KIND_TEXT || type->kind == FF_KIND_DATE || (type->kind == FF_KIND_INSTANT && type->form == FF_INSTANT_TEXT))
    return STORED_TEXT;
  if (type->kind == FF_KIND_REAL || (type->kind == FF_KIND_DECIMAL && !type->scaled_storage))
    return STORED_NUMBER;

  return STORED_INTEGER;
}

/* Types of a database of its own can be read as what their values can be made to be. */
static gboolean
correct_own (FfType       *found,
             const FfType *wanted)
{
  FfType type = *wanted;

  if (found->kind == FF_KIND_TEXT && !found->loose && get_storage (wanted) == STORED_TEXT)
    {
      type.own = wanted->kind == FF_KIND_TEXT;
      type.loose = !type.own;
    }
  else if (ff_kind_is_number (found->kind) && ff_kind_is_number (wanted->kind) && !wanted->scaled_storage)
    {
      type.own = TRUE;
      type.loose = TRUE;
    }
  else if (found->kind == wanted->kind && found->form == wanted->form && !ff_kind_is_number (found->kind))
    {
      type = *found;
      type.zone = wanted->zone;
    }
  else
    return FALSE;

  *found = type;

  return TRUE;
}

/**
 * ff_type_take_correction:
 * @found: (inout): what introspection found
 * @wanted: what a person says: its kind, scale, encoding and zone
 *
 * Makes @found what @wanted says, if the values of such a column can be read
 * so. What does not fit its kind is then NULL.
 *
 * Returns: %FALSE if they cannot; then @found is as it was
 */
gboolean
ff_type_take_correction (FfType       *found,
                         const FfType *wanted)
{
  gboolean loose = found->loose;

  if (found->kind == wanted->kind && found->scale == wanted->scale && found->form == wanted->form &&
      found->scaled_storage == wanted->scaled_storage)
    {
      found->zone = wanted->zone;
      return TRUE;
    }

  if (found->own)
    return correct_own (found, wanted);

  /* Without a type that holds them, values may be anything. */
  if (get_storage (wanted) == STORED_OWN || (!loose && get_storage (wanted) != get_storage (found)))
    return FALSE;

  *found = *wanted;
  found->loose = TRUE;

  return TRUE;
}

/**
 * ff_type_equal:
 *
 * Returns: whether values of both mean and are stored as the same
 */
gboolean
ff_type_equal (const FfType *a,
               const FfType *b)
{
  return a->kind == b->kind && a->scale == b->scale && a->scaled_storage == b->scaled_storage && a->form == b->form &&
         a->loose == b->loose && a->own == b->own && g_strcmp0 (a->zone, b->zone) == 0;
}

/**
 * ff_zone_is_known:
 *
 * Returns: whether @name is written as the time zone database writes names, and known on this machine
 */
gboolean
ff_zone_is_known (const char *name)
{
  g_autoptr (GTimeZone) zone = NULL;

  if (!g_ascii_isalpha (*name))
    return FALSE;

  for (const char *p = name; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && strchr ("_/+-", *p) == NULL)
      return FALSE;

  zone = g_time_zone_new_identifier (name);

  return zone != NULL;
}
