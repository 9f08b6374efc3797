/* The row of one field: finds its place and its problem, and hands the rest to
 * the editor of its kind. */

#include "ui/inspector/ff-field-row.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _FfFieldRow
{
  FfRow                parent_instance;

  FfForm              *form;       /* that holds the row; lent */
  const FfField       *field;
  const FfFieldEditor *editor;
  gboolean             is_updating;
  char                *refused;    /* nullable */
};

G_DEFINE_FINAL_TYPE (FfFieldRow, ff_field_row, FF_TYPE_ROW)

static const FfFieldEditor *const editors[] = {
  [FF_FIELD_TEXT]      = &ff_field_text,
  [FF_FIELD_LONG_TEXT] = &ff_field_long_text,
  [FF_FIELD_INTEGER]   = &ff_field_integer,
  [FF_FIELD_REAL]      = &ff_field_real,
  [FF_FIELD_FLAG]      = &ff_field_flag,
  [FF_FIELD_CHOICE]    = &ff_field_choice,
  [FF_FIELD_DURATION]  = &ff_field_duration,
  [FF_FIELD_ENTITY]    = &ff_field_entity,
  [FF_FIELD_LINK]      = &ff_field_link,
  [FF_FIELD_OPERAND]   = &ff_field_operand,
  [FF_FIELD_RULE]      = &ff_field_rule,
  [FF_FIELD_ORDER]     = &ff_field_order,
  [FF_FIELD_AUDIENCE]  = &ff_field_audience,
  [FF_FIELD_PORT]      = &ff_field_port,
  [FF_FIELD_GATEWAY]   = &ff_field_gateway,
  [FF_FIELD_TEMPLATE]  = &ff_field_template,
  [FF_FIELD_LIST]      = &ff_field_list,
  [FF_FIELD_SECRET]    = &ff_field_secret,
};

const FfFieldEditor *
ff_field_editor_find (FfFieldKind kind)
{
  g_return_val_if_fail (kind < G_N_ELEMENTS (editors), NULL);

  return editors[kind];
}

static void
leave_cb (FfFieldRow *self)
{
  ff_form_host_end_merge (ff_form_get_host (self->form));
}

static void
ff_field_row_finalize (GObject *object)
{
  g_free (FF_FIELD_ROW (object)->refused);

  G_OBJECT_CLASS (ff_field_row_parent_class)->finalize (object);
}

static void
ff_field_row_class_init (FfFieldRowClass *class)
{
  G_OBJECT_CLASS (class)->finalize = ff_field_row_finalize;
}

static void
ff_field_row_init (FfFieldRow *self)
{
}

GtkWidget *
ff_field_row_new (FfForm        *form,
                  const FfField *field)
{
  FfFieldRow *self = g_object_new (FF_TYPE_FIELD_ROW, NULL);
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->form = form;
  self->field = field;
  self->editor = ff_field_editor_find (field->kind);
  ff_row_set_up (FF_ROW (self), _(field->label), self->editor->build (self), self->editor->is_wide);
  ff_row_set_help (FF_ROW (self), field->help != NULL ? _(field->help) : NULL);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);

  return GTK_WIDGET (self);
}

static void
show_problem (FfFieldRow *self)
{
  g_autofree char *pointer = ff_field_row_dup_pointer (self);
  const FfProblem *problem = ff_form_host_find_problem (ff_form_get_host (self->form), pointer, !self->editor->shows_inner);

  if (self->refused != NULL)
    ff_row_set_state (FF_ROW (self), FF_ROW_PROBLEM, self->refused);
  else if (problem != NULL && problem->severity != FF_SEVERITY_NOTE)
    ff_row_set_state (FF_ROW (self), problem->severity == FF_SEVERITY_PROBLEM ? FF_ROW_PROBLEM : FF_ROW_WARNING,
                      problem->message);
  else
    ff_row_set_state (FF_ROW (self), FF_ROW_PLAIN, NULL);
}

void
ff_field_row_update (FfFieldRow *self,
                     FfJson     *value)
{
  GtkWidget *control = ff_row_get_control (FF_ROW (self));

  self->is_updating = TRUE;
  gtk_widget_set_sensitive (control, !ff_form_host_is_read_only (ff_form_get_host (self->form)));
  self->editor->update (self, control, value);
  show_problem (self);
  self->is_updating = FALSE;
}

/**
 * ff_field_row_focus:
 * @self: the row
 * @pointer: into the settings of the activity
 *
 * Returns: whether @pointer is here
 */
