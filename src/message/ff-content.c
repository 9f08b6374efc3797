/* A channel's content: several templates that make one message. Compiled once
 * by preparation or a preview, rendered by the sender's worker. */

#include "message/ff-content.h"

#include "message/ff-template.h"

#include <glib/gi18n-lib.h>

typedef enum
{
  SUBJECT,
  HTML,
  TEXT,
  N_PARTS,
} Part;

typedef struct
{
  const char       *key;
  const char       *label;   /* N_() */
  FfTemplateFormat  format;
  gboolean          is_header;
} PartInfo;

static const PartInfo part_infos[N_PARTS] = {
  [SUBJECT] = { "subject", N_("Subject"), FF_TEMPLATE_TEXT, TRUE  },
  [HTML]    = { "html",    N_("HTML"),    FF_TEMPLATE_HTML, FALSE },
  [TEXT]    = { "text",    N_("Text"),    FF_TEMPLATE_TEXT, FALSE },
};

typedef struct
{
  const char *channel;
  gboolean    takes[N_PARTS];
} ChannelInfo;

static const ChannelInfo channel_infos[] = {
  { "email", { [SUBJECT] = TRUE, [HTML] = TRUE, [TEXT] = TRUE } },
  { "sms",   { [TEXT] = TRUE } },
};

struct _FfContent
{
  gatomicrefcount  refs;
  char            *channel;
  char            *hash;
  FfJson          *settings;
  FfTemplate      *parts[N_PARTS];  /* NULL: the message has none */
  char           **bare_fields;
};

/**
 * ff_message_free:
 * @self: a rendered message
 *
 * Frees @self and its parts.
 */
void
ff_message_free (FfMessage *self)
{
  g_free (self->subject);
  g_free (self->html);
  g_free (self->text);
  g_free (self);
}

/**
 * ff_message_to_json:
 * @self: a message
 *
 * Returns: (transfer full): an object of the parts that it has
 */
FfJson *
ff_message_to_json (FfMessage *self)
{
  FfJson *json = ff_json_new_object ();

  ff_json_set_string (json, "subject", self->subject);
  ff_json_set_string (json, "html", self->html);
  ff_json_set_string (json, "text", self->text);

  return json;
}

/**
 * ff_message_check_header:
 * @name: what the value is, marked with N_(): it stands in the error
 * @value: what would stand in a header line
 * @error: return location for %FF_MESSAGE_ERROR_HEADER
 *
 * A line break in a subject or an address would begin another header line.
 *
 * Returns: %TRUE if @value is one line without control characters
 */
gboolean
ff_message_check_header (const char  *name,
                         const char  *value,
                         GError     **error)
{
  for (const char *c = value; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);

      /* The controls of ASCII and Latin-1, and Unicode's own line ends. */
      if (character < 0x20 || (character >= 0x7f && character < 0xa0) || character == 0x2028 || character == 0x2029)
        {
          g_set_error (error, FF_MESSAGE_ERROR, FF_MESSAGE_ERROR_HEADER,
                       /* Translators: %s is a part of a message, such as “Subject”. */
                       _("%s: a line break or control character cannot be sent."), _(name));
          return FALSE;
        }
    }

  return TRUE;
}

/* ---- compiling */

static const ChannelInfo *
find_channel (const char  *channel,
              GError     **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (channel_infos); i++)
    if (g_strcmp0 (channel_infos[i].channel, channel) == 0)
      return &channel_infos[i];

  g_set_error (error, FF_MESSAGE_ERROR, FF_MESSAGE_ERROR_CONTENT,
               _("There is no content for the channel “%s”."), channel);
  return NULL;
}

