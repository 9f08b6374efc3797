/* Tests src/ui/sources/ff-source-address.c: an address into its parts and back. */

#include "ui/sources/ff-source-address.h"

typedef struct
{
  const char   *name;
  const char   *url;
  FfSourceKind  kind;
  const char   *parts;    /* "file", or "host|port|database|user", or "address" */
} Case;

static const Case cases[] = {
  { "file", "sqlite:/home/ann/shop.sqlite", FF_SOURCE_FILE, "/home/ann/shop.sqlite" },
  { "server", "postgresql://ann@db.example.org:5433/shop", FF_SOURCE_SERVER, "db.example.org|5433|shop|ann" },
  { "server-without", "postgresql://db.example.org/shop", FF_SOURCE_SERVER, "db.example.org||shop|" },
  { "server-escaped", "postgresql://a%40b@db.example.org/a%20shop", FF_SOURCE_SERVER, "db.example.org||a shop|a@b" },
  { "server-ipv6", "postgresql://ann@[::1]/shop", FF_SOURCE_SERVER, "::1||shop|ann" },
  { "server-with-more", "postgresql://db.example.org/shop?sslmode=verify-full", FF_SOURCE_ADDRESS, "postgresql://db.example.org/shop?sslmode=verify-full" },
  { "socket", "postgresql:host=/run/postgresql dbname=shop", FF_SOURCE_ADDRESS, "postgresql:host=/run/postgresql dbname=shop" },
  { "path", "/home/ann/shop.sqlite", FF_SOURCE_ADDRESS, "/home/ann/shop.sqlite" },
};

static void
test_both_ways (gconstpointer data)
{
  const Case *c = data;
  g_auto (FfSourceAddress) address;
  g_autofree char *server = NULL;
  g_autofree char *url = NULL;
  const char *problem;

  ff_source_address_init (&address, c->url);
  server = g_strdup_printf ("%s|%s|%s|%s", address.host, address.port, address.database, address.user);
  g_assert_cmpint (address.kind, ==, c->kind);
  g_assert_cmpstr (c->kind == FF_SOURCE_FILE ? address.file : c->kind == FF_SOURCE_SERVER ? server : address.address, ==, c->parts);

  url = ff_source_address_dup_url (&address, &problem);
  g_assert_cmpstr (problem, ==, NULL);
  g_assert_cmpstr (url, ==, c->url);
}

typedef struct
{
  const char   *name;
  FfSourceKind  kind;
  const char   *host;
  const char   *port;
  const char   *database;
  const char   *problem;
} Missing;

static const Missing missing[] = {
  { "file", FF_SOURCE_FILE, "db", "1", "shop", "file" },
  { "host", FF_SOURCE_SERVER, "", "", "shop", "server" },
  { "database", FF_SOURCE_SERVER, "db", "", "", "database" },
  { "port", FF_SOURCE_SERVER, "db", "x", "shop", "65535" },
  { "port-too-great", FF_SOURCE_SERVER, "db", "65536", "shop", "65535" },
  { "address", FF_SOURCE_ADDRESS, "db", "1", "shop", "address" },
};

static void
test_missing (gconstpointer data)
{
  const Missing *c = data;
  char none[] = "";
  FfSourceAddress address = { c->kind, none, (char *) c->host, (char *) c->port, (char *) c->database, none, none };
  const char *problem;

  g_assert_null (ff_source_address_dup_url (&address, &problem));
  g_assert_nonnull (strstr (problem, c->problem));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/source-address/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_both_ways);
    }
  for (guint i = 0; i < G_N_ELEMENTS (missing); i++)
    {
      g_autofree char *path = g_strconcat ("/source-address/missing/", missing[i].name, NULL);

      g_test_add_data_func (path, &missing[i], test_missing);
    }

  return g_test_run ();
}
