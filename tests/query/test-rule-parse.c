/* Problems of rules: each at its place, in words that say what to do. */

#include "shop.h"

typedef struct
{
  const char *what;
  const char *rule;
  const char *pointer;   /* NULL: no problem and no warning */
  const char *words;     /* part of the message */
  gboolean    warning;
} Case;

#define TIER "'left': {'attribute': ['tier']}"
#define AGE "'left': {'attribute': ['age']}"
#define BORN "'left': {'attribute': ['born']}"
#define SEEN "'left': {'attribute': ['seen']}"
#define VIP "'left': {'attribute': ['vip']}"
#define IS(value) "'op': 'equals', 'right': {'value': " value "}"

static const Case cases[] = {
  { "good",               "{" TIER ", " IS ("'gold'") "}",                                   NULL },
  { "empty",              "{}",                                                              "", "takes everyone", TRUE },
  { "null",               "null",                                                            "", "takes everyone", TRUE },
  { "only-empty-groups",  "{'all': [{'any': []}, {'none': [{}]}]}",                          "", "takes everyone", TRUE },
  { "inner-empty",        "{'exists': 'orders', 'where': {'all': []}}",                      NULL },

  { "no-object",          "{'all': ['x']}",                                                  "/all/0", "not a condition" },
  { "no-list",            "{'all': {}}",                                                     "/all", "list of conditions" },
  { "two-groups",         "{'all': [], 'any': []}",                                          "/any", "does not know “any”" },
  { "unknown-member",     "{" TIER ", " IS ("'gold'") ", 'sometimes': true}",                "/sometimes", "does not know “sometimes”" },
  { "strange-member",     "{" TIER ", " IS ("'gold'") ", 'a/b~': 1}",                        "/a~1b~0", "does not know" },
  { "option-no-flag",     "{" TIER ", " IS ("'gold'") ", 'ignore-case': 1}",                 "/ignore-case", "true or false" },

  { "no-left",            "{'op': 'equals', 'right': {'value': 1}}",                         "/left", "attribute is missing" },
  { "left-empty",         "{'left': {}, " IS ("1") "}",                                      "/left", "attribute of “Profile”" },
  { "attribute-empty",    "{'left': {'attribute': []}, " IS ("1") "}",                       "/left/attribute", "attribute is missing" },
  { "attribute-no-text",  "{'left': {'attribute': [7]}, " IS ("1") "}",                      "/left/attribute/0", "attribute is missing" },
  { "unknown-column",     "{'all': [{'any': [{'left': {'attribute': ['tear']}, " IS ("1") "}]}]}", "/all/0/any/0/left/attribute/0", "“Profile” has no attribute “tear”" },
  { "column-of-case",     "{'left': {'attribute': ['Tier']}, " IS ("'gold'") "}",            "/left/attribute/0", "no attribute “Tier”" },
  { "unknown-inner",      "{'exists': 'orders', 'where': {" TIER ", " IS ("'gold'") "}}",    "/where/left/attribute/0", "“Order” has no attribute “tier”" },
  { "unknown-link",       "{'left': {'attribute': ['town', 'name']}, " IS ("'x'") "}",       "/left/attribute/0", "“Profile” has no link “town”" },
  { "unknown-behind",     "{'left': {'attribute': ['city', 'mayor']}, " IS ("'x'") "}",      "/left/attribute/1", "“City” has no attribute “mayor”" },
  { "many-as-attribute",  "{'left': {'attribute': ['orders', 'total']}, " IS ("1") "}",      "/left/attribute/0", "leads to many rows" },
  { "link-as-attribute",  "{'left': {'attribute': ['city']}, " IS ("1") "}",                 "/left/attribute/0", "is a link" },
  { "no-carried",         "{'left': {'column': 'spend'}, " IS ("1") "}",                     "/left/column", "No column “spend” arrives here" },
  { "carried-empty",      "{'left': {'column': 7}, " IS ("1") "}",                           "/left/column", "column is missing" },
  { "left-member",        "{'left': {'attribute': ['age'], 'of': 1}, " IS ("1") "}",         "/left/of", "does not know “of”" },

  { "aggregate-unknown",  "{'left': {'aggregate': 'median', 'link': ['orders']}, " IS ("1") "}", "/left/aggregate", "not known" },
  { "aggregate-one",      "{'left': {'aggregate': 'count', 'link': ['city']}, " IS ("1") "}", "/left/link", "leads to one row" },
  { "aggregate-no-link",  "{'left': {'aggregate': 'count'}, " IS ("1") "}",                  "/left/link", "link is missing" },
  { "aggregate-hop",      "{'left': {'aggregate': 'count', 'link': ['orders', 'profile']}, " IS ("1") "}", "/left/link/0", "leads to many rows" },
  { "latest-no-by",       "{'left': {'aggregate': 'latest', 'link': ['orders'], 'of': {'attribute': ['total']}}, " IS ("1") "}", "/left/by", "attribute" },
  { "sum-by",             "{'left': {'aggregate': 'sum', 'link': ['orders'], 'of': {'attribute': ['total']}, 'by': {'attribute': ['at']}}, " IS ("1") "}", "/left/by", "in order of" },
  { "count-of",           "{'left': {'aggregate': 'count', 'link': ['orders'], 'of': {'attribute': ['id']}}, " IS ("1") "}", "/left/of", "takes no attribute" },
  { "sum-of-nothing",     "{'left': {'aggregate': 'sum', 'link': ['orders']}, " IS ("1") "}", "/left/of", "attribute of “Order”" },
  { "sum-of-text",        "{'left': {'aggregate': 'sum', 'link': ['orders'], 'of': {'attribute': ['shop']}}, " IS ("1") "}", "/left/of", "Only numbers" },
  { "join-number",        "{'left': {'aggregate': 'text-join', 'link': ['orders'], 'of': {'attribute': ['total']}}, " IS ("'1'") "}", "/left/of", "Only texts are joined" },
  { "join-separator",     "{'left': {'aggregate': 'text-join', 'link': ['orders'], 'of': {'attribute': ['shop']}, 'separator': 1}, " IS ("'1'") "}", "/left/separator", "is a text" },
  { "separator-of-sum",   "{'left': {'aggregate': 'sum', 'link': ['orders'], 'of': {'attribute': ['total']}, 'separator': ','}, " IS ("1") "}", "/left/separator", "only of texts" },
  { "descending-of-max",  "{'left': {'aggregate': 'max', 'link': ['orders'], 'of': {'attribute': ['total']}, 'descending': true}, " IS ("1") "}", "/left/descending", "only of texts" },
  { "deviation-of-text",  "{'left': {'aggregate': 'standard-deviation', 'link': ['orders'], 'of': {'attribute': ['shop']}}, " IS ("1") "}", "/left/of", "Only numbers" },
  { "min-of-flag",        "{'left': {'aggregate': 'min', 'link': ['bookings'], 'of': {'attribute': ['paid']}}, 'op': 'is-true'}", "/left/of", "smallest or greatest" },
  { "aggregate-where",    "{'left': {'aggregate': 'count', 'link': ['orders'], 'where': {" AGE ", " IS ("1") "}}, " IS ("1") "}", "/left/where/left/attribute/0", "“Order” has no attribute “age”" },

  { "no-op",              "{" TIER "}",                                                      "/op", "comparison is missing" },
  { "unknown-op",         "{" TIER ", 'op': 'resembles'}",                                   "/op", "“resembles” is not known" },
  { "op-of-other-kind",   "{" AGE ", 'op': 'starts-with', 'right': {'value': '1'}}",         "/op", "“starts with” does not work with a whole number" },
  { "op-of-flag",         "{" VIP ", " IS ("true") "}",                                      "/op", "does not work with a yes or no" },

  { "no-right",           "{" TIER ", 'op': 'equals'}",                                      "/right/value", "value is missing" },
  { "null-value",         "{" TIER ", " IS ("null") "}",                                     "/right/value", "value is missing" },
  { "number-for-text",    "{" TIER ", " IS ("5") "}",                                        "/right/value", "compared with a text" },
  { "text-for-number",    "{" AGE ", " IS ("'5'") "}",                                       "/right/value", "Type a number" },
  { "flag-for-number",    "{" AGE ", " IS ("true") "}",                                      "/right/value", "Type a number" },
  { "bad-date",           "{" BORN ", " IS ("'2026-02-30'") "}",                             "/right/value", "such as 2026-07-21" },
  { "instant-for-date",   "{" BORN ", " IS ("'2026-07-21T10:00:00Z'") "}",                   "/right/value", "asks for a day" },
  { "bad-instant",        "{" SEEN ", " IS ("'yesterday'") "}",                              "/right/value", "2026-07-21T10:00:00Z" },
  { "instant-on-day",     "{" SEEN ", 'op': 'on-day', 'right': {'value': '2026-07-21T10:00:00Z'}}", "/right/value", "asks for a day" },
  { "search-nothing",     "{" TIER ", 'op': 'contains', 'right': {'value': ''}}",            "/right/value", "text to look for" },
  { "right-member",       "{" AGE ", 'op': 'equals', 'right': {'value': 1, 'to': 2}}",       "/right/to", "does not know “to”" },
  { "like-backslash",     "{" TIER ", 'op': 'like', 'right': {'value': 'go\\\\ld'}}",          "/right/value", "The backslash at character 3" },
  { "pattern-wrong",      "{" TIER ", 'op': 'matches', 'right': {'value': 'go(ld'}}",         "/right/value", "The “(” at character 3" },
  { "pattern-missing",    "{" TIER ", 'op': 'matches', 'right': {'value': ''}}",              "/right/value", "text to look for is missing" },
  { "pattern-of-side",    "{" TIER ", 'op': 'like', 'right': {'attribute': ['tier']}}",       "/right", "pattern cannot come from an attribute" },
  { "pattern-case",       "{" TIER ", 'op': 'matches', 'right': {'value': 'g'}, 'ignore-case': true}", "/ignore-case", "case as typed" },
  { "strange-choice",     "{" TIER ", " IS ("'golld'") "}",                                  "/right/value", "not among the known values of “Tier”", TRUE },
  { "choice-as-typed",    "{" TIER ", " IS ("'golld'") ", 'ignore-case': true}",             NULL },

  { "list-empty",         "{" AGE ", 'op': 'in-list', 'right': {'values': []}}",             "/right/values", "list is empty" },
  { "list-missing",       "{" AGE ", 'op': 'in-list', 'right': {}}",                         "/right/values", "list is empty" },
  { "list-kind",          "{" AGE ", 'op': 'in-list', 'right': {'values': [1, 'x']}}",       "/right/values/1", "Type a number" },
  { "range-half",         "{" AGE ", 'op': 'between', 'right': {'from': 1}}",                "/right/to", "value is missing" },
  { "range-turned",       "{" AGE ", 'op': 'between', 'right': {'from': 2, 'to': 1}}",       "/right", "ends before it begins", TRUE },

  { "duration-missing",   "{" BORN ", 'op': 'in-last'}",                                     "/right/duration/amount", "length of time is missing" },
  { "duration-zero",      "{" BORN ", 'op': 'in-last', 'right': {'duration': {'amount': 0, 'unit': 'day'}}}", "/right/duration/amount", "whole number" },
  { "duration-half",      "{" BORN ", 'op': 'in-last', 'right': {'duration': {'amount': 1.5, 'unit': 'day'}}}", "/right/duration/amount", "whole number" },
  { "duration-unit",      "{" BORN ", 'op': 'in-last', 'right': {'duration': {'amount': 1, 'unit': 'moon'}}}", "/right/duration/unit", "unit of time" },
  { "hours-of-date",      "{" BORN ", 'op': 'in-last', 'right': {'duration': {'amount': 1, 'unit': 'hour'}}}", "/right/duration/unit", "no time of day" },
  { "anniversary-hours",  "{" SEEN ", 'op': 'anniversary-within', 'right': {'duration': {'amount': 1, 'unit': 'hour'}}}", "/right/duration/unit", "no time of day" },
  { "anniversary-far",    "{" BORN ", 'op': 'anniversary-within', 'right': {'duration': {'amount': 8000, 'unit': 'year'}}}", "/right/duration/amount", "too far" },
  { "period-of-number",   "{" AGE ", 'op': 'this-week'}",                                    "/op", "does not work with a whole number" },
  { "duration-far",       "{" SEEN ", 'op': 'in-last', 'right': {'duration': {'amount': 9000000000, 'unit': 'year'}}}", "/right/duration/amount", "too far" },
  { "ago-of-number",      "{" AGE ", 'op': 'greater', 'right': {'ago': {'amount': 1, 'unit': 'day'}}}", "/right", "cannot be compared with a whole number" },
  { "ago-far",            "{" SEEN ", 'op': 'greater', 'right': {'from-now': {'amount': 9000, 'unit': 'year'}}}", "/right/from-now/amount", "too far" },
  { "ago-today",          "{" BORN ", 'op': 'at-most', 'right': {'ago': {'amount': 0, 'unit': 'day'}}}", NULL },

  { "variable",           "{" AGE ", 'op': 'equals', 'right': {'variable': 'limit'}}",       NULL },
  { "variable-list",      "{" AGE ", 'op': 'in-list', 'right': {'variable': 'limits'}}",     NULL },
  { "variable-unknown",   "{" AGE ", 'op': 'equals', 'right': {'variable': 'limmit'}}",      "/right/variable", "no variable “limmit”" },
  { "variable-unset",     "{" AGE ", 'op': 'equals', 'right': {'variable': 'unset'}}",       "/right/variable", "has no value" },
  { "variable-kind",      "{" TIER ", 'op': 'equals', 'right': {'variable': 'limit'}}",      "/right", "compared with a text" },
  { "variable-missing",   "{" AGE ", 'op': 'equals', 'right': {'variable': ''}}",            "/right/variable", "variable is missing" },

  { "sides",              "{" AGE ", 'op': 'less', 'right': {'attribute': ['score']}}",      NULL },
  { "sides-differ",       "{" AGE ", 'op': 'less', 'right': {'attribute': ['tier']}}",       "/right", "whole number cannot be compared with a text" },
  { "dates-differ",       "{" BORN ", 'op': 'less', 'right': {'attribute': ['seen']}}",      "/right", "cannot be compared" },
  { "side-unknown",       "{" AGE ", 'op': 'less', 'right': {'attribute': ['tear']}}",       "/right/attribute/0", "no attribute “tear”" },
  { "side-on-day",        "{" SEEN ", 'op': 'on-day', 'right': {'attribute': ['seen']}}",    "/right", "asks for a day" },

  { "exists-unknown",     "{'exists': 'purchases'}",                                         "/exists", "no link “purchases”" },
  { "exists-no-text",     "{'not-exists': 7}",                                               "/not-exists", "link is missing" },
  { "exists-member",      "{'exists': 'orders', 'which': {}}",                               "/which", "does not know “which”" },

  { "taken-one",          "{'latest': 'city', 'by': {'attribute': ['name']}}",               "/latest", "leads to one row" },
  { "taken-no-by",        "{'latest': 'orders'}",                                            "/by", "attribute of “Order”" },
  { "taken-number",       "{'latest': 'orders', 'take': 0, 'by': {'attribute': ['at']}}",    "/take", "from 1 to 1,000" },
  { "taken-satisfy",      "{'earliest': 'orders', 'by': {'attribute': ['at']}, 'satisfy': {'all': [{" TIER ", " IS ("'gold'") "}]}}", "/satisfy/all/0/left/attribute/0", "“Order” has no attribute “tier”" },
  { "taken-where",        "{'earliest': 'orders', 'by': {'attribute': ['at']}, 'where': {" TIER ", " IS ("'gold'") "}}", "/where/left/attribute/0", "“Order” has no attribute “tier”" },
  { "taken-member",       "{'latest': 'orders', 'by': {'attribute': ['at']}, 'n': 3}",       "/n", "does not know “n”" },
  { "audience-unknown",   "{'in-audience': 'VIP'}",                                          "/in-audience", "no saved audience “VIP”" },
  { "audience-missing",   "{'in-audience': ''}",                                             "/in-audience", "audience is missing" },
  { "audience-other",     "{'not-in-audience': 'Seats'}",                                    "/not-in-audience", "holds “Seat”, but this rule asks about “Profile”" },
  { "was",                "{'was': 'sent'}",                                                 NULL },
  { "was-all",            "{'was-not': 'opened', 'by': {'activity': 'mail'}, 'channel': 'email', 'within': {'amount': 2, 'unit': 'hour'}}", NULL },
  { "was-event",          "{'was': 'read'}",                                                 "/was", "sent, opened, clicked or bounced" },
  { "was-no-text",        "{'was-not': 1}",                                                  "/was-not", "sent, opened, clicked or bounced" },
  { "was-member",         "{'was': 'sent', 'ever': true}",                                   "/ever", "does not know “ever”" },
  { "was-by",             "{'was': 'sent', 'by': 'me'}",                                     "/by", "whose messages" },
  { "was-by-both",        "{'was': 'sent', 'by': {'campaign': 'x', 'activity': 'mail'}}",    "/by", "whose messages" },
  { "was-by-member",      "{'was': 'sent', 'by': {'campaign': 'x', 'version': 1}}",          "/by/version", "does not know “version”" },
  { "was-by-gone",        "{'was': 'sent', 'by': {'activity': 'gone'}}",                     "/by", "no longer there" },
  { "was-channel",        "{'was': 'sent', 'channel': 7}",                                   "/channel", "channel is missing" },
  { "was-within",         "{'was': 'sent', 'within': {'amount': 0, 'unit': 'day'}}",         "/within/amount", "length of time" },
  { "was-within-unit",    "{'was': 'sent', 'within': {'amount': 1}}",                        "/within/unit", "unit of time" },
  { "was-within-hours",   "{'was': 'clicked', 'within': {'amount': 1, 'unit': 'hour'}}",     "/within/unit", "no time of day" },
  { "was-far",            "{'was': 'sent', 'within': {'amount': 9000000000, 'unit': 'year'}}", "", "too far" },
  { "was-of-order",       "{'exists': 'orders', 'where': {'was': 'sent'}}",                  "/where/was", "go to people" },
  { "was-of-person",      "{'exists': 'orders', 'where': {'exists': 'profile', 'where': {'was': 'sent'}}}", NULL },

  { "filter",             "{'filter': 'adults'}",                                            NULL },
  { "filter-with",        "{'all': [{'filter': 'adults', 'with': {'min': {'variable': 'limit'}}}]}", NULL },
  { "filter-gone",        "{'filter': 'gone'}",                                              "/filter", "no longer there" },
  { "filter-no-text",     "{'filter': 7}",                                                   "/filter", "no longer there" },
  { "filter-member",      "{'filter': 'adults', 'copy': true}",                              "/copy", "does not know “copy”" },
  { "filter-other",       "{'filter': 'seats'}",                                             "/filter", "asks about “seat”, but this rule about “Profile”" },
  { "filter-parameter",   "{'filter': 'adults', 'with': {'max': 1}}",                        "/with/max", "no parameter “max”" },
  { "filter-value",       "{'filter': 'open'}",                                              "/with/min", "“Least” of the saved filter “Open” has no value" },
  { "filter-variable",    "{'filter': 'open', 'with': {'min': {'variable': 'limmit'}}}",     "/with/min", "no variable “limmit”" },
  { "filter-kind",        "{'filter': 'adults', 'with': {'min': 'x'}}",                      "", "In the saved filter “Adults”: " },
  { "filter-broken",      "{'none': [{'filter': 'broken'}]}",                                "/none/0", "In the saved filter “Broken”: “Profile” has no attribute “shoes”" },
  { "filter-campaign",    "{'filter': 'campaign'}",                                          "", "no variable “limit”" },
  { "filter-transition",  "{'filter': 'leaving'}",                                           "", "The transition is missing" },
  { "filter-itself",      "{'filter': 'itself'}",                                            "", "asks for itself" },
  { "filter-circle",      "{'filter': 'egg'}",                                               "", "In the saved filter “Egg”: In the saved filter “Hen”: The saved filter “Egg” asks for itself" },
  { "filter-empty",       "{'filter': 'empty'}",                                             "", "takes everyone", TRUE },
  { "filter-seen",        "{'filter': 'adults', 'seen': '0'}",                               "", "was changed after it was put here", TRUE },

  { "transition",         "{'in-transition': {'activity': 'split', 'port': 'gold'}}",        NULL },
  { "transition-unknown", "{'in-transition': {'activity': 'spilt', 'port': 'gold'}}",        "/in-transition", "no longer there" },
  { "transition-port",    "{'not-in-transition': {'activity': 'split', 'port': 'old'}}",     "/not-in-transition", "no longer there" },
  { "transition-missing", "{'in-transition': {}}",                                           "/in-transition", "no longer there" },
  { "transition-no-object", "{'in-transition': 'split'}",                                    "/in-transition", "no longer there" },
  { "transition-member",  "{'in-transition': {'activity': 'split', 'port': 'gold', 'when': 1}}", "/in-transition/when", "does not know “when”" },
  { "transition-option",  "{'in-transition': {'activity': 'split', 'port': 'gold'}, 'negated': true}", "/negated", "does not know “negated”" },
  { "transition-other",   "{'all': [{'in-transition': {'activity': 'book', 'port': 'out'}}]}", "/all/0/in-transition", "“Book” carries “Seat”, but this rule asks about “Profile”" },
  { "transition-late",    "{'in-transition': {'activity': 'late', 'port': 'out'}}",          "/in-transition", "“Late”: it depends on this activity" },

  { "except-first",       "{'all': [{'except': {" TIER ", " IS ("'gold'") "}}, {" AGE ", " IS ("1") "}]}", "/all/0", "Put a condition before it" },
  { "except-after-empty", "{'any': [{'all': []}, {'except': {" TIER ", " IS ("'gold'") "}}]}", "/any/1", "Put a condition before it" },
  { "except-alone",       "{'except': {" TIER ", " IS ("'gold'") "}}",                       "", "Put a condition before it" },
  { "except-empty-first", "{'all': [{'except': {}}, {" AGE ", " IS ("1") "}]}",              NULL },
  { "except-inside",      "{'all': [{" AGE ", " IS ("1") "}, {'except': {" AGE ", " IS ("'x'") "}}]}", "/all/1/except/right/value", "Type a number" },
};

