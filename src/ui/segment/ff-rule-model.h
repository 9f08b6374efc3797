#pragma once

#include "ui/ff-draft.h"

G_BEGIN_DECLS

/* A rule while it is edited: its document form, what it may speak of, what is
 * wrong with it, and its own undo. The widgets of an editor change it only
 * through here and never know each other. Main thread.
 *
 * Signals:
 *   "changed"             rule or scope is new, whatever the reason
 *   "edited" (merge key)  a person changed the rule; the key is NULL when it stands alone
 *   "go-to" (place, edit) what stands there shall get the focus, to be edited or just to be there */

#define FF_TYPE_RULE_MODEL (ff_rule_model_get_type ())
G_DECLARE_FINAL_TYPE (FfRuleModel, ff_rule_model, FF, RULE_MODEL, GObject)

FfRuleModel    *ff_rule_model_new          (FfDraft        *draft);
FfDraft        *ff_rule_model_get_draft    (FfRuleModel    *self);

/* What the rule is over: an entity of the draft's schema (NULL until there is one) and, where it filters, what arrives. */
void            ff_rule_model_set_place    (FfRuleModel    *self,
                                            const FfEntity *entity,
                                            FfFlow          input);
const FfEntity *ff_rule_model_get_entity   (FfRuleModel    *self);
FfFlow          ff_rule_model_get_input    (FfRuleModel    *self);

/* From the document; forgets the own undo. Nullable. */
void            ff_rule_model_set_rule     (FfRuleModel    *self,
                                            FfJson         *rule);
/* Its root is always a group. */
FfJson         *ff_rule_model_get_rule     (FfRuleModel    *self);
/* By a person; takes over @rule, which may be NULL: a change that cannot be done. */
gboolean        ff_rule_model_take_edit    (FfRuleModel    *self,
                                            FfJson         *rule,
                                            const char     *merge_key);
void            ff_rule_model_end_merge    (FfRuleModel    *self);
void            ff_rule_model_undo         (FfRuleModel    *self);
void            ff_rule_model_redo         (FfRuleModel    *self);
gboolean        ff_rule_model_can_undo     (FfRuleModel    *self);
gboolean        ff_rule_model_can_redo     (FfRuleModel    *self);

/* After an edit: asks the editor to go on at @place, or at what is nearest to it. */
void            ff_rule_model_go_to        (FfRuleModel    *self,
                                            const char     *place,
                                            gboolean        to_edit);

/* What an item at @place may speak of; FALSE while there is no schema, or a link is gone: entity is NULL then. Lent. */
gboolean        ff_rule_model_get_scope    (FfRuleModel    *self,
                                            const char     *place,
                                            FfScope        *out_scope);
/* Of FfRuleProblem, with places in the rule. */
GPtrArray      *ff_rule_model_get_problems (FfRuleModel    *self);
/* The worst one at @place or inside of it; NULL when there is none. @deep: also those of what stands inside. */
const FfRuleProblem *ff_rule_model_find_problem (FfRuleModel *self,
                                                 const char  *place,
                                                 gboolean     deep);
/* With its full stop; NULL while it cannot be said. */
char           *ff_rule_model_dup_sentence (FfRuleModel    *self);

G_END_DECLS
