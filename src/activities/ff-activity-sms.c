/* SMS: one text message to each person, or to each row. Main thread. */

#include <glib/gi18n-lib.h>

#include "activities/ff-channel-fields-private.h"

static const FfField fields[] = {
  { .key = "text", .kind = FF_FIELD_TEMPLATE, .label = N_("Message"), .required = TRUE,
    .help = N_("Text with merge fields such as {{ profile.first_name | default: \"there\" }}") },
  FF_CHANNEL_FIELDS,
  { NULL }
};

static char *
summarize (FfJson *settings)
{
  return ff_summary_of_template (ff_json_get_member_string (settings, "text", NULL));
}

const FfActivityType ff_activity_sms = {
  .id = "sms",
  .name = N_("SMS"),
  .description = N_("Sends a text message to each of the people"),
  .glyph = "sms",
  .category = FF_CATEGORY_SEND,
  .fields = fields,
  .inputs = ff_ports_in,
  .outputs = ff_ports_handed_over,
  .channel = "sms",
  .validate = ff_channel_validate,
  .compile = ff_channel_compile,
  .summarize = summarize,
};
