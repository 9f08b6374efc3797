/* Ids that never change, for activities, transitions, campaigns, runs. Any
 * thread. */

#include "base/ff-id.h"

#include <string.h>

/* Crockford's base 32, in the order of its codes so that ids sort by time;
 * lower case, for file names. */
static const char digits[] = "0123456789abcdefghjkmnpqrstvwxyz";

#define TIME_DIGITS 10
#define RANDOM_DIGITS 16
#define LONGEST_ID 64

G_LOCK_DEFINE_STATIC (last);
static gint64 last_msec;                  /* guarded by last */
static guint8 last_random[RANDOM_DIGITS]; /* guarded by last; 5 bits each */

/* The successor, so that ids of one millisecond keep their order too. */
static void
count_up (void)
{
  for (int i = RANDOM_DIGITS - 1; i >= 0; i--)
    {
      last_random[i] = (last_random[i] + 1) % 32;
      if (last_random[i] != 0)
        return;
    }

  last_msec++;
}

static void
draw (void)
{
  for (int i = 0; i < RANDOM_DIGITS; i++)
    last_random[i] = (guint8) g_random_int_range (0, 32);
}

/**
 * ff_id_new:
 *
 * Returns: (transfer full): 26 letters and digits, never given before, that
 *   sort after every id this process made earlier and after older ones of
 *   others
 */
char *
ff_id_new (void)
{
  char id[TIME_DIGITS + RANDOM_DIGITS + 1];
  const gint64 msec = g_get_real_time () / 1000;

  G_LOCK (last);

  if (msec > last_msec)
    {
      last_msec = msec;
      draw ();
    }
  else
    {
      count_up ();
    }

  for (int i = 0; i < TIME_DIGITS; i++)
    id[i] = digits[(last_msec >> (5 * (TIME_DIGITS - 1 - i))) & 31];
  for (int i = 0; i < RANDOM_DIGITS; i++)
    id[TIME_DIGITS + i] = digits[last_random[i]];

  G_UNLOCK (last);

  id[TIME_DIGITS + RANDOM_DIGITS] = '\0';

  return g_strdup (id);
}

/**
 * ff_id_is_valid:
 * @id: (nullable): what a document has for an id
 *
 * Returns: whether it is 1 to 64 of A-Z a-z 0-9 _ - .
 */
gboolean
ff_id_is_valid (const char *id)
{
  gsize length = id != NULL ? strlen (id) : 0;

  if (length < 1 || length > LONGEST_ID)
    return FALSE;

  for (; *id != '\0'; id++)
    if (!g_ascii_isalnum (*id) && strchr ("_-.", *id) == NULL)
      return FALSE;

  return TRUE;
}
