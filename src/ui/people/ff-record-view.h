#pragma once

#include <gtk/gtk.h>

#include "ui/people/ff-record-list.h"

G_BEGIN_DECLS

/* A table over an FfRecordList: asks for the next page as its end comes near, and tells which header was chosen for
 * sorting; whoever fills the list sorts.
 *
 * Signals:
 *   "sort-changed" (int column, gboolean descending): a header was activated; column -1: none
 *   "selected" (FfRecord, nullable): another row is selected
 *   "activated" (FfRecord): a double-click or Enter on a row that is there
 *   "moved": the columns are in another order */

#define FF_TYPE_RECORD_VIEW (ff_record_view_get_type ())
G_DECLARE_FINAL_TYPE (FfRecordView, ff_record_view, FF, RECORD_VIEW, GtkWidget)

typedef enum
{
  FF_RECORD_COLUMN_PLAIN    = 0,
  FF_RECORD_COLUMN_NUMBER   = 1 << 0,   /* at the end side, with figures of one width */
  FF_RECORD_COLUMN_WIDE     = 1 << 1,   /* takes the room that is left */
  FF_RECORD_COLUMN_SORTABLE = 1 << 2,
  FF_RECORD_COLUMN_DIMMED   = 1 << 3,
} FfRecordColumnFlags;

/* An icon before the text of a cell, by the record. */
typedef struct
{
  const char *icon;        /* nullable */
  const char *css_class;   /* of icon and text; nullable */
} FfRecordMark;

typedef FfRecordMark (*FfRecordGetMark) (FfRecord *record);

GtkWidget *ff_record_view_new             (FfRecordList        *list,
                                           const char          *label);   /* for assistive tools */
/* Shows cell @cell of each record. @width_chars: room for so many characters at least; 0: as its texts need. */
void       ff_record_view_add_column      (FfRecordView        *self,
                                           const char          *title,
                                           guint                cell,
                                           FfRecordColumnFlags  flags,
                                           int                  width_chars,
                                           FfRecordGetMark      get_mark);  /* nullable */
void       ff_record_view_clear_columns   (FfRecordView        *self);
/* Cells in the order of the columns; free the array of guint. */
GArray    *ff_record_view_dup_order       (FfRecordView        *self);
void       ff_record_view_set_reorderable (FfRecordView        *self,
                                           gboolean             reorderable);
/* Shows the arrow in the header of the column of @cell; tells nobody. -1: in none. */
void       ff_record_view_set_sort        (FfRecordView        *self,
                                           int                  cell,
                                           gboolean             descending);
FfRecord  *ff_record_view_get_selected    (FfRecordView        *self);     /* lent; nullable */
void       ff_record_view_select          (FfRecordView        *self,
                                           guint                position);
/* Nothing is selected afterwards. */
void       ff_record_view_scroll_to_top   (FfRecordView        *self);
gboolean   ff_record_view_is_at_top       (FfRecordView        *self);

G_END_DECLS
