/* Who stands behind a number of the ladder. Main thread; the list is made once
 * on the engine's worker, and the rows of it are read as they are looked at. */

#include "ui/review/ff-reason-window.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>

#include "base/ff-count.h"
#include "engine/ff-person.h"
#include "ui/people/ff-people-columns.h"
#include "ui/people/ff-record-view.h"
#include "ui/review/ff-launch-work.h"

#define PAGE_SIZE 40

struct _FfReasonWindow
{
  AdwWindow       parent_instance;

  FfEngine       *engine;
  FfSchema       *schema;
  GTimeZone      *zone;
  FfReason        reason;
  GCancellable   *closing;
  GPtrArray      *people;    /* of FfExcluded; nullable: not known yet */
  GPtrArray      *all;       /* of FfPeopleColumn */
  GPtrArray      *columns;   /* those of @all that are shown */
  FfRecordList   *list;
  AdwWindowTitle *title;
  GtkStack       *stack;
  AdwStatusPage  *words;
};

G_DEFINE_FINAL_TYPE (FfReasonWindow, ff_reason_window, ADW_TYPE_WINDOW)

/* ---- Rows. */

typedef struct
{
  FfRecordAsk    *ask;
  FfReasonWindow *window;
  guint           from;
  guint           to;
  FfJson         *operands;
  GPtrArray      *cells;    /* of char**, one for each row */
} Reading;

static void
reading_free (gpointer data)
{
  Reading *self = data;

  g_object_unref (self->window);
  g_clear_pointer (&self->operands, ff_json_unref);
  g_ptr_array_unref (self->cells);
  g_free (self);
}

/* What the store knows of one of them; of somebody who is gone by now nothing. */
static char **
read_cells (FfStore        *store,
            Reading        *reading,
            const char     *key,
            GCancellable   *cancellable,
            GError        **error)
{
  FfReasonWindow *self = reading->window;
  FfPersonRequest request = { ff_schema_get_profile (self->schema), key, NULL, reading->operands, NULL, 1 };
  FfPage *page = ff_person_read (store, self->schema, &request, cancellable, error);
  char **cells = NULL;

  if (page == NULL)
    return NULL;

  cells = page->n_rows > 0 ? ff_people_columns_dup_cells (self->columns, page, 0, self->zone) : g_new0 (char *, self->columns->len + 1);
  ff_page_free (page);

  return cells;
}

static void
read_rows (FfStore  *store,
           GTask    *task,
           gpointer  data)
{
  Reading *reading = data;
  GError *error = NULL;

  for (guint i = reading->from; i < reading->to; i++)
    {
      const FfExcluded *person = g_ptr_array_index (reading->window->people, i);
      char **cells = read_cells (store, reading, person->profile_key, g_task_get_cancellable (task), &error);

      if (cells == NULL)
        {
          g_task_return_error (task, error);
          return;
        }
      g_ptr_array_add (reading->cells, cells);
    }

  g_task_return_boolean (task, TRUE);
}

/* The store's columns, the address that was judged, and what else is told of the verdict. */
static FfRecord *
create_record (Reading *reading,
               guint    i)
{
  const FfExcluded *person = g_ptr_array_index (reading->window->people, reading->from + i);
  char **of_store = g_ptr_array_index (reading->cells, i);
  g_autoptr (GStrvBuilder) cells = g_strv_builder_new ();

  for (guint c = 0; c < reading->window->columns->len; c++)
    g_strv_builder_add (cells, of_store[c] != NULL ? of_store[c] : "");
  g_strv_builder_add (cells, person->address != NULL ? person->address : "");
  g_strv_builder_add (cells, person->detail != NULL ? person->detail : "");

  return ff_record_new (reading->from + i, person->profile_key, 0, g_strv_builder_end (cells), NULL);
}

