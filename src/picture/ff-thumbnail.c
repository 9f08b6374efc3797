/* The small picture of a campaign on its card in the library. It shows the
 * shape of the flow, not where things stand on the canvas, and needs no font.
 * Made on the main thread, drawn anywhere. */

#include "picture/ff-thumbnail.h"

#include <math.h>

#include "activities/ff-activity-type.h"
#include "picture/ff-layout.h"

#define BLOCK_WIDTH_PX 26.0
#define BLOCK_HEIGHT_PX 13.0
#define BLOCK_RADIUS_PX 4.0
#define COLUMN_GAP_PX 18.0
#define ROW_GAP_PX 8.0
#define MARGIN_PX 14.0
#define LEAST_SCALE 0.12

typedef struct
{
  guint from;
  guint to;
} Line;

struct _FfThumbnail
{
  guint   n_blocks;
  FfRect *blocks;
  FfTint *tints;
  guint   n_lines;
  Line   *lines;
  double  width;
  double  height;
};

static void
clear_thumbnail (FfThumbnail *self)
{
  g_free (self->blocks);
  g_free (self->tints);
  g_free (self->lines);
}

/**
 * ff_thumbnail_ref:
 * @self: a thumbnail; from any thread
 *
 * Returns: @self
 */
FfThumbnail *
ff_thumbnail_ref (FfThumbnail *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * ff_thumbnail_unref:
 * @self: a thumbnail; from any thread
 *
 * Frees it with its last reference.
 */
void
ff_thumbnail_unref (FfThumbnail *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear_thumbnail);
}

static FfTint
get_tint (const FfActivity *activity)
{
  const FfActivityType *type = ff_activity_type_find (activity->type);

  if (type == NULL || activity->mode != FF_MODE_NORMAL)
    return FF_TINT_PLAIN;

  switch (type->category)
    {
    case FF_CATEGORY_FLOW:
      return FF_TINT_FLOW;
    case FF_CATEGORY_SEND:
      return FF_TINT_SEND;
    case FF_CATEGORY_AUDIENCE:
    default:
      return FF_TINT_AUDIENCE;
    }
}

/* How far down the block a line leaves, so that ports keep their order. */
static double
get_port_y (const FfActivity *activity,
            const char       *port)
{
  g_autoptr (GPtrArray) outputs = ff_activity_dup_outputs (activity, FALSE);

  for (guint i = 0; i < outputs->len; i++)
    {
      const FfOutput *output = outputs->pdata[i];

      if (g_str_equal (output->id, port))
        return BLOCK_HEIGHT_PX * (i + 0.5) / outputs->len;
    }

  return BLOCK_HEIGHT_PX / 2;
}

/**
 * ff_thumbnail_new:
 * @campaign: a document
 *
 * Returns: (transfer full): its small picture
 */
FfThumbnail *
ff_thumbnail_new (FfCampaign *campaign)
{
  static const FfLayoutSpacing spacing = { COLUMN_GAP_PX, ROW_GAP_PX, 0, 0 };
  FfThumbnail *self = g_atomic_rc_box_new0 (FfThumbnail);
  guint n = ff_campaign_get_n_activities (campaign);
  g_autofree FfLayoutBox *boxes = g_new0 (FfLayoutBox, n + 1);
  g_autoptr (GHashTable) indexes = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (FfLayoutLine));

  self->n_blocks = n;
  self->blocks = g_new0 (FfRect, n + 1);
  self->tints = g_new0 (FfTint, n + 1);

  for (guint i = 0; i < n; i++)
    {
      const FfActivity *activity = ff_campaign_get_activity (campaign, i);

      boxes[i] = (FfLayoutBox) { BLOCK_WIDTH_PX, BLOCK_HEIGHT_PX, activity->x, activity->y };
      self->tints[i] = get_tint (activity);
      g_hash_table_insert (indexes, (gpointer) activity->id, GUINT_TO_POINTER (i));
    }

  for (guint i = 0; i < ff_campaign_get_n_transitions (campaign); i++)
    {
      const FfTransition *transition = ff_campaign_get_transition (campaign, i);
      gpointer from, to;
      FfLayoutLine line;

      if (!g_hash_table_lookup_extended (indexes, transition->from, NULL, &from) ||
          !g_hash_table_lookup_extended (indexes, transition->to, NULL, &to))
        continue;

      line = (FfLayoutLine) {
        GPOINTER_TO_UINT (from),
        GPOINTER_TO_UINT (to),
        get_port_y (ff_campaign_find_activity (campaign, transition->from), transition->from_port),
        BLOCK_HEIGHT_PX / 2,
      };
      g_array_append_val (lines, line);
    }

  ff_layout_arrange (boxes, n, (FfLayoutLine *) lines->data, lines->len, &spacing);

  for (guint i = 0; i < n; i++)
    {
      self->blocks[i] = (FfRect) { boxes[i].x, boxes[i].y, BLOCK_WIDTH_PX, BLOCK_HEIGHT_PX };
      self->width = MAX (self->width, boxes[i].x + BLOCK_WIDTH_PX);
      self->height = MAX (self->height, boxes[i].y + BLOCK_HEIGHT_PX);
    }

  self->n_lines = lines->len;
  self->lines = g_new0 (Line, lines->len + 1);
  for (guint i = 0; i < lines->len; i++)
    {
      const FfLayoutLine *line = &g_array_index (lines, FfLayoutLine, i);

      self->lines[i] = (Line) { line->from, line->to };
    }

  return self;
}

