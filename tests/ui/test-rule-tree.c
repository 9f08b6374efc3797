/* Tests src/ui/segment/ff-rule-tree.c, ff-condition.c and ff-operand-menu.c:
 * rules as trees that are edited, without a display. In rules of cases, ' stands for ". */

#include "../query/shop.h"
#include "ui/segment/ff-condition.h"
#include "ui/segment/ff-operand-menu.h"
#include "ui/segment/ff-rule-tree.h"
#include "ui/segment/ff-rule-words.h"

#define C1 "{'left':{'attribute':['age']},'op':'at-least','right':{'value':1}}"
#define C2 "{'left':{'attribute':['age']},'op':'at-least','right':{'value':2}}"
#define C3 "{'left':{'attribute':['age']},'op':'at-least','right':{'value':3}}"

typedef enum
{
  INSERT,
  REMOVE,
  UP,
  DOWN,
  TO,
  WRAP,
  EXCEPT,
  PLAIN,
  HOW,
  DUPLICATE,
} What;

typedef struct
{
  const char *name;
  const char *rule;
  What        what;
  const char *place;
  const char *to;        /* item, group, or how */
  gint        index;
  const char *expected;  /* NULL: it cannot be done */
  const char *moved_to;
} Case;

static const Case cases[] = {
  { "insert-into-nothing", "{}", INSERT, "", C1, -1, "{'all':[" C1 "]}" },
  { "insert-first", "{'any':[" C1 "]}", INSERT, "", C2, 0, "{'any':[" C2 "," C1 "]}" },
  { "insert-inner", "{'all':[{'exists':'orders'}]}", INSERT, "/all/0/where", C1, -1,
    "{'all':[{'exists':'orders','where':{'all':[" C1 "]}}]}" },
  { "insert-except-first", "{'all':[]}", INSERT, "", "{'except':" C1 "}", -1, NULL },
  { "insert-too-deep", "{'all':[{'all':[{'all':[{'all':[{'all':[]}]}]}]}]}", INSERT, "/all/0/all/0/all/0/all/0",
    "{'any':[]}", -1, NULL },
  { "insert-at-five", "{'all':[{'all':[{'all':[{'all':[]}]}]}]}", INSERT, "/all/0/all/0/all/0", "{'any':[]}", -1,
    "{'all':[{'all':[{'all':[{'all':[{'any':[]}]}]}]}]}" },
  { "remove", "{'all':[" C1 "," C2 "]}", REMOVE, "/all/0", NULL, 0, "{'all':[" C2 "]}" },
  { "remove-before-except", "{'all':[" C1 ",{'except':" C2 "}," C3 "]}", REMOVE, "/all/0", NULL, 0, "{'all':[" C3 "]}" },
  { "up", "{'all':[" C1 "," C2 "]}", UP, "/all/1", NULL, 0, "{'all':[" C2 "," C1 "]}", "/all/0" },
  { "up-at-the-top", "{'all':[" C1 "," C2 "]}", UP, "/all/0", NULL, 0, NULL },
  { "down", "{'all':[" C1 "," C2 "]}", DOWN, "/all/0", NULL, 0, "{'all':[" C2 "," C1 "]}", "/all/1" },
  { "down-into-group", "{'all':[" C1 ",{'any':[" C2 "]}]}", DOWN, "/all/0", NULL, 0, "{'all':[{'any':[" C1 "," C2 "]}]}",
    "/all/0/any/0" },
  { "up-into-group", "{'all':[{'any':[" C2 "]}," C1 "]}", UP, "/all/1", NULL, 0, "{'all':[{'any':[" C2 "," C1 "]}]}",
    "/all/0/any/1" },
  { "down-out-of-group", "{'all':[{'any':[" C1 "," C2 "]}]}", DOWN, "/all/0/any/1", NULL, 0,
    "{'all':[{'any':[" C1 "]}," C2 "]}", "/all/1" },
  { "up-out-of-group", "{'all':[" C3 ",{'any':[" C1 "," C2 "]}]}", UP, "/all/1/any/0", NULL, 0,
    "{'all':[" C3 "," C1 ",{'any':[" C2 "]}]}", "/all/1" },
  { "down-out-of-except", "{'all':[" C3 ",{'except':{'any':[" C1 "," C2 "]}}]}", DOWN, "/all/1/except/any/1", NULL, 0,
    "{'all':[" C3 ",{'except':{'any':[" C1 "]}}," C2 "]}", "/all/2" },
  { "not-out-of-inner", "{'all':[{'exists':'orders','where':{'all':[" C1 "]}}]}", UP, "/all/0/where/all/0", NULL, 0, NULL },
  { "except-not-to-the-top", "{'all':[" C1 ",{'except':" C2 "}]}", UP, "/all/1", NULL, 0, NULL },
  { "not-before-its-exception", "{'all':[" C1 ",{'except':" C2 "}]}", DOWN, "/all/0", NULL, 0, NULL },
  { "not-away-from-its-exception", "{'all':[{'any':[" C1 ",{'except':" C2 "}]}," C3 "]}", TO, "/all/0/any/0", "", 0, NULL },
  { "to-group", "{'all':[" C1 "," C2 ",{'any':[" C3 "]}]}", TO, "/all/0", "/all/2", 1, "{'all':[" C2 ",{'any':[" C3 "," C1 "]}]}",
    "/all/1/any/1" },
  { "not-into-itself", "{'all':[{'any':[" C1 "]}]}", TO, "/all/0", "/all/0", 0, NULL },
  { "not-into-inner", "{'all':[" C1 ",{'exists':'orders','where':{'all':[]}}]}", TO, "/all/0", "/all/1/where", 0, NULL },
  { "wrap", "{'all':[" C1 "]}", WRAP, "/all/0", "none", 0, "{'all':[{'none':[" C1 "]}]}" },
  { "wrap-except", "{'all':[" C1 ",{'except':" C2 "}]}", WRAP, "/all/1", "any", 0, "{'all':[" C1 ",{'except':{'any':[" C2 "]}}]}" },
  { "except", "{'all':[" C1 "," C2 "]}", EXCEPT, "/all/1", NULL, 0, "{'all':[" C1 ",{'except':" C2 "}]}" },
  { "except-first", "{'all':[" C1 "," C2 "]}", EXCEPT, "/all/0", NULL, 0, NULL },
  { "plain", "{'all':[" C1 ",{'except':" C2 "}]}", PLAIN, "/all/1", NULL, 0, "{'all':[" C1 "," C2 "]}" },
  { "how", "{'all':[{'any':[" C1 "]}]}", HOW, "/all/0", "none", 0, "{'all':[{'none':[" C1 "]}]}" },
  { "how-of-nothing", "{}", HOW, "", "any", 0, "{'any':[]}" },
  { "duplicate", "{'all':[" C1 "," C2 "]}", DUPLICATE, "/all/0", NULL, 0, "{'all':[" C1 "," C1 "," C2 "]}" },
};

