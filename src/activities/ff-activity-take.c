/* Take: a number or a share of the rows, by order or at random. Main thread. */

#include <glib/gi18n-lib.h>

#include "activities/ff-activities-private.h"
#include "base/ff-count.h"

static const FfChoice limit_choices[] = {
  { "count", N_("A Number of People") },
  { "share", N_("% of the Inbound") },
  { NULL }
};

static const FfField group_fields[] = {
  { .key = "key", .kind = FF_FIELD_OPERAND, .label = N_("Attribute"), .required = TRUE },
  { NULL }
};

static const FfField value_fields[] = {
  { .key = "value", .kind = FF_FIELD_TEXT, .label = N_("Value") },
  { NULL }
};

static const FfField quota_fields[] = {
  { .key = "values", .kind = FF_FIELD_LIST, .label = N_("Group"), .fields = value_fields, .item_label = N_("Value"), .required = TRUE,
    .help = N_("A value of each attribute, in their order; one left empty stands for rows that have none") },
  { .key = "count", .kind = FF_FIELD_INTEGER, .label = N_("People"), .default_json = "1000", .min = 0, .max = G_MAXINT32 },
  { NULL }
};

static const FfField fields[] = {
  { .key = "limit", .kind = FF_FIELD_CHOICE, .label = N_("Take"), .default_json = "\"count\"", .choices = limit_choices },
  { .key = "count", .kind = FF_FIELD_INTEGER, .label = N_("People"), .default_json = "1000", .min = 0,
    .max = G_MAXINT32, .visible_key = "limit", .visible_value = "count" },
  { .key = "percent", .kind = FF_FIELD_REAL, .label = N_("Percent"), .default_json = "10", .min = 0, .max = 100,
    .visible_key = "limit", .visible_value = "share" },
  FF_ORDER_FIELDS ("by", NULL, NULL),
  { .key = "groups", .kind = FF_FIELD_LIST, .label = N_("For Each"), .fields = group_fields,
    .item_label = N_("Attribute"), .help = N_("The limit then holds for each group of equal values") },
  { .key = "quotas", .kind = FF_FIELD_LIST, .label = N_("Other Limits"), .fields = quota_fields, .item_label = N_("Group"),
    .help = N_("Groups that have a number of their own") },
  { NULL }
};

static const FfPort outputs[] = {
  { .id = "out", .label = N_("Taken") },
  { .id = "rest", .label = N_("Rest"), .rest = TRUE },
  { NULL }
};

/* A value for each of the attributes that group. */
static gboolean
parse_cell (FfPlanning *planning,
            guint       i,
            GPtrArray  *groups,
            FfCell     *cell)
{
  g_autofree char *pointer = g_strdup_printf ("/quotas/%u", i);
  FfJson *json = ff_json_get_at (planning->settings, pointer);
  guint n = ff_json_get_length (ff_json_get_member (json, "values"));

  cell->count = ff_json_get_member_integer (json, "count", 1000);
  if (n != groups->len)
    {
      ff_planning_problem (planning, FF_SEVERITY_PROBLEM, pointer,
                           ngettext ("This limit has another number of values than the %u attribute that groups: give one for each",
                                     "This limit has another number of values than the %u attributes that group: give one for each",
                                     groups->len), groups->len);
      return FALSE;
    }

  cell->values = g_new0 (FfValue, n);
  cell->n_values = n;
  for (guint v = 0; v < n; v++)
    {
      g_autofree char *place = g_strdup_printf ("%s/values/%u/value", pointer, v);

      if (!ff_planning_parse_value (planning, place, groups->pdata[v], &cell->values[v]))
        return FALSE;
    }

  return TRUE;
}

static gboolean
is_same_value (const FfValue *a,
               const FfValue *b)
{
  return a->kind == b->kind && a->integer == b->integer && a->real == b->real && g_strcmp0 (a->text, b->text) == 0;
}

static gboolean
is_same_cell (const FfCell *a,
              const FfCell *b)
{
  for (guint v = 0; v < a->n_values; v++)
    if (!is_same_value (&a->values[v], &b->values[v]))
      return FALSE;

  return TRUE;
}

static gboolean
parse_cells (FfPlanning *planning,
             GPtrArray  *groups,
             GArray     *cells)
{
  if (ff_json_get_length (ff_json_get_member (planning->settings, "quotas")) > 0 && groups->len == 0)
    {
      ff_planning_problem (planning, FF_SEVERITY_PROBLEM, "/groups", "%s",
                           _("Groups have limits of their own, but nothing says what makes a group: add an attribute"));
      return FALSE;
    }

  g_array_set_clear_func (cells, (GDestroyNotify) ff_cell_clear);
  g_array_set_size (cells, ff_json_get_length (ff_json_get_member (planning->settings, "quotas")));

  for (guint i = 0; i < cells->len; i++)
    {
      const FfCell *cell = &g_array_index (cells, FfCell, i);

      if (!parse_cell (planning, i, groups, &g_array_index (cells, FfCell, i)))
        return FALSE;

      for (guint other = 0; other < i; other++)
        if (is_same_cell (cell, &g_array_index (cells, FfCell, other)))
          {
            g_autofree char *pointer = g_strdup_printf ("/quotas/%u", i);

            ff_planning_problem (planning, FF_SEVERITY_PROBLEM, pointer, "%s", _("This group has a limit already: remove one of them"));
            return FALSE;
          }
    }

  return TRUE;
}

static void
compile (FfPlanning *planning)
{
  g_autoptr (GPtrArray) groups = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_operand_unref);
  g_autoptr (GArray) cells = g_array_new (FALSE, TRUE, sizeof (FfCell));
  g_auto (FfOrder) order = { 0 };
  FfQuota quota;
  FfFlow input, flow;

  if (!ff_planning_get_input (planning, "in", &input) ||
      !ff_planning_parse_operands (planning, "/groups", "key", input, groups) ||
      !parse_cells (planning, groups, cells) ||
      !ff_planning_parse_quota (planning, "", &quota) ||
      !ff_planning_parse_order (planning, "", "by", ff_flow_get_entity (input), input, &order))
    return;

  ff_planning_set_reason (planning, _("Over the limit"));
  flow = ff_plan_builder_add_take (planning->builder, input, &quota, &order, groups, cells);
  ff_planning_set_output (planning, "out", flow);
  ff_planning_set_output (planning, "rest", ff_flow_output (flow, 1));
}

static char *
summarize (FfJson *settings)
{
  gboolean random = g_str_equal (ff_json_get_member_string (settings, "order", "by"), "random");

  if (g_str_equal (ff_json_get_member_string (settings, "limit", "count"), "share"))
    {
      const char *percent = ff_json_get_number_text (ff_json_get_member (settings, "percent"));

      /* Translators: %s is a number of percent. */
      return g_strdup_printf (random ? _("%s %% at random") : _("First %s %%"), percent != NULL ? percent : "10");
    }
  else
    {
      gint64 n = ff_json_get_member_integer (settings, "count", 1000);
      g_autofree char *number = ff_count_format (n);

      /* Translators: %s is a number with separators. */
      return g_strdup_printf (random ? ngettext ("%s at random", "%s at random", n) : ngettext ("First %s", "First %s", n), number);
    }
}

const FfActivityType ff_activity_take = {
  .id = "take",
  .name = N_("Take"),
  .description = N_("Takes a number or a share of the people"),
  .glyph = "take",
  .category = FF_CATEGORY_AUDIENCE,
  .fields = fields,
  .inputs = ff_ports_in,
  .outputs = outputs,
  .compile = compile,
  .summarize = summarize,
};
