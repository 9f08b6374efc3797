/* The sums of a send and the check that they close. Values; any thread. */

#include "send/ff-books.h"

#include <glib/gi18n-lib.h>

#include "send/ff-send-error.h"

G_DEFINE_BOXED_TYPE (FfBooks, ff_books, ff_books_copy, ff_books_free)

/**
 * ff_books_copy:
 * @self: (nullable): books
 *
 * Returns: (transfer full) (nullable): a copy
 */
FfBooks *
ff_books_copy (const FfBooks *self)
{
  return g_memdup2 (self, sizeof *self);
}

/**
 * ff_books_free:
 * @self: (nullable): books
 *
 * Frees @self.
 */
void
ff_books_free (FfBooks *self)
{
  g_free (self);
}

/**
 * ff_books_add:
 * @self: books nobody else sees yet
 * @other: what is added to each of their sums
 *
 * Adds the books of one activity to those of a run.
 */
void
ff_books_add (FfBooks       *self,
              const FfBooks *other)
{
  self->audience += other->audience;
  self->planned += other->planned;
  for (guint i = 0; i < FF_N_REASONS; i++)
    {
      self->excluded[i] += other->excluded[i];
      self->not_sent[i] += other->not_sent[i];
    }
  for (guint i = 0; i < FF_N_DELIVERY_STATES; i++)
    self->states[i] += other->states[i];
}

static gint64
sum_of (const gint64 *numbers,
        guint         n_numbers)
{
  gint64 sum = 0;

  for (guint i = 0; i < n_numbers; i++)
    sum += numbers[i];

  return sum;
}

/* @format holds two %s: the numbers that should be the same. */
static gboolean
refuse (GError     **error,
        const char  *format,
        gint64       expected,
        gint64       found)
{
  g_autofree char *expected_text = g_strdup_printf ("%" G_GINT64_FORMAT, expected);
  g_autofree char *found_text = g_strdup_printf ("%" G_GINT64_FORMAT, found);
  g_autoptr (GString) text = g_string_new (format);

  g_string_replace (text, "%s", expected_text, 1);
  g_string_replace (text, "%s", found_text, 1);
  g_set_error_literal (error, FF_SEND_ERROR, FF_SEND_ERROR_BOOKS, text->str);
  return FALSE;
}

/**
 * ff_books_check:
 * @self: books
 * @error: return location for %FF_SEND_ERROR_BOOKS, naming the sum and both numbers
 *
 * Returns: %TRUE if every sum closes
 */
gboolean
ff_books_check (const FfBooks  *self,
                GError        **error)
{
  gint64 states = sum_of (self->states, FF_N_DELIVERY_STATES);
  gint64 rows = self->planned + ff_books_get_excluded (self);
  gint64 not_sent = sum_of (self->not_sent, FF_N_REASONS);

  if (states != self->planned)
    /* Translators: both are numbers of deliveries. */
    return refuse (error, _("The books do not close: %s deliveries were planned, but the states hold %s."),
                   self->planned, states);

  if (rows != self->audience)
    /* Translators: both are numbers of rows. */
    return refuse (error, _("The books do not close: the audience has %s rows, but deliveries and reasons together have %s."),
                   self->audience, rows);

  if (not_sent != self->states[FF_DELIVERY_NOT_SENT])
    /* Translators: both are numbers of deliveries. */
    return refuse (error, _("The books do not close: %s deliveries are not sent, but %s say why."),
                   self->states[FF_DELIVERY_NOT_SENT], not_sent);

  return TRUE;
}

/**
 * ff_books_get_excluded:
 * @self: books
 *
 * Returns: rows of the audience that became no delivery, for all reasons
 */
gint64
ff_books_get_excluded (const FfBooks *self)
{
  return sum_of (self->excluded, FF_N_REASONS);
}

/**
 * ff_books_get_left:
 * @self: books
 *
 * Returns: deliveries that wait or are in flight
 */
gint64
ff_books_get_left (const FfBooks *self)
{
  return self->states[FF_DELIVERY_WAITING] + self->states[FF_DELIVERY_IN_FLIGHT];
}

/**
 * ff_books_equal:
 * @self: books
 * @other: books
 *
 * Returns: whether every sum is the same
 */
gboolean
ff_books_equal (const FfBooks *self,
                const FfBooks *other)
{
  return memcmp (self, other, sizeof *self) == 0;
}

static void
take_reasons (FfJson       *json,
              const char   *name,
              const gint64 *numbers)
{
  FfJson *reasons = ff_json_new_object ();

  for (guint i = 0; i < FF_N_REASONS; i++)
    if (numbers[i] != 0)
      ff_json_set_integer (reasons, ff_reason_get_id (i), numbers[i]);

  ff_json_take_member (json, name, reasons);
}

/**
 * ff_books_to_json:
 * @self: books
 *
 * Returns: (transfer full): {"audience", "excluded": {reason: n}, "planned",
 *   a member per state, "not-sent-reasons": {reason: n}}
 */
FfJson *
ff_books_to_json (const FfBooks *self)
{
  FfJson *json = ff_json_new_object ();

  ff_json_set_integer (json, "audience", self->audience);
  take_reasons (json, "excluded", self->excluded);
  ff_json_set_integer (json, "planned", self->planned);
  for (guint i = 0; i < FF_N_DELIVERY_STATES; i++)
    ff_json_set_integer (json, ff_delivery_state_get_id (i), self->states[i]);
  take_reasons (json, "not-sent-reasons", self->not_sent);

  return json;
}
