#pragma once

#include "model/ff-campaign.h"
#include "picture/ff-count-labels.h"
#include "picture/ff-glyph.h"
#include "picture/ff-route.h"
#include "picture/ff-typesetter.h"

G_BEGIN_DECLS

/* A campaign ready to be drawn: every card, port, line, count, frame and note
 * with its place and words. An immutable value; an edit makes a new one, a
 * drag makes one with some parts moved. Places are canvas pixels at 100 %,
 * already mirrored in a right-to-left scene. */

typedef enum
{
  FF_BADGE_NONE,
  FF_BADGE_WARNING,
  FF_BADGE_PROBLEM,
} FfBadge;

typedef struct
{
  char    *id;
  char    *label;        /* "" for the only one */
  gboolean is_input;
  gboolean is_row;       /* stands in a row of its own, with its label */
  gboolean is_connected;
  gboolean is_optional;  /* an input that works without a line: shown only when it has one */
  FfPoint  at;
} FfScenePort;

typedef struct
{
  char          *id;
  FfRect         rect;
  FfCardForm     form;
  double         head;         /* height of the part with tile and title */
  const FfGlyph *glyph;
  FfTint         tint;         /* of its category, whatever its mode */
  char          *title;
  char          *summary;      /* "" when there is none */
  char          *remark;       /* below the card; nullable */
  FfMode         mode;
  gboolean       is_paused;
  gboolean       is_unknown;   /* of a type this version does not know */
  gboolean       is_dimmed;    /* after a disabled one */
  gboolean       is_framed;    /* stands on a frame, not on the canvas */
  gboolean       is_working;   /* one of its counts is being taken */
  FfBadge        badge;
  char          *problem;      /* the most severe; nullable */
  char          *handed_on;    /* number of people who go on or end here, for tiles; nullable */
  guint          n_ports;
  FfScenePort   *ports;        /* inputs, then outputs, each in order */
} FfSceneCard;

typedef struct
{
  FfCountState state;
  gboolean     has_value;
  gint64       n_people;
  char        *text;
  double       text_width;       /* at 100 % */
  char        *reason;           /* nullable */
  char        *difference;       /* "+212"; nullable */
  double       difference_width;
} FfSceneCount;

typedef struct
{
  char         *id;
  char         *from;
  char         *from_port;
  char         *to;
  char         *to_port;
  char         *label;
  FfRoute      *route;
  FfPoint       from_side; /* middle of the edges of both cards, where lines end on tiles */
  FfPoint       to_side;
  gboolean      is_dashed; /* not countable yet, or beside a disabled activity */
  gboolean      is_dimmed;
  double        lean;      /* 0, or where its count has room when the picture shrinks: -1 to its start, 1 to its end */
  FfSceneCount *count;     /* NULL in a scene without counts */
} FfSceneTransition;

typedef struct
{
  char    *id;
  char    *title;
  FfRect   rect;
  gboolean is_collapsed;
  guint    n_activities;
  char    *people_in;  /* nullable */
  char    *people_out; /* nullable */
} FfSceneFrame;

typedef struct
{
  char  *id;
  char  *text;
  FfRect rect;
} FfSceneNote;

typedef struct
{
  gboolean            is_rtl;
  gint64              most_people; /* on one transition */
  guint               n_cards;
  FfSceneCard       **cards;
  guint               n_transitions;
  FfSceneTransition **transitions;
  guint               n_frames;
  FfSceneFrame      **frames;      /* the outer before the inner */
  guint               n_notes;
  FfSceneNote       **notes;
  FfRect              bounds;      /* empty at 0, 0 when there is nothing */
} FfScene;

/**
 * FfHitKind:
 * @FF_HIT_NOTHING: the empty canvas, also inside a frame
 * @FF_HIT_CARD: a card
 * @FF_HIT_PORT: the area around a port
 * @FF_HIT_COUNT: the chip of a transition
 * @FF_HIT_TRANSITION: its line
 * @FF_HIT_NOTE: a note
 * @FF_HIT_FRAME: the title of a frame, or a collapsed one
 */
typedef enum
{
  FF_HIT_NOTHING,
  FF_HIT_CARD,
  FF_HIT_PORT,
  FF_HIT_COUNT,
  FF_HIT_TRANSITION,
  FF_HIT_NOTE,
  FF_HIT_FRAME,
} FfHitKind;

/* Lent by the scene. */
typedef struct
{
  FfHitKind          kind;
  const char        *id;   /* of the element; of a port its activity */
  const FfScenePort *port; /* of FF_HIT_PORT */
} FfHit;

FfScene                 *ff_scene_new             (FfCampaign         *campaign,
                                                   FfTypesetter       *typesetter,
                                                   FfCountLabels      *counts,
                                                   GPtrArray          *problems,
                                                   gboolean            is_rtl);
FfScene                 *ff_scene_new_moved       (FfScene            *self,
                                                   const char *const  *ids,
                                                   double              dx,
                                                   double              dy);
FfScene                 *ff_scene_ref             (FfScene            *self);
void                     ff_scene_unref           (FfScene            *self);

const FfSceneCard       *ff_scene_find_card       (const FfScene      *self,
                                                   const char         *id);
const FfSceneTransition *ff_scene_find_transition (const FfScene      *self,
                                                   const char         *id);
const FfScenePort       *ff_scene_card_find_port  (const FfSceneCard  *card,
                                                   const char         *id,
                                                   gboolean            is_input);
FfRect                   ff_scene_transition_get_chip (const FfSceneTransition *self,
                                                       double                   zoom,
                                                       gboolean                 is_rtl);
FfHit                    ff_scene_hit             (const FfScene      *self,
                                                   FfPoint             point,
                                                   double              zoom);
/* Ids of the activities, notes and frames that lie wholly in @area. */
GPtrArray               *ff_scene_dup_ids_in      (const FfScene      *self,
                                                   const FfRect       *area);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FfScene, ff_scene_unref)

G_END_DECLS
