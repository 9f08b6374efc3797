/* Counts as a picture shows them. */

#include "picture/ff-count-labels.h"

typedef struct
{
  const char *what;
  gint64      n;
  const char *text;
} Case;

static const Case cases[] = {
  { "none", 0, "0" },
  { "hundreds", 890, "890" },
  { "thousands", 9114, "9,114" },
  { "millions", 1048210, "1,048,210" },
  { "less", -2316, "−2,316" },
  { "most", G_MAXINT64, "9,223,372,036,854,775,807" },
};

static void
test_format (gconstpointer data)
{
  const Case *c = data;
  g_autofree char *text = ff_count_format (c->n);

  g_assert_cmpstr (text, ==, c->text);
}

static void
test_find (void)
{
  g_autoptr (FfCountLabels) labels = ff_count_labels_new ();
  const FfCountLabel *label;

  ff_count_labels_set (labels, "a1", "out", FF_COUNT_FRESH, 48210, NULL);
  ff_count_labels_set (labels, "a1", "rest", FF_COUNT_UNKNOWN, -1, "Connect an audience");
  ff_count_labels_set_difference (labels, "a1", "out", -212);

  label = ff_count_labels_find (labels, "a1", "out");
  g_assert_cmpstr (label->text, ==, "48,210");
  g_assert_cmpint (label->difference, ==, -212);

  label = ff_count_labels_find (labels, "a1", "rest");
  g_assert_cmpstr (label->text, ==, "—");
  g_assert_false (label->has_value);
  g_assert_cmpstr (label->reason, ==, "Connect an audience");

  g_assert_null (ff_count_labels_find (labels, "a1o", "ut"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/count-labels/format/", cases[i].what, NULL);
      g_test_add_data_func (path, &cases[i], test_format);
    }
  g_test_add_func ("/count-labels/find", test_find);

  return g_test_run ();
}
