/* Short words about one condition, from its document form. Called by rows and
 * buttons of the rule editors; pure, main thread. */

#include "ui/segment/ff-rule-words.h"

#include <glib/gi18n-lib.h>

#include "ui/segment/ff-operand-menu.h"
#include "ui/segment/ff-rule-tree.h"

/* A list longer than this is told by its number. */
#define MAX_SPOKEN_VALUES 4

const char *
ff_rule_words_get_how (const char *how)
{
  if (g_str_equal (how, "any"))
    return _("Any of");
  if (g_str_equal (how, "none"))
    return _("None of");

  return _("All of");
}

const char *
ff_rule_words_get_how_help (const char *how)
{
  if (g_str_equal (how, "any"))
    return _("at least one must hold");
  if (g_str_equal (how, "none"))
    return _("none may hold");

  return _("every rule below must hold");
}

/**
 * ff_rule_words_get_operator:
 * @op: an operator
 * @kind: of the left side
 *
 * Returns: (transfer none): its name for that kind, translated
 */
const char *
ff_rule_words_get_operator (const FfOperator *op,
                            FfKind            kind)
{
  if (kind == FF_KIND_DATE || kind == FF_KIND_INSTANT)
    {
      if (g_str_equal (op->id, "greater"))
        return _("is after");
      if (g_str_equal (op->id, "less"))
        return _("is before");
      if (g_str_equal (op->id, "at-least"))
        return _("is on or after");
      if (g_str_equal (op->id, "at-most"))
        return _("is on or before");
      if (g_str_equal (op->id, "more-than-ago"))
        /* Translators: a length of time follows: “more than … ago, 90 days”. */
        return _("more than … ago");
    }

  return _(op->label);
}

const char *
ff_rule_words_get_unit (FfUnit unit,
                        gulong n)
{
  switch (unit)
    {
    case FF_UNIT_MINUTE:
      return ngettext ("minute", "minutes", n);
    case FF_UNIT_HOUR:
      return ngettext ("hour", "hours", n);
    case FF_UNIT_WEEK:
      return ngettext ("week", "weeks", n);
    case FF_UNIT_MONTH:
      return ngettext ("month", "months", n);
    case FF_UNIT_QUARTER:
      return ngettext ("quarter", "quarters", n);
    case FF_UNIT_YEAR:
      return ngettext ("year", "years", n);
    case FF_UNIT_DAY:
    default:
      return ngettext ("day", "days", n);
    }
}

/**
 * ff_rule_words_dup_duration:
 * @duration: (nullable): {"amount", "unit"}
 *
 * Returns: (transfer full): "90 days"; a dash when it is no duration
 */
char *
ff_rule_words_dup_duration (FfJson *duration)
{
  gint64 amount = ff_json_get_member_integer (duration, "amount", -1);
  FfUnit unit;

  if (amount < 0 || !ff_unit_from_id (ff_json_get_member_string (duration, "unit", ""), &unit))
    return g_strdup ("—");

  /* Translators: a number and its unit of time, with a no-break space: “90 days”. */
  return g_strdup_printf (_("%s %s"), ff_json_get_number_text (ff_json_get_member (duration, "amount")),
                          ff_rule_words_get_unit (unit, (gulong) MIN (amount, G_MAXINT)));
}

static char *
dup_value (FfJson        *value,
           const FfScope *scope)
{
  FfJson *ago = ff_json_get_member (value, "ago");
  FfJson *from_now = ff_json_get_member (value, "from-now");
  g_autofree char *duration = NULL;

  if (ago != NULL || from_now != NULL)
    {
      duration = ff_rule_words_dup_duration (ago != NULL ? ago : from_now);
      /* Translators: %s is a length of time such as “90 days”. */
      return g_strdup_printf (ago != NULL ? _("%s ago") : _("%s from now"), duration);
    }
  if (ff_json_get_member_string (value, "variable", NULL) != NULL)
    return g_strdup (ff_json_get_member_string (value, "variable", NULL));

  switch (ff_json_get_kind (value))
    {
    case FF_JSON_STRING:
      return g_strdup (*ff_json_get_string (value) != '\0' ? ff_json_get_string (value) : "“”");
    case FF_JSON_NUMBER:
      return g_strdup (ff_json_get_number_text (value));
    case FF_JSON_BOOLEAN:
      return g_strdup (ff_json_get_boolean (value, FALSE) ? _("yes") : _("no"));
    default:
      return g_strdup ("…");
    }
}

