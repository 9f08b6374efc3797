/* Data models: what the door refuses and where, what a model makes of a schema,
 * drift, and that its published schema says the same. */

#include "query/ff-data-model.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/wait.h>

#include "shop.h"

#define MODEL(text) "{'fanfare-data-model':1" text "}"
#define COLUMN(text) MODEL (",'entities':{'t':{'columns':{'c':" text "}}}")
#define LINK(text) MODEL (",'entities':{'t':{'links':{'l':" text "}}}")

static char *
dup_json (const char *text)
{
  return g_strdelimit (g_strdup (text), "'", '"');
}

static FfDataModel *
parse (const char  *text,
       GError     **error)
{
  g_autofree char *json = dup_json (text);

  return ff_data_model_parse (json, -1, error);
}

/* ---- The door. */

typedef struct
{
  const char *what;
  const char *text;
  const char *place;    /* NULL: it is good */
  gboolean    by_code;  /* no JSON Schema can tell */
} Case;

static const Case cases[] = {
  { "empty",               MODEL (""), NULL },
  { "all",                 MODEL (",'entities':{'t':{'label':'T','label-plural':'Ts','dimension':true,'key':['a','b'],'display':[],"
                                  "'columns':{'c':{'label':'C','kind':'decimal(2)','encoding':'scaled','choices':['','x'],'personal':null,'found':'integer'}},"
                                  "'links':{'l':{'label':'L','to':'u','on':{'a':'b'},'cardinality':'N-1','found':true,'removed':false}}}},"
                                  "'profile':{'entity':'t','addresses':{'email':'c','letter':'d'},'language':'l','time-zone':'z','first-name':'f','last-name':'n'},"
                                  "'consent':{'entity':'t','profile':'p','channel':'c','given':'g','topic':'o','changed-at':'w','default':'opt-out'}"), NULL },
  { "history",             MODEL (",'history':{'entity':'m','profile':'p','sent-at':'s','opened-at':'o','clicked-at':'c','bounced':'b','channel':'h',"
                                  "'campaign':'n','activity':'a'}"), NULL },
  { "history-unmapped",    MODEL (",'history':null"), NULL },
  { "history-half",        MODEL (",'history':{'entity':'m','profile':'p'}"), "/history:" },
  { "history-strange",     MODEL (",'history':{'entity':'m','profile':'p','sent-at':'s','read-at':'r'}"), "/history/read-at:" },
  { "unmapped",            MODEL (",'profile':null,'consent':null"), NULL },
  { "correction",          LINK ("{'label':'L'}"), NULL },
  { "zone",                COLUMN ("{'kind':'instant','encoding':'text','zone':'America/Argentina/Buenos_Aires'}"), NULL },
  { "no-object",           "[]", "/:" },
  { "no-model",            "{'fanfare':1}", "/:" },
  { "format",              "{'fanfare-data-model':'1'}", "/fanfare-data-model:" },
  { "format-zero",         "{'fanfare-data-model':0}", "/fanfare-data-model:" },
  { "member",              MODEL (",'tables':{}"), "/tables:" },
  { "entities",            MODEL (",'entities':[]"), "/entities:" },
  { "nameless-entity",     MODEL (",'entities':{'':{}}"), "/entities/:" },
  { "entity",              MODEL (",'entities':{'a/b':1}"), "/entities/a~1b:" },
  { "entity-member",       MODEL (",'entities':{'t':{'labels':'x'}}"), "/entities/t/labels:" },
  { "label",               MODEL (",'entities':{'t':{'label':''}}"), "/entities/t/label:" },
  { "dimension",           MODEL (",'entities':{'t':{'dimension':1}}"), "/entities/t/dimension:" },
  { "key",                 MODEL (",'entities':{'t':{'key':'a'}}"), "/entities/t/key:" },
  { "key-part",            MODEL (",'entities':{'t':{'key':['a',1]}}"), "/entities/t/key/1:" },
  { "key-twice",           MODEL (",'entities':{'t':{'key':['a','a']}}"), "/entities/t/key/1:" },
  { "key-of-five",         MODEL (",'entities':{'t':{'key':['a','b','c','d','e']}}"), "/entities/t/key:" },
  { "kind",                COLUMN ("{'kind':'number'}"), "/entities/t/columns/c/kind:" },
  { "kind-decimal",        COLUMN ("{'kind':'decimal'}"), "/entities/t/columns/c/kind:" },
  { "kind-scale",          COLUMN ("{'kind':'decimal(19)'}"), "/entities/t/columns/c/kind:" },
  { "kind-open",           COLUMN ("{'kind':'decimal(2'}"), "/entities/t/columns/c/kind:" },
  { "encoding-alone",      COLUMN ("{'encoding':'seconds'}"), "/entities/t/columns/c:" },
  { "encoding-unknown",    COLUMN ("{'kind':'instant','encoding':'days'}"), "/entities/t/columns/c/encoding:" },
  { "encoding-of-other",   COLUMN ("{'kind':'date','encoding':'seconds'}"), "/entities/t/columns/c/encoding:", TRUE },
  { "zone-of-date",        COLUMN ("{'kind':'date','zone':'UTC'}"), "/entities/t/columns/c:", TRUE },
  { "zone-unknown",        COLUMN ("{'kind':'instant','zone':'Europe/Atlantis'}"), "/entities/t/columns/c/zone:", TRUE },
  { "zone-hostile",        COLUMN ("{'kind':'instant','zone':'UTC\\\\u0027; DROP'}"), "/entities/t/columns/c/zone:", TRUE },
  { "choices",             COLUMN ("{'choices':['a','b','a']}"), "/entities/t/columns/c/choices/2:" },
  { "personal",            COLUMN ("{'personal':'shoe size'}"), "/entities/t/columns/c/personal:" },
  { "link-to-alone",       LINK ("{'to':'u','cardinality':'N-1'}"), "/entities/t/links/l:" },
  { "link-on-alone",       LINK ("{'on':{'a':'b'},'cardinality':'N-1'}"), "/entities/t/links/l:" },
  { "link-no-cardinality", LINK ("{'to':'u','on':{'a':'b'}}"), "/entities/t/links/l:" },
  { "link-no-columns",     LINK ("{'to':'u','on':{},'cardinality':'N-1'}"), "/entities/t/links/l/on:" },
  { "link-column",         LINK ("{'to':'u','on':{'a':2},'cardinality':'N-1'}"), "/entities/t/links/l/on/a:" },
  { "cardinality",         LINK ("{'to':'u','on':{'a':'b'},'cardinality':'N-N'}"), "/entities/t/links/l/cardinality:" },
  { "profile-entity",      MODEL (",'profile':{}"), "/profile:" },
  { "profile-member",      MODEL (",'profile':{'entity':'t','email':'c'}"), "/profile/email:" },
  { "address",             MODEL (",'profile':{'entity':'t','addresses':{'email':null}}"), "/profile/addresses/email:" },
  { "consent-half",        MODEL (",'consent':{'entity':'t','profile':'p','channel':'c'}"), "/consent:" },
  { "consent-default",     MODEL (",'consent':{'entity':'t','profile':'p','channel':'c','given':'g','changed-at':'w','default':'yes'}"), "/consent/default:" },
};

