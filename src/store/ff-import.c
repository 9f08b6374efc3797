/* A file of rows into the local store: one transaction, constant memory. What
 * fails or is cancelled leaves the store as it was, and no store where there
 * was none. On a thread that may block.
 *
 * Rows go in by one prepared statement for some at once, their texts bound
 * where the parser left them; where one of them does not fit, by one each. */

#include "store/ff-import-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "store/ff-store-sqlite-private.h"

/* Beside the cache (ff-sqlite-cache.c) the memory of an import is that of some rows and two pieces of the file. What is
 * mapped would only look like more. */
#define CACHE "PRAGMA mmap_size = 0; PRAGMA cache_size = -65536;"

typedef struct
{
  FfSqlite        *db;
  FfFileFormat    *format;
  FfImportTable   *table;
  FfImportRejects *rejects;
  GTimeZone       *zone;
  sqlite3_stmt    *insert;
  sqlite3_stmt    *insert_batch;   /* NULL: so many rows would have too many values */
  gboolean        *is_key;         /* for each column of the file */
  guint            n_values;       /* of a row */
  gboolean         header_passed;
  gint64           n_rows;
} Load;

static gboolean
reject (Load               *self,
        const FfImportRow  *row,
        const char         *reason,
        GError            **error)
{
  return ff_import_rejects_add (self->rejects, row, reason, error);
}

static void
bind_cell (sqlite3_stmt       *insert,
           int                 place,
           const FfImportCell *cell)
{
  switch (cell->kind)
    {
    case FF_VALUE_INTEGER:
      sqlite3_bind_int64 (insert, place, cell->integer);
      break;
    case FF_VALUE_REAL:
      sqlite3_bind_double (insert, place, cell->real);
      break;
    case FF_VALUE_TEXT:
      /* A date may stand in the cell itself, which the next one overwrites. */
      sqlite3_bind_text (insert, place, cell->text, (int) cell->length, cell->text == cell->date ? SQLITE_TRANSIENT : SQLITE_STATIC);
      break;
    case FF_VALUE_NULL:
    default:
      sqlite3_bind_null (insert, place);
      break;
    }
}

/* The values of @row after the @place first ones. FALSE with @out_reason when the row is to be rejected. */
static gboolean
bind_row (Load               *self,
          sqlite3_stmt       *insert,
          int                 place,
          const FfImportRow  *row,
          char              **out_reason)
{
  if (row->problem != NULL)
    {
      *out_reason = g_strdup (row->problem);
      return FALSE;
    }

  if (row->n_fields != self->format->columns->len)
    {
      *out_reason = ff_import_ragged_to_text (row->n_fields, self->format->columns->len);
      return FALSE;
    }

  for (guint c = 0; c < row->n_fields; c++)
    {
      const FfFileColumn *column = g_ptr_array_index (self->format->columns, c);
      const char *name = g_ptr_array_index (self->table->columns, c);
      FfImportCell cell;
      FfFit fit;

      if (name == NULL)
        continue;

      fit = ff_import_read_cell (column, &row->fields[c], self->zone, &cell);
      if (fit == FF_FIT_GOOD && self->is_key[c] &&
          (cell.kind == FF_VALUE_NULL || (cell.kind == FF_VALUE_TEXT && cell.length == 0)))
        {
          *out_reason = g_strdup_printf (_("%s: the key is empty"), column->name);
          return FALSE;
        }
      if (fit != FF_FIT_GOOD)
        {
          *out_reason = ff_import_fit_to_text (fit, column, &row->fields[c]);
          return FALSE;
        }

      bind_cell (insert, ++place, &cell);
    }

  if (self->table->has_line)
    sqlite3_bind_int64 (insert, ++place, row->line);

  return TRUE;
}

