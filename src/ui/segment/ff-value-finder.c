/* Asks the data for the values of an attribute. Made by each editor of a
 * condition. A column with few values is asked once, and what is typed is then
 * found in the answer; one with many is asked again for each text. */

#include "ui/segment/ff-value-finder.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/ff-clock.h"
#include "base/ff-count.h"
#include "base/ff-fold.h"
#include "store/ff-value-counts.h"
#include "ui/ff-words.h"

#define MAX_VALUES 200
#define REST_MSEC  150

struct _FfValueFinder
{
  GObject        parent_instance;

  FfEngine      *engine;
  FfScopeFunc    func;
  gpointer       user_data;

  FfJson        *operand;      /* nullable */
  char          *entity;       /* whose rows are counted; nullable */
  char          *text;         /* of the last question; nullable */

  FfValueCounts *all;          /* answer to the question without a text; nullable */
  FfValueCounts *some;         /* answer to @some_text, which @all does not hold; nullable */
  char          *some_text;
  GPtrArray     *found;        /* of FfFoundValue */

  GCancellable  *cancellable;  /* of the question that is out */
  char          *asked;        /* its text; nullable */
  guint          rest_source;
};

enum
{
  FOUND,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FfValueFinder, ff_value_finder, G_TYPE_OBJECT)

static void
found_free (gpointer data)
{
  FfFoundValue *found = data;

  ff_json_unref (found->value);
  g_free (found->text);
  g_free (found);
}

static FfKind
get_kind (FfValueFinder *self)
{
  FfType type = { .kind = FF_KIND_TEXT };
  FfScope scope;

  if (self->func (&scope, self->user_data))
    ff_operand_menu_get_type (self->operand, &scope, &type);

  return type.kind;
}

/* ---- The question. */

typedef struct
{
  char   *entity;
  FfJson *operand;
  char   *text;        /* nullable */
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_free (question->entity);
  ff_json_unref (question->operand);
  g_free (question->text);
  g_free (question);
}

/* On the worker. */
static void
read_values (FfStore  *store,
             GTask    *task,
             gpointer  data)
{
  const Question *question = data;
  FfSchema *schema = ff_store_get_schema (store);
  const FfEntity *entity = ff_schema_find_entity (schema, question->entity);
  const FfScope scope = { .schema = schema, .entity = entity };
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_rule_problem_free);
  g_autoptr (FfOperand) operand = entity != NULL ? ff_operand_parse (question->operand, &scope, "", problems) : NULL;
  g_autoptr (GError) error = NULL;
  FfValueCounts *counts;

  if (operand == NULL)
    {
      g_task_return_new_error (task, FF_STORE_ERROR, FF_STORE_ERROR_SCHEMA, "%s", _("The attribute is not there any more."));
      return;
    }

  counts = ff_value_counts_read (store, entity, operand, question->text, MAX_VALUES, g_task_get_cancellable (task), &error);
  if (counts != NULL)
    g_task_return_pointer (task, counts, (GDestroyNotify) ff_value_counts_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void answer (FfValueFinder *self);

static void
asked_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (FfValueFinder) self = user_data;
  g_autoptr (GError) error = NULL;
  FfValueCounts *counts = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  if (counts == NULL)
    {
      /* The counts beside the rule tell what is wrong with the source; a value can be typed all the same. */
      g_debug ("No values are offered: %s", error->message);
      return;
    }

  if (self->asked == NULL)
    {
      g_clear_pointer (&self->all, ff_value_counts_free);
      self->all = counts;
    }
  else
    {
      g_clear_pointer (&self->some, ff_value_counts_free);
      g_free (self->some_text);
      self->some = counts;
      self->some_text = g_steal_pointer (&self->asked);
    }
  answer (self);
}

static void
ask (FfValueFinder *self,
     const char    *text)
{
  Question *question = g_new0 (Question, 1);

  question->entity = g_strdup (self->entity);
  question->operand = ff_json_ref (self->operand);
  question->text = g_strdup (text);
  g_free (self->asked);
  self->asked = g_strdup (text);
  self->cancellable = g_cancellable_new ();
  ff_engine_work_async (self->engine, read_values, question, question_free, self->cancellable, asked_cb, g_object_ref (self));
}

