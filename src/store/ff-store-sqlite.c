/* The SQLite backend: opening, closing, snapshots and data versions. Steps are
 * in ff-store-sqlite-steps.c, rows in ff-store-sqlite-pages.c. On the thread
 * that opened it.
 *
 * The snapshot of an evaluation is a statement that is read half: as long as
 * it is, SQLite keeps its read transactions and every other statement of the
 * connection sees the same data and the same saved audiences. It is not BEGIN, because an INSERT that is
 * interrupted rolls a whole transaction back, and with it the working tables
 * of earlier steps; so each statement that fills one commits by itself. */

#include "store/ff-store-sqlite-private.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/ff-clock.h"

/* SQLite sorts as much at once as it may cache, and cannot be stopped while it
 * does: so much takes a tenth of a second. Pages of the file are mapped anyway. */
#define SORT_KIB "4096"

/* How often a snapshot is tried while others keep committing. */
#define MAX_TRIES 20

static void ff_store_sqlite_iface_init (FfStoreInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FfStoreSqlite, ff_store_sqlite, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (FF_TYPE_STORE, ff_store_sqlite_iface_init))

/**
 * ff_store_sqlite_fail:
 * @db_error: (transfer full): what the database said
 *
 * Says the same in the words of the store.
 *
 * Returns: %FALSE
 */
gboolean
ff_store_sqlite_fail (GError  *db_error,
                      GError **error)
{
  g_autoptr (GError) owned = db_error;
  const char *gone;

  if (owned->domain != FF_DB_ERROR)
    return ff_store_fail (g_steal_pointer (&owned), error);

  gone = strstr (owned->message, "no such column: ");
  if (gone == NULL)
    gone = strstr (owned->message, "no such table: ");

  if (gone != NULL)
    g_set_error (error, FF_STORE_ERROR, FF_STORE_ERROR_SCHEMA,
                 /* Translators: %s are the database's own words, such as “no such column: t.email”. */
                 _("The data no longer has what the campaign reads (%s). Open the data source again."), gone);
  else if (strstr (owned->message, "integer overflow") != NULL)
    g_set_error (error, FF_STORE_ERROR, FF_STORE_ERROR_DATA,
                 _("A sum is greater than 64 bits can hold (%s)."), owned->message);
  else if (owned->code == FF_DB_ERROR_CONSTRAINT)
    g_set_error (error, FF_STORE_ERROR, FF_STORE_ERROR_DATA,
                 _("A key of the data is empty or there twice (%s)."), owned->message);
  else
    return ff_store_fail (g_steal_pointer (&owned), error);

  return FALSE;
}

/* Opens without writing first: whether the file is ours is known only then. */
static gboolean
open_database (FfStoreSqlite  *self,
               GError        **error)
{
  g_autoptr (GError) db_error = NULL;
  gboolean has_model = FALSE;

  self->db = ff_sqlite_open (self->path, FF_SQLITE_READ_ONLY, &db_error);
  if (self->db == NULL || !ff_store_sqlite_has_model (self->db, &has_model, &db_error))
    return ff_store_sqlite_fail (g_steal_pointer (&db_error), error);

  if (has_model && g_access (self->path, W_OK) == 0)
    {
      FfSqlite *writable = ff_sqlite_open (self->path, 0, &db_error);

      /* What cannot be written now may not be taken for a stranger's, or what is saved would go astray. */
      if (g_error_matches (db_error, FF_DB_ERROR, FF_DB_ERROR_LOCKED))
        return ff_store_sqlite_fail (g_steal_pointer (&db_error), error);

      if (writable != NULL)
        {
          ff_sqlite_free (self->db);
          self->db = writable;
          self->is_ours = TRUE;
        }
      g_clear_error (&db_error);
    }

  /* Working tables are private and gone with the connection; a failed
   * statement must be able to take its rows back. */
  if (!ff_sqlite_add_functions (self->db, &db_error) ||
      !ff_store_sqlite_add_functions (self->db, &db_error) ||
      !ff_sqlite_exec (self->db,
                       "PRAGMA temp.journal_mode = MEMORY;"
                       "PRAGMA temp.cache_size = -131072;"
                       "PRAGMA main.cache_size = -" SORT_KIB ";"
                       "CREATE TEMP TABLE fanfare_value (id INTEGER PRIMARY KEY, value ANY) STRICT", &db_error))
    return ff_store_sqlite_fail (g_steal_pointer (&db_error), error);

  return TRUE;
}

