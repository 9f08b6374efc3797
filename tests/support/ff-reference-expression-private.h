#pragma once

/* Inside of the reference: what the files of its expressions share. */

#include "ff-reference.h"

G_BEGIN_DECLS

/* A value on the way, with what its text said of it. */
typedef struct
{
  FfRefCell cell;
  gboolean  untyped;   /* null, before it is known of what */
  gboolean  written;   /* a text that is written out */
} FfRefTerm;


/* Nothing of @kind. */
FfRefTerm ff_ref_term_missing (FfKind           kind);
/* Takes the text. */
FfRefTerm ff_ref_term_text    (FfKind           kind,
                               char            *text);
FfRefTerm ff_ref_term_integer (FfKind           kind,
                               gint64           integer);
gboolean  ff_ref_term_is_missing (const FfRefTerm *self);

/* A number is read from a text as it stands, with @scale digits after the point. */
FfRefTerm ff_ref_read_number  (const char      *text,
                               guint            scale);

/* The campaign's clock, as µs since it showed 1970, and back: the first instant at which it shows so much. */
gint64    ff_ref_show_clock   (gint64           usec);
gint64    ff_ref_find_instant (gint64           local);
gint64    ff_ref_get_day      (gint64           usec);
guint     ff_ref_get_week_start (void);
char     *ff_ref_dup_day      (gint64           day);
/* FALSE when it leaves the calendar. */
gboolean  ff_ref_move_day     (gint64           day,
                               gint64           amount,
                               const char      *unit,
                               gint64          *out_day);

/* Days since 1970; FALSE when there is no such day from the year 1 to 9999. */
gboolean  ff_ref_read_day     (const char      *text,
                               gint64          *out_day);
/* A text that is written out becomes a date or an instant, if it is one. */
void      ff_ref_become_time  (FfRefTerm       *self);
/* The day of an instant. */
void      ff_ref_become_day   (FfRefTerm       *self);

/* FALSE when the function is none of theirs; all arguments are lent. */
gboolean  ff_ref_call_text    (const char      *name,
                               const FfRefTerm *arguments,
                               guint            n,
                               FfRefTerm       *out);
gboolean  ff_ref_call_time    (const char      *name,
                               FfRefTerm       *arguments,
                               guint            n,
                               gint64           now,
                               FfRefTerm       *out);

G_END_DECLS
