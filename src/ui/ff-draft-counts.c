/* What of an open campaign's counts can be shown now, output by output. Main thread. */

#include "ui/ff-draft-private.h"

static gboolean
is_same_flow (FfFlow a,
              FfFlow b)
{
  return a.step != NULL && b.step != NULL && a.output == b.output && g_str_equal (a.step->hash, b.step->hash);
}

gboolean
ff_draft_holds (FfPlan              *plan,
                FfCounts            *counts,
                const FfPlanOutput  *output,
                const FfCount      **out_count)
{
  const FfPlanOutput *then = plan != NULL ? ff_plan_find_output (plan, output->activity, output->port) : NULL;
  const FfCount *count;

  if (then == NULL || counts == NULL || !is_same_flow (then->flow, output->flow))
    return FALSE;

  count = ff_counts_find (counts, output->activity, output->port);
  if (count == NULL || (!count->known && !count->failed))
    return FALSE;

  *out_count = count;
  return TRUE;
}

FfCounts *
ff_draft_get_counts (FfDraft *self)
{
  return self->partial != NULL ? self->partial : self->counts;
}

/* The value of before, to be shown dimmed while there is no other. */
static gboolean
show_old (FfCounts    *counts,
          const char  *activity,
          const char  *port,
          FfCountView *view)
{
  const FfCount *old = counts != NULL ? ff_counts_find (counts, activity, port) : NULL;

  if (old == NULL || !old->known)
    return FALSE;

  view->has_value = TRUE;
  view->n_rows = old->n_keys;
  view->taken_at = ff_counts_get_taken_at (counts);
  return TRUE;
}

/* What is counted there, by the plan that there is, else by that of the last count. */
static const FfEntity *
find_rows (FfDraft    *self,
           const char *activity,
           const char *port)
{
  FfPlan *plan = self->plan != NULL ? self->plan : self->counted_plan;

  return plan != NULL ? ff_count_view_find_rows (plan, ff_plan_find_output (plan, activity, port)) : NULL;
}

/* Whether the aside has such an output; then what it counted. */
static gboolean
show_aside (FfAside     *aside,
            const char  *activity,
            const char  *port,
            FfCountView *view)
{
  const FfCount *count = aside != NULL && aside->counts != NULL ? ff_counts_find (aside->counts, activity, port) : NULL;

  if (count == NULL)
    return FALSE;

  *view = (FfCountView) {
    .state = count->known ? FF_COUNT_FRESH : FF_COUNT_FAILED,
    .has_value = count->known,
    .n_rows = count->n_keys,
    .rows_of = ff_count_view_find_rows (aside->plan, ff_plan_find_output (aside->plan, activity, port)),
    .taken_at = ff_counts_get_taken_at (aside->counts),
    .if_taken = count->if_taken,
    .reason = count->reason,
  };

  return TRUE;
}

/**
 * ff_draft_get_count:
 * @self: the draft
 * @activity: id of an activity
 * @port: one of its output ports
 * @out_view: (out): what to show there now; its texts are lent until the next signal
 */
void
ff_draft_get_count (FfDraft     *self,
                    const char  *activity,
                    const char  *port,
                    FfCountView *out_view)
{
  const FfPlanOutput *output = self->plan != NULL ? ff_plan_find_output (self->plan, activity, port) : NULL;
  const FfCount *count = NULL;

  if (show_aside (self->aside, activity, port, out_view))
    return;

  *out_view = (FfCountView) { .state = FF_COUNT_UNKNOWN, .rows_of = find_rows (self, activity, port) };
  if (!show_old (self->counts, activity, port, out_view))
    show_old (self->partial, activity, port, out_view);

  if (self->store_error != NULL && self->plan == NULL)
    {
      out_view->state = FF_COUNT_OFFLINE;
      out_view->reason = self->store_error;
      return;
    }

  if (output == NULL)
    {
      out_view->state = self->plan == NULL && self->store_error == NULL ? FF_COUNT_WORKING : FF_COUNT_UNKNOWN;
      return;
    }

  out_view->if_taken = output->if_taken;
  if (output->flow.step == NULL)
    {
      out_view->has_value = FALSE;
      out_view->reason = output->reason;
      return;
    }

  if (ff_draft_holds (self->running_plan, self->partial, output, &count))
    out_view->taken_at = ff_counts_get_taken_at (self->partial);
  else if (ff_draft_holds (self->counted_plan, self->counts, output, &count))
    out_view->taken_at = ff_counts_get_taken_at (self->counts);

  if (count != NULL && count->known)
    {
      out_view->state = FF_COUNT_FRESH;
      out_view->has_value = TRUE;
      out_view->n_rows = count->n_keys;
    }
  else if (count != NULL)
    {
      out_view->state = FF_COUNT_FAILED;
      out_view->has_value = FALSE;
      out_view->reason = count->reason;
    }
  else
    out_view->state = self->running_plan != NULL ? FF_COUNT_WORKING : FF_COUNT_OUT_OF_DATE;
}

/**
 * ff_draft_dup_count_labels:
 * @self: the draft
 *
 * Returns: what to show on every output port now, as a value for the picture
 */
FfCountLabels *
ff_draft_dup_count_labels (FfDraft *self)
{
  FfCountLabels *labels = ff_count_labels_new ();

  for (guint i = 0; i < ff_campaign_get_n_activities (self->campaign); i++)
    {
      const FfActivity *activity = ff_campaign_get_activity (self->campaign, i);
      g_autoptr (GPtrArray) outputs = ff_activity_dup_outputs (activity, TRUE);

      for (guint j = 0; j < outputs->len; j++)
        {
          const FfOutput *output = outputs->pdata[j];
          FfCountView view;

          ff_draft_get_count (self, activity->id, output->id, &view);
          ff_count_labels_set (labels, activity->id, output->id, view.state, view.has_value ? view.n_rows : -1,
                               view.reason);
        }
    }

  return labels;
}
