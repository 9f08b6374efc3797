/* The list of activity types, and what any activity can be asked without
 * knowing its type: ports, title, summary, whether a transition fits. Main
 * thread. A new type adds one row here; see README.md, “The house”. */

#include "activities/ff-activity-type.h"

#include <glib/gi18n-lib.h>

#include "activities/ff-activities-private.h"
#include "model/ff-graph.h"

static const FfActivityType *const types[] = {
  &ff_activity_build_audience,
  &ff_activity_read_audience,
  &ff_activity_incremental_query,
  &ff_activity_load_file,
  &ff_activity_combine,
  &ff_activity_deduplicate,
  &ff_activity_split,
  &ff_activity_ab_test,
  &ff_activity_take,
  &ff_activity_enrich,
  &ff_activity_change_dimension,
  &ff_activity_reconcile,
  &ff_activity_save_audience,
  &ff_activity_update_data,
  &ff_activity_start,
  &ff_activity_wait,
  &ff_activity_test,
  &ff_activity_guard,
  &ff_activity_approval,
  &ff_activity_signal,
  &ff_activity_alert,
  &ff_activity_fork,
  &ff_activity_and_join,
  &ff_activity_jump,
  &ff_activity_end,
  &ff_activity_email,
  &ff_activity_sms,
};

/**
 * ff_activity_types_get:
 * @out_n: (out): their number
 *
 * Returns: (transfer none): every known type, in the order of the palette
 */
const FfActivityType *const *
ff_activity_types_get (guint *out_n)
{
  *out_n = G_N_ELEMENTS (types);
  return types;
}

/**
 * ff_activity_type_find:
 * @id: as documents store it
 *
 * Returns: (nullable): the type; %NULL for one of a newer version, which is
 *   shown and kept but not run
 */
const FfActivityType *
ff_activity_type_find (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_equal (types[i]->id, id))
      return types[i];

  return NULL;
}

FfOutput *
ff_output_new (const char *id,
               const char *label,
               gboolean    rest)
{
  FfOutput *self = g_new0 (FfOutput, 1);

  self->id = g_strdup (id);
  self->label = g_strdup (label != NULL ? label : "");
  self->rest = rest;
  return self;
}

void
ff_output_free (FfOutput *self)
{
  g_free (self->id);
  g_free (self->label);
  g_free (self);
}

/**
 * ff_activity_dup_outputs:
 * @activity: of any type
 * @all: also the rest ports that are not shown
 *
 * Ports decided by settings come before fixed ones of a type that has both,
 * and rest ports come last.
 *
 * Returns: (transfer full) (element-type FfOutput): empty for an unknown type
 */
GPtrArray *
ff_activity_dup_outputs (const FfActivity *activity,
                         gboolean          all)
{
  GPtrArray *outputs = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_output_free);
  const FfActivityType *type = ff_activity_type_find (activity->type);

  if (type == NULL)
    return outputs;

  if (type->list_outputs != NULL)
    type->list_outputs (activity->settings, outputs);

  for (const FfPort *port = type->outputs; port != NULL && port->id != NULL; port++)
    if (!port->rest || all || g_strv_contains ((const char *const *) activity->shown_ports, port->id))
      g_ptr_array_add (outputs, ff_output_new (port->id, port->label != NULL ? _(port->label) : NULL, port->rest));

  return outputs;
}

/**
 * ff_activity_dup_title:
 * @activity: of any type
 *
 * Returns: its label, else the name of its type, else the type's id
 */
char *
ff_activity_dup_title (const FfActivity *activity)
{
  const FfActivityType *type = ff_activity_type_find (activity->type);

  if (activity->label != NULL && *activity->label != '\0')
    return g_strdup (activity->label);

  return g_strdup (type != NULL ? _(type->name) : activity->type);
}

/**
 * ff_activity_dup_port_title:
 * @port: of an output, shown or not
 *
 * Returns: (transfer full): “Split · Gold”: the activity, and its port where it has several
 */
char *
ff_activity_dup_port_title (const FfActivity *activity,
                            const char       *port)
{
  g_autofree char *title = ff_activity_dup_title (activity);

  /* A rest port that is not shown is found only among all of them. */
  for (gboolean all = FALSE; all <= TRUE; all++)
    {
      g_autoptr (GPtrArray) outputs = ff_activity_dup_outputs (activity, all);

      for (guint i = 0; i < outputs->len; i++)
        if (g_str_equal (((FfOutput *) outputs->pdata[i])->id, port))
          return outputs->len > 1 ? g_strdup_printf ("%s · %s", title, ((FfOutput *) outputs->pdata[i])->label)
                                  : g_steal_pointer (&title);
    }

  return g_steal_pointer (&title);
}

