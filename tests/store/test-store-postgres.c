/* Opening PostgreSQL databases, their data model, snapshots, rights, and what
 * stands in the server while a store is open. */

#include "store/ff-store.h"

#include <string.h>

#include "../support/ff-test-plan.h"
#include "../support/ff-test-postgres.h"

static const char people[] =
  "SET search_path = public;"
  "CREATE TYPE mood AS ENUM ('sad', 'fine');"
  "CREATE DOMAIN email AS varchar(80) CHECK (VALUE ~ '@');"
  "CREATE TABLE cities (id integer PRIMARY KEY, name varchar(40));"
  "CREATE TABLE customers (customer_id bigint PRIMARY KEY, first_name text, \"Email\" email NOT NULL, city_id integer REFERENCES cities,"
  "  referred_by bigint REFERENCES customers, picture bytea, joined timestamptz, seen timestamp, born date, paid numeric(10,2), free numeric,"
  "  points numeric(6,0), height real, active boolean, mood mood, token uuid, tags text[]);"
  "CREATE TABLE visits (customer_id bigint NOT NULL REFERENCES customers, day date NOT NULL, n smallint, PRIMARY KEY (customer_id, day));"
  "CREATE TABLE cards (number text PRIMARY KEY, customer_id bigint UNIQUE REFERENCES customers);"
  "CREATE TABLE notes (body text);"
  "CREATE TABLE badges (serial text NOT NULL UNIQUE, owner bigint);"
  "CREATE TABLE calls (call_id bigint, day date NOT NULL, PRIMARY KEY (call_id, day)) PARTITION BY RANGE (day);"
  "CREATE TABLE calls_2026 PARTITION OF calls FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');"
  "CREATE VIEW everyone AS SELECT customer_id FROM customers;"
  "CREATE TABLE secrets (id bigint PRIMARY KEY);"
  "CREATE SCHEMA sales; CREATE TABLE sales.customers (code text PRIMARY KEY); CREATE TABLE sales.deals (deal_id bigint PRIMARY KEY, code text REFERENCES sales.customers);"
  "INSERT INTO cities VALUES (1, 'Gent');"
  "INSERT INTO customers (customer_id, first_name, \"Email\", city_id, free) VALUES (1, 'Ada', 'ada@example.org', 1, 1.25);"
  "CREATE ROLE marketer_%s LOGIN; GRANT SELECT ON ALL TABLES IN SCHEMA public, sales TO marketer_%s; GRANT USAGE ON SCHEMA sales TO marketer_%s;"
  "REVOKE SELECT ON secrets FROM marketer_%s;";

typedef struct
{
  FfTestDatabase  database;
  char           *role;
  char           *url;      /* as that role */
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  sql)
{
  g_autoptr (GString) text = g_string_new (people);

  g_assert_true (ff_test_database_init (&fixture->database));
  g_string_replace (text, "%s", fixture->database.name, 0);
  ff_test_database_exec (&fixture->database, text->str);
  if (sql != NULL)
    {
      g_string_assign (text, sql);
      g_string_replace (text, "%s", fixture->database.name, 0);
      ff_test_database_exec (&fixture->database, text->str);
    }

  fixture->role = g_strconcat ("marketer_", fixture->database.name, NULL);
  fixture->url = g_strdup_printf ("%s user=%s", fixture->database.url, fixture->role);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  sql)
{
  g_autofree char *drop = g_strdup_printf ("DROP OWNED BY %s; DROP ROLE %s", fixture->role, fixture->role);

  ff_test_database_exec (&fixture->database, drop);
  ff_test_database_clear (&fixture->database);
  g_free (fixture->role);
  g_free (fixture->url);
}

static FfStore *
open_store (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  FfStore *store = ff_store_open (fixture->url, &error);

  g_assert_no_error (error);

  return store;
}

static const FfType *
type_of (FfSchema   *schema,
         const char *column)
{
  const FfColumn *found = ff_entity_find_column (ff_schema_find_entity (schema, "customers"), column);

  g_assert_nonnull (found);

  return &found->type;
}

