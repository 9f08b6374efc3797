/* Expressions → PostgreSQL: plain SQL of built-in functions, each said by a
 * template. Called by the dialect while a rule is compiled.
 *
 * Inside, flags are booleans; at the door they are numbers like those of
 * columns. Whole and decimal numbers are computed as NUMERIC and fitted to 64
 * bits after each call: an error of one row would be an error of the whole
 * evaluation. Templates hold no NULL back: where a function of PostgreSQL would
 * pass over one, they ask. */

#include "query/ff-expression-private.h"

#include <string.h>

#define C_COLLATION " COLLATE \"C\""

/* What does not fit is NULL, and the number is said once: LEAST and GREATEST pass over NULL, and NULLIF finds it again. */
#define FIT(numeric) "CAST (NULLIF (NULLIF (LEAST (GREATEST (" numeric ", -9223372036854775809), 9223372036854775808), " \
                     "9223372036854775808), -9223372036854775809) AS BIGINT)"

#define LOWER(text)  "(lower (replace (" text ", 'Σ', 'σ') COLLATE \"und-x-icu\")" C_COLLATION ")"

/* Runs of white space and hyphens, and of what stands between. */
#define WORDS "'([^ \\t\\n\\v\\f\\r\\u00A0-]+|[ \\t\\n\\v\\f\\r\\u00A0-]+)'"

#define PART_COUNT "CASE WHEN {1} = '' OR {0} = '' THEN 1 ELSE (length ({0}) - length (replace ({0}, {1}, ''))) / length ({1}) + 1 END"

/* The sine of half an angle between two places that there are. What is too small to compute with is nothing. */
#define NEAR(angle) "CASE WHEN {0} BETWEEN -90 AND 90 AND {1} BETWEEN -180 AND 180 AND {2} BETWEEN -90 AND 90 AND {3} BETWEEN -180 AND 180 " \
                    "THEN CASE WHEN abs (" angle ") < 1e-9 THEN 0 ELSE sin (radians (" angle ") / 2) END END"

typedef struct
{
  /* {n} is argument n, {cn} the same as a count from 0 on, {fn} from 1 on, {kn} of any sign; {+n} 10^n' and {-n} 10^-n', where argument n
   * is a number n' of ours. */
  const char *text;
  gboolean    repeats;  /* an argument is said several times: let it be a column of a subquery */
} Template;

