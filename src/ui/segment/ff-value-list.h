#pragma once

#include <adwaita.h>

#include "ui/segment/ff-value-finder.h"

G_BEGIN_DECLS

/* A list of values: a button that tells them, and a popover in which those that
 * are known or in the data are found and ticked, and others are added.
 *
 * Signal "edited" (FfJson *values): an array; lent */

#define FF_TYPE_VALUE_LIST (ff_value_list_get_type ())
G_DECLARE_FINAL_TYPE (FfValueList, ff_value_list, FF, VALUE_LIST, AdwBin)

GtkWidget *ff_value_list_new    (const char        *accessible_label,
                                 FfValueFinder     *finder);
/* @values and @choices are nullable. */
void       ff_value_list_update (FfValueList       *self,
                                 FfKind             kind,
                                 const char *const *choices,
                                 FfJson            *values);
/* As typed into the popover; FALSE when it is no value of that kind, or there already. */
gboolean   ff_value_list_add    (FfValueList       *self,
                                 const char        *text);

G_END_DECLS
