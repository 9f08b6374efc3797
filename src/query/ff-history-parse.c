/* Conditions about past messages: {"was": EVENT} and its opposite. They become
 * a look through the link from the profile to the messages that the data model
 * maps, with a sentence of its own. Called by ff-rule-parse.c. */

#include "query/ff-rule-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef enum
{
  EVENT_SENT,
  EVENT_OPENED,
  EVENT_CLICKED,
  EVENT_BOUNCED,
} Event;

typedef struct
{
  FfParser               *parser;
  FfJson                 *json;
  const char             *pointer;
  const FfHistoryMapping *history;
  Event                   event;
  FfJson                 *items;      /* conditions over the messages */
  GString                *details;    /* the same in words */
} Asking;

static void
add_condition (Asking     *self,
               const char *column,
               const char *op,
               FfJson     *right)
{
  FfJson *condition = ff_json_new_object ();
  FfJson *left = ff_json_new_object ();
  FfJson *path = ff_json_new_array ();

  ff_json_take_element (path, ff_json_new_string (column));
  ff_json_take_member (left, "attribute", path);
  ff_json_take_member (condition, "left", left);
  ff_json_set_string (condition, "op", op);
  if (right != NULL)
    ff_json_take_member (condition, "right", right);
  ff_json_take_element (self->items, condition);
}

static void
add_value (Asking     *self,
           const char *column,
           const char *value)
{
  FfJson *right = ff_json_new_object ();

  ff_json_set_string (right, "value", value);
  add_condition (self, column, "equals", right);
}

/* Takes over the text. */
static void
add_detail (Asking *self,
            char   *detail)
{
  g_string_append_printf (self->details, "%s%s", self->details->len > 0 ? ", " : "", detail);
  g_free (detail);
}

static gboolean
refuse (Asking     *self,
        const char *member,
        const char *message)
{
  g_autofree char *place = ff_pointer_member (self->pointer, member);

  ff_parser_problem (self->parser, place, "%s", message);

  return FALSE;
}

/* The column that says when, or whether. */
static const char *
get_column (Asking *self)
{
  switch (self->event)
    {
    case EVENT_OPENED:
      return self->history->opened_at;
    case EVENT_CLICKED:
      return self->history->clicked_at;
    case EVENT_BOUNCED:
      return self->history->bounced;
    case EVENT_SENT:
    default:
      return self->history->sent_at;
    }
}

static FfKind
get_kind (Asking     *self,
          const char *column)
{
  const FfEntity *messages = ff_schema_find_entity (self->parser->scope->schema, self->history->entity);

  return ff_entity_find_column (messages, column)->type.kind;
}

/* What happened, and when. A bounce that is only a flag is as old as its message. */
static gboolean
read_event (Asking     *self,
            const char *name)
{
  const char *column = get_column (self);
  FfJson *within = ff_json_get_member (self->json, "within");
  g_autofree char *within_place = ff_pointer_member (self->pointer, "within");
  g_autofree char *words = NULL;
  FfDuration duration;
  FfJson *right;

  if (column == NULL)
    return refuse (self, name, _("The data do not say that of past messages. Name the column in the data model, or ask for something else."));

  if (get_kind (self, column) == FF_KIND_FLAG)
    {
      add_condition (self, column, "is-true", NULL);
      column = self->history->sent_at;
    }
  else if (within == NULL)
    {
      add_condition (self, column, "is-not-empty", NULL);
    }

  if (within == NULL)
    return TRUE;

  if (!ff_parser_duration (self->parser, within, within_place, 1, get_kind (self, column), &duration))
    return FALSE;

  right = ff_json_new_object ();
  ff_json_take_member (right, "duration", ff_json_ref (within));
  add_condition (self, column, "in-last", right);
  words = ff_duration_say (&duration);
  /* Translators: %s is a length of time, such as “30 days”. */
  add_detail (self, g_strdup_printf (_("in the last %s"), words));

  return TRUE;
}

/* The campaign may have been written down by its id or by its name. */
static gboolean
add_this_campaign (Asking *self)
{
  const FfScope *scope = self->parser->scope;
  FfJson *values = ff_json_new_array ();
  FfJson *right = ff_json_new_object ();

  ff_json_take_element (values, ff_json_new_string (scope->campaign_id));
  ff_json_take_element (values, ff_json_new_string (scope->campaign_name));
  ff_json_take_member (right, "values", values);
  add_condition (self, self->history->campaign, "in-list", right);

  return TRUE;
}

static gboolean
read_activity (Asking     *self,
               const char *id)
{
  const FfScope *scope = self->parser->scope;
  g_autofree char *title = scope->find_title (id, scope->find_data);

  if (self->history->activity == NULL)
    return refuse (self, "by", _("The past messages do not say which activity they came from. Ask for a campaign."));
  if (title == NULL)
    return refuse (self, "by", _("The activity is no longer there. Choose another one."));

  add_value (self, self->history->activity, id);
  /* Translators: %s is the title of an activity of this campaign. */
  add_detail (self, g_strdup_printf (_("of “%s”"), title));

  return self->history->campaign == NULL || add_this_campaign (self);
}

