#pragma once

#include "send/ff-gateway.h"

G_BEGIN_DECLS

/* One line for each file of this folder; ff-gateway.c lists them in order. */
extern const FfGatewayType ff_gateway_rehearsal;

G_END_DECLS
