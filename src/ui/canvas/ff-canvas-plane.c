/* Draws the campaign and carries the widgets that stand for its parts. Called
 * by the view, on the main thread. */

#include "ui/canvas/ff-canvas-plane.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "picture/ff-level.h"
#include "ui/canvas/ff-canvas-card.h"
#include "ui/canvas/ff-canvas-drawing.h"
#include "ui/canvas/ff-canvas-handle.h"
#include "ui/canvas/ff-canvas-nodes.h"
#include "ui/canvas/ff-canvas-view.h"
#include "ui/canvas/ff-canvas-words.h"

/* What a card may draw beyond its own place, at 100 %. */
#define SEEN_MARGIN_PX 40.0
/* A spinner makes twelve steps a turn. */
#define TURN_MSEC 80
#define TURN_STEPS 12
/* Hundreds of names are found in pieces, so that no frame waits for them. */
#define NAMES_AT_ONCE 20
/* Of the piece of the grid that is repeated. */
#define TILE_MOST_GAPS 16
#define TILE_MOST_PX 400
/* So much more of it than is in view is kept. */
#define DOTS_MARGIN_PX 200

struct _FfCanvasPlane
{
  GtkWidget      parent_instance;

  FfCanvasView  *view;     /* its parent */
  FfScene       *scene;    /* drawn now */
  GHashTable    *children; /* id → FfCanvasCard or FfCanvasHandle; owned by the widget tree */
  FfCanvasNodes *nodes;
  GdkTexture    *tile;       /* a piece of the grid; NULL: to be made */
  double         tile_apart; /* from dot to dot in it */
  guint          tile_gaps;  /* so many times */
  GskRenderNode *dots;       /* the grid in dots_area; NULL: to be made */
  FfRect         dots_area;
  guint          turn_source;
  GPtrArray     *unnamed;    /* ids of what waits for its name */
  guint          rename_source;
};

G_DEFINE_FINAL_TYPE (FfCanvasPlane, ff_canvas_plane, GTK_TYPE_WIDGET)

/* ---- Drawing. */

static GdkRGBA
get_rgba (FfColor color)
{
  return (GdkRGBA) { color.red, color.green, color.blue, color.alpha };
}

static FfRect
scale (const FfRect *rect,
       double        zoom)
{
  return (FfRect) { rect->x * zoom, rect->y * zoom, rect->width * zoom, rect->height * zoom };
}

/* So many gaps between dots make a whole number of pixels, as nearly as it gets. */
static guint
find_gaps (double  apart,
           double *out_side)
{
  guint best = 1;
  double least = G_MAXDOUBLE;

  for (guint i = 1; i <= TILE_MOST_GAPS && i * apart <= TILE_MOST_PX; i++)
    {
      double error = fabs (i * apart - round (i * apart));

      if (error < least - 0.01)
        {
          least = error;
          best = i;
        }
    }

  *out_side = round (best * apart);
  return best;
}

/* The grid is a texture that repeats: one cairo node for all of it would be as large as the view in every frame. */
static void
make_tile (FfCanvasPlane   *self,
           const FfPainter *painter)
{
  double apart = ff_level_get (painter->zoom).dot_step * FF_GRID_PX * painter->zoom;
  double dot = MAX (1.0, round (painter->zoom));
  double side;
  guint n_gaps = find_gaps (apart, &side);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, side, side);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (GBytes) bytes = NULL;

  /* A quarter of a gap from the corner, so that no dot is cut. */
  for (guint y = 0; y < n_gaps; y++)
    for (guint x = 0; x < n_gaps; x++)
      cairo_rectangle (cr, round ((x + 0.25) * side / n_gaps), round ((y + 0.25) * side / n_gaps), dot, dot);
  cairo_set_source_rgba (cr, painter->palette->dot.red, painter->palette->dot.green, painter->palette->dot.blue,
                         painter->palette->dot.alpha);
  cairo_fill (cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);

  bytes = g_bytes_new (cairo_image_surface_get_data (surface), cairo_image_surface_get_stride (surface) * (gsize) side);
  self->tile = gdk_memory_texture_new (side, side, GDK_MEMORY_DEFAULT, bytes, cairo_image_surface_get_stride (surface));
  self->tile_apart = apart;
  self->tile_gaps = n_gaps;
  cairo_surface_destroy (surface);
}

