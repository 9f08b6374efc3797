/* Activities one after the other on a store: what has no problem is SQL that
 * the database takes, and counts. The input is a JSON list of activities;
 * their ids, and the transitions between them, are made here. */

#include <stddef.h>
#include <stdint.h>

#include "activities/ff-activity-type.h"
#include "fuzz-store.h"
#include "model/ff-document.h"

#define MAX_ACTIVITIES 6

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

static FfJson *
make_transition (guint       number,
                 const char *from_port,
                 const char *to_port)
{
  FfJson *transition = ff_json_new_object ();
  g_autofree char *id = g_strdup_printf ("t%u", number);
  g_autofree char *from = g_strdup_printf ("a%u", number);
  g_autofree char *to = g_strdup_printf ("a%u", number + 1);

  ff_json_set_string (transition, "id", id);
  ff_json_set_string (transition, "from", from);
  ff_json_set_string (transition, "from_port", from_port);
  ff_json_set_string (transition, "to", to);
  ff_json_set_string (transition, "to_port", to_port);
  return transition;
}

static FfJson *
make_activity (FfJson *item,
               guint   number)
{
  g_autofree char *id = g_strdup_printf ("a%u", number);
  g_autoptr (FfJson) text = ff_json_new_string (id);

  return ff_json_with_member (item, "id", text);
}

static const char *
get_input (FfJson *item)
{
  const FfActivityType *type = ff_activity_type_find (ff_json_get_member_string (item, "type", ""));

  return type != NULL && type->inputs != NULL && type->inputs[0].id != NULL ? type->inputs[0].id : "in";
}

/* The @place-th output, so that complements are met too. */
static const char *
get_output (FfJson *item,
            gsize   place)
{
  const FfActivityType *type = ff_activity_type_find (ff_json_get_member_string (item, "type", ""));
  const char *subset = ff_json_get_string (ff_json_get_at (item, "/settings/subsets/0/id"));
  guint n = 0;

  while (type != NULL && type->outputs != NULL && type->outputs[n].id != NULL)
    n++;
  if (subset != NULL && place % (n + 1) == n)
    return subset;

  return n > 0 ? type->outputs[place % n].id : "out";
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  const FfJsonLimits limits = { 1 << 14, 24, 600 };
  g_autoptr (FfJson) list = ff_json_parse ((const char *) data, (gssize) size, &limits, NULL);
  g_autoptr (FfJson) document = NULL;
  FfJson *activities, *transitions;
  g_autoptr (FfCampaign) campaign = NULL;

  if (!ff_json_is_array (list) || ff_json_get_length (list) > MAX_ACTIVITIES)
    return 0;

  document = ff_json_parse ("{\"fanfare\": 1, \"id\": \"c\", \"name\": \"C\", \"zone\": \"Europe/Amsterdam\"}", -1,
                            &ff_json_document_limits, NULL);
  activities = ff_json_new_array ();
  transitions = ff_json_new_array ();
  for (guint i = 0; i < ff_json_get_length (list); i++)
    {
      FfJson *item = ff_json_get_element (list, i);

      if (!ff_json_is_object (item))
        break;
      ff_json_take_element (activities, make_activity (item, i));
      if (i > 0)
        ff_json_take_element (transitions, make_transition (i - 1, get_output (ff_json_get_element (list, i - 1), size),
                                                            get_input (item)));
    }
  ff_json_take_member (document, "activities", activities);
  ff_json_take_member (document, "transitions", transitions);

  campaign = ff_document_from_json (document, NULL);
  if (campaign != NULL)
    fuzz_store_try (campaign, TRUE);
  return 0;
}
