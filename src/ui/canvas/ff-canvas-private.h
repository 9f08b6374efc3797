#pragma once

#include "ui/canvas/ff-canvas-view.h"
#include "ui/canvas/ff-canvas.h"

G_BEGIN_DECLS

/* What the files of the canvas share. */

struct _FfCanvas
{
  AdwBin              parent_instance;

  FfDraft            *draft;
  GSimpleActionGroup *actions;     /* "canvas.*" */
  FfCanvasView       *view;
  GtkWidget          *overlay;
  GtkWidget          *minimap;
  GtkWidget          *empty;       /* what an empty canvas says */
  GtkWidget          *status;      /* announces to assistive tools */
  char               *announced;   /* the name last said, of @announced_id */
  char               *announced_id;
};

/* ff-canvas-commands.c */
void  ff_canvas_add_commands    (FfCanvas     *self);
void  ff_canvas_update_commands (FfCanvas     *self);

/* ff-canvas-choices.c: what can be added or connected, and asking for it. */
void  ff_canvas_ask_alone       (FfCanvas     *self,
                                 FfPoint       at);           /* of the view */
void  ff_canvas_ask_joined      (FfCanvas     *self,
                                 const char   *activity,
                                 const char   *port,
                                 gboolean      is_input,
                                 FfPoint       at);
void  ff_canvas_ask_after       (FfCanvas     *self,
                                 const char   *id,            /* an activity or a transition */
                                 const char   *port);         /* nullable: any */
void  ff_canvas_ask_connect     (FfCanvas     *self,
                                 const char   *activity);
void  ff_canvas_ask_disconnect  (FfCanvas     *self,
                                 const char   *activity);
gboolean ff_canvas_can_connect  (FfCanvas     *self,
                                 const char   *activity);
/* Adds at once: after the selection, or in the middle of the view. */
void  ff_canvas_insert          (FfCanvas     *self,
                                 const char   *type);

/* ff-canvas-menus.c */
void  ff_canvas_open_menu       (FfCanvas     *self,
                                 const char   *id,            /* nullable: the canvas itself */
                                 FfPoint       at);           /* of the view */

/* ff-canvas-clipboard.c */
void  ff_canvas_copy            (FfCanvas     *self,
                                 const char *const *ids);
void  ff_canvas_duplicate       (FfCanvas     *self,
                                 const char *const *ids);
void  ff_canvas_paste           (FfCanvas     *self);

/* What a command is about: the selection, else what has the focus. NULL-terminated; caller frees. */
char **ff_canvas_dup_targets    (FfCanvas     *self);
void   ff_canvas_tell           (FfCanvas     *self,
                                 const char   *text);

G_END_DECLS