static void
rows_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Reading *reading = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    {
      records = g_ptr_array_new_with_free_func (g_object_unref);
      for (guint i = 0; i < reading->cells->len; i++)
        g_ptr_array_add (records, create_record (reading, i));
    }

  ff_record_ask_answer (reading->ask, records, NULL, error);
  reading_free (reading);
}

static void
load (FfRecordAsk *ask,
      gpointer     user_data)
{
  FfReasonWindow *self = user_data;
  Reading *reading = g_new0 (Reading, 1);
  guint n = self->people != NULL ? self->people->len : 0;
  guint skip = ff_record_ask_get_skip (ask);
  guint limit = ff_record_ask_get_limit (ask);

  reading->ask = ask;
  reading->window = g_object_ref (self);
  reading->cells = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  reading->operands = ff_people_columns_dup_operands (self->columns);
  if (ff_record_ask_is_from_end (ask))
    {
      reading->to = n - MIN (skip, n);
      reading->from = reading->to - MIN (limit, reading->to);
    }
  else
    {
      reading->from = MIN (skip, n);
      reading->to = MIN (reading->from + limit, n);
    }

  ff_engine_work_async (self->engine, read_rows, reading, NULL, ff_record_ask_get_cancellable (ask), rows_cb, reading);
}

/* ---- The list. */

