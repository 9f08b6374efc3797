#pragma once

#include "plan/ff-plan.h"
#include "query/ff-data-model.h"
#include "query/ff-sql.h"

G_BEGIN_DECLS

/* The audience database as the rest sees it. A store is opened, used and
 * closed on one thread (the engine's worker); what it gives back are values.
 * Everything blocks; every cancellable reaches into the database. */

#define FF_STORE_ERROR (ff_store_error_quark ())
GQuark ff_store_error_quark (void);

/**
 * FfStoreError:
 * @FF_STORE_ERROR_MISSING: there is no such file or database; choose another
 * @FF_STORE_ERROR_UNREACHABLE: the database did not answer or is locked; trying again may help
 * @FF_STORE_ERROR_REFUSED: it answered and said no: a missing right
 * @FF_STORE_ERROR_PASSWORD: it asks for a password, or refuses the one it got; ff_store_keep_password ()
 * @FF_STORE_ERROR_CORRUPT: not a database, or damaged
 * @FF_STORE_ERROR_SCHEMA: a table or column that a plan reads is not there
 * @FF_STORE_ERROR_DATA: the data cannot answer: a sum overflows, a link is not unique
 * @FF_STORE_ERROR_BAD_QUERY: our SQL was wrong; a bug, never the user's fault
 * @FF_STORE_ERROR_INTERRUPTED: the connection was lost on the way; what was begun is void, and may be begun again
 * @FF_STORE_ERROR_FAILED: anything else, in the database's own words
 */
typedef enum
{
  FF_STORE_ERROR_MISSING,
  FF_STORE_ERROR_UNREACHABLE,
  FF_STORE_ERROR_REFUSED,
  FF_STORE_ERROR_PASSWORD,
  FF_STORE_ERROR_CORRUPT,
  FF_STORE_ERROR_SCHEMA,
  FF_STORE_ERROR_DATA,
  FF_STORE_ERROR_BAD_QUERY,
  FF_STORE_ERROR_INTERRUPTED,
  FF_STORE_ERROR_FAILED,
} FfStoreError;

#define FF_TYPE_STORE (ff_store_get_type ())
G_DECLARE_INTERFACE (FfStore, ff_store, FF, STORE, GObject)

/* One consistent state of the data: what a count names. */
typedef struct
{
  gint64  taken_at;      /* µs UTC */
  char   *data_version;  /* moves when any committed change may have changed an answer */
} FfSnapshot;

/* What one step left behind; per output. */
typedef struct
{
  gint64 n_keys;   /* = rows of the working table: one row per key */
  gint64 n_rows;   /* rows met on the way, where links multiply; else = n_keys */
  gint64 n_missing; /* rows that a quota asked for and that were not there */
} FfStepCount;

/* A page of rows behind a flow, or a stream of all of them. */
typedef struct
{
  GPtrArray  *operands;       /* of FfOperand over the flow's dimension and carried columns: the cells; keys come besides */
  FfOperand  *sort;           /* nullable: by key */
  gboolean    descending;
  char       *after;          /* opaque place where the last page ended; NULL for the first */
  guint64     skip;           /* rows passed over from there on; they are walked, not read */
  gboolean    from_end;       /* @skip counts back from the last row; no @after then, and the page names no next one */
  char       *find;           /* nullable text: only rows whose display columns contain it, case ignored */
  guint       limit;
} FfPageRequest;

typedef struct
{
  GPtrArray  *keys;           /* of char*: canonical text of each row's key */
  GArray     *cells;          /* of FfValue, row after row, n_operands each */
  guint       n_rows;
  guint       n_columns;
  char       *next;           /* NULL at the end */
} FfPage;

typedef struct _FfStoreReader FfStoreReader;

/* One suppressed address, closed for @channel or, when that is empty, for every one. FALSE: no more of them, please. */
typedef gboolean (*FfSuppressedFunc) (const char *channel,
                                      const char *address,
                                      gpointer    user_data);

/* A row of an answer, lent. FALSE: no more of them, please. */
typedef gboolean (*FfStoreRowFunc)   (const FfValue *values,
                                      guint          n_values,
                                      gpointer       user_data);

struct _FfStoreInterface
{
  GTypeInterface parent_iface;