static gboolean
read_source (Asking *self)
{
  static const char *const members[] = { "campaign", "activity", NULL };
  FfJson *by = ff_json_get_member (self->json, "by");
  const char *campaign = ff_json_get_member_string (by, "campaign", NULL);
  const char *activity = ff_json_get_member_string (by, "activity", NULL);
  gboolean is_this = g_strcmp0 (ff_json_get_string (by), "this-campaign") == 0;
  g_autofree char *place = ff_pointer_member (self->pointer, "by");

  if (by == NULL)
    return TRUE;
  if (!is_this && (campaign == NULL) == (activity == NULL))
    return refuse (self, "by", _("It is not said whose messages these are. Choose any, this campaign, a campaign or an activity."));
  if (ff_json_is_object (by) && !ff_parser_check_members (self->parser, by, place, members))
    return FALSE;
  if ((is_this || activity != NULL) && self->parser->scope->campaign_id == NULL)
    return refuse (self, "by", _("Only a rule of a campaign can ask for its messages. Choose any campaign."));
  if (activity != NULL)
    return read_activity (self, activity);
  if (self->history->campaign == NULL)
    return refuse (self, "by", _("The past messages do not say which campaign they came from. Ask for any."));

  if (is_this)
    {
      add_detail (self, g_strdup (_("of this campaign")));
      return add_this_campaign (self);
    }

  add_value (self, self->history->campaign, campaign);
  /* Translators: %s is the name of a campaign. */
  add_detail (self, g_strdup_printf (_("of “%s”"), campaign));

  return TRUE;
}

static gboolean
read_channel (Asking *self)
{
  FfJson *channel = ff_json_get_member (self->json, "channel");

  if (channel == NULL)
    return TRUE;
  if (ff_json_get_string (channel) == NULL)
    return refuse (self, "channel", _("The channel is missing. Choose one, or any."));
  if (self->history->channel == NULL)
    return refuse (self, "channel", _("The past messages do not say which channel they took. Ask for any."));

  add_value (self, self->history->channel, ff_json_get_string (channel));
  /* Translators: %s is the id of a channel, such as “email”. */
  add_detail (self, g_strdup_printf (_("by %s"), ff_json_get_string (channel)));

  return TRUE;
}

static char *
say (Asking   *self,
     gboolean  negated)
{
  const char *event;

  switch (self->event)
    {
    case EVENT_OPENED:
      event = negated ? _("they opened no message") : _("they opened a message");
      break;
    case EVENT_CLICKED:
      event = negated ? _("they clicked in no message") : _("they clicked in a message");
      break;
    case EVENT_BOUNCED:
      event = negated ? _("no message to them bounced") : _("a message to them bounced");
      break;
    case EVENT_SENT:
    default:
      event = negated ? _("they were sent no message") : _("they were sent a message");
      break;
    }

  if (self->details->len == 0)
    return g_strdup (event);

  /* Translators: what happened, then details: “they opened a message (of this campaign, in the last 30 days)”. */
  return g_strdup_printf (_("%s (%s)"), event, self->details->str);
}

/* Everything that could be wrong was looked for before, but for values that the data model does not list. */
static FfRule *
parse_messages (Asking *self)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_rule_problem_free);
  g_autoptr (FfJson) where = ff_json_new_object ();
  FfScope scope = ff_scope_over (self->parser->scope, ff_schema_find_entity (self->parser->scope->schema, self->history->entity));
  FfParser inner = { &scope, problems };
  FfRule *rule;

  ff_json_take_member (where, "all", ff_json_ref (self->items));
  rule = ff_parser_rule (&inner, where, self->pointer);
  for (guint i = 0; i < problems->len; i++)
    {
      const FfRuleProblem *problem = g_ptr_array_index (problems, i);

      if (problem->warning)
        ff_parser_warning (self->parser, self->pointer, "%s", problem->message);
      else
        ff_parser_problem (self->parser, self->pointer, "%s", problem->message);
    }

  return rule;
}

FfRule *
ff_parser_history (FfParser   *self,
                   const char *name,
                   FfJson     *json,
                   const char *pointer)
{
  static const char *const events[] = { "sent", "opened", "clicked", "bounced", NULL };
  const char *const members[] = { name, "by", "channel", "within", NULL };
  const char *event = ff_json_get_member_string (json, name, "");
  g_autoptr (FfJson) items = ff_json_new_array ();
  g_autoptr (GString) details = g_string_new (NULL);
  g_autoptr (FfRule) rule = ff_rule_new (FF_RULE_EXISTS, self->scope->schema, self->scope->entity);
  Asking asking = { self, json, pointer, ff_schema_get_history (self->scope->schema), EVENT_SENT, items, details };

  if (!ff_parser_check_members (self, json, pointer, members))
    return NULL;

  if (!g_strv_contains (events, event))
    return refuse (&asking, name, _("It is not said what happened to a message. Choose sent, opened, clicked or bounced.")), NULL;
  if (asking.history == NULL)
    return refuse (&asking, name, _("The data model names no table of past messages. Name one there to ask for them.")), NULL;
  if (self->scope->entity != ff_schema_get_profile (self->scope->schema))
    return refuse (&asking, name, _("Messages go to people. Ask through a link to them.")), NULL;

  while (!g_str_equal (events[asking.event], event))
    asking.event++;
  if (!read_source (&asking) || !read_channel (&asking) || !read_event (&asking, name))
    return NULL;

  rule->negated = strcmp (name, "was-not") == 0;
  rule->linked = (FfHop) { asking.history->link, ff_schema_find_entity (self->scope->schema, asking.history->entity) };
  rule->where = parse_messages (&asking);
  rule->said = say (&asking, rule->negated);

  return rule->where != NULL ? g_steal_pointer (&rule) : NULL;
}
