#pragma once

#include "query/ff-schema.h"

G_BEGIN_DECLS

/* Words that several views need: numbers of things, and times near now. Caller frees. */

/* What the rows of @entity are called; NULL: people. */
char *ff_words_dup_noun   (gint64  n_rows,
                           const FfEntity *entity);   /* “people”, “bookings” */
char *ff_words_dup_rows   (gint64  n_rows,
                           const FfEntity *entity);   /* “9,114 people”, “456 bookings” */
char *ff_words_dup_people (gint64  n_people);    /* “9,114 people” */
char *ff_words_dup_time   (gint64  at_usec,
                           gint64  now_usec);    /* “14:02”, “yesterday”, “21 July”, “21 July 2024” */
char *ff_words_dup_ago    (gint64  at_usec,
                           gint64  now_usec);    /* “2 minutes ago”, “Yesterday”, then as above */

G_END_DECLS
