/* Patterns matched in linear time: the tree becomes a program whose every
 * state is followed at once, one character after the other (Thompson's
 * construction). Called by SQLite's functions and by rules in memory. */

#include "base/ff-pattern-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_PROGRAM 5000

typedef enum
{
  OP_CHAR,
  OP_ANY,
  OP_CLASS,
  OP_START,
  OP_END,
  OP_SPLIT,   /* to @next and to @other */
  OP_JUMP,
  OP_MATCH,
} Op;

typedef struct
{
  Op                   op;
  gunichar             c;
  const FfPatternNode *class;
  guint                next;
  guint                other;
} Code;

/* States to be in, each once. */
typedef struct
{
  guint *list;
  guint  n;
  guint *seen_at;   /* by state: the step at which it was added last */
} States;

struct _FfPattern
{
  FfPatternNode *node;
  GArray        *program;   /* of Code; the first is its start */
  States         now;
  States         then;
  guint         *stack;
  guint          n_steps;
};

G_DEFINE_QUARK (ff-pattern-error-quark, ff_pattern_error)

static guint
emit (FfPattern *self,
      Op         op)
{
  Code code = { .op = op, .next = self->program->len + 1 };

  if (self->program->len <= MAX_PROGRAM)
    g_array_append_val (self->program, code);

  return self->program->len - 1;
}

static Code *
get_code (FfPattern *self,
          guint      at)
{
  return &g_array_index (self->program, Code, at);
}

static void compile (FfPattern           *self,
                     const FfPatternNode *node);

static void
compile_repeat (FfPattern           *self,
                const FfPatternNode *node)
{
  const FfPatternNode *child = g_ptr_array_index (node->children, 0);
  g_autoptr (GArray) splits = g_array_new (FALSE, FALSE, sizeof (guint));
  guint split;

  for (guint i = 0; i < node->min && self->program->len <= MAX_PROGRAM; i++)
    compile (self, child);

  if (node->max < 0)
    {
      split = emit (self, OP_SPLIT);
      compile (self, child);
      get_code (self, emit (self, OP_JUMP))->next = split;
      get_code (self, split)->other = self->program->len;
      return;
    }

  for (guint i = node->min; i < (guint) node->max && self->program->len <= MAX_PROGRAM; i++)
    {
      split = emit (self, OP_SPLIT);
      g_array_append_val (splits, split);
      compile (self, child);
    }
  for (guint i = 0; i < splits->len; i++)
    get_code (self, g_array_index (splits, guint, i))->other = self->program->len;
}

static void
compile_choice (FfPattern           *self,
                const FfPatternNode *node)
{
  g_autoptr (GArray) jumps = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < node->children->len; i++)
    {
      gboolean last = i + 1 == node->children->len;
      guint split = last ? 0 : emit (self, OP_SPLIT);
      guint jump;

      compile (self, g_ptr_array_index (node->children, i));
      if (last)
        break;

      jump = emit (self, OP_JUMP);
      g_array_append_val (jumps, jump);
      get_code (self, split)->other = self->program->len;
    }

  for (guint i = 0; i < jumps->len; i++)
    get_code (self, g_array_index (jumps, guint, i))->next = self->program->len;
}

static void
compile (FfPattern           *self,
         const FfPatternNode *node)
{
  guint at;

  switch (node->kind)
    {
    case FF_PATTERN_CHAR:
      at = emit (self, OP_CHAR);
      get_code (self, at)->c = node->c;
      break;
    case FF_PATTERN_ANY:
      emit (self, OP_ANY);
      break;
    case FF_PATTERN_CLASS:
      at = emit (self, OP_CLASS);
      get_code (self, at)->class = node;
      break;
    case FF_PATTERN_START:
      emit (self, OP_START);
      break;
    case FF_PATTERN_END:
      emit (self, OP_END);
      break;
    case FF_PATTERN_SEQUENCE:
      for (guint i = 0; i < node->children->len; i++)
        compile (self, g_ptr_array_index (node->children, i));
      break;
    case FF_PATTERN_CHOICE:
      compile_choice (self, node);
      break;
    case FF_PATTERN_REPEAT:
    default:
      compile_repeat (self, node);
      break;
    }
}

