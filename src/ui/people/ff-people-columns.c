/* Which columns a list of people can show, and how their values read. */

#include "ui/people/ff-people-columns.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "ui/ff-settings.h"

#define KEPT "people-columns"

/* Between ids; in none of them, and not in a line of text. */
#define ID_JOINT "\n"

/* Beside name and addresses. */
#define MAX_DEFAULT_EXTRAS 4

static void
column_free (FfPeopleColumn *self)
{
  g_free (self->id);
  g_free (self->title);
  g_free (self->group);
  g_ptr_array_unref (self->operands);
  g_array_unref (self->types);
  g_free (self);
}

static FfPeopleColumn *
add_column (GPtrArray  *columns,
            char       *take_id,
            const char *title,
            const char *group)
{
  FfPeopleColumn *column = g_new0 (FfPeopleColumn, 1);

  column->id = take_id;
  column->title = g_strdup (title);
  column->group = g_strdup (group);
  column->operands = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_json_unref);
  column->types = g_array_new (FALSE, FALSE, sizeof (FfType));
  g_ptr_array_add (columns, column);

  return column;
}

static void
take_operand (FfPeopleColumn *column,
              FfJson         *operand,
              FfType          type)
{
  g_ptr_array_add (column->operands, operand);
  g_array_append_val (column->types, type);
  column->is_number = column->operands->len == 1 && ff_kind_is_number (type.kind);
}

/* {"attribute": [@link, @name]} */
static FfJson *
attribute (const char *link,
           const char *name)
{
  FfJson *path = ff_json_new_array ();
  FfJson *operand = ff_json_new_object ();

  if (link != NULL)
    ff_json_take_element (path, ff_json_new_string (link));
  ff_json_take_element (path, ff_json_new_string (name));
  ff_json_take_member (operand, "attribute", path);

  return operand;
}

static gboolean
is_key (const FfEntity *entity,
        const char     *name)
{
  return entity->key != NULL && g_strv_contains ((const char *const *) entity->key, name);
}

