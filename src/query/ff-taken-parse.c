/* The latest or earliest N linked rows: a link, what they are in order of, how
 * many, and what all of them must satisfy. */

#include "query/ff-rule-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_TAKEN 1000

static gboolean
parse_inner (FfParser    *self,
             FfJson      *json,
             const char  *name,
             const char  *pointer,
             FfRule     **out_rule)
{
  FfJson *inner = ff_json_get_member (json, name);
  g_autofree char *place = ff_pointer_member (pointer, name);

  if (inner == NULL)
    return TRUE;

  *out_rule = ff_parser_rule (self, inner, place);
  if (*out_rule == NULL)
    return FALSE;

  if (!ff_rule_has_effect (*out_rule))
    g_clear_pointer (out_rule, ff_rule_unref);

  return TRUE;
}

static gboolean
parse_number (FfParser   *self,
              FfJson     *json,
              const char *pointer,
              gint64     *out_n)
{
  FfJson *n = ff_json_get_member (json, "take");
  g_autofree char *place = ff_pointer_member (pointer, "take");

  *out_n = 1;
  if (n == NULL || (ff_json_get_integer (n, out_n) && *out_n >= 1 && *out_n <= MAX_TAKEN))
    return TRUE;

  ff_parser_problem (self, place, _("The number of rows to look at is a whole number from 1 to 1,000. Type one."));

  return FALSE;
}

/* {"latest": LINK, "take": N, "by": operand, "where": rule, "satisfy": rule} and the earliest. */
FfRule *
ff_parser_taken (FfParser   *self,
                 const char *name,
                 FfJson     *json,
                 const char *pointer)
{
  g_autoptr (FfRule) rule = ff_rule_new (FF_RULE_TAKEN, self->scope->schema, self->scope->entity);
  const char *const members[] = { name, "take", "by", "where", "satisfy", NULL };
  g_autofree char *link_place = ff_pointer_member (pointer, name);
  g_autofree char *by_place = ff_pointer_member (pointer, "by");
  FfScope scope;
  FfParser inner = { &scope, self->problems };
  gboolean good;

  rule->latest = strcmp (name, "latest") == 0;
  if (!ff_parser_check_members (self, json, pointer, members) ||
      !ff_parser_link (self, ff_json_get_member (json, name), link_place, &rule->linked))
    return NULL;

  if (rule->linked.link->cardinality != FF_LINK_MANY)
    {
      ff_parser_problem (self, link_place, _("“%s” leads to one row, so none is the latest. Ask whether one exists."),
                         rule->linked.link->label);
      return NULL;
    }

  if (rule->linked.target->key == NULL)
    {
      ff_parser_problem (self, link_place, _("“%s” has no key, so its rows have no certain order. Name its key in the data model."),
                         rule->linked.target->label);
      return NULL;
    }

  scope = ff_scope_over (self->scope, rule->linked.target);
  good = parse_number (self, json, pointer, &rule->take);
  rule->by = ff_parser_operand (&inner, ff_json_get_member (json, "by"), by_place);
  good = rule->by != NULL && good;
  good = parse_inner (&inner, json, "where", pointer, &rule->where) && good;
  good = parse_inner (&inner, json, "satisfy", pointer, &rule->satisfy) && good;

  return good ? g_steal_pointer (&rule) : NULL;
}
