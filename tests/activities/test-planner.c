/* Tests src/activities/ff-planner.c and, through it, every activity type:
 * campaigns as text, over a small data model, and what plan and problems come
 * of them. */

#include "activities/ff-channel.h"
#include "model/ff-document.h"

#define NOW G_GINT64_CONSTANT (1784635320000000) /* 2026-07-21T12:02:00Z */

static FfSchema *
make_schema (void)
{
  FfSchema *schema = ff_schema_new ();
  FfEntity *profiles = ff_entity_new ("profiles");
  FfEntity *orders = ff_entity_new ("orders");
  FfEntity *consents = ff_entity_new ("consents");
  FfType integer = { .kind = FF_KIND_INTEGER };
  FfType text = { .kind = FF_KIND_TEXT };
  FfType flag = { .kind = FF_KIND_FLAG };
  FfType money = { .kind = FF_KIND_DECIMAL, .scale = 2, .scaled_storage = TRUE };
  FfType instant = { .kind = FF_KIND_INSTANT };
  const char *id[] = { "profile_id", NULL };
  FfConsentMapping mapping = { "consents", "profile_id", "channel", "topic", "given", "changed_at", FALSE };

  ff_entity_add_column (profiles, "profile_id", &integer);
  ff_entity_add_column (profiles, "first_name", &text);
  ff_entity_add_column (profiles, "email", &text);
  ff_entity_add_column (profiles, "tier", &text);
  profiles->key = g_strdupv ((char **) id);
  ff_entity_add_link (profiles, "orders", "orders", FF_LINK_MANY, id, id);
  ff_entity_add_link (profiles, "consents", "consents", FF_LINK_MANY, id, id);

  ff_entity_add_column (orders, "order_id", &integer);
  ff_entity_add_column (orders, "profile_id", &integer);
  ff_entity_add_column (orders, "total", &money);
  ff_entity_add_column (orders, "placed_at", &instant);
  orders->key = g_strsplit ("order_id", ",", -1);
  ff_entity_add_link (orders, "profile", "profiles", FF_LINK_ONE, id, id);

  ff_entity_add_column (consents, "consent_id", &integer);
  ff_entity_add_column (consents, "profile_id", &integer);
  ff_entity_add_column (consents, "channel", &text);
  ff_entity_add_column (consents, "topic", &text)->choices = g_strsplit ("news,offers", ",", -1);
  ff_entity_add_column (consents, "given", &flag);
  ff_entity_add_column (consents, "changed_at", &instant);
  consents->key = g_strsplit ("consent_id", ",", -1);

  ff_schema_take_entity (schema, profiles);
  ff_schema_take_entity (schema, orders);
  ff_schema_take_entity (schema, consents);
  ff_schema_set_role (schema, "profile", "profiles");
  ff_schema_set_role (schema, "address:email", "email");
  ff_schema_set_consent (schema, &mapping);
  return schema;
}

static FfCampaign *
make_campaign (const char *activities,
               const char *transitions)
{
  g_autofree char *text = g_strdup_printf ("{\"fanfare\": 1, \"needs\": [], \"id\": \"c\", \"name\": \"Test\", "
                                           "\"activities\": [%s], \"transitions\": [%s]}", activities, transitions);
  g_autoptr (GError) error = NULL;
  FfCampaign *campaign = ff_document_parse (text, -1, &error);

  g_assert_no_error (error);
  return campaign;
}

#define AUDIENCE(id) "{\"id\": \"" id "\", \"type\": \"build-audience\", \"x\": 0, \"y\": 0, \"settings\": {\"entity\": \"profiles\", " \
                     "\"rule\": {\"all\": [{\"left\": {\"attribute\": [\"tier\"]}, \"op\": \"equals\", \"right\": {\"value\": \"gold\"}}]}}}"
#define ACTIVITY(id, type, settings) ", {\"id\": \"" id "\", \"type\": \"" type "\", \"x\": 0, \"y\": 0, \"settings\": " settings "}"
#define JOIN(id, from, port, to, to_port) "{\"id\": \"" id "\", \"from\": \"" from "\", \"from_port\": \"" port "\", " \
                                          "\"to\": \"" to "\", \"to_port\": \"" to_port "\"}"

