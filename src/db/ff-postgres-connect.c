/* How a server is reached: the address a person gives, what is added to it,
 * and how safe the way must be. Called by ff-postgres.c when it opens. */

#include "db/ff-postgres-connect.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DEBIAN_ROOTS "/etc/ssl/certs/ca-certificates.crt"

static const char *
find (const PQconninfoOption *options,
      const char             *keyword)
{
  for (; options->keyword != NULL; options++)
    if (g_str_equal (options->keyword, keyword))
      return options->val != NULL && *options->val != '\0' ? options->val : NULL;

  return NULL;
}

/* The words of libpq repeat parts of the address, so they are only told where no password can be among them. */
static gboolean
fail_address (const char  *address,
              char        *words,
              GError     **error)
{
  gboolean may_hold_password = strchr (address, '@') != NULL || strstr (address, "password") != NULL;

  g_set_error (error, FF_DB_ERROR, FF_DB_ERROR_REFUSED,
               _("The address of the database cannot be read. It looks like postgresql://user@host:5432/database%s%s"),
               may_hold_password || words == NULL ? "" : ": ",
               may_hold_password || words == NULL ? "." : g_strstrip (words));
  PQfreemem (words);

  return FALSE;
}

static gboolean
is_local_host (const char *host)
{
  return *host == '\0' || *host == '/' || *host == '@' || g_str_equal (host, "localhost") || g_str_equal (host, "::1") ||
         g_str_has_prefix (host, "127.");
}

/* Several hosts may be named, to be tried in turn. */
static gboolean
are_local (const char *hosts)
{
  g_auto (GStrv) list = g_strsplit (hosts != NULL ? hosts : "", ",", -1);

  for (guint i = 0; list[i] != NULL; i++)
    if (!is_local_host (list[i]))
      return FALSE;

  return TRUE;
}

gboolean
ff_postgres_is_safe_enough (PGconn *handle)
{
  g_autoptr (PQconninfoOption) options = PQconninfo (handle);
  const char *hosts;

  if (options == NULL)
    return TRUE;

  hosts = find (options, "hostaddr") != NULL ? find (options, "hostaddr") : find (options, "host");

  /* “prefer” is what libpq takes when nobody says anything: it gives way to anyone in between. */
  return are_local (hosts) || g_strcmp0 (find (options, "sslmode"), "prefer") != 0;
}

static void
add (FfPostgresAddress *self,
     const char        *keyword,
     const char        *value)
{
  g_ptr_array_add (self->keywords, g_strdup (keyword));
  g_ptr_array_add (self->values, g_strdup (value));
}

static void
add_default (FfPostgresAddress      *self,
             const PQconninfoOption *options,
             const char             *keyword,
             const char             *value)
{
  if (find (options, keyword) == NULL)
    add (self, keyword, value);
}

static gboolean
has_roots_of_its_own (void)
{
  g_autofree char *own = g_build_filename (g_get_home_dir (), ".postgresql", "root.crt", NULL);

  return g_getenv ("PGSSLROOTCERT") != NULL || g_file_test (own, G_FILE_TEST_EXISTS);
}

void
ff_postgres_address_clear (FfPostgresAddress *self)
{
  g_clear_pointer (&self->keywords, g_ptr_array_unref);
  g_clear_pointer (&self->values, g_ptr_array_unref);
}

static void
wipe_free (gpointer data)
{
  char *text = data;

  if (text != NULL)
    explicit_bzero (text, strlen (text));
  g_free (text);
}

gboolean
ff_postgres_address_read (const char         *address,
                          const char         *password,
                          FfPostgresAddress  *out_address,
                          GError            **error)
{
  char *words = NULL;
  g_autoptr (PQconninfoOption) options = PQconninfoParse (address, &words);
  const char *limit;

  *out_address = (FfPostgresAddress) {
    .keywords = g_ptr_array_new_with_free_func (g_free),
    .values = g_ptr_array_new_with_free_func (wipe_free),
    .patience_usec = 10 * (gint64) G_USEC_PER_SEC,
  };

  if (options == NULL)
    return fail_address (address, words, error);

  if (find (options, "password") != NULL)
    {
      g_set_error_literal (error, FF_DB_ERROR, FF_DB_ERROR_REFUSED,
                           _("Do not write the password into the address, where others can read it. Keep it in the keyring, or in a password"
                             " file that PGPASSFILE names."));
      return FALSE;
    }

  for (const PQconninfoOption *option = options; option->keyword != NULL; option++)
    if (option->val != NULL)
      add (out_address, option->keyword, option->val);

  if (password != NULL)
    add (out_address, "password", password);
  add (out_address, "client_encoding", "UTF8");
  add_default (out_address, options, "application_name", "fanfare");
  add_default (out_address, options, "keepalives_idle", "30");
  add_default (out_address, options, "keepalives_interval", "10");
  add_default (out_address, options, "keepalives_count", "3");
  add_default (out_address, options, "tcp_user_timeout", "60000");
  out_address->needs_roots = find (options, "sslrootcert") == NULL && !has_roots_of_its_own () && g_file_test (DEBIAN_ROOTS, G_FILE_TEST_EXISTS);
  out_address->verifies = find (options, "sslmode") != NULL && g_str_has_prefix (find (options, "sslmode"), "verify-");

  limit = find (options, "connect_timeout");
  if (limit != NULL && g_ascii_strtoll (limit, NULL, 10) > 0)
    out_address->patience_usec = CLAMP (g_ascii_strtoll (limit, NULL, 10), 1, 3600) * G_USEC_PER_SEC;

  return TRUE;
}

PGconn *
ff_postgres_address_start (FfPostgresAddress *self,
                           const char        *sslmode)
{
  g_autoptr (GPtrArray) keywords = g_ptr_array_new ();
  g_autoptr (GPtrArray) values = g_ptr_array_new ();

  for (guint i = 0; i < self->keywords->len; i++)
    {
      g_ptr_array_add (keywords, g_ptr_array_index (self->keywords, i));
      g_ptr_array_add (values, g_ptr_array_index (self->values, i));
    }
  if (sslmode != NULL)
    {
      g_ptr_array_add (keywords, (gpointer) "sslmode");
      g_ptr_array_add (values, (gpointer) sslmode);
    }
  /* Named roots make libpq stricter than “require” says, so they are only named where they are asked for. */
  if (self->needs_roots && (sslmode != NULL || self->verifies))
    {
      g_ptr_array_add (keywords, (gpointer) "sslrootcert");
      g_ptr_array_add (values, (gpointer) DEBIAN_ROOTS);
    }
  g_ptr_array_add (keywords, NULL);
  g_ptr_array_add (values, NULL);

  return PQconnectStartParams ((const char *const *) keywords->pdata, (const char *const *) values->pdata, 0);
}
