/* Orders and their items, in time order, so that one person's rows lie far
 * apart, as in a real shop.
 *
 * The buyer of a moment is drawn among those who are customers by then, by
 * weight, so that a few buy much and many little; who has lapsed is drawn
 * again. An order's items depend on its number alone: the pass that writes
 * orders adds them up, the pass that writes items draws the same ones. */

#include "store/ff-sample-private.h"

#define HISTORY_DAYS 1826
#define MAX_ITEMS    6
#define MAX_DRAWS    8
#define IN_STORE     2 /* of the channels below */

typedef struct
{
  guint32 product;   /* from 0 */
  guint32 quantity;
  guint32 unit_price;
} Item;

static const guint16 n_items_weights[MAX_ITEMS] = { 44, 29, 15, 7, 3, 2 };

static const char *const channels[] = { "web", "app", "store" };
static const guint16 channel_weights[] = { 52, 20, 28 };

static guint
draw_items (FfSampleWriter *self,
            gint64          order,
            Item           *items)
{
  FfSampleRandom random = ff_sample_random_start (self->seed, FF_SAMPLE_STREAM_ORDER_ITEMS, order);
  const guint n_items = 1 + ff_sample_random_pick (&random, n_items_weights, MAX_ITEMS, 100);

  for (guint i = 0; i < n_items; i++)
    {
      const guint64 a = ff_sample_random_below (&random, self->n_products);
      const guint64 b = ff_sample_random_below (&random, self->n_products);
      const guint fate = ff_sample_random_below (&random, 100);
      guint32 price;

      /* The lower number of two draws: some goods sell better than others. */
      items[i].product = (guint32) MIN (a, b);
      items[i].quantity = fate < 84 ? 1 : fate < 96 ? 2 : 3;

      price = self->prices[items[i].product];
      if (ff_sample_random_chance (&random, 160))
        price = price * (100 - 10 * (1 + ff_sample_random_below (&random, 3))) / 100;
      items[i].unit_price = price;
    }

  return n_items;
}

/* The last of the first @n_customers whose weights begin at or before @place. */
static gint64
find_buyer (FfSampleWriter *self,
            gint64          n_customers,
            guint64         place)
{
  gint64 low = 0;
  gint64 high = n_customers;

  while (high - low > 1)
    {
      const gint64 middle = low + (high - low) / 2;

      if (self->people[middle].weight_before <= place)
        low = middle;
      else
        high = middle;
    }

  return low;
}

static gint64
draw_buyer (FfSampleWriter *self,
            FfSampleRandom *random,
            gint64          n_customers,
            gint64          day)
{
  const guint64 weights = self->people[n_customers].weight_before;

  if (weights == 0)
    return -1;

  for (guint i = 0; i < MAX_DRAWS; i++)
    {
      const gint64 buyer = find_buyer (self, n_customers, ff_sample_random_below64 (random, weights));

      if (day < self->people[buyer].lapsed_day)
        return buyer;
    }

  return -1;
}

static const char *
pick_status (FfSampleWriter *self,
             FfSampleRandom *random,
             gint64          placed_at)
{
  const guint fate = ff_sample_random_below (random, 1000);

  if (fate < 50)
    return "cancelled";
  if (placed_at > self->as_of_usec - 3 * FF_SAMPLE_USEC_PER_DAY)
    return fate < 650 ? "pending" : "completed";

  return fate < 92 ? "returned" : "completed";
}

/* Only what is bought in a store has one; mostly that of the buyer's city. */
static gint64
pick_store (FfSampleWriter *self,
            FfSampleRandom *random,
            gint64          buyer,
            guint           channel)
{
  if (channel != IN_STORE)
    return 0;
  if (ff_sample_random_chance (random, 880))
    return self->people[buyer].city + 1;

  return ff_sample_random_below (random, ff_sample_n_cities) + 1;
}

