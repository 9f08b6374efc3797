/* HTML as plain paragraphs. It reads what mail templates are made of and drops the rest; whatever the bytes are, the
 * answer is text. */

#include "ui/ff-rich-text.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

static void
block_free (FfRichTextBlock *self)
{
  g_free (self->text);
  g_free (self->target);
  g_free (self);
}

/* ---- Reading. */

typedef struct
{
  GPtrArray      *blocks;
  GString        *text;      /* of the block being read */
  FfRichTextKind  kind;
  char           *target;    /* of the link in it; nullable */
  gsize           link_at;   /* where the link's text begins and ends */
  gsize           link_end;
  gboolean        in_link;
} Reader;

static void
finish_block (Reader         *self,
              FfRichTextKind  next)
{
  g_autofree char *text = g_strdup (self->text->str);
  gboolean only_link;

  g_strstrip (text);
  only_link = self->target != NULL && self->kind == FF_RICH_TEXT_PARAGRAPH && self->link_at == 0 &&
              MAX (self->link_end, self->in_link ? self->text->len : 0) >= strlen (text);
  if (*text != '\0')
    {
      FfRichTextBlock *block = g_new0 (FfRichTextBlock, 1);

      block->kind = only_link ? FF_RICH_TEXT_LINK : self->kind;
      block->text = g_steal_pointer (&text);
      block->target = g_steal_pointer (&self->target);
      g_ptr_array_add (self->blocks, block);
    }

  g_clear_pointer (&self->target, g_free);
  g_string_truncate (self->text, 0);
  self->link_at = self->link_end = 0;
  self->in_link = FALSE;
  self->kind = next;
}

static void
add_rule (Reader *self)
{
  FfRichTextBlock *block = g_new0 (FfRichTextBlock, 1);

  block->kind = FF_RICH_TEXT_RULE;
  block->text = g_strdup ("");
  g_ptr_array_add (self->blocks, block);
}

static void
add_unichar (Reader   *self,
             gunichar  c)
{
  /* White space is one space, and none begins a line. */
  if (g_unichar_isspace (c) && c != 0xa0)
    {
      if (self->text->len > 0 && !strchr (" \n", self->text->str[self->text->len - 1]))
        g_string_append_c (self->text, ' ');
      return;
    }

  g_string_append_unichar (self->text, c);
}

/* "amp" → & ; 0 when it is none we know. */
static gunichar
decode (const char *name,
        gsize       length)
{
  static const struct { const char *name; gunichar c; } known[] = {
    { "amp", '&' }, { "lt", '<' }, { "gt", '>' }, { "quot", '"' }, { "apos", '\'' }, { "nbsp", 0xa0 },
    { "ndash", 0x2013 }, { "mdash", 0x2014 }, { "hellip", 0x2026 }, { "euro", 0x20ac }, { "copy", 0xa9 },
    { "lsquo", 0x2018 }, { "rsquo", 0x2019 }, { "ldquo", 0x201c }, { "rdquo", 0x201d }, { "times", 0xd7 },
  };

  if (length > 1 && name[0] == '#')
    {
      guint64 code = name[1] == 'x' || name[1] == 'X' ? g_ascii_strtoull (name + 2, NULL, 16)
                                                      : g_ascii_strtoull (name + 1, NULL, 10);

      return code > 0 && code <= 0x10ffff && g_unichar_validate ((gunichar) code) ? (gunichar) code : 0;
    }

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (strlen (known[i].name) == length && strncmp (known[i].name, name, length) == 0)
      return known[i].c;

  return 0;
}

static const char *
read_entity (Reader     *self,
             const char *p)
{
  const char *end = strchr (p, ';');
  gunichar c = end != NULL && end - p < 12 ? decode (p + 1, (gsize) (end - p - 1)) : 0;

  if (c == 0)
    {
      add_unichar (self, '&');
      return p + 1;
    }

  if (c == 0xa0)
    g_string_append_unichar (self->text, c);
  else
    add_unichar (self, c);
  return end + 1;
}

