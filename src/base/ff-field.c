/* Settings described as data: defaults, visibility and checks that hold for
 * any table of fields. Called by activities, gateways and data sources, and by
 * the forms of the window; pure, any thread. */

#include "base/ff-field.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  FfFieldProblemFunc  func;
  gpointer            user_data;
} Reporter;

static const char *const duration_units[] = { "minute", "hour", "day", "week", "month", "year", NULL };

static void check_fields (const FfField  *fields,
                          FfJson         *settings,
                          const char     *pointer,
                          const Reporter *reporter);

/* The table is ours, so a default that cannot be read is a bug. */
static FfJson *
new_default (const FfField *field)
{
  g_autoptr (GError) error = NULL;
  FfJson *value;

  if (field->default_json == NULL)
    return NULL;

  value = ff_json_parse (field->default_json, -1, NULL, &error);
  if (value == NULL)
    g_error ("The default of the field “%s” is no JSON: %s", field->key, error->message);

  return value;
}

/**
 * ff_field_dup_value:
 * @field: a field
 * @settings: (nullable): an object that may have a member for it
 *
 * A member that is null counts as absent.
 *
 * Returns: (nullable) (transfer full): the value, else the field's default
 */
FfJson *
ff_field_dup_value (const FfField *field,
                    FfJson        *settings)
{
  FfJson *value;

  g_return_val_if_fail (field != NULL, NULL);

  value = ff_json_get_member (settings, field->key);
  if (ff_json_get_kind (value) != FF_JSON_NULL)
    return ff_json_ref (value);

  return new_default (field);
}

static const FfField *
find_field (const FfField *fields,
            const char    *key)
{
  for (; fields->key != NULL; fields++)
    if (strcmp (fields->key, key) == 0)
      return fields;

  return NULL;
}

/* Whether @text is one of @values, "a|b|c". */
static gboolean
is_among (const char *text,
          const char *values)
{
  g_auto (GStrv) list = g_strsplit (values, "|", -1);

  return text != NULL && g_strv_contains ((const char *const *) list, text);
}

/**
 * ff_field_is_visible:
 * @fields: the table that @field stands in; ends with a field without key
 * @field: one of them
 * @settings: (nullable): the settings they describe
 *
 * A field also hides when the one that decides over it is hidden.
 *
 * Returns: whether a form shows the field, and checks look at it
 */
gboolean
ff_field_is_visible (const FfField *fields,
                     const FfField *field,
                     FfJson        *settings)
{
  g_autoptr (FfJson) value = NULL;
  const FfField *decider;
  const char *text;

  g_return_val_if_fail (fields != NULL && field != NULL, FALSE);

  if (field->visible_key == NULL)
    return TRUE;

  decider = find_field (fields, field->visible_key);
  g_return_val_if_fail (decider != NULL && decider != field, FALSE);

  if (!ff_field_is_visible (fields, decider, settings))
    return FALSE;

  value = ff_field_dup_value (decider, settings);
  if (decider->kind == FF_FIELD_FLAG)
    text = ff_json_get_boolean (value, FALSE) ? "true" : "false";
  else
    text = ff_json_get_string (value);

  return is_among (text, field->visible_value);
}

/**
 * ff_fields_fill_settings:
 * @fields: (nullable): a table that ends with a field without key
 * @settings: as a document holds them; what is no object stays as it is
 *
 * Returns: (transfer full): @settings with a default for every member that is
 *   absent or null and has one
 */
FfJson *
ff_fields_fill_settings (const FfField *fields,
                         FfJson        *settings)
{
  g_autoptr (FfJson) filled = NULL;

  g_return_val_if_fail (settings != NULL, NULL);

  filled = ff_json_ref (settings);

  for (; ff_json_is_object (settings) && fields != NULL && fields->key != NULL; fields++)
    {
      g_autoptr (FfJson) value = NULL;
      FfJson *with;

      if (ff_json_get_kind (ff_json_get_member (settings, fields->key)) != FF_JSON_NULL)
        continue;

      value = new_default (fields);
      if (value == NULL)
        continue;

      with = ff_json_with_member (filled, fields->key, value);
      ff_json_unref (filled);
      filled = with;
    }

  return g_steal_pointer (&filled);
}

/**
 * ff_fields_new_settings:
 * @fields: a table that ends with a field without key
 *
 * Returns: (transfer full): an object with every default, in the table's order
 */
