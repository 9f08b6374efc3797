/* One of several things with an id: a drop-down whose button is as wide as
 * there is room and whose list shows every label whole. */

#include "ui/inspector/ff-drop-down.h"

#include "ui/ff-focus.h"

struct _FfDropDown
{
  AdwBin       parent_instance;

  GtkDropDown *drop_down;
  GStrv        ids;
  GStrv        labels;
  char        *stranger;     /* selected without being in the list; nullable */
  gboolean     is_whole;
  gboolean     is_updating;
};

enum
{
  PICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FfDropDown, ff_drop_down, ADW_TYPE_BIN)

static void
selected_cb (FfDropDown *self)
{
  const char *id = ff_drop_down_get_selected (self);

  if (!self->is_updating && id != NULL)
    g_signal_emit (self, signals[PICKED], 0, id);
}

static void
setup_button_cb (GtkSignalListItemFactory *factory,
                 GtkListItem              *item,
                 FfDropDown               *self)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), self->is_whole ? 0 : 1);
  gtk_label_set_ellipsize (GTK_LABEL (label), self->is_whole ? PANGO_ELLIPSIZE_NONE : PANGO_ELLIPSIZE_END);
  gtk_list_item_set_child (item, label);
}

static void
setup_list_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *item,
               gpointer                  user_data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = gtk_label_new (NULL);
  GtkWidget *mark = gtk_image_new_from_icon_name ("object-select-symbolic");

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), mark);
  gtk_list_item_set_child (item, box);
}

static void
bind_button_cb (GtkSignalListItemFactory *factory,
                GtkListItem              *item,
                gpointer                  user_data)
{
  GtkStringObject *string = gtk_list_item_get_item (item);

  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), gtk_string_object_get_string (string));
}

static void
mark_cb (GtkDropDown *drop_down,
         GParamSpec  *pspec,
         GtkListItem *item)
{
  GtkWidget *mark = gtk_widget_get_last_child (gtk_list_item_get_child (item));

  gtk_widget_set_opacity (mark, gtk_drop_down_get_selected (drop_down) == gtk_list_item_get_position (item) ? 1 : 0);
}

static void
bind_list_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *item,
              FfDropDown               *self)
{
  GtkStringObject *string = gtk_list_item_get_item (item);
  GtkWidget *label = gtk_widget_get_first_child (gtk_list_item_get_child (item));

  gtk_label_set_text (GTK_LABEL (label), gtk_string_object_get_string (string));
  g_signal_connect (self->drop_down, "notify::selected", G_CALLBACK (mark_cb), item);
  mark_cb (self->drop_down, NULL, item);
}

static void
unbind_list_cb (GtkSignalListItemFactory *factory,
                GtkListItem              *item,
                FfDropDown               *self)
{
  g_signal_handlers_disconnect_by_func (self->drop_down, mark_cb, item);
}

static gboolean
grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (FF_DROP_DOWN (widget)->drop_down));
}

static void
ff_drop_down_finalize (GObject *object)
{
  FfDropDown *self = FF_DROP_DOWN (object);

  g_strfreev (self->ids);
  g_strfreev (self->labels);
  g_free (self->stranger);

  G_OBJECT_CLASS (ff_drop_down_parent_class)->finalize (object);
}

static void
ff_drop_down_class_init (FfDropDownClass *class)
{
  G_OBJECT_CLASS (class)->finalize = ff_drop_down_finalize;
  ff_focus_class_pass (GTK_WIDGET_CLASS (class), grab_focus);

  signals[PICKED] = g_signal_new ("picked", FF_TYPE_DROP_DOWN, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
ff_drop_down_init (FfDropDown *self)
{
  GtkListItemFactory *button = gtk_signal_list_item_factory_new ();
  GtkListItemFactory *list = gtk_signal_list_item_factory_new ();

  self->ids = g_new0 (char *, 1);
  self->labels = g_new0 (char *, 1);
  self->drop_down = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));

  g_signal_connect (button, "setup", G_CALLBACK (setup_button_cb), self);
  g_signal_connect (button, "bind", G_CALLBACK (bind_button_cb), NULL);
  g_signal_connect (list, "setup", G_CALLBACK (setup_list_cb), NULL);
  g_signal_connect (list, "bind", G_CALLBACK (bind_list_cb), self);
  g_signal_connect (list, "unbind", G_CALLBACK (unbind_list_cb), self);
  gtk_drop_down_set_factory (self->drop_down, button);
  gtk_drop_down_set_list_factory (self->drop_down, list);
  g_object_unref (button);
  g_object_unref (list);

  g_signal_connect_swapped (self->drop_down, "notify::selected", G_CALLBACK (selected_cb), self);
  gtk_widget_add_css_class (GTK_WIDGET (self), "ff-drop-down");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->drop_down));
}

