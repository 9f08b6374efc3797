#pragma once

/* Inside of the room: one step → statements. The printers (sql-*.c) write SQL
 * through FfSql and leave its execution to the backend, so that every backend
 * shares them. */

#include "query/ff-sql.h"
#include "store/ff-store.h"

G_BEGIN_DECLS

#define FF_WORK_MAX_KEYS 4

/* What one output of a step becomes: a table or view of k1 … k4 and the
 * carried columns by their names, one row per key. */
typedef struct
{
  char           *name;      /* of ours, plain: goes into SQL as it is */
  const FfEntity *entity;    /* its dimension */
  GPtrArray      *columns;   /* of FfColumn, lent: carried */
  gint64          n_keys;    /* -1: not known */
  gint64          n_rows;    /* -1: as n_keys */
  gint64          n_missing; /* rows that a quota asked for and that were not there; -1: not known */
} FfWork;

typedef enum
{
  FF_WORK_KEYED,  /* PRIMARY KEY (k…) */
  FF_WORK_CELLS,  /* with a first column "cell", PRIMARY KEY (cell, k…) */
  FF_WORK_DRAWN,  /* with a last column "cell", PRIMARY KEY (k…), no carried columns */
} FfWorkForm;

typedef struct _FfStepRun FfStepRun;

struct _FfStepRun
{
  const FfDialect *dialect;
  FfSchema        *schema;
  FfStep          *step;
  FfWork         **inputs;    /* as many as the step reads: its inputs, then what its rules refer to */
  GHashTable      *checked_links; /* nullable; the backend's, of the current data: links that sql-links.c looked at */
  FfWork         **outputs;   /* as many as the step has; their counts are what a printer finds out */

  /* The backend's part. Each returns FALSE with @error set. */
  gboolean (*create)  (FfStepRun *self, const FfWork *work, FfWorkForm form, GError **error);
  /* @work is what @select gives whenever it is read. @select has no values. */
  gboolean (*define)  (FfStepRun *self, const FfWork *work, FfSql *select, GError **error);
  gboolean (*execute) (FfStepRun *self, const FfWork *into, FfSql *sql, gint64 *out_changed, GError **error);
  /* One integer. */
  gboolean (*ask)     (FfStepRun *self, FfSql *sql, gint64 *out_value, GError **error);
  /* Whether looking up the rows of @n_parents by @columns beats reading all of @entity. */
  gboolean (*is_selective) (FfStepRun *self, const FfEntity *entity, char **columns, gint64 n_parents);
  /* Whether a rule of the step that is asked of @n_rows rows looks its links up. */
  gboolean (*has_few) (FfStepRun *self, gint64 n_rows);
  /* One more table of the step, beside its outputs; lent. */
  FfWork  *(*add_work) (FfStepRun *self, const FfEntity *entity, GPtrArray *columns);
  GCancellable    *cancellable;  /* nullable: for what is waited for outside of the database */
  /* A value as an expression that binds nothing, so that a SELECT of define () may use it. */
  char    *(*keep_value) (FfStepRun *self, const FfValue *value, GError **error);
};

/* Fills the outputs of @self->step. */
gboolean ff_step_run_print         (FfStepRun *self, GError **error);
/* Before: links to one row that lead to several are an error, never joined. */
gboolean ff_step_run_check_links   (FfStepRun *self, GError **error);
/* Puts the tables of what rules refer to under the names by which they were compiled; a backend calls it before it runs
 * or defines @sql. */
void     ff_step_run_name_leaving  (FfStepRun *self, FfSql *sql);
FfSql   *ff_sql_print_doubles      (const FfDialect *dialect, const FfEntity *entity, char **columns);
gboolean ff_link_fail              (const FfLink *link, const FfEntity *target, GError **error);
/* INSERT … into @work, and its count from what it changed. */
gboolean ff_step_run_fill          (FfStepRun *self, FfWork *work, FfSql *sql, GError **error);

/* The statements of one output, for people to read. */
char    *ff_step_to_text           (const FfDialect *dialect, FfSchema *schema, FfStep *step, guint output);

/* One file each. */
gboolean ff_sql_print_select       (FfStepRun *self, GError **error);
gboolean ff_sql_print_members      (FfStepRun *self, GError **error);
gboolean ff_sql_print_load         (FfStepRun *self, GError **error);
gboolean ff_sql_print_filter       (FfStepRun *self, GError **error);
gboolean ff_sql_print_combine      (FfStepRun *self, GError **error);
gboolean ff_sql_print_dedupe       (FfStepRun *self, GError **error);
gboolean ff_sql_print_take         (FfStepRun *self, GError **error);
gboolean ff_sql_print_split        (FfStepRun *self, GError **error);
gboolean ff_sql_print_relate       (FfStepRun *self, GError **error);
gboolean ff_sql_print_enrich       (FfStepRun *self, GError **error);
gboolean ff_sql_print_mark         (FfStepRun *self, GError **error);
gboolean ff_sql_print_look_up      (FfStepRun *self, GError **error);
gboolean ff_sql_print_match        (FfStepRun *self, GError **error);

/* Pieces of statements (sql-work.c). The working table stands at alias i, the
 * entity's row at e. */
