/* Rules compiled and asked of a real SQLite: the keys they take. Each is asked
 * three ways, which must agree: by grouped queries, row by row, and under a
 * double "none of" that keeps unknown apart from false. */

#include "shop.h"

typedef struct
{
  const char *what;
  const char *rule;
  const char *keys;
} Case;

#define ATTRIBUTE(name) "'left': {'attribute': ['" name "']}"
#define ORDERS "'link': ['orders']"

static const Case cases[] = {
  { "nothing",               "{}",                                                                         "1 2 3 4 5 6" },
  { "empty-groups",          "{'all': [{'any': []}, {'none': []}]}",                                       "1 2 3 4 5 6" },

  { "text/equals",           "{" ATTRIBUTE ("tier") ", 'op': 'equals', 'right': {'value': 'gold'}}",       "1 3" },
  { "text/ignore-case",      "{" ATTRIBUTE ("tier") ", 'op': 'equals', 'right': {'value': 'gOLD'}, 'ignore-case': true}", "1 3 6" },
  { "text/not-equals",       "{" ATTRIBUTE ("tier") ", 'op': 'not-equals', 'right': {'value': 'gold'}}",   "2 5 6" },
  { "text/empty-differs",    "{" ATTRIBUTE ("tier") ", 'op': 'not-equals', 'right': {'value': 'gold'}, 'empty-differs': true}", "2 4 5 6" },
  { "text/greater",          "{" ATTRIBUTE ("tier") ", 'op': 'greater', 'right': {'value': 'bronze'}}",    "1 2 3" },
  { "text/between",          "{" ATTRIBUTE ("tier") ", 'op': 'between', 'right': {'from': 'bronze', 'to': 'gold'}}", "1 3 5" },
  { "text/list",             "{" ATTRIBUTE ("tier") ", 'op': 'in-list', 'right': {'values': ['gold', null, 'silver']}}", "1 2 3" },
  { "text/not-list",         "{" ATTRIBUTE ("tier") ", 'op': 'not-in-list', 'right': {'values': ['gold', null]}}", "2 5 6" },
  { "text/only-null-list",   "{" ATTRIBUTE ("tier") ", 'op': 'in-list', 'right': {'values': [null]}}",     "" },
  { "text/not-only-null",    "{" ATTRIBUTE ("tier") ", 'op': 'not-in-list', 'right': {'values': [null]}}", "1 2 3 5 6" },
  { "text/not-list-differs", "{" ATTRIBUTE ("tier") ", 'op': 'not-in-list', 'right': {'values': ['gold']}, 'empty-differs': true}", "2 4 5 6" },
  { "text/no-injection",     "{" ATTRIBUTE ("tier") ", 'op': 'equals', 'right': {'value': '\\u0027 OR 1=1 --'}}", "" },

  { "name/equals-quote",     "{'left': {'attribute': ['na\\u0022me; DROP TABLE x']}, 'op': 'equals', 'right': {'value': 'O\\u0027Brien'}}", "2" },
  { "name/contains-percent", "{'left': {'attribute': ['na\\u0022me; DROP TABLE x']}, 'op': 'contains', 'right': {'value': '0%_\\\\'}}", "3" },
  { "name/contains-under",   "{'left': {'attribute': ['na\\u0022me; DROP TABLE x']}, 'op': 'contains', 'right': {'value': '_'}}", "3" },
  { "name/case-as-typed",    "{'left': {'attribute': ['na\\u0022me; DROP TABLE x']}, 'op': 'starts-with', 'right': {'value': 'Ann'}}", "1" },
  { "name/ignore-case",      "{'left': {'attribute': ['na\\u0022me; DROP TABLE x']}, 'op': 'starts-with', 'right': {'value': 'ANN'}, 'ignore-case': true}", "1 6" },
  { "name/fold-not-ascii",   "{'left': {'attribute': ['na\\u0022me; DROP TABLE x']}, 'op': 'contains', 'right': {'value': 'äRGER'}, 'ignore-case': true}", "6" },
  { "name/not-starts",       "{'left': {'attribute': ['na\\u0022me; DROP TABLE x']}, 'op': 'not-starts-with', 'right': {'value': 'A'}}", "2 3 4 6" },
  { "name/not-contains",     "{'left': {'attribute': ['na\\u0022me; DROP TABLE x']}, 'op': 'not-contains', 'right': {'value': 'n'}}", "3 4" },
  { "name/not-differs",      "{'left': {'attribute': ['na\\u0022me; DROP TABLE x']}, 'op': 'not-contains', 'right': {'value': 'n'}, 'empty-differs': true}", "3 4 5" },
  { "name/ends",             "{'left': {'attribute': ['na\\u0022me; DROP TABLE x']}, 'op': 'ends-with', 'right': {'value': 'Ärger'}}", "6" },
  { "name/ends-longer",      "{'left': {'attribute': ['na\\u0022me; DROP TABLE x']}, 'op': 'ends-with', 'right': {'value': 'xxAnna'}}", "" },
  { "name/not-ends",         "{'left': {'attribute': ['na\\u0022me; DROP TABLE x']}, 'op': 'not-ends-with', 'right': {'value': 'a'}}", "2 3 4 6" },
  { "name/like",             "{'left': {'attribute': ['na\\u0022me; DROP TABLE x']}, 'op': 'like', 'right': {'value': '_nn%'}}", "1 6" },
  { "name/like-as-typed",    "{'left': {'attribute': ['na\\u0022me; DROP TABLE x']}, 'op': 'like', 'right': {'value': 'ann%'}}", "6" },
  { "name/like-folded",      "{'left': {'attribute': ['na\\u0022me; DROP TABLE x']}, 'op': 'like', 'right': {'value': 'ANNA %R'}, 'ignore-case': true}", "6" },
  { "name/like-escaped",     "{'left': {'attribute': ['na\\u0022me; DROP TABLE x']}, 'op': 'like', 'right': {'value': '100\\\\%\\\\_\\\\\\\\_'}}", "3" },
  { "name/not-like",         "{'left': {'attribute': ['na\\u0022me; DROP TABLE x']}, 'op': 'not-like', 'right': {'value': '%a'}}", "2 3 4 6" },
  { "name/not-like-differs", "{'left': {'attribute': ['na\\u0022me; DROP TABLE x']}, 'op': 'not-like', 'right': {'value': '%a'}, 'empty-differs': true}", "2 3 4 5 6" },
  { "name/none-like",        "{'none': [{'left': {'attribute': ['na\\u0022me; DROP TABLE x']}, 'op': 'like', 'right': {'value': '%a'}}]}", "2 3 4 6" },
  { "name/matches",          "{'left': {'attribute': ['na\\u0022me; DROP TABLE x']}, 'op': 'matches', 'right': {'value': '^[A-Z].?[Bn]'}}", "1 2" },
  { "name/matches-digits",   "{'left': {'attribute': ['na\\u0022me; DROP TABLE x']}, 'op': 'matches', 'right': {'value': '^\\\\d{3}%'}}", "3" },
  { "name/matches-nothing",  "{'left': {'attribute': ['na\\u0022me; DROP TABLE x']}, 'op': 'matches', 'right': {'value': '^$'}}", "4" },
  { "of-min-matches",        "{'left': {'aggregate': 'min', " ORDERS ", 'of': {'attribute': ['shop']}}, 'op': 'matches', 'right': {'value': '^c'}}", "1 2" },
  { "name/is-empty",         "{'left': {'attribute': ['na\\u0022me; DROP TABLE x']}, 'op': 'is-empty'}",   "4 5" },
  { "name/is-not-empty",     "{'left': {'attribute': ['na\\u0022me; DROP TABLE x']}, 'op': 'is-not-empty'}", "1 2 3 6" },
  { "name/equals-empty",     "{'left': {'attribute': ['na\\u0022me; DROP TABLE x']}, 'op': 'equals', 'right': {'value': ''}}", "4" },

  { "integer/greater",       "{" ATTRIBUTE ("age") ", 'op': 'greater', 'right': {'value': 17}}",           "1 4 5" },
  { "integer/half",          "{" ATTRIBUTE ("age") ", 'op': 'greater', 'right': {'value': 16.5}}",         "1 3 4 5" },
  { "integer/half-equals",   "{" ATTRIBUTE ("age") ", 'op': 'equals', 'right': {'value': 17.5}}",          "" },
  { "integer/half-differs",  "{" ATTRIBUTE ("age") ", 'op': 'not-equals', 'right': {'value': 17.5}}",      "1 3 4 5 6" },
  { "integer/minus-half",    "{" ATTRIBUTE ("age") ", 'op': 'at-most', 'right': {'value': -0.5}}",         "6" },
  { "integer/huge",          "{" ATTRIBUTE ("age") ", 'op': 'less', 'right': {'value': 1e30}}",            "1 3 4 5 6" },
  { "integer/huge-below",    "{" ATTRIBUTE ("age") ", 'op': 'greater', 'right': {'value': -1e30}}",        "1 3 4 5 6" },
  { "integer/huge-equals",   "{" ATTRIBUTE ("age") ", 'op': 'equals', 'right': {'value': 1e30}}",          "" },
  { "integer/written-real",  "{" ATTRIBUTE ("age") ", 'op': 'equals', 'right': {'value': 1.7e1}}",         "3" },
  { "integer/list",          "{" ATTRIBUTE ("age") ", 'op': 'in-list', 'right': {'values': [17.5, 30]}}",  "1 5" },
  { "integer/list-halves",   "{" ATTRIBUTE ("age") ", 'op': 'not-in-list', 'right': {'values': [17.5]}}",  "1 3 4 5 6" },
  { "integer/is-empty",      "{" ATTRIBUTE ("age") ", 'op': 'is-empty'}",                                  "2" },

  { "decimal/at-least",      "{" ATTRIBUTE ("balance") ", 'op': 'at-least', 'right': {'value': 1.01}}",    "1 3" },
  { "decimal/finer-greater", "{" ATTRIBUTE ("balance") ", 'op': 'greater', 'right': {'value': 1.005}}",    "1 3" },
  { "decimal/finer-at-most", "{" ATTRIBUTE ("balance") ", 'op': 'at-most', 'right': {'value': 1.005}}",    "2 4 6" },
  { "decimal/finer-less",    "{" ATTRIBUTE ("balance") ", 'op': 'less', 'right': {'value': -1.499}}",      "6" },
  { "decimal/finer-equals",  "{" ATTRIBUTE ("balance") ", 'op': 'equals', 'right': {'value': 1.005}}",     "" },
  { "decimal/finer-between", "{" ATTRIBUTE ("balance") ", 'op': 'between', 'right': {'from': 0.995, 'to': 1.005}}", "2" },
  { "decimal/zeros",         "{" ATTRIBUTE ("balance") ", 'op': 'equals', 'right': {'value': 1.0000}}",    "2" },
  { "decimal/thousand",      "{" ATTRIBUTE ("balance") ", 'op': 'equals', 'right': {'value': 1e3}}",       "1" },
  { "decimal/two-scales",    "{" ATTRIBUTE ("balance") ", 'op': 'equals', 'right': {'attribute': ['credit']}}", "2 3 4 6" },
  { "decimal/against-whole", "{" ATTRIBUTE ("balance") ", 'op': 'greater', 'right': {'attribute': ['age']}}", "1" },
  { "decimal/against-real",  "{" ATTRIBUTE ("balance") ", 'op': 'greater', 'right': {'attribute': ['score']}}", "1 4" },
  { "decimal/both-missing",  "{" ATTRIBUTE ("balance") ", 'op': 'not-equals', 'right': {'attribute': ['credit']}, 'empty-differs': true}", "1" },
  { "decimal/one-missing",   "{" ATTRIBUTE ("balance") ", 'op': 'not-equals', 'right': {'attribute': ['age']}, 'empty-differs': true}", "1 2 3 4 5 6" },

  { "real/less",             "{" ATTRIBUTE ("score") ", 'op': 'less', 'right': {'value': 0.5}}",           "4" },
  { "real/at-least",         "{" ATTRIBUTE ("score") ", 'op': 'at-least', 'right': {'value': 2}}",         "5 6" },

  { "flag/true",             "{" ATTRIBUTE ("vip") ", 'op': 'is-true'}",                                   "1 5 6" },
  { "flag/false",            "{" ATTRIBUTE ("vip") ", 'op': 'is-false'}",                                  "2 4" },
  { "flag/unknown",          "{" ATTRIBUTE ("vip") ", 'op': 'is-unknown'}",                                "3" },

  { "date/equals",           "{" ATTRIBUTE ("born") ", 'op': 'equals', 'right': {'value': '1996-02-29'}}", "2" },
  { "date/last-7",           "{" ATTRIBUTE ("born") ", 'op': 'in-last', 'right': {'duration': {'amount': 7, 'unit': 'day'}}}", "4 6" },
  { "date/last-8",           "{" ATTRIBUTE ("born") ", 'op': 'in-last', 'right': {'duration': {'amount': 8, 'unit': 'day'}}}", "4 5 6" },
  { "date/next-1",           "{" ATTRIBUTE ("born") ", 'op': 'in-next', 'right': {'duration': {'amount': 1, 'unit': 'day'}}}", "4" },
  { "date/more-than-30-y",   "{" ATTRIBUTE ("born") ", 'op': 'more-than-ago', 'right': {'duration': {'amount': 30, 'unit': 'year'}}}", "1 2" },
  { "date/at-most-ago",      "{" ATTRIBUTE ("born") ", 'op': 'at-most', 'right': {'ago': {'amount': 1, 'unit': 'week'}}}", "1 2 5" },
  { "date/between-relative", "{" ATTRIBUTE ("born") ", 'op': 'between', 'right': {'from': {'ago': {'amount': 6, 'unit': 'day'}}, 'to': {'variable': 'today'}}}", "4 6" },

  { "instant/last-1-day",    "{" ATTRIBUTE ("seen") ", 'op': 'in-last', 'right': {'duration': {'amount': 1, 'unit': 'day'}}}", "1 2 6" },
  { "instant/last-24-hours", "{" ATTRIBUTE ("seen") ", 'op': 'in-last', 'right': {'duration': {'amount': 24, 'unit': 'hour'}}}", "1 2 6" },
  { "instant/next-minute",   "{" ATTRIBUTE ("seen") ", 'op': 'in-next', 'right': {'duration': {'amount': 1, 'unit': 'minute'}}}", "1" },
  { "instant/more-than-day", "{" ATTRIBUTE ("seen") ", 'op': 'more-than-ago', 'right': {'duration': {'amount': 1, 'unit': 'day'}}}", "5" },
  { "instant/on-day",        "{" ATTRIBUTE ("seen") ", 'op': 'on-day', 'right': {'value': '2026-07-21'}}", "1 2 6" },
  { "instant/on-day-ago",    "{" ATTRIBUTE ("seen") ", 'op': 'on-day', 'right': {'ago': {'amount': 1, 'unit': 'day'}}}", "4 5" },
  { "instant/equals-day",    "{" ATTRIBUTE ("seen") ", 'op': 'equals', 'right': {'value': '2026-07-20'}}", "4 5" },
  { "instant/not-day",       "{" ATTRIBUTE ("seen") ", 'op': 'not-equals', 'right': {'value': '2026-07-20'}}", "1 2 6" },
  { "instant/greater-day",   "{" ATTRIBUTE ("seen") ", 'op': 'greater', 'right': {'value': '2026-07-20'}}", "1 2 6" },
  { "instant/at-least-day",  "{" ATTRIBUTE ("seen") ", 'op': 'at-least', 'right': {'value': '2026-07-20'}}", "1 2 4 5 6" },
  { "instant/less-day",      "{" ATTRIBUTE ("seen") ", 'op': 'less', 'right': {'value': '2026-07-21'}}",   "4 5" },
  { "instant/at-most-day",   "{" ATTRIBUTE ("seen") ", 'op': 'at-most', 'right': {'value': '2026-07-20'}}", "4 5" },
  { "instant/between-days",  "{" ATTRIBUTE ("seen") ", 'op': 'between', 'right': {'from': '2026-07-20', 'to': '2026-07-20'}}", "4 5" },
  { "instant/list-of-days",  "{" ATTRIBUTE ("seen") ", 'op': 'in-list', 'right': {'values': ['2026-07-20', '2026-07-21T10:00:00Z']}}", "1 4 5" },
  { "instant/not-list",      "{" ATTRIBUTE ("seen") ", 'op': 'not-in-list', 'right': {'values': ['2026-07-20']}}", "1 2 6" },
  { "date/this-week",        "{" ATTRIBUTE ("born") ", 'op': 'this-week'}",                                 "4" },
  { "date/last-week",        "{" ATTRIBUTE ("born") ", 'op': 'last-week'}",                                 "5 6" },
  { "date/this-quarter",     "{" ATTRIBUTE ("born") ", 'op': 'this-quarter'}",                              "4 5 6" },
  { "date/last-year",        "{" ATTRIBUTE ("born") ", 'op': 'last-year'}",                                 "" },
  { "date/anniversary",      "{" ATTRIBUTE ("born") ", 'op': 'anniversary-within', 'right': {'duration': {'amount': 1, 'unit': 'day'}}}", "1 4" },
  { "date/any-anniversary",  "{" ATTRIBUTE ("born") ", 'op': 'anniversary-within', 'right': {'duration': {'amount': 2, 'unit': 'year'}}}", "1 2 4 5 6" },
  { "date/no-anniversary",   "{'none': [{" ATTRIBUTE ("born") ", 'op': 'anniversary-within', 'right': {'duration': {'amount': 1, 'unit': 'day'}}}]}", "2 5 6" },
  { "date/of-max-order",     "{'left': {'aggregate': 'max', " ORDERS ", 'of': {'attribute': ['at']}}, 'op': 'this-week'}", "1 2 6" },
  { "date/of-max-week",      "{'left': {'aggregate': 'max', " ORDERS ", 'of': {'attribute': ['at']}}, 'op': 'anniversary-within', 'right': {'duration': {'amount': 1, 'unit': 'week'}}}", "1 2 6" },
  { "instant/this-month",    "{" ATTRIBUTE ("seen") ", 'op': 'this-month'}",                                "1 2 4 5 6" },
  { "instant/anniversary",   "{" ATTRIBUTE ("seen") ", 'op': 'anniversary-within', 'right': {'duration': {'amount': 1, 'unit': 'week'}}}", "1 2 6" },

  { "instant/exact",         "{" ATTRIBUTE ("seen") ", 'op': 'less', 'right': {'value': '2026-07-21T19:00:00+09:00'}}", "2 4 5 6" },

  { "group/any",             "{'any': [{" ATTRIBUTE ("tier") ", 'op': 'equals', 'right': {'value': 'bronze'}}, {" ATTRIBUTE ("age") ", 'op': 'greater', 'right': {'value': 60}}]}", "4 5" },
  { "group/none",            "{'none': [{" ATTRIBUTE ("tier") ", 'op': 'equals', 'right': {'value': 'gold'}}, {" ATTRIBUTE ("age") ", 'op': 'greater', 'right': {'value': 60}}]}", "5 6" },
  { "group/except-unknown",  "{'all': [{" ATTRIBUTE ("id") ", 'op': 'at-least', 'right': {'value': 1}}, {'except': {" ATTRIBUTE ("tier") ", 'op': 'equals', 'right': {'value': 'gold'}}}]}", "2 4 5 6" },
  { "group/except-in-any",   "{'any': [{" ATTRIBUTE ("vip") ", 'op': 'is-true'}, {'except': {" ATTRIBUTE ("age") ", 'op': 'equals', 'right': {'value': 30}}}, {" ATTRIBUTE ("id") ", 'op': 'equals', 'right': {'value': 5}}]}", "5 6" },
  { "group/none-of-except",  "{'none': [{" ATTRIBUTE ("vip") ", 'op': 'is-true'}, {'except': {" ATTRIBUTE ("age") ", 'op': 'equals', 'right': {'value': 30}}}]}", "1 2 4 5" },
  { "group/except-all",      "{'all': [{" ATTRIBUTE ("id") ", 'op': 'at-least', 'right': {'value': 1}}, {'except': {'any': [{" ATTRIBUTE ("id") ", 'op': 'equals', 'right': {'value': 1}}, {" ATTRIBUTE ("age") ", 'op': 'less', 'right': {'value': 0}}]}}, {" ATTRIBUTE ("id") ", 'op': 'less', 'right': {'value': 5}}]}", "2 3 4" },

  { "through/one",           "{'left': {'attribute': ['city', 'name']}, 'op': 'equals', 'right': {'value': 'Seoul'}}", "1" },
  { "through/two",           "{'left': {'attribute': ['city', 'country', 'code']}, 'op': 'in-list', 'right': {'values': ['KR', 'NL']}}", "1 2" },
  { "through/not-equals",    "{'left': {'attribute': ['city', 'country', 'code']}, 'op': 'not-equals', 'right': {'value': 'KR'}}", "2" },
  { "through/differs",       "{'left': {'attribute': ['city', 'country', 'code']}, 'op': 'not-equals', 'right': {'value': 'KR'}, 'empty-differs': true}", "2 3 4 5 6" },
  { "through/is-empty",      "{'left': {'attribute': ['city', 'country', 'code']}, 'op': 'is-empty'}", "3 4 5 6" },
  { "through/none",          "{'none': [{'left': {'attribute': ['city', 'country', 'code']}, 'op': 'equals', 'right': {'value': 'KR'}}]}", "2" },
  { "through/none-twice",    "{'none': [{'none': [{'left': {'attribute': ['city', 'country', 'code']}, 'op': 'equals', 'right': {'value': 'KR'}}]}]}", "1" },
  { "through/both-sides",    "{'left': {'attribute': ['city', 'id']}, 'op': 'equals', 'right': {'attribute': ['city', 'country', 'id']}}", "1 2" },
  { "through/own-side",      "{" ATTRIBUTE ("id") ", 'op': 'equals', 'right': {'attribute': ['city', 'id']}}", "1 2" },

  { "exists/any",            "{'exists': 'orders'}",                                                       "1 2 4 6" },
  { "exists/none",           "{'not-exists': 'orders'}",                                                   "3 5" },
  { "exists/where",          "{'exists': 'orders', 'where': {" ATTRIBUTE ("total") ", 'op': 'greater', 'right': {'value': 25}}}", "1 2" },
  { "exists/not-where",      "{'not-exists': 'orders', 'where': {" ATTRIBUTE ("total") ", 'op': 'greater', 'right': {'value': 25}}}", "3 4 5 6" },
  { "exists/two-valued",     "{'none': [{'exists': 'orders', 'where': {" ATTRIBUTE ("shop") ", 'op': 'equals', 'right': {'value': 'web'}}}]}", "2 3 4 5" },
  { "exists/along-one",      "{'exists': 'city', 'where': {" ATTRIBUTE ("name") ", 'op': 'is-not-empty'}}", "1 2 4" },
  { "exists/not-along-one",  "{'not-exists': 'city', 'where': {" ATTRIBUTE ("name") ", 'op': 'is-not-empty'}}", "3 5 6" },
  { "exists/none-along-one", "{'none': [{'exists': 'city', 'where': {" ATTRIBUTE ("name") ", 'op': 'is-not-empty'}}]}", "3 5 6" },
  { "exists/nested",         "{'exists': 'city', 'where': {'exists': 'people', 'where': {'exists': 'orders', 'where': {" ATTRIBUTE ("shop") ", 'op': 'equals', 'right': {'value': 'city'}}}}}", "1 2" },
  { "exists/back",           "{'exists': 'orders', 'where': {'left': {'attribute': ['profile', 'city', 'name']}, 'op': 'equals', 'right': {'value': 'Seoul'}}}", "1" },
  { "taken/latest",          "{'latest': 'orders', 'by': {'attribute': ['at']}, 'satisfy': {" ATTRIBUTE ("shop") ", 'op': 'equals', 'right': {'value': 'web'}}}", "1 6" },
  { "taken/latest-two",      "{'latest': 'orders', 'take': 2, 'by': {'attribute': ['at']}, 'satisfy': {" ATTRIBUTE ("shop") ", 'op': 'equals', 'right': {'value': 'web'}}}", "6" },
  { "taken/earliest",        "{'earliest': 'orders', 'by': {'attribute': ['at']}, 'satisfy': {" ATTRIBUTE ("total") ", 'op': 'equals', 'right': {'value': 25}}}", "1" },
  { "taken/where",           "{'latest': 'orders', 'take': 3, 'by': {'attribute': ['at']}, 'where': {" ATTRIBUTE ("shop") ", 'op': 'equals', 'right': {'value': 'web'}}, 'satisfy': {" ATTRIBUTE ("total") ", 'op': 'greater', 'right': {'value': 20}}}", "1" },
  { "taken/anything",        "{'latest': 'orders', 'by': {'attribute': ['at']}}",                                                    "1 2 4 6" },
  { "taken/none",            "{'none': [{'latest': 'orders', 'by': {'attribute': ['at']}, 'satisfy': {" ATTRIBUTE ("shop") ", 'op': 'equals', 'right': {'value': 'web'}}}]}", "2 3 4 5" },
  { "taken/missing-last",    "{'latest': 'orders', 'by': {'attribute': ['total']}, 'satisfy': {" ATTRIBUTE ("id") ", 'op': 'equals', 'right': {'value': 1}}}", "1" },
  { "taken/missing-last-up", "{'earliest': 'orders', 'by': {'attribute': ['total']}, 'satisfy': {" ATTRIBUTE ("id") ", 'op': 'equals', 'right': {'value': 2}}}", "1" },
  { "taken/ties-by-key",     "{'latest': 'bookings', 'by': {'attribute': ['profile', 'id']}, 'satisfy': {" ATTRIBUTE ("id") ", 'op': 'equals', 'right': {'value': 1}}}", "1" },
  { "taken/by-link",         "{'latest': 'bookings', 'by': {'attribute': ['seat', 'price']}, 'satisfy': {" ATTRIBUTE ("number") ", 'op': 'equals', 'right': {'value': 2}}}", "1" },
  { "taken/inner-exists",    "{'latest': 'orders', 'by': {'attribute': ['at']}, 'satisfy': {'exists': 'profile', 'where': {" ATTRIBUTE ("vip") ", 'op': 'is-true'}}}", "1 6" },
  { "taken/along-one",       "{'exists': 'city', 'where': {'latest': 'people', 'by': {'attribute': ['id']}, 'satisfy': {'exists': 'orders'}}}", "1 2 4" },
  { "exists/in-last",        "{'exists': 'orders', 'where': {" ATTRIBUTE ("at") ", 'op': 'in-last', 'right': {'duration': {'amount': 90, 'unit': 'day'}}}}", "1 2" },

  { "count/at-least",        "{'left': {'aggregate': 'count', " ORDERS "}, 'op': 'at-least', 'right': {'value': 2}}", "1" },
  { "count/zero",            "{'left': {'aggregate': 'count', " ORDERS "}, 'op': 'equals', 'right': {'value': 0}}", "3 5" },
  { "count/fewer",           "{'left': {'aggregate': 'count', " ORDERS "}, 'op': 'less', 'right': {'value': 2}}", "2 3 4 5 6" },
  { "count/between",         "{'left': {'aggregate': 'count', " ORDERS "}, 'op': 'between', 'right': {'from': 0, 'to': 1}}", "2 3 4 5 6" },
  { "count/between-above",   "{'left': {'aggregate': 'count', " ORDERS "}, 'op': 'between', 'right': {'from': 0.5, 'to': 2}}", "2 4 6" },
  { "count/list",            "{'left': {'aggregate': 'count', " ORDERS "}, 'op': 'in-list', 'right': {'values': [0, 3]}}", "1 3 5" },
  { "count/not-list",        "{'left': {'aggregate': 'count', " ORDERS "}, 'op': 'not-in-list', 'right': {'values': [0, 3]}}", "2 4 6" },
  { "count/not-empty",       "{'left': {'aggregate': 'count', " ORDERS "}, 'op': 'is-not-empty'}",         "1 2 3 4 5 6" },
  { "count/where",           "{'left': {'aggregate': 'count', " ORDERS ", 'where': {" ATTRIBUTE ("shop") ", 'op': 'equals', 'right': {'value': 'web'}}}, 'op': 'at-most', 'right': {'value': 1}}", "2 3 4 5 6" },
  { "count/none",            "{'none': [{'left': {'aggregate': 'count', " ORDERS "}, 'op': 'at-least', 'right': {'value': 1}}]}", "3 5" },
  { "count/always",          "{'left': {'aggregate': 'count', " ORDERS "}, 'op': 'greater', 'right': {'value': -1}}", "1 2 3 4 5 6" },
  { "count/against-side",    "{'left': {'aggregate': 'count', " ORDERS "}, 'op': 'at-least', 'right': {'attribute': ['id']}}", "1" },

  { "latest/at-least",       "{'left': {'aggregate': 'latest', " ORDERS ", 'of': {'attribute': ['total']}, 'by': {'attribute': ['at']}}, 'op': 'at-least', 'right': {'value': 50}}", "1 2" },
  { "latest/is-empty",       "{'left': {'aggregate': 'latest', " ORDERS ", 'of': {'attribute': ['total']}, 'by': {'attribute': ['at']}}, 'op': 'is-empty'}", "3 4 5" },
  { "latest/is-unknown",     "{'left': {'aggregate': 'latest', 'link': ['bookings'], 'of': {'attribute': ['paid']}, 'by': {'attribute': ['number']}}, 'op': 'is-unknown'}", "2 4 6" },
  { "latest/where",          "{'left': {'aggregate': 'latest', " ORDERS ", 'of': {'attribute': ['id']}, 'by': {'attribute': ['at']}, 'where': {" ATTRIBUTE ("shop") ", 'op': 'equals', 'right': {'value': 'city'}}}, 'op': 'equals', 'right': {'value': 3}}", "1" },
  { "latest/tie-lowest-key", "{'left': {'aggregate': 'latest', " ORDERS ", 'of': {'attribute': ['id']}, 'by': {'attribute': ['shop']}}, 'op': 'equals', 'right': {'value': 1}}", "1" },
  { "latest/none",           "{'none': [{'left': {'aggregate': 'latest', " ORDERS ", 'of': {'attribute': ['total']}, 'by': {'attribute': ['at']}}, 'op': 'at-least', 'right': {'value': 50}}]}", "6" },
  { "latest/unknown",        "{'left': {'aggregate': 'latest', 'link': ['bookings'], 'of': {'attribute': ['paid']}, 'by': {'attribute': ['id']}}, 'op': 'is-unknown'}", "2 4 6" },
  { "latest/known",          "{'none': [{'left': {'aggregate': 'latest', 'link': ['bookings'], 'of': {'attribute': ['paid']}, 'by': {'attribute': ['id']}}, 'op': 'is-unknown'}]}", "1 3 5" },
  { "latest/false",          "{'left': {'aggregate': 'latest', 'link': ['bookings'], 'of': {'attribute': ['paid']}, 'by': {'attribute': ['id']}}, 'op': 'is-false'}", "1 5" },
  { "latest/not-false",      "{'none': [{'left': {'aggregate': 'latest', 'link': ['bookings'], 'of': {'attribute': ['paid']}, 'by': {'attribute': ['id']}}, 'op': 'is-false'}]}", "3" },
  { "earliest/equals",       "{'left': {'aggregate': 'earliest', " ORDERS ", 'of': {'attribute': ['total']}, 'by': {'attribute': ['at']}}, 'op': 'equals', 'right': {'value': 25}}", "1" },
  { "hop/count",             "{'left': {'aggregate': 'count', 'link': ['city', 'people']}, 'op': 'at-least', 'right': {'value': 1}}", "1 2 4 5" },
  { "hop/count-zero",        "{'left': {'aggregate': 'count', 'link': ['city', 'people']}, 'op': 'equals', 'right': {'value': 0}}", "3 6" },
  { "hop/max-where",         "{'left': {'aggregate': 'max', 'link': ['city', 'people'], 'of': {'attribute': ['age']}, 'where': {" ATTRIBUTE ("vip") ", 'op': 'is-true'}}, 'op': 'equals', 'right': {'value': 30}}", "1 5" },
  { "count/two",             "{'left': {'aggregate': 'count', " ORDERS "}, 'op': 'greater', 'right': {'aggregate': 'count', 'link': ['bookings']}}", "1 4 6" },
  { "distinct/shops",        "{'left': {'aggregate': 'count-distinct', " ORDERS ", 'of': {'attribute': ['shop']}}, 'op': 'equals', 'right': {'value': 2}}", "1" },
  { "distinct/none",         "{'left': {'aggregate': 'count-distinct', " ORDERS ", 'of': {'attribute': ['shop']}}, 'op': 'equals', 'right': {'value': 0}}", "3 4 5" },

  { "sum/above",             "{'left': {'aggregate': 'sum', " ORDERS ", 'of': {'attribute': ['total']}}, 'op': 'greater', 'right': {'value': 75}}", "2" },
  { "sum/exact",             "{'left': {'aggregate': 'sum', " ORDERS ", 'of': {'attribute': ['total']}}, 'op': 'equals', 'right': {'value': 75.00}}", "1" },
  { "sum/finer",             "{'left': {'aggregate': 'sum', " ORDERS ", 'of': {'attribute': ['total']}}, 'op': 'less', 'right': {'value': 75.001}}", "1 3 4 5 6" },
  { "sum/below",             "{'left': {'aggregate': 'sum', " ORDERS ", 'of': {'attribute': ['total']}}, 'op': 'less', 'right': {'value': 100}}", "1 3 4 5 6" },
  { "sum/below-zero",        "{'left': {'aggregate': 'sum', " ORDERS ", 'of': {'attribute': ['total']}}, 'op': 'less', 'right': {'value': 0}}", "6" },
  { "sum/at-most-zero",      "{'left': {'aggregate': 'sum', " ORDERS ", 'of': {'attribute': ['total']}}, 'op': 'at-most', 'right': {'value': 0}}", "3 4 5 6" },
  { "sum/real",              "{'left': {'aggregate': 'sum', " ORDERS ", 'of': {'attribute': ['weight']}}, 'op': 'at-least', 'right': {'value': 0}}", "1 2 3 4 5" },
  { "sum/none",              "{'none': [{'left': {'aggregate': 'sum', " ORDERS ", 'of': {'attribute': ['total']}}, 'op': 'less', 'right': {'value': 100}}]}", "2" },

  { "sum/only-nulls",        "{'left': {'aggregate': 'sum', " ORDERS ", 'of': {'attribute': ['total']}, 'where': {" ATTRIBUTE ("total") ", 'op': 'is-empty'}}, 'op': 'equals', 'right': {'value': 0}}", "1 2 3 4 5 6" },
  { "deviation/greater",     "{'left': {'aggregate': 'standard-deviation', " ORDERS ", 'of': {'attribute': ['total']}}, 'op': 'between', 'right': {'from': 17.6776, 'to': 17.6777}}", "1" },
  { "deviation/one-value",   "{'left': {'aggregate': 'standard-deviation', " ORDERS ", 'of': {'attribute': ['total']}}, 'op': 'is-empty'}", "2 3 4 5 6" },
  { "deviation/of-real",     "{'left': {'aggregate': 'standard-deviation', " ORDERS ", 'of': {'attribute': ['weight']}}, 'op': 'less', 'right': {'value': 0.7072}}", "1" },
  { "deviation/none",        "{'none': [{'left': {'aggregate': 'standard-deviation', " ORDERS ", 'of': {'attribute': ['total']}}, 'op': 'greater', 'right': {'value': 20}}]}", "1" },
  { "join/by",               "{'left': {'aggregate': 'text-join', " ORDERS ", 'of': {'attribute': ['shop']}, 'by': {'attribute': ['at']}}, 'op': 'equals', 'right': {'value': 'web, city, web'}}", "1" },
  { "join/descending",       "{'left': {'aggregate': 'text-join', " ORDERS ", 'of': {'attribute': ['shop']}, 'by': {'attribute': ['total']}, 'descending': true, 'separator': ''}, 'op': 'equals', 'right': {'value': 'webwebcity'}}", "1" },
  { "join/by-key",           "{'left': {'aggregate': 'text-join', " ORDERS ", 'of': {'attribute': ['shop']}, 'separator': '|'}, 'op': 'in-list', 'right': {'values': ['web|web|city', 'city']}}", "1 2" },
  { "join/where",            "{'left': {'aggregate': 'text-join', " ORDERS ", 'of': {'attribute': ['shop']}, 'where': {" ATTRIBUTE ("id") ", 'op': 'not-equals', 'right': {'value': 2}}}, 'op': 'equals', 'right': {'value': 'web, city'}}", "1" },
  { "join/is-empty",         "{'left': {'aggregate': 'text-join', " ORDERS ", 'of': {'attribute': ['shop']}}, 'op': 'is-empty'}", "3 4 5" },
  { "join/ignore-case",      "{'left': {'aggregate': 'text-join', " ORDERS ", 'of': {'attribute': ['shop']}}, 'op': 'contains', 'right': {'value': 'CITY'}, 'ignore-case': true}", "1 2" },
  { "join/differs",          "{'left': {'aggregate': 'text-join', " ORDERS ", 'of': {'attribute': ['shop']}}, 'op': 'not-contains', 'right': {'value': 'city'}, 'empty-differs': true}", "3 4 5 6" },
  { "join/none",             "{'none': [{'left': {'aggregate': 'text-join', " ORDERS ", 'of': {'attribute': ['shop']}}, 'op': 'contains', 'right': {'value': 'city'}}]}", "6" },
  { "average/equals",        "{'left': {'aggregate': 'average', " ORDERS ", 'of': {'attribute': ['total']}}, 'op': 'equals', 'right': {'value': 37.5}}", "1" },
  { "average/empty",         "{'left': {'aggregate': 'average', " ORDERS ", 'of': {'attribute': ['total']}}, 'op': 'is-empty'}", "3 4 5" },
  { "average/none",          "{'none': [{'left': {'aggregate': 'average', " ORDERS ", 'of': {'attribute': ['total']}}, 'op': 'greater', 'right': {'value': 50}}]}", "1 6" },
  { "average/differs",       "{'left': {'aggregate': 'average', " ORDERS ", 'of': {'attribute': ['total']}}, 'op': 'not-equals', 'right': {'value': 37.5}, 'empty-differs': true}", "2 3 4 5 6" },
  { "average/of-real",       "{'left': {'aggregate': 'average', " ORDERS ", 'of': {'attribute': ['weight']}}, 'op': 'equals', 'right': {'value': 2}}", "1" },
  { "min/instant",           "{'left': {'aggregate': 'min', " ORDERS ", 'of': {'attribute': ['at']}}, 'op': 'less', 'right': {'value': '2024-01-01'}}", "1" },
  { "max/text",              "{'left': {'aggregate': 'max', " ORDERS ", 'of': {'attribute': ['shop']}}, 'op': 'equals', 'right': {'value': 'web'}}", "1 6" },
  { "max/ignore-case",       "{'left': {'aggregate': 'max', " ORDERS ", 'of': {'attribute': ['shop']}}, 'op': 'equals', 'right': {'value': 'WEB'}, 'ignore-case': true}", "1 6" },
  { "max/not-empty",         "{'left': {'aggregate': 'max', " ORDERS ", 'of': {'attribute': ['shop']}}, 'op': 'is-not-empty'}", "1 2 6" },
  { "max/of-through",        "{'left': {'aggregate': 'max', " ORDERS ", 'of': {'attribute': ['profile', 'city', 'name']}}, 'op': 'equals', 'right': {'value': 'Utrecht'}}", "2" },
  { "sum/of-count",          "{'left': {'aggregate': 'sum', 'link': ['bookings'], 'of': {'attribute': ['seat', 'price']}}, 'op': 'equals', 'right': {'value': 30}}", "1" },

  { "audience/in",           "{'in-audience': 'VIPs'}",                                                    "1 3" },
  { "audience/not-in",       "{'not-in-audience': 'VIPs'}",                                                "2 4 5 6" },
  { "audience/quoted",       "{'in-audience': 'it\\u0027s'}",                                              "4" },

  { "variable/list",         "{" ATTRIBUTE ("age") ", 'op': 'in-list', 'right': {'variable': 'ages'}}",     "1 5" },
  { "variable/not-in-list",  "{" ATTRIBUTE ("age") ", 'op': 'not-in-list', 'right': {'variable': 'ages'}}", "3 4 6" },

  { "was/sent",              "{'was': 'sent'}",                                                            "1 2 3 4 5" },
  { "was/not-sent",          "{'was-not': 'sent'}",                                                        "6" },
  { "was/sent-within",       "{'was': 'sent', 'within': {'amount': 30, 'unit': 'day'}}",                   "1 3" },
  { "was/not-within",        "{'was-not': 'sent', 'within': {'amount': 30, 'unit': 'day'}}",               "2 4 5 6" },
  { "was/by-this",           "{'was': 'sent', 'by': 'this-campaign'}",                                     "1 2 3" },
  { "was/not-by-this",       "{'was-not': 'sent', 'by': 'this-campaign'}",                                 "4 5 6" },
  { "was/by-name",           "{'was': 'sent', 'by': {'campaign': 'Autumn'}}",                              "1 4" },
  { "was/by-activity",       "{'was': 'sent', 'by': {'activity': 'mail'}}",                                "1 2" },
  { "was/channel",           "{'was': 'sent', 'channel': 'sms'}",                                          "3" },
  { "was/opened",            "{'was': 'opened'}",                                                          "1 3 4" },
  { "was/opened-within",     "{'was': 'opened', 'within': {'amount': 1, 'unit': 'day'}}",                  "1" },
  { "was/not-opened-of",     "{'was-not': 'opened', 'by': 'this-campaign'}",                               "2 4 5 6" },
  { "was/clicked-of-date",   "{'was': 'clicked', 'within': {'amount': 1, 'unit': 'day'}}",                 "1" },
  { "was/clicked",           "{'was': 'clicked'}",                                                         "1 4" },
  { "was/bounced",           "{'was': 'bounced'}",                                                         "1 2" },
  { "was/bounced-within",    "{'was': 'bounced', 'within': {'amount': 31, 'unit': 'day'}}",                "2" },
  { "was/not-bounced",       "{'was-not': 'bounced'}",                                                     "3 4 5 6" },
  { "was/none",              "{'none': [{'was-not': 'opened'}]}",                                          "1 3 4" },
  { "was/except",            "{'all': [{'was': 'sent'}, {'except': {'was': 'opened'}}]}",                  "2 5" },

  { "transition/in",         "{'in-transition': {'activity': 'split', 'port': 'gold'}}",                   "1 5" },
  { "transition/not-in",     "{'not-in-transition': {'activity': 'split', 'port': 'gold'}}",               "2 3 4 6" },
  { "transition/none",       "{'none': [{'not-in-transition': {'activity': 'split', 'port': 'gold'}}, {" ATTRIBUTE ("age") ", 'op': 'greater', 'right': {'value': 50}}]}", "1 5" },
  { "transition/except",     "{'all': [{'exists': 'bookings'}, {'except': {'in-transition': {'activity': 'split', 'port': 'gold'}}}]}", "2 3" },
  { "transition/through",    "{'exists': 'city', 'where': {'exists': 'people', 'where': {'in-transition': {'activity': 'split', 'port': 'gold'}}}}", "1 5" },
  { "transition/counted",    "{'left': {'aggregate': 'count', 'link': ['city', 'people'], 'where': {'not-in-transition': {'activity': 'split', 'port': 'gold'}}}, 'op': 'at-least', 'right': {'value': 1}}", "2 4" },
  { "transition/other",      "{'exists': 'bookings', 'where': {'exists': 'seat', 'where': {'in-transition': {'activity': 'book', 'port': 'out'}}}}", "1 3" },
};

