/* Combine: what several audiences have in common, or not. */

#include <glib/gi18n-lib.h>

#include "activities/ff-activities-private.h"

static const FfChoice how_choices[] = {
  { "union", N_("Union") },
  { "intersection", N_("Intersection") },
  { "exclusion", N_("Exclusion") },
  { "difference", N_("Symmetric Difference") },
  { NULL }
};

static const FfChoice compare_choices[] = {
  { "key", N_("The Same Row") },
  { "link", N_("A Linked Row") },
  { "columns", N_("Equal Attributes") },
  { NULL }
};

static const FfChoice column_choices[] = {
  { "primary", N_("Those of the Primary") },
  { "common", N_("Those of Every Input") },
  { "all", N_("All, the Primary’s First") },
  { NULL }
};

static const FfField pair_fields[] = {
  { .key = "key", .kind = FF_FIELD_OPERAND, .label = N_("Of the Primary"), .required = TRUE },
  { .key = "other", .kind = FF_FIELD_OPERAND, .label = N_("Of the Others"), .over_port = "others",
    .help = N_("The same when none is chosen") },
  { NULL }
};

static const FfField fields[] = {
  { .key = "how", .kind = FF_FIELD_CHOICE, .label = N_("Keep"), .default_json = "\"union\"", .choices = how_choices,
    .help = N_("Union: anyone in at least one. Intersection: those in all. Exclusion: the primary without the others. "
               "Symmetric difference: those in exactly one of two") },
  { .key = "compare", .kind = FF_FIELD_CHOICE, .label = N_("What Counts as the Same"), .default_json = "\"key\"", .choices = compare_choices },
  { .key = "link", .kind = FF_FIELD_LINK, .label = N_("Link to the Others"), .visible_key = "compare", .visible_value = "link",
    .help = N_("A row counts when any of its linked rows is in the other input") },
  { .key = "pairs", .kind = FF_FIELD_LIST, .label = N_("Attributes"), .fields = pair_fields, .item_label = N_("Attribute"),
    .visible_key = "compare", .visible_value = "columns", .help = N_("An empty value equals nothing") },
  { .key = "columns", .kind = FF_FIELD_CHOICE, .label = N_("Columns"), .default_json = "\"primary\"", .choices = column_choices,
    .visible_key = "how", .visible_value = "union" },
  { .key = "limit", .kind = FF_FIELD_INTEGER, .label = N_("At Most"), .default_json = "0", .min = 0, .max = G_MAXINT32,
    .visible_key = "how", .visible_value = "union", .help = N_("The primary’s rows first, then input by input; 0: no limit") },
  { NULL }
};

static const FfPort outputs[] = {
  { .id = "out", .label = N_("Result") },
  { .id = "rest", .label = N_("Rest"), .rest = TRUE },
  { NULL }
};

static FfCombineHow
get_how (FfJson *settings)
{
  const char *how = ff_json_get_member_string (settings, "how", "union");

  for (guint i = 0; how_choices[i].id != NULL; i++)
    if (g_str_equal (how_choices[i].id, how))
      return (FfCombineHow) i;

  return FF_COMBINE_UNION;
}

static FfColumnPolicy
get_policy (FfJson *settings)
{
  const char *policy = ff_json_get_member_string (settings, "columns", "primary");

  for (guint i = 0; column_choices[i].id != NULL; i++)
    if (g_str_equal (column_choices[i].id, policy))
      return (FfColumnPolicy) i;

  return FF_COLUMNS_PRIMARY;
}

