#pragma once

#include "ui/segment/ff-value-finder.h"

G_BEGIN_DECLS

/* The values of the data that contain what is typed, listed below the entry while a person types there. Down and Up mark
 * one, Enter takes it, Escape closes the list.
 *
 * Signal "picked" (const FfFoundValue *value); lent */

#define FF_TYPE_VALUE_MATCHES (ff_value_matches_get_type ())
G_DECLARE_FINAL_TYPE (FfValueMatches, ff_value_matches, FF, VALUE_MATCHES, GtkPopover)

/* Below @parent, which takes it over and unparents it. */
GtkWidget *ff_value_matches_new    (GtkWidget      *parent,
                                    FfValueFinder  *finder);
/* The keys of @editor, the entry that is typed into, go to the list first. */
void       ff_value_matches_attach (FfValueMatches *self,
                                    GtkWidget      *editor);
/* A person typed. */
void       ff_value_matches_typed  (FfValueMatches *self,
                                    const char     *text);

G_END_DECLS
