/* Design: palette, canvas, inspector and the people below, in panes that resize and hide. Main thread. */

#include "ui/ff-design-page.h"

#include "ui/compare/ff-changes-sheet.h"
#include "ui/compare/ff-overlap-sheet.h"
#include "ui/ff-commands.h"
#include "ui/ff-palette-pane.h"
#include "ui/ff-settings.h"
#include "ui/inspector/ff-inspector.h"
#include "ui/people/ff-people-panel.h"
#include "ui/people/ff-person-sheet.h"

struct _FfDesignPage
{
  AdwBin     parent_instance;

  GtkWidget *palette;
  GtkWidget *canvas;
  GtkWidget *inspector;
  GtkWidget *people;

  FfDraft   *draft;       /* of the panes, which keep it */
  GtkStack  *side;        /* inspector, or a sheet in its place */
  GtkWidget *sheet;       /* nullable */
  char      *selection;   /* when @sheet was opened */
  GtkWidget *opener;      /* had the focus then; weak, nullable */
  GtkWidget *left[4];     /* had the focus when it went on from each pane; weak, nullable */
};

G_DEFINE_FINAL_TYPE (FfDesignPage, ff_design_page, ADW_TYPE_BIN)

/* ---- From pane to pane. */

static gboolean
enter (GtkWidget *pane,
       GtkWidget *left)
{
  if (!gtk_widget_get_mapped (pane))
    return FALSE;

  return (left != NULL && gtk_widget_get_mapped (left) && gtk_widget_grab_focus (left)) ||
         gtk_widget_child_focus (pane, GTK_DIR_TAB_FORWARD);
}

/* The toolkit's own way of doing this goes back to what had the focus in a popover that has closed since. */
static gboolean
cycle_cb (GtkPaned     *paned,
          gboolean      is_reversed,
          FfDesignPage *self)
{
  GtkWidget *const panes[] = { self->palette, self->canvas, self->people, GTK_WIDGET (self->side) };
  const guint n = G_N_ELEMENTS (panes);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = gtk_root_get_focus (root);
  guint from = 0;

  for (guint i = 0; focus != NULL && i < n; i++)
    if (focus == panes[i] || gtk_widget_is_ancestor (focus, panes[i]))
      {
        from = i;
        g_set_weak_pointer (&self->left[i], focus);
      }

  gtk_window_set_focus_visible (GTK_WINDOW (root), TRUE);
  for (guint i = 1; i < n; i++)
    {
      guint to = (is_reversed ? from + n - i : from + i) % n;

      if (enter (panes[to], self->left[to]))
        break;
    }

  g_signal_stop_emission_by_name (paned, "cycle-child-focus");
  return TRUE;
}

/* ---- The panes. */

/* A pane beside the canvas: it keeps its size when the window changes, and from one start to the next. */
typedef struct
{
  const char     *size_key;
  const char     *shown_key;
  GtkOrientation  orientation;
  gboolean        at_end;
  int             least;
} Pane;

static const Pane palette_pane = { "palette-width", "show-palette", GTK_ORIENTATION_HORIZONTAL, FALSE, 140 };
static const Pane inspector_pane = { "inspector-width", "show-inspector", GTK_ORIENTATION_HORIZONTAL, TRUE, 260 };
static const Pane people_pane = { "people-height", "show-people", GTK_ORIENTATION_VERTICAL, TRUE, 120 };

static void
request (GtkWidget  *widget,
         const Pane *pane,
         int         size)
{
  if (pane->orientation == GTK_ORIENTATION_HORIZONTAL)
    gtk_widget_set_size_request (widget, size, -1);
  else
    gtk_widget_set_size_request (widget, -1, size);
}

/* The first size is a request; once it is given, it is a place of the divider, which can be moved. */
static gboolean
settle_cb (GtkWidget     *widget,
           GdkFrameClock *clock,
           gpointer       user_data)
{
  GtkPaned *paned = GTK_PANED (gtk_widget_get_parent (widget));

  if (gtk_widget_get_width (widget) == 0 || gtk_widget_get_height (widget) == 0)
    return G_SOURCE_CONTINUE;

  gtk_paned_set_position (paned, gtk_paned_get_position (paned));
  request (widget, user_data, ((const Pane *) user_data)->least);
  return G_SOURCE_REMOVE;
}

