/* Short words for the line under a card's title, made from the document form
 * alone, so that they stand there while the store is away. The whole sentence
 * is query's (ff_rule_to_sentence). Main thread. */

#include <glib/gi18n-lib.h>
#include <string.h>

#include "activities/ff-activities-private.h"

#define MAX_WORDS 3
#define MAX_VALUES 3

/**
 * ff_summary_of_name:
 * @name: of a column, link or table
 *
 * Returns: the name as a person writes it: "last_order" is "Last order"
 */
char *
ff_summary_of_name (const char *name)
{
  char *text = g_strdup (name);

  g_strdelimit (text, "_", ' ');
  if (g_ascii_islower (text[0]))
    text[0] = g_ascii_toupper (text[0]);

  return text;
}

/**
 * ff_summary_of_operand:
 * @operand: (nullable): document form
 *
 * Returns: (nullable): the name of what it reads
 */
char *
ff_summary_of_operand (FfJson *operand)
{
  FfJson *path = ff_json_get_member (operand, "attribute");
  const char *name = ff_json_get_member_string (operand, "expression", NULL);

  if (name != NULL)
    return ff_expression_dup_label (name);

  if (path != NULL)
    name = ff_json_get_string (ff_json_get_element (path, ff_json_get_length (path) - 1));
  else
    name = ff_json_get_member_string (operand, "column", NULL);

  if (name == NULL && ff_json_get_member (operand, "aggregate") != NULL)
    {
      FfJson *link = ff_json_get_member (operand, "link");

      name = ff_json_get_string (ff_json_is_array (link)
                                 ? ff_json_get_element (link, ff_json_get_length (link) - 1) : link);
    }

  return name != NULL ? ff_summary_of_name (name) : NULL;
}

/**
 * ff_summary_of_duration:
 * @duration: (nullable): {"amount", "unit"}
 *
 * Returns: (nullable): "3 days"
 */
char *
ff_summary_of_duration (FfJson *duration)
{
  const char *unit = ff_json_get_member_string (duration, "unit", "");
  gulong n = ff_json_get_member_integer (duration, "amount", 0);

  if (g_str_equal (unit, "minute"))
    return g_strdup_printf (ngettext ("%lu minute", "%lu minutes", n), n);
  if (g_str_equal (unit, "hour"))
    return g_strdup_printf (ngettext ("%lu hour", "%lu hours", n), n);
  if (g_str_equal (unit, "day"))
    return g_strdup_printf (ngettext ("%lu day", "%lu days", n), n);
  if (g_str_equal (unit, "week"))
    return g_strdup_printf (ngettext ("%lu week", "%lu weeks", n), n);
  if (g_str_equal (unit, "month"))
    return g_strdup_printf (ngettext ("%lu month", "%lu months", n), n);
  if (g_str_equal (unit, "year"))
    return g_strdup_printf (ngettext ("%lu year", "%lu years", n), n);

  return NULL;
}

static char *
word_of_value (FfJson *value)
{
  switch (ff_json_get_kind (value))
    {
    case FF_JSON_STRING:
      return g_strdup (ff_json_get_string (value));
    case FF_JSON_NUMBER:
      return g_strdup (ff_json_get_number_text (value));
    case FF_JSON_BOOLEAN:
      return g_strdup (ff_json_get_boolean (value, FALSE) ? _("yes") : _("no"));
    default:
      return NULL;
    }
}

/* The first few, and how many more. */
static char *
word_of_list (FfJson *values)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = ff_json_get_length (values);
  guint n_said = n > MAX_VALUES ? MAX_VALUES - 1 : n;

  for (guint i = 0; i < n_said; i++)
    {
      g_autofree char *word = word_of_value (ff_json_get_element (values, i));

      if (word != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", word);
    }
  if (n > n_said)
    g_string_append_printf (text, " +%u", n - n_said);

  return text->len > 0 ? g_strdup (text->str) : NULL;
}

static char *
word_of_right (FfJson *right)
{
  FfJson *duration = ff_json_get_member (right, "duration");

  if (duration == NULL)
    duration = ff_json_get_member (right, "ago");
  if (duration != NULL)
    return ff_summary_of_duration (duration);

  if (ff_json_get_member (right, "values") != NULL)
    return word_of_list (ff_json_get_member (right, "values"));

  return word_of_value (ff_json_get_member (right, "value"));
}

/* What a condition asks for, with the little that tells it from its opposite. */
static char *
word_of_condition (FfJson   *condition,
                   gboolean  negated)
{
  static const struct
  {
    const char *op;
    const char *sign;
  } signs[] = { { "greater", ">" }, { "more-than-ago", ">" }, { "less", "<" }, { "at-least", "≥" }, { "at-most", "≤" } };
  const char *op = ff_json_get_member_string (condition, "op", "");
  g_autofree char *word = word_of_right (ff_json_get_member (condition, "right"));
  const char *sign = NULL;

  if (g_str_has_prefix (op, "not-") || g_str_equal (op, "is-empty") || g_str_equal (op, "is-false"))
    negated = !negated;

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (g_str_equal (op, signs[i].op))
      sign = signs[i].sign;

  if (word == NULL)
    {
      word = ff_summary_of_operand (ff_json_get_member (condition, "left"));
      /* Translators: %s is what is not there, such as “Email”. */
      return word != NULL && negated ? g_strdup_printf (_("No %s"), word) : g_steal_pointer (&word);
    }

  if (sign != NULL)
    {
      g_autofree char *bare = g_steal_pointer (&word);

      word = g_strdup_printf ("%s\302\240%s", sign, bare);
    }

  /* Translators: %s is a value, such as “cancelled”, that must not be. */
  return negated ? g_strdup_printf (_("Not %s"), word) : g_steal_pointer (&word);
}

