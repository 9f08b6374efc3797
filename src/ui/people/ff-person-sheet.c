/* One person. The main thread shows; the engine's worker reads and explains. */

#include "ui/people/ff-person-sheet.h"

#include <glib/gi18n-lib.h>

#include "engine/ff-explain.h"
#include "engine/ff-person.h"
#include "ui/ff-side-sheet.h"
#include "ui/people/ff-people-columns.h"
#include "ui/people/ff-person-path.h"

/* Of what a link leads to, the newest. */
#define N_LINKED 5

struct _FfPersonSheet
{
  AdwBin        parent_instance;

  FfDraft      *draft;
  char         *entity;       /* name */
  char         *key;
  GCancellable *cancellable;
  FfPlan       *explained;    /* the plan that the path shows; nullable */

  FfSideSheet  *sheet;
  AdwBin       *path;
};

G_DEFINE_FINAL_TYPE (FfPersonSheet, ff_person_sheet, ADW_TYPE_BIN)

/* ---- Asking. */

/* The worker lets go of it when it has answered, the main thread when it has shown that. */
typedef struct
{
  FfPersonSheet  *person;    /* cancels when it goes; only the main thread looks into it */
  FfPlan         *plan;
  const FfEntity *entity;    /* of @plan's schema */
  char           *key;
  GTimeZone      *zone;
  const FfLink   *link;      /* nullable: of @entity */
  GPtrArray      *columns;   /* of FfPeopleColumn; nullable: the path is asked for */
  GPtrArray      *shown;     /* of const FfPeopleColumn, of @columns */
  GtkWidget      *section;   /* of @person: where the answer goes */
} Question;

static void
question_clear (Question *self)
{
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_time_zone_unref (self->zone);
  g_free (self->key);
  ff_plan_unref (self->plan);
}

static void
question_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, (GDestroyNotify) question_clear);
}

static Question *
question_new (FfPersonSheet *self,
              FfPlan        *plan)
{
  Question *question = g_atomic_rc_box_new0 (Question);

  question->person = self;
  question->plan = ff_plan_ref (plan);
  question->entity = ff_schema_find_entity (ff_plan_get_schema (plan), self->entity);
  question->key = g_strdup (self->key);
  question->zone = g_time_zone_ref (ff_draft_get_context (self->draft)->zone);

  return question;
}

/* On the worker. */
static void
explain (FfStore  *store,
         GTask    *task,
         gpointer  data)
{
  const Question *question = data;
  GError *error = NULL;
  FfExplanation *explanation = ff_explain (store, question->plan, question->entity, question->key, question->zone,
                                           g_task_get_cancellable (task), &error);

  if (explanation != NULL)
    g_task_return_pointer (task, explanation, (GDestroyNotify) ff_explanation_free);
  else
    g_task_return_error (task, error);
}

/* {"attribute": [name]} of the latest of a row's times; NULL when it has none. */
static FfJson *
new_sort (const FfEntity *entity)
{
  for (guint i = 0; i < entity->columns->len; i++)
    {
      const FfColumn *column = entity->columns->pdata[i];
      FfJson *operand, *path;

      if (column->type.kind != FF_KIND_INSTANT && column->type.kind != FF_KIND_DATE)
        continue;

      operand = ff_json_new_object ();
      path = ff_json_new_array ();
      ff_json_take_element (path, ff_json_new_string (column->name));
      ff_json_take_member (operand, "attribute", path);
      return operand;
    }

  return NULL;
}

/* On the worker. */
static void
read_rows (FfStore  *store,
           GTask    *task,
           gpointer  data)
{
  const Question *question = data;
  FfSchema *schema = ff_plan_get_schema (question->plan);
  g_autoptr (FfJson) operands = ff_people_columns_dup_operands (question->shown);
  g_autoptr (FfJson) sort = question->link != NULL ? new_sort (ff_schema_find_entity (schema, question->link->target)) : NULL;
  FfPersonRequest request = { question->entity, question->key, question->link, operands, sort, N_LINKED };
  GError *error = NULL;
  FfPage *page = ff_person_read (store, schema, &request, g_task_get_cancellable (task), &error);

  if (page != NULL)
    g_task_return_pointer (task, page, (GDestroyNotify) ff_page_free);
  else
    g_task_return_error (task, error);
}

/* ---- Showing. */

