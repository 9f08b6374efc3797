#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Points, rectangles and the measures of a card, in canvas pixels at 100 %.
 * x grows towards the end side; right-to-left windows mirror at the last
 * moment, see ff_rect_mirror (). */

typedef struct
{
  double x;
  double y;
} FfPoint;

typedef struct
{
  double x;
  double y;
  double width;
  double height;
} FfRect;

#define FF_GRID_PX 16.0

#define FF_CARD_WIDTH_PX 160.0
#define FF_CARD_WIDE_WIDTH_PX 224.0
#define FF_CARD_HEAD_PX 60.0
#define FF_CARD_SMALL_WIDTH_PX 104.0
#define FF_CARD_SMALL_WIDE_WIDTH_PX 160.0
#define FF_CARD_SMALL_HEIGHT_PX 48.0
#define FF_CARD_RADIUS_PX 12.0
#define FF_CARD_PADDING_PX 12.0
#define FF_CARD_TEXT_PX 10.0     /* from the tile to the text */
#define FF_CARD_TEXT_END_PX 10.0 /* what stays free after it */
#define FF_CARD_TILE_PX 32.0
#define FF_CARD_SMALL_TILE_PX 28.0
#define FF_PORT_ROW_PX 24.0
#define FF_PORT_ROWS_PADDING_PX 4.0 /* above the first row and below the last */
#define FF_PORT_TARGET_PX 32.0      /* what a pointer may hit */
#define FF_COLUMN_GAP_PX 80.0 /* the count of a hundred thousand, and a little line at each side */
#define FF_ROW_GAP_PX 20.0
#define FF_FRAME_HEAD_PX 28.0
#define FF_FRAME_RADIUS_PX 18.0
#define FF_FRAME_PADDING_PX 32.0 /* room for lines that go around inside */
#define FF_FOLDED_TEXT_PX 44.0   /* in a collapsed frame, from the start to its title */
#define FF_FOLDED_GAP_PX 8.0     /* and between its words */
#define FF_CHIP_HEIGHT_PX 22.0
#define FF_CHIP_PADDING_PX 8.0
#define FF_CHIP_ICON_PX 14.0 /* its ink is 12 across */
#define FF_CHIP_ICON_ROOM_PX 13.0 /* what an icon adds at the start; it also uses the padding there */
#define FF_TILE_WIDTH_PX 68.0 /* below 30 %, in screen pixels */
#define FF_TILE_HEIGHT_PX 20.0

/* What decides the size of a card and where its ports stand. */
typedef struct
{
  gboolean is_small;       /* no summary: Wait, Fork, Guard and the like */
  gboolean is_wide;        /* its title needs more room */
  guint    n_inputs;       /* all stand in the head, the primary first */
  guint    n_head_outputs; /* unnamed ones; they stand in the head */
  guint    n_rows;         /* named ones, each with a row of its own */
} FfCardForm;

double   ff_point_distance         (FfPoint           a,
                                    FfPoint           b);
double   ff_point_segment_distance (FfPoint           point,
                                    FfPoint           a,
                                    FfPoint           b);
FfPoint  ff_point_mirror           (FfPoint           point);

gboolean ff_rect_contains          (const FfRect     *rect,
                                    FfPoint           point);
gboolean ff_rect_contains_rect     (const FfRect     *rect,
                                    const FfRect     *inner);
gboolean ff_rect_meets             (const FfRect     *a,
                                    const FfRect     *b);
gboolean ff_rect_meets_segment     (const FfRect     *rect,
                                    FfPoint           a,
                                    FfPoint           b);
FfRect   ff_rect_inflate           (const FfRect     *rect,
                                    double            by);
FfRect   ff_rect_union             (const FfRect     *a,
                                    const FfRect     *b);
FfPoint  ff_rect_get_center        (const FfRect     *rect);
FfRect   ff_rect_mirror            (const FfRect     *rect);

double   ff_card_form_get_width    (const FfCardForm *form);
double   ff_card_form_get_head     (const FfCardForm *form);
double   ff_card_form_get_height   (const FfCardForm *form);
double   ff_card_form_get_tile     (const FfCardForm *form);
double   ff_card_form_get_tile_start (const FfCardForm *form);
double   ff_card_form_get_text_start (const FfCardForm *form);
FfPoint  ff_card_form_get_input    (const FfCardForm *form,
                                    guint             index);
FfPoint  ff_card_form_get_head_output (const FfCardForm *form,
                                       guint             index);
FfPoint  ff_card_form_get_row_output  (const FfCardForm *form,
                                       guint             index);

G_END_DECLS
