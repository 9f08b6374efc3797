/* The immutable JSON value: making and reading it. Once filled, a value may be
 * read by any thread. Numbers are in ff-json-number.c, changed copies in
 * ff-json-change.c, text in ff-json-parse.c and ff-json-print.c. */

#include "base/ff-json-private.h"

#include <string.h>

#include "base/ff-hash.h"

/* Objects up to this many members are searched from the start. */
#define SMALL_OBJECT 16

G_DEFINE_QUARK (ff-json-error-quark, ff_json_error)

FfJson *
ff_json_new_kind (FfJsonKind kind)
{
  FfJson *self = g_new0 (FfJson, 1);

  g_atomic_ref_count_init (&self->refs);
  self->kind = kind;

  return self;
}

/**
 * ff_json_ref:
 * @self: a value
 *
 * Any thread.
 *
 * Returns: (transfer full): @self
 */
FfJson *
ff_json_ref (FfJson *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->refs);

  return self;
}

/**
 * ff_json_unref:
 * @self: (nullable) (transfer full): a value
 *
 * Gives a reference back; the last one frees the value and what it holds.
 * Any thread.
 */
void
ff_json_unref (FfJson *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->refs))
    return;

  for (guint i = 0; i < self->length; i++)
    {
      ff_json_unref (self->values[i]);
      if (self->names != NULL)
        g_ref_string_release (self->names[i]);
    }

  g_clear_pointer (&self->index, g_hash_table_unref);
  g_free (self->values);
  g_free (self->names);
  g_free (self->text);
  g_free (self);
}

/**
 * ff_json_new_null:
 *
 * Returns: (transfer full): null
 */
FfJson *
ff_json_new_null (void)
{
  return ff_json_new_kind (FF_JSON_NULL);
}

/**
 * ff_json_new_boolean:
 * @value: true or false
 *
 * Returns: (transfer full): a boolean
 */
FfJson *
ff_json_new_boolean (gboolean value)
{
  FfJson *self = ff_json_new_kind (FF_JSON_BOOLEAN);

  self->flag = !!value;

  return self;
}

/**
 * ff_json_new_string:
 * @value: a text; bytes that are not UTF-8 become U+FFFD, so that what is
 *   printed can always be read
 *
 * Returns: (transfer full): a string
 */
FfJson *
ff_json_new_string (const char *value)
{
  g_return_val_if_fail (value != NULL, NULL);

  return ff_json_new_take_text (FF_JSON_STRING, g_utf8_make_valid (value, -1));
}

FfJson *
ff_json_new_take_text (FfJsonKind  kind,
                       char       *text)
{
  FfJson *self = ff_json_new_kind (kind);

  self->text = text;

  return self;
}

/**
 * ff_json_new_array:
 *
 * Returns: (transfer full): an empty array
 */
FfJson *
ff_json_new_array (void)
{
  return ff_json_new_kind (FF_JSON_ARRAY);
}

/**
 * ff_json_new_object:
 *
 * Returns: (transfer full): an empty object
 */
FfJson *
ff_json_new_object (void)
{
  return ff_json_new_kind (FF_JSON_OBJECT);
}

void
ff_json_reserve (FfJson *self,
                 guint   capacity)
{
  if (capacity <= self->capacity)
    return;

  self->capacity = MAX (capacity, self->capacity * 2);
  self->values = g_renew (FfJson *, self->values, self->capacity);
  if (self->kind == FF_JSON_OBJECT)
    self->names = g_renew (char *, self->names, self->capacity);
}

static gpointer
make_seed_cb (gpointer data)
{
  guint64 *seed = g_new (guint64, 1);

  *seed = ((guint64) g_random_int () << 32) | g_random_int ();

  return seed;
}

/* Keyed, because names come from outside and could be made to collide. */
static guint
hash_name (gconstpointer name)
{
  static GOnce once = G_ONCE_INIT;
  const guint64 *seed = g_once (&once, make_seed_cb, NULL);

  return (guint) ff_hash_text (name, -1, *seed);
}

gboolean
ff_json_find (FfJson     *self,
              const char *name,
              guint      *out_place)
{
  gpointer place;

  if (self->index != NULL)
    {
      if (!g_hash_table_lookup_extended (self->index, name, NULL, &place))
        return FALSE;

      *out_place = GPOINTER_TO_UINT (place);
      return TRUE;
    }

  for (guint i = 0; i < self->length; i++)
    if (strcmp (self->names[i], name) == 0)
      {
        *out_place = i;
        return TRUE;
      }

  return FALSE;
}

void
ff_json_append (FfJson *self,
                char   *name,
                FfJson *value)
{
  ff_json_reserve (self, MAX (4, self->length + 1));

  self->values[self->length] = value;
  if (name != NULL)
    self->names[self->length] = name;
  self->length++;

  if (self->index != NULL)
    {
      g_hash_table_insert (self->index, name, GUINT_TO_POINTER (self->length - 1));
    }
  else if (name != NULL && self->length > SMALL_OBJECT)
    {
      self->index = g_hash_table_new (hash_name, g_str_equal);
      for (guint i = 0; i < self->length; i++)
        g_hash_table_insert (self->index, self->names[i], GUINT_TO_POINTER (i));
    }
}

