/* Templates as their callers see them: escaping by context, what a person's
 * data cannot do, limits, errors with their place, and the fields read. */

#include "message/ff-template.h"

#include <string.h>

/* ---- text in, text out */

typedef struct
{
  const char       *what;
  FfTemplateFormat  format;
  const char       *text;
  const char       *data;
  const char       *rendered;
} Case;

#define NAME(value) "{\"name\": \"" value "\"}"

static const Case cases[] = {
  /* What data holds is never template text. */
  { "injection/liquid",        FF_TEMPLATE_TEXT, "Hi {{ name }}", NAME ("{{ secret }}"), "Hi {{ secret }}" },
  { "injection/tag",           FF_TEMPLATE_TEXT, "{% if true %}{{ name }}{% endif %}", NAME ("{% endif %}"), "{% endif %}" },
  { "injection/captured",      FF_TEMPLATE_TEXT, "{% capture x %}{{ name }}{% endcapture %}{{ x }}",
                               NAME ("{{ secret }}"), "{{ secret }}" },
  { "injection/script",        FF_TEMPLATE_HTML, "<p>{{ name }}</p>", NAME ("</p><script>alert(1)</script>"),
                               "<p>&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;</p>" },
  { "injection/attribute",     FF_TEMPLATE_HTML, "<img alt=\"{{ name }}\">", NAME ("\\\" onerror=\\\"x"),
                               "<img alt=\"&quot; onerror=&quot;x\">" },
  { "injection/single-quotes", FF_TEMPLATE_HTML, "<img alt='{{ name }}'>", NAME ("' onerror='x"),
                               "<img alt='&#39; onerror=&#39;x'>" },
  { "injection/script-url",    FF_TEMPLATE_HTML, "<a href=\"{{ name }}\">", NAME ("javascript:alert(1)"), "<a href=\"#\">" },
  { "injection/tab-in-scheme", FF_TEMPLATE_HTML, "<a href=\"{{ name }}\">", NAME ("java\\tscript:alert(1)"), "<a href=\"#\">" },
  { "injection/space-scheme",  FF_TEMPLATE_HTML, "<a href=\"{{ name }}\">", NAME (" javascript:alert(1)"), "<a href=\"#\">" },
  { "injection/entity-scheme", FF_TEMPLATE_HTML, "<a href=\"{{ name | escape_once }}\">", NAME ("javascript&#58;alert(1)"),
                               "<a href=\"javascript&amp;#58;alert%281%29\">" },
  { "injection/half-scheme",   FF_TEMPLATE_HTML, "<a href=\"j{{ name }}\">", NAME ("avascript:x"), "<a href=\"javascript%3Ax\">" },
  { "injection/query",         FF_TEMPLATE_HTML, "<a href=\"https://a.example/?n={{ name }}&amp;x=1\">", NAME ("a&admin=1#é"),
                               "<a href=\"https://a.example/?n=a%26admin%3D1%23%C3%A9&amp;x=1\">" },
  { "injection/style",         FF_TEMPLATE_HTML, "<p style=\"color: {{ name }}\">", NAME ("red; background: url(//evil)"),
                               "<p style=\"color: red background urlevil\">" },
  { "injection/style-url",     FF_TEMPLATE_HTML, "<td style=\"background: url('{{ name }}')\">", NAME ("https://a.example/x.png'); y"),
                               "<td style=\"background: url('https://a.example/x.png%27%29;%20y')\">" },
  { "injection/style-element", FF_TEMPLATE_HTML, "<style>p { color: {{ name }} }</style>", NAME ("red }</style><script>"),
                               "<style>p { color: red stylescript }</style>" },
  { "injection/comment",       FF_TEMPLATE_HTML, "<!-- {{ name }} -->", NAME ("--><script>"), "<!-- --&gt;&lt;script&gt; -->" },
  { "injection/title",         FF_TEMPLATE_HTML, "<title>{{ name }}</title>", NAME ("</title><script>"),
                               "<title>&lt;/title&gt;&lt;script&gt;</title>" },
  { "injection/json-string",   FF_TEMPLATE_JSON, "{\"a\": \"x{{ name }}\"}", NAME ("\\\", \\\"b\\\": \\\"\\n"),
                               "{\"a\": \"x\\\", \\\"b\\\": \\\"\\n\"}" },
  { "injection/json-value",    FF_TEMPLATE_JSON, "{\"a\": {{ name }}}", NAME ("1, \\\"b\\\": 2"), "{\"a\": \"1, \\\"b\\\": 2\"}" },
  { "injection/host",          FF_TEMPLATE_HTML, "<a href=\"https://{{ name }}.a.example/{{ name }}\">", NAME ("evil.example/@:"),
                               "<a href=\"https://evil.example%2F%40%3A.a.example/evil.example/@%3A\">" },
  { "injection/second-slash",  FF_TEMPLATE_HTML, "<a href=\"/{{ name }}\">", NAME ("/evil.example"), "<a href=\"/%2Fevil.example\">" },
  { "injection/url",           FF_TEMPLATE_URL,  "https://a.example/{{ name }}?q={{ name }}", NAME ("a/b?c&d"),
                               "https://a.example/a/b?c&d?q=a%2Fb%3Fc%26d" },

  /* What is harmless stays readable. */
  { "html/url",                FF_TEMPLATE_HTML, "<a href=\"{{ name }}\">", NAME ("https://a.example/x?a=1&b=%20#c"),
                               "<a href=\"https://a.example/x?a=1&amp;b=%20#c\">" },
  { "html/url-then-query",     FF_TEMPLATE_HTML, "<a href=\"{{ name }}?n={{ name }}\">", NAME ("http://a"),
                               "<a href=\"http://a?n=http%3A%2F%2Fa\">" },
  { "html/escaped-once",       FF_TEMPLATE_HTML, "{{ name | escape }} {{ name }}", NAME ("a & b"), "a &amp; b a &amp; b" },
  { "html/escaped-attribute",  FF_TEMPLATE_HTML, "<p title=\"{{ name | escape }}\">", NAME ("a & \\\"b\\\""),
                               "<p title=\"a &amp; &quot;b&quot;\">" },
  { "html/escaped-url",        FF_TEMPLATE_HTML, "<a href=\"{{ name | escape }}\">", NAME ("http://a/?b&c"), "<a href=\"http://a/?b&amp;c\">" },
  { "html/encoded-query",      FF_TEMPLATE_HTML, "<a href=\"/?n={{ name | url_encode }}\">", NAME ("a b&c"), "<a href=\"/?n=a+b%26c\">" },
  { "html/lines",              FF_TEMPLATE_HTML, "{{ name | newline_to_br }}", NAME ("<a>\\nb"), "&lt;a&gt;<br />\nb" },
  { "html/captured",           FF_TEMPLATE_HTML, "{% capture x %}<b>{{ name }}</b>{% endcapture %}{{ x }}", NAME ("<i>"),
                               "<b>&lt;i&gt;</b>" },
  { "html/captured-attribute", FF_TEMPLATE_HTML, "{% capture x %}<b>{{ name }}</b>{% endcapture %}<p title=\"{{ x }}\">", NAME ("\\\""),
                               "<p title=\"&lt;b&gt;&quot;&lt;/b&gt;\">" },
  { "html/captured-appended",  FF_TEMPLATE_HTML, "{% capture x %}<b>{% endcapture %}{{ x | append: name }}", NAME ("<i>"), "<b>&lt;i&gt;" },
  { "html/captured-url",       FF_TEMPLATE_HTML, "{% capture u %}https://a/?b&amp;c{% endcapture %}<a href=\"{{ u }}\">", NULL,
                               "<a href=\"https://a/?b&amp;c\">" },
  { "html/raw-filter-text",    FF_TEMPLATE_HTML, "{{ '<b>' | upcase }}", NULL, "&lt;B&gt;" },
  { "html/branches-in-url",    FF_TEMPLATE_HTML, "<a href=\"{% if name %}https://a{% else %}/{% endif %}{{ name }}\">", NAME (":x/"),
                               "<a href=\"https://a%3Ax%2F\">" },
  { "html/mso",                FF_TEMPLATE_HTML, "<!--[if mso]><v:rect href=\"{{ name }}\"><![endif]--><p title=\"{{ name }}\">", NAME ("javascript:x"),
                               "<!--[if mso]><v:rect href=\"#\"><![endif]--><p title=\"javascript:x\">" },
  { "html/attribute-by-case",  FF_TEMPLATE_HTML, "<p{% if name %} class=\"{{ name }}\"{% endif %}>{{ name }}", NAME ("a"), "<p class=\"a\">a" },
  { "html/flag-by-case",       FF_TEMPLATE_HTML, "<input {% if name %}checked{% endif %} title=\"{{ name }}\"/>", NAME ("\\\""),
                               "<input checked title=\"&quot;\"/>" },
  { "json/values",             FF_TEMPLATE_JSON, "[{{ a }}, {{ b }}, {{ c }}, {{ d }}, {{ e }}]",
                               "{\"a\": 1, \"b\": true, \"c\": null, \"d\": [1, \"x\"], \"e\": \"y\"}", "[1, true, null, [1,\"x\"], \"y\"]" },
  { "json/list",               FF_TEMPLATE_JSON, "{{ a | split: ',' }}", "{\"a\": \"x,y\"}", "[\"x\",\"y\"]" },
  { "text/number",             FF_TEMPLATE_TEXT, "{{ a }} {{ b }} {{ c }}", "{\"a\": 1e2, \"b\": 0.00001, \"c\": 12345678901234567890}",
                               "100.0 1.0e-05 1.2345678901234567e+19" },

  /* Fragments. */
  { "fragment/include",        FF_TEMPLATE_HTML, "{% include 'hello' %}", NAME ("<"), "Hello, <b>&lt;</b>!" },
  { "fragment/computed",       FF_TEMPLATE_TEXT, "{% assign f = 'hello' %}{% include f %}", NAME ("x"), "Hello, <b>x</b>!" },
  { "fragment/apart",          FF_TEMPLATE_TEXT, "{% render 'hello' %}{% render 'hello', name: name %}", NAME ("x"),
                               "Hello, <b></b>!Hello, <b>x</b>!" },
};