  FfSchema   *(*get_schema)     (FfStore *self);
  void        (*set_schema)     (FfStore *self, FfSchema *schema);
  char       *(*dup_name)       (FfStore *self);
  char       *(*dup_url)        (FfStore *self);
  gboolean    (*begin)          (FfStore *self, GCancellable *cancellable, FfSnapshot *out_snapshot, GError **error);
  void        (*end)            (FfStore *self);
  void        (*set_drafting)   (FfStore *self, gboolean drafting);
  void        (*renew)          (FfStore *self);
  void        (*rest)           (FfStore *self);
  char       *(*dup_step_version) (FfStore *self, FfStep *step);
  gboolean    (*has_step)       (FfStore *self, const char *fingerprint, GArray *out_counts);
  gboolean    (*run_step)       (FfStore *self, FfStep *step, const char *fingerprint, const char *const *inputs, GArray *out_counts, GCancellable *cancellable, GError **error);
  void        (*drop_step)      (FfStore *self, const char *fingerprint);
  FfPage     *(*read_page)      (FfStore *self, FfFlow flow, const char *fingerprint, const FfPageRequest *request, GCancellable *cancellable, GError **error);
  FfStoreReader *(*open_reader) (FfStore *self, FfFlow flow, const char *fingerprint, GPtrArray *operands, GCancellable *cancellable, GError **error);
  gboolean    (*read_row)       (FfStore *self, FfStoreReader *reader, char **out_key, GArray *cells, gboolean *out_row, GError **error);
  void        (*close_reader)   (FfStore *self, FfStoreReader *reader);
  char       *(*dup_sql)        (FfStore *self, FfStep *step, guint output);
  FfJson     *(*list_audiences) (FfStore *self, GError **error);
  gboolean    (*write_audience) (FfStore *self, FfFlow flow, const char *fingerprint, const char *name, gboolean replace, gint64 *out_n, GCancellable *cancellable, GError **error);
  gboolean    (*drop_audience)  (FfStore *self, const char *name, GError **error);
  gboolean    (*read_suppressed) (FfStore *self, gint64 now_usec, FfSuppressedFunc func, gpointer user_data, GCancellable *cancellable, GError **error);
  gboolean    (*is_current)     (FfStore *self, const FfSnapshot *snapshot);
  const FfDialect *(*get_dialect) (FfStore *self);
  gboolean    (*ask)            (FfStore *self, FfSql *sql, FfStoreRowFunc func, gpointer user_data, GCancellable *cancellable, GError **error);
  gboolean    (*read_changed_at) (FfStore *self, const FfEntity *entity, gint64 *out_at, GError **error);
};

/* Before the name of a data source that nobody knows: it is refused by that name. */
#define FF_STORE_BY_NAME "name:"

/* "sqlite:PATH" or a plain path, "postgresql://USER@HOST/DATABASE". Blocks; on the thread that will use it. */
FfStore    *ff_store_open            (const char           *url,
                                      GError              **error);
/* For the server of @url that fails with FF_STORE_ERROR_PASSWORD. Blocks; on a worker. */
gboolean    ff_store_keep_password   (const char           *url,
                                      const char           *password,
                                      gboolean              in_keyring,
                                      GCancellable         *cancellable,
                                      GError              **error);
/* What a server's administrator runs so that @role can work there. @schemas: of the data. */
char       *ff_store_dup_grants      (const char           *role,
                                      const char *const    *schemas);
/* Lent; immutable, so it may be reffed and handed to other threads. */
FfSchema   *ff_store_get_schema      (FfStore              *self);
/* What a person says of the source, over what was found; once, before anything is asked of the store. */
void        ff_store_use_model       (FfStore              *self,
                                      FfDataModel          *model);
FfDataModel *ff_store_get_model      (FfStore              *self);         /* NULL: none */
FfSchema   *ff_store_get_found_schema (FfStore             *self);         /* without it */
GPtrArray  *ff_store_get_drifts      (FfStore              *self);         /* of FfDrift: what of the model does not hold */
char       *ff_store_dup_name        (FfStore              *self);
/* What ff_store_open () takes, in any process on this machine; without secrets. */
char       *ff_store_dup_url         (FfStore              *self);

/* An evaluation sees one snapshot from begin to end. Working tables outlive it, until dropped or the store closes. */
gboolean    ff_store_begin           (FfStore              *self,
                                      GCancellable         *cancellable,
                                      FfSnapshot           *out_snapshot,
                                      GError              **error);
void        ff_store_end             (FfStore              *self);
void        ff_snapshot_clear        (FfSnapshot           *self);
/* A person is drawing: on a server, evaluations of the next minutes may share a snapshot, whatever is committed meanwhile. */
void        ff_store_set_drafting    (FfStore              *self,
                                      gboolean              drafting);
