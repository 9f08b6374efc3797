#pragma once

#include "ui/segment/ff-value-finder.h"

G_BEGIN_DECLS

/* One value of the right side of a condition: typed for the kind of the left
 * side, or a relative date, a variable of the campaign, another attribute.
 *
 * Signal "edited" (FfJson *value): the literal, or an object such as {"ago": …}; lent */

#define FF_TYPE_VALUE_SLOT (ff_value_slot_get_type ())
G_DECLARE_FINAL_TYPE (FfValueSlot, ff_value_slot, FF, VALUE_SLOT, AdwBin)

typedef struct
{
  FfKind             kind;
  const char *const *choices;        /* known values; nullable */
  gboolean           takes_operand;  /* another attribute may stand here */
  gboolean           day_only;       /* a day, never a moment */
} FfValueWants;

GtkWidget *ff_value_slot_new    (const char         *accessible_label,
                                 FfValueFinder      *finder,
                                 FfScopeFunc         func,
                                 gpointer            user_data);
void       ff_value_slot_update (FfValueSlot        *self,
                                 const FfValueWants *wants,
                                 FfJson             *value);   /* nullable */

G_END_DECLS
