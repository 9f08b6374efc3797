/* The focus of bins that stand for what they hold. Main thread. */

#include "ui/ff-focus.h"

/* The toolkit gives a widget that takes the focus for its child the focus again when it goes backwards out of the child. */
static gboolean
focus (GtkWidget        *widget,
       GtkDirectionType  direction)
{
  GtkWidget *child = adw_bin_get_child (ADW_BIN (widget));

  return child != NULL && gtk_widget_child_focus (child, direction);
}

/**
 * ff_focus_class_pass:
 * @class: of a final type of #AdwBin
 * @grab: gives the focus to what it holds
 */
void
ff_focus_class_pass (GtkWidgetClass *class,
                     gboolean      (*grab) (GtkWidget *widget))
{
  class->grab_focus = grab;
  class->focus = focus;
}
