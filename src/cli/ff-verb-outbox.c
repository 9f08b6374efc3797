/* fanfarectl outbox: the runs, or the books and deliveries of one. */

#include <glib/gi18n.h>

#include "cli/ff-cli-sending.h"
#include "picture/ff-count-labels.h"

static FfJson *
run_to_json (const FfRun   *run,
             const FfBooks *books)
{
  FfJson *json = ff_json_new_object ();
  g_autofree char *nominal = ff_cli_dup_time (run->nominal_at);

  ff_json_set_string (json, "run", run->id);
  ff_json_set_string (json, "campaign", run->campaign_id);
  ff_json_set_string (json, "name", run->campaign_label);
  ff_json_set_string (json, "nominal_at", nominal);
  ff_json_set_string (json, "state", run->state);
  ff_json_take_member (json, "books", ff_books_to_json (books));
  return json;
}

static int
list_runs (FfOutbox *outbox,
           gboolean  as_json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) runs = ff_outbox_list_runs (outbox, NULL, 0, 1000, &error);
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (FfJson) json = ff_json_new_object ();
  FfJson *list = ff_json_new_array ();

  if (runs == NULL)
    {
      ff_json_unref (list);
      return ff_cli_fail (error);
    }

  g_ptr_array_add (cells, g_strdup (_("run")));
  g_ptr_array_add (cells, g_strdup (_("campaign")));
  g_ptr_array_add (cells, g_strdup (_("planned")));
  for (guint s = 0; s < FF_N_DELIVERY_STATES; s++)
    g_ptr_array_add (cells, g_strdup (ff_delivery_state_get_label (s)));

  for (guint i = 0; i < runs->len; i++)
    {
      const FfRun *run = runs->pdata[i];
      g_autoptr (FfBooks) books = ff_outbox_get_books (outbox, run->id, NULL, &error);

      if (books == NULL)
        {
          ff_json_unref (list);
          return ff_cli_fail (error);
        }

      g_ptr_array_add (cells, g_strdup (run->id));
      g_ptr_array_add (cells, g_strdup (run->campaign_label));
      g_ptr_array_add (cells, ff_count_format (books->planned));
      for (guint s = 0; s < FF_N_DELIVERY_STATES; s++)
        g_ptr_array_add (cells, ff_count_format (books->states[s]));
      ff_json_take_element (list, run_to_json (run, books));
    }

  ff_json_take_member (json, "runs", list);
  if (as_json)
    ff_cli_print_json (json);
  else if (runs->len == 0)
    printf ("%s\n", _("The outbox holds no run yet."));
  else
    ff_cli_print_table (cells, 3 + FF_N_DELIVERY_STATES);

  return FF_EXIT_DONE;
}

static int
list_deliveries (FfOutbox   *outbox,
                 const char *run_id,
                 int         state,
                 gint64      after,
                 guint       limit,
                 gboolean    as_json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FfRun) found = ff_outbox_dup_run (outbox, run_id, &error);
  g_autoptr (GPtrArray) deliveries = found != NULL
    ? ff_outbox_list_deliveries (outbox, run_id, NULL, state, after, limit, &error) : NULL;
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (FfJson) json = ff_json_new_object ();
  FfJson *list = ff_json_new_array ();
  const char *const titles[] = { N_("number"), N_("profile"), N_("address"), N_("state"), N_("tries"), N_("answer") };

  if (deliveries == NULL)
    {
      ff_json_unref (list);
      return ff_cli_fail (error);
    }

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    g_ptr_array_add (cells, g_strdup (_(titles[i])));

  for (guint i = 0; i < deliveries->len; i++)
    {
      const FfDelivery *delivery = deliveries->pdata[i];
      FfJson *row = ff_json_new_object ();

      g_ptr_array_add (cells, g_strdup_printf ("%" G_GINT64_FORMAT, delivery->id));
      g_ptr_array_add (cells, g_strdup (delivery->profile_key));
      g_ptr_array_add (cells, g_strdup (delivery->address));
      g_ptr_array_add (cells, g_strdup (ff_delivery_state_get_label (delivery->state)));
      g_ptr_array_add (cells, g_strdup_printf ("%" G_GINT64_FORMAT, delivery->n_attempts));
      g_ptr_array_add (cells, g_strdup (delivery->answer != NULL ? delivery->answer : ""));

      ff_json_set_integer (row, "number", delivery->id);
      ff_json_set_string (row, "profile", delivery->profile_key);
      ff_json_set_string (row, "address", delivery->address);
      ff_json_set_string (row, "state", ff_delivery_state_get_id (delivery->state));
      ff_json_set_integer (row, "attempts", delivery->n_attempts);
      ff_json_take_member (row, "answer", delivery->answer != NULL ? ff_json_new_string (delivery->answer)
                                                                   : ff_json_new_null ());
      ff_json_take_element (list, row);
    }

  ff_json_take_member (json, "deliveries", list);
  if (as_json)
    ff_cli_print_json (json);
  else
    ff_cli_print_table (cells, G_N_ELEMENTS (titles));

  return FF_EXIT_DONE;
}

static int
run (int    argc,
     char **argv)
{
  g_auto (FfCliOptions) options = { 0 };
  g_autofree char *state_id = NULL;
  gint64 after = 0;
  gint limit = 50;
  GOptionEntry entries[] = {
    { "state", 0, 0, G_OPTION_ARG_STRING, &state_id, N_("Only deliveries in this state"), "STATE" },
    { "after", 0, 0, G_OPTION_ARG_INT64, &after, N_("The number where the last page ended"), "NUMBER" },
    { "limit", 'n', 0, G_OPTION_ARG_INT, &limit, N_("Rows of a page (50)"), "N" },
    { NULL }
  };
  g_autoptr (FfLibrary) library = NULL;
  g_autoptr (FfOutbox) outbox = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  FfDeliveryState state = FF_DELIVERY_WAITING;
  int exit_code = FF_EXIT_DONE;

  if (!ff_cli_parse (&ff_verb_outbox, entries, &options, &argc, &argv, &exit_code))
    return exit_code;
  if (argc > 2)
    return ff_cli_usage (&ff_verb_outbox, _("one run at most"));
  if (state_id != NULL && !ff_delivery_state_from_id (state_id, &state))
    return ff_cli_usage (&ff_verb_outbox, _("--state takes waiting, in-flight, accepted, refused, unconfirmed or not-sent"));
  if (limit < 1 || limit > 100000)
    return ff_cli_usage (&ff_verb_outbox, _("--limit takes a number from 1 to 100000"));

  library = ff_library_open (NULL, &error);
  if (library == NULL)
    return ff_cli_fail (error);
  path = ff_library_dup_outbox_path (library);
  outbox = ff_outbox_open (path, FALSE, &error);
  if (outbox == NULL)
    return ff_cli_fail (error);

  if (argc == 1)
    return list_runs (outbox, options.json);

  return list_deliveries (outbox, argv[1], state_id != NULL ? (int) state : -1, after, limit, options.json);
}

const FfVerb ff_verb_outbox = {
  .name = "outbox",
  .usage = "[RUN]",
  .summary = N_("Show the runs and their books, or the deliveries of one"),
  .has_no_store = TRUE,
  .run = run,
};
