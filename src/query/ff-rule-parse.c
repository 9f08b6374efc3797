/* Rules from their document form: groups, conditions, links, audiences. Every
 * problem has its place and says what to do; a rule with one is never run. */

#include "query/ff-rule-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static FfRule *parse_item (FfParser   *self,
                           FfJson     *json,
                           const char *pointer);

/* An item that is subtracted: {"except": …}. */
static FfRule *
parse_except (FfParser   *self,
              FfJson     *json,
              const char *pointer,
              gboolean    is_first)
{
  static const char *const members[] = { "except", NULL };
  g_autofree char *place = ff_pointer_member (pointer, "except");
  FfRule *item;

  if (!ff_parser_check_members (self, json, pointer, members))
    return NULL;

  item = parse_item (self, ff_json_get_member (json, "except"), place);
  if (item != NULL)
    item->except = TRUE;

  if (item != NULL && is_first && ff_rule_has_effect (item))
    {
      ff_parser_problem (self, pointer, _("An exception takes away from what stands before it. Put a condition before it."));
      g_clear_pointer (&item, ff_rule_unref);
    }

  return item;
}

static FfRule *
parse_group (FfParser   *self,
             FfRuleKind  kind,
             const char *name,
             FfJson     *json,
             const char *pointer)
{
  g_autoptr (FfRule) group = ff_rule_new (kind, self->scope->schema, self->scope->entity);
  const char *const members[] = { name, NULL };
  FfJson *items = ff_json_get_member (json, name);
  g_autofree char *place = ff_pointer_member (pointer, name);
  gboolean good = ff_parser_check_members (self, json, pointer, members);

  if (!ff_json_is_array (items))
    {
      ff_parser_problem (self, place, _("A group holds a list of conditions. Add the conditions again."));
      return NULL;
    }

  for (guint i = 0; i < ff_json_get_length (items); i++)
    {
      g_autofree char *item_place = ff_pointer_element (place, i);
      FfJson *item_json = ff_json_get_element (items, i);
      g_autoptr (FfRule) item = NULL;

      if (ff_json_get_member (item_json, "except") != NULL)
        item = parse_except (self, item_json, item_place, group->items->len == 0);
      else
        item = parse_item (self, item_json, item_place);

      if (item == NULL)
        good = FALSE;
      else if (ff_rule_has_effect (item))
        g_ptr_array_add (group->items, g_steal_pointer (&item));
    }

  return good ? g_steal_pointer (&group) : NULL;
}

/* {"exists": LINK, "where": rule} and its opposite. */
static FfRule *
parse_exists (FfParser   *self,
              const char *name,
              FfJson     *json,
              const char *pointer)
{
  g_autoptr (FfRule) rule = ff_rule_new (FF_RULE_EXISTS, self->scope->schema, self->scope->entity);
  const char *const members[] = { name, "where", NULL };
  g_autofree char *link_place = ff_pointer_member (pointer, name);
  g_autofree char *where_place = ff_pointer_member (pointer, "where");
  FfJson *where = ff_json_get_member (json, "where");
  FfScope scope;
  FfParser inner = { &scope, self->problems };

  rule->negated = strcmp (name, "not-exists") == 0;
  if (!ff_parser_check_members (self, json, pointer, members) ||
      !ff_parser_link (self, ff_json_get_member (json, name), link_place, &rule->linked))
    return NULL;

  if (where == NULL)
    return g_steal_pointer (&rule);

  scope = ff_scope_over (self->scope, rule->linked.target);
  rule->where = ff_parser_rule (&inner, where, where_place);
  if (rule->where == NULL)
    return NULL;

  if (!ff_rule_has_effect (rule->where))
    g_clear_pointer (&rule->where, ff_rule_unref);

  return g_steal_pointer (&rule);
}

static const char *
get_audience_entity (FfJson     *audiences,
                     const char *name)
{
  FfJson *audience = ff_json_get_member (audiences, name);

  if (ff_json_is_object (audience))
    return ff_json_get_member_string (audience, "entity", NULL);

  return ff_json_get_string (audience);
}

static FfRule *
parse_audience (FfParser   *self,
                const char *name,
                FfJson     *json,
                const char *pointer)
{
  g_autoptr (FfRule) rule = ff_rule_new (FF_RULE_AUDIENCE, self->scope->schema, self->scope->entity);
  const char *const members[] = { name, NULL };
  const char *audience = ff_json_get_member_string (json, name, NULL);
  g_autofree char *place = ff_pointer_member (pointer, name);
  const FfEntity *entity;
  const char *entity_name;

  if (!ff_parser_check_members (self, json, pointer, members))
    return NULL;

  if (audience == NULL || audience[0] == '\0')
    {
      ff_parser_problem (self, place, _("The audience is missing. Choose a saved audience."));
      return NULL;
    }

  entity_name = get_audience_entity (self->scope->audiences, audience);
  if (entity_name == NULL)
    {
      ff_parser_problem (self, place, _("There is no saved audience “%s”. Choose another, or save it first."), audience);
      return NULL;
    }

  if (strcmp (entity_name, self->scope->entity->name) != 0 || self->scope->entity->key == NULL)
    {
      entity = ff_schema_find_entity (self->scope->schema, entity_name);
      ff_parser_problem (self, place, _("The audience “%s” holds “%s”, but this rule asks about “%s”. Choose an audience of the same kind."),
                         audience, entity != NULL ? entity->label : entity_name, self->scope->entity->label);
      return NULL;
    }

  rule->negated = strcmp (name, "not-in-audience") == 0;
  rule->audience = g_strdup (audience);

  return g_steal_pointer (&rule);
}

