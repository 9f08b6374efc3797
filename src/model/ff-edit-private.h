#pragma once

#include "model/ff-edit.h"
#include "model/ff-state-private.h"

G_BEGIN_DECLS

/* Changes in the order they were made; those that change nothing are still among them. */
guint           ff_edit_get_n_changes (FfEdit         *self);
const FfChange *ff_edit_get_change    (FfEdit         *self,
                                       guint           index);
gboolean        ff_edit_is_structural (FfEdit         *self);

/* From now on the edit is part of a history and records nothing more. */
void            ff_edit_seal          (FfEdit         *self);
/* A new edit that does what @first and then @second do; the name is the first's. */
FfEdit         *ff_edit_new_merged    (FfEdit         *first,
                                       FfEdit         *second);
/* All of it or, with FALSE, nothing. */
gboolean        ff_edit_apply_to      (FfEdit         *self,
                                       FfState        *state,
                                       gboolean        reverse);

/* What the edit has made of @campaign so far; only while recording. */
FfState        *ff_edit_ensure_state  (FfEdit         *self,
                                       FfCampaign     *campaign);

G_END_DECLS
