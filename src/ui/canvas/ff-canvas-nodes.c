/* One node per line, count, note and frame. A node is made when its part
 * comes into view and kept until it looks otherwise, so that a drag of one card
 * draws only what moves. Called by the plane while it draws, on the main thread. */

#include "ui/canvas/ff-canvas-nodes.h"

#include <math.h>
#include <string.h>

#include "ui/canvas/ff-canvas-drawing.h"

/* What a part may draw beyond its own place, at 100 %: arrow heads and wide lines, rings, shadows. A cairo node costs
 * as much as it is large. */
#define MARGIN_PX 10.0
#define FLOW_MARGIN_PX 24.0
#define RING_GAP_PX 3.0f
#define RING_WIDTH_PX 2.0f

typedef struct
{
  GskRenderNode *node;
  FfDrawFlags    flags;
} Kept;

struct _FfCanvasNodes
{
  GHashTable *kept[FF_CANVAS_N_NODES]; /* id → Kept */
};

static void
free_kept (Kept *self)
{
  gsk_render_node_unref (self->node);
  g_free (self);
}

FfCanvasNodes *
ff_canvas_nodes_new (void)
{
  FfCanvasNodes *self = g_new0 (FfCanvasNodes, 1);

  for (guint i = 0; i < FF_CANVAS_N_NODES; i++)
    self->kept[i] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) free_kept);

  return self;
}

void
ff_canvas_nodes_free (FfCanvasNodes *self)
{
  for (guint i = 0; i < FF_CANVAS_N_NODES; i++)
    g_hash_table_unref (self->kept[i]);
  g_free (self);
}

void
ff_canvas_nodes_clear (FfCanvasNodes *self)
{
  for (guint i = 0; i < FF_CANVAS_N_NODES; i++)
    g_hash_table_remove_all (self->kept[i]);
}

static gboolean
is_same_rect (const FfRect *a,
              const FfRect *b)
{
  return a->x == b->x && a->y == b->y && a->width == b->width && a->height == b->height;
}

static gboolean
is_same_route (const FfRoute *a,
               const FfRoute *b)
{
  return a == b || (a->n_points == b->n_points && memcmp (a->points, b->points, a->n_points * sizeof *a->points) == 0);
}

static gboolean
is_same_line (const FfSceneTransition *a,
              const FfSceneTransition *b)
{
  return a == b || (a->is_dashed == b->is_dashed && a->is_dimmed == b->is_dimmed && is_same_route (a->route, b->route));
}

static gboolean
is_same_chip (const FfSceneTransition *a,
              const FfSceneTransition *b)
{
  if (a == b)
    return TRUE;

  if (a->count == NULL || b->count == NULL)
    return a->count == b->count;

  return a->is_dimmed == b->is_dimmed && a->count->state == b->count->state &&
         g_str_equal (a->count->text, b->count->text) && a->count->text_width == b->count->text_width &&
         g_strcmp0 (a->count->difference, b->count->difference) == 0 &&
         a->lean == b->lean && is_same_route (a->route, b->route);
}

static gboolean
is_same_frame (const FfSceneFrame *a,
               const FfSceneFrame *b)
{
  return a == b ||
         (is_same_rect (&a->rect, &b->rect) && a->is_collapsed == b->is_collapsed &&
          a->n_activities == b->n_activities && g_str_equal (a->title, b->title) &&
          g_strcmp0 (a->people_in, b->people_in) == 0 && g_strcmp0 (a->people_out, b->people_out) == 0);
}

static gboolean
is_same_note (const FfSceneNote *a,
              const FfSceneNote *b)
{
  return a == b || (is_same_rect (&a->rect, &b->rect) && g_str_equal (a->text, b->text));
}

/* The part of @scene with the same id as the index-th of before; most stand at the same index. */
#define FIND_TWIN(array, n, i, wanted) find_twin ((gconstpointer *) (array), (n), (i), (wanted))

static gconstpointer
find_twin (gconstpointer *parts,
           guint          n_parts,
           guint          index,
           const char    *id)
{
  /* Every part starts with its id. */
  if (index < n_parts && g_str_equal (*(char *const *) parts[index], id))
    return parts[index];

  for (guint i = 0; i < n_parts; i++)
    if (g_str_equal (*(char *const *) parts[i], id))
      return parts[i];

  return NULL;
}

/**
 * ff_canvas_nodes_follow:
 * @self: the nodes
 * @from: the scene they are of
 * @to: the scene that is drawn from now on
 *
 * Both scenes are alive, so that parts they share are the same at a glance.
 */