#define MINIMUM "{" AGE ", 'op': 'at-least', 'right': {'variable': 'min'}}"

static const char filters_text[] =
  "{'adults': {'name': 'Adults', 'entity': 'profile', 'parameters': [{'name': 'min', 'default': 18}], 'rule': " MINIMUM "},"
  " 'open': {'name': 'Open', 'entity': 'profile', 'parameters': [{'name': 'min', 'label': 'Least'}], 'rule': " MINIMUM "},"
  " 'seats': {'name': 'Seats', 'entity': 'seat', 'rule': {}},"
  " 'empty': {'name': 'Empty', 'entity': 'profile', 'rule': {}},"
  " 'broken': {'name': 'Broken', 'entity': 'profile', 'rule': {'left': {'attribute': ['shoes']}, 'op': 'is-empty'}},"
  " 'campaign': {'name': 'Campaign', 'entity': 'profile', 'rule': {" AGE ", 'op': 'equals', 'right': {'variable': 'limit'}}},"
  " 'leaving': {'name': 'Leaving', 'entity': 'profile', 'rule': {'in-transition': {'activity': 'split', 'port': 'gold'}}},"
  " 'itself': {'name': 'Itself', 'entity': 'profile', 'rule': {'any': [{'filter': 'itself'}]}},"
  " 'egg': {'name': 'Egg', 'entity': 'profile', 'rule': {'filter': 'hen'}},"
  " 'hen': {'name': 'Hen', 'entity': 'profile', 'rule': {'none': [{'filter': 'egg'}]}}}";