FfStore *
ff_store_sqlite_open (const char  *path,
                      GError     **error)
{
  g_autoptr (FfStoreSqlite) self = g_object_new (FF_TYPE_STORE_SQLITE, NULL);
  g_autoptr (GError) db_error = NULL;

  if (*path == '\0')
    {
      g_set_error_literal (error, FF_STORE_ERROR, FF_STORE_ERROR_MISSING, _("No file is named: give the path of an SQLite database."));
      return NULL;
    }

  self->path = g_strdup (path);
  if (!open_database (self, error))
    return NULL;

  self->schema = ff_store_sqlite_introspect (self->db, self->tables, &db_error);
  if (self->schema == NULL || !ff_store_sqlite_attach_audiences (self, &db_error))
    {
      ff_store_sqlite_fail (g_steal_pointer (&db_error), error);
      return NULL;
    }

  g_debug ("Opened “%s”: %u entities, %s", self->path, ff_schema_get_n_entities (self->schema),
           self->is_ours ? "ours" : "read-only");

  return FF_STORE (g_steal_pointer (&self));
}

static FfSchema *
ff_store_sqlite_get_schema (FfStore *store)
{
  return FF_STORE_SQLITE (store)->schema;
}

static const FfDialect *
ff_store_sqlite_get_dialect (FfStore *store)
{
  return &ff_dialect_sqlite;
}

/* A key that a person named holds whatever its column does. */
static void
ff_store_sqlite_set_schema (FfStore  *store,
                            FfSchema *schema)
{
  FfStoreSqlite *self = FF_STORE_SQLITE (store);

  for (guint e = 0; e < ff_schema_get_n_entities (schema); e++)
    {
      const FfEntity *entity = ff_schema_get_entity (schema, e);
      FfSqliteTable *table = g_hash_table_lookup (self->tables, entity->name);

      table->integer_key = table->integer_key && entity->key_assured;
    }

  ff_schema_unref (self->schema);
  self->schema = ff_schema_ref (schema);
}

static char *
ff_store_sqlite_dup_name (FfStore *store)
{
  return g_path_get_basename (FF_STORE_SQLITE (store)->path);
}

/* Absolute, because another process may open it from another folder. */
static char *
ff_store_sqlite_dup_url (FfStore *store)
{
  g_autofree char *path = g_canonicalize_filename (FF_STORE_SQLITE (store)->path, NULL);

  return g_strconcat ("sqlite:", path, NULL);
}

/* What the file system knows of the database: moves with every commit of anybody, and tells the same to all. */
static char *
dup_file_mark (FfStoreSqlite *self)
{
  static const char *const suffixes[] = { "", "-wal", "-journal" };
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *file = g_strconcat (self->path, suffixes[i], NULL);
      g_autofree char *mark = NULL;
      struct stat status = { 0 };

      /* An empty log is as good as none. */
      if (stat (file, &status) != 0 || (i > 0 && status.st_size == 0))
        continue;

      mark = g_strdup_printf ("%u %" G_GUINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT ".%09ld\n",
                              i, (guint64) status.st_ino, (gint64) status.st_size,
                              (gint64) status.st_mtim.tv_sec, (long) status.st_mtim.tv_nsec);
      g_checksum_update (sum, (const guchar *) mark, -1);
    }

  return g_strndup (g_checksum_get_string (sum), 16);
}

static gboolean
get_data_version (FfStoreSqlite  *self,
                  gint64         *out_version,
                  GError        **error)
{
  return ff_sqlite_get_integer (self->db, out_version, NULL, error, "PRAGMA data_version", NULL);
}

static void
release (FfStoreSqlite *self)
{
  g_clear_pointer (&self->holder, sqlite3_finalize);
}

