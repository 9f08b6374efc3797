#pragma once

#include "base/ff-json.h"

G_BEGIN_DECLS

/* The rows that a channel activity writes to, one after the other: how the
 * engine's tables reach preparation without either knowing the other. */

typedef enum
{
  FF_CONSENT_UNKNOWN, /* the data says nothing: means no unless transactional */
  FF_CONSENT_NO,
  FF_CONSENT_YES,
} FfConsent;

/* Lent by the source until its next row is asked for. */
typedef struct
{
  const char *profile_key;   /* canonical text */
  const char *secondary_key; /* nullable: a message per profile */
  guint       ordinal;       /* of the address within the profile, from 0 */
  const char *address;       /* nullable or empty: there is none */
  FfConsent   consent;
  FfJson     *data;          /* what a template may read: {"profile": {…}, "row": {…}, …} */
} FfRow;

#define FF_TYPE_ROW_SOURCE (ff_row_source_get_type ())
G_DECLARE_INTERFACE (FfRowSource, ff_row_source, FF, ROW_SOURCE, GObject)

/**
 * FfRowSourceInterface:
 * @next: fills @out_row and sets @out_found, or sets it to %FALSE at the end
 * @get_size: how many rows there are in all; preparation checks that so many came
 */
struct _FfRowSourceInterface
{
  GTypeInterface parent;

  gboolean (*next)     (FfRowSource   *self,
                        FfRow         *out_row,
                        gboolean      *out_found,
                        GCancellable  *cancellable,
                        GError       **error);
  gint64   (*get_size) (FfRowSource   *self);
};

gboolean ff_row_source_next     (FfRowSource   *self,
                                 FfRow         *out_row,
                                 gboolean      *out_found,
                                 GCancellable  *cancellable,
                                 GError       **error);
gint64   ff_row_source_get_size (FfRowSource   *self);

G_END_DECLS
