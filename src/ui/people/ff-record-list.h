#pragma once

#include "ui/people/ff-record.h"

G_BEGIN_DECLS

/* A list of FfRecord that is read page by page as it is looked at and keeps only a few pages: those let go are asked for
 * again when somebody scrolls back. Where a page begins is the place at which the one before ended, so that page 10,000
 * costs what the first does.
 *
 * A list whose total is known has that length at once, and a page anywhere in it is asked for from the nearest place that
 * is known, or from the end; one whose total is not grows. Main thread.
 *
 * Signals: "answered" a page came, or an error */

#define FF_TYPE_RECORD_LIST (ff_record_list_get_type ())
G_DECLARE_FINAL_TYPE (FfRecordList, ff_record_list, FF, RECORD_LIST, GObject)

/* A page that is asked for; the loader answers each one once. */
typedef struct _FfRecordAsk FfRecordAsk;

typedef void (*FfRecordLoad) (FfRecordAsk *ask,
                              gpointer     user_data);

const char   *ff_record_ask_get_after       (FfRecordAsk  *self);   /* NULL: the first page */
guint         ff_record_ask_get_skip        (FfRecordAsk  *self);   /* rows passed over from there on */
gboolean      ff_record_ask_is_from_end     (FfRecordAsk  *self);   /* they count back from the last row; no place then */
guint         ff_record_ask_get_limit       (FfRecordAsk  *self);
GCancellable *ff_record_ask_get_cancellable (FfRecordAsk  *self);
/* Frees @self. @records (of FfRecord) is kept and not the caller's to read any more; @next NULL at the end. */
void          ff_record_ask_answer          (FfRecordAsk  *self,
                                             GPtrArray    *records,
                                             const char   *next,
                                             const GError *error);  /* then @records is NULL */

FfRecordList *ff_record_list_new            (FfRecordLoad  load,
                                             gpointer      user_data,
                                             guint         page_size);
/* From the next question on; -1: not known. */
void          ff_record_list_set_total      (FfRecordList *self,
                                             gint64        n_rows);
/* Another question: what is shown stays until its first page is here. */
void          ff_record_list_restart        (FfRecordList *self);
/* Nothing is shown or asked for any more; also before the loader's owner goes. */
void          ff_record_list_clear          (FfRecordList *self);
/* The next page, unless it is asked for, there is none, or the list has its length. */
void          ff_record_list_more           (FfRecordList *self);

gboolean      ff_record_list_is_loading     (FfRecordList *self);   /* the first page */
gboolean      ff_record_list_is_complete    (FfRecordList *self);   /* its end is known */
const GError *ff_record_list_get_error      (FfRecordList *self);   /* of the last answer */
guint         ff_record_list_get_n_kept     (FfRecordList *self);   /* records with their texts in memory */

G_END_DECLS
