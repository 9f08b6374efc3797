#pragma once

#include "activities/ff-drift-report.h"
#include "cli/ff-cli.h"
#include "store/ff-data-report.h"
#include "store/ff-value-counts.h"

G_BEGIN_DECLS

/* What fanfarectl schema says, for people and for machines. One thread. */

void    ff_cli_print_schema       (FfStore           *store,
                                   const FfEntity    *only);       /* nullable: all */
FfJson *ff_cli_schema_to_json     (FfStore           *store,
                                   const FfEntity    *only);
void    ff_cli_print_data_report  (FfDataReport      *report);
FfJson *ff_cli_data_report_to_json (FfDataReport     *report);
void    ff_cli_print_values       (FfValueCounts       *list,
                                   const FfType      *type);
FfJson *ff_cli_values_to_json     (FfValueCounts       *list,
                                   const FfType      *type);
FfJson *ff_cli_drift_to_json      (const FfDrift     *drift);

G_END_DECLS
