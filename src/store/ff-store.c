/* The interface of stores: every call is handed to the backend that the URL
 * named. Called by engine, runner and cli, always on the thread that opened
 * the store. */

#include "store/ff-store-private.h"

#include <glib/gi18n-lib.h>

#include "base/ff-secret.h"
#include "store/ff-step-sql.h"

G_DEFINE_QUARK (ff-store-error-quark, ff_store_error)

G_DEFINE_INTERFACE (FfStore, ff_store, G_TYPE_OBJECT)

/* A place without a prefix is a path, and belongs to the first. */
static const FfStoreBackend backends[] = {
  { "sqlite:", ff_store_sqlite_open, NULL },
  { "postgresql:", ff_store_postgres_open, ff_store_postgres_dup_address },
  { "postgres:", ff_store_postgres_open, ff_store_postgres_dup_address },
};

static void
ff_store_default_init (FfStoreInterface *iface)
{
}

/* "C:" has no second letter; "host:port" has no slashes after it. */
static gboolean
has_scheme (const char *url)
{
  const char *end = strstr (url, "://");

  if (end == NULL || end == url)
    return FALSE;

  for (const char *p = url; p < end; p++)
    if (!g_ascii_isalnum (*p) && *p != '+' && *p != '-' && *p != '.')
      return FALSE;

  return TRUE;
}

/**
 * ff_store_open:
 * @url: "sqlite:PATH" or a plain path, "postgresql://USER@HOST/DATABASE" or
 *   "postgresql:" and what else libpq reads
 * @error: return location for a #FfStoreError
 *
 * Opens a store and reads its data model. Blocks; on the thread that will
 * use and close it.
 *
 * Returns: (transfer full): the open store, or %NULL
 */
FfStore *
ff_store_open (const char  *url,
               GError     **error)
{
  g_return_val_if_fail (url != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (backends); i++)
    if (g_str_has_prefix (url, backends[i].prefix))
      return backends[i].open (url + strlen (backends[i].prefix), error);

  if (g_str_has_prefix (url, FF_STORE_BY_NAME))
    {
      g_set_error (error, FF_STORE_ERROR, FF_STORE_ERROR_MISSING, _("There is no data source “%s” here. Connect it, or choose another one."),
                   url + strlen (FF_STORE_BY_NAME));
      return NULL;
    }

  if (has_scheme (url))
    {
      g_autofree char *scheme = g_strndup (url, strcspn (url, ":"));

      g_set_error (error, FF_STORE_ERROR, FF_STORE_ERROR_REFUSED,
                   _("This version cannot open a store of the kind “%s”. Name an SQLite file or a PostgreSQL database."), scheme);
      return NULL;
    }

  return backends[0].open (url, error);
}

/**
 * ff_store_keep_password:
 * @url: of a store
 * @password: what its server asks for
 * @in_keyring: whether it is to outlive this process
 * @cancellable: (nullable): stops the waiting for the keyring
 * @error: return location for the keyring's own errors
 *
 * Keeps @password in memory for ff_store_open(), and in the keyring when asked
 * to. Of a store that needs none nothing is kept.
 *
 * Returns: %FALSE if the keyring did not take it; it is in memory all the same
 */
gboolean
ff_store_keep_password (const char    *url,
                        const char    *password,
                        gboolean       in_keyring,
                        GCancellable  *cancellable,
                        GError       **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (backends); i++)
    if (g_str_has_prefix (url, backends[i].prefix) && backends[i].dup_address != NULL)
      {
        g_autofree char *address = backends[i].dup_address (url + strlen (backends[i].prefix));
        /* Translators: how a password is called in the keyring; %s is the address of a database. */
        g_autofree char *label = g_strdup_printf (_("Fanfare data source %s"), address);

        return ff_secret_keep (address, label, password, in_keyring, cancellable, error);
      }

  return TRUE;
}

FfSchema *
ff_store_get_schema (FfStore *self)
{
  return FF_STORE_GET_IFACE (self)->get_schema (self);
}