static char *
dup_constraint_text (FfSqlite *db)
{
  sqlite3 *handle = ff_sqlite_get_handle (db);

  switch (sqlite3_extended_errcode (handle))
    {
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_ROWID:
      return g_strdup (_("A row with this key is there already"));
    case SQLITE_CONSTRAINT_FOREIGNKEY:
      return g_strdup (_("The row refers to one that is not there"));
    default:
      return g_strdup (sqlite3_errmsg (handle));
    }
}

static gboolean
load_row (Load               *self,
          const FfImportRow  *row,
          GError            **error)
{
  g_autofree char *reason = NULL;
  int result;

  if (!bind_row (self, self->insert, 0, row, &reason))
    return reject (self, row, reason, error);

  result = sqlite3_step (self->insert);
  if (result == SQLITE_DONE)
    {
      self->n_rows++;
      sqlite3_reset (self->insert);
      return TRUE;
    }

  if ((result & 0xff) == SQLITE_CONSTRAINT)
    {
      reason = dup_constraint_text (self->db);
      sqlite3_reset (self->insert);
      return reject (self, row, reason, error);
    }

  ff_sqlite_fail (self->db, error);
  sqlite3_reset (self->insert);

  return FALSE;
}

/* A whole batch by one statement, a third cheaper for each row. Whatever is wrong with one of them: none is in. */
static gboolean
load_batch (Load               *self,
            const FfImportRow  *rows)
{
  gboolean loaded;

  for (guint r = 0; r < FF_IMPORT_BATCH; r++)
    {
      g_autofree char *reason = NULL;

      if (!bind_row (self, self->insert_batch, (int) (r * self->n_values), &rows[r], &reason))
        return FALSE;
    }

  loaded = sqlite3_step (self->insert_batch) == SQLITE_DONE;
  sqlite3_reset (self->insert_batch);
  if (loaded)
    self->n_rows += FF_IMPORT_BATCH;

  return loaded;
}

static gboolean
load_rows (const FfImportRow  *rows,
           guint               n_rows,
           gpointer            data,
           GError            **error)
{
  Load *self = data;

  if (self->header_passed && n_rows == FF_IMPORT_BATCH && self->insert_batch != NULL && load_batch (self, rows))
    return TRUE;

  for (guint r = 0; r < n_rows; r++)
    if (!self->header_passed)
      self->header_passed = TRUE;
    else if (!load_row (self, &rows[r], error))
      return FALSE;

  return TRUE;
}

static gboolean
prepare (Load    *self,
         GError **error)
{
  GPtrArray *columns = self->table->columns;
  g_autoptr (GString) values = g_string_new ("?");
  g_autoptr (GString) sql = g_string_new (self->table->insert);

  self->is_key = g_new0 (gboolean, columns->len);
  for (guint c = 0; c < columns->len; c++)
    {
      const char *name = g_ptr_array_index (columns, c);

      self->n_values += name != NULL;
      self->is_key[c] = name != NULL && self->table->key != NULL &&
                        g_strv_contains ((const char *const *) self->table->key, name);
    }
  self->n_values += self->table->has_line;

  for (guint v = 1; v < self->n_values; v++)
    g_string_append (values, ", ?");
  g_string_append_printf (sql, " (%s)", values->str);
  self->insert = ff_sqlite_prepare (self->db, sql->str, error);
  if (self->insert == NULL)
    return FALSE;

  if (self->n_values * FF_IMPORT_BATCH > (guint) sqlite3_limit (ff_sqlite_get_handle (self->db), SQLITE_LIMIT_VARIABLE_NUMBER, -1))
    return TRUE;

  for (guint r = 1; r < FF_IMPORT_BATCH; r++)
    g_string_append_printf (sql, ", (%s)", values->str);
  self->insert_batch = ff_sqlite_prepare (self->db, sql->str, error);

  return self->insert_batch != NULL;
}

