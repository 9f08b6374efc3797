/* Opening SQLite files, their data model, snapshots and data versions. */

#include "store/ff-store.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "../support/ff-test-store.h"
#include "store/ff-sample.h"

static const char people[] =
  "CREATE TABLE customers (customer_id INTEGER PRIMARY KEY, first_name TEXT, Email TEXT NOT NULL, city_id INT REFERENCES cities,"
  "  referred_by INTEGER REFERENCES customers (customer_id), picture BLOB, joined DATETIME, born DATE, paid NUMERIC(10,2), active BOOLEAN);"
  "CREATE TABLE cities (id INTEGER PRIMARY KEY, name VARCHAR(40));"
  "CREATE TABLE \"Card Numbers\" (number TEXT PRIMARY KEY, customer_id INTEGER UNIQUE REFERENCES customers);"
  "CREATE TABLE visits (customer_id INTEGER NOT NULL REFERENCES customers, day TEXT NOT NULL, n, PRIMARY KEY (customer_id, day)) WITHOUT ROWID;"
  "CREATE TABLE notes (body TEXT);"
  "CREATE TABLE codes (code TEXT PRIMARY KEY);"
  "CREATE TABLE five (a INT, b INT, c INT, d INT, e INT, PRIMARY KEY (a, b, c, d, e));"
  "CREATE TABLE badges (serial TEXT NOT NULL UNIQUE, owner INTEGER REFERENCES codes (nowhere));"
  "CREATE VIEW everyone AS SELECT * FROM customers;"
  "INSERT INTO cities VALUES (1, 'Gent');"
  "INSERT INTO customers VALUES (1, 'Ada', 'ada@example.org', 1, NULL, x'00', '2026-01-02 03:04:05', '1990-01-02', 10.5, 1);"
  "INSERT INTO codes VALUES ('a'), (NULL);";

static const FfColumn *
column_of (FfSchema   *schema,
           const char *entity,
           const char *column)
{
  const FfEntity *found = ff_schema_find_entity (schema, entity);

  g_assert_nonnull (found);

  return ff_entity_find_column (found, column);
}

static const FfLink *
link_of (FfSchema   *schema,
         const char *entity,
         const char *link)
{
  const FfLink *found = ff_entity_find_link (ff_schema_find_entity (schema, entity), link);

  g_assert_nonnull (found);

  return found;
}