static FfSchema *schema;

static FfRule *
parse (const char *text,
       GPtrArray  *problems)
{
  g_autoptr (FfJson) json = shop_json (text);
  g_autoptr (FfJson) audiences = shop_json ("{'VIPs': 'profile', 'Seats': 'seat'}");
  g_autoptr (FfJson) filters = shop_json (filters_text);
  g_autoptr (FfJson) variables = shop_json ("{'limit': 5, 'limits': [1, 2], 'unset': null}");
  FfScope scope = shop_scope (schema, ff_schema_get_profile (schema));

  scope.variables = variables;
  scope.audiences = audiences;
  scope.filters = filters;

  return ff_rule_parse (json, &scope, "/settings", problems);
}

static void
test_problem (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_rule_problem_free);
  g_autoptr (FfRule) rule = parse (c->rule, problems);
  g_autofree char *pointer = NULL;
  const FfRuleProblem *problem;

  for (guint i = 0; i < problems->len; i++)
    g_test_message ("%s: %s", ((FfRuleProblem *) g_ptr_array_index (problems, i))->pointer,
                    ((FfRuleProblem *) g_ptr_array_index (problems, i))->message);

  g_assert_cmpint (rule == NULL, ==, c->pointer != NULL && !c->warning);
  g_assert_cmpuint (problems->len, ==, c->pointer != NULL ? 1 : 0);
  if (c->pointer == NULL)
    return;

  problem = g_ptr_array_index (problems, 0);
  pointer = g_strconcat ("/settings", c->pointer, NULL);
  g_assert_cmpstr (problem->pointer, ==, pointer);
  g_assert_nonnull (strstr (problem->message, c->words));
  g_assert_cmpint (problem->warning, ==, c->warning);
}

