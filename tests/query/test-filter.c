/* Tests src/query/ff-filter.c: the form of saved filters, what they mean,
 * copies and uses. */

#include "query/ff-filter.h"

#include "shop.h"

#define FILTER(rest) "{'name':'Big','entity':'profile'" rest "}"

typedef struct
{
  const char *what;
  const char *text;
  const char *place;    /* of what is wrong; NULL: it is good */
} Case;

static const Case cases[] = {
  { "plain",            FILTER (",'rule':{}"), NULL },
  { "parameters",       FILTER (",'parameters':[{'name':'min','label':'Least','default':5},{'name':'max'}],'rule':{}"), NULL },
  { "no-object",        "[]", ":" },
  { "no-name",          "{'entity':'profile','rule':{}}", "/name:" },
  { "empty-name",       "{'name':'','entity':'profile','rule':{}}", "/name:" },
  { "no-entity",        "{'name':'Big','rule':{}}", "/entity:" },
  { "no-rule",          FILTER (""), "/rule:" },
  { "rule-list",        FILTER (",'rule':[]"), "/rule:" },
  { "strange",          FILTER (",'rule':{},'owner':'me'"), "/owner:" },
  { "parameter-list",   FILTER (",'parameters':{},'rule':{}"), "/parameters:" },
  { "parameter-text",   FILTER (",'parameters':['min'],'rule':{}"), "/parameters/0:" },
  { "parameter-name",   FILTER (",'parameters':[{'label':'Least'}],'rule':{}"), "/parameters/0/name:" },
  { "parameter-twice",  FILTER (",'parameters':[{'name':'min'},{'name':'min'}],'rule':{}"), "/parameters/1:" },
  { "parameter-member", FILTER (",'parameters':[{'name':'min','kind':'text'}],'rule':{}"), "/parameters/0/kind:" },
};

static void
test_form (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (FfJson) json = shop_json (c->text);
  g_autoptr (GError) error = NULL;
  gboolean good = ff_filter_check (json, &error);

  g_assert_cmpint (good, ==, c->place == NULL);
  if (c->place == NULL)
    return;

  g_assert_error (error, FF_FILTER_ERROR, FF_FILTER_ERROR_BAD);
  g_assert_true (g_str_has_prefix (error->message, c->place));
}

static void
test_hash (void)
{
  static const struct
  {
    const char *a;
    const char *b;
    gboolean    same;
  } pairs[] = {
    { FILTER (",'rule':{'all':[]}"), "{'name':'Other','entity':'profile','rule':{'all':[]}}", TRUE },
    { FILTER (",'rule':{'all':[]}"), FILTER (",'rule':{'any':[]}"), FALSE },
    { FILTER (",'rule':{'all':[]}"), "{'name':'Big','entity':'seat','rule':{'all':[]}}", FALSE },
    { FILTER (",'parameters':[{'name':'x','label':'A'}],'rule':{}"), FILTER (",'parameters':[{'name':'x','label':'B'}],'rule':{}"), TRUE },
    { FILTER (",'parameters':[{'name':'x','default':1}],'rule':{}"), FILTER (",'parameters':[{'name':'x','default':2}],'rule':{}"), FALSE },
    { FILTER (",'parameters':[{'name':'x','default':1}],'rule':{}"), FILTER (",'parameters':[{'name':'x'}],'rule':{}"), FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autoptr (FfJson) a = shop_json (pairs[i].a);
      g_autoptr (FfJson) b = shop_json (pairs[i].b);
      g_autofree char *a_hash = ff_filter_dup_hash (a);
      g_autofree char *b_hash = ff_filter_dup_hash (b);

      g_assert_cmpint (g_str_equal (a_hash, b_hash), ==, pairs[i].same);
    }
}

#define AGE(op, right) "{'left':{'attribute':['age']},'op':'" op "','right':" right "}"

typedef struct
{
  const char *rule;
  const char *with;
  const char *copy;
} Copy;

/* Over the parameters min = 18, names = ["a", "b"], and one that has no value. */
static const Copy copies[] = {
  { AGE ("at-least", "{'variable':'min'}"), "{}", AGE ("at-least", "{'value':18}") },
  { AGE ("at-least", "{'variable':'min'}"), "{'min':65}", AGE ("at-least", "{'value':65}") },
  { AGE ("at-least", "{'variable':'min'}"), "{'min':{'variable':'limit'}}", AGE ("at-least", "{'variable':'limit'}") },
  { AGE ("at-least", "{'variable':'none'}"), "{}", AGE ("at-least", "{'variable':'none'}") },
  { AGE ("in-list", "{'variable':'names'}"), "{}", AGE ("in-list", "{'values':['a','b']}") },
  { AGE ("in-list", "{'values':[1,{'variable':'min'}]}"), "{}", AGE ("in-list", "{'values':[1,18]}") },
  { AGE ("between", "{'from':{'variable':'min'},'to':99}"), "{}", AGE ("between", "{'from':18,'to':99}") },
  { "{'none':[{'exists':'orders','where':" AGE ("less", "{'variable':'min'}") "}]}", "{}",
    "{'none':[{'exists':'orders','where':" AGE ("less", "{'value':18}") "}]}" },
  { "{'left':{'expression':'age + @min * @min-1'},'op':'is-empty'}", "{}", "{'left':{'expression':'age + (18) * (18)-1'},'op':'is-empty'}" },
  { "{'left':{'expression':'@\\u0022the name\\u0022'},'op':'is-empty'}", "{'the name':'it\\u0027s'}",
    "{'left':{'expression':'\\u0027it\\u0027\\u0027s\\u0027'},'op':'is-empty'}" },
  { "{'left':{'expression':'age > @min'},'op':'is-true'}", "{'min':{'variable':'odd one'}}",
    "{'left':{'expression':'age > @\\u0022odd one\\u0022'},'op':'is-true'}" },
  { "{'left':{'expression':'@none + 1'},'op':'is-empty'}", "{}", "{'left':{'expression':'@none + 1'},'op':'is-empty'}" },
  { "{'left':{'expression':'\\u0027@min\\u0027'},'op':'is-empty'}", "{}", "{'left':{'expression':'\\u0027@min\\u0027'},'op':'is-empty'}" },
};

static void
test_copy (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (copies); i++)
    {
      g_autofree char *text = g_strdup_printf (FILTER (",'parameters':[{'name':'min','default':18},{'name':'names','default':['a','b']},"
                                                       "{'name':'none'},{'name':'the name'}],'rule':%s"), copies[i].rule);
      g_autoptr (FfJson) filter = shop_json (text);
      g_autoptr (FfJson) with = shop_json (copies[i].with);
      g_autoptr (FfJson) expected = shop_json (copies[i].copy);
      g_autoptr (FfJson) got = ff_filter_dup_copy (filter, with);
      g_autofree char *got_text = ff_json_print (got);
      g_autofree char *expected_text = ff_json_print (expected);

      g_assert_cmpstr (got_text, ==, expected_text);
    }
}

