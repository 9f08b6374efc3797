/* What the rehearsal gateway received. Main thread; its log is read elsewhere. */

#include "ui/results/ff-inbox-view.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>

#include "picture/ff-count-labels.h"
#include "ui/ff-reflow.h"
#include "ui/ff-rich-text.h"
#include "ui/people/ff-record-view.h"

#define PAGE_SIZE 100

enum
{
  CELL_TIME,
  CELL_TO,
  CELL_SUBJECT,
};

struct _FfInboxView
{
  GtkWidget     parent_instance;

  FfDispatch   *dispatch;
  FfRecordList *list;
  FfRecordView *view;
  GtkWidget    *reflow;
  GtkStack     *stack;
  GtkLabel     *words_label;
  GtkWidget    *message_bin;
  gint64        n;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FfInboxView, ff_inbox_view, GTK_TYPE_WIDGET)

/* ---- Reading. */

static const char *
get_part (FfJson     *entry,
          const char *part)
{
  FfJson *message = ff_json_get_member (ff_json_get_member (entry, "message"), "message");

  return ff_json_get_member_string (message, part, NULL);
}

static FfRecord *
create_record (FfJson *entry)
{
  g_autoptr (GStrvBuilder) cells = g_strv_builder_new ();
  gint64 at = ff_json_get_member_integer (entry, "at", 0);
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_local (at / G_USEC_PER_SEC);
  g_autofree char *time = g_date_time_format (then, "%H:%M:%S");
  const char *subject = get_part (entry, "subject");
  const char *text = get_part (entry, "text");

  g_strv_builder_add (cells, time);
  g_strv_builder_add (cells, ff_json_get_member_string (ff_json_get_member (entry, "message"), "to", ""));
  g_strv_builder_add (cells, subject != NULL ? subject : text != NULL ? text : "");

  return ff_record_new (ff_json_get_member_integer (entry, "number", 0), ff_json_get_member_string (entry, "key", NULL), 0,
                        g_strv_builder_end (cells), entry);
}

typedef struct
{
  FfRecordAsk *ask;
  GWeakRef     view;
} Asked;

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Asked *asked = user_data;
  g_autoptr (FfInboxView) self = g_weak_ref_get (&asked->view);
  g_autoptr (GError) error = NULL;
  g_autoptr (FfJson) page = ff_dispatch_inbox_finish (FF_DISPATCH (source), result, &error);
  FfJson *messages = ff_json_get_member (page, "messages");
  g_autoptr (GPtrArray) records = NULL;
  g_autofree char *next = NULL;

  if (page != NULL)
    {
      records = g_ptr_array_new_with_free_func (g_object_unref);
      for (guint i = ff_json_get_length (messages); i > 0; i--)
        g_ptr_array_add (records, create_record (ff_json_get_element (messages, i - 1)));

      if (records->len > 0 && ff_record_get_id (records->pdata[records->len - 1]) > 1)
        next = g_strdup_printf ("%" G_GINT64_FORMAT, ff_record_get_id (records->pdata[records->len - 1]));
      if (self != NULL)
        self->n = ff_json_get_member_integer (page, "size", 0);
    }

  ff_record_ask_answer (asked->ask, records, next, error);
  g_weak_ref_clear (&asked->view);
  g_free (asked);
}

static void
load (FfRecordAsk *ask,
      gpointer     user_data)
{
  FfInboxView *self = user_data;
  Asked *asked = g_new0 (Asked, 1);
  const char *after = ff_record_ask_get_after (ask);

  asked->ask = ask;
  g_weak_ref_init (&asked->view, self);
  ff_dispatch_inbox_async (self->dispatch, after != NULL ? g_ascii_strtoll (after, NULL, 10) : 0,
                           ff_record_ask_get_limit (ask), ff_record_ask_get_cancellable (ask), read_cb, asked);
}

/* ---- The message. */

static void
append_field (GtkGrid    *grid,
              int         row,
              const char *name,
              const char *value,
              const char *css_class)
{
  GtkWidget *name_label = gtk_label_new (name);
  GtkWidget *value_label = gtk_label_new (value);

  gtk_label_set_xalign (GTK_LABEL (name_label), 1);
  gtk_widget_set_valign (name_label, GTK_ALIGN_START);
  gtk_widget_add_css_class (name_label, "ff-dim");
  gtk_widget_add_css_class (name_label, "ff-small");
  gtk_label_set_xalign (GTK_LABEL (value_label), 0);
  gtk_label_set_wrap (GTK_LABEL (value_label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (value_label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (value_label), TRUE);
  gtk_widget_set_hexpand (value_label, TRUE);
  if (css_class != NULL)
    gtk_widget_add_css_class (value_label, css_class);

  gtk_grid_attach (grid, name_label, 0, row, 1, 1);
  gtk_grid_attach (grid, value_label, 1, row, 1, 1);
}

static GtkWidget *
create_message (FfJson *entry)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *grid = gtk_grid_new ();
  GtkWidget *body;
  const char *subject = get_part (entry, "subject");
  const char *html = get_part (entry, "html");
  const char *text = get_part (entry, "text");
  int row = 0;

  gtk_grid_set_column_spacing (GTK_GRID (grid), 8);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 4);
  append_field (GTK_GRID (grid), row++, _("To"),
                ff_json_get_member_string (ff_json_get_member (entry, "message"), "to", ""), NULL);
  if (subject != NULL)
    append_field (GTK_GRID (grid), row++, _("Subject"), subject, "ff-strong");
  /* Translators: the idempotency key of a message. */
  append_field (GTK_GRID (grid), row++, _("Key"), ff_json_get_member_string (entry, "key", ""), "ff-small");
  gtk_box_append (GTK_BOX (box), grid);
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));

  if (html != NULL)
    body = ff_rich_text_new_html (html);
  else
    body = ff_rich_text_new_text (text != NULL ? text : "");
  gtk_box_append (GTK_BOX (box), body);
  gtk_widget_add_css_class (box, "ff-inbox-message");

  return box;
}

