/* Numbers scaled from their text, exactly. */

#include "query/ff-rule-private.h"

typedef struct
{
  const char *text;
  guint       scale;
  gint64      floor;
  gboolean    exact;
  gint        saturated;
} Case;

static const Case cases[] = {
  { "0",                     0,  0,           TRUE,  0 },
  { "-0.000",                2,  0,           TRUE,  0 },
  { "1.005",                 2,  100,         FALSE, 0 },
  { "-1.005",                2,  -101,        FALSE, 0 },
  { "1.005",                 3,  1005,        TRUE,  0 },
  { "1.50",                  1,  15,          TRUE,  0 },
  { "100.00",                2,  10000,       TRUE,  0 },
  { "1e3",                   2,  100000,      TRUE,  0 },
  { "12.5E-1",               2,  125,         TRUE,  0 },
  { "12.5e-2",               2,  12,          FALSE, 0 },
  { "1e-400",                18, 0,           FALSE, 0 },
  { "-1e-400",               18, -1,          FALSE, 0 },
  { "9223372036854775807",   0,  G_MAXINT64,  TRUE,  0 },
  { "9223372036854775807.5", 0,  G_MAXINT64,  FALSE, 0 },
  { "9223372036854775808",   0,  0,           TRUE,  1 },
  { "-9223372036854775808",  0,  G_MININT64,  TRUE,  0 },
  { "-9223372036854775808.5", 0, 0,           FALSE, -1 },
  { "92233720368547758.07",  2,  G_MAXINT64,  TRUE,  0 },
  { "92233720368547758.08",  2,  0,           TRUE,  1 },
  { "1e300",                 0,  0,           TRUE,  1 },
  { "-1e300",                18, 0,           TRUE,  -1 },
  { "0e300",                 18, 0,           TRUE,  0 },
  { "0.000000000000000000000000000001e30", 0, 1, TRUE, 0 },
};

static void
test_scale (gconstpointer data)
{
  const Case *c = data;
  FfScaledNumber number;

  g_assert_true (ff_number_scale (c->text, c->scale, &number));
  g_assert_cmpint (number.saturated, ==, c->saturated);
  if (c->saturated != 0)
    return;

  g_assert_cmpint (number.floor, ==, c->floor);
  g_assert_cmpint (number.exact, ==, c->exact);
}

static void
test_canonical (void)
{
  static const char *const same[] = { "10", "10.0", "1e1", "1E+1", "0.1e2", "100e-1" };

  for (guint i = 0; i < G_N_ELEMENTS (same); i++)
    {
      g_autofree char *canonical = ff_number_canonical (same[i]);

      g_assert_cmpstr (canonical, ==, "1e1");
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/query/number/scale/%s-%u", cases[i].text, cases[i].scale);

      g_test_add_data_func (path, &cases[i], test_scale);
    }
  g_test_add_func ("/query/number/canonical", test_canonical);

  return g_test_run ();
}
