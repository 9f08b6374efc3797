/* An open campaign: Design, Review and Results, one shown at a time. */

#include "ui/ff-campaign-tab.h"

#include <glib/gi18n-lib.h>

#include "ui/ff-application.h"
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
  char         *source;        /* the data source that the draft has, by name */
  GCancellable *closing;
};

G_DEFINE_FINAL_TYPE (FfCampaignTab, ff_campaign_tab, ADW_TYPE_BIN)

static void
ff_campaign_tab_dispose (GObject *object)
{
  FfCampaignTab *self = FF_CAMPAIGN_TAB (object);

  g_cancellable_cancel (self->closing);
  if (self->keeper != NULL)
    ff_keeper_unwatch (self->keeper, self->draft);
  g_clear_object (&self->keeper);
  g_clear_object (&self->draft);

  G_OBJECT_CLASS (ff_campaign_tab_parent_class)->dispose (object);
}

static void
ff_campaign_tab_finalize (GObject *object)
{
  FfCampaignTab *self = FF_CAMPAIGN_TAB (object);

  g_object_unref (self->closing);
  g_free (self->source);

  G_OBJECT_CLASS (ff_campaign_tab_parent_class)->finalize (object);
}

/* ---- The data source. */

static void
sources_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (FfCampaignTab) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FfJson) sources = ff_keeper_sources_finish (FF_KEEPER (source), result, &error);
  g_autofree char *url = NULL;

  if (g_cancellable_is_cancelled (self->closing))
    return;

  if (sources == NULL)
    {
      g_debug ("The data sources cannot be read: %s", error->message);
      return;
    }

  if (*self->source == '\0')
    url = ff_application_dup_sample_url (FF_APPLICATION (g_application_get_default ()));
  else
    url = ff_library_dup_source_url (sources, self->source);
  ff_draft_set_store (self->draft, url);
}

/* Another one was chosen, or what is called so has moved. */
static void
look_for_source (FfCampaignTab *self)
{
  g_free (self->source);
  self->source = g_strdup (ff_campaign_get_data_source (ff_draft_get_campaign (self->draft)));
  ff_keeper_sources_async (self->keeper, self->closing, sources_cb, g_object_ref (self));
}

static void
keeper_changed_cb (FfCampaignTab *self)
{
  if (*self->source != '\0')
    look_for_source (self);
}

static void
draft_changed_cb (FfCampaignTab *self)
{
  if (g_strcmp0 (self->source, ff_campaign_get_data_source (ff_draft_get_campaign (self->draft))) != 0)
    look_for_source (self);
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
  G_OBJECT_CLASS (class)->finalize = ff_campaign_tab_finalize;

  gtk_widget_class_install_action (GTK_WIDGET_CLASS (class), "campaign.show-setting", "(ss)", show_setting_action);
}

static void
ff_campaign_tab_init (FfCampaignTab *self)
{
  self->closing = g_cancellable_new ();
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
  self->source = g_strdup (ff_campaign_get_data_source (ff_draft_get_campaign (draft)));
  g_signal_connect_object (draft, "changed", G_CALLBACK (draft_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (keeper, "changed", G_CALLBACK (keeper_changed_cb), self, G_CONNECT_SWAPPED);

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
