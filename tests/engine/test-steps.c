/* What each step means, on a small store: every
 * case is a plan, and the rows that its last step must leave. */

#include "store/ff-store.h"

#include "../support/ff-test-plan.h"
#include "../support/ff-test-store.h"
#include "engine/ff-engine.h"

#define ALL "{'op':'select','entity':'person'}"
#define IDS(...) "{'op':'select','entity':'person','rule':{'all':[{'left':{'attribute':['person_id']},'op':'in-list','right':{'values':[" #__VA_ARGS__ "]}}]}}"
#define TIER(t) "{'all':[{'left':{'attribute':['tier']},'op':'equals','right':{'value':'" t "'}}]}"
#define SCORE "{'attribute':['score']}"
#define EMAIL "{'attribute':['email']}"
#define NAME "{'attribute':['name']}"

typedef struct
{
  const char *what;
  const char *plan;
  const char *outputs[6];   /* of the last step */
  gint64      n_rows;       /* of output 0, when it is not its number of keys */
} Case;

static const Case cases[] = {
  { "select/all", "[" ALL "]", { "1 2 3 4 5 6 7 8" } },
  { "select/rule", "[{'op':'select','entity':'person','rule':" TIER ("gold") "}]", { "1 3 7" } },
  { "select/text-key", "[{'op':'select','entity':'region'}]", { "N S" } },
  { "select/two-keys", "[{'op':'select','entity':'line'}]", { "100/1 100/2 102/1 104/1" } },

  { "filter/both-outputs", "[" ALL ",{'op':'filter','in':[0],'rule':" TIER ("gold") "}]", { "1 3 7", "2 4 5 6 8" } },
  { "filter/null-is-dropped", "[" ALL ",{'op':'filter','in':[0],'rule':{'all':[{'left':" SCORE ",'op':'less','right':{'value':6}}]}}]",
    { "1 5 7", "2 3 4 6 8" } },
  { "filter/of-dropped", "[" ALL ",{'op':'filter','in':[0],'rule':" TIER ("gold") "},{'op':'filter','in':[[1,1]],'rule':" TIER ("silver") "}]",
    { "2 6", "4 5 8" } },
  { "filter/reason", "[" IDS (1,2) ",{'op':'filter','in':[0],'rule':" TIER ("gold") ",'reasons':['common']},"
    "{'op':'filter','in':[[1,1]],'rule':" TIER ("gold") ",'reasons':['never']}]", { "", "2|common|never" } },
  { "filter/link", "[" ALL ",{'op':'filter','in':[0],'rule':{'all':[{'left':{'attribute':['city','region_code','name']},'op':'equals','right':{'value':'North'}}]}}]",
    { "1 2 7", "3 4 5 6 8" } },

  { "union/by-key", "[" IDS (1,2,3) "," IDS (3,4) ",{'op':'combine','how':'union','in':[0,1]}]", { "1 2 3 4", "" } },
  { "union/first-row-wins",
    "[" IDS (3,4) ",{'op':'mark','in':[0],'name':'code','value':'a'}," IDS (2,3) ",{'op':'mark','in':[2],'name':'code','value':'b'},"
    "{'op':'combine','how':'union','in':[3,1]}]", { "2|b 3|b 4|a", "" } },
  { "union/same-name-other-kind",
    "[" IDS (1) ",{'op':'enrich','in':[0],'columns':[{'name':'x','operand':" NAME "}]}," IDS (2) ",{'op':'enrich','in':[2],'columns':[{'name':'x','operand':" SCORE "}]},"
    IDS (7) ",{'op':'enrich','in':[4],'columns':[{'name':'x','operand':" EMAIL "}]},{'op':'combine','how':'union','in':[1,3,5]}]",
    { "1|Ada 2|- 7|", "" } },
  { "intersection/two", "[" IDS (1,2,3) "," IDS (2,3,4) ",{'op':'combine','how':'intersection','in':[0,1]}]", { "2 3", "1 4" } },
  { "intersection/three", "[" IDS (1,2,3,5) "," IDS (2,3,4,5) "," IDS (3,5,6,1) ",{'op':'combine','how':'intersection','in':[0,1,2]}]",
    { "3 5", "1 2 4 6" } },
  { "intersection/primary-columns",
    "[" IDS (1,2,3) ",{'op':'mark','in':[0],'name':'code','value':'a'}," IDS (2,4) ",{'op':'combine','how':'intersection','in':[1,2]}]",
    { "2|a", "1|a 3|a 4|-" } },
  { "union/all-columns",
    "[" IDS (1,3) ",{'op':'mark','in':[0],'name':'a','value':'A'}," IDS (1,2) ",{'op':'mark','in':[2],'name':'b','value':'B'},"
    "{'op':'combine','how':'union','policy':'all','in':[1,3]}]", { "1|A|B 2|-|B 3|A|-", "" } },
  { "union/first-that-carries-it",
    "[" IDS (1,3) ",{'op':'mark','in':[0],'name':'a','value':'A'}," IDS (1,2) ",{'op':'mark','in':[2],'name':'a','value':'B'},"
    IDS (1) ",{'op':'combine','how':'union','policy':'all','in':[4,3,1]}]", { "1|B 2|B 3|A", "" } },
  { "union/common-columns",
    "[" IDS (1) ",{'op':'mark','in':[0],'name':'a','value':'A'},{'op':'mark','in':[1],'name':'b','value':'B'},"
    IDS (2) ",{'op':'mark','in':[3],'name':'b','value':'C'},{'op':'combine','how':'union','policy':'common','in':[2,4]}]", { "1|B 2|C", "" } },
  { "union/limit-by-priority", "[" IDS (5,6) "," IDS (1,6,7) ",{'op':'combine','how':'union','limit':3,'in':[0,1],'reasons':['same','over']}]",
    { "1 5 6", "7|over" } },
  { "union/by-columns", "[" ALL "," IDS (1,2) ",{'op':'combine','how':'union','keys':[[{'attribute':['tier']}],[{'attribute':['tier']}]],'in':[1,0],'limit':3,'reasons':['same','over']}]",
    { "1 2 4", "3|same 5|over 6|same 7|same 8|same" } },
  { "intersection/by-columns", "[" IDS (1,2,4,5) "," IDS (3,5,6,8) ",{'op':'combine','how':'intersection','keys':[[{'attribute':['tier']}],[{'attribute':['tier']}]],'in':[0,1],'reasons':['P','O']}]",
    { "1 2 4", "5|O" } },
  { "intersection/other-dimension",
    "[" ALL ",{'op':'select','entity':'purchase'},{'op':'combine','how':'intersection','keys':[[{'attribute':['person_id']}],[{'attribute':['person_id']}]],'in':[0,1]}]",
    { "1 3 6", "2 4 5 7 8" } },
  { "exclusion/other-dimension",
    "[" ALL ",{'op':'select','entity':'purchase'},{'op':'combine','how':'exclusion','keys':[[{'attribute':['person_id']}],[{'attribute':['person_id']}]],'in':[0,1],'reasons':['','bought']}]",
    { "2 4 5 7 8", "1|bought 3|bought 6|bought" } },
  { "exclusion/null-matches-nothing", "[" ALL "," IDS (2,5) ",{'op':'combine','how':'exclusion','keys':[[{'attribute':['tier']}],[{'attribute':['tier']}]],'in':[0,1]}]",
    { "1 3 4 5 7 8", "2 6" } },
  { "difference/by-key", "[" IDS (1,2,3) "," IDS (3,4) ",{'op':'combine','how':'difference','in':[0,1],'reasons':['both']}]", { "1 2 4", "3|both" } },
  { "difference/by-columns", "[" IDS (1,2,5) "," IDS (3,4,5) ",{'op':'combine','how':'difference','keys':[[{'attribute':['tier']}],[{'attribute':['tier']}]],'in':[0,1]}]",
    { "2 4 5", "1 3" } },
  { "exclusion/two-others", "[" ALL "," IDS (1,2) "," IDS (2,8) ",{'op':'combine','how':'exclusion','in':[0,1,2]}]", { "3 4 5 6 7", "1 2 8" } },
  { "exclusion/of-view", "[" ALL ",{'op':'filter','in':[0],'rule':" TIER ("gold") "},{'op':'combine','how':'exclusion','in':[0,[1,1]]}]",
    { "1 3 7", "2 4 5 6 8" } },

  { "exclusion/reasons", "[" ALL "," IDS (1,2) "," IDS (2,8) ",{'op':'combine','how':'exclusion','in':[0,1,2],'reasons':['','inA','inB']}]",
    { "3 4 5 6 7", "1|inA 2|inA 8|inB" } },
  { "intersection/reasons", "[" IDS (1,2,3,5) "," IDS (2,3,4,5) "," IDS (3,5,6,1) ",{'op':'combine','how':'intersection','in':[0,1,2],'reasons':['P','A','B']}]",
    { "3 5", "1|A 2|B 4|P 6|P" } },

  { "dedupe/exact", "[" ALL ",{'op':'dedupe','in':[0],'keys':[" EMAIL "]}]", { "1 2 3 4 5 7 8", "6" } },
  { "dedupe/fold-and-trim", "[" ALL ",{'op':'dedupe','in':[0],'keys':[" EMAIL "],'ignore-case':true,'trim':true}]",
    { "1 2 4 5 7 8", "3 6" } },
  { "dedupe/empty-equal", "[" ALL ",{'op':'dedupe','in':[0],'keys':[" EMAIL "],'empty-equal':true}]", { "1 2 3 4 8", "5 6 7" } },
  { "dedupe/descending-nulls-last", "[" ALL ",{'op':'dedupe','in':[0],'keys':[{'attribute':['tier']}],'order':[{'by':" SCORE ",'descending':true}]}]",
    { "2 3 5 8", "1 4 6 7" } },
  { "dedupe/ascending-nulls-last", "[" ALL ",{'op':'dedupe','in':[0],'keys':[{'attribute':['tier']}],'order':[{'by':" SCORE "}]}]",
    { "2 4 5 7", "1 3 6 8" } },
  { "dedupe/keep-two", "[" ALL ",{'op':'dedupe','in':[0],'keys':[{'attribute':['tier']}],'keep':2}]", { "1 2 3 4 5 6 8", "7" } },
  { "dedupe/two-keys-one-empty", "[" ALL ",{'op':'dedupe','in':[0],'keys':[{'attribute':['tier']}," SCORE "]}]", { "1 2 3 4 5 6 7 8", "" } },
  { "dedupe/carries", "[" ALL ",{'op':'enrich','in':[0],'columns':[{'name':'t','operand':{'attribute':['tier']}}]},"
    "{'op':'dedupe','in':[1],'keys':[{'column':'t'}]}]", { "1|gold 2|silver 4|bronze 5|-", "3|gold 6|silver 7|gold 8|bronze" } },

  { "take/count", "[" ALL ",{'op':'take','in':[0],'quota':{'count':3},'order':[]}]", { "1 2 3", "4 5 6 7 8" } },
  { "take/count-zero", "[" ALL ",{'op':'take','in':[0],'quota':{'count':0},'order':[]}]", { "", "1 2 3 4 5 6 7 8" } },
  { "take/more-than-there-are", "[" ALL ",{'op':'take','in':[0],'quota':{'count':99},'order':[]}]", { "1 2 3 4 5 6 7 8", "" } },
  { "take/by-order", "[" ALL ",{'op':'take','in':[0],'quota':{'count':3},'order':[{'by':" SCORE ",'descending':true}]}]", { "3 4 8", "1 2 5 6 7" } },
  { "take/nulls-last", "[" ALL ",{'op':'take','in':[0],'quota':{'count':7},'order':[{'by':" SCORE ",'descending':true}]}]", { "1 2 3 4 5 7 8", "6" } },
  /* 8 × 5/16 = 2.5: half a person goes to the share. */
  { "take/share-tie", "[" ALL ",{'op':'take','in':[0],'quota':{'share':[5,16]},'order':[]}]", { "1 2 3", "4 5 6 7 8" } },
  { "take/share-below", "[" ALL ",{'op':'take','in':[0],'quota':{'share':[30,100]},'order':[]}]", { "1 2", "3 4 5 6 7 8" } },
  { "take/by-group", "[" ALL ",{'op':'take','in':[0],'quota':{'count':1},'order':[{'by':" SCORE "}],'groups':[{'attribute':['tier']}]}]",
    { "2 4 5 7", "1 3 6 8" } },
  { "take/share-of-group", "[" ALL ",{'op':'take','in':[0],'quota':{'share':[1,2]},'order':[],'groups':[{'attribute':['tier']}]}]",
    { "1 2 3 4 5", "6 7 8" } },
  { "take/random-is-the-keyed-hash", "[" ALL ",{'op':'take','in':[0],'quota':{'count':4},'order':{'seed':1}},"
    "{'op':'take','in':[[0,0]],'quota':{'count':4},'order':{'seed':1}},{'op':'combine','how':'exclusion','in':[1,2]}]", { "", NULL } },

  { "split/rules", "[" ALL ",{'op':'split','in':[0],'subsets':[{'rule':" TIER ("gold") "},{'rule':{'all':[{'left':" SCORE ",'op':'greater','right':{'value':4}}]}}]}]",
    { "1 3 7", "4 8", "2 5 6" } },
  { "split/one-takes-all", "[" ALL ",{'op':'split','in':[0],'subsets':[{},{'rule':" TIER ("gold") "}]}]", { "1 2 3 4 5 6 7 8", "", "" } },
  { "split/largest-fractions", "[" ALL ",{'op':'split','in':[0],'subsets':["
    "{'quota':{'share':[1,3]},'order':[]},{'quota':{'share':[1,3]},'order':[]},{'quota':{'share':[1,3]},'order':[]}]}]",
    { "1 2 3", "4 5 6", "7 8", "" } },
  { "split/rest-is-the-last-share", "[" ALL ",{'op':'split','in':[0],'subsets':[{'quota':{'share':[30,100]},'order':[]},{'quota':{'share':[30,100]},'order':[]}]}]",
    { "1 2 3", "4 5", "6 7 8" } },
  { "split/share-of-left", "[" ALL ",{'op':'split','in':[0],'subsets':[{'quota':{'share-left':[1,2]},'order':[]},{'quota':{'share-left':[1,2]},'order':[]}]}]",
    { "1 2 3 4", "5 6", "7 8" } },
  { "split/shortfall-stays", "[" ALL ",{'op':'split','in':[0],'subsets':[{'rule':" TIER ("gold") ",'quota':{'count':5},'order':[]},{'quota':{'count':2},'order':[]}]}]",
    { "1 3 7", "2 4", "5 6 8" } },
  { "split/orders-differ", "[" ALL ",{'op':'split','in':[0],'subsets':[{'quota':{'count':2},'order':[{'by':" SCORE ",'descending':true}]},{'quota':{'count':2},'order':[]}]}]",
    { "3 8", "1 2", "4 5 6 7" } },
  { "split/overlapping", "[" ALL ",{'op':'split','in':[0],'overlapping':true,'subsets':[{'rule':" TIER ("gold") "},{'rule':{'all':[{'left':" SCORE ",'op':'greater','right':{'value':4}}]}}]}]",
    { "1 3 7", "1 3 4 8", "2 5 6" } },
  { "split/reason", "[" ALL ",{'op':'split','in':[0],'reasons':['over'],'subsets':[{'rule':" TIER ("gold") ",'quota':{'count':2},'order':[]},{'quota':{'count':3},'order':[]}]}]",
    { "1 3", "2 4 5", "6|over 7|over 8|over" } },
  { "split/carries", "[" ALL ",{'op':'mark','in':[0],'name':'m','value':'x'},{'op':'split','in':[1],'subsets':[{'rule':" TIER ("gold") ",'quota':{'count':2},'order':[]}]}]",
    { "1|x 3|x", "2|x 4|x 5|x 6|x 7|x 8|x" } },

  { "relate/to-one", "[" ALL ",{'op':'relate','in':[0],'link':'city'}]", { "10 20 30", "4 8" }, 6 },
  { "relate/reasons", "[" ALL ",{'op':'relate','in':[0],'link':'purchase','reasons':['none']}]", { "100 101 102 103 104", "2|none 4|none 5|none 7|none 8|none" } },
  { "relate/reasons-to-one", "[" ALL ",{'op':'relate','in':[0],'link':'city','reasons':['none']}]", { "10 20 30", "4|none 8|none" }, 6 },
  { "relate/lowest-source-key", "[" ALL ",{'op':'enrich','in':[0],'columns':[{'name':'n','operand':" NAME "}]},{'op':'relate','in':[1],'link':'city'}]",
    { "10|Ada 20|Cy 30|Eva", "4|Dan 8|Hal" }, 6 },
  { "relate/to-many", "[" ALL ",{'op':'enrich','in':[0],'columns':[{'name':'n','operand':" NAME "}]},{'op':'relate','in':[1],'link':'purchase'}]",
    { "100|Ada 101|Ada 102|Cy 103|Cy 104|Fay", "2|Bob 4|Dan 5|Eva 7|Gus 8|Hal" } },
  { "relate/to-many-of-few", "[" IDS (3) ",{'op':'relate','in':[0],'link':'purchase'}]", { "102 103", "" } },
  { "relate/two-keys", "[{'op':'select','entity':'purchase'},{'op':'relate','in':[0],'link':'line'}]",
    { "100/1 100/2 102/1 104/1", "101 103 105 106" } },
  { "relate/back-and-forth", "[{'op':'select','entity':'line'},{'op':'relate','in':[0],'link':'purchase'},{'op':'relate','in':[1],'link':'person'}]",
    { "1 3 6", "" }, 3 },
  { "relate/to-text-key", "[{'op':'select','entity':'city'},{'op':'relate','in':[0],'link':'region_code'}]", { "N S", "30" }, 2 },

  { "enrich/attribute", "[" IDS (1,4,8) ",{'op':'enrich','in':[0],'columns':[{'name':'city','operand':{'attribute':['city','name']}}]}]",
    { "1|Gent 4|- 8|-" } },
  { "enrich/aggregates", "[" IDS (1,2,3) ",{'op':'enrich','in':[0],'columns':["
    "{'name':'n','operand':{'aggregate':'count','link':['purchase']}},"
    "{'name':'s','operand':{'aggregate':'sum','link':['purchase'],'of':{'attribute':['total']}}},"
    "{'name':'m','operand':{'aggregate':'max','link':['purchase'],'of':{'attribute':['total']},"
    "'where':{'all':[{'left':{'attribute':['status']},'op':'equals','right':{'value':'paid'}}]}}}]}]",
    { "1|2|1500|1000 2|0|0|- 3|2|500|200" } },
  { "enrich/aggregates-of-many", "[" ALL ",{'op':'enrich','in':[0],'columns':[{'name':'n','operand':{'aggregate':'count','link':['purchase']}}]}]",
    { "1|2 2|0 3|2 4|0 5|0 6|1 7|0 8|0" } },
  { "mark/constant", "[" IDS (1,2) ",{'op':'mark','in':[0],'name':'code','value':'O\\u0027x'}]", { "1|O'x 2|O'x" } },
  { "mark/then-filter", "[" IDS (1,2) ",{'op':'mark','in':[0],'name':'code','value':'a'},"
    "{'op':'filter','in':[1],'rule':{'all':[{'left':{'column':'code'},'op':'equals','right':{'value':'a'}}]}}]", { "1|a 2|a", "" } },
};

