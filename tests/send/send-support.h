#pragma once

#include "send/ff-outbox.h"
#include "send/ff-rehearsal.h"
#include "send/ff-row-source.h"

/* What the tests of this room share: a folder, rows, a prepared run. */

char        *support_make_folder    (void);
void         support_remove_folder  (char *folder);  /* with its files; frees it */

/* ---- Rows from a table. */
typedef struct
{
  const char *profile;
  const char *secondary;
  const char *address;
  FfConsent   consent;
  const char *data;      /* JSON; NULL: {} */
} SupportRow;

FfRowSource *support_rows_new       (const SupportRow *rows,
                                     guint             n_rows);
/* @n_rows people named p1 … with addresses, consent and {"profile": {"first_name", "number"}}. */
FfRowSource *support_people_new     (guint             n_rows);
/* Promises another number of rows than it gives. */
void         support_rows_set_size  (FfRowSource      *rows,
                                     gint64            size);

void         support_add_run        (FfOutbox         *outbox,
                                     const char       *run_id);

/* Closes the gate, as something else than the store would; @kind 0: an address in lower case, 1: a profile's key. */
void         support_close_gate     (FfOutbox         *outbox,
                                     guint             kind,
                                     const char       *value,
                                     const char       *channel,  /* "": every one */
                                     FfReason          reason);

/* Fails the test unless each of the @n_expected keys was accepted exactly once. */
void         support_assert_once    (const char       *log_path,
                                     gint64            n_expected);
FfJson      *support_parse          (const char       *text);
