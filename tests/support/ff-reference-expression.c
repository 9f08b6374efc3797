/* The reference: the text of an expression, evaluated as it is read. */

#include "ff-reference-number.h"

#include <string.h>

typedef struct
{
  const char     *c;
  FfReference    *reference;
  const FfEntity *entity;
  FfRefFlow      *flow;
  FfRefRow       *row;
  gint64          now;
} Reader;

FfRefTerm
ff_ref_term_missing (FfKind kind)
{
  return (FfRefTerm) { .cell = { { .kind = kind }, { .kind = FF_VALUE_NULL } } };
}

FfRefTerm
ff_ref_term_text (FfKind  kind,
                  char   *text)
{
  return (FfRefTerm) { .cell = { { .kind = kind }, { .kind = FF_VALUE_TEXT, .text = text } } };
}

FfRefTerm
ff_ref_term_integer (FfKind kind,
                     gint64 integer)
{
  return (FfRefTerm) { .cell = { { .kind = kind }, { .kind = FF_VALUE_INTEGER, .integer = integer } } };
}

gboolean
ff_ref_term_is_missing (const FfRefTerm *self)
{
  return self->cell.value.kind == FF_VALUE_NULL;
}

static void
clear_term (gpointer data)
{
  ff_value_clear (&((FfRefTerm *) data)->cell.value);
}

static FfRefTerm
copy_term (const FfRefTerm *term)
{
  FfRefTerm copy = { .cell = { term->cell.type, { .kind = FF_VALUE_NULL } } };

  ff_value_copy (&term->cell.value, &copy.cell.value);

  return copy;
}

static gboolean
is_number (const FfRefTerm *term)
{
  return term->untyped || ff_kind_is_number (term->cell.type.kind);
}

/* ---- Words. */

static void
skip_space (Reader *self)
{
  while (*self->c == ' ')
    self->c++;
}

static gboolean
take (Reader     *self,
      const char *sign)
{
  skip_space (self);
  if (!g_str_has_prefix (self->c, sign))
    return FALSE;

  self->c += strlen (sign);

  return TRUE;
}

static void
expect (Reader     *self,
        const char *sign)
{
  if (!take (self, sign))
    g_error ("“%s” should begin with “%s”", self->c, sign);
}

static gsize
measure_word (Reader *self)
{
  gsize n = 0;

  skip_space (self);
  while (g_ascii_isalnum (self->c[n]) || self->c[n] == '_')
    n++;

  return n;
}

static gboolean
take_word (Reader     *self,
           const char *word)
{
  gsize n = measure_word (self);

  if (n != strlen (word) || strncmp (self->c, word, n) != 0)
    return FALSE;

  self->c += n;

  return TRUE;
}

/* ---- Values that meet. */

/* Texts that are written where a date stands are dates; numbers get one kind and scale; null is what the others are. */
static void
unify (FfRefTerm *terms,
       guint      n)
{
  const FfRefTerm *model = NULL;
  FfType type;

  for (guint i = 0; i < n; i++)
    if (!terms[i].untyped && (model == NULL || (model->written && !terms[i].written)))
      model = &terms[i];
  if (model == NULL)
    return;

  if (ff_kind_is_number (model->cell.type.kind))
    {
      ff_ref_unify_numbers (terms, n);
      return;
    }

  type = model->cell.type;
  for (guint i = 0; i < n; i++)
    if (terms[i].untyped)
      terms[i] = ff_ref_term_missing (type.kind);
    else if (type.kind != FF_KIND_TEXT)
      ff_ref_become_time (&terms[i]);
}

static gint
compare (FfRefTerm *a,
         FfRefTerm *b)
{
  gint order;

  if (is_number (a))
    return ff_ref_compare_numbers (a, b);
  if (a->cell.value.kind == FF_VALUE_INTEGER)
    return (a->cell.value.integer > b->cell.value.integer) - (a->cell.value.integer < b->cell.value.integer);

  order = strcmp (a->cell.value.text, b->cell.value.text);

  return (order > 0) - (order < 0);
}

/* Against a day an instant is its day. */
static void
meet (FfRefTerm *a,
      FfRefTerm *b)
{
  gint64 day;
  gboolean is_day = b->cell.type.kind == FF_KIND_DATE || (b->written && ff_ref_read_day (b->cell.value.text, &day));

  if (a->cell.type.kind == FF_KIND_INSTANT && is_day)
    ff_ref_become_day (a);
}