static void
test_door (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FfDataModel) model = parse (c->text, &error);

  if (c->place == NULL)
    {
      g_assert_no_error (error);
      g_assert_nonnull (model);
      return;
    }

  g_assert_null (model);
  g_assert_error (error, FF_DATA_MODEL_ERROR, FF_DATA_MODEL_ERROR_BAD);
  if (!g_str_has_prefix (error->message, c->place))
    g_error ("“%s” does not name %s", error->message, c->place);
}

static void
test_newer (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (parse ("{'fanfare-data-model':2,'clouds':[]}", &error));
  g_assert_error (error, FF_DATA_MODEL_ERROR, FF_DATA_MODEL_ERROR_NEWER);
}

static void
test_file (void)
{
  g_autofree char *folder = g_dir_make_tmp ("fanfare-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "model.json", NULL);
  g_autoptr (FfDataModel) model = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (ff_data_model_load (path, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_file_set_contents (path, "{\n  \"fanfare-data-model\": 1,\n  \"fanfare-data-model\": 1 }", -1, NULL);
  g_assert_null (ff_data_model_load (path, &error));
  g_assert_error (error, FF_JSON_ERROR, FF_JSON_ERROR_DUPLICATE);
  g_assert_nonnull (strstr (error->message, path));
  g_clear_error (&error);

  g_file_set_contents (path, "{\"fanfare-data-model\": 1}", -1, NULL);
  model = ff_data_model_load (path, &error);
  g_assert_no_error (error);
  g_unlink (path);
  g_rmdir (folder);
}

/* The published schema takes and refuses what the door does, but for what it says it cannot tell. */
static void
test_published (void)
{
  static const char script[] =
    "import json, sys\n"
    "try:\n"
    "  import jsonschema\n"
    "except ImportError:\n"
    "  sys.exit (77)\n"
    "schema = json.load (open (sys.argv[1]))\n"
    "jsonschema.Draft202012Validator.check_schema (schema)\n"
    "validator = jsonschema.Draft202012Validator (schema)\n"
    "wrong = [what for what, good, text in json.load (sys.stdin) if validator.is_valid (json.loads (text)) != good]\n"
    "print (*wrong)\n"
    "sys.exit (len (wrong))\n";
  g_autofree char *schema = g_test_build_filename (G_TEST_DIST, "data", "data-model.schema.json", NULL);
  g_autoptr (FfJson) list = ff_json_new_array ();
  g_autofree char *input = NULL;
  g_autofree char *output = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      FfJson *item = ff_json_new_array ();
      g_autofree char *text = dup_json (cases[i].text);

      if (cases[i].by_code)
        {
          ff_json_unref (item);
          continue;
        }
      ff_json_take_element (item, ff_json_new_string (cases[i].what));
      ff_json_take_element (item, ff_json_new_boolean (cases[i].place == NULL));
      ff_json_take_element (item, ff_json_new_string (text));
      ff_json_take_element (list, item);
    }

  input = ff_json_print (list);
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "python3", "-c", script, schema, NULL);
  if (process == NULL)
    {
      g_test_skip (error->message);
      return;
    }

  g_subprocess_communicate_utf8 (process, input, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  if (g_subprocess_get_exit_status (process) == 77)
    g_test_skip ("There is no Python module “jsonschema”");
  else if (g_subprocess_get_exit_status (process) != 0)
    g_error ("The published schema disagrees with the door: %s", output);
}

/* ---- Over a schema. */

/* People and their orders, as introspection may find them. */
static FfSchema *
found_new (gboolean is_older)
{
  FfSchema *schema = ff_schema_new ();
  FfEntity *person = ff_entity_new ("person");
  FfEntity *order = ff_entity_new ("order");
  static const FfType integer = { .kind = FF_KIND_INTEGER };
  static const FfType text = { .kind = FF_KIND_TEXT };
  const char *const key[] = { "id", NULL };
  const char *person_column[] = { "person_id", NULL };
  const char *id[] = { "id", NULL };

  ff_entity_add_column (person, "id", &integer)->nullable = FALSE;
  ff_entity_add_column (person, "email", &text);
  ff_entity_add_column (person, "seen", &text);
  if (is_older)
    ff_entity_add_column (person, "tongue", &text);
  ff_entity_add_column (order, "id", &integer);
  ff_entity_add_column (order, "person_id", &integer);
  ff_entity_add_column (order, "total", is_older ? &integer : &text);
  ff_entity_add_column (order, "email", &text);
  person->key = g_strdupv ((char **) key);
  person->key_assured = TRUE;
  person->is_offered = TRUE;
  if (is_older)
    ff_entity_add_link (order, "buyer", "person", FF_LINK_ONE, person_column, id)->assured = TRUE;
  ff_schema_take_entity (schema, person);
  ff_schema_take_entity (schema, order);
  if (is_older)
    ff_schema_take_entity (schema, ff_entity_new ("old"));
  ff_schema_set_role (schema, "profile", "person");
  ff_schema_set_role (schema, "address:email", "email");

  return schema;
}

static const char corrections[] =
  MODEL (",'entities':{'person':{'label':'Guest','columns':{'seen':{'kind':'instant','zone':'Asia/Seoul'},'email':{'personal':'contact'},"
         "'tongue':{'label':'Language','choices':['nl','fr']}}},"
         "'order':{'key':['id'],'columns':{'total':{'kind':'decimal(2)'}},'links':{'buyer':{'label':'Guest','cardinality':'1-1'},"
         "'namesake':{'to':'person','on':{'email':'email'},'cardinality':'N-1'}}}},"
         "'profile':{'entity':'person','addresses':{'email':'email'},'language':'tongue'}");

static void
test_apply (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FfDataModel) model = parse (corrections, &error);
  g_autoptr (FfSchema) found = found_new (TRUE);
  g_autoptr (GPtrArray) drifts = g_ptr_array_new ();
  g_autoptr (FfSchema) schema = NULL;
  const FfEntity *person, *order;
  const FfColumn *column;

  g_assert_no_error (error);
  schema = ff_data_model_apply (model, found, drifts);
  g_assert_cmpuint (drifts->len, ==, 0);

  person = ff_schema_find_entity (schema, "person");
  order = ff_schema_find_entity (schema, "order");
  g_assert_cmpstr (person->label, ==, "Guest");
  g_assert_cmpstr (person->label_plural, ==, "Person");
  column = ff_entity_find_column (person, "seen");
  g_assert_cmpint (column->type.kind, ==, FF_KIND_INSTANT);
  g_assert_cmpint (column->type.form, ==, FF_INSTANT_TEXT);
  g_assert_true (column->type.loose);
  g_assert_cmpstr (column->type.zone, ==, "Asia/Seoul");
  g_assert_cmpstr (ff_entity_find_column (person, "tongue")->choices[1], ==, "fr");
  g_assert_cmpstr (ff_entity_find_column (person, "email")->personal, ==, "contact");
  g_assert_true (person->key_assured);

  /* An integer becomes a decimal as our own store writes them. */
  column = ff_entity_find_column (order, "total");
  g_assert_cmpuint (column->type.scale, ==, 2);
  g_assert_true (column->type.scaled_storage);
  g_assert_cmpstr (order->key[0], ==, "id");
  g_assert_false (order->key_assured);
  g_assert_true (order->is_offered);
  g_assert_false (ff_entity_may_be_null (order, "id"));

  g_assert_cmpstr (ff_entity_find_link (order, "buyer")->label, ==, "Guest");
  g_assert_true (ff_entity_find_link (order, "buyer")->exclusive);
  g_assert_true (ff_entity_find_link (order, "buyer")->assured);
  g_assert_false (ff_entity_find_link (order, "namesake")->assured);
  g_assert_cmpstr (ff_schema_get_role (schema, "language"), ==, "tongue");

  /* What was found stays as it was. */
  g_assert_cmpint (ff_entity_find_column (ff_schema_find_entity (found, "person"), "seen")->type.kind, ==, FF_KIND_TEXT);
  g_assert_null (ff_schema_find_entity (found, "order")->key);
}

static char *
dup_drifts (GPtrArray *drifts)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < drifts->len; i++)
    {
      const FfDrift *drift = g_ptr_array_index (drifts, i);
      g_autofree char *words = ff_drift_to_text (drift);

      g_assert_true (g_utf8_validate (words, -1, NULL));
      g_string_append_printf (text, "%s%s %s", i > 0 ? "; " : "", ff_drift_kind_get_id (drift->kind), drift->pointer);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* A table, a column and a link are gone, a kind is another, and so what stood on them. */
static void
test_drift (void)
{
  g_autoptr (FfDataModel) corrected = parse (corrections, NULL);
  g_autoptr (FfSchema) older = found_new (TRUE);
  g_autoptr (FfSchema) then = ff_data_model_apply (corrected, older, NULL);
  g_autoptr (FfDataModel) model = ff_data_model_describe (then, older);
  g_autoptr (FfSchema) now = found_new (FALSE);
  g_autoptr (GPtrArray) drifts = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_drift_free);
  g_autoptr (FfSchema) schema = ff_data_model_apply (model, now, drifts);
  g_autoptr (FfSchema) restored = ff_data_model_restore (model, now);
  g_autoptr (FfDataModel) again = ff_data_model_describe (then, older);
  g_autofree char *text = dup_drifts (drifts);

  g_assert_true (ff_json_equal (ff_data_model_get_json (model), ff_data_model_get_json (again)));
  g_assert_cmpstr (text, ==,
                   "table-gone /entities/old; column-gone /entities/person/columns/tongue; kind-changed /entities/order/columns/total; "
                   "kind-refused /entities/order/columns/total; link-gone /entities/order/links/buyer; role-gone /profile/language");

  /* What a person corrected is tried on the new kind, and a text is no scaled integer. */
  g_assert_cmpint (ff_entity_find_column (ff_schema_find_entity (schema, "order"), "total")->type.kind, ==, FF_KIND_TEXT);
  g_assert_null (ff_schema_find_entity (schema, "old"));
  g_assert_null (ff_schema_get_role (schema, "language"));
  g_assert_nonnull (ff_entity_find_link (ff_schema_find_entity (schema, "order"), "namesake"));

  g_assert_nonnull (ff_schema_find_entity (restored, "old"));
  g_assert_nonnull (ff_entity_find_column (ff_schema_find_entity (restored, "person"), "tongue"));
  g_assert_cmpint (ff_entity_find_column (ff_schema_find_entity (restored, "order"), "total")->type.kind, ==, FF_KIND_DECIMAL);
  g_assert_nonnull (ff_entity_find_link (ff_schema_find_entity (restored, "order"), "buyer"));
}

