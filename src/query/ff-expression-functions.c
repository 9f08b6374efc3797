/* The functions that the text of an expression may call, found by name and
 * held to what they take. Called while a text is parsed, on its thread. */

#include "query/ff-expression-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_SCALE 18

FfExpression *
ff_expression_take (GPtrArray *arguments,
                    guint      index)
{
  return index < arguments->len ? g_steal_pointer (&arguments->pdata[index]) : NULL;
}

FfExpression *
ff_expression_build_plain (FfExpressionReader         *reader,
                           const FfExpressionFunction *self,
                           guint                       offset,
                           GPtrArray                  *arguments)
{
  FfExpression *call = ff_expression_build_call (self->call, self->result, offset, 0);

  for (guint i = 0; i < arguments->len; i++)
    g_ptr_array_add (call->arguments, ff_expression_take (arguments, i));

  return call;
}

static const FfExpressionFunction *
find_function (const char *name)
{
  const FfExpressionFunction *function;

  for (guint i = 0; (function = ff_expression_function_get (i)) != NULL; i++)
    if (function->build != NULL && g_ascii_strcasecmp (function->help.name, name) == 0)
      return function;

  return NULL;
}

static gboolean
check_count (FfExpressionReader         *reader,
             const FfExpressionFunction *self,
             guint                       offset,
             guint                       n)
{
  const char *optional = strchr (self->arguments, '?');
  const gboolean repeats = g_str_has_suffix (self->arguments, "*");
  const guint n_letters = strlen (self->arguments) - (optional != NULL ? 1 : 0) - (repeats ? 1 : 0);
  const guint n_needed = optional != NULL ? (guint) (optional - self->arguments) : n_letters;

  if (n >= n_needed && (repeats || n <= n_letters))
    return TRUE;

  /* Translators: how a function is written, such as “round (number, digits)”. */
  ff_expression_problem (reader, offset, _("Write it so: %s."), _(self->help.usage));

  return FALSE;
}

/* The letter for the @index-th argument. */
static char
get_letter (const FfExpressionFunction *self,
            guint                       index)
{
  const char *c = self->arguments + (*self->arguments == '?' ? 1 : 0);

  for (; index > 0 && c[1] != '\0' && c[1] != '*'; index--)
    c += c[1] == '?' ? 2 : 1;

  return *c;
}

static gboolean
check_kind (FfExpressionReader         *reader,
            const FfExpressionFunction *self,
            const FfExpression         *argument,
            gboolean                    good,
            const char                 *wanted)
{
  if (!good)
    /* Translators: a function’s name, then a kind such as “whole number”, twice. */
    ff_expression_problem (reader, argument->offset, _("“%s” takes a %s here, and this is a %s."), self->help.name, wanted,
                           ff_kind_get_name (argument->type.kind));

  return good;
}

static gboolean
check_digits (FfExpressionReader *reader,
              FfExpression       *argument)
{
  if (argument->kind == FF_EXPRESSION_LITERAL && !argument->untyped && argument->type.kind == FF_KIND_INTEGER &&
      argument->value.integer >= -MAX_SCALE && argument->value.integer <= MAX_SCALE)
    return TRUE;

  ff_expression_problem (reader, argument->offset, _("The number of digits is written out here, from %d to %d."), -MAX_SCALE, MAX_SCALE);

  return FALSE;
}

static gboolean
check_unit (FfExpressionReader *reader,
            const FfExpression *argument)
{
  FfUnit unit;

  if (ff_expression_is_text_literal (argument) && ff_unit_from_id (argument->value.text, &unit))
    return TRUE;

  ff_expression_problem (reader, argument->offset, _("The unit is written out here: 'minute', 'hour', 'day', 'week', 'month', 'quarter' or 'year'."));

  return FALSE;
}