static char *
dup_list (FfJson        *values,
          const FfScope *scope)
{
  guint n = ff_json_get_length (values);
  guint n_shown = n > MAX_SPOKEN_VALUES ? MAX_SPOKEN_VALUES - 1 : n;
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < n_shown; i++)
    {
      g_autofree char *value = dup_value (ff_json_get_element (values, i), scope);

      /* Translators: between the values of a list. */
      g_string_append_printf (text, "%s%s", i > 0 ? _(", ") : "", value);
    }

  if (n == 0)
    return g_strdup ("…");
  if (n > n_shown)
    /* Translators: some values of a list, and how many more there are. */
    return g_strdup_printf (ngettext ("%s and %u more", "%s and %u more", n - n_shown), text->str, n - n_shown);

  return g_strdup (text->str);
}

/**
 * ff_rule_words_dup_right:
 * @right: (nullable): the right side of a condition
 * @scope: what the rule may speak of
 *
 * Returns: (transfer full): it in a few words
 */
char *
ff_rule_words_dup_right (FfJson        *right,
                         const FfScope *scope)
{
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  if (ff_json_get_member (right, "duration") != NULL)
    return ff_rule_words_dup_duration (ff_json_get_member (right, "duration"));
  if (ff_json_get_member (right, "values") != NULL)
    return dup_list (ff_json_get_member (right, "values"), scope);
  if (ff_json_get_member (right, "value") != NULL)
    return dup_value (ff_json_get_member (right, "value"), scope);
  if (ff_json_get_member (right, "attribute") != NULL || ff_json_get_member (right, "aggregate") != NULL ||
      ff_json_get_member (right, "column") != NULL || ff_json_get_member (right, "expression") != NULL)
    return ff_operand_menu_dup_label (right, scope);

  if (ff_json_get_member (right, "from") != NULL)
    {
      from = dup_value (ff_json_get_member (right, "from"), scope);
      to = dup_value (ff_json_get_member (right, "to"), scope);
      /* Translators: the two ends of a range. */
      return g_strdup_printf (_("%s and %s"), from, to);
    }

  return dup_value (right, scope);
}

/* A condition that has no words of its own, as the rule's sentence says it; else by the first of its members. */
static char *
dup_condition (FfJson        *bare,
               const FfScope *scope)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_rule_problem_free);
  g_autoptr (FfRule) rule = scope->entity != NULL ? ff_rule_parse (bare, scope, "", problems) : NULL;
  char *said = rule != NULL ? ff_rule_dup_condition (rule) : NULL;

  return said != NULL ? said : g_strdup (ff_json_get_length (bare) > 0 ? ff_json_get_name (bare, 0) : "—");
}

/**
 * ff_rule_words_dup_title:
 * @bare: a condition without its exception
 * @scope: what the rule may speak of
 *
 * Returns: (transfer full): what it asks about
 */
char *
ff_rule_words_dup_title (FfJson        *bare,
                         const FfScope *scope)
{
  const FfLink *link = NULL;
  const char *audience;

  switch (ff_rule_item_get_kind (bare))
    {
    case FF_RULE_ITEM_EXISTS:
      ff_rule_item_find_linked (bare, scope->schema, scope->entity, &link);
      return g_strdup (link != NULL ? link->label : ff_json_get_string (ff_json_get_value (bare, 0)));

    case FF_RULE_ITEM_AUDIENCE:
      audience = ff_json_get_member_string (bare, "in-audience", NULL);
      return g_strdup (audience != NULL ? audience : ff_json_get_member_string (bare, "not-in-audience", ""));

    case FF_RULE_ITEM_GROUP:
      return g_strdup (ff_rule_words_get_how (ff_rule_group_get_how (bare)));

    case FF_RULE_ITEM_OTHER:
      return dup_condition (bare, scope);

    case FF_RULE_ITEM_COMPARISON:
    default:
      return ff_operand_menu_dup_label (ff_json_get_member (bare, "left"), scope);
    }
}

