/* Names of outputs as people read them. Pure. */

#include "ui/ff-port-words.h"

#include <glib/gi18n-lib.h>

#include "activities/ff-activity-type.h"

char *
ff_port_words_dup_transition (FfCampaign       *campaign,
                              const FfActivity *activity,
                              const char       *port)
{
  g_autofree char *from = ff_activity_dup_port_title (activity, port);
  const FfActivity *to = NULL;
  guint n_targets = 0;

  for (guint i = 0; i < ff_campaign_get_n_transitions (campaign); i++)
    {
      const FfTransition *transition = ff_campaign_get_transition (campaign, i);

      if (!g_str_equal (transition->from, activity->id) || !g_str_equal (transition->from_port, port))
        continue;
      to = ff_campaign_find_activity (campaign, transition->to);
      n_targets++;
    }

  if (n_targets == 1 && to != NULL)
    {
      g_autofree char *target = ff_activity_dup_title (to);

      /* Translators: the two ends of a transition. */
      return g_strdup_printf (_("%s → %s"), from, target);
    }

  return g_steal_pointer (&from);
}