static gboolean
hold (FfStoreSqlite  *self,
      gint64         *out_version,
      GError        **error)
{
  gboolean has_row = FALSE;

  if (sqlite3_prepare_v2 (ff_sqlite_get_handle (self->db),
                          "SELECT count (*) FROM main.sqlite_schema UNION ALL SELECT count (*) FROM temp.fanfare_audience", -1,
                          &self->holder, NULL) != SQLITE_OK)
    return ff_sqlite_fail (self->db, error);

  if (ff_sqlite_step (self->db, self->holder, &has_row, error) && has_row &&
      get_data_version (self, out_version, error))
    return TRUE;

  release (self);

  return FALSE;
}

/* The database remembers the file it opened, even when another took its name. */
static gboolean
check_file (FfStoreSqlite  *self,
            GError        **error)
{
  int moved = 0;

  if (sqlite3_file_control (ff_sqlite_get_handle (self->db), "main", SQLITE_FCNTL_HAS_MOVED, &moved) == SQLITE_OK && moved != 0)
    {
      g_set_error (error, FF_STORE_ERROR, FF_STORE_ERROR_MISSING,
                   _("The file “%s” was moved, removed or replaced. Open it again."), self->path);
      return FALSE;
    }

  return TRUE;
}

static void
forget_rows (gpointer name,
             gpointer table,
             gpointer data)
{
  ((FfSqliteTable *) table)->n_rows = -1;
}

static gboolean
ff_store_sqlite_begin (FfStore       *store,
                       GCancellable  *cancellable,
                       FfSnapshot    *out_snapshot,
                       GError       **error)
{
  FfStoreSqlite *self = FF_STORE_SQLITE (store);
  g_autoptr (GError) db_error = NULL;
  g_autofree char *mark = NULL;
  gint64 version = 0;
  gboolean held = FALSE;

  g_return_val_if_fail (self->holder == NULL, FALSE);

  if (!check_file (self, error))
    return FALSE;

  ff_store_sqlite_sweep (self);
  if (!self->has_audiences && !ff_store_sqlite_attach_audiences (self, &db_error))
    return ff_store_sqlite_fail (g_steal_pointer (&db_error), error);

  ff_sqlite_set_cancellable (self->db, cancellable);

  /* The mark must tell of the snapshot, not of a commit between the two looks. */
  for (guint i = 0; i < MAX_TRIES && !held; i++)
    {
      g_autofree char *before = dup_file_mark (self);

      release (self);
      if (!hold (self, &version, &db_error))
        break;

      g_free (mark);
      mark = dup_file_mark (self);
      held = g_str_equal (before, mark);
    }

  ff_sqlite_set_cancellable (self->db, NULL);

  if (self->holder == NULL)
    return ff_store_sqlite_fail (g_steal_pointer (&db_error), error);

  if (self->generation == 0 || version != self->seen_version)
    {
      g_autofree char *text = NULL;

      self->generation += 1;
      g_hash_table_remove_all (self->checked_links);
      self->seen_version = version;
      text = g_strdup_printf ("%s%s%u", mark, self->generation > 1 ? "-" : "", self->generation);
      g_free (self->version);
      self->version = self->generation > 1 ? g_steal_pointer (&text) : g_strdup (mark);
      g_hash_table_foreach (self->tables, forget_rows, NULL);
    }

  out_snapshot->taken_at = ff_clock_get_now (ff_clock_get_wall ());
  out_snapshot->data_version = g_strdup (self->version);

  return TRUE;
}

static void
ff_store_sqlite_end (FfStore *store)
{
  FfStoreSqlite *self = FF_STORE_SQLITE (store);

  release (self);
  ff_store_sqlite_sweep (self);
}

static gboolean
reads_audiences (FfStep *step)
{
  if (step->op == FF_STEP_MEMBERS)
    return TRUE;

  return step->tables != NULL && g_strv_contains ((const char *const *) step->tables, FF_TABLE_AUDIENCE_MEMBER);
}

