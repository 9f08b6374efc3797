#pragma once

#include "store/ff-store.h"

G_BEGIN_DECLS

/* What the store holds about one row: its own values, or rows that a link leads to. */

typedef struct
{
  const FfEntity *entity;    /* of the schema of the plan or store */
  const char     *key;       /* canonical text */
  const FfLink   *link;      /* nullable: the row itself; else one of @entity's 1-N links */
  FfJson         *operands;  /* document form (query/ff-rule.h), an array: over @entity, or what @link leads to */
  FfJson         *sort;      /* nullable operand: the greatest first */
  guint           limit;     /* of rows */
} FfPersonRequest;

FfPage   *ff_person_read         (FfStore               *store,
                                  FfSchema              *schema,
                                  const FfPersonRequest *request,
                                  GCancellable          *cancellable,
                                  GError               **error);
/* Whether rows behind @link can be found by the key of @entity alone. */
gboolean  ff_person_can_follow   (const FfEntity        *entity,
                                  const FfLink          *link);

G_END_DECLS
