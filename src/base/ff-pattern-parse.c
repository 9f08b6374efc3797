/* Patterns and likes from text to tree. What is not of the language is an
 * error that names the character; nothing is read as well as possible. */

#include "base/ff-pattern-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_REPEAT 255   /* as PostgreSQL */
#define MAX_DEPTH  50

typedef struct
{
  const char *rest;
  guint       place;    /* of the next character, from 1 */
  guint       depth;
} Reader;

FfPatternNode *
ff_pattern_node_new (FfPatternKind kind)
{
  FfPatternNode *self = g_new0 (FfPatternNode, 1);

  self->kind = kind;
  if (kind == FF_PATTERN_CLASS)
    self->ranges = g_array_new (FALSE, FALSE, sizeof (FfPatternRange));
  if (kind >= FF_PATTERN_SEQUENCE)
    self->children = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_pattern_node_free);

  return self;
}

void
ff_pattern_node_free (FfPatternNode *self)
{
  g_clear_pointer (&self->ranges, g_array_unref);
  g_clear_pointer (&self->children, g_ptr_array_unref);
  g_free (self);
}

static FfPatternNode *
new_char (gunichar c)
{
  FfPatternNode *node = ff_pattern_node_new (FF_PATTERN_CHAR);

  node->c = c;

  return node;
}

static gunichar
peek (Reader *self)
{
  return g_utf8_get_char (self->rest);
}

static gunichar
take (Reader *self)
{
  gunichar c = peek (self);

  self->rest = g_utf8_next_char (self->rest);
  self->place++;

  return c;
}

static gboolean
take_if (Reader   *self,
         gunichar  c)
{
  if (*self->rest == '\0' || peek (self) != c)
    return FALSE;

  take (self);

  return TRUE;
}

/* @format is a translated sentence with the place as its first value. */
static gboolean G_GNUC_PRINTF (3, 4)
refuse (GError         **error,
        FfPatternError   code,
        const char      *format,
        ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_propagate_error (error, g_error_new_valist (FF_PATTERN_ERROR, code, format, arguments));
  va_end (arguments);

  return FALSE;
}

static void
add_range (FfPatternNode *class,
           gunichar       first,
           gunichar       last)
{
  FfPatternRange range = { first, last };

  g_array_append_val (class->ranges, range);
}

/* The ASCII classes. */
static gboolean
add_named (FfPatternNode *class,
           gunichar       name)
{
  switch (name)
    {
    case 'd':
      add_range (class, '0', '9');
      return TRUE;
    case 'w':
      add_range (class, '0', '9');
      add_range (class, 'A', 'Z');
      add_range (class, '_', '_');
      add_range (class, 'a', 'z');
      return TRUE;
    case 's':
      add_range (class, '\t', '\r');
      add_range (class, ' ', ' ');
      return TRUE;
    default:
      return FALSE;
    }
}

/* After a backslash: a character that means itself. */
static gboolean
take_escaped (Reader    *self,
              gunichar  *out_c,
              GError   **error)
{
  guint place = self->place - 1;

  if (*self->rest == '\0')
    return refuse (error, FF_PATTERN_ERROR_SYNTAX,
                   _("The backslash at character %u of the pattern stands before nothing. Write two for a backslash."), place);

  *out_c = take (self);
  if (*out_c < 0x80 && g_ascii_ispunct ((char) *out_c))
    return TRUE;

  return refuse (error, FF_PATTERN_ERROR_SYNTAX,
                 _("The backslash at character %u of the pattern stands before a character that needs none. Patterns know \\d, \\w, \\s, "
                   "and a backslash before a sign."), place);
}

/* One member of a class: a character, or all of a named class. */
static gboolean
take_member (Reader         *self,
             FfPatternNode  *class,
             gunichar       *out_c,
             gboolean       *out_named,
             GError        **error)
{
  guint place = self->place;
  gunichar c = take (self);

  *out_named = FALSE;
  *out_c = c;
  if (c == '[' && *self->rest != '\0' && strchr (":.=", *self->rest) != NULL)
    return refuse (error, FF_PATTERN_ERROR_SYNTAX,
                   _("The “[” at character %u of the pattern names a class, which patterns do not know. Use \\d, \\w or \\s."), place);
  if (c != '\\')
    return TRUE;

  *out_named = *self->rest != '\0' && add_named (class, peek (self));
  if (*out_named)
    {
      take (self);
      return TRUE;
    }

  return take_escaped (self, out_c, error);
}