static const Template templates[FF_N_CALLS] = {
  [FF_CALL_NOT]          = { "(NOT {0})" },
  [FF_CALL_ADD]          = { FIT ("CAST ({0} AS NUMERIC) + {1}") },
  [FF_CALL_SUBTRACT]     = { FIT ("CAST ({0} AS NUMERIC) - {1}") },
  [FF_CALL_MULTIPLY]     = { FIT ("round (CAST ({0} AS NUMERIC) * {1} * {-2})") },
  /* One digit more, cut, is enough to round by: numbers are never rounded twice. */
  [FF_CALL_DIVIDE]       = { FIT ("round (div (CAST ({0} AS NUMERIC) * {+2} * 10, CAST (NULLIF ({1}, 0) AS NUMERIC)) * 0.1)") },
  [FF_CALL_MOD]          = { "mod ({0}, NULLIF ({1}, 0))" },
  [FF_CALL_ABS]          = { FIT ("abs (CAST ({0} AS NUMERIC))") },
  [FF_CALL_SIGN]         = { "CAST (sign (CAST ({0} AS NUMERIC)) AS BIGINT)" },
  [FF_CALL_FLOOR]        = { FIT ("floor (CAST ({0} AS NUMERIC) * {-1})") },
  [FF_CALL_CEIL]         = { FIT ("ceil (CAST ({0} AS NUMERIC) * {-1})") },
  [FF_CALL_SCALE]        = { FIT ("round (CAST ({0} AS NUMERIC) * {+1})") },
  [FF_CALL_REAL]         = { "(CAST ({0} AS DOUBLE PRECISION) / CAST ({+1} AS DOUBLE PRECISION))" },
  [FF_CALL_EXACT]        = { FIT ("round (CAST ({0} AS NUMERIC) * {+1})") },
  [FF_CALL_NUMBER]       = { "(CASE WHEN {0} ~ '^[ \\t\\n\\v\\f\\r]*[+-]?[0-9]{{1,30}(\\.[0-9]{{1,30})?[ \\t\\n\\v\\f\\r]*$' THEN "
                             FIT ("round (CAST ({0} AS NUMERIC) * {+1})") " END)", TRUE },
  [FF_CALL_NUMBER_TEXT]  = { "CAST (CAST ({0} AS NUMERIC) * {-1} AS TEXT)" },
  [FF_CALL_FLAG_NUMBER]  = { "CAST (CAST ({0} AS INTEGER) AS BIGINT)" },
  [FF_CALL_FLAG_TEXT]    = { "CASE {0} WHEN TRUE THEN 'true' WHEN FALSE THEN 'false' END" },

  [FF_CALL_LOWER_CASE]   = { LOWER ("{0}") },
  [FF_CALL_UPPER_CASE]   = { "(upper ({0} COLLATE \"und-x-icu\")" C_COLLATION ")" },
  [FF_CALL_TITLE_CASE]   = { "(CASE WHEN {0} IS NOT NULL THEN coalesce ((SELECT string_agg (initcap (left (m[1], 1) COLLATE \"und-x-icu\")" C_COLLATION
                             " || " LOWER ("substr (m[1], 2)") ", '' ORDER BY n) FROM regexp_matches ({0}, " WORDS ", 'g') WITH ORDINALITY AS w (m, n)), '') END)", TRUE },
  [FF_CALL_TRIM]         = { "btrim ({0}, E' \\t\\n\\x0b\\f\\r')" },
  [FF_CALL_LEFT]         = { "left ({0}, {c1})" },
  [FF_CALL_RIGHT]        = { "right ({0}, {c1})" },
  [FF_CALL_SUBSTRING]    = { "substr ({0}, {f1}, {c2})" },
  [FF_CALL_LENGTH]       = { "CAST (length ({0}) AS BIGINT)" },
  [FF_CALL_REPLACE]      = { "replace ({0}, {1}, {2})" },
  [FF_CALL_PAD_LEFT]     = { "(CASE WHEN {0} IS NULL OR {2} IS NULL OR {1} IS NULL OR {1} > 10000 THEN NULL "
                             "WHEN {2} = '' OR length ({0}) >= {1} THEN {0} ELSE lpad ({0}, {c1}, {2}) END)", TRUE },
  [FF_CALL_PAD_RIGHT]    = { "(CASE WHEN {0} IS NULL OR {2} IS NULL OR {1} IS NULL OR {1} > 10000 THEN NULL "
                             "WHEN {2} = '' OR length ({0}) >= {1} THEN {0} ELSE rpad ({0}, {c1}, {2}) END)", TRUE },
  [FF_CALL_SPLIT_PART]   = { "(CASE WHEN {2} BETWEEN 1 AND " PART_COUNT " OR {2} BETWEEN -(" PART_COUNT ") AND -1 "
                             "THEN split_part ({0}, {1}, {k2}) END)", TRUE },
  [FF_CALL_EMAIL_DOMAIN] = { LOWER ("substring (btrim ({0}, E' \\t\\n\\x0b\\f\\r') FROM '^.+@([^@]+)$')") },
  [FF_CALL_MD5]          = { "md5 ({0})" },
  [FF_CALL_DISTANCE]     = { "(SELECT 2 * 6371.0088 * asin (CASE WHEN h > 1 THEN 1 ELSE sqrt (h) END) FROM (SELECT n * n + "
                             "cos (radians ({0})) * cos (radians ({2})) * e * e AS h FROM (SELECT " NEAR ("{2} - {0}") " AS n, " NEAR ("{3} - {1}") " AS e OFFSET 0) AS q1 OFFSET 0) AS q2)", TRUE },
  [FF_CALL_SHA256]       = { "encode (sha256 (convert_to ({0}, 'UTF8')), 'hex')" },
};

/* Approximate numbers: PostgreSQL refuses what is too large or too small, so it is looked at first. */
#define REAL(too_large, too_small, sum) \
  "(CASE WHEN " too_large " THEN NULL WHEN " too_small " THEN 0.0 ELSE " sum " END)"
#define N0 "CAST ({0} AS NUMERIC)"
#define N1 "CAST ({1} AS NUMERIC)"

