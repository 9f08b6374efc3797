#pragma once

/* Inside of the room: bytes → text → rows → values, one file each. */

#include "db/ff-sqlite.h"
#include "store/ff-import.h"

G_BEGIN_DECLS

/* Bytes of a file, as UTF-8 (ff-import-source.c). What the encoding does not
 * have comes as this byte, which no UTF-8 has, so that the row is rejected. */
#define FF_IMPORT_UNDECODABLE '\xff'

typedef struct _FfImportSource FfImportSource;

FfImportSource *ff_import_source_open          (const char      *path,
                                                GError         **error);
/* @is_cut: the bytes are the beginning of more. */
FfImportSource *ff_import_source_new_for_bytes (GBytes          *bytes,
                                                gboolean         is_cut);
void            ff_import_source_free          (FfImportSource  *self);
const char     *ff_import_source_get_path      (FfImportSource  *self);
gint64          ff_import_source_get_n_bytes   (FfImportSource  *self);
gint64          ff_import_source_get_n_read    (FfImportSource  *self);
gboolean        ff_import_source_is_cut        (FfImportSource  *self);
/* At most @n bytes of the beginning, as they are. */
GBytes         *ff_import_source_read_sample   (FfImportSource  *self,
                                                gsize            n,
                                                GError         **error);
/* From the beginning, after its byte order mark. */
gboolean        ff_import_source_set_encoding  (FfImportSource  *self,
                                                const char      *encoding,
                                                GError         **error);
/* The next piece of text, lent until the next call; empty at the end. */
gboolean        ff_import_source_read          (FfImportSource  *self,
                                                const char     **out_text,
                                                gsize           *out_length,
                                                GError         **error);
/* That the file is the one that was opened, as it was. */
gboolean        ff_import_source_check         (FfImportSource  *self,
                                                GError         **error);

/* What the bytes of a beginning are (ff-import-encoding.c). */
const char     *ff_import_find_encoding        (const guint8    *bytes,
                                                gsize            n,
                                                gboolean         is_cut,
                                                gsize           *out_bom);
gsize           ff_import_measure_bom          (const guint8    *bytes,
                                                gsize            n,
                                                const char      *encoding);

/* Rows (ff-import-rows.c). */
typedef struct
{
  const char *text;    /* NULL: nothing between two delimiters; else ends with NUL */
  gsize       length;
} FfImportField;

typedef struct
{
  gint64               line;     /* where it begins; the first is 1 */
  guint                n_fields;
  const FfImportField *fields;
  const char          *problem;  /* nullable: it could not be taken apart, and why; translated */
} FfImportRow;

/* As many rows as are handed over at once, at most. */
#define FF_IMPORT_BATCH 40

/* FALSE stops the reading; with @error, or because it was enough. */
typedef gboolean (*FfImportRowsFunc) (const FfImportRow *rows,
                                      guint              n_rows,
                                      gpointer           user_data,
                                      GError           **error);

/* @format: delimiter or widths are decided. TRUE at the end, and when @func had enough. */
gboolean        ff_import_read_rows            (FfImportSource        *source,
                                                const FfFileFormat    *format,
                                                const FfImportLimits  *limits,
                                                FfImportRowsFunc       func,
                                                gpointer               func_data,
                                                FfImportProgress       progress,      /* nullable */
                                                gpointer               progress_data,
                                                GCancellable          *cancellable,
                                                GError               **error);

/* Values (ff-import-value.c). */
typedef enum
{
  FF_FIT_GOOD,
  FF_FIT_ENCODING,   /* bytes that the encoding does not have */
  FF_FIT_KIND,
  FF_FIT_SCALE,      /* more digits after the point */
  FF_FIT_RANGE,
  FF_FIT_EMPTY,      /* not allowed to be */
} FfFit;

/* A value that lives as long as the field it was read from. */
typedef struct
{
  FfValueKind  kind;
  gint64       integer;
  double       real;
  const char  *text;
  gsize        length;
  char         date[11];  /* what @text may point to */
} FfImportCell;

