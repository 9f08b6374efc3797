#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define FF_SEND_ERROR (ff_send_error_quark ())
GQuark ff_send_error_quark (void);

/**
 * FfSendError:
 * @FF_SEND_ERROR_UNREACHABLE: the gateway does not answer, or not in its language; resume later
 * @FF_SEND_ERROR_CREDENTIALS: the gateway refused who we are; mend the credentials, then resume
 * @FF_SEND_ERROR_SETTINGS: the gateway's settings cannot work; mend them, then resume
 * @FF_SEND_ERROR_REFUSALS: the gateway refuses too many messages; look at its answers, then resume
 * @FF_SEND_ERROR_BUSY: another process is sending this run; wait for it
 * @FF_SEND_ERROR_NOT_FOUND: the outbox holds no such run, activity or delivery
 * @FF_SEND_ERROR_CONTENT: the content cannot be rendered; mend the template
 * @FF_SEND_ERROR_GATE: the store could not be asked who may not be written to any more; resume when it can be
 * @FF_SEND_ERROR_BOOKS: the sums do not close; nothing may be sent before that is understood
 * @FF_SEND_ERROR_MOVE: a delivery was asked to make a move that the table does not allow
 * @FF_SEND_ERROR_FAILED: anything else, in the words of what failed
 */
typedef enum
{
  FF_SEND_ERROR_UNREACHABLE,
  FF_SEND_ERROR_CREDENTIALS,
  FF_SEND_ERROR_SETTINGS,
  FF_SEND_ERROR_REFUSALS,
  FF_SEND_ERROR_BUSY,
  FF_SEND_ERROR_NOT_FOUND,
  FF_SEND_ERROR_CONTENT,
  FF_SEND_ERROR_GATE,
  FF_SEND_ERROR_BOOKS,
  FF_SEND_ERROR_MOVE,
  FF_SEND_ERROR_FAILED,
} FfSendError;

G_END_DECLS
