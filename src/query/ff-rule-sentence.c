/* A rule in words: one sentence, always the same for the same rule, in the
 * language of the interface. Phrases are whole; they nest in brackets. */

#include "query/ff-rule-private.h"

#include <glib/gi18n-lib.h>

#define MAX_SPOKEN_VALUES 12

static const char *
get_spoken (FfRule *rule,
            guint   index)
{
  return g_array_index (rule->right.literals, FfLiteral, index).spoken;
}

char *
ff_duration_say (const FfDuration *duration)
{
  gulong n = MIN (duration->amount, G_MAXINT);
  g_autofree char *amount = g_strdup_printf ("%" G_GINT64_FORMAT, duration->amount);

  switch (duration->unit)
    {
    case FF_UNIT_MINUTE:
      return g_strdup_printf (ngettext ("%s minute", "%s minutes", n), amount);
    case FF_UNIT_HOUR:
      return g_strdup_printf (ngettext ("%s hour", "%s hours", n), amount);
    case FF_UNIT_DAY:
      return g_strdup_printf (ngettext ("%s day", "%s days", n), amount);
    case FF_UNIT_WEEK:
      return g_strdup_printf (ngettext ("%s week", "%s weeks", n), amount);
    case FF_UNIT_MONTH:
      return g_strdup_printf (ngettext ("%s month", "%s months", n), amount);
    case FF_UNIT_QUARTER:
      return g_strdup_printf (ngettext ("%s quarter", "%s quarters", n), amount);
    case FF_UNIT_YEAR:
    default:
      return g_strdup_printf (ngettext ("%s year", "%s years", n), amount);
    }
}

/* "A, B or C" */
static char *
say_list (FfRule *rule)
{
  guint n = rule->right.literals->len;
  guint n_said = MIN (n, MAX_SPOKEN_VALUES);
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i + 1 < n_said; i++)
    g_string_append_printf (list, "%s%s", i > 0 ? _(", ") : "", get_spoken (rule, i));

  if (n == 0)
    return g_strdup (_("nothing"));
  if (n > n_said)
    /* Translators: a list of values, and how many more there are. */
    return g_strdup_printf (ngettext ("%s or %u other value", "%s or %u other values", n - n_said + 1), list->str, n - n_said + 1);
  if (n == 1)
    return g_strdup (get_spoken (rule, 0));

  /* Translators: a list of values, and the last one. */
  return g_strdup_printf (_("%s or %s"), list->str, get_spoken (rule, n - 1));
}

static char *
say_rows (const char *rows,
          FfRule     *where)
{
  g_autofree char *condition = where != NULL ? ff_rule_say (where) : NULL;

  /* Translators: rows such as “Orders”, then a condition on them. */
  return condition != NULL ? g_strdup_printf (_("%s (where %s)"), rows, condition) : g_strdup (rows);
}

static char *
say_aggregate (FfOperand *self)
{
  g_autofree char *rows = say_rows (self->many.link->label, self->where);
  g_autofree char *of = self->of != NULL ? ff_operand_say (self->of) : NULL;

  switch (self->aggregate)
    {
    case FF_AGGREGATE_COUNT_DISTINCT:
      /* Translators: an attribute, then rows: “the number of different values of Store in Orders”. */
      return g_strdup_printf (_("the number of different values of %s in %s"), of, rows);
    case FF_AGGREGATE_SUM:
      return g_strdup_printf (_("the sum of %s in %s"), of, rows);
    case FF_AGGREGATE_AVERAGE:
      return g_strdup_printf (_("the average of %s in %s"), of, rows);
    case FF_AGGREGATE_MIN:
      return g_strdup_printf (_("the smallest %s in %s"), of, rows);
    case FF_AGGREGATE_MAX:
      return g_strdup_printf (_("the greatest %s in %s"), of, rows);
    case FF_AGGREGATE_DEVIATION:
      return g_strdup_printf (_("the standard deviation of %s in %s"), of, rows);
    case FF_AGGREGATE_TEXT_JOIN:
      return g_strdup_printf (_("the joined %s of %s"), of, rows);
    case FF_AGGREGATE_LATEST:
      return g_strdup_printf (_("the latest %s in %s"), of, rows);
    case FF_AGGREGATE_EARLIEST:
      return g_strdup_printf (_("the earliest %s in %s"), of, rows);
    case FF_AGGREGATE_COUNT:
    default:
      /* Translators: %s names rows: “the number of Orders”. */
      return g_strdup_printf (_("the number of %s"), rows);
    }
}

