/* The history of a campaign: the one place where edits are applied, and where they are taken back. One gesture or one
 * burst of typing is one entry. It can be written into the undo log and read again with the same document. Main
 * thread. */

#include "model/ff-edit-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/ff-campaign-private.h"
#include "model/ff-document.h"

#define MERGE_WITHIN_USEC (2 * G_USEC_PER_SEC)
#define MAX_ENTRIES       1000

/* The log goes through the JSON door when it is read: it keeps a margin to the door's limits. */
#define LOG_MAX_ELEMENTS  80000
#define LOG_MAX_BYTES     (12 * 1024 * 1024)
#define LOG_MAX_DEPTH     56    /* of one edit */

struct _FfHistory
{
  GObject parent_instance;

  FfCampaign *campaign;
  FfClock    *clock;
  GPtrArray  *entries;      /* of FfEdit, the oldest first */
  guint       n_done;       /* entries that stand; the others were undone */
  guint64     serial;
  char       *merge_key;    /* of the last entry; NULL: it takes nothing more */
  gint64      merged_at;    /* monotonic */
};

enum
{
  PROP_CAMPAIGN = 1,
  PROP_CAN_UNDO,
  PROP_CAN_REDO,
  PROP_UNDO_NAME,
  PROP_REDO_NAME,
  PROP_MODIFIED_SERIAL,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (FfHistory, ff_history, G_TYPE_OBJECT)

static void
ff_history_dispose (GObject *object)
{
  FfHistory *self = FF_HISTORY (object);

  g_clear_object (&self->campaign);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (ff_history_parent_class)->dispose (object);
}

static void
ff_history_finalize (GObject *object)
{
  FfHistory *self = FF_HISTORY (object);

  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->merge_key, g_free);

  G_OBJECT_CLASS (ff_history_parent_class)->finalize (object);
}

