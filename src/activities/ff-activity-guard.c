/* Guard: a run goes on only with a number of people that is expected. Main
 * thread. */

#include <glib/gi18n-lib.h>

#include "activities/ff-activities-private.h"
#include "base/ff-count.h"

static const FfField fields[] = {
  { .key = "min", .kind = FF_FIELD_INTEGER, .label = N_("At Least"), .min = 0, .max = G_MAXINT32, .default_json = "1" },
  { .key = "max", .kind = FF_FIELD_INTEGER, .label = N_("At Most"), .min = 0, .max = G_MAXINT32, .help = N_("No limit when it is empty") },
  { .key = "percent", .kind = FF_FIELD_REAL, .label = N_("Within % of the Run Before"), .min = 0, .max = 1000,
    .help = N_("Any number when it is empty, and at the first run") },
  { NULL }
};

static gboolean
get_max (FfJson *settings,
         gint64 *out_max)
{
  return ff_json_get_integer (ff_json_get_member (settings, "max"), out_max);
}

static void
validate (FfPlanning *planning)
{
  gint64 max;

  if (get_max (planning->settings, &max) && max < ff_json_get_member_integer (planning->settings, "min", 0))
    ff_planning_problem (planning, FF_SEVERITY_PROBLEM, "/max", "%s", _("No number is so great and so small at once: raise this limit"));
}

static void
compile (FfPlanning *planning)
{
  FfFlow input;

  if (ff_planning_get_input (planning, "in", &input))
    ff_planning_set_output (planning, "out", input);
}

/* |n − before| ≤ percent of before, without a binary fraction: the percentage is a fraction of whole numbers. */
static gboolean
is_near (FfJson *percent,
         gint64  n,
         gint64  n_before)
{
  gint64 numerator, denominator;

  return !ff_fraction_parse (percent, &numerator, &denominator) ||
         (__int128) ABS (n - n_before) * denominator <= (__int128) n_before * numerator;
}

static gboolean
check_count (FfJson  *settings,
             gint64   n,
             gint64   n_before,
             char   **out_reason)
{
  gint64 min = ff_json_get_member_integer (settings, "min", 0);
  FfJson *percent = ff_json_get_member (settings, "percent");
  g_autofree char *number = ff_count_format (n);
  g_autofree char *bound = NULL;
  gint64 max;

  if (n < min)
    {
      bound = ff_count_format (min);
      /* Translators: both are numbers of people. */
      *out_reason = g_strdup_printf (_("%s came, and at least %s are expected"), number, bound);
      return FALSE;
    }

  if (get_max (settings, &max) && n > max)
    {
      bound = ff_count_format (max);
      *out_reason = g_strdup_printf (_("%s came, and at most %s are expected"), number, bound);
      return FALSE;
    }

  if (n_before >= 0 && percent != NULL && !is_near (percent, n, n_before))
    {
      bound = ff_count_format (n_before);
      /* Translators: numbers of people, and a percentage between them: 900 came, more than 5 % away from the 1,200 of the run before. */
      *out_reason = g_strdup_printf (_("%s came, more than %s\302\240%% away from the %s of the run before"), number, ff_json_get_number_text (percent), bound);
      return FALSE;
    }

  return TRUE;
}

static char *
summarize (FfJson *settings)
{
  gint64 max;
  g_autofree char *least = ff_count_format (ff_json_get_member_integer (settings, "min", 0));
  g_autofree char *most = get_max (settings, &max) ? ff_count_format (max) : NULL;

  /* Translators: bounds of a number. */
  return most != NULL ? g_strdup_printf (_("%s to %s"), least, most) : g_strdup_printf (_("At least %s"), least);
}

const FfActivityType ff_activity_guard = {
  .id = "guard",
  .name = N_("Guard"),
  .description = N_("Stops a run whose number of people is not as expected"),
  .glyph = "guard",
  .category = FF_CATEGORY_FLOW,
  .fields = fields,
  .inputs = ff_ports_in,
  .outputs = ff_ports_out,
  .validate = validate,
  .compile = compile,
  .check_count = check_count,
  .summarize = summarize,
};
