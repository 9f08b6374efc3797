#pragma once

#include "base/ff-json.h"

G_BEGIN_DECLS

/* The part of @data that @fields name, as dotted paths: "profile.first_name". */
FfJson *ff_freeze_values (FfJson            *data,
                          const char *const *fields);

G_END_DECLS