guint    ff_work_get_n_keys        (const FfWork   *self);
void     ff_work_add_keys           (FfSql *sql, const char *alias, guint n_keys);
void     ff_work_add_entity_keys    (FfSql *sql, const char *alias, const FfEntity *entity);
void     ff_work_add_carried        (FfSql *sql, const char *alias, GPtrArray *columns);
/* The same under names of ours, that no other name is: ", i.x AS c1", and then ", n.c1". */
void     ff_work_add_carried_numbered (FfSql *sql, const char *alias, GPtrArray *columns);
void     ff_work_add_numbered       (FfSql *sql, const char *alias, GPtrArray *columns);
void     ff_work_add_key_order      (FfSql *sql, const char *alias, const FfEntity *entity);
void     ff_work_add_key_order_back (FfSql *sql, const char *alias, const FfEntity *entity);
void     ff_work_add_insert         (FfSql *sql, const FfWork *work);
void     ff_work_add_table          (FfSql *sql, const FfEntity *entity);
void     ff_work_add_same_key       (FfSql *sql, const char *a, const char *b, guint n_keys);
/* FROM the working table, its rows of the entity beside it, in this order. */
void     ff_work_add_from_work      (FfSql *sql, const FfWork *work);
/* FROM the working table alone. */
void     ff_work_add_from_keys      (FfSql *sql, const FfWork *work);
/* FROM what @order needs. */
void     ff_work_add_from_order     (FfSql *sql, const FfWork *work, const FfOrder *order);
void     ff_work_add_is_in          (FfSql *sql, const FfWork *work, const char *alias, gboolean negated);
/* The end of an INSERT from alias i whose rows have each key once: leaves out those that @into has already. */
void     ff_work_add_not_yet       (FfSql *sql, const FfWork *into, const char *alias);
/* Makes text compare by code point, whatever the column was declared with. */
void     ff_work_add_value_of       (FfSql *sql, FfOperand *operand);
void     ff_work_add_rank_of        (FfSql *sql, FfOperand *operand);
void     ff_work_add_order          (FfSql *sql, const FfOrder *order, const FfEntity *entity);
/* The same in two: what is ordered by, each as ", … AS o1", and "alias.o1 DESC NULLS LAST, …" with the key. */
void     ff_work_add_order_values   (FfSql *sql, const FfOrder *order, const FfEntity *entity);
void     ff_work_add_order_by       (FfSql *sql, const FfOrder *order, const FfEntity *entity, const char *alias);
/* Whether the operand at e and i has no value: NULL, or an empty text. */
void     ff_work_add_is_empty       (FfSql *sql, FfOperand *operand);
gboolean ff_order_is_same           (const FfOrder *a, const FfOrder *b);
gboolean ff_operands_are_same       (GPtrArray *a, GPtrArray *b);
void     ff_work_add_key_hash       (FfSql *sql, const FfEntity *entity, guint64 seed);
/* @whole minus @part is what @rest is, for the first of the step's reasons. */
gboolean ff_step_run_define_rest   (FfStepRun *self, FfWork *rest, const FfWork *whole, const FfWork *part, GError **error);
/* The words of a reason as an expression that binds nothing; "" when the step tells none. NULL with @error set. */
char    *ff_step_run_keep_reason   (FfStepRun *self, guint reason, GError **error);
/* ", " and the expression, for the last column of dropped rows; nothing for "". */
void     ff_work_add_reason        (FfSql *sql, const char *reason);

/* What the file of a load step is now: part of the step's version. */
char    *ff_load_dup_version       (FfStep *step);

/* Rows that become one (sql-merge.c). Names of ours alone, no values. */
typedef struct
{
  const char *by;      /* what makes rows of one group, at alias d */
  const char *order;   /* of the rows of a group, at alias d: total */
  const char *keys;    /* what the first row gives the key, at alias h */
} FfGroups;
void     ff_merge_add_values       (FfSql *sql, FfStep *step);
void     ff_merge_begin            (FfSql *sql, FfStep *step, const FfWork *out, const FfGroups *groups);
void     ff_merge_end              (FfSql *sql, FfStep *step, const FfWork *out, const FfGroups *groups);

/* Rows of a working table (sql-page.c). */
FfSql   *ff_sql_print_rows         (const FfDialect *dialect, const FfWork *work, GPtrArray *operands, FfOperand *sort);
FfSql   *ff_sql_print_page         (const FfDialect *dialect, const FfWork *work, const FfPageRequest *request, FfJson *after);
char    *ff_page_dup_place         (const FfValue *values, guint n_values);
gboolean ff_page_read_place        (const FfPageRequest *request, guint n_keys, FfJson **out_place, GError **error);

/* Quotas (sql-quota.c): exact fractions of their base. */
gint64   ff_quota_share            (const FfQuota *quota, gint64 base);
void     ff_quota_apportion        (const FfSubset *subsets, guint n_subsets, gint64 base, gint64 *out_sizes);
void     ff_work_add_quota          (FfSql *sql, const FfQuota *quota, const FfWork *base);
/* Makes what was added since @start the sum of it, 0 of nothing. */
void     ff_work_wrap_sum           (FfSql *sql, gsize start);
/* The quota of subset @s in a group of so many rows: @size is an expression. @in_turn: shares of the same groups are
 * apportioned together, with the rest's. */
void     ff_work_add_group_quota    (FfSql *sql, const FfSubset *subsets, guint n_subsets, guint s, gboolean in_turn, const char *size);
void     ff_quota_reduce            (__int128 *numerator, __int128 *denominator);

G_END_DECLS
