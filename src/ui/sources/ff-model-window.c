/* What a data source holds and what is said of it, to be read and to be checked
 * against the data. Main thread; the data is asked on a worker of its own, so
 * that a campaign's counts do not wait. */

#include "ui/sources/ff-model-window.h"

#include <glib/gi18n-lib.h>

#include "base/ff-clock.h"
#include "base/ff-count.h"
#include "store/ff-data-report.h"
#include "ui/ff-words.h"

#define WIDTH  640
#define HEIGHT 720

struct _FfModelWindow
{
  AdwWindow     parent_instance;

  FfSchema     *schema;
  FfEngine     *engine;
  GCancellable *checking;     /* nullable */
  gboolean      is_closed;

  GtkWidget    *status;       /* what the data says of the whole */
  GHashTable   *tables;       /* entity → its row; lent */
  GHashTable   *links;        /* entity, line feed, link → its row; lent */
  GHashTable   *columns;      /* entity, line feed, column → its row; lent */
};

G_DEFINE_FINAL_TYPE (FfModelWindow, ff_model_window, ADW_TYPE_WINDOW)

static GtkWidget *
new_row (const char *title,
         const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);

  return row;
}

static char *
join_words (GPtrArray *words)
{
  g_ptr_array_add (words, NULL);

  return g_strjoinv (" · ", (char **) words->pdata);
}

/* ---- Who a person is. */

static const struct
{
  const char *role;
  const char *label;
} roles[] = {
  { "address:email", N_("Email Address") },
  { "address:sms",   N_("Mobile Number") },
  { "address:push",  N_("Device for Push Messages") },
  { "language",      N_("Language") },
  { "time-zone",     N_("Time Zone") },
};

static const char *
get_label (const FfEntity *entity,
           const char     *name)
{
  const FfColumn *column = entity != NULL && name != NULL ? ff_entity_find_column (entity, name) : NULL;

  return column != NULL && column->label != NULL ? column->label : name;
}

static char *
dup_consent (FfSchema *schema)
{
  const FfConsentMapping *consent = ff_schema_get_consent (schema);
  const FfEntity *entity = consent != NULL ? ff_schema_find_entity (schema, consent->entity) : NULL;

  if (entity == NULL)
    return g_strdup (_("Nowhere: nobody may be written to"));

  /* Translators: %s is a table, such as “Consents”. */
  return g_strdup_printf (consent->opt_out ? _("%s; whoever has no row there may be written to")
                                           : _("%s; whoever has no row there is not written to"), entity->label_plural);
}

static void
add_person (FfModelWindow *self,
            GtkWidget     *box)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  const FfEntity *profile = ff_schema_get_profile (self->schema);
  g_autofree char *consent = dup_consent (self->schema);

  adw_preferences_group_set_title (group, _("People"));
  adw_preferences_group_add (group, new_row (_("A Person Is"), profile != NULL ? profile->label : _("No table says")));
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      const char *name = ff_schema_get_role (self->schema, roles[i].role);

      adw_preferences_group_add (group, new_row (_(roles[i].label), name != NULL ? get_label (profile, name) : _("No column says")));
    }
  adw_preferences_group_add (group, new_row (_("Consent Stands In"), consent));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (group));
}

/* ---- Tables. */

static char *
dup_place (const char *entity,
           const char *name)
{
  return g_strconcat (entity, "\n", name, NULL);
}

static char *
dup_column_words (const FfColumn *column)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (words, g_strdup (column->name));
  g_ptr_array_add (words, g_strdup (ff_kind_get_name (column->type.kind)));
  if (column->choices != NULL && column->choices[0] != NULL)
    {
      const guint n = g_strv_length (column->choices);

      g_ptr_array_add (words, g_strdup_printf (ngettext ("%u known value", "%u known values", n), n));
    }
  if (column->personal != NULL)
    g_ptr_array_add (words, g_strdup (_("personal data")));

  return join_words (words);
}

