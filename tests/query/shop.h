#pragma once

#include "db/ff-sqlite.h"
#include "query/ff-rule.h"
#include "query/ff-sql.h"

#include <string.h>

/* A small shop for the tests of rules: a schema, its data in memory, and the
 * keys that a rule takes. In the rules of cases, ' stands for ". */

#define HOSTILE "na\"me; DROP TABLE x"
/* Tuesday, 2026-07-21 10:00:00 UTC. */
#define SHOP_NOW (G_GINT64_CONSTANT (1784628000) * G_USEC_PER_SEC)

static inline FfColumn *
shop_column (FfEntity   *entity,
             const char *name,
             FfKind      kind,
             guint       scale)
{
#ifdef SHOP_POSTGRES
  FfType type = { .kind = kind, .scale = scale, .own = kind != FF_KIND_INTEGER, .form = FF_INSTANT_OWN };
#else
  FfType type = { .kind = kind, .scale = scale, .scaled_storage = kind == FF_KIND_DECIMAL };
#endif

  return ff_entity_add_column (entity, name, &type);
}

static inline void
shop_link (FfEntity      *entity,
           const char    *name,
           const char    *target,
           FfCardinality  cardinality,
           const char    *column,
           const char    *target_column)
{
  const char *columns[] = { column, NULL };
  const char *target_columns[] = { target_column, NULL };

  ff_entity_add_link (entity, name, target, cardinality, columns, target_columns);
}

static inline FfEntity *
shop_entity (FfSchema   *schema,
             const char *name,
             const char *plural)
{
  static const char *const key[] = { "id", NULL };
  FfEntity *entity = ff_entity_new (name);

  g_free (entity->label_plural);
  entity->label_plural = g_strdup (plural);
  entity->key = g_strdupv ((char **) key);
  shop_column (entity, "id", FF_KIND_INTEGER, 0);
  ff_schema_take_entity (schema, entity);

  return entity;
}

static inline FfSchema *
shop_schema_new (void)
{
  static const char *const tiers[] = { "gold", "silver", "bronze", NULL };
  static const char *const seat_key[] = { "hall", "number", NULL };
  FfSchema *schema = ff_schema_new ();
  FfEntity *profile = shop_entity (schema, "profile", "Profiles");
  FfEntity *city = shop_entity (schema, "city", "Cities");
  FfEntity *country = shop_entity (schema, "country", "Countries");
  FfEntity *order = shop_entity (schema, "order", "Orders");
  FfEntity *booking = shop_entity (schema, "booking", "Bookings");
  FfEntity *message = shop_entity (schema, "message", "Messages");
  FfEntity *seat = ff_entity_new ("seat");
  const FfHistoryMapping history = { .entity = "message", .profile = "profile_id", .sent_at = "sent", .opened_at = "opened", .clicked_at = "clicked",
                                     .bounced = "bounced", .channel = "channel", .campaign = "campaign", .activity = "activity" };

  shop_column (profile, HOSTILE, FF_KIND_TEXT, 0);
  shop_column (profile, "tier", FF_KIND_TEXT, 0)->choices = g_strdupv ((char **) tiers);
  shop_column (profile, "age", FF_KIND_INTEGER, 0);
  shop_column (profile, "balance", FF_KIND_DECIMAL, 2);
  shop_column (profile, "credit", FF_KIND_DECIMAL, 3);
  shop_column (profile, "score", FF_KIND_REAL, 0);
  shop_column (profile, "vip", FF_KIND_FLAG, 0);
  shop_column (profile, "born", FF_KIND_DATE, 0);
  shop_column (profile, "seen", FF_KIND_INSTANT, 0);
  shop_column (profile, "city_id", FF_KIND_INTEGER, 0);
  shop_link (profile, "city", "city", FF_LINK_ONE, "city_id", "id");
  shop_link (profile, "orders", "order", FF_LINK_MANY, "id", "profile_id");
  shop_link (profile, "bookings", "booking", FF_LINK_MANY, "id", "profile_id");
  ff_schema_set_role (schema, "profile", "profile");

  shop_column (city, "name", FF_KIND_TEXT, 0);
  shop_column (city, "country_id", FF_KIND_INTEGER, 0);
  shop_link (city, "country", "country", FF_LINK_ONE, "country_id", "id");
  shop_link (city, "people", "profile", FF_LINK_MANY, "id", "city_id");
  shop_column (country, "code", FF_KIND_TEXT, 0);

  shop_column (order, "profile_id", FF_KIND_INTEGER, 0);
  shop_column (order, "total", FF_KIND_DECIMAL, 2);
  shop_column (order, "shop", FF_KIND_TEXT, 0);
  shop_column (order, "at", FF_KIND_INSTANT, 0);
  shop_column (order, "weight", FF_KIND_REAL, 0);
  shop_link (order, "profile", "profile", FF_LINK_ONE, "profile_id", "id");

  shop_column (booking, "profile_id", FF_KIND_INTEGER, 0);
  shop_column (booking, "hall", FF_KIND_TEXT, 0);
  shop_column (booking, "number", FF_KIND_INTEGER, 0);
  shop_column (booking, "paid", FF_KIND_FLAG, 0);
  shop_link (booking, "profile", "profile", FF_LINK_ONE, "profile_id", "id");
  ff_entity_add_link (booking, "seat", "seat", FF_LINK_ONE, (const char **) seat_key + 0, (const char **) seat_key);

  shop_column (message, "profile_id", FF_KIND_INTEGER, 0);
  shop_column (message, "channel", FF_KIND_TEXT, 0);
  shop_column (message, "campaign", FF_KIND_TEXT, 0);
  shop_column (message, "activity", FF_KIND_TEXT, 0);
  shop_column (message, "sent", FF_KIND_INSTANT, 0);
  shop_column (message, "opened", FF_KIND_INSTANT, 0);
  shop_column (message, "clicked", FF_KIND_DATE, 0);
  shop_column (message, "bounced", FF_KIND_FLAG, 0);
  ff_schema_set_history (schema, &history);

  seat->key = g_strdupv ((char **) seat_key);
  shop_column (seat, "hall", FF_KIND_TEXT, 0);
  shop_column (seat, "number", FF_KIND_INTEGER, 0);
  shop_column (seat, "price", FF_KIND_INTEGER, 0);
  ff_entity_add_link (seat, "bookings", "booking", FF_LINK_MANY, (const char **) seat_key, (const char **) seat_key);
  ff_schema_take_entity (schema, seat);

  return schema;
}

