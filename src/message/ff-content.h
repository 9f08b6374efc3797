#pragma once

#include "base/ff-json.h"
#include "message/ff-message-error.h"

G_BEGIN_DECLS

/* What a channel activity's settings hold as content, compiled once:
 *   email  {"subject": Liquid, "html": Liquid and/or "text": Liquid}
 *   sms    {"text": Liquid}
 * Immutable; rendered on any thread. */

/* One message, rendered: a value. Parts that the channel does not have are NULL. */
typedef struct
{
  char *subject;
  char *html;
  char *text;
} FfMessage;

void        ff_message_free                       (FfMessage   *self);
FfJson     *ff_message_to_json                    (FfMessage   *self);  /* {"subject", "html", "text"} */

/* One line without control characters: what a subject or an address must be. */
gboolean    ff_message_check_header               (const char  *name,      /* N_(), for the error */
                                                   const char  *value,
                                                   GError     **error);

typedef struct _FfContent FfContent;

FfContent  *ff_content_new                        (const char  *channel,
                                                   FfJson      *settings,  /* the content object */
                                                   const char **out_part,
                                                   GError     **error);
FfContent  *ff_content_ref                        (FfContent   *self);
void        ff_content_unref                      (FfContent   *self);

/* What identifies this content in the outbox: SHA-256 in hex of channel and templates. */
const char *ff_content_get_hash                   (FfContent   *self);
/* The settings it was made of, to store and compile again. */
FfJson     *ff_content_get_settings               (FfContent   *self);

char      **ff_content_dup_fields                 (FfContent   *self);
/* The first field without a default that @data lacks or has empty; NULL when none. */
char       *ff_content_dup_missing_field          (FfContent   *self,
                                                   FfJson      *data);

/* @now_at is the run's clock, µs UTC; 0: the wall clock. */
FfMessage  *ff_content_render                     (FfContent   *self,
                                                   FfJson      *data,
                                                   gint64       now_at,
                                                   GError     **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FfMessage, ff_message_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FfContent, ff_content_unref)

G_END_DECLS
