/* Load: the rows of a file with the values that its columns' kinds and
 * policies make of them, and the rejected ones with their reason. The key is
 * the line a row begins in. On the store's thread; memory is that of some
 * rows. */

#include "store/ff-step-sql.h"

#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/ff-import-private.h"

/* Values of one statement; databases take 32,766 at least. */
#define MOST_VALUES 30000

/* What is looked at of a file's beginning and of its end. */
#define MARK_BYTES (1024 * 1024)

typedef struct
{
  FfStepRun    *run;
  FfFileFormat *format;     /* of the step, decided */
  guint        *places;     /* for each column of the file: of @format's, G_MAXUINT: of none */
  guint         n_fields;   /* that each row must have; 0: not known yet */
  GTimeZone    *zone;
  FfSql        *sql;        /* being written */
  guint         n_rows;     /* in it */
  FfSql        *rejected;
  guint         n_rejected;
} Load;

/* ---- What a file is now. */

static void
add_bytes (GChecksum *sum,
           int        fd,
           gint64     place,
           guint8    *bytes)
{
  gssize n = pread (fd, bytes, MARK_BYTES, (off_t) place);

  if (n > 0)
    g_checksum_update (sum, bytes, n);
}

/**
 * ff_load_dup_version:
 * @step: a load
 *
 * Which file stands there, how large and how old it is, and a hash of its two
 * ends: what a fingerprint needs to know of a file of any size.
 *
 * Returns: (transfer full): an opaque text
 */
char *
ff_load_dup_version (FfStep *step)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guint8 *bytes = g_malloc (MARK_BYTES);
  g_autofree char *text = NULL;
  struct stat status = { 0 };
  int fd = open (step->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

  if (fd < 0 || fstat (fd, &status) != 0 || !S_ISREG (status.st_mode))
    {
      if (fd >= 0)
        close (fd);
      return g_strdup ("no file");
    }

  text = g_strdup_printf ("%" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT ".%09ld\n",
                          (guint64) status.st_dev, (guint64) status.st_ino, (gint64) status.st_size,
                          (gint64) status.st_mtim.tv_sec, (long) status.st_mtim.tv_nsec);
  g_checksum_update (sum, (const guchar *) text, -1);
  add_bytes (sum, fd, 0, bytes);
  add_bytes (sum, fd, MAX (0, (gint64) status.st_size - MARK_BYTES), bytes);
  close (fd);

  return g_strdup (g_checksum_get_string (sum));
}

/* ---- Its format. */

/* Encoding and delimiter, where they are to be found out. */
static FfFileFormat *
decide (FfStepRun  *run,
        GError    **error)
{
  g_autoptr (FfFileFormat) format = ff_file_format_copy (run->step->format);
  g_autoptr (FfImportPreview) preview = NULL;

  if (format->encoding != NULL && (format->fixed_width || format->delimiter != '\0'))
    return g_steal_pointer (&format);

  preview = ff_import_preview (run->step->path, format, run->cancellable, error);
  if (preview == NULL)
    return NULL;

  g_free (format->encoding);
  format->encoding = g_strdup (preview->format->encoding);
  format->delimiter = preview->format->delimiter;

  return g_steal_pointer (&format);
}

/* A default that is no value of its column would make every row a reject. */
static gboolean
check_fallbacks (Load    *self,
                 GError **error)
{
  for (guint c = 0; c < self->format->columns->len; c++)
    {
      const FfFileColumn *column = g_ptr_array_index (self->format->columns, c);
      FfFileColumn plain = { .name = column->name, .type = column->type, .date_order = column->date_order,
                             .decimal_comma = column->decimal_comma };
      FfImportField field = { column->fallback, column->fallback != NULL ? strlen (column->fallback) : 0 };
      FfImportCell cell;
      FfFit fit;

      if (column->fallback == NULL || column->ignored)
        continue;

      fit = ff_import_read_cell (&plain, &field, self->zone, &cell);
      if (fit != FF_FIT_GOOD)
        {
          g_autofree char *reason = ff_import_fit_to_text (fit, &plain, &field);

          g_set_error (error, FF_IMPORT_ERROR, FF_IMPORT_ERROR_FORMAT, _("The default of a column is no value of it: %s"), reason);
          return FALSE;
        }
    }

  return TRUE;
}

