/* Statements under construction. */

#include "query/ff-sql.h"

static void
dollar_parameter (GString *text,
                  guint    number)
{
  g_string_append_printf (text, "$%u", number);
}

static void
test_parts (void)
{
  g_autoptr (FfSql) sql = ff_sql_new (&ff_dialect_sqlite);
  g_autofree char *first = ff_sql_new_alias (sql);
  g_autofree char *second = ff_sql_new_alias (sql);
  FfValue real = { .kind = FF_VALUE_REAL, .real = 0.5 };

  g_assert_cmpstr (first, ==, "t0");
  g_assert_cmpstr (second, ==, "t1");

  ff_sql_add (sql, "SELECT ");
  ff_sql_name (sql, "na\"me; DROP TABLE x");
  ff_sql_addf (sql, " FROM x WHERE %s.a = ", second);
  ff_sql_integer (sql, G_MININT64);
  ff_sql_add (sql, " AND b = ");
  ff_sql_text (sql, "it's ? \"$1\"");
  ff_sql_add (sql, " AND c = ");
  ff_sql_value (sql, &real);

  g_assert_cmpstr (sql->text->str, ==, "SELECT \"na\"\"me; DROP TABLE x\" FROM x WHERE t1.a = ? AND b = ? AND c = ?");
  g_assert_cmpuint (sql->values->len, ==, 3);
  g_assert_cmpint (g_array_index (sql->values, FfValue, 0).integer, ==, G_MININT64);
  g_assert_cmpstr (g_array_index (sql->values, FfValue, 1).text, ==, "it's ? \"$1\"");
}

static void
test_readable (void)
{
  g_autoptr (FfSql) sql = ff_sql_new (&ff_dialect_sqlite);
  g_autofree char *readable = NULL;

  ff_sql_name (sql, "what?");
  ff_sql_add (sql, " = 'why?' AND a = ");
  ff_sql_text (sql, "it's ?");
  ff_sql_add (sql, " AND b = ");
  ff_sql_integer (sql, -7);
  ff_sql_add (sql, " AND c = ");
  ff_sql_text (sql, NULL);
  ff_sql_value (sql, &(FfValue) { .kind = FF_VALUE_NULL });

  readable = ff_sql_to_readable (sql);
  g_assert_cmpstr (readable, ==, "\"what?\" = 'why?' AND a = 'it''s ?' AND b = -7 AND c = NULLNULL");
}

static void
test_numbered (void)
{
  FfDialect dialect = ff_dialect_sqlite;
  g_autoptr (FfSql) sql = NULL;
  g_autofree char *readable = NULL;

  dialect.parameter = dollar_parameter;
  sql = ff_sql_new (&dialect);
  for (gint i = 1; i <= 11; i++)
    {
      ff_sql_add (sql, " ");
      ff_sql_integer (sql, i * 100);
    }

  g_assert_cmpstr (sql->text->str, ==, " $1 $2 $3 $4 $5 $6 $7 $8 $9 $10 $11");
  readable = ff_sql_to_readable (sql);
  g_assert_cmpstr (readable, ==, " 100 200 300 400 500 600 700 800 900 1000 1100");
}

static void
test_dialect (void)
{
  g_autoptr (GString) text = g_string_new (NULL);

  ff_dialect_sqlite.fold (text, "a");
  ff_dialect_sqlite.hash (text, "b", G_MAXUINT64, FALSE);
  ff_dialect_sqlite.scan (text, "c");
  g_assert_cmpstr (text->str, ==, "ff_lower (a)ff_hash (b, -1)+c");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/query/sql/parts", test_parts);
  g_test_add_func ("/query/sql/readable", test_readable);
  g_test_add_func ("/query/sql/numbered", test_numbered);
  g_test_add_func ("/query/sql/dialect", test_dialect);

  return g_test_run ();
}
