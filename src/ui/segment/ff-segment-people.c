/* The first few rows that a rule takes, beside the rules in the segment editor. */

#include "ui/segment/ff-segment-people.h"

#include <glib/gi18n-lib.h>

#include "store/ff-store.h"

#define N_SHOWN 3

struct _FfSegmentPeople
{
  GtkBox         parent_instance;

  FfRuleCounter *counter;
  GCancellable  *cancellable;
  char          *asked;       /* hash of the step whose rows were asked for; nullable */
  guint          n_names;     /* columns that make the first line */
  GPtrArray     *types;       /* of FfType: of the columns asked for */
  GtkWidget     *title;
  GtkWidget     *list;
};

G_DEFINE_FINAL_TYPE (FfSegmentPeople, ff_segment_people, GTK_TYPE_BOX)

static FfJson *
new_attribute (const char *column)
{
  FfJson *operand = ff_json_new_object ();
  FfJson *path = ff_json_new_array ();

  ff_json_take_element (path, ff_json_new_string (column));
  ff_json_take_member (operand, "attribute", path);
  return operand;
}

static void
add_column (FfSegmentPeople *self,
            FfJson          *operands,
            const FfEntity  *entity,
            const char      *name)
{
  const FfColumn *column = ff_entity_find_column (entity, name);
  FfType *type;

  if (column == NULL)
    return;

  type = g_new0 (FfType, 1);
  *type = column->type;
  g_ptr_array_add (self->types, type);
  ff_json_take_element (operands, new_attribute (name));
}

/* What names a row, then where its person is reached. */
static FfJson *
new_operands (FfSegmentPeople *self,
              const FfScope   *scope)
{
  FfJson *operands = ff_json_new_array ();
  const char *address = ff_schema_get_role (scope->schema, "address:email");
  char **names = scope->entity->display != NULL && scope->entity->display[0] != NULL ? scope->entity->display
                                                                                       : scope->entity->key;

  g_ptr_array_set_size (self->types, 0);
  for (guint i = 0; names[i] != NULL; i++)
    add_column (self, operands, scope->entity, names[i]);
  self->n_names = self->types->len;
  if (scope->entity == ff_schema_get_profile (scope->schema) && address != NULL)
    add_column (self, operands, scope->entity, address);

  return operands;
}

static char *
dup_cells (FfSegmentPeople *self,
           FfPage          *page,
           guint            row,
           guint            from,
           guint            to)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = from; i < to; i++)
    {
      const FfValue *value = &g_array_index (page->cells, FfValue, row * page->n_columns + i);
      g_autofree char *cell = value->kind != FF_VALUE_NULL ? ff_value_to_text (value, self->types->pdata[i], NULL) : NULL;

      if (cell != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", cell);
    }

  return g_strdup (text->str);
}

static GtkWidget *
new_row (const char *name,
         const char *address)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *first = gtk_label_new (name);
  GtkWidget *second = gtk_label_new (address);

  gtk_label_set_xalign (GTK_LABEL (first), 0);
  gtk_label_set_ellipsize (GTK_LABEL (first), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (first, "ff-bold");
  gtk_label_set_xalign (GTK_LABEL (second), 0);
  gtk_label_set_ellipsize (GTK_LABEL (second), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (second, "ff-note");
  gtk_widget_set_visible (second, *address != '\0');
  gtk_box_append (GTK_BOX (box), first);
  gtk_box_append (GTK_BOX (box), second);

  return box;
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (FfSegmentPeople) self = user_data;
  FfPage *page = ff_engine_people_finish (FF_ENGINE (source), result, NULL);
  GtkWidget *row;

  if (page == NULL || self->counter == NULL)
    {
      g_clear_pointer (&page, ff_page_free);
      return;
    }

  while ((row = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), row);

  for (guint i = 0; i < page->n_rows && page->n_columns == self->types->len; i++)
    {
      g_autofree char *name = dup_cells (self, page, i, 0, self->n_names);
      g_autofree char *address = dup_cells (self, page, i, self->n_names, self->types->len);

      gtk_list_box_append (GTK_LIST_BOX (self->list), new_row (name, address));
    }

  gtk_widget_set_visible (GTK_WIDGET (self), page->n_rows > 0);
  ff_page_free (page);
}

static void
show (FfSegmentPeople *self)
{
  FfPlan *plan = ff_rule_counter_get_plan (self->counter);
  const FfPlanOutput *output = plan != NULL ? ff_plan_find_output (plan, "", "alone") : NULL;
  FfPeopleRequest *request;
  FfCountView view;
  FfScope scope;

  ff_rule_counter_get (self->counter, "", FF_RULE_COUNT_ALONE, &view);
  if (view.state != FF_COUNT_FRESH || output == NULL || output->flow.step == NULL ||
      g_strcmp0 (output->flow.step->hash, self->asked) == 0 ||
      !ff_rule_model_get_scope (ff_rule_counter_get_model (self->counter), "", &scope))
    return;

  g_free (self->asked);
  self->asked = g_strdup (output->flow.step->hash);
  gtk_label_set_text (GTK_LABEL (self->title), scope.entity->label_plural);

  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  request = g_new0 (FfPeopleRequest, 1);
  request->activity = g_strdup ("");
  request->port = g_strdup ("alone");
  request->operands = new_operands (self, &scope);
  request->limit = N_SHOWN;
  ff_engine_people_async (ff_rule_counter_get_engine (self->counter), plan, request, self->cancellable, read_cb,
                          g_object_ref (self));
}

static void
ff_segment_people_dispose (GObject *object)
{
  FfSegmentPeople *self = FF_SEGMENT_PEOPLE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->counter);

  G_OBJECT_CLASS (ff_segment_people_parent_class)->dispose (object);
}

static void
ff_segment_people_finalize (GObject *object)
{
  FfSegmentPeople *self = FF_SEGMENT_PEOPLE (object);

  g_object_unref (self->cancellable);
  g_ptr_array_unref (self->types);
  g_free (self->asked);

  G_OBJECT_CLASS (ff_segment_people_parent_class)->finalize (object);
}

static void
ff_segment_people_class_init (FfSegmentPeopleClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = ff_segment_people_dispose;
  object_class->finalize = ff_segment_people_finalize;
}

static void
ff_segment_people_init (FfSegmentPeople *self)
{
  self->cancellable = g_cancellable_new ();
  self->types = g_ptr_array_new_with_free_func (g_free);
}

GtkWidget *
ff_segment_people_new (FfRuleCounter *counter)
{
  FfSegmentPeople *self = g_object_new (FF_TYPE_SEGMENT_PEOPLE, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 8, NULL);

  self->counter = g_object_ref (counter);
  self->title = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->title), 0);
  gtk_widget_add_css_class (self->title, "ff-section-title");
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "ff-box");
  gtk_widget_add_css_class (self->list, "ff-rows");
  gtk_box_append (GTK_BOX (self), self->title);
  gtk_box_append (GTK_BOX (self), self->list);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  g_signal_connect_object (counter, "counted", G_CALLBACK (show), self, G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}