/* Around @visible there is some more, so that the same node serves the next frames too. */
static void
spread_dots (FfCanvasPlane   *self,
             const FfPainter *painter,
             const FfRect    *visible)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  FfRect area = ff_rect_inflate (visible, DOTS_MARGIN_PX);
  double dot = MAX (1.0, round (painter->zoom));
  double span, side, left, top;
  graphene_rect_t bounds, tile;

  if (self->tile == NULL)
    make_tile (self, painter);

  /* The first tile begins at the grid: what a span is off a whole number of pixels adds up over the view only. */
  area = (FfRect) { floor (area.x), floor (area.y), ceil (area.width), ceil (area.height) };
  span = self->tile_apart * self->tile_gaps;
  side = gdk_texture_get_width (self->tile);
  left = round (floor (area.x / span) * span - 0.25 * side / self->tile_gaps - dot / 2);
  top = round (floor (area.y / span) * span - 0.25 * side / self->tile_gaps - dot / 2);
  bounds = GRAPHENE_RECT_INIT (area.x, area.y, area.width, area.height);
  tile = GRAPHENE_RECT_INIT (left, top, side, side);

  gtk_snapshot_push_repeat (snapshot, &bounds, &tile);
  gtk_snapshot_append_texture (snapshot, self->tile, &tile);
  gtk_snapshot_pop (snapshot);
  g_clear_pointer (&self->dots, gsk_render_node_unref);
  self->dots = gtk_snapshot_free_to_node (snapshot);
  self->dots_area = area;
}

static void
draw_ground (FfCanvasPlane   *self,
             GtkSnapshot     *snapshot,
             const FfPainter *painter,
             const FfRect    *visible)
{
  GdkRGBA ground = get_rgba (painter->palette->canvas);
  graphene_rect_t area = GRAPHENE_RECT_INIT (floor (visible->x), floor (visible->y), ceil (visible->width) + 1,
                                             ceil (visible->height) + 1);

  gtk_snapshot_append_color (snapshot, &ground, &area);
  if (ff_level_get (painter->zoom).dot_step > 0 && painter->palette->dot.alpha > 0)
    {
      if (self->dots == NULL || !ff_rect_contains_rect (&self->dots_area, visible))
        spread_dots (self, painter, visible);
      gtk_snapshot_append_node (snapshot, self->dots);
    }
}

static gboolean
is_seen (const FfRect *rect,
         const FfRect *area)
{
  FfRect wide = ff_rect_inflate (rect, SEEN_MARGIN_PX);

  return ff_rect_meets (&wide, area);
}

/* The handle of a count, a note or a frame that shows its focus. */
static gboolean
shows_focus (FfCanvasPlane *self,
             const char    *id)
{
  GtkWidget *child = g_hash_table_lookup (self->children, id);

  return child != NULL && gtk_widget_has_focus (child) &&
         (gtk_widget_get_state_flags (child) & GTK_STATE_FLAG_FOCUS_VISIBLE);
}

static FfDrawFlags
get_flags (FfCanvasPlane *self,
           const char    *id)
{
  return ff_canvas_view_get_flags (self->view, id) | (shows_focus (self, id) ? FF_DRAW_FOCUSED : 0);
}