static void
test_case (gconstpointer user_data)
{
  const Case *c = user_data;
  g_autoptr (FfJson) fragments = ff_json_new_object ();
  FfTemplateOptions options = { c->format, fragments };
  g_autoptr (GError) error = NULL;
  g_autoptr (FfTemplate) template = NULL;
  g_autoptr (FfJson) data = NULL;
  g_autofree char *text = NULL;

  ff_json_set_string (fragments, "hello", "Hello, <b>{{ name }}</b>!");
  ff_json_set_string (fragments, "broken", "{% if %}");

  template = ff_template_compile (c->text, &options, &error);
  g_assert_no_error (error);

  if (c->data != NULL)
    data = ff_json_parse (c->data, -1, &ff_json_document_limits, &error);
  g_assert_no_error (error);

  text = ff_template_render (template, data, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, c->rendered);
}

/* ---- what is refused, and where */

typedef struct
{
  const char       *what;
  FfTemplateFormat  format;
  const char       *text;
  int               code;
  guint             line;
  guint             column;
} Refusal;

static const Refusal refusals[] = {
  { "unclosed-tag",       FF_TEMPLATE_TEXT, "a\n  {% if x %}",               FF_MESSAGE_ERROR_TEMPLATE, 2, 3  },
  { "unclosed-value",     FF_TEMPLATE_TEXT, "é {{ a",                        FF_MESSAGE_ERROR_TEMPLATE, 1, 3  },
  { "unknown-filter",     FF_TEMPLATE_TEXT, "{{ a | nope }}",                FF_MESSAGE_ERROR_TEMPLATE, 1, 8  },
  { "unknown-tag",        FF_TEMPLATE_TEXT, "\n\n{% nope %}",                FF_MESSAGE_ERROR_TEMPLATE, 3, 1  },
  { "wrong-end",          FF_TEMPLATE_TEXT, "{% if a %}{% endfor %}",        FF_MESSAGE_ERROR_TEMPLATE, 1, 11 },
  { "in-lines",           FF_TEMPLATE_TEXT, "{% liquid\n echo a\n nope\n%}", FF_MESSAGE_ERROR_TEMPLATE, 3, 2  },
  { "no-fragment",        FF_TEMPLATE_TEXT, "{% render 'none' %}",           FF_MESSAGE_ERROR_TEMPLATE, 1, 11 },
  { "html-script",        FF_TEMPLATE_HTML, "<script>{{ a }}</script>",      FF_MESSAGE_ERROR_TEMPLATE, 1, 9  },
  { "html-handler",       FF_TEMPLATE_HTML, "<p onclick=\"{{ a }}\">",       FF_MESSAGE_ERROR_TEMPLATE, 1, 13 },
  { "html-unquoted",      FF_TEMPLATE_HTML, "<a href={{ a }}>",              FF_MESSAGE_ERROR_TEMPLATE, 1, 9  },
  { "html-attribute",     FF_TEMPLATE_HTML, "<a {{ a }}>",                   FF_MESSAGE_ERROR_TEMPLATE, 1, 4  },
  { "html-tag-name",      FF_TEMPLATE_HTML, "<{{ a }}>",                     FF_MESSAGE_ERROR_TEMPLATE, 1, 2  },
  { "html-half-tag",      FF_TEMPLATE_HTML, "{% if a %}<a href=\"{% endif %}{{ b }}", FF_MESSAGE_ERROR_TEMPLATE, 1, 1 },
  { "html-two-names",     FF_TEMPLATE_HTML, "<s{% if a %} {% endif %}cript>{{ b }}", FF_MESSAGE_ERROR_TEMPLATE, 1, 31 },
  { "html-two-values",    FF_TEMPLATE_HTML, "<p{% if a %} title{% endif %} ='{{ b }}'>", FF_MESSAGE_ERROR_TEMPLATE, 1, 33 },
  { "html-loop-in-tag",   FF_TEMPLATE_HTML, "{% for x in a %}<a title=\"{% endfor %}", FF_MESSAGE_ERROR_TEMPLATE, 1, 1 },
  { "html-break-in-tag",  FF_TEMPLATE_HTML, "{% for x in a %}<a {% break %}>{% endfor %}", FF_MESSAGE_ERROR_TEMPLATE, 1, 20 },
  { "html-captured-half", FF_TEMPLATE_HTML, "{% capture x %}<a href=\"{% endcapture %}", FF_MESSAGE_ERROR_TEMPLATE, 1, 1 },
  { "not-utf8",           FF_TEMPLATE_TEXT, "ab\xff",                        FF_MESSAGE_ERROR_TEMPLATE, 1, 3  },
  { "divide",             FF_TEMPLATE_TEXT, "a {{ 1 | divided_by: x }}",     FF_MESSAGE_ERROR_VALUE,    1, 10 },
  { "compare",            FF_TEMPLATE_TEXT, "{% if 'a' < 1 %}{% endif %}",   FF_MESSAGE_ERROR_VALUE,    1, 7  },
  { "too-large",          FF_TEMPLATE_TEXT, "{{ 9223372036854775807 | plus: 1 }}", FF_MESSAGE_ERROR_VALUE, 1, 26 },
};

