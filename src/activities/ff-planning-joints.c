/* Whether the transitions at an activity end at ports that it has. A document
 * written elsewhere may join what the canvas refuses. Main thread. */

#include "activities/ff-planning-private.h"

#include <glib/gi18n-lib.h>

#include "model/ff-graph.h"

/* Nobody could say which of two tables is meant. */
static void
check_taken (FfPlanning   *self,
             const FfPort *port)
{
  g_autoptr (GPtrArray) inbound = ff_graph_dup_inbound (self->campaign, self->activity->id, port->id);

  for (guint i = 1; i < inbound->len && !port->many; i++)
    ff_planning_problem (self, FF_SEVERITY_PROBLEM, "",
                         _("Transition “%s” ends at an input that already has one: remove one of them, or combine them first"),
                         ((const FfTransition *) inbound->pdata[i])->id);
}

/**
 * ff_planning_check_transitions:
 * @self: the activity being planned
 * @type: its type
 *
 * Reports every transition from an output or to an input that the activity does not have, and every one too many.
 * What leaves an output that exists is counted all the same.
 */
void
ff_planning_check_transitions (FfPlanning           *self,
                               const FfActivityType *type)
{
  g_autoptr (GPtrArray) inbound = ff_graph_dup_inbound (self->campaign, self->activity->id, NULL);
  g_autoptr (GPtrArray) outbound = ff_graph_dup_outbound (self->campaign, self->activity->id, NULL);

  for (guint i = 0; i < inbound->len; i++)
    {
      const FfTransition *transition = inbound->pdata[i];
      g_autofree char *message = NULL;

      if (ff_activity_type_find_input (type, transition->to_port) != NULL)
        continue;
      message = g_strdup_printf (_("Transition “%s” ends at the input “%s”, which the activity does not have: remove it"),
                                 transition->id, transition->to_port);
      ff_problems_add (self->problems, FF_SEVERITY_PROBLEM, self->activity->id, "", message);
    }

  for (guint i = 0; i < outbound->len; i++)
    {
      const FfTransition *transition = outbound->pdata[i];
      g_autofree char *message = NULL;

      if (ff_activity_has_output (self->activity, transition->from_port))
        continue;
      message = g_strdup_printf (_("Transition “%s” leaves through “%s”, which the activity does not have: remove it, or "
                                   "join another output"), transition->id, transition->from_port);
      ff_problems_add (self->problems, FF_SEVERITY_PROBLEM, self->activity->id, "", message);
    }

  for (const FfPort *port = type->inputs; port != NULL && port->id != NULL; port++)
    check_taken (self, port);
}
