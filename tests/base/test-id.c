/* Ids: shape, order, no repetition; and what a document may use as one. */

#include "base/ff-id.h"

#include <string.h>

static void
test_new (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const char *last = "";

  for (guint i = 0; i < 100000; i++)
    {
      char *id = ff_id_new ();

      g_assert_cmpint (strlen (id), ==, 26);
      g_assert_true (ff_id_is_valid (id));
      g_assert_cmpstr (last, <, id);
      g_assert_true (g_hash_table_add (seen, id));
      last = id;
    }
}

static gpointer
make_thread (gpointer data)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < 10000; i++)
    g_ptr_array_add (ids, ff_id_new ());

  return ids;
}

static void
test_threads (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) second = NULL;
  GThread *thread = g_thread_new ("make", make_thread, NULL);

  first = make_thread (NULL);
  second = g_thread_join (thread);

  for (guint i = 0; i < first->len; i++)
    {
      g_assert_true (g_hash_table_add (seen, first->pdata[i]));
      g_assert_true (g_hash_table_add (seen, second->pdata[i]));
    }
}

typedef struct
{
  const char *id;
  gboolean    is_valid;
} Case;

static const Case cases[] = {
  { "a", TRUE },
  { "Audience-1_b.2", TRUE },
  { "0123456789012345678901234567890123456789012345678901234567890123", TRUE },
  { "01234567890123456789012345678901234567890123456789012345678901234", FALSE },
  { "", FALSE },
  { "a b", FALSE },
  { "a/b", FALSE },
  { "é", FALSE },
  { "a\n", FALSE },
  { NULL, FALSE },
};

static void
test_is_valid (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (ff_id_is_valid (cases[i].id), ==, cases[i].is_valid);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/id/new", test_new);
  g_test_add_func ("/base/id/threads", test_threads);
  g_test_add_func ("/base/id/is-valid", test_is_valid);

  return g_test_run ();
}
