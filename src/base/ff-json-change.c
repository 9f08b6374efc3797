/* Changed copies of JSON values, by member, by element and by JSON pointer. The
 * receiver stays as it was; what did not change is shared. */

#include "base/ff-json-private.h"

#include <string.h>

/* An array or object of the places from @start up to @end of @self. */
static void
copy_range (FfJson *copy,
            FfJson *self,
            guint   start,
            guint   end)
{
  for (guint i = start; i < end; i++)
    ff_json_append (copy,
                    self->names != NULL ? g_ref_string_acquire (self->names[i]) : NULL,
                    ff_json_ref (self->values[i]));
}

static FfJson *
new_copy (FfJson *self,
          guint   capacity)
{
  FfJson *copy = ff_json_new_kind (self->kind);

  ff_json_reserve (copy, capacity);

  return copy;
}

/**
 * ff_json_with_member:
 * @self: an object
 * @name: name of the member
 * @value: its new value; borrowed
 *
 * A member of that name keeps its place, a new one comes last.
 *
 * Returns: (transfer full): the changed copy
 */
FfJson *
ff_json_with_member (FfJson     *self,
                     const char *name,
                     FfJson     *value)
{
  FfJson *copy;

  g_return_val_if_fail (ff_json_is_object (self), NULL);
  g_return_val_if_fail (name != NULL && value != NULL, NULL);

  copy = new_copy (self, self->length + 1);
  copy_range (copy, self, 0, self->length);
  ff_json_take_member (copy, name, ff_json_ref (value));

  return copy;
}

/**
 * ff_json_without_member:
 * @self: an object
 * @name: name of the member; it need not be there
 *
 * Returns: (transfer full): the changed copy
 */
