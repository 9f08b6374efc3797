/* What hangs on a person of the sample store: postal addresses, consents by
 * channel and topic, subscriptions to lists. */

#include "store/ff-sample-private.h"

#include <string.h>

/* One row of consent that a person may have. Not everyone was ever asked; and
 * of those who were, some said no or have opted out since. */
typedef struct
{
  const char *channel;
  const char *topic;
  guint16     asked;     /* permille of the people */
  guint16     given;     /* permille of those asked */
  guint8      flag;      /* FfSamplePersonFlags: what a yes allows the shop to have sent */
} Consent;

static const Consent consents[] = {
  { "email", "offers",     780, 820, FF_SAMPLE_PERSON_WANTS_EMAIL },
  { "email", "newsletter", 560, 760, FF_SAMPLE_PERSON_WANTS_EMAIL },
  { "sms",   "offers",     460, 610, FF_SAMPLE_PERSON_WANTS_SMS },
  { "sms",   "service",    330, 900, 0 },
  { "post",  "offers",     400, 880, 0 },
};

static const char *const sources[] = { "website", "store", "app", "helpdesk" };
static const guint16 source_weights[] = { 52, 26, 18, 4 };

static const char *const lists[] = { "Weekly News", "Trail Notes", "Workshop Dates", "Snow Report" };
static const guint16 list_permille[] = { 380, 150, 90, 70 };

static const char *const purposes[] = { "home", "delivery", "work" };
static const guint16 purpose_permille[] = { 930, 140, 60 };

/* Draws the answer to one consent; both the plan and the rows come from here. */
static gboolean
draw_consent (FfSampleRandom *random,
              const Consent  *consent,
              gboolean       *out_given)
{
  const gboolean asked = ff_sample_random_chance (random, consent->asked);

  *out_given = ff_sample_random_chance (random, consent->given);

  return asked;
}

guint8
ff_sample_plan_consents (FfSampleWriter *self,
                         gint64          person)
{
  FfSampleRandom random = ff_sample_random_start (self->seed, FF_SAMPLE_STREAM_CONSENT, person);
  guint8 flags = 0;

  for (guint i = 0; i < G_N_ELEMENTS (consents); i++)
    {
      gboolean given;

      if (draw_consent (&random, &consents[i], &given) && given)
        flags |= consents[i].flag;
    }

  return flags;
}

/* The day after someone became a customer, when nothing can precede it. */
static gint64
known_since (FfSampleWriter *self,
             gint64          person)
{
  return ff_sample_person_created (self, person) + FF_SAMPLE_USEC_PER_DAY;
}

static gboolean
write_consents (FfSampleWriter  *self,
                GError         **error)
{
  sqlite3_stmt *insert = ff_sqlite_prepare (self->db, "INSERT INTO consents VALUES (?, ?, ?, ?, ?, ?, ?)", error);
  gint64 id = 0;

  if (insert == NULL)
    return FALSE;

  for (gint64 person = 0; person < self->n_people; person++)
    {
      FfSampleRandom answers = ff_sample_random_start (self->seed, FF_SAMPLE_STREAM_CONSENT, person);
      FfSampleRandom random = ff_sample_random_start (self->seed, FF_SAMPLE_STREAM_CONSENT_DETAIL, person);

      for (guint i = 0; i < G_N_ELEMENTS (consents); i++)
        {
          gboolean given;

          if (!draw_consent (&answers, &consents[i], &given))
            continue;

          ff_sample_bind_integer (insert, 1, ++id);
          ff_sample_bind_integer (insert, 2, person + 1);
          ff_sample_bind_text (insert, 3, consents[i].channel);
          ff_sample_bind_text (insert, 4, consents[i].topic);
          ff_sample_bind_integer (insert, 5, given);
          ff_sample_bind_text (insert, 6, sources[ff_sample_random_pick (&random, source_weights,
                                                                         G_N_ELEMENTS (source_weights), 100)]);
          ff_sample_bind_integer (insert, 7, ff_sample_instant_after (self, &random, known_since (self, person)));

          if (!ff_sample_writer_put (self, insert, error))
            return FALSE;
        }
    }

  return TRUE;
}

static gboolean
write_subscriptions (FfSampleWriter  *self,
                     GError         **error)
{
  sqlite3_stmt *insert = ff_sqlite_prepare (self->db, "INSERT INTO subscriptions VALUES (?, ?, ?, ?, ?)", error);
  gint64 id = 0;

  if (insert == NULL)
    return FALSE;

  for (gint64 person = 0; person < self->n_people; person++)
    {
      FfSampleRandom random = ff_sample_random_start (self->seed, FF_SAMPLE_STREAM_SUBSCRIPTION, person);

      for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
        {
          gint64 started_at;

          if (!ff_sample_random_chance (&random, list_permille[i]))
            continue;

          started_at = ff_sample_instant_after (self, &random, known_since (self, person));

          ff_sample_bind_integer (insert, 1, ++id);
          ff_sample_bind_integer (insert, 2, person + 1);
          ff_sample_bind_text (insert, 3, lists[i]);
          ff_sample_bind_integer (insert, 4, started_at);
          if (ff_sample_random_chance (&random, 270))
            ff_sample_bind_integer (insert, 5, ff_sample_instant_after (self, &random, started_at));
          else
            ff_sample_bind_id (insert, 5, 0);

          if (!ff_sample_writer_put (self, insert, error))
            return FALSE;
        }
    }

  return TRUE;
}

