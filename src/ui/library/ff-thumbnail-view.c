/* A campaign at a glance: the picture of a card. Main thread. */

#include "ui/library/ff-thumbnail-view.h"

#include "ui/ff-theme.h"

struct _FfThumbnailView
{
  GtkWidget    parent_instance;

  FfThumbnail *thumbnail;
};

G_DEFINE_FINAL_TYPE (FfThumbnailView, ff_thumbnail_view, GTK_TYPE_WIDGET)

static void
ff_thumbnail_view_snapshot (GtkWidget   *widget,
                            GtkSnapshot *snapshot)
{
  FfThumbnailView *self = FF_THUMBNAIL_VIEW (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  GskRenderNode *node;
  cairo_t *cr;

  if (self->thumbnail == NULL || width <= 0 || height <= 0)
    return;

  /* A node of its own: GTK 4.8 misplaces gtk_snapshot_append_cairo () under a scale. */
  node = gsk_cairo_node_new (&GRAPHENE_RECT_INIT (0, 0, width, height));
  cr = gsk_cairo_node_get_draw_context (node);
  ff_thumbnail_draw (self->thumbnail, cr, width, height, ff_theme_get_palette ());
  cairo_destroy (cr);
  gtk_snapshot_append_node (snapshot, node);
  gsk_render_node_unref (node);
}

static void
ff_thumbnail_view_finalize (GObject *object)
{
  g_clear_pointer (&FF_THUMBNAIL_VIEW (object)->thumbnail, ff_thumbnail_unref);

  G_OBJECT_CLASS (ff_thumbnail_view_parent_class)->finalize (object);
}

static void
ff_thumbnail_view_class_init (FfThumbnailViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = ff_thumbnail_view_finalize;
  widget_class->snapshot = ff_thumbnail_view_snapshot;
  gtk_widget_class_set_css_name (widget_class, "ff-thumbnail");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
ff_thumbnail_view_init (FfThumbnailView *self)
{
  ff_theme_watch (GTK_WIDGET (self));
}

GtkWidget *
ff_thumbnail_view_new (void)
{
  return g_object_new (FF_TYPE_THUMBNAIL_VIEW, NULL);
}

void
ff_thumbnail_view_set_thumbnail (FfThumbnailView *self,
                                 FfThumbnail     *thumbnail)
{
  if (self->thumbnail == thumbnail)
    return;

  g_clear_pointer (&self->thumbnail, ff_thumbnail_unref);
  self->thumbnail = thumbnail != NULL ? ff_thumbnail_ref (thumbnail) : NULL;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