static const Template real_templates[FF_N_CALLS] = {
  [FF_CALL_ADD]         = { REAL ("abs (" N0 " + " N1 ") > 1e308", "abs ({0} + {1}) < 1e-307", "{0} + {1}"), TRUE },
  [FF_CALL_SUBTRACT]    = { REAL ("abs (" N0 " - " N1 ") > 1e308", "abs ({0} - {1}) < 1e-307", "{0} - {1}"), TRUE },
  [FF_CALL_MULTIPLY]    = { REAL ("abs (" N0 " * " N1 ") > 1e308", "abs (" N0 " * " N1 ") < 1e-307", "{0} * {1}"), TRUE },
  [FF_CALL_DIVIDE]      = { REAL ("{1} = 0 OR abs (" N0 ") > 1e308 * abs (" N1 ")", "abs (" N0 ") < 1e-307 * abs (" N1 ")", "{0} / {1}"), TRUE },
  [FF_CALL_ABS]         = { "abs ({0})" },
  [FF_CALL_SIGN]        = { "CAST (sign ({0}) AS BIGINT)" },
  [FF_CALL_NUMBER_TEXT] = { "CAST (CAST ({0} AS NUMERIC) AS TEXT)" },
};

static void add_value (FfSql              *sql,
                       const FfExpression *self,
                       const FfSqlPlace   *place);

static const FfExpression *
get_argument (const FfExpression *self,
              guint               index)
{
  return g_ptr_array_index (self->arguments, index);
}

static char *
dup_value (FfSql              *sql,
           const FfExpression *self,
           const FfSqlPlace   *place)
{
  GString *outer = g_steal_pointer (&sql->text);
  GString *inner;

  sql->text = g_string_new (NULL);
  add_value (sql, self, place);
  inner = g_steal_pointer (&sql->text);
  sql->text = outer;

  return g_string_free (inner, FALSE);
}

/* The arguments with @joint between them, in brackets; texts by code point. */
static void
add_joined (FfSql              *sql,
            const FfExpression *self,
            const char         *joint,
            const FfSqlPlace   *place)
{
  ff_sql_add (sql, "(");
  for (guint i = 0; i < self->arguments->len; i++)
    {
      ff_sql_add (sql, i > 0 ? joint : "");
      add_value (sql, get_argument (self, i), place);
      ff_sql_add (sql, get_argument (self, i)->type.kind == FF_KIND_TEXT ? C_COLLATION : "");
    }
  ff_sql_add (sql, ")");
}

/* 1000, or 0.001 */
static void
add_power (GString *text,
           gint64   exponent)
{
  if (exponent < 0)
    g_string_append (text, "0.");
  for (gint64 i = exponent + 1; i < 0; i++)
    g_string_append_c (text, '0');
  g_string_append_c (text, '1');
  for (gint64 i = 0; i < exponent; i++)
    g_string_append_c (text, '0');
}

/* A count between @least and what an INTEGER holds. A CASE around it would be no guard: the planner may compute what
 * stands in it beforehand. */
static void
add_count (GString            *text,
           const FfExpression *argument,
           const char         *said,
           gint                least)
{
  if (argument->kind == FF_EXPRESSION_LITERAL && argument->value.kind == FF_VALUE_INTEGER)
    g_string_append_printf (text, "%d", (gint) CLAMP (argument->value.integer, least, 1000000000));
  else
    g_string_append_printf (text, "CAST (CASE WHEN %s < %d THEN %d WHEN %s > 1000000000 THEN 1000000000 ELSE %s END AS INTEGER)",
                            said, least, least, said, said);
}

/* Appends one place of a template and returns what follows it. */
static const char *
add_place (GString            *text,
           const FfExpression *self,
           GPtrArray          *said,
           const char         *c)
{
  const char what = g_ascii_isdigit (*c) ? '0' : *c;
  const guint index = (guint) (what == '0' ? c[0] - '0' : c[1] - '0');
  const FfExpression *argument = get_argument (self, index);

  switch (what)
    {
    case '+':
      add_power (text, argument->value.integer);
      break;
    case '-':
      add_power (text, -argument->value.integer);
      break;
    case 'c':
      add_count (text, argument, g_ptr_array_index (said, index), 0);
      break;
    case 'f':
      add_count (text, argument, g_ptr_array_index (said, index), 1);
      break;
    case 'k':
      add_count (text, argument, g_ptr_array_index (said, index), -1000000000);
      break;
    default:
      g_string_append (text, g_ptr_array_index (said, index));
      break;
    }

  return strchr (c, '}') + 1;
}

