/* What a run would do, checked before it does. */

#include "ui/review/ff-review-page.h"

#include <glib/gi18n-lib.h>

struct _FfReviewPage
{
  AdwBin   parent_instance;

  FfDraft *draft;
};

G_DEFINE_FINAL_TYPE (FfReviewPage, ff_review_page, ADW_TYPE_BIN)

static void
ff_review_page_dispose (GObject *object)
{
  FfReviewPage *self = FF_REVIEW_PAGE (object);

  g_clear_object (&self->draft);

  G_OBJECT_CLASS (ff_review_page_parent_class)->dispose (object);
}

static void
ff_review_page_class_init (FfReviewPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = ff_review_page_dispose;
}

static void
ff_review_page_init (FfReviewPage *self)
{
}

/**
 * ff_review_page_new:
 * @draft: the open campaign
 * @keeper: the library
 *
 * Returns: the Review view of a campaign
 */
GtkWidget *
ff_review_page_new (FfDraft  *draft,
                    FfKeeper *keeper)
{
  FfReviewPage *self = g_object_new (FF_TYPE_REVIEW_PAGE, NULL);

  self->draft = g_object_ref (draft);
  return GTK_WIDGET (self);
}