static void
draw_frames (FfCanvasPlane   *self,
             GtkSnapshot     *snapshot,
             const FfPainter *painter,
             const FfRect    *area,
             gboolean         are_collapsed)
{
  for (guint i = 0; i < self->scene->n_frames; i++)
    {
      const FfSceneFrame *frame = self->scene->frames[i];

      if (frame->is_collapsed == are_collapsed && is_seen (&frame->rect, area))
        ff_canvas_nodes_append (self->nodes, snapshot, painter, FF_CANVAS_NODE_FRAME, frame,
                                get_flags (self, frame->id));
    }
}

static void
draw_lines (FfCanvasPlane   *self,
            GtkSnapshot     *snapshot,
            const FfPainter *painter,
            const FfRect    *area)
{
  for (guint i = 0; i < self->scene->n_transitions; i++)
    {
      const FfSceneTransition *transition = self->scene->transitions[i];

      /* The chip shows the focus. */
      if (is_seen (&transition->route->bounds, area))
        ff_canvas_nodes_append (self->nodes, snapshot, painter, FF_CANVAS_NODE_TRANSITION, transition,
                                ff_canvas_view_get_flags (self->view, transition->id));
    }
}

static void
draw_chips (FfCanvasPlane   *self,
            GtkSnapshot     *snapshot,
            const FfPainter *painter,
            const FfRect    *area)
{
  gboolean all = ff_level_get (painter->zoom).shows_chips;

  for (guint i = 0; i < self->scene->n_transitions; i++)
    {
      const FfSceneTransition *transition = self->scene->transitions[i];
      FfDrawFlags flags = get_flags (self, transition->id);
      FfRect chip = ff_scene_transition_get_chip (transition, painter->zoom, painter->is_rtl);

      if ((all || (flags & (FF_DRAW_FOCUSED | FF_DRAW_SELECTED))) && is_seen (&chip, area))
        ff_canvas_nodes_append (self->nodes, snapshot, painter, FF_CANVAS_NODE_CHIP, transition,
                                flags & ~FF_DRAW_TARGET);
    }
}

static void
draw_cards (FfCanvasPlane *self,
            GtkSnapshot   *snapshot,
            const FfRect  *area,
            GHashTable    *held,
            gboolean       in_the_air)
{
  for (guint i = 0; i < self->scene->n_cards; i++)
    {
      const FfSceneCard *card = self->scene->cards[i];
      gboolean is_held = held != NULL && g_hash_table_contains (held, card->id);
      GtkWidget *child = is_held == in_the_air && is_seen (&card->rect, area)
                       ? g_hash_table_lookup (self->children, card->id) : NULL;

      if (child != NULL)
        gtk_widget_snapshot_child (GTK_WIDGET (self), child, snapshot);
    }
}

static void
draw_port (const FfPainter *painter,
           cairo_t         *cr,
           FfScene         *scene,
           const char      *card_id,
           const char      *port_id,
           gboolean         is_input,
           FfDrawFlags      flags)
{
  const FfSceneCard *card = ff_scene_find_card (scene, card_id);
  const FfScenePort *port = card != NULL ? ff_scene_card_find_port (card, port_id, is_input) : NULL;

  if (port != NULL)
    ff_painter_draw_port (painter, cr, card, port, flags);
}

static void
draw_guides (const FfPainter        *painter,
             cairo_t                *cr,
             const FfCanvasFeedback *feedback)
{
  for (guint i = 0; i < feedback->n_guides; i++)
    {
      const FfGuide *guide = &feedback->guides[i];
      g_autofree char *distance = guide->distance >= 1 ? g_strdup_printf ("%.0f", guide->distance) : NULL;

      ff_painter_draw_guide (painter, cr, guide->from, guide->to, distance);
    }
}

