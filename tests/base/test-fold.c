/* Folding against what PostgreSQL 15 answers through ICU's root locale. */

#include "base/ff-fold.h"

#include <string.h>

#include "base/ff-hash.h"

typedef struct
{
  const char *what;
  const char *text;
  const char *folded;
} Case;

static const Case cases[] = {
  { "empty",             "",                 "" },
  { "ascii",             "Jane.DOE@Example.COM", "jane.doe@example.com" },
  { "latin",             "SÃO PAULO, ÉÉN",   "são paulo, één" },
  { "dotted-i",          "İSTANBUL",         "i\xcc\x87stanbul" },
  { "dotless-i",         "Iı",               "iı" },
  { "final-sigma",       "ΟΔΥΣΣΕΥΣ",         "οδυσσευσ" },
  { "written-sigma",     "Οδυσσεύς",         "οδυσσεύσ" },
  { "sharp-s",           "STRAßE ẞ",         "straße ß" },
  { "title-case",        "ǅ ǈ ǋ ǲ",          "ǆ ǉ ǌ ǳ" },
  { "ligature",          "ﬃ",                "ﬃ" },
  { "decomposed",        "E\xcc\x81",        "e\xcc\x81" },
  { "kelvin",            "\xe2\x84\xaa",     "k" },
  { "georgian",          "ᲐᲑ",               "აბ" },
  { "cherokee",          "Ꭰ",                "ꭰ" },
  { "beyond-16-bit",     "𐐀𞤀",              "𐐨𞤢" },
  { "no-case",           "안녕 你好 😀",      "안녕 你好 😀" },
  { "bad-bytes",         "A\xff\xc3Z\xe2\x82", "a\xff\xc3z\xe2\x82" },
};

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autofree char *bytes = g_memdup2 (c->text, strlen (c->text));
  g_autofree char *folded = ff_fold_lower (c->text, -1);
  g_autofree char *by_length = ff_fold_lower (bytes, (gssize) strlen (c->text));
  g_autofree char *again = ff_fold_lower (folded, -1);

  g_assert_cmpstr (folded, ==, c->folded);
  g_assert_cmpstr (by_length, ==, c->folded);
  g_assert_cmpstr (again, ==, c->folded);
}

/* SELECT count (*), hashtextextended (string_agg (c || f, '' ORDER BY n) COLLATE "C", 0)
 * over every code point n but 0 and surrogates, where c = chr (n),
 * f = replace (lower (c COLLATE "und-x-icu"), 'ς', 'σ') and c <> f. */
static void
test_every_character (void)
{
  g_autoptr (GString) changed = g_string_new (NULL);
  guint n_changed = 0;

  for (gunichar c = 1; c <= 0x10ffff; c++)
    {
      char text[7] = { 0 };
      g_autofree char *folded = NULL;

      if (c >= 0xd800 && c <= 0xdfff)
        continue;

      g_unichar_to_utf8 (c, text);
      folded = ff_fold_lower (text, -1);
      if (strcmp (text, folded) == 0)
        continue;

      g_string_append (changed, text);
      g_string_append (changed, folded);
      n_changed++;
    }

  g_assert_cmpint (n_changed, ==, 1434);
  g_assert_cmphex (ff_hash_text (changed->str, (gssize) changed->len, 0), ==, 0x08ad31f24839268d);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/base/fold/%s", cases[i].what);

      g_test_add_data_func (path, &cases[i], test_case);
    }

  g_test_add_func ("/base/fold/every-character", test_every_character);

  return g_test_run ();
}
