/* The file format: what is refused and with which words, what survives a round trip, and that a save is safe against a
 * crash. */

#include "model/ff-document.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "model/ff-edit.h"

#define HEAD "\"fanfare\": 1, \"needs\": [], \"id\": \"c1\", \"name\": \"Win back\""
#define AB   "\"activities\": [{\"id\": \"a\", \"type\": \"t\"}, {\"id\": \"b\", \"type\": \"t\"}]"

typedef enum
{
  JSON,
  MODEL,
} Domain;

typedef struct
{
  const char *what;
  const char *text;
  Domain      domain;
  int         code;
  const char *says;    /* part of the message */
} BadCase;

static const BadCase bad_cases[] = {
  { "empty", "", JSON, FF_JSON_ERROR_TRUNCATED, "empty" },
  { "text", "Dear Sir or Madam", JSON, FF_JSON_ERROR_SYNTAX, "Line 1, column 1" },
  { "bytes", "\x89PNG\r\n\x1a\n", JSON, FF_JSON_ERROR_UTF8, "UTF-8" },
  { "truncated", "{" HEAD ", \"activities\": [{\"id\": \"a\"", JSON, FF_JSON_ERROR_TRUNCATED, "ends in the middle" },
  { "member-twice", "{" HEAD ", \"id\": \"c2\"}", JSON, FF_JSON_ERROR_DUPLICATE, "“id”" },
  { "huge-number", "{" HEAD ", \"n\": 1e999}", JSON, FF_JSON_ERROR_NUMBER, "too large" },
  { "list", "[]", MODEL, FF_MODEL_ERROR_NOT_A_CAMPAIGN, "no campaign" },
  { "number", "1", MODEL, FF_MODEL_ERROR_NOT_A_CAMPAIGN, "no campaign" },
  { "other-json", "{\"name\": \"package\", \"version\": \"1\"}", MODEL, FF_MODEL_ERROR_NOT_A_CAMPAIGN, "“fanfare”" },
  { "format-newer", "{\"fanfare\": 2, \"whatever\": []}", MODEL, FF_MODEL_ERROR_NEWER, "format 2" },
  { "format-zero", "{\"fanfare\": 0}", MODEL, FF_MODEL_ERROR_BAD_DOCUMENT, "/fanfare: " },
  { "format-text", "{\"fanfare\": \"1\"}", MODEL, FF_MODEL_ERROR_BAD_DOCUMENT, "/fanfare: " },
  { "format-fraction", "{\"fanfare\": 1.5}", MODEL, FF_MODEL_ERROR_BAD_DOCUMENT, "/fanfare: " },
  { "needs-text", "{\"fanfare\": 1, \"needs\": \"loops\"}", MODEL, FF_MODEL_ERROR_BAD_DOCUMENT, "/needs: " },
  { "needs-numbers", "{\"fanfare\": 1, \"needs\": [1]}", MODEL, FF_MODEL_ERROR_BAD_DOCUMENT, "/needs: " },
  { "id-missing", "{\"fanfare\": 1, \"name\": \"x\"}", MODEL, FF_MODEL_ERROR_BAD_DOCUMENT, "/id: " },
  { "id-path", "{\"fanfare\": 1, \"id\": \"../x\"}", MODEL, FF_MODEL_ERROR_BAD_DOCUMENT, "/id: " },
  { "name-missing", "{\"fanfare\": 1, \"id\": \"x\"}", MODEL, FF_MODEL_ERROR_BAD_DOCUMENT, "“name”" },
  { "name-number", "{\"fanfare\": 1, \"id\": \"x\", \"name\": 3}", MODEL, FF_MODEL_ERROR_BAD_DOCUMENT, "/name: " },
  { "zone-number", "{" HEAD ", \"zone\": 1}", MODEL, FF_MODEL_ERROR_BAD_DOCUMENT, "/zone: " },
  { "week-start", "{" HEAD ", \"week_start\": \"someday\"}", MODEL, FF_MODEL_ERROR_BAD_DOCUMENT, "/week_start: " },
  { "activities-object", "{" HEAD ", \"activities\": {}}", MODEL, FF_MODEL_ERROR_BAD_DOCUMENT, "/activities: " },
  { "activity-text", "{" HEAD ", \"activities\": [\"a\"]}", MODEL, FF_MODEL_ERROR_BAD_DOCUMENT, "/activities/0: " },
  { "activity-id-missing", "{" HEAD ", \"activities\": [{\"type\": \"t\"}]}", MODEL, FF_MODEL_ERROR_BAD_DOCUMENT,
    "/activities/0: The member “id”" },
  { "activity-id-space", "{" HEAD ", \"activities\": [{\"id\": \"a b\", \"type\": \"t\"}]}", MODEL,
    FF_MODEL_ERROR_BAD_DOCUMENT, "/activities/0/id: " },
  { "activity-type-empty", "{" HEAD ", \"activities\": [{\"id\": \"a\", \"type\": \"\"}]}", MODEL,
    FF_MODEL_ERROR_BAD_DOCUMENT, "/activities/0/type: " },
  { "activity-settings-list", "{" HEAD ", \"activities\": [{\"id\": \"a\", \"type\": \"t\", \"settings\": []}]}", MODEL,
    FF_MODEL_ERROR_BAD_DOCUMENT, "/activities/0/settings: " },
  { "activity-mode", "{" HEAD ", \"activities\": [{\"id\": \"a\", \"type\": \"t\", \"mode\": \"off\"}]}", MODEL,
    FF_MODEL_ERROR_BAD_DOCUMENT, "/activities/0/mode: " },
  { "activity-paused", "{" HEAD ", \"activities\": [{\"id\": \"a\", \"type\": \"t\", \"paused\": 1}]}", MODEL,
    FF_MODEL_ERROR_BAD_DOCUMENT, "/activities/0/paused: " },
  { "activity-goes-on", "{" HEAD ", \"activities\": [{\"id\": \"a\", \"type\": \"t\", \"goes_on_empty\": \"yes\"}]}", MODEL,
    FF_MODEL_ERROR_BAD_DOCUMENT, "/activities/0/goes_on_empty: " },
  { "activity-ports", "{" HEAD ", \"activities\": [{\"id\": \"a\", \"type\": \"t\", \"shown_ports\": [1]}]}", MODEL,
    FF_MODEL_ERROR_BAD_DOCUMENT, "/activities/0/shown_ports: " },
  { "x-beyond", "{" HEAD ", \"activities\": [{\"id\": \"a\", \"type\": \"t\", \"x\": 1000001}]}", MODEL,
    FF_MODEL_ERROR_BAD_DOCUMENT, "/activities/0/x: A whole number" },
  { "y-beyond", "{" HEAD ", \"activities\": [{\"id\": \"a\", \"type\": \"t\", \"y\": -9223372036854775808}]}", MODEL,
    FF_MODEL_ERROR_BAD_DOCUMENT, "/activities/0/y: " },
  { "x-fraction", "{" HEAD ", \"activities\": [{\"id\": \"a\", \"type\": \"t\", \"x\": 1.5}]}", MODEL,
    FF_MODEL_ERROR_BAD_DOCUMENT, "/activities/0/x: " },
  { "x-text", "{" HEAD ", \"activities\": [{\"id\": \"a\", \"type\": \"t\", \"x\": \"1\"}]}", MODEL,
    FF_MODEL_ERROR_BAD_DOCUMENT, "/activities/0/x: " },
  { "ids-twice", "{" HEAD ", \"activities\": [{\"id\": \"a\", \"type\": \"t\"}, {\"id\": \"a\", \"type\": \"t\"}]}", MODEL,
    FF_MODEL_ERROR_BAD_DOCUMENT, "/activities/1/id: The id “a” is already that of /activities/0." },
  { "ids-twice-across", "{" HEAD ", " AB ", \"notes\": [{\"id\": \"b\"}]}", MODEL, FF_MODEL_ERROR_BAD_DOCUMENT,
    "/notes/0/id: " },
  { "transition-from-nowhere",
    "{" HEAD ", " AB ", \"transitions\": [{\"id\": \"t\", \"from\": \"z\", \"from_port\": \"out\", \"to\": \"b\", "
    "\"to_port\": \"in\"}]}", MODEL, FF_MODEL_ERROR_BAD_DOCUMENT, "/transitions/0/from: There is no activity with the id “z”." },
  { "transition-to-nowhere",
    "{" HEAD ", " AB ", \"transitions\": [{\"id\": \"t\", \"from\": \"a\", \"from_port\": \"out\", \"to\": \"z\", "
    "\"to_port\": \"in\"}]}", MODEL, FF_MODEL_ERROR_BAD_DOCUMENT, "/transitions/0/to: " },
  { "transition-port-missing",
    "{" HEAD ", " AB ", \"transitions\": [{\"id\": \"t\", \"from\": \"a\", \"to\": \"b\", \"to_port\": \"in\"}]}", MODEL,
    FF_MODEL_ERROR_BAD_DOCUMENT, "/transitions/0: The member “from_port”" },
  { "circle-of-one",
    "{" HEAD ", " AB ", \"transitions\": [{\"id\": \"t\", \"from\": \"a\", \"from_port\": \"out\", \"to\": \"a\", "
    "\"to_port\": \"in\"}]}", MODEL, FF_MODEL_ERROR_BAD_DOCUMENT, "circle: a → a." },
  { "circle-of-two",
    "{" HEAD ", " AB ", \"transitions\": [{\"id\": \"t\", \"from\": \"a\", \"from_port\": \"out\", \"to\": \"b\", "
    "\"to_port\": \"in\"}, {\"id\": \"u\", \"from\": \"b\", \"from_port\": \"out\", \"to\": \"a\", \"to_port\": \"in\"}]}", MODEL,
    FF_MODEL_ERROR_BAD_DOCUMENT, "circle: " },
  { "variable-type-missing", "{" HEAD ", \"variables\": [{\"id\": \"v\", \"name\": \"n\"}]}", MODEL,
    FF_MODEL_ERROR_BAD_DOCUMENT, "/variables/0: " },
  { "variable-names-twice",
    "{" HEAD ", \"variables\": [{\"id\": \"v\", \"name\": \"n\", \"type\": \"text\"}, {\"id\": \"w\", \"name\": \"n\", "
    "\"type\": \"text\"}]}", MODEL, FF_MODEL_ERROR_BAD_DOCUMENT, "/variables/1/name: " },
  { "note-flat", "{" HEAD ", \"notes\": [{\"id\": \"n\", \"width\": 0}]}", MODEL, FF_MODEL_ERROR_BAD_DOCUMENT,
    "/notes/0/width: " },
  { "frame-title", "{" HEAD ", \"frames\": [{\"id\": \"n\", \"title\": null}]}", MODEL, FF_MODEL_ERROR_BAD_DOCUMENT,
    "/frames/0/title: " },
};

