/* A rule while it is edited. Made by the inspector for each rule it shows and
 * by the segment editor for its own copy; main thread. */

#include "ui/segment/ff-rule-model.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ui/segment/ff-rule-tree.h"

#define MAX_UNDO 200

struct _FfRuleModel
{
  GObject         parent_instance;

  FfDraft        *draft;
  FfPlanContext  *context;     /* that @entity belongs to; nullable */
  const FfEntity *entity;      /* nullable */
  FfPlan         *plan;        /* that @input belongs to; nullable */
  FfFlow          input;
  FfJson         *variables;
  guint           week_start;
  FfPlanned       planned;     /* lent by the draft */

  FfJson         *rule;
  GPtrArray      *undo;        /* of FfJson, the oldest first */
  GPtrArray      *redo;
  char           *merge_key;

  GPtrArray      *problems;    /* of FfRuleProblem */
  FfRule         *parsed;      /* nullable */
};

enum
{
  CHANGED,
  EDITED,
  GO_TO,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FfRuleModel, ff_rule_model, G_TYPE_OBJECT)

static void
parse (FfRuleModel *self)
{
  FfScope scope;

  g_clear_pointer (&self->parsed, ff_rule_unref);
  g_ptr_array_set_size (self->problems, 0);
  if (ff_rule_model_get_scope (self, "", &scope))
    self->parsed = ff_rule_parse (self->rule, &scope, "", self->problems);
}

static void
set_rule (FfRuleModel *self,
          FfJson      *rule)
{
  FfJson *normal = ff_rule_tree_normalize (rule);

  g_clear_pointer (&self->rule, ff_json_unref);
  self->rule = normal;
  parse (self);
}

static void
ff_rule_model_dispose (GObject *object)
{
  FfRuleModel *self = FF_RULE_MODEL (object);

  g_clear_object (&self->draft);

  G_OBJECT_CLASS (ff_rule_model_parent_class)->dispose (object);
}

static void
ff_rule_model_finalize (GObject *object)
{
  FfRuleModel *self = FF_RULE_MODEL (object);

  g_clear_pointer (&self->context, ff_plan_context_unref);
  g_clear_pointer (&self->plan, ff_plan_unref);
  g_clear_pointer (&self->variables, ff_json_unref);
  g_clear_pointer (&self->rule, ff_json_unref);
  g_clear_pointer (&self->undo, g_ptr_array_unref);
  g_clear_pointer (&self->redo, g_ptr_array_unref);
  g_clear_pointer (&self->merge_key, g_free);
  g_clear_pointer (&self->parsed, ff_rule_unref);
  g_clear_pointer (&self->problems, g_ptr_array_unref);

  G_OBJECT_CLASS (ff_rule_model_parent_class)->finalize (object);
}

static void
ff_rule_model_class_init (FfRuleModelClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = ff_rule_model_dispose;
  object_class->finalize = ff_rule_model_finalize;

  signals[CHANGED] = g_signal_new ("changed", FF_TYPE_RULE_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[EDITED] = g_signal_new ("edited", FF_TYPE_RULE_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[GO_TO] = g_signal_new ("go-to", FF_TYPE_RULE_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);
}

static void
ff_rule_model_init (FfRuleModel *self)
{
  self->undo = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_json_unref);
  self->redo = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_json_unref);
  self->problems = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_rule_problem_free);
  self->rule = ff_rule_tree_normalize (NULL);
}

/**
 * ff_rule_model_new:
 * @draft: the open campaign that the rule belongs to
 *
 * Returns: a model of a rule without conditions
 */
FfRuleModel *
ff_rule_model_new (FfDraft *draft)
{
  FfRuleModel *self = g_object_new (FF_TYPE_RULE_MODEL, NULL);

  self->draft = g_object_ref (draft);
  return self;
}

FfDraft *
ff_rule_model_get_draft (FfRuleModel *self)
{
  return self->draft;
}

static gboolean
is_same_flow (FfFlow a,
              FfFlow b)
{
  if (a.step == NULL || b.step == NULL)
    return a.step == b.step;

  return a.output == b.output && g_str_equal (a.step->hash, b.step->hash);
}

