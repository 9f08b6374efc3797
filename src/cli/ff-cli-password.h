#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A line from the terminal, unseen, or from what standard input is instead. Free with ff_secret_free (). */
char *ff_cli_read_password (const char  *what,
                            GError     **error);

G_END_DECLS
