/* What fanfarectl schema says of a data source, for people and for machines.
 * One thread. */

#include "cli/ff-cli-schema.h"

#include <glib/gi18n.h>

#include "base/ff-count.h"
#include "query/ff-personal.h"

static void
add_cell (GPtrArray  *cells,
          const char *text)
{
  g_ptr_array_add (cells, g_strdup (text));
}

static void
add_number (GPtrArray *cells,
            gint64     number)
{
  g_ptr_array_add (cells, ff_count_format (number));
}

static char *
dup_changed (FfStore        *store,
             const FfEntity *entity)
{
  gint64 at = -1;

  if (!ff_store_read_changed_at (store, entity, &at, NULL) || at < 0)
    return NULL;

  return ff_cli_dup_time (at);
}

/* ---- The model. */

static void
add_note (GString    *notes,
          const char *note)
{
  g_string_append_printf (notes, "%s%s", notes->len > 0 ? "; " : "", note);
}

/* What a column stands for: its part in the key, an address, the person's name. */
static char *
dup_notes (FfSchema       *schema,
           const FfEntity *entity,
           const FfColumn *column)
{
  g_autofree const char **roles = ff_schema_dup_roles (schema);
  const FfConsentMapping *consent = ff_schema_get_consent (schema);
  g_autoptr (GString) notes = g_string_new (NULL);

  if (entity->key != NULL && g_strv_contains ((const char *const *) entity->key, column->name))
    add_note (notes, _("key"));
  for (guint r = 0; entity == ff_schema_get_profile (schema) && roles[r] != NULL; r++)
    if (!g_str_equal (roles[r], "profile") && g_str_equal (ff_schema_get_role (schema, roles[r]), column->name))
      add_note (notes, roles[r]);
  if (consent != NULL && g_str_equal (consent->entity, entity->name))
    {
      const char *const columns[] = { consent->profile, consent->channel, consent->topic, consent->given, consent->changed_at };
      const char *const names[] = { "consent:profile", "consent:channel", "consent:topic", "consent:given", "consent:changed-at" };

      for (guint c = 0; c < G_N_ELEMENTS (columns); c++)
        if (g_strcmp0 (columns[c], column->name) == 0)
          add_note (notes, names[c]);
    }
  if (column->personal != NULL)
    {
      /* Translators: %s is a class of personal data: Name, Contact … */
      g_autofree char *personal = g_strdup_printf (_("personal: %s"), _(ff_personal_class_find (column->personal)->name));

      add_note (notes, personal);
    }
  if (column->type.zone != NULL)
    add_note (notes, column->type.zone);
  if (column->choices != NULL)
    {
      g_autofree char *choices = g_strjoinv (", ", column->choices);

      add_note (notes, choices);
    }

  return g_string_free (g_steal_pointer (&notes), FALSE);
}

static void
print_columns (FfSchema       *schema,
               const FfEntity *entity)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  add_cell (cells, _("  column"));
  add_cell (cells, _("name"));
  add_cell (cells, _("kind"));
  add_cell (cells, "");
  for (guint c = 0; c < entity->columns->len; c++)
    {
      const FfColumn *column = g_ptr_array_index (entity->columns, c);

      g_ptr_array_add (cells, g_strconcat ("  ", column->name, NULL));
      add_cell (cells, column->label);
      g_ptr_array_add (cells, ff_type_to_text (&column->type));
      g_ptr_array_add (cells, dup_notes (schema, entity, column));
    }

  ff_cli_print_table (cells, 4);
}

static void
print_links (const FfEntity *entity)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  if (entity->links->len == 0)
    return;

  add_cell (cells, _("  link"));
  add_cell (cells, _("name"));
  add_cell (cells, _("to"));
  add_cell (cells, _("on"));
  add_cell (cells, "");
  for (guint l = 0; l < entity->links->len; l++)
    {
      const FfLink *link = g_ptr_array_index (entity->links, l);
      g_autoptr (GString) on = g_string_new (NULL);

      for (guint c = 0; link->columns[c] != NULL; c++)
        g_string_append_printf (on, "%s%s = %s", c > 0 ? ", " : "", link->columns[c], link->target_columns[c]);
      g_ptr_array_add (cells, g_strconcat ("  ", link->name, NULL));
      add_cell (cells, link->label);
      add_cell (cells, link->target);
      add_cell (cells, on->str);
      add_cell (cells, ff_link_get_cardinality_id (link));
    }

  ff_cli_print_table (cells, 5);
}

