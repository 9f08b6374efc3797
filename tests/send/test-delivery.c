/* The table of moves, the words of states and reasons, and the key. */

#include "send/ff-delivery.h"

typedef struct
{
  const char      *what;
  FfDeliveryState  from;
  const char      *sender;   /* where the sender may move it: w i a r u n */
  const char      *look_up;
  const char      *person;
} Case;

static const char letters[] = "wiarun";

static const Case cases[] = {
  { "waiting",     FF_DELIVERY_WAITING,     "irn",  "",     "n" },
  { "in-flight",   FF_DELIVERY_IN_FLIGHT,   "waru", "waru", "" },
  { "accepted",    FF_DELIVERY_ACCEPTED,    "",     "",     "" },
  { "refused",     FF_DELIVERY_REFUSED,     "",     "",     "" },
  { "unconfirmed", FF_DELIVERY_UNCONFIRMED, "",     "ar",   "wn" },
  { "not-sent",    FF_DELIVERY_NOT_SENT,    "",     "",     "" },
};

static void
check_mover (const Case *c,
             FfMover     mover,
             const char *allowed)
{
  for (guint to = 0; to < FF_N_DELIVERY_STATES; to++)
    g_assert_cmpint (ff_delivery_can_move (c->from, to, mover), ==, strchr (allowed, letters[to]) != NULL);
}

static void
test_moves (gconstpointer data)
{
  const Case *c = data;
  FfDeliveryState state = FF_N_DELIVERY_STATES;

  check_mover (c, FF_MOVER_SENDER, c->sender);
  check_mover (c, FF_MOVER_LOOK_UP, c->look_up);
  check_mover (c, FF_MOVER_PERSON, c->person);
  g_assert_cmpstr (ff_delivery_state_get_id (c->from), ==, c->what);
  g_assert_nonnull (ff_delivery_state_get_label (c->from));
  g_assert_true (ff_delivery_state_from_id (c->what, &state));
  g_assert_cmpint (state, ==, c->from);
}

static void
test_words (void)
{
  FfDeliveryState state;

  g_assert_false (ff_delivery_state_from_id ("sent", &state));
  g_assert_false (ff_delivery_state_from_id (NULL, &state));

  for (guint i = 0; i < FF_N_REASONS; i++)
    {
      g_assert_cmpstr (ff_reason_get_id (i), !=, "");
      g_assert_cmpstr (ff_reason_get_label (i), !=, "");
      for (guint j = 0; j < i; j++)
        g_assert_cmpstr (ff_reason_get_id (i), !=, ff_reason_get_id (j));
    }
}

/* The order is a promise: a row that fails twice has the earlier reason. */
static void
test_order_of_reasons (void)
{
  static const char *const order[] = {
    "no-address", "invalid-address", "no-consent", "suppressed", "quarantined", "duplicate", "control-group",
    "pressure", "quiet-hours", "missing-field", "over-limit",
  };

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    g_assert_cmpstr (ff_reason_get_id (i + 1), ==, order[i]);
  g_assert_cmpint (FF_LAST_PREPARED_REASON, ==, G_N_ELEMENTS (order));
}

static void
test_key (void)
{
  g_autofree char *key = ff_delivery_make_key ("run", "mail", "1", NULL, 0, "email");
  g_autofree char *again = ff_delivery_make_key ("run", "mail", "1", "", 0, "email");
  const char *others[][4] = {
    { "run2", "mail", "1", NULL }, { "run", "mail2", "1", NULL }, { "run", "mail", "2", NULL },
    { "run", "mail", "1", "7" }, { "ru", "nmail", "1", NULL },
  };
  g_autofree char *second = ff_delivery_make_key ("run", "mail", "1", NULL, 1, "email");
  g_autofree char *sms = ff_delivery_make_key ("run", "mail", "1", NULL, 0, "sms");

  g_assert_cmpint (strlen (key), ==, 64);
  g_assert_cmpstr (key, ==, again);
  g_assert_cmpstr (key, !=, second);
  g_assert_cmpstr (key, !=, sms);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autofree char *other = ff_delivery_make_key (others[i][0], others[i][1], others[i][2], others[i][3], 0, "email");

      g_assert_cmpstr (key, !=, other);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/delivery/moves/", cases[i].what, NULL);

      g_test_add_data_func (path, &cases[i], test_moves);
    }
  g_test_add_func ("/delivery/words", test_words);
  g_test_add_func ("/delivery/order-of-reasons", test_order_of_reasons);
  g_test_add_func ("/delivery/key", test_key);
  return g_test_run ();
}