static FfPatternNode *
take_class (Reader  *self,
            GError **error)
{
  g_autoptr (FfPatternNode) class = ff_pattern_node_new (FF_PATTERN_CLASS);
  guint place = self->place - 1;

  class->negated = take_if (self, '^');
  while (!take_if (self, ']'))
    {
      guint from_place = self->place;
      gunichar first, last;
      gboolean named;

      if (*self->rest == '\0')
        {
          refuse (error, FF_PATTERN_ERROR_SYNTAX,
                  _("The “[” at character %u of the pattern is not closed. Add “]”, or write “\\[” for a bracket."), place);
          return NULL;
        }

      if (!take_member (self, class, &first, &named, error))
        return NULL;

      last = first;
      if (self->rest[0] == '-' && self->rest[1] != ']' && self->rest[1] != '\0')
        {
          gboolean other_named;

          take (self);
          if (!take_member (self, class, &last, &other_named, error))
            return NULL;
          if (named || other_named || last < first)
            {
              refuse (error, FF_PATTERN_ERROR_SYNTAX,
                      _("The range at character %u of the pattern does not go from a character to a later one."), from_place);
              return NULL;
            }
        }

      if (!named)
        add_range (class, first, last);
    }

  if (class->ranges->len == 0)
    {
      refuse (error, FF_PATTERN_ERROR_SYNTAX,
              _("The brackets at character %u of the pattern hold nothing. Write “\\]” for a bracket in them."), place);
      return NULL;
    }

  return g_steal_pointer (&class);
}

static FfPatternNode *take_choice (Reader  *self,
                                   GError **error);

static FfPatternNode *
take_group (Reader  *self,
            GError **error)
{
  g_autoptr (FfPatternNode) inner = NULL;
  guint place = self->place - 1;

  self->depth++;
  if (self->depth > MAX_DEPTH)
    {
      refuse (error, FF_PATTERN_ERROR_TOO_LARGE, _("The “(” at character %u of the pattern is nested too deeply."), place);
      return NULL;
    }

  inner = take_choice (self, error);
  if (inner == NULL)
    return NULL;

  if (!take_if (self, ')'))
    {
      refuse (error, FF_PATTERN_ERROR_SYNTAX,
              _("The “(” at character %u of the pattern is not closed. Add “)”, or write “\\(” for a bracket."), place);
      return NULL;
    }
  self->depth--;

  return g_steal_pointer (&inner);
}

/* One thing that may be repeated. Nothing is left of @self's text when it is called only if the caller made sure. */
static FfPatternNode *
take_atom (Reader  *self,
           GError **error)
{
  guint place = self->place;
  gunichar c = take (self);
  FfPatternNode *node;

  switch (c)
    {
    case '.':
      return ff_pattern_node_new (FF_PATTERN_ANY);
    case '^':
      return ff_pattern_node_new (FF_PATTERN_START);
    case '$':
      return ff_pattern_node_new (FF_PATTERN_END);
    case '[':
      return take_class (self, error);
    case '(':
      return take_group (self, error);

    case '*':
    case '+':
    case '?':
    case '{':
      refuse (error, FF_PATTERN_ERROR_SYNTAX,
              _("Nothing stands before the repeat at character %u of the pattern. Write a backslash before it to mean the sign."), place);
      return NULL;

    case ']':
    case '}':
      refuse (error, FF_PATTERN_ERROR_SYNTAX,
              _("The bracket at character %u of the pattern closes nothing. Write a backslash before it to mean the sign."), place);
      return NULL;

    case '\\':
      node = ff_pattern_node_new (FF_PATTERN_CLASS);
      if (*self->rest != '\0' && add_named (node, peek (self)))
        {
          take (self);
          return node;
        }
      ff_pattern_node_free (node);
      return take_escaped (self, &c, error) ? new_char (c) : NULL;

    default:
      return new_char (c);
    }
}

static gboolean
take_number (Reader *self,
             guint  *out_number)
{
  *out_number = 0;
  if (!g_ascii_isdigit (*self->rest))
    return FALSE;

  while (g_ascii_isdigit (*self->rest))
    {
      *out_number = *out_number * 10 + (take (self) - '0');
      *out_number = MIN (*out_number, MAX_REPEAT + 1);
    }

  return *out_number <= MAX_REPEAT;
}

/* Returns FALSE with *out_found FALSE when no repeat stands here, FALSE with @error when a bad one does. */
static gboolean
take_repeat (Reader   *self,
             guint    *out_min,
             gint     *out_max,
             gboolean *out_found,
             GError  **error)
{
  guint place = self->place;
  guint max;

  *out_found = TRUE;
  *out_min = 0;
  *out_max = -1;
  if (take_if (self, '*'))
    return TRUE;

  if (take_if (self, '+'))
    {
      *out_min = 1;
      return TRUE;
    }

  if (take_if (self, '?'))
    {
      *out_max = 1;
      return TRUE;
    }

  *out_found = take_if (self, '{');
  if (!*out_found)
    return TRUE;

  if (take_number (self, out_min))
    {
      *out_max = (gint) *out_min;
      if (take_if (self, ','))
        {
          *out_max = -1;
          if (*self->rest != '}')
            *out_max = take_number (self, &max) && max >= *out_min ? (gint) max : -2;
        }
      if (*out_max >= -1 && take_if (self, '}'))
        return TRUE;
    }

  return refuse (error, FF_PATTERN_ERROR_SYNTAX,
                 _("The repeat at character %u of the pattern is none. Write {3}, {3,} or {3,5} with numbers up to 255."), place);
}

