/* Functions that expressions have of dates and instants. Called while a text
 * is parsed, on its thread. An instant is looked at in a zone: the campaign's,
 * unless another is written out. */

#include "query/ff-expression-private.h"

#include <glib/gi18n-lib.h>

#include "query/ff-function-private.h"

#define ISO_DAY     "YYYY-MM-DD"
#define ISO_INSTANT "YYYY-MM-DDTHH:MI:SSZ"
#define LOCAL_TIME  "YYYY-MM-DD HH:MI:SS"

FfExpression *
ff_expression_build_words (const char *text)
{
  return ff_expression_build_text (&(FfToken) { FF_TOKEN_TEXT, 0, (char *) text });
}

FfExpression *
ff_expression_build_zone (FfExpressionReader *reader)
{
  GTimeZone *zone = reader->parser->scope->zone;

  return ff_expression_build_words (zone != NULL ? g_time_zone_get_identifier (zone) : "UTC");
}

FfExpression *
ff_expression_to_day (FfExpressionReader *reader,
                      FfExpression       *self)
{
  if (self->type.kind != FF_KIND_INSTANT)
    return self;

  return ff_expression_build_call (FF_CALL_DAY, FF_KIND_DATE, self->offset, 2, self, ff_expression_build_zone (reader));
}

gboolean
ff_expression_read_time (FfExpressionReader *reader,
                         FfExpression       *literal,
                         FfKind              kind)
{
  const char *text = literal->value.text;
  gint64 number;

  if (kind == FF_KIND_DATE)
    {
      if (!ff_time_parse_day (text, &number))
        return FALSE;
    }
  else
    {
      if (!ff_time_parse_instant (text, reader->parser->scope->zone, &number))
        return FALSE;
      ff_value_clear (&literal->value);
      literal->value = (FfValue) { .kind = FF_VALUE_INTEGER, .integer = number };
    }

  literal->type = (FfType) { .kind = kind };

  return TRUE;
}

static gboolean
is_date (GPtrArray *arguments,
         guint      index)
{
  return ((FfExpression *) g_ptr_array_index (arguments, index))->type.kind == FF_KIND_DATE;
}

/* The zone that is written out at @index, or the campaign's. */
static FfExpression *
take_zone (FfExpressionReader *reader,
           GPtrArray          *arguments,
           guint               index)
{
  FfExpression *zone = ff_expression_take (arguments, index);

  return zone != NULL ? zone : ff_expression_build_zone (reader);
}

/* FALSE after a problem: a date has neither. */
static gboolean
check_date (FfExpressionReader *reader,
            GPtrArray          *arguments,
            guint               unit_index,
            guint               zone_index)
{
  FfUnit unit = FF_UNIT_DAY;
  const FfExpression *written;

  if (unit_index < arguments->len)
    {
      written = g_ptr_array_index (arguments, unit_index);
      if (!ff_unit_from_id (written->value.text, &unit) || unit < FF_UNIT_DAY)
        {
          ff_expression_problem (reader, written->offset, _("A date has no time of day. Write 'day' or a longer unit."));
          return FALSE;
        }
    }

  if (zone_index < arguments->len)
    {
      written = g_ptr_array_index (arguments, zone_index);
      ff_expression_problem (reader, written->offset, _("A date is the same in every zone. Remove the zone."));
      return FALSE;
    }

  return TRUE;
}

FfExpression *
ff_expression_build_now (FfExpressionReader         *reader,
                         const FfExpressionFunction *self,
                         guint                       offset,
                         GPtrArray                  *arguments)
{
  FfExpression *now = ff_expression_new (FF_EXPRESSION_LITERAL, FF_KIND_INSTANT, offset);

  now->value = (FfValue) { .kind = FF_VALUE_INTEGER, .integer = reader->parser->scope->now_usec };

  return now;
}

static FfExpression *
build_day (gint64 day,
           guint  offset)
{
  FfExpression *self = ff_expression_new (FF_EXPRESSION_LITERAL, FF_KIND_DATE, offset);

  self->value = (FfValue) { .kind = FF_VALUE_TEXT, .text = ff_time_day_to_text (day) };

  return self;
}