/* What one more activity "b" behind the audience "a" gives. */
typedef struct
{
  const char *what;
  const char *activities;
  const char *transitions;
  const char *port;      /* of "b" */
  int         op;        /* FfStepOp of its step; -1: no table */
  guint       output;    /* of that step */
  const char *problem;   /* part of the only problem; NULL: none */
  const char *pointer;   /* where */
} Case;

/* An expression stands wherever an attribute may. */
#define DOMAIN "{\"expression\": \"email_domain (email)\"}"

static const Case cases[] = {
  { "expression/column", ACTIVITY ("b", "enrich", "{\"columns\": [{\"id\": \"c\", \"label\": \"Domain\", \"value\": " DOMAIN "}]}"),
    JOIN ("t", "a", "out", "b", "in"), "out", FF_STEP_ENRICH, 0, NULL, NULL },
  { "expression/duplicates", ACTIVITY ("b", "deduplicate", "{\"keys\": [{\"id\": \"k\", \"key\": " DOMAIN "}]}"),
    JOIN ("t", "a", "out", "b", "in"), "out", FF_STEP_DEDUPE, 0, NULL, NULL },
  { "expression/take", ACTIVITY ("b", "take", "{\"order\": \"by\", \"by\": [{\"by\": " DOMAIN "}], \"groups\": [{\"id\": \"g\", \"key\": " DOMAIN "}]}"),
    JOIN ("t", "a", "out", "b", "in"), "out", FF_STEP_TAKE, 0, NULL, NULL },
  { "expression/split", ACTIVITY ("b", "split", "{\"subsets\": [{\"id\": \"x\", \"label\": \"X\", \"limit\": \"count\", \"order\": \"by\", "
                                                "\"by\": [{\"by\": " DOMAIN "}], \"groups\": [{\"id\": \"g\", \"key\": " DOMAIN "}]}]}"),
    JOIN ("t", "a", "out", "b", "in"), "x", FF_STEP_SPLIT, 0, NULL, NULL },
  { "expression/combine", ACTIVITY ("a2", "build-audience", "{\"entity\": \"profiles\"}")
    ACTIVITY ("b", "combine", "{\"compare\": \"columns\", \"pairs\": [{\"id\": \"p\", \"key\": " DOMAIN ", \"other\": " DOMAIN "}]}"),
    JOIN ("t", "a", "out", "b", "primary") ", " JOIN ("u", "a2", "out", "b", "others"), "out", FF_STEP_COMBINE, 0, NULL, NULL },
  { "expression/wrong", ACTIVITY ("b", "deduplicate", "{\"keys\": [{\"id\": \"k\", \"key\": {\"expression\": \"lower (mail)\"}}]}"),
    JOIN ("t", "a", "out", "b", "in"), "out", -1, 0, "Character 8", "/keys/0/key/expression" },
  { "combine/union", ACTIVITY ("a2", "build-audience", "{\"entity\": \"profiles\"}") ACTIVITY ("b", "combine", "{}"),
    JOIN ("t", "a", "out", "b", "primary") ", " JOIN ("u", "a2", "out", "b", "others"), "out", FF_STEP_COMBINE, 0, NULL, NULL },
  { "combine/rest", ACTIVITY ("a2", "build-audience", "{\"entity\": \"profiles\"}") ACTIVITY ("b", "combine", "{\"how\": \"exclusion\"}"),
    JOIN ("t", "a", "out", "b", "primary") ", " JOIN ("u", "a2", "out", "b", "others"), "rest", FF_STEP_COMBINE, 1, NULL, NULL },
  { "combine/dimensions", ACTIVITY ("a2", "build-audience", "{\"entity\": \"orders\"}") ACTIVITY ("b", "combine", "{}"),
    JOIN ("t", "a", "out", "b", "primary") ", " JOIN ("u", "a2", "out", "b", "others"), "out", -1, 0, "Change Dimension", "" },
  { "combine/half", ACTIVITY ("b", "combine", "{}"), JOIN ("t", "a", "out", "b", "primary"), "out", -1, 0, "Nothing comes in", "" },
  { "deduplicate", ACTIVITY ("b", "deduplicate", "{\"keys\": [{\"id\": \"k\", \"key\": {\"attribute\": [\"email\"]}}]}"),
    JOIN ("t", "a", "out", "b", "in"), "out", FF_STEP_DEDUPE, 0, NULL, NULL },
  { "deduplicate/unknown-column", ACTIVITY ("b", "deduplicate", "{\"keys\": [{\"id\": \"k\", \"key\": {\"attribute\": [\"mail\"]}}]}"),
    JOIN ("t", "a", "out", "b", "in"), "out", -1, 0, "mail", "/keys/0/key/attribute/0" },
  { "split", ACTIVITY ("b", "split", "{\"subsets\": [{\"id\": \"x\", \"label\": \"X\", \"limit\": \"share\", \"percent\": 33.3}]}"),
    JOIN ("t", "a", "out", "b", "in"), "rest", FF_STEP_SPLIT, 1, NULL, NULL },
  { "split/too-much", ACTIVITY ("b", "split", "{\"subsets\": [{\"id\": \"x\", \"label\": \"X\", \"limit\": \"share\", \"percent\": 60}, "
                                              "{\"id\": \"y\", \"label\": \"Y\", \"limit\": \"share\", \"percent\": 50}]}"),
    JOIN ("t", "a", "out", "b", "in"), "x", -1, 0, "100 %", "/subsets" },
  { "split/same-id", ACTIVITY ("b", "split", "{\"subsets\": [{\"id\": \"x\", \"label\": \"X\"}, {\"id\": \"x\", \"label\": \"Y\"}]}"),
    JOIN ("t", "a", "out", "b", "in"), "x", -1, 0, "id of its own", "/subsets/1" },
  { "ab-test", ACTIVITY ("b", "ab-test", "{}"), JOIN ("t", "a", "out", "b", "in"), "control", FF_STEP_MARK, 0, NULL, NULL },
  { "take", ACTIVITY ("b", "take", "{\"limit\": \"share\", \"percent\": 10, \"order\": \"random\", \"seed\": \"s\"}"),
    JOIN ("t", "a", "out", "b", "in"), "out", FF_STEP_TAKE, 0, NULL, NULL },
  { "enrich", ACTIVITY ("b", "enrich", "{\"columns\": [{\"id\": \"c\", \"label\": \"Spend\", \"value\": {\"aggregate\": \"sum\", "
                                       "\"link\": [\"orders\"], \"of\": {\"attribute\": [\"total\"]}}}]}"),
    JOIN ("t", "a", "out", "b", "in"), "out", FF_STEP_ENRICH, 0, NULL, NULL },
  { "enrich/empty", ACTIVITY ("b", "enrich", "{}"), JOIN ("t", "a", "out", "b", "in"), "out", -1, 0, "", "/columns" },
  { "change-dimension", ACTIVITY ("b", "change-dimension", "{\"link\": \"orders\"}"),
    JOIN ("t", "a", "out", "b", "in"), "out", FF_STEP_RELATE, 0, NULL, NULL },
  { "change-dimension/unknown", ACTIVITY ("b", "change-dimension", "{\"link\": \"pets\"}"),
    JOIN ("t", "a", "out", "b", "in"), "out", -1, 0, "pets", "/link" },
  { "read-audience/unknown", ACTIVITY ("b", "read-audience", "{\"audience\": \"Friends\"}"), "", "out", -1, 0, "Friends", "/audience" },
  { "wait", ACTIVITY ("b", "wait", "{}"), JOIN ("t", "a", "out", "b", "in"), "out", FF_STEP_SELECT, 0, NULL, NULL },
  { "fork", ACTIVITY ("b", "fork", "{\"branches\": 3}"), JOIN ("t", "a", "out", "b", "in"), "branch-3", FF_STEP_SELECT, 0, NULL, NULL },
  { "and-join", ACTIVITY ("a2", "build-audience", "{\"entity\": \"profiles\"}") ACTIVITY ("b", "and-join", "{}"),
    JOIN ("t", "a", "out", "b", "primary") ", " JOIN ("u", "a2", "out", "b", "others"), "out", FF_STEP_SELECT, 0, NULL, NULL },
  { "unconnected", ACTIVITY ("b", "take", "{}"), "", "out", -1, 0, "Nothing comes in", "" },
  { "unknown-type", ACTIVITY ("b", "vendor.loyalty", "{\"level\": 3}") ACTIVITY ("z", "end", "{}"),
    JOIN ("t", "a", "out", "b", "in") ", " JOIN ("u", "b", "tiers", "z", "in"), "tiers", -1, 0, "vendor.loyalty", "" },
  { "email/unknown-field", ACTIVITY ("b", "email", "{\"subject\": \"Hi\", \"html\": \"<p>{{ profile.shoe_size }}</p>\"}"),
    JOIN ("t", "a", "out", "b", "in"), "out", -1, 0, "shoe_size", "/html" },
  { "email/foreign-field", ACTIVITY ("b", "email", "{\"subject\": \"Hi\", \"html\": \"<p>{{ secret }}</p>\"}"),
    JOIN ("t", "a", "out", "b", "in"), "out", -1, 0, "secret", "/html" },
  { "email/broken", ACTIVITY ("b", "email", "{\"subject\": \"Hi\", \"html\": \"<p>{{ profile.first_name\"}"),
    JOIN ("t", "a", "out", "b", "in"), "out", -1, 0, "HTML: Line 1", "/html" },
  { "email/no-reason", ACTIVITY ("b", "email", "{\"subject\": \"Hi\", \"html\": \"<p>Hi</p>\", \"purpose\": \"transactional\"}"),
    JOIN ("t", "a", "out", "b", "in"), "out", -1, 0, "reason", "/reason" },
};

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autofree char *activities = g_strconcat (AUDIENCE ("a"), c->activities, NULL);
  g_autoptr (FfCampaign) campaign = make_campaign (activities, c->transitions);
  g_autoptr (FfSchema) schema = make_schema ();
  g_autoptr (FfPlanContext) context = ff_plan_context_new (schema, NOW);
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (FfPlan) plan = ff_planner_compile (campaign, context, &problems);
  const FfPlanOutput *output = ff_plan_find_output (plan, "b", c->port);
  guint n_severe = 0;

  for (guint i = 0; i < problems->len; i++)
    {
      const FfProblem *problem = problems->pdata[i];

      if (problem->severity != FF_SEVERITY_PROBLEM)
        continue;

      n_severe++;
      g_assert_nonnull (c->problem);
      g_assert_cmpstr (problem->activity, ==, "b");
      g_assert_cmpstr (problem->pointer, ==, c->pointer);
      g_assert_nonnull (strstr (problem->message, c->problem));
    }
  g_assert_cmpuint (n_severe, ==, c->problem != NULL ? 1 : 0);

  g_assert_nonnull (output);
  if (c->op < 0)
    {
      g_assert_null (output->flow.step);
      g_assert_nonnull (output->reason);
    }
  else
    {
      g_assert_nonnull (output->flow.step);
      g_assert_cmpint (output->flow.step->op, ==, c->op);
      g_assert_cmpuint (output->flow.output, ==, c->output);
    }
}