static gboolean
compile_part (FfContent  *self,
              Part        part,
              GError    **error)
{
  FfTemplateOptions options = { part_infos[part].format, ff_json_get_member (self->settings, "fragments") };
  const char *text = ff_json_get_member_string (self->settings, part_infos[part].key, "");

  if (*text == '\0')
    return TRUE;

  self->parts[part] = ff_template_compile (text, &options, error);
  if (self->parts[part] != NULL)
    return TRUE;

  /* Translators: a part of a message, such as “Subject”, before what is wrong in it. */
  g_prefix_error (error, _("%s: "), _(part_infos[part].label));
  return FALSE;
}

static gboolean
check_complete (FfContent          *self,
                const ChannelInfo  *info,
                GError            **error)
{
  const char *problem = NULL;

  if (info->takes[SUBJECT] && self->parts[SUBJECT] == NULL)
    problem = _("The subject is empty.");
  else if (self->parts[HTML] == NULL && self->parts[TEXT] == NULL)
    problem = _("The message is empty.");
  if (problem == NULL)
    return TRUE;

  g_set_error_literal (error, FF_MESSAGE_ERROR, FF_MESSAGE_ERROR_CONTENT, problem);
  return FALSE;
}

/* Each once, in order; what @dup gives for each part. */
static char **
collect_fields (FfContent *self,
                char    **(*dup) (FfTemplate *template))
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < N_PARTS; i++)
    {
      g_auto (GStrv) fields = self->parts[i] != NULL ? dup (self->parts[i]) : NULL;

      for (guint j = 0; fields != NULL && fields[j] != NULL; j++)
        if (g_hash_table_add (seen, g_strdup (fields[j])))
          g_strv_builder_add (builder, fields[j]);
    }

  return g_strv_builder_end (builder);
}

static char *
make_hash (FfContent *self)
{
  g_autofree char *printed = ff_json_print (self->settings);
  g_autofree char *whole = g_strconcat (self->channel, "\n", printed, NULL);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, whole, -1);
}

/**
 * ff_content_new:
 * @channel: "email" or "sms"
 * @settings: an object with the channel's parts; other members are kept
 * @out_part: (out) (optional) (transfer none): the part that is wrong, as
 *   @settings call it; %NULL when it is none of them
 * @error: return location for %FF_MESSAGE_ERROR_CONTENT or a template's error
 *
 * Returns: (transfer full): content that never changes, or %NULL
 */
FfContent *
ff_content_new (const char  *channel,
                FfJson      *settings,
                const char **out_part,
                GError     **error)
{
  g_autoptr (FfContent) self = g_new0 (FfContent, 1);
  const ChannelInfo *info = find_channel (channel, error);
  const char *unasked;

  g_return_val_if_fail (settings != NULL, NULL);

  if (out_part == NULL)
    out_part = &unasked;
  *out_part = NULL;

  g_atomic_ref_count_init (&self->refs);
  self->channel = g_strdup (channel);
  self->settings = ff_json_ref (settings);
  if (info == NULL)
    return NULL;

  for (guint i = 0; i < N_PARTS; i++)
    if (info->takes[i] && !compile_part (self, (Part) i, error))
      {
        *out_part = part_infos[i].key;
        return NULL;
      }
  if (!check_complete (self, info, error))
    return NULL;

  self->hash = make_hash (self);
  self->bare_fields = collect_fields (self, ff_template_dup_fields_without_default);

  return g_steal_pointer (&self);
}

/**
 * ff_content_ref:
 * @self: a content; from any thread
 *
 * Returns: @self
 */
FfContent *
ff_content_ref (FfContent *self)
{
  g_atomic_ref_count_inc (&self->refs);

  return self;
}

/**
 * ff_content_unref:
 * @self: a content; from any thread
 *
 * Frees it with its last reference.
 */
void
ff_content_unref (FfContent *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;

  for (guint i = 0; i < N_PARTS; i++)
    g_clear_pointer (&self->parts[i], ff_template_unref);
  g_clear_pointer (&self->settings, ff_json_unref);
  g_strfreev (self->bare_fields);
  g_free (self->channel);
  g_free (self->hash);
  g_free (self);
}

