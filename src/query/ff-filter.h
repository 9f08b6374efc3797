#pragma once

#include "query/ff-schema.h"

G_BEGIN_DECLS

/* Saved filters: rules with a name and parameters, kept apart from campaigns.
 *
 *   filter    = {"name": TEXT, "entity": NAME, "parameters": [parameter…], "rule": rule}
 *   parameter = {"name": NAME, "label": TEXT, "default": X}       "label" and "default" may be absent
 *
 * Inside of the rule a parameter is a variable, and no other variable is there: {"variable": NAME}, @NAME in expressions.
 * A condition follows a filter with {"filter": ID, "with": {NAME: X…}, "seen": HASH}: it is what the filter is today. A
 * value of "with" may be {"variable": NAME} of the campaign; "seen" is what the filter was when a person last looked. */

#define FF_FILTER_ERROR (ff_filter_error_quark ())
GQuark ff_filter_error_quark (void);

/**
 * FfFilterError:
 * @FF_FILTER_ERROR_BAD: the document says what no saved filter can; mend it at the place that is named
 */
typedef enum
{
  FF_FILTER_ERROR_BAD,
} FfFilterError;

/* Whether @json is one, without looking at a data model. */
gboolean  ff_filter_check       (FfJson      *json,
                                 GError     **error);
/* What it means: its name and labels are left out. */
char     *ff_filter_dup_hash    (FfJson      *filter);
/* Its rule with values in place of parameters, for a campaign that wants a copy: @with as in a condition, nullable. */
FfJson   *ff_filter_dup_copy    (FfJson      *filter,
                                 FfJson      *with);
/* Places of the conditions in @json that follow the filter: of char*, JSON pointers. */
GPtrArray *ff_filter_list_uses  (FfJson      *json,
                                 const char  *id);

G_END_DECLS
