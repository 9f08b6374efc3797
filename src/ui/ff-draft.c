/* An open campaign as every pane of its tab sees it. Main thread; the counting
 * itself is the engine's, on its worker. */

#include "ui/ff-draft-private.h"

#include "base/ff-clock.h"
#include "library/ff-library.h"
#include "store/ff-store.h"

/* A burst of edits is counted once, after this much rest. */
#define REST_MSEC 300

/* Relative dates keep the same “now” for so long, so that an edit recomputes only what lies downstream. */
#define SPELL_USEC (10 * 60 * G_USEC_PER_SEC)

enum
{
  PROP_TITLE = 1,
  PROP_READ_ONLY,
  PROP_COUNTING,
  PROP_STORE_ERROR,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];
static guint signals[FF_DRAFT_N_SIGNALS];

G_DEFINE_FINAL_TYPE (FfDraft, ff_draft, G_TYPE_OBJECT)

void
ff_draft_emit (FfDraft       *self,
               FfDraftSignal  signal)
{
  g_signal_emit (self, signals[signal], 0);
}

static void
notify_counting (FfDraft *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COUNTING]);
}

/* ---- Planning. */

static char **
dup_file_folders (void)
{
  g_autofree char *library = ff_library_dup_default_path ();
  char **folders = g_new0 (char *, 2);

  folders[0] = ff_library_dup_files_path_in (library);

  return folders;
}

static void
renew_context (FfDraft *self)
{
  FfSchema *schema = ff_engine_get_schema (self->engine);
  const char *zone = ff_campaign_get_zone (self->campaign);

  g_clear_pointer (&self->context, ff_plan_context_unref);
  if (schema == NULL)
    return;

  self->context = ff_plan_context_new (schema, ff_clock_get_now (ff_clock_get_wall ()));
  self->context->with_people = TRUE;
  self->context->audiences = self->audiences != NULL ? ff_json_ref (self->audiences) : NULL;
  self->context->filters = self->filters != NULL ? ff_json_ref (self->filters) : NULL;
  self->context->gateways = self->gateways != NULL ? ff_json_ref (self->gateways) : NULL;
  self->context->file_folders = dup_file_folders ();
  if (*zone != '\0')
    {
      GTimeZone *named = g_time_zone_new_identifier (zone);

      if (named != NULL)
        {
          g_time_zone_unref (self->context->zone);
          self->context->zone = named;
        }
    }
}

static gboolean
needs_count (FfDraft *self)
{
  for (guint i = 0; i < ff_plan_get_n_outputs (self->plan); i++)
    {
      const FfPlanOutput *output = ff_plan_get_output (self->plan, i);
      const FfCount *count;

      if (output->flow.step != NULL && (!ff_draft_holds (self->counted_plan, self->counts, output, &count) || count->failed))
        return TRUE;
    }

  return FALSE;
}

static void
plan_anew (FfDraft *self)
{
  g_clear_pointer (&self->plan, ff_plan_unref);
  g_clear_pointer (&self->problems, g_ptr_array_unref);

  if (self->context == NULL)
    self->problems = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_problem_free);
  else
    self->plan = ff_planner_compile (self->campaign, self->context, &self->problems);

  ff_draft_emit (self, FF_DRAFT_PLANNED);
}

/* ---- Counting. */

static void
forget_running (FfDraft *self)
{
  /* What the first evaluation told before an edit ended it is better than nothing. */
  if (self->counts == NULL && self->partial != NULL)
    {
      self->counts = g_steal_pointer (&self->partial);
      self->counted_plan = g_steal_pointer (&self->running_plan);
    }

  g_clear_pointer (&self->running_plan, ff_plan_unref);
  g_clear_pointer (&self->partial, ff_counts_unref);
  g_clear_object (&self->cancellable);
}

static void
progress_cb (FfCounts *counts,
             guint     n_done,
             guint     n_steps,
             gpointer  user_data)
{
  FfDraft *self = user_data;

  if (self->running_plan == NULL)
    return;

  g_clear_pointer (&self->partial, ff_counts_unref);
  self->partial = ff_counts_ref (counts);
  ff_draft_emit (self, FF_DRAFT_COUNTED);
}

typedef struct
{
  FfDraft *draft;
  FfPlan  *plan;
} Asked;

