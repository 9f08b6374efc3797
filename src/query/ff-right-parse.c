/* Right sides of comparisons: values made for the left side's type, lists,
 * ranges, durations and relative dates, resolved once from the scope's clock
 * reading. Every problem has its place. */

#include "query/ff-rule-private.h"

#include "base/ff-fold.h"
#include "base/ff-pattern.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_LIST_VALUES 10000

static void
set_integer (FfValue *value,
             gint64   number)
{
  *value = (FfValue) { .kind = FF_VALUE_INTEGER, .integer = number };
}

static void
take_text (FfValue *value,
           char    *text)
{
  *value = (FfValue) { .kind = FF_VALUE_TEXT, .text = text };
}

static void
set_day (FfLiteral     *literal,
         gint64         day,
         FfKind         kind,
         const FfScope *scope)
{
  if (kind == FF_KIND_DATE)
    {
      take_text (&literal->value, ff_time_day_to_text (day));
      literal->canonical = g_strdup (literal->value.text);
      return;
    }

  set_integer (&literal->value, ff_time_get_day_start (day, scope->zone));
  set_integer (&literal->day_last, ff_time_get_day_start (day + 1, scope->zone) - 1);
  literal->canonical = g_strdup_printf ("%" G_GINT64_FORMAT "..%" G_GINT64_FORMAT,
                                        literal->value.integer, literal->day_last.integer);
}

static void
set_instant (FfLiteral *literal,
             gint64     usec)
{
  set_integer (&literal->value, usec);
  literal->canonical = g_strdup_printf ("%" G_GINT64_FORMAT, usec);
}

/* {"amount": N, "unit": UNIT}, checked for the kind of the left side. */
gboolean
ff_parser_duration (FfParser   *self,
                    FfJson     *json,
                    const char *pointer,
                    gint64      min,
                    FfKind      kind,
                    FfDuration *out_duration)
{
  static const char *const members[] = { "amount", "unit", NULL };
  g_autofree char *amount_place = ff_pointer_member (pointer, "amount");
  g_autofree char *unit_place = ff_pointer_member (pointer, "unit");
  const char *unit = ff_json_get_member_string (json, "unit", NULL);

  if (!ff_parser_check_members (self, json, pointer, members))
    return FALSE;

  if (!ff_json_get_integer (ff_json_get_member (json, "amount"), &out_duration->amount) || out_duration->amount < min)
    {
      ff_parser_problem (self, amount_place, _("The length of time is missing. Type a whole number."));
      return FALSE;
    }

  if (unit == NULL || !ff_unit_from_id (unit, &out_duration->unit))
    {
      ff_parser_problem (self, unit_place, _("The unit of time is missing. Choose minutes, hours, days, weeks, months, quarters or years."));
      return FALSE;
    }

  if (kind == FF_KIND_DATE && out_duration->unit < FF_UNIT_DAY)
    {
      ff_parser_problem (self, unit_place, _("A date has no time of day. Choose days, weeks, months, quarters or years."));
      return FALSE;
    }

  return TRUE;
}

gboolean
ff_parser_refuse_far (FfParser   *self,
                      const char *pointer)
{
  g_autofree char *place = ff_pointer_member (pointer, "amount");

  ff_parser_problem (self, place, _("That is too far from today. Type a smaller number."));

  return FALSE;
}

static char *
say_ago (const FfDuration *duration)
{
  gulong n = MIN (duration->amount, G_MAXINT);
  g_autofree char *amount = g_strdup_printf ("%" G_GINT64_FORMAT, duration->amount);

  switch (duration->unit)
    {
    case FF_UNIT_MINUTE:
      return g_strdup_printf (ngettext ("%s minute ago", "%s minutes ago", n), amount);
    case FF_UNIT_HOUR:
      return g_strdup_printf (ngettext ("%s hour ago", "%s hours ago", n), amount);
    case FF_UNIT_DAY:
      return g_strdup_printf (ngettext ("%s day ago", "%s days ago", n), amount);
    case FF_UNIT_WEEK:
      return g_strdup_printf (ngettext ("%s week ago", "%s weeks ago", n), amount);
    case FF_UNIT_MONTH:
      return g_strdup_printf (ngettext ("%s month ago", "%s months ago", n), amount);
    case FF_UNIT_QUARTER:
      return g_strdup_printf (ngettext ("%s quarter ago", "%s quarters ago", n), amount);
    case FF_UNIT_YEAR:
    default:
      return g_strdup_printf (ngettext ("%s year ago", "%s years ago", n), amount);
    }
}

