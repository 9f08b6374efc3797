#pragma once

#include "base/ff-field.h"
#include "model/ff-campaign.h"
#include "plan/ff-plan.h"

G_BEGIN_DECLS

/* What an activity type is: one const table per file. Palette, inspector form, saving, undo, search, problems and the
 * plan come from it; nothing about a single type stands anywhere else. */

typedef enum
{
  FF_CATEGORY_AUDIENCE,
  FF_CATEGORY_FLOW,
  FF_CATEGORY_SEND,
} FfCategory;

typedef struct
{
  const char *id;        /* stored in transitions, never renamed: "in", "primary", "others", "out", "rest" */
  const char *label;     /* N_(); shown when there is more than one; nullable */
  gboolean    many;      /* inputs: takes any number of transitions */
  gboolean    rest;      /* outputs: a complement, off until shown */
  gboolean    optional;  /* inputs: works unconnected */
  gboolean    ended;     /* inputs: a branch that ended or is disabled will do */
} FfPort;

/* What a run remembers of the rows that leave an activity: saved audiences whose names begin with @prefix. */
typedef struct
{
  char   *prefix;
  FfJson *moment;   /* an operand; the name ends with its greatest value and holds who has it; NULL: … */
  char   *part;     /* … it ends with this and holds all */
  char   *first;    /* names that end with less than this are forgotten; nullable: none are */
} FfMemory;

void  ff_memory_free        (FfMemory *self);
char *ff_memory_dup_instant (gint64    usec);

typedef struct _FfActivityType FfActivityType;
typedef struct _FfPlanning     FfPlanning;
typedef struct _FfPlanContext  FfPlanContext;

/* Settings become steps; see activities/ff-planner.h for what a planning offers. */
typedef void   (*FfActivityCompile)   (FfPlanning *planning);

/**
 * FfActivityType:
 * @list_outputs: (nullable): ports that settings decide (split); appends struct FfOutput
 * @list_sources: (nullable): activities whose rows it takes without a transition; appends their ids, lent
 * @validate: (nullable): problems beyond what the fields tell
 * @compile: settings to steps
 * @decides: which way a run goes on, or that it waits for somebody, when it comes there: not in one pass
 * @dup_pass_note: (nullable): what is said of @n of them where one pass goes by: “2 waits pass at once”; translated
 * @check_count: (nullable): whether a run may go on with @n people; @n_before of the run before, -1 when there is none.
 *   FALSE with the reason, translated
 * @new_memory: (nullable): what a run remembers of what leaves through "out"
 * @summarize: one line for the card: "Last 90 days"; translated, caller frees; may answer NULL
 */
struct _FfActivityType
{
  const char      *id;            /* stored in documents, never renamed: "build-audience" */
  const char      *name;          /* N_("Build Audience") */
  const char      *description;   /* N_(), one sentence */
  const char      *glyph;         /* picture/ff-glyph.h */
  FfCategory       category;
  gboolean         small;         /* drawn as a small card without summary */
  const FfField   *fields;        /* ends with {NULL} */
  const FfPort    *inputs;        /* ends with {NULL}; primary first */
  const FfPort    *outputs;       /* ends with {NULL}; the fixed ones */
  const char      *channel;       /* "email", "sms": a channel activity; nullable */
  void           (*list_outputs) (FfJson *settings, GPtrArray *outputs);
  void           (*list_sources) (FfCampaign *campaign, const FfActivity *activity, GPtrArray *ids);
  void           (*validate)     (FfPlanning *planning);
  FfActivityCompile compile;
  gboolean         decides;
  char          *(*dup_pass_note) (gulong n);
  gboolean       (*check_count)  (FfJson *settings, gint64 n, gint64 n_before, char **out_reason);
  FfMemory      *(*new_memory)   (FfCampaign *campaign, const FfActivity *activity, FfPlanContext *context);
  char          *(*summarize)    (FfJson *settings);
  const char    *(*get_glyph)    (FfJson *settings);   /* when settings decide it; nullable */
};

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FfMemory, ff_memory_free)

/* A port as it is, fixed or decided by settings; owns its strings. */
typedef struct
{
  char     *id;
  char     *label;     /* translated or the person's; "" when the port is the only one */
  gboolean  rest;
} FfOutput;

FfOutput             *ff_output_new                    (const char *id, const char *label, gboolean rest);
void                  ff_output_free                   (FfOutput *self);

const FfActivityType *const *ff_activity_types_get     (guint      *out_n);
const FfActivityType *ff_activity_type_find            (const char *id);      /* NULL: unknown type */
const FfPort         *ff_activity_type_find_input      (const FfActivityType *type, const char *id);   /* nullable */
gboolean              ff_activity_has_output           (const FfActivity *activity, const char *id);
/* Every output of an activity in order; rest ports only when shown in @activity or @all. Array of FfOutput. */
GPtrArray            *ff_activity_dup_outputs          (const FfActivity *activity, gboolean all);
char                 *ff_activity_dup_title            (const FfActivity *activity);   /* its label, or its type's name */
char                 *ff_activity_dup_port_title       (const FfActivity *activity, const char *port);   /* "Split · Gold", or the title where there is one port */
const char           *ff_activity_get_glyph            (const FfActivity *activity);   /* "unknown" for an unknown type */
char                 *ff_activity_dup_summary          (const FfActivity *activity);   /* "" when there is none */
/* Why a transition may not be joined here; NULL when it may. Translated, caller frees. */
char                 *ff_activity_dup_refusal          (FfCampaign *campaign, const char *from, const char *from_port, const char *to, const char *to_port);

G_END_DECLS
