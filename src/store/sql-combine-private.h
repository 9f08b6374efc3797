#pragma once

/* What the printers of a combination share. */

#include "store/ff-step-sql.h"

G_BEGIN_DECLS

/* SELECT the keys and @columns of the input at alias i; empty where it carries none of that name and type. */
void     ff_combine_add_columns       (FfSql *sql, const FfWork *in, GPtrArray *columns);
/* Why a row of the primary is dropped: the first other that has it (@present), or has it not. */
typedef void (*FfCombineHas) (FfStepRun *self, FfSql *sql, guint n, gboolean negated);
char    *ff_combine_dup_reason        (FfStepRun *self, FfCombineHas has, gboolean present, GError **error);
/* The operand that is the @k-th compared of input @n, and how many there are. */
FfOperand *ff_combine_get_key         (FfStepRun *self, guint n, guint k);
guint    ff_combine_get_n_keys        (FfStepRun *self);

/* A union that compares columns, has a limit, or carries more than the primary's columns. */
gboolean ff_combine_print_wide_union  (FfStepRun *self, GError **error);
/* The others where columns are compared. */
gboolean ff_combine_print_by_columns  (FfStepRun *self, GError **error);

G_END_DECLS
