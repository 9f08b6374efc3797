/* Makes the cards of a scene: words and ports from activity types, badges from
 * problems, what they hand on from counts. Main thread. */

#include "picture/ff-scene-build-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "activities/ff-activity-type.h"
#include "activities/ff-planner.h"

/* On a screen, where glyphs stand on whole pixels, a line comes out so much longer. */
#define LINE_AIR_PX 5.0

static FfTint
get_tint (const FfActivityType *type)
{
  if (type == NULL)
    return FF_TINT_PLAIN;

  switch (type->category)
    {
    case FF_CATEGORY_FLOW:
      return FF_TINT_FLOW;
    case FF_CATEGORY_SEND:
      return FF_TINT_SEND;
    case FF_CATEGORY_AUDIENCE:
    default:
      return FF_TINT_AUDIENCE;
    }
}

static FfScenePort *
find_port (GArray     *ports,
           const char *id,
           gboolean    is_input)
{
  for (guint i = 0; i < ports->len; i++)
    {
      FfScenePort *port = &g_array_index (ports, FfScenePort, i);

      if (port->is_input == is_input && g_str_equal (port->id, id))
        return port;
    }

  return NULL;
}

static void
add_port (GArray     *ports,
          const char *id,
          const char *label,
          gboolean    is_input,
          gboolean    is_row)
{
  const FfScenePort port = {
    .id = g_strdup (id),
    .label = g_strdup (is_row ? label : ""),
    .is_input = is_input,
    .is_row = is_row,
  };

  g_array_append_val (ports, port);
}

/* A port that only a transition names, of an unknown type or of a subset that
 * is gone, is shown too, or its line would hang in the air. */
static void
connect_ports (GArray    *ports,
               GPtrArray *transitions,
               gboolean   are_inbound)
{
  for (guint i = 0; transitions != NULL && i < transitions->len; i++)
    {
      const FfTransition *transition = transitions->pdata[i];
      const char *id = are_inbound ? transition->to_port : transition->from_port;

      if (find_port (ports, id, are_inbound) == NULL)
        {
          gboolean is_first = TRUE;

          for (guint j = 0; j < ports->len; j++)
            is_first = is_first && g_array_index (ports, FfScenePort, j).is_input != are_inbound;
          add_port (ports, id, id, are_inbound, !are_inbound && !is_first);
        }
      find_port (ports, id, are_inbound)->is_connected = TRUE;
    }
}

/* The main way on of a type, "out", stands in the head; what else people can
 * leave through has a row with its name. */
static void
list_ports (const FfActivity     *activity,
            const FfActivityType *type,
            GArray               *ports)
{
  g_autoptr (GPtrArray) outputs = ff_activity_dup_outputs (activity, FALSE);

  for (const FfPort *input = type != NULL ? type->inputs : NULL; input != NULL && input->id != NULL; input++)
    {
      add_port (ports, input->id, "", TRUE, FALSE);
      g_array_index (ports, FfScenePort, ports->len - 1).is_optional = input->optional;
    }

  for (guint i = 0; i < outputs->len; i++)
    {
      const FfOutput *output = outputs->pdata[i];
      gboolean is_row = *output->label != '\0' && outputs->len > 1 && !g_str_equal (output->id, "out");

      add_port (ports, output->id, output->label, FALSE, is_row);
    }
}

static void
place_ports_cb (FfSceneCard *card,
                gpointer     user_data)
{
  guint n_inputs = 0, n_head_outputs = 0, n_rows = 0;

  for (guint i = 0; i < card->n_ports; i++)
    {
      FfScenePort *port = &card->ports[i];
      FfPoint at;

      if (port->is_input)
        at = ff_card_form_get_input (&card->form, n_inputs++);
      else if (port->is_row)
        at = ff_card_form_get_row_output (&card->form, n_rows++);
      else
        at = ff_card_form_get_head_output (&card->form, n_head_outputs++);

      port->at = (FfPoint) { card->rect.x + at.x, card->rect.y + at.y };
    }
}

static FfCardForm
find_form (const FfActivityType *type,
           GArray               *ports)
{
  FfCardForm form = { .is_small = type != NULL && type->small };

  for (guint i = 0; i < ports->len; i++)
    {
      const FfScenePort *port = &g_array_index (ports, FfScenePort, i);

      form.n_inputs += port->is_input;
      form.n_head_outputs += !port->is_input && !port->is_row;
      form.n_rows += port->is_row;
    }

  return form;
}

/* Whether some space parts @title into two lines that both have room. */
static gboolean
fits_two_lines (FfTypesetter *typesetter,
                const char   *title,
                double        room)
{
  for (const char *space = strchr (title, ' '); space != NULL; space = strchr (space + 1, ' '))
    {
      g_autofree char *first = g_strndup (title, space - title);

      if (ff_typesetter_measure (typesetter, FF_TEXT_TITLE, first) <= room &&
          ff_typesetter_measure (typesetter, FF_TEXT_TITLE, space + 1) <= room)
        return TRUE;
    }

  return FALSE;
}