void
ff_canvas_nodes_follow (FfCanvasNodes *self,
                        const FfScene *from,
                        const FfScene *to)
{
  for (guint i = 0; i < from->n_transitions; i++)
    {
      const FfSceneTransition *old = from->transitions[i];
      const FfSceneTransition *new = FIND_TWIN (to->transitions, to->n_transitions, i, old->id);

      if (new == NULL || !is_same_line (old, new))
        g_hash_table_remove (self->kept[FF_CANVAS_NODE_TRANSITION], old->id);
      if (new == NULL || !is_same_chip (old, new))
        g_hash_table_remove (self->kept[FF_CANVAS_NODE_CHIP], old->id);
    }

  for (guint i = 0; i < from->n_frames; i++)
    {
      const FfSceneFrame *new = FIND_TWIN (to->frames, to->n_frames, i, from->frames[i]->id);

      if (new == NULL || !is_same_frame (from->frames[i], new))
        g_hash_table_remove (self->kept[FF_CANVAS_NODE_FRAME], from->frames[i]->id);
    }

  for (guint i = 0; i < from->n_notes; i++)
    {
      const FfSceneNote *new = FIND_TWIN (to->notes, to->n_notes, i, from->notes[i]->id);

      if (new == NULL || !is_same_note (from->notes[i], new))
        g_hash_table_remove (self->kept[FF_CANVAS_NODE_NOTE], from->notes[i]->id);
    }
}

void
ff_canvas_nodes_turn (FfCanvasNodes *self,
                      const FfScene *scene)
{
  for (guint i = 0; i < scene->n_transitions; i++)
    if (scene->transitions[i]->count != NULL && scene->transitions[i]->count->state == FF_COUNT_WORKING)
      g_hash_table_remove (self->kept[FF_CANVAS_NODE_CHIP], scene->transitions[i]->id);
}

static FfRect
get_place (const FfPainter  *painter,
           FfCanvasNodeKind  kind,
           gconstpointer     part)
{
  switch (kind)
    {
    case FF_CANVAS_NODE_FRAME:
      return ((const FfSceneFrame *) part)->rect;
    case FF_CANVAS_NODE_TRANSITION:
      return ((const FfSceneTransition *) part)->route->bounds;
    case FF_CANVAS_NODE_CHIP:
      {
        const FfSceneTransition *transition = part;
        FfRect chip = ff_scene_transition_get_chip (transition, painter->zoom, painter->is_rtl);

        /* The difference stands after it. */
        if (transition->count != NULL && transition->count->difference != NULL)
          chip = ff_rect_inflate (&chip, transition->count->difference_width + MARGIN_PX);
        return chip;
      }
    case FF_CANVAS_NODE_NOTE:
    default:
      return ((const FfSceneNote *) part)->rect;
    }
}

static void
draw_frame (const FfPainter *painter,
            cairo_t         *cr,
            gconstpointer    part,
            FfDrawFlags      flags)
{
  ff_painter_draw_frame (painter, cr, part, flags);
}

static void
draw_transition (const FfPainter *painter,
                 cairo_t         *cr,
                 gconstpointer    part,
                 FfDrawFlags      flags)
{
  ff_painter_draw_transition (painter, cr, part, flags);
}

static void
draw_chip (const FfPainter *painter,
           cairo_t         *cr,
           gconstpointer    part,
           FfDrawFlags      flags)
{
  ff_painter_draw_chip (painter, cr, part, flags);
}

static void
draw_note (const FfPainter *painter,
           cairo_t         *cr,
           gconstpointer    part,
           FfDrawFlags      flags)
{
  ff_painter_draw_note (painter, cr, part, flags);
}

static const FfCanvasDraw draws[FF_CANVAS_N_NODES] = {
  [FF_CANVAS_NODE_FRAME] = draw_frame,
  [FF_CANVAS_NODE_TRANSITION] = draw_transition,
  [FF_CANVAS_NODE_CHIP] = draw_chip,
  [FF_CANVAS_NODE_NOTE] = draw_note,
};

static GdkRGBA
get_rgba (FfColor color)
{
  return (GdkRGBA) { color.red, color.green, color.blue, color.alpha };
}

static void
append_ring (GtkSnapshot     *snapshot,
             const FfPainter *painter,
             GskRoundedRect   around)
{
  GdkRGBA color = get_rgba (painter->palette->accent);
  float away = RING_GAP_PX + RING_WIDTH_PX;

  gsk_rounded_rect_shrink (&around, -away, -away, -away, -away);
  gtk_snapshot_append_border (snapshot, &around, (float[4]) { RING_WIDTH_PX, RING_WIDTH_PX, RING_WIDTH_PX, RING_WIDTH_PX },
                              (GdkRGBA[4]) { color, color, color, color });
}