static FfRefTerm
judge (const char *sign,
       FfRefTerm  *sides)
{
  gint order;

  meet (&sides[0], &sides[1]);
  meet (&sides[1], &sides[0]);
  if (!is_number (&sides[0]))
    unify (sides, 2);

  if (ff_ref_term_is_missing (&sides[0]) || ff_ref_term_is_missing (&sides[1]))
    return ff_ref_term_missing (FF_KIND_FLAG);

  order = compare (&sides[0], &sides[1]);

  return ff_ref_term_integer (FF_KIND_FLAG, g_str_equal (sign, "=") ? order == 0 : g_str_equal (sign, "<>") ? order != 0 :
                                            g_str_equal (sign, "<") ? order < 0 : g_str_equal (sign, "<=") ? order <= 0 :
                                            g_str_equal (sign, ">") ? order > 0 : order >= 0);
}

/* ---- Functions of values of any kind. */

static FfRefTerm
choose (const char *name,
        FfRefTerm  *terms,
        guint       n)
{
  const FfRefTerm *best = NULL;

  unify (terms, n);
  for (guint i = 0; i < n; i++)
    {
      if (ff_ref_term_is_missing (&terms[i]))
        continue;
      if (best == NULL ||
          (g_str_equal (name, "least") && compare (&terms[i], (FfRefTerm *) best) < 0) ||
          (g_str_equal (name, "greatest") && compare (&terms[i], (FfRefTerm *) best) > 0))
        best = &terms[i];
    }

  return copy_term (best != NULL ? best : &terms[0]);
}

static gboolean
is_true (const FfRefTerm *term)
{
  return !ff_ref_term_is_missing (term) && term->cell.value.integer == 1;
}

/* @values: one for each condition, and perhaps one that holds otherwise. */
static FfRefTerm
decide (GArray *conditions,
        GArray *values)
{
  guint chosen = conditions->len;
  FfRefTerm missing;

  unify ((FfRefTerm *) (gpointer) values->data, values->len);
  for (guint i = conditions->len; i-- > 0;)
    if (is_true (&g_array_index (conditions, FfRefTerm, i)))
      chosen = i;

  if (chosen < values->len)
    return copy_term (&g_array_index (values, FfRefTerm, chosen));

  missing = ff_ref_term_missing (FF_KIND_TEXT);
  missing.cell.type = g_array_index (values, FfRefTerm, 0).cell.type;

  return missing;
}

static FfRefTerm
to_text (const FfRefTerm *term)
{
  if (ff_ref_term_is_missing (term))
    return ff_ref_term_missing (FF_KIND_TEXT);

  switch (term->cell.type.kind)
    {
    case FF_KIND_FLAG:
      return ff_ref_term_text (FF_KIND_TEXT, g_strdup (term->cell.value.integer == 1 ? "true" : "false"));

    case FF_KIND_INSTANT:
      {
        FfRefTerm arguments[] = { copy_term (term), ff_ref_term_text (FF_KIND_TEXT, (char *) "YYYY-MM-DDTHH:MI:SSZ"),
                                  ff_ref_term_text (FF_KIND_TEXT, (char *) "UTC") };
        FfRefTerm text;

        g_assert_true (ff_ref_call_time ("format", arguments, 3, 0, &text));
        return text;
      }

    case FF_KIND_TEXT:
    case FF_KIND_DATE:
      return ff_ref_term_text (FF_KIND_TEXT, g_strdup (term->cell.value.text));

    default:
      return ff_ref_term_text (FF_KIND_TEXT, ff_ref_number_to_text (term));
    }
}

static FfRefTerm
call (Reader     *self,
      const char *name,
      GArray     *arguments)
{
  FfRefTerm *terms = (FfRefTerm *) (gpointer) arguments->data;
  const guint n = arguments->len;
  FfRefTerm result;

  if (g_str_equal (name, "coalesce") || g_str_equal (name, "least") || g_str_equal (name, "greatest"))
    return choose (name, terms, n);

  if (g_str_equal (name, "iif"))
    {
      g_autoptr (GArray) condition = g_array_new (FALSE, FALSE, sizeof (FfRefTerm));
      g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (FfRefTerm));

      g_array_append_val (condition, terms[0]);
      g_array_append_vals (values, &terms[1], 2);
      result = decide (condition, values);
      memcpy (&terms[1], values->data, 2 * sizeof (FfRefTerm));

      return result;
    }

  if (g_str_equal (name, "is_empty"))
    return ff_ref_term_integer (FF_KIND_FLAG, ff_ref_term_is_missing (terms) || (terms->cell.value.kind == FF_VALUE_TEXT && *terms->cell.value.text == '\0'));
  if (g_str_equal (name, "to_text"))
    return to_text (terms);

  if (terms != NULL && terms->cell.type.kind == FF_KIND_FLAG && g_str_has_prefix (name, "to_"))
    terms->cell.type.kind = FF_KIND_INTEGER;
  if (ff_ref_call_number (name, terms, n, &result) || ff_ref_call_text (name, terms, n, &result) ||
      ff_ref_call_time (name, terms, n, self->now, &result))
    return result;

  g_error ("No function “%s”", name);
}

