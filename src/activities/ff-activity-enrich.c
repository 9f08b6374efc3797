/* Enrich: adds columns: attributes, aggregates and expressions; the first rows
 * that a link leads to; values of another input. Main thread. */

#include <glib/gi18n-lib.h>

#include "activities/ff-activities-private.h"

static const FfField row_fields[] = {
  { .key = "label", .kind = FF_FIELD_TEXT, .label = N_("Column Name"), .required = TRUE },
  { .key = "value", .kind = FF_FIELD_OPERAND, .label = N_("Value"), .required = TRUE, .over_link = "link" },
  { NULL }
};

static const FfField pair_fields[] = {
  { .key = "key", .kind = FF_FIELD_OPERAND, .label = N_("Of the Rows"), .required = TRUE },
  { .key = "other", .kind = FF_FIELD_OPERAND, .label = N_("Of the Joined"), .required = TRUE, .over_port = "joined" },
  { NULL }
};

static const FfField joined_fields[] = {
  { .key = "label", .kind = FF_FIELD_TEXT, .label = N_("Column Name"), .required = TRUE },
  { .key = "value", .kind = FF_FIELD_OPERAND, .label = N_("Value"), .required = TRUE, .over_port = "joined" },
  { NULL }
};

static const FfField fields[] = {
  { .key = "columns", .kind = FF_FIELD_LIST, .label = N_("Columns"), .fields = ff_column_fields, .item_label = N_("Column") },
  { .key = "link", .kind = FF_FIELD_LINK, .label = N_("First Rows Of") },
  { .key = "take", .kind = FF_FIELD_INTEGER, .label = N_("How Many"), .default_json = "3", .min = 1, .max = 20 },
  { .key = "where", .kind = FF_FIELD_RULE, .label = N_("Those For Which"), .over_link = "link" },
  { .key = "by", .kind = FF_FIELD_ORDER, .label = N_("Which Come First"), .over_link = "link",
    .help = N_("Ties are decided by the key, empty values come last") },
  { .key = "rows", .kind = FF_FIELD_LIST, .label = N_("Columns of Each"), .fields = row_fields, .item_label = N_("Column") },
  { .key = "list", .kind = FF_FIELD_TEXT, .label = N_("List"), .default_json = "\"list\"",
    .help = N_("What messages call the rows together: {% for one in row.list %}") },
  { .key = "pairs", .kind = FF_FIELD_LIST, .label = N_("Joined When Equal"), .fields = pair_fields, .item_label = N_("Attribute"),
    .help = N_("None: the same row. An empty value equals nothing") },
  { .key = "joined", .kind = FF_FIELD_LIST, .label = N_("Columns of the Joined"), .fields = joined_fields, .item_label = N_("Column") },
  { .key = "joined-by", .kind = FF_FIELD_ORDER, .label = N_("Which of Several Joined"), .over_port = "joined" },
  { NULL }
};

static const FfPort inputs[] = {
  { .id = "in" },
  { .id = "joined", .label = N_("Joined"), .optional = TRUE },
  { NULL }
};

/* The linked table, or NULL with the problem recorded. */
static const FfEntity *
find_target (FfPlanning     *planning,
             const FfEntity *entity,
             const FfLink  **out_link)
{
  const char *name = ff_json_get_member_string (planning->settings, "link", "");
  const FfLink *link = ff_entity_find_link (entity, name);
  const FfEntity *target = link != NULL ? ff_schema_find_entity (planning->context->schema, link->target) : NULL;

  if (link == NULL)
    ff_planning_problem (planning, FF_SEVERITY_PROBLEM, "/link", _("%s have no link “%s”: choose another"), entity->label_plural, name);
  else if (target == NULL || target->key == NULL)
    ff_planning_problem (planning, FF_SEVERITY_PROBLEM, "/link",
                         _("“%s” leads to a table without a key: name its key in the data model"), link->label);
  else if (ff_json_get_length (ff_json_get_member (planning->settings, "by")) == 0)
    ff_planning_problem (planning, FF_SEVERITY_PROBLEM, "/by", "%s", _("Nothing says which rows come first: choose an order"));
  else
    {
      *out_link = link;
      return target;
    }

  return NULL;
}

static gboolean
add_first_rows (FfPlanning *planning,
                FfFlow     *flow)
{
  const char *list = ff_json_get_member_string (planning->settings, "list", "");
  const FfEntity *target;
  const FfLink *link;
  g_autoptr (FfRule) rule = NULL;
  g_auto (FfColumnList) columns = { NULL };
  g_auto (FfOrder) order = { 0 };

  if (ff_json_get_length (ff_json_get_member (planning->settings, "rows")) == 0)
    return TRUE;

  target = find_target (planning, ff_flow_get_entity (*flow), &link);
  if (target == NULL || !ff_planning_parse_columns (planning, "/rows", target, (FfFlow) { NULL }, &columns) ||
      !ff_planning_parse_order (planning, "", "by", target, (FfFlow) { NULL }, &order))
    return FALSE;

  if (ff_json_get_member (planning->settings, "where") != NULL &&
      (rule = ff_planning_parse_rule (planning, "/where", target, (FfFlow) { NULL })) == NULL)
    return FALSE;

  *flow = ff_plan_builder_add_look_up (planning->builder, *flow, &(FfLookUpOptions) {
    .link = link, .rule = rule, .order = &order, .n_first = ff_json_get_member_integer (planning->settings, "take", 3),
    .list = *list != '\0' ? list : NULL, .operands = columns.operands, .names = columns.labels, .labels = columns.labels,
  });

  return TRUE;
}

