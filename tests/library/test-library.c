/* Tests src/library: the folder is the truth, the index follows, the bin keeps. */

#include <glib/gstdio.h>

#include "base/ff-json.h"
#include "db/ff-sqlite.h"
#include "library/ff-library.h"
#include "model/ff-document.h"
#include "query/ff-filter.h"

typedef struct
{
  char      *path;
  FfLibrary *library;
} Fixture;

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_tree (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

static void
reopen (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&f->library, ff_library_free);
  f->library = ff_library_open (f->path, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  f->path = g_dir_make_tmp ("ff-library-XXXXXX", NULL);
  reopen (f);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  g_clear_pointer (&f->library, ff_library_free);
  remove_tree (f->path);
  g_free (f->path);
}

static char *
add (Fixture    *f,
     const char *template_id)
{
  g_autoptr (GError) error = NULL;
  char *id = ff_library_new_from_template (f->library, template_id, &error);

  g_assert_no_error (error);
  return id;
}

static GPtrArray *
list (Fixture  *f,
      gboolean  removed)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *entries = ff_library_list (f->library, removed, &error);

  g_assert_no_error (error);
  return entries;
}

static char *
dup_file (Fixture    *f,
          const char *folder,
          const char *id)
{
  g_autofree char *name = g_strconcat (id, ".fanfare", NULL);

  return g_build_filename (f->path, folder, name, NULL);
}

static void
test_templates (void)
{
  g_autoptr (GPtrArray) entries = ff_library_list_templates ();

  g_assert_cmpuint (entries->len, >=, 3);
  for (guint i = 0; i < entries->len; i++)
    {
      const FfLibraryEntry *entry = entries->pdata[i];
      g_autoptr (GError) error = NULL;
      g_autoptr (FfCampaign) campaign = ff_library_load_template (entry->id, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (entry->name, ==, ff_campaign_get_name (campaign));
      g_assert_cmpuint (ff_campaign_get_n_activities (campaign), >, 0);
      g_assert_cmpstr (entry->description, !=, "");
    }
}

static void
test_new (Fixture       *f,
          gconstpointer  data)
{
  g_autofree char *one = add (f, "win-back");
  g_autofree char *two = add (f, "win-back");
  g_autofree char *blank = add (f, NULL);
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (FfCampaign) campaign = NULL;

  g_assert_cmpstr (one, !=, two);
  entries = list (f, FALSE);
  g_assert_cmpuint (entries->len, ==, 3);

  for (guint i = 0; i < entries->len; i++)
    {
      const FfLibraryEntry *entry = entries->pdata[i];

      g_assert_cmpstr (entry->state, ==, "draft");
      g_assert_cmpint (entry->n_people, ==, -1);
      g_assert_true (g_file_test (entry->path, G_FILE_TEST_EXISTS));
      if (g_str_equal (entry->id, two))
        {
          g_assert_cmpstr (entry->name, ==, "Win Back Lapsed Buyers 2");
          g_assert_cmpstr (entry->template_id, ==, "win-back");
        }
      if (g_str_equal (entry->id, blank))
        g_assert_cmpstr (entry->template_id, ==, "");
    }

  campaign = ff_library_load (f->library, one, NULL, NULL);
  g_assert_cmpstr (ff_campaign_get_id (campaign), ==, one);
}

static void
test_unknown (Fixture       *f,
              gconstpointer  data)
{
  static const char *const ids[] = { "none", "../library", "" };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (ff_library_load (f->library, ids[i], NULL, &error));
      g_assert_error (error, FF_LIBRARY_ERROR, FF_LIBRARY_ERROR_NOT_FOUND);
      g_clear_error (&error);
      g_assert_false (ff_library_remove (f->library, ids[i], &error));
      g_assert_error (error, FF_LIBRARY_ERROR, FF_LIBRARY_ERROR_NOT_FOUND);
      g_clear_error (&error);
      g_assert_false (ff_library_restore (f->library, ids[i], &error));
      g_assert_error (error, FF_LIBRARY_ERROR, FF_LIBRARY_ERROR_NOT_FOUND);
    }
}