static void
write_street (FfSampleRandom       *random,
              const FfSampleLocale *locale,
              char                 *text)
{
  const char *street = locale->streets[ff_sample_random_below (random, locale->n_streets)];
  const char *place = strchr (street, '#');
  const guint number = 1 + ff_sample_random_below (random, 120);

  g_snprintf (text, FF_SAMPLE_TEXT_SIZE, "%.*s%u%s", (int) (place - street), street, number, place + 1);
}

static void
write_postal_code (FfSampleRandom        *random,
                   const FfSampleCountry *country,
                   char                  *text)
{
  char *end = text;

  for (const char *c = country->postal; *c != '\0'; c++)
    {
      if (*c == '9')
        *end++ = (char) ('0' + ff_sample_random_below (random, 10));
      else if (*c == '1')
        *end++ = (char) ('1' + ff_sample_random_below (random, 9));
      else if (*c == 'A')
        *end++ = (char) ('A' + ff_sample_random_below (random, 26));
      else
        *end++ = *c;
    }

  *end = '\0';
}

/* To about a metre, somewhere around the middle of the city. */
static double
draw_degrees (FfSampleRandom *random,
              double          middle)
{
  const double hundred_thousandths = middle * 100000 + (int) ff_sample_random_below (random, 12000) - 6000;

  return (double) (gint64) hundred_thousandths / 100000;
}

/* Members of a household draw the same home. */
static gboolean
write_address (FfSampleWriter  *self,
               sqlite3_stmt    *insert,
               gint64           person,
               guint            purpose,
               GError         **error)
{
  const FfSamplePerson *plan = &self->people[person];
  const FfSampleCity *city = &ff_sample_cities[plan->city];
  FfSampleRandom random;
  char street[FF_SAMPLE_TEXT_SIZE];
  char postal_code[FF_SAMPLE_TEXT_SIZE];

  if (purpose == 0)
    random = ff_sample_random_start (self->seed, FF_SAMPLE_STREAM_HOME, plan->household);
  else
    random = ff_sample_random_start (self->seed, FF_SAMPLE_STREAM_ADDRESS_DETAIL,
                                     (guint64) person * G_N_ELEMENTS (purposes) + purpose);

  write_street (&random, city->locale, street);
  write_postal_code (&random, &ff_sample_countries[city->country], postal_code);

  ff_sample_bind_integer (insert, 2, person + 1);
  ff_sample_bind_text (insert, 3, purposes[purpose]);
  ff_sample_bind_text (insert, 4, street);
  ff_sample_bind_text (insert, 5, ff_sample_random_chance (&random, 25) ? NULL : postal_code);
  ff_sample_bind_text (insert, 6, city->name);
  ff_sample_bind_text (insert, 7, ff_sample_countries[city->country].code);

  /* Not every address could be found on the map. */
  if (ff_sample_random_chance (&random, 120))
    {
      sqlite3_bind_null (insert, 8);
      sqlite3_bind_null (insert, 9);
    }
  else
    {
      sqlite3_bind_double (insert, 8, draw_degrees (&random, city->latitude));
      sqlite3_bind_double (insert, 9, draw_degrees (&random, city->longitude));
    }

  return ff_sample_writer_put (self, insert, error);
}

static gboolean
write_addresses (FfSampleWriter  *self,
                 GError         **error)
{
  sqlite3_stmt *insert = ff_sqlite_prepare (self->db, "INSERT INTO addresses VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                                            error);
  gint64 id = 0;

  if (insert == NULL)
    return FALSE;

  for (gint64 person = 0; person < self->n_people; person++)
    {
      FfSampleRandom random = ff_sample_random_start (self->seed, FF_SAMPLE_STREAM_ADDRESS, person);

      for (guint purpose = 0; purpose < G_N_ELEMENTS (purposes); purpose++)
        {
          if (!ff_sample_random_chance (&random, purpose_permille[purpose]))
            continue;

          ff_sample_bind_integer (insert, 1, ++id);
          if (!write_address (self, insert, person, purpose, error))
            return FALSE;
        }
    }

  return TRUE;
}

gboolean
ff_sample_write_contacts (FfSampleWriter  *self,
                          GError         **error)
{
  return write_addresses (self, error) &&
         write_consents (self, error) &&
         write_subscriptions (self, error);
}
