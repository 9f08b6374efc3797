/* The campaign document in memory: its elements in order, found by id, each with a typed view that is lent to the rooms
 * above. Only ff_campaign_apply () changes it, and only the history calls that. Main thread. */

#include "model/ff-campaign-private.h"

#include <glib/gi18n-lib.h>

#include "base/ff-id.h"

/* An element with its view. The strings of the view are those of its JSON. */
typedef struct
{
  FfElementKind kind;
  FfJson       *json;
  FfJson       *absent;       /* stands for settings or a value that the element does not have */
  char        **shown_ports;
  union
  {
    FfActivity   activity;
    FfTransition transition;
    FfVariable   variable;
    FfNote       note;
    FfFrame      frame;
  } view;
} Slot;

struct _FfCampaign
{
  GObject parent_instance;

  char       *id;
  FfJson     *needs;                         /* array of strings */
  char      **missing;                       /* needs that we do not know */
  GPtrArray  *slots[FF_N_ELEMENT_KINDS];     /* of Slot */
  GHashTable *by_id;                         /* id → Slot, those of every list */
};

enum
{
  PROP_NAME = 1,
  PROP_READ_ONLY,
  N_PROPERTIES,
};

enum
{
  CHANGED,
  SETTLED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FfCampaign, ff_campaign, G_TYPE_OBJECT)

static void
clear_slot (Slot *slot)
{
  g_clear_pointer (&slot->shown_ports, g_free);
  g_clear_pointer (&slot->absent, ff_json_unref);
  g_clear_pointer (&slot->json, ff_json_unref);
}

static void
free_slot (Slot *slot)
{
  clear_slot (slot);
  g_free (slot);
}

static int
get_number (FfJson     *json,
            const char *member,
            int         fallback)
{
  return (int) ff_json_get_member_integer (json, member, fallback);
}

/* The array is the slot's, its strings are the element's. */
static char **
make_shown_ports (FfJson *ports)
{
  guint n_ports = ff_json_get_length (ports);
  char **texts = g_new0 (char *, n_ports + 1);

  for (guint i = 0; i < n_ports; i++)
    texts[i] = (char *) ff_json_get_string (ff_json_get_element (ports, i));

  return texts;
}

static FfJson *
get_or_absent (Slot       *slot,
               const char *member,
               FfJson     *absent)
{
  FfJson *value = ff_json_get_member (slot->json, member);

  slot->absent = absent;

  return value != NULL ? value : absent;
}

static void
view_activity (Slot       *slot,
               FfActivity *view)
{
  slot->shown_ports = make_shown_ports (ff_json_get_member (slot->json, "shown_ports"));

  view->json = slot->json;
  view->id = ff_element_get_id (slot->json);
  view->type = ff_json_get_member_string (slot->json, "type", "");
  view->label = ff_json_get_member_string (slot->json, "label", "");
  view->settings = get_or_absent (slot, "settings", ff_json_new_object ());
  view->x = get_number (slot->json, "x", 0);
  view->y = get_number (slot->json, "y", 0);
  view->mode = ff_element_get_mode (slot->json);
  view->paused = ff_json_get_member_boolean (slot->json, "paused", FALSE);
  view->goes_on_empty = ff_json_get_member_boolean (slot->json, "goes_on_empty", FALSE);
  view->shown_ports = slot->shown_ports;
}

static void
view_transition (Slot         *slot,
                 FfTransition *view)
{
  view->json = slot->json;
  view->id = ff_element_get_id (slot->json);
  view->from = ff_json_get_member_string (slot->json, "from", "");
  view->from_port = ff_json_get_member_string (slot->json, "from_port", "");
  view->to = ff_json_get_member_string (slot->json, "to", "");
  view->to_port = ff_json_get_member_string (slot->json, "to_port", "");
  view->label = ff_json_get_member_string (slot->json, "label", "");
}