static void
test_refusal (gconstpointer user_data)
{
  const Refusal *c = user_data;
  FfTemplateOptions options = { c->format };
  g_autoptr (GError) error = NULL;
  g_autoptr (FfTemplate) template = ff_template_compile (c->text, &options, &error);
  g_autofree char *text = template != NULL ? ff_template_render (template, NULL, NULL, &error) : NULL;
  g_autofree char *place = g_strdup_printf ("Line %u, column %u: ", c->line, c->column);

  g_assert_null (text);
  g_assert_error (error, FF_MESSAGE_ERROR, c->code);
  g_assert_true (g_str_has_prefix (error->message, place) || (g_test_message ("%s", error->message), FALSE));
  g_assert_cmpuint (ff_message_error_get_line (error), ==, c->line);
  g_assert_cmpuint (ff_message_error_get_column (error), ==, c->column);
}

/* ---- limits */

typedef struct
{
  const char *what;
  const char *text;
} Endless;

static const Endless endless[] = {
  { "loop",          "{% for i in (1..1000000000) %}x{% endfor %}" },
  { "empty-loop",    "{% for i in (1..1000000000) %}{% endfor %}" },
  { "nested-loops",  "{% for i in (1..99999) %}{% for j in (1..99999) %}{% for k in (1..99999) %}{% endfor %}{% endfor %}{% endfor %}" },
  { "table",         "{% tablerow i in (1..1000000000) %}{% endtablerow %}" },
  { "range-joined",  "{{ (1..9000000000000000000) | join: 'x' }}" },
  { "range-sorted",  "{{ (-9000000000000000000..9000000000000000000) | sort }}" },
  { "doubling",      "{% assign a = 'x' %}{% for i in (1..99) %}{% assign a = a | append: a %}{% endfor %}" },
  { "doubling-list", "{% assign a = 'x,y' | split: ',' %}{% for i in (1..99) %}{% assign a = a | concat: a %}{% endfor %}" },
  { "replacing",     "{% assign a = 'aaaaaaaa' %}{% for i in (1..99) %}{% assign a = a | replace: 'a', 'aaaaaaaa' %}{% endfor %}" },
  { "capturing",     "{% assign a = 'x' %}{% for i in (1..99) %}{% capture a %}{{ a }}{{ a }}{% endcapture %}{% endfor %}" },
  { "inspecting",    "{% assign a = 'x' %}{% assign b = a | split: '|' %}{% for i in (1..99) %}"
                     "{% assign b = a | split: '|' | concat: b %}{% assign a = b | append: b %}{% endfor %}" },
  { "wide-date",     "{% for i in (1..999999) %}{{ 0 | date: '%1000d%1000d%1000d%1000d%1000d' }}{% endfor %}" },
  { "itself",        "{% include 'itself' %}" },
  { "itself-twice",  "{% render 'twice' %}" },
  { "unique",        "{% for i in (1..99) %}{{ (1..90000) | uniq }}{% endfor %}" },
};

