/* What the library page shows: cards for what the keeper lists, and a picture for each. The _work () functions run on the
 * keeper's worker. */

#include "ui/library/ff-library-page-private.h"

#include "ui/library/ff-campaign-card.h"

/* ---- Pictures. */

typedef struct
{
  char     *id;
  gboolean  is_template;
} PictureRequest;

static void
picture_request_free (PictureRequest *self)
{
  g_free (self->id);
  g_free (self);
}

static void
picture_work (FfLibrary *library,
              GTask     *task,
              gpointer   data)
{
  PictureRequest *request = data;
  g_autoptr (FfCampaign) campaign = NULL;
  GError *error = NULL;

  campaign = request->is_template ? ff_library_load_template (request->id, &error)
                                  : ff_library_load (library, request->id, NULL, &error);
  if (campaign != NULL)
    g_task_return_pointer (task, ff_thumbnail_new (campaign), (GDestroyNotify) ff_thumbnail_unref);
  else
    g_task_return_error (task, error);
}

static void
picture_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (FfCampaignCard) card = user_data;
  g_autoptr (FfThumbnail) thumbnail = g_task_propagate_pointer (G_TASK (result), NULL);

  if (thumbnail != NULL)
    ff_campaign_card_set_thumbnail (card, thumbnail);
}

static void
ask_for_picture (FfLibraryPage  *self,
                 FfCampaignCard *card)
{
  PictureRequest *request;

  if (ff_campaign_card_is_removed (card))
    return;

  request = g_new0 (PictureRequest, 1);
  request->id = g_strdup (ff_campaign_card_get_id (card));
  request->is_template = g_str_equal (ff_campaign_card_get_state (card), "template");
  ff_keeper_work_async (self->keeper, picture_work, request, (GDestroyNotify) picture_request_free, self->closing,
                        picture_cb, g_object_ref (card));
}

/* ---- Listing. */

static void
list_work (FfLibrary *library,
           GTask     *task,
           gpointer   data)
{
  GError *error = NULL;
  GPtrArray *entries = ff_library_list (library, FALSE, &error);
  g_autoptr (GPtrArray) removed = entries != NULL ? ff_library_list (library, TRUE, &error) : NULL;
  g_autoptr (GPtrArray) templates = NULL;

  if (removed == NULL)
    {
      g_clear_pointer (&entries, g_ptr_array_unref);
      g_task_return_error (task, error);
      return;
    }

  templates = ff_library_list_templates ();
  g_ptr_array_extend_and_steal (entries, g_steal_pointer (&removed));
  g_ptr_array_extend_and_steal (entries, g_steal_pointer (&templates));
  g_task_return_pointer (task, entries, (GDestroyNotify) g_ptr_array_unref);
}

static void
put_card (FfLibraryPage        *self,
          const FfLibraryEntry *entry)
{
  FfCampaignCard *card = g_hash_table_lookup (self->cards, entry->id);
  gboolean redraw = card == NULL || ff_campaign_card_get_changed_at (card) != entry->changed_at;

  if (card == NULL)
    {
      card = FF_CAMPAIGN_CARD (ff_campaign_card_new (entry));
      g_hash_table_insert (self->cards, g_strdup (entry->id), card);
      gtk_flow_box_insert (self->grid, GTK_WIDGET (card), -1);
    }
  else
    ff_campaign_card_set_entry (card, entry);

  if (redraw)
    ask_for_picture (self, card);
}

static void
drop_gone (FfLibraryPage *self,
           GPtrArray     *entries)
{
  g_autoptr (GHashTable) here = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer id;
  gpointer card;

  for (guint i = 0; i < entries->len; i++)
    g_hash_table_add (here, ((FfLibraryEntry *) entries->pdata[i])->id);

  g_hash_table_iter_init (&iter, self->cards);
  while (g_hash_table_iter_next (&iter, &id, &card))
    if (!g_hash_table_contains (here, id))
      {
        gtk_flow_box_remove (self->grid, card);
        g_hash_table_iter_remove (&iter);
      }
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (FfLibraryPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = g_task_propagate_pointer (G_TASK (result), &error);
  gboolean first = !self->listed;

  if (g_cancellable_is_cancelled (self->closing))
    return;

  if (entries == NULL)
    {
      g_autofree char *escaped = g_markup_escape_text (error->message, -1);

      adw_status_page_set_description (self->error_page, escaped);
      gtk_stack_set_visible_child_name (self->stack, "error");
      return;
    }

  self->listed = TRUE;
  drop_gone (self, entries);
  for (guint i = 0; i < entries->len; i++)
    put_card (self, entries->pdata[i]);
  ff_library_page_arrange (self);
  if (first)
    ff_library_page_begin (self);
}

/* ---- Data sources. */

static GtkWidget *
new_source_row (const char *name,
                const char *url)
{
  GtkWidget *row = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (name);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "ff-plain");
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("ff-data-symbolic"));
  gtk_box_append (GTK_BOX (box), label);
  gtk_button_set_child (GTK_BUTTON (row), box);
  gtk_widget_add_css_class (row, "flat");
  gtk_widget_add_css_class (row, "ff-data-row");
  gtk_widget_set_tooltip_text (row, url);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "(ss)", name, url);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.edit-source");

  return row;
}

static void
sources_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (FfLibraryPage) self = user_data;
  g_autoptr (FfJson) sources = ff_keeper_sources_finish (FF_KEEPER (source), result, NULL);
  GtkWidget *row;

  /* The list of campaigns tells what is wrong with the library. */
  if (g_cancellable_is_cancelled (self->closing) || sources == NULL)
    return;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->sources))) != NULL)
    gtk_box_remove (self->sources, row);
  for (guint s = 0; s < ff_json_get_length (sources); s++)
    gtk_box_append (self->sources, new_source_row (ff_json_get_name (sources, s),
                                                   ff_json_get_member_string (ff_json_get_value (sources, s), "url", "")));
}

void
ff_library_page_refresh (FfLibraryPage *self)
{
  ff_keeper_sources_async (self->keeper, self->closing, sources_cb, g_object_ref (self));
  ff_keeper_work_async (self->keeper, list_work, NULL, NULL, self->closing, listed_cb, g_object_ref (self));
}
