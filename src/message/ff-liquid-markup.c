/* Reads the literal text of a template byte by byte, to know what a value
 * behind it will be: text, an attribute, a URL, a style. It follows HTML's own
 * tokenizer as far as that matters; a wrong guess may escape too much, never
 * too little. Used by ff-liquid-spot.c. */

#include "message/ff-liquid-spot-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef enum
{
  TEXT,
  LESS,           /* < */
  LESS_SLASH,     /* </ */
  BANG,           /* <! */
  BANG_DASH,      /* <!- */
  BOGUS,          /* <! or <? up to > */
  COMMENT,
  CONDITION,      /* <!--[if … up to ]>, then text goes on */
  TAG_NAME,
  TAG,            /* between attributes */
  ATTRIBUTE_NAME,
  AFTER_NAME,
  BEFORE_VALUE,
  VALUE,
  RAW,            /* inside script, style, title, textarea */
  JSON_STRING,
  JSON_ESCAPE,
  UNKNOWN,        /* could be two things at once */
} FfLiquidWhere;

/* Behind a branch that may have ended a name inside a tag, only what ends it in
 * any case is understood: “<p{% if a %} class="b"{% endif %}>”. */
typedef enum
{
  NO_GAP,
  NEEDS_GAP,
  IN_GAP,     /* white space; now everything but “=” may follow */
} FfLiquidGap;

typedef enum
{
  PLAIN,
  URL,
  STYLE,
  SCRIPT,
} Meaning;

typedef enum
{
  NO_ELEMENT,
  STYLE_ELEMENT,
  SCRIPT_ELEMENT,
  TITLE_ELEMENT,
  TEXTAREA_ELEMENT,
} Element;

static const char *const element_names[] = { "", "style", "script", "title", "textarea" };

/* How far a URL has come. PART is safe after anything. A value in the host, or
 * right behind the first slash, must not choose another host. */
typedef enum
{
  URL_START,
  URL_SCHEME,
  URL_COLON,   /* “https:” */
  URL_SLASH,   /* “/” or “https:/” */
  URL_HOST,    /* “//” and more */
  URL_PATH,
  URL_PART,
} UrlPlace;

#define IN_STYLE_URL 4  /* “url(” is behind us */

