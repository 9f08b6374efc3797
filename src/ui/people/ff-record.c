/* One row of a list that is read page by page. */

#include "ui/people/ff-record.h"

struct _FfRecord
{
  GObject   parent_instance;

  gboolean  loaded;
  gint64    id;
  char     *key;
  int       tag;
  GStrv     cells;
  FfJson   *data;
};

enum
{
  PROP_LOADED = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (FfRecord, ff_record, G_TYPE_OBJECT)

static void
forget (FfRecord *self)
{
  g_clear_pointer (&self->key, g_free);
  g_clear_pointer (&self->cells, g_strfreev);
  g_clear_pointer (&self->data, ff_json_unref);
}

static void
ff_record_finalize (GObject *object)
{
  forget (FF_RECORD (object));

  G_OBJECT_CLASS (ff_record_parent_class)->finalize (object);
}

static void
ff_record_get_property (GObject    *object,
                        guint       id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_LOADED:
      g_value_set_boolean (value, FF_RECORD (object)->loaded);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
ff_record_class_init (FfRecordClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->finalize = ff_record_finalize;
  object_class->get_property = ff_record_get_property;

  /**
   * FfRecord:loaded:
   *
   * Whether its cells are known; also notified when they are others.
   */
  properties[PROP_LOADED] =
    g_param_spec_boolean ("loaded", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
ff_record_init (FfRecord *self)
{
}

/**
 * ff_record_new:
 * @id: of the row, where it has one
 * @key: (nullable): its key's text
 * @tag: whatever the list's owner distinguishes
 * @cells: (transfer full): the texts
 * @data: (nullable): more of it
 *
 * Returns: a record that is loaded
 */
FfRecord *
ff_record_new (gint64      id,
               const char *key,
               int         tag,
               GStrv       cells,
               FfJson     *data)
{
  FfRecord *self = g_object_new (FF_TYPE_RECORD, NULL);

  self->loaded = TRUE;
  self->id = id;
  self->key = g_strdup (key);
  self->tag = tag;
  self->cells = cells;
  self->data = data != NULL ? ff_json_ref (data) : NULL;

  return self;
}

FfRecord *
ff_record_new_empty (void)
{
  return g_object_new (FF_TYPE_RECORD, NULL);
}

static gboolean
is_same (FfRecord *self,
         FfRecord *other)
{
  return self->loaded == other->loaded && self->id == other->id && self->tag == other->tag &&
         g_strcmp0 (self->key, other->key) == 0 && self->cells != NULL && other->cells != NULL &&
         g_strv_equal ((const char *const *) self->cells, (const char *const *) other->cells);
}

void
ff_record_fill (FfRecord *self,
                FfRecord *other)
{
  if (is_same (self, other))
    return;

  forget (self);
  self->loaded = other->loaded;
  self->id = other->id;
  self->key = g_strdup (other->key);
  self->tag = other->tag;
  self->cells = g_strdupv (other->cells);
  self->data = other->data != NULL ? ff_json_ref (other->data) : NULL;

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADED]);
}

gboolean
ff_record_is_loaded (FfRecord *self)
{
  return self->loaded;
}

gint64
ff_record_get_id (FfRecord *self)
{
  return self->id;
}

const char *
ff_record_get_key (FfRecord *self)
{
  return self->key;
}

int
ff_record_get_tag (FfRecord *self)
{
  return self->tag;
}

const char *
ff_record_get_cell (FfRecord *self,
                    guint     cell)
{
  if (self->cells == NULL || cell >= g_strv_length (self->cells))
    return "";

  return self->cells[cell];
}

FfJson *
ff_record_get_data (FfRecord *self)
{
  return self->data;
}
