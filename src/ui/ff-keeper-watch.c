/* Keeping open drafts: what changes is written soon, and the card follows. Main thread; the _work () functions run on the
 * worker. */

#include "ui/ff-keeper-private.h"

#include "model/ff-document.h"
#include "runner/ff-run-state.h"

/* A changed draft is written this long after the first change that is not in its file yet. */
#define REST_MSEC 1000

struct _FfKeeperWatch
{
  FfKeeper       *keeper;
  FfDraft        *draft;
  gulong          serial_id;
  gulong          counted_id;
  gulong          planned_id;
  guint           rest_source;
  gboolean        failed;       /* the last write did */
  FfLibraryFacts  facts;        /* as told last */
};

/* ---- What the card shows. */

typedef struct
{
  char           *id;
  FfLibraryFacts  facts;
} FactsLetter;

static void
facts_letter_free (FactsLetter *self)
{
  g_free (self->id);
  g_free (self->facts.state);
  g_free (self);
}

static void
facts_work (FfLibrary *library,
            GTask     *task,
            gpointer   data)
{
  FactsLetter *letter = data;
  GError *error = NULL;

  if (ff_library_set_facts (library, letter->id, &letter->facts, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
facts_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_debug ("Facts were not kept: %s", error->message);
}

/**
 * ff_keeper_set_facts:
 * @self: the keeper
 * @id: of a campaign
 * @facts: copied; what says nothing leaves what is there
 *
 * Tells what the campaign's card shows.
 */
void
ff_keeper_set_facts (FfKeeper             *self,
                     const char           *id,
                     const FfLibraryFacts *facts)
{
  FactsLetter *letter = g_new0 (FactsLetter, 1);

  letter->id = g_strdup (id);
  letter->facts = *facts;
  letter->facts.state = g_strdup (facts->state);
  ff_keeper_ask (self, facts_work, letter, (GDestroyNotify) facts_letter_free, TRUE, NULL, facts_cb, NULL);
}

static void
runs_work (FfLibrary *library,
           GTask     *task,
           gpointer   data)
{
  GError *error = NULL;

  if (ff_run_tell_library (library, data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * ff_keeper_tell_runs:
 * @self: the keeper
 * @id: of a campaign, a run of which began or ended
 *
 * Has the campaign's card say where it stands by the runs in the outbox that
 * reach people.
 */
void
ff_keeper_tell_runs (FfKeeper   *self,
                     const char *id)
{
  ff_keeper_ask (self, runs_work, g_strdup (id), g_free, TRUE, NULL, facts_cb, NULL);
}

static void
gather_facts (FfDraft        *draft,
              FfLibraryFacts *facts)
{
  GPtrArray *problems = ff_draft_get_problems (draft);
  FfCountView people;

  *facts = (FfLibraryFacts) FF_LIBRARY_FACTS_INIT;
  facts->n_problems = 0;
  facts->n_warnings = 0;
  for (guint i = 0; i < problems->len; i++)
    {
      const FfProblem *problem = problems->pdata[i];

      facts->n_problems += problem->severity == FF_SEVERITY_PROBLEM;
      facts->n_warnings += problem->severity == FF_SEVERITY_WARNING;
    }

  ff_draft_get_count (draft, "", FF_PLAN_PEOPLE, &people);
  if (people.state == FF_COUNT_FRESH && people.has_value)
    {
      facts->n_people = people.n_rows;
      facts->counted_at = people.taken_at;
    }
}

static void
tell_facts (FfKeeperWatch *watch)
{
  FfLibraryFacts facts;
  gboolean counting;

  g_object_get (watch->draft, "counting", &counting, NULL);
  if (counting || ff_draft_get_plan (watch->draft) == NULL)
    return;

  gather_facts (watch->draft, &facts);
  if (facts.n_problems == watch->facts.n_problems && facts.n_warnings == watch->facts.n_warnings &&
      facts.n_people == watch->facts.n_people && facts.counted_at == watch->facts.counted_at)
    return;

  watch->facts = facts;
  ff_keeper_set_facts (watch->keeper, ff_campaign_get_id (ff_draft_get_campaign (watch->draft)), &facts);
}

/* ---- Autosave. */

typedef struct
{
  char   *id;
  char   *document;
  FfJson *history;
} SaveLetter;

static void
save_letter_free (SaveLetter *self)
{
  g_free (self->id);
  g_free (self->document);
  ff_json_unref (self->history);
  g_free (self);
}

static void
save_work (FfLibrary *library,
           GTask     *task,
           gpointer   data)
{
  SaveLetter *letter = data;
  GError *error = NULL;

  if (ff_library_save (library, letter->id, letter->document, letter->history, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  FfKeeper *self = FF_KEEPER (source);
  g_autoptr (FfDraft) draft = user_data;
  g_autoptr (GError) error = NULL;
  gboolean saved = g_task_propagate_boolean (G_TASK (result), &error);

  for (guint i = 0; i < self->watches->len; i++)
    {
      FfKeeperWatch *watch = self->watches->pdata[i];

      if (watch->draft == draft)
        watch->failed = !saved;
    }

  ff_keeper_set_error (self, saved ? NULL : error->message);
}

/* Printed here, where the document lives; written there. */
static void
save (FfKeeperWatch *watch)
{
  FfCampaign *campaign = ff_draft_get_campaign (watch->draft);
  SaveLetter *letter = g_new0 (SaveLetter, 1);

  g_clear_handle_id (&watch->rest_source, g_source_remove);
  letter->id = g_strdup (ff_campaign_get_id (campaign));
  letter->document = ff_document_print (campaign);
  letter->history = ff_history_to_json (ff_draft_get_history (watch->draft));
  ff_keeper_ask (watch->keeper, save_work, letter, (GDestroyNotify) save_letter_free, TRUE, NULL, saved_cb,
                 g_object_ref (watch->draft));
}

static gboolean
rested_cb (gpointer user_data)
{
  FfKeeperWatch *watch = user_data;

  watch->rest_source = 0;
  save (watch);
  return G_SOURCE_REMOVE;
}

static void
serial_cb (FfHistory     *history,
           GParamSpec    *pspec,
           FfKeeperWatch *watch)
{
  if (watch->rest_source == 0)
    watch->rest_source = g_timeout_add (REST_MSEC, rested_cb, watch);
}

static void
save_if_needed (FfKeeperWatch *watch)
{
  if (watch->rest_source != 0 || watch->failed)
    save (watch);
}

/**
 * ff_keeper_save_all:
 * @self: the keeper
 *
 * Writes every watched draft that has changes which are not in its file, now.
 */
void
ff_keeper_save_all (FfKeeper *self)
{
  for (guint i = 0; i < self->watches->len; i++)
    save_if_needed (self->watches->pdata[i]);
}

/* ---- Which drafts. */

static void
closed_work (FfLibrary *library,
             GTask     *task,
             gpointer   data)
{
  GError *error = NULL;

  if (ff_library_note_closed (library, data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
let_go (FfKeeperWatch *watch)
{
  save_if_needed (watch);
  ff_keeper_ask (watch->keeper, closed_work, g_strdup (ff_campaign_get_id (ff_draft_get_campaign (watch->draft))), g_free,
                 FALSE, NULL, facts_cb, NULL);
}

void
ff_keeper_watch_free (FfKeeperWatch *watch)
{
  g_clear_handle_id (&watch->rest_source, g_source_remove);
  g_clear_signal_handler (&watch->serial_id, ff_draft_get_history (watch->draft));
  g_clear_signal_handler (&watch->counted_id, watch->draft);
  g_clear_signal_handler (&watch->planned_id, watch->draft);
  g_object_unref (watch->draft);
  g_free (watch);
}

/**
 * ff_keeper_watch:
 * @self: the keeper
 * @draft: a campaign of the library
 *
 * From now on every change of @draft is in its file within two seconds, with
 * its undo log in the index.
 */
void
ff_keeper_watch (FfKeeper *self,
                 FfDraft  *draft)
{
  FfKeeperWatch *watch = g_new0 (FfKeeperWatch, 1);

  watch->keeper = self;
  watch->draft = g_object_ref (draft);
  watch->facts = (FfLibraryFacts) FF_LIBRARY_FACTS_INIT;
  watch->serial_id = g_signal_connect (ff_draft_get_history (draft), "notify::modified-serial", G_CALLBACK (serial_cb),
                                       watch);
  watch->counted_id = g_signal_connect_swapped (draft, "counted", G_CALLBACK (tell_facts), watch);
  watch->planned_id = g_signal_connect_swapped (draft, "planned", G_CALLBACK (tell_facts), watch);
  g_ptr_array_add (self->watches, watch);
}

/**
 * ff_keeper_unwatch:
 * @self: the keeper
 * @draft: a watched draft; another is ignored
 *
 * Writes what is unsaved, and lets go.
 */
void
ff_keeper_unwatch (FfKeeper *self,
                   FfDraft  *draft)
{
  for (guint i = 0; i < self->watches->len; i++)
    {
      FfKeeperWatch *watch = self->watches->pdata[i];

      if (watch->draft != draft)
        continue;

      let_go (watch);
      g_ptr_array_remove_index (self->watches, i);
      return;
    }
}

void
ff_keeper_unwatch_all (FfKeeper *self)
{
  for (guint i = 0; i < self->watches->len; i++)
    let_go (self->watches->pdata[i]);

  g_ptr_array_set_size (self->watches, 0);
}