/* The conditions of an inner rule, one after the other. */
static char *
dup_inner (FfJson        *where,
           const FfScope *scope)
{
  FfJson *items = ff_rule_group_get_items (where);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < ff_json_get_length (items); i++)
    {
      FfJson *bare = ff_rule_item_get_bare (ff_json_get_element (items, i));
      g_autofree char *title = ff_rule_words_dup_title (bare, scope);
      g_autofree char *detail = ff_rule_words_dup_detail (bare, scope);

      g_string_append_printf (text, "%s%s %s", i > 0 ? _(", ") : "", title, detail);
    }

  return text->len > 0 ? g_strdup (text->str) : NULL;
}

static char *
dup_where (FfJson        *bare,
           FfJson        *where,
           const FfScope *scope)
{
  FfScope inner = *scope;

  inner.carried = NULL;
  inner.entity = ff_rule_item_find_linked (bare, scope->schema, scope->entity, NULL);

  return dup_inner (where, &inner);
}

static char *
dup_exists_detail (FfJson        *bare,
                   const FfScope *scope)
{
  gboolean exists = ff_json_get_member (bare, "exists") != NULL;
  g_autofree char *where = dup_where (bare, ff_json_get_member (bare, "where"), scope);

  if (where == NULL)
    return g_strdup (exists ? _("at least one") : _("none"));

  /* Translators: %s is one or several conditions. */
  return g_strdup_printf (exists ? _("at least one: %s") : _("none: %s"), where);
}

static char *
dup_comparison_detail (FfJson        *bare,
                       const FfScope *scope)
{
  FfJson *left = ff_json_get_member (bare, "left");
  const char *id = ff_json_get_member_string (bare, "op", NULL);
  const FfOperator *op = id != NULL ? ff_operator_find (id) : NULL;
  g_autofree char *where = dup_where (bare, ff_json_get_member (left, "where"), scope);
  g_autofree char *right = NULL;
  g_autofree char *said = NULL;
  FfType type = { .kind = FF_KIND_TEXT };

  if (op == NULL)
    return g_strdup (id != NULL ? id : "…");

  ff_operand_menu_get_type (left, scope, &type);
  right = op->right != FF_RIGHT_NONE ? ff_rule_words_dup_right (ff_json_get_member (bare, "right"), scope) : NULL;
  if (g_str_equal (op->id, "more-than-ago"))
    /* Translators: %s is a length of time such as “90 days”. */
    said = g_strdup_printf (_("is more than %s ago"), right);
  else
    said = g_strdup_printf ("%s%s%s", ff_rule_words_get_operator (op, type.kind), right != NULL ? " " : "",
                            right != NULL ? right : "");
  if (where == NULL)
    return g_steal_pointer (&said);

  /* Translators: a comparison such as “is at least 5”, then the conditions on what was counted. */
  return g_strdup_printf (_("%s, where %s"), said, where);
}

/**
 * ff_rule_words_dup_detail:
 * @bare: a condition without its exception
 * @scope: what the rule may speak of
 *
 * Returns: (transfer full): what it asks
 */
char *
ff_rule_words_dup_detail (FfJson        *bare,
                          const FfScope *scope)
{
  guint n;

  switch (ff_rule_item_get_kind (bare))
    {
    case FF_RULE_ITEM_EXISTS:
      return dup_exists_detail (bare, scope);

    case FF_RULE_ITEM_AUDIENCE:
      return g_strdup (ff_json_get_member (bare, "in-audience") != NULL ? _("is a member") : _("is not a member"));

    case FF_RULE_ITEM_GROUP:
      n = ff_json_get_length (ff_rule_group_get_items (bare));
      return g_strdup_printf (ngettext ("%u rule", "%u rules", n), n);

    case FF_RULE_ITEM_OTHER:
      return g_strdup ("");

    case FF_RULE_ITEM_COMPARISON:
    default:
      return dup_comparison_detail (bare, scope);
    }
}

