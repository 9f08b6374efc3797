/* The interface through which rows reach preparation. Called on whichever
 * thread prepares. */

#include "send/ff-row-source.h"

G_DEFINE_INTERFACE (FfRowSource, ff_row_source, G_TYPE_OBJECT)

static void
ff_row_source_default_init (FfRowSourceInterface *iface)
{
}

/**
 * ff_row_source_next:
 * @self: a source of rows
 * @out_row: (out): the next row, lent until the following call
 * @out_found: (out): %FALSE at the end, and then @out_row is untouched
 * @cancellable: (nullable): stops the source
 * @error: return location for the source's own error
 *
 * Returns: %TRUE if @out_found was set
 */
gboolean
ff_row_source_next (FfRowSource   *self,
                    FfRow         *out_row,
                    gboolean      *out_found,
                    GCancellable  *cancellable,
                    GError       **error)
{
  g_return_val_if_fail (FF_IS_ROW_SOURCE (self), FALSE);
  g_return_val_if_fail (out_row != NULL && out_found != NULL, FALSE);

  return FF_ROW_SOURCE_GET_IFACE (self)->next (self, out_row, out_found, cancellable, error);
}

/**
 * ff_row_source_get_size:
 * @self: a source of rows
 *
 * Returns: how many rows it gives from first to last
 */
gint64
ff_row_source_get_size (FfRowSource *self)
{
  g_return_val_if_fail (FF_IS_ROW_SOURCE (self), 0);

  return FF_ROW_SOURCE_GET_IFACE (self)->get_size (self);
}