static gboolean
is_space (char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static void
go (FfLiquidMarkup *self,
    FfLiquidWhere   where)
{
  self->where = where;
  self->n_name = 0;
  memset (self->name, 0, sizeof self->name);
}

static void
start_name (FfLiquidMarkup *self,
            FfLiquidWhere   where,
            char            c)
{
  go (self, where);
  self->name[self->n_name++] = g_ascii_tolower (c);
}

/* A name that is too long to be kept is none that we know. */
static void
add_name (FfLiquidMarkup *self,
          char            c)
{
  if (self->n_name < sizeof self->name - 1)
    self->name[self->n_name++] = g_ascii_tolower (c);
  else
    self->name[0] = '?';
}

/* ---- URLs and styles */

static void
read_url (FfLiquidMarkup *self,
          char            c)
{
  if (self->url == URL_PART || (self->url == URL_START && (is_space (c) || c == '\'' || c == '"')))
    return;

  if (c == '?' || c == '#')
    {
      self->url = URL_PART;
      return;
    }

  switch ((UrlPlace) self->url)
    {
    case URL_START:
    case URL_SCHEME:
      if (c == ':')
        self->url = URL_COLON;
      else if (c == '/')
        self->url = self->url == URL_START ? URL_SLASH : URL_PATH;
      else
        self->url = URL_SCHEME;
      break;
    case URL_COLON:
      self->url = c == '/' ? URL_SLASH : URL_PATH;
      break;
    case URL_SLASH:
      self->url = c == '/' ? URL_HOST : URL_PATH;
      break;
    case URL_HOST:
      self->url = c == '/' ? URL_PATH : URL_HOST;
      break;
    case URL_PATH:
    case URL_PART:
    default:
      break;
    }
}

static void
read_style (FfLiquidMarkup *self,
            char            c)
{
  if (self->n_matched == IN_STYLE_URL)
    {
      if (c == ')')
        self->n_matched = 0;
      else
        read_url (self, c);
      return;
    }

  if (g_ascii_tolower (c) == "url("[self->n_matched])
    self->n_matched++;
  else
    self->n_matched = g_ascii_tolower (c) == 'u';
  self->url = URL_START;
}

static FfEscape
place_in_url (FfLiquidMarkup *self)
{
  switch ((UrlPlace) self->url)
    {
    case URL_START:
      self->url = URL_PATH;
      return FF_ESCAPE_URL;
    case URL_SCHEME:
    case URL_PATH:
      return FF_ESCAPE_URL_REST;
    case URL_COLON:
    case URL_SLASH:
      self->url = URL_PATH;
      return FF_ESCAPE_URL_PART;
    case URL_HOST:
    case URL_PART:
    default:
      return FF_ESCAPE_URL_PART;
    }
}

static FfEscape
place_in_style (FfLiquidMarkup *self)
{
  return self->n_matched == IN_STYLE_URL ? place_in_url (self) : FF_ESCAPE_STYLE;
}

/* ---- tags */

static Element
find_element (FfLiquidMarkup *self)
{
  for (guint i = 1; i < G_N_ELEMENTS (element_names); i++)
    if (!self->is_closing && g_str_equal (self->name, element_names[i]))
      return (Element) i;

  return NO_ELEMENT;
}

static Meaning
find_meaning (FfLiquidMarkup *self)
{
  static const char *const urls[] = {
    "href", "src", "action", "formaction", "background", "cite", "poster", "data", "longdesc", "manifest",
    "ping", "profile", "srcset", "usemap", "xlink:href", "codebase", "classid", "icon", NULL
  };

  if (g_str_has_prefix (self->name, "on") || g_str_equal (self->name, "srcdoc"))
    return SCRIPT;
  if (g_str_equal (self->name, "style"))
    return STYLE;

  return g_strv_contains (urls, self->name) ? URL : PLAIN;
}

static void
end_tag (FfLiquidMarkup *self)
{
  go (self, self->element != NO_ELEMENT ? RAW : TEXT);
  self->n_matched = 0;
  self->is_closing = FALSE;
  self->meaning = PLAIN;
  self->url = URL_START;
}

static void
start_value (FfLiquidMarkup *self,
             char            quote)
{
  go (self, VALUE);
  self->quote = quote;
  self->n_matched = 0;
  self->url = URL_START;
}

static void
end_value (FfLiquidMarkup *self)
{
  go (self, TAG);
  self->quote = '\0';
  self->meaning = PLAIN;
  self->n_matched = 0;
  self->url = URL_START;
}

static void
read_value (FfLiquidMarkup *self,
            char            c)
{
  if (self->quote != '\0' ? c == self->quote : is_space (c))
    end_value (self);
  else if (self->quote == '\0' && c == '>')
    end_tag (self);
  else if (self->meaning == URL)
    read_url (self, c);
  else if (self->meaning == STYLE)
    read_style (self, c);
}

static void
read_in_tag (FfLiquidMarkup *self,
             char            c)
{
  if (c == '>')
    end_tag (self);
  else if (!is_space (c) && c != '/')
    start_name (self, ATTRIBUTE_NAME, c);
}

static void
read_tag_name (FfLiquidMarkup *self,
               char            c)
{
  if (!is_space (c) && c != '/' && c != '>')
    {
      add_name (self, c);
      return;
    }

  self->element = find_element (self);
  go (self, TAG);
  read_in_tag (self, c);
}

static void
read_attribute_name (FfLiquidMarkup *self,
                     char            c)
{
  if (c == '=')
    {
      self->meaning = find_meaning (self);
      go (self, BEFORE_VALUE);
    }
  else if (is_space (c))
    {
      self->where = AFTER_NAME;
    }
  else if (c == '>' || c == '/')
    {
      go (self, TAG);
      read_in_tag (self, c);
    }
  else if (self->where == AFTER_NAME)
    {
      start_name (self, ATTRIBUTE_NAME, c);
    }
  else
    {
      add_name (self, c);
    }
}

/* ---- comments and raw text */

/* A comment for some mail clients only is markup for them: its text is read on
 * as such, and for everybody else nothing in a value can end the comment. */
static void
read_comment (FfLiquidMarkup *self,
              char            c)
{
  if (self->n_matched >= 2 && c == '>')
    {
      go (self, TEXT);
      self->n_matched = 0;
    }
  else if (c == '-')
    {
      self->n_matched = MIN (self->n_matched + 1, 2);
    }
  else
    {
      self->n_matched = 0;
    }
}

static void
read_condition (FfLiquidMarkup *self,
                char            c)
{
  if (c == '>' && self->n_matched == 1)
    {
      go (self, TEXT);
      self->n_matched = 0;
    }
  else
    {
      self->n_matched = c == ']';
    }
}

/* Looks for “</name”. */
static void
read_raw (FfLiquidMarkup *self,
          char            c)
{
  const char *name = element_names[self->element];

  if (self->n_name > 0)
    {
      guint place = self->n_name;
      char wanted = place == 1 ? '/' : place < 2 + strlen (name) ? name[place - 2] : '\0';

      if (wanted != '\0' && g_ascii_tolower (c) == wanted)
        {
          self->n_name++;
          return;
        }
      if (wanted == '\0' && (is_space (c) || c == '/' || c == '>'))
        {
          self->element = NO_ELEMENT;
          self->n_matched = 0;
          self->url = URL_START;
          go (self, TAG);
          read_in_tag (self, c);
          return;
        }
      self->n_name = 0;
    }

  if (c == '<')
    self->n_name = 1;
  else if (self->element == STYLE_ELEMENT)
    read_style (self, c);
}

static void
read_less (FfLiquidMarkup *self,
           char            c)
{
  gboolean is_name = g_ascii_isalpha (c);

  if (self->where == LESS && c == '/')
    {
      go (self, LESS_SLASH);
    }
  else if (self->where == LESS && c == '!')
    {
      go (self, BANG);
    }
  else if (is_name)
    {
      self->is_closing = self->where == LESS_SLASH;
      start_name (self, TAG_NAME, c);
    }
  else if (self->where == LESS && c != '?')
    {
      go (self, c == '<' ? LESS : TEXT);
    }
  else
    {
      go (self, c == '>' ? TEXT : BOGUS);
    }
}

static void
read_bang (FfLiquidMarkup *self,
           char            c)
{
  if (c == '-')
    {
      /* “<!-->” is a whole comment. */
      self->n_matched = self->where == BANG_DASH ? 2 : 0;
      go (self, self->where == BANG_DASH ? COMMENT : BANG_DASH);
    }
  else
    {
      go (self, c == '>' ? TEXT : BOGUS);
    }
}

static void
read_gap (FfLiquidMarkup *self,
          char            c)
{
  if (is_space (c))
    {
      self->gap = IN_GAP;
      return;
    }

  if (c == '=' || (self->gap == NEEDS_GAP && c != '/' && c != '>'))
    go (self, UNKNOWN);
  self->gap = NO_GAP;
}

static void
read_html (FfLiquidMarkup *self,
           const char     *at,
           const char     *end)
{
  char c = *at;

  if (self->gap != NO_GAP)
    read_gap (self, c);

  switch ((FfLiquidWhere) self->where)
    {
    case TEXT:
      if (c == '<')
        go (self, LESS);
      break;
    case LESS:
    case LESS_SLASH:
      read_less (self, c);
      break;
    case BANG:
    case BANG_DASH:
      read_bang (self, c);
      /* “<!--[if mso]>” */
      if (self->where == COMMENT && end - at > 1 && at[1] == '[')
        {
          go (self, CONDITION);
          self->n_matched = 0;
        }
      break;
    case BOGUS:
      if (c == '>')
        go (self, TEXT);
      break;
    case COMMENT:
      read_comment (self, c);
      break;
    case CONDITION:
      read_condition (self, c);
      break;
    case TAG_NAME:
      read_tag_name (self, c);
      break;
    case TAG:
      read_in_tag (self, c);
      break;
    case ATTRIBUTE_NAME:
    case AFTER_NAME:
      read_attribute_name (self, c);
      break;
    case BEFORE_VALUE:
      if (c == '"' || c == '\'')
        start_value (self, c);
      else if (c == '>')
        end_tag (self);
      else if (!is_space (c))
        {
          start_value (self, '\0');
          read_value (self, c);
        }
      break;
    case VALUE:
      read_value (self, c);
      break;
    case RAW:
      read_raw (self, c);
      break;
    case UNKNOWN:
      break;
    case JSON_STRING:
    case JSON_ESCAPE:
    default:
      g_assert_not_reached ();
    }
}

static void
read_json (FfLiquidMarkup *self,
           char            c)
{
  if (self->where == JSON_ESCAPE)
    self->where = JSON_STRING;
  else if (self->where == JSON_STRING)
    self->where = c == '\\' ? JSON_ESCAPE : c == '"' ? TEXT : JSON_STRING;
  else if (c == '"')
    self->where = JSON_STRING;
}

void
ff_liquid_markup_read (FfTemplateFormat  format,
                       FfLiquidMarkup   *self,
                       const char       *text,
                       gsize             length)
{
  for (const char *at = text; at < text + length; at++)
    if (format == FF_TEMPLATE_HTML)
      read_html (self, at, text + length);
    else if (format == FF_TEMPLATE_JSON)
      read_json (self, *at);
    else if (format == FF_TEMPLATE_URL)
      read_url (self, *at);
}

/* ---- values */

static const char *
place_in_html (FfLiquidMarkup *self,
               FfLiquidSpot   *spot)
{
  spot->outside = FF_ESCAPE_HTML;

  switch ((FfLiquidWhere) self->where)
    {
    case TEXT:
      spot->takes_html = TRUE;
      return NULL;

    case COMMENT:
      return NULL;

    case RAW:
      if (self->element == SCRIPT_ELEMENT)
        return _("A value cannot stand in a script.");
      if (self->n_name > 0)
        return _("A value cannot stand in a tag, only in text and between the quotes of an attribute.");
      if (self->element == STYLE_ELEMENT)
        *spot = (FfLiquidSpot) { .inside = place_in_style (self) };
      return NULL;

    case VALUE:
      if (self->quote == '\0')
        return _("A value in an attribute needs quotes around it.");
      if (self->meaning == SCRIPT)
        return _("A value cannot stand in a script.");
      if (self->meaning == URL)
        spot->inside = place_in_url (self);
      else if (self->meaning == STYLE)
        spot->inside = place_in_style (self);
      return NULL;

    case BEFORE_VALUE:
      return _("A value in an attribute needs quotes around it.");

    case LESS:
    case LESS_SLASH:
    case BANG:
    case BANG_DASH:
    case BOGUS:
    case CONDITION:
    case TAG_NAME:
    case TAG:
    case ATTRIBUTE_NAME:
    case AFTER_NAME:
    case JSON_STRING:
    case JSON_ESCAPE:
    case UNKNOWN:
    default:
      return _("A value cannot stand in a tag, only in text and between the quotes of an attribute.");
    }
}

const char *
ff_liquid_markup_place_value (FfTemplateFormat  format,
                              FfLiquidMarkup   *self,
                              FfLiquidSpot     *out_spot)
{
  *out_spot = (FfLiquidSpot) { FF_ESCAPE_NONE };

  switch (format)
    {
    case FF_TEMPLATE_HTML:
      return place_in_html (self, out_spot);

    case FF_TEMPLATE_JSON:
      if (self->where == JSON_ESCAPE)
        return _("A value cannot stand behind a backslash.");
      out_spot->is_json = self->where == TEXT;
      out_spot->outside = FF_ESCAPE_JSON;
      return NULL;

    case FF_TEMPLATE_URL:
      out_spot->inside = place_in_url (self);
      return NULL;

    case FF_TEMPLATE_TEXT:
    default:
      return NULL;
    }
}

/* Between attributes, whichever name was being read. */
static void
end_name (FfLiquidMarkup *self)
{
  if (self->where == TAG_NAME)
    self->element = find_element (self);
  if (self->where == TAG_NAME || self->where == ATTRIBUTE_NAME || self->where == AFTER_NAME)
    {
      self->gap = NEEDS_GAP;
      go (self, TAG);
    }
}

gboolean
ff_liquid_markup_join (FfLiquidMarkup       *self,
                       const FfLiquidMarkup *other)
{
  FfLiquidMarkup right = *other;
  guint8 url = self->url == right.url ? self->url : URL_PART;
  guint8 gap;

  if (memcmp (self, &right, sizeof right) == 0)
    return TRUE;

  if (self->where != right.where)
    {
      end_name (self);
      end_name (&right);
    }

  /* The stricter of both holds: it must be parted, then not go on with “=”. */
  gap = self->gap == NEEDS_GAP || right.gap == NEEDS_GAP ? NEEDS_GAP : MAX (self->gap, right.gap);
  self->gap = right.gap = gap;
  self->url = right.url = url;

  return memcmp (self, &right, sizeof right) == 0;
}

gboolean
ff_liquid_markup_is_outside (FfTemplateFormat      format,
                             const FfLiquidMarkup *self)
{
  return (format != FF_TEMPLATE_HTML && format != FF_TEMPLATE_JSON) || self->where == TEXT;
}
