/* The people of the active transition. */

#include "ui/people/ff-people-panel.h"

#include <glib/gi18n-lib.h>

struct _FfPeoplePanel
{
  AdwBin   parent_instance;

  FfDraft *draft;
};

G_DEFINE_FINAL_TYPE (FfPeoplePanel, ff_people_panel, ADW_TYPE_BIN)

static void
ff_people_panel_dispose (GObject *object)
{
  FfPeoplePanel *self = FF_PEOPLE_PANEL (object);

  g_clear_object (&self->draft);

  G_OBJECT_CLASS (ff_people_panel_parent_class)->dispose (object);
}

static void
ff_people_panel_class_init (FfPeoplePanelClass *class)
{
  G_OBJECT_CLASS (class)->dispose = ff_people_panel_dispose;
}

static void
ff_people_panel_init (FfPeoplePanel *self)
{
}

/**
 * ff_people_panel_new:
 * @draft: the open campaign
 *
 * Returns: the panel below the canvas
 */
GtkWidget *
ff_people_panel_new (FfDraft *draft)
{
  FfPeoplePanel *self = g_object_new (FF_TYPE_PEOPLE_PANEL, NULL);

  self->draft = g_object_ref (draft);
  return GTK_WIDGET (self);
}