static void
evaluated_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  Asked *asked = user_data;
  FfDraft *self = asked->draft;
  g_autoptr (GError) error = NULL;
  FfCounts *counts = ff_engine_evaluate_finish (FF_ENGINE (source), result, &error);

  /* An answer to an older question is nobody's. */
  if (self->running_plan == asked->plan)
    {
      if (counts != NULL)
        {
          g_clear_pointer (&self->counts, ff_counts_unref);
          g_clear_pointer (&self->counted_plan, ff_plan_unref);
          self->counts = ff_counts_ref (counts);
          self->counted_plan = ff_plan_ref (asked->plan);
        }

      forget_running (self);
      if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          g_free (self->store_error);
          self->store_error = g_strdup (error->message);
          g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STORE_ERROR]);
        }
      else if (counts != NULL && self->store_error != NULL)
        {
          g_clear_pointer (&self->store_error, g_free);
          g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STORE_ERROR]);
        }
      notify_counting (self);
      ff_draft_emit (self, FF_DRAFT_COUNTED);
    }

  g_clear_pointer (&counts, ff_counts_unref);
  ff_plan_unref (asked->plan);
  g_object_unref (asked->draft);
  g_free (asked);
}

static void
count_now (FfDraft *self)
{
  Asked *asked;

  g_clear_handle_id (&self->rest_source, g_source_remove);

  if (self->plan == NULL || !needs_count (self))
    return;

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  forget_running (self);

  self->running_plan = ff_plan_ref (self->plan);
  self->cancellable = g_cancellable_new ();

  asked = g_new0 (Asked, 1);
  asked->draft = g_object_ref (self);
  asked->plan = ff_plan_ref (self->plan);
  ff_engine_evaluate_async (self->engine, self->plan, progress_cb, self, self->cancellable, evaluated_cb, asked);
  notify_counting (self);
  ff_draft_emit (self, FF_DRAFT_COUNTED);
}

static gboolean
rested_cb (gpointer user_data)
{
  FfDraft *self = user_data;

  self->rest_source = 0;
  count_now (self);
  return G_SOURCE_REMOVE;
}

static void
settled_cb (FfCampaign *campaign,
            FfDraft    *self)
{
  if (self->context != NULL &&
      (ff_clock_get_now (ff_clock_get_wall ()) - self->context->now_usec > SPELL_USEC))
    renew_context (self);

  plan_anew (self);

  /* What runs is for a document that is gone, unless the edit left every table as it was. */
  if (self->cancellable != NULL && self->plan != NULL && needs_count (self))
    g_cancellable_cancel (self->cancellable);

  g_clear_handle_id (&self->rest_source, g_source_remove);
  self->rest_source = g_timeout_add (REST_MSEC, rested_cb, self);

  ff_draft_emit (self, FF_DRAFT_CHANGED);
  ff_draft_emit (self, FF_DRAFT_COUNTED);
}

static void
changed_cb (FfCampaign    *campaign,
            FfElementKind  kind,
            const char    *id,
            FfDraft       *self)
{
  if (kind != FF_ELEMENT_CAMPAIGN)
    return;

  renew_context (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

/* ---- Opening. */

/* What is saved: {"audiences": …, "filters": …}, each only if it could be read. */
static void
list_saved (FfStore  *store,
            GTask    *task,
            gpointer  data)
{
  g_autoptr (GError) audience_error = NULL;
  g_autoptr (GError) filter_error = NULL;
  FfJson *saved = ff_json_new_object ();
  FfJson *audiences = ff_store_list_audiences (store, &audience_error);
  FfJson *filters = ff_library_read_filters (NULL, &filter_error);

  if (audiences != NULL)
    ff_json_take_member (saved, "audiences", audiences);
  if (filters != NULL)
    ff_json_take_member (saved, "filters", filters);

  g_task_return_pointer (task, saved, (GDestroyNotify) ff_json_unref);
}

static void
take_saved (FfJson     **place,
            FfJson      *saved,
            const char  *name)
{
  FfJson *list = ff_json_get_member (saved, name);

  if (list == NULL)
    return;

  g_clear_pointer (place, ff_json_unref);
  *place = ff_json_ref (list);
}

/* Data as of now, whatever an earlier count held on to. */
static void
renew (FfStore  *store,
       GTask    *task,
       gpointer  data)
{
  ff_store_renew (store);
  list_saved (store, task, data);
}

static void
start (FfDraft *self)
{
  renew_context (self);
  plan_anew (self);
  ff_draft_emit (self, FF_DRAFT_CHANGED);
  count_now (self);
}

static void
saved_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (FfDraft) self = user_data;
  g_autoptr (FfJson) saved = g_task_propagate_pointer (G_TASK (result), NULL);

  if (g_cancellable_is_cancelled (self->closing))
    return;

  take_saved (&self->audiences, saved, "audiences");
  take_saved (&self->filters, saved, "filters");
  start (self);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (FfDraft) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FfSchema) schema = ff_engine_open_finish (FF_ENGINE (source), result, &error);

  if (g_cancellable_is_cancelled (self->closing))
    return;

  /* Another store is being opened by now. */
  if (FF_ENGINE (source) != self->engine)
    return;

  g_clear_pointer (&self->store_error, g_free);
  self->needs_password = g_error_matches (error, FF_STORE_ERROR, FF_STORE_ERROR_PASSWORD);
  if (schema == NULL)
    self->store_error = g_strdup (error->message);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STORE_ERROR]);

  if (schema == NULL)
    ff_draft_emit (self, FF_DRAFT_COUNTED);
  else
    ff_engine_work_async (self->engine, list_saved, NULL, NULL, self->closing, saved_cb, g_object_ref (self));
}

