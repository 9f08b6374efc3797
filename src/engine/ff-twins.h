#pragma once

#include "query/ff-rule.h"
#include "store/ff-store.h"

G_BEGIN_DECLS

/* Saved filters that give the same set today: each list holds ids of at least two. Array of GStrv. Those that cannot be
 * asked as they are, for want of a value or of a column, are in none. */
GPtrArray *ff_twins_find (FfStore        *store,
                          const FfScope  *scope,       /* with the filters; its entity is not looked at */
                          GCancellable   *cancellable,
                          GError        **error);

G_END_DECLS
