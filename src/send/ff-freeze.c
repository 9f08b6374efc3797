/* What is frozen of a person's data: no more than the template reads. No
 * state, any thread. */

#include "send/ff-freeze.h"

/* If @path begins with the member @name, what follows it: "" at its end. */
static const char *
skip_member (const char *path,
             const char *name)
{
  gsize length = strlen (name);

  if (strncmp (path, name, length) != 0)
    return NULL;
  if (path[length] == '.')
    return path + length + 1;

  /* An index or anything else that is no plain member takes the whole. */
  return path[length] == '\0' || path[length] == '[' ? "" : NULL;
}

static FfJson *
prune (FfJson    *data,
       GPtrArray *paths)
{
  g_autoptr (FfJson) pruned = ff_json_new_object ();

  for (guint i = 0; i < ff_json_get_length (data); i++)
    {
      const char *name = ff_json_get_name (data, i);
      FfJson *value = ff_json_get_value (data, i);
      g_autoptr (GPtrArray) inner = g_ptr_array_new ();
      gboolean is_whole = !ff_json_is_object (value);

      for (guint k = 0; k < paths->len; k++)
        {
          const char *rest = skip_member (g_ptr_array_index (paths, k), name);

          if (rest != NULL)
            g_ptr_array_add (inner, (gpointer) rest);
          is_whole |= rest != NULL && *rest == '\0';
        }

      if (inner->len > 0)
        ff_json_take_member (pruned, name, is_whole ? ff_json_ref (value) : prune (value, inner));
    }

  return g_steal_pointer (&pruned);
}

/**
 * ff_freeze_values:
 * @data: an object
 * @fields: dotted paths; what is missing in @data is missing in the result
 *
 * Returns: (transfer full): the members of @data that lie on a path, with all
 *   that is below its end
 */
FfJson *
ff_freeze_values (FfJson            *data,
                  const char *const *fields)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new ();

  for (guint i = 0; fields[i] != NULL; i++)
    g_ptr_array_add (paths, (gpointer) fields[i]);

  return prune (data, paths);
}
