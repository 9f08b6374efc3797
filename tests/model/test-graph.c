/* Questions about the drawn graph, on a small one and on one of the largest usable size. */

#include "model/ff-graph.h"

#include <string.h>

#include "model-fixtures.h"

/* Drawn the wrong way round, with a diamond, two inputs and one that stands alone. */
static FfCampaign *
new_graph (void)
{
  return parse_campaign (
    "{\"fanfare\": 1, \"id\": \"c\", \"name\": \"\", \"activities\": [{\"id\": \"end\", \"type\": \"t\"}, "
    "{\"id\": \"join\", \"type\": \"t\"}, {\"id\": \"b\", \"type\": \"t\"}, {\"id\": \"alone\", \"type\": \"t\"}, "
    "{\"id\": \"a\", \"type\": \"t\"}, {\"id\": \"start\", \"type\": \"t\"}], \"transitions\": ["
    "{\"id\": \"1\", \"from\": \"start\", \"from_port\": \"x\", \"to\": \"a\", \"to_port\": \"in\"},"
    "{\"id\": \"2\", \"from\": \"start\", \"from_port\": \"y\", \"to\": \"b\", \"to_port\": \"in\"},"
    "{\"id\": \"3\", \"from\": \"b\", \"from_port\": \"out\", \"to\": \"join\", \"to_port\": \"right\"},"
    "{\"id\": \"4\", \"from\": \"a\", \"from_port\": \"out\", \"to\": \"join\", \"to_port\": \"left\"},"
    "{\"id\": \"5\", \"from\": \"join\", \"from_port\": \"out\", \"to\": \"end\", \"to_port\": \"in\"},"
    "{\"id\": \"6\", \"from\": \"start\", \"from_port\": \"y\", \"to\": \"join\", \"to_port\": \"right\"}]}");
}

static char *
join_activities (GPtrArray *activities)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < activities->len; i++)
    g_string_append_printf (text, "%s ", ((const FfActivity *) activities->pdata[i])->id);

  return g_string_free (text, FALSE);
}

static char *
join_transitions (GPtrArray *transitions)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < transitions->len; i++)
    g_string_append_printf (text, "%s ", ((const FfTransition *) transitions->pdata[i])->id);

  return g_string_free (text, FALSE);
}

static void
test_order (void)
{
  g_autoptr (FfCampaign) campaign = new_graph ();
  g_autoptr (GPtrArray) order = ff_graph_dup_order (campaign);
  g_autofree char *text = join_activities (order);

  g_assert_cmpstr (text, ==, "alone start b a join end ");
}

static void
test_order_empty (void)
{
  g_autoptr (FfCampaign) campaign = ff_campaign_new ("Empty");
  g_autoptr (GPtrArray) order = ff_graph_dup_order (campaign);

  g_assert_cmpuint (order->len, ==, 0);
}

/* Which references hold, and what comes of the order. */
static const struct
{
  FfGraphReference  references[3];
  const char       *order;
} referring[] = {
  { { { "end", "alone" } }, "start b a join end alone " },
  { { { "b", "a" } }, "alone start b a join end " },
  { { { "a", "b" }, { "alone", "start" } }, "alone start a b join end " },
  /* Against the drawn: the arrow stands. */
  { { { "end", "start" } }, "alone start b a join end " },
  { { { "a", "a" }, { "a", "b" } }, "alone start a b join end " },
  /* Two that refer to each other: neither comes first because of it. */
  { { { "a", "b" }, { "b", "a" } }, "alone start b a join end " },
  { { { "join", "alone" }, { "alone", "b" }, { "a", "b" } }, "alone start a b join end " },
};

static void
test_order_referring (void)
{
  g_autoptr (FfCampaign) campaign = new_graph ();

  for (guint i = 0; i < G_N_ELEMENTS (referring); i++)
    {
      g_autoptr (GArray) references = g_array_new (FALSE, FALSE, sizeof (FfGraphReference));
      g_autoptr (GPtrArray) order = NULL;
      g_autofree char *text = NULL;

      for (guint r = 0; r < G_N_ELEMENTS (referring[i].references) && referring[i].references[r].from != NULL; r++)
        g_array_append_val (references, referring[i].references[r]);

      order = ff_graph_dup_order_referring (campaign, references);
      text = join_activities (order);
      g_assert_cmpstr (text, ==, referring[i].order);
    }
}

typedef struct
{
  const char *what;
  GPtrArray *(*ask) (FfCampaign *campaign,
                     const char *activity,
                     const char *port);
  const char *activity;
  const char *port;
  const char *answer;
} Case;

