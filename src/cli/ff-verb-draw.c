/* fanfarectl draw: the canvas as SVG, PNG or PDF, with its counts. */

#include <glib/gi18n.h>

#include "cli/ff-cli.h"
#include "engine/ff-engine.h"
#include "picture/ff-export.h"
#include "picture/ff-scene.h"

static FfCountLabels *
label_counts (FfCliCampaign *opened,
              FfCounts      *counts)
{
  FfCountLabels *labels = ff_count_labels_new ();

  for (guint i = 0; i < ff_counts_get_n (counts); i++)
    {
      const char *activity, *port;
      const FfCount *count = ff_counts_get (counts, i, &activity, &port);
      FfCountState unknown = count->failed ? FF_COUNT_FAILED : FF_COUNT_UNKNOWN;

      ff_count_labels_set (labels, activity, port, count->known ? FF_COUNT_FRESH : unknown,
                           count->known ? count->n_keys : -1, count->reason);
    }

  return labels;
}

static int
run (int    argc,
     char **argv)
{
  g_auto (FfCliOptions) options = { 0 };
  g_auto (FfCliCampaign) opened = { 0 };
  g_autofree char *out = NULL;
  gboolean dark = FALSE;
  double scale = 1;
  GOptionEntry entries[] = {
    { "out", 'o', 0, G_OPTION_ARG_FILENAME, &out, N_("Where to: a name that ends in .svg, .png or .pdf"), "FILE" },
    { "dark", 0, 0, G_OPTION_ARG_NONE, &dark, N_("In dark colours"), NULL },
    { "scale", 0, 0, G_OPTION_ARG_DOUBLE, &scale, N_("Pixels of a PNG per pixel of the canvas (1)"), "N" },
    { NULL }
  };
  FfExportOptions export = { 0 };
  FfExportFormat format;
  g_autoptr (FfCounts) counts = NULL;
  g_autoptr (FfCountLabels) labels = NULL;
  g_autoptr (FfTypesetter) typesetter = NULL;
  g_autoptr (FfScene) scene = NULL;
  g_autoptr (GError) error = NULL;
  int exit_code = FF_EXIT_DONE;

  if (!ff_cli_parse (&ff_verb_draw, entries, &options, &argc, &argv, &exit_code))
    return exit_code;
  if (argc != 2 || out == NULL)
    return ff_cli_usage (&ff_verb_draw, _("one campaign file and -o FILE are needed"));
  if (!(scale >= 0.1 && scale <= 10))
    return ff_cli_usage (&ff_verb_draw, _("--scale takes a number from 0.1 to 10"));
  if (!ff_export_find_format (out, &format, &error))
    return ff_cli_usage (&ff_verb_draw, error->message);
  if (!ff_cli_open (&opened, argv[1], &options, &exit_code))
    return exit_code;

  counts = ff_evaluate (opened.store, opened.plan, NULL, NULL, ff_cli_get_cancellable (), &error);
  if (counts == NULL)
    return ff_cli_fail (error);

  labels = label_counts (&opened, counts);
  typesetter = ff_typesetter_new (NULL);
  scene = ff_scene_new (opened.campaign, typesetter, labels, opened.problems, FALSE);
  export.title = ff_campaign_get_name (opened.campaign);
  export.theme = dark ? FF_THEME_DARK : FF_THEME_LIGHT;
  export.scale = scale;
  if (!ff_export_write (scene, typesetter, out, &export, ff_cli_get_cancellable (), &error))
    return ff_cli_fail (error);

  if (options.json)
    {
      g_autoptr (FfJson) json = ff_json_new_object ();

      ff_json_set_string (json, "campaign", ff_campaign_get_id (opened.campaign));
      ff_json_set_string (json, "path", out);
      ff_cli_print_json (json);
    }

  return ff_cli_tell_failures (counts);
}

const FfVerb ff_verb_draw = {
  .name = "draw",
  .usage = "FILE -o OUT",
  .summary = N_("Draw the canvas with its counts"),
  .run = run,
};