FfJson *
ff_json_without_member (FfJson     *self,
                        const char *name)
{
  FfJson *copy;
  guint place;

  g_return_val_if_fail (ff_json_is_object (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  if (!ff_json_find (self, name, &place))
    return ff_json_ref (self);

  copy = new_copy (self, self->length);
  copy_range (copy, self, 0, place);
  copy_range (copy, self, place + 1, self->length);

  return copy;
}

/**
 * ff_json_with_element:
 * @self: an array
 * @index: a place in it; -1 or its length appends
 * @value: the new element; borrowed
 * @insert: puts @value before the element at @index instead of in its place
 *
 * Returns: (transfer full): the changed copy
 */
FfJson *
ff_json_with_element (FfJson   *self,
                      gint      index,
                      FfJson   *value,
                      gboolean  insert)
{
  FfJson *copy;
  guint place;

  g_return_val_if_fail (ff_json_is_array (self), NULL);
  g_return_val_if_fail (index >= -1 && (index == -1 || (guint) index <= self->length), NULL);
  g_return_val_if_fail (value != NULL, NULL);

  place = index == -1 ? self->length : (guint) index;

  copy = new_copy (self, self->length + 1);
  copy_range (copy, self, 0, place);
  ff_json_append (copy, NULL, ff_json_ref (value));
  copy_range (copy, self, insert ? place : place + 1, self->length);

  return copy;
}

/**
 * ff_json_without_element:
 * @self: an array
 * @index: a place in it
 *
 * Returns: (transfer full): the changed copy
 */
FfJson *
ff_json_without_element (FfJson *self,
                         guint   index)
{
  FfJson *copy;

  g_return_val_if_fail (ff_json_is_array (self), NULL);
  g_return_val_if_fail (index < self->length, NULL);

  copy = new_copy (self, self->length);
  copy_range (copy, self, 0, index);
  copy_range (copy, self, index + 1, self->length);

  return copy;
}

/* Splits "/a~1b/0" into its names, unescaped; NULL for what is no pointer. */
static char **
split_pointer (const char *pointer)
{
  g_auto (GStrv) names = NULL;

  if (*pointer == '\0')
    return g_new0 (char *, 1);
  if (*pointer != '/')
    return NULL;

  /* Not from the first slash on: "/" is one empty name, and splitting "" gives none. */
  names = g_strsplit (pointer, "/", -1);
  g_free (names[0]);
  memmove (names, names + 1, g_strv_length (names + 1) * sizeof *names + sizeof *names);

  for (char **name = names; *name != NULL; name++)
    {
      char *to = *name;

      for (const char *from = *name; *from != '\0'; from++)
        {
          if (*from == '~' && from[1] != '0' && from[1] != '1')
            return NULL;

          *to++ = *from != '~' ? *from : *++from == '1' ? '/' : '~';
        }
      *to = '\0';
    }

  return g_steal_pointer (&names);
}

/* A place in @array, which may be its length: "0", "12", "-". */
static gboolean
read_index (FfJson     *array,
            const char *name,
            guint      *out_index)
{
  guint64 index;

  if (strcmp (name, "-") == 0)
    {
      *out_index = array->length;
      return TRUE;
    }

  if ((name[0] == '0' && name[1] != '\0') ||
      !g_ascii_string_to_unsigned (name, 10, 0, array->length, &index, NULL))
    return FALSE;

  *out_index = (guint) index;

  return TRUE;
}

static FfJson *
get_child (FfJson     *self,
           const char *name)
{
  guint index;

  if (ff_json_is_object (self))
    return ff_json_get_member (self, name);

  return ff_json_is_array (self) && read_index (self, name, &index) ? ff_json_get_element (self, index) : NULL;
}

/* @value NULL takes the place out. */
static FfJson *
change_at (FfJson  *self,
           char   **names,
           FfJson  *value)
{
  g_autoptr (FfJson) inner = NULL;
  FfJson *child = get_child (self, names[0]);
  guint index;

  if (names[1] != NULL)
    {
      inner = child != NULL ? change_at (child, names + 1, value) : NULL;
      if (inner == NULL)
        return NULL;
      value = inner;
    }

  if (ff_json_is_object (self))
    return value != NULL ? ff_json_with_member (self, names[0], value) : ff_json_without_member (self, names[0]);
  if (!ff_json_is_array (self) || !read_index (self, names[0], &index))
    return NULL;
  if (value != NULL)
    return ff_json_with_element (self, (gint) index, value, FALSE);

  return child != NULL ? ff_json_without_element (self, index) : NULL;
}

/**
 * ff_json_get_at:
 * @self: (nullable): a value
 * @pointer: a JSON pointer (RFC 6901); "" is @self
 *
 * Returns: (nullable) (transfer none): the value at that place, %NULL if there
 *   is none
 */
FfJson *
ff_json_get_at (FfJson     *self,
                const char *pointer)
{
  g_auto (GStrv) names = NULL;

  g_return_val_if_fail (pointer != NULL, NULL);

  names = split_pointer (pointer);
  if (names == NULL)
    return NULL;

  for (char **name = names; *name != NULL && self != NULL; name++)
    self = get_child (self, *name);

  return self;
}

/**
 * ff_json_with_at:
 * @self: a value
 * @pointer: a JSON pointer; its last name may be new in an object, and in an
 *   array its length or "-"
 * @value: what stands there afterwards; borrowed
 *
 * Returns: (nullable) (transfer full): the changed copy, %NULL if there is no
 *   such place
 */
FfJson *
ff_json_with_at (FfJson     *self,
                 const char *pointer,
                 FfJson     *value)
{
  g_auto (GStrv) names = NULL;

  g_return_val_if_fail (self != NULL && pointer != NULL && value != NULL, NULL);

  names = split_pointer (pointer);
  if (names == NULL)
    return NULL;

  return names[0] != NULL ? change_at (self, names, value) : ff_json_ref (value);
}

/**
 * ff_json_without_at:
 * @self: a value
 * @pointer: a JSON pointer, not ""
 *
 * Returns: (transfer full): the changed copy, or @self itself if nothing
 *   stands there
 */
FfJson *
ff_json_without_at (FfJson     *self,
                    const char *pointer)
{
  g_auto (GStrv) names = NULL;
  FfJson *changed = NULL;

  g_return_val_if_fail (self != NULL && pointer != NULL && *pointer != '\0', NULL);

  names = split_pointer (pointer);
  if (names != NULL)
    changed = change_at (self, names, NULL);

  return changed != NULL ? changed : ff_json_ref (self);
}

/**
 * ff_json_pointer_join:
 * @pointer: a JSON pointer
 * @name: the name of a member there, or a place in an array
 *
 * Returns: (transfer full): the pointer to that member
 */
char *
ff_json_pointer_join (const char *pointer,
                      const char *name)
{
  GString *joined;

  g_return_val_if_fail (pointer != NULL && name != NULL, NULL);

  joined = g_string_new (pointer);
  g_string_append_c (joined, '/');
  for (; *name != '\0'; name++)
    if (*name == '~' || *name == '/')
      g_string_append (joined, *name == '~' ? "~0" : "~1");
    else
      g_string_append_c (joined, *name);

  return g_string_free (joined, FALSE);
}