/* As the step counts them. */
static void
set_reasons (FfPlanning   *planning,
             FfCombineHow  how)
{
  const char *of_union[] = { _("The same as another"), _("Over the limit"), NULL };
  const char *of_difference[] = { _("In both"), NULL };
  g_autoptr (GPtrArray) sources = ff_planning_dup_sources (planning, "primary");
  g_autoptr (GPtrArray) others = ff_planning_dup_sources (planning, "others");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) reasons = NULL;

  if (how == FF_COMBINE_UNION || how == FF_COMBINE_DIFFERENCE)
    {
      ff_plan_builder_set_reasons (planning->builder, how == FF_COMBINE_UNION ? of_union : of_difference);
      return;
    }

  g_ptr_array_extend_and_steal (sources, g_steal_pointer (&others));
  for (guint i = 0; i < sources->len; i++)
    {
      g_autofree char *reason =
        /* Translators: why a row was left out; %s is where an audience comes from, such as “Recent Buyers”. */
        g_strdup_printf (how == FF_COMBINE_EXCLUSION ? _("In “%s”") : _("Not in “%s”"), (const char *) sources->pdata[i]);

      g_strv_builder_add (builder, reason);
    }

  reasons = g_strv_builder_end (builder);
  ff_plan_builder_set_reasons (planning->builder, (const char *const *) reasons);
}

/* The same link, from its other end. */
static const FfLink *
find_way_back (const FfEntity *from,
               const FfEntity *to,
               const FfLink   *link)
{
  for (guint i = 0; i < to->links->len; i++)
    {
      const FfLink *back = to->links->pdata[i];

      if (g_str_equal (back->target, from->name) &&
          g_strv_equal ((const char *const *) back->columns, (const char *const *) link->target_columns) &&
          g_strv_equal ((const char *const *) back->target_columns, (const char *const *) link->columns))
        return back;
    }

  return NULL;
}

/* Takes an other to the primary's dimension, along the link that leads from there to it. */
static gboolean
carry_over (FfPlanning     *planning,
            const FfEntity *entity,
            FfFlow         *other)
{
  const char *name = ff_json_get_member_string (planning->settings, "link", "");
  const FfLink *link = ff_entity_find_link (entity, name);
  const FfEntity *there = ff_flow_get_entity (*other);
  const FfLink *back;

  if (link == NULL || !g_str_equal (link->target, there->name))
    {
      ff_planning_problem (planning, FF_SEVERITY_PROBLEM, "/link",
                           _("No link “%s” leads from %s to %s: choose another"), name, entity->label_plural, there->label_plural);
      return FALSE;
    }

  back = find_way_back (entity, there, link);
  if (back == NULL)
    {
      ff_planning_problem (planning, FF_SEVERITY_PROBLEM, "/link",
                           _("“%s” has no way back in the data model: add it there, or compare attributes"), link->label);
      return FALSE;
    }

  *other = ff_plan_builder_add_relate (planning->builder, *other, back);
  return TRUE;
}

/* The inputs, the primary first, all of them fit for @how. */
static GArray *
dup_inputs (FfPlanning *planning)
{
  const char *compare = ff_json_get_member_string (planning->settings, "compare", "key");
  g_autoptr (GArray) inputs = ff_planning_dup_inputs (planning, "primary");
  g_autoptr (GArray) others = ff_planning_dup_inputs (planning, "others");
  const FfEntity *entity = ff_flow_get_entity (g_array_index (inputs, FfFlow, 0));
  FfCombineHow how = get_how (planning->settings);
  gboolean mixes = g_str_equal (compare, "columns") && (how == FF_COMBINE_INTERSECTION || how == FF_COMBINE_EXCLUSION);

  if (how == FF_COMBINE_DIFFERENCE && others->len != 1)
    {
      ff_planning_problem (planning, FF_SEVERITY_PROBLEM, "/how", "%s",
                           _("A symmetric difference has exactly two inputs: take the others away, or combine them first"));
      return NULL;
    }

  for (guint i = 0; i < others->len; i++)
    {
      FfFlow other = g_array_index (others, FfFlow, i);
      gboolean is_foreign = ff_flow_get_entity (other) != entity;

      if (is_foreign && g_str_equal (compare, "link"))
        {
          if (!carry_over (planning, entity, &other))
            return NULL;
        }
      else if (is_foreign && !mixes)
        {
          ff_planning_problem (planning, FF_SEVERITY_PROBLEM, "",
                               _("One input holds %s, another %s: put a Change Dimension before one of them"),
                               entity->label_plural, ff_flow_get_entity (other)->label_plural);
          return NULL;
        }

      g_array_append_val (inputs, other);
    }

  return g_steal_pointer (&inputs);
}

