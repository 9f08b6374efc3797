#pragma once

#include "activities/ff-channel.h"
#include "send/ff-row-source.h"
#include "store/ff-store.h"

G_BEGIN_DECLS

/* The rows of a channel activity as preparation wants them, streamed from the
 * store: address, consent and the values that the template reads. */

#define FF_TYPE_CHANNEL_ROWS (ff_channel_rows_get_type ())
G_DECLARE_FINAL_TYPE (FfChannelRows, ff_channel_rows, FF, CHANNEL_ROWS, GObject)

FfRowSource *ff_channel_rows_new (FfStore       *store,
                                  FfChannel     *channel,
                                  const char    *fingerprint,  /* of the step behind its input */
                                  gint64         n_rows,
                                  GTimeZone     *zone,         /* instants are written in it */
                                  GCancellable  *cancellable,
                                  GError       **error);

G_END_DECLS
