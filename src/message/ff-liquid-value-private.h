#pragma once

#include "base/ff-json.h"
#include "message/ff-liquid-arena-private.h"

G_BEGIN_DECLS

/* A value while a template is rendered: 16 bytes, passed by value. It lends
 * what it points to from the data, the template or the render's arena. */

typedef enum
{
  FF_LIQUID_NIL,
  FF_LIQUID_FLAG,
  FF_LIQUID_INTEGER,
  FF_LIQUID_REAL,
  FF_LIQUID_TEXT,
  FF_LIQUID_LIST,   /* items of the arena */
  FF_LIQUID_PAIRS,  /* keyword arguments: name, value, name, value … */
  FF_LIQUID_RANGE,
  FF_LIQUID_JSON,   /* an array or object of the data */
  FF_LIQUID_LOOP,   /* forloop and tablerowloop */
  FF_LIQUID_EMPTY,  /* only in conditions */
  FF_LIQUID_BLANK,  /* only in conditions */
} FfLiquidKind;

/* What a text already is. */
typedef enum
{
  FF_LIQUID_IS_HTML = 1 << 0,  /* escaped, or made by the template in HTML */
  FF_LIQUID_IS_URL  = 1 << 1,  /* percent-encoded */
} FfLiquidFlags;

typedef struct _FfLiquidValue FfLiquidValue;
typedef struct _FfLiquidLoop FfLiquidLoop;

typedef struct
{
  gint64 start;
  gint64 end;
} FfLiquidRange;

struct _FfLiquidValue
{
  guint8  kind;
  guint8  flags;
  guint32 n;                          /* bytes of a text, items of a list, twice the pairs */
  union
  {
    gboolean              flag;
    gint64                integer;
    double                real;
    const char           *text;       /* not always NUL-terminated */
    const FfLiquidValue  *items;
    const FfLiquidRange  *range;
    FfJson               *json;
    const FfLiquidLoop   *loop;
  };
};

struct _FfLiquidLoop
{
  const char         *name;
  const FfLiquidLoop *parent;
  gint64              length;
  gint64              index0;
  gboolean            is_table;
  gint64              n_columns;
  gint64              column;
  gint64              row;
};

#define FF_LIQUID_VALUE_NIL ((FfLiquidValue) { .kind = FF_LIQUID_NIL })

static inline FfLiquidValue
ff_liquid_flag (gboolean flag)
{
  return (FfLiquidValue) { .kind = FF_LIQUID_FLAG, .flag = flag };
}

static inline FfLiquidValue
ff_liquid_integer (gint64 integer)
{
  return (FfLiquidValue) { .kind = FF_LIQUID_INTEGER, .integer = integer };
}

static inline FfLiquidValue
ff_liquid_real (double real)
{
  return (FfLiquidValue) { .kind = FF_LIQUID_REAL, .real = real };
}

static inline FfLiquidValue
ff_liquid_text (const char *text,
                gsize       length)
{
  return (FfLiquidValue) { .kind = FF_LIQUID_TEXT, .n = (guint32) length, .text = text };
}

static inline FfLiquidValue
ff_liquid_list (const FfLiquidValue *items,
                gsize                n_items)
{
  return (FfLiquidValue) { .kind = FF_LIQUID_LIST, .n = (guint32) n_items, .items = items };
}

FfLiquidValue  ff_liquid_from_json    (FfJson              *json);  /* (nullable) lent */

gboolean       ff_liquid_is_true      (FfLiquidValue        value);
gboolean       ff_liquid_is_map       (FfLiquidValue        value);
gboolean       ff_liquid_is_list      (FfLiquidValue        value);  /* not a range */
gboolean       ff_liquid_is_empty     (FfLiquidValue        value);  /* an empty text, list or map */
gboolean       ff_liquid_is_blank     (FfLiquidValue        value);
gboolean       ff_liquid_equal        (FfLiquidValue        a,
                                       FfLiquidValue        b);
gboolean       ff_liquid_text_equal   (FfLiquidValue        value,
                                       const char          *text);

/* The first place of @wanted in @text; NULL when it is not there. */
const char    *ff_liquid_find         (const char          *text,
                                       gsize                length,
                                       const char          *wanted,
                                       gsize                n_wanted);

/* Elements of a list, entries of a map, numbers of a range. */
gint64         ff_liquid_get_length   (FfLiquidValue        value);
/* An entry of a map is a list of name and value, made in @arena. */
FfLiquidValue  ff_liquid_get_element  (FfLiquidArena       *arena,
                                       FfLiquidValue        value,
                                       gint64               index);
/* Of a map; NULL name never matches. @name need not end with NUL. */
gboolean       ff_liquid_get_member   (FfLiquidValue        value,
                                       const char          *name,
                                       gsize                length,
                                       FfLiquidValue       *out_member);

/* How a number is printed; at most 48 bytes. Returns the length. */
guint          ff_liquid_print_real   (double               real,
                                       char                *buffer);
/* What a filter sees as the value's text. A text is lent, the rest is printed
 * into @arena. Lists and maps read as Ruby would inspect them. */
FfLiquidValue  ff_liquid_to_text      (FfLiquidArena       *arena,
                                       FfLiquidValue        value);

G_END_DECLS
