/* fanfarectl sample: writes a sample store. */

#include <glib/gi18n.h>
#include <string.h>

#include "base/ff-count.h"
#include "cli/ff-cli.h"
#include "store/ff-sample.h"

static int
run (int    argc,
     char **argv)
{
  FfSampleOptions sample = { .n_people = FF_SAMPLE_DEFAULT_PEOPLE, .seed = FF_SAMPLE_DEFAULT_SEED };
  g_auto (FfCliOptions) options = { 0 };
  g_autofree char *as_of = NULL;
  gint64 seed = (gint64) FF_SAMPLE_DEFAULT_SEED;
  GOptionEntry entries[] = {
    { "people", 'n', 0, G_OPTION_ARG_INT64, &sample.n_people, N_("How many people (20000)"), "N" },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &seed, N_("The same seed gives the same content (1)"), "S" },
    { "as-of", 0, 0, G_OPTION_ARG_STRING, &as_of, N_("The day on which the history ends (today)"), "YYYY-MM-DD" },
    { "replace", 0, 0, G_OPTION_ARG_NONE, &sample.replace, N_("Replace a file that is there"), NULL },
    { NULL }
  };
  g_autoptr (GError) error = NULL;
  gint64 started;
  int exit_code = FF_EXIT_DONE;

  if (!ff_cli_parse (&ff_verb_sample, entries, &options, &argc, &argv, &exit_code))
    return exit_code;
  if (argc != 2)
    return ff_cli_usage (&ff_verb_sample, _("one path is needed: where the store is to be"));
  if (sample.n_people < 0 || sample.n_people > FF_SAMPLE_MAX_PEOPLE)
    return ff_cli_usage (&ff_verb_sample, _("--people takes a number from 0 to 20000000"));

  if (as_of != NULL)
    {
      g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
      g_autofree char *text = g_strconcat (as_of, "T00:00:00Z", NULL);
      g_autoptr (GDateTime) day = g_date_time_new_from_iso8601 (text, utc);

      if (day == NULL || strlen (as_of) != 10)
        return ff_cli_usage (&ff_verb_sample, _("--as-of takes a day such as 2026-07-21"));
      sample.as_of_usec = g_date_time_to_unix (day) * G_USEC_PER_SEC;
    }

  sample.seed = (guint64) seed;
  started = g_get_monotonic_time ();
  if (!ff_sample_write (argv[1], &sample, NULL, NULL, ff_cli_get_cancellable (), &error))
    return ff_cli_fail (error);

  if (options.json)
    {
      g_autoptr (FfJson) json = ff_json_new_object ();

      ff_json_set_string (json, "path", argv[1]);
      ff_json_set_integer (json, "people", sample.n_people);
      ff_json_set_integer (json, "milliseconds", (g_get_monotonic_time () - started) / 1000);
      ff_cli_print_json (json);
    }
  else
    {
      g_autofree char *number = ff_count_format (sample.n_people);

      /* Translators: a file, a number with separators, seconds. */
      printf (ngettext ("%s: %s person, written in %.1f s\n", "%s: %s people, written in %.1f s\n", (gulong) sample.n_people),
              argv[1], number, (g_get_monotonic_time () - started) / 1e6);
    }

  return FF_EXIT_DONE;
}

const FfVerb ff_verb_sample = {
  .name = "sample",
  .usage = "PATH",
  .summary = N_("Write a sample store of invented people"),
  .has_no_store = TRUE,
  .run = run,
};