/* The ports that a line may end at, the line itself, and the one it would reach. */
static void
draw_connection (FfCanvasPlane          *self,
                 const FfPainter        *painter,
                 cairo_t                *cr,
                 const FfCanvasFeedback *feedback)
{
  for (guint i = 0; feedback->targets != NULL && i < feedback->targets->len; i++)
    {
      const FfCanvasTarget *target = feedback->targets->pdata[i];

      draw_port (painter, cr, self->scene, target->card, target->port, target->is_input, FF_DRAW_TARGET);
    }

  if (feedback->line != NULL)
    ff_painter_draw_route (painter, cr, feedback->line, painter->palette->accent, 3.0, FALSE);
}

static void
draw_hover (FfCanvasPlane   *self,
            const FfPainter *painter,
            cairo_t         *cr)
{
  const FfHit *hover = ff_canvas_view_get_hover (self->view);

  if (hover->kind == FF_HIT_PORT && !ff_canvas_view_is_read_only (self->view))
    draw_port (painter, cr, self->scene, hover->id, hover->port->id, hover->port->is_input, FF_DRAW_HOVER);
}

static void
draw_all_feedback (const FfPainter *painter,
                   cairo_t         *cr,
                   gconstpointer    part,
                   FfDrawFlags      flags)
{
  FfCanvasPlane *self = FF_CANVAS_PLANE ((gpointer) part);
  const FfCanvasFeedback *feedback = ff_canvas_view_get_feedback (self->view);

  if (feedback->line == NULL)
    draw_hover (self, painter, cr);
  if (feedback->has_slot)
    ff_painter_draw_slot (painter, cr, &feedback->slot, feedback->slot_text);
  draw_connection (self, painter, cr, feedback);
  draw_guides (painter, cr, feedback);
  if (feedback->has_band)
    ff_painter_draw_band (painter, cr, &feedback->band);
  if (feedback->refusal != NULL)
    ff_painter_draw_bubble (painter, cr, feedback->refusal_at, feedback->refusal);
}

static void
draw_feedback (FfCanvasPlane   *self,
               GtkSnapshot     *snapshot,
               const FfPainter *painter,
               const FfRect    *visible)
{
  const FfCanvasFeedback *feedback = ff_canvas_view_get_feedback (self->view);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (floor (visible->x), floor (visible->y), ceil (visible->width) + 1,
                                               ceil (visible->height) + 1);
  gboolean has_hover = ff_canvas_view_get_hover (self->view)->kind == FF_HIT_PORT;

  if (feedback->n_guides > 0 || feedback->has_band || feedback->has_slot || feedback->line != NULL ||
      feedback->targets != NULL || feedback->refusal != NULL || has_hover)
    ff_canvas_append_drawing (snapshot, painter, &bounds, (FfPoint) { 0, 0 }, draw_all_feedback, self, FF_DRAW_PLAIN);
}

static void
ff_canvas_plane_snapshot (GtkWidget   *widget,
                          GtkSnapshot *snapshot)
{
  FfCanvasPlane *self = FF_CANVAS_PLANE (widget);
  const FfPainter *painter = ff_canvas_view_get_painter (self->view);
  const FfCanvasFeedback *feedback = ff_canvas_view_get_feedback (self->view);
  FfRect area = ff_canvas_view_get_visible (self->view);
  FfRect visible = scale (&area, painter->zoom);

  draw_ground (self, snapshot, painter, &visible);
  if (self->scene == NULL)
    return;

  area = ff_rect_inflate (&area, 8 / painter->zoom);
  draw_frames (self, snapshot, painter, &area, FALSE);
  draw_lines (self, snapshot, painter, &area);
  draw_frames (self, snapshot, painter, &area, TRUE);
  draw_cards (self, snapshot, &area, feedback->held, FALSE);

  for (guint i = 0; i < self->scene->n_notes; i++)
    if (is_seen (&self->scene->notes[i]->rect, &area))
      ff_canvas_nodes_append (self->nodes, snapshot, painter, FF_CANVAS_NODE_NOTE, self->scene->notes[i],
                              get_flags (self, self->scene->notes[i]->id));

  draw_chips (self, snapshot, painter, &area);
  if (feedback->held != NULL)
    draw_cards (self, snapshot, &area, feedback->held, TRUE);
  draw_feedback (self, snapshot, painter, &visible);
}

