/* Update data: writes the rows into an entity of the data source. Writing is
 * the run's; a draft passes through, and counts which rows it would find and
 * which not. Main thread. */

#include <glib/gi18n-lib.h>

#include "activities/ff-activities-private.h"

static const FfChoice how_choices[] = {
  { "update", N_("Update Those That Are There") },
  { "insert", N_("Insert Those That Are Not There") },
  { "upsert", N_("Update or Insert") },
  { "delete", N_("Delete Those That Are There") },
  { NULL }
};

static const FfField key_fields[] = {
  { .key = "other", .kind = FF_FIELD_OPERAND, .label = N_("Column of the Key"), .required = TRUE, .over_entity = "entity" },
  { .key = "key", .kind = FF_FIELD_OPERAND, .label = N_("Of the Rows"), .required = TRUE },
  { NULL }
};

static const FfField column_fields[] = {
  { .key = "other", .kind = FF_FIELD_OPERAND, .label = N_("Column"), .required = TRUE, .over_entity = "entity" },
  { .key = "key", .kind = FF_FIELD_OPERAND, .label = N_("New Value"), .required = TRUE },
  { NULL }
};

static const FfField fields[] = {
  { .key = "entity", .kind = FF_FIELD_ENTITY, .label = N_("Write To") },
  { .key = "how", .kind = FF_FIELD_CHOICE, .label = N_("How"), .default_json = "\"update\"", .choices = how_choices },
  { .key = "keys", .kind = FF_FIELD_LIST, .label = N_("Which Row"), .fields = key_fields, .item_label = N_("Column of the Key"), .required = TRUE,
    .help = N_("Every column of the key, each with its value") },
  { .key = "columns", .kind = FF_FIELD_LIST, .label = N_("Values"), .fields = column_fields, .item_label = N_("Column"), .required = TRUE,
    .visible_key = "how", .visible_value = "update|insert|upsert" },
  { NULL }
};

static const FfPort outputs[] = {
  { .id = "out" },
  { .id = "there", .label = N_("Rows That Are There"), .rest = TRUE },
  { .id = "not-there", .label = N_("Rows That Are Not There"), .rest = TRUE },
  { NULL }
};

/* The name of the column that item @i writes; NULL with the problem recorded. */
static const char *
get_column (FfPlanning     *planning,
            const char     *list,
            guint           i)
{
  g_autofree char *pointer = g_strdup_printf ("/%s/%u/other", list, i);
  FfJson *path = ff_json_get_member (ff_json_get_at (planning->settings, pointer), "attribute");

  if (ff_json_get_length (path) == 1)
    return ff_json_get_string (ff_json_get_element (path, 0));

  ff_planning_problem (planning, FF_SEVERITY_PROBLEM, pointer, "%s", _("Only a column of the table itself can be written: choose one"));
  return NULL;
}

/* Whether the items of @list name columns of @entity, each once, those of its key or the others. */
static gboolean
check_columns (FfPlanning     *planning,
               const char     *list,
               const FfEntity *entity,
               gboolean        of_key)
{
  guint n = ff_json_get_length (ff_json_get_member (planning->settings, list));
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *pointer = g_strdup_printf ("/%s/%u/other", list, i);
      const char *name = get_column (planning, list, i);

      if (name == NULL)
        return FALSE;

      if (!g_hash_table_add (names, (gpointer) name))
        {
          ff_planning_problem (planning, FF_SEVERITY_PROBLEM, pointer, _("“%s” is written twice: remove one of them"), name);
          return FALSE;
        }
      if (g_strv_contains ((const char *const *) entity->key, name) != of_key)
        {
          ff_planning_problem (planning, FF_SEVERITY_PROBLEM, pointer,
                               of_key ? _("“%s” is no part of the key: write it as a value") : _("“%s” is a part of the key and cannot be changed: choose another"),
                               name);
          return FALSE;
        }
    }

  if (of_key && n < g_strv_length (entity->key))
    {
      ff_planning_problem (planning, FF_SEVERITY_PROBLEM, "/keys", _("The key of “%s” has more columns: say each of them"), entity->label);
      return FALSE;
    }

  return TRUE;
}

/* Values that the columns can take; they are the run's to write. */
static gboolean
check_values (FfPlanning     *planning,
              FfFlow          input,
              const FfEntity *entity)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_operand_unref);

  if (g_str_equal (ff_json_get_member_string (planning->settings, "how", "update"), "delete"))
    return TRUE;

  return check_columns (planning, "columns", entity, FALSE) &&
         ff_planning_parse_pairs (planning, "/columns", input, entity, (FfFlow) { NULL }, values);
}

static void
compile (FfPlanning *planning)
{
  const char *reasons[] = { _("Not there"), _("Found several"), NULL };
  const FfEntity *entity = ff_planning_find_entity (planning, "/entity");
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_operand_unref);
  g_auto (FfOrder) order = { 0 };
  FfFlow input, flow;

  if (entity == NULL || !ff_planning_get_input (planning, "in", &input) || !check_columns (planning, "keys", entity, TRUE) ||
      !ff_planning_parse_pairs (planning, "/keys", input, entity, (FfFlow) { NULL }, keys) || !check_values (planning, input, entity))
    return;

  ff_plan_builder_set_reasons (planning->builder, reasons);
  flow = ff_plan_builder_add_match (planning->builder, input, &(FfMatchOptions) {
    .entity = entity, .keys = keys, .order = &order, .many = FF_MANY_FIRST,
  });
  ff_planning_set_output (planning, "out", input);
  ff_planning_set_output (planning, "there", flow);
  ff_planning_set_output (planning, "not-there", ff_flow_output (flow, 1));
}

static char *
dup_pass_note (gulong n)
{
  return g_strdup_printf (ngettext ("%lu update of data is left out of one pass", "%lu updates of data are left out of one pass", n), n);
}

static char *
summarize (FfJson *settings)
{
  const char *how = ff_json_get_member_string (settings, "how", "update");
  const char *entity = ff_json_get_member_string (settings, "entity", NULL);
  g_autofree char *name = entity != NULL ? ff_summary_of_name (entity) : NULL;

  if (name == NULL)
    return NULL;

  /* Translators: %s is the name of a table, such as Orders. */
  return g_strdup_printf (g_str_equal (how, "insert") ? _("Insert into %s") : g_str_equal (how, "delete") ? _("Delete from %s") : _("Update %s"), name);
}

const FfActivityType ff_activity_update_data = {
  .id = "update-data",
  .name = N_("Update Data"),
  .description = N_("Writes into a table of the data source"),
  .glyph = "update-data",
  .category = FF_CATEGORY_AUDIENCE,
  .fields = fields,
  .inputs = ff_ports_in,
  .outputs = outputs,
  .compile = compile,
  .dup_pass_note = dup_pass_note,
  .summarize = summarize,
};
