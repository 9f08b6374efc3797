#pragma once

#include "db/ff-sqlite.h"
#include "send/ff-books.h"
#include "send/ff-send-error.h"

G_BEGIN_DECLS

/* outbox.db: runs, their journal, and every delivery. A connection belongs to
 * the thread that opened it; several may read while one sends. */

typedef struct _FfOutbox FfOutbox;

FfOutbox *ff_outbox_open        (const char  *path,
                                 gboolean     read_only,
                                 GError     **error);
void      ff_outbox_free        (FfOutbox    *self);
const char *ff_outbox_get_path  (FfOutbox    *self);
/* For what one caller does in one transaction. */
gboolean  ff_outbox_begin       (FfOutbox    *self,
                                 GError     **error);
gboolean  ff_outbox_commit      (FfOutbox    *self,
                                 GError     **error);
void      ff_outbox_rollback    (FfOutbox    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FfOutbox, ff_outbox_free)

/* ---- Runs. The runner owns what @state and @facts mean; the same
 * (campaign, version, nominal time) can be added only once. */
typedef struct
{
  gint64  number;         /* of the outbox, ascending; 0 until it was added */
  char   *id;
  char   *campaign_id;
  char   *campaign_label;
  gint64  version;
  gint64  nominal_at;
  gint64  now_at;         /* the run's clock: what templates call now */
  char   *zone;
  char   *store;          /* URL of the store whose people are written to; "": none is known */
  FfJson *model;          /* data model that the store was read with; nullable */
  gint64  gate_at;        /* when the gate last said what that store says, µs UTC; 0: never */
  char   *state;
  FfJson *facts;          /* nullable */
  gint64  changed_at;
} FfRun;

FfRun     *ff_run_new           (const char   *id,
                                 const char   *campaign_id,
                                 const char   *campaign_label,
                                 gint64        version,
                                 gint64        nominal_at,
                                 gint64        now_at,
                                 const char   *zone);
void       ff_run_free          (FfRun        *self);
gboolean   ff_outbox_add_run    (FfOutbox     *self,      /* FF_DB_ERROR_CONSTRAINT: this launch exists already */
                                 const FfRun  *run,
                                 GError      **error);
gboolean   ff_outbox_set_run    (FfOutbox     *self,
                                 const char   *run_id,
                                 const char   *state,
                                 FfJson       *facts,     /* nullable: as before */
                                 gint64        now,
                                 GError      **error);
FfRun     *ff_outbox_dup_run    (FfOutbox     *self,
                                 const char   *run_id,
                                 GError      **error);
gboolean   ff_outbox_find_run   (FfOutbox     *self,
                                 const char   *campaign_id,
                                 gint64        version,
                                 gint64        nominal_at,
                                 char        **out_id,    /* NULL: this launch has none yet */
                                 GError      **error);
GPtrArray *ff_outbox_list_runs  (FfOutbox     *self,      /* of FfRun, newest first */
                                 const char   *campaign_id, /* nullable: all */
                                 gint64        before_number, /* 0: from the newest */
                                 guint         limit,
                                 GError      **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FfRun, ff_run_free)

/* The run's journal: one row per activity and its latest state. */
gboolean   ff_outbox_set_journal  (FfOutbox    *self,
                                   const char  *run_id,
                                   const char  *activity_id,
                                   const char  *state,
                                   gint64       n_rows,    /* -1: not known */
                                   FfJson      *facts,     /* nullable */
                                   gint64       now,
                                   GError     **error);
/* Rows that the activity gave in the campaign's newest run that notes them; untouched when there is none. */
gboolean   ff_outbox_find_rows    (FfOutbox    *self,
                                   const char  *campaign_id,
                                   const char  *activity_id,
                                   gint64      *out_n,
                                   GError     **error);
/* {"activity", "state", "rows", "at", "facts"} of each, in order of their first entry. */
FfJson    *ff_outbox_dup_journal  (FfOutbox    *self,
                                   const char  *run_id,
                                   GError     **error);