static gboolean
write_order (FfSampleWriter  *self,
             sqlite3_stmt    *insert,
             FfSampleRandom  *random,
             gint64           buyer,
             gint64           placed_at,
             GError         **error)
{
  const guint channel = ff_sample_random_pick (random, channel_weights, G_N_ELEMENTS (channel_weights), 100);
  Item items[MAX_ITEMS];
  gint64 total = 0;
  guint n_items;

  n_items = draw_items (self, self->n_orders, items);
  for (guint i = 0; i < n_items; i++)
    total += (gint64) items[i].quantity * items[i].unit_price;

  ff_sample_bind_integer (insert, 1, self->n_orders + 1);
  ff_sample_bind_integer (insert, 2, buyer + 1);
  ff_sample_bind_id (insert, 3, pick_store (self, random, buyer, channel));
  ff_sample_bind_integer (insert, 4, placed_at);
  ff_sample_bind_text (insert, 5, pick_status (self, random, placed_at));
  ff_sample_bind_text (insert, 6, channels[channel]);
  ff_sample_bind_integer (insert, 7, total);

  return ff_sample_writer_put (self, insert, error);
}

static gboolean
write_orders (FfSampleWriter  *self,
              GError         **error)
{
  const gint64 n_moments = self->n_people * 10;
  FfSampleTimeline timeline;
  sqlite3_stmt *insert;
  gint64 n_customers = 0;
  gint64 last_buyer = -1;
  gint64 last_placed_at = 0;

  insert = ff_sqlite_prepare (self->db, "INSERT INTO orders VALUES (?, ?, ?, ?, ?, ?, ?)", error);
  if (insert == NULL)
    return FALSE;

  timeline = ff_sample_timeline_start (ff_sample_random_start (self->seed, FF_SAMPLE_STREAM_ORDER_TIME, 0),
                                       self->last_day - HISTORY_DAYS, self->last_day, n_moments);

  for (gint64 i = 0; i < n_moments; i++)
    {
      FfSampleRandom random = ff_sample_random_start (self->seed, FF_SAMPLE_STREAM_ORDER, i);
      gint64 placed_at = ff_sample_timeline_next (&timeline);
      const gint64 day = placed_at / FF_SAMPLE_USEC_PER_DAY - self->first_day;
      gint64 buyer;

      while (n_customers < self->n_people && self->people[n_customers].created_day < day)
        n_customers++;

      buyer = draw_buyer (self, &random, n_customers, day);

      /* A basket in two orders: two rows of one person and one moment. */
      if (last_buyer >= 0 && ff_sample_random_chance (&random, 6))
        {
          buyer = last_buyer;
          placed_at = last_placed_at;
        }

      if (buyer < 0)
        continue;

      if (!write_order (self, insert, &random, buyer, placed_at, error))
        return FALSE;

      self->n_orders++;
      last_buyer = buyer;
      last_placed_at = placed_at;
    }

  return TRUE;
}

static gboolean
write_items (FfSampleWriter  *self,
             GError         **error)
{
  sqlite3_stmt *insert = ff_sqlite_prepare (self->db, "INSERT INTO order_items VALUES (?, ?, ?, ?, ?)", error);
  gint64 id = 0;

  if (insert == NULL)
    return FALSE;

  for (gint64 order = 0; order < self->n_orders; order++)
    {
      Item items[MAX_ITEMS];
      const guint n_items = draw_items (self, order, items);

      for (guint i = 0; i < n_items; i++)
        {
          ff_sample_bind_integer (insert, 1, ++id);
          ff_sample_bind_integer (insert, 2, order + 1);
          ff_sample_bind_integer (insert, 3, items[i].product + 1);
          ff_sample_bind_integer (insert, 4, items[i].quantity);
          ff_sample_bind_integer (insert, 5, items[i].unit_price);

          if (!ff_sample_writer_put (self, insert, error))
            return FALSE;
        }
    }

  return TRUE;
}

gboolean
ff_sample_write_orders (FfSampleWriter  *self,
                        GError         **error)
{
  return write_orders (self, error) && write_items (self, error);
}
