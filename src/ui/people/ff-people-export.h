#pragma once

#include <gtk/gtk.h>

#include "engine/ff-people-csv.h"

G_BEGIN_DECLS

/* Everything that is written, taken over. */
typedef struct
{
  FfPlan          *plan;
  FfPeopleRequest *request;
  GArray          *columns;       /* of FfCsvColumn */
  GTimeZone       *zone;
  char            *name;          /* suggested for the file, without its ending */
  gboolean         is_personal;   /* the rows tell of persons */
} FfPeopleExport;

void ff_people_export_free (FfPeopleExport *self);
/* Asks where to, writes on the engine's worker, and tells by a toast of @widget's window. */
void ff_people_export      (FfPeopleExport *self,
                            GtkWidget      *widget,
                            FfEngine       *engine,
                           GCancellable   *cancellable,
                           GDestroyNotify  done,
                           gpointer        user_data);

G_END_DECLS