/* {"in-transition": {"activity": ID, "port": ID}} and its opposite. */
static FfRule *
parse_transition (FfParser   *self,
                  const char *name,
                  FfJson     *json,
                  const char *pointer)
{
  static const char *const inner_members[] = { "activity", "port", NULL };
  g_autoptr (FfRule) rule = ff_rule_new (FF_RULE_TRANSITION, self->scope->schema, self->scope->entity);
  const char *const members[] = { name, NULL };
  FfJson *named = ff_json_get_member (json, name);
  const char *activity = ff_json_get_member_string (named, "activity", "");
  const char *port = ff_json_get_member_string (named, "port", "");
  g_autofree char *place = ff_pointer_member (pointer, name);

  if (!ff_parser_check_members (self, json, pointer, members) ||
      !ff_parser_check_members (self, named, place, inner_members))
    return NULL;

  rule->negated = strcmp (name, "not-in-transition") == 0;
  if (self->scope->find_leaving != NULL && *activity != '\0')
    rule->leaving = self->scope->find_leaving (activity, port, self->scope->find_data);

  if (rule->leaving == NULL)
    ff_parser_problem (self, place, _("The transition is missing, or no longer there. Choose what leaves another activity."));
  else if (rule->leaving->id == NULL)
    /* Translators: first a transition, then why nothing is counted there: “it comes after this activity”. */
    ff_parser_problem (self, place, _("Nobody can be looked up in “%s”: %s. Choose another transition."),
                       rule->leaving->label, rule->leaving->reason);
  else if (rule->leaving->entity != self->scope->entity)
    ff_parser_problem (self, place, _("“%s” carries “%s”, but this rule asks about “%s”. Choose a transition of the same kind."),
                       rule->leaving->label, rule->leaving->entity->label, self->scope->entity->label);
  else
    return g_steal_pointer (&rule);

  return NULL;
}

static const FfOperator *
parse_operator (FfParser   *self,
                FfJson     *json,
                const char *pointer,
                FfOperand  *left)
{
  const char *id = ff_json_get_string (json);
  const FfOperator *op = id != NULL ? ff_operator_find (id) : NULL;

  if (id == NULL)
    ff_parser_problem (self, pointer, _("The comparison is missing. Choose how to compare."));
  else if (op == NULL)
    ff_parser_problem (self, pointer, _("The comparison “%s” is not known. Choose another."), id);
  else if (left != NULL && (op->kinds & (1u << left->type.kind)) == 0)
    /* Translators: an operator such as “starts with”, then a kind such as “date”. */
    ff_parser_problem (self, pointer, _("“%s” does not work with a %s. Choose another comparison."),
                       _(op->label), ff_kind_get_name (left->type.kind));
  else
    return op;

  return NULL;
}

/* A member that is true, false or absent. */
static gboolean
parse_option (FfParser   *self,
              FfJson     *json,
              const char *name,
              const char *pointer,
              gboolean   *out_value)
{
  FfJson *value = ff_json_get_member (json, name);
  g_autofree char *place = ff_pointer_member (pointer, name);

  *out_value = ff_json_get_boolean (value, FALSE);
  if (value == NULL || ff_json_get_kind (value) == FF_JSON_BOOLEAN)
    return TRUE;

  ff_parser_problem (self, place, _("“%s” is either true or false."), name);

  return FALSE;
}

