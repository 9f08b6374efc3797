#pragma once

#include "base/ff-json.h"

G_BEGIN_DECLS

/* The campaign document: activities, transitions, variables, notes and frames. It lives on the main thread. The only
 * way to change it is an edit (model/ff-edit.h), which knows its inverse. It does not know activity types. */

typedef enum
{
  FF_MODE_NORMAL,
  FF_MODE_BYPASSED,
  FF_MODE_DISABLED,
} FfMode;

/* Read-only elements, lent until the campaign changes. @json is the element as the file has it, unknown members included. */
typedef struct
{
  const char *id;
  const char *type;
  const char *label;        /* "" when the type's name is to be shown */
  FfJson     *settings;     /* object */
  int         x, y;         /* top start corner, px at 100 % */
  FfMode      mode;
  gboolean    paused;
  gboolean    goes_on_empty;   /* in a run, though nothing comes in; else the branch ends there */
  char      **shown_ports;  /* rest ports that are shown; NULL-terminated, never NULL */
  FfJson     *json;
} FfActivity;

typedef struct
{
  const char *id;
  const char *from, *from_port;   /* activity id, output port id */
  const char *to, *to_port;
  const char *label;
  FfJson     *json;
} FfTransition;

typedef struct
{
  const char *id;           /* stable; the name may change */
  const char *name, *type;  /* "integer", "text", … */
  FfJson     *value;        /* default */
  FfJson     *json;
} FfVariable;

typedef struct
{
  const char *id;
  const char *text;
  int         x, y, width, height;
  FfJson     *json;
} FfNote;

typedef struct
{
  const char *id;
  const char *title;
  int         x, y, width, height;
  gboolean    collapsed;
  FfJson     *json;
} FfFrame;

#define FF_TYPE_CAMPAIGN (ff_campaign_get_type ())
G_DECLARE_FINAL_TYPE (FfCampaign, ff_campaign, FF, CAMPAIGN, GObject)

/* The element collections; every element has an id unique in the document. */
typedef enum
{
  FF_ELEMENT_CAMPAIGN,     /* the document's own members: name, description, zone, … (id "") */
  FF_ELEMENT_ACTIVITY,
  FF_ELEMENT_TRANSITION,
  FF_ELEMENT_VARIABLE,
  FF_ELEMENT_NOTE,
  FF_ELEMENT_FRAME,
} FfElementKind;

/* signal "changed" (FfElementKind kind, const char *id): after each applied change of one element;
 * signal "settled" (): once after an edit, all its changes applied;
 * property "name", "read-only". */

FfCampaign   *ff_campaign_new               (const char    *name);   /* an empty one with a new id */
const char   *ff_campaign_get_id            (FfCampaign    *self);
const char   *ff_campaign_get_name          (FfCampaign    *self);
const char   *ff_campaign_get_zone          (FfCampaign    *self);   /* IANA name; "" = UTC */
guint         ff_campaign_get_week_start    (FfCampaign    *self);   /* 0 Monday to 6 Sunday */
const char   *ff_campaign_get_data_source   (FfCampaign    *self);   /* name in the library; "" = sample store */
gboolean      ff_campaign_is_read_only      (FfCampaign    *self);   /* "needs" names a feature we lack */
const char *const *ff_campaign_get_missing_needs (FfCampaign *self); /* those features; for the banner */
FfJson       *ff_campaign_get_members       (FfCampaign    *self);   /* the FF_ELEMENT_CAMPAIGN element */

guint               ff_campaign_get_n_activities  (FfCampaign *self);
const FfActivity   *ff_campaign_get_activity      (FfCampaign *self, guint index);
const FfActivity   *ff_campaign_find_activity     (FfCampaign *self, const char *id);
guint               ff_campaign_get_n_transitions (FfCampaign *self);
const FfTransition *ff_campaign_get_transition    (FfCampaign *self, guint index);
const FfTransition *ff_campaign_find_transition   (FfCampaign *self, const char *id);
guint               ff_campaign_get_n_variables   (FfCampaign *self);
const FfVariable   *ff_campaign_get_variable      (FfCampaign *self, guint index);
guint               ff_campaign_get_n_notes       (FfCampaign *self);
const FfNote       *ff_campaign_get_note          (FfCampaign *self, guint index);
guint               ff_campaign_get_n_frames      (FfCampaign *self);
const FfFrame      *ff_campaign_get_frame         (FfCampaign *self, guint index);
FfJson             *ff_campaign_get_element       (FfCampaign *self, FfElementKind kind, const char *id); /* NULL if absent */
/* Object name → default value, as FfScope wants it; new reference. */
FfJson             *ff_campaign_dup_variables     (FfCampaign *self);

G_END_DECLS