/* A file that is ours carries its data model; one that is empty becomes ours. */
static gboolean
check_store (FfSqlite    *db,
             const char  *path,
             GError     **error)
{
  gboolean has_model = FALSE;
  gint64 n_tables = 0;

  if (!ff_store_sqlite_has_model (db, &has_model, error) ||
      !ff_sqlite_get_integer (db, &n_tables, NULL, error, "SELECT count (*) FROM main.sqlite_schema", NULL))
    return FALSE;

  if (has_model)
    return TRUE;

  if (n_tables > 0)
    {
      g_set_error (error, FF_IMPORT_ERROR, FF_IMPORT_ERROR_TARGET,
                   _("“%s” was not made by Fanfare, so that it is only read: import into another file."), path);
      return FALSE;
    }

  return ff_sqlite_exec (db, FF_STORE_MODEL_TABLE, error) &&
         ff_sqlite_exec (db, "INSERT INTO main.fanfare_model VALUES ('', '', 'version', '1')", error);
}

static gboolean
load (Load                   *self,
      FfImportSource         *source,
      const FfImportOptions  *options,
      const char             *store,
      FfImportProgress        progress,
      gpointer                user_data,
      GCancellable           *cancellable,
      GError                **error)
{
  const char *path = ff_import_source_get_path (source);
  const FfImportLimits *limits = options->limits != NULL ? options->limits : &ff_import_limits;
  gint64 n_rejected;

  if (!check_store (self->db, store, error))
    return FALSE;

  self->table = ff_import_table_open (self->db, self->format, options, path, error);
  if (self->table == NULL)
    return FALSE;

  if (!prepare (self, error))
    return FALSE;

  if (!ff_import_read_rows (source, self->format, limits, load_rows, self, progress, user_data, cancellable, error))
    {
      g_prefix_error (error, "%s: ", path);
      return FALSE;
    }

  n_rejected = ff_import_rejects_get_n (self->rejects);
  if (!ff_import_table_finish (self->table, self->db, self->format, options, path, self->rejects, error))
    return FALSE;
  self->n_rows -= ff_import_rejects_get_n (self->rejects) - n_rejected;

  return ff_import_source_check (source, error) && ff_import_rejects_finish (self->rejects, error);
}

static FfImportReport *
report_new (Load *self)
{
  FfImportReport *report = g_new0 (FfImportReport, 1);

  report->table = g_strdup (self->table->name);
  report->n_rows = self->n_rows;
  report->n_rejected = ff_import_rejects_get_n (self->rejects);
  report->rejects = g_ptr_array_ref (ff_import_rejects_get_first (self->rejects));

  return report;
}

void
ff_import_report_free (FfImportReport *self)
{
  if (self == NULL)
    return;

  g_free (self->table);
  g_ptr_array_unref (self->rejects);
  g_free (self);
}

