/* Rows that become one: the settings that say where each column of it comes
 * from. Called by the types; main thread. */

#include "activities/ff-activities-private.h"

#include <glib/gi18n-lib.h>

/* In the order of FfMergeHow. */
static const FfChoice how_choices[] = {
  { "first", N_("Of the First Row") },
  { "filled", N_("The First That Is Not Empty") },
  { "min", N_("The Least") },
  { "max", N_("The Greatest") },
  { "sum", N_("The Sum") },
  { "average", N_("The Average") },
  { "count", N_("The Number of Values") },
  { "join", N_("All, Joined") },
  { NULL }
};

const FfField ff_merge_fields[] = {
  { .key = "label", .kind = FF_FIELD_TEXT, .label = N_("Column Name"), .help = N_("That of the value when it is empty") },
  { .key = "value", .kind = FF_FIELD_OPERAND, .label = N_("Value"), .required = TRUE },
  { .key = "how", .kind = FF_FIELD_CHOICE, .label = N_("From Several Rows"), .default_json = "\"first\"", .choices = how_choices },
  { NULL }
};

static void
merge_clear (gpointer data)
{
  FfMergeOptions *merge = data;

  g_clear_pointer (&merge->operand, ff_operand_unref);
}

/**
 * ff_merges_new:
 *
 * Returns: (element-type FfMergeOptions): an empty list that owns the operands,
 *   and lends the texts of the settings
 */
GArray *
ff_merges_new (void)
{
  GArray *merges = g_array_new (FALSE, TRUE, sizeof (FfMergeOptions));

  g_array_set_clear_func (merges, merge_clear);

  return merges;
}

static FfMergeHow
get_how (FfJson *item)
{
  const char *how = ff_json_get_member_string (item, "how", "first");

  for (guint i = 0; how_choices[i].id != NULL; i++)
    if (g_str_equal (how_choices[i].id, how))
      return (FfMergeHow) i;

  return FF_MERGE_FIRST;
}

static gboolean
check_kind (FfPlanning *self,
            const char *pointer,
            FfMergeHow  how,
            FfOperand  *operand)
{
  FfKind kind = ff_operand_get_type (operand)->kind;
  gboolean is_number = how == FF_MERGE_SUM || how == FF_MERGE_AVERAGE;
  gboolean good = is_number ? ff_kind_is_number (kind) : how != FF_MERGE_JOIN || kind == FF_KIND_TEXT;

  if ((how == FF_MERGE_MIN || how == FF_MERGE_MAX) && kind == FF_KIND_FLAG)
    good = FALSE;

  if (!good)
    /* Translators: how values become one, such as The Sum, and a kind, such as text. */
    ff_planning_problem (self, FF_SEVERITY_PROBLEM, pointer, _("“%s” does not work on a %s: choose another way, or another value"),
                         _(how_choices[how].label), ff_kind_get_name (kind));

  return good;
}

static gboolean
is_taken (GArray     *merges,
          const char *column)
{
  for (guint m = 0; m < merges->len; m++)
    if (g_strcmp0 (g_array_index (merges, FfMergeOptions, m).replaces, column) == 0)
      return TRUE;

  return FALSE;
}

gboolean
ff_planning_parse_merges (FfPlanning *self,
                          const char *pointer,
                          FfFlow      flow,
                          GArray     *merges)
{
  FfJson *list = ff_json_get_at (self->settings, pointer);
  gboolean good = TRUE;

  for (guint i = 0; i < ff_json_get_length (list); i++)
    {
      FfJson *item = ff_json_get_element (list, i);
      g_autofree char *place = g_strdup_printf ("%s/%u/value", pointer, i);
      g_autofree char *how_place = g_strdup_printf ("%s/%u/how", pointer, i);
      FfMergeOptions merge = { .how = get_how (item) };

      merge.operand = ff_planning_parse_operand (self, place, ff_flow_get_entity (flow), flow);
      if (merge.operand == NULL)
        {
          good = FALSE;
          continue;
        }

      merge.replaces = ff_json_get_member_string (ff_json_get_member (item, "value"), "column", NULL);
      merge.label = merge.name = ff_json_get_member_string (item, "label", "");
      if (merge.replaces != NULL && is_taken (merges, merge.replaces))
        {
          ff_planning_problem (self, FF_SEVERITY_PROBLEM, place, "%s", _("This column is said already: remove one of them"));
          good = FALSE;
        }
      good = check_kind (self, how_place, merge.how, merge.operand) && good;
      g_array_append_val (merges, merge);
    }

  return good;
}
