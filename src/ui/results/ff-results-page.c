/* What a run did. */

#include "ui/results/ff-results-page.h"

#include <glib/gi18n-lib.h>

struct _FfResultsPage
{
  AdwBin   parent_instance;

  FfDraft *draft;
};

G_DEFINE_FINAL_TYPE (FfResultsPage, ff_results_page, ADW_TYPE_BIN)

static void
ff_results_page_dispose (GObject *object)
{
  FfResultsPage *self = FF_RESULTS_PAGE (object);

  g_clear_object (&self->draft);

  G_OBJECT_CLASS (ff_results_page_parent_class)->dispose (object);
}

static void
ff_results_page_class_init (FfResultsPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = ff_results_page_dispose;
}

static void
ff_results_page_init (FfResultsPage *self)
{
}

/**
 * ff_results_page_new:
 * @draft: the open campaign
 * @keeper: the library
 *
 * Returns: the Results view of a campaign
 */
GtkWidget *
ff_results_page_new (FfDraft  *draft,
                     FfKeeper *keeper)
{
  FfResultsPage *self = g_object_new (FF_TYPE_RESULTS_PAGE, NULL);

  self->draft = g_object_ref (draft);
  return GTK_WIDGET (self);
}
