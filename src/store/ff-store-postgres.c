/* The PostgreSQL backend: opening, closing, snapshots and data versions. The
 * session is in ff-store-postgres-session.c, steps and rows in files of their
 * own. On the thread that opened it. */

#include "store/ff-store-postgres-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void ff_store_postgres_iface_init (FfStoreInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FfStorePostgres, ff_store_postgres, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (FF_TYPE_STORE, ff_store_postgres_iface_init))

/**
 * ff_store_postgres_fail:
 * @db_error: (transfer full): what the database said
 *
 * Says the same in the words of the store. What was begun when the server
 * went away is interrupted, and its snapshot is not to be had again.
 *
 * Returns: %FALSE
 */
gboolean
ff_store_postgres_fail (FfStorePostgres  *self,
                        GError           *db_error,
                        GError          **error)
{
  g_autoptr (GError) owned = db_error;

  if (self->began_usec > 0 && ff_postgres_is_lost (self->db) && owned->domain == FF_DB_ERROR)
    g_set_error_literal (error, FF_STORE_ERROR, FF_STORE_ERROR_INTERRUPTED, owned->message);
  else if (g_error_matches (owned, FF_DB_ERROR, FF_DB_ERROR_GONE))
    g_set_error (error, FF_STORE_ERROR, FF_STORE_ERROR_SCHEMA,
                 /* Translators: %s are the database's own words, such as “no such column: t.email”. */
                 _("The data no longer has what the campaign reads (%s). Open the data source again."), owned->message);
  else if (g_error_matches (owned, FF_DB_ERROR, FF_DB_ERROR_DATA))
    g_set_error (error, FF_STORE_ERROR, FF_STORE_ERROR_DATA,
                 /* Translators: %s are the database's own words, such as “bigint out of range”. */
                 _("The data cannot answer this: a number is too great, or a text is not of the form it should have (%s)."), owned->message);
  else if (g_error_matches (owned, FF_DB_ERROR, FF_DB_ERROR_CONSTRAINT))
    g_set_error (error, FF_STORE_ERROR, FF_STORE_ERROR_DATA,
                 _("A key of the data is empty or there twice (%s)."), owned->message);
  else
    return ff_store_fail (g_steal_pointer (&owned), error);

  return FALSE;
}

char *
ff_store_postgres_dup_address (const char *place)
{
  return g_str_has_prefix (place, "//") ? g_strconcat ("postgresql:", place, NULL) : g_strdup (place);
}

FfStore *
ff_store_postgres_open (const char  *place,
                        GError     **error)
{
  g_autoptr (FfStorePostgres) self = g_object_new (FF_TYPE_STORE_POSTGRES, NULL);
  g_autoptr (GError) db_error = NULL;

  self->address = ff_store_postgres_dup_address (place);
  self->db = ff_store_postgres_connect (self, &db_error);
  if (self->db != NULL)
    self->schema = ff_store_postgres_introspect (self->db, self->tables, &db_error);

  if (self->schema == NULL)
    {
      ff_store_postgres_fail (self, g_steal_pointer (&db_error), error);
      return NULL;
    }

  g_debug ("Opened %s: %u entities, working tables %s", ff_postgres_get_place (self->db), ff_schema_get_n_entities (self->schema),
           self->has_work ? "in " FF_POSTGRES_WORK : "temporary");

  return FF_STORE (g_steal_pointer (&self));
}

static FfSchema *
ff_store_postgres_get_schema (FfStore *store)
{
  return FF_STORE_POSTGRES (store)->schema;
}

static const FfDialect *
ff_store_postgres_get_dialect (FfStore *store)
{
  return &FF_STORE_POSTGRES (store)->dialect;
}

static void
ff_store_postgres_set_schema (FfStore  *store,
                              FfSchema *schema)
{
  FfStorePostgres *self = FF_STORE_POSTGRES (store);

  for (guint e = 0; e < ff_schema_get_n_entities (schema); e++)
    {
      const FfEntity *entity = ff_schema_get_entity (schema, e);
      FfPostgresTable *table = g_hash_table_lookup (self->tables, entity->name);

      table->is_keyed = entity->key_assured;
    }

  ff_schema_unref (self->schema);
  self->schema = ff_schema_ref (schema);
}

static char *
ff_store_postgres_dup_name (FfStore *store)
{
  return g_strdup (PQdb (ff_postgres_get_handle (FF_STORE_POSTGRES (store)->db)));
}

static char *
ff_store_postgres_dup_url (FfStore *store)
{
  const char *address = FF_STORE_POSTGRES (store)->address;

  return g_str_has_prefix (address, "postgresql:") ? g_strdup (address) : g_strconcat ("postgresql:", address, NULL);
}

static gboolean
ff_store_postgres_begin (FfStore       *store,
                         GCancellable  *cancellable,
                         FfSnapshot    *out_snapshot,
                         GError       **error)
{
  FfStorePostgres *self = FF_STORE_POSTGRES (store);
  g_autoptr (GError) db_error = NULL;
  gboolean begun;

  g_return_val_if_fail (!self->is_evaluating, FALSE);

  ff_postgres_set_cancellable (self->db, cancellable);
  begun = ff_store_postgres_ensure_snapshot (self, &db_error);
  ff_postgres_set_cancellable (self->db, NULL);
  if (!begun)
    return ff_store_postgres_fail (self, g_steal_pointer (&db_error), error);

  self->is_evaluating = TRUE;
  out_snapshot->taken_at = self->taken_at;
  out_snapshot->data_version = g_strdup (self->version);

  return TRUE;
}

