/* Previews are what would be sent: of people who can be written to, with the words that the outbox would freeze. */

#include "runner/ff-preview.h"

#include <string.h>

#include "runner-support.h"

#define ADD(path, func) g_test_add (path, Fixture, NULL, support_set_up, func, support_tear_down)

static GPtrArray *
preview (Fixture   *f,
         FfChannel *channel,
         guint      limit)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *previews = ff_preview_read (channel, f->store, f->context->zone, SUPPORT_NOW, limit, NULL, &error);

  g_assert_no_error (error);
  return previews;
}

static void
test_words (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr (FfLaunch) launch = NULL;

  support_open_template (f, "win-back");
  launch = support_launch (f);
  for (guint i = 0; i < ff_launch_get_n_channels (launch); i++)
    {
      FfChannel *channel = ff_launch_get_channel (launch, i);
      g_autoptr (GPtrArray) previews = preview (f, channel, 5);

      g_assert_cmpuint (previews->len, <=, 5);
      for (guint p = 0; p < previews->len; p++)
        {
          const FfPreview *one = previews->pdata[p];
          gboolean is_email = g_str_equal (channel->channel, "email");

          g_assert_cmpstr (one->address, !=, "");
          g_assert_nonnull (one->message);
          g_assert_true ((one->message->subject != NULL) == is_email);
          /* The name that the template greets is the name above it. */
          g_assert_nonnull (strstr (is_email ? one->message->subject : one->message->text, one->name));
        }
    }
}

/* Nobody without consent is shown. */
static void
test_nobody (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr (FfLaunch) launch = NULL;
  g_autoptr (GPtrArray) previews = NULL;

  support_exec (f, "DELETE FROM consents");
  support_open (f, ALL_PROFILES ", " EMAIL, JOIN ("t", "who", "mail"));
  launch = support_launch (f);
  previews = preview (f, ff_launch_get_channel (launch, 0), 20);
  g_assert_cmpuint (previews->len, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/preview/words", test_words);
  ADD ("/preview/nobody", test_nobody);
  return g_test_run ();
}
