#pragma once

#include "runner/ff-launch.h"

G_BEGIN_DECLS

/* The words of a review: deeds, numbers and kinds of messages. Pure functions; caller frees. */

/* “Rehearse 11,975 Emails”, “Send 27,641 Messages”: the deed and the number. */
char *ff_review_words_dup_deed     (FfLaunch   *launch,
                                    gint64      n);
/* “Rehearse 11,975 Emails?” */
char *ff_review_words_dup_question (FfLaunch   *launch,
                                    gint64      n);
/* “11,975 emails”, “3,846 text messages” */
char *ff_review_words_dup_kind     (const char *channel,
                                    gint64      n);
/* “11,970 instead of 11,975 (−5)” */
char *ff_review_words_dup_change   (gint64      confirmed,
                                    gint64      now);

G_END_DECLS
