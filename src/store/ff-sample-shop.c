/* Stores and products of the sample store: one store in each city, and goods
 * by category, whose prices the orders add up. */

#include "store/ff-sample-private.h"

static const char *const editions[] = { "", " II", " Light", " Pro", " Classic", " Plus", " X", " Trek" };

static gboolean
write_stores (FfSampleWriter  *self,
              GError         **error)
{
  sqlite3_stmt *insert = ff_sqlite_prepare (self->db, "INSERT INTO stores VALUES (?, ?, ?, ?, ?, ?, ?, ?)", error);

  if (insert == NULL)
    return FALSE;

  for (guint i = 0; i < ff_sample_n_cities; i++)
    {
      FfSampleRandom random = ff_sample_random_start (self->seed, FF_SAMPLE_STREAM_STORE, i);
      const FfSampleCity *city = &ff_sample_cities[i];
      char name[FF_SAMPLE_TEXT_SIZE];
      char opened_on[FF_SAMPLE_DATE_SIZE];

      g_snprintf (name, sizeof name, "Wayfarer %s", city->name);
      ff_sample_format_date (self->first_day - ff_sample_random_below (&random, 4000), opened_on);

      ff_sample_bind_integer (insert, 1, i + 1);
      ff_sample_bind_text (insert, 2, name);
      ff_sample_bind_text (insert, 3, city->name);
      ff_sample_bind_text (insert, 4, ff_sample_countries[city->country].code);
      ff_sample_bind_text (insert, 5, city->time_zone);
      sqlite3_bind_double (insert, 6, city->latitude);
      sqlite3_bind_double (insert, 7, city->longitude);
      ff_sample_bind_text (insert, 8, opened_on);

      if (!ff_sample_writer_put (self, insert, error))
        return FALSE;
    }

  return TRUE;
}

static const FfSampleCategory *
pick_category (FfSampleRandom *random)
{
  guint32 left = 0;
  guint i = 0;

  for (guint c = 0; c < ff_sample_n_categories; c++)
    left += ff_sample_categories[c].weight;

  left = ff_sample_random_below (random, left);
  while (left >= ff_sample_categories[i].weight)
    left -= ff_sample_categories[i++].weight;

  return &ff_sample_categories[i];
}

/* Most goods of a category are on the cheap side; prices end in .95 or .00. */
static guint32
pick_price (FfSampleRandom         *random,
            const FfSampleCategory *category)
{
  const guint64 span = category->max_units - category->min_units;
  const guint64 a = ff_sample_random_below (random, 1000);
  const guint64 b = ff_sample_random_below (random, 1000);
  const guint64 c = ff_sample_random_below (random, 1000);
  const guint64 units = category->min_units + span * a * b * c / 1000000000;

  return (guint32) units * 100 + (ff_sample_random_chance (random, 800) ? 95 : 0);
}

static const char *
pick_good (FfSampleRandom         *random,
           const FfSampleCategory *category)
{
  guint n = 0;

  while (category->goods[n] != NULL)
    n++;

  return category->goods[ff_sample_random_below (random, n)];
}

static gboolean
write_products (FfSampleWriter  *self,
                GError         **error)
{
  sqlite3_stmt *insert = ff_sqlite_prepare (self->db, "INSERT INTO products VALUES (?, ?, ?, ?, ?, ?)", error);

  if (insert == NULL)
    return FALSE;

  self->prices = g_new (guint32, self->n_products);

  for (guint32 i = 0; i < self->n_products; i++)
    {
      FfSampleRandom random = ff_sample_random_start (self->seed, FF_SAMPLE_STREAM_PRODUCT, i);
      const FfSampleCategory *category = pick_category (&random);
      const char *series = ff_sample_series[ff_sample_random_below (&random, ff_sample_n_series)];
      const char *edition = editions[ff_sample_random_below (&random, G_N_ELEMENTS (editions))];
      char name[FF_SAMPLE_TEXT_SIZE];
      char released_on[FF_SAMPLE_DATE_SIZE];

      g_snprintf (name, sizeof name, "%s %s%s", series, pick_good (&random, category), edition);
      self->prices[i] = pick_price (&random, category);
      ff_sample_format_date (self->last_day - 1 - ff_sample_random_below (&random, 3000), released_on);

      ff_sample_bind_integer (insert, 1, i + 1);
      ff_sample_bind_text (insert, 2, name);
      ff_sample_bind_text (insert, 3, category->name);
      ff_sample_bind_integer (insert, 4, self->prices[i]);
      ff_sample_bind_integer (insert, 5, !ff_sample_random_chance (&random, 90));
      ff_sample_bind_text (insert, 6, released_on);

      if (!ff_sample_writer_put (self, insert, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
ff_sample_write_shop (FfSampleWriter  *self,
                      GError         **error)
{
  return write_stores (self, error) && write_products (self, error);
}