/* ---- Tasks: a channel activity in a run, with what was frozen for it. */
typedef struct
{
  gint64  id;
  char   *run_id;
  char   *activity_id;
  char   *label;
  char   *channel;           /* "email", "sms", … */
  char   *gateway_id;        /* of the library; "rehearsal" is ours */
  char   *gateway_type;      /* id of an FfGatewayType */
  FfJson *gateway_settings;  /* without secrets */
  FfJson *content;           /* frozen */
  char   *content_hash;
  gboolean is_transactional; /* passes consent, never suppression */
  FfJson *opted_out;         /* rule over the profile: whom it may not be sent to any more; nullable: nobody */
  gint64  now_at;            /* of its run */
  char   *zone;
  gint64  deadline_at;       /* 0: none; what still waits then is refused by us */
  gint64  audience;
  gint64  planned;
  gint64  not_before;        /* the gateway asked us to wait until then */
  char   *pause;             /* nullable; id of what paused it: "person", "credentials", … */
  char   *pause_text;        /* nullable; in words */
  gint64  prepared_at;
} FfTask;

void       ff_task_free            (FfTask      *self);
gboolean   ff_task_is_rehearsal    (const FfTask *self);       /* its gateway reaches nobody */
GPtrArray *ff_outbox_list_tasks    (FfOutbox    *self,        /* of FfTask */
                                    const char  *run_id,
                                    const char  *activity_id, /* nullable: all */
                                    GError     **error);
gboolean   ff_outbox_set_pause     (FfOutbox    *self,
                                    gint64       task_id,
                                    const char  *pause,       /* nullable: goes on */
                                    const char  *text,        /* nullable */
                                    GError     **error);
gboolean   ff_outbox_set_not_before (FfOutbox   *self,
                                     gint64      task_id,
                                     gint64      not_before,
                                     GError    **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FfTask, ff_task_free)

/* ---- Reading. */
FfBooks   *ff_outbox_get_books       (FfOutbox        *self,        /* counted afresh and checked; free it */
                                      const char      *run_id,
                                      const char      *activity_id, /* nullable: the whole run */
                                      GError         **error);
/* @state -1 takes all; pages by @after_id, 0 at first. */
GPtrArray *ff_outbox_list_deliveries (FfOutbox        *self,        /* of FfDelivery */
                                      const char      *run_id,
                                      const char      *activity_id, /* nullable: the whole run */
                                      int              state,
                                      gint64           after_id,
                                      guint            limit,
                                      GError         **error);

/* How far the run was, over time: at most @n_points of FfProgress, ascending; empty before the first answer. */
typedef struct
{
  gint64 at;      /* µs UTC */
  gint64 n_done;  /* deliveries that neither waited nor were in flight any more by then */
} FfProgress;

GArray    *ff_outbox_list_progress   (FfOutbox        *self,
                                      const char      *run_id,
                                      guint            n_points,
                                      GError         **error);

typedef struct
{
  gint64    id;
  FfReason  reason;
  char     *profile_key;
  char     *secondary_key; /* nullable */
  char     *address;       /* nullable */
  char     *detail;        /* nullable: the field that is missing, the profile it doubles */
} FfExcluded;

void       ff_excluded_free          (FfExcluded      *self);
GPtrArray *ff_outbox_list_excluded   (FfOutbox        *self,        /* of FfExcluded */
                                      const char      *run_id,
                                      const char      *activity_id, /* nullable: the whole run */
                                      FfReason         reason,      /* FF_REASON_NONE: all */
                                      gint64           after_id,
                                      guint            limit,
                                      GError         **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FfExcluded, ff_excluded_free)

/* ---- What a person decides about unconfirmed ones. @delivery_id 0 means all of the run. */
gboolean   ff_outbox_send_again      (FfOutbox        *self,
                                      const char      *run_id,
                                      gint64           delivery_id,
                                      gint64           now,
                                      gint64          *out_n_moved,
                                      GError         **error);
gboolean   ff_outbox_leave           (FfOutbox        *self,
                                      const char      *run_id,
                                      gint64           delivery_id,
                                      gint64           now,
                                      gint64          *out_n_moved,
                                      GError         **error);
/* Whatever still waits becomes not sent, “stopped”. */
gboolean   ff_outbox_stop            (FfOutbox        *self,
                                      const char      *run_id,
                                      const char      *activity_id, /* nullable: the whole run */
                                      gint64           now,
                                      gint64          *out_n_moved,
                                      GError         **error);

G_END_DECLS