static FfJson *
change (const Case  *c,
        FfJson      *rule,
        char       **out_place)
{
  g_autoptr (FfJson) item = c->what == INSERT ? shop_json (c->to) : NULL;

  switch (c->what)
    {
    case INSERT:
      return ff_rule_tree_insert (rule, c->place, c->index, item);
    case REMOVE:
      return ff_rule_tree_remove (rule, c->place);
    case UP:
    case DOWN:
      return ff_rule_tree_move (rule, c->place, c->what == DOWN, out_place);
    case TO:
      return ff_rule_tree_move_to (rule, c->place, c->to, (guint) c->index, out_place);
    case WRAP:
      return ff_rule_tree_wrap (rule, c->place, c->to);
    case EXCEPT:
    case PLAIN:
      return ff_rule_tree_set_except (rule, c->place, c->what == EXCEPT);
    case HOW:
      return ff_rule_tree_set_how (rule, c->place, c->to);
    case DUPLICATE:
    default:
      return ff_rule_tree_duplicate (rule, c->place);
    }
}

static void
test_change (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (FfJson) written = shop_json (c->rule);
  g_autoptr (FfJson) rule = ff_rule_tree_normalize (written);
  g_autoptr (FfJson) expected = c->expected != NULL ? shop_json (c->expected) : NULL;
  g_autofree char *place = NULL;
  g_autoptr (FfJson) got = change (c, rule, &place);
  g_autofree char *printed = got != NULL ? ff_json_print (got) : NULL;
  g_autofree char *wanted = expected != NULL ? ff_json_print (expected) : NULL;

  g_assert_cmpstr (printed, ==, wanted);
  if (c->moved_to != NULL)
    g_assert_cmpstr (place, ==, c->moved_to);
}