/* A log is given only with the document it leads to, whatever a crash left. */
static void
test_history (Fixture       *f,
              gconstpointer  data)
{
  g_autofree char *id = add (f, "win-back");
  g_autofree char *path = dup_file (f, "campaigns", id);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autoptr (FfJson) log = ff_json_new_array ();
  g_autoptr (FfJson) longer = ff_json_new_array ();
  g_autoptr (FfJson) got = NULL;
  g_autoptr (FfCampaign) campaign = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_get_contents (path, &first, NULL, NULL));
  g_assert_true (ff_library_save (f->library, id, first, log, &error));
  g_assert_no_error (error);

  g_assert_true (ff_library_rename (f->library, id, "Another Name", &error));
  g_assert_true (g_file_get_contents (path, &second, NULL, NULL));
  ff_json_take_element (longer, ff_json_new_string ("entry"));
  g_assert_true (ff_library_save (f->library, id, second, longer, &error));

  /* As after a crash between the log and the document. */
  g_assert_true (g_file_set_contents (path, first, -1, NULL));
  reopen (f);
  campaign = ff_library_load (f->library, id, &got, &error);
  g_assert_no_error (error);
  g_assert_true (ff_json_equal (got, log));
  g_clear_object (&campaign);
  g_clear_pointer (&got, ff_json_unref);

  g_assert_true (g_file_set_contents (path, second, -1, NULL));
  campaign = ff_library_load (f->library, id, &got, NULL);
  g_assert_true (ff_json_equal (got, longer));
  g_clear_object (&campaign);
  g_clear_pointer (&got, ff_json_unref);

  /* Edited by another program. */
  g_assert_true (ff_library_rename (f->library, id, "A Third Name", &error));
  campaign = ff_library_load (f->library, id, &got, NULL);
  g_assert_cmpstr (ff_campaign_get_name (campaign), ==, "A Third Name");
  g_assert_null (got);
}

static void
test_facts (Fixture       *f,
            gconstpointer  data)
{
  g_autofree char *id = add (f, "win-back");
  FfLibraryFacts facts = FF_LIBRARY_FACTS_INIT;
  g_autoptr (GPtrArray) entries = list (f, FALSE);
  g_autoptr (GError) error = NULL;
  const FfLibraryEntry *entry;

  facts.n_people = G_GINT64_CONSTANT (5000000000);
  facts.counted_at = 17;
  facts.n_warnings = 2;
  g_assert_true (ff_library_set_facts (f->library, id, &facts, &error));
  facts = (FfLibraryFacts) FF_LIBRARY_FACTS_INIT;
  facts.n_problems = 1;
  g_assert_true (ff_library_set_facts (f->library, id, &facts, &error));

  reopen (f);
  g_ptr_array_unref (entries);
  entries = list (f, FALSE);
  entry = entries->pdata[0];
  g_assert_cmpint (entry->n_people, ==, G_GINT64_CONSTANT (5000000000));
  g_assert_cmpint (entry->counted_at, ==, 17);
  g_assert_cmpint (entry->n_warnings, ==, 2);
  g_assert_cmpint (entry->n_problems, ==, 1);
  g_assert_cmpstr (entry->state, ==, "draft");
}

static void
test_bin (Fixture       *f,
          gconstpointer  data)
{
  g_autofree char *id = add (f, "win-back");
  g_autofree char *kept = add (f, NULL);
  FfLibraryFacts facts = FF_LIBRARY_FACTS_INIT;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = dup_file (f, "bin", id);
  g_autofree char *index = g_build_filename (f->path, "library.db", NULL);
  g_autoptr (FfSqlite) db = NULL;

  /* One that runs stays. */
  entries = list (f, FALSE);
  g_clear_pointer (&entries, g_ptr_array_unref);
  facts.state = (char *) "running";
  g_assert_true (ff_library_set_facts (f->library, id, &facts, &error));
  g_assert_false (ff_library_remove (f->library, id, &error));
  g_assert_error (error, FF_LIBRARY_ERROR, FF_LIBRARY_ERROR_BUSY);
  g_clear_error (&error);

  facts.state = (char *) "draft";
  g_assert_true (ff_library_set_facts (f->library, id, &facts, &error));
  g_assert_true (ff_library_remove (f->library, id, &error));
  entries = list (f, FALSE);
  g_assert_cmpuint (entries->len, ==, 1);
  g_clear_pointer (&entries, g_ptr_array_unref);
  entries = list (f, TRUE);
  g_assert_cmpuint (entries->len, ==, 1);
  g_assert_cmpint (((FfLibraryEntry *) entries->pdata[0])->removed_at, >, 0);
  g_clear_pointer (&entries, g_ptr_array_unref);

  g_assert_true (ff_library_restore (f->library, id, &error));
  entries = list (f, FALSE);
  g_assert_cmpuint (entries->len, ==, 2);
  g_clear_pointer (&entries, g_ptr_array_unref);

  /* 29 days stay, 30 go. */
  g_assert_true (ff_library_remove (f->library, id, &error));
  reopen (f);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  g_clear_pointer (&f->library, ff_library_free);
  db = ff_sqlite_open (index, 0, &error);
  g_assert_no_error (error);
  g_assert_true (ff_sqlite_exec (db, "UPDATE campaign SET removed_at = removed_at - 30 * 86400000000 WHERE removed_at > 0", &error));
  g_clear_pointer (&db, ff_sqlite_free);
  reopen (f);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  entries = list (f, FALSE);
  g_assert_cmpuint (entries->len, ==, 1);
}

