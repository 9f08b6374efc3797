#pragma once

#include "db/ff-sqlite.h"
#include "store/ff-sample.h"
#include "store/ff-sample-names.h"
#include "store/ff-sample-random.h"

G_BEGIN_DECLS

/* What the files of the sample store share. All of it is of the one thread
 * that writes. */

#define FF_SAMPLE_USEC_PER_DAY (G_GINT64_CONSTANT (24) * 60 * 60 * G_USEC_PER_SEC)

/* One stream of random numbers for each purpose, so that they do not depend
 * on each other. Append only: a new number here changes nothing else. */
typedef enum
{
  FF_SAMPLE_STREAM_HOUSEHOLD,
  FF_SAMPLE_STREAM_PERSON,
  FF_SAMPLE_STREAM_CONTACT,
  FF_SAMPLE_STREAM_HABIT,
  FF_SAMPLE_STREAM_CREATED,
  FF_SAMPLE_STREAM_ADDRESS,
  FF_SAMPLE_STREAM_CONSENT,
  FF_SAMPLE_STREAM_SUBSCRIPTION,
  FF_SAMPLE_STREAM_STORE,
  FF_SAMPLE_STREAM_PRODUCT,
  FF_SAMPLE_STREAM_ORDER_TIME,
  FF_SAMPLE_STREAM_ORDER,
  FF_SAMPLE_STREAM_ORDER_ITEMS,
  FF_SAMPLE_STREAM_BOOKING_TIME,
  FF_SAMPLE_STREAM_BOOKING,
  FF_SAMPLE_STREAM_CAMPAIGN,
  FF_SAMPLE_STREAM_MESSAGE,
  FF_SAMPLE_STREAM_PROFILE,
  FF_SAMPLE_STREAM_HOME,
  FF_SAMPLE_STREAM_ADDRESS_DETAIL,
  FF_SAMPLE_STREAM_CONSENT_DETAIL,
} FfSampleStream;

typedef enum
{
  FF_SAMPLE_PERSON_HAS_EMAIL     = 1 << 0,
  FF_SAMPLE_PERSON_HAS_PHONE     = 1 << 1,
  FF_SAMPLE_PERSON_WANTS_EMAIL   = 1 << 2,
  FF_SAMPLE_PERSON_WANTS_SMS     = 1 << 3,
  FF_SAMPLE_PERSON_BOOKS         = 1 << 4,
  FF_SAMPLE_PERSON_IN_HOUSEHOLD  = 1 << 5,
} FfSamplePersonFlags;

/* What other tables must know of a person: all that is kept in memory. */
typedef struct
{
  guint64 weight_before;  /* sum of the order weights of the people before this one */
  guint32 household;      /* from 0 */
  guint32 phone_rank;     /* among the people of the country */
  guint16 created_day;    /* since the first day of the history */
  guint16 lapsed_day;     /* bought nothing from then on; G_MAXUINT16: still buys */
  guint8  city;
  guint8  place;          /* in the household, from 0 */
  guint8  engagement;     /* percent of emails that are opened */
  guint8  flags;
} FfSamplePerson;

typedef struct
{
  FfSqlite         *db;
  guint64           seed;
  gint64            n_people;
  gint64            first_day;      /* of the history, since 1970 */
  gint64            last_day;       /* as of: what is to come begins here */
  gint64            as_of_usec;

  FfSamplePerson   *people;         /* n_people + 1: the last one holds the sum of the weights */
  guint32          *prices;         /* n_products, in cents */
  guint32           n_products;
  gint64            n_orders;       /* written */

  FfSampleProgress  progress_func;
  gpointer          progress_data;
  GCancellable     *cancellable;    /* nullable */
  gint64            n_units;        /* of work, done and in all */
  gint64            n_units_all;
} FfSampleWriter;

/* ff-sample.c: after each row, with the statement stepped once. Counts the work, looks for a cancel. */
gboolean ff_sample_writer_put      (FfSampleWriter  *self,
                                    sqlite3_stmt    *insert,
                                    GError         **error);
void     ff_sample_bind_text       (sqlite3_stmt    *insert,
                                    int              index,
                                    const char      *text);   /* nullable; must live until the row is put */
void     ff_sample_bind_integer    (sqlite3_stmt    *insert,
                                    int              index,
                                    gint64           value);
void     ff_sample_bind_id         (sqlite3_stmt    *insert,
                                    int              index,
                                    gint64           id);     /* 0 is NULL */

/* ff-sample-schema.c */
typedef struct
{
  const char *sql;
  guint       rows_per_person;
} FfSampleIndex;

extern const char          ff_sample_schema_tables[];
extern const FfSampleIndex ff_sample_schema_indexes[];
extern const char          ff_sample_schema_model[];

/* ff-sample-time.c */
#define FF_SAMPLE_DATE_SIZE 16

void     ff_sample_format_date     (gint64           day,
                                    char            *text);   /* FF_SAMPLE_DATE_SIZE */
gint64   ff_sample_day_of_date     (int              year,
                                    int              month,
                                    int              day);

typedef struct
{
  FfSampleRandom random;
  gint64         day;             /* of the hour at hand */
  guint          hour;
  guint64        weight_before;   /* of all hours before it */
  guint64        weight;          /* of it */
  guint64        step;            /* weight of one moment */
  guint64        next;            /* moment */
  gint64         first_day;
  gint64         last_day;
} FfSampleTimeline;

FfSampleTimeline ff_sample_timeline_start (FfSampleRandom    random,
                                           gint64            first_day,
                                           gint64            last_day,
                                           gint64            n_moments);
gint64           ff_sample_timeline_next  (FfSampleTimeline *self);   /* µs UTC, never before the last one */

/* ff-sample-people.c */
gboolean ff_sample_plan_people     (FfSampleWriter  *self,
                                    GError         **error);
gboolean ff_sample_write_people    (FfSampleWriter  *self,
                                    GError         **error);
/* ff-sample-contacts.c: addresses, consents, subscriptions */
guint8   ff_sample_plan_consents   (FfSampleWriter  *self,
                                    gint64           person);   /* FfSamplePersonFlags */
gboolean ff_sample_write_contacts  (FfSampleWriter  *self,
                                    GError         **error);
/* ff-sample-shop.c: stores, products */
gboolean ff_sample_write_shop      (FfSampleWriter  *self,
                                    GError         **error);
/* ff-sample-orders.c */
gboolean ff_sample_write_orders    (FfSampleWriter  *self,
                                    GError         **error);
/* ff-sample-bookings.c */
gboolean ff_sample_write_bookings  (FfSampleWriter  *self,
                                    GError         **error);
/* ff-sample-messages.c */
gboolean ff_sample_write_messages  (FfSampleWriter  *self,
                                    GError         **error);

#define FF_SAMPLE_TEXT_SIZE 128

/* The person's moment of creation and after, in µs. */
gint64   ff_sample_instant_after   (FfSampleWriter       *self,
                                    FfSampleRandom       *random,
                                    gint64                from_usec);   /* somewhere until the as-of day */
gint64   ff_sample_person_created  (FfSampleWriter       *self,
                                    gint64                person);      /* start of the day */

G_END_DECLS
