/* Every function that the text of an expression may call: how it is written and
 * what it gives, for people; what it takes and who builds it, for the parser.
 * Constant; any thread. */

#include "query/ff-expression-private.h"

#include <glib/gi18n-lib.h>

/* Translators: of how a function is written only what stands between its brackets is translated; what stands between
 * [ and ] may be left out. */
static const FfExpressionFunction functions[] = {
  { { "coalesce", FF_EXPRESSION_VALUES, N_("coalesce (value, value, …)"),
      N_("The first value that is not missing") },
    "a*", ff_expression_build_common, FF_CALL_COALESCE },
  { { "greatest", FF_EXPRESSION_VALUES, N_("greatest (value, value, …)"),
      N_("The greatest of the values, those that are missing left out") },
    "a*", ff_expression_build_common, FF_CALL_GREATEST },
  { { "iif", FF_EXPRESSION_VALUES, N_("iif (condition, value, otherwise)"),
      N_("One value where the condition holds, the other where it does not or is unknown") },
    "faa", ff_expression_build_iif },
  { { "is_empty", FF_EXPRESSION_VALUES, N_("is_empty (value)"),
      N_("Whether it is missing, or an empty text") },
    "a", ff_expression_build_is_empty, FF_CALL_IS_EMPTY, FF_KIND_FLAG },
  { { "least", FF_EXPRESSION_VALUES, N_("least (value, value, …)"),
      N_("The least of the values, those that are missing left out") },
    "a*", ff_expression_build_common, FF_CALL_LEAST },

  { { "abs", FF_EXPRESSION_NUMBERS, N_("abs (number)"),
      N_("The number without its sign") },
    "n", ff_expression_build_abs, FF_CALL_ABS },
  { { "ceil", FF_EXPRESSION_NUMBERS, N_("ceil (number)"),
      N_("Up to a whole number") },
    "n", ff_expression_build_whole, FF_CALL_CEIL },
  { { "distance", FF_EXPRESSION_NUMBERS, N_("distance (latitude, longitude, latitude, longitude)"),
      N_("Kilometres between two places on the earth, to the metre") },
    "nnnn", ff_expression_build_distance, FF_CALL_DISTANCE, FF_KIND_REAL },
  { { "floor", FF_EXPRESSION_NUMBERS, N_("floor (number)"),
      N_("Down to a whole number") },
    "n", ff_expression_build_whole, FF_CALL_FLOOR },
  { { "mod", FF_EXPRESSION_NUMBERS, N_("mod (number, by)"),
      N_("What a division leaves over, with the sign of the number") },
    "ee", ff_expression_build_common, FF_CALL_MOD },
  { { "percent", FF_EXPRESSION_NUMBERS, N_("percent (part, whole)"),
      N_("How many hundredths of the whole the part is; missing where the whole is 0") },
    "nn", ff_expression_build_percent },
  { { "round", FF_EXPRESSION_NUMBERS, N_("round (number [, digits])"),
      N_("Rounded, half away from zero; -2 rounds to hundreds") },
    "n?D", ff_expression_build_round },
  { { "sign", FF_EXPRESSION_NUMBERS, N_("sign (number)"),
      N_("-1, 0 or 1") },
    "n", ff_expression_build_plain, FF_CALL_SIGN, FF_KIND_INTEGER },

  { { "concat", FF_EXPRESSION_TEXTS, N_("concat (text, text, …)"),
      N_("The texts in a row, those that are missing left out") },
    "t*", ff_expression_build_plain, FF_CALL_CONCAT, FF_KIND_TEXT },
  { { "email_domain", FF_EXPRESSION_TEXTS, N_("email_domain (address)"),
      N_("What stands after the @ of an address, in small letters") },
    "t", ff_expression_build_plain, FF_CALL_EMAIL_DOMAIN, FF_KIND_TEXT },
  { { "left", FF_EXPRESSION_TEXTS, N_("left (text, count)"),
      N_("Its first characters") },
    "ti", ff_expression_build_plain, FF_CALL_LEFT, FF_KIND_TEXT },
  { { "length", FF_EXPRESSION_TEXTS, N_("length (text)"),
      N_("How many characters it has") },
    "t", ff_expression_build_plain, FF_CALL_LENGTH, FF_KIND_INTEGER },
  { { "lower", FF_EXPRESSION_TEXTS, N_("lower (text)"),
      N_("In small letters") },
    "t", ff_expression_build_plain, FF_CALL_LOWER_CASE, FF_KIND_TEXT },
  { { "md5", FF_EXPRESSION_TEXTS, N_("md5 (text)"),
      N_("The MD5 sum of its UTF-8, in hexadecimal digits") },
    "t", ff_expression_build_plain, FF_CALL_MD5, FF_KIND_TEXT },
  { { "pad_left", FF_EXPRESSION_TEXTS, N_("pad_left (text, length [, with])"),
      N_("Filled up at the left, with spaces unless said") },
    "ti?t", ff_expression_build_pad, FF_CALL_PAD_LEFT, FF_KIND_TEXT },
  { { "pad_right", FF_EXPRESSION_TEXTS, N_("pad_right (text, length [, with])"),
      N_("Filled up at the right, with spaces unless said") },
    "ti?t", ff_expression_build_pad, FF_CALL_PAD_RIGHT, FF_KIND_TEXT },
  { { "replace", FF_EXPRESSION_TEXTS, N_("replace (text, what, with)"),
      N_("Every place where one text stands becomes another") },
    "ttt", ff_expression_build_plain, FF_CALL_REPLACE, FF_KIND_TEXT },
  { { "right", FF_EXPRESSION_TEXTS, N_("right (text, count)"),
      N_("Its last characters") },
    "ti", ff_expression_build_plain, FF_CALL_RIGHT, FF_KIND_TEXT },
  { { "sha256", FF_EXPRESSION_TEXTS, N_("sha256 (text)"),
      N_("The SHA-256 sum of its UTF-8, in hexadecimal digits") },
    "t", ff_expression_build_plain, FF_CALL_SHA256, FF_KIND_TEXT },
  { { "split_part", FF_EXPRESSION_TEXTS, N_("split_part (text, separator, place)"),
      N_("One part of what a separator parts; -1 is the last") },
    "tti", ff_expression_build_plain, FF_CALL_SPLIT_PART, FF_KIND_TEXT },
  { { "substring", FF_EXPRESSION_TEXTS, N_("substring (text, from [, count])"),
      N_("Characters from a place on; 1 is the first") },
    "ti?i", ff_expression_build_substring, FF_CALL_SUBSTRING, FF_KIND_TEXT },
  { { "title", FF_EXPRESSION_TEXTS, N_("title (text)"),
      N_("Each Word Begins With a Capital") },
    "t", ff_expression_build_plain, FF_CALL_TITLE_CASE, FF_KIND_TEXT },
  { { "trim", FF_EXPRESSION_TEXTS, N_("trim (text)"),
      N_("Without white space at both ends") },
    "t", ff_expression_build_plain, FF_CALL_TRIM, FF_KIND_TEXT },
  { { "upper", FF_EXPRESSION_TEXTS, N_("upper (text)"),
      N_("In capitals") },
    "t", ff_expression_build_plain, FF_CALL_UPPER_CASE, FF_KIND_TEXT },

  { { "add", FF_EXPRESSION_TIMES, N_("add (date, amount, unit [, zone])"),
      N_("A date so many units later; a day that the month lacks becomes its last") },
    "TiU?Z", ff_expression_build_add, FF_CALL_ADD },
  { { "age", FF_EXPRESSION_TIMES, N_("age (date [, on])"),
      N_("Whole years since a date, today unless said") },
    "T?T", ff_expression_build_age },
  { { "day", FF_EXPRESSION_TIMES, N_("day (date [, zone])"),
      N_("The day of the month, 1 to 31") },
    "T?Z", ff_expression_build_part },
  { { "difference", FF_EXPRESSION_TIMES, N_("difference (from, to, unit [, zone])"),
      N_("Whole units from one date to another") },
    "TTU?Z", ff_expression_build_difference },
  { { "format", FF_EXPRESSION_TIMES, N_("format (date, pattern [, zone])"),
      N_("Written by a pattern such as 'DD.MM.YYYY HH:MI'") },
    "TP?Z", ff_expression_build_format },
  { { "hour", FF_EXPRESSION_TIMES, N_("hour (date and time [, zone])"),
      N_("The hour of the day, 0 to 23") },
    "T?Z", ff_expression_build_clock_part },
  { { "minute", FF_EXPRESSION_TIMES, N_("minute (date and time [, zone])"),
      N_("The minute of the hour, 0 to 59") },
    "T?Z", ff_expression_build_clock_part },
  { { "month", FF_EXPRESSION_TIMES, N_("month (date [, zone])"),
      N_("The month of the year, 1 to 12") },
    "T?Z", ff_expression_build_part },
  { { "now", FF_EXPRESSION_TIMES, N_("now ()"),
      N_("The date and time at which the campaign is counted") },
    "", ff_expression_build_now },
  { { "parse_date", FF_EXPRESSION_TIMES, N_("parse_date (text, pattern)"),
      N_("Reads a date written by a pattern such as 'DD.MM.YYYY'; missing where it is none") },
    "tP", ff_expression_build_parse_date, FF_CALL_DATE_READ, FF_KIND_DATE },
  { { "parse_instant", FF_EXPRESSION_TIMES, N_("parse_instant (text, pattern [, zone])"),
      N_("Reads a date and time written by a pattern; missing where it is none") },
    "tP?Z", ff_expression_build_parse_instant, FF_CALL_INSTANT_READ, FF_KIND_INSTANT },
  { { "quarter", FF_EXPRESSION_TIMES, N_("quarter (date [, zone])"),
      N_("The quarter of the year, 1 to 4") },
    "T?Z", ff_expression_build_part },
  { { "second", FF_EXPRESSION_TIMES, N_("second (date and time [, zone])"),
      N_("The second of the minute, 0 to 59") },
    "T?Z", ff_expression_build_clock_part },
  { { "subtract", FF_EXPRESSION_TIMES, N_("subtract (date, amount, unit [, zone])"),
      N_("A date so many units earlier") },
    "TiU?Z", ff_expression_build_add, FF_CALL_SUBTRACT },
  { { "to_zone", FF_EXPRESSION_TIMES, N_("to_zone (date and time, zone)"),
      N_("What clocks of a zone show, as a text") },
    "wZ", ff_expression_build_to_zone },
  { { "today", FF_EXPRESSION_TIMES, N_("today ([zone])"),
      N_("The day on which the campaign is counted") },
    "?Z", ff_expression_build_today },
  { { "truncate", FF_EXPRESSION_TIMES, N_("truncate (date, unit [, zone])"),
      N_("The beginning of the unit that a date lies in") },
    "TU?Z", ff_expression_build_truncate },
  { { "week", FF_EXPRESSION_TIMES, N_("week (date [, zone])"),
      N_("The week of the year as ISO counts it, 1 to 53") },
    "T?Z", ff_expression_build_part },
  { { "weekday", FF_EXPRESSION_TIMES, N_("weekday (date [, zone])"),
      N_("The day of the week, 1 for Monday to 7") },
    "T?Z", ff_expression_build_part },
  { { "year", FF_EXPRESSION_TIMES, N_("year (date [, zone])"),
      N_("The year") },
    "T?Z", ff_expression_build_part },

  { { "to_date", FF_EXPRESSION_CONVERSIONS, N_("to_date (value [, zone])"),
      N_("The day of a date and time, or of a text such as '2026-07-21'") },
    "a?Z", ff_expression_build_to_date },
  { { "to_instant", FF_EXPRESSION_CONVERSIONS, N_("to_instant (value [, zone])"),
      N_("The first moment of a day, or that of a text such as '2026-07-21 10:00'") },
    "a?Z", ff_expression_build_to_instant },
  { { "to_integer", FF_EXPRESSION_CONVERSIONS, N_("to_integer (value)"),
      N_("A whole number: rounded, or read from a text") },
    "a", ff_expression_build_to_integer },
  { { "to_number", FF_EXPRESSION_CONVERSIONS, N_("to_number (value [, digits])"),
      N_("A number with 6 digits after the point unless said, also read from a text") },
    "a?D", ff_expression_build_to_number },
  { { "to_text", FF_EXPRESSION_CONVERSIONS, N_("to_text (value)"),
      N_("As a text; dates as ISO writes them") },
    "a", ff_expression_build_to_text },

  { { "and", FF_EXPRESSION_WORDS, N_("condition and condition"),
      N_("Whether both hold") } },
  { { "case", FF_EXPRESSION_WORDS, N_("case when condition then value [else otherwise] end"),
      N_("The value of the first condition that holds") } },
  { { "not", FF_EXPRESSION_WORDS, N_("not condition"),
      N_("Whether it does not hold; unknown stays unknown") } },
  { { "or", FF_EXPRESSION_WORDS, N_("condition or condition"),
      N_("Whether one of them holds") } },
};

const FfExpressionFunction *
ff_expression_function_get (guint index)
{
  return index < G_N_ELEMENTS (functions) ? &functions[index] : NULL;
}

const FfExpressionHelp *
ff_expression_help_get (guint index)
{
  return index < G_N_ELEMENTS (functions) ? &functions[index].help : NULL;
}

const char *
ff_expression_group_get_name (FfExpressionGroup group)
{
  static const char *const names[] = { N_("Any value"), N_("Numbers"), N_("Texts"), N_("Dates and times"), N_("Conversions"), N_("Conditions") };

  return _(names[group]);
}

gboolean
ff_expression_help_is_word (const FfExpressionHelp *self)
{
  return self->group == FF_EXPRESSION_WORDS;
}