static void
assert_refused (const char *text,
                gssize      length,
                GQuark      domain,
                int         code,
                const char *says)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FfCampaign) campaign = ff_document_parse (text, length, &error);

  g_assert_null (campaign);
  g_assert_error (error, domain, code);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, says));
}

static void
test_bad (gconstpointer data)
{
  const BadCase *c = data;

  assert_refused (c->text, -1, c->domain == JSON ? FF_JSON_ERROR : FF_MODEL_ERROR, c->code, c->says);
}

static void
test_nested_brackets (void)
{
  g_autoptr (GString) text = g_string_new ("{" HEAD ", \"x\": ");

  for (guint i = 0; i < 100000; i++)
    g_string_append_c (text, '[');
  assert_refused (text->str, (gssize) text->len, FF_JSON_ERROR, FF_JSON_ERROR_LIMIT, "64");
}

static void
test_too_many_elements (void)
{
  g_autoptr (GString) text = g_string_new ("{" HEAD ", \"x\": [0");

  for (guint i = 0; i < 100000; i++)
    g_string_append (text, ",0");
  g_string_append (text, "]}");
  assert_refused (text->str, (gssize) text->len, FF_JSON_ERROR, FF_JSON_ERROR_LIMIT, "100");
}

/* Every way to cut the file off gives an error, never a smaller campaign. */
static void
test_truncated_anywhere (void)
{
  static const char text[] = "{" HEAD ", " AB "}";

  for (gsize length = 0; length < strlen (text); length++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (ff_document_parse (text, (gssize) length, &error));
      g_assert_error (error, FF_JSON_ERROR, FF_JSON_ERROR_TRUNCATED);
    }
}

