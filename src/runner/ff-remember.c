/* The memory of activities: keys that a run took, and the greatest moment among
 * them, kept as saved audiences that no person sees. Called by a launch: listed
 * on the main thread, moved on the store's. */

#include "runner/ff-remember.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  char       *title;
  FfMemory   *memory;
  FfFlow      flow;       /* of @plan */
  FfPlan     *plan;
  FfJson     *variables;
  FfOperand  *moment;     /* nullable: all rows are remembered */
  gint64      now_usec;
  GTimeZone  *zone;
} Remembering;

static void
remembering_free (Remembering *self)
{
  g_free (self->title);
  ff_memory_free (self->memory);
  ff_plan_unref (self->plan);
  ff_json_unref (self->variables);
  g_clear_pointer (&self->moment, ff_operand_unref);
  g_time_zone_unref (self->zone);
  g_free (self);
}

static FfScope
make_scope (Remembering *self)
{
  return (FfScope) {
    .schema = ff_plan_get_schema (self->plan),
    .entity = ff_flow_get_entity (self->flow),
    .variables = self->variables,
    .now_usec = self->now_usec,
    .zone = self->zone,
  };
}

static Remembering *
new_remembering (FfCampaign       *campaign,
                 FfPlanContext    *context,
                 FfPlan           *plan,
                 const FfActivity *activity,
                 FfMemory         *memory,
                 FfFlow            flow)
{
  Remembering *self = g_new0 (Remembering, 1);
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_rule_problem_free);
  FfScope scope;

  self->title = ff_activity_dup_title (activity);
  self->memory = memory;
  self->flow = flow;
  self->plan = ff_plan_ref (plan);
  self->variables = ff_plan_context_dup_variables (context, campaign);
  self->now_usec = context->now_usec;
  self->zone = g_time_zone_ref (context->zone);
  scope = make_scope (self);
  if (memory->moment != NULL)
    self->moment = ff_operand_parse (memory->moment, &scope, "", problems);

  return self;
}

GPtrArray *
ff_remember_list (FfCampaign    *campaign,
                  FfPlanContext *context,
                  FfPlan        *plan)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) remembering_free);

  for (guint i = 0; i < ff_campaign_get_n_activities (campaign); i++)
    {
      const FfActivity *activity = ff_campaign_get_activity (campaign, i);
      const FfActivityType *type = ff_activity_type_find (activity->type);
      const FfPlanOutput *output = ff_plan_find_output (plan, activity->id, "out");

      if (type != NULL && type->new_memory != NULL && output != NULL && output->flow.step != NULL)
        g_ptr_array_add (list, new_remembering (campaign, context, plan, activity, type->new_memory (campaign, activity, context), output->flow));
    }

  return list;
}

/* A moment as rules read it; of two, the later is the greater text. NULL: it is missing, or after the clock reading. */
static char *
dup_moment (Remembering   *self,
            const FfValue *value)
{
  if (value->kind == FF_VALUE_TEXT)
    return g_strdup (value->text);

  return value->kind == FF_VALUE_INTEGER && value->integer <= self->now_usec ? ff_memory_dup_instant (value->integer) : NULL;
}

static gboolean
find_greatest (Remembering   *self,
               FfStore       *store,
               const char    *fingerprint,
               char         **out_greatest,
               GCancellable  *cancellable,
               GError       **error)
{
  g_autoptr (GPtrArray) operands = g_ptr_array_new ();
  g_autoptr (GArray) cells = g_array_new (FALSE, TRUE, sizeof (FfValue));
  g_autofree char *greatest = NULL;
  FfStoreReader *reader;
  gboolean has_row = TRUE;
  gboolean read = TRUE;

  g_array_set_clear_func (cells, (GDestroyNotify) ff_value_clear);
  g_ptr_array_add (operands, self->moment);
  reader = ff_store_open_reader (store, self->flow, fingerprint, operands, cancellable, error);
  if (reader == NULL)
    return FALSE;

  while (read && has_row)
    {
      g_autofree char *key = NULL;
      g_autofree char *moment = NULL;

      read = ff_store_read_row (store, reader, &key, cells, &has_row, error);
      moment = read && has_row ? dup_moment (self, &g_array_index (cells, FfValue, 0)) : NULL;
      if (moment != NULL && g_strcmp0 (moment, greatest) > 0)
        {
          g_free (greatest);
          greatest = g_steal_pointer (&moment);
        }
    }
  ff_store_close_reader (store, reader);
  *out_greatest = read ? g_steal_pointer (&greatest) : NULL;

  return read;
}

