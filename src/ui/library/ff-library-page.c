/* The Library: cards of what the folder holds, filtered, searched and sorted. It asks the keeper and shows; opening is
 * the window's. Main thread. */

#include "ui/library/ff-library-page-private.h"

#include <glib/gi18n-lib.h>

#include "ui/ff-settings.h"
#include "ui/ff-theme.h"
#include "ui/library/ff-campaign-card.h"
#include "ui/library/ff-filter-row.h"

/* As resources/ui/library-page.ui has them. */
#define CARD_WIDTH  240
#define CARD_GAP    16
#define PAGE_MARGIN 24

/* How often “2 minutes ago” is written anew. */
#define MINUTE_SECONDS 60

enum
{
  OPEN_CAMPAIGN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FfLibraryPage, ff_library_page, ADW_TYPE_BIN)

static const struct
{
  const char *id;
  const char *label;
  const char *title;
  const char *icon;
  const char *none;
} filters[] = {
  { "all",      N_("All"),       N_("All Campaigns"),      "ff-library-symbolic",           N_("There is no campaign yet.") },
  { "draft",    N_("Drafts"),    N_("Drafts"),             "ff-draft-symbolic",             N_("No campaign is being drafted.") },
  { "running",  N_("Running"),   N_("Running Campaigns"),  "media-playback-start-symbolic", N_("No campaign is running.") },
  { "finished", N_("Finished"),  N_("Finished Campaigns"), "ff-results-symbolic",           N_("No campaign has been sent yet.") },
  { "template", N_("Templates"), N_("Templates"),          "ff-template-symbolic",          N_("There are no templates.") },
  { "bin",      N_("Bin"),       N_("Bin"),                "user-trash-symbolic",           N_("What is removed stays here for 30 days.") },
};

static guint
find_filter (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    if (g_str_equal (filters[i].id, id))
      return i;

  return 0;
}

/* The card that had the focus, else the first; %NULL while no grid is shown. */
static GtkWidget *
find_card_to_focus (FfLibraryPage *self)
{
  GtkWidget *last = gtk_widget_get_focus_child (GTK_WIDGET (self->grid));
  GtkFlowBoxChild *each;

  if (!g_str_equal (gtk_stack_get_visible_child_name (self->stack), "cards") ||
      !g_str_equal (gtk_stack_get_visible_child_name (self->results), "grid"))
    return NULL;
  if (FF_IS_CAMPAIGN_CARD (last) && gtk_widget_get_child_visible (last))
    return last;

  for (int i = 0; (each = gtk_flow_box_get_child_at_index (self->grid, i)) != NULL; i++)
    if (FF_IS_CAMPAIGN_CARD (each) && gtk_widget_get_child_visible (GTK_WIDGET (each)))
      return GTK_WIDGET (each);

  return NULL;
}

/**
 * ff_library_page_focus_cards:
 * @self: the page
 *
 * Puts the focus on what one comes for: the card one left, the first card, or
 * the first choice where there is no campaign yet; until that is known, on the
 * filters.
 */
void
ff_library_page_focus_cards (FfLibraryPage *self)
{
  GtkWidget *card = find_card_to_focus (self);

  if (card != NULL)
    gtk_widget_grab_focus (card);
  else if (!gtk_widget_child_focus (gtk_stack_get_visible_child (self->stack), GTK_DIR_TAB_FORWARD))
    gtk_widget_child_focus (GTK_WIDGET (self->filters), GTK_DIR_TAB_FORWARD);
}

/* Whoever has gone elsewhere meanwhile stays there. */
void
ff_library_page_begin (FfLibraryPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->filters)))
    ff_library_page_focus_cards (self);
}

/* ---- Filter, search and order. */

static gboolean
is_in (FfCampaignCard *card,
       const char     *filter)
{
  const char *state = ff_campaign_card_get_state (card);

  if (ff_campaign_card_is_removed (card) || g_str_equal (filter, "bin"))
    return ff_campaign_card_is_removed (card) && g_str_equal (filter, "bin");

  if (g_str_equal (state, "template"))
    return g_str_equal (filter, "template");

  if (g_str_equal (filter, "all"))
    return TRUE;

  if (g_str_equal (filter, "finished"))
    return g_str_equal (state, "finished") || g_str_equal (state, "stopped") || g_str_equal (state, "failed");

  return g_str_equal (state, filter);
}

static gboolean
is_found (FfLibraryPage  *self,
          FfCampaignCard *card)
{
  g_autofree char *name = NULL;

  if (*self->words == '\0')
    return TRUE;

  name = g_utf8_casefold (ff_campaign_card_get_name (card), -1);
  return strstr (name, self->words) != NULL;
}

