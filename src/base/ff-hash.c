/* The keyed hash behind everything random. Bob Jenkins's lookup3 (public
 * domain), with the initial values and the seeding that PostgreSQL publishes
 * as hashint8extended and hashtextextended. Pure functions, any thread. */

#include "base/ff-hash.h"

#include <string.h>

typedef struct
{
  guint32 a, b, c;
} State;

static inline guint32
rotate (guint32 word,
        guint   bits)
{
  return (word << bits) | (word >> (32 - bits));
}

static inline void
mix (State *s)
{
  s->a -= s->c; s->a ^= rotate (s->c, 4);  s->c += s->b;
  s->b -= s->a; s->b ^= rotate (s->a, 6);  s->a += s->c;
  s->c -= s->b; s->c ^= rotate (s->b, 8);  s->b += s->a;
  s->a -= s->c; s->a ^= rotate (s->c, 16); s->c += s->b;
  s->b -= s->a; s->b ^= rotate (s->a, 19); s->a += s->c;
  s->c -= s->b; s->c ^= rotate (s->b, 4);  s->b += s->a;
}

static inline guint64
finish (State *s)
{
  s->c ^= s->b; s->c -= rotate (s->b, 14);
  s->a ^= s->c; s->a -= rotate (s->c, 11);
  s->b ^= s->a; s->b -= rotate (s->a, 25);
  s->c ^= s->b; s->c -= rotate (s->b, 16);
  s->a ^= s->c; s->a -= rotate (s->c, 4);
  s->b ^= s->a; s->b -= rotate (s->a, 14);
  s->c ^= s->b; s->c -= rotate (s->b, 24);

  return (guint64) s->b << 32 | s->c;
}

static inline State
start (guint32 n_bytes,
       guint64 seed)
{
  const guint32 first = 0x9e3779b9u + n_bytes + 3923095u;
  State s = { first, first, first };

  if (seed != 0)
    {
      s.a += (guint32) (seed >> 32);
      s.b += (guint32) seed;
      mix (&s);
    }

  return s;
}

/* Up to four bytes as a little-endian word, so that every machine agrees. */
static inline guint32
read_word (const guint8 *bytes,
           gsize         n_bytes)
{
  guint32 word = 0;

  for (gsize i = 0; i < MIN (n_bytes, 4); i++)
    word |= (guint32) bytes[i] << (8 * i);

  return word;
}

/**
 * ff_hash_integer:
 * @key: an integer key
 * @seed: makes this use independent of every other
 *
 * Returns: PostgreSQL's hashint8extended (@key, @seed) as its unsigned bits
 */
guint64
ff_hash_integer (gint64  key,
                 guint64 seed)
{
  const guint32 low = (guint32) key;
  const guint32 high = (guint32) ((guint64) key >> 32);
  State s = start (sizeof (guint32), seed);

  /* Small keys hash as they would in 32 bits, of either sign. */
  s.a += low ^ (key >= 0 ? high : ~high);

  return finish (&s);
}

/**
 * ff_hash_text:
 * @key: the bytes of a text
 * @length: their number, or -1 when NUL-terminated
 * @seed: makes this use independent of every other
 *
 * Returns: PostgreSQL's hashtextextended (@key COLLATE "C", @seed) as its
 *   unsigned bits
 */
guint64
ff_hash_text (const char *key,
              gssize      length,
              guint64     seed)
{
  const guint8 *bytes = (const guint8 *) key;
  gsize left;
  State s;

  g_return_val_if_fail (key != NULL || length == 0, 0);

  left = length < 0 ? strlen (key) : (gsize) length;
  s = start ((guint32) left, seed);

  for (; left >= 12; left -= 12, bytes += 12)
    {
      s.a += read_word (bytes, 4);
      s.b += read_word (bytes + 4, 4);
      s.c += read_word (bytes + 8, 4);
      mix (&s);
    }

  /* The lowest byte of the last word is the length's. */
  if (left > 8)
    s.c += read_word (bytes + 8, left - 8) << 8;
  if (left > 4)
    s.b += read_word (bytes + 4, left - 4);
  if (left > 0)
    s.a += read_word (bytes, left);

  return finish (&s);
}

/**
 * ff_hash_seed:
 * @text: a seed as a document holds it
 *
 * Returns: the number that the other functions take
 */
guint64
ff_hash_seed (const char *text)
{
  return ff_hash_text (text, -1, 0);
}
