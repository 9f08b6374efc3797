/* Questions about the drawn graph: order, neighbours, what lies up and down the stream. They look at transitions only;
 * that a rule may refer to another branch is the planner's knowledge. Main thread. */

#include "model/ff-graph.h"

#include "model/ff-order-private.h"

static GHashTable *
number_activities (FfCampaign *campaign)
{
  GHashTable *numbers = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < ff_campaign_get_n_activities (campaign); i++)
    g_hash_table_insert (numbers, (char *) ff_campaign_get_activity (campaign, i)->id, GUINT_TO_POINTER (i));

  return numbers;
}

/* Whether @arrow goes from one node of the circle to the next. */
static gboolean
is_in_circle (const FfArrow *arrow,
              GArray        *circle)
{
  for (guint i = 0; i < circle->len; i++)
    if (g_array_index (circle, guint, i) == arrow->from &&
        g_array_index (circle, guint, (i + 1) % circle->len) == arrow->to)
      return TRUE;

  return FALSE;
}

/* Transitions alone close no circle, so there is a reference in every one. */
static guint
drop_from_circle (FfArrow *arrows,
                  guint    n_transitions,
                  guint    n_arrows,
                  GArray  *circle)
{
  guint n = n_transitions;

  for (guint i = n_transitions; i < n_arrows; i++)
    if (!is_in_circle (&arrows[i], circle))
      arrows[n++] = arrows[i];

  return n;
}

/**
 * ff_graph_dup_order_referring:
 * @references: (nullable) (element-type FfGraphReference): between activities
 *   that the campaign has
 *
 * Returns: (transfer container) (element-type FfActivity): as
 *   ff_graph_dup_order(), and after all that it refers to, unless that lies
 *   after it
 */
GPtrArray *
ff_graph_dup_order_referring (FfCampaign *campaign,
                              GArray     *references)
{
  guint n_activities = ff_campaign_get_n_activities (campaign);
  guint n_transitions = ff_campaign_get_n_transitions (campaign);
  guint n_arrows = n_transitions + (references != NULL ? references->len : 0);
  g_autoptr (GHashTable) numbers = number_activities (campaign);
  g_autofree FfArrow *arrows = g_new (FfArrow, n_arrows + 1);
  g_autofree guint *order = g_new (guint, n_activities + 1);
  GPtrArray *activities = g_ptr_array_sized_new (n_activities);

  for (guint i = 0; i < n_transitions; i++)
    {
      const FfTransition *transition = ff_campaign_get_transition (campaign, i);

      arrows[i].from = GPOINTER_TO_UINT (g_hash_table_lookup (numbers, transition->from));
      arrows[i].to = GPOINTER_TO_UINT (g_hash_table_lookup (numbers, transition->to));
    }

  for (guint i = n_transitions; i < n_arrows; i++)
    {
      const FfGraphReference *reference = &g_array_index (references, FfGraphReference, i - n_transitions);

      arrows[i].from = GPOINTER_TO_UINT (g_hash_table_lookup (numbers, reference->from));
      arrows[i].to = GPOINTER_TO_UINT (g_hash_table_lookup (numbers, reference->to));
    }

  for (gboolean sorted = FALSE; !sorted;)
    {
      g_autoptr (GArray) circle = NULL;
      guint n_before = n_arrows;

      sorted = ff_order_sort (n_activities, arrows, n_arrows, order, &circle);
      if (!sorted)
        n_arrows = drop_from_circle (arrows, n_transitions, n_arrows, circle);

      if (!sorted && n_arrows == n_before)
        g_return_val_if_reached (activities);   /* no document and no edit lets a circle in */
    }

  for (guint i = 0; i < n_activities; i++)
    g_ptr_array_add (activities, (gpointer) ff_campaign_get_activity (campaign, order[i]));

  return activities;
}

/**
 * ff_graph_dup_order:
 *
 * Returns: (transfer container) (element-type FfActivity): every activity
 *   after all it depends on, ties in document order; lent until the campaign
 *   changes
 */
GPtrArray *
ff_graph_dup_order (FfCampaign *campaign)
{
  return ff_graph_dup_order_referring (campaign, NULL);
}

/**
 * ff_graph_dup_inbound:
 * @activity: id of an activity
 * @port: (nullable): one of its inputs; %NULL for all
 *
 * Returns: (transfer container) (element-type FfTransition): what ends there,
 *   in document order; lent until the campaign changes
 */
GPtrArray *
ff_graph_dup_inbound (FfCampaign *campaign,
                      const char *activity,
                      const char *port)
{
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < ff_campaign_get_n_transitions (campaign); i++)
    {
      const FfTransition *transition = ff_campaign_get_transition (campaign, i);

      if (g_str_equal (transition->to, activity) && (port == NULL || g_str_equal (transition->to_port, port)))
        g_ptr_array_add (found, (gpointer) transition);
    }

  return found;
}

/**
 * ff_graph_dup_outbound:
 * @activity: id of an activity
 * @port: (nullable): one of its outputs; %NULL for all
 *
 * Returns: (transfer container) (element-type FfTransition): what starts
 *   there, in document order; lent until the campaign changes
 */
GPtrArray *
ff_graph_dup_outbound (FfCampaign *campaign,
                       const char *activity,
                       const char *port)
{
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < ff_campaign_get_n_transitions (campaign); i++)
    {
      const FfTransition *transition = ff_campaign_get_transition (campaign, i);

      if (g_str_equal (transition->from, activity) && (port == NULL || g_str_equal (transition->from_port, port)))
        g_ptr_array_add (found, (gpointer) transition);
    }

  return found;
}

/* Activity id → GPtrArray of the ids that follow it. */
static GHashTable *
list_followers (FfCampaign *campaign)
{
  GHashTable *followers = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < ff_campaign_get_n_transitions (campaign); i++)
    {
      const FfTransition *transition = ff_campaign_get_transition (campaign, i);
      GPtrArray *list = g_hash_table_lookup (followers, transition->from);

      if (list == NULL)
        {
          list = g_ptr_array_new ();
          g_hash_table_insert (followers, (char *) transition->from, list);
        }
      g_ptr_array_add (list, (char *) transition->to);
    }

  return followers;
}

/**
 * ff_graph_dup_downstream:
 * @activity: id of an activity
 *
 * Returns: (transfer full) (element-type utf8): a set of the ids that
 *   transitions lead to from it, itself excluded
 */
GHashTable *
ff_graph_dup_downstream (FfCampaign *campaign,
                         const char *activity)
{
  g_autoptr (GHashTable) followers = list_followers (campaign);
  g_autoptr (GPtrArray) waiting = g_ptr_array_new ();
  GHashTable *found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_ptr_array_add (waiting, (char *) activity);
  while (waiting->len > 0)
    {
      const char *here = g_ptr_array_steal_index_fast (waiting, waiting->len - 1);
      GPtrArray *list = g_hash_table_lookup (followers, here);

      for (guint i = 0; list != NULL && i < list->len; i++)
        if (g_hash_table_add (found, g_strdup (list->pdata[i])))
          g_ptr_array_add (waiting, list->pdata[i]);
    }

  return found;
}

/**
 * ff_graph_reaches:
 *
 * Returns: whether transitions lead from @from to @to, or they are the same;
 *   if so, a transition from @to to @from would close a circle
 */
gboolean
ff_graph_reaches (FfCampaign *campaign,
                  const char *from,
                  const char *to)
{
  g_autoptr (GHashTable) downstream = NULL;

  if (g_str_equal (from, to))
    return TRUE;

  downstream = ff_graph_dup_downstream (campaign, from);

  return g_hash_table_contains (downstream, to);
}