/* ---- What a length of time comes to. */

static char *
dup_day (gint64 day)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (day * 24 * 60 * 60);

  /* Translators: a date, see strftime: “21 Jul 2026”. */
  return g_date_time_format (date, _("%-d %b %Y"));
}

static char *
dup_moment (gint64     usec,
            gboolean   with_time,
            GTimeZone *zone)
{
  gint64 local = ff_time_to_local (usec, zone);
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (local / G_USEC_PER_SEC);

  /* Translators: a date and a time, see strftime: “21 Jul 2026, 10:00”. */
  return g_date_time_format (date, with_time ? _("%-d %b %Y, %H:%M") : _("%-d %b %Y"));
}

/* The day or moment that lies @sign times the duration from now. @n_days_off: the last days end today and the next ones
 * begin today, so that the far end of N days is a day nearer. */
static char *
dup_shifted (FfJson        *duration,
             gint          sign,
             gint          n_days_off,
             FfKind        kind,
             const FfScope *scope)
{
  gint64 amount = ff_json_get_member_integer (duration, "amount", -1);
  FfUnit unit;
  gint64 then;

  if (amount < 0 || amount > G_MAXINT || !ff_unit_from_id (ff_json_get_member_string (duration, "unit", ""), &unit))
    return NULL;

  if (kind == FF_KIND_DATE)
    return unit >= FF_UNIT_DAY &&
           ff_time_add_to_day (ff_time_get_day (scope->now_usec, scope->zone), sign * amount, unit, &then)
             ? dup_day (then + n_days_off) : NULL;

  return ff_time_add (scope->now_usec, sign * amount, unit, scope->zone, &then)
           ? dup_moment (then, unit < FF_UNIT_DAY, scope->zone) : NULL;
}

/**
 * ff_rule_words_dup_resolved:
 * @bare: a condition without its exception
 * @scope: with the clock reading and the zone
 *
 * Returns: (nullable) (transfer full): the date that a relative one comes to
 */
char *
ff_rule_words_dup_resolved (FfJson        *bare,
                            const FfScope *scope)
{
  FfJson *right = ff_json_get_member (bare, "right");
  const char *op = ff_json_get_member_string (bare, "op", "");
  FfJson *value = ff_json_get_member (right, "value") != NULL ? ff_json_get_member (right, "value") : right;
  FfJson *ago = ff_json_get_member (value, "ago");
  FfJson *from_now = ff_json_get_member (value, "from-now");
  FfJson *duration = ff_json_get_member (right, "duration");
  gboolean is_anniversary = g_str_equal (op, "anniversary-within");
  gboolean is_ahead = is_anniversary || g_str_equal (op, "in-next");
  g_autofree char *date = NULL;
  FfType type;

  if (!ff_operand_menu_get_type (ff_json_get_member (bare, "left"), scope, &type))
    return NULL;

  if (duration != NULL)
    date = dup_shifted (duration, is_ahead ? 1 : -1, is_ahead ? -1 : g_str_equal (op, "in-last") ? 1 : 0,
                        is_anniversary ? FF_KIND_DATE : type.kind, scope);
  else if (ago != NULL || from_now != NULL)
    date = dup_shifted (ago != NULL ? ago : from_now, ago != NULL ? -1 : 1, 0, type.kind, scope);

  if (date == NULL || duration == NULL)
    return g_steal_pointer (&date);
  if (is_ahead)
    /* Translators: %s is a date. */
    return g_strdup_printf (_("until %s"), date);
  if (g_str_equal (op, "more-than-ago"))
    /* Translators: %s is a date. */
    return g_strdup_printf (_("before %s"), date);

  /* Translators: %s is a date. */
  return g_strdup_printf (_("since %s"), date);
}