static FfPlan *
compile (const char *activities,
         const char *transitions)
{
  g_autoptr (FfCampaign) campaign = make_campaign (activities, transitions);
  g_autoptr (FfSchema) schema = make_schema ();
  g_autoptr (FfPlanContext) context = ff_plan_context_new (schema, NOW);

  return ff_planner_compile (campaign, context, NULL);
}

/* What a newer version needs is told before anything else, and is severe: the campaign cannot run. */
static void
test_needs (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FfCampaign) campaign =
    ff_document_parse ("{\"fanfare\": 1, \"needs\": [\"teleport\"], \"id\": \"c\", \"name\": \"Test\", "
                       "\"activities\": [" AUDIENCE ("a") "], \"transitions\": []}", -1, &error);
  g_autoptr (FfSchema) schema = make_schema ();
  g_autoptr (FfPlanContext) context = ff_plan_context_new (schema, NOW);
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (FfPlan) plan = NULL;
  const FfProblem *first;

  g_assert_no_error (error);
  plan = ff_planner_compile (campaign, context, &problems);
  g_assert_nonnull (ff_plan_find_output (plan, "a", "out")->flow.step);

  g_assert_cmpuint (problems->len, >, 0);
  first = problems->pdata[0];
  g_assert_cmpint (first->severity, ==, FF_SEVERITY_PROBLEM);
  g_assert_cmpstr (first->activity, ==, "");
  g_assert_cmpstr (first->pointer, ==, "/needs");
  g_assert_nonnull (strstr (first->message, "teleport"));
}

