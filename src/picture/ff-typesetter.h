#pragma once

#include <pango/pangocairo.h>

G_BEGIN_DECLS

/* Text on the canvas: every role's size and weight relative to one font. */

/**
 * FfTextRole:
 * @FF_TEXT_TITLE: of a card
 * @FF_TEXT_SUMMARY: below it, and remarks below a card
 * @FF_TEXT_PORT: label of a named port
 * @FF_TEXT_COUNT: on a transition
 * @FF_TEXT_FRAME: title of a frame
 * @FF_TEXT_NOTE: of a note
 * @FF_TEXT_NOTE_TITLE: its first line
 */
typedef enum
{
  FF_TEXT_TITLE,
  FF_TEXT_SUMMARY,
  FF_TEXT_PORT,
  FF_TEXT_COUNT,
  FF_TEXT_FRAME,
  FF_TEXT_NOTE,
  FF_TEXT_NOTE_TITLE,
} FfTextRole;

#define FF_N_TEXT_ROLES 7

/* No text is drawn smaller than this on screen. */
#define FF_TEXT_LEAST_PX 9.0

typedef struct _FfTypesetter FfTypesetter;

FfTypesetter *ff_typesetter_new             (const char   *font);
FfTypesetter *ff_typesetter_new_for_context (PangoContext *context);
FfTypesetter *ff_typesetter_ref             (FfTypesetter *self);
void          ff_typesetter_unref           (FfTypesetter *self);
double        ff_typesetter_get_size        (FfTypesetter *self,
                                             FfTextRole    role);
double        ff_typesetter_measure         (FfTypesetter *self,
                                             FfTextRole    role,
                                             const char   *text);
PangoLayout  *ff_typesetter_dup_layout      (FfTypesetter *self,
                                             FfTextRole    role,
                                             const char   *text,
                                             double        scale);
/* The same with every glyph on whole pixels, for a screen. */
PangoLayout  *ff_typesetter_dup_screen_layout (FfTypesetter *self,
                                               FfTextRole    role,
                                               const char   *text,
                                               double        scale);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FfTypesetter, ff_typesetter_unref)

G_END_DECLS
