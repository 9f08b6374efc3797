#pragma once

#include "base/ff-pattern.h"

G_BEGIN_DECLS

/* Inside of the room: a pattern as a tree, between its parser (ff-pattern-parse.c) and its matcher and printer
 * (ff-pattern.c). */

typedef enum
{
  FF_PATTERN_CHAR,
  FF_PATTERN_ANY,
  FF_PATTERN_CLASS,
  FF_PATTERN_START,
  FF_PATTERN_END,
  FF_PATTERN_SEQUENCE,
  FF_PATTERN_CHOICE,
  FF_PATTERN_REPEAT,
} FfPatternKind;

typedef struct
{
  gunichar first;
  gunichar last;
} FfPatternRange;

typedef struct
{
  FfPatternKind  kind;
  gunichar       c;
  GArray        *ranges;     /* class: of FfPatternRange */
  gboolean       negated;    /* class */
  GPtrArray     *children;   /* sequence, choice, repeat: of FfPatternNode */
  guint          min;        /* repeat */
  gint           max;        /* repeat: -1 without end */
} FfPatternNode;

FfPatternNode *ff_pattern_node_new    (FfPatternKind   kind);
void           ff_pattern_node_free   (FfPatternNode  *self);

FfPatternNode *ff_pattern_parse       (const char     *text,
                                       GError        **error);
FfPatternNode *ff_pattern_parse_like  (const char     *text,
                                       GError        **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FfPatternNode, ff_pattern_node_free)

G_END_DECLS
