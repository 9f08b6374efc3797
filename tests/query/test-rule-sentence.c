/* Rules in words. */

#include "shop.h"

typedef struct
{
  const char *what;
  const char *rule;
  const char *sentence;
} Case;

#define TIER(value) "{'left': {'attribute': ['tier']}, 'op': 'equals', 'right': {'value': '" value "'}}"
#define AGE "'left': {'attribute': ['age']}"
#define BORN "'left': {'attribute': ['born']}"
#define SEEN "'left': {'attribute': ['seen']}"

static const Case cases[] = {
  { "all",        "{}",                                                              "All Profiles" },
  { "equals",     TIER ("gold"),                                                     "Profiles where Tier equals “gold”" },
  { "through",    "{'left': {'attribute': ['city', 'name']}, 'op': 'starts-with', 'right': {'value': 'Se'}}", "Profiles where City › Name starts with “Se”" },
  { "and",        "{'all': [" TIER ("gold") ", {" AGE ", 'op': 'at-least', 'right': {'value': 18}}]}", "Profiles where Tier equals “gold” and Age is at least 18" },
  { "nested",     "{'all': [{" AGE ", 'op': 'greater', 'right': {'value': 1}}, {'any': [" TIER ("gold") ", " TIER ("silver") "]}, {'any': [" TIER ("bronze") "]}]}",
                  "Profiles where Age is greater than 1 and (Tier equals “gold” or Tier equals “silver”) and Tier equals “bronze”" },
  { "none",       "{'none': [" TIER ("gold") ", " TIER ("silver") "]}",              "Profiles where none of this holds: (Tier equals “gold” or Tier equals “silver”)" },
  { "except",     "{'all': [" TIER ("gold") ", {'except': {" AGE ", 'op': 'less', 'right': {'value': 18}}}]}", "Profiles where Tier equals “gold”, except where Age is less than 18" },
  { "list",       "{'left': {'attribute': ['tier']}, 'op': 'in-list', 'right': {'values': ['gold', 'silver', 'bronze']}}", "Profiles where Tier is “gold”, “silver” or “bronze”" },
  { "list-of-one", "{" AGE ", 'op': 'not-in-list', 'right': {'values': [7]}}",       "Profiles where Age is not 7" },
  { "list-of-missing", "{" AGE ", 'op': 'in-list', 'right': {'values': [null]}}",    "Profiles where Age is nothing" },
  { "list-and-missing", "{" AGE ", 'op': 'in-list', 'right': {'values': [null, 7, null, 8]}}", "Profiles where Age is 7 or 8" },
  { "long-list",  "{" AGE ", 'op': 'in-list', 'right': {'values': [1,2,3,4,5,6,7,8,9,10,11,12,13]}}", "Profiles where Age is 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 or 2 other values" },
  { "between",    "{" AGE ", 'op': 'between', 'right': {'from': 18, 'to': 30}}",     "Profiles where Age is between 18 and 30" },
  { "empty",      "{" AGE ", 'op': 'is-not-empty'}",                                 "Profiles where Age is not empty" },
  { "options",    "{'left': {'attribute': ['tier']}, 'op': 'not-contains', 'right': {'value': 'o'}, 'ignore-case': true, 'empty-differs': true}",
                  "Profiles where Tier does not contain “o” (ignoring case, or it is empty)" },
  { "last",       "{" SEEN ", 'op': 'in-last', 'right': {'duration': {'amount': 90, 'unit': 'day'}}}", "Profiles where Seen is in the last 90 days" },
  { "last-one",   "{" SEEN ", 'op': 'in-last', 'right': {'duration': {'amount': 1, 'unit': 'month'}}}", "Profiles where Seen is in the last 1 month" },
  { "more-than",  "{" SEEN ", 'op': 'more-than-ago', 'right': {'duration': {'amount': 2, 'unit': 'year'}}}", "Profiles where Seen is more than 2 years ago" },
  { "before",     "{" SEEN ", 'op': 'less', 'right': {'value': '2026-07-21'}}",      "Profiles where Seen is before 2026-07-21" },
  { "quarters",   "{" SEEN ", 'op': 'in-next', 'right': {'duration': {'amount': 2, 'unit': 'quarter'}}}", "Profiles where Seen is in the next 2 quarters" },
  { "period",     "{" SEEN ", 'op': 'last-quarter'}",                                "Profiles where Seen is last quarter" },
  { "birthday",   "{" BORN ", 'op': 'anniversary-within', 'right': {'duration': {'amount': 7, 'unit': 'day'}}}", "Profiles where Born has its anniversary within 7 days" },
  { "like",       "{'left': {'attribute': ['tier']}, 'op': 'not-like', 'right': {'value': 'g%'}}", "Profiles where Tier is not like “g%”" },
  { "pattern",    "{'left': {'attribute': ['tier']}, 'op': 'matches', 'right': {'value': '^g'}}", "Profiles where Tier matches the pattern “^g”" },
  { "ago",        "{" SEEN ", 'op': 'at-least', 'right': {'ago': {'amount': 1, 'unit': 'week'}}}", "Profiles where Seen is 1 week ago or later" },
  { "exists",     "{'exists': 'orders', 'where': {'left': {'attribute': ['total']}, 'op': 'greater', 'right': {'value': 100.00}}}", "Profiles where there are Orders (where Total is greater than 100.00)" },
  { "not-exists", "{'not-exists': 'orders'}",                                        "Profiles where there are no Orders" },
  { "exists-one", "{'not-exists': 'city'}",                                          "Profiles where there is no City" },
  { "latest",     "{'latest': 'orders', 'by': {'attribute': ['at']}, 'satisfy': {'left': {'attribute': ['shop']}, 'op': 'equals', 'right': {'value': 'web'}}}",
                  "Profiles where for the latest of the Orders by At: Shop equals “web”" },
  { "earliest-3", "{'earliest': 'orders', 'take': 3, 'by': {'attribute': ['at']}, 'where': {'left': {'attribute': ['total']}, 'op': 'greater', 'right': {'value': 10}}, 'satisfy': {'left': {'attribute': ['shop']}, 'op': 'equals', 'right': {'value': 'web'}}}",
                  "Profiles where for each of the earliest 3 Orders (where Total is greater than 10) by At: Shop equals “web”" },
  { "latest-any", "{'latest': 'orders', 'by': {'attribute': ['at']}}",               "Profiles where the latest of the Orders by At is there" },
  { "count",      "{'left': {'aggregate': 'count', 'link': ['orders'], 'where': {'left': {'attribute': ['shop']}, 'op': 'equals', 'right': {'value': 'web'}}}, 'op': 'at-least', 'right': {'value': 3}}",
                  "Profiles where the number of Orders (where Shop equals “web”) is at least 3" },
  { "deviation",  "{'left': {'aggregate': 'standard-deviation', 'link': ['orders'], 'of': {'attribute': ['total']}}, 'op': 'less', 'right': {'value': 3}}",
                  "Profiles where the standard deviation of Total in Orders is less than 3" },
  { "join",       "{'left': {'aggregate': 'text-join', 'link': ['orders'], 'of': {'attribute': ['shop']}}, 'op': 'contains', 'right': {'value': 'web'}}",
                  "Profiles where the joined Shop of Orders contains “web”" },
  { "sides",      "{'left': {'aggregate': 'sum', 'link': ['orders'], 'of': {'attribute': ['total']}}, 'op': 'greater', 'right': {'attribute': ['balance']}}",
                  "Profiles where the sum of Total in Orders is greater than Balance" },
  { "audience",   "{'not-in-audience': 'VIPs'}",                                     "Profiles where the audience “VIPs” does not hold them" },
  { "filter",     "{'all': [{'filter': 'two'}, {'filter': 'min'}]}",                 "Profiles where the filter “Two” takes them and the filter “Big” takes them" },
  { "filter-with", "{'none': [{'filter': 'min', 'with': {'min': 7, 'who': 'x'}}]}",  "Profiles where none of this holds: (the filter “Big” (Least: 7, who: “x”) takes them)" },
  { "sent",       "{'was': 'sent'}",                                                 "Profiles where they were sent a message" },
  { "not-sent",   "{'was-not': 'sent', 'by': 'this-campaign'}",                      "Profiles where they were sent no message (of this campaign)" },
  { "opened",     "{'was': 'opened', 'by': {'activity': 'mail'}, 'channel': 'email', 'within': {'amount': 30, 'unit': 'day'}}",
                  "Profiles where they opened a message (of “Welcome”, by email, in the last 30 days)" },
  { "clicked",    "{'was-not': 'clicked', 'by': {'campaign': 'Autumn'}}",            "Profiles where they clicked in no message (of “Autumn”)" },
  { "bounced",    "{'was': 'bounced', 'within': {'amount': 1, 'unit': 'year'}}",     "Profiles where a message to them bounced (in the last 1 year)" },
  { "transition", "{'in-transition': {'activity': 'split', 'port': 'gold'}}",        "Profiles where they are in “Split · Gold”" },
  { "not-in-transition", "{'none': [{'not-in-transition': {'activity': 'split', 'port': 'gold'}}]}", "Profiles where none of this holds: (they are not in “Split · Gold”)" },
};

