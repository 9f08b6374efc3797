/* Households and people of the sample store.
 *
 * People come in households: neighbours in profile_id, of one city, mostly
 * with one family name, now and then with one email address or telephone.
 * First everyone is planned, which fills what other tables must know; then
 * the rows are written. Both draw from the same streams. */

#include "store/ff-sample-private.h"

#include <errno.h>
#include <string.h>

#define NEVER G_MAXUINT16

typedef enum
{
  GENDER_FEMALE,
  GENDER_MALE,
  GENDER_OTHER,
  GENDER_UNKNOWN,
} Gender;

static const char *const gender_texts[] = { "female", "male", "other", NULL };
static const guint16 gender_weights[] = { 46, 44, 1, 9 };

static const guint16 household_size_weights[] = { 38, 30, 14, 13, 5 };

static const char *const domains[] = {
  "example.com", "example.org", "example.net", "post.example", "mail.example", "inbox.example", "firm.example",
};
static const guint16 domain_weights[] = { 30, 20, 15, 15, 10, 6, 4 };

/* What stands where an email should; none of them can be delivered. */
static const char *const invalid_emails[] = {
  "no-at-sign", "@example.com", "someone@", "someone@@example.org", "two words@example.com", "someone@example..com",
};

/* The name and contact of one person, in buffers of its own. */
typedef struct
{
  const FfSampleName *given;
  const FfSampleName *family;
  Gender              gender;
  gint64              birth_day;
  gboolean            has_birth_day;
  gboolean            has_email;     /* one that can be written to */
  gboolean            has_phone;
  const char         *email_text;    /* nullable */
  const char         *phone_text;    /* nullable */
  char                email[FF_SAMPLE_TEXT_SIZE];
  char                phone[32];
} Person;

/* What a household's members have in common. */
typedef struct
{
  guint8              city;
  guint8              n_members;
  const FfSampleName *family;
} Household;

static void
describe_household (FfSampleWriter *self,
                    gint64          household,
                    Household      *out)
{
  FfSampleRandom random = ff_sample_random_start (self->seed, FF_SAMPLE_STREAM_HOUSEHOLD, household);
  const FfSampleLocale *locale;
  guint32 left;

  out->n_members = 1 + ff_sample_random_pick (&random, household_size_weights,
                                              G_N_ELEMENTS (household_size_weights), 100);

  left = 0;
  for (guint i = 0; i < ff_sample_n_cities; i++)
    left += ff_sample_cities[i].weight;

  left = ff_sample_random_below (&random, left);
  out->city = 0;
  while (left >= ff_sample_cities[out->city].weight)
    left -= ff_sample_cities[out->city++].weight;

  locale = ff_sample_cities[out->city].locale;
  out->family = &locale->families[ff_sample_random_below (&random, locale->n_families)];
}

/* A few came from elsewhere and brought both names along. */
static const FfSampleLocale *
pick_locale (FfSampleRandom     *random,
             const FfSampleCity *city)
{
  if (!ff_sample_random_chance (random, 40))
    return city->locale;

  return ff_sample_cities[ff_sample_random_below (random, ff_sample_n_cities)].locale;
}

static void
describe_name (FfSampleWriter       *self,
               gint64                person,
               const FfSamplePerson *plan,
               const Household      *household,
               Person               *out)
{
  FfSampleRandom random = ff_sample_random_start (self->seed, FF_SAMPLE_STREAM_PERSON, person);
  const FfSampleLocale *locale = pick_locale (&random, &ff_sample_cities[plan->city]);
  const gboolean takes_family = ff_sample_random_chance (&random, plan->place == 0 ? 1000 : 850) &&
                                locale == ff_sample_cities[plan->city].locale;
  int age_a, age_b, age;

  out->gender = ff_sample_random_pick (&random, gender_weights, G_N_ELEMENTS (gender_weights), 100);

  if (out->gender == GENDER_FEMALE || (out->gender != GENDER_MALE && ff_sample_random_chance (&random, 500)))
    out->given = &locale->women[ff_sample_random_below (&random, locale->n_women)];
  else
    out->given = &locale->men[ff_sample_random_below (&random, locale->n_men)];

  out->family = takes_family ? household->family
                             : &locale->families[ff_sample_random_below (&random, locale->n_families)];

  /* The lower of two draws: a third is younger than thirty, few are old. */
  age_a = 18 + (int) ff_sample_random_below (&random, 64);
  age_b = 18 + (int) ff_sample_random_below (&random, 64);
  age = MIN (age_a, age_b);
  out->birth_day = self->last_day - age * 365 - age / 4 - (gint64) ff_sample_random_below (&random, 365);
  out->has_birth_day = !ff_sample_random_chance (&random, 80);
}