/* An open frame is large and plain: its ground is no cairo node, only the strip with its title. */
static void
append_frame (GtkSnapshot        *snapshot,
              const FfPainter    *painter,
              const FfSceneFrame *frame,
              FfDrawFlags         flags)
{
  double zoom = painter->zoom;
  FfRect rect = { round (frame->rect.x * zoom), round (frame->rect.y * zoom), 0, 0 };
  gboolean is_lit = (flags & (FF_DRAW_SELECTED | FF_DRAW_TARGET)) != 0;
  double width = is_lit ? 2 : 1;
  GdkRGBA fill = get_rgba (painter->palette->frame);
  GdkRGBA line = get_rgba (is_lit ? painter->palette->accent
                           : (flags & FF_DRAW_HOVER) ? painter->palette->card_border_hover
                                                     : painter->palette->frame_border);
  graphene_rect_t area, head;
  GskRoundedRect outline;

  rect.width = round ((frame->rect.x + frame->rect.width) * zoom) - rect.x;
  rect.height = round ((frame->rect.y + frame->rect.height) * zoom) - rect.y;
  area = GRAPHENE_RECT_INIT (rect.x, rect.y, rect.width, rect.height);
  gsk_rounded_rect_init_from_rect (&outline, &area, FF_FRAME_RADIUS_PX * zoom);

  if (fill.alpha > 0)
    {
      gtk_snapshot_push_rounded_clip (snapshot, &outline);
      gtk_snapshot_append_color (snapshot, &fill, &area);
      gtk_snapshot_pop (snapshot);
    }
  gtk_snapshot_append_border (snapshot, &outline, (float[4]) { width, width, width, width },
                              (GdkRGBA[4]) { line, line, line, line });

  head = GRAPHENE_RECT_INIT (rect.x, rect.y, rect.width, MIN (rect.height, FF_FRAME_HEAD_PX * MAX (zoom, 0.6) + 4));
  ff_canvas_append_drawing (snapshot, painter, &head, (FfPoint) { 0, 0 }, draw_frame, frame, flags & ~FF_DRAW_FOCUSED);
  if (flags & FF_DRAW_FOCUSED)
    append_ring (snapshot, painter, outline);
}

static GskRenderNode *
make_node (const FfPainter  *painter,
           FfCanvasNodeKind  kind,
           gconstpointer     part,
           FfDrawFlags       flags)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  double zoom = painter->zoom;
  FfRect place = get_place (painter, kind, part);
  FfRect wide = ff_rect_inflate (&place, (painter->most_people > 0 ? FLOW_MARGIN_PX : MARGIN_PX) / MIN (zoom, 1.0));
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (floor (wide.x * zoom), floor (wide.y * zoom),
                                               ceil (wide.width * zoom) + 1, ceil (wide.height * zoom) + 1);

  if (kind == FF_CANVAS_NODE_FRAME && !((const FfSceneFrame *) part)->is_collapsed)
    append_frame (snapshot, painter, part, flags);
  else
    ff_canvas_append_drawing (snapshot, painter, &bounds, (FfPoint) { 0, 0 }, draws[kind], part, flags);
  return gtk_snapshot_free_to_node (snapshot);
}

/**
 * ff_canvas_nodes_append:
 * @self: the nodes
 * @snapshot: where to draw, in pixels of the plane: canvas pixels times the zoom
 * @painter: with zoom and colours as they are
 * @kind: what @part is
 * @part: a part of the scene drawn now
 * @flags: how it stands to pointer, keyboard and selection
 */
void
ff_canvas_nodes_append (FfCanvasNodes    *self,
                        GtkSnapshot      *snapshot,
                        const FfPainter  *painter,
                        FfCanvasNodeKind  kind,
                        gconstpointer     part,
                        FfDrawFlags       flags)
{
  const char *id = *(char *const *) part;
  Kept *kept = g_hash_table_lookup (self->kept[kind], id);

  if (kept == NULL || kept->flags != flags)
    {
      kept = g_new0 (Kept, 1);
      kept->flags = flags;
      kept->node = make_node (painter, kind, part, flags);
      g_hash_table_replace (self->kept[kind], g_strdup (id), kept);
    }

  gtk_snapshot_append_node (snapshot, kept->node);
}
