/* A key as a rule. Pure; any thread. */

#include "engine/ff-key-rule.h"

#include <glib/gi18n-lib.h>

#include "base/ff-json.h"
#include "store/ff-store.h"

#define KEY_JOINT "\x1f"

static FfJson *
part_to_json (const FfColumn *column,
              const char     *part)
{
  gint64 number;

  if (column->type.kind == FF_KIND_INTEGER && g_ascii_string_to_signed (part, 10, G_MININT64, G_MAXINT64, &number, NULL))
    return ff_json_new_integer (number);

  return ff_json_new_string (part);
}

/* {"left": {"attribute": [@name]}, "op": "equals", "right": {"value": …}} */
static FfJson *
equals (const FfColumn *column,
        const char     *part)
{
  FfJson *item = ff_json_new_object ();
  FfJson *left = ff_json_new_object ();
  FfJson *path = ff_json_new_array ();
  FfJson *right = ff_json_new_object ();

  ff_json_take_element (path, ff_json_new_string (column->name));
  ff_json_take_member (left, "attribute", path);
  ff_json_take_member (right, "value", part_to_json (column, part));
  ff_json_take_member (item, "left", left);
  ff_json_set_string (item, "op", "equals");
  ff_json_take_member (item, "right", right);

  return item;
}

FfRule *
ff_key_rule_new (FfSchema           *schema,
                 const FfEntity     *over,
                 const char *const  *columns,
                 const char *const  *parts,
                 GError            **error)
{
  g_autoptr (FfJson) json = ff_json_new_object ();
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_rule_problem_free);
  FfScope scope = { .schema = schema, .entity = over };
  FfJson *items = ff_json_new_array ();
  FfRule *rule;

  for (guint i = 0; columns[i] != NULL; i++)
    ff_json_take_element (items, equals (ff_entity_find_column (over, columns[i]), parts[i]));
  ff_json_take_member (json, "all", items);

  rule = ff_rule_parse (json, &scope, "", problems);
  if (rule == NULL)
    {
      g_autofree char *key = g_strjoinv (", ", (char **) parts);

      /* Translators: %1$s is a key that was typed, %2$s an entity. */
      g_set_error (error, FF_STORE_ERROR, FF_STORE_ERROR_DATA, _("“%1$s” is no key of %2$s."), key, over->label);
    }

  return rule;
}

char **
ff_key_split (const FfEntity  *entity,
              const char      *key,
              GError         **error)
{
  g_auto (GStrv) parts = g_strsplit (key, KEY_JOINT, -1);
  g_autofree char *names = NULL;

  if (g_strv_length (parts) == g_strv_length (entity->key))
    return g_steal_pointer (&parts);

  names = g_strjoinv (", ", entity->key);
  /* Translators: %1$s is a key that was typed, %2$s an entity, %3$s names of columns. */
  g_set_error (error, FF_STORE_ERROR, FF_STORE_ERROR_DATA,
               _("“%1$s” is no key of %2$s, which has: %3$s"), key, entity->label, names);

  return NULL;
}