/* How wide a card is follows from its title alone: a neighbour that moves must not change it. */
static gboolean
needs_width (FfSceneBuild     *build,
             const FfCardForm *form,
             const char       *title)
{
  double room = ff_card_form_get_width (form) - ff_card_form_get_text_start (form) - FF_CARD_TEXT_END_PX;

  return ff_typesetter_measure (build->typesetter, FF_TEXT_TITLE, title) > room &&
         !fits_two_lines (build->typesetter, title, room - LINE_AIR_PX);
}

static const char *
get_mode_word (const FfActivity *activity)
{
  switch (activity->mode)
    {
    case FF_MODE_BYPASSED:
      return _("Bypassed");
    case FF_MODE_DISABLED:
      return _("Disabled");
    case FF_MODE_NORMAL:
    default:
      return activity->paused ? _("Pauses here") : NULL;
    }
}

static FfSceneCard *
make_card (FfSceneBuild     *build,
           const FfActivity *activity)
{
  FfSceneCard *card = g_atomic_rc_box_new0 (FfSceneCard);
  const FfActivityType *type = ff_activity_type_find (activity->type);
  const FfProblem *problem = g_hash_table_lookup (build->problems, activity->id);
  const FfRect *place = build->places != NULL ? g_hash_table_lookup (build->places, activity->id) : NULL;
  gsize n_ports;
  g_autoptr (GArray) ports = g_array_new (FALSE, FALSE, sizeof (FfScenePort));

  card->id = g_strdup (activity->id);
  card->title = ff_activity_dup_title (activity);
  card->summary = type != NULL && type->small ? g_strdup ("") : ff_activity_dup_summary (activity);
  card->remark = g_strdup (get_mode_word (activity));
  card->glyph = ff_glyph_find (ff_activity_get_glyph (activity));
  if (card->glyph == NULL)
    card->glyph = ff_glyph_find ("unknown");
  card->tint = get_tint (type);
  card->mode = activity->mode;
  card->is_paused = activity->paused;
  card->is_unknown = type == NULL;

  if (problem != NULL && problem->severity != FF_SEVERITY_NOTE)
    {
      card->badge = problem->severity == FF_SEVERITY_PROBLEM ? FF_BADGE_PROBLEM : FF_BADGE_WARNING;
      card->problem = g_strdup (problem->message);
    }

  list_ports (activity, type, ports);
  connect_ports (ports, g_hash_table_lookup (build->inbound, activity->id), TRUE);
  connect_ports (ports, g_hash_table_lookup (build->outbound, activity->id), FALSE);

  card->form = find_form (type, ports);
  card->form.is_wide = needs_width (build, &card->form, card->title);
  card->head = ff_card_form_get_head (&card->form);
  card->rect = (FfRect) {
    place != NULL ? place->x : activity->x,
    place != NULL ? place->y : activity->y,
    ff_card_form_get_width (&card->form),
    ff_card_form_get_height (&card->form),
  };
  card->ports = (FfScenePort *) g_array_steal (ports, &n_ports);
  card->n_ports = n_ports;

  return card;
}

/* Depth first: whether all that leads here is disabled or comes after a disabled one. */
static gboolean
is_after_disabled (FfSceneBuild     *build,
                   GHashTable       *known,
                   const FfActivity *activity)
{
  GPtrArray *inbound = g_hash_table_lookup (build->inbound, activity->id);
  gpointer value;
  gboolean is_after = inbound != NULL && inbound->len > 0;

  if (g_hash_table_lookup_extended (known, activity->id, NULL, &value))
    return GPOINTER_TO_INT (value);

  g_hash_table_insert (known, (gpointer) activity->id, GINT_TO_POINTER (FALSE));
  for (guint i = 0; inbound != NULL && i < inbound->len && is_after; i++)
    {
      const FfTransition *transition = inbound->pdata[i];
      const FfActivity *from = ff_campaign_find_activity (build->campaign, transition->from);

      is_after = from != NULL && (from->mode == FF_MODE_DISABLED || is_after_disabled (build, known, from));
    }
  g_hash_table_insert (known, (gpointer) activity->id, GINT_TO_POINTER (is_after));

  return is_after;
}

static gboolean
is_counted (FfSceneBuild *build,
            const char   *activity,
            const char   *port)
{
  const FfCountLabel *label = ff_count_labels_find (build->counts, activity, port);

  return label != NULL && label->state != FF_COUNT_UNKNOWN;
}

