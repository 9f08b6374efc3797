#pragma once

#include <adwaita.h>

#include "ui/ff-draft.h"

G_BEGIN_DECLS

/* What the fields of a form speak to: the settings of one activity, what its
 * rules and attributes may speak of, its problems. Every write is one edit.
 *
 * Signals:
 *   "open-segment" (pointer, place)   a rule there is to be edited in its window, beginning at place; NULL: at its start */

#define FF_TYPE_FORM_HOST (ff_form_host_get_type ())
G_DECLARE_FINAL_TYPE (FfFormHost, ff_form_host, FF, FORM_HOST, GObject)

FfFormHost           *ff_form_host_new          (FfDraft     *draft,
                                                 const char  *activity);
FfDraft              *ff_form_host_get_draft    (FfFormHost  *self);
const char           *ff_form_host_get_activity (FfFormHost  *self);
const FfActivityType *ff_form_host_get_type_of  (FfFormHost  *self);   /* NULL: unknown type, or gone */
/* As the document has them; a new reference, an empty object when the activity is gone. */
FfJson               *ff_form_host_dup_settings (FfFormHost  *self);
gboolean              ff_form_host_is_read_only (FfFormHost  *self);

/* @value is borrowed. @label names the field for the undo menu. Writes to the same @pointer in a row merge. */
void                  ff_form_host_write        (FfFormHost  *self,
                                                 const char  *pointer,
                                                 FfJson      *value,
                                                 const char  *label);
/* The same without merging: a thing that was chosen, not typed. */
void                  ff_form_host_write_once   (FfFormHost  *self,
                                                 const char  *pointer,
                                                 FfJson      *value,
                                                 const char  *label);
void                  ff_form_host_end_merge    (FfFormHost  *self);

/* What its rules are over, and what arrives there; without a step when they select from all rows. */
const FfEntity       *ff_form_host_find_entity  (FfFormHost  *self);   /* NULL until there is a schema */
FfFlow                ff_form_host_get_input    (FfFormHost  *self);
/* For operands; lent until the draft plans again. */
gboolean              ff_form_host_get_scope    (FfFormHost  *self,
                                                 FfScope     *out_scope);
/* The same for what arrives at another input. */
gboolean              ff_form_host_get_scope_at (FfFormHost  *self,
                                                 const char  *port,
                                                 FfScope     *out_scope);
/* The worst problem at @pointer; @deep: or inside of it. */
const FfProblem      *ff_form_host_find_problem (FfFormHost  *self,
                                                 const char  *pointer,
                                                 gboolean     deep);
void                  ff_form_host_open_segment (FfFormHost  *self,
                                                 const char  *pointer,
                                                 const char  *place);

G_END_DECLS
