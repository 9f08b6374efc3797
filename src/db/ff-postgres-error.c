/* What a PostgreSQL server says, sorted by what the caller may do, with the
 * cause and the remedy. Neither a password nor a value of the data is ever
 * part of it: details of violated constraints stay away. */

#include "db/ff-postgres-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* SQLSTATEs by their beginning; the longest that fits comes first. */
static const struct
{
  const char *state;
  FfDbError   code;
} states[] = {
  { "08",    FF_DB_ERROR_UNREACHABLE },
  { "22",    FF_DB_ERROR_DATA },
  { "21000", FF_DB_ERROR_DATA },          /* more than one row where one was expected */
  { "23",    FF_DB_ERROR_CONSTRAINT },
  { "25P03", FF_DB_ERROR_UNREACHABLE },   /* idle for too long in a transaction */
  { "25006", FF_DB_ERROR_REFUSED },       /* read-only */
  { "28",    FF_DB_ERROR_REFUSED },
  { "3D000", FF_DB_ERROR_MISSING },
  { "3F000", FF_DB_ERROR_GONE },
  { "40001", FF_DB_ERROR_LOCKED },
  { "40P01", FF_DB_ERROR_LOCKED },
  { "42501", FF_DB_ERROR_REFUSED },
  { "42P01", FF_DB_ERROR_GONE },
  { "42703", FF_DB_ERROR_GONE },
  { "42",    FF_DB_ERROR_BAD_SQL },
  { "53100", FF_DB_ERROR_FULL },
  { "53300", FF_DB_ERROR_UNREACHABLE },   /* too many connections */
  { "55P03", FF_DB_ERROR_LOCKED },
  { "57014", FF_DB_ERROR_TIMEOUT },
  { "57P",   FF_DB_ERROR_UNREACHABLE },
  { "58030", FF_DB_ERROR_FULL },
};

static FfDbError
code_of (const char *state)
{
  for (guint i = 0; state != NULL && i < G_N_ELEMENTS (states); i++)
    if (g_str_has_prefix (state, states[i].state))
      return states[i].code;

  return FF_DB_ERROR_FAILED;
}

static gboolean
is_cancelled (FfPostgres *self)
{
  return self->cancellable != NULL && !self->is_uncancellable && g_cancellable_is_cancelled (self->cancellable);
}

static gboolean
fail_cancelled (GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("Cancelled."));

  return FALSE;
}

gboolean
ff_postgres_check (FfPostgres  *self,
                   GError     **error)
{
  if (self->lost)
    return ff_postgres_fail_lost (self, error);

  return !is_cancelled (self) || fail_cancelled (error);
}

/* The last line of libpq's words is the cause; what stands before it tells where. */
static char *
dup_words (const char *words)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (words != NULL ? words : ""));

  g_strdelimit (trimmed, "\n\t", ' ');

  return g_steal_pointer (&trimmed);
}

gboolean
ff_postgres_fail_lost (FfPostgres  *self,
                       GError     **error)
{
  g_autofree char *words = dup_words (PQerrorMessage (self->handle));

  if (!self->lost && PQstatus (self->handle) == CONNECTION_OK)
    {
      g_set_error_literal (error, FF_DB_ERROR, FF_DB_ERROR_BAD_SQL, words);
      return FALSE;
    }

  self->lost = TRUE;
  if (is_cancelled (self))
    return fail_cancelled (error);

  g_set_error (error, FF_DB_ERROR, FF_DB_ERROR_UNREACHABLE,
               /* Translators: a database such as “shop” on db.example.org, then the database's own words. */
               _("The connection to %s was lost; try again (%s)."), self->place,
               *words != '\0' ? words : _("the server does not answer"));

  return FALSE;
}