static FfPattern *
new_from_node (FfPatternNode *node,
               GError       **error)
{
  g_autoptr (FfPattern) self = NULL;
  guint n;

  if (node == NULL)
    return NULL;

  self = g_new0 (FfPattern, 1);
  self->node = node;
  self->program = g_array_new (FALSE, FALSE, sizeof (Code));
  compile (self, node);
  emit (self, OP_MATCH);
  if (self->program->len > MAX_PROGRAM)
    {
      g_set_error_literal (error, FF_PATTERN_ERROR, FF_PATTERN_ERROR_TOO_LARGE,
                           _("The pattern's repeats multiply to too much. Use smaller numbers, or * and +."));
      return NULL;
    }

  n = self->program->len;
  self->now.list = g_new (guint, n);
  self->now.seen_at = g_new0 (guint, n);
  self->then.list = g_new (guint, n);
  self->then.seen_at = g_new0 (guint, n);
  /* A state is pushed at most by every state that leads to it. */
  self->stack = g_new (guint, 2 * n + 1);

  return g_steal_pointer (&self);
}

/**
 * ff_pattern_new:
 * @text: UTF-8, in the language of patterns
 * @error: return location for a #FfPatternError
 *
 * Returns: (transfer full): the pattern, or %NULL
 */
FfPattern *
ff_pattern_new (const char *text,
                GError    **error)
{
  return new_from_node (ff_pattern_parse (text, error), error);
}

/**
 * ff_pattern_new_like:
 * @text: UTF-8, in the language of *like*
 * @error: return location for a #FfPatternError
 *
 * Returns: (transfer full): the pattern of the whole text, or %NULL
 */
FfPattern *
ff_pattern_new_like (const char *text,
                     GError    **error)
{
  return new_from_node (ff_pattern_parse_like (text, error), error);
}

/**
 * ff_pattern_free:
 * @self: a compiled pattern; no match of it may be under way
 *
 * Frees @self. It is no value that threads share: a match writes into it.
 */
void
ff_pattern_free (FfPattern *self)
{
  ff_pattern_node_free (self->node);
  g_array_unref (self->program);
  g_free (self->now.list);
  g_free (self->now.seen_at);
  g_free (self->then.list);
  g_free (self->then.seen_at);
  g_free (self->stack);
  g_free (self);
}

static gboolean
is_in_class (const FfPatternNode *class,
             gunichar             c)
{
  for (guint i = 0; i < class->ranges->len; i++)
    {
      const FfPatternRange *range = &g_array_index (class->ranges, FfPatternRange, i);

      if (c >= range->first && c <= range->last)
        return !class->negated;
    }

  return class->negated;
}

/* Adds @at and all that it leads to without a character. TRUE when that is the match. */
static gboolean
add_state (FfPattern *self,
           States    *states,
           guint      at,
           gboolean   is_start,
           gboolean   is_end)
{
  guint n_stack = 0;

  self->stack[n_stack++] = at;
  while (n_stack > 0)
    {
      const Code *code;

      at = self->stack[--n_stack];
      if (states->seen_at[at] == self->n_steps)
        continue;

      states->seen_at[at] = self->n_steps;
      code = get_code (self, at);
      switch (code->op)
        {
        case OP_MATCH:
          return TRUE;
        case OP_SPLIT:
          self->stack[n_stack++] = code->other;
          self->stack[n_stack++] = code->next;
          break;
        case OP_JUMP:
          self->stack[n_stack++] = code->next;
          break;
        case OP_START:
          if (is_start)
            self->stack[n_stack++] = code->next;
          break;
        case OP_END:
          if (is_end)
            self->stack[n_stack++] = code->next;
          break;
        case OP_CHAR:
        case OP_ANY:
        case OP_CLASS:
        default:
          states->list[states->n++] = at;
          break;
        }
    }

  return FALSE;
}

