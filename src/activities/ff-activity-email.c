/* Email: one message to each person, or to each row. Main thread. */

#include <glib/gi18n-lib.h>

#include "activities/ff-channel-fields-private.h"

static const FfField fields[] = {
  { .key = "subject", .kind = FF_FIELD_TEMPLATE, .label = N_("Subject"), .required = TRUE },
  { .key = "html", .kind = FF_FIELD_TEMPLATE, .label = N_("Message"), .required = TRUE,
    .help = N_("HTML with merge fields such as {{ profile.first_name | default: \"there\" }}") },
  { .key = "text", .kind = FF_FIELD_TEMPLATE, .label = N_("Plain Text"),
    .help = N_("For mail programs that show no HTML") },
  FF_CHANNEL_FIELDS,
  { NULL }
};

static char *
summarize (FfJson *settings)
{
  return ff_summary_of_template (ff_json_get_member_string (settings, "subject", NULL));
}

const FfActivityType ff_activity_email = {
  .id = "email",
  .name = N_("Email"),
  .description = N_("Writes an email to each of the people"),
  .glyph = "email",
  .category = FF_CATEGORY_SEND,
  .fields = fields,
  .inputs = ff_ports_in,
  .outputs = ff_ports_handed_over,
  .channel = "email",
  .validate = ff_channel_validate,
  .compile = ff_channel_compile,
  .summarize = summarize,
};
