/* Comparing two versions of a document. */

#include "model/ff-changes.h"

#include "model-fixtures.h"

/* "changed:activity:id:/label /x" for each, joined by new lines. */
static char *
dup_changes (FfCampaign *before,
             FfCampaign *after)
{
  static const char *const hows[] = { "added", "removed", "changed" };
  g_autoptr (GPtrArray) changes = ff_campaign_list_changes (before, after);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < changes->len; i++)
    {
      const FfChange *change = changes->pdata[i];
      g_autofree char *places = g_strjoinv (" ", change->pointers);

      g_string_append_printf (text, "%s%s:%d:%s:%s", i > 0 ? "\n" : "", hows[change->how], change->kind, change->id, places);
    }

  return g_string_free (text, FALSE);
}

typedef struct
{
  const char *what;
  const char *from;       /* of the sample's text */
  const char *to;
  const char *forward;
  const char *backward;
} Case;

static const Case cases[] = {
  { "same",     "Everyone", "Everyone", "", "" },
  { "label",    "\"Everyone\"", "\"Someone\"", "changed:1:source:/label", "changed:1:source:/label" },
  { "setting",  "\"all\"", "\"any\"", "changed:1:source:/settings/rule", "changed:1:source:/settings/rule" },
  { "name",     "\"Sample\"", "\"Other\"", "changed:0::/name", "changed:0::/name" },
  { "id",       "\"id\": \"note\"", "\"id\": \"note2\"", "added:4:note2:\nremoved:4:note:", "added:4:note:\nremoved:4:note2:" },
  { "unknown",  "\"aura\": \"blue\"", "\"aura\": \"red\"", "changed:1:mail:/aura", "changed:1:mail:/aura" },
};

static void
test_changes (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (FfCampaign) before = new_sample ();
  g_autofree char *text = ff_document_print (before);
  g_auto (GStrv) parts = g_strsplit (text, c->from, -1);
  g_autofree char *changed = g_strjoinv (c->to, parts);
  g_autoptr (FfCampaign) after = parse_campaign (changed);
  g_autofree char *forward = dup_changes (before, after);
  g_autofree char *backward = dup_changes (after, before);

  g_assert_cmpuint (g_strv_length (parts), >, 1);
  g_assert_cmpstr (forward, ==, c->forward);
  g_assert_cmpstr (backward, ==, c->backward);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/model/changes/%s", cases[i].what);

      g_test_add_data_func (path, &cases[i], test_changes);
    }

  return g_test_run ();
}
