/* The counts of a picture, by activity and output port: filled in by one
 * thread, then read by any. */

#include "picture/ff-count-labels.h"

#define NO_VALUE "—"

struct _FfCountLabels
{
  GHashTable *labels; /* "activity\x1fport" → FfCountLabel */
};

static void
free_label (FfCountLabel *label)
{
  g_free (label->text);
  g_free (label->reason);
  g_free (label);
}

static void
clear_labels (FfCountLabels *self)
{
  g_hash_table_unref (self->labels);
}

/**
 * ff_count_labels_new:
 *
 * Returns: (transfer full): no label at all. Fill it before anyone else sees
 *   it: from then on nobody changes it, and it may cross threads
 */
FfCountLabels *
ff_count_labels_new (void)
{
  FfCountLabels *self = g_atomic_rc_box_new0 (FfCountLabels);

  self->labels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) free_label);
  return self;
}

/**
 * ff_count_labels_ref:
 * @self: labels; from any thread
 *
 * Returns: @self
 */
FfCountLabels *
ff_count_labels_ref (FfCountLabels *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * ff_count_labels_unref:
 * @self: labels; from any thread
 *
 * Frees them with the last reference.
 */
void
ff_count_labels_unref (FfCountLabels *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear_labels);
}

static char *
make_key (const char *activity,
          const char *port)
{
  return g_strconcat (activity, "\x1f", port, NULL);
}

/**
 * ff_count_labels_set:
 * @self: labels that nobody else reads yet
 * @activity: id of the activity the transition leaves from
 * @port: id of its output port
 * @state: what is known
 * @n_people: the exact number, or -1 when there is none
 * @reason: (nullable): translated; why it is unknown, failed or old
 *
 * Says what stands on every transition of that port.
 */
void
ff_count_labels_set (FfCountLabels *self,
                     const char    *activity,
                     const char    *port,
                     FfCountState   state,
                     gint64         n_people,
                     const char    *reason)
{
  FfCountLabel *label = g_new0 (FfCountLabel, 1);

  label->state = state;
  label->has_value = n_people >= 0;
  label->n_people = MAX (n_people, 0);
  label->text = n_people >= 0 ? ff_count_format (n_people) : g_strdup (NO_VALUE);
  label->reason = g_strdup (reason);

  g_hash_table_replace (self->labels, make_key (activity, port), label);
}

/**
 * ff_count_labels_set_difference:
 * @self: labels that nobody else reads yet
 * @activity: id of an activity
 * @port: one of its output ports, set before
 * @difference: people more, or less, than at an earlier count
 */
void
ff_count_labels_set_difference (FfCountLabels *self,
                                const char    *activity,
                                const char    *port,
                                gint64         difference)
{
  g_autofree char *key = make_key (activity, port);
  FfCountLabel *label = g_hash_table_lookup (self->labels, key);

  g_return_if_fail (label != NULL);

  label->has_difference = TRUE;
  label->difference = difference;
}

/**
 * ff_count_labels_find:
 * @self: the labels
 * @activity: id of an activity
 * @port: id of one of its output ports
 *
 * Returns: (nullable): what stands there, lent; %NULL when nothing was said
 */
const FfCountLabel *
ff_count_labels_find (FfCountLabels *self,
                      const char    *activity,
                      const char    *port)
{
  g_autofree char *key = make_key (activity, port);

  return g_hash_table_lookup (self->labels, key);
}