static void
show_fields (Question     *question,
             const FfPage *page)
{
  g_auto (GStrv) cells = ff_people_columns_dup_cells (question->shown, page, 0, question->zone);
  GtkWidget *grid = gtk_grid_new ();
  int row = 0;

  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 4);
  for (guint i = 0; cells[i] != NULL; i++)
    {
      const FfPeopleColumn *column = question->shown->pdata[i];
      GtkWidget *value = ff_side_sheet_new_label (*cells[i] != '\0' ? cells[i] : "—", NULL);

      gtk_label_set_selectable (GTK_LABEL (value), TRUE);
      gtk_widget_set_hexpand (value, TRUE);
      gtk_grid_attach (GTK_GRID (grid), ff_side_sheet_new_label (column->title, "ff-dim"), 0, row, 1, 1);
      gtk_grid_attach (GTK_GRID (grid), value, 1, row++, 1, 1);
    }
  gtk_box_append (GTK_BOX (question->section), grid);
}

static void
show_linked (Question     *question,
             const FfPage *page)
{
  for (guint i = 0; i < page->n_rows; i++)
    {
      g_auto (GStrv) cells = ff_people_columns_dup_cells (question->shown, page, i, question->zone);
      g_autoptr (GString) line = g_string_new (NULL);

      for (guint c = 0; cells[c] != NULL; c++)
        if (*cells[c] != '\0')
          g_string_append_printf (line, "%s%s", line->len > 0 ? " · " : "", cells[c]);
      gtk_box_append (GTK_BOX (question->section), ff_side_sheet_new_label (line->str, NULL));
    }

  if (page->next != NULL)
    {
      /* Translators: %d is a number of rows; there are more than these. */
      g_autofree char *note = g_strdup_printf (_("The newest %d"), N_LINKED);

      gtk_box_append (GTK_BOX (question->section), ff_side_sheet_new_label (note, "ff-dim"));
    }
}

/* The name of the person, as soon as it is known. */
static void
show_title (Question     *question,
            const FfPage *page)
{
  g_auto (GStrv) cells = ff_people_columns_dup_cells (question->shown, page, 0, question->zone);

  if (g_str_equal (((const FfPeopleColumn *) question->shown->pdata[0])->id, "@") && *cells[0] != '\0')
    ff_side_sheet_set_title (question->person->sheet, cells[0]);
}

static void
show_answer (Question     *question,
             const FfPage *page,
             const GError *error)
{
  gtk_widget_set_visible (question->section, page == NULL || page->n_rows > 0);
  if (page == NULL)
    gtk_box_append (GTK_BOX (question->section), ff_side_sheet_new_label (error->message, "ff-dim"));
  else if (question->link != NULL)
    show_linked (question, page);
  else if (page->n_rows > 0)
    {
      show_title (question, page);
      show_fields (question, page);
    }
}

static void
rows_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  Question *question = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FfPage) page = g_task_propagate_pointer (G_TASK (result), &error);

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_answer (question, page, error);
  question_unref (question);
}

static void
explained_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (FfPersonSheet) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FfExplanation) explanation = g_task_propagate_pointer (G_TASK (result), &error);
  g_autoptr (GHashTable) lit = NULL;
  FfCampaign *campaign;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (explanation == NULL)
    {
      adw_bin_set_child (self->path, ff_side_sheet_new_label (error->message, "ff-dim"));
      return;
    }

  campaign = ff_draft_get_campaign (self->draft);
  adw_bin_set_child (self->path, ff_person_path_new (campaign, explanation));
  lit = ff_person_path_dup_lit (campaign, explanation);
  ff_draft_set_lit (self->draft, lit);
}

/* ---- When to ask. */

/* The path is of the campaign as it is counted now. */
static void
ask_path (FfPersonSheet *self)
{
  FfPlan *plan = ff_draft_get_plan (self->draft);
  gboolean is_counting;

  g_object_get (self->draft, "counting", &is_counting, NULL);
  if (plan == NULL || plan == self->explained || is_counting)
    return;

  g_clear_pointer (&self->explained, ff_plan_unref);
  self->explained = ff_plan_ref (plan);
  ff_engine_work_async (ff_draft_get_engine (self->draft), explain, question_new (self, plan), question_unref,
                        self->cancellable, explained_cb, g_object_ref (self));
}