static void
view_variable (Slot       *slot,
               FfVariable *view)
{
  view->json = slot->json;
  view->id = ff_element_get_id (slot->json);
  view->name = ff_json_get_member_string (slot->json, "name", "");
  view->type = ff_json_get_member_string (slot->json, "type", "");
  view->value = get_or_absent (slot, "value", ff_json_new_null ());
}

static void
view_note (Slot   *slot,
           FfNote *view)
{
  view->json = slot->json;
  view->id = ff_element_get_id (slot->json);
  view->text = ff_json_get_member_string (slot->json, "text", "");
  view->x = get_number (slot->json, "x", 0);
  view->y = get_number (slot->json, "y", 0);
  view->width = get_number (slot->json, "width", 160);
  view->height = get_number (slot->json, "height", 96);
}

static void
view_frame (Slot    *slot,
            FfFrame *view)
{
  view->json = slot->json;
  view->id = ff_element_get_id (slot->json);
  view->title = ff_json_get_member_string (slot->json, "title", "");
  view->x = get_number (slot->json, "x", 0);
  view->y = get_number (slot->json, "y", 0);
  view->width = get_number (slot->json, "width", 320);
  view->height = get_number (slot->json, "height", 192);
  view->collapsed = ff_json_get_member_boolean (slot->json, "collapsed", FALSE);
}

static void
fill_slot (Slot   *slot,
           FfJson *json)
{
  slot->json = ff_json_ref (json);

  switch (slot->kind)
    {
    case FF_ELEMENT_CAMPAIGN:
      break;
    case FF_ELEMENT_ACTIVITY:
      view_activity (slot, &slot->view.activity);
      break;
    case FF_ELEMENT_TRANSITION:
      view_transition (slot, &slot->view.transition);
      break;
    case FF_ELEMENT_VARIABLE:
      view_variable (slot, &slot->view.variable);
      break;
    case FF_ELEMENT_NOTE:
      view_note (slot, &slot->view.note);
      break;
    case FF_ELEMENT_FRAME:
      view_frame (slot, &slot->view.frame);
      break;
    }
}

static void
insert_slot (FfCampaign    *self,
             FfElementKind  kind,
             guint          index,
             FfJson        *json)
{
  Slot *slot = g_new0 (Slot, 1);

  slot->kind = kind;
  fill_slot (slot, json);
  g_ptr_array_insert (self->slots[kind], (int) index, slot);

  if (kind != FF_ELEMENT_CAMPAIGN)
    g_hash_table_insert (self->by_id, g_strdup (ff_element_get_id (json)), slot);
}

static void
remove_slot (FfCampaign    *self,
             FfElementKind  kind,
             guint          index)
{
  Slot *slot = self->slots[kind]->pdata[index];

  g_hash_table_remove (self->by_id, ff_element_get_id (slot->json));
  g_ptr_array_remove_index (self->slots[kind], index);
}

static void
replace_slot (FfCampaign    *self,
              FfElementKind  kind,
              guint          index,
              FfJson        *json)
{
  Slot *slot = self->slots[kind]->pdata[index];

  clear_slot (slot);
  fill_slot (slot, json);
}

static void
ff_campaign_finalize (GObject *object)
{
  FfCampaign *self = FF_CAMPAIGN (object);

  for (guint kind = 0; kind < FF_N_ELEMENT_KINDS; kind++)
    g_clear_pointer (&self->slots[kind], g_ptr_array_unref);
  g_clear_pointer (&self->by_id, g_hash_table_unref);
  g_clear_pointer (&self->needs, ff_json_unref);
  g_clear_pointer (&self->missing, g_strfreev);
  g_clear_pointer (&self->id, g_free);

  G_OBJECT_CLASS (ff_campaign_parent_class)->finalize (object);
}

