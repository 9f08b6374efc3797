/* Working tables that no plan asks for now are kept for a while, so that an
 * undo costs nothing; then the ones asked for longest ago are dropped. The
 * list hangs on its store. Called by ff-evaluate.c on the worker. */

#include "engine/ff-evaluate-private.h"

#define MAX_STEPS 200
#define MAX_KEYS G_GINT64_CONSTANT (50000000)

typedef struct
{
  char   *fingerprint;
  gint64  n_keys;
} Entry;

typedef struct
{
  GQueue      queue;    /* of Entry, asked for last at the head */
  GHashTable *links;    /* fingerprint → GList of the queue */
  gint64      n_keys;
} Kept;

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->fingerprint);
  g_free (entry);
}

static void
kept_free (gpointer data)
{
  Kept *self = data;

  g_hash_table_unref (self->links);
  g_queue_clear_full (&self->queue, entry_free);
  g_free (self);
}

static Kept *
get_kept (FfStore *store)
{
  static GQuark quark;
  Kept *self;

  if (quark == 0)
    quark = g_quark_from_static_string ("ff-engine-kept");

  self = g_object_get_qdata (G_OBJECT (store), quark);
  if (self == NULL)
    {
      self = g_new0 (Kept, 1);
      g_queue_init (&self->queue);
      self->links = g_hash_table_new (g_str_hash, g_str_equal);
      g_object_set_qdata_full (G_OBJECT (store), quark, self, kept_free);
    }

  return self;
}

/**
 * ff_kept_touch:
 * @n_keys: rows of the step's working tables
 *
 * Tells that the working tables named @fingerprint are of use now.
 */
void
ff_kept_touch (FfStore    *store,
               const char *fingerprint,
               gint64      n_keys)
{
  Kept *self = get_kept (store);
  GList *link = g_hash_table_lookup (self->links, fingerprint);
  Entry *entry;

  if (link != NULL)
    {
      g_queue_unlink (&self->queue, link);
      g_queue_push_head_link (&self->queue, link);
      return;
    }

  entry = g_new0 (Entry, 1);
  entry->fingerprint = g_strdup (fingerprint);
  entry->n_keys = n_keys;
  g_queue_push_head (&self->queue, entry);
  g_hash_table_insert (self->links, entry->fingerprint, self->queue.head);
  self->n_keys += n_keys;
}

/**
 * ff_kept_drop_oldest:
 * @needed: (element-type utf8 utf8): a set of what the current plan needs
 *
 * Drops working tables beyond what is kept. Not while an evaluation holds
 * the store.
 */
void
ff_kept_drop_oldest (FfStore    *store,
                     GHashTable *needed)
{
  Kept *self = get_kept (store);
  GList *link = self->queue.tail;

  while (link != NULL && (self->queue.length > MAX_STEPS || self->n_keys > MAX_KEYS))
    {
      GList *before = link->prev;
      Entry *entry = link->data;

      if (!g_hash_table_contains (needed, entry->fingerprint))
        {
          ff_store_drop_step (store, entry->fingerprint);
          self->n_keys -= entry->n_keys;
          g_hash_table_remove (self->links, entry->fingerprint);
          g_queue_delete_link (&self->queue, link);
          entry_free (entry);
        }

      link = before;
    }
}