static void
test_duplicate (Fixture       *f,
                gconstpointer  data)
{
  g_autofree char *id = add (f, "win-back");
  g_autoptr (GError) error = NULL;
  g_autofree char *copy = ff_library_duplicate (f->library, id, &error);
  g_autoptr (FfCampaign) one = NULL;
  g_autoptr (FfCampaign) other = NULL;

  g_assert_no_error (error);
  one = ff_library_load (f->library, id, NULL, NULL);
  other = ff_library_load (f->library, copy, NULL, NULL);
  g_assert_cmpstr (ff_campaign_get_name (other), ==, "Win Back Lapsed Buyers 2");
  g_assert_cmpuint (ff_campaign_get_n_activities (one), ==, ff_campaign_get_n_activities (other));
  g_assert_cmpuint (ff_campaign_get_n_transitions (one), ==, ff_campaign_get_n_transitions (other));
}

static void
test_import (Fixture       *f,
             gconstpointer  data)
{
  g_autofree char *id = add (f, "win-back");
  g_autofree char *inside = dup_file (f, "campaigns", id);
  g_autofree char *outside = g_build_filename (f->path, "outside.fanfare", NULL);
  g_autofree char *text = NULL;
  g_autofree char *got = NULL;
  g_autoptr (FfCampaign) campaign = NULL;
  g_autoptr (GError) error = NULL;

  /* The same content is simply known. */
  g_assert_true (g_file_get_contents (inside, &text, NULL, NULL));
  g_assert_true (g_file_set_contents (outside, text, -1, NULL));
  got = ff_library_import (f->library, outside, FF_LIBRARY_IMPORT_ASK, &error);
  g_assert_cmpstr (got, ==, id);
  g_clear_pointer (&got, g_free);

  /* Another version of it is a question. */
  g_assert_true (ff_library_rename (f->library, id, "Here", &error));
  g_assert_null (ff_library_import (f->library, outside, FF_LIBRARY_IMPORT_ASK, &error));
  g_assert_error (error, FF_LIBRARY_ERROR, FF_LIBRARY_ERROR_EXISTS);
  g_clear_error (&error);

  got = ff_library_import (f->library, outside, FF_LIBRARY_IMPORT_OPEN, &error);
  g_assert_cmpstr (got, ==, id);
  campaign = ff_library_load (f->library, id, NULL, NULL);
  g_assert_cmpstr (ff_campaign_get_name (campaign), ==, "Here");
  g_clear_object (&campaign);
  g_clear_pointer (&got, g_free);

  got = ff_library_import (f->library, outside, FF_LIBRARY_IMPORT_COPY, &error);
  g_assert_cmpstr (got, !=, id);
  g_clear_pointer (&got, g_free);

  got = ff_library_import (f->library, outside, FF_LIBRARY_IMPORT_REPLACE, &error);
  g_assert_cmpstr (got, ==, id);
  campaign = ff_library_load (f->library, id, NULL, NULL);
  g_assert_cmpstr (ff_campaign_get_name (campaign), ==, "Win Back Lapsed Buyers");
}

typedef struct
{
  const char *what;
  const char *text;
} Bad;

