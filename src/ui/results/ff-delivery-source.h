#pragma once

#include "query/ff-schema.h"
#include "send/ff-delivery.h"
#include "ui/people/ff-record-view.h"

G_BEGIN_DECLS

/* The recipients of a run as a list that is read page by page from the outbox, on a thread of its own. The id of a
 * record is the delivery's, its tag the FfDeliveryState. */

enum
{
  FF_DELIVERY_CELL_TIME,
  FF_DELIVERY_CELL_RECIPIENT,
  FF_DELIVERY_CELL_ADDRESS,
  FF_DELIVERY_CELL_ACTIVITY,
  FF_DELIVERY_CELL_STATE,
  FF_DELIVERY_CELL_ANSWER,
  FF_DELIVERY_CELL_TRIES,
};

#define FF_TYPE_DELIVERY_SOURCE (ff_delivery_source_get_type ())
G_DECLARE_FINAL_TYPE (FfDeliverySource, ff_delivery_source, FF, DELIVERY_SOURCE, GObject)

FfDeliverySource *ff_delivery_source_new        (const char       *outbox_path);
FfRecordList     *ff_delivery_source_get_list   (FfDeliverySource *self);      /* lent */
/* Which of the frozen values name a person. */
void              ff_delivery_source_set_schema (FfDeliverySource *self,
                                                 FfSchema         *schema);
/* @state -1: all; waiting ones include those in flight. Reads anew. */
void              ff_delivery_source_show       (FfDeliverySource *self,
                                                 const char       *run_id,
                                                 int               state);
/* No page is asked for any more. */
void              ff_delivery_source_close      (FfDeliverySource *self);

/* Icon and colour class of a state, in lists and tiles alike. */
FfRecordMark      ff_delivery_get_mark          (FfRecord         *record);

G_END_DECLS
