#pragma once

#include <adwaita.h>

#include "ui/segment/ff-rule-counter.h"

G_BEGIN_DECLS

/* The rule as the statement that the data source gets: to read and to copy. */

#define FF_TYPE_SQL_PAGE (ff_sql_page_get_type ())
G_DECLARE_FINAL_TYPE (FfSqlPage, ff_sql_page, FF, SQL_PAGE, AdwBin)

GtkWidget *ff_sql_page_new (FfRuleCounter *counter);

G_END_DECLS
