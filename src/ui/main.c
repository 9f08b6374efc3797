/* The program: one process, however many windows. */

#include <locale.h>

#include <glib/gi18n.h>

#include "ui/ff-application.h"

int
main (int    argc,
      char **argv)
{
  g_autoptr (FfApplication) application = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, FF_LOCALE_FOLDER);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  application = ff_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