gboolean
ff_field_row_focus (FfFieldRow *self,
                    const char *pointer)
{
  g_autofree char *own = ff_field_row_dup_pointer (self);
  gsize length = strlen (own);

  if (!g_str_has_prefix (pointer, own) || (pointer[length] != '\0' && pointer[length] != '/'))
    return FALSE;

  if (self->editor->focus != NULL)
    self->editor->focus (self, ff_row_get_control (FF_ROW (self)), pointer + length);
  else if (!gtk_widget_grab_focus (ff_row_get_control (FF_ROW (self))))
    gtk_widget_child_focus (ff_row_get_control (FF_ROW (self)), GTK_DIR_TAB_FORWARD);
  return TRUE;
}

FfFormHost *
ff_field_row_get_host (FfFieldRow *self)
{
  return ff_form_get_host (self->form);
}

FfForm *
ff_field_row_get_form (FfFieldRow *self)
{
  return self->form;
}

const FfField *
ff_field_row_get_field (FfFieldRow *self)
{
  return self->field;
}

const char *
ff_field_row_get_label (FfFieldRow *self)
{
  return _(self->field->label);
}

char *
ff_field_row_dup_pointer (FfFieldRow *self)
{
  return ff_json_pointer_join (ff_form_get_pointer (self->form), self->field->key);
}

void
ff_field_row_write (FfFieldRow *self,
                    FfJson     *value)
{
  g_autofree char *pointer = ff_field_row_dup_pointer (self);

  if (!self->is_updating)
    ff_form_host_write (ff_form_get_host (self->form), pointer, value, _(self->field->label));
}

void
ff_field_row_write_once (FfFieldRow *self,
                         FfJson     *value)
{
  g_autofree char *pointer = ff_field_row_dup_pointer (self);

  if (!self->is_updating)
    ff_form_host_write_once (ff_form_get_host (self->form), pointer, value, _(self->field->label));
}

void
ff_field_row_set_refused (FfFieldRow *self,
                          const char *message)
{
  g_free (self->refused);
  self->refused = g_strdup (message);
  show_problem (self);
}

/* Of the same form, else of the whole settings. */
static char *
dup_setting (FfFieldRow *self,
             const char *key)
{
  g_autoptr (FfJson) object = ff_form_dup_object (self->form);
  g_autoptr (FfJson) settings = ff_form_host_dup_settings (ff_form_get_host (self->form));
  const char *own = ff_json_get_member_string (object, key, NULL);

  return g_strdup (own != NULL ? own : ff_json_get_member_string (settings, key, NULL));
}

static void
go_over (FfScope        *scope,
         const FfEntity *entity)
{
  scope->entity = entity;
  scope->carried = NULL;
}

/* The profile when it has no name. */
static const FfEntity *
find_entity (FfSchema   *schema,
             const char *name)
{
  if (schema == NULL)
    return NULL;

  return name == NULL || *name == '\0' ? ff_schema_get_profile (schema) : ff_schema_find_entity (schema, name);
}

gboolean
ff_field_row_scope_cb (FfScope  *out_scope,
                       gpointer  user_data)
{
  FfFieldRow *self = user_data;
  const FfField *field = self->field;
  FfFormHost *host = ff_field_row_get_host (self);
  g_autofree char *name = NULL;

  if (field->over_port != NULL)
    return ff_form_host_get_scope_at (host, field->over_port, out_scope);

  if (!ff_form_host_get_scope (host, out_scope) && field->over_entity == NULL && field->over_audience == NULL)
    return FALSE;

  if (field->over_link != NULL)
    {
      const FfLink *link;

      name = dup_setting (self, field->over_link);
      link = name != NULL ? ff_entity_find_link (out_scope->entity, name) : NULL;
      go_over (out_scope, link != NULL ? ff_schema_find_entity (out_scope->schema, link->target) : NULL);
    }
  else if (field->over_entity != NULL)
    {
      name = dup_setting (self, field->over_entity);
      go_over (out_scope, find_entity (out_scope->schema, name));
    }
  else if (field->over_audience != NULL)
    {
      FfJson *audience;

      name = dup_setting (self, field->over_audience);
      audience = name != NULL ? ff_json_get_member (out_scope->audiences, name) : NULL;
      go_over (out_scope, audience != NULL ? find_entity (out_scope->schema, ff_json_get_member_string (audience, "entity", "")) : NULL);
    }

  return out_scope->entity != NULL;
}