static gboolean
commit (Load    *self,
        GError **error)
{
  g_autoptr (GError) local = NULL;

  if (ff_sqlite_commit (self->db, &local))
    return TRUE;

  if (g_error_matches (local, FF_DB_ERROR, FF_DB_ERROR_CONSTRAINT))
    g_set_error (error, FF_IMPORT_ERROR, FF_IMPORT_ERROR_TARGET,
                 _("Other tables refer to rows of “%s” that the file does not have: nothing was replaced."), self->table->name);
  else
    g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

static FfImportReport *
load_in_transaction (Load                   *self,
                     FfImportSource         *source,
                     const FfImportOptions  *options,
                     const char             *store,
                     FfImportProgress        progress,
                     gpointer                user_data,
                     GCancellable           *cancellable,
                     GError                **error)
{
  if (!ff_sqlite_begin (self->db, TRUE, error))
    return NULL;

  if (load (self, source, options, store, progress, user_data, cancellable, error) && commit (self, error))
    return report_new (self);

  ff_sqlite_rollback (self->db);

  return NULL;
}

/* @is_new: nobody reads the file until it is whole, so nothing is journalled on disk or synchronised on the way. */
static FfImportReport *
load_into (const char             *file,
           gboolean                is_new,
           const char             *store,
           FfImportSource         *source,
           const FfFileFormat     *format,
           const FfImportOptions  *options,
           FfImportProgress        progress,
           gpointer                user_data,
           GCancellable           *cancellable,
           GError                **error)
{
  g_autoptr (FfSqlite) db = ff_sqlite_open (file, FF_SQLITE_CREATE, error);
  g_autoptr (FfFileFormat) own_format = ff_file_format_copy (format);
  g_autoptr (FfImportRejects) rejects = NULL;
  g_autoptr (FfImportTable) table = NULL;
  g_autoptr (GTimeZone) zone = NULL;
  FfImportReport *report = NULL;
  Load self = { .db = db, .format = own_format, .header_passed = format->header != FF_HEADER_THERE };

  if (db == NULL || !ff_sqlite_exec (db, CACHE, error) ||
      (is_new && !ff_sqlite_exec (db, "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE", error)))
    return NULL;

  if (format->zone != NULL && !ff_import_find_zone (format->zone, &zone, error))
    return NULL;

  rejects = ff_import_rejects_new (options->rejects, format->columns, error);
  if (rejects == NULL)
    return NULL;

  self.zone = zone;
  self.rejects = rejects;
  ff_sqlite_set_cancellable (db, cancellable);
  report = load_in_transaction (&self, source, options, store, progress, user_data, cancellable, error);
  ff_sqlite_set_cancellable (db, NULL);
  table = self.table;
  g_free (self.is_key);

  if (report != NULL && !ff_import_rejects_keep (rejects, error))
    g_clear_pointer (&report, ff_import_report_free);

  return report;
}

static FfImportReport *
load_into_new (const char             *store,
               FfImportSource         *source,
               const FfFileFormat     *format,
               const FfImportOptions  *options,
               FfImportProgress        progress,
               gpointer                user_data,
               GCancellable           *cancellable,
               GError                **error)
{
  g_autofree char *written = ff_new_store_begin (store, FALSE, error);
  g_autoptr (FfImportReport) report = NULL;

  if (written == NULL)
    return NULL;

  report = load_into (written, TRUE, store, source, format, options, progress, user_data, cancellable, error);
  if (report != NULL && ff_new_store_finish (written, store, FALSE, error))
    return g_steal_pointer (&report);

  ff_new_store_abandon (written);

  return NULL;
}

/**
 * ff_import_run:
 * @store: "sqlite:PATH" or a path; made when it is not there
 * @path: of the file
 * @format: as ff_import_preview() decided it, or corrected by a person
 * @options: what becomes of it
 * @progress: (nullable): told how far the reading is
 * @error: return location for a #FfImportError, #FfStoreError or cancelled
 *
 * Loads a file into a table. A row that does not fit is rejected with its line
 * and its reason; everything else that goes wrong leaves all as it was.
 *
 * Returns: (transfer full): what was loaded and what was not; %NULL when nothing was
 */
FfImportReport *
ff_import_run (const char             *store,
               const char             *path,
               const FfFileFormat     *format,
               const FfImportOptions  *options,
               FfImportProgress        progress,
               gpointer                user_data,
               GCancellable           *cancellable,
               GError                **error)
{
  const char *file = g_str_has_prefix (store, "sqlite:") ? store + strlen ("sqlite:") : store;
  g_autoptr (FfImportSource) source = NULL;
  g_autoptr (GError) local = NULL;
  FfImportReport *report;

  g_return_val_if_fail (format->encoding != NULL, NULL);
  g_return_val_if_fail (format->fixed_width || format->delimiter != '\0', NULL);
  g_return_val_if_fail (format->header != FF_HEADER_FOUND_OUT, NULL);

  source = ff_import_source_open (path, error);
  if (source == NULL || !ff_import_source_set_encoding (source, format->encoding, error) ||
      g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  if (g_file_test (file, G_FILE_TEST_EXISTS))
    report = load_into (file, FALSE, file, source, format, options, progress, user_data, cancellable, &local);
  else
    report = load_into_new (file, source, format, options, progress, user_data, cancellable, &local);

  if (report == NULL)
    ff_store_sqlite_fail (g_steal_pointer (&local), error);

  return report;
}