FfExpression *
ff_expression_build_today (FfExpressionReader         *reader,
                           const FfExpressionFunction *self,
                           guint                       offset,
                           GPtrArray                  *arguments)
{
  g_autoptr (FfExpression) written = take_zone (reader, arguments, 0);
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (written->value.text);

  return build_day (ff_time_get_day (reader->parser->scope->now_usec, zone), offset);
}

/* add and subtract (value, amount, unit, zone) */
FfExpression *
ff_expression_build_add (FfExpressionReader         *reader,
                         const FfExpressionFunction *self,
                         guint                       offset,
                         GPtrArray                  *arguments)
{
  const gboolean of_date = is_date (arguments, 0);
  FfExpression *value, *amount, *unit;

  if (of_date && !check_date (reader, arguments, 2, 3))
    return NULL;

  value = ff_expression_take (arguments, 0);
  amount = ff_expression_take (arguments, 1);
  unit = ff_expression_take (arguments, 2);
  if (self->call == FF_CALL_SUBTRACT)
    amount = ff_expression_build_negative (reader, offset, amount);

  if (of_date)
    return ff_expression_build_call (FF_CALL_DATE_ADD, FF_KIND_DATE, offset, 3, value, amount, unit);

  return ff_expression_build_call (FF_CALL_INSTANT_ADD, FF_KIND_INSTANT, offset, 4, value, amount, unit, take_zone (reader, arguments, 3));
}

/* difference (from, to, unit, zone) */
FfExpression *
ff_expression_build_difference (FfExpressionReader         *reader,
                                const FfExpressionFunction *self,
                                guint                       offset,
                                GPtrArray                  *arguments)
{
  const gboolean of_date = is_date (arguments, 0);
  FfExpression *from, *to, *unit;

  if (is_date (arguments, 1) != of_date)
    return ff_expression_problem (reader, ((FfExpression *) g_ptr_array_index (arguments, 1))->offset,
                                  _("One of these is a date and the other a date and time. Make them the same, with to_date or to_instant."));

  if (of_date && !check_date (reader, arguments, 2, 3))
    return NULL;

  from = ff_expression_take (arguments, 0);
  to = ff_expression_take (arguments, 1);
  unit = ff_expression_take (arguments, 2);
  if (of_date)
    return ff_expression_build_call (FF_CALL_DATE_DIFFERENCE, FF_KIND_INTEGER, offset, 3, from, to, unit);

  return ff_expression_build_call (FF_CALL_INSTANT_DIFFERENCE, FF_KIND_INTEGER, offset, 4, from, to, unit, take_zone (reader, arguments, 3));
}

/* truncate (value, unit, zone) */
FfExpression *
ff_expression_build_truncate (FfExpressionReader         *reader,
                              const FfExpressionFunction *self,
                              guint                       offset,
                              GPtrArray                  *arguments)
{
  const gboolean of_date = is_date (arguments, 0);
  FfExpression *week_start, *value, *unit;

  if (of_date && !check_date (reader, arguments, 1, 2))
    return NULL;

  week_start = ff_expression_build_integer (reader->parser->scope->week_start);
  value = ff_expression_take (arguments, 0);
  unit = ff_expression_take (arguments, 1);
  if (of_date)
    return ff_expression_build_call (FF_CALL_DATE_TRUNCATE, FF_KIND_DATE, offset, 3, value, unit, week_start);

  return ff_expression_build_call (FF_CALL_INSTANT_TRUNCATE, FF_KIND_INSTANT, offset, 4, value, unit, take_zone (reader, arguments, 2), week_start);
}