static gboolean
filter_cb (GtkFlowBoxChild *child,
           gpointer         user_data)
{
  FfLibraryPage *self = user_data;

  if (!FF_IS_CAMPAIGN_CARD (child))
    return g_str_equal (self->filter, "all") && *self->words == '\0';

  return is_in (FF_CAMPAIGN_CARD (child), self->filter) && is_found (self, FF_CAMPAIGN_CARD (child));
}

static int
sort_cb (GtkFlowBoxChild *a,
         GtkFlowBoxChild *b,
         gpointer         user_data)
{
  FfLibraryPage *self = user_data;
  FfCampaignCard *one = FF_IS_CAMPAIGN_CARD (a) ? FF_CAMPAIGN_CARD (a) : NULL;
  FfCampaignCard *other = FF_IS_CAMPAIGN_CARD (b) ? FF_CAMPAIGN_CARD (b) : NULL;
  gint64 difference;

  if (one == NULL || other == NULL)
    return one != NULL ? -1 : other != NULL ? 1 : 0;

  /* Templates keep the order they come in. */
  difference = ff_campaign_card_get_changed_at (other) - ff_campaign_card_get_changed_at (one);
  if (gtk_drop_down_get_selected (self->sort) == 0 || g_str_equal (ff_campaign_card_get_state (one), "template"))
    return difference > 0 ? 1 : difference < 0 ? -1 : 0;

  return g_utf8_collate (ff_campaign_card_get_name (one), ff_campaign_card_get_name (other));
}

static guint
count_in (FfLibraryPage *self,
          const char    *filter)
{
  GHashTableIter iter;
  gpointer card;
  guint n = 0;

  g_hash_table_iter_init (&iter, self->cards);
  while (g_hash_table_iter_next (&iter, NULL, &card))
    n += is_in (card, filter);

  return n;
}

static gboolean
shows_any (FfLibraryPage *self)
{
  GHashTableIter iter;
  gpointer card;

  g_hash_table_iter_init (&iter, self->cards);
  while (g_hash_table_iter_next (&iter, NULL, &card))
    if (is_in (card, self->filter) && is_found (self, card))
      return TRUE;

  return FALSE;
}

void
ff_library_page_arrange (FfLibraryPage *self)
{
  guint filter = find_filter (self->filter);
  gboolean searching = *self->words != '\0';
  gboolean any;

  if (!self->listed)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    ff_filter_row_set_count (FF_FILTER_ROW (gtk_list_box_get_row_at_index (self->filters, (int) i)),
                             count_in (self, filters[i].id));

  gtk_label_set_label (self->title, _(filters[filter].title));
  gtk_flow_box_invalidate_filter (self->grid);
  gtk_flow_box_invalidate_sort (self->grid);

  any = shows_any (self);
  if (count_in (self, "all") == 0 && g_str_equal (self->filter, "all") && !searching)
    {
      gtk_stack_set_visible_child_name (self->stack, "first");
      return;
    }

  adw_status_page_set_title (self->none_page, searching ? _("Nothing Found") : _(filters[filter].title));
  adw_status_page_set_description (self->none_page,
                                   searching ? _("No name here contains these words.") : _(filters[filter].none));
  adw_status_page_set_icon_name (self->none_page, searching ? "edit-find-symbolic" : filters[filter].icon);
  gtk_stack_set_visible_child_name (self->results, any ? "grid" : "none");
  gtk_stack_set_visible_child_name (self->stack, "cards");
}

static void
filter_selected_cb (GtkListBox    *box,
                    GtkListBoxRow *row,
                    FfLibraryPage *self)
{
  if (row == NULL)
    return;

  self->filter = filters[gtk_list_box_row_get_index (row)].id;
  ff_library_page_arrange (self);
}

static void
search_changed_cb (FfLibraryPage *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->search)));

  g_free (self->words);
  self->words = g_utf8_casefold (text, -1);
  ff_library_page_arrange (self);
}

static void
search_stopped_cb (FfLibraryPage *self)
{
  gtk_editable_set_text (self->search, "");
  ff_library_page_focus_cards (self);
}

static void
card_activated_cb (GtkFlowBox      *grid,
                   GtkFlowBoxChild *child,
                   FfLibraryPage   *self)
{
  if (FF_IS_CAMPAIGN_CARD (child))
    gtk_widget_activate_action (GTK_WIDGET (child), ff_campaign_card_get_action (FF_CAMPAIGN_CARD (child)), "s",
                                ff_campaign_card_get_id (FF_CAMPAIGN_CARD (child)));
  else
    gtk_widget_activate_action (GTK_WIDGET (self), gtk_widget_get_name (GTK_WIDGET (child)), NULL);
}

