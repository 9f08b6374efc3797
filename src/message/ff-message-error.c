/* The room's errors. Those of a template carry a line and a column, so that
 * an editor can go there. Called from every thread. */

#include "message/ff-message-error.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  guint line;
  guint column;
} FfMessageErrorPrivate;

static void
ff_message_error_private_init (FfMessageErrorPrivate *self)
{
  self->line = 0;
  self->column = 0;
}

static void
ff_message_error_private_copy (const FfMessageErrorPrivate *from,
                               FfMessageErrorPrivate       *to)
{
  *to = *from;
}

static void
ff_message_error_private_clear (FfMessageErrorPrivate *self)
{
}

G_DEFINE_EXTENDED_ERROR (FfMessageError, ff_message_error)

/**
 * ff_message_error_get_line:
 * @error: (nullable): an error, of any domain
 *
 * Returns: the line of the template that is to be mended, from 1 on; 0 when no
 *   place is known
 */
guint
ff_message_error_get_line (const GError *error)
{
  return error != NULL && error->domain == FF_MESSAGE_ERROR ? ff_message_error_get_private (error)->line : 0;
}

/**
 * ff_message_error_get_column:
 * @error: (nullable): an error, of any domain
 *
 * Returns: the column in ff_message_error_get_line (), in characters from 1 on;
 *   0 when no place is known
 */
guint
ff_message_error_get_column (const GError *error)
{
  return error != NULL && error->domain == FF_MESSAGE_ERROR ? ff_message_error_get_private (error)->column : 0;
}

/**
 * ff_message_error_set_place:
 * @error: return location, may be %NULL
 * @code: what the caller may do
 * @fragment: (nullable): the fragment that the place is in
 * @line: from 1
 * @column: from 1
 * @format: a translated sentence
 *
 * Sets an error whose text begins with the place.
 */
void
ff_message_error_set_place (GError         **error,
                            FfMessageError   code,
                            const char      *fragment,
                            guint            line,
                            guint            column,
                            const char      *format,
                            ...)
{
  g_autofree char *sentence = NULL;
  FfMessageErrorPrivate *place;
  va_list arguments;

  if (error == NULL)
    return;

  va_start (arguments, format);
  sentence = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  if (fragment != NULL)
    /* Translators: the name of a fragment, line and column in it, and what is wrong there. */
    g_set_error (error, FF_MESSAGE_ERROR, code, _("Fragment “%s”, line %u, column %u: %s"),
                 fragment, line, column, sentence);
  else
    /* Translators: line and column in a template, and what is wrong there. */
    g_set_error (error, FF_MESSAGE_ERROR, code, _("Line %u, column %u: %s"), line, column, sentence);

  place = ff_message_error_get_private (*error);
  place->line = line;
  place->column = column;
}
