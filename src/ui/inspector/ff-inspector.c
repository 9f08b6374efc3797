/* The settings of what is selected. It makes one pane for the selection and
 * keeps it up to date; a pane changes what differs and leaves the focus alone. */

#include "ui/inspector/ff-inspector.h"

#include <glib/gi18n-lib.h>

#include "ui/inspector/ff-activity-pane.h"
#include "ui/inspector/ff-other-panes.h"

struct _FfInspector
{
  AdwBin     parent_instance;

  FfDraft   *draft;
  FfEngine  *engine;      /* counts the parts of rules; NULL until the data source is open */
  GtkWidget *scroller;
  GtkWidget *pane;
  char      *shown;       /* what the pane was made for */
  GtkWidget *followed;    /* keeps in view until follow_until; compared, never looked into */
  gint64     follow_until;
  guint      follow;      /* tick */
};

/* Rows open within this time, and move what has the focus. */
#define FOLLOW_USEC (500 * G_TIME_SPAN_MILLISECOND)

/* Its help and what is wrong with it stand below a field. */
#define FOLLOW_MARGIN 60

G_DEFINE_FINAL_TYPE (FfInspector, ff_inspector, ADW_TYPE_BIN)

/* ---- Which pane. */

static FfElementKind
find_kind (FfInspector *self,
           const char  *id)
{
  static const FfElementKind kinds[] = { FF_ELEMENT_ACTIVITY, FF_ELEMENT_TRANSITION, FF_ELEMENT_NOTE, FF_ELEMENT_FRAME };
  FfCampaign *campaign = ff_draft_get_campaign (self->draft);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (ff_campaign_get_element (campaign, kinds[i], id) != NULL)
      return kinds[i];

  return FF_ELEMENT_CAMPAIGN;
}

/* Something else to show means another pane: kind and id, or that there are several. */
static char *
dup_wanted (FfInspector    *self,
            FfElementKind  *out_kind,
            const char    **out_id)
{
  const char *const *selection = ff_draft_get_selection (self->draft);
  const FfActivity *activity;

  *out_kind = FF_ELEMENT_CAMPAIGN;
  *out_id = NULL;
  if (selection[0] == NULL)
    return g_strdup ("campaign");
  if (selection[1] != NULL)
    return g_strdup ("several");

  *out_kind = find_kind (self, selection[0]);
  *out_id = selection[0];
  activity = ff_campaign_find_activity (ff_draft_get_campaign (self->draft), selection[0]);
  return g_strdup_printf ("%d:%s:%s", *out_kind, selection[0], activity != NULL ? activity->type : "");
}

static void
fix_cb (FfInspector *self,
        const char  *activity,
        const char  *pointer)
{
  ff_inspector_show (self, activity, pointer);
}

static GtkWidget *
new_pane (FfInspector   *self,
          FfElementKind  kind,
          const char    *id,
          gboolean       is_several)
{
  GtkWidget *pane;

  if (is_several)
    return ff_several_pane_new (self->draft);

  switch (kind)
    {
    case FF_ELEMENT_ACTIVITY:
      return ff_activity_pane_new (self->draft, self->engine, id);
    case FF_ELEMENT_TRANSITION:
      return ff_transition_pane_new (self->draft, id);
    case FF_ELEMENT_NOTE:
    case FF_ELEMENT_FRAME:
      return ff_remark_pane_new (self->draft, kind, id);
    case FF_ELEMENT_CAMPAIGN:
    case FF_ELEMENT_VARIABLE:
    default:
      pane = ff_campaign_pane_new (self->draft);
      g_signal_connect_object (pane, "fix", G_CALLBACK (fix_cb), self, G_CONNECT_SWAPPED);
      return pane;
    }
}

static void
update_pane (FfInspector *self)
{
  if (FF_IS_ACTIVITY_PANE (self->pane))
    ff_activity_pane_update (FF_ACTIVITY_PANE (self->pane));
  else if (FF_IS_TRANSITION_PANE (self->pane))
    ff_transition_pane_update (FF_TRANSITION_PANE (self->pane));
  else if (FF_IS_REMARK_PANE (self->pane))
    ff_remark_pane_update (FF_REMARK_PANE (self->pane));
  else if (FF_IS_SEVERAL_PANE (self->pane))
    ff_several_pane_update (FF_SEVERAL_PANE (self->pane));
  else
    ff_campaign_pane_update (FF_CAMPAIGN_PANE (self->pane));
}

static void
show (FfInspector *self)
{
  FfElementKind kind;
  const char *id;
  g_autofree char *wanted = dup_wanted (self, &kind, &id);

  if (g_strcmp0 (wanted, self->shown) == 0)
    {
      update_pane (self);
      return;
    }

  g_free (self->shown);
  self->shown = g_strdup (wanted);
  self->pane = new_pane (self, kind, id, g_str_equal (wanted, "several"));
  gtk_widget_add_css_class (self->pane, "ff-pane");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), self->pane);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller)), 0);
}