/* ---- The grammar. */

static FfRefTerm read_any (Reader *self);

static FfRefTerm
read_case (Reader *self)
{
  g_autoptr (GArray) conditions = g_array_new (FALSE, FALSE, sizeof (FfRefTerm));
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (FfRefTerm));

  g_array_set_clear_func (conditions, clear_term);
  g_array_set_clear_func (values, clear_term);
  while (take_word (self, "when"))
    {
      FfRefTerm condition = read_any (self);
      FfRefTerm value;

      g_array_append_val (conditions, condition);
      g_assert_true (take_word (self, "then"));
      value = read_any (self);
      g_array_append_val (values, value);
    }
  if (take_word (self, "else"))
    {
      FfRefTerm value = read_any (self);

      g_array_append_val (values, value);
    }
  g_assert_true (take_word (self, "end"));

  return decide (conditions, values);
}

static FfRefTerm
read_call (Reader     *self,
           const char *name)
{
  g_autoptr (GArray) arguments = g_array_new (FALSE, FALSE, sizeof (FfRefTerm));

  g_array_set_clear_func (arguments, clear_term);
  while (!take (self, ")"))
    {
      FfRefTerm argument;

      if (arguments->len > 0)
        expect (self, ",");
      argument = read_any (self);
      g_array_append_val (arguments, argument);
    }

  return call (self, name, arguments);
}

/* A word, or anything between quotes. */
static char *
read_name (Reader *self)
{
  const char *start;
  gsize n;

  if (*self->c == '"')
    {
      g_autoptr (GString) name = g_string_new (NULL);

      for (self->c++; *self->c != '"' || self->c[1] == '"'; self->c++)
        {
          self->c += *self->c == '"' ? 1 : 0;
          g_string_append_c (name, *self->c);
        }
      self->c++;

      return g_string_free (g_steal_pointer (&name), FALSE);
    }

  n = measure_word (self);
  start = self->c;
  self->c += n;

  return g_strndup (start, n);
}

static FfRefTerm
read_path (Reader  *self,
           char    *first,
           gboolean is_carried)
{
  g_autoptr (FfJson) operand = ff_json_new_object ();
  FfJson *path = ff_json_new_array ();
  g_autofree char *name = first;

  ff_json_take_element (path, ff_json_new_string (name));
  while (*self->c == '.')
    {
      self->c++;
      g_free (name);
      name = read_name (self);
      ff_json_take_element (path, ff_json_new_string (name));
    }

  if (is_carried)
    ff_json_set_string (operand, "column", name);
  else
    ff_json_take_member (operand, "attribute", ff_json_ref (path));
  ff_json_unref (path);

  return (FfRefTerm) { .cell = ff_reference_value (self->reference, operand, self->entity, self->flow, self->row, self->now) };
}

static FfRefTerm
read_text (Reader *self)
{
  GString *text = g_string_new (NULL);
  FfRefTerm term;

  for (; *self->c != '\'' || self->c[1] == '\''; self->c++)
    {
      self->c += *self->c == '\'';
      g_string_append_c (text, *self->c);
    }
  self->c++;

  term = ff_ref_term_text (FF_KIND_TEXT, g_string_free (text, FALSE));
  term.written = TRUE;

  return term;
}

static FfRefTerm
read_number (Reader *self)
{
  const gsize n = strspn (self->c, "0123456789.");
  g_autofree char *text = g_strndup (self->c, n);
  const char *point = strchr (text, '.');
  char *end;
  FfRefTerm term;

  if (self->c[n] == 'e')
    {
      term = ff_ref_term_missing (FF_KIND_REAL);
      term.cell.value = (FfValue) { .kind = FF_VALUE_REAL, .real = g_ascii_strtod (self->c, &end) };
      self->c = end;
      return term;
    }

  self->c += n;

  return ff_ref_read_number (text, point != NULL ? (guint) strlen (point + 1) : 0);
}

