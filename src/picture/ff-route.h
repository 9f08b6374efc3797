#pragma once

#include "picture/ff-geometry.h"

G_BEGIN_DECLS

/* The path of a transition from an output port to an input port. */

#define FF_ROUTE_CLEAR_PX 24.0  /* from cards, for routes that go around */
#define FF_ROUTE_RADIUS_PX 16.0 /* of its corners */
#define FF_ROUTE_ARROW_PX 8.0   /* length and width of the head */

/* A piece starts where the last one ended. A straight one has only its end. */
typedef struct
{
  gboolean is_curve;
  FfPoint  handle_out;
  FfPoint  handle_in;
  FfPoint  end;
} FfRoutePiece;

/* Immutable and counted; read from any thread. */
typedef struct
{
  gboolean      goes_around; /* level and upright pieces, not one curve */
  FfPoint       from;
  FfPoint       to;          /* the tip of the arrow */
  FfPoint       line_end;    /* where the line stops below the arrow head */
  guint         n_pieces;    /* from @from to @line_end */
  FfRoutePiece *pieces;
  guint         n_points;    /* the same, flattened, and on to @to */
  FfPoint      *points;
  double        length;
  FfPoint       middle;      /* where the count stands */
  FfRect        bounds;      /* of the line, without its width */
} FfRoute;

/* The cards and frames that routes keep clear of, sorted for quick questions. */
typedef struct _FfObstacles FfObstacles;

FfObstacles *ff_obstacles_new      (const FfRect      *cards,
                                    guint              n_cards,
                                    const FfRect      *frames,
                                    guint              n_frames);
void         ff_obstacles_free     (FfObstacles       *self);
gboolean     ff_obstacles_are_in   (const FfObstacles *self,
                                    const FfRect      *area);

FfRoute     *ff_route_new          (FfPoint            from,
                                    FfPoint            to,
                                    const FfObstacles *obstacles);
FfRoute     *ff_route_new_mirrored (const FfRoute     *self);
FfRoute     *ff_route_ref          (FfRoute           *self);
void         ff_route_unref        (FfRoute           *self);
FfPoint      ff_route_get_point    (const FfRoute     *self,
                                    double             part);
double       ff_route_get_distance (const FfRoute     *self,
                                    FfPoint            point);
gboolean     ff_route_is_near      (const FfRoute     *self,
                                    FfPoint            point,
                                    double             reach_px);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FfObstacles, ff_obstacles_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FfRoute, ff_route_unref)

G_END_DECLS
