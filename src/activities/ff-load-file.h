#pragma once

#include "base/ff-json.h"
#include "plan/ff-file-format.h"

G_BEGIN_DECLS

/* The settings of a load-file activity that reads @file as @format, which a
 * preview decided, says. */
FfJson *ff_load_file_new_settings (const char         *file,
                                   const FfFileFormat *format);

G_END_DECLS