static void
test_modes (void)
{
  const char *transitions = JOIN ("t", "a", "out", "b", "in") ", " JOIN ("u", "b", "out", "c", "in");
  g_autoptr (FfPlan) bypassed =
    compile (AUDIENCE ("a") ", {\"id\": \"b\", \"type\": \"take\", \"mode\": \"bypassed\", \"x\": 0, \"y\": 0, \"settings\": {}}"
             ACTIVITY ("c", "wait", "{}"), transitions);
  g_autoptr (FfPlan) disabled =
    compile (AUDIENCE ("a") ", {\"id\": \"b\", \"type\": \"take\", \"mode\": \"disabled\", \"x\": 0, \"y\": 0, \"settings\": {}}"
             ACTIVITY ("c", "wait", "{}"), transitions);

  /* Bypassed: the input unchanged on the first output, nobody on the others. */
  g_assert_true (ff_plan_find_output (bypassed, "b", "out")->flow.step == ff_plan_find_output (bypassed, "a", "out")->flow.step);
  g_assert_cmpint (ff_plan_find_output (bypassed, "b", "rest")->flow.step->how, ==, FF_COMBINE_EXCLUSION);
  g_assert_nonnull (ff_plan_find_output (bypassed, "c", "out")->flow.step);

  g_assert_null (ff_plan_find_output (disabled, "b", "out")->flow.step);
  g_assert_nonnull (strstr (ff_plan_find_output (disabled, "b", "out")->reason, "disabled"));
  g_assert_null (ff_plan_find_output (disabled, "c", "out")->flow.step);
}