char *
ff_operand_say (FfOperand *self)
{
  return self->kind == FF_OPERAND_AGGREGATE ? say_aggregate (self) : ff_operand_dup_label (self);
}

/* The right side alone, for the operators that compare with one value. */
static char *
say_value (FfRule *self)
{
  return self->right.operand != NULL ? ff_operand_say (self->right.operand) : g_strdup (get_spoken (self, 0));
}

static char *
say_with_value (FfRule     *self,
                const char *left)
{
  g_autofree char *value = say_value (self);

  switch (self->op)
    {
    case FF_OP_NOT_EQUALS:
      return g_strdup_printf (_("%s does not equal %s"), left, value);
    case FF_OP_GREATER:
      return g_strdup_printf (_("%s is greater than %s"), left, value);
    case FF_OP_LESS:
      return g_strdup_printf (_("%s is less than %s"), left, value);
    case FF_OP_AT_LEAST:
      return g_strdup_printf (_("%s is at least %s"), left, value);
    case FF_OP_AT_MOST:
      return g_strdup_printf (_("%s is at most %s"), left, value);
    case FF_OP_STARTS_WITH:
      return g_strdup_printf (_("%s starts with %s"), left, value);
    case FF_OP_NOT_STARTS_WITH:
      return g_strdup_printf (_("%s does not start with %s"), left, value);
    case FF_OP_CONTAINS:
      return g_strdup_printf (_("%s contains %s"), left, value);
    case FF_OP_NOT_CONTAINS:
      return g_strdup_printf (_("%s does not contain %s"), left, value);
    case FF_OP_ENDS_WITH:
      return g_strdup_printf (_("%s ends with %s"), left, value);
    case FF_OP_NOT_ENDS_WITH:
      return g_strdup_printf (_("%s does not end with %s"), left, value);
    case FF_OP_LIKE:
      return g_strdup_printf (_("%s is like %s"), left, value);
    case FF_OP_NOT_LIKE:
      return g_strdup_printf (_("%s is not like %s"), left, value);
    case FF_OP_MATCHES:
      return g_strdup_printf (_("%s matches the pattern %s"), left, value);
    case FF_OP_ON_DAY:
      return g_strdup_printf (_("%s is on the day %s"), left, value);
    case FF_OP_EQUALS:
    default:
      return g_strdup_printf (_("%s equals %s"), left, value);
    }
}

/* For dates, before and after are what a person says. */
static char *
say_time_with_value (FfRule     *self,
                     const char *left)
{
  g_autofree char *value = say_value (self);

  switch (self->op)
    {
    case FF_OP_GREATER:
      return g_strdup_printf (_("%s is after %s"), left, value);
    case FF_OP_LESS:
      return g_strdup_printf (_("%s is before %s"), left, value);
    case FF_OP_AT_LEAST:
      return g_strdup_printf (_("%s is %s or later"), left, value);
    case FF_OP_AT_MOST:
      return g_strdup_printf (_("%s is %s or earlier"), left, value);
    default:
      return say_with_value (self, left);
    }
}

static char *
say_span (FfRule     *self,
          const char *left)
{
  g_autofree char *duration = ff_duration_say (&self->right.duration);

  if (self->op == FF_OP_IN_LAST)
    return g_strdup_printf (_("%s is in the last %s"), left, duration);
  if (self->op == FF_OP_IN_NEXT)
    return g_strdup_printf (_("%s is in the next %s"), left, duration);
  if (self->op == FF_OP_ANNIVERSARY)
    /* Translators: a date, then a length of time: “Born has its anniversary within 7 days”. */
    return g_strdup_printf (_("%s has its anniversary within %s"), left, duration);

  return g_strdup_printf (_("%s is more than %s ago"), left, duration);
}