static void
test_uses (void)
{
  g_autoptr (FfJson) json = shop_json ("{'activities':[{'settings':{'rule':{'all':[{'filter':'f1'},{'except':{'filter':'f1','with':{}}},{'filter':'f2'}]}}},"
                                       "{'settings':{'a/b':{'filter':'f1'}}}]}");
  g_autoptr (GPtrArray) uses = ff_filter_list_uses (json, "f1");
  g_autoptr (GPtrArray) none = ff_filter_list_uses (json, "f3");

  g_assert_cmpuint (uses->len, ==, 3);
  g_assert_cmpstr (g_ptr_array_index (uses, 0), ==, "/activities/0/settings/rule/all/0");
  g_assert_cmpstr (g_ptr_array_index (uses, 1), ==, "/activities/0/settings/rule/all/1/except");
  g_assert_cmpstr (g_ptr_array_index (uses, 2), ==, "/activities/1/settings/a~1b");
  g_assert_cmpuint (none->len, ==, 0);
}

/* What a condition that follows a filter means is what its copy means. */
static void
test_follow (void)
{
  static const struct
  {
    const char *rule;
    const char *with;
  } rules[] = {
    { "{'all':[" AGE ("at-least", "{'variable':'min'}") ",{'none':[" AGE ("in-list", "{'values':[{'variable':'min'},30]}") "]}]}", "{'min':20}" },
    { AGE ("at-least", "{'variable':'min'}"), "{}" },
    { "{'left':{'expression':'age + @min'},'op':'less','right':{'value':50}}", "{'min':7}" },
    { "{'exists':'orders'}", "{}" },
  };
  g_autoptr (FfSchema) schema = shop_schema_new ();

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autofree char *text = g_strdup_printf (FILTER (",'parameters':[{'name':'min','default':18}],'rule':%s"), rules[i].rule);
      g_autoptr (FfJson) filter = shop_json (text);
      g_autoptr (FfJson) with = shop_json (rules[i].with);
      g_autoptr (FfJson) filters = ff_json_new_object ();
      g_autoptr (FfJson) condition = ff_json_new_object ();
      g_autoptr (FfJson) copy = ff_filter_dup_copy (filter, with);
      g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_rule_problem_free);
      FfScope scope = shop_scope (schema, ff_schema_get_profile (schema));
      g_autoptr (FfRule) followed = NULL;
      g_autoptr (FfRule) copied = NULL;
      g_autofree char *followed_text = NULL, *copied_text = NULL;

      ff_json_take_member (filters, "f", ff_json_ref (filter));
      ff_json_set_string (condition, "filter", "f");
      ff_json_take_member (condition, "with", ff_json_ref (with));
      scope.filters = filters;
      followed = ff_rule_parse (condition, &scope, "", problems);
      copied = ff_rule_parse (copy, &scope, "", problems);
      g_assert_cmpuint (problems->len, ==, 0);

      followed_text = ff_rule_dup_canonical (followed);
      copied_text = ff_rule_dup_canonical (copied);
      g_assert_cmpstr (followed_text, ==, copied_text);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/query/filter/form/%s", cases[i].what);

      g_test_add_data_func (path, &cases[i], test_form);
    }

  g_test_add_func ("/query/filter/hash", test_hash);
  g_test_add_func ("/query/filter/copy", test_copy);
  g_test_add_func ("/query/filter/uses", test_uses);
  g_test_add_func ("/query/filter/follow", test_follow);

  return g_test_run ();
}