/* One problem does not hide the next. */
static void
test_several (void)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_rule_problem_free);
  g_autoptr (FfRule) rule = parse ("{'any': [{" AGE ", " IS ("'x'") "}, {" AGE ", " IS ("1") "}, {'exists': 'x'}, {" BORN ", 'op': 'between', 'right': {}}]}", problems);

  g_assert_null (rule);
  g_assert_cmpuint (problems->len, ==, 4);
}

static void
test_long_list (void)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_rule_problem_free);
  g_autoptr (GString) text = g_string_new ("{" AGE ", 'op': 'in-list', 'right': {'values': [0");
  g_autoptr (FfRule) rule = NULL;

  for (guint i = 1; i <= 10000; i++)
    g_string_append_printf (text, ", %u", i);
  g_string_append (text, "]}}");
  rule = parse (text->str, problems);

  g_assert_null (rule);
  g_assert_cmpstr (((FfRuleProblem *) g_ptr_array_index (problems, 0))->pointer, ==, "/settings/right/values");
}

/* What no database would take is told here. */
static void
test_too_large (void)
{
  static const struct
  {
    const char *opening;
    const char *closing;
    guint       n;
    const char *words;
  } rules[] = {
    { "{'none': [{'exists': 'city', 'where': {'exists': 'people', 'where': ", "}}]}", 8, "nested too deeply" },
    { "{'all': [{'exists': 'orders'}, {'any': [{'exists': 'orders'}, ", "]}]}", 14, "nested too deeply" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_rule_problem_free);
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (FfRule) rule = NULL;

      for (guint j = 0; j < rules[i].n; j++)
        g_string_append (text, rules[i].opening);
      g_string_append (text, "{" AGE ", " IS ("1") "}");
      for (guint j = 0; j < rules[i].n; j++)
        g_string_append (text, rules[i].closing);
      rule = parse (text->str, problems);

      g_assert_null (rule);
      g_assert_nonnull (strstr (((FfRuleProblem *) g_ptr_array_index (problems, 0))->message, rules[i].words));
    }
}