/* ---- Children. */

static void
ff_canvas_plane_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *minimum,
                         int            *natural,
                         int            *minimum_baseline,
                         int            *natural_baseline)
{
  *minimum = 0;
  *natural = 0;
}

const char *
ff_canvas_plane_get_id (GtkWidget *child)
{
  if (FF_IS_CANVAS_CARD (child))
    return ff_canvas_card_get_card (FF_CANVAS_CARD (child))->id;

  return ff_canvas_handle_get_id (FF_CANVAS_HANDLE (child));
}

static gboolean
find_place (FfCanvasPlane *self,
            const char    *id,
            double         zoom,
            FfRect        *out_place)
{
  const FfSceneCard *card = ff_scene_find_card (self->scene, id);
  const FfSceneTransition *transition = card == NULL ? ff_scene_find_transition (self->scene, id) : NULL;

  if (card != NULL)
    *out_place = card->rect;
  else if (transition != NULL)
    *out_place = ff_scene_transition_get_chip (transition, zoom, self->scene->is_rtl);
  else
    {
      for (guint i = 0; i < self->scene->n_notes; i++)
        if (g_str_equal (self->scene->notes[i]->id, id))
          {
            *out_place = self->scene->notes[i]->rect;
            return TRUE;
          }
      for (guint i = 0; i < self->scene->n_frames; i++)
        if (g_str_equal (self->scene->frames[i]->id, id))
          {
            *out_place = self->scene->frames[i]->rect;
            return TRUE;
          }
      return FALSE;
    }

  return TRUE;
}

static void
ff_canvas_plane_size_allocate (GtkWidget *widget,
                               int        width,
                               int        height,
                               int        baseline)
{
  FfCanvasPlane *self = FF_CANVAS_PLANE (widget);
  double zoom = ff_canvas_view_get_zoom (self->view);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      FfRect place;
      GtkAllocation allocation;

      if (FF_IS_CANVAS_CARD (child))
        place = ff_canvas_card_get_card (FF_CANVAS_CARD (child))->rect;
      else if (self->scene == NULL || !find_place (self, ff_canvas_plane_get_id (child), zoom, &place))
        continue;

      allocation = (GtkAllocation) { round (place.x * zoom), round (place.y * zoom), MAX (1, round (place.width * zoom)),
                                     MAX (1, round (place.height * zoom)) };
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
      gtk_widget_size_allocate (child, &allocation, -1);
    }
}

static void
drop_child (FfCanvasPlane *self,
            const char    *id)
{
  GtkWidget *child = g_hash_table_lookup (self->children, id);

  if (child == NULL)
    return;

  g_hash_table_remove (self->children, id);
  gtk_widget_unparent (child);
}

static void
name_card (FfCanvasPlane *self,
           FfCanvasCard  *child)
{
  FfDraft *draft = ff_canvas_view_get_draft (self->view);
  const FfSceneCard *card = ff_canvas_card_get_card (child);
  g_autofree char *name = ff_canvas_words_dup_card (draft, card);
  g_autofree char *lines = ff_canvas_words_dup_lines (draft, card->id);

  ff_canvas_card_set_words (child, name, lines);
}

static void
name_child (FfCanvasPlane *self,
            GtkWidget     *child)
{
  g_autofree char *name = NULL;

  if (FF_IS_CANVAS_CARD (child))
    {
      name_card (self, FF_CANVAS_CARD (child));
      return;
    }

  name = ff_canvas_words_dup_name (ff_canvas_view_get_draft (self->view), self->scene, ff_canvas_plane_get_id (child));
  if (name != NULL)
    ff_canvas_handle_set_name (FF_CANVAS_HANDLE (child), name);
}

