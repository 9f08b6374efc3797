/* Tests src/base/ff-secret.c, on a keyring in a file of its own. */

#include "base/ff-secret.h"

#include <glib/gstdio.h>

static void
assert_secret (const char *place,
               const char *expected)
{
  g_autoptr (GError) error = NULL;
  char *secret = ff_secret_read (place, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (secret, ==, expected);
  ff_secret_free (secret);
}

static void
keep (const char *place,
      const char *secret,
      gboolean    in_keyring)
{
  g_autoptr (GError) error = NULL;

  ff_secret_keep (place, "A test's", secret, in_keyring, NULL, &error);
  g_assert_no_error (error);
}

static void
assert_in_another_process (const char *place,
                           const char *expected)
{
  if (g_test_subprocess ())
    {
      assert_secret (place, expected);
      return;
    }

  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
}

static void
test_none (void)
{
  assert_secret ("nowhere", NULL);
}

static void
test_in_memory (void)
{
  if (!g_test_subprocess ())
    {
      keep ("memory", "first", FALSE);
      keep ("memory", "sec❄nd", FALSE);
      assert_secret ("memory", "sec❄nd");
    }
  assert_in_another_process ("memory", NULL);
}

static void
test_in_keyring (void)
{
  if (!g_test_subprocess ())
    {
      keep ("keyring", "first", TRUE);
      keep ("keyring", "sec❄nd", TRUE);
      keep ("other", "third", TRUE);
      assert_secret ("keyring", "sec❄nd");
    }
  assert_in_another_process ("keyring", "sec❄nd");
}

/* It stays usable, and the person is told that it will not be there tomorrow. */
static void
test_no_keyring (void)
{
  g_autoptr (GError) error = NULL;

  if (g_test_subprocess ())
    {
      g_setenv ("SECRET_BACKEND", "service", TRUE);
      g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere", TRUE);
      g_assert_false (ff_secret_keep ("nobody", "A test's", "secret", TRUE, NULL, &error));
      g_assert_nonnull (error);
      g_assert_null (strstr (error->message, "secret"));
      assert_secret ("nobody", "secret");
      assert_secret ("somebody", NULL);
      return;
    }

  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *folder = g_dir_make_tmp ("ff-secret-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "keyring", NULL);
  int status;

  /* A subprocess has its parent's. */
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", path, FALSE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "only for tests", TRUE);

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/secret/none", test_none);
  g_test_add_func ("/secret/in-memory", test_in_memory);
  g_test_add_func ("/secret/in-keyring", test_in_keyring);
  g_test_add_func ("/secret/no-keyring", test_no_keyring);
  status = g_test_run ();

  g_unlink (path);
  g_rmdir (folder);

  return status;
}