static void
test_schema (void)
{
  FfTestFile file;
  g_autoptr (FfStore) store = NULL;
  FfSchema *schema;
  const FfEntity *customers;
  g_autofree char *name = NULL;

  ff_test_file_init (&file, people);
  store = ff_test_file_open (&file);
  schema = ff_store_get_schema (store);
  name = ff_store_dup_name (store);
  g_assert_cmpstr (name, ==, "data.sqlite");

  g_assert_cmpuint (ff_schema_get_n_entities (schema), ==, 8);
  customers = ff_schema_find_entity (schema, "customers");
  g_assert_cmpstr (customers->label, ==, "Customer");
  g_assert_cmpstr (customers->label_plural, ==, "Customers");
  g_assert_cmpstr (customers->key[0], ==, "customer_id");
  g_assert_null (customers->key[1]);
  g_assert_cmpstr (customers->display[0], ==, "first_name");
  g_assert_null (ff_entity_find_column (customers, "picture"));
  g_assert_true (ff_schema_get_profile (schema) == customers);
  g_assert_cmpstr (ff_schema_get_role (schema, "address:email"), ==, "Email");

  g_assert_cmpstr (column_of (schema, "customers", "first_name")->label, ==, "First Name");
  g_assert_true (column_of (schema, "customers", "first_name")->nullable);
  g_assert_false (column_of (schema, "customers", "Email")->nullable);
  g_assert_false (column_of (schema, "customers", "customer_id")->nullable);
  g_assert_false (column_of (schema, "customers", "customer_id")->type.loose);
  g_assert_cmpint (column_of (schema, "customers", "joined")->type.kind, ==, FF_KIND_INSTANT);
  g_assert_cmpint (column_of (schema, "customers", "joined")->type.form, ==, FF_INSTANT_TEXT);
  g_assert_cmpint (column_of (schema, "customers", "born")->type.kind, ==, FF_KIND_DATE);
  g_assert_cmpint (column_of (schema, "customers", "paid")->type.kind, ==, FF_KIND_DECIMAL);
  g_assert_cmpuint (column_of (schema, "customers", "paid")->type.scale, ==, 2);
  g_assert_false (column_of (schema, "customers", "paid")->type.scaled_storage);
  g_assert_cmpint (column_of (schema, "customers", "active")->type.kind, ==, FF_KIND_FLAG);

  g_assert_cmpint (link_of (schema, "customers", "city")->cardinality, ==, FF_LINK_ONE);
  g_assert_cmpstr (link_of (schema, "customers", "city")->target, ==, "cities");
  g_assert_cmpstr (link_of (schema, "customers", "city")->target_columns[0], ==, "id");
  g_assert_cmpint (link_of (schema, "cities", "customers")->cardinality, ==, FF_LINK_MANY);
  g_assert_cmpstr (link_of (schema, "cities", "customers")->label, ==, "Customers");
  g_assert_cmpint (link_of (schema, "customers", "referred_by")->cardinality, ==, FF_LINK_ONE);
  g_assert_cmpint (link_of (schema, "customers", "customers")->cardinality, ==, FF_LINK_MANY);
  g_assert_cmpint (link_of (schema, "customers", "Card Numbers")->cardinality, ==, FF_LINK_ONE);
  g_assert_cmpint (link_of (schema, "customers", "visits")->cardinality, ==, FF_LINK_MANY);

  g_assert_cmpstr (ff_schema_find_entity (schema, "visits")->key[1], ==, "day");
  g_assert_null (ff_schema_find_entity (schema, "notes")->key);
  g_assert_null (ff_schema_find_entity (schema, "five")->key);
  /* One of its keys is NULL, which SQLite lets pass. */
  g_assert_null (ff_schema_find_entity (schema, "codes")->key);
  /* Not declared as key, yet it is one; and its link leads nowhere. */
  g_assert_cmpstr (ff_schema_find_entity (schema, "badges")->key[0], ==, "serial");
  g_assert_cmpuint (ff_schema_find_entity (schema, "badges")->links->len, ==, 0);

  g_clear_object (&store);
  ff_test_file_clear (&file);
}

