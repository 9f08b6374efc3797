/* Aggregates that SQLite lacks or rounds: sums that are exact in 64 bits
 * whatever their order, averages and deviations that keep what reals can hold.
 * Registered with the functions of ff-sqlite-functions.c. */

#include "db/ff-sqlite-private.h"

#include <math.h>

#define MAX_JOINED (16 * 1024 * 1024)

/* SQLite aligns what it gives to eight bytes. */
typedef __int128 Wide __attribute__ ((aligned (8)));
typedef long double Long __attribute__ ((aligned (8)));

/* A sum of whole numbers is exact, one of reals keeps what rounding takes (Neumaier). */
typedef struct
{
  gint64   n;
  Wide     whole;
  double   real;
  double   lost;
  gboolean has_real;
} Sum;

/* How far values lie from the first one, which keeps small differences of great numbers (Welford). */
typedef struct
{
  gint64   n;
  gint64   first_whole;
  double   first_real;
  Long     mean;
  Long     squares;
} Deviation;

static void
add_real (Sum    *self,
          double  value)
{
  double sum = self->real + value;

  self->lost += fabs (self->real) >= fabs (value) ? (self->real - sum) + value : (value - sum) + self->real;
  self->real = sum;
  self->has_real = TRUE;
}

static void
sum_step_cb (sqlite3_context  *context,
             int               n_values,
             sqlite3_value   **values)
{
  int type = sqlite3_value_type (values[0]);
  Sum *sum;

  if (type != SQLITE_INTEGER && type != SQLITE_FLOAT)
    return;

  sum = sqlite3_aggregate_context (context, sizeof (Sum));
  if (sum == NULL)
    {
      sqlite3_result_error_nomem (context);
      return;
    }

  sum->n++;
  if (type == SQLITE_INTEGER)
    sum->whole += sqlite3_value_int64 (values[0]);
  else
    add_real (sum, sqlite3_value_double (values[0]));
}

static void
sum_final_cb (sqlite3_context *context)
{
  Sum *sum = sqlite3_aggregate_context (context, 0);

  if (sum == NULL || sum->n == 0)
    return;

  if (sum->has_real)
    {
      double real = sum->real + sum->lost + (double) sum->whole;

      if (isfinite (real))
        sqlite3_result_double (context, real);
      else
        sqlite3_result_error (context, "real overflow", -1);
    }
  else if (sum->whole >= G_MININT64 && sum->whole <= G_MAXINT64)
    sqlite3_result_int64 (context, (gint64) sum->whole);
  else
    sqlite3_result_error (context, "integer overflow", -1);
}

/* The second argument divides the average: it undoes a decimal's scale. */
typedef struct
{
  Sum    sum;
  double divisor;
} Average;

static void
average_step_cb (sqlite3_context  *context,
                 int               n_values,
                 sqlite3_value   **values)
{
  int type = sqlite3_value_type (values[0]);
  Average *average;

  if (type != SQLITE_INTEGER && type != SQLITE_FLOAT)
    return;

  average = sqlite3_aggregate_context (context, sizeof (Average));
  if (average == NULL)
    {
      sqlite3_result_error_nomem (context);
      return;
    }

  average->divisor = sqlite3_value_double (values[1]);
  average->sum.n++;
  if (type == SQLITE_INTEGER)
    average->sum.whole += sqlite3_value_int64 (values[0]);
  else
    add_real (&average->sum, sqlite3_value_double (values[0]));
}

static void
average_final_cb (sqlite3_context *context)
{
  Average *average = sqlite3_aggregate_context (context, 0);
  double sum;

  if (average == NULL || average->sum.n == 0)
    return;

  /* The sum is exact or nearly so; only the one division rounds. */
  sum = average->sum.has_real ? average->sum.real + average->sum.lost + (double) average->sum.whole : (double) average->sum.whole;
  sqlite3_result_double (context, sum / ((double) average->sum.n * average->divisor));
}

typedef struct
{
  Deviation deviation;
  double    divisor;
} ScaledDeviation;

