#pragma once

#include <gio/gio.h>

#include "picture/ff-painter.h"

G_BEGIN_DECLS

/* A scene as a file: SVG, PNG or PDF, with its counts. */

#define FF_EXPORT_ERROR (ff_export_error_quark ())
GQuark ff_export_error_quark (void);

/**
 * FfExportError:
 * @FF_EXPORT_ERROR_FORMAT: the name ends in no format we write; choose another
 * @FF_EXPORT_ERROR_DRAWING: cairo could not draw it, usually for lack of memory
 */
typedef enum
{
  FF_EXPORT_ERROR_FORMAT,
  FF_EXPORT_ERROR_DRAWING,
} FfExportError;

typedef enum
{
  FF_EXPORT_SVG,
  FF_EXPORT_PNG,
  FF_EXPORT_PDF,
} FfExportFormat;

typedef struct
{
  const char *title;     /* of the campaign; nullable */
  FfTheme     theme;
  double      scale;     /* of a PNG, in pixels of the file per pixel; 0: 1 */
  gboolean    with_flow; /* lines as wide as their people are many */
} FfExportOptions;

gboolean ff_export_find_format (const char             *path,
                                FfExportFormat         *out_format,
                                GError                **error);
GBytes  *ff_export_draw        (FfScene                *scene,
                                FfTypesetter           *typesetter,
                                FfExportFormat          format,
                                const FfExportOptions  *options,
                                GError                **error);
gboolean ff_export_write       (FfScene                *scene,
                                FfTypesetter           *typesetter,
                                const char             *path,
                                const FfExportOptions  *options,
                                GCancellable           *cancellable,
                                GError                **error);

G_END_DECLS
