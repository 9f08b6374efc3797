/* Rows made from a table of fields: the settings of every activity type, and
 * of each item of a list in them. */

#include "ui/inspector/ff-form.h"

#include <string.h>

#include "ui/inspector/ff-field-row.h"

struct _FfForm
{
  GtkBox         parent_instance;

  FfFormHost    *host;
  const FfField *fields;
  char          *pointer;
  FfFormFlags    flags;
};

G_DEFINE_FINAL_TYPE (FfForm, ff_form, GTK_TYPE_BOX)

static void
ff_form_dispose (GObject *object)
{
  g_clear_object (&FF_FORM (object)->host);

  G_OBJECT_CLASS (ff_form_parent_class)->dispose (object);
}

static void
ff_form_finalize (GObject *object)
{
  g_free (FF_FORM (object)->pointer);

  G_OBJECT_CLASS (ff_form_parent_class)->finalize (object);
}

static void
ff_form_class_init (FfFormClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = ff_form_dispose;
  object_class->finalize = ff_form_finalize;
}

static void
ff_form_init (FfForm *self)
{
}

/**
 * ff_form_new:
 * @host: whose settings
 * @fields: (nullable): the table
 * @pointer: of the object that they describe
 * @flags: how it is shown
 *
 * Returns: a form that shows the settings as they are
 */
GtkWidget *
ff_form_new (FfFormHost    *host,
             const FfField *fields,
             const char    *pointer,
             FfFormFlags    flags)
{
  FfForm *self = g_object_new (FF_TYPE_FORM, "orientation", GTK_ORIENTATION_VERTICAL, NULL);

  self->host = g_object_ref (host);
  self->fields = fields;
  self->pointer = g_strdup (pointer);
  self->flags = flags;
  if ((flags & FF_FORM_INNER) == 0)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self), "ff-box");
      gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
    }

  for (const FfField *field = fields; field != NULL && field->key != NULL; field++)
    if (field->kind != FF_FIELD_RULE || (flags & FF_FORM_NO_RULES) == 0)
      gtk_box_append (GTK_BOX (self), ff_field_row_new (self, field));
  ff_form_update (self);

  return GTK_WIDGET (self);
}

FfFormHost *
ff_form_get_host (FfForm *self)
{
  return self->host;
}

const char *
ff_form_get_pointer (FfForm *self)
{
  return self->pointer;
}

void
ff_form_set_pointer (FfForm     *self,
                     const char *pointer)
{
  g_autofree char *kept = g_strdup (pointer);

  g_free (self->pointer);
  self->pointer = g_steal_pointer (&kept);
}

/* "/subsets/0" of the settings, where "subsets" may be a default that the document does not have. */
static FfJson *
dup_at (FfFormHost *host,
        const char *pointer)
{
  const FfActivityType *type = ff_form_host_get_type_of (host);
  g_autoptr (FfJson) settings = ff_form_host_dup_settings (host);
  g_autoptr (FfJson) filled = ff_fields_fill_settings (type != NULL ? type->fields : NULL, settings);
  FfJson *found = ff_json_get_at (filled, pointer);

  return ff_json_is_object (found) ? ff_json_ref (found) : ff_json_new_object ();
}

FfJson *
ff_form_dup_object (FfForm *self)
{
  g_autoptr (FfJson) object = dup_at (self->host, self->pointer);

  return ff_fields_fill_settings (self->fields, object);
}

void
ff_form_update (FfForm *self)
{
  g_autoptr (FfJson) object = ff_form_dup_object (self);

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self)); row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      const FfField *field = FF_IS_FIELD_ROW (row) ? ff_field_row_get_field (FF_FIELD_ROW (row)) : NULL;

      if (field == NULL)
        continue;

      gtk_widget_set_visible (row, ff_field_is_visible (self->fields, field, object));
      if (gtk_widget_get_visible (row))
        ff_field_row_update (FF_FIELD_ROW (row), ff_json_get_member (object, field->key));
    }

  ff_rows_update (GTK_WIDGET (self));
}

gboolean
ff_form_focus (FfForm     *self,
               const char *pointer)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self)); row != NULL; row = gtk_widget_get_next_sibling (row))
    if (FF_IS_FIELD_ROW (row) && gtk_widget_get_visible (row) && ff_field_row_focus (FF_FIELD_ROW (row), pointer))
      return TRUE;

  return FALSE;
}

void
ff_form_add_row (FfForm    *self,
                 GtkWidget *row)
{
  ff_rows_add (GTK_WIDGET (self), row);
}

gboolean
ff_form_is_empty (FfForm *self)
{
  return gtk_widget_get_first_child (GTK_WIDGET (self)) == NULL;
}

GtkWidget *
ff_form_find_row (FfForm     *self,
                  const char *key)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self)); row != NULL; row = gtk_widget_get_next_sibling (row))
    if (FF_IS_FIELD_ROW (row) && g_str_equal (ff_field_row_get_field (FF_FIELD_ROW (row))->key, key))
      return row;

  return NULL;
}
