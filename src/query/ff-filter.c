/* Saved filters as documents: their form, what they mean, copies, and where
 * they are used. What a rule makes of them is in ff-filter-parse.c. Any thread. */

#include "query/ff-filter.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "query/ff-expression-private.h"

G_DEFINE_QUARK (ff-filter-error-quark, ff_filter_error)

/* ---- The form. */

static gboolean
refuse (GError     **error,
        const char  *place,
        const char  *message)
{
  g_set_error (error, FF_FILTER_ERROR, FF_FILTER_ERROR_BAD, "%s: %s", place, message);

  return FALSE;
}

static gboolean
check_members (FfJson             *json,
               const char         *place,
               const char *const  *known,
               GError            **error)
{
  if (!ff_json_is_object (json))
    return refuse (error, place, _("An object must stand here."));

  for (guint i = 0; i < ff_json_get_length (json); i++)
    {
      g_autofree char *member = ff_json_pointer_join (place, ff_json_get_name (json, i));

      if (!g_strv_contains (known, ff_json_get_name (json, i)))
        return refuse (error, member, _("No saved filter has this. Remove it, or use a newer version of Fanfare."));
    }

  return TRUE;
}

static gboolean
check_text (FfJson      *json,
            const char  *name,
            gboolean     required,
            const char  *place,
            GError     **error)
{
  FfJson *value = ff_json_get_member (json, name);
  const char *text = ff_json_get_string (value);
  g_autofree char *member = ff_json_pointer_join (place, name);

  if (value == NULL && !required)
    return TRUE;

  return (text != NULL && *text != '\0') || refuse (error, member, _("A text must stand here."));
}

static gboolean
check_parameters (FfJson  *parameters,
                  GError **error)
{
  static const char *const members[] = { "name", "label", "default", NULL };
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  if (parameters != NULL && !ff_json_is_array (parameters))
    return refuse (error, "/parameters", _("A list must stand here."));

  for (guint p = 0; p < ff_json_get_length (parameters); p++)
    {
      FfJson *parameter = ff_json_get_element (parameters, p);
      g_autofree char *place = g_strdup_printf ("/parameters/%u", p);

      if (!check_members (parameter, place, members, error) || !check_text (parameter, "name", TRUE, place, error) ||
          !check_text (parameter, "label", FALSE, place, error))
        return FALSE;
      if (!g_hash_table_add (names, (char *) ff_json_get_member_string (parameter, "name", "")))
        return refuse (error, place, _("Two parameters have the same name. Give one another."));
    }

  return TRUE;
}

/**
 * ff_filter_check:
 * @json: whatever came in
 * @error: return location for a #FfFilterError; it names the place as a JSON pointer
 *
 * Returns: %TRUE if @json has the form of a saved filter
 */
gboolean
ff_filter_check (FfJson  *json,
                 GError **error)
{
  static const char *const members[] = { "name", "entity", "parameters", "rule", NULL };

  return check_members (json, "", members, error) && check_text (json, "name", TRUE, "", error) &&
         check_text (json, "entity", TRUE, "", error) && check_parameters (ff_json_get_member (json, "parameters"), error) &&
         (ff_json_is_object (ff_json_get_member (json, "rule")) || refuse (error, "/rule", _("An object must stand here.")));
}

/**
 * ff_filter_dup_hash:
 * @filter: a saved filter
 *
 * Returns: (transfer full): equal for filters that mean the same, whatever they are called
 */
char *
ff_filter_dup_hash (FfJson *filter)
{
  g_autoptr (GString) content = g_string_new (ff_json_get_member_string (filter, "entity", ""));
  g_autofree char *rule = ff_json_print (ff_json_get_member (filter, "rule"));
  FfJson *parameters = ff_json_get_member (filter, "parameters");

  for (guint p = 0; p < ff_json_get_length (parameters); p++)
    {
      FfJson *parameter = ff_json_get_element (parameters, p);
      FfJson *value = ff_json_get_member (parameter, "default");
      g_autofree char *text = value != NULL ? ff_json_print (value) : g_strdup ("");

      g_string_append_printf (content, "\n%s\t%s", ff_json_get_member_string (parameter, "name", ""), text);
    }
  g_string_append_printf (content, "\n%s", rule);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, content->str, (gssize) content->len);
}

/* ---- Copies. */

typedef struct
{
  FfJson *filter;
  FfJson *with;    /* nullable */
} Copying;

static FfJson *copy (Copying *self,
                     FfJson  *json);

/* NULL: there is no such parameter, or it has no value. */
static FfJson *
find_value (Copying    *self,
            const char *name)
{
  FfJson *given = ff_json_get_member (self->with, name);
  FfJson *parameters = ff_json_get_member (self->filter, "parameters");

  for (guint p = 0; given == NULL && p < ff_json_get_length (parameters); p++)
    if (g_strcmp0 (ff_json_get_member_string (ff_json_get_element (parameters, p), "name", NULL), name) == 0)
      given = ff_json_get_member (ff_json_get_element (parameters, p), "default");

  return given;
}

