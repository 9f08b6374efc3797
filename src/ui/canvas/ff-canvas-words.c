/* Names and descriptions of what stands on the canvas, as whole phrases in the
 * reader's language. Main thread. */

#include "ui/canvas/ff-canvas-words.h"

#include <glib/gi18n-lib.h>

#include "model/ff-graph.h"
#include "ui/ff-words.h"

static void
add (GString    *words,
     const char *part)
{
  if (part == NULL || *part == '\0')
    return;

  if (words->len > 0)
    /* Translators: what stands between the parts of a spoken name: “Email, July offer, 9,114 people”. */
    g_string_append (words, C_("between parts of a name", ", "));
  g_string_append (words, part);
}

/* What the rows are that leave it. */
static const FfEntity *
find_rows (FfDraft    *draft,
           const char *activity)
{
  FfCampaign *campaign = ff_draft_get_campaign (draft);
  const FfActivity *element = ff_campaign_find_activity (campaign, activity);
  g_autoptr (GPtrArray) outputs = element != NULL ? ff_activity_dup_outputs (element, FALSE) : NULL;
  FfCountView view = { .state = FF_COUNT_UNKNOWN };

  if (outputs != NULL && outputs->len > 0)
    ff_draft_get_count (draft, activity, ((const FfOutput *) outputs->pdata[0])->id, &view);

  return view.rows_of;
}

/* The number that the card's tile would show. */
static char *
dup_handed_on (FfDraft           *draft,
               const FfSceneCard *card)
{
  gint64 n_rows = 0;

  if (card->handed_on == NULL)
    return NULL;

  for (const char *p = card->handed_on; *p != '\0'; p++)
    if (g_ascii_isdigit (*p))
      n_rows = n_rows * 10 + g_ascii_digit_value (*p);

  return ff_words_dup_rows (n_rows, find_rows (draft, card->id));
}

static void
add_problems (GString    *words,
              FfDraft    *draft,
              const char *activity)
{
  GPtrArray *problems = ff_draft_get_problems (draft);
  g_autofree char *problem_words = NULL;
  g_autofree char *warning_words = NULL;
  guint n_problems = 0;
  guint n_warnings = 0;

  for (guint i = 0; i < problems->len; i++)
    {
      const FfProblem *problem = problems->pdata[i];

      if (!g_str_equal (problem->activity, activity))
        continue;

      n_problems += problem->severity == FF_SEVERITY_PROBLEM;
      n_warnings += problem->severity == FF_SEVERITY_WARNING;
    }

  if (n_problems > 0)
    problem_words = g_strdup_printf (ngettext ("%u problem", "%u problems", n_problems), n_problems);
  if (n_warnings > 0)
    warning_words = g_strdup_printf (ngettext ("%u warning", "%u warnings", n_warnings), n_warnings);

  add (words, problem_words);
  add (words, warning_words);
}

static const char *
get_type_name (FfDraft    *draft,
               const char *activity)
{
  const FfActivity *element = ff_campaign_find_activity (ff_draft_get_campaign (draft), activity);
  const FfActivityType *type = element != NULL ? ff_activity_type_find (element->type) : NULL;

  return type != NULL ? _(type->name) : NULL;
}

/**
 * ff_canvas_words_dup_card:
 * @draft: the open campaign
 * @card: a card of it
 *
 * Returns: “Email, July offer, 9,114 people, 1 warning”
 */
char *
ff_canvas_words_dup_card (FfDraft           *draft,
                          const FfSceneCard *card)
{
  GString *words = g_string_new (NULL);
  const char *type = get_type_name (draft, card->id);
  g_autofree char *people = dup_handed_on (draft, card);

  add (words, type != NULL ? type : _("Unknown activity"));
  if (g_strcmp0 (type, card->title) != 0)
    add (words, card->title);
  if (card->mode == FF_MODE_BYPASSED)
    add (words, _("bypassed"));
  else if (card->mode == FF_MODE_DISABLED)
    add (words, _("disabled"));
  else if (card->is_paused)
    add (words, _("pauses here"));
  add (words, people);
  add_problems (words, draft, card->id);

  return g_string_free (words, FALSE);
}

static char *
dup_title (FfDraft    *draft,
           const char *activity)
{
  const FfActivity *element = ff_campaign_find_activity (ff_draft_get_campaign (draft), activity);

  return element != NULL ? ff_activity_dup_title (element) : g_strdup ("");
}

static char *
dup_count (FfDraft    *draft,
           const char *activity,
           const char *port)
{
  FfCountView view;

  ff_draft_get_count (draft, activity, port, &view);
  return ff_count_view_dup_description (&view);
}

/* The label of the port a line leaves, as its card shows it. */
static char *
dup_port_label (FfDraft    *draft,
                const char *activity,
                const char *port)
{
  const FfActivity *element = ff_campaign_find_activity (ff_draft_get_campaign (draft), activity);
  g_autoptr (GPtrArray) outputs = element != NULL ? ff_activity_dup_outputs (element, FALSE) : NULL;

  for (guint i = 0; outputs != NULL && outputs->len > 1 && i < outputs->len; i++)
    {
      const FfOutput *output = outputs->pdata[i];

      if (g_str_equal (output->id, port))
        return g_strdup (output->label);
    }

  return g_strdup ("");
}