FfFit           ff_import_read_cell            (const FfFileColumn  *column,
                                                const FfImportField *field,
                                                GTimeZone           *zone,   /* nullable: UTC */
                                                FfImportCell        *out_cell);
/* Why a row is rejected, for people. */
char           *ff_import_fit_to_text          (FfFit                fit,
                                                const FfFileColumn  *column,
                                                const FfImportField *field);
char           *ff_import_ragged_to_text       (guint                n_fields,
                                                guint                n_columns);
/* FALSE when there is no zone of that name. */
gboolean        ff_import_find_zone            (const char          *name,
                                                GTimeZone          **out_zone,
                                                GError             **error);
/* Days since 1970, or FALSE. */
gboolean        ff_import_read_date            (const char          *text,
                                                gsize                length,
                                                FfDateOrder          order,
                                                gint64              *out_day,
                                                gsize               *out_used);

/* Kinds of columns from the texts in them (ff-import-kind.c). */
typedef struct
{
  gint64 n_values;       /* not empty */
  guint  kinds;          /* bit set of 1 << FfKind: what all of them are so far */
  guint  orders;         /* bit set of 1 << FfDateOrder, of dates and instants */
  guint  n_point;        /* with a decimal point */
  guint  n_comma;
  guint  min_scale;
  guint  max_scale;
  guint  max_digits;
} FfImportGuess;

void            ff_import_guess_init           (FfImportGuess       *self);
void            ff_import_guess_add            (FfImportGuess       *self,
                                                const FfImportField *field);
void            ff_import_guess_decide         (const FfImportGuess *self,
                                                FfFileColumn        *column);

/* Rejected rows as a file of their own, and the first of them in memory
 * (ff-import-rejects.c). */
typedef struct _FfImportRejects FfImportRejects;

FfImportRejects *ff_import_rejects_new         (const char          *path,    /* nullable: none is written */
                                                GPtrArray           *columns,
                                                GError             **error);
void             ff_import_rejects_free        (FfImportRejects     *self);   /* what was written and not finished is gone */
gboolean         ff_import_rejects_add         (FfImportRejects     *self,
                                                const FfImportRow   *row,
                                                const char          *reason,
                                                GError             **error);
gboolean         ff_import_rejects_finish      (FfImportRejects     *self,
                                                GError             **error);
gboolean         ff_import_rejects_keep        (FfImportRejects     *self,
                                                GError             **error);
gint64           ff_import_rejects_get_n       (FfImportRejects     *self);
GPtrArray       *ff_import_rejects_get_first   (FfImportRejects     *self);   /* of FfImportReject */

/* The table that rows are loaded into (ff-import-table.c). */
typedef struct
{
  char       *name;
  gboolean    is_new;
  GPtrArray  *columns;      /* of char*: column of the table for each of the file's, NULL: ignored */
  char      **key;          /* columns of the table that must not be empty; nullable */
  gboolean    needs_index;  /* the key is made unique after the load; rows are numbered by their lines */
  gboolean    has_line;     /* the row's number is its line */
  char       *insert;       /* SQL up to VALUES: the columns in the order of the file, then the line if there is one */
} FfImportTable;

/* Makes or empties the table, inside a transaction; sets the kinds of @format's columns to those of a table that is there. */
FfImportTable   *ff_import_table_open          (FfSqlite              *db,
                                                FfFileFormat          *format,
                                                const FfImportOptions *options,
                                                const char            *path,
                                                GError               **error);
void             ff_import_table_free          (FfImportTable         *self);
/* After the load: the key's index without the rows whose key was there before, other indexes, the data model's rows, the generation. */
gboolean         ff_import_table_finish        (FfImportTable         *self,
                                                FfSqlite              *db,
                                                const FfFileFormat    *format,
                                                const FfImportOptions *options,
                                                const char            *path,
                                                FfImportRejects       *rejects,
                                                GError               **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FfImportTable, ff_import_table_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FfImportSource, ff_import_source_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FfImportRejects, ff_import_rejects_free)

G_END_DECLS
