/* Calendar periods and anniversaries of the right side, resolved once from the
 * scope's clock reading: what “this month” and “within 7 days” come to. */

#include "query/ff-rule-private.h"

#include <glib/gi18n-lib.h>

/* Everyone has an anniversary within so many days. */
#define MAX_ANNIVERSARY_DAYS 366

static gboolean
find_period (FfOp      op,
             FfUnit   *out_unit,
             gboolean *out_last)
{
  static const FfUnit units[] = { FF_UNIT_WEEK, FF_UNIT_MONTH, FF_UNIT_QUARTER, FF_UNIT_YEAR };

  if (op < FF_OP_THIS_WEEK || op > FF_OP_LAST_YEAR)
    return FALSE;

  *out_unit = units[(op - FF_OP_THIS_WEEK) / 2];
  *out_last = (op - FF_OP_THIS_WEEK) % 2 == 1;

  return TRUE;
}

/* From the first to the last day or µs of the period; other operators have no right side here. */
gboolean
ff_parser_period (FfParser *self,
                  FfRule   *rule)
{
  const FfScope *scope = self->scope;
  gboolean is_date = rule->left->type.kind == FF_KIND_DATE;
  gint64 today = ff_time_get_day (scope->now_usec, scope->zone);
  gint64 first, next;
  FfUnit unit;
  gboolean last;

  if (!find_period (rule->op, &unit, &last))
    return TRUE;

  first = ff_time_get_period_start (today, unit, scope->week_start);
  if (last)
    first = ff_time_get_period_start (first - 1, unit, scope->week_start);
  next = first;
  ff_time_add_to_day (first, 1, unit, &next);

  ff_rule_add_time (rule, scope, is_date ? first : ff_time_get_day_start (first, scope->zone));
  ff_rule_add_time (rule, scope, is_date ? next - 1 : ff_time_get_day_start (next, scope->zone) - 1);

  return TRUE;
}

/* Adds "MM-DD", against which the month and day of the left side are compared as text. */
static void
add_month_day (FfRule *rule,
               char   *month_day)
{
  FfLiteral literal = { .exact = TRUE };

  literal.value = (FfValue) { .kind = FF_VALUE_TEXT, .text = month_day };
  literal.canonical = g_strdup (month_day);
  g_array_append_val (rule->right.literals, literal);
}

/* The last "MM-DD" that has its anniversary by @day: 29 February's is the 28th in common years. */
static char *
dup_last_month_day (gint64 day)
{
  g_autofree char *text = ff_time_day_to_text (day);
  g_autofree char *next = ff_time_day_to_text (day + 1);

  if (g_str_has_suffix (text, "02-28") && g_str_has_suffix (next, "03-01"))
    return g_strdup ("02-29");

  return g_strdup (text + 5);
}

/* The window of months and days in which the anniversary may lie; no literals when it holds all of them. */
gboolean
ff_parser_anniversary (FfParser   *self,
                       FfRule     *rule,
                       FfJson     *json,
                       const char *pointer)
{
  static const char *const members[] = { "duration", NULL };
  const FfScope *scope = self->scope;
  FfKind kind = rule->left->type.kind;
  FfDuration *duration = &rule->right.duration;
  g_autofree char *place = ff_pointer_member (pointer, "duration");
  gint64 today = ff_time_get_day (scope->now_usec, scope->zone);
  g_autofree char *first = NULL;
  gint64 end;

  /* A day, whatever the left side is. */
  if (!ff_parser_check_members (self, json, pointer, members) ||
      !ff_parser_duration (self, ff_json_get_member (json, "duration"), place, 1, FF_KIND_DATE, duration))
    return FALSE;

  if (!ff_time_add_to_day (today, duration->amount, duration->unit, &end))
    return ff_parser_refuse_far (self, place);

  if (kind == FF_KIND_INSTANT)
    rule->right.zone = g_strdup (scope->zone != NULL ? g_time_zone_get_identifier (scope->zone) : "UTC");

  if (end - today >= MAX_ANNIVERSARY_DAYS)
    return TRUE;

  first = ff_time_day_to_text (today);
  add_month_day (rule, g_strdup (first + 5));
  add_month_day (rule, dup_last_month_day (end - 1));

  return TRUE;
}
