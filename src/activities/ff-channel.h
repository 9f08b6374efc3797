#pragma once

#include "activities/ff-planner.h"
#include "message/ff-content.h"

G_BEGIN_DECLS

/* What a channel activity asks of a send: which columns of its rows are read,
 * and what each of them is for. An immutable value: review and runner turn it
 * into rows for preparation. */

typedef enum
{
  FF_CHANNEL_COLUMN_KEY,          /* a part of the profile's key */
  FF_CHANNEL_COLUMN_ADDRESS,
  FF_CHANNEL_COLUMN_CONSENT_YES,  /* latest change to yes of channel and topic, NULL if none */
  FF_CHANNEL_COLUMN_CONSENT_NO,   /* latest change to no */
  FF_CHANNEL_COLUMN_FIELD,        /* a merge field: @field names it */
  FF_CHANNEL_COLUMN_LIST,         /* a value of a row of the list that @field names */
} FfChannelColumnKind;

typedef struct
{
  FfChannelColumnKind kind;
  char      *field;      /* "profile.first_name"; nullable */
  guint      list_row;   /* of a list: 0 is the first */
  char      *list_member;/* of a list: what its rows call the value, as a template can write it; nullable */
  FfOperand *operand;    /* over the inbound dimension and carried columns */
} FfChannelColumn;

typedef struct
{
  gatomicrefcount ref_count;
  char       *activity;          /* id */
  char       *title;
  char       *channel;           /* "email" */
  char       *gateway;           /* id in the library */
  char       *topic;
  char       *reason;            /* of a transactional one */
  gboolean    is_transactional;
  gboolean    per_row;           /* else per profile */
  gboolean    opt_out;           /* no row of consent means yes */
  FfJson     *opted_out;         /* rule over the profile: who has no consent, as the columns say it; NULL: none is needed */
  FfContent  *content;
  FfPlan     *plan;              /* that @input is of */
  FfFlow      input;             /* the rows written to */
  GPtrArray  *columns;           /* of FfChannelColumn */
  GPtrArray  *operands;          /* the same columns' operands, as readers want them */
} FfChannel;

FfChannel *ff_channel_ref   (FfChannel *self);
void       ff_channel_unref (FfChannel *self);

/* Every channel activity whose input has a table, in flow order. Array of FfChannel. Main thread. */
GPtrArray *ff_channels_list (FfCampaign    *campaign,
                             FfPlanContext *context,
                             FfPlan        *plan);

/* Records the problems that keep @planning's activity from being sent; the same code as the list above. */
void       ff_channel_check (FfPlanning    *planning,
                             FfFlow         input);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FfChannel, ff_channel_unref)

G_END_DECLS
