#pragma once

#include "ui/ff-banner.h"
#include "ui/ff-window.h"

G_BEGIN_DECLS

/* Shared by the files of the window. */

struct _FfWindow
{
  AdwApplicationWindow  parent_instance;

  FfKeeper             *keeper;
  FfLibraryPage        *library;
  GSignalGroup         *draft_signals;     /* of the shown campaign */
  GSignalGroup         *history_signals;
  gboolean              closing;           /* what is open stays remembered */

  GtkStack             *title_stack;
  AdwWindowTitle       *title_label;
  AdwViewSwitcher      *switcher;
  GtkMenuButton        *new_button;
  GtkButton            *search_button;
  GtkMenuButton        *title_button;
  GtkLabel             *campaign_label;
  GtkMenuButton        *menu_button;
  GtkButton            *undo_button;
  GtkButton            *redo_button;
  AdwTabBar            *tab_bar;
  FfBanner             *banner;
  AdwToastOverlay      *toasts;
  AdwTabView           *tab_view;
};

/* NULL once the window has left the application. */
FfApplication *ff_window_get_app          (FfWindow       *self);
/* NULL for the library. */
FfCampaignTab *ff_window_get_page_tab     (AdwTabPage     *page);
/* The page of an open campaign, in whichever window. */
AdwTabPage    *ff_window_find_page        (FfWindow       *self,
                                           const char     *id,
                                           FfWindow      **out_window);
void           ff_window_close_campaign   (FfWindow       *self,
                                           const char     *id);

/* ff-window-condition.c */
void           ff_window_update_condition (FfWindow       *self);
void           ff_window_update_sample    (FfWindow       *self);
void           ff_window_install_condition_actions (GtkWidgetClass *widget_class);

/* ff-window-open.c: answers of the keeper and of an import; @user_data is the window, and the first gives it back. */
void           ff_window_opened_id_cb     (GObject        *source,
                                           GAsyncResult   *result,
                                           gpointer        user_data);
void           ff_window_imported_cb      (const char     *id,
                                           gboolean        replaced,
                                           gpointer        user_data);

/* ff-window-import.c: rows into the data of the shown campaign. */
void           ff_window_import_rows      (FfWindow       *self,
                                           GFile          *file);
void           ff_window_choose_rows      (FfWindow       *self);

/* ff-window-commands.c */
void           ff_window_install_actions  (GtkWidgetClass *widget_class);

G_END_DECLS
