/* Things chosen by name from what there is now: a dimension, a link of the
 * inbound one, a saved audience, a gateway for the channel, an input. What is
 * set and no longer there stays in the list, so that nothing is hidden. */

#include "ui/inspector/ff-field-row.h"

#include <glib/gi18n-lib.h>

#include "ui/inspector/ff-drop-down.h"

typedef struct
{
  GPtrArray *ids;
  GPtrArray *labels;
} Names;

static Names
names_begin (void)
{
  return (Names) { g_ptr_array_new_with_free_func (g_free), g_ptr_array_new_with_free_func (g_free) };
}

static void
names_add (Names      *names,
           const char *id,
           const char *label)
{
  g_ptr_array_add (names->ids, g_strdup (id));
  g_ptr_array_add (names->labels, g_strdup (label));
}

static void
names_show (Names     *names,
            GtkWidget *control)
{
  g_ptr_array_add (names->ids, NULL);
  g_ptr_array_add (names->labels, NULL);
  ff_drop_down_set_choices (FF_DROP_DOWN (control), (const char *const *) names->ids->pdata,
                            (const char *const *) names->labels->pdata);
  gtk_widget_set_sensitive (control, names->ids->len > 1 && gtk_widget_get_sensitive (control));
  g_ptr_array_unref (names->ids);
  g_ptr_array_unref (names->labels);
}

static void
picked_cb (FfFieldRow *row,
           const char *id)
{
  g_autoptr (FfJson) value = ff_json_new_string (id);

  ff_field_row_write_once (row, value);
}

static GtkWidget *
build (FfFieldRow *row)
{
  GtkWidget *control = ff_drop_down_new (ff_field_row_get_label (row));

  gtk_widget_add_css_class (control, "flat");
  g_signal_connect_swapped (control, "picked", G_CALLBACK (picked_cb), row);
  return control;
}

/* What the data model offers as a dimension, and what is chosen already. Nothing chosen means the profile. */
static void
update_entity (FfFieldRow *row,
               GtkWidget  *control,
               FfJson     *value)
{
  FfSchema *schema = ff_draft_get_schema (ff_form_host_get_draft (ff_field_row_get_host (row)));
  const FfEntity *profile = schema != NULL ? ff_schema_get_profile (schema) : NULL;
  const char *id = ff_json_get_string (value);
  Names names = names_begin ();

  for (guint i = 0; schema != NULL && i < ff_schema_get_n_entities (schema); i++)
    {
      const FfEntity *entity = ff_schema_get_entity (schema, i);

      if (entity->is_offered || (entity->key != NULL && g_strcmp0 (entity->name, id) == 0))
        names_add (&names, entity->name, entity->label);
    }

  names_show (&names, control);
  if ((id == NULL || *id == '\0') && profile != NULL)
    id = profile->name;
  ff_drop_down_set_selected (FF_DROP_DOWN (control), id);
}

const FfFieldEditor ff_field_entity = { .build = build, .update = update_entity };

static void
update_link (FfFieldRow *row,
             GtkWidget  *control,
             FfJson     *value)
{
  FfFormHost *host = ff_field_row_get_host (row);
  FfSchema *schema = ff_draft_get_schema (ff_form_host_get_draft (host));
  Names names = names_begin ();
  const FfEntity *entity;
  FfScope scope;

  entity = ff_field_row_scope_cb (&scope, row) ? scope.entity : NULL;

  for (guint i = 0; entity != NULL && i < entity->links->len; i++)
    {
      const FfLink *link = entity->links->pdata[i];
      const FfEntity *target = ff_schema_find_entity (schema, link->target);
      g_autofree char *label = NULL;

      if (target == NULL || target->key == NULL)
        continue;

      if (link->cardinality == FF_LINK_MANY)
        /* Translators: a link that leads to several rows: “Orders (many)”. */
        label = g_strdup_printf (_("%s (many)"), link->label);
      else
        label = g_strdup (link->label);
      names_add (&names, link->name, label);
    }

  names_show (&names, control);
  ff_drop_down_set_selected (FF_DROP_DOWN (control), ff_json_get_string (value));
}

const FfFieldEditor ff_field_link = { .build = build, .update = update_link };

static void
update_audience (FfFieldRow *row,
                 GtkWidget  *control,
                 FfJson     *value)
{
  FfPlanContext *context = ff_draft_get_context (ff_form_host_get_draft (ff_field_row_get_host (row)));
  FfJson *audiences = context != NULL ? context->audiences : NULL;
  Names names = names_begin ();

  for (guint i = 0; i < ff_json_get_length (audiences); i++)
    if (!g_str_has_prefix (ff_json_get_name (audiences, i), FF_AUDIENCE_MEMORY))
      names_add (&names, ff_json_get_name (audiences, i), ff_json_get_name (audiences, i));

  names_show (&names, control);
  ff_drop_down_set_selected (FF_DROP_DOWN (control), ff_json_get_string (value));
}

const FfFieldEditor ff_field_audience = { .build = build, .update = update_audience };

static gboolean
takes_channel (FfJson     *gateway,
               const char *channel)
{
  FfJson *channels = ff_json_get_member (gateway, "channels");

  if (channel == NULL || !ff_json_is_array (channels))
    return TRUE;

  for (guint i = 0; i < ff_json_get_length (channels); i++)
    if (g_strcmp0 (ff_json_get_string (ff_json_get_element (channels, i)), channel) == 0)
      return TRUE;

  return FALSE;
}

static void
update_gateway (FfFieldRow *row,
                GtkWidget  *control,
                FfJson     *value)
{
  FfFormHost *host = ff_field_row_get_host (row);
  const FfActivityType *type = ff_form_host_get_type_of (host);
  FfPlanContext *context = ff_draft_get_context (ff_form_host_get_draft (host));
  FfJson *gateways = context != NULL ? context->gateways : NULL;
  Names names = names_begin ();

  /* It is always there, whatever else is. */
  if (ff_json_get_member (gateways, "rehearsal") == NULL)
    names_add (&names, "rehearsal", _("Rehearsal"));
  for (guint i = 0; i < ff_json_get_length (gateways); i++)
    {
      FfJson *gateway = ff_json_get_value (gateways, i);
      const char *id = ff_json_get_name (gateways, i);

      if (type != NULL && takes_channel (gateway, type->channel))
        names_add (&names, id, ff_json_get_member_string (gateway, "name", id));
    }

  names_show (&names, control);
  ff_drop_down_set_selected (FF_DROP_DOWN (control), ff_json_get_string (value));
}

const FfFieldEditor ff_field_gateway = { .build = build, .update = update_gateway };

static void
update_port (FfFieldRow *row,
             GtkWidget  *control,
             FfJson     *value)
{
  const FfActivityType *type = ff_form_host_get_type_of (ff_field_row_get_host (row));
  Names names = names_begin ();

  for (const FfPort *port = type != NULL ? type->inputs : NULL; port != NULL && port->id != NULL; port++)
    names_add (&names, port->id, port->label != NULL ? _(port->label) : port->id);

  names_show (&names, control);
  ff_drop_down_set_selected (FF_DROP_DOWN (control), ff_json_get_string (value));
}

const FfFieldEditor ff_field_port = { .build = build, .update = update_port };