static gboolean
takes (const Code *code,
       gunichar    c)
{
  return code->op == OP_ANY || (code->op == OP_CHAR && code->c == c) || (code->op == OP_CLASS && is_in_class (code->class, c));
}

static void
begin_step (FfPattern *self)
{
  /* Once in four billion steps. */
  if (++self->n_steps == 0)
    {
      memset (self->now.seen_at, 0, self->program->len * sizeof (guint));
      memset (self->then.seen_at, 0, self->program->len * sizeof (guint));
      self->n_steps = 1;
    }
}

/**
 * ff_pattern_matches:
 * @text: valid UTF-8
 * @length: its bytes
 *
 * Returns: whether the pattern is found in @text
 */
gboolean
ff_pattern_matches (FfPattern  *self,
                    const char *text,
                    gsize       length)
{
  const char *end = text + length;
  const char *p = text;

  self->now.n = 0;
  begin_step (self);
  if (add_state (self, &self->now, 0, TRUE, p == end))
    return TRUE;

  while (p < end)
    {
      gunichar c = g_utf8_get_char (p);
      States swapped;

      p = g_utf8_next_char (p);
      self->then.n = 0;
      begin_step (self);
      for (guint i = 0; i < self->now.n; i++)
        {
          const Code *code = get_code (self, self->now.list[i]);

          if (takes (code, c) && add_state (self, &self->then, code->next, FALSE, p == end))
            return TRUE;
        }

      /* It may begin at any place. */
      if (add_state (self, &self->then, 0, FALSE, p == end))
        return TRUE;

      swapped = self->now;
      self->now = self->then;
      self->then = swapped;
    }

  return FALSE;
}

static void
print_char (GString *text,
            gunichar c)
{
  if (c < 0x80 && g_ascii_ispunct ((char) c))
    g_string_append_c (text, '\\');
  g_string_append_unichar (text, c);
}

static void
print_class (GString             *text,
             const FfPatternNode *class)
{
  g_string_append (text, class->negated ? "[^" : "[");
  for (guint i = 0; i < class->ranges->len; i++)
    {
      const FfPatternRange *range = &g_array_index (class->ranges, FfPatternRange, i);

      print_char (text, range->first);
      if (range->last > range->first)
        {
          g_string_append_c (text, '-');
          print_char (text, range->last);
        }
    }
  g_string_append_c (text, ']');
}

static void
print_repeat (GString             *text,
              const FfPatternNode *node)
{
  if (node->max < 0)
    g_string_append_printf (text, "{%u,}", node->min);
  else
    g_string_append_printf (text, "{%u,%d}", node->min, node->max);
}

static void
print_node (GString             *text,
            const FfPatternNode *node)
{
  switch (node->kind)
    {
    case FF_PATTERN_CHAR:
      print_char (text, node->c);
      break;
    case FF_PATTERN_ANY:
      g_string_append_c (text, '.');
      break;
    case FF_PATTERN_CLASS:
      print_class (text, node);
      break;
    case FF_PATTERN_START:
      g_string_append_c (text, '^');
      break;
    case FF_PATTERN_END:
      g_string_append_c (text, '$');
      break;
    case FF_PATTERN_CHOICE:
      g_string_append (text, "(?:");
      for (guint i = 0; i < node->children->len; i++)
        {
          g_string_append (text, i > 0 ? "|" : "");
          print_node (text, g_ptr_array_index (node->children, i));
        }
      g_string_append_c (text, ')');
      break;
    case FF_PATTERN_SEQUENCE:
      for (guint i = 0; i < node->children->len; i++)
        print_node (text, g_ptr_array_index (node->children, i));
      break;
    case FF_PATTERN_REPEAT:
    default:
      print_node (text, g_ptr_array_index (node->children, 0));
      print_repeat (text, node);
      break;
    }
}

/**
 * ff_pattern_print_are:
 *
 * Returns: (transfer full): the pattern with every class written out and every
 *   sign that could mean something behind a backslash
 */
char *
ff_pattern_print_are (FfPattern *self)
{
  GString *text = g_string_new (NULL);

  print_node (text, self->node);

  return g_string_free (text, FALSE);
}