static const char shop_data[] =
  "CREATE TABLE profile (id INTEGER PRIMARY KEY, \"na\"\"me; DROP TABLE x\" TEXT, tier TEXT, age INTEGER, balance INTEGER,"
  "  credit INTEGER, score REAL, vip INTEGER, born TEXT, seen INTEGER, city_id INTEGER) STRICT;"
  "CREATE TABLE city (id INTEGER PRIMARY KEY, name TEXT, country_id INTEGER) STRICT;"
  "CREATE TABLE country (id INTEGER PRIMARY KEY, code TEXT) STRICT;"
  "CREATE TABLE \"order\" (id INTEGER PRIMARY KEY, profile_id INTEGER, total INTEGER, shop TEXT, at INTEGER, weight REAL) STRICT;"
  "CREATE INDEX order_profile ON \"order\" (profile_id);"
  "CREATE TABLE booking (id INTEGER PRIMARY KEY, profile_id INTEGER, hall TEXT, number INTEGER, paid INTEGER) STRICT;"
  "CREATE TABLE seat (hall TEXT NOT NULL, number INTEGER NOT NULL, price INTEGER, PRIMARY KEY (hall, number)) STRICT, WITHOUT ROWID;"
  "CREATE TABLE fanfare_audience_member (audience TEXT, k1 ANY, k2 ANY, k3 ANY, k4 ANY) STRICT;"

  "CREATE TABLE message (id INTEGER PRIMARY KEY, profile_id INTEGER, channel TEXT, campaign TEXT, activity TEXT, sent INTEGER, opened INTEGER,"
  "  clicked TEXT, bounced INTEGER) STRICT;"
  "CREATE INDEX message_profile ON message (profile_id);"
  /*                               who   channel  campaign  activity sent              opened            clicked       bounced */
  "INSERT INTO message VALUES (1, 1,    'email', 'c1',     'mail',  1784628000000000, 1784628000000000, '2026-07-21', 0),"   /* now */
  "                           (2, 2,    'email', 'Spring', 'mail',  1782036000000000, NULL,             NULL,         1),"   /* 30 days ago to the µs */
  "                           (3, 3,    'sms',   'c1',     'text',  1782036000000001, 1784541600000000, NULL,         NULL),"
  "                           (4, 4,    'email', 'Autumn', 'mail',  1700000000000000, 1700000000000001, '2023-11-14', 0),"
  "                           (5, 1,    'email', 'Autumn', NULL,    1700000000000000, NULL,             NULL,         1),"
  "                           (6, NULL, 'email', 'c1',     'mail',  1784628000000000, 1784628000000000, '2026-07-21', 1),"
  "                           (7, 5,    NULL,    NULL,     NULL,    1784628000000001, NULL,             NULL,         0);"   /* ahead of now */
  /* What leaves two activities: see shop_find_leaving (). */
  "CREATE TABLE \"leaving:gold\" (k1 INTEGER PRIMARY KEY) STRICT;"
  "CREATE TABLE \"leaving:seats\" (k1 TEXT NOT NULL, k2 INTEGER NOT NULL, PRIMARY KEY (k1, k2)) STRICT, WITHOUT ROWID;"
  "INSERT INTO \"leaving:gold\" VALUES (1), (5), (77);"
  "INSERT INTO \"leaving:seats\" VALUES ('A', 1), ('B', 2);"

  "INSERT INTO country VALUES (1, 'KR'), (2, 'NL'), (3, NULL);"
  "INSERT INTO city VALUES (1, 'Seoul', 1), (2, 'Utrecht', 2), (3, 'Nowhere', NULL), (4, NULL, 3);"
  /*                               name          tier      age   balance credit score  vip   born          seen  city */
  "INSERT INTO profile VALUES (1, 'Anna',       'gold',    30,   100000, 1005,  0.5,   1,    '1990-07-21', 1784628000000000, 1),"
  "                           (2, 'O''Brien',   'silver',  NULL, 100,    1000,  1.5,   0,    '1996-02-29', 1784627999999999, 2),"
  "                           (3, '100%_\\x',   'gold',    17,   101,    1010,  NULL,  NULL, NULL,         NULL,             NULL),"
  "                           (4, '',           NULL,      65,   0,      0,     -2.0,  0,    '2026-07-21', 1784541600000000, 3),"
  "                           (5, NULL,         'bronze',  30,   NULL,   NULL,  2.0,   1,    '2026-07-14', 1784505600000000, 4),"
  "                           (6, 'anna Ärger', 'GOLD',    -1,   -150,   -1500, 1e300, 1,    '2026-07-15', 1784592000000000, 99);"
  "INSERT INTO \"order\" VALUES (1, 1, 5000, 'web', 1784628000000000, 1.5), (2, 1, 2500, 'web', 1700000000000000, 2.5), (3, 1, NULL, 'city', 1784000000000000, NULL),"
  "                           (4, 2, 10001, 'city', 1784628000000000, 0.5), (5, NULL, 99999, 'web', 1784628000000000, 9.0), (6, 4, NULL, NULL, NULL, NULL),"
  "                           (7, 6, -100, 'web', 1784628000000001, -1.0);"
  "INSERT INTO seat VALUES ('A', 1, 10), ('A', 2, 20), ('B', 1, NULL), ('B', 2, 5);"
  "INSERT INTO booking VALUES (1, 1, 'A', 1, 1), (2, 1, 'A', 2, 0), (3, 2, 'B', 1, NULL), (4, 3, 'A', 1, 1), (5, NULL, NULL, 2, 1), (6, 5, 'C', 9, 0);"
  "INSERT INTO fanfare_audience_member VALUES ('VIPs', 1, NULL, NULL, NULL), ('VIPs', 3, NULL, NULL, NULL), ('other', 2, NULL, NULL, NULL),"
  "                           ('Seats', 'A', 1, NULL, NULL), ('it''s', 4, NULL, NULL, NULL);";