FfJson *
ff_fields_new_settings (const FfField *fields)
{
  FfJson *settings = ff_json_new_object ();

  for (; fields->key != NULL; fields++)
    {
      FfJson *value = new_default (fields);

      if (value != NULL)
        ff_json_take_member (settings, fields->key, value);
    }

  return settings;
}

static void
report (const Reporter *reporter,
        const char     *pointer,
        const char     *format,
        ...) G_GNUC_PRINTF (3, 4);

static void
report (const Reporter *reporter,
        const char     *pointer,
        const char     *format,
        ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);

  reporter->func (pointer, message, reporter->user_data);
}

/* What a person reads for @field. */
static const char *
label_of (const FfField *field)
{
  return field->label != NULL ? _(field->label) : field->key;
}

static gboolean
is_empty (FfJson *value)
{
  const char *text = ff_json_get_string (value);
  g_autofree char *stripped = text != NULL ? g_strstrip (g_strdup (text)) : NULL;

  switch (ff_json_get_kind (value))
    {
    case FF_JSON_NULL:
      return TRUE;
    case FF_JSON_STRING:
      return *stripped == '\0';
    case FF_JSON_ARRAY:
    case FF_JSON_OBJECT:
      return ff_json_get_length (value) == 0;
    default:
      return FALSE;
    }
}

static void
check_range (const FfField  *field,
             gboolean        is_inside,
             const char     *pointer,
             const Reporter *reporter)
{
  g_autofree char *min = g_strdup_printf ("%" G_GINT64_FORMAT, field->min);
  g_autofree char *max = g_strdup_printf ("%" G_GINT64_FORMAT, field->max);

  if ((field->min == 0 && field->max == 0) || is_inside)
    return;

  /* Translators: the label of a setting, then the smallest and the largest number. */
  report (reporter, pointer, _("“%s” must be from %s to %s."), label_of (field), min, max);
}

static void
check_integer (const FfField  *field,
               FfJson         *value,
               const char     *pointer,
               const Reporter *reporter)
{
  gint64 number;

  if (ff_json_get_integer (value, &number))
    check_range (field, number >= field->min && number <= field->max, pointer, reporter);
  else
    report (reporter, pointer, _("“%s” must be a whole number."), label_of (field));
}

static void
check_real (const FfField  *field,
            FfJson         *value,
            const char     *pointer,
            const Reporter *reporter)
{
  double number;

  if (ff_json_get_real (value, &number))
    check_range (field, number >= (double) field->min && number <= (double) field->max, pointer, reporter);
  else
    report (reporter, pointer, _("“%s” must be a number."), label_of (field));
}

static void
check_choice (const FfField  *field,
              FfJson         *value,
              const char     *pointer,
              const Reporter *reporter)
{
  const char *id = ff_json_get_string (value);

  for (const FfChoice *choice = field->choices; choice != NULL && choice->id != NULL; choice++)
    if (g_strcmp0 (choice->id, id) == 0)
      return;

  if (id != NULL)
    /* Translators: the label of a setting, then what the document has for it. */
    report (reporter, pointer, _("“%s” has no choice “%s”."), label_of (field), id);
  else
    report (reporter, pointer, _("“%s” must be one of its choices."), label_of (field));
}

static void
check_duration (const FfField  *field,
                FfJson         *value,
                const char     *pointer,
                const Reporter *reporter)
{
  g_autofree char *amount_at = ff_json_pointer_join (pointer, "amount");
  g_autofree char *unit_at = ff_json_pointer_join (pointer, "unit");
  const char *unit = ff_json_get_member_string (value, "unit", NULL);
  gint64 amount;

  if (!ff_json_is_object (value))
    {
      report (reporter, pointer, _("“%s” must be an amount with a unit."), label_of (field));
      return;
    }

  if (!ff_json_get_integer (ff_json_get_member (value, "amount"), &amount) || amount < 0)
    report (reporter, amount_at, _("The amount of “%s” must be a whole number, 0 or more."), label_of (field));
  else
    check_range (field, amount >= field->min && amount <= field->max, amount_at, reporter);

  if (unit == NULL || !g_strv_contains (duration_units, unit))
    report (reporter, unit_at, _("The unit of “%s” must be minutes, hours, days, weeks, months or years."),
            label_of (field));
}

