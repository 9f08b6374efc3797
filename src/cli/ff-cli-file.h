#pragma once

#include "cli/ff-verb.h"
#include "base/ff-json.h"
#include "plan/ff-file-format.h"

G_BEGIN_DECLS

/* How a file of rows is described in words and told in JSON. One thread. */

typedef struct
{
  char     *encoding;
  char     *delimiter;
  char     *widths;
  char     *zone;
  gboolean  header;
  gboolean  no_header;
} FfCliFileWords;

#define FF_CLI_FILE_ENTRIES(words) \
  { "encoding", 'e', 0, G_OPTION_ARG_STRING, &(words).encoding, N_("utf-8, utf-16le, utf-16be, windows-1252, cp949, big5 (found out)"), "NAME" }, \
  { "delimiter", 'd', 0, G_OPTION_ARG_STRING, &(words).delimiter, N_("comma, semicolon, tab, pipe or the sign itself (found out)"), "SIGN" }, \
  { "widths", 0, 0, G_OPTION_ARG_STRING, &(words).widths, N_("Columns of a fixed width, in characters; * is the rest"), "N,N,…" }, \
  { "header", 0, 0, G_OPTION_ARG_NONE, &(words).header, N_("The first row names the columns (found out)"), NULL }, \
  { "no-header", 0, 0, G_OPTION_ARG_NONE, &(words).no_header, N_("The first row is a row like any other"), NULL }, \
  { "zone", 0, 0, G_OPTION_ARG_STRING, &(words).zone, N_("The time zone of times that are written without one (UTC)"), "ZONE" }

void          ff_cli_file_words_clear (FfCliFileWords       *self);
/* NULL after wrong use, which was told. */
FfFileFormat *ff_cli_new_format       (const FfVerb         *verb,
                                       const FfCliFileWords *words,
                                       int                  *out_exit);
/* "decimal(2)", "date(dmy)" into @column; FALSE when it is none, which was told. */
gboolean      ff_cli_parse_kind       (const char           *text,
                                       FfFileColumn         *column);
char         *ff_cli_dup_kind         (const FfFileColumn   *column);
char         *ff_cli_dup_delimiter    (const FfFileFormat   *format);
FfJson       *ff_cli_format_to_json   (const FfFileFormat   *format);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FfCliFileWords, ff_cli_file_words_clear)

G_END_DECLS