/* Past messages are mapped as far as their columns are there. */
static void
test_history (void)
{
  static const struct
  {
    const char *history;
    const char *drifts;
    gboolean    mapped;
  } histories[] = {
    { "", "", TRUE },                 /* as it was found */
    { ",'history':null", "", FALSE },
    { ",'history':{'entity':'message','profile':'profile_id','sent-at':'sent','opened-at':'opened'}", "", TRUE },
    { ",'history':{'entity':'message','profile':'profile_id','sent-at':'sent','opened-at':'read'}", "role-gone /history/opened-at", TRUE },
    { ",'history':{'entity':'message','profile':'profile_id','sent-at':'gone'}", "role-gone /history/sent-at", FALSE },
    { ",'history':{'entity':'letter','profile':'profile_id','sent-at':'sent'}", "role-gone /history/entity", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (histories); i++)
    {
      g_autofree char *text = g_strdup_printf (MODEL ("%s"), histories[i].history);
      g_autoptr (GError) error = NULL;
      g_autoptr (FfDataModel) model = parse (text, &error);
      g_autoptr (FfSchema) found = shop_schema_new ();
      g_autoptr (GPtrArray) drifts = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_drift_free);
      g_autoptr (FfSchema) schema = NULL;
      g_autofree char *told = NULL;

      g_assert_no_error (error);
      schema = ff_data_model_apply (model, found, drifts);
      told = dup_drifts (drifts);
      g_assert_cmpstr (told, ==, histories[i].drifts);
      g_assert_cmpint (ff_schema_get_history (schema) != NULL, ==, histories[i].mapped);
      if (histories[i].mapped)
        g_assert_cmpstr (ff_schema_get_history (schema)->opened_at, ==, *histories[i].drifts == '\0' ? "opened" : NULL);
    }
}