static void
ask_rows (FfPersonSheet *self,
          GtkWidget     *section,
          const FfLink  *link)
{
  FfPlan *plan = ff_draft_get_plan (self->draft);
  FfSchema *schema = ff_plan_get_schema (plan);
  Question *question = question_new (self, plan);
  const FfEntity *over = link != NULL ? ff_schema_find_entity (schema, link->target) : question->entity;
  g_auto (GStrv) ids = NULL;

  question->link = link;
  question->section = section;
  question->columns = ff_people_columns_list (schema, over, NULL);
  question->shown = g_ptr_array_new ();
  ids = ff_people_columns_dup_default (schema, over, NULL, question->columns);

  for (guint i = 0; i < question->columns->len; i++)
    {
      const FfPeopleColumn *column = question->columns->pdata[i];

      if (link != NULL ? g_strv_contains ((const char *const *) ids, column->id)
                       : (*column->group == '\0' && *column->id != '#'))
        g_ptr_array_add (question->shown, (gpointer) column);
    }

  ff_engine_work_async (ff_draft_get_engine (self->draft), read_rows, question, question_unref,
                        self->cancellable, rows_read_cb, g_atomic_rc_box_acquire (question));
}

static void
ask_facts (FfPersonSheet *self)
{
  FfSchema *schema = ff_plan_get_schema (ff_draft_get_plan (self->draft));
  const FfEntity *entity = ff_schema_find_entity (schema, self->entity);

  ask_rows (self, ff_side_sheet_add_section (self->sheet, _("Fields")), NULL);
  for (guint i = 0; i < entity->links->len; i++)
    {
      const FfLink *link = entity->links->pdata[i];
      const FfEntity *target = ff_schema_find_entity (schema, link->target);
      GtkWidget *section;

      if (target == NULL || target->key == NULL || !ff_person_can_follow (entity, link))
        continue;

      section = ff_side_sheet_add_section (self->sheet, link->label);
      gtk_widget_set_visible (section, FALSE);
      ask_rows (self, section, link);
    }
}

/* ---- The widget. */

static void
ff_person_sheet_dispose (GObject *object)
{
  FfPersonSheet *self = FF_PERSON_SHEET (object);

  g_cancellable_cancel (self->cancellable);
  if (self->draft != NULL)
    ff_draft_set_lit (self->draft, NULL);
  g_clear_pointer (&self->explained, ff_plan_unref);
  g_clear_object (&self->draft);

  G_OBJECT_CLASS (ff_person_sheet_parent_class)->dispose (object);
}

static void
ff_person_sheet_finalize (GObject *object)
{
  FfPersonSheet *self = FF_PERSON_SHEET (object);

  g_object_unref (self->cancellable);
  g_free (self->entity);
  g_free (self->key);

  G_OBJECT_CLASS (ff_person_sheet_parent_class)->finalize (object);
}

static void
ff_person_sheet_class_init (FfPersonSheetClass *class)
{
  G_OBJECT_CLASS (class)->dispose = ff_person_sheet_dispose;
  G_OBJECT_CLASS (class)->finalize = ff_person_sheet_finalize;
}

static void
ff_person_sheet_init (FfPersonSheet *self)
{
  GtkWidget *spinner = gtk_spinner_new ();

  self->cancellable = g_cancellable_new ();
  self->path = ADW_BIN (adw_bin_new ());
  gtk_spinner_start (GTK_SPINNER (spinner));
  gtk_widget_set_halign (spinner, GTK_ALIGN_START);
  adw_bin_set_child (self->path, spinner);
}

/**
 * ff_person_sheet_new:
 * @draft: an open campaign with a plan
 * @entity: name: what the row is
 * @key: canonical text
 *
 * Begins to read at once. While it stands, the person's path is lit on the canvas, and follows edits.
 *
 * Returns: what stands in the inspector's place
 */
GtkWidget *
ff_person_sheet_new (FfDraft    *draft,
                     const char *entity,
                     const char *key)
{
  FfPersonSheet *self = g_object_new (FF_TYPE_PERSON_SHEET, NULL);
  FfSchema *schema = ff_plan_get_schema (ff_draft_get_plan (draft));
  /* Translators: an entity and its key: “Customer 17”. */
  g_autofree char *title = g_strdup_printf (_("%s %s"), ff_schema_find_entity (schema, entity)->label, key);
  GtkWidget *section;

  self->draft = g_object_ref (draft);
  self->entity = g_strdup (entity);
  self->key = g_strdup (key);
  self->sheet = FF_SIDE_SHEET (ff_side_sheet_new (title, _("Person")));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->sheet));

  section = ff_side_sheet_add_section (self->sheet, _("Path Through This Campaign"));
  gtk_box_append (GTK_BOX (section), GTK_WIDGET (self->path));
  ask_facts (self);
  ask_path (self);
  g_signal_connect_object (draft, "notify::counting", G_CALLBACK (ask_path), self, G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}
