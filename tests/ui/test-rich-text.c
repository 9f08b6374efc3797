/* What messages say, whatever their bytes are. No display. */

#include "ui/ff-rich-text.h"

typedef struct
{
  const char *name;
  const char *html;
  const char *blocks;   /* kind:text of each, joined by | ; a link's target after > */
} Case;

static const Case cases[] = {
  { "paragraphs", "<p>One</p><p>Two\n  three</p>",                     "p:One|p:Two three" },
  { "heading",    "<h1>Title</h1>Text",                                "h:Title|p:Text" },
  { "link-alone", "<p><a href=\"https://a.example/\">Go</a></p>",      "a:Go>https://a.example/" },
  { "link-inside", "<p>Or <a href='https://a.example/'>go</a> now</p>", "p:Or go now>https://a.example/" },
  { "list",       "<ul><li>One<li>Two</ul>",                           "i:One|i:Two" },
  { "entities",   "<p>Q&amp;A &lt;b&gt; &#8364;5 &#x20AC;6 &nope; &</p>", "p:Q&A <b> €5 €6 &nope; &" },
  { "breaks",     "<p>a<br>b<br/>c</p>",                               "p:a\nb\nc" },
  { "rule",       "<p>a</p><hr><p>b</p>",                              "p:a|-:|p:b" },
  { "silent",     "<style>p{}</style><p>a</p><script>x<y</script>b",   "p:a|p:b" },
  { "comment",    "a<!-- > -->b",                                      "p:ab" },
  { "unclosed",   "<p>a <b",                                           "p:a <b" },
  { "no-tag",     "1 < 2",                                             "p:1 < 2" },
  { "script-end", "<script>never ends",                                "" },
  { "empty",      "",                                                  "" },
  { "bad-code",   "<p>&#0;&#1114112;x</p>",                            "p:&#0;&#1114112;x" },
};

static char *
print (GPtrArray *blocks)
{
  static const char kinds[] = "phai-";
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < blocks->len; i++)
    {
      const FfRichTextBlock *block = blocks->pdata[i];

      g_string_append_printf (text, "%s%c:%s", i > 0 ? "|" : "", kinds[block->kind], block->text);
      if (block->target != NULL)
        g_string_append_printf (text, ">%s", block->target);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_parse (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (GPtrArray) blocks = ff_rich_text_parse (c->html);
  g_autofree char *text = print (blocks);

  g_assert_cmpstr (text, ==, c->blocks);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/rich-text/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_parse);
    }

  return g_test_run ();
}