static const Bad bad[] = {
  { "empty",     "" },
  { "text",      "Dear customer" },
  { "array",     "[]" },
  { "other",     "{\"name\": \"no campaign\"}" },
  { "truncated", "{\"fanfare\": 1, \"needs\": [], \"id\": \"a\"" },
};

static void
test_import_bad (Fixture       *f,
                 gconstpointer  data)
{
  g_autofree char *path = g_build_filename (f->path, "bad.fanfare", NULL);
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) brackets = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_assert_true (g_file_set_contents (path, bad[i].text, -1, NULL));
      g_assert_null (ff_library_import (f->library, path, FF_LIBRARY_IMPORT_ASK, &error));
      g_assert_nonnull (error);
      g_assert_true (g_str_has_prefix (error->message, "bad.fanfare: "));
      g_clear_error (&error);
    }

  for (guint i = 0; i < 100000; i++)
    g_string_append_c (brackets, '[');
  g_assert_true (g_file_set_contents (path, brackets->str, brackets->len, NULL));
  g_assert_null (ff_library_import (f->library, path, FF_LIBRARY_IMPORT_ASK, &error));
  g_assert_error (error, FF_JSON_ERROR, FF_JSON_ERROR_LIMIT);
  g_clear_error (&error);

  g_assert_null (ff_library_import (f->library, "/nowhere/at/all.fanfare", FF_LIBRARY_IMPORT_ASK, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_clear_error (&error);
  g_assert_null (ff_library_import (f->library, f->path, FF_LIBRARY_IMPORT_ASK, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_ISDIR);

  entries = list (f, FALSE);
  g_assert_cmpuint (entries->len, ==, 0);
}

/* A file that someone put there, and one that is none. */
static void
test_folder (Fixture       *f,
             gconstpointer  data)
{
  g_autofree char *foreign = dup_file (f, "campaigns", "foreign");
  g_autofree char *broken = dup_file (f, "campaigns", "broken");
  g_autoptr (FfCampaign) campaign = ff_campaign_new ("By Hand");
  g_autofree char *text = ff_document_print (campaign);
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (foreign, text, -1, NULL));
  g_assert_true (g_file_set_contents (broken, "{", -1, NULL));
  entries = list (f, FALSE);
  g_assert_cmpuint (entries->len, ==, 2);
  for (guint i = 0; i < entries->len; i++)
    {
      const FfLibraryEntry *entry = entries->pdata[i];

      if (g_str_equal (entry->id, "broken"))
        g_assert_cmpstr (entry->state, ==, "damaged");
      else
        g_assert_cmpstr (entry->name, ==, "By Hand");
    }

  g_assert_null (ff_library_load (f->library, "broken", NULL, &error));
  g_assert_true (g_str_has_prefix (error->message, "broken.fanfare: "));
}

/* Campaigns outlive their index. */
static void
test_index_damaged (Fixture       *f,
                    gconstpointer  data)
{
  g_autofree char *id = add (f, "win-back");
  g_autofree char *index = g_build_filename (f->path, "library.db", NULL);
  g_autoptr (GPtrArray) entries = NULL;
  char junk[8192];

  g_clear_pointer (&f->library, ff_library_free);
  memset (junk, 'x', sizeof junk);
  g_assert_true (g_file_set_contents (index, junk, sizeof junk, NULL));
  reopen (f);
  entries = list (f, FALSE);
  g_assert_cmpuint (entries->len, ==, 1);
  g_assert_cmpstr (((FfLibraryEntry *) entries->pdata[0])->id, ==, id);
}

static void
test_index_newer (Fixture       *f,
                  gconstpointer  data)
{
  g_autofree char *index = g_build_filename (f->path, "library.db", NULL);
  g_autoptr (FfSqlite) db = NULL;
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&f->library, ff_library_free);
  db = ff_sqlite_open (index, 0, NULL);
  g_assert_true (ff_sqlite_exec (db, "PRAGMA user_version = 999", NULL));
  g_clear_pointer (&db, ff_sqlite_free);
  g_assert_null (ff_library_open (f->path, &error));
  g_assert_error (error, FF_DB_ERROR, FF_DB_ERROR_NEWER);
}

static void
test_open_refused (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ff_library_open ("/dev/null/library", &error));
  g_assert_nonnull (error);
  g_assert_true (error->domain == G_FILE_ERROR);
}