static void
focus_cb (GtkWidget     *child,
          GParamSpec    *pspec,
          FfCanvasPlane *self)
{
  if (!gtk_widget_has_focus (child))
    return;

  name_child (self, child);
  ff_canvas_view_take_focus (self->view, ff_canvas_plane_get_id (child));
}

static void
add_child (FfCanvasPlane *self,
           const char    *id,
           GtkWidget     *child)
{
  g_hash_table_insert (self->children, g_strdup (id), child);
  g_signal_connect_object (child, "notify::has-focus", G_CALLBACK (focus_cb), self, 0);
  gtk_widget_set_parent (child, GTK_WIDGET (self));
}

/* Cards stand in the tree in the order of the flow, whatever the order of the document. */
static void
sort_cards (FfCanvasPlane *self)
{
  const char *const *order = ff_canvas_view_get_order (self->view);
  GtkWidget *before = NULL;

  for (guint i = 0; order[i] != NULL; i++)
    {
      GtkWidget *child = g_hash_table_lookup (self->children, order[i]);

      if (child == NULL)
        continue;

      if (gtk_widget_get_prev_sibling (child) != before)
        gtk_widget_insert_after (child, GTK_WIDGET (self), before);
      before = child;
    }
}

static gboolean
turn_cb (gpointer user_data)
{
  FfCanvasPlane *self = user_data;
  gboolean animates;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-enable-animations", &animates, NULL);
  if (!animates || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return G_SOURCE_CONTINUE;

  ff_canvas_view_turn (self->view, 1.0 / TURN_STEPS);
  ff_canvas_nodes_turn (self->nodes, self->scene);

  for (guint i = 0; i < self->scene->n_cards; i++)
    if (self->scene->cards[i]->is_working)
      gtk_widget_queue_draw (g_hash_table_lookup (self->children, self->scene->cards[i]->id));
  gtk_widget_queue_draw (GTK_WIDGET (self));

  return G_SOURCE_CONTINUE;
}

static void
watch_spinners (FfCanvasPlane *self)
{
  gboolean turns = FALSE;

  for (guint i = 0; i < self->scene->n_transitions; i++)
    {
      const FfSceneCount *count = self->scene->transitions[i]->count;

      turns = turns || (count != NULL && count->state == FF_COUNT_WORKING);
    }
  for (guint i = 0; i < self->scene->n_cards; i++)
    turns = turns || self->scene->cards[i]->is_working;

  if (turns && self->turn_source == 0)
    self->turn_source = g_timeout_add (TURN_MSEC, turn_cb, self);
  else if (!turns)
    g_clear_handle_id (&self->turn_source, g_source_remove);
}

static void
drop_gone (FfCanvasPlane *self)
{
  g_autoptr (GHashTable) cards = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) gone = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  FfRect place;
  gpointer id, child;

  for (guint i = 0; i < self->scene->n_cards; i++)
    g_hash_table_add (cards, self->scene->cards[i]->id);

  g_hash_table_iter_init (&iter, self->children);
  while (g_hash_table_iter_next (&iter, &id, &child))
    if (FF_IS_CANVAS_CARD (child) ? !g_hash_table_contains (cards, id) : !find_place (self, id, 1.0, &place))
      g_ptr_array_add (gone, g_strdup (id));

  for (guint i = 0; i < gone->len; i++)
    drop_child (self, gone->pdata[i]);
}

/* Whether @to is @from with some of it moved. */
static gboolean
shares_parts (FfScene *from,
              FfScene *to)
{
  for (guint i = 0; i < from->n_transitions && i < to->n_transitions; i++)
    if (from->transitions[i] == to->transitions[i])
      return TRUE;

  return FALSE;
}

/**
 * ff_canvas_plane_follow:
 * @self: the plane
 * @from: (nullable): the scene it drew, still alive
 * @to: the scene it draws from now on
 *
 * The focus must have left what is not in @to.
 */