/* What a person says of a store: beside it, because every backend has it. */
typedef struct
{
  FfDataModel *model;
  FfSchema    *found;
  GPtrArray   *drifts;
} Corrections;

static void
corrections_free (gpointer data)
{
  Corrections *self = data;

  ff_data_model_unref (self->model);
  ff_schema_unref (self->found);
  g_ptr_array_unref (self->drifts);
  g_free (self);
}

static GQuark
get_corrections_quark (void)
{
  return g_quark_from_static_string ("ff-store-corrections");
}

static Corrections *
get_corrections (FfStore *self)
{
  return g_object_get_qdata (G_OBJECT (self), get_corrections_quark ());
}

/**
 * ff_store_use_model:
 * @self: a store that was just opened, and asked nothing yet
 * @model: (nullable): what a person says of the source
 *
 * From now on the store's schema is what @model makes of what was found.
 * What of it does not hold is in ff_store_get_drifts().
 */
void
ff_store_use_model (FfStore     *self,
                    FfDataModel *model)
{
  g_autoptr (FfSchema) schema = NULL;
  Corrections *corrections;

  g_return_if_fail (get_corrections (self) == NULL);

  if (model == NULL)
    return;

  corrections = g_new0 (Corrections, 1);
  corrections->model = ff_data_model_ref (model);
  corrections->found = ff_schema_ref (ff_store_get_schema (self));
  corrections->drifts = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_drift_free);
  schema = ff_data_model_apply (model, corrections->found, corrections->drifts);
  g_object_set_qdata_full (G_OBJECT (self), get_corrections_quark (), corrections, corrections_free);
  FF_STORE_GET_IFACE (self)->set_schema (self, schema);
}

/**
 * ff_store_get_model:
 *
 * Returns: (nullable) (transfer none): what ff_store_use_model() was given
 */
FfDataModel *
ff_store_get_model (FfStore *self)
{
  Corrections *corrections = get_corrections (self);

  return corrections != NULL ? corrections->model : NULL;
}

/**
 * ff_store_get_found_schema:
 *
 * Returns: (transfer none): what introspection found, before a person corrected it
 */
FfSchema *
ff_store_get_found_schema (FfStore *self)
{
  Corrections *corrections = get_corrections (self);

  return corrections != NULL ? corrections->found : ff_store_get_schema (self);
}

/**
 * ff_store_get_drifts:
 *
 * Returns: (nullable) (transfer none) (element-type FfDrift): what of the model does not hold; %NULL without one
 */
GPtrArray *
ff_store_get_drifts (FfStore *self)
{
  Corrections *corrections = get_corrections (self);

  return corrections != NULL ? corrections->drifts : NULL;
}

/**
 * ff_store_dup_name:
 *
 * Returns: (transfer full): what a person calls it: the file's name, the database's
 */
char *
ff_store_dup_name (FfStore *self)
{
  return FF_STORE_GET_IFACE (self)->dup_name (self);
}

/**
 * ff_store_dup_url:
 * @self: an open store
 *
 * Returns: (transfer full): what ff_store_open () takes to open it again from
 *   any folder; never with a secret in it
 */
char *
ff_store_dup_url (FfStore *self)
{
  return FF_STORE_GET_IFACE (self)->dup_url (self);
}

/**
 * ff_store_begin:
 * @out_snapshot: (out caller-allocates): cleared with ff_snapshot_clear()
 *
 * Takes the snapshot that everything until ff_store_end() sees.
 *
 * Returns: %TRUE if there is a snapshot; then ff_store_end() must follow
 */
gboolean
ff_store_begin (FfStore       *self,
                GCancellable  *cancellable,
                FfSnapshot    *out_snapshot,
                GError       **error)
{
  return FF_STORE_GET_IFACE (self)->begin (self, cancellable, out_snapshot, error);
}

void
ff_store_end (FfStore *self)
{
  FF_STORE_GET_IFACE (self)->end (self);
}

void
ff_snapshot_clear (FfSnapshot *self)
{
  g_clear_pointer (&self->data_version, g_free);
}