/* The same row: what is compared is the key. */
static gboolean
add_keys (FfPlanning *planning,
          FfFlow      flow,
          FfFlow      other,
          GPtrArray  *keys)
{
  const FfEntity *entity = ff_flow_get_entity (flow);

  if (ff_flow_get_entity (other) != entity)
    {
      ff_planning_problem (planning, FF_SEVERITY_PROBLEM, "/pairs",
                           _("%s are joined to %s: say which attributes must be equal"),
                           ff_flow_get_entity (other)->label_plural, entity->label_plural);
      return FALSE;
    }

  for (guint side = 0; side < 2; side++)
    for (guint k = 0; entity->key[k] != NULL; k++)
      {
        g_autoptr (FfJson) json = ff_json_new_object ();
        FfJson *path = ff_json_new_array ();

        ff_json_take_element (path, ff_json_new_string (entity->key[k]));
        ff_json_take_member (json, "attribute", path);
        g_ptr_array_add (keys, ff_planning_parse_operand_json (planning, json, "/pairs", entity, flow));
      }

  return TRUE;
}

static gboolean
add_joined (FfPlanning *planning,
            FfFlow     *flow,
            FfFlow      other)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_operand_unref);
  g_autoptr (FfJson) by = ff_json_new_object ();
  g_auto (FfColumnList) columns = { NULL };
  g_auto (FfOrder) order = { 0 };
  gboolean by_key = ff_json_get_length (ff_json_get_member (planning->settings, "pairs")) == 0;

  if (!ff_planning_parse_columns (planning, "/joined", ff_flow_get_entity (other), other, &columns) ||
      !(by_key ? add_keys (planning, *flow, other, keys)
               : ff_planning_parse_pairs (planning, "/pairs", *flow, ff_flow_get_entity (other), other, keys)) ||
      !ff_planning_parse_order_by (planning, "/joined-by", ff_flow_get_entity (other), other, &order))
    return FALSE;

  if (columns.operands->len == 0)
    {
      ff_planning_problem (planning, FF_SEVERITY_PROBLEM, "/joined", "%s", _("Another input is joined, but no column of it: add one"));
      return FALSE;
    }

  *flow = ff_plan_builder_add_look_up (planning->builder, *flow, &(FfLookUpOptions) {
    .other = other, .keys = keys, .order = &order, .n_first = 1,
    .operands = columns.operands, .names = columns.labels, .labels = columns.labels,
  });

  return TRUE;
}

static void
compile (FfPlanning *planning)
{
  g_autoptr (GPtrArray) joined = ff_planning_dup_sources (planning, "joined");
  FfFlow input, other, flow;

  if (!ff_planning_get_input (planning, "in", &input))
    return;

  if (joined->len > 0 && !ff_planning_get_input (planning, "joined", &other))
    {
      ff_planning_set_unknown (planning, "out", _("an activity before it is not counted"));
      return;
    }

  flow = input;
  if (!ff_planning_add_columns (planning, "/columns", &flow) || !add_first_rows (planning, &flow) ||
      (joined->len > 0 && !add_joined (planning, &flow, other)))
    return;

  if (flow.step == input.step)
    {
      ff_planning_problem (planning, FF_SEVERITY_PROBLEM, "/columns", "%s", _("Nothing is added: add a column"));
      return;
    }

  ff_planning_set_output (planning, "out", flow);
}

static char *
summarize (FfJson *settings)
{
  static const char *const lists[] = { "columns", "rows", "joined" };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint l = 0; l < G_N_ELEMENTS (lists); l++)
    {
      FfJson *columns = ff_json_get_member (settings, lists[l]);

      for (guint i = 0; i < ff_json_get_length (columns); i++)
        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "",
                                ff_json_get_member_string (ff_json_get_element (columns, i), "label", "…"));
    }

  return g_strdup (text->str);
}

const FfActivityType ff_activity_enrich = {
  .id = "enrich",
  .name = N_("Enrich"),
  .description = N_("Adds columns that later activities and messages can use"),
  .glyph = "enrich",
  .category = FF_CATEGORY_AUDIENCE,
  .fields = fields,
  .inputs = inputs,
  .outputs = ff_ports_out,
  .compile = compile,
  .summarize = summarize,
};