static char *
say_from_now (const FfDuration *duration)
{
  gulong n = MIN (duration->amount, G_MAXINT);
  g_autofree char *amount = g_strdup_printf ("%" G_GINT64_FORMAT, duration->amount);

  switch (duration->unit)
    {
    case FF_UNIT_MINUTE:
      return g_strdup_printf (ngettext ("%s minute from now", "%s minutes from now", n), amount);
    case FF_UNIT_HOUR:
      return g_strdup_printf (ngettext ("%s hour from now", "%s hours from now", n), amount);
    case FF_UNIT_DAY:
      return g_strdup_printf (ngettext ("%s day from now", "%s days from now", n), amount);
    case FF_UNIT_WEEK:
      return g_strdup_printf (ngettext ("%s week from now", "%s weeks from now", n), amount);
    case FF_UNIT_MONTH:
      return g_strdup_printf (ngettext ("%s month from now", "%s months from now", n), amount);
    case FF_UNIT_QUARTER:
      return g_strdup_printf (ngettext ("%s quarter from now", "%s quarters from now", n), amount);
    case FF_UNIT_YEAR:
    default:
      return g_strdup_printf (ngettext ("%s year from now", "%s years from now", n), amount);
    }
}

/* Whether this operator asks for a day where another would ask for a moment. */
static gboolean
wants_day (FfOp   op,
           FfUnit unit)
{
  if (op == FF_OP_ON_DAY)
    return TRUE;

  return unit >= FF_UNIT_DAY &&
         (op == FF_OP_EQUALS || op == FF_OP_NOT_EQUALS || op == FF_OP_IN_LIST || op == FF_OP_NOT_IN_LIST);
}

/* {"ago": duration} or {"from-now": duration} */
static gboolean
parse_relative (FfParser   *self,
                FfRule     *rule,
                FfJson     *json,
                const char *name,
                const char *pointer,
                FfLiteral  *out)
{
  const char *const members[] = { name, NULL };
  const FfScope *scope = self->scope;
  FfKind kind = rule->left->type.kind;
  gint64 sign = strcmp (name, "ago") == 0 ? -1 : 1;
  g_autofree char *place = ff_pointer_member (pointer, name);
  FfDuration duration;
  gint64 day, usec;

  if (kind != FF_KIND_DATE && kind != FF_KIND_INSTANT)
    {
      ff_parser_problem (self, pointer, _("A length of time cannot be compared with a %s. Type a value."), ff_kind_get_name (kind));
      return FALSE;
    }

  if (!ff_parser_check_members (self, json, pointer, members) ||
      !ff_parser_duration (self, ff_json_get_member (json, name), place, 0, kind, &duration))
    return FALSE;

  if (kind == FF_KIND_DATE)
    {
      if (!ff_time_add_to_day (ff_time_get_day (scope->now_usec, scope->zone), sign * duration.amount, duration.unit, &day))
        return ff_parser_refuse_far (self, place);
      set_day (out, day, kind, scope);
    }
  else
    {
      if (!ff_time_add (scope->now_usec, sign * duration.amount, duration.unit, scope->zone, &usec))
        return ff_parser_refuse_far (self, place);
      if (wants_day (rule->op, duration.unit))
        set_day (out, ff_time_get_day (usec, scope->zone), kind, scope);
      else
        set_instant (out, usec);
    }

  out->spoken = sign < 0 ? say_ago (&duration) : say_from_now (&duration);

  return TRUE;
}

static gboolean
parse_number (FfParser   *self,
              FfRule     *rule,
              FfJson     *json,
              const char *pointer,
              FfLiteral  *out)
{
  const char *text = ff_json_get_number_text (json);
  const FfType *type = &rule->left->type;
  FfScaledNumber number;
  double real;

  if (text == NULL || !ff_number_scale (text, type->kind == FF_KIND_DECIMAL ? type->scale : 0, &number) ||
      !ff_json_get_real (json, &real))
    {
      ff_parser_problem (self, pointer, _("A %s is compared with a number. Type a number."), ff_kind_get_name (type->kind));
      return FALSE;
    }

  if (type->kind == FF_KIND_REAL)
    out->value = (FfValue) { .kind = FF_VALUE_REAL, .real = real };
  else
    {
      set_integer (&out->value, number.floor);
      out->exact = number.exact;
      out->saturated = number.saturated;
    }
  out->spoken = g_strdup (text);
  out->canonical = ff_number_canonical (text);

  return TRUE;
}