static FfPatternNode *
take_repeated (Reader  *self,
               GError **error)
{
  g_autoptr (FfPatternNode) atom = take_atom (self, error);
  FfPatternNode *repeat;
  guint place = self->place;
  gboolean found;
  guint min;
  gint max;

  if (atom == NULL || !take_repeat (self, &min, &max, &found, error))
    return NULL;

  if (!found)
    return g_steal_pointer (&atom);

  if (atom->kind == FF_PATTERN_START || atom->kind == FF_PATTERN_END)
    {
      refuse (error, FF_PATTERN_ERROR_SYNTAX,
              _("The repeat at character %u of the pattern stands after a beginning or an end, which cannot be repeated."), place);
      return NULL;
    }

  if (*self->rest != '\0' && strchr ("*+?{", *self->rest) != NULL)
    {
      refuse (error, FF_PATTERN_ERROR_SYNTAX,
              _("Two repeats follow each other at character %u of the pattern. Put what is repeated in round brackets."), place);
      return NULL;
    }

  repeat = ff_pattern_node_new (FF_PATTERN_REPEAT);
  repeat->min = min;
  repeat->max = max;
  g_ptr_array_add (repeat->children, g_steal_pointer (&atom));

  return repeat;
}

static FfPatternNode *
take_sequence (Reader  *self,
               GError **error)
{
  g_autoptr (FfPatternNode) sequence = ff_pattern_node_new (FF_PATTERN_SEQUENCE);

  while (*self->rest != '\0' && *self->rest != '|' && *self->rest != ')')
    {
      FfPatternNode *node = take_repeated (self, error);

      if (node == NULL)
        return NULL;
      g_ptr_array_add (sequence->children, node);
    }

  return g_steal_pointer (&sequence);
}

static FfPatternNode *
take_choice (Reader  *self,
             GError **error)
{
  g_autoptr (FfPatternNode) choice = ff_pattern_node_new (FF_PATTERN_CHOICE);

  do
    {
      FfPatternNode *sequence = take_sequence (self, error);

      if (sequence == NULL)
        return NULL;
      g_ptr_array_add (choice->children, sequence);
    }
  while (take_if (self, '|'));

  return g_steal_pointer (&choice);
}

FfPatternNode *
ff_pattern_parse (const char *text,
                  GError    **error)
{
  Reader reader = { text, 1, 0 };
  g_autoptr (FfPatternNode) node = take_choice (&reader, error);

  if (node == NULL)
    return NULL;

  if (*reader.rest != '\0')
    {
      refuse (error, FF_PATTERN_ERROR_SYNTAX,
              _("The bracket at character %u of the pattern closes nothing. Write a backslash before it to mean the sign."), reader.place);
      return NULL;
    }

  return g_steal_pointer (&node);
}

FfPatternNode *
ff_pattern_parse_like (const char *text,
                       GError    **error)
{
  g_autoptr (FfPatternNode) sequence = ff_pattern_node_new (FF_PATTERN_SEQUENCE);
  Reader reader = { text, 1, 0 };

  g_ptr_array_add (sequence->children, ff_pattern_node_new (FF_PATTERN_START));
  while (*reader.rest != '\0')
    {
      guint place = reader.place;
      gunichar c = take (&reader);
      FfPatternNode *node = NULL;

      if (c == '_')
        node = ff_pattern_node_new (FF_PATTERN_ANY);
      else if (c == '%')
        {
          node = ff_pattern_node_new (FF_PATTERN_REPEAT);
          node->max = -1;
          g_ptr_array_add (node->children, ff_pattern_node_new (FF_PATTERN_ANY));
        }
      else if (c != '\\')
        node = new_char (c);
      else if (*reader.rest != '\0' && strchr ("%_\\", *reader.rest) != NULL)
        node = new_char (take (&reader));

      if (node == NULL)
        {
          refuse (error, FF_PATTERN_ERROR_SYNTAX,
                  _("The backslash at character %u stands before neither %%, _ nor a backslash. Write two for a backslash."), place);
          return NULL;
        }
      g_ptr_array_add (sequence->children, node);
    }
  g_ptr_array_add (sequence->children, ff_pattern_node_new (FF_PATTERN_END));

  return g_steal_pointer (&sequence);
}
