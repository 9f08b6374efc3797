/* Combine: union, intersection or exclusion of several tables of one
 * dimension. Main thread. */

#include <glib/gi18n-lib.h>

#include "activities/ff-activities-private.h"

static const FfChoice how_choices[] = {
  { "union", N_("Union") },
  { "intersection", N_("Intersection") },
  { "exclusion", N_("Exclusion") },
  { NULL }
};

static const FfField fields[] = {
  { .key = "how", .kind = FF_FIELD_CHOICE, .label = N_("Keep"), .default_json = "\"union\"", .choices = how_choices,
    .help = N_("Union: anyone in at least one. Intersection: those in all. Exclusion: the primary without the others") },
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

  if (g_str_equal (how, "intersection"))
    return FF_COMBINE_INTERSECTION;

  return g_str_equal (how, "exclusion") ? FF_COMBINE_EXCLUSION : FF_COMBINE_UNION;
}

/* Counted as the inputs are, the primary first. */
static void
set_reasons (FfPlanning   *planning,
             FfCombineHow  how)
{
  g_autoptr (GPtrArray) sources = ff_planning_dup_sources (planning, "primary");
  g_autoptr (GPtrArray) others = ff_planning_dup_sources (planning, "others");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) reasons = NULL;

  if (how == FF_COMBINE_UNION)
    return;

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

static void
compile (FfPlanning *planning)
{
  g_autoptr (GArray) inputs = ff_planning_dup_inputs (planning, "primary");
  g_autoptr (GArray) others = ff_planning_dup_inputs (planning, "others");
  FfCombineHow how = get_how (planning->settings);
  const FfEntity *entity = ff_flow_get_entity (g_array_index (inputs, FfFlow, 0));
  FfFlow flow;

  for (guint i = 0; i < others->len; i++)
    {
      FfFlow other = g_array_index (others, FfFlow, i);

      if (ff_flow_get_entity (other) != entity)
        {
          ff_planning_problem (planning, FF_SEVERITY_PROBLEM, "",
                               _("One input holds %s, another %s: put a Change Dimension before one of them"),
                               entity->label_plural, ff_flow_get_entity (other)->label_plural);
          return;
        }

      g_array_append_val (inputs, other);
    }

  set_reasons (planning, how);
  flow = ff_plan_builder_add_combine (planning->builder, how, &g_array_index (inputs, FfFlow, 0), inputs->len);
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
      return g_strdup (_("Primary minus others"));
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
    case FF_COMBINE_UNION:
    default:
      return "combine-union";
    }
}

const FfActivityType ff_activity_combine = {
  .id = "combine",
  .name = N_("Combine"),
  .description = N_("Union, intersection or exclusion of several audiences"),
  .glyph = "combine-union",
  .category = FF_CATEGORY_AUDIENCE,
  .fields = fields,
  .inputs = ff_ports_primary_others,
  .outputs = outputs,
  .compile = compile,
  .summarize = summarize,
  .get_glyph = get_glyph,
};
