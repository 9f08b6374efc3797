/* The recipients of a run, page by page from the outbox. Main thread; every page is read on a thread of its own. */

#include "ui/results/ff-delivery-source.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "picture/ff-count-labels.h"
#include "send/ff-outbox.h"

#define PAGE_SIZE 100

struct _FfDeliverySource
{
  GObject       parent_instance;

  char         *outbox_path;
  char         *run_id;
  int           state;
  char         *names[2];   /* members of the frozen profile: first and last name; nullable */
  FfRecordList *list;
};

G_DEFINE_FINAL_TYPE (FfDeliverySource, ff_delivery_source, G_TYPE_OBJECT)

/* ---- On a thread. */

typedef struct
{
  char         *outbox_path;
  char         *run_id;
  int           states[2];    /* one after the other */
  guint         n_states;
  guint         place;        /* which of them the page begins in */
  gint64        after;        /* and after which delivery */
  guint         limit;

  /* The answer. */
  GPtrArray    *deliveries;   /* of FfDelivery */
  GHashTable   *labels;       /* task id → label */
  char         *next;

  /* Of the main thread. */
  FfRecordAsk  *ask;
  char         *names[2];
} Reading;

static void
reading_free (gpointer data)
{
  Reading *self = data;

  g_free (self->outbox_path);
  g_free (self->run_id);
  g_free (self->next);
  g_free (self->names[0]);
  g_free (self->names[1]);
  g_clear_pointer (&self->deliveries, g_ptr_array_unref);
  g_clear_pointer (&self->labels, g_hash_table_unref);
  g_free (self);
}

static gboolean
read_labels (Reading   *self,
             FfOutbox  *outbox,
             GError   **error)
{
  g_autoptr (GPtrArray) tasks = ff_outbox_list_tasks (outbox, self->run_id, NULL, error);

  self->labels = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  for (guint i = 0; tasks != NULL && i < tasks->len; i++)
    {
      const FfTask *task = tasks->pdata[i];

      g_hash_table_insert (self->labels, g_memdup2 (&task->id, sizeof task->id), g_strdup (task->label));
    }

  return tasks != NULL;
}

static gboolean
read_deliveries (Reading   *self,
                 FfOutbox  *outbox,
                 GError   **error)
{
  self->deliveries = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_delivery_free);

  while (self->place < self->n_states)
    {
      g_autoptr (GPtrArray) some = ff_outbox_list_deliveries (outbox, self->run_id, NULL, self->states[self->place],
                                                              self->after, self->limit - self->deliveries->len, error);

      if (some == NULL)
        return FALSE;

      if (some->len > 0)
        self->after = ((const FfDelivery *) some->pdata[some->len - 1])->id;
      g_ptr_array_extend_and_steal (self->deliveries, g_steal_pointer (&some));
      if (self->deliveries->len >= self->limit)
        {
          self->next = g_strdup_printf ("%u %" G_GINT64_FORMAT, self->place, self->after);
          return TRUE;
        }

      self->place++;
      self->after = 0;
    }

  return TRUE;
}

