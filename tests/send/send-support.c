/* What the tests of this room share. */

#include "send-support.h"

#include <glib/gstdio.h>

char *
support_make_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("ff-test-send-XXXXXX", &error);

  g_assert_no_error (error);
  return folder;
}

void
support_remove_folder (char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_assert_cmpint (g_remove (path), ==, 0);
    }

  g_assert_cmpint (g_rmdir (folder), ==, 0);
  g_free (folder);
}

FfJson *
support_parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  FfJson *json = ff_json_parse (text, -1, &ff_json_document_limits, &error);

  g_assert_no_error (error);
  return json;
}

/* ---- Rows. */

#define SUPPORT_TYPE_ROWS (support_rows_get_type ())
G_DECLARE_FINAL_TYPE (SupportRows, support_rows, SUPPORT, ROWS, GObject)

struct _SupportRows
{
  GObject           parent_instance;

  const SupportRow *rows;      /* NULL: made-up people */
  gint64            n_rows;
  gint64            size;
  gint64            n_given;
  char             *profile;   /* of the row that is lent */
  char             *address;
  FfJson           *data;
};

static void support_rows_init_source (FfRowSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SupportRows, support_rows, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (FF_TYPE_ROW_SOURCE, support_rows_init_source))

static void
clear_row (SupportRows *self)
{
  g_clear_pointer (&self->profile, g_free);
  g_clear_pointer (&self->address, g_free);
  g_clear_pointer (&self->data, ff_json_unref);
}

static void
make_person (SupportRows *self,
             FfRow       *row)
{
  g_autofree char *name = g_strdup_printf ("Person %" G_GINT64_FORMAT, self->n_given);
  FfJson *profile = ff_json_new_object ();

  self->profile = g_strdup_printf ("%" G_GINT64_FORMAT, self->n_given);
  self->address = g_strdup_printf ("p%" G_GINT64_FORMAT "@example.com", self->n_given);
  self->data = ff_json_new_object ();
  ff_json_set_string (profile, "first_name", name);
  ff_json_set_string (profile, "unread", "not of the template");
  ff_json_take_member (self->data, "profile", profile);
  row->profile_key = self->profile;
  row->address = self->address;
  row->consent = FF_CONSENT_YES;
  row->data = self->data;
}

static gboolean
support_rows_next (FfRowSource   *source,
                   FfRow         *out_row,
                   gboolean      *out_found,
                   GCancellable  *cancellable,
                   GError       **error)
{
  SupportRows *self = SUPPORT_ROWS (source);
  const SupportRow *row;

  clear_row (self);
  *out_found = self->n_given < self->n_rows;
  if (!*out_found)
    return TRUE;

  self->n_given += 1;
  if (self->rows == NULL)
    {
      make_person (self, out_row);
      return TRUE;
    }

  row = &self->rows[self->n_given - 1];
  self->data = support_parse (row->data != NULL ? row->data : "{\"profile\": {\"first_name\": \"Ann\"}}");
  out_row->profile_key = row->profile;
  out_row->secondary_key = row->secondary;
  out_row->address = row->address;
  out_row->consent = row->consent;
  out_row->data = self->data;
  return TRUE;
}

static gint64
support_rows_get_size (FfRowSource *source)
{
  return SUPPORT_ROWS (source)->size;
}

static void
support_rows_init_source (FfRowSourceInterface *iface)
{
  iface->next = support_rows_next;
  iface->get_size = support_rows_get_size;
}

static void
support_rows_finalize (GObject *object)
{
  clear_row (SUPPORT_ROWS (object));
  G_OBJECT_CLASS (support_rows_parent_class)->finalize (object);
}

static void
support_rows_class_init (SupportRowsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = support_rows_finalize;
}

static void
support_rows_init (SupportRows *self)
{
}

FfRowSource *
support_rows_new (const SupportRow *rows,
                  guint             n_rows)
{
  SupportRows *self = g_object_new (SUPPORT_TYPE_ROWS, NULL);

  self->rows = rows;
  self->n_rows = n_rows;
  self->size = n_rows;
  return FF_ROW_SOURCE (self);
}

FfRowSource *
support_people_new (guint n_rows)
{
  return support_rows_new (NULL, n_rows);
}

void
support_rows_set_size (FfRowSource *rows,
                       gint64       size)
{
  SUPPORT_ROWS (rows)->size = size;
}

/* ---- A run. */

void
support_add_run (FfOutbox   *outbox,
                 const char *run_id)
{
  g_autoptr (FfRun) run = ff_run_new (run_id, run_id, "Spring", 1, 1000, 1000, "UTC");
  g_autoptr (GError) error = NULL;

  g_assert_true (ff_outbox_add_run (outbox, run, &error));
  g_assert_no_error (error);
}

void
support_close_gate (FfOutbox   *outbox,
                    guint       kind,
                    const char *value,
                    const char *channel,
                    FfReason    reason)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FfSqlite) db = ff_sqlite_open (ff_outbox_get_path (outbox), 0, &error);

  g_assert_no_error (error);
  ff_sqlite_run (db, &error, "INSERT INTO gate (kind, value, channel, source, reason, changed_at) VALUES (?, ?, ?, '', ?, 1)",
                 "itti", (gint64) kind, value, channel, (gint64) reason);
  g_assert_no_error (error);
}

void
support_assert_once (const char *log_path,
                     gint64      n_expected)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (log_path, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_autoptr (FfJson) entry = support_parse (lines[i]);
      const char *key = ff_json_get_member_string (entry, "key", NULL);

      g_assert_nonnull (key);
      if (!g_hash_table_add (seen, g_strdup (key)))
        g_error ("Accepted twice: %s", key);
    }

  g_assert_cmpint (g_hash_table_size (seen), ==, n_expected);
}
