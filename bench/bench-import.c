/* Measures the import of a file against the sqlite3 program's own .import of
 * the same file into a STRICT table, which checks its types too. Both as whole
 * programs, in rotation, on one core; the tables must say the same before a
 * time is printed.
 *
 *   bench-import FANFARECTL FOLDER [ROWS]
 */

#define _GNU_SOURCE

#include <glib.h>
#include <glib/gstdio.h>
#include <sched.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define ROUNDS 5

#define TABLE "CREATE TABLE orders (id INTEGER PRIMARY KEY, profile_id INTEGER, placed_at TEXT, channel TEXT, status TEXT, total REAL) STRICT"

typedef struct
{
  double wall_s[ROUNDS];
  double cpu_s[ROUNDS];
  gint64 peak_kib;
} Figures;

/* Orders in time order, so that a person's rows are scattered: what performance.md measures with. */
static void
write_orders (const char *path,
              gint64      n)
{
  static const char *const channels[] = { "web", "store", "app" };
  static const char *const states[] = { "completed", "cancelled", "open", "returned" };
  g_autofree char *buffer = g_malloc (1 << 20);
  FILE *file = fopen (path, "w");
  guint64 state = 1;

  g_assert_nonnull (file);
  setvbuf (file, buffer, _IOFBF, 1 << 20);
  fputs ("id,profile_id,placed_at,channel,status,total\n", file);
  for (gint64 i = 1; i <= n; i++)
    {
      guint64 r;

      state = state * G_GUINT64_CONSTANT (6364136223846793005) + G_GUINT64_CONSTANT (1442695040888963407);
      r = state >> 16;
      fprintf (file, "%" G_GINT64_FORMAT ",%" G_GUINT64_FORMAT ",20%02u-%02u-%02uT%02u:%02u:%02uZ,%s,%s,%u.%02u\n", i,
               r % (guint64) MAX (n / 10, 1) + 1, (guint) (20 + i * 6 / n), (guint) (r >> 5) % 12 + 1, (guint) (r >> 9) % 28 + 1,
               (guint) (r >> 14) % 24, (guint) (r >> 19) % 60, (guint) (r >> 24) % 60, channels[(r >> 30) % 3],
               states[(r >> 32) % 4], (guint) (r >> 20) % 500, (guint) (r >> 11) % 100);
    }
  g_assert_cmpint (fclose (file), ==, 0);
}

static void
run (char   **words,
     guint    round,
     Figures *figures)
{
  gint64 began = g_get_monotonic_time ();
  struct rusage usage;
  int status = 0;
  pid_t child = fork ();

  if (child == 0)
    {
      execvp (words[0], words);
      _exit (127);
    }

  g_assert_cmpint (wait4 (child, &status, 0, &usage), ==, child);
  if (!WIFEXITED (status) || WEXITSTATUS (status) != 0)
    g_error ("%s did not do its work", words[0]);

  figures->wall_s[round] = (double) (g_get_monotonic_time () - began) / 1e6;
  figures->cpu_s[round] = (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
                          (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
  figures->peak_kib = MAX (figures->peak_kib, usage.ru_maxrss);
}

static void
forget (const char *path)
{
  static const char *const endings[] = { "", "-wal", "-shm", "-journal" };

  for (guint e = 0; e < G_N_ELEMENTS (endings); e++)
    {
      g_autofree char *file = g_strconcat (path, endings[e], NULL);

      g_unlink (file);
    }
}

/* What both tables must agree on; amounts are scaled in ours. */
static char *
dup_sums (const char *path,
          const char *total)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) || ' ' || sum (id) || ' ' || sum (profile_id) || ' ' ||"
                                          " sum (length (channel) + length (status)) || ' ' || sum (%s) FROM orders", total);
  sqlite3 *db = NULL;
  sqlite3_stmt *statement = NULL;
  char *sums;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  sums = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);
  sqlite3_close (db);

  return sums;
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  double difference = *(const double *) a - *(const double *) b;

  return difference < 0 ? -1 : difference > 0;
}