static const Case seat_cases[] = {
  { "exists",                "{'exists': 'bookings'}",                                                     "A 1 A 2 B 1" },
  { "not-exists",            "{'not-exists': 'bookings'}",                                                 "B 2" },
  { "exists-where",          "{'exists': 'bookings', 'where': {" ATTRIBUTE ("paid") ", 'op': 'is-true'}}", "A 1" },
  { "count",                 "{'left': {'aggregate': 'count', 'link': ['bookings']}, 'op': 'less', 'right': {'value': 2}}", "A 2 B 1 B 2" },
  { "audience",              "{'in-audience': 'Seats'}",                                                   "A 1" },
  { "not-in-audience",       "{'not-in-audience': 'Seats'}",                                               "A 2 B 1 B 2" },
  { "transition",            "{'in-transition': {'activity': 'book', 'port': 'out'}}",                     "A 1 B 2" },
  { "not-in-transition",     "{'not-in-transition': {'activity': 'book', 'port': 'out'}}",                 "A 2 B 1" },
};

static const Case booking_cases[] = {
  { "through-two-columns",   "{'left': {'attribute': ['seat', 'price']}, 'op': 'at-least', 'right': {'value': 10}}", "1 2 4" },
  { "none-through",          "{'none': [{'left': {'attribute': ['seat', 'price']}, 'op': 'at-least', 'right': {'value': 15}}]}", "1 4" },
  { "not-exists-one",        "{'not-exists': 'seat'}",                                                     "5 6" },
};

