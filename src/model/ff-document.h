#pragma once

#include "model/ff-campaign.h"

G_BEGIN_DECLS

/* The file format: *.fanfare, application/vnd.fanfare.campaign+json (data/campaign.schema.json). Blocking; workers only
 * for files of unknown size. */

#define FF_MODEL_ERROR (ff_model_error_quark ())
GQuark ff_model_error_quark (void);

/**
 * FfModelError:
 * @FF_MODEL_ERROR_NOT_A_CAMPAIGN: the bytes are JSON but no campaign; choose another file
 * @FF_MODEL_ERROR_NEWER: of a format this version cannot read
 * @FF_MODEL_ERROR_BAD_DOCUMENT: duplicate ids, a transition to nowhere, a cycle, a member of the wrong kind; names the place
 */
typedef enum
{
  FF_MODEL_ERROR_NOT_A_CAMPAIGN,
  FF_MODEL_ERROR_NEWER,
  FF_MODEL_ERROR_BAD_DOCUMENT,
} FfModelError;

FfCampaign *ff_document_parse  (const char  *text,
                                gssize       length,
                                GError     **error);
FfCampaign *ff_document_load   (const char  *path,
                                GError     **error);
char       *ff_document_print  (FfCampaign  *campaign);

/* The same as a value, for workers: read and write files there, and make campaigns on the main thread. */
FfJson     *ff_document_to_json   (FfCampaign  *campaign);
FfCampaign *ff_document_from_json (FfJson      *document,
                                   GError     **error);
FfJson     *ff_document_read      (const char  *path,       /* checked: from_json () will take it */
                                   GError     **error);
gboolean    ff_document_write     (FfJson      *document,
                                   const char  *path,
                                   GError     **error);
/* Written beside, synced and renamed: a crash leaves the old file or the new one. */
gboolean    ff_document_save   (FfCampaign  *campaign,
                                const char  *path,
                                GError     **error);

G_END_DECLS
