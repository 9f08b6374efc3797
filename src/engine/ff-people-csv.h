#pragma once

#include "engine/ff-engine.h"

G_BEGIN_DECLS

/* A column of the file: its title, and how many operands its cells are made of, parted by spaces. */
typedef struct
{
  char  *title;
  guint  n_operands;
} FfCsvColumn;

/* Every row behind an output as CSV, the key first; @columns of FfCsvColumn, together as many operands as
 * @request has. Its page, order and search are not looked at. */
gboolean ff_evaluate_people_csv (FfStore                *store,
                                 FfPlan                 *plan,
                                 const FfPeopleRequest  *request,
                                 GArray                 *columns,
                                 GTimeZone              *zone,
                                 GOutputStream          *out,
                                 gint64                 *out_n_rows,   /* nullable */
                                 GCancellable           *cancellable,
                                 GError                **error);
void     ff_csv_column_clear    (FfCsvColumn            *self);

G_END_DECLS
