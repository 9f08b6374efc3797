#pragma once

/* Inside of the room: the PostgreSQL backend, shared by its files. */

#include "db/ff-postgres.h"
#include "store/ff-introspection.h"
#include "store/ff-step-sql.h"

G_BEGIN_DECLS

#define FF_TYPE_STORE_POSTGRES (ff_store_postgres_get_type ())
G_DECLARE_FINAL_TYPE (FfStorePostgres, ff_store_postgres, FF, STORE_POSTGRES, GObject)

/* Schemas of ours; nothing in them is ever an entity. */
#define FF_POSTGRES_OWN "fanfare"
#define FF_POSTGRES_WORK "fanfare_work"

/* What introspection learned of a table beside the data model. */
typedef struct
{
  gboolean   is_keyed;   /* the database itself holds its key to be unique and there */
  GPtrArray *indexes;    /* of GStrv: columns of each whole index, in order */
  gint64     n_rows;     /* roughly, as the statistics say */
} FfPostgresTable;

/* One working table, or what stands for one. */
typedef struct
{
  FfWork    work;        /* first: printers know it by this. Its name is a table, or a query in brackets */
  gboolean  is_table;
  gboolean  is_checked;  /* its keys must be looked at: no constraint of the entity's holds them */
  gboolean  is_indexed;  /* by its key */
  guint     depth;       /* queries within its query */
  guint     n_uses;      /* steps that read it */
  gint64    n_filled;    /* rows put in */
  gint64    n_known;     /* of them when its statistics were taken */
} FfPostgresWork;

/* The working tables of one step. Lives as long as its fingerprint stands or another's queries read them. */
typedef struct
{
  guint       ref_count;
  FfStep     *step;
  GPtrArray  *works;     /* of FfPostgresWork: the outputs, then what else the step needed */
  GPtrArray  *needs;     /* of FfPostgresStep: whose tables its queries read */
} FfPostgresStep;

struct _FfStorePostgres
{
  GObject        parent_instance;

  char          *address;
  FfPostgres    *db;
  FfPostgres    *side;           /* nullable: for what is not of the snapshot; opened when it is needed */
  FfDialect      dialect;        /* PostgreSQL's, with where the members of audiences are */
  FfSchema      *schema;
  GHashTable    *tables;         /* entity's name → FfPostgresTable */

  gboolean       has_work;       /* working tables go into fanfare_work; else they are temporary */
  char          *tag;            /* begins the names of this session's tables */

  gboolean       is_evaluating;  /* between begin and end */
  gboolean       is_drafting;    /* one snapshot serves several evaluations */
  gint64         began_usec;     /* monotonic, of the transaction; 0: none is open */
  gint64         used_usec;
  gint64         taken_at;       /* of the transaction's snapshot */
  char          *version;
  gboolean       is_stale;       /* something was written that the snapshot does not show, or a person wants it renewed */
  guint          n_tables;       /* made in the transaction */
  guint          n_readers;
  char          *members;        /* nullable: the table of the members of audiences, as of the snapshot */
  gboolean       has_audiences;  /* it is that of saved audiences; else an empty one */
  GHashTable    *checked_links;  /* of the snapshot, see sql-links.c */

  GHashTable    *steps;          /* fingerprint → FfPostgresStep */
  GPtrArray     *doomed;         /* of char*: statements that wait until nobody reads */
  guint          n_names;
};

/* Takes over @db_error. Returns FALSE. */
gboolean         ff_store_postgres_fail        (FfStorePostgres *self,
                                                GError          *db_error,
                                                GError         **error);

/* Session (ff-store-postgres-session.c). */
FfPostgres      *ff_store_postgres_connect     (FfStorePostgres *self,
                                                GError         **error);
/* A connection beside the snapshot's, in no transaction; lent. */
FfPostgres      *ff_store_postgres_get_side    (FfStorePostgres *self,
                                                GError         **error);
gboolean         ff_store_postgres_is_nothing_since (FfStorePostgres *self,
                                                const char      *version);
/* The snapshot's transaction: begun where none is open, or one is too old; ended with all that was made in it. */
gboolean         ff_store_postgres_ensure_snapshot (FfStorePostgres *self,
                                                GError         **error);
void             ff_store_postgres_end_snapshot (FfStorePostgres *self);
void             ff_store_postgres_let_read    (FfStorePostgres *self,
                                                gboolean         reading);

/* Schema. */
FfSchema        *ff_store_postgres_introspect  (FfPostgres      *db,
                                                GHashTable      *tables,
                                                GError         **error);
void             ff_postgres_table_free        (FfPostgresTable *self);
gboolean         ff_postgres_table_is_indexed  (FfPostgresTable *self,
                                                char           **columns);
/* What kind a column is: FALSE for what no rule or page can show. */
gboolean         ff_postgres_guess_type        (const char      *name,
                                                const char      *category,
                                                gint             modifier,
                                                FfType          *out_type);

/* Steps. */
gboolean         ff_store_postgres_run_step    (FfStore         *store,
                                                FfStep          *step,
                                                const char      *fingerprint,
                                                const char *const *inputs,
                                                GArray          *out_counts,
                                                GCancellable    *cancellable,
                                                GError         **error);
