/* Text → rows of fields. Delimited text is taken apart by libcsv, fed line by
 * line so that every row knows where it begins; fixed width is cut here.
 * Called by preview, importer and load step, on a worker. */

#include "store/ff-import-private.h"

#include <csv.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/* Rows that are handed over together: the importer loads so many by one statement. */
#define BATCH_BYTES (1024 * 1024)

typedef struct
{
  const FfFileFormat   *format;
  const FfImportLimits *limits;
  FfImportRowsFunc      func;
  gpointer              func_data;
  GError              **error;
  gboolean              stopped;

  struct csv_parser     csv;
  int                   idle;       /* its state between two rows */
  gboolean              trims;      /* it would: only while no space is near */
  gint64                line;       /* that is being read */
  gboolean              after_cr;   /* the piece before ended with one, which a newline belongs to */
  gint64                row_line;   /* where the row begins */
  gboolean              skips;      /* the rest of a line whose row was given up */

  FfImportRow           rows[FF_IMPORT_BATCH];
  guint                 n_rows;
  char                 *bytes;      /* the fields of the rows, one after the other */
  gsize                 n_bytes;
  gsize                 n_room;
  FfImportField        *fields;     /* their texts are set when they are handed over */
  gsize                *places;     /* where each begins in @bytes, and one more; 0: there is nothing */
  guint                 n_fields;
  guint                 n_fields_room;
  guint                 row_field;  /* where the row's begin */
  gsize                 row_byte;
  GString              *kept;       /* fixed width: the beginning of a line */
} Reading;

static void
stop_with_limit (Reading    *self,
                 const char *message)
{
  if (!self->stopped)
    g_set_error (self->error, FF_IMPORT_ERROR, FF_IMPORT_ERROR_LIMIT,
                 /* Translators: the number of a line, then a sentence. */
                 _("Line %" G_GINT64_FORMAT ": %s"), self->row_line, message);
  self->stopped = TRUE;
}

static void
stop_with_columns (Reading *self)
{
  g_autofree char *message = g_strdup_printf (_("The row has more than %u columns. Is the delimiter right?"),
                                              self->limits->max_columns);

  stop_with_limit (self, message);
}

static void
stop_with_row (Reading *self)
{
  g_autofree char *size = g_format_size_full (self->limits->max_row_bytes, G_FORMAT_SIZE_IEC_UNITS);
  g_autofree char *message = g_strdup_printf (_("The row is larger than %s. Is a quote never closed?"), size);

  stop_with_limit (self, message);
}

static void
check_field_size (Reading *self,
                  gsize    n)
{
  g_autofree char *size = NULL;
  g_autofree char *message = NULL;

  if (n <= self->limits->max_field_bytes)
    return;

  size = g_format_size_full (self->limits->max_field_bytes, G_FORMAT_SIZE_IEC_UNITS);
  message = g_strdup_printf (_("A field of the row is larger than %s. Is a quote never closed?"), size);
  stop_with_limit (self, message);
}

/* The row that is being read moves to the front. */
static void
keep_beginning (Reading *self)
{
  self->n_fields -= self->row_field;
  self->n_bytes -= self->row_byte;
  if (self->n_bytes > 0)
    memmove (self->bytes, self->bytes + self->row_byte, self->n_bytes);
  for (guint f = 0; f < self->n_fields; f++)
    {
      gsize place = self->places[self->row_field + f];

      self->fields[f].length = self->fields[self->row_field + f].length;
      self->places[f] = place > 0 ? place - self->row_byte : 0;
    }
  self->row_field = 0;
  self->row_byte = 0;
  self->n_rows = 0;
}

/* Hands over the rows that are whole. */
static void
deliver (Reading *self)
{
  for (guint f = 0; f < self->row_field; f++)
    self->fields[f].text = self->places[f] > 0 ? self->bytes + self->places[f] - 1 : NULL;

  for (guint r = 0, f = 0; r < self->n_rows; r++)
    {
      self->rows[r].fields = self->fields + f;
      f += self->rows[r].n_fields;
    }

  if (self->n_rows > 0 && !self->stopped)
    self->stopped = !self->func (self->rows, self->n_rows, self->func_data, self->error);

  keep_beginning (self);
}

static void
add_field (Reading    *self,
           const char *text,
           gsize       length)
{
  check_field_size (self, length);
  if (self->stopped)
    return;

  if (self->n_fields - self->row_field >= self->limits->max_columns)
    {
      stop_with_columns (self);
      return;
    }

  if (self->n_fields == self->n_fields_room)
    {
      self->n_fields_room *= 2;
      self->fields = g_renew (FfImportField, self->fields, self->n_fields_room);
      self->places = g_renew (gsize, self->places, self->n_fields_room);
    }

  self->fields[self->n_fields].length = length;
  self->places[self->n_fields++] = text != NULL ? self->n_bytes + 1 : 0;
  if (text == NULL)
    return;

  if (self->n_bytes - self->row_byte + length + 1 > self->limits->max_row_bytes)
    {
      stop_with_row (self);
      return;
    }

  if (self->n_bytes + length + 1 > self->n_room)
    {
      self->n_room = MAX (2 * self->n_room, self->n_bytes + length + 1);
      self->bytes = g_realloc (self->bytes, self->n_room);
    }

  memcpy (self->bytes + self->n_bytes, text, length);
  self->bytes[self->n_bytes + length] = '\0';
  self->n_bytes += length + 1;
}