static void
test_origin (void)
{
  g_autoptr (FfPlan) plan = compile (AUDIENCE ("a") ACTIVITY ("b", "take", "{}"), JOIN ("t", "a", "out", "b", "in"));

  g_assert_cmpstr (ff_plan_find_output (plan, "b", "out")->flow.step->origin.activity, ==, "b");
  g_assert_cmpstr (ff_plan_find_output (plan, "a", "out")->flow.step->origin.activity, ==, "a");
}

/* What was dropped says why, in words that name where things come from. */
static void
test_reasons (void)
{
  g_autoptr (FfPlan) plan =
    compile (AUDIENCE ("a") ", {\"id\": \"a2\", \"type\": \"build-audience\", \"label\": \"Buyers\", \"x\": 0, \"y\": 0, \"settings\": {\"entity\": \"profiles\"}}"
             ACTIVITY ("b", "combine", "{\"how\": \"exclusion\"}"),
             JOIN ("t", "a", "out", "b", "primary") ", " JOIN ("u", "a2", "out", "b", "others"));
  FfFlow kept = ff_plan_find_output (plan, "b", "out")->flow;
  FfFlow rest = ff_plan_find_output (plan, "b", "rest")->flow;
  const FfColumn *reason;

  g_assert_cmpuint (ff_flow_get_columns (kept)->len, ==, 0);
  g_assert_cmpuint (ff_flow_get_columns (rest)->len, ==, 1);
  reason = ff_flow_get_columns (rest)->pdata[0];
  g_assert_cmpstr (reason->name, ==, "reason");
  g_assert_nonnull (strstr (rest.step->reasons[1], "Buyers"));
}

static void
test_channels (void)
{
  g_autoptr (FfCampaign) campaign =
    make_campaign (AUDIENCE ("a") ACTIVITY ("b", "email", "{\"subject\": \"Hi {{ profile.first_name | default: \\\"there\\\" }}\", "
                                                          "\"html\": \"<p>{{ row.tier }}</p>\"}"),
                   JOIN ("t", "a", "out", "b", "in"));
  g_autoptr (FfSchema) schema = make_schema ();
  g_autoptr (FfPlanContext) context = ff_plan_context_new (schema, NOW);
  g_autoptr (FfPlan) plan = ff_planner_compile (campaign, context, NULL);
  g_autoptr (GPtrArray) channels = ff_channels_list (campaign, context, plan);
  const FfChannel *channel;
  guint kinds[5] = { 0 };

  g_assert_cmpuint (channels->len, ==, 1);
  channel = channels->pdata[0];
  g_assert_cmpstr (channel->channel, ==, "email");
  g_assert_false (channel->per_row);
  for (guint i = 0; i < channel->columns->len; i++)
    kinds[((FfChannelColumn *) channel->columns->pdata[i])->kind]++;

  g_assert_cmpuint (kinds[FF_CHANNEL_COLUMN_KEY], ==, 1);
  g_assert_cmpuint (kinds[FF_CHANNEL_COLUMN_ADDRESS], ==, 1);
  g_assert_cmpuint (kinds[FF_CHANNEL_COLUMN_CONSENT_YES], ==, 1);
  g_assert_cmpuint (kinds[FF_CHANNEL_COLUMN_CONSENT_NO], ==, 1);
  g_assert_cmpuint (kinds[FF_CHANNEL_COLUMN_FIELD], ==, 2);
  g_assert_cmpuint (channel->operands->len, ==, channel->columns->len);
}

