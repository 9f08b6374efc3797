/* The two numbers beside an item of a rule. */

#include "ui/segment/ff-count-cells.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ui/ff-words.h"
#include "ui/segment/ff-rule-tree.h"

struct _FfCountCells
{
  GtkBox         parent_instance;

  FfRuleCounter *counter;
  char          *place;
  GtkWidget     *alone;
  GtkWidget     *effect;
  gboolean       is_narrow;
};

G_DEFINE_FINAL_TYPE (FfCountCells, ff_count_cells, GTK_TYPE_BOX)

static void
show_label (GtkWidget         *label,
            const FfCountView *view,
            const char        *text,
            const char        *description)
{
  gtk_label_set_text (GTK_LABEL (label), view->has_value ? text : view->state == FF_COUNT_WORKING ? "…" : "—");
  gtk_widget_set_tooltip_text (label, description);
  if (view->state == FF_COUNT_FRESH)
    gtk_widget_remove_css_class (label, "ff-old");
  else
    gtk_widget_add_css_class (label, "ff-old");
}

static char *
dup_plural (FfCountCells *self)
{
  FfScope scope;

  if (!ff_rule_model_get_scope (ff_rule_counter_get_model (self->counter), self->place, &scope))
    return g_strdup ("");

  return ff_words_dup_noun (2, scope.entity);
}

static char *
dup_effect (const FfCountView *view,
            FfRuleCount        what)
{
  FfCountView positive = *view;
  g_autofree char *number = NULL;

  positive.n_rows = ABS (view->n_rows);
  number = ff_count_view_dup_text (&positive);
  if (what == FF_RULE_COUNT_ADDS)
    /* Translators: how many people a rule adds to its group. */
    return g_strdup_printf (_("adds %s"), number);
  if (view->n_rows == 0)
    return g_steal_pointer (&number);

  /* An exception in a group of alternatives can let more through. */
  return g_strconcat (view->n_rows > 0 ? "−" : "+", number, NULL);
}

/* A group without rules has no effect, and nothing to count. */
static gboolean
has_effect (FfCountCells *self)
{
  FfJson *item = ff_json_get_at (ff_rule_model_get_rule (ff_rule_counter_get_model (self->counter)), self->place);

  return *self->place == '\0' || item == NULL || ff_rule_item_has_effect (item);
}

static void
show_nothing (FfCountCells *self)
{
  GtkWidget *const labels[] = { self->alone, self->effect };

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      gtk_label_set_text (GTK_LABEL (labels[i]), "");
      gtk_widget_set_tooltip_text (labels[i], NULL);
    }
}

static void
show (FfCountCells *self)
{
  gboolean is_inner = strstr (self->place, "/where") != NULL;
  FfRuleCount what;
  FfCountView view;
  g_autofree char *alone = NULL;
  g_autofree char *description = NULL;
  g_autofree char *effect = NULL;
  g_autofree char *effect_description = NULL;

  if (self->counter == NULL)
    return;

  if (!has_effect (self))
    {
      show_nothing (self);
      return;
    }

  ff_rule_counter_get (self->counter, self->place, FF_RULE_COUNT_ALONE, &view);
  alone = ff_count_view_dup_text (&view);
  description = ff_count_view_dup_description (&view);
  show_label (self->alone, &view, alone, description);

  /* In the inspector the whole stands at the end, where nothing is removed from it. */
  if (*self->place == '\0' && self->is_narrow)
    {
      gtk_label_set_text (GTK_LABEL (self->alone), "");
      gtk_widget_add_css_class (self->effect, "ff-total");
      show_label (self->effect, &view, alone, description);
      return;
    }

  if (is_inner)
    {
      g_autofree char *rows = dup_plural (self);

      gtk_label_set_text (GTK_LABEL (self->effect), g_str_has_suffix (self->place, "/where") ? rows : "");
      gtk_label_set_xalign (GTK_LABEL (self->effect), 0);
      return;
    }

  what = ff_rule_counter_get_effect (self->counter, self->place);
  ff_rule_counter_get (self->counter, self->place, what, &view);
  if (*self->place == '\0' || (view.state == FF_COUNT_UNKNOWN && view.reason == NULL))
    {
      gtk_label_set_text (GTK_LABEL (self->effect), "");
      return;
    }

  effect = dup_effect (&view, what);
  if (what == FF_RULE_COUNT_ADDS)
    effect_description = g_strdup (_("How many fewer would match without this rule"));
  else
    effect_description = g_strdup (_("How many more would match without this rule"));
  show_label (self->effect, &view, effect, effect_description);
}

static void
ff_count_cells_dispose (GObject *object)
{
  g_clear_object (&FF_COUNT_CELLS (object)->counter);

  G_OBJECT_CLASS (ff_count_cells_parent_class)->dispose (object);
}

static void
ff_count_cells_finalize (GObject *object)
{
  g_free (FF_COUNT_CELLS (object)->place);

  G_OBJECT_CLASS (ff_count_cells_parent_class)->finalize (object);
}

static void
ff_count_cells_class_init (FfCountCellsClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = ff_count_cells_dispose;
  object_class->finalize = ff_count_cells_finalize;
}

static void
ff_count_cells_init (FfCountCells *self)
{
  self->place = g_strdup ("");
  self->alone = gtk_label_new (NULL);
  self->effect = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->alone), 1);
  gtk_label_set_xalign (GTK_LABEL (self->effect), 1);
  gtk_widget_add_css_class (self->alone, "numeric");
  gtk_widget_add_css_class (self->effect, "numeric");
  gtk_widget_add_css_class (self->effect, "ff-dim");
  gtk_box_append (GTK_BOX (self), self->alone);
  gtk_box_append (GTK_BOX (self), self->effect);
}

GtkWidget *
ff_count_cells_new (FfRuleCounter *counter,
                    int            width_px)
{
  FfCountCells *self = g_object_new (FF_TYPE_COUNT_CELLS, "spacing", 8, NULL);

  self->is_narrow = width_px < FF_COUNT_CELL_WIDE;
  gtk_widget_add_css_class (GTK_WIDGET (self), "ff-cells");
  gtk_widget_set_size_request (self->alone, width_px, -1);
  gtk_widget_set_size_request (self->effect, width_px, -1);
  if (counter != NULL)
    {
      self->counter = g_object_ref (counter);
      g_signal_connect_object (counter, "counted", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
    }

  return GTK_WIDGET (self);
}

void
ff_count_cells_set_bold (FfCountCells *self,
                         gboolean      is_bold)
{
  if (is_bold)
    gtk_widget_add_css_class (self->alone, "ff-bold");
  else
    gtk_widget_remove_css_class (self->alone, "ff-bold");
}

void
ff_count_cells_update (FfCountCells *self,
                       const char   *place)
{
  g_autofree char *kept = g_strdup (place);

  g_free (self->place);
  self->place = g_steal_pointer (&kept);
  show (self);
}
