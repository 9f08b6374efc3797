#pragma once

/* The same shop in PostgreSQL, in columns of the database's own types: what
 * shop.h becomes when SHOP_POSTGRES is defined. */

#include "../support/ff-test-postgres.h"

typedef struct
{
  FfTestDatabase  file;
  FfPostgres     *db;
} ShopDatabase;

#define SHOP_DIALECT (&ff_dialect_postgres)

/* From the rows of the SQLite shop, which stand in the schema “coded” first. */
static const char shop_types[] =
  "CREATE TABLE profile AS SELECT id, \"na\"\"me; DROP TABLE x\", tier, age, CAST (balance / 100.0 AS numeric(14,2)) AS balance,"
  "  CAST (credit / 1000.0 AS numeric(14,3)) AS credit, CAST (score AS double precision) AS score, vip = 1 AS vip, CAST (born AS date) AS born,"
  "  TIMESTAMPTZ '1970-01-01 00:00:00+00' + seen * INTERVAL '1 microsecond' AS seen, city_id FROM coded.profile;"
  "CREATE TABLE city AS SELECT * FROM coded.city;"
  "CREATE TABLE country AS SELECT * FROM coded.country;"
  "CREATE TABLE \"order\" AS SELECT id, profile_id, CAST (total / 100.0 AS numeric(14,2)) AS total, CAST (shop AS varchar(20)) AS shop,"
  "  TIMESTAMPTZ '1970-01-01 00:00:00+00' + at * INTERVAL '1 microsecond' AS at, weight FROM coded.\"order\";"
  "CREATE TABLE booking AS SELECT id, profile_id, hall, number, paid = 1 AS paid FROM coded.booking;"
  "CREATE TABLE seat AS SELECT * FROM coded.seat;"
  "CREATE TABLE message AS SELECT id, profile_id, channel, campaign, activity, TIMESTAMPTZ '1970-01-01 00:00:00+00' + sent * INTERVAL '1 microsecond' AS sent,"
  "  TIMESTAMPTZ '1970-01-01 00:00:00+00' + opened * INTERVAL '1 microsecond' AS opened, CAST (clicked AS date) AS clicked, bounced = 1 AS bounced"
  "  FROM coded.message;"
  "CREATE TABLE \"leaving:gold\" AS SELECT * FROM coded.\"leaving:gold\";"
  "CREATE TABLE \"leaving:seats\" AS SELECT * FROM coded.\"leaving:seats\";"
  "CREATE SCHEMA fanfare;"
  "CREATE TABLE fanfare.fanfare_audience_member AS SELECT audience, k1, k2, k3, k4, CASE WHEN k1 ~ '^\\d+$' THEN k1::bigint END AS n1,"
  "  CASE WHEN k2 ~ '^\\d+$' THEN k2::bigint END AS n2 FROM coded.fanfare_audience_member";

/* SQLite's words in PostgreSQL's. */
static inline char *
shop_dup_data (const char *data)
{
  static const char *const words[] = { " STRICT", "", " WITHOUT ROWID", "", ",;", ";", "STRICT,;", ";", "INTEGER", "bigint", "REAL", "double precision", " ANY", " text" };
  g_autoptr (GString) sql = g_string_new (data);

  for (guint w = 0; w < G_N_ELEMENTS (words); w += 2)
    g_string_replace (sql, words[w], words[w + 1], 0);

  return g_string_free (g_steal_pointer (&sql), FALSE);
}

static inline void
shop_exec (ShopDatabase *database,
           const char   *sql)
{
  g_autoptr (GError) error = NULL;

  ff_postgres_exec (database->db, sql, &error);
  g_assert_no_error (error);
}

/* NULL where there is no server. */
static inline ShopDatabase *
shop_database_open (const char *data)
{
  ShopDatabase *self = g_new0 (ShopDatabase, 1);
  g_autofree char *sql = shop_dup_data (data);

  if (!ff_test_database_init (&self->file))
    {
      g_free (self);
      return NULL;
    }

  self->db = ff_test_database_open (&self->file);
  shop_exec (self, "CREATE SCHEMA coded; SET search_path = coded");
  shop_exec (self, sql);
  shop_exec (self, "SET search_path = public; SET DateStyle = 'ISO, YMD'; SET TimeZone = 'UTC'; SET jit = off");
  shop_exec (self, shop_types);

  return self;
}

/* The plan of a program whose tests are skipped. */
static inline int
shop_skip (void)
{
  g_print ("1..0 # SKIP There is no PostgreSQL server\n");

  return 0;
}

static inline void
shop_database_free (ShopDatabase *self)
{
  ff_postgres_free (self->db);
  ff_test_database_clear (&self->file);
  g_free (self);
}

/* As SQLite writes it. */
static inline void
shop_add_real (GString    *cells,
               const char *cell)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (buffer, sizeof buffer, "%.15g", g_ascii_strtod (cell, NULL));
  g_string_append_printf (cells, "%s%s", buffer, strpbrk (buffer, ".en") == NULL ? ".0" : "");
}

static inline char *
shop_run (ShopDatabase *self,
          FfSql        *sql)
{
  g_autofree FfPostgresValue *values = g_new0 (FfPostgresValue, sql->values->len + 1);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) cells = g_string_new (NULL);
  g_autoptr (PGresult) result = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < sql->values->len; i++)
    {
      const FfValue *value = &g_array_index (sql->values, FfValue, i);
      char buffer[G_ASCII_DTOSTR_BUF_SIZE];
      char *text = NULL;

      if (value->kind == FF_VALUE_INTEGER)
        text = g_strdup_printf ("%" G_GINT64_FORMAT, value->integer);
      else if (value->kind == FF_VALUE_REAL)
        text = g_strdup (g_ascii_dtostr (buffer, sizeof buffer, value->real));
      else if (value->kind == FF_VALUE_TEXT)
        text = g_strdup (value->text);
      g_ptr_array_add (texts, text);
      values[i].text = text;
      values[i].type = value->kind == FF_VALUE_INTEGER ? FF_POSTGRES_INTEGER : value->kind == FF_VALUE_REAL ? FF_POSTGRES_REAL
                       : value->kind == FF_VALUE_TEXT ? FF_POSTGRES_TEXT : FF_POSTGRES_ANY;
    }

  result = ff_postgres_query (self->db, sql->text->str, values, sql->values->len, &error);
  if (result == NULL)
    g_error ("%s: %s", error->message, sql->text->str);

  for (int r = 0; r < PQntuples (result); r++)
    for (int c = 0; c < PQnfields (result); c++)
      {
        g_string_append (cells, cells->len > 0 ? " " : "");
        if (PQgetisnull (result, r, c))
          g_string_append_c (cells, '-');
        else if (PQftype (result, c) == FF_POSTGRES_REAL)
          shop_add_real (cells, PQgetvalue (result, r, c));
        else
          g_string_append (cells, PQgetvalue (result, r, c));
      }

  return g_string_free (g_steal_pointer (&cells), FALSE);
}
