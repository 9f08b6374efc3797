/* What a channel activity asks of a send: its content, and the columns of its
 * rows with what each is for. Made on the main thread, read on any. */

#include "activities/ff-channel.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "activities/ff-activities-private.h"
#include "activities/ff-planning-private.h"
#include "model/ff-graph.h"

static void
column_free (FfChannelColumn *self)
{
  g_free (self->field);
  g_free (self->list_member);
  g_clear_pointer (&self->operand, ff_operand_unref);
  g_free (self);
}

FfChannel *
ff_channel_ref (FfChannel *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
ff_channel_unref (FfChannel *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->activity);
  g_free (self->title);
  g_free (self->channel);
  g_free (self->gateway);
  g_free (self->topic);
  g_free (self->reason);
  g_clear_pointer (&self->opted_out, ff_json_unref);
  g_clear_pointer (&self->content, ff_content_unref);
  g_clear_pointer (&self->plan, ff_plan_unref);
  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_clear_pointer (&self->operands, g_ptr_array_unref);
  g_free (self);
}

/* {"attribute": [@path…, @name]} */
static FfJson *
attribute_json (char       **path,
                const char  *name)
{
  FfJson *attribute = ff_json_new_array ();
  FfJson *operand = ff_json_new_object ();

  for (guint i = 0; path != NULL && path[i] != NULL; i++)
    ff_json_take_element (attribute, ff_json_new_string (path[i]));
  ff_json_take_element (attribute, ff_json_new_string (name));
  ff_json_take_member (operand, "attribute", attribute);
  return operand;
}

/* Takes over the operands. */
static void
take_comparison (FfJson     *items,
                 FfJson     *left,
                 const char *op,
                 FfJson     *right)
{
  FfJson *condition = ff_json_new_object ();

  ff_json_take_member (condition, "left", left);
  ff_json_set_string (condition, "op", op);
  if (right != NULL)
    ff_json_take_member (condition, "right", right);
  ff_json_take_element (items, condition);
}

static void
take_condition (FfJson     *items,
                const char *column,
                const char *op,
                const char *value)
{
  FfJson *right = NULL;

  if (value != NULL)
    {
      right = ff_json_new_object ();
      ff_json_set_string (right, "value", value);
    }

  take_comparison (items, attribute_json (NULL, column), op, right);
}

/* The latest change of consent to yes, or to no. */
static FfJson *
consent_json (const FfConsentMapping *consent,
              char                  **path,
              const char             *link,
              const char             *channel,
              const char             *topic,
              gboolean                given)
{
  FfJson *operand = ff_json_new_object ();
  FfJson *links = ff_json_new_array ();
  FfJson *where = ff_json_new_object ();
  FfJson *all = ff_json_new_array ();

  for (guint i = 0; path[i] != NULL; i++)
    ff_json_take_element (links, ff_json_new_string (path[i]));
  ff_json_take_element (links, ff_json_new_string (link));

  take_condition (all, consent->channel, "equals", channel);
  if (consent->topic != NULL)
    take_condition (all, consent->topic, "equals", topic);
  take_condition (all, consent->given, given ? "is-true" : "is-false", NULL);
  ff_json_take_member (where, "all", all);

  ff_json_set_string (operand, "aggregate", "max");
  ff_json_take_member (operand, "link", links);
  ff_json_take_member (operand, "of", attribute_json (NULL, consent->changed_at));
  ff_json_take_member (operand, "where", where);
  return operand;
}

/* Over the profile: the last word about @channel and @topic is not a yes. As the rows are judged, a tie is a no, and
 * without any word the mapping decides. */
static FfJson *
opted_out_json (const FfConsentMapping *consent,
                const char             *link,
                const char             *channel,
                const char             *topic)
{
  char *here[] = { NULL };
  FfJson *outer = ff_json_new_array ();
  FfJson *inner = ff_json_new_array ();
  FfJson *group = ff_json_new_object ();
  FfJson *rule = ff_json_new_object ();
  FfJson *unsaid = consent->opt_out ? inner : outer;
  FfJson *said = consent->opt_out ? outer : inner;

  take_comparison (unsaid, consent_json (consent, here, link, channel, topic, TRUE), "is-empty", NULL);
  take_comparison (said, consent_json (consent, here, link, channel, topic, FALSE), "is-not-empty", NULL);
  take_comparison (inner, consent_json (consent, here, link, channel, topic, FALSE), "at-least",
                   consent_json (consent, here, link, channel, topic, TRUE));

  ff_json_take_member (group, consent->opt_out ? "any" : "all", inner);
  ff_json_take_element (outer, group);
  ff_json_take_member (rule, consent->opt_out ? "all" : "any", outer);
  return rule;
}

