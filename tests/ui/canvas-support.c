/* What the tests of the canvas share. */

#include "canvas-support.h"

#include "model/ff-document.h"
#include "model/ff-graph.h"

FfDraft *
canvas_support_new_draft (const char *template_name)
{
  g_autofree char *name = g_strconcat (template_name, ".fanfare", NULL);
  g_autofree char *path = g_build_filename (g_getenv ("G_TEST_SRCDIR"), "resources", "templates", name, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FfCampaign) campaign = ff_document_load (path, &error);

  g_assert_no_error (error);
  return ff_draft_new (campaign, "sqlite:/nonexistent/store.sqlite");
}

void
canvas_support_free_draft (FfDraft *draft)
{
  gint64 deadline = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  g_object_add_weak_pointer (G_OBJECT (draft), (gpointer *) &draft);
  g_object_unref (draft);
  while (draft != NULL && g_get_monotonic_time () < deadline)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (500);
  g_assert_null (draft);
}

char *
canvas_support_print (FfDraft *draft)
{
  return ff_document_print (ff_draft_get_campaign (draft));
}

gboolean
canvas_support_is_joined (FfDraft    *draft,
                          const char *from,
                          const char *to)
{
  g_autoptr (GPtrArray) outbound = ff_graph_dup_outbound (ff_draft_get_campaign (draft), from, NULL);

  for (guint i = 0; i < outbound->len; i++)
    if (g_str_equal (((const FfTransition *) outbound->pdata[i])->to, to))
      return TRUE;

  return FALSE;
}
