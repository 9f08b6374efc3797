/* The outputs of an activity with their counts. */

#include "ui/inspector/ff-port-list.h"

#include <glib/gi18n-lib.h>

struct _FfPortList
{
  AdwBin     parent_instance;

  FfDraft   *draft;
  char      *activity;
  GPtrArray *ids;      /* of char*: the ports shown */
  GtkWidget *list;
};

G_DEFINE_FINAL_TYPE (FfPortList, ff_port_list, ADW_TYPE_BIN)

static void
activated_cb (FfPortList    *self,
              GtkListBoxRow *row)
{
  ff_draft_set_active (self->draft, self->activity, self->ids->pdata[gtk_list_box_row_get_index (row)]);
}

static void
ff_port_list_dispose (GObject *object)
{
  g_clear_object (&FF_PORT_LIST (object)->draft);

  G_OBJECT_CLASS (ff_port_list_parent_class)->dispose (object);
}

static void
ff_port_list_finalize (GObject *object)
{
  FfPortList *self = FF_PORT_LIST (object);

  g_free (self->activity);
  g_ptr_array_unref (self->ids);

  G_OBJECT_CLASS (ff_port_list_parent_class)->finalize (object);
}

static void
ff_port_list_class_init (FfPortListClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = ff_port_list_dispose;
  object_class->finalize = ff_port_list_finalize;
}

static void
ff_port_list_init (FfPortList *self)
{
  self->ids = g_ptr_array_new_with_free_func (g_free);
}

GtkWidget *
ff_port_list_new (FfDraft    *draft,
                  const char *activity)
{
  FfPortList *self = g_object_new (FF_TYPE_PORT_LIST, NULL);

  self->draft = g_object_ref (draft);
  self->activity = g_strdup (activity);
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "ff-box");
  gtk_widget_add_css_class (self->list, "ff-rows");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Outputs"), -1);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (activated_cb), self);
  adw_bin_set_child (ADW_BIN (self), self->list);

  return GTK_WIDGET (self);
}

static GtkWidget *
new_row (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = gtk_label_new (NULL);
  GtkWidget *number = gtk_label_new (NULL);
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (number, "numeric");
  gtk_widget_add_css_class (number, "ff-bold");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), number);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);

  return row;
}

static void
update_row (FfPortList     *self,
            GtkWidget      *row,
            const FfOutput *output)
{
  GtkWidget *label = gtk_widget_get_first_child (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row)));
  GtkWidget *number = gtk_widget_get_next_sibling (label);
  g_autofree char *text = NULL;
  g_autofree char *description = NULL;
  g_autofree char *name = NULL;
  FfCountView view;

  ff_draft_get_count (self->draft, self->activity, output->id, &view);
  text = ff_count_view_dup_text (&view);
  description = ff_count_view_dup_description (&view);
  gtk_label_set_text (GTK_LABEL (label), output->label);
  gtk_label_set_text (GTK_LABEL (number), text);
  gtk_widget_set_tooltip_text (row, description);
  if (view.state == FF_COUNT_FRESH)
    gtk_widget_remove_css_class (number, "ff-old");
  else
    gtk_widget_add_css_class (number, "ff-old");
  /* Translators: a port and its count, for assistive tools. */
  name = g_strdup_printf (_("%s: %s"), output->label, description);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

void
ff_port_list_update (FfPortList *self)
{
  const FfActivity *activity = ff_campaign_find_activity (ff_draft_get_campaign (self->draft), self->activity);
  g_autoptr (GPtrArray) outputs = activity != NULL ? ff_activity_dup_outputs (activity, FALSE) : g_ptr_array_new ();
  GtkWidget *row = gtk_widget_get_first_child (self->list);

  g_ptr_array_set_size (self->ids, 0);
  for (guint i = 0; i < outputs->len; i++)
    {
      const FfOutput *output = outputs->pdata[i];

      if (row == NULL)
        {
          row = new_row ();
          gtk_list_box_append (GTK_LIST_BOX (self->list), row);
        }
      g_ptr_array_add (self->ids, g_strdup (output->id));
      update_row (self, row, output);
      row = gtk_widget_get_next_sibling (row);
    }

  while (row != NULL)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (row);

      gtk_list_box_remove (GTK_LIST_BOX (self->list), row);
      row = next;
    }
}