/* What is compared of input @n; the first are of the primary. */
static gboolean
parse_keys (FfPlanning *planning,
            FfFlow      flow,
            guint       n,
            GPtrArray  *keys)
{
  FfJson *pairs = ff_json_get_member (planning->settings, "pairs");
  gboolean good = TRUE;

  for (guint i = 0; i < ff_json_get_length (pairs); i++)
    {
      gboolean own = n > 0 && ff_json_get_member (ff_json_get_element (pairs, i), "other") != NULL;
      g_autofree char *pointer = g_strdup_printf ("/pairs/%u/%s", i, own ? "other" : "key");
      FfOperand *operand = ff_planning_parse_operand (planning, pointer, ff_flow_get_entity (flow), flow);

      if (operand == NULL)
        {
          good = FALSE;
          continue;
        }

      g_ptr_array_add (keys, operand);
      if (n > 0 && good)
        good = ff_planning_check_comparable (planning, pointer, keys->pdata[i], operand);
    }

  return good;
}

static GPtrArray *
dup_keys (FfPlanning *planning,
          GArray     *inputs)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_operand_unref);

  if (ff_json_get_length (ff_json_get_member (planning->settings, "pairs")) == 0)
    {
      ff_planning_problem (planning, FF_SEVERITY_PROBLEM, "/pairs", "%s",
                           _("Nothing says what makes two rows the same: add an attribute"));
      return NULL;
    }

  for (guint n = 0; n < inputs->len; n++)
    if (!parse_keys (planning, g_array_index (inputs, FfFlow, n), n, keys))
      return NULL;

  return g_steal_pointer (&keys);
}

static void
compile (FfPlanning *planning)
{
  gboolean by_columns = g_str_equal (ff_json_get_member_string (planning->settings, "compare", "key"), "columns");
  gint64 limit = ff_json_get_member_integer (planning->settings, "limit", 0);
  g_autoptr (GArray) inputs = dup_inputs (planning);
  g_autoptr (GPtrArray) keys = NULL;
  FfCombineOptions options = { .how = get_how (planning->settings), .limit = -1 };
  FfFlow flow;

  if (inputs == NULL)
    return;

  if (by_columns && (keys = dup_keys (planning, inputs)) == NULL)
    return;

  options.keys = keys;
  if (options.how == FF_COMBINE_UNION)
    {
      options.policy = get_policy (planning->settings);
      options.limit = limit > 0 ? limit : -1;
    }

  set_reasons (planning, options.how);
  flow = ff_plan_builder_add_combine_with (planning->builder, &options, &g_array_index (inputs, FfFlow, 0), inputs->len);
  ff_planning_set_output (planning, "out", flow);
  ff_planning_set_output (planning, "rest", ff_flow_output (flow, 1));
}

static char *
summarize (FfJson *settings)
{
  switch (get_how (settings))
    {
    case FF_COMBINE_INTERSECTION:
      return g_strdup (_("In all inputs"));
    case FF_COMBINE_EXCLUSION:
      return g_strdup (_("Minus others"));
    case FF_COMBINE_DIFFERENCE:
      return g_strdup (_("In exactly one"));
    case FF_COMBINE_UNION:
    default:
      return g_strdup (_("In any input"));
    }
}

static const char *
get_glyph (FfJson *settings)
{
  switch (get_how (settings))
    {
    case FF_COMBINE_INTERSECTION:
      return "combine-intersection";
    case FF_COMBINE_EXCLUSION:
      return "combine-exclusion";
    case FF_COMBINE_DIFFERENCE:
      return "combine-symmetric-difference";
    case FF_COMBINE_UNION:
    default:
      return "combine-union";
    }
}

const FfActivityType ff_activity_combine = {
  .id = "combine",
  .name = N_("Combine"),
  .description = N_("Union, intersection, exclusion or difference of several audiences"),
  .glyph = "combine-union",
  .category = FF_CATEGORY_AUDIENCE,
  .fields = fields,
  .inputs = ff_ports_primary_others,
  .outputs = outputs,
  .compile = compile,
  .summarize = summarize,
  .get_glyph = get_glyph,
};
