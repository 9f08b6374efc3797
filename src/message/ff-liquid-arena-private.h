#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Memory that is given back all at once: of one compiled template, or of one
 * render. Not for several threads at a time. */

typedef struct _FfLiquidChunk FfLiquidChunk;

typedef struct
{
  FfLiquidChunk *chunks;
  char          *next;   /* free memory of the newest chunk */
  gsize          n_free;
  gsize          n_used; /* all bytes handed out */
  gsize          n_max;  /* 0: no limit; small pieces are given beyond it too */
  gboolean       is_over;
} FfLiquidArena;

/* A text that grows in an arena. When it would pass the arena's limit it
 * stops growing and the arena is over. */
typedef struct
{
  FfLiquidArena *arena;
  char          *data;
  gsize          length;
  gsize          capacity;
} FfLiquidBuilder;

/* Aligned for every type; not cleared. */
gpointer  ff_liquid_arena_alloc   (FfLiquidArena *self,
                                   gsize          n_bytes);
gpointer  ff_liquid_arena_alloc0  (FfLiquidArena *self,
                                   gsize          n_bytes);
char     *ff_liquid_arena_strndup (FfLiquidArena *self,
                                   const char    *text,
                                   gsize          length);
/* Copies @n_elements of a GArray-like buffer; NULL when there are none. */
gpointer  ff_liquid_arena_memdup  (FfLiquidArena *self,
                                   gconstpointer  data,
                                   gsize          n_bytes);
/* Lends @buffer as the first chunk; it must outlive the arena. */
void      ff_liquid_arena_lend    (FfLiquidArena *self,
                                   gpointer       buffer,
                                   gsize          n_bytes);
void      ff_liquid_arena_clear   (FfLiquidArena *self);

/* Whether @n_bytes more are within the limit; if not, the arena is over. */
gboolean  ff_liquid_arena_can     (FfLiquidArena *self,
                                   gsize          n_bytes);

void      ff_liquid_builder_add   (FfLiquidBuilder *self,
                                   const char      *text,
                                   gsize            length);
void      ff_liquid_builder_add_c (FfLiquidBuilder *self,
                                   char             c);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FfLiquidArena, ff_liquid_arena_clear)

G_END_DECLS
