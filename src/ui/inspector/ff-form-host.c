/* What the fields of a form speak to. One for each activity that the inspector
 * shows; main thread. */

#include "ui/inspector/ff-form-host.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/ff-graph.h"

struct _FfFormHost
{
  GObject  parent_instance;

  FfDraft *draft;
  char    *activity;
  FfJson  *variables;    /* kept for the scope that was lent last */
  FfPlanned planned;     /* the same; lent by the draft */
};

enum
{
  OPEN_SEGMENT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FfFormHost, ff_form_host, G_TYPE_OBJECT)

static void
ff_form_host_dispose (GObject *object)
{
  g_clear_object (&FF_FORM_HOST (object)->draft);

  G_OBJECT_CLASS (ff_form_host_parent_class)->dispose (object);
}

static void
ff_form_host_finalize (GObject *object)
{
  FfFormHost *self = FF_FORM_HOST (object);

  g_free (self->activity);
  g_clear_pointer (&self->variables, ff_json_unref);

  G_OBJECT_CLASS (ff_form_host_parent_class)->finalize (object);
}

static void
ff_form_host_class_init (FfFormHostClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = ff_form_host_dispose;
  object_class->finalize = ff_form_host_finalize;

  signals[OPEN_SEGMENT] = g_signal_new ("open-segment", FF_TYPE_FORM_HOST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
ff_form_host_init (FfFormHost *self)
{
}

FfFormHost *
ff_form_host_new (FfDraft    *draft,
                  const char *activity)
{
  FfFormHost *self = g_object_new (FF_TYPE_FORM_HOST, NULL);

  self->draft = g_object_ref (draft);
  self->activity = g_strdup (activity);
  return self;
}

FfDraft *
ff_form_host_get_draft (FfFormHost *self)
{
  return self->draft;
}

const char *
ff_form_host_get_activity (FfFormHost *self)
{
  return self->activity;
}

static const FfActivity *
find_activity (FfFormHost *self)
{
  return ff_campaign_find_activity (ff_draft_get_campaign (self->draft), self->activity);
}

const FfActivityType *
ff_form_host_get_type_of (FfFormHost *self)
{
  const FfActivity *activity = find_activity (self);

  return activity != NULL ? ff_activity_type_find (activity->type) : NULL;
}

FfJson *
ff_form_host_dup_settings (FfFormHost *self)
{
  const FfActivity *activity = find_activity (self);

  return activity != NULL && ff_json_is_object (activity->settings) ? ff_json_ref (activity->settings) : ff_json_new_object ();
}

gboolean
ff_form_host_is_read_only (FfFormHost *self)
{
  return ff_campaign_is_read_only (ff_draft_get_campaign (self->draft));
}

/* ---- Writing. */

/* Of the whole setting: what @pointer is inside of may be a default that the document does not have yet. */
static FfJson *
dup_top_setting (FfFormHost *self,
                 const char *key)
{
  const FfActivityType *type = ff_form_host_get_type_of (self);
  g_autoptr (FfJson) settings = ff_form_host_dup_settings (self);

  for (const FfField *field = type != NULL ? type->fields : NULL; field != NULL && field->key != NULL; field++)
    if (g_str_equal (field->key, key))
      return ff_field_dup_value (field, settings);

  return NULL;
}

static void
write_value (FfFormHost *self,
             const char *pointer,
             FfJson     *value,
             const char *label,
             const char *merge_key)
{
  const char *slash = strchr (pointer + 1, '/');
  g_autofree char *key = slash != NULL ? g_strndup (pointer + 1, slash - pointer - 1) : g_strdup (pointer + 1);
  g_autofree char *top = g_strconcat ("/", key, NULL);
  /* Translators: %s is the label of a setting; in the Undo menu. */
  g_autofree char *name = g_strdup_printf (_("Change “%s”"), label);
  g_autoptr (FfEdit) edit = ff_edit_new (name);
  g_autoptr (FfJson) old = slash != NULL ? dup_top_setting (self, key) : NULL;
  g_autoptr (FfJson) changed = NULL;

  if (find_activity (self) == NULL)
    return;

  if (slash == NULL)
    changed = ff_json_ref (value);
  else if (old != NULL)
    changed = ff_json_with_at (old, slash, value);
  if (changed == NULL)
    return;

  ff_edit_set_setting (edit, ff_draft_get_campaign (self->draft), self->activity, top, changed);
  ff_draft_apply (self->draft, edit, merge_key);
}

void
ff_form_host_write (FfFormHost *self,
                    const char *pointer,
                    FfJson     *value,
                    const char *label)
{
  g_autofree char *merge_key = g_strconcat ("setting:", self->activity, ":", pointer, NULL);

  write_value (self, pointer, value, label, merge_key);
}

void
ff_form_host_write_once (FfFormHost *self,
                         const char *pointer,
                         FfJson     *value,
                         const char *label)
{
  write_value (self, pointer, value, label, NULL);
}

void
ff_form_host_end_merge (FfFormHost *self)
{
  if (self->draft != NULL)
    ff_history_end_merge (ff_draft_get_history (self->draft));
}

/* ---- What may be spoken of. */

static FfFlow
find_flow (FfFormHost *self,
           const char *port)
{
  FfPlan *plan = ff_draft_get_plan (self->draft);
  g_autoptr (GPtrArray) inbound = NULL;
  const FfTransition *transition;
  const FfPlanOutput *output;
  FfFlow none = { NULL, 0 };

  if (plan == NULL)
    return none;

  inbound = ff_graph_dup_inbound (ff_draft_get_campaign (self->draft), self->activity, port);
  if (inbound->len == 0)
    return none;

  transition = inbound->pdata[0];
  output = ff_plan_find_output (plan, transition->from, transition->from_port);
  return output != NULL ? output->flow : none;
}

FfFlow
ff_form_host_get_input (FfFormHost *self)
{
  const FfActivityType *type = ff_form_host_get_type_of (self);
  FfFlow none = { NULL, 0 };

  if (type == NULL || type->inputs[0].id == NULL || type->inputs[0].optional)
    return none;

  return find_flow (self, type->inputs[0].id);
}

/* What an activity that selects from all rows says its rows are. */
static const char *
get_entity_setting (FfFormHost *self)
{
  const FfActivityType *type = ff_form_host_get_type_of (self);
  const FfActivity *activity = find_activity (self);

  for (const FfField *field = type != NULL ? type->fields : NULL; field != NULL && field->key != NULL; field++)
    if (field->kind == FF_FIELD_ENTITY)
      return ff_json_get_member_string (activity->settings, field->key, NULL);

  return NULL;
}

const FfEntity *
ff_form_host_find_entity (FfFormHost *self)
{
  FfSchema *schema = ff_draft_get_schema (self->draft);
  FfFlow input = ff_form_host_get_input (self);
  const char *name = get_entity_setting (self);

  if (schema == NULL)
    return NULL;
  if (input.step != NULL)
    return ff_flow_get_entity (input);
  if (name != NULL && *name != '\0')
    return ff_schema_find_entity (schema, name);

  return ff_schema_get_profile (schema);
}

static gboolean
fill_scope (FfFormHost     *self,
            FfScope        *out_scope,
            const FfEntity *entity,
            FfFlow          input)
{
  FfPlanContext *context = ff_draft_get_context (self->draft);

  *out_scope = (FfScope) { NULL };
  if (context == NULL)
    return FALSE;

  g_clear_pointer (&self->variables, ff_json_unref);
  self->variables = ff_campaign_dup_variables (ff_draft_get_campaign (self->draft));
  out_scope->schema = context->schema;
  out_scope->entity = entity;
  out_scope->carried = input.step != NULL ? ff_flow_get_columns (input) : NULL;
  out_scope->variables = self->variables;
  out_scope->now_usec = context->now_usec;
  out_scope->zone = context->zone;
  out_scope->audiences = context->audiences;
  out_scope->filters = context->filters;
  self->planned = (FfPlanned) { ff_draft_get_campaign (self->draft), ff_draft_get_plan (self->draft) };
  ff_planned_fill_scope (&self->planned, out_scope);

  return out_scope->entity != NULL;
}

gboolean
ff_form_host_get_scope (FfFormHost *self,
                        FfScope    *out_scope)
{
  return fill_scope (self, out_scope, ff_form_host_find_entity (self), ff_form_host_get_input (self));
}

gboolean
ff_form_host_get_scope_at (FfFormHost *self,
                           const char *port,
                           FfScope    *out_scope)
{
  FfFlow input = find_flow (self, port);

  return fill_scope (self, out_scope, input.step != NULL ? ff_flow_get_entity (input) : NULL, input);
}

const FfProblem *
ff_form_host_find_problem (FfFormHost *self,
                           const char *pointer,
                           gboolean    deep)
{
  GPtrArray *problems = ff_draft_get_problems (self->draft);
  const FfProblem *worst = NULL;
  gsize length = strlen (pointer);

  for (guint i = 0; i < problems->len; i++)
    {
      const FfProblem *problem = problems->pdata[i];
      gboolean is_here = g_str_equal (problem->pointer, pointer) ||
                         (deep && g_str_has_prefix (problem->pointer, pointer) && problem->pointer[length] == '/');

      if (is_here && g_str_equal (problem->activity, self->activity) && (worst == NULL || problem->severity > worst->severity))
        worst = problem;
    }

  return worst;
}

void
ff_form_host_open_segment (FfFormHost *self,
                           const char *pointer,
                           const char *place)
{
  g_signal_emit (self, signals[OPEN_SEGMENT], 0, pointer, place);
}
