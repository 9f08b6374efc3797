/* Keeps an aside of a draft up to date. */

#include "ui/compare/ff-comparison.h"

struct _FfComparison
{
  GObject           parent_instance;

  FfDraft          *draft;
  FfComparisonMake  make;
  gpointer          user_data;
  FfPlan           *asked;        /* of the draft; nullable */
  FfAside          *asking;       /* what is being counted; nullable */
  FfAside          *aside;        /* nullable */
  GError           *error;
  GCancellable     *cancellable;  /* of @asking */
};

enum
{
  ANSWERED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FfComparison, ff_comparison, G_TYPE_OBJECT)

static void
forget (FfComparison *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->asking, ff_aside_unref);
  g_clear_pointer (&self->asked, ff_plan_unref);
}

/* On the worker. */
static void
count (FfStore  *store,
       GTask    *task,
       gpointer  data)
{
  GError *error = NULL;
  FfCounts *counts = ff_evaluate (store, data, NULL, NULL, g_task_get_cancellable (task), &error);

  if (counts != NULL)
    g_task_return_pointer (task, counts, (GDestroyNotify) ff_counts_unref);
  else
    g_task_return_error (task, error);
}

static void
answer (FfComparison *self,
        GError       *take_error)
{
  g_clear_error (&self->error);
  g_clear_pointer (&self->aside, ff_aside_unref);
  self->error = take_error;
  if (take_error == NULL)
    self->aside = g_steal_pointer (&self->asking);
  g_clear_pointer (&self->asking, ff_aside_unref);
  ff_draft_set_aside (self->draft, self->aside);
  g_signal_emit (self, signals[ANSWERED], 0);
}

static void
counted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (FfComparison) self = user_data;
  GError *error = NULL;
  FfCounts *counts = g_task_propagate_pointer (G_TASK (result), &error);

  /* Somebody asked for something else since. */
  if (g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    {
      g_clear_error (&error);
      g_clear_pointer (&counts, ff_counts_unref);
      return;
    }

  self->asking->counts = counts;
  answer (self, error);
}

/* The tables of the campaign stand when it is counted, and are shared. */
static void
ask (FfComparison *self)
{
  FfPlan *plan = ff_draft_get_plan (self->draft);
  GError *error = NULL;
  gboolean is_counting;

  g_object_get (self->draft, "counting", &is_counting, NULL);
  if (plan == NULL || plan == self->asked || is_counting)
    return;

  forget (self);
  self->asked = ff_plan_ref (plan);
  self->cancellable = g_cancellable_new ();
  self->asking = self->make (self->draft, self->user_data, &error);
  if (self->asking == NULL)
    answer (self, error);
  else
    ff_engine_work_async (ff_draft_get_engine (self->draft), count, ff_plan_ref (self->asking->plan),
                          (GDestroyNotify) ff_plan_unref, self->cancellable, counted_cb, g_object_ref (self));
}

static void
ff_comparison_dispose (GObject *object)
{
  FfComparison *self = FF_COMPARISON (object);

  forget (self);
  if (self->draft != NULL)
    ff_draft_set_aside (self->draft, NULL);
  g_clear_pointer (&self->aside, ff_aside_unref);
  g_clear_error (&self->error);
  g_clear_object (&self->draft);

  G_OBJECT_CLASS (ff_comparison_parent_class)->dispose (object);
}

static void
ff_comparison_class_init (FfComparisonClass *class)
{
  G_OBJECT_CLASS (class)->dispose = ff_comparison_dispose;

  signals[ANSWERED] = g_signal_new ("answered", FF_TYPE_COMPARISON, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ff_comparison_init (FfComparison *self)
{
}

static gboolean
begin_cb (gpointer user_data)
{
  FfComparison *self = user_data;

  if (self->draft != NULL)
    ask (self);
  return G_SOURCE_REMOVE;
}

/**
 * ff_comparison_new:
 * @draft: an open campaign
 * @make: makes what is counted
 * @user_data: for @make, as long as the comparison lives
 *
 * Asks when the main loop runs, so that whoever made it can listen.
 *
 * Returns: (transfer full): the comparison
 */
FfComparison *
ff_comparison_new (FfDraft          *draft,
                   FfComparisonMake  make,
                   gpointer          user_data)
{
  FfComparison *self = g_object_new (FF_TYPE_COMPARISON, NULL);

  self->draft = g_object_ref (draft);
  self->make = make;
  self->user_data = user_data;
  g_signal_connect_object (draft, "notify::counting", G_CALLBACK (ask), self, G_CONNECT_SWAPPED);
  g_idle_add_full (G_PRIORITY_DEFAULT, begin_cb, g_object_ref (self), g_object_unref);

  return self;
}

void
ff_comparison_restart (FfComparison *self)
{
  forget (self);
  ask (self);
}

FfAside *
ff_comparison_get_aside (FfComparison *self)
{
  return self->aside;
}

const GError *
ff_comparison_get_error (FfComparison *self)
{
  return self->error;
}
