/* Names and values that look like SQL: as tables, columns, carried columns,
 * codes, audiences and whatever is compared. Counts are right, and a table
 * beside them stays as it is. */

#include <string.h>

#include "engine/ff-engine.h"

#include "../support/ff-test-plan.h"
#include "../support/ff-test-store.h"

typedef struct
{
  const char *what;
  const char *name;
  const char *carried;  /* what a column is called that wants the name and cannot have it; else NULL */
} Case;

static const Case cases[] = {
  { "quote",           "a\"b" },
  { "quotes",          "\"\"" },
  { "apostrophe",      "O'Neil" },
  { "closes-text",     "'; DROP TABLE canary; --" },
  { "closes-name",     "\"; DROP TABLE canary; --" },
  { "closes-bracket",  "x\") OR 1 = 1; DELETE FROM canary; --" },
  { "comment",         "a /* b" },
  { "dashes",          "-- canary" },
  { "semicolon",       "a;b" },
  { "like",            "%_\\" },
  { "percents",        "100%%s %n %d" },
  { "pattern",         ".*[^a](b){2}|$?+" },
  { "backslashes",     "\\\\'\\" },
  { "escape",          "\\x27; DROP TABLE canary" },
  { "parameters",      "$1 ?1 :a @b" },
  { "braces",          "{0}{{1}" },
  { "brackets",        "[x]`y`" },
  { "keyword",         "select" },
  { "ours",            "k1", "k1_2" },
  { "alias",           "i" },
  { "row",             "rowid", "rowid_2" },
  { "cell",            "Cell", "Cell_2" },
  { "upper",           "MiXed Case" },
  { "spaces",          "  a  b " },
  { "lines",           "a\nb\r\tc" },
  { "dots",            "public.canary" },
  { "slashes",         "a/b~c" },
  { "korean",          "이름 '고객'" },
  { "cyrillic",        "имя; Я" },
  { "right-to-left",   "שם\"" },
  { "beyond-16-bit",   "😀'𐐀" },
  { "63-bytes",        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'" },
  { "63-bytes-korean", "가가가가가가가가가가가가가가가가가가가가가" },
};

/* $N is the name, $C that of a column that is carried, $L it as a like finds it, $P as a pattern does, $E an expression that compares the column of that name
 * with the text. */
static const struct
{
  const char *plan;
  const char *rows;   /* of the last step */
} uses[] = {
  { "[{'op':'select','entity':$N,'rule':{'all':[{'left':{'attribute':[$N]},'op':'equals','right':{'value':$N}}]}}]", "1" },
  { "[{'op':'select','entity':$N,'rule':{'all':[{'left':{'attribute':[$N]},'op':'not-equals','right':{'value':$N},'empty-differs':true}]}}]", "2 3" },
  { "[{'op':'select','entity':$N,'rule':{'all':[{'left':{'attribute':[$N]},'op':'in-list','right':{'values':[$N,'none']}}]}}]", "1" },
  { "[{'op':'select','entity':$N,'rule':{'all':[{'left':{'attribute':[$N]},'op':'contains','right':{'value':$N}}]}}]", "1" },
  { "[{'op':'select','entity':$N,'rule':{'all':[{'left':{'attribute':[$N]},'op':'starts-with','right':{'value':$N},'ignore-case':true}]}}]", "1" },
  { "[{'op':'select','entity':$N,'rule':{'all':[{'left':{'attribute':[$N]},'op':'not-ends-with','right':{'value':$N}}]}}]", "2" },
  { "[{'op':'select','entity':$N,'rule':{'all':[{'left':{'attribute':[$N]},'op':'like','right':{'value':$L}}]}}]", "1" },
  { "[{'op':'select','entity':$N,'rule':{'all':[{'left':{'attribute':[$N]},'op':'matches','right':{'value':$P}}]}}]", "1" },
  { "[{'op':'select','entity':$N,'rule':{'all':[{'left':{'attribute':[$N]},'op':'at-least','right':{'value':$N}},"
    "{'left':{'attribute':[$N]},'op':'at-most','right':{'attribute':[$N]}},{'left':{'attribute':[$N]},'op':'between','right':{'from':$N,'to':$N}}]}}]", "1" },
  { "[{'op':'select','entity':$N,'rule':{'all':[{'left':{'expression':$E},'op':'is-true'}]}}]", "1" },
  { "[{'op':'select','entity':$N,'rule':{'all':[{'in-audience':$N}]}}]", "2 3" },
  { "[{'op':'members','entity':$N,'audience':$N}]", "2 3" },
  { "[{'op':'select','entity':$N},{'op':'enrich','in':[0],'columns':[{'name':$N,'operand':{'attribute':[$N]}}]},"
    "{'op':'filter','in':[1],'rule':{'all':[{'left':{'column':$C},'op':'equals','right':{'value':$N}}]}}]", "1|$N" },
  { "[{'op':'select','entity':$N},{'op':'mark','in':[0],'name':$N,'value':$N},{'op':'dedupe','in':[1],'keys':[{'column':$C}]}]", "1|$N" },
  { "[{'op':'select','entity':$N},{'op':'mark','in':[0],'name':$N,'value':$N},"
    "{'op':'take','in':[1],'quota':{'count':1},'order':[{'by':{'attribute':[$N]},'values':[$N]}],'groups':[{'column':$C}]}]", "1|$N" },
  { "[{'op':'select','entity':$N},{'op':'split','in':[0],'column':$N,'subsets':[{'code':$N,'rule':{'all':[{'left':{'attribute':[$N]},'op':'equals','right':{'value':$N}}]}}]}]",
    "1|$N" },
  { "[{'op':'select','entity':$N},{'op':'filter','in':[0],'rule':{'all':[{'left':{'attribute':[$N]},'op':'is-empty'}]},'reasons':[$N]},"
    "{'op':'take','in':[[1,1]],'quota':{'count':1},'order':[]}]", "1|$N" },
  { "[{'op':'select','entity':$N},{'op':'enrich','in':[0],'columns':[{'name':$N,'operand':{'aggregate':'text-join','link':['linked'],'of':{'attribute':[$N]},'separator':$N}}]},"
    "{'op':'take','in':[1],'quota':{'count':1},'order':[]}]", "1|$N$N$N" },
};

static void
add_quoted (GString    *sql,
            const char *text,
            char        quote)
{
  g_string_append_c (sql, quote);
  for (; *text != '\0'; text++)
    {
      g_string_append_c (sql, *text);
      if (*text == quote)
        g_string_append_c (sql, quote);
    }
  g_string_append_c (sql, quote);
}

/* @text with a backslash before each of @special. */
static char *
dup_escaped (const char *text,
             const char *special)
{
  GString *escaped = g_string_new (NULL);

  for (; *text != '\0'; text++)
    {
      if (strchr (special, *text) != NULL)
        g_string_append_c (escaped, '\\');
      g_string_append_c (escaped, *text);
    }

  return g_string_free (escaped, FALSE);
}

static char *
dup_data (const char *name)
{
  g_autoptr (GString) sql = g_string_new ("CREATE TABLE canary (canary_id INTEGER PRIMARY KEY, song TEXT) STRICT; INSERT INTO canary VALUES (1, 'tweet'), (2, NULL);"
                                          "CREATE TABLE ");

  add_quoted (sql, name, '"');
  g_string_append (sql, " (id INTEGER PRIMARY KEY, ");
  add_quoted (sql, name, '"');
  g_string_append (sql, " TEXT) STRICT; INSERT INTO ");
  add_quoted (sql, name, '"');
  g_string_append (sql, " VALUES (1, ");
  add_quoted (sql, name, '\'');
  g_string_append (sql, "), (2, 'other'), (3, NULL); CREATE TABLE linked (linked_id INTEGER PRIMARY KEY, to_id INTEGER REFERENCES ");
  add_quoted (sql, name, '"');
  g_string_append (sql, ", ");
  add_quoted (sql, name, '"');
  g_string_append (sql, " TEXT) STRICT; INSERT INTO linked VALUES (1, 1, ");
  add_quoted (sql, name, '\'');
  g_string_append (sql, "), (2, 1, ");
  add_quoted (sql, name, '\'');
  g_string_append (sql, "), (3, 2, NULL);");

  return g_string_free (g_steal_pointer (&sql), FALSE);
}

/* With the text of each as JSON in its place. */
static char *
dup_filled (const char *form,
            const Case *c)
{
  const char *name = c->name;
  g_autofree char *like = dup_escaped (name, "%_\\");
  g_autofree char *pattern = dup_escaped (name, ".[]*+?{}|()^$\\");
  g_autoptr (GString) expression = g_string_new (NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  static const char marks[] = "NCLPE";
  const char *texts[5];

  add_quoted (expression, name, '"');
  g_string_append (expression, " = ");
  add_quoted (expression, name, '\'');
  texts[0] = name;
  texts[1] = c->carried != NULL ? c->carried : name;
  texts[2] = like;
  texts[3] = pattern;
  texts[4] = expression->str;

  for (; *form != '\0'; form++)
    {
      const char *place = *form == '$' ? strchr (marks, form[1]) : NULL;
      g_autoptr (FfJson) json = NULL;
      g_autofree char *printed = NULL;

      if (place == NULL)
        {
          g_string_append_c (text, *form == '\'' ? '"' : *form);
          continue;
        }

      json = ff_json_new_string (texts[place - marks]);
      printed = ff_json_print (json);
      g_string_append (text, printed);
      form++;
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static FfJson *
new_plan (const char *form,
          const Case *c)
{
  g_autofree char *text = dup_filled (form, c);
  g_autoptr (GError) error = NULL;
  FfJson *plan = ff_json_parse (text, -1, &ff_json_document_limits, &error);

  g_assert_no_error (error);

  return plan;
}

static char *
dup_rows (FfStore *store,
          FfJson  *json,
          FfJson  *audiences,
          FfFlow  *out_flow,
          char   **out_fingerprint)
{
  g_autoptr (FfPlan) plan = ff_test_plan (ff_store_get_schema (store), json, audiences);
  g_autofree char *last = g_strdup_printf ("%u", ff_json_get_length (json) - 1);
  g_autoptr (FfCounts) counts = NULL;
  g_autoptr (GError) error = NULL;
  const FfCount *count;
  g_autofree char *fingerprint = NULL;
  FfFlow flow;

  g_assert_nonnull (plan);
  counts = ff_evaluate (store, plan, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  count = ff_counts_find (counts, last, "0");
  g_assert_cmpstr (count->reason, ==, NULL);
  flow = ff_plan_find_output (plan, last, "0")->flow;
  fingerprint = ff_evaluate_dup_fingerprint (store, flow, counts);
  if (out_flow != NULL)
    {
      gint64 n = 0;

      ff_store_write_audience (store, flow, fingerprint, *out_fingerprint, TRUE, &n, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpint (n, ==, count->n_keys);
    }

  return ff_test_dup_rows (store, flow, fingerprint);
}

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autofree char *sql = dup_data (c->name);
  g_autoptr (FfJson) audiences = ff_json_new_object ();
  g_autoptr (FfJson) saved = new_plan ("[{'op':'select','entity':$N,'rule':{'all':[{'left':{'attribute':['id']},'op':'greater','right':{'value':1}}]}}]", c);
  g_autoptr (FfStore) store = NULL;
  g_autofree char *fans = NULL;
  g_autofree char *canary = NULL;
  char *audience = (char *) c->name;
  FfTestFile file;
  FfFlow flow;

  ff_test_file_init (&file, sql);
  store = ff_test_file_open (&file);
  fans = dup_rows (store, saved, NULL, &flow, &audience);
  g_assert_cmpstr (fans, ==, "2 3");
  ff_json_set_string (audiences, c->name, c->name);

  for (guint u = 0; u < G_N_ELEMENTS (uses); u++)
    {
      g_autoptr (FfJson) json = new_plan (uses[u].plan, c);
      g_autofree char *rows = dup_rows (store, json, audiences, NULL, NULL);
      g_autoptr (GString) expected = g_string_new (uses[u].rows);

      g_string_replace (expected, "$N", c->name, 0);
      g_assert_cmpstr (rows, ==, expected->str);
    }

  canary = ff_test_file_dup_column (&file, "SELECT coalesce (song, 'silent') FROM canary ORDER BY canary_id");
  g_assert_cmpstr (canary, ==, "tweet silent");
  g_clear_object (&store);
  ff_test_file_clear (&file);
}

/* Columns that are carried may have any name: longer than a database's, and alike as far as it looks. */
static void
test_long_columns (void)
{
  g_autofree char *long_name = g_strnfill (200, 'a');
  g_autofree char *text = g_strdup_printf ("[{'op':'select','entity':'person'},{'op':'mark','in':[0],'name':'%s1','value':'x'},{'op':'mark','in':[1],'name':'%s2','value':'y'},"
                                           "{'op':'take','in':[2],'quota':{'count':1},'order':[{'by':{'column':'%s2'}}],'groups':[{'column':'%s1'}]},"
                                           "{'op':'filter','in':[3],'rule':{'all':[{'left':{'column':'%s2'},'op':'equals','right':{'value':'y'}}]}}]",
                                           long_name, long_name, long_name, long_name, long_name);
  g_autoptr (FfJson) json = ff_test_json (text);
  g_autoptr (FfStore) store = NULL;
  g_autofree char *rows = NULL;
  FfTestFile file;

  ff_test_file_init (&file, ff_test_shop);
  store = ff_test_file_open (&file);
  rows = dup_rows (store, json, NULL, NULL, NULL);
  g_assert_cmpstr (rows, ==, "1|x|y");
  g_clear_object (&store);
  ff_test_file_clear (&file);
}

/* What a database keeps for itself is no name of a column; who asks for it gets another. */
static void
test_system_columns (void)
{
  static const char *const names[] = { "ctid", "XMIN", "tableoid", "oid", "cmax", "_rowid_" };
  FfTestFile file;
  g_autoptr (FfStore) store = NULL;

  ff_test_file_init (&file, ff_test_shop);
  store = ff_test_file_open (&file);
  for (guint n = 0; n < G_N_ELEMENTS (names); n++)
    {
      g_autofree char *text = g_strdup_printf ("[{'op':'select','entity':'person'},{'op':'mark','in':[0],'name':'%s','value':'x'},"
                                               "{'op':'take','in':[1],'quota':{'count':1},'order':[],'groups':[{'column':'%s_2'}]}]", names[n], names[n]);
      g_autoptr (FfJson) json = ff_test_json (text);
      g_autofree char *rows = dup_rows (store, json, NULL, NULL, NULL);

      g_assert_cmpstr (rows, ==, "1|x");
    }
  g_clear_object (&store);
  ff_test_file_clear (&file);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!ff_test_store_is_there ())
    return 0;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/engine/hostile/", cases[i].what, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/engine/hostile/long-columns", test_long_columns);

  g_test_add_func ("/engine/hostile/system-columns", test_system_columns);

  return g_test_run ();
}