static void
deviation_step_cb (sqlite3_context  *context,
                   int               n_values,
                   sqlite3_value   **values)
{
  int type = sqlite3_value_type (values[0]);
  ScaledDeviation *self;
  Deviation *deviation;
  long double distance, from_mean;

  if (type != SQLITE_INTEGER && type != SQLITE_FLOAT)
    return;

  self = sqlite3_aggregate_context (context, sizeof (ScaledDeviation));
  if (self == NULL)
    {
      sqlite3_result_error_nomem (context);
      return;
    }

  deviation = &self->deviation;
  self->divisor = sqlite3_value_double (values[1]);
  if (deviation->n++ == 0)
    {
      deviation->first_whole = type == SQLITE_INTEGER ? sqlite3_value_int64 (values[0]) : 0;
      deviation->first_real = type == SQLITE_FLOAT ? sqlite3_value_double (values[0]) : 0;
    }

  if (type == SQLITE_INTEGER)
    distance = (long double) ((Wide) sqlite3_value_int64 (values[0]) - deviation->first_whole) - deviation->first_real;
  else
    distance = (long double) sqlite3_value_double (values[0]) - deviation->first_real - (long double) deviation->first_whole;

  from_mean = distance - deviation->mean;
  deviation->mean += from_mean / deviation->n;
  deviation->squares += from_mean * (distance - deviation->mean);
}

static void
deviation_final_cb (sqlite3_context *context)
{
  ScaledDeviation *self = sqlite3_aggregate_context (context, 0);

  if (self != NULL && self->deviation.n >= 2)
    sqlite3_result_double (context, (double) (sqrtl (self->deviation.squares / (self->deviation.n - 1)) / self->divisor));
}

/* Texts one after the other. SQLite's own makes empty texts missing. */
typedef struct
{
  GString *text;   /* NULL: none yet */
} Join;

static void
join_step_cb (sqlite3_context  *context,
              int               n_values,
              sqlite3_value   **values)
{
  const char *text = (const char *) sqlite3_value_text (values[0]);
  const int length = sqlite3_value_bytes (values[0]);
  Join *join;

  if (text == NULL)
    return;

  join = sqlite3_aggregate_context (context, sizeof (Join));
  if (join == NULL)
    {
      sqlite3_result_error_nomem (context);
      return;
    }

  if (join->text == NULL)
    join->text = g_string_new (NULL);
  else
    g_string_append (join->text, (const char *) sqlite3_value_text (values[1]));

  if (join->text->len + (gsize) length <= MAX_JOINED)
    g_string_append_len (join->text, text, length);
  else
    sqlite3_result_error (context, "the joined texts are too long", -1);
}

static void
join_value_cb (sqlite3_context *context)
{
  Join *join = sqlite3_aggregate_context (context, 0);

  if (join != NULL && join->text != NULL)
    sqlite3_result_text (context, join->text->str, (int) join->text->len, SQLITE_TRANSIENT);
}

static void
join_final_cb (sqlite3_context *context)
{
  Join *join = sqlite3_aggregate_context (context, 0);

  join_value_cb (context);
  if (join != NULL && join->text != NULL)
    g_string_free (g_steal_pointer (&join->text), TRUE);
}

/* A window that loses rows at its start is none of ours. */
static void
join_inverse_cb (sqlite3_context  *context,
                 int               n_values,
                 sqlite3_value   **values)
{
  sqlite3_result_error (context, "ff_text_join() looks at all rows of its window", -1);
}

/**
 * ff_sqlite_add_aggregates:
 * @self: a connection
 * @error: return location for a #FfDbError
 *
 * Registers ff_sum (number), ff_average (number, divisor) and ff_deviation
 * (number, divisor), the deviation of a sample, and ff_text_join (text,
 * separator), over a window too; of nothing, and of one value for the
 * deviation, they are NULL. A sum beyond 64 bits is an error.
 *
 * Returns: %TRUE if they can be used
 */
gboolean
ff_sqlite_add_aggregates (FfSqlite  *self,
                          GError   **error)
{
  static const struct
  {
    const char *name;
    int         n_arguments;
    void      (*step) (sqlite3_context *, int, sqlite3_value **);
    void      (*final) (sqlite3_context *);
  } aggregates[] = {
    { "ff_sum", 1, sum_step_cb, sum_final_cb },
    { "ff_average", 2, average_step_cb, average_final_cb },
    { "ff_deviation", 2, deviation_step_cb, deviation_final_cb },
  };
  const int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;

  for (guint i = 0; i < G_N_ELEMENTS (aggregates); i++)
    if (sqlite3_create_function_v2 (self->handle, aggregates[i].name, aggregates[i].n_arguments, flags, NULL, NULL,
                                    aggregates[i].step, aggregates[i].final, NULL) != SQLITE_OK)
      return ff_sqlite_fail (self, error);

  if (sqlite3_create_window_function (self->handle, "ff_text_join", 2, flags, NULL,
                                      join_step_cb, join_final_cb, join_value_cb, join_inverse_cb, NULL) != SQLITE_OK)
    return ff_sqlite_fail (self, error);

  return TRUE;
}
