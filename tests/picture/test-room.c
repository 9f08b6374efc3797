/* Free room: kept when it is free, else near, and never over what is there. */

#include "picture/ff-room.h"

#include "sample-campaign.h"

typedef struct
{
  const char *what;
  double      x, y;
  gboolean    is_free;
} Case;

/* A card of 160 × 60 at this place of the sample. */
static const Case cases[] = {
  { "far-away", 2000, 2000, TRUE },
  { "card", 48, 48, FALSE },
  { "beside-a-card", 218, 336, FALSE },
  { "note", 740, 70, FALSE },
  { "frame-title", 700, 4, FALSE },
  { "frame-border", -100, 300, FALSE },
  { "line", 240, 90, FALSE },
  { "line-between-frames", 400, 220, FALSE },
};

static void
test_room (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (FfCampaign) campaign = load_sample ();
  g_autoptr (FfTypesetter) typesetter = ff_typesetter_new (NULL);
  g_autoptr (FfCountLabels) counts = ff_count_labels_new ();

  for (int is_rtl = FALSE; is_rtl <= TRUE; is_rtl++)
    {
      g_autoptr (FfScene) scene = ff_scene_new (campaign, typesetter, counts, NULL, is_rtl);
      const FfRect wanted = { is_rtl ? -c->x - 160 : c->x, c->y, 160, 60 };
      FfRect found = ff_room_find (scene, &wanted);

      g_assert_cmpint (ff_room_is_free (scene, &wanted), ==, c->is_free);
      g_assert_true (ff_room_is_free (scene, &found));
      if (c->is_free)
        {
          g_assert_cmpfloat (found.x, ==, wanted.x);
          g_assert_cmpfloat (found.y, ==, wanted.y);
        }
      g_assert_cmpfloat (ff_point_distance (ff_rect_get_center (&found), ff_rect_get_center (&wanted)), <, 700);

      for (guint i = 0; i < scene->n_cards; i++)
        g_assert_false (ff_rect_meets (&found, &scene->cards[i]->rect));
      for (guint i = 0; i < scene->n_notes; i++)
        g_assert_false (ff_rect_meets (&found, &scene->notes[i]->rect));
      for (guint i = 0; i < scene->n_transitions; i++)
        g_assert_false (ff_rect_contains (&found, scene->transitions[i]->route->middle));
      for (guint i = 0; i < scene->n_frames; i++)
        g_assert_true (ff_rect_contains_rect (&scene->frames[i]->rect, &found) ||
                       !ff_rect_meets (&scene->frames[i]->rect, &found));
    }
}

/* What is larger than any gap goes below everything. */
static void
test_large (void)
{
  g_autoptr (FfCampaign) campaign = load_sample ();
  g_autoptr (FfTypesetter) typesetter = ff_typesetter_new (NULL);
  g_autoptr (FfScene) scene = ff_scene_new (campaign, typesetter, NULL, NULL, FALSE);
  const FfRect wanted = { -4000, -4000, 9000, 9000 };
  FfRect found = ff_room_find (scene, &wanted);

  g_assert_true (ff_room_is_free (scene, &found));
  g_assert_cmpfloat (found.y, >=, scene->bounds.y + scene->bounds.height);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/room/", cases[i].what, NULL);

      g_test_add_data_func (path, &cases[i], test_room);
    }
  g_test_add_func ("/room/large", test_large);

  return g_test_run ();
}
