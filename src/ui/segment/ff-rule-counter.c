/* Counts the parts of a rule in one evaluation, so that what is subtracted
 * from each other is of one snapshot. Main thread; the engine works on its own. */

#include "ui/segment/ff-rule-counter.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ui/segment/ff-rule-tree.h"

#define REST_MSEC 300

#define PORT_ALONE    "alone"
#define PORT_WITHOUT  "without"
#define PORT_EVERYONE "everyone"

struct _FfRuleCounter
{
  GObject       parent_instance;

  FfRuleModel  *model;
  FfEngine     *engine;
  gboolean      is_active;

  FfPlan       *plan;           /* of the rule as it is; nullable */
  FfPlan       *counted_plan;   /* that @counts answers */
  FfCounts     *counts;
  FfPlan       *running_plan;
  FfCounts     *partial;
  GCancellable *cancellable;
  char         *error;
  guint         rest_source;
};

enum
{
  COUNTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FfRuleCounter, ff_rule_counter, G_TYPE_OBJECT)

/* ---- The plan. */

typedef struct
{
  FfRuleModel   *model;
  FfPlanBuilder *builder;
} Building;

/* Rows of the scope at @place for which @rule holds, to @port of @place. */
static void
add_count (Building   *building,
           const char *place,
           const char *port,
           FfJson     *rule)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_rule_problem_free);
  g_autoptr (FfRule) parsed = NULL;
  FfFlow flow = { NULL, 0 };
  FfFlow input = ff_rule_model_get_input (building->model);
  gboolean is_inner = strstr (place, "/where") != NULL;
  FfScope scope;

  if (ff_rule_model_get_scope (building->model, place, &scope))
    parsed = rule != NULL ? ff_rule_parse (rule, &scope, place, problems) : NULL;

  if (scope.entity != NULL && scope.entity->key != NULL && (rule == NULL || parsed != NULL))
    {
      ff_plan_builder_set_origin (building->builder, place, "");
      if (is_inner || input.step == NULL)
        flow = ff_plan_builder_add_select (building->builder, scope.entity, parsed);
      else
        {
          flow = ff_plan_builder_include (building->builder, input);
          if (parsed != NULL)
            flow = ff_plan_builder_add_filter (building->builder, flow, parsed);
        }
    }

  ff_plan_builder_set_output (building->builder, place, port, flow, flow.step == NULL ? _("it has a problem") : NULL, FALSE);
}

static void add_items_alone (Building   *building,
                             FfJson     *group,
                             const char *place);

static void
add_item_alone (Building   *building,
                FfJson     *item,
                const char *place)
{
  FfJson *bare = ff_rule_item_get_bare (item);
  g_autofree char *bare_place = ff_rule_item_dup_bare_place (item, place);
  g_autofree char *inner_place = ff_rule_item_dup_inner_place (bare, bare_place);

  if (!ff_rule_item_has_effect (bare))
    return;

  add_count (building, place, PORT_ALONE, bare);
  if (ff_rule_item_get_kind (bare) == FF_RULE_ITEM_GROUP)
    add_items_alone (building, bare, bare_place);

  if (inner_place != NULL)
    {
      g_autoptr (FfJson) inner = ff_rule_tree_dup_at (ff_rule_model_get_rule (building->model), inner_place);

      if (ff_json_get_length (ff_rule_group_get_items (inner)) > 0)
        add_count (building, inner_place, PORT_ALONE, inner);
      add_items_alone (building, inner, inner_place);
    }
}

static void
add_items_alone (Building   *building,
                 FfJson     *group,
                 const char *place)
{
  FfJson *items = ff_rule_group_get_items (group);

  for (guint i = 0; i < ff_json_get_length (items); i++)
    {
      g_autofree char *item_place = ff_rule_group_dup_place (group, place, i);

      add_item_alone (building, ff_json_get_element (items, i), item_place);
    }
}

static gboolean
is_alternative (const char *place)
{
  const char *last = strrchr (place, '/');

  return last != NULL && last - place >= 4 && strncmp (last - 4, "/any", 4) == 0;
}