/* What an export says makes the same of the same. */
static void
test_round_trip (void)
{
  g_autoptr (FfSchema) found = shop_schema_new ();
  g_autoptr (FfDataModel) model = ff_data_model_describe (found, found);
  g_autofree char *text = ff_data_model_print (model);
  g_autoptr (GError) error = NULL;
  g_autoptr (FfDataModel) read = ff_data_model_parse (text, -1, &error);
  g_autoptr (GPtrArray) drifts = g_ptr_array_new ();
  g_autoptr (FfSchema) schema = NULL;
  g_autoptr (FfDataModel) again = NULL;

  g_assert_no_error (error);
  schema = ff_data_model_apply (read, found, drifts);
  g_assert_cmpuint (drifts->len, ==, 0);
  again = ff_data_model_describe (schema, found);
  g_assert_true (ff_json_equal (ff_data_model_get_json (model), ff_data_model_get_json (again)));
  for (guint e = 0; e < ff_schema_get_n_entities (found); e++)
    {
      const FfEntity *before = ff_schema_get_entity (found, e);
      const FfEntity *after = ff_schema_find_entity (schema, before->name);

      g_assert_cmpuint (after->columns->len, ==, before->columns->len);
      for (guint c = 0; c < before->columns->len; c++)
        g_assert_true (ff_type_equal (&((FfColumn *) before->columns->pdata[c])->type, &((FfColumn *) after->columns->pdata[c])->type));
    }
}

