#pragma once

#include <gio/gio.h>

#include "base/ff-json.h"

G_BEGIN_DECLS

/* One row of a list that is read page by page: texts for its cells. A record whose page was let go is there without
 * them, and is filled again ("notify::loaded"). Main thread. */

#define FF_TYPE_RECORD (ff_record_get_type ())
G_DECLARE_FINAL_TYPE (FfRecord, ff_record, FF, RECORD, GObject)

/* @cells is taken over. */
FfRecord   *ff_record_new       (gint64       id,
                                 const char  *key,     /* nullable */
                                 int          tag,     /* whatever the list's owner distinguishes */
                                 GStrv        cells,
                                 FfJson      *data);   /* nullable */
FfRecord   *ff_record_new_empty (void);
/* @self becomes what @other is. */
void        ff_record_fill      (FfRecord    *self,
                                 FfRecord    *other);

gboolean    ff_record_is_loaded (FfRecord    *self);   /* property "loaded" */
gint64      ff_record_get_id    (FfRecord    *self);
const char *ff_record_get_key   (FfRecord    *self);
int         ff_record_get_tag   (FfRecord    *self);
const char *ff_record_get_cell  (FfRecord    *self,
                                 guint        cell);   /* "" when there is none */
FfJson     *ff_record_get_data  (FfRecord    *self);

G_END_DECLS