static char *
ff_store_sqlite_dup_step_version (FfStore *store,
                                  FfStep  *step)
{
  FfStoreSqlite *self = FF_STORE_SQLITE (store);
  g_autofree char *audiences = NULL;

  if (step->op == FF_STEP_LOAD)
    return ff_load_dup_version (step);
  if (!reads_audiences (step))
    return g_strdup (self->version);

  audiences = ff_store_sqlite_dup_audience_version (self);

  return g_strconcat (self->version, "\n", audiences, NULL);
}

static gboolean
ff_store_sqlite_is_current (FfStore          *store,
                            const FfSnapshot *snapshot)
{
  FfStoreSqlite *self = FF_STORE_SQLITE (store);
  g_autofree char *mark = NULL;
  gint64 version = 0;

  if (!check_file (self, NULL))
    return FALSE;

  /* Our own commits do not move the database's number, and change no entity. */
  if (self->generation > 0)
    return g_strcmp0 (snapshot->data_version, self->version) == 0 &&
           get_data_version (self, &version, NULL) &&
           version == self->seen_version;

  mark = dup_file_mark (self);

  return g_strcmp0 (snapshot->data_version, mark) == 0;
}

static void
ff_store_sqlite_dispose (GObject *object)
{
  FfStoreSqlite *self = FF_STORE_SQLITE (object);

  release (self);
  g_hash_table_remove_all (self->steps);

  G_OBJECT_CLASS (ff_store_sqlite_parent_class)->dispose (object);
}

static void
ff_store_sqlite_finalize (GObject *object)
{
  FfStoreSqlite *self = FF_STORE_SQLITE (object);

  g_hash_table_unref (self->steps);
  g_hash_table_unref (self->tables);
  g_ptr_array_unref (self->doomed);
  g_hash_table_unref (self->checked_links);
  g_clear_pointer (&self->companion, ff_sqlite_free);
  g_clear_pointer (&self->db, ff_sqlite_free);
  g_clear_pointer (&self->schema, ff_schema_unref);
  g_free (self->version);
  g_free (self->path);

  G_OBJECT_CLASS (ff_store_sqlite_parent_class)->finalize (object);
}

static void
ff_store_sqlite_class_init (FfStoreSqliteClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ff_store_sqlite_dispose;
  object_class->finalize = ff_store_sqlite_finalize;
}

static void
ff_store_sqlite_init (FfStoreSqlite *self)
{
  self->tables = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) ff_sqlite_table_free);
  self->steps = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) ff_sqlite_step_unref);
  self->doomed = g_ptr_array_new_with_free_func (g_free);
  self->checked_links = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static void
ff_store_sqlite_iface_init (FfStoreInterface *iface)
{
  iface->get_schema = ff_store_sqlite_get_schema;
  iface->set_schema = ff_store_sqlite_set_schema;
  iface->get_dialect = ff_store_sqlite_get_dialect;
  iface->ask = ff_store_sqlite_ask;
  iface->read_changed_at = ff_store_sqlite_read_changed_at;
  iface->dup_name = ff_store_sqlite_dup_name;
  iface->dup_url = ff_store_sqlite_dup_url;
  iface->begin = ff_store_sqlite_begin;
  iface->end = ff_store_sqlite_end;
  iface->dup_step_version = ff_store_sqlite_dup_step_version;
  iface->has_step = ff_store_sqlite_has_step;
  iface->run_step = ff_store_sqlite_run_step;
  iface->drop_step = ff_store_sqlite_drop_step;
  iface->read_page = ff_store_sqlite_read_page;
  iface->open_reader = ff_store_sqlite_open_reader;
  iface->read_row = ff_store_sqlite_read_row;
  iface->close_reader = ff_store_sqlite_close_reader;
  iface->dup_sql = ff_store_sqlite_dup_sql;
  iface->list_audiences = ff_store_sqlite_list_audiences;
  iface->write_audience = ff_store_sqlite_write_audience;
  iface->drop_audience = ff_store_sqlite_drop_audience;
  iface->read_suppressed = ff_store_sqlite_read_suppressed;
  iface->is_current = ff_store_sqlite_is_current;
}