static void
show_words (FfReasonWindow *self,
            const char     *title,
            const char     *words)
{
  adw_status_page_set_title (self->words, title);
  adw_status_page_set_description (self->words, words);
  gtk_stack_set_visible_child_name (self->stack, "words");
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (FfReasonWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *people = ff_launch_work_list_finish (result, &error);
  g_autofree char *number = NULL;
  g_autofree char *subtitle = NULL;

  if (g_cancellable_is_cancelled (self->closing))
    {
      g_clear_pointer (&people, g_ptr_array_unref);
      return;
    }

  if (people == NULL)
    {
      g_autofree char *escaped = g_markup_escape_text (error->message, -1);

      show_words (self, _("The List Cannot Be Read"), escaped);
      return;
    }

  self->people = people;
  number = ff_count_format (people->len);
  /* Translators: the first %s is the title of an activity, the second a number. */
  subtitle = g_strdup_printf (ngettext ("%s · %s person", "%s · %s people", people->len), adw_window_title_get_subtitle (self->title), number);
  adw_window_title_set_subtitle (self->title, subtitle);
  if (people->len == 0)
    {
      show_words (self, _("Nobody"), NULL);
      return;
    }

  gtk_stack_set_visible_child_name (self->stack, "people");
  ff_record_list_set_total (self->list, people->len);
  ff_record_list_restart (self->list);
}

/* ---- The window. */

static void
choose_columns (FfReasonWindow *self)
{
  const FfEntity *profile = ff_schema_get_profile (self->schema);
  g_auto (GStrv) ids = NULL;

  self->all = ff_people_columns_list (self->schema, profile, NULL);
  self->columns = g_ptr_array_new ();
  ids = ff_people_columns_dup_default (self->schema, profile, NULL, self->all);
  for (guint i = 0; ids[i] != NULL && self->columns->len < 3; i++)
    g_ptr_array_add (self->columns, (gpointer) ff_people_columns_find (self->all, ids[i]));
}

static GtkWidget *
new_view (FfReasonWindow *self,
          const char     *label)
{
  GtkWidget *view = ff_record_view_new (self->list, label);
  guint n = self->columns->len;
  const char *detail = self->reason == FF_REASON_DUPLICATE ? _("Same Address As") : self->reason == FF_REASON_MISSING_FIELD ? _("Field") : NULL;

  for (guint c = 0; c < n; c++)
    {
      const FfPeopleColumn *column = g_ptr_array_index (self->columns, c);

      ff_record_view_add_column (FF_RECORD_VIEW (view), column->title, c, column->is_number ? FF_RECORD_COLUMN_NUMBER : FF_RECORD_COLUMN_PLAIN, 12, NULL);
    }
  ff_record_view_add_column (FF_RECORD_VIEW (view), _("Address"), n, FF_RECORD_COLUMN_WIDE, 16, NULL);
  if (detail != NULL)
    ff_record_view_add_column (FF_RECORD_VIEW (view), detail, n + 1, FF_RECORD_COLUMN_PLAIN, 10, NULL);

  return view;
}

static void
ff_reason_window_dispose (GObject *object)
{
  FfReasonWindow *self = FF_REASON_WINDOW (object);

  g_cancellable_cancel (self->closing);
  if (self->list != NULL)
    ff_record_list_clear (self->list);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (ff_reason_window_parent_class)->dispose (object);
}

static void
ff_reason_window_finalize (GObject *object)
{
  FfReasonWindow *self = FF_REASON_WINDOW (object);

  g_clear_object (&self->list);
  g_object_unref (self->closing);
  g_clear_pointer (&self->people, g_ptr_array_unref);
  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_clear_pointer (&self->all, g_ptr_array_unref);
  g_clear_pointer (&self->schema, ff_schema_unref);
  g_clear_pointer (&self->zone, g_time_zone_unref);

  G_OBJECT_CLASS (ff_reason_window_parent_class)->finalize (object);
}

static void
ff_reason_window_class_init (FfReasonWindowClass *class)
{
  G_OBJECT_CLASS (class)->dispose = ff_reason_window_dispose;
  G_OBJECT_CLASS (class)->finalize = ff_reason_window_finalize;

  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (class), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
ff_reason_window_init (FfReasonWindow *self)
{
  self->closing = g_cancellable_new ();
  self->list = ff_record_list_new (load, self, PAGE_SIZE);
}

/**
 * ff_reason_window_new:
 * @parent: a window
 * @draft: whose store is asked
 * @launch: what would be sent
 * @outbox_path: whose gate is asked
 * @channel: a send activity, as ff_launch_get_channel () counts
 * @reason: why they get no message; %FF_REASON_NONE: those who get one
 *
 * Returns: a window, to be presented
 */
GtkWidget *
ff_reason_window_new (GtkWindow  *parent,
                      FfDraft    *draft,
                      FfLaunch   *launch,
                      const char *outbox_path,
                      guint       channel,
                      FfReason    reason)
{
  const char *label = reason == FF_REASON_NONE ? _("Messages") : ff_reason_get_label (reason);
  FfReasonWindow *self = g_object_new (FF_TYPE_REASON_WINDOW, "transient-for", parent, "modal", TRUE, "default-width", 720,
                                       "default-height", 520, "title", label, NULL);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *spinner = gtk_spinner_new ();

  self->engine = g_object_ref (ff_draft_get_engine (draft));
  self->schema = ff_schema_ref (ff_draft_get_schema (draft));
  self->zone = g_time_zone_ref (ff_draft_get_context (draft)->zone);
  self->reason = reason;
  choose_columns (self);

  self->title = ADW_WINDOW_TITLE (adw_window_title_new (label, ff_launch_get_channel (launch, channel)->title));
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), GTK_WIDGET (self->title));
  self->stack = GTK_STACK (gtk_stack_new ());
  self->words = ADW_STATUS_PAGE (adw_status_page_new ());
  gtk_spinner_start (GTK_SPINNER (spinner));
  gtk_widget_set_halign (spinner, GTK_ALIGN_CENTER);
  gtk_stack_add_named (self->stack, spinner, "loading");
  gtk_stack_add_named (self->stack, new_view (self, label), "people");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->words), "words");
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->stack));
  adw_window_set_content (ADW_WINDOW (self), box);

  ff_launch_work_list_async (self->engine, launch, outbox_path, channel, reason, self->closing, listed_cb, g_object_ref (self));

  return GTK_WIDGET (self);
}

FfRecordList *
ff_reason_window_get_list (FfReasonWindow *self)
{
  return self->list;
}