static void
test_normalize (void)
{
  static const char *const rules[][2] = {
    { "{}", "{'all':[]}" },
    { C1, "{'all':[" C1 "]}" },
    { "{'none':[" C1 "]}", "{'none':[" C1 "]}" },
    { "{'exists':'orders'}", "{'all':[{'exists':'orders'}]}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autoptr (FfJson) written = shop_json (rules[i][0]);
      g_autoptr (FfJson) expected = shop_json (rules[i][1]);
      g_autoptr (FfJson) got = ff_rule_tree_normalize (written);

      g_assert_true (ff_json_equal (got, expected));
    }
}

static void
test_entity (void)
{
  g_autoptr (FfSchema) schema = shop_schema_new ();
  const FfEntity *profile = ff_schema_get_profile (schema);
  g_autoptr (FfJson) rule = shop_json ("{'all':[{'exists':'orders','where':{'all':[" C1 "]}},"
                                       "{'left':{'aggregate':'count','link':['city','people']},'op':'at-least','right':{'value':1}},"
                                       "{'exists':'gone'}]}");

  g_assert_true (ff_rule_tree_find_entity (rule, "/all/0", schema, profile) == profile);
  g_assert_cmpstr (ff_rule_tree_find_entity (rule, "/all/0/where", schema, profile)->name, ==, "order");
  g_assert_cmpstr (ff_rule_tree_find_entity (rule, "/all/0/where/all/0", schema, profile)->name, ==, "order");
  g_assert_true (ff_rule_tree_find_entity (rule, "/all/1/left/where", schema, profile) == profile);
  g_assert_null (ff_rule_tree_find_entity (rule, "/all/2/where", schema, profile));
}

/* ---- The menu of attributes. */

static void
collect (const FfScope       *scope,
         const FfOperandPage *page,
         FfOperandMenuFlags   flags,
         guint                depth,
         GPtrArray           *items)
{
  g_autoptr (GPtrArray) lines = ff_operand_menu_list (scope, page, flags);

  for (guint i = 0; i < lines->len; i++)
    {
      FfOperandLine *line = lines->pdata[i];

      g_assert_cmpstr (line->label, !=, "");
      g_assert_true ((line->item != NULL) != (line->page != NULL));
      if (line->item != NULL)
        g_ptr_array_add (items, ff_json_ref (line->item));
      else if (depth < 3)
        collect (scope, line->page, flags, depth + 1, items);
    }
}

/* Whatever the menu offers is a condition without a problem once its value is typed. */
static void
test_menu_offers_what_there_is (void)
{
  g_autoptr (FfSchema) schema = shop_schema_new ();
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_json_unref);
  g_autoptr (GPtrArray) carried = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_column_free);
  g_autoptr (FfJson) audiences = shop_json ("{'VIPs':{'entity':'profile'},'Seats':{'entity':'seat'}}");
  FfScope scope = { .schema = schema, .entity = ff_schema_get_profile (schema), .carried = carried, .now_usec = SHOP_NOW,
                    .audiences = audiences };
  FfColumn column = { (char *) "wave", (char *) "Wave", { .kind = FF_KIND_INTEGER }, FALSE, NULL };

  g_ptr_array_add (carried, ff_column_copy (&column));
  collect (&scope, NULL, FF_OPERAND_MENU_CONDITIONS, 0, items);
  g_assert_cmpuint (items->len, >, 60);

  for (guint i = 0; i < items->len; i++)
    {
      g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_rule_problem_free);
      g_autoptr (FfJson) condition = ff_condition_new (items->pdata[i], NULL, &scope);
      g_autoptr (FfRule) rule = ff_rule_parse (condition, &scope, "", problems);
      g_autofree char *printed = ff_json_print (condition);

      for (guint j = 0; j < problems->len; j++)
        {
          const FfRuleProblem *problem = problems->pdata[j];

          if (!problem->warning && !g_str_has_prefix (problem->pointer, "/right"))
            g_error ("%s: %s %s", printed, problem->pointer, problem->message);
        }
    }
}

static void
test_menu_sections (void)
{
  g_autoptr (FfSchema) schema = shop_schema_new ();
  FfScope scope = { .schema = schema, .entity = ff_schema_get_profile (schema) };
  g_autoptr (GPtrArray) plain = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_json_unref);
  g_autoptr (GPtrArray) attributes = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_json_unref);
  g_autoptr (GPtrArray) found = ff_operand_menu_search (&scope, FF_OPERAND_MENU_CONDITIONS, "sum total");

  collect (&scope, NULL, FF_OPERAND_MENU_NONE, 0, plain);
  for (guint i = 0; i < plain->len; i++)
    g_assert_nonnull (ff_json_get_member (plain->pdata[i], "left"));

  collect (&scope, NULL, FF_OPERAND_MENU_ATTRIBUTES, 0, attributes);
  for (guint i = 0; i < attributes->len; i++)
    g_assert_nonnull (ff_json_get_member (ff_json_get_member (attributes->pdata[i], "left"), "attribute"));

  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpstr (((FfOperandLine *) found->pdata[0])->label, ==, "Orders › Sum of Total");
}