/* An enumeration's value that it does not have is allowed: tomorrow's data may. */
static void
warn_of_strange_choice (FfParser   *self,
                        FfRule     *rule,
                        const char *text,
                        const char *pointer)
{
  const FfColumn *column = rule->left->column;
  gboolean asks_value = rule->op == FF_OP_EQUALS || rule->op == FF_OP_NOT_EQUALS ||
                        rule->op == FF_OP_IN_LIST || rule->op == FF_OP_NOT_IN_LIST;

  if (!asks_value || column == NULL || column->choices == NULL || rule->ignore_case)
    return;

  if (!g_strv_contains ((const char *const *) column->choices, text))
    ff_parser_warning (self, pointer, _("“%s” is not among the known values of “%s”. Check the spelling."), text, column->label);
}

static gboolean
is_search (FfOp op)
{
  return op >= FF_OP_STARTS_WITH && op <= FF_OP_NOT_ENDS_WITH;
}

/* A like or a pattern that says what it may; its place in the text is in the words. */
static gboolean
check_pattern (FfParser   *self,
               FfRule     *rule,
               const char *text,
               const char *pointer,
               FfLiteral  *out)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FfPattern) pattern = NULL;

  if (rule->op == FF_OP_MATCHES)
    pattern = ff_pattern_new (text, &error);
  else if (rule->op == FF_OP_LIKE || rule->op == FF_OP_NOT_LIKE)
    pattern = ff_pattern_new_like (text, &error);
  else
    return TRUE;

  if (pattern == NULL)
    {
      ff_parser_problem (self, pointer, "%s", error->message);
      return FALSE;
    }

  if (rule->op == FF_OP_MATCHES)
    out->pattern = ff_pattern_print_are (pattern);

  return TRUE;
}

static gboolean
parse_text (FfParser   *self,
            FfRule     *rule,
            FfJson     *json,
            const char *pointer,
            FfLiteral  *out)
{
  const char *text = ff_json_get_string (json);

  if (text == NULL)
    {
      ff_parser_problem (self, pointer, _("A text is compared with a text. Type one, a number between quotes too."));
      return FALSE;
    }

  if (text[0] == '\0' && (is_search (rule->op) || rule->op == FF_OP_MATCHES))
    {
      ff_parser_problem (self, pointer, _("The text to look for is missing. Type it."));
      return FALSE;
    }

  if (!check_pattern (self, rule, text, pointer, out))
    return FALSE;

  warn_of_strange_choice (self, rule, text, pointer);
  take_text (&out->value, rule->ignore_case ? ff_fold_lower (text, -1) : g_strdup (text));
  /* Translators: a text between quotes, inside a sentence. */
  out->spoken = g_strdup_printf (_("“%s”"), text);
  out->canonical = g_strdup (out->value.text);

  return TRUE;
}

static gboolean
parse_time (FfParser   *self,
            FfRule     *rule,
            FfJson     *json,
            const char *pointer,
            FfLiteral  *out)
{
  const char *text = ff_json_get_string (json);
  FfKind kind = rule->left->type.kind;
  gint64 day, usec;

  if (text != NULL && ff_time_parse_day (text, &day))
    set_day (out, day, kind, self->scope);
  else if (text != NULL && kind == FF_KIND_INSTANT && rule->op != FF_OP_ON_DAY &&
           ff_time_parse_instant (text, self->scope->zone, &usec))
    set_instant (out, usec);
  else
    {
      if (kind == FF_KIND_INSTANT && rule->op != FF_OP_ON_DAY)
        ff_parser_problem (self, pointer, _("A date and time is compared with a date. Type one such as 2026-07-21 or 2026-07-21T10:00:00Z."));
      else
        ff_parser_problem (self, pointer, _("This asks for a day. Type one such as 2026-07-21."));
      return FALSE;
    }

  out->spoken = g_strdup (text);

  return TRUE;
}

static FfJson *
find_variable (FfParser   *self,
               FfJson     *json,
               const char *pointer)
{
  static const char *const members[] = { "variable", NULL };
  const char *name = ff_json_get_member_string (json, "variable", NULL);
  g_autofree char *place = ff_pointer_member (pointer, "variable");
  FfJson *value;

  if (!ff_parser_check_members (self, json, pointer, members))
    return NULL;

  if (name == NULL || name[0] == '\0')
    {
      ff_parser_problem (self, place, _("The variable is missing. Choose a variable of this campaign."));
      return NULL;
    }

  value = ff_json_get_member (self->scope->variables, name);
  if (value == NULL)
    ff_parser_problem (self, place, _("This campaign has no variable “%s”. Choose another, or add it."), name);
  else if (ff_json_get_kind (value) == FF_JSON_NULL)
    {
      ff_parser_problem (self, place, _("The variable “%s” has no value. Give it one."), name);
      value = NULL;
    }

  return value;
}