static void
test_two (Fixture       *f,
          gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FfLibrary) other = ff_library_open (f->path, &error);
  g_autoptr (GPtrArray) entries = NULL;
  g_autofree char *id = NULL;

  g_assert_no_error (error);
  id = add (f, "win-back");
  entries = ff_library_list (other, FALSE, &error);
  g_assert_cmpuint (entries->len, ==, 1);
}

#define ADD(path, func) g_test_add ("/library/" path, Fixture, NULL, set_up, func, tear_down)

static FfJson *
parse_json (const char *text)
{
  g_autofree char *quoted = g_strdelimit (g_strdup (text), "'", '"');
  g_autoptr (GError) error = NULL;
  FfJson *json = ff_json_parse (quoted, -1, &ff_json_document_limits, &error);

  g_assert_no_error (error);
  return json;
}

static char *
save_filter (Fixture    *f,
             const char *id,
             const char *text,
             GError    **error)
{
  g_autoptr (FfJson) filter = parse_json (text);

  return ff_library_save_filter (f->library, id, filter, error);
}

/* They stay, in order of their names, under ids that do not change. */
static void
assert_sources (Fixture    *f,
                const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FfJson) sources = ff_library_dup_sources (f->library, &error);
  g_autoptr (FfJson) beside = ff_library_read_sources (f->path, &error);
  g_autofree char *text = ff_json_print (sources);

  g_assert_no_error (error);
  g_assert_true (ff_json_equal (sources, beside));
  g_assert_cmpstr (text, ==, expected);
}

static void
test_sources (Fixture       *f,
              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FfJson) nowhere = ff_library_read_sources ("/nowhere", &error);
  g_autoptr (FfJson) sources = NULL;
  static const char *const names[][2] = {
    { "Shop", "sqlite:/b" }, { "sqlite:/c", "sqlite:/c" }, { "/d.sqlite", "/d.sqlite" }, { "people.sqlite", "people.sqlite" }, { "Gone", "name:Gone" },
  };

  g_assert_no_error (error);
  g_assert_cmpuint (ff_json_get_length (nowhere), ==, 0);
  assert_sources (f, "{}");
  g_assert_true (ff_library_save_source (f->library, NULL, "Store", "sqlite:/a", &error));
  g_assert_true (ff_library_save_source (f->library, NULL, "Archive", "sqlite:/z", &error));
  assert_sources (f, "{\"Archive\":{\"url\":\"sqlite:/z\"},\"Store\":{\"url\":\"sqlite:/a\"}}");

  g_assert_false (ff_library_save_source (f->library, NULL, "Store", "sqlite:/b", &error));
  g_assert_error (error, FF_LIBRARY_ERROR, FF_LIBRARY_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_false (ff_library_save_source (f->library, "Store", "Archive", "sqlite:/b", &error));
  g_assert_error (error, FF_LIBRARY_ERROR, FF_LIBRARY_ERROR_EXISTS);
  g_clear_error (&error);

  g_assert_true (ff_library_save_source (f->library, "Store", "Shop", "sqlite:/b", &error));
  g_assert_true (ff_library_remove_source (f->library, "Archive", &error));
  assert_sources (f, "{\"Shop\":{\"url\":\"sqlite:/b\"}}");

  sources = ff_library_dup_sources (f->library, &error);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *url = ff_library_dup_source_url (sources, names[i][0]);

      g_assert_cmpstr (url, ==, names[i][1]);
    }
}

