#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Patterns over text that mean the same on every backend. Two languages, one matcher: *like* has % for any characters,
 * _ for one and \ before either to mean itself; a *pattern* is the subset . [] * + ? {m,n} | () ^ $ \d \w \s with ASCII
 * classes, and is found anywhere unless anchored. A point and a class match line ends too. Matching takes time linear
 * in the text. */

#define FF_PATTERN_ERROR (ff_pattern_error_quark ())
GQuark ff_pattern_error_quark (void);

/**
 * FfPatternError:
 * @FF_PATTERN_ERROR_SYNTAX: it says something that is not of the language; the message names the character
 * @FF_PATTERN_ERROR_TOO_LARGE: its repeats multiply to too much
 */
typedef enum
{
  FF_PATTERN_ERROR_SYNTAX,
  FF_PATTERN_ERROR_TOO_LARGE,
} FfPatternError;

typedef struct _FfPattern FfPattern;

FfPattern *ff_pattern_new         (const char  *text,
                                   GError     **error);
FfPattern *ff_pattern_new_like    (const char  *text,
                                   GError     **error);
void       ff_pattern_free        (FfPattern   *self);
/* Not from two threads at once. */
gboolean   ff_pattern_matches     (FfPattern   *self,
                                   const char  *text,      /* UTF-8 */
                                   gsize        length);
/* As PostgreSQL's advanced regular expression. */
char      *ff_pattern_print_are   (FfPattern   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FfPattern, ff_pattern_free)

G_END_DECLS