static gboolean
write_flow (Remembering   *self,
            FfStore       *store,
            FfFlow         flow,
            const char    *fingerprint,
            const char    *name,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr (FfJson) audiences = ff_store_list_audiences (store, error);
  const char *entity = ff_json_get_member_string (ff_json_get_member (audiences, name), "entity", "");
  gint64 n;

  /* Rows of another dimension say nothing any more. */
  return audiences != NULL &&
         ff_store_write_audience (store, flow, fingerprint, name, !g_str_equal (entity, ff_flow_get_entity (flow)->name), &n, cancellable, error);
}

/* The rows of the flow that have the moment, which are a step of a plan of their own. */
static gboolean
write_ties (Remembering   *self,
            FfStore       *store,
            const char    *moment,
            const char    *name,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr (FfPlanBuilder) builder = ff_plan_builder_new (ff_plan_get_schema (self->plan));
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_rule_problem_free);
  g_autoptr (FfJson) json = ff_json_new_object ();
  g_autoptr (FfPlan) plan = NULL;
  g_autoptr (FfCounts) counts = NULL;
  g_autoptr (FfRule) rule = NULL;
  g_autofree char *fingerprint = NULL;
  FfScope scope = make_scope (self);
  FfJson *all = ff_json_new_array ();
  FfJson *condition = ff_json_new_object ();
  FfJson *right = ff_json_new_object ();
  FfFlow flow;

  ff_json_set_string (right, "value", moment);
  ff_json_take_member (condition, "left", ff_json_ref (self->memory->moment));
  ff_json_set_string (condition, "op", "equals");
  ff_json_take_member (condition, "right", right);
  ff_json_take_element (all, condition);
  ff_json_take_member (json, "all", all);
  rule = ff_rule_parse (json, &scope, "", problems);
  g_return_val_if_fail (rule != NULL, FALSE);

  flow = ff_plan_builder_add_filter (builder, ff_plan_builder_include (builder, self->flow), rule);
  ff_plan_builder_set_output (builder, "ties", "out", flow, NULL, FALSE);
  plan = ff_plan_builder_finish (g_steal_pointer (&builder));
  counts = ff_evaluate (store, plan, NULL, NULL, cancellable, error);
  fingerprint = counts != NULL ? ff_evaluate_dup_fingerprint (store, flow, counts) : NULL;

  if (counts != NULL && fingerprint == NULL)
    g_set_error_literal (error, FF_STORE_ERROR, FF_STORE_ERROR_FAILED, ff_counts_find (counts, "ties", "out")->reason);

  return fingerprint != NULL && write_flow (self, store, flow, fingerprint, name, cancellable, error);
}

/* What is older than the memory goes back, or stands for a mark that has passed. */
static gboolean
forget (Remembering  *self,
        FfStore      *store,
        const char   *kept,
        GError      **error)
{
  g_autoptr (FfJson) audiences = ff_store_list_audiences (store, error);

  if (audiences == NULL)
    return FALSE;

  for (guint i = 0; i < ff_json_get_length (audiences); i++)
    {
      const char *name = ff_json_get_name (audiences, i);
      const char *part = name + strlen (self->memory->prefix);

      if (!g_str_has_prefix (name, self->memory->prefix) || g_str_equal (name, kept))
        continue;
      if ((self->moment != NULL || (self->memory->first != NULL && strcmp (part, self->memory->first) < 0)) &&
          !ff_store_drop_audience (store, name, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
remember (Remembering   *self,
          FfStore       *store,
          FfCounts      *counts,
          GCancellable  *cancellable,
          GError       **error)
{
  g_autofree char *fingerprint = ff_evaluate_dup_fingerprint (store, self->flow, counts);
  g_autofree char *greatest = NULL;
  g_autofree char *name = NULL;

  if (fingerprint == NULL)
    return TRUE;

  if (self->moment != NULL && !find_greatest (self, store, fingerprint, &greatest, cancellable, error))
    return FALSE;
  if (self->moment != NULL && greatest == NULL)
    return TRUE;

  name = g_strconcat (self->memory->prefix, self->moment != NULL ? greatest : self->memory->part, NULL);

  return (self->moment != NULL ? write_ties (self, store, greatest, name, cancellable, error)
                               : write_flow (self, store, self->flow, fingerprint, name, cancellable, error)) &&
         forget (self, store, name, error);
}

gboolean
ff_remember_all (GPtrArray     *list,
                 FfStore       *store,
                 FfCounts      *counts,
                 GCancellable  *cancellable,
                 GError       **error)
{
  for (guint i = 0; i < list->len; i++)
    {
      Remembering *remembering = list->pdata[i];

      if (!remember (remembering, store, counts, cancellable, error))
        {
          /* Translators: the title of an activity. */
          g_prefix_error (error, _("Remembering whom “%s” took: "), remembering->title);
          return FALSE;
        }
    }

  return TRUE;
}