static void
end_row (Reading    *self,
         const char *problem)
{
  FfImportRow *row = &self->rows[self->n_rows++];

  row->line = self->row_line;
  row->n_fields = self->n_fields - self->row_field;
  row->problem = problem;
  self->row_field = self->n_fields;
  self->row_byte = self->n_bytes;

  if (self->n_rows == FF_IMPORT_BATCH || self->n_bytes >= BATCH_BYTES)
    deliver (self);
}

static void
field_cb (void  *text,
          size_t length,
          void  *data)
{
  add_field (data, text, length);
}

static void
row_cb (int   end,
        void *data)
{
  end_row (data, NULL);
}

/* Spaces belong to the field they stand in (RFC 4180). */
static int
is_no_space (unsigned char c)
{
  return 0;
}

/* Strict, so that no row swallows the next one without a word. */
static void
begin_parser (Reading *self)
{
  csv_init (&self->csv, CSV_EMPTY_IS_NULL | CSV_STRICT | CSV_STRICT_FINI);
  csv_set_delim (&self->csv, (unsigned char) self->format->delimiter);
  csv_set_space_func (&self->csv, is_no_space);
  self->trims = FALSE;
  csv_set_blk_size (&self->csv, 64 * 1024);
  self->idle = self->csv.pstate;
}

/* The parser asks about every character, or trims by itself, which is quicker and does nothing where no space is. */
static void
choose_spaces (Reading    *self,
               const char *text,
               gsize       length)
{
  gboolean trims = self->csv.pstate == self->idle && memchr (text, ' ', length) == NULL &&
                   (self->format->delimiter == '\t' || memchr (text, '\t', length) == NULL);

  if (trims != self->trims)
    csv_set_space_func (&self->csv, trims ? NULL : is_no_space);
  self->trims = trims;
}

static gboolean
is_line_end (char sign)
{
  return sign == '\n' || sign == '\r';
}

/* A quote where none can be. In a field without quotes it is a sign like any other: 3.5" disk. */
static gsize
pass_quote (Reading    *self,
            const char *text,
            gsize       length)
{
  if (!self->csv.quoted)
    {
      csv_set_opts (&self->csv, CSV_EMPTY_IS_NULL);
      csv_parse (&self->csv, text, 1, field_cb, row_cb, self);
      csv_set_opts (&self->csv, CSV_EMPTY_IS_NULL | CSV_STRICT | CSV_STRICT_FINI);
      return 1;
    }

  end_row (self, _("A quote is closed in the middle of a field, or was never closed."));
  csv_free (&self->csv);
  begin_parser (self);
  self->skips = !is_line_end (text[length - 1]);

  return length;
}

/* One line or a part of one, its end included. */
static void
feed (Reading    *self,
      const char *text,
      gsize       length)
{
  if (self->skips)
    {
      self->skips = !is_line_end (text[length - 1]);
      return;
    }

  choose_spaces (self, text, length);
  if (self->csv.pstate == self->idle)
    self->row_line = self->line;

  while (length > 0 && !self->stopped)
    {
      gsize n = csv_parse (&self->csv, text, length, field_cb, row_cb, self);

      if (n < length && csv_error (&self->csv) == CSV_EPARSE)
        n += pass_quote (self, text + n, length - n);
      else if (n < length)
        g_error ("%s", csv_strerror (csv_error (&self->csv)));

      text += n;
      length -= n;
    }

  check_field_size (self, self->csv.entry_pos);
}

/* The place after @n characters, or NULL when there are fewer. A byte that begins no character is one. */
static const char *
skip (const char *text,
      const char *end,
      guint       n)
{
  for (; n > 0 && text < end; n--)
    {
      text++;
      while (text < end && (*text & 0xc0) == 0x80)
        text++;
    }

  return n == 0 ? text : NULL;
}

/* A line without its end, cut into columns. Spaces that only fill are no part of a value. */
static void
cut (Reading    *self,
     const char *text,
     gsize       length)
{
  GPtrArray *columns = self->format->columns;
  const char *end = text + length;

  self->row_line = self->line;
  if (length == 0)
    return;

  for (guint c = 0; c < columns->len; c++)
    {
      guint width = ((FfFileColumn *) g_ptr_array_index (columns, c))->width;
      const char *stop = width > 0 ? skip (text, end, width) : end;
      const char *last;

      /* A line may end where only spaces would follow. */
      if (stop == NULL)
        stop = end;
      for (; text < stop && *text == ' '; text++)
        ;
      for (last = stop; last > text && last[-1] == ' '; last--)
        ;

      add_field (self, last > text ? text : NULL, (gsize) (last - text));
      text = stop;
    }

  for (; text < end && *text == ' '; text++)
    ;
  if (text < end)
    add_field (self, text, (gsize) (end - text));
  end_row (self, NULL);
}

