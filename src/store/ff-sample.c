/* Writes a sample store: the door, the file and the order of the work. The
 * rows come from ff-sample-*.c. Called by "fanfarectl sample", tests and
 * benchmarks, on a thread that may block.
 *
 * The store is written under another name beside the one asked for, in one
 * transaction without a journal on disk, and takes its name when it is whole
 * and on disk. What fails or is cancelled leaves nothing.
 *
 * The same options give the same bytes: every value comes from seeded integer
 * arithmetic, and rows and indexes are always made in the same order. */

#include "store/ff-sample-private.h"

#include "base/ff-clock.h"
#include "store/ff-store-private.h"

#include <glib/gi18n-lib.h>

#define HISTORY_DAYS   (7 * 365)
#define ROWS_PER_CHECK 4096

/* About how many rows each person has in all tables together. */
#define ROWS_PER_PERSON 48

static void
report (FfSampleWriter *self)
{
  if (self->progress_func != NULL)
    self->progress_func (MIN (1.0, (double) self->n_units / (double) self->n_units_all), self->progress_data);
}

gboolean
ff_sample_writer_put (FfSampleWriter  *self,
                      sqlite3_stmt    *insert,
                      GError         **error)
{
  if (sqlite3_step (insert) != SQLITE_DONE)
    {
      ff_sqlite_fail (self->db, error);
      sqlite3_reset (insert);
      return FALSE;
    }

  sqlite3_reset (insert);

  if (++self->n_units % ROWS_PER_CHECK != 0)
    return TRUE;

  if (self->n_units % (self->n_units_all / 256 + 1) < ROWS_PER_CHECK)
    report (self);

  return !g_cancellable_set_error_if_cancelled (self->cancellable, error);
}

void
ff_sample_bind_text (sqlite3_stmt *insert,
                     int           index,
                     const char   *text)
{
  if (text == NULL)
    sqlite3_bind_null (insert, index);
  else
    sqlite3_bind_text (insert, index, text, -1, SQLITE_STATIC);
}

void
ff_sample_bind_integer (sqlite3_stmt *insert,
                        int           index,
                        gint64        value)
{
  sqlite3_bind_int64 (insert, index, value);
}

void
ff_sample_bind_id (sqlite3_stmt *insert,
                   int           index,
                   gint64        id)
{
  if (id == 0)
    sqlite3_bind_null (insert, index);
  else
    sqlite3_bind_int64 (insert, index, id);
}

static gboolean
write_model (FfSampleWriter  *self,
             GError         **error)
{
  const char *insert = "INSERT INTO fanfare_model VALUES ('', '', ?, ?)";
  g_autofree char *people = g_strdup_printf ("%" G_GINT64_FORMAT, self->n_people);
  g_autofree char *seed = g_strdup_printf ("%" G_GUINT64_FORMAT, self->seed);
  char as_of[FF_SAMPLE_DATE_SIZE];

  ff_sample_format_date (self->last_day, as_of);

  return ff_sqlite_exec (self->db, ff_sample_schema_model, error) &&
         ff_sqlite_run (self->db, error, insert, "tt", "sample-people", people) &&
         ff_sqlite_run (self->db, error, insert, "tt", "sample-seed", seed) &&
         ff_sqlite_run (self->db, error, insert, "tt", "sample-as-of", as_of);
}

static gboolean
write_indexes (FfSampleWriter  *self,
               GError         **error)
{
  for (const FfSampleIndex *index = ff_sample_schema_indexes; index->sql != NULL; index++)
    {
      if (!ff_sqlite_exec (self->db, index->sql, error))
        return FALSE;

      self->n_units += index->rows_per_person * self->n_people / 2;
      report (self);
      if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return FALSE;
    }

  return ff_sqlite_exec (self->db, "PRAGMA analysis_limit = 1000; ANALYZE", error);
}

static gint64
count_units (gint64 n_people)
{
  gint64 n = ROWS_PER_PERSON * n_people;

  for (const FfSampleIndex *index = ff_sample_schema_indexes; index->sql != NULL; index++)
    n += index->rows_per_person * n_people / 2;

  return n + 1;
}

/* Nobody reads the file until it is whole, so nothing is journalled on disk or
 * synchronised on the way. The cache is small because SQLite sorts for an
 * index in parts of its size, and is half again as fast when a part fits the
 * processor's own cache. */
