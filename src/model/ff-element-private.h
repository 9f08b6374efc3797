#pragma once

#include "model/ff-campaign.h"

G_BEGIN_DECLS

/* What a document's elements look like as JSON: which members they have, in which order they are written, and what may
 * stand in them. */

#define FF_N_ELEMENT_KINDS (FF_ELEMENT_FRAME + 1)

#define FF_POSITION_MAX 1000000

/* "activity", and the member of the document that lists them: "activities" (NULL for FF_ELEMENT_CAMPAIGN). */
const char *ff_element_kind_get_name (FfElementKind   kind);
const char *ff_element_kind_get_list (FfElementKind   kind);
gboolean    ff_element_kind_find     (const char     *name,
                                      FfElementKind  *out_kind);

gboolean    ff_element_is_reserved   (const char     *member);
const char *ff_element_get_id        (FfJson         *element);
gboolean    ff_element_check         (FfElementKind   kind,
                                      FfJson         *element,
                                      const char     *place,
                                      GError        **error);
FfJson     *ff_element_dup_ordered   (FfElementKind   kind,
                                      FfJson         *element);
FfMode      ff_element_get_mode      (FfJson         *element);
/* 0 for "monday" to 6; 0 for what is none. */
guint       ff_element_find_weekday  (const char     *name);

/* A #FfModelError that starts with the place: "/activities/3/x: …". */
void        ff_element_set_error     (GError        **error,
                                      int             code,
                                      const char     *place,
                                      const char     *format,
                                      ...) G_GNUC_PRINTF (4, 5);

G_END_DECLS