typedef struct
{
  const char *what;
  FfType      found;
  const char *kind;
  const char *encoding;
  gboolean    can_be;
  gboolean    own;     /* still of a type of its own */
} Correction;

static const Correction kinds[] = {
  { "integer/instant",     { FF_KIND_INTEGER }, "instant", "seconds", TRUE },
  { "integer/flag",        { FF_KIND_INTEGER }, "flag", NULL, TRUE },
  { "integer/text",        { FF_KIND_INTEGER }, "text", NULL, FALSE },
  { "integer/own",         { FF_KIND_INTEGER }, "instant", "own", FALSE },
  { "loose-integer/text",  { FF_KIND_INTEGER, .loose = TRUE }, "text", NULL, TRUE },
  { "loose-integer/own",   { FF_KIND_INTEGER, .loose = TRUE }, "instant", "own", FALSE },
  { "text/date",           { FF_KIND_TEXT }, "date", NULL, TRUE },
  { "text/integer",        { FF_KIND_TEXT }, "integer", NULL, FALSE },
  { "own-text/date",       { FF_KIND_TEXT, .own = TRUE }, "date", NULL, TRUE, FALSE },
  { "own-text/text",       { FF_KIND_TEXT, .own = TRUE }, "text", NULL, TRUE, TRUE },
  { "own-text/integer",    { FF_KIND_TEXT, .own = TRUE }, "integer", NULL, FALSE, TRUE },
  { "uuid/date",           { FF_KIND_TEXT, .own = TRUE, .loose = TRUE }, "date", NULL, FALSE, TRUE },
  { "numeric/integer",     { FF_KIND_DECIMAL, 2, .own = TRUE }, "integer", NULL, TRUE, TRUE },
  { "numeric/scaled",      { FF_KIND_DECIMAL, 2, .own = TRUE }, "decimal(3)", "scaled", FALSE, TRUE },
  { "numeric/digits",      { FF_KIND_DECIMAL, 2, .own = TRUE }, "decimal(3)", NULL, TRUE, TRUE },
  { "own-flag/integer",    { FF_KIND_FLAG, .own = TRUE }, "integer", NULL, FALSE, TRUE },
  { "own-instant/seconds", { FF_KIND_INSTANT, .own = TRUE, .form = FF_INSTANT_OWN }, "instant", "seconds", FALSE, TRUE },
};