/**
 * ff_thumbnail_get_n_blocks:
 * @self: a thumbnail
 *
 * Returns: how many blocks stand for activities
 */
guint
ff_thumbnail_get_n_blocks (FfThumbnail *self)
{
  return self->n_blocks;
}

/**
 * ff_thumbnail_get_block:
 * @self: a thumbnail
 * @index: in the order of the document's activities
 * @out_tint: (out) (nullable): the family of its colour
 *
 * Returns: where it stands, unscaled
 */
FfRect
ff_thumbnail_get_block (FfThumbnail *self,
                        guint        index,
                        FfTint      *out_tint)
{
  if (out_tint != NULL)
    *out_tint = self->tints[index];

  return self->blocks[index];
}

static void
set_color (cairo_t *cr,
           FfColor  color)
{
  cairo_set_source_rgba (cr, color.red, color.green, color.blue, color.alpha);
}

static void
add_block (cairo_t      *cr,
           const FfRect *block,
           double        inset)
{
  double r = BLOCK_RADIUS_PX - inset;
  double left = block->x + inset, top = block->y + inset;
  double right = block->x + block->width - inset, bottom = block->y + block->height - inset;

  cairo_new_sub_path (cr);
  cairo_arc (cr, right - r, top + r, r, -G_PI_2, 0);
  cairo_arc (cr, right - r, bottom - r, r, 0, G_PI_2);
  cairo_arc (cr, left + r, bottom - r, r, G_PI_2, G_PI);
  cairo_arc (cr, left + r, top + r, r, G_PI, 3 * G_PI_2);
  cairo_close_path (cr);
}

static void
draw_lines (FfThumbnail     *self,
            cairo_t         *cr,
            double           scale,
            const FfPalette *palette)
{
  for (guint i = 0; i < self->n_lines; i++)
    {
      const FfRect *from = &self->blocks[self->lines[i].from];
      const FfRect *to = &self->blocks[self->lines[i].to];
      double x0 = from->x + from->width, y0 = from->y + from->height / 2;
      double x1 = to->x, y1 = to->y + to->height / 2;
      double handle = CLAMP ((x1 - x0) / 2, COLUMN_GAP_PX / 2, 4 * COLUMN_GAP_PX);

      cairo_move_to (cr, x0, y0);
      cairo_curve_to (cr, x0 + handle, y0, x1 - handle, y1, x1, y1);
    }

  set_color (cr, palette->transition);
  cairo_set_line_width (cr, 1.0 / MIN (scale, 1.0));
  cairo_stroke (cr);
}

/**
 * ff_thumbnail_draw:
 * @self: a thumbnail
 * @cr: where to draw, from 0, 0
 * @width: of the room, in pixels
 * @height: likewise
 * @palette: its colours; the ground is the caller's
 *
 * Draws @self in the middle of the room, never larger than it is and as
 * small as it must be.
 */
void
ff_thumbnail_draw (FfThumbnail     *self,
                   cairo_t         *cr,
                   double           width,
                   double           height,
                   const FfPalette *palette)
{
  double scale = 1.0;

  if (self->n_blocks == 0)
    return;

  scale = MIN (scale, (width - 2 * MARGIN_PX) / self->width);
  scale = MIN (scale, (height - 2 * MARGIN_PX) / self->height);
  scale = MAX (scale, LEAST_SCALE);

  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_clip (cr);
  cairo_translate (cr, round ((width - self->width * scale) / 2), round ((height - self->height * scale) / 2));
  cairo_scale (cr, scale, scale);
  draw_lines (self, cr, scale, palette);

  for (guint i = 0; i < self->n_blocks; i++)
    {
      const FfTintColors *colors = &palette->tints[self->tints[i]];

      add_block (cr, &self->blocks[i], 0);
      set_color (cr, colors->tile);
      cairo_fill (cr);
      add_block (cr, &self->blocks[i], 0.5);
      set_color (cr, colors->border);
      cairo_set_line_width (cr, 1.0 / MIN (scale, 1.0));
      cairo_stroke (cr);
    }

  cairo_restore (cr);
}
