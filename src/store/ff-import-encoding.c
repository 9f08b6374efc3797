/* What encoding a file has, from its first bytes: by its mark, by what is
 * valid, and where several are, by what people write. Pure; any thread.
 *
 * The three that have no mark are told apart by where their usual characters
 * stand: Korean text is nearly all among the 2,350 syllables of KS X 1001,
 * Chinese text among the frequent characters of Big5, and what is neither is
 * Windows-1252, whose letters are single bytes among ASCII. */

#include "store/ff-import-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const FfEncoding encodings[] = {
  { "utf-8",        N_("Unicode (UTF-8)") },
  { "utf-16le",     N_("Unicode (UTF-16, little-endian)") },
  { "utf-16be",     N_("Unicode (UTF-16, big-endian)") },
  { "windows-1252", N_("Western (Windows-1252)") },
  { "cp949",        N_("Korean (CP949)") },
  { "big5",         N_("Traditional Chinese (Big5)") },
};

static const struct
{
  const char *encoding;
  const char *bytes;
  gsize       n;
} marks[] = {
  { "utf-8", "\xef\xbb\xbf", 3 },
  { "utf-16le", "\xff\xfe", 2 },
  { "utf-16be", "\xfe\xff", 2 },
};

/* The share of characters that must be usual ones. */
#define USUAL 0.7

/**
 * ff_encodings_get:
 * @out_n: (out): their number
 *
 * Returns: (transfer none): what is found out by itself, for a list to choose from
 */
const FfEncoding *
ff_encodings_get (guint *out_n)
{
  *out_n = G_N_ELEMENTS (encodings);

  return encodings;
}

/**
 * ff_import_measure_bom:
 *
 * Returns: the bytes of the mark that @bytes begin with, if it is one of @encoding
 */
gsize
ff_import_measure_bom (const guint8 *bytes,
                       gsize         n,
                       const char   *encoding)
{
  for (guint m = 0; m < G_N_ELEMENTS (marks); m++)
    if (n >= marks[m].n && memcmp (bytes, marks[m].bytes, marks[m].n) == 0 &&
        g_ascii_strcasecmp (encoding, marks[m].encoding) == 0)
      return marks[m].n;

  return 0;
}

/* ASCII in UTF-16 has a zero in every other byte, and text without one has none at all. */
static const char *
find_utf16 (const guint8 *bytes,
            gsize         n)
{
  gsize n_zeros[2] = { 0, 0 };

  for (gsize i = 0; i < n; i++)
    n_zeros[i % 2] += bytes[i] == 0;

  if (n_zeros[1] > n / 10 && n_zeros[1] > 8 * n_zeros[0])
    return "utf-16le";
  if (n_zeros[0] > n / 10 && n_zeros[0] > 8 * n_zeros[1])
    return "utf-16be";

  return NULL;
}

static gboolean
is_utf8 (const guint8 *bytes,
         gsize         n,
         gboolean      is_cut)
{
  const char *end = NULL;
  gsize left;

  if (g_utf8_validate_len ((const char *) bytes, n, &end))
    return TRUE;

  /* A character that the cut parts. */
  left = (gsize) ((const char *) bytes + n - end);

  return is_cut && left < 4 && g_utf8_get_char_validated (end, (gssize) left) == (gunichar) -2;
}

typedef struct
{
  gsize n;         /* characters of two bytes */
  gsize n_usual;
  gsize n_broken;
} Look;

static gboolean
is_usual_korean (guint8 lead,
                 guint8 trail)
{
  return lead >= 0xb0 && lead <= 0xc8 && trail >= 0xa1;
}

static gboolean
is_korean (guint8 lead,
           guint8 trail)
{
  return lead >= 0x81 && lead <= 0xfe &&
         ((trail >= 0x41 && trail <= 0x5a) || (trail >= 0x61 && trail <= 0x7a) || (trail >= 0x81 && trail <= 0xfe)) &&
         (lead <= 0xc6 || trail >= 0xa1);
}

/* The frequent characters, and the signs before them. */
static gboolean
is_usual_chinese (guint8 lead,
                  guint8 trail)
{
  return lead >= 0xa1 && lead <= 0xc6;
}

static gboolean
is_chinese (guint8 lead,
            guint8 trail)
{
  return lead >= 0x81 && lead <= 0xfe && ((trail >= 0x40 && trail <= 0x7e) || (trail >= 0xa1 && trail <= 0xfe));
}

static Look
look (const guint8 *bytes,
      gsize         n,
      gboolean    (*is_pair) (guint8, guint8),
      gboolean    (*is_usual) (guint8, guint8))
{
  Look seen = { 0 };

  for (gsize i = 0; i < n; i++)
    {
      if (bytes[i] < 0x80)
        continue;

      /* The last byte may be the first half of a pair. */
      if (i + 1 == n)
        break;

      if (!is_pair (bytes[i], bytes[i + 1]))
        {
          seen.n_broken++;
          continue;
        }

      seen.n++;
      seen.n_usual += is_usual (bytes[i], bytes[i + 1]);
      i++;
    }

  return seen;
}

/* A few broken characters do not make another encoding of it. */
static gboolean
is_likely (Look seen)
{
  return seen.n > 0 && seen.n_broken * 50 <= seen.n && (double) seen.n_usual >= USUAL * (double) seen.n;
}

/**
 * ff_import_find_encoding:
 * @bytes: the beginning of a file
 * @is_cut: whether it goes on
 * @out_bom: (out) (nullable): bytes of its mark
 *
 * Returns: (transfer none): an id of ff_encodings_get()
 */
const char *
ff_import_find_encoding (const guint8 *bytes,
                         gsize         n,
                         gboolean      is_cut,
                         gsize        *out_bom)
{
  const char *utf16;

  for (guint m = 0; m < G_N_ELEMENTS (marks); m++)
    {
      gsize bom = ff_import_measure_bom (bytes, n, marks[m].encoding);

      if (out_bom != NULL)
        *out_bom = bom;
      if (bom > 0)
        return marks[m].encoding;
    }

  utf16 = find_utf16 (bytes, n);
  if (utf16 != NULL)
    return utf16;
  if (is_utf8 (bytes, n, is_cut))
    return "utf-8";
  if (is_likely (look (bytes, n, is_korean, is_usual_korean)))
    return "cp949";
  if (is_likely (look (bytes, n, is_chinese, is_usual_chinese)))
    return "big5";

  return "windows-1252";
}
