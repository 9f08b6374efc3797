#pragma once

#include "activities/ff-activities-private.h"

G_BEGIN_DECLS

/* What every channel activity shares: to whom, through which gateway, and with which consent. */

extern const FfPort   ff_ports_handed_over[];
extern const FfChoice ff_channel_per_choices[];
extern const FfChoice ff_channel_purpose_choices[];

#define FF_CHANNEL_FIELDS \
  { .key = "gateway", .kind = FF_FIELD_GATEWAY, .label = N_("Gateway"), .default_json = "\"rehearsal\"", .required = TRUE }, \
  { .key = "per", .kind = FF_FIELD_CHOICE, .label = N_("One Message For"), .default_json = "\"profile\"", \
    .choices = ff_channel_per_choices, \
    .help = N_("Each person once, or each row: two bookings, two messages") }, \
  { .key = "purpose", .kind = FF_FIELD_CHOICE, .label = N_("Purpose"), .default_json = "\"marketing\"", \
    .choices = ff_channel_purpose_choices }, \
  { .key = "topic", .kind = FF_FIELD_TEXT, .label = N_("Consent Topic"), .default_json = "\"newsletter\"", \
    .help = N_("Only people who agreed to this topic are written to"), \
    .visible_key = "purpose", .visible_value = "marketing" }, \
  { .key = "reason", .kind = FF_FIELD_TEXT, .label = N_("Why No Consent Is Needed"), \
    .help = N_("Kept with the run: a booking made, an invoice due"), \
    .visible_key = "purpose", .visible_value = "transactional" }

void ff_channel_compile  (FfPlanning *planning);
void ff_channel_validate (FfPlanning *planning);

G_END_DECLS
