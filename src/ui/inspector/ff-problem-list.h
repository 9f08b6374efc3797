#pragma once

#include <adwaita.h>

#include "ui/ff-draft.h"

G_BEGIN_DECLS

/* What is wrong, one row each, and the way there. Without problems it says so.
 *
 * Signal "fix" (const char *activity, const char *pointer) */

#define FF_TYPE_PROBLEM_LIST (ff_problem_list_get_type ())
G_DECLARE_FINAL_TYPE (FfProblemList, ff_problem_list, FF, PROBLEM_LIST, GtkBox)

/* @activity: its problems only; NULL: those of the whole campaign, each with the title of its activity. */
GtkWidget *ff_problem_list_new    (FfDraft       *draft,
                                   const char    *activity);
void       ff_problem_list_update (FfProblemList *self);

G_END_DECLS
