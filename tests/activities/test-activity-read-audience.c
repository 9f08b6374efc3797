/* Tests src/activities/ff-activity-read-audience.c. */

#include "../support/ff-test-activity.h"

#define COLUMN(label, value) "{'id': 'c', 'label': '" label "', 'value': " value "}"

static const FfTestActivity cases[] = {
  { "members", "'audience': 'Golden'", "", { "out=1 3 7" }, .saved = "Golden" },
  { "columns", "'audience': 'Golden', 'columns': [" COLUMN ("n", "{'attribute': ['name']}") ", " COLUMN ("p", "{'aggregate': 'count', 'link': ['purchase']}") "]", "",
    { "out=1|Ada|2 3|Cy|2 7|Gus|0" }, .saved = "Golden" },
  { "inbound-is-order-only", "'audience': 'Golden'", "some>in", { "out=1 3 7" }, .saved = "Golden" },
  { "inbound-may-be-disabled", "'audience': 'Golden'", "off>in", { "out=1 3 7" }, .saved = "Golden" },
  { "none", "", "", { "out?" }, "is not set", "/audience" },
  { "unknown", "'audience': 'Silver'", "", { "out?" }, "Silver", "/audience", .saved = "Golden" },
  { "columns/unknown", "'audience': 'Golden', 'columns': [" COLUMN ("n", "{'attribute': ['shoe']}") "]", "", { "out?" }, "shoe", "/columns/0/value/attribute/0", .saved = "Golden" },
};

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ff_test_activity_add ("read-audience", cases, G_N_ELEMENTS (cases));

  return g_test_run ();
}
