/* The words of a review. */

#include "ui/review/ff-review-words.h"

#include <glib/gi18n-lib.h>

#include "picture/ff-count-labels.h"

/* The one channel of all activities; NULL when there are several. */
static const char *
get_channel (FfLaunch *launch)
{
  const char *channel = NULL;

  for (guint i = 0; i < ff_launch_get_n_channels (launch); i++)
    {
      const char *other = ff_launch_get_channel (launch, i)->channel;

      if (channel != NULL && !g_str_equal (channel, other))
        return NULL;
      channel = other;
    }

  return channel;
}

/* Whole sentences, so that each language can turn them as it must. */
char *
ff_review_words_dup_deed (FfLaunch *launch,
                          gint64    n)
{
  g_autofree char *number = ff_count_format (n);
  const char *channel = get_channel (launch);
  gulong plural = (gulong) n;

  if (ff_launch_is_live (launch))
    {
      if (g_strcmp0 (channel, "email") == 0)
        return g_strdup_printf (ngettext ("Send %s Email", "Send %s Emails", plural), number);
      if (g_strcmp0 (channel, "sms") == 0)
        return g_strdup_printf (ngettext ("Send %s Text Message", "Send %s Text Messages", plural), number);
      return g_strdup_printf (ngettext ("Send %s Message", "Send %s Messages", plural), number);
    }

  if (g_strcmp0 (channel, "email") == 0)
    return g_strdup_printf (ngettext ("Rehearse %s Email", "Rehearse %s Emails", plural), number);
  if (g_strcmp0 (channel, "sms") == 0)
    return g_strdup_printf (ngettext ("Rehearse %s Text Message", "Rehearse %s Text Messages", plural), number);
  return g_strdup_printf (ngettext ("Rehearse %s Message", "Rehearse %s Messages", plural), number);
}

char *
ff_review_words_dup_question (FfLaunch *launch,
                              gint64    n)
{
  g_autofree char *deed = ff_review_words_dup_deed (launch, n);

  /* Translators: %s is a deed: “Rehearse 11,975 Emails”. */
  return g_strdup_printf (_("%s?"), deed);
}

char *
ff_review_words_dup_kind (const char *channel,
                          gint64      n)
{
  g_autofree char *number = ff_count_format (n);
  gulong plural = (gulong) n;

  if (g_str_equal (channel, "email"))
    return g_strdup_printf (ngettext ("%s email", "%s emails", plural), number);
  if (g_str_equal (channel, "sms"))
    return g_strdup_printf (ngettext ("%s text message", "%s text messages", plural), number);

  /* Translators: %s is a number, with separators. */
  return g_strdup_printf (ngettext ("%s message", "%s messages", plural), number);
}

char *
ff_review_words_dup_change (gint64 confirmed,
                            gint64 now)
{
  g_autofree char *before = ff_count_format (confirmed);
  g_autofree char *after = ff_count_format (now);
  g_autofree char *difference = ff_count_format (ABS (now - confirmed));

  if (now > confirmed)
    /* Translators: numbers of messages: now, as confirmed, and the difference. */
    return g_strdup_printf (_("%s instead of %s (+%s)"), after, before, difference);

  /* Translators: numbers of messages: now, as confirmed, and the difference. */
  return g_strdup_printf (_("%s instead of %s (−%s)"), after, before, difference);
}
