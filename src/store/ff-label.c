/* Labels for what nobody named: words from the names of tables and columns.
 * Pure functions. */

#include "store/ff-introspection.h"

#include <string.h>

/**
 * ff_label_from_name:
 *
 * Returns: (transfer full): @name as words: "first_name" and "FirstName" give
 *   "First Name", "CustomerID" gives "Customer ID"
 */
char *
ff_label_from_name (const char *name)
{
  GString *label = g_string_new (NULL);
  gboolean starts = TRUE;

  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gunichar before = p > name ? g_utf8_get_char (g_utf8_prev_char (p)) : 0;
      gunichar after = g_utf8_get_char (g_utf8_next_char (p));

      if (c == '_' || c == ' ' || c == '-')
        {
          starts = TRUE;
          continue;
        }

      /* A capital begins a word after a small letter, and before one: "orderIDs", "CustomerID". */
      if (g_unichar_isupper (c) && (g_unichar_islower (before) || (g_unichar_isupper (before) && g_unichar_islower (after))))
        starts = TRUE;

      if (starts && label->len > 0)
        g_string_append_c (label, ' ');
      g_string_append_unichar (label, starts ? g_unichar_toupper (c) : c);
      starts = FALSE;
    }

  if (label->len == 0)
    g_string_append (label, name);
  else if (g_str_has_suffix (label->str, " Id"))
    label->str[label->len - 1] = 'D';

  return g_string_free (label, FALSE);
}

/**
 * ff_label_singular:
 *
 * Returns: (transfer full): one of @label, by the rules of English spelling
 */
char *
ff_label_singular (const char *label)
{
  gsize length = strlen (label);

  if (length > 3 && g_str_has_suffix (label, "ies"))
    return g_strdup_printf ("%.*sy", (int) length - 3, label);

  if (length > 4 && (g_str_has_suffix (label, "sses") || g_str_has_suffix (label, "xes") || g_str_has_suffix (label, "ches") ||
                     g_str_has_suffix (label, "shes")))
    return g_strndup (label, length - 2);

  if (length > 2 && g_str_has_suffix (label, "s") && !g_str_has_suffix (label, "ss") && !g_str_has_suffix (label, "us") &&
      !g_str_has_suffix (label, "is"))
    return g_strndup (label, length - 1);

  return g_strdup (label);
}

/**
 * ff_label_plural:
 *
 * Returns: (transfer full): several of @label
 */
char *
ff_label_plural (const char *label)
{
  gsize length = strlen (label);

  if (length > 1 && label[length - 1] == 'y' && strchr ("aeiou", label[length - 2]) == NULL)
    return g_strdup_printf ("%.*sies", (int) length - 1, label);

  if (g_str_has_suffix (label, "s") || g_str_has_suffix (label, "x") || g_str_has_suffix (label, "ch") || g_str_has_suffix (label, "sh"))
    return g_strconcat (label, "es", NULL);

  return g_strconcat (label, "s", NULL);
}

/**
 * ff_label_entity:
 *
 * Labels @self and its columns after their names.
 */
void
ff_label_entity (FfEntity *self)
{
  g_autofree char *label = ff_label_from_name (self->table_name != NULL ? self->table_name : self->name);

  g_free (self->label);
  g_free (self->label_plural);
  self->label = ff_label_singular (label);
  self->label_plural = ff_label_plural (self->label);

  for (guint c = 0; c < self->columns->len; c++)
    {
      FfColumn *column = g_ptr_array_index (self->columns, c);

      g_free (column->label);
      column->label = ff_label_from_name (column->name);
    }
}