/* Larger text may ask for more room than anybody would. */
static gboolean
is_in_range (const Pane *pane,
             int         size)
{
  g_autoptr (GSettingsSchema) schema = NULL;
  g_autoptr (GSettingsSchemaKey) key = NULL;
  g_autoptr (GVariant) value = g_variant_ref_sink (g_variant_new_int32 (size));

  g_object_get (ff_settings_get (), "settings-schema", &schema, NULL);
  key = g_settings_schema_get_key (schema, pane->size_key);
  return g_settings_schema_key_range_check (key, value);
}

static void
unmap_cb (GtkWidget  *widget,
          const Pane *pane)
{
  int size = pane->orientation == GTK_ORIENTATION_HORIZONTAL ? gtk_widget_get_width (widget)
                                                             : gtk_widget_get_height (widget);

  if (size >= pane->least && is_in_range (pane, size))
    g_settings_set_int (ff_settings_get (), pane->size_key, size);
}

static GtkWidget *
join (FfDesignPage *self,
      const Pane   *pane,
      GtkWidget    *widget,
      GtkWidget    *rest)
{
  GtkWidget *paned = gtk_paned_new (pane->orientation);

  gtk_paned_set_start_child (GTK_PANED (paned), pane->at_end ? rest : widget);
  gtk_paned_set_end_child (GTK_PANED (paned), pane->at_end ? widget : rest);
  gtk_paned_set_resize_start_child (GTK_PANED (paned), pane->at_end);
  gtk_paned_set_resize_end_child (GTK_PANED (paned), !pane->at_end);
  gtk_paned_set_shrink_start_child (GTK_PANED (paned), FALSE);
  gtk_paned_set_shrink_end_child (GTK_PANED (paned), FALSE);

  request (widget, pane, MAX (pane->least, g_settings_get_int (ff_settings_get (), pane->size_key)));
  gtk_widget_add_tick_callback (widget, settle_cb, (gpointer) pane, NULL);
  g_signal_connect (widget, "unmap", G_CALLBACK (unmap_cb), (gpointer) pane);
  g_settings_bind (ff_settings_get (), pane->shown_key, widget, "visible", G_SETTINGS_BIND_GET);
  g_signal_connect_object (paned, "cycle-child-focus", G_CALLBACK (cycle_cb), self, 0);
  return paned;
}

/* ---- A sheet in the inspector's place. */

static char *
dup_selection (FfDesignPage *self)
{
  return g_strjoinv ("\n", (char **) ff_draft_get_selection (self->draft));
}

static void
set_opener (FfDesignPage *self,
            GtkWidget    *widget)
{
  g_set_weak_pointer (&self->opener, widget);
}

static void
close_side (FfDesignPage *self)
{
  GtkWidget *sheet = g_steal_pointer (&self->sheet);

  if (sheet == NULL)
    return;

  gtk_stack_set_visible_child (self->side, self->inspector);
  if (gtk_widget_get_focus_child (GTK_WIDGET (self->side)) == sheet)
    gtk_widget_grab_focus (self->opener != NULL ? self->opener : self->canvas);
  set_opener (self, NULL);
  gtk_stack_remove (self->side, sheet);
}

static void
open_side (FfDesignPage *self,
           GtkWidget    *sheet)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  set_opener (self, root != NULL ? gtk_root_get_focus (root) : NULL);
  g_free (self->selection);
  self->selection = dup_selection (self);
  self->sheet = sheet;
  gtk_stack_add_child (self->side, sheet);
  gtk_stack_set_visible_child (self->side, sheet);
  g_settings_set_boolean (ff_settings_get (), inspector_pane.shown_key, TRUE);
  gtk_widget_child_focus (sheet, GTK_DIR_TAB_FORWARD);
}

static void
person_opened_cb (FfDesignPage *self,
                  const char   *entity,
                  const char   *key)
{
  g_autofree char *name = g_strdup (entity);
  g_autofree char *row = g_strdup (key);

  close_side (self);
  open_side (self, ff_person_sheet_new (self->draft, name, row));
}

static void
overlap_requested_cb (FfDesignPage *self)
{
  close_side (self);
  open_side (self, ff_overlap_sheet_new (self->draft));
}

