#pragma once

#include "store/ff-store.h"

G_BEGIN_DECLS

/* Why one person is, or is not, on each transition: every output's answer for
 * one key, and every rule's verdict down to each condition with the value that
 * it saw. An immutable value that crosses threads. */

typedef enum
{
  FF_TRUTH_FALSE,
  FF_TRUTH_TRUE,
  FF_TRUTH_UNKNOWN,     /* a value is missing; or nobody asked, because the person did not come so far */
} FfTruth;

/* A condition or a group. */
typedef struct
{
  char      *words;      /* “Country is “NL””; “All of” */
  gboolean   except;     /* subtracted from what stands before it */
  FfTruth    truth;
  char      *value;      /* what the left side was; NULL for groups and for nothing */
  GPtrArray *items;      /* of FfVerdict */
} FfVerdict;

/* One step's rule about the person, or that there was none to ask. */
typedef struct
{
  char      *activity;   /* id */
  char      *pointer;    /* JSON pointer into its settings */
  gboolean   came;       /* the person is in what comes in */
  GPtrArray *verdicts;   /* of FfVerdict: of a split one for each subset */
} FfExplainedRule;

/* One port. */
typedef struct
{
  char      *activity;
  char      *port;
  FfTruth    here;       /* FF_TRUTH_UNKNOWN: not counted, or of another dimension, and @reason says so */
  char      *reason;
} FfExplainedPort;

typedef struct
{
  gint64     taken_at;   /* µs UTC */
  gboolean   exists;     /* the entity has such a key */
  GPtrArray *ports;      /* of FfExplainedPort, in plan order */
  GPtrArray *rules;      /* of FfExplainedRule, in plan order */
} FfExplanation;

FfExplanation *ff_explain            (FfStore        *store,
                                      FfPlan         *plan,
                                      const FfEntity *entity,
                                      const char     *key,
                                      GTimeZone      *zone,         /* nullable = UTC: for the values' words */
                                      GCancellable   *cancellable,
                                      GError        **error);
void           ff_explanation_free   (FfExplanation  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FfExplanation, ff_explanation_free)

G_END_DECLS
