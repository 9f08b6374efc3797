#pragma once

#include "runner/ff-launch.h"

/* What the tests of this room share: a folder with a sample store of 300
 * people, and a campaign planned on it. */

#define SUPPORT_NOW   G_GINT64_CONSTANT (1782907200000000)  /* 2026-07-01T12:00:00Z */
#define SUPPORT_AS_OF G_GINT64_CONSTANT (1782864000000000)  /* the same day's midnight */

typedef struct
{
  char          *folder;
  char          *store_path;
  char          *outbox_path;
  FfStore       *store;
  FfJson        *gateways;   /* the rehearsal gateway at a dead port */

  /* Of the campaign that was opened last. */
  FfCampaign    *campaign;
  FfPlanContext *context;
  FfPlan        *plan;
  GPtrArray     *problems;
} Fixture;

void      support_set_up        (Fixture       *f,
                                 gconstpointer  data);
void      support_tear_down     (Fixture       *f,
                                 gconstpointer  data);

/* Plans a shipped template, or a document made of lists of activities and transitions. */
void      support_open_template (Fixture       *f,
                                 const char    *name);
void      support_open          (Fixture       *f,
                                 const char    *activities,
                                 const char    *transitions);
FfLaunch *support_launch        (Fixture       *f);   /* of it, without an error */

/* Straight to the store's file, past every line of ours. Writes are seen by the next evaluation. */
void      support_exec          (Fixture       *f,
                                 const char    *sql);
gint64    support_ask           (Fixture       *f,
                                 const char    *sql,
                                 ...) G_GNUC_NULL_TERMINATED;   /* texts to bind */
char     *support_ask_text      (Fixture       *f,
                                 const char    *sql,
                                 ...) G_GNUC_NULL_TERMINATED;

/* Pieces of documents. */
#define ALL_PROFILES \
  "{\"id\": \"who\", \"type\": \"build-audience\", \"settings\": {\"entity\": \"profiles\", \"rule\": {\"all\": []}}}"
#define PROFILE(key) \
  "{\"id\": \"who\", \"type\": \"build-audience\", \"settings\": {\"entity\": \"profiles\", \"rule\": {\"all\": [" \
  "{\"left\": {\"attribute\": [\"profile_id\"]}, \"op\": \"equals\", \"right\": {\"value\": " key "}}]}}}"
#define EMAIL \
  "{\"id\": \"mail\", \"type\": \"email\", \"settings\": {\"subject\": \"Hello {{ profile.first_name }}\", " \
  "\"html\": \"<p>Hello</p>\", \"text\": \"Hello\", \"gateway\": \"rehearsal\", \"per\": \"profile\", \"purpose\": \"marketing\", \"topic\": \"offers\"}}"
#define JOIN(id, from, to) \
  "{\"id\": \"" id "\", \"from\": \"" from "\", \"from_port\": \"out\", \"to\": \"" to "\", \"to_port\": \"in\"}"
