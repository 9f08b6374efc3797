/* The room's error domain. */

#include "send/ff-send-error.h"

G_DEFINE_QUARK (ff-send-error-quark, ff_send_error)
