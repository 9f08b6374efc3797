/* What every channel activity shares. In a draft the rows that are handed over
 * are known after preparation only, which Review does; so the port has no
 * table here, and says so. Main thread. */

#include "activities/ff-channel-fields-private.h"

#include <glib/gi18n-lib.h>

#include "activities/ff-channel.h"

const FfPort ff_ports_handed_over[] = {
  { .id = "out", .label = N_("Handed Over") },
  { NULL }
};

const FfChoice ff_channel_per_choices[] = {
  { "profile", N_("Each Person") },
  { "row", N_("Each Row") },
  { NULL }
};

const FfChoice ff_channel_purpose_choices[] = {
  { "marketing", N_("Marketing") },
  { "transactional", N_("Transactional") },
  { NULL }
};

/**
 * ff_channel_validate:
 * @planning: a channel activity being planned
 *
 * Checks what the fields cannot tell: the gateway, the reason of a
 * transactional message, and every merge field of the content.
 */
void
ff_channel_validate (FfPlanning *planning)
{
  const char *gateway = ff_json_get_member_string (planning->settings, "gateway", "");
  FfJson *gateways = planning->context->gateways;

  if (gateways != NULL && ff_json_get_member (gateways, gateway) == NULL)
    ff_planning_problem (planning, FF_SEVERITY_PROBLEM, "/gateway",
                         _("There is no gateway “%s”: choose another"), gateway);

  if (g_str_equal (ff_json_get_member_string (planning->settings, "purpose", "marketing"), "transactional") &&
      *ff_json_get_member_string (planning->settings, "reason", "") == '\0')
    ff_planning_problem (planning, FF_SEVERITY_PROBLEM, "/reason", "%s",
                         _("A transactional message needs its reason: say why no consent is needed"));
}

/**
 * ff_channel_compile:
 * @planning: a channel activity being planned
 *
 * A channel writes no steps of its own: its deliveries are made of its input.
 * What is planned here is whether they can be made.
 */
void
ff_channel_compile (FfPlanning *planning)
{
  FfFlow input;

  if (ff_planning_get_input (planning, "in", &input))
    ff_channel_check (planning, input);

  if (!planning->failed)
    ff_planning_set_unknown (planning, "out", _("known after sending"));
}