static void
test_filters (Fixture       *f,
              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) exists = NULL;
  g_autoptr (GError) broken = NULL;
  g_autofree char *young = save_filter (f, NULL, "{'name': 'Young', 'entity': 'profiles', 'rule': {}}", &error);
  g_autofree char *big = save_filter (f, NULL, "{'name': 'Big', 'entity': 'profiles', 'rule': {}}", &error);
  g_autofree char *renamed = NULL;
  g_autoptr (FfJson) filters = NULL;
  g_autoptr (FfJson) beside = NULL;
  g_autoptr (FfJson) nowhere = NULL;

  g_assert_no_error (error);
  g_assert_null (save_filter (f, NULL, "{'name': 'Big', 'entity': 'profiles', 'rule': {}}", &exists));
  g_assert_error (exists, FF_LIBRARY_ERROR, FF_LIBRARY_ERROR_EXISTS);
  g_assert_null (save_filter (f, NULL, "{'name': 'Half'}", &broken));
  g_assert_error (broken, FF_FILTER_ERROR, FF_FILTER_ERROR_BAD);

  renamed = save_filter (f, young, "{'name': 'A bit older', 'entity': 'profiles', 'rule': {'any': []}}", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (renamed, ==, young);

  reopen (f);
  filters = ff_library_dup_filters (f->library, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ff_json_get_length (filters), ==, 2);
  g_assert_cmpstr (ff_json_get_name (filters, 0), ==, young);
  g_assert_cmpstr (ff_json_get_member_string (ff_json_get_value (filters, 0), "name", ""), ==, "A bit older");
  g_assert_cmpstr (ff_json_get_name (filters, 1), ==, big);

  beside = ff_library_read_filters (f->path, &error);
  g_assert_no_error (error);
  g_assert_true (ff_json_equal (beside, filters));
  nowhere = ff_library_read_filters ("/nowhere", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ff_json_get_length (nowhere), ==, 0);

  g_assert_true (ff_library_remove_filter (f->library, young, &error));
  g_clear_pointer (&filters, ff_json_unref);
  filters = ff_library_dup_filters (f->library, &error);
  g_assert_cmpuint (ff_json_get_length (filters), ==, 1);
}

/* In campaigns and in other filters; not in the bin. */
static void
test_filter_uses (Fixture       *f,
                  gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *big = save_filter (f, NULL, "{'name': 'Big', 'entity': 'profiles', 'rule': {}}", &error);
  g_autofree char *text = g_strdup_printf ("{'name': 'Bigger', 'entity': 'profiles', 'rule': {'all': [{'filter': '%s'}]}}", big);
  g_autofree char *bigger = save_filter (f, NULL, text, &error);
  g_autofree char *id = add (f, NULL);
  g_autofree char *binned = add (f, NULL);
  g_autofree char *document = g_strdup_printf ("{\"fanfare\": 1, \"id\": \"%s\", \"name\": \"Spring\", \"activities\": [{\"id\": \"a\", "
                                               "\"type\": \"build-audience\", \"settings\": {\"rule\": {\"filter\": \"%s\"}}}]}", id, big);
  g_autofree char *other = g_strdup_printf ("{\"fanfare\": 1, \"id\": \"%s\", \"activities\": [{\"id\": \"a\", "
                                            "\"type\": \"build-audience\", \"settings\": {\"rule\": {\"filter\": \"%s\"}}}]}", binned, big);
  g_autoptr (GPtrArray) uses = NULL;
  const FfLibraryUse *use;

  g_assert_no_error (error);
  g_assert_true (ff_library_save (f->library, id, document, NULL, &error));
  g_assert_true (ff_library_save (f->library, binned, other, NULL, &error));
  g_assert_true (ff_library_remove (f->library, binned, &error));

  uses = ff_library_list_filter_uses (f->library, big, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (uses->len, ==, 2);
  use = uses->pdata[0];
  g_assert_cmpstr (use->campaign, ==, id);
  g_assert_null (use->filter);
  g_assert_cmpstr (use->name, ==, "Spring");
  g_assert_cmpstr (use->pointer, ==, "/activities/0/settings/rule");
  use = uses->pdata[1];
  g_assert_null (use->campaign);
  g_assert_cmpstr (use->filter, ==, bigger);
  g_assert_cmpstr (use->name, ==, "Bigger");
  g_assert_cmpstr (use->pointer, ==, "/rule/all/0");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/library/templates", test_templates);
  g_test_add_func ("/library/open-refused", test_open_refused);
  ADD ("new", test_new);
  ADD ("unknown", test_unknown);
  ADD ("history", test_history);
  ADD ("facts", test_facts);
  ADD ("bin", test_bin);
  ADD ("duplicate", test_duplicate);
  ADD ("import", test_import);
  ADD ("import-bad", test_import_bad);
  ADD ("folder", test_folder);
  ADD ("sources", test_sources);
  ADD ("filters", test_filters);
  ADD ("filter-uses", test_filter_uses);
  ADD ("index-damaged", test_index_damaged);
  ADD ("index-newer", test_index_newer);
  ADD ("two", test_two);

  return g_test_run ();
}