static void
print_entity (FfStore        *store,
              const FfEntity *entity)
{
  FfSchema *schema = ff_store_get_schema (store);
  g_autofree char *key = entity->key != NULL ? g_strjoinv (", ", entity->key) : NULL;
  g_autofree char *changed = dup_changed (store, entity);

  printf ("%s (%s)", entity->label_plural, entity->name);
  if (key != NULL)
    printf (" · %s %s", _("key"), key);
  else
    printf (" · %s", _("no key"));
  if (entity == ff_schema_get_profile (schema))
    printf (" · %s", _("stands for a person"));
  if (entity->is_offered)
    printf (" · %s", _("dimension"));
  if (changed != NULL)
    printf (_(" · last changed %s"), changed);
  printf ("\n");

  print_columns (schema, entity);
  print_links (entity);
  printf ("\n");
}

/**
 * ff_cli_print_schema:
 * @only: (nullable): one entity, else all
 *
 * Prints the data model for people.
 */
void
ff_cli_print_schema (FfStore        *store,
                     const FfEntity *only)
{
  FfSchema *schema = ff_store_get_schema (store);

  for (guint e = 0; e < ff_schema_get_n_entities (schema); e++)
    {
      const FfEntity *entity = ff_schema_get_entity (schema, e);

      if (only == NULL || entity == only)
        print_entity (store, entity);
    }
}

/**
 * ff_cli_schema_to_json:
 * @only: (nullable): one entity, else all
 *
 * Returns: (transfer full): the data model as its file has it, with when each table changed
 */
FfJson *
ff_cli_schema_to_json (FfStore        *store,
                       const FfEntity *only)
{
  FfSchema *schema = ff_store_get_schema (store);
  g_autoptr (FfDataModel) model = ff_data_model_describe (schema, ff_store_get_found_schema (store));
  FfJson *whole = ff_data_model_get_json (model);
  FfJson *described = ff_json_get_member (whole, "entities");
  g_autofree char *name = ff_store_dup_name (store);
  FfJson *json = ff_json_new_object ();
  FfJson *entities = ff_json_new_object ();
  GPtrArray *drifts = ff_store_get_drifts (store);
  FfJson *list = ff_json_new_array ();

  for (guint e = 0; e < ff_schema_get_n_entities (schema); e++)
    {
      const FfEntity *entity = ff_schema_get_entity (schema, e);
      g_autofree char *changed = dup_changed (store, entity);
      g_autoptr (FfJson) text = changed != NULL ? ff_json_new_string (changed) : ff_json_new_null ();

      if (only == NULL || entity == only)
        ff_json_take_member (entities, entity->name,
                             ff_json_with_member (ff_json_get_member (described, entity->name), "changed-at", text));
    }

  for (guint d = 0; drifts != NULL && d < drifts->len; d++)
    ff_json_take_element (list, ff_cli_drift_to_json (g_ptr_array_index (drifts, d)));

  ff_json_set_string (json, "source", name);
  ff_json_take_member (json, "entities", entities);
  ff_json_take_member (json, "profile", ff_json_ref (ff_json_get_member (whole, "profile")));
  ff_json_take_member (json, "consent", ff_json_ref (ff_json_get_member (whole, "consent")));
  ff_json_take_member (json, "drift", list);

  return json;
}

/* ---- What the data says. */

static void
print_link_reports (FfDataReport *report)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  const char *const titles[] = { N_("from"), N_("link"), N_("to"), "", N_("least"), N_("most"), N_("average"), N_("without"), N_("dangling"), "" };

  for (guint t = 0; t < G_N_ELEMENTS (titles); t++)
    add_cell (cells, *titles[t] != '\0' ? _(titles[t]) : "");

  for (guint t = 0; t < report->tables->len; t++)
    {
      const FfTableReport *table = g_ptr_array_index (report->tables, t);

      for (guint l = 0; l < table->links->len; l++)
        {
          const FfLinkReport *link = g_ptr_array_index (table->links, l);

          add_cell (cells, table->entity);
          add_cell (cells, link->link);
          add_cell (cells, link->target);
          add_cell (cells, link->cardinality);
          add_number (cells, link->least);
          add_number (cells, link->most);
          g_ptr_array_add (cells, g_strdup_printf ("%.2f", table->n_rows > 0 ? (double) link->n_pairs / (double) table->n_rows : 0.0));
          add_number (cells, link->n_without);
          add_number (cells, link->n_dangling);
          add_cell (cells, link->holds ? "" : _("does not hold"));
        }
    }

  if (cells->len > G_N_ELEMENTS (titles))
    {
      printf ("\n");
      ff_cli_print_table (cells, G_N_ELEMENTS (titles));
    }
}

