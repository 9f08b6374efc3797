#pragma once

#include "activities/ff-channel.h"
#include "store/ff-store.h"

G_BEGIN_DECLS

/* The message of a channel activity as real people would get it. A value; nothing is written or sent. */

typedef struct
{
  char      *name;     /* of the person; the key where the data model names nothing */
  char      *address;
  FfMessage *message;  /* nullable */
  char      *reason;   /* why it cannot be rendered; nullable */
} FfPreview;

/* Of the first @limit people who have an address and consent, in key order. Array of FfPreview. Blocks: on the thread
 * that opened @store. */
GPtrArray *ff_preview_read (FfChannel     *channel,
                            FfStore       *store,
                            GTimeZone     *zone,
                            gint64         now_usec,
                            guint          limit,
                            GCancellable  *cancellable,
                            GError       **error);

G_END_DECLS