/* year (value, zone) and the like: the function's name is the part's. */
FfExpression *
ff_expression_build_part (FfExpressionReader         *reader,
                          const FfExpressionFunction *self,
                          guint                       offset,
                          GPtrArray                  *arguments)
{
  const gboolean of_date = is_date (arguments, 0);
  FfExpression *value;

  if (of_date && !check_date (reader, arguments, G_MAXUINT, 1))
    return NULL;

  value = ff_expression_take (arguments, 0);
  if (of_date)
    return ff_expression_build_call (FF_CALL_DATE_PART, FF_KIND_INTEGER, offset, 2, value, ff_expression_build_words (self->help.name));

  return ff_expression_build_call (FF_CALL_INSTANT_PART, FF_KIND_INTEGER, offset, 3, value, ff_expression_build_words (self->help.name),
                                   take_zone (reader, arguments, 1));
}

/* A part of the day, which a date has not. */
FfExpression *
ff_expression_build_clock_part (FfExpressionReader         *reader,
                                const FfExpressionFunction *self,
                                guint                       offset,
                                GPtrArray                  *arguments)
{
  if (is_date (arguments, 0))
    return ff_expression_problem (reader, ((FfExpression *) g_ptr_array_index (arguments, 0))->offset,
                                  _("A date has no time of day. Choose a date and time."));

  return ff_expression_build_part (reader, self, offset, arguments);
}

/* age (from, to): whole years, until today unless said. */
FfExpression *
ff_expression_build_age (FfExpressionReader         *reader,
                         const FfExpressionFunction *self,
                         guint                       offset,
                         GPtrArray                  *arguments)
{
  FfExpression *from = ff_expression_to_day (reader, ff_expression_take (arguments, 0));
  FfExpression *to = ff_expression_take (arguments, 1);

  if (to == NULL)
    to = build_day (ff_time_get_day (reader->parser->scope->now_usec, reader->parser->scope->zone), offset);

  return ff_expression_build_call (FF_CALL_DATE_DIFFERENCE, FF_KIND_INTEGER, offset, 3, from, ff_expression_to_day (reader, to),
                                   ff_expression_build_words ("year"));
}

FfExpression *
ff_expression_build_to_zone (FfExpressionReader         *reader,
                             const FfExpressionFunction *self,
                             guint                       offset,
                             GPtrArray                  *arguments)
{
  FfExpression *value = ff_expression_take (arguments, 0);

  return ff_expression_build_call (FF_CALL_INSTANT_FORMAT, FF_KIND_TEXT, offset, 3, value, ff_expression_build_words (LOCAL_TIME),
                                   take_zone (reader, arguments, 1));
}

FfExpression *
ff_expression_build_to_date (FfExpressionReader         *reader,
                             const FfExpressionFunction *self,
                             guint                       offset,
                             GPtrArray                  *arguments)
{
  FfExpression *value = g_ptr_array_index (arguments, 0);

  ff_expression_settle (value, &(FfType) { .kind = FF_KIND_DATE });
  switch (value->type.kind)
    {
    case FF_KIND_DATE:
    case FF_KIND_TEXT:
      if (!check_date (reader, arguments, G_MAXUINT, 1))
        return NULL;
      value = ff_expression_take (arguments, 0);
      if (value->type.kind == FF_KIND_DATE)
        return value;
      return ff_expression_build_call (FF_CALL_DATE_READ, FF_KIND_DATE, offset, 2, value, ff_expression_build_words (ISO_DAY));

    case FF_KIND_INSTANT:
      value = ff_expression_take (arguments, 0);
      return ff_expression_build_call (FF_CALL_DAY, FF_KIND_DATE, offset, 2, value, take_zone (reader, arguments, 1));

    default:
      return ff_expression_problem (reader, value->offset, _("A %s is no date. Choose a date, or a text that has one."), ff_kind_get_name (value->type.kind));
    }
}

