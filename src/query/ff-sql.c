/* Statements under construction. Names are quoted by the dialect and values
 * bound, so no text from a person is ever part of one. */

#include "query/ff-sql.h"

#include <string.h>

void
ff_sql_quote_name (GString    *text,
                   const char *name)
{
  g_string_append_c (text, '"');
  for (const char *c = name; *c != '\0'; c++)
    {
      if (*c == '"')
        g_string_append_c (text, '"');
      g_string_append_c (text, *c);
    }
  g_string_append_c (text, '"');
}

FfSql *
ff_sql_new (const FfDialect *dialect)
{
  FfSql *self = g_new0 (FfSql, 1);

  self->dialect = dialect;
  self->text = g_string_new (NULL);
  self->values = g_array_new (FALSE, TRUE, sizeof (FfValue));
  g_array_set_clear_func (self->values, (GDestroyNotify) ff_value_clear);

  return self;
}

void
ff_sql_free (FfSql *self)
{
  g_string_free (self->text, TRUE);
  g_array_unref (self->values);
  g_free (self);
}

void
ff_sql_add (FfSql      *self,
            const char *text)
{
  g_string_append (self->text, text);
}

void
ff_sql_addf (FfSql      *self,
             const char *format,
             ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_string_append_vprintf (self->text, format, arguments);
  va_end (arguments);
}

void
ff_sql_name (FfSql      *self,
             const char *name)
{
  self->dialect->quote_name (self->text, name);
}

void
ff_sql_value (FfSql         *self,
              const FfValue *value)
{
  FfValue copy;

  ff_value_copy (value, &copy);
  g_array_append_val (self->values, copy);
  self->dialect->parameter (self->text, self->values->len);
}

void
ff_sql_integer (FfSql  *self,
                gint64  value)
{
  ff_sql_value (self, &(FfValue) { .kind = FF_VALUE_INTEGER, .integer = value });
}

/**
 * ff_sql_text:
 * @value: (nullable): %NULL is NULL
 */
void
ff_sql_text (FfSql      *self,
             const char *value)
{
  ff_sql_value (self, &(FfValue) { .kind = value != NULL ? FF_VALUE_TEXT : FF_VALUE_NULL, .text = (char *) value });
}

char *
ff_sql_new_alias (FfSql *self)
{
  return g_strdup_printf ("t%u", self->n_aliases++);
}

static void
add_readable_value (GString       *text,
                    const FfValue *value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  switch (value->kind)
    {
    case FF_VALUE_INTEGER:
      g_string_append_printf (text, "%" G_GINT64_FORMAT, value->integer);
      break;

    case FF_VALUE_REAL:
      g_string_append (text, g_ascii_dtostr (buffer, sizeof buffer, value->real));
      break;

    case FF_VALUE_TEXT:
      g_string_append_c (text, '\'');
      for (const char *c = value->text; *c != '\0'; c++)
        {
          if (*c == '\'')
            g_string_append_c (text, '\'');
          g_string_append_c (text, *c);
        }
      g_string_append_c (text, '\'');
      break;

    case FF_VALUE_NULL:
    default:
      g_string_append (text, "NULL");
      break;
    }
}

/**
 * ff_sql_add_zone:
 * @zone: a name that ff_zone_is_known() took
 *
 * Writes the name as a text. It is of the time zone database's plain letters,
 * so nothing in it needs quoting.
 */
void
ff_sql_add_zone (GString    *text,
                 const char *zone)
{
  g_assert (strpbrk (zone, "'\\\"") == NULL);

  g_string_append_printf (text, "'%s'", zone);
}

/* A parameter at @c, "?" or "$12": its number, and how long it is. */
static guint
read_parameter (const char *c,
                guint       n_before,
                gsize      *out_length)
{
  char *end = NULL;
  guint64 number;

  *out_length = 1;
  if (*c == '?')
    return n_before + 1;
  if (*c != '$' || !g_ascii_isdigit (c[1]))
    return 0;

  number = g_ascii_strtoull (c + 1, &end, 10);
  *out_length = end - c;

  return number;
}

/**
 * ff_sql_to_readable:
 *
 * Puts the values into the text. For people to read: never executed.
 *
 * Returns: (transfer full): the statement
 */
char *
ff_sql_to_readable (FfSql *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const char *c = self->text->str;
  guint n_seen = 0;

  while (*c != '\0')
    {
      gsize length = 1;
      guint number;

      if (*c == '"' || *c == '\'')
        {
          const char *end = strchr (c + 1, *c);

          length = end != NULL ? (gsize) (end - c + 1) : strlen (c);
          g_string_append_len (text, c, length);
          c += length;
          continue;
        }

      number = read_parameter (c, n_seen, &length);
      if (number >= 1 && number <= self->values->len)
        {
          add_readable_value (text, &g_array_index (self->values, FfValue, number - 1));
          n_seen = number;
        }
      else
        g_string_append_len (text, c, length);
      c += length;
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}
