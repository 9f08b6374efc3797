/* Patterns and likes: what they match, where they are wrong, and random ones
 * against GRegex, with time that does not explode. */

#include "base/ff-pattern.h"

#include <string.h>

typedef struct
{
  const char *what;
  const char *pattern;
  const char *matched;     /* texts, parted by | */
  const char *not_matched;
} Case;

static const Case patterns[] = {
  { "empty-branch",  "a(|b)c",           "ac|xabcx",           "abbc|" },
  { "anywhere",      "ell",              "hello|Hell",         "HELL|el" },
  { "anchored",      "^ell$",            "ell",                "hello|ell\n|\nell" },
  { "point",         "^a.c$",            "abc|a\nc|aßc|a😀c",  "ac|abbc" },
  { "star",          "^ab*c$",           "ac|abc|abbbc",       "adc" },
  { "plus",          "^ab+c$",           "abc|abbc",           "ac" },
  { "question",      "^ab?c$",           "ac|abc",             "abbc" },
  { "times",         "^a{2}$",           "aa",                 "a|aaa" },
  { "at-least",      "^a{2,}$",          "aa|aaaaa",           "a" },
  { "from-to",       "^a{2,3}$",         "aa|aaa",             "a|aaaa" },
  { "none",          "^a{0}b$",          "b",                  "ab" },
  { "choice",        "^(gold|silver)$",  "gold|silver",        "golds|old" },
  { "choice-ends",   "^a|b$",            "ax|xb",              "xa|bx" },
  { "class",         "^[a-cx]$",         "a|b|c|x",            "d|ab|A" },
  { "not-class",     "^[^a-c]$",         "d|\n|é",             "a|b" },
  { "class-signs",   "^[a\\-\\]^.*-]+$", "a-]^.*",             "b|\\" },
  { "class-named",   "^[\\d\\s]+$",      "1 2\t3",             "x|_" },
  { "digit",         "^\\d$",            "0|9",                "a|٣" },
  { "word",          "^\\w+$",           "Az_09",              "é|-" },
  { "space",         "^\\s$",            " |\t|\v|\r",         "x|\xc2\xa0" },
  { "escaped",       "^\\.\\*\\(\\\\$",  ".*(\\",              "x*(\\" },
  { "unicode-range", "^[가-힣]+$",       "안녕",               "abc" },
  { "nested",        "^((ab)+c?)*$",     "|abab|abcab|abcabc", "ac|abb" },
  { "nested-empty",  "^(a*)*$",          "|aaa",               "b" },
  { "start-inside",  "a^b",              "",                   "ab|a\nb" },
  { "in-brackets",   "^[[]$",            "[",                  "a" },
};

static const Case likes[] = {
  { "all",        "%",            "|a|a\nb",        NULL },
  { "one",        "_",            "a|é|😀|\n",      "|ab" },
  { "as-typed",   "gold",         "gold",           "Gold|golds|xgold" },
  { "inside",     "%o_d%",        "gold|xoldx|o\nd", "od|o" },
  { "escaped",    "100\\%",       "100%",           "100|100x" },
  { "escapes",    "\\_\\\\%",     "_\\|_\\x",       "x\\|_" },
  { "no-pattern", "a.*[b]$",      "a.*[b]$",        "ab|axb" },
};

static void
check (FfPattern  *pattern,
       const char *texts,
       gboolean    expected)
{
  g_auto (GStrv) list = g_strsplit (texts, "|", -1);

  for (guint i = 0; list[i] != NULL; i++)
    if (ff_pattern_matches (pattern, list[i], strlen (list[i])) != expected)
      {
        g_test_message ("“%s”", list[i]);
        g_test_fail ();
      }
}

static void
test_case (const Case *c,
           gboolean    is_like)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FfPattern) pattern = is_like ? ff_pattern_new_like (c->pattern, &error) : ff_pattern_new (c->pattern, &error);

  g_assert_no_error (error);
  if (*c->matched != '\0')
    check (pattern, c->matched, TRUE);
  if (c->not_matched != NULL)
    check (pattern, c->not_matched, FALSE);
}

