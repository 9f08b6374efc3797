#pragma once

#include "query/ff-schema.h"

G_BEGIN_DECLS

/* What a person says of a data source, over what introspection found: labels, kinds, keys, links, addresses, consent.
 * It travels as a file (data/data-model.schema.json). A member that is there replaces what was found, one that is
 * absent leaves it. Immutable; shared between threads. */

#define FF_DATA_MODEL_ERROR (ff_data_model_error_quark ())
GQuark ff_data_model_error_quark (void);

/**
 * FfDataModelError:
 * @FF_DATA_MODEL_ERROR_BAD: the file says what no data model can; mend it at the place that is named
 * @FF_DATA_MODEL_ERROR_NEWER: a newer program wrote it
 */
typedef enum
{
  FF_DATA_MODEL_ERROR_BAD,
  FF_DATA_MODEL_ERROR_NEWER,
} FfDataModelError;

typedef struct _FfDataModel FfDataModel;

/* Through the strict door; a syntax error is an FfJsonError. */
FfDataModel *ff_data_model_parse     (const char   *text,
                                      gssize        length,
                                      GError      **error);
FfDataModel *ff_data_model_load      (const char   *path,       /* blocks */
                                      GError      **error);
FfDataModel *ff_data_model_new       (FfJson       *json,
                                      GError      **error);
/* All that @used says, and what of it was found: what an export holds. */
FfDataModel *ff_data_model_describe  (FfSchema     *used,
                                      FfSchema     *found);
FfDataModel *ff_data_model_ref       (FfDataModel  *self);
void         ff_data_model_unref     (FfDataModel  *self);
FfJson      *ff_data_model_get_json  (FfDataModel  *self);      /* lent */
char        *ff_data_model_print     (FfDataModel  *self);

/* Where the data is no longer what the model was made for. */
typedef enum
{
  FF_DRIFT_TABLE_GONE,
  FF_DRIFT_COLUMN_GONE,
  FF_DRIFT_KIND_CHANGED,   /* found to be another than when the model was made */
  FF_DRIFT_KIND_REFUSED,   /* the column cannot be read as the kind that the model says */
  FF_DRIFT_LINK_GONE,
  FF_DRIFT_LINK_REFUSED,   /* its columns are of kinds that are never equal */
  FF_DRIFT_KEY_GONE,       /* a column of the key is gone; the key that was found stands */
  FF_DRIFT_ROLE_GONE,      /* what stands for the profile, an address, consent … is gone */
} FfDriftKind;

typedef struct
{
  FfDriftKind  kind;
  char        *pointer;    /* place in the model */
  char        *entity;
  char        *name;       /* column, link or role; nullable */
  char        *before;     /* kinds; nullable */
  char        *now;
} FfDrift;

const char  *ff_drift_kind_get_id    (FfDriftKind   kind);      /* "column-gone" */
char        *ff_drift_to_text        (const FfDrift *self);
void         ff_drift_free           (FfDrift      *self);

/* @found as the model corrects it. What the model says of something that is not there is left out and told. */
FfSchema    *ff_data_model_apply     (FfDataModel  *self,
                                      FfSchema     *found,
                                      GPtrArray    *drifts);    /* of FfDrift; nullable */
/* The same as it was when the model was made: what is gone is there again. Campaigns are planned on it to see what a drift
 * breaks; no store holds it. */
FfSchema    *ff_data_model_restore   (FfDataModel  *self,
                                      FfSchema     *found);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FfDataModel, ff_data_model_unref)

G_END_DECLS
