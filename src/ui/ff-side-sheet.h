#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What stands in the inspector's place for a while: a head with a title and the way to close it, and sections below.
 * Its button and Escape activate "design.close-side". */

#define FF_TYPE_SIDE_SHEET (ff_side_sheet_get_type ())
G_DECLARE_FINAL_TYPE (FfSideSheet, ff_side_sheet, FF, SIDE_SHEET, AdwBin)

GtkWidget *ff_side_sheet_new         (const char  *title,
                                      const char  *name);     /* for assistive tools: “Person” */
void       ff_side_sheet_set_title   (FfSideSheet *self,
                                      const char  *title);
/* A box with a heading; rows are appended to it. */
GtkWidget *ff_side_sheet_add_section (FfSideSheet *self,
                                      const char  *title);
void       ff_side_sheet_append      (FfSideSheet *self,
                                      GtkWidget   *widget);
/* A label that wraps, as all text of a sheet. @css_class nullable. */
GtkWidget *ff_side_sheet_new_label   (const char  *text,
                                      const char  *css_class);

G_END_DECLS