static const char *
find_link_to (const FfEntity *entity,
              const char     *target)
{
  for (guint i = 0; i < entity->links->len; i++)
    {
      const FfLink *link = entity->links->pdata[i];

      if (link->cardinality == FF_LINK_MANY && g_str_equal (link->target, target))
        return link->name;
    }

  return NULL;
}

/* "Home store" is Home_store in a template. */
static char *
dup_written (const char *name)
{
  char *written = g_strdup (name);

  for (char *p = written; *p != '\0'; p++)
    if (g_ascii_isspace (*p) || g_ascii_ispunct (*p))
      *p = '_';

  return written;
}

/* Whether a template means @name, as it is or as it can be written there. */
static gboolean
is_written (const char *name,
            const char *field)
{
  g_autofree char *written = dup_written (name);

  return g_str_equal (name, field) || g_str_equal (written, field);
}

static const FfColumn *
find_carried (GPtrArray  *columns,
              const char *name)
{
  for (guint i = 0; columns != NULL && i < columns->len; i++)
    if (is_written (((FfColumn *) columns->pdata[i])->name, name))
      return columns->pdata[i];

  return NULL;
}

/* A merge field as an operand; NULL when its first part is none we know. */
static FfJson *
field_json (const char  *field,
            char       **to_profile,
            GPtrArray   *carried)
{
  g_auto (GStrv) parts = g_strsplit (field, ".", -1);
  guint n = g_strv_length (parts);
  g_autoptr (GStrvBuilder) path = g_strv_builder_new ();
  g_auto (GStrv) links = NULL;

  if (n < 2)
    return NULL;

  if (g_str_equal (parts[0], "row") && n == 2)
    {
      const FfColumn *column = find_carried (carried, parts[1]);

      if (column != NULL)
        {
          FfJson *operand = ff_json_new_object ();

          ff_json_set_string (operand, "column", column->name);
          return operand;
        }
    }

  if (g_str_equal (parts[0], "profile"))
    g_strv_builder_addv (path, (const char **) to_profile);
  else if (!g_str_equal (parts[0], "row"))
    return NULL;

  for (guint i = 1; i + 1 < n; i++)
    g_strv_builder_add (path, parts[i]);
  links = g_strv_builder_end (path);

  return attribute_json (links, parts[n - 1]);
}

/* Collects the columns of one channel while its activity's problems are recorded. */
typedef struct
{
  FfPlanning *planning;
  FfChannel  *channel;
  FfFlow      input;
} Reading;

static gboolean
add_column (Reading             *reading,
            FfChannelColumnKind  kind,
            const char          *field,
            const char          *pointer,
            FfJson              *take_json)
{
  g_autoptr (FfJson) json = take_json;
  GPtrArray *problems = reading->planning->problems;
  guint n_before = problems->len;
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_problem_free);
  FfOperand *operand = ff_planning_parse_operand_json (reading->planning, json, "",
                                                       ff_flow_get_entity (reading->input), reading->input);
  FfChannelColumn *column;

  /* The operand was made here; what a person can mend stands at @pointer, for one column as for two. */
  while (problems->len > n_before)
    g_ptr_array_insert (found, 0, g_ptr_array_steal_index (problems, problems->len - 1));
  for (guint i = 0; i < found->len; i++)
    {
      const FfProblem *problem = found->pdata[i];

      ff_problems_add (problems, problem->severity, problem->activity, pointer, problem->message);
    }

  if (operand == NULL)
    return FALSE;

  column = g_new0 (FfChannelColumn, 1);
  column->kind = kind;
  column->field = g_strdup (field);
  column->operand = operand;
  g_ptr_array_add (reading->channel->columns, column);
  g_ptr_array_add (reading->channel->operands, ff_operand_ref (operand));
  return TRUE;
}

/* Where the content names @field: "/subject", … */
static const char *
find_part (FfPlanning *planning,
           const char *field)
{
  static const char *const pointers[] = { "/subject", "/html", "/text" };

  for (guint i = 0; i < G_N_ELEMENTS (pointers); i++)
    {
      const char *text = ff_json_get_string (ff_json_get_at (planning->settings, pointers[i]));

      if (text != NULL && strstr (text, field) != NULL)
        return pointers[i];
    }

  return "";
}

