/* Where data is no longer what its data model was made for, in words. Any
 * thread. */

#include "query/ff-data-model.h"

#include <glib/gi18n-lib.h>

static const char *const ids[] = {
  [FF_DRIFT_TABLE_GONE]   = "table-gone",
  [FF_DRIFT_COLUMN_GONE]  = "column-gone",
  [FF_DRIFT_KIND_CHANGED] = "kind-changed",
  [FF_DRIFT_KIND_REFUSED] = "kind-refused",
  [FF_DRIFT_LINK_GONE]    = "link-gone",
  [FF_DRIFT_LINK_REFUSED] = "link-refused",
  [FF_DRIFT_KEY_GONE]     = "key-gone",
  [FF_DRIFT_ROLE_GONE]    = "role-gone",
};

/**
 * ff_drift_kind_get_id:
 *
 * Returns: the word for @kind in machine output
 */
const char *
ff_drift_kind_get_id (FfDriftKind kind)
{
  g_return_val_if_fail ((guint) kind < G_N_ELEMENTS (ids), "");

  return ids[kind];
}

/**
 * ff_drift_to_text:
 *
 * Returns: (transfer full): one sentence for people
 */
char *
ff_drift_to_text (const FfDrift *self)
{
  switch (self->kind)
    {
    case FF_DRIFT_TABLE_GONE:
      return g_strdup_printf (_("The table “%s” is gone."), self->entity);

    case FF_DRIFT_COLUMN_GONE:
      /* Translators: first a table, then its column. */
      return g_strdup_printf (_("“%s” has no column “%s” any more."), self->entity, self->name);

    case FF_DRIFT_KIND_CHANGED:
      /* Translators: a table, its column, and two kinds such as “integer”. */
      return g_strdup_printf (_("“%s”: the column “%s” was %s and is %s."), self->entity, self->name, self->before, self->now);

    case FF_DRIFT_KIND_REFUSED:
      /* Translators: a table, its column, the kind it holds and the one that a person named. */
      return g_strdup_printf (_("“%s”: the column “%s” holds %s, which cannot be read as %s."),
                              self->entity, self->name, self->now, self->before);

    case FF_DRIFT_LINK_GONE:
      /* Translators: first a table, then a link that begins at it. */
      return g_strdup_printf (_("“%s” has no link “%s” any more."), self->entity, self->name);

    case FF_DRIFT_LINK_REFUSED:
      return g_strdup_printf (_("“%s”: the columns of the link “%s” are of kinds that are never equal."), self->entity, self->name);

    case FF_DRIFT_KEY_GONE:
      return g_strdup_printf (_("“%s”: the column “%s” of its key is gone."), self->entity, self->name);

    case FF_DRIFT_ROLE_GONE:
    default:
      /* Translators: a table, and what was mapped to it or to one of its columns: “profile”, “address:email”, “consent”. */
      return g_strdup_printf (_("“%s” no longer has what stands for “%s”."), self->entity, self->name);
    }
}

/**
 * ff_drift_free:
 * @self: (nullable): told by ff_data_model_apply()
 */
void
ff_drift_free (FfDrift *self)
{
  if (self == NULL)
    return;

  g_free (self->pointer);
  g_free (self->entity);
  g_free (self->name);
  g_free (self->before);
  g_free (self->now);
  g_free (self);
}