gboolean         ff_store_postgres_has_step    (FfStore         *store,
                                                const char      *fingerprint,
                                                GArray          *out_counts);
void             ff_store_postgres_drop_step   (FfStore         *store,
                                                const char      *fingerprint);
char            *ff_store_postgres_dup_sql     (FfStore         *store,
                                                FfStep          *step,
                                                guint            output);
FfWork          *ff_store_postgres_find_work   (FfStorePostgres *self,
                                                FfFlow           flow,
                                                const char      *fingerprint,
                                                GError         **error);

/* Working tables (ff-store-postgres-work.c). */
FfPostgresStep  *ff_postgres_step_new          (FfStep          *step);
void             ff_postgres_step_unref        (FfPostgresStep  *self);
/* Gives up a reference; with the last one the tables go, as soon as nobody reads. */
void             ff_store_postgres_let_go      (FfStorePostgres *self,
                                                FfPostgresStep  *step);
void             ff_store_postgres_sweep       (FfStorePostgres *self);
/* A working table's, never used twice; @what is some plain letters for an administrator to read. */
char            *ff_store_postgres_dup_table_name (FfStorePostgres *self,
                                                const char      *what);
gboolean         ff_store_postgres_create_work (FfStorePostgres *self,
                                                FfPostgresWork  *work,
                                                FfWorkForm       form,
                                                GError         **error);
/* After rows came in. */
gboolean         ff_store_postgres_take_statistics (FfStorePostgres *self,
                                                FfPostgresWork  *work,
                                                GError         **error);
gboolean         ff_store_postgres_materialise (FfStorePostgres *self,
                                                FfPostgresWork  *work,
                                                GError         **error);
gboolean         ff_store_postgres_index_work  (FfStorePostgres *self,
                                                FfPostgresWork  *work,
                                                GError         **error);
gboolean         ff_store_postgres_make_pageable (FfStorePostgres *self,
                                                FfPostgresWork  *work,
                                                GError         **error);

/* Values. */
PGresult        *ff_store_postgres_query       (FfPostgres      *db,
                                                FfSql           *sql,
                                                GError         **error);
/* The same under a savepoint of the snapshot: what fails does not take the working tables with it. */
PGresult        *ff_store_postgres_ask_safely  (FfStorePostgres *self,
                                                FfSql           *sql,
                                                GError         **error);
void             ff_postgres_read_value        (PGresult        *result,
                                                int              row,
                                                int              column,
                                                FfValue         *out_value);

/* Between the parts of a canonical key. */
#define FF_POSTGRES_KEY_JOINT "\x1f"

/* Pages. */
FfPage          *ff_store_postgres_read_page   (FfStore         *store,
                                                FfFlow           flow,
                                                const char      *fingerprint,
                                                const FfPageRequest *request,
                                                GCancellable    *cancellable,
                                                GError         **error);
FfStoreReader   *ff_store_postgres_open_reader (FfStore         *store,
                                                FfFlow           flow,
                                                const char      *fingerprint,
                                                GPtrArray       *operands,
                                                GCancellable    *cancellable,
                                                GError         **error);
gboolean         ff_store_postgres_read_row    (FfStore         *store,
                                                FfStoreReader   *reader,
                                                char           **out_key,
                                                GArray          *cells,
                                                gboolean        *out_row,
                                                GError         **error);
void             ff_store_postgres_close_reader (FfStore        *store,
                                                FfStoreReader   *reader);

/* Questions. */
gboolean         ff_store_postgres_ask         (FfStore         *store,
                                                FfSql           *sql,
                                                FfStoreRowFunc   func,
                                                gpointer         user_data,
                                                GCancellable    *cancellable,
                                                GError         **error);
gboolean         ff_store_postgres_read_changed_at (FfStore     *store,
                                                const FfEntity  *entity,
                                                gint64          *out_at,
                                                GError         **error);

/* Fanfare's own tables. */
extern const char ff_postgres_own_tables[];
gboolean         ff_postgres_reads_audiences   (FfStep          *step);
gboolean         ff_store_postgres_find_members (FfStorePostgres *self,
                                                GError         **error);
void             ff_store_postgres_forget_members (FfStorePostgres *self);
char            *ff_store_postgres_dup_audience_version (FfStorePostgres *self);
gboolean         ff_store_postgres_check_audience (FfStorePostgres *self,
                                                FfStep          *step,
                                                GError         **error);
FfJson          *ff_store_postgres_list_audiences (FfStore      *store,
                                                GError         **error);
gboolean         ff_store_postgres_drop_audience  (FfStore      *store,
                                                  const char   *name,
                                                  GError      **error);
gboolean         ff_store_postgres_write_audience (FfStore      *store,
                                                FfFlow           flow,
                                                const char      *fingerprint,
                                                const char      *name,
                                                gboolean         replace,
                                                gint64          *out_n,
                                                GCancellable    *cancellable,
                                                GError         **error);
gboolean         ff_store_postgres_read_suppressed (FfStore     *store,
                                                gint64           now_usec,
                                                FfSuppressedFunc func,
                                                gpointer         user_data,
                                                GCancellable    *cancellable,
                                                GError         **error);

G_END_DECLS
