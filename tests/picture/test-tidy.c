/* Tidy Up: everything gets a place, nothing overlaps, frames hold their own. */

#include "picture/ff-tidy.h"

#include "sample-campaign.h"

static void
assert_apart (GHashTable    *places,
              const FfScene *scene)
{
  for (guint i = 0; i < scene->n_cards; i++)
    for (guint j = i + 1; j < scene->n_cards; j++)
      {
        const FfRect *a = g_hash_table_lookup (places, scene->cards[i]->id);
        const FfRect *b = g_hash_table_lookup (places, scene->cards[j]->id);

        g_assert_false (ff_rect_meets (a, b));
      }
}

static void
test_sample (gconstpointer data)
{
  gboolean is_rtl = GPOINTER_TO_INT (data);
  g_autoptr (FfCampaign) campaign = load_sample ();
  g_autoptr (FfTypesetter) typesetter = ff_typesetter_new (NULL);
  g_autoptr (FfScene) scene = ff_scene_new (campaign, typesetter, NULL, NULL, is_rtl);
  g_autoptr (GHashTable) places = ff_tidy_dup_places (scene);
  const FfRect *first = g_hash_table_lookup (places, "f1");
  const FfRect *second = g_hash_table_lookup (places, "f2");

  g_assert_cmpuint (g_hash_table_size (places), ==, 12);
  assert_apart (places, scene);
  g_assert_false (ff_rect_meets (first, second));

  g_assert_true (ff_rect_contains_rect (first, g_hash_table_lookup (places, "lapsed")));
  g_assert_true (ff_rect_contains_rect (first, g_hash_table_lookup (places, "n1")));
  g_assert_true (ff_rect_contains_rect (second, g_hash_table_lookup (places, "tier")));
  g_assert_true (ff_rect_contains_rect (second, g_hash_table_lookup (places, "after")));

  /* The whole stays where it was. */
  g_assert_cmpfloat (first->x, ==, 16);
  g_assert_cmpfloat (first->y, ==, 0);
}

/* A campaign without places is laid out before it is drawn. */
static void
test_heap (void)
{
  g_autoptr (FfTypesetter) typesetter = ff_typesetter_new (NULL);
  g_autoptr (GRegex) place = g_regex_new ("\"x\": \\d+, \"y\": \\d+,(\\s*\"(mode|paused|settings|shown))", 0, 0, NULL);
  g_autoptr (GRegex) frames = g_regex_new ("\"frames\": .*", G_REGEX_DOTALL, 0, NULL);
  g_autofree char *placeless = g_regex_replace (place, sample_campaign, -1, 0, "\"x\": 0, \"y\": 0,\\1", 0, NULL);
  g_autofree char *flat = g_regex_replace_literal (frames, placeless, -1, 0, "\"frames\": []}", 0, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FfCampaign) campaign = ff_document_parse (flat, -1, &error);
  g_autoptr (FfScene) scene = NULL;

  g_assert_no_error (error);
  scene = ff_scene_new (campaign, typesetter, NULL, NULL, FALSE);

  for (guint i = 0; i < scene->n_cards; i++)
    for (guint j = i + 1; j < scene->n_cards; j++)
      g_assert_false (ff_rect_meets (&scene->cards[i]->rect, &scene->cards[j]->rect));
  g_assert_cmpfloat (ff_scene_find_card (scene, "all")->rect.x, <, ff_scene_find_card (scene, "lapsed")->rect.x);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/tidy/sample", GINT_TO_POINTER (FALSE), test_sample);
  g_test_add_data_func ("/tidy/sample-rtl", GINT_TO_POINTER (TRUE), test_sample);
  g_test_add_func ("/tidy/heap", test_heap);

  return g_test_run ();
}
