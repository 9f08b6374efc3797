/* The alert before a run. Main thread. */

#include "ui/review/ff-confirm.h"

#include <glib/gi18n-lib.h>

#include "picture/ff-count-labels.h"

typedef struct
{
  GtkWidget      *dialog;
  GtkWidget      *entry;         /* nullable */
  gint64          n;
  FfConfirmed     confirmed;
  gpointer        user_data;
  GDestroyNotify  destroy;
} Asking;

static void
asking_free (gpointer  data,
             GClosure *closure)
{
  Asking *self = data;

  if (self->destroy != NULL)
    self->destroy (self->user_data);
  g_free (self);
}

/**
 * ff_confirm_is_number:
 * @text: typed by a person
 * @n: the number meant
 *
 * Separators of thousands may be there or not; nothing else may.
 *
 * Returns: whether @text says @n
 */
gboolean
ff_confirm_is_number (const char *text,
                      gint64      n)
{
  g_autofree char *wanted = g_strdup_printf ("%" G_GINT64_FORMAT, n);
  g_autoptr (GString) digits = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      int digit = g_unichar_digit_value (c);

      if (digit >= 0)
        g_string_append_c (digits, (char) ('0' + digit));
      else if (!g_unichar_isspace (c) && c != ',' && c != '.' && c != '\'' && c != 0x2019 && c != 0x202f)
        return FALSE;
    }

  return g_str_equal (digits->str, wanted);
}

static void
typed_cb (Asking *self)
{
  gboolean is_right = ff_confirm_is_number (gtk_editable_get_text (GTK_EDITABLE (self->entry)), self->n);

  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (self->dialog), "do", is_right);
}

static void
response_cb (AdwMessageDialog *dialog,
             const char       *response,
             Asking           *self)
{
  if (g_str_equal (response, "do"))
    self->confirmed (self->user_data);
}

static GtkWidget *
create_entry (Asking *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *label = gtk_label_new_with_mnemonic (_("_Type the number of messages to go on"));

  self->entry = gtk_entry_new ();
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), self->entry);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_RELATION_LABELLED_BY, label, NULL, -1);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), self->entry);
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (typed_cb), self);

  return box;
}

static char *
dup_body (const FfConfirmation *confirmation)
{
  g_autofree char *seconds = g_strdup_printf (ngettext ("%d second", "%d seconds", (gulong) confirmation->hold_seconds),
                                              confirmation->hold_seconds);

  if (confirmation->is_live)
    /* Translators: the name of a campaign, its gateways in words, and “10 seconds”. */
    return g_strdup_printf (_("“%s” goes through %s, to real people. The first message leaves %s after you confirm; until then you can undo it."),
                            confirmation->campaign, confirmation->gateways, seconds);

  /* Translators: the name of a campaign, its gateways in words, and “10 seconds”. */
  return g_strdup_printf (_("“%s” goes through %s. Nobody is contacted. It begins %s after you confirm; until then you can undo it."),
                          confirmation->campaign, confirmation->gateways, seconds);
}

/**
 * ff_confirm_ask:
 * @parent: in the window that the alert belongs to
 * @confirmation: what is to be agreed to; read before this returns
 * @confirmed: called when the person agrees
 *
 * Returns: (transfer none): the alert, shown
 */
GtkWidget *
ff_confirm_ask (GtkWidget            *parent,
                const FfConfirmation *confirmation,
                FfConfirmed           confirmed,
                gpointer              user_data,
                GDestroyNotify        destroy)
{
  Asking *self = g_new0 (Asking, 1);
  GtkRoot *root = gtk_widget_get_root (parent);
  g_autofree char *body = dup_body (confirmation);

  self->n = confirmation->n;
  self->confirmed = confirmed;
  self->user_data = user_data;
  self->destroy = destroy;
  self->dialog = adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, confirmation->question, body);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (self->dialog), "cancel", _("_Cancel"));
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (self->dialog), "do", confirmation->deed);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (self->dialog), "do",
                                              confirmation->is_live ? ADW_RESPONSE_DESTRUCTIVE : ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (self->dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (self->dialog), "cancel");
  if (confirmation->must_type)
    {
      adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (self->dialog), create_entry (self));
      adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (self->dialog), "do", FALSE);
    }

  g_signal_connect_data (self->dialog, "response", G_CALLBACK (response_cb), self, asking_free, 0);
  gtk_window_present (GTK_WINDOW (self->dialog));
  return self->dialog;
}