static void
test_schema (Fixture       *fixture,
             gconstpointer  sql)
{
  g_autoptr (FfStore) store = open_store (fixture);
  FfSchema *schema = ff_store_get_schema (store);
  const FfEntity *customers = ff_schema_find_entity (schema, "customers");
  g_autofree char *name = ff_store_dup_name (store);

  g_assert_cmpstr (name, ==, fixture->database.name);
  g_assert_nonnull (customers);
  g_assert_cmpstr (customers->schema_name, ==, "public");
  g_assert_cmpstr (customers->label_plural, ==, "Customers");
  g_assert_cmpstr (customers->key[0], ==, "customer_id");
  g_assert_true (ff_schema_get_profile (schema) == customers);
  g_assert_cmpstr (ff_schema_get_role (schema, "address:email"), ==, "Email");

  /* What no rule can ask about is not shown. */
  g_assert_null (ff_entity_find_column (customers, "picture"));
  g_assert_null (ff_entity_find_column (customers, "tags"));

  g_assert_cmpint (type_of (schema, "customer_id")->kind, ==, FF_KIND_INTEGER);
  g_assert_cmpint (type_of (schema, "Email")->kind, ==, FF_KIND_TEXT);
  g_assert_cmpint (type_of (schema, "joined")->kind, ==, FF_KIND_INSTANT);
  g_assert_cmpint (type_of (schema, "joined")->form, ==, FF_INSTANT_OWN);
  g_assert_cmpint (type_of (schema, "seen")->form, ==, FF_INSTANT_LOCAL);
  g_assert_cmpint (type_of (schema, "born")->kind, ==, FF_KIND_DATE);
  g_assert_cmpint (type_of (schema, "paid")->kind, ==, FF_KIND_DECIMAL);
  g_assert_cmpuint (type_of (schema, "paid")->scale, ==, 2);
  g_assert_cmpint (type_of (schema, "free")->kind, ==, FF_KIND_DECIMAL);
  g_assert_cmpuint (type_of (schema, "free")->scale, ==, 2);
  g_assert_cmpint (type_of (schema, "points")->kind, ==, FF_KIND_INTEGER);
  g_assert_cmpint (type_of (schema, "height")->kind, ==, FF_KIND_REAL);
  g_assert_cmpint (type_of (schema, "active")->kind, ==, FF_KIND_FLAG);
  g_assert_cmpint (type_of (schema, "token")->kind, ==, FF_KIND_TEXT);
  g_assert_cmpstr (ff_entity_find_column (customers, "mood")->choices[1], ==, "fine");
  g_assert_false (ff_entity_find_column (customers, "Email")->nullable);
  g_assert_true (ff_entity_find_column (customers, "first_name")->nullable);

  g_assert_cmpint (ff_entity_find_link (customers, "city")->cardinality, ==, FF_LINK_ONE);
  g_assert_cmpint (ff_entity_find_link (customers, "visits")->cardinality, ==, FF_LINK_MANY);
  g_assert_cmpint (ff_entity_find_link (customers, "cards")->cardinality, ==, FF_LINK_ONE);
  g_assert_cmpstr (ff_schema_find_entity (schema, "visits")->key[1], ==, "day");
  g_assert_cmpstr (ff_schema_find_entity (schema, "badges")->key[0], ==, "serial");
  g_assert_null (ff_schema_find_entity (schema, "notes")->key);
  g_assert_null (ff_schema_find_entity (schema, "everyone")->key);
  g_assert_cmpstr (ff_schema_find_entity (schema, "calls")->key[0], ==, "call_id");
  g_assert_null (ff_schema_find_entity (schema, "calls_2026"));

  /* What the role may not read is not there; of two that are called alike, one has its schema in front. */
  g_assert_null (ff_schema_find_entity (schema, "secrets"));
  g_assert_cmpstr (ff_schema_find_entity (schema, "sales.customers")->schema_name, ==, "sales");
  g_assert_cmpstr (ff_entity_find_link (ff_schema_find_entity (schema, "deals"), "code")->target, ==, "sales.customers");
}