static void
test_endless (gconstpointer user_data)
{
  const Endless *c = user_data;
  g_autoptr (FfJson) fragments = ff_json_new_object ();
  FfTemplateOptions options = { FF_TEMPLATE_TEXT, fragments };
  g_autoptr (GError) error = NULL;
  g_autoptr (FfTemplate) template = NULL;
  g_autofree char *text = NULL;

  ff_json_set_string (fragments, "itself", "{% include 'itself' %}");
  ff_json_set_string (fragments, "twice", "{% render 'twice' %}{% render 'twice' %}");

  template = ff_template_compile (c->text, &options, &error);
  g_assert_no_error (error);
  text = ff_template_render (template, NULL, NULL, &error);
  g_assert_error (error, FF_MESSAGE_ERROR, FF_MESSAGE_ERROR_LIMIT);
  g_assert_null (text);
}

static void
test_own_limits (void)
{
  static const FfTemplateLimits limits = { .max_steps = 100, .max_depth = 1, .max_output = 10, .max_memory = 4096 };
  FfRenderOptions options = { .limits = &limits };
  g_autoptr (GError) error = NULL;
  g_autoptr (FfTemplate) ten = ff_template_compile ("{{ '01234' }}56789", NULL, NULL);
  g_autoptr (FfTemplate) eleven = ff_template_compile ("{{ '01234' }}567890", NULL, NULL);
  g_autofree char *text = ff_template_render (ten, NULL, &options, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, "0123456789");
  g_assert_null (ff_template_render (eleven, NULL, &options, &error));
  g_assert_error (error, FF_MESSAGE_ERROR, FF_MESSAGE_ERROR_LIMIT);
}

