#pragma once

#include "store/ff-store.h"

G_BEGIN_DECLS

/* What the data says of a data model: whether keys tell rows apart, links lead to as many rows as is said, and values
 * fit their kinds; with counts. All of one report is of one snapshot. */

typedef struct
{
  char   *column;
  gint64  n_misfits;     /* values that do not fit its kind, and are missing to rules */
} FfColumnReport;

typedef struct
{
  char   *link;
  char   *label;
  char   *target;
  char   *cardinality;   /* as data models write it */
  gint64  n_pairs;       /* rows of both sides that belong together */
  gint64  least, most;   /* rows that one row of this side leads to */
  gint64  n_without;     /* rows of this side that lead to none */
  gint64  n_dangling;    /* of them: those whose columns have values, which no row of the other side has */
  gint64  n_several;     /* rows of this side that lead to more than one */
  gint64  n_shared;      /* rows of this side that lead to a row that others of this side lead to as well */
  gboolean holds;        /* the cardinality does */
} FfLinkReport;

typedef struct
{
  char      *entity;
  char      *label;
  gint64     n_rows;
  gint64     changed_at;   /* µs UTC; -1: the store cannot tell */
  char      *key;          /* its columns, joined; nullable: none */
  gint64     n_keyless;    /* rows with a part of the key missing */
  gint64     n_repeated;   /* rows whose key others have as well */
  GPtrArray *columns;      /* of FfColumnReport: those with values that do not fit */
  GPtrArray *links;        /* of FfLinkReport */
} FfTableReport;

typedef struct
{
  gint64     taken_at;     /* µs UTC */
  GPtrArray *tables;       /* of FfTableReport */
} FfDataReport;

/* One table, or all for NULL. Blocks, on the store's thread; reads every row. */
FfDataReport *ff_data_report_new     (FfStore             *store,
                                      const char          *entity,
                                      GCancellable        *cancellable,
                                      GError             **error);
void          ff_data_report_free    (FfDataReport        *self);
/* Whether keys and cardinalities hold; values that do not fit are told, and no fault of the model. */
gboolean      ff_table_report_holds  (const FfTableReport *self);
gboolean      ff_data_report_holds   (FfDataReport        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FfDataReport, ff_data_report_free)

G_END_DECLS