/* One value in whatever form; @json is nullable. */
static gboolean
parse_value (FfParser   *self,
             FfRule     *rule,
             FfJson     *json,
             const char *pointer,
             FfLiteral  *out)
{
  *out = (FfLiteral) { .exact = TRUE };

  if (json == NULL || ff_json_get_kind (json) == FF_JSON_NULL)
    {
      ff_parser_problem (self, pointer, _("The value is missing. Type one."));
      return FALSE;
    }

  if (ff_json_get_member (json, "ago") != NULL)
    return parse_relative (self, rule, json, "ago", pointer, out);
  if (ff_json_get_member (json, "from-now") != NULL)
    return parse_relative (self, rule, json, "from-now", pointer, out);
  if (ff_json_get_member (json, "variable") != NULL)
    {
      json = find_variable (self, json, pointer);
      if (json == NULL)
        return FALSE;
    }

  switch (rule->left->type.kind)
    {
    case FF_KIND_INTEGER:
    case FF_KIND_DECIMAL:
    case FF_KIND_REAL:
      return parse_number (self, rule, json, pointer, out);
    case FF_KIND_DATE:
    case FF_KIND_INSTANT:
      return parse_time (self, rule, json, pointer, out);
    case FF_KIND_TEXT:
    case FF_KIND_FLAG:
    default:
      return parse_text (self, rule, json, pointer, out);
    }
}

static gboolean
add_value (FfParser   *self,
           FfRule     *rule,
           FfJson     *json,
           const char *pointer)
{
  FfLiteral literal;

  if (!parse_value (self, rule, json, pointer, &literal))
    {
      ff_literal_clear (&literal);
      return FALSE;
    }

  g_array_append_val (rule->right.literals, literal);

  return TRUE;
}

static gboolean
are_comparable (FfKind a,
                FfKind b)
{
  return a == b || (ff_kind_is_number (a) && ff_kind_is_number (b));
}

static gboolean
parse_other_side (FfParser   *self,
                  FfRule     *rule,
                  FfJson     *json,
                  const char *pointer)
{
  FfKind kind = rule->left->type.kind;

  rule->right.operand = ff_parser_operand (self, json, pointer);
  if (rule->right.operand == NULL)
    return FALSE;

  if (rule->op == FF_OP_ON_DAY)
    ff_parser_problem (self, pointer, _("This asks for a day. Type one such as 2026-07-21."));
  else if (rule->op == FF_OP_LIKE || rule->op == FF_OP_NOT_LIKE || rule->op == FF_OP_MATCHES)
    ff_parser_problem (self, pointer, _("A pattern cannot come from an attribute. Type one."));
  else if (!are_comparable (kind, rule->right.operand->type.kind))
    ff_parser_problem (self, pointer, _("A %s cannot be compared with a %s. Choose an attribute of the same kind."),
                       ff_kind_get_name (kind), ff_kind_get_name (rule->right.operand->type.kind));
  else
    return TRUE;

  return FALSE;
}

static gboolean
parse_single (FfParser   *self,
              FfRule     *rule,
              FfJson     *json,
              const char *pointer)
{
  static const char *const members[] = { "value", NULL };
  g_autofree char *place = ff_pointer_member (pointer, "value");

  if (ff_operand_is_written (json))
    return parse_other_side (self, rule, json, pointer);

  if (ff_json_get_member (json, "ago") != NULL || ff_json_get_member (json, "from-now") != NULL ||
      ff_json_get_member (json, "variable") != NULL)
    return add_value (self, rule, json, pointer);

  return ff_parser_check_members (self, json, pointer, members) &&
         add_value (self, rule, ff_json_get_member (json, "value"), place);
}

static gboolean
parse_list (FfParser   *self,
            FfRule     *rule,
            FfJson     *json,
            const char *pointer)
{
  static const char *const members[] = { "values", NULL };
  g_autofree char *place = ff_pointer_member (pointer, "values");
  FfJson *values = ff_json_get_member (json, "values");
  gboolean good = TRUE;

  if (ff_json_get_member (json, "variable") != NULL)
    {
      values = find_variable (self, json, pointer);
      if (values == NULL)
        return FALSE;
    }
  else if (!ff_parser_check_members (self, json, pointer, members))
    return FALSE;

  if (!ff_json_is_array (values) || ff_json_get_length (values) == 0)
    {
      ff_parser_problem (self, place, _("The list is empty. Add at least one value."));
      return FALSE;
    }

  if (ff_json_get_length (values) > MAX_LIST_VALUES)
    {
      ff_parser_problem (self, place, _("A list in a rule holds at most 10,000 values. Save them as an audience instead."));
      return FALSE;
    }

  for (guint i = 0; i < ff_json_get_length (values); i++)
    {
      g_autofree char *value_place = ff_pointer_element (place, i);
      FfJson *value = ff_json_get_element (values, i);

      if (ff_json_get_kind (value) != FF_JSON_NULL)
        good &= add_value (self, rule, value, value_place);
    }

  return good;
}

