/* Measures the SQL of Fanfare against the SQL of a person: the reference graph
 * counted by the engine, and by one select for each transition, as
 * bench/sql/reference-graph.sql has them. On SQLite each select makes a
 * working table that the next ones read; on PostgreSQL each transition is
 * counted on its own, by one nested select. The counts must agree before a
 * time is printed. In rotation, minimum and median.
 *
 *   bench-sql sqlite|postgresql FILE CAMPAIGN SELECTS NOW ROUNDS
 *
 * The tables of FILE are copied into a PostgreSQL of this program's own. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "../tests/support/ff-test-copy.h"
#include "activities/ff-planner.h"
#include "db/ff-sqlite.h"
#include "engine/ff-engine.h"
#include "model/ff-document.h"

#define DAY_USEC "86400000000"

typedef struct
{
  char   *id;        /* of the transition */
  char   *select;    /* as the file has it */
  gint64  n;         /* as the engine counts it */
} Select;

typedef struct
{
  const char *url;
  FfCampaign *campaign;
  gint64      now_usec;
  const char *hash;
  GPtrArray  *selects;   /* of Select, each after those it reads */
  FfSqlite   *file;      /* a person's connection, to one of them */
  FfPostgres *server;
} Bench;

static void
select_free (Select *self)
{
  g_free (self->id);
  g_free (self->select);
  g_free (self);
}

G_GNUC_NORETURN static void
give_up (const char *what,
         GError     *error)
{
  fprintf (stderr, "bench-sql: %s: %s\n", what, error != NULL ? error->message : "it is not as expected");
  exit (1);
}

static GPtrArray *
read_selects (const char *path)
{
  g_autoptr (GPtrArray) selects = g_ptr_array_new_with_free_func ((GDestroyNotify) select_free);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) parts = NULL;

  if (!g_file_get_contents (path, &text, NULL, &error))
    give_up (path, error);

  parts = g_strsplit (text, "\n-- t", -1);
  for (guint p = 1; parts[p] != NULL; p++)
    {
      Select *item = g_new0 (Select, 1);
      char *body = strchr (parts[p], '\n');
      g_autofree char *head = g_strndup (parts[p], (gsize) (body - parts[p]));

      item->id = g_strdup_printf ("t%u", (guint) g_ascii_strtoull (head, NULL, 10));
      item->select = g_strstrip (g_strdup (body));
      g_ptr_array_add (selects, item);
    }

  return g_steal_pointer (&selects);
}

/* The select with its names filled in: of another transition its table, or, when @nested, all of its select again. */
static char *
expand (Bench        *bench,
        const Select *what,
        gboolean      nested)
{
  g_autoptr (GString) sql = g_string_new (what->select);
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, bench->now_usec);

  for (guint s = bench->selects->len; s-- > 0;)
    {
      const Select *other = g_ptr_array_index (bench->selects, s);
      g_autofree char *name = g_strdup_printf ("{%s}", other->id);
      g_autofree char *table = g_strdup_printf ("work_%s", other->id);

      if (strstr (sql->str, name) == NULL)
        continue;

      if (nested)
        {
          g_autofree char *expanded = expand (bench, other, TRUE);
          g_autofree char *inner = g_strdup_printf ("(%s)", expanded);
          g_autofree char *named = g_strdup_printf ("%s AS q", inner);
          g_autofree char *name_as = g_strdup_printf ("%s AS ", name);
          g_autofree char *inner_as = g_strdup_printf ("%s AS ", inner);

          g_string_replace (sql, name_as, inner_as, 0);
          g_string_replace (sql, name, named, 0);
        }
      else
        g_string_replace (sql, name, table, 0);
    }
  g_string_replace (sql, "{now}", now, 0);
  g_string_replace (sql, "{day}", DAY_USEC, 0);
  g_string_replace (sql, "{hash}", bench->hash, 0);

  return g_string_free (g_steal_pointer (&sql), FALSE);
}

/* ---- One round each; µs. */

static void
count_by_engine (Bench *bench)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FfStore) store = ff_store_open (bench->url, &error);
  g_autoptr (FfPlanContext) context = NULL;
  g_autoptr (FfPlan) plan = NULL;
  g_autoptr (FfCounts) counts = NULL;

  if (store == NULL)
    give_up (bench->url, error);
  context = ff_plan_context_new (ff_store_get_schema (store), bench->now_usec);
  plan = ff_planner_compile (bench->campaign, context, NULL);
  counts = ff_evaluate (store, plan, NULL, NULL, NULL, &error);
  if (counts == NULL)
    give_up ("the engine", error);

  for (guint t = 0; t < ff_campaign_get_n_transitions (bench->campaign); t++)
    {
      const FfTransition *transition = ff_campaign_get_transition (bench->campaign, t);
      const FfCount *count = ff_counts_find (counts, transition->from, transition->from_port);

      for (guint s = 0; s < bench->selects->len; s++)
        {
          Select *item = g_ptr_array_index (bench->selects, s);

          if (!g_str_equal (item->id, transition->id))
            continue;
          if (count == NULL || !count->known)
            give_up (item->id, NULL);
          item->n = count->n_keys;
        }
    }
}

static void
check (const Select *item,
       gint64        n,
       GError       *error)
{
  if (error != NULL)
    give_up (item->id, error);
  if (n == item->n)
    return;

  fprintf (stderr, "bench-sql: %s: the engine counts %" G_GINT64_FORMAT ", a person %" G_GINT64_FORMAT "\n", item->id, item->n, n);
  exit (1);
}

