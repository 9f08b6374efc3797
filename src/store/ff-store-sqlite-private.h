#pragma once

/* Inside of the room: the SQLite backend, shared by its files. */

#include "db/ff-sqlite.h"
#include "store/ff-step-sql.h"
#include "store/ff-introspection.h"

G_BEGIN_DECLS

#define FF_TYPE_STORE_SQLITE (ff_store_sqlite_get_type ())
G_DECLARE_FINAL_TYPE (FfStoreSqlite, ff_store_sqlite, FF, STORE_SQLITE, GObject)

/* Fanfare's own tables begin so; none of them is ever an entity. */
#define FF_OWN_PREFIX "fanfare_"

/* What introspection learned of a table beside the data model. */
typedef struct
{
  gboolean   integer_key;  /* its key is one column that holds nothing but integers */
  gboolean   has_rowid;
  GPtrArray *indexes;      /* of GStrv: columns of each whole index, in order */
  gint64     n_rows;       /* roughly; -1: not asked in this generation */
} FfSqliteTable;

/* The working tables of one step. Lives as long as its fingerprint stands or another's views read it. */
typedef struct
{
  guint       ref_count;
  FfStep     *step;
  GPtrArray  *works;       /* of FfWork: the outputs, then what else the step needed */
  GPtrArray  *statements;  /* of char*: what drops them, in order */
  GPtrArray  *needs;       /* of FfSqliteStep: whose tables its views read */
} FfSqliteStep;

struct _FfStoreSqlite
{
  GObject        parent_instance;

  char          *path;
  FfSqlite      *db;
  FfSqlite      *companion;     /* writes audiences where the file is not ours to write; NULL until needed */
  gboolean       is_ours;       /* written by Fanfare and writable: audiences live in the file itself */
  gboolean       has_audiences; /* someone saved one: the views of ff-store-sqlite-audience.c read tables */
  FfSchema      *schema;
  GHashTable    *tables;        /* entity's name → FfSqliteTable */

  sqlite3_stmt  *holder;        /* half-read while an evaluation lasts: keeps the snapshot */
  gint64         seen_version;  /* PRAGMA data_version of the current generation */
  guint          generation;    /* 0: no snapshot taken yet */
  char          *version;       /* of the current generation, as snapshots tell it */

  GHashTable    *steps;         /* fingerprint → FfSqliteStep */
  GPtrArray     *doomed;        /* of char*: statements that wait until no statement reads */
  guint          n_names;
  GHashTable    *checked_links; /* of this generation, see sql-links.c */
};

/* The functions of expressions, as ff-function.h has them. */
gboolean       ff_store_sqlite_add_functions  (FfSqlite       *db,
                                               GError        **error);
/* Takes over @db_error. Returns FALSE. */
gboolean       ff_store_sqlite_fail           (GError         *db_error,
                                               GError        **error);

/* Schema. */
FfSchema      *ff_store_sqlite_introspect     (FfSqlite       *db,
                                               GHashTable     *tables,
                                               GError        **error);
FfSqliteTable *ff_sqlite_table_new            (void);
void           ff_sqlite_table_free           (FfSqliteTable  *self);
gboolean       ff_sqlite_table_is_indexed     (FfSqliteTable  *self,
                                               char          **columns);
/* Kinds from declared types and a look at the data. */
gboolean       ff_sqlite_guess_type           (FfSqlite       *db,
                                               const char     *table,
                                               const char     *column,
                                               const char     *declared,
                                               gboolean        strict,
                                               FfType         *out_type,
                                               gboolean       *out_usable,
                                               GError        **error);
/* What the file's own data model says. */
gboolean       ff_store_sqlite_has_model      (FfSqlite       *db,
                                               gboolean       *out_has,
                                               GError        **error);

/* Steps. */
gint64         ff_store_sqlite_count_roughly  (FfStoreSqlite  *self,
                                               const FfEntity *entity);
