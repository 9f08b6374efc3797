#pragma once

#include <adwaita.h>

#include "picture/ff-glyph.h"

G_BEGIN_DECLS

/* The head of the inspector: a tile, a title that may be typed over, and what
 * it is. Signals: "edited" (const char *title), "left": typing has ended */

#define FF_TYPE_PANE_HEAD (ff_pane_head_get_type ())
G_DECLARE_FINAL_TYPE (FfPaneHead, ff_pane_head, FF, PANE_HEAD, GtkBox)

/* @title_label: what the title is, for assistive tools. */
GtkWidget *ff_pane_head_new          (const char    *title_label);
void       ff_pane_head_set_tile     (FfPaneHead    *self,
                                      const FfGlyph *glyph,
                                      FfTint         tint);
/* @placeholder stands where there is no title of its own. */
void       ff_pane_head_set_title    (FfPaneHead    *self,
                                      const char    *title,
                                      const char    *placeholder,
                                      gboolean       is_editable);
void       ff_pane_head_set_subtitle (FfPaneHead    *self,
                                      const char    *subtitle);
void       ff_pane_head_set_menu     (FfPaneHead    *self,
                                      GMenuModel    *menu);
void       ff_pane_head_focus        (FfPaneHead    *self);

G_END_DECLS