static void
test_case (gconstpointer user_data)
{
  const Case *c = user_data;
  g_autoptr (FfJson) json = ff_test_json (c->plan);
  g_autoptr (FfStore) store = NULL;
  g_autoptr (FfPlan) plan = NULL;
  g_autoptr (FfCounts) counts = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *activity = NULL;
  FfTestFile file;

  ff_test_file_init (&file, ff_test_shop);
  store = ff_test_file_open (&file);
  plan = ff_test_plan (ff_store_get_schema (store), json, NULL);
  counts = ff_evaluate (store, plan, NULL, NULL, NULL, &error);
  g_assert_no_error (error);

  activity = g_strdup_printf ("%u", ff_json_get_length (json) - 1);
  for (guint o = 0; c->outputs[o] != NULL; o++)
    {
      g_autofree char *port = g_strdup_printf ("%u", o);
      const FfCount *count = ff_counts_find (counts, activity, port);
      FfFlow flow = ff_plan_find_output (plan, activity, port)->flow;
      g_autofree char *fingerprint = ff_evaluate_dup_fingerprint (store, flow, counts);
      g_autofree char *rows = NULL;
      g_auto (GStrv) parts = NULL;

      g_assert_cmpstr (count->reason, ==, NULL);
      g_assert_true (count->known);
      rows = ff_test_dup_rows (store, flow, fingerprint);
      g_assert_cmpstr (rows, ==, c->outputs[o]);

      parts = g_strsplit (rows, " ", -1);
      g_assert_cmpint (count->n_keys, ==, g_strv_length (parts));
      g_assert_cmpint (count->n_rows, ==, o == 0 && c->n_rows > 0 ? c->n_rows : count->n_keys);
    }

  g_clear_object (&store);
  ff_test_file_clear (&file);
}