static void
changes_requested_cb (FfDesignPage *self)
{
  close_side (self);
  open_side (self, ff_changes_sheet_new (self->draft));
}

/* Whoever selects something wants to see its settings. */
static void
selection_cb (FfDesignPage *self)
{
  g_autofree char *selection = dup_selection (self);

  if (self->sheet != NULL && *selection != '\0' && !g_str_equal (selection, self->selection))
    close_side (self);
}

static void
close_side_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  close_side (FF_DESIGN_PAGE (widget));
}

/* ---- Led to a setting. */

static void
edit_requested_cb (FfDesignPage *self)
{
  close_side (self);
  g_settings_set_boolean (ff_settings_get (), inspector_pane.shown_key, TRUE);
  ff_inspector_focus (FF_INSPECTOR (self->inspector));
}

static void
ff_design_page_dispose (GObject *object)
{
  FfDesignPage *self = FF_DESIGN_PAGE (object);

  set_opener (self, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (self->left); i++)
    g_clear_weak_pointer (&self->left[i]);

  G_OBJECT_CLASS (ff_design_page_parent_class)->dispose (object);
}

static void
ff_design_page_finalize (GObject *object)
{
  g_free (FF_DESIGN_PAGE (object)->selection);

  G_OBJECT_CLASS (ff_design_page_parent_class)->finalize (object);
}

static void
ff_design_page_class_init (FfDesignPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = ff_design_page_dispose;
  G_OBJECT_CLASS (class)->finalize = ff_design_page_finalize;

  gtk_widget_class_install_action (GTK_WIDGET_CLASS (class), "design.close-side", NULL, close_side_action);
}

static void
ff_design_page_init (FfDesignPage *self)
{
}

/**
 * ff_design_page_new:
 * @draft: the open campaign
 *
 * Returns: its Design view
 */
GtkWidget *
ff_design_page_new (FfDraft *draft)
{
  FfDesignPage *self = g_object_new (FF_TYPE_DESIGN_PAGE, NULL);
  GtkWidget *top;
  GtkWidget *left;

  self->palette = ff_palette_pane_new (draft);
  self->canvas = ff_canvas_new (draft);
  self->inspector = ff_inspector_new (draft);
  self->people = ff_people_panel_new (draft);
  self->draft = draft;
  self->side = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_child (self->side, self->inspector);

  gtk_widget_set_size_request (self->canvas, 120, 120);

  g_signal_connect_object (self->canvas, "edit-requested", G_CALLBACK (edit_requested_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->canvas, "overlap-requested", G_CALLBACK (overlap_requested_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->canvas, "changes-requested", G_CALLBACK (changes_requested_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->people, "person-opened", G_CALLBACK (person_opened_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (draft, "selection-changed", G_CALLBACK (selection_cb), self, G_CONNECT_SWAPPED);

  top = join (self, &palette_pane, self->palette, self->canvas);
  left = join (self, &people_pane, self->people, top);
  adw_bin_set_child (ADW_BIN (self), join (self, &inspector_pane, GTK_WIDGET (self->side), left));

  return GTK_WIDGET (self);
}

FfCanvas *
ff_design_page_get_canvas (FfDesignPage *self)
{
  return FF_CANVAS (self->canvas);
}

/**
 * ff_design_page_focus_search:
 * @self: the page
 *
 * Puts the cursor into the search of the palette, and shows the palette for it.
 */
void
ff_design_page_focus_search (FfDesignPage *self)
{
  g_settings_set_boolean (ff_settings_get (), palette_pane.shown_key, TRUE);
  gtk_widget_child_focus (self->palette, GTK_DIR_TAB_FORWARD);
}

/**
 * ff_design_page_show_setting:
 * @self: the page
 * @activity: an id of the campaign
 * @pointer: into its settings
 *
 * Selects the activity, shows it on the canvas and puts the focus to the setting, and shows the inspector for it.
 */
void
ff_design_page_show_setting (FfDesignPage *self,
                             const char   *activity,
                             const char   *pointer)
{
  close_side (self);
  g_settings_set_boolean (ff_settings_get (), inspector_pane.shown_key, TRUE);
  ff_inspector_show (FF_INSPECTOR (self->inspector), activity, pointer);
  ff_canvas_view_reveal_element (ff_canvas_get_view (FF_CANVAS (self->canvas)), activity);
}
