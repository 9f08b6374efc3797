#pragma once

#include "ui/segment/ff-operand-picker.h"

G_BEGIN_DECLS

/* The values that an attribute has in the data, each with its exact number of rows, for who types one. The newest
 * question wins. Main thread; the database is asked on the engine's worker.
 *
 * Signal "found": there is an answer to the last question */

#define FF_TYPE_VALUE_FINDER (ff_value_finder_get_type ())
G_DECLARE_FINAL_TYPE (FfValueFinder, ff_value_finder, FF, VALUE_FINDER, GObject)

typedef struct
{
  FfJson *value;     /* as documents have it */
  char   *text;      /* as a person types it */
  gint64  n_rows;
} FfFoundValue;

FfValueFinder *ff_value_finder_new         (FfEngine      *engine,
                                            FfScopeFunc    func,       /* tells whose attribute it is */
                                            gpointer       user_data);
/* Nullable: nothing is found, as for what is no attribute of the data. */
void           ff_value_finder_set_operand (FfValueFinder *self,
                                            FfJson        *operand);
/* The data is looked at anew by the next question. */
void           ff_value_finder_renew       (FfValueFinder *self);
/* Asks for the values whose text contains @text, case ignored, the most frequent first. */
void           ff_value_finder_find        (FfValueFinder *self,
                                            const char    *text);
void           ff_value_finder_cancel      (FfValueFinder *self);
/* Of FfFoundValue; lent. Empty before the answer. */
GPtrArray     *ff_value_finder_get_found   (FfValueFinder *self);
/* "as of 14:02"; NULL before the answer. */
char          *ff_value_finder_dup_as_of   (FfValueFinder *self);
/* Text and number of rows, which is left out when negative, for a row, a button, a check. */
GtkWidget     *ff_value_line_new           (const char    *text,
                                            gint64         n_rows);
/* Names the widget that the line stands in. */
void           ff_value_line_name          (GtkWidget     *widget,
                                            const char    *text,
                                            gint64         n_rows);

G_END_DECLS