static void
test_pattern (gconstpointer data)
{
  test_case (data, FALSE);
}

static void
test_like (gconstpointer data)
{
  test_case (data, TRUE);
}

typedef struct
{
  const char *what;
  const char *pattern;
  const char *words;
} Wrong;

static const Wrong wrongs[] = {
  { "open-group",      "ab(c",          "The “(” at character 3" },
  { "closed-group",    "äb)c",          "at character 3 of the pattern closes nothing" },
  { "open-class",      "x[ab",          "The “[” at character 2" },
  { "empty-class",     "x[]",           "at character 2 of the pattern hold nothing" },
  { "posix-class",     "[[:alpha:]]",   "The “[” at character 2 of the pattern names a class" },
  { "turned-range",    "[z-a]",         "The range at character 2" },
  { "range-of-class",  "[a-\\d]",       "The range at character 2" },
  { "closing-class",   "a]",            "at character 2 of the pattern closes nothing" },
  { "closing-repeat",  "a}",            "at character 2 of the pattern closes nothing" },
  { "first-repeat",    "*a",            "Nothing stands before the repeat at character 1" },
  { "repeat-of-group", "(+a)",          "Nothing stands before the repeat at character 2" },
  { "repeat-of-start", "^*",            "The repeat at character 2" },
  { "lazy",            "a*?",           "Two repeats follow each other at character 2" },
  { "bad-repeat",      "a{2",           "The repeat at character 2" },
  { "turned-repeat",   "a{3,2}",        "The repeat at character 2" },
  { "large-repeat",    "a{256}",        "numbers up to 255" },
  { "no-repeat",       "a{x}",          "The repeat at character 2" },
  { "multiplied",      "((a{250}){250}){250}", "multiply to too much" },
  { "look-ahead",      "(?=a)",         "Nothing stands before the repeat at character 2" },
  { "back-reference",  "(a)\\1",        "The backslash at character 4" },
  { "other-class",     "\\D",           "The backslash at character 1" },
  { "last-backslash",  "ab\\",          "The backslash at character 3 of the pattern stands before nothing" },
};

static void
test_wrong (gconstpointer data)
{
  const Wrong *wrong = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FfPattern) pattern = ff_pattern_new (wrong->pattern, &error);

  g_assert_null (pattern);
  g_assert_true (error->domain == FF_PATTERN_ERROR);
  if (strstr (error->message, wrong->words) == NULL)
    g_error ("%s", error->message);
}

static void
test_wrong_like (void)
{
  static const char *const bad[] = { "\\", "ab\\c", "%\\" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (ff_pattern_new_like (bad[i], &error));
      g_assert_error (error, FF_PATTERN_ERROR, FF_PATTERN_ERROR_SYNTAX);
    }
}

static void
test_depth (void)
{
  g_autofree char *open = g_strnfill (100000, '(');
  g_autoptr (GError) error = NULL;

  g_assert_null (ff_pattern_new (open, &error));
  g_assert_error (error, FF_PATTERN_ERROR, FF_PATTERN_ERROR_TOO_LARGE);
}

/* A matcher that tries one way after the other would need longer than there is time. */
static void
test_linear (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FfPattern) pattern = ff_pattern_new ("(a*)*(a|aa)+(a?){200}b", &error);
  g_autofree char *text = g_strnfill (20000, 'a');

  g_assert_no_error (error);
  g_assert_false (ff_pattern_matches (pattern, text, strlen (text)));
}