static const char round_trip[] =
  "{\n"
  "  \"fanfare\": 1,\n"
  "  \"needs\": [],\n"
  "  \"id\": \"c1\",\n"
  "  \"name\": \"Rückgewinnung “2026”\",\n"
  "  \"zone\": \"Europe/Berlin\",\n"
  "  \"x-budget\": {\n"
  "    \"sum\": 1200.00,\n"
  "    \"rate\": 1E+2\n"
  "  },\n"
  "  \"variables\": [\n"
  "    {\n"
  "      \"id\": \"v1\",\n"
  "      \"name\": \"since\",\n"
  "      \"type\": \"date\",\n"
  "      \"value\": \"2026-01-01\"\n"
  "    }\n"
  "  ],\n"
  "  \"activities\": [\n"
  "    {\n"
  "      \"id\": \"a1\",\n"
  "      \"type\": \"telepathy-of-2031\",\n"
  "      \"label\": \"정원\",\n"
  "      \"x\": -16,\n"
  "      \"y\": 1000000,\n"
  "      \"mode\": \"bypassed\",\n"
  "      \"paused\": true,\n"
  "      \"goes_on_empty\": true,\n"
  "      \"shown_ports\": [\n"
  "        \"rest\"\n"
  "      ],\n"
  "      \"settings\": {\n"
  "        \"z\": 9007199254740993,\n"
  "        \"a\": 0.10,\n"
  "        \"deep\": [\n"
  "          null,\n"
  "          -0,\n"
  "          1e-7\n"
  "        ]\n"
  "      },\n"
  "      \"aura\": \"blue\"\n"
  "    },\n"
  "    {\n"
  "      \"id\": \"a2\",\n"
  "      \"type\": \"end\",\n"
  "      \"x\": 320,\n"
  "      \"y\": 0,\n"
  "      \"settings\": {}\n"
  "    }\n"
  "  ],\n"
  "  \"transitions\": [\n"
  "    {\n"
  "      \"id\": \"t1\",\n"
  "      \"from\": \"a1\",\n"
  "      \"from_port\": \"out\",\n"
  "      \"to\": \"a2\",\n"
  "      \"to_port\": \"in\",\n"
  "      \"colour\": \"red\"\n"
  "    }\n"
  "  ],\n"
  "  \"notes\": [\n"
  "    {\n"
  "      \"id\": \"n1\",\n"
  "      \"text\": \"Ask Ana.\",\n"
  "      \"x\": 0,\n"
  "      \"y\": 0,\n"
  "      \"width\": 160,\n"
  "      \"height\": 96\n"
  "    }\n"
  "  ],\n"
  "  \"frames\": []\n"
  "}\n";