/* The value of @name in the text between < and >. */
static char *
dup_attribute (const char *tag,
               gsize       length,
               const char *name)
{
  g_autofree char *text = g_strndup (tag, length);
  g_autofree char *pattern = g_strdup_printf ("\\s%s\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s>]+))", name);
  g_autoptr (GRegex) regex = g_regex_new (pattern, G_REGEX_CASELESS, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  if (!g_regex_match (regex, text, 0, &match))
    return NULL;

  for (int i = 1; i <= 3; i++)
    {
      char *value = g_match_info_fetch (match, i);

      if (value != NULL && *value != '\0')
        return value;
      g_free (value);
    }

  return NULL;
}

static gboolean
is_one_of (const char        *name,
           const char *const *names)
{
  return g_strv_contains (names, name);
}

static void
read_link (Reader     *self,
           const char *tag,
           gsize       length,
           gboolean    closes)
{
  if (closes)
    {
      self->in_link = FALSE;
      self->link_end = self->text->len;
      return;
    }

  if (self->target != NULL)
    return;

  self->target = dup_attribute (tag, length, "href");
  self->link_at = self->text->len;
  self->in_link = TRUE;
}

static const char *
read_tag (Reader     *self,
          const char *p)
{
  static const char *const headings[] = { "h1", "h2", "h3", "h4", "h5", "h6", NULL };
  static const char *const blocks[] = { "p", "div", "table", "tr", "td", "th", "ul", "ol", "blockquote", "body", "html",
                                        "section", "header", "footer", "article", "center", NULL };
  static const char *const silent[] = { "script", "style", "head", "title", NULL };
  const char *end = strchr (p, '>');
  gboolean closes = p[1] == '/';
  const char *start = p + (closes ? 2 : 1);
  gsize n = strcspn (start, " \t\r\n/>");
  g_autofree char *name = NULL;

  if (g_str_has_prefix (p, "<!--"))
    {
      const char *stop = strstr (p, "-->");

      return stop != NULL ? stop + 3 : p + strlen (p);
    }

  if (end == NULL || !(g_ascii_isalpha (*start) || *start == '!'))
    {
      add_unichar (self, '<');
      return p + 1;
    }

  name = g_ascii_strdown (start, (gssize) n);
  if (is_one_of (name, silent) && !closes)
    {
      g_autofree char *close = g_strdup_printf ("</%s", name);
      const char *stop = end;

      while (*stop != '\0' && g_ascii_strncasecmp (stop, close, strlen (close)) != 0)
        stop++;
      end = strchr (stop, '>');
      return end != NULL ? end + 1 : stop + strlen (stop);
    }

  if (is_one_of (name, headings))
    finish_block (self, closes ? FF_RICH_TEXT_PARAGRAPH : FF_RICH_TEXT_HEADING);
  else if (g_str_equal (name, "li"))
    finish_block (self, closes ? FF_RICH_TEXT_PARAGRAPH : FF_RICH_TEXT_ITEM);
  else if (is_one_of (name, blocks))
    finish_block (self, FF_RICH_TEXT_PARAGRAPH);
  else if (g_str_equal (name, "br"))
    g_string_append_c (self->text, '\n');
  else if (g_str_equal (name, "hr"))
    {
      finish_block (self, FF_RICH_TEXT_PARAGRAPH);
      add_rule (self);
    }
  else if (g_str_equal (name, "a"))
    read_link (self, p, (gsize) (end - p), closes);

  return end + 1;
}

/**
 * ff_rich_text_parse:
 * @html: valid UTF-8
 *
 * Returns: (transfer full) (element-type FfRichTextBlock): its words, block by block
 */
GPtrArray *
ff_rich_text_parse (const char *html)
{
  Reader reader = { .text = g_string_new (NULL) };
  const char *p = html;

  reader.blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) block_free);
  while (*p != '\0')
    {
      if (*p == '<')
        p = read_tag (&reader, p);
      else if (*p == '&')
        p = read_entity (&reader, p);
      else
        {
          add_unichar (&reader, g_utf8_get_char (p));
          p = g_utf8_next_char (p);
        }
    }

  finish_block (&reader, FF_RICH_TEXT_PARAGRAPH);
  g_string_free (reader.text, TRUE);
  return reader.blocks;
}

/* ---- Showing. */

static GtkWidget *
create_label (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);

  return label;
}

static GtkWidget *
create_block (const FfRichTextBlock *block)
{
  GtkWidget *widget;
  g_autofree char *text = NULL;

  if (block->kind == FF_RICH_TEXT_RULE)
    return gtk_separator_new (GTK_ORIENTATION_HORIZONTAL);

  if (block->kind == FF_RICH_TEXT_ITEM)
    /* Translators: an item of a list. */
    text = g_strdup_printf (_("• %s"), block->text);
  widget = create_label (text != NULL ? text : block->text);
  if (block->kind == FF_RICH_TEXT_HEADING)
    gtk_widget_add_css_class (widget, "ff-message-heading");
  if (block->kind == FF_RICH_TEXT_LINK)
    {
      gtk_widget_add_css_class (widget, "ff-message-link");
      gtk_widget_set_halign (widget, GTK_ALIGN_START);
      gtk_label_set_selectable (GTK_LABEL (widget), FALSE);
    }
  if (block->target != NULL)
    gtk_widget_set_tooltip_text (widget, block->target);

  return widget;
}

/* Links do not open here; where they lead is said. */
static void
append_target (GtkWidget             *box,
               const FfRichTextBlock *block)
{
  GtkWidget *label;

  if (block->target == NULL)
    return;

  label = create_label (block->target);
  gtk_widget_add_css_class (label, "ff-small");
  gtk_widget_add_css_class (label, "ff-message-target");
  gtk_box_append (GTK_BOX (box), label);
}

/**
 * ff_rich_text_new_html:
 * @html: of a message
 *
 * Returns: its paragraphs, one below the other
 */
GtkWidget *
ff_rich_text_new_html (const char *html)
{
  g_autoptr (GPtrArray) blocks = ff_rich_text_parse (html);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  for (guint i = 0; i < blocks->len; i++)
    {
      GtkWidget *pair = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

      gtk_box_append (GTK_BOX (pair), create_block (blocks->pdata[i]));
      append_target (pair, blocks->pdata[i]);
      gtk_box_append (GTK_BOX (box), pair);
    }

  return box;
}

GtkWidget *
ff_rich_text_new_text (const char *text)
{
  return create_label (text);
}