static void
feed_fixed (Reading    *self,
            const char *text,
            gsize       length)
{
  gboolean is_whole = length > 0 && is_line_end (text[length - 1]);

  if (!is_whole || self->kept->len > 0)
    g_string_append_len (self->kept, text, (gssize) length);

  self->row_line = self->line;
  check_field_size (self, self->kept->len);
  if (!is_whole || self->stopped)
    return;

  if (self->kept->len > 0)
    {
      text = self->kept->str;
      length = self->kept->len;
    }

  while (length > 0 && is_line_end (text[length - 1]))
    length--;
  cut (self, text, length);
  g_string_truncate (self->kept, 0);
}

/* Lines end with "\n", "\r\n" or a lone "\r". */
static void
feed_lines (Reading    *self,
            const char *text,
            gsize       length)
{
  const char *end = text + length;
  const char *newline = NULL;

  while (text < end && !self->stopped)
    {
      gboolean is_rest = self->after_cr && *text == '\n';
      const char *stop, *cr;

      if (newline == NULL || newline < text)
        newline = memchr (text, '\n', (gsize) (end - text));
      if (newline == NULL)
        newline = end;

      stop = newline < end ? newline + 1 : end;
      cr = memchr (text, '\r', (gsize) (stop - text));
      if (cr != NULL && cr + 1 != newline)
        stop = cr + 1;

      if (self->format->fixed_width)
        feed_fixed (self, text, (gsize) (stop - text));
      else
        feed (self, text, (gsize) (stop - text));

      self->line += is_line_end (stop[-1]) && !is_rest;
      self->after_cr = stop[-1] == '\r';
      text = stop;
    }
}

/* What the last line has without an end; an open quote there is one that was never closed. */
static void
finish (Reading *self)
{
  if (self->format->fixed_width)
    {
      if (self->kept->len > 0)
        cut (self, self->kept->str, self->kept->len);
      return;
    }

  if (csv_fini (&self->csv, field_cb, row_cb, self) == 0)
    return;

  g_set_error (self->error, FF_IMPORT_ERROR, FF_IMPORT_ERROR_FORMAT,
               _("Line %" G_GINT64_FORMAT ": a quote that is opened in this row is never closed."), self->row_line);
  self->stopped = TRUE;
}

static gboolean
read_all (Reading           *self,
          FfImportSource    *source,
          FfImportProgress   progress,
          gpointer           progress_data,
          GCancellable      *cancellable,
          GError           **error)
{
  const char *text;
  gsize length;

  while (!self->stopped)
    {
      const char *zero;

      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !ff_import_source_read (source, &text, &length, error))
        return FALSE;
      if (length == 0)
        break;

      zero = memchr (text, '\0', length);
      feed_lines (self, text, zero != NULL ? (gsize) (zero - text) : length);
      if (zero != NULL && !self->stopped)
        {
          g_set_error (error, FF_IMPORT_ERROR, FF_IMPORT_ERROR_FORMAT,
                       _("Line %" G_GINT64_FORMAT ": there is a NUL byte, which no text has. "
                         "Is it a text file, and is its encoding right?"), self->line);
          return FALSE;
        }

      if (progress != NULL)
        progress (ff_import_source_get_n_read (source), ff_import_source_get_n_bytes (source), progress_data);
    }

  if (!self->stopped && !ff_import_source_is_cut (source))
    finish (self);
  deliver (self);

  return TRUE;
}

/**
 * ff_import_read_rows:
 * @source: its encoding was set, nothing was read
 * @format: delimiter or widths are decided
 * @func: called for all rows, some at once, the header included
 * @error: return location for a #FfImportError, what @func set, or cancelled
 *
 * Lines with nothing in them are no rows.
 *
 * Returns: %TRUE if all was read, or as much as @func wanted
 */
gboolean
ff_import_read_rows (FfImportSource        *source,
                     const FfFileFormat    *format,
                     const FfImportLimits  *limits,
                     FfImportRowsFunc       func,
                     gpointer               func_data,
                     FfImportProgress       progress,
                     gpointer               progress_data,
                     GCancellable          *cancellable,
                     GError               **error)
{
  g_autoptr (GString) kept = g_string_new (NULL);
  g_autoptr (GError) local = NULL;
  Reading self = {
    .format = format,
    .limits = limits,
    .func = func,
    .func_data = func_data,
    .error = &local,
    .line = 1,
    .row_line = 1,
    .n_fields_room = 256,
    .kept = kept,
  };
  gboolean done;

  self.fields = g_new (FfImportField, self.n_fields_room);
  self.places = g_new (gsize, self.n_fields_room);
  begin_parser (&self);
  done = read_all (&self, source, progress, progress_data, cancellable, &local);

  csv_free (&self.csv);
  g_free (self.bytes);
  g_free (self.fields);
  g_free (self.places);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }

  return done;
}