static void
ff_campaign_get_property (GObject    *object,
                          guint       property_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  FfCampaign *self = FF_CAMPAIGN (object);

  switch (property_id)
    {
    case PROP_NAME:
      g_value_set_string (value, ff_campaign_get_name (self));
      break;
    case PROP_READ_ONLY:
      g_value_set_boolean (value, ff_campaign_is_read_only (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
ff_campaign_class_init (FfCampaignClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = ff_campaign_finalize;
  object_class->get_property = ff_campaign_get_property;

  /**
   * FfCampaign:name:
   *
   * What a person calls it.
   */
  properties[PROP_NAME] =
    g_param_spec_string ("name", NULL, NULL, "", G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * FfCampaign:read-only:
   *
   * Whether the document needs a feature that this version lacks, so that no
   * edit may touch it.
   */
  properties[PROP_READ_ONLY] =
    g_param_spec_boolean ("read-only", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  /**
   * FfCampaign::changed:
   * @kind: an #FfElementKind
   * @id: the element's id
   *
   * One element came, went or changed; the edit may not be through yet.
   */
  signals[CHANGED] =
    g_signal_new ("changed", FF_TYPE_CAMPAIGN, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_STRING);

  /**
   * FfCampaign::settled:
   *
   * An edit is through: now is the time to look at the whole.
   */
  signals[SETTLED] =
    g_signal_new ("settled", FF_TYPE_CAMPAIGN, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ff_campaign_init (FfCampaign *self)
{
  for (guint kind = 0; kind < FF_N_ELEMENT_KINDS; kind++)
    self->slots[kind] = g_ptr_array_new_with_free_func ((GDestroyNotify) free_slot);
  self->by_id = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * ff_campaign_knows_feature:
 * @feature: a name in "needs"
 *
 * Format 1 has no features beside itself yet; the first one is named here.
 */
gboolean
ff_campaign_knows_feature (const char *feature)
{
  return FALSE;
}

static char **
find_missing (FfJson *needs)
{
  g_autoptr (GStrvBuilder) missing = g_strv_builder_new ();

  for (guint i = 0; i < ff_json_get_length (needs); i++)
    {
      const char *feature = ff_json_get_string (ff_json_get_element (needs, i));

      if (!ff_campaign_knows_feature (feature))
        g_strv_builder_add (missing, feature);
    }

  return g_strv_builder_end (missing);
}

/**
 * ff_campaign_new_from_state:
 * @id: a valid id
 * @needs: array of strings
 * @state: checked elements
 */
FfCampaign *
ff_campaign_new_from_state (const char *id,
                            FfJson     *needs,
                            FfState    *state)
{
  FfCampaign *self = g_object_new (FF_TYPE_CAMPAIGN, NULL);

  self->id = g_strdup (id);
  self->needs = ff_json_ref (needs);
  self->missing = find_missing (needs);

  for (guint kind = 0; kind < FF_N_ELEMENT_KINDS; kind++)
    for (guint i = 0; i < state->lists[kind]->len; i++)
      insert_slot (self, kind, i, state->lists[kind]->pdata[i]);

  return self;
}

/**
 * ff_campaign_new:
 * @name: what a person calls it
 *
 * Returns: (transfer full): an empty campaign with a new id
 */
FfCampaign *
ff_campaign_new (const char *name)
{
  g_autofree char *id = ff_id_new ();
  g_autoptr (FfJson) needs = ff_json_new_array ();
  g_autoptr (FfState) state = ff_state_new ();
  FfJson *members = ff_json_new_object ();

  ff_json_set_string (members, "name", name != NULL ? name : "");
  g_ptr_array_add (state->lists[FF_ELEMENT_CAMPAIGN], members);

  return ff_campaign_new_from_state (id, needs, state);
}

/**
 * ff_campaign_dup_state:
 *
 * Returns: (transfer full): the elements as they are now
 */
FfState *
ff_campaign_dup_state (FfCampaign *self)
{
  FfState *state = ff_state_new ();

  for (guint kind = 0; kind < FF_N_ELEMENT_KINDS; kind++)
    for (guint i = 0; i < self->slots[kind]->len; i++)
      g_ptr_array_add (state->lists[kind], ff_json_ref (((Slot *) self->slots[kind]->pdata[i])->json));

  return state;
}

FfJson *
ff_campaign_get_needs (FfCampaign *self)
{
  return self->needs;
}

static void
apply_members (FfCampaign *self,
               FfJson     *members)
{
  g_autofree char *old_name = g_strdup (ff_campaign_get_name (self));

  replace_slot (self, FF_ELEMENT_CAMPAIGN, 0, members);

  if (g_strcmp0 (old_name, ff_campaign_get_name (self)) != 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);
}

/**
 * ff_campaign_apply:
 * @change: a change that ff_state_apply () accepted for this very state
 * @reverse: whether to take it back
 *
 * Emits #FfCampaign::changed.
 */
void
ff_campaign_apply (FfCampaign     *self,
                   const FfChange *change,
                   gboolean        reverse)
{
  FfJson *before = reverse ? change->after : change->before;
  FfJson *after = reverse ? change->before : change->after;

  if (change->kind == FF_ELEMENT_CAMPAIGN)
    apply_members (self, after);
  else if (before == NULL)
    insert_slot (self, change->kind, change->index, after);
  else if (after == NULL)
    remove_slot (self, change->kind, change->index);
  else
    replace_slot (self, change->kind, change->index, after);

  g_signal_emit (self, signals[CHANGED], 0, (int) change->kind, change->id);
}

void
ff_campaign_settle (FfCampaign *self)
{
  g_signal_emit (self, signals[SETTLED], 0);
}

/**
 * ff_campaign_get_id:
 * @self: a campaign
 *
 * Returns: (transfer none): what tells it from every other, in all libraries;
 *   it never changes
 */
const char *
ff_campaign_get_id (FfCampaign *self)
{
  g_return_val_if_fail (FF_IS_CAMPAIGN (self), NULL);

  return self->id;
}

/**
 * ff_campaign_get_name:
 * @self: a campaign
 *
 * Returns: (transfer none): what a person calls it, which may be "" and need
 *   not be unique. Lent until the campaign changes
 */
const char *
ff_campaign_get_name (FfCampaign *self)
{
  return ff_json_get_member_string (ff_campaign_get_members (self), "name", "");
}

/**
 * ff_campaign_get_zone:
 * @self: a campaign
 *
 * Returns: (transfer none): the IANA name of its time zone; "" means UTC. It is
 *   as the file has it: nobody looked whether this system knows it. Lent until
 *   the campaign changes
 */
const char *
ff_campaign_get_zone (FfCampaign *self)
{
  return ff_json_get_member_string (ff_campaign_get_members (self), "zone", "");
}

/**
 * ff_campaign_get_week_start:
 * @self: a campaign
 *
 * Returns: the day that its weeks begin with, from 0 for Monday to 6 for Sunday
 */
guint
ff_campaign_get_week_start (FfCampaign *self)
{
  return ff_element_find_weekday (ff_json_get_member_string (ff_campaign_get_members (self), "week_start", "monday"));
}

/**
 * ff_campaign_get_data_source:
 * @self: a campaign
 *
 * Returns: (transfer none): name of its data source in the library; "" means
 *   the sample store. Lent until the campaign changes
 */
const char *
ff_campaign_get_data_source (FfCampaign *self)
{
  return ff_json_get_member_string (ff_campaign_get_members (self), "data_source", "");
}

/**
 * ff_campaign_is_read_only:
 * @self: a campaign
 *
 * Returns: whether it needs a feature that this version lacks: then no edit
 *   changes it, and ff_campaign_get_missing_needs () says what
 */
gboolean
ff_campaign_is_read_only (FfCampaign *self)
{
  g_return_val_if_fail (FF_IS_CAMPAIGN (self), TRUE);

  return self->missing[0] != NULL;
}

/**
 * ff_campaign_get_missing_needs:
 *
 * Returns: (transfer none): the features of the format that the document
 *   needs and this version lacks; they are why it is read-only
 */
const char *const *
ff_campaign_get_missing_needs (FfCampaign *self)
{
  g_return_val_if_fail (FF_IS_CAMPAIGN (self), NULL);

  return (const char *const *) self->missing;
}

/**
 * ff_campaign_get_members:
 * @self: a campaign
 *
 * Returns: (transfer none): an object with what belongs to the document itself:
 *   name, description, zone and members this version does not know. Lent until
 *   the campaign changes; the value itself never does
 */
FfJson *
ff_campaign_get_members (FfCampaign *self)
{
  g_return_val_if_fail (FF_IS_CAMPAIGN (self), NULL);

  return ((Slot *) self->slots[FF_ELEMENT_CAMPAIGN]->pdata[0])->json;
}

static Slot *
get_slot (FfCampaign    *self,
          FfElementKind  kind,
          guint          index)
{
  g_return_val_if_fail (FF_IS_CAMPAIGN (self), NULL);
  g_return_val_if_fail (index < self->slots[kind]->len, NULL);

  return self->slots[kind]->pdata[index];
}

static Slot *
find_slot (FfCampaign    *self,
           FfElementKind  kind,
           const char    *id)
{
  Slot *slot;

  g_return_val_if_fail (FF_IS_CAMPAIGN (self), NULL);

  slot = id != NULL ? g_hash_table_lookup (self->by_id, id) : NULL;

  return slot != NULL && slot->kind == kind ? slot : NULL;
}

/**
 * ff_campaign_get_n_activities:
 * @self: a campaign
 *
 * Returns: how many activities it has, those of unknown types included
 */
guint
ff_campaign_get_n_activities (FfCampaign *self)
{
  g_return_val_if_fail (FF_IS_CAMPAIGN (self), 0);

  return self->slots[FF_ELEMENT_ACTIVITY]->len;
}

/**
 * ff_campaign_get_activity:
 * @self: a campaign
 * @index: in the order of the document
 *
 * Returns: (transfer none) (nullable): the activity, lent until the campaign
 *   changes; %NULL beyond the last
 */
const FfActivity *
ff_campaign_get_activity (FfCampaign *self,
                          guint       index)
{
  Slot *slot = get_slot (self, FF_ELEMENT_ACTIVITY, index);

  return slot != NULL ? &slot->view.activity : NULL;
}

/**
 * ff_campaign_find_activity:
 * @self: a campaign
 * @id: (nullable): an element's id
 *
 * Returns: (transfer none) (nullable): the activity of that id, lent until the
 *   campaign changes; %NULL also when another kind of element has it
 */
const FfActivity *
ff_campaign_find_activity (FfCampaign *self,
                           const char *id)
{
  Slot *slot = find_slot (self, FF_ELEMENT_ACTIVITY, id);

  return slot != NULL ? &slot->view.activity : NULL;
}

/**
 * ff_campaign_get_n_transitions:
 * @self: a campaign
 *
 * Returns: how many transitions it has
 */
guint
ff_campaign_get_n_transitions (FfCampaign *self)
{
  g_return_val_if_fail (FF_IS_CAMPAIGN (self), 0);

  return self->slots[FF_ELEMENT_TRANSITION]->len;
}

/**
 * ff_campaign_get_transition:
 * @self: a campaign
 * @index: in the order of the document
 *
 * Returns: (transfer none) (nullable): the transition, lent until the campaign
 *   changes; %NULL beyond the last
 */
const FfTransition *
ff_campaign_get_transition (FfCampaign *self,
                            guint       index)
{
  Slot *slot = get_slot (self, FF_ELEMENT_TRANSITION, index);

  return slot != NULL ? &slot->view.transition : NULL;
}

/**
 * ff_campaign_find_transition:
 * @self: a campaign
 * @id: (nullable): an element's id
 *
 * Returns: (transfer none) (nullable): the transition of that id, lent until
 *   the campaign changes; %NULL also when another kind of element has it
 */
const FfTransition *
ff_campaign_find_transition (FfCampaign *self,
                             const char *id)
{
  Slot *slot = find_slot (self, FF_ELEMENT_TRANSITION, id);

  return slot != NULL ? &slot->view.transition : NULL;
}

/**
 * ff_campaign_get_n_variables:
 * @self: a campaign
 *
 * Returns: how many variables it has
 */
guint
ff_campaign_get_n_variables (FfCampaign *self)
{
  g_return_val_if_fail (FF_IS_CAMPAIGN (self), 0);

  return self->slots[FF_ELEMENT_VARIABLE]->len;
}

/**
 * ff_campaign_get_variable:
 * @self: a campaign
 * @index: in the order of the document
 *
 * Returns: (transfer none) (nullable): the variable, lent until the campaign
 *   changes; %NULL beyond the last
 */
const FfVariable *
ff_campaign_get_variable (FfCampaign *self,
                          guint       index)
{
  Slot *slot = get_slot (self, FF_ELEMENT_VARIABLE, index);

  return slot != NULL ? &slot->view.variable : NULL;
}

/**
 * ff_campaign_get_n_notes:
 * @self: a campaign
 *
 * Returns: how many notes it has
 */
guint
ff_campaign_get_n_notes (FfCampaign *self)
{
  g_return_val_if_fail (FF_IS_CAMPAIGN (self), 0);

  return self->slots[FF_ELEMENT_NOTE]->len;
}

/**
 * ff_campaign_get_note:
 * @self: a campaign
 * @index: in the order of the document
 *
 * Returns: (transfer none) (nullable): the note, lent until the campaign
 *   changes; %NULL beyond the last
 */
const FfNote *
ff_campaign_get_note (FfCampaign *self,
                      guint       index)
{
  Slot *slot = get_slot (self, FF_ELEMENT_NOTE, index);

  return slot != NULL ? &slot->view.note : NULL;
}

/**
 * ff_campaign_get_n_frames:
 * @self: a campaign
 *
 * Returns: how many frames it has
 */
guint
ff_campaign_get_n_frames (FfCampaign *self)
{
  g_return_val_if_fail (FF_IS_CAMPAIGN (self), 0);

  return self->slots[FF_ELEMENT_FRAME]->len;
}

/**
 * ff_campaign_get_frame:
 * @self: a campaign
 * @index: in the order of the document
 *
 * Returns: (transfer none) (nullable): the frame, lent until the campaign
 *   changes; %NULL beyond the last
 */
const FfFrame *
ff_campaign_get_frame (FfCampaign *self,
                       guint       index)
{
  Slot *slot = get_slot (self, FF_ELEMENT_FRAME, index);

  return slot != NULL ? &slot->view.frame : NULL;
}

/**
 * ff_campaign_get_element:
 * @kind: where to look
 * @id: the element's id; "" for FF_ELEMENT_CAMPAIGN
 *
 * Returns: (transfer none) (nullable): the element as the file has it
 */
FfJson *
ff_campaign_get_element (FfCampaign    *self,
                         FfElementKind  kind,
                         const char    *id)
{
  Slot *slot;

  if (kind == FF_ELEMENT_CAMPAIGN)
    return ff_campaign_get_members (self);

  slot = find_slot (self, kind, id);

  return slot != NULL ? slot->json : NULL;
}

/**
 * ff_campaign_dup_variables:
 *
 * Returns: (transfer full): an object of the variables' default values by
 *   name, as FfScope wants it
 */
FfJson *
ff_campaign_dup_variables (FfCampaign *self)
{
  FfJson *variables = ff_json_new_object ();

  for (guint i = 0; i < ff_campaign_get_n_variables (self); i++)
    {
      const FfVariable *variable = ff_campaign_get_variable (self, i);

      ff_json_take_member (variables, variable->name, ff_json_ref (variable->value));
    }

  return variables;
}