/* Enter in the search opens the first that is found. */
static void
search_activated_cb (FfLibraryPage *self)
{
  for (int i = 0;; i++)
    {
      GtkFlowBoxChild *child = gtk_flow_box_get_child_at_index (self->grid, i);

      if (child == NULL)
        return;
      if (!gtk_widget_get_child_visible (GTK_WIDGET (child)))
        continue;

      card_activated_cb (self->grid, child, self);
      return;
    }
}

/* ---- Time. */

static gboolean
minute_cb (gpointer user_data)
{
  FfLibraryPage *self = user_data;
  GHashTableIter iter;
  gpointer card;

  g_hash_table_iter_init (&iter, self->cards);
  while (g_hash_table_iter_next (&iter, NULL, &card))
    ff_campaign_card_update_time (card);

  return G_SOURCE_CONTINUE;
}

/* ---- Commands. */

static void
tell (FfLibraryPage *self,
      const char    *text)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.tell", "s", text);
}

static void
open_action (GtkWidget  *widget,
             const char *name,
             GVariant   *target)
{
  g_signal_emit (widget, signals[OPEN_CAMPAIGN], 0, g_variant_get_string (target, NULL));
}

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (FfLibraryPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!ff_keeper_done_finish (FF_KEEPER (source), result, &error) && !g_cancellable_is_cancelled (self->closing))
    tell (self, error->message);
}

static void
opened_id_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (FfLibraryPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = ff_keeper_id_finish (FF_KEEPER (source), result, &error);

  if (g_cancellable_is_cancelled (self->closing))
    return;

  if (id != NULL)
    g_signal_emit (self, signals[OPEN_CAMPAIGN], 0, id);
  else
    tell (self, error->message);
}

static void
duplicated_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (FfLibraryPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = ff_keeper_id_finish (FF_KEEPER (source), result, &error);

  if (id == NULL && !g_cancellable_is_cancelled (self->closing))
    tell (self, error->message);
}

static void
use_template_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *target)
{
  FfLibraryPage *self = FF_LIBRARY_PAGE (widget);

  ff_keeper_new_async (self->keeper, g_variant_get_string (target, NULL), NULL, opened_id_cb, g_object_ref (self));
}

static void
duplicate_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *target)
{
  FfLibraryPage *self = FF_LIBRARY_PAGE (widget);

  ff_keeper_duplicate_async (self->keeper, g_variant_get_string (target, NULL), NULL, duplicated_cb,
                             g_object_ref (self));
}

static void
remove_action (GtkWidget  *widget,
               const char *name,
               GVariant   *target)
{
  /* The window closes its tab first and tells with Undo. */
  gtk_widget_activate_action (widget, "win.remove", "s", g_variant_get_string (target, NULL));
}

static void
restore_action (GtkWidget  *widget,
                const char *name,
                GVariant   *target)
{
  FfLibraryPage *self = FF_LIBRARY_PAGE (widget);

  ff_keeper_restore_async (self->keeper, g_variant_get_string (target, NULL), NULL, done_cb, g_object_ref (self));
}

static void
rename_action (GtkWidget  *widget,
               const char *name,
               GVariant   *target)
{
  gtk_widget_activate_action (widget, "win.rename-id", "s", g_variant_get_string (target, NULL));
}

static void
refresh_action (GtkWidget  *widget,
                const char *name,
                GVariant   *target)
{
  ff_library_page_refresh (FF_LIBRARY_PAGE (widget));
}

/* ---- Columns: a flow box of few cards makes them as wide as the page, unless it is told how many go into a line. */

static gboolean
set_columns_cb (gpointer user_data)
{
  FfLibraryPage *self = user_data;
  int room = (int) gtk_adjustment_get_page_size (gtk_scrolled_window_get_hadjustment (self->scroller));
  int n_columns = (room - 2 * PAGE_MARGIN + CARD_GAP) / (ff_theme_scale (GTK_WIDGET (self), CARD_WIDTH) + CARD_GAP);

  self->columns_source = 0;
  gtk_flow_box_set_min_children_per_line (self->grid, (guint) CLAMP (n_columns, 1, 12));
  return G_SOURCE_REMOVE;
}

static void
room_changed_cb (FfLibraryPage *self)
{
  /* It changes while sizes are given; what asks for others must wait. */
  if (self->columns_source == 0)
    self->columns_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, set_columns_cb, self, NULL);
}