static gboolean
fill (FfSampleWriter  *self,
      GError         **error)
{
  return ff_sqlite_exec (self->db,
                         "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF;"
                         "PRAGMA locking_mode = EXCLUSIVE; PRAGMA mmap_size = 0; PRAGMA cache_size = -2048",
                         error) &&
         ff_sqlite_begin (self->db, TRUE, error) &&
         ff_sqlite_exec (self->db, ff_sample_schema_tables, error) &&
         write_model (self, error) &&
         ff_sample_plan_people (self, error) &&
         ff_sample_write_shop (self, error) &&
         ff_sample_write_people (self, error) &&
         ff_sample_write_contacts (self, error) &&
         ff_sample_write_orders (self, error) &&
         ff_sample_write_bookings (self, error) &&
         ff_sample_write_messages (self, error) &&
         write_indexes (self, error) &&
         ff_sqlite_commit (self->db, error);
}

static gboolean
write_file (const char      *path,
            FfSampleWriter  *self,
            GError         **error)
{
  gboolean done;

  self->db = ff_sqlite_open (path, FF_SQLITE_CREATE, error);
  if (self->db == NULL)
    return FALSE;

  ff_sqlite_set_cancellable (self->db, self->cancellable);
  done = fill (self, error);
  ff_sqlite_set_cancellable (self->db, NULL);

  g_clear_pointer (&self->db, ff_sqlite_free);
  g_clear_pointer (&self->people, g_free);
  g_clear_pointer (&self->prices, g_free);

  return done;
}

static gboolean
check_options (const FfSampleOptions  *options,
               GError                **error)
{
  const gint64 day = options->as_of_usec / FF_SAMPLE_USEC_PER_DAY;

  if (options->n_people < 0 || options->n_people > FF_SAMPLE_MAX_PEOPLE)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   _("A sample store has between 0 and %" G_GINT64_FORMAT " people."), FF_SAMPLE_MAX_PEOPLE);
      return FALSE;
    }

  if (options->as_of_usec != 0 &&
      (day < ff_sample_day_of_date (1980, 1, 1) || day > ff_sample_day_of_date (2200, 1, 1)))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                           _("A sample store ends between the years 1980 and 2200."));
      return FALSE;
    }

  return TRUE;
}

/**
 * ff_sample_write:
 * @path: the file to write
 * @options: how many people, from which seed, as of which day
 * @progress_func: (nullable): told how far the work is
 * @user_data: for @progress_func
 * @cancellable: (nullable): stops the work within a fraction of a second
 * @error: return location for a %G_IO_ERROR or #FfDbError
 *
 * Writes a store of invented people at @path. Blocks for about a second for
 * every 20,000 people; needs 24 bytes of memory for each beside some 10 MB, and
 * 3.5 kB of disk.
 *
 * On failure nothing is left behind, and a file that was there stays as it
 * was. A file that was there is replaced only when @options allow it; then
 * nobody may have it open.
 *
 * Returns: %TRUE if the store stands, whole, at @path
 */
gboolean
ff_sample_write (const char             *path,
                 const FfSampleOptions  *options,
                 FfSampleProgress        progress_func,
                 gpointer                user_data,
                 GCancellable           *cancellable,
                 GError                **error)
{
  FfSampleWriter writer = { NULL };
  g_autofree char *written = NULL;

  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (options != NULL, FALSE);

  if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
      !check_options (options, error))
    return FALSE;

  written = ff_new_store_begin (path, options->replace, error);
  if (written == NULL)
    return FALSE;

  writer.seed = options->seed;
  writer.n_people = options->n_people;
  writer.last_day = (options->as_of_usec != 0 ? options->as_of_usec : ff_clock_get_now (ff_clock_get_wall ())) /
                    FF_SAMPLE_USEC_PER_DAY;
  writer.first_day = writer.last_day - HISTORY_DAYS;
  writer.as_of_usec = writer.last_day * FF_SAMPLE_USEC_PER_DAY;
  writer.n_products = (guint32) CLAMP (options->n_people / 10, 40, 10000);
  writer.progress_func = progress_func;
  writer.progress_data = user_data;
  writer.cancellable = cancellable;
  writer.n_units_all = count_units (options->n_people);

  if (write_file (written, &writer, error) &&
      ff_new_store_finish (written, path, options->replace, error))
    return TRUE;

  ff_new_store_abandon (written);

  return FALSE;
}