static char *
dup_link_words (FfSchema     *schema,
                const FfLink *link)
{
  const FfEntity *target = ff_schema_find_entity (schema, link->target);
  g_autofree char *columns = g_strjoinv (", ", link->columns);
  const char *label = target == NULL ? link->target : link->cardinality == FF_LINK_ONE ? target->label : target->label_plural;

  /* Translators: a link such as “N-1 to Customer by customer_id”. */
  return g_strdup_printf (_("%s to %s by %s"), ff_link_get_cardinality_id (link), label, columns);
}

static char *
dup_table_words (const FfEntity *entity)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *key = entity->key != NULL ? g_strjoinv (", ", entity->key) : NULL;

  /* Translators: %s is one or more columns. */
  g_ptr_array_add (words, key != NULL ? g_strdup_printf (_("key %s"), key) : g_strdup (_("no key: its rows cannot be chosen")));
  g_ptr_array_add (words, g_strdup_printf (ngettext ("%u column", "%u columns", entity->columns->len), entity->columns->len));
  g_ptr_array_add (words, g_strdup_printf (ngettext ("%u link", "%u links", entity->links->len), entity->links->len));

  return join_words (words);
}

static void
add_table (FfModelWindow       *self,
           AdwPreferencesGroup *group,
           const FfEntity      *entity)
{
  GtkWidget *row = adw_expander_row_new ();
  g_autofree char *words = dup_table_words (entity);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), entity->label_plural != NULL ? entity->label_plural : entity->name);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), words);
  g_hash_table_insert (self->tables, g_strdup (entity->name), row);

  for (guint c = 0; c < entity->columns->len; c++)
    {
      const FfColumn *column = g_ptr_array_index (entity->columns, c);
      g_autofree char *column_words = dup_column_words (column);
      GtkWidget *inner = new_row (column->label != NULL ? column->label : column->name, column_words);

      g_hash_table_insert (self->columns, dup_place (entity->name, column->name), inner);
      adw_expander_row_add_row (ADW_EXPANDER_ROW (row), inner);
    }
  for (guint l = 0; l < entity->links->len; l++)
    {
      const FfLink *link = g_ptr_array_index (entity->links, l);
      g_autofree char *link_words = dup_link_words (self->schema, link);
      GtkWidget *inner = new_row (link->label != NULL ? link->label : link->name, link_words);

      adw_action_row_add_prefix (ADW_ACTION_ROW (inner), gtk_image_new_from_icon_name ("go-next-symbolic"));
      g_hash_table_insert (self->links, dup_place (entity->name, link->name), inner);
      adw_expander_row_add_row (ADW_EXPANDER_ROW (row), inner);
    }

  adw_preferences_group_add (group, row);
}

/* ---- What the data says. */

/* A format with one number of rows, separators and all. */
#define ADD_ROWS(words, n, format)                                             \
  G_STMT_START                                                                 \
  {                                                                            \
    g_autofree char *number_ = ff_count_format (n);                            \
                                                                               \
    g_ptr_array_add (words, g_strdup_printf (format, number_));                \
  }                                                                            \
  G_STMT_END

static char *
dup_link_answer (FfSchema            *schema,
                 const char          *entity,
                 const FfLinkReport  *report)
{
  const FfEntity *from = ff_schema_find_entity (schema, entity);
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *least = ff_count_format (report->least);
  g_autofree char *most = ff_count_format (report->most);

  g_ptr_array_add (words, dup_link_words (schema, ff_entity_find_link (from, report->link)));
  /* Translators: the least and the most rows that a link leads to. */
  g_ptr_array_add (words, g_strdup_printf (_("leads to %s to %s rows"), least, most));
  if (report->n_without > 0)
    ADD_ROWS (words, report->n_without, ngettext ("%s row leads nowhere", "%s rows lead nowhere", report->n_without));
  if (!report->holds && report->n_several > 0)
    ADD_ROWS (words, report->n_several, ngettext ("%s row leads to several", "%s rows lead to several", report->n_several));
  if (!report->holds && report->n_shared > 0)
    ADD_ROWS (words, report->n_shared, ngettext ("%s row leads where another does", "%s rows lead where others do", report->n_shared));

  return join_words (words);
}