/* ---- Life. */

static void
add_filters (FfLibraryPage *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      GtkWidget *row = ff_filter_row_new (filters[i].icon, _(filters[i].label));

      gtk_list_box_append (self->filters, row);
    }
  gtk_list_box_select_row (self->filters, gtk_list_box_get_row_at_index (self->filters, 0));
}

static void
separate_cb (GtkListBoxRow *row,
             GtkListBoxRow *before,
             gpointer       user_data)
{
  gboolean first = gtk_list_box_row_get_index (row) == (int) find_filter ("template");

  gtk_list_box_row_set_header (row, first ? gtk_separator_new (GTK_ORIENTATION_HORIZONTAL) : NULL);
}

static GtkWidget *
add_data (FfLibraryPage *self,
          const char    *icon,
          const char    *name,
          const char    *state)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (name);
  GtkWidget *end = gtk_label_new (state);

  gtk_widget_add_css_class (row, "ff-data-row");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (end), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (end), 1);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (end, "ff-small");
  gtk_widget_add_css_class (end, "dim-label");
  gtk_box_append (GTK_BOX (row), gtk_image_new_from_icon_name (icon));
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (GTK_BOX (row), end);
  gtk_box_append (self->data, row);
  return end;
}

/* A dashed tile at the end of all campaigns. */
static void
add_tile (FfLibraryPage *self,
          const char    *icon,
          const char    *label,
          const char    *note,
          const char    *action)
{
  GtkWidget *tile = gtk_flow_box_child_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *image = gtk_image_new_from_icon_name (icon);
  GtkWidget *title = gtk_label_new (label);
  GtkWidget *remark = gtk_label_new (note);

  gtk_image_set_pixel_size (GTK_IMAGE (image), 24);
  gtk_widget_set_margin_bottom (image, 8);
  gtk_widget_add_css_class (title, "heading");
  gtk_widget_add_css_class (remark, "ff-small");
  gtk_widget_add_css_class (remark, "ff-dim");
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), image);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), remark);
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (tile), box);
  gtk_widget_set_size_request (tile, 240, 200);
  gtk_widget_add_css_class (tile, "ff-tile");
  gtk_widget_set_name (tile, action);
  gtk_accessible_update_property (GTK_ACCESSIBLE (tile), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_flow_box_insert (self->grid, tile, -1);
}

static void
show_templates_action (GtkWidget  *widget,
                       const char *name,
                       GVariant   *target)
{
  ff_library_page_show (FF_LIBRARY_PAGE (widget), "template");
}

static void
ff_library_page_dispose (GObject *object)
{
  FfLibraryPage *self = FF_LIBRARY_PAGE (object);

  g_cancellable_cancel (self->closing);
  g_clear_handle_id (&self->minute_source, g_source_remove);
  g_clear_handle_id (&self->columns_source, g_source_remove);
  g_clear_pointer (&self->cards, g_hash_table_unref);
  g_clear_object (&self->keeper);
  gtk_widget_dispose_template (GTK_WIDGET (self), FF_TYPE_LIBRARY_PAGE);

  G_OBJECT_CLASS (ff_library_page_parent_class)->dispose (object);
}

static void
ff_library_page_finalize (GObject *object)
{
  FfLibraryPage *self = FF_LIBRARY_PAGE (object);

  g_object_unref (self->closing);
  g_free (self->words);

  G_OBJECT_CLASS (ff_library_page_parent_class)->finalize (object);
}

