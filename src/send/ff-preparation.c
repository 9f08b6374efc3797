/* From rows to deliveries. A preparation streams: it holds one row at a time,
 * and what it must remember of the others (who has which address) stands in a
 * temporary table of the outbox's connection. Called by the runner and, for
 * the Review page, by whoever shows the ladder; on a worker thread. */

#include "send/ff-preparation.h"

#include <glib/gi18n-lib.h>

#include "send/ff-address.h"
#include "send/ff-freeze.h"
#include "send/ff-gate-private.h"
#include "send/ff-outbox-private.h"

/* One preparation under way. */
typedef struct
{
  const FfPreparation *what;
  FfOutbox            *outbox;
  gboolean             is_dry;
  gint64               task_id;
  char               **fields;   /* that the template reads */
  FfBooks              books;
  gint64               n_rows;

  /* Of a list of who was judged so: key of the row → what is told of it. */
  GHashTable          *listed;   /* nullable */
  GPtrArray           *list;     /* of FfExcluded; those that were judged otherwise later are NULL */
  FfReason             wanted;
} Work;

/* Who has an address so far. */
typedef struct
{
  gint64    delivery_id;
  gint64    excluded_id;
  FfReason  reason;    /* how its row was judged in the end */
  char     *profile_key;
} Holder;