/**
 * ff_store_set_drafting:
 * @drafting: a person edits, and looks at numbers as of the same moment
 *
 * On a server with many writers, where the data is another after every
 * second, an edit would else count everything again. A snapshot is shared for
 * ten minutes, or until nobody has asked for two. Local stores take no notice.
 */
void
ff_store_set_drafting (FfStore  *self,
                       gboolean  drafting)
{
  if (FF_STORE_GET_IFACE (self)->set_drafting != NULL)
    FF_STORE_GET_IFACE (self)->set_drafting (self, drafting);
}

void
ff_store_renew (FfStore *self)
{
  if (FF_STORE_GET_IFACE (self)->renew != NULL)
    FF_STORE_GET_IFACE (self)->renew (self);
}

/**
 * ff_store_rest:
 *
 * Lets go of what costs others while nobody asks. Working tables may be gone
 * then, and are made again by the next evaluation. Not between
 * ff_store_begin() and ff_store_end().
 */
void
ff_store_rest (FfStore *self)
{
  if (FF_STORE_GET_IFACE (self)->rest != NULL)
    FF_STORE_GET_IFACE (self)->rest (self);
}

/**
 * ff_store_dup_step_version:
 * @step: a step, whose inputs are not looked at
 *
 * What @step itself reads, as of the snapshot: part of its fingerprint. It
 * moves when data that it may read was committed, and stays otherwise.
 *
 * Returns: (transfer full): an opaque text
 */
char *
ff_store_dup_step_version (FfStore *self,
                           FfStep  *step)
{
  return FF_STORE_GET_IFACE (self)->dup_step_version (self, step);
}

gboolean
ff_store_has_step (FfStore    *self,
                   const char *fingerprint,
                   GArray     *out_counts)
{
  return FF_STORE_GET_IFACE (self)->has_step (self, fingerprint, out_counts);
}

/**
 * ff_store_run_step:
 * @fingerprint: the name of the step's working tables from now on
 * @inputs: (array length=n_reads): fingerprints of the steps that it reads, in order
 * @out_counts: (element-type FfStepCount): emptied and filled, one per output
 *
 * Fills the working tables of @step, between ff_store_begin() and
 * ff_store_end(). On failure or cancel nothing of the step remains, and what
 * other steps left stands.
 *
 * Returns: %TRUE if the step stands
 */
gboolean
ff_store_run_step (FfStore            *self,
                   FfStep             *step,
                   const char         *fingerprint,
                   const char *const  *inputs,
                   GArray             *out_counts,
                   GCancellable       *cancellable,
                   GError            **error)
{
  return FF_STORE_GET_IFACE (self)->run_step (self, step, fingerprint, inputs, out_counts, cancellable, error);
}

/**
 * ff_store_drop_step:
 *
 * Forgets a step's working tables. Those that others are defined by go when
 * the last of them does.
 */
void
ff_store_drop_step (FfStore    *self,
                    const char *fingerprint)
{
  FF_STORE_GET_IFACE (self)->drop_step (self, fingerprint);
}

/* What was read from the end stands in the list's order. */
static void
turn_page (FfPage *page)
{
  for (guint i = 0, j = page->n_rows; i + 1 < j; i++)
    {
      gpointer key = page->keys->pdata[i];

      j--;
      page->keys->pdata[i] = page->keys->pdata[j];
      page->keys->pdata[j] = key;
      for (guint c = 0; c < page->n_columns; c++)
        {
          FfValue *one = &g_array_index (page->cells, FfValue, i * page->n_columns + c);
          FfValue *other = &g_array_index (page->cells, FfValue, j * page->n_columns + c);
          FfValue value = *one;

          *one = *other;
          *other = value;
        }
    }

  g_clear_pointer (&page->next, g_free);
}

/**
 * ff_store_read_page:
 * @flow: of a step that was evaluated
 * @fingerprint: of its working table
 * @request: which rows, and what of them
 *
 * Returns: (transfer full): the rows in the order asked for, or %NULL
 */
