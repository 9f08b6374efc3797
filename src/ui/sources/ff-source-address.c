/* The address of a data source and its parts. Pure; any thread. */

#include "ui/sources/ff-source-address.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define FILE_PREFIX "sqlite:"
#define SERVER_SCHEME "postgresql"

/* Fills the parts when @url says no more than they can. */
static gboolean
read_server (FfSourceAddress *self,
             const char      *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  const char *path;

  if (uri == NULL || !g_str_equal (g_uri_get_scheme (uri), SERVER_SCHEME) || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0' ||
      g_uri_get_query (uri) != NULL || g_uri_get_fragment (uri) != NULL)
    return FALSE;

  path = g_uri_get_path (uri);
  self->kind = FF_SOURCE_SERVER;
  self->host = g_strdup (g_uri_get_host (uri));
  self->port = g_uri_get_port (uri) > 0 ? g_strdup_printf ("%d", g_uri_get_port (uri)) : NULL;
  self->database = g_strdup (*path == '/' ? path + 1 : path);
  self->user = g_strdup (g_uri_get_userinfo (uri));

  return TRUE;
}

static void
fill_empty (char **text)
{
  if (*text == NULL)
    *text = g_strdup ("");
}

void
ff_source_address_init (FfSourceAddress *self,
                        const char      *url)
{
  *self = (FfSourceAddress) { FF_SOURCE_FILE };

  if (url != NULL && g_str_has_prefix (url, FILE_PREFIX))
    self->file = g_strdup (url + strlen (FILE_PREFIX));
  else if (url != NULL && !read_server (self, url))
    {
      self->kind = FF_SOURCE_ADDRESS;
      self->address = g_strdup (url);
    }

  fill_empty (&self->file);
  fill_empty (&self->host);
  fill_empty (&self->port);
  fill_empty (&self->database);
  fill_empty (&self->user);
  fill_empty (&self->address);
}

void
ff_source_address_clear (FfSourceAddress *self)
{
  g_clear_pointer (&self->file, g_free);
  g_clear_pointer (&self->host, g_free);
  g_clear_pointer (&self->port, g_free);
  g_clear_pointer (&self->database, g_free);
  g_clear_pointer (&self->user, g_free);
  g_clear_pointer (&self->address, g_free);
}

static const char *
find_server_problem (const FfSourceAddress *self)
{
  guint64 port;

  if (*self->host == '\0')
    return _("Type the name of the server");
  if (*self->port != '\0' && !g_ascii_string_to_unsigned (self->port, 10, 1, 65535, &port, NULL))
    return _("A port is a number from 1 to 65535");
  if (*self->database == '\0')
    return _("Type the name of the database");

  return NULL;
}

char *
ff_source_address_dup_url (const FfSourceAddress  *self,
                           const char            **out_problem)
{
  g_autofree char *path = NULL;

  *out_problem = NULL;
  switch (self->kind)
    {
    case FF_SOURCE_FILE:
      if (*self->file != '\0')
        return g_strconcat (FILE_PREFIX, self->file, NULL);
      *out_problem = _("Choose a file");
      return NULL;

    case FF_SOURCE_SERVER:
      *out_problem = find_server_problem (self);
      if (*out_problem != NULL)
        return NULL;
      path = g_strconcat ("/", self->database, NULL);
      return g_uri_join (G_URI_FLAGS_NONE, SERVER_SCHEME, *self->user != '\0' ? self->user : NULL, self->host,
                         *self->port != '\0' ? atoi (self->port) : -1, path, NULL, NULL);

    case FF_SOURCE_ADDRESS:
    default:
      if (*self->address != '\0')
        return g_strdup (self->address);
      *out_problem = _("Type an address");
      return NULL;
    }
}