typedef struct
{
  FfSchema  *schema;
  ShopDatabase *database;
  GTimeZone *zone;
} Shop;

static Shop shop;

static char *
ask (FfEntity   *entity,
     FfRule     *rule,
     gboolean    few_rows,
     gboolean    opposite)
{
  g_autoptr (FfSql) sql = ff_sql_new (SHOP_DIALECT);
  g_autofree char *alias = ff_sql_new_alias (sql);
  FfSqlPlace place = { alias, NULL, few_rows };

  ff_sql_add (sql, "SELECT ");
  for (guint i = 0; entity->key[i] != NULL; i++)
    {
      ff_sql_addf (sql, "%s%s.", i > 0 ? ", " : "", alias);
      ff_sql_name (sql, entity->key[i]);
    }
  ff_sql_add (sql, " FROM ");
  ff_sql_name (sql, entity->name);
  ff_sql_addf (sql, " AS %s WHERE ", alias);
  ff_sql_add (sql, opposite ? "(" : "");
  ff_rule_compile (rule, sql, &place);
  ff_sql_add (sql, opposite ? ") IS NOT TRUE" : "");
  ff_sql_add (sql, " ORDER BY 1, 2");
  if (entity->key[1] == NULL)
    g_string_truncate (sql->text, sql->text->len - strlen (", 2"));

  if (g_test_verbose ())
    {
      g_autofree char *readable = ff_sql_to_readable (sql);

      g_test_message ("%s", readable);
    }

  return shop_run (shop.database, sql);
}

