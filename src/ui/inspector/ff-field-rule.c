/* A rule within a list, in words; it is edited in the window for rules. */

#include "ui/inspector/ff-field-row.h"

#include <glib/gi18n-lib.h>

#include "ui/segment/ff-rule-tree.h"
#include "ui/segment/ff-rule-words.h"

static void
open_cb (FfFieldRow *row)
{
  g_autofree char *pointer = ff_field_row_dup_pointer (row);

  ff_form_host_open_segment (ff_field_row_get_host (row), pointer, NULL);
}

static GtkWidget *
build (FfFieldRow *row)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *words = gtk_label_new (NULL);
  GtkWidget *button = gtk_button_new_with_label (_("Edit Rule…"));

  gtk_label_set_xalign (GTK_LABEL (words), 0);
  gtk_label_set_wrap (GTK_LABEL (words), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (words), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (words), 4);
  gtk_label_set_ellipsize (GTK_LABEL (words), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (words, "ff-dim");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "ff-link");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (open_cb), row);

  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), button);
  return box;
}

static char *
dup_words (FfFieldRow *row,
           FfJson     *rule)
{
  g_autoptr (FfJson) normal = ff_rule_tree_normalize (rule);
  FfJson *items = ff_rule_group_get_items (normal);
  g_autoptr (GString) text = g_string_new (NULL);
  FfScope scope;

  if (ff_json_get_length (items) == 0)
    return g_strdup (_("Everyone"));

  ff_field_row_scope_cb (&scope, row);
  for (guint i = 0; i < ff_json_get_length (items); i++)
    {
      FfJson *bare = ff_rule_item_get_bare (ff_json_get_element (items, i));
      g_autofree char *title = ff_rule_words_dup_title (bare, &scope);
      g_autofree char *detail = ff_rule_words_dup_detail (bare, &scope);

      g_string_append_printf (text, "%s%s %s", i > 0 ? "\n" : "", title, detail);
    }

  return g_strdup (text->str);
}

static void
update (FfFieldRow *row,
        GtkWidget  *control,
        FfJson     *value)
{
  g_autofree char *words = dup_words (row, value);

  gtk_label_set_text (GTK_LABEL (gtk_widget_get_first_child (control)), words);
  gtk_widget_set_tooltip_text (gtk_widget_get_first_child (control), words);
}

/* A condition has no widget here: it is shown in the window. */
static void
focus (FfFieldRow *row,
       GtkWidget  *control,
       const char *inside)
{
  g_autofree char *pointer = ff_field_row_dup_pointer (row);

  gtk_widget_grab_focus (gtk_widget_get_last_child (control));
  if (*inside != '\0')
    ff_form_host_open_segment (ff_field_row_get_host (row), pointer, inside);
}

const FfFieldEditor ff_field_rule = { .is_wide = TRUE, .build = build, .update = update, .focus = focus };