FfExpression *
ff_expression_build_to_instant (FfExpressionReader         *reader,
                                const FfExpressionFunction *self,
                                guint                       offset,
                                GPtrArray                  *arguments)
{
  FfExpression *value = g_ptr_array_index (arguments, 0);
  FfKind kind;

  ff_expression_settle (value, &(FfType) { .kind = FF_KIND_INSTANT });
  kind = value->type.kind;
  if (kind != FF_KIND_DATE && kind != FF_KIND_INSTANT && kind != FF_KIND_TEXT)
    return ff_expression_problem (reader, value->offset, _("A %s is no date. Choose a date, or a text that has one."), ff_kind_get_name (kind));

  if (kind == FF_KIND_INSTANT && arguments->len > 1)
    return ff_expression_problem (reader, ((FfExpression *) g_ptr_array_index (arguments, 1))->offset,
                                  _("A date and time is the same in every zone. Remove the zone, or use to_zone (…)."));

  value = ff_expression_take (arguments, 0);
  if (kind == FF_KIND_INSTANT)
    return value;

  return ff_expression_build_call (kind == FF_KIND_DATE ? FF_CALL_DAY_START : FF_CALL_INSTANT_ISO, FF_KIND_INSTANT, offset, 2, value,
                                   take_zone (reader, arguments, 1));
}

static gboolean
check_pattern (FfExpressionReader *reader,
               const FfExpression *pattern,
               gboolean            has_clock,
               gboolean            reads)
{
  if (ff_time_pattern_is_good (pattern->value.text, has_clock, reads))
    return TRUE;

  if (has_clock)
    ff_expression_problem (reader, pattern->offset, _("Write a pattern of YYYY, MM, DD, HH, MI and SS, such as 'DD.MM.YYYY HH:MI'."));
  else
    ff_expression_problem (reader, pattern->offset, _("Write a pattern of YYYY, MM and DD, such as 'DD.MM.YYYY'."));

  return FALSE;
}

/* parse_date (text, pattern) */
FfExpression *
ff_expression_build_parse_date (FfExpressionReader         *reader,
                                const FfExpressionFunction *self,
                                guint                       offset,
                                GPtrArray                  *arguments)
{
  if (!check_pattern (reader, g_ptr_array_index (arguments, 1), FALSE, TRUE))
    return NULL;

  return ff_expression_build_plain (reader, self, offset, arguments);
}

/* parse_instant (text, pattern, zone) */
FfExpression *
ff_expression_build_parse_instant (FfExpressionReader         *reader,
                                   const FfExpressionFunction *self,
                                   guint                       offset,
                                   GPtrArray                  *arguments)
{
  if (!check_pattern (reader, g_ptr_array_index (arguments, 1), TRUE, TRUE))
    return NULL;

  if (arguments->len < 3)
    g_ptr_array_add (arguments, ff_expression_build_zone (reader));

  return ff_expression_build_plain (reader, self, offset, arguments);
}

static FfExpression *
build_formatted (FfExpressionReader *reader,
                 guint               offset,
                 FfExpression       *value,
                 FfExpression       *pattern,
                 FfExpression       *zone)
{
  if (value->type.kind == FF_KIND_DATE)
    return ff_expression_build_call (FF_CALL_DATE_FORMAT, FF_KIND_TEXT, offset, 2, value, pattern);

  return ff_expression_build_call (FF_CALL_INSTANT_FORMAT, FF_KIND_TEXT, offset, 3, value, pattern, zone);
}

/* format (value, pattern, zone) */
FfExpression *
ff_expression_build_format (FfExpressionReader         *reader,
                            const FfExpressionFunction *self,
                            guint                       offset,
                            GPtrArray                  *arguments)
{
  const gboolean of_date = is_date (arguments, 0);
  FfExpression *value, *pattern;

  if (!check_pattern (reader, g_ptr_array_index (arguments, 1), !of_date, FALSE) ||
      (of_date && !check_date (reader, arguments, G_MAXUINT, 2)))
    return NULL;

  value = ff_expression_take (arguments, 0);
  pattern = ff_expression_take (arguments, 1);

  return build_formatted (reader, offset, value, pattern, of_date ? NULL : take_zone (reader, arguments, 2));
}

FfExpression *
ff_expression_build_time_text (FfExpressionReader *reader,
                               guint               offset,
                               FfExpression       *value)
{
  const gboolean of_date = value->type.kind == FF_KIND_DATE;

  return build_formatted (reader, offset, value, ff_expression_build_words (of_date ? ISO_DAY : ISO_INSTANT),
                          of_date ? NULL : ff_expression_build_words ("UTC"));
}
