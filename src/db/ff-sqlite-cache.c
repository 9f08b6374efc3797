/* How many pages SQLite may keep of a file, temporary ones included. Called
 * once by ff-sqlite.c, before the process first uses SQLite. */

#include "db/ff-sqlite-private.h"

/* 64 MB of pages of 4 KiB, taken only as they are needed. */
#define MIN_PAGES 16384

static sqlite3_pcache_methods2 methods;
static void (*set_size) (sqlite3_pcache *cache, int n_pages);

static void
set_size_at_least (sqlite3_pcache *cache,
                   int             n_pages)
{
  set_size (cache, MAX (n_pages, MIN_PAGES));
}

/**
 * ff_sqlite_enlarge_caches:
 *
 * The set that an IN (SELECT …) makes is a tree in a temporary file, and
 * SQLite keeps no more than 2 MB of it, which nothing can be told otherwise:
 * a set of a million keys is then written and read page by page. So every
 * cache may hold more. Where something else in the process began with SQLite
 * before, it stays as it was.
 */
void
ff_sqlite_enlarge_caches (void)
{
  static gsize done;

  if (!g_once_init_enter (&done))
    return;

  if (sqlite3_config (SQLITE_CONFIG_GETPCACHE2, &methods) == SQLITE_OK)
    {
      set_size = methods.xCachesize;
      methods.xCachesize = set_size_at_least;
      sqlite3_config (SQLITE_CONFIG_PCACHE2, &methods);
    }

  g_once_init_leave (&done, 1);
}