static void
write_email (FfSampleRandom *random,
             const Person   *person,
             gint64          id,
             char           *text)
{
  const char *given = person->given->plain;
  const char *family = person->family->plain;
  const char *domain = domains[ff_sample_random_pick (random, domain_weights, G_N_ELEMENTS (domain_weights), 100)];
  const char *tag = ff_sample_random_chance (random, 15) ? "+shop" : "";
  const guint shape = ff_sample_random_below (random, 10);

  if (shape < 5)
    g_snprintf (text, FF_SAMPLE_TEXT_SIZE, "%s.%s%" G_GINT64_FORMAT "%s@%s", given, family, id, tag, domain);
  else if (shape < 7)
    g_snprintf (text, FF_SAMPLE_TEXT_SIZE, "%s%" G_GINT64_FORMAT "%s@%s", given, id, tag, domain);
  else if (shape < 9)
    g_snprintf (text, FF_SAMPLE_TEXT_SIZE, "%c.%s%" G_GINT64_FORMAT "%s@%s", given[0], family, id, tag, domain);
  else
    g_snprintf (text, FF_SAMPLE_TEXT_SIZE, "%s-%s%" G_GINT64_FORMAT "%s@%s", family, given, id, tag, domain);

  if (ff_sample_random_chance (random, 20))
    text[0] = g_ascii_toupper (text[0]);
}

/* The same address as someone typed it on another day. */
static void
change_case (char *text)
{
  gboolean starts_word = TRUE;

  for (char *c = text; *c != '\0' && *c != '@'; c++)
    {
      if (starts_word)
        *c = g_ascii_islower (*c) ? g_ascii_toupper (*c) : g_ascii_tolower (*c);

      starts_word = !g_ascii_isalpha (*c);
    }
}

/* The @rank-th number of a country. Inside a range neighbours do not follow each other. */
static void
write_phone (const FfSampleCountry *country,
             guint64                rank,
             char                  *text)
{
  const char *const *range = country->phones;
  guint64 n_numbers;
  gsize length;

  while (TRUE)
    {
      n_numbers = 1;
      for (const char *c = *range; *c != '\0'; c++)
        n_numbers *= *c == '#' ? 10 : 1;

      if (rank < n_numbers || range[1] == NULL)
        break;

      rank -= n_numbers;
      range++;
    }

  rank = (rank * 7919 + 17) % n_numbers;
  length = strlen (*range);
  memcpy (text, *range, length + 1);
  for (gsize i = length; i-- > 0 && text[i] == '#'; rank /= 10)
    text[i] = (char) ('0' + rank % 10);
}

static void
describe_phone (FfSampleWriter       *self,
                FfSampleRandom       *random,
                const FfSamplePerson *plan,
                Person               *out)
{
  const FfSampleCity *city = &ff_sample_cities[plan->city];
  const FfSamplePerson *owner = plan;
  const guint fate = ff_sample_random_below (random, 1000);

  out->has_phone = FALSE;
  out->phone_text = NULL;

  if (fate < 240)
    return;

  out->phone_text = out->phone;

  if (fate < 250)
    out->phone[0] = '\0';
  else if (fate < 254)
    g_strlcpy (out->phone, "unknown", sizeof out->phone);
  else
    {
      if (plan->place > 0 && fate < 280)
        owner = plan - plan->place;

      write_phone (&ff_sample_countries[city->country], owner->phone_rank, out->phone);
      out->has_phone = TRUE;
    }
}

/* @plan is one of self->people, so that the first of the household stands before it. */
static void
describe_person (FfSampleWriter       *self,
                 const FfSamplePerson *plan,
                 Person               *out)
{
  const gint64 person = plan - self->people;
  FfSampleRandom random = ff_sample_random_start (self->seed, FF_SAMPLE_STREAM_CONTACT, person);
  const guint sharing = ff_sample_random_below (&random, 1000);
  const guint fate = ff_sample_random_below (&random, 1000);
  Household household;

  describe_household (self, plan->household, &household);
  describe_name (self, person, plan, &household, out);
  describe_phone (self, &random, plan, out);

  /* Some share the address of the first in the household; some are that person once more. */
  if (plan->place > 0 && sharing < 110)
    {
      Person first;

      describe_person (self, plan - plan->place, &first);
      out->has_email = first.has_email;
      out->email_text = first.email_text == NULL ? NULL : out->email;
      g_strlcpy (out->email, first.email, sizeof out->email);

      if (first.has_email && (sharing < 20 || sharing >= 85))
        change_case (out->email);

      if (sharing < 20)
        {
          out->given = first.given;
          out->family = first.family;
          out->gender = first.gender;
          out->birth_day = first.birth_day;
          out->has_birth_day = first.has_birth_day;
        }

      return;
    }

  out->email[0] = '\0';
  out->email_text = fate < 50 ? NULL : out->email;
  out->has_email = FALSE;

  if (fate >= 60 && fate < 64)
    g_strlcpy (out->email, invalid_emails[ff_sample_random_below (&random, G_N_ELEMENTS (invalid_emails))],
               sizeof out->email);
  else if (fate >= 64)
    {
      write_email (&random, out, person + 1, out->email);
      out->has_email = TRUE;

      if (fate < 67)
        g_strlcat (out->email, " ", sizeof out->email);
    }
}