/**
 * ff_json_take_member:
 * @self: an object that nobody else has seen yet
 * @name: name of the member; a member of that name is replaced in its place
 * @value: (transfer full): its value
 *
 * Fills an object.
 */
void
ff_json_take_member (FfJson     *self,
                     const char *name,
                     FfJson     *value)
{
  guint place;

  g_return_if_fail (ff_json_is_object (self));
  g_return_if_fail (name != NULL && value != NULL && value != self);

  if (ff_json_find (self, name, &place))
    {
      ff_json_unref (self->values[place]);
      self->values[place] = value;
    }
  else
    {
      ff_json_append (self, g_ref_string_new (name), value);
    }
}

/**
 * ff_json_take_element:
 * @self: an array that nobody else has seen yet
 * @value: (transfer full): its next element
 *
 * Fills an array.
 */
void
ff_json_take_element (FfJson *self,
                      FfJson *value)
{
  g_return_if_fail (ff_json_is_array (self));
  g_return_if_fail (value != NULL && value != self);

  ff_json_append (self, NULL, value);
}

/**
 * ff_json_set_string:
 * @self: an object that nobody else has seen yet
 * @name: name of the member
 * @value: (nullable): its text; %NULL leaves the member out
 *
 * Fills an object.
 */
void
ff_json_set_string (FfJson     *self,
                    const char *name,
                    const char *value)
{
  if (value != NULL)
    ff_json_take_member (self, name, ff_json_new_string (value));
}

/**
 * ff_json_set_integer:
 * @self: an object that nobody else has seen yet
 * @name: name of the member
 * @value: its value
 *
 * Fills an object.
 */
void
ff_json_set_integer (FfJson     *self,
                     const char *name,
                     gint64      value)
{
  ff_json_take_member (self, name, ff_json_new_integer (value));
}

/**
 * ff_json_set_boolean:
 * @self: an object that nobody else has seen yet
 * @name: name of the member
 * @value: its value
 *
 * Fills an object.
 */
void
ff_json_set_boolean (FfJson     *self,
                     const char *name,
                     gboolean    value)
{
  ff_json_take_member (self, name, ff_json_new_boolean (value));
}

static gboolean
is_same_object (FfJson *a,
                FfJson *b)
{
  for (guint i = 0; i < a->length; i++)
    {
      guint place;

      if (!ff_json_find (b, a->names[i], &place) || !ff_json_equal (a->values[i], b->values[place]))
        return FALSE;
    }

  return TRUE;
}

/**
 * ff_json_equal:
 * @a: (nullable): a value
 * @b: (nullable): another
 *
 * Compares what the values say: the order of members does not matter, and
 * numbers are compared exactly whatever their text (1.0 is 1). %NULL equals
 * only %NULL.
 *
 * Returns: %TRUE if they say the same
 */
gboolean
ff_json_equal (FfJson *a,
               FfJson *b)
{
  if (a == b)
    return TRUE;
  if (a == NULL || b == NULL || a->kind != b->kind || a->length != b->length)
    return FALSE;

  switch (a->kind)
    {
    case FF_JSON_NULL:
      return TRUE;
    case FF_JSON_BOOLEAN:
      return a->flag == b->flag;
    case FF_JSON_NUMBER:
      return ff_json_is_same_number (a->text, b->text);
    case FF_JSON_STRING:
      return strcmp (a->text, b->text) == 0;
    case FF_JSON_OBJECT:
      return is_same_object (a, b);
    case FF_JSON_ARRAY:
      for (guint i = 0; i < a->length; i++)
        if (!ff_json_equal (a->values[i], b->values[i]))
          return FALSE;
      return TRUE;
    default:
      g_assert_not_reached ();
    }
}

/**
 * ff_json_get_kind:
 * @self: (nullable): a value
 *
 * Returns: its kind; %FF_JSON_NULL for %NULL
 */
FfJsonKind
ff_json_get_kind (FfJson *self)
{
  return self != NULL ? self->kind : FF_JSON_NULL;
}

/**
 * ff_json_is_object:
 * @self: (nullable): a value
 *
 * Returns: whether it is an object
 */
gboolean
ff_json_is_object (FfJson *self)
{
  return ff_json_get_kind (self) == FF_JSON_OBJECT;
}

/**
 * ff_json_is_array:
 * @self: (nullable): a value
 *
 * Returns: whether it is an array
 */
gboolean
ff_json_is_array (FfJson *self)
{
  return ff_json_get_kind (self) == FF_JSON_ARRAY;
}

/**
 * ff_json_is_string:
 * @self: (nullable): a value
 *
 * Returns: whether it is a string
 */