static FfRefTerm
read_primary (Reader *self)
{
  FfRefTerm term;
  gsize n;

  if (take (self, "("))
    {
      term = read_any (self);
      expect (self, ")");
      return term;
    }
  if (take (self, "'"))
    return read_text (self);
  if (take (self, "-"))
    {
      FfRefTerm zero = ff_ref_term_integer (FF_KIND_INTEGER, 0);

      term = read_primary (self);
      return ff_ref_calculate ('-', &zero, &term);
    }
  if (g_ascii_isdigit (*self->c))
    return read_number (self);
  if (take_word (self, "case"))
    return read_case (self);
  if (take_word (self, "true"))
    return ff_ref_term_integer (FF_KIND_FLAG, 1);
  if (take_word (self, "false"))
    return ff_ref_term_integer (FF_KIND_FLAG, 0);
  if (take_word (self, "null"))
    {
      term = ff_ref_term_missing (FF_KIND_INTEGER);
      term.untyped = TRUE;
      return term;
    }

  if (*self->c == '"')
    return read_path (self, read_name (self), FALSE);

  n = measure_word (self);
  g_assert_cmpuint (n, >, 0);

  {
    char *name = g_strndup (self->c, n);

    self->c += n;
    if (take (self, "("))
      {
        g_autofree char *function = name;

        return read_call (self, function);
      }

    return read_path (self, name, g_str_equal (name, "carried"));
  }
}

static FfRefTerm
read_product (Reader *self)
{
  FfRefTerm left = read_primary (self);

  for (;;)
    {
      const char sign = take (self, "*") ? '*' : take (self, "/") ? '/' : '\0';
      FfRefTerm right;

      if (sign == '\0')
        return left;
      right = read_primary (self);
      left = ff_ref_calculate (sign, &left, &right);
    }
}

static FfRefTerm
read_sum (Reader *self)
{
  FfRefTerm left = read_product (self);

  for (;;)
    {
      const char sign = take (self, "+") ? '+' : take (self, "-") ? '-' : '\0';
      FfRefTerm right;

      if (sign == '\0')
        return left;
      right = read_product (self);
      left = ff_ref_calculate (sign, &left, &right);
    }
}

static FfRefTerm
read_comparison (Reader *self)
{
  static const char *const signs[] = { "<>", "<=", ">=", "<", ">", "=" };
  FfRefTerm sides[2] = { read_sum (self) };
  FfRefTerm verdict;

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (take (self, signs[i]))
      {
        sides[1] = read_sum (self);
        verdict = judge (signs[i], sides);
        clear_term (&sides[0]);
        clear_term (&sides[1]);
        return verdict;
      }

  return sides[0];
}

static FfRefTerm
read_not (Reader *self)
{
  FfRefTerm term;

  if (!take_word (self, "not"))
    return read_comparison (self);

  term = read_not (self);

  return ff_ref_term_is_missing (&term) ? ff_ref_term_missing (FF_KIND_FLAG) : ff_ref_term_integer (FF_KIND_FLAG, !term.cell.value.integer);
}

/* Three-valued: what decides is 0 for and, 1 for or. */
static FfRefTerm
join (const FfRefTerm *a,
      const FfRefTerm *b,
      gint64           decider)
{
  const gboolean is_there = !ff_ref_term_is_missing (a) && !ff_ref_term_is_missing (b);

  if ((!ff_ref_term_is_missing (a) && a->cell.value.integer == decider) || (!ff_ref_term_is_missing (b) && b->cell.value.integer == decider))
    return ff_ref_term_integer (FF_KIND_FLAG, decider);

  return is_there ? ff_ref_term_integer (FF_KIND_FLAG, !decider) : ff_ref_term_missing (FF_KIND_FLAG);
}

static FfRefTerm
read_and (Reader *self)
{
  FfRefTerm left = read_not (self);

  while (take_word (self, "and"))
    {
      FfRefTerm right = read_not (self);

      left = join (&left, &right, 0);
    }

  return left;
}

static FfRefTerm
read_any (Reader *self)
{
  FfRefTerm left = read_and (self);

  while (take_word (self, "or"))
    {
      FfRefTerm right = read_and (self);

      left = join (&left, &right, 1);
    }

  return left;
}

FfRefCell
ff_reference_expression (FfReference    *self,
                         const char     *text,
                         const FfEntity *entity,
                         FfRefFlow      *flow,
                         FfRefRow       *row,
                         gint64          now_usec)
{
  Reader reader = { text, self, entity, flow, row, now_usec };
  FfRefTerm term = read_any (&reader);

  skip_space (&reader);
  if (*reader.c != '\0')
    g_error ("“%s” was not read", reader.c);

  return term.cell;
}