static void
assert_fails (const char   *url,
              FfStoreError  code,
              const char   *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FfStore) store = ff_store_open (url, &error);

  g_assert_null (store);
  g_assert_error (error, FF_STORE_ERROR, (gint) code);
  if (strstr (error->message, words) == NULL)
    g_error ("“%s” is not in “%s”", words, error->message);
}

static void
test_addresses (Fixture       *fixture,
                gconstpointer  sql)
{
  g_autofree char *none = g_strconcat (fixture->database.url, "_none", NULL);
  g_autofree char *nobody = g_strconcat (fixture->database.url, " user=nobody_at_all", NULL);
  g_autofree char *url = NULL;
  g_autofree char *again = NULL;
  g_autoptr (FfStore) store = open_store (fixture);
  g_autoptr (FfStore) second = NULL;

  assert_fails (none, FF_STORE_ERROR_MISSING, "_none");
  assert_fails (nobody, FF_STORE_ERROR_REFUSED, "nobody_at_all");
  assert_fails ("postgresql:host=/nowhere/at/all dbname=x", FF_STORE_ERROR_UNREACHABLE, "/nowhere/at/all");
  assert_fails ("postgresql://ann:secret@localhost/shop", FF_STORE_ERROR_REFUSED, "password");
  assert_fails ("postgres:dbname=shop password=secret", FF_STORE_ERROR_REFUSED, "password");
  assert_fails ("postgresql:nonsense", FF_STORE_ERROR_REFUSED, "postgresql://");

  /* What a store says of itself opens it again. */
  url = ff_store_dup_url (store);
  second = ff_store_open (url, NULL);
  g_assert_nonnull (second);
  again = ff_store_dup_url (second);
  g_assert_cmpstr (url, ==, again);
}

static gint64
count_tables (Fixture    *fixture,
              const char *schema)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace"
                                          " WHERE c.relkind = 'r' AND n.nspname LIKE '%s'", schema);

  return ff_test_database_ask (&fixture->database, sql);
}

static gint64
run (FfStore     *store,
     const char  *entity,
     const char  *fingerprint,
     GError     **error)
{
  g_autofree char *text = g_strdup_printf ("[{'op':'select','entity':'%s'}]", entity);
  g_autoptr (FfJson) json = ff_test_json (text);
  g_autoptr (FfPlan) plan = ff_test_plan (ff_store_get_schema (store), json, NULL);
  g_autoptr (GArray) counts = g_array_new (FALSE, TRUE, sizeof (FfStepCount));

  if (!ff_store_run_step (store, ff_plan_get_step (plan, 0), fingerprint, NULL, counts, NULL, error))
    return -1;

  return g_array_index (counts, FfStepCount, 0).n_keys;
}

#define WORK "CREATE SCHEMA fanfare_work; GRANT USAGE, CREATE ON SCHEMA fanfare_work TO marketer_%s;"

static void
test_snapshot (Fixture       *fixture,
               gconstpointer  sql)
{
  g_autoptr (FfStore) store = open_store (fixture);
  g_autoptr (FfStore) other = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (FfSnapshot) first = { 0 };
  g_auto (FfSnapshot) again = { 0 };
  g_auto (FfSnapshot) later = { 0 };

  g_assert_true (ff_store_begin (store, NULL, &first, &error));
  g_assert_cmpint (run (store, "customers", "a", &error), ==, 1);
  g_assert_true (ff_store_is_current (store, &first));
  ff_store_end (store);
  g_assert_cmpint (first.taken_at, >, 0);

  /* Our own working tables are no change, and stand as long as nothing else is one. */
  g_assert_true (ff_store_begin (store, NULL, &again, &error));
  ff_store_end (store);
  g_assert_cmpstr (first.data_version, ==, again.data_version);
  g_assert_true (ff_store_has_step (store, "a", NULL));

  /* Nobody else sees them. */
  g_assert_cmpint (count_tables (fixture, "fanfare%"), ==, 0);
  other = open_store (fixture);
  g_assert_true (ff_store_is_current (other, &first));

  ff_test_database_exec (&fixture->database, "INSERT INTO public.cities VALUES (2, 'Mons')");
  g_assert_false (ff_store_is_current (store, &first));
  g_assert_true (ff_store_begin (store, NULL, &later, &error));
  g_assert_cmpint (run (store, "cities", "b", &error), ==, 2);
  ff_test_database_exec (&fixture->database, "INSERT INTO public.cities VALUES (3, 'Lier')");
  g_assert_cmpint (run (store, "cities", "c", &error), ==, 2);
  ff_store_end (store);
  g_assert_cmpstr (first.data_version, !=, later.data_version);
  g_assert_false (ff_store_has_step (store, "a", NULL));

  g_clear_object (&store);
  g_clear_object (&other);
  g_assert_cmpint (count_tables (fixture, "fanfare%"), ==, 0);
}