static FfRule *
parse (const FfEntity *entity,
       FfJson         *json)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_rule_problem_free);
  g_autoptr (FfJson) audiences = shop_json ("{'VIPs': 'profile', 'it\\u0027s': {'entity': 'profile'}, 'Seats': 'seat'}");
  g_autoptr (FfJson) variables = shop_json ("{'today': '2026-07-21', 'ages': [30, null]}");
  FfScope scope = shop_scope (shop.schema, entity);
  FfRule *rule;

  scope.variables = variables;
  scope.zone = shop.zone;
  scope.audiences = audiences;
  rule = ff_rule_parse (json, &scope, "", problems);
  for (guint i = 0; i < problems->len; i++)
    g_test_message ("%s", ((FfRuleProblem *) g_ptr_array_index (problems, i))->message);

  return rule;
}

static void
check (const char *entity_name,
       const Case *c)
{
  FfEntity *entity = (FfEntity *) ff_schema_find_entity (shop.schema, entity_name);
  g_autoptr (FfJson) json = shop_json (c->rule);
  g_autoptr (FfRule) rule = parse (entity, json);
  g_autofree char *twice_text = g_strdup_printf ("{'none': [{'none': [%s]}]}", c->rule);
  g_autoptr (FfJson) twice_json = shop_json (twice_text);
  g_autoptr (FfRule) twice = parse (entity, twice_json);
  g_autofree char *keys = NULL, *by_row = NULL, *doubled = NULL, *doubled_by_row = NULL;

  if (c->keys == NULL)
    {
      g_assert_null (rule);
      return;
    }

  keys = ask (entity, rule, FALSE, FALSE);
  by_row = ask (entity, rule, TRUE, FALSE);
  doubled = ask (entity, twice, FALSE, FALSE);
  doubled_by_row = ask (entity, twice, TRUE, FALSE);

  g_assert_cmpstr (keys, ==, c->keys);
  g_assert_cmpstr (by_row, ==, c->keys);
  if (strstr (c->rule, "[]") == NULL)
    {
      g_assert_cmpstr (doubled, ==, c->keys);
      g_assert_cmpstr (doubled_by_row, ==, c->keys);
    }
}