static gboolean
is_adding (FfJson     *item,
           const char *place)
{
  return is_alternative (place) && !ff_rule_item_is_except (item);
}

/* The group that an item's effect is told of: the whole rule when every group above its own must hold, else its own.
 * A group that is an exception is counted at the place of the exception. */
static char *
dup_base (FfJson     *item,
          const char *place)
{
  g_autofree char *group = g_strdup (place);

  for (guint i = 0; i < 2; i++)
    *strrchr (group, '/') = '\0';

  if (!is_adding (item, place) && strstr (group, "/any/") == NULL && strstr (group, "/none/") == NULL && strstr (group, "/except") == NULL)
    return g_strdup ("");

  if (g_str_has_suffix (group, "/except"))
    *strrchr (group, '/') = '\0';
  return g_steal_pointer (&group);
}

/* What is left of the group at @base without the item. NULL when nothing that has an effect is left: the whole rule then
 * matches everyone, but a group of alternatives nobody. */
static FfJson *
dup_rest (FfJson     *rule,
          FfJson     *item,
          const char *place,
          const char *base)
{
  g_autoptr (FfJson) without = ff_rule_tree_remove (rule, place);
  g_autoptr (FfJson) found = without != NULL ? ff_rule_tree_dup_at (without, base) : NULL;
  FfJson *rest = ff_rule_item_get_bare (found);
  gboolean is_whole = *base == '\0' && !is_adding (item, place);

  return rest != NULL && (is_whole || ff_rule_item_has_effect (rest)) ? ff_json_ref (rest) : NULL;
}

static void
add_items_without (Building   *building,
                   FfJson     *group,
                   const char *place)
{
  FfJson *rule = ff_rule_model_get_rule (building->model);
  FfJson *items = ff_rule_group_get_items (group);

  for (guint i = 0; i < ff_json_get_length (items); i++)
    {
      FfJson *item = ff_json_get_element (items, i);
      FfJson *bare = ff_rule_item_get_bare (item);
      g_autofree char *item_place = ff_rule_group_dup_place (group, place, i);
      g_autofree char *bare_place = ff_rule_item_dup_bare_place (item, item_place);
      g_autofree char *base = dup_base (item, item_place);
      g_autoptr (FfJson) rest = ff_rule_item_has_effect (item) ? dup_rest (rule, item, item_place, base) : NULL;

      if (rest != NULL)
        add_count (building, item_place, PORT_WITHOUT, rest);
      if (ff_rule_item_get_kind (bare) == FF_RULE_ITEM_GROUP)
        add_items_without (building, bare, bare_place);
    }
}

static FfPlan *
build_plan (FfRuleModel *model)
{
  FfJson *rule = ff_rule_model_get_rule (model);
  Building building = { model, NULL };
  FfScope scope;

  if (!ff_rule_model_get_scope (model, "", &scope) || scope.entity->key == NULL)
    return NULL;

  /* In the order in which a person wants to see them. */
  building.builder = ff_plan_builder_new (scope.schema);
  add_count (&building, "", PORT_ALONE, rule);
  add_count (&building, "", PORT_EVERYONE, NULL);
  add_items_alone (&building, rule, "");
  add_items_without (&building, rule, "");

  return ff_plan_builder_finish (building.builder);
}

/* ---- Asking. */

static void
forget_running (FfRuleCounter *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->running_plan, ff_plan_unref);
  g_clear_pointer (&self->partial, ff_counts_unref);
  g_clear_object (&self->cancellable);
}

typedef struct
{
  FfRuleCounter *counter;
  FfPlan        *plan;
} Asked;

static void
progress_cb (FfCounts *counts,
             guint     n_done,
             guint     n_steps,
             gpointer  user_data)
{
  Asked *asked = user_data;
  FfRuleCounter *self = asked->counter;

  if (self->running_plan != asked->plan)
    return;

  g_clear_pointer (&self->partial, ff_counts_unref);
  self->partial = ff_counts_ref (counts);
  g_signal_emit (self, signals[COUNTED], 0);
}

