#pragma once

#include "picture/ff-scene-private.h"

G_BEGIN_DECLS

/* What the files that make a scene share while they make it. */
typedef struct
{
  FfCampaign    *campaign;
  FfTypesetter  *typesetter;
  FfCountLabels *counts;    /* nullable */
  GHashTable    *places;    /* id → FfRect, for a campaign without places; nullable */
  GHashTable    *inbound;   /* activity id → GPtrArray of const FfTransition* */
  GHashTable    *outbound;
  GHashTable    *problems;  /* activity id → const FfProblem*, the most severe */
  GHashTable    *by_id;     /* activity id → FfSceneCard*, those in sight */
  GHashTable    *hidden_by; /* activity id → FfSceneFrame* */
} FfSceneBuild;

void ff_scene_build_cards  (FfSceneBuild *build,
                            GPtrArray    *cards);
void ff_scene_build_notes  (FfSceneBuild *build,
                            GPtrArray    *notes);
void ff_scene_build_frames (FfSceneBuild *build,
                            GPtrArray    *frames);
/* Takes out of sight what collapsed frames hide. */
void ff_scene_build_hide   (FfSceneBuild *build,
                            GPtrArray    *cards,
                            GPtrArray    *notes,
                            GPtrArray    *frames);

G_END_DECLS