/* The deepest rule that a split takes, in a draw of groups: a query of a query of a query. */
static void
test_deep_split (void)
{
  FfTestFile file;
  g_autoptr (FfStore) store = NULL;
  guint n = 1;

  ff_test_file_init (&file, ff_test_shop);
  store = ff_test_file_open (&file);
  for (;; n++)
    {
      g_autoptr (GString) rule = g_string_new (TIER ("gold"));
      g_autofree char *text = NULL;
      g_autoptr (FfJson) json = NULL;
      g_autoptr (FfPlan) plan = NULL;
      g_autoptr (FfCounts) counts = NULL;
      g_autoptr (GError) error = NULL;

      for (guint i = 0; i < n; i++)
        {
          g_string_prepend (rule, i % 2 == 0 ? "{'any':[{'left':" SCORE ",'op':'equals','right':{'value':99}}," : "{'all':[{'left':" NAME ",'op':'is-not-empty'},");
          g_string_append (rule, "]}");
        }
      text = g_strdup_printf ("[" ALL ",{'op':'split','in':[0],'subsets':[{'rule':%s,'groups':[{'attribute':['tier']}],'quota':{'count':2},'order':{'seed':3}},"
                              "{'rule':%s,'groups':[{'attribute':['tier']}],'quota':{'count':2},'order':{'seed':3}}]}]", rule->str, rule->str);
      json = ff_test_json (text);
      plan = ff_test_plan (ff_store_get_schema (store), json, NULL);
      if (plan == NULL)
        break;
      counts = ff_evaluate (store, plan, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (ff_counts_find (counts, "1", "0")->reason, ==, NULL);
      g_assert_cmpint (ff_counts_find (counts, "1", "0")->n_keys, ==, 2);
      g_assert_cmpint (ff_counts_find (counts, "1", "1")->n_keys, ==, 1);
    }
  g_assert_cmpuint (n, >=, 12);
  g_clear_object (&store);
  ff_test_file_clear (&file);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!ff_test_store_is_there ())
    return 0;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/engine/steps/", cases[i].what, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }

  g_test_add_func ("/engine/steps/deep-split", test_deep_split);

  return g_test_run ();
}