static void
evaluated_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  Asked *asked = user_data;
  FfRuleCounter *self = asked->counter;
  g_autoptr (GError) error = NULL;
  FfCounts *counts = ff_engine_evaluate_finish (FF_ENGINE (source), result, &error);

  if (self->running_plan == asked->plan)
    {
      if (counts != NULL)
        {
          g_clear_pointer (&self->counts, ff_counts_unref);
          g_clear_pointer (&self->counted_plan, ff_plan_unref);
          self->counts = ff_counts_ref (counts);
          self->counted_plan = ff_plan_ref (asked->plan);
        }
      else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        self->error = g_strdup (error->message);

      g_clear_pointer (&self->running_plan, ff_plan_unref);
      g_clear_pointer (&self->partial, ff_counts_unref);
      g_clear_object (&self->cancellable);
      g_signal_emit (self, signals[COUNTED], 0);
    }

  g_clear_pointer (&counts, ff_counts_unref);
  ff_plan_unref (asked->plan);
  g_object_unref (asked->counter);
  g_free (asked);
}

static void
count_now (FfRuleCounter *self)
{
  Asked *asked;

  g_clear_handle_id (&self->rest_source, g_source_remove);
  if (self->plan == NULL || !self->is_active)
    return;

  forget_running (self);
  g_clear_pointer (&self->error, g_free);
  self->running_plan = ff_plan_ref (self->plan);
  self->cancellable = g_cancellable_new ();

  asked = g_new0 (Asked, 1);
  asked->counter = g_object_ref (self);
  asked->plan = ff_plan_ref (self->plan);
  ff_engine_evaluate_async (self->engine, self->plan, progress_cb, asked, self->cancellable, evaluated_cb, asked);
  g_signal_emit (self, signals[COUNTED], 0);
}

static gboolean
rested_cb (gpointer user_data)
{
  FfRuleCounter *self = user_data;
  gboolean is_draft_counting;

  /* The counts of the campaign come first. */
  g_object_get (ff_rule_model_get_draft (self->model), "counting", &is_draft_counting, NULL);
  if (is_draft_counting)
    return G_SOURCE_CONTINUE;

  self->rest_source = 0;
  count_now (self);
  return G_SOURCE_REMOVE;
}

static gboolean
is_same_flow (FfFlow a,
              FfFlow b)
{
  return a.step != NULL && b.step != NULL && a.output == b.output && g_str_equal (a.step->hash, b.step->hash);
}

/* Whether @plan has the same outputs behind the same places as @other. */
static gboolean
is_same_plan (FfPlan *plan,
              FfPlan *other)
{
  if (plan == NULL || other == NULL || ff_plan_get_n_outputs (plan) != ff_plan_get_n_outputs (other))
    return FALSE;

  for (guint i = 0; i < ff_plan_get_n_outputs (plan); i++)
    {
      const FfPlanOutput *output = ff_plan_get_output (plan, i);
      const FfPlanOutput *then = ff_plan_find_output (other, output->activity, output->port);

      if (then == NULL || (output->flow.step == NULL) != (then->flow.step == NULL) ||
          (output->flow.step != NULL && !is_same_flow (output->flow, then->flow)))
        return FALSE;
    }

  return TRUE;
}

static void
plan_anew (FfRuleCounter *self)
{
  g_clear_pointer (&self->plan, ff_plan_unref);
  if (!self->is_active)
    return;

  self->plan = build_plan (self->model);
  g_clear_handle_id (&self->rest_source, g_source_remove);
  if (!is_same_plan (self->plan, self->counted_plan) && !is_same_plan (self->plan, self->running_plan))
    {
      forget_running (self);
      self->rest_source = g_timeout_add (REST_MSEC, rested_cb, self);
    }

  g_signal_emit (self, signals[COUNTED], 0);
}

static void
ff_rule_counter_dispose (GObject *object)
{
  FfRuleCounter *self = FF_RULE_COUNTER (object);

  g_clear_handle_id (&self->rest_source, g_source_remove);
  forget_running (self);
  g_clear_object (&self->model);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (ff_rule_counter_parent_class)->dispose (object);
}

