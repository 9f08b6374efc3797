#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Case mapping that no database decides for us: the root locale's, character
 * by character. Texts are UTF-8. */
char *ff_case_lower (const char *text);
char *ff_case_upper (const char *text);
char *ff_case_title (const char *text);

G_END_DECLS