gboolean
ff_json_is_string (FfJson *self)
{
  return ff_json_get_kind (self) == FF_JSON_STRING;
}

/**
 * ff_json_is_number:
 * @self: (nullable): a value
 *
 * Returns: whether it is a number
 */
gboolean
ff_json_is_number (FfJson *self)
{
  return ff_json_get_kind (self) == FF_JSON_NUMBER;
}

/**
 * ff_json_get_string:
 * @self: (nullable): a value
 *
 * Returns: (nullable) (transfer none): its text, valid UTF-8; %NULL if it is
 *   no string
 */
const char *
ff_json_get_string (FfJson *self)
{
  return ff_json_is_string (self) ? self->text : NULL;
}

/**
 * ff_json_get_number_text:
 * @self: (nullable): a value
 *
 * Returns: (nullable) (transfer none): the number as it was written; %NULL if
 *   it is no number
 */
const char *
ff_json_get_number_text (FfJson *self)
{
  return ff_json_is_number (self) ? self->text : NULL;
}

/**
 * ff_json_get_boolean:
 * @self: (nullable): a value
 * @fallback: the answer when it is no boolean
 *
 * Returns: its value
 */
gboolean
ff_json_get_boolean (FfJson   *self,
                     gboolean  fallback)
{
  return ff_json_get_kind (self) == FF_JSON_BOOLEAN ? self->flag : fallback;
}

/**
 * ff_json_get_length:
 * @self: (nullable): a value
 *
 * Returns: its number of elements or members; 0 for what has none
 */
guint
ff_json_get_length (FfJson *self)
{
  return self != NULL ? self->length : 0;
}

/**
 * ff_json_get_element:
 * @self: (nullable): a value
 * @index: a place, also beyond the end
 *
 * Returns: (nullable) (transfer none): the element there; %NULL if @self is
 *   no array or shorter
 */
FfJson *
ff_json_get_element (FfJson *self,
                     guint   index)
{
  return ff_json_is_array (self) && index < self->length ? self->values[index] : NULL;
}

/**
 * ff_json_get_member:
 * @self: (nullable): a value
 * @name: name of a member
 *
 * Returns: (nullable) (transfer none): its value; %NULL if @self is no object
 *   or has no such member
 */
FfJson *
ff_json_get_member (FfJson     *self,
                    const char *name)
{
  guint place;

  g_return_val_if_fail (name != NULL, NULL);

  return ff_json_is_object (self) && ff_json_find (self, name, &place) ? self->values[place] : NULL;
}

/**
 * ff_json_get_name:
 * @self: (nullable): a value
 * @index: a place, also beyond the end
 *
 * Returns: (nullable) (transfer none): the name of the member there
 */
const char *
ff_json_get_name (FfJson *self,
                  guint   index)
{
  return ff_json_is_object (self) && index < self->length ? self->names[index] : NULL;
}

/**
 * ff_json_get_value:
 * @self: (nullable): a value
 * @index: a place, also beyond the end
 *
 * Returns: (nullable) (transfer none): the value of the member there
 */
FfJson *
ff_json_get_value (FfJson *self,
                   guint   index)
{
  return ff_json_is_object (self) && index < self->length ? self->values[index] : NULL;
}

/**
 * ff_json_get_member_string:
 * @self: (nullable): a value
 * @name: name of a member
 * @fallback: (nullable): the answer when there is no such string
 *
 * Returns: (nullable) (transfer none): the member's text
 */
const char *
ff_json_get_member_string (FfJson     *self,
                           const char *name,
                           const char *fallback)
{
  const char *text = ff_json_get_string (ff_json_get_member (self, name));

  return text != NULL ? text : fallback;
}

/**
 * ff_json_get_member_integer:
 * @self: (nullable): a value
 * @name: name of a member
 * @fallback: the answer when there is no such integer
 *
 * Returns: the member's value
 */
gint64
ff_json_get_member_integer (FfJson     *self,
                            const char *name,
                            gint64      fallback)
{
  gint64 value;

  return ff_json_get_integer (ff_json_get_member (self, name), &value) ? value : fallback;
}

/**
 * ff_json_get_member_real:
 * @self: (nullable): a value
 * @name: name of a member
 * @fallback: the answer when there is no such number
 *
 * Returns: the member's value
 */
double
ff_json_get_member_real (FfJson     *self,
                         const char *name,
                         double      fallback)
{
  double value;

  return ff_json_get_real (ff_json_get_member (self, name), &value) ? value : fallback;
}

/**
 * ff_json_get_member_boolean:
 * @self: (nullable): a value
 * @name: name of a member
 * @fallback: the answer when there is no such boolean
 *
 * Returns: the member's value
 */
gboolean
ff_json_get_member_boolean (FfJson     *self,
                            const char *name,
                            gboolean    fallback)
{
  return ff_json_get_boolean (ff_json_get_member (self, name), fallback);
}
