/* The answer of one evaluation. Filled by ff-evaluate.c on the worker, then
 * never changed and read on any thread. */

#include "engine/ff-counts-private.h"

typedef struct
{
  char    *activity;
  char    *port;
  FfCount  count;
} Entry;

struct _FfCounts
{
  gatomicrefcount  ref_count;
  gint64           taken_at;
  char            *data_version;
  gboolean         interrupted;
  GPtrArray       *entries;        /* of Entry, in plan order */
  GHashTable      *by_place;       /* "activity\nport" → Entry, lent */
  GHashTable      *fingerprints;   /* step's hash → fingerprint */
};

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->activity);
  g_free (entry->port);
  g_free (entry->count.entity);
  g_free (entry->count.reason);
  g_free (entry);
}

FfCounts *
ff_counts_new (gint64      taken_at,
               const char *data_version,
               gboolean    interrupted)
{
  FfCounts *self = g_new0 (FfCounts, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->taken_at = taken_at;
  self->data_version = g_strdup (data_version);
  self->interrupted = interrupted;
  self->entries = g_ptr_array_new_with_free_func (entry_free);
  self->by_place = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->fingerprints = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  return self;
}

FfCounts *
ff_counts_ref (FfCounts *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
ff_counts_unref (FfCounts *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_hash_table_unref (self->by_place);
  g_hash_table_unref (self->fingerprints);
  g_ptr_array_unref (self->entries);
  g_free (self->data_version);
  g_free (self);
}

static char *
dup_place (const char *activity,
           const char *port)
{
  return g_strconcat (activity, "\n", port, NULL);
}

void
ff_counts_take (FfCounts   *self,
                const char *activity,
                const char *port,
                FfCount    *count)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->activity = g_strdup (activity);
  entry->port = g_strdup (port);
  entry->count = *count;
  *count = (FfCount) { 0 };

  g_ptr_array_add (self->entries, entry);
  g_hash_table_insert (self->by_place, dup_place (activity, port), entry);
}

void
ff_counts_set_fingerprint (FfCounts   *self,
                           const char *step_hash,
                           const char *fingerprint)
{
  g_hash_table_insert (self->fingerprints, g_strdup (step_hash), g_strdup (fingerprint));
}

const char *
ff_counts_get_fingerprint (FfCounts   *self,
                           const char *step_hash)
{
  return g_hash_table_lookup (self->fingerprints, step_hash);
}

gint64
ff_counts_get_taken_at (FfCounts *self)
{
  return self->taken_at;
}

/**
 * ff_counts_get_data_version:
 *
 * Returns: which state of the data the counts are of; equal texts, equal data
 */
const char *
ff_counts_get_data_version (FfCounts *self)
{
  return self->data_version;
}

/**
 * ff_counts_was_interrupted:
 *
 * Returns: %TRUE if a first attempt was lost with its connection. Nothing of
 *   it is part of the counts.
 */
gboolean
ff_counts_was_interrupted (FfCounts *self)
{
  return self->interrupted;
}

/**
 * ff_counts_find:
 *
 * Returns: (nullable) (transfer none): the count of what leaves @port of
 *   @activity, or %NULL when the plan has no such output
 */
const FfCount *
ff_counts_find (FfCounts   *self,
                const char *activity,
                const char *port)
{
  g_autofree char *place = dup_place (activity, port);
  Entry *entry = g_hash_table_lookup (self->by_place, place);

  return entry != NULL ? &entry->count : NULL;
}

guint
ff_counts_get_n (FfCounts *self)
{
  return self->entries->len;
}

const FfCount *
ff_counts_get (FfCounts    *self,
               guint        index,
               const char **out_activity,
               const char **out_port)
{
  Entry *entry;

  g_return_val_if_fail (index < self->entries->len, NULL);

  entry = g_ptr_array_index (self->entries, index);
  if (out_activity != NULL)
    *out_activity = entry->activity;
  if (out_port != NULL)
    *out_port = entry->port;

  return &entry->count;
}
