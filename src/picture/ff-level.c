/* The levels of detail: pure functions of the zoom, used by painter, hit
 * tests and the canvas alike. */

#include "picture/ff-level.h"

/* Chips shrink with the picture, but not below this. */
#define CHIP_LEAST_SCALE 0.7
/* What stays free between two tiles of neighbouring columns and rows, on screen. */
#define TILE_COLUMN_GAP_PX 5.0
#define TILE_ROW_GAP_PX 2.0
#define TILE_LOW_HEIGHT_PX 8.0

/**
 * ff_level_get:
 * @zoom: 1.0 at 100 %
 *
 * Returns: what is shown at @zoom
 */
FfLevel
ff_level_get (double zoom)
{
  return (FfLevel) {
    .shows_port_labels = zoom >= 0.6,
    .shows_summaries = zoom >= 0.5,
    .shows_titles = zoom >= 0.3,
    .shows_tile_counts = zoom >= 0.12,
    .shows_chips = zoom >= 0.3,
    .dot_step = zoom >= 0.6 ? 1 : zoom >= 0.25 ? 2 : 0,
  };
}

/**
 * ff_level_get_chip_scale:
 * @zoom: 1.0 at 100 %
 *
 * Numbers stay legible when the picture shrinks.
 *
 * Returns: by what a chip's measures are multiplied on the canvas
 */
double
ff_level_get_chip_scale (double zoom)
{
  return MAX (1.0, CHIP_LEAST_SCALE / zoom);
}

/**
 * ff_level_get_tile:
 * @card: a card
 * @zoom: below 0.3
 *
 * A tile keeps its size on screen as long as its neighbours, one gap away,
 * leave it room. All are alike but those of small cards, whatever stands on
 * the card.
 *
 * Returns: where the tile of @card stands on the canvas
 */
FfRect
ff_level_get_tile (const FfRect *card,
                   double        zoom)
{
  FfPoint center = ff_rect_get_center (card);
  double height = zoom < 0.12 ? TILE_LOW_HEIGHT_PX : FF_TILE_HEIGHT_PX;
  double card_width = MIN (card->width, FF_CARD_WIDTH_PX);
  double card_height = MIN (card->height, FF_CARD_HEAD_PX);
  double width_px = MIN (FF_TILE_WIDTH_PX, (card_width + FF_COLUMN_GAP_PX) * zoom - TILE_COLUMN_GAP_PX);
  double height_px = MIN (height, (card_height + FF_ROW_GAP_PX) * zoom - TILE_ROW_GAP_PX);

  width_px = MAX (width_px, 2.0);
  height_px = MAX (height_px, 2.0);

  return (FfRect) {
    center.x - width_px / zoom / 2,
    center.y - height_px / zoom / 2,
    width_px / zoom,
    height_px / zoom,
  };
}