/* What "row.NAME" is when it is a list: every column of it. FALSE: it is none. */
static gboolean
add_list (Reading    *reading,
          const char *field,
          const char *pointer)
{
  g_auto (GStrv) parts = g_strsplit (field, ".", 3);
  GPtrArray *carried = ff_flow_get_columns (reading->input);
  gboolean found = FALSE;

  if (g_strv_length (parts) < 2 || !g_str_equal (parts[0], "row"))
    return FALSE;

  for (guint i = 0; i < carried->len; i++)
    {
      const FfColumn *column = carried->pdata[i];
      g_autofree char *name = g_strconcat ("row.", parts[1], NULL);
      FfChannelColumn *added;
      FfJson *json;

      if (column->list == NULL || !is_written (column->list, parts[1]))
        continue;

      found = TRUE;
      json = ff_json_new_object ();
      ff_json_set_string (json, "column", column->name);
      if (!add_column (reading, FF_CHANNEL_COLUMN_LIST, name, pointer, json))
        continue;

      added = reading->channel->columns->pdata[reading->channel->columns->len - 1];
      added->list_row = column->list_row;
      added->list_member = dup_written (column->list_member);
    }

  return found;
}

static gboolean
has_list (Reading    *reading,
          const char *field)
{
  GPtrArray *columns = reading->channel->columns;

  for (guint i = 0; i < columns->len; i++)
    {
      const FfChannelColumn *column = columns->pdata[i];

      if (column->kind == FF_CHANNEL_COLUMN_LIST && g_str_has_prefix (field, column->field) &&
          (field[strlen (column->field)] == '\0' || field[strlen (column->field)] == '.'))
        return TRUE;
    }

  return FALSE;
}

static void
add_fields (Reading *reading,
            char   **to_profile)
{
  g_auto (GStrv) fields = ff_content_dup_fields (reading->channel->content);

  for (guint i = 0; fields[i] != NULL; i++)
    {
      const char *pointer = find_part (reading->planning, fields[i]);
      FfJson *json;

      if (has_list (reading, fields[i]) || add_list (reading, fields[i], pointer))
        continue;

      json = field_json (fields[i], to_profile, ff_flow_get_columns (reading->input));
      if (json == NULL)
        ff_planning_problem (reading->planning, FF_SEVERITY_PROBLEM, pointer,
                             _("The merge field “%s” is unknown: it must begin with “profile.” or “row.”"), fields[i]);
      else
        add_column (reading, FF_CHANNEL_COLUMN_FIELD, fields[i], pointer, json);
    }
}

static void
add_consent (Reading         *reading,
             char           **to_profile,
             const FfEntity  *profile)
{
  const FfConsentMapping *consent = ff_schema_get_consent (reading->planning->context->schema);
  const char *link = consent != NULL ? find_link_to (profile, consent->entity) : NULL;

  if (link == NULL)
    {
      ff_planning_problem (reading->planning, FF_SEVERITY_WARNING, "/purpose", "%s",
                           _("The data model does not say where consent stands, so nobody may be written to"));
      return;
    }

  reading->channel->opt_out = consent->opt_out;
  reading->channel->opted_out = opted_out_json (consent, link, reading->channel->channel, reading->channel->topic);
  add_column (reading, FF_CHANNEL_COLUMN_CONSENT_YES, NULL, "/topic",
              consent_json (consent, to_profile, link, reading->channel->channel, reading->channel->topic, TRUE));
  add_column (reading, FF_CHANNEL_COLUMN_CONSENT_NO, NULL, "/topic",
              consent_json (consent, to_profile, link, reading->channel->channel, reading->channel->topic, FALSE));
}

static gboolean
read_content (FfPlanning           *planning,
              const FfActivityType *type,
              FfChannel            *channel)
{
  const char *const parts[] = { "subject", "html", "text" };
  g_autoptr (FfJson) content = ff_json_new_object ();
  g_autoptr (GError) error = NULL;
  const char *wrong;

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      const char *text = ff_json_get_member_string (planning->settings, parts[i], NULL);

      if (text != NULL && *text != '\0')
        ff_json_set_string (content, parts[i], text);
    }

  channel->content = ff_content_new (type->channel, content, &wrong, &error);
  if (channel->content == NULL)
    {
      g_autofree char *pointer = wrong != NULL ? g_strconcat ("/", wrong, NULL) : g_strdup ("");

      ff_planning_problem (planning, FF_SEVERITY_PROBLEM, pointer, "%s", error->message);
    }

  return channel->content != NULL;
}

