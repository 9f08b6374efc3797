/* One activity on the canvas, as a widget. Main thread. */

#include "ui/canvas/ff-canvas-card.h"

#include <math.h>

#include "picture/ff-level.h"
#include "ui/canvas/ff-canvas-drawing.h"

/* How far a card draws over its edge, at 100 %: ports and shadow, badges, rings, the shadow of one in the air. A cairo
 * node costs as much as it is large, so none is larger than it must be. */
#define MARGIN_PX 8.0
#define BADGE_MARGIN_PX 14.0
#define HELD_MARGIN_PX 28.0
#define REMARK_WIDTH_PX 34.0
#define REMARK_HEIGHT_PX 26.0

struct _FfCanvasCard
{
  GtkWidget          parent_instance;

  const FfPainter   *painter; /* of the view, which outlives it */
  const FfSceneCard *card;    /* of the scene drawn now */
  FfDrawFlags        flags;
  char              *name;
  char              *description;
};

G_DEFINE_FINAL_TYPE (FfCanvasCard, ff_canvas_card, GTK_TYPE_WIDGET)

static void
draw (const FfPainter *painter,
      cairo_t         *cr,
      gconstpointer    part,
      FfDrawFlags      flags)
{
  ff_painter_draw_card (painter, cr, part, flags);
}

static graphene_rect_t
get_bounds (FfCanvasCard *self,
            FfDrawFlags   flags)
{
  const FfSceneCard *card = self->card;
  double zoom = self->painter->zoom;
  /* Tiles keep their size on screen, and rings of them do too. */
  double large = zoom < 0.6 ? 0.6 : zoom;
  double margin = MARGIN_PX;
  double width = card->rect.width * zoom;
  double height = card->rect.height * zoom;
  double aside, below;

  if (card->badge != FF_BADGE_NONE || card->is_paused || card->is_working ||
      (flags & (FF_DRAW_HOVER | FF_DRAW_SELECTED | FF_DRAW_FOCUSED)))
    margin = BADGE_MARGIN_PX;
  if (flags & FF_DRAW_DRAGGED)
    margin = HELD_MARGIN_PX;

  aside = ceil (MAX (margin * large, card->remark != NULL ? REMARK_WIDTH_PX * zoom : 0)) + 1;
  below = ceil (MAX (margin * large, card->remark != NULL ? REMARK_HEIGHT_PX * large : 0)) + 1;
  margin = ceil (margin * large) + 1;

  if (!ff_level_get (zoom).shows_titles)
    {
      FfRect tile = ff_level_get_tile (&card->rect, zoom);

      aside = MAX (aside, ceil ((tile.width - card->rect.width) / 2 * zoom) + margin);
      margin = MAX (margin, ceil ((tile.height - card->rect.height) / 2 * zoom) + margin);
      below = margin;
    }

  return GRAPHENE_RECT_INIT (-aside, -margin, ceil (width) + 2 * aside, ceil (height) + margin + below);
}

static void
ff_canvas_card_snapshot (GtkWidget   *widget,
                         GtkSnapshot *snapshot)
{
  FfCanvasCard *self = FF_CANVAS_CARD (widget);
  gboolean has_focus = gtk_widget_has_focus (widget) &&
                       (gtk_widget_get_state_flags (widget) & GTK_STATE_FLAG_FOCUS_VISIBLE);
  FfDrawFlags flags = self->flags | (has_focus ? FF_DRAW_FOCUSED : 0);
  graphene_rect_t bounds = get_bounds (self, flags);

  ff_canvas_append_drawing (snapshot, self->painter, &bounds, (FfPoint) { self->card->rect.x, self->card->rect.y },
                            draw, self->card, flags);
}

static void
ff_canvas_card_state_flags_changed (GtkWidget     *widget,
                                    GtkStateFlags  before)
{
  const GtkStateFlags seen = GTK_STATE_FLAG_FOCUSED | GTK_STATE_FLAG_FOCUS_VISIBLE;

  if ((gtk_widget_get_state_flags (widget) ^ before) & seen)
    gtk_widget_queue_draw (widget);
}