static char *
say_without_value (FfRule     *self,
                   const char *left)
{
  switch (self->op)
    {
    case FF_OP_IS_NOT_EMPTY:
      return g_strdup_printf (_("%s is not empty"), left);
    case FF_OP_IS_TRUE:
      return g_strdup_printf (_("%s is true"), left);
    case FF_OP_IS_FALSE:
      return g_strdup_printf (_("%s is false"), left);
    case FF_OP_IS_UNKNOWN:
      return g_strdup_printf (_("%s is not known"), left);
    case FF_OP_THIS_WEEK:
      return g_strdup_printf (_("%s is this week"), left);
    case FF_OP_LAST_WEEK:
      return g_strdup_printf (_("%s is last week"), left);
    case FF_OP_THIS_MONTH:
      return g_strdup_printf (_("%s is this month"), left);
    case FF_OP_LAST_MONTH:
      return g_strdup_printf (_("%s is last month"), left);
    case FF_OP_THIS_QUARTER:
      return g_strdup_printf (_("%s is this quarter"), left);
    case FF_OP_LAST_QUARTER:
      return g_strdup_printf (_("%s is last quarter"), left);
    case FF_OP_THIS_YEAR:
      return g_strdup_printf (_("%s is this year"), left);
    case FF_OP_LAST_YEAR:
      return g_strdup_printf (_("%s is last year"), left);
    case FF_OP_IS_EMPTY:
    default:
      return g_strdup_printf (_("%s is empty"), left);
    }
}

static char *
say_bare_comparison (FfRule *self)
{
  FfKind kind = self->left->type.kind;
  g_autofree char *left = ff_operand_say (self->left);
  g_autofree char *list = NULL;

  switch (self->op)
    {
    case FF_OP_IS_EMPTY:
    case FF_OP_IS_NOT_EMPTY:
    case FF_OP_IS_TRUE:
    case FF_OP_IS_FALSE:
    case FF_OP_IS_UNKNOWN:
    case FF_OP_THIS_WEEK:
    case FF_OP_LAST_WEEK:
    case FF_OP_THIS_MONTH:
    case FF_OP_LAST_MONTH:
    case FF_OP_THIS_QUARTER:
    case FF_OP_LAST_QUARTER:
    case FF_OP_THIS_YEAR:
    case FF_OP_LAST_YEAR:
      return say_without_value (self, left);

    case FF_OP_IN_LAST:
    case FF_OP_IN_NEXT:
    case FF_OP_MORE_THAN_AGO:
    case FF_OP_ANNIVERSARY:
      return say_span (self, left);

    case FF_OP_BETWEEN:
      return g_strdup_printf (_("%s is between %s and %s"), left, get_spoken (self, 0), get_spoken (self, 1));

    case FF_OP_IN_LIST:
      list = say_list (self);
      return g_strdup_printf (_("%s is %s"), left, list);

    case FF_OP_NOT_IN_LIST:
      list = say_list (self);
      return g_strdup_printf (_("%s is not %s"), left, list);

    default:
      return kind == FF_KIND_DATE || kind == FF_KIND_INSTANT ? say_time_with_value (self, left) : say_with_value (self, left);
    }
}

static char *
say_comparison (FfRule *self)
{
  g_autofree char *bare = say_bare_comparison (self);

  if (self->ignore_case && self->empty_differs)
    /* Translators: %s is a comparison. */
    return g_strdup_printf (_("%s (ignoring case, or it is empty)"), bare);
  if (self->ignore_case)
    return g_strdup_printf (_("%s (ignoring case)"), bare);
  if (self->empty_differs)
    return g_strdup_printf (_("%s (or it is empty)"), bare);

  return g_steal_pointer (&bare);
}

static char *
say_exists (FfRule *self)
{
  g_autofree char *rows = say_rows (self->linked.link->label, self->where);

  if (self->linked.link->cardinality == FF_LINK_ONE)
    /* Translators: %s names one linked row: “there is a City (where …)”. */
    return self->negated ? g_strdup_printf (_("there is no %s"), rows) : g_strdup_printf (_("there is a %s"), rows);

  /* Translators: %s names linked rows: “there are Orders (where …)”. */
  return self->negated ? g_strdup_printf (_("there are no %s"), rows) : g_strdup_printf (_("there are %s"), rows);
}