static void
test_kind (gconstpointer data)
{
  const Correction *c = data;
  FfType type = c->found;
  FfType wanted;

  g_assert_true (ff_type_set_kind (&wanted, c->kind));
  if (c->encoding != NULL)
    g_assert_true (ff_type_set_encoding (&wanted, c->encoding));

  g_assert_cmpint (ff_type_take_correction (&type, &wanted), ==, c->can_be);
  if (c->can_be)
    {
      g_assert_cmpint (type.kind, ==, wanted.kind);
      g_assert_cmpint (type.own, ==, c->own);
    }
  else
    g_assert_true (ff_type_equal (&type, &c->found));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/data-model/door/", cases[i].what, NULL);

      g_test_add_data_func (path, &cases[i], test_door);
    }
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *path = g_strconcat ("/data-model/kind/", kinds[i].what, NULL);

      g_test_add_data_func (path, &kinds[i], test_kind);
    }
  g_test_add_func ("/data-model/newer", test_newer);
  g_test_add_func ("/data-model/file", test_file);
  g_test_add_func ("/data-model/published", test_published);
  g_test_add_func ("/data-model/apply", test_apply);
  g_test_add_func ("/data-model/drift", test_drift);
  g_test_add_func ("/data-model/history", test_history);
  g_test_add_func ("/data-model/round-trip", test_round_trip);

  return g_test_run ();
}
