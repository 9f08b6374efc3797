#pragma once

#include "message/ff-liquid-run-private.h"

G_BEGIN_DECLS

/* One filter. Keyword arguments come as one FF_LIQUID_PAIRS after the others
 * and count as one argument. */

typedef gboolean (*FfLiquidFilterFunc) (FfLiquidRun         *run,
                                        FfLiquidValue        input,
                                        const FfLiquidValue *arguments,
                                        guint                n_arguments,
                                        FfLiquidValue       *result);

struct _FfLiquidFilter
{
  const char         *name;
  guint               min_arguments;
  guint               max_arguments;
  FfLiquidFilterFunc  func;
};

const FfLiquidFilter *ff_liquid_find_filter (const char *name);  /* nullable */

/* Sorted by nothing; each ends with {NULL}. */
extern const FfLiquidFilter ff_liquid_text_filters[];
extern const FfLiquidFilter ff_liquid_replace_filters[];
extern const FfLiquidFilter ff_liquid_cut_filters[];
extern const FfLiquidFilter ff_liquid_web_filters[];
extern const FfLiquidFilter ff_liquid_number_filters[];
extern const FfLiquidFilter ff_liquid_list_filters[];
extern const FfLiquidFilter ff_liquid_select_filters[];
extern const FfLiquidFilter ff_liquid_date_filters[];

/* ---- what filters share */

FfLiquidValue  ff_liquid_filter_text    (FfLiquidRun         *run,
                                         FfLiquidValue        value);
/* The same; it costs by length, so that long texts in a loop end too. FALSE with run->error. */
gboolean       ff_liquid_filter_read    (FfLiquidRun         *run,
                                         FfLiquidValue        value,
                                         FfLiquidValue       *out_text);
FfLiquidValue  ff_liquid_filter_done    (FfLiquidBuilder     *builder);
/* The input as a flat list, the way the list filters see it; each item costs a
 * step. FALSE with run->error. */
gboolean       ff_liquid_filter_items   (FfLiquidRun         *run,
                                         FfLiquidValue        value,
                                         FfLiquidValue      **out_items,
                                         guint               *out_n);

/* Reads a property of an item. */
typedef enum
{
  FF_LIQUID_PROPERTY_FOUND,    /* @out is set, maybe to nil */
  FF_LIQUID_PROPERTY_NO_KEYS,  /* the item has no properties at all */
  FF_LIQUID_PROPERTY_FAILED,   /* run->error */
} FfLiquidProperty;

FfLiquidProperty ff_liquid_filter_get   (FfLiquidRun         *run,
                                         FfLiquidValue        item,
                                         FfLiquidValue        property,
                                         FfLiquidValue       *out);

G_END_DECLS