/**
 * ff_activity_get_glyph:
 * @activity: of any type
 *
 * Returns: the name of its picture (picture/ff-glyph.h)
 */
const char *
ff_activity_get_glyph (const FfActivity *activity)
{
  const FfActivityType *type = ff_activity_type_find (activity->type);

  if (type == NULL)
    return "unknown";

  return type->get_glyph != NULL ? type->get_glyph (activity->settings) : type->glyph;
}

/**
 * ff_activity_dup_summary:
 * @activity: of any type
 *
 * Returns: one line for the card; the type's id for an unknown type, "" when
 *   there is nothing to say
 */
char *
ff_activity_dup_summary (const FfActivity *activity)
{
  const FfActivityType *type = ff_activity_type_find (activity->type);
  char *summary = NULL;

  if (type == NULL)
    return g_strdup (activity->type);

  if (type->summarize != NULL)
    summary = type->summarize (activity->settings);

  return summary != NULL ? summary : g_strdup ("");
}

/**
 * ff_activity_type_find_input:
 * @type: a type
 * @id: of an input port
 *
 * Returns: (nullable): the port
 */
const FfPort *
ff_activity_type_find_input (const FfActivityType *type,
                             const char           *id)
{
  for (const FfPort *port = type->inputs; port != NULL && port->id != NULL; port++)
    if (g_str_equal (port->id, id))
      return port;

  return NULL;
}

/**
 * ff_activity_has_output:
 * @activity: of any type
 * @id: of an output port
 *
 * Returns: whether its type and settings give it one, shown or not
 */
gboolean
ff_activity_has_output (const FfActivity *activity,
                        const char       *id)
{
  g_autoptr (GPtrArray) outputs = ff_activity_dup_outputs (activity, TRUE);

  for (guint i = 0; i < outputs->len; i++)
    if (g_str_equal (((FfOutput *) outputs->pdata[i])->id, id))
      return TRUE;

  return FALSE;
}

/**
 * ff_activity_dup_refusal:
 * @campaign: the document
 * @from: id of an activity
 * @from_port: one of its outputs
 * @to: id of another
 * @to_port: one of its inputs
 *
 * Returns: (nullable): why a new transition may not join the two, as a
 *   sentence to show at the pointer; %NULL when it may
 */
char *
ff_activity_dup_refusal (FfCampaign *campaign,
                         const char *from,
                         const char *from_port,
                         const char *to,
                         const char *to_port)
{
  const FfActivity *source = ff_campaign_find_activity (campaign, from);
  const FfActivity *target = ff_campaign_find_activity (campaign, to);
  const FfActivityType *target_type;
  const FfPort *input;
  g_autoptr (GPtrArray) there = NULL;

  if (source == NULL || target == NULL)
    return g_strdup (_("One of the two activities is gone"));

  if (g_str_equal (from, to))
    return g_strdup (_("An activity cannot feed itself"));

  target_type = ff_activity_type_find (target->type);
  if (target_type == NULL || ff_activity_type_find (source->type) == NULL)
    return g_strdup (_("This version does not know the activity"));

  if (target_type->inputs == NULL || target_type->inputs[0].id == NULL)
    return g_strdup (_("It has no input"));

  input = ff_activity_type_find_input (target_type, to_port);
  if (input == NULL)
    return g_strdup (_("It has no such input"));

  if (!ff_activity_has_output (source, from_port))
    return g_strdup (_("The first activity has no such output"));

  there = ff_graph_dup_inbound (campaign, to, to_port);
  if (there->len > 0 && !input->many)
    return g_strdup (_("This input is taken: remove its transition first"));

  for (guint i = 0; i < there->len; i++)
    {
      const FfTransition *transition = there->pdata[i];

      if (g_str_equal (transition->from, from) && g_str_equal (transition->from_port, from_port))
        return g_strdup (_("The two are joined already"));
    }

  if (ff_graph_reaches (campaign, to, from))
    return g_strdup (_("This would lead in a circle"));

  return NULL;
}