/* The sentence for what a person can do something about; NULL: the database's own words say it best. */
static char *
explain (FfPostgres *self,
         FfDbError   code,
         const char *state,
         const char *words)
{
  switch (code)
    {
    /* Translators: in these sentences the first placeholder is a database, such as “shop” on db.example.org, the second the database's own words. */
    case FF_DB_ERROR_REFUSED:
      if (g_strcmp0 (state, "28P01") == 0)
        return g_strdup_printf (_("The password was refused by %s. Correct it in the keyring or in the password file (%s)."), self->place, words);
      if (g_str_has_prefix (state, "28"))
        return g_strdup_printf (_("%s does not let this user in. Check the user's name, or ask the administrator (%s)."), self->place, words);
      return g_strdup_printf (_("%s does not allow it. Ask the administrator for the right (%s)."), self->place, words);

    case FF_DB_ERROR_MISSING:
      return g_strdup_printf (_("There is no database %s. Check its name (%s)."), self->place, words);

    case FF_DB_ERROR_LOCKED:
      return g_strdup_printf (_("Another program holds what is needed in %s; try again in a moment (%s)."), self->place, words);

    case FF_DB_ERROR_UNREACHABLE:
      return g_strdup_printf (_("%s does not answer; try again (%s)."), self->place, words);

    case FF_DB_ERROR_FULL:
      return g_strdup_printf (_("There is no room left on the server of %s. Tell its administrator (%s)."), self->place, words);

    case FF_DB_ERROR_TIMEOUT:
      return g_strdup_printf (_("%s took longer than is allowed for one step (%s)."), self->place, words);

    case FF_DB_ERROR_CORRUPT:
    case FF_DB_ERROR_NEWER:
    case FF_DB_ERROR_CONSTRAINT:
    case FF_DB_ERROR_BAD_SQL:
    case FF_DB_ERROR_GONE:
    case FF_DB_ERROR_DATA:
    case FF_DB_ERROR_FAILED:
    default:
      return NULL;
    }
}

static gboolean
set_error (FfPostgres  *self,
           FfDbError    code,
           const char  *state,
           const char  *words,
           GError     **error)
{
  g_autofree char *sentence = explain (self, code, state != NULL ? state : "", words);

  g_set_error_literal (error, FF_DB_ERROR, (gint) code, sentence != NULL ? sentence : words);

  return FALSE;
}

gboolean
ff_postgres_fail_result (FfPostgres      *self,
                         const PGresult  *result,
                         GError         **error)
{
  const char *state = PQresultErrorField (result, PG_DIAG_SQLSTATE);
  const char *primary = PQresultErrorField (result, PG_DIAG_MESSAGE_PRIMARY);
  g_autofree char *words = dup_words (primary != NULL ? primary : PQresultErrorMessage (result));
  FfDbError code = code_of (state);

  /* Without a state it is libpq itself that speaks: the socket broke. */
  if ((state == NULL && PQstatus (self->handle) == CONNECTION_BAD) || code == FF_DB_ERROR_UNREACHABLE)
    {
      self->lost = TRUE;
      code = FF_DB_ERROR_UNREACHABLE;
    }

  if (is_cancelled (self) && (code == FF_DB_ERROR_TIMEOUT || self->lost))
    return fail_cancelled (error);

  return set_error (self, code, state, words, error);
}

/* There is no SQLSTATE of a connection that failed, only words: those of the server are in its own language, so the
 * kinds are told by what libpq knows. */
gboolean
ff_postgres_fail_connect (FfPostgres  *self,
                          GError     **error)
{
  g_autofree char *words = dup_words (PQerrorMessage (self->handle));

  if (PQconnectionNeedsPassword (self->handle))
    {
      g_set_error (error, FF_DB_ERROR, FF_DB_ERROR_PASSWORD,
                   _("%s asks for a password, and neither the keyring nor a password file (PGPASSFILE) holds one."), self->place);
      return FALSE;
    }
  if (PQconnectionUsedPassword (self->handle))
    return set_error (self, FF_DB_ERROR_PASSWORD, "28P01", words, error);
  if (strstr (words, "certificate") != NULL || strstr (words, "SSL") != NULL)
    {
      g_set_error (error, FF_DB_ERROR, FF_DB_ERROR_REFUSED,
                   _("The connection to %s is not safe. Name the server's root certificate (sslrootcert=FILE), or say in the address"
                     " what you accept (sslmode=…) (%s)."), self->place, words);
      return FALSE;
    }
  if (strstr (words, "FATAL:") == NULL)
    return set_error (self, FF_DB_ERROR_UNREACHABLE, NULL, words, error);
  if (strstr (words, "does not exist") != NULL && strstr (words, "database") != NULL)
    return set_error (self, FF_DB_ERROR_MISSING, NULL, words, error);
  if (strstr (words, "starting up") != NULL || strstr (words, "shutting down") != NULL || strstr (words, "too many") != NULL ||
      strstr (words, "recovery") != NULL || strstr (words, "remaining connection slots") != NULL)
    return set_error (self, FF_DB_ERROR_UNREACHABLE, NULL, words, error);

  return set_error (self, FF_DB_ERROR_REFUSED, "28000", words, error);
}