static void
holder_clear (Holder *holder)
{
  g_clear_pointer (&holder->profile_key, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Holder, holder_clear)

/* ---- Lists. */

static char *
dup_row_key (const char *profile_key,
             const char *secondary_key)
{
  return g_strconcat (profile_key, "\037", secondary_key, NULL);
}

static void
list_row (Work        *work,
          FfReason     reason,
          const char  *profile_key,
          const FfRow *row,
          const char  *detail)
{
  FfExcluded *excluded;

  if (work->listed == NULL || reason != work->wanted)
    return;

  excluded = g_new0 (FfExcluded, 1);
  excluded->reason = reason;
  excluded->profile_key = g_strdup (profile_key);
  excluded->secondary_key = g_strdup (row->secondary_key);
  excluded->address = g_strdup (row->address);
  excluded->detail = g_strdup (detail);
  g_hash_table_replace (work->listed, dup_row_key (profile_key, row->secondary_key), GUINT_TO_POINTER (work->list->len));
  g_ptr_array_add (work->list, excluded);
}

/* It is judged otherwise now. */
static void
unlist_row (Work        *work,
            const char  *profile_key,
            const FfRow *row)
{
  g_autofree char *key = NULL;
  gpointer place;

  if (work->listed == NULL)
    return;

  key = dup_row_key (profile_key, row->secondary_key);
  if (g_hash_table_lookup_extended (work->listed, key, NULL, &place))
    g_clear_pointer ((FfExcluded **) &work->list->pdata[GPOINTER_TO_UINT (place)], ff_excluded_free);
}

/* ---- Duplicates. */

/* As the store orders keys: integers by value, everything else by code point. */
static gboolean
is_lower_key (const char *key,
              const char *other)
{
  gint64 number;
  gint64 other_number;

  if (g_ascii_string_to_signed (key, 10, G_MININT64, G_MAXINT64, &number, NULL) &&
      g_ascii_string_to_signed (other, 10, G_MININT64, G_MAXINT64, &other_number, NULL))
    return number < other_number;

  return strcmp (key, other) < 0;
}

static gboolean
find_holder (Work        *work,
             const char  *address,
             const char  *secondary_key,
             Holder      *holder,
             gboolean    *out_found,
             GError     **error)
{
  sqlite3_stmt *statement;

  statement = ff_sqlite_prepare (work->outbox->db,
                                 "SELECT delivery, excluded, reason, profile FROM temp.holder "
                                 "WHERE address = ?1 AND secondary = ?2", error);
  if (statement == NULL)
    return FALSE;

  sqlite3_bind_text (statement, 1, address, -1, SQLITE_TRANSIENT);
  sqlite3_bind_text (statement, 2, secondary_key, -1, SQLITE_TRANSIENT);
  if (!ff_sqlite_step (work->outbox->db, statement, out_found, error))
    return FALSE;

  if (*out_found)
    {
      holder->delivery_id = sqlite3_column_int64 (statement, 0);
      holder->excluded_id = sqlite3_column_int64 (statement, 1);
      holder->reason = sqlite3_column_int (statement, 2);
      holder->profile_key = g_strdup ((const char *) sqlite3_column_text (statement, 3));
      sqlite3_reset (statement);
    }

  return TRUE;
}

static gboolean
remember_holder (Work          *work,
                 const char    *address,
                 const char    *secondary_key,
                 const Holder  *holder,
                 GError       **error)
{
  return ff_sqlite_run (work->outbox->db, error,
                        "INSERT OR REPLACE INTO temp.holder (address, secondary, delivery, excluded, reason, profile) "
                        "VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                        "ttiiit", address, secondary_key, holder->delivery_id, holder->excluded_id,
                        (gint64) holder->reason, holder->profile_key);
}

/* A row with a lower key came: the one that had the address is the duplicate. */
static gboolean
depose (Work          *work,
        const Holder  *holder,
        const FfRow   *by,
        GError       **error)
{
  if (holder->reason == FF_REASON_NONE)
    work->books.planned -= 1;
  else
    work->books.excluded[holder->reason] -= 1;
  work->books.excluded[FF_REASON_DUPLICATE] += 1;
  unlist_row (work, holder->profile_key, by);
  list_row (work, FF_REASON_DUPLICATE, holder->profile_key, by, by->profile_key);

  return work->is_dry ||
         ff_outbox_turn_duplicate (work->outbox, holder->delivery_id, holder->excluded_id, by->profile_key, error);
}

/* ---- One row. */

/* The reasons before “duplicate”. */
/* Nothing but spaces is no address either. */
static gboolean
has_address (const FfRow *row)
{
  const char *p = row->address;

  while (p != NULL && g_ascii_isspace (*p))
    p++;

  return p != NULL && *p != '\0';
}

static gboolean
judge_person (Work         *work,
              const FfRow  *row,
              FfReason     *out_reason,
              GError      **error)
{
  const FfPreparation *what = work->what;

  if (!has_address (row))
    *out_reason = FF_REASON_NO_ADDRESS;
  else if (!ff_address_is_valid (what->channel, row->address))
    *out_reason = FF_REASON_INVALID_ADDRESS;
  else if (row->consent != FF_CONSENT_YES && !what->is_transactional)
    *out_reason = FF_REASON_NO_CONSENT;
  else
    {
      const FfGateQuestion question = {
        .channel = what->channel,
        .address = row->address,
        .profile_key = row->profile_key,
        .is_transactional = what->is_transactional,
      };

      return ff_gate_ask (work->outbox, &question, out_reason, error);
    }

  return TRUE;
}

/* The reasons after “duplicate”. @out_detail says which field. */
static FfReason
judge_message (Work         *work,
               const FfRow  *row,
               char        **out_detail)
{
  *out_detail = ff_content_dup_missing_field (work->what->content, row->data);
  if (*out_detail != NULL)
    return FF_REASON_MISSING_FIELD;

  if (work->what->limit > 0 && work->books.planned >= work->what->limit)
    return FF_REASON_OVER_LIMIT;

  return FF_REASON_NONE;
}

static gboolean
exclude (Work         *work,
         const FfRow  *row,
         FfReason      reason,
         char         *detail,
         Holder       *holder,
         GError      **error)
{
  const FfExcluded excluded = {
    .reason = reason,
    .profile_key = (char *) row->profile_key,
    .secondary_key = (char *) row->secondary_key,
    .address = (char *) row->address,
    .detail = detail,
  };

  work->books.excluded[reason] += 1;
  holder->reason = reason;
  list_row (work, reason, row->profile_key, row, detail);
  return work->is_dry || ff_outbox_add_excluded (work->outbox, work->task_id, &excluded, &holder->excluded_id, error);
}

static gboolean
deliver (Work         *work,
         const FfRow  *row,
         Holder       *holder,
         GError      **error)
{
  const FfPreparation *what = work->what;
  g_autofree char *key = NULL;
  g_autofree char *address = NULL;
  g_autoptr (FfJson) frozen = NULL;
  FfDelivery delivery = {
    .task_id = work->task_id,
    .profile_key = (char *) row->profile_key,
    .secondary_key = (char *) row->secondary_key,
    .ordinal = row->ordinal,
    .channel = (char *) what->channel,
    .changed_at = what->now_at,
  };

  work->books.planned += 1;
  holder->reason = FF_REASON_NONE;
  list_row (work, FF_REASON_NONE, row->profile_key, row, NULL);
  if (work->is_dry)
    return TRUE;

  key = ff_delivery_make_key (what->run_id, what->activity_id, row->profile_key, row->secondary_key, row->ordinal,
                              what->channel);
  address = g_strstrip (g_strdup (row->address));
  frozen = ff_freeze_values (row->data, (const char *const *) work->fields);
  delivery.key = key;
  delivery.address = address;
  delivery.values = frozen;

  return ff_outbox_add_delivery (work->outbox, &delivery, &holder->delivery_id, error);
}

static gboolean
take_row (Work         *work,
          const FfRow  *row,
          GError      **error)
{
  const char *secondary_key = row->secondary_key != NULL ? row->secondary_key : "";
  g_auto (Holder) earlier = { 0 };
  Holder holder = { .profile_key = (char *) row->profile_key };
  g_autofree char *address = NULL;
  g_autofree char *detail = NULL;
  gboolean has_earlier = FALSE;
  FfReason reason;

  work->n_rows += 1;
  if (!judge_person (work, row, &reason, error))
    return FALSE;
  if (reason != FF_REASON_NONE)
    return exclude (work, row, reason, NULL, &holder, error);

  address = ff_outbox_fold_address (row->address);
  if (!find_holder (work, address, secondary_key, &earlier, &has_earlier, error))
    return FALSE;
  if (has_earlier && !is_lower_key (row->profile_key, earlier.profile_key))
    return exclude (work, row, FF_REASON_DUPLICATE, earlier.profile_key, &holder, error);
  if (has_earlier && !depose (work, &earlier, row, error))
    return FALSE;

  reason = judge_message (work, row, &detail);
  if (reason != FF_REASON_NONE ? !exclude (work, row, reason, detail, &holder, error)
                               : !deliver (work, row, &holder, error))
    return FALSE;

  return remember_holder (work, address, secondary_key, &holder, error);
}

/* ---- All rows. */

static gboolean
check_size (Work         *work,
            FfRowSource  *rows,
            GError      **error)
{
  g_autofree char *promised = NULL;
  g_autofree char *came = NULL;

  if (work->n_rows == ff_row_source_get_size (rows))
    return TRUE;

  promised = g_strdup_printf ("%" G_GINT64_FORMAT, ff_row_source_get_size (rows));
  came = g_strdup_printf ("%" G_GINT64_FORMAT, work->n_rows);
  g_set_error (error, FF_SEND_ERROR, FF_SEND_ERROR_BOOKS,
               /* Translators: both are numbers of rows. */
               _("The audience has %s rows, but %s came."), promised, came);
  return FALSE;
}

static gboolean
take_all (Work          *work,
          FfRowSource   *rows,
          GCancellable  *cancellable,
          GError       **error)
{
  FfRow row;
  gboolean found;

  if (!ff_sqlite_exec (work->outbox->db,
                       "CREATE TEMP TABLE IF NOT EXISTS holder (address TEXT NOT NULL, secondary TEXT NOT NULL, "
                       "delivery INTEGER NOT NULL, excluded INTEGER NOT NULL, reason INTEGER NOT NULL, "
                       "profile TEXT NOT NULL, PRIMARY KEY (address, secondary)) WITHOUT ROWID;"
                       "DELETE FROM temp.holder", error))
    return FALSE;

  while (TRUE)
    {
      memset (&row, 0, sizeof row);
      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !ff_row_source_next (rows, &row, &found, cancellable, error))
        return FALSE;
      if (!found)
        break;
      if (!take_row (work, &row, error))
        return FALSE;
    }

  work->books.audience = ff_row_source_get_size (rows);
  work->books.states[FF_DELIVERY_WAITING] = work->books.planned;
  return check_size (work, rows, error) && ff_books_check (&work->books, error);
}