/* What a document could not hold is told at its place, on every path; the deepest that is taken can be saved. */
static void
test_too_many_levels (void)
{
  g_autoptr (GString) text = g_string_new ("{" AGE ", " IS ("1") "}");
  guint n = 1;

  for (;; n++)
    {
      g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_rule_problem_free);
      g_autofree char *document = NULL;
      g_autoptr (FfRule) rule = NULL;
      g_autoptr (FfJson) read = NULL;
      g_autoptr (GString) place = NULL;

      g_string_prepend (text, "{'all': [");
      g_string_append (text, "]}");
      rule = parse (text->str, problems);
      if (rule == NULL)
        {
          const FfRuleProblem *problem = g_ptr_array_index (problems, 0);

          place = g_string_new ("/settings");
          for (guint i = 0; i < n; i++)
            g_string_append (place, "/all/0");
          g_string_append (place, "/left/attribute");
          g_assert_cmpuint (problems->len, ==, 1);
          g_assert_nonnull (strstr (problem->message, "too deeply to be saved"));
          g_assert_cmpstr (problem->pointer, ==, place->str);
          break;
        }

      document = g_strdup_printf ("{'activities': [{'settings': {'subsets': [{'order': {'by': [{'by': {'aggregate': 'count', 'where': %s}}]}}]}}]}", text->str);
      g_strdelimit (document, "'", '"');
      read = ff_json_parse (document, -1, &ff_json_document_limits, NULL);
      g_assert_nonnull (read);
    }

  g_assert_cmpuint (n, ==, 25);
}