/* "the latest 3 Orders (where …) by Placed" */
static char *
say_taken_rows (FfRule *self)
{
  g_autofree char *rows = say_rows (self->linked.link->label, self->where);
  g_autofree char *by = ff_operand_say (self->by);
  g_autofree char *n = g_strdup_printf ("%" G_GINT64_FORMAT, self->take);

  if (self->take == 1)
    /* Translators: rows such as “Orders”, then what they are in order of. */
    return g_strdup_printf (self->latest ? _("the latest of the %s by %s") : _("the earliest of the %s by %s"), rows, by);

  /* Translators: a number, rows such as “Orders”, then what they are in order of. */
  return g_strdup_printf (self->latest ? _("each of the latest %s %s by %s") : _("each of the earliest %s %s by %s"), n, rows, by);
}

static char *
say_taken (FfRule *self)
{
  g_autofree char *rows = say_taken_rows (self);
  g_autofree char *condition = self->satisfy != NULL ? ff_rule_say (self->satisfy) : NULL;

  if (condition == NULL)
    /* Translators: %s is like “the latest of the Orders by Placed”. */
    return g_strdup_printf (_("%s is there"), rows);

  /* Translators: rows like “the latest of the Orders by Placed”, then what holds for them. */
  return g_strdup_printf (_("for %s: %s"), rows, condition);
}

/* An item within a group: a group of several goes in brackets. */
static char *
say_item (FfRule *item)
{
  g_autofree char *said = ff_rule_say (item);

  if (item->said == NULL && item->kind < FF_RULE_COMPARE && item->kind != FF_RULE_NONE && item->items->len > 1)
    /* Translators: a part of a sentence, in brackets. */
    return g_strdup_printf (_("(%s)"), said);

  return g_steal_pointer (&said);
}

static char *
say_group (FfRule *self)
{
  g_autofree char *said = NULL;

  for (guint i = 0; i < self->items->len; i++)
    {
      FfRule *item = g_ptr_array_index (self->items, i);
      g_autofree char *next = say_item (item);
      g_autofree char *before = g_steal_pointer (&said);

      if (before == NULL)
        said = g_steal_pointer (&next);
      else if (item->except)
        /* Translators: conditions, then the one that takes away from them. */
        said = g_strdup_printf (_("%s, except where %s"), before, next);
      else if (self->kind == FF_RULE_ALL)
        said = g_strdup_printf (_("%s and %s"), before, next);
      else
        said = g_strdup_printf (_("%s or %s"), before, next);
    }

  return g_steal_pointer (&said);
}

char *
ff_rule_say (FfRule *self)
{
  g_autofree char *inner = NULL;

  if (self->said != NULL)
    return g_strdup (self->said);

  switch (self->kind)
    {
    case FF_RULE_COMPARE:
      return say_comparison (self);

    case FF_RULE_EXISTS:
      return say_exists (self);

    case FF_RULE_TAKEN:
      return say_taken (self);

    case FF_RULE_AUDIENCE:
      /* Translators: %s is the name of a saved audience. */
      return g_strdup_printf (self->negated ? _("the audience “%s” does not hold them") : _("the audience “%s” holds them"), self->audience);

    case FF_RULE_TRANSITION:
      /* Translators: %s names what leaves an activity, such as “Split by tier · Gold”. */
      return g_strdup_printf (self->negated ? _("they are not in “%s”") : _("they are in “%s”"), self->leaving->label);

    case FF_RULE_NONE:
      inner = say_group (self);
      /* Translators: %s is one or several conditions joined by “or”. */
      return g_strdup_printf (_("none of this holds: (%s)"), inner);

    case FF_RULE_ALL:
    case FF_RULE_ANY:
    default:
      return say_group (self);
    }
}

/**
 * ff_rule_dup_condition:
 *
 * Returns: (nullable) (transfer full): what must hold, as ff_rule_to_sentence() says it after “where”
 */
char *
ff_rule_dup_condition (FfRule *self)
{
  return ff_rule_has_effect (self) ? ff_rule_say (self) : NULL;
}

/**
 * ff_rule_to_sentence:
 *
 * Returns: (transfer full): the whole rule as one sentence without a full stop
 */
char *
ff_rule_to_sentence (FfRule *self)
{
  g_autofree char *said = NULL;

  if (!ff_rule_has_effect (self))
    /* Translators: %s names an entity in the plural: “All Profiles”. */
    return g_strdup_printf (_("All %s"), self->entity->label_plural);

  said = ff_rule_say (self);

  /* Translators: first an entity in the plural, then conditions: “Profiles where …”. */
  return g_strdup_printf (_("%s where %s"), self->entity->label_plural, said);
}