/* Neither a schema of ours nor temporary tables: said when the store is opened. */
static void
test_no_room (Fixture       *fixture,
              gconstpointer  sql)
{
  assert_fails (fixture->url, FF_STORE_ERROR_REFUSED, "fanfare_work");
}

/* Nothing of the data can be written, and nothing else is. */
static void
test_refused (Fixture       *fixture,
              gconstpointer  sql)
{
  g_autoptr (FfStore) store = open_store (fixture);
  g_autoptr (GError) error = NULL;
  g_auto (FfSnapshot) snapshot = { 0 };
  g_autofree char *revoke = g_strdup_printf ("REVOKE SELECT ON public.cities FROM %s", fixture->role);

  g_assert_true (ff_store_begin (store, NULL, &snapshot, &error));
  g_assert_cmpint (run (store, "customers", "a", &error), ==, 1);
  ff_test_database_exec (&fixture->database, revoke);
  g_assert_cmpint (run (store, "cities", "b", &error), ==, -1);
  g_assert_error (error, FF_STORE_ERROR, FF_STORE_ERROR_REFUSED);
  g_clear_error (&error);

  /* What stood before stands. */
  g_assert_true (ff_store_has_step (store, "a", NULL));
  g_assert_cmpint (run (store, "visits", "c", &error), ==, 0);
  ff_store_end (store);
}

static gint64
save_all (FfStore     *store,
          const char  *name,
          GError     **error)
{
  g_autoptr (FfJson) json = ff_test_json ("[{'op':'select','entity':'customers'}]");
  g_autoptr (FfPlan) plan = ff_test_plan (ff_store_get_schema (store), json, NULL);
  FfFlow flow = ff_plan_get_output (plan, 0)->flow;
  g_autoptr (GArray) counts = g_array_new (FALSE, TRUE, sizeof (FfStepCount));
  g_auto (FfSnapshot) snapshot = { 0 };
  gint64 n = -1;

  if (!ff_store_begin (store, NULL, &snapshot, error))
    return -1;
  ff_store_run_step (store, flow.step, "all", NULL, counts, NULL, error);
  ff_store_end (store);

  return ff_store_write_audience (store, flow, "all", name, TRUE, &n, NULL, error) ? n : -1;
}