static guint
find_column (Load                *self,
             const FfImportField *header)
{
  g_autofree char *name = header->text != NULL ? g_strstrip (g_strdup (header->text)) : g_strdup ("");

  for (guint c = 0; c < self->format->columns->len; c++)
    if (g_str_equal (((FfFileColumn *) g_ptr_array_index (self->format->columns, c))->name, name))
      return c;

  return G_MAXUINT;
}

/* Columns are found by the names of the header, in any order; others are of no use. */
static gboolean
read_header (Load               *self,
             const FfImportRow  *row,
             GError            **error)
{
  g_autofree gboolean *found = g_new0 (gboolean, self->format->columns->len);

  self->n_fields = row->n_fields;
  self->places = g_new0 (guint, row->n_fields);
  for (guint f = 0; f < row->n_fields; f++)
    {
      guint c = find_column (self, &row->fields[f]);

      if (c != G_MAXUINT && found[c])
        c = G_MAXUINT;
      if (c != G_MAXUINT)
        found[c] = TRUE;
      self->places[f] = c;
    }

  for (guint c = 0; c < self->format->columns->len; c++)
    {
      const FfFileColumn *column = g_ptr_array_index (self->format->columns, c);

      if (!found[c] && !column->ignored)
        {
          g_set_error (error, FF_IMPORT_ERROR, FF_IMPORT_ERROR_FORMAT, _("The file has no column “%s”."), column->name);
          return FALSE;
        }
    }

  return TRUE;
}

static void
take_columns_in_order (Load *self)
{
  self->n_fields = self->format->columns->len;
  self->places = g_new0 (guint, self->n_fields);
  for (guint c = 0; c < self->n_fields; c++)
    self->places[c] = c;
}

/* ---- Rows. */

static gboolean
flush (Load    *self,
       FfWork  *work,
       FfSql  **sql,
       guint   *n_rows,
       GError **error)
{
  gint64 n = 0;

  if (*n_rows == 0)
    return TRUE;

  if (!self->run->execute (self->run, work, *sql, &n, error))
    return FALSE;

  work->n_keys += n;
  g_clear_pointer (sql, ff_sql_free);
  *n_rows = 0;

  return TRUE;
}

/* Begins one more row of VALUES. */
static void
begin_row (Load    *self,
           FfWork  *work,
           FfSql  **sql,
           guint   *n_rows,
           gint64   line)
{
  if (*sql == NULL)
    {
      *sql = ff_sql_new (self->run->dialect);
      ff_work_add_insert (*sql, work);
    }

  ff_sql_add (*sql, *n_rows == 0 ? "VALUES (" : ", (");
  ff_sql_integer (*sql, line);
  *n_rows += 1;
}

static gboolean
reject (Load        *self,
        gint64       line,
        const char  *reason,
        GError     **error)
{
  FfWork *work = self->run->outputs[1];

  begin_row (self, work, &self->rejected, &self->n_rejected, line);
  ff_sql_add (self->rejected, ", ");
  ff_sql_text (self->rejected, reason);
  ff_sql_add (self->rejected, ")");

  return self->n_rejected < FF_IMPORT_BATCH || flush (self, work, &self->rejected, &self->n_rejected, error);
}

static void
add_cell (FfSql              *sql,
          const FfImportCell *cell)
{
  g_autofree char *text = cell->kind == FF_VALUE_TEXT ? g_strndup (cell->text, cell->length) : NULL;
  const FfValue value = { .kind = cell->kind, .integer = cell->integer, .real = cell->real, .text = text };

  ff_sql_value (sql, &value);
}

