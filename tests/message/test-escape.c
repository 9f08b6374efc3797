/* Each way to escape, and what must not get through it. */

#include "message/ff-escape.h"

#include <string.h>

typedef struct
{
  const char *what;
  FfEscape    escape;
  const char *text;
  const char *escaped;
} Case;

static const Case cases[] = {
  { "none",            FF_ESCAPE_NONE,     "<&>",                       "<&>" },
  { "html",            FF_ESCAPE_HTML,     "<a b=\"c\" d='e'>&amp;",    "&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;amp;" },
  { "html-unicode",    FF_ESCAPE_HTML,     "김 é 🙂",                   "김 é 🙂" },
  { "html-lines",      FF_ESCAPE_HTML,     "a\tb\r\nc",                 "a\tb\r\nc" },
  { "html-control",    FF_ESCAPE_HTML,     "a\001\013\033b",            "ab" },
  { "url",             FF_ESCAPE_URL,      "https://a.b/c d?e=f&g=h#i", "https://a.b/c%20d?e=f&g=h#i" },
  { "url-encoded",     FF_ESCAPE_URL,      "/a%20b%2",                  "/a%20b%252" },
  { "url-quotes",      FF_ESCAPE_URL,      "/\"'<>()`\\",               "/%22%27%3C%3E%28%29%60%5C" },
  { "url-unicode",     FF_ESCAPE_URL,      "/é",                        "/%C3%A9" },
  { "url-mail",        FF_ESCAPE_URL,      "mailto:a@b.example",        "mailto:a@b.example" },
  { "url-relative",    FF_ESCAPE_URL,      "a/b:c",                     "a/b:c" },
  { "url-host",        FF_ESCAPE_URL,      "//a.b/c",                   "//a.b/c" },
  { "url-upper",       FF_ESCAPE_URL,      "HTTPS://A",                 "HTTPS://A" },
  { "url-script",      FF_ESCAPE_URL,      "JavaScript:alert(1)",       "#" },
  { "url-data",        FF_ESCAPE_URL,      "data:text/html,x",          "#" },
  { "url-vbscript",    FF_ESCAPE_URL,      "vbscript:x",                "#" },
  { "url-hidden",      FF_ESCAPE_URL,      "\001javascript:x",          "#" },
  { "url-line",        FF_ESCAPE_URL,      "java\nscript:x",            "#" },
  { "url-empty",       FF_ESCAPE_URL,      "",                          "" },
  { "rest",            FF_ESCAPE_URL_REST, "javascript:x/y?z",          "javascript%3Ax/y?z" },
  { "part",            FF_ESCAPE_URL_PART, "a b&c=d/e?%20+~-._",        "a%20b%26c%3Dd%2Fe%3F%2520%2B~-._" },
  { "style",           FF_ESCAPE_STYLE,    "#ff0000; x:expression(1)",  "#ff0000 xexpression1" },
  { "style-comment",   FF_ESCAPE_STYLE,    "a/*b*/\\3c\"'<>&{}@",       "ab3c" },
  { "style-length",    FF_ESCAPE_STYLE,    "1.5em, -2px, 50%",          "1.5em, -2px, 50%" },
  { "json",            FF_ESCAPE_JSON,     "\"\\\b\f\n\r\t\001/é",      "\\\"\\\\\\b\\f\\n\\r\\t\\u0001/é" },
};

static void
test_case (gconstpointer user_data)
{
  const Case *c = user_data;
  g_autoptr (GString) out = g_string_new ("> ");

  ff_escape_append (out, c->escape, c->text, strlen (c->text));
  g_assert_cmpint (strncmp (out->str, "> ", 2), ==, 0);
  g_assert_cmpstr (out->str + 2, ==, c->escaped);
}

/* Bytes beyond the length are not looked at. */
static void
test_length (void)
{
  g_autoptr (GString) out = g_string_new (NULL);

  ff_escape_append (out, FF_ESCAPE_HTML, "<b>", 1);
  ff_escape_append (out, FF_ESCAPE_URL_PART, "%41", 1);
  g_assert_cmpstr (out->str, ==, "&lt;%25");
}

/* No byte comes through as itself that could end the place it stands in, and
 * nothing grows by more than six. */
static void
test_every_byte (void)
{
  static const struct
  {
    FfEscape    escape;
    const char *never;
  } rules[] = {
    { FF_ESCAPE_HTML,     "<>\"'"                     },
    { FF_ESCAPE_URL,      "<>\"'`() \\{}|^\t\r\n"     },
    { FF_ESCAPE_URL_REST, "<>\"'`() \\{}|^:\t\r\n"    },
    { FF_ESCAPE_URL_PART, "<>\"'`() \\{}|^:/?#&=+\r\n" },
    { FF_ESCAPE_STYLE,    "<>\"'`()\\{};:/*@&\r\n"    },
    { FF_ESCAPE_JSON,     "\r\n\t"                    },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    for (guint c = 0; c < 256; c++)
      {
        g_autoptr (GString) out = g_string_new (NULL);
        char text[3] = { 'a', (char) c, 'b' };

        ff_escape_append (out, rules[i].escape, text, 3);
        g_assert_cmpuint (out->len, <=, 18);
        for (const char *never = rules[i].never; *never != '\0'; never++)
          g_assert_null (memchr (out->str, *never, out->len));
        g_assert_null (memchr (out->str, '\0', out->len));
      }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/escape/", cases[i].what, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/escape/length", test_length);
  g_test_add_func ("/escape/every-byte", test_every_byte);

  return g_test_run ();
}
