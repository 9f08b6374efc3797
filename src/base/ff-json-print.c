/* An FfJson as text: one line for machines, indented for files that are
 * compared line by line. What is printed always comes back through the door. */

#include "base/ff-json-private.h"

static void
print_text (GString    *out,
            const char *text)
{
  g_string_append_c (out, '"');

  for (const char *c = text; *c != '\0'; c++)
    switch (*c)
      {
      case '"':
        g_string_append (out, "\\\"");
        break;
      case '\\':
        g_string_append (out, "\\\\");
        break;
      case '\n':
        g_string_append (out, "\\n");
        break;
      case '\r':
        g_string_append (out, "\\r");
        break;
      case '\t':
        g_string_append (out, "\\t");
        break;
      default:
        if ((guchar) *c < 0x20)
          g_string_append_printf (out, "\\u%04x", (guint) *c);
        else
          g_string_append_c (out, *c);
      }

  g_string_append_c (out, '"');
}

/* @indent is the number of spaces before this value's line, -1 for one line. */
static void
begin_line (GString *out,
            int      indent)
{
  if (indent < 0)
    return;

  g_string_append_c (out, '\n');
  for (int i = 0; i < indent; i++)
    g_string_append_c (out, ' ');
}

static void
print_value (GString *out,
             FfJson  *value,
             int      indent)
{
  const gboolean is_object = value->kind == FF_JSON_OBJECT;

  switch (value->kind)
    {
    case FF_JSON_NULL:
      g_string_append (out, "null");
      break;
    case FF_JSON_BOOLEAN:
      g_string_append (out, value->flag ? "true" : "false");
      break;
    case FF_JSON_NUMBER:
      g_string_append (out, value->text);
      break;
    case FF_JSON_STRING:
      print_text (out, value->text);
      break;
    case FF_JSON_ARRAY:
    case FF_JSON_OBJECT:
      g_string_append_c (out, is_object ? '{' : '[');
      for (guint i = 0; i < value->length; i++)
        {
          if (i > 0)
            g_string_append_c (out, ',');
          begin_line (out, indent < 0 ? -1 : indent + 2);
          if (is_object)
            {
              print_text (out, value->names[i]);
              g_string_append (out, indent < 0 ? ":" : ": ");
            }
          print_value (out, value->values[i], indent < 0 ? -1 : indent + 2);
        }
      if (value->length > 0)
        begin_line (out, indent);
      g_string_append_c (out, is_object ? '}' : ']');
      break;
    default:
      g_assert_not_reached ();
    }
}

/**
 * ff_json_print:
 * @self: a value
 *
 * Members in their order, numbers as they were written, no white space.
 *
 * Returns: (transfer full): UTF-8 in one line, without a newline
 */
char *
ff_json_print (FfJson *self)
{
  GString *out = g_string_new (NULL);

  g_return_val_if_fail (self != NULL, g_string_free (out, FALSE));

  print_value (out, self, -1);

  return g_string_free (out, FALSE);
}

/**
 * ff_json_print_pretty:
 * @self: a value
 *
 * One element or member a line, two spaces a level.
 *
 * Returns: (transfer full): UTF-8 with a newline at the end
 */
char *
ff_json_print_pretty (FfJson *self)
{
  GString *out = g_string_new (NULL);

  g_return_val_if_fail (self != NULL, g_string_free (out, FALSE));

  print_value (out, self, 0);
  g_string_append_c (out, '\n');

  return g_string_free (out, FALSE);
}