static void
test_model (void)
{
  FfTestFile file;
  g_autoptr (FfStore) store = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sample = NULL;
  FfSampleOptions options = { .n_people = 50, .seed = 7 };
  FfSchema *schema;
  const FfEntity *profiles;
  const FfConsentMapping *consent;

  ff_test_file_init (&file, "CREATE TABLE t (id INTEGER PRIMARY KEY)");
  sample = g_build_filename (file.folder, "sample.sqlite", NULL);
  ff_sample_write (sample, &options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  store = ff_store_open (sample, &error);
  g_assert_no_error (error);
  schema = ff_store_get_schema (store);

  profiles = ff_schema_get_profile (schema);
  g_assert_cmpstr (profiles->name, ==, "profiles");
  g_assert_cmpstr (profiles->label, ==, "Customer");
  g_assert_cmpstr (profiles->display[0], ==, "first_name");
  g_assert_cmpstr (profiles->display[1], ==, "last_name");
  g_assert_cmpstr (ff_schema_get_role (schema, "address:email"), ==, "email");
  g_assert_cmpstr (ff_schema_get_role (schema, "address:sms"), ==, "phone");
  g_assert_cmpstr (ff_schema_get_role (schema, "language"), ==, "language");
  g_assert_cmpstr (column_of (schema, "profiles", "tier")->choices[0], ==, "platinum");
  g_assert_cmpint (column_of (schema, "orders", "total")->type.kind, ==, FF_KIND_DECIMAL);
  g_assert_true (column_of (schema, "orders", "total")->type.scaled_storage);
  g_assert_cmpint (column_of (schema, "orders", "placed_at")->type.form, ==, FF_INSTANT_USEC);
  g_assert_cmpint (column_of (schema, "profiles", "is_staff")->type.kind, ==, FF_KIND_FLAG);
  g_assert_false (column_of (schema, "profiles", "is_staff")->type.loose);
  g_assert_cmpstr (link_of (schema, "profiles", "store")->label, ==, "Home store");
  g_assert_cmpstr (link_of (schema, "households", "profiles")->label, ==, "Members");
  g_assert_cmpstr (link_of (schema, "orders", "order_items")->label, ==, "Items");

  consent = ff_schema_get_consent (schema);
  g_assert_cmpstr (consent->entity, ==, "consents");
  g_assert_cmpstr (consent->profile, ==, "profile_id");
  g_assert_cmpstr (consent->channel, ==, "channel");
  g_assert_cmpstr (consent->topic, ==, "topic");
  g_assert_cmpstr (consent->given, ==, "given");
  g_assert_cmpstr (consent->changed_at, ==, "changed_at");
  g_assert_false (consent->opt_out);

  g_clear_object (&store);
  ff_test_file_clear (&file);
}

static void
test_chinook (void)
{
  g_autofree char *path = ff_test_dup_dataset ("chinook/chinook.sqlite");
  g_autoptr (FfStore) store = NULL;
  g_autoptr (GError) error = NULL;
  FfSchema *schema;

  if (path == NULL)
    return;

  store = ff_store_open (path, &error);
  g_assert_no_error (error);
  schema = ff_store_get_schema (store);

  g_assert_cmpuint (ff_schema_get_n_entities (schema), ==, 11);
  g_assert_cmpstr (ff_schema_get_profile (schema)->name, ==, "Customer");
  g_assert_cmpstr (link_of (schema, "Customer", "Invoice")->label, ==, "Invoices");
  g_assert_cmpstr (link_of (schema, "Invoice", "Customer")->target, ==, "Customer");
  g_assert_cmpstr (link_of (schema, "Employee", "ReportsTo")->target, ==, "Employee");
  g_assert_cmpstr (ff_schema_find_entity (schema, "PlaylistTrack")->key[1], ==, "TrackId");
  g_assert_cmpint (column_of (schema, "Invoice", "InvoiceDate")->type.kind, ==, FF_KIND_INSTANT);
  g_assert_cmpint (column_of (schema, "Invoice", "Total")->type.kind, ==, FF_KIND_DECIMAL);
}

static void
test_northwind (void)
{
  g_autofree char *path = ff_test_dup_dataset ("northwind/northwind.sqlite");
  g_autoptr (FfStore) store = NULL;
  g_autoptr (GError) error = NULL;
  FfSchema *schema;

  if (path == NULL)
    return;

  store = ff_store_open (path, &error);
  g_assert_no_error (error);
  schema = ff_store_get_schema (store);

  g_assert_cmpuint (ff_schema_get_n_entities (schema), ==, 13);
  g_assert_cmpstr (ff_schema_get_profile (schema)->name, ==, "Customers");
  g_assert_cmpstr (ff_schema_find_entity (schema, "Customers")->key[0], ==, "CustomerID");
  g_assert_cmpstr (ff_schema_find_entity (schema, "Order Details")->key[0], ==, "OrderID");
  g_assert_cmpstr (ff_schema_find_entity (schema, "Order Details")->label, ==, "Order Detail");
  g_assert_cmpstr (link_of (schema, "Orders", "Order Details")->label, ==, "Order Details");
  g_assert_cmpint (column_of (schema, "Orders", "ShippedDate")->type.kind, ==, FF_KIND_INSTANT);
  g_assert_cmpint (column_of (schema, "Employees", "BirthDate")->type.kind, ==, FF_KIND_DATE);
  g_assert_null (column_of (schema, "Categories", "Picture"));
}

static void
assert_fails (const char   *url,
              FfStoreError  code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FfStore) store = ff_store_open (url, &error);

  g_assert_null (store);
  g_assert_error (error, FF_STORE_ERROR, (gint) code);
}

static void
test_bad_files (void)
{
  FfTestFile file;
  g_autofree char *missing = NULL;
  g_autofree char *garbage = NULL;

  ff_test_file_init (&file, "CREATE TABLE t (id INTEGER PRIMARY KEY)");

  missing = g_strconcat ("sqlite:", file.folder, "/nothing.sqlite", NULL);
  assert_fails (missing, FF_STORE_ERROR_MISSING);
  assert_fails (file.folder, FF_STORE_ERROR_REFUSED);
  assert_fails ("oracle://host/x", FF_STORE_ERROR_REFUSED);

  garbage = g_build_filename (file.folder, "garbage.sqlite", NULL);
  g_assert_true (g_file_set_contents (garbage, "this is a letter to a friend, and no database at all, of course", -1, NULL));
  assert_fails (garbage, FF_STORE_ERROR_CORRUPT);

  ff_test_file_exec (&file, "CREATE TABLE fanfare_model (entity TEXT, name TEXT, role TEXT, value TEXT);"
                            "INSERT INTO fanfare_model VALUES ('', '', 'version', '2')");
  assert_fails (file.path, FF_STORE_ERROR_REFUSED);

  ff_test_file_clear (&file);
}