/* Why nothing is counted from here on, said once: below the first card of a chain without counts. */
static const char *
find_reason (FfSceneBuild      *build,
             const FfSceneCard *card)
{
  GPtrArray *inbound = g_hash_table_lookup (build->inbound, card->id);
  const char *reason = NULL;

  for (guint i = 0; inbound != NULL && i < inbound->len; i++)
    {
      const FfTransition *transition = inbound->pdata[i];

      if (!is_counted (build, transition->from, transition->from_port))
        return NULL;
    }

  for (guint i = 0; i < card->n_ports; i++)
    {
      const FfScenePort *port = &card->ports[i];
      const FfCountLabel *label;

      /* Nobody waits for a number at an open end, unless something is wrong. */
      if (port->is_input || (!port->is_connected && card->badge == FF_BADGE_NONE))
        continue;

      label = ff_count_labels_find (build->counts, card->id, port->id);
      if (label == NULL || label->state != FF_COUNT_UNKNOWN)
        return NULL;
      if (reason == NULL)
        reason = label->reason;
    }

  return reason;
}

/* The count of what arrives, when one line brings all of it. */
static const FfCountLabel *
find_arrival (FfSceneBuild      *build,
              const FfSceneCard *card)
{
  GPtrArray *inbound = g_hash_table_lookup (build->inbound, card->id);
  const FfTransition *transition;

  if (inbound == NULL || inbound->len != 1)
    return NULL;

  transition = inbound->pdata[0];
  return ff_count_labels_find (build->counts, transition->from, transition->from_port);
}

/* Rows part the people among them or repeat them, and the picture must not
 * guess which: their sum is shown when, with the rest, it is what arrived. */
static char *
sum_rows (FfSceneBuild      *build,
          const FfSceneCard *card)
{
  const FfCountLabel *arrival = find_arrival (build, card);
  const FfCountLabel *rest = ff_count_labels_find (build->counts, card->id, "rest");
  gboolean repeat = TRUE;
  gint64 sum = 0;

  if (arrival == NULL || !arrival->has_value)
    return NULL;

  for (guint i = 0; i < card->n_ports; i++)
    {
      const FfCountLabel *label;

      if (card->ports[i].is_input)
        continue;

      label = ff_count_labels_find (build->counts, card->id, card->ports[i].id);
      if (label == NULL || !label->has_value)
        return NULL;
      sum += label->n_people;
      repeat = repeat && label->n_people == arrival->n_people;
    }

  if (repeat)
    return g_strdup (arrival->text);

  if (sum == arrival->n_people)
    return ff_count_format (sum);

  if (ff_scene_card_find_port (card, "rest", FALSE) == NULL && rest != NULL && rest->has_value &&
      sum + rest->n_people == arrival->n_people)
    return ff_count_format (sum);

  return NULL;
}

/* How many go on from a card, or end there, and whether that is being counted. */
static void
count_card (FfSceneBuild *build,
            FfSceneCard  *card)
{
  const FfCountLabel *main_way = NULL;
  guint n_outputs = 0;
  gboolean is_last = TRUE;

  for (guint i = 0; i < card->n_ports; i++)
    {
      const FfScenePort *port = &card->ports[i];
      const FfCountLabel *label;

      if (port->is_input)
        continue;

      n_outputs++;
      is_last = is_last && !port->is_connected;
      label = ff_count_labels_find (build->counts, card->id, port->id);
      if (label == NULL)
        continue;

      card->is_working = card->is_working || label->state == FF_COUNT_WORKING;
      if (!port->is_row && main_way == NULL)
        main_way = label;
    }

  if (main_way != NULL)
    card->handed_on = main_way->has_value ? g_strdup (main_way->text) : NULL;
  else if (n_outputs > 0)
    card->handed_on = sum_rows (build, card);

  if (card->handed_on == NULL && is_last)
    {
      const FfCountLabel *arrival = find_arrival (build, card);

      card->handed_on = arrival != NULL && arrival->has_value ? g_strdup (arrival->text) : NULL;
    }
}

void
ff_scene_build_cards (FfSceneBuild *build,
                      GPtrArray    *cards)
{
  g_autoptr (GHashTable) after_disabled = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < ff_campaign_get_n_activities (build->campaign); i++)
    {
      const FfActivity *activity = ff_campaign_get_activity (build->campaign, i);
      FfSceneCard *card = make_card (build, activity);

      card->is_dimmed = is_after_disabled (build, after_disabled, activity);
      if (build->counts != NULL)
        {
          count_card (build, card);
          if (card->remark == NULL && !card->is_dimmed)
            card->remark = g_strdup (find_reason (build, card));
        }
      g_hash_table_insert (build->by_id, card->id, card);
      g_ptr_array_add (cards, card);
    }

  g_ptr_array_foreach (cards, (GFunc) place_ports_cb, NULL);
}
