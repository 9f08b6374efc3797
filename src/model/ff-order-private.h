#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Arrows between numbered nodes, and their order. */
typedef struct
{
  guint from, to;
} FfArrow;

gboolean ff_order_sort (guint           n_nodes,
                        const FfArrow  *arrows,
                        guint           n_arrows,
                        guint          *out_order,    /* room for n_nodes */
                        GArray        **out_circle);  /* (nullable) of guint, set on failure */

G_END_DECLS