static void
test_too_wide (void)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_rule_problem_free);
  g_autoptr (GString) text = g_string_new ("{'any': [{" AGE ", " IS ("0") "}");
  g_autoptr (FfRule) rule = NULL;

  for (guint i = 0; i < 1000; i++)
    g_string_append_printf (text, ", {" AGE ", 'op': 'equals', 'right': {'value': %u}}", i);
  g_string_append (text, "]}");
  rule = parse (text->str, problems);

  g_assert_null (rule);
  g_assert_nonnull (strstr (((FfRuleProblem *) g_ptr_array_index (problems, 0))->message, "side by side"));
}

/* Spelling does not matter to a fingerprint, meaning does. */
static void
test_canonical (void)
{
  static const struct
  {
    const char *a;
    const char *b;
    gboolean    same;
  } pairs[] = {
    { "{" AGE ", " IS ("10") "}", "{" AGE ", " IS ("1.0e1") "}", TRUE },
    { "{'all': [{" AGE ", " IS ("10") "}, {'any': []}]}", "{'all': [{" AGE ", " IS ("10") "}]}", TRUE },
    { "{" AGE ", " IS ("10") ", 'ignore-case': true, 'empty-differs': true}", "{" AGE ", " IS ("10") "}", TRUE },
    { "{" AGE ", " IS ("5") "}", "{" AGE ", 'op': 'equals', 'right': {'variable': 'limit'}}", TRUE },
    { "{" BORN ", 'op': 'at-most', 'right': {'value': '2026-07-14'}}", "{" BORN ", 'op': 'at-most', 'right': {'ago': {'amount': 1, 'unit': 'week'}}}", TRUE },
    { "{" TIER ", " IS ("'GOLD'") ", 'ignore-case': true}", "{" TIER ", " IS ("'Gold'") ", 'ignore-case': true}", TRUE },
    { "{" TIER ", " IS ("'GOLD'") "}", "{" TIER ", " IS ("'Gold'") "}", FALSE },
    { "{" AGE ", " IS ("10") "}", "{" AGE ", " IS ("100") "}", FALSE },
    { "{'exists': 'orders'}", "{'not-exists': 'orders'}", FALSE },
    { "{'exists': 'orders'}", "{'exists': 'bookings'}", FALSE },
    { "{'in-audience': 'VIPs'}", "{'not-in-audience': 'VIPs'}", FALSE },
    { "{'was': 'sent'}", "{'was-not': 'sent'}", FALSE },
    { "{'was': 'sent'}", "{'was': 'opened'}", FALSE },
    { "{'was': 'sent', 'by': {'campaign': 'Spring'}}", "{'was': 'sent', 'by': 'this-campaign'}", FALSE },
    { "{'in-transition': {'activity': 'split', 'port': 'gold'}}", "{'not-in-transition': {'activity': 'split', 'port': 'gold'}}", FALSE },
    { "{'all': [{" AGE ", " IS ("1") "}, {" AGE ", " IS ("2") "}]}", "{'any': [{" AGE ", " IS ("1") "}, {" AGE ", " IS ("2") "}]}", FALSE },
    { "{'all': [{" AGE ", " IS ("1") "}, {" AGE ", " IS ("2") "}]}", "{'all': [{" AGE ", " IS ("1") "}, {'except': {" AGE ", " IS ("2") "}}]}", FALSE },
    { "{" TIER ", 'op': 'in-list', 'right': {'values': ['a\\u0022 \\u0022b']}}", "{" TIER ", 'op': 'in-list', 'right': {'values': ['a', 'b']}}", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_rule_problem_free);
      g_autoptr (FfRule) a = parse (pairs[i].a, problems);
      g_autoptr (FfRule) b = parse (pairs[i].b, problems);
      g_autofree char *a_text = ff_rule_dup_canonical (a);
      g_autofree char *b_text = ff_rule_dup_canonical (b);

      g_assert_cmpint (strcmp (a_text, b_text) == 0, ==, pairs[i].same);
    }
}

