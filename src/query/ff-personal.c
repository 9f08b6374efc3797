/* Classes of personal data, as data models name them. Plain data: any thread. */

#include "query/ff-personal.h"

#include <glib/gi18n-lib.h>

const FfPersonalClass ff_personal_classes[] = {
  { "name", N_("Name") },
  { "contact", N_("Contact") },
  { "birth", N_("Birth") },
  { "location", N_("Place") },
  { "identifier", N_("Identifier") },
  { "sensitive", N_("Sensitive") },
  { NULL }
};

/**
 * ff_personal_class_find:
 *
 * Returns: (nullable): the class of that id
 */
const FfPersonalClass *
ff_personal_class_find (const char *id)
{
  for (const FfPersonalClass *each = ff_personal_classes; each->id != NULL; each++)
    if (g_str_equal (each->id, id))
      return each;

  return NULL;
}
