/* Ignore case, for every character there is: on the store, in the reference
 * evaluator and by the table of base. */

#include "base/ff-fold.h"
#include "engine/ff-engine.h"

#include <string.h>

#include "../support/ff-reference.h"
#include "../support/ff-test-plan.h"
#include "../support/ff-test-store.h"

#define IS(op, right, more) "[{'op':'select','entity':'letter','rule':{'all':[{'left':{'attribute':['t']},'op':'" op "','right':" right more "}]}}]"

/* Fold of t by the table of base, and t in a word. */
static char *
dup_data (guint *out_n,
          guint *out_n_changed)
{
  g_autoptr (GString) sql = g_string_new ("PRAGMA synchronous = OFF; BEGIN; CREATE TABLE letter (point INTEGER PRIMARY KEY, t TEXT, folded TEXT) STRICT;");

  *out_n = *out_n_changed = 0;
  for (gunichar c = 1; c <= 0x10ffff; c++)
    {
      const GUnicodeType type = g_unichar_type (c);
      char text[7] = { 0 };
      g_autofree char *folded = NULL;

      if (type == G_UNICODE_SURROGATE || type == G_UNICODE_UNASSIGNED || (type == G_UNICODE_PRIVATE_USE && c % 0x100 != 0))
        continue;

      g_unichar_to_utf8 (c, text);
      folded = ff_fold_lower (text, -1);
      *out_n += 1;
      *out_n_changed += strcmp (text, folded) != 0;
      g_string_append_printf (sql, "INSERT INTO letter VALUES (%u, '%s', '%s');", c, c == '\'' ? "''" : text, c == '\'' ? "''" : folded);
    }
  g_string_append (sql, "COMMIT;");

  return g_string_free (g_steal_pointer (&sql), FALSE);
}

static void
test_every_character (void)
{
  static const struct
  {
    const char *plan;
    gboolean    is_changed;  /* only those that have a lower case; all otherwise */
  } asked[] = {
    { IS ("equals", "{'attribute':['folded']}", ",'ignore-case':true"), FALSE },
    { IS ("contains", "{'attribute':['folded']}", ",'ignore-case':true"), FALSE },
    { IS ("not-equals", "{'attribute':['folded']}", ""), TRUE },
  };
  FfTestFile file;
  guint n, n_changed;
  g_autofree char *sql = dup_data (&n, &n_changed);
  g_autoptr (FfStore) store = NULL;
  g_autoptr (FfStore) rows = NULL;
  FfReference *reference;

  ff_test_file_init (&file, sql);
  store = ff_test_file_open (&file);
  rows = ff_store_open (file.path, NULL);
  reference = ff_reference_new (file.path, ff_store_get_schema (rows));
  g_assert_cmpuint (n_changed, >, 1400);

  for (guint a = 0; a < G_N_ELEMENTS (asked); a++)
    {
      g_autoptr (FfJson) json = ff_test_json (asked[a].plan);
      g_autoptr (FfPlan) plan = ff_test_plan (ff_store_get_schema (store), json, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (FfCounts) counts = ff_evaluate (store, plan, NULL, NULL, NULL, &error);
      g_autoptr (GPtrArray) steps = ff_reference_evaluate (reference, json, FF_TEST_NOW);
      FfFlow flow = ff_plan_find_output (plan, "0", "0")->flow;
      g_autofree char *fingerprint = NULL;
      g_autofree char *in_store = NULL;
      g_autofree char *in_reference = NULL;

      g_assert_no_error (error);
      fingerprint = ff_evaluate_dup_fingerprint (store, flow, counts);
      in_store = ff_test_dup_rows (store, flow, fingerprint);
      in_reference = ff_ref_flow_dup_rows (g_ptr_array_index ((GPtrArray *) g_ptr_array_index (steps, 0), 0));
      g_assert_cmpint (ff_counts_find (counts, "0", "0")->n_keys, ==, asked[a].is_changed ? n_changed : n);
      g_assert_true (g_str_equal (in_store, in_reference));
    }

  g_test_message ("%u characters, %u of them folded", n, n_changed);
  ff_reference_free (reference);
  g_clear_object (&store);
  g_clear_object (&rows);
  ff_test_file_clear (&file);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!ff_test_store_is_there ())
    return 0;

  g_test_add_func ("/engine/any-case/every-character", test_every_character);

  return g_test_run ();
}