/* Brackets and tags nested deep are refused before they use up the stack. */
static void
test_deep (void)
{
  static const char *const pieces[] = { "{% if a %}", "{% liquid liquid", "{{ a[", "{{ [", "{{ (1..(", "{% comment %}" };

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GError) error = NULL;

      g_string_append (text, pieces[i]);
      for (guint j = 0; j < 100000; j++)
        g_string_append (text, *pieces[i] == '{' && pieces[i][1] == '%' ? pieces[i][3] == 'l' ? " liquid" : pieces[i] : pieces[i] + 3);

      g_assert_null (ff_template_compile (text->str, NULL, &error));
      g_assert_error (error, FF_MESSAGE_ERROR, FF_MESSAGE_ERROR_TEMPLATE);
    }
}

/* ---- fields */

typedef struct
{
  const char *what;
  const char *text;
  const char *fields;
  const char *bare;
} Fields;

static const Fields fields[] = {
  { "plain",      "{{ profile.first_name }} {{ profile.city | upcase }}", "profile.first_name profile.city",
                  "profile.first_name profile.city" },
  { "default",    "{{ profile.first_name | default: profile.name }}", "profile.first_name profile.name", "" },
  { "default-on", "{{ a | upcase | default: 'x' }}{{ a }}", "a", "a" },
  { "condition",  "{% if a == b %}{{ c }}{% endif %}", "a b c", "c" },
  { "guarded",    "{% if a and b != blank %}{{ a }}{{ b }}{% else %}{{ b }}{% endif %}", "a b", "b" },
  { "guard-or",   "{% if a or b %}{{ a }}{% endif %}", "a b", "a" },
  { "loop",       "{% for o in orders %}{{ o.total }}{{ forloop.index }}{% endfor %}{{ o }}", "orders o", "o" },
  { "assigned",   "{% assign x = a.b %}{{ x }}{{ x.c }}", "a.b", "a.b" },
  { "perhaps",    "{% if a %}{% assign x = 1 %}{% endif %}{{ x }}", "a x", "x" },
  { "captured",   "{% capture x %}{{ y }}{% endcapture %}{{ x }}", "y", "y" },
  { "index",      "{{ orders[0].total }}{{ a['b c'] }}{{ d[e] }}", "orders a.b c d e", "orders a.b c d" },
  { "fragment",   "{% include 'f', x: y %}", "y z", "z" },
  { "apart",      "{% render 'f', x: y %}", "y", "" },
  { "constants",  "{{ nil }}{{ true }}{{ 'x' }}{{ blank }}{{ (1..n) }}", "n", "" },
};