static FfRule *
parse_comparison (FfParser   *self,
                  FfJson     *json,
                  const char *pointer)
{
  static const char *const members[] = { "left", "op", "right", "empty-differs", "ignore-case", NULL };
  g_autoptr (FfRule) rule = ff_rule_new (FF_RULE_COMPARE, self->scope->schema, self->scope->entity);
  g_autofree char *left_place = ff_pointer_member (pointer, "left");
  g_autofree char *op_place = ff_pointer_member (pointer, "op");
  g_autofree char *right_place = ff_pointer_member (pointer, "right");
  const FfOperator *operators, *op;
  gboolean good;
  guint n_operators;

  good = ff_parser_check_members (self, json, pointer, members);
  good &= parse_option (self, json, "empty-differs", pointer, &rule->empty_differs);
  good &= parse_option (self, json, "ignore-case", pointer, &rule->ignore_case);

  rule->left = ff_parser_operand (self, ff_json_get_member (json, "left"), left_place);
  op = parse_operator (self, ff_json_get_member (json, "op"), op_place, rule->left);
  if (rule->left == NULL || op == NULL)
    return NULL;

  operators = ff_operators_get (&n_operators);
  rule->op = op - operators;
  rule->empty_differs = rule->empty_differs && ff_op_is_negative (rule->op);
  if (rule->ignore_case && rule->op == FF_OP_MATCHES)
    {
      g_autofree char *place = ff_pointer_member (pointer, "ignore-case");

      ff_parser_problem (self, place, _("A pattern compares case as typed. Turn off “ignore case”, and write both cases, such as [Aa]."));
      good = FALSE;
    }
  rule->ignore_case = rule->ignore_case && rule->left->type.kind == FF_KIND_TEXT && (op->flags & FF_OPERATOR_FOLDS) != 0;

  good &= ff_parser_right (self, ff_json_get_member (json, "right"), right_place, op, rule);

  return good ? g_steal_pointer (&rule) : NULL;
}

static FfRule *
parse_item (FfParser   *self,
            FfJson     *json,
            const char *pointer)
{
  static const struct
  {
    const char *name;
    FfRuleKind  kind;
  } groups[] = { { "all", FF_RULE_ALL }, { "any", FF_RULE_ANY }, { "none", FF_RULE_NONE } };
  static const char *const exists[] = { "exists", "not-exists" };
  static const char *const taken[] = { "latest", "earliest" };
  static const char *const audiences[] = { "in-audience", "not-in-audience" };
  static const char *const history[] = { "was", "was-not" };
  static const char *const transitions[] = { "in-transition", "not-in-transition" };

  if (json != NULL && ff_json_get_kind (json) != FF_JSON_NULL && !ff_json_is_object (json))
    {
      ff_parser_problem (self, pointer, _("This is not a condition. Remove it and add the condition again."));
      return NULL;
    }

  if (ff_json_get_length (json) == 0)
    return ff_rule_new (FF_RULE_ALL, self->scope->schema, self->scope->entity);

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    if (ff_json_get_member (json, groups[i].name) != NULL)
      return parse_group (self, groups[i].kind, groups[i].name, json, pointer);

  for (guint i = 0; i < G_N_ELEMENTS (exists); i++)
    if (ff_json_get_member (json, exists[i]) != NULL)
      return parse_exists (self, exists[i], json, pointer);

  for (guint i = 0; i < G_N_ELEMENTS (taken); i++)
    if (ff_json_get_member (json, taken[i]) != NULL)
      return ff_parser_taken (self, taken[i], json, pointer);

  for (guint i = 0; i < G_N_ELEMENTS (audiences); i++)
    if (ff_json_get_member (json, audiences[i]) != NULL)
      return parse_audience (self, audiences[i], json, pointer);

  if (ff_json_get_member (json, "filter") != NULL)
    return ff_parser_filter (self, json, pointer);

  for (guint i = 0; i < G_N_ELEMENTS (history); i++)
    if (ff_json_get_member (json, history[i]) != NULL)
      return ff_parser_history (self, history[i], json, pointer);

  for (guint i = 0; i < G_N_ELEMENTS (transitions); i++)
    if (ff_json_get_member (json, transitions[i]) != NULL)
      return parse_transition (self, transitions[i], json, pointer);

  return parse_comparison (self, json, pointer);
}

FfRule *
ff_parser_rule (FfParser   *self,
                FfJson     *json,
                const char *pointer)
{
  if (ff_json_get_member (json, "except") != NULL)
    return parse_except (self, json, pointer, TRUE);

  return parse_item (self, json, pointer);
}

/**
 * ff_rule_parse:
 * @json: (nullable): a rule in its document form; %NULL selects all
 * @scope: what it may speak of; borrowed while parsing
 * @pointer: where @json stands, the prefix of the problems' places
 * @problems: (element-type FfRuleProblem): appended to; warnings too
 *
 * Checks every name and type, and resolves variables and relative dates.
 *
 * Returns: (nullable) (transfer full): the rule, or %NULL after a problem was reported
 */
FfRule *
ff_rule_parse (FfJson        *json,
               const FfScope *scope,
               const char    *pointer,
               GPtrArray     *problems)
{
  FfParser parser = { scope, problems };
  g_autoptr (FfRule) rule = ff_parser_check_levels (&parser, json, pointer) ? ff_parser_rule (&parser, json, pointer) : NULL;

  if (rule == NULL || !ff_parser_check_rule_size (&parser, rule, pointer))
    return NULL;

  if (!ff_rule_has_effect (rule))
    ff_parser_warning (&parser, pointer, _("This rule has no condition, so it takes everyone."));

  return g_steal_pointer (&rule);
}
