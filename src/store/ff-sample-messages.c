/* Two years of messages: every five days a campaign goes out to a share of
 * those who want it, each at most once, in the order they were sent. */

#include "store/ff-sample-private.h"

#define HISTORY_DAYS        730
#define DAYS_PER_CAMPAIGN   5
#define N_CAMPAIGNS         (HISTORY_DAYS / DAYS_PER_CAMPAIGN)
#define SENDING_SECONDS     (6 * 60 * 60)

static const char *const names[] = {
  "Weekly News", "Member Days", "New Arrivals", "Trail Notes", "Last Pieces", "Season Start", "Workshop Dates",
};

typedef struct
{
  const char *channel;
  gboolean    is_email;
  guint8      wanted;       /* FfSamplePersonFlags that a recipient has */
  char        name[FF_SAMPLE_TEXT_SIZE];
  gint64      starts_at;
  gint64      day;          /* since the first day of the history */
  gint64      n_planned;
} Campaign;

static void
describe_campaign (FfSampleWriter *self,
                   guint           i,
                   Campaign       *out)
{
  const gint64 day = self->last_day - HISTORY_DAYS + i * DAYS_PER_CAMPAIGN;

  out->is_email = i % 5 != 3;
  out->channel = out->is_email ? "email" : "sms";
  out->wanted = out->is_email ? FF_SAMPLE_PERSON_HAS_EMAIL | FF_SAMPLE_PERSON_WANTS_EMAIL
                              : FF_SAMPLE_PERSON_HAS_PHONE | FF_SAMPLE_PERSON_WANTS_SMS;
  out->day = day - self->first_day;
  out->starts_at = day * FF_SAMPLE_USEC_PER_DAY + (gint64) 9 * 60 * 60 * G_USEC_PER_SEC;
  out->n_planned = self->n_people * 10 * (i + 1) / N_CAMPAIGNS - self->n_people * 10 * i / N_CAMPAIGNS;
  g_snprintf (out->name, sizeof out->name, "%s %u", names[i % G_N_ELEMENTS (names)],
              i / (guint) G_N_ELEMENTS (names) + 1);
}

/* An hour or so after, now and then days; 0 when that would lie ahead of the as-of day. */
static gint64
draw_moment_after (FfSampleWriter *self,
                   FfSampleRandom *random,
                   gint64          after)
{
  const gint64 a = ff_sample_random_below (random, 600);
  const gint64 b = ff_sample_random_below (random, 600);
  const gint64 moment = after + (20 + a * b * (1 + ff_sample_random_below (random, 3)) / 6) * G_USEC_PER_SEC;

  return moment < self->as_of_usec ? moment : 0;
}

static gboolean
write_message (FfSampleWriter   *self,
               sqlite3_stmt     *insert,
               gint64            id,
               gint64            person,
               const Campaign   *campaign,
               gint64            sent_at,
               GError          **error)
{
  FfSampleRandom random = ff_sample_random_start (self->seed, FF_SAMPLE_STREAM_MESSAGE, id);
  const gboolean bounced = ff_sample_random_chance (&random, campaign->is_email ? 14 : 6);
  const gboolean opened = campaign->is_email && !bounced &&
                          ff_sample_random_below (&random, 100) < self->people[person].engagement;
  gint64 opened_at = 0;
  gint64 clicked_at = 0;

  if (opened)
    opened_at = draw_moment_after (self, &random, sent_at);

  if (opened_at != 0 && ff_sample_random_chance (&random, 180))
    clicked_at = draw_moment_after (self, &random, opened_at);
  else if (!campaign->is_email && !bounced && ff_sample_random_chance (&random, 45))
    clicked_at = draw_moment_after (self, &random, sent_at);

  ff_sample_bind_integer (insert, 1, id);
  ff_sample_bind_integer (insert, 2, person + 1);
  ff_sample_bind_text (insert, 3, campaign->channel);
  ff_sample_bind_text (insert, 4, campaign->name);
  ff_sample_bind_integer (insert, 5, sent_at);
  ff_sample_bind_id (insert, 6, opened_at);
  ff_sample_bind_id (insert, 7, clicked_at);
  ff_sample_bind_integer (insert, 8, bounced);

  return ff_sample_writer_put (self, insert, error);
}

gboolean
ff_sample_write_messages (FfSampleWriter  *self,
                          GError         **error)
{
  sqlite3_stmt *insert = ff_sqlite_prepare (self->db, "INSERT INTO messages VALUES (?, ?, ?, ?, ?, ?, ?, ?)", error);
  gint64 id = 0;

  if (insert == NULL)
    return FALSE;

  for (guint i = 0; i < N_CAMPAIGNS; i++)
    {
      FfSampleRandom random = ff_sample_random_start (self->seed, FF_SAMPLE_STREAM_CAMPAIGN, i);
      FfSampleWalk walk = ff_sample_walk_start (&random, (guint64) self->n_people);
      Campaign campaign;
      gint64 n_sent = 0;

      describe_campaign (self, i, &campaign);

      for (gint64 met = 0; met < self->n_people && n_sent < campaign.n_planned; met++)
        {
          const gint64 person = (gint64) ff_sample_walk_next (&walk);
          const FfSamplePerson *plan = &self->people[person];
          gint64 sent_at;

          if ((plan->flags & campaign.wanted) != campaign.wanted || plan->created_day >= campaign.day)
            continue;

          sent_at = campaign.starts_at + n_sent * SENDING_SECONDS / campaign.n_planned * G_USEC_PER_SEC;
          if (!write_message (self, insert, ++id, person, &campaign, sent_at, error))
            return FALSE;

          n_sent++;
        }
    }

  return TRUE;
}
