#pragma once

#include "send/ff-delivery.h"

G_BEGIN_DECLS

/* The sums of a run or of one activity in it: a value nobody changes, so it
 * crosses threads. They close when
 *   planned  = waiting + in flight + accepted + refused + unconfirmed + not sent
 *   audience = planned + every reason of preparation
 *   not sent = its reasons. */
#define FF_TYPE_BOOKS (ff_books_get_type ())

typedef struct
{
  gint64 audience;                      /* rows the activity was given */
  gint64 planned;                       /* deliveries made of them */
  gint64 excluded[FF_N_REASONS];        /* rows that became none, by reason */
  gint64 states[FF_N_DELIVERY_STATES];  /* deliveries by state */
  gint64 not_sent[FF_N_REASONS];        /* of those in “not sent”, by reason */
} FfBooks;

GType     ff_books_get_type       (void);
FfBooks  *ff_books_copy           (const FfBooks *self);
void      ff_books_free           (FfBooks       *self);
void      ff_books_add            (FfBooks       *self,    /* while it is still the caller's own */
                                   const FfBooks *other);
gboolean  ff_books_check          (const FfBooks *self,    /* FF_SEND_ERROR_BOOKS names the sum that does not close */
                                   GError       **error);
gint64    ff_books_get_excluded   (const FfBooks *self);   /* all reasons */
gint64    ff_books_get_left       (const FfBooks *self);   /* waiting and in flight: while it is not 0 nothing is finished */
gboolean  ff_books_equal          (const FfBooks *self,
                                   const FfBooks *other);
FfJson   *ff_books_to_json        (const FfBooks *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FfBooks, ff_books_free)

G_END_DECLS