static void
print (const char *what,
       Figures    *figures,
       gint64      n_rows)
{
  qsort (figures->wall_s, ROUNDS, sizeof (double), compare);
  qsort (figures->cpu_s, ROUNDS, sizeof (double), compare);
  printf ("%-22s %8.2f %8.2f %8.2f %8.2f %12.0f %10.1f\n", what, figures->cpu_s[0], figures->cpu_s[ROUNDS / 2], figures->wall_s[0],
          figures->wall_s[ROUNDS / 2], (double) n_rows / figures->cpu_s[ROUNDS / 2], (double) figures->peak_kib / 1024);
}

/* The peak of a file of half the rows: beyond the database's cache memory does not grow with the file. */
static gint64
measure_small (const char *program,
               const char *folder,
               gint64      n)
{
  g_autofree char *csv = g_build_filename (folder, "half.csv", NULL);
  g_autofree char *store = g_build_filename (folder, "half.sqlite", NULL);
  char *words[] = { (char *) program, (char *) "import", csv, (char *) "--store", store, (char *) "--key", (char *) "id", (char *) "--json", NULL };
  Figures figures = { 0 };

  write_orders (csv, n);
  run (words, 0, &figures);
  forget (store);
  g_unlink (csv);

  return figures.peak_kib;
}

int
main (int    argc,
      char **argv)
{
  const char *program = argv[1];
  gint64 n = argc > 3 ? g_ascii_strtoll (argv[3], NULL, 10) : 10000000;
  g_autofree char *csv = g_build_filename (argv[2], "orders.csv", NULL);
  g_autofree char *ours = g_build_filename (argv[2], "ours.sqlite", NULL);
  g_autofree char *theirs = g_build_filename (argv[2], "theirs.sqlite", NULL);
  g_autofree char *import = g_strdup_printf (".import --csv --skip 1 \"%s\" orders", csv);
  char *our_words[] = { (char *) program, (char *) "import", csv, (char *) "--store", ours, (char *) "--key", (char *) "id", (char *) "--json", NULL };
  char *their_words[] = { (char *) "sqlite3", theirs, (char *) TABLE, import, NULL };
  Figures our_figures = { 0 };
  Figures their_figures = { 0 };
  gint64 small_kib = 0;
  GStatBuf status;
  cpu_set_t core;

  if (argc < 3 || n < 10)
    {
      fprintf (stderr, "bench-import FANFARECTL FOLDER [ROWS]\n");
      return 2;
    }

  CPU_ZERO (&core);
  CPU_SET (sched_getcpu (), &core);
  sched_setaffinity (0, sizeof core, &core);

  write_orders (csv, n);
  g_assert_cmpint (g_stat (csv, &status), ==, 0);

  /* What the programs print is not looked at. */
  fflush (stdout);
  {
    int out = dup (STDOUT_FILENO);

    if (freopen ("/dev/null", "w", stdout) == NULL)
      return 1;

    small_kib = measure_small (program, argv[2], n / 2);
    for (guint round = 0; round < ROUNDS; round++)
      {
        g_autofree char *our_sums = NULL;
        g_autofree char *their_sums = NULL;

        forget (ours);
        forget (theirs);
        run (our_words, round, &our_figures);
        run (their_words, round, &their_figures);
        our_sums = dup_sums (ours, "total");
        their_sums = dup_sums (theirs, "CAST (round (total * 100) AS INTEGER)");
        g_assert_cmpstr (our_sums, ==, their_sums);
      }

    fflush (stdout);
    dup2 (out, STDOUT_FILENO);
  }

  printf ("\nImport of %" G_GINT64_FORMAT " rows, %.0f MB, %d rounds on one core\n", n, (double) status.st_size / 1e6, ROUNDS);
  printf ("%-22s %8s %8s %8s %8s %12s %10s\n", "", "CPU min", "CPU med", "wall min", "wall med", "rows/CPU s", "peak MiB");
  print ("fanfarectl import", &our_figures, n);
  print ("sqlite3 .import", &their_figures, n);
  printf ("ratio %.2f of the median CPU time, %.2f of the least wall time; peak with half of the rows %.1f MiB\n",
          our_figures.cpu_s[ROUNDS / 2] / their_figures.cpu_s[ROUNDS / 2], our_figures.wall_s[0] / their_figures.wall_s[0],
          (double) small_kib / 1024);

  return 0;
}
