#pragma once

#include <gio/gio.h>

#include "plan/ff-file-format.h"

G_BEGIN_DECLS

/* Files of rows (CSV, TSV, fixed width) of any size: looked at first, then
 * loaded into the local store in one transaction and constant memory. Every
 * call blocks and belongs on a worker, or in a program without a window. */

#define FF_IMPORT_ERROR (ff_import_error_quark ())
GQuark ff_import_error_quark (void);

/**
 * FfImportError:
 * @FF_IMPORT_ERROR_FILE: the file cannot be read, or changed meanwhile; choose another or try again
 * @FF_IMPORT_ERROR_FORMAT: it is no table of text as it was described: binary, a quote never closed, empty; describe it otherwise
 * @FF_IMPORT_ERROR_LIMIT: a field, a row or the number of columns is beyond what can be
 * @FF_IMPORT_ERROR_TARGET: the table is there already, or is not, or lacks a column; choose another table or columns
 * @FF_IMPORT_ERROR_REJECTS: the file of rejected rows cannot be written
 */
typedef enum
{
  FF_IMPORT_ERROR_FILE,
  FF_IMPORT_ERROR_FORMAT,
  FF_IMPORT_ERROR_LIMIT,
  FF_IMPORT_ERROR_TARGET,
  FF_IMPORT_ERROR_REJECTS,
} FfImportError;

/* What no import exceeds. Tests lower them. */
typedef struct
{
  gsize max_field_bytes;
  gsize max_row_bytes;
  guint max_columns;
} FfImportLimits;

/* 16 MiB, 64 MiB, 2,000 columns. */
extern const FfImportLimits ff_import_limits;

/* An encoding that is found out by itself; others of iconv's can be named. */
typedef struct
{
  const char *id;      /* "utf-8"; as documents store it */
  const char *label;   /* N_() */
} FfEncoding;

const FfEncoding *ff_encodings_get (guint *out_n);

/* What a file looks like, from its beginning. */
typedef struct
{
  FfFileFormat *format;     /* all of it decided */
  gboolean      has_bom;
  gboolean      is_whole;   /* the rows looked at are all there are */
  GPtrArray    *rows;       /* of GStrv: the first ones, without the header */
  guint         n_sampled;  /* rows that the kinds were told from */
  gint64        n_bytes;    /* of the file */
} FfImportPreview;

/* @wanted (nullable) says what is known already: encoding, delimiter, header, zone; widths of columns. */
FfImportPreview *ff_import_preview      (const char          *path,
                                         const FfFileFormat  *wanted,
                                         GCancellable        *cancellable,
                                         GError             **error);
void             ff_import_preview_free (FfImportPreview     *self);

typedef enum
{
  FF_IMPORT_NEW,      /* the table is not there yet */
  FF_IMPORT_APPEND,   /* its columns are found by their names */
  FF_IMPORT_REPLACE,  /* as appended after taking out all rows; a table that is not there is made */
} FfImportMode;

typedef struct
{
  const char           *table;     /* nullable: named after the file */
  const char *const    *key;       /* nullable: line numbers; at most four columns of the file, of a new table */
  const char *const    *indexes;   /* nullable: columns that an index is built on after the load, of a new table */
  FfImportMode          mode;
  const char           *rejects;   /* nullable: where rejected rows are written, replaced */
  const FfImportLimits *limits;    /* nullable */
} FfImportOptions;

typedef struct
{
  gint64  line;     /* of the file, where the row begins; the first is 1 */
  char   *reason;   /* translated */
} FfImportReject;

typedef struct
{
  char      *table;
  gint64     n_rows;       /* loaded */
  gint64     n_rejected;
  GPtrArray *rejects;      /* of FfImportReject: the first ones */
} FfImportReport;

/* On the loading thread, a few times a second at least. */
typedef void (*FfImportProgress) (gint64   n_bytes_read,
                                  gint64   n_bytes,
                                  gpointer user_data);

FfImportReport *ff_import_run         (const char             *store,    /* "sqlite:PATH" or a path; made when it is not there */
                                       const char             *path,
                                       const FfFileFormat     *format,   /* as a preview decided it, or corrected */
                                       const FfImportOptions  *options,
                                       FfImportProgress        progress,   /* nullable */
                                       gpointer                user_data,
                                       GCancellable           *cancellable,
                                       GError                **error);
void            ff_import_report_free (FfImportReport         *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FfImportPreview, ff_import_preview_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FfImportReport, ff_import_report_free)

G_END_DECLS
