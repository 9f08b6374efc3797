#pragma once

#include "ui/library/ff-library-page.h"

G_BEGIN_DECLS

/* Shared by the files of the library page. */

struct _FfLibraryPage
{
  AdwBin          parent_instance;

  FfKeeper       *keeper;
  GHashTable     *cards;          /* id → FfCampaignCard, lent by the grid */
  GCancellable   *closing;
  const char     *filter;         /* of the table below */
  char           *words;          /* folded search text */
  guint           minute_source;
  guint           columns_source;
  gboolean        listed;

  GtkListBox     *filters;
  GtkBox         *data;
  GtkWidget      *sample_row;
  GtkBox         *sources;       /* rows of data sources */
  GtkStack       *stack;
  GtkStack       *results;
  AdwStatusPage  *error_page;
  AdwStatusPage  *none_page;
  GtkLabel       *title;
  GtkEditable    *search;
  GtkDropDown    *sort;
  GtkScrolledWindow *scroller;
  GtkFlowBox     *grid;
};

/* Once it is known what there is: the focus goes from the filters, where it waits, to what one comes for. */
void ff_library_page_begin   (FfLibraryPage *self);
/* Counts, empty states and order after anything moved. */
void ff_library_page_arrange (FfLibraryPage *self);
/* Asks the keeper what there is. */
void ff_library_page_refresh (FfLibraryPage *self);

G_END_DECLS
