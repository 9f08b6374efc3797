/* The data model: labels, look-ups, roles and the way to the profile. */

#include "shop.h"

static char *
path_from (FfSchema   *schema,
           const char *name)
{
  g_auto (GStrv) path = ff_schema_dup_path_to_profile (schema, ff_schema_find_entity (schema, name));

  return path != NULL ? g_strjoinv ("/", path) : NULL;
}

static void
test_path (void)
{
  g_autoptr (FfSchema) schema = shop_schema_new ();
  g_autofree char *own = path_from (schema, "profile");
  g_autofree char *order = path_from (schema, "order");
  g_autofree char *seat = path_from (schema, "seat");

  g_assert_cmpstr (own, ==, "");
  g_assert_cmpstr (order, ==, "profile");
  g_assert_null (seat);
}

/* The shortest way wins, and a ring of links ends. */
static void
test_long_path (void)
{
  g_autoptr (FfSchema) schema = ff_schema_new ();
  FfEntity *item = shop_entity (schema, "item", "Items");
  FfEntity *order = shop_entity (schema, "order", "Orders");
  FfEntity *shop = shop_entity (schema, "shop", "Shops");
  FfEntity *person = shop_entity (schema, "person", "People");
  g_autofree char *way = NULL, *none = NULL;

  shop_link (item, "shop", "shop", FF_LINK_ONE, "id", "id");
  shop_link (item, "order", "order", FF_LINK_ONE, "id", "id");
  shop_link (shop, "item", "item", FF_LINK_ONE, "id", "id");
  shop_link (shop, "gone", "gone", FF_LINK_ONE, "id", "id");
  shop_link (order, "buyer", "person", FF_LINK_ONE, "id", "id");
  shop_link (person, "orders", "order", FF_LINK_MANY, "id", "id");

  none = path_from (schema, "item");
  g_assert_null (none);

  ff_schema_set_role (schema, "profile", "person");
  way = path_from (schema, "item");
  g_assert_cmpstr (way, ==, "order/buyer");
}

static void
test_find (void)
{
  g_autoptr (FfSchema) schema = shop_schema_new ();
  const FfEntity *profile = ff_schema_get_profile (schema);

  g_assert_cmpuint (ff_schema_get_n_entities (schema), ==, 7);
  g_assert_true (ff_schema_get_entity (schema, 0) == profile);
  g_assert_cmpstr (ff_entity_find_column (profile, HOSTILE)->name, ==, HOSTILE);
  g_assert_cmpstr (ff_entity_find_column (profile, "city_id")->label, ==, "City id");
  g_assert_null (ff_entity_find_column (profile, "City_id"));
  g_assert_cmpstr (ff_entity_find_link (profile, "orders")->target, ==, "order");
  g_assert_null (ff_entity_find_link (profile, "tier"));
  g_assert_null (ff_schema_find_entity (schema, "nothing"));
  g_assert_null (ff_schema_get_role (schema, "language"));
  g_assert_false (ff_entity_may_be_null (profile, "id"));
  g_assert_true (ff_entity_may_be_null (profile, "tier"));
}

static void
test_consent (void)
{
  g_autoptr (FfSchema) schema = shop_schema_new ();
  char entity[] = "consent";
  FfConsentMapping mapping = { entity, "profile_id", "channel", "topic", "given", "changed_at", TRUE };

  g_assert_null (ff_schema_get_consent (schema));
  ff_schema_set_consent (schema, &mapping);
  entity[0] = 'X';
  g_assert_cmpstr (ff_schema_get_consent (schema)->entity, ==, "consent");
  g_assert_true (ff_schema_get_consent (schema)->opt_out);
}

/* What the data model maps wrongly is not mapped. */
static void
test_history (void)
{
  g_autoptr (FfSchema) schema = shop_schema_new ();
  const FfHistoryMapping good = { .entity = "message", .profile = "profile_id", .sent_at = "sent", .opened_at = "channel", .bounced = "opened",
                                  .campaign = "bounced", .channel = "channel" };
  FfHistoryMapping wrong[] = { good, good, good, good };
  const FfHistoryMapping *history;

  ff_schema_set_history (schema, &good);
  history = ff_schema_get_history (schema);
  g_assert_cmpstr (history->sent_at, ==, "sent");
  g_assert_null (history->opened_at);
  g_assert_cmpstr (history->bounced, ==, "opened");
  g_assert_null (history->campaign);
  g_assert_cmpstr (history->channel, ==, "channel");
  g_assert_cmpstr (history->link->target, ==, "message");
  g_assert_cmpstr (history->link->columns[0], ==, "id");
  g_assert_cmpstr (history->link->target_columns[0], ==, "profile_id");

  wrong[0].entity = "letter";
  wrong[1].profile = "person";
  wrong[2].sent_at = "bounced";
  wrong[3].sent_at = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      ff_schema_set_history (schema, &good);
      ff_schema_set_history (schema, &wrong[i]);
      g_assert_null (ff_schema_get_history (schema));
    }
}

static void
test_column_copy (void)
{
  g_autoptr (FfSchema) schema = shop_schema_new ();
  const FfColumn *tier = ff_entity_find_column (ff_schema_get_profile (schema), "tier");
  FfColumn *copy = ff_column_copy (tier);

  g_assert_cmpstr (copy->label, ==, "Tier");
  g_assert_cmpstr (copy->choices[2], ==, "bronze");
  g_assert_true (copy->choices != tier->choices);
  ff_column_free (copy);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/query/schema/path", test_path);
  g_test_add_func ("/query/schema/long-path", test_long_path);
  g_test_add_func ("/query/schema/find", test_find);
  g_test_add_func ("/query/schema/consent", test_consent);
  g_test_add_func ("/query/schema/history", test_history);
  g_test_add_func ("/query/schema/column-copy", test_column_copy);

  return g_test_run ();
}
