#pragma once

#include "base/ff-json.h"

G_BEGIN_DECLS

/* What a column holds, whatever the database calls it. */
typedef enum
{
  FF_KIND_INTEGER,
  FF_KIND_DECIMAL,  /* exact; stored in the local store as an integer scaled by 10^scale */
  FF_KIND_REAL,
  FF_KIND_TEXT,
  FF_KIND_FLAG,
  FF_KIND_DATE,     /* ISO text, YYYY-MM-DD */
  FF_KIND_INSTANT,  /* see FfInstantForm */
} FfKind;

typedef enum
{
  FF_INSTANT_USEC,  /* integer µs since 1970, UTC; our own local store's */
  FF_INSTANT_MSEC,
  FF_INSTANT_SEC,
  FF_INSTANT_TEXT,  /* ISO text; the zone when none is written is the column's */
  FF_INSTANT_OWN,   /* the database's own type of instants */
  FF_INSTANT_LOCAL, /* its own type of times without a zone, which is the column's */
} FfInstantForm;

typedef struct
{
  FfKind        kind;
  guint         scale;         /* decimals: digits after the point, 0 to 18 */
  gboolean      scaled_storage;/* decimals: stored as scaled integer (else as the database's own number) */
  FfInstantForm form;          /* instants */
  gboolean      loose;         /* the database does not hold its values to the kind: those that do not fit are NULL */
  gboolean      own;           /* the database has a type of its own for it, whose values are not FfValue's */
  const char   *zone;          /* instants written without one: an interned name of ff_zone_is_known (); NULL: UTC */
} FfType;

/* A value that crosses rooms: what a database gave or a statement binds.
 * Decimals are scaled integers, instants µs UTC, flags 0 or 1, dates ISO text. */
typedef enum
{
  FF_VALUE_NULL,
  FF_VALUE_INTEGER,
  FF_VALUE_REAL,
  FF_VALUE_TEXT,
} FfValueKind;

typedef struct
{
  FfValueKind  kind;
  gint64       integer;
  double       real;
  char        *text;   /* owned */
} FfValue;

void      ff_value_clear     (FfValue       *self);
void      ff_value_copy      (const FfValue *self,
                              FfValue       *out_copy);
/* What a person reads: decimals with their point, instants in @zone (nullable: UTC), flags as words. */
char     *ff_value_to_text   (const FfValue *self,
                              const FfType  *type,
                              GTimeZone     *zone);

/* The other way, from what is typed or stands in a document: "12.50", "2026-07-21", "true". FALSE when it is no value of
 * that type. */
gboolean  ff_value_parse     (const char    *text,
                              const FfType  *type,
                              GTimeZone     *zone,
                              FfValue       *out_value);

/* 1050, 2 → "10.50" */
char     *ff_decimal_to_text (gint64         scaled,
                              guint          scale);

const char *ff_kind_get_id    (FfKind         kind);    /* "integer", "decimal", … */
gboolean    ff_kind_from_id   (const char    *id,
                               FfKind        *out_kind);
const char *ff_kind_get_name  (FfKind         kind);    /* translated */
gboolean    ff_kind_is_number (FfKind         kind);

/* How a type is written in data models: "decimal(2)", and what its values are stored as. */
char       *ff_type_dup_kind  (const FfType  *self);
gboolean    ff_type_set_kind  (FfType        *self,      /* kind and scale; FALSE: @text is no kind */
                               const char    *text);
/* "scaled", "seconds", "milliseconds", "microseconds", "text", "own", "local"; NULL where there is one way only. */
const char *ff_type_get_encoding (const FfType *self);
gboolean    ff_type_set_encoding (FfType      *self,     /* FALSE: none of its kind */
                               const char    *encoding);
/* Both: "instant seconds". */
char       *ff_type_to_text   (const FfType  *self);
/* What a column that was found to be @found is read as when a person says that it is @self: FALSE when that cannot be. */
gboolean    ff_type_take_correction (FfType   *found,
                               const FfType  *wanted);
gboolean    ff_type_equal     (const FfType  *a,
                               const FfType  *b);
/* Whether the name is one of the time zone database's: plain, and known here. */
gboolean    ff_zone_is_known  (const char    *name);

G_END_DECLS