static char *
dup_table_answer (const FfTableReport *report,
                  gint64               now)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  ADD_ROWS (words, report->n_rows, ngettext ("%s row", "%s rows", report->n_rows));
  if (report->key != NULL)
    /* Translators: %s is one or more columns. */
    g_ptr_array_add (words, g_strdup_printf (_("key %s"), report->key));
  if (report->n_keyless > 0)
    ADD_ROWS (words, report->n_keyless, ngettext ("%s row has no key", "%s rows have no key", report->n_keyless));
  if (report->n_repeated > 0)
    ADD_ROWS (words, report->n_repeated, ngettext ("%s row has a key that is not its own", "%s rows have a key that is not their own", report->n_repeated));
  if (report->changed_at >= 0)
    {
      g_autofree char *time = ff_words_dup_time (report->changed_at, now);

      /* Translators: %s is a time or a day, such as “14:02” or “yesterday”. */
      g_ptr_array_add (words, g_strdup_printf (_("last change %s"), time));
    }

  return join_words (words);
}

static void
show_table (FfModelWindow       *self,
            const FfTableReport *report)
{
  GtkWidget *row = g_hash_table_lookup (self->tables, report->entity);
  g_autofree char *answer = dup_table_answer (report, ff_clock_get_now (ff_clock_get_wall ()));

  if (row == NULL)
    return;

  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), answer);
  adw_expander_row_set_icon_name (ADW_EXPANDER_ROW (row), ff_table_report_holds (report) ? "object-select-symbolic" : "dialog-warning-symbolic");

  for (guint l = 0; l < report->links->len; l++)
    {
      const FfLinkReport *link = g_ptr_array_index (report->links, l);
      g_autofree char *place = dup_place (report->entity, link->link);
      g_autofree char *words = dup_link_answer (self->schema, report->entity, link);
      GtkWidget *inner = g_hash_table_lookup (self->links, place);

      if (inner != NULL)
        adw_action_row_set_subtitle (ADW_ACTION_ROW (inner), words);
    }
  for (guint c = 0; c < report->columns->len; c++)
    {
      const FfColumnReport *column = g_ptr_array_index (report->columns, c);
      g_autofree char *place = dup_place (report->entity, column->column);
      g_autofree char *number = ff_count_format (column->n_misfits);
      g_autofree char *misfits = g_strdup_printf (ngettext ("%s value does not fit and counts as empty",
                                                            "%s values do not fit and count as empty", column->n_misfits), number);
      GtkWidget *inner = g_hash_table_lookup (self->columns, place);

      if (inner != NULL)
        adw_action_row_set_subtitle (ADW_ACTION_ROW (inner), misfits);
    }
}

/* On the worker. */
static void
read_report (FfStore  *store,
             GTask    *task,
             gpointer  data)
{
  g_autoptr (GError) error = NULL;
  FfDataReport *report = ff_data_report_new (store, NULL, g_task_get_cancellable (task), &error);

  if (report != NULL)
    g_task_return_pointer (task, report, (GDestroyNotify) ff_data_report_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
checked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (FfModelWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FfDataReport) report = g_task_propagate_pointer (G_TASK (result), &error);
  g_autofree char *time = NULL;
  g_autofree char *text = NULL;

  if (self->is_closed)
    return;

  g_clear_object (&self->checking);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "model.check", TRUE);
  if (report == NULL)
    {
      gtk_label_set_text (GTK_LABEL (self->status), error->message);
      return;
    }

  for (guint t = 0; t < report->tables->len; t++)
    show_table (self, g_ptr_array_index (report->tables, t));
  time = ff_words_dup_time (report->taken_at, ff_clock_get_now (ff_clock_get_wall ()));
  /* Translators: %s is a time or a day. */
  text = g_strdup_printf (ff_data_report_holds (report) ? _("Keys and links hold, as of %s")
                                                        : _("Some keys or links do not hold, as of %s: see the marked tables"), time);
  gtk_label_set_text (GTK_LABEL (self->status), text);
}

