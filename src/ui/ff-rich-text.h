#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The paragraphs of an HTML message as plain widgets: no script runs, nothing is loaded, links show their target
 * instead of opening. A preview of the words, not of the design. */
GtkWidget *ff_rich_text_new_html (const char *html);
GtkWidget *ff_rich_text_new_text (const char *text);

/**
 * FfRichTextKind:
 * @FF_RICH_TEXT_PARAGRAPH: running text
 * @FF_RICH_TEXT_HEADING: a title
 * @FF_RICH_TEXT_LINK: a paragraph that is nothing but a link
 * @FF_RICH_TEXT_ITEM: of a list
 * @FF_RICH_TEXT_RULE: a line across
 */
typedef enum
{
  FF_RICH_TEXT_PARAGRAPH,
  FF_RICH_TEXT_HEADING,
  FF_RICH_TEXT_LINK,
  FF_RICH_TEXT_ITEM,
  FF_RICH_TEXT_RULE,
} FfRichTextKind;

typedef struct
{
  FfRichTextKind  kind;
  char           *text;
  char           *target;   /* of a link; nullable */
} FfRichTextBlock;

/* What @html says, block by block. Array of FfRichTextBlock. Any thread. */
GPtrArray *ff_rich_text_parse    (const char *html);

G_END_DECLS