static void
test_profiles (gconstpointer data)
{
  check ("profile", data);
}

static void
test_seats (gconstpointer data)
{
  check ("seat", data);
}

static void
test_bookings (gconstpointer data)
{
  check ("booking", data);
}

/* What a rule takes and what it does not are everyone. */
static void
test_opposite (void)
{
  FfEntity *entity = (FfEntity *) ff_schema_find_entity (shop.schema, "profile");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FfJson) json = shop_json (cases[i].rule);
      g_autoptr (FfRule) rule = parse (entity, json);
      g_autofree char *taken = NULL, *left = NULL;

      if (rule == NULL)
        continue;

      taken = ask (entity, rule, FALSE, FALSE);
      left = ask (entity, rule, FALSE, TRUE);
      g_assert_cmpuint (strlen (taken) + strlen (left), ==, taken[0] == '\0' || left[0] == '\0' ? 11 : 10);
    }
}

/* A day is the day of the campaign's zone: in Seoul 2026-07-21 began at 15:00 UTC the day before. */
static void
test_zone (void)
{
  FfEntity *entity = (FfEntity *) ff_schema_find_entity (shop.schema, "profile");
  g_autoptr (GTimeZone) seoul = g_time_zone_new_identifier ("Asia/Seoul");
  g_autoptr (FfJson) json = shop_json ("{" ATTRIBUTE ("seen") ", 'op': 'on-day', 'right': {'value': '2026-07-20'}}");
  g_autoptr (FfRule) rule = NULL;
  g_autofree char *keys = NULL;

  g_assert_nonnull (seoul);
  shop.zone = seoul;
  rule = parse (entity, json);
  shop.zone = NULL;

  /* 4 was seen at 10:00 UTC, 5 at 00:00 UTC. */
  keys = ask (entity, rule, FALSE, FALSE);
  g_assert_cmpstr (keys, ==, "4 5");
}

