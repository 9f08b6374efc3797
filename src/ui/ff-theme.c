/* Which of the four palettes and which size of text the desktop asks for. */

#include "ui/ff-theme.h"

#include <adwaita.h>

#define USUAL_DPI (96 * 1024)

const FfPalette *
ff_theme_get_palette (void)
{
  AdwStyleManager *style = adw_style_manager_get_default ();
  gboolean dark = adw_style_manager_get_dark (style);

  if (adw_style_manager_get_high_contrast (style))
    return ff_palette_get (dark ? FF_THEME_CONTRAST_DARK : FF_THEME_CONTRAST_LIGHT);

  return ff_palette_get (dark ? FF_THEME_DARK : FF_THEME_LIGHT);
}

void
ff_theme_watch (GtkWidget *widget)
{
  AdwStyleManager *style = adw_style_manager_get_default ();

  g_signal_connect_object (style, "notify::dark", G_CALLBACK (gtk_widget_queue_draw), widget, G_CONNECT_SWAPPED);
  g_signal_connect_object (style, "notify::high-contrast", G_CALLBACK (gtk_widget_queue_draw), widget,
                           G_CONNECT_SWAPPED);
}

int
ff_theme_scale (GtkWidget *widget,
                int        px)
{
  int dpi = -1;

  g_object_get (gtk_widget_get_settings (widget), "gtk-xft-dpi", &dpi, NULL);
  return dpi > 0 ? (int) ((gint64) px * dpi / USUAL_DPI) : px;
}