/* Holds another table's key: what it leads to is shown instead. */
static gboolean
is_link_column (const FfEntity *entity,
                const char     *name)
{
  for (guint i = 0; i < entity->links->len; i++)
    {
      const FfLink *link = entity->links->pdata[i];

      if (link->cardinality == FF_LINK_ONE && g_strv_contains ((const char *const *) link->columns, name))
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_display (const FfEntity *entity,
            const char     *name)
{
  return entity->display != NULL && g_strv_contains ((const char *const *) entity->display, name);
}

static void
add_display (GPtrArray      *columns,
             const FfEntity *entity,
             const FfLink   *link)
{
  const char *title = link != NULL ? link->label : _("Name");
  FfPeopleColumn *column;

  if (entity->display == NULL || entity->display[0] == NULL)
    return;

  if (link == NULL && entity->display[1] == NULL)
    title = ff_entity_find_column (entity, entity->display[0])->label;

  column = add_column (columns, g_strconcat ("@", link != NULL ? link->name : "", NULL), title,
                       link != NULL ? link->label : "");
  for (guint i = 0; entity->display[i] != NULL; i++)
    take_operand (column, attribute (link != NULL ? link->name : NULL, entity->display[i]),
                  ff_entity_find_column (entity, entity->display[i])->type);
}

static void
add_attributes (GPtrArray      *columns,
                const FfEntity *entity,
                const FfLink   *link)
{
  for (guint i = 0; i < entity->columns->len; i++)
    {
      const FfColumn *own = entity->columns->pdata[i];
      FfPeopleColumn *column;

      if (link != NULL && is_key (entity, own->name))
        continue;

      column = add_column (columns, link != NULL ? g_strconcat (".", link->name, ".", own->name, NULL)
                                                 : g_strconcat (".", own->name, NULL),
                           own->label, link != NULL ? link->label : "");
      take_operand (column, attribute (link != NULL ? link->name : NULL, own->name), own->type);
    }
}

static void
add_carried (GPtrArray *columns,
             GPtrArray *carried)
{
  for (guint i = 0; carried != NULL && i < carried->len; i++)
    {
      const FfColumn *own = carried->pdata[i];
      FfPeopleColumn *column = add_column (columns, g_strconcat ("+", own->name, NULL), own->label, _("Added on the Way"));
      FfJson *operand = ff_json_new_object ();

      ff_json_set_string (operand, "column", own->name);
      take_operand (column, operand, own->type);
    }
}

static void
add_numbers (GPtrArray      *columns,
             const FfEntity *entity)
{
  const FfType integer = { .kind = FF_KIND_INTEGER };

  for (guint i = 0; i < entity->links->len; i++)
    {
      const FfLink *link = entity->links->pdata[i];
      FfPeopleColumn *column;
      FfJson *operand;
      FfJson *path;

      if (link->cardinality != FF_LINK_MANY)
        continue;

      column = add_column (columns, g_strconcat ("#", link->name, NULL), link->label, _("Number Of"));
      path = ff_json_new_array ();
      ff_json_take_element (path, ff_json_new_string (link->name));
      operand = ff_json_new_object ();
      ff_json_set_string (operand, "aggregate", "count");
      ff_json_take_member (operand, "link", path);
      take_operand (column, operand, integer);
    }
}

/**
 * ff_people_columns_list:
 * @schema: the data model
 * @entity: the dimension of the rows
 * @carried: (nullable) (element-type FfColumn): what the table carries
 *
 * Returns: (transfer full) (element-type FfPeopleColumn): its name, what was
 *   added on the way, its attributes, those through N-1 links, and how many
 *   rows its 1-N links lead to
 */
GPtrArray *
ff_people_columns_list (FfSchema       *schema,
                        const FfEntity *entity,
                        GPtrArray      *carried)
{
  GPtrArray *columns = g_ptr_array_new_with_free_func ((GDestroyNotify) column_free);

  add_display (columns, entity, NULL);
  add_attributes (columns, entity, NULL);
  add_carried (columns, carried);

  for (guint i = 0; i < entity->links->len; i++)
    {
      const FfLink *link = entity->links->pdata[i];
      const FfEntity *target = ff_schema_find_entity (schema, link->target);

      if (link->cardinality != FF_LINK_ONE || target == NULL)
        continue;

      add_display (columns, target, link);
      add_attributes (columns, target, link);
    }

  add_numbers (columns, entity);
  return columns;
}

const FfPeopleColumn *
ff_people_columns_find (GPtrArray  *columns,
                        const char *id)
{
  for (guint i = 0; i < columns->len; i++)
    if (g_str_equal (((FfPeopleColumn *) columns->pdata[i])->id, id))
      return columns->pdata[i];

  return NULL;
}

/* ---- What is shown at first. */

static void
add_if_there (GStrvBuilder *ids,
              GPtrArray    *columns,
              char         *take_id,
              guint        *n)
{
  g_autofree char *id = take_id;

  if (ff_people_columns_find (columns, id) == NULL)
    return;

  g_strv_builder_add (ids, id);
  (*n)++;
}

static gboolean
is_address (FfSchema   *schema,
            const char *name)
{
  const char *const roles[] = { "address:email", "address:sms", "address:push", "language", "time-zone" };

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if (g_strcmp0 (ff_schema_get_role (schema, roles[i]), name) == 0)
      return TRUE;

  return FALSE;
}

/* What tells rows apart: first enumerations, then dates, then the rest. */
static int
rate (const FfColumn *column)
{
  if (column->choices != NULL)
    return 0;
  if (column->type.kind == FF_KIND_DATE || column->type.kind == FF_KIND_INSTANT)
    return 1;

  return 2;
}

static void
add_extras (GStrvBuilder   *ids,
            FfSchema       *schema,
            const FfEntity *entity,
            GPtrArray      *columns)
{
  gboolean is_profile = entity == ff_schema_get_profile (schema);
  guint n = 0;

  for (int wanted = 0; wanted <= 2; wanted++)
    for (guint i = 0; i < entity->columns->len && n < MAX_DEFAULT_EXTRAS; i++)
      {
        const FfColumn *column = entity->columns->pdata[i];

        if (rate (column) != wanted || is_key (entity, column->name) || is_display (entity, column->name) ||
            is_link_column (entity, column->name) || (is_profile && is_address (schema, column->name)))
          continue;

        add_if_there (ids, columns, g_strconcat (".", column->name, NULL), &n);
      }
}

/**
 * ff_people_columns_dup_default:
 * @schema: the data model
 * @entity: the dimension of the rows
 * @carried: (nullable) (element-type FfColumn): what the table carries
 * @columns: (element-type FfPeopleColumn): of these
 *
 * Returns: (transfer full): ids of the columns shown when nobody chose
 */
char **
ff_people_columns_dup_default (FfSchema       *schema,
                               const FfEntity *entity,
                               GPtrArray      *carried,
                               GPtrArray      *columns)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  g_auto (GStrv) to_profile = ff_schema_dup_path_to_profile (schema, entity);
  guint n = 0;

  add_if_there (ids, columns, g_strdup ("@"), &n);
  if (n == 0 && entity->key != NULL)
    add_if_there (ids, columns, g_strconcat (".", entity->key[0], NULL), &n);

  if (entity == ff_schema_get_profile (schema))
    {
      const char *email = ff_schema_get_role (schema, "address:email");
      const char *phone = ff_schema_get_role (schema, "address:sms");

      if (email != NULL || phone != NULL)
        add_if_there (ids, columns, g_strconcat (".", email != NULL ? email : phone, NULL), &n);
    }
  else if (to_profile != NULL && to_profile[0] != NULL && to_profile[1] == NULL)
    {
      add_if_there (ids, columns, g_strconcat ("@", to_profile[0], NULL), &n);
    }

  for (guint i = 0; carried != NULL && i < carried->len; i++)
    add_if_there (ids, columns, g_strconcat ("+", ((const FfColumn *) carried->pdata[i])->name, NULL), &n);

  add_extras (ids, schema, entity, columns);
  return g_strv_builder_end (ids);
}

/* ---- What a person chose. */

char **
ff_people_columns_dup_kept (const char     *store_url,
                            const FfEntity *entity)
{
  g_autoptr (GVariant) all = g_settings_get_value (ff_settings_get (), KEPT);
  g_autofree char *name = g_strconcat (store_url, "#", entity->name, NULL);
  const char *ids;

  return g_variant_lookup (all, name, "&s", &ids) ? g_strsplit (ids, ID_JOINT, -1) : NULL;
}

void
ff_people_columns_keep (const char        *store_url,
                        const FfEntity    *entity,
                        const char *const *ids)
{
  g_autoptr (GVariant) all = g_settings_get_value (ff_settings_get (), KEPT);
  g_autofree char *name = g_strconcat (store_url, "#", entity->name, NULL);
  GVariantBuilder builder;
  GVariantIter iter;
  const char *key, *value;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{ss}"));
  g_variant_iter_init (&iter, all);
  while (g_variant_iter_next (&iter, "{&s&s}", &key, &value))
    if (!g_str_equal (key, name))
      g_variant_builder_add (&builder, "{ss}", key, value);

  if (ids != NULL)
    {
      g_autofree char *joined = g_strjoinv (ID_JOINT, (char **) ids);

      g_variant_builder_add (&builder, "{ss}", name, joined);
    }

  g_settings_set_value (ff_settings_get (), KEPT, g_variant_builder_end (&builder));
}

/* ---- Values. */

static char *
dup_date_text (const char *iso)
{
  int year, month, day;
  g_autoptr (GDateTime) date = NULL;

  if (sscanf (iso, "%4d-%2d-%2d", &year, &month, &day) != 3)
    return g_strdup (iso);

  date = g_date_time_new_utc (year, month, day, 0, 0, 0);
  /* Translators: a day, for strftime. */
  return date != NULL ? g_date_time_format (date, _("%-d %b %Y")) : g_strdup (iso);
}

static char *
dup_instant_text (gint64     usec,
                  GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (usec / G_USEC_PER_SEC);
  g_autoptr (GDateTime) there = NULL;

  if (utc == NULL)
    return g_strdup_printf ("%" G_GINT64_FORMAT, usec);

  there = zone != NULL ? g_date_time_to_timezone (utc, zone) : g_date_time_ref (utc);
  /* Translators: a day and a time, for strftime. */
  return g_date_time_format (there, _("%-d %b %Y, %H:%M"));
}

/**
 * ff_people_value_dup_text:
 * @value: from a page of rows
 * @type: what it is
 * @zone: (nullable): that instants are shown in
 *
 * Returns: what people read
 */
char *
ff_people_value_dup_text (const FfValue *value,
                          const FfType  *type,
                          GTimeZone     *zone)
{
  if (value->kind == FF_VALUE_TEXT && type->kind == FF_KIND_DATE)
    return dup_date_text (value->text);

  if (value->kind == FF_VALUE_INTEGER && type->kind == FF_KIND_INSTANT)
    return dup_instant_text (value->integer, zone);

  if (value->kind == FF_VALUE_INTEGER && type->kind == FF_KIND_FLAG)
    return g_strdup (value->integer != 0 ? _("Yes") : _("No"));

  return ff_value_to_text (value, type, zone);
}

FfJson *
ff_people_columns_dup_operands (GPtrArray *columns)
{
  FfJson *operands = ff_json_new_array ();

  for (guint i = 0; i < columns->len; i++)
    {
      const FfPeopleColumn *column = columns->pdata[i];

      for (guint j = 0; j < column->operands->len; j++)
        ff_json_take_element (operands, ff_json_ref (column->operands->pdata[j]));
    }

  return operands;
}

/**
 * ff_people_columns_dup_cells:
 * @columns: (element-type FfPeopleColumn): whose operands @page answers
 * @page: rows
 * @row: one of them
 * @zone: (nullable): that instants are shown in
 *
 * Returns: (transfer full): a text per column
 */
char **
ff_people_columns_dup_cells (GPtrArray    *columns,
                             const FfPage *page,
                             guint         row,
                             GTimeZone    *zone)
{
  g_autoptr (GStrvBuilder) cells = g_strv_builder_new ();
  guint place = row * page->n_columns;

  for (guint i = 0; i < columns->len; i++)
    {
      const FfPeopleColumn *column = columns->pdata[i];
      g_autoptr (GString) text = g_string_new (NULL);

      for (guint j = 0; j < column->operands->len; j++, place++)
        {
          g_autofree char *part = ff_people_value_dup_text (&g_array_index (page->cells, FfValue, place),
                                                            &g_array_index (column->types, FfType, j), zone);

          if (text->len > 0 && *part != '\0')
            g_string_append_c (text, ' ');
          g_string_append (text, part);
        }
      g_strv_builder_add (cells, text->str);
    }

  return g_strv_builder_end (cells);
}