static const Case cases[] = {
  { "inbound/all", ff_graph_dup_inbound, "join", NULL, "3 4 6 " },
  { "inbound/port", ff_graph_dup_inbound, "join", "right", "3 6 " },
  { "inbound/none", ff_graph_dup_inbound, "start", NULL, "" },
  { "inbound/no-port", ff_graph_dup_inbound, "join", "middle", "" },
  { "outbound/all", ff_graph_dup_outbound, "start", NULL, "1 2 6 " },
  { "outbound/port", ff_graph_dup_outbound, "start", "y", "2 6 " },
  { "outbound/nobody", ff_graph_dup_outbound, "nobody", NULL, "" },
};

static void
test_neighbours (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (FfCampaign) campaign = new_graph ();
  g_autoptr (GPtrArray) found = c->ask (campaign, c->activity, c->port);
  g_autofree char *text = join_transitions (found);

  g_assert_cmpstr (text, ==, c->answer);
}

static void
assert_set (GHashTable *set,
            const char *expected)
{
  g_autoptr (GList) keys = g_list_sort (g_hash_table_get_keys (set), (GCompareFunc) strcmp);
  g_autoptr (GString) text = g_string_new (NULL);

  for (GList *key = keys; key != NULL; key = key->next)
    g_string_append_printf (text, "%s ", (const char *) key->data);
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_streams (void)
{
  g_autoptr (FfCampaign) campaign = new_graph ();
  g_autoptr (GHashTable) below_start = ff_graph_dup_downstream (campaign, "start");
  g_autoptr (GHashTable) below_end = ff_graph_dup_downstream (campaign, "end");

  assert_set (below_start, "a b end join ");
  assert_set (below_end, "");
}

static void
test_reaches (void)
{
  g_autoptr (FfCampaign) campaign = new_graph ();

  g_assert_true (ff_graph_reaches (campaign, "start", "end"));
  g_assert_true (ff_graph_reaches (campaign, "a", "a"));
  g_assert_false (ff_graph_reaches (campaign, "end", "start"));
  g_assert_false (ff_graph_reaches (campaign, "a", "b"));
  g_assert_false (ff_graph_reaches (campaign, "alone", "end"));
}

/* Two thousand activities in a chain that was drawn from its end: nothing here may take a square of that in depth. */
static void
test_long_chain (void)
{
  g_autoptr (FfCampaign) campaign = ff_campaign_new ("Chain");
  g_autoptr (FfHistory) history = ff_history_new (campaign);
  g_autoptr (FfEdit) edit = ff_edit_new ("Fill");
  g_autoptr (FfEdit) removal = ff_edit_new ("Delete");
  g_autoptr (GPtrArray) order = NULL;
  g_autoptr (GHashTable) below = NULL;
  g_autofree char *last = NULL;

  for (int i = 0; i < 2000; i++)
    {
      g_autofree char *id = ff_edit_add_activity (edit, campaign, "wait", NULL, NULL, 0, i);

      if (last != NULL)
        g_free (ff_edit_connect (edit, campaign, id, "out", last, "in"));
      g_free (last);
      last = g_steal_pointer (&id);
    }
  g_assert_true (ff_history_apply (history, edit, NULL));

  order = ff_graph_dup_order (campaign);
  below = ff_graph_dup_downstream (campaign, last);
  g_assert_cmpuint (order->len, ==, 2000);
  g_assert_cmpstr (((const FfActivity *) order->pdata[0])->id, ==, last);
  g_assert_cmpuint (g_hash_table_size (below), ==, 1999);

  for (guint i = 0; i < order->len; i++)
    ff_edit_remove_activity (removal, campaign, ((const FfActivity *) order->pdata[i])->id, i % 2 == 0);
  g_assert_true (ff_history_apply (history, removal, NULL));
  g_assert_cmpuint (ff_campaign_get_n_transitions (campaign), ==, 0);
  ff_history_undo (history);
  g_assert_cmpuint (ff_campaign_get_n_transitions (campaign), ==, 1999);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/graph/order", test_order);
  g_test_add_func ("/graph/order-empty", test_order_empty);
  g_test_add_func ("/graph/order-referring", test_order_referring);
  g_test_add_func ("/graph/streams", test_streams);
  g_test_add_func ("/graph/reaches", test_reaches);
  g_test_add_func ("/graph/long-chain", test_long_chain);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/graph/", cases[i].what, NULL);

      g_test_add_data_func (path, &cases[i], test_neighbours);
    }

  return g_test_run ();
}