/* A condition that no editor knows is told by its sentence, and a broken one by what it begins with. */
static void
test_other_conditions (void)
{
  static const struct { const char *json; const char *title; } others[] = {
    { "{'latest':'orders','by':{'attribute':['at']}}", "the latest of the Orders by At is there" },
    { "{'latest':'orders'}", "latest" },
    { "{'conjured':true}", "conjured" },
  };
  g_autoptr (FfSchema) schema = shop_schema_new ();
  FfScope scope = { .schema = schema, .entity = ff_schema_get_profile (schema), .now_usec = SHOP_NOW };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autoptr (FfJson) bare = shop_json (others[i].json);
      g_autofree char *title = ff_rule_words_dup_title (bare, &scope);
      g_autofree char *detail = ff_rule_words_dup_detail (bare, &scope);

      g_assert_cmpint (ff_rule_item_get_kind (bare), ==, FF_RULE_ITEM_OTHER);
      g_assert_cmpstr (title, ==, others[i].title);
      g_assert_cmpstr (detail, ==, "");
    }
}

/* ---- Conditions. */

static FfScope
make_scope (FfSchema *schema)
{
  return (FfScope) { .schema = schema, .entity = ff_schema_get_profile (schema), .now_usec = SHOP_NOW };
}

static void
test_condition (void)
{
  g_autoptr (FfSchema) schema = shop_schema_new ();
  FfScope scope = make_scope (schema);
  static const struct
  {
    const char *picked;
    const char *old;       /* NULL: a new one */
    const char *expected;
  } rows[] = {
    { "{'left':{'attribute':['tier']}}", NULL, "{'left':{'attribute':['tier']},'op':'in-list','right':{'values':[]}}" },
    { "{'left':{'attribute':['seen']}}", NULL,
      "{'left':{'attribute':['seen']},'op':'in-last','right':{'duration':{'amount':30,'unit':'day'}}}" },
    { "{'left':{'attribute':['vip']}}", NULL, "{'left':{'attribute':['vip']},'op':'is-true'}" },
    { "{'left':{'attribute':['balance']}}", C1, "{'left':{'attribute':['balance']},'op':'at-least'}" },
    { "{'left':{'attribute':['age']}}", C2, C2 },
    { "{'left':{'aggregate':'count','link':['orders']}}", "{'exists':'orders'}",
      "{'left':{'aggregate':'count','link':['orders']},'op':'at-least','right':{'value':1}}" },
    { "{'exists':'orders'}", C1, "{'exists':'orders'}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (FfJson) picked = shop_json (rows[i].picked);
      g_autoptr (FfJson) old = rows[i].old != NULL ? shop_json (rows[i].old) : NULL;
      g_autoptr (FfJson) expected = shop_json (rows[i].expected);
      g_autoptr (FfJson) got = ff_condition_new (picked, old, &scope);
      g_autofree char *printed = ff_json_print (got);
      g_autofree char *wanted = ff_json_print (expected);

      g_assert_cmpstr (printed, ==, wanted);
    }
}

static void
test_operators (void)
{
  g_autoptr (FfJson) equals = shop_json ("{'left':{'attribute':['tier']},'op':'equals','right':{'value':'gold'}}");
  g_autoptr (FfJson) list = ff_condition_with_operator (equals, "in-list");
  g_autoptr (FfJson) empty = ff_condition_with_operator (list, "is-empty");
  g_autoptr (FfJson) back = ff_condition_with_operator (list, "not-equals");
  g_autoptr (GPtrArray) of_flags = ff_condition_list_operators (FF_KIND_FLAG);
  g_autofree char *printed = ff_json_print (list);

  g_assert_cmpstr (printed, ==, "{\"left\":{\"attribute\":[\"tier\"]},\"op\":\"in-list\",\"right\":{\"values\":[\"gold\"]}}");
  g_assert_null (ff_json_get_member (empty, "right"));
  g_assert_cmpstr (ff_json_get_string (ff_json_get_at (back, "/right/value")), ==, "gold");
  g_assert_true (ff_condition_takes_empty (back));
  g_assert_false (ff_condition_takes_empty (list));
  g_assert_cmpuint (of_flags->len, ==, 3);
}

/* ---- Words. */

static const struct
{
  const char *name;
  const char *condition;
  const char *title;
  const char *detail;
  const char *resolved;   /* nullable */
} words[] = {
  { "list", "{'left':{'attribute':['tier']},'op':'in-list','right':{'values':['gold','silver']}}", "Tier",
    "is one of gold, silver" },
  { "long-list", "{'left':{'attribute':['age']},'op':'in-list','right':{'values':[1,2,3,4,5]}}", "Age",
    "is one of 1, 2, 3 and 2 more" },
  { "through-links", "{'left':{'attribute':['city','country','code']},'op':'is-empty'}", "City › Country › Code", "is empty" },
  { "dates-in-last", "{'left':{'attribute':['born']},'op':'in-last','right':{'duration':{'amount':3,'unit':'day'}}}", "Born",
    "is in the last 3 days", "since 19 Jul 2026" },
  { "dates-in-next", "{'left':{'attribute':['born']},'op':'in-next','right':{'duration':{'amount':1,'unit':'day'}}}", "Born",
    "is in the next 1 day", "until 21 Jul 2026" },
  { "moments-ago", "{'left':{'attribute':['seen']},'op':'more-than-ago','right':{'duration':{'amount':2,'unit':'hour'}}}", "Seen",
    "is more than 2 hours ago", "before 21 Jul 2026, 08:00" },
  { "after-some-time-ago", "{'left':{'attribute':['seen']},'op':'greater','right':{'ago':{'amount':1,'unit':'year'}}}", "Seen",
    "is after 1 year ago", "21 Jul 2025" },
  { "range", "{'left':{'attribute':['age']},'op':'between','right':{'from':18,'to':{'variable':'limit'}}}", "Age",
    "is between 18 and limit" },
  { "exists", "{'exists':'orders','where':{'all':[{'left':{'attribute':['shop']},'op':'equals','right':{'value':'web'}}]}}",
    "Orders", "at least one: Shop equals web" },
  { "none", "{'not-exists':'orders'}", "Orders", "none" },
  { "aggregate", "{'left':{'aggregate':'sum','link':['orders'],'of':{'attribute':['total']},'where':{'all':["
    "{'left':{'attribute':['shop']},'op':'is-not-empty'}]}},'op':'at-least','right':{'value':500.00}}",
    "Orders › Sum of Total", "is at least 500.00, where Shop is not empty" },
  { "audience", "{'not-in-audience':'VIPs'}", "VIPs", "is not a member" },
  { "gone", "{'left':{'attribute':['gone']},'op':'equals','right':{'value':''}}", "gone", "equals “”" },
};

static void
test_words (void)
{
  g_autoptr (FfSchema) schema = shop_schema_new ();
  FfScope scope = make_scope (schema);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autoptr (FfJson) condition = shop_json (words[i].condition);
      g_autofree char *title = ff_rule_words_dup_title (condition, &scope);
      g_autofree char *detail = ff_rule_words_dup_detail (condition, &scope);
      g_autofree char *resolved = ff_rule_words_dup_resolved (condition, &scope);
      g_auto (GStrv) parts = g_strsplit (detail, " ", -1);   /* no-break */
      g_autofree char *plain = g_strjoinv (" ", parts);

      g_test_message ("%s", words[i].name);
      g_assert_cmpstr (title, ==, words[i].title);
      g_assert_cmpstr (plain, ==, words[i].detail);
      g_assert_cmpstr (resolved, ==, words[i].resolved);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/ui/rule-tree/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_change);
    }
  g_test_add_func ("/ui/rule-tree/normalize", test_normalize);
  g_test_add_func ("/ui/rule-tree/entity", test_entity);
  g_test_add_func ("/ui/operand-menu/offers-what-there-is", test_menu_offers_what_there_is);
  g_test_add_func ("/ui/operand-menu/sections", test_menu_sections);
  g_test_add_func ("/ui/rule-words", test_words);
  g_test_add_func ("/ui/rule-words/other-conditions", test_other_conditions);
  g_test_add_func ("/ui/condition/new", test_condition);
  g_test_add_func ("/ui/condition/operators", test_operators);

  return g_test_run ();
}