FfPage *
ff_store_read_page (FfStore              *self,
                    FfFlow                flow,
                    const char           *fingerprint,
                    const FfPageRequest  *request,
                    GCancellable         *cancellable,
                    GError              **error)
{
  FfPage *page;

  g_return_val_if_fail (!request->from_end || request->after == NULL, NULL);

  page = FF_STORE_GET_IFACE (self)->read_page (self, flow, fingerprint, request, cancellable, error);
  if (page != NULL && request->from_end)
    turn_page (page);

  return page;
}

static void
clear_cell (gpointer data)
{
  ff_value_clear (data);
}

FfPage *
ff_page_new (guint n_columns)
{
  FfPage *self = g_new0 (FfPage, 1);

  self->keys = g_ptr_array_new_with_free_func (g_free);
  self->cells = g_array_new (FALSE, TRUE, sizeof (FfValue));
  g_array_set_clear_func (self->cells, clear_cell);
  self->n_columns = n_columns;

  return self;
}

void
ff_page_free (FfPage *self)
{
  g_ptr_array_unref (self->keys);
  g_array_unref (self->cells);
  g_free (self->next);
  g_free (self);
}

/**
 * ff_store_open_reader:
 * @operands: (element-type FfOperand): the cells of each row
 *
 * Starts a stream of all rows of @flow in key order. A snapshot of its own
 * holds as long as it is open.
 *
 * Returns: (transfer full): to be closed by ff_store_close_reader(), or %NULL
 */
FfStoreReader *
ff_store_open_reader (FfStore       *self,
                      FfFlow         flow,
                      const char    *fingerprint,
                      GPtrArray     *operands,
                      GCancellable  *cancellable,
                      GError       **error)
{
  return FF_STORE_GET_IFACE (self)->open_reader (self, flow, fingerprint, operands, cancellable, error);
}

gboolean
ff_store_read_row (FfStore        *self,
                   FfStoreReader  *reader,
                   char          **out_key,
                   GArray         *cells,
                   gboolean       *out_row,
                   GError        **error)
{
  return FF_STORE_GET_IFACE (self)->read_row (self, reader, out_key, cells, out_row, error);
}

void
ff_store_close_reader (FfStore       *self,
                       FfStoreReader *reader)
{
  FF_STORE_GET_IFACE (self)->close_reader (self, reader);
}

char *
ff_store_dup_sql (FfStore *self,
                  FfStep  *step,
                  guint    output)
{
  return FF_STORE_GET_IFACE (self)->dup_sql (self, step, output);
}

FfJson *
ff_store_list_audiences (FfStore  *self,
                         GError  **error)
{
  return FF_STORE_GET_IFACE (self)->list_audiences (self, error);
}

/**
 * ff_store_write_audience:
 * @replace: else the keys are added to those that are there
 * @out_n: (out): how many people the audience has now
 *
 * Saves the keys of @flow under @name, in one transaction. Not between
 * ff_store_begin() and ff_store_end().
 *
 * Returns: %TRUE if it was saved
 */
gboolean
ff_store_write_audience (FfStore       *self,
                         FfFlow         flow,
                         const char    *fingerprint,
                         const char    *name,
                         gboolean       replace,
                         gint64        *out_n,
                         GCancellable  *cancellable,
                         GError       **error)
{
  return FF_STORE_GET_IFACE (self)->write_audience (self, flow, fingerprint, name, replace, out_n, cancellable, error);
}

/**
 * ff_store_drop_audience:
 *
 * Forgets the saved audience, in one transaction. Not between
 * ff_store_begin() and ff_store_end().
 *
 * Returns: %TRUE if there is none of that name any more
 */
gboolean
ff_store_drop_audience (FfStore     *self,
                        const char  *name,
                        GError     **error)
{
  return FF_STORE_GET_IFACE (self)->drop_audience (self, name, error);
}