static void
selected_cb (FfRecordView *view,
             FfRecord     *record,
             FfInboxView  *self)
{
  GtkWidget *message;

  if (record != NULL && ff_record_get_data (record) != NULL)
    {
      message = create_message (ff_record_get_data (record));
    }
  else
    {
      message = gtk_label_new (_("Select a message to read it"));
      gtk_widget_add_css_class (message, "ff-dim");
      gtk_widget_set_vexpand (message, TRUE);
    }

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->message_bin), message);
}

static void
answered_cb (FfInboxView *self)
{
  const GError *error = ff_record_list_get_error (self->list);

  if (error != NULL)
    {
      gtk_label_set_text (self->words_label, error->message);
      gtk_stack_set_visible_child_name (self->stack, "words");
    }
  else if (g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 0)
    {
      gtk_label_set_text (self->words_label, _("The rehearsal gateway has received no messages yet."));
      gtk_stack_set_visible_child_name (self->stack, "words");
    }
  else
    {
      gtk_stack_set_visible_child_name (self->stack, "messages");
      if (ff_record_view_get_selected (self->view) == NULL)
        ff_record_view_select (self->view, 0);
    }

  g_signal_emit (self, signals[CHANGED], 0);
}

void
ff_inbox_view_refresh (FfInboxView *self)
{
  ff_record_list_restart (self->list);
}

gint64
ff_inbox_view_get_n (FfInboxView *self)
{
  return self->n;
}

static void
ff_inbox_view_dispose (GObject *object)
{
  FfInboxView *self = FF_INBOX_VIEW (object);

  if (self->list != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->list, self);
      ff_record_list_clear (self->list);
    }
  g_clear_pointer ((GtkWidget **) &self->stack, gtk_widget_unparent);
  g_clear_object (&self->list);
  g_clear_object (&self->dispatch);

  G_OBJECT_CLASS (ff_inbox_view_parent_class)->dispose (object);
}

static void
ff_inbox_view_class_init (FfInboxViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = ff_inbox_view_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);

  signals[CHANGED] =
    g_signal_new ("changed", FF_TYPE_INBOX_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ff_inbox_view_init (FfInboxView *self)
{
  self->n = -1;
}

/**
 * ff_inbox_view_new:
 * @dispatch: whose gateway
 *
 * Returns: a list that reads nothing until it is refreshed
 */
GtkWidget *
ff_inbox_view_new (FfDispatch *dispatch)
{
  FfInboxView *self = g_object_new (FF_TYPE_INBOX_VIEW, NULL);

  self->dispatch = g_object_ref (dispatch);
  self->list = ff_record_list_new (load, self, PAGE_SIZE);
  self->view = FF_RECORD_VIEW (ff_record_view_new (self->list, _("Messages received")));
  ff_record_view_add_column (self->view, _("Time"), CELL_TIME, FF_RECORD_COLUMN_DIMMED, 9, NULL);
  ff_record_view_add_column (self->view, _("To"), CELL_TO, FF_RECORD_COLUMN_WIDE, 0, NULL);
  ff_record_view_add_column (self->view, _("Subject or Text"), CELL_SUBJECT, FF_RECORD_COLUMN_WIDE, 0, NULL);
  gtk_widget_set_size_request (GTK_WIDGET (self->view), 240, 200);

  self->message_bin = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->message_bin), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_size_request (self->message_bin, 240, 200);

  self->reflow = ff_reflow_new ();
  g_object_set (self->reflow, "wide-from", 640, "weights", "3,2", NULL);
  ff_reflow_append (FF_REFLOW (self->reflow), GTK_WIDGET (self->view));
  ff_reflow_append (FF_REFLOW (self->reflow), self->message_bin);

  self->words_label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->words_label, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->words_label), "ff-dim");

  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_hhomogeneous (self->stack, FALSE);
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->words_label), "words");
  gtk_stack_add_named (self->stack, self->reflow, "messages");
  gtk_widget_set_parent (GTK_WIDGET (self->stack), GTK_WIDGET (self));

  g_signal_connect_swapped (self->list, "answered", G_CALLBACK (answered_cb), self);
  g_signal_connect (self->view, "selected", G_CALLBACK (selected_cb), self);
  selected_cb (self->view, NULL, self);

  return GTK_WIDGET (self);
}