/**
 * ff_draft_new:
 * @campaign: the document; the draft keeps it
 * @store_url: of the data source
 *
 * Opens the store on the engine's worker; counts follow by themselves.
 *
 * Returns: an open campaign
 */
FfDraft *
ff_draft_new (FfCampaign *campaign,
              const char *store_url)
{
  FfDraft *self = g_object_new (FF_TYPE_DRAFT, NULL);

  self->campaign = g_object_ref (campaign);
  ff_draft_set_baseline (self);
  self->history = ff_history_new (campaign);
  self->store_url = g_strdup (store_url);
  self->engine = ff_engine_new (store_url);
  g_signal_connect_object (campaign, "settled", G_CALLBACK (settled_cb), self, 0);
  g_signal_connect_object (campaign, "changed", G_CALLBACK (changed_cb), self, 0);
  ff_engine_open_async (self->engine, self->closing, opened_cb, g_object_ref (self));

  return self;
}

/**
 * ff_draft_reopen:
 * @self: a draft whose store could not be opened
 *
 * Tries the store again.
 */
void
ff_draft_reopen (FfDraft *self)
{
  g_clear_object (&self->engine);
  self->engine = ff_engine_new (self->store_url);
  ff_engine_open_async (self->engine, self->closing, opened_cb, g_object_ref (self));
}

/**
 * ff_draft_set_store:
 * @self: a draft
 * @store_url: of another data source
 *
 * Opens it on a worker of its own; counts follow by themselves.
 */
void
ff_draft_set_store (FfDraft    *self,
                    const char *store_url)
{
  if (g_strcmp0 (self->store_url, store_url) == 0)
    return;

  g_free (self->store_url);
  self->store_url = g_strdup (store_url);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  forget_running (self);
  g_clear_pointer (&self->counts, ff_counts_unref);
  g_clear_pointer (&self->counted_plan, ff_plan_unref);
  g_clear_pointer (&self->context, ff_plan_context_unref);
  g_clear_pointer (&self->aside, ff_aside_unref);
  g_clear_pointer (&self->audiences, ff_json_unref);
  plan_anew (self);
  ff_draft_reopen (self);
  ff_draft_emit (self, FF_DRAFT_COUNTED);
}

gboolean
ff_draft_needs_password (FfDraft *self)
{
  return self->needs_password;
}

/**
 * ff_draft_set_gateways:
 * @self: the draft
 * @gateways: object: id → {"name", "channels", "live"}
 *
 * Tells which gateways there are, for checks and choices.
 */
void
ff_draft_set_gateways (FfDraft *self,
                       FfJson  *gateways)
{
  g_clear_pointer (&self->gateways, ff_json_unref);
  self->gateways = ff_json_ref (gateways);
}

static void
ff_draft_dispose (GObject *object)
{
  FfDraft *self = FF_DRAFT (object);

  g_clear_handle_id (&self->rest_source, g_source_remove);
  g_cancellable_cancel (self->closing);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  forget_running (self);
  g_clear_object (&self->engine);
  g_clear_object (&self->history);
  g_clear_object (&self->campaign);

  G_OBJECT_CLASS (ff_draft_parent_class)->dispose (object);
}

static void
ff_draft_finalize (GObject *object)
{
  FfDraft *self = FF_DRAFT (object);

  g_free (self->store_url);
  g_free (self->store_error);
  g_free (self->active_activity);
  g_free (self->active_port);
  g_clear_pointer (&self->lit, g_hash_table_unref);
  g_clear_pointer (&self->aside, ff_aside_unref);
  g_clear_pointer (&self->baseline, ff_json_unref);
  g_clear_pointer (&self->audiences, ff_json_unref);
  g_clear_pointer (&self->filters, ff_json_unref);
  g_clear_pointer (&self->gateways, ff_json_unref);
  g_clear_pointer (&self->context, ff_plan_context_unref);
  g_clear_pointer (&self->plan, ff_plan_unref);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  g_clear_pointer (&self->counted_plan, ff_plan_unref);
  g_clear_pointer (&self->counts, ff_counts_unref);
  g_clear_pointer (&self->selection, g_ptr_array_unref);
  g_object_unref (self->closing);

  G_OBJECT_CLASS (ff_draft_parent_class)->finalize (object);
}