static gboolean
add_task (Work     *work,
          GError  **error)
{
  const FfPreparation *what = work->what;
  const FfTask task = {
    .run_id = (char *) what->run_id,
    .activity_id = (char *) what->activity_id,
    .label = (char *) what->label,
    .channel = (char *) what->channel,
    .gateway_id = (char *) what->gateway_id,
    .gateway_type = (char *) what->gateway_type,
    .gateway_settings = what->gateway_settings,
    .content = ff_content_get_settings (what->content),
    .content_hash = (char *) ff_content_get_hash (what->content),
    .deadline_at = what->deadline_at,
    .is_transactional = what->is_transactional,
    .opted_out = what->opted_out,
    .prepared_at = what->now_at,
  };

  return ff_outbox_add_task (work->outbox, &task, &work->task_id, error);
}

static gboolean
prepare (Work          *work,
         FfRowSource   *rows,
         GCancellable  *cancellable,
         GError       **error)
{
  return add_task (work, error) &&
         take_all (work, rows, cancellable, error) &&
         ff_outbox_close_task (work->outbox, work->task_id, work->books.audience, work->books.planned, error) &&
         ff_sqlite_exec (work->outbox->db, "DELETE FROM temp.holder", error);
}

/**
 * ff_preparation_run:
 * @preparation: what is sent, and by whom
 * @rows: to whom; read once, from first to last
 * @outbox: where the deliveries go
 * @cancellable: (nullable): leaves the outbox as it was
 * @error: return location for an error of @rows, an #FfDbError, or
 *   %FF_SEND_ERROR_BOOKS when the rows and what became of them do not sum up
 *
 * Freezes one delivery for each row that no reason excludes, in one
 * transaction: after a crash all of them are there, or none. Repeating it for
 * the same run and activity changes nothing and reads no row.
 *
 * Returns: (transfer full) (nullable): the books of this activity
 */