static void
print_problems (FfDataReport *report)
{
  for (guint t = 0; t < report->tables->len; t++)
    {
      const FfTableReport *table = g_ptr_array_index (report->tables, t);

      if (table->n_keyless > 0)
        {
          g_autofree char *n = ff_count_format (table->n_keyless);

          /* Translators: a table, its key, and a number of rows. */
          fprintf (stderr, ngettext ("%s: %s is its key, and %s row has none\n", "%s: %s is its key, and %s rows have none\n", (gulong) table->n_keyless),
                   table->entity, table->key, n);
        }
      if (table->n_repeated > 0)
        {
          g_autofree char *n = ff_count_format (table->n_repeated);

          fprintf (stderr, ngettext ("%s: %s is its key, and %s row shares it with others\n",
                                     "%s: %s is its key, and %s rows share it with others\n", (gulong) table->n_repeated), table->entity, table->key, n);
        }

      for (guint l = 0; l < table->links->len; l++)
        {
          const FfLinkReport *link = g_ptr_array_index (table->links, l);
          g_autofree char *several = ff_count_format (link->n_several);
          g_autofree char *shared = ff_count_format (link->n_shared);

          if (link->holds)
            continue;
          if (!g_str_equal (link->cardinality, "1-N") && link->n_several > 0)
            /* Translators: a table, a link, its cardinality such as N-1, and a number of rows. */
            fprintf (stderr, ngettext ("%s: the link %s is said to be %s, and %s row leads to several\n",
                                       "%s: the link %s is said to be %s, and %s rows lead to several\n", (gulong) link->n_several),
                     table->entity, link->link, link->cardinality, several);
          if (!g_str_equal (link->cardinality, "N-1") && link->n_shared > 0)
            fprintf (stderr, ngettext ("%s: the link %s is said to be %s, and %s row leads where others do too\n",
                                       "%s: the link %s is said to be %s, and %s rows lead where others do too\n", (gulong) link->n_shared),
                     table->entity, link->link, link->cardinality, shared);
        }

      for (guint c = 0; c < table->columns->len; c++)
        {
          const FfColumnReport *column = g_ptr_array_index (table->columns, c);
          g_autofree char *n = ff_count_format (column->n_misfits);

          /* Translators: a table, its column, and a number of values. */
          fprintf (stderr, ngettext ("%s: %s has %s value that does not fit its kind, and is missing to rules\n",
                                     "%s: %s has %s values that do not fit its kind, and are missing to rules\n", (gulong) column->n_misfits),
                   table->entity, column->column, n);
        }
    }
}

/**
 * ff_cli_print_data_report:
 *
 * Prints what the data says of its model, and to stderr where it says no.
 */
void
ff_cli_print_data_report (FfDataReport *report)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  add_cell (cells, _("table"));
  add_cell (cells, _("rows"));
  add_cell (cells, _("key"));
  add_cell (cells, "");
  for (guint t = 0; t < report->tables->len; t++)
    {
      const FfTableReport *table = g_ptr_array_index (report->tables, t);

      add_cell (cells, table->entity);
      add_number (cells, table->n_rows);
      add_cell (cells, table->key != NULL ? table->key : _("none"));
      add_cell (cells, table->key == NULL ? "" : table->n_keyless + table->n_repeated == 0 ? _("unique") : _("not unique"));
    }

  ff_cli_print_table (cells, 4);
  print_link_reports (report);
  print_problems (report);
}

static FfJson *
link_report_to_json (const FfLinkReport *link)
{
  FfJson *json = ff_json_new_object ();

  ff_json_set_string (json, "link", link->link);
  ff_json_set_string (json, "to", link->target);
  ff_json_set_string (json, "cardinality", link->cardinality);
  ff_json_set_boolean (json, "holds", link->holds);
  ff_json_set_integer (json, "pairs", link->n_pairs);
  ff_json_set_integer (json, "least", link->least);
  ff_json_set_integer (json, "most", link->most);
  ff_json_set_integer (json, "without", link->n_without);
  ff_json_set_integer (json, "dangling", link->n_dangling);
  ff_json_set_integer (json, "to-several", link->n_several);
  ff_json_set_integer (json, "shared", link->n_shared);

  return json;
}