static void
add_words (FfJson    *item,
           gboolean   negated,
           GPtrArray *words)
{
  static const struct
  {
    const char *name;
    gboolean    negates;
  } groups[] = { { "all", FALSE }, { "any", FALSE }, { "none", TRUE } };
  static const struct
  {
    const char *name;
    gboolean    negates;
  } audiences[] = { { "in-audience", FALSE }, { "not-in-audience", TRUE } };
  const char *name;

  if (item == NULL)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      FfJson *items = ff_json_get_member (item, groups[i].name);

      for (guint j = 0; j < ff_json_get_length (items); j++)
        add_words (ff_json_get_element (items, j), negated != groups[i].negates, words);
    }

  if ((name = ff_json_get_member_string (item, negated ? "not-exists" : "exists", NULL)) != NULL)
    {
      guint n_before = words->len;

      /* What is asked of the linked rows says more than their name, and comes first where there is little room. */
      add_words (ff_json_get_member (item, "where"), FALSE, words);
      if (words->len == n_before)
        g_ptr_array_add (words, ff_summary_of_name (name));
      return;
    }

  if ((name = ff_json_get_member_string (item, negated ? "exists" : "not-exists", NULL)) != NULL)
    {
      g_autofree char *title = ff_summary_of_name (name);

      g_ptr_array_add (words, g_strdup_printf (_("No %s"), title));
      add_words (ff_json_get_member (item, "where"), FALSE, words);
      return;
    }

  if (ff_json_get_member (item, "left") != NULL)
    {
      char *word = word_of_condition (item, negated);

      if (word != NULL)
        g_ptr_array_add (words, word);
    }

  for (guint i = 0; i < G_N_ELEMENTS (audiences); i++)
    if ((name = ff_json_get_member_string (item, audiences[i].name, NULL)) != NULL)
      g_ptr_array_add (words, negated != audiences[i].negates ? g_strdup_printf (_("Not %s"), name) : g_strdup (name));

  add_words (ff_json_get_member (item, "except"), !negated, words);
}

/**
 * ff_summary_of_rule:
 * @rule: (nullable): document form
 *
 * Returns: (nullable): the first few values it speaks of, %NULL when it has no condition
 */
char *
ff_summary_of_rule (FfJson *rule)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) text = g_string_new (NULL);

  if (rule == NULL)
    return NULL;

  add_words (rule, FALSE, words);
  for (guint i = 0; i < MIN (words->len, MAX_WORDS); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " · " : "", (const char *) words->pdata[i]);
  if (words->len > MAX_WORDS)
    g_string_append (text, " …");

  return words->len > 0 ? g_strdup (text->str) : NULL;
}

/* “there” of “{{ profile.first_name | default: 'there' }}”, else a mark that something comes here. */
static char *
dup_stand_in (const char *tag,
              gsize       length)
{
  g_autofree char *text = g_strndup (tag, length);
  const char *value = strstr (text, "default:");
  char quote;

  if (value == NULL)
    return g_strdup ("…");

  value += strlen ("default:");
  value += strspn (value, " ");
  quote = *value;
  if (quote != '\'' && quote != '"')
    return g_strdup ("…");
  value++;

  return g_strndup (value, strcspn (value, quote == '"' ? "\"" : "'"));
}

/**
 * ff_summary_of_template:
 * @text: (nullable): Liquid
 *
 * Returns: (nullable): the template as one line to be recognised by: a merge
 *   field is its default text, or “…”, and is left out where the line begins;
 *   of “{{ name }}, 15 % off” that is “15 % off”
 */
char *
ff_summary_of_template (const char *text)
{
  g_autoptr (GString) words = g_string_new (NULL);
  const char *p = text;
  char *first;

  while (p != NULL && *p != '\0')
    {
      gboolean is_field = g_str_has_prefix (p, "{{");
      const char *end = is_field || g_str_has_prefix (p, "{%") ? strstr (p, is_field ? "}}" : "%}") : NULL;

      if (end != NULL)
        {
          g_autofree char *stand_in = is_field && words->len > 0 ? dup_stand_in (p, (gsize) (end - p)) : NULL;

          if (stand_in != NULL)
            g_string_append (words, stand_in);
          p = end + 2;
          continue;
        }
      if (is_field || g_str_has_prefix (p, "{%"))
        break;

      g_string_append_c (words, *p == '\n' ? ' ' : *p);
      p++;
    }

  /* “Hi , …” of a name without a default text. */
  g_string_replace (words, " ,", ",", 0);

  first = words->str;
  while (*first != '\0' && (g_ascii_isspace (*first) || g_ascii_ispunct (*first)))
    first++;
  if (*first == '\0')
    return NULL;

  if (first != words->str && g_ascii_islower (*first))
    *first = g_ascii_toupper (*first);

  return g_strchomp (g_strdup (first));
}