static FfCampaign *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  FfCampaign *campaign = ff_document_parse (text, -1, &error);

  g_assert_no_error (error);
  return campaign;
}

static void
test_round_trip (void)
{
  g_autoptr (FfCampaign) campaign = parse (round_trip);
  g_autofree char *text = ff_document_print (campaign);
  const FfActivity *activity = ff_campaign_get_activity (campaign, 0);

  g_assert_cmpstr (text, ==, round_trip);

  g_assert_cmpstr (activity->type, ==, "telepathy-of-2031");
  g_assert_cmpint (activity->x, ==, -16);
  g_assert_cmpint (activity->mode, ==, FF_MODE_BYPASSED);
  g_assert_true (activity->paused);
  g_assert_true (activity->goes_on_empty);
  g_assert_cmpstr (activity->shown_ports[0], ==, "rest");
  g_assert_false (ff_campaign_is_read_only (campaign));
}

/* Whatever order another program writes in, we write one. */
static void
test_stable_order (void)
{
  g_autoptr (FfCampaign) campaign =
    parse ("{\"x-tra\": 1, \"activities\": [{\"settings\": {\"b\": 1, \"a\": 2}, \"y\": 2, \"odd\": 0, \"x\": 1, "
           "\"type\": \"t\", \"id\": \"a\"}], \"zone\": \"\", \"name\": \"N\", \"id\": \"c\", \"fanfare\": 1}");
  g_autofree char *text = ff_document_print (campaign);
  g_autoptr (FfCampaign) again = parse (text);
  g_autofree char *text_again = ff_document_print (again);

  g_assert_cmpstr (text, ==,
                   "{\n  \"fanfare\": 1,\n  \"needs\": [],\n  \"id\": \"c\",\n  \"name\": \"N\",\n  \"zone\": \"\",\n"
                   "  \"x-tra\": 1,\n  \"variables\": [],\n  \"activities\": [\n    {\n      \"id\": \"a\",\n"
                   "      \"type\": \"t\",\n      \"x\": 1,\n      \"y\": 2,\n      \"settings\": {\n        \"b\": 1,\n"
                   "        \"a\": 2\n      },\n      \"odd\": 0\n    }\n  ],\n  \"transitions\": [],\n  \"notes\": [],\n"
                   "  \"frames\": []\n}\n");
  g_assert_cmpstr (text_again, ==, text);
}