static FfChannel *
read_channel (FfPlanning *planning,
              FfFlow      input)
{
  const FfActivityType *type = ff_activity_type_find (planning->activity->type);
  g_autoptr (FfChannel) channel = g_new0 (FfChannel, 1);
  FfSchema *schema = planning->context->schema;
  const FfEntity *profile = ff_schema_get_profile (schema);
  g_autofree char *role = g_strconcat ("address:", type->channel, NULL);
  const char *address = ff_schema_get_role (schema, role);
  g_auto (GStrv) to_profile = NULL;
  Reading reading = { planning, channel, input };

  g_atomic_ref_count_init (&channel->ref_count);
  channel->activity = g_strdup (planning->activity->id);
  channel->title = ff_activity_dup_title (planning->activity);
  channel->channel = g_strdup (type->channel);
  channel->gateway = g_strdup (ff_json_get_member_string (planning->settings, "gateway", "rehearsal"));
  channel->topic = g_strdup (ff_json_get_member_string (planning->settings, "topic", ""));
  channel->reason = g_strdup (ff_json_get_member_string (planning->settings, "reason", ""));
  channel->is_transactional = g_str_equal (ff_json_get_member_string (planning->settings, "purpose", ""), "transactional");
  channel->per_row = g_str_equal (ff_json_get_member_string (planning->settings, "per", ""), "row");
  channel->input = input;
  channel->columns = g_ptr_array_new_with_free_func ((GDestroyNotify) column_free);
  channel->operands = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_operand_unref);

  if (!read_content (planning, type, channel))
    return NULL;

  if (profile == NULL || address == NULL)
    {
      ff_planning_problem (planning, FF_SEVERITY_PROBLEM, "",
                           _("The data model names no address for “%s”: name one in the data source"), _(type->name));
      return NULL;
    }

  to_profile = ff_schema_dup_path_to_profile (schema, ff_flow_get_entity (input));
  if (to_profile == NULL)
    {
      ff_planning_problem (planning, FF_SEVERITY_PROBLEM, "",
                           _("%s do not lead to a person: put a Change Dimension before this activity"),
                           ff_flow_get_entity (input)->label_plural);
      return NULL;
    }

  for (guint i = 0; profile->key[i] != NULL; i++)
    add_column (&reading, FF_CHANNEL_COLUMN_KEY, NULL, "", attribute_json (to_profile, profile->key[i]));
  add_column (&reading, FF_CHANNEL_COLUMN_ADDRESS, NULL, "", attribute_json (to_profile, address));
  if (!channel->is_transactional)
    add_consent (&reading, to_profile, profile);
  add_fields (&reading, to_profile);

  return planning->failed ? NULL : g_steal_pointer (&channel);
}

/**
 * ff_channel_check:
 * @planning: a channel activity being planned
 * @input: its inbound table
 *
 * Records what keeps the activity from being sent: broken templates, merge
 * fields that are not there, no address, no way to a person.
 */
void
ff_channel_check (FfPlanning *planning,
                  FfFlow      input)
{
  g_autoptr (FfChannel) channel = read_channel (planning, input);
}

/* The same outside a planning; its problems were recorded by the plan. */
static FfChannel *
read_alone (FfCampaign       *campaign,
            FfPlanContext    *context,
            const FfActivity *activity,
            FfFlow            input)
{
  g_autoptr (FfJson) settings = ff_fields_fill_settings (ff_activity_type_find (activity->type)->fields,
                                                         activity->settings);
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_problem_free);
  FfPlanning planning = {
    .campaign = campaign,
    .context = context,
    .activity = activity,
    .settings = settings,
    .problems = problems,
  };

  return read_channel (&planning, input);
}

/**
 * ff_channels_list:
 * @campaign: the document that @plan was made of
 * @context: that it was made with
 * @plan: kept alive by each answer
 *
 * Returns: (element-type FfChannel): every channel activity that can be
 *   sent, in flow order; bypassed and disabled ones are none
 */
GPtrArray *
ff_channels_list (FfCampaign    *campaign,
                  FfPlanContext *context,
                  FfPlan        *plan)
{
  GPtrArray *channels = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_channel_unref);
  g_autoptr (GPtrArray) order = ff_graph_dup_order (campaign);

  for (guint i = 0; i < order->len; i++)
    {
      const FfActivity *activity = order->pdata[i];
      const FfActivityType *type = ff_activity_type_find (activity->type);
      g_autoptr (GPtrArray) inbound = NULL;
      const FfPlanOutput *output;
      FfChannel *channel;

      if (type == NULL || type->channel == NULL || activity->mode != FF_MODE_NORMAL)
        continue;

      inbound = ff_graph_dup_inbound (campaign, activity->id, "in");
      if (inbound->len != 1)
        continue;

      output = ff_plan_find_output (plan, ((const FfTransition *) inbound->pdata[0])->from,
                                    ((const FfTransition *) inbound->pdata[0])->from_port);
      if (output == NULL || output->flow.step == NULL)
        continue;

      channel = read_alone (campaign, context, activity, output->flow);
      if (channel == NULL)
        continue;

      channel->plan = ff_plan_ref (plan);
      g_ptr_array_add (channels, channel);
    }

  return channels;
}