static void
count_by_tables (Bench *bench)
{
  for (guint s = 0; s < bench->selects->len; s++)
    {
      const Select *item = g_ptr_array_index (bench->selects, s);
      g_autofree char *select = expand (bench, item, FALSE);
      g_autofree char *create = g_strdup_printf ("CREATE TEMP TABLE work_%s AS %s", item->id, select);
      g_autofree char *count = g_strdup_printf ("SELECT count(*) FROM work_%s", item->id);
      g_autoptr (GError) error = NULL;
      gint64 n = -1;

      if (ff_sqlite_exec (bench->file, create, &error))
        ff_sqlite_get_integer (bench->file, &n, NULL, &error, count, NULL);
      check (item, n, error);
    }

  for (guint s = 0; s < bench->selects->len; s++)
    {
      const Select *item = g_ptr_array_index (bench->selects, s);
      g_autofree char *drop = g_strdup_printf ("DROP TABLE work_%s", item->id);

      ff_sqlite_exec (bench->file, drop, NULL);
    }
}

static void
count_nested (Bench *bench)
{
  for (guint s = 0; s < bench->selects->len; s++)
    {
      const Select *item = g_ptr_array_index (bench->selects, s);
      g_autofree char *select = expand (bench, item, TRUE);
      g_autofree char *count = g_strdup_printf ("SELECT count(*) FROM (%s) AS q", select);
      g_autoptr (GError) error = NULL;
      gint64 n = -1;

      ff_postgres_get_integer (bench->server, &n, NULL, &error, count, NULL);
      check (item, n, error);
    }
}

/* ---- Rounds. */

typedef struct
{
  double *wall_s;
  double *cpu_s;   /* of this process, which is not where a server counts */
} Times;

static double
get_cpu_s (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);

  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) + (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static void
measure (Bench   *bench,
         void   (*func) (Bench *bench),
         Times   *times,
         guint    round)
{
  gint64 started = g_get_monotonic_time ();
  double cpu = get_cpu_s ();

  func (bench);
  times->wall_s[round] = (double) (g_get_monotonic_time () - started) / 1e6;
  times->cpu_s[round] = get_cpu_s () - cpu;
}

static int
compare (const void *a,
         const void *b)
{
  const double *first = a, *second = b;

  return (*first > *second) - (*first < *second);
}

static double
print (const char *label,
       Times      *times,
       guint       n,
       gboolean    on_server)
{
  qsort (times->wall_s, n, sizeof (double), compare);
  qsort (times->cpu_s, n, sizeof (double), compare);
  printf ("%-40s wall %8.2f s at least, %8.2f s median", label, times->wall_s[0], times->wall_s[n / 2]);
  if (!on_server)
    printf ("   CPU %8.2f s median", times->cpu_s[n / 2]);
  printf ("\n");

  return times->wall_s[n / 2];
}

int
main (int    argc,
      char **argv)
{
  Bench bench = { 0 };
  FfTestDatabase database = { NULL };
  g_autoptr (GDateTime) now = argc == 7 ? g_date_time_new_from_iso8601 (argv[5], NULL) : NULL;
  guint n_rounds = argc == 7 ? (guint) atoi (argv[6]) : 0;
  gboolean on_server = argc == 7 && g_str_equal (argv[1], "postgresql");
  g_autoptr (GError) error = NULL;
  g_autofree double *numbers = NULL;
  Times engine, person;
  double ours, theirs;

  if (now == NULL || n_rounds == 0 || (!on_server && !g_str_equal (argv[1], "sqlite")))
    {
      fprintf (stderr, "usage: bench-sql sqlite|postgresql FILE CAMPAIGN SELECTS NOW ROUNDS\n");
      return 2;
    }

  bench.now_usec = g_date_time_to_unix (now) * G_USEC_PER_SEC;
  bench.selects = read_selects (argv[4]);
  bench.campaign = ff_document_load (argv[3], &error);
  if (bench.campaign == NULL)
    give_up (argv[3], error);

  if (on_server)
    {
      if (!ff_test_postgres_is_there () || !ff_test_database_init (&database))
        return 77;
      ff_test_copy_file (&database, argv[2]);
      ff_test_database_exec (&database, "ANALYZE");
      bench.server = ff_test_database_open (&database);
      bench.url = database.url;
      bench.hash = "hashint8extended";
    }
  else
    {
      bench.file = ff_sqlite_open (argv[2], FF_SQLITE_READ_ONLY, &error);
      if (bench.file == NULL || !ff_sqlite_add_functions (bench.file, &error))
        give_up (argv[2], error);
      bench.url = argv[2];
      bench.hash = "ff_hash";
    }

  numbers = g_new0 (double, n_rounds * 4);
  engine = (Times) { numbers, numbers + n_rounds };
  person = (Times) { numbers + 2 * n_rounds, numbers + 3 * n_rounds };
  for (guint r = 0; r < n_rounds; r++)
    {
      measure (&bench, count_by_engine, &engine, r);
      measure (&bench, on_server ? count_nested : count_by_tables, &person, r);
    }

  printf ("%s, %u transitions, %u rounds, counts equal\n", argv[1], bench.selects->len, n_rounds);
  ours = print ("the engine", &engine, n_rounds, on_server);
  theirs = print (on_server ? "each transition as a nested select" : "the same tables as a person writes them", &person, n_rounds, on_server);
  printf ("%-40s %.3f of the wall time\n", "the engine takes", ours / theirs);

  g_clear_pointer (&bench.file, ff_sqlite_free);
  g_clear_pointer (&bench.server, ff_postgres_free);
  if (on_server)
    ff_test_database_clear (&database);
  g_object_unref (bench.campaign);
  g_ptr_array_unref (bench.selects);

  return 0;
}