/* ---- The answer. */

static FfJson *
dup_value (const FfValue *value)
{
  return value->kind == FF_VALUE_INTEGER ? ff_json_new_integer (value->integer) : ff_json_new_string (value->text);
}

static void
take_found (FfValueFinder       *self,
            const FfValueCounts *counts,
            const char          *folded)
{
  const FfType type = { .kind = get_kind (self) };

  for (guint i = 0; i < counts->values->len; i++)
    {
      const FfValueCount *count = &g_array_index (counts->values, FfValueCount, i);
      g_autofree char *text = ff_value_to_text (&count->value, &type, NULL);
      g_autofree char *lower = ff_fold_lower (text, -1);
      FfFoundValue *found;

      if (strstr (lower, folded) == NULL)
        continue;

      found = g_new0 (FfFoundValue, 1);
      found->value = dup_value (&count->value);
      found->text = g_steal_pointer (&text);
      found->n_rows = count->n_rows;
      g_ptr_array_add (self->found, found);
    }
}

static gboolean
rest_cb (gpointer data)
{
  FfValueFinder *self = data;

  self->rest_source = 0;
  ask (self, self->text);

  return G_SOURCE_REMOVE;
}

/* From what is known; else the database is asked. */
static void
answer (FfValueFinder *self)
{
  g_autofree char *folded = NULL;
  gboolean is_whole;

  if (self->text == NULL)
    return;
  if (self->all == NULL)
    {
      if (self->cancellable == NULL)
        ask (self, NULL);
      return;
    }

  folded = ff_fold_lower (self->text, -1);
  is_whole = self->all->n_distinct <= self->all->values->len;
  if (!is_whole && *self->text != '\0' && g_strcmp0 (self->text, self->some_text) != 0 && get_kind (self) == FF_KIND_TEXT)
    {
      self->rest_source = g_timeout_add (REST_MSEC, rest_cb, self);
      return;
    }

  g_ptr_array_set_size (self->found, 0);
  take_found (self, is_whole || g_strcmp0 (self->text, self->some_text) != 0 ? self->all : self->some, folded);
  g_signal_emit (self, signals[FOUND], 0);
}

static void
forget (FfValueFinder *self)
{
  ff_value_finder_cancel (self);
  g_clear_pointer (&self->all, ff_value_counts_free);
  g_clear_pointer (&self->some, ff_value_counts_free);
  g_clear_pointer (&self->some_text, g_free);
  g_ptr_array_set_size (self->found, 0);
}

/* ---- The finder. */

static void
ff_value_finder_dispose (GObject *object)
{
  FfValueFinder *self = FF_VALUE_FINDER (object);

  forget (self);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (ff_value_finder_parent_class)->dispose (object);
}

static void
ff_value_finder_finalize (GObject *object)
{
  FfValueFinder *self = FF_VALUE_FINDER (object);

  g_clear_pointer (&self->operand, ff_json_unref);
  g_free (self->entity);
  g_free (self->text);
  g_free (self->asked);
  g_ptr_array_unref (self->found);

  G_OBJECT_CLASS (ff_value_finder_parent_class)->finalize (object);
}