/* The columns that a working table carries stand at their own alias. */
static void
test_carried (void)
{
  const FfEntity *entity = ff_schema_find_entity (shop.schema, "profile");
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_rule_problem_free);
  g_autoptr (GPtrArray) carried = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_column_free);
  g_autoptr (FfJson) json = shop_json ("{'all': [{'left': {'column': 'spend'}, 'op': 'at-least', 'right': {'value': 2.5}}, {'exists': 'orders'}]}");
  FfColumn spend = { .name = (char *) "spend", .label = (char *) "Spend", .type = { .kind = FF_KIND_DECIMAL, .scale = 1, .scaled_storage = TRUE } };
  FfScope scope = { shop.schema, entity, carried, NULL, SHOP_NOW, NULL, NULL };
  FfSqlPlace place = { "p", "w", FALSE };
  g_autoptr (FfRule) rule = NULL;
  g_autoptr (FfSql) sql = ff_sql_new (SHOP_DIALECT);
  g_autofree char *keys = NULL;

  g_ptr_array_add (carried, ff_column_copy (&spend));
  rule = ff_rule_parse (json, &scope, "", problems);
  g_assert_nonnull (rule);

  ff_sql_add (sql, "WITH w (k1, spend) AS (VALUES (1, 25), (2, 24), (3, 100), (4, NULL), (6, 26)) SELECT p.id FROM w JOIN profile AS p ON p.id = w.k1 WHERE ");
  ff_rule_compile (rule, sql, &place);
  ff_sql_add (sql, " ORDER BY 1");
  keys = shop_run (shop.database, sql);
  g_assert_cmpstr (keys, ==, "1 6");
}