static gint
compare_literals (const FfLiteral *a,
                  const FfLiteral *b)
{
  if (a->saturated != b->saturated)
    return a->saturated < b->saturated ? -1 : 1;

  if (a->value.kind == FF_VALUE_TEXT)
    return strcmp (a->value.text, b->value.text);
  if (a->value.kind == FF_VALUE_REAL)
    return (a->value.real > b->value.real) - (a->value.real < b->value.real);

  return (a->value.integer > b->value.integer) - (a->value.integer < b->value.integer);
}

static gboolean
parse_range (FfParser   *self,
             FfRule     *rule,
             FfJson     *json,
             const char *pointer)
{
  static const char *const members[] = { "from", "to", NULL };
  g_autofree char *from_place = ff_pointer_member (pointer, "from");
  g_autofree char *to_place = ff_pointer_member (pointer, "to");
  GArray *literals = rule->right.literals;
  gboolean good = ff_parser_check_members (self, json, pointer, members);

  good &= add_value (self, rule, ff_json_get_member (json, "from"), from_place);
  good &= add_value (self, rule, ff_json_get_member (json, "to"), to_place);

  if (good && compare_literals (&g_array_index (literals, FfLiteral, 0), &g_array_index (literals, FfLiteral, 1)) > 0)
    ff_parser_warning (self, pointer, _("The range ends before it begins, so it holds nobody. Swap its ends."));

  return good;
}

void
ff_rule_add_time (FfRule        *rule,
                  const FfScope *scope,
                  gint64         day_or_usec)
{
  FfLiteral literal = { .exact = TRUE };

  if (rule->left->type.kind == FF_KIND_DATE)
    set_day (&literal, day_or_usec, FF_KIND_DATE, scope);
  else
    set_instant (&literal, day_or_usec);
  g_array_append_val (rule->right.literals, literal);
}

/* The spans of time of in-last, in-next and more-than-ago, with both ends moved to be inclusive. */
static gboolean
parse_span (FfParser   *self,
            FfRule     *rule,
            FfJson     *json,
            const char *pointer)
{
  static const char *const members[] = { "duration", NULL };
  const FfScope *scope = self->scope;
  FfKind kind = rule->left->type.kind;
  FfDuration *duration = &rule->right.duration;
  g_autofree char *place = ff_pointer_member (pointer, "duration");
  gint64 now = kind == FF_KIND_DATE ? ff_time_get_day (scope->now_usec, scope->zone) : scope->now_usec;
  gint64 amount, end;
  gboolean near;

  if (!ff_parser_check_members (self, json, pointer, members) ||
      !ff_parser_duration (self, ff_json_get_member (json, "duration"), place, 1, kind, duration))
    return FALSE;

  amount = rule->op == FF_OP_IN_NEXT ? duration->amount : -duration->amount;
  if (kind == FF_KIND_DATE)
    near = ff_time_add_to_day (now, amount, duration->unit, &end);
  else
    near = ff_time_add (now, amount, duration->unit, scope->zone, &end);
  if (!near)
    return ff_parser_refuse_far (self, place);

  if (rule->op == FF_OP_MORE_THAN_AGO)
    ff_rule_add_time (rule, scope, end - 1);
  else
    {
      ff_rule_add_time (rule, scope, rule->op == FF_OP_IN_LAST ? end + 1 : now);
      ff_rule_add_time (rule, scope, rule->op == FF_OP_IN_LAST ? now : end - 1);
    }

  return TRUE;
}

/* Fills @rule's right side from @json (nullable) as its operator asks. */
gboolean
ff_parser_right (FfParser         *self,
                 FfJson           *json,
                 const char       *pointer,
                 const FfOperator *op,
                 FfRule           *rule)
{
  switch (op->right)
    {
    case FF_RIGHT_VALUE:
      return parse_single (self, rule, json, pointer);
    case FF_RIGHT_LIST:
      return parse_list (self, rule, json, pointer);
    case FF_RIGHT_RANGE:
      return parse_range (self, rule, json, pointer);
    case FF_RIGHT_DURATION:
      if (rule->op == FF_OP_ANNIVERSARY)
        return ff_parser_anniversary (self, rule, json, pointer);
      return parse_span (self, rule, json, pointer);
    case FF_RIGHT_NONE:
    default:
      return ff_parser_period (self, rule);
    }
}
