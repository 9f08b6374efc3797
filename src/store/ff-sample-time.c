/* Days and moments of the sample store: dates as text, and timelines, which
 * spread a number of moments over a span of days the way a shop sees them:
 * growing over the years, busy before the holidays, quiet at night. The
 * moments come in order, one at a time, in constant memory.
 *
 * Every hour of the span has a weight. The moments divide the sum of the
 * weights into equal parts and stand somewhere inside their own part. */

#include "store/ff-sample-private.h"

#define FIRST_WEEKDAY 3 /* 1970-01-01 was a Thursday; 0 is Monday */

static const guint8 month_weights[12] = { 78, 82, 96, 104, 112, 110, 92, 88, 96, 102, 138, 152 };
static const guint8 weekday_weights[7] = { 92, 90, 94, 98, 112, 128, 86 };
static const guint8 hour_weights[24] = {
  8, 4, 2, 2, 3, 8, 22, 45, 70, 85, 95, 100, 98, 90, 88, 90, 95, 105, 120, 135, 140, 110, 60, 25,
};

/* The calendar by the published algorithms of Howard Hinnant. */

gint64
ff_sample_day_of_date (int year,
                       int month,
                       int day)
{
  gint64 y = month <= 2 ? year - 1 : year;
  gint64 era = (y >= 0 ? y : y - 399) / 400;
  gint64 year_of_era = y - era * 400;
  gint64 day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  gint64 day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

  return era * 146097 + day_of_era - 719468;
}

static void
split_day (gint64  since_1970,
           int    *out_year,
           int    *out_month,
           int    *out_day)
{
  gint64 z = since_1970 + 719468;
  gint64 era = (z >= 0 ? z : z - 146096) / 146097;
  gint64 day_of_era = z - era * 146097;
  gint64 year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  gint64 day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  gint64 month = (5 * day_of_year + 2) / 153;

  *out_day = (int) (day_of_year - (153 * month + 2) / 5 + 1);
  *out_month = (int) (month < 10 ? month + 3 : month - 9);
  *out_year = (int) (year_of_era + era * 400 + (*out_month <= 2 ? 1 : 0));
}

void
ff_sample_format_date (gint64  day,
                       char   *text)
{
  int year, month, day_of_month;

  split_day (day, &year, &month, &day_of_month);
  g_snprintf (text, FF_SAMPLE_DATE_SIZE, "%04d-%02d-%02d", year, month, day_of_month);
}

static guint64
weigh_day (const FfSampleTimeline *self,
           gint64                  day)
{
  gint64 span = self->last_day - self->first_day;
  guint64 growth = 100 + (guint64) (100 * (day - self->first_day) / span);
  int year, month, day_of_month;

  split_day (day, &year, &month, &day_of_month);

  return growth * month_weights[month - 1] * weekday_weights[(day + FIRST_WEEKDAY) % 7];
}

/**
 * ff_sample_timeline_start:
 * @random: where the moments are drawn from
 * @first_day: first day of the span, since 1970
 * @last_day: the day after the last one
 * @n_moments: how many moments will be asked for
 */
FfSampleTimeline
ff_sample_timeline_start (FfSampleRandom random,
                          gint64         first_day,
                          gint64         last_day,
                          gint64         n_moments)
{
  FfSampleTimeline self = { .random = random, .day = first_day, .first_day = first_day, .last_day = last_day };
  guint64 all_hours = 0;
  guint64 sum = 0;

  for (guint i = 0; i < G_N_ELEMENTS (hour_weights); i++)
    all_hours += hour_weights[i];

  for (gint64 day = first_day; day < last_day; day++)
    sum += weigh_day (&self, day) * all_hours;

  self.weight = weigh_day (&self, first_day) * hour_weights[0];
  self.step = sum / (guint64) MAX (n_moments, 1);

  return self;
}

gint64
ff_sample_timeline_next (FfSampleTimeline *self)
{
  const guint64 usec_per_hour = G_GUINT64_CONSTANT (3600) * G_USEC_PER_SEC;
  guint64 place = self->next++ * self->step + ff_sample_random_below64 (&self->random, self->step);
  guint64 offset_usec;

  while (place >= self->weight_before + self->weight)
    {
      self->weight_before += self->weight;
      if (++self->hour == G_N_ELEMENTS (hour_weights))
        {
          self->hour = 0;
          self->day++;
        }

      self->weight = weigh_day (self, self->day) * hour_weights[self->hour];
    }

  /* Whole seconds, so that moments can coincide, as they do in real data. */
  offset_usec = (place - self->weight_before) * (usec_per_hour / G_USEC_PER_SEC) / self->weight * G_USEC_PER_SEC;

  return self->day * FF_SAMPLE_USEC_PER_DAY + (gint64) (self->hour * usec_per_hour + offset_usec);
}