/* More than a quarter never order; of the rest few order much: the weights
 * fall like 1 / rank, cut at both ends. */
static guint32
plan_weight (FfSampleRandom *random)
{
  if (ff_sample_random_chance (random, 270))
    return 0;

  return 8 * 65536 / (ff_sample_random_below (random, 65536) + 1500);
}

static guint16
plan_lapse (FfSampleRandom *random,
            guint16         created_day,
            guint16         n_days)
{
  if (ff_sample_random_chance (random, 640))
    return NEVER;

  return created_day + 1 + ff_sample_random_below (random, n_days - created_day);
}

/**
 * ff_sample_plan_people:
 * @self: with seed, days and number of people set
 *
 * Decides what other tables must know of everyone.
 */
gboolean
ff_sample_plan_people (FfSampleWriter  *self,
                       GError         **error)
{
  FfSampleTimeline timeline;
  guint32 phone_ranks[FF_SAMPLE_N_COUNTRIES] = { 0 };
  const guint16 n_days = (guint16) (self->last_day - self->first_day);
  guint64 weights = 0;
  Household household = { 0 };
  guint32 n_households = 0;
  guint place = 0;

  timeline = ff_sample_timeline_start (ff_sample_random_start (self->seed, FF_SAMPLE_STREAM_CREATED, 0),
                                       self->first_day, self->last_day, self->n_people);

  self->people = g_try_new0 (FfSamplePerson, self->n_people + 1);
  if (self->people == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, g_strerror (ENOMEM));
      return FALSE;
    }

  for (gint64 i = 0; i < self->n_people; i++)
    {
      FfSampleRandom random = ff_sample_random_start (self->seed, FF_SAMPLE_STREAM_HABIT, i);
      FfSamplePerson *person = &self->people[i];
      Person details;

      if (i % 4096 == 0 && g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return FALSE;

      if (place == household.n_members)
        {
          describe_household (self, n_households++, &household);
          place = 0;
        }

      person->household = n_households - 1;
      person->place = place++;
      person->city = household.city;
      person->phone_rank = phone_ranks[ff_sample_cities[person->city].country]++;
      person->created_day = (guint16) (ff_sample_timeline_next (&timeline) / FF_SAMPLE_USEC_PER_DAY - self->first_day);
      person->weight_before = weights;
      weights += plan_weight (&random);
      person->lapsed_day = plan_lapse (&random, person->created_day, n_days);
      person->engagement = (guint8) (ff_sample_random_below (&random, 40) * ff_sample_random_below (&random, 40) / 20);
      person->flags = ff_sample_random_chance (&random, 350) ? FF_SAMPLE_PERSON_BOOKS : 0;

      /* Half of those who live alone have no household on record. */
      if (household.n_members > 1 || ff_sample_random_chance (&random, 500))
        person->flags |= FF_SAMPLE_PERSON_IN_HOUSEHOLD;

      describe_person (self, person, &details);
      if (details.has_email)
        person->flags |= FF_SAMPLE_PERSON_HAS_EMAIL;
      if (details.has_phone)
        person->flags |= FF_SAMPLE_PERSON_HAS_PHONE;

      person->flags |= ff_sample_plan_consents (self, i);
    }

  self->people[self->n_people].weight_before = weights;

  return TRUE;
}

static gboolean
write_households (FfSampleWriter  *self,
                  GError         **error)
{
  sqlite3_stmt *insert = ff_sqlite_prepare (self->db, "INSERT INTO households VALUES (?, ?, ?, ?, ?)", error);

  if (insert == NULL)
    return FALSE;

  for (gint64 i = 0; i < self->n_people; i++)
    {
      const FfSamplePerson *first = &self->people[i];
      const FfSampleCity *city = &ff_sample_cities[first->city];
      char name[FF_SAMPLE_TEXT_SIZE];
      Household household;

      if (first->place != 0 || (first->flags & FF_SAMPLE_PERSON_IN_HOUSEHOLD) == 0)
        continue;

      describe_household (self, first->household, &household);
      g_snprintf (name, sizeof name, "%s%s%s", city->locale->household_prefix, household.family->text,
                  city->locale->household_suffix);

      ff_sample_bind_integer (insert, 1, (gint64) first->household + 1);
      ff_sample_bind_text (insert, 2, name);
      ff_sample_bind_text (insert, 3, city->name);
      ff_sample_bind_text (insert, 4, ff_sample_countries[city->country].code);
      ff_sample_bind_integer (insert, 5, ff_sample_person_created (self, i));

      if (!ff_sample_writer_put (self, insert, error))
        return FALSE;
    }

  return TRUE;
}

