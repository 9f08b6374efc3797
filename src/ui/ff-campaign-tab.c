/* An open campaign: Design, Review and Results, one shown at a time. */

#include "ui/ff-campaign-tab.h"

#include <glib/gi18n-lib.h>

#include "ui/ff-design-page.h"
#include "ui/results/ff-results-page.h"
#include "ui/review/ff-review-page.h"

struct _FfCampaignTab
{
  AdwBin        parent_instance;

  FfDraft      *draft;
  FfKeeper     *keeper;
  GtkWidget    *design;
  AdwViewStack *stack;
  gint64        restored_at;
};

G_DEFINE_FINAL_TYPE (FfCampaignTab, ff_campaign_tab, ADW_TYPE_BIN)

static void
ff_campaign_tab_dispose (GObject *object)
{
  FfCampaignTab *self = FF_CAMPAIGN_TAB (object);

  if (self->keeper != NULL)
    ff_keeper_unwatch (self->keeper, self->draft);
  g_clear_object (&self->keeper);
  g_clear_object (&self->draft);

  G_OBJECT_CLASS (ff_campaign_tab_parent_class)->dispose (object);
}

/* From a finding of Review to what it is about. */
static void
show_setting_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *target)
{
  FfCampaignTab *self = FF_CAMPAIGN_TAB (widget);
  const char *activity;
  const char *pointer;

  g_variant_get (target, "(&s&s)", &activity, &pointer);
  adw_view_stack_set_visible_child (self->stack, self->design);
  ff_design_page_show_setting (FF_DESIGN_PAGE (self->design), activity, pointer);
}

static void
ff_campaign_tab_class_init (FfCampaignTabClass *class)
{
  G_OBJECT_CLASS (class)->dispose = ff_campaign_tab_dispose;

  gtk_widget_class_install_action (GTK_WIDGET_CLASS (class), "campaign.show-setting", "(ss)", show_setting_action);
}

static void
ff_campaign_tab_init (FfCampaignTab *self)
{
  self->stack = ADW_VIEW_STACK (adw_view_stack_new ());
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
}

/**
 * ff_campaign_tab_new:
 * @draft: the open campaign
 * @keeper: the library, which keeps it from now on
 *
 * Returns: the content of a tab
 */
GtkWidget *
ff_campaign_tab_new (FfDraft  *draft,
                     FfKeeper *keeper)
{
  FfCampaignTab *self = g_object_new (FF_TYPE_CAMPAIGN_TAB, NULL);

  self->draft = g_object_ref (draft);
  self->keeper = g_object_ref (keeper);
  self->design = ff_design_page_new (draft);
  ff_keeper_watch (keeper, draft);

  adw_view_stack_add_titled_with_icon (self->stack, self->design, "design", _("Design"), "ff-design-symbolic");
  adw_view_stack_add_titled_with_icon (self->stack, ff_review_page_new (draft, keeper), "review", _("Review"),
                                       "ff-review-symbolic");
  adw_view_stack_add_titled_with_icon (self->stack, ff_results_page_new (draft, keeper), "results", _("Results"),
                                       "ff-results-symbolic");

  return GTK_WIDGET (self);
}

FfDraft *
ff_campaign_tab_get_draft (FfCampaignTab *self)
{
  return self->draft;
}

const char *
ff_campaign_tab_get_id (FfCampaignTab *self)
{
  return ff_campaign_get_id (ff_draft_get_campaign (self->draft));
}

FfCanvas *
ff_campaign_tab_get_canvas (FfCampaignTab *self)
{
  return ff_design_page_get_canvas (FF_DESIGN_PAGE (self->design));
}

AdwViewStack *
ff_campaign_tab_get_stack (FfCampaignTab *self)
{
  return self->stack;
}

/**
 * ff_campaign_tab_focus_search:
 * @self: an open campaign
 *
 * Finds in what is shown: in Design, what can be added.
 */
void
ff_campaign_tab_focus_search (FfCampaignTab *self)
{
  if (g_str_equal (adw_view_stack_get_visible_child_name (self->stack), "design"))
    ff_design_page_focus_search (FF_DESIGN_PAGE (self->design));
}

void
ff_campaign_tab_focus_view (FfCampaignTab *self)
{
  GtkWidget *view = adw_view_stack_get_visible_child (self->stack);
  GtkWidget *place = view == self->design ? GTK_WIDGET (ff_campaign_tab_get_canvas (self)) : view;
  GtkRoot *root = gtk_widget_get_root (view);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  /* Asked for again, it does not go on to the next widget. */
  if (focus != NULL && gtk_widget_is_ancestor (focus, place))
    return;

  if (view == self->design)
    gtk_widget_grab_focus (place);
  else
    gtk_widget_child_focus (place, GTK_DIR_TAB_FORWARD);
}

gint64
ff_campaign_tab_get_restored_at (FfCampaignTab *self)
{
  return self->restored_at;
}

void
ff_campaign_tab_set_restored_at (FfCampaignTab *self,
                                 gint64         restored_at)
{
  self->restored_at = restored_at;
}