static void
ff_draft_get_property (GObject    *object,
                       guint       id,
                       GValue     *value,
                       GParamSpec *pspec)
{
  FfDraft *self = FF_DRAFT (object);

  switch (id)
    {
    case PROP_TITLE:
      g_value_set_string (value, ff_campaign_get_name (self->campaign));
      break;
    case PROP_READ_ONLY:
      g_value_set_boolean (value, ff_campaign_is_read_only (self->campaign));
      break;
    case PROP_COUNTING:
      g_value_set_boolean (value, self->running_plan != NULL);
      break;
    case PROP_STORE_ERROR:
      g_value_set_string (value, self->store_error);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
ff_draft_class_init (FfDraftClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = ff_draft_dispose;
  object_class->finalize = ff_draft_finalize;
  object_class->get_property = ff_draft_get_property;

  /**
   * FfDraft:title:
   *
   * The campaign's name.
   */
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  /**
   * FfDraft:read-only:
   *
   * Whether the document needs a feature that this version lacks.
   */
  properties[PROP_READ_ONLY] =
    g_param_spec_boolean ("read-only", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  /**
   * FfDraft:counting:
   *
   * Whether an evaluation goes on.
   */
  properties[PROP_COUNTING] =
    g_param_spec_boolean ("counting", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  /**
   * FfDraft:store-error:
   *
   * Why the data source cannot be used, for the banner; %NULL when it can.
   */
  properties[PROP_STORE_ERROR] =
    g_param_spec_string ("store-error", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[FF_DRAFT_CHANGED] = g_signal_new ("changed", FF_TYPE_DRAFT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FF_DRAFT_PLANNED] = g_signal_new ("planned", FF_TYPE_DRAFT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FF_DRAFT_COUNTED] = g_signal_new ("counted", FF_TYPE_DRAFT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FF_DRAFT_SELECTION_CHANGED] =
    g_signal_new ("selection-changed", FF_TYPE_DRAFT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ff_draft_init (FfDraft *self)
{
  self->closing = g_cancellable_new ();
  self->problems = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_problem_free);
  self->selection = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->selection, NULL);
  self->active_activity = g_strdup ("");
  self->active_port = g_strdup ("");
}

/* ---- Reading. */

FfCampaign *
ff_draft_get_campaign (FfDraft *self)
{
  return self->campaign;
}

FfHistory *
ff_draft_get_history (FfDraft *self)
{
  return self->history;
}

FfEngine *
ff_draft_get_engine (FfDraft *self)
{
  return self->engine;
}

const char *
ff_draft_get_store_url (FfDraft *self)
{
  return self->store_url;
}

FfSchema *
ff_draft_get_schema (FfDraft *self)
{
  return self->context != NULL ? self->context->schema : NULL;
}

FfPlanContext *
ff_draft_get_context (FfDraft *self)
{
  return self->context;
}

FfPlan *
ff_draft_get_plan (FfDraft *self)
{
  return self->plan;
}

GPtrArray *
ff_draft_get_problems (FfDraft *self)
{
  return self->problems;
}

/* ---- Changing. */

/**
 * ff_draft_apply:
 * @self: the draft
 * @edit: what is to change
 * @merge_key: (nullable): edits with the same key in a burst become one entry
 *
 * Returns: %FALSE when the campaign is read-only
 */
gboolean
ff_draft_apply (FfDraft    *self,
                FfEdit     *edit,
                const char *merge_key)
{
  if (ff_edit_is_empty (edit))
    return TRUE;

  return ff_history_apply (self->history, edit, merge_key);
}

/* The tables of before are kept, so there is nothing to rest for. */
void
ff_draft_undo (FfDraft *self)
{
  ff_history_undo (self->history);
  count_now (self);
}

void
ff_draft_redo (FfDraft *self)
{
  ff_history_redo (self->history);
  count_now (self);
}

/**
 * ff_draft_recount:
 * @self: the draft
 *
 * Counts everything anew, with a new “now” for relative dates.
 */
void
ff_draft_recount (FfDraft *self)
{
  if (ff_engine_get_schema (self->engine) == NULL)
    {
      ff_draft_reopen (self);
      return;
    }

  ff_engine_work_async (self->engine, renew, NULL, NULL, self->closing, saved_cb, g_object_ref (self));
}

/**
 * ff_draft_cancel:
 * @self: the draft
 *
 * Stops the count, in the database too; the earlier values stay.
 */
void
ff_draft_cancel (FfDraft *self)
{
  g_clear_handle_id (&self->rest_source, g_source_remove);
  if (self->cancellable == NULL)
    return;

  g_cancellable_cancel (self->cancellable);
  forget_running (self);
  notify_counting (self);
  ff_draft_emit (self, FF_DRAFT_COUNTED);
}
