#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Making a value harmless for the place it stands in. */

/**
 * FfEscape:
 * @FF_ESCAPE_NONE: as it is
 * @FF_ESCAPE_HTML: text of an element, or an attribute's value in quotes
 * @FF_ESCAPE_URL: a URL, or the beginning of one; unknown schemes become "#"
 * @FF_ESCAPE_URL_REST: a further piece of a URL's path; it keeps / but cannot make a scheme
 * @FF_ESCAPE_URL_PART: one value inside a URL, such as a query's
 * @FF_ESCAPE_STYLE: one value inside CSS; only harmless characters stay
 * @FF_ESCAPE_JSON: part of a JSON string, between its quotes
 */
typedef enum
{
  FF_ESCAPE_NONE,
  FF_ESCAPE_HTML,
  FF_ESCAPE_URL,
  FF_ESCAPE_URL_REST,
  FF_ESCAPE_URL_PART,
  FF_ESCAPE_STYLE,
  FF_ESCAPE_JSON,
} FfEscape;

void ff_escape_append (GString    *out,
                       FfEscape    escape,
                       const char *text,
                       gsize       length);

G_END_DECLS