static void
ff_canvas_card_finalize (GObject *object)
{
  FfCanvasCard *self = FF_CANVAS_CARD (object);

  g_free (self->name);
  g_free (self->description);

  G_OBJECT_CLASS (ff_canvas_card_parent_class)->finalize (object);
}

static void
ff_canvas_card_class_init (FfCanvasCardClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = ff_canvas_card_finalize;
  widget_class->snapshot = ff_canvas_card_snapshot;
  widget_class->state_flags_changed = ff_canvas_card_state_flags_changed;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_OPTION);
  gtk_widget_class_set_css_name (widget_class, "activity");
}

static void
ff_canvas_card_init (FfCanvasCard *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

/**
 * ff_canvas_card_new:
 * @painter: with the zoom and colours of the view, whatever they become
 *
 * Returns: a card that shows nothing yet
 */
GtkWidget *
ff_canvas_card_new (const FfPainter *painter)
{
  FfCanvasCard *self = g_object_new (FF_TYPE_CANVAS_CARD, NULL);

  self->painter = painter;
  return GTK_WIDGET (self);
}

static gboolean
is_same_port (const FfScenePort *a,
              const FfScenePort *b,
              FfPoint            by)
{
  return a->is_connected == b->is_connected && a->is_row == b->is_row && a->is_optional == b->is_optional &&
         g_str_equal (a->label, b->label) && fabs (a->at.x + by.x - b->at.x) < 0.01 &&
         fabs (a->at.y + by.y - b->at.y) < 0.01;
}

/* Whether both look the same wherever they stand. */
static gboolean
is_same_look (const FfSceneCard *a,
              const FfSceneCard *b)
{
  FfPoint by = { b->rect.x - a->rect.x, b->rect.y - a->rect.y };

  if (a->rect.width != b->rect.width || a->rect.height != b->rect.height || a->glyph != b->glyph ||
      a->tint != b->tint || a->mode != b->mode || a->is_paused != b->is_paused || a->is_unknown != b->is_unknown ||
      a->is_dimmed != b->is_dimmed || a->is_framed != b->is_framed || a->is_working != b->is_working ||
      a->badge != b->badge || a->n_ports != b->n_ports || !g_str_equal (a->title, b->title) ||
      !g_str_equal (a->summary, b->summary) || g_strcmp0 (a->remark, b->remark) != 0 ||
      g_strcmp0 (a->handed_on, b->handed_on) != 0)
    return FALSE;

  for (guint i = 0; i < a->n_ports; i++)
    if (!is_same_port (&a->ports[i], &b->ports[i], by))
      return FALSE;

  return TRUE;
}

void
ff_canvas_card_set_card (FfCanvasCard      *self,
                         const FfSceneCard *card)
{
  if (card == self->card)
    return;

  if (self->card == NULL || !is_same_look (self->card, card))
    gtk_widget_queue_draw (GTK_WIDGET (self));
  self->card = card;
}

const FfSceneCard *
ff_canvas_card_get_card (FfCanvasCard *self)
{
  return self->card;
}

/**
 * ff_canvas_card_set_flags:
 * @self: a card
 * @flags: how it stands to pointer and selection; its focus it knows itself
 */
void
ff_canvas_card_set_flags (FfCanvasCard *self,
                          FfDrawFlags   flags)
{
  FfDrawFlags changed = self->flags ^ flags;

  if (changed == 0)
    return;

  self->flags = flags;
  if (changed & FF_DRAW_SELECTED)
    gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_SELECTED,
                                 (flags & FF_DRAW_SELECTED) != 0, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * ff_canvas_card_set_words:
 * @self: a card
 * @name: “Email, July offer, 9,114 people, 1 warning”
 * @description: its transitions with their counts
 */
void
ff_canvas_card_set_words (FfCanvasCard *self,
                          const char   *name,
                          const char   *description)
{
  if (g_strcmp0 (self->name, name) == 0 && g_strcmp0 (self->description, description) == 0)
    return;

  g_free (self->name);
  g_free (self->description);
  self->name = g_strdup (name);
  self->description = g_strdup (description);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
}
