/* The settings of what is selected. */

#include "ui/inspector/ff-inspector.h"

#include <glib/gi18n-lib.h>

struct _FfInspector
{
  AdwBin   parent_instance;

  FfDraft *draft;
};

G_DEFINE_FINAL_TYPE (FfInspector, ff_inspector, ADW_TYPE_BIN)

static void
ff_inspector_dispose (GObject *object)
{
  FfInspector *self = FF_INSPECTOR (object);

  g_clear_object (&self->draft);

  G_OBJECT_CLASS (ff_inspector_parent_class)->dispose (object);
}

static void
ff_inspector_class_init (FfInspectorClass *class)
{
  G_OBJECT_CLASS (class)->dispose = ff_inspector_dispose;
}

static void
ff_inspector_init (FfInspector *self)
{
}

/**
 * ff_inspector_new:
 * @draft: the open campaign
 *
 * Returns: the pane at the end of Design
 */
GtkWidget *
ff_inspector_new (FfDraft *draft)
{
  FfInspector *self = g_object_new (FF_TYPE_INSPECTOR, NULL);

  self->draft = g_object_ref (draft);
  return GTK_WIDGET (self);
}