/* Numbers only: nothing that is edited depends on them. */
static void
counted_cb (FfInspector *self)
{
  if (FF_IS_ACTIVITY_PANE (self->pane))
    ff_activity_pane_update_counts (FF_ACTIVITY_PANE (self->pane));
  else if (FF_IS_TRANSITION_PANE (self->pane))
    ff_transition_pane_update (FF_TRANSITION_PANE (self->pane));
}

/* ---- What counts the parts of rules. */

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (FfInspector) self = user_data;
  g_autoptr (FfSchema) schema = ff_engine_open_finish (FF_ENGINE (source), result, NULL);

  if (FF_ENGINE (source) != self->engine)
    return;

  /* It is tried again when the draft's own opens. */
  if (schema == NULL)
    g_clear_object (&self->engine);
  else if (FF_IS_ACTIVITY_PANE (self->pane))
    ff_activity_pane_set_engine (FF_ACTIVITY_PANE (self->pane), self->engine);
}

static void
planned_cb (FfInspector *self)
{
  if (self->engine == NULL && ff_draft_get_schema (self->draft) != NULL)
    {
      self->engine = ff_engine_new (ff_draft_get_store_url (self->draft));
      ff_engine_open_async (self->engine, NULL, opened_cb, g_object_ref (self));
    }

  show (self);
}

static void
ff_inspector_dispose (GObject *object)
{
  FfInspector *self = FF_INSPECTOR (object);

  g_clear_object (&self->engine);
  g_clear_object (&self->draft);

  G_OBJECT_CLASS (ff_inspector_parent_class)->dispose (object);
}

static void
ff_inspector_finalize (GObject *object)
{
  g_free (FF_INSPECTOR (object)->shown);

  G_OBJECT_CLASS (ff_inspector_parent_class)->finalize (object);
}

static void
ff_inspector_class_init (FfInspectorClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = ff_inspector_dispose;
  object_class->finalize = ff_inspector_finalize;
}

static void
ff_inspector_init (FfInspector *self)
{
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  adw_bin_set_child (ADW_BIN (self), self->scroller);
  gtk_widget_add_css_class (GTK_WIDGET (self), "ff-inspector");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Inspector"), -1);
}

/**
 * ff_inspector_new:
 * @draft: the open campaign
 *
 * Returns: the pane at the end of Design
 */
GtkWidget *
ff_inspector_new (FfDraft *draft)
{
  FfInspector *self = g_object_new (FF_TYPE_INSPECTOR, NULL);

  self->draft = g_object_ref (draft);
  g_signal_connect_object (draft, "counted", G_CALLBACK (counted_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (draft, "selection-changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (draft, "planned", G_CALLBACK (planned_cb), self, G_CONNECT_SWAPPED);
  planned_cb (self);

  return GTK_WIDGET (self);
}

/* A pane that was just made has no places yet. */
static gboolean
follow_cb (GtkWidget     *widget,
           GdkFrameClock *clock,
           gpointer       user_data)
{
  FfInspector *self = FF_INSPECTOR (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  graphene_rect_t place;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, self->pane) ||
      (self->followed != NULL && focus != self->followed) || gdk_frame_clock_get_frame_time (clock) > self->follow_until)
    {
      self->follow = 0;
      return G_SOURCE_REMOVE;
    }

  self->followed = focus;
  if (gtk_widget_compute_bounds (focus, self->pane, &place))
    gtk_adjustment_clamp_page (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller)),
                               place.origin.y - FOLLOW_MARGIN, place.origin.y + place.size.height + FOLLOW_MARGIN);
  return G_SOURCE_CONTINUE;
}

/* Whoever was led here by the pointer wants to see where. */
static void
follow (FfInspector *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (GTK_IS_WINDOW (root))
    gtk_window_set_focus_visible (GTK_WINDOW (root), TRUE);
  self->followed = NULL;
  self->follow_until = g_get_monotonic_time () + FOLLOW_USEC;
  if (self->follow == 0)
    self->follow = gtk_widget_add_tick_callback (GTK_WIDGET (self), follow_cb, NULL, NULL);
}

void
ff_inspector_show (FfInspector *self,
                   const char  *activity,
                   const char  *pointer)
{
  const char *ids[] = { activity, NULL };

  if (ff_campaign_find_activity (ff_draft_get_campaign (self->draft), activity) == NULL)
    return;

  ff_draft_select (self->draft, ids, FALSE);
  if (FF_IS_ACTIVITY_PANE (self->pane))
    ff_activity_pane_focus (FF_ACTIVITY_PANE (self->pane), pointer);
  follow (self);
}

void
ff_inspector_focus (FfInspector *self)
{
  if (FF_IS_ACTIVITY_PANE (self->pane))
    ff_activity_pane_focus (FF_ACTIVITY_PANE (self->pane), "");
  else if (FF_IS_REMARK_PANE (self->pane))
    ff_remark_pane_focus (FF_REMARK_PANE (self->pane));
  else if (FF_IS_CAMPAIGN_PANE (self->pane))
    ff_campaign_pane_focus (FF_CAMPAIGN_PANE (self->pane));
  else
    gtk_widget_child_focus (self->pane, GTK_DIR_TAB_FORWARD);
}

GtkWidget *
ff_inspector_get_pane (FfInspector *self)
{
  return self->pane;
}