static inline FfJson *
shop_json (const char *text)
{
  g_autofree char *quoted = g_strdelimit (g_strdup (text), "'", '"');
  g_autoptr (GError) error = NULL;
  FfJson *json = ff_json_parse (quoted, -1, &ff_json_document_limits, &error);

  g_assert_no_error (error);

  return json;
}

/* The campaign of the shop: “split” lets people out at “gold”, “book” seats at “out”; “late” comes after the rule. */
static inline FfLeaving *
shop_find_leaving (const char *activity,
                   const char *port,
                   gpointer    schema)
{
  FfLeaving *leaving = NULL;

  if (strcmp (activity, "split") == 0 && strcmp (port, "gold") == 0)
    {
      leaving = ff_leaving_new (activity, port, "Split · Gold");
      ff_leaving_set_table (leaving, "leaving:gold", ff_schema_find_entity (schema, "profile"), NULL, NULL, 0);
    }
  else if (strcmp (activity, "book") == 0 && strcmp (port, "out") == 0)
    {
      leaving = ff_leaving_new (activity, port, "Book");
      ff_leaving_set_table (leaving, "leaving:seats", ff_schema_find_entity (schema, "seat"), NULL, NULL, 0);
    }
  else if (strcmp (activity, "late") == 0 && strcmp (port, "out") == 0)
    {
      leaving = ff_leaving_new (activity, port, "Late");
      leaving->reason = g_strdup ("it depends on this activity");
    }

  return leaving;
}