/**
 * ff_store_read_suppressed:
 * @self: an open store, on its thread
 * @now_usec: µs UTC; what expired by then does not count
 * @func: called for each, in no order; what it is given is lent
 * @user_data: for @func
 * @cancellable: (nullable): stops the query in the database
 * @error: return location for a #FfStoreError
 *
 * Reads the addresses that are suppressed. A store without a table of them has
 * none.
 *
 * Returns: %TRUE if all were told, or @func wanted no more
 */
gboolean
ff_store_read_suppressed (FfStore           *self,
                          gint64             now_usec,
                          FfSuppressedFunc   func,
                          gpointer           user_data,
                          GCancellable      *cancellable,
                          GError           **error)
{
  return FF_STORE_GET_IFACE (self)->read_suppressed (self, now_usec, func, user_data, cancellable, error);
}

/**
 * ff_store_is_current:
 *
 * Returns: %TRUE if nothing was committed since @snapshot, as far as this store can tell
 */
gboolean
ff_store_is_current (FfStore          *self,
                     const FfSnapshot *snapshot)
{
  return FF_STORE_GET_IFACE (self)->is_current (self, snapshot);
}

/**
 * ff_store_get_dialect:
 *
 * Returns: (transfer none): what the store's statements are written in
 */
const FfDialect *
ff_store_get_dialect (FfStore *self)
{
  return FF_STORE_GET_IFACE (self)->get_dialect (self);
}

/**
 * ff_store_ask:
 * @sql: one question about entities, in the store's dialect
 * @func: called for each row
 * @cancellable: (nullable): stops the question in the database
 * @error: return location for a #FfStoreError
 *
 * Asks in the snapshot, between ff_store_begin() and ff_store_end(). Meant for
 * answers of few rows: some backends hold them all.
 *
 * Returns: %TRUE if all rows were told, or @func wanted no more
 */
gboolean
ff_store_ask (FfStore         *self,
              FfSql           *sql,
              FfStoreRowFunc   func,
              gpointer         user_data,
              GCancellable    *cancellable,
              GError         **error)
{
  return FF_STORE_GET_IFACE (self)->ask (self, sql, func, user_data, cancellable, error);
}

static gboolean
take_integer_cb (const FfValue *values,
                 guint          n_values,
                 gpointer       user_data)
{
  *(gint64 *) user_data = values[0].integer;

  return TRUE;
}

/**
 * ff_store_check_links:
 * @links: (element-type FfLink): followed to one row
 * @cancellable: (nullable): stops the question in the database
 * @error: return location for a #FfStoreError
 *
 * Looks, in the snapshot, at those of @links that no index of the database holds to one row.
 *
 * Returns: %TRUE if each leads to at most one
 */
gboolean
ff_store_check_links (FfStore       *self,
                      GPtrArray     *links,
                      GCancellable  *cancellable,
                      GError       **error)
{
  for (guint l = 0; l < links->len; l++)
    {
      const FfLink *link = g_ptr_array_index (links, l);
      const FfEntity *target = ff_schema_find_entity (ff_store_get_schema (self), link->target);
      g_autoptr (FfSql) sql = NULL;
      gint64 n = 0;

      if (link->assured || target == NULL)
        continue;

      sql = ff_sql_print_doubles (ff_store_get_dialect (self), target, link->target_columns);
      if (!ff_store_ask (self, sql, take_integer_cb, &n, cancellable, error))
        return FALSE;
      if (n > 0)
        return ff_link_fail (link, target, error);
    }

  return TRUE;
}

/**
 * ff_store_read_changed_at:
 * @out_at: (out): µs UTC; -1 when the store cannot tell
 * @error: return location for a #FfStoreError
 *
 * When the rows of @entity last changed. A store that knows only of all of its
 * tables tells the latest change of any.
 *
 * Returns: %TRUE if @out_at was set
 */
gboolean
ff_store_read_changed_at (FfStore         *self,
                          const FfEntity  *entity,
                          gint64          *out_at,
                          GError         **error)
{
  return FF_STORE_GET_IFACE (self)->read_changed_at (self, entity, out_at, error);
}
