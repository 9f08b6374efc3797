#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Classes of personal data: what a column tells of a person. */

typedef struct
{
  const char *id;      /* in data models */
  const char *name;    /* N_() */
} FfPersonalClass;

/* In the order to offer them; the last has an id of NULL. */
extern const FfPersonalClass ff_personal_classes[];

const FfPersonalClass *ff_personal_class_find (const char *id);   /* NULL: there is none */

G_END_DECLS