static void
ff_store_postgres_end (FfStore *store)
{
  FfStorePostgres *self = FF_STORE_POSTGRES (store);

  self->is_evaluating = FALSE;
  self->used_usec = g_get_monotonic_time ();

  /* Nothing is left to be read: let the server go on. */
  if (!self->is_drafting && self->n_readers == 0 && g_hash_table_size (self->steps) == 0)
    ff_store_postgres_end_snapshot (self);
}

static void
ff_store_postgres_set_drafting (FfStore  *store,
                                gboolean  drafting)
{
  FF_STORE_POSTGRES (store)->is_drafting = drafting;
}

static void
ff_store_postgres_renew (FfStore *store)
{
  FF_STORE_POSTGRES (store)->is_stale = TRUE;
}

static void
ff_store_postgres_rest (FfStore *store)
{
  FfStorePostgres *self = FF_STORE_POSTGRES (store);

  if (!self->is_evaluating && self->n_readers == 0)
    ff_store_postgres_end_snapshot (self);
  g_clear_pointer (&self->side, ff_postgres_free);
}

static char *
ff_store_postgres_dup_step_version (FfStore *store,
                                    FfStep  *step)
{
  FfStorePostgres *self = FF_STORE_POSTGRES (store);
  g_autofree char *audiences = NULL;

  if (step->op == FF_STEP_LOAD)
    return ff_load_dup_version (step);
  if (!ff_postgres_reads_audiences (step))
    return g_strdup (self->version);

  audiences = ff_store_postgres_dup_audience_version (self);

  return g_strconcat (self->version, "\n", audiences, NULL);
}

static gboolean
ff_store_postgres_is_current (FfStore          *store,
                              const FfSnapshot *snapshot)
{
  return ff_store_postgres_is_nothing_since (FF_STORE_POSTGRES (store), snapshot->data_version);
}

static void
ff_store_postgres_dispose (GObject *object)
{
  FfStorePostgres *self = FF_STORE_POSTGRES (object);

  if (self->db != NULL)
    ff_store_postgres_end_snapshot (self);

  G_OBJECT_CLASS (ff_store_postgres_parent_class)->dispose (object);
}

static void
ff_store_postgres_finalize (GObject *object)
{
  FfStorePostgres *self = FF_STORE_POSTGRES (object);

  g_hash_table_unref (self->steps);
  g_hash_table_unref (self->tables);
  g_ptr_array_unref (self->doomed);
  g_hash_table_unref (self->checked_links);
  g_clear_pointer (&self->side, ff_postgres_free);
  g_clear_pointer (&self->db, ff_postgres_free);
  g_clear_pointer (&self->schema, ff_schema_unref);
  g_free (self->address);
  g_free (self->version);
  g_free (self->members);
  g_free (self->tag);

  G_OBJECT_CLASS (ff_store_postgres_parent_class)->finalize (object);
}

static void
ff_store_postgres_class_init (FfStorePostgresClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ff_store_postgres_dispose;
  object_class->finalize = ff_store_postgres_finalize;
}

static void
ff_store_postgres_init (FfStorePostgres *self)
{
  self->dialect = ff_dialect_postgres;
  self->tables = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) ff_postgres_table_free);
  self->steps = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) ff_postgres_step_unref);
  self->doomed = g_ptr_array_new_with_free_func (g_free);
  self->checked_links = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->tag = g_strdup_printf ("w%08x", g_random_int ());
}

static void
ff_store_postgres_iface_init (FfStoreInterface *iface)
{
  iface->get_schema = ff_store_postgres_get_schema;
  iface->set_schema = ff_store_postgres_set_schema;
  iface->get_dialect = ff_store_postgres_get_dialect;
  iface->ask = ff_store_postgres_ask;
  iface->read_changed_at = ff_store_postgres_read_changed_at;
  iface->dup_name = ff_store_postgres_dup_name;
  iface->dup_url = ff_store_postgres_dup_url;
  iface->begin = ff_store_postgres_begin;
  iface->end = ff_store_postgres_end;
  iface->set_drafting = ff_store_postgres_set_drafting;
  iface->renew = ff_store_postgres_renew;
  iface->rest = ff_store_postgres_rest;
  iface->dup_step_version = ff_store_postgres_dup_step_version;
  iface->has_step = ff_store_postgres_has_step;
  iface->run_step = ff_store_postgres_run_step;
  iface->drop_step = ff_store_postgres_drop_step;
  iface->read_page = ff_store_postgres_read_page;
  iface->open_reader = ff_store_postgres_open_reader;
  iface->read_row = ff_store_postgres_read_row;
  iface->close_reader = ff_store_postgres_close_reader;
  iface->dup_sql = ff_store_postgres_dup_sql;
  iface->list_audiences = ff_store_postgres_list_audiences;
  iface->write_audience = ff_store_postgres_write_audience;
  iface->drop_audience = ff_store_postgres_drop_audience;
  iface->read_suppressed = ff_store_postgres_read_suppressed;
  iface->is_current = ff_store_postgres_is_current;
}