/* The values of the row in the order of the step's columns; NULL with the reason when it does not fit. */
static FfImportCell *
read_cells (Load               *self,
            const FfImportRow  *row,
            char              **out_reason)
{
  g_autofree FfImportCell *cells = NULL;

  if (row->problem != NULL)
    {
      *out_reason = g_strdup (row->problem);
      return NULL;
    }

  if (row->n_fields != self->n_fields)
    {
      *out_reason = ff_import_ragged_to_text (row->n_fields, self->n_fields);
      return NULL;
    }

  cells = g_new0 (FfImportCell, self->format->columns->len);
  for (guint f = 0; f < row->n_fields; f++)
    {
      const FfFileColumn *column;
      FfFit fit;

      if (self->places[f] == G_MAXUINT)
        continue;

      column = g_ptr_array_index (self->format->columns, self->places[f]);
      fit = column->ignored ? FF_FIT_GOOD : ff_import_read_cell (column, &row->fields[f], self->zone, &cells[self->places[f]]);
      if (fit != FF_FIT_GOOD)
        {
          *out_reason = ff_import_fit_to_text (fit, column, &row->fields[f]);
          return NULL;
        }
    }

  return g_steal_pointer (&cells);
}

static gboolean
load_row (Load               *self,
          const FfImportRow  *row,
          GError            **error)
{
  FfWork *work = self->run->outputs[0];
  guint n_values = 1 + work->columns->len;
  g_autofree char *reason = NULL;
  g_autofree FfImportCell *cells = read_cells (self, row, &reason);

  if (cells == NULL)
    return reject (self, row->line, reason, error);

  begin_row (self, work, &self->sql, &self->n_rows, row->line);
  for (guint c = 0; c < self->format->columns->len; c++)
    if (!((FfFileColumn *) g_ptr_array_index (self->format->columns, c))->ignored)
      {
        ff_sql_add (self->sql, ", ");
        add_cell (self->sql, &cells[c]);
      }
  ff_sql_add (self->sql, ")");

  if (self->n_rows < FF_IMPORT_BATCH && (self->n_rows + 1) * n_values <= MOST_VALUES)
    return TRUE;

  return flush (self, work, &self->sql, &self->n_rows, error);
}

static gboolean
load_rows (const FfImportRow  *rows,
           guint               n_rows,
           gpointer            data,
           GError            **error)
{
  Load *self = data;

  for (guint r = 0; r < n_rows; r++)
    if (self->places == NULL ? !read_header (self, &rows[r], error) : !load_row (self, &rows[r], error))
      return FALSE;

  return TRUE;
}

static gboolean
load (Load    *self,
      GError **error)
{
  FfStep *step = self->run->step;
  g_autoptr (FfImportSource) source = ff_import_source_open (step->path, error);

  if (source == NULL || !ff_import_source_set_encoding (source, self->format->encoding, error) ||
      (self->format->zone != NULL && !ff_import_find_zone (self->format->zone, &self->zone, error)) ||
      !check_fallbacks (self, error))
    return FALSE;

  if (self->format->header != FF_HEADER_THERE)
    take_columns_in_order (self);

  return ff_import_read_rows (source, self->format, &ff_import_limits, load_rows, self, NULL, NULL, self->run->cancellable, error) &&
         flush (self, self->run->outputs[0], &self->sql, &self->n_rows, error) &&
         flush (self, self->run->outputs[1], &self->rejected, &self->n_rejected, error) &&
         ff_import_source_check (source, error);
}

static void
load_clear (Load *self)
{
  g_clear_pointer (&self->format, ff_file_format_free);
  g_clear_pointer (&self->places, g_free);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_pointer (&self->sql, ff_sql_free);
  g_clear_pointer (&self->rejected, ff_sql_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Load, load_clear)

gboolean
ff_sql_print_load (FfStepRun  *self,
                   GError    **error)
{
  g_auto (Load) loading = { .run = self };

  self->outputs[0]->n_keys = 0;
  self->outputs[1]->n_keys = 0;
  loading.format = decide (self, error);
  if (loading.format != NULL &&
      self->create (self, self->outputs[0], FF_WORK_KEYED, error) &&
      self->create (self, self->outputs[1], FF_WORK_KEYED, error) &&
      load (&loading, error))
    return TRUE;

  if (error != NULL && (*error)->domain == FF_IMPORT_ERROR)
    g_prefix_error (error, "%s: ", self->step->file);

  return FALSE;
}