/* With what the administrator ran, and nothing else, all works; run for a second role, both share what is saved. */
static void
test_grants (Fixture       *fixture,
             gconstpointer  sql)
{
  static const char *const schemas[] = { "public", "sales", NULL };
  g_autofree char *second = g_strconcat ("Second \"", fixture->database.name, NULL);
  const char *const roles[] = { fixture->role, second };
  g_autofree char *take = g_strdup_printf ("REVOKE TEMP ON DATABASE %s FROM public; REVOKE SELECT ON ALL TABLES IN SCHEMA public, sales FROM %s;"
                                           "CREATE ROLE \"Second \"\"%s\" LOGIN", fixture->database.name, fixture->role, fixture->database.name);
  g_autofree char *drop = g_strdup_printf ("DROP OWNED BY \"Second \"\"%s\"; DROP ROLE \"Second \"\"%s\"", fixture->database.name, fixture->database.name);

  ff_test_database_exec (&fixture->database, take);
  for (guint r = 0; r < G_N_ELEMENTS (roles); r++)
    {
      g_autofree char *grants = ff_store_dup_grants (roles[r], schemas);
      g_autofree char *url = g_strdup_printf ("%s user='%s'", fixture->database.url, roles[r]);
      g_autoptr (GError) error = NULL;
      g_autoptr (FfStore) store = NULL;
      g_autoptr (FfJson) list = NULL;

      assert_fails (url, FF_STORE_ERROR_REFUSED, "--grants");
      ff_test_database_exec (&fixture->database, grants);
      store = ff_store_open (url, &error);
      g_assert_no_error (error);
      g_assert_nonnull (ff_schema_find_entity (ff_store_get_schema (store), "customers"));
      g_assert_nonnull (ff_schema_find_entity (ff_store_get_schema (store), "deals"));

      g_assert_cmpint (save_all (store, "Everybody", &error), ==, 1);
      g_assert_no_error (error);
      list = ff_store_list_audiences (store, &error);
      g_assert_no_error (error);
      g_assert_nonnull (ff_json_get_member (list, "Everybody"));
    }

  ff_test_database_exec (&fixture->database, drop);
}

static gboolean
keep_suppressed (const char *channel,
                 const char *address,
                 gpointer    user_data)
{
  g_string_append_printf (user_data, "%s:%s ", channel, address);

  return !g_str_equal (address, "enough");
}

static void
test_suppressed (Fixture       *fixture,
                 gconstpointer  sql)
{
  static const char *const schemas[] = { "public", NULL };
  g_autofree char *grants = ff_store_dup_grants (fixture->role, schemas);
  g_autoptr (FfStore) store = open_store (fixture);
  g_autoptr (GString) told = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (ff_store_read_suppressed (store, 100, keep_suppressed, told, NULL, &error));
  g_assert_cmpstr (told->str, ==, "");

  ff_test_database_exec (&fixture->database, grants);
  ff_test_database_exec (&fixture->database, "INSERT INTO fanfare.suppression VALUES ('a@x.org', '', NULL), ('b@x.org', 'sms', 101), ('c@x.org', '', 100)");
  g_assert_true (ff_store_read_suppressed (store, 100, keep_suppressed, told, NULL, &error));
  g_assert_cmpstr (told->str, ==, ":a@x.org sms:b@x.org ");

  g_string_truncate (told, 0);
  ff_test_database_exec (&fixture->database, "DELETE FROM fanfare.suppression; INSERT INTO fanfare.suppression VALUES ('enough'), ('more')");
  g_assert_true (ff_store_read_suppressed (store, 100, keep_suppressed, told, NULL, &error));
  g_assert_cmpstr (told->str, ==, ":enough ");
}

static void
test_not_utf8 (void)
{
  FfTestDatabase database;
  g_autofree char *url = NULL;

  g_assert_true (ff_test_database_init (&database));
  ff_test_database_exec (&database, "CREATE DATABASE ff_test_latin TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'");
  url = g_strconcat (database.url, " dbname=ff_test_latin", NULL);
  assert_fails (url, FF_STORE_ERROR_REFUSED, "LATIN1");
  ff_test_database_exec (&database, "DROP DATABASE ff_test_latin");
  ff_test_database_clear (&database);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!ff_test_postgres_is_there ())
    {
      g_print ("1..0 # SKIP There is no PostgreSQL server\n");
      return 0;
    }

#define ADD(name, sql, func) g_test_add ("/store/postgres/" name, Fixture, sql, set_up, func, tear_down)
  ADD ("schema", NULL, test_schema);
  ADD ("addresses", NULL, test_addresses);
  ADD ("snapshot/temporary", NULL, test_snapshot);
  ADD ("snapshot/granted", WORK, test_snapshot);
  ADD ("no-room", "REVOKE TEMP ON DATABASE %s FROM public", test_no_room);
  ADD ("refused", WORK, test_refused);
  ADD ("grants", NULL, test_grants);
  ADD ("suppressed", NULL, test_suppressed);
  g_test_add_func ("/store/postgres/not-utf8", test_not_utf8);

  return g_test_run ();
}