/**
 * ff_content_get_hash:
 * @self: a content
 *
 * Returns: (transfer none): SHA-256 in hex of channel and templates: another
 *   one means that another message would be sent
 */
const char *
ff_content_get_hash (FfContent *self)
{
  return self->hash;
}

/**
 * ff_content_get_settings:
 * @self: a content
 *
 * Returns: (transfer none): what it was made of, for ff_content_new () in
 *   another process
 */
FfJson *
ff_content_get_settings (FfContent *self)
{
  return self->settings;
}

/* ---- fields */

/**
 * ff_content_dup_fields:
 * @self: a content
 *
 * Returns: (transfer full): the merge fields its templates read, as they write
 *   them ("profile.first_name"), each once, in order of their first use;
 *   preparation freezes the values of these and no others
 */
char **
ff_content_dup_fields (FfContent *self)
{
  return collect_fields (self, ff_template_dup_fields);
}

/* What a path leads to; what a list or text says of itself (.size) is there. */
static gboolean
has_value (FfJson     *data,
           const char *path)
{
  g_auto (GStrv) names = g_strsplit (path, ".", -1);
  FfJson *value = data;

  for (guint i = 0; names[i] != NULL; i++)
    {
      if (!ff_json_is_object (value))
        return ff_json_is_array (value) ? ff_json_get_length (value) > 0 : ff_json_is_string (value);
      value = ff_json_get_member (value, names[i]);
    }

  switch (ff_json_get_kind (value))
    {
    case FF_JSON_NULL:
      return FALSE;
    case FF_JSON_STRING:
      return *ff_json_get_string (value) != '\0';
    case FF_JSON_ARRAY:
    case FF_JSON_OBJECT:
      return ff_json_get_length (value) > 0;
    case FF_JSON_BOOLEAN:
    case FF_JSON_NUMBER:
    default:
      return TRUE;
    }
}

/**
 * ff_content_dup_missing_field:
 * @self: a content
 * @data: (nullable): a person's values
 *
 * Returns: (transfer full) (nullable): the path of a field that would be
 *   printed but has no value and no default
 */
char *
ff_content_dup_missing_field (FfContent *self,
                              FfJson    *data)
{
  for (guint i = 0; self->bare_fields[i] != NULL; i++)
    if (!has_value (data, self->bare_fields[i]))
      return g_strdup (self->bare_fields[i]);

  return NULL;
}

/* ---- rendering */

static gboolean
render_part (FfContent              *self,
             Part                    part,
             FfJson                 *data,
             const FfRenderOptions  *options,
             char                  **out_text,
             GError                **error)
{
  if (self->parts[part] == NULL)
    return TRUE;

  *out_text = ff_template_render (self->parts[part], data, options, error);
  if (*out_text == NULL)
    {
      /* Translators: a part of a message, such as “Subject”, before what is wrong in it. */
      g_prefix_error (error, _("%s: "), _(part_infos[part].label));
      return FALSE;
    }
  if (!part_infos[part].is_header)
    return TRUE;

  g_strstrip (*out_text);
  return ff_message_check_header (part_infos[part].label, *out_text, error);
}

/**
 * ff_content_render:
 * @self: a content
 * @data: (nullable): one person's values
 * @now_at: the run's clock, µs UTC; 0 for the wall clock
 * @error: return location for an #FfMessageError
 *
 * The same values and clock give the same bytes, on any thread.
 *
 * Returns: (transfer full): the message, or %NULL
 */
FfMessage *
ff_content_render (FfContent  *self,
                   FfJson     *data,
                   gint64      now_at,
                   GError    **error)
{
  g_autoptr (FfMessage) message = g_new0 (FfMessage, 1);
  FfRenderOptions options = { .now_at = now_at };

  if (!render_part (self, SUBJECT, data, &options, &message->subject, error) ||
      !render_part (self, HTML, data, &options, &message->html, error) ||
      !render_part (self, TEXT, data, &options, &message->text, error))
    return NULL;

  return g_steal_pointer (&message);
}
