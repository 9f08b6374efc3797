/* Bookings of workshops and courses, in the order they were made. The newest
 * ones lie ahead of the as-of day: those are what a reminder writes to. */

#include "store/ff-sample-private.h"

#define HISTORY_DAYS 730
#define MAX_DRAWS    16

static const char *const services[] = {
  "Bicycle service", "Bicycle fitting", "Boot fitting", "Gait analysis", "Climbing course", "Ski service",
};
static const guint16 service_weights[] = { 38, 9, 12, 14, 11, 16 };

static gint64
draw_guest (FfSampleWriter *self,
            FfSampleRandom *random,
            gint64          n_customers)
{
  if (n_customers == 0)
    return -1;

  for (guint i = 0; i < MAX_DRAWS; i++)
    {
      const gint64 guest = (gint64) ff_sample_random_below64 (random, (guint64) n_customers);

      if (self->people[guest].flags & FF_SAMPLE_PERSON_BOOKS)
        return guest;
    }

  return -1;
}

static gint64
pick_store (FfSampleWriter *self,
            FfSampleRandom *random,
            gint64          guest)
{
  if (ff_sample_random_chance (random, 930))
    return self->people[guest].city + 1;

  return ff_sample_random_below (random, ff_sample_n_cities) + 1;
}

/* On the half hour of a working day, one to sixty days ahead, sooner rather than later. */
static gint64
draw_start (FfSampleRandom *random,
            gint64          created_at)
{
  const gint64 a = ff_sample_random_below (random, 60);
  const gint64 b = ff_sample_random_below (random, 60);
  const gint64 day = created_at / FF_SAMPLE_USEC_PER_DAY + 1 + MIN (a, b);
  const gint64 half_hour = 16 + ff_sample_random_below (random, 18);

  return day * FF_SAMPLE_USEC_PER_DAY + half_hour * 30 * 60 * G_USEC_PER_SEC;
}

static const char *
pick_status (FfSampleRandom *random,
             gboolean        lies_ahead)
{
  const guint fate = ff_sample_random_below (random, 100);

  if (lies_ahead)
    return fate < 76 ? "confirmed" : fate < 90 ? "requested" : "cancelled";

  return fate < 80 ? "completed" : fate < 93 ? "cancelled" : "missed";
}

gboolean
ff_sample_write_bookings (FfSampleWriter  *self,
                          GError         **error)
{
  const gint64 n_moments = self->n_people * 2;
  FfSampleTimeline timeline;
  sqlite3_stmt *insert;
  gint64 n_customers = 0;
  gint64 id = 0;

  insert = ff_sqlite_prepare (self->db, "INSERT INTO bookings VALUES (?, ?, ?, ?, ?, ?, ?)", error);
  if (insert == NULL)
    return FALSE;

  timeline = ff_sample_timeline_start (ff_sample_random_start (self->seed, FF_SAMPLE_STREAM_BOOKING_TIME, 0),
                                       self->last_day - HISTORY_DAYS, self->last_day, n_moments);

  for (gint64 i = 0; i < n_moments; i++)
    {
      FfSampleRandom random = ff_sample_random_start (self->seed, FF_SAMPLE_STREAM_BOOKING, i);
      const gint64 created_at = ff_sample_timeline_next (&timeline);
      const gint64 day = created_at / FF_SAMPLE_USEC_PER_DAY - self->first_day;
      const gint64 starts_at = draw_start (&random, created_at);
      gint64 guest;

      while (n_customers < self->n_people && self->people[n_customers].created_day < day)
        n_customers++;

      guest = draw_guest (self, &random, n_customers);
      if (guest < 0)
        continue;

      ff_sample_bind_integer (insert, 1, ++id);
      ff_sample_bind_integer (insert, 2, guest + 1);
      ff_sample_bind_integer (insert, 3, pick_store (self, &random, guest));
      ff_sample_bind_text (insert, 4, services[ff_sample_random_pick (&random, service_weights,
                                                                      G_N_ELEMENTS (service_weights), 100)]);
      ff_sample_bind_text (insert, 5, pick_status (&random, starts_at >= self->as_of_usec));
      ff_sample_bind_integer (insert, 6, starts_at);
      ff_sample_bind_integer (insert, 7, created_at);

      if (!ff_sample_writer_put (self, insert, error))
        return FALSE;
    }

  return TRUE;
}
