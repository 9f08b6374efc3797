#pragma once

#include "base/ff-json.h"

G_BEGIN_DECLS

/* Brackets deeper than this are refused whatever the limits say: printing,
 * comparing and freeing recurse. */
#define FF_JSON_DEEPEST 1000

struct _FfJson
{
  gatomicrefcount   refs;
  FfJsonKind        kind;
  gboolean          flag;     /* of a boolean */
  char             *text;     /* of a string; of a number, as it was written */
  guint             length;   /* elements or members */
  guint             capacity;
  FfJson          **values;
  char            **names;    /* of an object: GRefString each, shared by changed copies */
  GHashTable       *index;    /* of a large object: name → place; made while the value is filled */
};

FfJson   *ff_json_new_kind       (FfJsonKind   kind);
/* An FF_JSON_STRING or FF_JSON_NUMBER that takes over @text. */
FfJson   *ff_json_new_take_text  (FfJsonKind   kind,
                                  char        *text);
void      ff_json_reserve        (FfJson      *self,
                                  guint        capacity);
/* Takes over @value and @name, a new GRefString or NULL. */
void      ff_json_append         (FfJson      *self,
                                  char        *name,
                                  FfJson      *value);
gboolean  ff_json_find           (FfJson      *self,
                                  const char  *name,
                                  guint       *out_place);
gboolean  ff_json_is_same_number (const char  *a,
                                  const char  *b);

G_END_DECLS