static void
test_snapshot (void)
{
  FfTestFile file;
  g_autoptr (FfStore) store = NULL;
  g_autoptr (FfStore) other = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (FfSnapshot) first = { 0 };
  g_auto (FfSnapshot) again = { 0 };
  g_auto (FfSnapshot) later = { 0 };
  g_auto (FfSnapshot) elsewhere = { 0 };

  ff_test_file_init (&file, "PRAGMA journal_mode = WAL; CREATE TABLE t (id INTEGER PRIMARY KEY); INSERT INTO t VALUES (1)");
  store = ff_test_file_open (&file);

  g_assert_true (ff_store_begin (store, NULL, &first, &error));
  g_assert_true (ff_store_is_current (store, &first));
  ff_store_end (store);
  g_assert_cmpint (first.taken_at, >, 0);

  g_assert_true (ff_store_begin (store, NULL, &again, &error));
  ff_store_end (store);
  g_assert_cmpstr (first.data_version, ==, again.data_version);

  /* The same state has the same name on another connection. */
  other = ff_test_file_open (&file);
  g_assert_true (ff_store_is_current (other, &first));
  g_assert_true (ff_store_begin (other, NULL, &elsewhere, &error));
  ff_store_end (other);
  g_assert_cmpstr (first.data_version, ==, elsewhere.data_version);

  ff_test_file_exec (&file, "INSERT INTO t VALUES (2)");
  g_assert_false (ff_store_is_current (store, &first));
  g_assert_true (ff_store_begin (store, NULL, &later, &error));
  ff_store_end (store);
  g_assert_cmpstr (first.data_version, !=, later.data_version);
  g_assert_true (ff_store_is_current (store, &later));

  /* A file that took the name of ours is not ours. */
  {
    g_autofree char *moved = g_strconcat (file.path, ".old", NULL);
    g_auto (FfSnapshot) none = { 0 };

    g_assert_cmpint (g_rename (file.path, moved), ==, 0);
    g_assert_false (ff_store_begin (store, NULL, &none, &error));
    g_assert_error (error, FF_STORE_ERROR, FF_STORE_ERROR_MISSING);
  }

  g_clear_object (&other);
  g_clear_object (&store);
  ff_test_file_clear (&file);
}

/* A file that is locked says so, and waits no longer than a person would. */
static void
test_locked (void)
{
  FfTestFile file;
  g_autoptr (FfStore) store = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (FfSnapshot) snapshot = { 0 };
  sqlite3 *db = NULL;

  ff_test_file_init (&file, "CREATE TABLE t (id INTEGER PRIMARY KEY)");
  store = ff_test_file_open (&file);
  g_assert_cmpint (sqlite3_open (file.path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "BEGIN EXCLUSIVE; INSERT INTO t VALUES (1)", NULL, NULL, NULL), ==, SQLITE_OK);

  g_assert_false (ff_store_begin (store, NULL, &snapshot, &error));
  g_assert_error (error, FF_STORE_ERROR, FF_STORE_ERROR_UNREACHABLE);
  assert_fails (file.path, FF_STORE_ERROR_UNREACHABLE);
  g_clear_error (&error);

  sqlite3_exec (db, "COMMIT", NULL, NULL, NULL);
  sqlite3_close (db);
  g_assert_true (ff_store_begin (store, NULL, &snapshot, &error));
  g_assert_no_error (error);
  ff_store_end (store);

  g_clear_object (&store);
  ff_test_file_clear (&file);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/sqlite/schema", test_schema);
  g_test_add_func ("/store/sqlite/model", test_model);
  g_test_add_func ("/store/sqlite/chinook", test_chinook);
  g_test_add_func ("/store/sqlite/northwind", test_northwind);
  g_test_add_func ("/store/sqlite/bad-files", test_bad_files);
  g_test_add_func ("/store/sqlite/snapshot", test_snapshot);
  g_test_add_func ("/store/sqlite/locked", test_locked);

  return g_test_run ();
}
