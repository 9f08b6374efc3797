#pragma once

#include "query/ff-type.h"

G_BEGIN_DECLS

/* How the bytes of a file become rows of values: what an import shows before
 * it begins, and what a load step holds. Filled by one, then never changed. */

typedef enum
{
  FF_DATE_YMD,  /* 2026-07-21, 2026/07/21, 2026.07.21 */
  FF_DATE_DMY,
  FF_DATE_MDY,
} FfDateOrder;

typedef enum
{
  FF_EMPTY_IS_NULL,
  FF_EMPTY_IS_DEFAULT,
  FF_EMPTY_IS_REJECTED,
} FfEmptyPolicy;

typedef enum
{
  FF_MISFIT_IS_REJECTED,  /* the row is */
  FF_MISFIT_IS_NULL,
  FF_MISFIT_IS_DEFAULT,
} FfMisfitPolicy;

typedef struct
{
  char           *name;           /* as the header spells it; "column_3" without one */
  char           *label;
  gboolean        ignored;
  FfType          type;           /* as our own local store writes it: decimals scaled, instants µs */
  FfDateOrder     date_order;     /* dates and the date of an instant */
  gboolean        decimal_comma;  /* 12,50 */
  guint           width;          /* fixed width: characters; 0: to the end of the line */
  FfEmptyPolicy   empty;
  FfMisfitPolicy  misfit;
  char           *fallback;       /* nullable: the default, as a file would spell it */
  GHashTable     *remapping;      /* nullable: text of the file → text that is read instead */
} FfFileColumn;

typedef enum
{
  FF_HEADER_FOUND_OUT,
  FF_HEADER_THERE,
  FF_HEADER_NONE,
} FfHeader;

typedef struct
{
  char      *encoding;      /* nullable: found out; "utf-8", "windows-1252", … or a name of iconv's */
  gboolean   fixed_width;
  char       delimiter;     /* '\0': found out */
  FfHeader   header;
  char      *zone;          /* nullable: UTC; of instants that are written without one */
  GPtrArray *columns;       /* of FfFileColumn, in the order of the file */
} FfFileFormat;

FfFileColumn *ff_file_column_new      (const char         *name);
void          ff_file_column_free     (FfFileColumn       *self);
FfFileFormat *ff_file_format_new      (void);
FfFileFormat *ff_file_format_copy     (const FfFileFormat *self);
void          ff_file_format_free     (FfFileFormat       *self);
/* The resolved content, for fingerprints: equal text, equal meaning. */
void          ff_file_format_add_canonical (const FfFileFormat *self,
                                            GString            *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FfFileFormat, ff_file_format_free)

G_END_DECLS