/**
 * ff_drop_down_new:
 * @accessible_label: what is chosen; the same as the visible label beside it
 *
 * Returns: a drop-down without choices
 */
GtkWidget *
ff_drop_down_new (const char *accessible_label)
{
  FfDropDown *self = g_object_new (FF_TYPE_DROP_DOWN, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL, accessible_label, -1);
  return GTK_WIDGET (self);
}

static gint
find_id (FfDropDown *self,
         const char *id)
{
  for (gint i = 0; self->ids[i] != NULL; i++)
    if (g_str_equal (self->ids[i], id))
      return i;

  return -1;
}

static void
fill (FfDropDown *self)
{
  g_autoptr (GtkStringList) model = gtk_string_list_new ((const char *const *) self->labels);

  if (self->stranger != NULL)
    gtk_string_list_append (model, self->stranger);
  gtk_drop_down_set_model (self->drop_down, G_LIST_MODEL (model));
}

static void
select_id (FfDropDown *self,
           const char *id)
{
  gint index = id != NULL ? find_id (self, id) : -1;

  if (id != NULL && index < 0)
    index = (gint) g_strv_length (self->ids);
  gtk_drop_down_set_selected (self->drop_down, index >= 0 ? (guint) index : GTK_INVALID_LIST_POSITION);
}

/**
 * ff_drop_down_set_selected:
 * @self: the drop-down
 * @id: (nullable): what is selected
 */
void
ff_drop_down_set_selected (FfDropDown *self,
                           const char *id)
{
  g_autofree char *kept = g_strdup (id);
  const char *stranger = id != NULL && *id != '\0' && find_id (self, id) < 0 ? kept : NULL;

  if (kept != NULL && *kept == '\0' && find_id (self, kept) < 0)
    g_clear_pointer (&kept, g_free);
  if (g_strcmp0 (kept, ff_drop_down_get_selected (self)) == 0)
    return;

  self->is_updating = TRUE;
  if (g_strcmp0 (stranger, self->stranger) != 0)
    {
      g_free (self->stranger);
      self->stranger = g_strdup (stranger);
      fill (self);
    }
  select_id (self, kept);
  self->is_updating = FALSE;
}

const char *
ff_drop_down_get_selected (FfDropDown *self)
{
  guint selected = gtk_drop_down_get_selected (self->drop_down);
  guint n = g_strv_length (self->ids);

  if (selected == GTK_INVALID_LIST_POSITION)
    return NULL;

  return selected < n ? self->ids[selected] : self->stranger;
}

void
ff_drop_down_set_choices (FfDropDown        *self,
                          const char *const *ids,
                          const char *const *labels)
{
  g_autofree char *selected = NULL;

  if (g_strv_equal (ids, (const char *const *) self->ids) && g_strv_equal (labels, (const char *const *) self->labels))
    return;

  selected = g_strdup (ff_drop_down_get_selected (self));
  self->is_updating = TRUE;
  g_strfreev (self->ids);
  g_strfreev (self->labels);
  self->ids = g_strdupv ((char **) ids);
  self->labels = g_strdupv ((char **) labels);
  g_clear_pointer (&self->stranger, g_free);
  fill (self);
  gtk_drop_down_set_selected (self->drop_down, GTK_INVALID_LIST_POSITION);
  self->is_updating = FALSE;
  ff_drop_down_set_selected (self, selected);
}

void
ff_drop_down_set_whole (FfDropDown *self)
{
  self->is_whole = TRUE;
}

void
ff_drop_down_pick (FfDropDown *self,
                   const char *id)
{
  gint index = find_id (self, id);

  g_return_if_fail (index >= 0);

  gtk_drop_down_set_selected (self->drop_down, (guint) index);
}