static void
ff_value_finder_class_init (FfValueFinderClass *class)
{
  G_OBJECT_CLASS (class)->dispose = ff_value_finder_dispose;
  G_OBJECT_CLASS (class)->finalize = ff_value_finder_finalize;

  signals[FOUND] = g_signal_new ("found", FF_TYPE_VALUE_FINDER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ff_value_finder_init (FfValueFinder *self)
{
  self->found = g_ptr_array_new_with_free_func (found_free);
}

/**
 * ff_value_finder_new:
 * @engine: whose store is asked
 * @func: tells which entity an attribute belongs to
 * @user_data: for @func; whoever frees it stops the finder first
 *
 * Returns: a finder that finds nothing until it has an attribute
 */
FfValueFinder *
ff_value_finder_new (FfEngine    *engine,
                     FfScopeFunc  func,
                     gpointer     user_data)
{
  FfValueFinder *self = g_object_new (FF_TYPE_VALUE_FINDER, NULL);

  self->engine = g_object_ref (engine);
  self->func = func;
  self->user_data = user_data;

  return self;
}

/**
 * ff_value_finder_set_operand:
 * @operand: (nullable): document form, over the entity of the scope
 *
 * Only attributes of texts and whole numbers have values to choose from:
 * what is carried or computed here is not in the data.
 */
void
ff_value_finder_set_operand (FfValueFinder *self,
                             FfJson        *operand)
{
  FfScope scope;
  FfType type;
  gboolean is_asked = operand != NULL && ff_json_get_member (operand, "attribute") != NULL &&
                      self->func (&scope, self->user_data) && scope.entity != NULL &&
                      !ff_entity_is_file (scope.entity) && ff_operand_menu_find_column (operand, &scope) != NULL &&
                      ff_operand_menu_get_type (operand, &scope, &type) &&
                      (type.kind == FF_KIND_TEXT || type.kind == FF_KIND_INTEGER);

  if (is_asked && self->operand != NULL && ff_json_equal (self->operand, operand) && g_strcmp0 (self->entity, scope.entity->name) == 0)
    return;

  forget (self);
  g_clear_pointer (&self->operand, ff_json_unref);
  g_clear_pointer (&self->entity, g_free);
  if (is_asked)
    {
      self->operand = ff_json_ref (operand);
      self->entity = g_strdup (scope.entity->name);
    }
}

void
ff_value_finder_renew (FfValueFinder *self)
{
  forget (self);
}

/**
 * ff_value_finder_find:
 * @text: part of a value; empty for all
 *
 * "found" is emitted at once when the answer is known already, else when the
 * data has answered; never when there is nothing to ask.
 */
void
ff_value_finder_find (FfValueFinder *self,
                      const char    *text)
{
  if (self->operand == NULL)
    return;

  /* The answer to all is waited for, whatever is typed meanwhile. */
  if (self->all != NULL)
    ff_value_finder_cancel (self);
  g_free (self->text);
  self->text = g_strdup (text);
  answer (self);
}

void
ff_value_finder_cancel (FfValueFinder *self)
{
  g_clear_handle_id (&self->rest_source, g_source_remove);
  g_clear_pointer (&self->text, g_free);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

GPtrArray *
ff_value_finder_get_found (FfValueFinder *self)
{
  return self->found;
}

char *
ff_value_finder_dup_as_of (FfValueFinder *self)
{
  g_autofree char *time = self->all != NULL ? ff_words_dup_time (self->all->taken_at, ff_clock_get_now (ff_clock_get_wall ())) : NULL;

  /* Translators: %s is a time or a day. */
  return time != NULL ? g_strdup_printf (_("Rows as of %s"), time) : NULL;
}

/**
 * ff_value_line_new:
 * @text: the value
 * @n_rows: how many rows have it; negative when that is not known
 *
 * Returns: a line; what it stands in is named by ff_value_line_name()
 */
GtkWidget *
ff_value_line_new (const char *text,
                   gint64      n_rows)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (text);
  g_autofree char *number = n_rows >= 0 ? ff_count_format (n_rows) : NULL;
  GtkWidget *rows = gtk_label_new (number);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 32);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (rows, "ff-dim");
  gtk_widget_add_css_class (rows, "caption");
  gtk_widget_add_css_class (rows, "numeric");
  gtk_widget_set_tooltip_text (box, text);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), rows);

  return box;
}

void
ff_value_line_name (GtkWidget  *widget,
                    const char *text,
                    gint64      n_rows)
{
  g_autofree char *rows = n_rows >= 0 ? ff_count_format (n_rows) : NULL;
  g_autofree char *name = NULL;

  /* Translators: a value, and how many rows have it, with separators. */
  name = rows != NULL ? g_strdup_printf (ngettext ("%s, %s row", "%s, %s rows", (gulong) n_rows), text, rows) : g_strdup (text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}
