#pragma once

#include "base/ff-clock.h"
#include "model/ff-campaign.h"

G_BEGIN_DECLS

/* An edit is a named list of changes; a change swaps one element for another: before NULL is an insertion, after NULL
 * a removal. So every edit knows its inverse, and the undo log is plain JSON. */

typedef struct _FfEdit FfEdit;

FfEdit     *ff_edit_new          (const char *name);        /* translated, for the menu: "Move Activity" */
FfEdit     *ff_edit_ref          (FfEdit     *self);
void        ff_edit_unref        (FfEdit     *self);
const char *ff_edit_get_name     (FfEdit     *self);
gboolean    ff_edit_is_empty     (FfEdit     *self);        /* changes nothing */

/* Recording. Each reads the campaign as earlier changes of this edit leave it, so that they can build on each other. */
void  ff_edit_set_element        (FfEdit *self, FfCampaign *campaign, FfElementKind kind, const char *id, FfJson *after); /* NULL removes */
char *ff_edit_add_activity       (FfEdit *self, FfCampaign *campaign, const char *type, const char *label, FfJson *settings, int x, int y); /* its new id */
void  ff_edit_set_activity       (FfEdit *self, FfCampaign *campaign, const char *id, const char *member, FfJson *value); /* member of the element: "label", "mode", … ; NULL value removes */
void  ff_edit_set_setting        (FfEdit *self, FfCampaign *campaign, const char *id, const char *pointer, FfJson *value);  /* within its settings */
void  ff_edit_move               (FfEdit *self, FfCampaign *campaign, const char *id, int x, int y);  /* activity, note or frame */
void  ff_edit_remove_activity    (FfEdit *self, FfCampaign *campaign, const char *id, gboolean reconnect); /* and its transitions; reconnect joins first input to first output */
char *ff_edit_connect            (FfEdit *self, FfCampaign *campaign, const char *from, const char *from_port, const char *to, const char *to_port); /* NULL: joined already, or a circle */
void  ff_edit_disconnect         (FfEdit *self, FfCampaign *campaign, const char *transition);
char *ff_edit_add_note           (FfEdit *self, FfCampaign *campaign, const char *text, int x, int y, int width, int height);
char *ff_edit_add_frame          (FfEdit *self, FfCampaign *campaign, const char *title, int x, int y, int width, int height);
void  ff_edit_set_member         (FfEdit *self, FfCampaign *campaign, const char *member, FfJson *value); /* of the document: "name", "zone" */
/* The undo log's form and back. */
FfJson *ff_edit_to_json          (FfEdit *self);
FfEdit *ff_edit_from_json        (FfJson *json, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FfEdit, ff_edit_unref)

/* The history applies edits, undoes and redoes them. Properties: "can-undo", "can-redo", "undo-name", "redo-name",
 * "modified-serial" (moves with every applied change). */
#define FF_TYPE_HISTORY (ff_history_get_type ())
G_DECLARE_FINAL_TYPE (FfHistory, ff_history, FF, HISTORY, GObject)

FfHistory  *ff_history_new       (FfCampaign *campaign);
FfCampaign *ff_history_get_campaign (FfHistory *self);
void        ff_history_set_clock (FfHistory *self, FfClock *clock);   /* for tests; the wall clock unless set */
/* Applies and remembers. @merge_key (nullable): an edit with the same key as the last entry, within two seconds of it,
 * joins that entry (typing in one field). Refused (FALSE) when the campaign is read-only or the edit would leave what no
 * file may hold: a transition to nowhere, a circle, two variables of one name. */
gboolean    ff_history_apply     (FfHistory *self, FfEdit *edit, const char *merge_key);
void        ff_history_end_merge (FfHistory *self);   /* focus left: the next edit starts a new entry */
void        ff_history_undo      (FfHistory *self);
void        ff_history_redo      (FfHistory *self);
const char *ff_history_get_undo_name (FfHistory *self);   /* NULL when nothing to undo */
const char *ff_history_get_redo_name (FfHistory *self);
guint64     ff_history_get_serial (FfHistory *self);
FfJson     *ff_history_to_json   (FfHistory *self);
gboolean    ff_history_load_json (FfHistory *self, FfJson *json, GError **error);

G_END_DECLS