/* Consent given and consent withdrawn are two columns of one setting. */
static void
test_said_once (void)
{
  g_autoptr (FfCampaign) campaign =
    make_campaign (AUDIENCE ("a") ACTIVITY ("b", "email", "{\"subject\": \"Hi\", \"html\": \"<p>Hi</p>\", \"topic\": \"nope\"}"),
                   JOIN ("t", "a", "out", "b", "in"));
  g_autoptr (FfSchema) schema = make_schema ();
  g_autoptr (FfPlanContext) context = ff_plan_context_new (schema, NOW);
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (FfPlan) plan = ff_planner_compile (campaign, context, &problems);
  guint n = 0;

  for (guint i = 0; i < problems->len; i++)
    n += g_str_equal (((const FfProblem *) problems->pdata[i])->pointer, "/topic");

  g_assert_cmpuint (n, ==, 1);
}

/* A rule that asks who leaves another activity: "b", which comes first in the document, asks about "a" or more. */
#define ASKING(id, entity, rule) "{\"id\": \"" id "\", \"type\": \"build-audience\", \"x\": 0, \"y\": 0, " \
                                 "\"settings\": {\"entity\": \"" entity "\", \"rule\": " rule "}}"
#define LEAVES(how, activity, port) "{\"all\": [{\"" how "\": {\"activity\": \"" activity "\", \"port\": \"" port "\"}}]}"

typedef struct
{
  const char *what;
  const char *activities;
  const char *transitions;
  const char *failing;   /* the ids of those with a problem at the condition, in their order */
  const char *words;     /* part of the first problem */
} Referring;

static const Referring referring[] = {
  { "later-in-document", ASKING ("b", "profiles", LEAVES ("in-transition", "a", "out")) ", " AUDIENCE ("a"), "", "", NULL },
  { "not-in", ASKING ("b", "profiles", LEAVES ("not-in-transition", "a", "out")) ", " AUDIENCE ("a"), "", "", NULL },
  { "of-a-rest", ASKING ("b", "profiles", LEAVES ("in-transition", "t", "rest")) ", " AUDIENCE ("a") ACTIVITY ("t", "take", "{\"count\": 5}"),
    JOIN ("t1", "a", "out", "t", "in"), "", NULL },
  { "chain", ASKING ("c", "profiles", LEAVES ("in-transition", "b", "out")) ", " ASKING ("b", "profiles", LEAVES ("in-transition", "a", "out")) ", "
    AUDIENCE ("a"), "", "", NULL },
  { "unknown-activity", ASKING ("b", "profiles", LEAVES ("in-transition", "z", "out")) ", " AUDIENCE ("a"), "", "b ", "no longer there" },
  { "unknown-port", ASKING ("b", "profiles", LEAVES ("in-transition", "a", "rest")) ", " AUDIENCE ("a"), "", "b ", "no longer there" },
  { "other-dimension", ASKING ("b", "orders", LEAVES ("in-transition", "a", "out")) ", " AUDIENCE ("a"), "", "b ", "carries" },
  { "itself", ASKING ("b", "profiles", LEAVES ("in-transition", "b", "out")) ", " AUDIENCE ("a"), "", "b ", "depends on this activity" },
  { "circle", ASKING ("b", "profiles", LEAVES ("in-transition", "c", "out")) ", " ASKING ("c", "profiles", LEAVES ("in-transition", "b", "out")), "",
    "b c ", "depends on this activity" },
  { "circle-over-a-transition", ASKING ("b", "profiles", LEAVES ("in-transition", "t", "out")) ACTIVITY ("t", "take", "{\"count\": 5}"),
    JOIN ("t1", "b", "out", "t", "in"), "b ", "depends on this activity" },
  { "nothing-counted", ASKING ("b", "profiles", LEAVES ("in-transition", "t", "out")) ACTIVITY ("t", "take", "{\"count\": 5}"), "", "b ", "Nobody can be looked up" },
};