static void
test_fields (gconstpointer user_data)
{
  const Fields *c = user_data;
  g_autoptr (FfJson) fragments = ff_json_new_object ();
  FfTemplateOptions options = { FF_TEMPLATE_TEXT, fragments };
  g_autoptr (GError) error = NULL;
  g_autoptr (FfTemplate) template = NULL;
  g_auto (GStrv) all = NULL;
  g_auto (GStrv) bare = NULL;
  g_autofree char *joined = NULL;
  g_autofree char *joined_bare = NULL;

  ff_json_set_string (fragments, "f", "{{ x }}{{ z }}");
  template = ff_template_compile (c->text, &options, &error);
  g_assert_no_error (error);

  all = ff_template_dup_fields (template);
  bare = ff_template_dup_fields_without_default (template);
  joined = g_strjoinv (" ", all);
  joined_bare = g_strjoinv (" ", bare);
  g_assert_cmpstr (joined, ==, c->fields);
  g_assert_cmpstr (joined_bare, ==, c->bare);
}

/* ---- dates */

typedef struct
{
  const char *what;
  const char *text;
  const char *rendered;
} Date;

static const Date dates[] = {
  { "iso",          "{{ '2016-03-14' | date: '%d.%m.%Y' }}",                          "14.03.2016" },
  { "iso-time",     "{{ '2016-03-14T15:09:26Z' | date: '%s' }}",                       "1457968166" },
  { "iso-zone",     "{{ '2016-03-14 15:09:26.5 +0200' | date: '%H:%M:%S.%L %z' }}",    "15:09:26.500 +0200" },
  { "compact",      "{{ '20160314150926' | date: '%Y' }}",                             "20160314150926" },
  { "words",        "{{ 'March 14, 2016' | date: '%A %-d %B %y' }}",                   "Monday 14 March 16" },
  { "day-first",    "{{ '14 Mar 2016 3:09 pm' | date: '%d/%m %H:%M' }}",               "14/03 15:09" },
  { "german",       "{{ '14.3.2016' | date: '%F' }}",                                  "2016-03-14" },
  { "mail",         "{{ 'Mon, 14 Mar 2016 15:09:26 +0100' | date: '%c %:z' }}",        "Mon Mar 14 15:09:26 2016 +01:00" },
  { "ctime",        "{{ 'Fri Jul 16 01:00:00 2004' | date: '%m/%d/%Y' }}",             "07/16/2004" },
  { "seconds",      "{{ 1152098955 | date: '%m/%d/%Y %I:%M %p' }}",                    "07/05/2006 11:29 AM" },
  { "seconds-text", "{{ '1152098955' | date: '%j %U %W %V %u %w' }}",                  "186 27 27 27 3 3" },
  { "now",          "{{ 'now' | date: '%F %T' }}",                                     "2020-02-29 12:00:00" },
  { "today",        "{{ 'today' | date: '%-d %^b %e %k|%l|%P' }}",                     "29 FEB 29 12|12|pm" },
  { "no-date",      "{{ 'soon' | date: '%F' }}",                                       "soon" },
  { "impossible",   "{{ '2016-02-30' | date: '%F' }}",                                 "2016-02-30" },
  { "nothing",      "{{ nothing | date: '%F' }}",                                      "" },
  { "unknown",      "{{ 0 | date: '%Q %5Y %%' }}",                                     "%Q 01970 %" },
};