static void
add_filled (GString            *text,
            const FfExpression *self,
            const Template     *template,
            GPtrArray          *said)
{
  for (const char *c = template->text; *c != '\0';)
    {
      if (*c == '{' && c[1] == '{')
        {
          g_string_append_c (text, '{');
          c += 2;
        }
      else if (*c == '{')
        c = add_place (text, self, said, c + 1);
      else
        g_string_append_c (text, *c++);
    }
}

/* Each argument as it is said; a pattern as PostgreSQL reads it. */
static GPtrArray *
dup_said (FfSql              *sql,
          const FfExpression *self,
          const FfSqlPlace   *place)
{
  GPtrArray *said = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->arguments->len; i++)
    {
      g_autofree char *pattern = ff_expression_dup_postgres_pattern (self, i);
      g_autoptr (FfExpression) bound = pattern != NULL ? ff_expression_build_words (pattern) : NULL;

      g_ptr_array_add (said, dup_value (sql, bound != NULL ? bound : get_argument (self, i), place));
    }

  return said;
}

/* What is computed becomes columns a0, a1 … of a subquery; what is written out may be said again and again. OFFSET 0 keeps
 * the planner from putting the subquery back in each place, which doubles with every level. */
static char *
dup_columns (FfSql              *sql,
             const FfExpression *self,
             GPtrArray          *said)
{
  g_autofree char *alias = ff_sql_new_alias (sql);
  g_autoptr (GString) columns = g_string_new (NULL);

  for (guint i = 0; i < said->len; i++)
    if (get_argument (self, i)->kind != FF_EXPRESSION_LITERAL)
      {
        g_string_append_printf (columns, "%s%s AS a%u", columns->len > 0 ? ", " : "", (const char *) said->pdata[i], i);
        g_free (said->pdata[i]);
        said->pdata[i] = g_strdup_printf ("%s.a%u", alias, i);
      }

  return columns->len > 0 ? g_strdup_printf (" FROM (SELECT %s OFFSET 0) AS %s)", columns->str, alias) : NULL;
}

static const Template *
get_template (const FfExpression *self)
{
  const Template *of_real = &real_templates[self->call];

  return get_argument (self, 0)->type.kind == FF_KIND_REAL && of_real->text != NULL ? of_real : &templates[self->call];
}

static void
add_function (FfSql              *sql,
              const FfExpression *self,
              const FfSqlPlace   *place)
{
  const Template *template = get_template (self);
  g_autoptr (GPtrArray) said = dup_said (sql, self, place);
  g_autofree char *from = NULL;
  g_autofree char *time = NULL;

  /* A count that is computed is said three times. */
  if (template->text == NULL || template->repeats || strstr (template->text, "{c") != NULL)
    from = dup_columns (sql, self, said);

  ff_sql_add (sql, from != NULL ? "(SELECT " : "");
  time = ff_expression_dup_postgres_time (self, (char **) said->pdata);
  if (time != NULL)
    ff_sql_add (sql, time);
  else
    add_filled (sql->text, self, template, said);
  ff_sql_add (sql, from != NULL ? from : "");
}

static void
add_comparison (FfSql              *sql,
                const FfExpression *self,
                const FfSqlPlace   *place)
{
  static const char *const signs[] = { " = ", " <> ", " < ", " <= ", " > ", " >= " };
  const char *sign = signs[self->call - FF_CALL_EQUALS];
  const FfExpression *left = get_argument (self, 0);
  const FfExpression *right = get_argument (self, 1);
  const guint scale = MAX (left->type.scale, right->type.scale);

  if (left->type.scale == right->type.scale)
    {
      add_joined (sql, self, sign, place);
      return;
    }

  ff_sql_add (sql, "(");
  for (guint i = 0; i < 2; i++)
    {
      ff_sql_add (sql, i > 0 ? sign : "");
      add_value (sql, get_argument (self, i), place);
      ff_sql_add (sql, " * CAST (");
      add_power (sql->text, scale - get_argument (self, i)->type.scale);
      ff_sql_add (sql, " AS NUMERIC)");
    }
  ff_sql_add (sql, ")");
}

