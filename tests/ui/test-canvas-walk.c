/* Tests src/ui/canvas/ff-canvas-walk.c: arrows follow the flow. Needs no display. */

#include "canvas-support.h"
#include "ui/canvas/ff-canvas-walk.h"

typedef struct
{
  const char *what;
  const char *from;
  FfWalk      way;
  const char *to;   /* NULL: nowhere */
} Case;

static const Case cases[] = {
  { "activity-to-count",     "everyone",  FF_WALK_RIGHT, "t1" },
  { "count-to-activity",     "t1",        FF_WALK_RIGHT, "lapsed" },
  { "activity-back",         "lapsed",    FF_WALK_LEFT,  "t1" },
  { "count-back",            "t1",        FF_WALK_LEFT,  "everyone" },
  { "next-input",            "t1",        FF_WALK_DOWN,  "t2" },
  { "over-the-row",          "unique",    FF_WALK_RIGHT, "t4" },
  { "to-the-next-row",       "t4",        FF_WALK_RIGHT, "tier" },
  { "first-output",          "tier",      FF_WALK_RIGHT, "t5" },
  { "next-output",           "t5",        FF_WALK_DOWN,  "t6" },
  { "last-output",           "t6",        FF_WALK_DOWN,  "t7" },
  { "output-up",             "t7",        FF_WALK_UP,    "t6" },
  { "no-output-above",       "t5",        FF_WALK_UP,    NULL },
  { "sibling-below",         "mail-a",    FF_WALK_DOWN,  "sms-b" },
  { "sibling-above",         "sms-b",     FF_WALK_UP,    "mail-a" },
  { "leaf-goes-by-place",    "gold-mail", FF_WALK_RIGHT, "mail-a" },
  { "unknown-goes-nowhere",  "nobody",    FF_WALK_RIGHT, NULL },
};

static FfScene *
make_scene (gboolean is_rtl)
{
  FfDraft *draft = canvas_support_new_draft ("win-back");
  g_autoptr (FfTypesetter) typesetter = ff_typesetter_new (NULL);
  FfScene *scene = ff_scene_new (ff_draft_get_campaign (draft), typesetter, NULL, NULL, is_rtl);

  canvas_support_free_draft (draft);
  return scene;
}

static void
test_walk (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (FfScene) scene = make_scene (FALSE);

  g_assert_cmpstr (ff_canvas_walk (scene, c->from, c->way), ==, c->to);
}

static void
test_mirrored (void)
{
  g_autoptr (FfScene) scene = make_scene (TRUE);

  g_assert_cmpstr (ff_canvas_walk (scene, "everyone", FF_WALK_LEFT), ==, "t1");
  g_assert_cmpstr (ff_canvas_walk (scene, "t1", FF_WALK_LEFT), ==, "lapsed");
  g_assert_cmpstr (ff_canvas_walk (scene, "lapsed", FF_WALK_RIGHT), ==, "t1");
}

/* From the first activity everything on the canvas can be reached. */
static void
test_reaches_all (void)
{
  g_autoptr (FfScene) scene = make_scene (FALSE);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) waiting = g_ptr_array_new ();

  g_ptr_array_add (waiting, scene->cards[0]->id);
  while (waiting->len > 0)
    {
      const char *id = g_ptr_array_steal_index_fast (waiting, waiting->len - 1);

      if (!g_hash_table_add (seen, (gpointer) id))
        continue;

      for (guint way = FF_WALK_LEFT; way <= FF_WALK_DOWN; way++)
        if (ff_canvas_walk (scene, id, way) != NULL)
          g_ptr_array_add (waiting, (gpointer) ff_canvas_walk (scene, id, way));
    }

  g_assert_cmpuint (g_hash_table_size (seen), ==,
                    scene->n_cards + scene->n_transitions + scene->n_notes + scene->n_frames);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/canvas-walk/", cases[i].what, NULL);

      g_test_add_data_func (path, &cases[i], test_walk);
    }
  g_test_add_func ("/canvas-walk/mirrored", test_mirrored);
  g_test_add_func ("/canvas-walk/reaches-all", test_reaches_all);

  return g_test_run ();
}