/* The next evaluation takes a snapshot of its own. */
void        ff_store_renew           (FfStore              *self);
/* Nobody has asked for a while: lets go of what costs others, such as an open transaction. */
void        ff_store_rest            (FfStore              *self);
/* Of what @step itself reads, in the snapshot: part of its fingerprint. */
char       *ff_store_dup_step_version (FfStore             *self,
                                       FfStep              *step);

/* Fills the working tables of @step, named by @fingerprint; @inputs are the fingerprints of its input steps, in order. @out_counts of FfStepCount, one per output.
 * On failure or cancel nothing of the step remains. */
gboolean    ff_store_run_step        (FfStore              *self,
                                      FfStep               *step,
                                      const char           *fingerprint,
                                      const char *const    *inputs,
                                      GArray               *out_counts,
                                      GCancellable         *cancellable,
                                      GError              **error);
gboolean    ff_store_has_step        (FfStore              *self,
                                      const char           *fingerprint,
                                      GArray               *out_counts);   /* nullable */
void        ff_store_drop_step       (FfStore              *self,
                                      const char           *fingerprint);
FfPage     *ff_store_read_page       (FfStore              *self,
                                      FfFlow                flow,
                                      const char           *fingerprint,
                                      const FfPageRequest  *request,
                                      GCancellable         *cancellable,
                                      GError              **error);
void        ff_page_free             (FfPage               *self);
/* All rows of a flow in key order, in constant memory. */
FfStoreReader *ff_store_open_reader  (FfStore              *self,
                                      FfFlow                flow,
                                      const char           *fingerprint,
                                      GPtrArray            *operands,
                                      GCancellable         *cancellable,
                                      GError              **error);
gboolean    ff_store_read_row        (FfStore              *self,
                                      FfStoreReader        *reader,
                                      char                **out_key,
                                      GArray               *cells,         /* of FfValue, refilled */
                                      gboolean             *out_row,       /* FALSE at the end */
                                      GError              **error);
void        ff_store_close_reader    (FfStore              *self,
                                      FfStoreReader        *reader);
/* For people to read: what fills @output of @step, inputs by their place. */
char       *ff_store_dup_sql         (FfStore              *self,
                                      FfStep               *step,
                                      guint                 output);
/* Object: audience name → {"entity": …, "people": N, "saved-at": µs}. */
FfJson     *ff_store_list_audiences  (FfStore              *self,
                                      GError              **error);
/* Atomic: readers see the old set or the new one. */
gboolean    ff_store_write_audience  (FfStore              *self,
                                      FfFlow                flow,
                                      const char           *fingerprint,
                                      const char           *name,
                                      gboolean              replace,
                                      gint64               *out_n,
                                      GCancellable         *cancellable,
                                      GError              **error);
/* Nothing when there is none of that name. */
gboolean    ff_store_drop_audience   (FfStore              *self,
                                      const char           *name,
                                      GError              **error);
/* Whom nobody may write to, whatever the message says, at @now_usec. Nobody when the store has no table of them. */
gboolean    ff_store_read_suppressed (FfStore              *self,
                                      gint64                now_usec,
                                      FfSuppressedFunc      func,
                                      gpointer              user_data,
                                      GCancellable         *cancellable,
                                      GError              **error);
gboolean    ff_store_is_current      (FfStore              *self,
                                      const FfSnapshot     *snapshot);

/* Questions about entities, between begin and end: statements of ours over ff_work_add_table (). */
const FfDialect *ff_store_get_dialect (FfStore             *self);
gboolean    ff_store_ask             (FfStore              *self,
                                      FfSql                *sql,
                                      FfStoreRowFunc        func,
                                      gpointer              user_data,
                                      GCancellable         *cancellable,
                                      GError              **error);
/* Links that a person says lead to one row do. */
gboolean    ff_store_check_links     (FfStore              *self,
                                      GPtrArray            *links,         /* of FfLink */
                                      GCancellable         *cancellable,
                                      GError              **error);
/* When the rows of @entity last changed, µs UTC, as far as the store can tell: never before; -1 when it cannot. */
gboolean    ff_store_read_changed_at (FfStore              *self,
                                      const FfEntity       *entity,
                                      gint64               *out_at,
                                      GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FfPage, ff_page_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FfSnapshot, ff_snapshot_clear)

G_END_DECLS
