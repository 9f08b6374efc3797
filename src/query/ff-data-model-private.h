#pragma once

/* Inside of the room: the words of data models. */

#include "query/ff-data-model.h"

G_BEGIN_DECLS

#define FF_DATA_MODEL_MEMBER "fanfare-data-model"
#define FF_DATA_MODEL_FORMAT 1

struct _FfDataModel
{
  gatomicrefcount  ref_count;
  FfJson          *json;       /* checked */
};

/* The roles that a column of the profile can have beside an address. */
extern const char *const ff_data_model_roles[];

#define FF_ADDRESS_PREFIX "address:"

/* Whether @json is a data model, looked at by itself. */
gboolean ff_data_model_check (FfJson  *json,
                              GError **error);

G_END_DECLS
