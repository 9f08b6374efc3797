/* The rights that Fanfare needs on a PostgreSQL server, as statements for its
 * administrator to read and run: SELECT on the data, all in a schema for
 * working tables, and Fanfare's own tables. Called by fanfarectl. Any thread. */

#include "store/ff-store-postgres-private.h"

#include <string.h>

static void
add (GString    *text,
     const char *statement,
     const char *schema,
     const char *role)
{
  for (const char *at = statement; *at != '\0'; at++)
    if (g_str_has_prefix (at, "{schema}"))
      {
        ff_sql_quote_name (text, schema);
        at += strlen ("{schema}") - 1;
      }
    else if (g_str_has_prefix (at, "{role}"))
      {
        ff_sql_quote_name (text, role);
        at += strlen ("{role}") - 1;
      }
    else
      {
        g_string_append_c (text, *at);
      }
  g_string_append (text, ";\n");
}

/**
 * ff_store_dup_grants:
 * @role: who Fanfare is to the server
 * @schemas: of the data
 *
 * Returns: (transfer full): the statements, in one transaction; they may be run again
 */
char *
ff_store_dup_grants (const char         *role,
                     const char *const  *schemas)
{
  g_autoptr (GString) text = g_string_new ("BEGIN;\n\n");

  add (text, "CREATE SCHEMA IF NOT EXISTS {schema}", FF_POSTGRES_WORK, role);
  add (text, "GRANT USAGE, CREATE ON SCHEMA {schema} TO {role}", FF_POSTGRES_WORK, role);

  g_string_append_c (text, '\n');
  add (text, "CREATE SCHEMA IF NOT EXISTS {schema}", FF_POSTGRES_OWN, role);
  add (text, "GRANT USAGE ON SCHEMA {schema} TO {role}", FF_POSTGRES_OWN, role);
  g_string_append (text, ff_postgres_own_tables);
  add (text, "GRANT SELECT, INSERT, UPDATE, DELETE ON {schema}.audience, {schema}.audience_member TO {role}", FF_POSTGRES_OWN, role);
  add (text, "GRANT SELECT ON {schema}." FF_TABLE_AUDIENCE_MEMBER ", {schema}.suppression TO {role}", FF_POSTGRES_OWN, role);

  for (guint s = 0; schemas[s] != NULL; s++)
    {
      g_string_append_c (text, '\n');
      add (text, "GRANT USAGE ON SCHEMA {schema} TO {role}", schemas[s], role);
      add (text, "GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {role}", schemas[s], role);
      add (text, "ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} GRANT SELECT ON TABLES TO {role}", schemas[s], role);
    }

  g_string_append (text, "\nCOMMIT;\n");

  return g_string_free (g_steal_pointer (&text), FALSE);
}