/* What the variable is replaced with, as an expression writes it. */
static char *
dup_written (FfJson *value)
{
  const char *text = ff_json_get_string (value);
  const char *variable = ff_json_get_member_string (value, "variable", NULL);

  if (text != NULL)
    {
      g_auto (GStrv) parts = g_strsplit (text, "'", -1);
      g_autofree char *doubled = g_strjoinv ("''", parts);

      return g_strconcat ("'", doubled, "'", NULL);
    }

  if (variable != NULL)
    {
      g_autofree char *name = ff_expression_dup_name (variable);

      return g_strconcat ("@", name, NULL);
    }

  return ff_json_get_number_text (value) != NULL ? g_strdup_printf ("(%s)", ff_json_get_number_text (value)) : ff_json_print (value);
}

/* Up to what follows @name or @"odd ""name""". */
static const char *
skip_variable (const char    *start,
               const FfToken *token)
{
  const char *c = start + 1;

  if (*c != '"')
    return c + strlen (token->text);

  for (c++; c[0] != '"' || c[1] == '"'; c++)
    c += c[0] == '"';

  return c + 1;
}

static FfJson *
copy_expression (Copying    *self,
                 const char *text)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_rule_problem_free);
  g_autoptr (GString) written = g_string_new (NULL);
  FfParser parser = { NULL, problems };
  FfExpressionReader reader = { .parser = &parser, .text = text, .pointer = "" };
  const char *done = text;

  if (ff_expression_read_tokens (&reader))
    for (guint t = 0; t < reader.tokens->len; t++)
      {
        const FfToken *token = &g_array_index (reader.tokens, FfToken, t);
        FfJson *value = token->kind == FF_TOKEN_VARIABLE ? find_value (self, token->text) : NULL;
        g_autofree char *word = value != NULL ? dup_written (value) : NULL;

        if (word == NULL)
          continue;

        g_string_append_len (written, done, text + token->offset - done);
        g_string_append (written, word);
        done = skip_variable (text + token->offset, token);
      }
  g_string_append (written, done);
  g_array_unref (reader.tokens);

  return ff_json_new_string (written->str);
}

/* A whole right side says what kind of value it is; within lists and ranges the value stands alone. */
static FfJson *
copy_variable (Copying  *self,
               FfJson   *json,
               gboolean  is_right)
{
  FfJson *value = find_value (self, ff_json_get_member_string (json, "variable", ""));
  FfJson *right;

  if (value == NULL)
    return ff_json_ref (json);
  if (!is_right || ff_json_is_object (value))
    return ff_json_ref (value);

  right = ff_json_new_object ();
  ff_json_take_member (right, ff_json_is_array (value) ? "values" : "value", ff_json_ref (value));

  return right;
}

static FfJson *
copy_member (Copying    *self,
             const char *name,
             FfJson     *json)
{
  if (ff_json_get_member_string (json, "variable", NULL) != NULL)
    return copy_variable (self, json, g_str_equal (name, "right"));
  if (g_str_equal (name, "expression") && ff_json_get_string (json) != NULL)
    return copy_expression (self, ff_json_get_string (json));

  return copy (self, json);
}

static FfJson *
copy (Copying *self,
      FfJson  *json)
{
  FfJson *made;

  if (ff_json_is_object (json))
    {
      made = ff_json_new_object ();
      for (guint i = 0; i < ff_json_get_length (json); i++)
        ff_json_take_member (made, ff_json_get_name (json, i), copy_member (self, ff_json_get_name (json, i), ff_json_get_value (json, i)));
      return made;
    }

  if (ff_json_is_array (json))
    {
      made = ff_json_new_array ();
      for (guint i = 0; i < ff_json_get_length (json); i++)
        ff_json_take_element (made, copy_member (self, "", ff_json_get_element (json, i)));
      return made;
    }

  return ff_json_ref (json);
}

/**
 * ff_filter_dup_copy:
 * @filter: a saved filter
 * @with: (nullable): values of its parameters, over their defaults
 *
 * Returns: (transfer full): its rule, which no longer follows it; a parameter
 *   without a value stays a variable
 */
FfJson *
ff_filter_dup_copy (FfJson *filter,
                    FfJson *with)
{
  Copying copying = { filter, with };

  return copy (&copying, ff_json_get_member (filter, "rule"));
}

/* ---- Uses. */

static void
gather (FfJson     *json,
        const char *id,
        const char *place,
        GPtrArray  *uses)
{
  if (g_strcmp0 (ff_json_get_member_string (json, "filter", NULL), id) == 0)
    g_ptr_array_add (uses, g_strdup (place));

  for (guint i = 0; i < ff_json_get_length (json); i++)
    {
      gboolean is_object = ff_json_is_object (json);
      g_autofree char *number = g_strdup_printf ("%u", i);
      g_autofree char *inner = ff_json_pointer_join (place, is_object ? ff_json_get_name (json, i) : number);

      gather (is_object ? ff_json_get_value (json, i) : ff_json_get_element (json, i), id, inner, uses);
    }
}

/**
 * ff_filter_list_uses:
 * @json: a document, or settings
 * @id: of a saved filter
 *
 * Returns: (transfer full) (element-type utf8): JSON pointers of the conditions that follow it
 */
GPtrArray *
ff_filter_list_uses (FfJson     *json,
                     const char *id)
{
  GPtrArray *uses = g_ptr_array_new_with_free_func (g_free);

  gather (json, id, "", uses);

  return uses;
}