static void
check_action (GtkWidget  *widget,
              const char *name,
              GVariant   *target)
{
  FfModelWindow *self = FF_MODEL_WINDOW (widget);

  self->checking = g_cancellable_new ();
  gtk_widget_action_set_enabled (widget, "model.check", FALSE);
  gtk_label_set_text (GTK_LABEL (self->status), _("Reading every row…"));
  ff_engine_work_async (self->engine, read_report, NULL, NULL, self->checking, checked_cb, g_object_ref (self));
}

/* ---- The window. */

static void
close_action (GtkWidget  *widget,
              const char *name,
              GVariant   *target)
{
  gtk_window_close (GTK_WINDOW (widget));
}

static void
ff_model_window_dispose (GObject *object)
{
  FfModelWindow *self = FF_MODEL_WINDOW (object);

  self->is_closed = TRUE;
  g_cancellable_cancel (self->checking);
  g_clear_object (&self->checking);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (ff_model_window_parent_class)->dispose (object);
}

static void
ff_model_window_finalize (GObject *object)
{
  FfModelWindow *self = FF_MODEL_WINDOW (object);

  ff_schema_unref (self->schema);
  g_hash_table_unref (self->tables);
  g_hash_table_unref (self->links);
  g_hash_table_unref (self->columns);

  G_OBJECT_CLASS (ff_model_window_parent_class)->finalize (object);
}

static void
ff_model_window_class_init (FfModelWindowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = ff_model_window_dispose;
  G_OBJECT_CLASS (class)->finalize = ff_model_window_finalize;

  gtk_widget_class_install_action (widget_class, "model.check", NULL, check_action);
  gtk_widget_class_install_action (widget_class, "model.close", NULL, close_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "model.close", NULL);
}

static void
ff_model_window_init (FfModelWindow *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "ff-data");
  self->tables = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->links = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static GtkWidget *
new_header (void)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *check = gtk_button_new_with_mnemonic (_("C_heck Against Data"));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (check), "model.check");
  gtk_widget_set_tooltip_text (check, _("Reads every row: whether keys tell rows apart and links lead where they should"));
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), check);

  return header;
}

static void
fill (FfModelWindow *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  self->status = gtk_label_new (_("The data has not been asked yet"));
  gtk_label_set_xalign (GTK_LABEL (self->status), 0);
  gtk_label_set_wrap (GTK_LABEL (self->status), TRUE);
  gtk_widget_add_css_class (self->status, "ff-dim");
  gtk_box_append (GTK_BOX (box), self->status);
  add_person (self, box);

  adw_preferences_group_set_title (group, _("Tables"));
  for (guint e = 0; e < ff_schema_get_n_entities (self->schema); e++)
    add_table (self, group, ff_schema_get_entity (self->schema, e));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (group));

  gtk_widget_set_margin_top (box, 18);
  gtk_widget_set_margin_bottom (box, 24);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (content), new_header ());
  gtk_box_append (GTK_BOX (content), scroller);
  adw_window_set_content (ADW_WINDOW (self), content);
}

/**
 * ff_model_window_new:
 * @parent: (nullable): the window it belongs to
 * @draft: an open campaign whose data has been opened
 *
 * Returns: its data model
 */
GtkWidget *
ff_model_window_new (GtkWindow *parent,
                     FfDraft   *draft)
{
  FfModelWindow *self = g_object_new (FF_TYPE_MODEL_WINDOW, "title", _("Data Model"), "default-width", WIDTH,
                                      "default-height", HEIGHT, "modal", parent != NULL, "transient-for", parent, NULL);

  self->schema = ff_schema_ref (ff_draft_get_schema (draft));
  self->engine = ff_engine_new (ff_draft_get_store_url (draft));
  fill (self);

  return GTK_WIDGET (self);
}

gboolean
ff_model_window_is_idle (FfModelWindow *self)
{
  return self->checking == NULL;
}
