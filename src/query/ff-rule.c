/* Rules as immutable values: life, effect, fingerprint text and the tables
 * they read. Shared between threads once parsed. */

#include "query/ff-rule-private.h"

void
ff_rule_problem_free (FfRuleProblem *self)
{
  g_free (self->pointer);
  g_free (self->message);
  g_free (self);
}

void
ff_literal_clear (FfLiteral *self)
{
  ff_value_clear (&self->value);
  ff_value_clear (&self->day_last);
  g_clear_pointer (&self->pattern, g_free);
  g_clear_pointer (&self->spoken, g_free);
  g_clear_pointer (&self->canonical, g_free);
}

FfRule *
ff_rule_new (FfRuleKind      kind,
             FfSchema       *schema,
             const FfEntity *entity)
{
  FfRule *self = g_new0 (FfRule, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->kind = kind;
  self->schema = ff_schema_ref (schema);
  self->entity = entity;
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_rule_unref);
  self->right.literals = g_array_new (FALSE, TRUE, sizeof (FfLiteral));
  g_array_set_clear_func (self->right.literals, (GDestroyNotify) ff_literal_clear);

  return self;
}

FfRule *
ff_rule_ref (FfRule *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
ff_rule_unref (FfRule *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_ptr_array_unref (self->items);
  g_clear_pointer (&self->left, ff_operand_unref);
  g_clear_pointer (&self->right.operand, ff_operand_unref);
  g_array_unref (self->right.literals);
  g_free (self->right.zone);
  g_clear_pointer (&self->where, ff_rule_unref);
  g_clear_pointer (&self->by, ff_operand_unref);
  g_clear_pointer (&self->satisfy, ff_rule_unref);
  g_free (self->said);
  g_free (self->audience);
  g_clear_pointer (&self->leaving, ff_leaving_unref);
  ff_schema_unref (self->schema);
  g_free (self);
}

gboolean
ff_rule_has_effect (FfRule *self)
{
  return self->kind >= FF_RULE_COMPARE || self->items->len > 0;
}

/* Doubled quotes keep any text apart from what stands around it. */
void
ff_canonical_add_text (GString    *text,
                       const char *value)
{
  g_string_append_c (text, '"');
  for (const char *c = value; *c != '\0'; c++)
    {
      if (*c == '"')
        g_string_append_c (text, '"');
      g_string_append_c (text, *c);
    }
  g_string_append_c (text, '"');
}

static void
add_canonical_right (FfRule  *self,
                     GString *text)
{
  if (self->right.operand != NULL)
    ff_operand_add_canonical (self->right.operand, text);

  for (guint i = 0; i < self->right.literals->len; i++)
    {
      g_string_append_c (text, ' ');
      ff_canonical_add_text (text, g_array_index (self->right.literals, FfLiteral, i).canonical);
    }

  if (self->right.zone != NULL)
    ff_canonical_add_text (text, self->right.zone);
}

static void
add_canonical_group (FfRule  *self,
                     GString *text)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      FfRule *item = g_ptr_array_index (self->items, i);

      g_string_append (text, item->except ? " except " : " ");
      ff_rule_add_canonical (item, text);
    }
}

/* Also says the type of what is compared: the data model may be corrected without the rule changing. */
void
ff_rule_add_canonical (FfRule  *self,
                       GString *text)
{
  static const char *const names[] = { "all", "any", "none", "compare", "exists", "taken", "audience", "transition" };
  guint n_operators;

  g_string_append_printf (text, "(%s%s", self->negated ? "not-" : "", names[self->kind]);

  switch (self->kind)
    {
    case FF_RULE_COMPARE:
      g_string_append_printf (text, " %s%s%s ", ff_operators_get (&n_operators)[self->op].id,
                              self->empty_differs ? " empty-differs" : "",
                              self->ignore_case ? " ignore-case" : "");
      ff_operand_add_canonical (self->left, text);
      add_canonical_right (self, text);
      break;

    case FF_RULE_EXISTS:
      g_string_append_c (text, ' ');
      ff_canonical_add_hop (text, &self->linked);
      if (self->where != NULL)
        ff_rule_add_canonical (self->where, text);
      break;

    case FF_RULE_TAKEN:
      g_string_append_printf (text, " %s %" G_GINT64_FORMAT " ", self->latest ? "latest" : "earliest", self->take);
      ff_canonical_add_hop (text, &self->linked);
      ff_operand_add_canonical (self->by, text);
      if (self->where != NULL)
        ff_rule_add_canonical (self->where, text);
      g_string_append (text, " satisfy ");
      if (self->satisfy != NULL)
        ff_rule_add_canonical (self->satisfy, text);
      break;

    case FF_RULE_AUDIENCE:
      ff_canonical_add_text (text, self->audience);
      break;

    case FF_RULE_TRANSITION:
      ff_canonical_add_text (text, self->leaving->id);
      break;

    case FF_RULE_ALL:
    case FF_RULE_ANY:
    case FF_RULE_NONE:
    default:
      add_canonical_group (self, text);
      break;
    }

  g_string_append_c (text, ')');
}

/**
 * ff_rule_dup_canonical:
 *
 * Returns: (transfer full): the resolved rule as text, for fingerprints: equal texts mean the same
 */
char *
ff_rule_dup_canonical (FfRule *self)
{
  GString *text = g_string_new (NULL);

  ff_canonical_add_text (text, self->entity->name);
  ff_rule_add_canonical (self, text);

  return g_string_free (text, FALSE);
}