static char *
ask_operand (const char *text,
             gboolean    grouped)
{
  const FfEntity *entity = ff_schema_find_entity (shop.schema, "profile");
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_rule_problem_free);
  FfScope scope = { shop.schema, entity, NULL, NULL, SHOP_NOW, NULL, NULL };
  g_autoptr (FfJson) json = shop_json (text);
  g_autoptr (FfOperand) operand = ff_operand_parse (json, &scope, "", problems);
  g_autoptr (FfSql) sql = ff_sql_new (SHOP_DIALECT);
  FfSqlPlace place = { "p", NULL, FALSE };

  g_assert_nonnull (operand);
  if (!grouped)
    {
      ff_sql_add (sql, "SELECT ");
      ff_operand_compile (operand, sql, &place);
      ff_sql_add (sql, " FROM profile AS p ORDER BY p.id");
    }
  else
    {
      FfValue none;

      g_assert_true (ff_operand_is_aggregate (operand));
      g_assert_cmpstr (ff_operand_get_link (operand)->columns[0], ==, "id");
      ff_operand_get_aggregate_default (operand, &none);
      ff_sql_add (sql, "SELECT COALESCE (g.value, ");
      ff_sql_value (sql, &none);
      ff_sql_add (sql, ") FROM profile AS p LEFT JOIN (");
      ff_operand_compile_grouped (operand, sql);
      ff_sql_add (sql, ") AS g ON g.k1 = p.id ORDER BY p.id");
    }

  return shop_run (shop.database, sql);
}

static const Case operand_cases[] = {
  { "count",    "{'aggregate': 'count', 'link': ['orders']}",                                         "3 1 0 1 0 1" },
  { "distinct", "{'aggregate': 'count-distinct', 'link': ['orders'], 'of': {'attribute': ['shop']}}", "2 1 0 0 0 1" },
  { "sum",      "{'aggregate': 'sum', 'link': ['orders'], 'of': {'attribute': ['total']}}",           "7500 10001 0 0 0 -100" },
  { "average",  "{'aggregate': 'average', 'link': ['orders'], 'of': {'attribute': ['total']}}",       "37.5 100.01 - - - -1.0" },
  { "min",      "{'aggregate': 'min', 'link': ['orders'], 'of': {'attribute': ['shop']}}",            "city city - - - web" },
  { "where",    "{'aggregate': 'max', 'link': ['orders'], 'of': {'attribute': ['total']}, 'where': {" ATTRIBUTE ("shop") ", 'op': 'equals', 'right': {'value': 'web'}}}", "5000 - - - - -100" },
};

static void
test_operand (gconstpointer data)
{
  const Case *c = data;
  g_autofree char *by_row = ask_operand (c->rule, FALSE);
  g_autofree char *grouped = ask_operand (c->rule, TRUE);

  g_assert_cmpstr (by_row, ==, c->keys);
  g_assert_cmpstr (grouped, ==, c->keys);
}

static void
test_attribute (void)
{
  g_autofree char *codes = ask_operand ("{'attribute': ['city', 'country', 'code']}", FALSE);

  g_assert_cmpstr (codes, ==, "KR NL - - - -");
}

#ifndef SHOP_POSTGRES
/* What a database without strict types holds beside what it declares counts as missing. */
static void
test_loose (void)
{
  g_autoptr (FfSchema) schema = ff_schema_new ();
  FfEntity *entity = shop_entity (schema, "loose", "Loose");
  FfType whole = { .kind = FF_KIND_INTEGER, .loose = TRUE };
  FfType money = { .kind = FF_KIND_DECIMAL, .scale = 2, .loose = TRUE };
  FfType date = { .kind = FF_KIND_DATE, .loose = TRUE };
  FfType instant = { .kind = FF_KIND_INSTANT, .form = FF_INSTANT_TEXT, .loose = TRUE };
  FfType seconds = { .kind = FF_KIND_INSTANT, .form = FF_INSTANT_SEC, .loose = TRUE };
  FfSqlPlace place = { "p", NULL, FALSE };
  const char *names[] = { "n", "m", "d", "i", "s" };
  const FfType *types[] = { &whole, &money, &date, &instant, &seconds };
  static const char *const expected[] = {
    "7 - - -", "1010 200 - -", "2026-07-21 - - -", "1784628000500000 1784592000000000 - -", "1784628000000000 - - -",
  };

  sqlite3_exec (ff_sqlite_get_handle (shop.database),
                "CREATE TABLE loose (id INTEGER PRIMARY KEY, n, m, d, i, s);"
                "INSERT INTO loose VALUES (1, 7, 10.1, '2026-07-21', '2026-07-21 10:00:00.5', 1784628000), (2, '7', 2, '2026-02-30', '2026-07-21', 'x'),"
                " (3, 7.5, 9e999, 20260721, 'soon', 1.5), (4, NULL, 'x', NULL, NULL, NULL)", NULL, NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_rule_problem_free);
      FfScope scope = { schema, entity, NULL, NULL, SHOP_NOW, NULL, NULL };
      g_autofree char *text = g_strdup_printf ("{'attribute': ['%s']}", names[i]);
      g_autoptr (FfJson) json = shop_json (text);
      g_autoptr (FfOperand) operand = NULL;
      g_autoptr (FfSql) sql = ff_sql_new (SHOP_DIALECT);
      g_autofree char *values = NULL;

      ff_entity_add_column (entity, names[i], types[i]);
      operand = ff_operand_parse (json, &scope, "", problems);
      ff_sql_add (sql, "SELECT ");
      ff_operand_compile (operand, sql, &place);
      ff_sql_add (sql, " FROM loose AS p ORDER BY id");
      values = shop_run (shop.database, sql);
      g_assert_cmpstr (values, ==, expected[i]);
    }
}
static char *
dup_sql (const char *text,
         gboolean    plan)
{
  FfEntity *entity = (FfEntity *) ff_schema_find_entity (shop.schema, "profile");
  g_autoptr (FfJson) json = shop_json (text);
  g_autoptr (FfRule) rule = parse (entity, json);
  g_autoptr (FfSql) sql = ff_sql_new (SHOP_DIALECT);
  g_autofree char *alias = ff_sql_new_alias (sql);
  FfSqlPlace place = { alias, NULL, FALSE };

  ff_sql_addf (sql, "%sSELECT %s.id FROM profile AS %s WHERE ", plan ? "EXPLAIN QUERY PLAN " : "", alias, alias);
  ff_rule_compile (rule, sql, &place);

  return plan ? shop_run (shop.database, sql) : ff_sql_to_readable (sql);
}

/* The shapes that were measured as the fast ones. */
static void
test_shapes (void)
{
  g_autofree char *at_least = dup_sql ("{'left': {'aggregate': 'sum', " ORDERS ", 'of': {'attribute': ['total']}}, 'op': 'greater', 'right': {'value': 100}}", FALSE);
  g_autofree char *fewer = dup_sql ("{'left': {'aggregate': 'count', " ORDERS "}, 'op': 'less', 'right': {'value': 2}}", FALSE);
  g_autofree char *plan = dup_sql ("{'left': {'aggregate': 'sum', " ORDERS ", 'of': {'attribute': ['total']}}, 'op': 'greater', 'right': {'value': 100}}", TRUE);
  g_autofree char *exists = dup_sql ("{'exists': 'orders', 'where': {" ATTRIBUTE ("shop") ", 'op': 'equals', 'right': {'value': 'it\\u0027s'}}}", FALSE);
  g_autofree char *counted = dup_sql ("{'left': {'aggregate': 'count', " ORDERS "}, 'op': 'at-least', 'right': {'value': 2}}", TRUE);

  g_assert_cmpstr (at_least, ==,
                   "SELECT t0.id FROM profile AS t0 WHERE t0.\"id\" IN (SELECT t1.\"profile_id\" FROM \"order\" AS t1"
                   " WHERE +t1.\"profile_id\" IS NOT NULL GROUP BY +t1.\"profile_id\" HAVING COALESCE (ff_sum (t1.\"total\"), 0) > 10000)");
  g_assert_cmpstr (fewer, ==,
                   "SELECT t0.id FROM profile AS t0 WHERE NOT (t0.\"id\" IN (SELECT t1.\"profile_id\" FROM \"order\" AS t1"
                   " WHERE +t1.\"profile_id\" IS NOT NULL GROUP BY t1.\"profile_id\" HAVING NOT (COUNT (*) < 2)))");

  g_assert_cmpstr (exists, ==,
                   "SELECT t0.id FROM profile AS t0 WHERE t0.\"id\" IN (SELECT t1.\"profile_id\" FROM \"order\" AS t1 WHERE t1.\"shop\" = 'it''s')");

  /* Read in the order of the table, not by an index that leads back to each row. */
  g_assert_null (strstr (plan, "USING INDEX order_profile"));
  g_assert_nonnull (strstr (plan, "SCAN t1"));
  g_assert_null (strstr (plan, "CORRELATED"));
  g_assert_nonnull (strstr (counted, "USING COVERING INDEX order_profile"));
}
#endif

/* The rule at the end of @n openings is the deepest that the parser lets through; SQLite must take it, with a statement
 * around it. */