static inline char *
shop_find_title (const char *activity,
                 gpointer    schema)
{
  return strcmp (activity, "mail") == 0 ? g_strdup ("Welcome") : NULL;
}

/* A rule of the campaign over @entity. */
static inline FfScope
shop_scope (FfSchema       *schema,
            const FfEntity *entity)
{
  return (FfScope) { .schema = schema, .entity = entity, .now_usec = SHOP_NOW, .campaign_id = "c1", .campaign_name = "Spring",
                     .find_title = shop_find_title, .find_leaving = shop_find_leaving, .find_data = schema };
}

#ifdef SHOP_POSTGRES
#include "shop-postgres.h"

static inline ShopDatabase *
shop_database_new (void)
{
  return shop_database_open (shop_data);
}
#else
#include "store/ff-store-sqlite-private.h"

typedef FfSqlite ShopDatabase;

#define SHOP_DIALECT (&ff_dialect_sqlite)

static inline ShopDatabase *
shop_database_new (void)
{
  g_autoptr (GError) error = NULL;
  FfSqlite *database = ff_sqlite_open (":memory:", FF_SQLITE_CREATE, &error);

  g_assert_no_error (error);
  ff_sqlite_add_functions (database, &error);
  g_assert_no_error (error);
  ff_store_sqlite_add_functions (database, &error);
  g_assert_no_error (error);
  ff_sqlite_exec (database, shop_data, &error);
  g_assert_no_error (error);

  return database;
}

static inline void
shop_database_free (ShopDatabase *self)
{
  ff_sqlite_free (self);
}

static inline int
shop_skip (void)
{
  g_assert_not_reached ();
}

/* Runs the statement and joins its cells: "1 2 3". */
static inline char *
shop_run (ShopDatabase *file,
          FfSql        *sql)
{
  sqlite3 *database = ff_sqlite_get_handle (file);
  g_autoptr (GString) cells = g_string_new (NULL);
  sqlite3_stmt *statement = NULL;
  int status;

  if (sqlite3_prepare_v2 (database, sql->text->str, -1, &statement, NULL) != SQLITE_OK)
    g_error ("%s: %s", sqlite3_errmsg (database), sql->text->str);

  for (guint i = 0; i < sql->values->len; i++)
    {
      const FfValue *value = &g_array_index (sql->values, FfValue, i);

      if (value->kind == FF_VALUE_INTEGER)
        sqlite3_bind_int64 (statement, i + 1, value->integer);
      else if (value->kind == FF_VALUE_REAL)
        sqlite3_bind_double (statement, i + 1, value->real);
      else if (value->kind == FF_VALUE_TEXT)
        sqlite3_bind_text (statement, i + 1, value->text, -1, SQLITE_TRANSIENT);
    }

  while ((status = sqlite3_step (statement)) == SQLITE_ROW)
    for (int i = 0; i < sqlite3_column_count (statement); i++)
      {
        const char *cell = (const char *) sqlite3_column_text (statement, i);

        g_string_append_printf (cells, "%s%s", cells->len > 0 ? " " : "", cell != NULL ? cell : "-");
      }

  if (status != SQLITE_DONE)
    g_error ("%s: %s", sqlite3_errmsg (database), sql->text->str);
  sqlite3_finalize (statement);

  return g_string_free (g_steal_pointer (&cells), FALSE);
}
#endif