static void
add_case (FfSql              *sql,
          const FfExpression *self,
          const FfSqlPlace   *place)
{
  guint i;

  ff_sql_add (sql, "CASE");
  for (i = 0; i + 1 < self->arguments->len; i += 2)
    {
      ff_sql_add (sql, " WHEN ");
      add_value (sql, get_argument (self, i), place);
      ff_sql_add (sql, " THEN ");
      add_value (sql, get_argument (self, i + 1), place);
    }
  if (i < self->arguments->len)
    {
      ff_sql_add (sql, " ELSE ");
      add_value (sql, get_argument (self, i), place);
    }
  ff_sql_add (sql, " END");
}

static void
add_call (FfSql              *sql,
          const FfExpression *self,
          const FfSqlPlace   *place)
{
  const FfExpression *first = get_argument (self, 0);

  switch (self->call)
    {
    case FF_CALL_AND:
      add_joined (sql, self, " AND ", place);
      break;

    case FF_CALL_OR:
      add_joined (sql, self, " OR ", place);
      break;

    case FF_CALL_EQUALS:
    case FF_CALL_NOT_EQUALS:
    case FF_CALL_LESS:
    case FF_CALL_AT_MOST:
    case FF_CALL_GREATER:
    case FF_CALL_AT_LEAST:
      add_comparison (sql, self, place);
      break;

    case FF_CALL_CASE:
      add_case (sql, self, place);
      break;

    case FF_CALL_COALESCE:
    case FF_CALL_LEAST:
    case FF_CALL_GREATEST:
    case FF_CALL_CONCAT:
      ff_sql_addf (sql, "%s ", ff_call_get_name (self->call));
      add_joined (sql, self, ", ", place);
      break;

    case FF_CALL_IS_EMPTY:
      ff_sql_add (sql, first->type.kind == FF_KIND_TEXT ? "(coalesce (" : "(");
      add_value (sql, first, place);
      ff_sql_add (sql, first->type.kind == FF_KIND_TEXT ? ", '') = '')" : " IS NULL)");
      break;

    default:
      add_function (sql, self, place);
      break;
    }
}

static void
add_literal (FfSql              *sql,
             const FfExpression *self)
{
  if (self->type.kind == FF_KIND_FLAG)
    {
      ff_sql_add (sql, self->value.kind == FF_VALUE_NULL ? "CAST (NULL AS BOOLEAN)" : self->value.integer != 0 ? "TRUE" : "FALSE");
      return;
    }

  ff_sql_add (sql, "CAST (");
  ff_sql_value (sql, &self->value);
  ff_sql_addf (sql, " AS %s)", self->type.kind == FF_KIND_REAL ? "DOUBLE PRECISION" :
                               self->type.kind == FF_KIND_TEXT || self->type.kind == FF_KIND_DATE ? "TEXT" : "BIGINT");
}

static void
add_value (FfSql              *sql,
           const FfExpression *self,
           const FfSqlPlace   *place)
{
  const gboolean is_flag = self->type.kind == FF_KIND_FLAG;

  switch (self->kind)
    {
    case FF_EXPRESSION_LITERAL:
      add_literal (sql, self);
      break;

    case FF_EXPRESSION_OPERAND:
      ff_sql_add (sql, "(");
      ff_operand_compile (self->operand, sql, place);
      ff_sql_add (sql, is_flag ? " = 1)" : ")");
      break;

    case FF_EXPRESSION_CALL:
    default:
      add_call (sql, self, place);
      break;
    }
}

void
ff_expression_compile_postgres (FfSql              *sql,
                                const FfExpression *self,
                                const FfSqlPlace   *place)
{
  const gboolean is_flag = self->type.kind == FF_KIND_FLAG;

  ff_sql_add (sql, is_flag ? "CAST (" : "(");
  add_value (sql, self, place);
  ff_sql_add (sql, is_flag ? " AS INTEGER)" : self->type.kind == FF_KIND_TEXT || self->type.kind == FF_KIND_DATE ? C_COLLATION ")" : ")");
}
