/* The program: one process, however many windows. */

#include <locale.h>

#include "ui/ff-application.h"

int
main (int    argc,
      char **argv)
{
  g_autoptr (FfApplication) application = NULL;

  setlocale (LC_ALL, "");
  application = ff_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