/* By how much someone is expected to buy, not by what the orders turn out to be. */
static const char *
pick_tier (FfSampleRandom *random,
           guint32         weight)
{
  const guint fate = ff_sample_random_below (random, 1000);

  if (fate < 5)
    return "";
  if (weight >= 200)
    return "platinum";
  if (weight >= 75)
    return "gold";
  if (weight >= 27)
    return "silver";
  if (weight > 0 ? fate < 550 : fate < 120)
    return "bronze";

  return NULL;
}

static const char *
pick_language (FfSampleRandom     *random,
               const FfSampleCity *city)
{
  const guint fate = ff_sample_random_below (random, 1000);

  if (fate < 30)
    return NULL;

  return fate < 80 ? "en" : city->locale->language;
}

static gboolean
write_profile (FfSampleWriter  *self,
               sqlite3_stmt    *insert,
               gint64           i,
               GError         **error)
{
  FfSampleRandom random = ff_sample_random_start (self->seed, FF_SAMPLE_STREAM_PROFILE, i);
  const FfSamplePerson *plan = &self->people[i];
  const FfSampleCity *city = &ff_sample_cities[plan->city];
  const guint32 weight = (guint32) (plan[1].weight_before - plan->weight_before);
  const char *city_text = city->name;
  const char *country_text = ff_sample_countries[city->country].code;
  char birth_date[FF_SAMPLE_DATE_SIZE];
  Person person;
  guint fate;

  describe_person (self, plan, &person);
  ff_sample_format_date (person.birth_day, birth_date);

  fate = ff_sample_random_below (&random, 1000);
  if (fate < 20)
    country_text = NULL;
  if (fate < 30)
    city_text = fate < 12 ? "" : NULL;

  ff_sample_bind_id (insert, 1, i + 1);
  ff_sample_bind_id (insert, 2, plan->flags & FF_SAMPLE_PERSON_IN_HOUSEHOLD ? (gint64) plan->household + 1 : 0);
  ff_sample_bind_id (insert, 3, ff_sample_random_chance (&random, 80) ? 0 : plan->city + 1);
  ff_sample_bind_text (insert, 4, person.given->text);
  ff_sample_bind_text (insert, 5, person.family->text);
  ff_sample_bind_text (insert, 6, gender_texts[person.gender]);
  ff_sample_bind_text (insert, 7, person.has_birth_day ? birth_date : NULL);
  ff_sample_bind_text (insert, 8, person.email_text);
  ff_sample_bind_text (insert, 9, person.phone_text);
  ff_sample_bind_text (insert, 10, pick_language (&random, city));
  ff_sample_bind_text (insert, 11, ff_sample_random_chance (&random, 25) ? NULL : city->time_zone);
  ff_sample_bind_text (insert, 12, country_text);
  ff_sample_bind_text (insert, 13, city_text);
  ff_sample_bind_text (insert, 14, pick_tier (&random, weight));
  ff_sample_bind_integer (insert, 15, weight * (40 + ff_sample_random_below (&random, 60)) / 10);
  ff_sample_bind_integer (insert, 16, ff_sample_random_chance (&random, 2));
  ff_sample_bind_integer (insert, 17, ff_sample_person_created (self, i) +
                                        (gint64) ff_sample_random_below (&random, 86400) * G_USEC_PER_SEC);

  return ff_sample_writer_put (self, insert, error);
}

gboolean
ff_sample_write_people (FfSampleWriter  *self,
                        GError         **error)
{
  sqlite3_stmt *insert;

  if (!write_households (self, error))
    return FALSE;

  insert = ff_sqlite_prepare (self->db,
                              "INSERT INTO profiles VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                              error);
  if (insert == NULL)
    return FALSE;

  for (gint64 i = 0; i < self->n_people; i++)
    {
      if (!write_profile (self, insert, i, error))
        return FALSE;
    }

  return TRUE;
}

gint64
ff_sample_person_created (FfSampleWriter *self,
                          gint64          person)
{
  return (self->first_day + self->people[person].created_day) * FF_SAMPLE_USEC_PER_DAY;
}

/* Some second from @from_usec until the as-of day; at the latest that day's first. */
gint64
ff_sample_instant_after (FfSampleWriter *self,
                         FfSampleRandom *random,
                         gint64          from_usec)
{
  const gint64 seconds = (self->as_of_usec - from_usec) / G_USEC_PER_SEC;

  return from_usec + (gint64) ff_sample_random_below64 (random, (guint64) MAX (seconds, 1)) * G_USEC_PER_SEC;
}