static void
test_tables (void)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_rule_problem_free);
  g_autoptr (FfRule) rule = parse ("{'all': [{'left': {'attribute': ['city', 'country', 'code']}, " IS ("'x'") "}, {'in-audience': 'VIPs'},"
                                   " {'exists': 'bookings', 'where': {'left': {'attribute': ['seat', 'price']}, " IS ("1") "}},"
                                   " {'left': {'aggregate': 'count', 'link': ['orders']}, " IS ("1") "}]}", problems);
  FfVisit visit;
  g_autoptr (GHashTable) tables = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  static const char *const expected[] = { "profile", "city", "country", "booking", "seat", "order", FF_TABLE_AUDIENCE_MEMBER };

  visit = ff_visit_tables (tables);
  ff_rule_visit (rule, &visit);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_true (g_hash_table_contains (tables, expected[i]));
  g_assert_cmpuint (g_hash_table_size (tables), ==, G_N_ELEMENTS (expected));
}

/* What the data model does not map cannot be asked for. */
static void
test_history_unmapped (void)
{
  static const struct
  {
    const char       *rule;
    FfHistoryMapping  history;
    const char       *pointer;
  } unmapped[] = {
    { "{'was': 'sent'}", { .entity = "letter" }, "/was" },
    { "{'was': 'opened'}", { .entity = "message", .profile = "profile_id", .sent_at = "sent" }, "/was" },
    { "{'was': 'sent', 'by': 'this-campaign'}", { .entity = "message", .profile = "profile_id", .sent_at = "sent" }, "/by" },
    { "{'was': 'sent', 'by': {'campaign': 'x'}}", { .entity = "message", .profile = "profile_id", .sent_at = "sent" }, "/by" },
    { "{'was': 'sent', 'by': {'activity': 'mail'}}", { .entity = "message", .profile = "profile_id", .sent_at = "sent", .campaign = "campaign" }, "/by" },
    { "{'was': 'sent', 'channel': 'email'}", { .entity = "message", .profile = "profile_id", .sent_at = "sent" }, "/channel" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (unmapped); i++)
    {
      g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_rule_problem_free);
      g_autoptr (FfSchema) own = shop_schema_new ();
      g_autoptr (FfJson) json = shop_json (unmapped[i].rule);
      FfScope scope = shop_scope (own, ff_schema_get_profile (own));

      ff_schema_set_history (own, &unmapped[i].history);
      g_assert_null (ff_rule_parse (json, &scope, "", problems));
      g_assert_cmpuint (problems->len, ==, 1);
      g_assert_cmpstr (((FfRuleProblem *) g_ptr_array_index (problems, 0))->pointer, ==, unmapped[i].pointer);
    }
}