static void
test_referring (gconstpointer data)
{
  const Referring *r = data;
  g_autoptr (FfCampaign) campaign = make_campaign (r->activities, r->transitions);
  g_autoptr (FfSchema) schema = make_schema ();
  g_autoptr (FfPlanContext) context = ff_plan_context_new (schema, NOW);
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (FfPlan) plan = ff_planner_compile (campaign, context, &problems);
  g_autoptr (GString) failing = g_string_new (NULL);
  const char *first = NULL;
  FfFlow asking = ff_plan_find_output (plan, "b", "out")->flow;

  for (guint i = 0; i < problems->len; i++)
    {
      const FfProblem *problem = problems->pdata[i];

      if (problem->severity != FF_SEVERITY_PROBLEM || !g_str_has_prefix (problem->pointer, "/rule/all/0/"))
        continue;

      g_string_append_printf (failing, "%s ", problem->activity);
      first = first != NULL ? first : problem->message;
    }
  g_assert_cmpstr (failing->str, ==, r->failing);

  if (r->words != NULL)
    {
      g_assert_nonnull (strstr (first, r->words));
      g_assert_null (asking.step);
      return;
    }

  /* What is read comes before it in the plan. */
  g_assert_nonnull (asking.step);
  g_assert_cmpuint (asking.step->n_inputs, ==, 0);
  g_assert_cmpuint (asking.step->n_reads, ==, 1);
  for (guint i = 0; ff_plan_get_step (plan, i) != asking.step->inputs[0].step; i++)
    g_assert_true (ff_plan_get_step (plan, i) != asking.step);
}

/* Another rule there is another question here. */
static void
test_referring_hash (void)
{
  g_autoptr (FfPlan) gold = compile (ASKING ("b", "profiles", LEAVES ("in-transition", "a", "out")) ", " AUDIENCE ("a"), "");
  g_autoptr (FfPlan) again = compile (AUDIENCE ("a") ", " ASKING ("b", "profiles", LEAVES ("in-transition", "a", "out")), "");
  g_autoptr (FfPlan) all = compile (ASKING ("b", "profiles", LEAVES ("in-transition", "a", "out")) ", " ASKING ("a", "profiles", "{}"), "");

  g_assert_cmpstr (ff_plan_find_output (gold, "b", "out")->flow.step->hash, ==, ff_plan_find_output (again, "b", "out")->flow.step->hash);
  g_assert_cmpstr (ff_plan_find_output (gold, "b", "out")->flow.step->hash, !=, ff_plan_find_output (all, "b", "out")->flow.step->hash);
}

/* Everyone reached, each once. */
typedef struct
{
  const char *what;
  const char *activities;
  const char *transitions;
  int         op;        /* FfStepOp behind the output; -1: none */
} Reached;

#define EMAIL "{\"subject\": \"Hi\", \"html\": \"<p>Hi</p>\"}"

static const Reached reached[] = {
  { "none", ACTIVITY ("b", "end", "{}"), JOIN ("t", "a", "out", "b", "in"), -1 },
  { "one", ACTIVITY ("b", "email", EMAIL), JOIN ("t", "a", "out", "b", "in"), FF_STEP_SELECT },
  { "two", ACTIVITY ("b", "email", EMAIL) ACTIVITY ("c", "sms", "{}"),
    JOIN ("t", "a", "out", "b", "in") ", " JOIN ("u", "a", "out", "c", "in"), FF_STEP_COMBINE },
  { "behind", ACTIVITY ("b", "email", EMAIL) ACTIVITY ("w", "wait", "{}") ACTIVITY ("c", "email", EMAIL),
    JOIN ("t", "a", "out", "b", "in") ", " JOIN ("u", "b", "out", "w", "in") ", " JOIN ("v", "w", "out", "c", "in"), FF_STEP_SELECT },
  { "unconnected", ACTIVITY ("b", "email", EMAIL) ACTIVITY ("c", "email", EMAIL), JOIN ("t", "a", "out", "b", "in"), -1 },
  { "other-dimension", ACTIVITY ("d", "change-dimension", "{\"link\": \"orders\"}") ACTIVITY ("b", "email", EMAIL),
    JOIN ("t", "a", "out", "d", "in") ", " JOIN ("u", "d", "out", "b", "in"), FF_STEP_RELATE },
};