/* Whether another plan may give the rule another meaning: it asks who leaves other activities. */
static gboolean
depends_on_plan (FfRuleModel *self)
{
  g_autoptr (GPtrArray) leaving = g_ptr_array_new ();
  const FfVisit visit = ff_visit_leaving (leaving);

  if (self->parsed == NULL)
    return TRUE;

  ff_rule_visit (self->parsed, &visit);

  return leaving->len > 0;
}

/**
 * ff_rule_model_set_place:
 * @self: the model
 * @entity: (nullable): what the rule is over, of the draft's schema as it is now
 * @input: rows that the rule filters, of the draft's plan as it is now; a flow
 *   without a step when it selects from all of them
 *
 * Keeps the context and the plan of the draft for as long as they are named.
 */
void
ff_rule_model_set_place (FfRuleModel    *self,
                         const FfEntity *entity,
                         FfFlow          input)
{
  FfPlanContext *context = ff_draft_get_context (self->draft);
  FfPlan *plan = ff_draft_get_plan (self->draft);
  g_autoptr (FfJson) variables = ff_campaign_dup_variables (ff_draft_get_campaign (self->draft));
  guint week_start = ff_campaign_get_week_start (ff_draft_get_campaign (self->draft));

  /* Most edits of a campaign leave what arrives here as it is. */
  if ((self->plan == plan || !depends_on_plan (self)) &&
      self->context == context && self->entity == (context != NULL ? entity : NULL) && is_same_flow (self->input, input) &&
      self->variables != NULL && ff_json_equal (self->variables, variables) && self->week_start == week_start)
    return;

  if (self->context != context)
    {
      g_clear_pointer (&self->context, ff_plan_context_unref);
      self->context = context != NULL ? ff_plan_context_ref (context) : NULL;
    }

  if (self->plan != plan)
    {
      g_clear_pointer (&self->plan, ff_plan_unref);
      self->plan = plan != NULL ? ff_plan_ref (plan) : NULL;
    }

  g_clear_pointer (&self->variables, ff_json_unref);
  self->variables = g_steal_pointer (&variables);
  self->week_start = week_start;
  self->entity = context != NULL ? entity : NULL;
  self->input = input;

  parse (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

const FfEntity *
ff_rule_model_get_entity (FfRuleModel *self)
{
  return self->entity;
}

FfFlow
ff_rule_model_get_input (FfRuleModel *self)
{
  return self->input;
}

void
ff_rule_model_set_rule (FfRuleModel *self,
                        FfJson      *rule)
{
  g_autoptr (FfJson) normal = ff_rule_tree_normalize (rule);

  if (ff_json_equal (normal, self->rule))
    return;

  g_ptr_array_set_size (self->undo, 0);
  g_ptr_array_set_size (self->redo, 0);
  g_clear_pointer (&self->merge_key, g_free);
  set_rule (self, normal);
  g_signal_emit (self, signals[CHANGED], 0);
}

FfJson *
ff_rule_model_get_rule (FfRuleModel *self)
{
  return self->rule;
}

/**
 * ff_rule_model_take_edit:
 * @self: the model
 * @rule: (nullable) (transfer full): the rule as it shall be
 * @merge_key: (nullable): edits in a row with the same key are one for the undo
 *
 * Returns: whether something changed
 */
gboolean
ff_rule_model_take_edit (FfRuleModel *self,
                         FfJson      *rule,
                         const char  *merge_key)
{
  g_autoptr (FfJson) taken = rule;

  if (taken == NULL || ff_json_equal (taken, self->rule))
    return FALSE;

  if (merge_key == NULL || g_strcmp0 (merge_key, self->merge_key) != 0)
    {
      g_ptr_array_add (self->undo, ff_json_ref (self->rule));
      if (self->undo->len > MAX_UNDO)
        g_ptr_array_remove_index (self->undo, 0);
    }
  g_ptr_array_set_size (self->redo, 0);
  g_free (self->merge_key);
  self->merge_key = g_strdup (merge_key);

  set_rule (self, taken);
  g_signal_emit (self, signals[EDITED], 0, merge_key);
  g_signal_emit (self, signals[CHANGED], 0);
  return TRUE;
}

void
ff_rule_model_end_merge (FfRuleModel *self)
{
  g_clear_pointer (&self->merge_key, g_free);
}

void
ff_rule_model_go_to (FfRuleModel *self,
                     const char  *place,
                     gboolean     to_edit)
{
  g_signal_emit (self, signals[GO_TO], 0, place, to_edit);
}

static void
go (FfRuleModel *self,
    GPtrArray   *from,
    GPtrArray   *to)
{
  g_autoptr (FfJson) rule = NULL;

  if (from->len == 0)
    return;

  rule = g_ptr_array_steal_index (from, from->len - 1);
  g_ptr_array_add (to, ff_json_ref (self->rule));
  g_clear_pointer (&self->merge_key, g_free);
  set_rule (self, rule);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
ff_rule_model_undo (FfRuleModel *self)
{
  go (self, self->undo, self->redo);
}

void
ff_rule_model_redo (FfRuleModel *self)
{
  go (self, self->redo, self->undo);
}

gboolean
ff_rule_model_can_undo (FfRuleModel *self)
{
  return self->undo->len > 0;
}

gboolean
ff_rule_model_can_redo (FfRuleModel *self)
{
  return self->redo->len > 0;
}

/**
 * ff_rule_model_get_scope:
 * @self: the model
 * @place: of an item
 * @out_scope: (out): always filled; lent until the next signal
 *
 * Returns: whether there is an entity to speak of
 */
gboolean
ff_rule_model_get_scope (FfRuleModel *self,
                         const char  *place,
                         FfScope     *out_scope)
{
  gboolean is_inner = strstr (place, "/where") != NULL;

  *out_scope = (FfScope) { NULL };
  if (self->context == NULL)
    return FALSE;

  out_scope->schema = self->context->schema;
  out_scope->variables = self->variables;
  out_scope->now_usec = self->context->now_usec;
  out_scope->zone = self->context->zone;
  out_scope->audiences = self->context->audiences;
  out_scope->filters = self->context->filters;
  out_scope->week_start = self->week_start;
  self->planned = (FfPlanned) { ff_draft_get_campaign (self->draft), ff_draft_get_plan (self->draft) };
  ff_planned_fill_scope (&self->planned, out_scope);
  out_scope->entity = self->entity;
  if (is_inner && self->entity != NULL)
    out_scope->entity = ff_rule_tree_find_entity (self->rule, place, self->context->schema, self->entity);
  if (!is_inner && self->input.step != NULL)
    out_scope->carried = ff_flow_get_columns (self->input);

  return out_scope->entity != NULL;
}

GPtrArray *
ff_rule_model_get_problems (FfRuleModel *self)
{
  return self->problems;
}

const FfRuleProblem *
ff_rule_model_find_problem (FfRuleModel *self,
                            const char  *place,
                            gboolean     deep)
{
  const FfRuleProblem *found = NULL;
  gsize length = strlen (place);

  for (guint i = 0; i < self->problems->len; i++)
    {
      const FfRuleProblem *problem = self->problems->pdata[i];
      gboolean is_here = g_str_equal (problem->pointer, place);
      gboolean is_inside = g_str_has_prefix (problem->pointer, place) && problem->pointer[length] == '/';

      if (is_inside && !deep)
        is_inside = strstr (problem->pointer + length, "/where/") == NULL;
      if ((is_here || is_inside) && (found == NULL || (found->warning && !problem->warning)))
        found = problem;
    }

  return found;
}

char *
ff_rule_model_dup_sentence (FfRuleModel *self)
{
  g_autofree char *sentence = self->parsed != NULL ? ff_rule_to_sentence (self->parsed) : NULL;

  /* Translators: a whole sentence, and its full stop. */
  return sentence != NULL ? g_strdup_printf (_("%s."), sentence) : NULL;
}