static void
test_needs (void)
{
  static const char text[] = "{\"fanfare\": 1, \"needs\": [\"loops\"], \"id\": \"c\", \"name\": \"N\"}";
  g_autoptr (FfCampaign) campaign = parse (text);
  g_autoptr (FfHistory) history = ff_history_new (campaign);
  g_autoptr (FfEdit) edit = ff_edit_new ("Add Note");
  g_autofree char *note = ff_edit_add_note (edit, campaign, "Hello", 0, 0, 100, 100);
  g_autofree char *printed = NULL;

  g_assert_true (ff_campaign_is_read_only (campaign));
  g_assert_cmpstr (ff_campaign_get_missing_needs (campaign)[0], ==, "loops");
  g_assert_null (ff_campaign_get_missing_needs (campaign)[1]);

  g_assert_false (ff_history_apply (history, edit, NULL));
  g_assert_cmpuint (ff_campaign_get_n_notes (campaign), ==, 0);

  printed = ff_document_print (campaign);
  g_assert_nonnull (strstr (printed, "\"needs\": [\n    \"loops\"\n  ]"));
}

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("ff-document-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "a.fanfare", NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);

  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static void
assert_file (const char *path,
             const char *expected)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_save_and_load (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (FfCampaign) campaign = parse (round_trip);
  g_autoptr (FfCampaign) loaded = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *link = g_build_filename (fixture->folder, "link.fanfare", NULL);
  GStatBuf status;

  g_assert_true (ff_document_save (campaign, fixture->path, &error));
  g_assert_no_error (error);
  assert_file (fixture->path, round_trip);

  /* Permissions stay, and a link stays a link. */
  g_assert_cmpint (g_chmod (fixture->path, 0600), ==, 0);
  g_assert_cmpint (symlink (fixture->path, link), ==, 0);
  g_assert_true (ff_document_save (campaign, link, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
  g_assert_cmpint (g_stat (fixture->path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);

  loaded = ff_document_load (fixture->path, &error);
  g_assert_no_error (error);
  text = ff_document_print (loaded);
  g_assert_cmpstr (text, ==, round_trip);
}

static void
test_load_errors (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ff_document_load (fixture->path, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_assert_null (ff_document_load (fixture->folder, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY);
  g_clear_error (&error);

  /* A file without end is read as far as the limit goes. */
  g_assert_null (ff_document_load ("/dev/zero", &error));
  g_assert_error (error, FF_JSON_ERROR, FF_JSON_ERROR_LIMIT);
  g_assert_nonnull (strstr (error->message, "16"));
  g_clear_error (&error);

  g_file_set_contents (fixture->path, "{" HEAD ", \"zone\": 1}", -1, NULL);
  g_assert_null (ff_document_load (fixture->path, &error));
  g_assert_error (error, FF_MODEL_ERROR, FF_MODEL_ERROR_BAD_DOCUMENT);
  g_assert_true (g_str_has_prefix (error->message, "a.fanfare: /zone: "));
}

static void
test_save_errors (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (FfCampaign) campaign = parse (round_trip);
  g_autofree char *lost = g_build_filename (fixture->folder, "gone", "b.fanfare", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (ff_document_save (campaign, lost, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

/* A document that went over a limit does not replace the one that can be opened. */
static void
test_save_over_limit (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr (FfCampaign) campaign = parse (round_trip);
  g_autoptr (FfHistory) history = ff_history_new (campaign);
  g_autoptr (FfEdit) edit = ff_edit_new ("Describe");
  g_autoptr (FfJson) long_text = NULL;
  g_autofree char *text = g_strnfill (17 * 1024 * 1024, 'x');
  g_autoptr (GError) error = NULL;

  g_assert_true (ff_document_save (campaign, fixture->path, &error));

  long_text = ff_json_new_string (text);
  ff_edit_set_member (edit, campaign, "description", long_text);
  g_assert_true (ff_history_apply (history, edit, NULL));
  g_assert_false (ff_document_save (campaign, fixture->path, &error));
  g_assert_error (error, FF_JSON_ERROR, FF_JSON_ERROR_LIMIT);
  assert_file (fixture->path, round_trip);
}

/* Saves two states in turn for ever and writes a byte before each save. */
static void
save_until_killed (FfJson     *documents[2],
                   const char *path,
                   int         pipe_end)
{
  for (guint i = 0;; i++)
    if (write (pipe_end, "x", 1) != 1 || !ff_document_write (documents[i % 2], path, NULL))
      _exit (1);
}

static FfJson *
make_large_document (const char *name)
{
  g_autoptr (FfCampaign) campaign = ff_campaign_new (name);
  g_autoptr (FfHistory) history = ff_history_new (campaign);
  g_autoptr (FfEdit) edit = ff_edit_new ("Fill");

  for (int i = 0; i < 200; i++)
    g_free (ff_edit_add_activity (edit, campaign, "end", name, NULL, i, i));
  g_assert_true (ff_history_apply (history, edit, NULL));

  return ff_document_to_json (campaign);
}

static void
test_kill_while_saving (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autoptr (FfJson) first = make_large_document ("First");
  g_autoptr (FfJson) second = make_large_document ("Second");
  FfJson *documents[2] = { first, second };
  g_autoptr (GError) error = NULL;

  g_assert_true (ff_document_write (first, fixture->path, &error));

  for (guint round = 0; round < 20; round++)
    {
      g_autoptr (FfJson) found = NULL;
      int ends[2];
      char bytes[16];
      pid_t child;

      g_assert_cmpint (pipe (ends), ==, 0);
      child = fork ();
      g_assert_cmpint (child, >=, 0);
      if (child == 0)
        save_until_killed (documents, fixture->path, ends[1]);

      close (ends[1]);
      for (guint n = 0; n <= round % 5; n++)
        g_assert_cmpint (read (ends[0], bytes, 1), ==, 1);
      for (volatile int spin = g_test_rand_int_range (0, 2000000); spin > 0; spin--)
        ;
      kill (child, SIGKILL);
      waitpid (child, NULL, 0);
      close (ends[0]);

      found = ff_document_read (fixture->path, &error);
      g_assert_no_error (error);
      g_assert_true (ff_json_equal (found, first) || ff_json_equal (found, second));
    }
}

/* Every document the tests write is valid by the published schema. */
static void
test_schema (Fixture       *fixture,
             gconstpointer  data)
{
  static const char script[] =
    "import json, sys\n"
    "try:\n"
    "  import jsonschema\n"
    "except ImportError:\n"
    "  sys.exit (77)\n"
    "schema = json.load (open (sys.argv[1], encoding='utf-8'))\n"
    "jsonschema.Draft202012Validator.check_schema (schema)\n"
    "validator = jsonschema.Draft202012Validator (schema)\n"
    "for path in sys.argv[2:]:\n"
    "  document = json.load (open (path, encoding='utf-8'))\n"
    "  for error in validator.iter_errors (document):\n"
    "    print (path, list (error.absolute_path), error.message)\n"
    "    sys.exit (1)\n"
    "  for member in ('fanfare', 'id', 'name'):\n"
    "    broken = dict (document)\n"
    "    del broken[member]\n"
    "    if validator.is_valid (broken):\n"
    "      print ('accepted without', member)\n"
    "      sys.exit (1)\n"
    "  broken = json.loads (json.dumps (document))\n"
    "  broken['activities'][0]['x'] = 1.5\n"
    "  if validator.is_valid (broken):\n"
    "    print ('accepted a fraction')\n"
    "    sys.exit (1)\n";
  g_autoptr (FfCampaign) campaign = parse (round_trip);
  g_autofree char *other = g_build_filename (fixture->folder, "b.fanfare", NULL);
  g_autofree char *schema = g_test_build_filename (G_TEST_DIST, "data", "campaign.schema.json", NULL);
  g_autofree char *output = NULL;
  g_autoptr (FfJson) large = make_large_document ("Large");
  g_autoptr (GError) error = NULL;
  const char *command[] = { "python3", "-c", script, schema, fixture->path, other, NULL };
  int status;

  g_assert_true (ff_document_save (campaign, fixture->path, &error));
  g_assert_true (ff_document_write (large, other, &error));

  if (!g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, NULL, &status, &error))
    {
      g_test_skip (error->message);
      return;
    }

  if (WIFEXITED (status) && WEXITSTATUS (status) == 77)
    {
      g_test_skip ("The Python module jsonschema (Debian: python3-jsonschema) is not installed.");
      return;
    }

  g_assert_cmpstr (output, ==, "");
  g_assert_cmpint (status, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (bad_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/document/bad/", bad_cases[i].what, NULL);

      g_test_add_data_func (path, &bad_cases[i], test_bad);
    }

  g_test_add_func ("/document/bad/nested-brackets", test_nested_brackets);
  g_test_add_func ("/document/bad/too-many-elements", test_too_many_elements);
  g_test_add_func ("/document/bad/truncated-anywhere", test_truncated_anywhere);
  g_test_add_func ("/document/round-trip", test_round_trip);
  g_test_add_func ("/document/stable-order", test_stable_order);
  g_test_add_func ("/document/needs", test_needs);
  g_test_add ("/document/save-and-load", Fixture, NULL, set_up, test_save_and_load, tear_down);
  g_test_add ("/document/load-errors", Fixture, NULL, set_up, test_load_errors, tear_down);
  g_test_add ("/document/save-errors", Fixture, NULL, set_up, test_save_errors, tear_down);
  g_test_add ("/document/save-over-limit", Fixture, NULL, set_up, test_save_over_limit, tear_down);
  g_test_add ("/document/kill-while-saving", Fixture, NULL, set_up, test_kill_while_saving, tear_down);
  g_test_add ("/document/schema", Fixture, NULL, set_up, test_schema, tear_down);

  return g_test_run ();
}