static void
check_deepest_of (const char *name,
                  const char *innermost,
                  const char *opening,
                  const char *closing,
                  guint       at_least)
{
  FfEntity *entity = (FfEntity *) ff_schema_find_entity (shop.schema, name);
  guint n = 1;

  for (gboolean fits = TRUE; fits; n++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (FfJson) json = NULL;
      g_autoptr (FfRule) rule = NULL;

      g_assert_cmpuint (n, <, 30);
      for (guint i = 0; i < n; i++)
        g_string_append (text, opening);
      g_string_append (text, innermost);
      for (guint i = 0; i < n; i++)
        g_string_append (text, closing);

      json = shop_json (text->str);
      rule = parse (entity, json);
      fits = rule != NULL;
      for (guint few_rows = 0; fits && few_rows < 2; few_rows++)
        {
          g_autoptr (FfSql) sql = ff_sql_new (SHOP_DIALECT);
          FfSqlPlace place = { "p", NULL, few_rows };
          g_autofree char *answer = NULL;

          ff_sql_addf (sql, "SELECT n FROM (SELECT COUNT (*) AS n FROM (SELECT p.id FROM %s AS p JOIN (SELECT id FROM %s) AS q ON (q.id = p.id) WHERE ((", name, name);
          ff_rule_compile (rule, sql, &place);
          ff_sql_add (sql, ") IS NOT TRUE)) AS r) AS s");
          answer = shop_run (shop.database, sql);
          g_assert_cmpstr (answer, !=, "");
        }
    }

  g_test_message ("%u levels of %s", n - 2, opening);
  g_assert_cmpuint (n - 2, >=, at_least);
}

static void
check_deepest (const char *opening,
               const char *closing,
               guint       at_least)
{
  check_deepest_of ("profile", "{" ATTRIBUTE ("id") ", 'op': 'between', 'right': {'from': 0.5, 'to': 1.5}}", opening, closing, at_least);
}

static void
test_deep (void)
{
#define TRIVIAL "{" ATTRIBUTE ("id") ", 'op': 'greater', 'right': {'value': 0}}"
  check_deepest ("{'all': [" TRIVIAL ", ", "]}", 5);
  check_deepest ("{'none': [" TRIVIAL ", ", "]}", 5);
  check_deepest ("{'any': [" TRIVIAL ", {'except': ", "}]}", 5);
  check_deepest ("{'exists': 'city', 'where': {'exists': 'people', 'where': ", "}}", 2);
  check_deepest ("{'not-exists': 'city', 'where': {'not-exists': 'people', 'where': {'all': [" TRIVIAL ", ", "]}}}", 2);
  check_deepest ("{'left': {'aggregate': 'count', 'link': ['orders'], 'where': {'exists': 'profile', 'where': ", "}}, 'op': 'at-most', 'right': {'value': 2}}", 2);
  check_deepest ("{'none': [{'left': {'aggregate': 'average', 'link': ['orders'], 'of': {'attribute': ['profile', 'city', 'id']},"
                 " 'where': {'exists': 'profile', 'where': ", "}}, 'op': 'at-most', 'right': {'value': 2}}]}", 1);
  check_deepest ("{'left': {'aggregate': 'text-join', 'link': ['orders'], 'of': {'attribute': ['shop']}, 'by': {'attribute': ['at']}, 'where': {'exists': 'profile', 'where': ", "}}, 'op': 'contains', 'right': {'value': 'e'}}", 2);
  check_deepest ("{'left': {'aggregate': 'latest', 'link': ['orders'], 'of': {'attribute': ['shop']}, 'by': {'attribute': ['profile', 'city', 'id']}, 'where': {'exists': 'profile', 'where': ", "}}, 'op': 'is-empty'}", 2);
  check_deepest ("{'latest': 'orders', 'by': {'attribute': ['profile', 'city', 'id']}, 'satisfy': {'exists': 'profile', 'where': ", "}}", 2);
  check_deepest ("{'latest': 'orders', 'by': {'attribute': ['id']}, 'where': {'all': [" TRIVIAL ", {'none': [{'exists': 'profile', 'where': ", "}]}]}}", 1);
  check_deepest ("{'exists': 'orders', 'where': {'all': [" TRIVIAL ", {'exists': 'profile', 'where': {'any': [" TRIVIAL ","
                 " {'left': {'attribute': ['city', 'country', 'code']}, 'op': 'contains', 'right': {'value': 'a'}, 'ignore-case': true, 'empty-differs': true},", "]}}]}}", 2);
#undef TRIVIAL
}

#ifndef SHOP_POSTGRES
/* Where columns hold anything, every value costs more. */
static void
test_deep_loose (void)
{
  static const char soon[] = "{" ATTRIBUTE ("i") ", 'op': 'in-last', 'right': {'duration': {'amount': 1, 'unit': 'day'}}}";
  FfEntity *shelf = shop_entity (shop.schema, "shelf", "Shelves");
  FfType whole = { .kind = FF_KIND_INTEGER, .loose = TRUE };
  FfType text = { .kind = FF_KIND_TEXT, .loose = TRUE };
  FfType instant = { .kind = FF_KIND_INSTANT, .form = FF_INSTANT_TEXT, .loose = TRUE };

  ff_entity_add_column (shelf, "up", &whole);
  ff_entity_add_column (shelf, "t", &text);
  ff_entity_add_column (shelf, "i", &instant);
  shop_link (shelf, "above", "shelf", FF_LINK_ONE, "up", "id");
  shop_link (shelf, "below", "shelf", FF_LINK_MANY, "id", "up");
  sqlite3_exec (ff_sqlite_get_handle (shop.database), "CREATE TABLE shelf (id INTEGER PRIMARY KEY, up, t, i)", NULL, NULL, NULL);

  check_deepest_of ("shelf", soon, "{'all': [{'exists': 'above'}, ", "]}", 5);
  check_deepest_of ("shelf", soon, "{'none': [{'left': {'aggregate': 'latest', 'link': ['below'], 'of': {'attribute': ['i']}, 'by': {'attribute': ['above', 'i']}, 'where': ",
                    "}, 'op': 'on-day', 'right': {'value': '2026-07-21'}}]}", 1);
  check_deepest_of ("shelf", soon, "{'none': [{'left': {'aggregate': 'text-join', 'link': ['below'], 'of': {'attribute': ['above', 't']}, 'by': {'attribute': ['above', 'i']},"
                    " 'where': {'any': [{'exists': 'above', 'where': ", "}, {'except': {'not-exists': 'below'}}]}}, 'op': 'like', 'right': {'value': '_'}}]}", 1);
  check_deepest_of ("shelf", soon, "{'latest': 'below', 'by': {'attribute': ['above', 'i']}, 'satisfy': {'all': [{'exists': 'above'}, ", "]}}", 1);
}
#endif

/* Side by side, up to what the parser lets through. */
static void
test_wide (void)
{
  FfEntity *entity = (FfEntity *) ff_schema_find_entity (shop.schema, "profile");
  g_autoptr (GString) text = g_string_new ("{'any': [{'any': [");
  g_autoptr (FfJson) json = NULL;
  g_autoptr (FfRule) rule = NULL;
  g_autofree char *keys = NULL;

  for (guint i = 0; i < 880; i++)
    g_string_append_printf (text, "%s{" ATTRIBUTE ("id") ", 'op': 'equals', 'right': {'value': %u}}", i == 440 ? "]}, " : i > 0 ? ", " : "", i % 3);
  g_string_append (text, "]}");
  json = shop_json (text->str);
  rule = parse (entity, json);
  g_assert_nonnull (rule);
  keys = ask (entity, rule, FALSE, FALSE);
  g_assert_cmpstr (keys, ==, "1 2");
}

static void
add_cases (const char        *prefix,
           const Case        *table,
           guint              n,
           GTestDataFunc      test)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *path = g_strdup_printf ("/query/rule-sql/%s/%s", prefix, table[i].what);

      g_test_add_data_func (path, &table[i], test);
    }
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  shop.schema = shop_schema_new ();
  shop.database = shop_database_new ();
  if (shop.database == NULL)
    return shop_skip ();

  add_cases ("profile", cases, G_N_ELEMENTS (cases), test_profiles);
  add_cases ("seat", seat_cases, G_N_ELEMENTS (seat_cases), test_seats);
  add_cases ("booking", booking_cases, G_N_ELEMENTS (booking_cases), test_bookings);
  add_cases ("operand", operand_cases, G_N_ELEMENTS (operand_cases), test_operand);
  g_test_add_func ("/query/rule-sql/opposite", test_opposite);
  g_test_add_func ("/query/rule-sql/zone", test_zone);
  g_test_add_func ("/query/rule-sql/carried", test_carried);
  g_test_add_func ("/query/rule-sql/attribute", test_attribute);
#ifndef SHOP_POSTGRES
  g_test_add_func ("/query/rule-sql/loose", test_loose);
  g_test_add_func ("/query/rule-sql/shapes", test_shapes);
#endif
  g_test_add_func ("/query/rule-sql/deep", test_deep);
#ifndef SHOP_POSTGRES
  g_test_add_func ("/query/rule-sql/deep-loose", test_deep_loose);
#endif
  g_test_add_func ("/query/rule-sql/wide", test_wide);

  status = g_test_run ();
  shop_database_free (shop.database);
  ff_schema_unref (shop.schema);

  return status;
}