static void
test_are (void)
{
  static const char *const pairs[][2] = {
    { "a.b",          "(?:a.b)" },
    { "^[^\\w-]{2,}$", "(?:^[^0-9A-Z\\_a-z\\-]{2,}$)" },
    { "(a|)+\\.é?",   "(?:(?:a|){1,}\\.é{0,1})" },
    { "***:a",        NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autoptr (FfPattern) pattern = ff_pattern_new (pairs[i][0], NULL);
      g_autofree char *are = pattern != NULL ? ff_pattern_print_are (pattern) : NULL;

      g_assert_cmpstr (are, ==, pairs[i][1]);
    }
}

static void
add_random (GRand   *rand,
            GString *text,
            guint    depth)
{
  static const char *const atoms[] = { "a", "b", "c", "é", ".", "[ab]", "[^a]", "[a-c]", "\\.", "^", "$", "", "x" };
  static const char *const repeats[] = { "*", "+", "?", "{2}", "{1,3}", "{0,1}", "{2,}" };
  guint n = (guint) g_rand_int_range (rand, 1, 4);

  for (guint i = 0; i < n; i++)
    {
      guint choice = (guint) g_rand_int_range (rand, 0, G_N_ELEMENTS (atoms) + (depth > 0 ? 4 : 0));
      gboolean may_repeat = TRUE;

      if (i > 0 && g_rand_int_range (rand, 0, 5) == 0)
        g_string_append_c (text, '|');

      if (choice < G_N_ELEMENTS (atoms))
        {
          g_string_append (text, atoms[choice]);
          may_repeat = strcmp (atoms[choice], "^") != 0 && strcmp (atoms[choice], "$") != 0 && *atoms[choice] != '\0';
        }
      else
        {
          g_string_append_c (text, '(');
          add_random (rand, text, depth - 1);
          g_string_append_c (text, ')');
        }

      if (may_repeat && g_rand_int_range (rand, 0, 3) == 0)
        g_string_append (text, repeats[g_rand_int_range (rand, 0, G_N_ELEMENTS (repeats))]);
    }
}

static void
test_random (void)
{
  static const char *const letters[] = { "a", "b", "c", "é", ".", "\n", "x" };
  const guint seed = g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  guint n_matched = 0;

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < 3000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (FfPattern) pattern = NULL;
      g_autoptr (GRegex) regex = NULL;
      g_autoptr (GRegex) printed = NULL;
      g_autofree char *are = NULL;

      add_random (rand, text, 2);
      pattern = ff_pattern_new (text->str, &error);
      g_assert_no_error (error);
      are = ff_pattern_print_are (pattern);
      regex = g_regex_new (text->str, G_REGEX_DOTALL | G_REGEX_DOLLAR_ENDONLY, 0, &error);
      g_assert_no_error (error);
      printed = g_regex_new (are, G_REGEX_DOTALL | G_REGEX_DOLLAR_ENDONLY, 0, &error);
      g_assert_no_error (error);

      for (guint t = 0; t < 20; t++)
        {
          g_autoptr (GString) subject = g_string_new (NULL);
          gboolean expected;

          for (gint n = g_rand_int_range (rand, 0, 8); n > 0; n--)
            g_string_append (subject, letters[g_rand_int_range (rand, 0, G_N_ELEMENTS (letters))]);

          expected = g_regex_match (regex, subject->str, 0, NULL);
          n_matched += expected;
          if (ff_pattern_matches (pattern, subject->str, subject->len) != expected ||
              g_regex_match (printed, subject->str, 0, NULL) != expected)
            g_error ("“%s” on “%s”: expected %d, printed “%s”", text->str, subject->str, expected, are);
        }
    }

  g_assert_cmpuint (n_matched, >, 10000);
}

static void
add_cases (const char    *folder,
           const Case    *cases,
           guint          n,
           GTestDataFunc  func)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *path = g_strdup_printf ("/base/pattern/%s/%s", folder, cases[i].what);

      g_test_add_data_func (path, &cases[i], func);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add_cases ("pattern", patterns, G_N_ELEMENTS (patterns), test_pattern);
  add_cases ("like", likes, G_N_ELEMENTS (likes), test_like);
  for (guint i = 0; i < G_N_ELEMENTS (wrongs); i++)
    {
      g_autofree char *path = g_strdup_printf ("/base/pattern/wrong/%s", wrongs[i].what);

      g_test_add_data_func (path, &wrongs[i], test_wrong);
    }
  g_test_add_func ("/base/pattern/wrong-like", test_wrong_like);
  g_test_add_func ("/base/pattern/depth", test_depth);
  g_test_add_func ("/base/pattern/linear", test_linear);
  g_test_add_func ("/base/pattern/are", test_are);
  g_test_add_func ("/base/pattern/random", test_random);

  return g_test_run ();
}
