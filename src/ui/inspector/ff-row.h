#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* One row of a card of settings: a label, its control at the end or below,
 * and what helps or what is wrong beneath. Forms derive their rows from it. */

#define FF_TYPE_ROW (ff_row_get_type ())
G_DECLARE_DERIVABLE_TYPE (FfRow, ff_row, FF, ROW, GtkBox)

struct _FfRowClass
{
  GtkBoxClass parent_class;
};

typedef enum
{
  FF_ROW_PLAIN,
  FF_ROW_WARNING,
  FF_ROW_PROBLEM,
} FfRowState;

/* @control is taken over; @is_wide puts it below the label. */
GtkWidget *ff_row_new         (const char *label,
                               GtkWidget  *control,
                               gboolean    is_wide);
/* What ff_row_new () does, for those who derive. */
void       ff_row_set_up      (FfRow      *self,
                               const char *label,
                               GtkWidget  *control,
                               gboolean    is_wide);
GtkWidget *ff_row_get_control (FfRow      *self);
/* Beside the label of a wide row. */
void       ff_row_add_extra   (FfRow      *self,
                               GtkWidget  *widget);
/* Text below while nothing is wrong; nullable. */
void       ff_row_set_help    (FfRow      *self,
                               const char *help);
/* Text instead of the help; nullable with FF_ROW_PLAIN. */
void       ff_row_set_state   (FfRow      *self,
                               FfRowState  state,
                               const char *message);
/* A card that holds rows, with a line between those that are shown. */
GtkWidget *ff_rows_new        (void);
void       ff_rows_add        (GtkWidget  *rows,
                               GtkWidget  *row);
/* After rows were hidden or shown. */
void       ff_rows_update     (GtkWidget  *rows);

G_END_DECLS