FfJson *
ff_cli_data_report_to_json (FfDataReport *report)
{
  FfJson *json = ff_json_new_object ();
  FfJson *tables = ff_json_new_array ();
  g_autofree char *taken = ff_cli_dup_time (report->taken_at);

  for (guint t = 0; t < report->tables->len; t++)
    {
      const FfTableReport *table = g_ptr_array_index (report->tables, t);
      FfJson *item = ff_json_new_object ();
      FfJson *links = ff_json_new_array ();
      FfJson *misfits = ff_json_new_object ();

      for (guint l = 0; l < table->links->len; l++)
        ff_json_take_element (links, link_report_to_json (g_ptr_array_index (table->links, l)));
      for (guint c = 0; c < table->columns->len; c++)
        {
          const FfColumnReport *column = g_ptr_array_index (table->columns, c);

          ff_json_set_integer (misfits, column->column, column->n_misfits);
        }

      ff_json_set_string (item, "table", table->entity);
      ff_json_set_integer (item, "rows", table->n_rows);
      ff_json_set_boolean (item, "holds", ff_table_report_holds (table));
      ff_json_set_string (item, "key", table->key);
      ff_json_set_integer (item, "without-key", table->n_keyless);
      ff_json_set_integer (item, "same-key", table->n_repeated);
      ff_json_take_member (item, "misfits", misfits);
      ff_json_take_member (item, "links", links);
      ff_json_take_element (tables, item);
    }

  ff_json_set_string (json, "taken-at", taken);
  ff_json_set_boolean (json, "holds", ff_data_report_holds (report));
  ff_json_take_member (json, "tables", tables);

  return json;
}

/* ---- Values. */

void
ff_cli_print_values (FfValueCounts  *list,
                     const FfType *type)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *rows = ff_count_format (list->n_rows);
  g_autofree char *missing = ff_count_format (list->n_missing);
  g_autofree char *distinct = ff_count_format (list->n_distinct);

  /* Translators: numbers of rows, of different values, and of rows without a value. */
  printf (_("%s rows, %s different values, %s without one\n"), rows, distinct, missing);
  if (list->least.kind != FF_VALUE_NULL)
    {
      g_autofree char *least = ff_value_to_text (&list->least, type, NULL);
      g_autofree char *greatest = ff_value_to_text (&list->greatest, type, NULL);

      /* Translators: the least and the greatest of values. */
      printf (_("from %s to %s\n"), least, greatest);
    }

  add_cell (cells, _("value"));
  add_cell (cells, _("rows"));
  for (guint v = 0; v < list->values->len; v++)
    {
      const FfValueCount *count = &g_array_index (list->values, FfValueCount, v);

      g_ptr_array_add (cells, ff_value_to_text (&count->value, type, NULL));
      add_number (cells, count->n_rows);
    }

  printf ("\n");
  ff_cli_print_table (cells, 2);
  if (list->n_distinct > list->values->len)
    fprintf (stderr, "%s\n", _("…; --limit N shows more of them."));
}

static FfJson *
value_to_json (const FfValue *value,
               const FfType  *type)
{
  g_autofree char *text = NULL;

  if (value->kind == FF_VALUE_NULL)
    return ff_json_new_null ();
  if (value->kind == FF_VALUE_INTEGER && type->kind == FF_KIND_INTEGER)
    return ff_json_new_integer (value->integer);
  if (value->kind == FF_VALUE_INTEGER && type->kind == FF_KIND_FLAG)
    return ff_json_new_boolean (value->integer != 0);
  if (value->kind == FF_VALUE_INTEGER && type->kind == FF_KIND_INSTANT)
    text = ff_cli_dup_time (value->integer);
  else
    text = ff_value_to_text (value, type, NULL);

  return ff_json_new_string (text);
}

FfJson *
ff_cli_values_to_json (FfValueCounts  *list,
                       const FfType *type)
{
  FfJson *json = ff_json_new_object ();
  FfJson *values = ff_json_new_array ();
  g_autofree char *taken = ff_cli_dup_time (list->taken_at);

  for (guint v = 0; v < list->values->len; v++)
    {
      const FfValueCount *count = &g_array_index (list->values, FfValueCount, v);
      FfJson *item = ff_json_new_object ();

      ff_json_take_member (item, "value", value_to_json (&count->value, type));
      ff_json_set_integer (item, "rows", count->n_rows);
      ff_json_take_element (values, item);
    }

  ff_json_set_string (json, "taken-at", taken);
  ff_json_set_integer (json, "rows", list->n_rows);
  ff_json_set_integer (json, "missing", list->n_missing);
  ff_json_set_integer (json, "distinct", list->n_distinct);
  ff_json_take_member (json, "least", value_to_json (&list->least, type));
  ff_json_take_member (json, "greatest", value_to_json (&list->greatest, type));
  ff_json_take_member (json, "values", values);

  return json;
}

/* ---- Drift. */

FfJson *
ff_cli_drift_to_json (const FfDrift *drift)
{
  FfJson *json = ff_json_new_object ();
  g_autofree char *text = ff_drift_to_text (drift);

  ff_json_set_string (json, "drift", ff_drift_kind_get_id (drift->kind));
  ff_json_set_string (json, "pointer", drift->pointer);
  ff_json_set_string (json, "table", drift->entity);
  ff_json_set_string (json, "name", drift->name);
  ff_json_set_string (json, "before", drift->before);
  ff_json_set_string (json, "now", drift->now);
  ff_json_set_string (json, "message", text);

  return json;
}
