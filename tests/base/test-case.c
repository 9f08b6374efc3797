/* Case mapping against what PostgreSQL 15 answers through ICU's root locale. */

#include "base/ff-case.h"

#include <string.h>

#include "base/ff-hash.h"

typedef char *(*Map) (const char *text);

typedef struct
{
  const char *what;
  Map         map;
  const char *text;
  const char *mapped;
} Case;

static const Case cases[] = {
  { "lower/empty",         ff_case_lower, "",               "" },
  { "lower/latin",         ff_case_lower, "SÃO Paulo",      "são paulo" },
  { "lower/final-sigma",   ff_case_lower, "ΟΔΥΣΣΕΥΣ ς",     "οδυσσευσ ς" },
  { "lower/dotted-i",      ff_case_lower, "İ",              "i\xcc\x87" },
  { "upper/empty",         ff_case_upper, "",               "" },
  { "upper/latin",         ff_case_upper, "são Paulo",      "SÃO PAULO" },
  { "upper/sharp-s",       ff_case_upper, "Straße",         "STRASSE" },
  { "upper/dotless-i",     ff_case_upper, "iı",             "II" },
  { "upper/ligature",      ff_case_upper, "ﬃ",              "FFI" },
  { "upper/sigma",         ff_case_upper, "οδός",           "ΟΔΌΣ" },
  { "upper/digraph",       ff_case_upper, "ǆǅ",             "ǄǄ" },
  { "upper/georgian",      ff_case_upper, "აბ",             "ᲐᲑ" },
  { "upper/beyond-16-bit", ff_case_upper, "𐐨𞤢",            "𐐀𞤀" },
  { "upper/no-case",       ff_case_upper, "안녕 你好 😀 1", "안녕 你好 😀 1" },
  { "title/empty",         ff_case_title, "",               "" },
  { "title/words",         ff_case_title, "anne-MARIE o'NEIL", "Anne-Marie O'neil" },
  { "title/white-space",   ff_case_title, " a\tb\nc  d",    " A\tB\nC  D" },
  { "title/sharp-s",       ff_case_title, "ßa Aß",          "Ssa Aß" },
  { "title/digraph",       ff_case_title, "ǆǆ",             "ǅǆ" },
  { "title/georgian",      ff_case_title, "აბ ᲐᲑ",          "აბ Აბ" },
  { "title/digits",        ff_case_title, "2nd floor",      "2nd Floor" },
};

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autofree char *mapped = c->map (c->text);

  g_assert_cmpstr (mapped, ==, c->mapped);
}

/* SELECT count (*), hashtextextended (string_agg (c || f, '' ORDER BY n) COLLATE "C", 0)
 * over every code point n but 0 and surrogates, where c = chr (n), c <> f, and f is
 * lower (replace (c, 'Σ', 'σ') COLLATE "und-x-icu"), upper (c …) or initcap (c …). */
static const struct
{
  const char *what;
  Map         map;
  guint       n_changed;
  guint64     hash;
} every[] = {
  { "lower/every", ff_case_lower, 1433, 0xb285230030f4f139 },
  { "upper/every", ff_case_upper, 1525, 0x14f76ecb7c180323 },
  { "title/every", ff_case_title, 1451, 0xbfb8c01a08b4e45f },
};

static void
test_every_character (gconstpointer data)
{
  const guint which = GPOINTER_TO_UINT (data);
  g_autoptr (GString) changed = g_string_new (NULL);
  guint n_changed = 0;

  for (gunichar c = 1; c <= 0x10ffff; c++)
    {
      char text[7] = { 0 };
      g_autofree char *mapped = NULL;

      if (c >= 0xd800 && c <= 0xdfff)
        continue;

      g_unichar_to_utf8 (c, text);
      mapped = every[which].map (text);
      if (strcmp (text, mapped) == 0)
        continue;

      g_string_append (changed, text);
      g_string_append (changed, mapped);
      n_changed++;
    }

  g_assert_cmpint (n_changed, ==, every[which].n_changed);
  g_assert_cmphex (ff_hash_text (changed->str, (gssize) changed->len, 0), ==, every[which].hash);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/base/case/%s", cases[i].what);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  for (guint i = 0; i < G_N_ELEMENTS (every); i++)
    {
      g_autofree char *path = g_strdup_printf ("/base/case/%s", every[i].what);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_every_character);
    }

  return g_test_run ();
}