static void
ff_history_get_property (GObject    *object,
                         guint       property_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  FfHistory *self = FF_HISTORY (object);

  switch (property_id)
    {
    case PROP_CAMPAIGN:
      g_value_set_object (value, self->campaign);
      break;
    case PROP_CAN_UNDO:
      g_value_set_boolean (value, ff_history_get_undo_name (self) != NULL);
      break;
    case PROP_CAN_REDO:
      g_value_set_boolean (value, ff_history_get_redo_name (self) != NULL);
      break;
    case PROP_UNDO_NAME:
      g_value_set_string (value, ff_history_get_undo_name (self));
      break;
    case PROP_REDO_NAME:
      g_value_set_string (value, ff_history_get_redo_name (self));
      break;
    case PROP_MODIFIED_SERIAL:
      g_value_set_uint64 (value, self->serial);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
ff_history_set_property (GObject      *object,
                         guint         property_id,
                         const GValue *value,
                         GParamSpec   *pspec)
{
  FfHistory *self = FF_HISTORY (object);

  switch (property_id)
    {
    case PROP_CAMPAIGN:
      self->campaign = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
ff_history_class_init (FfHistoryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ff_history_dispose;
  object_class->finalize = ff_history_finalize;
  object_class->get_property = ff_history_get_property;
  object_class->set_property = ff_history_set_property;

  /**
   * FfHistory:campaign:
   *
   * The campaign whose edits these are.
   */
  properties[PROP_CAMPAIGN] =
    g_param_spec_object ("campaign", NULL, NULL, FF_TYPE_CAMPAIGN,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);

  /**
   * FfHistory:can-undo:
   *
   * Whether there is an entry to take back.
   */
  properties[PROP_CAN_UNDO] =
    g_param_spec_boolean ("can-undo", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * FfHistory:can-redo:
   *
   * Whether there is an entry to make again.
   */
  properties[PROP_CAN_REDO] =
    g_param_spec_boolean ("can-redo", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * FfHistory:undo-name:
   *
   * Name of the entry that undo takes back, or %NULL.
   */
  properties[PROP_UNDO_NAME] =
    g_param_spec_string ("undo-name", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * FfHistory:redo-name:
   *
   * Name of the entry that redo makes again, or %NULL.
   */
  properties[PROP_REDO_NAME] =
    g_param_spec_string ("redo-name", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * FfHistory:modified-serial:
   *
   * A number that moves with every edit, undo and redo: two equal serials,
   * one document.
   */
  properties[PROP_MODIFIED_SERIAL] =
    g_param_spec_uint64 ("modified-serial", NULL, NULL, 0, G_MAXUINT64, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
ff_history_init (FfHistory *self)
{
  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_edit_unref);
  self->clock = g_object_ref (ff_clock_get_wall ());
}

/**
 * ff_history_new:
 * @campaign: the campaign that edits are applied to; it has only one history
 *
 * Returns: (transfer full): an empty history
 */
FfHistory *
ff_history_new (FfCampaign *campaign)
{
  g_return_val_if_fail (FF_IS_CAMPAIGN (campaign), NULL);

  return g_object_new (FF_TYPE_HISTORY, "campaign", campaign, NULL);
}

/**
 * ff_history_get_campaign:
 * @self: a history
 *
 * Returns: (transfer none): the campaign that it changes
 */
FfCampaign *
ff_history_get_campaign (FfHistory *self)
{
  g_return_val_if_fail (FF_IS_HISTORY (self), NULL);

  return self->campaign;
}

/**
 * ff_history_set_clock:
 * @clock: what tells the two seconds of a burst; the process's clock unless set
 */
void
ff_history_set_clock (FfHistory *self,
                      FfClock   *clock)
{
  g_return_if_fail (FF_IS_HISTORY (self));

  g_set_object (&self->clock, clock);
}

/* What the properties said before a step, so that only what moved is notified. */
typedef struct
{
  char    *undo_name;
  char    *redo_name;
  guint64  serial;
} Before;

static Before
remember (FfHistory *self)
{
  Before before = {
    g_strdup (ff_history_get_undo_name (self)),
    g_strdup (ff_history_get_redo_name (self)),
    self->serial,
  };

  return before;
}

static void
notify_name (FfHistory  *self,
             char       *old_name,
             const char *new_name,
             int         name_property,
             int         can_property)
{
  if (g_strcmp0 (old_name, new_name) != 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[name_property]);
  if ((old_name != NULL) != (new_name != NULL))
    g_object_notify_by_pspec (G_OBJECT (self), properties[can_property]);
  g_free (old_name);
}

static void
notify_moved (FfHistory *self,
              Before     before)
{
  notify_name (self, before.undo_name, ff_history_get_undo_name (self), PROP_UNDO_NAME, PROP_CAN_UNDO);
  notify_name (self, before.redo_name, ff_history_get_redo_name (self), PROP_REDO_NAME, PROP_CAN_REDO);
  if (before.serial != self->serial)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODIFIED_SERIAL]);
}

/* Whether @edit fits the campaign as it is and leaves a document that can be opened again. */
static gboolean
is_sound (FfHistory *self,
          FfEdit    *edit)
{
  g_autoptr (FfState) state = ff_campaign_dup_state (self->campaign);
  g_autoptr (GError) error = NULL;

  if (!ff_edit_apply_to (edit, state, FALSE))
    {
      g_critical ("The edit “%s” was recorded against another state of the campaign.", ff_edit_get_name (edit));
      return FALSE;
    }

  if (ff_edit_is_structural (edit) && !ff_state_check_structure (state, &error))
    {
      g_debug ("Refused the edit “%s”: %s", ff_edit_get_name (edit), error->message);
      return FALSE;
    }

  return TRUE;
}

static void
run_edit (FfHistory *self,
          FfEdit    *edit,
          gboolean   reverse)
{
  guint n = ff_edit_get_n_changes (edit);

  for (guint i = 0; i < n; i++)
    {
      const FfChange *change = ff_edit_get_change (edit, reverse ? n - 1 - i : i);

      if (change->before != change->after)
        ff_campaign_apply (self->campaign, change, reverse);
    }

  self->serial++;
  ff_campaign_settle (self->campaign);
}

static gboolean
joins_last (FfHistory  *self,
            const char *merge_key)
{
  return merge_key != NULL && self->n_done > 0 && self->n_done == self->entries->len &&
         g_strcmp0 (merge_key, self->merge_key) == 0 &&
         ff_clock_get_monotonic (self->clock) - self->merged_at <= MERGE_WITHIN_USEC;
}

static void
remember_edit (FfHistory  *self,
               FfEdit     *edit,
               const char *merge_key)
{
  gboolean joins = joins_last (self, merge_key);

  g_ptr_array_set_size (self->entries, (int) self->n_done);

  if (joins)
    {
      FfEdit *merged = ff_edit_new_merged (self->entries->pdata[self->n_done - 1], edit);

      g_ptr_array_remove_index (self->entries, self->n_done - 1);
      if (ff_edit_is_empty (merged))   /* typed, and deleted again */
        ff_edit_unref (merged);
      else
        g_ptr_array_add (self->entries, merged);
    }
  else
    g_ptr_array_add (self->entries, ff_edit_ref (edit));

  if (self->entries->len > MAX_ENTRIES)
    g_ptr_array_remove_index (self->entries, 0);

  self->n_done = self->entries->len;
  g_free (self->merge_key);
  self->merge_key = g_strdup (merge_key);
  self->merged_at = ff_clock_get_monotonic (self->clock);
}

/**
 * ff_history_apply:
 * @edit: recorded for this campaign as it is now; it records nothing more
 * @merge_key: (nullable): an edit with the key of the last entry, within two
 *   seconds of it, joins that entry: what typing in one field gives
 *
 * Applies the edit and remembers it; what was undone can no longer be made
 * again. An edit that changes nothing is accepted and forgotten.
 *
 * Returns: %FALSE, having changed nothing, if the campaign is read-only or the
 *   edit would leave what no file may hold: a transition to nowhere, a circle,
 *   two variables of one name
 */
gboolean
ff_history_apply (FfHistory  *self,
                  FfEdit     *edit,
                  const char *merge_key)
{
  Before before;

  g_return_val_if_fail (FF_IS_HISTORY (self), FALSE);
  g_return_val_if_fail (edit != NULL, FALSE);

  if (ff_campaign_is_read_only (self->campaign))
    return FALSE;
  if (ff_edit_is_empty (edit))
    return TRUE;
  if (!is_sound (self, edit))
    return FALSE;

  before = remember (self);
  ff_edit_seal (edit);
  remember_edit (self, edit, merge_key);
  run_edit (self, edit, FALSE);
  notify_moved (self, before);

  return TRUE;
}

/**
 * ff_history_end_merge:
 *
 * The focus left the field: the next edit starts an entry of its own.
 */
void
ff_history_end_merge (FfHistory *self)
{
  g_return_if_fail (FF_IS_HISTORY (self));

  g_clear_pointer (&self->merge_key, g_free);
}

/**
 * ff_history_undo:
 *
 * Takes the last entry back; does nothing when there is none.
 */
void
ff_history_undo (FfHistory *self)
{
  g_autoptr (FfEdit) edit = NULL;
  Before before;

  g_return_if_fail (FF_IS_HISTORY (self));

  ff_history_end_merge (self);
  if (self->n_done == 0)
    return;

  before = remember (self);
  edit = ff_edit_ref (self->entries->pdata[--self->n_done]);
  run_edit (self, edit, TRUE);
  notify_moved (self, before);
}

/**
 * ff_history_redo:
 *
 * Makes the entry again that was last undone; does nothing when there is none.
 */
void
ff_history_redo (FfHistory *self)
{
  g_autoptr (FfEdit) edit = NULL;
  Before before;

  g_return_if_fail (FF_IS_HISTORY (self));

  ff_history_end_merge (self);
  if (self->n_done == self->entries->len)
    return;

  before = remember (self);
  edit = ff_edit_ref (self->entries->pdata[self->n_done++]);
  run_edit (self, edit, FALSE);
  notify_moved (self, before);
}

/**
 * ff_history_get_undo_name:
 * @self: a history
 *
 * Returns: (transfer none) (nullable): what the menu calls the edit that would
 *   be undone, or %NULL when there is none. Lent until the history changes
 */
const char *
ff_history_get_undo_name (FfHistory *self)
{
  g_return_val_if_fail (FF_IS_HISTORY (self), NULL);

  return self->n_done > 0 ? ff_edit_get_name (self->entries->pdata[self->n_done - 1]) : NULL;
}

/**
 * ff_history_get_redo_name:
 * @self: a history
 *
 * Returns: (transfer none) (nullable): what the menu calls the edit that would
 *   be done again, or %NULL when there is none. Lent until the history changes
 */
const char *
ff_history_get_redo_name (FfHistory *self)
{
  g_return_val_if_fail (FF_IS_HISTORY (self), NULL);

  return self->n_done < self->entries->len ? ff_edit_get_name (self->entries->pdata[self->n_done]) : NULL;
}

/**
 * ff_history_get_serial:
 * @self: a history
 *
 * Returns: a number that moves with every applied change, undo and redo
 *   included: equal numbers, equal documents
 */
guint64
ff_history_get_serial (FfHistory *self)
{
  g_return_val_if_fail (FF_IS_HISTORY (self), 0);

  return self->serial;
}

/* What the log belongs to: a file that someone changed by other means must not be undone into nonsense. */
static char *
dup_digest (FfHistory *self)
{
  g_autofree char *text = ff_document_print (self->campaign);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}

static guint
measure (FfJson *value,
         guint   depth,
         guint  *out_n_elements)
{
  guint deepest = depth;
  guint n = ff_json_get_length (value);

  *out_n_elements += n;
  for (guint i = 0; i < n; i++)
    {
      FfJson *child = ff_json_is_object (value) ? ff_json_get_value (value, i) : ff_json_get_element (value, i);

      deepest = MAX (deepest, measure (child, depth + 1, out_n_elements));
    }

  return deepest;
}

/* Takes what @edit costs from what is left of the log; FALSE if there is not enough. */
static gboolean
afford (FfJson *edit,
        gssize *n_elements,
        gssize *n_bytes)
{
  g_autofree char *text = ff_json_print (edit);
  guint n = 0;

  if (measure (edit, 1, &n) > LOG_MAX_DEPTH)
    return FALSE;

  *n_elements -= n;
  *n_bytes -= strlen (text);

  return *n_elements >= 0 && *n_bytes >= 0;
}

/**
 * ff_history_to_json:
 *
 * Returns: (transfer full): the undo log, to be kept beside the document as it
 *   is now; the entries farthest from now are left out when it would be too
 *   large for the JSON door
 */
FfJson *
ff_history_to_json (FfHistory *self)
{
  g_autofree char *digest = NULL;
  g_autoptr (GPtrArray) done = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_json_unref);
  FfJson *json = ff_json_new_object ();
  FfJson *entries = ff_json_new_array ();
  gssize n_elements = LOG_MAX_ELEMENTS;
  gssize n_bytes = LOG_MAX_BYTES;

  g_return_val_if_fail (FF_IS_HISTORY (self), json);

  for (guint i = self->n_done; i > 0; i--)
    {
      g_ptr_array_add (done, ff_edit_to_json (self->entries->pdata[i - 1]));
      if (!afford (done->pdata[done->len - 1], &n_elements, &n_bytes))
        {
          g_ptr_array_set_size (done, (int) done->len - 1);
          break;
        }
    }

  for (guint i = done->len; i > 0; i--)
    ff_json_take_element (entries, ff_json_ref (done->pdata[i - 1]));

  for (guint i = self->n_done; i < self->entries->len; i++)
    {
      g_autoptr (FfJson) edit = ff_edit_to_json (self->entries->pdata[i]);

      if (!afford (edit, &n_elements, &n_bytes))
        break;
      ff_json_take_element (entries, g_steal_pointer (&edit));
    }

  digest = dup_digest (self);
  ff_json_set_string (json, "campaign", ff_campaign_get_id (self->campaign));
  ff_json_set_string (json, "document", digest);
  ff_json_set_integer (json, "done", done->len);
  ff_json_take_member (json, "entries", entries);

  return json;
}

/* Walks to the oldest entry and to the newest on a copy: what the log promises must be possible. */
static gboolean
check_entries (FfHistory  *self,
               GPtrArray  *entries,
               guint       n_done,
               GError    **error)
{
  g_autoptr (FfState) state = ff_campaign_dup_state (self->campaign);

  for (guint i = 0; i < n_done + entries->len; i++)
    {
      gboolean reverse = i < n_done;
      guint index = reverse ? n_done - 1 - i : i - n_done;
      g_autofree char *place = g_strdup_printf ("/entries/%u", index);

      if (!ff_edit_apply_to (entries->pdata[index], state, reverse))
        {
          ff_element_set_error (error, FF_MODEL_ERROR_BAD_DOCUMENT, place,
                                _("The entry does not fit the campaign."));
          return FALSE;
        }

      if (ff_edit_is_structural (entries->pdata[index]) && !ff_state_check_structure (state, error))
        {
          g_prefix_error (error, "%s: ", place);
          return FALSE;
        }
    }

  return TRUE;
}

static GPtrArray *
read_entries (FfJson  *list,
              GError **error)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_edit_unref);

  for (guint i = 0; i < ff_json_get_length (list); i++)
    {
      FfEdit *edit = ff_edit_from_json (ff_json_get_element (list, i), error);

      if (edit == NULL)
        {
          g_prefix_error (error, "/entries/%u", i);
          return NULL;
        }

      ff_edit_seal (edit);
      g_ptr_array_add (entries, edit);
    }

  return g_steal_pointer (&entries);
}

/**
 * ff_history_load_json:
 * @json: (nullable): an undo log
 * @error: return location for FF_MODEL_ERROR_BAD_DOCUMENT
 *
 * Replaces the entries by those of the log. The campaign stays as it is.
 *
 * Returns: %FALSE, with the entries as they were, if the log is not that of
 *   this campaign in exactly this state
 */
gboolean
ff_history_load_json (FfHistory  *self,
                      FfJson     *json,
                      GError    **error)
{
  g_autofree char *digest = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  gint64 n_done = ff_json_get_member_integer (json, "done", -1);
  Before before;

  g_return_val_if_fail (FF_IS_HISTORY (self), FALSE);

  digest = dup_digest (self);
  if (g_strcmp0 (ff_json_get_member_string (json, "document", NULL), digest) != 0)
    {
      ff_element_set_error (error, FF_MODEL_ERROR_BAD_DOCUMENT, "/document",
                            _("The history belongs to another state of the campaign."));
      return FALSE;
    }

  entries = read_entries (ff_json_get_member (json, "entries"), error);
  if (entries == NULL)
    return FALSE;

  if (n_done < 0 || n_done > entries->len)
    {
      ff_element_set_error (error, FF_MODEL_ERROR_BAD_DOCUMENT, "/done",
                            _("The history has no entry with this number."));
      return FALSE;
    }

  if (!check_entries (self, entries, (guint) n_done, error))
    return FALSE;

  before = remember (self);
  g_ptr_array_unref (self->entries);
  self->entries = g_steal_pointer (&entries);
  self->n_done = (guint) n_done;
  ff_history_end_merge (self);
  notify_moved (self, before);

  return TRUE;
}