gboolean       ff_store_sqlite_run_step       (FfStore        *store,
                                               FfStep         *step,
                                               const char     *fingerprint,
                                               const char *const *inputs,
                                               GArray         *out_counts,
                                               GCancellable   *cancellable,
                                               GError        **error);
gboolean       ff_store_sqlite_has_step       (FfStore        *store,
                                               const char     *fingerprint,
                                               GArray         *out_counts);
void           ff_store_sqlite_drop_step      (FfStore        *store,
                                               const char     *fingerprint);
char          *ff_store_sqlite_dup_sql        (FfStore        *store,
                                               FfStep         *step,
                                               guint           output);
FfWork        *ff_store_sqlite_find_work      (FfStoreSqlite  *self,
                                               FfFlow          flow,
                                               const char     *fingerprint,
                                               GError        **error);
void           ff_store_sqlite_sweep          (FfStoreSqlite  *self);
void           ff_sqlite_step_unref           (FfSqliteStep   *self);
sqlite3_stmt  *ff_store_sqlite_prepare        (FfStoreSqlite  *self,
                                               FfSql          *sql,
                                               GError        **error);

void           ff_sqlite_bind_sql             (sqlite3_stmt   *statement,
                                               FfSql          *sql);

/* Pages. */
FfPage        *ff_store_sqlite_read_page      (FfStore        *store,
                                               FfFlow          flow,
                                               const char     *fingerprint,
                                               const FfPageRequest *request,
                                               GCancellable   *cancellable,
                                               GError        **error);
FfStoreReader *ff_store_sqlite_open_reader    (FfStore        *store,
                                               FfFlow          flow,
                                               const char     *fingerprint,
                                               GPtrArray      *operands,
                                               GCancellable   *cancellable,
                                               GError        **error);
gboolean       ff_store_sqlite_read_row       (FfStore        *store,
                                               FfStoreReader  *reader,
                                               char          **out_key,
                                               GArray         *cells,
                                               gboolean       *out_row,
                                               GError        **error);
void           ff_store_sqlite_close_reader   (FfStore        *store,
                                               FfStoreReader  *reader);
void           ff_sqlite_read_value           (sqlite3_stmt   *statement,
                                               int             column,
                                               FfValue        *out_value);

/* Questions. */
gboolean       ff_store_sqlite_ask            (FfStore        *store,
                                               FfSql          *sql,
                                               FfStoreRowFunc  func,
                                               gpointer        user_data,
                                               GCancellable   *cancellable,
                                               GError        **error);
gboolean       ff_store_sqlite_read_changed_at (FfStore       *store,
                                               const FfEntity *entity,
                                               gint64         *out_at,
                                               GError        **error);

/* Audiences. */
gboolean       ff_store_sqlite_attach_audiences (FfStoreSqlite *self,
                                               GError        **error);
char          *ff_store_sqlite_dup_audience_version (FfStoreSqlite *self);
gboolean       ff_store_sqlite_check_audience (FfStoreSqlite  *self,
                                               FfStep         *step,
                                               GError        **error);
FfJson        *ff_store_sqlite_list_audiences (FfStore        *store,
                                               GError        **error);
gboolean       ff_store_sqlite_drop_audience  (FfStore        *store,
                                               const char     *name,
                                               GError        **error);
gboolean       ff_store_sqlite_write_audience (FfStore        *store,
                                               FfFlow          flow,
                                               const char     *fingerprint,
                                               const char     *name,
                                               gboolean        replace,
                                               gint64         *out_n,
                                               GCancellable   *cancellable,
                                               GError        **error);
/* Name of the database, as statements say it, that holds Fanfare's own tables; NULL when there is none yet. */
const char    *ff_store_sqlite_get_own_schema (FfStoreSqlite  *self);

/* Suppression. */
gboolean       ff_store_sqlite_read_suppressed (FfStore       *store,
                                               gint64          now_usec,
                                               FfSuppressedFunc func,
                                               gpointer        user_data,
                                               GCancellable   *cancellable,
                                               GError        **error);

G_END_DECLS
