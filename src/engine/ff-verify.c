/* Taking a count again: every step behind it runs anew into working tables of
 * its own, beside those that stand. On the thread of the store. */

#include "engine/ff-verify.h"

#include "engine/ff-evaluate-private.h"

typedef struct
{
  FfStore      *store;
  GHashTable   *names;       /* FfStep → name of its new working tables */
  GPtrArray    *order;       /* of char*, lent: as they were made */
  GChecksum    *statements;
  GCancellable *cancellable;
} Verify;

/* A name that no evaluation gives, of the same shape. */
static char *
dup_name (FfStore *store,
          FfStep  *step)
{
  g_autofree char *standing = ff_evaluate_dup_name (store, step);
  g_autofree char *text = g_strconcat ("verify ", standing, NULL);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}

static gboolean
run_step (Verify  *self,
          FfStep  *step,
          GArray  *counts,
          GError **error)
{
  g_autofree const char **inputs = g_new0 (const char *, step->n_reads + 1);
  char *name;

  if (g_hash_table_contains (self->names, step))
    return TRUE;

  for (guint i = 0; i < step->n_reads; i++)
    {
      if (!run_step (self, step->inputs[i].step, counts, error))
        return FALSE;
      inputs[i] = g_hash_table_lookup (self->names, step->inputs[i].step);
    }

  name = dup_name (self->store, step);
  g_hash_table_insert (self->names, step, name);

  /* Two steps of one content are one. */
  if (ff_store_has_step (self->store, name, counts))
    return TRUE;

  if (!ff_store_run_step (self->store, step, name, inputs, counts, self->cancellable, error))
    return FALSE;
  g_ptr_array_add (self->order, name);

  for (guint o = 0; o < step->n_outputs; o++)
    {
      g_autofree char *sql = ff_store_dup_sql (self->store, step, o);

      g_checksum_update (self->statements, (const guchar *) sql, -1);
      g_checksum_update (self->statements, (const guchar *) "\n", 1);
    }

  return TRUE;
}

void
ff_verification_clear (FfVerification *self)
{
  g_clear_pointer (&self->data_version, g_free);
  g_clear_pointer (&self->query_hash, g_free);
}

/**
 * ff_verify:
 * @store: an open store, on its thread
 * @flow: of a plan: the output whose count is doubted
 * @out_verification: (out): untouched on failure
 * @cancellable: (nullable): stops in the database
 * @error: an #FfStoreError
 *
 * In a snapshot of its own. A count that was taken of other data has no
 * standing here: the data changed since.
 *
 * Returns: %TRUE if it was counted
 */
gboolean
ff_verify (FfStore         *store,
           FfFlow           flow,
           FfVerification  *out_verification,
           GCancellable    *cancellable,
           GError         **error)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  g_autoptr (GPtrArray) order = g_ptr_array_new ();
  g_autoptr (GChecksum) statements = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GArray) counts = g_array_new (FALSE, TRUE, sizeof (FfStepCount));
  g_autoptr (GArray) standing = g_array_new (FALSE, TRUE, sizeof (FfStepCount));
  g_auto (FfSnapshot) snapshot = { 0 };
  Verify self = { store, names, order, statements, cancellable };
  gint64 began = g_get_monotonic_time ();
  gboolean good;

  if (!ff_store_begin (store, cancellable, &snapshot, error))
    return FALSE;

  good = run_step (&self, flow.step, counts, error);
  if (good)
    {
      g_autofree char *name = ff_evaluate_dup_name (store, flow.step);
      gboolean has_standing = ff_store_has_step (store, name, standing);

      *out_verification = (FfVerification) {
        .n_keys = g_array_index (counts, FfStepCount, flow.output).n_keys,
        .has_standing = has_standing,
        .n_standing = has_standing ? g_array_index (standing, FfStepCount, flow.output).n_keys : 0,
        .taken_at = snapshot.taken_at,
        .data_version = g_strdup (snapshot.data_version),
        .query_hash = g_strdup (g_checksum_get_string (statements)),
        .n_steps = order->len,
        .duration_usec = g_get_monotonic_time () - began,
      };
    }

  for (guint i = order->len; i > 0; i--)
    ff_store_drop_step (store, g_ptr_array_index (order, i - 1));
  ff_store_end (store);

  return good;
}
