/* Memory that is given back all at once. The compiler keeps a template's tree
 * in one arena, each render its values in another. */

#include "message/ff-liquid-arena-private.h"

#include <string.h>

#define CHUNK_SIZE 8192

struct _FfLiquidChunk
{
  FfLiquidChunk *older;
  gint64         bytes[];
};

gpointer
ff_liquid_arena_alloc (FfLiquidArena *self,
                       gsize          n_bytes)
{
  gsize n_rounded = (n_bytes + 7) & ~(gsize) 7;
  char *result;

  g_assert (n_bytes < G_MAXSIZE / 2);
  self->n_used += n_rounded;
  if (self->n_max > 0 && self->n_used > self->n_max)
    self->is_over = TRUE;

  if (n_rounded > self->n_free)
    {
      gsize n_chunk = MAX (n_rounded, CHUNK_SIZE);
      FfLiquidChunk *chunk = g_malloc (sizeof (FfLiquidChunk) + n_chunk);

      chunk->older = self->chunks;
      self->chunks = chunk;

      /* A large piece has its own chunk; small ones go on in the one before. */
      if (n_rounded > CHUNK_SIZE / 2)
        return chunk->bytes;

      self->next = (char *) chunk->bytes;
      self->n_free = n_chunk;
    }

  result = self->next;
  self->next += n_rounded;
  self->n_free -= n_rounded;

  return result;
}

gpointer
ff_liquid_arena_alloc0 (FfLiquidArena *self,
                        gsize          n_bytes)
{
  return memset (ff_liquid_arena_alloc (self, n_bytes), 0, n_bytes);
}

char *
ff_liquid_arena_strndup (FfLiquidArena *self,
                         const char    *text,
                         gsize          length)
{
  char *copy = ff_liquid_arena_alloc (self, length + 1);

  if (length > 0)
    memcpy (copy, text, length);
  copy[length] = '\0';

  return copy;
}

gpointer
ff_liquid_arena_memdup (FfLiquidArena *self,
                        gconstpointer  data,
                        gsize          n_bytes)
{
  if (n_bytes == 0)
    return NULL;

  return memcpy (ff_liquid_arena_alloc (self, n_bytes), data, n_bytes);
}

void
ff_liquid_arena_lend (FfLiquidArena *self,
                      gpointer       buffer,
                      gsize          n_bytes)
{
  g_assert (self->chunks == NULL && self->next == NULL);

  self->next = buffer;
  self->n_free = n_bytes & ~(gsize) 7;
}

void
ff_liquid_arena_clear (FfLiquidArena *self)
{
  while (self->chunks != NULL)
    {
      FfLiquidChunk *older = self->chunks->older;

      g_free (self->chunks);
      self->chunks = older;
    }

  self->next = NULL;
  self->n_free = 0;
  self->n_used = 0;
}

gboolean
ff_liquid_arena_can (FfLiquidArena *self,
                     gsize          n_bytes)
{
  if (self->n_max > 0 && (n_bytes > self->n_max || self->n_used > self->n_max - n_bytes))
    self->is_over = TRUE;

  return !self->is_over;
}

static gboolean
grow (FfLiquidBuilder *self,
      gsize            n_more)
{
  gsize capacity = MAX (self->capacity * 2, self->length + n_more + 64);
  char *data;

  if (!ff_liquid_arena_can (self->arena, capacity))
    return FALSE;

  data = ff_liquid_arena_alloc (self->arena, capacity);
  if (self->length > 0)
    memcpy (data, self->data, self->length);
  self->data = data;
  self->capacity = capacity;

  return TRUE;
}

void
ff_liquid_builder_add (FfLiquidBuilder *self,
                       const char      *text,
                       gsize            length)
{
  if (length == 0 || (length > self->capacity - self->length && !grow (self, length)))
    return;

  memcpy (self->data + self->length, text, length);
  self->length += length;
}

void
ff_liquid_builder_add_c (FfLiquidBuilder *self,
                         char             c)
{
  ff_liquid_builder_add (self, &c, 1);
}