static void
test_reached (gconstpointer data)
{
  const Reached *r = data;
  g_autofree char *activities = g_strconcat (AUDIENCE ("a"), r->activities, NULL);
  g_autoptr (FfCampaign) campaign = make_campaign (activities, r->transitions);
  g_autoptr (FfSchema) schema = make_schema ();
  g_autoptr (FfPlanContext) context = ff_plan_context_new (schema, NOW);
  g_autoptr (FfPlan) without = ff_planner_compile (campaign, context, NULL);
  g_autoptr (FfPlan) plan = NULL;
  const FfPlanOutput *people;

  g_assert_null (ff_plan_find_output (without, "", FF_PLAN_PEOPLE));

  context->with_people = TRUE;
  plan = ff_planner_compile (campaign, context, NULL);
  people = ff_plan_find_output (plan, "", FF_PLAN_PEOPLE);
  if (r->op < 0)
    {
      g_assert_null (people);
      return;
    }

  g_assert_nonnull (people);
  g_assert_cmpint (people->flow.step->op, ==, r->op);
  g_assert_cmpstr (ff_flow_get_entity (people->flow)->name, ==, "profiles");
}

typedef struct
{
  const char *what;
  const char *from, *from_port, *to, *to_port;
  const char *refusal;   /* part of it; NULL: may be joined */
} Joining;

static const Joining joinings[] = {
  { "may", "a", "out", "c", "in", NULL },
  { "itself", "b", "out", "b", "in", "itself" },
  { "no-input", "b", "out", "n", "in", "no input" },
  { "taken", "c", "out", "b", "in", "taken" },
  { "circle", "d", "out", "b", "in", "taken" },
  { "circle-over-many", "d", "out", "u", "others", "circle" },
  { "no-output", "a", "rest", "c", "in", "no such output" },
};

static void
test_refusal (gconstpointer data)
{
  const Joining *j = data;
  g_autoptr (FfCampaign) campaign =
    make_campaign (AUDIENCE ("a") ACTIVITY ("b", "take", "{}") ACTIVITY ("c", "take", "{}") ACTIVITY ("d", "take", "{}")
                   ACTIVITY ("u", "combine", "{}") ", {\"id\": \"n\", \"type\": \"vendor.source\", \"x\": 0, \"y\": 0, \"settings\": {}}"
                   ACTIVITY ("e", "end", "{}"),
                   JOIN ("t1", "a", "out", "b", "in") ", " JOIN ("t2", "b", "out", "u", "primary") ", " JOIN ("t3", "u", "out", "d", "in"));
  g_autofree char *refusal = ff_activity_dup_refusal (campaign, j->from, j->from_port, j->to, j->to_port);

  if (j->refusal == NULL)
    g_assert_null (refusal);
  else if (g_str_equal (j->what, "no-input"))
    g_assert_nonnull (refusal);
  else
    {
      g_assert_nonnull (refusal);
      g_assert_nonnull (strstr (refusal, j->refusal));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/planner/", cases[i].what, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }

  for (guint i = 0; i < G_N_ELEMENTS (joinings); i++)
    {
      g_autofree char *path = g_strconcat ("/planner/refusal/", joinings[i].what, NULL);

      g_test_add_data_func (path, &joinings[i], test_refusal);
    }

  for (guint i = 0; i < G_N_ELEMENTS (reached); i++)
    {
      g_autofree char *path = g_strconcat ("/planner/reached/", reached[i].what, NULL);

      g_test_add_data_func (path, &reached[i], test_reached);
    }

  for (guint i = 0; i < G_N_ELEMENTS (referring); i++)
    {
      g_autofree char *path = g_strconcat ("/planner/referring/", referring[i].what, NULL);

      g_test_add_data_func (path, &referring[i], test_referring);
    }

  g_test_add_func ("/planner/referring-hash", test_referring_hash);
  g_test_add_func ("/planner/needs", test_needs);
  g_test_add_func ("/planner/modes", test_modes);
  g_test_add_func ("/planner/origin", test_origin);
  g_test_add_func ("/planner/reasons", test_reasons);
  g_test_add_func ("/planner/channels", test_channels);
  g_test_add_func ("/planner/said-once", test_said_once);

  return g_test_run ();
}
