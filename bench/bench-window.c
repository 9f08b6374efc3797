/* Measures the design page of a real window: how long after opening a
 * campaign its counts stand, how long after an edit, and how long the main
 * loop was ever blocked meanwhile. Needs a display.
 *
 *   bench-window STORE CAMPAIGN
 */

#include <stdio.h>

#include "model/ff-document.h"
#include "ui/ff-design-page.h"

typedef struct
{
  GMainLoop *loop;
  FfDraft   *draft;
  gint64     last_tick;
  gint64     longest_usec;   /* between two turns of the main loop */
  gint64     started;
  gulong     painted;        /* handler of the first frame */
} Bench;

static gboolean
tick_cb (gpointer user_data)
{
  Bench *bench = user_data;
  gint64 now = g_get_monotonic_time ();

  if (bench->last_tick != 0)
    bench->longest_usec = MAX (bench->longest_usec, now - bench->last_tick);
  bench->last_tick = now;
  return G_SOURCE_CONTINUE;
}

/* Every output that a table leaves has its fresh count. */
static gboolean
is_counted (FfDraft *draft)
{
  FfPlan *plan = ff_draft_get_plan (draft);

  if (plan == NULL)
    return FALSE;

  for (guint i = 0; i < ff_plan_get_n_outputs (plan); i++)
    {
      const FfPlanOutput *output = ff_plan_get_output (plan, i);
      FfCountView view;

      ff_draft_get_count (draft, output->activity, output->port, &view);
      if (output->flow.step != NULL && view.state != FF_COUNT_FRESH)
        return FALSE;
    }
  return TRUE;
}

static void
counted_cb (FfDraft *draft,
            Bench   *bench)
{
  if (is_counted (draft))
    g_main_loop_quit (bench->loop);
}

static void
measure (Bench      *bench,
         const char *label)
{
  if (!is_counted (bench->draft))
    g_main_loop_run (bench->loop);
  printf ("%-34s %10.1f ms   main loop blocked at most %5.1f ms\n", label,
          (g_get_monotonic_time () - bench->started) / 1000.0, bench->longest_usec / 1000.0);
  bench->longest_usec = 0;
  bench->last_tick = 0;
}

/* A later threshold for the first activity called “Recent …”. */
static void
change_rule (Bench *bench)
{
  FfCampaign *campaign = ff_draft_get_campaign (bench->draft);
  g_autoptr (FfEdit) edit = ff_edit_new ("Change Rule");
  g_autoptr (FfJson) amount = ff_json_new_integer (91);

  for (guint i = 0; i < ff_campaign_get_n_activities (campaign); i++)
    {
      const FfActivity *activity = ff_campaign_get_activity (campaign, i);
      const char *pointer = "/rule/all/0/where/all/0/right/duration/amount";

      if (ff_json_get_at (activity->settings, pointer) != NULL && g_str_has_prefix (activity->label, "Recent"))
        {
          ff_edit_set_setting (edit, campaign, activity->id, pointer, amount);
          break;
        }
    }

  g_assert_true (ff_draft_apply (bench->draft, edit, NULL));
}

/* The first frame is the window's opening; what counts as blocked comes after it. */
static void
painted_cb (GdkFrameClock *clock,
            Bench         *bench)
{
  g_signal_handler_disconnect (clock, bench->painted);
  printf ("%-34s %10.1f ms\n", "the first frame is painted", (g_get_monotonic_time () - bench->started) / 1000.0);
  bench->longest_usec = 0;
  bench->last_tick = 0;
  g_timeout_add (1, tick_cb, bench);
}

int
main (int    argc,
      char **argv)
{
  Bench bench = { 0 };
  g_autoptr (FfCampaign) campaign = NULL;
  g_autoptr (GError) error = NULL;
  GtkWidget *window;

  bench.started = g_get_monotonic_time ();
  if (argc < 3)
    {
      fprintf (stderr, "usage: bench-window STORE CAMPAIGN\n");
      return 2;
    }

  adw_init ();
  campaign = ff_document_load (argv[2], &error);
  g_assert_no_error (error);

  bench.loop = g_main_loop_new (NULL, FALSE);
  bench.draft = ff_draft_new (campaign, argv[1]);
  g_signal_connect (bench.draft, "counted", G_CALLBACK (counted_cb), &bench);
  window = adw_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);
  adw_window_set_content (ADW_WINDOW (window), ff_design_page_new (bench.draft));
  gtk_window_present (GTK_WINDOW (window));
  bench.painted = g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (painted_cb), &bench);

  printf ("%s in the window on %s\n", ff_campaign_get_name (campaign), argv[1]);
  measure (&bench, "counts stand after opening");

  bench.started = g_get_monotonic_time ();
  change_rule (&bench);
  measure (&bench, "counts stand after an edit");

  bench.started = g_get_monotonic_time ();
  ff_draft_undo (bench.draft);
  measure (&bench, "counts stand after its undo");

  gtk_window_destroy (GTK_WINDOW (window));
  g_object_unref (bench.draft);
  g_main_loop_unref (bench.loop);
  return 0;
}
