/* Reads a password from the person at the terminal, or from a pipe. Called by
 * the verbs that open a store, with --password. */

#include "cli/ff-cli-password.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/ff-secret.h"

/* Longer than any server takes. */
#define MAX_BYTES 1024

/**
 * ff_cli_read_password:
 * @what: what asks for it, for the prompt
 * @error: return location for a %G_IO_ERROR
 *
 * Returns: (transfer full): the line without its end
 */
char *
ff_cli_read_password (const char  *what,
                      GError     **error)
{
  gboolean is_terminal = isatty (STDIN_FILENO);
  struct termios seen, unseen;
  char line[MAX_BYTES];
  char *password;
  gboolean is_read;

  if (is_terminal)
    {
      /* Translators: a prompt; %s is the address of a database. */
      fprintf (stderr, _("Password for %s: "), what);
      tcgetattr (STDIN_FILENO, &seen);
      unseen = seen;
      unseen.c_lflag &= ~(tcflag_t) ECHO;
      tcsetattr (STDIN_FILENO, TCSAFLUSH, &unseen);
    }

  is_read = fgets (line, sizeof line, stdin) != NULL;

  if (is_terminal)
    {
      tcsetattr (STDIN_FILENO, TCSAFLUSH, &seen);
      fputc ('\n', stderr);
    }

  if (!is_read || strlen (line) == sizeof line - 1)
    {
      explicit_bzero (line, sizeof line);
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("There is no password on standard input, or it is too long."));
      return NULL;
    }

  line[strcspn (line, "\r\n")] = '\0';
  password = g_strdup (line);
  explicit_bzero (line, sizeof line);

  return password;
}