static void
ff_library_page_class_init (FfLibraryPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = ff_library_page_dispose;
  G_OBJECT_CLASS (class)->finalize = ff_library_page_finalize;

  signals[OPEN_CAMPAIGN] = g_signal_new ("open-campaign", FF_TYPE_LIBRARY_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, FF_UI "library-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FfLibraryPage, filters);
  gtk_widget_class_bind_template_child (widget_class, FfLibraryPage, data);
  gtk_widget_class_bind_template_child (widget_class, FfLibraryPage, sources);
  gtk_widget_class_bind_template_child (widget_class, FfLibraryPage, stack);
  gtk_widget_class_bind_template_child (widget_class, FfLibraryPage, results);
  gtk_widget_class_bind_template_child (widget_class, FfLibraryPage, error_page);
  gtk_widget_class_bind_template_child (widget_class, FfLibraryPage, none_page);
  gtk_widget_class_bind_template_child (widget_class, FfLibraryPage, title);
  gtk_widget_class_bind_template_child (widget_class, FfLibraryPage, search);
  gtk_widget_class_bind_template_child (widget_class, FfLibraryPage, sort);
  gtk_widget_class_bind_template_child (widget_class, FfLibraryPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, FfLibraryPage, grid);
  gtk_widget_class_bind_template_callback (widget_class, filter_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_stopped_cb);
  gtk_widget_class_bind_template_callback (widget_class, card_activated_cb);

  gtk_widget_class_install_action (widget_class, "library.open", "s", open_action);
  gtk_widget_class_install_action (widget_class, "library.use-template", "s", use_template_action);
  gtk_widget_class_install_action (widget_class, "library.rename", "s", rename_action);
  gtk_widget_class_install_action (widget_class, "library.duplicate", "s", duplicate_action);
  gtk_widget_class_install_action (widget_class, "library.remove", "s", remove_action);
  gtk_widget_class_install_action (widget_class, "library.restore", "s", restore_action);
  gtk_widget_class_install_action (widget_class, "library.refresh", NULL, refresh_action);
  gtk_widget_class_install_action (widget_class, "library.show-templates", NULL, show_templates_action);
}

static void
ff_library_page_init (FfLibraryPage *self)
{
  self->cards = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->closing = g_cancellable_new ();
  self->filter = filters[0].id;
  self->words = g_strdup ("");

  gtk_widget_init_template (GTK_WIDGET (self));
  add_filters (self);
  gtk_list_box_set_header_func (self->filters, separate_cb, NULL, NULL);
  self->sample_row = add_data (self, "ff-data-symbolic", _("Sample Store"), "");
  add_data (self, "ff-mail-symbolic", _("Rehearsal"), _("built in"));

  gtk_flow_box_set_filter_func (self->grid, filter_cb, self, NULL);
  gtk_flow_box_set_sort_func (self->grid, sort_cb, self, NULL);
  add_tile (self, "ff-template-symbolic", _("From a Template…"), _("a campaign to begin with"), "library.show-templates");
  add_tile (self, "ff-file-symbolic", _("Open a File…"), _("or drop it here"), "win.open");

  g_signal_connect_object (gtk_scrolled_window_get_hadjustment (self->scroller), "notify::page-size",
                           G_CALLBACK (room_changed_cb), self, G_CONNECT_SWAPPED);
  self->minute_source = g_timeout_add_seconds (MINUTE_SECONDS, minute_cb, self);
}

static gboolean
sort_to_index (GValue   *value,
               GVariant *variant,
               gpointer  user_data)
{
  g_value_set_uint (value, g_str_equal (g_variant_get_string (variant, NULL), "name") ? 1 : 0);
  return TRUE;
}

static GVariant *
index_to_sort (const GValue       *value,
               const GVariantType *type,
               gpointer            user_data)
{
  return g_variant_new_string (g_value_get_uint (value) == 1 ? "name" : "changed");
}

/**
 * ff_library_page_new:
 * @keeper: the library
 *
 * Returns: the page of the first tab
 */
GtkWidget *
ff_library_page_new (FfKeeper *keeper)
{
  FfLibraryPage *self = g_object_new (FF_TYPE_LIBRARY_PAGE, NULL);

  self->keeper = g_object_ref (keeper);
  g_settings_bind_with_mapping (ff_settings_get (), "library-sort", self->sort, "selected", G_SETTINGS_BIND_DEFAULT,
                                sort_to_index, index_to_sort, NULL, NULL);
  g_signal_connect_object (self->sort, "notify::selected", G_CALLBACK (ff_library_page_arrange), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (keeper, "changed", G_CALLBACK (ff_library_page_refresh), self, G_CONNECT_SWAPPED);
  ff_library_page_refresh (self);

  return GTK_WIDGET (self);
}

void
ff_library_page_focus_search (FfLibraryPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

void
ff_library_page_show (FfLibraryPage *self,
                      const char    *filter)
{
  gtk_list_box_select_row (self->filters, gtk_list_box_get_row_at_index (self->filters, (int) find_filter (filter)));
}

GtkWidget *
ff_library_page_find_card (FfLibraryPage *self,
                           const char    *id)
{
  return g_hash_table_lookup (self->cards, id);
}

void
ff_library_page_set_sample (FfLibraryPage *self,
                            const char    *state,
                            const char    *style)
{
  static const char *const styles[] = { "ff-good", "ff-warning", "ff-problem", "dim-label" };

  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    gtk_widget_remove_css_class (self->sample_row, styles[i]);
  gtk_widget_add_css_class (self->sample_row, style);
  gtk_label_set_label (GTK_LABEL (self->sample_row), state);
}