void
ff_canvas_plane_follow (FfCanvasPlane *self,
                        FfScene       *from,
                        FfScene       *to)
{
  gboolean is_new = from == NULL || from->n_cards != to->n_cards;

  self->scene = to;
  if (from != NULL)
    ff_canvas_nodes_follow (self->nodes, from, to);

  for (guint i = 0; i < to->n_cards; i++)
    {
      FfSceneCard *card = to->cards[i];
      GtkWidget *child = g_hash_table_lookup (self->children, card->id);

      if (child == NULL)
        {
          child = ff_canvas_card_new (ff_canvas_view_get_painter (self->view));
          ff_canvas_card_set_card (FF_CANVAS_CARD (child), card);
          add_child (self, card->id, child);
          is_new = TRUE;
        }
      else
        {
          ff_canvas_card_set_card (FF_CANVAS_CARD (child), card);
        }
    }

  /* A drag changes places only. */
  if (is_new || from->n_transitions != to->n_transitions || from->n_notes != to->n_notes || from->n_frames != to->n_frames ||
      !shares_parts (from, to))
    drop_gone (self);
  for (guint i = 0; i < to->n_notes; i++)
    ff_canvas_plane_need (self, to->notes[i]->id);
  for (guint i = 0; i < to->n_frames; i++)
    ff_canvas_plane_need (self, to->frames[i]->id);

  if (is_new)
    sort_cards (self);
  watch_spinners (self);
  ff_canvas_plane_refresh (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

void
ff_canvas_plane_restyle (FfCanvasPlane *self)
{
  ff_canvas_nodes_clear (self->nodes);
  g_clear_object (&self->tile);
  g_clear_pointer (&self->dots, gsk_render_node_unref);

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gtk_widget_queue_draw (child);

  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
ff_canvas_plane_refresh (FfCanvasPlane *self)
{
  for (guint i = 0; self->scene != NULL && i < self->scene->n_cards; i++)
    {
      const char *id = self->scene->cards[i]->id;

      ff_canvas_card_set_flags (g_hash_table_lookup (self->children, id), ff_canvas_view_get_flags (self->view, id));
    }

  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
rename_cb (gpointer user_data)
{
  FfCanvasPlane *self = user_data;

  for (guint i = 0; i < NAMES_AT_ONCE && self->unnamed->len > 0; i++)
    {
      g_autofree char *id = g_ptr_array_steal_index_fast (self->unnamed, self->unnamed->len - 1);
      GtkWidget *child = g_hash_table_lookup (self->children, id);

      if (child != NULL)
        name_child (self, child);
    }

  if (self->unnamed->len > 0)
    return G_SOURCE_CONTINUE;

  self->rename_source = 0;
  return G_SOURCE_REMOVE;
}

/**
 * ff_canvas_plane_rename:
 * @self: the plane
 *
 * Gives everything its name anew: what has the focus at once, the others when
 * there is time, a few at a time.
 */
void
ff_canvas_plane_rename (FfCanvasPlane *self)
{
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (self));
  GHashTableIter iter;
  gpointer id;

  if (focus != NULL)
    name_child (self, focus);

  g_ptr_array_set_size (self->unnamed, 0);
  g_hash_table_iter_init (&iter, self->children);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_ptr_array_add (self->unnamed, g_strdup (id));

  if (self->rename_source == 0)
    self->rename_source = g_idle_add_full (G_PRIORITY_LOW, rename_cb, self, NULL);
}

GtkWidget *
ff_canvas_plane_find (FfCanvasPlane *self,
                      const char    *id)
{
  return g_hash_table_lookup (self->children, id);
}

GtkWidget *
ff_canvas_plane_need (FfCanvasPlane *self,
                      const char    *id)
{
  GtkWidget *child = g_hash_table_lookup (self->children, id);
  gboolean is_count;
  FfRect place;

  if (child != NULL || self->scene == NULL || !find_place (self, id, 1.0, &place))
    return child;

  is_count = ff_scene_find_transition (self->scene, id) != NULL;
  child = ff_canvas_handle_new (id, is_count ? GTK_ACCESSIBLE_ROLE_BUTTON : GTK_ACCESSIBLE_ROLE_OPTION);
  add_child (self, id, child);
  name_child (self, child);
  gtk_widget_queue_allocate (GTK_WIDGET (self));

  return child;
}

static gboolean
is_neighbour (const FfSceneTransition *transition,
              const char              *id,
              const FfSceneTransition *focused)
{
  if (g_str_equal (transition->id, id) || g_str_equal (transition->from, id) || g_str_equal (transition->to, id))
    return TRUE;

  return focused != NULL && (g_str_equal (transition->from, focused->from) || g_str_equal (transition->to, focused->to));
}

/**
 * ff_canvas_plane_tend:
 * @self: the plane
 *
 * Hundreds of counts need no hundreds of widgets: one exists while it, an
 * activity at its ends, or another count of that activity has the focus or the pointer.
 */
void
ff_canvas_plane_tend (FfCanvasPlane *self)
{
  const char *focused = ff_canvas_view_get_focused (self->view);
  const FfHit *hover = ff_canvas_view_get_hover (self->view);
  const char *hovered = hover->kind != FF_HIT_NOTHING ? hover->id : "";
  const FfSceneTransition *focused_line;

  if (self->scene == NULL)
    return;

  focused_line = ff_scene_find_transition (self->scene, focused);
  for (guint i = 0; i < self->scene->n_transitions; i++)
    {
      const FfSceneTransition *transition = self->scene->transitions[i];

      if (is_neighbour (transition, focused, focused_line) || is_neighbour (transition, hovered, NULL))
        ff_canvas_plane_need (self, transition->id);
      else
        drop_child (self, transition->id);
    }
}

static void
ff_canvas_plane_dispose (GObject *object)
{
  FfCanvasPlane *self = FF_CANVAS_PLANE (object);
  GtkWidget *child;

  g_clear_handle_id (&self->turn_source, g_source_remove);
  g_clear_handle_id (&self->rename_source, g_source_remove);
  if (self->children != NULL)
    g_hash_table_remove_all (self->children);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (ff_canvas_plane_parent_class)->dispose (object);
}

static void
ff_canvas_plane_finalize (GObject *object)
{
  FfCanvasPlane *self = FF_CANVAS_PLANE (object);

  g_hash_table_unref (self->children);
  g_ptr_array_unref (self->unnamed);
  ff_canvas_nodes_free (self->nodes);
  g_clear_object (&self->tile);
  g_clear_pointer (&self->dots, gsk_render_node_unref);

  G_OBJECT_CLASS (ff_canvas_plane_parent_class)->finalize (object);
}

static void
ff_canvas_plane_class_init (FfCanvasPlaneClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = ff_canvas_plane_dispose;
  object_class->finalize = ff_canvas_plane_finalize;
  widget_class->measure = ff_canvas_plane_measure;
  widget_class->size_allocate = ff_canvas_plane_size_allocate;
  widget_class->snapshot = ff_canvas_plane_snapshot;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_BOX);
  gtk_widget_class_set_css_name (widget_class, "plane");
}

static void
ff_canvas_plane_init (FfCanvasPlane *self)
{
  self->children = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->unnamed = g_ptr_array_new_with_free_func (g_free);
  self->nodes = ff_canvas_nodes_new ();
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Campaign"),
                                  GTK_ACCESSIBLE_PROPERTY_MULTI_SELECTABLE, TRUE, -1);
}

GtkWidget *
ff_canvas_plane_new (FfCanvasView *view)
{
  FfCanvasPlane *self = g_object_new (FF_TYPE_CANVAS_PLANE, NULL);

  self->view = view;
  return GTK_WIDGET (self);
}