static FfSchema *schema;

static void
test_sentence (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_rule_problem_free);
  g_autoptr (FfJson) json = shop_json (c->rule);
  g_autoptr (FfJson) audiences = shop_json ("{'VIPs': 'profile'}");
  FfScope scope = shop_scope (schema, ff_schema_get_profile (schema));
  g_autoptr (FfJson) filters = shop_json ("{'two': {'name': 'Two', 'entity': 'profile', 'rule': {'any': [" TIER ("gold") ", " TIER ("silver") "]}},"
                                          " 'min': {'name': 'Big', 'entity': 'profile', 'parameters': [{'name': 'min', 'label': 'Least', 'default': 1},"
                                          "  {'name': 'who', 'default': ''}], 'rule': {" AGE ", 'op': 'equals', 'right': {'variable': 'min'}}}}");
  g_autoptr (FfRule) rule = NULL;
  g_autofree char *sentence = NULL;

  scope.audiences = audiences;
  scope.filters = filters;
  rule = ff_rule_parse (json, &scope, "", problems);
  sentence = ff_rule_to_sentence (rule);
  g_assert_cmpstr (sentence, ==, c->sentence);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  schema = shop_schema_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/query/rule-sentence/%s", cases[i].what);

      g_test_add_data_func (path, &cases[i], test_sentence);
    }

  status = g_test_run ();
  ff_schema_unref (schema);

  return status;
}