/* Names that every database knows alike. */
static gboolean
check_zone (FfExpressionReader *reader,
            const FfExpression *argument)
{
  const char *name = ff_expression_is_text_literal (argument) ? argument->value.text : "";
  g_autoptr (GTimeZone) zone = NULL;

  if (strcmp (name, "UTC") == 0 || (g_ascii_isalpha (*name) && strchr (name, '/') != NULL))
    zone = g_time_zone_new_identifier (name);
  if (zone == NULL)
    ff_expression_problem (reader, argument->offset, _("The zone is written out here, such as 'Europe/Amsterdam' or 'UTC'."));

  return zone != NULL;
}

static gboolean
check_pattern (FfExpressionReader *reader,
               const FfExpression *argument)
{
  if (!ff_expression_is_text_literal (argument))
    ff_expression_problem (reader, argument->offset, _("The pattern is written out here, such as 'DD.MM.YYYY'."));

  return ff_expression_is_text_literal (argument);
}

/* A date or an instant, also one that is written out. */
static gboolean
check_time (FfExpressionReader         *reader,
            const FfExpressionFunction *self,
            char                        letter,
            FfExpression               *argument)
{
  ff_expression_settle (argument, &(FfType) { .kind = letter == 'w' ? FF_KIND_INSTANT : FF_KIND_DATE });
  if (ff_expression_is_text_literal (argument) && letter == 'T')
    ff_expression_read_time (reader, argument, FF_KIND_DATE);
  if (ff_expression_is_text_literal (argument))
    ff_expression_read_time (reader, argument, FF_KIND_INSTANT);

  return check_kind (reader, self, argument, argument->type.kind == FF_KIND_INSTANT || (letter == 'T' && argument->type.kind == FF_KIND_DATE),
                     ff_kind_get_name (letter == 'w' ? FF_KIND_INSTANT : FF_KIND_DATE));
}

static gboolean
check_argument (FfExpressionReader         *reader,
                const FfExpressionFunction *self,
                char                        letter,
                FfExpression               *argument)
{
  FfKind kind;

  switch (letter)
    {
    case 'D':
      return check_digits (reader, argument);
    case 'P':
      return check_pattern (reader, argument);
    case 'T':
    case 'w':
      return check_time (reader, self, letter, argument);
    case 'U':
      return check_unit (reader, argument);
    case 'Z':
      return check_zone (reader, argument);
    default:
      break;
    }

  if (letter != 'a')
    ff_expression_settle (argument, &(FfType) { .kind = letter == 't' ? FF_KIND_TEXT : letter == 'f' ? FF_KIND_FLAG : FF_KIND_INTEGER });

  kind = argument->type.kind;
  switch (letter)
    {
    case 'n':
      return check_kind (reader, self, argument, ff_kind_is_number (kind), _("number"));
    case 'e':
      return check_kind (reader, self, argument, ff_kind_is_number (kind) && kind != FF_KIND_REAL, _("whole or decimal number"));
    case 'i':
      return check_kind (reader, self, argument, kind == FF_KIND_INTEGER, ff_kind_get_name (FF_KIND_INTEGER));
    case 't':
      return check_kind (reader, self, argument, kind == FF_KIND_TEXT, ff_kind_get_name (FF_KIND_TEXT));
    case 'f':
      return check_kind (reader, self, argument, kind == FF_KIND_FLAG, ff_kind_get_name (FF_KIND_FLAG));
    case 'a':
    default:
      return TRUE;
    }
}

FfExpression *
ff_expression_build_function (FfExpressionReader *reader,
                              const FfToken      *name,
                              GPtrArray          *arguments)
{
  const FfExpressionFunction *function = find_function (name->text);

  if (function == NULL)
    return ff_expression_problem (reader, name->offset, _("There is no function “%s”. Check the spelling."), name->text);

  if (!check_count (reader, function, name->offset, arguments->len))
    return NULL;

  for (guint i = 0; i < arguments->len; i++)
    if (!check_argument (reader, function, get_letter (function, i), g_ptr_array_index (arguments, i)))
      return NULL;

  return function->build (reader, function, name->offset, arguments);
}
