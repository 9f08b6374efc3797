#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define FF_MESSAGE_ERROR (ff_message_error_quark ())
GQuark ff_message_error_quark (void);

/**
 * FfMessageError:
 * @FF_MESSAGE_ERROR_TEMPLATE: the template is wrong for everybody; mend it at its line and column
 * @FF_MESSAGE_ERROR_LIMIT: it takes more steps, depth, memory or output than allowed; make it simpler
 * @FF_MESSAGE_ERROR_VALUE: this person's values do not go with the template; leave the person out
 * @FF_MESSAGE_ERROR_HEADER: this person's values would break a header line; leave the person out
 * @FF_MESSAGE_ERROR_CONTENT: the settings do not describe a message of this channel; complete them
 */
typedef enum
{
  FF_MESSAGE_ERROR_TEMPLATE,
  FF_MESSAGE_ERROR_LIMIT,
  FF_MESSAGE_ERROR_VALUE,
  FF_MESSAGE_ERROR_HEADER,
  FF_MESSAGE_ERROR_CONTENT,
} FfMessageError;

/* Where in the template, counted from 1 in characters; 0 when it has no place. */
guint ff_message_error_get_line   (const GError   *error);
guint ff_message_error_get_column (const GError   *error);

/* An error with a place; the text says it in front: “Line 3, column 7: …”.
 * A @fragment is named before that. */
void  ff_message_error_set_place  (GError        **error,
                                   FfMessageError  code,
                                   const char     *fragment,  /* nullable */
                                   guint           line,
                                   guint           column,
                                   const char     *format,
                                   ...) G_GNUC_PRINTF (6, 7);

G_END_DECLS
