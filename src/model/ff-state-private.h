#pragma once

#include "model/ff-element-private.h"

G_BEGIN_DECLS

/* The elements of a document as plain lists: what a document is checked as before it becomes a campaign, and what an
 * edit records against. */
typedef struct
{
  GPtrArray  *lists[FF_N_ELEMENT_KINDS];  /* of FfJson; that of FF_ELEMENT_CAMPAIGN has one */
  GHashTable *hints[FF_N_ELEMENT_KINDS];  /* id → about where in the list; made on demand */
} FfState;

/* One element swapped for another. @index is its place in its list, so that undoing a removal restores the order. */
typedef struct
{
  FfElementKind kind;
  guint         index;
  char         *id;
  FfJson       *before;  /* NULL: an insertion */
  FfJson       *after;   /* NULL: a removal */
} FfChange;

FfChange *ff_change_new            (FfElementKind    kind,
                                    guint            index,
                                    const char      *id,
                                    FfJson          *before,
                                    FfJson          *after);
FfChange *ff_change_copy           (const FfChange  *self);
void      ff_change_free           (FfChange        *self);
gboolean  ff_change_is_structural  (const FfChange  *self);

FfState  *ff_state_new             (void);
void      ff_state_free            (FfState         *self);
FfJson   *ff_state_find            (FfState         *self,
                                    FfElementKind    kind,
                                    const char      *id,
                                    guint           *out_index);
gboolean  ff_state_apply           (FfState         *self,
                                    const FfChange  *change,
                                    gboolean         reverse);
gboolean  ff_state_check           (FfState         *self,
                                    GError         **error);
gboolean  ff_state_check_structure (FfState         *self,
                                    GError         **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FfChange, ff_change_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FfState, ff_state_free)

G_END_DECLS