static void
check_order (const FfField  *field,
             FfJson         *value,
             const char     *pointer,
             const Reporter *reporter)
{
  for (guint i = 0; i < ff_json_get_length (value); i++)
    {
      FfJson *item = ff_json_get_element (value, i);
      FfJson *descending = ff_json_get_member (item, "descending");
      g_autofree char *at = g_strdup_printf ("%s/%u", pointer, i);

      if (!ff_json_is_object (ff_json_get_member (item, "by")) ||
          (descending != NULL && ff_json_get_kind (descending) != FF_JSON_BOOLEAN))
        report (reporter, at, _("“%s” must say what to order by and in which direction."), label_of (field));
    }
}

static void
check_list (const FfField  *field,
            FfJson         *value,
            const char     *pointer,
            const Reporter *reporter)
{
  for (guint i = 0; i < ff_json_get_length (value); i++)
    {
      g_autofree char *at = g_strdup_printf ("%s/%u", pointer, i);

      check_fields (field->fields, ff_json_get_element (value, i), at, reporter);
    }
}

static void
check_value (const FfField  *field,
             FfJson         *value,
             const char     *pointer,
             const Reporter *reporter)
{
  switch (field->kind)
    {
    case FF_FIELD_INTEGER:
      check_integer (field, value, pointer, reporter);
      break;
    case FF_FIELD_REAL:
      check_real (field, value, pointer, reporter);
      break;
    case FF_FIELD_FLAG:
      if (ff_json_get_kind (value) != FF_JSON_BOOLEAN)
        report (reporter, pointer, _("“%s” must be yes or no."), label_of (field));
      break;
    case FF_FIELD_CHOICE:
      check_choice (field, value, pointer, reporter);
      break;
    case FF_FIELD_DURATION:
      check_duration (field, value, pointer, reporter);
      break;
    case FF_FIELD_OPERAND:
    case FF_FIELD_RULE:
      if (!ff_json_is_object (value))
        report (reporter, pointer, _("“%s” must be an object."), label_of (field));
      break;
    case FF_FIELD_ORDER:
    case FF_FIELD_LIST:
      if (!ff_json_is_array (value))
        report (reporter, pointer, _("“%s” must be a list."), label_of (field));
      else if (field->kind == FF_FIELD_ORDER)
        check_order (field, value, pointer, reporter);
      else
        check_list (field, value, pointer, reporter);
      break;
    case FF_FIELD_TEXT:
    case FF_FIELD_LONG_TEXT:
    case FF_FIELD_ENTITY:
    case FF_FIELD_LINK:
    case FF_FIELD_AUDIENCE:
    case FF_FIELD_PORT:
    case FF_FIELD_GATEWAY:
    case FF_FIELD_TEMPLATE:
    case FF_FIELD_SECRET:
      if (!ff_json_is_string (value))
        report (reporter, pointer, _("“%s” must be a text."), label_of (field));
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
check_fields (const FfField  *fields,
              FfJson         *settings,
              const char     *pointer,
              const Reporter *reporter)
{
  if (!ff_json_is_object (settings))
    {
      report (reporter, pointer, _("The settings here must be an object."));
      return;
    }

  for (const FfField *field = fields; field->key != NULL; field++)
    {
      g_autoptr (FfJson) value = NULL;
      g_autofree char *at = NULL;

      if (!ff_field_is_visible (fields, field, settings))
        continue;

      at = ff_json_pointer_join (pointer, field->key);
      value = ff_field_dup_value (field, settings);

      /* A credential is kept elsewhere, so that its absence here says nothing. */
      if (!is_empty (value))
        check_value (field, value, at, reporter);
      else if (field->required && field->kind != FF_FIELD_SECRET)
        report (reporter, at, _("“%s” is not set."), label_of (field));
    }
}

/**
 * ff_fields_check:
 * @fields: a table that ends with a field without key
 * @settings: the settings they describe
 * @func: called for each problem, in the order of the table
 * @user_data: for @func
 *
 * Checks what the table itself says of what is visible; members it does not
 * know are not looked at.
 */
void
ff_fields_check (const FfField      *fields,
                 FfJson             *settings,
                 FfFieldProblemFunc  func,
                 gpointer            user_data)
{
  const Reporter reporter = { func, user_data };

  g_return_if_fail (fields != NULL && func != NULL);

  check_fields (fields, settings, "", &reporter);
}
