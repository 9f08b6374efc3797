/* Tests src/activities/ff-summary.c: what stands on a card never says the
 * opposite of what is asked for. */

#include "activities/ff-activities-private.h"

typedef struct
{
  const char *name;
  const char *text;       /* a rule as JSON, with ' for ", or a template */
  const char *expected;   /* NULL: nothing to say */
} Case;

static const Case rules[] = {
  { "nothing", "{'all':[]}", NULL },
  { "value", "{'all':[{'left':{'attribute':['tier']},'op':'equals','right':{'value':'gold'}}]}", "gold" },
  { "not-a-value", "{'all':[{'left':{'attribute':['status']},'op':'not-equals','right':{'value':'cancelled'}}]}", "Not cancelled" },
  { "none-of", "{'none':[{'left':{'attribute':['status']},'op':'equals','right':{'value':'cancelled'}}]}", "Not cancelled" },
  { "none-of-not", "{'none':[{'left':{'attribute':['status']},'op':'not-equals','right':{'value':'done'}}]}", "done" },
  { "list", "{'all':[{'left':{'attribute':['country']},'op':'in-list','right':{'values':['NL','BE','DE','FR']}}]}", "NL, BE +2" },
  { "not-in-list", "{'all':[{'left':{'attribute':['country']},'op':'not-in-list','right':{'values':['NL','BE']}}]}", "Not NL, BE" },
  { "filled", "{'all':[{'left':{'attribute':['email']},'op':'is-not-empty'}]}", "Email" },
  { "empty", "{'all':[{'left':{'attribute':['email']},'op':'is-empty'}]}", "No Email" },
  { "flag", "{'all':[{'left':{'attribute':['active']},'op':'is-true'},{'left':{'attribute':['banned']},'op':'is-false'}]}", "Active · No Banned" },
  { "bounds", "{'all':[{'left':{'attribute':['age']},'op':'at-least','right':{'value':18}},"
    "{'left':{'attribute':['age']},'op':'less','right':{'value':65}}]}", "≥\302\24018 · <\302\24065" },
  { "linked", "{'all':[{'exists':'orders','where':{'all':[{'left':{'attribute':['placed_at']},'op':'in-last',"
    "'right':{'duration':{'amount':90,'unit':'day'}}}]}}]}", "90 days" },
  { "long-ago", "{'all':[{'left':{'attribute':['seen']},'op':'more-than-ago','right':{'duration':{'amount':1,'unit':'year'}}}]}",
    ">\302\2401 year" },
  { "not-linked", "{'all':[{'not-exists':'orders','where':{'all':[{'left':{'attribute':['placed_at']},'op':'in-last',"
    "'right':{'duration':{'amount':1,'unit':'year'}}}]}}]}", "No Orders · 1 year" },
  { "none-linked", "{'none':[{'exists':'orders'}]}", "No Orders" },
  { "audience", "{'all':[{'in-audience':'VIP'},{'not-in-audience':'Staff'}]}", "VIP · Not Staff" },
  { "except", "{'all':[{'left':{'attribute':['tier']},'op':'equals','right':{'value':'gold'}},"
    "{'except':{'left':{'attribute':['country']},'op':'equals','right':{'value':'NL'}}}]}", "gold · Not NL" },
  { "many", "{'any':[{'in-audience':'a'},{'in-audience':'b'},{'in-audience':'c'},{'in-audience':'d'}]}", "a · b · c …" },
};

static const Case templates[] = {
  { "plain", "15 % off", "15 % off" },
  { "begins-with-field", "{{ profile.first_name }}, 15 % off what you like", "15 % off what you like" },
  { "default", "Hi {{ profile.first_name | default: 'there' }}, welcome", "Hi there, welcome" },
  { "no-default", "Your booking on {{ row.starts_at }}", "Your booking on …" },
  { "tags", "{% if profile.tier %}Gold{% endif %} offer", "Gold offer" },
  { "lines", "One\nTwo", "One Two" },
  { "unclosed", "Hi {{ profile.first_name", "Hi" },
  { "only-fields", "{{ profile.first_name }}", NULL },
};

static void
test_rule (gconstpointer data)
{
  const Case *c = data;
  g_autofree char *text = g_strdelimit (g_strdup (c->text), "'", '"');
  g_autoptr (FfJson) rule = ff_json_parse (text, -1, NULL, NULL);
  g_autofree char *summary = NULL;

  g_assert_nonnull (rule);
  summary = ff_summary_of_rule (rule);
  g_assert_cmpstr (summary, ==, c->expected);
}

static void
test_template (gconstpointer data)
{
  const Case *c = data;
  g_autofree char *summary = ff_summary_of_template (c->text);

  g_assert_cmpstr (summary, ==, c->expected);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autofree char *path = g_strconcat ("/summary/rule/", rules[i].name, NULL);

      g_test_add_data_func (path, &rules[i], test_rule);
    }
  for (guint i = 0; i < G_N_ELEMENTS (templates); i++)
    {
      g_autofree char *path = g_strconcat ("/summary/template/", templates[i].name, NULL);

      g_test_add_data_func (path, &templates[i], test_template);
    }

  return g_test_run ();
}