/* The rule keeps the schema it points into. */
static void
test_outlives (void)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_rule_problem_free);
  FfSchema *own = shop_schema_new ();
  g_autoptr (FfJson) json = shop_json ("{'exists': 'orders', 'where': {'left': {'attribute': ['profile', 'tier']}, " IS ("'gold'") "}}");
  FfScope scope = { own, ff_schema_get_profile (own), NULL, NULL, SHOP_NOW, NULL, NULL };
  g_autoptr (FfRule) rule = ff_rule_parse (json, &scope, "", problems);
  g_autofree char *sentence = NULL;

  ff_schema_unref (own);
  sentence = ff_rule_to_sentence (rule);
  g_assert_nonnull (sentence);
}

static void
test_operand (void)
{
  static const struct
  {
    const char *operand;
    FfKind      kind;
    guint       scale;
    const char *label;
  } operands[] = {
    { "{'attribute': ['city', 'country', 'code']}", FF_KIND_TEXT, 0, "City › Country › Code" },
    { "{'aggregate': 'count', 'link': ['orders']}", FF_KIND_INTEGER, 0, "Orders › Count" },
    { "{'aggregate': 'sum', 'link': ['orders'], 'of': {'attribute': ['total']}}", FF_KIND_DECIMAL, 2, "Orders › Sum of Total" },
    { "{'aggregate': 'average', 'link': ['orders'], 'of': {'attribute': ['total']}}", FF_KIND_REAL, 0, "Orders › Average of Total" },
    { "{'aggregate': 'max', 'link': ['orders'], 'of': {'attribute': ['at']}}", FF_KIND_INSTANT, 0, "Orders › Greatest At" },
    { "{'aggregate': 'count-distinct', 'link': ['orders'], 'of': {'attribute': ['shop']}}", FF_KIND_INTEGER, 0, "Orders › Different values of Shop" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (operands); i++)
    {
      g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_rule_problem_free);
      g_autoptr (FfJson) json = shop_json (operands[i].operand);
      FfScope scope = { schema, ff_schema_get_profile (schema), NULL, NULL, SHOP_NOW, NULL, NULL };
      g_autoptr (FfOperand) operand = ff_operand_parse (json, &scope, "", problems);
      g_autofree char *label = ff_operand_dup_label (operand);

      g_assert_cmpint (ff_operand_get_type (operand)->kind, ==, operands[i].kind);
      g_assert_cmpuint (ff_operand_get_type (operand)->scale, ==, operands[i].scale);
      g_assert_cmpstr (label, ==, operands[i].label);
    }
}

static void
test_operators (void)
{
  guint n;
  const FfOperator *operators = ff_operators_get (&n);

  for (guint i = 0; i < n; i++)
    {
      g_assert_true (ff_operator_find (operators[i].id) == &operators[i]);
      g_assert_cmpuint (operators[i].kinds, !=, 0);
    }
  g_assert_null (ff_operator_find ("resembles"));
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
      g_autofree char *path = g_strdup_printf ("/query/rule-parse/problem/%s", cases[i].what);

      g_test_add_data_func (path, &cases[i], test_problem);
    }
  g_test_add_func ("/query/rule-parse/several", test_several);
  g_test_add_func ("/query/rule-parse/long-list", test_long_list);
  g_test_add_func ("/query/rule-parse/too-large", test_too_large);
  g_test_add_func ("/query/rule-parse/too-many-levels", test_too_many_levels);
  g_test_add_func ("/query/rule-parse/too-wide", test_too_wide);
  g_test_add_func ("/query/rule-parse/canonical", test_canonical);
  g_test_add_func ("/query/rule-parse/tables", test_tables);
  g_test_add_func ("/query/rule-parse/history-unmapped", test_history_unmapped);
  g_test_add_func ("/query/rule-parse/outlives", test_outlives);
  g_test_add_func ("/query/rule-parse/operand", test_operand);
  g_test_add_func ("/query/rule-parse/operators", test_operators);

  status = g_test_run ();
  ff_schema_unref (schema);

  return status;
}