FfBooks *
ff_preparation_run (const FfPreparation  *preparation,
                    FfRowSource          *rows,
                    FfOutbox             *outbox,
                    GCancellable         *cancellable,
                    GError              **error)
{
  Work work = { .what = preparation, .outbox = outbox };
  g_autoptr (GPtrArray) tasks = NULL;
  g_auto (GStrv) fields = ff_content_dup_fields (preparation->content);

  work.fields = fields;
  if (!ff_outbox_begin (outbox, error))
    return NULL;

  tasks = ff_outbox_list_tasks (outbox, preparation->run_id, preparation->activity_id, error);
  if (tasks == NULL || (tasks->len == 0 && !prepare (&work, rows, cancellable, error)) ||
      !ff_outbox_commit (outbox, error))
    {
      ff_outbox_rollback (outbox);
      return NULL;
    }

  return ff_outbox_get_books (outbox, preparation->run_id, preparation->activity_id, error);
}

/**
 * ff_preparation_count:
 * @preparation: what would be sent, and by whom
 * @rows: to whom; read once, from first to last
 * @outbox: whose gate is asked; may be open for reading only
 * @cancellable: (nullable): stops it
 * @error: return location for the same errors as ff_preparation_run ()
 *
 * Returns: (transfer full) (nullable): what the books of this activity would
 *   be if it was prepared now
 */
FfBooks *
ff_preparation_count (const FfPreparation  *preparation,
                      FfRowSource          *rows,
                      FfOutbox             *outbox,
                      GCancellable         *cancellable,
                      GError              **error)
{
  Work work = { .what = preparation, .outbox = outbox, .is_dry = TRUE };
  gboolean done;

  if (!ff_sqlite_begin (outbox->db, FALSE, error))
    return NULL;

  /* Rolled back in any case: the temporary table was all it wrote. */
  done = take_all (&work, rows, cancellable, error);
  ff_outbox_rollback (outbox);

  return done ? ff_books_copy (&work.books) : NULL;
}

static void
free_listed (gpointer excluded)
{
  ff_excluded_free (excluded);
}

/**
 * ff_preparation_list:
 * @preparation: what would be sent, and by whom
 * @rows: to whom; read once, from first to last
 * @outbox: whose gate is asked; may be open for reading only
 * @reason: why they get no message; %FF_REASON_NONE: those who get one
 * @cancellable: (nullable): stops it
 * @error: return location for the same errors as ff_preparation_run ()
 *
 * Returns: (transfer full) (nullable) (element-type FfExcluded): as many as
 *   ff_preparation_count () counts
 */
GPtrArray *
ff_preparation_list (const FfPreparation  *preparation,
                     FfRowSource          *rows,
                     FfOutbox             *outbox,
                     FfReason              reason,
                     GCancellable         *cancellable,
                     GError              **error)
{
  g_autoptr (GHashTable) listed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (free_listed);
  GPtrArray *found = g_ptr_array_new_with_free_func (free_listed);
  Work work = { .what = preparation, .outbox = outbox, .is_dry = TRUE, .listed = listed, .list = list, .wanted = reason };
  gboolean done = ff_sqlite_begin (outbox->db, FALSE, error);

  if (done)
    {
      done = take_all (&work, rows, cancellable, error);
      ff_outbox_rollback (outbox);
    }

  for (guint i = 0; done && i < list->len; i++)
    if (list->pdata[i] != NULL)
      g_ptr_array_add (found, g_steal_pointer (&list->pdata[i]));
  if (!done)
    g_clear_pointer (&found, g_ptr_array_unref);

  return found;
}