static void
ff_rule_counter_finalize (GObject *object)
{
  FfRuleCounter *self = FF_RULE_COUNTER (object);

  g_clear_pointer (&self->plan, ff_plan_unref);
  g_clear_pointer (&self->counted_plan, ff_plan_unref);
  g_clear_pointer (&self->counts, ff_counts_unref);
  g_clear_pointer (&self->error, g_free);

  G_OBJECT_CLASS (ff_rule_counter_parent_class)->finalize (object);
}

static void
ff_rule_counter_class_init (FfRuleCounterClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = ff_rule_counter_dispose;
  object_class->finalize = ff_rule_counter_finalize;

  signals[COUNTED] = g_signal_new ("counted", FF_TYPE_RULE_COUNTER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ff_rule_counter_init (FfRuleCounter *self)
{
}

/**
 * ff_rule_counter_new:
 * @model: the rule
 * @engine: beside the draft's, of the same data source; opened by its owner
 *
 * Returns: a counter that waits for ff_rule_counter_set_active()
 */
FfRuleCounter *
ff_rule_counter_new (FfRuleModel *model,
                     FfEngine    *engine)
{
  FfRuleCounter *self = g_object_new (FF_TYPE_RULE_COUNTER, NULL);

  self->model = g_object_ref (model);
  self->engine = g_object_ref (engine);
  g_signal_connect_object (model, "changed", G_CALLBACK (plan_anew), self, G_CONNECT_SWAPPED);

  return self;
}

FfRuleModel *
ff_rule_counter_get_model (FfRuleCounter *self)
{
  return self->model;
}

FfEngine *
ff_rule_counter_get_engine (FfRuleCounter *self)
{
  return self->engine;
}

void
ff_rule_counter_set_active (FfRuleCounter *self,
                            gboolean       is_active)
{
  if (self->is_active == is_active)
    return;

  self->is_active = is_active;
  if (is_active)
    plan_anew (self);
  else
    {
      g_clear_handle_id (&self->rest_source, g_source_remove);
      forget_running (self);
    }
}

/**
 * ff_rule_counter_recount:
 * @self: the counter
 *
 * Counts everything anew.
 */
void
ff_rule_counter_recount (FfRuleCounter *self)
{
  count_now (self);
}

/* Earlier values stay. */
void
ff_rule_counter_cancel (FfRuleCounter *self)
{
  g_clear_handle_id (&self->rest_source, g_source_remove);
  forget_running (self);
  g_signal_emit (self, signals[COUNTED], 0);
}

FfPlan *
ff_rule_counter_get_plan (FfRuleCounter *self)
{
  return self->plan;
}

gboolean
ff_rule_counter_is_complete (FfRuleCounter *self)
{
  return self->plan != NULL && self->running_plan == NULL && self->rest_source == 0 &&
         is_same_plan (self->plan, self->counted_plan);
}

FfRuleCount
ff_rule_counter_get_effect (FfRuleCounter *self,
                            const char    *place)
{
  FfJson *item = ff_json_get_at (ff_rule_model_get_rule (self->model), place);

  return is_adding (item, place) ? FF_RULE_COUNT_ADDS : FF_RULE_COUNT_REMOVES;
}

/* What is known now of one output of the plan. */
static const FfCount *
find_count (FfRuleCounter *self,
            const char    *place,
            const char    *port,
            gint64        *out_taken_at,
            FfCountView   *view)
{
  const FfPlanOutput *output = self->plan != NULL ? ff_plan_find_output (self->plan, place, port) : NULL;
  struct { FfPlan *plan; FfCounts *counts; } known[] = {
    { self->running_plan, self->partial },
    { self->counted_plan, self->counts },
  };

  if (output == NULL || output->flow.step == NULL)
    {
      view->state = self->plan == NULL && self->is_active ? FF_COUNT_WORKING : FF_COUNT_UNKNOWN;
      view->reason = output != NULL ? output->reason : NULL;
      return NULL;
    }

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      const FfPlanOutput *then = known[i].plan != NULL && known[i].counts != NULL
                                   ? ff_plan_find_output (known[i].plan, place, port) : NULL;
      const FfCount *count = then != NULL ? ff_counts_find (known[i].counts, place, port) : NULL;

      if (count == NULL || !is_same_flow (then->flow, output->flow) || (!count->known && !count->failed))
        continue;

      *out_taken_at = ff_counts_get_taken_at (known[i].counts);
      return count;
    }

  if (self->error != NULL)
    view->state = FF_COUNT_FAILED;
  else
    view->state = self->running_plan != NULL || self->rest_source != 0 ? FF_COUNT_WORKING : FF_COUNT_OUT_OF_DATE;
  view->reason = self->error;
  return NULL;
}

static void
get_plain (FfRuleCounter *self,
           const char    *place,
           const char    *port,
           FfCountView   *out_view)
{
  const FfCount *old = self->counts != NULL ? ff_counts_find (self->counts, place, port) : NULL;
  const FfCount *count;

  *out_view = (FfCountView) { .state = FF_COUNT_UNKNOWN };
  if (self->plan != NULL)
    out_view->rows_of = ff_count_view_find_rows (self->plan, ff_plan_find_output (self->plan, place, port));
  count = find_count (self, place, port, &out_view->taken_at, out_view);

  if (count != NULL && count->known)
    {
      out_view->state = FF_COUNT_FRESH;
      out_view->has_value = TRUE;
      out_view->n_rows = count->n_keys;
    }
  else if (count != NULL)
    {
      out_view->state = FF_COUNT_FAILED;
      out_view->reason = count->reason;
    }
  else if (out_view->state != FF_COUNT_UNKNOWN && old != NULL && old->known && *place == '\0')
    {
      /* Only the whole is the same thing before and after an edit. */
      out_view->has_value = TRUE;
      out_view->n_rows = old->n_keys;
      out_view->taken_at = ff_counts_get_taken_at (self->counts);
    }
}

/**
 * ff_rule_counter_get:
 * @self: the counter
 * @place: of an item, or ""
 * @what: which number
 * @out_view: (out): what to show there now; its reason is lent until the next signal
 */
void
ff_rule_counter_get (FfRuleCounter *self,
                     const char    *place,
                     FfRuleCount    what,
                     FfCountView   *out_view)
{
  FfJson *item = ff_json_get_at (ff_rule_model_get_rule (self->model), place);
  g_autofree char *base = NULL;
  g_autoptr (FfJson) rest = NULL;
  FfCountView with, without;

  if (what == FF_RULE_COUNT_ALONE || what == FF_RULE_COUNT_EVERYONE)
    {
      get_plain (self, place, what == FF_RULE_COUNT_ALONE ? PORT_ALONE : PORT_EVERYONE, out_view);
      return;
    }

  *out_view = (FfCountView) { .state = FF_COUNT_UNKNOWN };
  if (*place == '\0' || item == NULL || !ff_rule_item_has_effect (item))
    return;

  base = dup_base (item, place);
  rest = dup_rest (ff_rule_model_get_rule (self->model), item, place, base);
  get_plain (self, base, PORT_ALONE, &with);
  if (rest == NULL && what == FF_RULE_COUNT_ADDS)
    {
      /* Nobody would match without it. */
      *out_view = with;
      return;
    }

  get_plain (self, place, PORT_WITHOUT, &without);

  if (with.state != FF_COUNT_FRESH || without.state != FF_COUNT_FRESH || with.taken_at != without.taken_at)
    {
      *out_view = without.state != FF_COUNT_FRESH ? without : with;
      out_view->has_value = FALSE;
      if (out_view->state == FF_COUNT_FRESH)
        out_view->state = FF_COUNT_WORKING;
      return;
    }

  *out_view = with;
  out_view->n_rows = what == FF_RULE_COUNT_ADDS ? with.n_rows - without.n_rows : without.n_rows - with.n_rows;
}