static void
test_date (gconstpointer user_data)
{
  const Date *c = user_data;
  FfRenderOptions options = { .now_at = G_GINT64_CONSTANT (1582977600) * G_USEC_PER_SEC };
  g_autoptr (GError) error = NULL;
  g_autoptr (FfTemplate) template = ff_template_compile (c->text, NULL, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  text = ff_template_render (template, NULL, &options, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, c->rendered);
}

static void
test_zone (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_offset (9 * 3600);
  FfRenderOptions options = { .now_at = G_USEC_PER_SEC, .zone = zone };
  g_autoptr (FfTemplate) template = ff_template_compile ("{{ 'now' | date: '%F %H:%M' }} {{ '2020-01-01' | date: '%s' }}", NULL, NULL);
  g_autofree char *text = ff_template_render (template, NULL, &options, NULL);

  g_assert_cmpstr (text, ==, "1970-01-01 09:00 1577804400");
}

/* ---- threads */

static gpointer
render_often (gpointer user_data)
{
  FfTemplate *template = user_data;
  g_autoptr (FfJson) data = ff_json_parse ("{\"n\": 50}", -1, &ff_json_document_limits, NULL);

  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *text = ff_template_render (template, data, NULL, NULL);

      g_assert_cmpstr (text, ==, "AbAbAb 1275");
    }

  return NULL;
}

static void
test_threads (void)
{
  g_autoptr (FfTemplate) template =
    ff_template_compile ("{% for i in (1..3) %}{{ 'a' | upcase }}b{% endfor %} {{ (1..n) | sum }}", NULL, NULL);
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("render", render_often, template);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

#define ADD_ALL(table, prefix, func)                                            \
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)                              \
    {                                                                           \
      g_autofree char *path = g_strconcat (prefix, table[i].what, NULL);        \
                                                                                \
      g_test_add_data_func (path, &table[i], func);                             \
    }

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD_ALL (cases, "/template/render/", test_case);
  ADD_ALL (refusals, "/template/refuse/", test_refusal);
  ADD_ALL (endless, "/template/limit/", test_endless);
  ADD_ALL (fields, "/template/fields/", test_fields);
  ADD_ALL (dates, "/template/date/", test_date);
  g_test_add_func ("/template/date-zone", test_zone);
  g_test_add_func ("/template/limit-own", test_own_limits);
  g_test_add_func ("/template/deep", test_deep);
  g_test_add_func ("/template/threads", test_threads);

  return g_test_run ();
}