static void
read_page (GTask        *task,
           gpointer      source,
           gpointer      data,
           GCancellable *cancellable)
{
  Reading *self = data;
  GError *error = NULL;
  g_autoptr (FfOutbox) outbox = ff_outbox_open (self->outbox_path, TRUE, &error);

  if (outbox != NULL && read_labels (self, outbox, &error) && read_deliveries (self, outbox, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* ---- On the main thread. */

static char *
dup_recipient (const Reading    *self,
               const FfDelivery *delivery)
{
  FfJson *profile = ff_json_get_member (delivery->values, "profile");
  g_autoptr (GString) name = g_string_new (NULL);

  for (guint i = 0; i < 2; i++)
    {
      const char *part = self->names[i] != NULL ? ff_json_get_member_string (profile, self->names[i], NULL) : NULL;

      if (part != NULL && *part != '\0')
        g_string_append_printf (name, "%s%s", name->len > 0 ? " " : "", part);
    }

  return name->len > 0 ? g_string_free (g_steal_pointer (&name), FALSE) : g_strdup (delivery->profile_key);
}

static char *
dup_time (gint64 at)
{
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_local (at / G_USEC_PER_SEC);

  return g_date_time_format (then, "%H:%M:%S");
}

static const char *
get_answer (const FfDelivery *delivery)
{
  if (delivery->answer != NULL && *delivery->answer != '\0')
    return delivery->answer;
  if (delivery->reason != FF_REASON_NONE)
    return ff_reason_get_label (delivery->reason);

  return delivery->gateway_message != NULL ? delivery->gateway_message : "";
}

static FfRecord *
create_record (const Reading    *self,
               const FfDelivery *delivery)
{
  g_autoptr (GStrvBuilder) cells = g_strv_builder_new ();
  const char *label = g_hash_table_lookup (self->labels, &delivery->task_id);
  /* Of its last attempt, or of what a person decided. */
  gboolean happened = delivery->n_attempts > 0 || delivery->state != FF_DELIVERY_WAITING;
  g_autofree char *time = happened ? dup_time (delivery->changed_at) : g_strdup ("");
  g_autofree char *recipient = dup_recipient (self, delivery);
  g_autofree char *tries = ff_count_format (delivery->n_attempts);
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, delivery->id);

  g_strv_builder_add (cells, time);
  g_strv_builder_add (cells, recipient);
  g_strv_builder_add (cells, delivery->address);
  g_strv_builder_add (cells, label != NULL ? label : "");
  g_strv_builder_add (cells, ff_delivery_state_get_label (delivery->state));
  g_strv_builder_add (cells, get_answer (delivery));
  g_strv_builder_add (cells, tries);

  return ff_record_new (delivery->id, key, delivery->state, g_strv_builder_end (cells), NULL);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Reading *reading = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    {
      records = g_ptr_array_new_with_free_func (g_object_unref);
      for (guint i = 0; i < reading->deliveries->len; i++)
        g_ptr_array_add (records, create_record (reading, reading->deliveries->pdata[i]));
    }

  ff_record_ask_answer (reading->ask, records, reading->next, error);
}

static void
load (FfRecordAsk *ask,
      gpointer     user_data)
{
  FfDeliverySource *self = user_data;
  Reading *reading = g_new0 (Reading, 1);
  const char *after = ff_record_ask_get_after (ask);
  g_autoptr (GTask) task = NULL;

  reading->ask = ask;
  reading->outbox_path = g_strdup (self->outbox_path);
  reading->run_id = g_strdup (self->run_id);
  reading->limit = ff_record_ask_get_limit (ask);
  reading->names[0] = g_strdup (self->names[0]);
  reading->names[1] = g_strdup (self->names[1]);
  reading->n_states = 1;
  reading->states[0] = self->state;
  if (self->state == FF_DELIVERY_WAITING)
    {
      reading->n_states = 2;
      reading->states[0] = FF_DELIVERY_IN_FLIGHT;
      reading->states[1] = FF_DELIVERY_WAITING;
    }
  if (after != NULL)
    sscanf (after, "%u %" G_GINT64_FORMAT, &reading->place, &reading->after);

  task = g_task_new (NULL, ff_record_ask_get_cancellable (ask), read_cb, NULL);
  g_task_set_task_data (task, reading, reading_free);
  g_task_run_in_thread (task, read_page);
}

/**
 * ff_delivery_source_show:
 * @self: the source
 * @run_id: (nullable): a run in the outbox
 * @state: an #FfDeliveryState, or -1 for all
 *
 * What was shown stays until the first page is here.
 */
void
ff_delivery_source_show (FfDeliverySource *self,
                         const char       *run_id,
                         int               state)
{
  if (g_strcmp0 (self->run_id, run_id) != 0)
    {
      g_free (self->run_id);
      self->run_id = g_strdup (run_id);
    }
  self->state = state;

  if (run_id != NULL)
    ff_record_list_restart (self->list);
  else
    ff_record_list_clear (self->list);
}

void
ff_delivery_source_set_schema (FfDeliverySource *self,
                               FfSchema         *schema)
{
  g_free (self->names[0]);
  g_free (self->names[1]);
  self->names[0] = schema != NULL ? g_strdup (ff_schema_get_role (schema, "first-name")) : NULL;
  self->names[1] = schema != NULL ? g_strdup (ff_schema_get_role (schema, "last-name")) : NULL;
}

FfRecordList *
ff_delivery_source_get_list (FfDeliverySource *self)
{
  return self->list;
}

void
ff_delivery_source_close (FfDeliverySource *self)
{
  ff_record_list_clear (self->list);
}

/**
 * ff_delivery_get_mark:
 * @record: of a delivery
 *
 * Returns: how its state looks
 */
FfRecordMark
ff_delivery_get_mark (FfRecord *record)
{
  static const FfRecordMark marks[FF_N_DELIVERY_STATES] = {
    [FF_DELIVERY_WAITING] = { "ff-waiting-symbolic", "ff-accent" },
    [FF_DELIVERY_IN_FLIGHT] = { "mail-send-symbolic", "ff-accent" },
    [FF_DELIVERY_ACCEPTED] = { "object-select-symbolic", "ff-good" },
    [FF_DELIVERY_REFUSED] = { "ff-problem-symbolic", "ff-problem" },
    [FF_DELIVERY_UNCONFIRMED] = { "ff-unconfirmed-symbolic", "ff-warning" },
    [FF_DELIVERY_NOT_SENT] = { "media-playback-stop-symbolic", "ff-dim" },
  };

  return marks[ff_record_get_tag (record)];
}

static void
ff_delivery_source_finalize (GObject *object)
{
  FfDeliverySource *self = FF_DELIVERY_SOURCE (object);

  g_clear_object (&self->list);
  g_free (self->outbox_path);
  g_free (self->run_id);
  g_free (self->names[0]);
  g_free (self->names[1]);

  G_OBJECT_CLASS (ff_delivery_source_parent_class)->finalize (object);
}

static void
ff_delivery_source_class_init (FfDeliverySourceClass *class)
{
  G_OBJECT_CLASS (class)->finalize = ff_delivery_source_finalize;
}

static void
ff_delivery_source_init (FfDeliverySource *self)
{
  self->state = -1;
  self->list = ff_record_list_new (load, self, PAGE_SIZE);
}

/**
 * ff_delivery_source_new:
 * @outbox_path: of the outbox; it may not be there yet
 *
 * Returns: a source that shows nothing yet
 */
FfDeliverySource *
ff_delivery_source_new (const char *outbox_path)
{
  FfDeliverySource *self = g_object_new (FF_TYPE_DELIVERY_SOURCE, NULL);

  self->outbox_path = g_strdup (outbox_path);
  return self;
}