static void
add_lines (GString   *words,
           FfDraft   *draft,
           GPtrArray *transitions,
           gboolean   arrive)
{
  for (guint i = 0; i < transitions->len; i++)
    {
      const FfTransition *transition = transitions->pdata[i];
      g_autofree char *other = dup_title (draft, arrive ? transition->from : transition->to);
      g_autofree char *count = dup_count (draft, transition->from, transition->from_port);

      if (words->len > 0)
        g_string_append_c (words, ' ');
      if (arrive)
        /* Translators: the first %s is the title of an activity, the second a count in words. */
        g_string_append_printf (words, _("From %s: %s."), other, count);
      else
        /* Translators: the first %s is the title of an activity, the second a count in words. */
        g_string_append_printf (words, _("To %s: %s."), other, count);
    }
}

/**
 * ff_canvas_words_dup_lines:
 * @draft: the open campaign
 * @activity: id of an activity of it
 *
 * Returns: its transitions with their counts, each a sentence
 */
char *
ff_canvas_words_dup_lines (FfDraft    *draft,
                           const char *activity)
{
  FfCampaign *campaign = ff_draft_get_campaign (draft);
  g_autoptr (GPtrArray) inbound = ff_graph_dup_inbound (campaign, activity, NULL);
  g_autoptr (GPtrArray) outbound = ff_graph_dup_outbound (campaign, activity, NULL);
  GString *words = g_string_new (NULL);

  add_lines (words, draft, inbound, TRUE);
  add_lines (words, draft, outbound, FALSE);
  if (words->len == 0)
    g_string_append (words, _("Not connected."));

  return g_string_free (words, FALSE);
}

/**
 * ff_canvas_words_dup_transition:
 * @draft: the open campaign
 * @transition: a transition of it
 *
 * Returns: “Split by tier, Gold, to Gold preview: 2,316 people, as of 14:02”
 */
char *
ff_canvas_words_dup_transition (FfDraft                 *draft,
                                const FfSceneTransition *transition)
{
  g_autofree char *from = dup_title (draft, transition->from);
  g_autofree char *to = dup_title (draft, transition->to);
  g_autofree char *count = dup_count (draft, transition->from, transition->from_port);
  g_autofree char *port = dup_port_label (draft, transition->from, transition->from_port);

  if (*port != '\0')
    /* Translators: an activity, one of its named outputs, the activity it leads to, and a count in words. */
    return g_strdup_printf (_("%s, %s, to %s: %s"), from, port, to, count);

  /* Translators: an activity, the activity it leads to, and a count in words. */
  return g_strdup_printf (_("%s to %s: %s"), from, to, count);
}

char *
ff_canvas_words_dup_note (const FfSceneNote *note)
{
  /* Translators: %s is the text of a note. */
  return g_strdup_printf (_("Note: %s"), note->text);
}

char *
ff_canvas_words_dup_frame (const FfSceneFrame *frame)
{
  if (frame->is_collapsed)
    return g_strdup_printf (ngettext ("Collapsed frame %s, %u activity", "Collapsed frame %s, %u activities",
                                      frame->n_activities),
                            frame->title, frame->n_activities);

  return g_strdup_printf (ngettext ("Frame %s, %u activity", "Frame %s, %u activities", frame->n_activities),
                          frame->title, frame->n_activities);
}

char *
ff_canvas_words_dup_name (FfDraft       *draft,
                          const FfScene *scene,
                          const char    *id)
{
  const FfSceneCard *card = ff_scene_find_card (scene, id);
  const FfSceneTransition *transition = ff_scene_find_transition (scene, id);

  if (card != NULL)
    return ff_canvas_words_dup_card (draft, card);
  if (transition != NULL)
    return ff_canvas_words_dup_transition (draft, transition);

  for (guint i = 0; i < scene->n_notes; i++)
    if (g_str_equal (scene->notes[i]->id, id))
      return ff_canvas_words_dup_note (scene->notes[i]);

  for (guint i = 0; i < scene->n_frames; i++)
    if (g_str_equal (scene->frames[i]->id, id))
      return ff_canvas_words_dup_frame (scene->frames[i]);

  return NULL;
}

static char *
dup_card_tooltip (const FfSceneCard *card)
{
  GString *words = g_string_new (card->title);

  if (*card->summary != '\0')
    g_string_append_printf (words, "\n%s", card->summary);
  if (card->problem != NULL)
    g_string_append_printf (words, "\n%s", card->problem);

  return g_string_free (words, FALSE);
}

/**
 * ff_canvas_words_dup_tooltip:
 * @draft: the open campaign
 * @scene: what is drawn
 * @hit: what the pointer is over
 *
 * Returns: (nullable): what a tooltip adds to what is seen
 */
char *
ff_canvas_words_dup_tooltip (FfDraft       *draft,
                             const FfScene *scene,
                             const FfHit   *hit)
{
  const FfSceneTransition *transition;
  const FfSceneCard *card;

  switch (hit->kind)
    {
    case FF_HIT_CARD:
      card = ff_scene_find_card (scene, hit->id);
      return card != NULL ? dup_card_tooltip (card) : NULL;

    case FF_HIT_PORT:
      if (hit->port->is_input)
        return NULL;
      /* Translators: of the plus on an output of an activity. */
      return g_strdup (_("Drag to connect, click to add"));

    case FF_HIT_COUNT:
      transition = ff_scene_find_transition (scene, hit->id);
      return transition != NULL ? dup_count (draft, transition->from, transition->from_port) : NULL;

    case FF_HIT_NOTHING:
    case FF_HIT_TRANSITION:
    case FF_HIT_NOTE:
    case FF_HIT_FRAME:
    default:
      return NULL;
    }
}
